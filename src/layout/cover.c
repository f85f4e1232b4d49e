/* cover.c - the cover: marks of the agency, title, number, the parties, the date.
 *
 * Layer:   layout.
 *
 * Four groups stand at fixed fractions of the text area, so that covers of a season look alike: marks at its top, the title with its number
 * from 24 %, the parties around 66 %, the date on its last line. A group that is too tall pushes the next one down.
 */
#include "layout/internal.h"

struct cover {
    struct jx__pager *pager;
    int32_t y_mpt;
};

static const struct jx_look *look_at(const struct cover *cover, enum jx_look_name name)
{
    return &cover->pager->setter->style->looks[name];
}

static void put_paragraph(struct cover *cover, const struct jx_look *look, struct jx_str text)
{
    const struct jx__pager *pager = cover->pager;
    const struct jx_paragraph *paragraph =
        jx__set_text(pager->setter, look, text, pager->width_mpt);

    for (size_t i = 0; i < paragraph->n; i++) {
        jx__put_line(cover->pager, &paragraph->lines[i], pager->x_mpt,
                     cover->y_mpt + jx__baseline(look->face.size_mpt), JX_NO_SPAN);
        cover->y_mpt += look->pitch_mpt;
    }
}

static void move_to(struct cover *cover, int32_t percent)
{
    const struct jx__pager *pager = cover->pager;
    const int32_t y = pager->y_mpt + (int32_t)((int64_t)pager->height_mpt * percent / 100);

    if (y > cover->y_mpt)
        cover->y_mpt = y;
}

/* The first mark is the agency's name; what follows (its spelling in Latin letters) is set smaller. */
static void put_marks(struct cover *cover, const struct jx_cover *block)
{
    for (size_t i = 0; i < block->n_marks; i++) {
        struct jx_look look = *look_at(cover, JX_LOOK_COVER_MARK);

        if (i > 0) {
            look.face.size_mpt = look.face.size_mpt * 6 / 10;
            look.pitch_mpt = look.pitch_mpt * 7 / 10;
        }
        put_paragraph(cover, &look, block->marks[i]);
    }
}

static void put_title(struct cover *cover, const struct jx_cover *block)
{
    const int32_t line = look_at(cover, JX_LOOK_BODY)->pitch_mpt;
    struct jx_look look = *look_at(cover, JX_LOOK_COVER_TITLE);

    for (size_t i = 0; i < block->n_title; i++) {
        struct jx_text_run run = {.text = block->title[i], .style = look.face};

        jx__fit(cover->pager->setter, &look, &run, 1, cover->pager->width_mpt);
    }
    for (size_t i = 0; i < block->n_title; i++)
        put_paragraph(cover, &look, block->title[i]);
    if (!jx_str_empty(block->stage)) {
        cover->y_mpt += line / 3;
        put_paragraph(cover, look_at(cover, JX_LOOK_COVER_NUMBER),
                      jx_str_printf(cover->pager->setter->arena, "（%.*s）", JX_FMT(block->stage)));
    }
    if (!jx_str_empty(block->number)) {
        cover->y_mpt += line / 2;
        put_paragraph(cover, look_at(cover, JX_LOOK_COVER_NUMBER), block->number);
    }
}

/* Labels and texts set, and the widest of each. */
struct fields {
    const struct jx_paragraph **labels; /* shape [n] */
    int32_t label_mpt, text_mpt;
};

static int32_t widest(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static struct fields set_fields(struct cover *cover, const struct jx_cover *block)
{
    const struct jx__setter *setter = cover->pager->setter;
    const struct jx_look *look = look_at(cover, JX_LOOK_COVER_FIELD);
    struct fields fields = {0};

    fields.labels = JX_ARRAY(setter->arena, const struct jx_paragraph *, block->n_fields);
    for (size_t i = 0; i < block->n_fields; i++) {
        const struct jx_text_run text = {.text = block->fields[i].text, .style = look->face};
        const struct jx_str label =
            jx_str_printf(setter->arena, "%.*s：", JX_FMT(block->fields[i].label));

        fields.labels[i] = jx__set_label(setter, look, label);
        fields.label_mpt = widest(fields.label_mpt, fields.labels[i]->lines[0].width_mpt);
        fields.text_mpt =
            widest(fields.text_mpt,
                   jx_text_measure(setter->arena, setter->book, &text, 1, setter->diags).max_mpt);
    }
    return fields;
}

/* Labels and texts in two columns, the pair centred on the page. */
static void put_fields(struct cover *cover, const struct jx_cover *block)
{
    struct jx__pager *pager = cover->pager;
    const struct jx_look *look = look_at(cover, JX_LOOK_COVER_FIELD);
    const int32_t baseline = jx__baseline(look->face.size_mpt);
    const struct fields fields = set_fields(cover, block);
    const int32_t most = pager->width_mpt - fields.label_mpt;
    const int32_t wish = fields.text_mpt + look->face.size_mpt / 8;
    const int32_t room = wish < most ? wish : most;
    const int32_t x = pager->x_mpt + (most - room) / 2;

    for (size_t i = 0; i < block->n_fields; i++) {
        const struct jx_paragraph *text =
            jx__set_text(pager->setter, look, block->fields[i].text, room);

        jx__put_line(pager, &fields.labels[i]->lines[0], x, cover->y_mpt + baseline, JX_NO_SPAN);
        for (size_t k = 0; k < text->n; k++) {
            jx__put_line(pager, &text->lines[k], x + fields.label_mpt, cover->y_mpt + baseline,
                         JX_NO_SPAN);
            cover->y_mpt += look->pitch_mpt;
        }
    }
}

void jx__draw_cover(struct jx__pager *pager, const struct jx_cover *block)
{
    struct cover cover = {pager, pager->y_mpt};

    if (block->code)
        cover.y_mpt += jx__draw_cover_code(pager);
    put_marks(&cover, block);
    move_to(&cover, 24);
    put_title(&cover, block);
    move_to(&cover, block->n_fields > 4 ? 60 : 66);
    put_fields(&cover, block);
    move_to(&cover, 96);
    if (!jx_str_empty(block->date))
        put_paragraph(&cover, look_at(&cover, JX_LOOK_COVER_DATE), block->date);
}
