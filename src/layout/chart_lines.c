/* chart_lines.c - a line with markers for each series; where a value is missing the line has a gap.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

#define MARKER_ROOM_MPT 3000 /* half of what a marker takes */
#define VALUE_GAP_MPT 500

static struct jx_point point_at(const struct jx__upright *u, size_t series, size_t category)
{
    return (struct jx_point){jx__upright_x(u, category),
                             jx__upright_y(u, u->chart->figure->series[series].values[category])};
}

static void draw_line(struct jx__upright *u, size_t series)
{
    const struct jx_figure *figure = u->chart->figure;
    const bool *present = figure->series[series].present;
    const struct jx_path how = jx__pattern_line(series);
    struct jx__trail trail = {.arena = u->room.arena};

    for (size_t c = 0; c < figure->n_categories; c++) {
        const struct jx_point at = point_at(u, series, c);

        if (!present[c])
            continue;
        if (c > 0 && present[c - 1]) {
            jx__trail_line(&trail, at.x_mpt, at.y_mpt);
            jx__room_take_stroke(&u->room, point_at(u, series, c - 1), at);
        } else {
            jx__trail_move(&trail, at.x_mpt, at.y_mpt);
        }
    }
    jx__art_path(u->art, &trail, &how);
}

static void draw_marker(struct jx__upright *u, size_t series, size_t category)
{
    const struct jx_point at = point_at(u, series, category);

    if (!u->chart->figure->series[series].present[category])
        return;
    jx__pattern_marker(u->art, at, series);
    jx__room_take_area(&u->room,
                       (const int32_t[]){at.x_mpt - MARKER_ROOM_MPT, at.y_mpt - MARKER_ROOM_MPT,
                                         2 * MARKER_ROOM_MPT, 2 * MARKER_ROOM_MPT});
}

/* Above the point or below it; of a line that is alone also a little to one side of that, away from its rise and fall. Among several lines a
 * value to the side could be taken for another's. */
static void put_value(struct jx__upright *u, size_t series, size_t category)
{
    const struct jx_figure *figure = u->chart->figure;
    const struct jx__label *value = &u->values[series * figure->n_categories + category];
    const int32_t half = value->width_mpt / 2, away = MARKER_ROOM_MPT + VALUE_GAP_MPT;
    struct jx_point at;
    int32_t x, above, below;

    if (!jx__upright_shows(u, series, category))
        return;
    at = point_at(u, series, category);
    x = at.x_mpt - half;
    above = at.y_mpt - away - value->height_mpt;
    below = at.y_mpt + away;
    jx__upright_value(u, value,
                      (const struct jx_point[]){{x, above},
                                                {x, below},
                                                {x - half, above},
                                                {x + half, below},
                                                {x + half, above},
                                                {x - half, below}},
                      figure->n_series > 1 ? 2 : 6);
}

void jx__upright_lines(struct jx__upright *u)
{
    const struct jx_figure *figure = u->chart->figure;

    for (size_t s = 0; s < figure->n_series; s++)
        draw_line(u, s);
    for (size_t s = 0; s < figure->n_series; s++)
        for (size_t c = 0; c < figure->n_categories; c++)
            draw_marker(u, s, c);
    for (size_t c = 0; c < figure->n_categories; c++)
        for (size_t s = 0; s < figure->n_series; s++)
            put_value(u, s, c);
}
