/* Columns that stand once for each item of a list: where their cells, values, sums and widths come to stand. */
#include "table_make.h"

static const char data[] =
    "年:\n"
    "  - {名称: 甲年, 预算: 10, 支出: 4, 备注: 有}\n"
    "  - {名称: 乙年, 预算: 20, 支出: 5}\n"
    "词: [赵, 钱, 孙]\n"
    "独: [赵]\n"
    "空表: []\n"
    "缺: [{类: 人}, {类: [人, 物]}, {类: ''}]\n"
    "项:\n"
    "  - {名称: a, 组: 一, 权: 9, 分: {赵: 1, 钱: 2, 孙: 3}, 各: {甲年: {预算: 7}, 乙年: {预算: 13}}}\n"
    "  - {名称: b, 组: 一, 权: 8, 分: {赵: 4, 孙: 6}, 各: {甲年: {预算: 3}, 乙年: {预算: 7}}}\n";

#define RUN(cases) jx_test_tables(cases, sizeof(cases) / sizeof *(cases), data)
#define WORDS "列: [{名: 甲}, {名: 乙, 重复: 词}, {名: 丙}]\n区段:\n"
#define GROUP "列: [{名: 甲}, {重复: 年, 列: [{名: 预}, {名: 支}]}, {名: 丙}]\n区段:\n"

Test(repeat_columns, cells_are_written_once_and_stand_for_each_item)
{
    static const struct jx_table_case cases[] = {
        {"words of the data, under a heading over all of them",
         WORDS "  - 行:\n      - [{文: x, 跨行: 2}, {文: 打分, 跨项: 是}, {文: y, 跨行: 2}]\n"
               "      - ['{{列项}}']\n",
         "2x1:[x] 1x3:[打分] 2x1:[y]\n[赵] [钱] [孙]"},
        {"words of the definition, chosen by a condition",
         "列: [{名: 甲, 重复: [一, 二, '{{独.1}}'], 条件: {.: {不是: 二}}}, {名: 乙}]\n"
         "区段:\n  - 单元: ['{{@序号}}{{列项}}', x]\n",
         "[1一] [2赵] [x]"},
        {"a group: spans inside it, over it with its neighbours, and over a part of the rows",
         GROUP "  - 单元: [{文: 全, 跨列: 4}]\n"
               "  - 单元: [甲, {文: '{{名称}}', 跨列: 2}, 丙]\n"
               "  - 单元: [{文: 两, 跨列: 3}, 丙]\n"
               "  - 行:\n      - [a, {文: b, 跨行: 2}, c, d]\n      - [e, f, g]\n",
         "1x6:[全]\n[甲] 1x2:[甲年] 1x2:[乙年] [丙]\n1x5:[两] [丙]\n"
         "[a] 2x1:[b] [c] 2x1:[b] [c] [d]\n[e] [f] [f] [g]"},
        {"several cells of a row, and copies", GROUP "  - 单元: [甲, {文: x, 重复: 2}, 丙]\n",
         "[甲] [x] [x] [x] [x] [丙]"},
        {"a list without items takes its columns away",
         "列: [{名: 甲}, {名: 乙, 重复: 空表}, {名: 丙}]\n"
         "区段:\n  - 单元: [{文: 头, 跨列: 2}, x]\n  - 单元: [a, '{{没有}}', {公式: '合计([乙])', 空: 无}]\n",
         "[头] [x]\n[a] [无]"},
    };
    RUN(cases);
}

Test(repeat_columns, values_come_from_the_item_of_the_row_or_of_the_column)
{
    static const struct jx_table_case cases[] = {
        {"a row that is not repeated shows the column's item",
         GROUP "  - 单元: [甲, {值: 预算}, {值: 备注, 空: 无}, 1]\n"
               "  - 单元: [甲, {值: 列项.支出}, '{{列项.名称}}', 丙]\n",
         "[甲] [10=10] [有] [20=20] [无] [1]\n[甲] [4=4] [甲年] [5=5] [乙年] [丙]"},
        {"a repeated row shows its own, the column's by 列项, and what is named after it",
         GROUP
         "  - 重复: 项\n    单元: [{值: 名称}, {值: '各.[列项].预算'}, {值: 列项.支出}, {值: 预算}]\n",
         "[a] [7=7] [4=4] [13=13] [5=5] []\n[b] [3=3] [4=4] [7=7] [5=5] []"},
        {"words, and the name of the column",
         "列: [{名: 权}, {名: 分, 重复: 词}]\n区段:\n"
         "  - 重复: 项\n    单元: [{值: '[列]'}, {值: '[列].[列项]', 空: 缺}]\n",
         "[9=9] [1=1] [2=2] [3=3]\n[8=8] [4=4] [缺] [6=6]"},
        {"ticks by item",
         "列: [{名: 甲}, {名: 乙, 重复: 年}]\n区段:\n"
         "  - 单元: [甲, {值: 名称, 勾选: [甲年, 乙年]}]\n",
         "[甲] [☑ 甲年　□ 乙年] [□ 甲年　☑ 乙年]"},
    };
    RUN(cases);
}

Test(repeat_columns, names_of_formulas_mean_the_own_item_or_all_of_them)
{
    static const struct jx_table_case cases[] = {
        {"in a row: all items; below: the same column; in the corner: all rows of all columns",
         WORDS
         "  - 名: 明细\n    重复: 项\n"
         "    单元: [{值: 名称}, {值: '分.[列项]'}, {公式: '合计([乙])'}]\n"
         "  - 名: 计\n    单元: [计, {公式: '合计([明细.乙])'}, {公式: '合计([明细.乙])-合计([明细.丙])'}]\n"
         "  - 单元: [率, {公式: '[计]÷[丙]'}, {公式: '最大([计.乙])'}]\n",
         "[a] [1=1] [2=2] [3=3] [6=6 f]\n[b] [4=4] [] [6=6] [10=10 f]\n"
         "[计] [5=5 f] [2=2 f] [9=9 f] [0=0 f]\n"
         "[率] [0.555556=0.5556 f] [0.222222=0.2222 f] [1=1 f] [9=9 f]"},
        {"in a group: its neighbour in the same item; outside: those of each item",
         GROUP
         "  - {名: 数, 单元: [甲, {值: 预算}, {值: 支出}, {公式: '合计([预])'}]}\n"
         "  - 单元: [率, {公式: '[数.支]÷[数.预]', 格式: 百分比 0}, {公式: '[预]*2'}, {公式: '平均([支])'}]\n"
         "  - 单元: [甲, {公式: '合计([数])', 跨项: 是}, {公式: '合计([数.预],[数.支])'}]\n",
         "[甲] [10=10] [4=4] [20=20] [5=5] [30=30 f]\n"
         "[率] [40%=0.4 f] [0.8=0.8 f] [25%=0.25 f] [0.5=0.5 f] [0.65=0.65 f]\n"
         "[甲] 1x4:[10=10 f] [39=39 f]"},
        {"columns that an item lacks are gone, with what is said of them",
         "列: [{名: 甲}, {重复: 年, 列: [{名: 预}, {名: 注, 当: 备注}]}]\n区段:\n"
         "  - 单元: [甲, {文: '{{名称}}', 跨列: 2}]\n"
         "  - 单元: [{公式: '合计([预])'}, {值: 预算}, {值: 备注}]\n",
         "[甲] 1x2:[甲年] [乙年]\n[30=30 f] [10=10] [有] [20=20]"},
        {"one item is a value of its own",
         "列: [{名: 甲}, {名: 乙, 重复: 独}]\n区段:\n"
         "  - {重复: 项, 单元: [{公式: '合计([乙])*2'}, {值: '分.[列项]'}]}\n",
         "[2=2 f] [1=1]\n[8=8 f] [4=4]"},
    };
    RUN(cases);
}

Test(repeat_columns, a_tick_a_column)
{
    static const struct jx_table_case cases[] = {
        {"one word, several words, none",
         "列: [{名: 甲, 重复: [人, 钱, 物]}, {名: 乙}]\n区段:\n"
         "  - 重复: 缺\n    单元: [{值: 类, 勾选: 列项}, {值: 类, 空: 无}]\n",
         "[√] [] [] [人]\n[√] [] [√] [人、物]\n[] [] [] [无]"},
        {"own marks",
         "列: [{名: 甲, 重复: [人, 钱]}]\n区段:\n"
         "  - 重复: 缺\n    单元: [{值: 类, 勾选: 列项, 记号: [Y, N]}]\n",
         "[Y] [N]\n[Y] [N]\n[N] [N]"},
        {"several words in one cell",
         "列: [{名: 甲}]\n区段:\n  - 重复: 缺\n    单元: [{值: 类, 勾选: [人, 钱, 物]}]\n",
         "[☑ 人　□ 钱　□ 物]\n[☑ 人　□ 钱　☑ 物]\n[□ 人　□ 钱　□ 物]"},
    };
    RUN(cases);
}

Test(repeat_columns, rows_for_words_of_the_definition)
{
    static const struct jx_table_case cases[] = {
        {"words as items, with conditions and {{…}}",
         "列: [{名: 甲}, {名: 乙}]\n区段:\n"
         "  - 重复: [预算, '{{独.1}}', 支出]\n    条件: {.: {不是: 赵}}\n"
         "    单元: ['{{@序号}}{{.}}', {值: '年.1.[项]'}]\n",
         "[1预算] [10=10]\n[2支出] [4=4]"},
    };
    RUN(cases);
}

Test(repeat_columns, merging_follows_each_item)
{
    static const struct jx_table_case cases[] = {
        {"sums that follow the merging of another column, each over its own item",
         "列: [{名: 组}, {重复: [赵, 孙], 列: [{名: 分}, {名: 计}]}]\n区段:\n"
         "  - 重复: 项\n    合并相同: [组]\n"
         "    单元: [{值: 组}, {值: '分.[列项]'}, {公式: '合计([分])', 随: 组}]\n",
         "2x1:[一] [1=1] 2x1:[5=5 f] [3=3] 2x1:[9=9 f]\n[4=4] [6=6]"},
        {"equal cells of each item",
         "列: [{名: 甲}, {名: 乙, 重复: [组, 名称]}]\n区段:\n"
         "  - 重复: 项\n    合并相同: [乙]\n    单元: [{值: 名称}, {值: '[列项]'}]\n",
         "[a] 2x1:[一] [a]\n[b] [b]"},
    };
    RUN(cases);
}

Test(repeat_columns, a_check_has_the_cell_of_its_item_as_end)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table =
        jx_test_table_make(&t,
                           "列: [{名: 甲}, {重复: 年, 列: [{名: 预}, {名: 支}]}]\n区段:\n"
                           "  - 单元: [x, {值: 预算}, {值: 支出, 可填: 是, 校验: '0 至 [预]'}]\n",
                           data, NULL);
    cr_assert(table != NULL && t.diags.n == 0 && table->n_cells == 5);
    cr_assert(jx_cell_more(&table->cells[2])->check->high.set &&
              jx_cell_more(&table->cells[2])->check->high.col == 1);
    cr_assert(jx_cell_more(&table->cells[4])->check->high.set &&
              jx_cell_more(&table->cells[4])->check->high.col == 3);
    jx_test_done(&t);
}

Test(repeat_columns, a_cell_knows_the_record_that_it_came_from)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table =
        jx_test_table_make(&t,
                           "列: [{名: 甲, 重复: 年}]\n区段:\n  - 单元: [{值: 预算, 可填: 是}]\n"
                           "  - 重复: 项\n    单元: [{值: 列项.支出}]\n"
                           "  - 重复: 项\n    单元: [{值: '各.[列项].预算', 可填: 是}]\n",
                           data, NULL);
    cr_assert(table != NULL && t.diags.n == 0 && table->n_cells == 10);
    JX_ASSERT_STR(jx_cell_source(&table->cells[1])->path, "预算", "path in the item");
    JX_ASSERT_STR(jx_cell_more(&table->cells[1])->id, "乙年/预算", "identity");
    cr_assert(jx_str_is(jx_value_str(t.arena, jx_value_find(table->cells[1].item, JX_STR("名称"))),
                        "乙年"));
    JX_ASSERT_STR(jx_cell_source(&table->cells[3])->path, "支出", "列项.支出 in its item");
    cr_assert(table->cells[3].item == table->cells[1].item);
    JX_ASSERT_STR(jx_cell_more(&table->cells[9])->id, "b/各.乙年.预算",
                  "identity in a repeated row");
    jx_test_done(&t);
}

Test(repeat_columns, widths_are_those_of_one_item_or_shared)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_table *table = jx_test_table_make(
        &t,
        "列: [{名: 甲, 宽: 20}, {名: 乙, 宽: 6, 重复: 年}, {名: 丙, 重复: 词, 总宽: 30},\n"
        "     {重复: 年, 总宽: 30, 列: [{名: 丁, 宽: 2}, {名: 戊, 宽: 1}]}]\n"
        "区段:\n  - 单元: [a, b, c, d, e]\n",
        data, NULL);
    static const uint32_t widths[] = {200, 60, 60, 100, 100, 100, 100, 50, 100, 50};
    cr_assert(table != NULL && t.diags.n == 0 && table->n_cols == 10);
    for (size_t i = 0; i < 10; i++)
        cr_expect(table->widths[i] == widths[i], "%zu: %u", i, (unsigned)table->widths[i]);
    jx_test_done(&t);
}
