/* internal.h - shared inside revision.
 *
 * Layer:   revision.
 */
#ifndef JX_REVISION_INTERNAL_H
#define JX_REVISION_INTERNAL_H

#include "revision/compare.h"
#include "revision/notes.h"

/* Make one change of all values of an object that was added or removed as a whole (指标.C5, 子项目.17): its path is the object's, its
 * text lists the values. Only values of the input; O(changes + values). */
void jx__changes_group(struct jx_arena *arena, const struct jx_snapshot *before,
                       const struct jx_snapshot *after, struct jx_changes *changes);

/* Make one change of each paragraph of 正文.md that is not the same: 正文.项目概况.第2段 (原第3段 for one that was removed). */
void jx__changes_split(struct jx_arena *arena, struct jx_changes *changes);

/* The note that was written for the change and has no reason yet (new since the version before), or NULL. */
struct jx_note *jx__note_open(struct jx_arena *arena, const struct jx_notes *notes,
                              const struct jx_change *change);

/* The changed points of the object (indicator, deduction) that a changed value belongs to, or NULL. */
const struct jx_change *jx__points_of(const struct jx_changes *changes,
                                      const struct jx_change *change);

/* The text of a value as people may read it: prose without tags and marks of Markdown ({{…}} is …), unless that is all that differs from
 * the other side (NULL for none). */
struct jx_str jx__shown_text(struct jx_arena *arena, const struct jx_snapshot_value *value,
                             const struct jx_snapshot_value *other);

#endif
