/* moment.c - the clock, and times on the command line.
 *
 * Layer:  cli.
 */
#include "cli/moment.h"

#include <time.h>

#define CHINA_SECONDS (8 * 3600)

/* Days from 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day is the last. */
static int64_t days_of(struct jx_date date)
{
    const int64_t year = date.month > 2 ? date.year : date.year - 1;
    const int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;

    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1 -
           719468;
}

static void set_seconds(struct jx_moment *moment)
{
    moment->seconds = days_of(moment->date) * 86400 + moment->hour * 3600 + moment->minute * 60 +
                      moment->second - CHINA_SECONDS;
}

static bool take_now(struct jx_moment *moment)
{
    struct timespec now;
    struct tm parts;
    time_t there;

    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return false;
    there = now.tv_sec + CHINA_SECONDS;
    if (gmtime_r(&there, &parts) == NULL)
        return false;
    moment->date = (struct jx_date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
    moment->hour = parts.tm_hour;
    moment->minute = parts.tm_min;
    moment->second = parts.tm_sec;
    set_seconds(moment);
    return true;
}

/* Two digits below max at pos. */
static bool two_digits(struct jx_str text, size_t pos, int max, int *ret_value)
{
    if (pos + 2 > text.len || text.ptr[pos] < '0' || text.ptr[pos] > '9' ||
        text.ptr[pos + 1] < '0' || text.ptr[pos + 1] > '9')
        return false;
    *ret_value = (text.ptr[pos] - '0') * 10 + (text.ptr[pos + 1] - '0');
    return *ret_value < max;
}

/* 10:15 or 10:15:00 */
static bool read_clock(struct jx_str text, struct jx_moment *moment)
{
    if ((text.len != 5 && text.len != 8) || text.ptr[2] != ':' ||
        !two_digits(text, 0, 24, &moment->hour) || !two_digits(text, 3, 60, &moment->minute))
        return false;
    return text.len == 5 || (text.ptr[5] == ':' && two_digits(text, 6, 60, &moment->second));
}

bool jx_moment_read(struct jx_str text, struct jx_moment *ret_moment)
{
    struct jx_moment moment = {0};
    size_t between;

    if (jx_str_empty(text))
        return take_now(ret_moment);
    between = jx_str_find(text, JX_STR("T"), 0);
    if (between == SIZE_MAX)
        between = jx_str_find(text, JX_STR(" "), 0);
    if (between != SIZE_MAX &&
        !read_clock(jx_str_sub(text, between + 1, text.len - between - 1), &moment))
        return false;
    if (!jx_date_parse(jx_str_sub(text, 0, between), &moment.date) || moment.date.day == 0 ||
        moment.date.year < 1970)
        return false;
    set_seconds(&moment);
    *ret_moment = moment;
    return true;
}

struct jx_str jx_moment_pdf(struct jx_arena *arena, const struct jx_moment *moment)
{
    return jx_str_printf(arena, "D:%04d%02d%02d%02d%02d%02d+08'00'", moment->date.year,
                         moment->date.month, moment->date.day, moment->hour, moment->minute,
                         moment->second);
}
