/* attachment_note.c - 附件说明: the attachments listed at the end of the body.
 *
 * Source: GB/T 9704-2012 7.3.4: 附件 two characters in, a colon, the name without a mark after it; several ones are numbered 1. 2.;
 * a name that needs a second line goes on below its first character.
 */
#include "document/builder.h"

/* "附件：" of the only one, "附件：1. " and "2. " of several. */
static struct jx_str label_of(struct jx_arena *arena, unsigned nth, size_t n)
{
    if (n == 1)
        return JX_STR("附件：");
    return jx_str_printf(arena, "%s%u. ", nth == 1 ? "附件：" : "", nth);
}

/* The attachment's name in one line, linked to it. */
static struct jx_inlines name_of(struct jx_arena *arena, const struct jx_block *attachment,
                                 struct jx_span span)
{
    const struct jx_str link = jx_str_printf(arena, "#%.*s", JX_FMT(attachment->anchor));
    const struct jx_inline_place *place = jx_inline_place_make(arena, span, link);
    struct jx_inlines name = {0};

    for (size_t i = 0; i < attachment->inlines.n; i++) {
        struct jx_inline part = attachment->inlines.items[i];
        if (part.kind != JX_I_TEXT)
            continue;
        part.place = place;
        JX_PUSH(arena, &name, part);
    }
    return name;
}

static bool is_listed(const struct jx_block *block)
{
    return block->kind == JX_B_ATTACHMENT && !jx_str_empty(block->label) && block->inlines.n > 0;
}

static void add_lines(struct jx_arena *arena, const struct jx_blocks *all, struct jx_span span,
                      struct jx_blocks *ret)
{
    size_t n = 0;
    unsigned nth = 0;

    for (size_t i = 0; i < all->n; i++)
        n += is_listed(&all->items[i]);
    for (size_t i = 0; i < all->n; i++) {
        if (!is_listed(&all->items[i]))
            continue;
        nth++;
        JX_PUSH(arena, ret,
                (struct jx_block){.kind = JX_B_ATTACHMENT_LINE,
                                  .span = span,
                                  .level = nth,
                                  .label = label_of(arena, nth, n),
                                  .inlines = name_of(arena, &all->items[i], span)});
    }
}

void jx__attachment_notes_fill(struct jx__builder *b)
{
    struct jx_blocks blocks = {0};

    for (size_t i = 0; i < b->blocks.n; i++)
        if (b->blocks.items[i].kind == JX_B_ATTACHMENT_LINE)
            add_lines(b->arena, &b->blocks, b->blocks.items[i].span, &blocks);
        else
            JX_PUSH(b->arena, &blocks, b->blocks.items[i]);
    b->blocks = blocks;
}
