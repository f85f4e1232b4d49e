/* eval.c - computes expressions exactly.
 *
 * Layer:   score.
 * Memory:  numbers live in the arena.
 *
 * One handler a kind of node, in a table. Trees are at most JX_EXPR_MAX_DEPTH high, so this recurses.
 */
#include "score/expr.h"

#include "score/words.h"

/* Most digits after the point that 四舍五入 and 截断 take. */
#define MAX_DIGITS 12

struct eval {
    struct jx_arena *arena;
    struct jx_expr_lookup_fn {
        jx_expr_lookup call;
        void *context;
    } lookup;
    struct jx_diags *diags;
};

typedef struct jx_expr_value value;

static value eval(struct eval *e, const struct jx_expr *expr);

static value number(struct jx_num num)
{
    return (value){.kind = JX_XV_NUM, .num = num};
}

static value blank(void)
{
    return (value){.kind = JX_XV_BLANK};
}

static value failed(void)
{
    return (value){.kind = JX_XV_ERROR};
}

static value truth(struct eval *e, bool is)
{
    return number(jx_num_int(e->arena, is));
}

/* Say that a number was wanted where v stands. */
static value wrong_type(struct eval *e, const struct jx_expr *expr, value v)
{
    if (v.kind != JX_XV_ERROR)
        JX_SAY(e->diags, EXPR_TYPE, expr->span,
               v.kind == JX_XV_TEXT ? jx_str_printf(e->arena, JX_W_A_TEXT, JX_FMT(v.text))
                                    : JX_STR(JX_W_A_LIST));
    return failed();
}

/* A number or a blank (whose num is 0), else ERROR after a message. */
static value operand(struct eval *e, const struct jx_expr *expr)
{
    value v = eval(e, expr);
    if (v.kind == JX_XV_NUM || v.kind == JX_XV_BLANK)
        return v;
    return wrong_type(e, expr, v);
}

static value zero_divisor(const struct eval *e, const struct jx_expr *divisor)
{
    if (divisor->kind == JX_X_NAME)
        JX_SAY(e->diags, EXPR_ZERO_NAME, divisor->span, divisor->text);
    else
        JX_SAY(e->diags, EXPR_ZERO, divisor->span);
    return failed();
}

static value eval_arithmetic(struct eval *e, const struct jx_expr *expr)
{
    value a = operand(e, expr->args[0]);
    value b = operand(e, expr->args[1]);
    if (a.kind == JX_XV_ERROR || b.kind == JX_XV_ERROR)
        return failed();
    if (a.kind == JX_XV_BLANK && b.kind == JX_XV_BLANK)
        return blank();
    switch (expr->kind) {
    case JX_X_ADD:
        return number(jx_num_add(e->arena, a.num, b.num));
    case JX_X_SUB:
        return number(jx_num_sub(e->arena, a.num, b.num));
    case JX_X_MUL:
        return number(jx_num_mul(e->arena, a.num, b.num));
    default:
        break;
    }
    if (jx_num_sign(b.num) == 0)
        return zero_divisor(e, expr->args[1]);
    return number(jx_num_div(e->arena, a.num, b.num));
}

static value eval_negative(struct eval *e, const struct jx_expr *expr)
{
    value v = operand(e, expr->args[0]);
    return v.kind == JX_XV_NUM ? number(jx_num_neg(e->arena, v.num)) : v;
}

static bool holds(enum jx_expr_kind kind, int order)
{
    switch (kind) {
    case JX_X_EQ:
        return order == 0;
    case JX_X_NE:
        return order != 0;
    case JX_X_LT:
        return order < 0;
    case JX_X_LE:
        return order <= 0;
    case JX_X_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

/* Texts can be equal or not; a blank is the empty text, and 0 beside a number. */
static value eval_comparison(struct eval *e, const struct jx_expr *expr)
{
    value a = eval(e, expr->args[0]);
    value b = eval(e, expr->args[1]);
    if (a.kind == JX_XV_ERROR || b.kind == JX_XV_ERROR)
        return failed();
    bool a_text = a.kind == JX_XV_TEXT || a.kind == JX_XV_BLANK;
    bool b_text = b.kind == JX_XV_TEXT || b.kind == JX_XV_BLANK;
    bool equality = expr->kind == JX_X_EQ || expr->kind == JX_X_NE;
    if (equality && a_text && b_text)
        return truth(e, (jx_str_cmp(a.text, b.text) == 0) == (expr->kind == JX_X_EQ));
    if (a.kind == JX_XV_TEXT || a.kind == JX_XV_LIST)
        return wrong_type(e, expr->args[0], a);
    if (b.kind == JX_XV_TEXT || b.kind == JX_XV_LIST)
        return wrong_type(e, expr->args[1], b);
    return truth(e, holds(expr->kind, jx_num_cmp(a.num, b.num)));
}

static value eval_name(struct eval *e, const struct jx_expr *expr)
{
    value v = e->lookup.call(e->lookup.context, expr->text);
    if (v.kind == JX_XV_ERROR)
        JX_SAY(e->diags, EXPR_NAME, expr->span, expr->text);
    return v;
}

/* ---- functions ---- */

/* What the aggregates need of all numbers seen. */
struct totals {
    struct jx_num sum;
    struct jx_num least;
    struct jx_num most;
    size_t n;
};

static bool add_value(struct eval *e, const struct jx_expr *expr, value v, struct totals *totals)
{
    if (v.kind == JX_XV_BLANK)
        return true;
    if (v.kind != JX_XV_NUM) {
        wrong_type(e, expr, v);
        return false;
    }
    totals->sum = jx_num_add(e->arena, totals->sum, v.num);
    if (jx_num_is_endless(totals->sum)) {
        JX_SAY(e->diags, EXPR_LARGE, expr->span);
        return false;
    }
    totals->least = totals->n ? jx_num_min(totals->least, v.num) : v.num;
    totals->most = totals->n ? jx_num_max(totals->most, v.num) : v.num;
    totals->n++;
    return true;
}

static value eval_aggregate(struct eval *e, const struct jx_expr *expr)
{
    struct totals totals = {0};
    bool good = true;
    for (size_t i = 0; i < expr->n_args; i++) {
        value v = eval(e, expr->args[i]);
        if (v.kind != JX_XV_LIST)
            good = add_value(e, expr->args[i], v, &totals) && good;
        else
            for (size_t k = 0; good && k < v.n; k++)
                good = add_value(e, expr->args[i], v.items[k], &totals);
    }
    if (!good)
        return failed();
    if (!totals.n)
        return blank();
    switch (expr->function) {
    case JX_XF_MIN:
        return number(totals.least);
    case JX_XF_MAX:
        return number(totals.most);
    case JX_XF_MEAN:
        return number(jx_num_div(e->arena, totals.sum, jx_num_int(e->arena, (int64_t)totals.n)));
    default:
        return number(totals.sum);
    }
}

static value eval_round(struct eval *e, const struct jx_expr *expr)
{
    value v = operand(e, expr->args[0]);
    value places = operand(e, expr->args[1]);
    if (v.kind == JX_XV_ERROR || places.kind == JX_XV_ERROR)
        return failed();
    int64_t digits = 0;
    if (!jx_num_to_int(places.num, &digits) || digits < -MAX_DIGITS || digits > MAX_DIGITS) {
        JX_SAY(e->diags, EXPR_DIGITS, expr->args[1]->span,
               jx_str_printf(e->arena, "%d", -MAX_DIGITS),
               jx_str_printf(e->arena, "%d", MAX_DIGITS));
        return failed();
    }
    if (v.kind == JX_XV_BLANK)
        return v;
    enum jx_round mode = expr->function == JX_XF_ROUND ? JX_ROUND_HALF_UP : JX_ROUND_DOWN;
    return number(jx_num_round(e->arena, v.num, (int)digits, mode));
}

static value eval_if(struct eval *e, const struct jx_expr *expr)
{
    value condition = operand(e, expr->args[0]);
    if (condition.kind == JX_XV_ERROR)
        return condition;
    return eval(e, expr->args[jx_num_sign(condition.num) ? 1 : 2]);
}

static value eval_ratio(struct eval *e, const struct jx_expr *expr)
{
    value a = operand(e, expr->args[0]);
    value b = operand(e, expr->args[1]);
    if (a.kind == JX_XV_ERROR || b.kind == JX_XV_ERROR)
        return failed();
    if (jx_num_sign(b.num) == 0)
        return blank();
    return number(jx_num_div(e->arena, a.num, b.num));
}

static value eval_or_else(struct eval *e, const struct jx_expr *expr)
{
    value v = eval(e, expr->args[0]);
    return v.kind == JX_XV_BLANK ? eval(e, expr->args[1]) : v;
}

typedef value (*handler)(struct eval *e, const struct jx_expr *expr);

static value eval_call(struct eval *e, const struct jx_expr *expr)
{
    static const handler handlers[] = {
        [JX_XF_SUM] = eval_aggregate, [JX_XF_MEAN] = eval_aggregate, [JX_XF_MIN] = eval_aggregate,
        [JX_XF_MAX] = eval_aggregate, [JX_XF_ROUND] = eval_round,    [JX_XF_TRUNC] = eval_round,
        [JX_XF_IF] = eval_if,         [JX_XF_RATIO] = eval_ratio,    [JX_XF_OR_ELSE] = eval_or_else,
    };
    return handlers[expr->function](e, expr);
}

static value eval_literal(struct eval *e, const struct jx_expr *expr)
{
    (void)e;
    if (expr->kind == JX_X_TEXT)
        return (value){.kind = JX_XV_TEXT, .text = expr->text};
    return number(expr->num);
}

static value eval(struct eval *e, const struct jx_expr *expr)
{
    static const handler handlers[] = {
        [JX_X_NUM] = eval_literal,    [JX_X_TEXT] = eval_literal,   [JX_X_NAME] = eval_name,
        [JX_X_NEG] = eval_negative,   [JX_X_ADD] = eval_arithmetic, [JX_X_SUB] = eval_arithmetic,
        [JX_X_MUL] = eval_arithmetic, [JX_X_DIV] = eval_arithmetic, [JX_X_EQ] = eval_comparison,
        [JX_X_NE] = eval_comparison,  [JX_X_LT] = eval_comparison,  [JX_X_LE] = eval_comparison,
        [JX_X_GT] = eval_comparison,  [JX_X_GE] = eval_comparison,  [JX_X_CALL] = eval_call,
    };
    value v = handlers[expr->kind](e, expr);
    if (v.kind != JX_XV_NUM || !jx_num_is_endless(v.num))
        return v;
    JX_SAY(e->diags, EXPR_LARGE, expr->span);
    return failed();
}

struct jx_expr_value jx_expr_eval(struct jx_arena *arena, const struct jx_expr *expr,
                                  jx_expr_lookup lookup, void *context, struct jx_diags *diags)
{
    struct eval e = {.arena = arena, .lookup = {lookup, context}, .diags = diags};
    return eval(&e, expr);
}
