/* table.c - a table block: caption and unit above, rows, note below.
 *
 * Layer:   layout.
 * Source:  CY/T 170-2019: number and title above the table, common unit at the top right, header row repeated on each page under 续表.
 */
#include "layout/internal.h"

static void add_runs(const struct jx__setter *setter, struct jx__boxes *boxes,
                     const struct jx__line_options *options, struct jx_str label,
                     const struct jx_inlines *inlines, int32_t width_mpt)
{
    struct jx_text_run *runs;
    const size_t n = jx__runs(setter, options->look, label, inlines, &runs);

    if (n > 0)
        jx__add_lines(setter, boxes, jx__set_runs(setter, options->look, runs, n, width_mpt),
                      options);
}

static void add_caption(const struct jx__setter *setter, struct jx__boxes *boxes,
                        const struct jx_block *block, int32_t width_mpt)
{
    const struct jx_table *table = block->table;
    const struct jx_look *look =
        &setter->style->looks[table->heading_caption ? JX_LOOK_FORM_TITLE : JX_LOOK_CAPTION];
    const struct jx__line_options options = {look, true, block->anchor, block->span};
    struct jx_str label = table->label;

    if (!jx_str_empty(label) && table->caption.n > 0)
        label = jx_str_printf(setter->arena, "%.*s　", JX_FMT(label));
    add_runs(setter, boxes, &options, label, &table->caption, width_mpt);
}

static void add_unit(const struct jx__setter *setter, struct jx__boxes *boxes,
                     const struct jx_table *table, int32_t width_mpt)
{
    const struct jx_look *look = &setter->style->looks[JX_LOOK_TABLE_UNIT];
    const struct jx__line_options options = {look, true, JX_NO_STR, table->span};

    if (!jx_str_empty(table->unit))
        jx__add_lines(setter, boxes, jx__set_text(setter, look, table->unit, width_mpt), &options);
}

static void add_note(const struct jx__setter *setter, struct jx__boxes *boxes,
                     const struct jx_table *table, int32_t width_mpt)
{
    const struct jx_look *look = &setter->style->looks[JX_LOOK_TABLE_NOTE];
    const struct jx__line_options options = {look, false, JX_NO_STR, table->span};

    if (jx_str_empty(table->note))
        jx__add_space(setter, boxes, look->after_mpt, false);
    else
        jx__add_lines(setter, boxes, jx__set_text(setter, look, table->note, width_mpt), &options);
}

/* The first two and the last two slices of a cut row stay together. */
static bool keep_slice(const struct jx__row *row, size_t slice)
{
    const bool last = slice + 1 == row->n_slices;

    return last ? row->keep : slice == 0 || slice + 2 == row->n_slices;
}

static void add_rows(const struct jx__setter *setter, struct jx__boxes *boxes,
                     struct jx__grid *grid)
{
    for (size_t r = 0; r < grid->table->n_rows; r++)
        for (size_t s = 0; s < grid->rows[r].n_slices; s++) {
            const int32_t height = jx__slice_mpt(&grid->rows[r], s);
            const bool may_be_cut = s + 1 < grid->rows[r].n_slices;

            JX_PUSH(
                setter->arena, boxes,
                (struct jx__box){.kind = JX__ROW,
                                 .height_mpt = height + (may_be_cut ? grid->look->pad_y_mpt : 0),
                                 .advance_mpt = height,
                                 .keep = keep_slice(&grid->rows[r], s),
                                 .grid = grid,
                                 .row = r,
                                 .slice = s});
        }
}

void jx__add_table(const struct jx__setter *setter, struct jx__boxes *boxes,
                   const struct jx_block *block, int32_t width_mpt)
{
    const bool has_anchor_line = block->table->caption.n > 0 || !jx_str_empty(block->table->label);
    const struct jx_style *style = setter->style;
    const size_t first = boxes->n;
    struct jx__grid *grid = jx__grid_make(setter, block->table, width_mpt);

    add_caption(setter, boxes, block, width_mpt);
    add_unit(setter, boxes, block->table, width_mpt);
    add_rows(setter, boxes, grid);
    jx__keep_small(boxes, first,
                   width_mpt == style->width_mpt ? style->height_mpt : style->width_mpt);
    if (!has_anchor_line && boxes->n > first)
        boxes->items[first].anchor = block->anchor;
    if (block->table->note.len > 0 && boxes->n > first)
        boxes->items[boxes->n - 1].keep = true;
    add_note(setter, boxes, block->table, width_mpt);
}
