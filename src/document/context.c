/* context.c - names of templates: walked from the innermost data outwards. */
#include "document/internal.h"
#include "document/words.h"
#include "input/suggest.h"

static struct jx_str first_segment(struct jx_str name, struct jx_str *ret_rest)
{
    size_t dot = jx_str_find(name, JX_STR("."), 0);
    *ret_rest = dot == SIZE_MAX ? JX_NO_STR : jx_str_sub(name, dot + 1, name.len - dot - 1);
    return dot == SIZE_MAX ? name : jx_str_sub(name, 0, dot);
}

/* @序号, @首, @末 of the innermost repeated section. */
static const struct jx_value *find_loop(struct jx_arena *arena, const struct jx__frames *frames,
                                        struct jx_str name)
{
    size_t i = frames->n;
    while (i > 0 && frames->items[i - 1].count == 0)
        i--;
    if (i == 0)
        return NULL;
    const struct jx__frame *frame = &frames->items[i - 1];
    if (jx_str_is(name, JX_W_LOOP_INDEX))
        return jx_value_num(arena, jx_num_int(arena, (int64_t)frame->index + 1), JX_NO_STR);
    if (jx_str_is(name, JX_W_LOOP_FIRST))
        return jx_value_bool(arena, frame->index == 0);
    if (jx_str_is(name, JX_W_LOOP_LAST))
        return jx_value_bool(arena, frame->index + 1 == frame->count);
    return NULL;
}

/* The innermost value that has the segment. */
static const struct jx_value *find_first(const struct jx__frames *frames, struct jx_str segment)
{
    for (size_t i = frames->n; i > 0; i--) {
        const struct jx_value *found = jx_value_at(frames->items[i - 1].value, segment);
        if (found != NULL)
            return found;
    }
    return NULL;
}

const struct jx_value *jx__frames_find(struct jx_arena *arena, const struct jx__frames *frames,
                                       struct jx_str name)
{
    if (jx_str_is(name, "."))
        return frames->n > 0 ? frames->items[frames->n - 1].value : NULL;
    if (jx_str_starts(name, JX_STR("@")))
        return find_loop(arena, frames, name);
    struct jx_str rest;
    const struct jx_value *value = find_first(frames, first_segment(name, &rest));
    if (value == NULL || rest.ptr == NULL)
        return value;
    return jx_value_find(value, rest);
}

static void push_members(struct jx_arena *arena, struct jx_strs *names,
                         const struct jx_value *value)
{
    if (value->kind == JX_V_MAP)
        for (size_t i = 0; i < value->map.n && names->n < JX_SUGGEST_MAX; i++)
            JX_PUSH(arena, names, value->map.items[i].key);
    if (value->kind != JX_V_LIST)
        return;
    for (size_t i = 0; i < value->list.n && names->n < JX_SUGGEST_MAX; i++) {
        const struct jx_value *item = value->list.items[i];
        const struct jx_value *id = jx_value_at(item, JX_STR(JX_W_ID));
        if (id == NULL)
            id = jx_value_at(item, JX_STR(JX_W_NAME));
        if (item->kind == JX_V_MAP && id != NULL && id->text.ptr != NULL)
            JX_PUSH(arena, names, id->text);
    }
}

struct jx_str jx__frames_nearest(struct jx_arena *arena, const struct jx__frames *frames,
                                 const struct jx_diags *diags, struct jx_str name)
{
    if (diags->n >= JX_DIAGS_MAX)
        return JX_NO_STR;
    struct jx_str rest;
    struct jx_strs names = {0};
    struct jx_str segment = first_segment(name, &rest);
    const struct jx_value *value = find_first(frames, segment);
    if (value == NULL) {
        for (size_t i = frames->n; i > 0; i--)
            push_members(arena, &names, frames->items[i - 1].value);
        return jx_suggest(diags, segment, names.items, names.n);
    }
    size_t known = segment.len;
    while (rest.ptr != NULL) {
        segment = first_segment(rest, &rest);
        const struct jx_value *next = jx_value_at(value, segment);
        if (next == NULL)
            break;
        value = next;
        known += 1 + segment.len;
    }
    push_members(arena, &names, value);
    struct jx_str near = jx_suggest(diags, segment, names.items, names.n);
    if (near.ptr == NULL)
        return near;
    return jx_str_printf(arena, "%.*s.%.*s", JX_FMT(jx_str_sub(name, 0, known)), JX_FMT(near));
}
