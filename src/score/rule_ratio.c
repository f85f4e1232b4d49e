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

/* ---- parameters: 规则: { 类型: 比例, 逆向公式: 比值, 及格线: 60% } ---- */

struct params {
    struct jx_text type;
    struct jx_text less_rule;
    struct jx_amount pass;
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"逆向公式", JX_F_CHOICE, 0, offsetof(struct params, less_rule), NULL, jx__less_rules,
     "此指标超出“≤”目标值时的算法；不写则照方案"},
    {"及格线", JX_F_PERCENT, 0, offsetof(struct params, pass), NULL, NULL,
     "业绩值不到目标值的百分之几时得 0 分"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 3, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

#define FORMULA_MORE JX_W_MAX "(0, " JX_W_MIN "(1, " JX_W_RATIO "({A}, [" JX_W_TARGET "])))"
#define FORMULA_LINEAR JX_W_MAX "(0, " JX_W_MIN "(1, 1-({A}-[" JX_W_TARGET "])/[" JX_W_TARGET "]))"
#define FORMULA_INVERSE JX_W_IF "({A}<=[" JX_W_TARGET "], 1, [" JX_W_TARGET "]/({A}))"

static struct jx_str formula(const struct jx__case *c, const char *share, struct jx_num score)
{
    return jx__outcome_formula(c, jx_str_printf(c->arena, "%s*[" JX_W_WEIGHT "]", share), score);
}

/* share × weight; a negative share is none. */
static void partial(const struct jx__case *c, struct jx__outcome *outcome, struct jx_num share,
                    struct jx_str arithmetic)
{
    if (jx_num_sign(share) < 0)
        share = (struct jx_num){0};
    jx__outcome_points(c, outcome, arithmetic, jx_num_mul(c->arena, share, c->weight));
}

/* ---- numbers ---- */

/* At least `least`; actual is below it or not. */
static void score_more(const struct jx__case *c, struct jx_num least, struct jx__outcome *outcome)
{
    int sign = jx_num_sign(least);
    bool equal = c->target.op == JX_OP_NONE || c->target.op == JX_OP_EQ;
    /* "= 0" is a limit: no accident, no complaint. */
    if (sign == 0 && equal) {
        jx__outcome_met(c, outcome, jx_num_sign(c->reached) <= 0);
        return;
    }
    if (jx_num_cmp(c->reached, least) >= 0 || sign <= 0) {
        jx__outcome_met(c, outcome, jx_num_cmp(c->reached, least) >= 0);
    } else {
        struct jx_str arithmetic = jx_str_printf(
            c->arena, JX_W_RATIO_MORE, JX_FMT(jx__quantity_text(c, c->reached)),
            JX_FMT(jx__quantity_text(c, least)), JX_FMT(jx__points_text(c->arena, c->weight)));
        partial(c, outcome, jx_num_div(c->arena, c->reached, least), arithmetic);
    }
    if (sign > 0 && c->target.kind == JX_TARGET_NUM)
        outcome->formula = formula(c, FORMULA_MORE, outcome->score);
}

/* Over a limit above 0: by how much, or in what proportion. */
static void score_over(const struct jx__case *c, struct jx_num most, bool inverse,
                       struct jx__outcome *outcome)
{
    struct jx_str actual = jx__quantity_text(c, c->reached);
    struct jx_str limit = jx__quantity_text(c, most);
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
static bool score_less(const struct jx__case *c, struct jx_num most, struct jx_str rule,
                       struct jx__outcome *outcome)
{
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
        jx__outcome_met(c, outcome, met);
    else
        score_over(c, most, inverse, outcome);
    if (jx_num_sign(most) > 0 && c->target.kind == JX_TARGET_NUM && !jx_str_is(rule, JX_W_JUDGED))
        outcome->formula = formula(c, inverse ? FORMULA_INVERSE : FORMULA_LINEAR, outcome->score);
    return true;
}

static bool score_number(const struct jx__case *c, struct jx_str rule, struct jx__outcome *outcome)
{
    if (c->target.op == JX_OP_LE || c->target.op == JX_OP_LT)
        return score_less(c, c->target.num, rule, outcome);
    score_more(c, c->target.num, outcome);
    return true;
}

/* Inside: all points; below: the share of the low end; above: the high end is a limit. */
static bool score_range(const struct jx__case *c, struct jx_str rule, struct jx__outcome *outcome)
{
    if (jx_num_cmp(c->reached, c->target.high) > 0)
        return score_less(c, c->target.high, rule, outcome);
    if (jx_num_cmp(c->reached, c->target.num) >= 0)
        jx__outcome_met(c, outcome, true);
    else
        score_more(c, c->target.num, outcome);
    return true;
}

/* ---- all else ---- */

/* The numbers are missing or of different kinds. */
bool jx__ratio_refuse(const struct jx__case *c)
{
    if (c->stated)
        return true;
    struct jx_span place = jx__case_actual_span(c);
    bool numbers = c->actual.kind == JX_TARGET_NUM &&
                   (c->target.kind == JX_TARGET_NUM || c->target.kind == JX_TARGET_RANGE);
    if (c->actual.kind == JX_TARGET_NONE)
        JX_SAY(c->diags, SCORE_MISSING, place, c->label, c->leaf->id.str);
    else if (c->target.kind == JX_TARGET_NONE || c->target.kind == JX_TARGET_WORDS)
        JX_SAY(c->diags, RATIO_TARGET,
               c->leaf->target.str.ptr ? c->leaf->target.span : c->leaf->span, c->label,
               c->target.text);
    else if (numbers)
        JX_SAY(c->diags, RATIO_UNITS, place, c->label, c->actual.text, c->target.text);
    else
        JX_SAY(c->diags, RATIO_ACTUAL, place, c->label, c->actual.text, c->target.text);
    return false;
}

bool jx__ratio_apply(const struct jx__case *c, struct jx_str less_rule, struct jx__outcome *outcome)
{
    if (c->comparable)
        return c->target.kind == JX_TARGET_RANGE ? score_range(c, less_rule, outcome)
                                                 : score_number(c, less_rule, outcome);
    if (c->target.kind == JX_TARGET_DATE && c->actual.kind == JX_TARGET_DATE)
        jx__outcome_met(c, outcome, jx_date_cmp(c->actual.date, c->target.date) <= 0);
    else if (c->target.kind == JX_TARGET_RANK && c->actual.kind == JX_TARGET_RANK)
        jx__outcome_met(c, outcome, jx_num_cmp(c->actual.num, c->target.num) <= 0);
    else
        return jx__ratio_refuse(c);
    return true;
}

/* 及格线: nothing for what reaches less than that share of the target. Source: 财预〔2021〕101号, 按完成比例赋分. */
static void pass_or_nothing(const struct jx__case *c, const struct jx_amount *pass,
                            struct jx__outcome *outcome)
{
    bool limit = c->target.op == JX_OP_LE || c->target.op == JX_OP_LT;
    if (!pass->set || !c->comparable || limit || jx_num_sign(c->target.num) <= 0)
        return;
    struct jx_num ratio = jx_num_div(c->arena, c->reached, c->target.num);
    if (jx_num_cmp(ratio, pass->num) >= 0)
        return;
    outcome->formula = JX_NO_STR;
    jx__outcome_say(c, outcome, (struct jx_num){0},
                    jx_str_printf(c->arena, JX_W_RATIO_BELOW, JX_FMT(c->lead),
                                  JX_FMT(c->actual.text), JX_FMT(c->target.text),
                                  JX_FMT(jx__share_text(c->arena, ratio, 2)), JX_FMT(pass->text)));
}

bool jx__rule_ratio(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    struct jx_str less = params.less_rule.str.ptr ? params.less_rule.str : c->scheme->less_rule.str;
    if (!jx__ratio_apply(c, less, outcome))
        return false;
    if (!outcome->computed) {
        outcome->explanation = jx__case_explain_stated(c);
        return true;
    }
    pass_or_nothing(c, &params.pass, outcome);
    return jx__surplus_apply(c, outcome);
}
