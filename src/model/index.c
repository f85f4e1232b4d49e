/* Sorted names: looking up stays fast when a hostile file has a hundred thousand records. */
#include "model/internal.h"

#include "input/suggest.h"

#include <stdlib.h>

void jx__index_add(struct jx_arena *arena, struct jx__index *index, struct jx_text name,
                   size_t item)
{
    if (jx_str_empty(name.str))
        return;
    if (index->n == index->cap)
        index->entries =
            jx_vec_grow(arena, index->entries, index->n, &index->cap, sizeof *index->entries);
    index->entries[index->n++] = (struct jx__index_entry){name, item};
}

/* Equal names keep their order of arrival. */
static int entry_cmp(const void *a, const void *b)
{
    const struct jx__index_entry *left = a;
    const struct jx__index_entry *right = b;
    int order = jx_str_cmp(left->name.str, right->name.str);
    return order ? order : (left->item > right->item) - (left->item < right->item);
}

void jx__index_close(struct jx__index *index)
{
    if (index->n > 1)
        qsort(index->entries, index->n, sizeof *index->entries, entry_cmp);
}

void jx__index_check_twice(struct jx_arena *arena, const struct jx__index *index,
                           enum jx_diag_code code, struct jx_diags *diags)
{
    size_t first = 0;
    for (size_t i = 1; i < index->n; i++) {
        const struct jx_text *name = &index->entries[i].name;
        if (!jx_str_eq(name->str, index->entries[first].name.str)) {
            first = i;
            continue;
        }
        uint32_t line1 = index->entries[first].name.span.line1;
        struct jx_str args[] = {jx_shown(arena, name->str),
                                jx_str_printf(arena, "%u", (unsigned)line1)};
        jx_diag_add(diags, code, name->span, args, 2);
    }
}

void jx__index_unique(struct jx__index *index)
{
    size_t n = 0;
    for (size_t i = 0; i < index->n; i++)
        if (n == 0 || !jx_str_eq(index->entries[n - 1].name.str, index->entries[i].name.str))
            index->entries[n++] = index->entries[i];
    index->n = n;
}

/* Where a name stands or would stand. */
static size_t lower_bound(const struct jx__index *index, struct jx_str name)
{
    size_t low = 0;
    size_t high = index->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (jx_str_cmp(index->entries[middle].name.str, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct jx__index_entry *jx__index_find(const struct jx__index *index, struct jx_str name)
{
    size_t low = lower_bound(index, name);
    bool found = low < index->n && jx_str_eq(index->entries[low].name.str, name);
    return found ? &index->entries[low] : NULL;
}

/* Neighbours of an unknown name that are tried for 是否想写: all in a real project, few of a hostile one. */
#define MAX_NEIGHBOURS 1000

void jx__index_say_unknown(struct jx_arena *arena, const struct jx__index *index,
                           enum jx_diag_code code, struct jx_text name, struct jx_diags *diags)
{
    struct jx_str nearest = JX_NO_STR;
    if (diags->n < JX_DIAGS_MAX) {
        size_t n = index->n < MAX_NEIGHBOURS ? index->n : MAX_NEIGHBOURS;
        size_t from = lower_bound(index, name.str);
        from = from > n / 2 ? from - n / 2 : 0;
        from = from + n > index->n ? index->n - n : from;
        struct jx_str *names = JX_ARRAY(arena, struct jx_str, n);
        for (size_t i = 0; i < n; i++)
            names[i] = index->entries[from + i].name.str;
        nearest = jx_suggest(diags, name.str, names, n);
    }
    struct jx_str args[] = {jx_shown(arena, name.str), nearest};
    jx_suggested(jx_diag_add(diags, code, name.span, args, 2), nearest);
}
