/* Labels that hang, and where formulas and long chains are parted. */
#include "setting.h"

SETTING_SUITE(hang)

static struct jx_paragraph *set_hanging(const char *text, int em)
{
    return set_text(text, (struct jx_par_options){.width_mpt = em * BODY_SIZE,
                                                  .align = JX_ALIGN_LEFT,
                                                  .hang_labels = true,
                                                  .may_break_anywhere = true});
}

static struct jx_paragraph *set_narrow(const char *text, int em)
{
    return set_text(text, (struct jx_par_options){.width_mpt = em * BODY_SIZE,
                                                  .align = JX_ALIGN_LEFT,
                                                  .may_break_anywhere = true});
}

/* The first glyph after the label, n glyphs in, stands where the second line begins. */
static void expect_hangs(const char *text, size_t n)
{
    const struct jx_paragraph *p = set_hanging(text, 12);

    cr_assert_gt(p->n, 1, "%s", text);
    cr_expect_eq(p->lines[1].x_mpt, glyph_x(&p->lines[0], n), "%s: %d, %d", text, p->lines[1].x_mpt,
                 glyph_x(&p->lines[0], n));
    for (size_t i = 0; i < p->n; i++)
        cr_expect_leq(p->lines[i].x_mpt + p->lines[i].width_mpt, 12 * BODY_SIZE, "%s", text);
}

Test(hang, the_second_line_begins_behind_the_label)
{
    expect_hangs("1.资金支付审批手续完备、程序规范合理", 2);
    expect_hangs("12、资金支付审批手续完备、程序规范合理", 3);
    expect_hangs("（1）资金支付审批手续完备、程序规范合理", 3);
    expect_hangs("(一)资金支付审批手续完备、程序规范合理", 3);
    expect_hangs("①资金支付审批手续完备、程序规范合理的", 1);
    expect_hangs("一、资金支付审批手续完备、程序规范合理", 2);
    expect_hangs("——资金支付审批手续完备、程序规范合理", 2);
    expect_hangs("1. 资金支付审批手续完备、程序规范合理", 3);
    expect_hangs("● 资金支付审批手续完备、程序规范合理", 2);
}

static void expect_flush(const char *text)
{
    const struct jx_paragraph *p = set_hanging(text, 10);

    for (size_t i = 0; i < p->n; i++)
        cr_expect_eq(p->lines[i].x_mpt, 0, "%s, line %zu", text, i + 1);
}

Test(hang, what_only_looks_like_a_label_does_not)
{
    expect_flush("1.5公里的道路已经全部养护完毕并验收");
    expect_flush("2023.年初预算三百万元已经全部下达执行");
    expect_flush("资金（1）支付审批手续完备程序规范合理");
    expect_flush("（试行）资金支付审批手续完备程序规范");
    expect_flush("2023年资金支付审批手续完备、程序规范");
}

Test(hang, each_paragraph_of_a_cell_hangs_by_its_own_label)
{
    const struct jx_paragraph *p = set_hanging(
        "（1）立项依据充分程序规范合理\n无标号的一段文字接着写在这里\n①目标明确可以衡量而且细化",
        9);

    JX_EQ_STR(
        lines_text(p),
        "（1）立项依据充分程|序规范合理|无标号的一段文字接|着写在这里|①目标明确可以衡量|而且细化");
    cr_expect_eq(p->lines[1].x_mpt, glyph_x(&p->lines[0], 3));
    cr_expect_eq(p->lines[3].x_mpt, 0);
    cr_expect_eq(p->lines[5].x_mpt, glyph_x(&p->lines[4], 1));
}

Test(hang, a_label_never_ends_a_line_alone)
{
    static const char *const texts[] = {"（1）市财政局",  "1.满意度",   "①验收",
                                        "（十二）云平台", "——补助资金", "一、“一网通办”"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int em = 5; em < 8; em++) {
            const struct jx_paragraph *p = set_hanging(texts[i], em);
            const struct jx_str first = line_text(&p->lines[0]);

            cr_expect(first.len > 3 && !jx_str_ends(first, JX_STR("）")) &&
                          !jx_str_ends(first, JX_STR("—")) && !jx_str_ends(first, JX_STR("、")),
                      "%d em: %.*s", em, JX_FMT(first));
        }
}

Test(hang, a_narrow_cell_does_not_hang)
{
    const struct jx_paragraph *p = set_hanging("（1）立项依据充分", 5);

    cr_expect_eq(p->lines[1].x_mpt, 0, "behind the label no four characters would find room");
}

/* ---- formulas and chains ---- */

Test(hang, formulas_are_parted_after_their_signs)
{
    JX_EQ_STR(lines_text(set_narrow("12.98÷15×100%＝86.53%", 4)), "12.98÷|15×|100%＝|86.53%");
    JX_EQ_STR(lines_text(set_narrow("95.2÷98≈97.14%", 5)), "95.2÷98≈|97.14%");
    JX_EQ_STR(lines_text(set_narrow("（45.5+44）÷2", 5)), "（45.5+|44）÷2");
}

Test(hang, a_sign_before_a_number_stays_with_it)
{
    JX_EQ_STR(lines_text(set_narrow("满意度指标≥90%", 6)), "满意度指标|≥90%");
    JX_EQ_STR(lines_text(set_narrow("信用等级为A+级", 6)), "信用等级为|A+级");
}

Test(hang, long_chains_are_parted_at_their_separators_first)
{
    JX_EQ_STR(lines_text(set_narrow("http://www.example.gov.cn/budget/performance/2023.pdf", 11)),
              "http://www.example.gov.|cn/budget/performance/|2023.pdf");
    JX_EQ_STR(lines_text(set_narrow("budget_performance_report_2023.docx", 9)),
              "budget_performance_|report_2023.docx");
}

Test(hang, nothing_is_wider_than_a_narrow_cell)
{
    struct dice dice = {7};

    for (int round = 0; round < 60; round++) {
        const struct jx_str text = jx_str_printf(
            test_arena, "%.*s12.98÷15×100%%＝86.53%%http://www.example.gov.cn/a_b-c?d=e%s",
            JX_FMT(random_prose(&dice, 12)),
            round % 2 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" : "");
        const int em = 1 + round % 9;
        const struct jx_paragraph *p = set_hanging(text.ptr, em);

        for (size_t i = 0; i < p->n; i++)
            cr_expect(p->lines[i].x_mpt + p->lines[i].width_mpt <= em * BODY_SIZE ||
                          (p->lines[i].n == 1 && p->lines[i].runs[0].n <= 2),
                      "%d em: %.*s", em, JX_FMT(line_text(&p->lines[i])));
    }
}

/* The union of GB/T 15834-2011 5.1 and CLREQ 3.1.3, written down once more. */
Test(hang, no_line_begins_or_ends_with_a_mark_that_may_not)
{
    static const char *const starts[] = {"。", "，", "、", "；", "：", "？", "！", "”",  "’",  "）",
                                         "》", "〉", "】", "〕", "］", "｝", "」", "』", "〗", "·",
                                         "～", "－", "／", "％", "‰",  "℃",  "々", "﹐", "﹚", ".",
                                         ",",  "!",  "?",  ")",  "]",  "%",  ";",  ":"};
    static const char *const ends[] = {"“",  "‘",  "（", "《", "〈", "【", "〔", "［", "｛",
                                       "「", "『", "〖", "￥", "＄", "／", "﹙", "(",  "["};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        const struct jx_paragraph *p =
            set_cell(jx_str_printf(test_arena, "甲乙丙丁%s戊己庚辛", starts[i]).ptr, 4);

        for (size_t k = 1; k < p->n; k++)
            cr_expect(!jx_str_starts(line_text(&p->lines[k]), jx_str_of(starts[i])), "%s",
                      starts[i]);
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const struct jx_paragraph *p =
            set_cell(jx_str_printf(test_arena, "甲乙丙%s戊己庚辛", ends[i]).ptr, 4);

        for (size_t k = 0; k + 1 < p->n; k++)
            cr_expect(!jx_str_ends(line_text(&p->lines[k]), jx_str_of(ends[i])), "%s", ends[i]);
    }
}
