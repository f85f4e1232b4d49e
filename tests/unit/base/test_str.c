#include "test.h"

JX_SUITE(str)

#define CELLS(text) jx_str_cells(JX_STR(text))

Test(str, absent_is_not_empty)
{
    cr_assert_not(jx_str_eq(JX_NO_STR, JX_STR("")));
    cr_assert(jx_str_eq(JX_NO_STR, JX_NO_STR));
    cr_assert(jx_str_empty(JX_NO_STR));
    cr_assert(jx_str_empty(JX_STR("")));
    JX_EQ_STR(jx_str_copy(test_arena, JX_NO_STR), NULL);
    JX_EQ_STR(jx_str_of(NULL), NULL);
}

Test(str, copies_end_with_a_nul)
{
    struct jx_str copy = jx_str_copy(test_arena, jx_str_sub(JX_STR("绩效评价"), 0, 6));
    JX_EQ_STR(copy, "绩效");
    cr_assert_eq(copy.ptr[copy.len], '\0');
}

Test(str, compares_by_bytes)
{
    cr_assert_lt(jx_str_cmp(JX_STR("a"), JX_STR("ab")), 0);
    cr_assert_gt(jx_str_cmp(JX_STR("b"), JX_STR("ab")), 0);
    cr_assert_eq(jx_str_cmp(JX_STR("绩"), JX_STR("绩")), 0);
    cr_assert_gt(jx_str_cmp(JX_STR("\U00020000"), JX_STR("\uFFFD")), 0);
    cr_assert_eq(jx_str_cmp(JX_NO_STR, JX_STR("")), 0);
}

Test(str, starts_and_ends)
{
    cr_assert(jx_str_starts(JX_STR("项目.yaml"), JX_STR("项目")));
    cr_assert(jx_str_ends(JX_STR("项目.yaml"), JX_STR(".yaml")));
    cr_assert_not(jx_str_ends(JX_STR("l"), JX_STR(".yaml")));
    cr_assert(jx_str_starts(JX_NO_STR, JX_NO_STR));
}

Test(str, sub_is_clamped)
{
    JX_EQ_STR(jx_str_sub(JX_STR("abc"), 1, 1), "b");
    JX_EQ_STR(jx_str_sub(JX_STR("abc"), 1, SIZE_MAX), "bc");
    JX_EQ_STR(jx_str_sub(JX_STR("abc"), 9, 9), "");
}

Test(str, finds)
{
    struct jx_str s = JX_STR("万元,万,万元");
    cr_assert_eq(jx_str_find(s, JX_STR("万元"), 0), 0);
    cr_assert_eq(jx_str_find(s, JX_STR("万元"), 1), 11);
    cr_assert_eq(jx_str_find(s, JX_STR("亿"), 0), SIZE_MAX);
    cr_assert_eq(jx_str_find(s, JX_STR(""), 3), 3);
    cr_assert_eq(jx_str_find(JX_STR("aab"), JX_STR("ab"), 0), 1);
    cr_assert_eq(jx_str_find(JX_STR("ab"), JX_STR("abc"), 0), SIZE_MAX);
    cr_assert_eq(jx_str_find(JX_NO_STR, JX_STR("a"), 0), SIZE_MAX);
}

Test(str, trims_chinese_blanks_too)
{
    JX_EQ_STR(jx_str_trim(JX_STR("\uFEFF 　\u00A0项目 名称\t\r\n　")), "项目 名称");
    JX_EQ_STR(jx_str_trim(JX_STR(" 　 ")), "");
    JX_EQ_STR(jx_str_trim(JX_STR("")), "");
    JX_EQ_STR(jx_str_trim(JX_NO_STR), NULL);
    JX_EQ_STR(jx_str_trim(JX_STR(" \x80\x80 ")), "\x80\x80");
}

Test(str, replaces_every_place)
{
    JX_EQ_STR(jx_str_replace(test_arena, JX_STR("aXbXX"), JX_STR("X"), JX_STR("——")), "a——b————");
    JX_EQ_STR(jx_str_replace(test_arena, JX_STR("abc"), JX_STR(""), JX_STR("x")), "abc");
}

Test(str, joins)
{
    struct jx_str parts[] = {JX_STR("资金"), JX_STR("全年执行"), JX_STR("市级")};
    JX_EQ_STR(jx_str_join(test_arena, parts, 3, JX_STR(".")), "资金.全年执行.市级");
    JX_EQ_STR(jx_str_join(test_arena, NULL, 0, JX_STR(".")), "");
}

Test(str, prints)
{
    JX_EQ_STR(jx_str_printf(test_arena, "%.*s:%d", JX_FMT(JX_STR("第")), 7), "第:7");
    JX_EQ_STR(jx_str_printf(test_arena, "%s", ""), "");
    JX_EQ_STR(jx_str_printf(test_arena, "%0500d", 7), jx_str_printf(test_arena, "%0500d", 7).ptr);
    cr_assert_eq(jx_str_printf(test_arena, "%0500d", 7).len, 500);
}

/* ---- UTF-8 ---- */

Test(str, utf8_goes_there_and_back)
{
    static const uint32_t cps[] = {1,      0x7F,   0x80,   0x7FF,   0x800,   0x7EE9,
                                   0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x20BB7, 0x10FFFF};
    for (size_t i = 0; i < sizeof cps / sizeof *cps; i++) {
        char bytes[4];
        size_t pos = 0;
        struct jx_str s = {bytes, jx_utf8_put(cps[i], bytes)};
        cr_assert_eq(jx_utf8_check(s), s.len);
        cr_assert_eq(jx_utf8_next(s, &pos), cps[i]);
        cr_assert_eq(pos, s.len);
    }
}

Test(str, utf8_finds_the_first_bad_byte)
{
    cr_assert_eq(jx_utf8_check(JX_STR("绩效")), 6);
    cr_assert_eq(jx_utf8_check(JX_NO_STR), 0);
    cr_assert_eq(jx_utf8_check(JX_STR("绩\xFF")), 3);
    cr_assert_eq(jx_utf8_check(JX_STR("a\xC0\x80")), 1, "an overlong NUL");
    cr_assert_eq(jx_utf8_check(JX_STR("a\xE0\x80\x80")), 1, "overlong");
    cr_assert_eq(jx_utf8_check(JX_STR("a\xED\xA0\x80")), 1, "a surrogate");
    cr_assert_eq(jx_utf8_check(JX_STR("a\xF4\x90\x80\x80")), 1, "above U+10FFFF");
    cr_assert_eq(jx_utf8_check(JX_STR("ab\xE7\xBB")), 2, "cut off");
    cr_assert_eq(jx_utf8_check(JX_STR("a\0b")), 1, "NUL");
    cr_assert_eq(jx_utf8_check(JX_STR("\xBC\xA8")), 0, "GBK");
}

Test(str, a_broken_byte_is_one_replacement_character)
{
    size_t pos = 0;
    struct jx_str s = JX_STR("\xE7\xBBX");
    cr_assert_eq(jx_utf8_next(s, &pos), 0xFFFD);
    cr_assert_eq(jx_utf8_next(s, &pos), 0xFFFD);
    cr_assert_eq(jx_utf8_next(s, &pos), 'X');
    cr_assert_eq(pos, 3);
    cr_assert_eq(jx_utf8_next(s, &pos), 0xFFFD, "past the end");
    cr_assert_eq(jx_utf8_count(s), 3);
}

/* ---- classes ---- */

Test(str, cells_of_a_terminal)
{
    cr_assert_eq(CELLS("abc"), 3);
    cr_assert_eq(CELLS("绩效"), 4);
    cr_assert_eq(CELLS("（，。％"), 8);
    cr_assert_eq(CELLS("—…“”"), 4, "narrow, as terminals have it");
    cr_assert_eq(CELLS("カナ한글"), 8);
    cr_assert_eq(CELLS("ｱ"), 1, "half-width kana");
    cr_assert_eq(CELLS("e\u0301"), 1);
    cr_assert_eq(CELLS("\uFEFFa\u200B"), 1);
    cr_assert_eq(CELLS("😀✅"), 4);
    cr_assert_eq(CELLS("𠮷"), 2);
    cr_assert_eq(CELLS("①☑"), 2);
}

Test(str, han_of_all_planes)
{
    static const uint32_t yes[] = {0x3005, 0x3007,  0x3400,  0x4E00, 0x9FFF,
                                   0xF900, 0x20BB7, 0x2A700, 0x31350};
    static const uint32_t no[] = {'a', 0x3001, 0x3042, 0x30A2, 0xAC00, 0xFF0C, 0x1F600, 0x2460};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        cr_assert(jx_cp_is_han(yes[i]), "U+%04X", (unsigned)yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        cr_assert_not(jx_cp_is_han(no[i]), "U+%04X", (unsigned)no[i]);
}

/* ---- likeness ---- */

Test(str, distance_counts_characters)
{
    cr_assert_eq(jx_str_distance(JX_STR("权重"), JX_STR("权重")), 0);
    cr_assert_eq(jx_str_distance(JX_STR("权重"), JX_STR("重权")), 1, "neighbours swapped");
    cr_assert_eq(jx_str_distance(JX_STR("目标"), JX_STR("目标值")), 1, "one added");
    cr_assert_eq(jx_str_distance(JX_STR("业积值"), JX_STR("业绩值")), 1, "one replaced");
    cr_assert_eq(jx_str_distance(JX_STR(""), JX_STR("规则")), 2);
    cr_assert_eq(jx_str_distance(JX_STR("kitten"), JX_STR("sitting")), 3);
}

Test(str, distance_of_very_long_texts_ends)
{
    struct jx_str a = jx_str_printf(test_arena, "%0300d", 1);
    struct jx_str b = jx_str_printf(test_arena, "%0200d", 1);
    cr_assert_eq(jx_str_distance(a, a), 0);
    cr_assert_eq(jx_str_distance(a, b), 300);
}

static const struct jx_str keys[] = {
    {"编号", 6}, {"名称", 6}, {"权重", 6}, {"目标值", 9}, {"得分", 6}, {"偏差原因", 12},
};

static struct jx_str nearest(const char *s)
{
    return jx_str_nearest(jx_str_of(s), keys, sizeof keys / sizeof *keys);
}

Test(str, nearest_is_what_was_meant)
{
    JX_EQ_STR(nearest("权种"), "权重");
    JX_EQ_STR(nearest("目标"), "目标值");
    JX_EQ_STR(nearest("偏差的原由"), "偏差原因");
    JX_EQ_STR(nearest("指标得分情况说明"), "得分");
    JX_EQ_STR(nearest("名称"), "名称");
}

Test(str, nearest_is_absent_when_nothing_is_near)
{
    JX_EQ_STR(nearest("天气"), NULL);
    JX_EQ_STR(nearest(""), NULL);
    JX_EQ_STR(nearest("重"), "权重");
    JX_EQ_STR(nearest("好"), NULL);
    struct jx_str one = JX_STR("甲");
    JX_EQ_STR(jx_str_nearest(JX_STR("乙"), &one, 1), NULL);
}

/* ---- buffer ---- */

Test(str, buffer_grows_and_stays_terminated)
{
    struct jx_buf buf = {.arena = test_arena};
    JX_EQ_STR(jx_buf_str(&buf), "");
    for (int i = 0; i < 1000; i++) {
        jx_buf_add_cp(&buf, 0x7EE9);
        jx_buf_addc(&buf, 'x');
        jx_buf_printf(&buf, "%d", i % 10);
    }
    struct jx_str s = jx_buf_str(&buf);
    cr_assert_eq(s.len, 5000);
    cr_assert_eq(s.ptr[s.len], '\0');
    cr_assert(jx_str_ends(s, JX_STR("绩x8绩x9")));
}
