/* figure.c - a figure block: the drawing, its caption below, both on one page.
 *
 * Layer:   layout.
 * Source:  CY/T 171-2019: number and title of a figure stand below it, centred.
 */
#include "layout/chart.h"

#define DEFAULT_DPI_MILLI 150000 /* of images that state none */
#define ABOVE_MPT 8000           /* between text and drawing */
#define BELOW_MPT 6000           /* and of a drawing without caption */
#define PART_GAP_MPT 12000       /* between images side by side */
#define LEAST_MPT 10000          /* a drawing is never narrower or lower */

struct placing {
    const struct jx__setter *setter;
    const struct jx_block *block;
    struct jx__boxes *boxes;
    int32_t width_mpt;  /* of the text */
    int32_t height_mpt; /* of a page, less unit and caption */
};

/* ---- images ---- */

static int32_t natural_mpt(uint32_t px, uint32_t dpi_milli)
{
    const int64_t dpi = dpi_milli > 0 ? dpi_milli : DEFAULT_DPI_MILLI;
    const int64_t mpt = ((int64_t)px * 72000000 + dpi / 2) / dpi;

    return (int32_t)(mpt < JX__FAR_MPT ? mpt : JX__FAR_MPT);
}

static int32_t scaled(int32_t mpt, int64_t numerator, int64_t denominator)
{
    const int64_t made = denominator > 0 ? mpt * numerator / denominator : 0;

    return (int32_t)(made < 1 ? 1 : made < JX__FAR_MPT ? made : JX__FAR_MPT);
}

/* What a figure says of its width; otherwise when it says nothing. */
static int32_t stated_width(const struct jx_figure *figure, int32_t text_mpt, int32_t otherwise)
{
    int32_t width = otherwise;

    if (figure->width_permille > 0)
        width = scaled(text_mpt, figure->width_permille, 1000);
    else if (figure->width_mpt > 0)
        width = figure->width_mpt;
    return width > text_mpt ? text_mpt : width < LEAST_MPT ? LEAST_MPT : width;
}

/* Width and height of an image: as stated, else as its resolution says, made smaller to fit into the room; never out of shape. */
static void image_size(const struct jx_figure *figure, const int32_t room_mpt[2],
                       int32_t ret_size_mpt[2])
{
    const int64_t px = figure->width_px > 0 ? figure->width_px : 1;
    const int64_t py = figure->height_px > 0 ? figure->height_px : 1;
    const bool by_height =
        figure->height_mpt > 0 && figure->width_mpt == 0 && figure->width_permille == 0;
    int32_t width = natural_mpt(figure->width_px, figure->dpi_milli), height;

    if (by_height)
        width = scaled(figure->height_mpt, px, py);
    width = stated_width(figure, room_mpt[0], width);
    height = scaled(width, py, px);
    if (!by_height && figure->height_mpt > 0 && height > figure->height_mpt) {
        height = figure->height_mpt;
        width = scaled(height, px, py);
    }
    if (height > room_mpt[1]) {
        height = room_mpt[1];
        width = scaled(height, px, py);
    }
    ret_size_mpt[0] = width < room_mpt[0] ? width : room_mpt[0];
    ret_size_mpt[1] = height;
}

static struct jx__art *image_art(const struct placing *placing)
{
    const struct jx_figure *figure = placing->block->figure;
    int32_t size[2];
    struct jx__art *art;

    image_size(figure, (const int32_t[]){placing->width_mpt, placing->height_mpt}, size);
    art = jx__art_new(placing->setter, size[0], figure->span);
    art->height_mpt = size[1];
    jx__put_image(&art->pager, figure->image, (const int32_t[]){0, 0, size[0], size[1]},
                  figure->span);
    return art;
}

/* ---- images side by side ---- */

/* One of the images with the lines of its own caption. */
struct part {
    int32_t size_mpt[2];
    int32_t column_mpt; /* width of its caption */
    const struct jx_paragraph *caption;
};

/* The height at which all parts side by side just fill the width; their natural height if that is less. */
static int32_t common_height(const struct jx_figure *row, int32_t width_mpt, int32_t most_mpt)
{
    int64_t ratio_ppm = 0;
    int32_t height = 0;

    for (size_t i = 0; i < row->n_parts; i++) {
        const struct jx_figure *part = &row->parts[i];
        const int64_t py = part->height_px > 0 ? part->height_px : 1;
        const int32_t natural = natural_mpt(part->height_px, part->dpi_milli);

        ratio_ppm += ((int64_t)part->width_px * 1000000 + py - 1) / py;
        height = natural > height ? natural : height;
    }
    height = row->height_mpt > 0 ? row->height_mpt : height;
    if (ratio_ppm > 0 && height * ratio_ppm / 1000000 > width_mpt)
        height = (int32_t)((int64_t)width_mpt * 1000000 / ratio_ppm);
    return height > most_mpt ? most_mpt : height < LEAST_MPT / 10 ? LEAST_MPT / 10 : height;
}

static const struct jx_look *part_look(const struct placing *placing)
{
    return &placing->setter->style->looks[JX_LOOK_CHART_AXIS];
}

/* Sets the captions. Returns the height of the tallest. */
static int32_t set_captions(const struct placing *placing, struct part *parts)
{
    const struct jx_figure *row = placing->block->figure;
    struct jx_look look = *part_look(placing);
    int32_t height = 0;

    look.align = JX_ALIGN_CENTER;
    for (size_t i = 0; i < row->n_parts; i++) {
        struct jx_text_run *runs;
        const size_t n = jx__runs(placing->setter, &look, JX_NO_STR, &row->parts[i].caption, &runs);

        if (n == 0)
            continue;
        parts[i].caption = jx__set_runs(placing->setter, &look, runs, n, parts[i].column_mpt);
        if ((int64_t)parts[i].caption->n * look.pitch_mpt > height)
            height = scaled(look.pitch_mpt, (int64_t)parts[i].caption->n, 1);
    }
    return height > 0 ? height + look.pitch_mpt / 3 : 0;
}

static void size_parts(const struct placing *placing, struct part *parts, int32_t height_mpt)
{
    const struct jx_figure *row = placing->block->figure;
    const int32_t width = placing->width_mpt - (int32_t)(row->n_parts - 1) * PART_GAP_MPT;
    const int32_t height = common_height(row, width, height_mpt);

    for (size_t i = 0; i < row->n_parts; i++) {
        const struct jx_figure *part = &row->parts[i];

        parts[i].size_mpt[0] = scaled(height, part->width_px, part->height_px);
        parts[i].size_mpt[1] = height;
        parts[i].column_mpt = parts[i].size_mpt[0] < 4 * LEAST_MPT && row->n_parts < 5
                                  ? 4 * LEAST_MPT
                                  : parts[i].size_mpt[0];
    }
}

static void put_part(struct jx__art *art, const struct part *part, const struct jx_figure *figure,
                     int32_t x_mpt, const struct jx_look *look)
{
    const int32_t inset = (part->column_mpt - part->size_mpt[0]) / 2;
    int32_t y = part->size_mpt[1] + look->pitch_mpt / 3 + jx__baseline(look->face.size_mpt);

    jx__put_image(&art->pager, figure->image,
                  (const int32_t[]){x_mpt + inset, 0, part->size_mpt[0], part->size_mpt[1]},
                  figure->span);
    for (size_t i = 0; part->caption != NULL && i < part->caption->n; i++) {
        jx__put_line(&art->pager, &part->caption->lines[i], x_mpt, y, figure->span);
        y += look->pitch_mpt;
    }
}

static struct jx__art *row_art(const struct placing *placing)
{
    const struct jx_figure *row = placing->block->figure;
    struct part *parts = JX_ARRAY(placing->setter->arena, struct part, row->n_parts);
    int32_t captions, x = 0, width = 0;
    struct jx__art *art;

    size_parts(placing, parts, placing->height_mpt);
    captions = set_captions(placing, parts);
    if (parts[0].size_mpt[1] + captions > placing->height_mpt) {
        size_parts(placing, parts, placing->height_mpt - captions);
        captions = set_captions(placing, parts);
    }
    for (size_t i = 0; i < row->n_parts; i++)
        width += parts[i].column_mpt + (i > 0 ? PART_GAP_MPT : 0);
    art = jx__art_new(placing->setter, width, row->span);
    art->height_mpt = parts[0].size_mpt[1] + captions;
    for (size_t i = 0; i < row->n_parts; i++) {
        put_part(art, &parts[i], &row->parts[i], x, part_look(placing));
        x += parts[i].column_mpt + PART_GAP_MPT;
    }
    return art;
}

/* ---- charts ---- */

/* Upright bars need two characters of width for each category's label, a radar 3 to 12 axes; what cannot be drawn so is drawn as
 * horizontal bars. */
static enum jx_figure_kind drawable_kind(const struct jx__chart *chart)
{
    const struct jx_figure *figure = chart->figure;
    const size_t n = figure->n_categories;

    if (figure->kind == JX_FIGURE_RADAR && (n < JX__RADAR_MIN || n > JX__RADAR_MAX))
        return JX_FIGURE_BARS;
    if (figure->kind == JX_FIGURE_COLUMNS &&
        n * 3 * (size_t)chart->axis->face.size_mpt > (size_t)chart->width_mpt)
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
        .width_mpt = stated_width(figure, placing->width_mpt, placing->width_mpt),
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

    jx__put_items(pager, &art->pager.page->items, x_mpt + (pager->width_mpt - art->width_mpt) / 2,
                  y_mpt);
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
    struct jx__arts arts = {0};
    size_t first;

    placing.height_mpt = (landscape ? style->width_mpt : style->height_mpt) -
                         around_mpt(&placing, set_caption(&placing, true));
    if (placing.height_mpt < LEAST_MPT)
        placing.height_mpt = LEAST_MPT;
    if (block->figure->kind == JX_FIGURE_IMAGE)
        JX_PUSH(setter->arena, &arts, image_art(&placing));
    else if (block->figure->kind == JX_FIGURE_ROW && block->figure->n_parts > 0)
        JX_PUSH(setter->arena, &arts, row_art(&placing));
    else
        chart_arts(&placing, &arts);
    jx__add_space(setter, boxes, ABOVE_MPT, false);
    first = boxes->n;
    add_arts(&placing, &arts);
    if (boxes->n > first)
        boxes->items[first].anchor = block->anchor;
}
