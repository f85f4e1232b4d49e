/* chart_pattern.c - fills, lines and markers by which series are told apart in black and white.
 *
 * Layer:   layout.
 *
 * Hatching is drawn as strokes whose ends are computed: they all lie on the edges of the area, at 45 degrees, so that no clipping is
 * needed and every place is a whole number.
 */
#include "layout/chart.h"

#define OUTLINE_MPT 500
#define HATCH_MPT 500
#define HATCH_PITCH_MPT 3000
#define LINE_MPT 1100
#define MARKER_MPT 2300 /* half its width */

enum { HATCH_UP = 1, HATCH_DOWN = 2, HATCH_LEVEL = 4 };

static const struct {
    uint32_t rgb;
    int hatch;
} fills[] = {
    {0x3a5a8c, 0},          {0xffffff, HATCH_UP},    {0xcfd8e6, 0},
    {0xffffff, HATCH_DOWN}, {0x8497b4, 0},           {0xffffff, HATCH_UP | HATCH_DOWN},
    {0xffffff, 0},          {0xffffff, HATCH_LEVEL},
};

/* Strokes that rise to the right (or fall: mirrored) through an area. They cut its left and lower edge every pitch. */
static void hatch_diagonal(struct jx__trail *trail, const int32_t area[4], bool falling)
{
    const int32_t w = area[2], h = area[3];

    for (int32_t c = HATCH_PITCH_MPT / 2; c < w + h; c += HATCH_PITCH_MPT) {
        const int32_t x0 = c > h ? c - h : 0, y0 = c > h ? h : c; /* on the left or lower edge */
        const int32_t x1 = c > w ? w : c, y1 = c > w ? c - w : 0; /* on the upper or right edge */

        jx__trail_move(trail, area[0] + (falling ? w - x0 : x0), area[1] + y0);
        jx__trail_line(trail, area[0] + (falling ? w - x1 : x1), area[1] + y1);
    }
}

static void hatch_level(struct jx__trail *trail, const int32_t area[4])
{
    for (int32_t y = HATCH_PITCH_MPT / 2; y < area[3]; y += HATCH_PITCH_MPT) {
        jx__trail_move(trail, area[0], area[1] + y);
        jx__trail_line(trail, area[0] + area[2], area[1] + y);
    }
}

void jx__pattern_area(struct jx__art *art, const int32_t area_mpt[4], size_t series)
{
    const size_t k = series % (sizeof fills / sizeof *fills);
    struct jx_arena *arena = art->pager.setter->arena;
    struct jx__trail edge = {.arena = arena}, hatch = {.arena = arena};

    if (area_mpt[2] <= 0 || area_mpt[3] <= 0)
        return;
    jx__trail_rect(&edge, area_mpt);
    jx__art_path(art, &edge,
                 &(struct jx_path){.fill = true,
                                   .stroke = true,
                                   .fill_rgb = fills[k].rgb,
                                   .stroke_rgb = JX__INK,
                                   .stroke_mpt = OUTLINE_MPT});
    if (fills[k].hatch & HATCH_UP)
        hatch_diagonal(&hatch, area_mpt, false);
    if (fills[k].hatch & HATCH_DOWN)
        hatch_diagonal(&hatch, area_mpt, true);
    if (fills[k].hatch & HATCH_LEVEL)
        hatch_level(&hatch, area_mpt);
    jx__art_lines(art, &hatch, JX__INK, HATCH_MPT);
}

struct jx_path jx__pattern_line(size_t series)
{
    static const struct {
        int32_t dash_mpt[4];
        size_t n;
    } dashes[] = {
        {{0}, 0},          {{6000, 3000}, 2}, {{1500, 2500}, 2}, {{8000, 2500, 1500, 2500}, 4},
        {{3000, 2000}, 2},
    };
    const size_t k = series % (sizeof dashes / sizeof *dashes);

    return (struct jx_path){.stroke = true,
                            .stroke_rgb = JX__INK,
                            .stroke_mpt = LINE_MPT,
                            .dash_mpt = dashes[k].n > 0 ? dashes[k].dash_mpt : NULL,
                            .n_dash = dashes[k].n};
}

/* A polygon given in thousandths of the marker's half width. */
static void polygon(struct jx__trail *trail, struct jx_point at, const int16_t (*corner)[2],
                    size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int32_t x = at.x_mpt + corner[i][0] * MARKER_MPT / 1000;
        const int32_t y = at.y_mpt + corner[i][1] * MARKER_MPT / 1000;

        (i == 0 ? jx__trail_move : jx__trail_line)(trail, x, y);
    }
    jx__trail_close(trail);
}

/* Circle, square, triangle, diamond; filled and white in turn, so that eight series differ. */
void jx__pattern_marker(struct jx__art *art, struct jx_point at, size_t series)
{
    static const int16_t square[][2] = {{-900, -900}, {900, -900}, {900, 900}, {-900, 900}};
    static const int16_t triangle[][2] = {{0, -1250}, {1150, 850}, {-1150, 850}};
    static const int16_t diamond[][2] = {{0, -1300}, {1300, 0}, {0, 1300}, {-1300, 0}};
    struct jx__trail trail = {.arena = art->pager.setter->arena};
    const bool white = (series + series / 4) % 2 == 1;

    switch (series % 4) {
    case 0:
        jx__trail_circle(&trail, at, MARKER_MPT);
        break;
    case 1:
        polygon(&trail, at, square, 4);
        break;
    case 2:
        polygon(&trail, at, triangle, 3);
        break;
    default:
        polygon(&trail, at, diamond, 4);
        break;
    }
    jx__art_path(art, &trail,
                 &(struct jx_path){.fill = true,
                                   .stroke = true,
                                   .fill_rgb = white ? 0xffffff : JX__INK,
                                   .stroke_rgb = JX__INK,
                                   .stroke_mpt = OUTLINE_MPT});
}
