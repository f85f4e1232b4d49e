/* Records and their fields. The scalar types are in scalar.c, lists of records in list.c. */
#include "input/schema.h"

#include "input/internal.h"
#include "input/suggest.h"

/* ---- keys ---- */

const struct jx_field *jx__field_find(const struct jx_schema *schema, struct jx_str key)
{
    for (size_t i = 0; i < schema->n_fields; i++)
        if (jx_str_is(key, schema->fields[i].key))
            return &schema->fields[i];
    return NULL;
}

const struct jx_declared *jx__declared_find(const struct jx_decode *d,
                                            const struct jx_schema *schema, struct jx_str key)
{
    if (schema->extra_offset == JX_NO_OFFSET)
        return NULL;
    for (size_t i = 0; i < d->n_declared; i++)
        if (jx_str_is(d->declared[i].record.str, schema->name) &&
            jx_str_eq(d->declared[i].key.str, key))
            return &d->declared[i];
    return NULL;
}

struct jx_strs jx__schema_keys(const struct jx_decode *d, const struct jx_schema *schema)
{
    struct jx_strs keys = {0};
    for (size_t i = 0; i < schema->n_fields; i++)
        JX_PUSH(d->arena, &keys, jx_str_of(schema->fields[i].key));
    for (size_t i = 0; i < d->n_declared && schema->extra_offset != JX_NO_OFFSET; i++)
        if (jx_str_is(d->declared[i].record.str, schema->name))
            JX_PUSH(d->arena, &keys, d->declared[i].key.str);
    return keys;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* {业绩值: 31,250件}: to YAML the comma ends the value, and what follows is a key without one. */
static bool say_number_cut(const struct jx_decode *d, const struct jx_node_entry *entry,
                           const struct jx_node_entry *before)
{
    const struct jx_node *value = before ? before->value : NULL;
    bool is_rest =
        entry->key.len > 0 && is_digit(entry->key.ptr[0]) && jx_node_is_null(entry->value);
    bool is_cut = value && value->kind == JX_NODE_SCALAR && value->style == JX_NODE_PLAIN &&
                  value->text.len > 0 && is_digit(value->text.ptr[value->text.len - 1]);
    if (is_rest && is_cut)
        JX_SAY(d->diags, KEY_NUMBER_CUT, entry->key_span, jx_shown(d->arena, value->text),
               jx_shown(d->arena, entry->key));
    return is_rest && is_cut;
}

bool jx__say_dash_tight(const struct jx_decode *d, const struct jx_node_entry *entry)
{
    bool is_tight = entry->key.len > 1 && entry->key.ptr[0] == '-';
    if (is_tight)
        JX_SAY(d->diags, YAML_DASH_TIGHT, entry->key_span,
               jx_shown(d->arena, jx_str_sub(entry->key, 1, SIZE_MAX)));
    return is_tight;
}

/* before: the entry before it, or NULL */
static void say_unknown_key(const struct jx_decode *d, const struct jx_schema *schema,
                            const struct jx_node_entry *entry, const struct jx_node_entry *before)
{
    struct jx_str nearest = JX_NO_STR;
    if (say_number_cut(d, entry, before) || jx__say_dash_tight(d, entry))
        return;
    if (d->diags->n < JX_DIAGS_MAX) {
        struct jx_strs keys = jx__schema_keys(d, schema);
        nearest = jx_suggest(d->diags, entry->key, keys.items, keys.n);
    }
    struct jx_str shown = jx_shown(d->arena, entry->key);
    jx_suggested(
        JX_SAY(d->diags, KEY_UNKNOWN, entry->key_span, jx_str_of(schema->name), shown, nearest),
        nearest);
}

/* ---- fields ---- */

static struct jx_strs choices_of(struct jx_arena *arena, const struct jx_field *field)
{
    struct jx_strs choices = {0};
    for (const char *const *choice = field->choices; *choice; choice++)
        JX_PUSH(arena, &choices, jx_str_of(*choice));
    return choices;
}

/* A list of scalars, or one scalar. */
static void texts_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                         struct jx_texts *texts)
{
    bool is_list = node->kind == JX_NODE_LIST;
    size_t n = is_list ? node->n : 1;
    texts->items = JX_ARRAY(d->arena, struct jx_text, n);
    texts->n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct jx_node *item = is_list ? node->items[i] : node;
        if (!jx_node_is_null(item) && jx__text_decode(d, key, item, &texts->items[texts->n]))
            texts->n++;
    }
}

/* Decode the value of one field into its place. */
static void field_decode(const struct jx_decode *d, const struct jx_field *field,
                         const struct jx_node *node, void *place)
{
    struct jx_str key = jx_str_of(field->key);
    struct jx_strs choices;
    if (jx_node_is_null(node))
        return;
    switch (field->type) {
    case JX_F_TEXT:
        (void)jx__text_decode(d, key, node, place);
        break;
    case JX_F_NUM:
        (void)jx__num_decode(d, key, node, place);
        break;
    case JX_F_PERCENT:
        (void)jx__percent_decode(d, key, node, place);
        break;
    case JX_F_DATE:
        (void)jx__day_decode(d, key, node, place);
        break;
    case JX_F_BOOL:
        (void)jx__flag_decode(d, key, node, place);
        break;
    case JX_F_CHOICE:
        choices = choices_of(d->arena, field);
        (void)jx__choice_decode(d, key, node, &choices, place);
        break;
    case JX_F_TEXTS:
        texts_decode(d, key, node, place);
        break;
    case JX_F_RECORD:
        jx__record_decode(d, field->record, node, place, (struct jx_text){0});
        break;
    case JX_F_LIST:
    case JX_F_KEYED:
        jx__list_decode(d, field, node, place);
        break;
    case JX_F_ANY:
        *(struct jx_value **)place = jx_node_value(d->arena, node);
        break;
    case JX_F_NODE:
        *(const struct jx_node **)place = node;
        break;
    }
}

/* ---- records ---- */

static void *place_in(void *record, size_t offset)
{
    return (char *)record + offset;
}

/* Key i of a record's map. */
static void entry_decode(const struct jx_decode *d, const struct jx_schema *schema,
                         const struct jx_node *map, size_t i, void *record, bool has_key)
{
    const struct jx_node_entry *entry = &map->entries[i];
    const struct jx_field *field = jx__field_find(schema, entry->key);
    const struct jx_declared *declared = jx__declared_find(d, schema, entry->key);
    if (field && has_key && jx_str_is(entry->key, schema->key_field))
        field = NULL; /* it stands before the colon already */
    if (field)
        field_decode(d, field, entry->value, place_in(record, field->offset));
    else if (declared)
        jx__declared_decode(d, declared, entry->value, place_in(record, schema->extra_offset));
    else
        say_unknown_key(d, schema, entry, i > 0 ? entry - 1 : NULL);
}

/* The record in messages: 指标“B1”, or 指标 when it has neither number nor name. */
static struct jx_str identity(const struct jx_decode *d, const struct jx_schema *schema,
                              const struct jx_node *node, struct jx_text key)
{
    const struct jx_node *id = jx_node_at(node, "编号");
    const struct jx_node *name = jx_node_at(node, "名称");
    struct jx_str text = key.str;
    if (!text.ptr && id && id->kind == JX_NODE_SCALAR && !jx_node_is_null(id))
        text = id->text;
    else if (!text.ptr && name && name->kind == JX_NODE_SCALAR && !jx_node_is_null(name))
        text = name->text;
    if (!text.ptr)
        return jx_str_of(schema->name);
    text = jx_shown(d->arena, text);
    return jx_str_printf(d->arena, "%s“%.*s”", schema->name, JX_FMT(text));
}

/* A missing key is said at the first line of the record. */
static void required_check(const struct jx_decode *d, const struct jx_schema *schema,
                           const struct jx_node *node, struct jx_text key)
{
    struct jx_span place = key.str.ptr ? key.span : node->span;
    for (size_t i = 0; i < schema->n_fields; i++) {
        const struct jx_field *field = &schema->fields[i];
        bool is_key = schema->key_field && jx_str_is(jx_str_of(field->key), schema->key_field);
        bool wanted = (field->flags & JX_FIELD_REQUIRED) || is_key;
        if (!wanted || (is_key && key.str.ptr) || !jx_node_is_null(jx_node_at(node, field->key)))
            continue;
        JX_SAY(d->diags, KEY_MISSING, place, identity(d, schema, node, key), jx_str_of(field->key));
    }
}

/* Whether a value that is no map may stand for the record's one field. */
static const struct jx_field *short_form(const struct jx_schema *schema, const struct jx_node *node)
{
    if (!schema->scalar_field)
        return NULL;
    const struct jx_field *field = jx__field_find(schema, jx_str_of(schema->scalar_field));
    if (node->kind == JX_NODE_LIST && field->type != JX_F_TEXTS)
        return NULL;
    return field;
}

/* `权重：10` where a record should stand is, to YAML, one text. */
static void want_map(const struct jx_decode *d, const struct jx_schema *schema,
                     const struct jx_node *node, struct jx_text key)
{
    size_t wide = node->kind == JX_NODE_SCALAR && node->style == JX_NODE_PLAIN
                      ? jx_str_find(node->text, JX_STR("："), 0)
                      : SIZE_MAX;
    if (wide != SIZE_MAX && wide > 0)
        JX_SAY(d->diags, YAML_COLON_WIDE, node->span, jx_str_sub(node->text, 0, wide));
    else
        JX_SAY(d->diags, WANT_MAP, node->span, identity(d, schema, node, key));
}

void jx__record_decode(const struct jx_decode *d, const struct jx_schema *schema,
                       const struct jx_node *node, void *record, struct jx_text key)
{
    const struct jx_field *field = node->kind == JX_NODE_MAP ? NULL : short_form(schema, node);
    bool is_record = node->kind == JX_NODE_MAP || field;
    if (is_record && schema->span_offset != JX_NO_OFFSET)
        *(struct jx_span *)place_in(record, schema->span_offset) = node->span;
    if (key.str.ptr && schema->key_field) {
        size_t offset = jx__field_find(schema, jx_str_of(schema->key_field))->offset;
        *(struct jx_text *)place_in(record, offset) = key;
    }
    if (node->kind == JX_NODE_MAP) {
        for (size_t i = 0; i < node->n; i++)
            entry_decode(d, schema, node, i, record, key.str.ptr != NULL);
        required_check(d, schema, node, key);
        return;
    }
    if (field)
        field_decode(d, field, node, place_in(record, field->offset));
    else if (jx_node_is_null(node))
        required_check(d, schema, node, key);
    else
        want_map(d, schema, node, key);
}

enum jx_status jx_schema_decode(const struct jx_decode *decode, const struct jx_schema *schema,
                                const struct jx_node *node, void *record)
{
    size_t n_errors = decode->diags->n_errors;
    jx__record_decode(decode, schema, node, record, (struct jx_text){0});
    return decode->diags->n_errors > n_errors ? JX_E_INPUT : JX_OK;
}
