/* peek.c - what can be said of a PDF file without judging it.
 *
 * Layer:  sign.
 */
#include "sign/reader.h"

/* A signature must be found by the bytes that it covers, so its ByteRange never stands in a compressed stream. */
bool jx_pdf_is_signed(struct jx_str bytes)
{
    return jx_str_starts(bytes, JX_STR("%PDF-")) &&
           jx_str_find(bytes, JX_STR("/ByteRange"), 0) != SIZE_MAX;
}

struct jx_str jx_pdf_unsigned(struct jx_pdf *pdf)
{
    return jx_str_sub(pdf->bytes, 0, pdf->revisions[0].end);
}

struct jx_str jx_pdf_identifier(struct jx_pdf *pdf)
{
    static const struct jx_str open = {"<dc:identifier>", sizeof "<dc:identifier>" - 1};
    const struct jx_pdf_view view = jx_pdf_newest(pdf);
    const struct jx_pdf_value *metadata =
        jx_pdf_at_kind(view, jx_pdf_catalog(view, NULL), "Metadata", JX_PDF_STREAM);
    struct jx_str text;
    size_t from, to;

    if (metadata == NULL || jx_pdf_decode(view, metadata, &text) != JX_OK)
        return JX_NO_STR;
    from = jx_str_find(text, open, 0);
    to = from == SIZE_MAX ? SIZE_MAX : jx_str_find(text, JX_STR("</dc:identifier>"), from);
    return to == SIZE_MAX ? JX_NO_STR : jx_str_sub(text, from + open.len, to - from - open.len);
}
