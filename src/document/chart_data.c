/* chart_data.c - what a chart shows: a list of the data, or figures written into the template. */
#include "document/figure_make.h"
#include "document/tabledef.h"
#include "document/words.h"

#include "input/suggest.h"

#include <stddef.h>

struct items JX_VEC(const struct jx_value *);

/* One reading. */
struct reader {
    struct jx__builder *b;
    const struct jx__chart_record *record;
    struct jx__chart_data *data;
    struct items items; /* of the list, those that pass the condition */
};

/* ---- items ---- */

static void push_keys(struct jx_arena *arena, const struct items *items, struct jx_strs *names)
{
    const struct jx_value *first = items->n > 0 ? items->items[0] : NULL;
    for (size_t i = 0; first != NULL && first->kind == JX_V_MAP && i < first->map.n; i++)
        JX_PUSH(arena, names, first->map.items[i].key);
}

static void say_no_member(struct reader *r, const struct items *items, struct jx_text path)
{
    struct jx_strs names = {0};
    push_keys(r->b->arena, items, &names);
    struct jx_str near = jx_suggest(r->b->diags, path.str, names.items, names.n);
    jx_suggested(JX_SAY(r->b->diags, CHART_MEMBER, path.span, r->record->list.str, path.str, near),
                 near);
}

static const struct jx_value *list_find(struct reader *r)
{
    struct jx__builder *b = r->b;
    const struct jx_text *path = &r->record->list;
    const struct jx_value *list = jx__frames_find(b->arena, &b->frames, path->str);
    if (list != NULL && list->kind == JX_V_LIST)
        return list;
    struct jx_str near =
        list != NULL ? JX_NO_STR : jx__frames_nearest(b->arena, &b->frames, b->diags, path->str);
    jx_suggested(JX_SAY(b->diags, CHART_LIST, path->span, path->str, near), near);
    return NULL;
}

static bool is_there(const struct items *items, struct jx_str path)
{
    for (size_t i = 0; i < items->n; i++)
        if (jx__member(items->items[i], path) != NULL)
            return true;
    return false;
}

/* Every member of the conditions is one that some item has. */
static bool check_conditions(struct reader *r, const struct items *all,
                             const struct jx__conditions *conditions)
{
    struct jx_strs names = {0};
    bool good = true;
    push_keys(r->b->arena, all, &names);
    for (size_t i = 0; i < conditions->n && all->n > 0; i++) {
        const struct jx__condition *condition = &conditions->items[i];
        if (is_there(all, condition->path))
            continue;
        struct jx_str near = jx_suggest(r->b->diags, condition->path, names.items, names.n);
        jx_suggested(
            JX_SAY(r->b->diags, TABLE_CONDITION_UNKNOWN, condition->span, condition->path, near),
            near);
        good = false;
    }
    return good;
}

static bool passes(struct jx_arena *arena, const struct jx__conditions *conditions,
                   const struct jx_value *item)
{
    for (size_t i = 0; i < conditions->n; i++)
        if (!jx__condition_holds(arena, &conditions->items[i], item))
            return false;
    return true;
}

static bool read_items(struct reader *r)
{
    struct jx_arena *arena = r->b->arena;
    struct jx__conditions conditions = {0};
    struct items all = {0};
    const struct jx_value *list = list_find(r);
    if (list == NULL ||
        !jx__conditions_decode(arena, r->record->condition, r->b->diags, &conditions))
        return false;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct jx_value *item = list->list.items[i];
        JX_PUSH(arena, &all, item);
        if (passes(arena, &conditions, item))
            JX_PUSH(arena, &r->items, item);
    }
    return check_conditions(r, &all, &conditions);
}

/* ---- members ---- */

/* A member of an item. Of a list of names (资金.列) the items have none: there 资金.全年执行 is looked up in the data, and the
 * name in it. */
static const struct jx_value *member_of(struct reader *r, const struct jx_value *item,
                                        struct jx_str path)
{
    if (item->kind != JX_V_TEXT || jx_str_is(path, "."))
        return jx__member(item, path);
    const struct jx_value *map = jx__frames_find(r->b->arena, &r->b->frames, path);
    return map == NULL ? NULL : jx_value_at(map, item->text);
}

static bool is_of_names(const struct reader *r)
{
    return r->items.n > 0 && r->items.items[0]->kind == JX_V_TEXT;
}

/* False, after a message, when no item has the member and none could have. */
static bool check_member(struct reader *r, struct jx_text path, bool found)
{
    if (found || r->items.n == 0)
        return true;
    if (is_of_names(r)) {
        struct jx_str near = jx__frames_nearest(r->b->arena, &r->b->frames, r->b->diags, path.str);
        jx_suggested(
            JX_SAY(r->b->diags, CHART_MEMBER, path.span, r->record->list.str, path.str, near),
            near);
        return false;
    }
    if (jx__path_is_known(path.str))
        return true;
    say_no_member(r, &r->items, path);
    return false;
}

static bool read_labels(struct reader *r)
{
    struct jx_text path = r->record->label;
    bool found = false;
    if (path.str.ptr == NULL)
        path = (struct jx_text){is_of_names(r) ? JX_STR(".") : JX_STR(JX_W_NAME),
                                r->record->list.span};
    for (size_t i = 0; i < r->items.n; i++) {
        const struct jx_value *label = member_of(r, r->items.items[i], path.str);
        bool printable = label != NULL && label->kind != JX_V_LIST && label->kind != JX_V_MAP;
        found = found || printable;
        JX_PUSH(r->b->arena, &r->data->categories,
                printable ? jx_str_trim(jx_value_str(r->b->arena, label)) : JX_STR(""));
    }
    return check_member(r, path, found);
}

static bool read_member(struct reader *r, struct jx_text name, struct jx_text path)
{
    struct jx__chart_series series = {.name = name.str, .span = path.span, .what = path.str};
    bool found = false;
    series.values = JX_ARRAY(r->b->arena, const struct jx_value *, r->items.n);
    for (size_t i = 0; i < r->items.n; i++) {
        series.values[i] = member_of(r, r->items.items[i], path.str);
        found = found || series.values[i] != NULL;
    }
    JX_PUSH(r->b->arena, &r->data->series, series);
    return check_member(r, path, found);
}

/* What a member is called where 名 is not written: the last part of its path. */
static struct jx_text name_of(struct jx_text path)
{
    for (size_t at = jx_str_find(path.str, JX_STR("."), 0); at != SIZE_MAX && path.str.len > 1;
         at = jx_str_find(path.str, JX_STR("."), 0))
        path.str = jx_str_sub(path.str, at + 1, SIZE_MAX);
    return path;
}

struct member_record {
    struct jx_text name, path;
};

static const struct jx_field member_fields[] = {
    {.key = "名", .type = JX_F_TEXT, .offset = offsetof(struct member_record, name), .doc = "图例"},
    {.key = "值",
     .type = JX_F_TEXT,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct member_record, path),
     .doc = "数据各项中的一项"},
};
static const struct jx_schema member_schema = {
    .name = "值",
    .size = sizeof(struct member_record),
    .fields = member_fields,
    .n_fields = sizeof member_fields / sizeof *member_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

/* A member, or {名, 值}. alone: the only one, which needs no name. */
static bool read_one(struct reader *r, const struct jx_node *node, bool alone)
{
    struct member_record member = {0};
    struct jx_decode decode = {.arena = r->b->arena, .diags = r->b->diags};
    if (node->kind == JX_NODE_SCALAR) {
        member.path = (struct jx_text){node->text, node->span};
    } else if (jx_schema_decode(&decode, &member_schema, node, &member) != JX_OK) {
        return false;
    }
    if (member.name.str.ptr == NULL && !alone)
        member.name = name_of(member.path);
    return read_member(r, member.name, member.path);
}

static bool read_members(struct reader *r)
{
    const struct jx_node *node = r->record->members;
    bool good = true;
    if (node->kind != JX_NODE_LIST)
        return read_one(r, node, true);
    for (size_t i = 0; i < node->n; i++)
        good = read_one(r, node->items[i], node->n == 1) && good;
    return good;
}

/* ---- written into the template ---- */

static bool read_series(struct reader *r, const struct jx__series_record *record)
{
    const struct jx_value *list = record->values;
    size_t n = r->data->categories.n;
    size_t n_values = list->kind == JX_V_LIST ? list->list.n : 1;
    if (n_values != n) {
        JX_SAY(r->b->diags, CHART_LENGTH, record->span, record->name.str,
               jx_str_printf(r->b->arena, "%zu", n_values), jx_str_printf(r->b->arena, "%zu", n));
        return false;
    }
    struct jx__chart_series series = {.name = record->name.str, .span = record->span};
    series.values = JX_ARRAY(r->b->arena, const struct jx_value *, n);
    for (size_t i = 0; i < n; i++)
        series.values[i] = list->kind == JX_V_LIST ? list->list.items[i] : list;
    JX_PUSH(r->b->arena, &r->data->series, series);
    return true;
}

static bool read_literal(struct reader *r)
{
    const struct jx__chart_record *record = r->record;
    bool good = true;
    for (size_t i = 0; i < record->categories.n; i++)
        JX_PUSH(r->b->arena, &r->data->categories, jx_str_trim(record->categories.items[i].str));
    for (size_t i = 0; i < record->series.n; i++)
        good = read_series(r, &record->series.items[i]) && good;
    return good;
}

bool jx__chart_data_read(struct jx__builder *b, const struct jx__chart_record *record,
                         struct jx_span span, struct jx__chart_data *ret_data)
{
    struct reader r = {.b = b, .record = record, .data = ret_data};
    bool from_list = record->list.str.ptr != NULL || !jx_node_is_null(record->members);
    bool literal = record->categories.n > 0 || record->series.n > 0;
    bool whole = from_list ? record->list.str.ptr != NULL && !jx_node_is_null(record->members)
                           : record->categories.n > 0 && record->series.n > 0;
    if (from_list == literal || !whole) {
        JX_SAY(b->diags, CHART_SOURCE, span);
        return false;
    }
    if (literal)
        return read_literal(&r);
    if (!read_items(&r))
        return false;
    bool labelled = read_labels(&r);
    return read_members(&r) && labelled;
}
