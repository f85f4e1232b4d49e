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
 * page wide, header rows repeated in print. Cells with an id are listed on a hidden sheet, for reading back (README.md).
 *
 * document  for the properties (title, author, date); the same input gives the same bytes on any day.
 * book      measures with its roles 宋体 and 黑体.
 * diags     also gets W808 (a row higher than Excel allows), W810 (a number written as text), H811 and H812 (a formula of
 *           which only the value is written).
 * ret_bytes lives in the arena; written on JX_OK only.
 *
 * Errors: JX_E_INPUT after a message (E801 to E807: names and sizes that Excel refuses; E809: a text no cell can hold),
 * JX_E_LIBRARY (E813), JX_E_IO (E813, E902, E904: the temporary folder). */
JX_NODISCARD enum jx_status jx_xlsx_write(struct jx_arena *arena,
                                          const struct jx_document *document,
                                          const struct jx_workbook *workbook,
                                          struct jx_font_book *book, struct jx_diags *diags,
                                          struct jx_str *ret_bytes);

/* Add the libraries that decide what this room makes, "NAME VERSION" each, as they are loaded now. */
void jx_xlsx_libraries(struct jx_arena *arena, struct jx_strs *libraries);

#endif
