/* place.c - where things stand: A1 references, the cell at a place, what a range holds.
 *
 * Layer:   xlsx.
 * Memory:  strings live in the arena.
 */
#include "xlsx/internal.h"

struct jx_str jx__xlsx_a1(struct jx_arena *arena, size_t row, size_t col)
{
    char letters[8];
    size_t at = sizeof letters;
    letters[--at] = '\0';
    for (size_t n = col + 1; n && at; n = (n - 1) / 26)
        letters[--at] = (char)('A' + (n - 1) % 26);
    return jx_str_printf(arena, "%s%zu", letters + at, row + 1);
}

/* How many cells start before (row, col). */
static size_t cells_before(const struct jx_table *table, size_t row, size_t col)
{
    size_t from = 0;
    size_t to = table->n_cells;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        const struct jx_cell *cell = &table->cells[mid];
        if (cell->row < row || (cell->row == row && cell->col < col))
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

const struct jx_cell *jx__xlsx_cell_at(const struct jx_table *table, size_t row, size_t col)
{
    size_t from = cells_before(table, row, col + 1);
    while (from-- > 0) { /* the nearest one before that reaches so far */
        const struct jx_cell *cell = &table->cells[from];
        if (row - cell->row < cell->rows && col >= cell->col && col - cell->col < cell->cols)
            return cell;
    }
    return NULL;
}

bool jx__xlsx_holds_number(const struct jx_table *table, const struct jx_cell_ref *ref)
{
    if (ref->row0 == ref->row1 && ref->col0 == ref->col1) {
        const struct jx_cell *cell = jx__xlsx_cell_at(table, ref->row0, ref->col0);
        return cell && cell->num != NULL && jx_cell_formula(cell) == NULL;
    }
    for (size_t i = cells_before(table, ref->row0, ref->col0); i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        if (cell->row > ref->row1)
            break;
        if (cell->num != NULL && cell->col >= ref->col0 && cell->col <= ref->col1)
            return true;
    }
    return false;
}
