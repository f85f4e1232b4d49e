/* tag.c - splits a template into literal text and tags, and nests sections.
 *
 * Source: the Mustache specification: delimiters, comments, standalone lines.
 */
#include "document/internal.h"

#include <string.h>

struct open_section {
    struct jx__tag tag; /* children collect here */
    struct jx__tags outer;
};

struct parser {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx__parsed *parsed;
    struct jx_str text;
    struct jx_str open, close;
    struct jx__tags tags; /* of the innermost open section */
    struct {
        struct open_section *items;
        size_t n;
        size_t cap;
    } stack;
    size_t pos;   /* where the next tag is looked for */
    size_t start; /* of literal text not yet emitted */
    bool failed;
};

/* A tag as found, before it is known what it does. */
struct raw_tag {
    size_t from, to;
    char sigil; /* 0 for none, '{' for triple */
    struct jx_str body;
};

size_t jx__parsed_offset(const struct jx__parsed *parsed, size_t at)
{
    if (parsed->indent_len == 0)
        return parsed->source.offset + at;
    size_t low = 0, high = parsed->n_lines;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (parsed->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    size_t inside = at - parsed->lines[low];
    size_t added =
        low * parsed->indent_len + (inside < parsed->indent_len ? inside : parsed->indent_len);
    return parsed->source.offset + at - added;
}

struct jx_span jx__parsed_span(const struct jx__parsed *parsed, const struct jx_sources *sources,
                               size_t from, size_t to)
{
    if (parsed->source.file == 0)
        return parsed->source.place;
    return jx_sources_span(sources, parsed->source.file, jx__parsed_offset(parsed, from),
                           jx__parsed_offset(parsed, to));
}

static struct jx_span span_of(const struct parser *p, size_t from, size_t to)
{
    return jx__parsed_span(p->parsed, p->diags->sources, from, to);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The text with the indentation put before each line, remembering where lines begin. */
static void indent_text(struct jx_arena *arena, struct jx__parsed *parsed, struct jx_str indent)
{
    struct {
        size_t *items;
        size_t n;
        size_t cap;
    } lines = {0};
    struct jx_buf buf = {.arena = arena};
    struct jx_str source = parsed->source.text;
    for (size_t at = 0; at < source.len;) {
        size_t end = jx_str_find(source, JX_STR("\n"), at);
        end = end == SIZE_MAX ? source.len : end + 1;
        JX_PUSH(arena, &lines, buf.len);
        jx_buf_add(&buf, indent);
        jx_buf_add(&buf, jx_str_sub(source, at, end - at));
        at = end;
    }
    parsed->text = jx_str_copy(arena, jx_buf_str(&buf));
    parsed->indent_len = lines.n > 0 ? indent.len : 0;
    parsed->lines = lines.items;
    parsed->n_lines = lines.n;
}

static void push_text(struct parser *p, size_t to)
{
    if (to > p->start)
        JX_PUSH(p->arena, &p->tags,
                (struct jx__tag){.kind = JX__T_TEXT, .from = p->start, .to = to});
    p->start = to;
}

/* Find the next tag; false at the end of the text. */
static bool find_tag(struct parser *p, struct raw_tag *raw)
{
    size_t from = jx_str_find(p->text, p->open, p->pos);
    if (from == SIZE_MAX)
        return false;
    size_t at = from + p->open.len;
    while (at < p->text.len && is_blank(p->text.ptr[at]))
        at++;
    *raw = (struct raw_tag){.from = from};
    struct jx_str end = p->close;
    if (at < p->text.len && memchr("{#^/>&!=", p->text.ptr[at], 8) != NULL)
        raw->sigil = p->text.ptr[at++];
    if (raw->sigil == '{')
        end = jx_str_printf(p->arena, "}%.*s", JX_FMT(p->close));
    else if (raw->sigil == '=')
        end = jx_str_printf(p->arena, "=%.*s", JX_FMT(p->close));
    size_t stop = jx_str_find(p->text, end, at);
    if (stop == SIZE_MAX) {
        JX_SAY(p->diags, TAG_OPEN, span_of(p, from, from + p->open.len), p->open, end);
        p->failed = true;
        return false;
    }
    raw->body = jx_str_trim(jx_str_sub(p->text, at, stop - at));
    raw->to = stop + end.len;
    return true;
}

/* Whether the tag stands alone on its line; then the bytes of the whole line. */
static bool stands_alone(const struct parser *p, const struct raw_tag *raw, size_t *ret_from,
                         size_t *ret_to)
{
    size_t from = raw->from;
    while (from > 0 && is_blank(p->text.ptr[from - 1]))
        from--;
    if (from > 0 && p->text.ptr[from - 1] != '\n')
        return false;
    size_t to = raw->to;
    while (to < p->text.len && is_blank(p->text.ptr[to]))
        to++;
    if (to + 1 < p->text.len && p->text.ptr[to] == '\r' && p->text.ptr[to + 1] == '\n')
        to++;
    if (to < p->text.len && p->text.ptr[to] != '\n')
        return false;
    *ret_from = from;
    *ret_to = to < p->text.len ? to + 1 : to;
    return true;
}

static struct jx__filter_call parse_filter(struct jx_str text)
{
    text = jx_str_trim(text);
    size_t at = 0;
    while (at < text.len) {
        size_t next = at;
        if (jx_cp_is_blank(jx_utf8_next(text, &next)))
            break;
        at = next;
    }
    return (struct jx__filter_call){.name = jx_str_sub(text, 0, at),
                                    .arg = jx_str_trim(jx_str_sub(text, at, text.len - at))};
}

/* name|filter arg|filter arg */
static void parse_body(struct parser *p, struct jx_str body, struct jx__tag *tag)
{
    struct {
        struct jx__filter_call *items;
        size_t n;
        size_t cap;
    } calls = {0};
    size_t bar = jx_str_find(body, JX_STR("|"), 0);
    tag->name = jx_str_trim(jx_str_sub(body, 0, bar == SIZE_MAX ? body.len : bar));
    while (bar != SIZE_MAX) {
        size_t next = jx_str_find(body, JX_STR("|"), bar + 1);
        size_t end = next == SIZE_MAX ? body.len : next;
        JX_PUSH(p->arena, &calls, parse_filter(jx_str_sub(body, bar + 1, end - bar - 1)));
        bar = next;
    }
    tag->filters = calls.items;
    tag->n_filters = calls.n;
    if (calls.n > JX__MAX_FILTERS) {
        JX_SAY(p->diags, FILTERS_MANY, span_of(p, tag->from, tag->to),
               jx_str_printf(p->arena, "%d", JX__MAX_FILTERS));
        p->failed = true;
    }
    if (tag->name.len == 0) {
        JX_SAY(p->diags, TAG_EMPTY, span_of(p, tag->from, tag->to));
        p->failed = true;
    }
}

static void open_section(struct parser *p, struct jx__tag tag)
{
    if (p->stack.n >= JX__MAX_SECTION_DEPTH) {
        JX_SAY(p->diags, SECTION_DEPTH, span_of(p, tag.from, tag.to),
               jx_str_printf(p->arena, "%d", JX__MAX_SECTION_DEPTH));
        p->failed = true;
        p->start = p->pos = p->text.len; /* what stands open is not a mistake of its own */
        p->stack.n = 0;
        return;
    }
    JX_PUSH(p->arena, &p->stack, (struct open_section){.tag = tag, .outer = p->tags});
    p->tags = (struct jx__tags){0};
}

static void close_section(struct parser *p, const struct raw_tag *raw)
{
    struct jx_span span = span_of(p, raw->from, raw->to);
    if (p->stack.n == 0) {
        JX_SAY(p->diags, SECTION_UNOPENED, span, raw->body);
        p->failed = true;
        return;
    }
    struct open_section section = p->stack.items[--p->stack.n];
    if (!jx_str_eq(section.tag.name, raw->body)) {
        JX_SAY(p->diags, SECTION_CROSSED, span, raw->body, section.tag.name);
        p->failed = true;
    }
    section.tag.children = p->tags;
    p->tags = section.outer;
    JX_PUSH(p->arena, &p->tags, section.tag);
}

/* {{=<% %>=}} */
static void set_delimiters(struct parser *p, const struct raw_tag *raw)
{
    size_t gap = 0;
    while (gap < raw->body.len && !is_blank(raw->body.ptr[gap]))
        gap++;
    struct jx_str open = jx_str_sub(raw->body, 0, gap);
    struct jx_str close = jx_str_trim(jx_str_sub(raw->body, gap, raw->body.len - gap));
    bool bad = open.len == 0 || close.len == 0 || memchr(raw->body.ptr, '=', raw->body.len) != NULL;
    for (size_t i = 0; i < close.len; i++)
        bad = bad || is_blank(close.ptr[i]) || close.ptr[i] == '\n';
    if (bad) {
        JX_SAY(p->diags, TAG_DELIMITERS, span_of(p, raw->from, raw->to));
        p->failed = true;
        return;
    }
    p->open = open;
    p->close = close;
}

static enum jx__tag_kind kind_of(char sigil)
{
    switch (sigil) {
    case '#':
        return JX__T_SECTION;
    case '^':
        return JX__T_INVERTED;
    case '>':
        return JX__T_PARTIAL;
    case '{':
    case '&':
        return JX__T_RAW;
    default:
        return JX__T_VALUE;
    }
}

static void take_tag(struct parser *p, const struct raw_tag *raw)
{
    struct jx__tag tag = {.kind = kind_of(raw->sigil), .from = raw->from, .to = raw->to};
    size_t from = raw->from, to = raw->to;
    bool may_stand_alone = raw->sigil != 0 && raw->sigil != '{' && raw->sigil != '&';
    bool alone = may_stand_alone && stands_alone(p, raw, &from, &to);
    push_text(p, from);
    p->start = p->pos = to;
    if (raw->sigil == '!')
        return;
    if (raw->sigil == '=') {
        set_delimiters(p, raw);
        return;
    }
    if (raw->sigil == '/') {
        close_section(p, raw);
        return;
    }
    parse_body(p, raw->body, &tag);
    if (tag.kind == JX__T_SECTION || tag.kind == JX__T_INVERTED) {
        open_section(p, tag);
        return;
    }
    if (tag.kind == JX__T_PARTIAL && alone)
        tag.indent = jx_str_sub(p->text, from, raw->from - from);
    JX_PUSH(p->arena, &p->tags, tag);
}

static void close_all(struct parser *p)
{
    while (p->stack.n > 0) {
        struct open_section section = p->stack.items[--p->stack.n];
        JX_SAY(p->diags, SECTION_OPEN, span_of(p, section.tag.from, section.tag.to),
               section.tag.name);
        p->failed = true;
    }
}

enum jx_status jx__tags_parse(struct jx_arena *arena, const struct jx_template_text *source,
                              struct jx_str indent, struct jx_diags *diags,
                              struct jx__parsed **ret_parsed)
{
    struct jx__parsed *parsed = JX_NEW(arena, struct jx__parsed);
    parsed->source = *source;
    parsed->text = source->text;
    if (indent.len > 0)
        indent_text(arena, parsed, indent);
    struct parser p = {.arena = arena,
                       .diags = diags,
                       .parsed = parsed,
                       .text = parsed->text,
                       .open = JX_STR("{{"),
                       .close = JX_STR("}}")};
    struct raw_tag raw;
    while (find_tag(&p, &raw))
        take_tag(&p, &raw);
    push_text(&p, p.text.len);
    close_all(&p);
    parsed->tags = p.tags;
    *ret_parsed = parsed;
    return p.failed ? JX_E_INPUT : JX_OK;
}
