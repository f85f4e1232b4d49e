/* layout_setter.h - what tests of layout/ set with: the shipping fonts, the style gbt9704. */
#ifndef JX_TESTS_SUPPORT_LAYOUT_SETTER_H
#define JX_TESTS_SUPPORT_LAYOUT_SETTER_H

#include "test.h"

#include "layout/internal.h"

static struct jx_sources sources;
static struct jx_diags diags;
static struct jx_font_book *book;
static struct jx_style *style;

static inline struct jx__setter open_setter(void)
{
    static const struct jx_str library[] = {
        {JX_TEST_ROOT "/templates", sizeof(JX_TEST_ROOT "/templates") - 1}};

    sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book), JX_OK);
    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("gbt9704")}, JX_STR("."),
                               library, 1, book, &diags, &style),
                 JX_OK, "%s", jx_diags_print(test_arena, &diags, false).ptr);
    return (struct jx__setter){test_arena, NULL, style, book, &diags};
}

#endif
