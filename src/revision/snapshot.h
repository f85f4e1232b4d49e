/* snapshot.h - what a project says, flat: every value and every passage of its document, for comparison by value.
 *
 * Layer:   revision.
 * Memory:  everything lives in the arena it was made in.
 */
#ifndef JX_REVISION_SNAPSHOT_H
#define JX_REVISION_SNAPSHOT_H

#include "score/score.h"

enum jx_value_class {
    JX_C_INPUT, /* 资料: written by somebody; a change wants its reason */
    JX_C_RECORD, /* 记载: written too, but says nothing about the project (确认, 填报, 报告日期 …) */
    JX_C_RESULT, /* 结果: computed */
};

/* One value under a path that stays the same from version to version: 指标.A1.业绩值, 资金.全年执行.市级, 得分.A1, 总分. Items of lists are
 * named by their 编号 or 名称, else by their number. */
struct jx_snapshot_value {
    enum jx_value_class class;
    struct jx_str path;
    struct jx_str label; /* as people say it: 指标 A1 预算执行率 业绩值 */
    struct jx_str text;  /* as printed */
    struct jx_num num;
    bool is_num;          /* then numbers are compared, not texts; not kept in files */
    struct jx_str place;  /* 评价.yaml:7; empty for results */
    struct jx_span span;  /* not kept in files */
    struct jx_str parent; /* RESULT of a node: the name in paths of the node above; else absent */
    struct jx_str
        object; /* RESULT of a node, INPUT of an indicator: the node's name in paths (A1); else absent */
};

/* Between the cells of a row in the text of its passage. */
#define JX_CELLS_APART "｜"

/* A paragraph, heading or table row of the document, as read. */
struct jx_passage {
    struct jx_str kind; /* 标题, 正文, 表格 … */
    struct jx_str
        chapter; /* number and title of the headings above, "三、… （一）…"; may be empty */
    struct jx_str text;
    size_t block, part; /* where in the document (document/passages.h); not kept in files */
};

struct jx_passages JX_VEC(struct jx_passage);

struct jx_snapshot {
    struct jx_snapshot_values JX_VEC(struct jx_snapshot_value) values;
    struct jx_passages passages;
};

/* All values of a project: what its files say (with the prose of 正文.md, 正文.<slot>) and what was computed from it.
 * score: may be NULL. sources: for places. */
struct jx_snapshot *jx_snapshot_make(struct jx_arena *arena, const struct jx_project *project,
                                     const struct jx_score *score,
                                     const struct jx_sources *sources);

/* As a file, and back. Errors of reading: JX_E_INPUT after messages. */
struct jx_str jx_snapshot_json(struct jx_arena *arena, const struct jx_snapshot *snapshot);
JX_NODISCARD enum jx_status jx_snapshot_read(struct jx_arena *arena, struct jx_str folder,
                                             struct jx_str name, struct jx_diags *diags,
                                             struct jx_snapshot **ret_snapshot);

/* The value of a path, or NULL. */
const struct jx_snapshot_value *jx_snapshot_find(const struct jx_snapshot *snapshot,
                                                 struct jx_str path);

#endif
