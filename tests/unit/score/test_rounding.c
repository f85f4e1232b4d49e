/* The rounding modes that schemes offer, against the General Decimal Arithmetic test vectors (*.decTest, Debian package
 * libpython3.11-testsuite): quantize, rescale, tointegral, and arithmetic rounded to a number of significant digits.
 *
 * Left out are lines about what jx_num has not: NaN, infinities, signs of zero, results that do not fit, other modes, and exponents
 * beyond MAX_EXPONENT. */
#include "run.h"

#include "base/file.h"
#include "base/number.h"

#define VECTORS "/usr/lib/python3.11/test/decimaltestdata"
#define MAX_EXPONENT 400

/* What the directives of a file say at a line. */
struct setting {
    int precision;
    int mode; /* enum jx_round, or -1 */
};

struct vector {
    struct jx_str words[8]; /* id, operation, operands, ->, result */
    size_t n;
};

/* ---- reading ---- */

/* Next word of a line, without quotes; comments end it. */
static bool next_word(struct jx_str *line, struct jx_str *word)
{
    size_t i = 0;
    while (i < line->len && (line->ptr[i] == ' ' || line->ptr[i] == '\t' || line->ptr[i] == '\r'))
        i++;
    size_t from = i;
    while (i < line->len && line->ptr[i] != ' ' && line->ptr[i] != '\t' && line->ptr[i] != '\r')
        i++;
    *word = jx_str_sub(*line, from, i - from);
    *line = jx_str_sub(*line, i, SIZE_MAX);
    if (word->len >= 2 && (word->ptr[0] == '\'' || word->ptr[0] == '"'))
        *word = jx_str_sub(*word, 1, word->len - 2);
    return word->len > 0 && !jx_str_starts(*word, JX_STR("--"));
}

static int mode_of(struct jx_str name)
{
    return jx_str_is(name, "half_up")     ? JX_ROUND_HALF_UP
           : jx_str_is(name, "half_even") ? JX_ROUND_HALF_EVEN
           : jx_str_is(name, "down")      ? JX_ROUND_DOWN
                                          : -1;
}

static bool parse_int(struct jx_str text, int *ret)
{
    struct jx_num num;
    int64_t value = 0;
    struct jx_arena *arena = jx_arena_new(0);
    bool good = jx_num_parse(arena, text, &num) && jx_num_to_int(num, &value) &&
                value >= -MAX_EXPONENT && value <= MAX_EXPONENT;
    jx_arena_free(arena);
    *ret = (int)value;
    return good;
}

static struct jx_num power_of_ten(struct jx_arena *arena, int exponent)
{
    struct jx_num power = jx_num_int(arena, 1);
    struct jx_num ten = jx_num_int(arena, 10);
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent); i++)
        power = jx_num_mul(arena, power, ten);
    return exponent < 0 ? jx_num_div(arena, jx_num_int(arena, 1), power) : power;
}

/* 1.5E+3 and its like; also its exponent (of the last digit written). */
static bool parse_number(struct jx_arena *arena, struct jx_str text, struct jx_num *ret_num,
                         int *ret_exponent)
{
    size_t e = 0;
    int exponent = 0;
    while (e < text.len && text.ptr[e] != 'e' && text.ptr[e] != 'E')
        e++;
    if (e < text.len && !parse_int(jx_str_sub(text, e + 1, SIZE_MAX), &exponent))
        return false;
    struct jx_str digits = jx_str_sub(text, 0, e);
    if (jx_str_ends(digits, JX_STR(".")))
        digits = jx_str_sub(digits, 0, digits.len - 1);
    if (jx_str_starts(digits, JX_STR(".")))
        digits = jx_str_printf(arena, "0%.*s", JX_FMT(digits));
    if (!jx_num_parse(arena, digits, ret_num))
        return false;
    *ret_exponent = exponent - ret_num->digits;
    *ret_num = jx_num_mul(arena, *ret_num, power_of_ten(arena, exponent));
    return true;
}

/* ---- one line ---- */

/* Digits after the point so that `precision` significant ones are left. */
static int digits_for(struct jx_arena *arena, struct jx_num num, int precision)
{
    int digits = precision - 1; /* as for 1 … 9.99 */
    struct jx_num size = jx_num_sign(num) < 0 ? jx_num_neg(arena, num) : num;
    struct jx_num ten = jx_num_int(arena, 10);
    struct jx_num one = jx_num_int(arena, 1);
    for (; jx_num_sign(size) && jx_num_cmp(size, ten) >= 0; digits--)
        size = jx_num_div(arena, size, ten);
    for (; jx_num_sign(size) && jx_num_cmp(size, one) < 0; digits++)
        size = jx_num_mul(arena, size, ten);
    return digits;
}

static bool arithmetic(struct jx_arena *arena, struct jx_str operation, const struct jx_num *args,
                       struct jx_num *ret)
{
    if (jx_str_is(operation, "add"))
        *ret = jx_num_add(arena, args[0], args[1]);
    else if (jx_str_is(operation, "subtract"))
        *ret = jx_num_sub(arena, args[0], args[1]);
    else if (jx_str_is(operation, "multiply"))
        *ret = jx_num_mul(arena, args[0], args[1]);
    else if (jx_str_is(operation, "divide") && jx_num_sign(args[1]))
        *ret = jx_num_div(arena, args[0], args[1]);
    else
        return false;
    return true;
}

/* What the line says should come out, by our own functions. False when it is about something we have not. */
static bool compute(struct jx_arena *arena, const struct vector *v, const struct setting *s,
                    struct jx_num *ret)
{
    struct jx_num args[2] = {{0}};
    int exponents[2] = {0};
    size_t n_args = v->n - 4;
    enum jx_round mode = (enum jx_round)s->mode;
    for (size_t i = 0; i < n_args && i < 2; i++)
        if (!parse_number(arena, v->words[2 + i], &args[i], &exponents[i]))
            return false;
    if (jx_str_is(v->words[1], "quantize") && n_args == 2)
        *ret = jx_num_round(arena, args[0], -exponents[1], mode);
    else if (jx_str_is(v->words[1], "rescale") && n_args == 2 &&
             parse_int(v->words[3], &exponents[1]))
        *ret = jx_num_round(arena, args[0], -exponents[1], mode);
    else if (jx_str_is(v->words[1], "tointegral") && n_args == 1)
        *ret = exponents[0] >= 0 ? args[0] : jx_num_round(arena, args[0], 0, mode);
    else if (s->precision && n_args == 2 && arithmetic(arena, v->words[1], args, ret))
        *ret = jx_num_round(arena, *ret, digits_for(arena, *ret, s->precision), mode);
    else
        return false;
    return true;
}

/* Whether the flags after the result are only those of rounding. */
static bool is_plain(struct jx_str flags)
{
    struct jx_str word;
    while (next_word(&flags, &word))
        if (!jx_str_is(word, "Inexact") && !jx_str_is(word, "Rounded") &&
            !jx_str_is(word, "inexact") && !jx_str_is(word, "rounded"))
            return false;
    return true;
}

/* 1 when the line was checked, 0 when it is not for us. */
static size_t check_line(struct jx_str line, const struct setting *s, const char *file)
{
    struct vector v = {0};
    struct jx_num expected, got = {0};
    int exponent;
    struct jx_str rest = line;
    while (v.n < 8 && next_word(&rest, &v.words[v.n]) &&
           !(v.n && jx_str_is(v.words[v.n - 1], "->")))
        v.n++;
    size_t arrow = 0;
    while (arrow < v.n && !jx_str_is(v.words[arrow], "->"))
        arrow++;
    if (s->mode < 0 || arrow < 3 || arrow + 1 != v.n || !is_plain(rest))
        return 0;
    v.n = arrow + 2; /* with the result */
    struct jx_arena *arena = jx_arena_new(0);
    bool ours = parse_number(arena, v.words[arrow + 1], &expected, &exponent) &&
                compute(arena, &v, s, &got);
    cr_expect(!ours || jx_num_cmp(got, expected) == 0, "%s: %.*s\n  got %.*s", file, JX_FMT(line),
              JX_FMT(jx_num_text(arena, got, 60)));
    jx_arena_free(arena);
    return ours;
}

static size_t check_file(const char *file)
{
    struct setting s = {9, JX_ROUND_HALF_UP};
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_str text = {0};
    size_t n = 0;
    struct jx_str path = jx_str_printf(arena, VECTORS "/%s.decTest", file);
    cr_assert(jx_file_read(arena, path, SIZE_MAX, &text) == JX_OK,
              "install libpython3.11-testsuite: %.*s", JX_FMT(path));
    for (size_t from = 0; from < text.len;) {
        size_t end = jx_str_find(text, JX_STR("\n"), from);
        end = end == SIZE_MAX ? text.len : end;
        struct jx_str line = jx_str_sub(text, from, end - from);
        struct jx_str rest = line;
        struct jx_str key, value;
        from = end + 1;
        if (!next_word(&rest, &key))
            continue;
        if (jx_str_is(key, "rounding:") && next_word(&rest, &value))
            s.mode = mode_of(value);
        else if (jx_str_is(key, "precision:") && next_word(&rest, &value))
            s.precision =
                parse_int(value, &s.precision) ? s.precision : 0; /* 0: larger than ours */
        else
            n += check_line(line, &s, file);
    }
    jx_arena_free(arena);
    return n;
}

/* The counts are those of the vectors that are for us: fewer means the reader has lost some. */
Test(rounding, decimal_test_vectors)
{
    static const struct {
        const char *file;
        size_t least;
    } files[] = {{"quantize", 484}, {"rescale", 351},  {"tointegral", 127}, {"rounding", 303},
                 {"add", 1445},     {"subtract", 504}, {"multiply", 220},   {"divide", 398}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t n = check_file(files[i].file);
        cr_expect(n >= files[i].least, "%s: only %zu vectors", files[i].file, n);
    }
}
