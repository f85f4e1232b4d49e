/* component.c - a fenced block becomes a component: its YAML body read, checked and handed to the component. */
#include "document/component.h"

#include "input/suggest.h"

#include <cmark-gfm.h>

/* ---- places: from the body to the sources ---- */

struct body {
    struct jx__builder *b;
    struct jx_str text;
    int line1; /* of b->joined.text at which the body begins */
    struct {
        size_t *items;
        size_t n;
        size_t cap;
    } lines; /* offsets in text at which lines begin */
};

static void find_lines(struct body *body)
{
    JX_PUSH(body->b->arena, &body->lines, 0);
    for (size_t at = jx_str_find(body->text, JX_STR("\n"), 0); at != SIZE_MAX;
         at = jx_str_find(body->text, JX_STR("\n"), at + 1))
        JX_PUSH(body->b->arena, &body->lines, at + 1);
}

static size_t line_end(struct jx_str text, size_t from)
{
    size_t end = jx_str_find(text, JX_STR("\n"), from);
    return end == SIZE_MAX ? text.len : end;
}

/* Offset in b->joined.text of a line and column (code points) of the body. What Markdown took off a line's start (the
 * indentation of a list item) is the difference of both lines' lengths. */
static size_t joined_offset(const struct body *body, uint32_t line1, uint32_t col1)
{
    if (line1 < 1 || line1 > body->lines.n)
        line1 = (uint32_t)body->lines.n, col1 = 1;
    size_t start = body->lines.items[line1 - 1];
    size_t end = line_end(body->text, start), at = start;
    for (uint32_t col = 1; col < col1 && at < end; col++)
        jx_utf8_next(body->text, &at);
    size_t outer = jx__builder_offset(body->b, body->line1 + (int)line1 - 1, 1);
    size_t taken = line_end(body->b->joined.text, outer) - outer;
    taken = taken > end - start ? taken - (end - start) : 0;
    return outer + taken + (at - start);
}

static struct jx_span map_span(const struct body *body, struct jx_span span)
{
    size_t from = joined_offset(body, span.line1, span.col1);
    size_t to = joined_offset(body, span.end_line1, span.end_col1);
    return jx__builder_span(body->b, from, to < from ? from : to);
}

/* Give the node its real text and place. A text that came from data is never a null. */
static void restore_node(const struct body *body, struct jx_node *node)
{
    struct jx_arena *arena = body->b->arena;
    node->span = map_span(body, node->span);
    if (node->kind == JX_NODE_SCALAR) {
        struct jx_str text = jx__inert_undo(arena, node->text);
        if (!jx_str_eq(text, node->text) && node->style == JX_NODE_PLAIN)
            node->style = JX_NODE_QUOTED;
        node->text = text;
    }
    for (size_t i = 0; i < node->n; i++) {
        if (node->kind == JX_NODE_LIST) {
            restore_node(body, node->items[i]);
            continue;
        }
        struct jx_node_entry *entry = &node->entries[i];
        entry->key = jx__inert_undo(arena, entry->key);
        entry->key_span = map_span(body, entry->key_span);
        restore_node(body, entry->value);
    }
}

/* Messages about the body, moved to where they belong. */
static void restore_diags(const struct body *body, const struct jx_diags *from)
{
    struct jx_diags *diags = body->b->diags;
    for (size_t i = 0; i < from->n; i++) {
        const struct jx_diag *diag = &from->items[i];
        struct jx_diag *moved = jx_diag_add(diags, diag->code, map_span(body, diag->span), NULL, 0);
        moved->text = jx__inert_undo(diags->arena, diag->text);
        moved->hint = jx__inert_undo(diags->arena, diag->hint);
    }
}

enum jx_status jx__body_parse(struct jx__builder *b, struct jx_str text, int line1,
                              struct jx_node **ret_root)
{
    struct body body = {.b = b, .text = text, .line1 = line1};
    struct jx_sources sources = {.arena = b->arena};
    struct jx_diags diags;
    find_lines(&body);
    jx_diags_init(&diags, b->arena, &sources);
    uint32_t file = jx_sources_add(&sources, JX_STR(""), text);
    *ret_root = NULL;
    enum jx_status status = jx_yaml_parse(b->arena, file, &diags, ret_root);
    restore_diags(&body, &diags);
    if (status == JX_OK && *ret_root != NULL)
        restore_node(&body, *ret_root);
    return status;
}

/* ---- components ---- */

static const struct jx__component_kind *find_kind(struct jx_str name)
{
    size_t n;
    const struct jx__component_kind *kinds = jx__component_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (jx_str_is(name, kinds[i].name))
            return &kinds[i];
    return NULL;
}

static void say_unknown(struct jx__builder *b, struct jx_str name, struct jx_span span)
{
    struct jx_strs names = {0};
    size_t n;
    const struct jx__component_kind *kinds = jx__component_kinds(&n);
    if (name.len == 0) {
        JX_SAY(b->diags, COMPONENT_NAMELESS, span);
        return;
    }
    for (size_t i = 0; i < n; i++)
        JX_PUSH(b->arena, &names, jx_str_of(kinds[i].name));
    struct jx_str near = jx_suggest(b->diags, name, names.items, names.n);
    jx_suggested(JX_SAY(b->diags, COMPONENT_UNKNOWN, span, name, near), near);
}

/* Place of the line with the info string. */
static struct jx_span fence_span(const struct jx__builder *b, cmark_node *node)
{
    size_t from =
        jx__builder_offset(b, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    return jx__builder_span(b, from, line_end(b->joined.text, from));
}

void jx__component(struct jx__builder *b, struct cmark_node *node)
{
    struct jx_str info = jx_str_trim(jx_str_of(cmark_node_get_fence_info(node)));
    struct jx_span span = fence_span(b, node);
    const struct jx__component_kind *kind = find_kind(info);
    struct jx_str text = jx_str_copy(b->arena, jx_str_of(cmark_node_get_literal(node)));
    struct jx_node *root = NULL;
    if (kind == NULL) {
        say_unknown(b, info, span);
        b->failed = true;
        return;
    }
    if (jx__body_parse(b, text, cmark_node_get_start_line(node) + 1, &root) != JX_OK) {
        b->failed = true;
        return;
    }
    struct jx_node empty = {.kind = JX_NODE_MAP, .span = span};
    struct jx_decode decode = {.arena = b->arena, .diags = b->diags};
    if (b->input != NULL)
        decode.folder = b->input->folder;
    void *record = jx_arena_alloc(b->arena, kind->schema->size);
    if (jx_schema_decode(&decode, kind->schema, root != NULL ? root : &empty, record) == JX_OK)
        kind->build(b, record, span);
    else
        b->failed = true;
}
