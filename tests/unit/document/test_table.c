/* Table definitions to grids: placing, merging, formulas, formats; every position covered once. */
#include "table_make.h"

#include "document/figure.h"
#include "document/tabledef.h"

#include <string.h>

#define COLUMNS "列: [{名: 甲}, {名: 乙}, {名: 丙}]\n"
#define COLUMNS_FOUR "列: [{名: 甲}, {名: 乙}, {名: 丙}, {名: 丁}]\n"

static const char data[] =
    "总: 7\n"
    "单位: 万元\n"
    "表:\n"
    "  - {编号: A, 组: 一, 类: 数, 额: 1.5, 率: 0.5, 标: ≥18项, 式: '[甲]*2', 得: 3}\n"
    "  - {编号: B, 组: 一, 类: 数, 额: 2, 率: 0.3333, 标: 90%, 式: '[没有]*2', 得: 4}\n"
    "  - {编号: C, 组: 二, 类: 数, 额: '', 率: 1, 标: 持续, 式: '[甲]*2', 得: 9}\n"
    "空表: []\n"
    "组:\n"
    "  - {名: 一, 项: [{额: 1}, {额: 2}]}\n"
    "  - {名: 二, 项: [{额: 5}]}\n";

#define RUN(cases) jx_test_tables(cases, sizeof(cases) / sizeof *(cases), data)

Test(table, places_cells)
{
    static const struct jx_table_case cases[] = {
        {"literal rows and spans",
         COLUMNS "区段:\n  - 行:\n      - [{文: a, 跨行: 2}, {文: b, 跨列: 2}]\n      - [c, ~]\n",
         "2x1:[a] 1x2:[b]\n[c] []"},
        {"copies and paths by column",
         "列: [{名: 名}, {名: 额}, {名: 得}]\n区段:\n  - 单元: [x, {值: '表.A.[列]', 重复: 2}]\n",
         "[x] [1.5=1.5] [3=3]"},
        {"repeated rows, own members only",
         COLUMNS
         "区段:\n  - 重复: 表\n    单元: [{值: 编号}, {值: 单位, 空: 无}, {文: '{{@序号}}{{单位}}'}]\n",
         "[A] [无] [1万元]\n[B] [无] [2万元]\n[C] [无] [3万元]"},
        {"when",
         COLUMNS "区段:\n  - 当: 没有\n    单元: [x, x, x]\n  - 当: 总\n    单元: [y, y, y]\n",
         "[y] [y] [y]"},
        {"when an item of a list has it",
         COLUMNS "区段:\n  - {当: 表.没有, 单元: [x, x, x]}\n  - {当: 表.额, 单元: [y, y, y]}\n"
                 "  - {当: 空表.额, 单元: [z, z, z]}\n",
         "[y] [y] [y]"},
        {"conditions",
         COLUMNS
         "区段:\n  - 重复: 表\n    条件: {组: [一, 三], 编号: {不是: A}}\n    单元: [{值: 编号}, ~, ~]\n",
         "[B] [] []"},
        {"bands in bands",
         COLUMNS "区段:\n  - 重复: 组\n    行: [[{值: 名, 跨列: 3}]]\n    区段:\n"
                 "      - {名: 明细, 重复: 项, 单元: [{值: 额}, ~, ~]}\n"
                 "      - 单元: [{公式: '合计([明细.甲])'}, ~, ~]\n",
         "1x3:[一]\n[1=1] [] []\n[2=2] [] []\n[3=3 f] [] []\n1x3:[二]\n[5=5] [] []\n[5=5 f] [] []"},
    };
    RUN(cases);
}

Test(table, cells_of_paragraphs_are_numbered_lines)
{
    static const struct jx_table_case cases[] = {
        {"paragraphs, with line ends that mean nothing",
         COLUMNS "区段:\n  - 单元: [{段落: \"共{{总}}条\\n建议。\\n\\n再议。\"}, ~, ~]\n",
         "[　　共7条建议。\n　　再议。] [] []"},
        {"headings begin at 一、 whatever their level, items have their labels",
         COLUMNS "区段:\n  - 单元:\n      - 段落: |\n          ## 管理\n\n          ### 制度\n\n"
                 "          1. 甲\n          2. 乙\n\n          ## 资金\n      - ~\n      - ~\n",
         "[　　一、管理\n　　（一）制度\n　　1.甲\n　　2.乙\n　　二、资金] [] []"},
        {"nothing", COLUMNS "区段:\n  - 单元: [{段落: ''}, ~, ~]\n", "[] [] []"},
        {"each cell counts anew",
         COLUMNS "区段:\n  - 重复: 组\n    单元: [{段落: \"## {{名}}\"}, ~, ~]\n",
         "[　　一、一] [] []\n[　　一、二] [] []"},
    };
    RUN(cases);
}

Test(table, headings_of_paragraphs_are_strong)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table = jx_test_table_make(
        &t, COLUMNS "区段:\n  - 单元: [{段落: \"## 甲\\n\\n乙**丙**\"}, ~, ~]\n", data, NULL);
    struct jx_buf flags = {.arena = t.arena};
    for (size_t i = 0; i < table->cells[0].text.n; i++)
        jx_buf_printf(&flags, "%u", table->cells[0].text.items[i].flags & JX_I_STRONG);
    JX_ASSERT_STR(jx_buf_str(&flags), "110001", "label, 甲, break, indent, 乙, 丙");
    jx_test_done(&t);
}

Test(table, ticks_show_every_word)
{
    static const struct jx_table_case cases[] = {
        {"in a row, on lines, in brackets",
         COLUMNS "区段:\n  - 重复: 组\n    单元:\n      - {值: 名, 勾选: [一, 二]}\n"
                 "      - {值: 名, 勾选: [一, 二], 勾选样式: 分行}\n"
                 "      - {值: 名, 勾选: [一, 二], 勾选样式: 括号, 记号: [√, ○]}\n",
         "[☑ 一　□ 二] [☑ 一\n□ 二] [一（√）；二（○）。]\n"
         "[□ 一　☑ 二] [□ 一\n☑ 二] [一（○）；二（√）。]"},
        {"a word with a text and marks of its own; none ticked",
         COLUMNS
         "区段:\n  - 单元:\n      - {值: 总, 勾选: ['7', {值: '8', 文: 八, 记号: [●, ○]}]}\n"
         "      - {值: 总, 勾选: [{值: '7', 文: 七}], 记号: [√, ×]}\n"
         "      - {值: 空表, 勾选: [甲]}\n",
         "[☑ 7　○ 八] [√ 七] [□ 甲]"},
    };
    RUN(cases);
}

Test(table, bands_by_what_is_not_there)
{
    static const struct jx_table_case cases[] = {
        {"unless",
         COLUMNS "区段:\n  - {除非: 没有, 单元: [x, x, x]}\n  - {除非: 总, 单元: [y, y, y]}\n"
                 "  - {除非: 空表, 单元: [z, z, z]}\n",
         "[x] [x] [x]\n[z] [z] [z]"},
        {"conditions with a value of the item around",
         COLUMNS "区段:\n  - 重复: 组\n    区段:\n      - 重复: 表\n"
                 "        条件: {组: '{{名}}'}\n        单元: [{值: 编号}, '{{名}}', ~]\n",
         "[A] [一] []\n[B] [一] []\n[C] [二] []"},
        {"deductions are printed below zero",
         COLUMNS
         "区段:\n  - 名: 段\n    重复: 表\n    单元: [{值: 得, 格式: 负数}, {值: 额, 格式: 负数 2, 空: 无}, ~]\n"
         "  - 单元: [{公式: '合计([段.甲])'}, ~, ~]\n",
         "[-3=-3] [-1.50=-1.5] []\n[-4=-4] [-2.00=-2] []\n[-9=-9] [无] []\n[-16=-16 f] [] []"},
    };
    RUN(cases);
}

Test(table, several_notes_are_numbered)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table = jx_test_table_make(
        &t, COLUMNS "注: ['{{总}}项', 乙]\n区段: [{单元: [a, b, c]}]\n", data, NULL);
    JX_ASSERT_STR(table->note, "注：1.7项\n　　2.乙", "two");
    table =
        jx_test_table_make(&t, COLUMNS "注: '共{{总}}项'\n区段: [{单元: [a, b, c]}]\n", data, NULL);
    JX_ASSERT_STR(table->note, "共7项", "one");
    jx_test_done(&t);
}

/* A row for each row of the table: ^ stays with the next one. */
static struct jx_str kept_rows(struct jx_test *t, const struct jx_table *table)
{
    struct jx_buf out = {.arena = t->arena};
    for (size_t r = 0; r < table->n_rows; r++)
        jx_buf_printf(&out, "%u%s", table->rows[r].depth,
                      table->rows[r].keep_with_next ? "^" : " ");
    return jx_buf_str(&out);
}

/* Headings with the first row of their group, subtotals with the last; groups part from each other. */
Test(table, headings_and_subtotals_stay_with_their_group)
{
    struct jx_test t;
    const struct jx_table *table;
    jx_test_init(&t);
    table = jx_test_table_make(&t,
                               COLUMNS "区段:\n  - 表头: 是\n    单元: [甲, 乙, 丙]\n"
                                       "  - 重复: 组\n    区段:\n"
                                       "      - 单元: [{值: 名}, ~, ~]\n"
                                       "      - {名: 明细, 重复: 项, 单元: [{值: 额}, ~, ~]}\n"
                                       "      - 单元: [小计, ~, ~]\n"
                                       "  - 单元: [合计, ~, ~]\n",
                               data, NULL);

    cr_assert(table != NULL);
    JX_ASSERT_STR(kept_rows(&t, table), "0^1^2 2^1 1^2^1^0 ", "kept rows");
    jx_test_done(&t);
}

/* Formulas keep their values; those over a column that is gone lose themselves. */
Test(table, columns_without_data_are_left_out)
{
    static const struct jx_table_case cases[] = {
        {"a middle column, under a spanning cell",
         "列: [{名: 甲}, {名: 乙, 当: 表.没有}, {名: 丙, 当: 表.额}, {名: 丁}]\n"
         "区段:\n  - 单元: [{文: 头, 跨列: 3}, x]\n"
         "  - {名: 明细, 重复: 表, 单元: [{值: 编号}, 乙, {值: 得}, {公式: '[丙]*2'}]}\n"
         "  - 单元: [计, ~, {公式: '合计([明细.丙])'}, ~]\n",
         "1x2:[头] [x]\n[A] [3=3] [6=6 f]\n[B] [4=4] [8=8 f]\n[C] [9=9] [18=18 f]\n"
         "[计] [16=16 f] []"},
        {"the first column, and a merged one",
         "列: [{名: 甲, 当: 表.没有}, {名: 乙}, {名: 丙}]\n"
         "区段:\n  - 单元: [{文: a, 跨行: 2}, b, c]\n  - 单元: [d, e]\n"
         "  - {重复: 表, 合并相同: [乙], 单元: [x, {值: 组}, {值: 编号}]}\n",
         "[b] [c]\n[d] [e]\n2x1:[一] [A]\n[B]\n[二] [C]"},
        {"formulas over what is left, and over what is gone",
         "列: [{名: 甲}, {名: 乙, 当: 没有}, {名: 丙}]\n区段:\n"
         "  - {名: 一行, 单元: [{值: 总, 重复: 3}]}\n"
         "  - 单元: [{公式: '[一行.丙]*2'}, {公式: '[一行]'}, {公式: '[一行.乙]+[甲]'}]\n",
         "[7=7] [7=7]\n[14=14 f] [21=21]"},
        {"not one column is left: all stay", "列: [{名: 甲, 当: 没有}]\n区段:\n  - 单元: [a]\n",
         "[a]"},
    };
    RUN(cases);
}

Test(table, a_band_of_every_item_is_one_column_from_outside)
{
    static const struct jx_table_case cases[] = {
        {"grand total over the items of all groups, above and below them",
         COLUMNS "区段:\n  - 单元: [{公式: '合计([明细.甲])'}, ~, ~]\n"
                 "  - 重复: 组\n    区段:\n"
                 "      - {单元: [{公式: '合计([明细.甲])'}, ~, ~]}\n"
                 "      - {名: 明细, 重复: 项, 单元: [{值: 额}, ~, ~]}\n"
                 "  - 单元: [{公式: '最大([明细.甲])-平均([明细.甲])'}, ~, ~]\n",
         "[8=8 f] [] []\n[3=3 f] [] []\n[1=1] [] []\n[2=2] [] []\n[5=5 f] [] []\n[5=5] [] []\n"
         "[2.333333=2.3333 f] [] []"},
        {"no group at all, and a band that is left out",
         COLUMNS
         "区段:\n  - 重复: 空表\n    区段: [{名: 明细, 重复: 项, 单元: [a, b, c]}]\n"
         "  - {名: 外, 当: 没有, 单元: [a, b, c]}\n"
         "  - 单元: [{公式: '合计([明细.甲])', 空: 无}, {公式: '合计([外.甲])', 空: 无}, ~]\n",
         "[无] [无] []"},
        {"groups without items",
         COLUMNS
         "区段:\n  - 重复: 组\n    区段: [{名: 明细, 重复: 项, 条件: {额: 9}, 单元: [a, b, c]}]\n"
         "  - 单元: [{公式: '合计([明细.甲])', 空: 无}, ~, ~]\n",
         "[无] [] []"},
    };
    RUN(cases);
}

Test(table, a_name_at_several_depths_is_the_nearest)
{
    static const struct jx_table_case cases[] = {
        {"its own group's, from the group; all, from outside",
         COLUMNS
         "区段:\n"
         "  - 重复: 组\n    区段:\n"
         "      - {名: 和, 单元: [{公式: '合计([明细.甲])'}, {值: 名}, ~]}\n"
         "      - {名: 明细, 重复: 项, 单元: [{值: 额}, {公式: '[和.甲]'}, {公式: '[全.甲]'}]}\n"
         "  - {名: 全, 单元: [{公式: '合计([明细.甲])'}, {公式: '合计([和.甲])'}, ~]}\n",
         "[3=3 f] [一] []\n[1=1] [3=3 f] [8=8 f]\n[2=2] [3=3 f] [8=8 f]\n"
         "[5=5 f] [二] []\n[5=5] [5=5 f] [8=8 f]\n[8=8 f] [8=8 f] []"},
        {"the one with fewer steps, where a band and one inside another have the name",
         COLUMNS "区段:\n"
                 "  - 重复: 组\n    区段:\n"
                 "      - {名: 数, 重复: 项, 单元: [{值: 额, 格式: 数 0}, ~, ~]}\n"
                 "  - {名: 数, 单元: [{值: 总}, ~, ~]}\n"
                 "  - 单元: [~, {公式: '合计([数.甲])'}, ~]\n",
         "[1=1] [] []\n[2=2] [] []\n[5=5] [] []\n[7=7] [] []\n[] [7=7 f] []"},
        {"the own group's over one outside of the groups, however many steps below",
         COLUMNS "区段:\n"
                 "  - 重复: 组\n    区段:\n"
                 "      - {名: 数, 重复: 项, 单元: [{值: 额, 格式: 数 0}, ~, ~]}\n"
                 "      - 区段: [{名: 又, 重复: 项, 单元: [{值: 额, 格式: 数 0}, ~, ~]}]\n"
                 "      - 单元: [{公式: '合计([数.甲])'}, {公式: '合计([又.甲])'}, ~]\n"
                 "  - {名: 数, 单元: [{值: 总}, ~, ~]}\n"
                 "  - {名: 又, 单元: [{值: 总}, ~, ~]}\n",
         "[1=1] [] []\n[2=2] [] []\n[1=1] [] []\n[2=2] [] []\n[3=3 f] [3=3 f] []\n"
         "[5=5] [] []\n[5=5] [] []\n[5=5 f] [5=5 f] []\n[7=7] [] []\n[7=7] [] []"},
    };
    RUN(cases);
}

/* The same definition and conditions: the cells are made once, what is said of the table around them is each one's own. */
Test(table, cells_for_the_page_and_the_sheet_are_made_once)
{
    struct jx_test t;
    struct jx_node *root = NULL, *words = NULL;
    struct jx__tabledef *def = NULL;
    struct jx__conditions none = {0}, some = {0}, same = {0};
    jx_test_init(&t);
    struct jx__builder b = {.arena = t.arena, .diags = &t.diags};
    JX_PUSH(t.arena, &b.frames, (struct jx__frame){.value = jx_test_data(&t, data)});
    uint32_t file = jx_sources_add(
        &t.sources, JX_STR("表.yaml"),
        JX_STR(COLUMNS
               "标题: 题\n区段:\n  - 重复: 表\n    单元: [{值: 编号}, {值: 组}, {值: 额}]\n"));
    cr_assert(jx_yaml_parse(t.arena, file, &t.diags, &root) == JX_OK &&
              jx__tabledef_decode(t.arena, JX_STR("表"), root, &t.diags, &def) == JX_OK);
    file = jx_sources_add(&t.sources, JX_STR("条件.yaml"), JX_STR("组: 一\n"));
    cr_assert(jx_yaml_parse(t.arena, file, &t.diags, &words) == JX_OK &&
              jx__conditions_decode(t.arena, words, &t.diags, &some) &&
              jx__conditions_decode(t.arena, words, &t.diags, &same));
    struct jx__table_spec spec = {.def = def, .conditions = &none};
    struct jx_table *page = jx__table_make(&b, &spec);
    page->caption.n = 0;
    spec = (struct jx__table_spec){.def = def, .conditions = NULL, .for_sheet = true};
    const struct jx_table *sheet = jx__table_make(&b, &spec);
    cr_assert(sheet != page && sheet->cells == page->cells && sheet->n_cells == 9);
    cr_assert_eq(sheet->caption.n, 1, "not that of the page");
    spec.conditions = &some;
    const struct jx_table *fewer = jx__table_make(&b, &spec);
    cr_assert(fewer->n_rows == 2 && fewer->cells != page->cells);
    spec.conditions = &same;
    cr_assert(jx__table_make(&b, &spec)->cells == fewer->cells);
    spec.parameters = jx_value_map(t.arena);
    cr_assert(jx__table_make(&b, &spec)->cells != fewer->cells, "texts may ask for parameters");
    jx_test_done(&t);
}

Test(table, merges_equal_neighbours_within_their_group)
{
    static const struct jx_table_case cases[] = {
        {"second column only within the first",
         COLUMNS
         "区段:\n  - 重复: 表\n    合并相同: [甲, 乙]\n    单元: [{值: 组}, {值: 类}, {值: 编号}]\n",
         "2x1:[一] 2x1:[数] [A]\n[B]\n[二] [数] [C]"},
        {"a follower, and its formula over the merged rows",
         COLUMNS "区段:\n  - 重复: 表\n    合并相同: [甲]\n"
                 "    单元: [{值: 组}, {值: 得}, {公式: '合计([乙])', 随: 甲}]\n",
         "2x1:[一] [3=3] 2x1:[7=7 f]\n[4=4]\n[二] [9=9] [9=9 f]"},
        {"over the whole table",
         "合并相同: [甲]\n" COLUMNS
         "区段:\n  - 单元: [块, a, b]\n  - 重复: 表\n    单元: [块, {值: 编号}, ~]\n",
         "4x1:[块] [a] [b]\n[A] []\n[B] []\n[C] []"},
    };
    RUN(cases);
}

Test(table, formulas_are_exact_and_kept_when_they_agree)
{
    static const struct jx_table_case cases[] = {
        {"names of rows, bands, columns",
         COLUMNS "区段:\n  - 行:\n      - {名: 一行, 单元: [1, {值: 总}, {公式: '[乙]+1'}]}\n"
                 "      - {名: 二行, 单元: [2, {公式: '[一行]*2'}, {公式: '[一行.丙]-[乙]'}]}\n",
         "[1] [7=7] [8=8 f]\n[2] [14=14 f] [-6=-6 f]"},
        {"sums over bands, words and blanks left out, percent",
         COLUMNS
         "区段:\n  - 名: 段\n    重复: 表\n    单元: [{值: 额}, {值: 标}, {值: 率, 格式: 百分比 1}]\n"
         "  - 单元: [{公式: '合计([段.甲])'}, {公式: '合计([段.乙])'}, {公式: '比率([甲], 0)', 空: —}]\n",
         "[1.5=1.5] [≥18项] [50.0%=0.5]\n[2=2] [90%] [33.3%=0.3333]\n[] [持续] [100.0%=1]\n"
         "[3.5=3.5 f] [ f] [— f]"},
        {"a formula of the data: kept when it gives what is printed, dropped when its names are not here",
         COLUMNS "区段:\n  - 重复: 表\n    单元: [{值: 额}, {值: 得, 公式: 式}, ~]\n",
         "[1.5=1.5] [3=3 f] []\n[2=2] [4=4] []\n[] [9=9] []"},
        {"forward references",
         COLUMNS
         "区段:\n  - 行:\n      - {名: 头, 单元: [{公式: '[尾]'}, ~, ~]}\n      - {名: 尾, 单元: [{值: 总}, ~, ~]}\n",
         "[7=7 f] [] []\n[7=7] [] []"},
        {"rounded only when printed",
         COLUMNS
         "区段:\n  - 行:\n      - {单元: [{公式: '1÷3', 格式: 数 2}, {公式: '[甲]*3'}, {公式: '2÷3'}]}\n",
         "[0.33=0.3333 f] [1=1 f] [0.666667=0.6667 f]"},
    };
    RUN(cases);
}

Test(table, formats_of_values)
{
    static const struct jx_table_case cases[] = {
        {"target values are numbers with their signs",
         COLUMNS
         "区段:\n  - 重复: 表\n    单元: [{值: 标, 格式: 指标值}, {值: 额, 格式: 金额, 前缀: 计, 后缀: 元}, ~]\n",
         "[≥18项=18] [计1.50元=1.5] []\n[90%=0.9] [计2.00元=2] []\n[持续] [] []"},
    };
    RUN(cases);
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table = jx_test_table_make(
        &t,
        "列: [{名: 甲}, {名: 乙}]\n区段:\n  - 重复: 表\n    单元: [{值: 标, 格式: 指标值, 可填: 是, 批注: 组}, {值: 标, 格式: 指标值}]\n",
        data, NULL);
    cr_assert(table != NULL);
    const struct jx_cell *cell = &table->cells[0];
    JX_ASSERT_STR(cell->format->prefix, "≥", "prefix");
    JX_ASSERT_STR(cell->format->suffix, "项", "suffix");
    JX_ASSERT_STR(jx_cell_more(cell)->id, "A/标", "id");
    JX_ASSERT_STR(jx_cell_more(cell)->comment, "一", "comment");
    cr_expect(cell->format->digits == -1 && !cell->format->percent && cell->input,
              "what is filled in is shown whole");
    cr_expect(cell[1].format->digits == 0 && !cell[1].input, "\"≥\"0\"项\"");
    cr_expect(cell[2].format->percent && cell[2].format->digits == 0);
    jx_test_done(&t);
}

Test(table, component_conditions_select_rows)
{
    struct jx_test t;
    jx_test_init(&t);
    static const char definition[] =
        COLUMNS "区段:\n  - 单元: [头, ~, ~]\n  - 重复: 表\n    单元: [{值: 编号}, ~, ~]\n";
    JX_ASSERT_STR(jx_test_table(t.arena, jx_test_table_make(&t, definition, data, "组: 二")),
                  "[头] [] []\n[C] [] []", "one");
    cr_expect(jx_test_table_make(&t, definition, data, "租: 二") == NULL);
    JX_ASSERT_STR(jx_test_codes(&t), "E468", "a member that nothing has");
    jx_test_done(&t);
}

Test(table, mistakes_have_codes)
{
    static const struct {
        const char *definition, *codes;
    } cases[] = {
        {COLUMNS "区段: [{单元: [a, b]}]", "E478"},
        {COLUMNS "区段: [{单元: [a, b, c, d]}]", "E477"},
        {COLUMNS "区段: [{单元: [a, {文: b, 跨列: 3}]}]", "E477"},
        {COLUMNS "区段: [{单元: [{文: a, 跨行: 2}, b, c]}]", "E479"},
        {COLUMNS "区段: [{单元: [{公式: '[丁]'}, b, c]}]", "E483"},
        {COLUMNS "区段: [{单元: [{公式: '[甲]'}, b, c]}]", "E485"},
        {COLUMNS "区段: [{单元: [{公式: '[乙]'}, {公式: '[甲]'}, c]}]", "E485"},
        {COLUMNS
         "区段: [{名: 段, 重复: 表, 单元: [{值: 额}, b, c]}, {单元: [{公式: '[段]'}, b, c]}]",
         "E486"},
        {COLUMNS "区段: [{重复: 总, 单元: [a, b, c]}]", "E481"},
        {COLUMNS "区段: [{重复: 表表, 单元: [a, b, c]}]", "W482"},
        {COLUMNS "区段: [{表头: 是, 重复: 表, 单元: [a, b, c]}]", "E474"},
        {COLUMNS "区段: [{单元: [a, b, c]}, {表头: 是, 单元: [a, b, c]}]", ""},
        {COLUMNS "区段: [{单元: [{段落: \"| a |\\n|---|\\n| b |\"}, b, c]}]", "E550"},
        {COLUMNS "区段: [{单元: [{值: 总, 勾选: 否}, b, c]}]", "E551"},
        {COLUMNS "区段: [{单元: [{值: 总, 勾选: []}, b, c]}]", "E551"},
        {COLUMNS "区段: [{单元: [{值: 总, 勾选: [甲], 记号: [√]}, b, c]}]", "E552"},
        {COLUMNS "区段: [{单元: [{勾选: [甲]}, b, c]}]", "E553"},
        {COLUMNS "区段: [{单元: [{值: 总, 勾选: 是}, b, c]}]", "E554"},
        {COLUMNS "区段: [{单元: [{值: 总, 勾选: [甲]}, b, c]}]", "E555"},
        {COLUMNS "区段: [{单元: [a, b, c], 行: []}]", "E471"},
        {COLUMNS "区段: [{名: 空}]", "E472"},
        {COLUMNS "区段: []", "E473"},
        {COLUMNS "区段: [{单元: 甲}]", "E470"},
        {COLUMNS "区段: [{单元: [{文: a, 值: b}, b, c]}]", "E476"},
        {COLUMNS "区段: [{单元: [{值: 总, 格式: 文}, b, c]}]", "E469"},
        {COLUMNS "区段: [{条件: [a], 单元: [a, b, c]}]", "E467"},
        {COLUMNS "区段: [{合并相同: [丁], 单元: [a, b, c]}]", "E462"},
        {COLUMNS "区段: [{单元: [{文: a, 跨列: 0}, b, c]}]", "E461"},
        {COLUMNS "区段: [{单元: [{文: '{{没有}}'}, b, c]}]", "E409"},
        {"列: [{名: 甲, 宽: 1}, {名: 甲}]\n区段: [{单元: [a, b]}]", "E463"},
        {"列: [{名: 甲, 宽: 0}]\n区段: [{单元: [a]}]", "E465"},
        {"列: []\n区段: [{单元: [a]}]", "E464"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        jx_test_table_make(&t, cases[i].definition, data, NULL);
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, cases[i].definition);
        jx_test_done(&t);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* A random definition that fills its grid: each row is made by walking over the columns the rows above left free. */
static struct jx_str random_definition(struct jx_test *t, uint32_t *seed)
{
    struct jx_buf out = {.arena = t->arena};
    size_t n_cols = 1 + next_random(seed) % 5, n_rows = 1 + next_random(seed) % 6;
    size_t busy[5] = {0};
    jx_buf_adds(&out, "列:\n");
    for (size_t col = 0; col < n_cols; col++)
        jx_buf_printf(&out, "  - {名: c%zu%s}\n", col,
                      next_random(seed) % 4 == 0 ? ", 当: 表.没有" : "");
    jx_buf_adds(&out, "合并相同: [c0]\n区段:\n  - 合并相同: [c0]\n    行:\n");
    for (size_t row = 0; row < n_rows; row++) {
        jx_buf_adds(&out, "      - [");
        for (size_t col = 0; col < n_cols;) {
            if (busy[col] > row) {
                col++;
                continue;
            }
            size_t room = 0;
            while (col + room < n_cols && busy[col + room] <= row)
                room++;
            size_t cols = 1 + next_random(seed) % room,
                   rows = 1 + next_random(seed) % (n_rows - row);
            jx_buf_printf(&out, "{文: t%u, 跨列: %zu, 跨行: %zu}, ",
                          (unsigned)(next_random(seed) % 2), cols, rows);
            for (size_t i = 0; i < cols; i++)
                busy[col + i] = row + rows;
            col += cols;
        }
        jx_buf_adds(&out, "]\n");
    }
    jx_buf_adds(&out, "  - 重复: 表\n    合并相同: [c0]\n    单元: [");
    for (size_t col = 0; col < n_cols; col++)
        jx_buf_adds(&out, col == 0 ? "{值: 组}, " : "{值: 类}, ");
    jx_buf_adds(&out, "]\n");
    return jx_buf_str(&out);
}

Test(table, every_position_is_covered_once)
{
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx_str definition = random_definition(&t, &seed);
        const struct jx_table *table = jx_test_table_make(&t, definition.ptr, data, NULL);
        cr_assert(table != NULL, "%.*s\n%.*s", JX_FMT(definition),
                  JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        unsigned char *covered = JX_ARRAY(t.arena, unsigned char, table->n_rows * table->n_cols);
        for (size_t i = 0; i < table->n_cells; i++) {
            const struct jx_cell *cell = &table->cells[i];
            for (size_t r = 0; r < cell->rows; r++)
                for (size_t c = 0; c < cell->cols; c++)
                    covered[(cell->row + r) * table->n_cols + cell->col + c]++;
        }
        for (size_t i = 0; i < table->n_rows * table->n_cols; i++)
            cr_assert(covered[i] == 1, "%.*s", JX_FMT(definition));
        jx_test_done(&t);
    }
}

/* ---- for the workbook ---- */

static const struct jx_cell *cell_at(const struct jx_table *table, size_t row, size_t col)
{
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].row == row && table->cells[i].col == col)
            return &table->cells[i];
    return NULL;
}

Test(table, checks_have_numbers_or_cells_of_their_row_as_ends)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table =
        jx_test_table_make(&t,
                           "列: [{名: 丁, 当: 没有}, {名: 甲}, {名: 乙}, {名: 丙}]\n"
                           "区段:\n"
                           "  - 重复: 表\n"
                           "    单元:\n"
                           "      - ~\n"
                           "      - {值: 额}\n"
                           "      - {值: 得, 可填: 是, 校验: '0 至 [甲]'}\n"
                           "      - {值: 率, 可填: 是, 校验: ≤100%, 提示: 填比率}\n",
                           data, NULL);
    cr_assert(table != NULL && t.diags.n == 0);
    const struct jx_check *check = jx_cell_more(cell_at(table, 1, 1))->check;
    cr_assert(check->kind == JX_CHECK_NUM && check->low.set && check->high.set);
    cr_assert(jx_num_sign(check->low.num) == 0 && check->low.name.ptr == NULL);
    cr_assert(check->high.row == 1 && check->high.col == 0, "after 丁 is gone");
    cr_assert(!jx_cell_more(cell_at(table, 2, 1))->check->high.set,
              "the third 额 is blank: no upper end");
    check = jx_cell_more(cell_at(table, 0, 2))->check;
    cr_assert(check->kind == JX_CHECK_PERCENT && !check->low.set && check->high.set);
    JX_ASSERT_STR(check->prompt, "填比率", "提示");
    jx_test_done(&t);
}

Test(table, a_chart_sums_over_what_a_column_has_merged)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table = jx_test_table_make(
        &t,
        "图表:\n"
        "  - {类型: 条形, 区段: 明细, 随: 甲, 名: 甲, 值: {名: 和, 值: '合计([丙])'}}\n"
        "  - {类型: 柱形, 区段: 明细, 名: 乙, 值: [丙, 丁]}\n" COLUMNS_FOUR "区段:\n"
        "  - 名: 明细\n"
        "    重复: 表\n"
        "    合并相同: [甲]\n"
        "    单元: [{值: 组}, {值: 编号}, {值: 得}, {文: 字}]\n",
        data, NULL);
    cr_assert(table != NULL && t.diags.n == 0, "%.*s",
              JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
    cr_assert_eq(table->n_charts, 2);
    const struct jx_table_chart *chart = &table->charts[0];
    cr_assert(chart->n_points == 2 && chart->n_series == 1);
    JX_ASSERT_STR(jx__inlines_text(t.arena, &chart->labels[1].text), "二", "second group");
    JX_ASSERT_STR(jx_num_text(t.arena, *chart->values[0].num, 2), "7", "3 + 4");
    JX_ASSERT_STR(jx_num_text(t.arena, *chart->values[1].num, 2), "9", "9");
    cr_assert(chart->values[0].more->refs[0].row0 == 0 && chart->values[0].more->refs[0].row1 == 1);
    chart = &table->charts[1];
    cr_assert(chart->n_points == 3 && chart->n_series == 1, "words are not drawn");
    JX_ASSERT_STR(chart->names[0], "丙", "named after its column");
    jx_test_done(&t);
}
