/* component.c - a fenced block becomes a component: its YAML body read, checked and handed to the component. */
#include "document/component.h"

#include "input/suggest.h"

#include <cmark-gfm.h>

/* ---- places: from the body to the sources ---- */

static void find_lines(struct jx__body *body)
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
static size_t joined_offset(const struct jx__body *body, uint32_t line1, uint32_t col1)
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

static struct jx_span map_span(const struct jx__body *body, struct jx_span span)
{
    size_t from = joined_offset(body, span.line1, span.col1);
    size_t to = joined_offset(body, span.end_line1, span.end_col1);
    return jx__builder_span(body->b, from, to < from ? from : to);
}

/* Give the node its real text and place. A text that came from data is never a null. */
static void restore_node(const struct jx__body *body, struct jx_node *node)
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
static void restore_diags(const struct jx__body *body, const struct jx_diags *from)
{
    struct jx_diags *diags = body->b->diags;
    for (size_t i = 0; i < from->n; i++) {
        const struct jx_diag *diag = &from->items[i];
        struct jx_diag *moved = jx_diag_add(diags, diag->code, map_span(body, diag->span), NULL, 0);
        moved->text = jx__inert_undo(diags->arena, diag->text);
        moved->hint = jx__inert_undo(diags->arena, diag->hint);
    }
}

/* YAML inside a template: parsed, values given back, places pointing into the sources.
 *
 * text    the YAML as expanded, with inert characters; line k (from 0) of it is line line1 + k of b->joined.text,
 *         perhaps with blanks taken off its start.
 * Errors: JX_E_INPUT after messages. *ret_root is NULL for an empty text. */
static enum jx_status parse_body(struct jx__builder *b, struct jx_str text, int line1,
                                 struct jx_node **ret_root)
{
    struct jx__body body = {.b = b, .text = text, .line1 = line1};
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

/* ---- Markdown in a body ---- */

static size_t line_length(struct jx_str text, size_t from)
{
    return line_end(text, from) - from;
}

/* Is the scalar written with |, so that its lines are the body's? */
static bool is_literal(const struct jx__body *body, const struct jx_node *node)
{
    if (node->style != JX_NODE_BLOCK || node->span.line1 < 1 || node->span.line1 > body->lines.n)
        return false;
    size_t at = body->lines.items[node->span.line1 - 1];
    size_t end = line_end(body->text, at);
    for (uint32_t col = 1; col < node->span.col1 && at < end; col++)
        jx_utf8_next(body->text, &at);
    return at < end && body->text.ptr[at] == '|';
}

/* Where line k (from 0) of a node's text stands in the text around the body. */
static size_t nested_offset(const struct jx__body *body, const struct jx_node *node, size_t k,
                            size_t length)
{
    uint32_t line1 = node->span.line1 + 1 + (uint32_t)k;
    if (!is_literal(body, node) || line1 > body->lines.n)
        return joined_offset(body, node->span.line1, node->span.col1);
    size_t whole = line_length(body->text, body->lines.items[line1 - 1]);
    return joined_offset(body, line1, 1 + (uint32_t)(whole > length ? whole - length : 0));
}

static void read_nested(struct jx__builder *b, const struct jx__body *body,
                        const struct jx_node *node)
{
    struct jx__nested nested = {.joined = b->joined, .nested = b->nested};
    struct jx__joined joined = jx__join_stars(b->arena, node->text);
    nested.starts = JX_ARRAY(b->arena, size_t, joined.n_lines);
    nested.at = JX_ARRAY(b->arena, size_t, joined.n_lines);
    for (size_t at = 0; nested.n_lines < joined.n_lines; nested.n_lines++) {
        nested.starts[nested.n_lines] = at;
        nested.at[nested.n_lines] =
            nested_offset(body, node, nested.n_lines, line_length(node->text, at));
        at = line_end(node->text, at) + 1;
        at = at < node->text.len ? at : node->text.len;
    }
    b->joined = joined;
    b->nested = &nested;
    jx__markdown_read(b);
    b->joined = nested.joined;
    b->nested = nested.nested;
}

void jx__component_markdown(struct jx__builder *b, const char *key)
{
    struct jx__body body = *b->body;
    struct jx_sources sources = {.arena = b->arena};
    struct jx_diags diags;
    struct jx_node *root = NULL;
    /* Read once more: the component's record has its values undone from their inert form, which Markdown would misread. What is
     * wrong with it has been said already. */
    find_lines(&body);
    jx_diags_init(&diags, b->arena, &sources);
    uint32_t file = jx_sources_add(&sources, JX_STR(""), body.text);
    if (jx_yaml_parse(b->arena, file, &diags, &root) != JX_OK || root == NULL ||
        root->kind != JX_NODE_MAP)
        return;
    const struct jx_node *node = jx_node_at(root, key);
    if (node != NULL && node->kind == JX_NODE_SCALAR && !jx_node_is_null(node))
        read_nested(b, &body, node);
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
    if (parse_body(b, text, cmark_node_get_start_line(node) + 1, &root) != JX_OK) {
        b->failed = true;
        return;
    }
    struct jx_node empty = {.kind = JX_NODE_MAP, .span = span};
    struct jx_decode decode = {.arena = b->arena, .diags = b->diags};
    if (b->input != NULL)
        decode.folder = b->input->folder;
    struct jx__body body = {.b = b, .text = text, .line1 = cmark_node_get_start_line(node) + 1};
    const struct jx__body *outer = b->body;
    b->body = &body;
    void *record = jx_arena_alloc(b->arena, kind->schema->size);
    if (jx_schema_decode(&decode, kind->schema, root != NULL ? root : &empty, record) == JX_OK)
        kind->build(b, record, span);
    else
        b->failed = true;
    b->body = outer;
}
