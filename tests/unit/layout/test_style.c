/* Style sheets: the shipped one has the numbers of GB/T 9704-2012. */
#include "test.h"

#include "layout/style.h"

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
    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("大字")},
                               folder, library, 1, book, &diags, &style),
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
