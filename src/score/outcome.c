/* outcome.c - results of rules: points, their one rounding, the sentence that explains them.
 *
 * Layer:   score.
 * Memory:  texts live in the arena of the result.
 */
#include "score/internal.h"
#include "score/words.h"

struct jx_str jx__share_text(struct jx_arena *arena, struct jx_num ratio, int digits)
{
    struct jx_num percent = jx_num_mul(arena, ratio, jx_num_int(arena, 100));
    struct jx_num shown = jx_num_round(arena, percent, digits, JX_ROUND_HALF_UP);
    return jx_str_printf(arena, "%.*s%%", JX_FMT(jx_num_text(arena, shown, digits)));
}

struct jx_str jx__quantity_text(const struct jx__case *c, struct jx_num num)
{
    bool percent = c->target.percent || c->mixed;
    struct jx_str unit = percent ? JX_STR("%") : c->target.unit;
    struct jx_str text = jx_num_text(c->arena, num, 4);
    return jx_str_printf(c->arena, "%.*s%.*s", JX_FMT(text), JX_FMT(unit));
}

void jx__outcome_say(const struct jx__case *c, struct jx__outcome *outcome, struct jx_num points,
                     struct jx_str explanation)
{
    (void)c;
    outcome->computed = true;
    outcome->score = points;
    outcome->explanation = explanation;
}

void jx__outcome_met(const struct jx__case *c, struct jx__outcome *outcome, bool met)
{
    struct jx_str actual = c->actual.text;
    struct jx_str target = c->target.text;
    struct jx_str weight = jx__points_text(c->arena, c->weight);
    if (met)
        jx__outcome_say(c, outcome, c->weight,
                        jx_str_printf(c->arena, JX_W_TARGET_MET, JX_FMT(c->lead), JX_FMT(actual),
                                      JX_FMT(target), JX_FMT(weight)));
    else
        jx__outcome_say(c, outcome, (struct jx_num){0},
                        jx_str_printf(c->arena, JX_W_TARGET_MISSED, JX_FMT(c->lead), JX_FMT(actual),
                                      JX_FMT(target)));
}

/* ＝ when the text says it all, else ≈. */
static const char *equals_sign(struct jx_arena *arena, struct jx_num exact)
{
    struct jx_num shown = jx_num_round(arena, exact, 6, JX_ROUND_HALF_UP);
    return jx_num_cmp(shown, exact) == 0 ? JX_W_EQUALS : JX_W_ABOUT;
}

void jx__outcome_points(const struct jx__case *c, struct jx__outcome *outcome,
                        struct jx_str arithmetic, struct jx_num exact)
{
    static const char *const words[] = {JX_W_HALF_UP, JX_W_HALF_EVEN, JX_W_DOWN};
    const char *sign = equals_sign(c->arena, exact);
    struct jx_str text = jx_num_text(c->arena, exact, 6);
    outcome->computed = true;
    outcome->score = exact;
    if (!c->scheme->round_total)
        outcome->score = jx_num_round(c->arena, exact, c->scheme->score_digits, c->scheme->round);
    struct jx_str score = jx__points_text(c->arena, outcome->score);
    if (c->scheme->round_total)
        outcome->explanation = jx_str_printf(c->arena, JX_W_POINTS_KEPT, JX_FMT(c->lead),
                                             JX_FMT(arithmetic), sign, JX_FMT(text));
    else if (jx_num_cmp(outcome->score, exact) == 0)
        outcome->explanation = jx_str_printf(c->arena, JX_W_POINTS_EXACT, JX_FMT(c->lead),
                                             JX_FMT(arithmetic), JX_FMT(score));
    else
        outcome->explanation =
            jx_str_printf(c->arena, JX_W_POINTS_ROUNDED, JX_FMT(c->lead), JX_FMT(arithmetic), sign,
                          JX_FMT(text), words[c->scheme->round], JX_FMT(score));
}

struct jx_str jx__outcome_formula(const struct jx__case *c, struct jx_str points,
                                  struct jx_num score)
{
    if (c->scheme->round_total)
        return jx__formula_proved(c, points.ptr, score);
    if (c->scheme->round == JX_ROUND_HALF_EVEN)
        return JX_NO_STR;
    const char *name = c->scheme->round == JX_ROUND_DOWN ? JX_W_TRUNC : JX_W_ROUND;
    struct jx_str text =
        jx_str_printf(c->arena, "%s(%.*s, %d)", name, JX_FMT(points), c->scheme->score_digits);
    return jx__formula_proved(c, text.ptr, score);
}

bool jx__worth_read(const struct jx__case *c, const struct jx_text *text, struct jx_num *ret_points)
{
    struct jx_target t = jx_target_parse(c->arena, text->str);
    bool number = t.kind == JX_TARGET_NUM && t.op == JX_OP_NONE &&
                  (t.percent || jx_str_empty(t.unit) || jx_str_is(t.unit, "分"));
    struct jx_num points = t.num;
    if (number && t.percent)
        points =
            jx_num_div(c->arena, jx_num_mul(c->arena, t.num, c->weight), jx_num_int(c->arena, 100));
    if (!number || jx_num_sign(points) < 0 || jx_num_cmp(points, c->weight) > 0) {
        JX_SAY(c->diags, WORTH_BAD, text->span, c->label, text->str,
               jx__points_text(c->arena, c->weight));
        return false;
    }
    *ret_points = points;
    return true;
}
