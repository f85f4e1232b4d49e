/* Charts from data, pictures from files: what they show, their numbers, names and sizes. */
#include "document_data.h"

#include "base/file.h"
#include "document/builder.h"
#include "model/load.h"

static const struct jx_str project = {JX_TEST_ROOT "/tests/golden/document-images",
                                      sizeof JX_TEST_ROOT "/tests/golden/document-images" - 1};

static void print_series(struct jx_buf *out, struct jx_arena *arena, const struct jx_figure *figure,
                         const struct jx_figure_series *series)
{
    jx_buf_printf(out, "|%.*s:", JX_FMT(series->name));
    for (size_t i = 0; i < figure->n_categories; i++)
        jx_buf_printf(
            out, " %.*s=%.*s", JX_FMT(figure->categories[i]),
            JX_FMT(series->present[i] ? jx_num_text(arena, series->values[i], 4) : JX_STR("无")));
}

static void print_figure(struct jx_buf *out, struct jx_arena *arena, const struct jx_figure *figure)
{
    static const char *const kinds[] = {"图片", "并排", "条形", "柱形", "折线", "雷达"};
    jx_buf_adds(out, kinds[figure->kind]);
    if (figure->kind == JX_FIGURE_IMAGE)
        jx_buf_printf(out, " %ux%u", (unsigned)figure->width_px, (unsigned)figure->height_px);
    if (figure->n_series > 0)
        jx_buf_printf(out, " %d%s", figure->format.digits, figure->format.percent ? "%" : "");
    if (figure->width_mpt + figure->height_mpt > 0)
        jx_buf_printf(out, " %d,%d", figure->width_mpt, figure->height_mpt);
    if (figure->width_permille > 0)
        jx_buf_printf(out, " %u‰", (unsigned)figure->width_permille);
    if (figure->caption.n > 0)
        jx_buf_printf(out, " %.*s", JX_FMT(jx__inlines_text(arena, &figure->caption)));
    for (size_t i = 0; i < figure->n_series; i++)
        print_series(out, arena, figure, &figure->series[i]);
    for (size_t i = 0; i < figure->n_parts; i++) {
        jx_buf_adds(out, "+");
        print_figure(out, arena, &figure->parts[i]);
    }
}

/* label #anchor caption: figure; other blocks by their text. */
static struct jx_str print_blocks(struct jx_arena *arena, const struct jx_blocks *blocks)
{
    struct jx_buf out = {.arena = arena};
    for (size_t i = 0; i < blocks->n; i++) {
        const struct jx_block *block = &blocks->items[i];
        struct jx_str text = jx__inlines_text(arena, &block->inlines);
        jx_buf_adds(&out, i > 0 ? "\n" : "");
        if (block->kind == JX_B_FIGURE) {
            jx_buf_printf(&out, "%.*s#%.*s %.*s: ", JX_FMT(block->label), JX_FMT(block->anchor),
                          JX_FMT(text));
            print_figure(&out, arena, block->figure);
        } else {
            jx_buf_printf(&out, "%.*s", JX_FMT(text));
        }
    }
    return jx_buf_str(&out);
}

static const char some_data[] =
    "各部分:\n"
    "  - {名称: 决策, 简称: 甲, 级: 1, 率: 90%, 上年: 85.25%, 注: ''}\n"
    "  - {名称: 过程, 简称: 乙, 级: 1, 率: 75.5%, 上年: ~, 注: ''}\n"
    "  - {名称: 产出, 简称: 丙, 级: 2, 率: 100%, 上年: 60%, 注: ''}\n"
    "  - {名称: 效益, 简称: 丁, 级: 2, 率: '', 上年: '', 注: ''}\n"
    "资金:\n"
    "  列: [省级, 县级, 其他, 合计]\n"
    "  行: [{名称: 预算, 省级: '100', 县级: '50.5', 其他: ''}, {名称: 执行, 省级: '90', 县级: ~}]\n"
    "  预算: {省级: '100', 县级: '50.5', 其他: '', 合计: '150.5'}\n"
    "  执行: {省级: '90', 县级: ~, 其他: ~, 合计: '90'}\n";

static struct jx_str build_with(struct jx_test *t, const char *source, const struct jx_value *data)
{
    struct jx_source_map map = {0};
    struct jx_template_input input = {.folder = project};
    struct jx__builder b = {.arena = t->arena, .diags = &t->diags, .map = &map, .input = &input};
    struct jx_template_text template = jx_test_template(t, source);
    struct jx_mustache_options options = {.escape = jx__inert_add};
    b.data = data;
    JX_PUSH(t->arena, &b.frames, (struct jx__frame){.value = b.data});
    cr_assert(jx_mustache_render(t->arena, &template, b.data, &options, &t->diags, &b.expanded,
                                 &map) == JX_OK);
    enum jx_status status = jx__markdown_build(&b);
    cr_expect((status == JX_OK) == (t->diags.n_errors == 0), "%s", source);
    return print_blocks(t->arena, &b.blocks);
}

static struct jx_str build(struct jx_test *t, const char *source)
{
    return build_with(t, source, jx_test_data(t, some_data));
}

struct figure_case {
    const char *source, *expected, *codes;
};

static void run_cases(const struct figure_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx_str got = build(&t, cases[i].source);
        JX_ASSERT_STR(got, cases[i].expected, cases[i].source);
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes != NULL ? cases[i].codes : "",
                      cases[i].source);
        jx_test_done(&t);
    }
}

#define RUN(cases) run_cases(cases, sizeof(cases) / sizeof *(cases))
#define CHART(body) "```图表\n" body "\n```"

Test(figure, charts_of_records)
{
    static const struct figure_case cases[] = {
        {CHART("类型: 条形\n数据: 各部分\n值: 率"), "# : 条形 1%|: 决策=0.9 过程=0.755 产出=1",
         NULL},
        {CHART("类型: 条形\n数据: 各部分\n值: 率\n名: 简称\n条件: {级: 1}\n格式: 百分比 2"),
         "# : 条形 2%|: 甲=0.9 乙=0.755", NULL},
        {CHART("类型: 雷达\n数据: 各部分\n值: [{名: 本年, 值: 率}, 上年]"),
         "# : 雷达 2%|本年: 决策=0.9 过程=0.755 产出=1|上年: 决策=0.8525 过程=无 产出=0.6", NULL},
        {CHART(
             "类型: 折线\n数据: 各部分\n值: [率, 注]"), /* a series without a number is left out */
         "# : 折线 1%|率: 决策=0.9 过程=0.755 产出=1", NULL},
        {CHART("类型: 雷达\n数据: 各部分\n值: 率\n条件: {级: 1}"),
         "# : 条形 1%|: 决策=0.9 过程=0.755", "W499"},
        {CHART("类型: 条形\n数据: 各部分\n值: 率\n格式: 原样\n宽: 80%\n高: 70mm"),
         "# : 条形 1% 0,198425 800‰|: 决策=0.9 过程=0.755 产出=1", NULL},
    };
    RUN(cases);
}

Test(figure, charts_of_funds_both_ways)
{
    static const struct figure_case cases[] = {
        {CHART("类型: 柱形\n数据: 资金.行\n值: [省级, 县级, 其他]"),
         "# : 柱形 1|省级: 预算=100 执行=90|县级: 预算=50.5 执行=无", NULL},
        {CHART("类型: 柱形\n数据: 资金.列\n值: [资金.预算, {名: 支出, 值: 资金.执行}]\n"
               "条件: {.: {不是: 合计}}"),
         "# : 柱形 1|预算: 省级=100 县级=50.5|支出: 省级=90 县级=无", NULL},
        {CHART(
             "类型: 柱形\n数据: 资金.行\n值:\n{{#资金.列}}\n  - \"{{.}}\"\n{{/资金.列}}\n格式: 金额"),
         "# : 柱形 2|省级: 预算=100 执行=90|县级: 预算=50.5 执行=无", NULL},
    };
    RUN(cases);
}

Test(figure, charts_written_out)
{
    static const struct figure_case cases[] = {
        {CHART("类型: 折线\n类别: [2021, 2022, 2023]\n系列:\n  - {名: 甲, 值: [1.25, ~, 3]}"),
         "# : 折线 2|甲: 2021=1.25 2023=3", NULL},
        {CHART("类型: 条形\n类别: [甲, 乙]\n系列: [{值: [90%, 95.5%]}]"),
         "# : 条形 1%|: 甲=0.9 乙=0.955", NULL},
        {CHART("类型: 条形\n类别: 甲\n系列: [{值: 3}]\n最小: -1\n最大: 3"), "# : 条形 0|: 甲=3",
         NULL},
        {CHART("类型: 条形\n类别: [甲]\n系列: [{值: [[1]]}]"), "", "E493"},
        {CHART(
             "类型: 条形\n类别: [甲]\n系列: [{值: [1]}, {值: [1]}, {值: [1]}, {值: [1]}, {值: [1]}]"),
         "", "E496"},
    };
    RUN(cases);
}

Test(figure, numbers_and_references)
{
#define BARS(more) CHART("类型: 条形\n数据: 各部分\n值: 率\n条件: {名称: 决策}\n" more)
#define DRAWN "条形 0%|: 决策=0.9"
    static const struct figure_case cases[] = {
        {"# 章\n\n见[](#图:率)\n\n" BARS("引用: 率\n标题: 得分率") "\n\n" BARS("标题: 又"),
         "章\n见图1-1\n图1-1#图:率 得分率: " DRAWN "\n图1-2# 又: " DRAWN, NULL},
        {BARS("标题: 甲") "\n\n# 章 {-}\n\n" BARS("标题: 乙"),
         "图1# 甲: " DRAWN "\n章\n图2# 乙: " DRAWN, NULL},
        {"[](#图:率)\n\n" BARS("引用: 率\n标题: 得分率\n编号: 否"), "得分率\n#图:率 得分率: " DRAWN,
         NULL},
        {BARS("编号: 是"), "图1# : " DRAWN, NULL},
    };
    RUN(cases);
}

Test(figure, pictures)
{
#define BRIDGE "图片 4x2"
    static const struct figure_case cases[] = {
        {"![桥](照片/桥.png)", "图1# 桥: " BRIDGE, NULL},
        {"![](照片/桥.png)", "# : " BRIDGE, NULL},
        {"![*老*桥](<照片/桥 二.png>){#桥 宽=120mm}", "图1#图:桥 老桥: " BRIDGE " 340157,0", NULL},
        {"![桥](照片/桥.png){-}\n![桥](照片/桥.png){宽=50%}",
         "# 桥: " BRIDGE "\n图1# 桥: " BRIDGE " 500‰", NULL},
        {"![桥](照片/桥.png)好", "桥好", "W457"},
        {"好![桥](照片/桥.png)", "好桥", "W457"},
        {"![{{各部分.1.名称}}](照片/桥.png)", "图1# 决策: " BRIDGE, NULL},
        {"- 项\n\n  ![桥](照片/桥.png)", "项\n图1# 桥: " BRIDGE, NULL},
        {"```图片\n文件: 照片/桥.png\n宽: 33.3 毫米\n```", "# : " BRIDGE " 94394,0", NULL},
        {"```图片\n标题: 两岸\n并排: [照片/桥.png, 照片/桥.png]\n宽: 90%\n```",
         "图1# 两岸: 并排 900‰+" BRIDGE "+" BRIDGE, NULL},
        {"```图片\n并排:\n  - {文件: 照片/桥.png, 标题: 北}\n  - 照片/桥.png\n```",
         "# : 并排+" BRIDGE " a)　北+" BRIDGE " b)", NULL},
        {"![大](照片/很大.png)", "", "E426"},
    };
    RUN(cases);
}

/* ---- the examples of the manual ---- */

/* The data of the framework demo, scored. */
static const struct jx_value *demo_data(struct jx_test *t)
{
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    const struct jx_str folder = JX_STR(JX_TEST_ROOT "/samples/framework-demo");
    struct jx_text name = {JX_STR("财预2020-10号"), JX_NO_SPAN};
    struct jx_scheme *scheme = NULL;
    struct jx_project *demo = NULL;
    const struct jx_score *score = NULL;
    cr_assert(jx_scheme_load(t->arena, name, folder, &library, 1, &t->diags, &scheme) == JX_OK);
    struct jx_load how = {folder, scheme->declared.items, scheme->declared.n, &library,
                          1,      scheme->unscored};
    cr_assert(jx_project_load_with(t->arena, &how, &t->diags, &demo) == JX_OK);
    cr_assert(jx_score_project(t->arena, demo, scheme, &t->diags, &score) == JX_OK);
    return jx_document_data(t->arena, demo, score);
}

/* The next ````markdown block at or behind *at; absent when there is none. */
static struct jx_str next_example(struct jx_arena *arena, struct jx_str manual, size_t *at)
{
    struct jx_str open = JX_STR("````markdown\n"), close = JX_STR("\n````\n");
    size_t from = jx_str_find(manual, open, *at);
    size_t to = from == SIZE_MAX ? SIZE_MAX : jx_str_find(manual, close, from);
    if (to == SIZE_MAX)
        return JX_NO_STR;
    *at = to + close.len;
    return jx_str_copy(arena, jx_str_sub(manual, from + open.len, to - from - open.len));
}

Test(figure, examples_of_the_manual_work)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str manual, example;
    const struct jx_value *demo = demo_data(&t);
    cr_assert(jx_file_read(t.arena, JX_STR(JX_TEST_ROOT "/templates/README.md"), 1000000,
                           &manual) == JX_OK);
    size_t at = jx_str_find(manual, JX_STR("\n## 图表\n"), 0), before = t.diags.n, n = 0;
    size_t end = jx_str_find(manual, JX_STR("\n## 版面样式\n"), 0);
    cr_assert(at != SIZE_MAX && end != SIZE_MAX);
    manual = jx_str_sub(manual, 0, end);
    while ((example = next_example(t.arena, manual, &at)).ptr != NULL) {
        struct jx_str got = build_with(&t, example.ptr, demo);
        cr_expect(t.diags.n == before && jx_str_find(got, JX_STR("图1#"), 0) != SIZE_MAX,
                  "%s\n%.*s\n%.*s", example.ptr, JX_FMT(got),
                  JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        n++;
    }
    cr_assert_eq(n, 6);
    jx_test_done(&t);
}
