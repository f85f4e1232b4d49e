/* The document as the audit reads it: what is typed and what is put in, places, outline; and how many figures of the samples'
 * text the data supports; and all that the audit says of the samples (tests/golden/samples/<name>.audit; JX_GOLDEN_UPDATE=1
 * rewrites them). */
#include "run.h"

#include "base/file.h"
#include "document/template.h"
#include "model/load.h"
#include "score/audit.h"

#include <stdio.h>
#include <stdlib.h>

#define SAMPLES JX_TEST_ROOT "/samples"

struct made {
    struct jx_project *project;
    struct jx_scheme *scheme;
    const struct jx_score *score;
    struct jx_document *document;
};

/* A folder through the rooms; scheme is the one its 项目.yaml names. */
static struct made make(struct jx_test *t, struct jx_str folder, const char *scheme)
{
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    struct made m = {0};
    struct jx_text name = {jx_str_of(scheme), JX_NO_SPAN};
    cr_assert(jx_scheme_load(t->arena, name, folder, &library, 1, &t->diags, &m.scheme) == JX_OK);
    struct jx_load how = {folder, m.scheme->declared.items, m.scheme->declared.n, &library,
                          1,      m.scheme->unscored};
    cr_assert(jx_project_load_with(t->arena, &how, &t->diags, &m.project) == JX_OK);
    cr_assert(jx_score_project(t->arena, m.project, m.scheme, &t->diags, &m.score) == JX_OK);
    struct jx_template_input input = {.project = m.project,
                                      .score = m.score,
                                      .folder = folder,
                                      .libraries = &library,
                                      .n_libraries = 1};
    cr_assert(jx_document_make(t->arena, &input, &t->diags, &m.document) == JX_OK, "%.*s",
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    return m;
}

static const struct sample {
    const char *name;
    const char *scheme;
} samples[] = {{"xinzhou-2021", "忻州自评"},
               {"shuozhou-2022", "财预2020-10号"},
               {"zhongshan-2020", "中山核查"},
               {"framework-demo", "财预2020-10号"}};

/* As if every figure of the printed text had been typed: that is what an author does who does not use tags. */
static struct jx_audit_count count_all(struct jx_test *t, const struct made *m)
{
    struct jx_audit_count count = {0};
    struct jx_audit_text text = *m->document->audit;
    struct jx_diags quiet;
    jx_diags_init(&quiet, t->arena, &t->sources);
    const struct jx_audit *audit = jx_audit_project(t->arena, m->project, m->score, &quiet);
    text.pieces = JX_ARRAY(t->arena, struct jx_audit_piece, text.n_pieces);
    for (size_t i = 0; i < text.n_pieces; i++) {
        text.pieces[i] = m->document->audit->pieces[i];
        text.pieces[i].literal = true;
        text.pieces[i].file = m->document->audit->pieces[i].literal ? text.pieces[i].file : 0;
    }
    size_t before = quiet.n;
    jx_audit_text(audit, &text, &quiet, &count);
    for (size_t i = before; i < quiet.n; i++)
        if (quiet.items[i].code == JX_D_FIGURE_UNSUPPORTED)
            printf("  %.*s\n", JX_FMT(quiet.items[i].text));
    return count;
}

Test(audit_text, figures_of_the_samples_find_their_data)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct made m =
            make(&t, jx_str_printf(t.arena, SAMPLES "/%s", samples[i].name), samples[i].scheme);
        struct jx_audit_count count = count_all(&t, &m);
        printf("%s: %zu figures, %zu unsupported\n", samples[i].name, count.figures,
               count.unsupported);
        /* one is a misprint of the published form: 2114,449.27 */
        cr_expect(count.unsupported <= 1 || count.unsupported * 100 <= count.figures * 3,
                  "%s: %zu of %zu", samples[i].name, count.unsupported, count.figures);
        jx_test_done(&t);
    }
}

Test(audit_text, samples_say_what_is_expected)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct jx_test t;
        struct jx_str expected = JX_STR("");
        jx_test_init(&t);
        struct made m =
            make(&t, jx_str_printf(t.arena, SAMPLES "/%s", samples[i].name), samples[i].scheme);
        const struct jx_audit *audit = jx_audit_project(t.arena, m.project, m.score, &t.diags);
        jx_audit_text(audit, m.document->audit, &t.diags, NULL);
        jx_diags_sort(&t.diags);
        struct jx_str got = jx_diags_print(t.arena, &t.diags, false);
        struct jx_str path =
            jx_str_printf(t.arena, JX_TEST_ROOT "/tests/golden/samples/%s.audit", samples[i].name);
        if (getenv("JX_GOLDEN_UPDATE"))
            cr_assert(jx_file_write(path, got) == JX_OK);
        cr_expect(jx_file_read(t.arena, path, SIZE_MAX, &expected) == JX_OK, "no %.*s",
                  JX_FMT(path));
        cr_expect(jx_str_cmp(got, expected) == 0, "%s: got\n%.*s\nexpected\n%.*s", samples[i].name,
                  JX_FMT(got), JX_FMT(expected));
        jx_test_done(&t);
    }
}

/* ---- pieces and outline of a template made here ---- */

static struct jx_str write_project(struct jx_test *t, const char *template)
{
    struct jx_str folder = JX_STR("/tmp/jx-test-audit-text");
    static const char project[] =
        "格式: 1\n文书: 试\n方案: 财预2020-10号\n项目名称: 某项目\n年度: 2022\n"
        "指标:\n  列: [编号, 名称, 权重]\n  行:\n    - [1, 甲, 100]\n";
    cr_assert(jx_file_write(jx_path_join(t->arena, folder, JX_STR("项目.yaml")),
                            jx_str_of(project)) == JX_OK);
    cr_assert(jx_file_write(jx_path_join(t->arena, folder, JX_STR("评价.yaml")),
                            JX_STR("指标:\n  1: { 得分: 90 }\n")) == JX_OK);
    cr_assert(jx_file_write(jx_path_join(t->arena, folder, JX_STR("模板/试.md")),
                            jx_str_of(template)) == JX_OK);
    return folder;
}

/* Pieces of a paragraph joined; those put in stand in 〈 〉; paragraphs end with a line. */
static struct jx_str shown(struct jx_test *t, const struct jx_audit_text *text)
{
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < text->n_pieces; i++) {
        const struct jx_audit_piece *piece = &text->pieces[i];
        if (piece->starts && i)
            jx_buf_adds(&buf, "\n");
        jx_buf_printf(&buf, piece->literal ? "%.*s" : "〈%.*s〉", JX_FMT(piece->text));
    }
    return jx_buf_str(&buf);
}

Test(audit_text, markup_is_left_out_and_tags_are_told_from_typing)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str folder = write_project(
        &t, "---\n模板: 试\n---\n# 情况 {#情况}\n\n**一是{{年度}}年**得[分](#节:情况)"
            "{{总分}}分\n又一行，共5\\*项。\n\n- 甲\n- 乙\n\n| 名 | 数 |\n|---|---|\n| "
            "{{项目名称}} | 3项 |\n\n<!-- 不看 -->\n");
    struct made m = make(&t, folder, "财预2020-10号");
    JX_ASSERT_STR(
        shown(&t, m.document->audit),
        "情况\n一是〈2022〉年得分〈90〉分又一行，共5*项。\n甲\n乙\n名\n数\n〈某项目〉\n3项",
        "pieces");
    jx_test_done(&t);
}

Test(audit_text, the_markdown_of_a_component_is_prose)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str folder = write_project(
        &t, "---\n模板: 试\n---\n```摘要\n标题: 题\n文: |\n  共**77万元**。\n\n  又{{年度}}年。\n"
            "关键词: 词\n```\n正文\n");
    struct made m = make(&t, folder, "财预2020-10号");
    JX_ASSERT_STR(shown(&t, m.document->audit),
                  "标题: 题\n文: |\n共77万元。\n又〈2022〉年。\n关键词: 词\n正文", "pieces");
    for (size_t i = 0; i < m.document->audit->n_pieces; i++) {
        const struct jx_audit_piece *piece = &m.document->audit->pieces[i];
        if (jx_str_find(piece->text, JX_STR("77"), 0) != SIZE_MAX)
            cr_expect(piece->kind == JX_AUDIT_PROSE);
        if (jx_str_find(piece->text, JX_STR("关键词"), 0) != SIZE_MAX)
            cr_expect(piece->kind == JX_AUDIT_COMPONENT);
    }
    jx_test_done(&t);
}

Test(audit_text, a_figure_is_reported_where_it_was_typed)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str folder =
        write_project(&t, "---\n模板: 试\n---\n# 情况\n\n{{项目名称}}共**77万元**。\n\n## 空的\n");
    struct made m = make(&t, folder, "财预2020-10号");
    const struct jx_audit *audit = jx_audit_project(t.arena, m.project, m.score, &t.diags);
    size_t before = t.diags.n;
    jx_audit_text(audit, m.document->audit, &t.diags, NULL);
    cr_assert(t.diags.n == before + 2);
    const struct jx_diag *figure = &t.diags.items[before];
    cr_assert(figure->code == JX_D_FIGURE_UNSUPPORTED);
    cr_assert(figure->span.line1 == 6 && figure->span.col1 == 12 && figure->span.end_col1 == 16);
    cr_assert(t.diags.items[before + 1].code == JX_D_HEADING_EMPTY);
    jx_test_done(&t);
}
