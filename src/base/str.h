/* str.h - text: slices of UTF-8, a growing buffer, and the little of Unicode that every room needs.
 *
 * Layer:   base.
 * Memory:  a jx_str borrows its bytes (usually from an arena). Strings made here end with a NUL that
 *          is not counted, so .ptr can be handed to C libraries when the string was made by jx_str_*.
 */
#ifndef JX_BASE_STR_H
#define JX_BASE_STR_H

#include "base/arena.h"
#include "base/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct jx_str {
    const char *ptr; /* NULL: absent, which is not the same as empty */
    size_t len;      /* bytes */
};

#define JX_STR(literal) ((struct jx_str){"" literal, sizeof(literal) - 1})
#define JX_NO_STR ((struct jx_str){NULL, 0})
/* For printf's "%.*s". */
#define JX_FMT(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

struct jx_strs JX_VEC(struct jx_str);

struct jx_str jx_str_of(const char *c_string); /* borrows; NULL gives an absent string */
struct jx_str jx_str_copy(struct jx_arena *arena, struct jx_str s);
struct jx_str jx_str_printf(struct jx_arena *arena, const char *format, ...) JX_PRINTF(2, 3);
struct jx_str jx_str_join(struct jx_arena *arena, const struct jx_str *parts, size_t n,
                          struct jx_str between);
bool jx_str_eq(struct jx_str a, struct jx_str b);
bool jx_str_is(struct jx_str a, const char *c_string);
int jx_str_cmp(struct jx_str a, struct jx_str b); /* by bytes, which is by code point */
bool jx_str_starts(struct jx_str s, struct jx_str prefix);
bool jx_str_ends(struct jx_str s, struct jx_str suffix);
bool jx_str_empty(struct jx_str s);                                 /* absent or of length 0 */
struct jx_str jx_str_sub(struct jx_str s, size_t from, size_t len); /* bytes, clamped */
/* First place of needle at or after from, in bytes; SIZE_MAX when it is not there. */
size_t jx_str_find(struct jx_str s, struct jx_str needle, size_t from);
/* Without blanks (ASCII white space, U+3000, U+00A0, U+FEFF) at both ends. */
struct jx_str jx_str_trim(struct jx_str s);
/* A copy with every `from` replaced by `to`. */
struct jx_str jx_str_replace(struct jx_arena *arena, struct jx_str s, struct jx_str from,
                             struct jx_str to);

/* ---- UTF-8 ---- */

/* The code point at *pos, which moves past it. The bytes must be valid UTF-8; a broken byte gives
 * U+FFFD and moves one byte, so loops always end. */
uint32_t jx_utf8_next(struct jx_str s, size_t *pos);

/* Write a code point; returns the number of bytes (1 to 4). */
size_t jx_utf8_put(uint32_t cp, char out[4]);

/* Offset of the first byte that is not well-formed UTF-8 (overlong, surrogate, over U+10FFFF and NUL
 * count as bad); s.len when all is well. */
size_t jx_utf8_check(struct jx_str s);

size_t jx_utf8_count(struct jx_str s); /* code points */

/* Terminal cells: 2 for wide and full-width characters, 0 for combining marks, else 1. */
unsigned jx_cp_cells(uint32_t cp);
size_t jx_str_cells(struct jx_str s);

bool jx_cp_is_han(uint32_t cp);   /* ideographs, all planes, 〇 and 々 included */
bool jx_cp_is_blank(uint32_t cp); /* what jx_str_trim() removes */

/* Edit distance by code points (insert, delete, replace, swap of neighbours), for 是否想写. */
size_t jx_str_distance(struct jx_str a, struct jx_str b);

/* The candidate nearest to s if it is near enough to be meant (of equally near ones the first, or one as long as s),
 * else an absent string.
 * candidates: shape [n]. */
struct jx_str jx_str_nearest(struct jx_str s, const struct jx_str *candidates, size_t n);

/* ---- buffer ---- */

/* A growing text in an arena. Start with {.arena = a}. */
struct jx_buf {
    struct jx_arena *arena;
    char *ptr;
    size_t len;
    size_t cap;
};

void jx_buf_add(struct jx_buf *buf, struct jx_str s);
void jx_buf_adds(struct jx_buf *buf, const char *c_string);
void jx_buf_addc(struct jx_buf *buf, char c);
void jx_buf_add_cp(struct jx_buf *buf, uint32_t cp);
void jx_buf_printf(struct jx_buf *buf, const char *format, ...) JX_PRINTF(2, 3);
void jx_buf_vprintf(struct jx_buf *buf, const char *format, va_list args);
struct jx_str jx_buf_str(
    const struct jx_buf *buf); /* NUL-terminated view, valid until the next add */

#endif
