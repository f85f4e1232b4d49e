/* audit.h - contradictions are found before the bureau finds them: cross-checks of the data, of the text, of the outline.
 *
 * Layer:   score. Pure: reads no file, knows no template.
 * Memory:  everything lives in the arena of the run.
 * Numbers: jx_num only.
 * Source:  the checks that reviewers make (DOMAIN 2.7 and 5.5: W weights and scores, B budget, F findings, X outline and names,
 *          L language); each message of diag_codes.def that is said here names its own.
 *
 * Findings are messages like any other. One that the input acknowledges (确认) keeps its place in the list and stops nothing.
 */
#ifndef JX_SCORE_AUDIT_H
#define JX_SCORE_AUDIT_H

#include "score/score.h"

/* ---- what is looked at ---- */

enum jx_audit_kind {
    JX_AUDIT_PROSE,     /* running text, a heading, a cell: every check */
    JX_AUDIT_COMPONENT, /* a line of a component's body, with its keys: figures only */
};

/* A stretch of text as it will be printed. */
struct jx_audit_piece {
    struct jx_str text;
    bool literal; /* typed in a template or in 正文.md; false: put in by a {{tag}} */
    bool starts;  /* first of its paragraph: figures, brackets and sentences end before it */
    enum jx_audit_kind kind;
    struct jx_span span; /* not literal: the tag */
    uint32_t file; /* literal: byte k of text is byte offset + k of this file of diags->sources */
    size_t offset;
};

struct jx_audit_heading {
    unsigned level;
    struct jx_str text; /* without its number */
    struct jx_span span;
    bool empty; /* nothing stands under it, no heading either */
};

/* A table, a figure or an attachment that has a number. */
struct jx_audit_object {
    struct jx_str label; /* 表3-1, 图3-1, 附件1 */
    struct jx_str title;
    struct jx_span span;
    bool referenced; /* by a link */
};

/* A document as the audit sees it. */
struct jx_audit_text {
    struct jx_audit_piece *pieces; /* shape [n_pieces], in reading order */
    size_t n_pieces;
    struct jx_audit_heading *headings; /* shape [n_headings] */
    size_t n_headings;
    struct jx_audit_object *tables; /* shape [n_tables] */
    size_t n_tables;
    struct jx_audit_object *figures; /* shape [n_figures] */
    size_t n_figures;
    struct jx_audit_object *attachments; /* shape [n_attachments] */
    size_t n_attachments;
};

/* How many figures a text has, for tests and for those who want to know. */
struct jx_audit_count {
    size_t figures;     /* typed, with a unit */
    size_t unsupported; /* of those, the ones nothing supports */
};

/* ---- checks ---- */

/* What all checks of a run share: the project, its scores, every value of the data and what follows from them. */
struct jx_audit;

/* Check the data: funds, 子项目, 合同, 事实, 核对, scores against their reasons, problems against advice, targets, dates, texts.
 *
 * score  as jx_score_project() left it.
 * Says:  W001 … W030 and, of texts in the data, W050 … H074; H are hints. Errors only for 核对 that cannot be read (E31x).
 * Returns what jx_audit_text() needs. O(n log n) in the size of the data. */
const struct jx_audit *jx_audit_project(struct jx_arena *arena, const struct jx_project *project,
                                        const struct jx_score *score, struct jx_diags *diags);

/* Check the text: figures nothing supports (W050), 总分 and 等级 named wrongly, names that drift, references that lead nowhere,
 * headings, brackets, punctuation, characters, dates. ret_count may be NULL. */
void jx_audit_text(const struct jx_audit *audit, const struct jx_audit_text *text,
                   struct jx_diags *diags, struct jx_audit_count *ret_count);

/* ---- 确认 ---- */

/* Mark the messages so far that the project acknowledges. A 确认 with a code that does not exist is an
 * error (E090); mistakes of reading (1xx, 2xx, 9xx) cannot be acknowledged. Call again when messages were added. */
void jx_audit_acknowledge(const struct jx_project *project, struct jx_diags *diags);

/* Say which 确认 found nothing to acknowledge (H091). Call last. */
void jx_audit_acknowledge_end(const struct jx_project *project, struct jx_diags *diags);

/* Errors that are not acknowledged, those beyond the kept ones included. */
size_t jx_audit_open_errors(const struct jx_diags *diags);

#endif
