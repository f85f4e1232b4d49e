/* edit.c - changes of a file in place, checked by reading the new text back. */
#include "input/edit.h"

#include "input/internal.h"

#include <string.h>

static struct jx_str source_of(const struct jx_edits *edits)
{
    return edits->sources->items[edits->file - 1].text;
}

bool jx__edits_csv(const struct jx_edits *edits)
{
    return jx_str_ends(edits->sources->items[edits->file - 1].name, JX_STR(".csv"));
}

/* Byte offset of a place; the end of the text for one behind it. */
static size_t offset_of(const struct jx_edits *edits, uint32_t line1, uint32_t col1)
{
    const struct jx_str source = source_of(edits);
    const struct jx_str line = jx_sources_line(edits->sources, edits->file, line1);
    size_t at = 0;

    if (line.ptr == NULL)
        return source.len;
    for (uint32_t col = 1; col < col1 && at < line.len; col++)
        jx_utf8_next(line, &at);
    return (size_t)(line.ptr - source.ptr) + at;
}

size_t jx__edit_start(const struct jx_edits *edits, const struct jx_node *node)
{
    return offset_of(edits, node->span.line1, node->span.col1);
}

static size_t end_of(const struct jx_edits *edits, const struct jx_node *node)
{
    return offset_of(edits, node->span.end_line1, node->span.end_col1);
}

static char char_at(struct jx_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\n';
}

/* ---- where a node stands ---- */

struct found {
    size_t n;  /* how often the tree leads to it: more than once through aliases */
    bool flow; /* inside brackets */
};

static void look_for(const struct jx_edits *edits, const struct jx_node *from,
                     const struct jx_node *wanted, bool flow, struct found *found)
{
    const char opening = char_at(source_of(edits), jx__edit_start(edits, from));

    if (from == wanted) {
        found->n++;
        found->flow = flow;
    }
    flow = flow || opening == '[' || opening == '{';
    for (size_t i = 0; i < from->n && found->n < 2; i++)
        look_for(edits, from->kind == JX_NODE_MAP ? from->entries[i].value : from->items[i], wanted,
                 from->kind != JX_NODE_SCALAR && flow, found);
}

/* Whether a node can be changed where it stands; *ret_flow: it is inside brackets. */
static bool usable(const struct jx_edits *edits, const struct jx_node *node, bool *ret_flow)
{
    const char first = char_at(source_of(edits), jx__edit_start(edits, node));
    struct found found = {0};

    *ret_flow = false;
    if (node->span.file != edits->file)
        return false;
    if (jx__edits_csv(edits))
        return true;
    look_for(edits, edits->root, node, false, &found);
    *ret_flow = found.flow;
    return found.n == 1 &&
           (node->style != JX_NODE_PLAIN || node->text.len == 0 || !strchr("&!*", first));
}

/* ---- scalars as YAML and CSV write them ---- */

/* Whether YAML reads a text back as it is without quotes. Source: YAML 1.2, 7.3.3 (plain style). */
static bool plain_fits(struct jx_str value, bool flow)
{
    const char first = char_at(value, 0);

    if (value.len == 0 || jx_str_trim(value).len != value.len || jx_str_is(value, "~") ||
        jx_str_is(value, "null") || strchr(",[]{}#&*!|>'\"%@`?:=", first) ||
        (first == '-' && !(char_at(value, 1) >= '0' && char_at(value, 1) <= '9')) ||
        (first == '.' && jx_str_is(value, "...")))
        return false;
    for (size_t i = 0; i < value.len; i++) {
        const char c = value.ptr[i], next = char_at(value, i + 1);
        if ((unsigned char)c < 0x20 || (flow && strchr(",[]{}", c)) ||
            (c == ':' && (i + 1 == value.len || strchr(" \t,[]{}", next))) ||
            (c == '#' && value.ptr[i - 1] == ' '))
            return false;
    }
    return true;
}

static struct jx_str double_quoted(struct jx_arena *arena, struct jx_str value)
{
    struct jx_buf buf = {.arena = arena};

    jx_buf_addc(&buf, '"');
    for (size_t i = 0; i < value.len; i++) {
        const char c = value.ptr[i];
        if (c == '\n')
            jx_buf_adds(&buf, "\\n");
        else if (c == '\t')
            jx_buf_adds(&buf, "\\t");
        else {
            if (c == '"' || c == '\\')
                jx_buf_addc(&buf, '\\');
            jx_buf_addc(&buf, c);
        }
    }
    jx_buf_addc(&buf, '"');
    return jx_buf_str(&buf);
}

/* old: the opening quote of the old value, or 0. */
static struct jx_str yaml_scalar(struct jx_arena *arena, struct jx_str value, char old, bool flow)
{
    const bool lines = jx_str_find(value, JX_STR("\n"), 0) != SIZE_MAX;

    if (old == '\'' && !lines)
        return jx_str_printf(arena, "'%.*s'",
                             JX_FMT(jx_str_replace(arena, value, JX_STR("'"), JX_STR("''"))));
    if (old == 0 && plain_fits(value, flow))
        return value;
    return double_quoted(arena, value);
}

static struct jx_str csv_cell(struct jx_arena *arena, struct jx_str value)
{
    bool quoted = jx_str_trim(value).len != value.len;

    for (size_t i = 0; i < value.len; i++)
        quoted = quoted || strchr(",\"\r\n", value.ptr[i]) != NULL;
    if (!quoted)
        return value;
    return jx_str_printf(arena, "\"%.*s\"",
                         JX_FMT(jx_str_replace(arena, value, JX_STR("\""), JX_STR("\"\""))));
}

/* What has to stand before a value that was not there: "得分:" wants a blank, a key of a flow map perhaps its colon. */
static const char *lead_in(struct jx_str source, size_t at)
{
    const char before = at > 0 ? source.ptr[at - 1] : '\n';
    size_t mark = at;

    while (mark > 0 && (source.ptr[mark - 1] == ' ' || source.ptr[mark - 1] == '\t'))
        mark--;
    if (mark > 0 && (source.ptr[mark - 1] == ':' || source.ptr[mark - 1] == '-'))
        return before == ' ' ? "" : " ";
    return ": ";
}

const struct jx_edit *jx__edit_of(const struct jx_edits *edits, const struct jx_node *node,
                                  size_t nth)
{
    for (size_t i = 0; i < edits->n; i++)
        if (edits->items[i].node == node && nth-- == 0)
            return &edits->items[i];
    return NULL;
}

static const char *line_end(struct jx_str source)
{
    return jx_str_find(source, JX_STR("\r\n"), 0) != SIZE_MAX ? "\r\n" : "\n";
}

static void push(struct jx_edits *edits, struct jx_edit edit)
{
    JX_PUSH(edits->arena, edits, edit);
}

/* The written form of a value in the place of a blank or scalar node. */
static struct jx_str written_over(const struct jx_edits *edits, const struct jx_node *node,
                                  struct jx_str text)
{
    const struct jx_str source = source_of(edits);
    const size_t from = jx__edit_start(edits, node), to = end_of(edits, node);
    size_t kept = to;

    if (jx__edits_csv(edits))
        return text;
    if (from == to)
        return jx_str_printf(edits->arena, "%s%.*s", lead_in(source, from), JX_FMT(text));
    /* a block scalar ends behind its line and the blank lines after it */
    while (kept > from && strchr("\r\n", source.ptr[kept - 1]) != NULL)
        kept--;
    if (kept < to)
        return jx_str_printf(edits->arena, "%.*s%.*s", JX_FMT(text),
                             JX_FMT(jx_str_sub(source, kept, to - kept)));
    return text;
}

bool jx_edit_set(struct jx_edits *edits, const struct jx_node *node, struct jx_str value)
{
    bool flow;
    char quote = 0;
    struct jx_str text;

    if (node->kind != JX_NODE_SCALAR || !usable(edits, node, &flow))
        return false;
    if (value.ptr == NULL && jx_node_is_null(node))
        return true;
    if (node->style == JX_NODE_QUOTED && value.ptr != NULL)
        quote = char_at(source_of(edits), jx__edit_start(edits, node));
    if (value.ptr == NULL)
        text = jx__edits_csv(edits) ? JX_STR("") : JX_STR("~");
    else
        text = jx__edits_csv(edits) ? csv_cell(edits->arena, value)
                                    : yaml_scalar(edits->arena, value, quote, flow);
    push(edits, (struct jx_edit){.from = jx__edit_start(edits, node),
                                 .to = end_of(edits, node),
                                 .text = written_over(edits, node, text),
                                 .node = node,
                                 .value = value});
    return true;
}

/* ---- new keys ---- */

static struct jx_str pair_text(struct jx_arena *arena, struct jx_str key, struct jx_str value,
                               bool flow)
{
    return jx_str_printf(arena, "%.*s: %.*s", JX_FMT(yaml_scalar(arena, key, 0, flow)),
                         JX_FMT(value));
}

static struct jx_str record_text(struct jx_arena *arena, const struct jx_edit_pair *pairs, size_t n)
{
    struct jx_buf buf = {.arena = arena};

    jx_buf_adds(&buf, "{ ");
    for (size_t i = 0; i < n; i++) {
        const struct jx_str value = yaml_scalar(arena, pairs[i].value, 0, true);
        jx_buf_adds(&buf, i ? ", " : "");
        jx_buf_add(&buf, pair_text(arena, pairs[i].key, value, true));
    }
    jx_buf_adds(&buf, " }");
    return jx_buf_str(&buf);
}

/* Behind the last value of a flow map, or behind its bracket when it is empty. */
static void put_flow(const struct jx_edits *edits, const struct jx_node *map, struct jx_str pair,
                     struct jx_edit *edit)
{
    if (map->n == 0) {
        edit->from = edit->to = jx__edit_start(edits, map) + 1;
        edit->text = jx_str_printf(edits->arena, " %.*s ", JX_FMT(pair));
        return;
    }
    edit->from = edit->to = end_of(edits, map->entries[map->n - 1].value);
    edit->text = jx_str_printf(edits->arena, ", %.*s", JX_FMT(pair));
}

/* In a line of its own behind the last line of a block map, comments of that line included. */
static void put_block(const struct jx_edits *edits, const struct jx_node *map, struct jx_str pair,
                      struct jx_edit *edit)
{
    const struct jx_str source = source_of(edits);
    const struct jx_node *last = map->entries[map->n - 1].value;
    size_t at = end_of(edits, last);
    struct jx_buf buf = {.arena = edits->arena};

    while (at > 0 && last->style == JX_NODE_BLOCK &&
           (source.ptr[at - 1] == '\n' || source.ptr[at - 1] == '\r'))
        at--; /* a block scalar takes its line end with it */
    while (at < source.len && source.ptr[at] != '\n' && source.ptr[at] != '\r')
        at++;
    jx_buf_adds(&buf, line_end(source));
    for (uint32_t col = 1; col < map->entries[0].key_span.col1; col++)
        jx_buf_addc(&buf, ' ');
    jx_buf_add(&buf, pair);
    edit->from = edit->to = at;
    edit->text = jx_buf_str(&buf);
}

static bool has_key(const struct jx_edits *edits, const struct jx_node *map, struct jx_str key)
{
    for (size_t i = 0; map->kind == JX_NODE_MAP && i < map->n; i++)
        if (jx_str_eq(map->entries[i].key, key))
            return true;
    for (size_t i = 0; i < edits->n; i++)
        if (edits->items[i].node == map && jx_str_eq(edits->items[i].key, key))
            return true;
    return false;
}

/* The change that gives a blank its first key, or NULL. */
static struct jx_edit *begun_on(const struct jx_edits *edits, const struct jx_node *map)
{
    for (size_t i = 0; map->kind == JX_NODE_SCALAR && i < edits->n; i++)
        if (edits->items[i].node == map)
            return &edits->items[i];
    return NULL;
}

/* value: as YAML text. */
static bool put(struct jx_edits *edits, struct jx_edit edit, struct jx_str value, bool flow)
{
    const struct jx_node *map = edit.node;
    const struct jx_str pair = pair_text(edits->arena, edit.key, value, flow);

    struct jx_edit *begun = begun_on(edits, map);

    if (begun != NULL) { /* a blank that has its first key: the next one stands behind it */
        begun->text =
            jx_str_printf(edits->arena, "%.*s, %.*s }",
                          JX_FMT(jx_str_sub(begun->text, 0, begun->text.len - 2)), JX_FMT(pair));
        edit.from = edit.to = begun->to;
        edit.text = JX_STR("");
    } else if (map->kind == JX_NODE_SCALAR) {
        edit.from = jx__edit_start(edits, map);
        edit.to = end_of(edits, map);
        edit.text = written_over(edits, map, jx_str_printf(edits->arena, "{ %.*s }", JX_FMT(pair)));
    } else if (char_at(source_of(edits), jx__edit_start(edits, map)) == '{') {
        put_flow(edits, map, pair, &edit);
    } else {
        put_block(edits, map, pair, &edit);
    }
    push(edits, edit);
    return true;
}

/* Whether a key can be put in; *ret_flow: between brackets. */
static bool takes_key(const struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                      bool *ret_flow)
{
    const bool blank = jx_node_is_null(map);

    if (jx__edits_csv(edits) || (!blank && map->kind != JX_NODE_MAP) || has_key(edits, map, key) ||
        !usable(edits, map, ret_flow))
        return false;
    if (blank && begun_on(edits, map) != NULL && begun_on(edits, map)->key.ptr == NULL)
        return false; /* it is being given a value */
    *ret_flow = *ret_flow || blank || char_at(source_of(edits), jx__edit_start(edits, map)) == '{';
    return blank || map->n > 0 || *ret_flow;
}

bool jx_edit_put(struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                 struct jx_str value)
{
    bool flow;

    if (!takes_key(edits, map, key, &flow))
        return false;
    return put(edits, (struct jx_edit){.node = map, .key = key, .value = value},
               yaml_scalar(edits->arena, value, 0, flow), flow);
}

bool jx_edit_put_record(struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                        const struct jx_edit_pair *pairs, size_t n_pairs)
{
    bool flow;

    if (!takes_key(edits, map, key, &flow))
        return false;
    return put(edits, (struct jx_edit){.node = map, .key = key, .pairs = pairs, .n_pairs = n_pairs},
               record_text(edits->arena, pairs, n_pairs), flow);
}

/* ---- maps of records ---- */

/* Each in a line of its own, two columns in from a key that stands at col1. */
static struct jx_str records_text(const struct jx_edits *edits, uint32_t col1,
                                  const struct jx_edit_record *records, size_t n)
{
    struct jx_buf buf = {.arena = edits->arena};

    for (size_t i = 0; i < n; i++) {
        const struct jx_str record =
            record_text(edits->arena, records[i].pairs, records[i].n_pairs);
        jx_buf_adds(&buf, line_end(source_of(edits)));
        for (uint32_t col = 0; col <= col1; col++)
            jx_buf_addc(&buf, ' ');
        jx_buf_add(&buf, pair_text(edits->arena, records[i].key, record, false));
    }
    return jx_buf_str(&buf);
}

/* Below the line of a key without a value; a comment in that line stays. */
static bool fill_records(struct jx_edits *edits, const struct jx_node_entry *entry,
                         const struct jx_edit_record *records, size_t n)
{
    const struct jx_str source = source_of(edits);
    struct jx_edit edit = {.node = entry->value, .records = records, .n_records = n};
    bool flow;

    if (!jx_node_is_null(entry->value) || !usable(edits, entry->value, &flow) || flow ||
        jx__edit_of(edits, entry->value, 0) != NULL)
        return false;
    const size_t end = end_of(edits, entry->value);
    edit.from = jx__edit_start(edits, entry->value);
    for (edit.to = end; edit.to < source.len && strchr("\r\n", source.ptr[edit.to]) == NULL;)
        edit.to++;
    edit.text =
        jx_str_printf(edits->arena, "%.*s%.*s", JX_FMT(jx_str_sub(source, end, edit.to - end)),
                      JX_FMT(records_text(edits, entry->key_span.col1, records, n)));
    push(edits, edit);
    return true;
}

bool jx_edit_put_records(struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                         const struct jx_edit_record *records, size_t n_records)
{
    struct jx_edit edit = {.node = map, .key = key, .records = records, .n_records = n_records};
    struct jx_str text;
    bool flow;

    for (size_t i = 0; map->kind == JX_NODE_MAP && i < map->n; i++)
        if (jx_str_eq(map->entries[i].key, key))
            return fill_records(edits, &map->entries[i], records, n_records);
    if (!takes_key(edits, map, key, &flow) || flow)
        return false;
    text = records_text(edits, map->entries[0].key_span.col1, records, n_records);
    put_block(edits, map,
              jx_str_printf(edits->arena, "%.*s:%.*s",
                            JX_FMT(yaml_scalar(edits->arena, key, 0, false)), JX_FMT(text)),
              &edit);
    push(edits, edit);
    return true;
}

/* ---- the new text ---- */

/* Earlier places first; changes at one place in the order they were asked for. */
static struct jx_edit *sorted(const struct jx_edits *edits)
{
    struct jx_edit *items = JX_ARRAY(edits->arena, struct jx_edit, edits->n);

    for (size_t i = 0; i < edits->n; i++) {
        size_t at = i;
        for (; at > 0 && items[at - 1].from > edits->items[i].from; at--)
            items[at] = items[at - 1];
        items[at] = edits->items[i];
    }
    return items;
}

bool jx_edits_csv(struct jx_arena *arena, struct jx_sources *sources, uint32_t file,
                  const struct jx_node **ret_rows)
{
    struct jx_node *rows = JX_NEW(arena, struct jx_node);
    struct jx__csv csv = {0};
    struct jx_diags diags;

    jx_diags_init(&diags, arena, sources);
    if (!jx__csv_parse(arena, file, &diags, &csv))
        return false;
    *rows =
        (struct jx_node){.kind = JX_NODE_LIST, .span.file = file, .items = csv.items, .n = csv.n};
    *ret_rows = rows;
    return true;
}

bool jx_edits_apply(const struct jx_edits *edits, struct jx_str *ret_text)
{
    const struct jx_str source = source_of(edits);
    const struct jx_edit *items = sorted(edits);
    struct jx_buf buf = {.arena = edits->arena};
    size_t at = 0;

    for (size_t i = 0; i < edits->n; i++) {
        if (items[i].from < at)
            return false;
        jx_buf_add(&buf, jx_str_sub(source, at, items[i].from - at));
        jx_buf_add(&buf, items[i].text);
        at = items[i].to;
    }
    jx_buf_add(&buf, jx_str_sub(source, at, source.len));
    if (!jx__edits_read_back(edits, jx_buf_str(&buf)))
        return false;
    *ret_text = jx_buf_str(&buf);
    return true;
}
