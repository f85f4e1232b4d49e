/* snapshot.c - flattens a project and its scores into paths and texts.
 *
 * Layer:  revision.
 */
#include "revision/snapshot.h"
#include "revision/words.h"

#include <stddef.h>

#define MAX_DIGITS 6 /* of scores, as schemes allow */

struct maker {
    struct jx_arena *arena;
    const struct jx_sources *sources;
    struct jx_snapshot *snapshot;
};

/* Where the walk through the data stands. */
struct spot {
    struct jx_str path, label, object, parent;
    enum jx_value_class class;
};

static struct jx_str place_of(const struct maker *m, struct jx_span span)
{
    if (span.file == 0)
        return JX_STR("");
    return jx_str_printf(m->arena, "%.*s:%u", JX_FMT(m->sources->items[span.file - 1].name),
                         span.line1);
}

static void push(struct maker *m, const struct spot *spot, const struct jx_value *value)
{
    struct jx_snapshot_value item = {.class = spot->class,
                                     .path = spot->path,
                                     .label = spot->label,
                                     .text = jx_value_str(m->arena, value),
                                     .is_num = value->kind == JX_V_NUM,
                                     .place = place_of(m, value->span),
                                     .span = value->span,
                                     .object = spot->object,
                                     .parent = spot->parent};

    if (item.is_num)
        item.num = value->num;
    if (item.text.len > 0)
        JX_PUSH(m->arena, &m->snapshot->values, item);
}

/* ---- input ---- */

/* Members that jx_project_value() adds for templates: they repeat what stands elsewhere. */
static bool is_repeated(struct jx_str path, struct jx_str key)
{
    static const char *const of_funds[] = {"列", "行", "各列", "各列执行率", "名称"};

    if (path.len == 0)
        return jx_str_is(key, "子项目分组") || jx_str_is(key, "子项目合计");
    if (jx_str_starts(path, JX_STR("问题.")) && jx_str_is(key, "对应建议"))
        return true;
    if (!jx_str_starts(path, JX_STR("资金")))
        return jx_str_is(key, "编号");
    for (size_t i = 0; i < sizeof of_funds / sizeof *of_funds; i++)
        if (jx_str_is(key, of_funds[i]))
            return true;
    return false;
}

/* Top members whose changes are no corrections of the project. */
static bool is_record(struct jx_str key)
{
    static const char *const records[] = {"格式", "报告日期", "确认", "填报", "核对",
                                          "文书", "样式",     "方案", "框架"};

    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        if (jx_str_is(key, records[i]))
            return true;
    return false;
}

static const char *const id_keys[] = {"编号", "名称", "角色",     "专家", "答案",
                                      "要点", "组成", "资料名称", "标题", NULL};
static const char *const name_keys[] = {"名称", "标题", "姓名", NULL};

static struct jx_str member(const struct jx_value *map, const char *const *keys)
{
    for (; map->kind == JX_V_MAP && *keys != NULL; keys++) {
        const struct jx_value *value = jx_value_at(map, jx_str_of(*keys));

        if (value != NULL && value->kind == JX_V_TEXT && value->text.len > 0)
            return value->text;
        if (value != NULL && value->kind == JX_V_NUM && value->text.len > 0)
            return value->text;
    }
    return JX_NO_STR;
}

/* The name of item i in paths: its own, with #k behind it when k - 1 items before it have the same. */
static struct jx_str item_name(const struct maker *m, const struct jx_value *list, size_t i)
{
    const struct jx_str name = member(list->list.items[i], id_keys);
    size_t before = 0;

    if (name.ptr == NULL)
        return jx_str_printf(m->arena, "%zu", i + 1);
    for (size_t k = 0; k < i && i < 1000; k++)
        before += jx_str_eq(member(list->list.items[k], id_keys), name);
    return before == 0 ? name : jx_str_printf(m->arena, "%.*s#%zu", JX_FMT(name), before + 1);
}

static struct spot step(const struct maker *m, const struct spot *spot, struct jx_str key,
                        struct jx_str called)
{
    const bool top = spot->path.len == 0;
    struct spot next = *spot;

    next.path = top ? key : jx_str_printf(m->arena, "%.*s.%.*s", JX_FMT(spot->path), JX_FMT(key));
    next.label = top ? key : jx_str_printf(m->arena, "%.*s %.*s", JX_FMT(spot->label), JX_FMT(key));
    if (called.len > 0 && !jx_str_eq(called, key))
        next.label = jx_str_printf(m->arena, "%.*s %.*s", JX_FMT(next.label), JX_FMT(called));
    return next;
}

/* A sum of funds that nobody wrote has the place of its formula, and no text. */
static bool is_computed(const struct jx_value *value)
{
    return value->kind == JX_V_NUM && value->text.ptr == NULL;
}

static void walk(struct maker *m, const struct spot *spot, const struct jx_value *value)
{
    if (value->kind == JX_V_MAP) {
        for (size_t i = 0; i < value->map.n; i++) {
            const struct jx_pair *pair = &value->map.items[i];
            struct spot next = step(m, spot, pair->key, JX_NO_STR);

            if (spot->path.len == 0 && is_record(pair->key))
                next.class = JX_C_RECORD;
            if (!is_repeated(spot->path, pair->key))
                walk(m, &next, pair->value);
        }
    } else if (value->kind == JX_V_LIST) {
        for (size_t i = 0; i < value->list.n; i++) {
            const struct jx_value *item = value->list.items[i];
            const struct jx_str name = item_name(m, value, i);
            struct spot next = step(m, spot, name, member(item, name_keys));

            if (jx_str_is(spot->path, "指标") || jx_str_is(spot->path, "逆向指标"))
                next.object = name;
            walk(m, &next, item);
        }
    } else if (value->kind != JX_V_NONE && value->span.file != 0 && !is_computed(value)) {
        push(m, spot, value);
    }
}

/* 规则 with its parameters, which jx_project_value() leaves out. */
static void walk_rules(struct maker *m, const struct jx_project *project)
{
    for (size_t i = 0; i < project->indicators.n; i++) {
        const struct jx_indicator *indicator = &project->indicators.items[i];
        const struct jx_str id = indicator->id.str.ptr ? indicator->id.str : indicator->name.str;
        struct spot spot = {.class = JX_C_INPUT, .object = id};

        if (indicator->rule_node == NULL || indicator->rule_node->kind == JX_NODE_SCALAR)
            continue;
        spot.path = jx_str_printf(m->arena, "指标.%.*s.规则", JX_FMT(id));
        spot.label =
            jx_str_printf(m->arena, "指标 %.*s %.*s 规则", JX_FMT(id), JX_FMT(indicator->name.str));
        walk(m, &spot, jx_node_value(m->arena, indicator->rule_node));
    }
}

/* Where the first line of a slot's text stands. */
static struct jx_span text_place(const struct jx_slot *slot)
{
    const struct jx_str text = jx_str_trim(slot->text);
    struct jx_span span = slot->span;

    for (const char *p = slot->text.ptr; p < text.ptr; p++)
        span.line1 += *p == '\n';
    span.col1 = 1;
    return span;
}

static void walk_slots(struct maker *m, const struct jx_project *project)
{
    for (size_t i = 0; i < project->slots.n; i++) {
        const struct jx_slot *slot = &project->slots.items[i];
        const struct spot spot = {.class = JX_C_INPUT,
                                  .path = jx_str_printf(m->arena, "正文.%.*s", JX_FMT(slot->name)),
                                  .label =
                                      jx_str_printf(m->arena, "正文 %.*s", JX_FMT(slot->name))};
        struct jx_value *value = jx_value_text(m->arena, jx_str_trim(slot->text));

        value->span = text_place(slot);
        push(m, &spot, value);
    }
}

/* ---- results ---- */

static struct jx_str node_name(const struct jx_score *score, size_t i)
{
    return score->nodes[i].id.len > 0 ? score->nodes[i].id : score->nodes[i].name;
}

/* 得分.A1, 得分.产出指标.数量指标: a group without a number goes by the names of those above it. */
static struct jx_str node_path(const struct maker *m, const struct jx_score *score, size_t i)
{
    struct jx_str path = node_name(score, i);

    if (score->nodes[i].id.len > 0)
        return path;
    for (size_t up = score->nodes[i].parent; up != JX_NO_NODE; up = score->nodes[up].parent)
        path = jx_str_printf(m->arena, "%.*s.%.*s", JX_FMT(score->nodes[up].name), JX_FMT(path));
    return path;
}

static void result(struct maker *m, struct spot spot, struct jx_str text)
{
    spot.class = JX_C_RESULT;
    push(m, &spot, jx_value_text(m->arena, text));
}

static void node_results(struct maker *m, const struct jx_score *score, size_t i)
{
    const struct jx_score_node *node = &score->nodes[i];
    const struct jx_str path = node_path(m, score, i);
    const struct {
        const char *what;
        struct jx_str text;
    } results[] = {
        {JX_W_SCORE, node->has_score ? jx_num_text(m->arena, node->score, MAX_DIGITS) : JX_NO_STR},
        {"得分率", node->rate},
        {"完成率", node->completion},
        {"业绩值", node->actual_derived ? node->actual : JX_NO_STR},
    };

    for (size_t k = 0; k < sizeof results / sizeof *results; k++)
        if (results[k].text.len > 0)
            result(m,
                   (struct spot){
                       .path = jx_str_printf(m->arena, "%s.%.*s", results[k].what, JX_FMT(path)),
                       .label = jx_str_printf(m->arena, "%.*s%s%.*s %s", JX_FMT(node->id),
                                              node->id.len > 0 ? " " : "", JX_FMT(node->name),
                                              results[k].what),
                       .object = path,
                       .parent = node->parent == JX_NO_NODE ? JX_NO_STR
                                                            : node_path(m, score, node->parent)},
                   results[k].text);
}

/* What a 逆向指标 costs or a 加分指标 brings. */
static void points_result(struct maker *m, const struct jx_score_deduction *deduction,
                          const char *what)
{
    const struct jx_str id = deduction->deduction->id.str;

    result(m,
           (struct spot){.path = jx_str_printf(m->arena, "%s.%.*s", what, JX_FMT(id)),
                         .label = jx_str_printf(m->arena, "%.*s %.*s %s", JX_FMT(id),
                                                JX_FMT(deduction->deduction->name.str), what),
                         .object = id},
           jx_num_text(m->arena, deduction->points, MAX_DIGITS));
}

static void walk_score(struct maker *m, const struct jx_score *score)
{
    for (size_t i = 0; i < score->n_nodes; i++)
        node_results(m, score, i);
    for (size_t i = 0; i < score->n_deductions; i++)
        points_result(m, &score->deductions[i], "扣分");
    for (size_t i = 0; i < score->n_bonuses; i++)
        points_result(m, &score->bonuses[i], "加分");
    if (score->total_text.len == 0)
        return;
    result(m, (struct spot){.path = JX_STR(JX_W_TOTAL), .label = JX_STR(JX_W_TOTAL)},
           score->total_text);
    result(m, (struct spot){.path = JX_STR(JX_W_GRADE), .label = JX_STR(JX_W_GRADE)}, score->grade);
}

struct jx_snapshot *jx_snapshot_make(struct jx_arena *arena, const struct jx_project *project,
                                     const struct jx_score *score, const struct jx_sources *sources)
{
    struct maker m = {arena, sources, JX_NEW(arena, struct jx_snapshot)};
    const struct spot top = {.class = JX_C_INPUT, .path = JX_STR(""), .label = JX_STR("")};

    walk(&m, &top, jx_project_value(arena, project));
    walk_rules(&m, project);
    walk_slots(&m, project);
    if (score != NULL)
        walk_score(&m, score);
    return m.snapshot;
}

const struct jx_snapshot_value *jx_snapshot_find(const struct jx_snapshot *snapshot,
                                                 struct jx_str path)
{
    for (size_t i = 0; i < snapshot->values.n; i++)
        if (jx_str_eq(snapshot->values.items[i].path, path))
            return &snapshot->values.items[i];
    return NULL;
}
