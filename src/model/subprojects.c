/* 子项目 by their 类别, numbered through, with what 资金 states of their sums. */
#include "base/index.h"
#include "model/internal.h"

#include <stddef.h>

static const struct part {
    const char *key;
    size_t offset;         /* of the amount in struct jx_subproject */
    const char *stages[4]; /* of 资金 that may state the sum */
} parts[] = {
    {"预算", offsetof(struct jx_subproject, budget), {"全年预算", "年初预算", "实际到位", NULL}},
    {"到位", offsetof(struct jx_subproject, arrived), {"实际到位", NULL}},
    {"支出", offsetof(struct jx_subproject, spent), {"全年执行", NULL}},
};

#define N_PARTS (sizeof parts / sizeof *parts)

/* Items of one 类别, or all of them. */
struct bundle {
    struct jx_text name; /* absent for all */
    struct jx_value *items;
    struct jx_num sums[N_PARTS];
    bool any[N_PARTS]; /* some item has the amount */
};

struct bundles {
    struct bundle *items; /* shape [n] */
    size_t n;
    size_t cap;
    struct jx_index names;
};

static void bundle_add(struct jx_arena *arena, struct bundle *bundle,
                       const struct jx_subproject *item, struct jx_value *value)
{
    jx_value_push(arena, bundle->items, value);
    for (size_t i = 0; i < N_PARTS; i++) {
        const struct jx_amount *amount =
            (const struct jx_amount *)(const void *)((const char *)item + parts[i].offset);
        if (amount->set)
            bundle->sums[i] = jx_num_add(arena, bundle->sums[i], amount->num);
        bundle->any[i] = bundle->any[i] || amount->set;
    }
}

/* The amount of 资金 that states a sum: of the stages it may be, the one nearest to it. NULL for none. */
static const struct jx_amount *stated_sum(struct jx_arena *arena, const struct jx_funds *funds,
                                          const struct part *part, struct jx_str source,
                                          struct jx_num sum)
{
    const struct jx_amount *nearest = NULL;
    struct jx_num least = {0};
    for (size_t i = 0; part->stages[i]; i++) {
        const struct jx_amount *amount = jx_funds_at(funds, jx_str_of(part->stages[i]), source);
        if (!amount || !amount->set)
            continue;
        struct jx_num gap = jx_num_sub(arena, amount->num, sum);
        gap = jx_num_sign(gap) < 0 ? jx_num_neg(arena, gap) : gap;
        if (nearest && jx_num_cmp(gap, least) >= 0)
            continue;
        nearest = amount;
        least = gap;
    }
    return nearest;
}

/* 预算, 到位, 支出 as 资金 states them for the source of that name (absent: the whole), where items have such amounts. */
static void stated_put(struct jx_arena *arena, const struct jx_project *project,
                       const struct bundle *bundle, struct jx_value *map)
{
    for (size_t i = 0; i < N_PARTS; i++) {
        if (!bundle->any[i])
            continue;
        const struct jx_amount *stated =
            stated_sum(arena, &project->funds, &parts[i], bundle->name.str, bundle->sums[i]);
        jx_value_put(arena, map, jx_str_of(parts[i].key),
                     stated ? jx__amount_value(arena, stated) : jx_value_none(arena));
    }
}

static struct bundle *bundle_named(struct jx_arena *arena, struct bundles *bundles,
                                   const struct jx_text *name)
{
    struct jx_str key = name->str.ptr ? name->str : JX_STR("");
    size_t at = jx_index_find(&bundles->names, key);
    if (at != SIZE_MAX)
        return &bundles->items[at];
    jx_index_add(arena, &bundles->names, key, bundles->n);
    JX_PUSH(arena, bundles, ((struct bundle){.name = {key, name->span}}));
    bundles->items[bundles->n - 1].items = jx_value_list(arena);
    return &bundles->items[bundles->n - 1];
}

static struct jx_value *number_value(struct jx_arena *arena, size_t number)
{
    return jx_value_num(arena, jx_num_int(arena, (int64_t)number), JX_NO_STR);
}

/* {名称, 序号, 子项目, 预算 …} of a 类别; its items are numbered on from *number. */
static struct jx_value *bundle_value(struct jx_arena *arena, const struct jx_project *project,
                                     const struct bundle *bundle, size_t at, size_t *number)
{
    struct jx_value *map = jx_value_map(arena);
    jx_value_put(arena, map, JX_STR("名称"), jx__text_value(arena, &bundle->name));
    jx_value_put(arena, map, JX_STR("序号"), number_value(arena, at + 1));
    jx_value_put(arena, map, JX_STR("子项目"), bundle->items);
    for (size_t i = 0; i < bundle->items->list.n; i++)
        jx_value_put(arena, bundle->items->list.items[i], JX_STR("序号"),
                     number_value(arena, ++*number));
    if (!jx_str_empty(bundle->name.str))
        stated_put(arena, project, bundle, map);
    return map;
}

void jx__subprojects_group(struct jx_arena *arena, const struct jx_project *project,
                           struct jx_value *data)
{
    const struct jx_value *list = jx_value_at(data, JX_STR("子项目"));
    struct jx_value *groups = jx_value_list(arena);
    struct jx_value *sums = jx_value_map(arena);
    struct bundle all = {.items = jx_value_list(arena)};
    struct bundles bundles = {0};
    size_t number = 0;
    for (size_t i = 0; list && i < project->subprojects.n; i++) {
        const struct jx_subproject *item = &project->subprojects.items[i];
        bundle_add(arena, &all, item, list->list.items[i]);
        bundle_add(arena, bundle_named(arena, &bundles, &item->group), item, list->list.items[i]);
    }
    for (size_t i = 0; i < bundles.n; i++)
        jx_value_push(arena, groups, bundle_value(arena, project, &bundles.items[i], i, &number));
    stated_put(arena, project, &all, sums);
    jx_value_put(arena, data, JX_STR("子项目分组"), groups);
    jx_value_put(arena, data, JX_STR("子项目合计"), sums);
}
