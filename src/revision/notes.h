/* notes.h - 更正.yaml: why values were changed since the issued version, and what others remarked (意见).
 *
 * Layer:   revision.
 */
#ifndef JX_REVISION_NOTES_H
#define JX_REVISION_NOTES_H

#include "input/schema.h"

/* 更正: the reason of a change. */
struct jx_note {
    struct jx_span span;
    struct jx_text
        path; /* 路径 (the key): the path of a value, or of an object with all its values; several with 、 */
    struct jx_text before; /* 更正前, for people; not checked */
    struct jx_text after;  /* 更正后: when given, the note is only for a change to this */
    struct jx_text reason; /* 原因 */
    struct jx_text basis;  /* 依据 */
    struct jx_day day;     /* 日期 */
    struct jx_text by;     /* 提出方 */
    /* made by jx_revision_make() */
    bool used;   /* explains a change */
    bool wanted; /* a change has only this note, and there is no reason in it */
    bool old;    /* stood in the issued version already */
};

/* 意见: a remark of another party and what was done about it. */
struct jx_opinion {
    struct jx_span span;
    struct jx_text id;       /* 编号 */
    struct jx_text from;     /* 提出单位 */
    struct jx_text place;    /* 位置 */
    struct jx_text text;     /* 意见内容 */
    struct jx_text adopted;  /* 采纳情况 */
    struct jx_text why;      /* 理由 */
    struct jx_texts changes; /* 更正: paths of the changes that it caused */
};

struct jx_notes {
    struct jx_amount format; /* 格式: 1 */
    struct {
        struct jx_note *items;
        size_t n;
    } notes; /* 更正 */
    struct {
        struct jx_opinion *items;
        size_t n;
    } opinions; /* 意见 */
};

extern const struct jx_schema jx_notes_schema; /* root of 更正.yaml */

/* Read FOLDER/NAME; empty notes when there is no such file. Errors: JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx_notes_read(struct jx_arena *arena, struct jx_str folder,
                                          struct jx_str name, struct jx_diags *diags,
                                          struct jx_notes **ret_notes);

/* Does a path as people write it (指标/A1/业绩值, 评价.yaml: 指标.A1, blanks, full-width marks; several with 、) name this one, or an
 * object it belongs to? */
bool jx_path_covers(struct jx_arena *arena, struct jx_str written, struct jx_str path);

#endif
