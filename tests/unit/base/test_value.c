#include "test.h"

#include "base/value.h"

JX_SUITE(value)

static struct jx_value *text(const char *s)
{
    return jx_value_text(test_arena, jx_str_of(s));
}

static struct jx_value *number(const char *s)
{
    struct jx_num n;
    cr_assert(jx_num_parse(test_arena, jx_str_of(s), &n));
    return jx_value_num(test_arena, n, JX_NO_STR);
}

static void put(struct jx_value *map, const char *key, struct jx_value *value)
{
    jx_value_put(test_arena, map, jx_str_of(key), value);
}

/* One indicator: {编号, 名称, 得分}. */
static struct jx_value *indicator(const char *id, const char *name, const char *points)
{
    struct jx_value *map = jx_value_map(test_arena);
    put(map, "编号", text(id));
    put(map, "名称", text(name));
    put(map, "得分", number(points));
    return map;
}

static struct jx_value *sample(void)
{
    struct jx_value *root = jx_value_map(test_arena);
    struct jx_value *list = jx_value_list(test_arena);
    jx_value_push(test_arena, list, indicator("B1", "上云数", "9.50"));
    jx_value_push(test_arena, list, indicator("B2", "资源池", "10"));
    put(root, "指标", list);
    return root;
}

#define FOUND(path) jx_value_str(test_arena, jx_value_find(sample(), JX_STR(path)))

Test(value, finds_by_key_number_id_and_name)
{
    JX_EQ_STR(FOUND("指标.1.得分"), "9.50");
    JX_EQ_STR(FOUND("指标.B2.得分"), "10");
    JX_EQ_STR(FOUND("指标.资源池.编号"), "B2");
}

Test(value, what_is_missing_is_null)
{
    static const char *const paths[] = {"",
                                        "指标.3",
                                        "指标.0",
                                        "指标.B9",
                                        "指标..",
                                        "指标.",
                                        "指标.1.得分.x",
                                        ".指标",
                                        "无",
                                        "指标.-1",
                                        "指标.99999999999999999999"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        cr_assert_null(jx_value_find(sample(), jx_str_of(paths[i])), "%s", paths[i]);
    cr_assert_null(jx_value_find(NULL, JX_STR("指标")));
    cr_assert_null(jx_value_at(text("x"), JX_STR("x")));
}

Test(value, a_number_beyond_the_list_may_be_an_id)
{
    struct jx_value *list = jx_value_list(test_arena);
    struct jx_value *item = jx_value_map(test_arena);
    put(item, "编号", number("2021"));
    jx_value_push(test_arena, list, item);
    cr_assert_eq(jx_value_at(list, JX_STR("2021")), item);
    cr_assert_eq(jx_value_at(list, JX_STR("1")), item);
}

Test(value, put_replaces_in_place)
{
    struct jx_value *map = jx_value_map(test_arena);
    put(map, "甲", text("1"));
    put(map, "乙", text("2"));
    put(map, "甲", text("3"));
    cr_assert_eq(map->map.n, 2);
    JX_EQ_STR(map->map.items[0].key, "甲");
    JX_EQ_STR(map->map.items[0].value->text, "3");
}

/* Large maps have an index; pairs pushed beside it are found too. */
Test(value, finds_every_key_of_a_large_map)
{
    struct jx_value *map = jx_value_map(test_arena);
    for (unsigned i = 0; i < 3000; i++) {
        struct jx_str key = jx_str_printf(test_arena, "k%u", i);
        if (i % 7)
            jx_value_put(test_arena, map, key, text(key.ptr));
        else
            JX_PUSH(test_arena, &map->map, (struct jx_pair){key, text(key.ptr)});
    }
    put(map, "k1999", text("again"));
    cr_assert_eq(map->map.n, 3000);
    for (unsigned i = 0; i < 3000; i++) {
        struct jx_str key = jx_str_printf(test_arena, "k%u", i);
        const struct jx_value *found = jx_value_at(map, key);
        cr_assert(found, "k%u", i);
        JX_EQ_STR(found->text, i == 1999 ? "again" : key.ptr);
    }
    cr_assert_null(jx_value_at(map, JX_STR("k3000")));
}

Test(value, truth_is_mustaches)
{
    struct jx_value *list = jx_value_list(test_arena);
    cr_assert_not(jx_value_truth(NULL));
    cr_assert_not(jx_value_truth(jx_value_none(test_arena)));
    cr_assert_not(jx_value_truth(jx_value_bool(test_arena, false)));
    cr_assert_not(jx_value_truth(text("")));
    cr_assert_not(jx_value_truth(list));
    cr_assert(jx_value_truth(number("0")));
    cr_assert(jx_value_truth(jx_value_map(test_arena)));
    cr_assert(jx_value_truth(text("0")));
    cr_assert(jx_value_truth(jx_value_bool(test_arena, true)));
    jx_value_push(test_arena, list, text(""));
    cr_assert(jx_value_truth(list));
}

Test(value, as_text)
{
    struct jx_num n = number("3130.40")->num;
    JX_EQ_STR(jx_value_str(test_arena, number("3130.40")), "3130.40");
    JX_EQ_STR(jx_value_str(test_arena, jx_value_num(test_arena, n, JX_STR("3,130.40"))),
              "3,130.40");
    JX_EQ_STR(jx_value_str(test_arena, jx_value_bool(test_arena, true)), "是");
    JX_EQ_STR(jx_value_str(test_arena, jx_value_bool(test_arena, false)), "否");
    JX_EQ_STR(jx_value_str(test_arena, jx_value_none(test_arena)), "");
    JX_EQ_STR(jx_value_str(test_arena, NULL), "");
    JX_EQ_STR(jx_value_str(test_arena, jx_value_text(test_arena, JX_NO_STR)), "");
}
