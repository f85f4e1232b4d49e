/* markdown_table.c - a table written in Markdown, as a grid. */
#include "document/tabledef.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <string.h>

struct cells JX_VEC(struct jx_cell);
struct rows JX_VEC(struct jx_table_row);

static enum jx_halign align_of(uint8_t letter)
{
    switch (letter) {
    case 'c':
        return JX_HA_CENTER;
    case 'r':
        return JX_HA_RIGHT;
    case 'l':
        return JX_HA_LEFT;
    default:
        return JX_HA_LEFT; /* until align_columns() has seen the column */
    }
}

/* Texts up to so many characters are centred, longer ones begin at the left. */
#define MAX_CENTRED 8

/* 1,234.50, −3%, ≥18: a number and nothing else. */
static bool is_number(struct jx_str text)
{
    static const char *const signs[] = {"-", "−", "－", "+", ",", ".", "%", "≥", "≤", "＞", "＜"};
    bool digits = false;
    for (size_t at = 0; at < text.len;) {
        bool known = text.ptr[at] >= '0' && text.ptr[at] <= '9';
        size_t len = 1;
        digits = digits || known;
        for (size_t i = 0; !known && i < sizeof signs / sizeof *signs; i++) {
            len = strlen(signs[i]);
            known = jx_str_starts(jx_str_sub(text, at, text.len - at), jx_str_of(signs[i]));
        }
        if (!known)
            return false;
        at += len;
    }
    return digits;
}

static bool is_blank(struct jx_str text)
{
    return jx_str_empty(text) || jx_str_is(text, "—") || jx_str_is(text, "－") ||
           jx_str_is(text, "-") || jx_str_is(text, "/");
}

/* What suits a column for which |---| says nothing: numbers on their points, short words in the middle, text from the left. */
static enum jx_halign fitting_align(struct jx_arena *arena, const struct jx_table *table,
                                    size_t col)
{
    bool numbers = true, any = false;
    size_t longest = 0;
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        if (cell->col != col || cell->header)
            continue;
        struct jx_str text = jx_str_trim(jx__inlines_text(arena, &cell->text));
        if (is_blank(text))
            continue;
        any = true;
        numbers = numbers && is_number(text);
        size_t n = jx_utf8_count(text);
        longest = n > longest ? n : longest;
    }
    if (any && numbers)
        return JX_HA_DECIMAL;
    return longest <= MAX_CENTRED ? JX_HA_CENTER : JX_HA_LEFT;
}

static void align_columns(struct jx_arena *arena, cmark_node *node, struct jx_table *table)
{
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(node);
    for (size_t col = 0; col < table->n_cols; col++) {
        if (alignments[col] != 0)
            continue;
        enum jx_halign align = fitting_align(arena, table, col);
        for (size_t i = 0; i < table->n_cells; i++)
            if (table->cells[i].col == col && !table->cells[i].header)
                table->cells[i].halign = (uint8_t)align;
    }
}

static void take_row(struct jx__builder *b, cmark_node *node, struct jx_table *table,
                     struct cells *cells)
{
    bool header = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(cmark_node_parent(node));
    struct jx_span *span = JX_NEW(b->arena, struct jx_span);
    size_t col = 0;
    *span = jx__node_span(b, node);
    for (cmark_node *cell = cmark_node_first_child(node); cell != NULL && col < table->n_cols;
         cell = cmark_node_next(cell), col++)
        JX_PUSH(
            b->arena, cells,
            (struct jx_cell){.row = (uint32_t)table->n_rows,
                             .col = (uint32_t)col,
                             .rows = 1,
                             .cols = 1,
                             .text = jx__inlines_of(b, cell),
                             .halign = (uint8_t)(header ? JX_HA_CENTER : align_of(alignments[col])),
                             .valign = JX_VA_MIDDLE,
                             .header = header,
                             .strong = header,
                             .span = span});
    if (jx__wants_places(b) && col > 0) {
        /* cells have no places of their own within the row: the first one stands for it */
        jx_cell_more_make(b->arena, &cells->items[cells->n - col])->values =
            jx__node_values(b, node);
    }
    for (; col < table->n_cols; col++) /* a short row is filled */
        JX_PUSH(b->arena, cells,
                (struct jx_cell){.row = (uint32_t)table->n_rows,
                                 .col = (uint32_t)col,
                                 .rows = 1,
                                 .cols = 1,
                                 .valign = JX_VA_MIDDLE,
                                 .span = span});
}

/* 表：标题 {#name} */
static void take_caption(struct jx__builder *b, cmark_node *caption, struct jx_block *block,
                         struct jx_table *table)
{
    struct jx__attributes attributes = jx__attributes_take(b, caption);
    cmark_node *first = cmark_node_first_child(caption);
    struct jx_str text = jx_str_of(cmark_node_get_literal(first));
    struct jx_str mark = JX_STR("表：");
    text = jx_str_trim(jx_str_sub(text, mark.len, text.len - mark.len));
    cmark_node_set_literal(first, jx_str_copy(b->arena, text).ptr);
    table->caption = jx__inlines_of(b, caption);
    table->label = jx__number_table(b->arena, &b->numbering);
    block->label = table->label;
    if (attributes.anchor.ptr != NULL)
        block->anchor = jx__anchor_add(
            b->arena, &b->numbering,
            (struct jx__anchor){jx_str_printf(b->arena, "表:%.*s", JX_FMT(attributes.anchor)),
                                table->label, jx__node_span(b, caption)},
            b->diags);
}

/* The limits of table definitions hold here too. */
static bool is_too_large(struct jx__builder *b, cmark_node *node)
{
    const size_t cols = cmark_gfm_extensions_get_table_columns(node);
    size_t rows = 0;
    for (cmark_node *row = cmark_node_first_child(node); row != NULL; row = cmark_node_next(row))
        rows++;
    if (cols > JX__MAX_COLUMNS)
        JX_SAY(b->diags, TABLE_COLUMNS, jx__node_span(b, node),
               jx_str_printf(b->arena, "%d", JX__MAX_COLUMNS));
    else if (rows > JX__MAX_CELLS / (cols > 0 ? cols : 1))
        JX_SAY(b->diags, TABLE_TOO_LARGE, jx__node_span(b, node),
               jx_str_printf(b->arena, "%d", JX__MAX_CELLS));
    else
        return false;
    b->failed = true;
    return true;
}

void jx__markdown_table(struct jx__builder *b, struct cmark_node *node, struct cmark_node *caption)
{
    if (is_too_large(b, node))
        return;
    struct cells cells = {0};
    struct rows rows = {0};
    struct jx_table *table = JX_NEW(b->arena, struct jx_table);
    struct jx_block block = {.kind = JX_B_TABLE, .span = jx__node_span(b, node), .table = table};
    table->span = block.span;
    table->n_cols = cmark_gfm_extensions_get_table_columns(node);
    if (caption != NULL)
        take_caption(b, caption, &block, table);
    for (cmark_node *row = cmark_node_first_child(node); row != NULL; row = cmark_node_next(row)) {
        take_row(b, row, table, &cells);
        bool header = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
        JX_PUSH(b->arena, &rows, (struct jx_table_row){.header = header});
        table->n_rows++;
    }
    table->widths = JX_ARRAY(b->arena, uint32_t, table->n_cols);
    table->rows = rows.items;
    table->cells = cells.items;
    table->n_cells = cells.n;
    align_columns(b->arena, node, table);
    JX_PUSH(b->arena, &b->blocks, block);
}
