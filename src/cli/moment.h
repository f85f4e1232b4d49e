/* moment.h - when something is signed: the clock, or what the command line says. China's time (UTC+8) throughout.
 *
 * Layer:  cli. The only place that asks the clock; everything else is made from the input alone.
 */
#ifndef JX_CLI_MOMENT_H
#define JX_CLI_MOMENT_H

#include "base/date.h"

struct jx_moment {
    int64_t seconds; /* since 1970, UTC */
    struct jx_date date;
    int hour, minute, second;
};

/* From 2024-03-05, 2024-03-05T10:15 or 2024-03-05T10:15:00 (a blank serves for the T); absent: now. False for anything else. */
bool jx_moment_read(struct jx_str text, struct jx_moment *ret_moment);

/* D:20240305101500+08'00'. Source: ISO 32000-1 7.9.4. */
struct jx_str jx_moment_pdf(struct jx_arena *arena, const struct jx_moment *moment);

#endif
