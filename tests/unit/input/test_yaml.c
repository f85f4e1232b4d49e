/* YAML trees and their places. What is said about mistakes is in tests/golden/input-…. */
#include "run.h"

#include "input/yaml.h"

static enum jx_status parse(struct jx_test *t, struct jx_str text, struct jx_node **ret_root)
{
    uint32_t file = jx_sources_add(&t->sources, JX_STR("项目.yaml"), text);
    *ret_root = NULL;
    return jx_yaml_parse(t->arena, file, &t->diags, ret_root);
}

static void assert_span(struct jx_span span, uint32_t line1, uint32_t col1, uint32_t end_line1,
                        uint32_t end_col1)
{
    cr_assert(span.line1 == line1 && span.col1 == col1 && span.end_line1 == end_line1 &&
                  span.end_col1 == end_col1,
              "got %u:%u-%u:%u", span.line1, span.col1, span.end_line1, span.end_col1);
}

Test(yaml, places_count_characters_from_1)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(parse(&t, JX_STR("甲: 𠮷乙  # 丙\n丁:\n  - { 戊: '己', 庚: 1 }\n"), &root) == JX_OK);
    assert_span(root->entries[0].key_span, 1, 1, 1, 2);
    assert_span(root->entries[0].value->span, 1, 4, 1, 6);
    const struct jx_node *list = jx_node_at(root, "丁");
    assert_span(list->span, 3, 3, 3, 21);
    assert_span(list->items[0]->span, 3, 5, 3, 21);
    assert_span(jx_node_at(list->items[0], "戊")->span, 3, 10, 3, 13);
    assert_span(root->span, 1, 1, 3, 21);
    jx_test_done(&t);
}

Test(yaml, places_move_with_the_text_that_holds_it)
{
    struct jx_test t;
    struct jx_node *root = NULL;
    jx_test_init(&t);
    uint32_t file =
        jx_sources_add(&t.sources, JX_STR("报告.md"), JX_STR("一\n二 甲: 乙\n丙: 丁\n"));
    struct jx_span start = {file, 2, 3, 2, 3};
    cr_assert(jx_yaml_parse_at(t.arena, JX_STR("甲: 乙\n丙: 丁\n"), start, &t.diags, &root) ==
              JX_OK);
    assert_span(root->entries[0].value->span, 2, 6, 2, 7);
    assert_span(root->entries[1].value->span, 3, 4, 3, 5);
    jx_test_done(&t);
}

Test(yaml, scalars_keep_their_text_and_style)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(
        parse(
            &t,
            JX_STR("a: 0012\nb: no\nc: \"1\\n2\"\nd: |\n  一\n  二\n\ne: >-\n  三\n  四\nf: ''\n"),
            &root) == JX_OK);
    JX_ASSERT_STR(jx_node_at(root, "a")->text, "0012", "leading zeros");
    JX_ASSERT_STR(jx_node_at(root, "b")->text, "no", "no truth values");
    JX_ASSERT_STR(jx_node_at(root, "c")->text, "1\n2", "escapes");
    JX_ASSERT_STR(jx_node_at(root, "d")->text, "一\n二", "block without its last line end");
    JX_ASSERT_STR(jx_node_at(root, "e")->text, "三 四", "folded");
    cr_assert_eq(jx_node_at(root, "a")->style, JX_NODE_PLAIN);
    cr_assert_eq(jx_node_at(root, "c")->style, JX_NODE_QUOTED);
    cr_assert_eq(jx_node_at(root, "d")->style, JX_NODE_BLOCK);
    cr_assert_not(jx_node_is_null(jx_node_at(root, "f")), "'' is an empty text, not nothing");
    jx_test_done(&t);
}

Test(yaml, nothing_is_null)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(parse(&t, JX_STR("a:\nb: ~\nc: null\nd: 无\n"), &root) == JX_OK);
    cr_assert(jx_node_is_null(jx_node_at(root, "a")));
    cr_assert(jx_node_is_null(jx_node_at(root, "b")));
    cr_assert(jx_node_is_null(jx_node_at(root, "c")));
    cr_assert(jx_node_is_null(jx_node_at(root, "e")), "a key that is not there");
    cr_assert_not(jx_node_is_null(jx_node_at(root, "d")));
    jx_test_done(&t);
}

Test(yaml, an_empty_file_has_no_root)
{
    static const char *const texts[] = {"", "\n\n", "# 注释\n", "---\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct jx_test t;
        struct jx_node *root;
        jx_test_init(&t);
        cr_assert(parse(&t, jx_str_of(texts[i]), &root) == JX_OK, "case %zu", i);
        cr_assert_null(root, "case %zu", i);
        jx_test_done(&t);
    }
}

Test(yaml, a_byte_order_mark_and_crlf_do_not_move_places)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(parse(&t,
                    JX_STR("\xEF\xBB\xBF"
                           "甲: 乙\r\n丙: 丁\r\n"),
                    &root) == JX_OK);
    assert_span(root->entries[0].value->span, 1, 4, 1, 5);
    assert_span(root->entries[1].value->span, 2, 4, 2, 5);
    JX_ASSERT_STR(root->entries[1].value->text, "丁", "no CR in the text");
    jx_test_done(&t);
}

Test(yaml, aliases_share_what_they_name)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(parse(&t, JX_STR("a: &x [1, 2]\nb: *x\n"), &root) == JX_OK);
    cr_assert_eq(jx_node_at(root, "a"), jx_node_at(root, "b"));
    cr_assert_eq(t.diags.n, 0);
    jx_test_done(&t);
}

Test(yaml, a_repeated_key_leaves_the_first_and_the_tree)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(parse(&t, JX_STR("a: 1\nb: 2\na: 3\na: 4\n"), &root) == JX_E_INPUT);
    cr_assert_not_null(root);
    cr_assert_eq(root->n, 2);
    JX_ASSERT_STR(jx_node_at(root, "a")->text, "1", "first wins");
    JX_ASSERT_STR(jx_test_codes(&t), "E121 E121", "each repeat is said");
    jx_test_done(&t);
}

Test(yaml, depth_64_is_the_deepest)
{
    for (size_t depth = 63; depth <= 64; depth++) {
        struct jx_test t;
        struct jx_node *root;
        struct jx_buf buf;
        jx_test_init(&t);
        buf = (struct jx_buf){.arena = t.arena};
        for (size_t i = 0; i < depth; i++)
            jx_buf_addc(&buf, '[');
        jx_buf_addc(&buf, '1');
        for (size_t i = 0; i < depth; i++)
            jx_buf_addc(&buf, ']');
        enum jx_status expected = depth == 63 ? JX_OK : JX_E_INPUT;
        cr_assert_eq(parse(&t, jx_buf_str(&buf), &root), expected, "depth %zu", depth);
        jx_test_done(&t);
    }
}

Test(yaml, free_data_has_numbers_truths_and_texts)
{
    struct jx_test t;
    struct jx_node *root;
    jx_test_init(&t);
    cr_assert(parse(&t, JX_STR("a: 1.50\nb: '1.50'\nc: 是\nd: 95%\ne: [~, 否]\n"), &root) == JX_OK);
    const struct jx_value *v = jx_node_value(t.arena, root);
    const struct jx_value *a = jx_value_find(v, JX_STR("a"));
    cr_assert_eq(a->kind, JX_V_NUM);
    JX_ASSERT_STR(jx_value_str(t.arena, a), "1.50", "as written");
    cr_assert_eq(a->span.line1, 1);
    cr_assert_eq(jx_value_find(v, JX_STR("b"))->kind, JX_V_TEXT);
    cr_assert(jx_value_find(v, JX_STR("c"))->truth);
    cr_assert_eq(jx_value_find(v, JX_STR("d"))->kind, JX_V_TEXT);
    cr_assert_eq(jx_value_find(v, JX_STR("e.1"))->kind, JX_V_NONE);
    cr_assert_eq(jx_value_find(v, JX_STR("e.2"))->kind, JX_V_BOOL);
    jx_test_done(&t);
}

/* Good YAML that resembles the traps is left alone. */
Test(yaml, what_only_resembles_a_trap_is_not_said)
{
    static const char *const texts[] = {
        "甲: 说明：冒号\n",
        "甲: ≥90%\n",
        "甲: \">90%\"\n",
        "甲: '{{单位}}'\n",
        "甲: “可管”、“可控”\n",
        "甲: |\n  权重：10\n  \"引号\"后\n",
        "甲: >\n  折叠\n",
        "甲: [a, \"b\", {c: d}]\n",
        "- 甲：乙\n- 10:30\n",
        "甲: -5\n乙: 12-15个\n丙: http://a.b/c\n",
        "甲: 5 # \"注释\"里：的引号\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct jx_test t;
        struct jx_node *root;
        jx_test_init(&t);
        cr_assert(parse(&t, jx_str_of(texts[i]), &root) == JX_OK, "%s", texts[i]);
        cr_assert_eq(t.diags.n, 0, "%s", texts[i]);
        jx_test_done(&t);
    }
}
