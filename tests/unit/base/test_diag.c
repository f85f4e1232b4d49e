#include "test.h"

#include "base/diag.h"

JX_SUITE(diag)

static struct jx_sources sources;
static struct jx_diags diags;

/* A fresh list with one file 评价.yaml. */
static void start(struct jx_str text)
{
    sources = (struct jx_sources){.arena = test_arena};
    jx_sources_add(&sources, JX_STR("评价.yaml"), text);
    jx_diags_init(&diags, test_arena, &sources);
}

static struct jx_span on_line(uint32_t line1, uint32_t col1, uint32_t end_col1)
{
    return (struct jx_span){1, line1, col1, line1, end_col1};
}

/* The printed form with "错误[E901]: 找不到文件“x”" at the span. */
static struct jx_str printed(struct jx_str text, struct jx_span span)
{
    start(text);
    JX_SAY(&diags, FILE_MISSING, span, JX_STR("x"));
    return jx_diags_print(test_arena, &diags, false);
}

/* ---- places ---- */

#define CHECK_SPAN(span, ...)                                                                      \
    do {                                                                                           \
        struct jx_span actual = (span), wanted = {__VA_ARGS__};                                    \
        cr_assert_eq(actual.file, wanted.file);                                                    \
        cr_assert_eq(actual.line1, wanted.line1, "line %u", actual.line1);                         \
        cr_assert_eq(actual.col1, wanted.col1, "column %u", actual.col1);                          \
        cr_assert_eq(actual.end_line1, wanted.end_line1, "end line %u", actual.end_line1);         \
        cr_assert_eq(actual.end_col1, wanted.end_col1, "end column %u", actual.end_col1);          \
    } while (0)

Test(diag, spans_count_characters)
{
    start(JX_STR("甲: 乙\r\n丙丁\rx\n"));
    CHECK_SPAN(jx_sources_span(&sources, 1, 5, 8), 1, 1, 4, 1, 5);
    CHECK_SPAN(jx_sources_span(&sources, 1, 13, 16), 1, 2, 2, 2, 3);
    CHECK_SPAN(jx_sources_span(&sources, 1, 0, 17), 1, 1, 1, 3, 1);
    CHECK_SPAN(jx_sources_span(&sources, 1, 999, 999), 1, 4, 1, 4, 1);
    CHECK_SPAN(jx_sources_span(&sources, 2, 0, 1), 0);
}

Test(diag, lines_without_their_ends)
{
    start(JX_STR("一\r\n二\r\r\n四"));
    JX_EQ_STR(jx_sources_line(&sources, 1, 1), "一");
    JX_EQ_STR(jx_sources_line(&sources, 1, 2), "二");
    JX_EQ_STR(jx_sources_line(&sources, 1, 3), "");
    JX_EQ_STR(jx_sources_line(&sources, 1, 4), "四");
    JX_EQ_STR(jx_sources_line(&sources, 1, 5), NULL);
    JX_EQ_STR(jx_sources_line(&sources, 1, 0), NULL);
    JX_EQ_STR(jx_sources_line(&sources, 0, 1), NULL);
    JX_EQ_STR(jx_sources_line(&sources, 9, 1), NULL);
}

Test(diag, a_byte_order_mark_is_no_character)
{
    start(JX_STR("\uFEFF甲: x\n"));
    JX_EQ_STR(jx_sources_line(&sources, 1, 1), "甲: x");
    CHECK_SPAN(jx_sources_span(&sources, 1, 3, 6), 1, 1, 1, 1, 2);
}

/* ---- printing ---- */

Test(diag, prints_the_line_and_a_caret_by_cells)
{
    JX_EQ_STR(printed(JX_STR("指标:\n  B3: { 权重: 十 }\n"), on_line(2, 13, 14)),
              "评价.yaml:2:13: 错误[E901]: 找不到文件“x”\n"
              "    2 |   B3: { 权重: 十 }\n"
              "      |               ^^\n");
}

Test(diag, without_a_file_only_the_message)
{
    JX_EQ_STR(printed(JX_STR("a"), JX_NO_SPAN), "错误[E901]: 找不到文件“x”\n");
}

Test(diag, a_line_that_is_not_there_is_not_shown)
{
    JX_EQ_STR(printed(JX_STR("a\n"), on_line(7, 1, 1)),
              "评价.yaml:7:1: 错误[E901]: 找不到文件“x”\n");
}

Test(diag, an_empty_span_has_one_caret)
{
    JX_EQ_STR(printed(JX_STR("甲:"), on_line(1, 3, 3)), "评价.yaml:1:3: 错误[E901]: 找不到文件“x”\n"
                                                        "    1 | 甲:\n"
                                                        "      |    ^\n");
}

Test(diag, a_span_of_lines_is_marked_to_the_end_of_the_first)
{
    struct jx_span span = {1, 1, 3, 2, 2};
    JX_EQ_STR(printed(JX_STR("甲: 乙\n丙"), span), "评价.yaml:1:3: 错误[E901]: 找不到文件“x”\n"
                                                   "    1 | 甲: 乙\n"
                                                   "      |    ^^^\n");
}

Test(diag, tabs_count_one_and_control_characters_do_not_reach_the_terminal)
{
    JX_EQ_STR(printed(JX_STR("\ta\x1B[31mb"), on_line(1, 8, 9)),
              "评价.yaml:1:8: 错误[E901]: 找不到文件“x”\n"
              "    1 |  a\uFFFD[31mb\n"
              "      |        ^\n");
    start(JX_STR(""));
    JX_SAY(&diags, FILE_MISSING, JX_NO_SPAN, JX_STR("a\n\x1B]0;"));
    JX_EQ_STR(jx_diags_print(test_arena, &diags, false), "错误[E901]: 找不到文件“a \uFFFD]0;”\n");
}

Test(diag, a_great_line_number_widens_the_margin)
{
    struct jx_buf buf = {.arena = test_arena};
    for (int i = 1; i < 123456; i++)
        jx_buf_addc(&buf, '\n');
    jx_buf_adds(&buf, "甲");
    JX_EQ_STR(printed(jx_buf_str(&buf), on_line(123456, 1, 2)),
              "评价.yaml:123456:1: 错误[E901]: 找不到文件“x”\n"
              "123456 | 甲\n"
              "       | ^^\n");
}

/* "|" of the margin, the line and the caret line of a printed message. */
struct shown {
    struct jx_str line;
    struct jx_str caret;
};

static struct shown shown(struct jx_str text, struct jx_span span)
{
    struct jx_str all = printed(text, span);
    size_t line = jx_str_find(all, JX_STR("\n"), 0) + 1;
    size_t caret = jx_str_find(all, JX_STR("\n"), line) + 1;
    return (struct shown){jx_str_sub(all, line + 8, caret - 1 - (line + 8)),
                          jx_str_sub(all, caret + 8, all.len - 1 - (caret + 8))};
}

/* 40 times "一二三四五": 400 cells, the character at column c is known. */
static struct jx_str long_line(void)
{
    struct jx_buf buf = {.arena = test_arena};
    for (int i = 0; i < 40; i++)
        jx_buf_adds(&buf, "一二三四五");
    return jx_buf_str(&buf);
}

/* What the carets stand under. */
static struct jx_str marked(struct shown s)
{
    size_t cells = 0, pos = 0;
    size_t indent = jx_str_find(s.caret, JX_STR("^"), 0);
    while (cells < indent && pos < s.line.len)
        cells += jx_cp_cells(jx_utf8_next(s.line, &pos));
    cr_assert_eq(cells, indent, "the caret stands between two characters");
    size_t from = pos;
    while (cells < s.caret.len && pos < s.line.len)
        cells += jx_cp_cells(jx_utf8_next(s.line, &pos));
    return jx_str_sub(s.line, from, pos - from);
}

Test(diag, long_lines_are_cut_around_the_caret)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五"};
    for (uint32_t col1 = 1; col1 <= 200; col1++) {
        struct shown s = shown(long_line(), on_line(1, col1, col1 + 1));
        cr_assert_leq(jx_str_cells(s.line), 100, "column %u", (unsigned)col1);
        cr_assert_geq(jx_str_cells(s.line), 97, "column %u", (unsigned)col1);
        JX_EQ_STR(marked(s), digits[(col1 - 1) % 5]);
    }
}

Test(diag, cut_ends_carry_an_ellipsis)
{
    struct jx_str first = shown(long_line(), on_line(1, 1, 2)).line;
    struct jx_str middle = shown(long_line(), on_line(1, 100, 101)).line;
    struct jx_str last = shown(long_line(), on_line(1, 200, 201)).line;
    cr_assert(!jx_str_starts(first, JX_STR("…")) && jx_str_ends(first, JX_STR("…")));
    cr_assert(jx_str_starts(middle, JX_STR("…")) && jx_str_ends(middle, JX_STR("…")));
    cr_assert(jx_str_starts(last, JX_STR("…")) && !jx_str_ends(last, JX_STR("…")));
}

/* A thousand messages on one line of megabytes: each costs what it shows, not what the line is long. */
Test(diag, messages_on_a_great_line_take_no_time_and_memory)
{
    struct jx_sources files = {.arena = test_arena};
    struct jx_diags many;
    struct jx_buf line = {.arena = test_arena};
    jx_diags_init(&many, test_arena, &files);
    for (size_t i = 0; i < 300000; i++)
        jx_buf_adds(&line, "甲\xCC\x81");
    uint32_t file = jx_sources_add(&files, JX_STR("长.yaml"), jx_buf_str(&line));
    for (uint32_t i = 0; i < 1000; i++)
        JX_SAY(&many, KEY_UNKNOWN, ((struct jx_span){file, 1, 1 + 600 * i, 1, 2 + 600 * i}),
               JX_STR("甲"), JX_STR("乙"));
    size_t used = jx_arena_used(test_arena);
    struct jx_str text = jx_diags_print(test_arena, &many, false);
    cr_assert_lt(text.len, 1500000);
    cr_assert_lt(jx_arena_used(test_arena) - used, 50 << 20);
}

Test(diag, marks_end_where_the_cut_line_ends)
{
    struct shown s = shown(long_line(), on_line(1, 90, 190));
    cr_assert_lt(s.caret.len, jx_str_cells(s.line));
    struct shown at_end = shown(long_line(), on_line(1, 201, 201));
    cr_assert_eq(at_end.caret.len, jx_str_cells(at_end.line) + 1);
}

Test(diag, hints_follow_one_a_line)
{
    start(JX_STR("权种: 10\n"));
    struct jx_diag *diag =
        JX_SAY(&diags, FILE_UNWRITABLE, on_line(1, 1, 3), JX_STR("a"), JX_STR("满"));
    JX_EQ_STR(diag->hint, "原有文件未改动");
    diag->hint = JX_STR("是否想写“权重”\n第二条");
    JX_EQ_STR(jx_diags_print(test_arena, &diags, false),
              "评价.yaml:1:1: 错误[E904]: 无法写入“a”：满\n"
              "    1 | 权种: 10\n"
              "      | ^^^^\n"
              "提示: 是否想写“权重”\n"
              "提示: 第二条\n");
}

Test(diag, colours_only_when_asked)
{
    start(JX_STR("甲"));
    JX_SAY(&diags, FILE_MISSING, on_line(1, 1, 2), JX_STR("x"));
    JX_EQ_STR(jx_diags_print(test_arena, &diags, true),
              "评价.yaml:1:1: \033[1;31m错误\033[0m[E901]: 找不到文件“x”\n"
              "    1 | 甲\n"
              "      | \033[1;31m^^\033[0m\n");
}

/* ---- the list ---- */

Test(diag, slots_are_filled_and_missing_ones_stay)
{
    start(JX_STR(""));
    JX_SAY(&diags, FILE_UNREADABLE, JX_NO_SPAN, JX_STR("{1}"), JX_STR("无权限"));
    JX_SAY(&diags, FILE_UNREADABLE, JX_NO_SPAN);
    JX_EQ_STR(diags.items[0].text, "无法读取“{1}”：无权限");
    JX_EQ_STR(diags.items[1].text, "无法读取“{0}”：{1}");
    cr_assert_eq(diags.n_errors, 2);
}

Test(diag, sorted_by_place_and_without_repeats)
{
    start(JX_STR("a\nb\n"));
    JX_SAY(&diags, FILE_MISSING, on_line(2, 1, 2), JX_STR("3"));
    JX_SAY(&diags, FILE_MISSING, on_line(1, 2, 2), JX_STR("2"));
    JX_SAY(&diags, FILE_UNREADABLE, on_line(1, 1, 2), JX_STR("1"), JX_STR(""));
    JX_SAY(&diags, FILE_MISSING, on_line(1, 1, 2), JX_STR("1"));
    JX_SAY(&diags, FILE_UNREADABLE, on_line(1, 1, 2), JX_STR("1"), JX_STR(""));
    JX_SAY(&diags, FILE_MISSING, on_line(2, 1, 2), JX_STR("3"));
    jx_diags_sort(&diags);
    cr_assert_eq(diags.n, 4);
    cr_assert_eq(diags.n_errors, 4);
    JX_EQ_STR(diags.items[0].text, "无法读取“1”：");
    JX_EQ_STR(diags.items[1].text, "找不到文件“1”");
    JX_EQ_STR(diags.items[2].text, "找不到文件“2”");
    JX_EQ_STR(diags.items[3].text, "找不到文件“3”");
    JX_SAY(&diags, FILE_MISSING, JX_NO_SPAN, JX_STR("4"));
    cr_assert_eq(diags.n, 5);
}

Test(diag, a_full_list_counts_on)
{
    start(JX_STR(""));
    for (int i = 0; i < JX_DIAGS_MAX + 5; i++)
        JX_SAY(&diags, FILE_MISSING, JX_NO_SPAN, jx_str_printf(test_arena, "%d", i))->hint =
            JX_STR("h");
    cr_assert_eq(diags.n, JX_DIAGS_MAX);
    cr_assert_eq(diags.n_dropped, 5);
    cr_assert_eq(diags.n_errors, JX_DIAGS_MAX + 5);
}

Test(diag, a_full_list_still_takes_errors)
{
    start(JX_STR(""));
    for (int i = 0; i < JX_DIAGS_MAX; i++)
        JX_SAY(&diags, BUILD_DIFFERS, JX_NO_SPAN, JX_STR("001"),
               jx_str_printf(test_arena, "%d", i));
    JX_SAY(&diags, FILE_MISSING, JX_NO_SPAN, JX_STR("甲"));
    JX_SAY(&diags, FILE_MISSING, JX_NO_SPAN, JX_STR("乙"));
    cr_assert_eq(diags.n, JX_DIAGS_MAX);
    cr_assert_eq(diags.n_dropped, 2);
    JX_EQ_STR(diags.items[JX_DIAGS_MAX - 1].text, "找不到文件“甲”");
    JX_EQ_STR(diags.items[JX_DIAGS_MAX - 2].text, "找不到文件“乙”");
}

Test(diag, open_errors_stand_last)
{
    start(JX_STR("a\nb\n"));
    JX_SAY(&diags, FILE_MISSING, on_line(1, 1, 2), JX_STR("1"));
    JX_SAY(&diags, FILE_MISSING, on_line(1, 2, 2), JX_STR("2"))->acknowledged = JX_STR("已核实");
    JX_SAY(&diags, BUILD_DIFFERS, on_line(2, 1, 2), JX_STR("3"), JX_STR(""));
    JX_SAY(&diags, FILE_MISSING, on_line(2, 2, 2), JX_STR("4"));
    jx_diags_errors_last(&diags);
    cr_assert_eq(diags.n, 4);
    cr_assert_eq(diags.items[0].span.col1, 2);
    cr_assert_eq(diags.items[1].severity, JX_WARNING);
    JX_EQ_STR(diags.items[2].text, "找不到文件“1”");
    JX_EQ_STR(diags.items[3].text, "找不到文件“4”");
}

Test(diag, json)
{
    start(JX_STR("a\n"));
    JX_SAY(&diags, FILE_MISSING, on_line(1, 1, 2), JX_STR("“\n"));
    JX_SAY(&diags, FILE_MISSING, JX_NO_SPAN, JX_STR("x"))->acknowledged = JX_STR("已核实");
    JX_EQ_STR(jx_diags_json(test_arena, &diags), "[\n"
                                                 "  {\n"
                                                 "    \"代码\": \"E901\",\n"
                                                 "    \"级别\": \"错误\",\n"
                                                 "    \"文件\": \"评价.yaml\",\n"
                                                 "    \"行\": 1,\n"
                                                 "    \"列\": 1,\n"
                                                 "    \"信息\": \"找不到文件““\\n”\",\n"
                                                 "    \"提示\": \"\"\n"
                                                 "  },\n"
                                                 "  {\n"
                                                 "    \"代码\": \"E901\",\n"
                                                 "    \"级别\": \"错误\",\n"
                                                 "    \"文件\": null,\n"
                                                 "    \"行\": null,\n"
                                                 "    \"列\": null,\n"
                                                 "    \"信息\": \"找不到文件“x”\",\n"
                                                 "    \"提示\": \"\",\n"
                                                 "    \"确认\": \"已核实\"\n"
                                                 "  }\n"
                                                 "]");
}

/* ---- the catalogue ---- */

static const struct entry {
    const char *code;
    enum jx_severity severity;
} entries[] = {
#define JX_DIAG_CODE(name, code, severity, text, hint) {code, severity},
#include "base/diag_codes.def"
#undef JX_DIAG_CODE
};

Test(diag, codes_are_unique_and_say_their_severity)
{
    for (size_t i = 0; i < JX_D_COUNT; i++) {
        char letter = entries[i].code[0];
        cr_assert_eq(strlen(entries[i].code), 4, "%s", entries[i].code);
        cr_assert_eq(letter, "EWH"[entries[i].severity], "%s", entries[i].code);
        for (size_t j = 0; j < i; j++)
            cr_assert_str_neq(entries[i].code + 1, entries[j].code + 1);
    }
}
