/* face.c - one face of one font file: opened, measured, its glyphs cached per character.
 *
 * Layer:   text.
 * Memory:  the face lives in the book's arena; HarfBuzz objects are dropped by jx__face_close.
 *
 * Numbers are read from the tables head, hhea, OS/2 and post (OpenType 1.9); a table cut short counts as absent.
 */
#include "text/internal.h"

#include "base/file.h"

#include <hb-ot.h>
#include <string.h>

/* Big-endian fields of a table; outside of it everything is 0. */
struct table {
    hb_blob_t *blob;
    const uint8_t *bytes;
    unsigned len;
};

static struct table table_open(hb_face_t *face, hb_tag_t tag)
{
    struct table table = {.blob = hb_face_reference_table(face, tag)};
    table.bytes = (const uint8_t *)hb_blob_get_data(table.blob, &table.len);
    return table;
}

static unsigned u16_at(const struct table *table, unsigned at)
{
    if (at + 2 > table->len)
        return 0;
    return (unsigned)table->bytes[at] << 8 | table->bytes[at + 1];
}

static int s16_at(const struct table *table, unsigned at)
{
    unsigned value = u16_at(table, at);
    return value < 0x8000 ? (int)value : (int)value - 0x10000;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    struct table table = table_open(face, tag);
    bool there = table.len > 0;
    hb_blob_destroy(table.blob);
    return there;
}

static void read_head(struct jx_font *font)
{
    struct table head = table_open(font->face, HB_TAG('h', 'e', 'a', 'd'));
    font->metrics.x_min_units = s16_at(&head, 36);
    font->metrics.y_min_units = s16_at(&head, 38);
    font->metrics.x_max_units = s16_at(&head, 40);
    font->metrics.y_max_units = s16_at(&head, 42);
    hb_blob_destroy(head.blob);
}

static void read_post(struct jx_font *font)
{
    struct table post = table_open(font->face, HB_TAG('p', 'o', 's', 't'));
    int whole = s16_at(&post, 4);
    unsigned fraction = u16_at(&post, 6);
    font->metrics.italic_angle_milli = whole * 1000 + (int)(fraction * 1000 / 65536);
    font->metrics.fixed_pitch = u16_at(&post, 12) != 0 || u16_at(&post, 14) != 0;
    hb_blob_destroy(post.blob);
}

/* Restricted (and nothing freer), bitmaps only, or no subsetting: not ours to embed. */
static bool fs_type_allows(unsigned fs_type)
{
    bool restricted = (fs_type & 0x000fu) == 0x0002u;
    return !restricted && !(fs_type & 0x0300u);
}

static void read_os2(struct jx_font *font)
{
    struct jx_font_metrics *metrics = &font->metrics;
    struct table os2 = table_open(font->face, HB_TAG('O', 'S', '/', '2'));
    struct table hhea = table_open(font->face, HB_TAG('h', 'h', 'e', 'a'));
    metrics->weight = os2.len >= 6 ? (int)u16_at(&os2, 4) : 400;
    font->may_embed = fs_type_allows(u16_at(&os2, 8));
    metrics->ascent_units = os2.len >= 72 ? s16_at(&os2, 68) : s16_at(&hhea, 4);
    metrics->descent_units = os2.len >= 72 ? s16_at(&os2, 70) : s16_at(&hhea, 6);
    metrics->cap_height_units = u16_at(&os2, 0) >= 2 ? s16_at(&os2, 88) : 0;
    if (metrics->cap_height_units <= 0)
        metrics->cap_height_units = metrics->units_per_em * 7 / 10;
    hb_blob_destroy(os2.blob);
    hb_blob_destroy(hhea.blob);
}

/* File name without its extension, for fonts without a PostScript name. */
static struct jx_str bare_name(struct jx_arena *arena, struct jx_str file_name)
{
    size_t len = file_name.len;
    while (len > 0 && file_name.ptr[len - 1] != '.')
        len--;
    return jx_str_copy(arena, jx_str_sub(file_name, 0, len > 1 ? len - 1 : file_name.len));
}

static struct jx_str read_ps_name(const struct jx_font *font)
{
    char name[128];
    unsigned len = sizeof name;
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len, name);
    if (len == 0)
        return bare_name(font->arena, font->file_name);
    return jx_str_copy(font->arena, (struct jx_str){name, len});
}

struct jx_str jx__face_split(struct jx_str name, unsigned *ret_index)
{
    size_t digits = 0;
    while (digits < name.len && digits < 4 && name.ptr[name.len - 1 - digits] >= '0' &&
           name.ptr[name.len - 1 - digits] <= '9')
        digits++;
    *ret_index = 0;
    if (digits == 0 || digits >= name.len || name.ptr[name.len - 1 - digits] != '#')
        return name;
    for (size_t i = name.len - digits; i < name.len; i++)
        *ret_index = *ret_index * 10 + (unsigned)(name.ptr[i] - '0');
    return jx_str_sub(name, 0, name.len - digits - 1);
}

static bool is_sfnt(struct jx_str bytes)
{
    static const char *const tags[] = {"\0\1\0\0", "OTTO", "true", "ttcf"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (bytes.len >= 12 && memcmp(bytes.ptr, tags[i], 4) == 0)
            return true;
    return false;
}

static bool open_hb(struct jx_font *font)
{
    if (!is_sfnt(font->bytes) || font->bytes.len > UINT32_MAX)
        return false;
    hb_blob_t *blob = hb_blob_create(font->bytes.ptr, (unsigned)font->bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    bool there = font->face_index < hb_face_count(blob);
    font->face = hb_face_create(blob, font->face_index);
    font->hb = hb_font_create(font->face);
    hb_blob_destroy(blob);
    font->is_cff = has_table(font->face, HB_TAG('C', 'F', 'F', ' '));
    bool outlines = font->is_cff || has_table(font->face, HB_TAG('g', 'l', 'y', 'f'));
    return there && outlines && has_table(font->face, HB_TAG('c', 'm', 'a', 'p')) &&
           hb_face_get_glyph_count(font->face) > 0;
}

struct jx_font *jx__face_open(struct jx_arena *arena, struct jx_str path, unsigned face_index,
                              bool *ret_exists)
{
    struct jx_font *font = JX_NEW(arena, struct jx_font);
    font->arena = arena;
    font->id = SIZE_MAX;
    font->path = path;
    font->face_index = face_index;
    font->file_name = jx_path_base(font->path);
    *ret_exists = jx_file_map(font->path, &font->bytes) == JX_OK;
    if (!*ret_exists)
        return NULL;
    if (!open_hb(font)) {
        jx__face_close(font);
        return NULL;
    }
    /* No PDF code reaches further. */
    unsigned n_glyphs = hb_face_get_glyph_count(font->face);
    font->n_glyphs = n_glyphs < 65536 ? n_glyphs : 65536;
    font->metrics.units_per_em = (int)hb_face_get_upem(font->face);
    read_head(font);
    read_os2(font);
    read_post(font);
    font->ps_name = read_ps_name(font);
    return font;
}

void jx__face_close(struct jx_font *font)
{
    hb_font_destroy(font->hb);
    hb_face_destroy(font->face);
    jx_file_unmap(font->bytes);
    font->hb = NULL;
    font->face = NULL;
    font->bytes = JX_NO_STR;
}

static struct jx__glyph_info *cache_at(struct jx_font *font, uint32_t cp)
{
    struct jx__glyph_info **page = &font->pages[(cp >> 8) % JX__PAGES];
    if (!*page)
        *page = JX_ARRAY(font->arena, struct jx__glyph_info, 256);
    return &(*page)[cp & 0xff];
}

uint32_t jx__face_checked(const struct jx_font *font, uint32_t glyph)
{
    return glyph < font->n_glyphs ? glyph : 0;
}

const struct jx__glyph_info *jx__face_glyph(struct jx_font *font, uint32_t cp)
{
    struct jx__glyph_info *info = cache_at(font, cp);
    if (info->known)
        return info;
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(font->hb, cp, &glyph))
        glyph = 0;
    info->glyph = jx__face_checked(font, glyph);
    info->advance_units = hb_font_get_glyph_h_advance(font->hb, info->glyph);
    info->known = true;
    return info;
}

const struct jx__glyph_info *jx__face_ink(struct jx_font *font, uint32_t cp)
{
    jx__face_glyph(font, cp);
    struct jx__glyph_info *info = cache_at(font, cp);
    hb_glyph_extents_t extents = {0};
    if (info->inked)
        return info;
    if (hb_font_get_glyph_extents(font->hb, info->glyph, &extents)) {
        info->left_units = extents.x_bearing;
        info->right_units = info->advance_units - extents.x_bearing - extents.width;
    }
    info->inked = true;
    return info;
}

bool jx__face_is_wide(struct jx_font *font, uint32_t cp)
{
    /* 0.9 em: some fonts make ℃ or ‰ a little narrower than a cell. */
    return jx__face_glyph(font, cp)->advance_units * 10 >= font->metrics.units_per_em * 9;
}

bool jx__face_joins(struct jx_font *font, uint32_t before, uint32_t cp)
{
    hb_codepoint_t whole = 0;
    if (jx__is_unseen(cp) || jx__face_glyph(font, cp)->glyph != 0)
        return true;
    return hb_unicode_compose(hb_unicode_funcs_get_default(), before, cp, &whole) &&
           jx__face_glyph(font, whole)->glyph != 0;
}

struct jx_str jx_font_ps_name(const struct jx_font *font)
{
    return font->ps_name;
}

struct jx_str jx_font_file_name(const struct jx_font *font)
{
    return font->file_name;
}

struct jx_str jx_font_bytes(const struct jx_font *font)
{
    return font->bytes;
}

size_t jx_font_id(const struct jx_font *font)
{
    return font->id;
}

unsigned jx_font_face_index(const struct jx_font *font)
{
    return font->face_index;
}

bool jx_font_is_cff(const struct jx_font *font)
{
    return font->is_cff;
}

bool jx_font_may_embed(const struct jx_font *font)
{
    return font->may_embed;
}

const struct jx_font_metrics *jx_font_metrics(const struct jx_font *font)
{
    return &font->metrics;
}

int jx_font_advance_units(const struct jx_font *font, uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(font->hb, glyph);
}
