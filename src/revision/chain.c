/* chain.c - from a changed value up the tree: 业绩值 → 得分 → 二级 → 一级 → 总分 → 等级.
 *
 * Layer:  revision.
 */
#include "revision/internal.h"
#include "revision/words.h"

#define MAX_LEVELS 16 /* of the tree of indicators */

static void push(struct jx_arena *arena, struct jx_change_chain *chain,
                 const struct jx_change *change)
{
    if (change != NULL)
        JX_PUSH(arena, chain, change);
}

/* The points of a node (absent: none) and of those above it, as far as they changed. */
static void climb(struct jx_arena *arena, const struct jx_changes *changes,
                  const struct jx_snapshot *after, struct jx_str node,
                  struct jx_change_chain *chain)
{
    for (unsigned level = 0; node.len > 0 && level < MAX_LEVELS; level++) {
        const struct jx_str path = jx_str_printf(arena, JX_W_SCORE ".%.*s", JX_FMT(node));
        const struct jx_change *change = jx_changes_find(changes, path);
        const struct jx_snapshot_value *value =
            change != NULL ? jx_change_value(change) : jx_snapshot_find(after, path);

        push(arena, chain, change);
        node = value != NULL ? value->parent : JX_NO_STR;
    }
}

struct jx_change_chain jx_change_chain(struct jx_arena *arena, const struct jx_changes *changes,
                                       const struct jx_snapshot *after,
                                       const struct jx_change *change)
{
    const struct jx_change *points = jx__points_of(changes, change);
    struct jx_change_chain chain = {0};

    if (points == NULL)
        return chain;
    push(arena, &chain, points);
    climb(arena, changes, after, jx_change_value(points)->parent, &chain);
    push(arena, &chain, jx_changes_find(changes, JX_STR(JX_W_TOTAL)));
    push(arena, &chain, jx_changes_find(changes, JX_STR(JX_W_GRADE)));
    return chain;
}

bool jx_changes_matter(const struct jx_changes *changes)
{
    static const char *const amounts[] = {"资金.", "合同.", "子项目.", "事实."};

    for (size_t i = 0; i < changes->n; i++) {
        const struct jx_change *change = &changes->items[i];
        const struct jx_snapshot_value *value = jx_change_value(change);

        if (value->class == JX_C_RESULT)
            return true;
        for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
            if (value->is_num && jx_str_starts(value->path, jx_str_of(amounts[k])))
                return true;
    }
    return false;
}
