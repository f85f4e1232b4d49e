/* chart_bars.c - horizontal bars: a column of labels as in a table, a bar a series, its value at its end.
 *
 * Layer:   layout.
 *
 * A chart longer than a page is cut between categories into parts of about the same length, all on the same axis.
 */
#include "layout/chart.h"

#define LABEL_GAP_MPT 6000 /* between label and axis */
#define VALUE_GAP_MPT 3000 /* between a bar's end and its value */
#define ROW_GAP_MPT 6000   /* between categories */
#define BAR_MPT 10000      /* thickness of a bar that is alone */
#define BAR_OF_MANY_MPT 8000
#define BAR_GAP_MPT 1500
#define TICK_GAP_MPT 2000 /* between the axis and the numbers under it */
#define STEP_MPT 65000    /* of the axis, about */

struct bars {
    const struct jx__chart *chart;
    struct jx__scale scale;
    struct jx__label *labels; /* shape [n_categories] */
    struct jx__label *values; /* shape [n_series × n_categories], by series */
    int32_t label_mpt;        /* width of the label column */
    enum jx_align align;      /* of the labels */
    int32_t x_mpt, width_mpt; /* of the plot */
    int32_t pitch_mpt;        /* from bar to bar of a category */
    int32_t bar_mpt;
    int32_t *row_mpt; /* heights, shape [n_categories] */
};

static int32_t max_of(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t min_of(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* Labels take what they need, up to two fifths of the width. */
static void set_labels(struct bars *bars)
{
    const struct jx__chart *chart = bars->chart;
    const struct jx_figure *figure = chart->figure;
    const int32_t most = chart->width_mpt * 2 / 5;

    bars->labels = JX_ARRAY(chart->setter->arena, struct jx__label, figure->n_categories);
    bars->align = JX_ALIGN_RIGHT;
    for (size_t c = 0; c < figure->n_categories; c++) {
        bars->labels[c] = jx__label_set(chart->setter, chart->axis, figure->categories[c], most);
        bars->label_mpt = max_of(bars->label_mpt, bars->labels[c].width_mpt);
        if (bars->labels[c].paragraph != NULL && bars->labels[c].paragraph->n > 1)
            bars->align = JX_ALIGN_LEFT; /* wrapped lines begin below each other, as in a table */
    }
}

static void set_values(struct bars *bars)
{
    const struct jx__chart *chart = bars->chart;
    const struct jx_figure *figure = chart->figure;
    struct jx_arena *arena = chart->setter->arena;

    bars->values = JX_ARRAY(arena, struct jx__label, figure->n_series * figure->n_categories);
    for (size_t s = 0; s < figure->n_series; s++)
        for (size_t c = 0; c < figure->n_categories; c++) {
            const struct jx_figure_series *series = &figure->series[s];
            struct jx_str text = JX_STR("—");

            if (series->present[c] && !figure->value_labels)
                continue;
            if (series->present[c])
                text = jx__chart_number(arena, series->values[c], &figure->format);
            bars->values[s * figure->n_categories + c] =
                jx__label_set(chart->setter, chart->value, text, chart->width_mpt);
        }
}

/* Room for the widest value on each side of the axis, and for half of the numbers at its ends. */
static void set_plot(struct bars *bars)
{
    const struct jx__chart *chart = bars->chart;
    const struct jx_figure *figure = chart->figure;
    int32_t left = 0, right = 0;

    for (size_t s = 0; s < figure->n_series; s++)
        for (size_t c = 0; c < figure->n_categories; c++) {
            const int32_t need =
                bars->values[s * figure->n_categories + c].width_mpt + VALUE_GAP_MPT;

            if (jx_num_sign(figure->series[s].values[c]) < 0 && figure->series[s].present[c])
                left = max_of(left, need);
            else
                right = max_of(right, need);
        }
    for (size_t i = 0; i < bars->scale.n_ticks; i++) {
        const struct jx_str text =
            jx__chart_number(chart->setter->arena, bars->scale.ticks[i], &bars->scale.format);
        const struct jx__label tick =
            jx__label_set(chart->setter, chart->axis, text, chart->width_mpt);

        right = max_of(right, tick.width_mpt / 2);
        left = max_of(left, tick.width_mpt / 2 - bars->label_mpt - LABEL_GAP_MPT);
    }
    bars->x_mpt = bars->label_mpt + LABEL_GAP_MPT + left;
    bars->width_mpt = max_of(chart->width_mpt - bars->x_mpt - right, 1000);
}

static void set_rows(struct bars *bars)
{
    const struct jx_figure *figure = bars->chart->figure;
    const int32_t n = (int32_t)min_of((int32_t)figure->n_series, 1000);
    int32_t group, least;

    bars->bar_mpt = n == 1 ? BAR_MPT : BAR_OF_MANY_MPT;
    bars->pitch_mpt = bars->bar_mpt + BAR_GAP_MPT;
    if (n > 1 && figure->value_labels) /* their values stand one below the other */
        bars->pitch_mpt = max_of(bars->pitch_mpt, bars->chart->value->face.size_mpt + 1500);
    group = n * bars->pitch_mpt - (bars->pitch_mpt - bars->bar_mpt);
    bars->row_mpt = JX_ARRAY(bars->chart->setter->arena, int32_t, figure->n_categories);
    least =
        figure->height_mpt / (int32_t)(figure->n_categories < 1000 ? figure->n_categories : 1000);
    for (size_t c = 0; c < figure->n_categories; c++)
        bars->row_mpt[c] = max_of(max_of(group, bars->labels[c].height_mpt) + ROW_GAP_MPT,
                                  min_of(least, 4 * group));
}

/* ---- drawing ---- */

static void draw_grid(struct bars *bars, struct jx__art *art, int32_t height_mpt)
{
    struct jx__trail trail = {.arena = art->pager.setter->arena};

    for (size_t i = 0; i < bars->scale.n_ticks; i++) {
        const int32_t x =
            bars->x_mpt + jx__scale_at(&bars->scale, bars->scale.ticks[i], bars->width_mpt);

        jx__trail_stroke(&trail, (const int32_t[]){x, 0, x, height_mpt});
    }
    jx__art_lines(art, &trail, JX__GRID, JX__GRID_MPT);
}

static void draw_bar(struct bars *bars, struct jx__art *art, const size_t at[2], int32_t y_mpt)
{
    const struct jx_figure *figure = bars->chart->figure;
    const struct jx_figure_series *series = &figure->series[at[0]];
    const struct jx__label *value = &bars->values[at[0] * figure->n_categories + at[1]];
    const int32_t base = bars->x_mpt + jx__scale_base(&bars->scale, bars->width_mpt);
    const int32_t middle = y_mpt + bars->bar_mpt / 2;
    int32_t end = base, x;

    if (series->present[at[1]])
        end = bars->x_mpt + jx__scale_at(&bars->scale, series->values[at[1]], bars->width_mpt);
    jx__pattern_area(art,
                     (const int32_t[]){min_of(base, end), y_mpt,
                                       end > base ? end - base : base - end, bars->bar_mpt},
                     at[0]);
    x = end < base ? end - VALUE_GAP_MPT - value->width_mpt : end + VALUE_GAP_MPT;
    jx__label_clear(art, value, (struct jx_point){x, middle - value->height_mpt / 2});
    jx__label_put(art, value, (struct jx_point){x, middle - value->height_mpt / 2},
                  value->width_mpt, JX_ALIGN_LEFT);
}

static void draw_row(struct bars *bars, struct jx__art *art, size_t category, int32_t y_mpt)
{
    const struct jx_figure *figure = bars->chart->figure;
    const struct jx__label *label = &bars->labels[category];
    const int32_t n = (int32_t)figure->n_series;
    const int32_t group = n * bars->pitch_mpt - (bars->pitch_mpt - bars->bar_mpt);
    const int32_t height = bars->row_mpt[category];
    int32_t y = y_mpt + (height - group) / 2;

    jx__label_put(art, label, (struct jx_point){0, y_mpt + (height - label->height_mpt) / 2},
                  bars->label_mpt, bars->align);
    for (size_t s = 0; s < figure->n_series; s++) {
        draw_bar(bars, art, (const size_t[]){s, category}, y);
        y += bars->pitch_mpt;
    }
}

/* The line that bars grow from, and the numbers below; one that would touch the number before it is left out. Returns their height. */
static int32_t draw_axis(struct bars *bars, struct jx__art *art, int32_t y_mpt)
{
    const struct jx__chart *chart = bars->chart;
    const int32_t base = bars->x_mpt + jx__scale_base(&bars->scale, bars->width_mpt);
    struct jx__trail trail = {.arena = art->pager.setter->arena};
    int32_t free_mpt = INT32_MIN;

    jx__trail_stroke(&trail, (const int32_t[]){base, 0, base, y_mpt});
    jx__art_lines(art, &trail, JX__INK, JX__RULE_MPT);
    for (size_t i = 0; i < bars->scale.n_ticks; i++) {
        const struct jx_num value = bars->scale.ticks[i];
        const struct jx_str text =
            jx__chart_number(chart->setter->arena, value, &bars->scale.format);
        const struct jx__label tick =
            jx__label_set(chart->setter, chart->axis, text, chart->width_mpt);
        const int32_t x =
            bars->x_mpt + jx__scale_at(&bars->scale, value, bars->width_mpt) - tick.width_mpt / 2;

        if (x < free_mpt)
            continue;
        jx__label_put(art, &tick, (struct jx_point){x, y_mpt + TICK_GAP_MPT}, tick.width_mpt,
                      JX_ALIGN_LEFT);
        free_mpt = x + tick.width_mpt + VALUE_GAP_MPT;
    }
    return TICK_GAP_MPT + chart->axis->pitch_mpt;
}

static struct jx__art *draw_part(struct bars *bars, size_t from, size_t end)
{
    const struct jx__chart *chart = bars->chart;
    struct jx__art *art = jx__art_new(chart->setter, chart->width_mpt, chart->figure->span);
    int32_t height = 0, y = 0;

    for (size_t c = from; c < end; c++)
        height += bars->row_mpt[c];
    draw_grid(bars, art, height);
    for (size_t c = from; c < end; c++) {
        draw_row(bars, art, c, y);
        y += bars->row_mpt[c];
    }
    y += draw_axis(bars, art, y);
    y += jx__legend_put(chart->setter, art, chart->figure, chart->width_mpt, y);
    art->height_mpt = y;
    return art;
}

/* One past the last category of the part that begins at `from`: its middle lies in the part's share of the whole, and it fits. */
static size_t part_end(const struct bars *bars, size_t from, int64_t share_mpt, int64_t room_mpt)
{
    const size_t n = bars->chart->figure->n_categories;
    int64_t y = bars->row_mpt[from];
    size_t c = from + 1;

    while (c < n && y + bars->row_mpt[c] / 2 <= share_mpt && y + bars->row_mpt[c] <= room_mpt)
        y += bars->row_mpt[c++];
    return c;
}

void jx__chart_bars(const struct jx__chart *chart, struct jx__arts *arts)
{
    const size_t n = chart->figure->n_categories;
    const int32_t legend = jx__legend_put(chart->setter, NULL, chart->figure, chart->width_mpt, 0);
    const int32_t room = chart->height_mpt - TICK_GAP_MPT - chart->axis->pitch_mpt - legend;
    struct bars bars = {.chart = chart};
    int64_t total = 0, n_parts;

    set_labels(&bars);
    set_values(&bars);
    bars.scale = jx__scale_make(
        chart->setter->arena, chart->figure,
        (unsigned)min_of(max_of((chart->width_mpt - bars.label_mpt) / STEP_MPT, 2), 5));
    set_plot(&bars);
    set_rows(&bars);
    for (size_t c = 0; c < n; c++)
        total += bars.row_mpt[c];
    n_parts = room > 0 ? (total + room - 1) / room : (int64_t)n;
    for (size_t c = 0; c < n;) {
        const size_t end =
            part_end(&bars, c, total / max_of((int32_t)n_parts, 1) + ROW_GAP_MPT, room);

        JX_PUSH(chart->setter->arena, arts, draw_part(&bars, c, end));
        c = end;
    }
}
