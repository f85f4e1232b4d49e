/* The tables as JSON Schema, for editors. Source: JSON Schema draft 2020-12. */
#include "input/internal.h"

#include "base/json.h"

/* Records met so far; each becomes one of $defs. */
struct records JX_VEC(const struct jx_schema *);

struct writer {
    struct jx_arena *arena;
    const struct jx_declareds *declared; /* NULL: not known */
    struct jx_json json;
    struct records records;
};

static void member(struct writer *w, const char *key, const char *text)
{
    jx_json_member(&w->json, key, jx_str_of(text));
}

static void key(struct writer *w, const char *name)
{
    jx_json_key(&w->json, jx_str_of(name));
}

/* ["string", "number", …]: YAML shows editors 10 as a number and B1 as a string. */
static void scalar_types(struct writer *w)
{
    static const char *const types[] = {"string", "number", "boolean", "null"};
    key(w, "type");
    jx_json_open(&w->json, '[');
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        jx_json_text(&w->json, jx_str_of(types[i]));
    jx_json_close(&w->json, ']');
}

/* {"type": "array", "items": …} around what `items` writes. */
static void array_open(struct writer *w)
{
    jx_json_open(&w->json, '{');
    member(w, "type", "array");
    key(w, "items");
}

static size_t record_number(struct writer *w, const struct jx_schema *schema)
{
    for (size_t i = 0; i < w->records.n; i++)
        if (w->records.items[i] == schema)
            return i;
    JX_PUSH(w->arena, &w->records, schema);
    return w->records.n - 1;
}

/* Two records may have one name: the number keeps them apart. */
static struct jx_str record_name(struct writer *w, const struct jx_schema *schema)
{
    return jx_str_printf(w->arena, "%s%zu", schema->name, record_number(w, schema));
}

static void record_ref(struct writer *w, const struct jx_schema *schema)
{
    struct jx_str name = record_name(w, schema);
    jx_json_open(&w->json, '{');
    jx_json_member(&w->json, "$ref", jx_str_printf(w->arena, "#/$defs/%.*s", JX_FMT(name)));
    jx_json_close(&w->json, '}');
}

static size_t n_declared(const struct writer *w)
{
    return w->declared != NULL ? w->declared->n : 0;
}

/* Are all keys of the record known? */
static bool is_closed(const struct writer *w, const struct jx_schema *schema)
{
    return schema->extra_offset == JX_NO_OFFSET || w->declared != NULL;
}

static void column_names(struct writer *w, const struct jx_schema *schema)
{
    array_open(w);
    jx_json_open(&w->json, '{');
    if (is_closed(w, schema)) {
        key(w, "enum");
        jx_json_open(&w->json, '[');
        for (size_t i = 0; i < schema->n_fields; i++)
            jx_json_text(&w->json, jx_str_of(schema->fields[i].key));
        for (size_t i = 0; i < n_declared(w); i++)
            if (schema->extra_offset != JX_NO_OFFSET &&
                jx_str_is(w->declared->items[i].record.str, schema->name))
                jx_json_text(&w->json, w->declared->items[i].key.str);
        jx_json_close(&w->json, ']');
    } else {
        member(w, "type", "string");
    }
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, '}');
}

static void required_names(struct writer *w, const char *const *names)
{
    key(w, "required");
    jx_json_open(&w->json, '[');
    for (; *names; names++)
        jx_json_text(&w->json, jx_str_of(*names));
    jx_json_close(&w->json, ']');
    key(w, "additionalProperties");
    jx_json_bool(&w->json, false);
}

static void rows_form(struct writer *w, const struct jx_schema *schema)
{
    jx_json_open(&w->json, '{');
    member(w, "type", "object");
    key(w, "properties");
    jx_json_open(&w->json, '{');
    key(w, "列");
    column_names(w, schema);
    key(w, "行");
    array_open(w);
    jx_json_open(&w->json, '{');
    member(w, "type", "array");
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, '}');
    required_names(w, (const char *const[]){"列", "行", NULL});
    jx_json_close(&w->json, '}');
}

static void csv_form(struct writer *w)
{
    jx_json_open(&w->json, '{');
    member(w, "type", "object");
    key(w, "properties");
    jx_json_open(&w->json, '{');
    key(w, "CSV");
    jx_json_open(&w->json, '{');
    member(w, "type", "string");
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, '}');
    required_names(w, (const char *const[]){"CSV", NULL});
    jx_json_close(&w->json, '}');
}

static void keyed_form(struct writer *w, const struct jx_schema *schema)
{
    static const char *const reserved[] = {"列", "行", "CSV"};
    jx_json_open(&w->json, '{');
    member(w, "type", "object");
    key(w, "properties");
    jx_json_open(&w->json, '{');
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        key(w, reserved[i]);
        jx_json_bool(&w->json, false);
    }
    jx_json_close(&w->json, '}');
    key(w, "additionalProperties");
    record_ref(w, schema);
    jx_json_close(&w->json, '}');
}

static void list_body(struct writer *w, const struct jx_schema *schema)
{
    key(w, "anyOf");
    jx_json_open(&w->json, '[');
    array_open(w);
    record_ref(w, schema);
    jx_json_close(&w->json, '}');
    rows_form(w, schema);
    csv_form(w);
    if (schema->key_field)
        keyed_form(w, schema);
    jx_json_close(&w->json, ']');
}

static void texts_body(struct writer *w)
{
    key(w, "anyOf");
    jx_json_open(&w->json, '[');
    array_open(w);
    jx_json_open(&w->json, '{');
    scalar_types(w);
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, '}');
    jx_json_open(&w->json, '{');
    scalar_types(w);
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, ']');
}

static const char *const yes_no[] = {"是", "否", NULL};

static void choices_body(struct writer *w, const char *const *choices)
{
    key(w, "enum");
    jx_json_open(&w->json, '[');
    for (; *choices; choices++)
        jx_json_text(&w->json, jx_str_of(*choices));
    jx_json_close(&w->json, ']');
}

/* The members of the schema of one field's value. */
static void field_body(struct writer *w, const struct jx_field *field)
{
    if (field->doc)
        member(w, "description", field->doc);
    if (field->type == JX_F_RECORD) {
        struct jx_str name = record_name(w, field->record);
        jx_json_member(&w->json, "$ref", jx_str_printf(w->arena, "#/$defs/%.*s", JX_FMT(name)));
    } else if (field->type == JX_F_LIST || field->type == JX_F_KEYED) {
        list_body(w, field->record);
    } else if (field->type == JX_F_TEXTS) {
        texts_body(w);
    } else if (field->type == JX_F_CHOICE || field->type == JX_F_BOOL) {
        choices_body(w, field->type == JX_F_BOOL ? yes_no : field->choices);
    } else if (field->type != JX_F_ANY && field->type != JX_F_NODE) {
        scalar_types(w);
    }
}

static void required_of(struct writer *w, const struct jx_schema *schema)
{
    key(w, "required");
    jx_json_open(&w->json, '[');
    for (size_t i = 0; i < schema->n_fields; i++)
        if (schema->fields[i].flags & JX_FIELD_REQUIRED)
            jx_json_text(&w->json, jx_str_of(schema->fields[i].key));
    jx_json_close(&w->json, ']');
}

static void declared_body(struct writer *w, const struct jx_declared *field)
{
    jx_json_key(&w->json, field->key.str);
    jx_json_open(&w->json, '{');
    if (jx_str_is(field->type.str, "是否")) {
        choices_body(w, yes_no);
    } else if (jx_str_is(field->type.str, "多选")) {
        texts_body(w);
    } else if (field->choices.n > 0) {
        key(w, "enum");
        jx_json_open(&w->json, '[');
        for (size_t i = 0; i < field->choices.n; i++)
            jx_json_text(&w->json, field->choices.items[i].str);
        jx_json_close(&w->json, ']');
    } else {
        scalar_types(w);
    }
    jx_json_close(&w->json, '}');
}

static void map_body(struct writer *w, const struct jx_schema *schema)
{
    member(w, "type", "object");
    key(w, "properties");
    jx_json_open(&w->json, '{');
    for (size_t i = 0; i < schema->n_fields; i++) {
        key(w, schema->fields[i].key);
        jx_json_open(&w->json, '{');
        field_body(w, &schema->fields[i]);
        jx_json_close(&w->json, '}');
    }
    for (size_t i = 0; i < n_declared(w); i++)
        if (schema->extra_offset != JX_NO_OFFSET &&
            jx_str_is(w->declared->items[i].record.str, schema->name))
            declared_body(w, &w->declared->items[i]);
    jx_json_close(&w->json, '}');
    required_of(w, schema);
    key(w, "additionalProperties");
    jx_json_bool(&w->json, !is_closed(w, schema));
}

/* A record; where one value may stand for it, that too. */
static void record_body(struct writer *w, const struct jx_schema *schema)
{
    if (!schema->scalar_field) {
        map_body(w, schema);
        return;
    }
    key(w, "anyOf");
    jx_json_open(&w->json, '[');
    jx_json_open(&w->json, '{');
    map_body(w, schema);
    jx_json_close(&w->json, '}');
    jx_json_open(&w->json, '{');
    field_body(w, jx__field_find(schema, jx_str_of(schema->scalar_field)));
    jx_json_close(&w->json, '}');
    jx_json_close(&w->json, ']');
}

struct jx_str jx_schema_json(struct jx_arena *arena, const struct jx_schema *schema,
                             const struct jx_declareds *declared)
{
    struct jx_buf buf = {.arena = arena};
    struct writer w = {.arena = arena, .declared = declared, .json = {.buf = &buf}};
    jx_json_open(&w.json, '{');
    member(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
    member(&w, "title", schema->name);
    record_body(&w, schema);
    key(&w, "$defs");
    jx_json_open(&w.json, '{');
    for (size_t i = 0; i < w.records.n; i++) { /* grows while it is walked */
        jx_json_key(&w.json, record_name(&w, w.records.items[i]));
        jx_json_open(&w.json, '{');
        record_body(&w, w.records.items[i]);
        jx_json_close(&w.json, '}');
    }
    jx_json_close(&w.json, '}');
    jx_json_close(&w.json, '}');
    return jx_buf_str(&buf);
}
