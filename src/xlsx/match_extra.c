/* match_extra.c - rows of a sheet that the table does not have.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match_internal.h"

/* One past the last column that a heading has. */
static uint32_t columns_end(const struct jx__moved *m)
{
    const struct jx_table *table = m->lines->table;
    uint32_t end = 0;

    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; m->columns[r] != NULL && c < table->n_cols; c++)
            if (m->columns[r][c] != JX__NOWHERE && m->columns[r][c] >= end)
                end = m->columns[r][c] + 1;
    return end;
}

/* Cells of a row, left of a column, that hold something; the first text of them. */
static size_t count_held(const struct jx__moved *m, uint32_t row, uint32_t end,
                         struct jx_str *ret_text)
{
    size_t n = 0;

    *ret_text = JX_STR("");
    for (uint32_t c = 0; c < end; c++) {
        const struct jx_book_cell *cell = jx_book_cell_at(m->side->sheet, row, c);
        if (cell == NULL)
            continue;
        if (n++ == 0 && cell->text.ptr != NULL)
            *ret_text = cell->text;
    }
    return n;
}

/* A row among ours, or one below them that holds as much as a record does. */
bool jx__moved_extra(const struct jx__moved *m, const bool *taken)
{
    const uint32_t end = columns_end(m);
    uint32_t from = JX__NOWHERE, to = 0;
    bool good = true;

    for (size_t r = 0; r < m->lines->table->n_rows; r++) {
        const size_t head = m->head_of[r];
        if (m->lines->heads[r] || m->rows[r] == JX__NOWHERE || head == SIZE_MAX)
            continue;
        from = m->rows[head] < from ? m->rows[head] + 1 : from;
        to = m->rows[r] > to ? m->rows[r] : to;
    }
    for (uint32_t r = from; from != JX__NOWHERE && r < m->side->n_rows; r++) {
        struct jx_str text;
        const size_t n = taken[r] ? 0 : count_held(m, r, end, &text);
        if (n < (r < to ? 1 : 3))
            continue;
        JX_SAY(m->diags, BOOK_ROW_EXTRA, JX_NO_SPAN, m->sheet->name,
               jx_str_printf(m->arena, "%u", r + 1), jx__moved_shown(m, text));
        good = false;
    }
    return good;
}

/* Literal rows, whose texts may stand anywhere, count as ours too. */
void jx__moved_literal(const struct jx__moved *m, bool *taken)
{
    const struct jx_table *table = m->lines->table;

    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        if (m->lines->wanted[cell->row] && !m->lines->heads[cell->row])
            continue;
        for (size_t e = jx__side_find(m->side, m->lines->texts[i]); e != SIZE_MAX;
             e = m->side->entries.items[e].next)
            taken[m->side->entries.items[e].row] = true;
    }
}
