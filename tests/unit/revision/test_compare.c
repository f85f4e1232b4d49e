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
