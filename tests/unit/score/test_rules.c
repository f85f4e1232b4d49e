/* Rules, worked by hand. Sources beside the cases as in test_target.c; "2.3": the formulas of budget systems in use. */
#include "score_project.h"

struct rule_case {
    const char *weight;
    const char *target;
    const char *actual;
    const char *score; /* expected; NULL: none */
    const char *codes; /* expected messages besides the total's */
    const char *less_rule;
    const char *nature;
    const char *unit;
};

/* Score one leaf under a scheme whose full mark is its weight. */
static const struct jx_score_node *score_one(struct jx_test *t, const struct jx_test_leaf *leaf,
                                             struct jx_scheme *scheme)
{
    const struct jx_score *score = NULL;
    t->diags.n = t->diags.n_errors = 0;
    scheme->full_mark = jx_test_amount(t->arena, leaf->weight).num;
    struct jx_project *project = jx_test_project(t->arena, leaf, 1);
    enum jx_status status = jx_score_project(t->arena, project, scheme, &t->diags, &score);
    cr_assert(status == (t->diags.n_errors ? JX_E_INPUT : JX_OK));
    return &score->nodes[0];
}

static void check(const struct rule_case *cases, size_t n)
{
    struct jx_test t;
    jx_test_init(&t);
    for (size_t i = 0; i < n; i++) {
        const struct rule_case *c = &cases[i];
        struct jx_test_leaf leaf = {.weight = c->weight,
                                    .target = c->target,
                                    .rule = "比例",
                                    .actual = c->actual,
                                    .nature = c->nature,
                                    .unit = c->unit};
        struct jx_scheme *scheme = jx_test_scheme(t.arena);
        if (c->less_rule)
            scheme->less_rule = jx_test_text(c->less_rule);
        const struct jx_score_node *node = score_one(&t, &leaf, scheme);
        struct jx_str what = jx_str_printf(t.arena, "%s against %s", c->actual, c->target);
        JX_ASSERT_STR(jx_test_codes(&t), c->codes ? c->codes : "", what.ptr);
        if (c->score)
            JX_ASSERT_STR(jx_num_text(t.arena, node->score, 9), c->score, what.ptr);
        cr_assert(node->has_score == (c->score != NULL));
    }
    jx_test_done(&t);
}

#define CHECK(...)                                                                                 \
    check((const struct rule_case[]){__VA_ARGS__},                                                 \
          sizeof((const struct rule_case[]){__VA_ARGS__}) / sizeof(struct rule_case))

Test(ratio, share_of_the_target_capped)
{
    CHECK({"10", "100%", "95%", "9.5"},      /* S2 in numbers */
          {"13", "100%", "99.81%", "12.98"}, /* S3: 12.9753 */
          {"10", "≥18项", "18项", "10"},     /* S4 */
          {"10", "≥18项", "24项", "10"},     /* capped */
          {"10", "≥18项", "9", "5"},         /* no unit in the actual value */
          {"10", ">18项", "18项", "10"}, {"10", "=18项", "20项", "10"}, /* 2.3: = is read as ≥ */
          {"3", "≥3次", "1次", "1"}, {"10", "≥3次", "1次", "3.33"}, {"10", "≥3次", "2次", "6.67"},
          {"22.5", "100%", "33%", "7.43"}, /* 7.425, half up; K11 weights of 22.5 */
          {"10", "≥90%", "-5%", "0"},      /* 2.3: negative ratio gives 0 */
          {"10", "100%", "0.00%", "0"});   /* S2 */
}

Test(ratio, limits_linear_and_inverse)
{
    CHECK({"10", "≤2小时", "3小时", "5"},                  /* 2.3: A=1.5T, linear 50 % */
          {"10", "≤2小时", "3小时", "6.67", NULL, "比值"}, /* 2.3: T/A 66.7 % */
          {"10", "≤2小时", "4小时", "0"}, {"10", "≤2小时", "9小时", "0"},
          {"10", "≤2小时", "4小时", "5", NULL, "比值"}, {"10", "≤2小时", "2小时", "10"},
          {"10", "≤2小时", "1小时", "10"}, {"10", "<2小时", "2小时", "10"},
          {"10", "≤2小时", "0", "10", NULL, "比值"},
          {"10", "≤2小时", "3小时", NULL, "E353", "评判"},
          {"10", "≤2小时", "1小时", "10", NULL, "评判"});
}

Test(ratio, target_zero_and_below_is_all_or_nothing)
{
    CHECK({"10", "0起", "0起", "10"}, {"10", "0起", "1起", "0"}, {"10", "=0起", "0起", "10"},
          {"10", "=0", "2", "0"}, {"10", "≤0", "0", "10"}, {"10", "≤0", "1", "0"},
          {"10", "≤0", "1", "0", NULL, "比值"}, {"10", "成本节约率≥0", "3%", "10", "W354"} /* S1 */,
          {"10", "≥0%", "-3%", "0"}, {"10", "≥-5%", "-4%", "10"}, {"10", "≥-5%", "-10%", "0"},
          {"10", "≤-5%", "-6%", "10"}, {"10", "≤-5%", "-4%", "0"});
}

Test(ratio, ranges)
{
    CHECK({"10", "12-15个", "12个", "10"}, {"10", "12-15个", "15个", "10"},
          {"10", "12-15个", "6个", "5"}, {"10", "12-15个", "18个", "8"},
          {"10", "63%~68%", "65%", "10"}, {"10", "0-3次", "0次", "10"});
}

Test(ratio, dates_and_ranks_are_all_or_nothing)
{
    CHECK({"10", "2020年11月底", "2020年11月20日", "10"}, /* S4 */
          {"10", "2020年11月底", "2020-11-30", "10"}, {"10", "2020年11月底", "2020年12月1日", "0"},
          {"10", "全国前五名", "第三名", "10"}, /* S4 */
          {"10", "全国前五名", "第6名", "0"}, {"10", "前10名", "全国前五名", "10"});
}

Test(ratio, units_are_compared)
{
    CHECK({"10", "90", "90%", "10", "W354"}, /* S2 */
          {"10", "90%", "81", "9", "W354"}, {"10", "≥1万元", "9000元", "9"},
          {"10", "≥3万人次", "15000人次", "5"}, {"10", "≤2小时", "150分钟", "7.5"},
          {"10", "≥600T", "300TB", "5"}, {"10", "≥100百分比", "50%", "5"} /* K3 */,
          {"10", "≥18项", "18台", NULL, "E352"}, {"10", "≥18项", "90%", NULL, "E352"},
          {"10", "≥18", "9", "5", NULL, NULL, NULL, "项"},
          {"10", "≥18", "9台", NULL, "E352", NULL, NULL, "项"},
          {"10", "90", "81%", "9", NULL, NULL, NULL, "%"}, /* 计量单位 says what 90 is */
          {"10", "≤2‰", "0.3%", "5"});
}

/* K11: the comparison stands in a column of its own. */
Test(ratio, nature_column_gives_the_comparison)
{
    CHECK({"10", "2小时", "3小时", "5", NULL, NULL, "≤"},
          {"10", "2", "3", "5", NULL, NULL, "反向指标"}, {"10", "2", "3", "10", NULL, NULL, "正向"},
          {"10", "2", "3", "10", NULL, NULL, "≥"},
          {"10", "100%", "90%", NULL, "E350", NULL, "定性"},
          {"10", "≥2", "1", "5", NULL, NULL, "≤"});
}

Test(ratio, what_cannot_be_compared_is_refused)
{
    CHECK({"10", "持续", "95%", NULL, "E350"} /* S2 */, {"10", "——", "95%", NULL, "E350"},
          {"10", "≥18项", "效果明显", NULL, "E351"}, {"10", "≥18项", "——", NULL, "E305"},
          {"10", "2020年11月底", "95%", NULL, "E351"});
}

Test(ratio, rounding_of_the_scheme)
{
    struct jx_test t;
    jx_test_init(&t);
    static const struct {
        enum jx_round round;
        int digits;
        const char *score;
    } roundings[] = {{JX_ROUND_HALF_UP, 2, "12.98"},
                     {JX_ROUND_DOWN, 2, "12.97"},
                     {JX_ROUND_HALF_UP, 0, "13"},
                     {JX_ROUND_HALF_UP, 4, "12.9753"}};
    struct jx_test_leaf leaf = {
        .weight = "13", .target = "100%", .rule = "比例", .actual = "99.81%"};
    for (size_t i = 0; i < sizeof roundings / sizeof *roundings; i++) {
        struct jx_scheme *scheme = jx_test_scheme(t.arena);
        scheme->round = roundings[i].round;
        scheme->score_digits = roundings[i].digits;
        JX_ASSERT_STR(jx_num_text(t.arena, score_one(&t, &leaf, scheme)->score, 9),
                      roundings[i].score, "99.81%×13");
    }
    struct jx_scheme *even = jx_test_scheme(t.arena);
    even->round = JX_ROUND_HALF_EVEN; /* GB/T 8170: 7.425 to 7.42 */
    leaf =
        (struct jx_test_leaf){.weight = "22.5", .target = "100%", .rule = "比例", .actual = "33%"};
    JX_ASSERT_STR(jx_num_text(t.arena, score_one(&t, &leaf, even)->score, 9), "7.42", "33%×22.5");
    jx_test_done(&t);
}

/* ---- 规则 left blank, stated against computed ---- */

Test(rules, blank_rule_is_given_when_a_score_is_stated_else_ratio)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_test_leaf leaf = {
        .weight = "10", .target = "100%", .actual = "95%", .score = "8", .reason = "迟交"};
    const struct jx_score_node *node = score_one(&t, &leaf, jx_test_scheme(t.arena));
    JX_ASSERT_STR(node->rule, "给分", "rule");
    JX_ASSERT_STR(node->explanation, "给分：得8分，满分10分，扣2分，原因：迟交", "explanation");
    cr_assert(!node->has_computed && t.diags.n == 0);
    leaf.score = NULL;
    node = score_one(&t, &leaf, jx_test_scheme(t.arena));
    JX_ASSERT_STR(node->rule, "比例", "rule");
    JX_ASSERT_STR(node->explanation, "比例：95%÷100%×10＝9.5分", "explanation");
    jx_test_done(&t);
}

Test(rules, stated_score_counts_and_a_difference_is_told)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_test_leaf leaf = {.weight = "13",
                                .target = "100%",
                                .rule = "比例",
                                .actual = "99.81%",
                                .score = "13"}; /* S3 */
    const struct jx_score_node *node = score_one(&t, &leaf, jx_test_scheme(t.arena));
    JX_ASSERT_STR(jx_test_codes(&t), "W360", "codes");
    JX_ASSERT_STR(jx_num_text(t.arena, node->score, 9), "13", "score");
    JX_ASSERT_STR(jx_num_text(t.arena, node->computed, 9), "12.98", "computed");
    cr_assert(!node->formula.ptr, "a formula that does not give the printed score");
    leaf.score = "12.98";
    node = score_one(&t, &leaf, jx_test_scheme(t.arena));
    JX_ASSERT_STR(jx_test_codes(&t), "", "codes");
    cr_assert(node->formula.ptr != NULL);
    jx_test_done(&t);
}

/* ---- 完成率 and formulas ---- */

struct cells {
    const char *target;
    const char *actual;
    const char *completion; /* stated */
    const char *printed;
    const char *formula; /* of the score */
    const char *completion_formula;
    const char *nature;
};

#define MORE "四舍五入(最大(0, 最小(1, 比率([业绩值], [目标值])))*[权重], 2)"

Test(rules, formulas_only_where_cells_give_the_printed_numbers)
{
    static const struct cells table[] = {
        {"100%", "95%", NULL, "95.00%", MORE, "比率([业绩值], [目标值])", NULL},
        {"200", "300", NULL, "150.00%", MORE, "比率([业绩值], [目标值])", NULL},
        {"90", "90%", NULL, "100.00%",
         "四舍五入(最大(0, 最小(1, 比率([业绩值]*100, [目标值])))*[权重], 2)",
         "比率([业绩值]*100, [目标值])", NULL}, /* S2 */
        {"90%", "81", NULL, "90.00%",
         "四舍五入(最大(0, 最小(1, 比率([业绩值]/100, [目标值])))*[权重], 2)",
         "比率([业绩值]/100, [目标值])", NULL},
        {"≥90%", "81%", NULL, "90.00%", NULL, NULL, NULL}, /* ≥90% is a text to a spreadsheet */
        {"200项", "150项", NULL, "75.00%", NULL, NULL, NULL},
        {"100%", "95%", "95%", "95%", MORE, "比率([业绩值], [目标值])", NULL}, /* as written */
        {"100%", "95%", "90%", "90%", MORE, NULL, NULL},                       /* W361 */
        {"持续", "95%", "95%", "95%", NULL, NULL, NULL},                       /* S2 */
        {"2", "3", NULL, "", "四舍五入(最大(0, 最小(1, 1-([业绩值]-[目标值])/[目标值]))*[权重], 2)",
         NULL, "≤"},
        {"0", "0", NULL, "", NULL, NULL, NULL},
    };
    struct jx_test t;
    jx_test_init(&t);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct cells *c = &table[i];
        struct jx_test_leaf leaf = {.weight = "10",
                                    .target = c->target,
                                    .actual = c->actual,
                                    .completion = c->completion,
                                    .rule = "比例",
                                    .nature = c->nature};
        const struct jx_score_node *node = score_one(&t, &leaf, jx_test_scheme(t.arena));
        JX_ASSERT_STR(node->completion, c->printed, c->target);
        cr_assert(jx_str_eq(node->formula, jx_str_of(c->formula)), "%s: %.*s", c->target,
                  JX_FMT(node->formula));
        cr_assert(jx_str_eq(node->completion_formula, jx_str_of(c->completion_formula)), "%s: %.*s",
                  c->target, JX_FMT(node->completion_formula));
    }
    jx_test_done(&t);
}

Test(rules, inverse_formula)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_scheme *scheme = jx_test_scheme(t.arena);
    scheme->less_rule = jx_test_text("比值");
    struct jx_test_leaf leaf = {
        .weight = "10", .target = "2", .actual = "3", .rule = "比例", .nature = "≤"};
    JX_ASSERT_STR(score_one(&t, &leaf, scheme)->formula,
                  "四舍五入(如果([业绩值]<=[目标值], 1, [目标值]/([业绩值]))*[权重], 2)",
                  "formula");
    jx_test_done(&t);
}
