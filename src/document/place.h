/* place.h - where the document prints a value.
 *
 * Layer:   document, private.
 */
#ifndef JX_DOCUMENT_PLACE_H
#define JX_DOCUMENT_PLACE_H

#include "document/builder.h"

/* Where the values that bytes [from, to) of an expanded text print were written. */
struct jx_spans jx__map_values(struct jx_arena *arena, const struct jx_source_map *map, size_t from,
                               size_t to);

/* Replace the marks JX_PLACE_MARK k JX_PLACE_MARK in all texts of the document and its workbooks by the places that print the value
 * written at spans[k] (of a paragraph of 正文.md: from its first line on; "第三部分（一）第5页；附件1第8页"; "—" for none), anchors included. shape [n_spans]. */
void jx__places_fill(struct jx_arena *arena, struct jx_document *document,
                     const struct jx_span *spans, size_t n_spans);

#endif
