/* component.h - fenced blocks that name a component: 封面, 目录, 表格 …
 *
 * Layer:   document.
 *
 * To add one: a record and its schema, a function that pushes blocks, a line in the table of component_kinds.c, and its
 * paragraph in templates/README.md.
 */
#ifndef JX_DOCUMENT_COMPONENT_H
#define JX_DOCUMENT_COMPONENT_H

#include "document/builder.h"
#include "input/schema.h"

struct jx__component_kind {
    const char *name;
    const struct jx_schema *schema;
    /* Push the blocks of one component; record is decoded, span is its place. */
    void (*build)(struct jx__builder *b, const void *record, struct jx_span span);
};

/* All of them, shape [*ret_n]. */
const struct jx__component_kind *jx__component_kinds(size_t *ret_n);

/* 表格 */
struct jx__table_record {
    struct jx_text definition;       /* 定义 */
    struct jx_text title;            /* 标题 */
    struct jx_flag numbered;         /* 编号 */
    struct jx_text anchor;           /* 引用 */
    struct jx_text unit;             /* 单位 */
    struct jx_text note;             /* 注 */
    struct jx_text size;             /* 字号 */
    struct jx_text look;             /* 样式 */
    const struct jx_node *condition; /* 条件 */
    struct jx_value *parameters;     /* 参数 */
    struct jx_flag landscape;        /* 横排 */
};

void jx__table_component(struct jx__builder *b, const void *record, struct jx_span span);

/* YAML inside a template: parsed, values given back, places pointing into the sources.
 *
 * text    the YAML as expanded, with inert characters; line k (from 0) of it is line line1 + k of b->joined.text,
 *         perhaps with blanks taken off its start.
 * Errors: JX_E_INPUT after messages. *ret_root is NULL for an empty text. */
JX_NODISCARD enum jx_status jx__body_parse(struct jx__builder *b, struct jx_str text, int line1,
                                           struct jx_node **ret_root);

#endif
