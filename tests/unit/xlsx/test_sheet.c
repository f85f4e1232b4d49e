#include "test.h"

#include "form.h"

#include "xlsx/internal.h"

#include <stdlib.h>
#include <unistd.h>

static struct jx_font_book *book;
static struct form form;

static void open_book(void)
{
    jx_test_open();
    form_make(&form, test_arena);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &form.diags, &book),
                 JX_OK);
}

static void close_book(void)
{
    jx_font_book_free(book);
    jx_test_close();
}

TestSuite(sheet, .init = open_book, .fini = close_book);

static enum jx_status write_on(struct jx_date date, struct jx_str *ret_bytes)
{
    struct jx_document document = {
        .title = JX_STR("自评报告"), .author = JX_STR("忻州市<政府>"), .date = date};
    struct jx_sheet sheet = {JX_STR("附件1"), form.table};
    struct jx_workbook workbook = {JX_STR("附件1.xlsx"), &sheet, 1};
    return jx_xlsx_write(test_arena, &document, &workbook, book, &form.diags, ret_bytes);
}

static enum jx_status write_table(struct jx_str *ret_bytes)
{
    return write_on((struct jx_date){2021, 1, 15}, ret_bytes);
}

static bool said(enum jx_diag_code code)
{
    for (size_t i = 0; i < form.diags.n; i++)
        if (form.diags.items[i].code == code)
            return true;
    return false;
}

/* ---- the workbook ---- */

Test(sheet, is_a_zip_and_says_nothing)
{
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_OK);
    cr_assert(jx_str_starts(bytes, JX_STR("PK\x03\x04")));
    cr_assert_eq(form.diags.n, 0, "%s", jx_diags_print(test_arena, &form.diags, false).ptr);
}

Test(sheet, has_the_same_bytes_on_any_day_in_any_zone)
{
    struct jx_str first = {0};
    struct jx_str second = {0};
    cr_assert_eq(write_table(&first), JX_OK);
    setenv("TZ", "Asia/Shanghai", 1);
    sleep(2); /* zip entries count in steps of two seconds */
    cr_assert_eq(write_table(&second), JX_OK);
    unsetenv("TZ");
    cr_assert(jx_str_eq(first, second));
}

Test(sheet, has_other_bytes_for_another_date)
{
    struct jx_str first = {0};
    cr_assert_eq(write_table(&first), JX_OK);
    struct jx_str second = {0};
    cr_assert_eq(write_on((struct jx_date){2021, 1, 16}, &second), JX_OK);
    cr_assert(!jx_str_eq(first, second));
}

/* A string of n times a Han character. */
static const char *many(size_t n)
{
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < n; i++)
        jx_buf_adds(&buf, "绩");
    return jx_buf_str(&buf).ptr;
}

Test(sheet, refuses_a_text_no_cell_can_hold)
{
    form.table->cells[10].text = form_text(&form, many(32768));
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_E_INPUT);
    cr_assert(said(JX_D_SHEET_TEXT_LONG));
    cr_assert_null(bytes.ptr);
}

Test(sheet, warns_of_a_note_higher_than_excel_allows)
{
    form.table->note = jx_str_of(many(3000));
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_OK);
    cr_assert(said(JX_D_SHEET_ROW_HIGH));
}

Test(sheet, cuts_a_row_higher_than_excel_allows)
{
    struct jx_str bytes = {0};
    form.table->cells[form.table->n_cells - 1].text = form_text(&form, many(2000));
    cr_assert_eq(write_table(&bytes), JX_OK);
    cr_assert_not(said(JX_D_SHEET_ROW_HIGH));
}

Test(sheet, writes_a_number_of_too_many_digits_as_text_and_says_so)
{
    struct jx_cell *cell = &form.table->cells[form.table->n_cells - 1];
    cell->num = jx_num_make(test_arena, form_num(&form, "1234567890123456789"));
    cell->text = form_text(&form, "1234567890123456789");
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_OK);
    cr_assert(said(JX_D_SHEET_NUMBER_TEXT));
}

Test(sheet, keeps_the_value_of_a_formula_it_cannot_write)
{
    struct jx_cell *cell = &form.table->cells[form.table->n_cells - 2];
    form_formula(&form, cell, "总分");
    cell->more->n_refs = 0;
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_OK);
    cr_assert(said(JX_D_SHEET_FORMULA_NAME));
}

Test(sheet, takes_no_more_number_formats_than_excel)
{
    form_init(&form, test_arena, 250, 1);
    for (size_t i = 0; i < 250; i++)
        form_number(&form, i, 0, "1", "1",
                    (struct jx_num_format){.suffix = jx_str_printf(test_arena, "项%zu", i)});
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_OK);
    cr_assert_eq(form.diags.n, 50);
}

Test(sheet, says_when_there_is_no_place_to_write)
{
    setenv("TMPDIR", "/nonexistent", 1);
    struct jx_str bytes = {0};
    cr_assert_eq(write_table(&bytes), JX_E_IO);
    unsetenv("TMPDIR");
    cr_assert(said(JX_D_FILE_UNWRITABLE));
}

/* ---- sizes ---- */

static struct jx__xlsx_plan measured(void)
{
    struct jx__xlsx_writer writer = {
        .arena = test_arena, .scratch = jx_arena_new(0), .fonts = book, .diags = &form.diags};
    struct jx__xlsx_plan plan = {.table = form.table,
                                 .sheet_name = JX_STR("表"),
                                 .title_row = SIZE_MAX,
                                 .unit_row = SIZE_MAX,
                                 .note_row = SIZE_MAX,
                                 .n_rows = form.table->n_rows,
                                 .size_mpt = 10500};
    jx__xlsx_measure(&writer, &plan);
    jx_arena_free(writer.scratch);
    return plan;
}

static int sum_of(const int32_t *px, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += px[i];
    return sum;
}

Test(sheet, shares_the_page_by_the_ratios)
{
    struct jx__xlsx_plan plan = measured();
    cr_assert_eq(sum_of(plan.col_px, 9), 1009);
    cr_assert_eq(plan.col_px[8], 251); /* 30 of 121, the last */
    cr_assert_eq(plan.col_px[0], 83);
}

Test(sheet, widens_a_column_for_its_numbers)
{
    int32_t before = measured().col_px[5];
    struct jx_cell *cell = &form.table->cells[0];
    while (cell->col != 5 || cell->row == 0)
        cell++;
    cell->text = form_text(&form, "≥123456789.25立方米");
    cell->num = jx_num_make(test_arena, form_num(&form, "123456789.25"));
    struct jx__xlsx_plan plan = measured();
    cr_assert_gt(plan.col_px[5], before);
    cr_assert_geq(plan.col_px[5], 12 * 7 + 4 * 14, "12 half and 4 full ems of 14 px");
    cr_assert_eq(sum_of(plan.col_px, 9), 1009);
}

Test(sheet, finds_widths_from_the_text_and_fills_the_page)
{
    memset(form.table->widths, 0, form.table->n_cols * sizeof *form.table->widths);
    struct jx__xlsx_plan plan = measured();
    int sum = sum_of(plan.col_px, 9);
    cr_assert(sum > 1009 - 9 && sum <= 1009, "%d", sum);
    cr_assert_gt(plan.col_px[8], plan.col_px[3]);
}

Test(sheet, a_column_without_a_ratio_is_as_wide_as_its_text)
{
    memset(form.table->widths, 0, form.table->n_cols * sizeof *form.table->widths);
    struct jx__xlsx_plan plan = measured();
    const int32_t third = plan.col_px[3];
    for (size_t i = 0; i < 9; i++)
        form.table->widths[i] = i == 3 ? 0 : i == 8 ? 20 : 10;
    plan = measured();
    int sum = sum_of(plan.col_px, 9);
    cr_assert(sum > 1009 - 9 && sum <= 1009, "%d", sum);
    cr_assert_eq(plan.col_px[3], third);
    cr_assert_leq(abs(plan.col_px[8] - 2 * plan.col_px[0]), 2);
}

Test(sheet, makes_rows_as_high_as_their_text)
{
    struct jx__xlsx_plan plan = measured();
    cr_assert_eq(plan.row_px[7], 29); /* one line of 五号: 10.5 pt × 1.45, and 8 px */
    cr_assert_eq(plan.row_px[4], 69); /* the reason takes three */
}

Test(sheet, spreads_a_tall_merged_cell_over_its_rows)
{
    form_init(&form, test_arena, 3, 2);
    form.table->widths[0] = 1;
    form.table->widths[1] = 9;
    form_cell(&form, 0, 0, many(60))->rows = 3;
    for (size_t i = 0; i < 3; i++)
        form_cell(&form, i, 1, "甲");
    struct jx__xlsx_plan plan = measured();
    struct jx__xlsx_writer writer = {
        .arena = test_arena, .scratch = jx_arena_new(0), .fonts = book, .diags = &form.diags};
    size_t lines = jx__xlsx_lines(&writer, jx_str_of(many(60)), false, 10500, plan.col_px[0]);
    jx_arena_free(writer.scratch);
    cr_assert_geq(lines, 10);
    cr_assert_geq(sum_of(plan.row_px, 3), (int)lines * 20);
    cr_assert(plan.row_px[0] - plan.row_px[2] <= 1 && plan.row_px[0] >= plan.row_px[2]);
}

Test(sheet, counts_forced_breaks_and_empty_lines)
{
    struct jx__xlsx_writer writer = {
        .arena = test_arena, .scratch = jx_arena_new(0), .fonts = book, .diags = &form.diags};
    cr_assert_eq(jx__xlsx_lines(&writer, JX_STR(""), false, 10500, 300), 1);
    cr_assert_eq(jx__xlsx_lines(&writer, JX_STR("甲\n\n乙"), false, 10500, 300), 3);
    cr_assert_eq(jx__xlsx_lines(&writer, JX_STR("甲乙"), false, 10500, 1), 2);
    jx_arena_free(writer.scratch);
}

Test(sheet, never_asks_for_more_than_excel_takes)
{
    form_init(&form, test_arena, 1, 2);
    form_cell(&form, 0, 0, many(30000));
    form_cell(&form, 0, 1, "甲");
    struct jx__xlsx_plan plan = measured();
    cr_assert_leq(plan.row_px[0], 546);
    cr_assert_leq(plan.col_px[0], 2040);
    cr_assert(said(JX_D_SHEET_ROW_HIGH));
}

/* Four rows, the second one of some pages: all that stands below moves down, formulas with it. */
Test(sheet, moves_what_stands_below_a_row_that_is_cut)
{
    struct jx_cell_ref refs[] = {{.row0 = 0, .row1 = 2, .col0 = 1, .col1 = 1}};
    form_init(&form, test_arena, 4, 2);
    for (size_t r = 0; r < 4; r++) {
        form_cell(&form, r, 0, r == 1 ? many(2000) : "甲");
        form_cell(&form, r, 1, "1");
    }
    jx_cell_more_make(form.arena, &form.table->cells[7])->refs = refs;
    form.table->cells[7].more->n_refs = 1;
    struct jx__xlsx_plan plan = measured();
    struct jx__xlsx_writer writer = {
        .arena = test_arena, .scratch = jx_arena_new(0), .fonts = book, .diags = &form.diags};
    const unsigned char *open = NULL;
    const struct jx_table *split = jx__xlsx_split(&writer, &plan, &open);
    jx_arena_free(writer.scratch);
    const size_t more = split->n_rows - 4;
    cr_assert_geq(more, 3);
    cr_assert_eq(split->cells[2].rows, more + 1);
    cr_assert_eq(split->cells[3].rows, more + 1);
    cr_assert_eq(split->cells[4].row, more + 2);
    cr_assert_eq(jx_cell_more(&split->cells[7])->refs[0].row0, 0);
    cr_assert_eq(jx_cell_more(&split->cells[7])->refs[0].row1, more + 2);
    cr_assert_eq(jx_cell_more(&form.table->cells[7])->refs[0].row1, 2,
                 "the table itself is as it was");
}

/* Forty paragraphs of two lines each. */
static struct jx_inlines paragraphs(void)
{
    struct jx_inlines text = {0};
    for (size_t i = 0; i < 40; i++) {
        if (i > 0)
            JX_PUSH(test_arena, &text, (struct jx_inline){.kind = JX_I_BREAK});
        JX_PUSH(test_arena, &text,
                (struct jx_inline){.kind = JX_I_TEXT, .text = jx_str_of(many(60))});
    }
    return text;
}

Test(sheet, cuts_a_long_text_between_paragraphs)
{
    form_init(&form, test_arena, 2, 2);
    form_cell(&form, 0, 0, "内容")->valign = JX_VA_MIDDLE;
    form_cell(&form, 0, 1, "")->text = paragraphs();
    form_cell(&form, 1, 0, "日期");
    form_cell(&form, 1, 1, "2021年");
    struct jx__xlsx_plan plan = measured();
    struct jx__xlsx_writer writer = {
        .arena = test_arena, .scratch = jx_arena_new(0), .fonts = book, .diags = &form.diags};
    const unsigned char *open = NULL;
    const struct jx_table *split = jx__xlsx_split(&writer, &plan, &open);
    jx_arena_free(writer.scratch);
    const size_t n = split->n_rows - 1; /* of the long one */
    size_t texts = 0;
    cr_assert_eq(n, 40, "a paragraph a row");
    cr_assert_eq(split->n_cells, n + 3);
    cr_assert_eq(split->cells[0].rows, n);
    cr_assert_eq(split->cells[0].valign, JX_VA_TOP, "where no page cuts it");
    for (size_t k = 0; k < n; k++) {
        const struct jx_cell *cell = &split->cells[k + 1];
        cr_expect(cell->row == k && cell->rows == 1 && cell->col == 1);
        cr_expect_eq(open[k + 1],
                     (k > 0 ? JX__XLSX_OPEN_ABOVE : 0) | (k + 1 < n ? JX__XLSX_OPEN_BELOW : 0));
        for (size_t i = 0; i < cell->text.n; i++)
            texts += cell->text.items[i].kind == JX_I_TEXT;
    }
    cr_assert_eq(texts, 40, "nothing is lost");
    cr_assert_eq(split->cells[n + 2].row, n);
}
