/* text.c - glyph runs as text operators. */
#include "pdf/internal.h"

/* A bold stroke is this part of the size wide (in all, both sides of the outline). */
#define BOLD_PART 30

/* Glyphs of one TJ array, under the 8191 elements of PDF 1.4 with a number before each. */
#define TJ_GLYPHS 2000

void jx__pen_fill(struct jx__pen *pen, uint32_t rgb)
{
    if (pen->fill_rgb == rgb)
        return;
    jx__put_rgb(pen->buf, rgb);
    jx_buf_adds(pen->buf, " rg\n");
    pen->fill_rgb = rgb;
}

void jx__pen_leave_text(struct jx__pen *pen)
{
    if (pen->in_text)
        jx_buf_adds(pen->buf, "ET\n");
    pen->in_text = false;
}

static void set_milli(struct jx__pen *pen, int64_t milli, const char *operator_name)
{
    jx__put_milli(pen->buf, milli);
    jx_buf_adds(pen->buf, operator_name);
}

static void set_stroke(struct jx__pen *pen, int32_t stroke_mpt, uint32_t rgb)
{
    if (stroke_mpt != 0 && pen->stroke_rgb != rgb) {
        jx__put_rgb(pen->buf, rgb);
        jx_buf_adds(pen->buf, " RG\n");
        pen->stroke_rgb = rgb;
    }
    if (pen->stroke_mpt == stroke_mpt)
        return;
    if (stroke_mpt == 0)
        jx_buf_adds(pen->buf, "0 Tr\n");
    else
        set_milli(pen, stroke_mpt, pen->stroke_mpt == 0 ? " w 2 Tr\n" : " w\n");
    pen->stroke_mpt = stroke_mpt;
}

static void set_font(struct jx__pen *pen, size_t font, int32_t size_mpt, int32_t hscale_10ppm)
{
    if (pen->font != font || pen->size_mpt != size_mpt) {
        jx_buf_printf(pen->buf, "/F%zu ", font);
        set_milli(pen, size_mpt, " Tf\n");
        pen->font = font;
        pen->size_mpt = size_mpt;
    }
    if (pen->hscale_10ppm != hscale_10ppm)
        set_milli(pen, 100000 + hscale_10ppm, " Tz\n");
    pen->hscale_10ppm = hscale_10ppm;
}

static void set_rise(struct jx__pen *pen, int32_t rise_mpt)
{
    if (pen->rise_mpt != rise_mpt)
        set_milli(pen, rise_mpt, " Ts\n");
    pen->rise_mpt = rise_mpt;
}

/* Where a TJ array stands. */
struct tj {
    struct jx__pen *pen;
    int64_t em;      /* 1/1000 mpt */
    int64_t micro;   /* reached, in millionths of an em from the run's start */
    size_t n_glyphs; /* in the open array */
    bool in_string;
};

static int64_t divide_round(int64_t a, int64_t b)
{
    return (a >= 0 ? a + b / 2 : a - b / 2) / b;
}

static void tj_close(struct tj *tj)
{
    if (tj->in_string)
        jx_buf_addc(tj->pen->buf, '>');
    if (tj->n_glyphs > 0)
        jx_buf_adds(tj->pen->buf, "]TJ\n");
    tj->in_string = false;
    tj->n_glyphs = 0;
}

/* Move to x_mpt from the run's start, as near as an integer TJ number comes. */
static void tj_move(struct tj *tj, int32_t x_mpt)
{
    int64_t target = divide_round((int64_t)x_mpt * 1000000000, tj->em);
    int64_t number = divide_round(tj->micro - target, 1000);
    if (number == 0)
        return;
    if (tj->in_string)
        jx_buf_addc(tj->pen->buf, '>');
    tj->in_string = false;
    jx__put_milli(tj->pen->buf, number * 1000);
    tj->micro -= number * 1000;
}

static void tj_show(struct tj *tj, const struct jx_glyph *glyph, uint32_t code)
{
    if (tj->n_glyphs == TJ_GLYPHS || glyph->dy_mpt != tj->pen->rise_mpt)
        tj_close(tj);
    set_rise(tj->pen, glyph->dy_mpt);
    if (tj->n_glyphs == 0)
        jx_buf_addc(tj->pen->buf, '[');
    tj_move(tj, glyph->x_mpt);
    if (!tj->in_string)
        jx_buf_addc(tj->pen->buf, '<');
    jx__put_hex4(tj->pen->buf, code);
    tj->in_string = true;
    tj->n_glyphs++;
}

static void put_glyphs(const struct jx__font *font, struct jx__pen *pen,
                       const struct jx_glyph_run *run)
{
    struct tj tj = {.pen = pen};
    struct jx__glyph_walk walk = {.run = run};
    const struct jx_glyph *glyph;
    struct jx_str text;
    tj.em = divide_round((int64_t)run->size_mpt * (100000 + pen->hscale_10ppm), 100);
    while (jx__glyph_walk_next(&walk, &glyph, &text)) {
        size_t code = jx__codes_find(&font->codes, glyph->id, text);
        tj_show(&tj, glyph, font->codes.items[code].code);
        tj.micro += jx__font_advance_micro(run->font, glyph->id);
    }
    tj_close(&tj);
}

void jx__text_put(struct jx__pdf *pdf, struct jx__pen *pen, const struct jx_glyph_run *run,
                  struct jx_point at, uint32_t rgb)
{
    const struct jx__font *font = jx__font_of(pdf, run->font);
    if (run->n == 0 || run->size_mpt <= 0 || !font)
        return;
    jx__pen_fill(pen, rgb);
    set_stroke(pen, run->stroke_bold ? run->size_mpt / BOLD_PART : 0, rgb);
    if (!pen->in_text)
        jx_buf_adds(pen->buf, "BT\n");
    pen->in_text = true;
    set_font(pen, (size_t)(font - pdf->fonts) + 1, run->size_mpt,
             (int32_t)divide_round(run->hscale_ppm, 10));
    jx_buf_adds(pen->buf, "1 0 0 1 ");
    set_milli(pen, at.x_mpt, " ");
    set_milli(pen, (int64_t)at.y_mpt + run->rise_mpt, " Tm\n");
    put_glyphs(font, pen, run);
}
