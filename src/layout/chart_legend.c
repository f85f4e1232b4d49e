/* chart_legend.c - samples and names of the series.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

#define KEY_GAP_MPT 4000    /* between sample and name */
#define ENTRY_GAP_MPT 16000 /* between entries */
#define ABOVE_MPT 6000

static bool is_drawn_with_lines(const struct jx_figure *figure)
{
    return figure->kind == JX_FIGURE_LINES || figure->kind == JX_FIGURE_RADAR;
}

void jx__legend_key(struct jx__art *art, const struct jx_figure *figure, size_t series,
                    struct jx_point at)
{
    const int32_t y = at.y_mpt + JX__KEY_HEIGHT_MPT / 2;
    struct jx__trail trail = {.arena = art->pager.setter->arena};
    const struct jx_path line = jx__pattern_line(series);

    if (!is_drawn_with_lines(figure)) {
        jx__pattern_area(
            art, (const int32_t[]){at.x_mpt, at.y_mpt, JX__KEY_WIDTH_MPT, JX__KEY_HEIGHT_MPT},
            series);
        return;
    }
    jx__trail_stroke(&trail, (const int32_t[]){at.x_mpt, y, at.x_mpt + JX__KEY_WIDTH_MPT, y});
    jx__art_path(art, &trail, &line);
    jx__pattern_marker(art, (struct jx_point){at.x_mpt + JX__KEY_WIDTH_MPT / 2, y}, series);
}

static int32_t entry_width(const struct jx__label *name)
{
    return JX__KEY_WIDTH_MPT + KEY_GAP_MPT + name->width_mpt;
}

/* One past the last entry of the line that begins with entry `from`, and the line's width. */
static size_t line_end(const struct jx__label *names, size_t n, size_t from, int32_t width_mpt,
                       int32_t *ret_width)
{
    int32_t width = entry_width(&names[from]);
    size_t end = from + 1;

    while (end < n && width + ENTRY_GAP_MPT + entry_width(&names[end]) <= width_mpt) {
        width += ENTRY_GAP_MPT + entry_width(&names[end]);
        end++;
    }
    *ret_width = width;
    return end;
}

static int32_t put_entries(struct jx__art *art, const struct jx_figure *figure,
                           const struct jx__label *names, const size_t range[2], struct jx_point at)
{
    int32_t height = 0;

    for (size_t i = range[0]; i < range[1]; i++) {
        const struct jx__label *name = &names[i];
        const int32_t x = at.x_mpt + JX__KEY_WIDTH_MPT + KEY_GAP_MPT;

        if (name->height_mpt > height)
            height = name->height_mpt;
        if (art != NULL) {
            jx__legend_key(
                art, figure, i,
                (struct jx_point){at.x_mpt, at.y_mpt + (name->pitch_mpt - JX__KEY_HEIGHT_MPT) / 2});
            jx__label_put(art, name, (struct jx_point){x, at.y_mpt}, name->width_mpt,
                          JX_ALIGN_LEFT);
        }
        at.x_mpt += entry_width(name) + ENTRY_GAP_MPT;
    }
    return height;
}

int32_t jx__legend_put(const struct jx__setter *setter, struct jx__art *art,
                       const struct jx_figure *figure, int32_t width_mpt, int32_t y_mpt)
{
    const struct jx_look *look = &setter->style->looks[JX_LOOK_CHART_AXIS];
    const size_t n = figure->n_series;
    struct jx__label *names;
    int32_t height = ABOVE_MPT;

    if (n < 2)
        return 0;
    names = JX_ARRAY(setter->arena, struct jx__label, n);
    for (size_t i = 0; i < n; i++)
        names[i] = jx__label_set(setter, look, figure->series[i].name,
                                 width_mpt - JX__KEY_WIDTH_MPT - KEY_GAP_MPT);
    for (size_t from = 0; from < n;) {
        int32_t width;
        const size_t end = line_end(names, n, from, width_mpt, &width);

        height += put_entries(art, figure, names, (const size_t[]){from, end},
                              (struct jx_point){(width_mpt - width) / 2, y_mpt + height});
        from = end;
    }
    return height;
}
