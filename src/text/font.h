/* font.h - the font book: fonts as named files, roles as fallback chains, metrics.
 *
 * Layer:   text. HarfBuzz objects stay behind this header.
 * Memory:  a book owns its faces (jx_font_book_free) and outlives reports. It fills its caches while it is used: one book
 *          per thread.
 * Units:   1/1000 pt (mpt) where a size is given, font units (per em) where the name says units.
 */
#ifndef JX_TEXT_FONT_H
#define JX_TEXT_FONT_H

#include "base/diag.h"

struct jx_font;      /* one face of one file */
struct jx_font_book; /* all fonts of a run */

#define JX_NO_ROLE 0xffffu
#define JX_MAX_ROLES 32
#define JX_MAX_CHAIN 16

/* Open the fonts of a folder's roles.yaml ({角色: {仿宋: [A.otf, "B.ttc#1"]}, 校验: {A.otf: sha256}}).
 *
 * Files are mapped here; their pages are read when characters need them. "FILE#k" is face k of a collection.
 * Errors: JX_E_INPUT after messages: roles.yaml broken, a role without fonts, file missing or no font. */
JX_NODISCARD enum jx_status jx_font_book_new(struct jx_arena *arena, struct jx_str folder,
                                             struct jx_diags *diags,
                                             struct jx_font_book **ret_book);
void jx_font_book_free(struct jx_font_book *book); /* accepts NULL */

/* Put a font file in front of a role's chain (from a style or the command line). path: absolute, or relative to the
 * working folder, "#k" for face k. span: where it was written, for messages.
 * Errors: JX_E_INPUT after a message (no such file, no font, unknown role with 是否想写). */
JX_NODISCARD enum jx_status jx_font_book_override(struct jx_font_book *book, struct jx_str role,
                                                  struct jx_str path, struct jx_span span,
                                                  struct jx_diags *diags);

/* Do the files still have the hashes of roles.yaml's 校验? A message (W506) for each that has not; files without a
 * registered hash pass. Reads every byte of every font: for `fonts` and `issue`, not for each build. */
bool jx_font_book_verify(const struct jx_font_book *book, struct jx_diags *diags);

/* Index of a role by name, or JX_NO_ROLE. */
unsigned jx_font_book_role(const struct jx_font_book *book, struct jx_str name);
struct jx_str jx_font_book_role_name(const struct jx_font_book *book, unsigned role);
size_t jx_font_book_n_roles(const struct jx_font_book *book);
/* The k-th font of a role's chain, or NULL at its end. It need not have been used yet (then its id is SIZE_MAX). */
const struct jx_font *jx_font_book_chain(const struct jx_font_book *book, unsigned role, size_t k);

/* The fonts opened so far, in order of first use; ids are indexes. */
size_t jx_font_book_n_fonts(const struct jx_font_book *book);
struct jx_font *jx_font_book_at(const struct jx_font_book *book, size_t id);

/* The first font of the role's chain that has the character; the chain's first font, and *ret_missing true, when
 * none has it (then other roles' fonts are tried before giving up). */
struct jx_font *jx_font_for_char(struct jx_font_book *book, unsigned role, uint32_t cp,
                                 bool *ret_missing);

/* Facts about a font. Strings live as long as the book. */
size_t jx_font_id(const struct jx_font *font);
struct jx_str jx_font_ps_name(const struct jx_font *font);   /* PostScript name */
struct jx_str jx_font_file_name(const struct jx_font *font); /* FandolFang-Regular.otf */
struct jx_str jx_font_bytes(const struct jx_font *font);     /* the whole file, mapped */
unsigned jx_font_face_index(const struct jx_font *font);
bool jx_font_is_cff(const struct jx_font *font);
/* May the licence bits (OS/2 fsType) be embedded? */
bool jx_font_may_embed(const struct jx_font *font);

struct jx_font_metrics {
    int units_per_em;
    int ascent_units;  /* typographic, positive up */
    int descent_units; /* negative */
    int cap_height_units;
    int x_min_units, y_min_units, x_max_units, y_max_units;
    int italic_angle_milli; /* 1/1000 degree */
    int weight;             /* OS/2 usWeightClass */
    bool fixed_pitch;
};
const struct jx_font_metrics *jx_font_metrics(const struct jx_font *font);

/* Advance of a glyph in font units. */
int jx_font_advance_units(const struct jx_font *font, uint32_t glyph);

/* Add the libraries that decide what this room makes, "NAME VERSION" each, as they are loaded now. */
void jx_text_libraries(struct jx_arena *arena, struct jx_strs *libraries);

#endif
