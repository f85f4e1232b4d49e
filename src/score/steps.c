/* steps.c - 档 as a whole: no gaps, no overlaps, one line for each value.
 *
 * Layer:   score.
 */
#include "score/internal.h"
#include "score/words.h"

#include <stdlib.h>

/* A line of bands as read. */
struct step {
    const struct jx_band *band;
    struct jx__interval interval; /* ends on the scale of the first line's unit */
};

struct steps {
    struct step *items; /* by rising low end, without 其他; shape [n] */
    size_t n;
    const struct jx_band *others;
    struct jx_str unit;
};

/* By low end; a closed one is lower. */
static int by_low(const void *a, const void *b)
{
    const struct jx__interval *x = &((const struct step *)a)->interval;
    const struct jx__interval *y = &((const struct step *)b)->interval;
    if (!x->has_low || !y->has_low)
        return x->has_low - y->has_low;
    int order = jx_num_cmp(x->low, y->low);
    return order ? order : x->low_open - y->low_open;
}

/* Ends in the unit of the first line; false after a message. */
static bool convert(const struct jx__case *c, struct steps *steps, struct step *step)
{
    struct jx_num scale;
    struct jx__interval *v = &step->interval;
    if (!steps->n) {
        steps->unit = v->unit;
        return true;
    }
    if ((jx_str_empty(v->unit) != jx_str_empty(steps->unit)) ||
        !jx__unit_scale(c->arena, v->unit, steps->unit, &scale)) {
        JX_SAY(c->diags, STEP_UNIT, step->band->range.span, steps->items[0].band->range.str,
               step->band->range.str);
        return false;
    }
    v->low = jx_num_mul(c->arena, v->low, scale);
    v->high = jx_num_mul(c->arena, v->high, scale);
    return true;
}

/* Lines in the order of their ends; what lies between two must be exactly nothing. */
static bool check_seams(const struct jx__case *c, const struct steps *steps)
{
    bool good = true;
    for (size_t i = 1; i < steps->n; i++) {
        const struct step *below = &steps->items[i - 1];
        const struct step *above = &steps->items[i];
        const struct jx__interval *b = &below->interval;
        const struct jx__interval *a = &above->interval;
        int order = b->has_high && a->has_low ? jx_num_cmp(b->high, a->low) : 1;
        bool overlap = order > 0 || (order == 0 && !b->high_open && !a->low_open);
        bool gap = order < 0 || (order == 0 && b->high_open && a->low_open);
        /* The place is the line that stands later in the file. */
        const struct jx_band *later = below->band > above->band ? below->band : above->band;
        const struct jx_band *first = later == below->band ? above->band : below->band;
        if (overlap)
            JX_SAY(c->diags, STEP_OVERLAP, later->range.span, first->range.str, later->range.str);
        else if (gap && !steps->others)
            JX_SAY(c->diags, STEP_GAP, later->range.span, first->range.str, later->range.str);
        good = good && !overlap && (!gap || steps->others);
    }
    return good;
}

static bool read(const struct jx__case *c, const struct jx_bands *bands, struct steps *steps)
{
    bool good = true;
    steps->items = JX_ARRAY(c->arena, struct step, bands->n);
    for (size_t i = 0; i < bands->n; i++) {
        struct step step = {.band = &bands->items[i]};
        if (!jx__interval_parse(c->arena, step.band->range.str, &step.interval)) {
            JX_SAY(c->diags, STEP_BAD, step.band->range.span,
                   step.band->range.str.ptr ? step.band->range.str : JX_STR(""));
            good = false;
        } else if (step.interval.others) {
            steps->others = step.band;
        } else if (convert(c, steps, &step)) {
            steps->items[steps->n++] = step;
        } else {
            good = false;
        }
    }
    if (!good)
        return false;
    if (steps->n)
        qsort(steps->items, steps->n, sizeof *steps->items, by_low);
    return check_seams(c, steps);
}

/* The actual value in the unit of the lines. */
static bool actual_in(const struct jx__case *c, struct jx_str unit, struct jx_num *ret_num)
{
    struct jx_num scale;
    struct jx_str own = c->actual.percent ? JX_STR("%") : c->actual.unit;
    if (c->actual.kind != JX_TARGET_NUM || !jx__unit_scale(c->arena, own, unit, &scale))
        return false;
    *ret_num = jx_num_mul(c->arena, c->actual.num, scale);
    return true;
}

/* The line of bands that holds the actual value. Says what is wrong with the bands (bad intervals, gaps, overlaps, units) and
 * of values in none of them; NULL then. */
static const struct jx_band *find_step(const struct jx__case *c, const struct jx_bands *bands)
{
    struct steps steps = {.unit = JX_STR("")};
    struct jx_num actual;
    if (!read(c, bands, &steps))
        return NULL;
    if (c->actual.kind == JX_TARGET_NONE) {
        if (!c->stated)
            JX_SAY(c->diags, SCORE_MISSING, jx__case_actual_span(c), c->label, c->leaf->id.str);
        return NULL;
    }
    if (!actual_in(c, steps.unit, &actual)) {
        if (!c->stated)
            JX_SAY(c->diags, RATIO_ACTUAL, jx__case_actual_span(c), c->label, c->actual.text,
                   bands->items[0].range.str);
        return NULL;
    }
    for (size_t i = 0; i < steps.n; i++)
        if (jx__interval_holds(&steps.items[i].interval, actual))
            return steps.items[i].band;
    if (!steps.others)
        JX_SAY(c->diags, STEP_OUTSIDE, jx__case_actual_span(c), c->label, c->actual.text);
    return steps.others;
}

bool jx__steps_apply(const struct jx__case *c, const struct jx_bands *bands,
                     struct jx__outcome *outcome)
{
    struct jx_num points;
    bool good = true;
    for (size_t i = 0; i < bands->n; i++)
        good = jx__worth_read(c, &bands->items[i].worth, &points) && good;
    size_t before = c->diags->n_errors;
    const struct jx_band *band = find_step(c, bands);
    if (!good || c->diags->n_errors > before)
        return false;
    if (!band) { /* a stated score stands in for a value that is missing */
        outcome->explanation = jx__case_explain_stated(c);
        return true;
    }
    if (!jx__worth_read(c, &band->worth, &points))
        return false;
    if (!c->scheme->round_total) /* a share of the weight may have more digits */
        points = jx_num_round(c->arena, points, c->scheme->score_digits, c->scheme->round);
    jx__outcome_say(c, outcome, points,
                    jx_str_printf(c->arena, JX_W_STEP, JX_FMT(c->lead), JX_FMT(c->actual.text),
                                  JX_FMT(band->range.str),
                                  JX_FMT(jx__points_text(c->arena, points))));
    return true;
}
