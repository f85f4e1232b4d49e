/* paragraph.h - text set into lines: shaping, breaking, squeezing, justification.
 *
 * Layer:   text.
 * Memory:  results live in the arena; strings are slices of the runs' text.
 * Units:   1/1000 pt throughout; x to the right from the paragraph's left edge.
 * Source:  GB/T 15834-2011 5.1 (marks at line edges), CLREQ (W3C) "Line composition", UAX #14 by ICU (zh).
 */
#ifndef JX_TEXT_PARAGRAPH_H
#define JX_TEXT_PARAGRAPH_H

#include "text/font.h"

/* How a stretch of characters looks. */
struct jx_char_style {
    unsigned role;       /* for Han and full-width characters */
    unsigned latin_role; /* for digits, Latin, Greek …; JX_NO_ROLE: same as role */
    int32_t size_mpt;
    bool bold; /* by stroke, drawn once; fonts of the chain that are bold already are left alone */
    bool underline;
    int32_t rise_mpt; /* superscripts up, else 0 */
};

/* A stretch of text in one style. A '\n' is a forced line break. */
struct jx_text_run {
    struct jx_str text; /* valid UTF-8 */
    struct jx_char_style style;
    struct jx_str link;  /* "#anchor" or a URI; absent for none */
    struct jx_span span; /* where it was written, for messages */
};

enum jx_align { JX_ALIGN_JUSTIFY, JX_ALIGN_LEFT, JX_ALIGN_CENTER, JX_ALIGN_RIGHT };

struct jx_par_options {
    int32_t width_mpt;        /* of every line */
    int32_t first_indent_mpt; /* extra indent of the first line (may be negative: hanging) */
    int32_t left_mpt;         /* indent of all lines */
    int32_t right_mpt;
    enum jx_align align;
    bool
        strict_grid; /* every Han and full-width mark exactly one cell of grid_cell_mpt; no squeezing */
    int32_t grid_cell_mpt;
    bool no_squeeze; /* keep full-width marks full (short labels, spread titles) */
    bool title;      /* broken between words and into lines of even length (GB/T 9704-2012 7.3.1) */
    bool
        hang_labels; /* lines after the first of a paragraph that begins with 1. （1） ① — begin behind the label */
    bool
        may_break_anywhere; /* narrow cells: a word longer than the line is broken between characters */
};

/* One glyph, or a ligature or mark cluster's part. */
struct jx_glyph {
    uint32_t id;
    int32_t x_mpt;  /* of its origin from the run's x */
    int32_t dy_mpt; /* up */
    struct jx_str
        text; /* characters it stands for; empty for all but the first glyph of a cluster */
};

/* Glyphs of one font, size and look that stand in one line. */
struct jx_glyph_run {
    const struct jx_font *font;
    unsigned role; /* in whose chain the font was found */
    int32_t size_mpt;
    int32_t
        hscale_ppm; /* glyphs widened by so many millionths (at most 30000; negative: narrowed, at most 20000), 0 normally */
    bool stroke_bold;
    bool underline;
    int32_t rise_mpt;
    int32_t x_mpt;           /* from the paragraph's left edge */
    int32_t width_mpt;       /* advance of all its glyphs, gaps included */
    struct jx_glyph *glyphs; /* shape [n] */
    size_t n;
    struct jx_str link;
};

struct jx_line {
    struct jx_glyph_run *runs; /* shape [n], left to right */
    size_t n;
    int32_t x_mpt;       /* left end of its ink box: indent and alignment applied */
    int32_t width_mpt;   /* as set */
    int32_t ascent_mpt;  /* of the largest size on it: 0.88 em */
    int32_t descent_mpt; /* 0.12 em, positive */
    int32_t
        gap_milli_em; /* the widest gap it was stretched to between Han, 1/1000 em; over 90 is listed by dump */
    bool last;   /* of its paragraph */
    bool forced; /* ended by '\n' */
};

struct jx_paragraph {
    struct jx_line *lines; /* shape [n] */
    size_t n;
    int32_t natural_width_mpt; /* on one line */
};

/* Set text into lines.
 *
 * runs: shape [n_runs]; the paragraph is their concatenation. Breaks are chosen over the whole paragraph
 * (least badness); prohibitions of GB/T 15834 hold; —— and …… stay whole, so do numbers with their unit
 * (2428.53万元, 98.5%, 3个), 〔2023〕11号, 第3条, （一）; no last line of a single character; marks squeezed by
 * CLREQ; Han–Latin gap 0.08 em; justification within the limits of the design; measures under 20 em are not justified
 * (JUSTIFY there means LEFT).
 * A character that no font has: a named warning with the place where it was met first, once per character and book.
 * Never fails; text longer than any line is broken where it must be. */
struct jx_paragraph *jx_paragraph_set(struct jx_arena *arena, struct jx_font_book *book,
                                      const struct jx_text_run *runs, size_t n_runs,
                                      const struct jx_par_options *options, struct jx_diags *diags);

/* What a table column needs: the width of the longest unbreakable piece, and of the longest forced line. */
struct jx_text_extent {
    int32_t min_mpt;
    int32_t max_mpt;
};
struct jx_text_extent jx_text_measure(struct jx_arena *arena, struct jx_font_book *book,
                                      const struct jx_text_run *runs, size_t n_runs,
                                      struct jx_diags *diags);

#endif
