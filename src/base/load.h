/* load.h - reads files that a person named, and says what is wrong with them.
 *
 * Layer:   base.
 * Memory:  bytes live in the arena passed in.
 */
#ifndef JX_BASE_LOAD_H
#define JX_BASE_LOAD_H

#include "base/diag.h"
#include "base/file.h"

/* Read a whole regular file of at most limit_bytes (MiB, whole) into the arena.
 * Errors: JX_E_INPUT (E901 not there, E903 larger), JX_E_IO (E902), after the message, which has no place. */
JX_NODISCARD enum jx_status jx_file_load(struct jx_arena *arena, struct jx_str path,
                                         size_t limit_bytes, struct jx_diags *diags,
                                         struct jx_str *ret_bytes);

/* Say why jx_file_read() failed: E901, E902 (errno tells why), E903.
 * mention  where the file is named; name: as it is called there. Returns JX_E_INPUT or JX_E_IO. */
enum jx_status jx_file_say(enum jx_status status, struct jx_str name, struct jx_span mention,
                           size_t limit_bytes, struct jx_diags *diags);

#endif
