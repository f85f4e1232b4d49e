/* program.h - which program this is, exactly enough to explain why it makes other files than another.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_PROGRAM_H
#define JX_CLI_PROGRAM_H

#include "revision/record.h"

/* SHA-256 of the program's sources, 64 hexadecimal digits; the same wherever and whenever they were compiled (digest.cmake). */
extern const char jx_program_sources[];

/* "jixiao 0.1.0". */
struct jx_str jx_program_name(void);

/* Libraries that decide what stands in the files, "HarfBuzz 6.0.0" each, as they are loaded now. */
struct jx_strs jx_program_libraries(struct jx_arena *arena);

/* Write 程序, 源码 and 库 of a record. */
void jx_program_seal(struct jx_arena *arena, struct jx_record *record);

/* What is not as it was when the record was made, a phrase each: "程序（出具时 …，现在 …）". Empty for the same program. */
struct jx_strs jx_program_drift(struct jx_arena *arena, const struct jx_record *record);

#endif
