/* value.c - typed access to values, and text strings. */
#include "sign/internal.h"

#include <string.h>

const struct jx_pdf_value *jx_pdf_entry(const struct jx_pdf_value *dict, const char *key)
{
    if (dict == NULL || (dict->kind != JX_PDF_DICT && dict->kind != JX_PDF_STREAM))
        return NULL;
    for (size_t i = 0; i < dict->n; i++)
        if (jx_str_is(dict->keys[i], key))
            return dict->items[i].kind == JX_PDF_NULL ? NULL : &dict->items[i];
    return NULL;
}

const struct jx_pdf_value *jx_pdf_at(struct jx_pdf_view view, const struct jx_pdf_value *dict,
                                     const char *key)
{
    return jx_pdf_resolve(view, jx_pdf_entry(jx_pdf_resolve(view, dict), key));
}

const struct jx_pdf_value *jx_pdf_at_kind(struct jx_pdf_view view, const struct jx_pdf_value *dict,
                                          const char *key, enum jx_pdf_kind kind)
{
    const struct jx_pdf_value *value = jx_pdf_at(view, dict, key);

    if (value == NULL || value->kind == kind)
        return value;
    return kind == JX_PDF_DICT && value->kind == JX_PDF_STREAM ? value : NULL;
}

bool jx_pdf_is_name(const struct jx_pdf_value *value, const char *name)
{
    return value != NULL && value->kind == JX_PDF_NAME && jx_str_is(value->text, name);
}

bool jx_pdf_milli(const struct jx_pdf_value *value, int64_t *ret_milli)
{
    if (value == NULL || (value->kind != JX_PDF_INT && value->kind != JX_PDF_REAL))
        return false;
    if (value->kind == JX_PDF_INT &&
        (value->integer > INT64_MAX / 1000 || value->integer < INT64_MIN / 1000))
        return false;
    *ret_milli = value->kind == JX_PDF_INT ? value->integer * 1000 : value->integer;
    return true;
}

const struct jx_pdf_value *jx_pdf_catalog(struct jx_pdf_view view, uint32_t *ret_number)
{
    const struct jx_pdf_value *trailer = view.pdf->revisions[view.revision].trailer;
    const struct jx_pdf_value *root = jx_pdf_entry(trailer, "Root");
    const struct jx_pdf_value *catalog = jx_pdf_at_kind(view, trailer, "Root", JX_PDF_DICT);

    if (ret_number != NULL)
        *ret_number = root != NULL && root->kind == JX_PDF_REF ? root->number : 0;
    return catalog;
}

struct jx_pdf_view jx_pdf_newest(struct jx_pdf *pdf)
{
    return (struct jx_pdf_view){pdf, pdf->n_revisions - 1};
}

enum jx_status jx_pdf_decode(struct jx_pdf_view view, const struct jx_pdf_value *stream,
                             struct jx_str *ret_bytes)
{
    const char *why = JX__WHY_KIND;
    enum jx_status status = JX_E_INPUT;

    if (stream != NULL && stream->kind == JX_PDF_STREAM)
        status = jx__stream_decode(view, stream, ret_bytes, &why);
    if (status == JX_E_INPUT) {
        JX_SAY(view.pdf->diags, PDF_SYNTAX, JX_NO_SPAN,
               jx_str_printf(view.pdf->arena, "%zu", stream != NULL ? stream->from : 0),
               jx_str_of(why));
        view.pdf->damaged = true;
    }
    return status;
}

/* ---- text strings ---- */

/* What differs from Latin-1: ISO 32000-1 table D.2. 0: no character. */
static const uint16_t doc_18[8] = {0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC};
static const uint16_t doc_80[33] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0,      0x20AC};

static uint32_t from_doc(unsigned char c)
{
    uint32_t cp = c;

    if (c >= 0x18 && c < 0x20)
        cp = doc_18[c - 0x18];
    else if (c >= 0x80 && c <= 0xA0)
        cp = doc_80[c - 0x80];
    else if ((c < 0x18 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || c == 0xAD)
        cp = 0;
    return cp != 0 ? cp : 0xFFFD;
}

static uint32_t unit(struct jx_str s, size_t i)
{
    return (uint32_t)((unsigned char)s.ptr[i] << 8 | (unsigned char)s.ptr[i + 1]);
}

static void from_utf16(struct jx_buf *buf, struct jx_str s)
{
    for (size_t i = 2; i + 1 < s.len; i += 2) {
        uint32_t cp = unit(s, i);

        if (cp >= 0xD800 && cp < 0xDC00 && i + 3 < s.len && unit(s, i + 2) >= 0xDC00 &&
            unit(s, i + 2) < 0xE000) {
            cp = 0x10000 + ((cp - 0xD800) << 10) + (unit(s, i + 2) - 0xDC00);
            i += 2;
        } else if (cp == 0 || (cp >= 0xD800 && cp < 0xE000)) {
            cp = 0xFFFD;
        }
        jx_buf_add_cp(buf, cp);
    }
}

struct jx_str jx_pdf_text(struct jx_arena *arena, const struct jx_pdf_value *value)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_str s;

    if (value == NULL || value->kind != JX_PDF_STRING)
        return JX_STR("");
    s = value->text;
    if (jx_str_starts(s, JX_STR("\xFE\xFF")))
        from_utf16(&buf, s);
    else if (jx_str_starts(s, JX_STR("\xEF\xBB\xBF")))
        for (size_t i = 3; i < s.len;)
            jx_buf_add_cp(&buf, jx_utf8_next(s, &i));
    else
        for (size_t i = 0; i < s.len; i++)
            jx_buf_add_cp(&buf, from_doc((unsigned char)s.ptr[i]));
    return buf.len > 0 ? jx_buf_str(&buf) : JX_STR("");
}
