/* Golden cases: a project folder with a mistake, and what is said about it.
 *
 * tests/golden/input-… and model-…, each with expected.diag. JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"
#include "run.h"

#include "base/file.h"
#include "input/source.h"
#include "model/declared.h"
#include "model/load.h"

#define GOLDEN JX_TEST_ROOT "/tests/golden"

static bool is_case(struct jx_arena *arena, struct jx_str name)
{
    struct jx_str path = jx_str_printf(arena, GOLDEN "/%.*s/expected.diag", JX_FMT(name));
    bool is_ours = jx_str_starts(name, JX_STR("input-")) || jx_str_starts(name, JX_STR("model-"));
    return is_ours && jx_file_exists(path);
}

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

Test(golden_diag, every_case_says_what_is_expected)
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
    cr_assert(n_cases > 50, "only %zu cases", n_cases);
    jx_test_done(&t);
}

static struct jx_str all_expectations(struct jx_test *t)
{
    struct jx_strs names = {0};
    struct jx_buf all = {.arena = t->arena};
    cr_assert(jx_folder_list(t->arena, JX_STR(GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str text = JX_STR("");
        struct jx_str path =
            jx_str_printf(t->arena, GOLDEN "/%.*s/expected.diag", JX_FMT(names.items[i]));
        if (is_case(t->arena, names.items[i]) &&
            jx_file_read(t->arena, path, SIZE_MAX, &text) == JX_OK)
            jx_buf_add(&all, text);
    }
    return jx_buf_str(&all);
}

Test(golden_diag, every_code_of_input_and_model_has_a_case)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str all = all_expectations(&t);
    for (int code = 0; code < JX_D_COUNT; code++) {
        const char *text = jx_diag_code_text((enum jx_diag_code)code);
        if (text[1] != '1' && text[1] != '2')
            continue;
        struct jx_str printed = jx_str_printf(t.arena, "[%s]:", text);
        cr_expect(jx_str_find(all, printed, 0) != SIZE_MAX, "no golden case shows %s", text);
    }
    jx_test_done(&t);
}
