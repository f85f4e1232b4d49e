/* version.c - which libraries write the parts of a workbook and pack them.
 *
 * Layer:  xlsx.
 */
#include "xlsx/xlsx.h"

#include <xlsxwriter.h>
#include <zip.h>
#include <zlib.h>

void jx_xlsx_libraries(struct jx_arena *arena, struct jx_strs *libraries)
{
    JX_PUSH(arena, libraries, jx_str_printf(arena, "libxlsxwriter %s", lxw_version()));
    JX_PUSH(arena, libraries, jx_str_printf(arena, "libzip %s", zip_libzip_version()));
    JX_PUSH(arena, libraries, jx_str_printf(arena, "zlib %s", zlibVersion()));
}
