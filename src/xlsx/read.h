/* read.h - a workbook that came back, as plain data: what stands in which cell. Knows no table and no project.
 *
 * Layer:   xlsx. The only user of libzip and expat.
 * Memory:  the book lives in the arena; nothing of the file is borrowed.
 * Source:  ECMA-376 part 1, 18 (SpreadsheetML), transitional and strict; part 2 (packages).
 */
#ifndef JX_XLSX_READ_H
#define JX_XLSX_READ_H

#include "base/date.h"
#include "base/diag.h"
#include "base/number.h"

/* Limits against zip bombs and broken files; more is refused with a message. */
#define JX_BOOK_MAX_BYTES ((size_t)64 << 20)    /* of the file */
#define JX_BOOK_MAX_INFLATED ((size_t)96 << 20) /* of all parts read, together */
#define JX_BOOK_MAX_PARTS 4096
#define JX_BOOK_MAX_SHEETS 256
#define JX_BOOK_MAX_CELLS ((size_t)500000) /* with a value, of all sheets */
#define JX_BOOK_MAX_STYLES 65536
#define JX_BOOK_MAX_DEPTH 64 /* of XML */

enum jx_book_kind {
    JX_BOOK_TEXT,
    JX_BOOK_NUM,
    JX_BOOK_DATE, /* a number whose format shows a date, or t="d" */
    JX_BOOK_BOOL,
    JX_BOOK_ERROR,      /* #REF! … */
    JX_BOOK_UNCOMPUTED, /* a formula without a stored value: a library wrote the file */
};

/* A cell that holds something (a formula at least); blank cells, styled or not, are left out. */
struct jx_book_cell {
    uint32_t row, col; /* from 0 */
    enum jx_book_kind kind;
    bool formula; /* its value is the cached one */
    bool percent; /* NUM: the format shows num × 100 with % */
    struct jx_str
        text; /* TEXT: line ends \n; NUM: plain decimal; DATE: ISO; BOOL: 是, 否; ERROR: its name */
    struct jx_num
        num; /* NUM: rounded half up to 15 significant digits, all that spreadsheets keep */
    struct jx_date date; /* DATE */
};

struct jx_book_range {
    uint32_t row0, col0, row1, col1; /* inclusive */
};

struct jx_book_sheet {
    struct jx_str name;
    bool hidden;
    struct jx_book_cell *cells; /* in row-major order, one a place, shape [n_cells] */
    size_t n_cells;
    struct jx_book_range *merges; /* in file order, shape [n_merges] */
    size_t n_merges;
};

struct jx_book {
    struct jx_book_sheet *sheets; /* worksheets in the order of their tabs, shape [n_sheets] */
    size_t n_sheets;
};

/* Read a workbook.
 *
 * name     of the file, for messages.
 * Errors:  JX_E_INPUT after a message: no .xlsx (an old .xls, a password, another kind of file: E820, E821, E824, E825), broken (E822), over
 *          a limit (E823). ret_book is written on JX_OK only. */
JX_NODISCARD enum jx_status jx_xlsx_read(struct jx_arena *arena, struct jx_str bytes,
                                         struct jx_str name, struct jx_diags *diags,
                                         struct jx_book **ret_book);

/* The cell at a place, or NULL when it is blank. O(log n_cells). */
const struct jx_book_cell *jx_book_cell_at(const struct jx_book_sheet *sheet, uint32_t row,
                                           uint32_t col);

/* Read "B12" or "$B$12" (rows and columns from 0, within Excel's limits: 1,048,576 × 16,384). */
bool jx_book_place(struct jx_str text, uint32_t *ret_row, uint32_t *ret_col);

#endif
