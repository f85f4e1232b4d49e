/* Charts and images: places of values, nothing cut, nothing over anything, figures whole on their page. */
#include "test.h"

#include "layout/chart.h"

#include <string.h>

JX_SUITE(chart)

static struct jx_sources sources;
static struct jx_diags diags;
static struct jx_font_book *book;
static struct jx_style *style;
static struct jx__setter setter;

static void open_setter(void)
{
    static const struct jx_str library[] = {
        {JX_TEST_ROOT "/templates", sizeof(JX_TEST_ROOT "/templates") - 1}};

    sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book), JX_OK);
    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("gbt9704")}, JX_STR("."),
                               library, 1, book, &diags, &style),
                 JX_OK, "%s", jx_diags_print(test_arena, &diags, false).ptr);
    setter = (struct jx__setter){test_arena, NULL, style, book, &diags};
}

static struct jx_num num(const char *text)
{
    struct jx_num value;

    cr_assert(jx_num_parse(test_arena, jx_str_of(text), &value));
    return value;
}

/* values: numbers with blanks between, "~" for a missing one; series with ";" between. names: labels with "|" between. */
static struct jx_figure *chart(enum jx_figure_kind kind, const char *names, const char *values)
{
    struct jx_figure *figure = JX_NEW(test_arena, struct jx_figure);
    size_t series = 0, at = 0;

    figure->kind = kind;
    figure->value_labels = true;
    figure->format.digits = 2;
    figure->categories = JX_ARRAY(test_arena, struct jx_str, 200);
    for (const char *p = names; *p != '\0';) {
        const size_t len = strcspn(p, "|");

        figure->categories[figure->n_categories++] = (struct jx_str){p, len};
        p += len + (p[len] == '|');
    }
    figure->series = JX_ARRAY(test_arena, struct jx_figure_series, 8);
    figure->n_series = 1;
    for (const char *p = values; *p != '\0';) {
        struct jx_figure_series *s = &figure->series[series];
        const size_t len = strcspn(p, " ;");

        if (at == 0) {
            s->name = jx_str_printf(test_arena, "系列%zu", series + 1);
            s->values = JX_ARRAY(test_arena, struct jx_num, figure->n_categories);
            s->present = JX_ARRAY(test_arena, bool, figure->n_categories);
        }
        cr_assert_lt(at, figure->n_categories);
        s->present[at] = *p != '~';
        if (s->present[at])
            s->values[at] = num(jx_str_printf(test_arena, "%.*s", (int)len, p).ptr);
        at++;
        if (p[len] == ';') {
            series++;
            figure->n_series++;
            at = 0;
        }
        p += len + (p[len] != '\0');
    }
    return figure;
}

static const struct jx_pages *place(const struct jx_figure *figure, const char *label,
                                    size_t lines_before, bool landscape)
{
    struct jx_block block = {.kind = JX_B_FIGURE, .figure = figure, .anchor = JX_STR("图:甲")};
    struct jx__pager pager = jx__pager_new(&setter, JX_LABEL_NONE);
    struct jx__boxes boxes = {0};

    block.label = jx_str_of(label);
    JX_PUSH(test_arena, &block.inlines, (struct jx_inline){.text = JX_STR("各项得分率")});
    if (landscape)
        JX_PUSH(test_arena, &boxes, (struct jx__box){.kind = JX__BREAK, .landscape = true});
    for (size_t i = 0; i < lines_before; i++)
        JX_PUSH(test_arena, &boxes,
                (struct jx__box){.kind = JX__LINE,
                                 .height_mpt = 15750,
                                 .advance_mpt = 29620,
                                 .line = JX_NEW(test_arena, struct jx_line)});
    jx__add_figure(&setter, &boxes, &block, landscape);
    jx__fill(&pager, &boxes);
    return pager.pages;
}

/* Without blanks: lines and scripts begin new runs. */
static struct jx_str text_of(const struct jx_page *page)
{
    struct jx_buf buf = {.arena = test_arena};

    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];

        for (size_t g = 0; item->kind == JX_ITEM_GLYPHS && g < item->run->n; g++)
            jx_buf_add(&buf, item->run->glyphs[g].text);
    }
    return jx_buf_str(&buf);
}

static bool has(struct jx_str text, const char *needle)
{
    return jx_str_find(text, jx_str_of(needle), 0) != SIZE_MAX;
}

/* All text stands in the text area, and no run over another. */
static void check_page(const struct jx_page *page, const char *what)
{
    const bool turned = page->landscape;
    const int32_t left =
        turned ? style->page_height_mpt - style->top_mpt - style->height_mpt : style->left_mpt;
    const int32_t top = turned ? style->left_mpt : style->top_mpt;
    const int32_t right = left + (turned ? style->height_mpt : style->width_mpt);
    const int32_t bottom = top + (turned ? style->width_mpt : style->height_mpt);

    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *a = &page->items.items[i];
        const int32_t a_top = a->y_mpt - jx__baseline(a->height_mpt);

        if (a->kind != JX_ITEM_GLYPHS)
            continue;
        cr_assert_geq(a->x_mpt, left - 100, "%s", what);
        cr_assert_leq(a->x_mpt + a->width_mpt, right + 100, "%s", what);
        cr_assert_geq(a_top, top - 100, "%s", what);
        cr_assert_leq(a_top + a->height_mpt, bottom + 100, "%s", what);
        for (size_t k = 0; k < i; k++) {
            const struct jx_item *b = &page->items.items[k];
            const int32_t b_top = b->y_mpt - jx__baseline(b->height_mpt);

            cr_assert(b->kind != JX_ITEM_GLYPHS || a->x_mpt + 100 >= b->x_mpt + b->width_mpt ||
                          b->x_mpt + 100 >= a->x_mpt + a->width_mpt ||
                          a_top + 100 >= b_top + b->height_mpt ||
                          b_top + 100 >= a_top + a->height_mpt,
                      "%s: one text over another: %s", what, text_of(page).ptr);
        }
    }
}

static const char *ticks_of(const struct jx__scale *scale)
{
    struct jx_buf buf = {.arena = test_arena};

    for (size_t i = 0; i < scale->n_ticks; i++) {
        jx_buf_adds(&buf, i > 0 ? " " : "");
        jx_buf_add(&buf, jx__chart_number(test_arena, scale->ticks[i], &scale->format));
    }
    return jx_buf_str(&buf).ptr;
}

/* ---- scale ---- */

Test(chart, axes_have_round_steps)
{
    static const struct {
        enum jx_figure_kind kind;
        bool percent;
        int digits;
        const char *values, *ticks;
    } cases[] = {
        {JX_FIGURE_BARS, true, 2, "0.925 1", "0% 20% 40% 60% 80% 100%"},
        {JX_FIGURE_COLUMNS, false, 2, "3130.40 2428.53", "0 1000 2000 3000 4000"},
        {JX_FIGURE_COLUMNS, false, 2, "-120.5 240.25", "-200 -100 0 100 200 300"},
        {JX_FIGURE_BARS, false, 0, "1 2", "0 1 2"},
        {JX_FIGURE_BARS, false, 1, "0.3 0.6", "0.0 0.2 0.4 0.6"},
        {JX_FIGURE_BARS, false, -1, "0.06 0.12", "0.000 0.025 0.050 0.075 0.100 0.125"},
        {JX_FIGURE_LINES, true, 2, "0.92 0.97", "92% 93% 94% 95% 96% 97%"},
        {JX_FIGURE_LINES, true, 2, "0.2 0.97", "0% 20% 40% 60% 80% 100%"},
        {JX_FIGURE_RADAR, true, 2, "0.2 0.3", "0% 20% 40% 60% 80% 100%"},
        {JX_FIGURE_BARS, false, 2, "0 0", "0.0 0.2 0.4 0.6 0.8 1.0"},
        {JX_FIGURE_BARS, false, 0, "99999999999999999999 1",
         "0 20000000000000000000 40000000000000000000 60000000000000000000 80000000000000000000 "
         "100000000000000000000"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_figure *figure = chart(cases[i].kind, "甲|乙", cases[i].values);
        struct jx__scale scale;

        figure->format.percent = cases[i].percent;
        figure->format.digits = cases[i].digits;
        scale = jx__scale_make(test_arena, figure, 5);
        cr_assert_str_eq((char *)ticks_of(&scale), (char *)cases[i].ticks, "%s: %s",
                         cases[i].values, ticks_of(&scale));
    }
}

Test(chart, stated_ends_are_kept)
{
    struct jx_figure *figure = chart(JX_FIGURE_BARS, "甲|乙", "85 97");
    struct jx__scale scale;

    figure->has_low = figure->has_high = true;
    figure->low = num("80");
    figure->high = num("100");
    figure->format.digits = 0;
    scale = jx__scale_make(test_arena, figure, 4);
    cr_assert_str_eq((char *)ticks_of(&scale), "80 85 90 95 100");
    cr_assert_eq(jx__scale_at(&scale, num("85"), 200000), 50000);
    cr_assert_eq(jx__scale_at(&scale, num("60"), 200000), 0, "below the axis: at its end");
    cr_assert_eq(jx__scale_at(&scale, num("101"), 200000), 200000);
    cr_assert_eq(jx__scale_base(&scale, 200000), 0);
    figure->low = num("100"); /* no axis: still one is made */
    cr_assert_lt(jx_num_cmp(jx__scale_make(test_arena, figure, 4).low,
                            jx__scale_make(test_arena, figure, 4).high),
                 0);
}

/* 1/3 of 100000 is 33333.33, 2/3 is 66666.67. */
Test(chart, places_are_rounded_once)
{
    struct jx_figure *figure = chart(JX_FIGURE_BARS, "甲", "3");
    struct jx__scale scale;

    figure->has_high = true;
    figure->high = num("3");
    scale = jx__scale_make(test_arena, figure, 3);
    cr_assert_eq(jx__scale_at(&scale, num("1"), 100000), 33333);
    cr_assert_eq(jx__scale_at(&scale, num("2"), 100000), 66667);
}

/* ---- patterns ---- */

/* Hatching stays in its area: both ends of every stroke lie on its edges. */
Test(chart, hatching_ends_at_the_edges)
{
    static const int32_t areas[][4] = {{1000, 2000, 34000, 7000},
                                       {0, 0, 5000, 91000},
                                       {10, 10, 100, 100},
                                       {500, 500, 40000, 40000}};

    open_setter();
    for (size_t k = 0; k < 4 * 8; k++) {
        const int32_t *area = areas[k / 8];
        struct jx__art *art = jx__art_new(&setter, 100000, JX_NO_SPAN);
        const struct jx_items *items = &art->pager.items;

        jx__pattern_area(art, area, k % 8);
        for (size_t i = 1; i < items->n; i++) {
            const struct jx_path *path = items->items[i].path;

            for (size_t s = 0; s < path->n; s++) {
                const struct jx_point p = path->segments[s].p[0];
                const int32_t x = p.x_mpt - area[0], y = p.y_mpt - area[1];

                cr_assert(x >= 0 && x <= area[2] && y >= 0 && y <= area[3]);
                cr_assert(x == 0 || x == area[2] || y == 0 || y == area[3]);
            }
        }
    }
    jx_font_book_free(book);
}

Test(chart, a_stroke_through_an_area_takes_it)
{
    struct jx__room room = {.arena = test_arena, .bounds = {0, 0, 100, 100}};

    cr_assert(jx__room_is_free(&room, (const int32_t[]){10, 10, 20, 10}));
    cr_assert_not(jx__room_is_free(&room, (const int32_t[]){90, 10, 20, 10}), "out of bounds");
    jx__room_take_stroke(&room, (struct jx_point){0, 0}, (struct jx_point){100, 100});
    cr_assert_not(jx__room_is_free(&room, (const int32_t[]){40, 40, 20, 20}));
    cr_assert(jx__room_is_free(&room, (const int32_t[]){60, 10, 30, 20}));
    jx__room_take_area(&room, (const int32_t[]){60, 10, 10, 10});
    cr_assert_not(jx__room_is_free(&room, (const int32_t[]){65, 15, 30, 20}));
    cr_assert(jx__room_is_free(&room, (const int32_t[]){70, 10, 20, 20}), "side by side");
}

/* ---- charts on pages ---- */

static const char *const long_names =
    "各级各部门业务上云数、信息资源融合部门数|建成统一的基础设施资源池，建立全市信息资源共享体系|"
    "保障全市各类信息系统安全、稳定、可靠地运行|项目建设总费用按合同支付|节省开支率|提高办事效率|"
    "减少出行，提高空气质量率|业务使用部门以及群众满意度";

Test(chart, every_kind_prints_labels_and_values_inside_the_text_area)
{
    static const char *const values[] = {
        "92.5 100 0 60.25 33 7 88 100",
        "92.5 100 0 60.25 33 7 88 100;50 ~ 20 30 99 100 1 2",
        "-92.5 100 0 60.25 -33 7 88 ~;50 10 20 30 99 -100 1 2;1 2 3 4 5 6 7 8;1 1 1 1 1 1 1 1",
    };

    open_setter();
    for (size_t k = 0; k < 4 * 3 * 2; k++) {
        const enum jx_figure_kind kind = (enum jx_figure_kind)(JX_FIGURE_BARS + k % 4);
        const bool landscape = k / 12 == 1;
        const struct jx_figure *figure = chart(kind, long_names, values[k / 4 % 3]);
        const struct jx_pages *pages = place(figure, "图3-1", 0, landscape);
        struct jx_str text = text_of(&pages->items[0]);
        const char *what = jx_str_printf(test_arena, "case %zu", k).ptr;

        cr_assert_eq(pages->n, 1, "%s", what);
        cr_assert_eq(pages->items[0].landscape, landscape);
        check_page(&pages->items[0], what);
        for (size_t s = 0; s < figure->n_series; s++)
            for (size_t c = 0; c < figure->n_categories; c++)
                if (figure->series[s].present[c])
                    cr_assert(has(text, jx__chart_number(test_arena, figure->series[s].values[c],
                                                         &figure->format)
                                            .ptr),
                              "%s: value %zu of series %zu in %s", what, c, s, text.ptr);
        cr_assert(has(text, "节省开支率"), "%s: %s", what, text.ptr);
        cr_assert(has(text, "图3-1"));
    }
    jx_font_book_free(book);
}

Test(chart, bars_read_label_value_label_value)
{
    struct jx_figure *figure = chart(JX_FIGURE_BARS, "决策|过程|产出", "0.925 ~ 1");
    struct jx_str text;

    open_setter();
    figure->format.percent = true;
    text = text_of(&place(figure, "图1-1", 0, false)->items[0]);
    cr_assert(has(text, "决策92.50%过程—产出100.00%0%"), "%s", text.ptr);
    jx_font_book_free(book);
}

/* A bar of half the axis is half as long; a negative one ends on the other side of 0. */
Test(chart, bars_are_as_long_as_their_values)
{
    const struct jx_figure *figure = chart(JX_FIGURE_BARS, "甲|乙|丙", "100 50 -25");
    const struct jx_page *page;
    int32_t x[3], width[3];
    size_t n = 0;

    open_setter();
    page = &place(figure, "", 0, false)->items[0];
    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];

        if (item->kind == JX_ITEM_PATH && item->path->fill && item->path->stroke) {
            x[n] = item->x_mpt;
            width[n++] = item->width_mpt;
        }
    }
    cr_assert_eq(n, 3);
    cr_assert_eq(x[0], x[1]);
    cr_assert_eq(x[2] + width[2], x[0]);
    cr_assert_leq(width[0] - 2 * width[1], 1);
    cr_assert_leq(2 * width[1] - width[0], 1);
    cr_assert_leq(width[0] - 4 * width[2], 4);
    cr_assert_leq(4 * width[2] - width[0], 4);
    jx_font_book_free(book);
}

/* Wherever the text above ends, drawing and caption are on one page. */
Test(chart, a_figure_is_never_parted_from_its_caption)
{
    open_setter();
    for (size_t lines = 0; lines < 22; lines++) {
        const struct jx_figure *figure = chart(JX_FIGURE_COLUMNS, "甲|乙", "1 2");
        const struct jx_pages *pages = place(figure, "图2-1", lines, false);
        const struct jx_str last = text_of(&pages->items[pages->n - 1]);

        cr_assert(has(last, "1.00") && has(last, "图2-1") && has(last, "甲"), "%zu lines", lines);
        check_page(&pages->items[pages->n - 1], "caption");
    }
    jx_font_book_free(book);
}

static struct jx_figure *sixty(const char *name)
{
    struct jx_buf names = {.arena = test_arena}, values = {.arena = test_arena};

    for (int i = 0; i < 60; i++) {
        jx_buf_printf(&names, "%s%s%d", i > 0 ? "|" : "", name, i);
        jx_buf_printf(&values, "%s%d", i > 0 ? " " : "", 100 + i);
    }
    return chart(JX_FIGURE_BARS, jx_buf_str(&names).ptr, jx_buf_str(&values).ptr);
}

Test(chart, many_bars_go_on_under_a_continued_caption)
{
    const struct jx_pages *pages;
    size_t found = 0;

    open_setter();
    pages =
        place(sixty("建成统一的基础设施资源池，建立全市信息资源共享体系指标"), "图4-2", 0, false);
    cr_assert_gt(pages->n, 1);
    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_str text = text_of(&pages->items[p]);

        check_page(&pages->items[p], "sixty bars");
        cr_assert_eq(has(text, "续图4-2"), p > 0);
        cr_assert(has(text, "各项得分率"));
        for (int i = 0; i < 60; i++)
            found += has(text, jx_str_printf(test_arena, "%d.00", 100 + i).ptr);
    }
    cr_assert_eq(found, 60);
    jx_font_book_free(book);
}

/* What cannot be drawn as was asked is drawn as bars. */
Test(chart, a_radar_of_two_axes_becomes_bars)
{
    struct jx_str text;

    open_setter();
    text = text_of(&place(chart(JX_FIGURE_RADAR, "甲|乙", "1 2"), "", 0, false)->items[0]);
    cr_assert(has(text, "甲1.00乙2.00"), "%s", text.ptr);
    jx_font_book_free(book);
}

Test(chart, columns_too_narrow_for_their_labels_become_bars)
{
    struct jx_str text;

    open_setter();
    text = text_of(
        &place(chart(JX_FIGURE_COLUMNS, long_names, "1 2 3 4 5 6 7 8"), "", 0, false)->items[0]);
    cr_assert(has(text, "节省开支率5.00提高办事效率6.00"), "%s", text.ptr);
    text = text_of(
        &place(chart(JX_FIGURE_COLUMNS, "年初预算|全年预算", "1 2"), "", 0, false)->items[0]);
    cr_assert(has(text, "1.002.00年初预算全年预算"), "%s", text.ptr);
    jx_font_book_free(book);
}

/* Three centimetres: a radar becomes bars, and no number of an axis touches the next. */
Test(chart, narrow_charts_keep_their_words_apart)
{
    open_setter();
    for (enum jx_figure_kind kind = JX_FIGURE_BARS; kind <= JX_FIGURE_RADAR; kind++) {
        struct jx_figure *figure = chart(kind, "决策|过程|产出", "0.92 0.5 1");

        figure->format.percent = true;
        figure->width_mpt = 85000;
        check_page(&place(figure, "图1-1", 0, false)->items[0],
                   jx_str_printf(test_arena, "kind %d", (int)kind).ptr);
    }
    jx_font_book_free(book);
}

Test(chart, radars_of_3_to_12_axes_keep_their_labels_apart)
{
    open_setter();
    for (size_t n = JX__RADAR_MIN; n <= JX__RADAR_MAX; n++) {
        struct jx_buf names = {.arena = test_arena}, values = {.arena = test_arena};

        for (size_t i = 0; i < n; i++) {
            jx_buf_printf(&names, "%s社会公众或服务对象满意度指标%zu", i > 0 ? "|" : "", i);
            jx_buf_printf(&values, "%s%zu", i > 0 ? " " : "", 50 + i);
        }
        check_page(&place(chart(JX_FIGURE_RADAR, jx_buf_str(&names).ptr, jx_buf_str(&values).ptr),
                          "图1-1", 0, false)
                        ->items[0],
                   jx_str_printf(test_arena, "%zu axes", n).ptr);
    }
    jx_font_book_free(book);
}

/* ---- images ---- */

static const struct jx_item *image_on(const struct jx_pages *pages, size_t k)
{
    const struct jx_items *items = &pages->items[0].items;

    for (size_t i = 0; i < items->n; i++)
        if (items->items[i].kind == JX_ITEM_IMAGE && k-- == 0)
            return &items->items[i];
    cr_assert_fail("no image");
    return NULL;
}

/* 300 px at 150 dpi are 2 inches: 144 pt. Wider than the text: as wide as the text. Higher than a page: as high as fits. */
Test(chart, images_keep_their_shape_and_fit)
{
    static const struct {
        uint32_t px, py, dpi_milli, permille;
        int32_t width_mpt, expect_width, expect_height;
    } cases[] = {
        {300, 150, 0, 0, 0, 144000, 72000},      {300, 150, 300000, 0, 0, 72000, 36000},
        {3000, 1500, 0, 0, 0, 442205, 221102},   {300, 150, 0, 500, 0, 221102, 110551},
        {300, 150, 0, 0, 100000, 100000, 50000}, {100, 100000, 0, 0, 0, 0, 0},
        {4294967295, 1, 1, 0, 0, 442205, 1},
    };

    open_setter();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct jx_figure figure = {.kind = JX_FIGURE_IMAGE,
                                         .image = JX_STR("x"),
                                         .width_px = cases[i].px,
                                         .height_px = cases[i].py,
                                         .dpi_milli = cases[i].dpi_milli,
                                         .width_permille = cases[i].permille,
                                         .width_mpt = cases[i].width_mpt};
        const struct jx_item *image = image_on(place(&figure, "图1-1", 0, false), 0);

        if (cases[i].expect_width > 0) {
            cr_assert_eq(image->width_mpt, cases[i].expect_width, "case %zu: %d", i,
                         image->width_mpt);
            cr_assert_eq(image->height_mpt, cases[i].expect_height, "case %zu: %d", i,
                         image->height_mpt);
        }
        cr_assert_geq(image->x_mpt, style->left_mpt);
        cr_assert_leq(image->y_mpt + image->height_mpt, style->top_mpt + style->height_mpt);
        cr_assert_leq(2 * image->x_mpt + image->width_mpt - 2 * style->left_mpt - style->width_mpt,
                      2, "centred");
    }
    jx_font_book_free(book);
}

Test(chart, images_side_by_side_are_of_one_height)
{
    struct jx_figure parts[] = {
        {.kind = JX_FIGURE_IMAGE, .image = JX_STR("x"), .width_px = 4000, .height_px = 3000},
        {.kind = JX_FIGURE_IMAGE, .image = JX_STR("y"), .width_px = 3000, .height_px = 4000},
    };
    const struct jx_figure row = {.kind = JX_FIGURE_ROW, .parts = parts, .n_parts = 2};
    const struct jx_pages *pages;
    const struct jx_item *a, *b;

    open_setter();
    JX_PUSH(test_arena, &parts[0].caption, (struct jx_inline){.text = JX_STR("（a）机房")});
    JX_PUSH(test_arena, &parts[1].caption, (struct jx_inline){.text = JX_STR("（b）配电室")});
    pages = place(&row, "图1-1", 0, false);
    a = image_on(pages, 0);
    b = image_on(pages, 1);
    cr_assert_eq(a->height_mpt, b->height_mpt);
    cr_assert_eq(a->y_mpt, b->y_mpt);
    cr_assert_geq(b->x_mpt, a->x_mpt + a->width_mpt);
    cr_assert_leq(b->x_mpt + b->width_mpt, style->left_mpt + style->width_mpt);
    cr_assert_geq(b->x_mpt + b->width_mpt, style->left_mpt + style->width_mpt - 1000);
    cr_assert(has(text_of(&pages->items[0]), "（a）机房（b）配电室图1-1"), "%s",
              text_of(&pages->items[0]).ptr);
    check_page(&pages->items[0], "row");
    jx_font_book_free(book);
}
