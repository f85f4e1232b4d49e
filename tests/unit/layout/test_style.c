/* Style sheets: the shipped one has the numbers of GB/T 9704-2012. */
#include "test.h"

#include "base/file.h"
#include "layout/style.h"

#include <stdio.h>
#include <stdlib.h>

JX_SUITE(style)

static const struct jx_str library[] = {
    {JX_TEST_ROOT "/templates", sizeof(JX_TEST_ROOT "/templates") - 1}};

/* A4; text area 156 × 225 mm, 37 mm from the top, 28 mm from the left (5.1, 5.2); 三号 as 15.75 pt so that 28 characters
 * and 22 lines fit. 1 mm = 2834.6457 mpt. */
Test(style, gbt9704_has_the_standards_numbers)
{
    struct jx_sources sources = {.arena = test_arena};
    struct jx_font_book *book;
    struct jx_diags diags;
    struct jx_style *style;

    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book), JX_OK);
    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("gbt9704")}, JX_STR("."),
                               library, 1, book, &diags, &style),
                 JX_OK);
    cr_assert_eq(style->page_width_mpt, 595276);
    cr_assert_eq(style->page_height_mpt, 841890);
    cr_assert_eq(style->width_mpt, 442205);
    cr_assert_eq(style->height_mpt, 637795);
    cr_assert_eq(style->top_mpt, 104882);
    cr_assert_eq(style->left_mpt, 79370);
    cr_assert_eq(style->looks[JX_LOOK_BODY].face.size_mpt, 15750);
    cr_assert_eq(style->looks[JX_LOOK_BODY].first_indent_mpt, 31500);
    cr_assert_eq(style->looks[JX_LOOK_BODY].pitch_mpt, 29620);
    cr_assert_leq(15750 + 21 * 29620, style->height_mpt);
    cr_assert_leq(28 * 15750, style->width_mpt);
    cr_assert_eq(jx_style_size(style, JX_STR("二号")), 22000);
    cr_assert_eq(jx_style_size(style, JX_STR("没有")), 0);
    jx_font_book_free(book);
}

Test(style, a_projects_sheet_may_inherit_the_librarys_of_its_own_name)
{
    struct jx_sources sources = {.arena = test_arena};
    const struct jx_str folder = JX_STR(JX_TEST_ROOT "/tests/golden/document-style");
    struct jx_font_book *book;
    struct jx_diags diags;
    struct jx_style *style;

    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book), JX_OK);
    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("大字")}, folder, library,
                               1, book, &diags, &style),
                 JX_OK);
    cr_assert_eq(style->looks[JX_LOOK_BODY].face.size_mpt, 14000);
    cr_assert_eq(style->looks[JX_LOOK_TABLE_CELL].face.size_mpt, 12000);
    cr_assert_eq(style->top_mpt, 104882);
    jx_font_book_free(book);
}

Test(style, a_missing_sheet_is_an_error)
{
    struct jx_sources sources = {.arena = test_arena};
    struct jx_font_book *book;
    struct jx_diags diags;
    struct jx_style *style = NULL;

    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book), JX_OK);
    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("../gbt9704")},
                               JX_STR("."), library, 1, book, &diags, &style),
                 JX_E_INPUT);
    cr_assert_eq(diags.items[0].code, JX_D_STYLE_MISSING);
    cr_assert_null(style);
    jx_font_book_free(book);
}

/* Files made in a folder of their own: a sheet that inherits the shipped one and says one thing more. *ret_style: on JX_OK. */
static enum jx_status load_style(const char *line, enum jx_diag_code *ret_code,
                                 struct jx_style **ret_style)
{
    struct jx_sources sources = {.arena = test_arena};
    char folder[] = "/tmp/jx-style-XXXXXX";
    struct jx_font_book *book;
    struct jx_diags diags;
    enum jx_status status;
    struct jx_str path;

    cr_assert(mkdtemp(folder));
    path = jx_str_printf(test_arena, "%s/模板/样式/自.yaml", folder);
    cr_assert_eq(jx_file_write(path, jx_str_printf(test_arena, "沿用: gbt9704\n%s\n", line)),
                 JX_OK);
    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book), JX_OK);
    status = jx_style_load(test_arena, (struct jx_text){.str = JX_STR("自")}, jx_str_of(folder),
                           library, 1, book, &diags, ret_style);
    *ret_code = diags.n > 0 ? diags.items[0].code : JX_D_COUNT;
    jx_font_book_free(book);
    (void)remove(path.ptr);
    (void)remove(jx_str_printf(test_arena, "%s/模板/样式", folder).ptr);
    (void)remove(jx_str_printf(test_arena, "%s/模板", folder).ptr);
    (void)remove(folder);
    return status;
}

static enum jx_status load_with(const char *line, enum jx_diag_code *ret_code)
{
    struct jx_style *style = NULL;

    return load_style(line, ret_code, &style);
}

Test(style, numbers_that_nothing_can_be_set_with_are_errors)
{
    static const struct {
        const char *line;
        enum jx_diag_code code;
    } cases[] = {
        {"行距: 0", JX_D_STYLE_RANGE},
        {"行距: 1行", JX_D_STYLE_RANGE},
        {"行距: 1000pt", JX_D_STYLE_RANGE},
        {"样式: {表格: {行距: -5pt}}", JX_D_STYLE_RANGE},
        {"样式: {表格: {行距: 0.0001mm}}", JX_D_STYLE_RANGE},
        {"样式: {表格: {字号: 0.5pt}}", JX_D_STYLE_RANGE},
        {"样式: {正文: {字号: 200pt}}", JX_D_STYLE_RANGE},
        {"样式: {正文: {首行缩进: 30字}}", JX_D_STYLE_RANGE},
        {"样式: {正文: {左缩进: -1字}}", JX_D_STYLE_RANGE},
        {"样式: {正文: {段前: -1行}}", JX_D_STYLE_RANGE},
        {"字号: {五号: 0}", JX_D_STYLE_RANGE},
        {"字格: 0", JX_D_STYLE_RANGE},
        {"表格线: {左右留白: 300pt}", JX_D_STYLE_RANGE},
        {"表格线: {线宽: -1pt}", JX_D_STYLE_RANGE},
        {"表格线: {粗线宽: 30pt}", JX_D_STYLE_RANGE},
        {"表格样式: {小: {字号: 0.5pt}}", JX_D_STYLE_RANGE},
        {"表格样式: {小: {左右留白: -1pt}}", JX_D_STYLE_RANGE},
        {"表格样式: {小: {线: 双线}}", JX_D_CHOICE_BAD},
        {"行距: 99999999999999999999pt", JX_D_STYLE_LENGTH},
        {"页面: {版心宽: 0}", JX_D_STYLE_PAGE},
        {"页面: {纸高: 100pt}", JX_D_STYLE_PAGE},
        {"页面: {版心高: 51pt}", JX_D_STYLE_RANGE},
        {"页面: {页码距版心: 2000pt}", JX_D_STYLE_PAGE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum jx_diag_code code;

        cr_expect_eq(load_with(cases[i].line, &code), JX_E_INPUT, "%s", cases[i].line);
        cr_expect_eq(code, cases[i].code, "%s", cases[i].line);
    }
}

Test(style, a_small_sheet_is_good)
{
    enum jx_diag_code code;

    cr_assert_eq(
        load_with("页面: {纸宽: 148mm, 纸高: 210mm, 订口: 20mm, 天头: 20mm, 版心宽: 110mm, "
                  "版心高: 170mm}",
                  &code),
        JX_OK);
    cr_assert_eq(code, JX_D_COUNT);
}

Test(style, a_table_variant_says_only_what_differs)
{
    enum jx_diag_code code;
    struct jx_style *style = NULL;
    const struct jx_table_look *own, *look;

    cr_assert_eq(load_style("表格线: {线宽: 0.4pt}\n"
                            "表格样式: {紧凑: {线: 三线}, 大: {字号: 小四, 上下留白: 5pt}}",
                            &code, &style),
                 JX_OK);
    own = jx_style_table(style, JX_NO_STR);
    cr_assert_eq(own->lines, JX_LINES_BOX);
    cr_assert_eq(own->rule_mpt, 400);
    cr_assert_eq(own->cell.face.size_mpt, 10500);

    look = jx_style_table(style, JX_STR("大"));
    cr_assert_eq(look->cell.face.size_mpt, 12000);
    cr_assert_eq(look->head.face.size_mpt, 12000);
    cr_assert_eq(look->cell.pitch_mpt, 16200, "1.35 em of the new size: %d", look->cell.pitch_mpt);
    cr_assert_eq(look->pad_y_mpt, 5000);
    cr_assert_eq(look->pad_x_mpt, own->pad_x_mpt);
    cr_assert_eq(look->rule_mpt, 400);
}

Test(style, an_heirs_table_variant_changes_the_one_behind_it)
{
    enum jx_diag_code code;
    struct jx_style *style = NULL;
    const struct jx_table_look *look;

    cr_assert_eq(load_style("表格样式: {紧凑: {线: 三线}}\n字号: {特小: 6pt}", &code, &style),
                 JX_OK);
    look = jx_style_table(style, JX_STR("紧凑"));
    cr_assert_eq(look->lines, JX_LINES_THREE);
    cr_assert_eq(look->cell.face.size_mpt, 9000, "小五 as in gbt9704");
    cr_assert_eq(look->pad_x_mpt, 2000);
    cr_assert_not_null(jx_style_table(style, JX_STR("紧凑三线")), "others are inherited");
    cr_assert_null(jx_style_table(style, JX_STR("没有")));
    cr_assert_eq(jx_style_size(style, JX_STR("特小")), 6000);
    cr_assert_eq(jx_style_size(style, JX_STR("二号")), 22000, "sizes are inherited too");
}
