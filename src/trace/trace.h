/* trace.h - any stage printed as text: the debugging eye, and what golden tests compare.
 *
 * Layer:   trace.
 * Memory:  texts live in the arena.
 */
#ifndef JX_TRACE_TRACE_H
#define JX_TRACE_TRACE_H

#include "base/value.h"
#include "document/block.h"
#include "layout/page.h"

/* Data as JSON. */
struct jx_str jx_trace_value(struct jx_arena *arena, const struct jx_value *value);

/* The document tree, a block a line, tables as their cells. */
struct jx_str jx_trace_document(struct jx_arena *arena, const struct jx_document *document);

/* Pages: a line an item with its place (mpt) and, for text, its font, size and characters. Lines that justification had to
 * stretch beyond 0.09 em a gap are listed at the end. */
struct jx_str jx_trace_pages(struct jx_arena *arena, const struct jx_pages *pages);

#endif
