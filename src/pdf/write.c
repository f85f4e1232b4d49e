/* write.c - numbers, names and strings in PDF's notation. */
#include "pdf/internal.h"

/* PDF 1.4 Reference, appendix C.1. */
#define MAX_NAME_BYTES 127
#define MAX_TEXT_UNITS 32000

/* Document facts are titles, not chapters. */
#define MAX_CLEAN_CHARS 4000

void jx__put_milli(struct jx_buf *buf, int64_t milli)
{
    char text[32];
    size_t at = sizeof text;
    uint64_t left = milli < 0 ? 0 - (uint64_t)milli : (uint64_t)milli;
    int places = left % 1000 == 0 ? 0 : left % 100 == 0 ? 1 : left % 10 == 0 ? 2 : 3;
    for (int i = 3; i > 0; i--, left /= 10)
        if (i <= places)
            text[--at] = (char)('0' + left % 10);
    if (places > 0)
        text[--at] = '.';
    if (left == 0 && places == 0)
        text[--at] = '0';
    for (; left != 0; left /= 10)
        text[--at] = (char)('0' + left % 10);
    if (milli < 0)
        text[--at] = '-';
    jx_buf_add(buf, (struct jx_str){text + at, sizeof text - at});
}

void jx__put_rgb(struct jx_buf *buf, uint32_t rgb)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t part = rgb >> shift & 0xff;
        jx__put_milli(buf, (int64_t)((part * 1000 + 127) / 255));
        if (shift > 0)
            jx_buf_addc(buf, ' ');
    }
}

static bool is_plain_in_name(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '+' || c == '.';
}

void jx__put_name(struct jx_buf *buf, struct jx_str name)
{
    jx_buf_addc(buf, '/');
    for (size_t i = 0; i < name.len && i < MAX_NAME_BYTES; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (is_plain_in_name(c))
            jx_buf_addc(buf, (char)c);
        else if (c != 0)
            jx_buf_printf(buf, "#%02X", c);
    }
}

static bool is_text(uint32_t cp)
{
    return cp >= 0x20 && (cp < 0x7f || cp > 0x9f) && cp != 0xfffe && cp != 0xffff;
}

void jx__put_hex4(struct jx_buf *buf, unsigned value)
{
    static const char digits[] = "0123456789ABCDEF";
    char text[4];
    for (int i = 0; i < 4; i++)
        text[i] = digits[value >> (12 - 4 * i) & 15];
    jx_buf_add(buf, (struct jx_str){text, sizeof text});
}

void jx__put_utf16(struct jx_buf *buf, uint32_t cp)
{
    if (cp < 0x10000) {
        jx__put_hex4(buf, cp);
        return;
    }
    cp -= 0x10000;
    jx__put_hex4(buf, 0xd800 + (cp >> 10));
    jx__put_hex4(buf, 0xdc00 + (cp & 0x3ff));
}

void jx__put_text(struct jx_buf *buf, struct jx_str text)
{
    size_t units = 0;
    jx_buf_adds(buf, "<FEFF");
    for (size_t pos = 0; pos < text.len && units < MAX_TEXT_UNITS;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        if (!is_text(cp))
            continue;
        jx__put_utf16(buf, cp);
        units += cp < 0x10000 ? 1 : 2;
    }
    jx_buf_addc(buf, '>');
}

void jx__put_bytes(struct jx_buf *buf, struct jx_str bytes)
{
    jx_buf_addc(buf, '(');
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.ptr[i];
        if (c == '(' || c == ')' || c == '\\')
            jx_buf_addc(buf, '\\');
        if (c == '\r')
            jx_buf_adds(buf, "\\r");
        else
            jx_buf_addc(buf, c);
    }
    jx_buf_addc(buf, ')');
}

struct jx_str jx__clean_text(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};
    size_t n = 0;
    for (size_t pos = 0; pos < text.len && n < MAX_CLEAN_CHARS;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        if (!is_text(cp))
            continue;
        jx_buf_add_cp(&buf, cp);
        n++;
    }
    return jx_buf_str(&buf);
}
