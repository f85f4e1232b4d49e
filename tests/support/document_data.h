/* document_data.h - for tests of the document room: data written as YAML, and templates rendered with it. */
#ifndef JX_TESTS_SUPPORT_DOCUMENT_DATA_H
#define JX_TESTS_SUPPORT_DOCUMENT_DATA_H

#include "run.h"

#include "document/mustache.h"
#include "input/yaml.h"

/* The YAML text as data; fails the test when it cannot be read. */
static inline struct jx_value *jx_test_data(struct jx_test *t, const char *yaml)
{
    struct jx_node *root = NULL;
    uint32_t file = jx_sources_add(&t->sources, JX_STR("数据.yaml"), jx_str_of(yaml));
    cr_assert(jx_yaml_parse(t->arena, file, &t->diags, &root) == JX_OK, "%s", yaml);
    return root == NULL ? jx_value_map(t->arena) : jx_node_value(t->arena, root);
}

/* A text registered as a file, as template text. */
static inline struct jx_template_text jx_test_template(struct jx_test *t, const char *text)
{
    struct jx_template_text source = {.text = jx_str_of(text)};
    source.file = jx_sources_add(&t->sources, JX_STR("模板.md"), source.text);
    return source;
}

#endif
