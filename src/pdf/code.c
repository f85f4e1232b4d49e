/* code.c - the two-byte codes of a font: one for each glyph together with the text it was set for. */
#include "pdf/internal.h"

#include <assert.h>

#define MAX_CODES 65536u

static size_t lookup(const struct jx__codes *codes, uint32_t glyph, struct jx_str text)
{
    if (glyph >= codes->n_glyphs)
        return SIZE_MAX;
    for (size_t at = codes->first[glyph]; at != 0; at = codes->items[at - 1].next)
        if (jx_str_eq(codes->items[at - 1].text, text))
            return at - 1;
    return SIZE_MAX;
}

static void make_room(struct jx_arena *arena, struct jx__codes *codes, uint32_t glyph)
{
    size_t n = codes->n_glyphs ? codes->n_glyphs : 1024;
    while (n <= glyph)
        n *= 2;
    if (n == codes->n_glyphs)
        return;
    size_t *first = JX_ARRAY(arena, size_t, n);
    for (size_t i = 0; i < codes->n_glyphs; i++)
        first[i] = codes->first[i];
    codes->first = first;
    codes->n_glyphs = n;
}

size_t jx__codes_add(struct jx_arena *arena, struct jx__codes *codes, uint32_t glyph,
                     struct jx_str text)
{
    assert(glyph < MAX_CODES); /* OpenType has no more glyphs */
    if (!text.ptr)
        text = JX_STR("");
    size_t found = lookup(codes, glyph, text);
    if (found != SIZE_MAX)
        return found;
    make_room(arena, codes, glyph);
    JX_PUSH(arena, codes, (struct jx__code){.glyph = glyph, .text = text});
    /* At the end of the glyph's list: its first text keeps the plain code. */
    size_t *link = &codes->first[glyph];
    while (*link != 0)
        link = &codes->items[*link - 1].next;
    *link = codes->n;
    return codes->n - 1;
}

size_t jx__codes_find(const struct jx__codes *codes, uint32_t glyph, struct jx_str text)
{
    size_t found = lookup(codes, glyph, text.ptr ? text : JX_STR(""));
    assert(found != SIZE_MAX);
    return found;
}

static void cluster_start(struct jx__glyph_walk *walk)
{
    const struct jx_glyph_run *run = walk->run;
    walk->pending = run->glyphs[walk->next].text;
    walk->cluster_end = walk->next + 1;
    while (walk->cluster_end < run->n && jx_str_empty(run->glyphs[walk->cluster_end].text))
        walk->cluster_end++;
}

bool jx__glyph_walk_next(struct jx__glyph_walk *walk, const struct jx_glyph **ret_glyph,
                         struct jx_str *ret_text)
{
    if (walk->next >= walk->run->n)
        return false;
    if (walk->next >= walk->cluster_end)
        cluster_start(walk);
    size_t share = walk->pending.len;
    if (walk->next + 1 < walk->cluster_end && share > 0) {
        share = 0;
        jx_utf8_next(walk->pending, &share);
    }
    *ret_glyph = &walk->run->glyphs[walk->next++];
    *ret_text = jx_str_sub(walk->pending, 0, share);
    walk->pending = jx_str_sub(walk->pending, share, walk->pending.len);
    return true;
}

bool jx__codes_number(struct jx_arena *arena, struct jx__codes *codes, bool *ret_fits)
{
    bool *taken = JX_ARRAY(arena, bool, MAX_CODES);
    bool any = false;
    uint32_t next = 1;
    *ret_fits = codes->n <= MAX_CODES - 1;
    for (size_t i = 0; i < codes->n; i++)
        taken[codes->items[i].cid] = true;
    for (size_t i = 0; i < codes->n && *ret_fits; i++) {
        struct jx__code *code = &codes->items[i];
        code->code = code->cid;
        if (codes->first[code->glyph] == i + 1)
            continue;
        while (taken[next])
            next++;
        taken[next] = true;
        code->code = next;
        any = true;
    }
    return any;
}
