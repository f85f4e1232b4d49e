/* number.h - exact numbers: every score, weight and amount is a rational, rounded only by name.
 *
 * Layer:   base. The only place that knows GMP; its own temporaries never leave number.c.
 * Memory:  a jx_num is a small value whose limbs live in the arena it was made in.
 * Numbers: no float or double anywhere.
 */
#ifndef JX_BASE_NUMBER_H
#define JX_BASE_NUMBER_H

#include "base/str.h"

/* A rational in lowest terms. The zero-initialised value is the number 0. */
struct jx_num {
    const void *num;  /* limbs of |numerator|; NULL for 0 */
    const void *den;  /* limbs of the denominator; NULL for 1 */
    int32_t num_size; /* limbs, negative for negative numbers */
    int32_t den_size;
    int32_t digits; /* digits after the point as it was written or last rounded to; -1 unknown.
                     * add, sub: the more of both; neg, min, max: kept; mul, div: unknown */
};

enum jx_round {
    JX_ROUND_HALF_UP,   /* 四舍五入 (away from zero at the half) */
    JX_ROUND_HALF_EVEN, /* 四舍六入五成双, GB/T 8170 */
    JX_ROUND_DOWN,      /* 截断, towards zero */
};

/* Longest number that is read, in characters; longer ones are refused (hostile input). */
#define JX_NUM_MAX_CHARS 64

/* Most digits after (or, negative, before) the point that rounding and text may be asked for; callers
 * that take the figure from input check it. */
#define JX_NUM_MAX_DIGITS 1000

struct jx_num jx_num_int(struct jx_arena *arena, int64_t value);

/* A place in the arena that holds the number, for those who keep a pointer to it. */
const struct jx_num *jx_num_make(struct jx_arena *arena, struct jx_num num);

/* Read a decimal as written in the field: optional sign, digits, at most one point, thousands commas
 * where they stand right (1,234.56), full-width digits and signs too; no exponent, no blank, no unit.
 * "12%" is not a number here (see score/target.h). Keeps the digits after the point in ret_num->digits.
 * Returns false (and leaves ret_num alone) when the text is anything else. */
bool jx_num_parse(struct jx_arena *arena, struct jx_str text, struct jx_num *ret_num);

struct jx_num jx_num_add(struct jx_arena *arena, struct jx_num a, struct jx_num b);
struct jx_num jx_num_sub(struct jx_arena *arena, struct jx_num a, struct jx_num b);
struct jx_num jx_num_mul(struct jx_arena *arena, struct jx_num a, struct jx_num b);
/* a / b; b must not be 0 (assert): callers check with jx_num_sign() and say what is wrong. */
struct jx_num jx_num_div(struct jx_arena *arena, struct jx_num a, struct jx_num b);
struct jx_num jx_num_neg(struct jx_arena *arena, struct jx_num a);
int jx_num_cmp(struct jx_num a, struct jx_num b); /* <0, 0, >0 */
int jx_num_sign(struct jx_num a);                 /* -1, 0, 1 */
struct jx_num jx_num_min(struct jx_num a, struct jx_num b);
struct jx_num jx_num_max(struct jx_num a, struct jx_num b);
bool jx_num_is_int(struct jx_num a);
/* Is it so long (numerator or denominator over 64 Ki bits, twenty thousand digits) that it can only come from hostile
 * arithmetic? Each further step would take longer than the one before. */
bool jx_num_is_endless(struct jx_num a);

/* Rounded to `digits` digits after the point (negative: tens, hundreds …).
 * Source: 四舍五入 as in finance practice; GB/T 8170-2008 for HALF_EVEN. */
struct jx_num jx_num_round(struct jx_arena *arena, struct jx_num a, int digits, enum jx_round mode);

/* Text with exactly `digits` digits after the point (rounded by mode): "0.00", "-12.50". */
struct jx_str jx_num_fixed(struct jx_arena *arena, struct jx_num a, int digits, enum jx_round mode);

/* Shortest exact decimal ("89.5", "10", "-0.05"); a number without a finite decimal expansion is
 * rounded half up to max_digits first. */
struct jx_str jx_num_text(struct jx_arena *arena, struct jx_num a, int max_digits);

/* As it was written: with a.digits digits after the point when that loses nothing, else jx_num_text. */
struct jx_str jx_num_written(struct jx_arena *arena, struct jx_num a);

/* The nearest binary value, ONLY for handing a number to a spreadsheet library. */
double jx_num_to_spreadsheet(struct jx_num a);

/* As a 64-bit integer when it is one and fits. */
bool jx_num_to_int(struct jx_num a, int64_t *ret_value);

#endif
