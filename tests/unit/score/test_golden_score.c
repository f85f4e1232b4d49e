/* Golden cases: a project folder, and what is said and scored.
 *
 * tests/golden/<case>/expected.score, and tests/golden/samples/<name>.score for samples/<name>. Each holds the
 * messages, a line of dashes, and the explained tree. JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"
#include "score_folder.h"

#define SAMPLES JX_TEST_ROOT "/samples"

static const struct jx_golden cases = {{NULL}, "expected.score"};

static struct jx_str printed(struct jx_test *t, struct jx_str folder)
{
    struct jx_buf buf = {.arena = t->arena};
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    struct jx_scheme *scheme = NULL;
    struct jx_project *project = NULL;
    const struct jx_score *score = NULL;
    enum jx_status status = jx_scheme_load(t->arena, jx_test_named(t, folder, "方案"), folder,
                                           &library, 1, &t->diags, &scheme);
    if (scheme && status == JX_OK)
        status = jx_project_load_with(t->arena,
                                      &(struct jx_load){folder, scheme->declared.items,
                                                        scheme->declared.n, &library, 1,
                                                        scheme->unscored},
                                      &t->diags, &project);
    if (project && status == JX_OK)
        status = jx_score_project(t->arena, project, scheme, &t->diags, &score);
    cr_expect(status == (t->diags.n_errors ? JX_E_INPUT : JX_OK), "status of %.*s", JX_FMT(folder));
    jx_diags_sort(&t->diags);
    jx_buf_add(&buf, jx_diags_print(t->arena, &t->diags, false));
    jx_buf_adds(&buf, "----\n");
    if (score)
        jx_buf_add(&buf, jx_score_print(t->arena, score, true));
    return jx_buf_str(&buf);
}

Test(golden_score, every_case_scores_as_expected)
{
    jx_golden_run(&cases, printed, 10);
}

Test(golden_score, every_sample_scores_as_expected)
{
    struct jx_test t;
    struct jx_strs names = {0};
    jx_test_init(&t);
    cr_assert(jx_folder_list(t.arena, JX_STR(SAMPLES), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str folder = jx_path_join(t.arena, JX_STR(SAMPLES), names.items[i]);
        if (!jx_file_exists(jx_path_join(t.arena, folder, JX_STR("项目.yaml"))))
            continue;
        struct jx_test one;
        jx_test_init(&one);
        jx_golden_compare(
            one.arena,
            jx_str_printf(one.arena, JX_GOLDEN "/samples/%.*s.score", JX_FMT(names.items[i])),
            printed(&one, folder));
        jx_test_done(&one);
    }
    jx_test_done(&t);
}

/* Codes of expressions (E310 to E321, E390) are reached by test_expr; all others of this room by a golden case. */
Test(golden_score, every_code_of_this_room_has_a_case)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str all = jx_golden_all(t.arena, &cases);
    static const enum jx_diag_code codes[] = {
        JX_D_WEIGHT_TOTAL,  JX_D_WEIGHT_GROUP,       JX_D_WEIGHT_NONE,      JX_D_RULE_UNKNOWN,
        JX_D_SCORE_MISSING, JX_D_SCORE_RANGE,        JX_D_SCORE_WANTED,     JX_D_RATIO_TARGET,
        JX_D_RATIO_ACTUAL,  JX_D_RATIO_UNITS,        JX_D_RATIO_JUDGED,     JX_D_PERCENT_MIXED,
        JX_D_SCORE_DIFFERS, JX_D_COMPLETION_DIFFERS, JX_D_REASON_MISSING,   JX_D_TOTAL_DIFFERS,
        JX_D_GRADE_DIFFERS, JX_D_SCHEME_MISSING,     JX_D_SCHEME_LOOP,      JX_D_SCHEME_FULL,
        JX_D_SCHEME_DIGITS, JX_D_SCHEME_GRADES,      JX_D_SCHEME_GRADE_GAP, JX_D_STEP_BAD,
        JX_D_STEP_GAP,      JX_D_STEP_OVERLAP,       JX_D_STEP_OUTSIDE,     JX_D_WORTH_BAD,
        JX_D_STEPS_NONE,    JX_D_STEP_UNIT,          JX_D_POINTS_NONE,      JX_D_POINT_SHARES,
        JX_D_POINT_VERDICT, JX_D_POINT_MISSING,      JX_D_POINTS_OPEN,      JX_D_RATING_OPEN,
        JX_D_POINT_UNKNOWN, JX_D_RATING_BANDS,       JX_D_RATING_UNKNOWN,   JX_D_RATING_SCORE,
        JX_D_RATING_WANTED, JX_D_RATING_NONE,        JX_D_EXPERTS_NONE,     JX_D_EXPERTS_FEW,
        JX_D_EXPERT_RANGE,  JX_D_ANSWERS_NONE,       JX_D_ANSWER_UNKNOWN,   JX_D_ANSWER_COUNT,
        JX_D_FORMULA_NONE,  JX_D_FORMULA_KIND,       JX_D_FORMULA_RANGE,    JX_D_BUDGET_NONE,
        JX_D_BUDGET_ZERO,   JX_D_BUDGET_OVER,        JX_D_BUDGET_REASON,    JX_D_BUDGET_POINTS,
        JX_D_DEDUCT_STEP,   JX_D_PARAM_MISSING,      JX_D_EXCLUDED_SCORED,  JX_D_EXCLUDED_ALL,
        JX_D_EXCLUDED_WHY,  JX_D_ACTUAL_DIFFERS,     JX_D_TARGET_PASSED,    JX_D_TARGET_JUDGED,
        JX_D_DEDUCTION_CAP, JX_D_DEDUCTION_NEGATIVE, JX_D_DEDUCTION_OVER,   JX_D_DEDUCTION_NONE,
        JX_D_VETO_UNKNOWN,  JX_D_VETO_GRADE,         JX_D_VETO_BLANK,       JX_D_SCHEME_BANDS};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        jx_golden_shows(t.arena, all, codes[i]);
    jx_test_done(&t);
}
