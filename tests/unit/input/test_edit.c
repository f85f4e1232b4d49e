/* Changes of files in place: what is written where, and that nothing else moves. */
#include "run.h"

#include "input/edit.h"

#include <string.h>

static struct jx_test t;

static void setup(void)
{
    jx_test_init(&t);
}

static void teardown(void)
{
    jx_test_done(&t);
}

TestSuite(edit, .init = setup, .fini = teardown);

static struct jx_edits edits_of(const char *text)
{
    const uint32_t file = jx_sources_add(&t.sources, JX_STR("评价.yaml"), jx_str_of(text));
    struct jx_node *root = NULL;

    cr_assert_eq(jx_yaml_parse(t.arena, file, &t.diags, &root), JX_OK, "%s", text);
    return (struct jx_edits){.arena = t.arena, .sources = &t.sources, .file = file, .root = root};
}

/* The node at keys and numbers with / between: "指标/B3/得分", "行/0/2". */
static const struct jx_node *node_at(const struct jx_node *node, const char *path)
{
    while (node != NULL && *path) {
        const size_t len = strcspn(path, "/");
        const struct jx_node *next = NULL;
        if (node->kind == JX_NODE_LIST && (size_t)(path[0] - '0') < node->n)
            next = node->items[path[0] - '0'];
        for (size_t i = 0; node->kind == JX_NODE_MAP && i < node->n; i++)
            if (jx_str_eq(node->entries[i].key, (struct jx_str){path, len}))
                next = node->entries[i].value;
        node = next;
        path += len + (path[len] == '/');
    }
    return node;
}

static struct jx_str applied(const struct jx_edits *edits)
{
    struct jx_str text = JX_STR("(not applied)");

    return jx_edits_apply(edits, &text) ? text : JX_STR("(not applied)");
}

struct setting {
    const char *text, *path, *value, *expected;
};

Test(edit, scalars)
{
    static const struct setting cases[] = {
        {"B3: { 业绩值: 95%, 得分: 9.5 } # 注\n", "B3/业绩值", "96%",
         "B3: { 业绩值: 96%, 得分: 9.5 } # 注\n"},
        {"a: 1   # 说明\nb: 2\n", "a", "≥18项", "a: ≥18项   # 说明\nb: 2\n"},
        {"a: 1\n", "a", ">= 18", "a: \">= 18\"\n"},
        {"a: 1\n", "a", "*", "a: \"*\"\n"},
        {"a: 1\n", "a", "", "a: \"\"\n"},
        {"a: 1\n", "a", "~", "a: \"~\"\n"},
        {"a: 1\n", "a", "-5.5", "a: -5.5\n"},
        {"a: 1\n", "a", "- 5", "a: \"- 5\"\n"},
        {"a: 1\n", "a", "甲: 乙", "a: \"甲: 乙\"\n"},
        {"a: 1\n", "a", "甲 #乙", "a: \"甲 #乙\"\n"},
        {"a: 1\n", "a", "{{x}}", "a: \"{{x}}\"\n"},
        {"a: 1\n", "a", "第一行\n第二行", "a: \"第一行\\n第二行\"\n"},
        {"a: 'x'\n", "a", "it's", "a: 'it''s'\n"},
        {"a: \"x\"\n", "a", "说“\"”", "a: \"说“\\\"”\"\n"},
        {"[甲, 乙, ~]\n", "1", "丙, 丁", "[甲, \"丙, 丁\", ~]\n"},
        {"[甲, 乙, ~]\n", "2", "10", "[甲, 乙, 10]\n"},
        {"a:\nb: 1\n", "a", "9", "a: 9\nb: 1\n"},
        {"a:   # 还没有\nb: 1\n", "a", "9", "a: 9   # 还没有\nb: 1\n"},
        {"{a, b: 1}\n", "a", "9", "{a: 9, b: 1}\n"},
        {"{a: , b: 1}\n", "a", "9", "{a: 9, b: 1}\n"},
        {"a: |\n  一\n  二\nb: 1\n", "a", "三", "a: 三\nb: 1\n"},
        {"a: >-\n  一\n  二\n\n# 注\nb: 1\n", "a", "三", "a: 三\n\n# 注\nb: 1\n"},
        {"a: 一\n  二\nb: 1\n", "a", "三", "a: 三\nb: 1\n"},
        {"a: 1\r\nb: 2\r\n", "a", "3", "a: 3\r\nb: 2\r\n"},
        {"- a\n-\n- b\n", "1", "x", "- a\n- x\n- b\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_edits edits = edits_of(cases[i].text);
        const struct jx_node *node = node_at(edits.root, cases[i].path);

        cr_assert_not_null(node, "%s", cases[i].text);
        cr_assert(jx_edit_set(&edits, node, jx_str_of(cases[i].value)), "%s", cases[i].text);
        JX_ASSERT_STR(applied(&edits), cases[i].expected, cases[i].text);
    }
}

Test(edit, cleared)
{
    static const struct setting cases[] = {
        {"B3: { 业绩值: 95%, 得分: 9.5 } # 注\n", "B3/得分", NULL,
         "B3: { 业绩值: 95%, 得分: ~ } # 注\n"},
        {"a: '95%'\nb: 1\n", "a", NULL, "a: ~\nb: 1\n"},
        {"a: |\n  一\n  二\nb: 1\n", "a", NULL, "a: ~\nb: 1\n"},
        {"a: ~\nb: 1\n", "a", NULL, "a: ~\nb: 1\n"},
        {"a:\nb: 1\n", "a", NULL, "a:\nb: 1\n"},
        {"- [甲, 乙]\n", "0/1", NULL, "- [甲, ~]\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_edits edits = edits_of(cases[i].text);

        cr_assert(jx_edit_set(&edits, node_at(edits.root, cases[i].path), JX_NO_STR), "%s",
                  cases[i].text);
        JX_ASSERT_STR(applied(&edits), cases[i].expected, cases[i].text);
    }
}

Test(edit, several_keys_into_a_blank)
{
    static const struct jx_edit_pair pairs[] = {{{"得分", 6}, {"9", 1}}};
    struct jx_edits edits = edits_of("指标:   # 还没有\n问题: []\n");
    const struct jx_node *blank = node_at(edits.root, "指标");

    cr_assert(jx_edit_put_record(&edits, blank, JX_STR("B1"), pairs, 1));
    cr_assert(jx_edit_put_record(&edits, blank, JX_STR("B2"), pairs, 1));
    cr_assert(jx_edit_put(&edits, blank, JX_STR("B3"), JX_STR("8")));
    cr_assert_not(jx_edit_put(&edits, blank, JX_STR("B1"), JX_STR("8")), "twice");
    JX_ASSERT_STR(applied(&edits),
                  "指标: { B1: { 得分: 9 }, B2: { 得分: 9 }, B3: 8 }   # 还没有\n问题: []\n",
                  "blank");
}

Test(edit, new_keys)
{
    static const struct setting cases[] = {
        {"B3: { 业绩值: 95% }\n", "B3", "9.5", "B3: { 业绩值: 95%, 得分: 9.5 }\n"},
        {"B3: {}\n", "B3", "9.5", "B3: { 得分: 9.5 }\n"},
        {"B3: { 业绩值: [1, 2], }\n", "B3", "9.5", "B3: { 业绩值: [1, 2], 得分: 9.5, }\n"},
        {"B3:\n  业绩值: 95%  # 注\n\n# 下一个\nB4: 1\n", "B3", "9.5",
         "B3:\n  业绩值: 95%  # 注\n  得分: 9.5\n\n# 下一个\nB4: 1\n"},
        {"B3:\n  说明: |\n    一\n    二\nB4: 1\n", "B3", "9.5",
         "B3:\n  说明: |\n    一\n    二\n  得分: 9.5\nB4: 1\n"},
        {"B3:\n  a:\n    - x\n    - y", "B3", "9.5", "B3:\n  a:\n    - x\n    - y\n  得分: 9.5"},
        {"- 编号: B3\n- 编号: B4\n", "0", "9.5", "- 编号: B3\n  得分: 9.5\n- 编号: B4\n"},
        {"B3:\nB4: 1\n", "B3", "9.5", "B3: { 得分: 9.5 }\nB4: 1\n"},
        {"B3:\r\n  a: 1\r\n", "B3", "9.5", "B3:\r\n  a: 1\r\n  得分: 9.5\r\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_edits edits = edits_of(cases[i].text);
        const struct jx_node *map = node_at(edits.root, cases[i].path);

        cr_assert(jx_edit_put(&edits, map, JX_STR("得分"), jx_str_of(cases[i].value)), "%s",
                  cases[i].text);
        JX_ASSERT_STR(applied(&edits), cases[i].expected, cases[i].text);
    }
}

Test(edit, a_new_record)
{
    const struct jx_edit_pair pairs[] = {{JX_STR("业绩值"), JX_STR("≥ 1, 2")},
                                         {JX_STR("得分"), JX_STR("9.5")}};
    struct jx_edits edits = edits_of("指标:\n  B1: { 得分: 10 }\n问题: []\n");

    cr_assert(jx_edit_put_record(&edits, node_at(edits.root, "指标"), JX_STR("B3"), pairs, 2));
    JX_ASSERT_STR(applied(&edits),
                  "指标:\n  B1: { 得分: 10 }\n  B3: { 业绩值: \"≥ 1, 2\", 得分: 9.5 }\n问题: []\n",
                  "record");
}

Test(edit, a_map_of_records)
{
    static const struct jx_edit_pair pairs[] = {{{"得分", 6}, {"9", 1}},
                                                {{"偏差原因", 12}, {"a: b", 4}}};
    static const struct jx_edit_record records[] = {{{"B1", 2}, pairs, 1}, {{"B2", 2}, pairs, 2}};
    static const struct {
        const char *text, *expected;
    } cases[] = {
#define ONE "  B1: { 得分: 9 }\n  B2: { 得分: 9, 偏差原因: \"a: b\" }\n"
        {"格式: 1\n", "格式: 1\n指标:\n" ONE},
        {"格式: 1 # 注\n# 尾\n", "格式: 1 # 注\n指标:\n" ONE "# 尾\n"},
        {"指标:\n问题: []\n", "指标:\n" ONE "问题: []\n"},
        {"指标:   # 待填\n\n# 问题\n问题: []\n", "指标:   # 待填\n" ONE "\n# 问题\n问题: []\n"},
        {"指标: ~  # 待填\n", "指标:   # 待填\n" ONE},
        {"格式: 1\r\n指标:\r\n", "格式: 1\r\n指标:\r\n  B1: { 得分: 9 }\r\n"
                                 "  B2: { 得分: 9, 偏差原因: \"a: b\" }\r\n"},
        {"{格式: 1}\n", NULL},
        {"{指标: }\n", NULL},
        {"指标: { B3: 1 }\n", NULL},
        {"指标: 略\n", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_edits edits = edits_of(cases[i].text);
        const bool put = jx_edit_put_records(&edits, edits.root, JX_STR("指标"), records, 2);

        cr_assert_eq(put, cases[i].expected != NULL, "%s", cases[i].text);
        if (put)
            JX_ASSERT_STR(applied(&edits), cases[i].expected, cases[i].text);
    }
}

Test(edit, several_at_once)
{
    struct jx_edits edits = edits_of("a: 1\nb: { c: 2 }\n");

    cr_assert(jx_edit_put(&edits, node_at(edits.root, "b"), JX_STR("d"), JX_STR("3")));
    cr_assert(jx_edit_set(&edits, node_at(edits.root, "b/c"), JX_STR("22")));
    cr_assert(jx_edit_put(&edits, node_at(edits.root, "b"), JX_STR("e"), JX_STR("4")));
    cr_assert(jx_edit_set(&edits, node_at(edits.root, "a"), JX_STR("11")));
    JX_ASSERT_STR(applied(&edits), "a: 11\nb: { c: 22, d: 3, e: 4 }\n", "several");
}

Test(edit, refused)
{
    struct jx_edits edits = edits_of("a: &x { k: 1 }\nb: *x\nc: [1]\nd: &y 5\ne: *y\n");

    cr_assert_not(jx_edit_set(&edits, node_at(edits.root, "a/k"), JX_STR("2")), "repeated");
    cr_assert_not(jx_edit_set(&edits, node_at(edits.root, "d"), JX_STR("2")), "anchored");
    cr_assert_not(jx_edit_set(&edits, node_at(edits.root, "c"), JX_STR("2")), "a list");
    cr_assert_not(jx_edit_put(&edits, node_at(edits.root, "c"), JX_STR("k"), JX_STR("2")));
    cr_assert_not(jx_edit_put(&edits, edits.root, JX_STR("c"), JX_STR("2")), "there already");
}

/* What does not read back is not written: the change of a node of another file. */
Test(edit, checked_by_reading_back)
{
    struct jx_edits edits = edits_of("a: 1\nb: 2\n");
    struct jx_str text = JX_NO_STR;

    cr_assert(jx_edit_set(&edits, node_at(edits.root, "a"), JX_STR("3")));
    edits.items[0].text = JX_STR("4");
    cr_assert_not(jx_edits_apply(&edits, &text));
    edits.items[0].text = JX_STR("3\nc: 5");
    cr_assert_not(jx_edits_apply(&edits, &text));
    edits.items[0].text = JX_STR("3");
    cr_assert(jx_edits_apply(&edits, &text));
}

Test(edit, csv)
{
    static const struct {
        const char *value, *expected;
    } cases[] = {{"5", "编号,名称\nA1,5,x\nA2,\"乙,丙\",\n"},
                 {"甲,乙", "编号,名称\nA1,\"甲,乙\",x\nA2,\"乙,丙\",\n"},
                 {"说\"好\"", "编号,名称\nA1,\"说\"\"好\"\"\",x\nA2,\"乙,丙\",\n"},
                 {"", "编号,名称\nA1,,x\nA2,\"乙,丙\",\n"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const uint32_t file = jx_sources_add(&t.sources, JX_STR("指标.csv"),
                                             JX_STR("编号,名称\nA1,甲,x\nA2,\"乙,丙\",\n"));
        struct jx_edits edits = {.arena = t.arena, .sources = &t.sources, .file = file};
        const struct jx_node cell = {.span = {file, 2, 4, 2, 5}, .text = JX_STR("甲")};

        cr_assert(jx_edit_set(&edits, &cell, jx_str_of(cases[i].value)));
        JX_ASSERT_STR(applied(&edits), cases[i].expected, cases[i].value);
    }
}

/* ---- any text into any place ---- */

static uint32_t seed = 20240601;

static uint32_t chance(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static struct jx_str random_text(void)
{
    static const char *const pieces[] = {"甲", "9.5", " ",  ": ", "#", " #", "'",  "\"", ",",
                                         "[",  "]",   "{",  "}",  "-", "- ", "\n", "\\", "%",
                                         "≥",  ">",   "*a", "&",  "!", "：", "?",  "~",  "| "};
    struct jx_buf buf = {.arena = t.arena};

    for (uint32_t n = chance(5); n > 0; n--)
        jx_buf_adds(&buf, pieces[chance(sizeof pieces / sizeof *pieces)]);
    return buf.ptr ? jx_buf_str(&buf) : JX_STR("");
}

Test(edit, any_text_reads_back_in_any_place)
{
    static const char text[] =
        "a: 1 # 注\nb: {c: 'x', d: \"y\", e: ~}\nf:\n  - [1, 2]\n  - |\n    z\n"
        "  - g: 3\n    h:\n";
    static const char *const places[] = {"a",     "b/c", "b/d",   "b/e",
                                         "f/0/1", "f/1", "f/2/g", "f/2/h"};
    static const char *const maps[] = {"", "b", "f/2"};

    for (int i = 0; i < 3000; i++) {
        struct jx_edits edits = edits_of(text);
        struct jx_str result = JX_NO_STR;
        const struct jx_str value = random_text();

        cr_assert(jx_edit_set(
            &edits, node_at(edits.root, places[chance(sizeof places / sizeof *places)]), value));
        if (chance(2))
            cr_assert(jx_edit_put(&edits, node_at(edits.root, maps[chance(3)]), JX_STR("新"),
                                  random_text()));
        cr_assert(jx_edits_apply(&edits, &result), "“%.*s”", JX_FMT(value));
    }
}
