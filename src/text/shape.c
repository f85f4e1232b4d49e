/* shape.c - characters into atoms and glyphs.
 *
 * Layer:   text.
 *
 * Han and full-width marks are their font's nominal glyph, cached; HarfBuzz shapes the rest (words, numbers, dashes that
 * join, marks above letters) one item of one font and run at a time, in font units.
 */
#include "text/internal.h"

/* Font units to mpt, rounded half away from zero. */
static int32_t to_mpt(int64_t units, int32_t size_mpt, int units_per_em)
{
    int64_t product = units * size_mpt;
    int64_t half = units_per_em / 2;
    return (int32_t)((product + (product < 0 ? -half : half)) / units_per_em);
}

static int32_t size_at(const struct jx__text *text, const struct jx__char *c)
{
    int32_t size = text->runs[c->run].style.size_mpt;
    return size > 0 ? size : 1;
}

static struct jx__atom *add_atom(struct jx__text *text, size_t first, size_t n_chars)
{
    const struct jx__char *c = &text->chars[first];
    struct jx__atom *atom = &text->atoms[text->n_atoms++];
    atom->font = c->font;
    atom->first_char = (uint32_t)first;
    atom->n_chars = (uint32_t)n_chars;
    atom->first_glyph = (uint32_t)text->shapes.n;
    atom->size_mpt = size_at(text, c);
    atom->class = c->class;
    atom->brk = c->brk;
    return atom;
}

static void add_glyph(struct jx__text *text, struct jx__atom *atom, struct jx__shaped shaped)
{
    JX_PUSH(text->scratch, &text->shapes, shaped);
    atom->n_glyphs++;
}

static int32_t mpt_of(const struct jx__atom *atom, int64_t units)
{
    return to_mpt(units, atom->size_mpt, atom->font->metrics.units_per_em);
}

/* How much of a mark's blank side may go: never more than half an em, and the ink keeps a little air. */
static int32_t squeezable(const struct jx__atom *atom, int32_t blank_units)
{
    int units_per_em = atom->font->metrics.units_per_em;
    int32_t free_units = blank_units - units_per_em * 4 / 100;
    if (free_units <= 0)
        return 0;
    return mpt_of(atom, free_units < units_per_em / 2 ? free_units : units_per_em / 2);
}

static bool is_mark(unsigned class)
{
    return class >= JX__OPEN && class <= JX__STOP;
}

static bool is_plain(const struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    bool single = i + 1 >= text->n_chars || c[1].class != JX__JOINED || c[1].run != c->run;
    return single && c->class <= JX__STOP;
}

static void add_plain(struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    struct jx__atom *atom = add_atom(text, i, 1);
    const struct jx__glyph_info *info = jx__face_glyph(c->font, c->cp);
    atom->advance_mpt = mpt_of(atom, info->advance_units);
    atom->wide = jx__face_is_wide(c->font, c->cp);
    if (!atom->wide)
        atom->class = JX__LATIN;
    if (is_mark(atom->class)) {
        info = jx__face_ink(c->font, c->cp);
        if (atom->class == JX__OPEN)
            atom->left_mpt = squeezable(atom, info->left_units);
        else
            atom->right_mpt = squeezable(atom, info->right_units);
    }
    add_glyph(text, atom, (struct jx__shaped){.id = info->glyph});
}

/* Blanks without a glyph of their own (tabs, U+3000 in a Western font) borrow the space's. */
static void add_blank(struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    struct jx__atom *atom = add_atom(text, i, 1);
    const struct jx__glyph_info *own = jx__face_glyph(c->font, c->cp);
    const struct jx__glyph_info *space = jx__face_glyph(c->font, ' ');
    const struct jx__glyph_info *info = own->glyph ? own : space;
    atom->advance_mpt = mpt_of(atom, info->advance_units);
    if (!own->glyph && c->cp == 0x3000)
        atom->advance_mpt = atom->size_mpt;
    else if (!info->glyph)
        atom->advance_mpt = atom->size_mpt / 4;
    atom->wide = c->cp == 0x3000;
    add_glyph(text, atom, (struct jx__shaped){.id = info->glyph});
}

/* ---- HarfBuzz ---- */

/* Which items may be shaped together: Chinese dashes and dots, or anything narrow, or a Han with what joins it. */
static unsigned item_kind(const struct jx__char *c)
{
    if (c->class == JX__DASH || c->class == JX__DOT)
        return JX__DASH;
    return c->class == JX__LATIN || c->class == JX__JOINED ? JX__LATIN : JX__HAN;
}

/* More marks on one letter than this are shaped apart: placing them takes quadratic time, and no language has so many (UAX #15
 * stops at 30). */
#define MAX_JOINED 32

static size_t item_end(const struct jx__text *text, size_t first)
{
    const struct jx__char *head = &text->chars[first];
    size_t end = first + 1, n_joined = 0;
    while (end < text->n_chars) {
        const struct jx__char *c = &text->chars[end];
        bool same = c->run == head->run && c->font == head->font;
        n_joined = c->class == JX__JOINED ? n_joined + 1 : 0;
        if (n_joined > MAX_JOINED)
            break;
        if (same && c->class == JX__JOINED) {
            end++;
            continue;
        }
        if (!same || item_kind(head) == JX__HAN || item_kind(c) != item_kind(head) ||
            is_plain(text, end) || c->class >= JX__BLANK)
            break;
        end++;
    }
    return end;
}

static hb_script_t script_of(const struct jx__text *text, size_t first, size_t end)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    for (size_t i = first; i < end; i++) {
        hb_script_t script = hb_unicode_script(unicode, text->chars[i].cp);
        if (script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED)
            return script;
    }
    return item_kind(&text->chars[first]) == JX__LATIN ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN;
}

static void run_hb(struct jx__text *text, size_t first, size_t end)
{
    hb_buffer_t *buffer = text->book->buffer;
    bool western = item_kind(&text->chars[first]) == JX__LATIN;
    /* Chinese fonts draw “ ” full width; inside Western words their narrow forms are asked for. */
    hb_feature_t narrow = {HB_TAG('p', 'w', 'i', 'd'), 1, 0, (unsigned)-1};
    hb_buffer_reset(buffer);
    for (size_t i = first; i < end; i++)
        hb_buffer_add(buffer, text->chars[i].cp, (unsigned)(i - first));
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script_of(text, first, end));
    hb_buffer_set_language(buffer, hb_language_from_string(western ? "en" : "zh-hans", -1));
    hb_shape(text->chars[first].font->hb, buffer, &narrow, western);
    if (!hb_buffer_allocation_successful(buffer))
        jx_arena_exhausted();
}

/* Where the cluster that begins with glyph k ends, in glyphs. */
static unsigned cluster_end(const hb_glyph_info_t *infos, unsigned n, unsigned k)
{
    unsigned end = k + 1;
    while (end < n && infos[end].cluster <= infos[k].cluster)
        end++;
    return end;
}

static void add_cluster(struct jx__text *text, const hb_glyph_info_t *infos,
                        const hb_glyph_position_t *positions, unsigned n, struct jx__atom *atom)
{
    int64_t pen = 0;
    for (unsigned k = 0; k < n; k++) {
        add_glyph(text, atom,
                  (struct jx__shaped){
                      .id = jx__face_checked(atom->font, infos[k].codepoint),
                      .dx_mpt = mpt_of(atom, pen + positions[k].x_offset),
                      .dy_mpt = mpt_of(atom, positions[k].y_offset),
                  });
        pen += positions[k].x_advance;
    }
    atom->advance_mpt = mpt_of(atom, pen > 0 ? pen : 0);
    atom->wide = atom->class != JX__LATIN && atom->class != JX__JOINED &&
                 (int64_t)atom->advance_mpt * 10 >= (int64_t)atom->size_mpt * 9;
    if (!atom->wide && atom->class != JX__DASH && atom->class != JX__DOT)
        atom->class = JX__LATIN;
}

static void add_item(struct jx__text *text, size_t first, size_t end)
{
    unsigned n;
    run_hb(text, first, end);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(text->book->buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(text->book->buffer, &n);
    if (n == 0) {
        /* Nothing but ignorables: keep their text with a glyph of no width. */
        struct jx__atom *atom = add_atom(text, first, end - first);
        atom->class = JX__LATIN;
        add_glyph(text, atom, (struct jx__shaped){.id = jx__face_glyph(atom->font, ' ')->glyph});
        return;
    }
    for (unsigned k = 0; k < n;) {
        unsigned stop = cluster_end(infos, n, k);
        size_t from = k == 0 ? 0 : infos[k].cluster;
        size_t to = stop < n ? infos[stop].cluster : end - first;
        struct jx__atom *atom = add_atom(text, first + from, to - from);
        add_cluster(text, infos + k, positions + k, stop - k, atom);
        k = stop;
    }
}

void jx__text_shape(struct jx__text *text)
{
    text->atoms = JX_ARRAY(text->scratch, struct jx__atom, text->n_chars);
    for (size_t i = 0; i < text->n_chars;) {
        size_t end = i + 1;
        if (text->chars[i].class == JX__NEWLINE)
            add_atom(text, i, 1);
        else if (text->chars[i].class == JX__BLANK)
            add_blank(text, i);
        else if (is_plain(text, i))
            add_plain(text, i);
        else
            add_item(text, i, end = item_end(text, i));
        i = end;
    }
}
