/* range.c - what a ByteRange really covers. The signed bytes must be the whole of a revision but for exactly the hexadecimal
 * string of Contents: every other shape is a known way to wrap, shift or empty a signature.
 * Source: ISO 32000-1 12.8.1; Mladenov et al., "1 Trillion Dollar Refund" (2019): USF, ISA, SWA. */
#include "sign/verify_internal.h"

static bool bad(struct jx_signature *signature, const char *why)
{
    JX__NOTE(signature, SIGN_RANGE, jx_str_of(why));
    return false;
}

static bool integers(struct jx_pdf_view view, const struct jx_pdf_value *dict, size_t ret_range[4])
{
    const struct jx_pdf_value *range = jx_pdf_at_kind(view, dict, "ByteRange", JX_PDF_ARRAY);

    if (range == NULL || range->n != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const struct jx_pdf_value *number = jx_pdf_resolve(view, &range->items[i]);

        if (number == NULL || number->kind != JX_PDF_INT || number->integer < 0 ||
            (uint64_t)number->integer > JX_PDF_MAX_BYTES)
            return false;
        ret_range[i] = (size_t)number->integer;
    }
    return true;
}

static bool only_hex(struct jx_str bytes)
{
    for (size_t i = 1; i + 1 < bytes.len; i++) {
        const char c = bytes.ptr[i];

        if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F'))
            return false;
    }
    return true;
}

/* The revision that ends where the range ends; its line end may be left out. */
static size_t revision_at(const struct jx_pdf *pdf, size_t end)
{
    for (size_t i = 0; i < pdf->n_revisions; i++) {
        const size_t at = pdf->revisions[i].end;
        const struct jx_str between = end <= at ? jx_str_sub(pdf->bytes, end, at - end) : JX_NO_STR;

        if (end == at || (end < at && at - end <= 2 && jx_str_trim(between).len == 0))
            return i;
    }
    return SIZE_MAX;
}

bool jx__range_check(struct jx_pdf *pdf, const struct jx_pdf_value *dict,
                     struct jx_signature *signature, struct jx_str ret_parts[2],
                     struct jx_str *ret_contents)
{
    const struct jx_pdf_view view = jx_pdf_newest(pdf);
    const struct jx_pdf_value *contents = jx_pdf_entry(dict, "Contents");
    size_t range[4], end;

    if (!integers(view, dict, range))
        return bad(signature, JX__RANGE_NONE);
    end = range[2] + range[3];
    if (range[0] != 0)
        return bad(signature, JX__RANGE_START);
    if (range[1] >= range[2] || end > pdf->bytes.len)
        return bad(signature, JX__RANGE_ORDER);
    if (dict->from >= range[1] || dict->to > end)
        return bad(signature, JX__RANGE_OUTSIDE);
    if (contents->from != range[1] || contents->to != range[2] || !contents->hex)
        return bad(signature, JX__RANGE_GAP);
    if (!only_hex(jx_str_sub(pdf->bytes, range[1], range[2] - range[1])))
        return bad(signature, JX__RANGE_HEX);
    signature->covers = end;
    signature->revision = revision_at(pdf, end);
    ret_parts[0] = jx_str_sub(pdf->bytes, 0, range[1]);
    ret_parts[1] = jx_str_sub(pdf->bytes, range[2], range[3]);
    *ret_contents = contents->text;
    if (signature->revision == SIZE_MAX)
        return bad(signature, JX__RANGE_REVISION);
    return true;
}
