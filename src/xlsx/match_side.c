/* match_side.c - a sheet of a returned workbook, searchable by text and by place.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match_internal.h"

#include <stdlib.h>

/* Rows that all merged ranges cover together. */
#define MAX_MERGED_ROWS ((size_t)4000000)

struct jx_str jx__match_fold(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t pos = 0; pos < text.len;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        if (jx_cp_is_blank(cp))
            continue;
        if (cp > 0xFF00 && cp < 0xFF5F)
            cp -= 0xFF00 - 0x20;
        jx_buf_add_cp(&buf, cp);
    }
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

/* Chained so that the entries of a text keep their order. */
static void add_text(struct jx__side *side, size_t *last_of, const struct jx_book_cell *cell,
                     struct jx_str folded)
{
    const size_t at = side->entries.n;

    JX_PUSH(side->arena, &side->entries, (struct jx__side_entry){cell->row, cell->col, SIZE_MAX});
    last_of[at] = at;
    if (jx_index_add(side->arena, &side->texts, folded, at))
        return;
    const size_t first = jx_index_find(&side->texts, folded);
    side->entries.items[last_of[first]].next = at;
    last_of[first] = at;
}

struct jx__side *jx__side_make(struct jx_arena *arena, const struct jx_book_sheet *sheet)
{
    struct jx__side *side = JX_NEW(arena, struct jx__side);
    size_t *last_of = JX_ARRAY(arena, size_t, sheet->n_cells);

    side->arena = arena;
    side->sheet = sheet;
    side->n_rows = sheet->n_cells ? sheet->cells[sheet->n_cells - 1].row + 1 : 0;
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct jx_book_cell *cell = &sheet->cells[i];
        const struct jx_str folded =
            cell->kind == JX_BOOK_TEXT && !cell->formula /* those beside a chart repeat labels */
                ? jx__match_fold(arena, cell->text)
                : JX_NO_STR;
        if (folded.len > 0)
            add_text(side, last_of, cell, folded);
    }
    return side;
}

size_t jx__side_find(const struct jx__side *side, struct jx_str folded)
{
    return folded.len ? jx_index_find(&side->texts, folded) : SIZE_MAX;
}

static int by_column(const void *a, const void *b)
{
    const struct jx_book_range *x = *(const struct jx_book_range *const *)a;
    const struct jx_book_range *y = *(const struct jx_book_range *const *)b;

    if (x->col0 != y->col0)
        return x->col0 < y->col0 ? -1 : 1;
    return x < y ? -1 : x > y;
}

static uint32_t last_row(const struct jx__side *side, const struct jx_book_range *range)
{
    return range->row1 < side->n_rows ? range->row1 + 1 : side->n_rows;
}

bool jx__side_merges(struct jx__side *side)
{
    const struct jx_book_sheet *sheet = side->sheet;
    const struct jx_book_range **sorted =
        JX_ARRAY(side->arena, const struct jx_book_range *, sheet->n_merges);
    size_t total = 0;

    side->merge_from = JX_ARRAY(side->arena, size_t, (size_t)side->n_rows + 2);
    for (size_t i = 0; i < sheet->n_merges; i++) {
        sorted[i] = &sheet->merges[i];
        for (uint32_t r = sorted[i]->row0; r < last_row(side, sorted[i]); r++) {
            side->merge_from[r + 1]++;
            if (++total > MAX_MERGED_ROWS)
                return false;
        }
    }
    for (uint32_t r = 0; r < side->n_rows; r++)
        side->merge_from[r + 1] += side->merge_from[r];
    qsort(sorted, sheet->n_merges, sizeof *sorted, by_column);
    side->merges = JX_ARRAY(side->arena, const struct jx_book_range *, total);
    size_t *next = JX_ARRAY(side->arena, size_t, (size_t)side->n_rows + 1);
    for (uint32_t r = 0; r < side->n_rows; r++)
        next[r] = side->merge_from[r];
    for (size_t i = 0; i < sheet->n_merges; i++)
        for (uint32_t r = sorted[i]->row0; r < last_row(side, sorted[i]); r++)
            side->merges[next[r]++] = sorted[i];
    return true;
}

const struct jx_book_range *jx__side_range(const struct jx__side *side, uint32_t row, uint32_t col)
{
    if (row >= side->n_rows)
        return NULL;
    size_t from = side->merge_from[row], to = side->merge_from[row + 1];
    while (from < to) { /* the last one that begins at or before the column */
        const size_t mid = from + (to - from) / 2;
        if (side->merges[mid]->col0 <= col)
            from = mid + 1;
        else
            to = mid;
    }
    if (from == side->merge_from[row] || side->merges[from - 1]->col1 < col)
        return NULL;
    return side->merges[from - 1];
}

struct jx_str jx__side_text(const struct jx__side *side, uint32_t row, uint32_t col)
{
    const struct jx_book_range *range = jx__side_range(side, row, col);
    const struct jx_book_cell *cell = range ? jx_book_cell_at(side->sheet, range->row0, range->col0)
                                            : jx_book_cell_at(side->sheet, row, col);

    if (cell == NULL || cell->text.ptr == NULL)
        return JX_STR("");
    return jx__match_fold(side->arena, cell->text);
}
