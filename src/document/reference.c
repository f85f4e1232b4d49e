/* reference.c - links to anchors get the label of what they point at, once everything is numbered. */
#include "document/builder.h"

#include "input/suggest.h"

static const struct jx__anchor *find_anchor(const struct jx__numbering *numbering,
                                            struct jx_str name)
{
    size_t found = jx_index_find(&numbering->anchor_names, name);
    return found == SIZE_MAX ? NULL : &numbering->anchors.items[found];
}

static void say_unknown(struct jx__builder *b, const struct jx_inline *link, struct jx_str name)
{
    struct jx_strs names = {0};
    if (b->diags->n >= JX_DIAGS_MAX) {
        JX_SAY(b->diags, ANCHOR_UNKNOWN, jx_inline_span(link), name);
        return;
    }
    for (size_t i = 0; i < b->numbering.anchors.n && names.n < JX_SUGGEST_MAX; i++)
        JX_PUSH(b->arena, &names, b->numbering.anchors.items[i].name);
    struct jx_str near = jx_suggest(b->diags, name, names.items, names.n);
    jx_suggested(JX_SAY(b->diags, ANCHOR_UNKNOWN, jx_inline_span(link), name, near), near);
}

static void resolve(struct jx__builder *b, struct jx_inline *link)
{
    struct jx_str name = jx_str_sub(jx_inline_link(link), 1, SIZE_MAX);
    const struct jx__anchor *anchor = find_anchor(&b->numbering, name);
    if (anchor == NULL) {
        say_unknown(b, link, name);
        return;
    }
    if (link->text.len == 0) {
        link->text = anchor->label;
        if (jx_str_empty(anchor->label))
            JX_SAY(b->diags, ANCHOR_UNLABELLED, jx_inline_span(link), name);
    }
}

static void resolve_all(struct jx__builder *b, const struct jx_inlines *inlines)
{
    for (size_t i = 0; i < inlines->n; i++) {
        struct jx_inline *link = &inlines->items[i];
        const struct jx_str target = jx_inline_link(link);
        if (jx_str_starts(target, JX_STR("#")))
            resolve(b, link);
        else if (target.ptr != NULL && link->text.len == 0)
            link->text = target; /* a bare address prints itself */
    }
}

void jx__references_resolve_table(struct jx__builder *b, const struct jx_table *table)
{
    resolve_all(b, &table->caption);
    for (size_t i = 0; i < table->n_cells; i++)
        resolve_all(b, &table->cells[i].text);
}

void jx__references_resolve(struct jx__builder *b)
{
    for (size_t i = 0; i < b->blocks.n; i++) {
        const struct jx_block *block = &b->blocks.items[i];
        resolve_all(b, &block->inlines);
        if (block->table != NULL)
            jx__references_resolve_table(b, block->table);
    }
}
