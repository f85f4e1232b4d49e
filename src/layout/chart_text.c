/* chart_text.c - words and numbers of a chart.
 *
 * Layer:   layout.
 */
#include "layout/chart.h"

/* A number without stated digits prints at most so many. */
#define PLAIN_DIGITS 6
#define PLAIN_PERCENT_DIGITS 2

struct jx__label jx__label_set(const struct jx__setter *setter, const struct jx_look *chart_look,
                               struct jx_str text, int32_t width_mpt)
{
    struct jx_look look = *chart_look;
    struct jx__label label = {.size_mpt = look.face.size_mpt, .pitch_mpt = look.pitch_mpt};
    int64_t height;

    look.align = JX_ALIGN_LEFT;
    look.first_indent_mpt = look.left_mpt = look.right_mpt = 0;
    if (jx_str_empty(jx_str_trim(text)))
        return label;
    label.paragraph = jx__set_text(setter, &look, text,
                                   width_mpt > look.face.size_mpt ? width_mpt : look.face.size_mpt);
    for (size_t i = 0; i < label.paragraph->n; i++)
        if (label.paragraph->lines[i].width_mpt > label.width_mpt)
            label.width_mpt = label.paragraph->lines[i].width_mpt;
    height = (int64_t)label.paragraph->n * look.pitch_mpt;
    label.height_mpt = height < JX__FAR_MPT ? (int32_t)height : JX__FAR_MPT;
    return label;
}

void jx__label_put(struct jx__art *art, const struct jx__label *label, struct jx_point at,
                   int32_t width_mpt, enum jx_align align)
{
    int32_t y = at.y_mpt + (label->pitch_mpt - label->size_mpt) / 2 + jx__baseline(label->size_mpt);

    for (size_t i = 0; label->paragraph != NULL && i < label->paragraph->n; i++) {
        const struct jx_line *line = &label->paragraph->lines[i];
        const int32_t free = width_mpt - line->width_mpt;
        const int32_t shift = align == JX_ALIGN_RIGHT    ? free
                              : align == JX_ALIGN_CENTER ? free / 2
                                                         : 0;

        if (y > JX__FAR_MPT)
            break; /* far off any sheet */
        jx__put_line(&art->pager, line, at.x_mpt + shift - line->x_mpt, y, art->span);
        y += label->pitch_mpt;
    }
}

void jx__label_clear(struct jx__art *art, const struct jx__label *label, struct jx_point at)
{
    const int32_t pad = 1000;
    const int32_t lead = (label->pitch_mpt - label->size_mpt) / 2;
    struct jx__trail trail = {.arena = art->pager.setter->arena};

    if (label->paragraph == NULL)
        return;
    jx__trail_rect(&trail,
                   (const int32_t[]){at.x_mpt - pad, at.y_mpt + lead, label->width_mpt + 2 * pad,
                                     label->height_mpt - 2 * lead});
    jx__art_path(art, &trail, &(struct jx_path){.fill = true, .fill_rgb = 0xffffff});
}

struct jx_str jx__chart_number(struct jx_arena *arena, struct jx_num value,
                               const struct jx_num_format *format)
{
    struct jx_str text;

    if (format->percent)
        value = jx_num_mul(arena, value, jx_num_int(arena, 100));
    text = format->digits >= 0
               ? jx_num_fixed(arena, value, format->digits, JX_ROUND_HALF_UP)
               : jx_num_text(arena, value, format->percent ? PLAIN_PERCENT_DIGITS : PLAIN_DIGITS);
    return jx_str_printf(arena, "%.*s%.*s%s%.*s", JX_FMT(format->prefix), JX_FMT(text),
                         format->percent ? "%" : "", JX_FMT(format->suffix));
}
