/* internal.h - what the files of the pdf room share: the file being written, its objects, fonts and images.
 *
 * Layer:   pdf. Not for other rooms.
 * Memory:  everything lives in the arena given to jx_pdf_write(); libharu's objects belong to jx__objects.
 * Units:   1/1000 pt where a name ends in mpt; PDF wants points, so three decimals are written.
 */
#ifndef JX_PDF_INTERNAL_H
#define JX_PDF_INTERNAL_H

#include "pdf/pdf.h"

/* ---- object.c: objects, streams and the finished file, on libharu's object layer ---- */

struct jx__objects;

/* Start a file without objects, or, with first > 0, objects numbered from there for jx__objects_loose(). Never NULL; freed by
 * jx__objects_free(). */
struct jx__objects *jx__objects_new(struct jx_arena *arena, unsigned first);
void jx__objects_free(struct jx__objects *objects); /* accepts NULL */

/* Reserve an indirect dictionary; returns its object number, so that others can refer to it before its content is
 * known. Each reserved dictionary must be filled once. */
unsigned jx__object_new(struct jx__objects *objects);

/* Fill a reserved dictionary. body: the entries between << and >>; must live until the file is written. */
void jx__object_fill(struct jx__objects *objects, unsigned id, struct jx_str body);

/* New indirect dictionary with its content. */
unsigned jx__object_add(struct jx__objects *objects, struct jx_str body);

enum jx__filter {
    JX__PLAIN,   /* as it is; entries may name a filter already applied (DCTDecode) */
    JX__DEFLATE, /* compressed here (zlib format) */
};

/* New indirect stream. entries: further dictionary entries, without Length and the Filter made here. */
unsigned jx__stream_add(struct jx__objects *objects, struct jx_str entries, struct jx_str data,
                        enum jx__filter filter);

/* Write header, objects, xref and trailer. The trailer's ID is made from the SHA-256 of all that stands before it.
 * Errors: JX_E_LIBRARY when libharu reported any error since jx__objects_new(). */
JX_NODISCARD enum jx_status jx__objects_write(struct jx__objects *objects, unsigned catalog,
                                              unsigned info, struct jx_str *ret_bytes);

/* The objects alone, with their offsets in *ret_form (whose number is left as it is). Errors: as above. */
JX_NODISCARD enum jx_status jx__objects_loose(struct jx__objects *objects,
                                              struct jx_pdf_form *ret_form);

/* ---- write.c: PDF notation ---- */

/* milli/1000 with at most three decimals: "595.276", "-0.5", "12". */
void jx__put_milli(struct jx_buf *buf, int64_t milli);

/* "0.5 0.2 1" for DeviceRGB, from 0xRRGGBB. Rounding: half up to 1/1000. */
void jx__put_rgb(struct jx_buf *buf, uint32_t rgb);

/* "/Name" with everything but ASCII letters, digits and a few marks as #xx; at most 127 bytes of it (PDF 1.4, C.1). */
void jx__put_name(struct jx_buf *buf, struct jx_str name);

/* A text string: <FEFF…> in UTF-16BE, without control characters; cut at 32,000 units (PDF 1.4, C.1: 65,535 bytes). */
void jx__put_text(struct jx_buf *buf, struct jx_str text);

/* "(…)" of bytes, escaped. */
void jx__put_bytes(struct jx_buf *buf, struct jx_str bytes);

/* Four hexadecimal digits, upper case. */
void jx__put_hex4(struct jx_buf *buf, unsigned value);

/* UTF-16BE of a code point in hexadecimal digits: 4 or 8 of them. */
void jx__put_utf16(struct jx_buf *buf, uint32_t cp);

/* Text without control characters and others that XML 1.0 forbids, at most 4000 characters of it. */
struct jx_str jx__clean_text(struct jx_arena *arena, struct jx_str text);

/* ---- code.c: which two-byte code stands for which glyph and text ---- */

/* One code: a glyph together with the text it was set for. Two texts of one glyph give two codes. */
struct jx__code {
    uint32_t glyph;     /* of the font file */
    uint32_t cid;       /* known once the font is subset */
    uint32_t code;      /* likewise; equals cid unless the glyph stands for several texts */
    size_t next;        /* 1 + index of the next code of the same glyph, 0 for none */
    struct jx_str text; /* may be empty: part of a cluster whose text another glyph gives */
};

/* The codes of one font. */
struct jx__codes {
    struct jx__code *items; /* shape [n], in order of first use */
    size_t n;
    size_t cap;
    size_t *first; /* shape [n_glyphs]: 1 + index of a glyph's first code, 0 for none */
    size_t n_glyphs;
};

/* Index of the code of (glyph, text); a new one when there is none. */
size_t jx__codes_add(struct jx_arena *arena, struct jx__codes *codes, uint32_t glyph,
                     struct jx_str text);

/* Index of a code that was added before. */
size_t jx__codes_find(const struct jx__codes *codes, uint32_t glyph, struct jx_str text);

/* Walk over the glyphs of a run with the share of text that each stands for: the characters of a cluster are dealt out
 * to its glyphs, one each, the last glyph taking what is left. Start with {.run = run}. */
struct jx__glyph_walk {
    const struct jx_glyph_run *run;
    size_t next;           /* index of the next glyph */
    size_t cluster_end;    /* index past the current cluster */
    struct jx_str pending; /* text of the cluster not yet dealt out */
};

/* Next glyph and its text; false at the end. */
bool jx__glyph_walk_next(struct jx__glyph_walk *walk, const struct jx_glyph **ret_glyph,
                         struct jx_str *ret_text);

/* Give every code its two bytes: the CID, or, for the second and later texts of a glyph, a value that no CID of the
 * font has. Returns whether there are any such. Codes beyond 65,535 cannot be: false in *ret_fits. */
bool jx__codes_number(struct jx_arena *arena, struct jx__codes *codes, bool *ret_fits);

/* ---- cff.c: the little of CFF that is needed ---- */

/* Make the CIDs of a CFF font program its glyph numbers, which is what they are already in a font that is not CID-keyed
 * (9.7.4.2 of ISO 32000-1). *cff becomes a copy when something had to be changed; *ret_n is the number of glyphs. False when
 * the table is broken. */
bool jx__cff_number(struct jx_arena *arena, struct jx_str *cff, size_t *ret_n);

/* ---- font.c, cmap.c: fonts ---- */

/* A font used by the pages. */
struct jx__font {
    const struct jx_font *font;
    unsigned object; /* of the Type 0 font; its resource name is F<index + 1> */
    struct jx__codes codes;
};

/* Advance of a glyph as written into /W, in millionths of an em. */
int64_t jx__font_advance_micro(const struct jx_font *font, uint32_t glyph);

struct jx__pdf;

/* Write a font: subset, descriptor, widths, CMaps. Errors: JX_E_INPUT after a message. */
JX_NODISCARD enum jx_status jx__font_write(struct jx__pdf *pdf, struct jx__font *font);

/* ToUnicode CMap of a font's codes. Source: ISO 32000-1 9.10.3. */
struct jx_str jx__cmap_unicode(struct jx_arena *arena, const struct jx__codes *codes);

/* CMap from codes to CIDs, for fonts where they differ. Source: ISO 32000-1 9.7.5.3. */
struct jx_str jx__cmap_encoding(struct jx_arena *arena, const struct jx__codes *codes,
                                struct jx_str name);

/* ---- image.c, png.c: images ---- */

/* An image used by the pages; the same bytes are written once. */
struct jx__image {
    struct jx_str bytes;
    uint8_t digest[32];
    unsigned object;      /* resource name I<index + 1>; 0: unreadable, a message was given */
    unsigned orientation; /* of EXIF, 1 to 8: how it is turned where it is drawn */
};

/* A decoded image: rows of 8-bit samples from the top, no padding. */
struct jx__pixels {
    uint32_t width, height;
    unsigned channels; /* 1 grey, 3 RGB */
    uint8_t *samples;  /* shape [height * width * channels] */
    uint8_t
        *alpha; /* shape [height * width], 255 opaque; NULL when the colours are laid on white */
};

/* Decode a PNG (all colour types, 1 to 16 bits, interlaced or not), transparency laid on white, or with_alpha apart from the
 * colours. False when it is broken or larger than JX_PICTURE_MAX_PNG_PIXELS. Source: PNG (ISO/IEC 15948). */
bool jx__png_decode(struct jx_arena *arena, struct jx_str bytes, bool with_alpha,
                    struct jx__pixels *ret_pixels);

/* Which pixels of a picture with alpha are not drawn, as rows of bits from the top (1: not drawn, ISO 32000-1 8.9.6.3). */
struct jx_str jx__stencil_make(struct jx_arena *arena, const struct jx__pixels *pixels);

/* Index of the image in pdf->images, written on first sight; SIZE_MAX after a message when it cannot be read. */
size_t jx__image_use(struct jx__pdf *pdf, struct jx_str bytes, struct jx_span span);

/* ---- name.c: names that must differ ---- */

/* A name given out, and the number to try when it is wanted again. */
struct jx__name {
    struct jx_str name; /* absent: a free place of the table */
    unsigned next;
};

/* The names given out so far; the zero-initialised value has none. */
struct jx__names {
    struct jx__name *table; /* shape [cap], open addressing; cap is 0 or a power of two */
    size_t n;
    size_t cap;
};

/* The name as wanted, or with the lowest number that makes it new: 签名, 签名(2), 签名(3). */
struct jx_str jx__names_take(struct jx_arena *arena, struct jx__names *names, struct jx_str wanted);

/* ---- the file ---- */

/* A named place on a page, in PDF's coordinates. */
struct jx__anchor {
    struct jx_str name;
    size_t page;
    int32_t x_mpt, y_mpt;
};

/* Everything about the file being written. */
struct jx__pdf {
    struct jx_arena *arena;
    const struct jx_pages *pages;
    struct jx_diags *diags;
    struct jx__objects *objects;
    unsigned resources; /* shared by all pages */
    unsigned page_tree;
    unsigned *page_ids;     /* shape [pages->n] */
    struct jx__font *fonts; /* shape [n_fonts], in order of first use */
    size_t n_fonts;
    size_t
        *font_index; /* shape [n_book_fonts]: 1 + index into fonts by jx_font_id(), 0 for unused */
    size_t n_book_fonts;
    struct jx__images JX_VEC(struct jx__image) images;
    struct jx__anchors JX_VEC(struct jx__anchor) anchors; /* sorted by name */
    struct jx__fields JX_VEC(unsigned) fields;            /* objects of the signature fields */
    struct jx__names field_names;
    bool see_through; /* PNG images have a stencil mask */
};

/* The font of a run, among those collected from the pages. */
struct jx__font *jx__font_of(struct jx__pdf *pdf, const struct jx_font *font);

/* ---- content.c, text.c: what is drawn ---- */

/* A point or area of an item in the sheet's PDF coordinates (origin bottom left). */
struct jx__box {
    int32_t x0_mpt, y0_mpt, x1_mpt, y1_mpt;
};
struct jx__box jx__item_box(const struct jx_page *page, const struct jx_item *item);

/* The content stream of a page. Images are written as they are met. */
struct jx_str jx__content_make(struct jx__pdf *pdf, const struct jx_page *page);

/* What drawing has set on a page, so that it is written only when it changes. The zero-initialised value is the state at
 * the start of a page: black, no font. */
struct jx__pen {
    struct jx_buf *buf;
    bool in_text; /* between BT and ET */
    uint32_t fill_rgb;
    uint32_t stroke_rgb;
    size_t font; /* 1 + index of the font, 0 for none yet */
    int32_t size_mpt;
    int32_t hscale_10ppm; /* what Tz can express */
    int32_t stroke_mpt;   /* of text; 0: filled only */
    int32_t rise_mpt;
};

/* Set the fill colour. */
void jx__pen_fill(struct jx__pen *pen, uint32_t rgb);

/* Leave the text object, if in one. */
void jx__pen_leave_text(struct jx__pen *pen);

/* Draw a run whose baseline starts at (x, y) in PDF's coordinates. Every glyph starts within half a thousandth of an em of
 * its x: what a TJ number cannot express is carried to the next glyph, so nothing drifts. */
void jx__text_put(struct jx__pdf *pdf, struct jx__pen *pen, const struct jx_glyph_run *run,
                  struct jx_point at, uint32_t rgb);

/* ---- mark.c: anchors, links, signature fields ---- */

void jx__anchors_collect(struct jx__pdf *pdf);

/* The place of that name, or NULL. */
const struct jx__anchor *jx__anchor_find(const struct jx__pdf *pdf, struct jx_str name);

/* "[5 0 R /XYZ 72 700 null]". */
void jx__put_destination(const struct jx__pdf *pdf, struct jx_buf *buf,
                         const struct jx__anchor *anchor);

/* Elements of an array, entries of a dictionary (PDF 1.4, C.1). Page tree, labels and text stay below by grouping; for the rest
 * more is an error (E708). */
#define JX__MAX_ARRAY 8191
#define JX__MAX_DICT 4095

/* Write the annotations of a page; returns "12 0 R 13 0 R …", empty when there are none. */
struct jx_str jx__annotations_write(struct jx__pdf *pdf, size_t page);

/* ---- structure.c: page tree, outlines, page labels ---- */

void jx__page_tree_write(struct jx__pdf *pdf);

/* Object of the outline root; 0 without outlines. */
unsigned jx__outlines_write(struct jx__pdf *pdf);

/* The number tree for /PageLabels, as a dictionary's text; empty without pages. */
struct jx_str jx__page_labels(struct jx__pdf *pdf);

/* ---- meta.c, icc.c: what PDF/A asks for ---- */

unsigned jx__info_write(struct jx__pdf *pdf);
unsigned jx__xmp_write(struct jx__pdf *pdf);
unsigned jx__output_intent_write(struct jx__pdf *pdf);

/* A minimal sRGB profile (ICC 2.1 display class), made here. Source: IEC 61966-2-1, ICC.1:1998-09. */
struct jx_str jx__icc_srgb(struct jx_arena *arena);

#endif
