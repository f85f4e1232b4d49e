/* internal.h - what the files of text/ share: faces with their caches, and a paragraph on its way into lines.
 *
 * Layer:   text. The only header that sees HarfBuzz and ICU types.
 * Memory:  book and faces live in the book's arena; a jx__text lives in the book's scratch arena for one call.
 *
 * A paragraph passes through: itemize.c (characters, classes, fonts) -> break.c, keep.c (where a line may end)
 * -> shape.c (atoms and glyphs) -> space.c (gaps and their limits) -> compose.c or grid.c (which breaks)
 * -> justify.c (positions).
 */
#ifndef JX_TEXT_INTERNAL_H
#define JX_TEXT_INTERNAL_H

#include "text/paragraph.h"

#include <hb.h>

struct UBreakIterator;

/* ---- fonts ---- */

/* Unicode in pages of 256. */
#define JX__PAGES 0x1100

struct jx__glyph_info {
    uint32_t glyph; /* 0: the font does not have the character */
    int32_t advance_units;
    int32_t left_units;  /* blank left of the ink */
    int32_t right_units; /* blank right of the ink */
    bool known;          /* glyph and advance are filled in */
    bool inked;          /* left and right are filled in */
};

struct jx_font {
    struct jx_arena *arena; /* of the book, for the cache */
    size_t id;              /* SIZE_MAX until a character uses it */
    struct jx_str path;
    struct jx_str file_name;
    struct jx_str ps_name;
    struct jx_str bytes;
    struct jx_str sha256; /* registered in roles.yaml, or absent */
    unsigned face_index;
    uint32_t n_glyphs; /* at most 65536 */
    bool is_cff;
    bool may_embed;
    struct jx_font_metrics metrics;
    hb_face_t *face;
    hb_font_t *hb; /* scale: font units */
    struct jx__glyph_info *pages[JX__PAGES];
};

struct jx__role {
    struct jx_str name;
    struct jx_font *chain[JX_MAX_CHAIN];
    size_t n;
    uint8_t *pages[JX__PAGES]; /* where in the chain a character is found, see font.c */
};

struct jx__fonts JX_VEC(struct jx_font *);

struct jx_font_book {
    struct jx_arena *arena;
    struct jx_arena *scratch;
    struct jx__role roles[JX_MAX_ROLES];
    size_t n_roles;
    uint8_t *said[JX__PAGES]; /* of characters: a bit for each whose lack was told, see itemize.c */
    size_t n_unplaced;        /* of those: messages given without a place */
    struct jx__fonts faces;   /* every face of every chain */
    struct jx__fonts used;    /* those that a character has used; index is the id */
    struct UBreakIterator *breaker;
    struct UBreakIterator *words; /* opened for the first title */
    hb_buffer_t *buffer;
};

/* "B.ttc#1" -> "B.ttc" and 1. A '#' without a number after it belongs to the name. */
struct jx_str jx__face_split(struct jx_str name, unsigned *ret_index);

/* Open one face; path is borrowed. NULL: not there (*ret_exists false) or no usable TrueType/OpenType font. */
struct jx_font *jx__face_open(struct jx_arena *arena, struct jx_str path, unsigned face_index,
                              bool *ret_exists);
void jx__face_close(struct jx_font *font);

/* Glyph and advance of a character, cached. */
const struct jx__glyph_info *jx__face_glyph(struct jx_font *font, uint32_t cp);

/* The same with the blanks at its sides. */
const struct jx__glyph_info *jx__face_ink(struct jx_font *font, uint32_t cp);

/* A glyph number that a table of the font names, 0 when the font has no such glyph: cmap and GSUB may lie. */
uint32_t jx__face_checked(const struct jx_font *font, uint32_t glyph);

/* Does the glyph of cp fill (nearly) an em? */
bool jx__face_is_wide(struct jx_font *font, uint32_t cp);

/* The first font of the role's chain that has cp, or NULL. */
struct jx_font *jx__chain_font(struct jx_font_book *book, unsigned role, uint32_t cp);

/* Has the font a glyph for cp, or does shaping make do without: cp joins `before` to one character, or is not to be seen? */
bool jx__face_joins(struct jx_font *font, uint32_t before, uint32_t cp);

/* Mark a face as used, so that it gets an id. Returns it. */
struct jx_font *jx__font_use(struct jx_font_book *book, struct jx_font *font);

/* ---- characters ---- */

enum jx__class {
    JX__HAN,     /* ideographs and whatever else fills a cell of its own */
    JX__OPEN,    /* “（《: ink in the right half */
    JX__CLOSE,   /* ”）》: ink in the left half */
    JX__COMMA,   /* 、，；： */
    JX__STOP,    /* 。？！ */
    JX__DASH,    /* — … of Chinese text: shaped together, never split */
    JX__DOT,     /* · between Han */
    JX__LATIN,   /* everything narrow */
    JX__BLANK,   /* vanishes at a line's end */
    JX__NEWLINE, /* a forced break */
    JX__JOINED,  /* combining marks, ignorables: part of the character before */
};

/* How good a break before a character is. */
enum jx__break {
    JX__BREAK_NONE,      /* inside a character */
    JX__BREAK_FORBIDDEN, /* against GB/T 15834: only when nothing else is left */
    JX__BREAK_INSIDE,    /* inside a word or number */
    JX__BREAK_KEPT,      /* allowed by UAX #14, but the two belong together */
    JX__BREAK_RARE,      /* likewise, but sooner than a justified line with gaps like blanks */
    JX__BREAK_SOFT,      /* allowed, but better elsewhere */
    JX__BREAK_LEGAL,
    JX__BREAK_FORCED,
};

struct jx__char {
    struct jx_font *font;
    uint32_t cp;
    uint32_t run; /* index in runs */
    uint32_t at;  /* byte offset in its run's text */
    uint8_t len;  /* bytes */
    uint8_t class;
    uint8_t brk;  /* enum jx__break: before this character */
    bool chain;   /* chain.c: part of a word too long to be kept whole */
    uint8_t side; /* itemize.c: which writing stands around */
    uint8_t role; /* in whose chain the font was found */
};

/* Class by the code point alone; quotes, dashes and dots as in Chinese text. */
enum jx__class jx__class_of(uint32_t cp);
bool jx__is_ambiguous(uint32_t cp); /* “ ” ‘ ’ — … ·: Chinese or Western by context */
bool jx__is_start_forbidden(uint32_t cp); /* may not begin a line */
bool jx__is_end_forbidden(uint32_t cp);   /* may not end a line */
bool jx__is_digit(uint32_t cp);           /* 0-9, full-width too */
bool jx__is_chinese_digit(uint32_t cp);   /* 〇一二…十百 */
bool jx__is_alnum(uint32_t cp);           /* takes a gap beside Han */
bool jx__is_unseen(uint32_t cp);          /* joiners, selectors: no ink of their own */

/* ---- atoms: the smallest pieces that are moved ---- */

enum jx__tier {
    JX__TIER_BLANK,
    JX__TIER_BRACKET,
    JX__TIER_COMMA,
    JX__TIER_GAP,
    JX__TIER_STOP,
    JX__N_TIERS
};

enum jx__stretch {
    JX__STRETCH_NONE,
    JX__STRETCH_BLANK,
    JX__STRETCH_HAN,
    JX__STRETCH_MIXED,
    JX__STRETCH_CHAIN, /* between the letters of an address: past all limits only */
};

struct jx__atom {
    struct jx_font *font;
    uint32_t first_char;
    uint32_t n_chars;
    uint32_t first_glyph;
    uint32_t n_glyphs;
    int32_t size_mpt;
    int32_t advance_mpt;
    int32_t left_mpt;  /* blank that may be squeezed away at its left: opening marks */
    int32_t right_mpt; /* … at its right: closing marks, commas and stops */
    /* The gap before it, between it and its left neighbour in the same line: */
    int32_t gap_mpt;     /* as it is when nothing is adjusted; negative when marks are squeezed */
    int32_t shrink_mpt;  /* it may be less by so much */
    int32_t stretch_mpt; /* it may be more by so much before readers take it for a blank */
    uint8_t tier;        /* enum jx__tier of shrink_mpt */
    uint8_t stretch;     /* enum jx__stretch */
    uint8_t class;       /* JX__HAN … only when wide */
    uint8_t brk;         /* break before it */
    bool wide;           /* fills a cell */
};

struct jx__shaped {
    uint32_t id;
    int32_t dx_mpt; /* from the atom's origin */
    int32_t dy_mpt;
};

struct jx__shapes JX_VEC(struct jx__shaped);

/* Running totals before atom i; differences give any line in O(1). */
struct jx__sum {
    int64_t width_mpt;  /* gaps and advances */
    int64_t glyphs_mpt; /* advances only */
    int64_t shrink_mpt;
    int64_t stretch_mpt;
    uint32_t n_signs;     /* characters that are neither mark nor blank */
    uint32_t visible_end; /* for a line ending here: without its trailing blanks */
};

struct jx__text {
    struct jx_font_book *book;
    struct jx_arena *scratch;
    const struct jx_text_run *runs;
    size_t n_runs;
    bool squeeze;           /* marks may be narrowed at all */
    bool by_words;          /* breaks inside words are discouraged */
    struct jx_diags *diags; /* may be NULL */
    struct jx__char *chars; /* shape [n_chars] */
    size_t n_chars;
    struct jx__atom *atoms; /* shape [n_atoms] */
    size_t n_atoms;
    struct jx__shapes shapes;
    struct jx__sum *sums; /* shape [n_atoms + 1] */
};

/* itemize.c: chars with class, font; warns of characters without a font. */
void jx__text_load(struct jx__text *text);
/* break.c: chars[].brk. */
void jx__text_break(struct jx__text *text);
/* keep.c: lowers LEGAL to KEPT where things belong together. */
void jx__text_keep(struct jx__text *text);
/* shape.c: atoms and shapes. */
void jx__text_shape(struct jx__text *text);
/* space.c: gaps, limits, sums. */
void jx__text_space(struct jx__text *text);
/* chain.c: breaks inside formulas, addresses and other long chains. */
void jx__text_open(struct jx__text *text);
/* label.c: past the label (1. （1） ① — 一、) that begins at char i, the first of a paragraph, with the blanks after it; i when
 * there is none. */
size_t jx__label_end(const struct jx__text *text, size_t i);

/* ---- lines ---- */

/* A line as chosen: atoms [first, end), trailing blanks included. */
struct jx__cut {
    uint32_t first;
    uint32_t end;
    int32_t x_mpt;    /* where it begins, from the indent of all lines */
    int64_t room_mpt; /* for its text */
    bool forced;      /* by '\n' */
    bool last;        /* of its paragraph */
};

struct jx__cuts JX_VEC(struct jx__cut);

/* Width of a line of atoms [first, end) when nothing is adjusted: trailing blanks dropped, marks at its edges halved.
 * The first line of an indented paragraph keeps the blank of an opening mark. */
int64_t jx__line_width(const struct jx__text *text, size_t first, size_t end, bool keep_start);
/* The blank cut from the first atom of a line. */
int32_t jx__start_trim(const struct jx__text *text, size_t first, bool keep_start);

/* The room for text in the lines between two forced breaks. */
struct jx__measure {
    int64_t line_mpt;
    int64_t first_line_mpt;
    int32_t em_mpt; /* size of the paragraph's first run */
    bool justify;
    bool keep_start; /* of the first line */
    bool break_anywhere;
};

/* compose.c: cut [first, end), which holds no forced break, into the best lines. */
void jx__compose(const struct jx__text *text, const struct jx__measure *measure, size_t first,
                 size_t end, struct jx__cuts *cuts);

/* pieces.c: the places in [first, end) where lines may end, ends included; pieces wider than a line are opened. */
struct jx__place {
    uint32_t atom;
    uint8_t brk;
};
struct jx__places JX_VEC(struct jx__place);
void jx__places_find(const struct jx__text *text, const struct jx__measure *measure, size_t first,
                     size_t end, struct jx__places *places);

/* grid.c: the same in a strict grid, and the positions in it. */
void jx__grid_compose(const struct jx__text *text, const struct jx__measure *measure,
                      int32_t cell_mpt, size_t first, size_t end, struct jx__cuts *cuts);
/* Origins of the atoms of a line in the grid; x: shape [end - first]. Returns the width. room_mpt: what jx__grid_compose()
 * filled; two closing marks at its end share a cell where they would not fit otherwise. */
int64_t jx__grid_place(const struct jx__text *text, const struct jx__cut *cut, int32_t cell_mpt,
                       int32_t *x);

/* justify.c: how a line is adjusted: extra for the gap before each atom, widening in all. */
struct jx__fit {
    int32_t *extra;    /* shape [end - first] */
    int64_t widen_mpt; /* to be shared by the glyphs */
    int32_t gap_milli_em;
};
void jx__justify(const struct jx__text *text, size_t first, size_t visible_end, int64_t need_mpt,
                 struct jx__fit *fit);

/* line.c: a line with its glyph runs. */
void jx__line_build(const struct jx__text *text, struct jx_arena *arena, const struct jx__cut *cut,
                    const struct jx_par_options *options, const struct jx__measure *measure,
                    struct jx_line *line);

/* Glyphs may be widened by 3 % at most, when the gaps are as wide as readers of the PDF allow. */
#define JX__WIDEN_PPM 30000
/* And narrowed, when the marks cannot be squeezed further. */
#define JX__NARROW_PPM 20000

#endif
