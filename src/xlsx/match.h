/* match.h - which cell of a workbook that came back is which cell of the tables that the program would write now.
 *
 * Layer:   xlsx.
 * Memory:  matches live in the arena; tables and book are borrowed.
 *
 * Rows are found by what stands in them and columns by their headers, so that rows may have been moved, columns swapped, sheets
 * renamed. The hidden sheet of identities is believed only where that leaves a choice, and only when every identity whose row
 * is known points at it: libraries that insert rows leave its addresses behind. What cannot be told for certain is a
 * message, never a match.
 */
#ifndef JX_XLSX_MATCH_H
#define JX_XLSX_MATCH_H

#include "document/block.h"
#include "xlsx/read.h"

struct jx_match {
    const struct jx_sheet *sheet;     /* of the document */
    const struct jx_cell *cell;       /* of its table: one with a 值 or a formula */
    struct jx_str sheet_name;         /* in the book */
    uint32_t row, col;                /* there, from 0 */
    const struct jx_book_cell *found; /* NULL: blank */
    struct jx_str
        base; /* jx_match_content() of the cell when the book was written; absent: not known */
};

struct jx_matches JX_VEC(struct jx_match);

/* Match the one workbook of the document that fits best.
 *
 * name         of the book, for messages.
 * ret_matches  in the order of the tables; cells that could not be found are left out, after a message when they are input.
 * Errors:      JX_E_INPUT after messages: no sheet is ours (E840), a sheet, header, column or row is missing or not to be told
 *              from another (E841, E842, E844 to E847), a row too many (E848), an input cell merged with others (E849). */
JX_NODISCARD enum jx_status jx_xlsx_match(struct jx_arena *arena,
                                          const struct jx_document *document,
                                          const struct jx_book *book, struct jx_str name,
                                          struct jx_diags *diags, struct jx_matches *ret_matches);

/* Whether the hidden sheet of identities is there. */
bool jx_match_has_ids(const struct jx_book *book);

/* The project and year that the book was written for (jx_document.about); absent when it does not say. */
struct jx_str jx_match_about(const struct jx_book *book);

/* What a cell holds in a workbook, as text: the number in plain decimals, else its text with \n between lines. */
struct jx_str jx_match_content(struct jx_arena *arena, const struct jx_cell *cell);

/* "F5"; row and column from 0. */
struct jx_str jx_match_place(struct jx_arena *arena, uint32_t row, uint32_t col);

#endif
