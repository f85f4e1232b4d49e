/* From leaves to the total: 逆向指标, 不适用, 一票否决, rounding at the total, catalogues; and properties over random trees. */
#include "score_folder.h"

/* ---- 逆向指标 ---- */

/* S3, the verification of 2020: 80 of 100, eight deductions of at most 45, 3 deducted, 77, 中. */
#define ZHONGSHAN                                                                                   \
    "指标:\n  列: [编号, 一级, 二级, 名称, 权重]\n  行:\n"                            \
    "    - [G1, 过程, 项目管理, 制度建设, 2]\n    - [G2, ~, ~, 项目调整, 3]\n"        \
    "    - [G3, ~, ~, 项目执行及监管, 8]\n    - [G4, ~, 资金管理, 制度建设, 2]\n"    \
    "    - [G5, ~, ~, 使用合规合理性, 9]\n    - [G6, ~, ~, 支出率, 13]\n"                 \
    "    - [G7, ~, ~, 预算调整情况, 3]\n    - [J1, 绩效, 产出效率, 产出数量, 10]\n" \
    "    - [J2, ~, ~, 产出时效, 5]\n    - [J3, ~, ~, 质量达标, 15]\n"                       \
    "    - [J4, ~, 效益指标, 社会经济生态, 20]\n    - [J5, ~, ~, 可持续发展, 5]\n"   \
    "    - [J6, ~, 公众满意度, 满意度, 5]\n"                                                \
    "逆向指标:\n  列: [编号, 名称, 上限]\n  行:\n    - [N1, 自评工作质量, 10]\n"  \
    "    - [N2, 绩效信息公开, 5]\n    - [N3, 专项资金管理, 5]\n    - [N4, 整改, 5]\n" \
    "    - [N5, 负面影响, 5]\n    - [N6, 政府采购, 5]\n    - [N7, 招标投标, 5]\n    - [N8, 违法违规, 5]\n"
#define ZHONGSHAN_SCORES                                                                                        \
    "指标:\n  G1: { 得分: 2 }\n  G2: { 得分: 3 }\n  G3: { 得分: 6, 偏差原因: 故障 }\n"            \
    "  G4: { 得分: 2 }\n  G5: { 得分: 9 }\n  G6: { 得分: 13 }\n  G7: { 得分: 3 }\n"                     \
    "  J1: { 得分: 7, 偏差原因: 存储 }\n  J2: { 得分: 3, 偏差原因: 略 }\n"                       \
    "  J3: { 得分: 10, 偏差原因: 略 }\n  J4: { 得分: 17, 偏差原因: 略 }\n"                        \
    "  J5: { 得分: 3, 偏差原因: 略 }\n  J6: { 得分: 2, 偏差原因: 略 }\n"                          \
    "  N2: { 扣分: 0 }\n  N3: { 扣分: 0 }\n  N4: { 扣分: 0 }\n  N5: { 扣分: 0 }\n  N6: { 扣分: 0 }\n" \
    "  N7: { 扣分: 0 }\n  N8: { 扣分: 0 }\n"

static const struct jx_score *zhongshan(struct jx_test *t, const char *more)
{
    struct jx_str findings = jx_str_printf(t->arena, ZHONGSHAN_SCORES "%s", more);
    return jx_test_score(t, jx_test_load(t, ZHONGSHAN, findings.ptr),
                         jx_test_load_scheme(t, "中山核查"));
}

Test(total, zhongshan)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_score *score =
        zhongshan(&t, "  N1: { 扣分: 3 }\n填报: { 总分: 77, 等级: 中 }\n");
    JX_ASSERT_STR(jx_test_codes(&t), "", "codes");
    JX_ASSERT_STR(jx_num_text(t.arena, score->subtotal, 2), "80", "subtotal");
    JX_ASSERT_STR(jx_num_text(t.arena, score->deducted, 2), "3", "deducted");
    JX_ASSERT_STR(score->total_text, "77", "total");
    JX_ASSERT_STR(score->grade, "中", "grade");
    struct jx_str json = jx_score_json(t.arena, score);
    cr_assert(jx_str_find(json, JX_STR("\"小计\": \"80\""), 0) != SIZE_MAX);
    cr_assert(jx_str_find(json, JX_STR("\"扣分\": \"3\""), 0) != SIZE_MAX);
    cr_assert(
        jx_str_find(
            json,
            JX_STR(
                "\"逆向指标\": [\n    {\n      \"编号\": \"N1\",\n      \"名称\": \"自评工作质量\","
                "\n      \"上限\": \"10\",\n      \"扣分\": \"3\"\n    }"),
            0) != SIZE_MAX);
    struct jx_str printed = jx_score_print(t.arena, score, false);
    cr_assert(jx_str_find(printed, JX_STR("小计 80／100\n扣分 N1 自评工作质量  3／10\n"), 0) !=
                  SIZE_MAX,
              "%.*s", JX_FMT(printed));
    struct jx_value *data = jx_value_map(t.arena);
    jx_score_put_values(t.arena, score, data);
    const struct jx_value *off = jx_value_find(data, JX_STR("逆向指标.N1.扣分"));
    JX_ASSERT_STR(jx_value_str(t.arena, off), "3", "逆向指标.N1.扣分");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_find(data, JX_STR("小计"))), "80", "小计");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_find(data, JX_STR("扣分合计"))), "3", "扣分合计");
    jx_test_done(&t);
}

/* Each down to its cap; nothing written is told; below 0 is refused. */
Test(total, deductions_and_their_caps)
{
    static const struct {
        const char *finding;
        const char *total;
        const char *codes;
    } cases[] = {{"  N1: { 扣分: 12 }\n", "70", "W378"},
                 {"", "80", "W379"},
                 {"  N1: { 扣分: -1 }\n", NULL, "E377"},
                 {"  N1: { 不适用: 是 }\n", "80", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_score *score = zhongshan(&t, cases[i].finding);
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, cases[i].finding);
        if (cases[i].total)
            JX_ASSERT_STR(score->total_text, cases[i].total, cases[i].finding);
        jx_test_done(&t);
    }
}

#define ONE "指标: [{ 编号: A, 名称: 甲, 权重: 100 }]\n"

Test(total, is_never_below_zero)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_score *score = jx_test_score(
        &t,
        jx_test_load(&t,
                     ONE "逆向指标: { N1: { 名称: 违规, 上限: 10 }, N2: { 名称: 错, 上限: 0 } }\n",
                     "指标: { A: { 得分: 4, 偏差原因: 略 }, N1: { 扣分: 9 }, N2: { 扣分: 0 } }\n"),
        jx_test_load_scheme(&t, "财预2020-10号"));
    JX_ASSERT_STR(jx_test_codes(&t), "E376", "a cap of 0");
    JX_ASSERT_STR(score->total_text, "0", "total");
    jx_test_done(&t);
}

/* 2.1, Guangxi: 扣分 of an indicator beside its rule, down to 0. */
Test(total, points_off_beside_the_rule)
{
    static const struct {
        const char *finding;
        const char *total;
        const char *codes;
    } cases[] = {{"{ 业绩值: 80%, 扣分: 5 }", "75", ""},
                 {"{ 业绩值: 80%, 扣分: 90 }", "0", ""},
                 {"{ 业绩值: 80%, 扣分: 0 }", "80", ""},
                 {"{ 业绩值: 80%, 扣分: -5 }", NULL, "E377"},
                 {"{ 得分: 60, 偏差原因: 略, 扣分: 5 }", "55", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_project *project =
            jx_test_load(&t, "指标: [{ 编号: A, 名称: 甲, 权重: 100, 目标值: 100% }]\n",
                         jx_str_printf(t.arena, "指标: { A: %s }\n", cases[i].finding).ptr);
        const struct jx_score *score = jx_test_score(&t, project, jx_test_load_scheme(&t, "广西"));
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, cases[i].finding);
        if (cases[i].total)
            JX_ASSERT_STR(score->total_text, cases[i].total, cases[i].finding);
        jx_test_done(&t);
    }
}

/* ---- 不适用 (2.6: total × 100 ÷ Σ applicable weights) ---- */

#define THREE                                                                                      \
    "指标:\n  列: [编号, 一级, 名称, 权重]\n  行: [[A, 产出, 甲, 50], [B, 产出, 乙, 20], [C, 效益, 丙, 30]]\n"

static const struct jx_score *excluded(struct jx_test *t, const char *findings, const char *how)
{
    struct jx_scheme *scheme = jx_test_load_scheme(t, "财预2020-10号");
    scheme->excluded = (struct jx_text){jx_str_of(how), JX_NO_SPAN};
    return jx_test_score(t, jx_test_load(t, THREE, findings), scheme);
}

Test(excluded, the_rest_is_rescaled)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_score *score = excluded(
        &t,
        "指标: { A: { 得分: 45, 偏差原因: 略 }, B: { 不适用: 是, 理由: 未立项 }, C: { 得分: 27, 偏差原因: 略 } }\n",
        "折算");
    JX_ASSERT_STR(jx_test_codes(&t), "", "codes");
    JX_ASSERT_STR(score->total_text, "90", "72 ÷ 80 × 100");
    JX_ASSERT_STR(score->rescaling, "72÷80×100＝90", "rescaling");
    JX_ASSERT_STR(score->grade, "优", "grade");
    const struct jx_score_node *group = &score->nodes[0];
    const struct jx_score_node *leaf = &score->nodes[2];
    JX_ASSERT_STR(jx_num_text(t.arena, group->weight, 2), "70", "original weight of the group");
    JX_ASSERT_STR(group->rate, "90.00%", "45 of 50");
    JX_ASSERT_STR(jx_num_text(t.arena, leaf->weight, 2), "20", "original weight is kept");
    JX_ASSERT_STR(leaf->explanation, "不适用：未立项", "explanation");
    cr_assert(leaf->excluded && !leaf->has_score);
    struct jx_str json = jx_score_json(t.arena, score);
    cr_assert(jx_str_find(json, JX_STR("\"不适用\": \"未立项\""), 0) != SIZE_MAX);
    cr_assert(jx_str_find(json, JX_STR("\"折算\": \"72÷80×100＝90\""), 0) != SIZE_MAX);
    jx_test_done(&t);
}

Test(excluded, variants_and_mistakes)
{
    static const struct {
        const char *findings;
        const char *how;
        const char *total;
        const char *full;
        const char *codes;
    } cases[] = {
        {"指标: { A: { 得分: 45, 偏差原因: 略 }, B: { 不适用: 是, 理由: 略 }, C: { 得分: 27, 偏差原因: 略 } }",
         "剔除", "72", "80", ""},
        {"指标: { A: { 得分: 50 }, B: { 得分: 20 }, C: { 不适用: 是, 理由: 略 } }", "折算", "100",
         "100", ""},
        {"指标: { A: { 得分: 41, 偏差原因: 略 }, B: { 得分: 11, 偏差原因: 略 }, C: { 不适用: 是, 理由: 略 } }",
         "折算", "74.29", "100", ""},
        {"指标: { A: { 得分: 50 }, B: { 不适用: 是 }, C: { 得分: 30 } }", "折算", "100", "100",
         "W359"},
        {"指标: { A: { 得分: 50 }, B: { 不适用: 是, 理由: 略, 得分: 3 }, C: { 得分: 30 } }", "折算",
         NULL, NULL, "E357"},
        {"指标: { A: { 不适用: 是, 理由: 略 }, B: { 不适用: 是, 理由: 略 }, C: { 不适用: 是, 理由: 略 } }",
         "折算", NULL, NULL, "E358"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_score *score = excluded(&t, cases[i].findings, cases[i].how);
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, cases[i].findings);
        if (cases[i].total) {
            JX_ASSERT_STR(score->total_text, cases[i].total, cases[i].findings);
            JX_ASSERT_STR(score->full_text, cases[i].full, cases[i].findings);
        }
        jx_test_done(&t);
    }
}

/* ---- 一票否决 ---- */

#define TWO                                                                                        \
    "指标: [{ 编号: A, 一级: 过程, 名称: 甲, 权重: 40 }, { 编号: B, 一级: 产出, 名称: 乙, 权重: 60 }]\n"

static struct jx_scheme *veto_scheme(struct jx_test *t, const char *condition, const char *grade)
{
    struct jx_scheme *scheme = jx_test_load_scheme(t, "财预2020-10号");
    scheme->vetoes.items = JX_ARRAY(t->arena, struct jx_veto, 1);
    scheme->vetoes.n = 1;
    scheme->vetoes.items[0].name.str = JX_STR("截留资金");
    scheme->vetoes.items[0].condition.str = jx_str_of(condition);
    scheme->vetoes.items[0].grade.str = jx_str_of(grade);
    return scheme;
}

Test(veto, limits_the_grade)
{
    static const struct {
        const char *condition;
        const char *most;
        const char *more;
        const char *grade;
        const char *codes;
    } cases[] = {
        {NULL, "差", "", "优", ""},
        {NULL, "差", "一票否决: [{ 名称: 截留资金, 理由: 审计发现 }]", "差", ""},
        {NULL, "差", "一票否决: [{ 名称: 截留资金, 最高等级: 中 }]", "中", ""},
        {NULL, "差", "一票否决: [{ 名称: 虚报, 最高等级: 良 }]", "良", ""},
        {NULL, "优", "一票否决: [{ 名称: 截留资金 }]", "优",
         ""}, /* a limit above the grade changes nothing */
        {NULL, "差", "一票否决: [{ 名称: 虚报 }]", "优", "E380"},
        {NULL, "差", "一票否决: [{ 名称: 虚报, 最高等级: 甲等 }]", "优", "E381"},
        {"节点.过程.得分率 < 90%", "中", "", "中", ""},
        {"节点.过程.得分率 < 80%", "中", "", "优", ""},
        {"总分 >= 92", "中", "", "中", ""},
        {"指标.B.业绩值 < 1", "中", "", "优", "E385"}, /* not 0 without a word */
        {"取值(指标.B.业绩值, 1) < 1", "中", "", "优", ""},
        {"总分 ÷ 0 > 1", "中", "", "优", "E319"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx_str findings =
            jx_str_printf(t.arena, "指标: { A: { 得分: 32, 偏差原因: 略 }, B: { 得分: 60 } }\n%s\n",
                          cases[i].more);
        struct jx_scheme *scheme = veto_scheme(&t, cases[i].condition, cases[i].most);
        const struct jx_score *score =
            jx_test_score(&t, jx_test_load(&t, TWO, findings.ptr), scheme);
        struct jx_str what = jx_str_printf(t.arena, "%s %s", cases[i].condition, cases[i].more);
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, what.ptr);
        if (!t.diags.n_errors)
            JX_ASSERT_STR(score->grade, cases[i].grade, what.ptr);
        jx_test_done(&t);
    }
}

/* ---- 舍入于: 总分 ---- */

#define THIRDS                                                                                     \
    "指标:\n  列: [编号, 名称, 权重, 目标值]\n  行: [[A, 甲, 10, 3次], [B, 乙, 10, 3次], [C, 丙, 80, 3次]]\n"
#define THIRDS_DONE "指标: { A: { 业绩值: 1次 }, B: { 业绩值: 1次 }, C: { 业绩值: 3次 } }\n"

/* 10/3 twice: 3.33 + 3.33 + 80 = 86.66; rounded once: 86.67. */
Test(rounding, at_leaves_or_at_the_total)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_scheme *scheme = jx_test_load_scheme(&t, "财预2020-10号");
    struct jx_project *project = jx_test_load(&t, THIRDS, THIRDS_DONE);
    JX_ASSERT_STR(jx_test_score(&t, project, scheme)->total_text, "86.66", "at the leaves");
    scheme->round_total = true;
    const struct jx_score *score = jx_test_score(&t, project, scheme);
    JX_ASSERT_STR(score->total_text, "86.67", "at the total");
    JX_ASSERT_STR(score->nodes[0].explanation, "比例：1次÷3次×10≈3.333333分", "explanation");
    cr_assert(jx_str_find(jx_score_json(t.arena, score), JX_STR("\"得分\": \"3.33\""), 0) !=
              SIZE_MAX);
    jx_test_done(&t);
}

/* ---- catalogue ---- */

Test(catalogue, framework_of_2020_10)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_buf rows = {.arena = t.arena};
    static const char *const ids[] = {"A11", "A12", "A21", "A22", "A31", "A32", "B11", "B12", "B13",
                                      "B21", "B22", "C11", "C21", "C31", "C41", "D11", "D12"};
    jx_buf_adds(&rows, "框架: 财预2020-10号\n指标:\n  列: [编号, 取自, 权重]\n  行:\n");
    for (size_t i = 0; i < 17; i++)
        jx_buf_printf(&rows, "    - [X%zu, %s, %d]\n", i + 1, ids[i], i ? 6 : 4);
    const struct jx_project *project = jx_test_load(&t, jx_buf_str(&rows).ptr, NULL);
    JX_ASSERT_STR(jx_test_codes(&t), "", "codes");
    const struct jx_score *score =
        jx_test_score(&t, project, jx_test_load_scheme(&t, "财预2020-10号"));
    size_t n[4] = {0};
    for (size_t i = 0; i < score->n_nodes; i++)
        n[score->nodes[i].level]++;
    cr_assert(n[1] == 4 && n[2] == 10 && n[3] == 17, "%zu %zu %zu", n[1], n[2], n[3]);
    JX_ASSERT_STR(project->indicators.items[0].name.str, "立项依据充分性", "name");
    cr_assert_eq(project->indicators.items[0].points.n, 5);
    JX_ASSERT_STR(project->indicators.items[7].rule.str, "执行率", "rule");
    jx_test_done(&t);
}

/* ---- properties ---- */

static unsigned next(unsigned *state, unsigned below)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % below;
}

#define N_RANDOM 30

/* A leaf of a random rule with what it needs; amounts are given in a unit that differs by `scale`. */
static void add_leaf(struct jx_buf *project, struct jx_buf *findings, unsigned *state, unsigned i,
                     int scale)
{
    unsigned value = next(state, 120);
    static const char *const groups[] = {"甲", "乙", "丙"};
    static const char *const ratings[] = {"达成", "部分达成", "未达成"};
    static const char *const verdicts[] = {"是", "否", "部分", "是"};
    unsigned rating = next(state, 3);
    jx_buf_printf(project, "  - { 编号: N%u, 一级: %s, 二级: %s, 名称: 某, 权重: 10, ", i,
                  groups[next(state, 3)], groups[next(state, 3)]);
    jx_buf_printf(findings, "  N%u: { ", i);
    switch (next(state, 8)) {
    case 0:
        jx_buf_printf(project, "目标值: '≥%d元', 规则: 比例 }\n", 90 * scale);
        jx_buf_printf(findings, "业绩值: %d元 }\n", (int)value * scale);
        return;
    case 1:
        jx_buf_printf(project, "目标值: '≤%d元', 规则: 达标 }\n", 90 * scale);
        jx_buf_printf(findings, "业绩值: %d元 }\n", (int)value * scale);
        return;
    case 2:
        jx_buf_printf(project,
                      "规则: { 类型: 分档, 档: { '≥%d元': 10, '[%d元,%d元)': 33%%, 其他: 0 } } }\n",
                      90 * scale, 50 * scale, 90 * scale);
        jx_buf_printf(findings, "业绩值: %d元 }\n", (int)value * scale);
        return;
    case 3:
        jx_buf_printf(project, "目标值: '≤%d元', 规则: { 类型: 扣分, 每: %d元, 扣: 0.3 } }\n",
                      40 * scale, 7 * scale);
        jx_buf_printf(findings, "业绩值: %d元 }\n", (int)value * scale);
        return;
    case 4:
        jx_buf_adds(project, "评价要点: [一, 二, 三], 规则: 要点 }\n");
        jx_buf_printf(findings, "要点: [%s, %s, 不涉及] }\n", verdicts[next(state, 4)],
                      verdicts[next(state, 4)]);
        return;
    case 5:
        jx_buf_adds(project, "规则: 定性 }\n");
        jx_buf_printf(findings, "评定: %s, 得分: %u, 偏差原因: 略 }\n", ratings[rating],
                      9 - rating * 3 + (rating < 2));
        return;
    case 6:
        jx_buf_adds(project, "规则: { 类型: 专家, 方法: 去高低均值 } }\n");
        jx_buf_printf(findings, "专家评分: [%u, %u, %u, 7] }\n", value % 11, next(state, 11),
                      next(state, 11));
        return;
    default:
        jx_buf_adds(project, "目标值: '≥95%', 规则: 问卷 }\n");
        jx_buf_printf(findings, "问卷: { 满意: %u, 不满意: %u } }\n", value + 1, next(state, 50));
    }
}

static const struct jx_score *random_score(struct jx_test *t, unsigned seed, int scale,
                                           bool backwards)
{
    struct jx_buf project = {.arena = t->arena};
    struct jx_buf findings = {.arena = t->arena};
    struct jx_str *lines = JX_ARRAY(t->arena, struct jx_str, N_RANDOM);
    jx_buf_adds(&findings, "指标:\n");
    for (unsigned i = 0; i < N_RANDOM; i++) {
        struct jx_buf line = {.arena = t->arena};
        add_leaf(&line, &findings, &seed, i, scale);
        lines[i] = jx_buf_str(&line);
    }
    jx_buf_printf(&findings, "  D1: { 扣分: %u }\n  D2: { 扣分: %u }\n", seed % 7, seed % 3);
    jx_buf_adds(&project, "指标:\n");
    for (unsigned i = 0; i < N_RANDOM; i++)
        jx_buf_add(&project, lines[backwards ? N_RANDOM - 1 - i : i]);
    jx_buf_adds(&project, "逆向指标: { D1: { 名称: 一, 上限: 6 }, D2: { 名称: 二, 上限: 5 } }\n");
    struct jx_scheme *scheme = jx_test_load_scheme(t, "财预2020-10号");
    scheme->full_mark = jx_num_int(t->arena, N_RANDOM * 10);
    const struct jx_project *loaded =
        jx_test_load(t, jx_buf_str(&project).ptr, jx_buf_str(&findings).ptr);
    cr_assert(loaded, "%.*s", JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    return jx_test_score(t, loaded, scheme);
}

/* The total is the sum of the leaves less the deductions, and no score leaves 0 … weight. */
static void check_sums(struct jx_test *t, const struct jx_score *score)
{
    struct jx_num sum = {0};
    for (size_t i = 0; i < score->n_nodes; i++) {
        const struct jx_score_node *node = &score->nodes[i];
        cr_assert(jx_num_sign(node->score) >= 0 && jx_num_cmp(node->score, node->weight) <= 0);
        if (!node->leaf)
            continue;
        sum = jx_num_add(t->arena, sum, node->score);
        cr_assert(!jx_str_empty(node->explanation));
    }
    cr_assert(jx_num_cmp(sum, score->subtotal) == 0);
    struct jx_num left = jx_num_sub(t->arena, score->subtotal, score->deducted);
    cr_assert(jx_num_cmp(left, score->total) == 0);
}

Test(total, properties_over_random_trees, .timeout = 60)
{
    for (unsigned seed = 1; seed <= 40; seed++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_score *score = random_score(&t, seed, 1, false);
        cr_assert_eq(t.diags.n_errors, 0, "%.*s", JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        check_sums(&t, score);
        const struct jx_score *backwards = random_score(&t, seed, 1, true);
        cr_assert(jx_num_cmp(score->total, backwards->total) == 0, "order, seed %u", seed);
        const struct jx_score *scaled = random_score(&t, seed, 10000, false);
        cr_assert(jx_num_cmp(score->total, scaled->total) == 0, "units, seed %u", seed);
        jx_test_done(&t);
    }
}

/* ---- schemes ---- */

/* Every scheme that ships can be read. Hubei (K8, K9): limits by T/A, no grade; the others grade as the country does. */
Test(schemes, shipped)
{
    static const struct {
        const char *name;
        const char *score; /* 3 hours of at most 2, 100 points */
        const char *grade;
    } schemes[] = {{"财预2020-10号", "50", "差"}, {"忻州自评", "50", "差"}, {"湖北", "66.67", ""},
                   {"江西", "50", "差"},          {"浙江", "50", "差"},     {"四川", "50", "差"},
                   {"广西", "50", "差"},          {"中山核查", "50", "差"}};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_project *project = jx_test_load(
            &t, "指标: [{ 编号: A, 名称: 甲, 权重: 100, 目标值: ≤2小时, 规则: 比例 }]\n",
            "指标: { A: { 业绩值: 3小时 } }\n");
        const struct jx_score *score =
            jx_test_score(&t, project, jx_test_load_scheme(&t, schemes[i].name));
        JX_ASSERT_STR(jx_test_codes(&t), "", schemes[i].name);
        JX_ASSERT_STR(score->total_text, schemes[i].score, schemes[i].name);
        JX_ASSERT_STR(score->grade, schemes[i].grade, schemes[i].name);
        jx_test_done(&t);
    }
}

/* ---- not evaluated yet ---- */

#define OPEN_PLAN                                                                                  \
    "指标:\n  列: [编号, 一级, 名称, 权重, 目标值, 规则]\n  行:\n"                \
    "    - [A1, 甲, 里程, 60, 100公里, 比例]\n    - [B1, 乙, 质量, 40, ~, 给分]\n"

/* In an open project a leaf without results is no error: it, its group and the total have no score. */
Test(total, open)
{
    static const struct {
        const char *findings, *codes, *total, *first, *second;
        size_t n_open;
    } cases[] = {
        {"{}", "", "", "-", "-", 2},
        {"指标:\n  A1: { 偏差原因: 略 }\n", "", "", "-", "-", 2},
        {"指标:\n  A1: { 业绩值: 50公里 }\n", "", "", "30", "-", 1},
        {"指标:\n  A1: { 业绩值: 很好 }\n", "E351", "", "-", "-", 2}, /* that is a mistake */
        {"指标:\n  A1: { 业绩值: 50公里 }\n  B1: { 得分: 40 }\n", "", "70", "30", "40", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx_project *project = jx_test_load(&t, OPEN_PLAN, cases[i].findings);
        project->open = true;
        const struct jx_score *score =
            jx_test_score(&t, project, jx_test_load_scheme(&t, "财预2020-10号"));
        const char *wanted[] = {cases[i].first, cases[i].first, cases[i].second, cases[i].second};
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, cases[i].findings);
        JX_ASSERT_STR(score->total_text, cases[i].total, cases[i].findings);
        cr_assert_eq(score->n_open, cases[i].n_open, "%s", cases[i].findings);
        for (size_t n = 0; n < 4; n++)
            JX_ASSERT_STR(score->nodes[n].has_score ? jx_num_text(t.arena, score->nodes[n].score, 2)
                                                    : JX_STR("-"),
                          wanted[n], cases[i].findings);
        jx_test_done(&t);
    }
}
