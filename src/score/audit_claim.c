/* audit_claim.c - a stated number against the one that follows from others; 核对.
 *
 * Layer:   score.
 */
#include "score/audit_internal.h"

#include "score/audit_words.h"
#include "score/expr.h"

int jx__amount_digits(const struct jx_amount *amount)
{
    return amount->num.digits > 0 ? amount->num.digits : 0;
}

void jx__total_add(struct jx_arena *arena, struct jx__total *total, const struct jx_amount *amount)
{
    int digits = jx__amount_digits(amount);
    if (!amount->set)
        return;
    total->sum = jx_num_add(arena, total->sum, amount->num);
    total->digits = digits > total->digits ? digits : total->digits;
    total->n++;
}

/* ---- claims ---- */

static struct jx_num one_in_place(struct jx_arena *arena, int digits)
{
    struct jx_num one = jx_num_int(arena, 1), ten = jx_num_int(arena, 10);
    for (; digits > 0; digits--)
        one = jx_num_div(arena, one, ten);
    return one;
}

/* Whether rounding of the numbers that went in explains a difference: at most a unit of the last place for each, growing
 * with the square root of their number (errors cancel). Whole numbers are not rounded. */
static bool is_last_digit(struct jx_arena *arena, const struct jx__claim *claim,
                          struct jx_num difference)
{
    struct jx_num place = one_in_place(arena, claim->digits);
    struct jx_num limit = jx_num_mul(arena, place, place);
    struct jx_num square = jx_num_mul(arena, difference, difference);
    limit = jx_num_mul(arena, limit,
                       jx_num_int(arena, (int64_t)(claim->n_rounded ? claim->n_rounded : 1)));
    return claim->digits > 0 && jx_num_cmp(square, limit) <= 0;
}

/* As many digits for all three numbers as the most exact of them has. */
static struct jx_str with_unit(struct jx_arena *arena, struct jx_num num, int digits,
                               struct jx_str unit)
{
    struct jx_str text = jx_num_fixed(arena, num, digits, JX_ROUND_HALF_UP);
    return jx_str_printf(arena, "%.*s%.*s", JX_FMT(text), JX_FMT(unit));
}

void jx__claim_check(struct jx_arena *arena, const struct jx__claim *claim, struct jx_diags *diags)
{
    struct jx_num rounded = jx_num_round(arena, claim->computed, claim->digits, JX_ROUND_HALF_UP);
    struct jx_num difference = jx_num_sub(arena, claim->stated, rounded);
    if (jx_num_sign(difference) == 0)
        return;
    struct jx_num size = jx_num_sign(difference) < 0 ? jx_num_neg(arena, difference) : difference;
    struct jx_str stated = with_unit(arena, claim->stated, claim->digits, claim->unit);
    struct jx_str computed = with_unit(arena, rounded, claim->digits, claim->unit);
    struct jx_str gap = with_unit(arena, size, claim->digits, claim->unit);
    if (is_last_digit(arena, claim, difference))
        JX_SAY(diags, LAST_DIGIT, claim->span, claim->what, stated, claim->how, computed, gap);
    else
        JX_SAY(diags, SUM_DIFFERS, claim->span, claim->what, stated, claim->how, computed, gap);
}

/* ---- names in 核对 ---- */

struct lookup {
    struct jx_arena *arena;
    const struct jx_audit *audit;
};

struct found JX_VEC(const struct jx_value *);

static bool has_text(const struct jx_value *item, struct jx_str text)
{
    for (size_t i = 0; item->kind == JX_V_MAP && i < item->map.n; i++) {
        const struct jx_value *value = item->map.items[i].value;
        if (value->kind == JX_V_TEXT && jx_str_eq(value->text, text))
            return true;
    }
    return false;
}

/* One segment further: a member; an item by 编号, 名称 or number; else of a list every item that has the text in some
 * column (合同.2023年), or the column of all items (子项目.预算). */
static void step(struct lookup *l, const struct jx_value *value, struct jx_str segment,
                 struct found *out)
{
    const struct jx_value *direct = jx_value_at(value, segment);
    if (direct) {
        JX_PUSH(l->arena, out, direct);
        return;
    }
    for (size_t i = 0; value->kind == JX_V_LIST && i < value->list.n; i++) {
        const struct jx_value *item = value->list.items[i];
        const struct jx_value *member = item->kind == JX_V_MAP ? jx_value_at(item, segment) : NULL;
        if (has_text(item, segment))
            JX_PUSH(l->arena, out, item);
        else if (member)
            JX_PUSH(l->arena, out, member);
    }
}

/* A number, or a text that is one with or without unit: 772T, 95%. */
static bool to_num(struct jx_arena *arena, const struct jx_value *value, struct jx_num *ret_num)
{
    if (value->kind == JX_V_NUM)
        *ret_num = value->num;
    if (value->kind != JX_V_TEXT)
        return value->kind == JX_V_NUM;
    const struct jx_expr_value read = jx__data_text(arena, value->text);
    *ret_num = read.num;
    return read.kind == JX_XV_NUM;
}

/* What was found as one value: a number, a column of numbers, or nothing known. A fact stands for its 值. */
static struct jx_expr_value as_value(struct lookup *l, const struct found *found)
{
    struct jx_expr_value *items = JX_ARRAY(l->arena, struct jx_expr_value, found->n);
    size_t n = 0;
    for (size_t i = 0; i < found->n; i++) {
        const struct jx_value *value = found->items[i];
        if (value->kind == JX_V_MAP && jx_value_at(value, JX_STR(JX_W_A_VALUE)))
            value = jx_value_at(value, JX_STR(JX_W_A_VALUE));
        items[n].kind = JX_XV_NUM;
        if (value->kind == JX_V_NONE)
            items[n++].kind = JX_XV_BLANK;
        else if (to_num(l->arena, value, &items[n].num))
            n++;
        else
            return (struct jx_expr_value){.kind = JX_XV_TEXT, .text = value->text};
    }
    if (n == 0)
        return (struct jx_expr_value){.kind = JX_XV_ERROR};
    return n == 1 ? items[0] : (struct jx_expr_value){.kind = JX_XV_LIST, .items = items, .n = n};
}

static struct jx_expr_value look_up(void *context, struct jx_str name)
{
    struct lookup *l = context;
    struct found now = {0};
    JX_PUSH(l->arena, &now, l->audit->data);
    for (size_t from = 0; from <= name.len;) {
        struct found next = {0};
        size_t dot = jx_str_find(name, JX_STR("."), from);
        size_t end = dot == SIZE_MAX ? name.len : dot;
        for (size_t i = 0; i < now.n; i++)
            step(l, now.items[i], jx_str_sub(name, from, end - from), &next);
        now = next;
        from = end + 1;
    }
    if (now.n)
        return as_value(l, &now);
    const struct jx_value *facts = jx_value_at(l->audit->data, JX_STR(JX_W_A_FACTS));
    if (facts && jx_value_at(facts, name)) { /* a fact by its bare name */
        JX_PUSH(l->arena, &now, jx_value_at(facts, name));
        return as_value(l, &now);
    }
    return (struct jx_expr_value){.kind = JX_XV_ERROR};
}

/* The value of an expression; false after its messages. */
static bool evaluate(const struct jx_audit *audit, const struct jx_text *text,
                     struct jx_diags *diags, struct jx_num *ret_num)
{
    struct lookup l = {audit->arena, audit};
    struct jx_expr *expr = NULL;
    if (jx_expr_parse(audit->arena, text->str, text->span, diags, &expr) != JX_OK)
        return false;
    struct jx_expr_value value = jx_expr_eval(audit->arena, expr, look_up, &l, diags);
    *ret_num = value.num;
    if (value.kind != JX_XV_NUM && value.kind != JX_XV_ERROR) /* of an error it has been told */
        JX_SAY(diags, RELATION_VALUE, text->span, text->str);
    return value.kind == JX_XV_NUM;
}

/* As many as are written; of a result, as many as it takes, at most 6. */
static int digits_of(struct jx_arena *arena, struct jx_num num)
{
    int digits = num.digits > 0 ? num.digits : 0;
    while (digits < 6 && jx_num_cmp(jx_num_round(arena, num, digits, JX_ROUND_HALF_UP), num) != 0)
        digits++;
    return digits;
}

void jx__audit_relations(const struct jx_audit *audit, struct jx_diags *diags)
{
    for (size_t i = 0; i < audit->project->relations.n; i++) {
        const struct jx_relation *relation = &audit->project->relations.items[i];
        struct jx__claim claim = {.span = relation->expected.span, .n_rounded = 1};
        if (!evaluate(audit, &relation->formula, diags, &claim.computed) ||
            !evaluate(audit, &relation->expected, diags, &claim.stated))
            continue;
        claim.what = jx_str_printf(audit->arena, JX_W_A_CHECK, JX_FMT(relation->name.str));
        claim.how = relation->formula.str;
        claim.digits = digits_of(audit->arena, claim.stated);
        jx__claim_check(audit->arena, &claim, diags);
    }
}

/* ---- facts whose source is their formula ---- */

/* 来源: 合同支出÷已签合同金额. A source that is no expression, or names what is not there, is just a source. */
static void check_source(const struct jx_audit *audit, const struct jx_fact *fact,
                         struct jx_diags *diags)
{
    struct jx_sources sources = {.arena = audit->arena};
    struct jx_diags quiet;
    struct jx_value value = {.kind = JX_V_TEXT, .text = fact->value.str};
    struct jx__claim claim = {.span = fact->value.span, .n_rounded = 1};
    bool percent = jx_str_ends(fact->value.str, JX_STR("%"));
    jx_diags_init(&quiet, audit->arena, &sources);
    if (jx_str_empty(fact->source.str) || !to_num(audit->arena, &value, &claim.stated) ||
        !evaluate(audit, &(struct jx_text){fact->source.str, JX_NO_SPAN}, &quiet, &claim.computed))
        return;
    struct jx_num hundred = jx_num_int(audit->arena, 100), written;
    struct jx_str digits = fact->value.str;
    jx__notation_drop(&digits, "%");
    if (percent) {
        claim.stated = jx_num_mul(audit->arena, claim.stated, hundred);
        claim.computed = jx_num_mul(audit->arena, claim.computed, hundred);
        claim.unit = JX_STR("%");
    }
    if (jx_num_parse(audit->arena, digits, &written))
        claim.digits = written.digits;
    claim.what = jx_str_printf(audit->arena, JX_W_A_FACT, JX_FMT(fact->name.str));
    claim.how = fact->source.str;
    jx__claim_check(audit->arena, &claim, diags);
}

/* ---- facts that look like one number written wrongly once ---- */

#define MAX_COMPARED_FACTS 300

static bool is_swapped(struct jx_str a, struct jx_str b)
{
    size_t n = 0, first = 0;
    if (a.len != b.len || a.len < 4)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (a.ptr[i] != b.ptr[i] && n++ == 0)
            first = i;
    return n == 2 && first + 1 < a.len && a.ptr[first] == b.ptr[first + 1] &&
           a.ptr[first + 1] == b.ptr[first];
}

static void check_alike(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_project *project = audit->project;
    for (size_t i = 0; project->facts.n <= MAX_COMPARED_FACTS && i < project->facts.n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct jx_fact *a = &project->facts.items[k], *b = &project->facts.items[i];
            if (is_swapped(jx_str_trim(a->value.str), jx_str_trim(b->value.str)) &&
                jx_str_cmp(a->unit.str, b->unit.str) == 0)
                JX_SAY(diags, DIGITS_ALIKE, b->value.span, b->name.str,
                       jx_str_printf(audit->arena, "%.*s%.*s", JX_FMT(b->value.str),
                                     JX_FMT(b->unit.str)),
                       a->name.str,
                       jx_str_printf(audit->arena, "%.*s%.*s", JX_FMT(a->value.str),
                                     JX_FMT(a->unit.str)));
        }
}

void jx__audit_facts(const struct jx_audit *audit, struct jx_diags *diags)
{
    for (size_t i = 0; i < audit->project->facts.n; i++)
        check_source(audit, &audit->project->facts.items[i], diags);
    check_alike(audit, diags);
}
