/* Where the document prints a value: words and page references put where the marks stand. */
#include "run.h"

#include "document/place.h"
#include "revision/revision.h"

static struct jx_inlines words(struct jx_test *t, const char *text)
{
    struct jx_inlines inlines = {0};
    JX_PUSH(t->arena, &inlines, (struct jx_inline){.text = jx_str_of(text)});
    return inlines;
}

static struct jx_span at(uint32_t file, uint32_t line, uint32_t col)
{
    return (struct jx_span){file, line, col, line, col + 1};
}

static struct jx_block heading(struct jx_test *t, unsigned level, const char *label)
{
    return (struct jx_block){
        .kind = JX_B_HEADING, .level = level, .label = jx_str_of(label), .inlines = words(t, "章")};
}

/* 三、 with a paragraph of file 1 line 5 that prints the value at 2:7:3; （一） with a table whose cells print 2:8:3 (its value), 2:9:3
 * (in its text), and text written in 1:20. */
static struct jx_document *document(struct jx_test *t, const char *marked)
{
    struct jx_document *document = JX_NEW(t->arena, struct jx_document);
    struct jx_span *values = JX_NEW(t->arena, struct jx_span);
    struct jx_span *cell = JX_NEW(t->arena, struct jx_span);
    struct jx_table *table = JX_NEW(t->arena, struct jx_table);
    *values = at(2, 7, 3);
    *cell = at(2, 8, 3);
    table->label = JX_STR("表3-1");
    table->n_cells = 3;
    table->cells = JX_ARRAY(t->arena, struct jx_cell, 3);
    table->cells[0].span = cell;
    JX_PUSH(t->arena, &jx_cell_more_make(t->arena, &table->cells[1])->values, at(2, 9, 3));
    table->cells[2].text = words(t, "文");
    table->cells[2].text.items[0].place = jx_inline_place_make(t->arena, at(1, 20, 4), JX_NO_STR);
    JX_PUSH(t->arena, &document->blocks, heading(t, 1, "三、"));
    JX_PUSH(t->arena, &document->blocks,
            (struct jx_block){.kind = JX_B_PARAGRAPH,
                              .span = at(1, 5, 9),
                              .inlines = words(t, "文"),
                              .values = values,
                              .n_values = 1});
    JX_PUSH(t->arena, &document->blocks, heading(t, 2, "（一）"));
    JX_PUSH(t->arena, &document->blocks, (struct jx_block){.kind = JX_B_TABLE, .table = table});
    JX_PUSH(t->arena, &document->blocks,
            (struct jx_block){.kind = JX_B_PARAGRAPH, .inlines = words(t, marked)});
    return document;
}

#define MARK(n) JX_PLACE_MARK n JX_PLACE_MARK

Test(place, words_for_where_a_value_is_printed)
{
    static const struct {
        const char *what;
        struct jx_span span;
        const char *expected;
        size_t n_refs;
    } cases[] = {
        {"a value put into a paragraph", {2, 7, 3, 7, 4}, "在第三部分第1页。", 1},
        {"the value of a cell", {2, 8, 3, 8, 4}, "在第三部分（一）表3-1第1页。", 1},
        {"a value in the text of a cell", {2, 9, 3, 9, 4}, "在第三部分（一）表3-1第1页。", 1},
        {"a paragraph of prose, by its lines", {1, 4, 1, 6, 1}, "在第三部分第1页。", 1},
        {"prose in a cell", {1, 20, 1, 20, 9}, "在第三部分（一）表3-1第1页。", 1},
        {"another paragraph of the file", {1, 6, 1, 7, 1}, "在—。", 0},
        {"another value of the line", {2, 7, 9, 7, 12}, "在—。", 0},
        {"a removed value", {0, 0, 0, 0, 0}, "在—。", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx_document *made = document(&t, "在" MARK("0") "。");
        struct jx_buf buf = {.arena = t.arena};
        jx__places_fill(t.arena, made, &cases[i].span, 1);
        for (size_t k = 0; k < made->blocks.items[4].inlines.n; k++)
            jx_buf_add(&buf, made->blocks.items[4].inlines.items[k].text);
        JX_ASSERT_STR(jx_buf_str(&buf), cases[i].expected, cases[i].what);
        cr_expect_eq(made->page_refs.n, cases[i].n_refs, "%s", cases[i].what);
        jx_test_done(&t);
    }
}

Test(place, marks_that_lead_nowhere_stay_out_of_the_way)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_document *made = document(&t, "甲" JX_PLACE_MARK "乙" MARK("7"));
    const struct jx_span span = at(2, 7, 3);
    jx__places_fill(t.arena, made, &span, 1);
    cr_expect_eq(made->page_refs.n, 0);
    cr_expect_eq(made->blocks.items[4].inlines.n, 1);
    jx_test_done(&t);
}
