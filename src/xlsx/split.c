/* split.c - rows higher than Excel allows, as several rows of the sheet with merged cells.
 *
 * Excel's rows end at 409.5 pt; an opinion of some pages needs more. Its cells are merged over so many sheet rows, low enough
 * for printed pages to be filled.
 */
#include "xlsx/internal.h"

#include "document/figure.h"

#define PART_PX 182 /* a third of Excel's highest row */

/* How many sheet rows each row needs, shape [n_rows]; NULL when all need one. */
static size_t *parts_of(struct jx__xlsx_writer *writer, const struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    size_t *parts = NULL;
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        size_t most = jx__xlsx_text_count(&cell->text); /* lines, of one character each */
        if (cell->rows != 1 || jx__xlsx_lines_px(most, plan->size_mpt) <= JX__XLSX_MAX_ROW_PX)
            continue;
        int32_t px = jx__xlsx_cell_px(writer, plan, cell);
        if (px <= JX__XLSX_MAX_ROW_PX)
            continue;
        if (parts == NULL) {
            parts = JX_ARRAY(writer->arena, size_t, table->n_rows);
            for (size_t r = 0; r < table->n_rows; r++)
                parts[r] = 1;
        }
        size_t need = ((size_t)px + PART_PX - 1) / PART_PX;
        parts[cell->row] = need > parts[cell->row] ? need : parts[cell->row];
    }
    return parts;
}

/* The sheet row at which each row begins, shape [n_rows + 1]. */
static size_t *starts_of(struct jx_arena *arena, const size_t *parts, size_t n)
{
    size_t *starts = JX_ARRAY(arena, size_t, n + 1);
    for (size_t r = 0; r < n; r++)
        starts[r + 1] = starts[r] + parts[r];
    return starts;
}

static const struct jx_check *split_check(struct jx_arena *arena, const struct jx_check *check,
                                          const size_t *starts)
{
    if (check == NULL)
        return NULL;
    struct jx_check *moved = JX_NEW(arena, struct jx_check);
    *moved = *check;
    moved->low.row = starts[check->low.row];
    moved->high.row = starts[check->high.row];
    return moved;
}

static struct jx_cell_more *split_more(struct jx_arena *arena, const struct jx_cell_more *more,
                                       const size_t *starts)
{
    struct jx_cell_more *moved = JX_NEW(arena, struct jx_cell_more);
    struct jx_cell_ref *refs = JX_ARRAY(arena, struct jx_cell_ref, more->n_refs);
    *moved = *more;
    moved->check = split_check(arena, more->check, starts);
    for (size_t i = 0; i < more->n_refs; i++) {
        refs[i] = more->refs[i];
        refs[i].row0 = starts[more->refs[i].row0];
        refs[i].row1 = starts[more->refs[i].row1];
    }
    moved->refs = refs;
    return moved;
}

static struct jx_cell split_cell(struct jx_arena *arena, const struct jx_cell *cell,
                                 const size_t *starts)
{
    struct jx_cell moved = *cell;
    moved.row = (uint32_t)starts[cell->row];
    moved.rows = (uint32_t)starts[cell->row + cell->rows] - moved.row;
    if (cell->more != NULL)
        moved.more = split_more(arena, cell->more, starts);
    return moved;
}

static struct jx_cell *split_cells(struct jx_arena *arena, const struct jx_cell *cells, size_t n,
                                   const size_t *starts)
{
    struct jx_cell *split = JX_ARRAY(arena, struct jx_cell, n);
    for (size_t i = 0; i < n; i++)
        split[i] = split_cell(arena, &cells[i], starts);
    return split;
}

static const struct jx_table_chart *split_charts(struct jx_arena *arena,
                                                 const struct jx_table *table, const size_t *starts)
{
    struct jx_table_chart *charts = JX_ARRAY(arena, struct jx_table_chart, table->n_charts);
    for (size_t i = 0; i < table->n_charts; i++) {
        struct jx_table_chart *chart = &charts[i];
        *chart = table->charts[i];
        chart->labels = split_cells(arena, chart->labels, chart->n_points, starts);
        chart->values =
            split_cells(arena, chart->values, chart->n_points * chart->n_series, starts);
    }
    return charts;
}

const struct jx_table *jx__xlsx_split(struct jx__xlsx_writer *writer,
                                      const struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    const size_t *parts = parts_of(writer, plan);
    if (parts == NULL)
        return table;
    const size_t *starts = starts_of(writer->arena, parts, table->n_rows);
    struct jx_table *split = JX_NEW(writer->arena, struct jx_table);
    *split = *table;
    split->n_rows = starts[table->n_rows];
    split->rows = JX_ARRAY(writer->arena, struct jx_table_row, split->n_rows);
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t i = starts[r]; i < starts[r + 1]; i++)
            split->rows[i] = table->rows[r];
    split->cells = split_cells(writer->arena, table->cells, table->n_cells, starts);
    split->charts = split_charts(writer->arena, table, starts);
    return split;
}
