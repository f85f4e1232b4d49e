#include "input/yaml.h"

bool jx_node_is_null(const struct jx_node *node)
{
    if (!node)
        return true;
    return node->kind == JX_NODE_SCALAR && node->style == JX_NODE_PLAIN &&
           (node->text.len == 0 || jx_str_is(node->text, "~") || jx_str_is(node->text, "null"));
}

const struct jx_node *jx_node_at(const struct jx_node *map, const char *key)
{
    if (!map || map->kind != JX_NODE_MAP)
        return NULL;
    for (size_t i = 0; i < map->n; i++)
        if (jx_str_is(map->entries[i].key, key))
            return map->entries[i].value;
    return NULL;
}

static struct jx_value *scalar_value(struct jx_arena *arena, const struct jx_node *node)
{
    struct jx_num num;
    if (node->style != JX_NODE_PLAIN)
        return jx_value_text(arena, node->text);
    if (jx_node_is_null(node))
        return jx_value_none(arena);
    if (jx_str_is(node->text, "是") || jx_str_is(node->text, "否"))
        return jx_value_bool(arena, jx_str_is(node->text, "是"));
    if (jx_num_parse(arena, node->text, &num))
        return jx_value_num(arena, num, node->text);
    return jx_value_text(arena, node->text);
}

/* Pushed straight: the parser has refused repeated keys, and jx_value_put() looks for one each time. */
static struct jx_value *map_value(struct jx_arena *arena, const struct jx_node *node)
{
    struct jx_value *map = jx_value_map(arena);
    for (size_t i = 0; i < node->n; i++) {
        struct jx_value *member = jx_node_value(arena, node->entries[i].value);
        JX_PUSH(arena, &map->map, (struct jx_pair){node->entries[i].key, member});
    }
    return map;
}

struct jx_value *jx_node_value(struct jx_arena *arena, const struct jx_node *node)
{
    struct jx_value *value;
    if (!node)
        return jx_value_none(arena);
    if (node->kind == JX_NODE_MAP) {
        value = map_value(arena, node);
    } else if (node->kind == JX_NODE_LIST) {
        value = jx_value_list(arena);
        for (size_t i = 0; i < node->n; i++)
            jx_value_push(arena, value, jx_node_value(arena, node->items[i]));
    } else {
        value = scalar_value(arena, node);
    }
    value->span = node->span;
    return value;
}
