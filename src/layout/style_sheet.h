/* style_sheet.h - a style sheet as written: the records that its YAML is decoded into.
 *
 * Layer:   layout.
 * Memory:  lives in the arena of the run.
 */
#ifndef JX_LAYOUT_STYLE_SHEET_H
#define JX_LAYOUT_STYLE_SHEET_H

#include "layout/style.h"

/* A look as written. */
struct look_spec {
    struct jx_text role, latin_role, size, indent, left, right, align, pitch, before, after;
    struct jx_flag bold, hang;
};

struct size_spec {
    struct jx_text name, size;
};

struct font_spec {
    struct jx_text role, file;
};

struct page_spec {
    struct jx_text width, height, top, left, text_width, text_height, number_drop;
};

struct table_spec {
    struct jx_text name, lines, rule, strong_rule, pad_x, pad_y, size, pitch;
};

struct table_specs {
    struct table_spec *items;
    size_t n;
};

struct size_specs {
    struct size_spec *items;
    size_t n;
};

struct sheet {
    struct jx_span span;
    struct jx_text name, source, base, pitch, emphasis, grid, latin_role, module;
    struct page_spec page;
    struct table_spec table;
    struct table_specs tables;
    struct size_specs sizes;
    struct {
        struct font_spec *items;
        size_t n;
    } fonts;
    struct look_spec looks[JX_LOOK_COUNT];
};

/* 两端, 左, 中, 右; NULL at the end. */
extern const char *const jx__align_choices[];
/* 全框, 三线; NULL at the end. */
extern const char *const jx__line_choices[];

extern const struct jx_schema jx__sheet_schema;

#endif
