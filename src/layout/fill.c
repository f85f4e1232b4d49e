/* fill.c - cuts a list of boxes into pages.
 *
 * Layer:   layout.
 *
 * A page takes boxes while they fit and ends after the last one that does not say `keep`. Spaces vanish at the top of a page. A page
 * that begins inside a table needs room for its repeated header rows.
 */
#include "layout/internal.h"

static bool in_same_grid(const struct jx__box *a, const struct jx__box *b)
{
    return a->kind == JX__ROW && b->kind == JX__ROW && a->grid == b->grid;
}

/* Does the box at `at` continue a grid that began on an earlier page? */
static bool continues_grid(const struct jx__boxes *boxes, size_t at)
{
    return at > 0 && in_same_grid(&boxes->items[at - 1], &boxes->items[at]);
}

/* Where the top of a box stands that could begin y below the page's top. */
static int64_t box_top(const struct jx__box *box, int64_t y, bool begins_page)
{
    if (box->snap_mpt > 0)
        y = (y + box->snap_mpt - 1) / box->snap_mpt * box->snap_mpt;
    return begins_page ? y + box->lead_mpt : y;
}

/* One past the last box of the page that begins with box `from`. */
static size_t page_end(const struct jx__boxes *boxes, size_t from, int32_t height_mpt)
{
    size_t good = from;
    int64_t y = 0;

    if (continues_grid(boxes, from))
        y += jx__grid_repeat_mpt(boxes->items[from].grid, boxes->items[from].row,
                                 boxes->items[from].slice);
    for (size_t i = from; i < boxes->n; i++) {
        const struct jx__box *box = &boxes->items[i];

        if (box->kind == JX__BREAK)
            return i;
        y = box_top(box, y, i == from);
        if (y + box->height_mpt > height_mpt && i > from)
            return good > from ? good : i;
        y += box->advance_mpt;
        if (!box->keep)
            good = i + 1;
    }
    return boxes->n;
}

static size_t draw_rows(struct jx__pager *pager, const struct jx__boxes *boxes, size_t from,
                        size_t end, int64_t *y)
{
    const struct jx__box *first = &boxes->items[from];
    struct jx__fragment part = {first->row, first->slice, first->row, first->slice,
                                continues_grid(boxes, from)};
    int64_t top = *y;
    size_t i;

    if (part.continued)
        *y += jx__grid_repeat_mpt(first->grid, first->row, first->slice);
    for (i = from; i < end && in_same_grid(first, &boxes->items[i]); i++) {
        part.row1 = boxes->items[i].row;
        part.slice1 = boxes->items[i].slice;
        *y += boxes->items[i].advance_mpt;
    }
    jx__grid_draw(pager, first->grid, &part, (int32_t)top);
    return i;
}

static void draw_page(struct jx__pager *pager, const struct jx__boxes *boxes, size_t from,
                      size_t end)
{
    int64_t y = pager->y_mpt;

    for (size_t i = from; i < end;) {
        const struct jx__box *box = &boxes->items[i];

        y = pager->y_mpt + box_top(box, y - pager->y_mpt, i == from);
        jx__put_anchor(pager, box->anchor, pager->x_mpt, (int32_t)y);
        if (box->kind == JX__ROW) {
            i = draw_rows(pager, boxes, i, end, &y);
            continue;
        }
        if (box->kind == JX__LINE)
            jx__put_line(pager, box->line, pager->x_mpt, (int32_t)y + box->baseline_mpt, box->span);
        else if (box->kind == JX__DRAWN)
            box->draw(pager, box, pager->x_mpt, (int32_t)y);
        y += box->advance_mpt;
        i++;
    }
}

void jx__fill(struct jx__pager *pager, const struct jx__boxes *boxes)
{
    for (size_t i = 0; i < boxes->n;) {
        const struct jx__box *box = &boxes->items[i];
        size_t end;

        if (box->kind == JX__BREAK)
            jx__pager_turn(pager, box->landscape);
        if (box->kind == JX__BREAK || box->kind == JX__SPACE) {
            i++;
            continue;
        }
        end = page_end(boxes, i, pager->height_mpt);
        jx__pager_page(pager);
        draw_page(pager, boxes, i, end);
        jx__pager_finish(pager);
        i = end;
    }
}
