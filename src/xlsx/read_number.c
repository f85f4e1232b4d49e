/* read_number.c - numbers and dates as spreadsheets store them.
 *
 * Layer:   xlsx.
 */
#include "xlsx/read_internal.h"

#include <stdio.h>
#include <string.h>

#define SIGNIFICANT 15
#define MAX_DIGITS 400
#define MAX_POWER 40

/* |number| = 0.d1 d2 d3 … × 10^power */
struct decimal {
    bool negative;
    char digits[MAX_DIGITS + 1];
    size_t n;
    int power;
};

static bool is_digit(struct jx_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* Digits at *at, with at most one point; false without a digit or with too many. */
static bool read_digits(struct jx_str text, size_t *at, struct decimal *decimal)
{
    bool point = false, any = false;

    for (; is_digit(text, *at) || (!point && *at < text.len && text.ptr[*at] == '.'); ++*at) {
        if (text.ptr[*at] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (decimal->n == MAX_DIGITS)
            return false;
        if (decimal->n > 0 || text.ptr[*at] != '0') {
            decimal->digits[decimal->n++] = text.ptr[*at];
            decimal->power += !point;
        } else {
            decimal->power -= point;
        }
    }
    return any;
}

static bool read_exponent(struct jx_str text, size_t *at, struct decimal *decimal)
{
    bool negative = false;
    int value = 0;

    if (*at == text.len)
        return true;
    if (text.ptr[*at] != 'e' && text.ptr[*at] != 'E')
        return false;
    ++*at;
    if (*at < text.len && (text.ptr[*at] == '-' || text.ptr[*at] == '+'))
        negative = text.ptr[(*at)++] == '-';
    if (!is_digit(text, *at))
        return false;
    for (; is_digit(text, *at); ++*at)
        value = value < 1000 ? value * 10 + (text.ptr[*at] - '0') : value;
    decimal->power += negative ? -value : value;
    return *at == text.len;
}

/* Half up at the 15th digit; trailing zeros go. */
static void shorten(struct decimal *decimal)
{
    if (decimal->n > SIGNIFICANT) {
        const bool up = decimal->digits[SIGNIFICANT] >= '5';
        size_t at = SIGNIFICANT;

        decimal->n = SIGNIFICANT;
        while (up && at > 0 && decimal->digits[at - 1] == '9')
            decimal->digits[--at] = '0';
        if (up && at > 0)
            decimal->digits[at - 1]++;
        if (up && at == 0) {
            decimal->digits[0] = '1';
            decimal->power++;
        }
    }
    while (decimal->n > 0 && decimal->digits[decimal->n - 1] == '0')
        decimal->n--;
}

static struct jx_str plain(struct jx_arena *arena, const struct decimal *decimal)
{
    struct jx_buf buf = {.arena = arena};
    const int n = (int)decimal->n;

    if (decimal->negative)
        jx_buf_addc(&buf, '-');
    if (decimal->power <= 0)
        jx_buf_adds(&buf, "0.");
    for (int i = decimal->power < 0 ? decimal->power : 0; i < n || i < decimal->power; i++) {
        if (i == decimal->power && i > 0)
            jx_buf_addc(&buf, '.');
        jx_buf_addc(&buf, (char)(i >= 0 && i < n ? decimal->digits[i] : '0'));
    }
    return jx_buf_str(&buf);
}

struct jx_str jx__book_number(struct jx_arena *arena, struct jx_str text)
{
    struct decimal decimal = {0};
    size_t at = 0;

    text = jx_str_trim(text);
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        decimal.negative = text.ptr[at++] == '-';
    if (!read_digits(text, &at, &decimal) || !read_exponent(text, &at, &decimal))
        return JX_NO_STR;
    shorten(&decimal);
    if (decimal.n == 0)
        return JX_STR("0");
    if (decimal.power > MAX_POWER || decimal.power < -MAX_POWER)
        return JX_NO_STR;
    return plain(arena, &decimal);
}

/* ---- dates ---- */

/* Days since 1 March of year 0 to a date of the proleptic Gregorian calendar: years begin in March, so that the leap
 * day comes last. */
static struct jx_date date_of_days(int64_t days)
{
    const int64_t era = days / 146097, of_era = days % 146097;
    const int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const int64_t month = (5 * of_year + 2) / 153;
    struct jx_date date;

    date.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = (int)(era * 400 + year + (date.month <= 2));
    return date;
}

bool jx__book_date(struct jx_num serial, bool epoch_1904, struct jx_date *ret_date)
{
    enum { DAYS_1899_12_30 = 693899, DAYS_1904_01_01 = 695361, LAST = 2958465 };
    struct jx_arena *arena = jx_arena_new(0);
    int64_t day = 0;
    const bool fits =
        jx_num_to_int(jx_num_round(arena, serial, 0, JX_ROUND_DOWN), &day) && day >= 0;

    jx_arena_free(arena);
    if (!fits || day > LAST || (!epoch_1904 && (day == 0 || day == 60)))
        return false;
    if (epoch_1904)
        *ret_date = date_of_days(DAYS_1904_01_01 + day);
    else
        *ret_date = date_of_days(DAYS_1899_12_30 + day + (day < 60));
    return ret_date->year <= 9999;
}
