#include "base/json.h"

#include <inttypes.h>

static void new_line(struct jx_json *json)
{
    jx_buf_addc(json->buf, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        jx_buf_adds(json->buf, "  ");
}

/* What stands before a key or an item: nothing after its key, else a comma where needed and a new line. */
static void before_item(struct jx_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->has_item)
        jx_buf_addc(json->buf, ',');
    if (json->depth)
        new_line(json);
    json->has_item = true;
}

void jx_json_open(struct jx_json *json, char bracket)
{
    before_item(json);
    jx_buf_addc(json->buf, bracket);
    json->depth++;
    json->has_item = false;
}

void jx_json_close(struct jx_json *json, char bracket)
{
    json->depth--;
    if (json->has_item)
        new_line(json);
    jx_buf_addc(json->buf, bracket);
    json->has_item = true;
}

/* Source: RFC 8259 section 7. DEL is escaped too, so that no control character reaches a terminal. */
static void add_character(struct jx_buf *buf, uint32_t cp)
{
    if (cp == '"' || cp == '\\') {
        jx_buf_addc(buf, '\\');
        jx_buf_addc(buf, (char)cp);
    } else if (cp == '\n') {
        jx_buf_adds(buf, "\\n");
    } else if (cp == '\t') {
        jx_buf_adds(buf, "\\t");
    } else if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F)) {
        jx_buf_printf(buf, "\\u%04x", (unsigned)cp);
    } else {
        jx_buf_add_cp(buf, cp);
    }
}

static void add_quoted(struct jx_buf *buf, struct jx_str text)
{
    jx_buf_addc(buf, '"');
    for (size_t pos = 0; pos < text.len;)
        add_character(buf, jx_utf8_next(text, &pos));
    jx_buf_addc(buf, '"');
}

void jx_json_key(struct jx_json *json, struct jx_str key)
{
    before_item(json);
    add_quoted(json->buf, key);
    jx_buf_adds(json->buf, ": ");
    json->after_key = true;
}

void jx_json_text(struct jx_json *json, struct jx_str text)
{
    before_item(json);
    if (text.ptr)
        add_quoted(json->buf, text);
    else
        jx_buf_adds(json->buf, "null");
}

void jx_json_int(struct jx_json *json, int64_t value)
{
    before_item(json);
    jx_buf_printf(json->buf, "%" PRId64, value);
}

void jx_json_bool(struct jx_json *json, bool value)
{
    before_item(json);
    jx_buf_adds(json->buf, value ? "true" : "false");
}

void jx_json_member(struct jx_json *json, const char *key, struct jx_str text)
{
    jx_json_key(json, jx_str_of(key));
    jx_json_text(json, text);
}

static void list_value(struct jx_json *json, const struct jx_values *list)
{
    jx_json_open(json, '[');
    for (size_t i = 0; i < list->n; i++)
        jx_json_value(json, list->items[i]);
    jx_json_close(json, ']');
}

static void map_value(struct jx_json *json, const struct jx_pairs *map)
{
    jx_json_open(json, '{');
    for (size_t i = 0; i < map->n; i++) {
        jx_json_key(json, map->items[i].key);
        jx_json_value(json, map->items[i].value);
    }
    jx_json_close(json, '}');
}

void jx_json_value(struct jx_json *json, const struct jx_value *value)
{
    switch (value ? value->kind : JX_V_NONE) {
    case JX_V_NONE:
        jx_json_text(json, JX_NO_STR);
        break;
    case JX_V_BOOL:
        jx_json_bool(json, value->truth);
        break;
    case JX_V_NUM:
        jx_json_text(json, jx_num_written(json->buf->arena, value->num));
        break;
    case JX_V_TEXT:
        jx_json_text(json, value->text);
        break;
    case JX_V_LIST:
        list_value(json, &value->list);
        break;
    case JX_V_MAP:
        map_value(json, &value->map);
        break;
    }
}
