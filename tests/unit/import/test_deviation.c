/* 偏差说明 as it is printed, and as people rewrite it, taken apart. */
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

TestSuite(deviation, .init = setup, .fini = teardown);

Test(deviation, parts)
{
    static const struct {
        const char *text, *reason, *improvement;
        bool labelled;
    } cases[] = {
        {"", "", "", false},
        {"资金有结余", "资金有结余", "", false},
        {"原因：资金有结余", "资金有结余", "", true},
        {"原因：资金有结余；改进措施：加快支付。", "资金有结余", "加快支付。", true},
        {"原因:甲\n改进措施:乙", "甲", "乙", true},
        {"甲；改进措施：乙；丙", "甲", "乙；丙", true},
        {"改进措施：乙", "", "乙", true},
        {"其他原因：甲", "其他原因：甲", "", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct jx__deviation read = jx__deviation_read(jx_str_of(cases[i].text));

        JX_ASSERT_STR(read.reason, cases[i].reason, cases[i].text);
        JX_ASSERT_STR(read.improvement, cases[i].improvement, cases[i].text);
        cr_assert_eq(read.labelled, cases[i].labelled, "%s", cases[i].text);
    }
}

Test(deviation, blanks_at_ends_of_lines_are_dropped)
{
    JX_ASSERT_STR(jx__tidy(t.arena, JX_STR(" 甲 \t\r\n乙　\n\n")), "甲\n乙", "tidy");
    JX_ASSERT_STR(jx__tidy(t.arena, JX_STR(" \n")), "", "blank");
}
