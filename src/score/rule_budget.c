/* rule_budget.c - 执行率: two stages of the funds table as a rate, then points by ratio or by the scheme's steps.
 *
 * Layer:   score.
 * Numbers: the rate is exact unless the scheme rounds it first (小数位).
 *
 * Source: 自评表: 全年执行数÷全年预算数; 指标体系框架: 实际支出÷实际到位 (DOMAIN 0.2, 2.4). Over 100 % never gives more than the weight.
 */
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
    struct jx_text formula;
    struct jx_bands bands;
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"公式", JX_F_TEXT, 0, offsetof(struct params, formula), NULL, NULL,
     "资金表的两个阶段，如 实际支出÷实际到位；不写则照方案"},
    {"档", JX_F_LIST, 0, offsetof(struct params, bands), &jx__band_schema, NULL,
     "各档执行率的得分；不写则照方案"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 3, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* ---- the rate ---- */

static const struct jx_amount *stage_of(const struct jx__case *c, struct jx_str name)
{
    const struct jx_amount *amount = jx_funds_at(&c->data->project->funds, name, JX_NO_STR);
    return amount && amount->set ? amount : NULL;
}

struct rate {
    struct jx_str spent_name;
    struct jx_str given_name;
    const struct jx_amount *spent;
    const struct jx_amount *given;
};

/* The two stages of "A÷B"; false after a message when the table lacks one. */
static bool rate_read(const struct jx__case *c, struct jx_str formula, struct rate *rate)
{
    size_t sign = jx_str_find(formula, JX_STR(JX_W_OVER_SIGN), 0);
    size_t after = sign == SIZE_MAX ? formula.len : sign + sizeof JX_W_OVER_SIGN - 1;
    rate->spent_name = jx_str_trim(jx_str_sub(formula, 0, sign));
    rate->given_name = jx_str_trim(jx_str_sub(formula, after, SIZE_MAX));
    rate->spent = stage_of(c, rate->spent_name);
    rate->given = stage_of(c, rate->given_name);
    if (rate->spent && rate->given)
        return true;
    if (c->actual.kind != JX_TARGET_NONE || c->stated)
        return false; /* what is written stands alone */
    JX_SAY(c->diags, BUDGET_NONE, jx__case_actual_span(c), c->label,
           rate->spent ? rate->given_name : rate->spent_name);
    return false;
}

/* 0 in the denominator: as the scheme says. Source: DOMAIN 2.4, "rate 0 (most), 100 % (Zhejiang 0/0), error". */
static bool by_zero(struct jx__case *c, const struct rate *rate)
{
    struct jx_str zero = c->scheme->budget.zero.str;
    bool none = jx_num_sign(rate->spent->num) == 0;
    struct jx_num ratio = jx_num_int(c->arena, jx_str_is(zero, JX_W_ZERO_FULL));
    if (!none || !zero.ptr || jx_str_is(zero, JX_W_ZERO_ERROR)) {
        if (c->actual.kind != JX_TARGET_NONE || c->stated)
            return true;
        JX_SAY(c->diags, BUDGET_ZERO, rate->given->span, c->label, rate->given_name);
        return false;
    }
    struct jx_str lead =
        jx_str_printf(c->arena, JX_W_BUDGET_ZERO, JX_FMT(c->lead), JX_FMT(rate->given_name),
                      JX_FMT(jx__percent_text(c->arena, c->scheme, ratio)));
    jx__case_derive(c, ratio, JX_W_FUNDS_TABLE, lead);
    return true;
}

static struct jx_num rounded(const struct jx__case *c, struct jx_num ratio)
{
    int64_t digits = 0;
    const struct jx_amount *wanted = &c->scheme->budget.digits;
    if (!wanted->set || !jx_num_to_int(wanted->num, &digits))
        return ratio;
    return jx_num_round(c->arena, ratio, (int)digits + 2, c->scheme->round);
}

static void derive(struct jx__case *c, const struct rate *rate)
{
    struct jx_num exact = jx_num_div(c->arena, rate->spent->num, rate->given->num);
    struct jx_num ratio = rounded(c, exact);
    struct jx_num shown = jx_num_round(c->arena, exact, 6, JX_ROUND_HALF_UP);
    const char *sign = jx_num_cmp(shown, exact) == 0 ? JX_W_EQUALS : JX_W_ABOUT;
    int digits = c->scheme->budget.digits.set ? c->scheme->percent_digits : 4;
    struct jx_str lead =
        jx_str_printf(c->arena, JX_W_BUDGET_LEAD, JX_FMT(c->lead), JX_FMT(rate->spent_name),
                      JX_FMT(jx_num_written(c->arena, rate->spent->num)), JX_FMT(rate->given_name),
                      JX_FMT(jx_num_written(c->arena, rate->given->num)), sign,
                      JX_FMT(jx__share_text(c->arena, ratio, digits)));
    jx__case_derive(c, ratio, JX_W_FUNDS_TABLE, lead);
}

/* The formula of the parameters, else of the scheme. */
bool jx__derive_budget(struct jx__case *c)
{
    struct params params = {0};
    struct rate rate = {0};
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    struct jx_str formula =
        params.formula.str.ptr ? params.formula.str : c->scheme->budget.formula.str;
    if (!formula.ptr)
        formula = JX_STR(JX_W_BUDGET_FORMULA);
    size_t before = c->diags->n_errors;
    if (!rate_read(c, formula, &rate))
        return c->diags->n_errors == before;
    if (jx_num_sign(rate.given->num) == 0)
        return by_zero(c, &rate);
    derive(c, &rate);
    return true;
}

/* ---- points ---- */

static void check_points(const struct jx__case *c)
{
    const struct jx_amount *points = &c->scheme->budget.points;
    if (points->set && jx_num_cmp(points->num, c->weight) != 0)
        JX_SAY(c->diags, BUDGET_POINTS, c->leaf->weight.span, c->label,
               jx__points_text(c->arena, c->weight), c->scheme->name.str, points->text);
}

/* 100 % and the limit below which a reason is asked for (Sichuan: 90 %). */
static void check_rate(const struct jx__case *c, bool own)
{
    const struct jx_budget_rule *rule = &c->scheme->budget;
    bool argued = c->finding && !jx_str_empty(jx_str_trim(c->finding->reason.str));
    if (c->actual.kind != JX_TARGET_NUM || !c->actual.percent)
        return;
    struct jx_num ratio = jx_num_div(c->arena, c->actual.num, jx_num_int(c->arena, 100));
    if (!jx_str_is(rule->over.str, JX_W_OVER_ALLOW) &&
        jx_num_cmp(ratio, jx_num_int(c->arena, 1)) > 0)
        JX_SAY(c->diags, BUDGET_OVER, jx__case_actual_span(c), c->label, c->actual.text);
    if (own && rule->reason.set && !argued && jx_num_cmp(ratio, rule->reason.num) < 0)
        JX_SAY(c->diags, BUDGET_REASON, jx__case_actual_span(c), c->label, c->actual.text,
               rule->reason.text);
}

/* Without a target the rate itself is the share. */
bool jx__rule_budget(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    struct jx__case against = *c;
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    bool own = !params.formula.str
                    .ptr; /* another rate of the funds table has points and limits of its own */
    if (own)
        check_points(c);
    check_rate(c, own);
    const struct jx_bands *bands = params.bands.n ? &params.bands : &c->scheme->budget.bands;
    if (bands->n)
        return jx__steps_apply(c, bands, outcome);
    if (c->target.kind == JX_TARGET_NONE)
        jx__case_limit(&against, JX_STR("100%"));
    if (!jx__ratio_apply(&against, c->scheme->less_rule.str, outcome))
        return false;
    if (!outcome->computed)
        outcome->explanation = jx__case_explain_stated(c);
    return true;
}
