/* content.c - the items of a page as a content stream. */
#include "pdf/internal.h"

/* An underline: how far below the baseline it starts and how thick it is, as parts of the size. */
#define UNDERLINE_DROP_PART 10
#define UNDERLINE_PART 20

/* A page while its content is made. */
struct canvas {
    struct jx__pdf *pdf;
    const struct jx_page *page;
    struct jx__pen pen;
    struct jx__pen outside; /* the pen to go back to after a turned group */
    bool turned;
};

/* Height of the system the current items stand in: y runs down there, up in PDF. */
static int32_t system_height(const struct canvas *c)
{
    return c->turned ? c->page->width_mpt : c->page->height_mpt;
}

static void put_milli(struct canvas *c, int64_t milli)
{
    jx__put_milli(c->pen.buf, milli);
    jx_buf_addc(c->pen.buf, ' ');
}

static void put_adds(struct canvas *c, const char *text)
{
    jx_buf_adds(c->pen.buf, text);
}

static void put_point(struct canvas *c, struct jx_point p)
{
    put_milli(c, p.x_mpt);
    put_milli(c, (int64_t)system_height(c) - p.y_mpt);
}

/* A filled rectangle; y is its upper edge. */
static void put_rect(struct canvas *c, struct jx_point at, int32_t width_mpt, int32_t height_mpt)
{
    jx__pen_leave_text(&c->pen);
    put_milli(c, at.x_mpt);
    put_milli(c, (int64_t)system_height(c) - at.y_mpt - height_mpt);
    put_milli(c, width_mpt);
    put_milli(c, height_mpt);
    put_adds(c, "re f\n");
}

static void draw_glyphs(struct canvas *c, const struct jx_item *item)
{
    const struct jx_glyph_run *run = item->run;
    struct jx_point at = {item->x_mpt, system_height(c) - item->y_mpt};
    jx__text_put(c->pdf, &c->pen, run, at, item->rgb);
    if (!run->underline || run->width_mpt <= 0)
        return;
    jx__pen_fill(&c->pen, item->rgb);
    put_rect(c, (struct jx_point){item->x_mpt, item->y_mpt + run->size_mpt / UNDERLINE_DROP_PART},
             run->width_mpt, run->size_mpt / UNDERLINE_PART);
}

static void draw_rect(struct canvas *c, const struct jx_item *item)
{
    jx__pen_leave_text(&c->pen); /* so that the colour is not set inside it for nothing */
    jx__pen_fill(&c->pen, item->rgb);
    put_rect(c, (struct jx_point){item->x_mpt, item->y_mpt}, item->width_mpt, item->height_mpt);
}

static void put_path_style(struct canvas *c, const struct jx_path *path)
{
    if (path->fill) {
        jx__put_rgb(c->pen.buf, path->fill_rgb);
        put_adds(c, " rg\n");
    }
    if (!path->stroke)
        return;
    jx__put_rgb(c->pen.buf, path->stroke_rgb);
    put_adds(c, " RG\n");
    put_milli(c, path->stroke_mpt);
    put_adds(c, "w\n");
    if (path->n_dash == 0)
        return;
    put_adds(c, "[");
    for (size_t i = 0; i < path->n_dash; i++)
        put_milli(c, path->dash_mpt[i]);
    put_adds(c, "] 0 d\n");
}

static void put_segment(struct canvas *c, const struct jx_path_segment *segment)
{
    switch (segment->op) {
    case JX_PATH_MOVE:
        put_point(c, segment->p[0]);
        put_adds(c, "m\n");
        break;
    case JX_PATH_LINE:
        put_point(c, segment->p[0]);
        put_adds(c, "l\n");
        break;
    case JX_PATH_CURVE:
        for (int i = 0; i < 3; i++)
            put_point(c, segment->p[i]);
        put_adds(c, "c\n");
        break;
    case JX_PATH_CLOSE:
        put_adds(c, "h\n");
        break;
    }
}

static void draw_path(struct canvas *c, const struct jx_item *item)
{
    const struct jx_path *path = item->path;
    if (path->n == 0 || (!path->fill && !path->stroke))
        return;
    jx__pen_leave_text(&c->pen);
    put_adds(c, "q\n");
    put_path_style(c, path);
    for (size_t i = 0; i < path->n; i++)
        put_segment(c, &path->segments[i]);
    put_adds(c, !path->stroke ? "f\nQ\n" : path->fill ? "B\nQ\n" : "S\nQ\n");
}

/* Where the picture's unit square goes in its box, by EXIF orientation: the directions in which columns and (upwards) rows
 * run. Source: EXIF 2.3, 4.6.4 A; ISO 32000-1 8.3.3. */
static const struct turn {
    int column_x, column_y, row_x, row_y;
} turns[9] = {
    [1] = {1, 0, 0, 1},   [2] = {-1, 0, 0, 1}, [3] = {-1, 0, 0, -1}, [4] = {1, 0, 0, -1},
    [5] = {0, -1, -1, 0}, [6] = {0, -1, 1, 0}, [7] = {0, 1, 1, 0},   [8] = {0, 1, -1, 0},
};

static void draw_image(struct canvas *c, const struct jx_item *item)
{
    size_t index = jx__image_use(c->pdf, item->image, item->span);
    if (index == SIZE_MAX)
        return;
    const struct turn *turn = &turns[c->pdf->images.items[index].orientation];
    bool from_right = turn->column_x < 0 || turn->row_x < 0;
    bool from_top = turn->column_y < 0 || turn->row_y < 0;
    int64_t bottom = (int64_t)system_height(c) - item->y_mpt - item->height_mpt;
    jx__pen_leave_text(&c->pen);
    put_adds(c, "q ");
    put_milli(c, (int64_t)item->width_mpt * turn->column_x);
    put_milli(c, (int64_t)item->height_mpt * turn->column_y);
    put_milli(c, (int64_t)item->width_mpt * turn->row_x);
    put_milli(c, (int64_t)item->height_mpt * turn->row_y);
    put_milli(c, (int64_t)item->x_mpt + (from_right ? item->width_mpt : 0));
    put_milli(c, bottom + (from_top ? item->height_mpt : 0));
    jx_buf_printf(c->pen.buf, "cm /I%zu Do Q\n", index + 1);
}

/* Enter or leave the turned system: its x runs up the sheet, its y to the right. */
static void set_turned(struct canvas *c, bool turned)
{
    if (c->turned == turned)
        return;
    jx__pen_leave_text(&c->pen);
    c->turned = turned;
    if (!turned) {
        put_adds(c, "Q\n");
        c->pen = c->outside;
        return;
    }
    c->outside = c->pen;
    put_adds(c, "q 0 1 -1 0 ");
    put_milli(c, c->page->width_mpt);
    put_adds(c, "0 cm\n");
}

struct jx_str jx__content_make(struct jx__pdf *pdf, const struct jx_page *page)
{
    static void (*const draw[])(struct canvas *, const struct jx_item *) = {
        [JX_ITEM_GLYPHS] = draw_glyphs,
        [JX_ITEM_RECT] = draw_rect,
        [JX_ITEM_PATH] = draw_path,
        [JX_ITEM_IMAGE] = draw_image,
    };
    struct jx_buf buf = {.arena = pdf->arena};
    struct canvas canvas = {.pdf = pdf, .page = page, .pen = {.buf = &buf}};
    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];
        if (item->kind == JX_ITEM_MARK)
            continue;
        set_turned(&canvas, item->turned);
        draw[item->kind](&canvas, item);
    }
    jx__pen_leave_text(&canvas.pen);
    set_turned(&canvas, false);
    return jx_buf_str(&buf);
}

struct jx__box jx__item_box(const struct jx_page *page, const struct jx_item *item)
{
    if (item->turned)
        return (struct jx__box){item->y_mpt, item->x_mpt, item->y_mpt + item->height_mpt,
                                item->x_mpt + item->width_mpt};
    int32_t top = page->height_mpt - item->y_mpt;
    return (struct jx__box){item->x_mpt, top - item->height_mpt, item->x_mpt + item->width_mpt,
                            top};
}
