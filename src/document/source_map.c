/* source_map.c - from expanded text back to the files it came from. */
#include "document/internal.h"

size_t jx__map_at(const struct jx_source_map *map, size_t at)
{
    size_t low = 0, high = map == NULL ? 0 : map->n;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (map->items[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The piece that holds the byte; the nearest one when none does. */
static const struct jx_map_piece *piece_at(const struct jx_source_map *map, size_t at)
{
    return &map->items[jx__map_at(map, at)];
}

struct jx_span jx_source_map_span(const struct jx_source_map *map, const struct jx_sources *sources,
                                  size_t from, size_t to)
{
    if (map->n == 0)
        return JX_NO_SPAN;
    const struct jx_map_piece *first = piece_at(map, from);
    const struct jx_map_piece *last = piece_at(map, to > from ? to - 1 : from);
    if (!first->literal)
        return first->value.file != 0 && first == last ? first->value : first->tag;
    size_t start = first->offset + (from > first->from ? from - first->from : 0);
    size_t end = first->offset + (first->to - first->from);
    if (last == first && to < first->to)
        end = first->offset + (to > first->from ? to - first->from : 0);
    else if (last->literal && last->file == first->file && last->offset >= first->offset)
        end = last->offset + ((to < last->to ? to : last->to) - last->from);
    return jx_sources_span(sources, first->file, start, end < start ? start : end);
}
