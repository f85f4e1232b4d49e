/* case.c - one leaf with its numbers read: what every rule looks at; 完成率; formulas for spreadsheets.
 *
 * Layer:   score.
 * Memory:  the arena of the result.
 */
#include "input/suggest.h"
#include "score/expr.h"
#include "score/internal.h"
#include "score/words.h"

/* ---- target and actual ---- */

static struct jx_str label_of(struct jx_arena *arena, const struct jx_indicator *leaf)
{
    struct jx_str name = jx_shown(arena, leaf->name.str);
    if (jx_str_empty(leaf->id.str))
        return name;
    return jx_str_printf(arena, "%.*s %.*s", JX_FMT(leaf->id.str), JX_FMT(name));
}

/* A comparison that stands in a cell of its own (指标性质) goes with a target that has none. */
static void apply_nature(struct jx__case *c)
{
    bool words = false;
    enum jx_target_op op = jx__notation_nature(c->arena, c->leaf->nature.str, &words);
    if (words && c->target.kind != JX_TARGET_NONE)
        c->target.kind = JX_TARGET_WORDS;
    else if (c->target.kind == JX_TARGET_NUM && c->target.op == JX_OP_NONE)
        c->target.op = op;
}

/* 计量单位 goes with a number that has none. */
static void apply_unit(struct jx__case *c, struct jx_target *t)
{
    bool number = t->kind == JX_TARGET_NUM || t->kind == JX_TARGET_RANGE;
    if (number && jx_str_empty(t->unit))
        t->unit = jx__notation_fold(c->arena, c->leaf->unit.str);
}

static struct jx_str unit_of(const struct jx_target *t)
{
    return t->percent ? JX_STR("%") : t->unit;
}

static void compare_units(struct jx__case *c)
{
    struct jx_num scale;
    c->comparable = false;
    if ((c->target.kind != JX_TARGET_NUM && c->target.kind != JX_TARGET_RANGE) ||
        c->actual.kind != JX_TARGET_NUM)
        return;
    c->comparable = jx__unit_scale(c->arena, unit_of(&c->actual), unit_of(&c->target), &scale);
    if (!c->comparable)
        return;
    c->reached = jx_num_mul(c->arena, c->actual.num, scale);
    c->mixed = c->target.percent != c->actual.percent &&
               (jx_str_empty(unit_of(&c->target)) || jx_str_empty(unit_of(&c->actual)));
    if (c->mixed)
        JX_SAY(c->diags, PERCENT_MIXED, jx__case_actual_span(c), c->label, c->target.text,
               c->actual.text);
}

struct jx__case jx__case_make(struct jx__data *data, struct jx_diags *diags,
                              const struct jx_scheme *scheme, const struct jx_indicator *leaf)
{
    struct jx__case c = {.arena = data->arena,
                         .diags = diags,
                         .scheme = scheme,
                         .data = data,
                         .leaf = leaf,
                         .finding = leaf->finding,
                         .weight = leaf->weight.num};
    c.label = label_of(c.arena, leaf);
    c.rule = jx__rule_name(leaf);
    c.lead = jx_str_printf(c.arena, JX_W_LEAD, JX_FMT(c.rule));
    c.target = jx_target_parse(c.arena, leaf->target.str);
    apply_nature(&c);
    apply_unit(&c, &c.target);
    if (c.finding) {
        c.stated = c.finding->score.set;
        c.stated_score = c.finding->score.num;
        c.actual = jx_target_parse(c.arena, c.finding->actual.str);
        apply_unit(&c, &c.actual);
    }
    c.failed = !jx__rule_derive(&c);
    compare_units(&c);
    return c;
}

void jx__case_limit(struct jx__case *c, struct jx_str target)
{
    c->target = jx_target_parse(c->arena, target);
    apply_unit(c, &c->target);
    compare_units(c);
}

/* Whether the ratio, rounded to the digits that are written, is what is written. */
static bool is_written(const struct jx__case *c, struct jx_num ratio)
{
    int digits = c->actual.num.digits > 0 ? c->actual.num.digits : 0;
    struct jx_num written = c->actual.num;
    if (c->actual.percent || jx_str_is(c->actual.unit, "%"))
        ratio = jx_num_mul(c->arena, ratio, jx_num_int(c->arena, 100));
    return jx_num_cmp(jx_num_round(c->arena, ratio, digits, c->scheme->round), written) == 0;
}

void jx__case_derive(struct jx__case *c, struct jx_num ratio, const char *source,
                     struct jx_str lead)
{
    struct jx_str text = jx__percent_text(c->arena, c->scheme, ratio);
    if (c->actual.kind == JX_TARGET_NUM && !is_written(c, ratio))
        JX_SAY(c->diags, ACTUAL_DIFFERS, c->finding->actual.span, c->label, c->actual.text,
               jx_str_of(source), text);
    if (c->actual.kind != JX_TARGET_NONE)
        return;
    struct jx_num percent = jx_num_mul(c->arena, ratio, jx_num_int(c->arena, 100));
    c->actual = (struct jx_target){.kind = JX_TARGET_NUM, .num = percent, .percent = true};
    c->actual.unit = JX_STR("%");
    c->actual.text = text;
    c->derived = true;
    c->lead = lead;
}

struct jx_span jx__case_actual_span(const struct jx__case *c)
{
    if (c->finding && c->finding->actual.str.ptr)
        return c->finding->actual.span;
    return c->finding ? c->finding->span : c->leaf->span;
}

struct jx_str jx__case_explain_stated(const struct jx__case *c)
{
    struct jx_num lost = jx_num_sub(c->arena, c->weight, c->stated_score);
    struct jx_str score = jx__points_text(c->arena, c->stated_score);
    struct jx_str weight = jx__points_text(c->arena, c->weight);
    if (jx_num_sign(lost) <= 0)
        return jx_str_printf(c->arena, JX_W_GIVEN_FULL, JX_FMT(score));
    struct jx_str reason = c->finding ? jx_str_trim(c->finding->reason.str) : JX_NO_STR;
    struct jx_str off = jx__points_text(c->arena, lost);
    if (jx_str_empty(reason))
        return jx_str_printf(c->arena, JX_W_GIVEN_LESS, JX_FMT(score), JX_FMT(weight), JX_FMT(off));
    return jx_str_printf(c->arena, JX_W_GIVEN_WHY, JX_FMT(score), JX_FMT(weight), JX_FMT(off),
                         JX_FMT(reason));
}

/* ---- formulas ---- */

/* Whether a spreadsheet's cell that shows this text holds a number: 90, 95%, -2.5. */
static bool is_cell_number(struct jx_str text)
{
    size_t i = text.len && text.ptr[0] == '-' ? 1 : 0;
    size_t end = text.len && text.ptr[text.len - 1] == '%' ? text.len - 1 : text.len;
    if (i >= end)
        return false;
    for (; i < end; i++)
        if ((text.ptr[i] < '0' || text.ptr[i] > '9') && text.ptr[i] != '.')
            return false;
    return true;
}

static struct jx_num cell_number(struct jx_arena *arena, const struct jx_target *t)
{
    return t->percent ? jx_num_div(arena, t->num, jx_num_int(arena, 100)) : t->num;
}

/* What the three names stand for in the proof. */
static struct jx_expr_value cell(void *context, struct jx_str name)
{
    const struct jx__case *c = context;
    struct jx_expr_value value = {.kind = JX_XV_NUM};
    if (jx_str_is(name, JX_W_WEIGHT))
        value.num = c->weight;
    else if (jx_str_is(name, JX_W_TARGET))
        value.num = cell_number(c->arena, &c->target);
    else if (jx_str_is(name, JX_W_ACTUAL))
        value.num = cell_number(c->arena, &c->actual);
    else
        value.kind = JX_XV_ERROR;
    return value;
}

/* Whether the formula over the cells gives this number. */
static bool proves(const struct jx__case *c, struct jx_str formula, struct jx_num expected)
{
    struct jx_sources sources = {.arena = c->arena};
    struct jx_diags diags;
    struct jx_expr *expr = NULL;
    struct jx__case copy = *c;
    jx_diags_init(&diags, c->arena, &sources);
    if (jx_expr_parse(c->arena, formula, JX_NO_SPAN, &diags, &expr) != JX_OK)
        return false;
    struct jx_expr_value value = jx_expr_eval(c->arena, expr, cell, &copy, &diags);
    return value.kind == JX_XV_NUM && jx_num_cmp(value.num, expected) == 0;
}

struct jx_str jx__formula_proved(const struct jx__case *c, const char *pattern,
                                 struct jx_num expected)
{
    if (!c->comparable || !is_cell_number(c->target.text) || !is_cell_number(c->actual.text))
        return JX_NO_STR;
    /* 90% in a cell is the number 0.9, beside 90 it must be scaled. */
    struct jx_str actual = c->target.percent == c->actual.percent ? JX_STR("[" JX_W_ACTUAL "]")
                           : c->actual.percent                    ? JX_STR("[" JX_W_ACTUAL "]*100")
                                                                  : JX_STR("[" JX_W_ACTUAL "]/100");
    struct jx_str formula = jx_str_replace(c->arena, jx_str_of(pattern), JX_STR("{A}"), actual);
    return proves(c, formula, expected) ? formula : JX_NO_STR;
}

/* ---- 完成率 ---- */

/* The stated rate as a ratio; its digits are those written after the point of the percentage. */
static bool stated_completion(const struct jx__case *c, struct jx_num *ret_ratio, int *ret_digits)
{
    struct jx_target t = jx_target_parse(c->arena, c->finding->completion.str);
    if (t.kind != JX_TARGET_NUM || !t.percent)
        return false;
    *ret_digits = t.num.digits > 0 ? t.num.digits : 0;
    *ret_ratio = jx_num_div(c->arena, t.num, jx_num_int(c->arena, 100));
    return true;
}

/* Limits (≤) have no rate of completion that all agree on: half the time allowed is not "50 % done". */
static bool completion_of(const struct jx__case *c, struct jx_num *ret_ratio)
{
    bool limit = c->target.op == JX_OP_LE || c->target.op == JX_OP_LT;
    if (!c->comparable || c->target.kind != JX_TARGET_NUM || limit ||
        jx_num_sign(c->target.num) <= 0)
        return false;
    *ret_ratio = jx_num_div(c->arena, c->reached, c->target.num);
    return true;
}

static void check_stated(const struct jx__case *c, struct jx_num stated, int digits,
                         struct jx_num computed)
{
    struct jx_num rounded = jx_num_round(c->arena, computed, digits + 2, c->scheme->round);
    if (jx_num_cmp(rounded, stated) != 0)
        JX_SAY(c->diags, COMPLETION_DIFFERS, c->finding->completion.span, c->label,
               c->finding->completion.str, jx__percent_text(c->arena, c->scheme, computed));
}

void jx__completion_fill(const struct jx__case *c, struct jx_score_node *node)
{
    struct jx_num computed = {0};
    int digits = 0;
    bool has = completion_of(c, &computed);
    node->completion = JX_STR("");
    if (c->finding && !jx_str_empty(jx_str_trim(c->finding->completion.str))) {
        node->completion = jx_str_trim(c->finding->completion.str);
        node->has_completion_num = stated_completion(c, &node->completion_num, &digits);
        if (has && node->has_completion_num)
            check_stated(c, node->completion_num, digits, computed);
    } else if (has) {
        node->completion_num = computed;
        node->has_completion_num = true;
        node->completion = jx__percent_text(c->arena, c->scheme, computed);
    }
    if (has && node->has_completion_num && jx_num_cmp(node->completion_num, computed) == 0)
        node->completion_formula =
            jx__formula_proved(c, JX_W_RATIO "({A}, [" JX_W_TARGET "])", computed);
}
