/* cell_prose.c - 段落 of a cell: Markdown of its own, each of its blocks a line of the cell. */
#include "document/tabledef.h"

#define PARAGRAPH_INDENT "　　" /* a paragraph of a cell begins two characters in, as on the page */

static void append_text(struct jx_arena *arena, struct jx_inlines *inlines, struct jx_str text,
                        unsigned flags, const struct jx_inline_place *place)
{
    if (text.len > 0)
        JX_PUSH(
            arena, inlines,
            (struct jx_inline){.kind = JX_I_TEXT, .text = text, .flags = flags, .place = place});
}

/* One block: indent, label, text. */
static void append_block(struct jx__builder *b, struct jx_inlines *inlines,
                         const struct jx_block *block)
{
    unsigned flags = block->kind == JX_B_HEADING ? (unsigned)JX_I_STRONG : 0;
    if (block->kind != JX_B_PARAGRAPH && block->kind != JX_B_HEADING && block->kind != JX_B_ITEM) {
        JX_SAY(b->diags, CELL_BLOCK, block->span);
        return;
    }
    if (inlines->n > 0)
        JX_PUSH(b->arena, inlines,
                (struct jx_inline){.kind = JX_I_BREAK, .place = block->inlines.items[0].place});
    struct jx_str label = block->label.ptr == NULL ? JX_STR("") : block->label;
    append_text(b->arena, inlines, jx_str_printf(b->arena, PARAGRAPH_INDENT "%.*s", JX_FMT(label)),
                flags, jx_inline_place_make(b->arena, block->span, JX_NO_STR));
    for (size_t i = 0; i < block->inlines.n; i++) {
        struct jx_inline run = block->inlines.items[i];
        run.flags |= flags;
        JX_PUSH(b->arena, inlines, run);
    }
}

static struct jx_inlines inlines_of(struct jx__builder *b)
{
    struct jx_inlines inlines = {0};
    for (size_t i = 0; i < b->blocks.n; i++)
        append_block(b, &inlines, &b->blocks.items[i]);
    return inlines;
}

struct jx_inlines jx__cell_prose(struct jx__builder *b, struct jx__frames *frames,
                                 const struct jx_text *text, bool *failed)
{
    struct jx_source_map *map = JX_NEW(b->arena, struct jx_source_map);
    struct jx__builder cell = {.arena = b->arena,
                               .diags = b->diags,
                               .input = b->input,
                               .data = b->data,
                               .frames = *frames,
                               .options = b->options,
                               .map = map,
                               .raised = 1};
    struct jx_template_text source = {.text = text->str, .place = text->span};
    size_t n_errors = b->diags->n_errors;
    if (jx__mustache_render_in(b->arena, &source, frames, &cell.options, b->diags, &cell.expanded,
                               map) != JX_OK)
        *failed = true;
    cell.joined = jx__join_stars(b->arena, cell.expanded);
    jx__markdown_read(&cell); /* references are resolved with those of the table */
    struct jx_inlines inlines = inlines_of(&cell);
    *failed = *failed || b->diags->n_errors > n_errors;
    JX_PUSH(b->arena, &b->cell_texts, (struct jx__cell_text){cell.expanded, map});
    return inlines;
}
