/* group.c - an object that was added or removed is one change, not one a value.
 *
 * Layer:  revision.
 */
#include "revision/internal.h"

#include "base/index.h"

/* A change in the making: the values of one object. */
struct group {
    struct jx_snapshot_value *whole; /* NULL: a change of its own */
    struct jx_buf text;
};

struct grouper {
    struct jx_arena *arena;
    struct jx_index
        known[2]; /* paths of the objects and values of the later and the earlier snapshot */
    struct jx_index groups; /* of paths, to places in done */
    struct jx_changes done;
    struct {
        struct group *items;
        size_t n, cap;
    } made; /* beside done */
};

/* The path up to its next point at or behind `from`; the whole path when there is none. */
static struct jx_str upto(struct jx_str path, size_t from)
{
    return jx_str_sub(path, 0, jx_str_find(path, JX_STR("."), from));
}

static void know(struct jx_arena *arena, const struct jx_snapshot *snapshot, struct jx_index *known)
{
    for (size_t i = 0; i < snapshot->values.n; i++) {
        const struct jx_str path = snapshot->values.items[i].path;

        for (struct jx_str part = upto(path, 0);; part = upto(path, part.len + 1)) {
            (void)jx_index_add(arena, known, part, 0);
            if (part.len == path.len)
                break;
        }
    }
}

/* The object a value belongs to that the other side does not have at all; absent for none. Sections (指标, 资金) are no objects. */
static struct jx_str new_object(struct jx_str path, const struct jx_index *other)
{
    struct jx_str part = upto(path, 0);

    while (part.len < path.len) {
        part = upto(path, part.len + 1);
        if (part.len < path.len && jx_index_find(other, part) == SIZE_MAX)
            return part;
    }
    return JX_NO_STR;
}

/* What the label of a value says of its object: "指标 C5 满意度" of "指标 C5 满意度 权重"; of values further down the path must do. */
static struct jx_str object_label(struct jx_arena *arena, const struct jx_snapshot_value *value,
                                  struct jx_str object)
{
    const struct jx_str key = jx_str_sub(value->path, object.len + 1, SIZE_MAX);

    if (jx_str_find(key, JX_STR("."), 0) == SIZE_MAX && jx_str_ends(value->label, key) &&
        value->label.len > key.len)
        return jx_str_trim(jx_str_sub(value->label, 0, value->label.len - key.len));
    return jx_str_replace(arena, object, JX_STR("."), JX_STR(" "));
}

static struct jx_snapshot_value *new_whole(struct grouper *g, const struct jx_snapshot_value *first,
                                           struct jx_str object)
{
    struct jx_snapshot_value *whole = JX_NEW(g->arena, struct jx_snapshot_value);

    *whole = *first;
    whole->path = object;
    whole->label = object_label(g->arena, first, object);
    whole->is_num = false;
    return whole;
}

static bool is_name(struct jx_str key)
{
    return jx_str_is(key, "名称") || jx_str_is(key, "标题");
}

static void add_value(struct group *group, const struct jx_snapshot_value *value)
{
    const struct jx_str key = jx_str_sub(value->path, group->whole->path.len + 1, SIZE_MAX);

    jx_buf_printf(&group->text, "%s%.*s %.*s", group->text.len > 0 ? "；" : "", JX_FMT(key),
                  JX_FMT(value->text));
    group->whole->text = jx_buf_str(&group->text);
    if (is_name(key)) { /* is printed where the object is */
        group->whole->span = value->span;
        group->whole->place = value->place;
    }
    group->whole->is_num = group->whole->is_num || value->is_num;
}

static void push(struct grouper *g, struct jx_change change, struct jx_snapshot_value *whole)
{
    JX_PUSH(g->arena, &g->done, change);
    JX_PUSH(g->arena, &g->made, (struct group){.whole = whole, .text = {.arena = g->arena}});
}

static void take(struct grouper *g, const struct jx_change *change)
{
    const struct jx_snapshot_value *value = jx_change_value(change);
    const bool removed = change->after == NULL;
    const bool whole = (removed || change->before == NULL) && value->class == JX_C_INPUT &&
                       !jx_str_starts(value->path, JX_STR("正文."));
    const struct jx_str object =
        whole ? new_object(value->path, &g->known[removed ? 0 : 1]) : JX_NO_STR;
    size_t at;

    if (object.ptr == NULL) {
        push(g, *change, NULL);
        return;
    }
    if (jx_index_add(g->arena, &g->groups, object, g->done.n)) {
        struct jx_snapshot_value *made = new_whole(g, value, object);

        push(g, (struct jx_change){removed ? made : NULL, removed ? NULL : made, NULL}, made);
    }
    at = jx_index_find(&g->groups, object);
    add_value(&g->made.items[at], value);
}

void jx__changes_group(struct jx_arena *arena, const struct jx_snapshot *before,
                       const struct jx_snapshot *after, struct jx_changes *changes)
{
    struct grouper g = {.arena = arena};

    know(arena, after, &g.known[0]);
    know(arena, before, &g.known[1]);
    for (size_t i = 0; i < changes->n; i++)
        take(&g, &changes->items[i]);
    *changes = g.done;
}
