/* figure_image.c - images: their size on the page, and images side by side.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

#define DEFAULT_DPI_MILLI 150000 /* of images that state none */
#define PART_GAP_MPT 12000       /* between images side by side */
#define LEAST_MPT 10000          /* a figure is never narrower */
#define LEAST_COLUMN_MPT 60000   /* nor the caption of one of several, if it can be helped */
#define CAPTION_GAP_MPT 4000

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

int32_t jx__figure_width(const struct jx_figure *figure, int32_t text_mpt, int32_t otherwise)
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
    width = jx__figure_width(figure, room_mpt[0], width);
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

struct jx__art *jx__image_art(const struct jx__setter *setter, const struct jx_figure *figure,
                              const int32_t room_mpt[2])
{
    int32_t size[2];
    struct jx__art *art;

    image_size(figure, room_mpt, size);
    art = jx__art_new(setter, size[0], figure->span);
    art->height_mpt = size[1];
    jx__put_image(&art->pager, figure->image, (const int32_t[]){0, 0, size[0], size[1]},
                  figure->span);
    return art;
}

/* ---- images side by side ---- */

/* One of the images with the lines of its own caption. */
struct part {
    int32_t size_mpt[2];
    int32_t
        column_mpt; /* of its caption: as wide as the image, but at least LEAST_COLUMN_MPT where there is room */
    const struct jx_paragraph *caption;
};

struct row {
    const struct jx__setter *setter;
    const struct jx_figure *figure;
    const struct jx_look *look; /* of the captions */
    int32_t room_mpt[2];
    struct part *parts;   /* shape [figure->n_parts] */
    int32_t width_mpt;    /* of all columns and the gaps between them */
    int32_t captions_mpt; /* height of the tallest, with the space above */
};

/* The height at which all parts side by side just fill the width; their natural height if that is less. */
static int32_t common_height(const struct row *row, int32_t width_mpt, int32_t most_mpt)
{
    const struct jx_figure *figure = row->figure;
    int64_t ratio_ppm = 0;
    int64_t height = 0;

    for (size_t i = 0; i < figure->n_parts; i++) {
        const struct jx_figure *part = &figure->parts[i];
        const int64_t py = part->height_px > 0 ? part->height_px : 1;
        const int32_t natural = natural_mpt(part->height_px, part->dpi_milli);

        ratio_ppm += ((int64_t)part->width_px * 1000000 + py - 1) / py;
        height = natural > height ? natural : height;
    }
    height = figure->height_mpt > 0 ? figure->height_mpt : height;
    if (ratio_ppm > 0 && height > (int64_t)width_mpt * 1000000 / ratio_ppm)
        height = (int64_t)width_mpt * 1000000 / ratio_ppm;
    return (int32_t)(height > most_mpt ? most_mpt : height < 1 ? 1 : height);
}

static void size_parts(struct row *row, int32_t most_mpt)
{
    const struct jx_figure *figure = row->figure;
    const int32_t gaps = (int32_t)(figure->n_parts - 1) * PART_GAP_MPT;
    const int32_t height = common_height(row, row->room_mpt[0] - gaps, most_mpt);
    int32_t narrow = gaps, wide = gaps;

    for (size_t i = 0; i < figure->n_parts; i++) {
        const int32_t width = scaled(height, figure->parts[i].width_px, figure->parts[i].height_px);

        row->parts[i] = (struct part){.size_mpt = {width, height}};
        narrow += width;
        wide += width > LEAST_COLUMN_MPT ? width : LEAST_COLUMN_MPT;
    }
    row->width_mpt = wide <= row->room_mpt[0] ? wide : narrow;
    for (size_t i = 0; i < figure->n_parts; i++) {
        struct part *part = &row->parts[i];

        part->column_mpt = row->width_mpt == wide && part->size_mpt[0] < LEAST_COLUMN_MPT
                               ? LEAST_COLUMN_MPT
                               : part->size_mpt[0];
    }
}

static void set_captions(struct row *row)
{
    struct jx_look look = *row->look;
    int32_t height = 0;

    look.align = JX_ALIGN_CENTER;
    for (size_t i = 0; i < row->figure->n_parts; i++) {
        struct part *part = &row->parts[i];
        struct jx_text_run *runs;
        const size_t n =
            jx__runs(row->setter, &look, JX_NO_STR, &row->figure->parts[i].caption, &runs);

        if (n == 0)
            continue;
        part->caption = jx__set_runs(row->setter, &look, runs, n, part->column_mpt);
        if ((int64_t)part->caption->n * look.pitch_mpt > height)
            height = scaled(look.pitch_mpt, (int64_t)part->caption->n, 1);
    }
    row->captions_mpt = height > 0 ? height + CAPTION_GAP_MPT : 0;
}

static void put_part(struct jx__art *art, const struct row *row, size_t i, int32_t x_mpt)
{
    const struct part *part = &row->parts[i];
    const int32_t x = x_mpt + (part->column_mpt - part->size_mpt[0]) / 2;
    int32_t y = part->size_mpt[1] + CAPTION_GAP_MPT + jx__baseline(row->look->face.size_mpt);

    jx__put_image(&art->pager, row->figure->parts[i].image,
                  (const int32_t[]){x, 0, part->size_mpt[0], part->size_mpt[1]}, art->span);
    for (size_t k = 0; part->caption != NULL && k < part->caption->n; k++) {
        jx__put_line(&art->pager, &part->caption->lines[k], x_mpt, y, art->span);
        y += row->look->pitch_mpt;
    }
}

struct jx__art *jx__row_art(const struct jx__setter *setter, const struct jx_figure *figure,
                            const int32_t room_mpt[2])
{
    struct row row = {.setter = setter,
                      .figure = figure,
                      .look = &setter->style->looks[JX_LOOK_CHART_AXIS],
                      .room_mpt = {jx__figure_width(figure, room_mpt[0], room_mpt[0]), room_mpt[1]},
                      .parts = JX_ARRAY(setter->arena, struct part, figure->n_parts)};
    struct jx__art *art;
    int32_t x = 0;

    size_parts(&row, room_mpt[1]);
    set_captions(&row);
    if (row.parts[0].size_mpt[1] + row.captions_mpt > room_mpt[1]) {
        size_parts(&row, room_mpt[1] - row.captions_mpt);
        set_captions(&row);
    }
    art = jx__art_new(setter, row.width_mpt, figure->span);
    art->height_mpt = row.parts[0].size_mpt[1] + row.captions_mpt;
    for (size_t i = 0; i < figure->n_parts; i++) {
        put_part(art, &row, i, x);
        x += row.parts[i].column_mpt + PART_GAP_MPT;
    }
    return art;
}
