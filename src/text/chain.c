/* chain.c - where formulas and long chains of Western characters may be parted, though UAX #14 keeps them whole.
 *
 * Layer:   text.
 * Source:  GB 3102.11-1993 (a formula is parted after = + - × ÷, the sign is not repeated); the separators of addresses and file
 *          names are ours.
 *
 * What is parted only for want of something better, in this order: a formula after its sign (SOFT); a long chain after one of its
 * separators, or anywhere in a piece that never ends (RARE); a number from its unit, a code (KEPT); a word or number between any two
 * characters (INSIDE); at last what GB/T 15834 forbids (FORBIDDEN). Only a single character can be wider than its line.
 */
#include "text/internal.h"

#include <uchar.h>

/* Longer words are parted after their separators before they are parted anywhere. */
#define LONG_WORD 20
/* A piece without separators that is longer than most lines is parted anywhere, so that no line before it has holes. */
#define ENDLESS_PIECE 40

static bool is_one_of(uint32_t cp, const char16_t *set)
{
    for (; *set; set++)
        if (*set == cp)
            return true;
    return false;
}

/* Signs between two operands; a hyphen or a point is not among them. */
static bool is_operator(uint32_t cp)
{
    return is_one_of(cp, u"×÷＝=≈≠＋+−－＊*±∓");
}

/* What may end the operand before a sign. */
static bool ends_operand(const struct jx__char *c)
{
    return jx__is_digit(c->cp) || c->class == JX__HAN || c->class == JX__CLOSE ||
           is_one_of(c->cp, u"%％‰)]") || jx__is_alnum(c->cp);
}

/* What may begin the operand after it. */
static bool begins_operand(const struct jx__char *c)
{
    return jx__is_alnum(c->cp) || jx__is_digit(c->cp) || c->class == JX__HAN ||
           c->class == JX__OPEN || is_one_of(c->cp, u"([");
}

/* A+级, 5G+智慧: the sign belongs to the letter. */
static bool is_grade(const struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    return i > 0 && i + 1 < text->n_chars && is_one_of(c->cp, u"+-*") && c[-1].class == JX__LATIN &&
           !jx__is_digit(c[-1].cp) && c[1].class == JX__HAN;
}

/* After the sign, not before it. A break that was there already stays as good as it was, at most. */
static void open_operator(struct jx__text *text, size_t i)
{
    struct jx__char *sign = &text->chars[i];
    if (is_grade(text, i) || i == 0 || i + 1 >= text->n_chars || !is_operator(sign->cp) ||
        is_operator(sign[-1].cp) || !ends_operand(&sign[-1]) || !begins_operand(&sign[1]))
        return;
    if (sign->brk > JX__BREAK_KEPT)
        sign->brk = JX__BREAK_KEPT;
    if (sign[1].brk < JX__BREAK_SOFT)
        sign[1].brk = JX__BREAK_SOFT;
}

/* Between the parts of an address or a file name; not in 1.5 and 1,256. */
static bool is_separator(const struct jx__text *text, size_t i)
{
    uint32_t cp = text->chars[i].cp;
    if (is_one_of(cp, u".,:"))
        return !(i > 0 && jx__is_digit(text->chars[i - 1].cp) && i + 1 < text->n_chars &&
                 jx__is_digit(text->chars[i + 1].cp));
    return is_one_of(cp, u"/\\_-?&=#%@;~|+");
}

static void open_inside(struct jx__text *text, size_t k)
{
    if (text->chars[k].brk == JX__BREAK_INSIDE)
        text->chars[k].brk = JX__BREAK_RARE;
}

/* A long word [i, end): after its separators, and anywhere in pieces that never end. */
static void open_chain(struct jx__text *text, size_t i, size_t end)
{
    size_t piece = i;
    for (size_t k = i; k < end; k++) {
        text->chars[k].chain = true;
        if (k + 1 < end && !(is_separator(text, k) && !is_separator(text, k + 1)))
            continue;
        for (size_t c = piece + 1; k + 1 - piece > ENDLESS_PIECE && c <= k; c++)
            open_inside(text, c);
        piece = k + 1;
        if (piece < end)
            open_inside(text, piece);
    }
}

/* i is the first character of a word. Returns its end. */
static size_t open_word(struct jx__text *text, size_t i)
{
    size_t end = i;
    while (end < text->n_chars && text->chars[end].class == JX__LATIN)
        end++;
    if (end - i > LONG_WORD)
        open_chain(text, i, end);
    return end;
}

void jx__text_open(struct jx__text *text)
{
    size_t word_end = 0;
    for (size_t i = 0; i < text->n_chars; i++) {
        if (i >= word_end && text->chars[i].class == JX__LATIN)
            word_end = open_word(text, i);
        open_operator(text, i);
    }
}
