/* compare.c - what was added, removed and changed between two snapshots.
 *
 * Layer:  revision.
 */
#include "revision/internal.h"

#include <stdlib.h>

typedef const struct jx_snapshot_value *entry;

static int by_path(const void *a, const void *b)
{
    return jx_str_cmp((*(const entry *)a)->path, (*(const entry *)b)->path);
}

/* The values sorted by path. */
static entry *sorted(struct jx_arena *arena, const struct jx_snapshot *snapshot)
{
    entry *entries = JX_ARRAY(arena, entry, snapshot->values.n);

    for (size_t i = 0; i < snapshot->values.n; i++)
        entries[i] = &snapshot->values.items[i];
    if (snapshot->values.n > 0)
        qsort(entries, snapshot->values.n, sizeof *entries, by_path);
    return entries;
}

static entry find(const entry *entries, size_t n, entry wanted)
{
    const entry *found = n == 0 ? NULL : bsearch(&wanted, entries, n, sizeof *entries, by_path);

    return found == NULL ? NULL : *found;
}

static bool equal(entry a, entry b)
{
    if (jx_str_eq(a->text, b->text))
        return true;
    return a->is_num && b->is_num && jx_num_cmp(a->num, b->num) == 0;
}

struct jx_changes jx_changes_make(struct jx_arena *arena, const struct jx_snapshot *before,
                                  const struct jx_snapshot *after)
{
    const entry *old = sorted(arena, before), *new = sorted(arena, after);
    struct jx_changes changes = {0};

    for (size_t i = 0; i < after->values.n; i++) {
        const entry value = &after->values.items[i];
        const entry was = find(old, before->values.n, value);

        if (was == NULL || !equal(was, value))
            JX_PUSH(arena, &changes, (struct jx_change){was, value, NULL});
    }
    for (size_t i = 0; i < before->values.n; i++)
        if (find(new, after->values.n, &before->values.items[i]) == NULL)
            JX_PUSH(arena, &changes, (struct jx_change){&before->values.items[i], NULL, NULL});
    jx__changes_group(arena, before, after, &changes);
    jx__changes_split(arena, &changes);
    return changes;
}

const struct jx_snapshot_value *jx_change_value(const struct jx_change *change)
{
    return change->after != NULL ? change->after : change->before;
}

const struct jx_change *jx_changes_find(const struct jx_changes *changes, struct jx_str path)
{
    for (size_t i = 0; i < changes->n; i++)
        if (jx_str_eq(jx_change_value(&changes->items[i])->path, path))
            return &changes->items[i];
    return NULL;
}

size_t jx_changes_count(const struct jx_changes *changes, enum jx_value_class class)
{
    size_t n = 0;

    for (size_t i = 0; i < changes->n; i++)
        n += jx_change_value(&changes->items[i])->class == class;
    return n;
}

/* ---- long texts ---- */

/* Bytes that both begin with, at a border of characters. */
static size_t common_start(struct jx_str a, struct jx_str b)
{
    size_t at = 0, next_a = 0, next_b = 0;

    while (at < a.len && at < b.len && jx_utf8_next(a, &next_a) == jx_utf8_next(b, &next_b))
        at = next_a;
    return at;
}

static bool is_inner_byte(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t common_end(struct jx_str a, struct jx_str b, size_t start)
{
    size_t n = 0;

    while (n < a.len - start && n < b.len - start && a.ptr[a.len - 1 - n] == b.ptr[b.len - 1 - n])
        n++;
    while (n > 0 && is_inner_byte(a.ptr[a.len - n]))
        n--;
    return n;
}

/* The byte `n` characters away from `at`, backwards. */
static size_t back(struct jx_str text, size_t at, size_t n)
{
    for (; n > 0 && at > 0; n--)
        do
            at--;
        while (at > 0 && is_inner_byte(text.ptr[at]));
    return at;
}

static size_t forth(struct jx_str text, size_t at, size_t n)
{
    for (; n > 0 && at < text.len; n--)
        (void)jx_utf8_next(text, &at);
    return at;
}

#define AROUND 8 /* characters shown beside what differs */

struct jx_str jx_change_side(struct jx_arena *arena, const struct jx_change *change, bool after,
                             size_t limit)
{
    const struct jx_snapshot_value *value = after ? change->after : change->before;
    const struct jx_snapshot_value *other = after ? change->before : change->after;
    struct jx_str text, rest;
    size_t from, to;

    if (value == NULL)
        return JX_STR("（无）");
    text = jx__shown_text(arena, value, other);
    if (jx_utf8_count(text) <= limit)
        return text;
    rest = other == NULL ? JX_STR("") : jx__shown_text(arena, other, value);
    from = common_start(text, rest);
    to = text.len - common_end(text, rest, from);
    from = back(text, from, AROUND);
    to = forth(text, to, AROUND);
    if (jx_utf8_count(jx_str_sub(text, from, to - from)) > limit)
        to = forth(text, from, limit);
    return jx_str_printf(arena, "%s%.*s%s", from > 0 ? "…" : "",
                         JX_FMT(jx_str_sub(text, from, to - from)), to < text.len ? "…" : "");
}
