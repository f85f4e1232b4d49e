/* Records made from YAML by tables, shown again as data, and described as JSON Schema. */
#include "run.h"

#include "base/file.h"
#include "input/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct part {
    struct jx_text name;
    struct jx_amount size;
};

struct thing {
    struct jx_span span;
    struct jx_text id;
    struct jx_text level1;
    struct jx_text level2;
    struct jx_text name;
    struct jx_amount weight;
    struct jx_amount share;
    struct jx_day day;
    struct jx_flag flag;
    struct jx_text colour;
    struct jx_texts tags;
    struct part part;
    struct jx_value *free;
    const struct jx_node *node;
    struct jx_value *extra;
};

struct box {
    struct {
        struct thing *items;
        size_t n;
    } things;
    struct {
        struct thing *items;
        size_t n;
    } keyed;
};

static const char *const colours[] = {"红", "绿", NULL};

static const struct jx_field part_fields[] = {
    {"名称", JX_F_TEXT, 0, offsetof(struct part, name), NULL, NULL, NULL},
    {"大小", JX_F_NUM, 0, offsetof(struct part, size), NULL, NULL, NULL},
};

static const struct jx_schema part_schema = {
    "部分", sizeof(struct part), part_fields, 2, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "名称",
};

#define AT(member) offsetof(struct thing, member)
static const struct jx_field thing_fields[] = {
    {"编号", JX_F_TEXT, 0, AT(id), NULL, NULL, NULL},
    {"一级", JX_F_TEXT, JX_FIELD_INHERIT, AT(level1), NULL, NULL, NULL},
    {"二级", JX_F_TEXT, JX_FIELD_INHERIT, AT(level2), NULL, NULL, NULL},
    {"名称", JX_F_TEXT, JX_FIELD_REQUIRED, AT(name), NULL, NULL, "叫什么"},
    {"权重", JX_F_NUM, 0, AT(weight), NULL, NULL, NULL},
    {"比例", JX_F_PERCENT, 0, AT(share), NULL, NULL, NULL},
    {"日期", JX_F_DATE, 0, AT(day), NULL, NULL, NULL},
    {"盖章", JX_F_BOOL, 0, AT(flag), NULL, NULL, NULL},
    {"颜色", JX_F_CHOICE, 0, AT(colour), NULL, colours, NULL},
    {"标签", JX_F_TEXTS, 0, AT(tags), NULL, NULL, NULL},
    {"部分", JX_F_RECORD, 0, AT(part), &part_schema, NULL, NULL},
    {"补充", JX_F_ANY, 0, AT(free), NULL, NULL, NULL},
    {"规则", JX_F_NODE, 0, AT(node), NULL, NULL, NULL},
};

static const struct jx_schema thing_schema = {
    "东西",       sizeof(struct thing),
    thing_fields, sizeof thing_fields / sizeof *thing_fields,
    AT(span),     AT(extra),
    "编号",       NULL,
};

static const struct jx_field box_fields[] = {
    {"东西", JX_F_LIST, 0, offsetof(struct box, things), &thing_schema, NULL, NULL},
    {"按号", JX_F_KEYED, 0, offsetof(struct box, keyed), &thing_schema, NULL, NULL},
};

static const struct jx_schema box_schema = {
    "盒子", sizeof(struct box), box_fields, 2, JX_NO_OFFSET, JX_NO_OFFSET, NULL, NULL,
};

static const struct jx_declared declared[] = {
    {{{"东西", 6}, {0}}, {{"工期", 6}, {0}}, {{"数", 3}, {0}}, {NULL, 0}},
    {{{"别的", 6}, {0}}, {{"经费", 6}, {0}}, {{"数", 3}, {0}}, {NULL, 0}},
};

static struct box decode(struct jx_test *t, const char *folder, const char *text)
{
    struct box box = {0};
    struct jx_node *root = NULL;
    struct jx_decode d = {t->arena, &t->diags, jx_str_of(folder), declared, 2};
    uint32_t file = jx_sources_add(&t->sources, JX_STR("盒子.yaml"), jx_str_of(text));
    cr_assert(jx_yaml_parse(t->arena, file, &t->diags, &root) == JX_OK, "%s", text);
    enum jx_status status = jx_schema_decode(&d, &box_schema, root, &box);
    cr_assert_eq(status, t->diags.n_errors ? JX_E_INPUT : JX_OK);
    return box;
}

Test(schema, decodes_each_type)
{
    struct jx_test t;
    jx_test_init(&t);
    struct box box =
        decode(&t, ".",
               "东西:\n"
               "  - { 编号: A1, 名称: 甲, 权重: '1,234.50', 比例: 80%, 日期: 2023年10月,\n"
               "      盖章: 是, 颜色: 绿, 标签: [一, ~, 二], 部分: { 名称: 丙, 大小: 3 },\n"
               "      补充: { x: 1 }, 规则: { 类型: 分档 } }\n"
               "  - { 编号: A2, 名称: 乙, 比例: 0.8, 标签: 一, 部分: 丁 }\n");
    cr_assert_eq(t.diags.n, 0);
    const struct thing *a = &box.things.items[0];
    const struct thing *b = &box.things.items[1];
    cr_assert_eq(box.things.n, 2);
    JX_ASSERT_STR(jx_num_text(t.arena, a->weight.num, 9), "1234.5", "number");
    JX_ASSERT_STR(a->weight.text, "1,234.50", "its text");
    cr_assert_eq(jx_num_cmp(a->share.num, b->share.num), 0, "80% is 0.8");
    JX_ASSERT_STR(a->share.text, "80%", "percent text");
    cr_assert(a->day.date.year == 2023 && a->day.date.month == 10 && a->day.date.day == 0);
    cr_assert(a->flag.set && a->flag.truth && !b->flag.set);
    JX_ASSERT_STR(a->colour.str, "绿", "choice");
    cr_assert(a->tags.n == 2 && b->tags.n == 1);
    JX_ASSERT_STR(a->part.name.str, "丙", "record");
    JX_ASSERT_STR(b->part.name.str, "丁", "scalar in place of a record");
    cr_assert_eq(jx_value_find(a->free, JX_STR("x"))->kind, JX_V_NUM);
    JX_ASSERT_STR(jx_node_at(a->node, "类型")->text, "分档", "node");
    cr_assert(a->span.line1 == 2 && b->span.line1 == 5);
    jx_test_done(&t);
}

/* The four forms of a list of records give the same records. */
static void assert_pair(const struct box *box, const char *form)
{
    cr_assert_eq(box->things.n, 2, "%s", form);
    JX_ASSERT_STR(box->things.items[0].id.str, "A1", form);
    JX_ASSERT_STR(box->things.items[0].name.str, "甲", form);
    JX_ASSERT_STR(box->things.items[1].id.str, "A2", form);
    JX_ASSERT_STR(box->things.items[1].name.str, "乙,丙", form);
}

/* A new folder with a.csv; drop_csv() removes both. */
static void make_csv(char folder[static 32], const char *text)
{
    char path[64];
    snprintf(folder, 32, "/tmp/jx-schema-XXXXXX");
    cr_assert(mkdtemp(folder) && snprintf(path, sizeof path, "%s/a.csv", folder) > 0);
    cr_assert_eq(jx_file_write(jx_str_of(path), jx_str_of(text)), JX_OK);
}

static void drop_csv(const char *folder)
{
    char path[64];
    cr_assert(snprintf(path, sizeof path, "%s/a.csv", folder) > 0);
    cr_assert(unlink(path) == 0 && rmdir(folder) == 0);
}

Test(schema, lists_have_four_forms)
{
    char folder[32];
    struct jx_test t;
    jx_test_init(&t);
    make_csv(folder, "\xEF\xBB\xBF"
                     "编号,名称,,\r\nA1,甲,,\r\n,,,\r\nA2,\"乙,丙\",,\r\n");
    struct box box =
        decode(&t, folder, "东西: [{ 编号: A1, 名称: 甲 }, { 编号: A2, 名称: '乙,丙' }]\n");
    assert_pair(&box, "records");
    box = decode(&t, folder, "东西: { A1: { 名称: 甲 }, A2: { 名称: '乙,丙' } }\n");
    assert_pair(&box, "keyed");
    box = decode(&t, folder, "东西: { 列: [编号, 名称], 行: [[A1, 甲], [A2, '乙,丙']] }\n");
    assert_pair(&box, "rows");
    box = decode(&t, folder, "东西: { CSV: a.csv }\n");
    assert_pair(&box, "CSV");
    cr_assert_eq(box.things.items[1].name.span.line1, 4, "place in the CSV file");
    cr_assert_eq(box.things.items[1].name.span.col1, 4);
    cr_assert_eq(t.diags.n, 0);
    drop_csv(folder);
    jx_test_done(&t);
}

/* Rows of a file are read one at a time: what a row takes from those above must still be there, and what is kept as a node. */
Test(schema, rows_of_a_csv_file_stay_when_the_next_is_read)
{
    char folder[32];
    struct jx_test t;
    jx_test_init(&t);
    make_csv(folder, "编号,一级,二级,名称\nA1,产出,数量,\"甲\"\"乙\"\"\"\nA2,,,\"丙\n丁\"\n"
                     "A3,,质量,戊\nA4,效益,,\"己\"\n");
    struct box box = decode(&t, folder, "东西: { CSV: a.csv }\n");
    static const char *const names[] = {"甲\"乙\"", "丙\n丁", "戊", "己"};
    static const char *const tops[] = {"产出", "产出", "产出", "效益"};
    static const char *const seconds[] = {"数量", "数量", "质量", NULL};
    cr_assert(box.things.n == 4 && t.diags.n == 0);
    for (size_t i = 0; i < 4; i++) {
        JX_ASSERT_STR(box.things.items[i].name.str, names[i], "name");
        JX_ASSERT_STR(box.things.items[i].level1.str, tops[i], "as above");
        cr_assert(jx_str_eq(box.things.items[i].level2.str, jx_str_of(seconds[i])), "%zu", i);
    }
    cr_assert_eq(box.things.items[2].name.span.line1, 5, "behind a text of two lines");
    drop_csv(folder);
    jx_test_done(&t);
}

Test(schema, blank_cells_go_on_as_above_until_a_higher_level_changes)
{
    struct jx_test t;
    jx_test_init(&t);
    struct box box = decode(&t, ".",
                            "东西:\n"
                            "  列: [编号, 二级, 一级, 名称, 权重]\n"
                            "  行:\n"
                            "    - [A1, 数量, 产出, 甲, 10]\n"
                            "    - [A2, ~,    ~,    乙, ~]\n"
                            "    - [A3, 质量, 产出, 丙, 10]\n"
                            "    - [A4, ~,    产出, 丁, 10]\n"
                            "    - [B1, ~,    效益, 戊, 10]\n"
                            "    - [C1, '',   ~,    己, 10]\n");
    cr_assert_eq(t.diags.n, 0);
    const struct thing *items = box.things.items;
    JX_ASSERT_STR(items[1].level1.str, "产出", "inherited");
    JX_ASSERT_STR(items[1].level2.str, "数量", "inherited");
    cr_assert_not(items[1].weight.set, "other columns are not inherited");
    JX_ASSERT_STR(items[3].level2.str, "质量", "the same 一级 written again changes nothing");
    JX_ASSERT_STR(items[4].level1.str, "效益", "new");
    cr_assert_null(items[4].level2.str.ptr, "a new 一级 begins without 二级");
    JX_ASSERT_STR(items[5].level2.str, "", "'' is empty, not as above");
    jx_test_done(&t);
}

Test(schema, declared_fields_belong_to_their_record)
{
    struct jx_test t;
    jx_test_init(&t);
    struct box box = decode(&t, ".", "东西: [{ 编号: A1, 名称: 甲, 工期: 12 }]\n");
    cr_assert_eq(t.diags.n, 0);
    cr_assert_eq(jx_value_find(box.things.items[0].extra, JX_STR("工期"))->kind, JX_V_NUM);
    (void)decode(&t, ".", "东西: [{ 编号: A1, 名称: 甲, 工期: 长 }]\n");
    JX_ASSERT_STR(jx_test_codes(&t), "E135", "declared as a number");
    (void)decode(&t, ".", "东西: [{ 编号: A1, 名称: 甲, 经费: 12 }]\n");
    JX_ASSERT_STR(jx_test_codes(&t), "E135 E130", "declared for another record");
    jx_test_done(&t);
}

Test(schema, every_mistake_is_said_and_the_rest_decoded)
{
    struct jx_test t;
    jx_test_init(&t);
    struct box box =
        decode(&t, ".",
               "东西:\n"
               "  - { 编号: A1, 权重: 十, 颜色: 兰, 盖章: yes, 比例: x, 日期: x, 别: 1 }\n"
               "  - { 编号: A2, 名称: 乙, 权重: 5 }\n");
    JX_ASSERT_STR(jx_test_codes(&t), "E135 E139 E138 E136 E137 E130 E131", "all of them");
    cr_assert_eq(box.things.n, 2);
    cr_assert(box.things.items[1].weight.set);
    jx_test_done(&t);
}

Test(schema, shows_records_as_data)
{
    struct jx_test t;
    jx_test_init(&t);
    struct box box =
        decode(&t, ".",
               "按号: { A1: { 名称: 甲, 权重: 10.50, 比例: 80%, 日期: 2023-10-31, 盖章: 否, "
               "标签: [一, 二], 部分: 丙, 工期: 12 } }\n");
    const struct jx_value *v = jx_schema_value(t.arena, &box_schema, &box);
    const struct jx_value *a = jx_value_find(v, JX_STR("按号.A1"));
    cr_assert_not_null(a, "found by its key");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_at(a, JX_STR("权重"))), "10.50", "as written");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_at(a, JX_STR("比例"))), "80%", "as written");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_at(a, JX_STR("日期"))), "2023年10月31日", "date");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_find(a, JX_STR("标签.2"))), "二", "list");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_find(a, JX_STR("部分.名称"))), "丙", "record");
    JX_ASSERT_STR(jx_value_str(t.arena, jx_value_at(a, JX_STR("工期"))), "12", "extra field");
    cr_assert_null(jx_value_at(a, JX_STR("颜色")), "not given");
    cr_assert_null(jx_value_at(v, JX_STR("东西")), "not given");
    jx_test_done(&t);
}

Test(schema, json_schema_names_every_key)
{
    static const char *const wanted[] = {
        "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
        "\"东西\"",
        "\"按号\"",
        "\"description\": \"叫什么\"",
        "\"红\"",
        "\"列\"",
        "\"CSV\"",
        "\"#/$defs/部分1\"",
    };
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str json = jx_schema_json(t.arena, &box_schema, NULL);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        cr_expect(jx_str_find(json, jx_str_of(wanted[i]), 0) != SIZE_MAX, "%s not in\n%.*s",
                  wanted[i], JX_FMT(json));
    jx_test_done(&t);
}
