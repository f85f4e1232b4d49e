/* cff.c - the charset of a CFF font program.
 *
 * A CID-keyed font keeps its CIDs when it is subset, and those, not glyph numbers, are what a PDF's codes lead to. They are
 * numbered anew, so that both are the same here as in TrueType, and the CMaps short.
 * Source: Adobe Technical Note 5176 (The Compact Font Format), clauses 4 to 13.
 */
#include "pdf/internal.h"

#include <string.h>

/* A cursor that stays inside the table; reading past its end gives zeros and sets bad. */
struct reader {
    struct jx_str bytes;
    size_t at;
    bool bad;
};

static uint32_t take(struct reader *r, unsigned n_bytes)
{
    uint32_t value = 0;
    if (r->at > r->bytes.len || r->bytes.len - r->at < n_bytes) {
        r->bad = true;
        return 0;
    }
    for (unsigned i = 0; i < n_bytes; i++)
        value = value << 8 | (unsigned char)r->bytes.ptr[r->at++];
    return value;
}

/* Read an INDEX and step over it; its first object in ret_first, its count as the result. */
static uint32_t index_read(struct reader *r, struct jx_str *ret_first)
{
    uint32_t count = take(r, 2);
    *ret_first = JX_STR("");
    if (count == 0)
        return 0;
    unsigned off_size = take(r, 1);
    if (off_size < 1 || off_size > 4) {
        r->bad = true;
        return 0;
    }
    size_t offsets = r->at;
    uint32_t from = take(r, off_size);
    uint32_t to = take(r, off_size);
    r->at = offsets + (size_t)count * off_size;
    uint32_t end = take(r, off_size);
    size_t data = r->at - 1; /* offsets count from the byte before the data */
    if (r->bad || from < 1 || to < from || end < to || end > r->bytes.len - data) {
        r->bad = true;
        return 0;
    }
    *ret_first = jx_str_sub(r->bytes, data + from, to - from);
    r->at = data + end;
    return count;
}

/* What the Top DICT says. */
struct top {
    uint32_t charset, charstrings;
    bool cid_keyed;
};

enum { OP_CHARSET = 15, OP_CHARSTRINGS = 17, OP_ESCAPE = 12, OP_ROS = 12 << 8 | 30 };

/* One operand of a DICT; reals are stepped over. False when the next token is an operator. */
static bool operand_read(struct reader *r, int32_t *ret_value)
{
    unsigned b0 = (unsigned char)r->bytes.ptr[r->at];
    if (b0 <= 21)
        return false;
    r->at++;
    if (b0 == 28)
        *ret_value = (int32_t)take(r, 2);
    else if (b0 == 29)
        *ret_value = (int32_t)take(r, 4);
    else if (b0 == 30)
        while (!r->bad && (take(r, 1) & 15) != 15)
            continue;
    else if (b0 <= 246)
        *ret_value = (int32_t)b0 - 139;
    else if (b0 <= 250)
        *ret_value = (int32_t)((b0 - 247) * 256 + take(r, 1) + 108);
    else
        *ret_value = -(int32_t)((b0 - 251) * 256 + take(r, 1)) - 108;
    return true;
}

static struct top top_read(struct jx_str dict)
{
    struct top top = {0};
    struct reader r = {.bytes = dict};
    int32_t value = 0;
    while (!r.bad && r.at < dict.len) {
        if (operand_read(&r, &value))
            continue;
        unsigned op = take(&r, 1);
        if (op == OP_ESCAPE)
            op = op << 8 | take(&r, 1);
        if (op == OP_CHARSET)
            top.charset = (uint32_t)value;
        else if (op == OP_CHARSTRINGS)
            top.charstrings = (uint32_t)value;
        else if (op == OP_ROS)
            top.cid_keyed = true;
    }
    return top;
}

/* How many bytes the charset of n glyphs has. Formats 0, 1 and 2: lone CIDs, or ranges whose length has one or two bytes. */
static size_t charset_len(struct reader *r, size_t n)
{
    size_t from = r->at;
    unsigned format = take(r, 1);
    if (format > 2)
        r->bad = true;
    for (size_t i = 1; i < n && !r->bad;) {
        take(r, 2);
        i += 1 + (format == 0 ? 0 : take(r, format));
    }
    return r->at - from;
}

/* One range from CID 1 on. Whatever stood there is as long or longer, but for two glyphs in format 0. */
static void charset_write(char *charset, size_t len, size_t n)
{
    size_t more = n - 2;
    for (size_t i = 0; i < len; i++)
        charset[i] = 0;
    if (len >= 4)
        charset[0] = more > 255 ? 2 : 1;
    charset[2] = 1;
    if (more > 255) {
        charset[3] = (char)(more >> 8);
        charset[4] = (char)(more & 0xff);
    } else if (len >= 4) {
        charset[3] = (char)more;
    }
}

bool jx__cff_number(struct jx_arena *arena, struct jx_str *cff, size_t *ret_n)
{
    struct reader r = {.bytes = *cff};
    struct jx_str dict, ignored;
    take(&r, 2); /* version */
    r.at = take(&r, 1);
    index_read(&r, &ignored); /* names */
    if (r.bad || index_read(&r, &dict) != 1 || r.bad)
        return false;
    struct top top = top_read(dict);
    r.at = top.charstrings;
    size_t n = index_read(&r, &ignored);
    if (r.bad || n == 0)
        return false;
    *ret_n = n;
    /* Charsets 0 to 2 are predefined; a CID-keyed font with one of them has CIDs equal to its glyph numbers. */
    if (!top.cid_keyed || top.charset <= 2 || n == 1)
        return true;
    r.at = top.charset;
    size_t len = charset_len(&r, n);
    if (r.bad)
        return false;
    char *bytes = jx_arena_alloc(arena, cff->len);
    memcpy(bytes, cff->ptr, cff->len);
    charset_write(bytes + top.charset, len, n);
    cff->ptr = bytes;
    return true;
}
