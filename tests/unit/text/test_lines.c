/* What must hold for any text: prohibitions, straight margins, nothing lost. */
#include "setting.h"

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

SETTING_SUITE(lines)

#define N_TEXTS 300

static bool is_in(uint32_t cp, const char *set)
{
    struct jx_str s = jx_str_of(set);
    for (size_t pos = 0; pos < s.len;)
        if (jx_utf8_next(s, &pos) == cp)
            return true;
    return false;
}

static const char no_start[] = "、，。；：？！…—”’）》〉】〕｝］』」·～%‰℃,.:;!?)]}";
static const char no_end[] = "“‘（《〈【〔｛［『「￥$([{";

static uint32_t first_char(struct jx_str s)
{
    size_t pos = 0;
    return jx_utf8_next(s, &pos);
}

static uint32_t last_char(struct jx_str s)
{
    size_t at = s.len - 1;
    while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80)
        at--;
    return jx_utf8_next(s, &at);
}

static void check_edges(const struct jx_paragraph *paragraph)
{
    for (size_t i = 1; i < paragraph->n; i++) {
        struct jx_str before = line_text(&paragraph->lines[i - 1]);
        struct jx_str after = line_text(&paragraph->lines[i]);
        cr_assert(!is_in(first_char(after), no_start), "begins with it: %s", after.ptr);
        cr_assert(!is_in(last_char(before), no_end), "ends with it: %s", before.ptr);
        cr_assert(last_char(before) != ' ' && first_char(after) != ' ');
    }
}

/* Ink of the last glyph at the margin: a mark may leave its blank half, already cut off. */
static void check_margin(const struct jx_line *line)
{
    if (line->last)
        return;
    cr_assert_eq(line->x_mpt + line->width_mpt, BODY_WIDTH);
    const struct jx_glyph_run *run = &line->runs[line->n - 1];
    const struct jx_glyph *glyph = &run->glyphs[run->n - 1];
    int64_t advance = (int64_t)jx_font_advance_units(run->font, glyph->id) * run->size_mpt / 1000;
    if (jx_font_metrics(run->font)->units_per_em != 1000)
        return;
    advance += advance * run->hscale_ppm / 1000000;
    int64_t over = run->x_mpt + glyph->x_mpt + advance - BODY_WIDTH;
    cr_assert(over > -100 && over <= BODY_SIZE / 2 + 100, "%lld", (long long)over);
    if (!is_in(first_char(glyph->text), no_start))
        cr_assert(over < 100, "%s %lld", line_text(line).ptr, (long long)over);
}

static void check_all_kept(struct jx_str source, const struct jx_paragraph *paragraph)
{
    struct jx_buf set = {.arena = test_arena};
    for (size_t i = 0; i < paragraph->n; i++)
        jx_buf_add(&set, line_text(&paragraph->lines[i]));
    struct jx_str blank = JX_STR(" ");
    struct jx_str want = jx_str_replace(test_arena, source, blank, JX_STR(""));
    struct jx_str have = jx_str_replace(test_arena, jx_buf_str(&set), blank, JX_STR(""));
    JX_EQ_STR(have, want.ptr);
}

Test(lines, hold_the_prohibitions_and_the_margin)
{
    struct dice dice = {20201031};
    size_t n_lines = 0;
    size_t n_wide = 0;
    for (int i = 0; i < N_TEXTS; i++) {
        struct jx_str text = random_prose(&dice, 20 + dice_roll(&dice, 150));
        struct jx_paragraph *paragraph = set_text(
            text.ptr, (struct jx_par_options){.width_mpt = BODY_WIDTH, .first_indent_mpt = 31500});
        check_edges(paragraph);
        check_all_kept(text, paragraph);
        for (size_t k = 0; k < paragraph->n; k++) {
            check_margin(&paragraph->lines[k]);
            n_lines++;
            n_wide += paragraph->lines[k].gap_milli_em > 90;
        }
    }
    cr_assert(n_lines > 2500, "%zu", n_lines);
    /* Such texts are full of long words that cannot be parted; reports are not, see below. */
    cr_assert(n_wide * 50 <= n_lines, "%zu of %zu lines have gaps over 0.09 em", n_wide, n_lines);
}

/* Clauses of Han with a number, a title or a word now and then, as reports have them. */
static struct jx_str report_prose(struct dice *dice, size_t n_clauses)
{
    static const char *const things[] = {"2428.53万元",
                                         "98.5%",
                                         "1,256项",
                                         "2022年10月31日",
                                         "表3-1",
                                         "“一网通办”",
                                         "《管理办法》",
                                         "（见附件2）",
                                         "PDF",
                                         "——",
                                         "晋财绩〔2020〕10号",
                                         "GB/T 9704-2012"};
    static const char han[] =
        "项目资金绩效目标忻州市政府信息化建设经费预算执行率主管部门评价工作组";
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < n_clauses; i++) {
        for (unsigned n = 3 + dice_roll(dice, 14); n > 0; n--)
            jx_buf_add(&buf, jx_str_sub(jx_str_of(han), dice_roll(dice, 34) * 3, 3));
        if (dice_roll(dice, 3) == 0)
            jx_buf_adds(&buf, things[dice_roll(dice, sizeof things / sizeof *things)]);
        jx_buf_adds(&buf, dice_roll(dice, 3) ? "，" : "。");
    }
    return jx_buf_str(&buf);
}

Test(lines, of_reports_hardly_ever_need_wide_gaps)
{
    struct dice dice = {11};
    size_t n_lines = 0;
    size_t n_wide = 0;
    for (int i = 0; i < N_TEXTS; i++) {
        struct jx_str text = report_prose(&dice, 5 + dice_roll(&dice, 40));
        struct jx_paragraph *p = set_text(
            text.ptr, (struct jx_par_options){.width_mpt = BODY_WIDTH, .first_indent_mpt = 31500});
        check_edges(p);
        for (size_t k = 0; k < p->n; k++)
            n_wide += p->lines[k].gap_milli_em > 90;
        n_lines += p->n;
    }
    cr_assert(n_lines > 2500 && n_wide * 200 <= n_lines, "%zu of %zu", n_wide, n_lines);
}

/* No gap between glyphs may be taken for a blank, except on lines that say so. */
Test(lines, gaps_are_never_blanks)
{
    struct dice dice = {7};
    for (int i = 0; i < 100; i++) {
        struct jx_str text = random_prose(&dice, 60);
        struct jx_paragraph *paragraph = set_body(text.ptr);
        for (size_t k = 0; k < paragraph->n; k++) {
            const struct jx_line *line = &paragraph->lines[k];
            for (size_t r = 0; r + 1 < line->n && line->gap_milli_em <= 90; r++) {
                int32_t gap =
                    line->runs[r + 1].x_mpt - line->runs[r].x_mpt - line->runs[r].width_mpt;
                bool blank = last_char(line->runs[r].glyphs[line->runs[r].n - 1].text) == ' ';
                cr_assert(blank || gap <= BODY_SIZE * 9 / 100 + 1, "%d in %s", gap,
                          line_text(line).ptr);
            }
        }
    }
}

/* Lines end only where UAX #14 lets them. */
Test(lines, end_where_icu_allows)
{
    struct dice dice = {14};
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *breaker = ubrk_open(UBRK_LINE, "zh", NULL, 0, &error);
    cr_assert(U_SUCCESS(error));
    for (int i = 0; i < 100; i++) {
        struct jx_str text = random_prose(&dice, 80);
        struct jx_paragraph *paragraph = set_body(text.ptr);
        UChar *units = JX_ARRAY(test_arena, UChar, text.len + 1);
        int32_t n;
        u_strFromUTF8(units, (int32_t)text.len + 1, &n, text.ptr, (int32_t)text.len, &error);
        ubrk_setText(breaker, units, n, &error);
        for (size_t k = 1; k < paragraph->n; k++) {
            const char *start = paragraph->lines[k].runs[0].glyphs[0].text.ptr;
            int32_t at;
            u_strFromUTF8(NULL, 0, &at, text.ptr, (int32_t)(start - text.ptr), &error);
            error = U_ZERO_ERROR;
            cr_assert(ubrk_isBoundary(breaker, at), "%s", line_text(&paragraph->lines[k]).ptr);
        }
    }
    ubrk_close(breaker);
}

static size_t count_signs(struct jx_str s)
{
    size_t n = 0;
    for (size_t pos = 0; pos < s.len;)
        n += !is_in(jx_utf8_next(s, &pos), no_start);
    return n;
}

Test(lines, last_line_is_never_one_character)
{
    struct jx_buf buf = {.arena = test_arena};
    for (int n = 1; n < 130; n++) {
        jx_buf_adds(&buf, "评");
        const char *ends[] = {"", "。", "）。"};
        for (size_t e = 0; e < 3; e++) {
            struct jx_str text = jx_str_printf(test_arena, "%s%s", jx_buf_str(&buf).ptr, ends[e]);
            struct jx_paragraph *wide = set_body(text.ptr);
            struct jx_paragraph *narrow = set_cell(text.ptr, 8);
            cr_assert(wide->n == 1 || count_signs(line_text(&wide->lines[wide->n - 1])) > 1, "%d",
                      n);
            cr_assert(narrow->n == 1 || count_signs(line_text(&narrow->lines[narrow->n - 1])) > 1,
                      "%d", n);
        }
    }
}

Test(lines, forced_breaks_and_empty_text)
{
    struct jx_paragraph *p = set_cell("一\n\n二三 \n", 10);
    JX_EQ_STR(lines_text(p), "一||二三|");
    cr_assert(p->lines[0].forced && p->lines[1].forced && p->lines[2].forced);
    cr_assert(!p->lines[3].forced && p->lines[3].last && !p->lines[2].last);
    cr_assert_eq(p->lines[1].ascent_mpt + p->lines[1].descent_mpt, BODY_SIZE);
    p = set_body("");
    cr_assert_eq(p->n, 1);
    cr_assert_eq(p->lines[0].n, 0);
    cr_assert_eq(p->lines[0].ascent_mpt, 13860);
    cr_assert(p->lines[0].last);
}

Test(lines, alignment_and_indents)
{
    struct jx_par_options o = {.width_mpt = 200000,
                               .left_mpt = 10000,
                               .right_mpt = 20000,
                               .first_indent_mpt = 5000,
                               .align = JX_ALIGN_CENTER};
    struct jx_paragraph *p = set_text("项目\n绩效", o);
    cr_assert_eq(p->lines[0].x_mpt, 15000 + (165000 - 31500) / 2);
    cr_assert_eq(p->lines[1].x_mpt, 10000 + (170000 - 31500) / 2);
    cr_assert_eq(glyph_x(&p->lines[1], 1), p->lines[1].x_mpt + BODY_SIZE);
    o.align = JX_ALIGN_RIGHT;
    p = set_text("项目", o);
    cr_assert_eq(p->lines[0].x_mpt + p->lines[0].width_mpt, 180000);
}

/* Lines that are broken evenly are centred in the whole measure. */
Test(lines, of_titles_stand_in_the_middle)
{
    const struct jx_par_options o = {.width_mpt = 160000, .align = JX_ALIGN_CENTER, .title = true};
    const struct jx_paragraph *p = set_text("云溪县乡村道路养护项目支出\n绩效评价报告", o);
    cr_assert_eq(p->n, 3);
    for (size_t i = 0; i < p->n; i++) {
        int32_t off = 2 * p->lines[i].x_mpt + p->lines[i].width_mpt - o.width_mpt;
        cr_assert(off >= -2 && off <= 2, "line %zu is off by %d", i, off / 2);
    }
}

/* However narrow the cell: everything is set, each line holds something. */
Test(lines, text_wider_than_the_line_is_broken)
{
    static const char text[] = "完成2,428,530,000.53万元（https://www.example.org/very/long）——是";
    for (int32_t width = 0; width < 120000; width += 3700) {
        for (int anywhere = 0; anywhere < 2; anywhere++) {
            struct jx_paragraph *p = set_text(
                text, (struct jx_par_options){.width_mpt = width, .may_break_anywhere = anywhere});
            check_all_kept(
                JX_STR("完成2,428,530,000.53万元（https://www.example.org/very/long）——是"), p);
            for (size_t i = 0; i < p->n; i++) {
                cr_assert(p->lines[i].n > 0);
                cr_assert(width < 32000 || p->lines[i].width_mpt <= width, "%d: %s", width,
                          line_text(&p->lines[i]).ptr);
            }
        }
    }
}

/* Half a million characters, also as one word, in reasonable time (a quadratic way would take hours). */
Test(lines, long_paragraphs_take_linear_time, .timeout = 900)
{
    struct dice dice = {99};
    struct jx_buf buf = {.arena = test_arena};
    for (int i = 0; i < 60; i++)
        jx_buf_add(&buf, random_prose(&dice, 200));
    struct jx_str text = jx_buf_str(&buf);
    set_body(text.ptr);
    set_cell(text.ptr, 1);
    set_text(text.ptr, (struct jx_par_options){.width_mpt = INT32_MAX});
    set_text(text.ptr, (struct jx_par_options){.width_mpt = INT32_MAX, .align = JX_ALIGN_RIGHT});
    char *word = JX_ARRAY(test_arena, char, 100001);
    for (size_t i = 0; i < 100000; i++)
        word[i] = 'a';
    set_body(word);
    set_cell(word, 3);
}

/* ---- any text at all ---- */

static struct jx_str any_text(struct dice *dice, size_t n)
{
    static const uint32_t pool[] = {
        0x20,    0x09,    0x0A,    0x0D,     0xA0,   0xAD,   0x301,  0x5D0,  0x627,
        0x644,   0x915,   0x94D,   0x93F,    0xE33,  0x1100, 0x1161, 0x200B, 0x200D,
        0x2028,  0x2060,  0x202E,  0x3000,   0x3099, 0xFE0F, 0xFEFF, 0xFFFD, 0x1F468,
        0x1F3FD, 0xE0100, 0x20BB7, 0x10FFFF, 0x2014, 0x201C, 0x201D, 0x2019, 0xB7,
        0x9879,  0x76EE,  '0',     '9',      '.',    'f',    'i',    '(',    ')',
        0xFF08,  0xFF09,  0xFF0C,  0x3002,   0x4E07, 0x5143, 0x7B2C, 0x3014, 0x3015,
    };
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < n; i++) {
        bool wild = dice_roll(dice, 8) == 0;
        uint32_t cp =
            wild ? 1 + dice_roll(dice, 0x2FFFF) : pool[dice_roll(dice, sizeof pool / sizeof *pool)];
        jx_buf_add_cp(&buf, cp >= 0xD800 && cp < 0xE000 ? 0x9879 : cp);
    }
    return jx_buf_str(&buf);
}

/* Every byte of the source stands in a glyph or is a blank or a line end; glyphs follow the source's order. */
static void check_slices(struct jx_str source, const struct jx_paragraph *p)
{
    const char *at = source.ptr;
    for (size_t i = 0; i < p->n; i++) {
        for (size_t r = 0; r < p->lines[i].n; r++) {
            for (size_t k = 0; k < p->lines[i].runs[r].n; k++) {
                struct jx_str text = p->lines[i].runs[r].glyphs[k].text;
                if (text.len == 0)
                    continue;
                cr_assert(text.ptr >= at);
                for (struct jx_str hole = {at, (size_t)(text.ptr - at)}; hole.len > 0;) {
                    size_t pos = 0;
                    uint32_t cp = jx_utf8_next(hole, &pos);
                    cr_assert(cp <= 0x20 || cp == 0x3000 || (cp >= 0x7F && cp < 0xA0) ||
                                  (cp >= 0x1680 && cp <= 0x205F),
                              "lost U+%04X", cp);
                    hole = jx_str_sub(hole, pos, hole.len);
                }
                at = text.ptr + text.len;
            }
        }
    }
}

/* HarfBuzz takes quadratic time over the marks of one letter. */
Test(lines, a_tower_of_marks_takes_linear_time, .timeout = 60)
{
    struct jx_buf text = {.arena = test_arena};
    struct jx_par_options options = {.width_mpt = BODY_WIDTH};
    struct jx_text_run run = {.style = body_style()};
    jx_buf_adds(&text, "甲e");
    for (size_t i = 0; i < 300000; i++)
        jx_buf_adds(&text, "\xCC\x81");
    run.text = jx_buf_str(&text);
    check_slices(run.text, jx_paragraph_set(test_arena, test_book, &run, 1, &options, &test_diags));
}

Test(lines, any_text_in_any_measure_is_set_whole, .timeout = 120)
{
    struct dice dice = {424242};
    for (int i = 0; i < 400; i++) {
        struct jx_str text = any_text(&dice, dice_roll(&dice, 120));
        struct jx_par_options o = {
            .width_mpt = (int32_t)dice_roll(&dice, 500000) - 1000,
            .first_indent_mpt = (int32_t)dice_roll(&dice, 60000) - 30000,
            .left_mpt = (int32_t)dice_roll(&dice, 20000),
            .align = (enum jx_align)dice_roll(&dice, 4),
            .strict_grid = dice_roll(&dice, 4) == 0,
            .grid_cell_mpt = (int32_t)dice_roll(&dice, 20000),
            .no_squeeze = dice_roll(&dice, 4) == 0,
            .may_break_anywhere = dice_roll(&dice, 2) == 0,
        };
        struct jx_text_run runs[2] = {{.text = jx_str_sub(text, 0, 0), .style = body_style()},
                                      {.text = text, .style = body_style()}};
        runs[0].style.size_mpt = 0;
        runs[1].style.size_mpt = (int32_t)dice_roll(&dice, 40000) - 100;
        struct jx_paragraph *p = jx_paragraph_set(test_arena, test_book, runs, 2, &o, &test_diags);
        check_slices(text, p);
        jx_text_measure(test_arena, test_book, runs, 2, NULL);
    }
    struct jx_par_options o = {.width_mpt = INT32_MAX, .left_mpt = INT32_MIN + 1};
    cr_assert_eq(jx_paragraph_set(test_arena, test_book, NULL, 0, &o, NULL)->n, 1);
}
