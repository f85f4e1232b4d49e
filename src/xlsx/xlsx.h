/* xlsx.h - tables to workbook bytes.
 *
 * Layer:   xlsx. The only user of libxlsxwriter.
 */
#ifndef JX_XLSX_XLSX_H
#define JX_XLSX_XLSX_H

#include "document/block.h"
#include "text/font.h"

/* Write one workbook: a sheet a table, mirroring the PDF's table: merged cells, column widths from the same ratios, row
 * heights from the font metrics, numbers as numbers with their formats, formulas with cached values, A4 landscape fitted to one
 * page wide, header rows repeated in print.
 *
 * document: for the properties (title, author, date); the same input gives the same bytes on any day.
 * ret_bytes lives in the arena. Errors: JX_E_INPUT after a message (a sheet name that Excel refuses), JX_E_LIBRARY, JX_E_IO. */
JX_NODISCARD enum jx_status jx_xlsx_write(struct jx_arena *arena,
                                          const struct jx_document *document,
                                          const struct jx_workbook *workbook,
                                          struct jx_font_book *book, struct jx_diags *diags,
                                          struct jx_str *ret_bytes);

#endif
