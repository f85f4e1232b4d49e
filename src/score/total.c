/* total.c - from the scored tree to the total: rescaling, 逆向指标 and 加分指标, grade, 一票否决.
 *
 * Layer:   score.
 *
 * Source: 财农〔2021〕122号 (加分指标, ends of the scale); 财预〔2020〕10号 (grades: half-open bands over the total on a scale of
 *         100). 不适用: total × full ÷ Σ applicable weights (DOMAIN 2.6). 逆向指标: deducted from the subtotal, each down to its cap, not below 0 (Zhongshan 2020, 80 − 3 = 77).
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

static struct jx_num rounded(struct jx_arena *arena, const struct jx_scheme *scheme,
                             struct jx_num num)
{
    return jx_num_round(arena, num, scheme->score_digits, scheme->round);
}

/* ---- subtotal ---- */

/* What all leaves weigh, what of it counts, and what was reached. */
struct sums {
    struct jx_num weight;
    struct jx_num applicable;
    struct jx_num score;
};

static struct sums sums_of(struct jx_arena *arena, const struct jx_score *score)
{
    struct sums s = {0};
    for (size_t i = 0; i < score->n_nodes; i = score->nodes[i].end) {
        s.weight = jx_num_add(arena, s.weight, score->nodes[i].weight);
        s.applicable = jx_num_add(arena, s.applicable, score->nodes[i].applicable);
        s.score = jx_num_add(arena, s.score, score->nodes[i].score);
    }
    return s;
}

/* The full mark that the applicable weights stand for. */
static void rescale(struct jx_arena *arena, struct jx_score *score, const struct sums *s)
{
    const struct jx_scheme *scheme = score->scheme;
    if (jx_str_is(scheme->excluded.str, JX_W_LEAVE_OUT)) {
        score->full = s->applicable;
        return;
    }
    struct jx_num exact =
        jx_num_div(arena, jx_num_mul(arena, s->score, score->full), s->applicable);
    score->subtotal = rounded(arena, scheme, exact);
    const char *sign = jx_num_cmp(exact, score->subtotal) == 0 ? JX_W_EQUALS : JX_W_ABOUT;
    score->rescaling = jx_str_printf(
        arena, JX_W_RESCALED, JX_FMT(jx__score_text(arena, scheme, s->score)),
        JX_FMT(jx__points_text(arena, s->applicable)), JX_FMT(jx__points_text(arena, score->full)),
        sign, JX_FMT(jx__points_text(arena, score->subtotal)));
}

static bool subtotal_make(struct jx_arena *arena, struct jx_diags *diags, struct jx_score *score)
{
    const struct jx_project *project = score->project;
    struct sums s = sums_of(arena, score);
    bool excluded = jx_num_cmp(s.applicable, s.weight) != 0;
    bool good = !project->indicators.n || jx_num_cmp(s.weight, score->full) == 0;
    score->subtotal = s.score;
    if (!good)
        JX_SAY(diags, WEIGHT_TOTAL, project->indicators.items[0].span,
               jx__points_text(arena, s.weight), jx__points_text(arena, score->full));
    if (excluded && jx_num_sign(s.applicable) <= 0) {
        JX_SAY(diags, EXCLUDED_ALL, project->indicators.items[0].span);
        return false;
    }
    if (excluded)
        rescale(arena, score, &s);
    else if (score->scheme->round_total)
        score->subtotal = rounded(arena, score->scheme, s.score);
    return good;
}

/* ---- 逆向指标, 加分指标 ---- */

/* What differs between the two lists. */
struct side {
    const char *list; /* 逆向指标, 加分指标 */
    const char *key;  /* 扣分, 加分 */
    const char *verb; /* 扣, 加 */
    bool bonus;
};
static const struct side less = {JX_W_DEDUCTIONS, JX_W_LOST, "扣", false};
static const struct side more = {JX_W_BONUSES, JX_W_ADDED, "加", true};

/* 扣分 under a 加分指标, 加分 under a 逆向指标. */
static bool side_check(struct jx_diags *diags, const struct side *side, struct jx_str name,
                       const struct jx_finding *finding)
{
    const struct jx_amount *other = side->bonus ? &finding->deducted : &finding->added;
    if (!other->set)
        return true;
    JX_SAY(diags, POINTS_SIDE, other->span, name, jx_str_of(side->list),
           jx_str_of(side->bonus ? JX_W_LOST : JX_W_ADDED));
    return false;
}

static bool deduction_make(struct jx_arena *arena, struct jx_diags *diags, const struct side *side,
                           const struct jx_deduction *deduction, struct jx_num *ret_points)
{
    static const struct jx_finding none = {0};
    const struct jx_finding *finding = deduction->finding ? deduction->finding : &none;
    const struct jx_amount *off = side->bonus ? &finding->added : &finding->deducted;
    struct jx_str name = jx_shown(arena, deduction->name.str);
    if (!side_check(diags, side, name, finding))
        return false;
    if (deduction->cap.set && jx_num_sign(deduction->cap.num) <= 0) {
        JX_SAY(diags, DEDUCTION_CAP, deduction->cap.span, name, jx_str_of(side->list),
               jx_str_of(side->key));
        return false;
    }
    if (!side->bonus && !off->set && !finding->excluded.truth)
        JX_SAY(diags, DEDUCTION_NONE, deduction->finding ? finding->span : deduction->span, name,
               deduction->id.str);
    if (off->set && jx_num_sign(off->num) < 0) {
        JX_SAY(diags, DEDUCTION_NEGATIVE, off->span, name, off->text, jx_str_of(side->key));
        return false;
    }
    if (off->set && jx_num_cmp(off->num, deduction->cap.num) > 0)
        JX_SAY(diags, DEDUCTION_OVER, off->span, name, off->text,
               jx__points_text(arena, deduction->cap.num), jx_str_of(side->list),
               jx_str_of(side->verb));
    *ret_points = jx_num_min(off->num, deduction->cap.num);
    return true;
}

/* Every item of one list, and what they come to. */
static bool side_make(struct jx_arena *arena, struct jx_diags *diags, const struct side *side,
                      struct jx_score_deduction *items, struct jx_num *ret_sum)
{
    bool good = true;
    for (size_t i = 0; items[i].deduction; i++) {
        good = deduction_make(arena, diags, side, items[i].deduction, &items[i].points) && good;
        *ret_sum = jx_num_add(arena, *ret_sum, items[i].points);
    }
    return good;
}

static struct jx_score_deduction *side_open(struct jx_arena *arena,
                                            const struct jx_deduction *items, size_t n)
{
    struct jx_score_deduction *all = JX_ARRAY(arena, struct jx_score_deduction, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i].deduction = &items[i];
    return all;
}

/* 加分 lifts the total at most to 最高总分. */
static struct jx_num with_bonuses(struct jx_arena *arena, const struct jx_score *score,
                                  struct jx_num total)
{
    const struct jx_amount *most = &score->scheme->most;
    struct jx_num lifted = jx_num_add(arena, total, score->added);
    if (!most->set || jx_num_cmp(lifted, most->num) <= 0)
        return lifted;
    return most->num;
}

static bool adjust(struct jx_arena *arena, struct jx_diags *diags, struct jx_score *score)
{
    const struct jx_project *project = score->project;
    score->n_deductions = project->deductions.n;
    score->n_bonuses = project->bonuses.n;
    score->deductions = side_open(arena, project->deductions.items, score->n_deductions);
    score->bonuses = side_open(arena, project->bonuses.items, score->n_bonuses);
    bool good = side_make(arena, diags, &less, score->deductions, &score->deducted);
    good = side_make(arena, diags, &more, score->bonuses, &score->added) && good;
    struct jx_num total = jx_num_sub(arena, score->subtotal, score->deducted);
    score->total = jx_num_max(with_bonuses(arena, score, total), (struct jx_num){0});
    return good;
}

/* ---- grade ---- */

/* The number of the grade of the total on a scale of 100, or n. */
static size_t grade_of(struct jx_arena *arena, const struct jx_score *score)
{
    struct jx_num hundred = jx_num_int(arena, 100);
    struct jx_num mark = jx_num_div(arena, jx_num_mul(arena, score->total, hundred), score->full);
    size_t i = 0;
    while (i < score->scheme->grades.n &&
           jx_num_cmp(mark, score->scheme->grades.items[i].from.num) < 0)
        i++;
    return i;
}

/* ---- 一票否决 ---- */

static void veto_add(struct jx_arena *arena, struct jx_score *score, struct jx_str name,
                     struct jx_str grade, struct jx_str why)
{
    struct jx_score_veto *veto = &score->vetoes[score->n_vetoes++];
    veto->name = name;
    veto->grade = grade;
    veto->why = jx_str_trim(why);
    if (jx_str_empty(veto->why))
        veto->text = jx_str_printf(arena, JX_W_VETO_PLAIN, JX_FMT(name), JX_FMT(grade));
    else
        veto->text =
            jx_str_printf(arena, JX_W_VETO_WHY, JX_FMT(name), JX_FMT(veto->why), JX_FMT(grade));
}

static const struct jx_veto *find_veto(const struct jx_scheme *scheme, struct jx_str name)
{
    for (size_t i = 0; i < scheme->vetoes.n; i++)
        if (jx_str_eq(scheme->vetoes.items[i].name.str, name))
            return &scheme->vetoes.items[i];
    return NULL;
}

/* What the evaluator found. */
static bool veto_found(struct jx_arena *arena, struct jx_diags *diags,
                       const struct jx_veto_finding *found, struct jx_score *score)
{
    const struct jx_veto *veto = find_veto(score->scheme, found->name.str);
    struct jx_text grade = found->grade;
    if (!grade.str.ptr && veto)
        grade = veto->grade;
    if (!grade.str.ptr) {
        JX_SAY(diags, VETO_UNKNOWN, found->name.span, jx_shown(arena, found->name.str));
        return false;
    }
    if (jx__grade_find(score->scheme, grade.str) == score->scheme->grades.n) {
        JX_SAY(diags, VETO_GRADE, grade.span, jx_shown(arena, grade.str));
        return false;
    }
    veto_add(arena, score, found->name.str, grade.str, found->why.str);
    return true;
}

static struct jx_expr_value lookup(void *context, struct jx_str name)
{
    return jx__data_find(context, name);
}

/* A condition of the scheme: over scores, then the project's data. */
static bool veto_computed(struct jx__data *data, struct jx_diags *diags, const struct jx_veto *veto,
                          struct jx_score *score)
{
    struct jx_expr *expr = NULL;
    if (!data->scores) {
        data->scores = jx_value_map(data->arena);
        jx_score_put_values(data->arena, score, data->scores);
    }
    if (jx_expr_parse(data->arena, veto->condition.str, veto->condition.span, diags, &expr) !=
        JX_OK)
        return false;
    struct jx_expr_value value = jx_expr_eval(data->arena, expr, lookup, data, diags);
    const struct jx_expr *blank =
        value.kind == JX_XV_ERROR ? NULL : jx__data_blank(data->arena, expr, lookup, data, diags);
    if (blank) {
        JX_SAY(diags, VETO_BLANK, blank->span, veto->name.str, blank->text);
        return false;
    }
    if (value.kind == JX_XV_NUM && jx_num_sign(value.num) != 0)
        veto_add(data->arena, score, veto->name.str, veto->grade.str, veto->condition.str);
    return value.kind != JX_XV_ERROR;
}

static bool vetoes_make(struct jx__data *data, struct jx_diags *diags, struct jx_score *score)
{
    const struct jx_scheme *scheme = score->scheme;
    const struct jx_project *project = score->project;
    bool good = true;
    score->vetoes =
        JX_ARRAY(data->arena, struct jx_score_veto, scheme->vetoes.n + project->vetoes.n + 1);
    for (size_t i = 0; i < scheme->vetoes.n; i++)
        if (scheme->vetoes.items[i].condition.str.ptr)
            good = veto_computed(data, diags, &scheme->vetoes.items[i], score) && good;
    for (size_t i = 0; i < project->vetoes.n; i++)
        good = veto_found(data->arena, diags, &project->vetoes.items[i], score) && good;
    return good;
}

static void grade_make(struct jx_arena *arena, struct jx_score *score)
{
    const struct jx_scheme *scheme = score->scheme;
    size_t grade = grade_of(arena, score);
    for (size_t i = 0; i < score->n_vetoes; i++) {
        size_t most = jx__grade_find(scheme, score->vetoes[i].grade);
        grade = most > grade && most < scheme->grades.n ? most : grade;
    }
    score->grade = grade < scheme->grades.n ? scheme->grades.items[grade].name.str : JX_STR("");
}

/* ---- all of it ---- */

bool jx__total_make(struct jx__data *data, struct jx_diags *diags, struct jx_score *score)
{
    struct jx_arena *arena = data->arena;
    score->full = score->scheme->full_mark;
    score->grade = JX_STR("");
    bool good = subtotal_make(arena, diags, score);
    good = adjust(arena, diags, score) && good;
    score->total_text = jx__points_text(arena, score->total);
    score->full_text = jx__points_text(arena, score->full);
    score->rate =
        jx__percent_text(arena, score->scheme, jx_num_div(arena, score->total, score->full));
    if (good &&
        score->n_open == 0) /* conditions over a tree with mistakes would only add to them */
        good = vetoes_make(data, diags, score);
    grade_make(arena, score);
    return good;
}

void jx__total_compare(const struct jx_score *score, struct jx_diags *diags)
{
    const struct jx_stated *stated = &score->project->stated;
    if (stated->total.set && jx_num_cmp(stated->total.num, score->total) != 0)
        JX_SAY(diags, TOTAL_DIFFERS, stated->total.span, stated->total.text, score->total_text);
    if (stated->grade.str.ptr && !jx_str_eq(stated->grade.str, score->grade))
        JX_SAY(diags, GRADE_DIFFERS, stated->grade.span, stated->grade.str, score->total_text,
               score->scheme->name.str, score->grade);
}
