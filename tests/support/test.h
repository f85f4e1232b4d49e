/* test.h - what every unit test needs: an arena that lives as long as one test, and comparisons of
 * text that show where two texts part. Include it instead of Criterion's headers.
 *
 *     JX_SUITE(number)
 *     Test(number, adds) { JX_EQ_STR(jx_num_text(test_arena, …), "3"); }
 */
#ifndef JX_TESTS_SUPPORT_TEST_H
#define JX_TESTS_SUPPORT_TEST_H

#include "base/str.h"

#include <criterion/criterion.h>

/* The running test's arena. */
__attribute__((unused)) static struct jx_arena *test_arena;

__attribute__((unused)) static void jx_test_open(void)
{
    test_arena = jx_arena_new(0);
}

__attribute__((unused)) static void jx_test_close(void)
{
    jx_arena_free(test_arena);
    test_arena = NULL;
}

/* A Criterion suite whose tests have test_arena. */
#define JX_SUITE(name) TestSuite(name, .init = jx_test_open, .fini = jx_test_close);

/* Number of the line and column at which two texts part. */
static inline void jx_test_parting(struct jx_str a, struct jx_str b, unsigned *ret_line1,
                                   unsigned *ret_col1)
{
    *ret_line1 = *ret_col1 = 1;
    for (size_t pos = 0; pos < a.len && pos < b.len;) {
        size_t start = pos;
        uint32_t cp = jx_utf8_next(a, &pos);
        if (!jx_str_eq(jx_str_sub(a, start, pos - start), jx_str_sub(b, start, pos - start)))
            return;
        *ret_col1 = cp == '\n' ? 1 : *ret_col1 + 1;
        *ret_line1 += cp == '\n';
    }
}

/* NULL when the texts are equal, else what to say. An absent text equals only an absent one. */
static inline const char *jx_test_difference(struct jx_str actual, struct jx_str expected)
{
    unsigned line1, col1;
    if (jx_str_eq(actual, expected))
        return NULL;
    jx_test_parting(actual, expected, &line1, &col1);
    if (!actual.ptr)
        actual = JX_STR("(无)");
    if (!expected.ptr)
        expected = JX_STR("(无)");
    return jx_str_printf(test_arena, "第 %u 行第 %u 字起不同\n期望: %.*s\n实际: %.*s", line1, col1,
                         JX_FMT(expected), JX_FMT(actual))
        .ptr;
}

/* actual is a struct jx_str, expected a C string (NULL: absent). */
#define JX_EQ_STR(actual, expected)                                                                \
    do {                                                                                           \
        const char *jx_difference = jx_test_difference((actual), jx_str_of(expected));             \
        cr_assert(!jx_difference, "%s\n%s", #actual, jx_difference);                               \
    } while (0)

#endif
