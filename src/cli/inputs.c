/* inputs.c - the files that a run read, as a version keeps them.
 *
 * Layer:  cli.
 */
#include "cli/inputs.h"

#include "base/hash.h"
#include "base/load.h"
#include "revision/words.h"

/* The path below a folder; absent when it is not there. */
static struct jx_str below(struct jx_str folder, struct jx_str path)
{
    struct jx_str rest;

    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    if (!jx_str_starts(path, folder))
        return JX_NO_STR;
    rest = jx_str_sub(path, folder.len, SIZE_MAX);
    if (rest.len < 2 || rest.ptr[0] != '/')
        return JX_NO_STR;
    while (rest.len > 0 && rest.ptr[0] == '/')
        rest = jx_str_sub(rest, 1, SIZE_MAX);
    return jx_path_is_inside(rest) ? rest : JX_NO_STR;
}

struct jx_str jx_frozen_name(const struct jx_run *run, struct jx_str path)
{
    struct jx_str name = below(run->folder, path);

    for (size_t i = 0; name.ptr == NULL && i < run->libraries.n; i++) {
        name = below(run->libraries.items[i], path);
        if (name.ptr != NULL)
            name = jx_str_printf(run->arena, JX_W_LIBRARY "%zu/%.*s", i + 1, JX_FMT(name));
    }
    return name;
}

enum jx_status jx_inputs_read(struct jx_run *run, struct jx_frozen_list *ret_files)
{
    for (size_t i = 0; i < run->sources.reads.n; i++) {
        const struct jx_read *read = &run->sources.reads.items[i];
        struct jx_frozen file = {jx_frozen_name(run, read->path), read->bytes};

        if (file.name.ptr == NULL)
            continue;
        if (file.bytes.ptr == NULL &&
            jx_file_load(run->arena, read->path, SIZE_MAX, &run->diags, &file.bytes) != JX_OK)
            return JX_E_IO;
        JX_PUSH(run->arena, ret_files, file);
    }
    return JX_OK;
}

void jx_files_seal(struct jx_arena *arena, const struct jx_frozen_list *files,
                   struct jx_sealed_list *ret_sealed)
{
    for (size_t i = 0; i < files->n; i++)
        JX_PUSH(arena, ret_sealed,
                (struct jx_sealed){{files->items[i].name, JX_NO_SPAN},
                                   {jx_sha256_hex(arena, files->items[i].bytes), JX_NO_SPAN}});
}
