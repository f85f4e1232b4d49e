/* 查验码: what it depends on, and which mistakes of people it finds. */
#include "run.h"

#include "revision/code.h"

#include <string.h>

static struct jx_sealed sealed(const char *name, const char *sha256)
{
    return (struct jx_sealed){{jx_str_of(name), JX_NO_SPAN}, {jx_str_of(sha256), JX_NO_SPAN}};
}

static struct jx_code code_of(struct jx_test *t, unsigned number, const char *stage, bool swapped)
{
    struct jx_sealed_list inputs = {0};
    JX_PUSH(t->arena, &inputs, swapped ? sealed("评价.yaml", "bb") : sealed("正文.md", "aa"));
    JX_PUSH(t->arena, &inputs, swapped ? sealed("正文.md", "aa") : sealed("评价.yaml", "bb"));
    return jx_code_make(t->arena, number, jx_str_of(stage), &inputs);
}

static enum jx_code_fault find(struct jx_test *t, const char *text, const char *want)
{
    struct jx_str found;
    unsigned number;
    enum jx_code_fault fault = jx_code_find(t->arena, jx_str_of(text), &found, &number);
    if (want != NULL)
        cr_expect(jx_str_is(found, want), "%s: %.*s", text, JX_FMT(found));
    return fault;
}

/* The digest as any shell makes it:
 * printf 'jixiao 查验码 1\n版本 2\n稿次 定稿\naa  正文.md\nbb  评价.yaml\n' | sha256sum */
Test(code, is_the_digest_of_sorted_inputs)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_code code = code_of(&t, 2, "定稿", false);
    cr_expect(
        jx_str_is(code.digest, "25d45120ead3844371e1faf6c2813b6eabe7e2f917826970aed85049f7790935"),
        "%.*s", JX_FMT(code.digest));
    cr_expect(jx_str_is(code.text, "V2-4QA5-287A-TE24-6WF1-ZBVC-VB"), "%.*s", JX_FMT(code.text));
    cr_expect(jx_str_eq(code.text, code_of(&t, 2, "定稿", true).text));
    jx_test_done(&t);
}

Test(code, differs_with_number_and_stage)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str text = code_of(&t, 2, "定稿", false).text;
    cr_expect(
        !jx_str_eq(jx_str_sub(text, 2, 99), jx_str_sub(code_of(&t, 3, "定稿", false).text, 2, 99)));
    cr_expect(!jx_str_eq(text, code_of(&t, 2, "初稿", false).text));
    jx_test_done(&t);
}

Test(code, is_found_as_people_type_it)
{
    static const char want[] = "V2-4QA5-287A-TE24-6WF1-ZBVC-VB";
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_str code = jx_str_of(want);
    struct jx_str plain = jx_str_replace(t.arena, code, JX_STR("-"), JX_STR(""));
    struct jx_str spaced = jx_str_replace(t.arena, code, JX_STR("-"), JX_STR("  "));
    struct jx_buf small = {.arena = t.arena}, wide = {.arena = t.arena};
    for (size_t i = 0; i < code.len; i++) {
        const char c = code.ptr[i];
        jx_buf_addc(&small, (char)(c >= 'A' && c <= 'Z' ? c + 32
                                   : c == '0'           ? 'o'
                                   : c == '1'           ? 'l'
                                                        : c));
        jx_buf_add_cp(&wide, (uint32_t)c + 0xFEE0);
    }
    cr_expect_eq(find(&t, want, want), JX_CODE_GOOD);
    cr_expect_eq(find(&t, plain.ptr, want), JX_CODE_GOOD);
    cr_expect_eq(find(&t, spaced.ptr, want), JX_CODE_GOOD);
    cr_expect_eq(find(&t, jx_buf_str(&small).ptr, want), JX_CODE_GOOD);
    cr_expect_eq(find(&t, jx_buf_str(&wide).ptr, want), JX_CODE_GOOD);
    cr_expect_eq(find(&t, jx_str_printf(t.arena, "晋评V3[2023]第1号\n查验码 %s\n", want).ptr, want),
                 JX_CODE_GOOD);
    cr_expect_eq(
        find(&t, jx_str_printf(t.arena, "https://v2.example.cn/v1?c=%s&d=1", want).ptr, want),
        JX_CODE_GOOD);
    jx_test_done(&t);
}

Test(code, tells_what_is_wrong)
{
    struct jx_test t;
    jx_test_init(&t);
    cr_expect_eq(find(&t, "", NULL), JX_CODE_NONE);
    cr_expect_eq(find(&t, "报告编号 12", NULL), JX_CODE_NONE);
    cr_expect_eq(find(&t, "V2-0000", "V20000"), JX_CODE_LENGTH);
    cr_expect_eq(find(&t, "V2-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000", NULL),
                 JX_CODE_LENGTH);
    cr_expect_eq(find(&t, "V2-0000-0000-0000-0000-0000-00", NULL), JX_CODE_MISTYPED);
    cr_expect_eq(find(&t, "V2-0000-V700-0000-0000-0000-00", "V2-0000-V700-0000-0000-0000-00"),
                 JX_CODE_MISTYPED, "a group that begins like a code");
    cr_expect_eq(find(&t, "V2-0000-V700", "V20000V700"), JX_CODE_LENGTH, "the longest");
    jx_test_done(&t);
}

/* Every wrong character, and every two that change places. */
Test(code, finds_every_slip)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str code =
        jx_str_replace(t.arena, code_of(&t, 12, "定稿", false).text, JX_STR("-"), JX_STR(""));
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char text[64];
    for (size_t i = 1; i < code.len; i++)
        for (size_t d = 0; d < (i < 3 ? 10u : 32u); d++) {
            memcpy(text, code.ptr, code.len + 1);
            text[i] = digits[d];
            cr_expect_eq(find(&t, text, NULL) == JX_CODE_GOOD, text[i] == code.ptr[i], "%s", text);
        }
    for (size_t i = 3; i < code.len; i++)
        for (size_t k = i + 1; k < code.len; k++) {
            memcpy(text, code.ptr, code.len + 1);
            text[i] = code.ptr[k];
            text[k] = code.ptr[i];
            cr_expect_eq(find(&t, text, NULL) == JX_CODE_GOOD, text[i] == code.ptr[i], "%s", text);
        }
    jx_test_done(&t);
}
