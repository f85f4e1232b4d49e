/* compose.c - the best lines for a paragraph, chosen over all of it.
 *
 * Layer:   text.
 *
 * Dynamic programming over the places where lines may end: the cost of a place is that of the cheapest lines that lead
 * to it. Only starts from which a line could reasonably reach the place are tried, so the time is linear.
 *
 * Source:  CLREQ 3.1.3 (prohibitions, whose degrees are break_cost()), 3.1.8 (how far a line may be squeezed or stretched), CLREQ 3.1.7
 *          (no single character on a paragraph's last line: LONELY); GB/T 15834-2011 5.1.
 */
#include "text/internal.h"

#define NO_COST INT64_MAX
/* A last line of one character. Dearer than any stretching, cheaper than text beyond the margin. */
#define LONELY ((int64_t)1000000000)
#define OVERFULL ((int64_t)1000000000000)
/* Lines that are not justified: another line costs more than any blank space. */
#define RAGGED_LINE ((int64_t)100000000)

struct node {
    int64_t cost;  /* of the lines up to here */
    uint32_t from; /* place where the last of them begins */
};

struct composer {
    const struct jx__text *text;
    const struct jx__measure *measure;
    struct jx__places places;
    struct node *nodes; /* shape [places.n] */
};

/* A line between two places. */
struct line {
    int64_t room_mpt;
    int64_t need_mpt; /* room minus natural width */
    int64_t shrink_mpt;
    int64_t stretch_mpt;
    int64_t widen_mpt;
    int64_t narrow_mpt;
    bool ends; /* last of what is composed */
    bool lonely;
};

static struct line line_of(const struct composer *c, size_t from, size_t to)
{
    const struct jx__text *text = c->text;
    bool opening = from == 0;
    size_t first = c->places.items[from].atom;
    size_t end = c->places.items[to].atom;
    size_t visible = text->sums[end].visible_end;
    struct line line = {
        .room_mpt = opening ? c->measure->first_line_mpt : c->measure->line_mpt,
        .ends = to + 1 == c->places.n,
    };
    line.need_mpt =
        line.room_mpt - jx__line_width(text, first, end, opening && c->measure->keep_start);
    if (visible <= first)
        return line;
    const struct jx__sum *a = &text->sums[first + 1];
    const struct jx__sum *b = &text->sums[visible];
    line.lonely = line.ends && from > 0 && b->n_signs - text->sums[first].n_signs <= 1;
    if (c->measure->justify) {
        line.shrink_mpt = b->shrink_mpt - a->shrink_mpt;
        line.stretch_mpt = b->stretch_mpt - a->stretch_mpt;
        const int64_t glyphs_mpt = b->glyphs_mpt - text->sums[first].glyphs_mpt;
        line.widen_mpt = glyphs_mpt * JX__WIDEN_PPM / 1000000;
        line.narrow_mpt = glyphs_mpt * JX__NARROW_PPM / 1000000;
    }
    return line;
}

static int64_t square(int64_t x)
{
    return x * x;
}

/* part of whole in 1/1000; from ten times the whole on all is one. */
static int64_t ratio(int64_t part, int64_t whole)
{
    int64_t milli = part * 1000 / (whole + 1);
    return milli < 10000 ? milli : 10000;
}

/* 160 where the line is as tight, 100 where it is as loose as it may be: uneven commas show more than even gaps. */
static int64_t badness(const struct composer *c, const struct line *line)
{
    int64_t need = line->need_mpt;
    if (need < 0 && -need <= line->shrink_mpt)
        return 160 * square(ratio(-need, line->shrink_mpt)) / 1000000;
    if (need < 0)
        return 150 + 350 * ratio(-need - line->shrink_mpt, line->narrow_mpt) / 1000;
    if (line->ends)
        return 0;
    if (need <= line->stretch_mpt)
        return 100 * square(ratio(need, line->stretch_mpt)) / 1000000;
    need -= line->stretch_mpt;
    if (need <= line->widen_mpt)
        return 150 + 350 * ratio(need, line->widen_mpt) / 1000;
    need -= line->widen_mpt;
    int64_t worse = 1000 + need * 2000 / c->measure->em_mpt;
    return worse < 20000 ? worse : 20000;
}

/* Ending a line where it is allowed only for want of something better. */
static int64_t break_cost(const struct composer *c, size_t to)
{
    static const int64_t justified[] = {0, 1000000000, 4000000, 200000, 60000, 40000, 0, 0};
    static const int64_t ragged[] = {0, 10000000, 300000, 62500, 62500, 45000, 0, 0};
    unsigned brk = c->places.items[to].brk;
    return c->measure->justify ? justified[brk] : ragged[brk];
}

/* Blank at the end of a line that is not justified, in 1/100 em: up to one em hardly shows, a hole does. */
static int64_t hole_cost(const struct composer *c, const struct line *line)
{
    if (line->ends || line->need_mpt < 0)
        return 0;
    int64_t blank = line->need_mpt * 100 / c->measure->em_mpt;
    int64_t excess = blank > 100 ? blank - 100 : 0;
    return blank + square(excess < 9000 ? excess : 9000) / 2;
}

static bool is_overfull(const struct line *line)
{
    return line->need_mpt + line->shrink_mpt + line->narrow_mpt < 0;
}

static int64_t line_cost(const struct composer *c, const struct line *line, size_t to)
{
    int64_t cost = break_cost(c, to);
    if (is_overfull(line))
        cost += OVERFULL;
    if (!c->measure->justify)
        return cost + RAGGED_LINE + hole_cost(c, line) + (line->lonely ? LONELY / 50 : 0);
    return cost + square(10 + badness(c, line)) + (line->lonely ? LONELY : 0);
}

/* So short that starts further right need not be tried. */
static bool is_hopeless(const struct composer *c, const struct line *line)
{
    if (line->ends)
        return false;
    int64_t slack = line->need_mpt - line->stretch_mpt - line->widen_mpt;
    return slack > (c->measure->justify ? 2 : 12) * (int64_t)c->measure->em_mpt;
}

/* The cheapest way to place `to`, with lines that begin at or after `low`. */
static void reach(struct composer *c, size_t to, size_t low)
{
    struct node *node = &c->nodes[to];
    node->cost = NO_COST;
    for (size_t from = low; from < to; from++) {
        struct line line = line_of(c, from, to);
        if (node->cost != NO_COST && is_hopeless(c, &line))
            return;
        int64_t cost = c->nodes[from].cost + line_cost(c, &line, to);
        /* Of equals the later start: lines fill from the top. */
        if (cost <= node->cost) {
            node->cost = cost;
            node->from = (uint32_t)from;
        }
    }
}

static void reach_all(struct composer *c)
{
    size_t low = 0;
    c->nodes = JX_ARRAY(c->text->scratch, struct node, c->places.n);
    for (size_t to = 1; to < c->places.n; to++) {
        struct line line = line_of(c, low, to);
        while (low + 1 < to && is_overfull(&line)) {
            low++;
            line = line_of(c, low, to);
        }
        reach(c, to, low);
    }
}

static void collect(const struct composer *c, struct jx__cuts *cuts)
{
    size_t start = cuts->n;
    for (size_t to = c->places.n - 1; to > 0; to = c->nodes[to].from) {
        struct jx__cut cut = {
            .first = c->places.items[c->nodes[to].from].atom,
            .end = c->places.items[to].atom,
        };
        JX_PUSH(c->text->scratch, cuts, cut);
    }
    for (size_t i = start, k = cuts->n - 1; i < k; i++, k--) {
        struct jx__cut cut = cuts->items[i];
        cuts->items[i] = cuts->items[k];
        cuts->items[k] = cut;
    }
}

void jx__compose(const struct jx__text *text, const struct jx__measure *measure, size_t first,
                 size_t end, struct jx__cuts *cuts)
{
    struct composer c = {.text = text, .measure = measure};
    jx__places_find(text, measure, first, end, &c.places);
    reach_all(&c);
    collect(&c, cuts);
}
