/* Forms of regions, made by YAML alone: projects whose template and tables declare 字段, down to the cells.
 *
 * tests/golden/form-…, each with expected.tables. JX_GOLDEN_UPDATE=1 rewrites the expectations. */
#include "golden.h"
#include "score_folder.h"
#include "table_print.h"

#include "document/template.h"

static const struct jx_str library = {JX_TEST_ROOT "/templates",
                                      sizeof JX_TEST_ROOT "/templates" - 1};

static enum jx_status declare(struct jx_test *t, struct jx_str folder, struct jx_declareds *all)
{
    struct jx_template_input input = {.folder = folder, .libraries = &library, .n_libraries = 1};
    return jx_document_declared(t->arena, &input, jx_test_named(t, folder, "文书").str, &t->diags,
                                all);
}

static struct jx_document *make(struct jx_test *t, struct jx_str folder)
{
    struct jx_scheme *scheme = NULL;
    struct jx_declareds declared = {0};
    struct jx_template_input input = {.folder = folder, .libraries = &library, .n_libraries = 1};
    struct jx_project *project = NULL;
    struct jx_document *document = NULL;
    cr_assert(declare(t, folder, &declared) == JX_OK);
    cr_assert(jx_scheme_load(t->arena, jx_test_named(t, folder, "方案"), folder, &library, 1,
                             &t->diags, &scheme) == JX_OK);
    struct jx_load how = {.folder = folder,
                          .declared = declared.items,
                          .n_declared = declared.n,
                          .libraries = &library,
                          .n_libraries = 1,
                          .unscored = scheme->unscored};
    cr_assert(jx_project_load_with(t->arena, &how, &t->diags, &project) == JX_OK, "%.*s",
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    input.project = project;
    cr_assert(jx_score_project(t->arena, project, scheme, &t->diags, &input.score) == JX_OK);
    cr_assert(jx_document_make(t->arena, &input, &t->diags, &document) == JX_OK, "%.*s",
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    return document;
}

static void print(struct jx_arena *arena, struct jx_buf *out, struct jx_str title,
                  const struct jx_table *table)
{
    jx_buf_printf(out, "== %.*s\n", JX_FMT(title));
    if (table->unit.len > 0)
        jx_buf_printf(out, "%.*s\n", JX_FMT(table->unit));
    jx_buf_printf(out, "%.*s\n", JX_FMT(jx_test_table(arena, table)));
    if (table->note.len > 0)
        jx_buf_printf(out, "%.*s\n", JX_FMT(table->note));
}

static struct jx_str tables_of(struct jx_test *t, struct jx_str folder)
{
    const struct jx_document *document = make(t, folder);
    struct jx_buf out = {.arena = t->arena};
    for (size_t i = 0; i < document->blocks.n; i++) {
        const struct jx_block *block = &document->blocks.items[i];
        if (block->kind == JX_B_TABLE)
            print(t->arena, &out, jx__inlines_text(t->arena, &block->table->caption), block->table);
    }
    for (size_t i = 0; i < document->n_workbooks; i++)
        for (size_t k = 0; k < document->workbooks[i].n_sheets; k++)
            jx_buf_printf(&out, "%.*s/%.*s\n", JX_FMT(document->workbooks[i].file_name),
                          JX_FMT(document->workbooks[i].sheets[k].name));
    return jx_buf_str(&out);
}

Test(forms, every_form_has_the_cells_that_are_expected)
{
    const struct jx_golden cases = {{"form-"}, "expected.tables"};
    jx_golden_run(&cases, tables_of, 2);
}

Test(forms, what_no_form_declares_is_an_unknown_key)
{
    struct jx_test t;
    struct jx_project *project = NULL;
    jx_test_init(&t);
    cr_assert(jx_project_load(t.arena, JX_STR(JX_GOLDEN "/form-sichuan"), NULL, 0, &t.diags,
                              &project) == JX_E_INPUT);
    JX_ASSERT_STR(jx_test_codes(&t), "E130 E130 E130 E130", "整改单位 twice, 整改期限, 整改状态");
    jx_test_done(&t);
}

/* Found in the front matter, in the text, in partials (also such as name themselves) and in workbooks; what is missing is left
 * to the making of the document. */
Test(forms, fields_are_found_before_the_project_is_read)
{
    struct jx_test t;
    struct jx_declareds all = {0};
    struct jx_buf names = {0};
    jx_test_init(&t);
    names.arena = t.arena;
    cr_assert(declare(&t, JX_STR(JX_GOLDEN "/fields-broken"), &all) == JX_E_INPUT);
    for (size_t i = 0; i < all.n; i++)
        jx_buf_printf(&names, "%.*s/%.*s ", JX_FMT(all.items[i].record.str),
                      JX_FMT(all.items[i].key.str));
    JX_ASSERT_STR(jx_buf_str(&names), "问题/责任人 建议/采纳 问题/整改单位 ", "fields");
    JX_ASSERT_STR(jx_test_codes(&t), "E139 E110", "a wrong record, a file that is no YAML");
    jx_test_done(&t);
}
