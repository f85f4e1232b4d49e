/* rule_rating.c - 定性: a rating, and a score inside its band.
 *
 * Layer:   score.
 *
 * Source: 财预〔2020〕10号: 达成 100–80 %, 部分达成 80–60 %, 未达成 60–0 % of the weight; some provinces 80–50 %, 50–0 % (DOMAIN 1.3).
 *         The evaluator chooses the band and a score in it: two inputs, one check. A rating alone is an error that names the band,
 *         unless the band states its 取值. Production systems round the ends: [round(.8W,2), W], [round(.6W,2), round(.8W,2)) ….
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
    struct jx_ratings ratings;
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"档", JX_F_LIST, 0, offsetof(struct params, ratings), &jx__rating_schema, NULL,
     "各档的比例，由高到低；不写则照方案"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 2, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* The points a band goes from and to. */
struct range {
    struct jx_num low;
    struct jx_num high;
    bool high_open;
    struct jx_str text;
};

static struct jx_num end_of(const struct jx__case *c, struct jx_num share)
{
    struct jx_num points = jx_num_mul(c->arena, share, c->weight);
    return jx_num_round(c->arena, points, c->scheme->score_digits, c->scheme->round);
}

static struct range range_of(const struct jx__case *c, const struct jx_ratings *ratings, size_t i)
{
    struct range r = {.low = end_of(c, ratings->items[i].from.num), .high = c->weight};
    r.high_open = i > 0;
    if (i > 0)
        r.high = end_of(c, ratings->items[i - 1].from.num);
    struct jx_str low = jx__points_text(c->arena, r.low);
    struct jx_str high = jx__points_text(c->arena, r.high);
    r.text = r.high_open ? jx_str_printf(c->arena, JX_W_BAND_OPEN, JX_FMT(low), JX_FMT(high))
                         : jx_str_printf(c->arena, JX_W_BAND_CLOSED, JX_FMT(low), JX_FMT(high));
    return r;
}

static bool holds(const struct range *r, struct jx_num score)
{
    int high = jx_num_cmp(score, r->high);
    return jx_num_cmp(score, r->low) >= 0 && (high < 0 || (high == 0 && !r->high_open));
}

static struct jx_str names_of(const struct jx__case *c, const struct jx_ratings *ratings)
{
    struct jx_buf names = {.arena = c->arena};
    for (size_t i = 0; i < ratings->n; i++)
        jx_buf_printf(&names, "%s%.*s", i ? JX_W_AND : "", JX_FMT(ratings->items[i].name.str));
    return jx_buf_str(&names);
}

/* Index of the rating, or n after a message. */
static size_t find_rating(const struct jx__case *c, const struct jx_ratings *ratings)
{
    struct jx_text written = c->finding->rating;
    for (size_t i = 0; i < ratings->n; i++)
        if (jx_str_eq(ratings->items[i].name.str, jx_str_trim(written.str)))
            return i;
    JX_SAY(c->diags, RATING_UNKNOWN, written.span, c->label, jx_shown(c->arena, written.str),
           names_of(c, ratings));
    return ratings->n;
}

static struct jx_str explain(const struct jx__case *c, struct jx_str name, const struct range *r)
{
    return jx_str_printf(c->arena, JX_W_RATING_GIVEN, JX_FMT(c->lead), JX_FMT(name),
                         JX_FMT(r->text), JX_FMT(jx__points_text(c->arena, c->stated_score)));
}

/* A score alone: the rating follows from it, and is asked for. */
static bool by_score(const struct jx__case *c, const struct jx_ratings *ratings,
                     struct jx__outcome *outcome)
{
    for (size_t i = 0; i < ratings->n; i++) {
        struct range r = range_of(c, ratings, i);
        if (!holds(&r, c->stated_score))
            continue;
        JX_SAY(c->diags, RATING_NONE, c->finding->score.span, c->label, ratings->items[i].name.str);
        outcome->explanation = explain(c, ratings->items[i].name.str, &r);
        return true;
    }
    outcome->explanation = jx__case_explain_stated(c); /* out of 0 … weight, which has been said */
    return true;
}

static bool by_rating(const struct jx__case *c, const struct jx_ratings *ratings,
                      struct jx__outcome *outcome)
{
    size_t i = find_rating(c, ratings);
    if (i == ratings->n)
        return false;
    const struct jx_rating *rating = &ratings->items[i];
    struct range r = range_of(c, ratings, i);
    if (!c->stated && rating->value.set) {
        struct jx_str arithmetic =
            jx_str_printf(c->arena, JX_W_RATING_VALUE, JX_FMT(rating->name.str),
                          JX_FMT(jx__points_text(c->arena, c->weight)), JX_FMT(rating->value.text));
        jx__outcome_points(c, outcome, arithmetic,
                           jx_num_mul(c->arena, c->weight, rating->value.num));
        return true;
    }
    if (!c->stated) {
        JX_SAY(c->diags, RATING_WANTED, c->finding->rating.span, c->label, rating->name.str,
               r.text);
        return false;
    }
    if (!holds(&r, c->stated_score)) {
        JX_SAY(c->diags, RATING_SCORE, c->finding->score.span, c->label, rating->name.str,
               jx__points_text(c->arena, c->stated_score), r.text);
        return false;
    }
    outcome->explanation = explain(c, rating->name.str, &r);
    return true;
}

bool jx__rule_rating(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    if (!jx__rule_params(c, &params_schema, &params) ||
        !jx__ratings_check(c->diags, &params.ratings))
        return false;
    const struct jx_ratings *ratings = params.ratings.n ? &params.ratings : &c->scheme->ratings;
    if (!ratings->n) {
        JX_SAY(c->diags, RATING_BANDS, c->leaf->rule.span, c->label);
        return false;
    }
    if (c->finding && c->finding->rating.str.ptr)
        return by_rating(c, ratings, outcome);
    if (c->stated)
        return by_score(c, ratings, outcome);
    JX_SAY(c->diags, RATING_OPEN, c->finding ? c->finding->span : c->leaf->span, c->label,
           c->leaf->id.str, names_of(c, ratings));
    return false;
}
