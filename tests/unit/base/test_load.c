#include "run.h"

#include "base/load.h"

#include <errno.h>

Test(load, reads_a_file)
{
    struct jx_test t;
    struct jx_str bytes;

    jx_test_init(&t);
    cr_assert_eq(jx_file_load(t.arena, JX_STR(JX_TEST_ROOT "/LICENSE"), SIZE_MAX, &t.diags, &bytes),
                 JX_OK);
    cr_expect_gt(bytes.len, 0);
    cr_expect_eq(t.diags.n, 0);
    jx_test_done(&t);
}

/* What no reader can do anything about is JX_E_IO; the rest is the person's. */
Test(load, says_what_is_wrong)
{
    static const struct {
        const char *path;
        size_t limit_bytes;
        enum jx_status status;
        const char *said;
    } cases[] = {
        {JX_TEST_ROOT "/没有", SIZE_MAX, JX_E_INPUT, "E901"},
        {JX_TEST_ROOT "/fonts/roles.yaml", 1, JX_E_INPUT, "E903"},
        {JX_TEST_ROOT "/fonts", SIZE_MAX, JX_E_IO, "E902"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        struct jx_str bytes;

        jx_test_init(&t);
        cr_expect_eq(
            jx_file_load(t.arena, jx_str_of(cases[i].path), cases[i].limit_bytes, &t.diags, &bytes),
            cases[i].status, "%s", cases[i].path);
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].said, cases[i].path);
        jx_test_done(&t);
    }
}

Test(load, names_the_place_and_the_limit)
{
    struct jx_test t;

    jx_test_init(&t);
    const struct jx_span mention = {jx_sources_add(&t.sources, JX_STR("a.yaml"), JX_STR("图: b")),
                                    1, 4, 1, 5};
    cr_expect_eq(jx_file_say(JX_E_LIMIT, JX_STR("b"), mention, (size_t)16 << 20, &t.diags),
                 JX_E_INPUT);
    errno = EACCES;
    cr_expect_eq(jx_file_say(JX_E_IO, JX_STR("b"), mention, 0, &t.diags), JX_E_IO);
    cr_assert_eq(t.diags.n, 2);
    cr_expect_eq(t.diags.items[0].span.col1, 4);
    cr_expect_neq(jx_str_find(t.diags.items[0].text, JX_STR("16 MiB"), 0), SIZE_MAX);
    cr_expect_neq(jx_str_find(t.diags.items[1].text, JX_STR("ermission"), 0), SIZE_MAX);
    jx_test_done(&t);
}
