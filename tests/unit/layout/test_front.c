/* Pages before the body, and turned pages. */
#include "../text/setting.h"

#include "layout/layout.h"

SETTING_SUITE(front)

static struct jx_inlines words(const char *text)
{
    struct jx_inlines inlines = {0};

    JX_PUSH(test_arena, &inlines, (struct jx_inline){.text = jx_str_of(text)});
    return inlines;
}

static void add(struct jx_blocks *blocks, struct jx_block block)
{
    JX_PUSH(test_arena, blocks, block);
}

static void add_text(struct jx_blocks *blocks, const char *text, bool front)
{
    add(blocks, (struct jx_block){.kind = JX_B_PARAGRAPH, .inlines = words(text), .front = front});
}

static void add_abstract(struct jx_blocks *blocks, size_t n_paragraphs)
{
    add(blocks, (struct jx_block){.kind = JX_B_ABSTRACT,
                                  .inlines = words("摘　要"),
                                  .anchor = JX_STR("摘要-0"),
                                  .front = true});
    for (size_t i = 0; i < n_paragraphs; i++)
        add_text(blocks, "摘要的一段。", true);
}

static void add_toc(struct jx_blocks *blocks)
{
    add(blocks, (struct jx_block){.kind = JX_B_TOC, .inlines = words("目　录"), .toc_levels = 2});
}

static void add_chapter(struct jx_blocks *blocks, const char *anchor)
{
    add(blocks,
        (struct jx_block){
            .kind = JX_B_HEADING, .level = 1, .inlines = words("章"), .anchor = jx_str_of(anchor)});
    add_text(blocks, "正文的一段。", false);
}

static const struct jx_pages *pages_of(struct jx_blocks blocks)
{
    static const struct jx_str library[] = {
        {JX_TEST_ROOT "/templates", sizeof(JX_TEST_ROOT "/templates") - 1}};
    const struct jx_document document = {.blocks = blocks};
    struct jx_style *style;
    struct jx_pages *pages;

    cr_assert_eq(jx_style_load(test_arena, (struct jx_text){.str = JX_STR("gbt9704")}, JX_STR("."),
                               library, 1, test_book, &test_diags, &style),
                 JX_OK);
    jx_layout_make(test_arena, &document, style, test_book, &test_diags, &pages);
    return pages;
}

/* The pages: their printed number, 横 for a turned one; and the text of the last line, which is that number. */
static struct jx_str outline_of(const struct jx_pages *pages)
{
    struct jx_buf buf = {.arena = test_arena};

    for (size_t p = 0; p < pages->n; p++) {
        const struct jx_page *page = &pages->items[p];
        const struct jx_item *last = &page->items.items[page->items.n - 1];

        jx_buf_adds(&buf, p > 0 ? " " : "");
        for (size_t i = 0; i < page->items.n; i++)
            if (page->items.items[i].kind == JX_ITEM_GLYPHS)
                last = &page->items.items[i];
        for (size_t g = 0; g < last->run->n; g++)
            if (!jx_str_is(last->run->glyphs[g].text, "—") &&
                !jx_str_is(last->run->glyphs[g].text, " "))
                jx_buf_add(&buf, last->run->glyphs[g].text);
        jx_buf_adds(&buf, page->landscape ? "横" : "");
    }
    return jx_buf_str(&buf);
}

static struct jx_str text_of(const struct jx_page *page)
{
    struct jx_buf buf = {.arena = test_arena};

    for (size_t i = 0; i < page->items.n; i++)
        for (size_t g = 0;
             page->items.items[i].kind == JX_ITEM_GLYPHS && g < page->items.items[i].run->n; g++)
            jx_buf_add(&buf, page->items.items[i].run->glyphs[g].text);
    return jx_buf_str(&buf);
}

Test(front, abstract_and_contents_count_in_roman_numbers_together)
{
    struct jx_blocks blocks = {0};
    const struct jx_pages *pages;

    add_abstract(&blocks, 30);
    add_toc(&blocks);
    add_chapter(&blocks, "章-1");
    pages = pages_of(blocks);
    JX_EQ_STR(outline_of(pages), "i ii iii 1");
    JX_EQ_STR(text_of(&pages->items[2]), "目　录摘　要i章1— iii —");
    cr_expect_eq(pages->n_outlines, 2);
    cr_expect_eq(pages->items[1].label, JX_LABEL_ROMAN);
}

Test(front, an_abstract_behind_the_contents_is_listed_with_its_number)
{
    struct jx_blocks blocks = {0};
    const struct jx_pages *pages;

    add_toc(&blocks);
    add_abstract(&blocks, 1);
    for (size_t i = 0; i < 30; i++)
        add_chapter(&blocks, jx_str_printf(test_arena, "章-%zu", i).ptr);
    pages = pages_of(blocks);
    cr_assert(jx_str_starts(outline_of(pages), JX_STR("i ii iii 1 2")), "two pages of contents");
    cr_assert(jx_str_starts(text_of(&pages->items[0]), JX_STR("目　录摘　要iii")), "%.*s",
              JX_FMT(text_of(&pages->items[0])));
}

Test(front, an_abstract_in_the_body_is_numbered_with_it)
{
    struct jx_blocks blocks = {0};

    add_chapter(&blocks, "章-1");
    add_abstract(&blocks, 1);
    add_chapter(&blocks, "章-2");
    JX_EQ_STR(outline_of(pages_of(blocks)), "1 2 3");
}

static void turn(struct jx_blocks *blocks, bool landscape, bool only)
{
    add(blocks, (struct jx_block){.kind = JX_B_PAGE_BREAK, .landscape = landscape, .turn = only});
}

Test(front, turning_pages_leaves_none_blank)
{
    struct jx_blocks blocks = {0};

    turn(&blocks, true, true);
    turn(&blocks, false, true);
    add_text(&blocks, "甲。", false);
    turn(&blocks, true, true);
    add_text(&blocks, "乙。", false);
    turn(&blocks, false, true);
    turn(&blocks, true, true);
    add_text(&blocks, "还在同一面。", false);
    add(&blocks, (struct jx_block){.kind = JX_B_ATTACHMENT,
                                   .label = JX_STR("附件1"),
                                   .inlines = words("表"),
                                   .landscape = true});
    add_text(&blocks, "附件。", false);
    turn(&blocks, false, true);
    add_text(&blocks, "竖。", false);
    turn(&blocks, true, true);
    JX_EQ_STR(outline_of(pages_of(blocks)), "1 2横 3横 4");
}

/* The line of text that begins with a character: its baseline; and where the character stands. */
static struct jx_point place_of(const struct jx_page *page, const char *character)
{
    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];
        for (size_t g = 0; item->kind == JX_ITEM_GLYPHS && g < item->run->n; g++)
            if (jx_str_is(item->run->glyphs[g].text, character))
                return (struct jx_point){item->x_mpt + item->run->glyphs[g].x_mpt, item->y_mpt};
    }
    return (struct jx_point){-1, -1};
}

/* Where the first line below a baseline begins. */
static int32_t start_below(const struct jx_page *page, int32_t y_mpt)
{
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.items[i].kind == JX_ITEM_GLYPHS && page->items.items[i].y_mpt > y_mpt)
            return page->items.items[i].x_mpt;
    return -1;
}

/* GB/T 9704-2012 7.3.4 */
Test(front, a_second_line_of_an_attachment_begins_below_its_name)
{
    struct jx_blocks blocks = {0};
    const struct jx_page *page;
    struct jx_point name;

    add(&blocks, (struct jx_block){.kind = JX_B_ATTACHMENT_LINE,
                                   .level = 1,
                                   .label = JX_STR("附件：1. "),
                                   .inlines = words("甲表")});
    add(&blocks, (struct jx_block){.kind = JX_B_ATTACHMENT_LINE,
                                   .level = 2,
                                   .label = JX_STR("2. "),
                                   .inlines = words("乙表的名称很长很长很长很长很长很长很长很长"
                                                    "一行放不下丙丁戊己庚辛")});
    page = &pages_of(blocks)->items[0];
    name = place_of(page, "乙");
    cr_expect_eq(place_of(page, "甲").x_mpt, name.x_mpt);
    cr_expect_eq(place_of(page, "1").x_mpt, place_of(page, "2").x_mpt);
    cr_expect_eq(start_below(page, name.y_mpt), name.x_mpt);
}
