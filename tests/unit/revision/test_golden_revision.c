/* Golden cases: a project folder with an issued version, what is said about the changes since, and the list of them.
 *
 * tests/golden/revision-…, each with expected.diag; those called revision-issue-… are issued, the others built.
 * JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"

#include "model/load.h"
#include "revision/revision.h"

static const struct jx_str library = {JX_TEST_ROOT "/templates",
                                      sizeof JX_TEST_ROOT "/templates" - 1};

static const struct jx_golden cases = {{"revision-"}, "expected.diag"};

static const struct jx_snapshot *snapshot_of(struct jx_test *t, struct jx_str folder)
{
    struct jx_project *project = NULL;
    struct jx_scheme *scheme = NULL;
    const struct jx_score *score = NULL;
    cr_assert(jx_project_load(t->arena, folder, NULL, 0, &t->diags, &project) == JX_OK,
              "%.*s\n%.*s", JX_FMT(folder), JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    cr_assert(jx_scheme_load(t->arena, project->scheme, folder, &library, 1, &t->diags, &scheme) ==
              JX_OK);
    cr_assert(jx_score_project(t->arena, project, scheme, &t->diags, &score) == JX_OK);
    return jx_snapshot_make(t->arena, project, score, &t->sources);
}

static struct jx_str said_of(struct jx_test *t, struct jx_str folder)
{
    const bool issued = jx_str_find(folder, JX_STR("revision-issue-"), 0) != SIZE_MAX;
    const struct jx_revision_input input = {.folder = folder,
                                            .snapshot = snapshot_of(t, folder),
                                            .number = issued ? 2 : 0,
                                            .stage = JX_STR("定稿")};
    struct jx_revision *revision = NULL;
    const enum jx_status status = jx_revision_make(t->arena, &input, &t->diags, &revision);
    cr_expect((status == JX_OK) == (t->diags.n_errors == 0));
    cr_assert_not_null(revision);
    jx_diags_sort(&t->diags);
    return jx_str_printf(t->arena, "%.*s%.*s", JX_FMT(jx_diags_print(t->arena, &t->diags, false)),
                         JX_FMT(jx_revision_print(t->arena, revision)));
}

Test(golden_revision, every_case_says_what_is_expected)
{
    jx_golden_run(&cases, said_of, 2);
}

Test(golden_revision, every_code_of_comparing_has_a_case)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str all = jx_golden_all(t.arena, &cases);
    static const enum jx_diag_code codes[] = {JX_D_ISSUE_NO_REASON, JX_D_CHANGE_NO_REASON,
                                              JX_D_NOTE_UNUSED,     JX_D_OPINION_CHANGE,
                                              JX_D_NOTE_BLANK,      JX_D_NOTE_AFTER};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        jx_golden_shows(t.arena, all, codes[i]);
    jx_test_done(&t);
}
