/* lines.c - text in a look becomes lines, lines become boxes.
 *
 * Layer:   layout.
 */
#include "layout/internal.h"

int32_t jx__baseline(int32_t size_mpt)
{
    return (int32_t)((int64_t)size_mpt * 88 / 100);
}

struct jx_text_run jx__run(const struct jx__setter *setter, const struct jx_look *look,
                           const struct jx_inline *in)
{
    struct jx_text_run run = {
        .text = in->kind == JX_I_BREAK ? JX_STR("\n") : in->text,
        .style = look->face,
        .link = jx_inline_link(in),
        .span = jx_inline_span(in),
    };

    if (in->flags & JX_I_STRONG)
        run.style.bold = true;
    if (in->flags & JX_I_EMPH)
        run.style.role = setter->style->emphasis_role;
    if (in->flags & JX_I_UNDERLINE)
        run.style.underline = true;
    return run;
}

size_t jx__runs(const struct jx__setter *setter, const struct jx_look *look, struct jx_str label,
                const struct jx_inlines *inlines, struct jx_text_run **ret_runs)
{
    struct jx_text_run *runs = JX_ARRAY(setter->arena, struct jx_text_run, inlines->n + 1);
    size_t n = 0;

    if (!jx_str_empty(label))
        runs[n++] = (struct jx_text_run){
            .text = label,
            .style = look->face,
            .span = inlines->n ? jx_inline_span(&inlines->items[0]) : JX_NO_SPAN,
        };
    for (size_t i = 0; i < inlines->n; i++)
        runs[n++] = jx__run(setter, look, &inlines->items[i]);
    *ret_runs = runs;
    return n;
}

/* Justified text of the body's size stands in the cells of a strict grid; what is smaller, larger or centred does not. */
static bool is_in_cells(const struct jx_style *style, const struct jx_look *look)
{
    return style->strict_grid && look->align == JX_ALIGN_JUSTIFY &&
           look->face.size_mpt == style->looks[JX_LOOK_BODY].face.size_mpt;
}

/* The nearest number of whole cells: 2字 are two cells. */
static int32_t whole_cells(const struct jx_style *style, int32_t mpt)
{
    const int32_t cell = style->grid_cell_mpt, half = cell / 2;

    return (mpt + (mpt < 0 ? -half : half)) / cell * cell;
}

struct jx_paragraph *jx__set_runs(const struct jx__setter *setter, const struct jx_look *look,
                                  const struct jx_text_run *runs, size_t n_runs, int32_t width_mpt)
{
    const bool in_cells = is_in_cells(setter->style, look);
    const struct jx_par_options options = {
        .width_mpt = width_mpt,
        .first_indent_mpt =
            in_cells ? whole_cells(setter->style, look->first_indent_mpt) : look->first_indent_mpt,
        .left_mpt = in_cells ? whole_cells(setter->style, look->left_mpt) : look->left_mpt,
        .right_mpt = look->right_mpt,
        .align = look->align,
        .title = look->align == JX_ALIGN_CENTER,
        .hang_labels = look->hang,
        .strict_grid = in_cells,
        .grid_cell_mpt = setter->style->grid_cell_mpt,
    };

    return jx_paragraph_set(setter->arena, setter->book, runs, n_runs, &options, setter->diags);
}

struct jx_paragraph *jx__set_label(const struct jx__setter *setter, const struct jx_look *look,
                                   struct jx_str text)
{
    const struct jx_text_run run = {.text = text, .style = look->face};
    const struct jx_par_options options = {
        .width_mpt = setter->style->page_height_mpt,
        .left_mpt = look->left_mpt,
        .align = JX_ALIGN_LEFT,
        .no_squeeze = true,
    };

    return jx_paragraph_set(setter->arena, setter->book, &run, 1, &options, setter->diags);
}

struct jx_paragraph *jx__set_text(const struct jx__setter *setter, const struct jx_look *look,
                                  struct jx_str text, int32_t width_mpt)
{
    const struct jx_text_run run = {.text = text, .style = look->face};

    return jx__set_runs(setter, look, &run, 1, width_mpt);
}

void jx__add_space(const struct jx__setter *setter, struct jx__boxes *boxes, int32_t mpt, bool keep)
{
    if (mpt > 0)
        JX_PUSH(setter->arena, boxes,
                (struct jx__box){.kind = JX__SPACE, .advance_mpt = mpt, .keep = keep});
}

void jx__fit(const struct jx__setter *setter, struct jx_look *look, struct jx_text_run *runs,
             size_t n_runs, int32_t width_mpt)
{
    const int32_t need =
        jx_text_measure(setter->arena, setter->book, runs, n_runs, setter->diags).max_mpt;
    const int64_t size = look->face.size_mpt;

    if (need <= width_mpt || (int64_t)need * 92 > (int64_t)width_mpt * 100)
        return;
    look->face.size_mpt = (int32_t)(size * width_mpt / need);
    look->pitch_mpt = (int32_t)((int64_t)look->pitch_mpt * look->face.size_mpt / size);
    for (size_t i = 0; i < n_runs; i++)
        runs[i].style.size_mpt = look->face.size_mpt;
}

/* May a page end after line i of n? Not after the first nor before the last line of a paragraph. */
static bool may_part(size_t i, size_t n)
{
    return i + 1 == n || (i >= 1 && i + 2 < n);
}

void jx__add_lines(const struct jx__setter *setter, struct jx__boxes *boxes,
                   const struct jx_paragraph *paragraph, const struct jx__line_options *options)
{
    const struct jx_look *look = options->look, *body = &setter->style->looks[JX_LOOK_BODY];
    const bool grid = setter->style->strict_grid;
    const int32_t size = look->face.size_mpt;
    const bool larger = grid && size > body->face.size_mpt;

    jx__add_space(setter, boxes, look->before_mpt, false);
    for (size_t i = 0; i < paragraph->n; i++) {
        const bool last = i + 1 == paragraph->n;

        JX_PUSH(setter->arena, boxes,
                (struct jx__box){
                    .kind = JX__LINE,
                    .height_mpt = size,
                    .advance_mpt = look->pitch_mpt,
                    .keep = last ? options->keep_next
                                 : options->keep_next || !may_part(i, paragraph->n),
                    .line = &paragraph->lines[i],
                    .baseline_mpt = jx__baseline(grid ? body->face.size_mpt : size),
                    .snap_mpt = grid ? body->pitch_mpt : 0,
                    .lead_mpt = larger ? body->pitch_mpt : 0,
                    .anchor = i == 0 ? options->anchor : JX_NO_STR,
                    .span = options->span,
                });
    }
    jx__add_space(setter, boxes, look->after_mpt, options->keep_next);
}
