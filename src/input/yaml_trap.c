/* Values that YAML reads differently from what they look like, found in the source itself.
 *
 * libyaml stops at its first error, so this walks the whole text once more with a simple idea of YAML: where a value
 * can begin (line start, after "- ", after ": ", after , [ { in brackets) the first characters decide. It runs only on
 * text that libyaml refused; block scalars, quotes and comments are stepped over. */
#include "input/internal.h"

#include <string.h>

struct walk {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_str text;
    struct jx_span start;
    size_t pos;
    size_t line; /* 0-based */
    size_t line_from;
    size_t key_indent;  /* of the last "key:" line outside brackets; SIZE_MAX before the first */
    size_t skip_deeper; /* lines indented deeper are a block scalar's; SIZE_MAX: none */
    unsigned brackets;
    size_t bracket_from[JX_YAML_MAX_DEPTH];
    size_t first; /* the lines asked for */
    size_t last;
    bool hit;
};

struct jx_str jx__yaml_quoted(struct jx_arena *arena, struct jx_str value)
{
    size_t pos = 0;
    for (size_t n = 0; n < 30 && pos < value.len; n++)
        jx_utf8_next(value, &pos);
    const char *more = pos < value.len ? "…" : "";
    struct jx_str shown = jx_str_sub(value, 0, pos);
    bool has_quote = jx_str_find(shown, JX_STR("\""), 0) != SIZE_MAX ||
                     jx_str_find(shown, JX_STR("\\"), 0) != SIZE_MAX;
    if (!has_quote)
        return jx_str_printf(arena, "\"%.*s%s\"", JX_FMT(shown), more);
    shown = jx_str_replace(arena, shown, JX_STR("'"), JX_STR("''"));
    return jx_str_printf(arena, "'%.*s%s'", JX_FMT(shown), more);
}

/* ---- looking at the text ---- */

static char at(const struct walk *w, size_t pos)
{
    return pos < w->text.len ? w->text.ptr[pos] : '\n';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_gap(char c)
{
    return is_blank(c) || c == '\n';
}

static size_t line_end(const struct walk *w, size_t pos)
{
    size_t end = jx_str_find(w->text, JX_STR("\n"), pos);
    return end == SIZE_MAX ? w->text.len : end;
}

static size_t blanks_skip(const struct walk *w, size_t pos)
{
    while (is_blank(at(w, pos)))
        pos++;
    return pos;
}

/* End of a plain value from pos: its line's end, a comment, or in brackets the next , ] }. */
static size_t value_end(const struct walk *w, size_t pos)
{
    size_t end = line_end(w, pos);
    for (size_t i = pos; i < end; i++) {
        if (w->brackets && strchr(",]}", w->text.ptr[i]))
            return i;
        if (w->text.ptr[i] == '#' && i > pos && is_blank(w->text.ptr[i - 1]))
            return i;
    }
    return end;
}

static struct jx_str value_at(const struct walk *w, size_t from, size_t to)
{
    return jx_str_trim(jx_str_sub(w->text, from, to - from));
}

static struct jx_span span_at(const struct walk *w, struct jx_str part)
{
    size_t from = (size_t)(part.ptr - w->text.ptr) - w->line_from;
    struct jx_str before = jx_str_sub(w->text, w->line_from, from);
    uint32_t line1 = (uint32_t)(w->start.line1 + w->line);
    uint32_t col1 = (uint32_t)((w->line == 0 ? w->start.col1 : 1) + jx_utf8_count(before));
    return (struct jx_span){w->start.file, line1, col1, line1,
                            (uint32_t)(col1 + jx_utf8_count(part))};
}

static void trap(struct walk *w, enum jx_diag_code code, struct jx_str part, struct jx_str arg0,
                 struct jx_str arg1)
{
    struct jx_str args[] = {arg0, arg1};
    jx_diag_add(w->diags, code, span_at(w, part), args, arg1.ptr ? 2 : 1);
    w->hit = w->hit || (w->line >= w->first && w->line <= w->last);
}

static void newline_pass(struct walk *w)
{
    w->pos++;
    w->line++;
    w->line_from = w->pos;
}

/* ---- values ---- */

/* "|", ">-", "|2+" …, then nothing but a comment. */
static bool is_block_header(struct jx_str value)
{
    size_t i = 1;
    while (i < value.len && i < 3 && strchr("+-123456789", value.ptr[i]))
        i++;
    return i == value.len;
}

/* `*name` and `&name` as YAML means them. */
static bool is_reference(struct jx_str value)
{
    size_t i = 1;
    while (i < value.len &&
           (strchr("-_", value.ptr[i]) || (value.ptr[i] >= '0' && value.ptr[i] <= '9') ||
            (value.ptr[i] >= 'a' && value.ptr[i] <= 'z') ||
            (value.ptr[i] >= 'A' && value.ptr[i] <= 'Z')))
        i++;
    return i > 1 && (i == value.len || is_blank(value.ptr[i]));
}

/* A plain value may not begin with a sign that YAML keeps for itself. Moves past the value. */
static void signed_value(struct walk *w)
{
    size_t end = value_end(w, w->pos);
    struct jx_str value = value_at(w, w->pos, end);
    char sign = value.ptr[0];
    bool fine = false;
    if (sign == '>' || sign == '|')
        fine = !w->brackets && is_block_header(value);
    if (sign == '*' || sign == '&')
        fine = is_reference(value);
    if (fine && (sign == '>' || sign == '|'))
        w->skip_deeper = w->key_indent == SIZE_MAX ? 0 : w->key_indent;
    if (!fine)
        trap(w, JX_D_YAML_START, value, jx_str_sub(value, 0, 1), jx__yaml_quoted(w->arena, value));
    w->pos = end;
}

/* Past the closing quote; SIZE_MAX when there is none. */
static size_t quote_end(const struct walk *w, size_t pos)
{
    char quote = at(w, pos);
    for (pos++; pos < w->text.len; pos++) {
        if (quote == '"' && w->text.ptr[pos] == '\\')
            pos++;
        else if (w->text.ptr[pos] == quote && quote == '\'' && at(w, pos + 1) == quote)
            pos++;
        else if (w->text.ptr[pos] == quote)
            return pos + 1;
    }
    return SIZE_MAX;
}

/* Whether what follows a closed quote or bracket ends the value. */
static bool value_may_end(const struct walk *w, size_t pos)
{
    char c = at(w, pos);
    if (c == '\n' || c == ':' || (w->brackets && strchr(",]}", c)))
        return true;
    return c == '#' && is_blank(w->text.ptr[pos - 1]);
}

static void quoted_value(struct walk *w)
{
    size_t from = w->pos;
    size_t end = quote_end(w, from);
    if (end == SIZE_MAX) {
        w->pos = w->text.len; /* libyaml says it better */
        return;
    }
    if (line_end(w, from) < end) { /* over several lines */
        while (w->pos < end)
            if (at(w, w->pos) == '\n')
                newline_pass(w);
            else
                w->pos++;
        return;
    }
    size_t next = blanks_skip(w, end);
    w->pos = end;
    if (value_may_end(w, next))
        return;
    w->pos = value_end(w, next);
    struct jx_str value = value_at(w, from, w->pos);
    trap(w, JX_D_YAML_QUOTE_TEXT, value, jx__yaml_quoted(w->arena, value), JX_NO_STR);
}

static void bracket_open(struct walk *w)
{
    if (at(w, w->pos) == '{' && at(w, w->pos + 1) == '{') {
        struct jx_str before_end = jx_str_sub(w->text, 0, line_end(w, w->pos));
        size_t close = jx_str_find(before_end, JX_STR("}}"), w->pos);
        size_t end = value_end(w, close == SIZE_MAX ? before_end.len : close + 2);
        struct jx_str value = value_at(w, w->pos, end);
        trap(w, JX_D_YAML_BRACE, value, jx__yaml_quoted(w->arena, value), JX_NO_STR);
        w->pos = end;
        return;
    }
    if (w->brackets < JX_YAML_MAX_DEPTH)
        w->bracket_from[w->brackets++] = w->pos;
    w->pos++;
}

static void bracket_close(struct walk *w)
{
    size_t from = w->brackets ? w->bracket_from[--w->brackets] : w->pos;
    w->pos++;
    size_t next = blanks_skip(w, w->pos);
    if (from < w->line_from || value_may_end(w, next))
        return;
    w->pos = value_end(w, next);
    struct jx_str value = value_at(w, from, w->pos);
    trap(w, JX_D_YAML_BRACKET_TEXT, value, jx__yaml_quoted(w->arena, value), JX_NO_STR);
}

/* What may begin a value here, by its first character. */
static void value_begin(struct walk *w)
{
    char c = at(w, w->pos);
    if (c == '"' || c == '\'')
        quoted_value(w);
    else if (c == '[' || c == '{')
        bracket_open(w);
    else if (strchr(">|*&!%@`", c))
        signed_value(w);
}

/* ---- lines ---- */

/* The end of "key" when a ": " stands after pos on this line outside quotes, else SIZE_MAX. */
static size_t key_end(const struct walk *w, size_t pos, size_t end)
{
    if (at(w, pos) == '"' || at(w, pos) == '\'') {
        size_t close = quote_end(w, pos);
        pos = close < end ? close : end;
    }
    for (; pos < end; pos++) {
        if (w->text.ptr[pos] == ':' && is_gap(at(w, pos + 1)))
            return pos;
        if (w->text.ptr[pos] == '#' && pos > 0 && is_gap(w->text.ptr[pos - 1]))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* A line at the keys' indent that is no "key: value" and no list item. */
static void keyless_line(struct walk *w, size_t end)
{
    struct jx_str line = value_at(w, w->pos, end);
    size_t wide = jx_str_find(line, JX_STR("："), 0);
    size_t tight = jx_str_find(line, JX_STR(":"), 0);
    if (wide != SIZE_MAX && wide > 0 && wide < tight)
        trap(w, JX_D_YAML_COLON_WIDE, jx_str_sub(line, 0, wide + 3), jx_str_sub(line, 0, wide),
             JX_NO_STR);
    else if (tight != SIZE_MAX && tight > 0)
        trap(w, JX_D_YAML_COLON_TIGHT, jx_str_sub(line, 0, tight + 1), jx_str_sub(line, 0, tight),
             JX_NO_STR);
}

/* Does the line after end stand at the same indent and hold "key: value"? Then this one should have, too. */
static bool key_follows(const struct walk *w, size_t end, size_t indent)
{
    size_t from = end < w->text.len ? end + 1 : end;
    size_t pos = from;
    while (at(w, pos) == ' ')
        pos++;
    return pos - from == indent && at(w, pos) != '-' &&
           key_end(w, pos, line_end(w, pos)) != SIZE_MAX;
}

/* "-编号: J1", where "- 编号: J1" was meant. */
static void dash_check(struct walk *w, size_t key)
{
    if (at(w, w->pos) != '-' || key <= w->pos + 1 || at(w, w->pos + 1) == '-')
        return;
    trap(w, JX_D_YAML_DASH_TIGHT, jx_str_sub(w->text, w->pos, key - w->pos),
         jx_str_sub(w->text, w->pos + 1, key - w->pos - 1), JX_NO_STR);
    w->hit = w->hit || w->line + 1 == w->first; /* libyaml stumbles over the item's next line */
}

/* From behind the indent of a line outside brackets: dashes, key, then the value. */
static void block_line(struct walk *w, size_t indent)
{
    size_t end = line_end(w, w->pos);
    bool is_item = false;
    while (at(w, w->pos) == '-' && is_gap(at(w, w->pos + 1))) {
        size_t next = blanks_skip(w, w->pos + 1);
        indent += next - w->pos;
        w->pos = next;
        is_item = true;
    }
    char c = at(w, w->pos);
    size_t key = strchr("[{", c) ? SIZE_MAX : key_end(w, w->pos, end);
    if (key != SIZE_MAX) {
        dash_check(w, key);
        w->key_indent = indent;
        w->pos = blanks_skip(w, key + 1);
    } else if (!is_item && !strchr("[{\"'>|*&!%@`#", c) &&
               (indent <= w->key_indent || key_follows(w, end, indent))) {
        keyless_line(w, end);
        w->pos = end;
    }
}

/* The indent of the line at pos, which moves behind it. Tabs in it are a trap of their own. */
static size_t indent_pass(struct walk *w)
{
    size_t from = w->pos;
    bool has_tab = false;
    while (is_blank(at(w, w->pos))) {
        has_tab = has_tab || at(w, w->pos) == '\t';
        w->pos++;
    }
    bool is_text = at(w, w->pos) != '\n' && at(w, w->pos) != '#';
    bool in_block = w->skip_deeper != SIZE_MAX && w->pos - from > w->skip_deeper;
    if (has_tab && is_text && !w->brackets && !in_block)
        trap(w, JX_D_YAML_TAB, jx_str_sub(w->text, from, w->pos - from), JX_NO_STR, JX_NO_STR);
    return w->pos - from;
}

/* Step over the inside of a block scalar. Returns whether this line was one of it. */
static bool block_scalar_line(struct walk *w, size_t indent)
{
    if (w->skip_deeper == SIZE_MAX)
        return false;
    if (at(w, w->pos) != '\n' && indent <= w->skip_deeper) {
        w->skip_deeper = SIZE_MAX;
        return false;
    }
    w->pos = line_end(w, w->pos);
    return true;
}

/* After a value has begun: on to the next place where one can begin, or to the line's end. */
static void rest_pass(struct walk *w)
{
    while (at(w, w->pos) != '\n') {
        char c = at(w, w->pos);
        bool after_gap = w->pos > w->line_from && is_blank(w->text.ptr[w->pos - 1]);
        if (c == '#' && after_gap) {
            w->pos = line_end(w, w->pos);
        } else if (w->brackets && strchr("]}", c)) {
            bracket_close(w);
        } else if (w->brackets && (c == ',' || (c == ':' && is_gap(at(w, w->pos + 1))))) {
            w->pos = blanks_skip(w, w->pos + 1);
            value_begin(w);
        } else {
            w->pos++;
        }
    }
}

static void line_walk(struct walk *w)
{
    size_t indent = indent_pass(w);
    if (block_scalar_line(w, indent))
        return;
    if (at(w, w->pos) == '#') {
        w->pos = line_end(w, w->pos);
        return;
    }
    if (!w->brackets)
        block_line(w, indent);
    size_t before;
    do { /* brackets open one behind the other */
        before = w->pos;
        w->pos = blanks_skip(w, w->pos);
        if (at(w, w->pos) != '\n')
            value_begin(w);
    } while (w->brackets && w->pos > before && strchr("[{", w->text.ptr[w->pos - 1]));
    rest_pass(w);
}

bool jx__yaml_traps(struct jx_arena *arena, struct jx_str text, struct jx_span start, size_t first,
                    size_t last, struct jx_diags *diags)
{
    struct walk w = {
        .arena = arena,
        .diags = diags,
        .text = text,
        .start = start,
        .key_indent = SIZE_MAX,
        .skip_deeper = SIZE_MAX,
        .first = first,
        .last = last,
    };
    while (w.pos < text.len && diags->n < JX_DIAGS_MAX) {
        line_walk(&w);
        newline_pass(&w);
    }
    return w.hit;
}
