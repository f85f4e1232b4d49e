#include "base/load.h"

#include <errno.h>
#include <string.h>

enum jx_status jx_file_say(enum jx_status status, struct jx_str name, struct jx_span mention,
                           size_t limit_bytes, struct jx_diags *diags)
{
    if (status == JX_E_INPUT)
        JX_SAY(diags, FILE_MISSING, mention, name);
    else if (status == JX_E_LIMIT)
        JX_SAY(diags, FILE_TOO_LARGE, mention, name,
               jx_str_printf(diags->arena, "%zu MiB", limit_bytes >> 20));
    else
        JX_SAY(diags, FILE_UNREADABLE, mention, name, jx_str_of(strerror(errno)));
    return status == JX_E_IO ? JX_E_IO : JX_E_INPUT;
}

enum jx_status jx_file_load(struct jx_arena *arena, struct jx_str path, size_t limit_bytes,
                            struct jx_diags *diags, struct jx_str *ret_bytes)
{
    const enum jx_status status = jx_file_read(arena, path, limit_bytes, ret_bytes);

    return status == JX_OK ? JX_OK : jx_file_say(status, path, JX_NO_SPAN, limit_bytes, diags);
}
