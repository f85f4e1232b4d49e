/* version.c - which library makes the matrix of a QR code.
 *
 * Layer:  layout.
 */
#include "layout/layout.h"

#include <qrencode.h>

void jx_layout_libraries(struct jx_arena *arena, struct jx_strs *libraries)
{
    JX_PUSH(arena, libraries, jx_str_printf(arena, "libqrencode %s", QRcode_APIVersionString()));
}
