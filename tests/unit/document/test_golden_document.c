/* Golden cases: a project folder with its own template, and what is said about it.
 *
 * tests/golden/document-…, each with expected.diag. JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"
#include "run.h"

#include "base/file.h"
#include "document/template.h"
#include "model/load.h"

#define GOLDEN JX_TEST_ROOT "/tests/golden"

static const struct jx_str library = {JX_TEST_ROOT "/templates",
                                      sizeof JX_TEST_ROOT "/templates" - 1};

static bool is_case(struct jx_arena *arena, struct jx_str name)
{
    struct jx_str path = jx_str_printf(arena, GOLDEN "/%.*s/expected.diag", JX_FMT(name));
    return jx_str_starts(name, JX_STR("document-")) && jx_file_exists(path);
}

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

static void run_case(struct jx_str name)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str folder = jx_str_printf(t.arena, GOLDEN "/%.*s", JX_FMT(name));
    struct jx_str path = jx_path_join(t.arena, folder, JX_STR("expected.diag"));
    struct jx_str got = messages_of(&t, folder);
    jx_golden_compare(t.arena, path, got);
    jx_test_done(&t);
}

Test(golden_document, every_case_says_what_is_expected)
{
    struct jx_test t;
    struct jx_strs names = {0};
    size_t n_cases = 0;
    jx_test_init(&t);
    cr_assert(jx_folder_list(t.arena, JX_STR(GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++)
        if (is_case(t.arena, names.items[i])) {
            run_case(names.items[i]);
            n_cases++;
        }
    cr_assert(n_cases > 25, "only %zu cases", n_cases);
    jx_test_done(&t);
}

Test(golden_document, every_code_of_documents_has_a_case)
{
    struct jx_test t;
    struct jx_strs names = {0};
    struct jx_buf all = {.arena = NULL};
    jx_test_init(&t);
    all.arena = t.arena;
    cr_assert(jx_folder_list(t.arena, JX_STR(GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str text = JX_STR("");
        struct jx_str path =
            jx_str_printf(t.arena, GOLDEN "/%.*s/expected.diag", JX_FMT(names.items[i]));
        if (is_case(t.arena, names.items[i]) &&
            jx_file_read(t.arena, path, SIZE_MAX, &text) == JX_OK)
            jx_buf_add(&all, text);
    }
    for (int code = 0; code < JX_D_COUNT; code++) {
        const char *text = jx_diag_code_text((enum jx_diag_code)code);
        struct jx_str printed = jx_str_printf(t.arena, "[%s]:", text);
        bool documents = text[1] == '4' || (text[1] == '5' && text[2] >= '5');
        if (documents)
            cr_expect(jx_str_find(jx_buf_str(&all), printed, 0) != SIZE_MAX,
                      "no golden case shows %s", text);
    }
    jx_test_done(&t);
}
