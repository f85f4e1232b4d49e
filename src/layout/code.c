/* code.c - 查验码: a QR code drawn as squares, and beside it the words that people read.
 *
 * Layer:   layout.
 * Source:  ISO/IEC 18004 (QR code, error correction M, quiet zone of 4 modules); drawn by libqrencode's matrix.
 */
#include "layout/chart.h"

#include <qrencode.h>

#define QUIET 4                /* modules of white on each side */
#define LEAST_VERSION 4        /* 33 modules: smaller ones would be below 20 mm at 0.5 mm each */
#define GAP_MPT 5669           /* 2 mm between code and words */
#define LEAST_MARGIN_MPT 14173 /* 5 mm of paper that printers leave white */
#define MAX_LINES 4

struct code {
    struct jx__art *art; /* black on a white square; of an unissued document an empty frame */
    int32_t side_mpt;    /* quiet zone included */
    const struct jx_paragraph *words[MAX_LINES];
    size_t n_words;
    int32_t pitch_mpt, size_mpt;
};

/* ---- the QR code ---- */

/* A reader goes to the site, where there is one; else it shows what the words say. */
static struct jx_str payload(struct jx_arena *arena, const struct jx_check_code *code,
                             struct jx_str text)
{
    if (!jx_str_empty(code->site))
        return jx_str_printf(arena, "%.*s%.*s", JX_FMT(code->site), JX_FMT(text));
    return jx_str_printf(arena, "%.*s%s查验码 %.*s", JX_FMT(code->number),
                         jx_str_empty(code->number) ? "" : "\n", JX_FMT(text));
}

static bool is_dark(const QRcode *qr, int row, int column)
{
    return (qr->data[row * qr->width + column] & 1) != 0;
}

/* One rectangle for each run of dark modules in a row; all of them one path, so that no seams show between rows. */
static void draw_squares(struct jx__art *art, const QRcode *qr, int32_t module_mpt)
{
    struct jx__trail trail = {.arena = art->pager.setter->arena};

    for (int row = 0; row < qr->width; row++)
        for (int from = 0, to; from < qr->width; from = to + 1) {
            for (to = from; to < qr->width && is_dark(qr, row, to);)
                to++;
            if (to > from)
                jx__trail_rect(&trail, (const int32_t[]){(QUIET + from) * module_mpt,
                                                         (QUIET + row) * module_mpt,
                                                         (to - from) * module_mpt, module_mpt});
        }
    jx__art_path(art, &trail, &(struct jx_path){.fill = true});
}

static void draw_ground(struct jx__art *art, int32_t side_mpt, bool issued)
{
    struct jx__trail trail = {.arena = art->pager.setter->arena};
    const int32_t inset = issued ? 0 : side_mpt / 20;
    const int32_t side = side_mpt - 2 * inset;

    jx__trail_rect(&trail, (const int32_t[]){inset, inset, side, side});
    jx__art_path(
        art, &trail,
        &(struct jx_path){
            .fill = issued, .fill_rgb = 0xffffff, .stroke = !issued, .stroke_mpt = JX__RULE_MPT});
}

/* Until the document is issued its place is as large as a code of the first version would be. */
static void set_symbol(const struct jx__setter *setter, struct code *code)
{
    const struct jx_check_code *print = &setter->document->code;
    const bool issued = !jx_str_empty(print->text);
    const struct jx_str text = payload(
        setter->arena, print, issued ? print->text : JX_STR("V1-0000-0000-0000-0000-0000-00"));
    QRcode *qr = QRcode_encodeString(text.ptr, LEAST_VERSION, QR_ECLEVEL_M, QR_MODE_8, 1);

    if (qr == NULL) {
        JX_SAY(setter->diags, CODE_LONG, JX_NO_SPAN);
        return;
    }
    code->side_mpt = (qr->width + 2 * QUIET) * setter->style->module_mpt;
    draw_ground(code->art, code->side_mpt, issued);
    if (issued)
        draw_squares(code->art, qr, setter->style->module_mpt);
    QRcode_free(qr);
}

/* ---- the words ---- */

static void add_words(const struct jx__setter *setter, struct code *code,
                      const struct jx_look *look, struct jx_str text, int32_t width_mpt)
{
    if (!jx_str_empty(text) && code->n_words < MAX_LINES)
        code->words[code->n_words++] = jx__set_text(setter, look, text, width_mpt);
}

static struct code *make(const struct jx__setter *setter, enum jx_align align, struct jx_str note,
                         int32_t width_mpt)
{
    const struct jx_check_code *print = &setter->document->code;
    struct jx_look look = setter->style->looks[JX_LOOK_CODE];
    struct code *code = JX_NEW(setter->arena, struct code);

    look.align = align;
    code->pitch_mpt = look.pitch_mpt;
    code->size_mpt = look.face.size_mpt;
    code->art = jx__art_new(setter, width_mpt, JX_NO_SPAN);
    set_symbol(setter, code);
    width_mpt -= code->side_mpt + GAP_MPT;
    if (jx_str_empty(print->text)) {
        add_words(setter, code, &look, JX_STR("未出具，没有查验码"), width_mpt);
        return code;
    }
    if (!jx_str_empty(print->number))
        add_words(setter, code, &look,
                  jx_str_printf(setter->arena, "报告编号：%.*s", JX_FMT(print->number)), width_mpt);
    add_words(setter, code, &look, print->edition, width_mpt);
    add_words(setter, code, &look,
              jx_str_printf(setter->arena, "查验码：%.*s", JX_FMT(print->text)), width_mpt);
    add_words(setter, code, &look, note, width_mpt);
    return code;
}

static int32_t words_mpt(const struct code *code)
{
    int32_t n = 0;

    for (size_t i = 0; i < code->n_words; i++)
        n += (int32_t)code->words[i]->n;
    return n > 0 ? (n - 1) * code->pitch_mpt + code->size_mpt : 0;
}

/* The words stand beside the middle of the square. */
static void draw(struct jx__pager *pager, const struct code *code, const int32_t square_mpt[2],
                 int32_t words_x_mpt, struct jx_span span)
{
    int32_t y = square_mpt[1] + (code->side_mpt - words_mpt(code)) / 2;

    jx__put_items(pager, &code->art->pager.items, square_mpt[0], square_mpt[1]);
    for (size_t i = 0; i < code->n_words; i++)
        for (size_t k = 0; k < code->words[i]->n; k++) {
            jx__put_line(pager, &code->words[i]->lines[k], words_x_mpt,
                         y + jx__baseline(code->size_mpt), span);
            y += code->pitch_mpt;
        }
}

/* ---- in the text, on the cover ---- */

static void draw_box(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt,
                     int32_t y_mpt)
{
    const struct code *code = box->data;
    const int32_t more = box->height_mpt - code->side_mpt;

    draw(pager, code, (const int32_t[]){x_mpt, y_mpt + more / 2}, x_mpt + code->side_mpt + GAP_MPT,
         box->span);
}

void jx__add_code(const struct jx__setter *setter, struct jx__boxes *boxes,
                  const struct jx_block *block, int32_t width_mpt)
{
    const struct jx_str note = block->inlines.n > 0 ? block->inlines.items[0].text : JX_NO_STR;
    const struct code *code = make(setter, JX_ALIGN_LEFT, note, width_mpt);
    const int32_t words = words_mpt(code);
    const int32_t height = words > code->side_mpt ? words : code->side_mpt;

    jx__add_space(setter, boxes, setter->style->looks[JX_LOOK_BODY].pitch_mpt / 2, false);
    JX_PUSH(setter->arena, boxes,
            (struct jx__box){.kind = JX__DRAWN,
                             .height_mpt = height,
                             .advance_mpt = height,
                             .draw = draw_box,
                             .data = code,
                             .span = block->span});
}

int32_t jx__draw_cover_code(struct jx__pager *pager)
{
    const struct code *code = make(pager->setter, JX_ALIGN_RIGHT, JX_NO_STR, pager->width_mpt);
    const int32_t above = pager->y_mpt - GAP_MPT - code->side_mpt;
    const bool fits = above >= LEAST_MARGIN_MPT;
    const int32_t y = fits ? above : pager->y_mpt;

    draw(pager, code, (const int32_t[]){pager->x_mpt + pager->width_mpt - code->side_mpt, y},
         pager->x_mpt, JX_NO_SPAN);
    return fits ? 0 : code->side_mpt;
}
