/* blocks.c - blocks of the document become boxes.
 *
 * Layer:   layout.
 */
#include "layout/internal.h"

int32_t jx__measure_mpt(const struct jx_style *style, bool landscape)
{
    return landscape ? style->height_mpt : style->width_mpt;
}

static const struct jx_look *look_at(const struct jx__setter *setter, enum jx_look_name name)
{
    return &setter->style->looks[name];
}

/* A block that is one paragraph in one look. */
static void add_text(const struct jx__setter *setter, struct jx__boxes *boxes,
                     const struct jx_block *block, const struct jx_look *block_look,
                     int32_t width_mpt)
{
    const bool title =
        block->kind == JX_B_TITLE || block->kind == JX_B_ATTACHMENT || block->kind == JX_B_ABSTRACT;
    struct jx_look look = *block_look;
    const struct jx__line_options options = {&look, title || block->kind == JX_B_HEADING,
                                             block->anchor, block->span};
    struct jx_text_run *runs;
    const size_t n = jx__runs(setter, &look, block->label, &block->inlines, &runs);

    if (n == 0)
        return;
    if (title)
        jx__fit(setter, &look, runs, n, width_mpt);
    jx__add_lines(setter, boxes, jx__set_runs(setter, &look, runs, n, width_mpt), &options);
}

static void add_heading(const struct jx__setter *setter, struct jx__boxes *boxes,
                        const struct jx_block *block, int32_t width_mpt)
{
    static const enum jx_look_name looks[] = {JX_LOOK_HEADING1, JX_LOOK_HEADING2, JX_LOOK_HEADING3,
                                              JX_LOOK_HEADING4};
    const unsigned level = block->level >= 1 && block->level <= 4 ? block->level : 4;

    add_text(setter, boxes, block, look_at(setter, looks[level - 1]), width_mpt);
}

/* Deeper items stand two characters further in, each. */
static void add_item(const struct jx__setter *setter, struct jx__boxes *boxes,
                     const struct jx_block *block, int32_t width_mpt)
{
    struct jx_look look = *look_at(setter, JX_LOOK_BODY);

    if (block->level > 1)
        look.first_indent_mpt += (int32_t)(block->level - 1) * 2 * look.face.size_mpt;
    if (look.first_indent_mpt > width_mpt / 2)
        look.first_indent_mpt = width_mpt / 2;
    add_text(setter, boxes, block, &look, width_mpt);
}

/* GB/T 9704-2012 7.3.4: the label alone on the first line, the title centred on the third. */
static void add_attachment(const struct jx__setter *setter, struct jx__boxes *boxes,
                           const struct jx_block *block, int32_t width_mpt)
{
    struct jx_block title = *block;
    const struct jx_look *look = look_at(setter, JX_LOOK_ATTACHMENT_LABEL);
    const struct jx__line_options options = {look, true, block->anchor, block->span};

    if (!jx_str_empty(block->label))
        jx__add_lines(setter, boxes, jx__set_text(setter, look, block->label, width_mpt), &options);
    title.label = JX_NO_STR;
    title.anchor = jx_str_empty(block->label) ? block->anchor : JX_NO_STR;
    add_text(setter, boxes, &title, look_at(setter, JX_LOOK_ATTACHMENT_TITLE), width_mpt);
}

/* How far behind the start of a label the text after it begins, its blank included. */
static int32_t label_mpt(const struct jx__setter *setter, const struct jx_look *look,
                         struct jx_str label)
{
    const struct jx_text_run run = {.text = jx_str_printf(setter->arena, "%.*s名", JX_FMT(label)),
                                    .style = look->face};

    return jx_text_measure(setter->arena, setter->book, &run, 1, setter->diags).max_mpt -
           look->face.size_mpt;
}

/* GB/T 9704-2012 7.3.4: one blank line below the text; a second line begins below the first character of the name. */
static void add_attachment_line(const struct jx__setter *setter, struct jx__boxes *boxes,
                                const struct jx_block *block, int32_t width_mpt)
{
    const struct jx_str word = JX_STR("附件：");
    const bool first = jx_str_starts(block->label, word);
    struct jx_look look = *look_at(setter, JX_LOOK_BODY);
    const struct jx_str number = jx_str_sub(block->label, first ? word.len : 0, SIZE_MAX);
    const int32_t word_mpt = 3 * look.face.size_mpt;
    const int32_t number_mpt = label_mpt(setter, &look, number);

    if (block->level == 1)
        jx__add_space(setter, boxes, look.pitch_mpt, true);
    look.align = JX_ALIGN_LEFT;
    look.hang = false;
    look.left_mpt = look.first_indent_mpt + word_mpt + number_mpt;
    look.first_indent_mpt = -number_mpt - (first ? word_mpt : 0);
    add_text(setter, boxes, block, &look, width_mpt);
}

void jx__add_block(const struct jx__setter *setter, struct jx__boxes *boxes,
                   const struct jx_block *block, bool landscape)
{
    const int32_t width = jx__measure_mpt(setter->style, landscape);

    switch (block->kind) {
    case JX_B_TITLE:
        add_text(setter, boxes, block, look_at(setter, JX_LOOK_TITLE), width);
        break;
    case JX_B_ABSTRACT:
        add_text(setter, boxes, block, look_at(setter, JX_LOOK_ABSTRACT_TITLE), width);
        break;
    case JX_B_HEADING:
        add_heading(setter, boxes, block, width);
        break;
    case JX_B_PARAGRAPH:
        add_text(setter, boxes, block, look_at(setter, JX_LOOK_BODY), width);
        break;
    case JX_B_ITEM:
        add_item(setter, boxes, block, width);
        break;
    case JX_B_TABLE:
        jx__add_table(setter, boxes, block, width);
        break;
    case JX_B_FIGURE:
        jx__add_figure(setter, boxes, block, landscape);
        break;
    case JX_B_ATTACHMENT:
        add_attachment(setter, boxes, block, width);
        break;
    case JX_B_ATTACHMENT_LINE:
        add_attachment_line(setter, boxes, block, width);
        break;
    case JX_B_SIGNATURES:
        jx__add_signatures(setter, boxes, block->signatures, width);
        break;
    case JX_B_CODE:
        jx__add_code(setter, boxes, block, width);
        break;
    case JX_B_SPACE:
        jx__add_space(setter, boxes,
                      (int32_t)block->level * look_at(setter, JX_LOOK_BODY)->pitch_mpt, false);
        break;
    case JX_B_COVER:
    case JX_B_TOC:
    case JX_B_PAGE_BREAK:
        break; /* their pages are made by layout.c */
    }
}
