/* markup.c - finds the marked characters among the glyphs of finished pages and draws what belongs to them.
 *
 * Layer:  layout.
 *
 * All marks are black and thicker than a dot of an old printer: the pages are read on paper, copied and faxed.
 */
#include "layout/markup.h"

#include "layout/internal.h"

#include <stdlib.h>

#define LINE_MPT 800         /* thickness of lines under and through words, at least */
#define BAR_MPT 1600         /* thickness of a bar */
#define BAR_AWAY_MPT 7000    /* between text area and bar */
#define NUMBER_AWAY_MPT 4000 /* between bar and number */
#define NUMBER_SIZE_MPT 9000 /* also of the head */
#define NUMBER_PITCH_MPT 11000
#define HEAD_TOP_MPT 42000   /* baseline of the head, from the sheet's top */
#define BARS_APART_MPT 14000 /* bars no further apart are one */

struct bar {
    int32_t top_mpt, bottom_mpt;
    size_t number;
};

struct numbers JX_VEC(size_t);

/* A line that is still getting longer. */
struct stroke {
    enum jx_markup_kind kind;
    size_t number;
    int32_t x_mpt, end_mpt, baseline_mpt, size_mpt;
    bool open;
};

struct marker {
    struct jx__setter setter;
    const struct jx_markup_input *input;
    const struct jx_markup *sorted; /* stretches of text by address, shape [n] */
    const struct jx_markup *signs;  /* BEFORE and AFTER by address, shape [n_signs] */
    size_t n, n_signs;
    struct jx__pager pager; /* of the page at hand */
    struct stroke stroke;
    struct {
        struct bar *items;
        size_t n, cap;
    } bars;
    size_t page_at, n_pages;
    size_t *first;
};

/* ---- which glyphs are marked ---- */

static uintptr_t address(const char *p)
{
    return (uintptr_t)p;
}

static int by_address(const void *a, const void *b)
{
    const uintptr_t x = address(((const struct jx_markup *)a)->text.ptr);
    const uintptr_t y = address(((const struct jx_markup *)b)->text.ptr);

    return (x > y) - (x < y);
}

static bool is_sign(const struct jx_markup *markup)
{
    return markup->kind == JX_MARKUP_BEFORE || markup->kind == JX_MARKUP_AFTER;
}

/* The character of a sign: the first or last one of its text. */
static struct jx_markup narrowed(struct jx_markup sign)
{
    size_t at = 0;

    if (sign.kind == JX_MARKUP_BEFORE) {
        (void)jx_utf8_next(sign.text, &at);
        sign.text = jx_str_sub(sign.text, 0, at);
        return sign;
    }
    at = sign.text.len;
    while (at > 0 && ((unsigned char)sign.text.ptr[--at] & 0xC0) == 0x80)
        ;
    sign.text = jx_str_sub(sign.text, at, SIZE_MAX);
    return sign;
}

static void sort_markups(struct marker *m)
{
    const struct jx_markups *all = m->input->markups;
    struct jx_markup *stretches = JX_ARRAY(m->setter.arena, struct jx_markup, all->n);
    struct jx_markup *signs = JX_ARRAY(m->setter.arena, struct jx_markup, all->n);

    for (size_t i = 0; i < all->n; i++) {
        if (all->items[i].text.len == 0)
            continue;
        if (is_sign(&all->items[i]))
            signs[m->n_signs++] = narrowed(all->items[i]);
        else
            stretches[m->n++] = all->items[i];
    }
    if (m->n > 0)
        qsort(stretches, m->n, sizeof *stretches, by_address);
    if (m->n_signs > 0)
        qsort(signs, m->n_signs, sizeof *signs, by_address);
    m->sorted = stretches;
    m->signs = signs;
}

/* The markup with the byte, or NULL. Stretches do not overlap. */
static const struct jx_markup *find(const struct jx_markup *sorted, size_t n, const char *byte)
{
    size_t low = 0, high = n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (address(sorted[middle].text.ptr) <= address(byte))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || address(byte) >= address(sorted[low - 1].text.ptr) + sorted[low - 1].text.len)
        return NULL;
    return &sorted[low - 1];
}

/* ---- lines and signs ---- */

static int32_t thickness(int32_t size_mpt)
{
    return size_mpt / 20 > LINE_MPT ? size_mpt / 20 : LINE_MPT;
}

static void end_stroke(struct marker *m)
{
    const struct stroke *s = &m->stroke;
    const int32_t y = s->kind == JX_MARKUP_UNDER
                          ? s->baseline_mpt + s->size_mpt / 8
                          : s->baseline_mpt - (int32_t)((int64_t)s->size_mpt * 36 / 100);

    if (s->open && s->kind != JX_MARKUP_BESIDE)
        jx__put_rect(&m->pager, s->x_mpt, y, s->end_mpt - s->x_mpt, thickness(s->size_mpt));
    m->stroke.open = false;
}

static void add_bar(struct marker *m, size_t number, int32_t top_mpt, int32_t bottom_mpt)
{
    if (number > 0)
        JX_PUSH(m->setter.arena, &m->bars, (struct bar){top_mpt, bottom_mpt, number});
}

/* Where glyph i of a run ends: where the next character begins. */
static int32_t glyph_end(const struct jx_glyph_run *run, size_t i)
{
    for (size_t k = i + 1; k < run->n; k++)
        if (run->glyphs[k].text.len > 0)
            return run->glyphs[k].x_mpt;
    return run->width_mpt;
}

static void strike(struct marker *m, const struct jx_markup *markup, const struct jx_item *item,
                   size_t i)
{
    const int32_t x = item->x_mpt + item->run->glyphs[i].x_mpt;
    const int32_t end = item->x_mpt + glyph_end(item->run, i), size = item->run->size_mpt;
    struct stroke *s = &m->stroke;
    const bool goes_on = s->open && s->kind == markup->kind && s->number == markup->number &&
                         s->baseline_mpt == item->y_mpt && x >= s->x_mpt &&
                         x - s->end_mpt < size / 2;

    if (!goes_on) {
        end_stroke(m);
        *s = (struct stroke){markup->kind, markup->number, x, end, item->y_mpt, size, true};
        add_bar(m, markup->number, item->y_mpt - jx__baseline(size), item->y_mpt + size / 5);
    }
    s->end_mpt = end;
}

/* A small triangle that points at the gap between two characters. */
static void put_sign(struct marker *m, const struct jx_markup *sign, const struct jx_item *item,
                     size_t i)
{
    struct jx_arena *arena = m->setter.arena;
    const int32_t size = item->run->size_mpt, half = size / 6;
    const int32_t x = item->x_mpt + (sign->kind == JX_MARKUP_BEFORE ? item->run->glyphs[i].x_mpt
                                                                    : glyph_end(item->run, i));
    const int32_t top = item->y_mpt + size / 20, bottom = item->y_mpt + size * 3 / 10;
    struct jx_path *path = JX_NEW(arena, struct jx_path);

    path->segments = JX_ARRAY(arena, struct jx_path_segment, 4);
    path->n = 4;
    path->segments[0] = (struct jx_path_segment){JX_PATH_MOVE, {{x, top}}};
    path->segments[1] = (struct jx_path_segment){JX_PATH_LINE, {{x + half, bottom}}};
    path->segments[2] = (struct jx_path_segment){JX_PATH_LINE, {{x - half, bottom}}};
    path->segments[3] = (struct jx_path_segment){.op = JX_PATH_CLOSE};
    path->fill = true;
    jx__put_path(&m->pager, path, item->span);
    add_bar(m, sign->number, item->y_mpt - jx__baseline(size), item->y_mpt + size / 5);
}

static void mark_glyphs(struct marker *m, const struct jx_item *item)
{
    for (size_t i = 0; i < item->run->n; i++) {
        const char *byte = item->run->glyphs[i].text.ptr;
        const struct jx_markup *markup, *sign;

        if (item->run->glyphs[i].text.len == 0)
            continue;
        markup = find(m->sorted, m->n, byte);
        sign = find(m->signs, m->n_signs, byte);
        if (markup != NULL)
            strike(m, markup, item, i);
        else
            end_stroke(m);
        if (sign != NULL)
            put_sign(m, sign, item, i);
    }
}

/* ---- the margin ---- */

static int by_top(const void *a, const void *b)
{
    const struct bar *x = a, *y = b;

    if (x->top_mpt != y->top_mpt)
        return x->top_mpt < y->top_mpt ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* The outer margin is right of the text. */
static bool is_right(const struct jx_page *page)
{
    return page->landscape || page->number % 2 == 1 || page->label == JX_LABEL_NONE;
}

static void put_bars(struct marker *m)
{
    const bool right = is_right(m->pager.page);
    const int32_t x = right ? m->pager.x_mpt + m->pager.width_mpt + BAR_AWAY_MPT
                            : m->pager.x_mpt - BAR_AWAY_MPT - BAR_MPT;

    for (size_t i = 0; i < m->bars.n;) {
        const int32_t top = m->bars.items[i].top_mpt;
        int32_t bottom = m->bars.items[i].bottom_mpt;

        for (i++; i < m->bars.n && m->bars.items[i].top_mpt - bottom < BARS_APART_MPT; i++)
            if (m->bars.items[i].bottom_mpt > bottom)
                bottom = m->bars.items[i].bottom_mpt;
        jx__put_rect(&m->pager, x, top, BAR_MPT, bottom - top);
    }
}

static struct jx_look small_look(const struct marker *m)
{
    struct jx_look look = m->setter.style->looks[JX_LOOK_TABLE_NOTE];

    look.face.size_mpt = NUMBER_SIZE_MPT;
    look.left_mpt = 0;
    return look;
}

static int by_size(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* 3、5–8: of numbers that stand at one height. Sorts them. */
static struct jx_str numbers_text(struct jx_arena *arena, struct numbers *numbers)
{
    struct jx_buf buf = {.arena = arena};

    qsort(numbers->items, numbers->n, sizeof *numbers->items, by_size);
    for (size_t i = 0; i < numbers->n;) {
        const size_t from = i;

        while (i + 1 < numbers->n && numbers->items[i + 1] == numbers->items[i] + 1)
            i++;
        jx_buf_printf(&buf, from > 0 ? "、%zu" : "%zu", numbers->items[from]);
        if (i > from)
            jx_buf_printf(&buf, i > from + 1 ? "–%zu" : "、%zu", numbers->items[i]);
        i++;
    }
    return jx_buf_str(&buf);
}

static void put_numbers(struct marker *m, struct numbers *numbers, int32_t top_mpt)
{
    const struct jx_look look = small_look(m);
    const struct jx_paragraph *text =
        jx__set_label(&m->setter, &look, numbers_text(m->setter.arena, numbers));
    const int32_t width = text->lines[0].width_mpt, away = BAR_AWAY_MPT + BAR_MPT + NUMBER_AWAY_MPT;
    const int32_t x = is_right(m->pager.page) ? m->pager.x_mpt + m->pager.width_mpt + away
                                              : m->pager.x_mpt - away - width;

    jx__put_line(&m->pager, &text->lines[0], x, top_mpt + jx__baseline(NUMBER_SIZE_MPT),
                 JX_NO_SPAN);
    jx__put_mark(&m->pager, JX_MARK_LINK,
                 jx_str_printf(m->setter.arena, "#" JX_MARKUP_ENTRY, numbers->items[0]),
                 (const int32_t[]){x, top_mpt, width, NUMBER_SIZE_MPT});
}

static bool is_first_bar(const struct marker *m, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (m->bars.items[k].number == m->bars.items[i].number)
            return false;
    return true;
}

/* Each number once on a page, at its first bar; those of bars that begin at one height side by side. */
static void number_bars(struct marker *m)
{
    int32_t low_y = INT32_MIN;

    for (size_t i = 0; i < m->bars.n;) {
        const int32_t top = m->bars.items[i].top_mpt, y = top > low_y ? top : low_y;
        struct numbers numbers = {0};

        for (; i < m->bars.n && m->bars.items[i].top_mpt < y + NUMBER_PITCH_MPT; i++)
            if (is_first_bar(m, i))
                JX_PUSH(m->setter.arena, &numbers, m->bars.items[i].number);
        if (numbers.n == 0)
            continue;
        put_numbers(m, &numbers, y);
        low_y = y + NUMBER_PITCH_MPT;
    }
}

static void put_anchors(struct marker *m)
{
    for (size_t i = 0; i < m->bars.n; i++) {
        const struct bar *bar = &m->bars.items[i];

        if (m->first == NULL || m->first[bar->number] != SIZE_MAX)
            continue;
        m->first[bar->number] = m->page_at;
        jx__put_anchor(&m->pager, jx_str_printf(m->setter.arena, JX_MARKUP_ANCHOR, bar->number),
                       m->pager.x_mpt, bar->top_mpt);
    }
}

static struct jx_str head_text(const struct marker *m)
{
    if (!m->input->counted)
        return m->input->head;
    return jx_str_printf(m->setter.arena, "%.*s　第%zu页，共%zu页", JX_FMT(m->input->head),
                         m->page_at + 1, m->n_pages);
}

/* Upright on every sheet, in the middle of the upper margin. */
static void put_head(struct marker *m)
{
    const struct jx_look look = small_look(m);
    const bool landscape = m->pager.page->landscape;
    const struct jx_paragraph *text;

    if (m->input->head.len == 0)
        return;
    text = jx__set_label(&m->setter, &look, head_text(m));
    m->pager.page->landscape = false; /* items of the upright sheet */
    jx__put_line(&m->pager, &text->lines[0],
                 (m->pager.page->width_mpt - text->lines[0].width_mpt) / 2, HEAD_TOP_MPT,
                 JX_NO_SPAN);
    m->pager.page->landscape = landscape;
}

/* ---- pages ---- */

static void mark_image(struct marker *m, const struct jx_item *item)
{
    const struct jx_markup *markup = find(m->sorted, m->n, item->image.ptr);

    if (markup != NULL)
        add_bar(m, markup->number, item->y_mpt, item->y_mpt + item->height_mpt);
}

static void mark_page(struct marker *m, struct jx_page *page)
{
    struct jx_items *items = &page->items;

    m->pager = jx__pager_new(&m->setter, page->label);
    jx__pager_turn(&m->pager, page->landscape);
    m->pager.page = page;
    m->bars.n = 0;
    for (size_t i = 0; i < items->n; i++) {
        if (items->items[i].kind == JX_ITEM_GLYPHS && items->items[i].turned == page->landscape)
            mark_glyphs(m, &items->items[i]);
        else if (items->items[i].kind == JX_ITEM_IMAGE)
            mark_image(m, &items->items[i]);
    }
    end_stroke(m);
    if (m->bars.n > 0)
        qsort(m->bars.items, m->bars.n, sizeof *m->bars.items, by_top);
    put_bars(m);
    number_bars(m);
    put_anchors(m);
    put_head(m);
    for (size_t i = 0; i < m->pager.items.n; i++)
        JX_PUSH(m->setter.arena, items, m->pager.items.items[i]);
}

void jx_pages_mark_up(struct jx_arena *arena, struct jx_pages *pages,
                      const struct jx_markup_input *input, size_t *ret_first)
{
    struct marker m = {.setter = {arena, NULL, input->style, input->book, input->diags},
                       .input = input,
                       .n_pages = pages->n,
                       .first = ret_first};

    sort_markups(&m);
    for (m.page_at = 0; m.page_at < pages->n; m.page_at++)
        mark_page(&m, &pages->items[m.page_at]);
}

struct jx_str jx_page_name(struct jx_arena *arena, const struct jx_page *page)
{
    return page->label == JX_LABEL_NONE ? JX_STR("封面")
                                        : jx__number_text(arena, page->label, page->number);
}
