#include "base/str.h"

#include <stdio.h>
#include <string.h>

/* ---- slices ---- */

struct jx_str jx_str_of(const char *c_string)
{
    return c_string ? (struct jx_str){c_string, strlen(c_string)} : JX_NO_STR;
}

struct jx_str jx_str_copy(struct jx_arena *arena, struct jx_str s)
{
    if (!s.ptr)
        return JX_NO_STR;
    char *bytes = jx_arena_alloc(arena, s.len + 1);
    memcpy(bytes, s.ptr, s.len);
    return (struct jx_str){bytes, s.len};
}

struct jx_str jx_str_printf(struct jx_arena *arena, const char *format, ...)
{
    struct jx_buf buf = {.arena = arena};
    va_list args;
    va_start(args, format);
    jx_buf_vprintf(&buf, format, args);
    va_end(args);
    return jx_buf_str(&buf);
}

struct jx_str jx_str_join(struct jx_arena *arena, const struct jx_str *parts, size_t n,
                          struct jx_str between)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t i = 0; i < n; i++) {
        if (i)
            jx_buf_add(&buf, between);
        jx_buf_add(&buf, parts[i]);
    }
    return jx_buf_str(&buf);
}

/* memcmp() that may be given absent strings. */
static int compare_bytes(struct jx_str a, struct jx_str b, size_t n)
{
    return n ? memcmp(a.ptr, b.ptr, n) : 0;
}

bool jx_str_eq(struct jx_str a, struct jx_str b)
{
    return !a.ptr == !b.ptr && a.len == b.len && compare_bytes(a, b, a.len) == 0;
}

bool jx_str_is(struct jx_str a, const char *c_string)
{
    return jx_str_eq(a, jx_str_of(c_string));
}

int jx_str_cmp(struct jx_str a, struct jx_str b)
{
    int order = compare_bytes(a, b, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool jx_str_starts(struct jx_str s, struct jx_str prefix)
{
    return s.len >= prefix.len && compare_bytes(s, prefix, prefix.len) == 0;
}

bool jx_str_ends(struct jx_str s, struct jx_str suffix)
{
    return s.len >= suffix.len &&
           compare_bytes(jx_str_sub(s, s.len - suffix.len, suffix.len), suffix, suffix.len) == 0;
}

bool jx_str_empty(struct jx_str s)
{
    return s.len == 0;
}

struct jx_str jx_str_sub(struct jx_str s, size_t from, size_t len)
{
    if (!s.ptr)
        return s;
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (struct jx_str){s.ptr + from, len};
}

size_t jx_str_find(struct jx_str s, struct jx_str needle, size_t from)
{
    if (needle.len == 0)
        return from <= s.len ? from : SIZE_MAX;
    while (from < s.len && s.len - from >= needle.len) {
        const char *hit = memchr(s.ptr + from, needle.ptr[0], s.len - from - needle.len + 1);
        if (!hit)
            break;
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return (size_t)(hit - s.ptr);
        from = (size_t)(hit - s.ptr) + 1;
    }
    return SIZE_MAX;
}

/* Bytes of the blank that s begins with; 0 when it begins with none. */
static size_t leading_blank(struct jx_str s)
{
    size_t pos = 0;
    return s.len && jx_cp_is_blank(jx_utf8_next(s, &pos)) ? pos : 0;
}

/* Bytes of the blank that s ends with; 0 when it ends with none. */
static size_t trailing_blank(struct jx_str s)
{
    size_t n = 1;
    while (n < s.len && n < 4 && ((unsigned char)s.ptr[s.len - n] & 0xC0) == 0x80)
        n++;
    return s.len && leading_blank(jx_str_sub(s, s.len - n, n)) == n ? n : 0;
}

struct jx_str jx_str_trim(struct jx_str s)
{
    size_t n;
    while ((n = leading_blank(s)) > 0)
        s = jx_str_sub(s, n, SIZE_MAX);
    while ((n = trailing_blank(s)) > 0)
        s = jx_str_sub(s, 0, s.len - n);
    return s;
}

struct jx_str jx_str_replace(struct jx_arena *arena, struct jx_str s, struct jx_str from,
                             struct jx_str to)
{
    if (!s.ptr || from.len == 0)
        return jx_str_copy(arena, s);
    struct jx_buf buf = {.arena = arena};
    size_t start = 0;
    size_t hit;
    while ((hit = jx_str_find(s, from, start)) != SIZE_MAX) {
        jx_buf_add(&buf, jx_str_sub(s, start, hit - start));
        jx_buf_add(&buf, to);
        start = hit + from.len;
    }
    jx_buf_add(&buf, jx_str_sub(s, start, SIZE_MAX));
    return jx_buf_str(&buf);
}

/* ---- UTF-8 ---- */

/* Length that a first byte promises; 0 for a byte that begins nothing. */
static size_t promised_len(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if ((first & 0xF0) == 0xE0)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* Decode one well-formed character of at most n bytes; its length, 0 when it is broken.
 * Source: Unicode 15, table 3-7. */
static size_t decode(const char *bytes, size_t n, uint32_t *ret_cp)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char first_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *p = (const unsigned char *)bytes;
    size_t len = promised_len(p[0]);
    if (len == 0 || len > n)
        return 0;
    uint32_t cp = p[0] & first_mask[len];
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        cp = cp << 6 | (p[i] & 0x3F);
    }
    if (cp < smallest[len] || (cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF)
        return 0;
    *ret_cp = cp;
    return len;
}

uint32_t jx_utf8_next(struct jx_str s, size_t *pos)
{
    uint32_t cp = 0xFFFD;
    size_t len = *pos < s.len ? decode(s.ptr + *pos, s.len - *pos, &cp) : 0;
    *pos += len ? len : 1;
    return cp;
}

size_t jx_utf8_put(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    static const unsigned char first_byte[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    out[0] = (char)(first_byte[len] | cp);
    return len;
}

size_t jx_utf8_check(struct jx_str s)
{
    size_t pos = 0;
    while (pos < s.len) {
        uint32_t cp = 0;
        size_t len = decode(s.ptr + pos, s.len - pos, &cp);
        if (len == 0 || cp == 0)
            return pos;
        pos += len;
    }
    return s.len;
}

size_t jx_utf8_count(struct jx_str s)
{
    size_t n = 0;
    for (size_t pos = 0; pos < s.len; n++)
        jx_utf8_next(s, &pos);
    return n;
}

/* ---- classes of characters ---- */

struct range {
    uint32_t first;
    uint32_t last;
};

#define N_RANGES(ranges) (sizeof(ranges) / sizeof(ranges)[0])

/* ranges: sorted, shape [n]. */
static bool in_ranges(uint32_t cp, const struct range *ranges, size_t n)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cp > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && cp >= ranges[low].first;
}

/* Source: Unicode 14, EastAsianWidth W and F; unassigned places inside a wide block count as wide. */
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18D08}, {0x1AFF0, 0x1B2FB},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
    {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
    {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
    {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EF}, {0x1F6F4, 0x1F6FC},
    {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
};

/* Combining marks and format characters that may turn up beside Chinese and Latin text. */
static const struct range without_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},   {0x20D0, 0x20FF},
    {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0x16FE4, 0x16FE4}, {0xE0001, 0xE01EF},
};

static const struct range han[] = {
    {0x2E80, 0x2FD5}, {0x3005, 0x3007}, {0x3021, 0x3029},   {0x3038, 0x303B},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
};

unsigned jx_cp_cells(uint32_t cp)
{
    if (cp < 0x300)
        return 1;
    if (in_ranges(cp, without_width, N_RANGES(without_width)))
        return 0;
    return in_ranges(cp, wide, N_RANGES(wide)) ? 2 : 1;
}

size_t jx_str_cells(struct jx_str s)
{
    size_t n = 0;
    for (size_t pos = 0; pos < s.len;)
        n += jx_cp_cells(jx_utf8_next(s, &pos));
    return n;
}

bool jx_cp_is_han(uint32_t cp)
{
    return in_ranges(cp, han, N_RANGES(han));
}

bool jx_cp_is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000 || cp == 0xFEFF;
}

/* ---- likeness ---- */

/* Longer texts are not compared character by character: nobody mistypes a key that long. */
#define DISTANCE_MAX_CHARS 128

/* The characters of s; false when there are more than DISTANCE_MAX_CHARS. */
static bool characters(struct jx_str s, uint32_t out[DISTANCE_MAX_CHARS], size_t *ret_n)
{
    size_t n = 0;
    for (size_t pos = 0; pos < s.len;) {
        if (n == DISTANCE_MAX_CHARS)
            return false;
        out[n++] = jx_utf8_next(s, &pos);
    }
    *ret_n = n;
    return true;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Three rows of the table of distances between the beginnings of two texts. */
struct distance_rows {
    size_t before_last[DISTANCE_MAX_CHARS + 1];
    size_t last[DISTANCE_MAX_CHARS + 1];
    size_t now[DISTANCE_MAX_CHARS + 1];
};

/* Row i (from 1): a[0, i) against every beginning of b. */
static void fill_row(struct distance_rows *rows, const uint32_t *a, size_t i, const uint32_t *b,
                     size_t n_b)
{
    rows->now[0] = i;
    for (size_t j = 1; j <= n_b; j++) {
        size_t edit = smaller(rows->last[j], rows->now[j - 1]) + 1;
        size_t best = smaller(edit, rows->last[j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = smaller(best, rows->before_last[j - 2] + 1);
        rows->now[j] = best;
    }
}

/* Source: optimal string alignment (Damerau 1964, restricted: no part is edited twice). */
size_t jx_str_distance(struct jx_str a, struct jx_str b)
{
    uint32_t p[DISTANCE_MAX_CHARS], q[DISTANCE_MAX_CHARS];
    size_t n_p, n_q;
    if (!characters(a, p, &n_p) || !characters(b, q, &n_q)) {
        size_t count_a = jx_utf8_count(a), count_b = jx_utf8_count(b);
        return jx_str_cmp(a, b) == 0 ? 0 : count_a > count_b ? count_a : count_b;
    }
    struct distance_rows rows;
    for (size_t j = 0; j <= n_q; j++)
        rows.now[j] = j;
    for (size_t i = 1; i <= n_p; i++) {
        memcpy(rows.before_last, rows.last, sizeof rows.last);
        memcpy(rows.last, rows.now, sizeof rows.now);
        fill_row(&rows, p, i, q, n_q);
    }
    return rows.now[n_q];
}

static bool is_near(size_t distance, size_t n_chars)
{
    size_t most = n_chars <= 3 ? 1 : n_chars <= 6 ? 2 : 3;
    return distance <= most && distance < n_chars;
}

/* True when one of two texts of two characters or more is a part of the other. */
static bool one_in_the_other(struct jx_str a, struct jx_str b)
{
    if (jx_utf8_count(a) < 2 || jx_utf8_count(b) < 2)
        return false;
    return jx_str_find(a, b, 0) != SIZE_MAX || jx_str_find(b, a, 0) != SIZE_MAX;
}

/* How far a candidate is: the distance when near; further, but still meant, when one holds the other;
 * SIZE_MAX when it is not meant. */
static size_t candidate_distance(struct jx_str s, struct jx_str candidate)
{
    size_t n_s = jx_utf8_count(s), n_candidate = jx_utf8_count(candidate);
    size_t distance = jx_str_distance(s, candidate);
    if (is_near(distance, n_s > n_candidate ? n_s : n_candidate))
        return distance;
    return one_in_the_other(s, candidate) ? distance + DISTANCE_MAX_CHARS : SIZE_MAX;
}

struct jx_str jx_str_nearest(struct jx_str s, const struct jx_str *candidates, size_t n)
{
    struct jx_str nearest = JX_NO_STR;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t distance = candidate_distance(s, candidates[i]);
        bool as_long = distance == least && nearest.len != s.len && candidates[i].len == s.len;
        if (distance < least || (distance != SIZE_MAX && as_long)) {
            least = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

/* ---- buffer ---- */

#define BUF_FIRST_BYTES 16

/* Room for n more bytes and the NUL. */
static void reserve(struct jx_buf *buf, size_t n)
{
    if (n >= SIZE_MAX / 4)
        jx_arena_exhausted();
    size_t wanted = buf->len + n + 1;
    if (wanted <= buf->cap)
        return;
    size_t cap = buf->cap ? buf->cap * 2 : BUF_FIRST_BYTES;
    if (cap < wanted)
        cap = wanted;
    char *bytes = jx_arena_alloc(buf->arena, cap);
    if (buf->len)
        memcpy(bytes, buf->ptr, buf->len);
    buf->ptr = bytes;
    buf->cap = cap;
}

void jx_buf_add(struct jx_buf *buf, struct jx_str s)
{
    reserve(buf, s.len);
    if (s.len)
        memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
    buf->ptr[buf->len] = '\0';
}

void jx_buf_adds(struct jx_buf *buf, const char *c_string)
{
    jx_buf_add(buf, jx_str_of(c_string));
}

void jx_buf_addc(struct jx_buf *buf, char c)
{
    jx_buf_add(buf, (struct jx_str){&c, 1});
}

void jx_buf_add_cp(struct jx_buf *buf, uint32_t cp)
{
    char bytes[4];
    size_t len = jx_utf8_put(cp, bytes);
    jx_buf_add(buf, (struct jx_str){bytes, len});
}

void jx_buf_printf(struct jx_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    jx_buf_vprintf(buf, format, args);
    va_end(args);
}

void jx_buf_vprintf(struct jx_buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n > 0) {
        reserve(buf, (size_t)n);
        (void)vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

struct jx_str jx_buf_str(const struct jx_buf *buf)
{
    return buf->ptr ? (struct jx_str){buf->ptr, buf->len} : JX_STR("");
}
