#include "test.h"

#include "xlsx/internal.h"

#include <stdio.h>

JX_SUITE(format)

static struct jx_num num(const char *text)
{
    struct jx_num n = {0};
    cr_assert(jx_num_parse(test_arena, jx_str_of(text), &n), "%s", text);
    return n;
}

static struct jx_str format(struct jx_num_format f, const char *value)
{
    return jx__xlsx_num_format(test_arena, &f, num(value));
}

Test(format, says_digits_and_percent)
{
    JX_EQ_STR(format((struct jx_num_format){.digits = 0}, "18"), "0");
    JX_EQ_STR(format((struct jx_num_format){.digits = 2}, "18"), "0.00");
    JX_EQ_STR(format((struct jx_num_format){.digits = 2, .percent = true}, "0.95"), "0.00%");
}

Test(format, takes_digits_from_the_number_where_none_are_given)
{
    JX_EQ_STR(format((struct jx_num_format){.digits = -1}, "9.5"), "");
    JX_EQ_STR(format((struct jx_num_format){.digits = -1}, "123456789012.34"), "0.00");
    JX_EQ_STR(format((struct jx_num_format){.digits = -1, .percent = true}, "0.955"), "0.0%");
    JX_EQ_STR(format((struct jx_num_format){.digits = -1, .suffix = JX_STR("项")}, "9.5"),
              "General\"项\"");
}

Test(format, quotes_what_stands_around_the_number)
{
    JX_EQ_STR(format((struct jx_num_format){.prefix = JX_STR("≥"), .suffix = JX_STR("项")}, "18"),
              "\"≥\"0\"项\";\"≥\"-0\"项\"");
    JX_EQ_STR(format((struct jx_num_format){.suffix = JX_STR("a\"b\n")}, "18"), "0\"a\"\\\"\"b\"");
    JX_EQ_STR(format((struct jx_num_format){.suffix = JX_STR("\"")}, "1"), "0\\\"");
}

Test(format, refuses_what_excel_cannot_hold)
{
    struct jx_str longish = JX_STR(
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三");
    cr_assert_null(format((struct jx_num_format){.suffix = longish}, "1").ptr);
}

Test(format, knows_which_numbers_read_back_equal)
{
    cr_assert(jx__xlsx_num_fits(test_arena, num("2428.53")));
    cr_assert(jx__xlsx_num_fits(test_arena, num("-0.000000000123456789012345")));
    cr_assert(jx__xlsx_num_fits(test_arena, num("123000000000000000000000")));
    cr_assert(!jx__xlsx_num_fits(test_arena, num("1234567890123456")));
    cr_assert(!jx__xlsx_num_fits(test_arena, num("0.1234567890123456")));
    cr_assert(jx__xlsx_num_fits(test_arena, jx_num_div(test_arena, num("1"), num("3"))));
}

/* The library prints %.16G, which gives 99.99 as 99.98999999999999: the same binary number, which every spreadsheet
 * shows to 15 digits. */
Test(format, numbers_that_fit_read_back_as_they_are)
{
    static const char *const texts[] = {
        "2428.53",         "0.1",    "0.3",    "89.5", "99.99", "0.955", "123456789012.345",
        "999999999999999", "3130.4", "1456.07"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char printed[40];
        double value = jx_num_to_spreadsheet(num(texts[i]));
        snprintf(printed, sizeof printed, "%.16G", value);
        cr_assert_eq(jx_num_to_spreadsheet(num(printed)), value, "%s", printed);
        snprintf(printed, sizeof printed, "%.15g", value);
        cr_assert_str_eq(printed, texts[i]);
    }
}

Test(format, counts_days_as_excel_does)
{
    cr_assert(jx__xlsx_is_day((struct jx_date){2024, 6, 30}));
    cr_assert_eq(jx__xlsx_day((struct jx_date){2024, 6, 30}), 45473.0);
    cr_assert(jx__xlsx_is_day((struct jx_date){1900, 3, 1}));
    cr_assert_eq(jx__xlsx_day((struct jx_date){1900, 3, 1}), 61.0);
    cr_assert_not(jx__xlsx_is_day((struct jx_date){1900, 2, 28}), "Excel has a 29 February 1900");
    cr_assert_not(jx__xlsx_is_day((struct jx_date){2024, 6, 0}), "a month is no day");
    cr_assert_not(jx__xlsx_is_day((struct jx_date){0}));
}

Test(format, knows_sizes_by_name_and_in_points)
{
    cr_assert_eq(jx__xlsx_size(JX_STR("小四")), 12000);
    cr_assert_eq(jx__xlsx_size(JX_STR("五号")), 10500);
    cr_assert_eq(jx__xlsx_size(JX_STR("9.5pt")), 9500);
    cr_assert_eq(jx__xlsx_size(JX_STR("12pt")), 12000);
    cr_assert_eq(jx__xlsx_size(JX_NO_STR), 10500);
    cr_assert_eq(jx__xlsx_size(JX_STR("0pt")), 10500);
    cr_assert_eq(jx__xlsx_size(JX_STR("99999pt")), 10500);
}
