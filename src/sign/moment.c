/* moment.c - moments in time as PDF and ASN.1 write them. Source: ISO 32000-1 7.9.4; X.680 GeneralizedTime. */
#include "sign/verify_internal.h"

/* So many digits; -1 when they are not there. */
static int digits(struct jx_str *text, size_t n)
{
    int value = 0;

    if (text->len < n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9')
            return -1;
        value = value * 10 + (text->ptr[i] - '0');
    }
    *text = jx_str_sub(*text, n, text->len);
    return value;
}

/* Days from 1970-01-01 in the Gregorian calendar; months from March make leap days the last ones. */
static int64_t days(int year, int month, int day)
{
    const int64_t y = month <= 2 ? year - 1 : year;
    const int64_t m = month <= 2 ? month + 9 : month - 3;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* Minutes east of Greenwich: Z, nothing, +08'00' or -0500. */
static bool zone(struct jx_str text, int *ret_minutes)
{
    const int sign = jx_str_starts(text, JX_STR("-")) ? -1 : 1;
    int hours, minutes = 0;

    *ret_minutes = 0;
    if (text.len == 0 || text.ptr[0] == 'Z')
        return true;
    if (text.ptr[0] != '+' && text.ptr[0] != '-')
        return false;
    text = jx_str_sub(text, 1, text.len);
    hours = digits(&text, 2);
    if (jx_str_starts(text, JX_STR("'")))
        text = jx_str_sub(text, 1, text.len);
    if (text.len > 0)
        minutes = digits(&text, 2);
    *ret_minutes = sign * (hours * 60 + minutes);
    return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

static void fraction(struct jx_str *text)
{
    if (!jx_str_starts(*text, JX_STR(".")))
        return;
    *text = jx_str_sub(*text, 1, text->len);
    while (digits(text, 1) >= 0)
        ;
}

bool jx__moment_read(struct jx_arena *arena, struct jx_str text, int64_t *ret_seconds,
                     struct jx_str *ret_text)
{
    static const int least[6] = {1, 1, 1, 0, 0, 0}, most[6] = {9999, 12, 31, 23, 59, 60};
    int part[6] = {0, 1, 1, 0, 0, 0}, minutes;

    if (jx_str_starts(text, JX_STR("D:")))
        text = jx_str_sub(text, 2, text.len);
    for (size_t i = 0;
         i < 6 && text.len > 0 && (i == 0 || (text.ptr[0] >= '0' && text.ptr[0] <= '9')); i++)
        part[i] = digits(&text, i == 0 ? 4 : 2);
    for (size_t i = 0; i < 6; i++)
        if (part[i] < least[i] || part[i] > most[i])
            return false;
    fraction(&text);
    if (!zone(text, &minutes))
        return false;
    *ret_seconds = days(part[0], part[1], part[2]) * 86400 + part[3] * 3600 + part[4] * 60 +
                   part[5] - minutes * 60;
    *ret_text = jx_str_printf(arena, "%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", part[0], part[1],
                              part[2], part[3], part[4], part[5], minutes < 0 ? '-' : '+',
                              (minutes < 0 ? -minutes : minutes) / 60,
                              (minutes < 0 ? -minutes : minutes) % 60);
    return true;
}
