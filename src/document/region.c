/* region.c - the rows and bands of a grid as nested regions, and which of a name is meant from a row.
 *
 * Layer:   document.
 * Memory:  dropped when the table is made.
 *
 * Regions are numbered as they are opened, so what lies inside one is a run of numbers behind its own.
 */
#include "document/tabledef.h"

static size_t depth_of(const struct jx__grid *grid, size_t region)
{
    return region == SIZE_MAX ? 0 : grid->regions.items[region].depth;
}

/* The regions of a name are listed by their depth. */
static void note_name(struct jx__grid *grid, struct jx_str name, size_t region)
{
    const size_t depth = depth_of(grid, region);
    size_t at = jx_index_find(&grid->region_names, name), before = SIZE_MAX;
    for (; at != SIZE_MAX && grid->namesakes.items[at].depth != depth;
         at = grid->namesakes.items[at].other)
        before = at;
    if (at == SIZE_MAX) {
        at = grid->namesakes.n;
        JX_PUSH(grid->own, &grid->namesakes,
                (struct jx__namesakes){.depth = depth, .other = SIZE_MAX});
        if (before == SIZE_MAX)
            jx_index_add(grid->own, &grid->region_names, name, at);
        else
            grid->namesakes.items[before].other = at;
    }
    JX_PUSH(grid->own, &grid->namesakes.items[at].regions, region);
}

size_t jx__region_open(struct jx__grid *grid, struct jx_str name)
{
    const size_t before = grid->region;
    grid->region = grid->regions.n;
    JX_PUSH(grid->own, &grid->regions,
            (struct jx__region){.name = name,
                                .row0 = grid->rows.n,
                                .parent = before,
                                .depth = depth_of(grid, before) + 1});
    if (name.ptr != NULL)
        note_name(grid, name, grid->region);
    return before;
}

void jx__region_close(struct jx__grid *grid, size_t before)
{
    struct jx__region *region = &grid->regions.items[grid->region];
    region->row1 = grid->rows.n;
    region->end = grid->regions.n;
    grid->region = before;
}

static size_t count_below(const struct jx__numbers *list, size_t number)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Those of a list that lie in the innermost region around the row that holds any, [*ret_from, *ret_to); the depth of that region. */
static size_t depth_around(const struct jx__grid *grid, const struct jx__namesakes *list,
                           size_t row, size_t *ret_from, size_t *ret_to)
{
    size_t around = grid->row_regions.items[row];
    for (;; around = grid->regions.items[around].parent) {
        const bool all = around == SIZE_MAX;
        *ret_from = all ? 0 : count_below(&list->regions, around);
        *ret_to =
            all ? list->regions.n : count_below(&list->regions, grid->regions.items[around].end);
        if (all || *ret_from < *ret_to)
            return depth_of(grid, around);
    }
}

struct jx__numbers jx__regions_near(const struct jx__grid *grid, struct jx_str name, size_t row)
{
    struct jx__numbers found = {0};
    size_t best_around = 0, best_depth = SIZE_MAX, from, to;
    size_t at = name.ptr == NULL ? SIZE_MAX : jx_index_find(&grid->region_names, name);
    for (; at != SIZE_MAX; at = grid->namesakes.items[at].other) {
        const struct jx__namesakes *list = &grid->namesakes.items[at];
        const size_t around = depth_around(grid, list, row, &from, &to);
        if (around < best_around || (around == best_around && list->depth > best_depth))
            continue;
        best_around = around;
        best_depth = list->depth; /* each is of one list only */
        found.n = 0;
        for (size_t i = from; i < to; i++)
            JX_PUSH(grid->own, &found, list->regions.items[i]);
    }
    return found;
}
