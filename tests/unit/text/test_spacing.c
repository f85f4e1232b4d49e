/* Positions in numbers: the full line of 28, squeezed marks, the gap between Han and Latin. */
#include "setting.h"

SETTING_SUITE(spacing)

static const char han28[] = "绩效评价项目资金预算执行完成质量时效成本产出效益满意指标";

Test(spacing, twenty_eight_han_fill_the_measure)
{
    struct jx_paragraph *p = set_body(jx_str_printf(test_arena, "%s%s", han28, han28).ptr);
    cr_assert_eq(p->n, 2);
    const struct jx_line *line = &p->lines[0];
    cr_assert_eq(line->n, 1);
    cr_assert_eq(line->runs[0].n, 28);
    /* 442.2 - 441 = 1.2 pt over 27 gaps, shared to the last 1/1000 pt. */
    for (size_t i = 0; i < 28; i++)
        cr_assert_eq(glyph_x(line, i), (int32_t)(i * 15750 + 1200 * i / 27), "%zu", i);
    cr_assert_eq(glyph_x(line, 27) + BODY_SIZE, BODY_WIDTH);
    cr_assert_eq(line->width_mpt, BODY_WIDTH);
    cr_assert_eq(line->gap_milli_em, 3);
    cr_assert_eq(line->runs[0].hscale_ppm, 0);
    cr_assert_eq(p->lines[1].width_mpt, 441000);
    cr_assert_eq(p->lines[1].gap_milli_em, 0);
    cr_assert_eq(p->natural_width_mpt, 56 * 15750);
}

Test(spacing, first_line_of_26_after_an_indent)
{
    struct jx_paragraph *p =
        set_text(jx_str_printf(test_arena, "%s%s", han28, han28).ptr,
                 (struct jx_par_options){.width_mpt = BODY_WIDTH, .first_indent_mpt = 31500});
    cr_assert_eq(p->lines[0].runs[0].n, 26);
    cr_assert_eq(p->lines[0].x_mpt, 31500);
    cr_assert_eq(glyph_x(&p->lines[0], 0), 31500);
    cr_assert_eq(p->lines[0].x_mpt + p->lines[0].width_mpt, BODY_WIDTH);
}

/* The step from the first mark to the second, and from it to the next Han. */
Test(spacing, adjacent_marks_give_up_nearly_half_an_em)
{
    static const struct {
        const char *text;
        int first, second;
    } cases[] = {
        {"项”（项", 510, 1000},
        {"项）。项", 510, 1000},
        {"项。”项", 510, 1000},
        {"项：“项", 510, 1000},
        {"项，《项", 510, 1000},
        {"项》、项", 510, 1000},
        {"项》《项", 510, 1000},
        {"项（“项", 510, 1000},
        {"项，项项", 1000, 1000},
        {"项（）项", 1000, 1000},
        /* A question mark drawn in the middle of its cell gives what it has. */
        {"项？”项", 720, 1000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_paragraph *p = set_cell(cases[i].text, 18);
        cr_assert_eq(step_milli(&p->lines[0], 0), 1000, "%s", cases[i].text);
        cr_assert_eq(step_milli(&p->lines[0], 1), cases[i].first, "%s: %d", cases[i].text,
                     step_milli(&p->lines[0], 1));
        cr_assert_eq(step_milli(&p->lines[0], 2), cases[i].second, "%s", cases[i].text);
    }
}

Test(spacing, marks_at_line_edges_take_half)
{
    struct jx_paragraph *p = set_cell("（项目）", 18);
    /* The opening bracket's blank half lies outside, the closing one's is cut off. */
    cr_assert_eq(p->lines[0].width_mpt, 3 * BODY_SIZE);
    cr_assert_eq(glyph_x(&p->lines[0], 0), -BODY_SIZE / 2);
    cr_assert_eq(glyph_x(&p->lines[0], 1), BODY_SIZE / 2);
    p = set_text("（项目）", (struct jx_par_options){.width_mpt = BODY_WIDTH, .no_squeeze = true});
    cr_assert_eq(p->lines[0].width_mpt, 4 * BODY_SIZE);
    cr_assert_eq(glyph_x(&p->lines[0], 0), 0);
    /* After a paragraph's indent the bracket keeps its cell. */
    p = set_text("（项目）",
                 (struct jx_par_options){.width_mpt = BODY_WIDTH, .first_indent_mpt = 31500});
    cr_assert_eq(glyph_x(&p->lines[0], 0), 31500);
}

/* 26 Han and three commas, 28.5 em with the last one's half cut off, squeeze into 28.08 em: the commas inside give up 212/1000
 * each, no gap is stretched, no glyph narrowed. */
Test(spacing, commas_are_squeezed_before_gaps_are_stretched)
{
    struct jx_paragraph *p =
        set_body("绩效，评价，项目资金预算执行完成质量时效成本产出第三季度，标的");
    const struct jx_line *line = &p->lines[0];
    const int32_t excess = 28 * BODY_SIZE + 7875 - BODY_WIDTH;
    JX_EQ_STR(line_text(&p->lines[1]), "标的");
    cr_assert_eq(line->width_mpt, BODY_WIDTH);
    cr_assert_eq(line->gap_milli_em, 0);
    cr_assert_eq(line->runs[0].hscale_ppm, 0);
    cr_assert_eq(glyph_x(line, 3) - glyph_x(line, 2), BODY_SIZE - excess / 2);
    cr_assert_eq(glyph_x(line, 6) - glyph_x(line, 5), BODY_SIZE - (excess - excess / 2));
    cr_assert_eq(glyph_x(line, 7) - glyph_x(line, 6), BODY_SIZE);
    cr_assert_eq(glyph_x(line, 28), BODY_WIDTH - BODY_SIZE / 2);
}

Test(spacing, han_and_latin_stand_apart)
{
    static const struct {
        const char *text;
        size_t run; /* the gap after this run, in 1/1000 em */
        int gap;
    } cases[] = {
        {"为PDF的", 0, 80}, {"为PDF的", 1, 80},  {"达98%的", 1, 80},   {"（PDF）", 0, 0},
        {"为(A)的", 0, 0},  {"为PDF，的", 1, 0}, {"为PDF，的", 0, 80}, {"≥90", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_paragraph *p = set_cell(cases[i].text, 18);
        const struct jx_glyph_run *a = &p->lines[0].runs[cases[i].run];
        int32_t gap = a[1].x_mpt - a->x_mpt - a->width_mpt;
        cr_assert_eq(gap, BODY_SIZE * cases[i].gap / 1000, "%s: %d", cases[i].text, gap);
    }
}

Test(spacing, blanks_between_words_are_glyphs)
{
    struct jx_paragraph *p = set_cell("Annual report  of", 18);
    JX_EQ_STR(line_text(&p->lines[0]), "Annual report  of");
}

/* One comma gives up 350/1000 em, the glyphs at most 2 % of their width; a piece that needs more goes to the next line. */
Test(spacing, glyphs_are_narrowed_after_the_marks)
{
    bool seen = false;
    for (int32_t width = 27 * BODY_SIZE; width < 29 * BODY_SIZE; width += 500) {
        struct jx_paragraph *p =
            set_text("绩效评价，项目资金预算执行完成质量时效成本产出效第三季度，标的，甲乙丙丁",
                     (struct jx_par_options){.width_mpt = width, .align = JX_ALIGN_JUSTIFY});
        const struct jx_line *line = &p->lines[0];
        const int32_t ppm = line->runs[0].hscale_ppm;
        const int32_t step = glyph_x(line, 5) - glyph_x(line, 4);
        cr_assert_eq(line->width_mpt, width);
        cr_assert(ppm >= -20000);
        cr_assert(ppm >= 0 || step <= BODY_SIZE * 66 / 100, "%d at %d", step, ppm);
        seen = seen || ppm < 0;
    }
    cr_assert(seen);
}

Test(spacing, widening_comes_last_and_stops_at_three_percent)
{
    /* Han and a colon, and a long number that cannot follow them on the line. */
    bool seen = false;
    for (int n = 20; n < 28; n++) {
        struct jx_str head = jx_str_sub(jx_str_of(han28), 0, (size_t)n * 3);
        struct jx_str text =
            jx_str_printf(test_arena, "%.*s：123456789012345678.00万元", JX_FMT(head));
        struct jx_paragraph *p = set_body(text.ptr);
        const struct jx_line *line = &p->lines[0];
        cr_assert_eq(line->width_mpt, BODY_WIDTH);
        int32_t ppm = line->runs[0].hscale_ppm;
        cr_assert(ppm >= 0 && ppm <= 30000);
        cr_assert(ppm == 0 || line->gap_milli_em >= 89);
        cr_assert(line->gap_milli_em <= 90 || ppm >= 29900);
        seen = seen || (ppm > 0 && line->gap_milli_em <= 90);
    }
    cr_assert(seen);
}

Test(spacing, strict_grid_has_whole_cells)
{
    struct jx_par_options o = {
        .width_mpt = BODY_WIDTH, .strict_grid = true, .grid_cell_mpt = 15790};
    struct jx_paragraph *p = set_text(jx_str_printf(test_arena, "%s%s", han28, han28).ptr, o);
    cr_assert_eq(p->n, 2);
    for (size_t i = 0; i < 28; i++)
        cr_assert_eq(glyph_x(&p->lines[0], i), (int32_t)i * 15790);
    /* Marks keep their cells; 2022 is 4 digits of half an em: two cells. */
    p = set_text("（项目）。2022年——是", o);
    const int cells[] = {0, 1, 2, 3, 4};
    for (size_t i = 0; i < 5; i++)
        cr_assert_eq(glyph_x(&p->lines[0], i), cells[i] * 15790);
    cr_assert_eq(glyph_x(&p->lines[0], 5), 5 * 15790 + (2 * 15790 - 31500) / 2);
    cr_assert_eq(glyph_x(&p->lines[0], 9), 7 * 15790);
    cr_assert_eq(glyph_x(&p->lines[0], 12), 10 * 15790);
}
