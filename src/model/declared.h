/* declared.h - 字段: keys that a scheme, a template or a table definition adds to the records of a project.
 *
 * Layer:   model.
 * Memory:  the arena of the run.
 */
#ifndef JX_MODEL_DECLARED_H
#define JX_MODEL_DECLARED_H

#include "model/project.h"

/* One item of 字段: {所属, 名称, 类型, 选项}. */
extern const struct jx_schema jx_declared_schema;

/* Decode 字段 of a file and append its items. root is the whole file; anything that is no map, or has no 字段, adds none.
 * Errors: JX_E_INPUT after messages of schema.h. */
JX_NODISCARD enum jx_status jx_declared_read(struct jx_arena *arena, const struct jx_node *root,
                                             struct jx_diags *diags, struct jx_declareds *all);

/* Whether they can stand beside the keys that the program knows, and beside each other.
 *
 * Errors: JX_E_INPUT after messages: a key that the record has already; one declared twice in different ways; 选项 without
 *         words. */
JX_NODISCARD enum jx_status jx_declared_check(struct jx_arena *arena,
                                              const struct jx_declared *declared, size_t n_declared,
                                              struct jx_diags *diags);

#endif
