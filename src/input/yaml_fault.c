/* What libyaml says is wrong, as our messages. */
#include "input/internal.h"

#include <string.h>

/* Which message a fault becomes, and where it points. */
struct meaning {
    const char *problem; /* part of libyaml's words */
    const char *context; /* part of them; NULL: any */
    enum jx_diag_code code;
    bool at_context;
    const char *argument; /* {0} */
};

/* First match wins. */
static const struct meaning meanings[] = {
    {"unexpected end of stream", "quoted scalar", JX_D_YAML_QUOTE_OPEN, true, NULL},
    {"unexpected document indicator", "quoted scalar", JX_D_YAML_QUOTE_OPEN, true, NULL},
    {"',' or ']'", NULL, JX_D_YAML_BRACKET_OPEN, true, "["},
    {"',' or '}'", NULL, JX_D_YAML_BRACKET_OPEN, true, "{"},
    {"could not find expected ':'", NULL, JX_D_YAML_COLON_MISSING, true, NULL},
    {"mapping values are not allowed", NULL, JX_D_YAML_COLON_INSIDE, false, NULL},
    {"a tab character", NULL, JX_D_YAML_TAB, false, NULL},
    {"unknown escape character", NULL, JX_D_YAML_ESCAPE, false, NULL},
    {"hexdecimal number", NULL, JX_D_YAML_ESCAPE, false, NULL},
    {"invalid Unicode character escape", NULL, JX_D_YAML_ESCAPE, false, NULL},
    {"", "a tag", JX_D_YAML_TAG, true, "!"},
    {"undefined tag handle", NULL, JX_D_YAML_TAG, false, "!"},
    {"", "an alias", JX_D_YAML_START, true, "*"},
    {"", "an anchor", JX_D_YAML_START, true, "&"},
    {"", "a block scalar", JX_D_YAML_START, true, NULL},
    {"cannot start any token", NULL, JX_D_YAML_START, false, NULL},
    {"did not find expected key", NULL, JX_D_YAML_INDENT, false, NULL},
    {"did not find expected '-'", NULL, JX_D_YAML_INDENT, false, NULL},
    {"expected <document start>", NULL, JX_D_YAML_INDENT, false, NULL},
    {"block sequence entries are not", NULL, JX_D_YAML_INDENT, false, NULL},
};

static bool has_words(const char *text, const char *words)
{
    return !words || (text && strstr(text, words));
}

static const struct meaning *meaning_find(const struct jx__yaml_fault *fault)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (has_words(fault->problem ? fault->problem : "", meanings[i].problem) &&
            has_words(fault->context, meanings[i].context))
            return &meanings[i];
    return NULL;
}

/* The bytes of a 0-based line from a 0-based column on. */
static struct jx_str text_at(struct jx_str text, size_t line, size_t column)
{
    size_t pos = 0;
    for (; line > 0; line--) {
        size_t end = jx_str_find(text, JX_STR("\n"), pos);
        if (end == SIZE_MAX)
            return JX_STR("");
        pos = end + 1;
    }
    size_t end = jx_str_find(text, JX_STR("\n"), pos);
    struct jx_str rest = jx_str_sub(text, pos, end == SIZE_MAX ? SIZE_MAX : end - pos);
    pos = 0;
    for (; column > 0 && pos < rest.len; column--)
        jx_utf8_next(rest, &pos);
    return jx_str_trim(jx_str_sub(rest, pos, SIZE_MAX));
}

static struct jx_span place_at(struct jx_span start, size_t line, size_t column)
{
    uint32_t line1 = (uint32_t)(start.line1 + line);
    uint32_t col1 = (uint32_t)((line == 0 ? start.col1 : 1) + column);
    return (struct jx_span){start.file, line1, col1, line1, col1 + 1};
}

static void say_meaning(struct jx_arena *arena, struct jx_diags *diags, struct jx_span place,
                        const struct meaning *meaning, struct jx_str source)
{
    size_t pos = 0;
    if (source.len)
        jx_utf8_next(source, &pos);
    struct jx_str first =
        meaning->argument ? jx_str_of(meaning->argument) : jx_str_sub(source, 0, pos);
    enum jx_diag_code code = meaning->code;
    if (code == JX_D_YAML_START && first.len == 0)
        code = JX_D_YAML_TAB; /* a tab is the only blank that "cannot start any token" */
    struct jx_str args[] = {first, jx__yaml_quoted(arena, source)};
    jx_diag_add(diags, code, place, args, 2);
}

void jx__yaml_explain(struct jx_arena *arena, struct jx_str text, struct jx_span start,
                      const struct jx__yaml_fault *fault, struct jx_diags *diags)
{
    const struct meaning *meaning = meaning_find(fault);
    bool at_context = meaning && meaning->at_context && fault->context;
    size_t line = at_context ? fault->context_line : fault->problem_line;
    size_t column = at_context ? fault->context_column : fault->problem_column;
    size_t last = fault->problem_line > line ? fault->problem_line : line;
    if (meaning && meaning->code == JX_D_YAML_QUOTE_OPEN)
        last = line; /* the end of the file, where libyaml noticed, explains nothing */
    if (jx__yaml_traps(arena, text, start, line, last, diags))
        return;
    struct jx_span place = place_at(start, line, column);
    if (meaning)
        say_meaning(arena, diags, place, meaning, text_at(text, line, column));
    else
        JX_SAY(diags, YAML_SYNTAX, place);
}
