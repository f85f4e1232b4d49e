/* chart_columns.c - upright bars, in groups of one a series.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

#define WIDEST_MPT 34000
#define VALUE_GAP_MPT 1500

/* Width of a bar: a group takes seven tenths of its room. */
static int32_t column_mpt(const struct jx__upright *u)
{
    const struct jx_figure *figure = u->chart->figure;
    const int64_t width = (int64_t)u->width_mpt * 7 /
                          (10 * (int64_t)figure->n_categories * (int64_t)figure->n_series);

    return width > WIDEST_MPT ? WIDEST_MPT : width < 300 ? 300 : (int32_t)width;
}

/* Left edge, top, width and height of a bar; false when there is no value. */
static bool column_area(const struct jx__upright *u, size_t series, size_t category,
                        int32_t ret_area_mpt[4])
{
    const struct jx_figure *figure = u->chart->figure;
    const int32_t width = column_mpt(u);
    const int32_t base = jx__upright_y(u, (struct jx_num){0});
    const int32_t left =
        jx__upright_x(u, category) - (int32_t)((int64_t)width * (int64_t)figure->n_series / 2);
    int32_t end;

    if (!figure->series[series].present[category])
        return false;
    end = jx__upright_y(u, figure->series[series].values[category]);
    ret_area_mpt[0] = left + (int32_t)(series * (size_t)width);
    ret_area_mpt[1] = end < base ? end : base;
    ret_area_mpt[2] = width;
    ret_area_mpt[3] = end < base ? base - end : end - base;
    return true;
}

static void put_value(struct jx__upright *u, size_t series, size_t category)
{
    const struct jx_figure *figure = u->chart->figure;
    const struct jx__label *value = &u->values[series * figure->n_categories + category];
    struct jx_point place;
    int32_t area[4];

    if (!jx__upright_shows(u, series, category) || !column_area(u, series, category, area))
        return;
    place.x_mpt = area[0] + (area[2] - value->width_mpt) / 2;
    place.y_mpt = jx_num_sign(figure->series[series].values[category]) < 0
                      ? area[1] + area[3] + VALUE_GAP_MPT
                      : area[1] - VALUE_GAP_MPT - value->height_mpt;
    jx__upright_value(u, value, &place, 1);
}

void jx__upright_columns(struct jx__upright *u)
{
    const struct jx_figure *figure = u->chart->figure;
    int32_t area[4];

    for (size_t c = 0; c < figure->n_categories; c++)
        for (size_t s = 0; s < figure->n_series; s++)
            if (column_area(u, s, c, area)) {
                jx__pattern_area(u->art, area, s);
                jx__room_take_area(&u->room, area);
            }
    for (size_t c = 0; c < figure->n_categories; c++)
        for (size_t s = 0; s < figure->n_series; s++)
            put_value(u, s, c);
}
