/* audit_findings.c - scores against reasons, problems and advice; targets; rates of 资金 that an indicator states.
 *
 * Layer:   score.
 * Source:  DOMAIN 2.7; 5.5 W, F, X3. Sums of weights, ranges, completion rates, stated totals and grades are checked where
 *          they are computed (score.c, case.c).
 */
#include "score/audit_internal.h"

#include "score/audit_words.h"

#include <stdlib.h>

static struct jx_str label_of(struct jx_arena *arena, const struct jx_indicator *leaf)
{
    if (jx_str_empty(leaf->id.str))
        return leaf->name.str;
    return jx_str_printf(arena, "%.*s %.*s", JX_FMT(leaf->id.str), JX_FMT(leaf->name.str));
}

static bool contains_any(struct jx_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jx_str_find(text, jx_str_of(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

#define CONTAINS(text, words) contains_any(text, words, sizeof words / sizeof *words)

/* ---- rates of 资金 ---- */

static const struct rate {
    const char *name; /* the indicator's name ends with it */
    const char *over, *under;
} rates[] = {
    {"执行率", JX_W_A_SPENT, JX_W_A_BUDGET},   {"执行率", JX_W_A_SPENT, JX_W_A_ARRIVED},
    {"执行率", JX_W_A_SPENT, JX_W_A_INITIAL},  {"支出率", JX_W_A_SPENT, JX_W_A_ARRIVED},
    {"支出率", JX_W_A_SPENT, JX_W_A_BUDGET},   {"支出率", JX_W_A_SPENT, JX_W_A_INITIAL},
    {"到位率", JX_W_A_ARRIVED, JX_W_A_BUDGET}, {"到位率", JX_W_A_ARRIVED, JX_W_A_INITIAL},
};

/* Names that are about this project's money: 预算执行率, 资金到位率, 支出率; not 制度执行率. */
static bool is_about_funds(struct jx_str name, const char *rate)
{
    static const char *const about[] = {"预算", "资金"};
    return jx_str_is(name, rate) || (jx_str_ends(name, jx_str_of(rate)) && CONTAINS(name, about));
}

/* The amount of a stage over all sources. */
static bool stage_total(const struct jx_audit *audit, const char *stage, struct jx_num *ret_num)
{
    const struct jx_funds *funds = &audit->project->funds;
    const struct jx_amount *whole = jx_funds_at(funds, jx_str_of(stage), JX_NO_STR);
    struct jx__total total = {0};
    if (whole && whole->set) {
        *ret_num = whole->num;
        return true;
    }
    for (size_t i = 0; !whole && i < funds->n_sources; i++) {
        const struct jx_amount *amount =
            jx_funds_at(funds, jx_str_of(stage), funds->sources[i].str);
        if (amount)
            jx__total_add(audit->arena, &total, amount);
    }
    *ret_num = total.sum;
    return total.n > 0;
}

/* A rate in percent, with as many digits as the stated one. */
static bool computed_rate(const struct jx_audit *audit, const struct rate *rate, int digits,
                          struct jx_num *ret_percent)
{
    struct jx_num over, under;
    if (!stage_total(audit, rate->over, &over) || !stage_total(audit, rate->under, &under) ||
        jx_num_sign(under) == 0)
        return false;
    struct jx_num percent = jx_num_mul(audit->arena, jx_num_div(audit->arena, over, under),
                                       jx_num_int(audit->arena, 100));
    *ret_percent = jx_num_round(audit->arena, percent, digits, JX_ROUND_HALF_UP);
    return true;
}

static void check_rate(const struct jx_audit *audit, const struct jx_indicator *leaf,
                       struct jx_diags *diags)
{
    const struct rate *first = NULL;
    struct jx_num percent, wanted = {0};
    if (!leaf->finding || jx_str_empty(leaf->finding->actual.str))
        return;
    struct jx_target actual = jx_target_parse(audit->arena, leaf->finding->actual.str);
    int digits = actual.num.digits > 0 ? actual.num.digits : 0;
    if (actual.kind != JX_TARGET_NUM)
        return;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        if (!is_about_funds(leaf->name.str, rates[i].name) ||
            !computed_rate(audit, &rates[i], digits, &percent))
            continue;
        if (jx_num_cmp(percent, actual.num) == 0)
            return;
        wanted = first ? wanted : percent;
        first = first ? first : &rates[i];
    }
    if (first)
        JX_SAY(diags, RATE_DIFFERS, leaf->finding->actual.span, label_of(audit->arena, leaf),
               leaf->finding->actual.str,
               jx_str_printf(audit->arena, JX_W_A_RATE_HOW, first->over, first->under),
               jx_str_printf(audit->arena, JX_W_A_PERCENT,
                             JX_FMT(jx_num_fixed(audit->arena, wanted, digits, JX_ROUND_HALF_UP))));
}

/* ---- targets ---- */

static void check_target(const struct jx_audit *audit, const struct jx_indicator *leaf,
                         struct jx_diags *diags)
{
    static const char *const may_exceed[] = {"增长", "增幅", "提高",   "提升", "上升",
                                             "倍",   "增加", "执行率", "回报"};
    struct jx_date report = audit->project->report_date.date;
    struct jx_target target = jx_target_parse(audit->arena, leaf->target.str);
    bool number = target.kind == JX_TARGET_NUM;
    bool cost = false;
    for (size_t i = 0; i < JX_MAX_LEVELS - 1; i++)
        cost = cost || jx_str_find(leaf->levels[i].str, JX_STR("成本"), 0) != SIZE_MAX;
    if (number && target.percent && jx_num_cmp(target.num, jx_num_int(audit->arena, 100)) > 0 &&
        !CONTAINS(leaf->name.str, may_exceed))
        JX_SAY(diags, TARGET_OVER_WHOLE, leaf->target.span, label_of(audit->arena, leaf),
               leaf->target.str);
    if (number && cost && (target.op == JX_OP_GE || target.op == JX_OP_GT) &&
        jx_str_find(leaf->name.str, JX_STR("节约"), 0) == SIZE_MAX)
        JX_SAY(diags, COST_AT_LEAST, leaf->target.span, label_of(audit->arena, leaf),
               leaf->target.str);
    if (target.kind == JX_TARGET_DATE && report.year && jx_date_cmp(target.date, report) > 0)
        JX_SAY(diags, TARGET_LATE, leaf->target.span, label_of(audit->arena, leaf),
               jx_date_text(audit->arena, target.date), jx_date_text(audit->arena, report));
}

/* ---- leaves by name and by number ---- */

struct leaf_ref {
    const struct jx_score_node *node;
    struct jx_str key;
    bool mentioned; /* by a problem */
};

struct leaves {
    struct leaf_ref *items; /* shape [n], sorted by key */
    size_t n;
};

static int by_key(const void *a, const void *b)
{
    const struct leaf_ref *x = a, *y = b;
    int order = jx_str_cmp(x->key, y->key);
    return order ? order : (x->node > y->node) - (x->node < y->node);
}

static int by_parent_and_name(const void *a, const void *b)
{
    const struct leaf_ref *x = a, *y = b;
    if (x->node->parent != y->node->parent)
        return x->node->parent > y->node->parent ? 1 : -1;
    return by_key(a, b);
}

static struct leaf_ref *find_leaf(const struct leaves *leaves, struct jx_str id)
{
    size_t low = 0;
    for (size_t high = leaves->n; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (jx_str_cmp(leaves->items[middle].key, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < leaves->n && jx_str_eq(leaves->items[low].key, id) ? &leaves->items[low] : NULL;
}

/* Nodes with a number, groups too, by it. */
static struct leaves nodes_by_id(const struct jx_audit *audit)
{
    const struct jx_score *score = audit->score;
    struct leaves leaves = {JX_ARRAY(audit->arena, struct leaf_ref, score->n_nodes), 0};
    for (size_t i = 0; i < score->n_nodes; i++)
        if (!jx_str_empty(score->nodes[i].id))
            leaves.items[leaves.n++] =
                (struct leaf_ref){.node = &score->nodes[i], .key = score->nodes[i].id};
    qsort(leaves.items, leaves.n, sizeof *leaves.items, by_key);
    return leaves;
}

static void check_twice(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_score *score = audit->score;
    struct leaf_ref *refs = JX_ARRAY(audit->arena, struct leaf_ref, score->n_nodes);
    size_t n = 0;
    for (size_t i = 0; i < score->n_nodes; i++)
        if (score->nodes[i].leaf)
            refs[n++] = (struct leaf_ref){.node = &score->nodes[i], .key = score->nodes[i].name};
    qsort(refs, n, sizeof *refs, by_parent_and_name);
    for (size_t i = 1; i < n; i++) {
        size_t parent = refs[i].node->parent;
        if (parent == refs[i - 1].node->parent && jx_str_eq(refs[i].key, refs[i - 1].key))
            JX_SAY(diags, INDICATOR_TWICE, refs[i].node->leaf->name.span,
                   parent == JX_NO_NODE ? audit->project->name.str : score->nodes[parent].name,
                   refs[i].key);
    }
}

/* ---- scores against words ---- */

static bool is_full(const struct jx_score_node *node)
{
    return node->has_score && jx_num_cmp(node->score, node->weight) == 0;
}

void jx__audit_scores(const struct jx_audit *audit, struct jx_diags *diags)
{
    if (!audit->score)
        return;
    for (size_t i = 0; i < audit->score->n_nodes; i++) {
        const struct jx_score_node *node = &audit->score->nodes[i];
        if (!node->leaf)
            continue;
        check_rate(audit, node->leaf, diags);
        check_target(audit, node->leaf, diags);
        if (is_full(node) && node->leaf->finding &&
            !jx_str_empty(jx_str_trim(node->leaf->finding->reason.str)))
            JX_SAY(diags, FULL_WITH_REASON, node->leaf->finding->reason.span,
                   label_of(audit->arena, node->leaf));
    }
    check_twice(audit, diags);
}

/* ---- problems and advice ---- */

/* A problem touches what it names, and all that stands below. */
static void mention(const struct jx_audit *audit, bool *mentioned, const struct leaf_ref *ref)
{
    size_t at = (size_t)(ref->node - audit->score->nodes);
    for (size_t i = at; i < ref->node->end; i++)
        mentioned[i] = true;
}

/* A problem all of whose indicators have full marks. */
static void check_problem_marks(const struct jx_audit *audit, const struct jx_problem *problem,
                                const struct leaves *nodes, bool *mentioned, struct jx_diags *diags)
{
    const struct leaf_ref *full = NULL;
    bool lost = false;
    for (size_t i = 0; i < problem->indicators.n; i++) {
        const struct leaf_ref *ref = find_leaf(nodes, problem->indicators.items[i].str);
        if (!ref)
            continue;
        mention(audit, mentioned, ref);
        full = is_full(ref->node) ? ref : full;
        lost = lost || !is_full(ref->node);
    }
    if (full && !lost)
        JX_SAY(diags, FULL_WITH_PROBLEM, problem->title.span,
               jx_str_printf(audit->arena, "%.*s %.*s", JX_FMT(full->node->id),
                             JX_FMT(full->node->name)),
               problem->title.str);
}

static int by_text(const void *a, const void *b)
{
    return jx_str_cmp(*(const struct jx_str *)a, *(const struct jx_str *)b);
}

/* The numbers of the problems that advice answers, sorted. */
static struct jx_strs answered(const struct jx_audit *audit)
{
    struct jx_strs ids = {0};
    for (size_t i = 0; i < audit->project->advice.n; i++)
        for (size_t k = 0; k < audit->project->advice.items[i].problems.n; k++)
            JX_PUSH(audit->arena, &ids, audit->project->advice.items[i].problems.items[k].str);
    if (ids.n)
        qsort(ids.items, ids.n, sizeof *ids.items, by_text);
    return ids;
}

static void check_losses(const struct jx_audit *audit, const bool *mentioned,
                         struct jx_diags *diags)
{
    struct jx_num ten = jx_num_int(audit->arena, 10);
    for (size_t i = 0; i < audit->score->n_nodes; i++) {
        const struct jx_score_node *node = &audit->score->nodes[i];
        if (!node->leaf || !node->has_score || mentioned[i])
            continue;
        struct jx_num lost = jx_num_sub(audit->arena, node->weight, node->score);
        if (jx_num_cmp(jx_num_mul(audit->arena, lost, ten), node->weight) >= 0 &&
            jx_num_sign(lost) > 0)
            JX_SAY(diags, LOSS_WITHOUT_PROBLEM, node->leaf->span,
                   label_of(audit->arena, node->leaf), jx__points_text(audit->arena, lost));
    }
}

static void check_years(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_project *project = audit->project;
    struct jx_date report = project->report_date.date, year, since;
    if (!project->year.str.ptr ||
        !jx_date_parse(
            jx_str_printf(audit->arena, "%.*s年", JX_FMT(jx_str_trim(project->year.str))), &year))
        return;
    if (report.year && year.year > report.year)
        JX_SAY(diags, YEAR_ORDER, project->year.span, JX_STR(JX_W_A_YEAR_OF_PROJECT),
               project->year.str, JX_STR(JX_W_A_YEAR_OF_REPORT),
               jx_date_text(audit->arena, report));
    for (size_t i = 0; i < project->subprojects.n; i++) {
        const struct jx_subproject *item = &project->subprojects.items[i];
        if (item->since.str.ptr && jx_date_parse(jx_str_trim(item->since.str), &since) &&
            since.year > year.year)
            JX_SAY(diags, YEAR_ORDER, item->since.span, item->name.str, item->since.str,
                   JX_STR(JX_W_A_YEAR_OF_PROJECT), project->year.str);
    }
}

void jx__audit_problems(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_project *project = audit->project;
    struct jx_strs ids = answered(audit);
    check_years(audit, diags);
    if (!audit->score)
        return;
    struct leaves nodes = nodes_by_id(audit);
    bool *mentioned = JX_ARRAY(audit->arena, bool, audit->score->n_nodes);
    for (size_t i = 0; i < project->problems.n; i++) {
        const struct jx_problem *problem = &project->problems.items[i];
        bool has_advice = ids.n && problem->id.str.ptr &&
                          bsearch(&problem->id.str, ids.items, ids.n, sizeof *ids.items, by_text);
        check_problem_marks(audit, problem, &nodes, mentioned, diags);
        if (!has_advice)
            JX_SAY(diags, PROBLEM_WITHOUT_ADVICE, problem->title.span, problem->title.str,
                   problem->id.str.ptr ? problem->id.str : problem->title.str);
        if (problem->indicators.n == 0 && jx_str_empty(problem->evidence.str))
            JX_SAY(diags, PROBLEM_WITHOUT_BASIS, problem->title.span, problem->title.str);
    }
    for (size_t i = 0; i < project->advice.n; i++)
        if (project->advice.items[i].problems.n == 0)
            JX_SAY(diags, ADVICE_WITHOUT_PROBLEM, project->advice.items[i].title.span,
                   project->advice.items[i].title.str);
    check_losses(audit, mentioned, diags);
}
