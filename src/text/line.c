/* line.c - a chosen line into glyph runs at their places.
 *
 * Layer:   text.
 */
#include "text/internal.h"

/* Weight from which a face counts as bold already. */
#define BOLD_WEIGHT 600

/* A line being built. */
struct builder {
    const struct jx__text *text;
    struct jx_arena *arena;
    size_t first;
    size_t end; /* of what is visible */
    int32_t *x; /* origins of the atoms, from the line's left end; shape [end - first] */
    struct jx__fit fit;
    int64_t glyphs_mpt; /* advances of all atoms */
};

static const struct jx_text_run *run_of(const struct jx__text *text, size_t atom)
{
    return &text->runs[text->chars[text->atoms[atom].first_char].run];
}

static unsigned role_of(const struct jx__text *text, size_t atom)
{
    return text->chars[text->atoms[atom].first_char].role;
}

static bool looks_same(const struct builder *b, size_t i, size_t k)
{
    const struct jx__atom *p = &b->text->atoms[i];
    const struct jx__atom *q = &b->text->atoms[k];
    const struct jx_text_run *r = run_of(b->text, i);
    const struct jx_text_run *s = run_of(b->text, k);
    return p->font == q->font && role_of(b->text, i) == role_of(b->text, k) &&
           p->size_mpt == q->size_mpt && r->style.bold == s->style.bold &&
           r->style.underline == s->style.underline && r->style.rise_mpt == s->style.rise_mpt &&
           !r->link.ptr == !s->link.ptr && jx_str_eq(r->link, s->link);
}

/* Widening of the atoms [first, i), exact over the whole line. */
static int64_t widened_before(const struct builder *b, size_t i)
{
    if (b->fit.widen_mpt == 0)
        return 0;
    int64_t before = b->text->sums[i].glyphs_mpt - b->text->sums[b->first].glyphs_mpt;
    return b->fit.widen_mpt * before / b->glyphs_mpt;
}

static int32_t drawn_advance(const struct builder *b, size_t i)
{
    int64_t widened = widened_before(b, i + 1) - widened_before(b, i);
    return b->text->atoms[i].advance_mpt + (int32_t)widened;
}

static void place_atoms(struct builder *b, bool keep_start)
{
    int64_t pen = -jx__start_trim(b->text, b->first, keep_start);
    for (size_t i = b->first; i < b->end; i++) {
        if (i > b->first)
            pen += b->text->atoms[i].gap_mpt + b->fit.extra[i - b->first];
        b->x[i - b->first] = (int32_t)pen;
        pen += drawn_advance(b, i);
    }
}

static struct jx_str text_of(const struct jx__text *text, const struct jx__atom *atom)
{
    const struct jx__char *c = &text->chars[atom->first_char];
    const struct jx__char *last = c + atom->n_chars - 1;
    return jx_str_sub(text->runs[c->run].text, c->at, (size_t)(last->at - c->at) + last->len);
}

static int32_t hscale_ppm(const struct builder *b)
{
    return b->glyphs_mpt > 0 ? (int32_t)(b->fit.widen_mpt * 1000000 / b->glyphs_mpt) : 0;
}

static void fill_glyphs(const struct builder *b, size_t i, size_t stop, struct jx_glyph_run *run)
{
    const struct jx__text *text = b->text;
    size_t n = 0;
    for (size_t k = i; k < stop; k++)
        n += text->atoms[k].n_glyphs;
    run->glyphs = JX_ARRAY(b->arena, struct jx_glyph, n);
    for (; i < stop; i++) {
        const struct jx__atom *atom = &text->atoms[i];
        for (size_t k = 0; k < atom->n_glyphs; k++) {
            const struct jx__shaped *shaped = &text->shapes.items[atom->first_glyph + k];
            struct jx_glyph *glyph = &run->glyphs[run->n++];
            int64_t dx = shaped->dx_mpt + (int64_t)shaped->dx_mpt * run->hscale_ppm / 1000000;
            glyph->id = shaped->id;
            glyph->x_mpt = run->x_mpt + b->x[i - b->first] + (int32_t)dx;
            glyph->dy_mpt = shaped->dy_mpt;
            glyph->text = k == 0 ? text_of(text, atom) : JX_STR("");
        }
    }
}

/* One run of atoms [i, stop). run->x_mpt is filled in last: glyphs count from it. */
static void build_run(const struct builder *b, size_t i, size_t stop, struct jx_glyph_run *run)
{
    const struct jx__atom *atom = &b->text->atoms[i];
    const struct jx_text_run *source = run_of(b->text, i);
    int32_t from = b->x[i - b->first];
    int32_t to = b->x[stop - 1 - b->first] + drawn_advance(b, stop - 1);
    /* A line under two runs has no hole between them. */
    bool goes_on =
        stop < b->end && source->style.underline && run_of(b->text, stop)->style.underline;
    *run = (struct jx_glyph_run){
        .font = atom->font,
        .role = role_of(b->text, i),
        .size_mpt = atom->size_mpt,
        .hscale_ppm = hscale_ppm(b),
        .stroke_bold = source->style.bold && atom->font->metrics.weight < BOLD_WEIGHT,
        .underline = source->style.underline,
        .rise_mpt = source->style.rise_mpt,
        .x_mpt = -from,
        .width_mpt = (goes_on ? b->x[stop - b->first] : to) - from,
        .link = source->link,
    };
    fill_glyphs(b, i, stop, run);
    run->x_mpt = from;
}

static size_t run_end(const struct builder *b, size_t i)
{
    size_t end = i + 1;
    while (end < b->end && looks_same(b, i, end))
        end++;
    return end;
}

static void build_runs(const struct builder *b, struct jx_line *line)
{
    for (size_t i = b->first; i < b->end; i = run_end(b, i))
        line->n++;
    line->runs = JX_ARRAY(b->arena, struct jx_glyph_run, line->n);
    size_t n = 0;
    for (size_t i = b->first; i < b->end;) {
        size_t stop = run_end(b, i);
        build_run(b, i, stop, &line->runs[n]);
        line->runs[n++].x_mpt += line->x_mpt;
        i = stop;
    }
}

/* Of the largest size on the line; an empty line takes the size that stands at its place. */
static int32_t largest_size(const struct jx__text *text, const struct jx__cut *cut, int32_t em_mpt)
{
    int32_t largest = 0;
    for (size_t i = cut->first; i < cut->end; i++)
        if (text->atoms[i].size_mpt > largest)
            largest = text->atoms[i].size_mpt;
    if (largest == 0 && cut->first < text->n_atoms)
        largest = text->atoms[cut->first].size_mpt;
    return largest > 0 ? largest : em_mpt;
}

static int32_t offset_of(enum jx_align align, int64_t room_mpt, int64_t width_mpt)
{
    int64_t free_mpt = room_mpt > width_mpt ? room_mpt - width_mpt : 0;
    if (align == JX_ALIGN_CENTER)
        return (int32_t)(free_mpt / 2);
    return align == JX_ALIGN_RIGHT ? (int32_t)free_mpt : 0;
}

/* Positions and width of the visible atoms. */
static int64_t set_atoms(struct builder *b, const struct jx__cut *cut,
                         const struct jx_par_options *options, const struct jx__measure *measure)
{
    bool opening = cut->first == 0;
    bool keep_start = opening && measure->keep_start;
    int64_t room = cut->room_mpt;
    if (b->end <= b->first)
        return 0;
    if (options->strict_grid)
        return jx__grid_place(b->text, cut, options->grid_cell_mpt, b->x);
    int64_t width = jx__line_width(b->text, cut->first, cut->end, keep_start);
    bool justified = measure->justify && !(cut->last || cut->forced);
    if (measure->justify && (justified || width > room)) {
        int64_t natural = width;
        jx__justify(b->text, b->first, b->end, room - natural, &b->fit);
        width = natural + b->fit.widen_mpt;
        for (size_t i = 0; i < b->end - b->first; i++)
            width += b->fit.extra[i];
    }
    place_atoms(b, keep_start);
    return width;
}

void jx__line_build(const struct jx__text *text, struct jx_arena *arena, const struct jx__cut *cut,
                    const struct jx_par_options *options, const struct jx__measure *measure,
                    struct jx_line *line)
{
    struct jx_arena_mark mark = jx_arena_mark(text->scratch);
    size_t end = text->sums[cut->end].visible_end;
    size_t n = end > cut->first ? end - cut->first : 0;
    struct builder b = {
        .text = text,
        .arena = arena,
        .first = cut->first,
        .end = cut->first + n,
        .x = JX_ARRAY(text->scratch, int32_t, n),
        .fit = {.extra = JX_ARRAY(text->scratch, int32_t, n)},
        .glyphs_mpt = n ? text->sums[end].glyphs_mpt - text->sums[cut->first].glyphs_mpt : 0,
    };
    int64_t width = set_atoms(&b, cut, options, measure);
    int32_t size_mpt = largest_size(text, cut, measure->em_mpt);
    line->width_mpt = (int32_t)width;
    line->x_mpt = options->left_mpt + cut->x_mpt + offset_of(options->align, cut->room_mpt, width);
    line->ascent_mpt = (int32_t)((int64_t)size_mpt * 88 / 100);
    line->descent_mpt = size_mpt - line->ascent_mpt;
    line->gap_milli_em = b.fit.gap_milli_em;
    line->last = cut->last;
    line->forced = cut->forced;
    build_runs(&b, line);
    jx_arena_reset(text->scratch, mark);
}
