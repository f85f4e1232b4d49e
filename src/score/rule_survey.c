/* rule_survey.c - 问卷: a rate of satisfaction from counts per answer, then points by ratio to the target or by steps.
 *
 * Layer:   score.
 * Numbers: the rate is exact; only its printed form is rounded.
 *
 * Source: five answers that count 100/80/60/30/0 %, or the share of satisfied answers (DOMAIN 2.3): weights are data.
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
    struct jx_answer_weights answers;
    struct jx_bands bands;
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"答案", JX_F_LIST, 0, offsetof(struct params, answers), &jx__answer_schema, NULL,
     "各答案算百分之几；不写则照方案"},
    {"档", JX_F_LIST, 0, offsetof(struct params, bands), &jx__band_schema, NULL,
     "各档满意度的得分；不写则按目标值的比例"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 3, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* ---- the rate ---- */

static const struct jx_answer_weight *find_weight(const struct jx_answer_weights *weights,
                                                  struct jx_str answer)
{
    for (size_t i = 0; i < weights->n; i++)
        if (jx_str_eq(weights->items[i].answer.str, answer))
            return &weights->items[i];
    return NULL;
}

static bool is_repeated(const struct jx__case *c, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (jx_str_eq(c->finding->answers.items[k].answer.str,
                      c->finding->answers.items[i].answer.str))
            return true;
    return false;
}

/* Count and weight of one answer; false after a message. */
static bool answer_read(const struct jx__case *c, const struct jx_answer_weights *weights, size_t i,
                        struct jx_num *ret_weight)
{
    const struct jx_answer *answer = &c->finding->answers.items[i];
    const struct jx_answer_weight *weight = find_weight(weights, answer->answer.str);
    bool counted = answer->count.set && jx_num_is_int(answer->count.num) &&
                   jx_num_sign(answer->count.num) >= 0;
    if (!weight || is_repeated(c, i)) {
        JX_SAY(c->diags, ANSWER_UNKNOWN, answer->answer.span,
               jx_shown(c->arena, answer->answer.str));
        return false;
    }
    if (!counted)
        JX_SAY(c->diags, ANSWER_COUNT, answer->count.set ? answer->count.span : answer->answer.span,
               c->label);
    if (counted)
        *ret_weight = weight->weight.num;
    return counted;
}

struct tally {
    struct jx_num sum; /* of count × weight */
    struct jx_num n;
    struct jx_str terms; /* 60×100%＋30×80% */
};

static bool tally_make(const struct jx__case *c, const struct jx_answer_weights *weights,
                       struct tally *tally)
{
    struct jx_buf buf = {.arena = c->arena};
    bool good = true;
    for (size_t i = 0; i < c->finding->answers.n; i++) {
        struct jx_num count = c->finding->answers.items[i].count.num;
        struct jx_num weight;
        if (!answer_read(c, weights, i, &weight)) {
            good = false;
            continue;
        }
        tally->n = jx_num_add(c->arena, tally->n, count);
        tally->sum = jx_num_add(c->arena, tally->sum, jx_num_mul(c->arena, count, weight));
        jx_buf_printf(&buf, JX_W_SURVEY_ITEM, i ? JX_W_PLUS : "",
                      JX_FMT(jx_num_text(c->arena, count, 0)),
                      JX_FMT(jx__share_text(c->arena, weight, 2)));
    }
    tally->terms = jx_buf_str(&buf);
    if (good && jx_num_sign(tally->n) == 0) {
        JX_SAY(c->diags, ANSWER_COUNT, c->finding->answers.items[0].count.span, c->label);
        good = false;
    }
    return good;
}

bool jx__survey_is_counted(const struct jx_finding *finding)
{
    for (size_t i = 0; finding && i < finding->answers.n; i++)
        if (finding->answers.items[i].count.set)
            return true;
    return false;
}

bool jx__derive_survey(struct jx__case *c)
{
    struct params params = {0};
    struct tally tally = {0};
    if (!jx__survey_is_counted(c->finding))
        return true;
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    const struct jx_answer_weights *weights =
        params.answers.n ? &params.answers : &c->scheme->answers;
    if (!tally_make(c, weights, &tally))
        return false;
    struct jx_num rate = jx_num_div(c->arena, tally.sum, tally.n);
    struct jx_str n = jx_num_text(c->arena, tally.n, 0);
    struct jx_num shown = jx_num_round(c->arena, rate, 4, JX_ROUND_HALF_UP);
    const char *sign = jx_num_cmp(shown, rate) == 0 ? JX_W_EQUALS : JX_W_ABOUT;
    struct jx_str lead =
        jx_str_printf(c->arena, JX_W_SURVEY_LEAD, JX_FMT(c->lead), JX_FMT(n), JX_FMT(tally.terms),
                      JX_FMT(n), sign, JX_FMT(jx__share_text(c->arena, rate, 2)));
    jx__case_derive(c, rate, JX_W_RULE_SURVEY, lead);
    return true;
}

/* ---- points ---- */

bool jx__rule_survey(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    if (c->actual.kind == JX_TARGET_NONE && !c->stated) {
        JX_SAY(c->diags, ANSWERS_NONE, c->finding ? c->finding->span : c->leaf->span, c->label);
        return false;
    }
    if (params.bands.n)
        return jx__steps_apply(c, &params.bands, outcome);
    if (!jx__ratio_apply(c, c->scheme->less_rule.str, outcome))
        return false;
    if (!outcome->computed)
        outcome->explanation = jx__case_explain_stated(c);
    return true;
}
