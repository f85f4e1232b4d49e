/* pdf.h - pages to PDF/A-1b bytes.
 *
 * Layer:   pdf. The only user of libharu; builds its own Type 0 fonts from HarfBuzz subsets.
 * Source:  ISO 32000-1 / PDF 1.4, ISO 19005-1 (GB/T 23286.1).
 */
#ifndef JX_PDF_PDF_H
#define JX_PDF_PDF_H

#include "layout/page.h"

/* Write pages as one PDF/A-1b file.
 *
 * Every font used is embedded once, subset, with a ToUnicode made from the glyphs' own texts, so that copy and search
 * give the source text. Identifier, dates and order depend on the pages alone: the same pages give the same bytes.
 * Signature places (JX_MARK_SIGN) become unsigned AcroForm signature fields of that name.
 * ret_bytes lives in the arena. Errors: JX_E_LIBRARY, JX_E_INPUT after messages (font that must not be embedded, image that
 * cannot be read). */
JX_NODISCARD enum jx_status jx_pdf_write(struct jx_arena *arena, const struct jx_pages *pages,
                                         const struct jx_font_book *book, struct jx_diags *diags,
                                         struct jx_str *ret_bytes);

#endif
