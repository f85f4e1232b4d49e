/* values.c - the scores as data for templates.
 *
 * Layer:   score.
 * Memory:  values live in the arena; a node's map stands in several lists at once and is never changed after.
 */
#include "score/internal.h"
#include "score/words.h"

struct maker {
    struct jx_arena *arena;
    const struct jx_score *score;
    struct jx_value **maps; /* of the nodes, shape [n_nodes] */
};

static void put_text(struct maker *m, struct jx_value *map, const char *key, struct jx_str text)
{
    jx_value_put(m->arena, map, jx_str_of(key),
                 jx_value_text(m->arena, text.ptr ? text : JX_STR("")));
}

static void put_num(struct maker *m, struct jx_value *map, const char *key, struct jx_num num,
                    struct jx_str text)
{
    jx_value_put(m->arena, map, jx_str_of(key), jx_value_num(m->arena, num, text));
}

static void put_points(struct maker *m, struct jx_value *map, const char *key, struct jx_num num)
{
    put_num(m, map, key, num, jx__points_text(m->arena, num));
}

static void put_extra(struct maker *m, struct jx_value *map, const struct jx_value *extra)
{
    for (size_t i = 0; extra && i < extra->map.n; i++)
        jx_value_put(m->arena, map, extra->map.items[i].key, extra->map.items[i].value);
}

/* A target or actual value: a number where a cell would hold one (90, 95%), else its text. */
static void put_measure(struct maker *m, struct jx_value *map, const char *key, struct jx_str text)
{
    struct jx_num num;
    struct jx_str written = jx_str_trim(text);
    struct jx_str digits = written;
    bool percent = jx__notation_drop(&digits, "%");
    if (!jx_num_parse(m->arena, digits, &num)) {
        put_text(m, map, key, text);
        return;
    }
    if (percent)
        num = jx_num_div(m->arena, num, jx_num_int(m->arena, 100));
    put_num(m, map, key, num, written);
}

/* The same members as nodes with a score, so that a table shows a word (or nothing) in their place. */
static void put_no_score(struct maker *m, struct jx_value *map, const char *word)
{
    put_text(m, map, JX_W_SCORE, jx_str_of(word));
    put_text(m, map, JX_W_RATE, JX_STR(""));
    put_text(m, map, JX_W_LOST, JX_STR(""));
}

/* 编号 … 扣分: what every node has. */
static void put_node(struct maker *m, struct jx_value *map, const struct jx_score_node *node)
{
    put_text(m, map, JX_W_ID, node->id);
    put_text(m, map, JX_W_NAME, node->name);
    put_num(m, map, JX_W_LEVEL, jx_num_int(m->arena, node->level), JX_NO_STR);
    if ((m->score->scheme->unscored || node->listed) && jx_num_sign(node->weight) == 0)
        put_text(m, map, JX_W_WEIGHT, JX_STR(""));
    else
        put_points(m, map, JX_W_WEIGHT, node->weight);
    if (node->excluded) {
        jx_value_put(m->arena, map, JX_STR(JX_W_EXCLUDED), jx_value_bool(m->arena, true));
        put_no_score(m, map, JX_W_EXCLUDED);
    } else if (!node->has_score && (node->listed || m->score->n_open > 0)) {
        put_no_score(m, map, "");
    }
    if (!node->has_score)
        return;
    put_num(m, map, JX_W_SCORE, node->score,
            jx__score_text(m->arena, m->score->scheme, node->score));
    put_num(m, map, JX_W_RATE, node->rate_num, node->rate);
    struct jx_num lost = jx_num_sub(m->arena, node->applicable, node->score);
    put_num(m, map, JX_W_LOST, lost, jx__score_text(m->arena, m->score->scheme, lost));
}

/* 原因：…；改进措施：… with the parts that exist. */
static struct jx_str deviation(struct jx_arena *arena, const struct jx_finding *finding)
{
    struct jx_str reason = jx_str_trim(finding->reason.str);
    struct jx_str improvement = jx_str_trim(finding->improvement.str);
    if (!jx_str_empty(improvement)) /* the sentence goes on */
        jx__notation_drop(&reason, "。");
    struct jx_buf buf = {.arena = arena};
    if (!jx_str_empty(reason))
        jx_buf_printf(&buf, JX_W_DEVIATION_REASON, JX_FMT(reason));
    if (!jx_str_empty(reason) && !jx_str_empty(improvement))
        jx_buf_adds(&buf, JX_W_DEVIATION_AND);
    if (!jx_str_empty(improvement))
        jx_buf_printf(&buf, JX_W_DEVIATION_STEPS, JX_FMT(improvement));
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

static void put_finding(struct maker *m, struct jx_value *map, const struct jx_score_node *node)
{
    static const struct jx_finding none = {0};
    const struct jx_finding *finding = node->leaf->finding ? node->leaf->finding : &none;
    if (node->actual_derived)
        put_num(m, map, JX_W_ACTUAL, node->actual_num, node->actual);
    else
        put_measure(m, map, JX_W_ACTUAL, finding->actual.str);
    put_text(m, map, JX_W_REASON, finding->reason.str);
    put_text(m, map, JX_W_IMPROVEMENT, finding->improvement.str);
    put_text(m, map, JX_W_DEVIATION, deviation(m->arena, finding));
    put_text(m, map, JX_W_EVIDENCE, finding->evidence.str);
    put_text(m, map, JX_W_RATING, finding->rating.str);
    jx__votes_put(m->arena, finding, map);
    bool own = !jx_str_empty(jx_str_trim(finding->remark.str));
    put_text(m, map, JX_W_REMARK, own ? finding->remark.str : node->explanation);
}

/* The names and weights of the groups above, by level. */
static void put_levels(struct maker *m, struct jx_value *map, const struct jx_score_node *node)
{
    static const char *const keys[JX_MAX_LEVELS - 1] = {JX_W_LEVEL1, JX_W_LEVEL2, JX_W_LEVEL3};
    for (size_t i = 0; i < JX_MAX_LEVELS - 1; i++)
        put_text(m, map, keys[i], node->leaf->levels[i].str);
    for (size_t up = node->parent; up != JX_NO_NODE; up = m->score->nodes[up].parent) {
        const struct jx_score_node *group = &m->score->nodes[up];
        const char *key = keys[group->level - 1];
        put_points(m, map, jx_str_printf(m->arena, JX_W_LEVEL_WEIGHT, key).ptr, group->weight);
    }
}

/* What 字段 adds to indicators and findings is empty where it is not given, as their own members are. */
static void put_declared(struct maker *m, struct jx_value *map)
{
    const struct jx_project *project = m->score->project;
    for (size_t i = 0; i < project->n_declared; i++)
        if (jx_str_is(project->declared[i].record.str, JX_W_INDICATORS) ||
            jx_str_is(project->declared[i].record.str, JX_W_FINDINGS))
            jx_value_put(m->arena, map, project->declared[i].key.str,
                         jx_value_text(m->arena, JX_STR("")));
}

static void place(struct jx_value *map, const char *key, struct jx_span span)
{
    for (size_t i = 0; i < map->map.n; i++)
        if (jx_str_is(map->map.items[i].key, key))
            map->map.items[i].value->span = span;
}

/* Where the values that are printed as they were written stand, so that their places in the document can be named. */
static void place_written(struct jx_value *map, const struct jx_score_node *node)
{
    static const struct jx_finding none = {0};
    const struct jx_finding *finding = node->leaf->finding ? node->leaf->finding : &none;
    place(map, JX_W_NAME, node->leaf->name.span);
    place(map, JX_W_WEIGHT, node->leaf->weight.span);
    place(map, JX_W_TARGET, node->leaf->target.span);
    if (!node->actual_derived)
        place(map, JX_W_ACTUAL, finding->actual.span);
    if (finding->score.set)
        place(map, JX_W_SCORE, finding->score.span);
    place(map, JX_W_REASON, finding->reason.span);
    place(map, JX_W_IMPROVEMENT, finding->improvement.span);
    place(map, JX_W_EVIDENCE, finding->evidence.span);
    place(map, JX_W_REMARK, finding->remark.span);
    place(map, JX_W_RATING, finding->rating.span);
}

static struct jx_value *leaf_map(struct maker *m, const struct jx_score_node *node)
{
    const struct jx_indicator *leaf = node->leaf;
    struct jx_value *map = jx_value_map(m->arena);
    map->span = leaf->span;
    put_declared(m, map);
    put_extra(m, map, leaf->extra);
    put_extra(m, map, leaf->finding ? leaf->finding->extra : NULL);
    put_node(m, map, node);
    put_levels(m, map, node);
    put_measure(m, map, JX_W_TARGET, leaf->target.str);
    put_text(m, map, JX_W_UNIT, leaf->unit.str);
    put_text(m, map, JX_W_NATURE, leaf->nature.str);
    put_text(m, map, JX_W_MEANING, leaf->meaning.str);
    put_text(m, map, JX_W_SOURCE, leaf->source.str);
    struct jx_value *points = jx_value_list(m->arena);
    for (size_t i = 0; i < leaf->points.n; i++)
        jx_value_push(m->arena, points, jx_value_text(m->arena, leaf->points.items[i].str));
    jx_value_put(m->arena, map, JX_STR(JX_W_POINTS_OF), points);
    put_finding(m, map, node);
    if (node->has_completion_num)
        put_num(m, map, JX_W_COMPLETION, node->completion_num, node->completion);
    else
        put_text(m, map, JX_W_COMPLETION, node->completion);
    put_text(m, map, JX_W_RULE, node->rule);
    put_text(m, map, JX_W_FORMULA, node->formula);
    put_text(m, map, JX_W_COMPLETION_FORMULA, node->completion_formula);
    place_written(map, node);
    return map;
}

static struct jx_value *group_map(struct maker *m, const struct jx_score_node *node)
{
    static const char *const below[] = {NULL, JX_W_NODES2, JX_W_NODES3, JX_W_NODES4};
    struct jx_value *map = jx_value_map(m->arena);
    struct jx_value *children = jx_value_list(m->arena);
    struct jx_value *leaves = jx_value_list(m->arena);
    size_t from = (size_t)(node - m->score->nodes) + 1;
    if (node->group)
        put_extra(m, map, node->group->extra);
    put_node(m, map, node);
    for (size_t i = from; i < node->end; i++) {
        if (m->score->nodes[i].parent == from - 1)
            jx_value_push(m->arena, children, m->maps[i]);
        if (m->score->nodes[i].leaf)
            jx_value_push(m->arena, leaves, m->maps[i]);
    }
    jx_value_put(m->arena, map, jx_str_of(below[node->level]), children);
    jx_value_put(m->arena, map, JX_STR(JX_W_INDICATORS), leaves);
    return map;
}

/* Descendants have their maps before their parents do. */
static void make_maps(struct maker *m)
{
    for (size_t i = m->score->n_nodes; i-- > 0;) {
        const struct jx_score_node *node = &m->score->nodes[i];
        m->maps[i] = node->leaf ? leaf_map(m, node) : group_map(m, node);
    }
}

/* ---- 逆向指标, 加分指标, 一票否决 ---- */

/* key: 扣分 or 加分. */
static struct jx_value *deduction_map(struct maker *m, const struct jx_score_deduction *d,
                                      const char *key)
{
    static const struct jx_finding none = {0};
    const struct jx_deduction *deduction = d->deduction;
    const struct jx_finding *finding = deduction->finding ? deduction->finding : &none;
    struct jx_value *map = jx_value_map(m->arena);
    map->span = deduction->span;
    put_extra(m, map, deduction->extra);
    put_extra(m, map, finding->extra);
    put_text(m, map, JX_W_ID, deduction->id.str);
    put_text(m, map, JX_W_NAME, deduction->name.str);
    put_points(m, map, JX_W_CAP, deduction->cap.num);
    put_points(m, map, key, d->points);
    put_text(m, map, JX_W_NOTE, deduction->meaning.str);
    put_text(m, map, JX_W_REASON, finding->reason.str);
    put_text(m, map, JX_W_IMPROVEMENT, finding->improvement.str);
    put_text(m, map, JX_W_REMARK, finding->remark.str);
    put_text(m, map, JX_W_EVIDENCE, finding->evidence.str);
    return map;
}

static struct jx_value *veto_map(struct maker *m, const struct jx_score_veto *veto)
{
    struct jx_value *map = jx_value_map(m->arena);
    put_text(m, map, JX_W_NAME, veto->name);
    put_text(m, map, JX_W_GRADE_MOST, veto->grade);
    put_text(m, map, JX_W_WHY, veto->why);
    put_text(m, map, JX_W_TEXT, veto->text);
    return map;
}

/* Members that stand there only where they occur: a project's own 补充 may use the names otherwise. */
static void put_occurring(struct maker *m, struct jx_value *data)
{
    const struct jx_score *score = m->score;
    struct jx_value *deductions = jx_value_list(m->arena);
    struct jx_value *bonuses = jx_value_list(m->arena);
    struct jx_value *vetoes = jx_value_list(m->arena);
    for (size_t i = 0; i < score->n_deductions; i++)
        jx_value_push(m->arena, deductions, deduction_map(m, &score->deductions[i], JX_W_LOST));
    for (size_t i = 0; i < score->n_bonuses; i++)
        jx_value_push(m->arena, bonuses, deduction_map(m, &score->bonuses[i], JX_W_ADDED));
    for (size_t i = 0; i < score->n_vetoes; i++)
        jx_value_push(m->arena, vetoes, veto_map(m, &score->vetoes[i]));
    if (score->n_deductions + score->n_bonuses)
        put_points(m, data, JX_W_SUBTOTAL, score->subtotal);
    if (score->n_bonuses) {
        put_points(m, data, JX_W_ADDED_SUM, score->added);
        jx_value_put(m->arena, data, JX_STR(JX_W_BONUSES), bonuses);
    }
    if (score->n_deductions) {
        put_points(m, data, JX_W_DEDUCTED_SUM, score->deducted);
        jx_value_put(m->arena, data, JX_STR(JX_W_DEDUCTIONS), deductions);
    }
    if (score->n_vetoes)
        jx_value_put(m->arena, data, JX_STR(JX_W_VETOES), vetoes);
    if (score->rescaling.ptr)
        put_text(m, data, JX_W_RESCALING, score->rescaling);
}

static void put_total(struct maker *m, struct jx_value *data)
{
    const struct jx_score *score = m->score;
    bool scored = !score->scheme->unscored;
    jx_value_put(m->arena, data, JX_STR(JX_W_SCORED), jx_value_bool(m->arena, scored));
    if (!scored)
        return;
    put_num(m, data, JX_W_FULL, score->full, score->full_text);
    put_text(m, data, JX_W_GRADE, score->grade);
    if (score->n_open > 0) {
        put_text(m, data, JX_W_TOTAL, JX_STR(""));
        put_text(m, data, JX_W_TOTAL_RATE, JX_STR(""));
        return;
    }
    put_num(m, data, JX_W_TOTAL, score->total, score->total_text);
    put_num(m, data, JX_W_TOTAL_RATE, jx_num_div(m->arena, score->total, score->full), score->rate);
}

void jx_score_put_values(struct jx_arena *arena, const struct jx_score *score,
                         struct jx_value *data)
{
    struct maker m = {arena, score, JX_ARRAY(arena, struct jx_value *, score->n_nodes)};
    struct jx_value *leaves = jx_value_list(arena);
    struct jx_value *tops = jx_value_list(arena);
    struct jx_value *all = jx_value_list(arena);
    make_maps(&m);
    for (size_t i = 0; i < score->n_nodes; i++) {
        jx_value_push(arena, all, m.maps[i]);
        if (score->nodes[i].leaf)
            jx_value_push(arena, leaves, m.maps[i]);
        if (score->nodes[i].parent == JX_NO_NODE)
            jx_value_push(arena, tops, m.maps[i]);
    }
    put_total(&m, data);
    jx_value_put(arena, data, JX_STR(JX_W_INDICATORS), leaves);
    jx_value_put(arena, data, JX_STR(JX_W_NODES1), tops);
    jx_value_put(arena, data, JX_STR(JX_W_NODES), all);
    put_occurring(&m, data);
    jx__votes_put_names(arena, leaves, data);
}
