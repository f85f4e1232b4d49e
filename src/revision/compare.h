/* compare.h - two snapshots compared by value.
 *
 * Layer:   revision.
 */
#ifndef JX_REVISION_COMPARE_H
#define JX_REVISION_COMPARE_H

#include "revision/notes.h"
#include "revision/snapshot.h"

/* A value that is not the same; one side is NULL where it was added or removed. */
struct jx_change {
    const struct jx_snapshot_value *before, *after;
    const struct jx_note *note; /* its reason; NULL for none, and for results */
};

struct jx_changes {
    struct jx_change
        *items; /* in the order of the later snapshot; removed values last; shape [n] */
    size_t n;
    size_t cap;
};

/* An object added or removed as a whole (an indicator, a problem) is one change with all its values in its text; prose (正文.slot) is
 * compared paragraph by paragraph. Numbers are equal when their values are (3130.40 and 3130.4), texts when their characters are. O(n log n). */
struct jx_changes jx_changes_make(struct jx_arena *arena, const struct jx_snapshot *before,
                                  const struct jx_snapshot *after);

/* The side that there is, the later one first. */
const struct jx_snapshot_value *jx_change_value(const struct jx_change *change);

/* The change of a path, or NULL. */
const struct jx_change *jx_changes_find(const struct jx_changes *changes, struct jx_str path);

/* What follows from a change, upwards: the points of its indicator, of the groups above, 总分, 等级, as far as they changed. */
struct jx_change_chain {
    const struct jx_change **items; /* shape [n] */
    size_t n;
    size_t cap;
};

struct jx_change_chain jx_change_chain(struct jx_arena *arena, const struct jx_changes *changes,
                                       const struct jx_snapshot *after,
                                       const struct jx_change *change);

/* Did a score, the grade or an amount change? */
bool jx_changes_matter(const struct jx_changes *changes);

/* How many changes are of a class. */
size_t jx_changes_count(const struct jx_changes *changes, enum jx_value_class class);

/* 0.00%→100%; a text longer than limit characters is cut to what differs, with … for the rest. */
struct jx_str jx_change_side(struct jx_arena *arena, const struct jx_change *change, bool after,
                             size_t limit);

#endif
