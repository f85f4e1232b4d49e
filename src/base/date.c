#include "base/date.h"

/* Reads a date from the left; `good` turns false at the first thing that does not fit. */
struct reader {
    struct jx_str text;
    size_t pos;
    bool good;
};

/* A number of min to max digits. */
static int read_digits(struct reader *r, size_t min, size_t max)
{
    int value = 0;
    size_t n = 0;
    while (n < max && r->pos < r->text.len && r->text.ptr[r->pos] >= '0' &&
           r->text.ptr[r->pos] <= '9') {
        value = value * 10 + (r->text.ptr[r->pos++] - '0');
        n++;
    }
    r->good = r->good && n >= min;
    return value;
}

/* Take `mark` if it stands here. */
static bool take(struct reader *r, const char *mark)
{
    struct jx_str s = jx_str_of(mark);
    if (!jx_str_starts(jx_str_sub(r->text, r->pos, SIZE_MAX), s))
        return false;
    r->pos += s.len;
    return true;
}

static void expect(struct reader *r, const char *mark)
{
    r->good = take(r, mark) && r->good;
}

static bool at_end(const struct reader *r)
{
    return r->pos == r->text.len;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* After 年: nothing, or a month, and after it nothing, 底 or a day. */
static void read_han(struct reader *r, struct jx_date *date)
{
    if (at_end(r))
        return;
    date->month = read_digits(r, 1, 2);
    expect(r, "月");
    if (date->month < 1 || date->month > 12 || at_end(r))
        return;
    if (take(r, "底")) {
        date->day = days_of_month(date->year, date->month);
        return;
    }
    date->day = read_digits(r, 1, 2);
    expect(r, "日");
    r->good = r->good && date->day > 0;
}

/* After the year and its separator; only with "-" may the day be missing (2023.1 is a number). */
static void read_separated(struct reader *r, struct jx_date *date, const char *separator)
{
    date->month = read_digits(r, 1, 2);
    if (at_end(r) && *separator == '-')
        return;
    expect(r, separator);
    date->day = read_digits(r, 1, 2);
    r->good = r->good && date->day > 0;
}

static void read_date(struct reader *r, struct jx_date *date)
{
    static const char *const separators[] = {"-", "/", "."};
    date->year = read_digits(r, 4, 4);
    if (take(r, "年")) {
        read_han(r, date);
        return;
    }
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        if (take(r, separators[i])) {
            read_separated(r, date, separators[i]);
            return;
        }
    }
    r->good = false;
}

/* Is it a day, month or year of the calendar? 2023年 alone has neither month nor day. */
static bool exists(struct jx_date date, bool year_alone)
{
    if (date.year < 1)
        return false;
    if (year_alone)
        return date.month == 0;
    return date.month >= 1 && date.month <= 12 && date.day <= days_of_month(date.year, date.month);
}

bool jx_date_parse(struct jx_str text, struct jx_date *ret_date)
{
    struct reader r = {.text = text, .good = true};
    struct jx_date date = {0};
    read_date(&r, &date);
    bool year_alone = r.good && jx_str_ends(text, JX_STR("年"));
    if (!r.good || !at_end(&r) || !exists(date, year_alone))
        return false;
    *ret_date = date;
    return true;
}

struct jx_str jx_date_text(struct jx_arena *arena, struct jx_date date)
{
    struct jx_buf buf = {.arena = arena};
    if (date.year)
        jx_buf_printf(&buf, "%d年", date.year);
    if (date.year && date.month)
        jx_buf_printf(&buf, "%d月", date.month);
    if (date.year && date.month && date.day)
        jx_buf_printf(&buf, "%d日", date.day);
    return jx_buf_str(&buf);
}

static const char *const han_digits[] = {"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};

/* 1 to 99 as it is spoken: 三, 十, 十一, 二十, 三十一. */
static void add_han_number(struct jx_buf *buf, int n)
{
    if (n >= 20)
        jx_buf_adds(buf, han_digits[n / 10]);
    if (n >= 10)
        jx_buf_adds(buf, "十");
    if (n % 10)
        jx_buf_adds(buf, han_digits[n % 10]);
}

/* Digit by digit: 二〇二三. */
static void add_han_year(struct jx_buf *buf, int year)
{
    int unit = 1;
    while (year / unit >= 10)
        unit *= 10;
    for (; unit; unit /= 10)
        jx_buf_adds(buf, han_digits[year / unit % 10]);
    jx_buf_adds(buf, "年");
}

struct jx_str jx_date_han(struct jx_arena *arena, struct jx_date date)
{
    struct jx_buf buf = {.arena = arena};
    if (date.year <= 0)
        return jx_buf_str(&buf);
    add_han_year(&buf, date.year);
    if (date.month) {
        add_han_number(&buf, date.month);
        jx_buf_adds(&buf, "月");
    }
    if (date.month && date.day) {
        add_han_number(&buf, date.day);
        jx_buf_adds(&buf, "日");
    }
    return jx_buf_str(&buf);
}

struct jx_str jx_date_iso(struct jx_arena *arena, struct jx_date date)
{
    struct jx_buf buf = {.arena = arena};
    if (date.year)
        jx_buf_printf(&buf, "%04d", date.year);
    if (date.year && date.month)
        jx_buf_printf(&buf, "-%02d", date.month);
    if (date.year && date.month && date.day)
        jx_buf_printf(&buf, "-%02d", date.day);
    return jx_buf_str(&buf);
}

/* As one growing number, a missing month or day at its period's end. */
static int as_deadline(struct jx_date date)
{
    int month = date.month ? date.month : 12;
    int day = date.month && date.day ? date.day : days_of_month(date.year, month);
    return (date.year * 100 + month) * 100 + day;
}

int jx_date_cmp(struct jx_date a, struct jx_date b)
{
    int last_a = as_deadline(a), last_b = as_deadline(b);
    return (last_a > last_b) - (last_a < last_b);
}

int64_t jx_date_days(struct jx_date date)
{
    /* years from March, so that the leap day comes last */
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t month = date.month <= 2 ? date.month + 9 : date.month - 3;
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + date.day - 1 -
           719468;
}
