/* rewrite.c - values of a file, written again as they stood there.
 *
 * Layer:  sign.
 * Source: ISO 32000-1 7.3.
 */
#include "sign/signing.h"

struct jx_str jx__source_of(struct jx_pdf_view view, uint32_t number)
{
    const struct jx_pdf_place *place = jx_pdf_place(view, number);
    struct jx_str bytes = JX_STR("");

    if (place == NULL || place->holder == 0)
        return view.pdf->bytes;
    if (jx_pdf_decode(view, jx_pdf_object(view, place->holder), &bytes) != JX_OK)
        return JX_STR("");
    return bytes;
}

static bool is_plain_in_name(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '+' || c == '.' || c == ':';
}

static void put_key(struct jx_buf *buf, struct jx_str name)
{
    jx_buf_addc(buf, '/');
    for (size_t i = 0; i < name.len; i++) {
        const unsigned char c = (unsigned char)name.ptr[i];

        if (is_plain_in_name(c))
            jx_buf_addc(buf, (char)c);
        else
            jx_buf_printf(buf, "#%02X", c);
    }
}

void jx__put_value(struct jx_buf *buf, struct jx_str source, const struct jx_pdf_value *value)
{
    if (value->from <= value->to && value->to <= source.len)
        jx_buf_add(buf, jx_str_sub(source, value->from, value->to - value->from));
    else
        jx_buf_adds(buf, "null"); /* its object stream was broken, which has been said */
}

static bool is_among(struct jx_str key, const char *const *names)
{
    for (; *names != NULL; names++)
        if (jx_str_is(key, *names))
            return true;
    return false;
}

void jx__put_entries(struct jx_buf *buf, struct jx_str source, const struct jx_pdf_value *dict,
                     const char *const *without)
{
    jx_buf_adds(buf, "<<");
    for (size_t i = 0; dict != NULL && i < dict->n; i++) {
        if (is_among(dict->keys[i], without))
            continue;
        put_key(buf, dict->keys[i]);
        jx_buf_addc(buf, ' ');
        jx__put_value(buf, source, &dict->items[i]);
        jx_buf_addc(buf, '\n');
    }
}

void jx__put_hex(struct jx_buf *buf, struct jx_str bytes)
{
    jx_buf_addc(buf, '<');
    for (size_t i = 0; i < bytes.len; i++)
        jx_buf_printf(buf, "%02X", (unsigned)(unsigned char)bytes.ptr[i]);
    jx_buf_addc(buf, '>');
}

void jx__put_utf16_text(struct jx_buf *buf, struct jx_str text)
{
    jx_buf_adds(buf, "<FEFF");
    for (size_t pos = 0; pos < text.len;) {
        uint32_t cp = jx_utf8_next(text, &pos);

        if (cp < 0x20)
            cp = ' ';
        if (cp < 0x10000)
            jx_buf_printf(buf, "%04X", (unsigned)cp);
        else
            jx_buf_printf(buf, "%04X%04X", 0xd800u + ((unsigned)(cp - 0x10000) >> 10),
                          0xdc00u + ((unsigned)(cp - 0x10000) & 0x3ffu));
    }
    jx_buf_addc(buf, '>');
}

void jx__put_number(struct jx_buf *buf, int64_t milli)
{
    const uint64_t size = milli < 0 ? 0 - (uint64_t)milli : (uint64_t)milli;

    jx_buf_printf(buf, "%s%llu", milli < 0 ? "-" : "", (unsigned long long)(size / 1000));
    if (size % 1000 != 0)
        jx_buf_printf(buf, ".%03u", (unsigned)(size % 1000));
}
