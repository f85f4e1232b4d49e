/* justify.c - how a line that is too wide or too narrow is made to fit.
 *
 * Layer:   text.
 * Source:  CLREQ 3.1.8 (order of squeezing and stretching), 3.1.6 (marks at line ends) and the design: squeeze blanks, brackets, commas, Han–Latin gaps, stops, in this order; widen
 *          blanks up to half an em, all gaps up to 0.09 em, glyphs up to 3 %, then gaps again; when nothing can be
 *          squeezed further, narrow glyphs up to 2 %.
 */
#include "text/internal.h"

/* A quantity spread over gaps so that the parts add up to it exactly. */
struct share {
    int64_t total_mpt;
    int64_t weight; /* of all gaps together */
    int64_t seen;   /* weight of the gaps served */
    int64_t given_mpt;
};

static int32_t next_share(struct share *share, int64_t weight)
{
    share->seen += weight;
    int64_t upto = share->weight > 0 ? share->total_mpt * share->seen / share->weight : 0;
    int32_t part = (int32_t)(upto - share->given_mpt);
    share->given_mpt = upto;
    return part;
}

/* What a gap weighs in one turn of the adjustment; 0: it takes no part. */
typedef int64_t weigh_fn(const struct jx__atom *atom, int turn);

static int64_t weigh_shrink(const struct jx__atom *atom, int turn)
{
    return atom->tier == turn ? atom->shrink_mpt : 0;
}

static int64_t weigh_blank(const struct jx__atom *atom, int turn)
{
    (void)turn;
    return atom->stretch == JX__STRETCH_BLANK ? atom->stretch_mpt : 0;
}

static int64_t weigh_gap(const struct jx__atom *atom, int turn)
{
    (void)turn;
    bool gap = atom->stretch == JX__STRETCH_HAN || atom->stretch == JX__STRETCH_MIXED;
    return gap ? atom->stretch_mpt : 0;
}

/* Past all limits: blanks take four times what a gap takes. */
static int64_t weigh_rest(const struct jx__atom *atom, int turn)
{
    (void)turn;
    if (atom->stretch == JX__STRETCH_NONE)
        return 0;
    return (int64_t)atom->size_mpt * (atom->stretch == JX__STRETCH_BLANK ? 4 : 1);
}

struct gaps {
    const struct jx__atom *atoms; /* shape [n]: those with a gap before them, in this line */
    size_t n;
    int32_t *extra;
};

static int64_t weight_of(const struct gaps *gaps, weigh_fn *weigh, int turn)
{
    int64_t weight = 0;
    for (size_t i = 0; i < gaps->n; i++)
        weight += weigh(&gaps->atoms[i], turn);
    return weight;
}

/* Spread amount over the gaps; sign -1 narrows them. */
static void spread(const struct gaps *gaps, weigh_fn *weigh, int turn, int64_t amount_mpt, int sign)
{
    struct share share = {.total_mpt = amount_mpt, .weight = weight_of(gaps, weigh, turn)};
    for (size_t i = 0; i < gaps->n; i++)
        gaps->extra[i] += sign * next_share(&share, weigh(&gaps->atoms[i], turn));
}

static int64_t at_most(int64_t amount, int64_t limit)
{
    return amount < limit ? amount : limit;
}

/* Returns what the glyphs are to be narrowed by. */
static int64_t shrink_line(const struct gaps *gaps, int64_t glyphs_mpt, int64_t excess_mpt)
{
    for (int tier = 0; tier < JX__N_TIERS && excess_mpt > 0; tier++) {
        int64_t part = at_most(excess_mpt, weight_of(gaps, weigh_shrink, tier));
        spread(gaps, weigh_shrink, tier, part, -1);
        excess_mpt -= part;
    }
    return at_most(excess_mpt, glyphs_mpt * JX__NARROW_PPM / 1000000);
}

/* Returns what the glyphs are to be widened by. */
static int64_t stretch_line(const struct gaps *gaps, int64_t glyphs_mpt, int64_t need_mpt)
{
    int64_t part = at_most(need_mpt, weight_of(gaps, weigh_blank, 0));
    spread(gaps, weigh_blank, 0, part, 1);
    need_mpt -= part;
    part = at_most(need_mpt, weight_of(gaps, weigh_gap, 0));
    spread(gaps, weigh_gap, 0, part, 1);
    need_mpt -= part;
    int64_t widen_mpt = at_most(need_mpt, glyphs_mpt * JX__WIDEN_PPM / 1000000);
    need_mpt -= widen_mpt;
    spread(gaps, weigh_rest, 0, need_mpt, 1);
    return widen_mpt;
}

static int32_t widest_gap(const struct gaps *gaps)
{
    int32_t widest = 0;
    for (size_t i = 0; i < gaps->n; i++) {
        const struct jx__atom *atom = &gaps->atoms[i];
        if (atom->stretch != JX__STRETCH_HAN || gaps->extra[i] <= 0)
            continue;
        int64_t milli = ((int64_t)gaps->extra[i] * 1000 + atom->size_mpt - 1) / atom->size_mpt;
        if (milli > widest)
            widest = (int32_t)milli;
    }
    return widest;
}

void jx__justify(const struct jx__text *text, size_t first, size_t visible_end, int64_t need_mpt,
                 struct jx__fit *fit)
{
    struct gaps gaps = {
        .atoms = text->atoms + first + 1,
        .n = visible_end - first - 1,
        .extra = fit->extra + 1,
    };
    int64_t glyphs_mpt = text->sums[visible_end].glyphs_mpt - text->sums[first].glyphs_mpt;
    if (need_mpt < 0)
        fit->widen_mpt = -shrink_line(&gaps, glyphs_mpt, -need_mpt);
    else
        fit->widen_mpt = stretch_line(&gaps, glyphs_mpt, need_mpt);
    fit->gap_milli_em = widest_gap(&gaps);
}
