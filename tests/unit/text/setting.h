/* setting.h - the shipping fonts opened once per test, text set in them, and lines read back as text. */
#ifndef JX_TESTS_UNIT_TEXT_SETTING_H
#define JX_TESTS_UNIT_TEXT_SETTING_H

#include "test.h"

#include "base/diag.h"
#include "text/paragraph.h"

/* 三号 and the measure of GB/T 9704. */
#define BODY_SIZE 15750
#define BODY_WIDTH 442200

static struct jx_sources test_sources;
static struct jx_diags test_diags;
static struct jx_font_book *test_book;

static void setting_open(void)
{
    jx_test_open();
    test_sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&test_diags, test_arena, &test_sources);
    enum jx_status status =
        jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &test_diags, &test_book);
    cr_assert(status == JX_OK, "%s", jx_diags_print(test_arena, &test_diags, false).ptr);
}

static void setting_close(void)
{
    jx_font_book_free(test_book);
    test_book = NULL;
    jx_test_close();
}

#define SETTING_SUITE(name) TestSuite(name, .init = setting_open, .fini = setting_close);

__attribute__((unused)) static struct jx_char_style body_style(void)
{
    return (struct jx_char_style){
        .role = jx_font_book_role(test_book, JX_STR("仿宋")),
        .latin_role = jx_font_book_role(test_book, JX_STR("西文")),
        .size_mpt = BODY_SIZE,
    };
}

__attribute__((unused)) static struct jx_paragraph *set_text(const char *text,
                                                             struct jx_par_options options)
{
    struct jx_text_run run = {.text = jx_str_of(text), .style = body_style()};
    return jx_paragraph_set(test_arena, test_book, &run, 1, &options, &test_diags);
}

/* Justified, in the full measure. */
__attribute__((unused)) static struct jx_paragraph *set_body(const char *text)
{
    return set_text(text, (struct jx_par_options){.width_mpt = BODY_WIDTH});
}

/* Not justified, width in em. */
__attribute__((unused)) static struct jx_paragraph *set_cell(const char *text, int em)
{
    return set_text(text,
                    (struct jx_par_options){.width_mpt = em * BODY_SIZE, .align = JX_ALIGN_LEFT});
}

__attribute__((unused)) static struct jx_str line_text(const struct jx_line *line)
{
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < line->n; i++)
        for (size_t k = 0; k < line->runs[i].n; k++)
            jx_buf_add(&buf, line->runs[i].glyphs[k].text);
    return jx_buf_str(&buf);
}

/* The lines with "|" between them. */
__attribute__((unused)) static struct jx_str lines_text(const struct jx_paragraph *paragraph)
{
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < paragraph->n; i++) {
        jx_buf_adds(&buf, i ? "|" : "");
        jx_buf_add(&buf, line_text(&paragraph->lines[i]));
    }
    return jx_buf_str(&buf);
}

/* Where the k-th glyph of a line stands, from the paragraph's left edge. */
__attribute__((unused)) static int32_t glyph_x(const struct jx_line *line, size_t k)
{
    for (size_t i = 0; i < line->n; i++) {
        if (k < line->runs[i].n)
            return line->runs[i].x_mpt + line->runs[i].glyphs[k].x_mpt;
        k -= line->runs[i].n;
    }
    cr_assert(false, "no such glyph");
    return 0;
}

/* Distance from glyph k to the next in 1/1000 em. */
__attribute__((unused)) static int32_t step_milli(const struct jx_line *line, size_t k)
{
    int32_t step = glyph_x(line, k + 1) - glyph_x(line, k);
    return (int32_t)(((int64_t)step * 1000 + BODY_SIZE / 2) / BODY_SIZE);
}

/* ---- random report prose, the same on each run ---- */

struct dice {
    uint64_t state;
};

__attribute__((unused)) static unsigned dice_roll(struct dice *dice, unsigned n)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (unsigned)((dice->state >> 11) % n);
}

/* About n_words words of the field, marks falling more densely than anybody writes. */
__attribute__((unused)) static struct jx_str random_prose(struct dice *dice, size_t n_words)
{
    static const char *const words[] = {
        "项目",
        "资金",
        "绩效目标",
        "忻州市政府信息化建设经费",
        "预算执行率",
        "的",
        "为",
        "了",
        "和",
        "评价",
        "2428.53万元",
        "98.5%",
        "3个",
        "1,256项",
        "2022年10月31日",
        "第3条",
        "表3-1",
        "附件2",
        "≥90%",
        "〔2020〕10号",
        "GB/T 9704-2012",
        "PDF",
        "Excel 2019",
        "Wi-Fi",
        "主管部门",
        "满意度",
        "上年",
        "（一）",
        "（市财政局）",
        "“一网通办”",
        "《关于全面实施预算绩效管理的意见》",
        "——",
        "……",
        "12-15个",
        "63%～68%",
        "【注】",
        "买买提·吐尔逊",
        "一是依据充分",
        "（详见“附件”）",
        "（《办法》）",
        "don’t",
    };
    static const char *const marks[] = {"，",  "。", "、", "；",  "：",     "！",   "？", "，“",
                                        "。”", "（", "）", "”（", "》、《", "）。", "",   "",
                                        "",    "",   "",   "",    "",       "",     " "};
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < n_words; i++) {
        jx_buf_adds(&buf, words[dice_roll(dice, sizeof words / sizeof *words)]);
        jx_buf_adds(&buf, marks[dice_roll(dice, sizeof marks / sizeof *marks)]);
    }
    jx_buf_adds(&buf, "完成");
    return jx_buf_str(&buf);
}

#endif
