/* surplus.c - 超额完成: what a scheme does about actual values far above their target.
 *
 * Layer:   score.
 *
 * Source: 财预〔2020〕10号 keeps full marks unless the target was clearly set too low, then "按偏离度适度调减", and names no
 *         number; systems in use ask for the reason from 130 % or 120 % on (DOMAIN 1.2). A scheme may state a rate of
 *         reduction; without one the evaluator decides.
 */
#include "score/internal.h"
#include "score/words.h"

/* Actual ÷ target; false where the scheme has no limit or the value does not reach it. A target of 0 has no ratio. */
static bool passes(const struct jx__case *c, struct jx_num *ret_ratio, struct jx_str *ret_text)
{
    const struct jx_surplus_rule *rule = &c->scheme->surplus;
    bool limit = c->target.op == JX_OP_LE || c->target.op == JX_OP_LT;
    int sign = jx_num_sign(c->target.num);
    if (!rule->limit.set || !c->comparable || c->target.kind != JX_TARGET_NUM || limit || sign < 0)
        return false;
    if (sign == 0) {
        *ret_text = c->actual.text;
        return rule->zero.set && (c->target.op == JX_OP_GE || c->target.op == JX_OP_GT) &&
               jx_num_cmp(c->reached, rule->zero.num) >= 0;
    }
    *ret_ratio = jx_num_div(c->arena, c->reached, c->target.num);
    *ret_text = jx__share_text(c->arena, *ret_ratio, 2);
    return jx_num_cmp(*ret_ratio, rule->limit.num) >= 0;
}

static bool has_reason(const struct jx__case *c)
{
    return c->finding && (!jx_str_empty(jx_str_trim(c->finding->reason.str)) ||
                          !jx_str_empty(jx_str_trim(c->finding->remark.str)));
}

/* weight × 扣 × (ratio − 界限) ÷ 每超, at most 最多 of the weight. */
static void lower(const struct jx__case *c, struct jx_num ratio, struct jx__outcome *outcome)
{
    const struct jx_surplus_rule *rule = &c->scheme->surplus;
    struct jx_num beyond = jx_num_sub(c->arena, ratio, rule->limit.num);
    struct jx_num share =
        jx_num_mul(c->arena, rule->off.num, jx_num_div(c->arena, beyond, rule->step.num));
    share = jx_num_min(share, rule->most.set ? rule->most.num : jx_num_int(c->arena, 1));
    struct jx_num off = jx_num_mul(c->arena, c->weight, share);
    struct jx_str weight = jx__points_text(c->arena, c->weight);
    struct jx_str off_text = jx__points_text(c->arena, off);
    struct jx_str arithmetic =
        jx_str_printf(c->arena, JX_W_SURPLUS_LEAD, JX_FMT(c->actual.text), JX_FMT(c->target.text),
                      JX_FMT(jx__share_text(c->arena, ratio, 2)), JX_FMT(rule->limit.text),
                      JX_FMT(off_text), JX_FMT(weight), JX_FMT(off_text));
    jx__outcome_points(c, outcome, arithmetic, jx_num_sub(c->arena, c->weight, off));
    outcome->formula = JX_NO_STR;
}

bool jx__surplus_apply(const struct jx__case *c, struct jx__outcome *outcome)
{
    const struct jx_surplus_rule *rule = &c->scheme->surplus;
    struct jx_num ratio = {0};
    struct jx_str text;
    if (!passes(c, &ratio, &text))
        return true;
    bool lowers = jx_str_is(rule->action.str, JX_W_SURPLUS_LESS);
    struct jx_str limit = jx_num_sign(c->target.num) ? rule->limit.text : rule->zero.text;
    bool by_rate = rule->step.set && rule->off.set && jx_num_sign(rule->step.num) > 0;
    if (lowers && by_rate && jx_num_sign(ratio) > 0) {
        lower(c, ratio, outcome);
    } else if (lowers && !c->stated) {
        JX_SAY(c->diags, TARGET_JUDGED, jx__case_actual_span(c), c->label, text, limit);
        return false;
    } else if (lowers) {
        outcome->computed = false;
        outcome->explanation = jx__case_explain_stated(c);
    }
    if (!has_reason(c))
        JX_SAY(c->diags, TARGET_PASSED, jx__case_actual_span(c), c->label, text, limit);
    return true;
}
