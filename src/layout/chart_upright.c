/* chart_upright.c - what upright bars and lines have in common: axes, labels of the categories, the values where there is room for them.
 *
 * Layer:   layout.
 *
 * Values that do not find room in the plot are never left out while a table of all values fits below: the chart is then drawn again,
 * with the table in place of values and legend.
 */
#include "layout/chart.h"

#define TICK_GAP_MPT 5000 /* between the numbers and the plot */
#define LABEL_GAP_MPT 3000
#define VALUE_PAD_MPT 1000 /* round a value */
#define KEY_GAP_MPT 4000
#define ROW_PAD_MPT 3000
#define STEP_MPT 34000 /* of the axis, about */
#define LEAST_PLOT_MPT 40000
#define DENSE 8 /* with more categories, lines print only some of the labels */

static int32_t max_of(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t min_of(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

int32_t jx__upright_x(const struct jx__upright *u, size_t category)
{
    const int64_t n = (int64_t)u->chart->figure->n_categories;

    return u->x_mpt + (int32_t)(u->width_mpt * (2 * (int64_t)category + 1) / (2 * n));
}

int32_t jx__upright_y(const struct jx__upright *u, struct jx_num value)
{
    return u->y_mpt + u->height_mpt - jx__scale_at(&u->scale, value, u->height_mpt);
}

bool jx__upright_shows(const struct jx__upright *u, size_t series, size_t category)
{
    return u->chart->figure->value_labels && !u->table &&
           u->chart->figure->series[series].present[category];
}

static int32_t group_mpt(const struct jx__upright *u)
{
    const size_t n = u->chart->figure->n_categories;

    return u->width_mpt / (int32_t)(n < 100000 ? n : 100000);
}

/* ---- measuring ---- */

static struct jx__label set_tick(const struct jx__upright *u, size_t tick)
{
    const struct jx__chart *chart = u->chart;

    return jx__label_set(
        chart->setter, chart->axis,
        jx__chart_number(chart->setter->arena, u->scale.ticks[tick], &u->scale.format),
        chart->width_mpt);
}

static void set_values(struct jx__upright *u)
{
    const struct jx__chart *chart = u->chart;
    const struct jx_figure *figure = chart->figure;
    struct jx_arena *arena = chart->setter->arena;

    u->values = JX_ARRAY(arena, struct jx__label, figure->n_series * figure->n_categories);
    for (size_t s = 0; figure->value_labels && s < figure->n_series; s++)
        for (size_t c = 0; c < figure->n_categories; c++) {
            struct jx_str text = JX_STR("—");

            if (figure->series[s].present[c])
                text = jx__chart_number(arena, figure->series[s].values[c], &figure->format);
            u->values[s * figure->n_categories + c] =
                jx__label_set(chart->setter, chart->value, text, chart->width_mpt);
        }
}

static int32_t widest_value(const struct jx__upright *u)
{
    const struct jx_figure *figure = u->chart->figure;
    int32_t widest = 0;

    for (size_t i = 0; i < figure->n_series * figure->n_categories; i++)
        widest = max_of(widest, u->values[i].width_mpt);
    return widest;
}

static struct jx__label set_name(const struct jx__upright *u, size_t series)
{
    const struct jx__chart *chart = u->chart;

    return jx__label_set(chart->setter, chart->axis, chart->figure->series[series].name,
                         chart->width_mpt / 4);
}

/* Left of the plot: the numbers of the axis, and the names in the table below. */
static int32_t left_mpt(const struct jx__upright *u)
{
    int32_t left = 0;

    for (size_t i = 0; i < u->scale.n_ticks; i++)
        left = max_of(left, set_tick(u, i).width_mpt);
    for (size_t s = 0; u->table && s < u->chart->figure->n_series; s++)
        left = max_of(left, JX__KEY_WIDTH_MPT + KEY_GAP_MPT + set_name(u, s).width_mpt);
    return min_of(left + TICK_GAP_MPT, u->chart->width_mpt / 2);
}

/* Labels wrap in the width of their group; those of many points are printed whole, every so many. */
static void set_labels(struct jx__upright *u)
{
    const struct jx__chart *chart = u->chart;
    const struct jx_figure *figure = chart->figure;
    const int32_t group = max_of(group_mpt(u), 1);
    int32_t width = group - 2 * LABEL_GAP_MPT, widest = 0;

    u->labels = JX_ARRAY(chart->setter->arena, struct jx__label, figure->n_categories);
    u->label_every = 1;
    if (figure->kind == JX_FIGURE_LINES && figure->n_categories > DENSE)
        width = chart->width_mpt / 4;
    for (size_t c = 0; c < figure->n_categories; c++) {
        u->labels[c] = jx__label_set(chart->setter, chart->axis, figure->categories[c], width);
        u->label_mpt = max_of(u->label_mpt, u->labels[c].height_mpt);
        widest = max_of(widest, u->labels[c].width_mpt);
    }
    if (figure->kind == JX_FIGURE_LINES && figure->n_categories > DENSE)
        u->label_every = (size_t)((widest + 2 * LABEL_GAP_MPT + group - 1) / group);
}

static int32_t name_row_mpt(const struct jx__upright *u, size_t series)
{
    return max_of(set_name(u, series).height_mpt, u->chart->value->pitch_mpt) + ROW_PAD_MPT;
}

/* Below the labels: the table, or the legend. */
static int32_t below_mpt(const struct jx__upright *u)
{
    const struct jx__chart *chart = u->chart;
    int32_t height = 0;

    if (!u->table)
        return jx__legend_put(chart->setter, NULL, chart->figure, chart->width_mpt, 0);
    for (size_t s = 0; s < chart->figure->n_series; s++)
        height += name_row_mpt(u, s);
    return height;
}

static void set_plot(struct jx__upright *u)
{
    const struct jx__chart *chart = u->chart;
    const struct jx_figure *figure = chart->figure;
    const int32_t value = figure->value_labels && !u->table ? chart->value->pitch_mpt : 0;
    const int32_t below = jx_num_sign(u->scale.low) < 0 ? value : 0;
    const int32_t top = max_of(value + 2000, chart->axis->pitch_mpt / 2);
    int32_t others;

    u->x_mpt = left_mpt(u);
    u->width_mpt = max_of(chart->width_mpt - u->x_mpt, 1000);
    set_labels(u);
    others = top + below + LABEL_GAP_MPT + u->label_mpt + below_mpt(u);
    u->y_mpt = top;
    u->height_mpt = figure->height_mpt > 0 ? figure->height_mpt - others
                                           : min_of(chart->width_mpt * 42 / 100, 190000);
    u->height_mpt = min_of(u->height_mpt, chart->height_mpt - others);
    u->height_mpt = max_of(u->height_mpt, LEAST_PLOT_MPT);
    u->room = (struct jx__room){
        .arena = chart->setter->arena,
        .bounds = {u->x_mpt, 0, u->x_mpt + u->width_mpt, u->y_mpt + u->height_mpt + below}};
}

/* ---- drawing ---- */

static void draw_grid(struct jx__upright *u)
{
    const int32_t right = u->x_mpt + u->width_mpt;
    struct jx__trail trail = {.arena = u->art->pager.setter->arena};

    for (size_t i = 0; i < u->scale.n_ticks; i++) {
        const int32_t y = jx__upright_y(u, u->scale.ticks[i]);

        jx__trail_stroke(&trail, (const int32_t[]){u->x_mpt, y, right, y});
    }
    jx__art_lines(u->art, &trail, JX__GRID, JX__GRID_MPT);
}

static void draw_base(struct jx__upright *u)
{
    const int32_t y = jx__upright_y(u, (struct jx_num){0}), right = u->x_mpt + u->width_mpt;
    struct jx__trail trail = {.arena = u->art->pager.setter->arena};

    jx__trail_stroke(&trail, (const int32_t[]){u->x_mpt, y, right, y});
    jx__art_lines(u->art, &trail, JX__INK, JX__RULE_MPT);
}

static void draw_ticks(struct jx__upright *u)
{
    for (size_t i = 0; i < u->scale.n_ticks; i++) {
        const struct jx__label tick = set_tick(u, i);
        const int32_t y = jx__upright_y(u, u->scale.ticks[i]) - tick.height_mpt / 2;

        jx__label_put(u->art, &tick, (struct jx_point){0, y}, u->x_mpt - TICK_GAP_MPT,
                      JX_ALIGN_RIGHT);
    }
}

void jx__upright_value(struct jx__upright *u, const struct jx__label *value,
                       const struct jx_point *places, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct jx_point at = places[i];
        const int32_t area[4] = {at.x_mpt - VALUE_PAD_MPT, at.y_mpt,
                                 value->width_mpt + 2 * VALUE_PAD_MPT, value->height_mpt};

        if (!jx__room_is_free(&u->room, area))
            continue;
        jx__room_take_area(&u->room, area);
        jx__label_clear(u->art, value, at);
        jx__label_put(u->art, value, at, value->width_mpt, JX_ALIGN_LEFT);
        return;
    }
    u->n_missed++;
}

static void draw_labels(struct jx__upright *u, int32_t y_mpt)
{
    for (size_t c = 0; c < u->chart->figure->n_categories; c += u->label_every) {
        const struct jx__label *label = &u->labels[c];
        int32_t x = jx__upright_x(u, c) - label->width_mpt / 2;

        x = min_of(max_of(x, 0), max_of(u->chart->width_mpt - label->width_mpt, 0));
        jx__label_put(u->art, label, (struct jx_point){x, y_mpt}, label->width_mpt,
                      JX_ALIGN_CENTER);
    }
}

static void draw_row(struct jx__upright *u, size_t series, int32_t y_mpt)
{
    const struct jx_figure *figure = u->chart->figure;
    const struct jx__label name = set_name(u, series);
    const int32_t height = name_row_mpt(u, series);
    const int32_t key = y_mpt + (height - JX__KEY_HEIGHT_MPT) / 2;

    jx__legend_key(u->art, figure, series, (struct jx_point){0, key});
    jx__label_put(
        u->art, &name,
        (struct jx_point){JX__KEY_WIDTH_MPT + KEY_GAP_MPT, y_mpt + (height - name.height_mpt) / 2},
        name.width_mpt, JX_ALIGN_LEFT);
    for (size_t c = 0; c < figure->n_categories; c++) {
        const struct jx__label *value = &u->values[series * figure->n_categories + c];

        jx__label_put(u->art, value,
                      (struct jx_point){jx__upright_x(u, c) - value->width_mpt / 2,
                                        y_mpt + (height - value->height_mpt) / 2},
                      value->width_mpt, JX_ALIGN_LEFT);
    }
}

static int32_t draw_table(struct jx__upright *u, int32_t y_mpt)
{
    const int32_t width = u->chart->width_mpt;
    struct jx__trail trail = {.arena = u->art->pager.setter->arena};
    int32_t y = y_mpt;

    jx__trail_stroke(&trail, (const int32_t[]){0, y, width, y});
    for (size_t s = 0; s < u->chart->figure->n_series; s++) {
        draw_row(u, s, y);
        y += name_row_mpt(u, s);
        jx__trail_stroke(&trail, (const int32_t[]){0, y, width, y});
    }
    jx__art_lines(u->art, &trail, JX__GRID, JX__GRID_MPT);
    return y - y_mpt;
}

static void draw(struct jx__upright *u)
{
    const struct jx__chart *chart = u->chart;
    const struct jx_figure *figure = chart->figure;
    int32_t y = u->room.bounds.y1_mpt + LABEL_GAP_MPT;

    u->art = jx__art_new(chart->setter, chart->width_mpt, figure->span);
    draw_grid(u);
    if (figure->kind == JX_FIGURE_LINES)
        draw_base(u);
    (figure->kind == JX_FIGURE_LINES ? jx__upright_lines : jx__upright_columns)(u);
    if (figure->kind != JX_FIGURE_LINES)
        draw_base(u);
    draw_labels(u, y);
    y += u->label_mpt;
    y += u->table ? draw_table(u, y)
                  : jx__legend_put(chart->setter, u->art, figure, chart->width_mpt, y);
    draw_ticks(u);
    u->art->height_mpt = y;
}

static struct jx__upright make(const struct jx__chart *chart, bool table)
{
    struct jx__upright u = {.chart = chart, .table = table};
    const int32_t height =
        chart->figure->height_mpt > 0 ? chart->figure->height_mpt : chart->width_mpt * 42 / 100;

    u.scale = jx__scale_make(chart->setter->arena, chart->figure,
                             (unsigned)min_of(max_of(height / STEP_MPT, 2), 6));
    set_values(&u);
    set_plot(&u);
    draw(&u);
    return u;
}

struct jx__art *jx__chart_upright(const struct jx__chart *chart)
{
    const struct jx__upright plain = make(chart, false);
    struct jx__upright with_table;

    if (plain.n_missed == 0)
        return plain.art;
    with_table = make(chart, true);
    if (widest_value(&with_table) + 2 * VALUE_PAD_MPT > group_mpt(&with_table))
        return plain.art;
    return with_table.art;
}
