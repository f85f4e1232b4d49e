/* rule_formula.c - 公式: an arithmetic expression over named data.
 *
 * Layer:   score.
 * Numbers: exact until the one rounding of the score.
 *
 * 规则: { 类型: 公式, 算式: 权重×资金.全年执行÷资金.实际到位 }. Names: 权重, 目标值 and 业绩值 of the indicator itself (95% is 0.95),
 * and those of jx__data_find().
 */
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
    struct jx_text text;
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"算式", JX_F_TEXT, 0, offsetof(struct params, text), NULL, NULL,
     "得出分数的算式；名称如 权重、业绩值、资金.全年执行"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 2, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

static struct jx_expr_value of_target(const struct jx__case *c, const struct jx_target *t)
{
    if (t->kind == JX_TARGET_NUM && t == &c->actual && c->derived) /* exact, its text is rounded */
        return (struct jx_expr_value){
            .kind = JX_XV_NUM, .num = jx_num_div(c->arena, t->num, jx_num_int(c->arena, 100))};
    return jx__data_text(c->arena, t->text);
}

static struct jx_expr_value lookup(void *context, struct jx_str name)
{
    const struct jx__case *c = context;
    if (jx_str_is(name, JX_W_WEIGHT))
        return (struct jx_expr_value){.kind = JX_XV_NUM, .num = c->weight};
    if (jx_str_is(name, JX_W_TARGET))
        return of_target(c, &c->target);
    if (jx_str_is(name, JX_W_ACTUAL))
        return of_target(c, &c->actual);
    return jx__data_find(c->data, name);
}

/* Where the expression begins in its file: after the quote, where there is one. */
static struct jx_span start_of(const struct jx__case *c, const struct params *params)
{
    struct jx_span span = params->text.span;
    const struct jx_node *node = jx_node_at(c->leaf->rule_node, "算式");
    if (node && node->style == JX_NODE_QUOTED)
        span.col1++;
    return span;
}

/* 权重＝10、业绩值＝0.95: the names of the tree with their values, each once, in order. */
static void add_names(struct jx__case *c, const struct jx_expr *expr, struct jx_strs *seen,
                      struct jx_buf *buf)
{
    for (size_t i = 0; i < expr->n_args; i++)
        add_names(c, expr->args[i], seen, buf);
    if (expr->kind != JX_X_NAME)
        return;
    for (size_t i = 0; i < seen->n; i++)
        if (jx_str_eq(seen->items[i], expr->text))
            return;
    struct jx_expr_value value = lookup(c, expr->text);
    struct jx_str text = value.kind == JX_XV_NUM    ? jx_num_text(c->arena, value.num, 6)
                         : value.kind == JX_XV_TEXT ? value.text
                                                    : JX_STR("—");
    jx_buf_printf(buf, JX_W_FORMULA_ITEM, seen->n ? JX_W_AND : "", JX_FMT(expr->text),
                  JX_FMT(text));
    JX_PUSH(c->arena, seen, expr->text);
}

static struct jx_str arithmetic(struct jx__case *c, struct jx_str text, const struct jx_expr *expr)
{
    struct jx_strs seen = {0};
    struct jx_buf buf = {.arena = c->arena};
    add_names(c, expr, &seen, &buf);
    if (!seen.n)
        return text;
    return jx_str_printf(c->arena, JX_W_FORMULA_LEAD, JX_FMT(jx_buf_str(&buf)), JX_FMT(text));
}

static bool evaluate(struct jx__case *c, const struct params *params, const struct jx_expr *expr,
                     struct jx__outcome *outcome)
{
    struct jx_expr_value value = jx_expr_eval(c->arena, expr, lookup, c, c->diags);
    if (value.kind == JX_XV_ERROR)
        return false;
    const struct jx_expr *blank = jx__data_blank(c->arena, expr, lookup, c, c->diags);
    if ((blank || value.kind != JX_XV_NUM) && c->stated) {
        outcome->explanation = jx__case_explain_stated(c);
        return true;
    }
    if (blank || value.kind != JX_XV_NUM) {
        JX_SAY(c->diags, FORMULA_KIND, blank ? blank->span : params->text.span, c->label,
               blank ? blank->text : params->text.str);
        return false;
    }
    if (jx_num_sign(value.num) < 0 || jx_num_cmp(value.num, c->weight) > 0) {
        JX_SAY(c->diags, FORMULA_RANGE, params->text.span, c->label,
               jx__points_text(c->arena, value.num), jx__points_text(c->arena, c->weight));
        return false;
    }
    jx__outcome_points(c, outcome, arithmetic(c, jx_str_trim(params->text.str), expr), value.num);
    outcome->formula = jx__outcome_formula(c, params->text.str, outcome->score);
    return true;
}

/* A stated score stands in where all that the formula needs is blank. */
bool jx__rule_formula(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    struct jx_expr *expr = NULL;
    struct jx__case copy = *c;
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    if (jx_str_empty(params.text.str)) {
        JX_SAY(c->diags, FORMULA_NONE, c->leaf->rule.span, c->label);
        return false;
    }
    if (jx_expr_parse(c->arena, params.text.str, start_of(c, &params), c->diags, &expr) != JX_OK)
        return false;
    return evaluate(&copy, &params, expr, outcome);
}
