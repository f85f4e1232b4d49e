/* rule_steps.c - 分档: points by the interval that the actual value lies in (财预〔2021〕101号, 满意度赋分 and the like).
 *
 * Layer:   score.
 */
#include "score/internal.h"

struct params {
    struct jx_text type;
    struct jx_bands bands;
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"档", JX_F_LIST, 0, offsetof(struct params, bands), &jx__band_schema, NULL,
     "各档：区间和得分，如 { ≥90%: 10, \"[80%,90%)\": 8, 其他: 0 }"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 2, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

bool jx__rule_steps(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    if (!params.bands.n) {
        JX_SAY(c->diags, STEPS_NONE, c->leaf->rule.span, c->label, c->rule);
        return false;
    }
    return jx__steps_apply(c, &params.bands, outcome);
}
