/* What people write into a cell of boxes: the word they mean, or a refusal. */
#include "run.h"

#include "import/internal.h"

static struct jx_test t;

static void setup(void)
{
    jx_test_init(&t);
}

static void teardown(void)
{
    jx_test_done(&t);
}

TestSuite(tick, .init = setup, .fini = teardown);

static const struct jx_tick boxes[] = {
    {{"新增", 6}, {"新增", 6}, {"☑", 3}, {"□", 3}},
    {{"延续", 6}, {"延续", 6}, {"☑", 3}, {"□", 3}},
    {{"新增延续", 12}, {"新增延续项目", 18}, {"☑", 3}, {"□", 3}},
};

/* The word, (none), or the code of the refusal. */
static struct jx_str read_as(const char *text, size_t n)
{
    struct jx_book_cell found = {.kind = JX_BOOK_TEXT, .text = jx_str_of(text)};
    const struct jx_cell_source source = {.ticks = boxes, .n_ticks = n};
    struct jx_cell cell = {.source = &source};
    struct jx_match match = {.cell = &cell, .found = &found};
    struct jx__importer importer = {.arena = t.arena, .diags = &t.diags};
    struct jx__entry entry = {.match = &match, .called = JX_STR("甲")};

    t.diags.n = 0;
    if (!jx__tick_read(&importer, &entry))
        return jx_test_codes(&t);
    return entry.text.ptr ? entry.text : JX_STR("(none)");
}

Test(tick, however_it_was_ticked)
{
    static const struct {
        const char *text, *word;
    } cases[] = {
        {"☑ 新增　□ 延续", "新增"},
        {"□ 新增　☑ 延续", "延续"},
        {"□新增 √延续", "延续"},
        {"□ 新增　■ 延续", "延续"},
        {"□ 新增　✓延续", "延续"},
        {"□新增　□√延续", "延续"},
        {"□ 新增√　□ 延续", "新增"},
        {"□ 新增　□ 延续 √", "延续"},
        {"□ 新增 ☑ 延续", "延续"},
        {"新增　☑ 延续", "延续"},
        {"新增√　延续", "新增"},
        {"新增 √　延续 □", "新增"},
        {"新增（√）；延续（ ）。", "新增"},
        {"新增：是；延续：否", "新增"},
        {"新增：否；延续：是", "延续"},
        {"□ 新增\n☑ 延续\n", "延续"},
        {"☑️ 新增　□ 延续", "新增"},
        {"延续", "延续"},
        {"☑ 延续", "延续"},
        {"延续是", "延续"},
        {"□ 新增　□ 延续", "(none)"},
        {"☑ 新增　☑ 延续", "E831"},
        {"√新增√延续", "E831"},
        {"新增√延续", "E830"},
        {"新增 √ 延续", "E830"},
        {"新增　延续", "E830"},
        {"□ 新增", "E830"},
        {"☑ 其他", "E830"},
        {"☑ 新增　□ 延续　□ 其他", "E830"},
        {"☑ 新增　□ 新增", "E830"},
        {"× 新增　□ 延续", "E830"},
        {"√", "E830"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        JX_ASSERT_STR(read_as(cases[i].text, 2), cases[i].word, cases[i].text);
}

Test(tick, a_word_within_another_is_not_meant)
{
    JX_ASSERT_STR(read_as("□ 新增　□ 延续　☑ 新增延续项目", 3), "新增延续", "in print");
    JX_ASSERT_STR(read_as("新增延续", 3), "新增延续", "in the data");
}
