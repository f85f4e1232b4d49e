/* internal.h - what the files of model/ share among themselves.
 *
 * Layer:  model, private.
 */
#ifndef JX_MODEL_INTERNAL_H
#define JX_MODEL_INTERNAL_H

#include "model/project.h"

/* One record of 指标, in 项目.yaml and in catalogues. */
extern const struct jx_schema jx__indicator_schema;

/* One record of 评价.yaml's 指标, named 评价 for 字段. */
extern const struct jx_schema jx__finding_schema;

/* Where catalogues are looked for. */
struct jx__shelves {
    const struct jx_decode *decode; /* its folder is the project's */
    const struct jx_str *libraries; /* shape [n_libraries] */
    size_t n_libraries;
};

/* Fill the blanks of indicators with 取自 from the catalogue that 框架 names: every field but 编号, 一级 to 三级 as a whole. */
void jx__catalogue_take(const struct jx__shelves *shelves, struct jx_project *project);

#define JX__FUNDS_RECORD "资金" /* 字段 of it are stages beyond the known ones */

/* Make sources, stages and sums of project->funds from its nodes; every mistake is said. Nothing is made when the
 * matrix cannot be read. */
void jx__funds_build(struct jx_arena *arena, struct jx_project *project, struct jx_diags *diags);

/* Split the text of file (正文.md) at its headings "# 名称" into project->slots. */
void jx__slots_read(struct jx_arena *arena, uint32_t file, struct jx_project *project,
                    struct jx_diags *diags);

/* Check that names are unique and that every reference between records has its object; join findings to indicators. */
void jx__references_check(struct jx_arena *arena, struct jx_project *project,
                          struct jx_diags *diags);

/* A field as templates see it, with its place; none where it is not set. */
struct jx_value *jx__amount_value(struct jx_arena *arena, const struct jx_amount *amount);
struct jx_value *jx__text_value(struct jx_arena *arena, const struct jx_text *text);

/* Put 子项目分组 and 子项目合计 (see jx_project_value()) into data, and 序号 into the items of its 子项目. */
void jx__subprojects_group(struct jx_arena *arena, const struct jx_project *project,
                           struct jx_value *data);

/* Names of records, sorted for looking up. */
struct jx__index {
    struct jx__index_entry {
        struct jx_text name;
        size_t item; /* its number in the list it comes from */
    } * entries;     /* shape [n] */
    size_t n;
    size_t cap;
};

/* Add a name, unless it is absent. */
void jx__index_add(struct jx_arena *arena, struct jx__index *index, struct jx_text name,
                   size_t item);

/* Sort, so that names can be found. */
void jx__index_close(struct jx__index *index);

/* Say code ({0} the name, {1} the line of the first) at every name that stands again. The index is closed. */
void jx__index_check_twice(struct jx_arena *arena, const struct jx__index *index,
                           enum jx_diag_code code, struct jx_diags *diags);

/* Keep one entry of each name. The index is closed. */
void jx__index_unique(struct jx__index *index);

/* The first entry of a name, or NULL. */
const struct jx__index_entry *jx__index_find(const struct jx__index *index, struct jx_str name);

/* Say code about a name that is in no list, with the nearest one of the index. */
void jx__index_say_unknown(struct jx_arena *arena, const struct jx__index *index,
                           enum jx_diag_code code, struct jx_text name, struct jx_diags *diags);

#endif
