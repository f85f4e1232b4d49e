/* snapshot_file.c - a snapshot as JSON, which is YAML too, and back.
 *
 * Layer:  revision.
 */
#include "base/json.h"
#include "input/source.h"
#include "revision/snapshot.h"

#include <stddef.h>

#define MAX_BYTES JX_YAML_MAX_BYTES

static const char *const class_names[] = {"资料", "记载", "结果", NULL};

struct value_record {
    struct jx_text class, path, label, text, place, object, parent;
};

struct passage_record {
    struct jx_text kind, chapter, text;
};

struct file_record {
    struct {
        struct value_record *items;
        size_t n;
    } values;
    struct {
        struct passage_record *items;
        size_t n;
    } passages;
};

#define TEXT(type, member, key)                                                                    \
    {                                                                                              \
        key, JX_F_TEXT, 0, offsetof(type, member), NULL, NULL, NULL                                \
    }
#define SCHEMA(name, type, fields)                                                                 \
    {                                                                                              \
        name, sizeof(type), fields, sizeof(fields) / sizeof *(fields), JX_NO_OFFSET, JX_NO_OFFSET, \
            NULL, NULL                                                                             \
    }

static const struct jx_field value_fields[] = {
    {"类", JX_F_CHOICE, 0, offsetof(struct value_record, class), NULL, class_names, NULL},
    TEXT(struct value_record, path, "路径"),
    TEXT(struct value_record, label, "名称"),
    TEXT(struct value_record, text, "值"),
    TEXT(struct value_record, place, "位置"),
    TEXT(struct value_record, object, "对象"),
    TEXT(struct value_record, parent, "上级"),
};
static const struct jx_schema value_schema = SCHEMA("值", struct value_record, value_fields);

static const struct jx_field passage_fields[] = {
    TEXT(struct passage_record, kind, "类"),
    TEXT(struct passage_record, chapter, "章节"),
    TEXT(struct passage_record, text, "文字"),
};
static const struct jx_schema passage_schema = SCHEMA("段", struct passage_record, passage_fields);

static const struct jx_field file_fields[] = {
    {"值", JX_F_LIST, 0, offsetof(struct file_record, values), &value_schema, NULL, NULL},
    {"段", JX_F_LIST, 0, offsetof(struct file_record, passages), &passage_schema, NULL, NULL},
};
static const struct jx_schema file_schema = SCHEMA("快照", struct file_record, file_fields);

struct jx_str jx_snapshot_json(struct jx_arena *arena, const struct jx_snapshot *snapshot)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_json json = {.buf = &buf};

    jx_json_open(&json, '{');
    jx_json_key(&json, JX_STR("值"));
    jx_json_open(&json, '[');
    for (size_t i = 0; i < snapshot->values.n; i++) {
        const struct jx_snapshot_value *value = &snapshot->values.items[i];

        jx_json_open(&json, '{');
        jx_json_member(&json, "类", jx_str_of(class_names[value->class]));
        jx_json_member(&json, "路径", value->path);
        jx_json_member(&json, "名称", value->label);
        jx_json_member(&json, "值", value->text);
        if (value->place.len > 0)
            jx_json_member(&json, "位置", value->place);
        if (value->object.len > 0)
            jx_json_member(&json, "对象", value->object);
        if (value->parent.len > 0)
            jx_json_member(&json, "上级", value->parent);
        jx_json_close(&json, '}');
    }
    jx_json_close(&json, ']');
    jx_json_key(&json, JX_STR("段"));
    jx_json_open(&json, '[');
    for (size_t i = 0; i < snapshot->passages.n; i++) {
        jx_json_open(&json, '{');
        jx_json_member(&json, "类", snapshot->passages.items[i].kind);
        jx_json_member(&json, "章节", snapshot->passages.items[i].chapter);
        jx_json_member(&json, "文字", snapshot->passages.items[i].text);
        jx_json_close(&json, '}');
    }
    jx_json_close(&json, ']');
    jx_json_close(&json, '}');
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}

static enum jx_value_class class_of(struct jx_str name)
{
    if (jx_str_is(name, class_names[JX_C_RECORD]))
        return JX_C_RECORD;
    return jx_str_is(name, class_names[JX_C_RESULT]) ? JX_C_RESULT : JX_C_INPUT;
}

static struct jx_snapshot *snapshot_of(struct jx_arena *arena, const struct file_record *file)
{
    struct jx_snapshot *snapshot = JX_NEW(arena, struct jx_snapshot);

    for (size_t i = 0; i < file->values.n; i++) {
        const struct value_record *record = &file->values.items[i];
        struct jx_snapshot_value value = {.class = class_of(record->class.str),
                                          .path = record->path.str,
                                          .label = record->label.str,
                                          .text = record->text.str,
                                          .place = record->place.str,
                                          .object = record->object.str,
                                          .parent = record->parent.str};

        value.is_num = jx_num_parse(arena, value.text, &value.num);
        JX_PUSH(arena, &snapshot->values, value);
    }
    for (size_t i = 0; i < file->passages.n; i++) {
        const struct passage_record *record = &file->passages.items[i];

        JX_PUSH(arena, &snapshot->passages,
                (struct jx_passage){.kind = record->kind.str,
                                    .chapter = record->chapter.str,
                                    .text = record->text.str});
    }
    return snapshot;
}

enum jx_status jx_snapshot_read(struct jx_arena *arena, struct jx_str folder, struct jx_str name,
                                struct jx_diags *diags, struct jx_snapshot **ret_snapshot)
{
    const struct jx_decode decode = {.arena = arena, .diags = diags, .folder = folder};
    struct file_record *file = JX_NEW(arena, struct file_record);
    struct jx_node *root = NULL;
    uint32_t id = 0;
    enum jx_status status = jx_source_read(arena, folder, name, JX_NO_SPAN, MAX_BYTES, diags, &id);

    if (status == JX_OK)
        status = jx_yaml_parse(arena, id, diags, &root);
    if (status == JX_OK)
        status = root == NULL ? JX_E_INPUT : jx_schema_decode(&decode, &file_schema, root, file);
    if (status == JX_OK)
        *ret_snapshot = snapshot_of(arena, file);
    return status;
}
