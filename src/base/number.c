#include "base/number.h"

#include <assert.h>
#include <gmp.h>
#include <math.h>
#include <string.h>

/* ---- between jx_num and GMP ---- */

static const mp_limb_t one_limb = 1;

/* A read-only GMP view of a number: borrows its limbs, must not be cleared. */
static void view(mpq_t ret_q, struct jx_num a)
{
    mpz_roinit_n(mpq_numref(ret_q), a.num, a.num_size);
    mpz_roinit_n(mpq_denref(ret_q), a.den ? a.den : &one_limb, a.den ? a.den_size : 1);
}

static const void *copy_limbs(struct jx_arena *arena, const mpz_t z)
{
    size_t n = mpz_size(z);
    if (n == 0)
        return NULL;
    mp_limb_t *limbs = JX_ARRAY(arena, mp_limb_t, n);
    memcpy(limbs, mpz_limbs_read(z), n * sizeof *limbs);
    return limbs;
}

/* The number of a GMP rational in lowest terms; copies its limbs into the arena. */
static struct jx_num store(struct jx_arena *arena, const mpq_t q, int digits)
{
    struct jx_num a = {.digits = digits};
    int32_t size = (int32_t)mpz_size(mpq_numref(q));
    a.num = copy_limbs(arena, mpq_numref(q));
    a.num_size = mpq_sgn(q) < 0 ? -size : size;
    if (mpz_cmp_ui(mpq_denref(q), 1) == 0)
        return a;
    a.den = copy_limbs(arena, mpq_denref(q));
    a.den_size = (int32_t)mpz_size(mpq_denref(q));
    return a;
}

static void power_of_ten(mpz_t ret_z, int exponent)
{
    assert(exponent >= 0 && exponent <= JX_NUM_MAX_DIGITS);
    mpz_ui_pow_ui(ret_z, 10, (unsigned long)exponent);
}

/* ---- making ---- */

struct jx_num jx_num_int(struct jx_arena *arena, int64_t value)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_si(q, value, 1);
    struct jx_num a = store(arena, q, 0);
    mpq_clear(q);
    return a;
}

const struct jx_num *jx_num_make(struct jx_arena *arena, struct jx_num num)
{
    struct jx_num *made = JX_NEW(arena, struct jx_num);
    *made = num;
    return made;
}

/* What stands in a written number, without its form. */
struct written {
    char digits[JX_NUM_MAX_CHARS + 1]; /* ASCII, no point */
    size_t n;
    size_t n_after_point;
    bool negative;
};

/* Full-width forms (U+FF01 to U+FF5E) and the minus sign as ASCII; a full-width comma stays what it is, for
 * in Chinese text it separates sentences. 0 for what no number holds. */
static char plain_char(uint32_t cp)
{
    if (cp == 0x2212)
        return '-';
    if (cp >= 0xFF01 && cp <= 0xFF5E && cp != 0xFF0C)
        cp -= 0xFF01 - '!';
    return cp < 0x80 ? (char)cp : 0;
}

/* The text in plain ASCII; false when it is too long or holds something else. */
static bool plain_text(struct jx_str text, char out[JX_NUM_MAX_CHARS + 1])
{
    size_t n = 0;
    for (size_t pos = 0; pos < text.len;) {
        char c = plain_char(jx_utf8_next(text, &pos));
        if (!c || n == JX_NUM_MAX_CHARS)
            return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return true;
}

static size_t count_digits(const char *p)
{
    size_t n = 0;
    while (p[n] >= '0' && p[n] <= '9')
        n++;
    return n;
}

static const char *take_digits(struct written *w, const char *p, size_t n)
{
    memcpy(w->digits + w->n, p, n);
    w->n += n;
    w->digits[w->n] = '\0';
    return p + n;
}

/* Digits before the point: all of them, or one to three and then groups ",ddd". NULL when not so. */
static const char *read_whole(struct written *w, const char *p)
{
    size_t n = count_digits(p);
    if (n == 0 || (p[n] == ',' && n > 3))
        return NULL;
    p = take_digits(w, p, n);
    while (*p == ',') {
        if (count_digits(p + 1) != 3)
            return NULL;
        p = take_digits(w, p + 1, 3);
    }
    return p;
}

static const char *read_fraction(struct written *w, const char *p)
{
    if (*p != '.')
        return p;
    w->n_after_point = count_digits(p + 1);
    return w->n_after_point ? take_digits(w, p + 1, w->n_after_point) : NULL;
}

static bool read_written(struct written *w, const char *p)
{
    w->negative = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    p = read_whole(w, p);
    if (p)
        p = read_fraction(w, p);
    return p && *p == '\0';
}

bool jx_num_parse(struct jx_arena *arena, struct jx_str text, struct jx_num *ret_num)
{
    char plain[JX_NUM_MAX_CHARS + 1];
    struct written w = {.n = 0};
    if (!plain_text(text, plain) || !read_written(&w, plain))
        return false;
    mpq_t q;
    mpq_init(q);
    mpz_set_str(mpq_numref(q), w.digits, 10);
    power_of_ten(mpq_denref(q), (int)w.n_after_point);
    mpq_canonicalize(q);
    if (w.negative)
        mpq_neg(q, q);
    *ret_num = store(arena, q, (int)w.n_after_point);
    mpq_clear(q);
    return true;
}

/* ---- arithmetic ---- */

typedef void operation(mpq_ptr, mpq_srcptr, mpq_srcptr);

static struct jx_num calculate(struct jx_arena *arena, operation *operate, struct jx_num a,
                               struct jx_num b, int digits)
{
    mpq_t p, q, result;
    view(p, a);
    view(q, b);
    mpq_init(result);
    operate(result, p, q);
    struct jx_num r = store(arena, result, digits);
    mpq_clear(result);
    return r;
}

static int sum_digits(struct jx_num a, struct jx_num b)
{
    if (a.digits < 0 || b.digits < 0)
        return -1;
    return a.digits > b.digits ? a.digits : b.digits;
}

struct jx_num jx_num_add(struct jx_arena *arena, struct jx_num a, struct jx_num b)
{
    return calculate(arena, mpq_add, a, b, sum_digits(a, b));
}

struct jx_num jx_num_sub(struct jx_arena *arena, struct jx_num a, struct jx_num b)
{
    return calculate(arena, mpq_sub, a, b, sum_digits(a, b));
}

struct jx_num jx_num_mul(struct jx_arena *arena, struct jx_num a, struct jx_num b)
{
    return calculate(arena, mpq_mul, a, b, -1);
}

struct jx_num jx_num_div(struct jx_arena *arena, struct jx_num a, struct jx_num b)
{
    assert(jx_num_sign(b) != 0);
    return calculate(arena, mpq_div, a, b, -1);
}

struct jx_num jx_num_neg(struct jx_arena *arena, struct jx_num a)
{
    (void)arena; /* the limbs are shared */
    a.num_size = -a.num_size;
    return a;
}

/* ---- comparing ---- */

int jx_num_cmp(struct jx_num a, struct jx_num b)
{
    mpq_t p, q;
    view(p, a);
    view(q, b);
    return mpq_cmp(p, q);
}

int jx_num_sign(struct jx_num a)
{
    return (a.num_size > 0) - (a.num_size < 0);
}

struct jx_num jx_num_min(struct jx_num a, struct jx_num b)
{
    return jx_num_cmp(b, a) < 0 ? b : a;
}

struct jx_num jx_num_max(struct jx_num a, struct jx_num b)
{
    return jx_num_cmp(b, a) > 0 ? b : a;
}

bool jx_num_is_int(struct jx_num a)
{
    return !a.den;
}

/* In limbs of 64 bits. */
#define ENDLESS_LIMBS 1024

bool jx_num_is_endless(struct jx_num a)
{
    return a.num_size > ENDLESS_LIMBS || a.num_size < -ENDLESS_LIMBS || a.den_size > ENDLESS_LIMBS;
}

bool jx_num_to_int(struct jx_num a, int64_t *ret_value)
{
    mpq_t q;
    view(q, a);
    if (a.den || !mpz_fits_slong_p(mpq_numref(q)))
        return false;
    *ret_value = a.num ? mpz_get_si(mpq_numref(q)) : 0; /* GMP would read a limb of 0 */
    return true;
}

/* ---- rounding ---- */

/* True when the quotient |q| with this remainder must move one away from zero. */
static bool rounds_away(const mpz_t quotient, const mpz_t remainder, const mpz_t divisor,
                        enum jx_round mode)
{
    if (mode == JX_ROUND_DOWN)
        return false;
    mpz_t twice;
    mpz_init(twice);
    mpz_mul_2exp(twice, remainder, 1);
    int half = mpz_cmpabs(twice, divisor);
    mpz_clear(twice);
    return half > 0 || (half == 0 && (mode == JX_ROUND_HALF_UP || mpz_odd_p(quotient)));
}

/* ret_z = a * 10^digits as a whole number, rounded by mode. */
static void scaled(mpz_t ret_z, struct jx_num a, int digits, enum jx_round mode)
{
    mpq_t q;
    mpz_t over, under, remainder;
    view(q, a);
    mpz_inits(over, under, remainder, NULL);
    power_of_ten(over, digits > 0 ? digits : 0);
    power_of_ten(under, digits < 0 ? -digits : 0);
    mpz_mul(over, over, mpq_numref(q));
    mpz_mul(under, under, mpq_denref(q));
    mpz_tdiv_qr(ret_z, remainder, over, under);
    if (rounds_away(ret_z, remainder, under, mode)) {
        if (mpz_sgn(over) < 0)
            mpz_sub_ui(ret_z, ret_z, 1);
        else
            mpz_add_ui(ret_z, ret_z, 1);
    }
    mpz_clears(over, under, remainder, NULL);
}

struct jx_num jx_num_round(struct jx_arena *arena, struct jx_num a, int digits, enum jx_round mode)
{
    mpq_t q;
    mpz_t factor;
    mpq_init(q);
    mpz_init(factor);
    scaled(mpq_numref(q), a, digits, mode);
    power_of_ten(factor, digits < 0 ? -digits : digits);
    if (digits < 0)
        mpz_mul(mpq_numref(q), mpq_numref(q), factor);
    else
        mpz_set(mpq_denref(q), factor);
    mpq_canonicalize(q);
    struct jx_num r = store(arena, q, digits < 0 ? 0 : digits);
    mpz_clear(factor);
    mpq_clear(q);
    return r;
}

/* ---- text ---- */

/* The decimal text of z / 10^digits: the digits of z, behind zeros if they are too few, with the point put between. */
static struct jx_str with_point(struct jx_arena *arena, const mpz_t z, size_t digits)
{
    size_t room = mpz_sizeinbase(z, 10) + digits + 4; /* sign, zero, point, end */
    char *text = jx_arena_alloc(arena, room);
    mpz_get_str(text, 10, z);
    size_t sign = text[0] == '-';
    size_t n = strlen(text + sign);
    size_t zeros = n > digits ? 0 : digits + 1 - n;
    memmove(text + sign + zeros, text + sign, n + 1);
    memset(text + sign, '0', zeros);
    n += zeros;
    if (digits) {
        char *point = text + sign + n - digits;
        memmove(point + 1, point, digits + 1);
        *point = '.';
        n++;
    }
    return (struct jx_str){text, sign + n};
}

struct jx_str jx_num_fixed(struct jx_arena *arena, struct jx_num a, int digits, enum jx_round mode)
{
    if (digits < 0)
        return jx_num_fixed(arena, jx_num_round(arena, a, digits, mode), 0, mode);
    mpz_t z;
    mpz_init(z);
    scaled(z, a, digits, mode);
    struct jx_str text = with_point(arena, z, (size_t)digits);
    mpz_clear(z);
    return text;
}

/* Divide every factor p out of z; how many there were. */
static int take_factor(mpz_t z, unsigned long p)
{
    int n = 0;
    for (; mpz_divisible_ui_p(z, p); n++)
        mpz_divexact_ui(z, z, p);
    return n;
}

/* Digits after the point that the exact decimal needs; -1 when it has no end, or none worth printing. */
static int exact_digits(struct jx_num a)
{
    if (!a.den)
        return 0;
    mpq_t q;
    mpz_t rest;
    view(q, a);
    mpz_init_set(rest, mpq_denref(q));
    int twos = take_factor(rest, 2);
    int fives = take_factor(rest, 5);
    bool ends = mpz_cmp_ui(rest, 1) == 0;
    mpz_clear(rest);
    int digits = twos > fives ? twos : fives;
    return ends && digits <= JX_NUM_MAX_DIGITS ? digits : -1;
}

struct jx_str jx_num_text(struct jx_arena *arena, struct jx_num a, int max_digits)
{
    int digits = exact_digits(a);
    if (digits < 0) {
        a = jx_num_round(arena, a, max_digits, JX_ROUND_HALF_UP);
        digits = exact_digits(a);
    }
    return jx_num_fixed(arena, a, digits, JX_ROUND_DOWN);
}

struct jx_str jx_num_written(struct jx_arena *arena, struct jx_num a)
{
    int needed = exact_digits(a);
    if (a.digits >= 0 && needed >= 0 && needed <= a.digits)
        return jx_num_fixed(arena, a, a.digits, JX_ROUND_DOWN);
    return jx_num_text(arena, a, 10);
}

/* ---- spreadsheets ---- */

/* The quotient with 56 or 57 bits, the last of them set when anything was cut off: the conversion of that
 * integer to double then rounds to nearest as if it saw all bits. mpq_get_d() would truncate. */
static uint64_t sticky_quotient(mpz_t over, mpz_t under, long shift)
{
    mpz_t remainder;
    mpz_init(remainder);
    if (shift >= 0)
        mpz_mul_2exp(over, over, (mp_bitcnt_t)shift);
    else
        mpz_mul_2exp(under, under, (mp_bitcnt_t)-shift);
    mpz_tdiv_qr(over, remainder, over, under);
    uint64_t quotient = mpz_get_ui(over) | (mpz_sgn(remainder) != 0);
    mpz_clear(remainder);
    return quotient;
}

double jx_num_to_spreadsheet(struct jx_num a)
{
    if (jx_num_sign(a) == 0)
        return 0;
    mpq_t q;
    mpz_t over, under;
    view(q, a);
    mpz_init_set(over, mpq_numref(q));
    mpz_init_set(under, mpq_denref(q));
    mpz_abs(over, over);
    long shift = 56 - ((long)mpz_sizeinbase(over, 2) - (long)mpz_sizeinbase(under, 2));
    double value = ldexp((double)sticky_quotient(over, under, shift), (int)-shift);
    mpz_clears(over, under, NULL);
    return jx_num_sign(a) < 0 ? -value : value;
}
