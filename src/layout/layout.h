/* layout.h - a document tree becomes finished pages.
 *
 * Layer:   layout.
 * Memory:  pages live in the arena.
 */
#ifndef JX_LAYOUT_LAYOUT_H
#define JX_LAYOUT_LAYOUT_H

#include "document/block.h"
#include "layout/page.h"
#include "layout/style.h"

/* Set a whole document.
 *
 * Cover pages carry no number; contents, and abstracts before the body, roman ones; the body (attachments included) arabic ones from
 * 1. Contents get true page numbers: the body is set before them.
 * Source: GB/T 9704-2012 5 and 7 (text area, page numbers, levels, attachments, landscape tables), GB/T 15834 (line edges),
 *         CY/T 170-2019 (tables: captions, continuation).
 * Messages: characters without a font (text room); a table wider than its page. Never fails on content. */
void jx_layout_make(struct jx_arena *arena, const struct jx_document *document,
                    const struct jx_style *style, struct jx_font_book *book, struct jx_diags *diags,
                    struct jx_pages **ret_pages);

/* Add the libraries that decide what this room makes, "NAME VERSION" each, as they are loaded now. */
void jx_layout_libraries(struct jx_arena *arena, struct jx_strs *libraries);

#endif
