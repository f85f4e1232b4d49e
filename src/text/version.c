/* version.c - which libraries shape the text and find its breaks.
 *
 * Layer:  text.
 */
#include "text/internal.h"

#include <unicode/uversion.h>

void jx_text_libraries(struct jx_arena *arena, struct jx_strs *libraries)
{
    UVersionInfo version;
    char icu[U_MAX_VERSION_STRING_LENGTH];

    u_getVersion(version);
    u_versionToString(version, icu);
    JX_PUSH(arena, libraries, jx_str_printf(arena, "HarfBuzz %s", hb_version_string()));
    JX_PUSH(arena, libraries, jx_str_printf(arena, "ICU %s", icu));
}
