/* The strict grid of 22 lines by 28 characters (GB/T 9704-2012 5.2.3), judged by the places of the glyphs on finished pages. */
#include "../text/setting.h"

#include "layout/layout.h"

#define CELL 15790
#define PITCH 29620
#define LINES 22
#define CHARS 28

SETTING_SUITE(strict_grid)

static struct jx_style *style;

static struct jx_inlines words(struct jx_str text)
{
    struct jx_inlines inlines = {0};

    JX_PUSH(test_arena, &inlines, (struct jx_inline){.text = text});
    return inlines;
}

static struct jx_table *small_table(size_t n_rows)
{
    struct jx_table *table = JX_NEW(test_arena, struct jx_table);

    table->n_rows = table->n_cells = n_rows;
    table->n_cols = 1;
    table->rows = JX_ARRAY(test_arena, struct jx_table_row, n_rows);
    table->cells = JX_ARRAY(test_arena, struct jx_cell, n_rows);
    for (size_t r = 0; r < n_rows; r++)
        table->cells[r] =
            (struct jx_cell){.row = (uint32_t)r, .rows = 1, .cols = 1, .text = words(JX_STR("格"))};
    table->label = JX_STR("表1");
    table->note = JX_STR("注：表后的文字回到格线上。");
    return table;
}

static const struct jx_pages *pages_of(struct jx_blocks blocks)
{
    static const struct jx_str library[] = {
        {JX_TEST_ROOT "/templates", sizeof(JX_TEST_ROOT "/templates") - 1}};
    const struct jx_document document = {.blocks = blocks};
    struct jx_pages *pages;

    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("gbt9704-grid")},
                               JX_STR("."), library, 1, test_book, &test_diags, &style),
                 JX_OK, "%s", jx_diags_print(test_arena, &test_diags, false).ptr);
    jx_layout_make(test_arena, &document, style, test_book, &test_diags, &pages);
    return pages;
}

static void add(struct jx_blocks *blocks, enum jx_block_kind kind, struct jx_str text)
{
    JX_PUSH(test_arena, blocks,
            (struct jx_block){.kind = kind, .level = 1, .inlines = words(text)});
}

/* A report: title, headings, prose as random_prose() writes it, tables in between. */
static struct jx_blocks report(void)
{
    struct dice dice = {20250321};
    struct jx_blocks blocks = {0};

    add(&blocks, JX_B_TITLE, JX_STR("某某县农村饮水安全巩固提升工程绩效评价报告"));
    for (size_t i = 0; i < 60; i++) {
        if (i % 7 == 0)
            add(&blocks, JX_B_HEADING, JX_STR("一、资金的来源和使用"));
        if (i % 11 == 5)
            JX_PUSH(test_arena, &blocks,
                    (struct jx_block){.kind = JX_B_TABLE, .table = small_table(3 + i)});
        add(&blocks, JX_B_PARAGRAPH, random_prose(&dice, 30 + dice_roll(&dice, 120)));
    }
    return blocks;
}

static bool is_text(const struct jx_item *item)
{
    return item->kind == JX_ITEM_GLYPHS && item->y_mpt < style->top_mpt + style->height_mpt;
}

static bool is_body(const struct jx_item *item)
{
    return is_text(item) && item->run->size_mpt == BODY_SIZE;
}

/* Full-width: judged by the source text, not by the program's own classes. */
static bool is_full_width(struct jx_str text)
{
    size_t at = 0;
    const uint32_t cp = text.len > 0 ? jx_utf8_next(text, &at) : 0;

    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3001 && cp <= 0x301B) ||
           (cp >= 0xFF01 && cp <= 0xFF5E);
}

static bool is_closing(struct jx_str text)
{
    return text.len > 0 && jx_str_find(JX_STR("，。、；：！？”’）》」』】〕"), text, 0) != SIZE_MAX;
}

static int64_t off_cell(const struct jx_item *item, const struct jx_glyph *glyph)
{
    return ((int64_t)item->x_mpt + glyph->x_mpt - style->left_mpt) % CELL;
}

/* The next glyph to the right in the same line belongs to another item perhaps: the line ends when nothing stands further right. */
static bool ends_line(const struct jx_page *page, const struct jx_item *item,
                      const struct jx_glyph *glyph)
{
    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *other = &page->items.items[i];

        for (size_t g = 0; is_text(other) && other->y_mpt == item->y_mpt && g < other->run->n; g++)
            if (other->x_mpt + other->run->glyphs[g].x_mpt > item->x_mpt + glyph->x_mpt)
                return false;
    }
    return true;
}

Test(strict_grid, each_han_and_full_width_mark_has_its_cell)
{
    const struct jx_pages *pages = pages_of(report());
    size_t n = 0, n_shared = 0;

    cr_assert_gt(pages->n, 10);
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->items[p].items.n; i++) {
            const struct jx_item *item = &pages->items[p].items.items[i];

            for (size_t g = 0; is_body(item) && g < item->run->n; g++) {
                const struct jx_glyph *glyph = &item->run->glyphs[g];

                if (!is_full_width(glyph->text))
                    continue;
                n++;
                if (off_cell(item, glyph) == 0)
                    continue;
                /* GB/T 15834: only the last of two closing marks at a line's end. */
                cr_expect(is_closing(glyph->text) && ends_line(&pages->items[p], item, glyph),
                          "page %zu: “%.*s” is %ld off", p + 1, JX_FMT(glyph->text),
                          (long)off_cell(item, glyph));
                n_shared++;
            }
        }
    cr_expect_gt(n, 5000);
    cr_expect_lt(n_shared, n / 100);
}

Test(strict_grid, each_baseline_is_on_a_line_of_the_grid)
{
    const struct jx_pages *pages = pages_of(report());

    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->items[p].items.n; i++) {
            const struct jx_item *item = &pages->items[p].items.items[i];
            const int32_t y = item->y_mpt - style->top_mpt - 13860; /* 0.88 em of 三号 */

            if (is_text(item) && item->run->size_mpt >= BODY_SIZE)
                cr_expect(y >= 0 && y % PITCH == 0 && y / PITCH < LINES,
                          "page %zu: a baseline %d off line %d", p + 1, y % PITCH, y / PITCH + 1);
        }
}

static size_t n_baselines(const struct jx_page *page)
{
    bool seen[LINES] = {false};
    size_t n = 0;

    for (size_t i = 0; i < page->items.n; i++)
        if (is_body(&page->items.items[i])) {
            bool *line = &seen[(page->items.items[i].y_mpt - style->top_mpt) / PITCH];

            n += !*line;
            *line = true;
        }
    return n;
}

static struct jx_blocks plain_han(size_t n_chars)
{
    struct jx_buf buf = {.arena = test_arena};
    struct jx_blocks blocks = {0};

    for (size_t i = 0; i < n_chars; i++)
        jx_buf_adds(&buf, i % 2 ? "效" : "绩");
    add(&blocks, JX_B_PARAGRAPH, jx_buf_str(&buf));
    return blocks;
}

Test(strict_grid, a_page_has_22_lines_of_28_characters)
{
    const struct jx_pages *pages = pages_of(plain_han((size_t)3 * LINES * CHARS - 2));

    cr_assert_eq(pages->n, 3, "the first line is two characters in");
    for (size_t p = 0; p < 3; p++) {
        size_t n = 0;

        for (size_t i = 0; i < pages->items[p].items.n; i++)
            if (is_body(&pages->items[p].items.items[i]))
                n += pages->items[p].items.items[i].run->n;
        cr_expect_eq(n_baselines(&pages->items[p]), LINES);
        cr_expect_eq(n, (size_t)LINES * CHARS - (p == 0 ? 2 : 0), "page %zu: %zu", p + 1, n);
    }
}

static struct jx_paragraph *in_grid(const char *text)
{
    return set_text(text, (struct jx_par_options){
                              .width_mpt = BODY_WIDTH, .strict_grid = true, .grid_cell_mpt = CELL});
}

#define HAN_25 "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥乾坎艮"

Test(strict_grid, what_may_not_begin_a_line_is_pushed_out_with_its_neighbour)
{
    JX_EQ_STR(lines_text(in_grid(HAN_25 "震巽离，兑为泽")), HAN_25 "震巽|离，兑为泽");
    JX_EQ_STR(lines_text(in_grid(HAN_25 "震巽（离）兑为")), HAN_25 "震巽|（离）兑为");
    JX_EQ_STR(lines_text(in_grid(HAN_25 "震巽——离兑")), HAN_25 "震|巽——离兑");
}

Test(strict_grid, two_closing_marks_at_the_end_share_a_cell)
{
    const struct jx_paragraph *p = in_grid(HAN_25 "震巽。”离兑");

    JX_EQ_STR(lines_text(p), HAN_25 "震巽。”|离兑");
    cr_expect_eq(glyph_x(&p->lines[0], 27), 27 * CELL);
    cr_expect_gt(glyph_x(&p->lines[0], 28), 27 * CELL + CELL / 3);
    cr_expect_lt(glyph_x(&p->lines[0], 28), 28 * CELL);
    cr_expect_leq(p->lines[0].width_mpt, BODY_WIDTH);
    p = in_grid(HAN_25 "震。”巽离兑");
    cr_expect_eq(glyph_x(&p->lines[0], 27), 27 * CELL, "a cell each where there is room");
}

Test(strict_grid, digits_and_letters_stand_in_whole_cells)
{
    const struct jx_paragraph *p = in_grid("共2023个GB项");

    cr_expect_eq(glyph_x(&p->lines[0], 5) % CELL, 0, "个");
    cr_expect_eq(glyph_x(&p->lines[0], 5) / CELL, 3, "four digits in two cells");
    cr_expect_eq(glyph_x(&p->lines[0], 8) % CELL, 0, "项");
}

Test(strict_grid, a_title_that_begins_a_page_stays_inside_it)
{
    struct jx_blocks blocks = {0};
    const struct jx_pages *pages;

    add(&blocks, JX_B_TITLE, JX_STR("绩效评价报告"));
    add(&blocks, JX_B_PARAGRAPH, JX_STR("正文。"));
    pages = pages_of(blocks);
    cr_assert_eq(pages->items[0].items.items[0].run->size_mpt, 22000);
    cr_expect_eq(pages->items[0].items.items[0].y_mpt, style->top_mpt + 13860 + PITCH);
}
