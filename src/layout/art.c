/* art.c - a drawing: items on a sheet of its own, and paths in the making.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

/* How far the control points of a quarter circle lie from its ends, in thousandths of the radius. */
#define CIRCLE_MILLI 552

struct jx__art *jx__art_new(const struct jx__setter *setter, int32_t width_mpt, struct jx_span span)
{
    struct jx__art *art = JX_NEW(setter->arena, struct jx__art);

    art->pager.setter = setter;
    art->pager.page = JX_NEW(setter->arena, struct jx_page);
    art->width_mpt = width_mpt;
    art->span = span;
    return art;
}

static void add(struct jx__trail *trail, enum jx_path_op op, int32_t x_mpt, int32_t y_mpt)
{
    JX_PUSH(trail->arena, &trail->segments, (struct jx_path_segment){op, {{x_mpt, y_mpt}}});
}

void jx__trail_move(struct jx__trail *trail, int32_t x_mpt, int32_t y_mpt)
{
    add(trail, JX_PATH_MOVE, x_mpt, y_mpt);
}

void jx__trail_line(struct jx__trail *trail, int32_t x_mpt, int32_t y_mpt)
{
    add(trail, JX_PATH_LINE, x_mpt, y_mpt);
}

void jx__trail_close(struct jx__trail *trail)
{
    add(trail, JX_PATH_CLOSE, 0, 0);
}

void jx__trail_stroke(struct jx__trail *trail, const int32_t line_mpt[4])
{
    jx__trail_move(trail, line_mpt[0], line_mpt[1]);
    jx__trail_line(trail, line_mpt[2], line_mpt[3]);
}

void jx__trail_rect(struct jx__trail *trail, const int32_t area_mpt[4])
{
    const int32_t right = area_mpt[0] + area_mpt[2], bottom = area_mpt[1] + area_mpt[3];

    jx__trail_move(trail, area_mpt[0], area_mpt[1]);
    jx__trail_line(trail, right, area_mpt[1]);
    jx__trail_line(trail, right, bottom);
    jx__trail_line(trail, area_mpt[0], bottom);
    jx__trail_close(trail);
}

void jx__trail_circle(struct jx__trail *trail, struct jx_point centre, int32_t radius_mpt)
{
    static const int8_t turn[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
    const int32_t r = radius_mpt, k = (int32_t)((int64_t)r * CIRCLE_MILLI / 1000);

    jx__trail_move(trail, centre.x_mpt + r, centre.y_mpt);
    for (int i = 0; i < 4; i++) {
        const int8_t *a = turn[i], *b = turn[i + 1];

        JX_PUSH(trail->arena, &trail->segments,
                (struct jx_path_segment){
                    JX_PATH_CURVE,
                    {{centre.x_mpt + a[0] * r + b[0] * k, centre.y_mpt + a[1] * r + b[1] * k},
                     {centre.x_mpt + b[0] * r + a[0] * k, centre.y_mpt + b[1] * r + a[1] * k},
                     {centre.x_mpt + b[0] * r, centre.y_mpt + b[1] * r}}});
    }
    jx__trail_close(trail);
}

void jx__art_path(struct jx__art *art, const struct jx__trail *trail, const struct jx_path *how)
{
    struct jx_path *path;

    if (trail->segments.n == 0)
        return;
    path = JX_NEW(trail->arena, struct jx_path);
    *path = *how;
    path->segments = trail->segments.items;
    path->n = trail->segments.n;
    jx__put_path(&art->pager, path, art->span);
}

void jx__art_lines(struct jx__art *art, const struct jx__trail *trail, uint32_t rgb,
                   int32_t width_mpt)
{
    jx__art_path(art, trail,
                 &(struct jx_path){.stroke = true, .stroke_rgb = rgb, .stroke_mpt = width_mpt});
}
