/* Records as data for templates. */
#include "input/internal.h"

#include <assert.h>
#include <string.h>

#define MAX_FIELDS 64 /* of a schema */

static const void *place_in(const void *record, size_t offset)
{
    return (const char *)record + offset;
}

static struct jx_value *placed(struct jx_value *value, struct jx_span span)
{
    value->span = span;
    return value;
}

static struct jx_value *text_show(struct jx_arena *arena, const struct jx_text *text)
{
    return text->str.ptr ? placed(jx_value_text(arena, text->str), text->span) : NULL;
}

static struct jx_value *amount_show(struct jx_arena *arena, const struct jx_amount *amount)
{
    if (!amount->set)
        return NULL;
    return placed(jx_value_num(arena, amount->num, amount->text), amount->span);
}

static struct jx_value *day_show(struct jx_arena *arena, const struct jx_day *day)
{
    if (!day->date.year)
        return NULL;
    return placed(jx_value_text(arena, jx_date_text(arena, day->date)), day->span);
}

static struct jx_value *flag_show(struct jx_arena *arena, const struct jx_flag *flag)
{
    return flag->set ? placed(jx_value_bool(arena, flag->truth), flag->span) : NULL;
}

static struct jx_value *texts_show(struct jx_arena *arena, const struct jx_texts *texts)
{
    if (!texts->n)
        return NULL;
    struct jx_value *list = jx_value_list(arena);
    for (size_t i = 0; i < texts->n; i++)
        jx_value_push(arena, list, text_show(arena, &texts->items[i]));
    return list;
}

static struct jx_value *record_show(struct jx_arena *arena, const struct jx_schema *schema,
                                    const void *record)
{
    struct jx_value *map = jx_schema_value(arena, schema, record);
    return map->map.n ? map : NULL;
}

static struct jx_value *list_show(struct jx_arena *arena, const struct jx_schema *schema,
                                  const struct jx__list *list)
{
    if (!list->n)
        return NULL;
    struct jx_value *value = jx_value_list(arena);
    for (size_t i = 0; i < list->n; i++)
        jx_value_push(arena, value,
                      jx_schema_value(arena, schema, (char *)list->items + i * schema->size));
    return value;
}

/* NULL when the field was not given. */
static struct jx_value *field_show(struct jx_arena *arena, const struct jx_field *field,
                                   const void *place)
{
    switch (field->type) {
    case JX_F_TEXT:
    case JX_F_CHOICE:
        return text_show(arena, place);
    case JX_F_NUM:
    case JX_F_PERCENT:
        return amount_show(arena, place);
    case JX_F_DATE:
        return day_show(arena, place);
    case JX_F_BOOL:
        return flag_show(arena, place);
    case JX_F_TEXTS:
        return texts_show(arena, place);
    case JX_F_RECORD:
        return record_show(arena, field->record, place);
    case JX_F_LIST:
    case JX_F_KEYED:
        return list_show(arena, field->record, place);
    case JX_F_ANY:
        return *(struct jx_value *const *)place;
    case JX_F_NODE:
        break;
    }
    return NULL;
}

static void extra_show(struct jx_arena *arena, const struct jx_value *extra, struct jx_value *map)
{
    for (size_t i = 0; extra && i < extra->map.n; i++)
        jx_value_put(arena, map, extra->map.items[i].key, extra->map.items[i].value);
}

struct jx_value *jx_schema_value(struct jx_arena *arena, const struct jx_schema *schema,
                                 const void *record)
{
    struct jx_value *map = jx_value_map(arena);
    struct jx_pair pairs[MAX_FIELDS];
    size_t n = 0;
    assert(schema->n_fields <= MAX_FIELDS);
    if (schema->span_offset != JX_NO_OFFSET)
        map->span = *(const struct jx_span *)place_in(record, schema->span_offset);
    for (size_t i = 0; i < schema->n_fields; i++) {
        const struct jx_field *field = &schema->fields[i];
        struct jx_value *value = field_show(arena, field, place_in(record, field->offset));
        if (value)
            pairs[n++] = (struct jx_pair){jx_str_of(field->key), value};
    }
    map->map = (struct jx_pairs){.items = JX_ARRAY(arena, struct jx_pair, n), .n = n, .cap = n};
    if (n > 0)
        memcpy(map->map.items, pairs, n * sizeof *pairs);
    if (schema->extra_offset != JX_NO_OFFSET)
        extra_show(arena, *(struct jx_value *const *)place_in(record, schema->extra_offset), map);
    return map;
}
