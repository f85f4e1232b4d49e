/* effect.c - what a correction does to the scores.
 *
 * Layer:  revision.
 */
#include "revision/internal.h"
#include "revision/revision.h"
#include "revision/words.h"

/* Is the result that of the object? Groups without number go by the names above them too. */
static bool belongs(const struct jx_snapshot_value *result, struct jx_str object)
{
    const size_t tail = result->object.len - object.len;

    if (object.len == 0 || result->object.len < object.len)
        return false;
    return jx_str_ends(result->object, object) &&
           (tail == 0 || result->object.ptr[tail - 1] == '.');
}

static bool is_points(const struct jx_change *change)
{
    const struct jx_str path = jx_change_value(change)->path;

    return jx_str_starts(path, JX_STR(JX_W_SCORE ".")) || jx_str_starts(path, JX_STR("扣分."));
}

const struct jx_change *jx__points_of(const struct jx_changes *changes,
                                      const struct jx_change *change)
{
    const struct jx_str object = jx_change_value(change)->object;

    for (size_t i = 0; i < changes->n; i++)
        if (is_points(&changes->items[i]) && belongs(jx_change_value(&changes->items[i]), object))
            return &changes->items[i];
    return NULL;
}

static bool any_has_points(const struct jx_changes *changes)
{
    for (size_t i = 0; i < changes->n; i++)
        if (jx_change_value(&changes->items[i])->class == JX_C_INPUT &&
            jx__points_of(changes, &changes->items[i]) != NULL)
            return true;
    return false;
}

static void add(struct jx_buf *buf, const char *what, const struct jx_change *change)
{
    if (change == NULL)
        return;
    jx_buf_printf(buf, "%s%s %.*s→%.*s", buf->len > 0 ? "；" : "", what,
                  JX_FMT(jx_change_side(buf->arena, change, false, SIZE_MAX)),
                  JX_FMT(jx_change_side(buf->arena, change, true, SIZE_MAX)));
}

struct jx_str jx_change_effect(struct jx_arena *arena, const struct jx_revision *revision,
                               const struct jx_change *change)
{
    const struct jx_changes *changes = &revision->changes;
    const struct jx_change *points = jx__points_of(changes, change);
    struct jx_buf buf = {.arena = arena};

    add(&buf,
        points != NULL && jx_str_starts(jx_change_value(points)->path, JX_STR("扣分")) ? "扣分"
                                                                                       : JX_W_SCORE,
        points);
    if (points != NULL || !any_has_points(changes)) {
        add(&buf, JX_W_TOTAL, jx_changes_find(changes, JX_STR(JX_W_TOTAL)));
        add(&buf, JX_W_GRADE, jx_changes_find(changes, JX_STR(JX_W_GRADE)));
    }
    return jx_buf_str(&buf);
}
