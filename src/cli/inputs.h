/* inputs.h - the files that a run read, as a version keeps them.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_INPUTS_H
#define JX_CLI_INPUTS_H

#include "cli/run.h"
#include "revision/freeze.h"

/* Where a file that the run read lies below 输入/ of its version: as in the project, or in 库1, 库2 … for libraries; absent for
 * others. */
struct jx_str jx_frozen_name(const struct jx_run *run, struct jx_str path);

/* All of them, with their bytes; names below 输入/. run: went as far as its fonts, after which nothing is read.
 * Errors: JX_E_IO after a message: a file is gone. */
JX_NODISCARD enum jx_status jx_inputs_read(struct jx_run *run, struct jx_frozen_list *ret_files);

/* Their hashes. */
void jx_files_seal(struct jx_arena *arena, const struct jx_frozen_list *files,
                   struct jx_sealed_list *ret_sealed);

#endif
