/* Codes: which text belongs to which glyph, and which two bytes to both. */
#include "test.h"

#include "pdf/internal.h"

JX_SUITE(code)

static struct jx_glyph glyphs[] = {{.id = 5, .text = {NULL, 0}},
                                   {.id = 6, .text = {NULL, 0}},
                                   {.id = 7, .text = {NULL, 0}},
                                   {.id = 8, .text = {NULL, 0}}};

/* The shares of text of n glyphs, joined by "|". */
static struct jx_str shares(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        glyphs[i].text = jx_str_of(texts[i]);
    struct jx_glyph_run run = {.glyphs = glyphs, .n = n};
    struct jx__glyph_walk walk = {.run = &run};
    struct jx_buf buf = {.arena = test_arena};
    const struct jx_glyph *glyph;
    struct jx_str text;
    for (size_t i = 0; jx__glyph_walk_next(&walk, &glyph, &text); i++) {
        cr_assert_eq(glyph, &glyphs[i]);
        jx_buf_add(&buf, text);
        jx_buf_addc(&buf, '|');
    }
    return jx_buf_str(&buf);
}

Test(code, a_cluster_is_dealt_out_to_its_glyphs)
{
    JX_EQ_STR(shares((const char *[]){"绩", "效"}, 2), "绩|效|");
    JX_EQ_STR(shares((const char *[]){"fi", "x̄", "", "y"}, 4), "fi|x|\u0304|y|");
    JX_EQ_STR(shares((const char *[]){"x̄̇", ""}, 2), "x|\u0304\u0307|");
    JX_EQ_STR(shares((const char *[]){"é", "", "z"}, 3), "é||z|");
    JX_EQ_STR(shares((const char *[]){NULL, "a"}, 2), "|a|");
    JX_EQ_STR(shares(NULL, 0), "");
}

Test(code, one_code_for_a_glyph_and_its_text)
{
    struct jx__codes codes = {0};
    size_t a = jx__codes_add(test_arena, &codes, 5000, JX_STR("支"));
    size_t b = jx__codes_add(test_arena, &codes, 5000, JX_STR("⽀"));
    size_t c = jx__codes_add(test_arena, &codes, 3, JX_NO_STR);
    cr_assert_eq(codes.n, 3);
    cr_assert_eq(jx__codes_add(test_arena, &codes, 5000, JX_STR("支")), a);
    cr_assert_eq(jx__codes_find(&codes, 5000, JX_STR("⽀")), b);
    cr_assert_eq(jx__codes_find(&codes, 3, JX_STR("")), c);
}

Test(code, second_texts_take_codes_that_no_cid_has)
{
    struct jx__codes codes = {0};
    bool fits = false;
    jx__codes_add(test_arena, &codes, 10, JX_STR("a"));
    jx__codes_add(test_arena, &codes, 10, JX_STR("b"));
    jx__codes_add(test_arena, &codes, 11, JX_STR("c"));
    codes.items[0].cid = codes.items[1].cid = 2;
    codes.items[2].cid = 1;
    cr_assert(jx__codes_number(test_arena, &codes, &fits));
    cr_assert(fits);
    cr_assert_eq(codes.items[0].code, 2);
    cr_assert_eq(codes.items[1].code, 3);
    cr_assert_eq(codes.items[2].code, 1);
}

Test(code, more_codes_than_two_bytes_hold)
{
    struct jx__codes codes = {0};
    bool fits = true;
    for (uint32_t i = 0; i < 65536; i++)
        jx__codes_add(test_arena, &codes, i, JX_STR("a"));
    jx__codes_number(test_arena, &codes, &fits);
    cr_assert(!fits);
}

Test(code, cmap_blocks_have_at_most_a_hundred_entries)
{
    struct jx__codes codes = {0};
    for (uint32_t i = 1; i <= 201; i++)
        jx__codes_add(test_arena, &codes, i, JX_STR("绩"));
    for (uint32_t i = 1; i <= 201; i++)
        codes.items[i - 1].code = 2 * i;
    jx__codes_add(test_arena, &codes, 500, JX_STR(""));
    struct jx_str cmap = jx__cmap_unicode(test_arena, &codes);
    cr_assert_neq(jx_str_find(cmap, JX_STR("\n100 beginbfrange\n<00CA> <00CA> [<7EE9>\n]\n"), 0),
                  SIZE_MAX);
    cr_assert_neq(
        jx_str_find(cmap, JX_STR("\n1 beginbfrange\n<0192> <0192> [<7EE9>\n]\nendbfrange\n"), 0),
        SIZE_MAX);
    cr_assert_eq(jx_str_find(cmap, JX_STR("<0000> <"), 0),
                 jx_str_find(cmap, JX_STR("<0000> <FFFF>"), 0));
}

Test(code, cmap_ranges_stay_within_a_high_byte)
{
    struct jx__codes codes = {0};
    for (uint32_t i = 0; i < 4; i++)
        jx__codes_add(test_arena, &codes, i, JX_STR("绩"));
    for (uint32_t i = 0; i < 4; i++)
        codes.items[i].code = 0x101 - i;
    struct jx_str cmap = jx__cmap_unicode(test_arena, &codes);
    cr_assert_neq(jx_str_find(cmap,
                              JX_STR("2 beginbfrange\n<00FE> <00FF> [<7EE9>\n<7EE9>\n]\n"
                                     "<0100> <0101> [<7EE9>\n<7EE9>\n]\nendbfrange\n"),
                              0),
                  SIZE_MAX);
}

Test(code, names_are_given_out_once)
{
    struct jx__names names = {0};
    JX_EQ_STR(jx__names_take(test_arena, &names, JX_STR("签名")), "签名");
    JX_EQ_STR(jx__names_take(test_arena, &names, JX_STR("签名(2)")), "签名(2)");
    JX_EQ_STR(jx__names_take(test_arena, &names, JX_STR("签名")), "签名(3)");
    JX_EQ_STR(jx__names_take(test_arena, &names, JX_NO_STR), "");
    JX_EQ_STR(jx__names_take(test_arena, &names, JX_NO_STR), "(2)");
    for (unsigned i = 4; i < 50000; i++)
        jx__names_take(test_arena, &names, JX_STR("签名"));
    JX_EQ_STR(jx__names_take(test_arena, &names, JX_STR("签名")), "签名(50000)");
}
