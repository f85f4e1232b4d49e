/* run.h - a run of its own for one test: arena, sources, diagnostics; and assertions that name their case, for tables.
 *
 * A test calls jx_test_init() first and jx_test_done() last.
 */
#ifndef JX_TESTS_SUPPORT_RUN_H
#define JX_TESTS_SUPPORT_RUN_H

#include "test.h"

#include "base/diag.h"

struct jx_test {
    struct jx_arena *arena;
    struct jx_sources sources;
    struct jx_diags diags;
};

static inline void jx_test_init(struct jx_test *t)
{
    *t = (struct jx_test){.arena = jx_arena_new(0)};
    t->sources.arena = t->arena;
    jx_diags_init(&t->diags, t->arena, &t->sources);
}

static inline void jx_test_done(struct jx_test *t)
{
    jx_arena_free(t->arena);
}

/* The codes of all messages so far, in order, with a blank between: "E301 W360". */
static inline struct jx_str jx_test_codes(struct jx_test *t)
{
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < t->diags.n; i++)
        jx_buf_printf(&buf, "%s%s", i ? " " : "", jx_diag_code_text(t->diags.items[i].code));
    return jx_buf_str(&buf);
}

/* actual is a struct jx_str, expected a C string, what a C string that names the case. */
#define JX_ASSERT_STR(actual, expected, what)                                                      \
    do {                                                                                           \
        struct jx_str jx_actual_ = (actual);                                                       \
        const char *jx_expected_ = (expected);                                                     \
        cr_assert(jx_str_is(jx_actual_, jx_expected_), "%s\n  got      “%.*s”\n  expected “%s”",   \
                  (what), JX_FMT(jx_actual_), jx_expected_);                                       \
    } while (0)

#endif
