/* inert.h - text that no markup can misread: ASCII punctuation replaced by noncharacters while Markdown and YAML are read.
 *
 * Layer:   document.
 *
 * A value put into a template must stay literal whatever it holds. The 32 noncharacters U+FDD0 … U+FDEF stand for the 32
 * ASCII punctuation marks; Markdown and YAML see letters. Line ends become noncharacters too, so that a value never
 * begins a new block. jx__inert_undo() gives the text back.
 */
#ifndef JX_DOCUMENT_INERT_H
#define JX_DOCUMENT_INERT_H

#include "base/str.h"

#define JX__SOFT_BREAK_CP 0x1FFFEu /* a line end inside a value */
#define JX__HARD_BREAK_CP 0x1FFFFu /* … that is to be seen: {{x|分行}} */
#define JX__HARD_BREAK "\xF0\x9F\xBF\xBF"
#define JX__PARAGRAPH_BREAK "\xF0\xAF\xBF\xBE" /* U+2FFFE: {{x|分段}} */
#define JX__PARAGRAPH_BREAK_CP 0x2FFFEu
#define JX__JOINER_CP 0x2060u /* word joiner: makes ** work beside Chinese punctuation */

/* Append a value in its inert form (a jx_escape). */
void jx__inert_add(struct jx_buf *out, struct jx_str value);

/* The character an inert one stands for; cp itself for others. */
uint32_t jx__inert_char(uint32_t cp);

/* The text with inert characters given back and word joiners taken out; soft and hard breaks become '\n'. */
struct jx_str jx__inert_undo(struct jx_arena *arena, struct jx_str text);

#endif
