/* audit_funds.c - 资金, 子项目 and 合同: sums, orders of size, instalments.
 *
 * Layer:   score.
 * Source:  DOMAIN 5.5 B1, B2.
 */
#include "score/audit_internal.h"

#include "score/audit_words.h"

/* ---- sums within 资金 ---- */

static size_t source_index(const struct jx_funds *funds, struct jx_str name)
{
    size_t i = 0;
    while (i < funds->n_sources && !jx_str_eq(funds->sources[i].str, name))
        i++;
    return i;
}

static struct jx_str fund_name(const struct jx_audit *audit, struct jx_str stage,
                               struct jx_str source)
{
    return jx_str_printf(audit->arena, JX_W_A_FUND, JX_FMT(stage), JX_FMT(source));
}

/* A sum column that is stated: against its parts, where any of them is. */
static void check_sum(const struct jx_audit *audit, const struct jx_fund_line *stage,
                      const struct jx_fund_sum *sum, struct jx_diags *diags)
{
    const struct jx_funds *funds = &audit->project->funds;
    struct jx__total total = {0};
    struct jx_strs names = {0};
    size_t at = source_index(funds, sum->name.str);
    if (at == funds->n_sources || !stage->amounts[at].text.ptr)
        return; /* computed */
    for (size_t i = 0; i < sum->parts.n; i++) {
        size_t part = source_index(funds, sum->parts.items[i].str);
        if (part == funds->n_sources || !stage->amounts[part].set)
            continue;
        jx__total_add(audit->arena, &total, &stage->amounts[part]);
        JX_PUSH(audit->arena, &names, sum->parts.items[i].str);
    }
    if (total.n == 0)
        return;
    const struct jx_amount *stated = &stage->amounts[at];
    struct jx_str joined = jx_str_join(audit->arena, names.items, names.n, JX_STR("、"));
    struct jx__claim claim = {.span = stated->span,
                              .what = fund_name(audit, stage->name.str, sum->name.str),
                              .how = jx_str_printf(audit->arena, JX_W_A_PARTS_HOW, JX_FMT(joined)),
                              .stated = stated->num,
                              .computed = total.sum,
                              .digits = total.digits > jx__amount_digits(stated)
                                            ? total.digits
                                            : jx__amount_digits(stated),
                              .n_rounded = total.n,
                              .unit = funds->unit.str};
    jx__claim_check(audit->arena, &claim, diags);
}

/* ---- stages ---- */

/* By any of the names that jx_funds_at() knows. */
static const struct jx_fund_line *stage_named(const struct jx_funds *funds, const char *name)
{
    const struct jx_amount *amount =
        funds->n_sources ? jx_funds_at(funds, jx_str_of(name), funds->sources[0].str) : NULL;
    for (size_t i = 0; amount && i < funds->n_stages; i++)
        if (amount == &funds->stages[i].amounts[0])
            return &funds->stages[i];
    return NULL;
}

static struct jx_str money(const struct jx_audit *audit, struct jx_num num)
{
    struct jx_str text = jx_num_text(audit->arena, num, 4);
    return jx_str_printf(audit->arena, "%.*s%.*s", JX_FMT(text),
                         JX_FMT(audit->project->funds.unit.str));
}

static bool is_over(const struct jx_amount *a, const struct jx_amount *b)
{
    return a->set && b->set && jx_num_cmp(a->num, b->num) > 0;
}

static bool is_adjustment(struct jx_str name)
{
    static const char *const words[] = {"调整", "调减", "调增", "调剂", "追加", "追减", "核减"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jx_str_find(name, jx_str_of(words[i]), 0) != SIZE_MAX)
            return !jx_str_ends(name, JX_STR("率")) && !jx_str_ends(name, JX_STR("后")) &&
                   jx_str_find(name, JX_STR("调整后"), 0) == SIZE_MAX;
    return false;
}

/* 调减 takes away what 调增 adds; 调整 is read by its sign, and as less where 全年预算 is less. */
static struct jx_num signed_adjustment(const struct jx_audit *audit, struct jx_str name,
                                       struct jx_num num)
{
    static const char *const less[] = {"调减", "追减", "核减", "调出"};
    for (size_t i = 0; i < sizeof less / sizeof *less; i++)
        if (jx_str_find(name, jx_str_of(less[i]), 0) != SIZE_MAX && jx_num_sign(num) > 0)
            return jx_num_neg(audit->arena, num);
    return num;
}

/* The stage of 资金 that adjusts, at a source; or, over all sources, a fact that does. */
static bool adjustment_of(const struct jx_audit *audit, size_t source, bool whole,
                          struct jx_str *ret_name, struct jx_num *ret_num)
{
    const struct jx_project *project = audit->project;
    for (size_t i = 0; i < project->funds.n_stages; i++) {
        const struct jx_fund_line *stage = &project->funds.stages[i];
        *ret_name = stage->name.str;
        *ret_num = signed_adjustment(audit, stage->name.str, stage->amounts[source].num);
        if (is_adjustment(stage->name.str) && stage->amounts[source].set)
            return true;
    }
    for (size_t i = 0; whole && i < project->facts.n; i++) {
        const struct jx_fact *fact = &project->facts.items[i];
        struct jx_num num, scale, own;
        enum jx__family family;
        *ret_name = fact->name.str;
        if (!is_adjustment(fact->name.str) || !jx_num_parse(audit->arena, fact->value.str, &num) ||
            !jx__family_of(audit->arena, fact->unit.str, &family, &scale) ||
            family != JX__Q_MONEY ||
            !jx__family_of(audit->arena, project->funds.unit.str, &family, &own))
            continue;
        num = jx_num_div(audit->arena, jx_num_mul(audit->arena, num, scale), own);
        *ret_num = signed_adjustment(audit, fact->name.str, num);
        return true;
    }
    return false;
}

/* Whether any text of the project tells of an adjustment. */
static bool adjustment_told(const struct jx_audit *audit)
{
    const struct jx_project *project = audit->project;
    static const char *const words[] = {"预算调整", "调整预算", "调减", "调增",
                                        "追加",     "核减",     "调剂", "压减"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        struct jx_str word = jx_str_of(words[w]);
        for (size_t i = 0; i < project->slots.n; i++)
            if (jx_str_find(project->slots.items[i].text, word, 0) != SIZE_MAX)
                return true;
        for (size_t i = 0; i < project->facts.n; i++)
            if (jx_str_find(project->facts.items[i].name.str, word, 0) != SIZE_MAX)
                return true;
    }
    return false;
}

/* 年初预算 with its adjustment against 全年预算; without 全年预算, against what was spent. */
static void check_adjusted(const struct jx_audit *audit, size_t source, bool whole,
                           struct jx_diags *diags)
{
    const struct jx_funds *funds = &audit->project->funds;
    const struct jx_fund_line *initial = stage_named(funds, JX_W_A_INITIAL);
    const struct jx_fund_line *budget = stage_named(funds, JX_W_A_BUDGET);
    const struct jx_fund_line *spent = stage_named(funds, JX_W_A_SPENT);
    struct jx_str name;
    struct jx_num change;
    if (!initial || !initial->amounts[source].set)
        return;
    bool adjusted = adjustment_of(audit, source, whole, &name, &change);
    const struct jx_amount *stated = budget ? &budget->amounts[source] : NULL;
    if (!adjusted) {
        if (whole && stated && stated->set &&
            jx_num_cmp(stated->num, initial->amounts[source].num) != 0 && !adjustment_told(audit))
            JX_SAY(diags, FUNDS_ADJUSTED, stated->span, money(audit, initial->amounts[source].num),
                   money(audit, stated->num));
        return;
    }
    struct jx_num result = jx_num_add(audit->arena, initial->amounts[source].num, change);
    if (stated && stated->set) {
        if (jx_num_cmp(result, stated->num) > 0 && jx_num_sign(change) > 0)
            result = jx_num_sub(audit->arena, initial->amounts[source].num, change);
        struct jx__claim claim = {
            .span = stated->span,
            .stated = stated->num,
            .computed = result,
            .digits = jx__amount_digits(stated),
            .n_rounded = 2,
            .unit = funds->unit.str,
            .what = fund_name(audit, budget->name.str, funds->sources[source].str),
            .how = jx_str_printf(audit->arena, JX_W_A_ADJUST_HOW, JX_FMT(initial->name.str),
                                 JX_FMT(name))};
        jx__claim_check(audit->arena, &claim, diags);
    } else if (spent && spent->amounts[source].set &&
               jx_num_cmp(spent->amounts[source].num, result) > 0) {
        JX_SAY(diags, AMOUNT_OVER, spent->amounts[source].span, spent->name.str,
               money(audit, spent->amounts[source].num),
               jx_str_printf(audit->arena, JX_W_A_ADJUSTED, JX_FMT(name)), money(audit, result));
    }
}

/* What is spent, arrived; what arrived was planned. */
static void check_sizes(const struct jx_audit *audit, size_t source, struct jx_diags *diags)
{
    static const char *const order[][2] = {{JX_W_A_SPENT, JX_W_A_BUDGET},
                                           {JX_W_A_SPENT, JX_W_A_ARRIVED},
                                           {JX_W_A_ARRIVED, JX_W_A_BUDGET}};
    const struct jx_funds *funds = &audit->project->funds;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct jx_fund_line *a = stage_named(funds, order[i][0]);
        const struct jx_fund_line *b = stage_named(funds, order[i][1]);
        if (a && b && is_over(&a->amounts[source], &b->amounts[source]))
            JX_SAY(diags, AMOUNT_OVER, a->amounts[source].span,
                   fund_name(audit, a->name.str, funds->sources[source].str),
                   money(audit, a->amounts[source].num), b->name.str,
                   money(audit, b->amounts[source].num));
    }
}

/* ---- 子项目 ---- */

struct part {
    const char *key;
    size_t offset;         /* of the amount in struct jx_subproject */
    const char *stages[3]; /* the amounts of 资金 that its sum may be */
};

static const struct part parts[] = {
    {JX_W_A_BUDGET_KEY,
     offsetof(struct jx_subproject, budget),
     {JX_W_A_INITIAL, JX_W_A_BUDGET, JX_W_A_ARRIVED}},
    {JX_W_A_SPENT_KEY, offsetof(struct jx_subproject, spent), {JX_W_A_SPENT, NULL, NULL}},
};

static const struct jx_amount *amount_of(const struct jx_subproject *item, const struct part *part)
{
    return (const struct jx_amount *)(const void *)((const char *)item + part->offset);
}

/* The stated amount nearest to a sum among those it may be; NULL when none is stated, or one agrees. */
static const struct jx_amount *disagreeing(const struct jx_audit *audit, const struct part *part,
                                           struct jx_str source, struct jx_num sum,
                                           struct jx_str *ret_stage)
{
    const struct jx_amount *nearest = NULL;
    struct jx_num least = {0};
    for (size_t i = 0; i < 3 && part->stages[i]; i++) {
        const struct jx_amount *stated =
            jx_funds_at(&audit->project->funds, jx_str_of(part->stages[i]), source);
        if (!stated || !stated->set)
            continue;
        struct jx_num gap = jx_num_sub(audit->arena, stated->num, sum);
        gap = jx_num_sign(gap) < 0 ? jx_num_neg(audit->arena, gap) : gap;
        if (jx_num_sign(gap) == 0)
            return NULL;
        if (nearest && jx_num_cmp(gap, least) >= 0)
            continue;
        nearest = stated;
        least = gap;
        *ret_stage = jx_str_of(part->stages[i]);
    }
    return nearest;
}

/* The sum of a group of 子项目 (group absent: all) against the amount of 资金 that it makes up. */
static void check_group(const struct jx_audit *audit, const struct part *part, struct jx_str group,
                        struct jx_diags *diags)
{
    const struct jx_project *project = audit->project;
    struct jx__total total = {0};
    struct jx_str stage = JX_NO_STR;
    for (size_t i = 0; i < project->subprojects.n; i++) {
        const struct jx_subproject *item = &project->subprojects.items[i];
        if (group.ptr && !jx_str_eq(item->group.str, group))
            continue;
        if (!amount_of(item, part)->set)
            return; /* an open row: the sum is not known */
        jx__total_add(audit->arena, &total, amount_of(item, part));
    }
    if (total.n == 0)
        return;
    const struct jx_amount *stated = disagreeing(audit, part, group, total.sum, &stage);
    if (!stated)
        return;
    struct jx__claim claim = {
        .span = stated->span,
        .stated = stated->num,
        .computed = total.sum,
        .n_rounded = total.n,
        .digits =
            total.digits > jx__amount_digits(stated) ? total.digits : jx__amount_digits(stated),
        .unit = project->funds.unit.str,
        .what = group.ptr ? fund_name(audit, stage, group)
                          : jx_str_printf(audit->arena, "“%.*s”", JX_FMT(stage)),
        .how = group.ptr ? jx_str_printf(audit->arena, JX_W_A_GROUP_HOW, JX_FMT(group), total.n,
                                         part->key)
                         : jx_str_printf(audit->arena, JX_W_A_ALL_HOW, total.n, part->key)};
    jx__claim_check(audit->arena, &claim, diags);
}

static void check_subprojects(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_project *project = audit->project;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        check_group(audit, &parts[i], JX_NO_STR, diags);
        for (size_t s = 0; s < project->funds.n_sources; s++)
            check_group(audit, &parts[i], project->funds.sources[s].str, diags);
    }
    for (size_t i = 0; i < project->subprojects.n; i++) {
        const struct jx_subproject *item = &project->subprojects.items[i];
        if (is_over(&item->spent, &item->budget))
            JX_SAY(diags, AMOUNT_OVER, item->spent.span,
                   jx_str_printf(audit->arena, JX_W_A_SUBPROJECT, JX_FMT(item->name.str),
                                 JX_W_A_SPENT_KEY),
                   money(audit, item->spent.num), JX_STR(JX_W_A_BUDGET_KEY),
                   money(audit, item->budget.num));
    }
}

void jx__audit_funds(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_funds *funds = &audit->project->funds;
    for (size_t s = 0; s < funds->n_stages; s++)
        for (size_t i = 0; i < funds->sums.n; i++)
            check_sum(audit, &funds->stages[s], &funds->sums.items[i], diags);
    for (size_t i = 0; i < funds->n_sources; i++) {
        const struct jx_amount *whole =
            funds->n_stages ? jx_funds_at(funds, funds->stages[0].name.str, JX_NO_STR) : NULL;
        bool is_whole = whole == &funds->stages[0].amounts[i];
        bool is_sum = false;
        for (size_t k = 0; k < funds->sums.n; k++)
            is_sum = is_sum || jx_str_eq(funds->sums.items[k].name.str, funds->sources[i].str);
        if (!is_sum)
            check_sizes(audit, i,
                        diags); /* what holds for the parts need not be said of the sums again */
        check_adjusted(audit, i, is_whole, diags);
    }
    check_subprojects(audit, diags);
}

/* ---- 合同 ---- */

static struct jx_str contract_name(const struct jx_audit *audit, const struct jx_contract *contract,
                                   const char *key)
{
    return jx_str_printf(audit->arena, JX_W_A_CONTRACT, JX_FMT(contract->name.str), key);
}

static void check_order(const struct jx_audit *audit, const struct jx_contract *contract,
                        struct jx_diags *diags)
{
    if (is_over(&contract->price, &contract->budget))
        JX_SAY(diags, AMOUNT_OVER, contract->price.span,
               contract_name(audit, contract, JX_W_A_PRICE), money(audit, contract->price.num),
               JX_STR(JX_W_A_PLAN), money(audit, contract->budget.num));
    if (is_over(&contract->paid, &contract->price))
        JX_SAY(diags, AMOUNT_OVER, contract->paid.span, contract_name(audit, contract, JX_W_A_PAID),
               money(audit, contract->paid.num), JX_STR(JX_W_A_PRICE),
               money(audit, contract->price.num));
}

/* Paid = price × share of the instalments due. */
static void check_share(const struct jx_audit *audit, const struct jx_contract *contract,
                        struct jx_diags *diags)
{
    int digits = jx__amount_digits(&contract->paid);
    if (!contract->paid.set || !contract->price.set || !contract->share.set)
        return;
    if (jx__amount_digits(&contract->price) > digits)
        digits = jx__amount_digits(&contract->price);
    struct jx__claim claim = {
        .span = contract->paid.span,
        .what = contract_name(audit, contract, JX_W_A_PAID),
        .how = jx_str_printf(audit->arena, JX_W_A_SHARE_HOW, JX_FMT(contract->price.text),
                             JX_FMT(contract->share.text)),
        .stated = contract->paid.num,
        .computed = jx_num_mul(audit->arena, contract->price.num, contract->share.num),
        .digits = digits,
        .n_rounded = 1,
        .unit = audit->project->funds.unit.str};
    jx__claim_check(audit->arena, &claim, diags);
}

void jx__audit_contracts(const struct jx_audit *audit, struct jx_diags *diags)
{
    for (size_t i = 0; i < audit->project->contracts.n; i++) {
        check_order(audit, &audit->project->contracts.items[i], diags);
        check_share(audit, &audit->project->contracts.items[i], diags);
    }
}
