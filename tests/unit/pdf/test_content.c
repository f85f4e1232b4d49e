/* Content streams: where glyphs stand, what is drawn and in which order. */
#include "file.h"

JX_SUITE(content)

/* A run of glyphs of 宋体 (one em each, font of 1000 units) at 16 pt. */
static struct jx_glyph_run *han(struct fixture *f, struct jx_page *page)
{
    struct jx_glyph_run *run = text_add(f, page, "宋体", "绩效自评");
    for (size_t i = 0; i < run->n; i++)
        run->glyphs[i].x_mpt = (int32_t)i * 16000;
    return run;
}

Test(content, glyphs_in_their_places_make_one_string)
{
    struct fixture f;
    fixture_make(&f);
    han(&f, page_add(&f));
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert(has(streams, "BT\n/F1 16 Tf\n1 0 0 1 70 741.89 Tm\n[<"));
    cr_assert_eq(count(streams, "Tm\n[<"), 1);
    cr_assert(has(streams, ">]TJ\nET\n"));
    fixture_done(&f);
}

/* Sum of all numbers of the TJ array, in thousandths of an em. */
static long moved(struct jx_str streams)
{
    size_t at = jx_str_find(streams, JX_STR("Tm\n["), 0) + 4;
    size_t end = jx_str_find(streams, JX_STR("]TJ"), at);
    long sum = 0;
    for (bool in_string = false; at < end; at++) {
        char c = streams.ptr[at];
        in_string = c == '<' || (in_string && c != '>');
        if (!in_string && (c == '-' || (c >= '0' && c <= '9'))) {
            long value = (long)number_at(streams, at + (c == '-'));
            sum += c == '-' ? -value : value;
            while (at + 1 < end && streams.ptr[at + 1] != '<')
                at++;
        }
    }
    return sum;
}

Test(content, rounding_is_carried_and_never_drifts)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    struct jx_buf text = {.arena = test_arena};
    for (int i = 0; i < 25; i++)
        jx_buf_adds(&text, "绩");
    struct jx_glyph_run *run = text_add(&f, page, "宋体", jx_buf_str(&text).ptr);
    cr_assert_eq(run->n, 25);
    /* 7 mpt more each time: 0.4375 thousandths of an em, which alone would round to nothing. */
    for (size_t i = 0; i < run->n; i++)
        run->glyphs[i].x_mpt = (int32_t)i * 16007;
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert_eq(moved(streams), -11, "got %ld", moved(streams)); /* 24 * 0.4375 = 10.5 */
    fixture_done(&f);
}

Test(content, widened_glyphs_need_no_moves)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_glyph_run *run = han(&f, page_add(&f));
    run->hscale_ppm = 15000;
    for (size_t i = 0; i < run->n; i++)
        run->glyphs[i].x_mpt = (int32_t)i * 16240;
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert(has(streams, "101.5 Tz\n"));
    cr_assert_eq(moved(streams), 0);
    fixture_done(&f);
}

Test(content, bold_is_a_stroke_and_is_taken_back)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    han(&f, page)->stroke_bold = true;
    page->items.items[0].rgb = 0xff0000;
    han(&f, page);
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert(has(streams, "1 0 0 rg\n1 0 0 RG\n.533 w 2 Tr\nBT\n"));
    cr_assert(has(streams, "0 0 0 rg\n0 Tr\n"));
    cr_assert_eq(count(streams, " Tr\n"), 2);
    fixture_done(&f);
}

Test(content, rise_moves_the_baseline_and_underline_does_not)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    struct jx_glyph_run *run = han(&f, page);
    run->rise_mpt = 5000;
    run->underline = true;
    run->width_mpt = 64000;
    run->glyphs[2].dy_mpt = 1500;
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert(has(streams, "1 0 0 1 70 746.89 Tm\n"));
    cr_assert(has(streams, "]TJ\n1.5 Ts\n["));
    cr_assert(has(streams, "]TJ\n0 Ts\n["));
    cr_assert(has(streams, "ET\n70 739.49 64 .8 re f\n"));
    fixture_done(&f);
}

Test(content, paths_keep_their_style_to_themselves)
{
    static struct jx_path_segment segments[] = {
        {JX_PATH_MOVE, {{10000, 10000}}},
        {JX_PATH_LINE, {{20000, 10000}}},
        {JX_PATH_CURVE, {{25000, 10000}, {25000, 20000}, {20000, 20000}}},
        {JX_PATH_CLOSE, {{0, 0}}},
    };
    static const int32_t dash[] = {3000, 1500};
    static const struct jx_path path = {.segments = segments,
                                        .n = 4,
                                        .fill = true,
                                        .stroke = true,
                                        .fill_rgb = 0x808080,
                                        .stroke_mpt = 750,
                                        .dash_mpt = dash,
                                        .n_dash = 2};
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    page->height_mpt = 100000;
    JX_PUSH(test_arena, &page->items, (struct jx_item){.kind = JX_ITEM_PATH, .path = &path});
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert(has(streams, "q\n.502 .502 .502 rg\n0 0 0 RG\n.75 w\n[3 1.5 ] 0 d\n10 90 m\n20 90 l\n"
                           "25 90 25 80 20 80 c\nh\nB\nQ\n"));
    fixture_done(&f);
}
