/* mark.c - anchors, links and signature places. */
#include "pdf/internal.h"

#include <stdlib.h>

/* ---- anchors ---- */

/* By name, then by place, so that a name used twice means its first place. */
static int anchor_order(const void *a, const void *b)
{
    const struct jx__anchor *x = a, *y = b;
    int order = jx_str_cmp(x->name, y->name);
    if (order != 0)
        return order;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    if (x->y_mpt != y->y_mpt)
        return x->y_mpt > y->y_mpt ? -1 : 1;
    return (x->x_mpt > y->x_mpt) - (x->x_mpt < y->x_mpt);
}

static void anchor_add(struct jx__pdf *pdf, size_t page, const struct jx_item *item)
{
    struct jx_item point = *item;
    point.width_mpt = point.height_mpt = 0;
    struct jx__box box = jx__item_box(&pdf->pages->items[page], &point);
    JX_PUSH(pdf->arena, &pdf->anchors,
            (struct jx__anchor){item->name, page, box.x0_mpt, box.y1_mpt});
}

void jx__anchors_collect(struct jx__pdf *pdf)
{
    for (size_t p = 0; p < pdf->pages->n; p++) {
        const struct jx_items *items = &pdf->pages->items[p].items;
        for (size_t i = 0; i < items->n; i++)
            if (items->items[i].kind == JX_ITEM_MARK && items->items[i].mark == JX_MARK_ANCHOR)
                anchor_add(pdf, p, &items->items[i]);
    }
    if (pdf->anchors.n > 0)
        qsort(pdf->anchors.items, pdf->anchors.n, sizeof *pdf->anchors.items, anchor_order);
}

const struct jx__anchor *jx__anchor_find(const struct jx__pdf *pdf, struct jx_str name)
{
    size_t from = 0, to = pdf->anchors.n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (jx_str_cmp(pdf->anchors.items[middle].name, name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    if (from < pdf->anchors.n && jx_str_eq(pdf->anchors.items[from].name, name))
        return &pdf->anchors.items[from];
    return NULL;
}

void jx__put_destination(const struct jx__pdf *pdf, struct jx_buf *buf,
                         const struct jx__anchor *anchor)
{
    jx_buf_printf(buf, "[%u 0 R/XYZ ", pdf->page_ids[anchor->page]);
    jx__put_milli(buf, anchor->x_mpt);
    jx_buf_addc(buf, ' ');
    jx__put_milli(buf, anchor->y_mpt);
    jx_buf_adds(buf, " null]");
}

/* ---- annotations ---- */

static void put_rect(struct jx_buf *buf, struct jx__box box)
{
    jx_buf_adds(buf, "/Rect[");
    jx__put_milli(buf, box.x0_mpt);
    jx_buf_addc(buf, ' ');
    jx__put_milli(buf, box.y0_mpt);
    jx_buf_addc(buf, ' ');
    jx__put_milli(buf, box.x1_mpt);
    jx_buf_addc(buf, ' ');
    jx__put_milli(buf, box.y1_mpt);
    jx_buf_adds(buf, "]\n");
}

/* A URI is ASCII: everything else is percent-encoded (RFC 3987 3.1). */
static struct jx_str ascii_uri(struct jx_arena *arena, struct jx_str target)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t i = 0; i < target.len; i++) {
        unsigned char c = (unsigned char)target.ptr[i];
        if (c > 0x20 && c < 0x7f)
            jx_buf_addc(&buf, (char)c);
        else
            jx_buf_printf(&buf, "%%%02X", c);
    }
    return jx_buf_str(&buf);
}

/* A link's object; 0 after a warning when it leads nowhere. */
static unsigned link_write(struct jx__pdf *pdf, const struct jx_page *page,
                           const struct jx_item *item)
{
    struct jx_buf buf = {.arena = pdf->arena};
    jx_buf_adds(&buf, "/Type/Annot\n/Subtype/Link\n/F 4\n/Border[0 0 0]\n");
    put_rect(&buf, jx__item_box(page, item));
    if (jx_str_starts(item->name, JX_STR("#"))) {
        struct jx_str name = jx_str_sub(item->name, 1, item->name.len);
        const struct jx__anchor *anchor = jx__anchor_find(pdf, name);
        if (!anchor) {
            JX_SAY(pdf->diags, LINK_NOWHERE, item->span, name);
            return 0;
        }
        jx_buf_adds(&buf, "/Dest");
        jx__put_destination(pdf, &buf, anchor);
    } else {
        jx_buf_adds(&buf, "/A<</S/URI/URI");
        jx__put_bytes(&buf, ascii_uri(pdf->arena, item->name));
        jx_buf_adds(&buf, ">>");
    }
    jx_buf_addc(&buf, '\n');
    return jx__object_add(pdf->objects, jx_buf_str(&buf));
}

/* The place's name as a field name: a full stop would part it into a hierarchy (ISO 32000-1 12.7.3.2), and a name used
 * before gets a number, 签名(2). */
static struct jx_str field_name(struct jx__pdf *pdf, struct jx_str wanted)
{
    struct jx_str name = jx_str_replace(pdf->arena, wanted, JX_STR("."), JX_STR("．"));
    return jx__names_take(pdf->arena, &pdf->field_names, name);
}

/* An empty appearance: PDF/A asks every field for one (ISO 19005-1 6.9). */
static unsigned appearance_write(struct jx__pdf *pdf, struct jx__box box)
{
    struct jx_buf buf = {.arena = pdf->arena};
    jx_buf_adds(&buf, "/Type/XObject\n/Subtype/Form\n/Resources<<>>\n/BBox[0 0 ");
    jx__put_milli(&buf, (int64_t)box.x1_mpt - box.x0_mpt);
    jx_buf_addc(&buf, ' ');
    jx__put_milli(&buf, (int64_t)box.y1_mpt - box.y0_mpt);
    jx_buf_adds(&buf, "]\n");
    return jx__stream_add(pdf->objects, jx_buf_str(&buf), JX_STR(""), JX__PLAIN);
}

/* What a signature in the field demands of all others. Source: ISO 32000-1 12.7.4.5, table 233. */
static void put_lock(struct jx__pdf *pdf, struct jx_buf *buf)
{
    jx_buf_printf(buf, "/Lock %u 0 R\n",
                  jx__object_add(pdf->objects, JX_STR("/Type/SigFieldLock\n/Action/All\n")));
}

/* Field and widget in one dictionary. Source: ISO 32000-1 12.7.4.5, 12.5.6.19. */
static unsigned sign_write(struct jx__pdf *pdf, size_t page, const struct jx_item *item)
{
    struct jx_buf buf = {.arena = pdf->arena};
    struct jx__box box = jx__item_box(&pdf->pages->items[page], item);
    jx_buf_adds(&buf, "/Type/Annot\n/Subtype/Widget\n/FT/Sig\n/F 4\n/T");
    jx__put_text(&buf, field_name(pdf, item->name));
    jx_buf_printf(&buf, "\n/P %u 0 R\n/AP<</N %u 0 R>>\n", pdf->page_ids[page],
                  appearance_write(pdf, box));
    put_rect(&buf, box);
    if (item->lock)
        put_lock(pdf, &buf);
    unsigned id = jx__object_add(pdf->objects, jx_buf_str(&buf));
    JX_PUSH(pdf->arena, &pdf->fields, id);
    return id;
}

struct jx_str jx__annotations_write(struct jx__pdf *pdf, size_t page)
{
    const struct jx_page *p = &pdf->pages->items[page];
    struct jx_buf buf = {.arena = pdf->arena};
    size_t n = 0;
    for (size_t i = 0; i < p->items.n; i++) {
        const struct jx_item *item = &p->items.items[i];
        unsigned id = 0;
        if (item->kind == JX_ITEM_MARK && item->mark == JX_MARK_LINK)
            id = link_write(pdf, p, item);
        else if (item->kind == JX_ITEM_MARK && item->mark == JX_MARK_SIGN)
            id = sign_write(pdf, page, item);
        if (id != 0)
            jx_buf_printf(&buf, "%u 0 R\n", id);
        if (id != 0 && ++n == JX__MAX_ARRAY + 1)
            JX_SAY(pdf->diags, PDF_TOO_MANY, item->span);
    }
    return jx_buf_str(&buf);
}
