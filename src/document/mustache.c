/* mustache.c - walks a parsed template over the data and writes text with its source map.
 *
 * Source: the Mustache specification, required modules.
 */
#include "document/mustache.h"
#include "document/internal.h"

#define MAX_PARTIAL_DEPTH 32
#define MAX_OUTPUT ((size_t)64 << 20)
#define MAX_STEPS 20000000

/* A partial met before, so that loops do not parse it again. */
struct known_partial {
    struct jx_str name, indent;
    const struct jx__parsed *parsed; /* NULL: unknown or broken; its messages are out */
};

struct render {
    struct jx_arena *arena;
    const struct jx_mustache_options *options;
    struct jx_diags *diags;
    struct jx__frames *frames;
    struct jx_buf out;
    struct jx_source_map map;
    struct {
        struct known_partial *items;
        size_t n;
        size_t cap;
    } partials;
    unsigned depth; /* of partials */
    size_t steps;
    enum jx_status status; /* of the worst so far */
};

static void fail(struct render *r, enum jx_status status)
{
    if (r->status != JX_E_LIMIT)
        r->status = status;
}

static bool over_limit(struct render *r, const struct jx__parsed *parsed, const struct jx__tag *tag)
{
    if (r->status == JX_E_LIMIT)
        return true;
    r->steps += 1 + r->frames->n; /* a name is looked for in each of them */
    if (r->steps <= MAX_STEPS && r->out.len <= MAX_OUTPUT)
        return false;
    JX_SAY(r->diags, TEMPLATE_TOO_LARGE,
           jx__parsed_span(parsed, r->diags->sources, tag->from, tag->to));
    fail(r, JX_E_LIMIT);
    return true;
}

static void map_literal(struct render *r, const struct jx__parsed *parsed, size_t from,
                        size_t start)
{
    struct jx_map_piece piece = {.from = start, .to = r->out.len};
    if (parsed->source.file != 0) {
        piece.literal = true;
        piece.file = parsed->source.file;
        piece.offset = jx__parsed_offset(parsed, from);
    } else {
        piece.tag = parsed->source.place;
    }
    JX_PUSH(r->arena, &r->map, piece);
}

/* Literal text; each line of an indented partial is a piece of its own. */
static void write_text(struct render *r, const struct jx__parsed *parsed, size_t from, size_t to)
{
    while (from < to) {
        size_t end = to;
        if (parsed->indent_len > 0) {
            end = jx_str_find(parsed->text, JX_STR("\n"), from);
            end = end == SIZE_MAX || end + 1 > to ? to : end + 1;
        }
        size_t start = r->out.len;
        jx_buf_add(&r->out, jx_str_sub(parsed->text, from, end - from));
        map_literal(r, parsed, from, start);
        from = end;
    }
}

static struct jx_span tag_span(const struct render *r, const struct jx__parsed *parsed,
                               const struct jx__tag *tag)
{
    return jx__parsed_span(parsed, r->diags->sources, tag->from, tag->to);
}

static void say_unknown_name(struct render *r, struct jx_span span, struct jx_str name)
{
    struct jx_str near = jx__frames_nearest(r->arena, r->frames, r->diags, name);
    if (near.ptr != NULL)
        JX_SAY(r->diags, NAME_UNKNOWN, span, name, near);
    else
        JX_SAY(r->diags, NAME_ABSENT, span, name);
    fail(r, JX_E_INPUT);
}

/* The value of a tag, filters applied; NULL when there is none. */
static const struct jx_value *tag_value(struct render *r, const struct jx__parsed *parsed,
                                        const struct jx__tag *tag)
{
    const struct jx_value *value = jx__frames_find(r->arena, r->frames, tag->name);
    if (tag->n_filters == 0)
        return value;
    if (value != NULL && value->kind == JX_V_LIST) /* filters walk it */
        r->steps += value->list.n * tag->n_filters;
    struct jx__filter_at at = {.arena = r->arena,
                               .frames = r->frames,
                               .diags = r->diags,
                               .span = tag_span(r, parsed, tag)};
    const struct jx_value *filtered = NULL;
    if (jx__filters_apply(&at, value, tag->filters, tag->n_filters, &filtered) != JX_OK) {
        fail(r, JX_E_INPUT);
        return jx_value_none(r->arena); /* said already: not unknown as well */
    }
    return filtered;
}

static void write_value(struct render *r, const struct jx__parsed *parsed,
                        const struct jx__tag *tag)
{
    const struct jx_value *value = tag_value(r, parsed, tag);
    struct jx_span span = tag_span(r, parsed, tag);
    if (value == NULL) {
        if (r->options->strict)
            say_unknown_name(r, span, tag->name);
        return;
    }
    if (r->options->strict && (value->kind == JX_V_LIST || value->kind == JX_V_MAP)) {
        JX_SAY(r->diags, VALUE_COMPOUND, span, tag->name);
        fail(r, JX_E_INPUT);
        return;
    }
    struct jx_str text = jx_value_str(r->arena, value);
    size_t start = r->out.len;
    if (tag->kind == JX__T_VALUE && r->options->escape != NULL)
        r->options->escape(&r->out, text);
    else
        jx_buf_add(&r->out, text);
    if (r->out.len > start)
        JX_PUSH(r->arena, &r->map,
                (struct jx_map_piece){
                    .from = start, .to = r->out.len, .tag = span, .value = value->span});
}

static void walk(struct render *r, const struct jx__parsed *parsed, const struct jx__tags *tags);

static void walk_with(struct render *r, const struct jx__parsed *parsed, const struct jx__tag *tag,
                      struct jx__frame frame)
{
    JX_PUSH(r->arena, r->frames, frame);
    walk(r, parsed, &tag->children);
    r->frames->n--;
}

static void write_section(struct render *r, const struct jx__parsed *parsed,
                          const struct jx__tag *tag)
{
    const struct jx_value *value = tag_value(r, parsed, tag);
    bool truth = value != NULL && jx_value_truth(value);
    if (tag->kind == JX__T_INVERTED) {
        if (!truth)
            walk(r, parsed, &tag->children);
        return;
    }
    if (!truth)
        return;
    if (value->kind != JX_V_LIST) {
        walk_with(r, parsed, tag, (struct jx__frame){.value = value});
        return;
    }
    for (size_t i = 0; i < value->list.n && r->status != JX_E_LIMIT; i++)
        walk_with(
            r, parsed, tag,
            (struct jx__frame){.value = value->list.items[i], .index = i, .count = value->list.n});
}

/* Find and parse a partial, once. */
static const struct jx__parsed *partial_of(struct render *r, const struct jx__parsed *parsed,
                                           const struct jx__tag *tag)
{
    for (size_t i = 0; i < r->partials.n; i++) {
        const struct known_partial *known = &r->partials.items[i];
        if (jx_str_eq(known->name, tag->name) && known->indent.len == tag->indent.len &&
            (tag->indent.len == 0 || jx_str_eq(known->indent, tag->indent)))
            return known->parsed;
    }
    struct jx_template_text text = {0};
    struct jx__parsed *made = NULL;
    struct jx_span span = tag_span(r, parsed, tag);
    size_t n_errors = r->diags->n_errors;
    if (r->options->partial != NULL &&
        r->options->partial(r->options->partial_context, tag->name, span, &text)) {
        if (jx__tags_parse(r->arena, &text, tag->indent, r->diags, &made) != JX_OK) {
            fail(r, JX_E_INPUT);
            made = NULL;
        }
    } else if (r->options->strict) {
        if (r->diags->n_errors == n_errors)
            JX_SAY(r->diags, PARTIAL_UNKNOWN, span, tag->name)->hint = JX_NO_STR;
        fail(r, JX_E_INPUT);
    }
    JX_PUSH(r->arena, &r->partials, (struct known_partial){tag->name, tag->indent, made});
    return made;
}

static void write_partial(struct render *r, const struct jx__parsed *parsed,
                          const struct jx__tag *tag)
{
    if (r->depth >= MAX_PARTIAL_DEPTH) {
        JX_SAY(r->diags, PARTIAL_DEPTH, tag_span(r, parsed, tag), tag->name,
               jx_str_printf(r->arena, "%d", MAX_PARTIAL_DEPTH));
        fail(r, JX_E_LIMIT); /* going on would only repeat it */
        return;
    }
    const struct jx__parsed *partial = partial_of(r, parsed, tag);
    if (partial == NULL)
        return;
    r->depth++;
    walk(r, partial, &partial->tags);
    r->depth--;
}

static void walk(struct render *r, const struct jx__parsed *parsed, const struct jx__tags *tags)
{
    for (size_t i = 0; i < tags->n; i++) {
        const struct jx__tag *tag = &tags->items[i];
        if (over_limit(r, parsed, tag))
            return;
        switch (tag->kind) {
        case JX__T_TEXT:
            write_text(r, parsed, tag->from, tag->to);
            break;
        case JX__T_VALUE:
        case JX__T_RAW:
            write_value(r, parsed, tag);
            break;
        case JX__T_SECTION:
        case JX__T_INVERTED:
            write_section(r, parsed, tag);
            break;
        case JX__T_PARTIAL:
            write_partial(r, parsed, tag);
            break;
        }
    }
}

enum jx_status jx__mustache_render_in(struct jx_arena *arena, const struct jx_template_text *source,
                                      struct jx__frames *frames,
                                      const struct jx_mustache_options *options,
                                      struct jx_diags *diags, struct jx_str *ret_text,
                                      struct jx_source_map *ret_map)
{
    struct jx__parsed *parsed;
    enum jx_status status = jx__tags_parse(arena, source, JX_NO_STR, diags, &parsed);
    if (status != JX_OK)
        return status;
    struct render r = {.arena = arena,
                       .options = options,
                       .diags = diags,
                       .frames = frames,
                       .out = {.arena = arena}};
    walk(&r, parsed, &parsed->tags);
    if (r.status != JX_OK)
        return r.status;
    *ret_text = jx_buf_str(&r.out);
    if (ret_map != NULL)
        *ret_map = r.map;
    return JX_OK;
}

enum jx_status jx_mustache_render(struct jx_arena *arena, const struct jx_template_text *source,
                                  const struct jx_value *data,
                                  const struct jx_mustache_options *options, struct jx_diags *diags,
                                  struct jx_str *ret_text, struct jx_source_map *ret_map)
{
    struct jx__frames frames = {0};
    JX_PUSH(arena, &frames, (struct jx__frame){.value = data});
    return jx__mustache_render_in(arena, source, &frames, options, diags, ret_text, ret_map);
}
