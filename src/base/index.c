#include "base/index.h"

#include <stdint.h>

#define FIRST_PLACES 64

/* FNV-1a, 64 bits. */
static uint64_t hash(struct jx_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return h ^ h >> 32;
}

/* The place of a name, or the free place where it would stand. */
static struct jx_index_place *place_of(const struct jx_index *index, struct jx_str name)
{
    size_t at = (size_t)hash(name) & (index->cap - 1);
    while (index->places[at].name.ptr && !jx_str_eq(index->places[at].name, name))
        at = (at + 1) & (index->cap - 1);
    return &index->places[at];
}

static void grow(struct jx_arena *arena, struct jx_index *index)
{
    struct jx_index larger = {.cap = index->cap ? 2 * index->cap : FIRST_PLACES, .n = index->n};
    larger.places = JX_ARRAY(arena, struct jx_index_place, larger.cap);
    for (size_t i = 0; i < index->cap; i++)
        if (index->places[i].name.ptr)
            *place_of(&larger, index->places[i].name) = index->places[i];
    *index = larger;
}

static struct jx_str present(struct jx_str name)
{
    return name.ptr ? name : JX_STR("");
}

bool jx_index_add(struct jx_arena *arena, struct jx_index *index, struct jx_str name, size_t number)
{
    name = present(name);
    if (2 * (index->n + 1) > index->cap)
        grow(arena, index);
    struct jx_index_place *place = place_of(index, name);
    if (place->name.ptr)
        return false;
    *place = (struct jx_index_place){name, number};
    index->n++;
    return true;
}

size_t jx_index_find(const struct jx_index *index, struct jx_str name)
{
    if (index->n == 0)
        return SIZE_MAX;
    const struct jx_index_place *place = place_of(index, present(name));
    return place->name.ptr ? place->number : SIZE_MAX;
}
