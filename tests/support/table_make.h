/* table_make.h - a table from the text of its definition and of its data, for tests. */
#ifndef JX_TESTS_SUPPORT_TABLE_MAKE_H
#define JX_TESTS_SUPPORT_TABLE_MAKE_H

#include "document_data.h"
#include "table_print.h"

#include "document/tabledef.h"

/* condition: of a component, YAML; may be NULL. NULL after messages. */
static inline struct jx_table *jx_test_table_make(struct jx_test *t, const char *definition,
                                                  const char *yaml, const char *condition)
{
    struct jx_node *root = NULL;
    struct jx__tabledef *def = NULL;
    struct jx__conditions conditions = {0};
    struct jx__builder b = {.arena = t->arena, .diags = &t->diags};
    struct jx_source_map map = {0};
    b.map = &map;
    JX_PUSH(t->arena, &b.frames, (struct jx__frame){.value = jx_test_data(t, yaml)});
    uint32_t file = jx_sources_add(&t->sources, JX_STR("表.yaml"), jx_str_of(definition));
    if (jx_yaml_parse(t->arena, file, &t->diags, &root) != JX_OK || root == NULL ||
        jx__tabledef_decode(t->arena, JX_STR("表"), root, &t->diags, &def) != JX_OK)
        return NULL;
    if (condition != NULL) {
        file = jx_sources_add(&t->sources, JX_STR("条件.yaml"), jx_str_of(condition));
        cr_assert(jx_yaml_parse(t->arena, file, &t->diags, &root) == JX_OK);
        cr_assert(jx__conditions_decode(t->arena, root, &t->diags, &conditions));
    }
    return jx__table_make(
        &b, &(struct jx__table_spec){.def = def, .conditions = &conditions, .for_sheet = true});
}

struct jx_table_case {
    const char *what, *definition, *expected;
};

/* Each makes its table without any message. */
static inline void jx_test_tables(const struct jx_table_case *cases, size_t n, const char *data)
{
    for (size_t i = 0; i < n; i++) {
        struct jx_test t;
        jx_test_init(&t);
        const struct jx_table *table = jx_test_table_make(&t, cases[i].definition, data, NULL);
        cr_assert(table != NULL && t.diags.n == 0, "%s: %.*s", cases[i].what,
                  JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        JX_ASSERT_STR(jx_test_table(t.arena, table), cases[i].expected, cases[i].what);
        jx_test_done(&t);
    }
}

#endif
