/* golden.h - a text against the one that a golden case expects. JX_GOLDEN_UPDATE=1 rewrites the case: review the diff. */
#ifndef JX_TESTS_SUPPORT_GOLDEN_H
#define JX_TESTS_SUPPORT_GOLDEN_H

#include "base/file.h"
#include "test.h"

#include <stdlib.h>

static inline void jx_golden_compare(struct jx_arena *arena, struct jx_str path, struct jx_str got)
{
    struct jx_str expected = JX_STR("");
    if (getenv("JX_GOLDEN_UPDATE"))
        cr_assert(jx_file_write(path, got) == JX_OK);
    cr_expect(jx_file_read(arena, path, SIZE_MAX, &expected) == JX_OK, "no %.*s", JX_FMT(path));
    cr_expect(jx_str_cmp(got, expected) == 0, "%.*s: got\n%.*s\nexpected\n%.*s", JX_FMT(path),
              JX_FMT(got), JX_FMT(expected));
}

#endif
