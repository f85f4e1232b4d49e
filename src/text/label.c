/* label.c - the labels that paragraphs begin with: 1. 1、 （1） (一) 一、 ① — ● and the like.
 *
 * Layer:   text.
 * Source:  GB/T 9704-2012 7.3.3 (levels 一、 （一） 1. （1）); GB/T 15834-2011 4.10 (—— before listed items).
 */
#include "text/internal.h"

#include <uchar.h>

/* Longer numbers are years and amounts. */
#define MAX_NUMERALS 3

static uint32_t at(const struct jx__text *text, size_t i)
{
    return i < text->n_chars ? text->chars[i].cp : 0;
}

static bool is_one_of(uint32_t cp, const char16_t *set)
{
    for (; cp != 0 && *set; set++)
        if (*set == cp)
            return true;
    return false;
}

/* Past the numerals at i; i when there are none, or too many. */
static size_t numerals_end(const struct jx__text *text, size_t i)
{
    size_t k = i;
    while (jx__is_digit(at(text, k)) || jx__is_chinese_digit(at(text, k)))
        k++;
    return k - i <= MAX_NUMERALS ? k : i;
}

/* 1. 12、 一、 3） but not 1.5 */
static size_t number_end(const struct jx__text *text, size_t i)
{
    size_t k = numerals_end(text, i);
    if (k == i || !is_one_of(at(text, k), u".．、)）"))
        return i;
    bool decimal = is_one_of(at(text, k), u".．") && jx__is_digit(at(text, k + 1));
    return decimal ? i : k + 1;
}

/* （1） (一) */
static size_t bracket_end(const struct jx__text *text, size_t i)
{
    size_t k = numerals_end(text, i + 1);
    return k > i + 1 && is_one_of(at(text, k), u")）") ? k + 1 : i;
}

/* ① ⑴ ⒈ ㈠ ❶ ● ■ ◆: a label by itself. */
static bool is_label_sign(uint32_t cp)
{
    return (cp >= 0x2460 && cp <= 0x249B) || (cp >= 0x2776 && cp <= 0x277F) ||
           (cp >= 0x3220 && cp <= 0x3229) || is_one_of(cp, u"●■◆▪•○");
}

static size_t sign_end(const struct jx__text *text, size_t i)
{
    size_t k = i;
    if (is_label_sign(at(text, i)))
        return i + 1;
    while (at(text, k) == 0x2014 && k - i < 2) /* — —— */
        k++;
    if (k == i && is_one_of(at(text, i), u"-*–") && at(text, i + 1) == ' ')
        k++;
    return k;
}

size_t jx__label_end(const struct jx__text *text, size_t i)
{
    size_t end = is_one_of(at(text, i), u"(（") ? bracket_end(text, i) : number_end(text, i);
    if (end == i)
        end = sign_end(text, i);
    if (end == i)
        return i;
    while (end < text->n_chars && text->chars[end].class == JX__BLANK)
        end++;
    /* A label without a text after it is a text. */
    return end < text->n_chars && text->chars[end].class != JX__NEWLINE ? end : i;
}
