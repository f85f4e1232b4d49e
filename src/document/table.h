/* table.h - a table as a grid of cells: one thing that both the PDF table and the XLSX sheet are made from.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_TABLE_H
#define JX_DOCUMENT_TABLE_H

#include "base/date.h"
#include "input/schema.h"
#include "score/expr.h"

/* ---- inline text, shared with block.h ---- */

enum jx_inline_kind {
    JX_I_TEXT,  /* text */
    JX_I_BREAK, /* forced line break */
    JX_I_PAGE, /* text is the number of the page that the anchor of link stands on, as far as it is known; layout corrects it */
};

enum {
    JX_I_STRONG = 1, /* ** ** : bold */
    JX_I_EMPH = 2,   /* * * : 楷体 */
    JX_I_UNDERLINE = 4,
    JX_I_OWN = 8, /* looks like any other, but shares its lines with no equal cell */
};

/* Where a run was written and what it leads to; runs of one place share it. */
struct jx_inline_place {
    struct jx_span span;
    struct jx_str link; /* "#anchor" or URI; absent for none */
};

/* Long tables have hundreds of thousands of them. */
struct jx_inline {
    struct jx_str text;
    enum jx_inline_kind kind;
    unsigned flags;
    const struct jx_inline_place
        *place; /* NULL: none; read with jx_inline_span(), jx_inline_link() */
};

/* Where it was written. */
static inline struct jx_span jx_inline_span(const struct jx_inline *in)
{
    return in->place != NULL ? in->place->span : JX_NO_SPAN;
}

/* What it leads to; absent for nothing. */
static inline struct jx_str jx_inline_link(const struct jx_inline *in)
{
    return in->place != NULL ? in->place->link : JX_NO_STR;
}

/* A place for one run or several. */
static inline const struct jx_inline_place *jx_inline_place_make(struct jx_arena *arena,
                                                                 struct jx_span span,
                                                                 struct jx_str link)
{
    struct jx_inline_place *place = JX_NEW(arena, struct jx_inline_place);
    *place = (struct jx_inline_place){span, link};
    return place;
}

struct jx_inlines JX_VEC(struct jx_inline);

/* ---- cells ---- */

enum jx_halign { JX_HA_LEFT, JX_HA_CENTER, JX_HA_RIGHT, JX_HA_DECIMAL };
enum jx_valign { JX_VA_TOP, JX_VA_MIDDLE };

/* How a number is shown: prefix, digits, suffix. ≥18项 is {prefix "≥", digits 0, suffix "项"}. */
struct jx_num_format {
    int digits;   /* after the point; -1: as many as the number has (General) */
    bool percent; /* the number is a ratio, shown × 100 with % */
    struct jx_str prefix, suffix;
};

/* What a name inside a formula stands for: cells [row0, row1] × [col0, col1] of the same table; row1 SIZE_MAX: a band
 * that has no rows. */
struct jx_cell_ref {
    struct jx_str name;
    size_t row0, col0, row1, col1;
};

/* A word of a 勾选: ☑ 保留 */
struct jx_tick {
    struct jx_str word;    /* in the data */
    struct jx_str text;    /* in print */
    struct jx_str on, off; /* the mark where the value is this word, and where not */
};

/* The value that a cell shows, so that a workbook can be read back. */
struct jx_cell_source {
    struct jx_str path;           /* 值 with its [列] filled in; absent: no single value */
    struct jx_str prefix, suffix; /* 前缀, 后缀: no part of the value; may be absent */
    bool measured; /* 格式 指标值: what stands around the digits belongs to the value */
    bool negated;  /* 格式 负数: shown with the other sign */
    bool ticked;   /* 勾选 */
    const struct jx_tick *
        ticks; /* of a cell that shows all words: what may be ticked, shape [n_ticks]; NULL for none */
    size_t n_ticks;
};

/* What may be filled into an input cell of the workbook. */
enum jx_check_kind {
    JX_CHECK_ANY, /* only the prompt */
    JX_CHECK_NUM,
    JX_CHECK_PERCENT,
    JX_CHECK_DATE,
    JX_CHECK_CHOICE,
};

/* An end of what is allowed: a number, or what stands in another cell of the row. */
struct jx_check_end {
    bool set;
    struct jx_num num;
    struct jx_str name; /* of the other cell's column; absent: num */
    size_t row, col;    /* the other cell */
};

struct jx_check {
    enum jx_check_kind kind;
    struct jx_check_end low, high; /* NUM, PERCENT */
    struct jx_str *choices;        /* CHOICE, shape [n_choices] */
    size_t n_choices;
    struct jx_str prompt; /* 提示, shown when the cell is chosen; may be absent */
};

/* Where values of the input were written. */
struct jx_spans JX_VEC(struct jx_span);

/* What only some cells have: those with formulas, those to be filled in. */
struct jx_cell_more {
    const struct jx_expr *formula;  /* NULL for none; num (or text) is its value */
    struct jx_str blank;            /* 空: what a formula without a result shows; empty: nothing */
    const struct jx_cell_ref *refs; /* shape [n_refs]: every name of the formula */
    size_t n_refs;
    const struct jx_check *check; /* of an input cell; NULL: anything */
    struct jx_str comment;        /* note for the workbook: the explanation of a score */
    struct jx_str id;             /* hidden identity for reading back: "B3/得分"; may be empty */
    struct jx_str anchor;         /* name of the place, for page numbers; may be empty */
    struct jx_date
        date; /* a day that text shows (2024年6月30日), for spreadsheets; year 0: none. num is NULL then */
    struct jx_spans
        values; /* where the values were written that its text prints; none when nobody asked */
};

/* Long tables have hundreds of thousands of cells: what many of them have in common, or few have, stands elsewhere. */
struct jx_cell {
    uint32_t row, col;                   /* top left */
    uint32_t rows, cols;                 /* spans, at least 1 */
    struct jx_inlines text;              /* as printed; numbers and formulas too */
    const struct jx_num *num;            /* its value for spreadsheets; NULL: text is */
    const struct jx_num_format *format;  /* of num; may be NULL without one */
    const struct jx_cell_source *source; /* NULL without definition; read with jx_cell_source() */
    const struct jx_value *item;         /* of the row's innermost 重复; NULL outside */
    struct jx_cell_more *more;           /* NULL: none of it; read with jx_cell_more() */
    const struct jx_span *span;          /* NULL: none; read with jx_cell_span() */
    uint8_t halign;                      /* enum jx_halign */
    uint8_t valign;                      /* enum jx_valign */
    bool header;
    bool strong;
    bool input; /* a cell the user may fill in the workbook */
};

/* Where it was written: the value it shows, else its definition. */
static inline struct jx_span jx_cell_span(const struct jx_cell *cell)
{
    return cell->span != NULL ? *cell->span : JX_NO_SPAN;
}

/* What only some cells have; never NULL. */
static inline const struct jx_cell_more *jx_cell_more(const struct jx_cell *cell)
{
    static const struct jx_cell_more none;
    return cell->more != NULL ? cell->more : &none;
}

/* Its formula; NULL for none. */
static inline const struct jx_expr *jx_cell_formula(const struct jx_cell *cell)
{
    return jx_cell_more(cell)->formula;
}

/* How its number is shown; never NULL. */
static inline const struct jx_num_format *jx_cell_format(const struct jx_cell *cell)
{
    static const struct jx_num_format none = {.digits = 0};
    return cell->format != NULL ? cell->format : &none;
}

/* What its value is in the data; never NULL. */
static inline const struct jx_cell_source *jx_cell_source(const struct jx_cell *cell)
{
    static const struct jx_cell_source none = {.measured = false};
    return cell->source != NULL ? cell->source : &none;
}

/* jx_cell_more() to write to; made when there is none. */
static inline struct jx_cell_more *jx_cell_more_make(struct jx_arena *arena, struct jx_cell *cell)
{
    if (cell->more == NULL)
        cell->more = JX_NEW(arena, struct jx_cell_more);
    return cell->more;
}

struct jx_table_row {
    bool header;         /* repeated on each page */
    bool keep_with_next; /* a group's heading, the row before a subtotal or total, 连下 */
    unsigned depth;      /* how many 重复 bands it is inside */
};

struct jx_table_chart; /* figure.h */

struct jx_table {
    struct jx_span span;
    struct jx_str name;        /* of its definition, or empty for a Markdown table */
    struct jx_inlines caption; /* 标题 without number; may be empty */
    struct jx_str label;       /* 表3-1; empty when not numbered */
    bool
        heading_caption; /* the caption is set as a form's title (centred, 小标宋) and not as 表x-y */
    struct jx_str unit; /* 单位：万元, printed at top right; may be empty */
    struct jx_str note; /* 注, printed below; may be empty */
    size_t n_rows, n_cols;
    uint32_t *widths;          /* 列宽 ratios, shape [n_cols]; 0: automatic */
    struct jx_table_row *rows; /* shape [n_rows] */
    struct jx_cell *
        cells; /* in row-major order of their top left, shape [n_cells]; they cover the grid exactly once */
    size_t n_cells;
    struct jx_str size; /* 字号: name of a size (小四, 五号); empty: the style's */
    bool portrait;      /* 横排: 否, the sheet's pages stand upright */
    const struct jx_table_chart *charts; /* of the sheet, shape [n_charts] */
    size_t n_charts;
    struct jx_text look; /* 样式: name of one of the style sheet's 表格样式; absent: its own */
};

#endif
