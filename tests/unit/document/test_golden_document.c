/* Golden cases: a project folder with its own template, and what is said about it.
 *
 * tests/golden/document-…, each with expected.diag. JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"

#include "document/template.h"
#include "model/load.h"

static const struct jx_str library = {JX_TEST_ROOT "/templates",
                                      sizeof JX_TEST_ROOT "/templates" - 1};

static const struct jx_golden cases = {{"document-"}, "expected.diag"};

/* The project and its scores; they are without mistakes in these cases. */
static void load(struct jx_test *t, struct jx_str folder, struct jx_template_input *input)
{
    struct jx_project *project = NULL;
    struct jx_scheme *scheme = NULL;
    const struct jx_score *score = NULL;
    cr_assert(jx_project_load(t->arena, folder, NULL, 0, &t->diags, &project) == JX_OK,
              "%.*s\n%.*s", JX_FMT(folder), JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    cr_assert(jx_scheme_load(t->arena, project->scheme, folder, &library, 1, &t->diags, &scheme) ==
              JX_OK);
    cr_assert(jx_score_project(t->arena, project, scheme, &t->diags, &score) == JX_OK);
    *input = (struct jx_template_input){.project = project,
                                        .score = score,
                                        .folder = folder,
                                        .libraries = &library,
                                        .n_libraries = 1};
}

static struct jx_str messages_of(struct jx_test *t, struct jx_str folder)
{
    struct jx_template_input input;
    struct jx_document *document = NULL;
    load(t, folder, &input);
    enum jx_status status = jx_document_make(t->arena, &input, &t->diags, &document);
    cr_expect((status == JX_OK) == (t->diags.n_errors == 0) &&
                  (status == JX_OK) == (document != NULL),
              "status %d of %.*s", (int)status, JX_FMT(folder));
    jx_diags_sort(&t->diags);
    return jx_diags_print(t->arena, &t->diags, false);
}

Test(golden_document, every_case_says_what_is_expected)
{
    jx_golden_run(&cases, messages_of, 26);
}

Test(golden_document, every_code_of_documents_has_a_case)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str all = jx_golden_all(t.arena, &cases);
    for (int code = 0; code < JX_D_COUNT; code++) {
        const char *text = jx_diag_code_text((enum jx_diag_code)code);
        bool documents = text[1] == '4' || (text[1] == '5' && text[2] >= '5');
        if (documents)
            jx_golden_shows(t.arena, all, (enum jx_diag_code)code);
    }
    jx_test_done(&t);
}
