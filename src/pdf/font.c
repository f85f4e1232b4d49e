/* font.c - one font of the file: HarfBuzz subset, Type 0 and CID font, descriptor, widths, CIDSet.
 *
 * Glyphs are renumbered by the subset, and the new numbers are the CIDs. TrueType becomes a CIDFontType2; CFF becomes a
 * CIDFontType0 with the bare CFF table (PDF/A-1 does not know /OpenType) whose charset is made to agree.
 */
#include "pdf/internal.h"

#include "base/hash.h"

#include <hb-subset.h>
#include <stdlib.h>

/* Longest inner array of /W, well under the 8191 elements of PDF 1.4. */
#define W_GROUP 1000

/* A subset font and where its pieces stand; owner of the HarfBuzz objects. */
struct subset {
    hb_face_t *source;
    hb_subset_plan_t *plan;
    hb_face_t *face;
    hb_blob_t *program;
    struct jx_str bytes; /* of the program: the whole file, or the CFF table */
    size_t n;            /* glyphs; their numbers are the CIDs */
};

static void subset_done(struct subset *subset)
{
    hb_blob_destroy(subset->program);
    hb_face_destroy(subset->face);
    hb_subset_plan_destroy(subset->plan);
    hb_face_destroy(subset->source);
}

/* A PDF reader needs outlines and metrics only; without GSUB there is no closure over glyphs never shown. */
static bool is_kept_table(hb_tag_t tag)
{
    static const hb_tag_t kept[] = {
        HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
        HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
        HB_TAG('C', 'F', 'F', ' '),
    };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (kept[i] == tag)
            return true;
    return false;
}

static void drop_tables(hb_face_t *face, hb_set_t *dropped)
{
    hb_tag_t tags[64];
    unsigned total = hb_face_get_table_tags(face, 0, NULL, NULL);
    for (unsigned from = 0; from < total;) {
        unsigned n = sizeof tags / sizeof *tags;
        hb_face_get_table_tags(face, from, &n, tags);
        if (n == 0)
            break;
        for (unsigned i = 0; i < n; i++)
            if (!is_kept_table(tags[i]))
                hb_set_add(dropped, tags[i]);
        from += n;
    }
}

static hb_subset_input_t *input_make(hb_face_t *face, const struct jx__codes *codes)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        jx_arena_exhausted();
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < codes->n; i++)
        hb_set_add(glyphs, codes->items[i].glyph);
    drop_tables(face, hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return input;
}

/* Subset the font; false when HarfBuzz cannot. */
static bool subset_make(const struct jx__font *font, struct subset *subset)
{
    struct jx_str file = jx_font_bytes(font->font);
    hb_blob_t *blob =
        hb_blob_create(file.ptr, (unsigned)file.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    subset->source = hb_face_create(blob, jx_font_face_index(font->font));
    hb_blob_destroy(blob);
    hb_subset_input_t *input = input_make(subset->source, &font->codes);
    subset->plan = hb_subset_plan_create_or_fail(subset->source, input);
    hb_subset_input_destroy(input);
    if (subset->plan)
        subset->face = hb_subset_plan_execute_or_fail(subset->plan);
    return subset->face != NULL;
}

/* The bytes to embed, and how many glyphs they have. */
static bool program_find(struct jx_arena *arena, struct subset *subset, bool is_cff)
{
    unsigned len = 0;
    subset->program = is_cff ? hb_face_reference_table(subset->face, HB_TAG('C', 'F', 'F', ' '))
                             : hb_face_reference_blob(subset->face);
    subset->bytes.ptr = hb_blob_get_data(subset->program, &len);
    subset->bytes.len = len;
    if (len == 0)
        return false;
    if (is_cff)
        return jx__cff_number(arena, &subset->bytes, &subset->n);
    subset->n = hb_face_get_glyph_count(subset->face);
    return subset->n > 0;
}

/* Fill in each code's CID. */
static bool cids_assign(const struct subset *subset, struct jx__codes *codes)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(subset->plan);
    for (size_t i = 0; i < codes->n; i++) {
        hb_codepoint_t new_glyph = hb_map_get(map, codes->items[i].glyph);
        /* A glyph that the font does not have is shown as .notdef. */
        if (new_glyph == HB_MAP_VALUE_INVALID)
            new_glyph = 0;
        if (new_glyph >= subset->n)
            return false;
        codes->items[i].cid = new_glyph;
    }
    return true;
}

int64_t jx__font_advance_micro(const struct jx_font *font, uint32_t glyph)
{
    int64_t em = jx_font_metrics(font)->units_per_em;
    int64_t advance = jx_font_advance_units(font, glyph);
    if (em <= 0 || advance <= 0)
        return 0;
    return (advance * 1000000 + em / 2) / em;
}

/* Font units as integer thousandths of an em, for the descriptor. */
static int64_t per_mille(const struct jx_font *font, int units)
{
    int64_t em = jx_font_metrics(font)->units_per_em;
    int64_t twice = (int64_t)units * 2000;
    return em <= 0 ? 0 : (twice + (units < 0 ? -em : em)) / (2 * em);
}

struct width {
    uint32_t cid;
    int64_t micro;
};

static int width_order(const void *a, const void *b)
{
    const struct width *x = a, *y = b;
    return (x->cid > y->cid) - (x->cid < y->cid);
}

/* The widths that differ from the default of one em, by CID, each once. Result: their number; shape of ret [n]. */
static size_t widths_collect(struct jx_arena *arena, const struct jx__font *font,
                             struct width **ret)
{
    const struct jx__codes *codes = &font->codes;
    struct width *all = JX_ARRAY(arena, struct width, codes->n);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < codes->n; i++) {
        int64_t micro = jx__font_advance_micro(font->font, codes->items[i].glyph);
        if (micro != 1000000)
            all[n++] = (struct width){codes->items[i].cid, micro};
    }
    if (n > 0)
        qsort(all, n, sizeof *all, width_order);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || all[i].cid != all[kept - 1].cid)
            all[kept++] = all[i];
    *ret = all;
    return kept;
}

static void put_widths(struct jx_arena *arena, struct jx_buf *buf, const struct jx__font *font)
{
    struct width *widths;
    size_t n = widths_collect(arena, font, &widths);
    if (n == 0)
        return;
    jx_buf_adds(buf, "/W[");
    for (size_t i = 0, from = 0; i < n; i++) {
        bool follows = i > 0 && widths[i].cid == widths[i - 1].cid + 1 && i - from < W_GROUP;
        if (!follows) {
            from = i;
            jx_buf_printf(buf, "%s%u[", i > 0 ? "]" : "", (unsigned)widths[i].cid);
        } else {
            jx_buf_addc(buf, ' ');
        }
        jx__put_milli(buf, widths[i].micro);
    }
    jx_buf_adds(buf, "]]\n");
}

/* ABCDEF+Name, the tag made from the embedded program. */
static struct jx_str subset_name(struct jx_arena *arena, const struct jx__font *font,
                                 struct jx_str program)
{
    uint8_t digest[32];
    struct jx_buf buf = {.arena = arena};
    jx_sha256(program, digest);
    for (int i = 0; i < 6; i++)
        jx_buf_addc(&buf, (char)('A' + digest[i] % 26));
    jx_buf_addc(&buf, '+');
    /* Room for "-Identity-H" within the 127 bytes of a name. */
    jx_buf_add(&buf, jx_str_sub(jx_font_ps_name(font->font), 0, 100));
    return jx_buf_str(&buf);
}

/* One bit for each CID of the embedded program. Source: ISO 19005-1 6.3.5, ISO 32000-1 table 124. */
static unsigned cidset_write(struct jx__pdf *pdf, const struct subset *subset)
{
    size_t len = (subset->n + 7) / 8;
    uint8_t *bits = jx_arena_alloc(pdf->arena, len);
    for (size_t i = 0; i < subset->n; i++)
        bits[i / 8] |= (uint8_t)(0x80 >> i % 8);
    return jx__stream_add(pdf->objects, JX_STR(""), (struct jx_str){(char *)bits, len},
                          JX__DEFLATE);
}

static unsigned program_write(struct jx__pdf *pdf, const struct subset *subset, bool is_cff)
{
    struct jx_str entries = is_cff ? JX_STR("/Subtype/CIDFontType0C\n")
                                   : jx_str_printf(pdf->arena, "/Length1 %zu\n", subset->bytes.len);
    return jx__stream_add(pdf->objects, entries, subset->bytes, JX__DEFLATE);
}

enum { FLAG_FIXED_PITCH = 1, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

static unsigned descriptor_write(struct jx__pdf *pdf, const struct jx__font *font,
                                 const struct subset *subset, struct jx_str name)
{
    const struct jx_font *f = font->font;
    const struct jx_font_metrics *m = jx_font_metrics(f);
    struct jx_buf buf = {.arena = pdf->arena};
    int flags = FLAG_SYMBOLIC | (m->fixed_pitch ? FLAG_FIXED_PITCH : 0) |
                (m->italic_angle_milli != 0 ? FLAG_ITALIC : 0);
    int cap_height = m->cap_height_units > 0 ? m->cap_height_units : m->ascent_units;
    /* No font states its stem width; the usual guess from the weight. */
    int stem = 50 + (m->weight / 65) * (m->weight / 65);
    jx_buf_adds(&buf, "/Type/FontDescriptor\n/FontName");
    jx__put_name(&buf, name);
    jx_buf_printf(&buf, "\n/Flags %d\n/FontBBox[%d %d %d %d]\n/ItalicAngle ", flags,
                  (int)per_mille(f, m->x_min_units), (int)per_mille(f, m->y_min_units),
                  (int)per_mille(f, m->x_max_units), (int)per_mille(f, m->y_max_units));
    jx__put_milli(&buf, m->italic_angle_milli);
    jx_buf_printf(&buf, "\n/Ascent %d\n/Descent %d\n/CapHeight %d\n/StemV %d\n",
                  (int)per_mille(f, m->ascent_units), (int)per_mille(f, m->descent_units),
                  (int)per_mille(f, cap_height), stem);
    bool is_cff = jx_font_is_cff(f);
    jx_buf_printf(&buf, "/%s %u 0 R\n/CIDSet %u 0 R\n", is_cff ? "FontFile3" : "FontFile2",
                  program_write(pdf, subset, is_cff), cidset_write(pdf, subset));
    return jx__object_add(pdf->objects, jx_buf_str(&buf));
}

#define SYSTEM_INFO "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\n"

static unsigned cid_font_write(struct jx__pdf *pdf, const struct jx__font *font,
                               const struct subset *subset, struct jx_str name)
{
    struct jx_buf buf = {.arena = pdf->arena};
    unsigned descriptor = descriptor_write(pdf, font, subset, name);
    jx_buf_printf(&buf, "/Type/Font\n/Subtype/%s\n/BaseFont",
                  jx_font_is_cff(font->font) ? "CIDFontType0" : "CIDFontType2");
    jx__put_name(&buf, name);
    jx_buf_printf(&buf, "\n" SYSTEM_INFO "/FontDescriptor %u 0 R\n", descriptor);
    if (!jx_font_is_cff(font->font))
        jx_buf_adds(&buf, "/CIDToGIDMap/Identity\n");
    put_widths(pdf->arena, &buf, font);
    return jx__object_add(pdf->objects, jx_buf_str(&buf));
}

/* /Encoding's value: Identity-H, or the object of our own CMap when codes differ from CIDs. */
static struct jx_str encoding_write(struct jx__pdf *pdf, const struct jx__font *font, bool own_cmap,
                                    struct jx_str cmap_name)
{
    if (!own_cmap)
        return JX_STR("/Identity-H");
    struct jx_str entries = jx_str_printf(
        pdf->arena, "/Type/CMap\n/CMapName/%.*s\n/WMode 0\n" SYSTEM_INFO, JX_FMT(cmap_name));
    struct jx_str cmap = jx__cmap_encoding(pdf->arena, &font->codes, cmap_name);
    unsigned id = jx__stream_add(pdf->objects, entries, cmap, JX__DEFLATE);
    return jx_str_printf(pdf->arena, " %u 0 R", id);
}

static void type0_write(struct jx__pdf *pdf, struct jx__font *font, const struct subset *subset,
                        bool own_cmap)
{
    struct jx_arena *arena = pdf->arena;
    struct jx_buf buf = {.arena = arena};
    struct jx_str name = subset_name(arena, font, subset->bytes);
    struct jx_str cmap_name = own_cmap ? JX_STR("Jixiao-H") : JX_STR("Identity-H");
    struct jx_str encoding = encoding_write(pdf, font, own_cmap, cmap_name);
    unsigned cid_font = cid_font_write(pdf, font, subset, name);
    unsigned unicode = jx__stream_add(pdf->objects, JX_STR(""),
                                      jx__cmap_unicode(arena, &font->codes), JX__DEFLATE);
    if (jx_font_is_cff(font->font))
        name = jx_str_printf(arena, "%.*s-%.*s", JX_FMT(name), JX_FMT(cmap_name));
    jx_buf_adds(&buf, "/Type/Font\n/Subtype/Type0\n/BaseFont");
    jx__put_name(&buf, name);
    jx_buf_printf(&buf, "\n/Encoding%.*s\n/DescendantFonts[%u 0 R]\n/ToUnicode %u 0 R\n",
                  JX_FMT(encoding), cid_font, unicode);
    jx__object_fill(pdf->objects, font->object, jx_buf_str(&buf));
}

enum jx_status jx__font_write(struct jx__pdf *pdf, struct jx__font *font)
{
    struct subset subset = {0};
    struct jx_str file = jx_font_file_name(font->font);
    enum jx_status status = JX_E_INPUT;
    bool fits = true;
    if (!jx_font_may_embed(font->font)) {
        JX_SAY(pdf->diags, FONT_NOT_EMBEDDABLE, JX_NO_SPAN, file);
        return JX_E_INPUT;
    }
    if (!subset_make(font, &subset) ||
        !program_find(pdf->arena, &subset, jx_font_is_cff(font->font)) ||
        !cids_assign(&subset, &font->codes)) {
        JX_SAY(pdf->diags, FONT_NO_SUBSET, JX_NO_SPAN, file);
        goto out;
    }
    bool own_cmap = jx__codes_number(pdf->arena, &font->codes, &fits);
    if (!fits) {
        JX_SAY(pdf->diags, FONT_TOO_MANY_CODES, JX_NO_SPAN, file);
        goto out;
    }
    type0_write(pdf, font, &subset, own_cmap);
    status = JX_OK;
out:
    subset_done(&subset);
    return status;
}
