/* markdown.c - Markdown (cmark-gfm) to blocks: paragraphs, headings, lists, tables, components. */
#include "document/figure_make.h"
#include "document/place.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <string.h>

#define MAX_DEPTH 8
#define CAPTION_MARK "表："

static void build_children(struct jx__builder *b, cmark_node *parent);

/* ---- places ---- */

size_t jx__builder_offset(const struct jx__builder *b, int line1, int col1)
{
    const struct jx__joined *joined = &b->joined;
    if (line1 < 1)
        return 0;
    if ((size_t)line1 > joined->n_lines)
        return joined->text.len;
    size_t at = joined->lines[line1 - 1] + (col1 > 0 ? (size_t)col1 - 1 : 0);
    return at < joined->text.len ? at : joined->text.len;
}

/* The line of a nested text that holds the byte at. */
static size_t line_of(const struct jx__nested *nested, size_t at)
{
    size_t low = 0, high = nested->n_lines;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (nested->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Offset in b->expanded of an offset in b->joined.text. */
static size_t origin_of(const struct jx__builder *b, size_t at)
{
    size_t origin = jx__joined_origin(&b->joined, at);
    for (const struct jx__nested *nested = b->nested; nested != NULL; nested = nested->nested) {
        size_t line = line_of(nested, origin);
        origin = nested->at[line] + (origin - nested->starts[line]);
        origin = jx__joined_origin(&nested->joined, origin);
    }
    return origin;
}

struct jx_span jx__builder_span(const struct jx__builder *b, size_t from, size_t to)
{
    return jx_source_map_span(b->map, b->diags->sources, origin_of(b, from), origin_of(b, to));
}

struct jx_span jx__node_span(const struct jx__builder *b, struct cmark_node *node)
{
    return jx__builder_span(
        b,
        jx__builder_offset(b, cmark_node_get_start_line(node), cmark_node_get_start_column(node)),
        jx__builder_offset(b, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1));
}

struct jx_spans jx__node_values(const struct jx__builder *b, cmark_node *node)
{
    size_t from =
        jx__builder_offset(b, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    size_t to =
        jx__builder_offset(b, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    return jx__map_values(b->arena, b->map, origin_of(b, from), origin_of(b, to));
}

static void note_values(struct jx__builder *b, cmark_node *node, struct jx_block *block)
{
    const struct jx_spans spans = jx__node_values(b, node);
    block->values = spans.items;
    block->n_values = spans.n;
}

/* ---- blocks ---- */

static void push(struct jx__builder *b, struct jx_block block)
{
    JX_PUSH(b->arena, &b->blocks, block);
}

static bool is_table(cmark_node *node)
{
    return node != NULL && strcmp(cmark_node_get_type_string(node), "table") == 0;
}

static bool is_caption(cmark_node *node)
{
    cmark_node *first = node == NULL ? NULL : cmark_node_first_child(node);
    return node != NULL && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && first != NULL &&
           cmark_node_get_type(first) == CMARK_NODE_TEXT &&
           strncmp(cmark_node_get_literal(first), CAPTION_MARK, strlen(CAPTION_MARK)) == 0;
}

/* ![ that Markdown did not take for a picture. */
static bool begins_like_image(cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    return first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT &&
           strncmp(cmark_node_get_literal(first), "![", 2) == 0;
}

static void build_paragraph(struct jx__builder *b, cmark_node *node)
{
    if (is_caption(node)) {
        if (is_table(cmark_node_next(node)))
            return; /* taken by the table */
        JX_SAY(b->diags, CAPTION_ALONE, jx__node_span(b, node));
    }
    if (jx__markdown_images(b, node))
        return;
    if (begins_like_image(node))
        JX_SAY(b->diags, IMAGE_SYNTAX, jx__node_span(b, node));
    struct jx_block block = {.kind = JX_B_PARAGRAPH, .span = jx__node_span(b, node)};
    block.inlines = jx__inlines_of(b, node);
    note_values(b, node, &block);
    if (block.inlines.n > 0)
        push(b, block);
}

static void build_heading(struct jx__builder *b, cmark_node *node)
{
    struct jx_block block = {.kind = JX_B_HEADING, .span = jx__node_span(b, node)};
    block.level = (unsigned)cmark_node_get_heading_level(node);
    block.level = block.level > b->raised ? block.level - b->raised : 1;
    if (block.level > JX__HEADING_LEVELS) {
        JX_SAY(b->diags, HEADING_LEVEL, block.span, jx_str_printf(b->arena, "%u", block.level));
        b->failed = true;
        return;
    }
    struct jx__attributes attributes = jx__attributes_take(b, node);
    block.inlines = jx__inlines_of(b, node);
    note_values(b, node, &block);
    struct jx_str text = jx__inlines_text(b->arena, &block.inlines);
    if (!attributes.unnumbered && jx__has_own_number(text))
        JX_SAY(b->diags, HEADING_NUMBERED, block.span, text);
    struct jx__anchor anchor = {.span = block.span};
    block.label = jx__number_heading(b->arena, &b->numbering, block.level, !attributes.unnumbered,
                                     &anchor.label);
    if (attributes.unnumbered)
        anchor.label = text;
    anchor.name = attributes.anchor.ptr != NULL
                      ? jx_str_printf(b->arena, "节:%.*s", JX_FMT(attributes.anchor))
                      : jx_str_printf(b->arena, "节-%u", b->numbering.sections);
    block.anchor = jx__anchor_add(b->arena, &b->numbering, anchor, b->diags);
    push(b, block);
}

static bool enter_depth(struct jx__builder *b, cmark_node *node)
{
    if (b->depth < MAX_DEPTH) {
        b->depth++;
        return true;
    }
    JX_SAY(b->diags, NESTING_DEPTH, jx__node_span(b, node),
           jx_str_printf(b->arena, "%d", MAX_DEPTH));
    b->failed = true;
    return false;
}

/* One item: its first paragraph carries the label, further ones continue it, lists in it go deeper. */
static void build_item(struct jx__builder *b, cmark_node *item, struct jx_str label)
{
    unsigned level = b->depth;
    size_t first = b->blocks.n;
    build_children(b, item);
    for (size_t i = first; i < b->blocks.n; i++) {
        struct jx_block *block = &b->blocks.items[i];
        if (block->kind != JX_B_PARAGRAPH)
            continue;
        block->kind = JX_B_ITEM;
        block->level = level;
        block->label = i == first ? label : JX_NO_STR;
    }
}

static void build_list(struct jx__builder *b, cmark_node *list)
{
    bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    size_t n = ordered ? (size_t)cmark_node_get_list_start(list) : 0;
    if (!enter_depth(b, list))
        return;
    for (cmark_node *item = cmark_node_first_child(list); item != NULL;
         item = cmark_node_next(item), n++)
        build_item(b, item, ordered ? jx__number_item(b->arena, b->depth, n) : JX_STR("—"));
    b->depth--;
}

static void build_quote(struct jx__builder *b, cmark_node *node)
{
    JX_SAY(b->diags, MARKDOWN_UNSUPPORTED, jx__node_span(b, node), JX_STR("引用块"));
    if (!enter_depth(b, node))
        return;
    build_children(b, node);
    b->depth--;
}

/* A comment is nothing; other HTML is shown as it stands. */
static void build_html(struct jx__builder *b, cmark_node *node)
{
    struct jx_str html = jx_str_trim(jx_str_of(cmark_node_get_literal(node)));
    if (jx_str_starts(html, JX_STR("<!--")) && jx_str_ends(html, JX_STR("-->")))
        return;
    struct jx_block block = {.kind = JX_B_PARAGRAPH, .span = jx__node_span(b, node)};
    JX_SAY(b->diags, MARKDOWN_UNSUPPORTED, block.span, JX_STR(" HTML"));
    html = jx__inert_undo(b->arena, html);
    block.inlines = jx__inlines_plain(b->arena, html, block.span);
    push(b, block);
}

static void build_break(struct jx__builder *b, cmark_node *node)
{
    JX_SAY(b->diags, MARKDOWN_UNSUPPORTED, jx__node_span(b, node), JX_STR("分隔线"));
}

static void build_code(struct jx__builder *b, cmark_node *node)
{
    jx__component(b, node);
}

static const struct {
    uint16_t type;
    void (*build)(struct jx__builder *b, cmark_node *node);
} builders[] = {
    {CMARK_NODE_PARAGRAPH, build_paragraph}, {CMARK_NODE_HEADING, build_heading},
    {CMARK_NODE_LIST, build_list},           {CMARK_NODE_BLOCK_QUOTE, build_quote},
    {CMARK_NODE_HTML_BLOCK, build_html},     {CMARK_NODE_THEMATIC_BREAK, build_break},
    {CMARK_NODE_CODE_BLOCK, build_code},
};

static void build_node(struct jx__builder *b, cmark_node *node)
{
    if (is_table(node)) {
        cmark_node *before = cmark_node_previous(node);
        jx__markdown_table(b, node, is_caption(before) ? before : NULL);
        return;
    }
    for (size_t i = 0; i < sizeof builders / sizeof *builders; i++)
        if (cmark_node_get_type(node) == builders[i].type) {
            builders[i].build(b, node);
            return;
        }
}

static void build_children(struct jx__builder *b, cmark_node *parent)
{
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
         node = cmark_node_next(node))
        build_node(b, node);
}

void jx__markdown_read(struct jx__builder *b)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_SOURCEPOS);
    if (parser == NULL)
        jx_arena_exhausted();
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, b->joined.text.ptr, b->joined.text.len);
    cmark_node *root = cmark_parser_finish(parser);
    build_children(b, root);
    cmark_node_free(root);
    cmark_parser_free(parser);
}

enum jx_status jx__markdown_build(struct jx__builder *b)
{
    size_t n_errors = b->diags->n_errors;
    b->joined = jx__join_stars(b->arena, b->expanded);
    jx__markdown_read(b);
    jx__attachment_notes_fill(b);
    jx__references_resolve(b);
    return b->failed || b->diags->n_errors > n_errors ? JX_E_INPUT : JX_OK;
}
