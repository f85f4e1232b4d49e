/* Snapshots compared by value; paths as people write them. */
#include "run.h"

#include "revision/compare.h"

static struct jx_snapshot *snapshot(struct jx_test *t, const char *const *pairs)
{
    struct jx_snapshot *made = JX_NEW(t->arena, struct jx_snapshot);
    for (; *pairs != NULL; pairs += 2) {
        struct jx_snapshot_value value = {.path = jx_str_of(pairs[0]), .text = jx_str_of(pairs[1])};
        value.is_num = jx_num_parse(t->arena, value.text, &value.num);
        JX_PUSH(t->arena, &made->values, value);
    }
    return made;
}

static struct jx_str told(struct jx_test *t, const struct jx_changes *changes, size_t limit)
{
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < changes->n; i++)
        jx_buf_printf(&buf, "%s%.*s:%.*s→%.*s", i ? " " : "",
                      JX_FMT(jx_change_value(&changes->items[i])->path),
                      JX_FMT(jx_change_side(t->arena, &changes->items[i], false, limit)),
                      JX_FMT(jx_change_side(t->arena, &changes->items[i], true, limit)));
    return jx_buf_str(&buf);
}

Test(compare, by_value_whatever_the_order)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *const before[] = {"甲", "1", "乙", "3130.40", "丙", "x", "丁", "y", NULL};
    const char *const after[] = {"戊", "新", "丙", "z", "乙", "3130.4", "甲", "2", NULL};
    struct jx_changes changes = jx_changes_make(t.arena, snapshot(&t, before), snapshot(&t, after));
    JX_ASSERT_STR(told(&t, &changes, 40), "戊:（无）→新 丙:x→z 甲:1→2 丁:y→（无）", "changes");
    cr_expect_null(jx_changes_find(&changes, JX_STR("乙")));
    jx_test_done(&t);
}

Test(compare, long_texts_are_cut_to_what_differs)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *const before[] = {"文", "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", NULL};
    const char *const after[] = {"文", "一二三四五六七八九十甲乙丙子丑己庚辛壬癸", NULL};
    struct jx_changes changes = jx_changes_make(t.arena, snapshot(&t, before), snapshot(&t, after));
    JX_ASSERT_STR(told(&t, &changes, 19),
                  "文:…六七八九十甲乙丙丁戊己庚辛壬癸→…六七八九十甲乙丙子丑己庚辛壬癸", "cut");
    jx_test_done(&t);
}

Test(compare, paths_as_people_write_them)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct {
        const char *written, *path;
        bool covers;
    } cases[] = {
        {"指标.A1.业绩值", "指标.A1.业绩值", true},
        {"指标 / A1 / 业绩值", "指标.A1.业绩值", true},
        {"评价.yaml：指标．Ａ１", "指标.A1.业绩值", true},
        {"资金、指标.A1", "指标.A1.业绩值", true},
        {"指标", "指标.A1.业绩值", true},
        {"指标.A", "指标.A1.业绩值", false},
        {"指标.A1.业绩", "指标.A1.业绩值", false},
        {"", "指标.A1.业绩值", false},
        {"、", "指标.A1.业绩值", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(jx_path_covers(t.arena, jx_str_of(cases[i].written), jx_str_of(cases[i].path)),
                     cases[i].covers, "%s", cases[i].written);
    jx_test_done(&t);
}

Test(compare, an_object_that_comes_or_goes_is_one_change)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *const before[] = {
        "指标.A1.权重", "10", "问题.P1.标题", "甲", "问题.P1.内容", "乙", "事实.长度", "3", NULL};
    const char *const after[] = {"指标.A1.权重",
                                 "10",
                                 "指标.A1.业绩值",
                                 "9",
                                 "指标.C5.名称",
                                 "丙",
                                 "指标.C5.权重",
                                 "5",
                                 "事实.宽度",
                                 "4",
                                 NULL};
    const struct jx_changes changes =
        jx_changes_make(t.arena, snapshot(&t, before), snapshot(&t, after));
    JX_ASSERT_STR(told(&t, &changes, 40),
                  "指标.A1.业绩值:（无）→9 指标.C5:（无）→名称 丙；权重 5 事实.宽度:（无）→4 "
                  "问题.P1:标题 甲；内容 乙→（无） 事实.长度:3→（无）",
                  "changes");
    jx_test_done(&t);
}

Test(compare, prose_by_paragraphs)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *const before[] = {
        "正文.概况", "第一段不变，\n换了行。\n\n第二段说三年。\n\n第三段要删去的话", NULL};
    const char *const after[] = {"正文.概况",
                                 "第一段不变，换了\n行。\n\n新的话\n\n第二段说{{年数}}年。", NULL};
    const struct jx_changes changes =
        jx_changes_make(t.arena, snapshot(&t, before), snapshot(&t, after));
    JX_ASSERT_STR(told(&t, &changes, 40),
                  "正文.概况.第2段:（无）→新的话 正文.概况.第3段:第二段说三年。→第二段说…年。 "
                  "正文.概况.原第3段:第三段要删去的话→（无）",
                  "changes");
    jx_test_done(&t);
}

Test(compare, a_chain_climbs_the_tree_among_groups_of_one_name)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_snapshot *sides[2] = {JX_NEW(t.arena, struct jx_snapshot),
                                    JX_NEW(t.arena, struct jx_snapshot)};
    const struct {
        const char *path, *texts[2], *object, *parent;
        enum jx_value_class class;
    } values[] = {
        {"指标.B1.业绩值", {"1", "2"}, "B1", "", JX_C_INPUT},
        {"得分.产出.数量", {"3", "4"}, "产出.数量", "产出", JX_C_RESULT},
        {"得分.效益.数量", {"5", "6"}, "效益.数量", "效益", JX_C_RESULT},
        {"得分.效益", {"7", "8"}, "效益", "", JX_C_RESULT},
        {"得分.B1", {"9", "10"}, "B1", "效益.数量", JX_C_RESULT},
        {"总分", {"90", "91"}, "", "", JX_C_RESULT},
    };
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            JX_PUSH(t.arena, &sides[side]->values,
                    (struct jx_snapshot_value){.path = jx_str_of(values[i].path),
                                               .text = jx_str_of(values[i].texts[side]),
                                               .object = jx_str_of(values[i].object),
                                               .parent = jx_str_of(values[i].parent),
                                               .class = values[i].class});
    const struct jx_changes changes = jx_changes_make(t.arena, sides[0], sides[1]);
    const struct jx_change_chain chain =
        jx_change_chain(t.arena, &changes, sides[1], &changes.items[0]);
    struct jx_buf buf = {.arena = t.arena};
    for (size_t i = 0; i < chain.n; i++)
        jx_buf_printf(&buf, "%s%.*s", i ? " " : "", JX_FMT(jx_change_value(chain.items[i])->path));
    JX_ASSERT_STR(jx_buf_str(&buf), "得分.B1 得分.效益.数量 得分.效益 总分", "chain");
    jx_test_done(&t);
}
