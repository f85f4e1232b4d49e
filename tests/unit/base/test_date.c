#include "test.h"

#include "base/date.h"

JX_SUITE(date)

static struct jx_date date(const char *text)
{
    struct jx_date d = {0};
    cr_assert(jx_date_parse(jx_str_of(text), &d), "%s", text);
    return d;
}

#define ISO(text) jx_date_iso(test_arena, date(text))

Test(date, reads_every_form)
{
    JX_EQ_STR(ISO("2023-10-31"), "2023-10-31");
    JX_EQ_STR(ISO("2023-10"), "2023-10");
    JX_EQ_STR(ISO("2023年10月31日"), "2023-10-31");
    JX_EQ_STR(ISO("2023年10月"), "2023-10");
    JX_EQ_STR(ISO("2023年"), "2023");
    JX_EQ_STR(ISO("2020年11月底"), "2020-11-30");
    JX_EQ_STR(ISO("2024年2月底"), "2024-02-29");
    JX_EQ_STR(ISO("2023/1/5"), "2023-01-05");
    JX_EQ_STR(ISO("2023.1.5"), "2023-01-05");
    JX_EQ_STR(ISO("2023-1-5"), "2023-01-05");
}

Test(date, refuses_everything_else)
{
    static const char *const texts[] = {
        "",           "2023",          "2023.10",      "2023/10",
        "23-10-31",   "2023-10-31 ",   "2023-",        "2023-10-",
        "2023-0",     "2023-10-0",     "2023-13-01",   "2023-00-01",
        "2023-02-29", "1900-02-29",    "2023-04-31",   "2023年13月",
        "2023年0月",  "2023年2月30日", "2023年2月0日", "2023-10/31",
        "2023年底",   "2023年10月31",  "2023年10日",   "0000年",
        "20231031",   "2023-010-1",    "2023年0月底",  "2023年10月3日上午"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct jx_date d = {.year = 7};
        cr_assert_not(jx_date_parse(jx_str_of(texts[i]), &d), "%s", texts[i]);
        cr_assert_eq(d.year, 7);
    }
    struct jx_date d;
    cr_assert_not(jx_date_parse(JX_NO_STR, &d));
}

Test(date, leap_years)
{
    JX_EQ_STR(ISO("2024-02-29"), "2024-02-29");
    JX_EQ_STR(ISO("2000-02-29"), "2000-02-29");
}

Test(date, text_is_arabic_without_leading_zeros)
{
    JX_EQ_STR(jx_date_text(test_arena, date("2023-01-05")), "2023年1月5日");
    JX_EQ_STR(jx_date_text(test_arena, date("2023-10")), "2023年10月");
    JX_EQ_STR(jx_date_text(test_arena, date("2023年")), "2023年");
    JX_EQ_STR(jx_date_text(test_arena, (struct jx_date){0}), "");
}

Test(date, han_for_covers)
{
    JX_EQ_STR(jx_date_han(test_arena, date("2023-10-31")), "二〇二三年十月三十一日");
    JX_EQ_STR(jx_date_han(test_arena, date("2010-12-20")), "二〇一〇年十二月二十日");
    JX_EQ_STR(jx_date_han(test_arena, date("2021-01-10")), "二〇二一年一月十日");
    JX_EQ_STR(jx_date_han(test_arena, date("2021年11月")), "二〇二一年十一月");
    JX_EQ_STR(jx_date_han(test_arena, (struct jx_date){0}), "");
}

Test(date, days_since_1970)
{
    cr_assert_eq(jx_date_days(date("1970-01-01")), 0);
    cr_assert_eq(jx_date_days(date("2000-03-01")), 11017); /* the day after a leap day */
    cr_assert_eq(jx_date_days(date("2024-06-30")), 19904);
    cr_assert_eq(jx_date_days((struct jx_date){1899, 12, 30}), -25569);
}

Test(date, a_missing_part_is_the_end_of_its_period)
{
    cr_assert_lt(jx_date_cmp(date("2023-10-30"), date("2023-10-31")), 0);
    cr_assert_eq(jx_date_cmp(date("2023-02"), date("2023-02-28")), 0);
    cr_assert_eq(jx_date_cmp(date("2023年"), date("2023-12-31")), 0);
    cr_assert_gt(jx_date_cmp(date("2023年"), date("2023-12-30")), 0);
    cr_assert_lt(jx_date_cmp(date("2022年"), date("2023-01-01")), 0);
}
