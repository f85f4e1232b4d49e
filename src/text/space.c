/* space.c - the gaps between atoms: squeezed marks, the gap between Han and Latin, and how far each may give.
 *
 * Layer:   text.
 * Source:  GB/T 15834-2011 5.1.10, 5.1.11 (marks at a line's end, squeezed marks); CLREQ 3.1.6 (adjustment of marks), 3.2.2 (mixed text), 3.1.8 (order of adjustment).
 */
#include "text/internal.h"

/* Gap between Han and Latin, and the most that any gap may become before readers of the PDF take it for a blank (0.09 em less
 * what the rounding of positions in the PDF may add);
 * 1/1000 em. */
#define MIXED_GAP 80
#define WIDEST_GAP 89
/* The most that a mark gives up beside another character: at half an em exactly poppler takes what follows for another line. */
#define MOST_SQUEEZED 490
/* ，、；。 give up less when only their line is tight, so that their steps stay even over the page. */
#define MOST_POINT_SQUEEZED 350

static const struct jx__char *char_at(const struct jx__text *text, size_t i)
{
    return &text->chars[i];
}

static bool is_opening(const struct jx__atom *atom)
{
    return atom->class == JX__OPEN;
}

static bool is_closing(const struct jx__atom *atom)
{
    return atom->class >= JX__CLOSE && atom->class <= JX__STOP;
}

static bool is_han(const struct jx__text *text, const struct jx__atom *atom)
{
    uint32_t cp = char_at(text, atom->first_char)->cp;
    /* Kana count; signs of a cell's width (≥ ① □) do not. */
    return atom->class == JX__HAN && (jx_cp_is_han(cp) || (cp >= 0x3041 && cp <= 0x30FF));
}

static bool is_word(const struct jx__text *text, const struct jx__atom *atom, bool at_end)
{
    size_t i = at_end ? atom->first_char + atom->n_chars - 1 : atom->first_char;
    while (at_end && i > atom->first_char && char_at(text, i)->class == JX__JOINED)
        i--;
    return atom->class == JX__LATIN && jx__is_alnum(char_at(text, i)->cp);
}

static int32_t rise_of(const struct jx__text *text, const struct jx__atom *atom)
{
    return text->runs[char_at(text, atom->first_char)->run].style.rise_mpt;
}

static bool is_mixed(const struct jx__text *text, const struct jx__atom *a,
                     const struct jx__atom *b)
{
    bool meet =
        (is_han(text, a) && is_word(text, b, false)) || (is_word(text, a, true) && is_han(text, b));
    return meet && rise_of(text, a) == rise_of(text, b);
}

static int32_t share_of(int32_t size_mpt, int32_t milli)
{
    return (int32_t)((int64_t)size_mpt * milli / 1000);
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* The blank between two marks side by side, given up down to half an em. CLREQ 3.1.6.1, GB/T 15834-2011 5.1.11. */
static int32_t blank_between(const struct jx__atom *a, const struct jx__atom *b)
{
    if (is_closing(a) && is_opening(b))
        return a->right_mpt + b->left_mpt;
    if (is_closing(a) && is_closing(b))
        return a->right_mpt;
    if (is_opening(a) && is_opening(b))
        return b->left_mpt;
    return 0;
}

static int32_t at_most(const struct jx__atom *a, const struct jx__atom *b, int32_t squeeze_mpt)
{
    return smaller(squeeze_mpt, share_of(smaller(a->size_mpt, b->size_mpt), MOST_SQUEEZED));
}

static enum jx__tier tier_of(const struct jx__atom *mark)
{
    if (mark->class == JX__COMMA)
        return JX__TIER_COMMA;
    return mark->class == JX__STOP ? JX__TIER_STOP : JX__TIER_BRACKET;
}

/* What a closing mark may give up before a character that is no mark. */
static int32_t squeeze_of(const struct jx__atom *mark, const struct jx__atom *next)
{
    const int32_t squeeze_mpt = at_most(mark, next, mark->right_mpt);

    if (tier_of(mark) == JX__TIER_BRACKET)
        return squeeze_mpt;
    return smaller(squeeze_mpt, share_of(mark->size_mpt, MOST_POINT_SQUEEZED));
}

static void set_shrink(struct jx__atom *b, enum jx__tier tier, int32_t shrink_mpt)
{
    b->tier = (uint8_t)tier;
    b->shrink_mpt = shrink_mpt > 0 ? shrink_mpt : 0;
}

/* How much the gap before b may shrink, and in which turn. */
static void shrink_gap(const struct jx__text *text, const struct jx__atom *a, struct jx__atom *b)
{
    if (a->class == JX__BLANK && !a->wide)
        set_shrink(b, JX__TIER_BLANK, a->advance_mpt - a->size_mpt / 4);
    else if (b->gap_mpt < 0 || !text->squeeze)
        return;
    else if (is_closing(a))
        set_shrink(b, tier_of(a), squeeze_of(a, b));
    else if (is_opening(b))
        set_shrink(b, JX__TIER_BRACKET, at_most(a, b, b->left_mpt));
    else if (b->gap_mpt > 0)
        set_shrink(b, JX__TIER_GAP, b->gap_mpt / 2);
}

static bool is_solid(const struct jx__atom *a, const struct jx__atom *b)
{
    return a->class == JX__DASH && b->class == JX__DASH;
}

/* A / or ( between Han: PDFBox takes less beside it for a blank than elsewhere. */
static bool is_narrow_sign(const struct jx__text *text, const struct jx__atom *atom, bool at_end)
{
    return atom->class == JX__LATIN && !is_word(text, atom, at_end);
}

static void stretch_gap(const struct jx__text *text, const struct jx__atom *a, struct jx__atom *b)
{
    int32_t size_mpt = smaller(a->size_mpt, b->size_mpt);
    if (a->class == JX__BLANK) {
        b->stretch = JX__STRETCH_BLANK;
        b->stretch_mpt = a->advance_mpt < size_mpt / 2 ? size_mpt / 2 - a->advance_mpt : 0;
    } else if (char_at(text, a->first_char)->chain && char_at(text, b->first_char)->chain) {
        b->stretch = JX__STRETCH_CHAIN;
    } else if (b->class == JX__BLANK || is_solid(a, b) || (!a->wide && !b->wide) ||
               is_narrow_sign(text, a, true) || is_narrow_sign(text, b, false)) {
        b->stretch = JX__STRETCH_NONE;
    } else {
        b->stretch = b->gap_mpt > 0 ? JX__STRETCH_MIXED : JX__STRETCH_HAN;
        b->stretch_mpt = share_of(size_mpt, WIDEST_GAP) - (b->gap_mpt > 0 ? b->gap_mpt : 0);
    }
}

static void set_gap(const struct jx__text *text, const struct jx__atom *a, struct jx__atom *b)
{
    if (a->class == JX__NEWLINE || b->class == JX__NEWLINE)
        return;
    if (text->squeeze)
        b->gap_mpt = -at_most(a, b, blank_between(a, b));
    if (is_mixed(text, a, b))
        b->gap_mpt = share_of(smaller(a->size_mpt, b->size_mpt), MIXED_GAP);
    shrink_gap(text, a, b);
    stretch_gap(text, a, b);
}

/* Characters that make a last line more than a lonely one. */
static uint32_t signs_in(const struct jx__text *text, const struct jx__atom *atom)
{
    uint32_t n = 0;
    for (size_t i = 0; i < atom->n_chars; i++) {
        const struct jx__char *c = char_at(text, atom->first_char + i);
        bool mark = c->class >= JX__OPEN && c->class <= JX__STOP;
        n += !mark && c->class != JX__BLANK && c->class != JX__NEWLINE && c->class != JX__JOINED &&
             !(c->class == JX__LATIN && jx__is_start_forbidden(c->cp) && c->cp != '%');
    }
    return n;
}

static void add_up(struct jx__text *text)
{
    text->sums = JX_ARRAY(text->scratch, struct jx__sum, text->n_atoms + 1);
    for (size_t i = 0; i < text->n_atoms; i++) {
        const struct jx__atom *atom = &text->atoms[i];
        const struct jx__sum *before = &text->sums[i];
        bool vanishes = atom->class == JX__BLANK || atom->class == JX__NEWLINE;
        text->sums[i + 1] = (struct jx__sum){
            .width_mpt = before->width_mpt + atom->gap_mpt + atom->advance_mpt,
            .glyphs_mpt = before->glyphs_mpt + atom->advance_mpt,
            .shrink_mpt = before->shrink_mpt + atom->shrink_mpt,
            .stretch_mpt = before->stretch_mpt + atom->stretch_mpt,
            .n_signs = before->n_signs + signs_in(text, atom),
            .visible_end = vanishes ? before->visible_end : (uint32_t)(i + 1),
        };
    }
}

void jx__text_space(struct jx__text *text)
{
    for (size_t i = 1; i < text->n_atoms; i++)
        set_gap(text, &text->atoms[i - 1], &text->atoms[i]);
    add_up(text);
}

int32_t jx__start_trim(const struct jx__text *text, size_t first, bool keep_start)
{
    return text->squeeze && !keep_start ? text->atoms[first].left_mpt : 0;
}

int64_t jx__line_width(const struct jx__text *text, size_t first, size_t end, bool keep_start)
{
    size_t visible = text->sums[end].visible_end;
    if (visible <= first)
        return 0;
    int64_t width = text->sums[visible].width_mpt - text->sums[first].width_mpt -
                    text->atoms[first].gap_mpt - jx__start_trim(text, first, keep_start);
    if (text->squeeze)
        width -= text->atoms[visible - 1].right_mpt;
    return width;
}
