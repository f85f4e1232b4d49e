/* Signed here, verified here: every byte of a signed range counts, whoever signed and however often. */
#include "sign_key.h"
#include "test.h"

#include "sign/verify.h"

#define CHANGES 1000

static struct jx_diags diags;
static struct jx_sources sources;

JX_SUITE(changes)

static struct jx_verification verified(struct jx_arena *arena, struct jx_str bytes)
{
    const struct jx_verify_options options = {0};
    struct jx_verification result = {0};
    struct jx_sources none = {.arena = arena};
    struct jx_diags said;

    jx_diags_init(&said, arena, &none);
    if (jx_verify(arena, bytes, &options, &said, &result) != JX_OK)
        result.good = false;
    return result;
}

static struct jx_str signed_by(const char *kind, size_t n)
{
    static const char *const places[] = {"A", "B", "C"};
    struct jx_key *key = sign_key_make(kind);
    struct jx_str bytes = sign_key_file(test_arena);

    sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&diags, test_arena, &sources);
    for (size_t i = 0; i < n; i++) {
        const struct jx_str before = bytes;

        bytes = sign_key_sign(test_arena, bytes, places[i], key, &diags);
        cr_assert(jx_str_starts(bytes, before), "an earlier byte was changed");
    }
    jx_key_free(key);
    return bytes;
}

/* The same every time. */
static uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Where the last signature's own data stands, which nothing covers. */
static void last_hole(struct jx_str bytes, size_t *ret_from, size_t *ret_to)
{
    size_t at = 0, found = 0;

    while ((at = jx_str_find(bytes, JX_STR("/Contents<"), found)) != SIZE_MAX)
        found = at + 1;
    *ret_from = found + 8;
    *ret_to = jx_str_find(bytes, JX_STR(">"), found) + 1;
}

static void change_bytes(struct jx_str bytes, const char *kind, size_t n)
{
    char *copy = jx_arena_alloc(test_arena, bytes.len);
    uint32_t state = 20250320;
    size_t from, to, n_outside = 0;

    memcpy(copy, bytes.ptr, bytes.len);
    last_hole(bytes, &from, &to);
    for (size_t i = 0; i < CHANGES; i++) {
        const size_t at = random_next(&state) % bytes.len;
        const char change = (char)(1 + random_next(&state) % 255);
        struct jx_arena *arena = jx_arena_new(0);
        bool good;

        copy[at] = (char)(copy[at] ^ change);
        good = verified(arena, (struct jx_str){copy, bytes.len}).good;
        cr_expect(!good || (at >= from && at < to), "%s, %zu signatures: byte %zu ^ %02x", kind, n,
                  at, (unsigned)(unsigned char)change);
        n_outside += at >= from && at < to;
        copy[at] = (char)(copy[at] ^ change);
        jx_arena_free(arena);
    }
    cr_assert_gt(n_outside, 0);
    cr_assert_lt(n_outside, CHANGES * 9 / 10);
}

static void check_kind(const char *kind)
{
    for (size_t n = 1; n <= 3; n += 2) {
        const struct jx_str bytes = signed_by(kind, n);
        const struct jx_verification result = verified(test_arena, bytes);

        cr_assert_eq(result.n, n);
        cr_assert(result.good, "%s", kind);
        change_bytes(bytes, kind, n);
    }
}

Test(changes, of_bytes_signed_by_rsa_are_found)
{
    check_kind("RSA");
}

Test(changes, of_bytes_signed_by_ecdsa_are_found)
{
    check_kind("P-256");
}

Test(changes, of_bytes_signed_by_sm2_are_found)
{
    check_kind("SM2");
}

Test(changes, other_curves_sign_too)
{
    static const char *const kinds[] = {"P-384", "P-521", "brainpoolP256r1"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        cr_expect(verified(test_arena, signed_by(kinds[i], 2)).good, "%s", kinds[i]);
}
