/* What belongs together stays in one line. */
#include "setting.h"

SETTING_SUITE(keep)

static const char filler[] = "绩效评价项目资金预算执行完成质量时效成本产出效益满意";

/* The piece, pushed over every place of a line's end, is never parted. */
static void never_parted(const char *piece)
{
    for (size_t n = 0; n <= 26; n++) {
        struct jx_str text =
            jx_str_printf(test_arena, "%.*s%s%s", (int)n * 3, filler, piece, filler);
        struct jx_paragraph *p = set_text(
            text.ptr, (struct jx_par_options){.width_mpt = 26 * BODY_SIZE, .align = JX_ALIGN_LEFT});
        struct jx_str lines = lines_text(p);
        cr_assert(jx_str_find(lines, jx_str_of(piece), 0) != SIZE_MAX, "%s in %s", piece,
                  lines.ptr);
    }
}

Test(keep, numbers_with_units_and_labels)
{
    static const char *const pieces[] = {
        "2428.53万元",  "1,256项", "98.5%",     "3个",     "100余家",  "2.3个百分点",
        "5个工作日",    "2022年",  "10月",      "31日",    "12-15个",  "63%～68%",
        "≥90%",         "≤2小时",  "第3条",     "第12页",  "第三季度", "表3-1",
        "〔2020〕10号", "（一）",  "——",        "……",      "￥3.00",   "GB/T",
        "JX-2023-011",  "Wi-Fi",   "150平方米", "20 万元", "第 3 条",  "9704-2012",
        "2020—2023年",  "３０个",  "1.5万人次", "30分钟",  "☑ 新",     "□ 延",
        "√ 是",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        never_parted(pieces[i]);
}

Test(keep, item_numbers_stay_with_what_they_number)
{
    JX_EQ_STR(lines_text(set_cell("绩效评价。（一）项目", 8)), "绩效评价。|（一）项目");
    JX_EQ_STR(lines_text(set_cell("按国家标准GB/T 9704", 8)), "按国家标准|GB/T 9704");
    /* In justified text only where the line would not get blanks for it. */
    struct jx_paragraph *p =
        set_body("绩效评价项目资金预算执行完成质量时效成本产出ＧＢGB/T 9704-2012");
    cr_assert(p->lines[0].gap_milli_em <= 90, "%s", lines_text(p).ptr);
}

Test(keep, narrow_cells_part_them_all_the_same)
{
    JX_EQ_STR(lines_text(set_cell("2428.53万元", 4)), "2428.53|万元");
    JX_EQ_STR(lines_text(set_cell("2428.53万元", 2)), "242|8.53|万元"); /* no stop first */
    JX_EQ_STR(lines_text(set_cell("——", 2)), "——");
}

Test(keep, breaking_anywhere_prefers_full_lines)
{
    struct jx_paragraph *p =
        set_text("绩效评价2428.53万元绩效", (struct jx_par_options){.width_mpt = 9 * BODY_SIZE,
                                                                    .align = JX_ALIGN_LEFT,
                                                                    .may_break_anywhere = true});
    cr_assert(p->n <= 2, "%s", lines_text(p).ptr);
}

Test(keep, long_addresses_break_where_icu_lets_them)
{
    struct jx_paragraph *p =
        set_cell("见https://www.example.org/finance/performance/report.html", 12);
    cr_assert(p->n >= 2 && p->n <= 4, "%s", lines_text(p).ptr);
}
