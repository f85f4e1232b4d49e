/* The audit on projects made by hand: figures and their units, rounding, the outline, size. */
#include "score_project.h"

#include "score/audit_internal.h"

#include <stdio.h>
#include <time.h>

/* ---- figures ---- */

Test(audit, finds_figures_and_nothing_else)
{
    static const struct {
        const char *text, *figures;
    } cases[] = {
        {"预算1,961.5万元，执行率99.81％", "1,961.5万元 99.81％"},
        {"2022年10月31日，第3次会议，5G、IPv6，7×24小时", ""},
        {"《2020年3项任务》（青政办字〔2020〕10号）、[2023]第011号", ""},
        {"共23个子项目，用时6个月，约8万余人次", "23个 8万余人次"},
        {"得18分，用时30分钟，2分公司", "18分 30分钟"},
        {"3 个二级指标，11.7万（2020年起）", "3 个 11.7万"},
        {"63%~68%，12-15台，1次性验收，13710系统", "63% 68% 15台"},
        {"内存290666G，存储772T，4G网络", "290666G 772T"},
        {"提高0.5个百分点，达6134.2TB，1.2倍", "0.5个百分点 6134.2TB 1.2倍"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        struct jx__figure figure;
        jx_test_init(&t);
        struct jx_str text = jx_str_of(cases[i].text);
        struct jx_buf found = {.arena = t.arena};
        for (size_t pos = 0; jx__figure_next(t.arena, text, &pos, &figure);) {
            struct jx_str written = jx_str_sub(text, figure.from, figure.to - figure.from);
            jx_buf_printf(&found, "%s%.*s", found.len ? " " : "", JX_FMT(written));
        }
        JX_ASSERT_STR(found.len ? jx_buf_str(&found) : JX_STR(""), cases[i].figures, cases[i].text);
        jx_test_done(&t);
    }
}

/* ---- claims ---- */

/* stated, computed, digits, how many rounded numbers: what is said. */
Test(audit, tells_the_last_digit_from_a_mistake)
{
    static const struct {
        const char *stated, *computed;
        int digits;
        size_t n;
        const char *said;
    } cases[] = {
        {"1087.80", "1087.81", 2, 20, "H002"}, {"410.95", "410.956", 2, 1, "H002"},
        {"209.56", "209.52", 2, 1, "W001"},    {"3130.4", "3130.4", 1, 16, ""},
        {"150", "151", 0, 9, "W001"},          {"12.98", "12.9753", 2, 1, ""},
        {"1466.61", "1468.25", 2, 3, "W001"},  {"86.20", "86.2037", 2, 1, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx__claim claim = {.stated = jx_test_amount(t.arena, cases[i].stated).num,
                                  .computed = jx_test_amount(t.arena, cases[i].computed).num,
                                  .what = JX_STR("甲"),
                                  .how = JX_STR("乙"),
                                  .unit = JX_STR(""),
                                  .digits = cases[i].digits,
                                  .n_rounded = cases[i].n};
        jx__claim_check(t.arena, &claim, &t.diags);
        JX_ASSERT_STR(t.diags.n ? jx_test_codes(&t) : JX_STR(""), cases[i].said, cases[i].stated);
        jx_test_done(&t);
    }
}

/* ---- outline ---- */

Test(audit, outline_gaps_are_told)
{
    struct jx_test t;
    jx_test_init(&t);
    static const struct jx_test_leaf leaf = {.id = "1", .weight = "100", .score = "100"};
    struct jx_project *project = jx_test_project(t.arena, &leaf, 1);
    const struct jx_score *score = NULL;
    cr_assert(jx_score_project(t.arena, project, jx_test_scheme(t.arena), &t.diags, &score) ==
              JX_OK);
    struct jx_audit_heading headings[] = {
        {1, JX_STR("情况"), {1, 1, 1, 1, 2}, false}, {3, JX_STR("概况"), {1, 2, 1, 2, 2}, false},
        {2, JX_STR("资金"), {1, 3, 1, 3, 2}, false}, {2, JX_STR("资金"), {1, 4, 1, 4, 2}, true},
        {1, JX_STR("建议"), {1, 5, 1, 5, 2}, false}, {2, JX_STR("资金"), {1, 6, 1, 6, 2}, false}};
    struct jx_audit_object tables[] = {{JX_STR("表1-1"), JX_STR("甲"), {1, 7, 1, 7, 2}, false},
                                       {JX_STR("表1-2"), JX_STR("乙"), {1, 8, 1, 8, 2}, true},
                                       {JX_STR("表1"), JX_STR("丙"), {1, 9, 1, 9, 2}, false}};
    struct jx_audit_object figures[] = {{JX_STR("图1-1"), JX_STR("丁"), {1, 10, 1, 10, 2}, false},
                                        {JX_STR("图1-2"), JX_STR("戊"), {1, 11, 1, 11, 2}, true}};
    struct jx_audit_piece pieces[] = {
        {.text = JX_STR("见表1-1。"), .literal = true, .starts = true}};
    struct jx_audit_text text = {.pieces = pieces,
                                 .n_pieces = 1,
                                 .headings = headings,
                                 .n_headings = 6,
                                 .tables = tables,
                                 .n_tables = 3,
                                 .figures = figures,
                                 .n_figures = 2};
    const struct jx_audit *audit = jx_audit_project(t.arena, project, score, &t.diags);
    jx_audit_text(audit, &text, &t.diags, NULL);
    jx_diags_sort(&t.diags);
    JX_ASSERT_STR(jx_test_codes(&t), "W063 W061 H064 H065 H065", "outline");
    jx_test_done(&t);
}

/* ---- size ---- */

static struct jx_project *large_project(struct jx_arena *arena, size_t n)
{
    static const char *const levels[] = {"产出", "效益", "过程", "决策"};
    struct jx_test_leaf *leaves = JX_ARRAY(arena, struct jx_test_leaf, n);
    struct jx_num weight = jx_num_div(arena, jx_num_int(arena, 100), jx_num_int(arena, (int64_t)n));
    for (size_t i = 0; i < n; i++)
        leaves[i] = (struct jx_test_leaf){
            .id = jx_str_printf(arena, "A%zu", i).ptr,
            .levels = {levels[i % 4], jx_str_printf(arena, "组%zu", i % 97).ptr},
            .name = jx_str_printf(arena, "指标%zu", i).ptr,
            .weight = "1",
            .target = "≥100个",
            .rule = "比例",
            .actual = jx_str_printf(arena, "%zu个", 50 + i % 70).ptr,
            .reason = "投入不足，只完成了九成，缺3个"};
    struct jx_project *project = jx_test_project(arena, leaves, n);
    for (size_t i = 0; i < n; i++)
        project->indicators.items[i].weight.num = weight;
    return project;
}

static int64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int64_t audit_us(size_t n)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_project *project = large_project(t.arena, n);
    const struct jx_score *score = NULL;
    int64_t start = now_us();
    cr_assert(jx_score_project(t.arena, project, jx_test_scheme(t.arena), &t.diags, &score) ==
              JX_OK);
    cr_assert(jx_audit_project(t.arena, project, score, &t.diags) != NULL);
    int64_t used = now_us() - start;
    jx_test_done(&t);
    return used;
}

/* Sanitizers cost a factor of about ten, and the machine may be busy: what is tested is that it stays linear. */
Test(audit, ten_thousand_indicators_take_linear_time)
{
    int64_t small = audit_us(1000);
    int64_t large = audit_us(10000);
    printf("1000: %lld us, 10000: %lld us\n", (long long)small, (long long)large);
    cr_expect(large < 40 * small + 500000, "%lld us for 1000, %lld us for 10000", (long long)small,
              (long long)large);
}
