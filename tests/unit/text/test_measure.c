/* What a column asks for. */
#include "setting.h"

SETTING_SUITE(measure)

static struct jx_text_extent measure(const char *text)
{
    struct jx_text_run run = {.text = jx_str_of(text), .style = body_style()};
    return jx_text_measure(test_arena, test_book, &run, 1, &test_diags);
}

Test(measure, widest_piece_and_widest_line)
{
    struct jx_text_extent extent = measure("项目\n绩效评价");
    cr_assert_eq(extent.min_mpt, BODY_SIZE);
    cr_assert_eq(extent.max_mpt, 4 * BODY_SIZE);
    extent = measure("共3个，");
    /* 3个 with its gap, and the comma's half. */
    cr_assert_eq(extent.min_mpt, 7875 + 1260 + BODY_SIZE + BODY_SIZE / 2);
    extent = measure("");
    cr_assert_eq(extent.max_mpt, 0);
}

/* A column as wide as the text asks for never breaks it, one as wide as its widest piece never parts a piece. */
Test(measure, what_is_measured_is_what_is_set)
{
    struct dice dice = {3};
    for (int i = 0; i < 60; i++) {
        struct jx_str text = random_prose(&dice, 2 + dice_roll(&dice, 6));
        struct jx_text_extent extent = measure(text.ptr);
        struct jx_par_options o = {.width_mpt = extent.max_mpt, .align = JX_ALIGN_LEFT};
        struct jx_paragraph *p = set_text(text.ptr, o);
        cr_assert_eq(p->n, 1, "%s", text.ptr);
        cr_assert_eq(p->lines[0].width_mpt, extent.max_mpt);
        o.width_mpt = extent.min_mpt;
        p = set_text(text.ptr, o);
        for (size_t k = 0; k < p->n; k++)
            cr_assert(p->lines[k].width_mpt <= extent.min_mpt, "%s", lines_text(p).ptr);
        o.width_mpt = extent.max_mpt - 1;
        cr_assert(extent.min_mpt == extent.max_mpt || set_text(text.ptr, o)->n > 1, "%s", text.ptr);
    }
}
