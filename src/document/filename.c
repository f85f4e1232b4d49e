/* filename.c - which names the files of a document may have.
 *
 * Layer:   document.
 *
 * The files go from hand to hand, also to Windows, so a name must be good everywhere.
 * Source:  Microsoft, Naming Files, Paths, and Namespaces (reserved characters and names).
 */
#include "document/internal.h"

#include "base/file.h"

#include <string.h>

/* 255 on common file systems, with room for a "(2)" that a mail program adds. */
#define MAX_NAME_BYTES 240

static bool is_bad(uint32_t cp)
{
    if (cp < 0x80)
        return cp < ' ' || cp == 0x7f || strchr("/\\:*?\"<>|", (int)cp) != NULL;
    /* Controls, and what is not seen or turns the order of what is: a name could end otherwise than it looks. */
    return cp < 0xa0 || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
           (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb);
}

/* Letters up to the first dot, in capitals, compared with a device's name. */
static bool is_stem(struct jx_str name, const char *device)
{
    size_t i = 0;

    for (; device[i] != '\0' && i < name.len; i++) {
        const char c = name.ptr[i];

        if ((c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) != device[i])
            return false;
    }
    return device[i] == '\0' && i < name.len && name.ptr[i] == '.';
}

static bool is_device(struct jx_str name)
{
    static const char *const devices[] = {
        "CON",  "PRN",  "AUX",  "NUL",  "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
        "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"};

    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (is_stem(name, devices[i]))
            return true;
    return false;
}

bool jx__is_file_name(struct jx_str name, struct jx_str ending)
{
    if (!jx_path_is_inside(name) || name.len > MAX_NAME_BYTES || name.ptr[0] == '.' ||
        name.len == ending.len || !jx_str_ends(name, ending) || is_device(name))
        return false;
    for (size_t pos = 0; pos < name.len;)
        if (is_bad(jx_utf8_next(name, &pos)))
            return false;
    return true;
}
