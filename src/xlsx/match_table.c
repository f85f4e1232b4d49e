/* match_table.c - what names the rows and columns of a table.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match_internal.h"

static struct jx_str joined(struct jx_arena *arena, const struct jx_inlines *inlines)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < inlines->n; i++) {
        if (inlines->items[i].kind == JX_I_BREAK)
            jx_buf_addc(&buf, '\n');
        else
            jx_buf_add(&buf, inlines->items[i].text);
    }
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

struct jx_str jx_match_content(struct jx_arena *arena, const struct jx_cell *cell)
{
    return cell->num != NULL ? jx_num_text(arena, *cell->num, 15) : joined(arena, &cell->text);
}

const struct jx_cell *jx__line_cell(const struct jx__lines_of *lines, size_t row, size_t col)
{
    return &lines->table->cells[lines->at[row * lines->table->n_cols + col]];
}

struct jx_str jx__line_text(const struct jx__lines_of *lines, size_t row, size_t col)
{
    return lines->texts[lines->at[row * lines->table->n_cols + col]];
}

static bool has_value(const struct jx_cell *cell)
{
    return jx_cell_source(cell)->path.ptr != NULL || jx_cell_formula(cell) != NULL;
}

bool jx__is_label(const struct jx__lines_of *lines, const struct jx_cell *cell)
{
    return !cell->input && jx_cell_formula(cell) == NULL && cell->num == NULL &&
           jx_cell_more(cell)->date.year == 0 && lines->texts[cell - lines->table->cells].len > 0;
}

/* A row that only names columns: with 表头, or of two or more texts outside 重复. */
static bool is_head(const struct jx__lines_of *lines, size_t row)
{
    const struct jx_table *table = lines->table;
    size_t n = 0;

    if (lines->wanted[row] || table->rows[row].depth > 0)
        return false;
    for (size_t c = 0; c < table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(lines, row, c);
        n += cell->row == row && cell->col == c && jx__line_text(lines, row, c).len > 0;
    }
    return n >= (table->rows[row].header ? 1 : 2);
}

struct jx__lines_of *jx__lines_make(struct jx_arena *arena, const struct jx_table *table)
{
    struct jx__lines_of *lines = JX_NEW(arena, struct jx__lines_of);

    lines->arena = arena;
    lines->table = table;
    lines->at = JX_ARRAY(arena, uint32_t, table->n_rows * table->n_cols);
    lines->texts = JX_ARRAY(arena, struct jx_str, table->n_cells);
    lines->heads = JX_ARRAY(arena, bool, table->n_rows);
    lines->wanted = JX_ARRAY(arena, bool, table->n_rows);
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        lines->texts[i] = jx__match_fold(arena, joined(arena, &cell->text));
        lines->wanted[cell->row] = lines->wanted[cell->row] || has_value(cell);
        for (size_t r = cell->row; r < cell->row + cell->rows; r++)
            for (size_t c = cell->col; c < cell->col + cell->cols; c++)
                lines->at[r * table->n_cols + c] = (uint32_t)i;
    }
    for (size_t r = 0; r < table->n_rows; r++)
        lines->heads[r] = is_head(lines, r);
    return lines;
}

/* ---- names of rows ---- */

/* The record that a row shows, or NULL. */
static const struct jx_value *item_of(const struct jx__lines_of *lines, size_t row)
{
    for (size_t c = 0; c < lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(lines, row, c);
        if (cell->row == row && cell->item != NULL)
            return cell->item;
    }
    return NULL;
}

static struct jx_str member(const struct jx__lines_of *lines, const struct jx_value *item,
                            const char *key)
{
    const struct jx_value *value = item == NULL ? NULL : jx_value_at(item, jx_str_of(key));

    return value == NULL ? JX_STR("")
                         : jx__match_fold(lines->arena, jx_value_str(lines->arena, value));
}

/* The label of a row that is (or has in it) the text. */
static const struct jx_cell *label_with(const struct jx__lines_of *lines, size_t row,
                                        struct jx_str text, bool whole)
{
    for (size_t c = 0; text.len > 0 && c < lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(lines, row, c);
        const struct jx_str own = jx__line_text(lines, row, c);
        if (cell->row == row && cell->rows == 1 && jx__is_label(lines, cell) &&
            (whole ? jx_str_eq(own, text) : jx_str_find(own, text, 0) != SIZE_MAX))
            return cell;
    }
    return NULL;
}

const struct jx_cell *jx__line_key(const struct jx__lines_of *lines, size_t row)
{
    const struct jx_value *item = item_of(lines, row);
    const struct jx_str name = member(lines, item, "名称");
    const struct jx_cell *best = label_with(lines, row, name, true);

    if (best == NULL)
        best = label_with(lines, row, member(lines, item, "编号"), true);
    if (best == NULL)
        best = label_with(lines, row, name, false);
    for (size_t c = 0; best == NULL && c < lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(lines, row, c);
        if (cell->row == row && cell->rows == 1 && jx__is_label(lines, cell))
            best = cell;
    }
    for (size_t c = 0; best == NULL && c < lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(lines, row, c);
        if (cell->row == row && jx__is_label(lines, cell))
            best = cell;
    }
    return best;
}

/* ---- likeness ---- */

unsigned jx__likeness(const struct jx__lines_of *lines, const struct jx__side *side)
{
    const struct jx_table *table = lines->table;
    size_t heads = 0, heads_there = 0, keys = 0, keys_there = 0;

    for (size_t i = 0; i < table->n_cells; i++) {
        if (!lines->heads[table->cells[i].row] || lines->texts[i].len == 0)
            continue;
        heads++;
        heads_there += jx__side_find(side, lines->texts[i]) != SIZE_MAX;
    }
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct jx_cell *key = lines->wanted[r] ? jx__line_key(lines, r) : NULL;
        if (key == NULL)
            continue;
        keys++;
        keys_there += jx__side_find(side, lines->texts[key - table->cells]) != SIZE_MAX;
    }
    if (heads_there * 2 < heads || heads_there + keys_there == 0)
        return 0;
    return (unsigned)((heads_there + keys_there) * 100 / (heads + keys));
}
