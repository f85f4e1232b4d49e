/* keep.c - which rows of a table no page's end may part.
 *
 * Layer:   layout.
 * Source:  CY/T 170-2019: no head alone at a page's end; what was seen in good reports: no row alone either, totals with what they sum.
 */
#include "layout/internal.h"

/* More closing rows than this are a part of their own. */
#define MAX_CLOSING_ROWS 4

/* Two rows that stay together are at most this part of a page high. */
#define PAIR_PART 6

/* A table that is at most this part of a page high is not parted: what it leaves blank is no more. */
#define SMALL_PART 3

/* The rows that close a table (合计, 总分, 等级) stay with the last repeated row before them. */
static void keep_totals(struct jx__grid *grid)
{
    const struct jx_table *table = grid->table;
    size_t first = table->n_rows;

    while (first > 0 && table->rows[first - 1].depth == 0)
        first--;
    if (first == 0 || table->n_rows - first > MAX_CLOSING_ROWS)
        return;
    for (size_t r = first - 1; r + 1 < table->n_rows; r++)
        grid->rows[r].keep = true;
}

/* Two low rows are never parted. */
static void keep_pair(struct jx__grid *grid, size_t row, int32_t page_mpt)
{
    if (grid->rows[row].height_mpt + grid->rows[row + 1].height_mpt <= page_mpt / PAIR_PART)
        grid->rows[row].keep = true;
}

void jx__grid_keep(struct jx__grid *grid, int32_t page_mpt)
{
    const struct jx_table *table = grid->table;
    const size_t n = table->n_rows;

    for (size_t r = 0; r < n; r++)
        grid->rows[r].keep = table->rows[r].header || table->rows[r].keep_with_next;
    keep_totals(grid);
    for (size_t r = 0; r + 1 < n; r++) {
        const bool first = r == 0 || grid->rows[r - 1].header;

        if ((first && !grid->rows[r].header) || r + 2 == n)
            keep_pair(grid, r, page_mpt);
    }
    if (n > 0)
        grid->rows[n - 1].keep = false;
}

void jx__keep_small(struct jx__boxes *boxes, size_t first, int32_t page_mpt)
{
    int64_t height = 0;

    for (size_t i = first; i < boxes->n; i++)
        height += boxes->items[i].advance_mpt;
    if (height > page_mpt / SMALL_PART)
        return;
    for (size_t i = first; i + 1 < boxes->n; i++)
        if (boxes->items[i].kind == JX__ROW)
            boxes->items[i].keep = true;
}
