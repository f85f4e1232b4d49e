/* rule_met.c - 达标: all points when the target is met, else none (财预〔2021〕101号, 直接赋分).
 *
 * Layer:   score.
 *
 * ">" and "<" are strict here: "> 18项" is not met by 18. "=" and a bare number are read as "≥", as budget systems do
 * (DOMAIN 2.3), "= 0" as a limit. Where the target is words, 评定 says whether it is met.
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
};

static const struct jx_field fields[] = {JX__PARAM_TYPE(struct params)};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 1, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* Words of 评定: 1 met, 0 not met, -1 neither. */
static int verdict(struct jx_str text)
{
    static const char *const met[] = {JX_W_YES, "达成", "达标", "完成", "合格"};
    static const char *const missed[] = {JX_W_NO, "未达成", "未达标", "未完成", "不合格"};
    for (size_t i = 0; i < sizeof met / sizeof *met; i++) {
        if (jx_str_is(text, met[i]))
            return 1;
        if (jx_str_is(text, missed[i]))
            return 0;
    }
    return -1;
}

static bool number_met(const struct jx__case *c)
{
    const struct jx_target *t = &c->target;
    int order = jx_num_cmp(c->reached, t->num);
    if (t->kind == JX_TARGET_RANGE)
        return order >= 0 && jx_num_cmp(c->reached, t->high) <= 0;
    switch (t->op) {
    case JX_OP_LT:
        return order < 0;
    case JX_OP_LE:
        return order <= 0;
    case JX_OP_GT:
        return order > 0;
    case JX_OP_GE:
        return order >= 0;
    default:
        return jx_num_sign(t->num) == 0 ? order <= 0 : order >= 0;
    }
}

static bool by_rating(const struct jx__case *c, struct jx_text rating, struct jx__outcome *outcome)
{
    int met = verdict(jx_str_trim(rating.str));
    if (met < 0) {
        JX_SAY(c->diags, RATING_UNKNOWN, rating.span, c->label, jx_shown(c->arena, rating.str),
               JX_STR(JX_W_YES "、" JX_W_NO));
        return false;
    }
    struct jx_num points = met ? c->weight : (struct jx_num){0};
    jx__outcome_say(c, outcome, points,
                    jx_str_printf(c->arena, JX_W_MET_RATED, JX_FMT(c->lead),
                                  JX_FMT(jx_str_trim(rating.str)),
                                  JX_FMT(jx__points_text(c->arena, points))));
    return true;
}

bool jx__rule_met(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    if (c->finding && c->finding->rating.str.ptr)
        return by_rating(c, c->finding->rating, outcome);
    if (c->comparable)
        jx__outcome_met(c, outcome, number_met(c));
    else if (c->target.kind == JX_TARGET_DATE && c->actual.kind == JX_TARGET_DATE)
        jx__outcome_met(c, outcome, jx_date_cmp(c->actual.date, c->target.date) <= 0);
    else if (c->target.kind == JX_TARGET_RANK && c->actual.kind == JX_TARGET_RANK)
        jx__outcome_met(c, outcome, jx_num_cmp(c->actual.num, c->target.num) <= 0);
    else if (!jx__ratio_refuse(c))
        return false;
    if (!outcome->computed) {
        outcome->explanation = jx__case_explain_stated(c);
        return true;
    }
    return jx__surplus_apply(c, outcome);
}
