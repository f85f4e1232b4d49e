/* pager.c - pages and the items put on them.
 *
 * Layer:   layout.
 */
#include "layout/internal.h"

#include <string.h>

static void set_frame(struct jx__pager *pager)
{
    const struct jx_style *style = pager->setter->style;

    if (pager->landscape) {
        /* The turned sheet: its left edge is the sheet's bottom, its top the sheet's left (binding) edge. */
        pager->x_mpt = style->page_height_mpt - style->top_mpt - style->height_mpt;
        pager->y_mpt = style->left_mpt;
        pager->width_mpt = style->height_mpt;
        pager->height_mpt = style->width_mpt;
    } else {
        pager->x_mpt = style->left_mpt;
        pager->y_mpt = style->top_mpt;
        pager->width_mpt = style->width_mpt;
        pager->height_mpt = style->height_mpt;
    }
}

struct jx__pager jx__pager_new(const struct jx__setter *setter, enum jx_page_label label)
{
    struct jx__pager pager = {.setter = setter, .label = label, .next_number = 1};

    pager.pages = JX_NEW(setter->arena, struct jx_pages);
    set_frame(&pager);
    return pager;
}

void jx__pager_turn(struct jx__pager *pager, bool landscape)
{
    pager->landscape = landscape;
    set_frame(pager);
}

static struct jx_item *put(struct jx__pager *pager, enum jx_item_kind kind, int32_t x_mpt,
                           int32_t y_mpt)
{
    struct jx_items *items = &pager->items;

    JX_PUSH(pager->setter->arena, items,
            (struct jx_item){
                .kind = kind, .turned = pager->page->landscape, .x_mpt = x_mpt, .y_mpt = y_mpt});
    return &items->items[items->n - 1];
}

static struct jx_str roman(struct jx_arena *arena, unsigned number)
{
    static const struct {
        unsigned value;
        const char *letters;
    } parts[] = {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
                 {9, "ix"},  {5, "v"},   {4, "iv"}, {1, "i"}};
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (; number >= parts[i].value; number -= parts[i].value)
            jx_buf_adds(&buf, parts[i].letters);
    return jx_buf_str(&buf);
}

struct jx_str jx__number_text(struct jx_arena *arena, enum jx_page_label label, unsigned number)
{
    return label == JX_LABEL_ROMAN ? roman(arena, number) : jx_str_printf(arena, "%u", number);
}

static struct jx_str dashed_number(const struct jx__pager *pager)
{
    struct jx_arena *arena = pager->setter->arena;
    const struct jx_str number = jx__number_text(arena, pager->label, pager->page->number);

    return jx_str_printf(arena, "— %.*s —", JX_FMT(number));
}

/* GB/T 9704-2012 7.5: outside the text area, odd pages one character from its right, even ones from its left; the place is that
 * of the upright sheet on landscape pages too. */
static void put_number(struct jx__pager *pager)
{
    const struct jx_style *style = pager->setter->style;
    const struct jx_look *look = &style->looks[JX_LOOK_PAGE_NUMBER];
    struct jx_paragraph *text =
        jx__set_text(pager->setter, look, dashed_number(pager), style->width_mpt);
    const int32_t em = look->face.size_mpt;
    const int32_t left = style->left_mpt + em;
    const int32_t right = style->left_mpt + style->width_mpt - em - text->lines[0].width_mpt;
    const int32_t dash = style->top_mpt + style->height_mpt + style->number_drop_mpt;
    const bool landscape = pager->page->landscape;

    pager->page->landscape = false; /* items of the upright sheet */
    jx__put_line(pager, &text->lines[0], pager->page->number % 2 ? right : left, dash + em * 3 / 10,
                 JX_NO_SPAN);
    pager->page->landscape = landscape;
}

void jx__pager_page(struct jx__pager *pager)
{
    const struct jx_style *style = pager->setter->style;
    struct jx_pages *pages = pager->pages;

    JX_PUSH(pager->setter->arena, pages,
            (struct jx_page){.width_mpt = style->page_width_mpt,
                             .height_mpt = style->page_height_mpt,
                             .landscape = pager->landscape,
                             .label = pager->label});
    pager->page = &pages->items[pages->n - 1];
    if (pager->label != JX_LABEL_NONE)
        pager->page->number = pager->next_number++;
    pager->items.n = 0;
}

void jx__pager_finish(struct jx__pager *pager)
{
    struct jx_items *items;

    if (pager->label != JX_LABEL_NONE)
        put_number(pager);
    items = &pager->page->items;
    items->items = JX_ARRAY(pager->setter->arena, struct jx_item, pager->items.n);
    items->n = items->cap = pager->items.n;
    if (items->n > 0)
        memcpy(items->items, pager->items.items, items->n * sizeof *items->items);
}

void jx__put_line(struct jx__pager *pager, const struct jx_line *line, int32_t x_mpt,
                  int32_t baseline_mpt, struct jx_span span)
{
    for (size_t i = 0; i < line->n; i++) {
        const struct jx_glyph_run *run = &line->runs[i];
        const int32_t x = x_mpt + run->x_mpt;
        struct jx_item *item = put(pager, JX_ITEM_GLYPHS, x, baseline_mpt - run->rise_mpt);

        item->run = run;
        item->gap_milli_em = line->gap_milli_em;
        item->width_mpt = run->width_mpt;
        item->height_mpt = run->size_mpt;
        item->span = span;
        if (run->link.len > 0) {
            const int32_t top = baseline_mpt - jx__baseline(run->size_mpt);
            jx__put_mark(pager, JX_MARK_LINK, run->link,
                         (const int32_t[]){x, top, run->width_mpt, run->size_mpt});
        }
    }
}

void jx__put_rect(struct jx__pager *pager, int32_t x_mpt, int32_t y_mpt, int32_t width_mpt,
                  int32_t height_mpt)
{
    struct jx_item *item = put(pager, JX_ITEM_RECT, x_mpt, y_mpt);

    item->width_mpt = width_mpt;
    item->height_mpt = height_mpt;
}

void jx__put_anchor(struct jx__pager *pager, struct jx_str name, int32_t x_mpt, int32_t y_mpt)
{
    struct jx_item *item;

    if (jx_str_empty(name))
        return;
    item = put(pager, JX_ITEM_MARK, x_mpt, y_mpt);
    item->mark = JX_MARK_ANCHOR;
    item->name = name;
}

void jx__put_mark(struct jx__pager *pager, enum jx_mark_kind mark, struct jx_str name,
                  const int32_t area_mpt[4])
{
    struct jx_item *item = put(pager, JX_ITEM_MARK, area_mpt[0], area_mpt[1]);

    item->mark = mark;
    item->name = name;
    item->width_mpt = area_mpt[2];
    item->height_mpt = area_mpt[3];
}

static size_t n_points(enum jx_path_op op)
{
    return op == JX_PATH_CURVE ? 3 : op == JX_PATH_CLOSE ? 0 : 1;
}

/* The box of all points of a path, those that only bend its curves too. */
static void bound_path(struct jx_item *item)
{
    const struct jx_path *path = item->path;
    int32_t left = INT32_MAX, top = INT32_MAX, right = INT32_MIN, bottom = INT32_MIN;

    for (size_t i = 0; i < path->n; i++)
        for (size_t k = 0; k < n_points(path->segments[i].op); k++) {
            const struct jx_point p = path->segments[i].p[k];

            left = p.x_mpt < left ? p.x_mpt : left;
            right = p.x_mpt > right ? p.x_mpt : right;
            top = p.y_mpt < top ? p.y_mpt : top;
            bottom = p.y_mpt > bottom ? p.y_mpt : bottom;
        }
    if (left > right)
        return;
    item->x_mpt = left;
    item->y_mpt = top;
    item->width_mpt = right - left;
    item->height_mpt = bottom - top;
}

void jx__put_path(struct jx__pager *pager, const struct jx_path *path, struct jx_span span)
{
    struct jx_item *item = put(pager, JX_ITEM_PATH, 0, 0);

    item->path = path;
    item->span = span;
    bound_path(item);
}

void jx__put_image(struct jx__pager *pager, struct jx_str image, const int32_t area_mpt[4],
                   struct jx_span span)
{
    struct jx_item *item = put(pager, JX_ITEM_IMAGE, area_mpt[0], area_mpt[1]);

    item->width_mpt = area_mpt[2];
    item->height_mpt = area_mpt[3];
    item->image = image;
    item->span = span;
}

static const struct jx_path *move_path(struct jx_arena *arena, const struct jx_path *path,
                                       int32_t x_mpt, int32_t y_mpt)
{
    struct jx_path *moved = JX_NEW(arena, struct jx_path);

    *moved = *path;
    moved->segments = JX_ARRAY(arena, struct jx_path_segment, path->n);
    for (size_t i = 0; i < path->n; i++) {
        moved->segments[i] = path->segments[i];
        for (size_t k = 0; k < n_points(path->segments[i].op); k++) {
            moved->segments[i].p[k].x_mpt += x_mpt;
            moved->segments[i].p[k].y_mpt += y_mpt;
        }
    }
    return moved;
}

void jx__put_items(struct jx__pager *pager, const struct jx_items *items, int32_t x_mpt,
                   int32_t y_mpt)
{
    for (size_t i = 0; i < items->n; i++) {
        struct jx_item item = items->items[i];

        item.turned = pager->page->landscape;
        item.x_mpt += x_mpt;
        item.y_mpt += y_mpt;
        if (item.kind == JX_ITEM_PATH)
            item.path = move_path(pager->setter->arena, item.path, x_mpt, y_mpt);
        JX_PUSH(pager->setter->arena, &pager->items, item);
    }
}

void jx__put_leader(struct jx__pager *pager, int32_t x_mpt, int32_t y_mpt, int32_t width_mpt)
{
    const int32_t dot = 1000, gap = 4000;
    struct jx_arena *arena = pager->setter->arena;
    struct jx_path *path;
    int32_t end = x_mpt + width_mpt;
    int32_t first = (x_mpt / gap + 1) * gap; /* dots of all lines stand below each other */

    if (first + gap > end)
        return;
    path = JX_NEW(arena, struct jx_path);
    path->segments = JX_ARRAY(arena, struct jx_path_segment, 2);
    path->n = 2;
    path->segments[0] = (struct jx_path_segment){JX_PATH_MOVE, {{first, y_mpt}}};
    path->segments[1] = (struct jx_path_segment){JX_PATH_LINE, {{end, y_mpt}}};
    path->stroke = true;
    path->stroke_mpt = dot;
    path->dash_mpt =
        memcpy(JX_ARRAY(arena, int32_t, 2), (const int32_t[]){dot, gap - dot}, 2 * sizeof(int32_t));
    path->n_dash = 2;
    put(pager, JX_ITEM_PATH, first, y_mpt)->path = path;
}
