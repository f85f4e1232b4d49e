/* pieces.c - the places where lines of a paragraph may end, found once before lines are chosen.
 *
 * Layer:   text.
 *
 * A piece between two legal places that is wider than a line is opened: first where things were only kept together,
 * then inside words, at last anywhere between characters.
 */
#include "text/internal.h"

static bool too_wide(const struct jx__text *text, const struct jx__measure *measure, size_t first,
                     size_t end)
{
    int64_t room =
        measure->first_line_mpt < measure->line_mpt ? measure->first_line_mpt : measure->line_mpt;
    return jx__line_width(text, first, end, false) > room;
}

/* Add the places inside (first, end) of at least the degree brk, and end; open further what is still too wide. */
static void add_places(const struct jx__text *text, const struct jx__measure *measure, size_t first,
                       size_t end, unsigned brk, struct jx__places *places)
{
    for (size_t from = first; from < end;) {
        size_t to = from + 1;
        while (to < end && text->atoms[to].brk < brk)
            to++;
        if (to - from > 1 && brk > JX__BREAK_FORBIDDEN && too_wide(text, measure, from, to))
            add_places(text, measure, from, to, brk - 1, places);
        if (places->n == 0 || places->items[places->n - 1].atom != to) {
            uint8_t level = to < end ? text->atoms[to].brk : (uint8_t)JX__BREAK_LEGAL;
            JX_PUSH(text->scratch, places, (struct jx__place){(uint32_t)to, level});
        }
        from = to;
    }
}

void jx__places_find(const struct jx__text *text, const struct jx__measure *measure, size_t first,
                     size_t end, struct jx__places *places)
{
    JX_PUSH(text->scratch, places, (struct jx__place){(uint32_t)first, JX__BREAK_FORCED});
    unsigned brk = measure->break_anywhere ? JX__BREAK_KEPT
                   : measure->justify      ? JX__BREAK_RARE
                                           : JX__BREAK_SOFT;
    add_places(text, measure, first, end, brk, places);
}
