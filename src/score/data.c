/* data.c - the named data of formulas: funds, indicator values, anything of the project, scores.
 *
 * Layer:   score.
 * Memory:  what is looked up the first time is kept in the arena.
 */
#include "score/internal.h"
#include "score/words.h"

#include <stdlib.h>

static struct jx_expr_value error_value(void)
{
    return (struct jx_expr_value){.kind = JX_XV_ERROR};
}

static struct jx_expr_value number_value(struct jx_num num)
{
    return (struct jx_expr_value){.kind = JX_XV_NUM, .num = num};
}

struct jx_expr_value jx__data_text(struct jx_arena *arena, struct jx_str text)
{
    struct jx_target t = jx_target_parse(arena, text);
    if (t.kind == JX_TARGET_NONE)
        return (struct jx_expr_value){.kind = JX_XV_BLANK};
    if (t.kind != JX_TARGET_NUM)
        return (struct jx_expr_value){.kind = JX_XV_TEXT, .text = t.text};
    return number_value(t.percent ? jx_num_div(arena, t.num, jx_num_int(arena, 100)) : t.num);
}

/* Cut "head.rest" at the first dot; false when there is none. */
static bool cut(struct jx_str name, struct jx_str *head, struct jx_str *rest)
{
    size_t dot = jx_str_find(name, JX_STR("."), 0);
    if (dot == SIZE_MAX)
        return false;
    *head = jx_str_sub(name, 0, dot);
    *rest = jx_str_sub(name, dot + 1, SIZE_MAX);
    return true;
}

/* ---- 资金 ---- */

/* 阶段 or 阶段.来源. */
static struct jx_expr_value find_funds(const struct jx__data *data, struct jx_str path)
{
    const struct jx_funds *funds = &data->project->funds;
    struct jx_str stage = path;
    struct jx_str source = JX_NO_STR;
    cut(path, &stage, &source);
    const struct jx_amount *amount = jx_funds_at(funds, stage, source);
    if (!amount && jx_str_is(source, JX_W_WHOLE))
        amount = jx_funds_at(funds, stage, JX_NO_STR);
    if (!amount)
        return error_value();
    if (!amount->set)
        return (struct jx_expr_value){.kind = JX_XV_BLANK};
    return number_value(amount->num);
}

/* ---- 指标 ---- */

static int by_id(const void *a, const void *b)
{
    const struct jx_indicator *x = *(const struct jx_indicator *const *)a;
    const struct jx_indicator *y = *(const struct jx_indicator *const *)b;
    return jx_str_cmp(x->id.str, y->id.str);
}

static void index_make(struct jx__data *data)
{
    size_t n = data->project->indicators.n;
    data->by_id = JX_ARRAY(data->arena, const struct jx_indicator *, n + 1);
    for (size_t i = 0; i < n; i++)
        data->by_id[i] = &data->project->indicators.items[i];
    qsort(data->by_id, n, sizeof *data->by_id, by_id);
}

/* 编号.目标值 …; the number may hold dots. */
static struct jx_expr_value find_indicator(struct jx__data *data, struct jx_str path)
{
    size_t dot = path.len;
    while (dot > 0 && path.ptr[dot - 1] != '.')
        dot--;
    if (dot == 0)
        return error_value();
    struct jx_indicator key = {.id = {.str = jx_str_sub(path, 0, dot - 1)}};
    const struct jx_indicator *wanted = &key;
    struct jx_str field = jx_str_sub(path, dot, SIZE_MAX);
    if (!data->by_id)
        index_make(data);
    const struct jx_indicator **found =
        bsearch(&wanted, data->by_id, data->project->indicators.n, sizeof *data->by_id, by_id);
    if (!found)
        return error_value();
    if (jx_str_is(field, JX_W_WEIGHT))
        return number_value((*found)->weight.num);
    if (jx_str_is(field, JX_W_TARGET))
        return jx__data_text(data->arena, (*found)->target.str);
    if (!jx_str_is(field, JX_W_ACTUAL))
        return error_value();
    return jx__data_text(data->arena,
                         (*found)->finding ? (*found)->finding->actual.str : JX_NO_STR);
}

/* ---- everything else ---- */

/* A value of the project as a formula's: a fact stands for its 值. */
static struct jx_expr_value of_value(struct jx_arena *arena, const struct jx_value *value)
{
    if (value && value->kind == JX_V_MAP)
        value = jx_value_at(value, JX_STR(JX_W_VALUE));
    if (!value)
        return error_value();
    switch (value->kind) {
    case JX_V_NONE:
        return (struct jx_expr_value){.kind = JX_XV_BLANK};
    case JX_V_NUM:
        return number_value(value->num);
    case JX_V_BOOL:
        return number_value(jx_num_int(arena, value->truth));
    case JX_V_TEXT:
        return jx__data_text(arena, value->text);
    default:
        return error_value();
    }
}

struct jx_expr_value jx__data_find(struct jx__data *data, struct jx_str name)
{
    struct jx_str head = name;
    struct jx_str rest = JX_NO_STR;
    struct jx_expr_value value = error_value();
    if (!data->project)
        return value;
    bool dotted = cut(name, &head, &rest);
    if (dotted && jx_str_is(head, JX_W_FUNDS))
        value = find_funds(data, rest);
    else if (dotted && jx_str_is(head, JX_W_INDICATORS))
        value = find_indicator(data, rest);
    if (value.kind != JX_XV_ERROR)
        return value;
    if (data->scores)
        value = of_value(data->arena, jx_value_find(data->scores, name));
    if (value.kind != JX_XV_ERROR)
        return value;
    if (!data->values)
        data->values = jx_project_value(data->arena, data->project);
    return of_value(data->arena, jx_value_find(data->values, name));
}

/* ---- blanks ---- */

struct walk {
    struct jx_arena *arena;
    jx_expr_lookup lookup;
    void *context;
    struct jx_diags *diags;
};

/* Whether a blank operand of this node counts as 0. */
static bool works_on(const struct jx_expr *expr)
{
    if (expr->kind >= JX_X_EQ && expr->kind <= JX_X_GE)
        return expr->args[0]->kind != JX_X_TEXT && expr->args[1]->kind != JX_X_TEXT;
    return expr->kind != JX_X_CALL;
}

/* counts: a blank here would count as 0. Trees are at most JX_EXPR_MAX_DEPTH high. */
static const struct jx_expr *find_blank(const struct walk *w, const struct jx_expr *expr,
                                        bool counts)
{
    if (expr->kind == JX_X_NAME)
        return counts && w->lookup(w->context, expr->text).kind == JX_XV_BLANK ? expr : NULL;
    size_t skipped = expr->n_args;
    if (expr->kind == JX_X_CALL && expr->function == JX_XF_IF) {
        struct jx_expr_value condition =
            jx_expr_eval(w->arena, expr->args[0], w->lookup, w->context, w->diags);
        skipped = jx_num_sign(condition.num) ? 2 : 1;
    }
    for (size_t i = 0; i < expr->n_args; i++) {
        const struct jx_expr *blank =
            i == skipped ? NULL : find_blank(w, expr->args[i], works_on(expr));
        if (blank)
            return blank;
    }
    return NULL;
}

const struct jx_expr *jx__data_blank(struct jx_arena *arena, const struct jx_expr *expr,
                                     jx_expr_lookup lookup, void *context, struct jx_diags *diags)
{
    const struct walk w = {arena, lookup, context, diags};
    return find_blank(&w, expr, true);
}
