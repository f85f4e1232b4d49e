/* Golden cases: a project folder with a mistake, and what is said about it.
 *
 * tests/golden/input-… and model-…, each with expected.diag. JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"

#include "input/source.h"
#include "model/declared.h"
#include "model/load.h"

static const struct jx_golden cases = {{"input-", "model-"}, "expected.diag"};

/* 字段 as a scheme or a template would declare them, in a file of their own. */
static void declare(struct jx_test *t, struct jx_str folder, struct jx_declareds *declared)
{
    struct jx_node *root = NULL;
    uint32_t file = 0;
    if (!jx_file_exists(jx_path_join(t->arena, folder, JX_STR("字段.yaml"))))
        return;
    cr_assert(jx_source_read(t->arena, folder, JX_STR("字段.yaml"), JX_NO_SPAN, JX_YAML_MAX_BYTES,
                             &t->diags, &file) == JX_OK);
    cr_assert(jx_yaml_parse(t->arena, file, &t->diags, &root) == JX_OK);
    cr_assert(jx_declared_read(t->arena, root, &t->diags, declared) == JX_OK);
}

static struct jx_str messages_of(struct jx_test *t, struct jx_str folder)
{
    struct jx_project *project = NULL;
    struct jx_declareds declared = {0};
    declare(t, folder, &declared);
    enum jx_status status =
        jx_project_load(t->arena, folder, declared.items, declared.n, &t->diags, &project);
    cr_expect(status == (t->diags.n_errors ? JX_E_INPUT : JX_OK), "status of %.*s", JX_FMT(folder));
    jx_diags_sort(&t->diags);
    return jx_diags_print(t->arena, &t->diags, false);
}

Test(golden_diag, every_case_says_what_is_expected)
{
    jx_golden_run(&cases, messages_of, 51);
}

Test(golden_diag, every_code_of_input_and_model_has_a_case)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str all = jx_golden_all(t.arena, &cases);
    for (int code = 0; code < JX_D_COUNT; code++) {
        const char *text = jx_diag_code_text((enum jx_diag_code)code);
        if (text[1] == '1' || text[1] == '2')
            jx_golden_shows(t.arena, all, (enum jx_diag_code)code);
    }
    jx_test_done(&t);
}
