/* condition.c - 条件: which items of a list make rows. */
#include "document/tabledef.h"

/* A word, or a list of them. */
static bool read_words(struct jx_arena *arena, const struct jx_node *node, struct jx_strs *words)
{
    if (node->kind == JX_NODE_SCALAR)
        JX_PUSH(arena, words, node->text);
    if (node->kind != JX_NODE_LIST)
        return node->kind == JX_NODE_SCALAR;
    for (size_t i = 0; i < node->n; i++) {
        if (node->items[i]->kind != JX_NODE_SCALAR)
            return false;
        JX_PUSH(arena, words, node->items[i]->text);
    }
    return true;
}

bool jx__conditions_decode(struct jx_arena *arena, const struct jx_node *node,
                           struct jx_diags *diags, struct jx__conditions *ret_conditions)
{
    if (jx_node_is_null(node))
        return true;
    bool good = node->kind == JX_NODE_MAP;
    for (size_t i = 0; good && i < node->n; i++) {
        const struct jx_node *value = node->entries[i].value;
        const struct jx_node *negated =
            value->kind == JX_NODE_MAP && value->n == 1 ? jx_node_at(value, "不是") : NULL;
        struct jx__condition condition = {.path = node->entries[i].key,
                                          .span = node->entries[i].key_span,
                                          .negated = negated != NULL};
        good = read_words(arena, negated != NULL ? negated : value, &condition.words);
        JX_PUSH(arena, ret_conditions, condition);
    }
    if (!good)
        JX_SAY(diags, TABLE_CONDITION, node->span);
    return good;
}

bool jx__condition_holds(struct jx_arena *arena, const struct jx__condition *condition,
                         const struct jx_value *item)
{
    return jx__member_is(arena, item, condition->path, condition->words.items,
                         condition->words.n) != condition->negated;
}
