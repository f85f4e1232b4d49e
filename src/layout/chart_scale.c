/* chart_scale.c - the value axis: its ends, its steps, places on it.
 *
 * Layer:   layout.
 * Numbers: exact; a place is rounded half up, once.
 */
#include "layout/chart.h"

/* Powers of ten tried for a step; numbers of input are no longer than that (JX_NUM_MAX_CHARS). */
#define MAX_POWERS 200
/* Digits of ticks where the format states none. */
#define PLAIN 6

static struct jx_num floor_of(struct jx_arena *arena, struct jx_num value)
{
    const struct jx_num whole = jx_num_round(arena, value, 0, JX_ROUND_DOWN);

    return jx_num_cmp(whole, value) > 0 ? jx_num_sub(arena, whole, jx_num_int(arena, 1)) : whole;
}

/* The multiple of step at or below (up: at or above) value. */
static struct jx_num multiple(struct jx_arena *arena, struct jx_num value, struct jx_num step,
                              bool up)
{
    struct jx_num q = jx_num_div(arena, value, step);

    q = up ? jx_num_neg(arena, floor_of(arena, jx_num_neg(arena, q))) : floor_of(arena, q);
    return jx_num_mul(arena, q, step);
}

/* Can the format print every multiple of step? */
static bool is_printable(struct jx_arena *arena, struct jx_num step,
                         const struct jx_num_format *format)
{
    const int digits = format->digits < 0 ? PLAIN : format->digits;
    const int places = digits + (format->percent ? 2 : 0);

    return jx_num_cmp(jx_num_round(arena, step, places, JX_ROUND_DOWN), step) == 0;
}

/* The least of 1, 2, 2.5, 5 times a power of ten that is no less than raw (positive) and can be printed. */
static struct jx_num nice_step(struct jx_arena *arena, struct jx_num raw,
                               const struct jx_num_format *format)
{
    static const int64_t tenths[] = {10, 20, 25, 50};
    const struct jx_num ten = jx_num_int(arena, 10);
    struct jx_num power = jx_num_int(arena, 1), step = raw;

    for (int i = 0; i < MAX_POWERS && jx_num_cmp(power, raw) > 0; i++)
        power = jx_num_div(arena, power, ten);
    for (int i = 0; i < 2 * MAX_POWERS; i++) {
        for (size_t k = 0; k < sizeof tenths / sizeof *tenths; k++) {
            step = jx_num_mul(arena, power, jx_num_div(arena, jx_num_int(arena, tenths[k]), ten));
            if (jx_num_cmp(step, raw) >= 0 && is_printable(arena, step, format))
                return step;
        }
        power = jx_num_mul(arena, power, ten);
    }
    return step;
}

/* Least and greatest value there is; false when there is none. */
static bool extremes(const struct jx_figure *figure, struct jx_num *ret_low,
                     struct jx_num *ret_high)
{
    bool any = false;

    for (size_t s = 0; s < figure->n_series; s++)
        for (size_t c = 0; c < figure->n_categories; c++) {
            if (!figure->series[s].present[c])
                continue;
            *ret_low = any ? jx_num_min(*ret_low, figure->series[s].values[c])
                           : figure->series[s].values[c];
            *ret_high = any ? jx_num_max(*ret_high, figure->series[s].values[c])
                            : figure->series[s].values[c];
            any = true;
        }
    return any;
}

/* Do the values spread over less than a quarter of their distance from 0? */
static bool is_far_from_0(struct jx_arena *arena, struct jx_num low, struct jx_num high)
{
    const struct jx_num four = jx_num_int(arena, 4);
    const struct jx_num spread = jx_num_mul(arena, jx_num_sub(arena, high, low), four);

    if (jx_num_sign(low) > 0)
        return jx_num_cmp(spread, low) < 0;
    return jx_num_sign(high) < 0 && jx_num_cmp(spread, jx_num_neg(arena, high)) < 0;
}

/* What the axis must show. Rates are drawn on 0 to 100 % in a radar, so that its size says how good they are. */
static void choose_ends(struct jx_arena *arena, const struct jx_figure *figure,
                        struct jx_num *ret_low, struct jx_num *ret_high)
{
    const struct jx_num zero = {0}, one = jx_num_int(arena, 1);
    struct jx_num low = zero, high = zero;
    const bool any = extremes(figure, &low, &high);

    if (!any || figure->kind != JX_FIGURE_LINES || !is_far_from_0(arena, low, high)) {
        low = jx_num_min(low, zero);
        high = jx_num_max(high, zero);
    }
    if (figure->kind == JX_FIGURE_RADAR && figure->format.percent)
        high = jx_num_max(high, one);
    *ret_low = figure->has_low ? figure->low : low;
    *ret_high = figure->has_high ? figure->high : high;
    if (jx_num_cmp(*ret_low, *ret_high) < 0)
        return;
    if (figure->has_high && !figure->has_low)
        *ret_low = jx_num_sub(arena, *ret_high, one);
    else
        *ret_high = jx_num_add(arena, *ret_low, one);
}

static void set_ticks(struct jx__scale *scale, struct jx_num step)
{
    struct jx_num tick = multiple(scale->arena, scale->low, step, true);

    scale->ticks = JX_ARRAY(scale->arena, struct jx_num, JX__MAX_TICKS);
    while (scale->n_ticks < JX__MAX_TICKS && jx_num_cmp(tick, scale->high) <= 0) {
        scale->ticks[scale->n_ticks++] = tick;
        tick = jx_num_add(scale->arena, tick, step);
    }
}

/* As few digits as print every tick; the format says how many there may be. */
static void set_format(struct jx__scale *scale, const struct jx_num_format *format,
                       struct jx_num step)
{
    const int most = format->digits < 0 ? PLAIN : format->digits;

    scale->format = *format;
    for (scale->format.digits = 0; scale->format.digits < most; scale->format.digits++)
        if (is_printable(scale->arena, step, &scale->format))
            break;
}

struct jx__scale jx__scale_make(struct jx_arena *arena, const struct jx_figure *figure,
                                unsigned n_steps)
{
    struct jx__scale scale = {.arena = arena};
    struct jx_num raw, step;

    choose_ends(arena, figure, &scale.low, &scale.high);
    raw = jx_num_div(arena, jx_num_sub(arena, scale.high, scale.low), jx_num_int(arena, n_steps));
    step = nice_step(arena, raw, &figure->format);
    if (!figure->has_low)
        scale.low = multiple(arena, scale.low, step, false);
    if (!figure->has_high)
        scale.high = multiple(arena, scale.high, step, true);
    set_ticks(&scale, step);
    set_format(&scale, &figure->format, step);
    return scale;
}

int32_t jx__scale_at(const struct jx__scale *scale, struct jx_num value, int32_t length_mpt)
{
    struct jx_arena *arena = scale->arena;
    struct jx_num part;
    int64_t place = 0;

    if (jx_num_cmp(value, scale->low) <= 0)
        return 0;
    if (jx_num_cmp(value, scale->high) >= 0)
        return length_mpt;
    part = jx_num_div(arena, jx_num_sub(arena, value, scale->low),
                      jx_num_sub(arena, scale->high, scale->low));
    part = jx_num_mul(arena, part, jx_num_int(arena, length_mpt));
    (void)jx_num_to_int(jx_num_round(arena, part, 0, JX_ROUND_HALF_UP), &place);
    return (int32_t)place;
}

int32_t jx__scale_base(const struct jx__scale *scale, int32_t length_mpt)
{
    return jx__scale_at(scale, (struct jx_num){0}, length_mpt);
}
