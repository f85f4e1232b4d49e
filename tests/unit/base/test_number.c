#include "test.h"

#include "base/number.h"

#include <math.h>

JX_SUITE(number)

static struct jx_num num(const char *text)
{
    struct jx_num n = {0};
    cr_assert(jx_num_parse(test_arena, jx_str_of(text), &n), "%s", text);
    return n;
}

static struct jx_num over(const char *a, const char *b)
{
    return jx_num_div(test_arena, num(a), num(b));
}

static bool refused(const char *text)
{
    struct jx_num n = {.digits = 77};
    bool read = jx_num_parse(test_arena, jx_str_of(text), &n);
    return !read && n.digits == 77;
}

#define TEXT(n) jx_num_text(test_arena, (n), 10)
#define WRITTEN(n) jx_num_written(test_arena, (n))
#define FIXED(n, digits, mode) jx_num_fixed(test_arena, (n), (digits), (mode))

/* ---- reading ---- */

Test(number, reads_decimals_and_their_digits)
{
    JX_EQ_STR(TEXT(num("89.50")), "89.5");
    JX_EQ_STR(WRITTEN(num("89.50")), "89.50");
    cr_assert_eq(num("89.50").digits, 2);
    JX_EQ_STR(WRITTEN(num("3130")), "3130");
    JX_EQ_STR(WRITTEN(num("+3")), "3");
    JX_EQ_STR(WRITTEN(num("-0.05")), "-0.05");
    JX_EQ_STR(WRITTEN(num("007")), "7");
    JX_EQ_STR(WRITTEN(num("-0.00")), "0.00");
}

Test(number, reads_thousands_commas_that_stand_right)
{
    JX_EQ_STR(WRITTEN(num("44,001,840")), "44001840");
    JX_EQ_STR(WRITTEN(num("43,918,960.46")), "43918960.46");
    cr_assert(refused("4400,1840"));
    cr_assert(refused("44,00"));
    cr_assert(refused("1,2345"));
    cr_assert(refused(",123"));
    cr_assert(refused("1,234,"));
    cr_assert(refused("1.234,567"));
}

Test(number, reads_full_width_digits_and_signs)
{
    JX_EQ_STR(WRITTEN(num("９５．５")), "95.5");
    JX_EQ_STR(WRITTEN(num("－３")), "-3");
    JX_EQ_STR(WRITTEN(num("＋３")), "3");
    JX_EQ_STR(WRITTEN(num("−3")), "-3");
    cr_assert(refused("1，234"), "a full-width comma may separate two things");
}

Test(number, refuses_everything_else)
{
    static const char *const texts[] = {"",    "-",   ".",     "1.",  ".5",   "1.2.3", "1e3",
                                        "12%", "十",  "3 ",    " 3",  "0x10", "--3",   "3-",
                                        "NaN", "inf", "1_000", "≥90", "1\n",  "100万"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cr_assert(refused(texts[i]), "%s", texts[i]);
    struct jx_num n;
    cr_assert_not(jx_num_parse(test_arena, JX_NO_STR, &n));
    cr_assert_not(jx_num_parse(test_arena, JX_STR("1\0"), &n));
    cr_assert_not(jx_num_parse(test_arena, JX_STR("1\xFF"), &n));
}

Test(number, reads_64_characters_and_no_more)
{
    struct jx_str longest = jx_str_printf(test_arena, "%064d", 5);
    JX_EQ_STR(WRITTEN(num(longest.ptr)), "5");
    cr_assert(refused(jx_str_printf(test_arena, "%065d", 5).ptr));
}

/* ---- arithmetic ---- */

Test(number, zero_initialised_is_zero)
{
    struct jx_num zero = {0};
    JX_EQ_STR(WRITTEN(zero), "0");
    cr_assert_eq(jx_num_sign(zero), 0);
    JX_EQ_STR(WRITTEN(jx_num_add(test_arena, zero, num("9.50"))), "9.50");
    JX_EQ_STR(TEXT(jx_num_mul(test_arena, zero, num("9.50"))), "0");
    JX_EQ_STR(FIXED(zero, 2, JX_ROUND_HALF_UP), "0.00");
    cr_assert(jx_num_is_int(zero));
}

Test(number, adds_exactly_where_binary_fractions_fail)
{
    struct jx_num sum = {0};
    for (int i = 0; i < 10; i++)
        sum = jx_num_add(test_arena, sum, num("0.1"));
    cr_assert_eq(jx_num_cmp(sum, jx_num_int(test_arena, 1)), 0);
    JX_EQ_STR(WRITTEN(sum), "1.0");
    JX_EQ_STR(TEXT(jx_num_add(test_arena, num("0.1"), num("0.2"))), "0.3");
}

Test(number, digits_of_results)
{
    struct jx_num third = over("1", "3");
    cr_assert_eq(jx_num_add(test_arena, num("1.5"), num("2.25")).digits, 2);
    cr_assert_eq(jx_num_sub(test_arena, num("1.5"), num("2.25")).digits, 2);
    cr_assert_eq(jx_num_add(test_arena, num("1.5"), third).digits, -1);
    cr_assert_eq(jx_num_mul(test_arena, num("1.5"), num("2.25")).digits, -1);
    cr_assert_eq(third.digits, -1);
    cr_assert_eq(jx_num_neg(test_arena, num("1.50")).digits, 2);
    cr_assert_eq(jx_num_round(test_arena, third, 3, JX_ROUND_DOWN).digits, 3);
    cr_assert_eq(jx_num_int(test_arena, 5).digits, 0);
}

Test(number, signs_and_order)
{
    cr_assert_eq(jx_num_sign(num("-0.1")), -1);
    cr_assert_eq(jx_num_sign(num("0.1")), 1);
    cr_assert_lt(jx_num_cmp(over("1", "3"), over("1", "2")), 0);
    cr_assert_gt(jx_num_cmp(num("1"), num("-2")), 0);
    cr_assert_eq(jx_num_cmp(over("2", "4"), num("0.50")), 0);
    JX_EQ_STR(TEXT(jx_num_min(num("9"), num("10"))), "9");
    JX_EQ_STR(TEXT(jx_num_max(num("9"), num("10"))), "10");
    JX_EQ_STR(TEXT(jx_num_neg(test_arena, over("1", "4"))), "-0.25");
}

Test(number, beyond_64_bits)
{
    struct jx_num big = num("99999999999999999999999999.99");
    JX_EQ_STR(WRITTEN(jx_num_add(test_arena, big, num("0.01"))), "100000000000000000000000000.00");
    /* 2^63 * 10^26 less 2^63 / 100 */
    JX_EQ_STR(TEXT(jx_num_mul(test_arena, big, jx_num_int(test_arena, INT64_MIN))),
              "-922337203685477580799999999907766279631452241.92");
}

Test(number, to_int)
{
    int64_t value = 0;
    cr_assert(jx_num_to_int(num("-9223372036854775808"), &value));
    cr_assert_eq(value, INT64_MIN);
    cr_assert(jx_num_to_int(num("12.00"), &value));
    cr_assert_eq(value, 12);
    cr_assert_not(jx_num_to_int(num("9223372036854775808"), &value));
    cr_assert_not(jx_num_to_int(num("0.5"), &value));
    cr_assert_eq(value, 12);
}

/* ---- rounding: every figure worked by hand ---- */

/* In binary 0.575 * 100 is 57.49999999999999; on paper it is 57.5. */
Test(number, half_goes_up_where_binary_falls_short)
{
    struct jx_num n = jx_num_mul(test_arena, num("0.575"), num("100"));
    JX_EQ_STR(FIXED(n, 0, JX_ROUND_HALF_UP), "58");
    JX_EQ_STR(FIXED(num("1.005"), 2, JX_ROUND_HALF_UP), "1.01");
}

/* 预算执行率 99.81 %, 13 points: 0.9981 * 13 = 12.9753, printed in the report as 12.98. */
Test(number, execution_rate_of_a_published_self_evaluation)
{
    struct jx_num rate = jx_num_div(test_arena, num("43918960.46"), num("44001840"));
    struct jx_num percent =
        jx_num_round(test_arena, jx_num_mul(test_arena, rate, num("100")), 2, JX_ROUND_HALF_UP);
    JX_EQ_STR(WRITTEN(percent), "99.81");
    struct jx_num points =
        jx_num_mul(test_arena, jx_num_div(test_arena, percent, num("100")), num("13"));
    JX_EQ_STR(TEXT(points), "12.9753");
    JX_EQ_STR(FIXED(points, 2, JX_ROUND_HALF_UP), "12.98");
    JX_EQ_STR(FIXED(num("12.975"), 2, JX_ROUND_HALF_UP), "12.98");
}

/* 587.08 万元 * 70 % = 410.956; the contract's report says 410.95, that is, cut off. */
Test(number, amount_that_was_truncated)
{
    struct jx_num paid = jx_num_mul(test_arena, num("587.08"), num("0.7"));
    JX_EQ_STR(TEXT(paid), "410.956");
    JX_EQ_STR(FIXED(paid, 2, JX_ROUND_DOWN), "410.95");
    JX_EQ_STR(FIXED(paid, 2, JX_ROUND_HALF_UP), "410.96");
}

/* GB/T 8170-2008, 3.2: the examples of the standard. */
Test(number, half_even_by_the_standard)
{
    JX_EQ_STR(FIXED(num("12.1498"), 0, JX_ROUND_HALF_EVEN), "12");
    JX_EQ_STR(FIXED(num("12.1498"), 1, JX_ROUND_HALF_EVEN), "12.1");
    JX_EQ_STR(FIXED(num("1268"), -2, JX_ROUND_HALF_EVEN), "1300");
    JX_EQ_STR(FIXED(num("10.5002"), 0, JX_ROUND_HALF_EVEN), "11");
    JX_EQ_STR(FIXED(num("1.050"), 1, JX_ROUND_HALF_EVEN), "1.0");
    JX_EQ_STR(FIXED(num("0.35"), 1, JX_ROUND_HALF_EVEN), "0.4");
    JX_EQ_STR(FIXED(num("2500"), -3, JX_ROUND_HALF_EVEN), "2000");
    JX_EQ_STR(FIXED(num("3500"), -3, JX_ROUND_HALF_EVEN), "4000");
    JX_EQ_STR(FIXED(num("-355"), -1, JX_ROUND_HALF_EVEN), "-360");
    JX_EQ_STR(FIXED(num("-325"), -1, JX_ROUND_HALF_EVEN), "-320");
    JX_EQ_STR(FIXED(num("2.5"), 0, JX_ROUND_HALF_EVEN), "2");
    JX_EQ_STR(FIXED(num("2.50001"), 0, JX_ROUND_HALF_EVEN), "3");
}

Test(number, negative_numbers_round_as_their_mirror)
{
    JX_EQ_STR(FIXED(num("-2.5"), 0, JX_ROUND_HALF_UP), "-3");
    JX_EQ_STR(FIXED(num("-2.5"), 0, JX_ROUND_HALF_EVEN), "-2");
    JX_EQ_STR(FIXED(num("-2.9"), 0, JX_ROUND_DOWN), "-2");
    JX_EQ_STR(FIXED(num("-0.4"), 0, JX_ROUND_HALF_UP), "0");
    JX_EQ_STR(FIXED(num("-0.004"), 2, JX_ROUND_HALF_UP), "0.00");
    JX_EQ_STR(FIXED(num("-0.5"), 0, JX_ROUND_HALF_UP), "-1");
}

Test(number, rounding_thirds)
{
    JX_EQ_STR(FIXED(over("2", "3"), 2, JX_ROUND_HALF_UP), "0.67");
    JX_EQ_STR(FIXED(over("-2", "3"), 2, JX_ROUND_HALF_UP), "-0.67");
    JX_EQ_STR(FIXED(over("2", "3"), 2, JX_ROUND_DOWN), "0.66");
    struct jx_num r = jx_num_round(test_arena, over("200", "3"), -1, JX_ROUND_HALF_UP);
    JX_EQ_STR(WRITTEN(r), "70");
    cr_assert(jx_num_is_int(r));
}

Test(number, rounding_to_more_digits_changes_nothing)
{
    struct jx_num r = jx_num_round(test_arena, num("9.5"), 3, JX_ROUND_HALF_UP);
    cr_assert_eq(jx_num_cmp(r, num("9.5")), 0);
    JX_EQ_STR(WRITTEN(r), "9.500");
}

/* ---- text ---- */

Test(number, text_is_the_shortest_exact_decimal)
{
    JX_EQ_STR(TEXT(num("10.00")), "10");
    JX_EQ_STR(TEXT(num("-0.050")), "-0.05");
    JX_EQ_STR(TEXT(over("1", "8")), "0.125");
    JX_EQ_STR(TEXT(over("1", "4096")), "0.000244140625");
    JX_EQ_STR(TEXT(num("100")), "100");
}

Test(number, text_without_an_end_is_rounded)
{
    JX_EQ_STR(TEXT(over("1", "3")), "0.3333333333");
    JX_EQ_STR(TEXT(over("2", "3")), "0.6666666667");
    JX_EQ_STR(jx_num_text(test_arena, over("299", "300"), 2), "1");
    JX_EQ_STR(jx_num_text(test_arena, over("2", "3"), 0), "1");
    JX_EQ_STR(jx_num_text(test_arena, over("1000", "3"), -1), "330");
}

Test(number, written_loses_nothing)
{
    struct jx_num n = num("9.55");
    n.digits = 1;
    JX_EQ_STR(WRITTEN(n), "9.55");
    JX_EQ_STR(WRITTEN(over("1", "3")), "0.3333333333");
    JX_EQ_STR(WRITTEN(over("1", "2")), "0.5");
}

/* ---- spreadsheets ---- */

Test(number, spreadsheet_value_is_the_nearest_one)
{
    cr_assert(jx_num_to_spreadsheet(num("0.1")) == 0.1);
    cr_assert(jx_num_to_spreadsheet(num("-2428.53")) == -2428.53);
    cr_assert(jx_num_to_spreadsheet(num("0.3")) == 0.3, "truncation would give the one below");
    cr_assert(jx_num_to_spreadsheet(over("1", "3")) == 1.0 / 3.0);
    cr_assert(jx_num_to_spreadsheet(over("2", "3")) == 2.0 / 3.0);
    cr_assert(jx_num_to_spreadsheet(num("12345678901234567890.12345")) ==
              12345678901234567890.12345);
    cr_assert(jx_num_to_spreadsheet(num("0")) == 0);
    cr_assert(jx_num_to_spreadsheet(num("43918960.46")) == 43918960.46);
}

/* 2^53 + 1 lies between two doubles: to the even one; a bit more goes up. */
Test(number, spreadsheet_value_at_the_half)
{
    cr_assert(jx_num_to_spreadsheet(num("9007199254740993")) == 9007199254740992.0);
    cr_assert(jx_num_to_spreadsheet(num("9007199254740993.0000001")) == 9007199254740994.0);
    cr_assert(jx_num_to_spreadsheet(num("9007199254740995")) == 9007199254740996.0);
}
