/* version.c - which library reads the Markdown.
 *
 * Layer:  document.
 */
#include "document/template.h"

#include <cmark-gfm.h>

void jx_document_libraries(struct jx_arena *arena, struct jx_strs *libraries)
{
    JX_PUSH(arena, libraries, jx_str_printf(arena, "cmark-gfm %s", cmark_version_string()));
}
