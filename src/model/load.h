/* load.h - reads a project folder into the model.
 *
 * Layer:   model.
 */
#ifndef JX_MODEL_LOAD_H
#define JX_MODEL_LOAD_H

#include "model/project.h"

/* What a project is read with. Strings and arrays are borrowed. */
struct jx_load {
    struct jx_str folder; /* source names in messages are relative to it (评价.yaml) */
    const struct jx_declared
        *declared; /* extra fields of the scheme and tables, shape [n_declared] */
    size_t n_declared;
    const struct jx_str
        *libraries; /* where catalogues/NAME.yaml is looked for after the project's own
                                     * 模板/框架/, shape [n_libraries] */
    size_t n_libraries;
    bool unscored; /* the scheme gives no points: indicators need no 权重, and there may be none */
};

/* Read 项目.yaml, 评价.yaml and 正文.md (the last two may be missing: then there are no findings, no slots) of a folder.
 *
 * ret_project  written on JX_OK and JX_E_INPUT alike when 项目.yaml could be read at all, else untouched, so that later
 *              checks can add their messages; callers stop on JX_E_INPUT.
 * Errors:      JX_E_INPUT after messages: everything of yaml.h and schema.h; a finding for an indicator that does not
 *              exist (是否想写); repeated 编号; 取自 a catalogue or number that is not there; a fund row with too many cells; unknown parts of a sum; repeated or empty slots;
 *              正文.md that is no UTF-8.  JX_E_IO when a file cannot be read. */
JX_NODISCARD enum jx_status jx_project_load_with(struct jx_arena *arena, const struct jx_load *how,
                                                 struct jx_diags *diags,
                                                 struct jx_project **ret_project);

/* The same without libraries. */
JX_NODISCARD enum jx_status jx_project_load(struct jx_arena *arena, struct jx_str folder,
                                            const struct jx_declared *declared, size_t n_declared,
                                            struct jx_diags *diags,
                                            struct jx_project **ret_project);

#endif
