/* chart_room.c - which places of a plot are taken, so that no value is written over anything.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

void jx__room_take_area(struct jx__room *room, const int32_t area_mpt[4])
{
    JX_PUSH(room->arena, &room->areas,
            (struct jx__area){area_mpt[0], area_mpt[1], area_mpt[0] + area_mpt[2],
                              area_mpt[1] + area_mpt[3]});
}

void jx__room_take_stroke(struct jx__room *room, struct jx_point from, struct jx_point to)
{
    JX_PUSH(room->arena, &room->strokes,
            (struct jx__area){from.x_mpt, from.y_mpt, to.x_mpt, to.y_mpt});
}

/* On which side of the line through a stroke a point lies: < 0, 0, > 0. */
static int64_t side(const struct jx__area *stroke, int32_t x_mpt, int32_t y_mpt)
{
    return (int64_t)(stroke->x1_mpt - stroke->x0_mpt) * (y_mpt - stroke->y0_mpt) -
           (int64_t)(stroke->y1_mpt - stroke->y0_mpt) * (x_mpt - stroke->x0_mpt);
}

static bool overlaps(int32_t a0, int32_t a1, int32_t b0, int32_t b1)
{
    return a0 < b1 && b0 < a1;
}

/* A stroke meets an area when their boxes do and the area's corners do not all lie on one side of it. */
static bool meets(const struct jx__area *stroke, const struct jx__area *area)
{
    const int32_t x[2] = {stroke->x0_mpt < stroke->x1_mpt ? stroke->x0_mpt : stroke->x1_mpt,
                          stroke->x0_mpt < stroke->x1_mpt ? stroke->x1_mpt : stroke->x0_mpt};
    const int32_t y[2] = {stroke->y0_mpt < stroke->y1_mpt ? stroke->y0_mpt : stroke->y1_mpt,
                          stroke->y0_mpt < stroke->y1_mpt ? stroke->y1_mpt : stroke->y0_mpt};
    const int64_t sides[4] = {
        side(stroke, area->x0_mpt, area->y0_mpt), side(stroke, area->x1_mpt, area->y0_mpt),
        side(stroke, area->x0_mpt, area->y1_mpt), side(stroke, area->x1_mpt, area->y1_mpt)};
    int above = 0, below = 0;

    if (!overlaps(x[0], x[1] + 1, area->x0_mpt, area->x1_mpt) ||
        !overlaps(y[0], y[1] + 1, area->y0_mpt, area->y1_mpt))
        return false;
    for (int i = 0; i < 4; i++) {
        above += sides[i] > 0;
        below += sides[i] < 0;
    }
    return above < 4 && below < 4;
}

bool jx__room_is_free(const struct jx__room *room, const int32_t area_mpt[4])
{
    const struct jx__area area = {area_mpt[0], area_mpt[1], area_mpt[0] + area_mpt[2],
                                  area_mpt[1] + area_mpt[3]};

    if (area.x0_mpt < room->bounds.x0_mpt || area.x1_mpt > room->bounds.x1_mpt ||
        area.y0_mpt < room->bounds.y0_mpt || area.y1_mpt > room->bounds.y1_mpt)
        return false;
    for (size_t i = 0; i < room->areas.n; i++) {
        const struct jx__area *taken = &room->areas.items[i];

        if (overlaps(area.x0_mpt, area.x1_mpt, taken->x0_mpt, taken->x1_mpt) &&
            overlaps(area.y0_mpt, area.y1_mpt, taken->y0_mpt, taken->y1_mpt))
            return false;
    }
    for (size_t i = 0; i < room->strokes.n; i++)
        if (meets(&room->strokes.items[i], &area))
            return false;
    return true;
}
