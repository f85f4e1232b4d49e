/* interval.c - reads 档: ≥90%, [80%,90%), 80%(含)-90%, 85%≤满意度≤95%, 90%以上, 100%, 其他.
 *
 * Layer:   score.
 */
#include "score/internal.h"
#include "score/words.h"

/* ---- pieces ---- */

/* A number with its unit up to the next sign; "%" for percentages. */
static bool take_measure(struct jx_arena *arena, struct jx_str *text, struct jx_num *num,
                         struct jx_str *unit)
{
    static const char *const ends[] = {"(", ")",    "[",    "]",    ",",    "~", "-",
                                       "—", "至",   "到",   "<",    ">",    "=", "≤",
                                       "≥", "以上", "以下", "以内", "及以", "含"};
    if (!jx__notation_num(arena, text, num))
        return false;
    size_t end = text->len;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = jx_str_find(*text, jx_str_of(ends[i]), 0);
        end = at < end ? at : end;
    }
    if (end)
        *unit = jx_str_sub(*text, 0, end);
    *text = jx_str_sub(*text, end, text->len - end);
    return true;
}

static void set_low(struct jx__interval *v, struct jx_num num, bool open)
{
    v->has_low = true;
    v->low = num;
    v->low_open = open;
}

static void set_high(struct jx__interval *v, struct jx_num num, bool open)
{
    v->has_high = true;
    v->high = num;
    v->high_open = open;
}

/* "x op num". */
static void set_by(struct jx__interval *v, enum jx_target_op op, struct jx_num num)
{
    if (op == JX_OP_GE || op == JX_OP_GT || op == JX_OP_EQ)
        set_low(v, num, op == JX_OP_GT);
    if (op == JX_OP_LE || op == JX_OP_LT || op == JX_OP_EQ)
        set_high(v, num, op == JX_OP_LT);
}

/* "num op x" as "x op num". */
static enum jx_target_op turned(enum jx_target_op op)
{
    switch (op) {
    case JX_OP_GE:
        return JX_OP_LE;
    case JX_OP_GT:
        return JX_OP_LT;
    case JX_OP_LE:
        return JX_OP_GE;
    case JX_OP_LT:
        return JX_OP_GT;
    default:
        return op;
    }
}

/* ---- forms ---- */

static bool take_infinity(struct jx_str *text)
{
    struct jx_str rest = *text;
    bool has_sign = jx__notation_take(&rest, "+") || jx__notation_take(&rest, "-");
    bool infinite = jx__notation_take(&rest, "∞");
    if (infinite)
        *text = rest;
    return infinite && (has_sign || rest.len);
}

static bool take_between(struct jx_str *text)
{
    static const char *const words[] = {",", "、", "~", "——", "—", "-", "至", "到"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jx__notation_take(text, words[i]))
            return true;
    return false;
}

/* [80%,90%): the comma may not be read as one of thousands, so it becomes another sign first. */
static bool read_brackets(struct jx_arena *arena, struct jx_str text, struct jx__interval *v)
{
    bool low_open = text.ptr[0] == '(';
    bool high_open = text.ptr[text.len - 1] == ')';
    struct jx_str inside = jx_str_sub(text, 1, text.len - 2);
    inside = jx_str_replace(arena, inside, JX_STR(","), JX_STR("~"));
    struct jx_num num;
    if (!take_infinity(&inside)) {
        if (!take_measure(arena, &inside, &num, &v->unit))
            return false;
        set_low(v, num, low_open);
    }
    if (!take_between(&inside))
        return false;
    if (!take_infinity(&inside)) {
        if (!take_measure(arena, &inside, &num, &v->unit))
            return false;
        set_high(v, num, high_open);
    }
    return inside.len == 0;
}

/* (含), (不含), 含, 不含: 1 in, -1 out, 0 nothing said. */
static int take_marked(struct jx_str *text)
{
    if (jx__notation_take(text, "(不含)") || jx__notation_take(text, "不含"))
        return -1;
    return jx__notation_take(text, "(含)") || jx__notation_take(text, "含") ? 1 : 0;
}

/* 90%以上, 60%(不含)以下; the number has been read. */
static bool read_side(struct jx_str rest, struct jx_num num, int marked, struct jx__interval *v)
{
    static const char *const up[] = {"及以上", "以上"};
    static const char *const down[] = {"及以下", "及以内", "以下", "以内"};
    for (size_t i = 0; i < 2; i++)
        if (jx_str_is(rest, up[i])) {
            set_low(v, num, marked < 0);
            return true;
        }
    for (size_t i = 0; i < 4; i++)
        if (jx_str_is(rest, down[i])) {
            set_high(v, num, marked < 0);
            return true;
        }
    return false;
}

/* 80%(含)-90%, 80%~90%(不含). Where one end is marked as held and the other is not marked, that one is not held. */
static bool read_dash(struct jx_arena *arena, struct jx_str rest, struct jx_num low, int marked,
                      struct jx__interval *v)
{
    struct jx_num high;
    if (!take_between(&rest) || !take_measure(arena, &rest, &high, &v->unit))
        return false;
    int after = take_marked(&rest);
    set_low(v, low, marked < 0 || (marked == 0 && after > 0));
    set_high(v, high, after < 0 || (after == 0 && marked > 0));
    return rest.len == 0;
}

/* A name between or before comparisons: moves to the sign. */
static void skip_name(struct jx_str *text)
{
    static const char *const signs[] = {"<", ">", "=", "≤", "≥"};
    size_t end = text->len;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t at = jx_str_find(*text, jx_str_of(signs[i]), 0);
        end = at < end ? at : end;
    }
    *text = jx_str_sub(*text, end, text->len - end);
}

/* ≥90%, 满意度≥90%, <60%, 不低于90%. */
static bool read_comparison(struct jx_arena *arena, struct jx_str text, struct jx__interval *v)
{
    struct jx_num num;
    enum jx_target_op op = jx__notation_op(&text);
    if (op == JX_OP_NONE) {
        skip_name(&text);
        op = jx__notation_op(&text);
    }
    if (op == JX_OP_NONE || !take_measure(arena, &text, &num, &v->unit))
        return false;
    set_by(v, op, num);
    return text.len == 0;
}

/* What begins with a number: 80%≤x<90%, 80%-90%, 90%以上, 100%. */
static bool read_number_first(struct jx_arena *arena, struct jx_str text, struct jx__interval *v)
{
    struct jx_num num;
    if (!take_measure(arena, &text, &num, &v->unit))
        return false;
    int marked = take_marked(&text);
    if (!text.len) {
        set_by(v, JX_OP_EQ, num);
        return marked >= 0;
    }
    if (read_side(text, num, marked, v) || read_dash(arena, text, num, marked, v))
        return true;
    enum jx_target_op op = jx__notation_op(&text);
    if (op == JX_OP_NONE)
        return false;
    set_by(v, turned(op), num);
    skip_name(&text);
    return text.len == 0 || read_comparison(arena, text, v);
}

static bool is_sound(const struct jx__interval *v)
{
    if (!v->has_low && !v->has_high)
        return false;
    if (!v->has_low || !v->has_high)
        return true;
    int order = jx_num_cmp(v->low, v->high);
    return order < 0 || (order == 0 && !v->low_open && !v->high_open);
}

bool jx__interval_parse(struct jx_arena *arena, struct jx_str text,
                        struct jx__interval *ret_interval)
{
    static const char *const others[] = {JX_W_OTHERS, "其它", "其余", "其他情况"};
    struct jx_str folded = jx__notation_fold(arena, text);
    struct jx__interval v = {.unit = JX_STR("")};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        v.others = v.others || jx_str_is(folded, others[i]);
    bool read = v.others;
    if (!read && folded.len) {
        char first = folded.ptr[0];
        char last = folded.ptr[folded.len - 1];
        if (folded.len > 2 && (first == '[' || first == '(') && (last == ']' || last == ')'))
            read = read_brackets(arena, folded, &v);
        else if ((first >= '0' && first <= '9') || first == '-')
            read = read_number_first(arena, folded, &v);
        else
            read = read_comparison(arena, folded, &v);
    }
    if (!read || (!v.others && !is_sound(&v)))
        return false;
    *ret_interval = v;
    return true;
}

bool jx__interval_holds(const struct jx__interval *v, struct jx_num num)
{
    int low = v->has_low ? jx_num_cmp(num, v->low) : 1;
    int high = v->has_high ? jx_num_cmp(num, v->high) : -1;
    return (low > 0 || (low == 0 && !v->low_open)) && (high < 0 || (high == 0 && !v->high_open));
}
