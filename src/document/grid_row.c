/* grid_row.c - one row of a definition placed in a grid: spans, cells taken by rows above, cells for each item of repeated columns.
 *
 * Layer:   document.
 * Memory:  cells live in the arena of the run.
 */
#include "document/tabledef.h"

static size_t next_free(const struct jx__grid *grid, size_t row, size_t col)
{
    while (col < grid->n_cols && grid->busy[col] > row)
        col++;
    return col;
}

static struct jx_str decimal(const struct jx__grid *grid, size_t n)
{
    return jx_str_printf(grid->b->arena, "%zu", n);
}

/* Where a row of the definition is being read: its next cell, and which copy of it. */
struct cursor {
    const struct jx__row_def *row;
    size_t cell, copy;
};

static const struct jx__cell_def *cursor_cell(const struct cursor *cursor)
{
    return cursor->cell < cursor->row->n_cells ? &cursor->row->cells[cursor->cell] : NULL;
}

static void cursor_step(struct cursor *cursor)
{
    if (++cursor->copy < cursor->row->cells[cursor->cell].copies)
        return;
    cursor->copy = 0;
    cursor->cell++;
}

/* Put one cell at (row, col), `cols` wide. False after a message: there are too many. */
static bool place_cell(struct jx__grid *grid, const struct jx__cell_def *def, size_t row,
                       size_t col, size_t cols)
{
    if (grid->cells.n >= JX__MAX_CELLS) {
        JX_SAY(grid->b->diags, TABLE_TOO_LARGE, def->span, decimal(grid, JX__MAX_CELLS));
        grid->failed = true;
        return false;
    }
    JX_PUSH(grid->b->arena, &grid->cells,
            (struct jx_cell){.row = (uint32_t)row,
                             .col = (uint32_t)col,
                             .rows = (uint32_t)def->rows,
                             .cols = (uint32_t)cols,
                             .span = &def->span});
    JX_PUSH(grid->own, &grid->states, (struct jx__cell_state){.def = def});
    const struct jx__grid_cell cell = jx__grid_cell(grid, grid->cells.n - 1);
    jx__cell_fill(grid, &cell);
    for (size_t i = 0; i < cols; i++)
        grid->busy[col + i] = row + def->rows;
    return true;
}

/* Columns [col, end) of a row: of one item, or of the whole table. */
struct stretch {
    size_t row, col, end;
};

/* How many written columns are free from the beginning on; over the whole table, a repeated one with its last item. */
static size_t room_in(const struct jx__grid *grid, const struct stretch *stretch)
{
    const bool whole = stretch->end == grid->n_cols;
    size_t room = 0;
    for (size_t c = stretch->col; c < stretch->end && grid->busy[c] <= stretch->row; c++) {
        const struct jx__grid_column *column = &grid->columns[c];
        const size_t group = column->def->group;
        room += !whole || group == SIZE_MAX || column->item + 1 == grid->groups[group].n_items;
    }
    return room;
}

/* Whether `cols` written columns are free; else it is said. */
static bool has_room(struct jx__grid *grid, const struct jx__cell_def *def, size_t cols,
                     const struct stretch *stretch)
{
    size_t room = room_in(grid, stretch), col = stretch->col;
    size_t written = col < grid->n_cols ? grid->columns[col].written : grid->def->n_columns;
    if (room >= cols)
        return true;
    JX_SAY(grid->b->diags, TABLE_ROW_LONG, def->span, decimal(grid, written + 1),
           decimal(grid, room), decimal(grid, cols));
    grid->failed = true;
    return false;
}

/* ---- cells of repeated columns ---- */

static size_t group_at(const struct jx__grid *grid, size_t col)
{
    return col < grid->n_cols ? grid->columns[col].def->group : SIZE_MAX;
}

/* Whether a cell that begins at a column stands over more than one item of a repeated group. */
static bool is_across(const struct jx__grid *grid, const struct jx__cell_def *def, size_t col)
{
    const size_t index = group_at(grid, col);
    if (index == SIZE_MAX)
        return true;
    const struct jx__column_group *group = &grid->def->groups.items[index];
    return def->across || grid->columns[col].written + def->cols > group->first + group->n;
}

static size_t refuse(struct jx__grid *grid)
{
    grid->failed = true;
    return 0;
}

/* A cell that belongs to no item must begin and end where repeated groups do. Returns how many written columns it is wide; 0
 * after a message. */
static size_t across_cols(struct jx__grid *grid, const struct jx__cell_def *def, size_t col)
{
    const struct jx__tabledef *table = grid->def;
    const size_t written = grid->columns[col].written, own = group_at(grid, col);
    const struct jx__column_group *group = own == SIZE_MAX ? NULL : &table->groups.items[own];
    size_t cols = def->cols;
    if (def->across && (group == NULL || written != group->first)) {
        JX_SAY(grid->b->diags, TABLE_ACROSS, def->span);
        return refuse(grid);
    }
    if (def->across && cols < group->n)
        cols = group->n;
    const size_t end = written + cols;
    const size_t last = end < table->n_columns ? table->columns[end].group : SIZE_MAX;
    if ((group != NULL && written != group->first) ||
        (last != SIZE_MAX && end != table->groups.items[last].first)) {
        JX_SAY(grid->b->diags, TABLE_SPAN_PART, def->span);
        return refuse(grid);
    }
    return cols;
}

static bool place_across(struct jx__grid *grid, struct cursor *cursor, size_t row, size_t *col)
{
    const struct jx__cell_def *def = cursor_cell(cursor);
    const struct stretch stretch = {row, *col, grid->n_cols};
    size_t cols = across_cols(grid, def, *col);
    if (cols == 0 || !has_room(grid, def, cols, &stretch))
        return false;
    cols = jx__grid_columns_over(grid, grid->columns[*col].written, cols);
    cursor_step(cursor);
    *col += cols;
    return place_cell(grid, def, row, stretch.col, cols);
}

/* The cells of one item, in the columns [col, end). */
static bool place_item(struct jx__grid *grid, struct cursor *cursor, size_t row, size_t col,
                       size_t end)
{
    const struct jx__cell_def *def;
    while ((col = next_free(grid, row, col)) < end && (def = cursor_cell(cursor)) != NULL) {
        const struct stretch stretch = {row, col, end};
        if (def->across) {
            JX_SAY(grid->b->diags, TABLE_ACROSS, def->span);
            return refuse(grid) > 0;
        }
        if (!has_room(grid, def, def->cols, &stretch) ||
            !place_cell(grid, def, row, col, def->cols))
            return false;
        cursor_step(cursor);
        col += def->cols;
    }
    return true;
}

/* The same cells for each item of the group at *col. */
static bool place_items(struct jx__grid *grid, struct cursor *cursor, size_t row, size_t *col)
{
    const struct jx__grid_group *group = &grid->groups[group_at(grid, *col)];
    const struct cursor from = *cursor;
    for (size_t i = 0; i < group->n_items; i++) {
        *cursor = from;
        size_t begin = group->first + i * group->n;
        if (!place_item(grid, cursor, row, begin, begin + group->n))
            return false;
        *col = next_free(grid, row, begin);
        if (*col < begin + group->n)
            return true; /* there were too few cells: told as for any row */
    }
    *col = group->first + group->n * group->n_items;
    return true;
}

void jx__grid_row_place(struct jx__grid *grid, const struct jx__row_def *def, size_t row)
{
    const struct stretch nothing = {row, grid->n_cols, grid->n_cols};
    struct cursor cursor = {.row = def};
    const struct jx__cell_def *cell;
    size_t col = 0;
    while ((cell = cursor_cell(&cursor)) != NULL) {
        col = next_free(grid, row, col);
        bool good = col == grid->n_cols          ? has_room(grid, cell, cell->cols, &nothing)
                    : is_across(grid, cell, col) ? place_across(grid, &cursor, row, &col)
                                                 : place_items(grid, &cursor, row, &col);
        if (!good)
            return;
    }
    col = next_free(grid, row, col);
    if (col == grid->n_cols)
        return;
    JX_SAY(grid->b->diags, TABLE_ROW_SHORT, def->span, decimal(grid, grid->columns[col].written),
           decimal(grid, grid->def->n_columns));
    grid->failed = true;
}
