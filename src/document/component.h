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

/* The YAML of a component. */
struct jx__body {
    struct jx__builder *b;
    struct jx_str text; /* with inert characters */
    int line1;          /* of b->joined.text at which it begins */
    struct {
        size_t *items;
        size_t n;
        size_t cap;
    } lines; /* offsets in text at which lines begin */
};

/* Read the Markdown that stands under a key of the component being built, and push its blocks. Nothing for a key that is not
 * there. Places are exact for a text written with |, else they are those of the key's value. */
void jx__component_markdown(struct jx__builder *b, const char *key);

/* [[名, 值], {名: …, 值: …}, …]: those with a value; a message for what is neither. shape [*ret_n] */
struct jx_cover_field *jx__pairs_of(struct jx__builder *b, const struct jx_node *node,
                                    size_t *ret_n);

/* Turn the pages from here on, unless they are of that direction already. */
void jx__push_turn(struct jx__builder *b, bool landscape, struct jx_span span);

/* 摘要, 横排, 竖排 */
extern const struct jx_schema jx__abstract_schema, jx__landscape_schema, jx__portrait_schema;
void jx__abstract_component(struct jx__builder *b, const void *record, struct jx_span span);
void jx__landscape_component(struct jx__builder *b, const void *record, struct jx_span span);
void jx__portrait_component(struct jx__builder *b, const void *record, struct jx_span span);

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

#endif
