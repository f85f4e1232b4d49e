/* reader.c - opens a PDF file. */
#include "sign/internal.h"

#include <string.h>

unsigned char *jx__seen_clear(struct jx_pdf *pdf)
{
    const size_t size = pdf->n_numbers / 8 + 1;

    if (pdf->reader->seen == NULL)
        pdf->reader->seen = jx_arena_alloc(pdf->arena, size);
    memset(pdf->reader->seen, 0, size);
    return pdf->reader->seen;
}

enum jx_status jx_pdf_open(struct jx_arena *arena, struct jx_str bytes, struct jx_diags *diags,
                           struct jx_pdf **ret_pdf)
{
    struct jx_pdf *pdf = JX_NEW(arena, struct jx_pdf);
    enum jx_status status;

    *pdf = (struct jx_pdf){.arena = arena,
                           .diags = diags,
                           .bytes = bytes,
                           .reader = JX_NEW(arena, struct jx_pdf_reader)};
    if (!jx_str_starts(bytes, JX_STR("%PDF-"))) {
        JX_SAY(diags, PDF_KIND, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    if (bytes.len > JX_PDF_MAX_BYTES) {
        jx__over(pdf, JX__OVER_BYTES);
        return JX_E_LIMIT;
    }
    status = jx__xref_read(pdf);
    if (status != JX_OK)
        return status;
    if (jx_pdf_entry(pdf->revisions[pdf->n_revisions - 1].trailer, "Encrypt") != NULL) {
        JX_SAY(diags, PDF_ENCRYPTED, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    pdf->tail = bytes.len - pdf->revisions[pdf->n_revisions - 1].end;
    if (jx_pdf_catalog(jx_pdf_newest(pdf), NULL) == NULL) {
        jx__bad_tree(pdf, JX__TREE_FILE, JX__WHY_ROOT);
        return JX_E_INPUT;
    }
    *ret_pdf = pdf;
    return JX_OK;
}
