/* pack.c - the finished package once more: what the library of this version cannot say about Chinese fonts.
 *
 * Layer:   xlsx.
 * Memory:  bytes in the arena; libzip's objects are freed before returning.
 *
 * Chinese spreadsheet programs state the character set of a font (134: GB 2312), and charts name a font for East Asian
 * text apart from the one for Latin text; without either a program on a system of another language may take a font of its own.
 * The library knows neither, so the few small parts that name fonts are rewritten. The others are copied as they are.
 * Source:  ECMA-376 Part 1, 18.4.1 (charset), 21.1.2.3.3 (ea).
 */
#include "xlsx/internal.h"

#include "xlsx/words.h"

#include <zip.h>

/* No part that names fonts is larger. */
#define MAX_PART_BYTES ((zip_uint64_t)64 << 20)

/* 1980-01-01, the first day that archives know; the library writes it too. */
#define FIRST_DOS_DATE 33

struct pack {
    struct jx_arena *arena;
    zip_t *zip;
    bool rich; /* shared strings have runs with fonts of their own */
};

/* ---- the texts ---- */

/* In styles, comments and runs of rich text the family closes what is said of a font. */
static struct jx_str with_charset(struct jx_arena *arena, struct jx_str xml)
{
    return jx_str_replace(arena, xml, JX_STR("<family val=\"3\"/>"),
                          JX_STR("<family val=\"3\"/><charset val=\"134\"/>"));
}

/* In charts each Latin font stands for the East Asian one too. */
static struct jx_str with_east_asian(struct jx_arena *arena, struct jx_str xml)
{
    static const char *const fonts[] = {JX_W_SONG, JX_W_HEI};
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        struct jx_str latin = jx_str_printf(arena, "<a:latin typeface=\"%s\"/>", fonts[i]);
        struct jx_str both =
            jx_str_printf(arena, "%.*s<a:ea typeface=\"%s\"/>", JX_FMT(latin), fonts[i]);
        xml = jx_str_replace(arena, xml, latin, both);
    }
    return xml;
}

/* The part with its fonts said in full. */
static struct jx_str mended(const struct pack *pack, struct jx_str name, struct jx_str xml)
{
    if (jx_str_starts(name, JX_STR("xl/charts/chart")))
        return with_east_asian(pack->arena, xml);
    return with_charset(pack->arena, xml);
}

/* Shared strings, which can be large, name fonts only where there is rich text. */
static bool names_fonts(const struct pack *pack, struct jx_str name)
{
    return jx_str_starts(name, JX_STR("xl/charts/chart")) || jx_str_is(name, "xl/styles.xml") ||
           jx_str_starts(name, JX_STR("xl/comments")) ||
           (pack->rich && jx_str_is(name, "xl/sharedStrings.xml"));
}

/* ---- the archive ---- */

static bool read_part(const struct pack *pack, zip_uint64_t at, zip_uint64_t size,
                      struct jx_str *ret_xml)
{
    zip_file_t *file = zip_fopen_index(pack->zip, at, 0);
    if (file == NULL)
        return false;
    char *bytes = JX_ARRAY(pack->arena, char, (size_t)size + 1);
    bool whole = zip_fread(file, bytes, size) == (zip_int64_t)size;
    *ret_xml = (struct jx_str){bytes, (size_t)size};
    return zip_fclose(file) == 0 && whole;
}

static bool replace_part(const struct pack *pack, zip_uint64_t at, struct jx_str xml)
{
    zip_source_t *source = zip_source_buffer(pack->zip, xml.ptr, xml.len, 0);
    if (source == NULL)
        return false;
    if (zip_file_replace(pack->zip, at, source, 0) != 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(pack->zip, at, 0, FIRST_DOS_DATE, 0) == 0;
}

static bool mend_part(const struct pack *pack, zip_uint64_t at)
{
    zip_stat_t stat;
    struct jx_str xml;
    if (zip_stat_index(pack->zip, at, 0, &stat) != 0)
        return false;
    struct jx_str name = jx_str_of(stat.name);
    if (!names_fonts(pack, name))
        return true;
    return stat.size <= MAX_PART_BYTES && read_part(pack, at, stat.size, &xml) &&
           replace_part(pack, at, mended(pack, name, xml));
}

bool jx__xlsx_mend_fonts(struct jx_arena *arena, struct jx_str path, bool rich)
{
    struct pack pack = {.arena = arena, .zip = zip_open(path.ptr, 0, NULL), .rich = rich};
    bool good = pack.zip != NULL;
    zip_int64_t n = good ? zip_get_num_entries(pack.zip, 0) : 0;
    for (zip_int64_t i = 0; i < n && good; i++)
        good = mend_part(&pack, (zip_uint64_t)i);
    if (good && zip_close(pack.zip) == 0)
        return true;
    if (pack.zip != NULL)
        zip_discard(pack.zip);
    return false;
}
