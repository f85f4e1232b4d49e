/* Names of output files: good on every system, or refused. */
#include "test.h"

#include "document/internal.h"

JX_SUITE(filename)

static bool is_good(const char *name)
{
    return jx__is_file_name(jx_str_of(name), JX_STR(".pdf"));
}

Test(filename, plain_names_are_good)
{
    cr_assert(is_good("自评报告.pdf"));
    cr_assert(is_good("2023年 附件1（定稿）.pdf"));
    cr_assert(is_good("𠮷县.v2.pdf"));
    cr_assert(is_good("console.pdf"));
    cr_assert(is_good("COM10.pdf"));
}

Test(filename, folders_and_endings)
{
    static const char *const bad[] = {"",          ".pdf",    ".甲.pdf",   "..",
                                      "../甲.pdf", "/甲.pdf", "甲/乙.pdf", "甲\\乙.pdf",
                                      "甲.PDF",    "甲.pdf.", "甲"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert(!is_good(bad[i]), "%s", bad[i]);
}

Test(filename, what_windows_refuses)
{
    static const char *const bad[] = {"甲:乙.pdf", "甲*.pdf", "甲?.pdf",   "\"甲\".pdf", "<甲>.pdf",
                                      "甲|乙.pdf", "con.pdf", "Nul.1.pdf", "LPT9.pdf",   "aux.pdf"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert(!is_good(bad[i]), "%s", bad[i]);
}

Test(filename, what_is_not_seen)
{
    cr_assert(!is_good("甲\n.pdf"));
    cr_assert(!is_good("甲\x7f.pdf"));
    cr_assert(!is_good("甲\xC2\x85.pdf"));     /* U+0085 */
    cr_assert(!is_good("甲\xE2\x80\xAE.pdf")); /* U+202E, right to left */
    cr_assert(!is_good("甲\xEF\xBB\xBF.pdf")); /* U+FEFF */
}

Test(filename, at_most_240_bytes)
{
    struct jx_buf buf = {.arena = test_arena};
    for (size_t i = 0; i < 78; i++)
        jx_buf_adds(&buf, "甲");
    jx_buf_adds(&buf, "ab.pdf");
    cr_assert_eq(buf.len, 240);
    cr_assert(is_good(jx_buf_str(&buf).ptr));
    cr_assert(!jx__is_file_name(jx_str_printf(test_arena, "a%.*s", JX_FMT(jx_buf_str(&buf))),
                                JX_STR(".pdf")));
}
