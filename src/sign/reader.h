/* reader.h - reads any PDF file, also a hostile one: objects by number as they stood at any of the file's revisions.
 *
 * Layer:   sign.
 * Memory:  everything lives in the arena given to jx_pdf_open(); strings without escapes borrow the file's bytes.
 *
 * Nothing is repaired: what is broken is said and reads as absent. Work is bounded: nesting, number of objects, inflated
 * bytes, and steps over the whole life of the reader (JX_PDF_MAX_…); a limit reached is said once, and what is asked after
 * it reads as absent, so a caller looks at `damaged` before it trusts an absence.
 *
 * A revision is what one writer appended: it ends behind its "startxref … %%EOF". Number 0 is the oldest.
 * Source: ISO 32000-1 7.3 (objects), 7.5 (file structure), 7.5.6 (incremental updates).
 */
#ifndef JX_SIGN_READER_H
#define JX_SIGN_READER_H

#include "base/diag.h"

#define JX_PDF_MAX_BYTES ((size_t)512 << 20)    /* of a file */
#define JX_PDF_MAX_INFLATED ((size_t)256 << 20) /* of all streams that were decoded, together */
#define JX_PDF_MAX_OBJECTS 8388607u             /* highest object number: ISO 32000-1 annex C */
#define JX_PDF_MAX_DEPTH 100u                   /* of arrays and dictionaries in each other */
#define JX_PDF_MAX_REVISIONS 1000u
#define JX_PDF_MAX_STEPS 50000000u /* references followed */

enum jx_pdf_kind {
    JX_PDF_NULL,
    JX_PDF_BOOL,
    JX_PDF_INT,
    JX_PDF_REAL,
    JX_PDF_STRING,
    JX_PDF_NAME,
    JX_PDF_ARRAY,
    JX_PDF_DICT,
    JX_PDF_STREAM,
    JX_PDF_REF,
};

struct jx_pdf_value {
    enum jx_pdf_kind kind;
    bool hex;            /* STRING: written as <…> */
    bool minus;          /* INT, REAL: written with a minus */
    bool twice;          /* DICT, STREAM: a key stands in it more than once; the first counts */
    uint16_t generation; /* REF */
    uint32_t number;     /* REF: object number */
    int64_t integer;     /* INT: the value; REAL: in 1/1000, cut; BOOL: 0 or 1 */
    struct jx_str
        text; /* STRING: the bytes, escapes resolved; NAME: without /, #xx resolved; STREAM: raw bytes; REAL: all digits
               * behind the point, but for zeros at their end */
    struct jx_pdf_value *items; /* ARRAY: shape [n]; DICT, STREAM: the values, shape [n] */
    const struct jx_str *keys;  /* DICT, STREAM: shape [n], as NAME */
    size_t n;
    /* Bytes [from, to) from the first to behind the last character: of the file, or, for what stands in an object stream, of
     * that stream's decoded bytes. Of a STREAM: its dictionary. */
    size_t from;
    size_t to;
    bool in_stream; /* from and to count in an object stream */
};

struct jx_pdf_revision {
    size_t
        end; /* bytes of the file up to and with this revision: behind %%EOF and its line end (CR, LF or CR LF) */
    size_t xref; /* what startxref says */
    bool xref_is_stream;
    const struct jx_pdf_value *
        trailer; /* of its newest section; a revision that adds nothing has that of the one before */
};

/* One registration of an object; the same address means the same object, unchanged. Opaque but for these. */
struct jx_pdf_place {
    uint32_t number;
    uint16_t generation;
    uint16_t revision;
    bool free;       /* deleted here */
    uint32_t holder; /* number of the object stream it stands in; 0: none */
    size_t offset; /* byte of "number generation obj"; with a holder: index in the object stream */
    struct jx_pdf_value *value; /* once read */
    bool seen;
};

struct jx_pdf_reader; /* private: caches and budgets */

struct jx_pdf {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_str bytes;
    struct jx_pdf_revision *revisions; /* shape [n_revisions], oldest first; never empty */
    size_t n_revisions;
    bool linearized;
    size_t tail;        /* bytes behind the last revision's end */
    uint32_t n_numbers; /* one more than the highest object number registered: the next free one */
    bool damaged;       /* something was broken or over a limit so far; diags have it */
    struct jx_pdf_reader *reader;
};

/* The file as it stood at a revision. Passed by value. */
struct jx_pdf_view {
    struct jx_pdf *pdf;
    size_t revision;
};

/* Read header, cross-reference sections and trailers (classic, streams, hybrid, linearized) of a whole file.
 *
 * bytes:  borrowed as long as the arena.
 * Errors: JX_E_INPUT no PDF, broken or encrypted; JX_E_LIMIT over a limit. diags say what and at which byte. */
JX_NODISCARD enum jx_status jx_pdf_open(struct jx_arena *arena, struct jx_str bytes,
                                        struct jx_diags *diags, struct jx_pdf **ret_pdf);

/* ---- at a glance (peek.c) ---- */

/* Is there anything like a signature in these bytes? One pass, nothing parsed: a file of many MB takes milliseconds. */
bool jx_pdf_is_signed(struct jx_str bytes);

/* The oldest revision: the file as it was before anybody signed. */
struct jx_str jx_pdf_unsigned(struct jx_pdf *pdf);

/* The identifier of the XMP metadata (dc:identifier), as written there; absent for none. */
struct jx_str jx_pdf_identifier(struct jx_pdf *pdf);

/* ---- views ---- */

/* The newest view. */
struct jx_pdf_view jx_pdf_newest(struct jx_pdf *pdf);

/* ---- objects ---- */

/* Where an object is registered in this view; NULL when it is not, or is free. */
struct jx_pdf_place *jx_pdf_place(struct jx_pdf_view view, uint32_t number);

/* The object; NULL when absent, free, null or broken (said once). */
const struct jx_pdf_value *jx_pdf_object(struct jx_pdf_view view, uint32_t number);

/* A value with references followed (at most 32); NULL for NULL, null and what is absent. */
const struct jx_pdf_value *jx_pdf_resolve(struct jx_pdf_view view,
                                          const struct jx_pdf_value *value);

/* An entry of a dictionary or stream as written; NULL when there is none or `dict` is NULL or neither of the two. */
const struct jx_pdf_value *jx_pdf_entry(const struct jx_pdf_value *dict, const char *key);

/* The same with references followed, those to `dict` too. */
const struct jx_pdf_value *jx_pdf_at(struct jx_pdf_view view, const struct jx_pdf_value *dict,
                                     const char *key);

/* jx_pdf_at() when it has that kind (DICT takes a STREAM too), else NULL. */
const struct jx_pdf_value *jx_pdf_at_kind(struct jx_pdf_view view, const struct jx_pdf_value *dict,
                                          const char *key, enum jx_pdf_kind kind);

/* Whether a value (may be NULL; references are not followed) is this name. */
bool jx_pdf_is_name(const struct jx_pdf_value *value, const char *name);

/* An INT or REAL in 1/1000 (points to 1/1000 pt); false for anything else, NULL, or what overflows. */
bool jx_pdf_milli(const struct jx_pdf_value *value, int64_t *ret_milli);

/* A text string as UTF-8: UTF-16BE or UTF-8 with their marks, else PDFDocEncoding; what no character is becomes U+FFFD.
 * Empty for anything else. Source: ISO 32000-1 7.9.2.2, annex D.3. */
struct jx_str jx_pdf_text(struct jx_arena *arena, const struct jx_pdf_value *value);

/* The decoded bytes of a stream: no filter or FlateDecode, with predictors.
 * Errors: JX_E_INPUT broken or another filter (said), JX_E_LIMIT inflates too much (said). */
JX_NODISCARD enum jx_status jx_pdf_decode(struct jx_pdf_view view,
                                          const struct jx_pdf_value *stream,
                                          struct jx_str *ret_bytes);

/* The catalogue of this view; NULL when there is none. *ret_number (may be NULL): its object number. */
const struct jx_pdf_value *jx_pdf_catalog(struct jx_pdf_view view, uint32_t *ret_number);

/* ---- pages ---- */

struct jx_pdf_page {
    uint32_t number; /* of its object */
    const struct jx_pdf_value *dict;
    /* With inheritance, as in this view; NULL when nowhere given. */
    const struct jx_pdf_value *resources;
    const struct jx_pdf_value *media_box;
    const struct jx_pdf_value *crop_box;
    const struct jx_pdf_value *rotate;
    int64_t box_mpt[4]; /* what is shown of it, CropBox within MediaBox, in 1/1000 of the page's
                          * unit: left, bottom, right, top, sorted; 0 when broken */
    unsigned quarters;  /* how often readers turn it by 90 degrees clockwise: 0 to 3 */
    int64_t unit_milli; /* UserUnit: the page's unit is unit_milli / 1000 pt */
};

struct jx_pdf_pages JX_VEC(struct jx_pdf_page);

/* The pages in order. A tree with a circle or a page twice is said and cut there.
 * Source: ISO 32000-1 7.7.3. */
void jx_pdf_pages(struct jx_pdf_view view, struct jx_pdf_pages *ret_pages);

/* ---- form fields ---- */

struct jx_pdf_widget {
    uint32_t number; /* of its object; 0: written in place */
    const struct jx_pdf_value *dict;
    size_t page; /* index of the page whose Annots list it, else SIZE_MAX */
};

struct jx_pdf_field {
    struct jx_str name; /* full name, partial names joined by "."; UTF-8 */
    struct jx_str type; /* Sig, Tx, Btn, Ch; inherited; empty when nowhere given */
    uint32_t number;    /* of its object; 0: written in place */
    const struct jx_pdf_value *dict;
    const struct jx_pdf_value *value; /* V, inherited, references followed; NULL: none */
    uint32_t value_number;            /* object number of V; 0: written in place or none */
    const struct jx_pdf_value *flags; /* Ff, inherited */
    struct jx_pdf_widget
        *widgets; /* shape [n_widgets]; a field that is its own widget has itself here */
    size_t n_widgets;
    bool loose; /* AcroForm does not list it; found among the annotations of its page */
};

struct jx_pdf_fields JX_VEC(struct jx_pdf_field);

/* The terminal fields of AcroForm, in order, then loose ones. pages: of the same view, to find the widgets' pages. A circle is said and cut.
 * Source: ISO 32000-1 12.7.3. */
void jx_pdf_fields(struct jx_pdf_view view, const struct jx_pdf_pages *pages,
                   struct jx_pdf_fields *ret_fields);

/* The first field of that full name, or NULL. */
const struct jx_pdf_field *jx_pdf_field_find(const struct jx_pdf_fields *fields,
                                             struct jx_str name);

#endif
