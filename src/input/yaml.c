#include "input/yaml.h"

#include "input/internal.h"
#include "input/source.h"
#include "input/suggest.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* A subtree with what it costs to expand it once more through an alias. */
struct built {
    struct jx_node *node;
    size_t size;
    unsigned height;
};

struct anchor {
    struct jx_str name;
    struct jx_span span;
    struct built built;
    bool used;
};

struct parser {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_str text;
    struct jx_span start; /* of text[0] */
    yaml_parser_t yaml;
    struct JX_VEC(struct anchor) anchors;
    struct JX_VEC(struct jx_node *) braces; /* values that begin with {{ */
    size_t n_nodes;
    bool stopped; /* nothing more can be read */
};

/* ---- places and events ---- */

static struct jx_span span_of(const struct parser *p, yaml_mark_t from, yaml_mark_t to)
{
    struct jx_span s = p->start;
    return (struct jx_span){
        .file = s.file,
        .line1 = (uint32_t)(s.line1 + from.line),
        .col1 = (uint32_t)((from.line == 0 ? s.col1 : 1) + from.column),
        .end_line1 = (uint32_t)(s.line1 + to.line),
        .end_col1 = (uint32_t)((to.line == 0 ? s.col1 : 1) + to.column),
    };
}

static struct jx_span event_span(const struct parser *p, const yaml_event_t *event)
{
    return span_of(p, event->start_mark, event->end_mark);
}

/* Fetch the next event; false when there is none, after a message. */
static bool event_next(struct parser *p, yaml_event_t *event)
{
    if (p->stopped)
        return false;
    if (yaml_parser_parse(&p->yaml, event))
        return true;
    if (p->yaml.error == YAML_MEMORY_ERROR)
        jx_arena_exhausted();
    p->stopped = true;
    struct jx__yaml_fault fault = {
        .problem = p->yaml.problem,
        .context = p->yaml.context,
        .problem_line = p->yaml.problem_mark.line,
        .problem_column = p->yaml.problem_mark.column,
        .context_line = p->yaml.context_mark.line,
        .context_column = p->yaml.context_mark.column,
    };
    jx__yaml_explain(p->arena, p->text, p->start, &fault, p->diags);
    return false;
}

/* Count one node at a depth against the limits; false after a message. */
static bool limits_keep(struct parser *p, size_t size, unsigned depth, struct jx_span span)
{
    p->n_nodes += size;
    if (p->n_nodes > JX_YAML_MAX_NODES)
        JX_SAY(p->diags, YAML_TOO_MANY, span,
               jx_str_printf(p->arena, "%zu", (size_t)JX_YAML_MAX_NODES));
    else if (depth > JX_YAML_MAX_DEPTH)
        JX_SAY(p->diags, YAML_TOO_DEEP, span, jx_str_printf(p->arena, "%d", JX_YAML_MAX_DEPTH));
    else
        return true;
    p->stopped = true;
    return false;
}

/* ---- anchors ---- */

static struct jx_str bytes_copy(struct parser *p, const yaml_char_t *bytes)
{
    return jx_str_copy(p->arena, jx_str_of((const char *)bytes));
}

static void anchor_add(struct parser *p, const yaml_char_t *name, struct jx_span span,
                       struct built built)
{
    if (!name || !built.node)
        return;
    if (p->anchors.n == JX_YAML_MAX_ANCHORS) {
        JX_SAY(p->diags, YAML_ANCHORS, span, jx_str_printf(p->arena, "%d", JX_YAML_MAX_ANCHORS));
        p->stopped = true;
        return;
    }
    JX_PUSH(p->arena, &p->anchors,
            (struct anchor){.name = bytes_copy(p, name), .span = span, .built = built});
}

/* The latest anchor of a name counts, as YAML has it. */
static struct built alias_expand(struct parser *p, const yaml_event_t *event, unsigned depth)
{
    struct jx_str name = bytes_copy(p, event->data.alias.anchor);
    struct jx_span span = event_span(p, event);
    for (size_t i = p->anchors.n; i-- > 0;) {
        struct anchor *anchor = &p->anchors.items[i];
        if (!jx_str_eq(anchor->name, name))
            continue;
        anchor->used = true;
        if (!limits_keep(p, anchor->built.size, depth + anchor->built.height, span))
            return (struct built){0};
        return anchor->built;
    }
    JX_SAY(p->diags, YAML_ALIAS, span, name);
    struct jx_node *node = JX_NEW(p->arena, struct jx_node);
    node->span = span;
    node->text = JX_STR("");
    return (struct built){node, 1, 0};
}

static void anchors_report(struct parser *p)
{
    for (size_t i = 0; i < p->anchors.n; i++)
        if (!p->anchors.items[i].used)
            JX_SAY(p->diags, YAML_ANCHOR_UNUSED, p->anchors.items[i].span,
                   p->anchors.items[i].name);
}

/* ---- scalars ---- */

/* The bytes of the first line from a place on, to see what the user wrote there. */
static struct jx_str rest_of_line(const struct parser *p, struct jx_span span)
{
    struct jx_str line = jx_sources_line(p->diags->sources, span.file, span.line1);
    size_t pos = 0;
    for (uint32_t col = 1; col < span.col1 && pos < line.len; col++)
        jx_utf8_next(line, &pos);
    return jx_str_trim(jx_str_sub(line, pos, SIZE_MAX));
}

static enum jx_node_style style_of(yaml_scalar_style_t style)
{
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        return JX_NODE_QUOTED;
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
        return JX_NODE_BLOCK;
    return JX_NODE_PLAIN;
}

/* Text up to a full-width colon that follows a blank: what looks like a key swallowed by a folded plain scalar. */
static struct jx_str swallowed_key(struct jx_str text)
{
    size_t colon = jx_str_find(text, JX_STR("："), 0);
    if (colon == SIZE_MAX)
        return JX_NO_STR;
    size_t from = colon;
    while (from > 0 && text.ptr[from - 1] != ' ')
        from--;
    struct jx_str key = jx_str_sub(text, from, colon - from);
    bool is_short = key.len > 0 && jx_utf8_count(key) <= 8;
    return from > 0 && is_short ? key : JX_NO_STR;
}

/* Where the swallowed key stands, when it is on the scalar's last line; else the scalar. */
static struct jx_span swallowed_span(const struct parser *p, struct jx_span span, struct jx_str key)
{
    struct jx_str line = jx_sources_line(p->diags->sources, span.file, span.end_line1);
    size_t at = jx_str_find(line, key, 0);
    if (at == SIZE_MAX)
        return span;
    span.line1 = span.end_line1;
    span.col1 = (uint32_t)(jx_utf8_count(jx_str_sub(line, 0, at)) + 1);
    span.end_col1 = (uint32_t)(span.col1 + jx_utf8_count(key) + 1);
    return span;
}

static void tag_refuse(struct parser *p, struct jx_span span)
{
    struct jx_str source = rest_of_line(p, span);
    size_t end = jx_str_find(source, JX_STR(" "), 0);
    JX_SAY(p->diags, YAML_TAG, span, jx_shown(p->arena, jx_str_sub(source, 0, end)));
}

/* Values that YAML accepts but reads differently from what they look like. */
static void scalar_check(struct parser *p, const yaml_event_t *event, const struct jx_node *node)
{
    bool folded = event->start_mark.line != event->end_mark.line;
    if (node->style == JX_NODE_BLOCK && node->text.len == 0) {
        bool literal = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
        struct jx_str sign = literal ? JX_STR("|") : JX_STR(">");
        struct jx_str source = rest_of_line(p, node->span);
        JX_SAY(p->diags, YAML_START, node->span, sign, jx__yaml_quoted(p->arena, source));
    } else if (node->style == JX_NODE_PLAIN && folded) {
        struct jx_str key = swallowed_key(node->text);
        if (key.ptr)
            JX_SAY(p->diags, YAML_COLON_FOLDED, swallowed_span(p, node->span, key), key);
    }
    if (event->data.scalar.tag)
        tag_refuse(p, node->span);
    if (memchr(event->data.scalar.value, 0, event->data.scalar.length))
        JX_SAY(p->diags, TEXT_CONTROL, node->span, JX_STR("0000"));
}

/* A block scalar's last line end belongs to its layout, not to the text. */
static struct jx_str scalar_text(struct parser *p, const yaml_event_t *event,
                                 enum jx_node_style style)
{
    struct jx_str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    while (style == JX_NODE_BLOCK && text.len && text.ptr[text.len - 1] == '\n')
        text.len--;
    return jx_str_copy(p->arena, text);
}

static struct built scalar_build(struct parser *p, const yaml_event_t *event)
{
    struct jx_node *node = JX_NEW(p->arena, struct jx_node);
    node->kind = JX_NODE_SCALAR;
    node->style = style_of(event->data.scalar.style);
    node->span = event_span(p, event);
    node->text = scalar_text(p, event, node->style);
    scalar_check(p, event, node);
    struct built built = {node, 1, 0};
    anchor_add(p, event->data.scalar.anchor, node->span, built);
    return built;
}

/* ---- lists and maps ---- */

static struct built node_build(struct parser *p, yaml_event_t *event, unsigned depth);

/* A collection ends where its last member does; a flow one at its bracket. */
static void node_close(struct parser *p, struct jx_node *node, const yaml_event_t *end,
                       const struct jx_node *last)
{
    struct jx_span closing = event_span(p, end);
    bool is_flow = end->start_mark.index != end->end_mark.index;
    if (!is_flow && last)
        closing = last->span;
    node->span.end_line1 = closing.end_line1;
    node->span.end_col1 = closing.end_col1;
}

static void built_join(struct built *whole, struct built part)
{
    whole->size += part.size;
    if (part.height + 1 > whole->height)
        whole->height = part.height + 1;
}

static struct built list_build(struct parser *p, const struct jx_span span, unsigned depth)
{
    struct JX_VEC(struct jx_node *) items = {0};
    struct built list = {JX_NEW(p->arena, struct jx_node), 1, 0};
    list.node->kind = JX_NODE_LIST;
    list.node->span = span;
    yaml_event_t event;
    while (event_next(p, &event)) {
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            list.node->items = items.items;
            list.node->n = items.n;
            node_close(p, list.node, &event, items.n ? items.items[items.n - 1] : NULL);
            yaml_event_delete(&event);
            return list;
        }
        struct built item = node_build(p, &event, depth + 1);
        if (!item.node)
            break;
        JX_PUSH(p->arena, &items, item.node);
        built_join(&list, item);
    }
    return (struct built){0};
}

/* `{ 权重：10 }` and `{ 权重:10 }` are, to YAML, keys without a value. */
static bool key_is_whole(struct parser *p, const struct jx_node *key, const struct jx_node *value)
{
    bool no_value =
        value->kind == JX_NODE_SCALAR && value->style == JX_NODE_PLAIN && value->text.len == 0;
    if (!no_value || key->style != JX_NODE_PLAIN)
        return true;
    size_t wide = jx_str_find(key->text, JX_STR("："), 0);
    if (wide != SIZE_MAX && wide > 0) {
        JX_SAY(p->diags, YAML_COLON_WIDE, key->span, jx_str_sub(key->text, 0, wide));
        return false;
    }
    size_t tight = jx_str_find(key->text, JX_STR(":"), 0);
    if (tight != SIZE_MAX && tight > 0) {
        JX_SAY(p->diags, YAML_COLON_TIGHT, key->span, jx_str_sub(key->text, 0, tight));
        return false;
    }
    return true;
}

/* A key that is no scalar. `{{x}}` looks like one: that map is made the text it was meant to be, and said at the end,
 * because after a fault the walk over the source (yaml_trap.c) says it. */
static void key_refuse(struct parser *p, struct jx_node *map, const struct jx_node *key)
{
    struct jx_str source = rest_of_line(p, map->span);
    if (!jx_str_starts(source, JX_STR("{{"))) {
        JX_SAY(p->diags, YAML_KEY_KIND, key->span);
        return;
    }
    map->kind = JX_NODE_SCALAR;
    map->style = JX_NODE_QUOTED;
    map->text = source;
    JX_PUSH(p->arena, &p->braces, map);
}

static void braces_report(struct parser *p)
{
    for (size_t i = 0; i < p->braces.n; i++)
        JX_SAY(p->diags, YAML_BRACE, p->braces.items[i]->span,
               jx__yaml_quoted(p->arena, p->braces.items[i]->text));
}

struct keyed {
    const struct jx_node_entry *entry;
    size_t index;
};

static int keyed_cmp(const void *a, const void *b)
{
    const struct keyed *left = a;
    const struct keyed *right = b;
    int order = jx_str_cmp(left->entry->key, right->entry->key);
    return order ? order : (left->index > right->index) - (left->index < right->index);
}

/* Say repeated keys and keep the first of each. Sorted, because a hostile map may have a million keys. */
static void map_check_twice(struct parser *p, struct jx_node *map)
{
    if (map->n < 2)
        return;
    struct keyed *order = JX_ARRAY(p->arena, struct keyed, map->n);
    for (size_t i = 0; i < map->n; i++)
        order[i] = (struct keyed){&map->entries[i], i};
    qsort(order, map->n, sizeof *order, keyed_cmp);
    size_t first = 0;
    for (size_t i = 1; i < map->n; i++) {
        if (!jx_str_eq(order[i].entry->key, order[first].entry->key)) {
            first = i;
            continue;
        }
        JX_SAY(p->diags, YAML_KEY_TWICE, order[i].entry->key_span, order[i].entry->key,
               jx_str_printf(p->arena, "%u", (unsigned)order[first].entry->key_span.line1));
        map->entries[order[i].index].value = NULL;
    }
    size_t n = 0;
    for (size_t i = 0; i < map->n; i++)
        if (map->entries[i].value)
            map->entries[n++] = map->entries[i];
    map->n = n;
}

struct entries JX_VEC(struct jx_node_entry);

/* Read a key's value and add the pair; false when nothing more can be read. */
static bool entry_build(struct parser *p, struct built *map, struct built key, unsigned depth,
                        struct entries *entries)
{
    yaml_event_t event;
    if (!event_next(p, &event))
        return false;
    struct built value = node_build(p, &event, depth + 1);
    if (!value.node)
        return false;
    built_join(map, key);
    built_join(map, value);
    if (key.node->kind != JX_NODE_SCALAR)
        key_refuse(p, map->node, key.node);
    else if (key_is_whole(p, key.node, value.node))
        JX_PUSH(p->arena, entries,
                (struct jx_node_entry){key.node->text, key.node->span, value.node});
    return true;
}

static struct built map_build(struct parser *p, struct jx_span span, unsigned depth)
{
    struct entries entries = {0};
    struct built map = {JX_NEW(p->arena, struct jx_node), 1, 0};
    map.node->kind = JX_NODE_MAP;
    map.node->span = span;
    yaml_event_t event;
    while (event_next(p, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            map.node->entries = entries.items;
            map.node->n = entries.n;
            node_close(p, map.node, &event, entries.n ? entries.items[entries.n - 1].value : NULL);
            yaml_event_delete(&event);
            map_check_twice(p, map.node);
            return map;
        }
        struct built key = node_build(p, &event, depth + 1);
        if (!key.node || !entry_build(p, &map, key, depth, &entries))
            break;
    }
    return (struct built){0};
}

/* A list or map, whose start event is consumed here. */
static struct built collection_build(struct parser *p, yaml_event_t *event, unsigned depth)
{
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    struct jx_span span = event_span(p, event);
    yaml_char_t *tag = is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    yaml_char_t *name =
        is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    if (tag)
        tag_refuse(p, span);
    struct built built = is_map ? map_build(p, span, depth) : list_build(p, span, depth);
    anchor_add(p, name, span, built);
    return built;
}

/* Build the node that an event begins; consumes the event. No node: reading has stopped, after a message. */
static struct built node_build(struct parser *p, yaml_event_t *event, unsigned depth)
{
    struct built built = {0};
    if (limits_keep(p, 1, depth, event_span(p, event))) {
        if (event->type == YAML_SCALAR_EVENT)
            built = scalar_build(p, event);
        else if (event->type == YAML_ALIAS_EVENT)
            built = alias_expand(p, event, depth);
        else
            built = collection_build(p, event, depth);
    }
    yaml_event_delete(event);
    return built;
}

/* ---- documents ---- */

/* Only one document may follow the start of the stream. */
static void stream_build(struct parser *p, struct jx_node **ret_root)
{
    yaml_event_t event;
    bool seen = false;
    while (event_next(p, &event)) {
        yaml_event_type_t type = event.type;
        if (type == YAML_DOCUMENT_START_EVENT && seen) {
            JX_SAY(p->diags, YAML_DOCUMENTS, event_span(p, &event));
            p->stopped = true;
        }
        bool is_frame = type == YAML_STREAM_START_EVENT || type == YAML_STREAM_END_EVENT ||
                        type == YAML_DOCUMENT_START_EVENT || type == YAML_DOCUMENT_END_EVENT;
        if (is_frame) {
            yaml_event_delete(&event);
        } else {
            *ret_root = node_build(p, &event, 1).node;
            seen = true;
        }
        if (type == YAML_STREAM_END_EVENT)
            return;
    }
}

/* libyaml gives an empty plain scalar for "---" alone. */
static bool is_nothing(const struct jx_node *root)
{
    return root && root->kind == JX_NODE_SCALAR && root->style == JX_NODE_PLAIN &&
           root->text.len == 0;
}

enum jx_status jx_yaml_parse_at(struct jx_arena *arena, struct jx_str text, struct jx_span start,
                                struct jx_diags *diags, struct jx_node **ret_root)
{
    size_t n_errors = diags->n_errors;
    if (text.len > JX_YAML_MAX_BYTES) {
        struct jx_str name =
            start.file ? diags->sources->items[start.file - 1].name : JX_STR("YAML");
        JX_SAY(diags, FILE_TOO_LARGE, start, name,
               jx_str_printf(arena, "%zu MiB", JX_YAML_MAX_BYTES >> 20));
        return JX_E_INPUT;
    }
    if (jx_str_starts(text, JX_STR("\xEF\xBB\xBF")))
        text = jx_str_sub(text, 3, SIZE_MAX);
    if (!jx_text_check(arena, text, start, diags))
        return JX_E_INPUT;
    struct parser p = {.arena = arena, .diags = diags, .text = text, .start = start};
    if (!yaml_parser_initialize(&p.yaml))
        jx_arena_exhausted();
    yaml_parser_set_encoding(&p.yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p.yaml, (const unsigned char *)(text.ptr ? text.ptr : ""),
                                 text.len);
    struct jx_node *root = NULL;
    stream_build(&p, &root);
    yaml_parser_delete(&p.yaml);
    if (!p.stopped)
        braces_report(&p);
    if (diags->n_errors == n_errors)
        anchors_report(&p);
    if (!p.stopped)
        *ret_root = is_nothing(root) ? NULL : root;
    return diags->n_errors > n_errors ? JX_E_INPUT : JX_OK;
}

enum jx_status jx_yaml_parse(struct jx_arena *arena, uint32_t file, struct jx_diags *diags,
                             struct jx_node **ret_root)
{
    return jx_yaml_parse_at(arena, diags->sources->items[file - 1].text,
                            (struct jx_span){file, 1, 1, 1, 1}, diags, ret_root);
}
