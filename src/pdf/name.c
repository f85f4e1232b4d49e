/* name.c - names that must differ: a hash table of those given out. */
#include "pdf/internal.h"

/* FNV-1a, 64 bits. */
static uint64_t hash(struct jx_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return h;
}

/* The place of a name, or the free place where it would stand. */
static struct jx__name *place_of(const struct jx__names *names, struct jx_str name)
{
    size_t at = (size_t)hash(name) & (names->cap - 1);
    while (names->table[at].name.ptr && !jx_str_eq(names->table[at].name, name))
        at = (at + 1) & (names->cap - 1);
    return &names->table[at];
}

static void grow(struct jx_arena *arena, struct jx__names *names)
{
    struct jx__names larger = {.n = names->n, .cap = names->cap ? names->cap * 2 : 16};
    larger.table = JX_ARRAY(arena, struct jx__name, larger.cap);
    for (size_t i = 0; i < names->cap; i++)
        if (names->table[i].name.ptr)
            *place_of(&larger, names->table[i].name) = names->table[i];
    *names = larger;
}

/* Enter a name; false when it is there already. */
static bool enter(struct jx_arena *arena, struct jx__names *names, struct jx_str name)
{
    if (2 * (names->n + 1) > names->cap)
        grow(arena, names);
    struct jx__name *place = place_of(names, name);
    if (place->name.ptr)
        return false;
    *place = (struct jx__name){name, 2};
    names->n++;
    return true;
}

struct jx_str jx__names_take(struct jx_arena *arena, struct jx__names *names, struct jx_str wanted)
{
    if (!wanted.ptr)
        wanted = JX_STR("");
    struct jx_str name = wanted;
    while (!enter(arena, names, name))
        name = jx_str_printf(arena, "%.*s(%u)", JX_FMT(wanted), place_of(names, wanted)->next++);
    return name;
}
