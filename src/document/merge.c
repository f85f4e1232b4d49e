/* merge.c - merges equal vertical neighbours of a grid, and says which cell stands where. */
#include "document/tabledef.h"

/* The number of the cell whose top left is at (row, col); SIZE_MAX for none. Cells are in row-major order as built. */
static size_t find_cell(const struct jx__grid *grid, size_t row, size_t col)
{
    size_t low = 0, high = grid->cells.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct jx_cell *cell = &grid->cells.items[middle];
        if (cell->row < row || (cell->row == row && cell->col < col))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == grid->cells.n)
        return SIZE_MAX;
    const struct jx_cell *cell = &grid->cells.items[low];
    return cell->row == row && cell->col == col ? low : SIZE_MAX;
}

static const struct jx__cell_def *def_of(const struct jx__grid *grid, size_t index)
{
    return grid->states.items[index].def;
}

static bool same_text(struct jx_arena *arena, const struct jx_cell *a, const struct jx_cell *b)
{
    struct jx_str text = jx__inlines_text(arena, &a->text);
    return text.len > 0 && jx_str_eq(text, jx__inlines_text(arena, &b->text));
}

/* May cell b, right under a, be taken into it? */
static bool can_merge(const struct jx__grid *grid, size_t a, size_t b)
{
    if (a == SIZE_MAX || b == SIZE_MAX)
        return false;
    const struct jx_cell *above = &grid->cells.items[a], *below = &grid->cells.items[b];
    return above->rows > 0 && below->rows > 0 && above->cols == below->cols &&
           def_of(grid, a)->formula.str.ptr == NULL && def_of(grid, b)->formula.str.ptr == NULL &&
           same_text(grid->b->arena, above, below);
}

/* Cells of the rows [top, end) that follow this column's merging. */
static void merge_followers(struct jx__grid *grid, size_t top, size_t end, size_t column)
{
    for (size_t col = 0; col < grid->n_cols; col++) {
        size_t index = find_cell(grid, top, col);
        if (index == SIZE_MAX || def_of(grid, index)->follow == SIZE_MAX)
            continue;
        struct jx_cell *first = &grid->cells.items[index];
        if (first->rows == 0 ||
            jx__grid_column_for(grid, first, def_of(grid, index)->follow) != column)
            continue;
        for (size_t row = top + 1; row < end; row++) {
            size_t below = find_cell(grid, row, col);
            struct jx_cell *next = below == SIZE_MAX ? NULL : &grid->cells.items[below];
            if (next == NULL || next->cols != first->cols || next->rows != 1)
                break;
            next->rows = 0;
            first->rows++;
        }
    }
}

/* Merge one column in rows [row0, row1), but not across a row where breaks says so; sets breaks where runs end. */
static void merge_column(struct jx__grid *grid, size_t row0, size_t row1, size_t column,
                         bool *breaks)
{
    for (size_t top = row0; top < row1;) {
        size_t index = find_cell(grid, top, column);
        struct jx_cell *first = index == SIZE_MAX ? NULL : &grid->cells.items[index];
        size_t end = first != NULL && first->rows > 0 ? top + first->rows : top + 1;
        while (end < row1 && !breaks[end - row0]) {
            size_t next = find_cell(grid, end, column);
            if (!can_merge(grid, index, next))
                break;
            end += grid->cells.items[next].rows;
            first->rows += grid->cells.items[next].rows;
            grid->cells.items[next].rows = 0;
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
        const struct jx_cell *cell = &grid->cells.items[i];
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
