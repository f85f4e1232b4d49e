/* PDF notation. */
#include "test.h"

#include <string.h>

#include "pdf/internal.h"

JX_SUITE(write)

static struct jx_str milli(int64_t value)
{
    struct jx_buf buf = {.arena = test_arena};
    jx__put_milli(&buf, value);
    return jx_buf_str(&buf);
}

Test(write, thousandths)
{
    JX_EQ_STR(milli(0), "0");
    JX_EQ_STR(milli(595276), "595.276");
    JX_EQ_STR(milli(12000), "12");
    JX_EQ_STR(milli(-500), "-.5");
    JX_EQ_STR(milli(10), ".01");
    JX_EQ_STR(milli(-1), "-.001");
    JX_EQ_STR(milli(100100), "100.1");
    JX_EQ_STR(milli(INT64_MIN), "-9223372036854775.808");
}

Test(write, colours)
{
    struct jx_buf buf = {.arena = test_arena};
    jx__put_rgb(&buf, 0x00ff80);
    JX_EQ_STR(jx_buf_str(&buf), "0 1 .502");
}

Test(write, strings_and_names)
{
    struct jx_buf buf = {.arena = test_arena};
    jx__put_text(&buf, JX_STR("A\t绩𠮷"));
    jx__put_bytes(&buf, JX_STR("a(b)\\\r"));
    jx__put_name(&buf, JX_STR("A B/#绩"));
    JX_EQ_STR(jx_buf_str(&buf), "<FEFF00417EE9D842DFB7>(a\\(b\\)\\\\\\r)/A#20B#2F#23#E7#BB#A9");
}

static uint32_t u32(struct jx_str s, size_t at)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++)
        value = value << 8 | (unsigned char)s.ptr[at + i];
    return value;
}

/* Samples of the sRGB curve, by IEC 61966-2-1: 10/255 (straight part), 128/255, 1. */
Test(write, icc_profile_has_the_srgb_curve)
{
    struct jx_str icc = jx__icc_srgb(test_arena);
    cr_assert_eq(u32(icc, 0), icc.len);
    size_t curve = jx_str_find(icc, JX_STR("curv"), 0);
    cr_assert_neq(curve, SIZE_MAX);
    cr_assert_eq(u32(icc, curve + 8), 256);
    cr_assert_eq(u32(icc, curve + 12 + 2 * 10) >> 16, 199);
    cr_assert_eq(u32(icc, curve + 12 + 2 * 128) >> 16, 14146);
    cr_assert_eq(u32(icc, curve + 12 + 2 * 254) & 0xffff, 65535);
}

/* A CFF table made by hand: header, names, Top DICT, strings, subroutines, charset, char strings. */
static struct jx_str cff_make(bool cid_keyed)
{
    struct jx_buf b = {.arena = test_arena};
    jx_buf_add(&b, JX_STR("\x01\x00\x04\x01")); /* header */
    jx_buf_add(&b, JX_STR("\x00\x01\x01\x01\x02"
                          "N"));                /* names */
    jx_buf_add(&b, JX_STR("\x00\x01\x01\x01")); /* Top DICT INDEX */
    jx_buf_addc(&b, cid_keyed ? 14 : 9);        /* end of its object */
    if (cid_keyed)
        jx_buf_add(&b, JX_STR("\x8b\x8b\x8b\x0c\x1e")); /* 0 0 0 ROS */
    char charset = cid_keyed ? 32 : 27;
    jx_buf_add(&b, JX_STR("\x1c\x00"));
    jx_buf_addc(&b, charset);
    jx_buf_addc(&b, 15);
    jx_buf_add(&b, JX_STR("\x1c\x00"));
    jx_buf_addc(&b, (char)(charset + 7));
    jx_buf_addc(&b, 17);
    jx_buf_add(&b, JX_STR("\x00\x00\x00\x00"));             /* no strings, no subroutines */
    jx_buf_add(&b, JX_STR("\x01\x03\xe8\x01\x00\x07\x00")); /* charset 1: 1000 1001, 7 */
    jx_buf_add(&b, JX_STR("\x00\x04\x01\x01\x02\x03\x04\x05\x0e\x0e\x0e\x0e"));
    return jx_buf_str(&b);
}

Test(write, cff_charset_becomes_the_glyph_numbers)
{
    size_t n = 0;
    struct jx_str cff = cff_make(true), before = cff;
    cr_assert(jx__cff_number(test_arena, &cff, &n));
    cr_assert_eq(n, 4);
    cr_assert_eq(cff.len, before.len);
    cr_assert_eq(memcmp(cff.ptr, before.ptr, 32), 0);
    cr_assert_eq(memcmp(cff.ptr + 32, "\1\0\1\2\0\0\0", 7), 0); /* CID 1 and two more */
    cr_assert_eq(memcmp(cff.ptr + 39, before.ptr + 39, cff.len - 39), 0);
}

Test(write, cff_with_names_stays_as_it_is)
{
    size_t n = 0;
    struct jx_str cff = cff_make(false), before = cff;
    cr_assert(jx__cff_number(test_arena, &cff, &n));
    cr_assert_eq(n, 4);
    cr_assert_eq(cff.ptr, before.ptr);
}

Test(write, cut_cff_is_refused)
{
    struct jx_str cff = cff_make(true);
    for (size_t len = 0; len < cff.len; len++) {
        size_t n;
        char *bytes = jx_arena_alloc(test_arena, len);
        for (size_t i = 0; i < len; i++)
            bytes[i] = cff.ptr[i];
        struct jx_str cut = {bytes, len};
        cr_assert(!jx__cff_number(test_arena, &cut, &n), "%zu", len);
    }
}
