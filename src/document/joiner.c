/* joiner.c - makes ** and * work beside Chinese punctuation.
 *
 * CommonMark lets a run of stars open emphasis only when what follows is no punctuation, or what stands before is blank
 * or punctuation (and the mirror of that for closing). Chinese sets no blanks, so **一是依据充分。**项目 stays literal.
 * A word joiner between the stars and the punctuation is neither blank nor punctuation, and so lifts the condition;
 * it is taken out again when the text is read (inline.c). Runs with only ASCII around them are left to CommonMark.
 *
 * Source: CommonMark 6.2.
 */
#include "document/builder.h"

#include <string.h>

#define JOINER "\xE2\x81\xA0"

struct offsets JX_VEC(size_t);

static bool is_wide_punctuation(uint32_t cp)
{
    static const uint32_t ranges[][2] = {
        {0xA1, 0xA1},     {0xA7, 0xA7},     {0xAB, 0xAB},     {0xB6, 0xB7},     {0xBB, 0xBB},
        {0xBF, 0xBF},     {0x2010, 0x205E}, {0x3001, 0x3003}, {0x3008, 0x303D}, {0x30FB, 0x30FB},
        {0xFE10, 0xFE6B}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (cp >= ranges[i][0] && cp <= ranges[i][1])
            return true;
    return false;
}

static bool is_punctuation(uint32_t cp)
{
    if (cp < 0x80)
        return cp > 0x20 && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", (int)cp) != NULL;
    return is_wide_punctuation(cp);
}

static bool is_gap(uint32_t cp)
{
    return cp == 0 || cp == '\n' || cp == '\r' || jx_cp_is_blank(cp);
}

/* The code point that ends at byte `at`; 0 at the start. */
static uint32_t before(struct jx_str s, size_t at)
{
    if (at == 0)
        return 0;
    size_t from = at - 1;
    while (from > 0 && ((unsigned char)s.ptr[from] & 0xC0) == 0x80)
        from--;
    return jx_utf8_next(s, &from);
}

static uint32_t after(struct jx_str s, size_t at)
{
    return at < s.len ? jx_utf8_next(s, &at) : 0;
}

static void add_joiner(struct jx_buf *out, struct jx_arena *arena, struct offsets *joins)
{
    JX_PUSH(arena, joins, out->len);
    jx_buf_adds(out, JOINER);
}

/* Copy the run of stars [from, to), with joiners where they are wanted. */
static void copy_run(struct jx_buf *out, struct offsets *joins, struct jx_str s, size_t from,
                     size_t to)
{
    uint32_t left = before(s, from), right = after(s, to);
    bool inside = !is_gap(left) && !is_gap(right) && (left >= 0x80 || right >= 0x80);
    bool left_mark = is_punctuation(left), right_mark = is_punctuation(right);
    if (inside && left_mark && !right_mark)
        add_joiner(out, out->arena, joins);
    jx_buf_add(out, jx_str_sub(s, from, to - from));
    if (inside && right_mark && !left_mark)
        add_joiner(out, out->arena, joins);
}

/* Length of the fence that begins the line at `at` (at most three blanks before it), else 0. */
static size_t fence_at(struct jx_str s, size_t at, char *ret_mark)
{
    size_t from = at;
    while (from < s.len && from < at + 3 && s.ptr[from] == ' ')
        from++;
    if (from == s.len || (s.ptr[from] != '`' && s.ptr[from] != '~'))
        return 0;
    size_t n = 0;
    while (from + n < s.len && s.ptr[from + n] == s.ptr[from])
        n++;
    *ret_mark = s.ptr[from];
    return n >= 3 ? n : 0;
}

/* Copy one line [from, to) of running text. */
static void copy_line(struct jx_buf *out, struct offsets *joins, struct jx_str s, size_t from,
                      size_t to)
{
    size_t start = from;
    for (size_t at = from; at < to;) {
        if (s.ptr[at] == '\\' && at + 1 < to) {
            at += 2;
        } else if (s.ptr[at] == '*') {
            size_t end = at;
            while (end < to && s.ptr[end] == '*')
                end++;
            jx_buf_add(out, jx_str_sub(s, start, at - start));
            copy_run(out, joins, s, at, end);
            start = at = end;
        } else {
            at++;
        }
    }
    jx_buf_add(out, jx_str_sub(s, start, to - start));
}

static void find_lines(struct jx_arena *arena, struct jx__joined *joined)
{
    struct offsets lines = {0};
    JX_PUSH(arena, &lines, 0);
    for (size_t at = jx_str_find(joined->text, JX_STR("\n"), 0); at != SIZE_MAX;
         at = jx_str_find(joined->text, JX_STR("\n"), at + 1))
        JX_PUSH(arena, &lines, at + 1);
    joined->lines = lines.items;
    joined->n_lines = lines.n;
}

struct jx__joined jx__join_stars(struct jx_arena *arena, struct jx_str s)
{
    struct jx_buf out = {.arena = arena};
    struct offsets joins = {0};
    size_t fence = 0;
    char fence_mark = 0;
    for (size_t at = 0; at < s.len;) {
        size_t end = jx_str_find(s, JX_STR("\n"), at);
        end = end == SIZE_MAX ? s.len : end + 1;
        char mark = 0;
        size_t n = fence_at(s, at, &mark);
        if (fence > 0 || n > 0)
            jx_buf_add(&out, jx_str_sub(s, at, end - at));
        else
            copy_line(&out, &joins, s, at, end);
        if (fence == 0 && n > 0) {
            fence = n;
            fence_mark = mark;
        } else if (fence > 0 && n >= fence && mark == fence_mark) {
            fence = 0;
        }
        at = end;
    }
    struct jx__joined joined = {.text = jx_buf_str(&out), .at = joins.items, .n = joins.n};
    find_lines(arena, &joined);
    return joined;
}

size_t jx__joined_origin(const struct jx__joined *joined, size_t at)
{
    size_t low = 0, high = joined->n; /* joiners before `at` */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (joined->at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return at - low * (sizeof JOINER - 1);
}
