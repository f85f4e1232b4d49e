/* toc.c - lines of the contents: title, dots, page number, each a link.
 *
 * Layer:   layout.
 */
#include "layout/internal.h"

/* What one drawn line of the contents needs. */
struct toc_line {
    const struct jx_line *line;
    const struct jx_line *number; /* NULL on all but the last line of an entry */
    struct jx_str anchor;
    int32_t size_mpt, width_mpt;
};

static void draw_toc_line(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt,
                          int32_t y_mpt)
{
    const struct toc_line *toc = box->data;
    const int32_t baseline = y_mpt + box->baseline_mpt;
    const int32_t em = toc->size_mpt;

    jx__put_line(pager, toc->line, x_mpt, baseline, JX_NO_SPAN);
    if (toc->number != NULL) {
        const int32_t from = x_mpt + toc->line->x_mpt + toc->line->width_mpt + em / 2;
        const int32_t to = x_mpt + toc->width_mpt - toc->number->width_mpt - em / 2;

        jx__put_leader(pager, from, baseline - em / 4, to - from);
        jx__put_line(pager, toc->number, x_mpt + toc->width_mpt - toc->number->width_mpt, baseline,
                     JX_NO_SPAN);
    }
    if (!jx_str_empty(toc->anchor))
        jx__put_mark(pager, JX_MARK_LINK,
                     jx_str_printf(pager->setter->arena, "#%.*s", JX_FMT(toc->anchor)),
                     (const int32_t[]){x_mpt, y_mpt, toc->width_mpt, em});
}

static const struct jx_look *entry_look(const struct jx__setter *setter, unsigned level)
{
    static const enum jx_look_name looks[] = {JX_LOOK_TOC1, JX_LOOK_TOC2, JX_LOOK_TOC3};

    return &setter->style->looks[looks[level >= 1 && level <= 3 ? level - 1 : 2]];
}

static void add_entry(const struct jx__setter *setter, struct jx__boxes *boxes,
                      const struct jx__toc_entry *entry)
{
    struct jx_look look = *entry_look(setter, entry->level);
    const int32_t width = setter->style->width_mpt, em = look.face.size_mpt;
    struct jx_look number_look = {.face = look.face, .align = JX_ALIGN_LEFT};
    const struct jx_paragraph *number, *text;

    number_look.face.role = setter->style->looks[JX_LOOK_PAGE_NUMBER].face.role;
    number = jx__set_text(setter, &number_look, entry->number, width);
    look.right_mpt += number->natural_width_mpt + 3 * em;
    text = jx__set_text(setter, &look, entry->text, width);
    for (size_t i = 0; i < text->n; i++) {
        const bool last = i + 1 == text->n;
        struct toc_line *toc = JX_NEW(setter->arena, struct toc_line);

        *toc = (struct toc_line){&text->lines[i],
                                 last && number->lines[0].n ? &number->lines[0] : NULL,
                                 entry->anchor, em, width};
        JX_PUSH(setter->arena, boxes,
                (struct jx__box){.kind = JX__DRAWN,
                                 .height_mpt = em,
                                 .advance_mpt = look.pitch_mpt,
                                 .keep = !last,
                                 .baseline_mpt = jx__baseline(em),
                                 .draw = draw_toc_line,
                                 .data = toc});
    }
}

/* Contents a little longer than a page are set a little tighter, so that no page carries a line or two. */
#define MOST_TIGHTENED_PERCENT 15

static void tighten(const struct jx__setter *setter, struct jx__boxes *boxes)
{
    const struct jx__box *last = boxes->n > 0 ? &boxes->items[boxes->n - 1] : NULL;
    int64_t room = setter->style->height_mpt; /* for the lines before the last */
    int64_t lines = 0;

    if (last == NULL || last->kind != JX__DRAWN)
        return;
    room -= last->height_mpt;
    for (size_t i = 0; i + 1 < boxes->n; i++)
        if (boxes->items[i].kind == JX__DRAWN)
            lines += boxes->items[i].advance_mpt;
        else
            room -= boxes->items[i].advance_mpt;
    if (lines <= room || room <= 0 || room * 100 < lines * (100 - MOST_TIGHTENED_PERCENT))
        return;
    for (size_t i = 0; i + 1 < boxes->n; i++)
        if (boxes->items[i].kind == JX__DRAWN)
            boxes->items[i].advance_mpt = (int32_t)(boxes->items[i].advance_mpt * room / lines);
}

void jx__add_toc(const struct jx__setter *setter, struct jx__boxes *boxes,
                 const struct jx_block *block, const struct jx__toc_entry *entries,
                 size_t n_entries)
{
    const struct jx_look *look = &setter->style->looks[JX_LOOK_TOC_TITLE];
    const struct jx__line_options options = {look, true, JX_NO_STR, block->span};
    struct jx_text_run *runs;
    const size_t n = jx__runs(setter, look, JX_NO_STR, &block->inlines, &runs);

    if (n > 0)
        jx__add_lines(setter, boxes, jx__set_runs(setter, look, runs, n, setter->style->width_mpt),
                      &options);
    for (size_t i = 0; i < n_entries; i++)
        add_entry(setter, boxes, &entries[i]);
    tighten(setter, boxes);
}
