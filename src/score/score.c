/* score.c - every leaf by its rule, and the roll-up; stated against computed. The total is in total.c.
 *
 * Layer:   score.
 * Memory:  results live in the arena passed in.
 */
#include "score/score.h"

#include "score/internal.h"
#include "score/words.h"

struct jx_str jx__points_text(struct jx_arena *arena, struct jx_num points)
{
    return jx_num_text(arena, points, 6);
}

struct jx_str jx__score_text(struct jx_arena *arena, const struct jx_scheme *scheme,
                             struct jx_num points)
{
    if (scheme->round_total)
        points = jx_num_round(arena, points, scheme->score_digits, scheme->round);
    return jx__points_text(arena, points);
}

struct jx_str jx__percent_text(struct jx_arena *arena, const struct jx_scheme *scheme,
                               struct jx_num ratio)
{
    struct jx_num percent = jx_num_mul(arena, ratio, jx_num_int(arena, 100));
    struct jx_str text = jx_num_fixed(arena, percent, scheme->percent_digits, scheme->round);
    return jx_str_printf(arena, "%.*s%%", JX_FMT(text));
}

/* ---- leaves ---- */

static bool check_weight(const struct jx__case *c)
{
    if (jx_num_sign(c->weight) > 0)
        return true;
    const struct jx_amount *weight = &c->leaf->weight;
    JX_SAY(c->diags, WEIGHT_NONE, weight->set ? weight->span : c->leaf->span, c->label);
    return false;
}

static bool check_range(const struct jx__case *c)
{
    if (!c->stated ||
        (jx_num_sign(c->stated_score) >= 0 && jx_num_cmp(c->stated_score, c->weight) <= 0))
        return true;
    JX_SAY(c->diags, SCORE_RANGE, c->finding->score.span, c->label, c->finding->score.text,
           jx__points_text(c->arena, c->weight));
    return false;
}

/* 加分 belongs to 加分指标. */
static bool check_added(const struct jx__case *c)
{
    if (!c->finding || !c->finding->added.set)
        return true;
    JX_SAY(c->diags, POINTS_SIDE, c->finding->added.span, c->label, JX_STR(JX_W_INDICATORS),
           JX_STR(JX_W_ADDED));
    return false;
}

/* The stated score counts; a difference is told, in the messages and in the explanation. */
static void settle(const struct jx__case *c, struct jx_score_node *node,
                   const struct jx__outcome *outcome)
{
    node->has_computed = outcome->computed;
    node->computed = outcome->score;
    node->has_score = c->stated || outcome->computed;
    node->score = c->stated ? c->stated_score : outcome->score;
    node->explanation = outcome->explanation;
    if (!outcome->computed || jx_num_cmp(node->score, outcome->score) == 0) {
        node->formula = outcome->formula;
        return;
    }
    struct jx_str stated = jx__points_text(c->arena, c->stated_score);
    node->explanation =
        jx_str_printf(c->arena, JX_W_STATED_INSTEAD, JX_FMT(outcome->explanation), JX_FMT(stated));
    JX_SAY(c->diags, SCORE_DIFFERS, c->finding->score.span, c->label, stated, node->rule,
           jx__points_text(c->arena, outcome->score));
}

/* 扣分 of the finding: points off beside the rule, down to 0 (the form with a column of its own, DOMAIN 2.1). */
static bool take_off(const struct jx__case *c, struct jx_score_node *node)
{
    if (!c->finding || !c->finding->deducted.set || !node->has_score)
        return true;
    const struct jx_amount *off = &c->finding->deducted;
    if (jx_num_sign(off->num) < 0) {
        JX_SAY(c->diags, DEDUCTION_NEGATIVE, off->span, c->label, off->text, JX_STR(JX_W_LOST));
        return false;
    }
    if (jx_num_sign(off->num) == 0)
        return true;
    node->score = jx_num_max(jx_num_sub(c->arena, node->score, off->num), (struct jx_num){0});
    node->formula = JX_NO_STR;
    node->explanation = jx_str_printf(c->arena, JX_W_ALSO_DEDUCTED, JX_FMT(node->explanation),
                                      JX_FMT(jx__points_text(c->arena, off->num)),
                                      JX_FMT(jx__score_text(c->arena, c->scheme, node->score)));
    return true;
}

/* 不适用: no score, and no other finding than the reason. */
static bool exclude_leaf(const struct jx__case *c, struct jx_score_node *node)
{
    const struct jx_finding *finding = c->finding;
    struct jx_str why = jx_str_trim(finding->why.str);
    node->excluded = true;
    node->completion = JX_STR("");
    node->explanation = JX_STR(JX_W_EXCLUDED_PLAIN);
    if (jx_str_empty(why))
        JX_SAY(c->diags, EXCLUDED_WHY, finding->span, c->label);
    else
        node->explanation = jx_str_printf(c->arena, JX_W_EXCLUDED_WHY, JX_FMT(why));
    if (finding->score.set)
        JX_SAY(c->diags, EXCLUDED_SCORED, finding->score.span, c->label, JX_STR(JX_W_SCORE));
    if (finding->deducted.set)
        JX_SAY(c->diags, EXCLUDED_SCORED, finding->deducted.span, c->label, JX_STR(JX_W_LOST));
    return !finding->score.set && !finding->deducted.set;
}

static bool is_excluded(const struct jx_indicator *leaf)
{
    return leaf->finding && leaf->finding->excluded.truth;
}

/* 权重 0: only listed, with target and actual value; no rule looks at it. */
static bool is_listed(const struct jx_indicator *leaf)
{
    return leaf->weight.set && jx_num_sign(leaf->weight.num) == 0;
}

static bool score_leaf(struct jx__data *data, const struct jx_scheme *scheme,
                       struct jx_diags *diags, struct jx_score_node *node)
{
    struct jx__case c = jx__case_make(data, diags, scheme, node->leaf);
    struct jx__outcome outcome = {.explanation = JX_STR("")};
    node->rule = c.rule;
    node->explanation = JX_STR("");
    node->actual = c.derived ? c.actual.text : c.finding ? c.finding->actual.str : JX_NO_STR;
    bool good = check_weight(&c) && check_range(&c) && check_added(&c);
    jx__completion_fill(&c, node);
    if (c.failed || !jx__rule_apply(&c, &outcome))
        return false;
    if (c.derived) {
        node->actual_derived = true;
        node->actual_num = jx_num_div(c.arena, c.actual.num, jx_num_int(c.arena, 100));
    }
    settle(&c, node, &outcome);
    return take_off(&c, node) && good;
}

/* No leaf goes without a score silently, whatever its rule overlooked: the total would leave it out. */
static bool score_leaf_or_say(struct jx__data *data, const struct jx_scheme *scheme,
                              struct jx_diags *diags, struct jx_score_node *node)
{
    const size_t before = diags->n_errors;
    const struct jx_indicator *leaf = node->leaf;
    if (score_leaf(data, scheme, diags, node))
        return true;
    if (diags->n_errors == before)
        JX_SAY(diags, SCORE_MISSING, leaf->finding ? leaf->finding->span : leaf->span, node->name,
               leaf->id.str);
    return false;
}

/* Whether the finding says anything that a score could follow from. */
static bool has_result(const struct jx_finding *finding)
{
    return finding != NULL &&
           (!jx_str_empty(jx_str_trim(finding->actual.str)) ||
            !jx_str_empty(jx_str_trim(finding->rating.str)) || finding->score.set ||
            finding->deducted.set || finding->points.n + finding->experts.n > 0 ||
            jx__survey_is_counted(finding));
}

/* A leaf of an open project may be computed from 资金 alone; else, without results, it has no score yet. */
static bool open_leaf(struct jx__data *data, const struct jx_scheme *scheme, struct jx_diags *diags,
                      struct jx_score_node *node)
{
    struct jx_score_node trial = *node;
    struct jx_diags unheard;

    jx_diags_init(&unheard, data->arena, diags->sources);
    if (has_result(node->leaf->finding) || jx_num_sign(node->leaf->weight.num) <= 0 ||
        score_leaf(data, scheme, &unheard, &trial))
        return score_leaf_or_say(data, scheme, diags, node);
    node->rule = trial.rule;
    node->actual = JX_NO_STR;
    node->explanation = node->completion = JX_STR("");
    return true;
}

/* A 得分 of it other than 0 is out of its range. */
static bool list_leaf(struct jx__data *data, const struct jx_scheme *scheme, struct jx_diags *diags,
                      struct jx_score_node *node)
{
    struct jx_indicator bare = *node->leaf;
    bare.rule = (struct jx_text){0};
    bare.rule_node = NULL;
    struct jx__case c = jx__case_make(data, diags, scheme, &bare);
    jx__completion_fill(&c, node);
    node->listed = true;
    node->rule = JX_STR("");
    node->explanation = JX_STR("");
    node->actual = c.finding ? c.finding->actual.str : JX_NO_STR;
    return check_range(&c) && check_added(&c) && !c.failed;
}

/* A leaf that is 不适用 is not looked at by its rule. */
static bool leaf_make(struct jx__data *data, const struct jx_scheme *scheme, struct jx_diags *diags,
                      struct jx_score_node *node)
{
    if (is_listed(node->leaf))
        return list_leaf(data, scheme, diags, node);
    if (!is_excluded(node->leaf))
        return data->project->open ? open_leaf(data, scheme, diags, node)
                                   : score_leaf_or_say(data, scheme, diags, node);
    struct jx_indicator bare = *node->leaf;
    bare.finding = NULL;
    bare.rule = (struct jx_text){0};
    struct jx__case c = jx__case_make(data, diags, scheme, &bare);
    c.leaf = node->leaf;
    c.finding = node->leaf->finding;
    node->rule = jx__rule_name(node->leaf);
    bool good = check_weight(&c);
    return exclude_leaf(&c, node) && good;
}

/* ---- roll-up ---- */

/* Children stand after their parents, so one pass from the end sums everything. */
static void roll_up(struct jx_arena *arena, struct jx_score_node *nodes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (nodes[i].leaf) {
            nodes[i].applicable = nodes[i].excluded ? (struct jx_num){0} : nodes[i].weight;
            continue;
        }
        nodes[i].has_score = true;
        nodes[i].excluded = true;
        nodes[i].listed = true;
        nodes[i].completion = JX_STR("");
    }
    for (size_t i = n; i-- > 0;) {
        if (!nodes[i].leaf) {
            nodes[i].excluded = nodes[i].excluded && !nodes[i].listed;
            nodes[i].has_score = nodes[i].has_score && !nodes[i].excluded && !nodes[i].listed;
        }
        if (nodes[i].parent == JX_NO_NODE)
            continue;
        if (nodes[i].listed)
            continue; /* says nothing about the groups above */
        struct jx_score_node *parent = &nodes[nodes[i].parent];
        parent->listed = false;
        parent->weight = jx_num_add(arena, parent->weight, nodes[i].weight);
        parent->applicable = jx_num_add(arena, parent->applicable, nodes[i].applicable);
        parent->score = jx_num_add(arena, parent->score, nodes[i].score);
        parent->has_score = parent->has_score && (nodes[i].has_score || nodes[i].excluded);
        parent->excluded = parent->excluded && nodes[i].excluded;
    }
}

static void fill_rates(struct jx_arena *arena, const struct jx_scheme *scheme,
                       struct jx_score_node *nodes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        nodes[i].rate = JX_STR("");
        if (jx_num_sign(nodes[i].applicable) <= 0 || !nodes[i].has_score)
            continue;
        nodes[i].rate_num = jx_num_div(arena, nodes[i].score, nodes[i].applicable);
        nodes[i].rate = jx__percent_text(arena, scheme, nodes[i].rate_num);
    }
}

static bool check_groups(struct jx_arena *arena, struct jx_diags *diags,
                         const struct jx_score_node *nodes, size_t n)
{
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        const struct jx_amount *weight = nodes[i].group ? &nodes[i].group->weight : NULL;
        if (!weight || !weight->set || jx_num_cmp(weight->num, nodes[i].weight) == 0)
            continue;
        JX_SAY(diags, WEIGHT_GROUP, weight->span, nodes[i].name, weight->text,
               jx__points_text(arena, nodes[i].weight));
        good = false;
    }
    return good;
}

/* ---- without points ---- */

static void unscored_say(struct jx_diags *diags, const struct jx_scheme *scheme,
                         struct jx_span span, const char *key)
{
    JX_SAY(diags, UNSCORED_GIVEN, span, scheme->name.str, jx_str_of(key));
}

/* What the leaf says of points is told of; target and actual value stay. */
static void unscored_leaf(struct jx__data *data, const struct jx_scheme *scheme,
                          struct jx_diags *diags, struct jx_score_node *node)
{
    struct jx_indicator bare = *node->leaf;
    if (bare.rule_node)
        unscored_say(diags, scheme, bare.rule_node->span, JX_W_RULE);
    bare.rule = (struct jx_text){0};
    bare.rule_node = NULL;
    struct jx__case c = jx__case_make(data, diags, scheme, &bare);
    jx__completion_fill(&c, node);
    node->rule = JX_STR("");
    node->explanation = JX_STR("");
    node->actual = c.finding ? c.finding->actual.str : JX_NO_STR;
    if (c.finding && c.finding->score.set)
        unscored_say(diags, scheme, c.finding->score.span, JX_W_SCORE);
    if (c.finding && c.finding->deducted.set)
        unscored_say(diags, scheme, c.finding->deducted.span, JX_W_LOST);
}

static void unscored_make(struct jx__data *data, struct jx_diags *diags, struct jx_score *score)
{
    const struct jx_project *project = score->project;
    for (size_t i = 0; i < score->n_nodes; i++)
        if (score->nodes[i].leaf)
            unscored_leaf(data, score->scheme, diags, &score->nodes[i]);
    roll_up(data->arena, score->nodes, score->n_nodes);
    fill_rates(data->arena, score->scheme, score->nodes, score->n_nodes);
    if (project->deductions.n)
        unscored_say(diags, score->scheme, project->deductions.items[0].span, JX_W_DEDUCTIONS);
    if (project->bonuses.n)
        unscored_say(diags, score->scheme, project->bonuses.items[0].span, JX_W_BONUSES);
    if (project->vetoes.n)
        unscored_say(diags, score->scheme, project->vetoes.items[0].span, JX_W_VETOES);
    if (project->stated.total.set)
        unscored_say(diags, score->scheme, project->stated.total.span, JX_W_TOTAL);
    if (project->stated.grade.str.ptr)
        unscored_say(diags, score->scheme, project->stated.grade.span, JX_W_GRADE);
    score->total_text = score->full_text = score->rate = score->grade = JX_STR("");
}

enum jx_status jx_score_project(struct jx_arena *arena, const struct jx_project *project,
                                const struct jx_scheme *scheme, struct jx_diags *diags,
                                const struct jx_score **ret_score)
{
    struct jx_score *score = JX_NEW(arena, struct jx_score);
    struct jx__data data = {.arena = arena, .project = project};
    bool good = true;
    score->project = project;
    score->scheme = scheme;
    score->nodes = jx__tree_make(arena, project, &score->n_nodes);
    *ret_score = score;
    if (scheme->unscored) {
        unscored_make(&data, diags, score);
        return JX_OK;
    }
    for (size_t i = 0; i < score->n_nodes; i++)
        if (score->nodes[i].leaf)
            good = leaf_make(&data, scheme, diags, &score->nodes[i]) && good;
    for (size_t i = 0; project->open && i < score->n_nodes; i++)
        score->n_open += score->nodes[i].leaf && !score->nodes[i].has_score &&
                         !score->nodes[i].excluded && !score->nodes[i].listed;
    roll_up(arena, score->nodes, score->n_nodes);
    fill_rates(arena, scheme, score->nodes, score->n_nodes);
    good = check_groups(arena, diags, score->nodes, score->n_nodes) && good;
    good = jx__total_make(&data, diags, score) && good;
    if (score->n_open > 0)
        score->total_text = score->rate = score->grade = JX_STR("");
    else if (good)
        jx__total_compare(score, diags);
    return good ? JX_OK : JX_E_INPUT;
}
