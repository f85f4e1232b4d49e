/* A project flattened to paths, and as a file. */
#define _XOPEN_SOURCE 700 /* mkdtemp() */

#include "run.h"
#include "score_folder.h"

#include "base/file.h"
#include "revision/snapshot.h"

static const char *const project_text = "年度: 2021\n"
                                        "资金:\n"
                                        "  单位: 万元\n"
                                        "  列: [行, 市级, 县级]\n"
                                        "  行:\n"
                                        "    - [全年预算, 10, 20]\n"
                                        "  合计: { 小计: [市级, 县级] }\n"
                                        "指标:\n"
                                        "  列: [编号, 一级, 名称, 权重, 目标值, 规则]\n"
                                        "  行:\n"
                                        "    - [B1, 产出, 数量, 100, ≥10项, 比例]\n"
                                        "合同:\n"
                                        "  - { 名称: 甲, 合同金额: 1 }\n"
                                        "  - { 名称: 甲, 合同金额: 2 }\n";

static void expect_value(const struct jx_snapshot *snapshot, const char *path, const char *text,
                         enum jx_value_class class)
{
    const struct jx_snapshot_value *value = jx_snapshot_find(snapshot, jx_str_of(path));
    cr_assert_not_null(value, "no %s", path);
    JX_ASSERT_STR(value->text, text, path);
    cr_expect_eq(value->class, class, "%s", path);
}

static struct jx_snapshot *make(struct jx_test *t)
{
    const struct jx_project *project =
        jx_test_load(t, project_text, "指标:\n  B1: { 业绩值: 5项 }\n填报: { 总分: 50 }\n");
    const struct jx_score *score =
        jx_test_score(t, project, jx_test_load_scheme(t, "财预2020-10号"));
    cr_assert(score != NULL, "%.*s", JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    return jx_snapshot_make(t->arena, project, score, &t->sources);
}

Test(snapshot, every_value_has_its_path)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct jx_snapshot *snapshot = make(&t);
    expect_value(snapshot, "资金.全年预算.市级", "10", JX_C_INPUT);
    expect_value(snapshot, "指标.B1.业绩值", "5项", JX_C_INPUT);
    expect_value(snapshot, "合同.甲.合同金额", "1", JX_C_INPUT);
    expect_value(snapshot, "合同.甲#2.合同金额", "2", JX_C_INPUT);
    expect_value(snapshot, "填报.总分", "50", JX_C_RECORD);
    expect_value(snapshot, "得分.B1", "50", JX_C_RESULT);
    expect_value(snapshot, "得分.产出", "50", JX_C_RESULT);
    expect_value(snapshot, "总分", "50", JX_C_RESULT);
    cr_expect_null(jx_snapshot_find(snapshot, JX_STR("资金.全年预算.小计")), "nobody wrote it");
    JX_ASSERT_STR(jx_snapshot_find(snapshot, JX_STR("指标.B1.业绩值"))->place, "评价.yaml:2",
                  "place");
    jx_test_done(&t);
}

Test(snapshot, reads_back_as_written)
{
    struct jx_test t;
    jx_test_init(&t);
    char folder[] = "/tmp/jx-snapshot-XXXXXX";
    struct jx_snapshot *snapshot = make(&t), *back = NULL;
    JX_PUSH(t.arena, &snapshot->passages,
            (struct jx_passage){.kind = JX_STR("正文"),
                                .chapter = JX_STR("一、甲"),
                                .text = JX_STR("一“二”\n\t\"三\"\\ {{四}} ~")});
    cr_assert_not_null(mkdtemp(folder));
    const struct jx_str path = jx_path_join(t.arena, jx_str_of(folder), JX_STR("快照.json"));
    cr_assert_eq(jx_file_write(path, jx_snapshot_json(t.arena, snapshot)), JX_OK);
    cr_assert_eq(jx_snapshot_read(t.arena, jx_str_of(folder), JX_STR("快照.json"), &t.diags, &back),
                 JX_OK, "%.*s", JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
    cr_assert_eq(back->values.n, snapshot->values.n);
    for (size_t i = 0; i < back->values.n; i++) {
        JX_ASSERT_STR(back->values.items[i].path, snapshot->values.items[i].path.ptr, "path");
        JX_ASSERT_STR(back->values.items[i].text, snapshot->values.items[i].text.ptr, "text");
        cr_expect_eq(back->values.items[i].class, snapshot->values.items[i].class);
    }
    cr_assert_eq(back->passages.n, 1);
    JX_ASSERT_STR(back->passages.items[0].text, "一“二”\n\t\"三\"\\ {{四}} ~", "passage");
    cr_expect_eq(jx_folder_remove(jx_str_of(folder)), JX_OK);
    jx_test_done(&t);
}
