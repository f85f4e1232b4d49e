/* score.c - every leaf by its rule, the roll-up, the total and its grade; stated against computed.
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
    if (!c->stated || (jx_num_sign(c->stated_score) >= 0 &&
                       jx_num_cmp(c->stated_score, c->weight) <= 0))
        return true;
    JX_SAY(c->diags, SCORE_RANGE, c->finding->score.span, c->label, c->finding->score.text,
           jx__points_text(c->arena, c->weight));
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
    node->explanation = jx_str_printf(c->arena, JX_W_STATED_INSTEAD, JX_FMT(outcome->explanation),
                                      JX_FMT(stated));
    JX_SAY(c->diags, SCORE_DIFFERS, c->finding->score.span, c->label, stated, node->rule,
           jx__points_text(c->arena, outcome->score));
}

static bool score_leaf(struct jx_arena *arena, const struct jx_scheme *scheme,
                       struct jx_diags *diags, struct jx_score_node *node)
{
    struct jx__case c = jx__case_make(arena, diags, scheme, node->leaf);
    struct jx__outcome outcome = {.explanation = JX_STR("")};
    node->rule = jx__rule_name(node->leaf);
    node->explanation = JX_STR("");
    bool good = check_weight(&c) && check_range(&c);
    jx__completion_fill(&c, node);
    if (!jx__rule_apply(&c, &outcome))
        return false;
    settle(&c, node, &outcome);
    return good;
}

/* ---- roll-up ---- */

/* Children stand after their parents, so one pass from the end sums everything. */
static void roll_up(struct jx_arena *arena, struct jx_score_node *nodes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!nodes[i].leaf) {
            nodes[i].has_score = true;
            nodes[i].completion = JX_STR("");
        }
    for (size_t i = n; i-- > 0;) {
        if (nodes[i].parent == JX_NO_NODE)
            continue;
        struct jx_score_node *parent = &nodes[nodes[i].parent];
        parent->weight = jx_num_add(arena, parent->weight, nodes[i].weight);
        parent->score = jx_num_add(arena, parent->score, nodes[i].score);
        parent->has_score = parent->has_score && nodes[i].has_score;
    }
}

static void fill_rates(struct jx_arena *arena, const struct jx_scheme *scheme,
                       struct jx_score_node *nodes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        nodes[i].rate = JX_STR("");
        if (jx_num_sign(nodes[i].weight) <= 0 || !nodes[i].has_score)
            continue;
        nodes[i].rate_num = jx_num_div(arena, nodes[i].score, nodes[i].weight);
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

/* ---- total and grade ---- */

static void fill_total(struct jx_arena *arena, struct jx_score *score, struct jx_num *ret_weight)
{
    *ret_weight = (struct jx_num){0};
    for (size_t i = 0; i < score->n_nodes; i = score->nodes[i].end) {
        *ret_weight = jx_num_add(arena, *ret_weight, score->nodes[i].weight);
        score->total = jx_num_add(arena, score->total, score->nodes[i].score);
    }
    score->full = score->scheme->full_mark;
    score->total_text = jx__points_text(arena, score->total);
    score->full_text = jx__points_text(arena, score->full);
    score->rate =
        jx__percent_text(arena, score->scheme, jx_num_div(arena, score->total, score->full));
}

/* Source: 财预〔2020〕10号, half-open bands over the unrounded total on a scale of 100. */
static struct jx_str grade_of(struct jx_arena *arena, const struct jx_score *score)
{
    struct jx_num hundred = jx_num_int(arena, 100);
    struct jx_num mark = jx_num_div(arena, jx_num_mul(arena, score->total, hundred), score->full);
    for (size_t i = 0; i < score->scheme->grades.n; i++)
        if (jx_num_cmp(mark, score->scheme->grades.items[i].from.num) >= 0)
            return score->scheme->grades.items[i].name.str;
    return JX_STR("");
}

static bool check_total(struct jx_arena *arena, const struct jx_score *score, struct jx_num weight,
                        struct jx_diags *diags)
{
    const struct jx_project *project = score->project;
    if (!project->indicators.n || jx_num_cmp(weight, score->full) == 0)
        return true;
    JX_SAY(diags, WEIGHT_TOTAL, project->indicators.items[0].span, jx__points_text(arena, weight),
           score->full_text);
    return false;
}

static void check_stated(const struct jx_score *score, struct jx_diags *diags)
{
    const struct jx_stated *stated = &score->project->stated;
    if (stated->total.set && jx_num_cmp(stated->total.num, score->total) != 0)
        JX_SAY(diags, TOTAL_DIFFERS, stated->total.span, stated->total.text, score->total_text);
    if (stated->grade.str.ptr && !jx_str_eq(stated->grade.str, score->grade))
        JX_SAY(diags, GRADE_DIFFERS, stated->grade.span, stated->grade.str, score->total_text,
               score->scheme->name.str, score->grade);
}

enum jx_status jx_score_project(struct jx_arena *arena, const struct jx_project *project,
                                const struct jx_scheme *scheme, struct jx_diags *diags,
                                const struct jx_score **ret_score)
{
    struct jx_score *score = JX_NEW(arena, struct jx_score);
    struct jx_num weight;
    bool good = true;
    score->project = project;
    score->scheme = scheme;
    score->nodes = jx__tree_make(arena, project, &score->n_nodes);
    for (size_t i = 0; i < score->n_nodes; i++)
        if (score->nodes[i].leaf)
            good = score_leaf(arena, scheme, diags, &score->nodes[i]) && good;
    roll_up(arena, score->nodes, score->n_nodes);
    fill_rates(arena, scheme, score->nodes, score->n_nodes);
    fill_total(arena, score, &weight);
    score->grade = grade_of(arena, score);
    good = check_groups(arena, diags, score->nodes, score->n_nodes) && good;
    good = check_total(arena, score, weight, diags) && good;
    if (good)
        check_stated(score, diags);
    *ret_score = score;
    return good ? JX_OK : JX_E_INPUT;
}
