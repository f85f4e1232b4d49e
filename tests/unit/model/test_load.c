/* Project folders as models: funds, levels, rules, findings, slots, values. */
#include "run.h"

#include "model/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HEAD "格式: 1\n文书: 自评报告\n方案: 甲\n项目名称: 某项目\n"
#define INDICATORS "指标: [{ 编号: A1, 名称: 甲, 权重: 100 }]\n"

static void put(const char *folder, const char *name, const char *text)
{
    char path[128];
    cr_assert(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
    if (!text) {
        (void)unlink(path);
        return;
    }
    FILE *file = fopen(path, "wb");
    cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* Load a folder made of these texts (NULL: no such file). */
static struct jx_project *load(struct jx_test *t, const char *project, const char *findings,
                               const char *prose)
{
    char folder[] = "/tmp/jx-load-XXXXXX";
    struct jx_project *loaded = NULL;
    cr_assert(mkdtemp(folder));
    put(folder, "项目.yaml", project);
    put(folder, "评价.yaml", findings);
    put(folder, "正文.md", prose);
    enum jx_status status =
        jx_project_load(t->arena, jx_str_of(folder), NULL, 0, &t->diags, &loaded);
    cr_expect(status == JX_OK && loaded && t->diags.n == 0, "%.*s",
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    put(folder, "项目.yaml", NULL);
    put(folder, "评价.yaml", NULL);
    put(folder, "正文.md", NULL);
    cr_assert_eq(rmdir(folder), 0);
    return loaded;
}

static void assert_amount(struct jx_test *t, const struct jx_project *p, const char *stage,
                          const char *source, const char *expected)
{
    struct jx_str name = source ? jx_str_of(source) : JX_NO_STR;
    const struct jx_amount *amount = jx_funds_at(&p->funds, jx_str_of(stage), name);
    cr_assert_not_null(amount, "%s %s", stage, source ? source : "");
    if (!expected)
        cr_assert_not(amount->set, "%s %s", stage, source);
    else
        JX_ASSERT_STR(jx_num_text(t->arena, amount->num, 9), expected, stage);
}

#define FUNDS_ROWS                                                                                               \
    "资金:\n  单位: 万元\n  列: [行, 中央级, 市级, 小计, 其他资金]\n  行:\n"                 \
    "    - [年初预算, ~, 0.1, ~, 0.2]\n    - [全年预算, 1, 2, 9, ~]\n    - [全年执行, ~, ~, ~, ~]\n" \
    "  合计: { 小计: [中央级, 市级], 总额: [小计, 其他资金] }\n"

#define FUNDS_COLUMNS                                                                                \
    "资金:\n  单位: 万元\n  列: [来源, 年初预算, 全年预算, 全年执行]\n  行:\n" \
    "    - [中央级, ~, 1, ~]\n    - [市级, 0.1, 2, ~]\n    - [小计, ~, 9, ~]\n"               \
    "    - [其他资金, 0.2, ~, ~]\n  合计: { 小计: [中央级, 市级], 总额: [小计, 其他资金] }\n"

Test(load, sums_are_exact_where_not_stated_on_either_axis)
{
    static const char *const forms[] = {HEAD FUNDS_ROWS INDICATORS, HEAD FUNDS_COLUMNS INDICATORS};
    for (size_t i = 0; i < 2; i++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_project *p = load(&t, forms[i], NULL, NULL);
        cr_assert(p->funds.n_stages == 3 && p->funds.n_sources == 5);
        assert_amount(&t, p, "年初预算", "小计", "0.1");
        assert_amount(&t, p, "年初预算", "总额", "0.3");
        assert_amount(&t, p, "年初预算", NULL, "0.3");
        assert_amount(&t, p, "全年预算", "小计", "9");
        assert_amount(&t, p, "全年预算", "总额", "9");
        assert_amount(&t, p, "全年预算", "其他资金", NULL);
        assert_amount(&t, p, "全年执行", "总额", NULL);
        cr_assert_null(jx_funds_at(&p->funds, JX_STR("实际到位"), JX_NO_STR));
        cr_assert_null(jx_funds_at(&p->funds, JX_STR("年初预算"), JX_STR("省级")));
        jx_test_done(&t);
    }
}

Test(load, without_sums_the_only_source_is_the_whole)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_project *p =
        load(&t, HEAD "资金: { 单位: 元, 列: [行, 市级], 行: [[全年预算, 7]] }\n" INDICATORS, NULL,
             NULL);
    assert_amount(&t, p, "全年预算", NULL, "7");
    jx_test_done(&t);
}

Test(load, indicators_have_levels_rules_and_findings)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_project *p =
        load(&t,
             HEAD "指标:\n  列: [编号, 一级, 二级, 名称, 权重, 规则]\n  行:\n"
                  "    - [A1, 产出, 数量, 甲, 60, 比例]\n"
                  "    - [A2, ~, ~, 乙, 30, { 类型: 分档, 档: [1, 2] }]\n"
                  "    - [B1, ~, '', 丙, 10, ~]\n",
             "指标:\n  A2: { 业绩值: 95%, 得分: 9.5 }\n", NULL);
    const struct jx_indicator *items = p->indicators.items;
    JX_ASSERT_STR(items[0].rule.str, "比例", "scalar rule");
    JX_ASSERT_STR(items[1].rule.str, "分档", "the type of a rule with parameters");
    cr_assert_eq(jx_node_at(items[1].rule_node, "档")->n, 2);
    cr_assert_null(items[2].rule.str.ptr);
    JX_ASSERT_STR(items[1].levels[1].str, "数量", "二级");
    JX_ASSERT_STR(items[2].levels[0].str, "产出", "一级");
    cr_assert_null(items[2].levels[1].str.ptr, "'' takes the level away");
    cr_assert_null(items[0].finding);
    JX_ASSERT_STR(items[1].finding->actual.str, "95%", "finding");
    jx_test_done(&t);
}

Test(load, prose_is_split_at_first_level_headings)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *prose =
        "<!-- 说明 -->\n\n# 项目概况\n\n第一段。\r\n\n## 小节\n\n~~~\n# 不是\n```\n# 也不是\n~~~\n\n"
        "#1不是标题\n\n# 预算执行 ##\n  - 列表\n  - 列表\n";
    const struct jx_project *p = load(&t, HEAD INDICATORS, NULL, prose);
    cr_assert_eq(p->slots.n, 2);
    const struct jx_slot *a = &p->slots.items[0];
    const struct jx_slot *b = &p->slots.items[1];
    JX_ASSERT_STR(a->name, "项目概况", "name");
    JX_ASSERT_STR(b->name, "预算执行", "closing marks are no part of it");
    JX_ASSERT_STR(jx_str_sub(jx_str_of(prose), a->offset, a->text.len),
                  jx_str_copy(t.arena, a->text).ptr, "offset");
    cr_assert(a->span.line1 == 5 && a->span.col1 == 1 && a->span.end_line1 == 15);
    JX_ASSERT_STR(b->text, "  - 列表\n  - 列表", "the first line keeps its indent");
    cr_assert(b->span.line1 == 18 && b->span.end_line1 == 19 && b->span.end_col1 == 7);
    jx_test_done(&t);
}

static void assert_value(struct jx_test *t, const struct jx_value *data, const char *path,
                         const char *expected)
{
    const struct jx_value *value = jx_value_find(data, jx_str_of(path));
    cr_assert_not_null(value, "%s", path);
    JX_ASSERT_STR(jx_value_str(t->arena, value), expected, path);
}

Test(load, templates_see_the_samples)
{
    struct jx_test t;
    struct jx_project *p = NULL;
    jx_test_init(&t);
    cr_assert(jx_project_load(t.arena, JX_STR(JX_TEST_ROOT "/samples/xinzhou-2021"), NULL, 0,
                              &t.diags, &p) == JX_OK);
    const struct jx_value *data = jx_project_value(t.arena, p);
    assert_value(&t, data, "资金.年初预算.年度总金额", "3130.4");
    assert_value(&t, data, "资金.全年执行.市级", "2428.53");
    assert_value(&t, data, "资金.全年执行.省级", "");
    assert_value(&t, data, "资金.行.1.名称", "年初预算");
    assert_value(&t, data, "子项目.16.预算", "8");
    assert_value(&t, data, "指标.B3.得分", "9.5");
    assert_value(&t, data, "指标.B3.规则", "给分");
    assert_value(&t, data, "指标.A1.目标值", "100%");
    assert_value(&t, data, "填报.总分", "89.5");
    assert_value(&t, data, "问题.P2.指标.1", "B3");
    assert_value(&t, data, "补充.采购依据.1.文号", "财库〔2019〕69号");
    jx_test_done(&t);
}

/* Groups in the order in which they first appear; numbers run through them; 资金 states their sums, at the stage nearest to what
 * the items add up to. */
Test(load, subprojects_are_grouped)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_project *p = load(&t,
                                HEAD "资金:\n  单位: 万元\n  列: [行, 甲类, 其他, 计]\n  行:\n"
                                     "    - [年初预算, 9, 0.5, ~]\n    - [全年预算, 6, 2, ~]\n"
                                     "    - [全年执行, 5.5, ~, ~]\n  合计: { 计: [甲类, 其他] }\n"
                                     "子项目:\n  列: [类别, 名称, 预算, 支出, 结转]\n  行:\n"
                                     "    - [甲类, 一, 4, 3, 1]\n    - [乙类, 二, 1, 1, ~]\n"
                                     "    - [甲类, 三, 4, 2.5, ~]\n" INDICATORS,
                                NULL, NULL);
    const struct jx_value *data = jx_project_value(t.arena, p);
    assert_value(&t, data, "子项目分组.1.名称", "甲类");
    assert_value(&t, data, "子项目分组.1.子项目.2.名称", "三");
    assert_value(&t, data, "子项目.三.序号", "2");
    assert_value(&t, data, "子项目分组.乙类.子项目.1.序号", "3");
    assert_value(&t, data, "子项目分组.1.预算", "9");
    assert_value(&t, data, "子项目分组.1.支出", "5.5");
    assert_value(&t, data, "子项目分组.2.预算", "");
    assert_value(&t, data, "子项目合计.预算", "9.5");
    cr_assert_null(jx_value_find(data, JX_STR("子项目合计.到位")), "no item has it");
    jx_test_done(&t);
}

/* The figures of the source: the plan's sixteen amounts add up to the budget, the contracts to their totals. */
Test(load, the_samples_add_up_where_their_sources_do)
{
    struct jx_test t;
    struct jx_project *xinzhou = NULL;
    struct jx_project *shuozhou = NULL;
    jx_test_init(&t);
    cr_assert(jx_project_load(t.arena, JX_STR(JX_TEST_ROOT "/samples/xinzhou-2021"), NULL, 0,
                              &t.diags, &xinzhou) == JX_OK);
    cr_assert(jx_project_load(t.arena, JX_STR(JX_TEST_ROOT "/samples/shuozhou-2022"), NULL, 0,
                              &t.diags, &shuozhou) == JX_OK);
    struct jx_num sum = jx_num_int(t.arena, 0);
    for (size_t i = 0; i < xinzhou->subprojects.n; i++)
        sum = jx_num_add(t.arena, sum, xinzhou->subprojects.items[i].budget.num);
    JX_ASSERT_STR(jx_num_text(t.arena, sum, 9), "3130.4", "sub-projects");
    struct jx_num price = jx_num_int(t.arena, 0);
    struct jx_num paid = jx_num_int(t.arena, 0);
    for (size_t i = 1; i < shuozhou->contracts.n; i++) {
        price = jx_num_add(t.arena, price, shuozhou->contracts.items[i].price.num);
        paid = jx_num_add(t.arena, paid, shuozhou->contracts.items[i].paid.num);
    }
    JX_ASSERT_STR(jx_num_text(t.arena, price, 9), "1326.47", "contracts of 2023");
    JX_ASSERT_STR(jx_num_text(t.arena, paid, 9), "945.61", "paid in 2023");
    jx_test_done(&t);
}
