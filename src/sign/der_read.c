/* der_read.c - elements of BER and DER. Source: ITU-T X.690 8.1. */
#include "sign/verify_internal.h"

#define MAX_NESTING 32

static bool next(struct jx_str *rest, struct jx__tlv *ret_tlv, unsigned depth);

/* The body of an indefinite length: elements up to two zero bytes. */
static bool indefinite(struct jx_str after, struct jx_str *ret_body, struct jx_str *ret_rest,
                       unsigned depth)
{
    struct jx_str rest = after;
    struct jx__tlv inner;

    if (depth >= MAX_NESTING)
        return false;
    while (!jx_str_starts(rest, JX_STR("\0\0")))
        if (!next(&rest, &inner, depth + 1))
            return false;
    *ret_body = jx_str_sub(after, 0, after.len - rest.len);
    *ret_rest = jx_str_sub(rest, 2, rest.len);
    return true;
}

static bool length(struct jx_str *rest, size_t *ret_length)
{
    const unsigned char first = (unsigned char)rest->ptr[0];
    const size_t n = first & 0x7F;

    *ret_length = first;
    if (first > 0x80) {
        *ret_length = 0;
        if (n > 4 || rest->len < n + 1)
            return false;
        for (size_t i = 1; i <= n; i++)
            *ret_length = *ret_length << 8 | (unsigned char)rest->ptr[i];
    }
    *rest = jx_str_sub(*rest, first > 0x80 ? n + 1 : 1, rest->len);
    return *ret_length <= rest->len;
}

static bool next(struct jx_str *rest, struct jx__tlv *ret_tlv, unsigned depth)
{
    struct jx_str at = *rest;
    size_t n;

    if (at.len < 2 || (at.ptr[0] & 0x1F) == 0x1F)
        return false;
    ret_tlv->tag = (unsigned char)at.ptr[0];
    at = jx_str_sub(at, 1, at.len);
    if ((unsigned char)at.ptr[0] == 0x80) {
        if ((ret_tlv->tag & 0x20) == 0 ||
            !indefinite(jx_str_sub(at, 1, at.len), &ret_tlv->body, &at, depth))
            return false;
    } else {
        if (!length(&at, &n))
            return false;
        ret_tlv->body = jx_str_sub(at, 0, n);
        at = jx_str_sub(at, n, at.len);
    }
    ret_tlv->all = jx_str_sub(*rest, 0, rest->len - at.len);
    *rest = at;
    return true;
}

bool jx__der_next(struct jx_str *rest, struct jx__tlv *ret_tlv)
{
    return next(rest, ret_tlv, 0);
}

bool jx__der_take(struct jx_str *rest, unsigned char tag, struct jx__tlv *ret_tlv)
{
    return rest->len > 0 && (unsigned char)rest->ptr[0] == tag && jx__der_next(rest, ret_tlv);
}

bool jx__der_octets(struct jx_arena *arena, const struct jx__tlv *tlv, struct jx_str *ret_bytes)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_str rest = tlv->body;
    struct jx__tlv piece;

    *ret_bytes = tlv->body;
    if (tlv->tag == 0x04)
        return true;
    while (rest.len > 0) {
        if (!jx__der_take(&rest, 0x04, &piece))
            return false;
        jx_buf_add(&buf, piece.body);
    }
    *ret_bytes = buf.len > 0 ? jx_buf_str(&buf) : JX_STR("");
    return tlv->tag == 0x24;
}
