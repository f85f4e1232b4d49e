/* figure.c - a figure block: the drawing, its caption below, both on one page.
 *
 * Layer:   layout.
 * Source:  CY/T 171-2019: number and title of a figure stand below it, centred.
 */
#include "layout/chart.h"

#define ABOVE_MPT 8000 /* between text and drawing */
#define BELOW_MPT 6000 /* and of a drawing without caption */
#define MOST_LABEL_LINES 4
#define RADAR_EMS 24    /* width of the narrowest radar, in characters of its labels */
#define LEAST_MPT 10000 /* room that a page always gives */

struct placing {
    const struct jx__setter *setter;
    const struct jx_block *block;
    struct jx__boxes *boxes;
    int32_t width_mpt;  /* of the text */
    int32_t height_mpt; /* of a page, less unit and caption */
};

/* ---- charts ---- */

/* Would the label of a category take more than MOST_LABEL_LINES lines under its columns? */
static bool has_long_label(const struct jx__chart *chart)
{
    const struct jx_figure *figure = chart->figure;
    const int32_t room = chart->width_mpt / (int32_t)figure->n_categories * 4 / 5;

    for (size_t c = 0; c < figure->n_categories; c++) {
        const struct jx__label label =
            jx__label_set(chart->setter, chart->axis, figure->categories[c],
                          chart->setter->style->page_width_mpt);

        if (label.width_mpt / MOST_LABEL_LINES > room || label.height_mpt > label.pitch_mpt)
            return true;
    }
    return false;
}

/* Upright bars need three characters of width for each category, and labels of few lines; a radar has 3 to 12 axes and labels at both sides.
 * What cannot be drawn so is drawn as horizontal bars. */
static enum jx_figure_kind drawable_kind(const struct jx__chart *chart)
{
    const struct jx_figure *figure = chart->figure;
    const size_t n = figure->n_categories;
    const size_t need = n * 3 * (size_t)chart->axis->face.size_mpt;

    if (figure->kind == JX_FIGURE_RADAR &&
        (n < JX__RADAR_MIN || n > JX__RADAR_MAX ||
         chart->width_mpt < RADAR_EMS * chart->axis->face.size_mpt))
        return JX_FIGURE_BARS;
    if (figure->kind == JX_FIGURE_COLUMNS &&
        (need > (size_t)chart->width_mpt || has_long_label(chart)))
        return JX_FIGURE_BARS;
    return figure->kind;
}

static void chart_arts(const struct placing *placing, struct jx__arts *arts)
{
    const struct jx_figure *figure = placing->block->figure;
    const struct jx__chart chart = {
        .setter = placing->setter,
        .figure = figure,
        .axis = &placing->setter->style->looks[JX_LOOK_CHART_AXIS],
        .value = &placing->setter->style->looks[JX_LOOK_CHART_VALUE],
        .width_mpt = jx__figure_width(figure, placing->width_mpt, placing->width_mpt),
        .height_mpt = placing->height_mpt,
    };

    if (figure->n_categories == 0 || figure->n_series == 0)
        return;
    switch (drawable_kind(&chart)) {
    case JX_FIGURE_RADAR:
        JX_PUSH(placing->setter->arena, arts, jx__chart_radar(&chart));
        break;
    case JX_FIGURE_BARS:
        jx__chart_bars(&chart, arts);
        break;
    default:
        JX_PUSH(placing->setter->arena, arts, jx__chart_upright(&chart));
        break;
    }
}

/* ---- boxes ---- */

static void draw_art(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt,
                     int32_t y_mpt)
{
    const struct jx__art *art = box->data;

    jx__put_items(pager, &art->pager.items, x_mpt + (pager->width_mpt - art->width_mpt) / 2, y_mpt);
}

/* "图3-1　title", "续图3-1　title"; NULL without a word. */
static const struct jx_paragraph *set_caption(const struct placing *placing, bool continued)
{
    const struct jx__setter *setter = placing->setter;
    const struct jx_block *block = placing->block;
    const struct jx_look *look = &setter->style->looks[JX_LOOK_FIGURE_CAPTION];
    struct jx_str label = block->label;
    struct jx_text_run *runs;
    size_t n;

    if (!jx_str_empty(label))
        label = jx_str_printf(setter->arena, "%s%.*s%s", continued ? "续" : "", JX_FMT(label),
                              block->inlines.n > 0 ? "　" : "");
    n = jx__runs(setter, look, label, &block->inlines, &runs);
    return n > 0 ? jx__set_runs(setter, look, runs, n, placing->width_mpt) : NULL;
}

/* The drawing and its caption: one piece that no page's end parts. */
static void add_art(const struct placing *placing, const struct jx__art *art,
                    const struct jx_paragraph *caption)
{
    struct jx_look look = placing->setter->style->looks[JX_LOOK_FIGURE_CAPTION];
    const struct jx__line_options options = {&look, false, JX_NO_STR, placing->block->span};
    const size_t first = placing->boxes->n;

    JX_PUSH(placing->setter->arena, placing->boxes,
            (struct jx__box){.kind = JX__DRAWN,
                             .height_mpt = art->height_mpt,
                             .advance_mpt =
                                 art->height_mpt + (caption != NULL ? look.before_mpt : BELOW_MPT),
                             .keep = caption != NULL,
                             .draw = draw_art,
                             .data = art,
                             .span = placing->block->span});
    if (caption == NULL)
        return;
    look.before_mpt = 0;
    jx__add_lines(placing->setter, placing->boxes, caption, &options);
    for (size_t i = first; i < first + caption->n; i++)
        placing->boxes->items[i].keep = true;
}

static void add_unit(const struct placing *placing)
{
    const struct jx__setter *setter = placing->setter;
    const struct jx_look *look = &setter->style->looks[JX_LOOK_TABLE_UNIT];
    const struct jx__line_options options = {look, true, JX_NO_STR, placing->block->span};
    const struct jx_str unit = placing->block->figure->unit;

    if (!jx_str_empty(unit))
        jx__add_lines(setter, placing->boxes, jx__set_text(setter, look, unit, placing->width_mpt),
                      &options);
}

/* Height that unit and caption take from a page. */
static int32_t around_mpt(const struct placing *placing, const struct jx_paragraph *caption)
{
    const struct jx_look *looks = placing->setter->style->looks;
    const struct jx_look *look = &looks[JX_LOOK_FIGURE_CAPTION];
    const struct jx_look *unit = &looks[JX_LOOK_TABLE_UNIT];
    int64_t mpt = 0;

    if (caption != NULL)
        mpt += look->before_mpt + (int64_t)caption->n * look->pitch_mpt;
    if (!jx_str_empty(placing->block->figure->unit))
        mpt += unit->before_mpt + unit->pitch_mpt + unit->after_mpt;
    return (int32_t)(mpt < JX__FAR_MPT ? mpt : JX__FAR_MPT);
}

static void add_arts(const struct placing *placing, const struct jx__arts *arts)
{
    for (size_t i = 0; i < arts->n; i++) {
        if (i > 0)
            jx__add_space(placing->setter, placing->boxes, ABOVE_MPT, false);
        add_unit(placing);
        add_art(placing, arts->items[i], set_caption(placing, i > 0));
    }
}

void jx__add_figure(const struct jx__setter *setter, struct jx__boxes *boxes,
                    const struct jx_block *block, bool landscape)
{
    const struct jx_style *style = setter->style;
    struct placing placing = {setter, block, boxes, jx__measure_mpt(style, landscape), 0};
    int32_t room[2] = {placing.width_mpt, 0};
    struct jx__arts arts = {0};
    size_t first;

    placing.height_mpt = (landscape ? style->width_mpt : style->height_mpt) -
                         around_mpt(&placing, set_caption(&placing, true));
    if (placing.height_mpt < LEAST_MPT)
        placing.height_mpt = LEAST_MPT;
    room[1] = placing.height_mpt;
    if (block->figure->kind == JX_FIGURE_IMAGE)
        JX_PUSH(setter->arena, &arts, jx__image_art(setter, block->figure, room));
    else if (block->figure->kind == JX_FIGURE_ROW && block->figure->n_parts > 0)
        JX_PUSH(setter->arena, &arts, jx__row_art(setter, block->figure, room));
    else
        chart_arts(&placing, &arts);
    jx__add_space(setter, boxes, ABOVE_MPT, false);
    first = boxes->n;
    add_arts(&placing, &arts);
    if (boxes->n > first)
        boxes->items[first].anchor = block->anchor;
}
