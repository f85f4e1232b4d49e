/* golden.h - the cases of tests/golden: folders, each with the text that is expected of it. JX_GOLDEN_UPDATE=1 rewrites the
 * expectations: review the diff. */
#ifndef JX_TESTS_SUPPORT_GOLDEN_H
#define JX_TESTS_SUPPORT_GOLDEN_H

#include "base/file.h"
#include "run.h"

#include <stdlib.h>

#define JX_GOLDEN JX_TEST_ROOT "/tests/golden"

static inline void jx_golden_compare(struct jx_arena *arena, struct jx_str path, struct jx_str got)
{
    struct jx_str expected = JX_STR("");
    if (getenv("JX_GOLDEN_UPDATE"))
        cr_assert(jx_file_write(path, got) == JX_OK);
    cr_expect(jx_file_read(arena, path, SIZE_MAX, &expected) == JX_OK, "no %.*s", JX_FMT(path));
    cr_expect(jx_str_cmp(got, expected) == 0, "%.*s: got\n%.*s\nexpected\n%.*s", JX_FMT(path),
              JX_FMT(got), JX_FMT(expected));
}

/* What a case gives, to be compared with the file of its kind. t is fresh. */
typedef struct jx_str (*jx_golden_make)(struct jx_test *t, struct jx_str folder);

/* The cases of a kind. */
struct jx_golden {
    const char *prefixes[3]; /* of the folders' names, ended by NULL; none: every folder */
    const char *expected;    /* file of the folder; folders without it are no cases */
};

static inline bool jx_golden_has(struct jx_arena *arena, const struct jx_golden *kind,
                                 struct jx_str name, struct jx_str *ret_path)
{
    bool is_ours = !kind->prefixes[0];
    for (size_t i = 0; kind->prefixes[i]; i++)
        is_ours = is_ours || jx_str_starts(name, jx_str_of(kind->prefixes[i]));
    *ret_path = jx_str_printf(arena, JX_GOLDEN "/%.*s/%s", JX_FMT(name), kind->expected);
    return is_ours && jx_file_exists(*ret_path);
}

/* Run all cases of a kind; there are at least so many. */
static inline void jx_golden_run(const struct jx_golden *kind, jx_golden_make make, size_t least)
{
    struct jx_test t;
    struct jx_strs names = {0};
    size_t n_cases = 0;
    jx_test_init(&t);
    cr_assert(jx_folder_list(t.arena, JX_STR(JX_GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_test one;
        struct jx_str path;
        if (!jx_golden_has(t.arena, kind, names.items[i], &path))
            continue;
        jx_test_init(&one);
        struct jx_str folder = jx_path_join(one.arena, JX_STR(JX_GOLDEN), names.items[i]);
        jx_golden_compare(one.arena, path, make(&one, folder));
        jx_test_done(&one);
        n_cases++;
    }
    cr_assert(n_cases >= least, "only %zu cases", n_cases);
    jx_test_done(&t);
}

/* All that the cases of a kind expect, one after the other. */
static inline struct jx_str jx_golden_all(struct jx_arena *arena, const struct jx_golden *kind)
{
    struct jx_strs names = {0};
    struct jx_buf all = {.arena = arena};
    cr_assert(jx_folder_list(arena, JX_STR(JX_GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str text = JX_STR("");
        struct jx_str path;
        if (jx_golden_has(arena, kind, names.items[i], &path) &&
            jx_file_read(arena, path, SIZE_MAX, &text) == JX_OK)
            jx_buf_add(&all, text);
    }
    return jx_buf_str(&all);
}

/* Expect that one of the texts shows a message of this code. */
static inline void jx_golden_shows(struct jx_arena *arena, struct jx_str all,
                                   enum jx_diag_code code)
{
    struct jx_str printed = jx_str_printf(arena, "[%s]:", jx_diag_code_text(code));
    cr_expect(jx_str_find(all, printed, 0) != SIZE_MAX, "no golden case shows %.*s",
              JX_FMT(printed));
}

#endif
