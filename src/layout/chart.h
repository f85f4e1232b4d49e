/* chart.h - shared by the files that draw figures: art, scales, patterns, text in charts.
 *
 * Layer:   layout.
 * Units:   1/1000 pt; a drawing has its own system, origin at its top left.
 *
 * A chart is drawn before its page is known: as art, items of a sheet of its own, which are then put on the page where they fit.
 * Numbers become places by exact arithmetic, rounded once.
 */
#ifndef JX_LAYOUT_CHART_H
#define JX_LAYOUT_CHART_H

#include "layout/internal.h"

/* The ink of axes, outlines, lines and hatching: black, which a printer sets without a screen; and the grey of lines that only help the eye. */
#define JX__INK 0x000000
#define JX__GRID 0xb4b8c0
#define JX__GRID_MPT 400
#define JX__RULE_MPT 750
/* Farther than any page is long: what lies there is hostile. */
#define JX__FAR_MPT 50000000

/* ---- art.c: a drawing ---- */

struct jx__art {
    struct jx__pager pager; /* its items are the drawing's */
    int32_t width_mpt, height_mpt;
    struct jx_span span; /* of the figure */
};

struct jx__art *jx__art_new(const struct jx__setter *setter, int32_t width_mpt,
                            struct jx_span span);

/* A path in the making. */
struct jx__trail {
    struct jx_arena *arena;
    struct jx__segments JX_VEC(struct jx_path_segment) segments;
};

void jx__trail_move(struct jx__trail *trail, int32_t x_mpt, int32_t y_mpt);
void jx__trail_line(struct jx__trail *trail, int32_t x_mpt, int32_t y_mpt);
void jx__trail_close(struct jx__trail *trail);
void jx__trail_stroke(struct jx__trail *trail, const int32_t line_mpt[4]); /* x0, y0, x1, y1 */
void jx__trail_rect(struct jx__trail *trail, const int32_t area_mpt[4]);
/* A circle of four curves. */
void jx__trail_circle(struct jx__trail *trail, struct jx_point centre, int32_t radius_mpt);

/* Put the path on the drawing; how says fill, stroke, colours, dashes (its segments are not looked at). */
void jx__art_path(struct jx__art *art, const struct jx__trail *trail, const struct jx_path *how);
/* Straight lines of one look. */
void jx__art_lines(struct jx__art *art, const struct jx__trail *trail, uint32_t rgb,
                   int32_t width_mpt);

/* ---- chart_text.c: words and numbers of a chart ---- */

/* A text set to lines. */
struct jx__label {
    const struct jx_paragraph *paragraph;
    int32_t size_mpt, pitch_mpt;
    int32_t width_mpt;  /* of its widest line */
    int32_t height_mpt; /* of all lines */
};

/* Set text in a look, at most width_mpt wide. An empty text has no lines and no size. */
struct jx__label jx__label_set(const struct jx__setter *setter, const struct jx_look *look,
                               struct jx_str text, int32_t width_mpt);

/* Put its lines into a column of width_mpt that begins at `at`, aligned left, centred or right. */
void jx__label_put(struct jx__art *art, const struct jx__label *label, struct jx_point at,
                   int32_t width_mpt, enum jx_align align);

/* Clear the ground under a label that is to be put there: lines behind it stop short of it. */
void jx__label_clear(struct jx__art *art, const struct jx__label *label, struct jx_point at);

/* A number as the format prints it, half up: 92.50%, 3130.40. */
struct jx_str jx__chart_number(struct jx_arena *arena, struct jx_num value,
                               const struct jx_num_format *format);

/* ---- chart_scale.c: the value axis ---- */

struct jx__scale {
    struct jx_arena *arena;
    struct jx_num low, high; /* low < high */
    struct jx_num *ticks;    /* shape [n_ticks], ascending; at most JX__MAX_TICKS */
    size_t n_ticks;
    struct jx_num_format format; /* of the ticks: as many digits as their steps need */
};

#define JX__MAX_TICKS 24

/* An axis for the values of a chart with about n_steps steps of 1, 2, 2.5 or 5 times a power of ten. It begins at 0, but for lines whose
 * values lie close together far from 0. Ends that the figure states are kept. */
struct jx__scale jx__scale_make(struct jx_arena *arena, const struct jx_figure *figure,
                                unsigned n_steps);

/* How far along an axis of length_mpt a value lies, half up; a value beyond an end lies at that end. */
int32_t jx__scale_at(const struct jx__scale *scale, struct jx_num value, int32_t length_mpt);
/* The same for the line that bars grow from: 0, or the end next to it. */
int32_t jx__scale_base(const struct jx__scale *scale, int32_t length_mpt);

/* ---- chart_room.c: where there is room for a value ---- */

struct jx__area {
    int32_t x0_mpt, y0_mpt, x1_mpt, y1_mpt;
};

struct jx__room {
    struct jx_arena *arena;
    struct jx__area bounds; /* nothing is put outside */
    struct jx__areas JX_VEC(struct jx__area) areas;
    struct jx__areas strokes; /* from (x0, y0) to (x1, y1) */
};

/* Take an area {x, y, width, height}, or what lies under a straight line. */
void jx__room_take_area(struct jx__room *room, const int32_t area_mpt[4]);
void jx__room_take_stroke(struct jx__room *room, struct jx_point from, struct jx_point to);
/* Is an area {x, y, width, height} inside the bounds and nothing in it taken? */
bool jx__room_is_free(const struct jx__room *room, const int32_t area_mpt[4]);

/* ---- chart_pattern.c: series told apart without colour ---- */

/* Fill an area as series k: dark, hatched, light … */
void jx__pattern_area(struct jx__art *art, const int32_t area_mpt[4], size_t series);
/* The line style of series k. */
struct jx_path jx__pattern_line(size_t series);
/* Its marker. */
void jx__pattern_marker(struct jx__art *art, struct jx_point at, size_t series);

/* ---- chart_legend.c ---- */

/* The sample of a series: its pattern, or its line with a marker, in an area of JX__KEY_WIDTH_MPT × JX__KEY_HEIGHT_MPT. */
#define JX__KEY_WIDTH_MPT 18000
#define JX__KEY_HEIGHT_MPT 7000
void jx__legend_key(struct jx__art *art, const struct jx_figure *figure, size_t series,
                    struct jx_point at);

/* Samples and names in centred lines from y down. Returns the height; 0 for one series. art NULL: only measure, for width_mpt. */
int32_t jx__legend_put(const struct jx__setter *setter, struct jx__art *art,
                       const struct jx_figure *figure, int32_t width_mpt, int32_t y_mpt);

/* ---- figure_image.c ---- */

/* What a figure says of its width, otherwise when it says nothing; at most text_mpt. */
int32_t jx__figure_width(const struct jx_figure *figure, int32_t text_mpt, int32_t otherwise);

/* An image, or several side by side, in a room of width and height {w, h}. */
struct jx__art *jx__image_art(const struct jx__setter *setter, const struct jx_figure *figure,
                              const int32_t room_mpt[2]);
struct jx__art *jx__row_art(const struct jx__setter *setter, const struct jx_figure *figure,
                            const int32_t room_mpt[2]);

/* ---- the kinds ---- */

struct jx__arts JX_VEC(struct jx__art *);

/* A chart to be drawn: at most height_mpt (or, of bars, several times that); its width is what was asked for. */
struct jx__chart {
    const struct jx__setter *setter;
    const struct jx_figure *figure;
    const struct jx_look *axis, *value; /* 图轴, 图数 */
    int32_t width_mpt, height_mpt;
};

/* Axes, labels and data table of upright bars and lines (chart_upright.c); columns and lines are drawn by files of their own. */
struct jx__upright {
    const struct jx__chart *chart;
    struct jx__art *art;
    struct jx__scale scale;
    struct jx__label *labels;                    /* shape [n_categories] */
    struct jx__label *values;                    /* shape [n_series × n_categories], by series */
    size_t label_every;                          /* of so many labels one is printed */
    int32_t label_mpt;                           /* height of the tallest label */
    int32_t x_mpt, y_mpt, width_mpt, height_mpt; /* the plot */
    bool table;      /* the values stand in a table below: there was no room in the plot */
    size_t n_missed; /* values that found no room */
    struct jx__room room;
};

/* Middle of a category, and the height of a value. */
int32_t jx__upright_x(const struct jx__upright *u, size_t category);
int32_t jx__upright_y(const struct jx__upright *u, struct jx_num value);
/* Is the value of a series to be printed in the plot? */
bool jx__upright_shows(const struct jx__upright *u, size_t series, size_t category);
/* Write a value with its top left at the first of the places (shape [n]) where there is room; else count it as missed. */
void jx__upright_value(struct jx__upright *u, const struct jx__label *value,
                       const struct jx_point *places, size_t n);
void jx__upright_columns(struct jx__upright *u);
void jx__upright_lines(struct jx__upright *u);

/* Horizontal bars; parts of at most height_mpt each. */
void jx__chart_bars(const struct jx__chart *chart, struct jx__arts *arts);
/* Upright bars or lines. */
struct jx__art *jx__chart_upright(const struct jx__chart *chart);
/* 3 to 12 axes. */
struct jx__art *jx__chart_radar(const struct jx__chart *chart);

#define JX__RADAR_MIN 3
#define JX__RADAR_MAX 12

#endif
