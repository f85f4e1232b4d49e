/* source.h - the files of a project folder, read once, checked as text, and known by id in messages.
 *
 * Layer:   input.
 * Memory:  texts live in the arena and are registered in diags->sources.
 */
#ifndef JX_INPUT_SOURCE_H
#define JX_INPUT_SOURCE_H

#include "base/diag.h"

/* Read folder/name (or the text that diags->sources lays over it) and register it under name (a UTF-8 byte order mark is
 * dropped).
 *
 * mention       where the name is written in another file, or JX_NO_SPAN; messages about the file itself go there.
 * limit_bytes   larger files are refused.
 * ret_file      id in diags->sources; written on JX_OK only.
 * Errors:       JX_E_INPUT after a message: name leaves the folder, file missing, too large, not clean text
 *               (jx_text_check). JX_E_IO after a message: not readable. */
JX_NODISCARD enum jx_status jx_source_read(struct jx_arena *arena, struct jx_str folder,
                                           struct jx_str name, struct jx_span mention,
                                           size_t limit_bytes, struct jx_diags *diags,
                                           uint32_t *ret_file);

/* Check that text is UTF-8 without control characters (tab and line ends excepted; a lone CR, U+0085, U+2028, U+2029
 * and U+FEFF count as control characters, because line numbers would disagree about them).
 *
 * start    place of text[0] in its file.
 * Returns false after a message at the first bad character. */
bool jx_text_check(struct jx_arena *arena, struct jx_str text, struct jx_span start,
                   struct jx_diags *diags);

#endif
