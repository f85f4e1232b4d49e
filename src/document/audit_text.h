/* audit_text.h - the document as the audit reads it.
 *
 * Layer:   document.
 * Memory:  the arena of the run.
 */
#ifndef JX_DOCUMENT_AUDIT_TEXT_H
#define JX_DOCUMENT_AUDIT_TEXT_H

#include "document/builder.h"
#include "score/audit.h"

/* Pieces from the expanded text (b->expanded, b->map: so that each byte knows whether it was typed and where) and from that of
 * cells, outline from the blocks. Call when the blocks are built and references resolved. */
const struct jx_audit_text *jx__audit_text_make(const struct jx__builder *b);

#endif
