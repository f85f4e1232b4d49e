/* itemize.c - runs into characters: what each is in its place, and which font it is set in.
 *
 * Layer:   text.
 *
 * The quotes “ ” ‘ ’, the dash —, the dots … and · have one code point for Chinese and Western text. Which one is meant
 * follows from the writing around them: a pair of quotes with Han or full-width marks on any of its four sides is
 * Chinese and comes, full width, from the Chinese font; inside Western words they come from the Western one.
 */
#include "text/internal.h"

/* What stands beside an ambiguous mark, blanks and other such marks left out. */
enum { SIDE_LEFT_HAN = 1, SIDE_LEFT_LATIN = 2, SIDE_RIGHT_HAN = 4, SIDE_RIGHT_LATIN = 8 };
#define SIDE_HAN (SIDE_LEFT_HAN | SIDE_RIGHT_HAN)
#define SIDE_LATIN (SIDE_LEFT_LATIN | SIDE_RIGHT_LATIN)

/* Deeper nesting of quotes is not paired. */
#define MAX_QUOTES 32

static size_t count_chars(const struct jx__text *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n_runs; i++)
        n += jx_utf8_count(text->runs[i].text);
    return n;
}

static void decode(struct jx__text *text)
{
    text->chars = JX_ARRAY(text->scratch, struct jx__char, count_chars(text));
    for (size_t run = 0; run < text->n_runs; run++) {
        struct jx_str s = text->runs[run].text;
        for (size_t pos = 0; pos < s.len;) {
            struct jx__char *c = &text->chars[text->n_chars++];
            c->run = (uint32_t)run;
            c->at = (uint32_t)pos;
            c->cp = jx_utf8_next(s, &pos);
            c->len = (uint8_t)(pos - c->at);
            c->class = (uint8_t)jx__class_of(c->cp);
        }
    }
}

/* ---- the writing around ambiguous marks ---- */

/* 1 Han, 2 Latin, 0 says nothing; the end of a line forgets. */
static unsigned writing_of(const struct jx__char *c, unsigned before)
{
    if (c->class == JX__NEWLINE)
        return 0;
    if (c->class == JX__BLANK || c->class == JX__JOINED || jx__is_ambiguous(c->cp))
        return before;
    return c->class == JX__LATIN ? 2 : 1;
}

static void mark_sides(struct jx__text *text)
{
    unsigned writing = 0;
    for (size_t i = 0; i < text->n_chars; i++) {
        text->chars[i].side = (uint8_t)writing;
        writing = writing_of(&text->chars[i], writing);
    }
    writing = 0;
    for (size_t i = text->n_chars; i-- > 0;) {
        text->chars[i].side = (uint8_t)(text->chars[i].side | writing << 2);
        writing = writing_of(&text->chars[i], writing);
    }
}

static bool is_latin_at(const struct jx__text *text, size_t i)
{
    return i < text->n_chars && text->chars[i].class == JX__LATIN;
}

static bool is_apostrophe(const struct jx__text *text, size_t i)
{
    return text->chars[i].cp == 0x2019 && i > 0 && is_latin_at(text, i - 1) &&
           is_latin_at(text, i + 1);
}

static bool sides_are_western(unsigned sides)
{
    return !(sides & SIDE_HAN) && (sides & SIDE_LATIN);
}

static void settle(struct jx__char *c, bool western)
{
    if (western)
        c->class = JX__LATIN;
}

/* Pair the quotes, so that both halves come from one font. */
static void settle_quotes(struct jx__text *text)
{
    size_t open[MAX_QUOTES];
    size_t depth = 0;
    for (size_t i = 0; i < text->n_chars; i++) {
        struct jx__char *c = &text->chars[i];
        if (c->class == JX__NEWLINE)
            depth = 0;
        if (c->cp == 0x201C || c->cp == 0x2018) {
            settle(c, sides_are_western(c->side));
            if (depth < MAX_QUOTES)
                open[depth++] = i;
        } else if (c->cp == 0x201D || c->cp == 0x2019) {
            bool apostrophe = is_apostrophe(text, i);
            bool pairs = !apostrophe && depth > 0 && text->chars[open[depth - 1]].cp == c->cp - 1;
            unsigned sides = c->side;
            if (pairs) {
                struct jx__char *opening = &text->chars[open[--depth]];
                sides |= opening->side;
                opening->class = sides_are_western(sides) ? JX__LATIN : JX__OPEN;
            }
            settle(c, apostrophe || sides_are_western(sides));
        }
    }
}

static bool is_doubled(const struct jx__text *text, size_t i)
{
    uint32_t cp = text->chars[i].cp;
    return (i > 0 && text->chars[i - 1].cp == cp) ||
           (i + 1 < text->n_chars && text->chars[i + 1].cp == cp);
}

static void settle_others(struct jx__text *text)
{
    for (size_t i = 0; i < text->n_chars; i++) {
        struct jx__char *c = &text->chars[i];
        if (c->cp == 0x2014 || c->cp == 0x2026)
            settle(c, !is_doubled(text, i) && sides_are_western(c->side));
        else if (c->cp == 0xB7)
            settle(c, sides_are_western(c->side));
    }
}

/* ---- fonts ---- */

/* Was it told before that nobody has cp? From now on it was. */
static bool said_before(struct jx_font_book *book, uint32_t cp)
{
    uint8_t **page = &book->said[(cp >> 8) % JX__PAGES];
    if (!*page)
        *page = JX_ARRAY(book->arena, uint8_t, 32);
    uint8_t *bits = &(*page)[(cp & 0xff) / 8];
    uint8_t bit = (uint8_t)(1u << (cp & 7));
    bool before = *bits & bit;
    *bits |= bit;
    return before;
}

/* A message given where no place was known (a cover) gets the place where the character is met next. */
static void add_place(struct jx_diags *diags, struct jx_str sign, struct jx_span span)
{
    for (size_t i = 0; span.line1 != 0 && i < diags->n; i++) {
        struct jx_diag *diag = &diags->items[i];
        if (diag->code == JX_D_GLYPH_MISSING && diag->span.line1 == 0 &&
            jx_str_find(diag->text, sign, 0) != SIZE_MAX)
            diag->span = span;
    }
}

/* Once for each character: the same text is measured and set more than once, and one font mends all its places. */
static void warn_missing(struct jx__text *text, const struct jx__char *c)
{
    struct jx_font_book *book = text->book;
    struct jx_span span = text->runs[c->run].span;
    struct jx_str sign = jx_str_sub(text->runs[c->run].text, c->at, c->len);
    if (!text->diags)
        return;
    if (!said_before(book, c->cp)) {
        JX_SAY(text->diags, GLYPH_MISSING, span, sign,
               jx_str_printf(text->diags->arena, "U+%04X", c->cp));
        book->n_unplaced += span.line1 == 0;
    } else if (book->n_unplaced > 0 && span.line1 != 0) {
        add_place(text->diags, sign, span);
    }
}

/* In a Chinese text a quote that the first font draws narrow comes from the next one that draws it full. */
static struct jx_font *wide_font(struct jx_font_book *book, unsigned role, uint32_t cp,
                                 struct jx_font *font)
{
    if (jx__face_is_wide(font, cp))
        return font;
    for (size_t i = 0; i < book->roles[role].n; i++) {
        struct jx_font *other = book->roles[role].chain[i];
        if (jx__face_glyph(other, cp)->glyph != 0 && jx__face_is_wide(other, cp))
            return other;
    }
    return font;
}

static unsigned role_or_first(const struct jx_font_book *book, unsigned role)
{
    return role < book->n_roles ? role : 0;
}

/* The Western role first for what is narrow, then the run's role, then whatever font has it. */
static bool find_font(struct jx__text *text, struct jx__char *c)
{
    const struct jx_char_style *style = &text->runs[c->run].style;
    struct jx_font_book *book = text->book;
    unsigned role = role_or_first(book, style->role);
    uint32_t cp = c->class == JX__BLANK && c->cp != 0x3000 ? ' ' : c->cp;
    bool narrow = c->class == JX__LATIN || c->class == JX__JOINED || cp == ' ';
    bool missing = false;
    struct jx_font *font = NULL;
    c->role = (uint8_t)role;
    if (narrow && style->latin_role < book->n_roles)
        font = jx__chain_font(book, style->latin_role, cp);
    if (font)
        c->role = (uint8_t)style->latin_role;
    else
        font = jx_font_for_char(book, role, cp, &missing);
    if (c->class == JX__OPEN || c->class == JX__CLOSE)
        font = wide_font(book, role, cp, font);
    c->font = jx__font_use(book, font);
    return !missing;
}

/* A mark is set in the font of its letter. One that this font lacks stands alone, in a font that has it. */
static bool joins_previous(const struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    return c->class == JX__JOINED && i > 0 && c[-1].run == c->run && c[-1].class != JX__NEWLINE &&
           jx__face_joins(c[-1].font, c[-1].cp, c->cp);
}

static void choose_fonts(struct jx__text *text)
{
    for (size_t i = 0; i < text->n_chars; i++) {
        struct jx__char *c = &text->chars[i];
        if (joins_previous(text, i)) {
            c->font = c[-1].font;
            c->role = c[-1].role;
            continue;
        }
        if (!find_font(text, c) && c->class != JX__BLANK && c->class != JX__NEWLINE &&
            !jx__is_unseen(c->cp))
            warn_missing(text, c);
    }
}

void jx__text_load(struct jx__text *text)
{
    decode(text);
    mark_sides(text);
    settle_quotes(text);
    settle_others(text);
    choose_fonts(text);
}
