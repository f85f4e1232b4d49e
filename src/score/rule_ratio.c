/* rule_ratio.c - 比例: weight × actual ÷ target, capped at the weight; the inverse for limits (≤).
 *
 * Layer:   score.
 * Numbers: exact until the one rounding of the score.
 *
 * Source: 财预〔2020〕10号 (得分＝分值×完成值÷指标值); target 0, equality and limits as the budget systems in use do
 *         (DOMAIN 2.3). All or nothing where a quotient means nothing: target 0 or below, dates, ranks.
 */
#include "score/internal.h"
#include "score/words.h"

#include <stddef.h>

/* ---- parameters: 规则: { 类型: 比例, 逆向公式: 比值 } ---- */

struct params {
    struct jx_text type;
    struct jx_text less_rule;
};

static const char *const less_rules[] = {JX_W_LINEAR, JX_W_INVERSE, JX_W_JUDGED, NULL};
static const struct jx_field fields[] = {
    {"类型", JX_F_TEXT, 0, offsetof(struct params, type), NULL, NULL, "比例"},
    {"逆向公式", JX_F_CHOICE, 0, offsetof(struct params, less_rule), NULL, less_rules,
     "此指标超出“≤”目标值时的算法；不写则照方案"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 2, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* The formula for limits that holds for this leaf. False after a message. */
static bool less_rule_of(const struct jx__case *c, struct jx_str *ret_rule)
{
    struct params params = {0};
    const struct jx_decode how = {.arena = c->arena, .diags = c->diags, .folder = JX_STR(".")};
    if (c->leaf->rule_node && c->leaf->rule_node->kind == JX_NODE_MAP &&
        jx_schema_decode(&how, &params_schema, c->leaf->rule_node, &params) != JX_OK)
        return false;
    *ret_rule = params.less_rule.str.ptr ? params.less_rule.str : c->scheme->less_rule.str;
    return true;
}

/* ---- outcomes ---- */

/* A number as the explanation writes it: 95%, 18项. */
static struct jx_str quantity(const struct jx__case *c, struct jx_num num)
{
    bool percent = c->target.percent || c->mixed;
    struct jx_str unit = percent ? JX_STR("%") : c->target.unit;
    struct jx_str text = jx_num_text(c->arena, num, 4);
    return jx_str_printf(c->arena, "%.*s%.*s", JX_FMT(text), JX_FMT(unit));
}

/* All points, or none, with a sentence that has a slot for the points. */
static void all_or_nothing(const struct jx__case *c, struct jx__outcome *outcome, bool met)
{
    struct jx_str actual = c->actual.text;
    struct jx_str target = c->target.text;
    struct jx_str weight = jx__points_text(c->arena, c->weight);
    outcome->computed = true;
    if (met) {
        outcome->score = c->weight;
        outcome->explanation = jx_str_printf(c->arena, JX_W_RATIO_MET, JX_FMT(actual),
                                             JX_FMT(target), JX_FMT(weight));
    } else {
        outcome->score = (struct jx_num){0};
        outcome->explanation =
            jx_str_printf(c->arena, JX_W_RATIO_MISSED, JX_FMT(actual), JX_FMT(target));
    }
}

/* share × weight, rounded; the arithmetic in words goes before the result. */
static void partial(const struct jx__case *c, struct jx__outcome *outcome, struct jx_num share,
                    struct jx_str arithmetic)
{
    static const char *const words[] = {JX_W_HALF_UP, JX_W_HALF_EVEN, JX_W_DOWN};
    if (jx_num_sign(share) < 0)
        share = (struct jx_num){0};
    struct jx_num exact = jx_num_mul(c->arena, share, c->weight);
    outcome->computed = true;
    outcome->score = jx_num_round(c->arena, exact, c->scheme->score_digits, c->scheme->round);
    struct jx_str score = jx__points_text(c->arena, outcome->score);
    if (jx_num_cmp(outcome->score, exact) == 0) {
        outcome->explanation = jx_str_printf(c->arena, JX_W_RATIO_EXACT, JX_FMT(arithmetic),
                                             JX_FMT(score));
        return;
    }
    struct jx_num shown = jx_num_round(c->arena, exact, 6, JX_ROUND_HALF_UP);
    const char *sign = jx_num_cmp(shown, exact) == 0 ? JX_W_EQUALS : JX_W_ABOUT;
    outcome->explanation =
        jx_str_printf(c->arena, JX_W_RATIO_ROUNDED, JX_FMT(arithmetic), sign,
                      JX_FMT(jx_num_text(c->arena, exact, 6)), words[c->scheme->round], JX_FMT(score));
}

/* The formula with the scheme's rounding; absent when the rounding cannot be said in one. */
static struct jx_str formula(const struct jx__case *c, const char *share, struct jx_num score)
{
    if (c->scheme->round == JX_ROUND_HALF_EVEN)
        return JX_NO_STR;
    const char *name = c->scheme->round == JX_ROUND_DOWN ? JX_W_TRUNC : JX_W_ROUND;
    struct jx_str text = jx_str_printf(c->arena, "%s(%s*[" JX_W_WEIGHT "], %d)", name, share,
                                       c->scheme->score_digits);
    return jx__formula_proved(c, text.ptr, score);
}

#define FORMULA_MORE JX_W_MAX "(0, " JX_W_MIN "(1, " JX_W_RATIO "({A}, [" JX_W_TARGET "])))"
#define FORMULA_LINEAR                                                                             \
    JX_W_MAX "(0, " JX_W_MIN "(1, 1-({A}-[" JX_W_TARGET "])/[" JX_W_TARGET "]))"
#define FORMULA_INVERSE JX_W_IF "({A}<=[" JX_W_TARGET "], 1, [" JX_W_TARGET "]/({A}))"

/* ---- numbers ---- */

/* At least `least`; actual is below it or not. */
static void score_more(const struct jx__case *c, struct jx_num least, struct jx__outcome *outcome)
{
    int sign = jx_num_sign(least);
    bool equal = c->target.op == JX_OP_NONE || c->target.op == JX_OP_EQ;
    /* "= 0" is a limit: no accident, no complaint. */
    if (sign == 0 && equal) {
        all_or_nothing(c, outcome, jx_num_sign(c->reached) <= 0);
        return;
    }
    if (jx_num_cmp(c->reached, least) >= 0 || sign <= 0) {
        all_or_nothing(c, outcome, jx_num_cmp(c->reached, least) >= 0);
    } else {
        struct jx_str arithmetic =
            jx_str_printf(c->arena, JX_W_RATIO_MORE, JX_FMT(quantity(c, c->reached)),
                          JX_FMT(quantity(c, least)), JX_FMT(jx__points_text(c->arena, c->weight)));
        partial(c, outcome, jx_num_div(c->arena, c->reached, least), arithmetic);
    }
    if (sign > 0 && c->target.kind == JX_TARGET_NUM)
        outcome->formula = formula(c, FORMULA_MORE, outcome->score);
}

/* Over a limit above 0: by how much, or in what proportion. */
static void score_over(const struct jx__case *c, struct jx_num most, bool inverse,
                       struct jx__outcome *outcome)
{
    struct jx_str actual = quantity(c, c->reached);
    struct jx_str limit = quantity(c, most);
    struct jx_str weight = jx__points_text(c->arena, c->weight);
    struct jx_num quotient = jx_num_div(c->arena, c->reached, most);
    if (inverse) {
        partial(c, outcome, jx_num_div(c->arena, jx_num_int(c->arena, 1), quotient),
                jx_str_printf(c->arena, JX_W_RATIO_MORE, JX_FMT(limit), JX_FMT(actual),
                              JX_FMT(weight)));
    } else {
        partial(c, outcome, jx_num_sub(c->arena, jx_num_int(c->arena, 2), quotient),
                jx_str_printf(c->arena, JX_W_RATIO_LINEAR, JX_FMT(weight), JX_FMT(actual),
                              JX_FMT(limit), JX_FMT(limit)));
    }
}

/* At most `most`. False after a message. */
static bool score_less(const struct jx__case *c, struct jx_num most, struct jx__outcome *outcome)
{
    struct jx_str rule;
    if (!less_rule_of(c, &rule))
        return false;
    bool met = jx_num_cmp(c->reached, most) <= 0;
    bool inverse = jx_str_is(rule, JX_W_INVERSE);
    if (!met && jx_str_is(rule, JX_W_JUDGED)) {
        if (c->stated)
            return true;
        JX_SAY(c->diags, RATIO_JUDGED, jx__case_actual_span(c), c->label, c->actual.text,
               c->target.text);
        return false;
    }
    if (met || jx_num_sign(most) <= 0)
        all_or_nothing(c, outcome, met);
    else
        score_over(c, most, inverse, outcome);
    if (jx_num_sign(most) > 0 && c->target.kind == JX_TARGET_NUM &&
        !jx_str_is(rule, JX_W_JUDGED))
        outcome->formula =
            formula(c, inverse ? FORMULA_INVERSE : FORMULA_LINEAR, outcome->score);
    return true;
}

static bool score_number(const struct jx__case *c, struct jx__outcome *outcome)
{
    if (c->target.op == JX_OP_LE || c->target.op == JX_OP_LT)
        return score_less(c, c->target.num, outcome);
    score_more(c, c->target.num, outcome);
    return true;
}

/* Inside: all points; below: the share of the low end; above: the high end is a limit. */
static bool score_range(const struct jx__case *c, struct jx__outcome *outcome)
{
    if (jx_num_cmp(c->reached, c->target.high) > 0)
        return score_less(c, c->target.high, outcome);
    if (jx_num_cmp(c->reached, c->target.num) >= 0)
        all_or_nothing(c, outcome, true);
    else
        score_more(c, c->target.num, outcome);
    return true;
}

/* ---- all else ---- */

/* The numbers are missing or of different kinds: an error unless a score is stated. */
static bool refuse(const struct jx__case *c)
{
    if (c->stated)
        return true;
    struct jx_span place = jx__case_actual_span(c);
    bool numbers = c->actual.kind == JX_TARGET_NUM &&
                   (c->target.kind == JX_TARGET_NUM || c->target.kind == JX_TARGET_RANGE);
    if (c->actual.kind == JX_TARGET_NONE)
        JX_SAY(c->diags, SCORE_MISSING, place, c->label, c->leaf->id.str);
    else if (c->target.kind == JX_TARGET_NONE || c->target.kind == JX_TARGET_WORDS)
        JX_SAY(c->diags, RATIO_TARGET, c->leaf->target.str.ptr ? c->leaf->target.span : c->leaf->span,
               c->label, c->target.text);
    else if (numbers)
        JX_SAY(c->diags, RATIO_UNITS, place, c->label, c->actual.text, c->target.text);
    else
        JX_SAY(c->diags, RATIO_ACTUAL, place, c->label, c->actual.text, c->target.text);
    return false;
}

static bool compute(const struct jx__case *c, struct jx__outcome *outcome)
{
    if (c->comparable)
        return c->target.kind == JX_TARGET_RANGE ? score_range(c, outcome)
                                                 : score_number(c, outcome);
    if (c->target.kind == JX_TARGET_DATE && c->actual.kind == JX_TARGET_DATE)
        all_or_nothing(c, outcome, jx_date_cmp(c->actual.date, c->target.date) <= 0);
    else if (c->target.kind == JX_TARGET_RANK && c->actual.kind == JX_TARGET_RANK)
        all_or_nothing(c, outcome, jx_num_cmp(c->actual.num, c->target.num) <= 0);
    else
        return refuse(c);
    return true;
}

bool jx__rule_ratio(const struct jx__case *c, struct jx__outcome *outcome)
{
    if (!compute(c, outcome))
        return false;
    if (!outcome->computed)
        outcome->explanation = jx__case_explain_stated(c);
    return true;
}
