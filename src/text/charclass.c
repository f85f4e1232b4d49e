/* charclass.c - what a character is to the line: its class, where it may not stand.
 *
 * Layer:   text.
 * Source:  GB/T 15834-2011 4 (the marks) and 5.1 (their places), CLREQ 3.1.3 (prohibition rules for line start and line end),
 *          UAX #11 and UAX #44 through ICU.
 */
#include "text/internal.h"

#include <unicode/uchar.h>

/* Full-width marks, sorted by code point. */
static const struct mark {
    uint16_t cp;
    uint8_t class;
} marks[] = {
    {0x00B7, JX__DOT},   {0x2014, JX__DASH},  {0x2018, JX__OPEN},  {0x2019, JX__CLOSE},
    {0x201C, JX__OPEN},  {0x201D, JX__CLOSE}, {0x2026, JX__DASH},  {0x2027, JX__DOT},
    {0x22EF, JX__DASH},  {0x2E3A, JX__DASH},  {0x3001, JX__COMMA}, {0x3002, JX__STOP},
    {0x3008, JX__OPEN},  {0x3009, JX__CLOSE}, {0x300A, JX__OPEN},  {0x300B, JX__CLOSE},
    {0x300C, JX__OPEN},  {0x300D, JX__CLOSE}, {0x300E, JX__OPEN},  {0x300F, JX__CLOSE},
    {0x3010, JX__OPEN},  {0x3011, JX__CLOSE}, {0x3014, JX__OPEN},  {0x3015, JX__CLOSE},
    {0x3016, JX__OPEN},  {0x3017, JX__CLOSE}, {0x3018, JX__OPEN},  {0x3019, JX__CLOSE},
    {0x301A, JX__OPEN},  {0x301B, JX__CLOSE}, {0x301D, JX__OPEN},  {0x301E, JX__CLOSE},
    {0x301F, JX__CLOSE}, {0x30FB, JX__DOT},   {0xFF01, JX__STOP},  {0xFF08, JX__OPEN},
    {0xFF09, JX__CLOSE}, {0xFF0C, JX__COMMA}, {0xFF0E, JX__STOP},  {0xFF1A, JX__COMMA},
    {0xFF1B, JX__COMMA}, {0xFF1F, JX__STOP},  {0xFF3B, JX__OPEN},  {0xFF3D, JX__CLOSE},
    {0xFF5B, JX__OPEN},  {0xFF5D, JX__CLOSE}, {0xFF5F, JX__OPEN},  {0xFF60, JX__CLOSE},
};

static const struct mark *find_mark(uint32_t cp)
{
    size_t low = 0;
    size_t high = sizeof marks / sizeof *marks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marks[middle].cp == cp)
            return &marks[middle];
        if (marks[middle].cp < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool is_joined(uint32_t cp)
{
    if (cp == 0xAD)
        return true;
    return cp >= 0x300 && (u_hasBinaryProperty((UChar32)cp, UCHAR_GRAPHEME_EXTEND) ||
                           u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

/* Blanks that may end a line; no-break blanks are not among them. */
static bool is_blank(uint32_t cp)
{
    if (cp < 0xA0)
        return cp <= 0x20 || cp == 0x7F || cp >= 0x80;
    return cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A && cp != 0x2007) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0x205F || cp == 0x3000;
}

/* Letters and digits of the narrow scripts, wherever they stand in Unicode. */
static bool is_narrow_text(uint32_t cp)
{
    int width = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
    if (width == U_EA_FULLWIDTH || width == U_EA_WIDE)
        return false;
    return cp == 0xA0 || cp == 0x202F || cp == 0x2007 || u_isalpha((UChar32)cp) ||
           (cp >= 0x2010 && cp <= 0x2013) || cp == 0x20AC;
}

enum jx__class jx__class_of(uint32_t cp)
{
    if (cp == '\n')
        return JX__NEWLINE;
    if (cp > 0x20 && cp < 0x7F)
        return JX__LATIN;
    if (jx_cp_is_han(cp))
        return JX__HAN;
    if (is_blank(cp))
        return JX__BLANK;
    const struct mark *mark = find_mark(cp);
    if (mark)
        return (enum jx__class)mark->class;
    if (is_joined(cp))
        return JX__JOINED;
    return is_narrow_text(cp) ? JX__LATIN : JX__HAN;
}

bool jx__is_ambiguous(uint32_t cp)
{
    return cp == 0xB7 || cp == 0x2014 || cp == 0x2018 || cp == 0x2019 || cp == 0x201C ||
           cp == 0x201D || cp == 0x2026;
}

static bool is_in(uint32_t cp, const uint16_t *set, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (set[i] == cp)
            return true;
    return false;
}

/* The union of
 *   GB/T 15834-2011 5.1.1, 5.1.2  points 。，、；：？！, full-width and half-width;
 *                   5.1.3         second halves of quotes, brackets, book marks;
 *                   5.1.4, 5.1.5  —— and ……: the standard only keeps them whole; here they also stay with what stands before them;
 *                   5.1.6, 5.1.7, 5.1.9  connecting marks – － ～ ~, the dot ·, the stroke ／;
 *   CLREQ 3.1.3     the same, and signs that follow a number (％ ‰ ° ′ ″ ℃ ￠) and iteration marks (々).
 * Small forms (U+FE50 …) stand for the marks that they are made from. */
bool jx__is_start_forbidden(uint32_t cp)
{
    static const uint16_t others[] = {
        '!',    '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',    '}',    '~',
        0xA2,   0xB0,   0x2010, 0x2013, 0x2030, 0x2031, 0x2032, 0x2033, 0x203C, 0x2047, 0x2048,
        0x2049, 0x2103, 0x2109, 0x3005, 0x301C, 0x303B, 0x30FC, 0x30FD, 0x30FE, 0xFF05, 0xFF0D,
        0xFF0F, 0xFF5E, 0xFF61, 0xFF63, 0xFF64, 0xFF65, 0xFFE0, 0x2034, 0x2057, 0x2236, 0xFE50,
        0xFE51, 0xFE52, 0xFE54, 0xFE55, 0xFE56, 0xFE57, 0xFE5A, 0xFE5C, 0xFE5E, 0xFE6A,
    };
    if (cp > 0x7F && jx_cp_is_han(cp) && cp != 0x3005)
        return false;
    const struct mark *mark = find_mark(cp);
    if (mark)
        return mark->class != JX__OPEN;
    return is_in(cp, others, sizeof others / sizeof *others);
}

/* GB/T 15834-2011 5.1.3: first halves of quotes, brackets, book marks; 5.1.9: ／ neither ends nor begins a line; CLREQ 3.1.3:
 * signs that stand before a number (￥ $ £ № #). */
bool jx__is_end_forbidden(uint32_t cp)
{
    static const uint16_t others[] = {
        '#',    '$',    '(',    '[',    '{',    0xA3,   0xA5,   0x20AC, 0x2116, 0xFF04,
        0xFF0F, 0xFF62, 0xFFE1, 0xFFE5, 0xFE59, 0xFE5B, 0xFE5D, 0xFE69, 0xFF03,
    };
    const struct mark *mark = find_mark(cp);
    if (mark)
        return mark->class == JX__OPEN;
    return is_in(cp, others, sizeof others / sizeof *others);
}

bool jx__is_unseen(uint32_t cp)
{
    return u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool jx__is_digit(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

bool jx__is_chinese_digit(uint32_t cp)
{
    static const uint16_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
                                      0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x96F6};
    return is_in(cp, digits, sizeof digits / sizeof *digits);
}

bool jx__is_alnum(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
               cp == '%' || cp == '$' || cp == '+' || cp == '#' || cp == '&' || cp == '@';
    return cp == 0x2030 || cp == 0x20AC || u_isalpha((UChar32)cp);
}
