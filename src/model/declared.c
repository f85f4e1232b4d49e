#include "model/declared.h"

#include "model/internal.h"

#include "base/index.h"

#include <stddef.h>

#define RECORD_INDICATOR "指标"
#define RECORD_FINDING "评价" /* the same indicator in 评价.yaml: templates see both as one */
#define TYPE_CHOICE "选项"
#define TYPE_CHOICES "多选"

static const char *const records[] = {RECORD_INDICATOR, RECORD_FINDING,   "逆向指标", "加分指标",
                                      "子项目",         "合同",           "问题",     "建议",
                                      "分组",           JX__FUNDS_RECORD, NULL};
static const char *const types[] = {"文本", "数",        "百分比",     "日期",
                                    "是否", TYPE_CHOICE, TYPE_CHOICES, NULL};

#define T struct jx_declared
static const struct jx_field fields[] = {
    {"所属", JX_F_CHOICE, JX_FIELD_REQUIRED, offsetof(T, record), NULL, records,
     "加在哪一种记录上"},
    {"名称", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, key), NULL, NULL, "字段的名称"},
    {"类型", JX_F_CHOICE, 0, offsetof(T, type), NULL, types, "不写为文本"},
    {"选项", JX_F_TEXTS, 0, offsetof(T, choices), NULL, NULL, "类型为选项、多选时可选的各值"},
};
#undef T
const struct jx_schema jx_declared_schema = {
    "字段",       sizeof(struct jx_declared),
    fields,       sizeof fields / sizeof *fields,
    JX_NO_OFFSET, JX_NO_OFFSET,
    NULL,         NULL,
};

/* ---- reading ---- */

struct declared_list {
    struct jx_declared *items;
    size_t n;
};

static const struct jx_field list_fields[] = {
    {"字段", JX_F_LIST, 0, 0, &jx_declared_schema, NULL, "增加的字段"},
};
static const struct jx_schema list_schema = {
    "字段", sizeof(struct declared_list), list_fields, 1, JX_NO_OFFSET, JX_NO_OFFSET, NULL, NULL};

static const struct jx_node_entry *find_entry(const struct jx_node *root)
{
    for (size_t i = 0; root != NULL && root->kind == JX_NODE_MAP && i < root->n; i++)
        if (jx_str_is(root->entries[i].key, list_fields[0].key))
            return &root->entries[i];
    return NULL;
}

static bool is_record(struct jx_str name)
{
    for (size_t i = 0; records[i] != NULL; i++)
        if (jx_str_is(name, records[i]))
            return true;
    return false;
}

enum jx_status jx_declared_read(struct jx_arena *arena, const struct jx_node *root,
                                struct jx_diags *diags, struct jx_declareds *all)
{
    const struct jx_node_entry *entry = find_entry(root);
    const struct jx_decode decode = {.arena = arena, .diags = diags, .folder = JX_STR(".")};
    struct declared_list list = {0};
    struct jx_node alone = {.kind = JX_NODE_MAP, .n = 1};
    if (entry == NULL)
        return JX_OK;
    struct jx_node_entry copy = *entry;
    alone.span = root->span;
    alone.entries = &copy;
    enum jx_status status = jx_schema_decode(&decode, &list_schema, &alone, &list);
    for (size_t i = 0; i < list.n; i++)
        if (is_record(list.items[i].record.str) && list.items[i].key.str.ptr != NULL)
            JX_PUSH(arena, all, list.items[i]);
    return status;
}

/* ---- checking ---- */

static bool has_key(const struct jx_schema *root, struct jx_str record, struct jx_str key)
{
    for (size_t i = 0; i < root->n_fields; i++) {
        const struct jx_schema *schema = root->fields[i].record;
        if (schema == NULL || !jx_str_is(record, schema->name))
            continue;
        for (size_t k = 0; k < schema->n_fields; k++)
            if (jx_str_is(key, schema->fields[k].key))
                return true;
    }
    return false;
}

/* Does the record, or what templates see as one with it, have the key anyway? */
static bool is_own(struct jx_str record, struct jx_str key)
{
    bool indicator = jx_str_is(record, RECORD_INDICATOR) || jx_str_is(record, RECORD_FINDING);
    if (indicator)
        return has_key(&jx_project_schema, JX_STR(RECORD_INDICATOR), key) ||
               has_key(&jx_findings_schema, JX_STR(RECORD_FINDING), key);
    return has_key(&jx_project_schema, record, key) || has_key(&jx_findings_schema, record, key);
}

static bool same(const struct jx_declared *a, const struct jx_declared *b)
{
    bool equal = jx_str_eq(a->type.str, b->type.str) && a->choices.n == b->choices.n;
    for (size_t i = 0; equal && i < a->choices.n; i++)
        equal = jx_str_eq(a->choices.items[i].str, b->choices.items[i].str);
    return equal;
}

static bool check_one(const struct jx_declared *field, struct jx_diags *diags)
{
    bool choice =
        jx_str_is(field->type.str, TYPE_CHOICE) || jx_str_is(field->type.str, TYPE_CHOICES);
    if (is_own(field->record.str, field->key.str)) {
        JX_SAY(diags, FIELD_OWN, field->key.span, field->record.str, field->key.str);
        return false;
    }
    if (choice != (field->choices.n > 0)) {
        JX_SAY(diags, FIELD_CHOICES, field->key.span, field->key.str);
        return false;
    }
    return true;
}

enum jx_status jx_declared_check(struct jx_arena *arena, const struct jx_declared *declared,
                                 size_t n_declared, struct jx_diags *diags)
{
    struct jx_index names = {0};
    bool good = true;
    for (size_t i = 0; i < n_declared; i++) {
        const struct jx_declared *field = &declared[i];
        struct jx_str name =
            jx_str_printf(arena, "%.*s/%.*s", JX_FMT(field->record.str), JX_FMT(field->key.str));
        good = check_one(field, diags) && good;
        if (jx_index_add(arena, &names, name, i) ||
            same(field, &declared[jx_index_find(&names, name)]))
            continue;
        JX_SAY(diags, FIELD_TWICE, field->key.span, field->record.str, field->key.str);
        good = false;
    }
    return good ? JX_OK : JX_E_INPUT;
}
