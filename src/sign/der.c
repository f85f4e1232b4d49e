/* der.c - the little of DER that a SignedData needs.
 *
 * Layer:  sign.
 * Source: X.690 8.1.3 (length), 8.19 (object identifier), 11.6 (order of a set).
 */
#include "sign/signing.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/objects.h>

static void put_length(struct jx_buf *buf, size_t len)
{
    int bytes = 0;

    if (len < 0x80) {
        jx_buf_addc(buf, (char)len);
        return;
    }
    for (size_t left = len; left != 0; left >>= 8)
        bytes++;
    jx_buf_addc(buf, (char)(0x80 | bytes));
    for (int i = bytes - 1; i >= 0; i--)
        jx_buf_addc(buf, (char)(len >> (8 * i) & 0xff));
}

struct jx_str jx__der(struct jx_arena *arena, unsigned tag, const struct jx_str *parts, size_t n)
{
    struct jx_buf buf = {.arena = arena};
    size_t len = 0;

    for (size_t i = 0; i < n; i++)
        len += parts[i].len;
    jx_buf_addc(&buf, (char)tag);
    put_length(&buf, len);
    for (size_t i = 0; i < n; i++)
        jx_buf_add(&buf, parts[i]);
    return jx_buf_str(&buf);
}

static int by_bytes(const void *a, const void *b)
{
    return jx_str_cmp(*(const struct jx_str *)a, *(const struct jx_str *)b);
}

struct jx_str jx__der_set_of(struct jx_arena *arena, unsigned tag, struct jx_str *parts, size_t n)
{
    qsort(parts, n, sizeof *parts, by_bytes);
    return jx__der(arena, tag, parts, n);
}

struct jx_str jx__der_keep(struct jx_arena *arena, unsigned char **der, int len)
{
    struct jx_str kept = JX_NO_STR;

    if (len > 0)
        kept = jx_str_copy(arena, (struct jx_str){(const char *)*der, (size_t)len});
    OPENSSL_free(*der);
    *der = NULL;
    return kept;
}

struct jx_str jx__der_oid(struct jx_arena *arena, const char *dotted)
{
    ASN1_OBJECT *object = OBJ_txt2obj(dotted, 1);
    unsigned char *der = NULL;
    const int len = i2d_ASN1_OBJECT(object, &der);

    ASN1_OBJECT_free(object);
    return jx__der_keep(arena, &der, len);
}
