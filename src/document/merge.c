/* merge.c - merges equal vertical neighbours of a grid, and says which cell stands where. */
#include "document/tabledef.h"

/* The cell whose top left is at (row, col); NULL for none. Cells are in row-major order of their rows as built. */
static struct jx__grid_cell *cell_at(struct jx__grid *grid, size_t row, size_t col)
{
    size_t low = 0, high = grid->cells.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct jx_cell *cell = &grid->cells.items[middle].cell;
        if (cell->row < row || (cell->row == row && cell->col < col))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == grid->cells.n)
        return NULL;
    struct jx__grid_cell *cell = &grid->cells.items[low];
    return cell->cell.row == row && cell->cell.col == col ? cell : NULL;
}

static bool same_text(struct jx_arena *arena, const struct jx__grid_cell *a,
                      const struct jx__grid_cell *b)
{
    struct jx_str text = jx__inlines_text(arena, &a->cell.text);
    return text.len > 0 && jx_str_eq(text, jx__inlines_text(arena, &b->cell.text));
}

/* May b, right under a, be taken into it? */
static bool can_merge(struct jx_arena *arena, const struct jx__grid_cell *a,
                      const struct jx__grid_cell *b)
{
    return a != NULL && b != NULL && a->cell.rows > 0 && b->cell.rows > 0 &&
           a->cell.cols == b->cell.cols && a->def->formula.str.ptr == NULL &&
           b->def->formula.str.ptr == NULL && same_text(arena, a, b);
}

/* Cells of the rows [top, end) that follow this column's merging. */
static void merge_followers(struct jx__grid *grid, size_t top, size_t end, size_t column)
{
    for (size_t col = 0; col < grid->n_cols; col++) {
        struct jx__grid_cell *first = cell_at(grid, top, col);
        if (first == NULL || first->cell.rows == 0 || first->def->follow == SIZE_MAX ||
            jx__grid_column_for(grid, &first->cell, first->def->follow) != column)
            continue;
        for (size_t row = top + 1; row < end; row++) {
            struct jx__grid_cell *next = cell_at(grid, row, col);
            if (next == NULL || next->cell.cols != first->cell.cols || next->cell.rows != 1)
                break;
            next->cell.rows = 0;
            first->cell.rows++;
        }
    }
}

/* Merge one column in rows [row0, row1), but not across a row where breaks says so; sets breaks where runs end. */
static void merge_column(struct jx__grid *grid, size_t row0, size_t row1, size_t column,
                         bool *breaks)
{
    for (size_t top = row0; top < row1;) {
        struct jx__grid_cell *first = cell_at(grid, top, column);
        size_t end = first != NULL && first->cell.rows > 0 ? top + first->cell.rows : top + 1;
        while (end < row1 && !breaks[end - row0]) {
            struct jx__grid_cell *next = cell_at(grid, end, column);
            if (!can_merge(grid->b->arena, first, next))
                break;
            size_t rows = next->cell.rows;
            first->cell.rows += rows;
            next->cell.rows = 0;
            end += rows;
        }
        if (end < row1)
            breaks[end - row0] = true;
        if (first != NULL && end - top > 1)
            merge_followers(grid, top, end, column);
        top = end;
    }
}

void jx__grid_merge(struct jx__grid *grid, size_t row0, size_t row1, const size_t *columns,
                    size_t n_columns)
{
    if (row1 <= row0)
        return;
    bool *breaks = JX_ARRAY(grid->b->arena, bool, row1 - row0);
    for (size_t i = 0; i < n_columns; i++)
        merge_column(grid, row0, row1, columns[i], breaks);
}

bool jx__grid_index(struct jx__grid *grid)
{
    size_t n = grid->rows.n * grid->n_cols;
    grid->at = JX_ARRAY(grid->own, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        grid->at[i] = UINT32_MAX;
    for (size_t i = 0; i < grid->cells.n; i++) {
        const struct jx_cell *cell = &grid->cells.items[i].cell;
        for (size_t row = cell->row; row < cell->row + cell->rows; row++)
            for (size_t col = cell->col; col < cell->col + cell->cols; col++) {
                if (row >= grid->rows.n || col >= grid->n_cols ||
                    grid->at[row * grid->n_cols + col] != UINT32_MAX)
                    return false;
                grid->at[row * grid->n_cols + col] = (uint32_t)i;
            }
    }
    for (size_t i = 0; i < n; i++)
        if (grid->at[i] == UINT32_MAX)
            return false;
    return true;
}
