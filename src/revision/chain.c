/* chain.c - from a changed value up the tree: 业绩值 → 得分 → 二级 → 一级 → 总分 → 等级.
 *
 * Layer:  revision.
 */
#include "revision/compare.h"
#include "revision/words.h"

/* The changed points of a node called so; for leaves name is the 编号 and the label begins with it. */
static const struct jx_change *points_named(const struct jx_changes *changes,
                                            struct jx_arena *arena, struct jx_str name)
{
    const struct jx_str end = jx_str_printf(arena, "%.*s " JX_W_SCORE, JX_FMT(name));

    for (size_t i = 0; i < changes->n; i++) {
        const struct jx_snapshot_value *value = jx_change_value(&changes->items[i]);
        const size_t rest = value->label.len - end.len;

        if (value->class == JX_C_RESULT && value->label.len >= end.len &&
            jx_str_ends(value->label, end) && (rest == 0 || value->label.ptr[rest - 1] == ' '))
            return &changes->items[i];
    }
    return NULL;
}

static void push(struct jx_arena *arena, struct jx_change_chain *chain,
                 const struct jx_change *change)
{
    if (change != NULL && (chain->n == 0 || chain->items[chain->n - 1] != change))
        JX_PUSH(arena, chain, change);
}

struct jx_change_chain jx_change_chain(struct jx_arena *arena, const struct jx_changes *changes,
                                       const struct jx_snapshot *after,
                                       const struct jx_change *change)
{
    static const char *const levels[] = {"三级", "二级", "一级"};
    const struct jx_str object = jx_change_value(change)->object;
    struct jx_change_chain chain = {0};

    if (object.len == 0)
        return chain;
    push(arena, &chain,
         jx_changes_find(changes, jx_str_printf(arena, JX_W_SCORE ".%.*s", JX_FMT(object))));
    push(arena, &chain,
         jx_changes_find(changes, jx_str_printf(arena, "扣分.%.*s", JX_FMT(object))));
    if (chain.n == 0)
        return chain;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        const struct jx_snapshot_value *name = jx_snapshot_find(
            after, jx_str_printf(arena, "指标.%.*s.%s", JX_FMT(object), levels[i]));

        if (name != NULL)
            push(arena, &chain, points_named(changes, arena, name->text));
    }
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
