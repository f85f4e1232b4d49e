/* read_internal.h - what the files of reading share: the package, XML as events, the tables that cells refer to.
 *
 * Layer:   xlsx. Not for other rooms, nor for the writing half of this one.
 */
#ifndef JX_XLSX_READ_INTERNAL_H
#define JX_XLSX_READ_INTERNAL_H

#include "base/index.h"
#include "xlsx/read.h"

/* What is wrong with a file; the Chinese reason goes into the message. */
enum jx__book_fault {
    JX__BOOK_FINE,
    JX__BOOK_BROKEN,
    JX__BOOK_OVER,
    JX__BOOK_LOCKED,
    JX__BOOK_FORMAT
};

struct jx__package; /* the zip archive, read_zip.c */

/* How a number format shows a number. */
enum jx__book_show { JX__SHOW_NUMBER, JX__SHOW_PERCENT, JX__SHOW_DATE };

struct jx__book_reader {
    struct jx_arena *arena;
    struct jx__package *package;
    enum jx__book_fault fault; /* the first one stays */
    struct jx_str reason;
    bool epoch_1904;
    struct jx_strs strings; /* shared strings */
    struct {
        enum jx__book_show *items; /* by index of a cell's s= */
        size_t n;
        size_t cap;
    } styles;
    size_t n_cells; /* of all sheets so far */
};

/* Note a fault, unless there is one already; always returns false. reason: printf format, Chinese. */
bool jx__book_fail(struct jx__book_reader *reader, enum jx__book_fault fault, const char *reason,
                   ...) JX_PRINTF(3, 4);

/* ---- read_zip.c: parts of the package ---- */

/* Open the archive; bytes must live until jx__package_close(). False after jx__book_fail(). */
bool jx__package_open(struct jx__book_reader *reader, struct jx_str bytes);
void jx__package_close(struct jx__package *package); /* accepts NULL */

/* Names are compared without regard to case, to \ or / and to a leading slash (part 2, 6.2.2). */
bool jx__package_has(const struct jx__package *package, struct jx_str name);

/* Hand a part's bytes on, piece by piece, until take() returns false or the part ends.
 * take   last: nothing comes after (n may be 0).
 * False after jx__book_fail(): not there, damaged, over the limit of inflated bytes; or when take() returned false. */
bool jx__package_read(struct jx__book_reader *reader, struct jx_str name,
                      bool (*take)(void *context, const char *bytes, size_t n, bool last),
                      void *context);

/* ---- read_xml.c ---- */

struct jx__xml_events {
    /* name without namespace; atts as expat gives them: name, value, …, NULL */
    void (*start)(void *context, const char *name, const char **atts);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *bytes, size_t n); /* may be NULL */
};

/* Read a part as XML. False after jx__book_fail(), also when an event calls that. */
bool jx__xml_read(struct jx__book_reader *reader, struct jx_str part,
                  const struct jx__xml_events *events, void *context);

/* The value of an attribute by its name without namespace, or NULL. */
const char *jx__xml_attribute(const char **atts, const char *name);

/* Whether an attribute says true: 1, true. */
bool jx__xml_truth(const char *value);

/* An attribute that is a whole number of at most nine digits; fallback when it is absent or anything else. */
uint32_t jx__xml_count(const char *value, uint32_t fallback);

/* ---- read_text.c: strings ---- */

/* Collects the text of <si> or <is>: all <t> but those of phonetic runs. */
struct jx__book_text {
    struct jx_buf buf;
    unsigned phonetic; /* depth of open <rPh> */
    bool open;         /* inside a <t> */
};

void jx__book_text_start(struct jx__book_text *text, const char *name);
void jx__book_text_end(struct jx__book_text *text, const char *name);
void jx__book_text_add(struct jx__book_text *text, const char *bytes, size_t n);
/* What was collected, _x000D_ escapes resolved, line ends \n, other control characters dropped; empties the collector. */
struct jx_str jx__book_text_take(struct jx_arena *arena, struct jx__book_text *text);

/* Fill reader->strings from the part. */
bool jx__strings_read(struct jx__book_reader *reader, struct jx_str part);

/* ---- read_styles.c ---- */

/* Fill reader->styles from the part. */
bool jx__styles_read(struct jx__book_reader *reader, struct jx_str part);

/* ---- read_number.c ---- */

/* A number as spreadsheets write it (0.94999999999999996, 1E-3), rounded half up to 15 significant digits, as plain decimal text.
 * Absent for anything else, and beyond 10^±40. */
struct jx_str jx__book_number(struct jx_arena *arena, struct jx_str text);

/* The date of a serial number of days (its fraction, the time, is dropped). False outside of the years 1900 to 9999.
 * Source: ECMA-376 part 1, 18.17.4 (1900 has a 29 February there, serial 60: refused). */
bool jx__book_date(struct jx_num serial, bool epoch_1904, struct jx_date *ret_date);

/* ---- read_sheet.c ---- */

bool jx__sheet_read(struct jx__book_reader *reader, struct jx_str part,
                    struct jx_book_sheet *sheet);

#endif
