/* diff.h - two versions or folders compared; shared by what prints the comparison.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_DIFF_H
#define JX_CLI_DIFF_H

#include "cli/run.h"
#include "layout/markup.h"
#include "revision/text_diff.h"

/* A folder as it is now, or one of its issued versions (DIR@1). */
struct jx_diff_side {
    struct jx_run
        run; /* of a folder, or of a version's frozen inputs; else only arena and messages are used */
    struct jx_str name;  /* DIR@1 */
    struct jx_str title; /* 第1版（征求意见稿，2022-05-10）, or the name of the folder */
    const struct jx_snapshot *snapshot;
};

/* What has one number among the changes of the text: a passage, or rows of a table added or removed together. */
struct jx_diff_entry {
    const struct jx_passage_pair *pairs; /* shape [n] */
    size_t n;
    struct jx_str page; /* where it is marked in the PDF; absent: nowhere */
};

struct jx_diff_entries JX_VEC(struct jx_diff_entry);

struct jx_diff {
    struct jx_arena *arena;
    struct jx_diff_side *before, *after;
    struct jx_changes changes;
    struct jx_passage_pairs pairs;
    struct jx_diff_entries entries;
};

/* 得分 0→10 ⇒ 总分 89.5→99.5: what follows from a change; empty for nothing. */
struct jx_str jx_diff_effect(const struct jx_diff *diff, const struct jx_change *change);

/* The later side as a PDF: a list of the changes, then its report as it is, what changed marked. A working paper: each page says so,
 * and there is nothing to sign.
 * diff: its later side went as far as its document. Errors: of layout's later rooms and of writing, after messages; the exit status. */
int jx_diff_pdf(const struct jx_diff *diff, struct jx_str path);

/* The pages of the list: 修改说明. markups: gets what is to be marked on them. */
struct jx_pages *jx_diff_list(const struct jx_diff *diff, const struct jx_diff_entries *entries,
                              struct jx_markups *markups);

/* The name of the list, printed and as an anchor. */
#define JX_DIFF_LIST "修改说明"

#endif
