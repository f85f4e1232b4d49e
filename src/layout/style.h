/* style.h - style sheets: page geometry, fonts by role, sizes by name, spacing (templates/styles/NAME.yaml).
 *
 * Layer:   layout.
 * Memory:  lives in the arena of the run.
 * Units:   1/1000 pt.
 * Source:  the default sheet follows GB/T 9704-2012; its numbers are in the sheet, not here.
 */
#ifndef JX_LAYOUT_STYLE_H
#define JX_LAYOUT_STYLE_H

#include "input/schema.h"
#include "text/paragraph.h"

/* The looks a style sheet defines, with their keys there. */
#define JX_LOOKS(X)                                                                                \
    X(BODY, "正文")                                                                                \
    X(TITLE, "标题")                                                                               \
    X(HEADING1, "一级标题")                                                                        \
    X(HEADING2, "二级标题")                                                                        \
    X(HEADING3, "三级标题")                                                                        \
    X(HEADING4, "四级标题")                                                                        \
    X(COVER_MARK, "封面标识")                                                                      \
    X(COVER_TITLE, "封面标题")                                                                     \
    X(COVER_NUMBER, "封面编号")                                                                    \
    X(COVER_FIELD, "封面项")                                                                       \
    X(COVER_DATE, "封面日期")                                                                      \
    X(ABSTRACT_TITLE, "摘要标题")                                                                  \
    X(TOC_TITLE, "目录标题")                                                                       \
    X(TOC1, "目录一级")                                                                            \
    X(TOC2, "目录二级")                                                                            \
    X(TOC3, "目录三级")                                                                            \
    X(ATTACHMENT_LABEL, "附件序号")                                                                \
    X(ATTACHMENT_TITLE, "附件标题")                                                                \
    X(CAPTION, "表题")                                                                             \
    X(FORM_TITLE, "表单标题")                                                                      \
    X(TABLE_UNIT, "表单位")                                                                        \
    X(TABLE_HEAD, "表头")                                                                          \
    X(TABLE_CELL, "表格")                                                                          \
    X(TABLE_NOTE, "表注")                                                                          \
    X(FIGURE_CAPTION, "图题")                                                                      \
    X(CHART_AXIS, "图轴")                                                                          \
    X(CHART_VALUE, "图数")                                                                         \
    X(CODE, "查验码")                                                                              \
    X(SIGNATURE, "签章")                                                                           \
    X(PAGE_NUMBER, "页码")

enum jx_look_name {
#define JX_LOOK_ENUM(name, key) JX_LOOK_##name,
    JX_LOOKS(JX_LOOK_ENUM)
#undef JX_LOOK_ENUM
        JX_LOOK_COUNT
};

/* How a kind of paragraph is set. */
struct jx_look {
    struct jx_char_style face;
    enum jx_align align;
    int32_t first_indent_mpt, left_mpt, right_mpt;
    int32_t pitch_mpt; /* from line to line */
    int32_t before_mpt, after_mpt;
    bool
        hang; /* lines after the first of a paragraph with a label (1. （1） ① —) begin behind the label */
};

struct jx_size {
    struct jx_str name; /* 三号 */
    int32_t mpt;
};

/* Which lines a table has. */
enum jx_table_lines {
    JX_LINES_BOX,   /* 全框: around every cell */
    JX_LINES_THREE, /* 三线: above the head, below it, below the table */
};

/* How a table is set: the sheet's own way (表格线, 表头, 表格), or a variant by name (表格样式). */
struct jx_table_look {
    struct jx_str name; /* empty for the sheet's own */
    enum jx_table_lines lines;
    int32_t rule_mpt;
    int32_t strong_rule_mpt; /* first and last line of a 三线 table */
    int32_t pad_x_mpt, pad_y_mpt;
    struct jx_look head, cell;
};

struct jx_style {
    struct jx_str name;
    int32_t page_width_mpt, page_height_mpt;
    int32_t left_mpt, top_mpt;     /* of the text area */
    int32_t width_mpt, height_mpt; /* of the text area */
    int32_t number_drop_mpt;       /* from the text area's bottom to the dash of the page number */
    bool strict_grid; /* every Han of the body's size in a cell, every line on a line of the grid */
    int32_t grid_cell_mpt;
    int32_t module_mpt;           /* side of one square of a QR code */
    struct jx_table_look *tables; /* shape [n_tables]; the first is the sheet's own */
    size_t n_tables;
    unsigned emphasis_role; /* for * * */
    struct jx_size *sizes;  /* shape [n_sizes] */
    size_t n_sizes;
    struct jx_look looks[JX_LOOK_COUNT];
};

/* Read a style by name: FOLDER/模板/样式/NAME.yaml first, then LIB/styles/NAME.yaml of each library. A sheet may name
 * another under 沿用: and then only says what differs; naming itself, it changes the sheet of its name that comes after
 * it in that search. Sizes and table variants of both are known, the heir's first. Its 字体: {角色: file} puts user
 * fonts in front of the roles (paths relative to the style's folder).
 * Errors: JX_E_INPUT after messages with places: no such style, a length without unit, unknown size, role or key. */
JX_NODISCARD enum jx_status jx_style_load(struct jx_arena *arena, struct jx_text name,
                                          struct jx_str folder, const struct jx_str *libraries,
                                          size_t n_libraries, struct jx_font_book *book,
                                          struct jx_diags *diags, struct jx_style **ret_style);

/* How tables of the variant called name are set; an empty name: the sheet's own. NULL: there is no such variant. */
const struct jx_table_look *jx_style_table(const struct jx_style *style, struct jx_str name);

/* The size called name, or 0. */
int32_t jx_style_size(const struct jx_style *style, struct jx_str name);

#endif
