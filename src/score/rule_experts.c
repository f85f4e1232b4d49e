/* rule_experts.c - 专家: several experts score; their mean, or their mean without the highest and the lowest.
 *
 * Layer:   score.
 */
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
    struct jx_text mean;   /* 方法 */
    struct jx_amount full; /* 满分 */
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"方法", JX_F_CHOICE, 0, offsetof(struct params, mean), NULL, jx__expert_means, "不写则照方案"},
    {"满分", JX_F_NUM, 0, offsetof(struct params, full), NULL, NULL,
     "专家按几分制打分；不写则按权重打分"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 3, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* What is needed of all scores. */
struct tally {
    struct jx_num sum;
    struct jx_num least;
    struct jx_num most;
    size_t n;
    struct jx_str texts; /* 8、9、7.5 */
};

static bool tally_make(const struct jx__case *c, struct jx_num full, struct tally *tally)
{
    struct jx_buf buf = {.arena = c->arena};
    bool good = true;
    for (size_t i = 0; i < c->finding->experts.n; i++) {
        const struct jx_amount *score = &c->finding->experts.items[i].score;
        if (!score->set) /* has been said */
            return false;
        if (jx_num_sign(score->num) < 0 || jx_num_cmp(score->num, full) > 0) {
            JX_SAY(c->diags, EXPERT_RANGE, score->span, score->text,
                   jx__points_text(c->arena, full));
            good = false;
        }
        tally->sum = jx_num_add(c->arena, tally->sum, score->num);
        tally->least = tally->n ? jx_num_min(tally->least, score->num) : score->num;
        tally->most = tally->n ? jx_num_max(tally->most, score->num) : score->num;
        tally->n++;
        jx_buf_printf(&buf, "%s%.*s", i ? JX_W_AND : "",
                      JX_FMT(jx__points_text(c->arena, score->num)));
    }
    tally->texts = jx_buf_str(&buf);
    return good;
}

/* The mean, and the words for it. */
static struct jx_num mean_of(const struct jx__case *c, const struct tally *tally, bool trimmed,
                             struct jx_str *ret_words)
{
    struct jx_num sum = tally->sum;
    size_t n = tally->n;
    if (trimmed) {
        sum = jx_num_sub(c->arena, jx_num_sub(c->arena, sum, tally->least), tally->most);
        n -= 2;
        *ret_words = jx_str_printf(c->arena, JX_W_EXPERTS_TRIMMED, tally->n, JX_FMT(tally->texts),
                                   JX_FMT(jx__points_text(c->arena, tally->most)),
                                   JX_FMT(jx__points_text(c->arena, tally->least)));
    } else {
        *ret_words = jx_str_printf(c->arena, JX_W_EXPERTS_MEAN, tally->n, JX_FMT(tally->texts));
    }
    return jx_num_div(c->arena, sum, jx_num_int(c->arena, (int64_t)n));
}

static bool score(const struct jx__case *c, const struct params *params,
                  struct jx__outcome *outcome)
{
    struct tally tally = {0};
    struct jx_str words;
    struct jx_num full = params->full.set ? params->full.num : c->weight;
    struct jx_str method = params->mean.str.ptr ? params->mean.str : c->scheme->experts.str;
    bool trimmed = jx_str_is(method, JX_W_TRIMMED_MEAN);
    if (params->full.set && jx_num_sign(full) <= 0) {
        JX_SAY(c->diags, SCHEME_FULL, params->full.span);
        return false;
    }
    if (!tally_make(c, full, &tally))
        return false;
    if (trimmed && tally.n < 3) {
        JX_SAY(c->diags, EXPERTS_FEW, c->finding->experts.items[0].score.span, c->label,
               jx_str_printf(c->arena, "%zu", tally.n));
        return false;
    }
    struct jx_num mean = mean_of(c, &tally, trimmed, &words);
    if (!params->full.set) {
        jx__outcome_points(c, outcome, words, mean);
        return true;
    }
    struct jx_str arithmetic = jx_str_printf(
        c->arena, JX_W_EXPERTS_SCALED, JX_FMT(words), JX_FMT(jx_num_text(c->arena, mean, 4)),
        JX_FMT(jx_num_text(c->arena, mean, 4)), JX_FMT(jx__points_text(c->arena, full)),
        JX_FMT(jx__points_text(c->arena, c->weight)));
    jx__outcome_points(c, outcome, arithmetic,
                       jx_num_div(c->arena, jx_num_mul(c->arena, mean, c->weight), full));
    return true;
}

bool jx__rule_experts(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    if (c->finding && c->finding->experts.n)
        return score(c, &params, outcome);
    if (c->stated) {
        outcome->explanation = jx__case_explain_stated(c);
        return true;
    }
    JX_SAY(c->diags, EXPERTS_NONE, c->finding ? c->finding->span : c->leaf->span, c->label);
    return false;
}
