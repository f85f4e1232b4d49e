/* markup.h - finished pages marked like a manuscript: lines under and through words, signs where words are gone, bars and numbers in
 * the margin, a line at the head of each page. Nothing that was set moves: what is marked is known by its text in memory.
 *
 * Layer:   layout.
 * Memory:  lives in the arena of the pages.
 */
#ifndef JX_LAYOUT_MARKUP_H
#define JX_LAYOUT_MARKUP_H

#include "layout/page.h"
#include "layout/style.h"

enum jx_markup_kind {
    JX_MARKUP_UNDER,   /* a line below: added */
    JX_MARKUP_THROUGH, /* a line through: removed */
    JX_MARKUP_BEFORE, /* a sign below the line, before the first of the characters: something is gone there */
    JX_MARKUP_AFTER,  /* behind the last of them */
    JX_MARKUP_BESIDE, /* the margin only; also of an image, known by its bytes */
};

struct jx_markup {
    enum jx_markup_kind kind;
    struct jx_str
        text;      /* a slice of the document's own text: glyphs set from these bytes are marked */
    size_t number; /* in the margin, from 1; 0: none, and no bar */
};

struct jx_markups JX_VEC(struct jx_markup);

/* Names in the document, of the place of a number: what it is called on the pages, and what its number leads to. */
#define JX_MARKUP_ANCHOR "改-%zu"
#define JX_MARKUP_ENTRY "改表-%zu"

struct jx_markup_input {
    const struct jx_style *style;
    struct jx_font_book *book;
    struct jx_diags *diags;
    const struct jx_markups *markups;
    struct jx_str head; /* at the head of each page; empty for none */
    bool counted;       /* behind it: which page of how many */
};

/* Mark pages [from, to of all]. ret_first: shape [number + 1 of the highest number]; the index of the page where a number stands first,
 * SIZE_MAX (not touched) for none; may be NULL when there are no numbers. Bars stand in the outer margin: right on odd pages, left on
 * even ones; on landscape pages right of the text.
 * O((glyphs + markups) log markups). */
void jx_pages_mark_up(struct jx_arena *arena, struct jx_pages *pages,
                      const struct jx_markup_input *input, size_t *ret_first);

/* How a page is called: 12, ii; 封面 for one without a number. */
struct jx_str jx_page_name(struct jx_arena *arena, const struct jx_page *page);

#endif
