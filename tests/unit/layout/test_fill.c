/* Boxes to pages: where pages may end. The text area of the test style holds 22 lines of 29.62 pt. */
#include "test.h"

#include "layout/internal.h"

JX_SUITE(fill)

enum { PITCH = 29620, SIZE = 15750, LINES_A_PAGE = 22 };

/* What the drawn boxes leave behind: the page (from 1) and the top of each. */
static size_t drawn_page[4096];
static int32_t drawn_y[4096];

static void draw(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt, int32_t y_mpt)
{
    const size_t *number = box->data;

    (void)x_mpt;
    drawn_page[*number] = pager->pages->n;
    drawn_y[*number] = y_mpt;
}

static struct jx_style style = {.page_width_mpt = 595276,
                                .page_height_mpt = 841890,
                                .left_mpt = 79370,
                                .top_mpt = 104882,
                                .width_mpt = 442205,
                                .height_mpt = 637795};

static void add(struct jx__boxes *boxes, int32_t height_mpt, bool keep)
{
    size_t *number = JX_NEW(test_arena, size_t);

    *number = boxes->n;
    JX_PUSH(test_arena, boxes,
            (struct jx__box){.kind = JX__DRAWN,
                             .height_mpt = height_mpt,
                             .advance_mpt = PITCH,
                             .keep = keep,
                             .draw = draw,
                             .data = number});
}

static size_t fill(const struct jx__boxes *boxes)
{
    const struct jx__setter setter = {.arena = test_arena, .style = &style};
    struct jx__pager pager = jx__pager_new(&setter, JX_LABEL_NONE);

    jx__fill(&pager, boxes);
    return pager.pages->n;
}

Test(fill, a_page_holds_22_lines)
{
    struct jx__boxes boxes = {0};

    for (size_t i = 0; i < 45; i++)
        add(&boxes, SIZE, false);
    cr_assert_eq(fill(&boxes), 3);
    cr_assert_eq(drawn_page[LINES_A_PAGE - 1], 1);
    cr_assert_eq(drawn_page[LINES_A_PAGE], 2);
    cr_assert_eq(drawn_page[44], 3);
    cr_assert_eq(drawn_y[0], style.top_mpt);
    cr_assert_eq(drawn_y[LINES_A_PAGE - 1], style.top_mpt + 21 * PITCH);
}

Test(fill, a_kept_box_goes_with_the_next)
{
    struct jx__boxes boxes = {0};

    for (size_t i = 0; i < 24; i++)
        add(&boxes, SIZE, i == 20 || i == 21);
    cr_assert_eq(fill(&boxes), 2);
    cr_assert_eq(drawn_page[19], 1);
    cr_assert_eq(drawn_page[20], 2);
    cr_assert_eq(drawn_y[20], style.top_mpt);
}

Test(fill, a_chain_longer_than_a_page_is_cut_where_the_page_ends)
{
    struct jx__boxes boxes = {0};

    for (size_t i = 0; i < 30; i++)
        add(&boxes, SIZE, true);
    cr_assert_eq(fill(&boxes), 2);
    cr_assert_eq(drawn_page[21], 1);
    cr_assert_eq(drawn_page[22], 2);
}

Test(fill, a_box_taller_than_a_page_stands_alone)
{
    struct jx__boxes boxes = {0};

    add(&boxes, SIZE, false);
    add(&boxes, 2 * style.height_mpt, false);
    add(&boxes, SIZE, false);
    boxes.items[1].advance_mpt = 2 * style.height_mpt;
    cr_assert_eq(fill(&boxes), 3);
}

Test(fill, spaces_vanish_at_the_top_of_a_page)
{
    const struct jx__setter setter = {.arena = test_arena, .style = &style};
    struct jx__boxes boxes = {0};

    for (size_t i = 0; i < 22; i++)
        add(&boxes, SIZE, false);
    jx__add_space(&setter, &boxes, PITCH, false);
    add(&boxes, SIZE, false);
    cr_assert_eq(fill(&boxes), 2);
    cr_assert_eq(drawn_y[23], style.top_mpt);
}

Test(fill, a_break_begins_a_page_of_its_direction)
{
    struct jx__boxes boxes = {0};

    add(&boxes, SIZE, false);
    JX_PUSH(test_arena, &boxes, (struct jx__box){.kind = JX__BREAK, .landscape = true});
    add(&boxes, SIZE, false);
    cr_assert_eq(fill(&boxes), 2);
    /* turned: the left (binding) margin is above, the bottom margin left of the text */
    cr_assert_eq(drawn_y[2], style.left_mpt);
}

/* Lines of one paragraph: no page may end after its first line nor before its last. */
Test(fill, paragraphs_leave_no_orphan_and_no_widow)
{
    const struct jx__setter setter = {.arena = test_arena, .style = &style};
    const struct jx_look look = {.face = {.size_mpt = SIZE}, .pitch_mpt = PITCH};
    const struct jx__line_options options = {&look, false, JX_NO_STR, JX_NO_SPAN};
    static struct jx_line lines[6];

    for (size_t n = 1; n <= 6; n++) {
        const struct jx_paragraph paragraph = {lines, n, 0};
        struct jx__boxes boxes = {0};

        jx__add_lines(&setter, &boxes, &paragraph, &options);
        cr_assert_eq(boxes.n, n);
        cr_assert_not(boxes.items[n - 1].keep);
        for (size_t i = 0; i + 1 < n; i++)
            cr_assert_eq(boxes.items[i].keep, i == 0 || i + 2 == n, "line %zu of %zu", i, n);
    }
}
