/* columns.c - 当: bands and columns that stand only where the data has something for them.
 *
 * Layer:   document.
 *
 * A table is laid out and computed with all its columns, so that names and places of a definition mean the same whatever the
 * data; the columns without data are taken out at the end.
 */
#include "document/figure.h"
#include "document/tabledef.h"

static bool any_item_has(const struct jx_value *list, struct jx_str member)
{
    for (size_t i = 0; list->kind == JX_V_LIST && i < list->list.n; i++) {
        const struct jx_value *value = jx__member(list->list.items[i], member);
        if (value != NULL && jx_value_truth(value))
            return true;
    }
    return false;
}

static size_t last_dot(struct jx_str path)
{
    size_t dot = path.len;
    while (dot > 0 && path.ptr[dot - 1] != '.')
        dot--;
    return dot;
}

bool jx__when_holds(const struct jx__grid *grid, struct jx_str path)
{
    struct jx_arena *arena = grid->b->arena;
    const struct jx_value *value = jx__frames_find(arena, &grid->frames, path);
    size_t dot = last_dot(path);
    if (value != NULL)
        return jx_value_truth(value);
    if (dot < 2)
        return false;
    value = jx__frames_find(arena, &grid->frames, jx_str_sub(path, 0, dot - 1));
    return value != NULL && any_item_has(value, jx_str_sub(path, dot, SIZE_MAX));
}

/* In a repeated column, 当 is asked of its item first. */
static bool is_kept(const struct jx__grid *grid, const struct jx__grid_column *column)
{
    const struct jx_str when = column->def->when.str;
    if (column->def->group != SIZE_MAX && column->own == NULL)
        return false;
    if (when.ptr == NULL)
        return true;
    const struct jx_value *own = column->own == NULL ? NULL : jx_value_find(column->own, when);
    return own != NULL ? jx_value_truth(own) : jx__when_holds(grid, when);
}

/* Where each column goes: places[c] of the columns before c are kept; shape [n_cols + 1]. */
static size_t *places_of(const struct jx__grid *grid)
{
    size_t *places = JX_ARRAY(grid->b->arena, size_t, grid->n_cols + 1);
    for (size_t c = 0; c < grid->n_cols; c++) {
        places[c + 1] = places[c] + is_kept(grid, &grid->columns[c]);
    }
    return places;
}

/* Columns after those without data are gone; formulas that named one of these leave their value. */
static void move_refs(struct jx_arena *arena, struct jx_cell *cell, const size_t *places)
{
    const size_t n = jx_cell_more(cell)->n_refs;
    struct jx_cell_ref *refs = JX_ARRAY(arena, struct jx_cell_ref, n);
    for (size_t i = 0; i < n; i++) {
        refs[i] = cell->more->refs[i];
        if (places[refs[i].col0] == places[refs[i].col1 + 1]) {
            cell->more->formula = NULL;
            cell->more->n_refs = 0;
            return;
        }
        refs[i].col1 = places[refs[i].col1 + 1] - 1;
        refs[i].col0 = places[refs[i].col0];
    }
    if (n > 0)
        cell->more->refs = refs;
}

static void move_end(struct jx_check_end *end, const size_t *places)
{
    if (end->name.ptr == NULL)
        return;
    end->set = end->set && places[end->col + 1] > places[end->col];
    end->col = places[end->col];
}

/* Each cell has its check to itself. */
static void move_check(struct jx_cell *cell, const size_t *places)
{
    struct jx_check *check = (struct jx_check *)jx_cell_more(cell)->check;
    if (check == NULL)
        return;
    move_end(&check->low, places);
    move_end(&check->high, places);
}

/* Labels and values of charts, which stand in no column. */
static void move_charts(struct jx_arena *arena, struct jx_table *table, const size_t *places)
{
    for (size_t i = 0; i < table->n_charts; i++) {
        const struct jx_table_chart *chart = &table->charts[i];
        for (size_t k = 0; k < chart->n_points; k++)
            move_refs(arena, &chart->labels[k], places);
        for (size_t k = 0; k < chart->n_series * chart->n_points; k++)
            move_refs(arena, &chart->values[k], places);
    }
}

void jx__columns_drop(struct jx__grid *grid, struct jx_table *table)
{
    const size_t *places = places_of(grid);
    size_t n_kept = places[grid->n_cols], n_cells = 0;
    if (n_kept == grid->n_cols || n_kept == 0)
        return; /* of a table all of whose columns are without data, the header is left */
    for (size_t i = 0; i < table->n_cells; i++) {
        struct jx_cell cell = table->cells[i];
        size_t end = places[cell.col + cell.cols];
        cell.col = (uint32_t)places[cell.col];
        cell.cols = (uint32_t)end - cell.col;
        if (cell.cols == 0)
            continue;
        move_refs(grid->b->arena, &cell, places);
        move_check(&cell, places);
        table->cells[n_cells++] = cell;
    }
    for (size_t c = 0; c < grid->n_cols; c++)
        if (places[c + 1] > places[c])
            table->widths[places[c]] = table->widths[c];
    move_charts(grid->b->arena, table, places);
    table->n_cells = n_cells;
    table->n_cols = n_kept;
}
