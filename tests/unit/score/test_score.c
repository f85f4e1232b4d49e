/* The tree, the roll-up, the grade, and the scores as JSON and as data. */
#include "score_project.h"

#include "base/json.h"

/* Score leaves; the messages are left in t. */
static const struct jx_score *score_all(struct jx_test *t, const struct jx_test_leaf *leaves,
                                        size_t n)
{
    const struct jx_score *score = NULL;
    struct jx_project *project = jx_test_project(t->arena, leaves, n);
    enum jx_status status =
        jx_score_project(t->arena, project, jx_test_scheme(t->arena), &t->diags, &score);
    cr_assert(status == (t->diags.n_errors ? JX_E_INPUT : JX_OK));
    return score;
}

/* S2, the self-evaluation as filed: 89.5. */
static const struct jx_test_leaf xinzhou[] = {
    {"A1", {"预算执行指标", "预算执行指标"}, "预算执行率", "10", "100%", "比例", "0.00%", "0"},
    {"B1", {"产出指标", "数量指标"}, "上云数", "10", "90", "比例", "90%", "10"},
    {"B2", {"产出指标", "质量指标"}, "资源池", "10", "91", "比例", "91%", "10"},
    {"B3",
     {"产出指标", "时效指标"},
     "安全",
     "10",
     "持续",
     "给分",
     "95%",
     "9.5",
     "95%",
     .reason = "缺乏数据支持。",
     .improvement = "完善指标体系"},
    {"B4", {"产出指标", "成本指标"}, "按合同支付", "10", "100", "比例", "100%", "10"},
    {"C1", {"效益指标", "经济效益"}, "节省开支率", "10", "50", "比例", "50%", "10"},
    {"C2", {"效益指标", "社会效益"}, "办事效率", "10", "70", "比例", "70%", "10"},
    {"C3", {"效益指标", "生态效益"}, "减少出行", "10", "50", "比例", "50%", "10"},
    {"C4", {"效益指标", "可持续影响"}, "持续发挥作用", "10", "90", "比例", "90%", "10"},
    {"D1", {"满意度指标", "服务对象满意度"}, "满意度", "10", "80", "比例", "80%", "10"},
};

#define N_XINZHOU (sizeof xinzhou / sizeof *xinzhou)

Test(score, xinzhou_as_filed)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_score *score = score_all(&t, xinzhou, N_XINZHOU);
    JX_ASSERT_STR(score->total_text, "89.5", "total");
    JX_ASSERT_STR(score->rate, "89.50%", "rate");
    JX_ASSERT_STR(score->grade, "良", "grade");
    cr_assert(t.diags.n_errors == 0);
    jx_test_done(&t);
}

/* 0.10: with the rate of its own funds table the same form comes to 99.5 优. */
Test(score, xinzhou_with_the_rate_of_its_funds_table)
{
    struct jx_test t;
    struct jx_test_leaf leaves[N_XINZHOU];
    jx_test_init(&t);
    for (size_t i = 0; i < N_XINZHOU; i++)
        leaves[i] = xinzhou[i];
    leaves[0].actual = "100%";
    leaves[0].score = NULL;
    const struct jx_score *score = score_all(&t, leaves, N_XINZHOU);
    JX_ASSERT_STR(score->total_text, "99.5", "total");
    JX_ASSERT_STR(score->grade, "优", "grade");
    jx_test_done(&t);
}

/* Half-open bands on the exact total: 89.995 is not rounded into 优. */
Test(score, grade_edges)
{
    static const struct {
        const char *total;
        const char *grade;
    } edges[] = {{"100", "优"},   {"90", "优"}, {"89.995", "良"}, {"89.99", "良"}, {"80", "良"},
                 {"79.99", "中"}, {"60", "中"}, {"59.99", "差"},  {"0", "差"}};
    struct jx_test t;
    jx_test_init(&t);
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        struct jx_test_leaf leaf = {.id = "1", .weight = "100", .score = edges[i].total};
        const struct jx_score *score = score_all(&t, &leaf, 1);
        JX_ASSERT_STR(score->grade, edges[i].grade, edges[i].total);
        JX_ASSERT_STR(score->total_text, edges[i].total, edges[i].total);
    }
    jx_test_done(&t);
}

/* "level name weight" of each node, with its last descendant's number. */
static struct jx_str outline(struct jx_test *t, const struct jx_score *score)
{
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < score->n_nodes; i++) {
        const struct jx_score_node *node = &score->nodes[i];
        jx_buf_printf(&buf, "%u%.*s/%.*s-%zu ", node->level, JX_FMT(node->name),
                      JX_FMT(jx_num_text(t->arena, node->weight, 2)), node->end);
    }
    return jx_buf_str(&buf);
}

Test(score, tree_of_any_depth_in_order_of_first_appearance)
{
    static const struct jx_test_leaf leaves[] = {
        {"1", {"甲", "丙"}, "a", "10", .score = "10"},
        {"2", {"乙"}, "b", "20", .score = "20"},
        {"3", {NULL}, "c", "30", .score = "30"},
        {"4", {"甲", "丙", "丁"}, "d", "15", .score = "15"},
        {"5", {"乙", "丙"}, "e", "20", .score = "20"},
        {"6", {"甲"}, "甲", "5", .score = "5"},
    };
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_score *score = score_all(&t, leaves, 6);
    JX_ASSERT_STR(outline(&t, score),
                  "1甲/30-6 2丙/25-5 3a/10-3 3丁/15-5 4d/15-5 2甲/5-6 "
                  "1乙/40-10 2b/20-8 2丙/20-10 3e/20-10 1c/30-11 ",
                  "tree");
    cr_assert(t.diags.n == 0);
    jx_test_done(&t);
}

/* ---- properties over random trees ---- */

static unsigned next(unsigned *state, unsigned below)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % below;
}

#define N_RANDOM 40

/* Leaves of weight 2.5 under random groups, with random targets and actual values. */
static void random_leaves(struct jx_test *t, unsigned *state, struct jx_test_leaf *leaves)
{
    static const char *const names[] = {"甲", "乙", "丙"};
    static const char *const targets[] = {"100%", "≤20%", "=7%", "≥33.3%", "30%~60%", "0%"};
    for (size_t i = 0; i < N_RANDOM; i++) {
        leaves[i] = (struct jx_test_leaf){.weight = "2.5", .rule = "比例"};
        leaves[i].id = jx_str_printf(t->arena, "N%zu", i).ptr;
        leaves[i].target = targets[next(state, 6)];
        leaves[i].actual =
            jx_str_printf(t->arena, "%d.%u%%", (int)next(state, 140) - 10, next(state, 10)).ptr;
        for (unsigned k = 0, depth = next(state, 4); k < depth; k++)
            leaves[i].levels[k] = names[next(state, 3)];
    }
}

static void check_roll_up(struct jx_test *t, const struct jx_score *score)
{
    struct jx_num sum = {0};
    for (size_t i = 0; i < score->n_nodes; i++) {
        const struct jx_score_node *node = &score->nodes[i];
        cr_assert(jx_num_sign(node->score) >= 0 && jx_num_cmp(node->score, node->weight) <= 0);
        if (node->leaf) {
            sum = jx_num_add(t->arena, sum, node->score);
            continue;
        }
        struct jx_num parts = {0};
        for (size_t k = i + 1; k < node->end; k = score->nodes[k].end)
            parts = jx_num_add(t->arena, parts, score->nodes[k].score);
        cr_assert(jx_num_cmp(parts, node->score) == 0, "parts of node %zu", i);
    }
    cr_assert(jx_num_cmp(sum, score->total) == 0);
}

Test(score, roll_up_adds_and_does_not_depend_on_order)
{
    unsigned state = 20200218;
    for (int round = 0; round < 60; round++) {
        struct jx_test t;
        struct jx_test_leaf leaves[N_RANDOM];
        jx_test_init(&t);
        random_leaves(&t, &state, leaves);
        const struct jx_score *score = score_all(&t, leaves, N_RANDOM);
        cr_assert(t.diags.n_errors == 0);
        check_roll_up(&t, score);
        for (size_t i = N_RANDOM - 1; i > 0; i--) {
            size_t k = next(&state, (unsigned)i + 1);
            struct jx_test_leaf swap = leaves[i];
            leaves[i] = leaves[k];
            leaves[k] = swap;
        }
        const struct jx_score *shuffled = score_all(&t, leaves, N_RANDOM);
        cr_assert(jx_num_cmp(score->total, shuffled->total) == 0);
        cr_assert(score->n_nodes == shuffled->n_nodes);
        jx_test_done(&t);
    }
}

/* Ten thousand indicators, each in a group of its own, take no quadratic time. */
Test(score, many_groups, .timeout = 20)
{
    struct jx_test t;
    jx_test_init(&t);
    size_t n = 10000;
    struct jx_test_leaf *leaves = JX_ARRAY(t.arena, struct jx_test_leaf, n);
    for (size_t i = 0; i < n; i++) {
        struct jx_str name = jx_str_printf(t.arena, "组%zu", i);
        leaves[i] = (struct jx_test_leaf){
            .id = name.ptr, .levels = {name.ptr}, .weight = "0.01", .score = "0.01"};
    }
    const struct jx_score *score = score_all(&t, leaves, n);
    JX_ASSERT_STR(score->total_text, "100", "total");
    cr_assert(score->n_nodes == 2 * n && t.diags.n == 0);
    jx_test_done(&t);
}

/* ---- as data ---- */

static struct jx_str at(struct jx_test *t, const struct jx_value *data, const char *path)
{
    const struct jx_value *value = jx_value_find(data, jx_str_of(path));
    return value ? jx_value_str(t->arena, value) : JX_STR("(none)");
}

Test(score, values_for_templates)
{
    static const char *const expected[][2] = {
        {"总分", "89.5"},
        {"满分", "100"},
        {"等级", "良"},
        {"总得分率", "89.50%"},
        {"指标.B3.得分", "9.5"},
        {"指标.B3.扣分", "0.5"},
        {"指标.B3.得分率", "95.00%"},
        {"指标.B3.完成率", "95%"},
        {"指标.B3.一级", "产出指标"},
        {"指标.B3.二级", "时效指标"},
        {"指标.B3.三级", ""},
        {"指标.B3.级次", "3"},
        {"指标.B3.目标值", "持续"},
        {"指标.B3.业绩值", "95%"},
        {"指标.B3.规则", "给分"},
        {"指标.B3.偏差说明", "原因：缺乏数据支持；改进措施：完善指标体系"},
        {"指标.B3.评分说明", "给分：得9.5分，满分10分，扣0.5分，原因：缺乏数据支持。"},
        {"指标.B1.偏差说明", ""},
        {"指标.B1.计分公式", "四舍五入(最大(0, 最小(1, 比率([业绩值]*100, [目标值])))*[权重], 2)"},
        {"节点.产出指标.得分", "39.5"},
        {"节点.产出指标.得分率", "98.75%"},
        {"节点.时效指标.得分", "9.5"},
        {"节点.产出指标.二级指标.3.名称", "时效指标"},
        {"节点.产出指标.指标.4.编号", "B4"},
        {"节点.时效指标.三级指标.1.编号", "B3"},
        {"一级指标.3.名称", "效益指标"},
        {"一级指标.3.得分", "40"},
        {"一级指标.5", "(none)"},
        {"指标.11", "(none)"},
    };
    struct jx_test t;
    jx_test_init(&t);
    struct jx_value *data = jx_value_map(t.arena);
    jx_score_put_values(t.arena, score_all(&t, xinzhou, N_XINZHOU), data);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        JX_ASSERT_STR(at(&t, data, expected[i][0]), expected[i][1], expected[i][0]);
    const struct jx_value *actual = jx_value_find(data, JX_STR("指标.B1.业绩值"));
    cr_assert(actual->kind == JX_V_NUM);
    JX_ASSERT_STR(jx_num_text(t.arena, actual->num, 4), "0.9", "业绩值 as a number");
    jx_test_done(&t);
}

Test(score, extra_fields_are_members_like_the_rest)
{
    struct jx_test t;
    const struct jx_score *score = NULL;
    jx_test_init(&t);
    struct jx_test_leaf leaf = {.id = "1", .name = "甲", .weight = "100", .score = "100"};
    struct jx_project *project = jx_test_project(t.arena, &leaf, 1);
    project->indicators.items[0].extra = jx_value_map(t.arena);
    project->findings.items[0].extra = jx_value_map(t.arena);
    jx_value_put(t.arena, project->indicators.items[0].extra, JX_STR("类别"),
                 jx_value_text(t.arena, JX_STR("数量类")));
    jx_value_put(t.arena, project->findings.items[0].extra, JX_STR("核查分数"),
                 jx_value_text(t.arena, JX_STR("99")));
    cr_assert(jx_score_project(t.arena, project, jx_test_scheme(t.arena), &t.diags, &score) ==
              JX_OK);
    struct jx_value *data = jx_value_map(t.arena);
    jx_score_put_values(t.arena, score, data);
    JX_ASSERT_STR(at(&t, data, "指标.1.类别"), "数量类", "类别");
    JX_ASSERT_STR(at(&t, data, "指标.1.核查分数"), "99", "核查分数");
    jx_test_done(&t);
}

Test(score, json)
{
    struct jx_test t;
    jx_test_init(&t);
    static const struct jx_test_leaf leaves[] = {
        {"A1", {"产出"}, "上云率", "60", "100%", "比例", "95%"},
        {"A2", {"产出"}, "制度", "40", NULL, "给分", NULL, "40"},
    };
    JX_ASSERT_STR(
        jx_score_json(t.arena, score_all(&t, leaves, 2)),
        "{\n  \"总分\": \"97\",\n  \"等级\": \"优\",\n  \"满分\": \"100\",\n  \"指标\": [\n"
        "    {\n      \"编号\": \"\",\n      \"名称\": \"产出\",\n      \"级次\": 1,\n"
        "      \"权重\": \"100\",\n      \"得分\": \"97\",\n      \"得分率\": \"97.00%\",\n"
        "      \"目标值\": \"\",\n      \"业绩值\": \"\",\n      \"完成率\": \"\"\n    },\n"
        "    {\n      \"编号\": \"A1\",\n      \"名称\": \"上云率\",\n      \"级次\": 2,\n"
        "      \"权重\": \"60\",\n      \"得分\": \"57\",\n      \"得分率\": \"95.00%\",\n"
        "      \"目标值\": \"100%\",\n      \"业绩值\": \"95%\",\n      \"完成率\": \"95.00%\"\n    },\n"
        "    {\n      \"编号\": \"A2\",\n      \"名称\": \"制度\",\n      \"级次\": 2,\n"
        "      \"权重\": \"40\",\n      \"得分\": \"40\",\n      \"得分率\": \"100.00%\",\n"
        "      \"目标值\": \"\",\n      \"业绩值\": \"\",\n      \"完成率\": \"\"\n    }\n"
        "  ]\n}\n",
        "json");
    jx_test_done(&t);
}
