/* date.h - calendar dates as reports write them.
 *
 * Layer:  base.
 */
#ifndef JX_BASE_DATE_H
#define JX_BASE_DATE_H

#include "base/str.h"

struct jx_date {
    int year;  /* 0: absent */
    int month; /* 0: not given */
    int day;   /* 0: not given */
};

/* Read 2023-10-31, 2023-10, 2023年10月31日, 2023年10月, 2023年, 2020年11月底 (底 = last day), 2023/1/5, 2023.1.5.
 * False for anything else and for days that do not exist. */
bool jx_date_parse(struct jx_str text, struct jx_date *ret_date);

/* 2023年10月31日 / 2023年10月 / 2023年, Arabic, without leading zeros (GB/T 9704-2012 7.3.5.3). */
struct jx_str jx_date_text(struct jx_arena *arena, struct jx_date date);

/* 二〇二三年十月三十一日, for covers that want it. */
struct jx_str jx_date_han(struct jx_arena *arena, struct jx_date date);

/* 2023-10-31; missing parts are left out. */
struct jx_str jx_date_iso(struct jx_arena *arena, struct jx_date date);

/* Days from 1970-01-01 to a whole date of the proleptic Gregorian calendar; negative before. */
int64_t jx_date_days(struct jx_date date);

/* <0, 0, >0. A missing month or day counts as the last one of its period (a deadline). */
int jx_date_cmp(struct jx_date a, struct jx_date b);

#endif
