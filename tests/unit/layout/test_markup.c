/* Marks on finished pages, and page numbers that settle. */
#include "../text/setting.h"

#include "layout/markup.h"

#include "layout/layout.h"

SETTING_SUITE(markup)

static struct jx_style *load_style(void)
{
    static const struct jx_str library[] = {
        {JX_TEST_ROOT "/templates", sizeof(JX_TEST_ROOT "/templates") - 1}};
    struct jx_style *style;

    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("gbt9704")}, JX_STR("."),
                               library, 1, test_book, &test_diags, &style),
                 JX_OK);
    return style;
}

static struct jx_inlines words(struct jx_str text)
{
    struct jx_inlines inlines = {0};

    JX_PUSH(test_arena, &inlines, (struct jx_inline){.text = text});
    return inlines;
}

static void add(struct jx_document *document, struct jx_str text, const char *anchor)
{
    JX_PUSH(test_arena, &document->blocks,
            (struct jx_block){
                .kind = JX_B_PARAGRAPH, .inlines = words(text), .anchor = jx_str_of(anchor)});
}

static size_t n_kind(const struct jx_page *page, enum jx_item_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < page->items.n; i++)
        n += page->items.items[i].kind == kind;
    return n;
}

static const struct jx_item *first_of(const struct jx_page *page, enum jx_item_kind kind)
{
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.items[i].kind == kind)
            return &page->items.items[i];
    return NULL;
}

Test(markup, marks_what_it_is_told_and_moves_nothing)
{
    struct jx_style *style = load_style();
    struct jx_document document = {0};
    struct jx_markups markups = {0};
    struct jx_pages *pages;
    size_t first[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    const struct jx_str text = jx_str_copy(test_arena, JX_STR("项目支出九十九万元，已经结清。"));

    add(&document, text, "");
    jx_layout_make(test_arena, &document, style, test_book, &test_diags, &pages);
    const struct jx_page before = pages->items[0];
    const size_t n_before = before.items.n;
    /* 九十九万 underlined as change 1; 已经 was removed in front of 结清 as change 2 */
    JX_PUSH(test_arena, &markups, (struct jx_markup){JX_MARKUP_UNDER, jx_str_sub(text, 12, 12), 1});
    JX_PUSH(test_arena, &markups, (struct jx_markup){JX_MARKUP_AFTER, jx_str_sub(text, 30, 6), 2});
    const struct jx_markup_input input = {.style = style,
                                          .book = test_book,
                                          .diags = &test_diags,
                                          .markups = &markups,
                                          .head = JX_STR("标记稿")};
    jx_pages_mark_up(test_arena, pages, &input, first);
    const struct jx_page *page = &pages->items[0];
    for (size_t i = 0; i < n_before; i++)
        cr_expect(page->items.items[i].x_mpt == before.items.items[i].x_mpt &&
                      page->items.items[i].run == before.items.items[i].run,
                  "item %zu", i);
    /* a line below four characters, and one bar for both changes */
    cr_expect_eq(n_kind(page, JX_ITEM_RECT), 2);
    cr_expect_eq(first_of(page, JX_ITEM_RECT)->width_mpt, 4 * 15750, "%d",
                 first_of(page, JX_ITEM_RECT)->width_mpt);
    cr_expect_eq(n_kind(page, JX_ITEM_PATH), 1);
    cr_expect(first[1] == 0 && first[2] == 0);
    /* the bar stands outside the text, right on page 1 */
    const struct jx_item *bar = NULL;
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.items[i].kind == JX_ITEM_RECT)
            bar = &page->items.items[i];
    cr_expect_gt(bar->x_mpt, style->left_mpt + style->width_mpt);
}

Test(markup, a_text_that_is_not_on_the_page_has_no_mark)
{
    struct jx_style *style = load_style();
    struct jx_document document = {0};
    struct jx_markups markups = {0};
    struct jx_pages *pages;
    size_t first[2] = {SIZE_MAX, SIZE_MAX};

    add(&document, jx_str_copy(test_arena, JX_STR("原文。")), "");
    jx_layout_make(test_arena, &document, style, test_book, &test_diags, &pages);
    const size_t n_before = pages->items[0].items.n;
    /* the same characters elsewhere in memory */
    JX_PUSH(test_arena, &markups,
            (struct jx_markup){JX_MARKUP_UNDER, jx_str_copy(test_arena, JX_STR("原文。")), 1});
    const struct jx_markup_input input = {
        .style = style, .book = test_book, .diags = &test_diags, .markups = &markups};
    jx_pages_mark_up(test_arena, pages, &input, first);
    cr_expect_eq(pages->items[0].items.n, n_before);
    cr_expect_eq(first[1], SIZE_MAX);
}

/* A number that grows by a digit may push what it names to the next page: the printed number is that of the last round. */
Test(markup, printed_page_numbers_settle)
{
    struct jx_style *style = load_style();
    struct jx_document document = {0};
    struct jx_pages *pages;
    struct jx_inline *ref;

    add(&document, JX_STR("见第"), "");
    JX_PUSH(test_arena, &document.blocks.items[0].inlines,
            (struct jx_inline){
                .kind = JX_I_PAGE,
                .text = JX_STR("1"),
                .place = jx_inline_place_make(test_arena, JX_NO_SPAN, JX_STR("#远处"))});
    ref = &document.blocks.items[0].inlines.items[1];
    JX_PUSH(test_arena, &document.page_refs, ref);
    for (size_t i = 0; i < 22 * 11; i++)
        add(&document, JX_STR("一行。"), "");
    add(&document, JX_STR("到了。"), "远处");
    jx_layout_make(test_arena, &document, style, test_book, &test_diags, &pages);
    cr_expect(jx_str_is(ref->text, "12"), "%.*s", JX_FMT(ref->text));
    bool found = false;
    for (size_t i = 0; i < pages->items[11].items.n; i++)
        found = found || jx_str_is(pages->items[11].items.items[i].name, "远处");
    cr_expect(found, "the anchor stands on another page");
}
