/* freeze.c - writes a version in a hidden folder and renames it.
 *
 * Layer:  revision.
 */
#include "revision/freeze.h"
#include "revision/record.h"
#include "revision/words.h"

#include "base/file.h"

#include <errno.h>
#include <string.h>

#define HIDDEN ".jixiao-出具"

static enum jx_status fail(struct jx_arena *arena, struct jx_str path, struct jx_diags *diags)
{
    JX_SAY(diags, ISSUE_UNWRITABLE, JX_NO_SPAN, path,
           jx_str_copy(arena, jx_str_of(strerror(errno))));
    return JX_E_IO;
}

static enum jx_status write_files(struct jx_arena *arena, struct jx_str hidden,
                                  const struct jx_frozen_list *files, struct jx_diags *diags)
{
    for (size_t i = 0; i < files->n; i++) {
        const struct jx_str path = jx_path_join(arena, hidden, files->items[i].name);

        if (jx_file_write(path, files->items[i].bytes) != JX_OK)
            return fail(arena, path, diags);
    }
    return JX_OK;
}

/* The first version comes with the folder of versions, in one step: an empty one is never seen. */
static enum jx_status show(struct jx_arena *arena, struct jx_str folder, struct jx_str hidden,
                           struct jx_str version)
{
    const struct jx_str versions = jx_path_join(arena, folder, JX_STR(JX_W_VERSIONS));

    return jx_folder_exists(versions) ? jx_folder_rename(hidden, version)
                                      : jx_folder_rename(jx_path_folder(hidden), versions);
}

enum jx_status jx_version_freeze(struct jx_arena *arena, struct jx_str folder, unsigned number,
                                 const struct jx_frozen_list *files, struct jx_diags *diags)
{
    const struct jx_str version = jx_version_folder(arena, folder, number);
    const struct jx_str top = jx_path_join(arena, folder, JX_STR(HIDDEN));
    const struct jx_str hidden = jx_path_join(arena, top, jx_version_name(arena, number));
    enum jx_status status;

    if (jx_folder_remove(top) != JX_OK || jx_folder_make(hidden) != JX_OK) {
        status = fail(arena, top, diags);
    } else {
        status = write_files(arena, hidden, files, diags);
        if (status == JX_OK && show(arena, folder, hidden, version) != JX_OK)
            status = fail(arena, version, diags);
    }
    (void)jx_folder_remove(top);
    return status;
}
