/* grid.c - the strict grid: each Han and full-width mark in a cell, Western words rounded up to whole cells.
 *
 * Layer:   text.
 * Source:  GB/T 9704-2012 5.2.3 (28 characters a line, filling the text area).
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

/* The last place that a line from places[from] can reach; at least the next one. */
static size_t fill_line(const struct jx__text *text, const struct jx__places *places, size_t from,
                        int64_t room_mpt, int32_t cell_mpt)
{
    struct walker w = {.cell_mpt = cell_mpt};
    size_t to = from + 1;
    int64_t width_mpt = 0;
    size_t i = places->items[from].atom;
    for (size_t next = from + 1; next < places->n; next++) {
        for (; i < places->items[next].atom; i++) {
            step(&w, &text->atoms[i]);
            if (text->atoms[i].class != JX__BLANK)
                width_mpt = width_so_far(&w);
        }
        if (width_mpt > room_mpt)
            break;
        to = next;
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
        bool opening = first == 0 && from == 0;
        size_t to = fill_line(text, &places, from,
                              opening ? measure->first_line_mpt : measure->line_mpt, cell_mpt);
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

int64_t jx__grid_place(const struct jx__text *text, size_t first, size_t end, int32_t cell_mpt,
                       int32_t *x)
{
    struct walker w = {.cell_mpt = cell_mpt};
    for (size_t i = first; i < end;) {
        if (!text->atoms[i].wide) {
            i = place_narrow(text, first, i, end, &w, x);
            continue;
        }
        x[i - first] = (int32_t)(w.n_cells * cell_mpt);
        w.n_cells += cells_of(&text->atoms[i], cell_mpt);
        i++;
    }
    return w.n_cells * cell_mpt;
}
