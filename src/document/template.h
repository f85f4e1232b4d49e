/* template.h - a project with its scores becomes a document tree, through templates.
 *
 * Layer:   document.
 */
#ifndef JX_DOCUMENT_TEMPLATE_H
#define JX_DOCUMENT_TEMPLATE_H

#include "document/block.h"
#include "revision/snapshot.h"
#include "score/score.h"

struct jx_template_input {
    const struct jx_project *project;
    const struct jx_score *score;
    struct jx_str folder;           /* the project's; its 模板/ is searched first */
    const struct jx_str *libraries; /* template libraries, searched in order, shape [n_libraries] */
    size_t n_libraries;
    struct jx_str stage; /* 稿次 of every cover in place of the template's own; absent: that */
    const struct jx_span *
        places; /* where the values stand whose places in the document `more` marks (JX_PLACE_MARK), shape [n_places] */
    size_t n_places;
    const struct jx_value
        *more; /* further members that templates see (jx_revision_value()); NULL: none */
    bool
        forms; /* make the workbooks only, no blocks: prose about results that are not there yet cannot be written */
};

/* Expand the template named by 文书 and build the tree.
 *
 * Search: FOLDER/模板/NAME.md, then LIB/NAME.md; tables in 模板/表/NAME.yaml, LIB/tables/NAME.yaml; partials like templates.
 * Errors: JX_E_INPUT after messages: no such template (是否想写), Mustache syntax, unknown names, front matter, components
 *         (unknown, wrong keys), table definitions, references that lead nowhere. Places point at the template or the
 *         input, never at expanded text. Warnings: ** left over, a slot of 正文.md that no template uses. */
JX_NODISCARD enum jx_status jx_document_make(struct jx_arena *arena,
                                             const struct jx_template_input *input,
                                             struct jx_diags *diags,
                                             struct jx_document **ret_document);

/* 字段 that the template `name` and the table definitions it uses declare, appended to all: read ahead, because they decide
 * which keys the project's files may have. Of input, folder and libraries are used. A template or definition that is
 * missing declares nothing; jx_document_make() will say so.
 * Errors: JX_E_INPUT after messages: files that are no YAML, wrong 字段. */
JX_NODISCARD enum jx_status jx_document_declared(struct jx_arena *arena,
                                                 const struct jx_template_input *input,
                                                 struct jx_str name, struct jx_diags *diags,
                                                 struct jx_declareds *all);

/* All data that templates of this project see (for `jixiao dump --stage data`). */
struct jx_value *jx_document_data(struct jx_arena *arena, const struct jx_project *project,
                                  const struct jx_score *score);

/* Add the libraries that decide what this room makes, "NAME VERSION" each, as they are loaded now. */
void jx_document_libraries(struct jx_arena *arena, struct jx_strs *libraries);

#endif
