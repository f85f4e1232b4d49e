/* import.h - a workbook that came back becomes changes of the project's files.
 *
 * Layer:   import. Reads no file and writes none: the caller has read the workbook and writes the new texts.
 * Memory:  everything lives in the arena.
 */
#ifndef JX_IMPORT_IMPORT_H
#define JX_IMPORT_IMPORT_H

#include "document/template.h"
#include "xlsx/match.h"

/* One value that is to be changed. */
struct jx_import_change {
    struct jx_str sheet, place; /* in the workbook: 附件1, F7 */
    struct jx_str label;        /* B1 养护里程 业绩值 */
    struct jx_str old, new;     /* as written in the file; empty: none */
    struct jx_span span;        /* where it stands, or where its record does */
};

struct jx_import_file {
    struct jx_str name;     /* in the project's folder */
    struct jx_str old, new; /* old is absent when the file is made anew */
};

struct jx_import {
    struct {
        struct jx_import_change *items; /* in the order of the workbook's tables */
        size_t n;
        size_t cap;
    } changes;
    struct {
        struct jx_import_file *items; /* those that change */
        size_t n;
        size_t cap;
    } files;
    struct jx_matches formulas; /* cells that the workbook computes, for jx_import_recheck() */
};

struct jx_import_input {
    const struct jx_project *project;
    const struct jx_score *score;
    const struct jx_document *document; /* made from both */
    const struct jx_declared *declared; /* extra fields, shape [n_declared] */
    size_t n_declared;
    bool any; /* take a workbook that was written for another project or year, too */
};

/* Find what the workbook has otherwise than the project, and what has to be written where for it.
 *
 * name        of the workbook, for messages.
 * diags       its sources are those of the project. E826, E830, E831, E840 to E868, W858, W859, H862, H864.
 * ret_import  written whenever the tables could be found at all. Its files are empty unless JX_OK is returned: a workbook is taken
 *             as a whole or not at all.
 * Errors:     JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx_import_make(struct jx_arena *arena,
                                           const struct jx_import_input *input,
                                           const struct jx_book *book, struct jx_str name,
                                           struct jx_diags *diags, struct jx_import **ret_import);

/* Compare what the workbook's formulas give with the document made from the changed files: W863 where it is neither the result
 * of before nor that of now. */
void jx_import_recheck(struct jx_arena *arena, const struct jx_import *import,
                       const struct jx_document *before, const struct jx_document *after,
                       struct jx_diags *diags);

#endif
