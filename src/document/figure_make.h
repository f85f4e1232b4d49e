/* figure_make.h - figures while they are made: charts from data, pictures from files.
 *
 * Layer:   document.
 * Memory:  everything lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_FIGURE_MAKE_H
#define JX_DOCUMENT_FIGURE_MAKE_H

#include "document/builder.h"
#include "input/schema.h"

/* ---- figure.c: what all figures share ---- */

/* Where a figure comes to stand: its caption, number and name. */
struct jx__figure_place {
    struct jx_span span;
    struct jx_inlines caption;
    struct jx_flag numbered; /* 编号; not given: numbered when it has a caption or a name */
    struct jx_text anchor;   /* 引用 */
};

/* Number a figure and push its block. */
void jx__figure_push(struct jx__builder *b, const struct jx_figure *figure,
                     const struct jx__figure_place *place);

/* A length on paper: 120, 120mm, 120毫米; with permille also a part of the text's width: 80%. Absent text gives 0.
 * Units: ret_mpt in 1/1000 pt, ret_permille (may be NULL: no percentages) in 1/1000; one of them is 0.
 * Returns false after a message (5 to 1000 mm, 1 to 100 %). */
bool jx__figure_length(struct jx__builder *b, const struct jx_text *text, int32_t *ret_mpt,
                       uint32_t *ret_permille);

/* ---- picture_file.c ---- */

/* Find a picture, read it once a run, check its headers, and fill in its part of a figure (image … dpi_milli).
 * Search: the project's folder, its 模板/, then the libraries. Symbolic links must not lead out of the project.
 * Returns false after a message at name.span. */
bool jx__picture_take(struct jx__builder *b, struct jx_text name, struct jx_figure *figure);

/* ---- chart_data.c: categories and values ---- */

#define JX__MAX_SERIES 6

struct jx__chart_series {
    struct jx_str name;
    struct jx_span span;
    struct jx_str what; /* the member it was read from, for messages; absent for literal values */
    const struct jx_value **values; /* NULL: none; shape [n_categories] */
};

/* What a chart is to show. */
struct jx__chart_data {
    struct jx_strs categories;
    struct {
        struct jx__chart_series *items;
        size_t n;
        size_t cap;
    } series;
};

/* A series written into the template. */
struct jx__series_record {
    struct jx_span span;
    struct jx_text name;     /* 名 */
    struct jx_value *values; /* 值 */
};

/* 图表 as written. */
struct jx__chart_record {
    struct jx_text kind;             /* 类型 */
    struct jx_text list;             /* 数据 */
    struct jx_text label;            /* 名 */
    const struct jx_node *members;   /* 值: a member, or a list of members or of {名, 值} */
    const struct jx_node *condition; /* 条件 */
    struct jx_texts categories;      /* 类别 */
    struct {
        struct jx__series_record *items;
        size_t n;
    } series; /* 系列 */
    struct jx_text title, anchor, unit, format, low, high, width, height;
    struct jx_flag numbered, value_labels;
};

/* Read the data that the record names, or that it holds. Returns false after messages. */
bool jx__chart_data_read(struct jx__builder *b, const struct jx__chart_record *record,
                         struct jx_span span, struct jx__chart_data *ret_data);

/* ---- chart.c, image_component.c: the components ---- */

extern const struct jx_schema jx__chart_schema, jx__image_schema;
void jx__chart_component(struct jx__builder *b, const void *record, struct jx_span span);
void jx__image_component(struct jx__builder *b, const void *record, struct jx_span span);

/* A paragraph that is nothing but pictures, each on a line of its own: ![题](文件){#名 宽=120mm}.
 * False: it is something else, nothing was pushed. */
bool jx__markdown_images(struct jx__builder *b, struct cmark_node *paragraph);

#endif
