/* figure.c - a figure block: the drawing, its caption below.
 *
 * Layer:   layout.
 * Source:  CY/T 171-2019: number and title of a figure stand below it, centred.
 */
#include "layout/internal.h"

void jx__add_figure(const struct jx__setter *setter, struct jx__boxes *boxes,
                    const struct jx_block *block, int32_t width_mpt)
{
    const struct jx_look *look = &setter->style->looks[JX_LOOK_CAPTION];
    const struct jx__line_options options = {look, false, block->anchor, block->span};
    struct jx_str label = block->label;
    struct jx_text_run *runs;
    size_t n;

    if (!jx_str_empty(label) && block->inlines.n > 0)
        label = jx_str_printf(setter->arena, "%.*s　", JX_FMT(label));
    n = jx__runs(setter, look, label, &block->inlines, &runs);
    if (n > 0)
        jx__add_lines(setter, boxes, jx__set_runs(setter, look, runs, n, width_mpt), &options);
}
