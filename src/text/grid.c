/* grid.c - the strict grid: each Han and full-width mark in a cell, Western words rounded up to whole cells.
 *
 * Layer:   text.
 * Source:  GB/T 9704-2012 5.2.3 (28 characters a line, filling the text area); CLREQ 3.1.3 (what may not begin or end a line
 *          is pushed to the next one, with its neighbour); GB/T 15834-2011 5.1.10 (marks at the end of a line).
 *
 * Lines are filled one after the other. Digits and letters are set at their own widths (half a cell in most faces); a run of them
 * takes whole cells and stands in their middle, at a line's start at its edge.
 */
#include "text/internal.h"

struct walker {
    int32_t cell_mpt;
    int64_t n_cells;    /* taken by what is complete */
    int64_t narrow_mpt; /* of the Western words at the end */
};

static int64_t cells_for(int64_t width_mpt, int32_t cell_mpt)
{
    return (width_mpt + cell_mpt - 1) / cell_mpt;
}

/* Cells of one wide atom: a dash of two em takes two. */
static int64_t cells_of(const struct jx__atom *atom, int32_t cell_mpt)
{
    int64_t n = ((int64_t)atom->advance_mpt + cell_mpt / 2) / cell_mpt;
    return n > 0 ? n : 1;
}

static void step(struct walker *w, const struct jx__atom *atom)
{
    if (!atom->wide) {
        w->narrow_mpt += atom->advance_mpt;
        return;
    }
    w->n_cells += cells_for(w->narrow_mpt, w->cell_mpt) + cells_of(atom, w->cell_mpt);
    w->narrow_mpt = 0;
}

static int64_t width_so_far(const struct walker *w)
{
    return (w->n_cells + cells_for(w->narrow_mpt, w->cell_mpt)) * w->cell_mpt;
}

static int32_t ink_of(const struct jx__atom *mark)
{
    return mark->advance_mpt - mark->right_mpt;
}

/* GB/T 15834-2011 5.1.10: a mark at the end of a line takes half its place. So two closing marks there (。” and the like) can share
 * one cell. */
static bool shares_cell(const struct jx__text *text, size_t first, size_t end, int32_t cell_mpt)
{
    if (end < first + 2)
        return false;
    const struct jx__atom *last = &text->atoms[end - 1], *before = last - 1;
    bool marks = last->wide && before->wide && last->class >= JX__CLOSE &&
                 last->class <= JX__STOP && before->class >= JX__CLOSE && before->class <= JX__STOP;
    return marks && (int64_t)ink_of(before) + ink_of(last) <= cell_mpt;
}

/* The last place that a line from places[from] can reach; at least the next one. */
static size_t fill_line(const struct jx__text *text, const struct jx__places *places, size_t from,
                        int64_t room_mpt, int32_t cell_mpt)
{
    struct walker w = {.cell_mpt = cell_mpt};
    size_t to = from + 1, visible = 0;
    int64_t width_mpt = 0;
    size_t first = places->items[from].atom, i = first;
    for (size_t next = from + 1; next < places->n; next++) {
        for (; i < places->items[next].atom; i++) {
            step(&w, &text->atoms[i]);
            if (text->atoms[i].class != JX__BLANK) {
                width_mpt = width_so_far(&w);
                visible = i + 1;
            }
        }
        if (width_mpt <= room_mpt ||
            (width_mpt - cell_mpt <= room_mpt && shares_cell(text, first, visible, cell_mpt)))
            to = next;
        if (width_mpt - cell_mpt > room_mpt)
            break;
    }
    return to;
}

static uint32_t signs_between(const struct jx__text *text, const struct jx__places *places,
                              size_t from, size_t to)
{
    return text->sums[places->items[to].atom].n_signs -
           text->sums[places->items[from].atom].n_signs;
}

void jx__grid_compose(const struct jx__text *text, const struct jx__measure *measure,
                      int32_t cell_mpt, size_t first, size_t end, struct jx__cuts *cuts)
{
    struct jx__places places = {0};
    jx__places_find(text, measure, first, end, &places);
    for (size_t from = 0; from + 1 < places.n;) {
        size_t to = fill_line(text, &places, from,
                              from == 0 ? measure->first_line_mpt : measure->line_mpt, cell_mpt);
        /* One character would be left for the last line: give it company. */
        if (to + 1 < places.n && to > from + 1 &&
            signs_between(text, &places, to, places.n - 1) <= 1)
            to--;
        JX_PUSH(text->scratch, cuts,
                (struct jx__cut){.first = places.items[from].atom, .end = places.items[to].atom});
        from = to;
    }
}

/* Western words from i on, centred in their cells; at a line's start they stand at its edge. Returns their end. */
static size_t place_narrow(const struct jx__text *text, size_t first, size_t i, size_t end,
                           struct walker *w, int32_t *x)
{
    size_t stop = i;
    int64_t width_mpt = 0;
    while (stop < end && !text->atoms[stop].wide)
        width_mpt += text->atoms[stop++].advance_mpt;
    int64_t cells = cells_for(width_mpt, w->cell_mpt);
    int64_t pen = w->n_cells * w->cell_mpt;
    if (i > first)
        pen += (cells * w->cell_mpt - width_mpt) / 2;
    for (; i < stop; i++) {
        x[i - first] = (int32_t)pen;
        pen += text->atoms[i].advance_mpt;
    }
    w->n_cells += cells;
    return stop;
}

int64_t jx__grid_place(const struct jx__text *text, const struct jx__cut *cut, int32_t cell_mpt,
                       int32_t *x)
{
    struct walker w = {.cell_mpt = cell_mpt};
    size_t first = cut->first, end = text->sums[cut->end].visible_end;
    for (size_t i = first; i < end;) {
        if (!text->atoms[i].wide) {
            i = place_narrow(text, first, i, end, &w, x);
            continue;
        }
        x[i - first] = (int32_t)(w.n_cells * cell_mpt);
        w.n_cells += cells_of(&text->atoms[i], cell_mpt);
        i++;
    }
    if (w.n_cells * cell_mpt > cut->room_mpt && shares_cell(text, first, end, cell_mpt)) {
        x[end - 1 - first] = x[end - 2 - first] + ink_of(&text->atoms[end - 2]);
        w.n_cells--;
    }
    return w.n_cells * cell_mpt;
}
