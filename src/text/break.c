/* break.c - where a line may end: UAX #14 by ICU for Chinese, then the prohibitions of GB/T 15834.
 *
 * Layer:   text.
 *
 * Breaks are taken away from what ICU allows; what is taken away is remembered by degree (enum jx__break), so that a cell too
 * narrow for anything better still gets its text. They are added in formulas and long chains only (chain.c).
 *
 * Source:  UAX #14; GB/T 15834-2011 5.1.1, 5.1.2 (points not at a line's start), 5.1.3 (halves of quotes, brackets, book marks),
 *          5.1.4, 5.1.5 (—— and …… not parted), 5.1.6, 5.1.7, 5.1.9 (connecting mark, dot, stroke); CLREQ 3.1.3.
 */
#include "text/internal.h"

#include <unicode/ubrk.h>
#include <unicode/utf16.h>

/* ICU counts UTF-16 units in int32_t. A longer paragraph is fed in parts. */
#define PART ((size_t)1 << 24)

#define TITLE_CHARS 200

struct utf16 {
    UChar *units;      /* shape [n] */
    uint32_t *char_at; /* shape [n + 1]: which character a unit belongs to */
    int32_t n;
};

static struct utf16 to_utf16(const struct jx__text *text, size_t from, size_t to)
{
    struct utf16 out = {
        .units = JX_ARRAY(text->scratch, UChar, (to - from) * 2),
        .char_at = JX_ARRAY(text->scratch, uint32_t, (to - from) * 2 + 1),
    };
    for (size_t i = from; i < to; i++) {
        int32_t start = out.n;
        U16_APPEND_UNSAFE(out.units, out.n, text->chars[i].cp);
        for (int32_t k = start; k < out.n; k++)
            out.char_at[k] = (uint32_t)i;
    }
    out.char_at[out.n] = (uint32_t)to;
    return out;
}

/* Without ICU's data every character boundary would count; that cannot be set well, so treat it as exhaustion. */
static UBreakIterator *breaker_start(UBreakIterator **slot, UBreakIteratorType type,
                                     const struct utf16 *units)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!*slot)
        *slot = ubrk_open(type, "zh", NULL, 0, &error);
    if (U_SUCCESS(error))
        ubrk_setText(*slot, units->units, units->n, &error);
    if (U_FAILURE(error))
        jx_arena_exhausted();
    return *slot;
}

/* The units are scratch: let the iterator forget them. */
static void breaker_stop(UBreakIterator *breaker)
{
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setText(breaker, u"", 0, &error);
}

static void find_legal(struct jx__text *text, size_t from, size_t to)
{
    struct utf16 units = to_utf16(text, from, to);
    UBreakIterator *breaker = breaker_start(&text->book->breaker, UBRK_LINE, &units);
    for (int32_t at = ubrk_next(breaker); at != UBRK_DONE; at = ubrk_next(breaker))
        if (units.char_at[at] < text->n_chars)
            text->chars[units.char_at[at]].brk = JX__BREAK_LEGAL;
    breaker_stop(breaker);
}

static void lower(struct jx__char *c, enum jx__break to)
{
    if (c->brk > to)
        c->brk = (uint8_t)to;
}

/* GB/T 9704-2012 7.3.1 (a title keeps its words whole when it is broken): words by ICU's dictionary: a title is broken inside one only where it must be. Titles are short; one that is not is
 * left to the rules for prose. */
static void spare_words(struct jx__text *text)
{
    if (text->n_chars > TITLE_CHARS)
        return;
    struct utf16 units = to_utf16(text, 0, text->n_chars);
    UBreakIterator *breaker = breaker_start(&text->book->words, UBRK_WORD, &units);
    for (int32_t at = 1; at < units.n; at++)
        if (!ubrk_isBoundary(breaker, at))
            lower(&text->chars[units.char_at[at]], JX__BREAK_SOFT);
    breaker_stop(breaker);
}

static void start_levels(struct jx__text *text)
{
    for (size_t i = 0; i < text->n_chars; i++) {
        bool joined = text->chars[i].class == JX__JOINED;
        text->chars[i].brk = joined ? JX__BREAK_NONE : JX__BREAK_INSIDE;
    }
}

/* GB/T 15834-2011 5.1.1 to 5.1.9, CLREQ 3.1.3: no mark where it may not stand, also across blanks; dashes and dots stay whole. */
static void forbid(struct jx__text *text)
{
    const struct jx__char *solid = NULL; /* last character that is no blank */
    for (size_t i = 0; i < text->n_chars; i++) {
        struct jx__char *c = &text->chars[i];
        if (c->class == JX__NEWLINE) {
            solid = NULL;
            lower(c, JX__BREAK_NONE);
            continue;
        }
        if (solid && (jx__is_start_forbidden(c->cp) || jx__is_end_forbidden(solid->cp)))
            lower(c, JX__BREAK_FORBIDDEN);
        if (i > 0 && c->class == JX__BLANK)
            lower(c, JX__BREAK_FORBIDDEN);
        if (c->class != JX__BLANK)
            solid = c;
    }
}

static void force(struct jx__text *text)
{
    for (size_t i = 0; i < text->n_chars; i++) {
        if (i == 0 || text->chars[i - 1].class == JX__NEWLINE)
            text->chars[i].brk = JX__BREAK_FORCED;
        else if (text->chars[i].class == JX__JOINED)
            text->chars[i].brk = JX__BREAK_NONE;
    }
}

void jx__text_break(struct jx__text *text)
{
    start_levels(text);
    for (size_t from = 0; from < text->n_chars; from += PART) {
        size_t left = text->n_chars - from;
        find_legal(text, from, from + (left < PART ? left : PART));
    }
    forbid(text);
    jx__text_keep(text);
    jx__text_open(text);
    if (text->by_words)
        spare_words(text);
    force(text);
}
