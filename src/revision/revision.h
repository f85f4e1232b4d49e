/* revision.h - a project against its last issued version: what changed, why, and with what effect.
 *
 * Layer:   revision.
 * Memory:  everything lives in the arena of the run.
 */
#ifndef JX_REVISION_REVISION_H
#define JX_REVISION_REVISION_H

#include "revision/compare.h"
#include "revision/record.h"

struct jx_revision_input {
    struct jx_str folder;
    const struct jx_snapshot *snapshot; /* of the project as it is now */
    unsigned number;                    /* issue, verify-build: the version that is made; else 0 */
    struct jx_str stage;                /* of that version */
    bool
        drafted; /* compare with the last version even where nothing was changed: the document differs all the same */
};

struct jx_revision {
    unsigned number; /* the version that this is, or would be when it was issued */
    struct jx_str
        stage; /* 稿次; 未出具 for what differs from the last version; absent before the first */
    bool issued;                  /* says what the last version says */
    const struct jx_record *last; /* the last issued version; NULL when there is none */
    const struct jx_record *
        base; /* what is compared with: the last version, or where `issued` the one before it; NULL for none */
    const struct jx_snapshot *before; /* of the base */
    struct jx_changes changes;        /* since the base */
    struct jx_notes *notes;           /* 更正.yaml */
};

/* Find the last version below FOLDER/版本, compare, and match reasons with changes.
 *
 * Says:   W920 (a changed value without reason; E911 when a version is made), W921 (a reason for no change), W922 (意见 that names no
 *         change), W923 (a blank reason; E941 when a version is made), W925 (a reason for another value than there is now), E912 (nothing
 *         to issue), and what reading says.
 * Errors: JX_E_INPUT after messages. ret_revision is written on JX_OK only. */
JX_NODISCARD enum jx_status jx_revision_make(struct jx_arena *arena,
                                             const struct jx_revision_input *input,
                                             struct jx_diags *diags,
                                             struct jx_revision **ret_revision);

/* Stands before and behind the number of a change in the texts of jx_revision_value(), where the places are to be named that print its
 * value: a noncharacter (U+3FFFE). */
#define JX_PLACE_MARK "\xF0\xBF\xBF\xBE"

/* What templates see: 版本 {号, 稿次, 上一版 {号, 稿次, 日期}}, 更正 [{序号, 路径, 名称, 位置, 更正前, 更正后, 原因, 依据, 日期, 提出方, 影响}]
 * (values of the input only), 意见 [{序号, 编号, 提出单位, 位置, 意见内容, 采纳情况, 理由, 修改位置, 修改内容}]. 位置 and 修改位置
 * are marks (JX_PLACE_MARK) with the index of the change. */
struct jx_value *jx_revision_value(struct jx_arena *arena, const struct jx_revision *revision);

/* The change as an effect on scores: "得分 0→10；总分 89.5→99.5；等级 良好→优"; empty for none. */
struct jx_str jx_change_effect(struct jx_arena *arena, const struct jx_revision *revision,
                               const struct jx_change *change);

/* Lines for people: what changed since the base. Empty when nothing did. */
struct jx_str jx_revision_print(struct jx_arena *arena, const struct jx_revision *revision);

/* 更正.yaml entries for the changes that have none yet, to be filled in; empty for none. */
struct jx_str jx_revision_skeleton(struct jx_arena *arena, const struct jx_revision *revision);

#endif
