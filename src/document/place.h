/* place.h - where the document prints a value.
 *
 * Layer:   document, private.
 */
#ifndef JX_DOCUMENT_PLACE_H
#define JX_DOCUMENT_PLACE_H

#include "document/builder.h"

/* Keep in a block which values of the input the bytes [from, to) of b->expanded print. */
void jx__values_note(struct jx__builder *b, size_t from, size_t to, struct jx_block *block);

/* Replace the marks JX_PLACE_MARK k JX_PLACE_MARK in all texts of the document and its workbooks by the places that print the value
 * written at spans[k] ("第三部分（一）第5页；附件1第8页"; "—" for none), anchors included. shape [n_spans]. */
void jx__places_fill(struct jx_arena *arena, struct jx_document *document,
                     const struct jx_span *spans, size_t n_spans);

#endif
