/* test_moment.c - times of the command line. */
#include "test.h"

#include "cli/moment.h"
#include "cli/passphrase.h"

#include <string.h>

static const struct {
    const char *text;
    bool good;
    int64_t seconds;
    const char *pdf;
} moments[] = {
    {"1970-01-01T08:00", true, 0, "D:19700101080000+08'00'"},
    {"2024-02-29", true, 1709136000, "D:20240229000000+08'00'"},
    {"2024年3月1日 10:15:07", true, 1709259307, "D:20240301101507+08'00'"},
    {"2000-03-01T00:00:59", true, 951840059, "D:20000301000059+08'00'"},
    {"2023-02-29", false, 0, ""},
    {"2024-03", false, 0, ""},
    {"2024-03-01T24:00", false, 0, ""},
    {"2024-03-01T10:60", false, 0, ""},
    {"2024-03-01T10", false, 0, ""},
    {"2024-03-01T10:15:", false, 0, ""},
    {"T10:15", false, 0, ""},
    {"昨天", false, 0, ""},
};

Test(moment, is_a_date_with_or_without_a_time_in_china)
{
    struct jx_arena *arena = jx_arena_new(0);

    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        struct jx_moment moment = {0};

        cr_expect_eq(jx_moment_read(jx_str_of(moments[i].text), &moment), moments[i].good, "%s",
                     moments[i].text);
        if (!moments[i].good)
            continue;
        cr_expect_eq(moment.seconds, moments[i].seconds, "%s: %lld", moments[i].text,
                     (long long)moment.seconds);
        cr_expect(jx_str_is(jx_moment_pdf(arena, &moment), moments[i].pdf), "%s", moments[i].text);
    }
    jx_arena_free(arena);
}

Test(moment, without_a_text_is_now)
{
    struct jx_moment moment = {0};

    cr_assert(jx_moment_read(JX_NO_STR, &moment));
    cr_assert_gt(moment.seconds, 1700000000);
    cr_assert_geq(moment.date.year, 2023);
}

Test(passphrase, open_files_are_named_by_numbers)
{
    int fd = -1;

    cr_assert(jx_passphrase_fd(JX_STR("3"), &fd));
    cr_assert_eq(fd, 3);
    cr_assert(!jx_passphrase_fd(JX_STR(""), &fd));
    cr_assert(!jx_passphrase_fd(JX_STR("-1"), &fd));
    cr_assert(!jx_passphrase_fd(JX_STR("3x"), &fd));
}
