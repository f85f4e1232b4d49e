/* freeze.h - puts an issued version on the disk: all of it or nothing.
 *
 * Layer:   revision.
 */
#ifndef JX_REVISION_FREEZE_H
#define JX_REVISION_FREEZE_H

#include "base/diag.h"

/* A file of the version, its name below FOLDER/版本/NNN. */
struct jx_frozen {
    struct jx_str name;
    struct jx_str bytes;
};

struct jx_frozen_list JX_VEC(struct jx_frozen);

/* Write the files as FOLDER/版本/NNN: into a hidden folder first, each with fsync, then one rename. What a killed run has left there is
 * removed first. The caller holds the lock of FOLDER (jx_folder_lock).
 * Errors: JX_E_IO after a message; nothing visible is left. A version that is there is never touched. */
JX_NODISCARD enum jx_status jx_version_freeze(struct jx_arena *arena, struct jx_str folder,
                                              unsigned number, const struct jx_frozen_list *files,
                                              struct jx_diags *diags);

#endif
