/* figure.c - numbers, names and lengths of figures. */
#include "document/figure_make.h"

#define MIN_MM 5
#define MAX_MM 1000

void jx__figure_push(struct jx__builder *b, const struct jx_figure *figure,
                     const struct jx__figure_place *place)
{
    struct jx_block block = {
        .kind = JX_B_FIGURE, .span = place->span, .figure = figure, .inlines = place->caption};
    bool named = !jx_str_empty(place->anchor.str);
    bool numbered = place->numbered.set ? place->numbered.truth : place->caption.n > 0 || named;
    if (numbered)
        block.label = jx__number_figure(b->arena, &b->numbering);
    if (named) {
        struct jx__anchor anchor = {.span = place->anchor.span};
        anchor.name = jx_str_printf(b->arena, "图:%.*s", JX_FMT(place->anchor.str));
        anchor.label = numbered ? block.label : jx__inlines_text(b->arena, &place->caption);
        block.anchor = jx__anchor_add(b->arena, &b->numbering, anchor, b->diags);
    }
    JX_PUSH(b->arena, &b->blocks, block);
}

/* ---- lengths ---- */

static bool take_ending(struct jx_str *text, struct jx_str ending)
{
    if (!jx_str_ends(*text, ending))
        return false;
    *text = jx_str_trim(jx_str_sub(*text, 0, text->len - ending.len));
    return true;
}

/* number × numerator ÷ denominator, rounded half up; false outside [low, high] (of the number). */
static bool scale(struct jx_arena *arena, struct jx_str text, const int64_t range[2],
                  const int64_t ratio[2], int64_t *ret)
{
    struct jx_num num;
    if (!jx_num_parse(arena, text, &num) || jx_num_cmp(num, jx_num_int(arena, range[0])) < 0 ||
        jx_num_cmp(num, jx_num_int(arena, range[1])) > 0)
        return false;
    num = jx_num_div(arena, jx_num_mul(arena, num, jx_num_int(arena, ratio[0])),
                     jx_num_int(arena, ratio[1]));
    return jx_num_to_int(jx_num_round(arena, num, 0, JX_ROUND_HALF_UP), ret);
}

bool jx__figure_length(struct jx__builder *b, const struct jx_text *text, int32_t *ret_mpt,
                       uint32_t *ret_permille)
{
    struct jx_str left = jx_str_trim(text->str);
    int64_t value = 0;
    if (jx_str_empty(left))
        return true;
    if (ret_permille != NULL &&
        (take_ending(&left, JX_STR("%")) || take_ending(&left, JX_STR("％")))) {
        if (scale(b->arena, left, (const int64_t[]){1, 100}, (const int64_t[]){10, 1}, &value)) {
            *ret_permille = (uint32_t)value;
            return true;
        }
    } else {
        (void)(take_ending(&left, JX_STR("mm")) || take_ending(&left, JX_STR("毫米")));
        if (scale(b->arena, left, (const int64_t[]){MIN_MM, MAX_MM}, (const int64_t[]){720000, 254},
                  &value)) {
            *ret_mpt = (int32_t)value;
            return true;
        }
    }
    JX_SAY(b->diags, FIGURE_LENGTH, text->span, text->str);
    return false;
}
