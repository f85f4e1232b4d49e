/* paragraph.c - text set into lines: the way through the room, from runs to lines.
 *
 * Layer:   text.
 */
#include "text/internal.h"

/* A measure under so many em is not justified. */
#define LEAST_JUSTIFIED_EM 20

/* Runs to atoms with the gaps between them. */
static void prepare(struct jx__text *text)
{
    jx__text_load(text);
    jx__text_break(text);
    jx__text_shape(text);
    jx__text_space(text);
}

static int64_t at_least_one(int64_t x)
{
    return x > 0 ? x : 1;
}

static struct jx__measure measure_of(const struct jx__text *text,
                                     const struct jx_par_options *options)
{
    int64_t line = (int64_t)options->width_mpt - options->left_mpt - options->right_mpt;
    int32_t em = text->n_runs ? text->runs[0].style.size_mpt : 0;
    struct jx__measure measure = {
        .line_mpt = at_least_one(line),
        .first_line_mpt = at_least_one(line - options->first_indent_mpt),
        .em_mpt = em > 0 ? em : 1,
        .keep_start = options->first_indent_mpt > 0,
        .break_anywhere = options->may_break_anywhere,
    };
    measure.justify = options->align == JX_ALIGN_JUSTIFY && !options->strict_grid &&
                      measure.line_mpt >= (int64_t)measure.em_mpt * LEAST_JUSTIFIED_EM;
    return measure;
}

static int64_t widest_piece(const struct jx__text *text, size_t from, size_t to)
{
    int64_t widest = 0;
    for (size_t first = from; first < to;) {
        size_t end = first + 1;
        while (end < to && text->atoms[end].brk < JX__BREAK_SOFT)
            end++;
        int64_t width = jx__line_width(text, first, end, false);
        widest = width > widest ? width : widest;
        first = end;
    }
    return widest;
}

/* A line behind a label is no narrower than so many em. */
#define LEAST_HANGING_EM 4

/* How far behind its first line the others of atoms [first, end) begin: behind the label, unless that leaves too little room. */
static int64_t hang_of(const struct jx__text *text, const struct jx__measure *measure,
                       const struct jx_par_options *options, size_t first, size_t end)
{
    const bool from_left = options->align == JX_ALIGN_LEFT || options->align == JX_ALIGN_JUSTIFY;
    if (!options->hang_labels || !from_left)
        return 0;
    size_t stop = jx__label_end(text, text->atoms[first].first_char);
    size_t body = first;
    while (body < end && text->atoms[body].first_char < stop)
        body++;
    if (body == first || body == end)
        return 0;
    int64_t hang = text->sums[body].width_mpt - text->sums[first].width_mpt -
                   text->atoms[first].gap_mpt + text->atoms[body].gap_mpt -
                   jx__start_trim(text, first, first == 0 && measure->keep_start);
    if (options->strict_grid)
        hang =
            (hang + options->grid_cell_mpt - 1) / options->grid_cell_mpt * options->grid_cell_mpt;
    int64_t room = measure->line_mpt - hang - (first == 0 ? options->first_indent_mpt : 0);
    bool fits = room >= (int64_t)measure->em_mpt * LEAST_HANGING_EM &&
                room >= widest_piece(text, body, end);
    return fits ? hang : 0;
}

/* The lines of atoms [first, end), which hold no forced break; none is one empty line. */
static void cut_stretch(const struct jx__text *text, const struct jx__measure *measure,
                        const struct jx_par_options *options, size_t first, size_t end,
                        struct jx__cuts *cuts)
{
    struct jx__measure own = *measure;
    size_t n = cuts->n;
    int32_t start = first == 0 ? options->first_indent_mpt : 0, rest = 0;
    int64_t hang = first < end ? hang_of(text, measure, options, first, end) : 0;
    if (hang > 0)
        rest = start + (int32_t)hang;
    own.line_mpt = measure->line_mpt - rest;
    own.first_line_mpt = first == 0 ? measure->first_line_mpt : measure->line_mpt;
    own.keep_start = first == 0 && measure->keep_start;
    if (end == first)
        JX_PUSH(text->scratch, cuts,
                (struct jx__cut){.first = (uint32_t)first, .end = (uint32_t)end});
    else if (options->strict_grid)
        jx__grid_compose(text, &own, options->grid_cell_mpt, first, end, cuts);
    else
        jx__compose(text, &own, first, end, cuts);
    for (size_t i = n; i < cuts->n; i++) {
        cuts->items[i].x_mpt = i == n ? start : rest;
        cuts->items[i].room_mpt = i == n ? own.first_line_mpt : own.line_mpt;
    }
}

/* Lines between forced breaks. */
static void cut_lines(const struct jx__text *text, const struct jx__measure *measure,
                      const struct jx_par_options *options, struct jx__cuts *cuts)
{
    for (size_t first = 0;;) {
        size_t end = first;
        while (end < text->n_atoms && text->atoms[end].class != JX__NEWLINE)
            end++;
        cut_stretch(text, measure, options, first, end, cuts);
        if (end == text->n_atoms)
            break;
        cuts->items[cuts->n - 1].forced = true;
        first = end + 1;
    }
    cuts->items[cuts->n - 1].last = true;
}

static size_t n_inside_words(const struct jx__text *text, const struct jx__cuts *cuts)
{
    size_t n = 0;
    for (size_t i = 1; i < cuts->n; i++)
        n += cuts->items[i].first < text->n_atoms &&
             text->atoms[cuts->items[i].first].brk < JX__BREAK_LEGAL;
    return n;
}

/* How many narrower measures are tried for a title. */
#define EVEN_TRIALS 48

/* Lines of even length: of the measures that need no more lines, the one with the fewest broken words, then the narrowest. They
 * stand in the room of the whole measure. */
static void cut_evenly(const struct jx__text *text, const struct jx__measure *measure,
                       const struct jx_par_options *options, struct jx__cuts *cuts)
{
    struct jx__measure narrow = *measure;
    size_t least;
    cut_lines(text, measure, options, cuts);
    least = n_inside_words(text, cuts);
    for (int64_t i = 1; i < EVEN_TRIALS && cuts->n > 1; i++) {
        struct jx__cuts tried = {0};
        narrow.line_mpt = narrow.first_line_mpt =
            at_least_one(measure->line_mpt * (EVEN_TRIALS - i) / EVEN_TRIALS);
        cut_lines(text, &narrow, options, &tried);
        if (tried.n > cuts->n)
            break;
        if (n_inside_words(text, &tried) <= least) {
            least = n_inside_words(text, &tried);
            *cuts = tried;
        }
    }
    for (size_t i = 0; i < cuts->n; i++)
        cuts->items[i].room_mpt = i == 0 ? measure->first_line_mpt : measure->line_mpt;
}

static int64_t widest_line(const struct jx__text *text)
{
    int64_t widest = 0;
    for (size_t first = 0; first < text->n_atoms;) {
        size_t end = first;
        while (end < text->n_atoms && text->atoms[end].class != JX__NEWLINE)
            end++;
        int64_t width = jx__line_width(text, first, end, false);
        widest = width > widest ? width : widest;
        first = end + 1;
    }
    return widest;
}

static int32_t clamp(int64_t x)
{
    return x < INT32_MAX ? (int32_t)x : INT32_MAX;
}

struct jx_paragraph *jx_paragraph_set(struct jx_arena *arena, struct jx_font_book *book,
                                      const struct jx_text_run *runs, size_t n_runs,
                                      const struct jx_par_options *options, struct jx_diags *diags)
{
    struct jx_arena_mark mark = jx_arena_mark(book->scratch);
    struct jx_par_options used = *options;
    used.strict_grid = options->strict_grid && options->grid_cell_mpt > 0;
    struct jx__text text = {
        .book = book,
        .scratch = book->scratch,
        .runs = runs,
        .n_runs = n_runs,
        .squeeze = !options->no_squeeze && !used.strict_grid,
        .by_words = options->title,
        .diags = diags,
    };
    prepare(&text);
    struct jx__measure measure = measure_of(&text, &used);
    struct jx__cuts cuts = {0};
    if (used.title)
        cut_evenly(&text, &measure, &used, &cuts);
    else
        cut_lines(&text, &measure, &used, &cuts);
    struct jx_paragraph *paragraph = JX_NEW(arena, struct jx_paragraph);
    paragraph->n = cuts.n;
    paragraph->lines = JX_ARRAY(arena, struct jx_line, cuts.n);
    paragraph->natural_width_mpt = clamp(widest_line(&text));
    for (size_t i = 0; i < cuts.n; i++)
        jx__line_build(&text, arena, &cuts.items[i], &used, &measure, &paragraph->lines[i]);
    jx_arena_reset(book->scratch, mark);
    return paragraph;
}

struct jx_text_extent jx_text_measure(struct jx_arena *arena, struct jx_font_book *book,
                                      const struct jx_text_run *runs, size_t n_runs,
                                      struct jx_diags *diags)
{
    (void)arena; /* nothing of the result lives longer than the call */
    struct jx_arena_mark mark = jx_arena_mark(book->scratch);
    struct jx__text text = {
        .book = book,
        .scratch = book->scratch,
        .runs = runs,
        .n_runs = n_runs,
        .squeeze = true,
        .diags = diags,
    };
    prepare(&text);
    struct jx_text_extent extent = {
        .min_mpt = clamp(widest_piece(&text, 0, text.n_atoms)),
        .max_mpt = clamp(widest_line(&text)),
    };
    jx_arena_reset(book->scratch, mark);
    return extent;
}
