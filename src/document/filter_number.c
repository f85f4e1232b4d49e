/* filter_number.c - filters that print numbers or compute with them. */
#include "document/internal.h"

static bool is_blank_value(const struct jx_value *value)
{
    return value->kind == JX_V_NONE ||
           (value->kind == JX_V_TEXT && jx_str_trim(value->text).len == 0);
}

/* The number of a value that is not blank; false after a message. */
static bool want_number(const struct jx__filter_at *at, const struct jx_value *value,
                        struct jx_num *ret_num)
{
    if (jx__value_num(at->arena, value, ret_num))
        return true;
    JX_SAY(at->diags, FILTER_NUMBER, at->span, jx_value_str(at->arena, value));
    return false;
}

/* A parameter that says how many digits; absent gives -1. False after a message. */
static bool want_digits(const struct jx__filter_at *at, struct jx_str arg, int *ret_digits)
{
    struct jx_num num;
    int64_t digits = -1;
    *ret_digits = -1;
    if (arg.len == 0)
        return true;
    if (!jx_num_parse(at->arena, arg, &num) || !jx_num_to_int(num, &digits) || digits < 0 ||
        digits > 20) {
        JX_SAY(at->diags, FILTER_DIGITS, at->span, arg);
        return false;
    }
    *ret_digits = (int)digits;
    return true;
}

static struct jx_str fixed(const struct jx__filter_at *at, struct jx_num num, int digits)
{
    return jx_num_fixed(at->arena, num, digits, JX_ROUND_HALF_UP);
}

static struct jx_value *text_value(const struct jx__filter_at *at, struct jx_str text)
{
    return jx_value_text(at->arena, text);
}

static struct jx_value *rounded(const struct jx__filter_at *at, const struct jx_value *value,
                                int digits)
{
    struct jx_num num;
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num))
        return NULL;
    num = jx_num_round(at->arena, num, digits, JX_ROUND_HALF_UP);
    return jx_value_num(at->arena, num, fixed(at, num, digits));
}

static struct jx_value *decimal(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    int digits;
    if (!want_digits(at, arg, &digits))
        return NULL;
    return rounded(at, value, digits < 0 ? 2 : digits);
}

static struct jx_value *integer(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    (void)arg;
    return rounded(at, value, 0);
}

static struct jx_value *money(const struct jx__filter_at *at, const struct jx_value *value,
                              struct jx_str arg)
{
    (void)arg;
    return rounded(at, value, 2);
}

/* 1234567.5 as 1,234,567.5. */
static struct jx_str with_commas(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};
    size_t start = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    size_t point = jx_str_find(text, JX_STR("."), 0);
    size_t end = point == SIZE_MAX ? text.len : point;
    jx_buf_add(&buf, jx_str_sub(text, 0, start));
    for (size_t i = start; i < end; i++) {
        if (i > start && (end - i) % 3 == 0)
            jx_buf_addc(&buf, ',');
        jx_buf_addc(&buf, text.ptr[i]);
    }
    jx_buf_add(&buf, jx_str_sub(text, end, text.len - end));
    return jx_buf_str(&buf);
}

static struct jx_value *thousands(const struct jx__filter_at *at, const struct jx_value *value,
                                  struct jx_str arg)
{
    struct jx_num num;
    int digits;
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num) || !want_digits(at, arg, &digits))
        return NULL;
    struct jx_str text = digits < 0 ? jx_num_written(at->arena, num) : fixed(at, num, digits);
    return jx_value_num(at->arena, num, with_commas(at->arena, text));
}

/* The number as written (or with the digits asked for) and its unit behind. */
static struct jx_value *with_unit(const struct jx__filter_at *at, const struct jx_value *value,
                                  struct jx_str arg, const char *unit)
{
    struct jx_num num;
    int digits;
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num) || !want_digits(at, arg, &digits))
        return NULL;
    struct jx_str text;
    if (digits >= 0)
        text = fixed(at, num, digits);
    else if (value->text.ptr != NULL)
        text = value->text;
    else
        text = jx_num_text(at->arena, num, 6);
    return text_value(at, jx_str_printf(at->arena, "%.*s%s", JX_FMT(text), unit));
}

static struct jx_value *wan_yuan(const struct jx__filter_at *at, const struct jx_value *value,
                                 struct jx_str arg)
{
    return with_unit(at, value, arg, "万元");
}

static struct jx_value *yuan(const struct jx__filter_at *at, const struct jx_value *value,
                             struct jx_str arg)
{
    return with_unit(at, value, arg, "元");
}

static const struct {
    const char *name;
    int64_t yuan;
} money_units[] = {
    {"元", 1}, {"千元", 1000}, {"万元", 10000}, {"百万元", 1000000}, {"亿元", 100000000},
};

static int64_t unit_size(struct jx_str name)
{
    for (size_t i = 0; i < sizeof money_units / sizeof *money_units; i++)
        if (jx_str_is(name, money_units[i].name))
            return money_units[i].yuan;
    return 0;
}

static struct jx_value *convert(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    struct jx_num num;
    size_t gap = jx_str_find(arg, JX_STR(" "), 0);
    int64_t from = unit_size(jx_str_sub(arg, 0, gap));
    int64_t to = gap == SIZE_MAX ? 0 : unit_size(jx_str_trim(jx_str_sub(arg, gap, arg.len - gap)));
    if (from == 0 || to == 0) {
        JX_SAY(at->diags, FILTER_UNITS, at->span, arg);
        return NULL;
    }
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num))
        return NULL;
    num = jx_num_mul(at->arena, num, jx_num_int(at->arena, from));
    num = jx_num_div(at->arena, num, jx_num_int(at->arena, to));
    return jx_value_num(at->arena, num, JX_NO_STR);
}

struct jx_str jx__ratio_text(struct jx_arena *arena, struct jx_num ratio, int digits)
{
    struct jx_num num = jx_num_mul(arena, ratio, jx_num_int(arena, 100));
    if (digits >= 0)
        return jx_num_fixed(arena, num, digits, JX_ROUND_HALF_UP);
    return jx_num_text(arena, jx_num_round(arena, num, JX__PERCENT_DIGITS, JX_ROUND_HALF_UP),
                       JX__PERCENT_DIGITS);
}

static struct jx_value *percent_with(const struct jx__filter_at *at, const struct jx_value *value,
                                     struct jx_str arg, const char *sign)
{
    struct jx_num num;
    int digits;
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num) || !want_digits(at, arg, &digits))
        return NULL;
    struct jx_str text = jx__ratio_text(at->arena, num, digits);
    return text_value(at, jx_str_printf(at->arena, "%.*s%s", JX_FMT(text), sign));
}

static struct jx_value *percent(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    return percent_with(at, value, arg, "%");
}

static struct jx_value *percent_number(const struct jx__filter_at *at, const struct jx_value *value,
                                       struct jx_str arg)
{
    return percent_with(at, value, arg, "");
}

static struct jx_value *han(const struct jx__filter_at *at, const struct jx_value *value,
                            struct jx_str arg)
{
    struct jx_num num;
    int64_t integer_value = -1;
    struct jx_str text;
    (void)arg;
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num))
        return NULL;
    if (!jx_num_to_int(num, &integer_value) || !jx__han_number(at->arena, integer_value, &text)) {
        JX_SAY(at->diags, FILTER_HAN, at->span, jx_value_str(at->arena, value));
        return NULL;
    }
    return text_value(at, text);
}

static struct jx_value *han_money(const struct jx__filter_at *at, const struct jx_value *value,
                                  struct jx_str arg)
{
    struct jx_num num;
    struct jx_str text;
    (void)arg;
    if (is_blank_value(value))
        return (struct jx_value *)value;
    if (!want_number(at, value, &num))
        return NULL;
    if (!jx__han_money(at->arena, num, &text)) {
        JX_SAY(at->diags, FILTER_HAN, at->span, jx_value_str(at->arena, value));
        return NULL;
    }
    return text_value(at, text);
}

/* The other operand: a name of the data, or a number. *ret_blank when it is blank. False after a message. */
static bool want_operand(const struct jx__filter_at *at, struct jx_str arg, struct jx_num *ret_num,
                         bool *ret_blank)
{
    const struct jx_value *other = jx__frames_find(at->arena, at->frames, arg);
    *ret_blank = other != NULL && is_blank_value(other);
    if (*ret_blank)
        return true;
    if (other != NULL)
        return want_number(at, other, ret_num);
    if (jx_num_parse(at->arena, arg, ret_num))
        return true;
    JX_SAY(at->diags, FILTER_OPERAND, at->span, arg);
    return false;
}

typedef struct jx_num (*operation)(struct jx_arena *arena, struct jx_num a, struct jx_num b);

static struct jx_value *compute(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg, operation run)
{
    struct jx_num a, b;
    bool blank;
    if (!want_operand(at, arg, &b, &blank))
        return NULL;
    if (blank || is_blank_value(value))
        return jx_value_none(at->arena);
    if (!want_number(at, value, &a))
        return NULL;
    if (run == jx_num_div && jx_num_sign(b) == 0)
        return jx_value_none(at->arena);
    return jx_value_num(at->arena, run(at->arena, a, b), JX_NO_STR);
}

static struct jx_value *minus(const struct jx__filter_at *at, const struct jx_value *value,
                              struct jx_str arg)
{
    return compute(at, value, arg, jx_num_sub);
}

static struct jx_value *plus(const struct jx__filter_at *at, const struct jx_value *value,
                             struct jx_str arg)
{
    return compute(at, value, arg, jx_num_add);
}

static struct jx_value *ratio(const struct jx__filter_at *at, const struct jx_value *value,
                              struct jx_str arg)
{
    return compute(at, value, arg, jx_num_div);
}

/* sign: what comparing may give (bit 0 less, 1 equal, 2 greater). */
static struct jx_value *compare(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg, unsigned wanted)
{
    struct jx_num a, b;
    bool blank;
    if (!want_operand(at, arg, &b, &blank))
        return NULL;
    if (blank || is_blank_value(value))
        return jx_value_bool(at->arena, false);
    if (!want_number(at, value, &a))
        return NULL;
    int order = jx_num_cmp(a, b);
    unsigned bit = order < 0 ? 1 : order == 0 ? 2 : 4;
    return jx_value_bool(at->arena, (wanted & bit) != 0);
}

static struct jx_value *greater(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    return compare(at, value, arg, 4);
}

static struct jx_value *less(const struct jx__filter_at *at, const struct jx_value *value,
                             struct jx_str arg)
{
    return compare(at, value, arg, 1);
}

static struct jx_value *at_least(const struct jx__filter_at *at, const struct jx_value *value,
                                 struct jx_str arg)
{
    return compare(at, value, arg, 2 | 4);
}

static struct jx_value *at_most(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    return compare(at, value, arg, 1 | 2);
}

static const struct jx__filter filters[] = {
    {"小数", decimal}, {"整数", integer},    {"千分位", thousands},
    {"金额", money},   {"万元", wan_yuan},   {"元", yuan},
    {"换算", convert}, {"百分比", percent},  {"百分数", percent_number},
    {"中文数字", han}, {"大写", han_money},  {"差", minus},
    {"和", plus},      {"比", ratio},        {"大于", greater},
    {"小于", less},    {"不小于", at_least}, {"不大于", at_most},
};

const struct jx__filter *jx__filters_number(size_t *ret_n)
{
    *ret_n = sizeof filters / sizeof *filters;
    return filters;
}
