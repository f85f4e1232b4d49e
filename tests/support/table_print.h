/* table_print.h - a table as text, one line a row, for comparing. */
#ifndef JX_TESTS_SUPPORT_TABLE_PRINT_H
#define JX_TESTS_SUPPORT_TABLE_PRINT_H

#include "run.h"

#include "document/builder.h"

/* [rows x cols:][text[=number][=日, a day for spreadsheets][ f]] per cell. */
static inline struct jx_str jx_test_table(struct jx_arena *arena, const struct jx_table *table)
{
    struct jx_buf out = {.arena = arena};
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        jx_buf_printf(&out, "%s", i == 0 ? "" : cell->row != table->cells[i - 1].row ? "\n" : " ");
        if (cell->rows > 1 || cell->cols > 1)
            jx_buf_printf(&out, "%ux%u:", cell->rows, cell->cols);
        jx_buf_printf(&out, "[%.*s", JX_FMT(jx__inlines_text(arena, &cell->text)));
        if (cell->num != NULL)
            jx_buf_printf(&out, "=%.*s", JX_FMT(jx_num_text(arena, *cell->num, 4)));
        if (jx_cell_more(cell)->date.year != 0)
            jx_buf_adds(&out, "=日");
        jx_buf_adds(&out, jx_cell_formula(cell) != NULL ? " f]" : "]");
    }
    return jx_buf_str(&out);
}

#endif
