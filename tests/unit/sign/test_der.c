/* test_der.c - lengths, identifiers and the order of sets. */
#include "test.h"

#include "sign/signing.h"

#include <string.h>

static struct jx_str zeros(struct jx_arena *arena, size_t n)
{
    return (struct jx_str){jx_arena_alloc(arena, n), n};
}

static void expect_head(size_t n, const char *head, size_t n_head)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct jx_str der = JX__DER(arena, JX__DER_OCTETS, zeros(arena, n));

    cr_expect_eq(der.len, n + n_head, "%zu", n);
    cr_expect(memcmp(der.ptr, head, n_head) == 0, "%zu", n);
    jx_arena_free(arena);
}

Test(der, lengths_are_as_short_as_they_can_be)
{
    expect_head(0, "\x04\x00", 2);
    expect_head(127, "\x04\x7f", 2);
    expect_head(128, "\x04\x81\x80", 3);
    expect_head(255, "\x04\x81\xff", 3);
    expect_head(256, "\x04\x82\x01\x00", 4);
    expect_head(65536, "\x04\x83\x01\x00\x00", 5);
}

Test(der, identifiers_are_written_in_base_128)
{
    struct jx_arena *arena = jx_arena_new(0);

    cr_assert(jx_str_eq(jx__der_oid(arena, "1.2.156.10197.1.501"),
                        JX_STR("\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x75")));
    jx_arena_free(arena);
}

Test(der, sets_are_sorted_by_their_bytes)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_str parts[] = {JX_STR("\x04\x01\xff"), JX_STR("\x02\x01\x07"),
                             JX_STR("\x04\x01\x01")};

    cr_assert(jx_str_eq(jx__der_set_of(arena, JX__DER_SET, parts, 3),
                        JX_STR("\x31\x09\x02\x01\x07\x04\x01\x01\x04\x01\xff")));
    jx_arena_free(arena);
}
