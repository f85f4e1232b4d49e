#include "test.h"

#include "xlsx/internal.h"

JX_SUITE(text)

static struct jx_diags diags;

/* The codes that checking these names gives, blank-separated. */
static struct jx_str codes(const char *const *names, size_t n)
{
    static struct jx_sources sources;
    sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&diags, test_arena, &sources);
    struct jx_table table = {0};
    struct jx_sheet sheets[4];
    for (size_t i = 0; i < n; i++)
        sheets[i] = (struct jx_sheet){jx_str_of(names[i]), &table};
    struct jx_workbook workbook = {.sheets = sheets, .n_sheets = n};
    bool good = jx__xlsx_names_check(&workbook, test_arena, &diags);
    cr_assert_eq(good, diags.n_errors == 0);
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < diags.n; i++)
        jx_buf_printf(&buf, "%s%s", i ? " " : "", jx_diag_code_text(diags.items[i].code));
    return jx_buf_str(&buf);
}

#define CODES(...)                                                                                 \
    codes((const char *const[]){__VA_ARGS__},                                                      \
          sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

Test(text, accepts_names_that_excel_accepts)
{
    JX_EQ_STR(CODES("附件1", "2021", "A1", "O'Neil"), "");
    JX_EQ_STR(CODES("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"), "");
}

Test(text, refuses_names_that_excel_refuses)
{
    JX_EQ_STR(CODES(""), "E801");
    JX_EQ_STR(CODES("　 "), "E801");
    JX_EQ_STR(CODES("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二"), "E802");
    JX_EQ_STR(CODES("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"), "E802");
    JX_EQ_STR(CODES("a:b", "a/b", "[a]", "a\\b"), "E803 E803 E803 E803");
    JX_EQ_STR(CODES("a?", "a*", "a\nb"), "E803 E803 E803");
    JX_EQ_STR(CODES("'a", "a'"), "E804 E804");
    JX_EQ_STR(CODES("_JIXIAO", "history"), "E805 E805");
    JX_EQ_STR(CODES("表A", "表a", "表Ａ", "表ａ"), "E806 E806");
}

Test(text, quotes_names_for_formulas)
{
    JX_EQ_STR(jx__xlsx_quote_name(test_arena, JX_STR("O'Neil 附")), "'O''Neil 附'");
}

Test(text, drops_what_xml_cannot_hold)
{
    JX_EQ_STR(jx__xlsx_clean(test_arena, JX_STR("a\x01\tb\r\nc\x7F\xEF\xBF\xBF")), "a\tb\nc");
}

Test(text, keeps_texts_that_look_like_escapes)
{
    JX_EQ_STR(jx__xlsx_clean(test_arena, JX_STR("x_x0041_ _x41_")), "x_x005F_x0041_ _x41_");
}

Test(text, joins_inlines_and_sees_bold)
{
    struct jx_inline items[] = {{.kind = JX_I_TEXT, .text = JX_STR("甲"), .flags = JX_I_STRONG},
                                {.kind = JX_I_BREAK},
                                {.kind = JX_I_TEXT, .text = JX_STR("乙"), .flags = JX_I_STRONG}};
    struct jx_inlines inlines = {.items = items, .n = 3};
    JX_EQ_STR(jx__xlsx_inlines(test_arena, &inlines), "甲\n乙");
    cr_assert(jx__xlsx_all_strong(&inlines));
    items[2].flags = 0;
    cr_assert(!jx__xlsx_all_strong(&inlines));
    cr_assert(!jx__xlsx_all_strong(&(struct jx_inlines){0}));
}

Test(text, counts_and_cuts_by_utf16)
{
    cr_assert_eq(jx__xlsx_utf16_len(JX_STR("a𠮷字")), 4);
    JX_EQ_STR(jx__xlsx_cut(test_arena, JX_STR("a𠮷字"), 2), "a");
    JX_EQ_STR(jx__xlsx_cut(test_arena, JX_STR("a𠮷字"), 3), "a𠮷");
    JX_EQ_STR(jx__xlsx_cut(test_arena, JX_STR("a𠮷字"), 9), "a𠮷字");
}
