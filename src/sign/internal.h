/* internal.h - what the files of the reader share. */
#ifndef JX_SIGN_INTERNAL_H
#define JX_SIGN_INTERNAL_H

#include "sign/reader.h"
#include "sign/words.h"

#define JX__MAX_VALUES 8000000u
#define JX__MAX_ENTRIES 4000000u
#define JX__MAX_KEYS 65535u
#define JX__MAX_NESTED_READS                                                                       \
    8u /* a length in another object, in an object stream, whose length … */

/* An object stream, decoded. */
struct jx__holder {
    struct jx_str bytes;
    const uint32_t *numbers; /* shape [n] */
    const size_t *offsets;   /* into bytes, shape [n] */
    size_t n;
};

struct jx_pdf_reader {
    struct jx_pdf_place *places; /* by number, then newest first; shape [n_places] */
    size_t n_places;
    struct jx__holder **holders; /* of the same place, once read; shape [n_places] */
    size_t n_values;
    size_t n_inflated;
    size_t n_steps;
    size_t
        n_parsed; /* bytes read as objects: overlapping objects would make it grow beyond the file */
    unsigned nested;
    unsigned char *seen; /* a bit for each number below n_numbers: jx__seen_clear() */
    bool over;           /* a limit was reached and said */
};

/* ---- lexer.c ---- */

struct jx__lexer {
    struct jx_pdf *pdf;
    struct jx_str bytes; /* nothing behind its end is looked at */
    size_t pos;
    unsigned depth;
    bool in_stream;
    const char *why; /* of the first fault; NULL: none */
    size_t fault;    /* its byte */
};

/* Move over blanks and comments. */
void jx__lexer_skip(struct jx__lexer *lexer);

/* Move over a word if it stands here and ends here. */
bool jx__lexer_word(struct jx__lexer *lexer, const char *word);

/* A number without sign (blanks before it are skipped) of at most max. */
bool jx__lexer_count(struct jx__lexer *lexer, uint64_t max, uint64_t *ret_count);

/* The value at pos, which moves behind it. False after a fault (why, fault). Source: ISO 32000-1 7.3. */
bool jx__lexer_value(struct jx__lexer *lexer, struct jx_pdf_value *ret_value);

/* Remember the first fault; returns false. */
bool jx__lexer_fault(struct jx__lexer *lexer, const char *why);

/* ---- limits and messages: object.c ---- */

/* Say once that a limit was reached. Returns false. */
bool jx__over(struct jx_pdf *pdf, const char *what);

/* PDF_XREF, PDF_SYNTAX: what is wrong at a byte. Returns false. */
bool jx__bad_xref(struct jx_pdf *pdf, size_t at, const char *why);
bool jx__bad_tree(struct jx_pdf *pdf, const char *tree, const char *why);

/* ---- object.c ---- */

/* What jx__object_read() wants to know. */
struct jx__object_at {
    size_t offset;
    size_t end; /* nothing behind this byte belongs to it */
    size_t revision;
    bool any_number; /* number and generation are found out, not compared */
    uint32_t number;
    uint16_t generation;
};

/* "N G obj … endobj" at an offset. *ret_to: behind the object. NULL after *ret_why was set. */
struct jx_pdf_value *jx__object_read(struct jx_pdf *pdf, struct jx__object_at *at, size_t *ret_to,
                                     const char **ret_why);

/* A bit for each object number, all 0; the next call takes it away from the last one. */
unsigned char *jx__seen_clear(struct jx_pdf *pdf);

/* ---- inflate.c ---- */

/* The decoded bytes of a stream, without a message: *ret_why after anything but JX_OK. */
JX_NODISCARD enum jx_status jx__stream_decode(struct jx_pdf_view view,
                                              const struct jx_pdf_value *stream,
                                              struct jx_str *ret_bytes, const char **ret_why);

/* ---- xref.c, xref_stream.c ---- */

struct jx__entry {
    uint32_t number;
    uint32_t holder;
    size_t offset;
    uint16_t generation;
    uint16_t revision; /* set when sections are put into revisions */
    bool free;
    uint32_t order; /* earlier ones count more within a revision */
};

struct jx__section {
    size_t offset;
    size_t to; /* behind it */
    bool is_stream;
    const struct jx_pdf_value *trailer;
    struct jx__entries JX_VEC(struct jx__entry) entries;
};

/* A cross-reference stream at section->offset: its entries are added. */
bool jx__xref_stream(struct jx_pdf *pdf, struct jx__section *section);

/* All sections, revisions and places of the file. */
JX_NODISCARD enum jx_status jx__xref_read(struct jx_pdf *pdf);

#endif
