/* Tables on pages, with the shipping fonts: nothing lost, header repeated, labels repeated, long cells continued. */
#include "layout_setter.h"

#include <string.h>

JX_SUITE(grid)

static struct jx_cell cell(size_t row, size_t col, size_t rows, const char *text)
{
    struct jx_cell made = {
        .row = (uint32_t)row, .col = (uint32_t)col, .rows = (uint32_t)rows, .cols = 1};

    made.valign = JX_VA_MIDDLE;
    JX_PUSH(test_arena, &made.text, (struct jx_inline){.text = jx_str_of(text)});
    return made;
}

/* Two columns: a label over all body rows, and a text a row. */
static struct jx_table *labelled_table(size_t n_body, const char *label, const char *text)
{
    struct jx_table *table = JX_NEW(test_arena, struct jx_table);
    size_t n = 0;

    table->n_rows = n_body + 1;
    table->n_cols = 2;
    table->rows = JX_ARRAY(test_arena, struct jx_table_row, table->n_rows);
    table->cells = JX_ARRAY(test_arena, struct jx_cell, 2 * table->n_rows + 1);
    table->rows[0].header = true;
    table->cells[n++] = cell(0, 0, 1, "分组");
    table->cells[n++] = cell(0, 1, 1, "表头甲");
    table->cells[0].header = table->cells[1].header = true;
    table->cells[n++] = cell(1, 0, n_body, label);
    for (size_t r = 1; r <= n_body; r++)
        table->cells[n++] = cell(r, 1, 1, text);
    table->n_cells = n;
    table->label = JX_STR("表1-1");
    return table;
}

static const struct jx_pages *set(const struct jx_table *table)
{
    const struct jx__setter setter = open_setter();
    const struct jx_block block = {.kind = JX_B_TABLE, .table = table};
    struct jx__pager pager = jx__pager_new(&setter, JX_LABEL_ARABIC);
    struct jx__boxes boxes = {0};

    jx__add_table(&setter, &boxes, &block, style->width_mpt);
    jx__fill(&pager, &boxes);
    return pager.pages;
}

static struct jx_str page_text(const struct jx_page *page)
{
    struct jx_buf buf = {.arena = test_arena};

    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_glyph_run *run = page->items.items[i].run;

        for (size_t g = 0; page->items.items[i].kind == JX_ITEM_GLYPHS && g < run->n; g++)
            jx_buf_add(&buf, run->glyphs[g].text);
        jx_buf_addc(&buf, ' ');
    }
    return jx_buf_str(&buf);
}

static size_t count(struct jx_str text, const char *needle)
{
    size_t n = 0;

    for (size_t at = jx_str_find(text, jx_str_of(needle), 0); at != SIZE_MAX;
         at = jx_str_find(text, jx_str_of(needle), at + strlen(needle)))
        n++;
    return n;
}

Test(grid, repeats_header_label_and_continuation)
{
    const struct jx_pages *pages = set(labelled_table(80, "产出指标", "数量"));
    size_t rows = 0;

    cr_assert_gt(pages->n, 1);
    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_str text = page_text(&pages->items[p]);

        cr_assert_eq(count(text, "表头甲"), 1);
        cr_assert_eq(count(text, "产出指标"), 1, "the label of the broken row span, page %zu",
                     p + 1);
        cr_assert_eq(count(text, "续表1-1"), p > 0);
        rows += count(text, "数量");
    }
    cr_assert_eq(rows, 80);
    jx_font_book_free(book);
}

/* A cell longer than two pages: each of its characters once, nothing below the text area. */
Test(grid, continues_a_cell_longer_than_a_page)
{
    struct jx_buf text = {.arena = test_arena};
    const struct jx_pages *pages;
    size_t found = 0;

    for (size_t i = 0; i < 1500; i++)
        jx_buf_adds(&text, "意见建议");
    pages = set(labelled_table(1, "评价", jx_buf_str(&text).ptr));
    cr_assert_gt(pages->n, 1);
    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_page *page = &pages->items[p];

        for (size_t i = 0; i < page->items.n; i++) {
            const struct jx_item *item = &page->items.items[i];

            if (item->kind != JX_ITEM_GLYPHS || item->run->n < 10)
                continue;
            found += item->run->n;
            cr_assert_leq(item->y_mpt, style->top_mpt + style->height_mpt);
        }
    }
    cr_assert_geq(found, 6000 - 10);
    cr_assert_leq(found, 6000);
    jx_font_book_free(book);
}

static const char *long_text(size_t n)
{
    struct jx_buf text = {.arena = test_arena};

    for (size_t i = 0; i < n; i++)
        jx_buf_adds(&text, "意见建议");
    return jx_buf_str(&text).ptr;
}

/* Bottom line of what is drawn of a table on a page. */
static int32_t lowest_rule(const struct jx_page *page)
{
    int32_t lowest = 0;

    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.items[i].kind == JX_ITEM_RECT && page->items.items[i].y_mpt > lowest)
            lowest = page->items.items[i].y_mpt;
    return lowest;
}

/* Characters in runs of ten or more, none of them under the table's bottom line. */
static size_t count_inside(const struct jx_pages *pages)
{
    size_t found = 0;

    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_page *page = &pages->items[p];

        for (size_t i = 0; i < page->items.n; i++) {
            const struct jx_item *item = &page->items.items[i];

            if (item->kind != JX_ITEM_GLYPHS || item->run->n < 10)
                continue;
            found += item->run->n;
            cr_assert_leq(item->y_mpt, lowest_rule(page), "page %zu", p + 1);
            cr_assert_leq(item->y_mpt, style->top_mpt + style->height_mpt);
        }
    }
    return found;
}

/* However many pages a cell takes, it ends where its row ends: the next row is not written over. */
Test(grid, a_cell_over_many_pages_stays_in_its_row)
{
    struct jx_table *table = labelled_table(2, "评价", "");
    const struct jx_pages *pages;

    table->cells[3].text.items[0].text = jx_str_of(long_text(5000));
    table->cells[4].text.items[0].text = JX_STR("末行");
    pages = set(table);
    cr_assert_gt(pages->n, 10);
    cr_assert_geq(count_inside(pages), 20000 - 10);
    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_page *page = &pages->items[p];
        int32_t last = 0;

        for (size_t i = 0; i < page->items.n; i++) {
            const struct jx_item *item = &page->items.items[i];

            if (item->kind != JX_ITEM_GLYPHS)
                continue;
            if (item->run->n >= 10)
                last = item->y_mpt;
            else if (jx_str_is(item->run->glyphs[0].text, "末"))
                cr_assert_gt(item->y_mpt, last);
        }
    }
    jx_font_book_free(book);
}

/* The same for a cell over several rows, which pages cut between its lines. */
Test(grid, a_long_cell_over_rows_stays_in_them)
{
    const struct jx_pages *pages = set(labelled_table(3, long_text(3000), "数量"));

    cr_assert_gt(pages->n, 5);
    cr_assert_geq(count_inside(pages), 12000 - 10);
    jx_font_book_free(book);
}

/* Header rows that fill a page are printed once, and the rows under them are all there. */
Test(grid, a_great_header_is_not_repeated)
{
    struct jx_table *table = labelled_table(3, "评价", "数量");
    const struct jx_pages *pages;
    size_t found = 0;

    table->cells[1].text.items[0].text = jx_str_of(long_text(1500));
    pages = set(table);
    cr_assert_geq(count_inside(pages), 6000 - 10);
    cr_assert_leq(count_inside(pages), 6000);
    for (size_t p = 0; p < pages->n; p++)
        found += count(page_text(&pages->items[p]), "数量");
    cr_assert_eq(found, 3);
    jx_font_book_free(book);
}

/* Widths and heights of a text of kilometres are counted without overflow. */
Test(grid, a_text_of_kilometres)
{
    const struct jx__setter setter = open_setter();
    const struct jx_table *table = labelled_table(1, "评价", long_text(60000));
    const struct jx__grid *grid = jx__grid_make(&setter, table, style->width_mpt);

    cr_assert_gt(grid->rows[1].height_mpt, 60000000);
    cr_assert_leq(jx__slice_mpt(&grid->rows[1], 0), 2 * grid->rows[1].slice_mpt);
    cr_assert_leq(jx__slice_mpt(&grid->rows[1], grid->rows[1].n_slices - 1),
                  2 * grid->rows[1].slice_mpt);
    jx_font_book_free(book);
}

Test(grid, automatic_columns_fill_the_width)
{
    const struct jx__setter setter = open_setter();
    const struct jx_table *table = labelled_table(3, "短", "这一列的文字要长得多，所以宽得多");
    const struct jx__grid *grid = jx__grid_make(&setter, table, style->width_mpt);

    cr_assert_eq(grid->x_mpt[0], 0);
    cr_assert_eq(grid->x_mpt[2], style->width_mpt);
    cr_assert_lt(grid->x_mpt[1], style->width_mpt / 3);
    jx_font_book_free(book);
}

/* 合计 alone on a page says nothing: the last repeated row goes with it. */
Test(grid, a_total_is_never_alone_on_a_page)
{
    for (size_t n_body = 20; n_body < 60; n_body++) {
        struct jx_table *table = labelled_table(n_body, "产出", "数量");
        const struct jx_pages *pages;
        struct jx_str last;

        for (size_t r = 1; r < n_body; r++)
            table->rows[r].depth = 1;
        pages = set(table);
        last = page_text(&pages->items[pages->n - 1]);
        cr_assert_geq(count(last, "数量"), 2, "%zu rows", n_body);
        jx_font_book_free(book);
    }
}

/* ---- looks of tables ---- */

static struct jx_table *looking_table(const char *look)
{
    struct jx_table *table = labelled_table(3, "标签", "文字");

    table->look = (struct jx_text){.str = jx_str_of(look)};
    return table;
}

static size_t n_rects(const struct jx_page *page, bool upright)
{
    size_t n = 0;

    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];

        if (item->kind == JX_ITEM_RECT && (item->height_mpt > item->width_mpt) == upright)
            n++;
    }
    return n;
}

Test(grid, three_lines_are_three_lines)
{
    const struct jx_pages *pages = set(looking_table("三线"));
    int32_t strong = 0;

    cr_assert_eq(n_rects(&pages->items[0], true), 0);
    cr_assert_eq(n_rects(&pages->items[0], false), 3);
    for (size_t i = 0; i < pages->items[0].items.n; i++)
        strong += pages->items[0].items.items[i].kind == JX_ITEM_RECT &&
                  pages->items[0].items.items[i].height_mpt == 1000;
    cr_assert_eq(strong, 2, "the first and the last");
    cr_assert_eq(diags.n, 0);
    jx_font_book_free(book);
}

Test(grid, each_page_of_a_table_with_three_lines_has_them)
{
    struct jx_table *table = labelled_table(60, "标签", "文字");
    const struct jx_pages *pages;

    table->look = (struct jx_text){.str = JX_STR("紧凑三线")};
    pages = set(table);
    cr_assert_gt(pages->n, 1);
    for (size_t p = 0; p < pages->n; p++)
        cr_expect_eq(n_rects(&pages->items[p], false), 3, "page %zu", p + 1);
    jx_font_book_free(book);
}

Test(grid, an_unknown_look_is_said_and_the_sheets_own_taken)
{
    const struct jx_pages *pages = set(looking_table("紧揍"));

    cr_assert_eq(diags.n, 1);
    cr_assert_eq(diags.items[0].code, JX_D_TABLE_LOOK);
    cr_assert_eq(n_rects(&pages->items[0], true), 3,
                 "one line between two columns and at each side");
    jx_font_book_free(book);
}

/* ---- where pages end ---- */

/* Pages of a table behind n_before lines of text. */
static const struct jx_pages *set_behind(const struct jx_table *table, size_t n_before)
{
    const struct jx__setter setter = open_setter();
    const struct jx_block block = {.kind = JX_B_TABLE, .table = table};
    struct jx__pager pager = jx__pager_new(&setter, JX_LABEL_ARABIC);
    struct jx__boxes boxes = {0};
    const struct jx_look *body = &style->looks[JX_LOOK_BODY];

    for (size_t i = 0; i < n_before; i++)
        jx__add_lines(&setter, &boxes,
                      jx__set_text(&setter, body, JX_STR("正文"), style->width_mpt),
                      &(struct jx__line_options){.look = body});
    jx__add_table(&setter, &boxes, &block, style->width_mpt);
    jx__fill(&pager, &boxes);
    return pager.pages;
}

Test(grid, a_small_table_is_not_parted)
{
    for (size_t n_before = 0; n_before < 22; n_before++) {
        const struct jx_pages *pages = set_behind(labelled_table(7, "产出", "数量"), n_before);
        const size_t last = count(page_text(&pages->items[pages->n - 1]), "数量");

        cr_assert_eq(last, 7, "behind %zu lines", n_before);
        jx_font_book_free(book);
    }
}

/* A larger one is: but with two rows at least on each page. */
Test(grid, no_row_is_alone_on_a_page)
{
    bool parted = false;

    for (size_t n_before = 0; n_before < 22; n_before++) {
        const struct jx_pages *pages = set_behind(labelled_table(24, "产出", "数量"), n_before);

        for (size_t p = 0; p < pages->n; p++) {
            const size_t n = count(page_text(&pages->items[p]), "数量");

            cr_assert(n == 0 || n >= 2, "%zu rows on page %zu behind %zu lines", n, p + 1,
                      n_before);
            parted = parted || (n > 0 && n < 24);
        }
        jx_font_book_free(book);
    }
    cr_assert(parted);
}

Test(grid, the_unit_is_repeated_beside_the_continuation)
{
    struct jx_table *table = labelled_table(80, "产出指标", "数量");
    const struct jx_pages *pages;

    table->unit = JX_STR("单位：万元");
    pages = set(table);
    cr_assert_gt(pages->n, 1);
    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_str text = page_text(&pages->items[p]);

        cr_assert_eq(count(text, "单位：万元"), 1, "page %zu", p + 1);
        cr_assert_eq(count(text, "续表1-1"), p > 0);
    }
    jx_font_book_free(book);
}

/* ---- numbers ---- */

/* Where the point of a number, or its end, stands in its column. */
static int32_t point_mpt(const struct jx__grid *grid, size_t row)
{
    const struct jx__cell *set = NULL;
    const struct jx_line *line;

    for (size_t i = 0; i < grid->table->n_cells; i++)
        if (grid->cells[i].cell->row == row && grid->cells[i].cell->col == 1)
            set = &grid->cells[i];
    line = &set->paragraph->lines[0];
    for (size_t r = 0; r < line->n; r++)
        for (size_t g = 0; g < line->runs[r].n; g++) {
            const struct jx_str glyph = line->runs[r].glyphs[g].text;

            if (jx_str_is(glyph, ".") || jx_str_is(glyph, "%") || jx_str_is(glyph, "项"))
                return set->shift_mpt + line->runs[r].x_mpt + line->runs[r].glyphs[g].x_mpt;
        }
    return set->shift_mpt + line->x_mpt + line->width_mpt;
}

Test(grid, numbers_stand_with_their_points_below_each_other)
{
    static const char *const numbers[] = {"1234.5", "−3.1416", "98%", "97.5%", "12"};
    const struct jx__setter setter = open_setter();
    struct jx_table *table = labelled_table(6, "金额", "—");
    const struct jx__grid *grid;
    const struct jx__cell *none;
    int32_t room;

    for (size_t i = 3; i < table->n_cells; i++)
        table->cells[i].halign = JX_HA_DECIMAL;
    for (size_t i = 0; i < 5; i++)
        table->cells[3 + i].text.items[0].text = jx_str_of(numbers[i]);
    grid = jx__grid_make(&setter, table, style->width_mpt);
    for (size_t i = 1; i < 5; i++)
        cr_expect_leq(abs(point_mpt(grid, 1 + i) - point_mpt(grid, 1)), 1, "%s", numbers[i]);
    none = &grid->cells[table->n_cells - 1];
    room = grid->x_mpt[2] - grid->x_mpt[1] - 2 * grid->look->pad_x_mpt;
    cr_expect_leq(abs(2 * none->shift_mpt + none->paragraph->lines[0].width_mpt - room), 2,
                  "— is centred");
    jx_font_book_free(book);
}

/* ---- headers below the top ---- */

/* A head block, then two parts of n rows, each below a header of its own; in the first, a label stands beside header and rows. */
static struct jx_table *form_of_two_parts(size_t n)
{
    struct jx_table *table = JX_NEW(test_arena, struct jx_table);
    size_t row = 0, k = 0;

    table->n_rows = 2 * n + 3;
    table->n_cols = 2;
    table->rows = JX_ARRAY(test_arena, struct jx_table_row, table->n_rows);
    table->cells = JX_ARRAY(test_arena, struct jx_cell, 2 * table->n_rows);
    table->cells[k++] = cell(row, 0, 1, "项目名称");
    table->cells[k++] = cell(row++, 1, 1, "某项目");
    for (size_t part = 0; part < 2; part++) {
        table->rows[row].header = true;
        table->cells[k++] = cell(row, 0, part == 0 ? n + 1 : 1, part == 0 ? "绩效" : "内容");
        table->cells[k] = cell(row++, 1, 1, part == 0 ? "表头甲" : "表头乙");
        table->cells[k++].header = true;
        for (size_t i = 0; i < n; i++) {
            if (part == 1)
                table->cells[k++] = cell(row, 0, 1, "条");
            table->cells[k++] = cell(row++, 1, 1, part == 0 ? "子" : "丑");
        }
    }
    table->n_cells = k;
    return table;
}

Test(grid, a_page_repeats_the_header_nearest_above_its_rows)
{
    const struct jx_pages *pages = set(form_of_two_parts(50));
    size_t rows = 0;

    cr_assert_gt(pages->n, 3);
    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_str text = page_text(&pages->items[p]);
        const bool first = count(text, "子") > 0, second = count(text, "丑") > 0;

        cr_expect_eq(count(text, "表头甲"), first, "page %zu", p + 1);
        cr_expect_eq(count(text, "表头乙"), second, "page %zu", p + 1);
        cr_expect_eq(count(text, "绩效"), first, "the label, page %zu", p + 1);
        cr_expect_eq(count(text, "项目名称"), p == 0, "page %zu", p + 1);
        rows += count(text, "子") + count(text, "丑");
    }
    cr_assert_eq(rows, 100);
    jx_font_book_free(book);
}

/* Lines that begin at the left edge: a label that goes on beside the header drawn again has none at its lower edge. */
static size_t rules_from_the_left(const struct jx_page *page)
{
    size_t n = 0;
    int32_t left = INT32_MAX;

    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.items[i].kind == JX_ITEM_RECT && page->items.items[i].x_mpt < left)
            left = page->items.items[i].x_mpt;
    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];

        n +=
            item->kind == JX_ITEM_RECT && item->x_mpt == left && item->width_mpt > item->height_mpt;
    }
    return n;
}

Test(grid, a_label_goes_on_beside_the_header_drawn_again)
{
    const struct jx_pages *pages = set(form_of_two_parts(100));

    cr_assert_eq(count(page_text(&pages->items[1]), "丑"), 0);
    cr_assert_eq(rules_from_the_left(&pages->items[1]), 2, "top and bottom of the page's part");
    jx_font_book_free(book);
}

/* Two columns, one row: a short word and a text of n lines. */
static struct jx_table *one_row(size_t n)
{
    struct jx_table *table = JX_NEW(test_arena, struct jx_table);

    table->n_rows = 1;
    table->n_cols = 2;
    table->rows = JX_ARRAY(test_arena, struct jx_table_row, 1);
    table->cells = JX_ARRAY(test_arena, struct jx_cell, 2);
    table->widths = JX_ARRAY(test_arena, uint32_t, 2);
    table->widths[0] = 20, table->widths[1] = 80;
    table->cells[0] = cell(0, 0, 1, "总体评价");
    table->cells[1] = cell(0, 1, 1, long_text(n));
    table->n_cells = 2;
    return table;
}

Test(grid, the_first_cell_of_a_row_over_pages_is_repeated)
{
    const struct jx_pages *pages = set(one_row(4000));

    cr_assert_gt(pages->n, 2);
    for (size_t p = 0; p < pages->n; p++)
        cr_expect_eq(count(page_text(&pages->items[p]), "总体评价"), 1, "page %zu", p + 1);
    jx_font_book_free(book);
}
