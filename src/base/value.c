#include "base/value.h"

#include "base/index.h"

#include <inttypes.h>
#include <stdio.h>

static struct jx_value *make(struct jx_arena *arena, enum jx_value_kind kind)
{
    struct jx_value *value = JX_NEW(arena, struct jx_value);
    value->kind = kind;
    return value;
}

struct jx_value *jx_value_none(struct jx_arena *arena)
{
    return make(arena, JX_V_NONE);
}

struct jx_value *jx_value_bool(struct jx_arena *arena, bool truth)
{
    struct jx_value *value = make(arena, JX_V_BOOL);
    value->truth = truth;
    return value;
}

struct jx_value *jx_value_num(struct jx_arena *arena, struct jx_num num, struct jx_str text)
{
    struct jx_value *value = make(arena, JX_V_NUM);
    value->num = num;
    value->text = text;
    return value;
}

struct jx_value *jx_value_text(struct jx_arena *arena, struct jx_str text)
{
    struct jx_value *value = make(arena, JX_V_TEXT);
    value->text = text;
    return value;
}

struct jx_value *jx_value_list(struct jx_arena *arena)
{
    return make(arena, JX_V_LIST);
}

struct jx_value *jx_value_map(struct jx_arena *arena)
{
    return make(arena, JX_V_MAP);
}

void jx_value_push(struct jx_arena *arena, struct jx_value *list, struct jx_value *item)
{
    JX_PUSH(arena, &list->list, item);
}

/* ---- maps ---- */

/* Maps of more pairs than this are looked up through an index. */
#define FEW_PAIRS 32

/* The first n pairs of a map; equal keys count once. */
struct jx_pair_index {
    struct jx_index keys;
    size_t n;
};

static void index_all(struct jx_arena *arena, struct jx_value *map)
{
    if (!map->map.index)
        map->map.index = JX_NEW(arena, struct jx_pair_index);
    struct jx_pair_index *index = map->map.index;
    for (; index->n < map->map.n; index->n++)
        jx_index_add(arena, &index->keys, map->map.items[index->n].key, index->n);
}

static struct jx_pair *find_pair(const struct jx_value *map, struct jx_str key)
{
    size_t from = 0;
    if (map->map.index) {
        size_t found = jx_index_find(&map->map.index->keys, key);
        if (found != SIZE_MAX)
            return &map->map.items[found];
        from = map->map.index->n;
    }
    for (size_t i = from; i < map->map.n; i++)
        if (jx_str_eq(map->map.items[i].key, key))
            return &map->map.items[i];
    return NULL;
}

void jx_value_put(struct jx_arena *arena, struct jx_value *map, struct jx_str key,
                  struct jx_value *value)
{
    struct jx_pair *pair = find_pair(map, key);
    if (pair) {
        pair->value = value;
        return;
    }
    JX_PUSH(arena, &map->map, (struct jx_pair){key, value});
    if (map->map.n > FEW_PAIRS)
        index_all(arena, map);
}

/* ---- finding ---- */

static const struct jx_value *at_key(const struct jx_value *value, struct jx_str key)
{
    if (!value || value->kind != JX_V_MAP)
        return NULL;
    const struct jx_pair *pair = find_pair(value, key);
    return pair ? pair->value : NULL;
}

/* Is this the value's text? A whole number without a text is compared as it would be printed. */
static bool reads_as(const struct jx_value *value, struct jx_str text)
{
    int64_t number;
    if (!value)
        return false;
    if (value->text.ptr && (value->kind == JX_V_TEXT || value->kind == JX_V_NUM))
        return jx_str_eq(value->text, text);
    if (value->kind != JX_V_NUM || !jx_num_to_int(value->num, &number))
        return false;
    char printed[32];
    snprintf(printed, sizeof printed, "%" PRId64, number);
    return jx_str_is(text, printed);
}

static const struct jx_value *item_named(const struct jx_values *list, struct jx_str key,
                                         struct jx_str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (reads_as(at_key(list->items[i], key), name))
            return list->items[i];
    return NULL;
}

/* The number of a segment of digits; 0 when it is none, or too great for any list. */
static size_t item_number(struct jx_str segment)
{
    size_t number = 0;
    if (segment.len > 9)
        return 0;
    for (size_t i = 0; i < segment.len; i++) {
        if (segment.ptr[i] < '0' || segment.ptr[i] > '9')
            return 0;
        number = number * 10 + (size_t)(segment.ptr[i] - '0');
    }
    return number;
}

static const struct jx_value *at_item(const struct jx_values *list, struct jx_str segment)
{
    size_t number = item_number(segment);
    if (number >= 1 && number <= list->n)
        return list->items[number - 1];
    const struct jx_value *item = item_named(list, JX_STR("编号"), segment);
    return item ? item : item_named(list, JX_STR("名称"), segment);
}

const struct jx_value *jx_value_at(const struct jx_value *value, struct jx_str segment)
{
    if (value && value->kind == JX_V_LIST)
        return at_item(&value->list, segment);
    return at_key(value, segment);
}

const struct jx_value *jx_value_find(const struct jx_value *value, struct jx_str path)
{
    size_t from = 0;
    while (value) {
        size_t dot = jx_str_find(path, JX_STR("."), from);
        value = jx_value_at(value, jx_str_sub(path, from, dot == SIZE_MAX ? dot : dot - from));
        if (dot == SIZE_MAX)
            break;
        from = dot + 1;
    }
    return value;
}

/* ---- reading ---- */

bool jx_value_truth(const struct jx_value *value)
{
    if (!value)
        return false;
    switch (value->kind) {
    case JX_V_NONE:
        return false;
    case JX_V_BOOL:
        return value->truth;
    case JX_V_TEXT:
        return !jx_str_empty(value->text);
    case JX_V_LIST:
        return value->list.n > 0;
    case JX_V_NUM:
    case JX_V_MAP:
        return true;
    }
    return false;
}

struct jx_str jx_value_str(struct jx_arena *arena, const struct jx_value *value)
{
    if (!value)
        return JX_STR("");
    if (value->kind == JX_V_BOOL)
        return value->truth ? JX_STR("是") : JX_STR("否");
    if (value->kind == JX_V_NUM && !value->text.ptr)
        return jx_num_written(arena, value->num);
    if ((value->kind == JX_V_TEXT || value->kind == JX_V_NUM) && value->text.ptr)
        return value->text;
    return JX_STR("");
}
