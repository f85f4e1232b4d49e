/* index.h - which item has this name: a hash table from texts to numbers, so that looking up stays fast when a hostile file has a
 * hundred thousand names.
 *
 * Layer:   base.
 * Memory:  names are borrowed; the table lives in the arena.
 */
#ifndef JX_BASE_INDEX_H
#define JX_BASE_INDEX_H

#include "base/str.h"

struct jx_index_place {
    struct jx_str name; /* absent: free */
    size_t number;
};

/* Zeroed: empty. */
struct jx_index {
    struct jx_index_place *places; /* shape [cap] */
    size_t cap;                    /* 0 or a power of two, at least twice n */
    size_t n;
};

/* Enter a name with its number, unless it is there already: then false, and the earlier number stays. An absent name counts
 * as an empty one. */
bool jx_index_add(struct jx_arena *arena, struct jx_index *index, struct jx_str name,
                  size_t number);

/* The number of a name, or SIZE_MAX. */
size_t jx_index_find(const struct jx_index *index, struct jx_str name);

#endif
