#include "test.h"

#include "form.h"

#include "xlsx/internal.h"

JX_SUITE(formula)

/* A table of one data row below a header: A2 甲 = 8, B2 乙 = 10, C2 文 = a text, D2 空 = nothing, E2 算 = a formula's
 * number, F2 果 = the cell under test; G2 零. The grid starts in sheet row 3 (row 0 is the header). */
static struct form form;

static struct jx_cell *table_with(const char *formula)
{
    form_init(&form, test_arena, 2, 7);
    for (size_t i = 0; i < 7; i++)
        form_cell(&form, 0, i, "头")->header = true;
    struct jx_num_format plain = {.digits = -1};
    form_number(&form, 1, 0, "8", "8", plain);
    form_number(&form, 1, 1, "10", "10", plain);
    form_cell(&form, 1, 2, "优");
    form_cell(&form, 1, 3, "");
    form_formula(&form, form_number(&form, 1, 4, "3", "3", plain), "1+2");
    struct jx_cell *cell = form_number(&form, 1, 5, "1", "1", plain);
    form_number(&form, 1, 6, "0", "0", plain);
    form_formula(&form, cell, formula);
    cr_assert(jx_cell_formula(cell), "%s", jx_diags_print(test_arena, &form.diags, false).ptr);
    static const char *const names[] = {"甲", "乙", "文", "空", "算", NULL, "零"};
    for (size_t i = 0; i < 7; i++)
        if (names[i])
            form_ref(cell, names[i], 1, i, 1, i);
    form_ref(cell, "列", 1, 0, 1, 1);
    return cell;
}

static struct jx_str excel_of(struct jx_cell *cell)
{
    struct jx_str reason = {0};
    return jx__xlsx_formula(test_arena, form.table, cell, 2, &reason);
}

static struct jx_str excel(const char *formula)
{
    return excel_of(table_with(formula));
}

Test(formula, writes_arithmetic_with_the_parentheses_that_matter)
{
    JX_EQ_STR(excel("甲 + 乙 × 2"), "=A4+B4*2");
    JX_EQ_STR(excel("(甲 + 乙) × 2"), "=(A4+B4)*2");
    JX_EQ_STR(excel("甲 - (乙 - 1)"), "=A4-(B4-1)");
    JX_EQ_STR(excel("甲 - 乙 - 1"), "=A4-B4-1");
    JX_EQ_STR(excel("甲 ÷ (乙 × 2)"), "=A4/(B4*2)");
    JX_EQ_STR(excel("-(甲 + 乙)"), "=-(A4+B4)");
    JX_EQ_STR(excel("95% × 甲"), "=95%*A4");
    JX_EQ_STR(excel("甲 × 0.5"), "=A4*0.5");
}

Test(formula, writes_functions_in_english)
{
    JX_EQ_STR(excel("四舍五入(甲, 1)"), "=ROUND(A4,1)");
    JX_EQ_STR(excel("截断(甲, 0)"), "=TRUNC(A4,0)");
    JX_EQ_STR(excel("合计(列, 3)"), "=SUM(A4:B4,3)");
    JX_EQ_STR(excel("平均(列)"), "=AVERAGE(A4:B4)");
    JX_EQ_STR(excel("最小(甲, 乙)"), "=MIN(A4,B4)");
    JX_EQ_STR(excel("最大(甲, 乙)"), "=MAX(A4,B4)");
    JX_EQ_STR(excel("如果(甲 ≥ 60%, 1, 0)"), "=IF(A4>=60%,1,0)");
    JX_EQ_STR(excel("如果(甲 - 乙, 1, 0)"), "=IF(A4-B4<>0,1,0)");
}

Test(formula, keeps_blanks_blank)
{
    JX_EQ_STR(excel("比率(甲, 乙)"), "=IF(B4=0,\"\",A4/B4)");
    JX_EQ_STR(excel("空 + 空"), "=IF(COUNT(D4,D4)=0,\"\",SUM(D4)+SUM(D4))");
    JX_EQ_STR(excel("空 + 甲"), "=SUM(D4)+A4");
    JX_EQ_STR(excel("合计(空)"), "=IF(COUNT(D4)=0,\"\",SUM(D4))");
    JX_EQ_STR(excel("取值(空, 甲)"), "=IF(COUNT(D4)=0,A4,D4)");
    JX_EQ_STR(excel("四舍五入(比率(甲, 乙), 4)"), "=IF(B4=0,\"\",ROUND(IF(B4=0,0,A4/B4),4))");
    JX_EQ_STR(excel("算 × 2"), "=SUM(E4)*2");
}

Test(formula, leaves_computed_blanks_out_of_aggregates)
{
    JX_EQ_STR(excel("最小(1, 比率(甲, 乙))"), "=MIN(1,IF(B4=0,9E+307,A4/B4))");
    JX_EQ_STR(excel("最大(0, 比率(甲, 乙))"), "=MAX(0,IF(B4=0,-9E+307,A4/B4))");
    JX_EQ_STR(excel("平均(甲, 比率(甲, 乙))"),
              "=SUM(A4,IF(B4=0,0,A4/B4))/SUM(IF(B4=0,0,1),COUNT(A4))");
}

Test(formula, shows_the_blank_that_the_cell_shows)
{
    struct jx_cell *cell = table_with("比率(甲, 零)");
    cell->num = NULL;
    cell->text = form_text(&form, "—");
    JX_EQ_STR(excel_of(cell), "=IF(G4=0,\"—\",A4/G4)");
}

Test(formula, compares_texts_exactly_and_quotes_them)
{
    JX_EQ_STR(excel("如果(文 = “优”, 甲, 乙)"), "=IF(EXACT(C4,\"优\"),A4,B4)");
    JX_EQ_STR(excel("如果(文 ≠ “优”, 甲, 乙)"), "=IF(NOT(EXACT(C4,\"优\")),A4,B4)");
    JX_EQ_STR(excel("如果(甲 > 1, “a\"b”, “=1+1”)"), "=IF(A4>1,\"a\"\"b\",\"=1+1\")");
    JX_EQ_STR(excel("(甲 > 1) × 3"), "=N(A4>1)*3");
}

Test(formula, gives_up_on_names_outside_the_table)
{
    struct jx_str reason = {0};
    struct jx_cell *cell = table_with("甲 + 总分");
    struct jx_str formula = jx__xlsx_formula(test_arena, form.table, cell, 2, &reason);
    cr_assert_null(formula.ptr);
    JX_EQ_STR(reason, "总分");
}

Test(formula, joins_the_ranges_of_a_name)
{
    struct jx_cell *cell = table_with("合计(列) + 平均(列)");
    form_ref(cell, "列", 1, 4, 1, 4);
    JX_EQ_STR(excel_of(cell), "=SUM(A4:B4,E4)+AVERAGE(A4:B4,E4)");
    cell = table_with("合计(列)");
    form_ref(cell, "列", 9, 0, 9, 1);
    cr_assert_not(excel_of(cell).ptr, "a range outside the table");
}

Test(formula, leaves_out_bands_without_rows)
{
    static const char *const formulas[][2] = {
        {"最大(0, 合计(列) - 合计(无))", "=MAX(0,SUM(A4:B4))"},
        {"合计(列, 无)", "=SUM(A4:B4)"},
        {"平均(无, 甲)", "=AVERAGE(A4)"},
        {"甲 × (1 - 合计(无))", "=A4*1"},
        {"合计(无) + 甲", "=0+A4"},
        {"取值(合计(无), 甲)", "=IF(TRUE,A4,0)"},
        {"合计(无)", NULL},
    };
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        struct jx_cell *cell = table_with(formulas[i][0]);
        form_ref(cell, "无", 0, 0, SIZE_MAX, 0);
        struct jx_str made = excel_of(cell);
        if (formulas[i][1])
            JX_EQ_STR(made, formulas[i][1]);
        else
            cr_assert_null(made.ptr);
    }
}

Test(formula, gives_up_on_ranges_where_one_number_is_meant)
{
    cr_assert_null(excel("列 + 1").ptr);
}

/* f(f(…f(甲)…)) of the given height. */
static const char *nested(const char *before, const char *after, size_t height)
{
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < height; i++)
        jx_buf_adds(&buf, before);
    jx_buf_adds(&buf, "甲");
    for (size_t i = 0; i < height; i++)
        jx_buf_adds(&buf, after);
    return jx_buf_str(&buf).ptr;
}

Test(formula, stays_within_the_limits_of_excel)
{
    struct jx_str reason = {0};
    struct jx_cell *deep = table_with(nested("四舍五入(", ",1)", 70));
    cr_assert_null(jx__xlsx_formula(test_arena, form.table, deep, 2, &reason).ptr);
    cr_assert_null(reason.ptr);
    struct jx_cell *bushy = table_with(nested("比率(1, ", ")", 90));
    cr_assert_null(jx__xlsx_formula(test_arena, form.table, bushy, 2, &reason).ptr);
}

Test(formula, points_at_the_corner_of_merged_cells)
{
    form_init(&form, test_arena, 2, 2);
    struct jx_cell *merged =
        form_number(&form, 0, 0, "7", "7", (struct jx_num_format){.digits = -1});
    merged->rows = 2;
    form_cell(&form, 0, 1, "");
    struct jx_cell *cell = form_number(&form, 1, 1, "8", "8", (struct jx_num_format){.digits = -1});
    form_formula(&form, cell, "大 + 1");
    form_ref(cell, "大", 1, 0, 1, 0);
    JX_EQ_STR(excel_of(cell), "=A3+1");
}

Test(formula, names_columns_past_z)
{
    JX_EQ_STR(jx__xlsx_a1(test_arena, 0, 25), "Z1");
    JX_EQ_STR(jx__xlsx_a1(test_arena, 9, 26), "AA10");
    JX_EQ_STR(jx__xlsx_a1(test_arena, 0, 701), "ZZ1");
    JX_EQ_STR(jx__xlsx_a1(test_arena, 0, 16383), "XFD1");
}

Test(formula, shows_the_word_for_no_value_when_it_is_blank)
{
    struct jx_cell *cell = table_with("比率(甲, 空)");
    cell->more->blank = JX_STR("—");
    JX_EQ_STR(excel_of(cell), "=IF(SUM(D4)=0,\"—\",A4/SUM(D4))");
}
