#include "test.h"

#include "base/json.h"

JX_SUITE(json)

Test(json, nested_containers_are_indented)
{
    struct jx_buf buf = {.arena = test_arena};
    struct jx_json json = {.buf = &buf};
    jx_json_open(&json, '{');
    jx_json_member(&json, "名称", JX_STR("信息化"));
    jx_json_key(&json, JX_STR("得分"));
    jx_json_open(&json, '[');
    jx_json_int(&json, -5);
    jx_json_bool(&json, true);
    jx_json_text(&json, JX_NO_STR);
    jx_json_close(&json, ']');
    jx_json_key(&json, JX_STR("空"));
    jx_json_open(&json, '{');
    jx_json_close(&json, '}');
    jx_json_close(&json, '}');
    JX_EQ_STR(jx_buf_str(&buf), "{\n"
                                "  \"名称\": \"信息化\",\n"
                                "  \"得分\": [\n"
                                "    -5,\n"
                                "    true,\n"
                                "    null\n"
                                "  ],\n"
                                "  \"空\": {}\n"
                                "}");
}

static struct jx_str quoted(struct jx_str text)
{
    struct jx_buf buf = {.arena = test_arena};
    struct jx_json json = {.buf = &buf};
    jx_json_text(&json, text);
    return jx_buf_str(&buf);
}

Test(json, control_characters_are_escaped)
{
    JX_EQ_STR(quoted(JX_STR("a\"b\\c")), "\"a\\\"b\\\\c\"");
    JX_EQ_STR(quoted(JX_STR("\n\t\r\x1B\x7F")), "\"\\n\\t\\u000d\\u001b\\u007f\"");
    JX_EQ_STR(quoted(JX_STR("a\0b")), "\"a\\u0000b\"");
    JX_EQ_STR(quoted(JX_STR("\xC2\x9B")), "\"\\u009b\"");
    JX_EQ_STR(quoted(JX_STR("“𠮷”/")), "\"“𠮷”/\"");
    JX_EQ_STR(quoted(JX_STR("\xFF")), "\"\uFFFD\"");
}

Test(json, values_keep_order_and_written_numbers)
{
    struct jx_num n;
    cr_assert(jx_num_parse(test_arena, JX_STR("9.50"), &n));
    struct jx_value *map = jx_value_map(test_arena);
    struct jx_value *list = jx_value_list(test_arena);
    jx_value_put(test_arena, map, JX_STR("乙"), jx_value_num(test_arena, n, JX_STR("九分半")));
    jx_value_put(test_arena, map, JX_STR("甲"), list);
    jx_value_push(test_arena, list, jx_value_none(test_arena));
    jx_value_push(test_arena, list, jx_value_bool(test_arena, false));
    struct jx_buf buf = {.arena = test_arena};
    struct jx_json json = {.buf = &buf};
    jx_json_value(&json, map);
    JX_EQ_STR(jx_buf_str(&buf),
              "{\n  \"乙\": \"9.50\",\n  \"甲\": [\n    null,\n    false\n  ]\n}");
}
