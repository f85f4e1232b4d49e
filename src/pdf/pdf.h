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

/* A drawing as objects that another writer appends to a file (sign/). */
struct jx_pdf_form_use {
    unsigned first; /* number of its first object */
    unsigned
        quarters; /* the page it comes to stand on is looked at turned so often by 90 degrees clockwise: 0 to 3 */
};

struct jx_pdf_form {
    unsigned
        number; /* of the form XObject; its box is [0 0 width height] of the page, turned back by its Matrix */
    struct jx_str bytes; /* the objects one after the other, each "N 0 obj … endobj" */
    size_t *offsets;     /* shape [n]: where in bytes object first + k begins */
    size_t n;
};

/* Write the items of a page as a form XObject with its fonts and images.
 *
 * page:  marks and `landscape` do not count; no page number, no background.
 * book:  may be NULL when the page has no glyphs.
 * PNG images are see-through: what is transparent, or in a picture without transparency what is as light as paper, is cut
 * out by a stencil mask (ISO 19005-1 6.4 knows no softer one), so that a seal presses on the text below it.
 * Errors: as jx_pdf_write(). */
JX_NODISCARD enum jx_status jx_pdf_form_write(struct jx_arena *arena, const struct jx_page *page,
                                              const struct jx_font_book *book,
                                              struct jx_pdf_form_use use, struct jx_diags *diags,
                                              struct jx_pdf_form *ret_form);

/* Add the libraries that decide what this room makes, "NAME VERSION" each, as they are loaded now. */
void jx_pdf_libraries(struct jx_arena *arena, struct jx_strs *libraries);

#endif
