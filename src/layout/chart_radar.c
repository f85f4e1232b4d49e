/* chart_radar.c - a radar: an axis a category, rings at the steps of the scale, a polygon a series; labels with their values around.
 *
 * Layer:   layout.
 *
 * Directions come from whole-number multiplication of unit vectors (parts of 10^9), so that every machine draws the same.
 */
#include "layout/chart.h"

#define UNIT 1000000000
#define LABEL_GAP_MPT 7000 /* between the outer ring and the labels */
#define NEAR_MPT 2000      /* least distance of two labels */
#define TICK_GAP_MPT 4000  /* between an axis and its numbers */
#define WIDEST_RADIUS_MPT 92000
#define LEAST_RADIUS_MPT 20000
#define LIGHT_FILL 0xe8edf5

/* Cosine and sine of a full turn divided by 3 … 12, in parts of UNIT. */
static const int32_t turns[][2] = {
    {-500000000, 866025404}, {0, 1000000000},        {309016994, 951056516}, {500000000, 866025404},
    {623489802, 781831482},  {707106781, 707106781}, {766044443, 642787610}, {809016994, 587785252},
    {841253533, 540640817},  {866025404, 500000000},
};

struct radar {
    const struct jx__chart *chart;
    struct jx__art *art;
    struct jx__scale scale;
    size_t n;
    int32_t dir[JX__RADAR_MAX][2]; /* to the right and up, parts of UNIT; the first points up */
    struct jx__label labels[JX__RADAR_MAX], values[JX__RADAR_MAX];
    int32_t top_mpt[JX__RADAR_MAX]; /* of the label blocks, from the centre down */
    int32_t radius_mpt;
    struct jx_point centre;
};

static int32_t max_of(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t min_of(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t part(int64_t length_mpt, int32_t of_unit)
{
    const int64_t product = length_mpt * of_unit;

    return (int32_t)((product + (product < 0 ? -UNIT / 2 : UNIT / 2)) / UNIT);
}

static void set_directions(struct radar *r)
{
    const int32_t *turn = turns[r->n - JX__RADAR_MIN];

    r->dir[0][1] = UNIT;
    for (size_t i = 1; i < r->n; i++) { /* clockwise */
        const int32_t *before = r->dir[i - 1];

        r->dir[i][0] = part(before[0], turn[0]) + part(before[1], turn[1]);
        r->dir[i][1] = part(before[1], turn[0]) - part(before[0], turn[1]);
    }
}

/* Exactly up or down, but for rounding. */
static bool is_upright(const struct radar *r, size_t i)
{
    return r->dir[i][0] > -UNIT / 1000 && r->dir[i][0] < UNIT / 1000;
}

static struct jx_point at(const struct radar *r, size_t axis, int32_t length_mpt)
{
    return (struct jx_point){r->centre.x_mpt + part(length_mpt, r->dir[axis][0]),
                             r->centre.y_mpt - part(length_mpt, r->dir[axis][1])};
}

/* ---- labels ---- */

/* 92.50%, or of two series 92.50%／88.00%. */
static struct jx_str value_text(const struct radar *r, size_t axis)
{
    const struct jx_figure *figure = r->chart->figure;
    struct jx_arena *arena = r->chart->setter->arena;
    struct jx_buf buf = {.arena = arena};

    for (size_t s = 0; s < figure->n_series; s++) {
        const struct jx_figure_series *series = &figure->series[s];

        jx_buf_adds(&buf, s > 0 ? " / " : "");
        if (series->present[axis])
            jx_buf_add(&buf, jx__chart_number(arena, series->values[axis], &figure->format));
        else
            jx_buf_adds(&buf, "—");
    }
    return jx_buf_str(&buf);
}

static int32_t block_width(const struct radar *r, size_t i)
{
    return max_of(r->labels[i].width_mpt, r->values[i].width_mpt);
}

static int32_t block_height(const struct radar *r, size_t i)
{
    return r->labels[i].height_mpt + r->values[i].height_mpt;
}

/* Labels at the sides take up to three tenths of the width; the one at the top or bottom as much as its neighbours leave. */
static void set_labels(struct radar *r)
{
    const struct jx__chart *chart = r->chart;
    const struct jx_figure *figure = chart->figure;

    for (size_t i = 0; i < r->n; i++) {
        const int32_t beside = 2 * part(WIDEST_RADIUS_MPT + LABEL_GAP_MPT, r->dir[1][0]);
        const int32_t most = is_upright(r, i) && r->n > 6 ? beside : chart->width_mpt * 3 / 10;

        r->labels[i] = jx__label_set(chart->setter, chart->axis, figure->categories[i], most);
        if (figure->value_labels)
            r->values[i] = jx__label_set(chart->setter, chart->value, value_text(r, i), most);
    }
}

/* The longest radius with which all labels stay inside the width. */
static void set_radius(struct radar *r, int32_t height_mpt)
{
    int32_t radius = WIDEST_RADIUS_MPT;

    if (height_mpt > 0) /* stated: less the labels above and below */
        radius = (height_mpt - 2 * LABEL_GAP_MPT - 2 * block_height(r, 0)) / 2;
    for (size_t i = 0; i < r->n; i++) {
        const int32_t side = r->dir[i][0] < 0 ? -r->dir[i][0] : r->dir[i][0];
        const int64_t room = r->chart->width_mpt / 2 - block_width(r, i);

        if (!is_upright(r, i))
            radius = (int32_t)(room * UNIT / side - LABEL_GAP_MPT < radius
                                   ? room * UNIT / side - LABEL_GAP_MPT
                                   : radius);
    }
    r->radius_mpt = max_of(radius, LEAST_RADIUS_MPT);
}

/* Where the label of an axis begins if it stood alone: its lower edge at the top of the radar, its upper edge at the bottom, between
 * in between. */
static int32_t free_top(const struct radar *r, size_t i)
{
    const int32_t height = block_height(r, i);
    const int32_t y = -part(r->radius_mpt + LABEL_GAP_MPT, r->dir[i][1]);

    return y - height / 2 - part(height / 2, r->dir[i][1]);
}

/* How far from the middle the nearer edge of a neighbour's block stands. */
static int32_t aside(const struct radar *r, size_t i)
{
    const int32_t x = part(r->radius_mpt + LABEL_GAP_MPT, r->dir[i][0]);

    return x < 0 ? -x : x;
}

/* The labels right at the top and the bottom move away from neighbours that they would touch. */
static void place_upright(struct radar *r, size_t i)
{
    const size_t before = (i + r->n - 1) % r->n, after = (i + 1) % r->n;
    const int32_t up = min_of(r->top_mpt[before], r->top_mpt[after]) - block_height(r, i);
    const int32_t down = max_of(r->top_mpt[before] + block_height(r, before),
                                r->top_mpt[after] + block_height(r, after));

    if (block_width(r, i) / 2 + NEAR_MPT <= min_of(aside(r, before), aside(r, after)))
        return;
    r->top_mpt[i] =
        i == 0 ? min_of(r->top_mpt[i], up - NEAR_MPT) : max_of(r->top_mpt[i], down + NEAR_MPT);
}

/* Labels of one side, from the top down, are pushed down where they would touch. Axes 1 … stand right, the last ones left. */
static void place_labels(struct radar *r)
{
    for (size_t i = 0; i < r->n; i++)
        r->top_mpt[i] = free_top(r, i);
    for (size_t i = 2; i < r->n; i++)
        if (r->dir[i][0] > 0 && !is_upright(r, i))
            r->top_mpt[i] =
                max_of(r->top_mpt[i], r->top_mpt[i - 1] + block_height(r, i - 1) + NEAR_MPT);
    for (size_t i = r->n - 1; i-- > 1;)
        if (r->dir[i][0] < 0 && !is_upright(r, i))
            r->top_mpt[i] =
                max_of(r->top_mpt[i], r->top_mpt[i + 1] + block_height(r, i + 1) + NEAR_MPT);
    for (size_t i = 0; i < r->n; i++)
        if (is_upright(r, i))
            place_upright(r, i);
}

static void put_label(struct radar *r, size_t i)
{
    const int32_t width = block_width(r, i);
    const int32_t x = at(r, i, r->radius_mpt + LABEL_GAP_MPT).x_mpt;
    const bool left = r->dir[i][0] < 0;
    const enum jx_align align = is_upright(r, i) ? JX_ALIGN_CENTER
                                : left           ? JX_ALIGN_RIGHT
                                                 : JX_ALIGN_LEFT;
    struct jx_point p = {is_upright(r, i) ? x - width / 2
                         : left           ? x - width
                                          : x,
                         r->centre.y_mpt + r->top_mpt[i]};

    jx__label_put(r->art, &r->labels[i], p, width, align);
    p.y_mpt += r->labels[i].height_mpt;
    jx__label_put(r->art, &r->values[i], p, width, align);
}

/* ---- rings, axes, polygons ---- */

static void ring(const struct radar *r, struct jx__trail *trail, int32_t length_mpt)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct jx_point p = at(r, i, length_mpt);

        (i == 0 ? jx__trail_move : jx__trail_line)(trail, p.x_mpt, p.y_mpt);
    }
    jx__trail_close(trail);
}

static void draw_web(struct radar *r)
{
    struct jx__trail web = {.arena = r->chart->setter->arena};

    for (size_t i = 0; i < r->scale.n_ticks; i++) {
        const int32_t length = jx__scale_at(&r->scale, r->scale.ticks[i], r->radius_mpt);

        if (length > 0 && length < r->radius_mpt)
            ring(r, &web, length);
    }
    ring(r, &web, r->radius_mpt);
    for (size_t i = 0; i < r->n; i++) {
        const struct jx_point end = at(r, i, r->radius_mpt);

        jx__trail_stroke(&web,
                         (const int32_t[]){r->centre.x_mpt, r->centre.y_mpt, end.x_mpt, end.y_mpt});
    }
    jx__art_lines(r->art, &web, JX__GRID, JX__GRID_MPT + 200);
}

static struct jx_point value_at(const struct radar *r, size_t series, size_t axis)
{
    return at(
        r, axis,
        jx__scale_at(&r->scale, r->chart->figure->series[series].values[axis], r->radius_mpt));
}

static bool is_whole(const struct radar *r, size_t series)
{
    for (size_t i = 0; i < r->n; i++)
        if (!r->chart->figure->series[series].present[i])
            return false;
    return true;
}

/* The polygon of a series; open where a value is missing. */
static void trace(const struct radar *r, size_t series, struct jx__trail *trail)
{
    const bool *present = r->chart->figure->series[series].present;

    for (size_t i = 0; i < r->n; i++) {
        const size_t next = (i + 1) % r->n;
        const struct jx_point from = value_at(r, series, i), to = value_at(r, series, next);

        if (present[i] && present[next])
            jx__trail_stroke(trail, (const int32_t[]){from.x_mpt, from.y_mpt, to.x_mpt, to.y_mpt});
    }
}

static void outline(const struct radar *r, size_t series, struct jx__trail *trail)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct jx_point p = value_at(r, series, i);

        (i == 0 ? jx__trail_move : jx__trail_line)(trail, p.x_mpt, p.y_mpt);
    }
    jx__trail_close(trail);
}

/* The only series is filled lightly, under the web, so that the web stays readable. */
static void draw_ground(struct radar *r)
{
    struct jx__trail trail = {.arena = r->chart->setter->arena};

    if (r->chart->figure->n_series > 1 || !is_whole(r, 0))
        return;
    outline(r, 0, &trail);
    jx__art_path(r->art, &trail, &(struct jx_path){.fill = true, .fill_rgb = LIGHT_FILL});
}

static void draw_series(struct radar *r, size_t series)
{
    const struct jx_path how = jx__pattern_line(series);
    struct jx__trail trail = {.arena = r->chart->setter->arena};

    if (is_whole(r, series))
        outline(r, series, &trail);
    else
        trace(r, series, &trail);
    jx__art_path(r->art, &trail, &how);
    for (size_t i = 0; i < r->n; i++)
        if (r->chart->figure->series[series].present[i])
            jx__pattern_marker(r->art, value_at(r, series, i), series);
}

/* What the polygons cover. */
static void take_room(const struct radar *r, struct jx__room *room)
{
    for (size_t s = 0; s < r->chart->figure->n_series; s++) {
        const bool *present = r->chart->figure->series[s].present;

        for (size_t i = 0; i < r->n; i++) {
            const size_t next = (i + 1) % r->n;
            const struct jx_point p = value_at(r, s, i);

            if (present[i] && present[next])
                jx__room_take_stroke(room, p, value_at(r, s, next));
            if (present[i])
                jx__room_take_area(room,
                                   (const int32_t[]){p.x_mpt - 3000, p.y_mpt - 3000, 6000, 6000});
        }
    }
}

/* A number stands left of the first axis; right of it where a polygon passes on the left; nowhere where one passes on both sides: the
 * rings are read by the others. */
static void draw_tick(struct radar *r, const struct jx__room *room, struct jx_num tick)
{
    const struct jx__chart *chart = r->chart;
    const struct jx_str text = jx__chart_number(chart->setter->arena, tick, &r->scale.format);
    const struct jx__label label =
        jx__label_set(chart->setter, chart->axis, text, chart->width_mpt);
    const int32_t y = r->centre.y_mpt - jx__scale_at(&r->scale, tick, r->radius_mpt);
    const struct jx_point places[2] = {
        {r->centre.x_mpt - TICK_GAP_MPT - label.width_mpt, y - label.height_mpt / 2},
        {r->centre.x_mpt + TICK_GAP_MPT, y - label.height_mpt / 2}};

    for (int i = 0; i < 2; i++)
        if (jx__room_is_free(room, (const int32_t[]){places[i].x_mpt, y - label.size_mpt / 2,
                                                     label.width_mpt, label.size_mpt})) {
            jx__label_put(r->art, &label, places[i], label.width_mpt, JX_ALIGN_LEFT);
            return;
        }
}

static void draw_ticks(struct radar *r)
{
    struct jx__room room = {.arena = r->chart->setter->arena,
                            .bounds = {0, 0, r->chart->width_mpt, r->centre.y_mpt + r->radius_mpt}};

    take_room(r, &room);
    for (size_t i = 0; i < r->scale.n_ticks; i++)
        draw_tick(r, &room, r->scale.ticks[i]);
}

static void place_centre(struct radar *r, int32_t *ret_height)
{
    int32_t above = r->radius_mpt, below = r->radius_mpt;

    for (size_t i = 0; i < r->n; i++) {
        above = max_of(above, -r->top_mpt[i]);
        below = max_of(below, r->top_mpt[i] + block_height(r, i));
    }
    r->centre = (struct jx_point){r->chart->width_mpt / 2, above};
    *ret_height = above + below;
}

struct jx__art *jx__chart_radar(const struct jx__chart *chart)
{
    const struct jx_figure *figure = chart->figure;
    const int32_t legend = jx__legend_put(chart->setter, NULL, figure, chart->width_mpt, 0);
    const int32_t stated = figure->height_mpt > 0 ? figure->height_mpt - legend : 0;
    struct radar *r = JX_NEW(chart->setter->arena, struct radar);
    int32_t height;

    *r = (struct radar){.chart = chart, .n = figure->n_categories};
    r->art = jx__art_new(chart->setter, chart->width_mpt, figure->span);
    r->scale = jx__scale_make(chart->setter->arena, figure, 5);
    set_directions(r);
    set_labels(r);
    set_radius(r, min_of(stated, chart->height_mpt - legend));
    place_labels(r);
    place_centre(r, &height);
    draw_ground(r);
    draw_web(r);
    for (size_t s = 0; s < figure->n_series; s++)
        draw_series(r, s);
    for (size_t i = 0; i < r->n; i++)
        put_label(r, i);
    draw_ticks(r);
    r->art->height_mpt =
        height + jx__legend_put(chart->setter, r->art, figure, chart->width_mpt, height);
    return r->art;
}
