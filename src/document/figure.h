/* figure.h - a figure: a picture from a file, or a chart from data. Plain data; layout draws it.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_FIGURE_H
#define JX_DOCUMENT_FIGURE_H

#include "base/diag.h"
#include "base/number.h"
#include "document/table.h"

enum jx_figure_kind {
    JX_FIGURE_IMAGE, /* image */
    JX_FIGURE_ROW, /* 并排: parts side by side, images of equal height where that fits, each over its own caption */
    JX_FIGURE_BARS,    /* 条形: horizontal bars, one group a category (得分率 by indicator) */
    JX_FIGURE_COLUMNS, /* 柱形: upright bars (funds by stage) */
    JX_FIGURE_LINES,   /* 折线: a line a series, a marker of its own for each */
    JX_FIGURE_RADAR,   /* 雷达: an axis a category (得分率 of 一级指标) */
};

/* One row of numbers of a chart. */
struct jx_figure_series {
    struct jx_str name;    /* in the legend; may be empty when there is only one */
    struct jx_num *values; /* shape [n_categories] */
    bool *present;         /* false: there is no value, nothing is drawn; shape [n_categories] */
};

struct jx_figure {
    enum jx_figure_kind kind;
    struct jx_span span;
    int32_t width_mpt, height_mpt; /* of the drawing; 0: as wide as the text, as high as it needs */
    uint32_t width_permille;       /* of the text's width, in place of width_mpt; 0: not said */

    /* IMAGE */
    struct jx_str image; /* bytes of a PNG or JPEG file, its headers checked when it was read */
    uint32_t width_px, height_px; /* as it is looked at, turned as its EXIF says; pdf turns it */
    uint32_t dpi_milli;           /* resolution the file states, in 1/1000 dpi; 0: none */
    struct jx_inlines caption;    /* part of a ROW only: "（a）机房"; may be empty */

    /* ROW */
    const struct jx_figure *parts; /* IMAGEs, shape [n_parts], 2 to 4 */
    size_t n_parts;

    /* charts */
    struct jx_str *categories; /* shape [n_categories] */
    size_t n_categories;
    struct jx_figure_series *series; /* shape [n_series] */
    size_t n_series;
    struct jx_num_format format; /* of value labels and of the axis */
    struct jx_str unit;          /* 单位：万元, printed above; may be empty */
    struct jx_num low, high; /* ends of the value axis; valid when has_low, has_high; else chosen */
    bool has_low, has_high;
    bool value_labels; /* print each value at its bar or point */
};

/* A native chart of a workbook, over cells of a table: 图表 of a table definition or of a sheet. */
struct jx_table_chart {
    enum jx_figure_kind kind; /* of a chart */
    struct jx_span span;
    struct jx_str title, unit; /* may be empty */
    struct jx_str sheet;       /* 工作表: of its own; empty: below the table */
    struct jx_cell *
        labels; /* each with a place or, when its column was left out, only a text; shape [n_points] */
    size_t n_points;
    struct jx_str *names;   /* of the series, shape [n_series] */
    struct jx_cell *values; /* shape [n_series * n_points]; without num: nothing to draw */
    size_t n_series;
    struct jx_num_format format;
    struct jx_num low, high; /* valid when has_low, has_high */
    bool has_low, has_high;
    bool value_labels;
};

#endif
