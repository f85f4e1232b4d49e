/* score_folder.h - projects for tests of score/ written as YAML and scored under a scheme of templates/schemes. */
#ifndef JX_TESTS_SUPPORT_SCORE_FOLDER_H
#define JX_TESTS_SUPPORT_SCORE_FOLDER_H

#include "run.h"

#include "input/source.h"
#include "model/load.h"
#include "score/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define JX_TEST_HEAD "格式: 1\n文书: 自评报告\n方案: 甲\n项目名称: 某项目\n"

static inline void jx_test_put(const char *folder, const char *name, const char *text)
{
    char path[128];
    cr_assert(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
    if (!text) {
        (void)unlink(path);
        return;
    }
    FILE *file = fopen(path, "wb");
    cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* The project of these two files (JX_TEST_HEAD is put before the first; the second may be NULL); NULL when it cannot be
 * read. Catalogues are those of templates/. Messages are left in t. */
static inline struct jx_project *jx_test_load(struct jx_test *t, const char *project,
                                              const char *findings)
{
    char folder[] = "/tmp/jx-score-XXXXXX";
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    struct jx_project *loaded = NULL;
    cr_assert(mkdtemp(folder));
    jx_test_put(folder, "项目.yaml", jx_str_printf(t->arena, JX_TEST_HEAD "%s", project).ptr);
    jx_test_put(folder, "评价.yaml", findings);
    const struct jx_load how = {
        .folder = jx_str_of(folder), .libraries = &library, .n_libraries = 1};
    enum jx_status status = jx_project_load_with(t->arena, &how, &t->diags, &loaded);
    jx_test_put(folder, "项目.yaml", NULL);
    jx_test_put(folder, "评价.yaml", NULL);
    cr_assert_eq(rmdir(folder), 0);
    return status == JX_OK ? loaded : NULL;
}

/* A scheme of templates/schemes. */
static inline struct jx_scheme *jx_test_load_scheme(struct jx_test *t, const char *name)
{
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    struct jx_scheme *scheme = NULL;
    struct jx_text text = {jx_str_of(name), JX_NO_SPAN};
    cr_assert(jx_scheme_load(t->arena, text, JX_STR("/nowhere"), &library, 1, &t->diags, &scheme) ==
                  JX_OK,
              "%.*s", JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    return scheme;
}

/* The score of a project that could be read; NULL otherwise. */
static inline const struct jx_score *jx_test_score(struct jx_test *t,
                                                   const struct jx_project *project,
                                                   const struct jx_scheme *scheme)
{
    const struct jx_score *score = NULL;
    if (!project)
        return NULL;
    size_t before = t->diags.n_errors;
    enum jx_status status = jx_score_project(t->arena, project, scheme, &t->diags, &score);
    cr_assert(status == (t->diags.n_errors > before ? JX_E_INPUT : JX_OK), "%.*s",
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    return score;
}

/* What a folder's 项目.yaml names (方案, 文书), as the command line reads it before the project. */
static inline struct jx_text jx_test_named(struct jx_test *t, struct jx_str folder, const char *key)
{
    struct jx_node *root = NULL;
    struct jx_sources sources = {.arena = t->arena};
    struct jx_diags diags;
    uint32_t file = 0;
    jx_diags_init(&diags, t->arena, &sources);
    cr_assert(jx_source_read(t->arena, folder, JX_STR("项目.yaml"), JX_NO_SPAN, JX_YAML_MAX_BYTES,
                             &diags, &file) == JX_OK,
              "no project in %.*s", JX_FMT(folder));
    cr_assert(jx_yaml_parse(t->arena, file, &diags, &root) == JX_OK, "%.*s", JX_FMT(folder));
    return (struct jx_text){jx_node_at(root, key)->text, JX_NO_SPAN};
}

#endif
