#include "test.h"

#include "base/index.h"

JX_SUITE(index)

Test(index, an_empty_one_has_nothing)
{
    struct jx_index index = {0};
    cr_assert_eq(jx_index_find(&index, JX_STR("甲")), SIZE_MAX);
    cr_assert_eq(jx_index_find(&index, JX_NO_STR), SIZE_MAX);
}

Test(index, finds_each_of_many_names)
{
    struct jx_index index = {0};
    for (unsigned i = 0; i < 10000; i++)
        cr_assert(jx_index_add(test_arena, &index, jx_str_printf(test_arena, "名%u", i), i));
    for (unsigned i = 0; i < 10000; i++)
        cr_assert_eq(jx_index_find(&index, jx_str_printf(test_arena, "名%u", i)), i);
    cr_assert_eq(jx_index_find(&index, JX_STR("名10000")), SIZE_MAX);
    cr_assert_eq(jx_index_find(&index, JX_STR("名")), SIZE_MAX);
}

Test(index, the_first_of_equal_names_stays)
{
    struct jx_index index = {0};
    cr_assert(jx_index_add(test_arena, &index, JX_STR("甲"), 1));
    cr_assert_not(jx_index_add(test_arena, &index, JX_STR("甲"), 2));
    cr_assert_eq(jx_index_find(&index, JX_STR("甲")), 1);
    cr_assert_eq(index.n, 1);
}

Test(index, an_absent_name_is_an_empty_one)
{
    struct jx_index index = {0};
    cr_assert(jx_index_add(test_arena, &index, JX_NO_STR, 3));
    cr_assert_not(jx_index_add(test_arena, &index, JX_STR(""), 4));
    cr_assert_eq(jx_index_find(&index, JX_STR("")), 3);
}
