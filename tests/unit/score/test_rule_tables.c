/* Worked cases of every rule, as written in YAML. Sources beside the cases: S1 to S4 are published reports, "1.3", "2.3" … are
 * sections of the notes on the field (rules of budget systems in use), 101号 is 财预〔2021〕101号. */
#include "score_folder.h"

/* Tables of cases leave out what is not given. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

struct table_case {
    const char *weight;
    const char *target; /* NULL: none */
    const char *rule;
    const char *finding;     /* of 评价.yaml; NULL: none */
    const char *score;       /* expected; NULL: none */
    const char *codes;       /* expected messages; NULL: none */
    const char *explanation; /* NULL: not looked at */
    const char *scheme;      /* NULL: the national one */
    const char *more;        /* further lines of 项目.yaml */
};

static const struct jx_score_node *score_case(struct jx_test *t, const struct table_case *c)
{
    struct jx_buf project = {.arena = t->arena};
    jx_buf_printf(&project, "指标:\n  - 编号: A\n    名称: 甲\n    权重: %s\n", c->weight);
    if (c->target)
        jx_buf_printf(&project, "    目标值: '%s'\n", c->target);
    jx_buf_printf(&project, "    规则: %s\n%s\n", c->rule, c->more ? c->more : "");
    const char *findings =
        c->finding ? jx_str_printf(t->arena, "指标: { A: %s }\n", c->finding).ptr : NULL;
    struct jx_scheme *scheme = jx_test_load_scheme(t, c->scheme ? c->scheme : "财预2020-10号");
    const struct jx_project *loaded = jx_test_load(t, jx_buf_str(&project).ptr, findings);
    cr_assert(loaded, "%s %s: %.*s", c->rule, c->finding,
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    cr_assert(jx_num_parse(t->arena, jx_str_of(c->weight), &scheme->full_mark));
    return &jx_test_score(t, loaded, scheme)->nodes[0];
}

static void check(const struct table_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct jx_test t;
        const struct table_case *c = &cases[i];
        jx_test_init(&t);
        const struct jx_score_node *node = score_case(&t, c);
        struct jx_str what =
            jx_str_printf(t.arena, "%s, %s, %s\n%.*s", c->rule, c->target, c->finding,
                          JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        JX_ASSERT_STR(jx_test_codes(&t), c->codes ? c->codes : "", what.ptr);
        cr_assert(node->has_score == (c->score != NULL), "%.*s", JX_FMT(what));
        if (c->score)
            JX_ASSERT_STR(jx_num_text(t.arena, node->score, 9), c->score, what.ptr);
        if (c->explanation)
            JX_ASSERT_STR(node->explanation, c->explanation, what.ptr);
        jx_test_done(&t);
    }
}

#define CHECK(...)                                                                                 \
    check((const struct table_case[]){__VA_ARGS__},                                                \
          sizeof((const struct table_case[]){__VA_ARGS__}) / sizeof(struct table_case))

/* ---- 达标 (101号: 直接赋分) ---- */

Test(rule_met, all_or_nothing)
{
    CHECK({"10", "≥90%", "达标", "{ 业绩值: 90% }", "10", NULL,
           "达标：业绩值90%达到目标值≥90%，得满分10分"},
          {"10", "≥90%", "达标", "{ 业绩值: 89.99% }", "0", NULL,
           "达标：业绩值89.99%未达到目标值≥90%，得0分"},
          {"10", ">18项", "达标", "{ 业绩值: 18项 }", "0"},
          {"10", ">18项", "达标", "{ 业绩值: 19项 }", "10"},
          {"10", "<2小时", "达标", "{ 业绩值: 2小时 }", "0"},
          {"10", "≤2小时", "达标", "{ 业绩值: 2小时 }", "10"},
          {"10", "=0起", "达标", "{ 业绩值: 0起 }", "10"},
          {"10", "0起", "达标", "{ 业绩值: 1起 }", "0"},
          {"10", "12-15个", "达标", "{ 业绩值: 15个 }", "10"},
          {"10", "12-15个", "达标", "{ 业绩值: 16个 }", "0"},
          {"10", "2020年11月底", "达标", "{ 业绩值: 2020-11-30 }", "10"}, /* S4 */
          {"10", "2020年11月底", "达标", "{ 业绩值: 2020年12月 }", "0"},
          {"10", "全国前五名", "达标", "{ 业绩值: 第6名 }", "0"});
}

Test(rule_met, words_need_a_verdict)
{
    CHECK({"10", "制度健全", "达标", "{ 评定: 是 }", "10", NULL, "达标：评定为“是”，得10分"},
          {"10", "制度健全", "达标", "{ 评定: 未达成 }", "0"},
          {"10", "制度健全", "达标", "{ 评定: 还行 }", NULL, "E335"},
          {"10", "制度健全", "达标", "{ 业绩值: 健全 }", NULL, "E350"},
          {"10", "制度健全", "达标", "{ 业绩值: 健全, 得分: 10 }", "10"},
          {"10", "≥90%", "达标", NULL, NULL, "E305"});
}

/* ---- 比例 with 及格线 (101号) ---- */

Test(rule_ratio, pass_mark)
{
    CHECK({"10", "100%", "{ 类型: 比例, 及格线: 60% }", "{ 业绩值: 60% }", "6"},
          {"10", "100%", "{ 类型: 比例, 及格线: 60% }", "{ 业绩值: 59.9% }", "0", NULL,
           "比例：业绩值59.9%只有目标值100%的59.9%，低于及格线60%，得0分"},
          {"10", "≤2小时", "{ 类型: 比例, 及格线: 60% }", "{ 业绩值: 3小时 }", "5"});
}

/* ---- 分档 ---- */

/* 101号: 满意度 ≥90 % 10, 80–90 8, 60–80 5, below 0. */
#define STEPS "{ 类型: 分档, 档: { ≥90%: 10, '[80%,90%)': 8, '60%(含)-80%': 5, <60%: 0 } }"

Test(rule_steps, intervals)
{
    CHECK(
        {"10", NULL, STEPS, "{ 业绩值: 90% }", "10", NULL, "分档：业绩值90%在“≥90%”一档，得10分"},
        {"10", NULL, STEPS, "{ 业绩值: 89.99% }", "8"}, {"10", NULL, STEPS, "{ 业绩值: 80% }", "8"},
        {"10", NULL, STEPS, "{ 业绩值: 79.9 }", "5"}, {"10", NULL, STEPS, "{ 业绩值: 60% }", "5"},
        {"10", NULL, STEPS, "{ 业绩值: 0% }", "0"}, {"10", NULL, STEPS, NULL, NULL, "E305"},
        {"10", NULL, STEPS, "{ 业绩值: 很好 }", NULL, "E351"},
        {"10", NULL, STEPS, "{ 业绩值: 很好, 得分: 9 }", "9"},
        {"10", NULL, STEPS, "{ 业绩值: 85%, 得分: 9 }", "9", "W360"},
        {"20", NULL, "{ 类型: 分档, 档: { ≥90%: 100%, 其他: 33.333% } }", "{ 业绩值: 1% }", "6.67"},
        {"10", NULL, "{ 类型: 分档, 档: { 5次以上: 10, 3次≤次数<5次: 6, 3次(不含)以下: 0 } }",
         "{ 业绩值: 4 }", "6"},
        {"10", NULL, "{ 类型: 分档, 档: { 5次以上: 10, 3次≤次数<5次: 6, 3次(不含)以下: 0 } }",
         "{ 业绩值: 3次 }", "6"},
        {"10", NULL, "{ 类型: 分档, 档: { '(-∞,60%)': 0, '[60%,+∞)': 10 } }", "{ 业绩值: 60% }",
         "10"},
        {"10", NULL, "{ 类型: 分档, 档: { '≥1万元': 10, '<1万元': 4 } }", "{ 业绩值: 9999元 }",
         "4"});
}

/* S3: 满意度≥95%得3分；85%≤满意度≤95%得2分；80%≤满意度≤85%得1分: 95 % and 85 % are in two bands each. */
Test(rule_steps, mistakes_in_bands)
{
    CHECK(
        {"3", NULL,
         "{ 类型: 分档, 档: { 满意度≥95%: 3, 85%≤满意度≤95%: 2, 80%≤满意度≤85%: 1, 其他: 0 } }",
         "{ 业绩值: 86.39% }", NULL, "E324 E324"},
        {"3", NULL,
         "{ 类型: 分档, 档: { 满意度≥95%: 3, 85%≤满意度<95%: 2, 80%≤满意度<85%: 1, 其他: 0 } }",
         "{ 业绩值: 86.39% }", "2"},
        {"10", NULL, "{ 类型: 分档, 档: { ≥90%: 10, '[80%,89%]': 8 } }", "{ 业绩值: 95% }", NULL,
         "E323"},
        {"10", NULL, "{ 类型: 分档, 档: { '>90%': 10, <90%: 8 } }", "{ 业绩值: 95% }", NULL,
         "E323"},
        {"10", NULL, "{ 类型: 分档, 档: { '>90%': 10, <90%: 8, 其他: 1 } }", "{ 业绩值: 90% }",
         "1"},
        {"10", NULL, "{ 类型: 分档, 档: { ≥90%: 10, '[80%,90%)': 8 } }", "{ 业绩值: 79% }", NULL,
         "E325"},
        {"10", NULL, "{ 类型: 分档, 档: { 九成: 10 } }", "{ 业绩值: 79% }", NULL, "E322"},
        {"10", NULL, "{ 类型: 分档, 档: { '[90%,80%]': 10 } }", "{ 业绩值: 79% }", NULL, "E322"},
        {"10", NULL, "{ 类型: 分档, 档: { ≥90%: 12, <90%: 0 } }", "{ 业绩值: 79% }", NULL, "E326"},
        {"10", NULL, "{ 类型: 分档, 档: { ≥90%: 优, <90%: 0 } }", "{ 业绩值: 79% }", NULL, "E326"},
        {"10", NULL, "{ 类型: 分档, 档: { ≥90%: 10, <90项: 0 } }", "{ 业绩值: 79% }", NULL, "E328"},
        {"10", NULL, "分档", "{ 业绩值: 79% }", NULL, "E327"},
        {"10", NULL, "{ 类型: 分档, 档次: {} }", "{ 业绩值: 79% }", NULL, "E130"});
}

/* ---- 扣分 ---- */

/* S3: 预算调整率≤10%，得满分，每高于1个百分点扣0.1分，扣完为止. */
#define ADJUSTED "{ 类型: 扣分, 每: 1个百分点, 扣: 0.1 }"

Test(rule_deduct, so_much_for_so_much)
{
    CHECK({"3", "≤10%", ADJUSTED, "{ 业绩值: 10% }", "3", NULL,
           "扣分：业绩值10%未超出≤10%，不扣分，得3分"},
          {"3", "≤10%", ADJUSTED, "{ 业绩值: 12.5% }", "2.75", NULL,
           "扣分：业绩值12.5%比≤10%差2.5%，每1个百分点扣0.1分，扣0.25分，3－0.25＝2.75分"},
          {"3", "≤10%", ADJUSTED, "{ 业绩值: 40% }", "0"},
          {"3", "≤10%", ADJUSTED, "{ 业绩值: 90% }", "0"},
          {"3", "≤10%", "{ 类型: 扣分, 每: 1%, 扣: 0.1, 不足一个单位: 舍去 }", "{ 业绩值: 12.5% }",
           "2.8"},
          {"3", "≤10%", "{ 类型: 扣分, 每: 1%, 扣: 0.1, 不足一个单位: 进一 }", "{ 业绩值: 12.5% }",
           "2.7"},
          {"3", "≤10%", "{ 类型: 扣分, 每: 1%, 扣: 0.1, 不足一个单位: 进一 }", "{ 业绩值: 12% }",
           "2.8"},
          {"3", NULL, "{ 类型: 扣分, 限值: ≤10%, 每: 1%, 扣: 0.1, 上限: 1 }", "{ 业绩值: 90% }",
           "2", NULL, "扣分：业绩值90%比≤10%差80%，每1%扣0.1分，扣1分（上限），3－1＝2分"},
          {"10", "≥95%", "{ 类型: 扣分, 每: 1%, 扣: 5% }", "{ 业绩值: 90% }", "7.5"},
          {"5", "0起", "{ 类型: 扣分, 每: 1起, 扣: 2 }", "{ 业绩值: 2起 }", "1"},
          {"5", "12-15个", "{ 类型: 扣分, 每: 1个, 扣: 1 }", "{ 业绩值: 17个 }", "3"},
          {"5", "12-15个", "{ 类型: 扣分, 每: 1个, 扣: 1 }", "{ 业绩值: 11个 }", "4"},
          {"5", "2020年11月底", "{ 类型: 扣分, 每: 1天, 扣: 0.1 }", "{ 业绩值: 2020-12-10 }", "4"},
          {"5", "2020年2月", "{ 类型: 扣分, 每: 1天, 扣: 1 }", "{ 业绩值: 2020-03-01 }", "4"},
          {"5", "2021-12-31", "{ 类型: 扣分, 每: 1周, 扣: 1 }", "{ 业绩值: 2022-01-14 }", "3"},
          {"5", "2020年11月底", "{ 类型: 扣分, 每: 1天, 扣: 0.1 }", "{ 业绩值: 2020-11-30 }", "5"});
}

Test(rule_deduct, mistakes)
{
    CHECK({"3", "≤10%", "扣分", "{ 业绩值: 12% }", NULL, "E356"},
          {"3", "≤10%", "{ 类型: 扣分, 每: 1项, 扣: 0.1 }", "{ 业绩值: 12% }", NULL, "E355"},
          {"3", "≤10%", "{ 类型: 扣分, 每: 0, 扣: 0.1 }", "{ 业绩值: 12% }", NULL, "E355"},
          {"3", "≤10%", "{ 类型: 扣分, 每: 1%, 扣: 4 }", "{ 业绩值: 12% }", NULL, "E326"},
          {"3", "持续", ADJUSTED, "{ 业绩值: 12% }", NULL, "E350"},
          {"3", "持续", ADJUSTED, "{ 业绩值: 12%, 得分: 2, 偏差原因: 略 }", "2"});
}

/* ---- 要点 ---- */

/* 2.3: key element ① missing gives 0; ① 40 %, the others 20 % each. */
#define KEYED                                                                                              \
    "{ 类型: 要点, 要点: [{ 内容: 甲, 分值: 40%, 必备: 是 }, { 内容: 乙, 分值: 20% }, " \
    "{ 内容: 丙, 分值: 20% }, { 内容: 丁, 分值: 20% }] }"
#define THREE "    评价要点: [甲, 乙, 丙]\n"

Test(rule_points, checklist)
{
    CHECK(
        {"10", NULL, KEYED, "{ 要点: [是, 是, 否, 部分] }", "7", NULL,
         "要点：4个要点，第1点是（4分）、第2点是（2分）、第3点否（0分）、第4点部分（1分），合计＝7分"},
        {"10", NULL, KEYED, "{ 要点: [否, 是, 是, 是] }", "0", NULL,
         "要点：第1点“甲”是必备要点，没有做到，得0分"},
        {"10", NULL, KEYED, "{ 要点: { ①: 是, 2: 是, 丁: 否, 第3点: 是 } }", "8"},
        {"10", NULL, KEYED, "{ 要点: [是, 是, 不涉及, 否] }", "7.5", NULL,
         "要点：4个要点，第1点是（4分）、第2点是（2分）、第3点不涉及、第4点否（0分），6÷8×10＝7.5分"},
        {"10", NULL, KEYED, "{ 要点: { 1: 是, 2: 是, 3: 是, 4: { 得分: 1.5, 说明: 略 } } }", "9.5"},
        {"4", NULL, "要点", "{ 要点: [是, 是, 否] }", "2.67", NULL, NULL, NULL, THREE},
        {"4", NULL, "{ 类型: 要点, 部分: 60% }", "{ 要点: [是, 是, 部分] }", "3.47", NULL, NULL,
         NULL, THREE},
        {"4", NULL, "要点", "{ 得分: 3, 偏差原因: 略 }", "3", NULL, NULL, NULL, THREE},
        {"4", NULL, "要点", "{ 得分: 3, 要点: [是, 是, 否] }", "3", "W360", NULL, NULL, THREE});
}

Test(rule_points, mistakes)
{
    CHECK(
        {"4", NULL, "要点", "{ 要点: [是] }", NULL, "E329"},
        {"4", NULL, "要点", "{ 要点: [是, 是] }", NULL, "E332", NULL, NULL, THREE},
        {"4", NULL, "要点", NULL, NULL, "E388", NULL, NULL, THREE},
        {"4", NULL, "要点", "{ 要点: ~ }", NULL, "E388", NULL, NULL, THREE},
        {"4", NULL, "要点", "{ 要点: [是, 是, 是, 是] }", NULL, "E333", NULL, NULL, THREE},
        {"4", NULL, "要点", "{ 要点: { 1: 是, 甲: 是, 2: 是, 3: 是 } }", NULL, "E333", NULL, NULL,
         THREE},
        {"4", NULL, "要点", "{ 要点: [是, 大体, 是] }", NULL, "E331", NULL, NULL, THREE},
        {"4", NULL, "要点", "{ 要点: [不涉及, 不涉及, 不涉及] }", NULL, "E330", NULL, NULL, THREE},
        {"4", NULL, "{ 类型: 要点, 要点: [{ 内容: 甲, 分值: 1 }, { 内容: 乙, 分值: 2 }] }",
         "{ 要点: [是, 是] }", NULL, "E330"},
        {"4", NULL, "要点", "{ 要点: { 1: 是, 2: 是, 3: { 得分: 2 } } }", NULL, "E326", NULL, NULL,
         THREE});
}

/* ---- 定性 (1.3: [.8W, W], [.6W, .8W), [0, .6W)) ---- */

Test(rule_rating, a_score_inside_its_band)
{
    CHECK({"10", NULL, "定性", "{ 评定: 部分达成, 得分: 7, 偏差原因: 略 }", "7", NULL,
           "定性：评定为“部分达成”（6～8分（不含）），得7分"},
          {"10", NULL, "定性", "{ 评定: 达成, 得分: 10 }", "10"},
          {"10", NULL, "定性", "{ 评定: 达成, 得分: 8 }", "8"},
          {"10", NULL, "定性", "{ 评定: 达成, 得分: 7.99 }", NULL, "E336"},
          {"10", NULL, "定性", "{ 评定: 部分达成, 得分: 8 }", NULL, "E336"},
          {"10", NULL, "定性", "{ 评定: 部分达成, 得分: 6 }", "6"},
          {"10", NULL, "定性", "{ 评定: 未达成, 得分: 6 }", NULL, "E336"},
          {"10", NULL, "定性", "{ 评定: 未达成, 得分: 0 }", "0"},
          {"22.5", NULL, "定性", "{ 评定: 部分达成, 得分: 13.5 }", "13.5"},
          /* Hubei: 80–50 %, 50–0 %. */
          {"10", NULL, "定性", "{ 评定: 部分达成, 得分: 5 }", "5", NULL, NULL, "湖北"},
          {"10", NULL, "定性", "{ 评定: 未达成, 得分: 5 }", NULL, "E336", NULL, "湖北"},
          /* ends are rounded to the scheme's digits: .8 × 0.333 = 0.2664 */
          {"0.333", NULL, "定性", "{ 评定: 达成, 得分: 0.27 }", "0.27"});
}

Test(rule_rating, two_inputs)
{
    CHECK({"10", NULL, "定性", "{ 评定: 部分达成 }", NULL, "E337"},
          {"10", NULL, "定性", "{ 得分: 9 }", "9", "W368", "定性：评定为“达成”（8～10分），得9分"},
          {"10", NULL, "定性", "{ 评定: 很好, 得分: 9 }", NULL, "E335"},
          {"10", NULL, "定性", NULL, NULL, "E389"},
          {"10", NULL, "{ 类型: 定性, 档: { 好: { 下限: 80%, 取值: 90% }, 差: 0% } }",
           "{ 评定: 好 }", "9", NULL, "定性：评定为“好”，10×90%＝9分"},
          {"10", NULL, "{ 类型: 定性, 档: { 好: 50%, 差: 60% } }", "{ 评定: 好, 得分: 9 }", NULL,
           "E383"});
}

/* ---- 专家 ---- */

Test(rule_experts, means)
{
    CHECK({"10", NULL, "专家", "{ 专家评分: { 甲: 8, 乙: 9, 丙: 8.5 } }", "8.5", NULL,
           "专家：3位专家评分（8、9、8.5）的均值＝8.5分"},
          {"10", NULL, "专家", "{ 专家评分: [8, 9, 9] }", "8.67"},
          {"10", NULL, "{ 类型: 专家, 方法: 去高低均值 }", "{ 专家评分: [2, 8, 9, 10] }", "8.5",
           NULL, "专家：4位专家评分（2、8、9、10）去掉最高10、最低2后的均值＝8.5分"},
          {"10", NULL, "{ 类型: 专家, 满分: 100 }", "{ 专家评分: [80, 85, 90] }", "8.5", NULL,
           "专家：3位专家评分（80、85、90）的均值85，85÷100×10＝8.5分"},
          {"10", NULL, "专家", "{ 得分: 8, 偏差原因: 略 }", "8"},
          {"10", NULL, "专家", "{ 专家评分: [8, 9], 得分: 8 }", "8", "W360"});
}

Test(rule_experts, mistakes)
{
    CHECK({"10", NULL, "专家", NULL, NULL, "E338"},
          {"10", NULL, "专家", "{ 专家评分: [11] }", NULL, "E340"},
          {"10", NULL, "专家", "{ 专家评分: [-1] }", NULL, "E340"},
          {"10", NULL, "{ 类型: 专家, 方法: 去高低均值 }", "{ 专家评分: [8, 9] }", NULL, "E339"},
          {"10", NULL, "{ 类型: 专家, 满分: 0 }", "{ 专家评分: [0] }", NULL, "E372"});
}

/* ---- 问卷 (2.3: five answers 100/80/60/30/0) ---- */

Test(rule_survey, rate_then_ratio_or_steps)
{
    CHECK({"10", "≥90%", "问卷", "{ 问卷: { 非常满意: 60, 满意: 30, 基本满意: 8, 不满意: 2 } }",
           "9.93", NULL,
           "问卷：100份问卷满意度＝（60×100%＋30×80%＋8×60%＋2×30%）÷100＝89.4%；"
           "89.4%÷90%×10≈9.933333，四舍五入为9.93分"},
          {"10", "≥90%", "问卷", "{ 问卷: { 非常满意: 1 } }", "10"},
          {"10", "≥90%", "{ 类型: 问卷, 答案: { 满意: 100%, 不满意: 0% } }",
           "{ 问卷: { 满意: 2, 不满意: 1 } }", "7.41"},
          {"10", NULL, "{ 类型: 问卷, 档: { ≥90%: 10, '[80%,90%)': 8, <80%: 0 } }",
           "{ 问卷: { 非常满意: 60, 满意: 30, 基本满意: 8, 不满意: 2 } }", "8"},
          {"10", "≥90%", "问卷", "{ 业绩值: 81% }", "9"},
          {"10", "≥90%", "问卷",
           "{ 业绩值: 89.4%, 问卷: { 非常满意: 60, 满意: 30, 基本满意: 8, 不满意: 2 } }", "9.93"},
          {"10", "≥90%", "问卷",
           "{ 业绩值: 95%, 问卷: { 非常满意: 60, 满意: 30, 基本满意: 8, 不满意: 2 } }", "10",
           "W365"});
}

Test(rule_survey, mistakes)
{
    CHECK({"10", "≥90%", "问卷", NULL, NULL, "E341"},
          {"10", "≥90%", "问卷", "{ 问卷: { 还行: 3 } }", NULL, "E342"},
          {"10", "≥90%", "问卷", "{ 问卷: { 满意: ~, 不满意: ~ } }", NULL, "E341"},
          {"10", "≥90%", "问卷", "{ 问卷: { 满意: 5, 不满意: ~ } }", NULL, "E343"},
          {"10", "≥90%", "问卷", "{ 问卷: { 满意: 0 } }", NULL, "E343"},
          {"10", "≥90%", "问卷", "{ 问卷: { 满意: -1 } }", NULL, "E343"},
          {"10", "≥90%", "问卷", "{ 问卷: { 满意: 1.5 } }", NULL, "E343"},
          {"10", "≥90%", "问卷", "{ 问卷: [{ 答案: 满意, 份数: 1 }, { 答案: 满意, 份数: 2 }] }",
           NULL, "E342"});
}

/* ---- 公式 ---- */

#define FUNDS                                                                                                       \
    "资金:\n  单位: 万元\n  列: [行, 市级]\n  行: [[全年预算, 4400.184], [实际到位, 4400.184], " \
    "[全年执行, 4391.896046]]\n"
#define FACT FUNDS "事实: [{ 名称: 总户数, 值: '1,280户', 单位: 户 }]\n补充: { 系数: 0.8 }\n"

Test(rule_formula, named_data)
{
    /* S3: 43918960.46 ÷ 44001840 × 13 = 12.9755 */
    CHECK({"13", NULL, "{ 类型: 公式, 算式: 权重×资金.全年执行÷资金.实际到位 }", NULL, "12.98",
           NULL,
           "公式：权重＝13、资金.全年执行＝4391.896046、资金.实际到位＝4400.184；"
           "权重×资金.全年执行÷资金.实际到位≈12.975514，四舍五入为12.98分",
           NULL, FUNDS},
          {"13", NULL, "{ 类型: 公式, 算式: 权重×资金.全年执行.合计÷资金.实际到位.市级 }", NULL,
           "12.98", NULL, NULL, NULL, FUNDS},
          {"10", "100%", "{ 类型: 公式, 算式: '权重*最小(1, 业绩值/目标值)' }", "{ 业绩值: 95% }",
           "9.5"},
          {"10", "≥20项", "{ 类型: 公式, 算式: '如果(业绩值 >= 目标值, 权重, 0)' }",
           "{ 业绩值: 19项 }", "0"},
          {"10", NULL, "{ 类型: 公式, 算式: 权重×补充.系数 }", NULL, "8", NULL, NULL, NULL, FACT},
          {"10", NULL, "{ 类型: 公式, 算式: '如果(事实.总户数>1000, 10, 0)' }", NULL, "10", NULL,
           NULL, NULL, FACT},
          {"10", NULL, "{ 类型: 公式, 算式: '[指标.A.业绩值]×10' }", "{ 业绩值: 55% }", "5.5"},
          {"10", NULL, "{ 类型: 公式, 算式: 业绩值×10 }", "{ 得分: 3, 偏差原因: 略 }", "3"},
          {"10", NULL, "{ 类型: 公式, 算式: 业绩值×10 }", "{ 业绩值: 55%, 得分: 3, 偏差原因: 略 }",
           "3", "W360"});
}

Test(rule_formula, mistakes)
{
    CHECK({"10", NULL, "公式", NULL, NULL, "E344"},
          {"10", NULL, "{ 类型: 公式, 算式: 权重÷0 }", NULL, NULL, "E319"},
          {"10", NULL, "{ 类型: 公式, 算式: 权重÷(资金.实际到位－资金.全年预算) }", NULL, NULL,
           "E318 E318"},
          {"10", NULL, "{ 类型: 公式, 算式: 权重×2 }", NULL, NULL, "E346"},
          {"10", NULL, "{ 类型: 公式, 算式: 0-1 }", NULL, NULL, "E346"},
          {"10", NULL, "{ 类型: 公式, 算式: 权重× }", NULL, NULL, "E313"},
          {"10", NULL, "{ 类型: 公式, 算式: 没有的数 }", NULL, NULL, "E318"},
          {"10", NULL, "{ 类型: 公式, 算式: 指标.B.业绩值 }", NULL, NULL, "E318"},
          {"10", NULL, "{ 类型: 公式, 算式: 业绩值 }", NULL, NULL, "E345"},
          {"10", NULL, "{ 类型: 公式, 算式: 业绩值×10 }", NULL, NULL,
           "E345"}, /* not 0 points without a word */
          {"10", NULL, "{ 类型: 公式, 算式: '如果(权重>5, 业绩值×10, 3)' }", NULL, NULL, "E345"},
          {"10", NULL, "{ 类型: 公式, 算式: '如果(权重<5, 业绩值×10, 3)' }", NULL, "3"},
          {"10", NULL, "{ 类型: 公式, 算式: '取值(业绩值, 0)×10' }", NULL, "0"},
          {"10", NULL, "{ 类型: 公式, 算式: '“很好”' }", NULL, NULL, "E345"},
          {"10", NULL, "{ 类型: 公式, 算式: 业绩值+1 }", "{ 业绩值: 很好 }", NULL, "E320"});
}

/* Messages point into the expression, plain or quoted. */
Test(rule_formula, places)
{
    static const struct {
        const char *rule;
        unsigned col1;
    } places[] = {{"{ 类型: 公式, 算式: 权重÷0 }", 26}, {"{ 类型: 公式, 算式: \"权重÷0\" }", 27}};
    for (size_t i = 0; i < 2; i++) {
        struct jx_test t;
        struct table_case c = {"10", NULL, places[i].rule};
        jx_test_init(&t);
        (void)score_case(&t, &c);
        cr_assert_eq(t.diags.n, 1);
        cr_assert_eq(t.diags.items[0].span.col1, places[i].col1, "%u", t.diags.items[0].span.col1);
        jx_test_done(&t);
    }
}

/* ---- 执行率 ---- */

#define XINZHOU /* S2: 2428.53 of 2428.53 after adjustment, 3130.4 at first */                                   \
    "资金:\n  单位: 万元\n  列: [行, 市级]\n  行: [[年初预算, 3130.4], [全年预算, 2428.53], " \
    "[实际到位, 2428.53], [全年执行, 2428.53]]\n"
#define LANGFANG /* K2: 37.24 of 43.2 is 86.20 %, printed as 86 % with 9 points */                 \
    "资金: { 单位: 万元, 列: [行, 市级], 行: [[全年预算, 43.2], [全年执行, 37.24]] }\n"
#define NOTHING "资金: { 单位: 万元, 列: [行, 市级], 行: [[全年预算, 0], [全年执行, 0]] }\n"
#define LATE "资金: { 单位: 万元, 列: [行, 市级], 行: [[全年预算, 0], [全年执行, 5]] }\n"
#define OVER "资金: { 单位: 万元, 列: [行, 市级], 行: [[全年预算, 100], [全年执行, 103]] }\n"

Test(rule_budget, rate_of_the_funds_table)
{
    CHECK({"10", NULL, "执行率", NULL, "10", NULL,
           "执行率：全年执行2428.53÷全年预算2428.53＝100%；业绩值100.00%达到目标值100%，得满分10分",
           NULL, XINZHOU},
          {"10", "100%", "预算执行率", NULL, "8.62", NULL, NULL, NULL, LANGFANG},
          {"10", NULL, "{ 类型: 执行率, 公式: 全年执行÷年初预算 }", NULL, "7.76", NULL, NULL, NULL,
           XINZHOU}, /* 2.4: 77.58 % */
          {"10", NULL, "执行率", "{ 业绩值: 0.00% }", "0", "W365", NULL, NULL,
           XINZHOU}, /* S2 as filed */
          {"10", NULL, "执行率", "{ 业绩值: 86.2% }", "8.62", NULL, NULL, NULL, LANGFANG},
          {"10", NULL, "执行率", "{ 业绩值: 86%, 得分: 9 }", "9", "W360", NULL, NULL, LANGFANG},
          {"10", NULL, "执行率", NULL, NULL, "E347"},
          {"10", NULL, "执行率", "{ 业绩值: 90% }", "9"},
          {"10", NULL, "执行率", "{ 得分: 9, 偏差原因: 略 }", "9"},
          {"10", NULL, "执行率", NULL, "10", "W349", NULL, NULL, OVER});
}

Test(rule_budget, zero)
{
    CHECK({"10", NULL, "执行率", NULL, NULL, "E348", NULL, NULL, NOTHING},
          {"10", NULL, "执行率", NULL, "10", NULL, NULL, "浙江", NOTHING}, /* K10 */
          {"10", NULL, "执行率", NULL, NULL, "E348", NULL, "浙江", LATE},
          {"10", NULL, "执行率", "{ 业绩值: 100% }", "10", NULL, NULL, NULL, NOTHING});
}

/* K8, K10, K11, S3. */
Test(rule_budget, schemes)
{
    CHECK(
        {"20", NULL, "执行率", NULL, "17.24", NULL, NULL, "湖北", LANGFANG},
        {"10", NULL, "执行率", NULL, "8.62", "W382", NULL, "湖北", LANGFANG},
        {"10", NULL, "执行率", NULL, "7", NULL, NULL, "江西", LANGFANG},
        {"10", NULL, "执行率", "{ 业绩值: 100% }", "10", NULL, NULL, "江西"},
        {"10", NULL, "执行率", "{ 业绩值: 99.99% }", "7", NULL, NULL, "江西"},
        {"10", NULL, "执行率", "{ 业绩值: 80% }", "7", NULL, NULL, "江西"},
        {"10", NULL, "执行率", "{ 业绩值: 79.99% }", "5", NULL, NULL, "江西"},
        {"10", NULL, "执行率", "{ 业绩值: 60% }", "5", NULL, NULL, "江西"},
        {"10", NULL, "执行率", "{ 业绩值: 59.99% }", "0", NULL, NULL, "江西"},
        {"10", NULL, "执行率", NULL, "10", NULL, NULL, "浙江", OVER},
        {"10", NULL, "执行率", NULL, "8.62", "W384", NULL, "四川",
         "资金: { 单位: 万元, 列: [行, 财政资金], 行: [[年初预算, 50], [调整后预算, 43.2], [预算执行, 37.24]] }\n"},
        {"10", NULL, "执行率", "{ 偏差原因: 略 }", "8.62", NULL, NULL, "四川", LANGFANG},
        {"13", NULL, "执行率", NULL, "12.98", NULL,
         "执行率：实际支出4391.896046÷实际到位4400.184≈99.8116%；99.8116%÷100%×13≈12.975514，四舍五入为12.98分",
         "中山核查", FUNDS});
}

/* ---- 超额完成 (1.2) ---- */

Test(surplus, reason_is_asked_for)
{
    CHECK({"10", "≥10项", "比例", "{ 业绩值: 13项 }", "10", "W366", NULL, "广西"},
          {"10", "≥10项", "比例", "{ 业绩值: 13项, 偏差原因: 追加任务 }", "10", NULL, NULL, "广西"},
          {"10", "≥10项", "达标", "{ 业绩值: 13项 }", "10", "W366", NULL, "广西"},
          {"10", "≥10项", "比例", "{ 业绩值: 12.9项 }", "10", NULL, NULL, "广西"},
          {"10", "≥0项", "比例", "{ 业绩值: 30项 }", "10", "W366", NULL, "广西"},
          {"10", "≥0项", "比例", "{ 业绩值: 29项 }", "10", NULL, NULL, "广西"},
          {"10", "≤10项", "比例", "{ 业绩值: 30项 }", "0", NULL, NULL, "广西"},
          {"10", "≥10项", "比例", "{ 业绩值: 13项 }", "10"});
}

/* ---- any text where a parameter should be ---- */

/* The first %s becomes the first part, the second the second. */
static struct jx_str fill(struct jx_test *t, struct jx_str text, const struct jx_str *parts)
{
    size_t first = jx_str_find(text, JX_STR("%s"), 0);
    size_t second = jx_str_find(text, JX_STR("%s"), first + 2);
    struct jx_str between = jx_str_sub(text, first + 2, second - first - 2);
    struct jx_str rest = jx_str_sub(text, second + 2, SIZE_MAX);
    return jx_str_printf(t->arena, "%.*s%.*s%.*s%.*s%.*s", (int)first, text.ptr, JX_FMT(parts[0]),
                         JX_FMT(between), JX_FMT(parts[1]), JX_FMT(rest));
}

/* Messages or a score, never a crash, a hang or points outside 0 … weight. */
Test(rules, any_parameters, .timeout = 60)
{
    static const char *const pieces[] = {
        "≥",    "<",      "[",     ")",    "80%",   "-",      "~",
        "(含)", "满意度", "∞",     "其他", "1,000", "90",     "以上",
        "％",   "0",      "天",    "÷",    "(",     "业绩值", "9999999999999999999999999",
        "权重", "最小",   ".",     "，",   "①",     "至",     "百分之五",
        "≤",    "=",      "资金.", "“",
    };
    static const char *const rules[] = {
        "{ 类型: 分档, 档: [{ 区间: '%s', 得分: 5 }, { 区间: '%s', 得分: 1 }] }",
        "{ 类型: 扣分, 每: '%s', 扣: '%s' }",
        "{ 类型: 公式, 算式: '%s%s' }",
        "{ 类型: 分档, 档: [{ 区间: 其他, 得分: '%s%s' }] }",
        "{ 类型: 执行率, 公式: '%s%s' }",
        "{ 类型: 要点, 要点: [{ 内容: '%s', 分值: '%s' }] }",
    };
    unsigned state = 77;
    for (int round = 0; round < 600; round++) {
        struct jx_test t;
        struct jx_str parts[3];
        jx_test_init(&t);
        for (size_t k = 0; k < 3; k++) {
            struct jx_buf buf = {.arena = t.arena};
            for (unsigned n = 1 + (state >> 20) % 5; n > 0; n--) {
                state = state * 1103515245u + 12345u;
                jx_buf_adds(&buf, pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)]);
            }
            parts[k] = jx_buf_str(&buf);
        }
        struct jx_str rule =
            jx_str_replace(t.arena, jx_str_of(rules[round % 6]), JX_STR("%s%s"), parts[0]);
        if (jx_str_find(rule, JX_STR("%s"), 0) != SIZE_MAX)
            rule = fill(&t, rule, parts);
        struct table_case c = {"10", parts[2].ptr, rule.ptr};
        c.finding = jx_str_printf(t.arena, "{ 业绩值: '%s', 要点: [是] }", parts[1].ptr).ptr;
        const struct jx_score_node *node = score_case(&t, &c);
        cr_assert(!node->has_score ||
                  (jx_num_sign(node->score) >= 0 && jx_num_cmp(node->score, node->weight) <= 0));
        cr_assert(node->has_score || t.diags.n_errors, "%.*s", JX_FMT(rule));
        jx_test_done(&t);
    }
}
