/* passages.h - the document as plain passages, and the way back from a passage to the text it was made of.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_PASSAGES_H
#define JX_DOCUMENT_PASSAGES_H

#include "document/block.h"
#include "revision/snapshot.h"

/* Append the document's passages to a snapshot: what the cover says, titles, headings, paragraphs, items, captions and rows of
 * tables, figures, places for signatures; each with the headings above it. Numbers that the program gives (一、 表2-1) are none of
 * a passage's text, nor are contents, page numbers, and the 稿次 of the cover. */
void jx_document_passages(struct jx_arena *arena, const struct jx_document *document,
                          struct jx_snapshot *snapshot);

/* The stretches of the document's text that bytes [from, to) of a passage were made of: glyphs set from them point into them
 * (jx_glyph.text). To be asked for before the document is laid out: texts get memory of their own here, cells
 * lines of their own too.
 * passage: of this document, by jx_document_passages(). */
struct jx_strs jx_passage_text(struct jx_arena *arena, const struct jx_document *document,
                               const struct jx_passage *passage, size_t from, size_t to);

#endif
