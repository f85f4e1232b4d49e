/* version.c - which libraries write the objects of a PDF file and compress them.
 *
 * Layer:  pdf.
 */
#include "pdf/pdf.h"

#include <hpdf.h>
#include <libdeflate.h>

void jx_pdf_libraries(struct jx_arena *arena, struct jx_strs *libraries)
{
    JX_PUSH(arena, libraries, jx_str_printf(arena, "libharu %s", HPDF_GetVersion()));
    JX_PUSH(arena, libraries, jx_str_of("libdeflate " LIBDEFLATE_VERSION_STRING));
}
