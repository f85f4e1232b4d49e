/* Lists of records in their four forms: records, records by key, rows under columns, CSV. */
#include "input/internal.h"
#include "input/source.h"
#include "input/suggest.h"

/* Columns of a table with rows, whichever file they stand in. */
struct table {
    const struct jx_decode *decode;
    const struct jx_schema *schema;
    const struct jx_node **columns; /* scalars with the keys, shape [n_columns]; NULL: ignored */
    size_t n_columns;
    struct jx_node *above; /* INHERIT: what the row above holds; null: nothing; shape [n_columns] */
    struct jx_node_entry *entries; /* of the row that is being read, shape [n_columns] */
};

/* Whether a list keeps to the limit; else a message. */
static bool size_check(const struct jx_decode *d, struct jx_str key, struct jx_span place, size_t n,
                       size_t limit)
{
    if (n <= limit)
        return true;
    JX_SAY(d->diags, RECORDS_MANY, place, key, jx_str_printf(d->arena, "%zu", n),
           jx_str_printf(d->arena, "%zu", limit));
    return false;
}

static void list_make(struct jx_arena *arena, const struct jx_schema *schema, size_t n,
                      struct jx__list *list)
{
    list->items = jx_arena_array(arena, n, schema->size);
    list->n = n;
}

static void *list_at(const struct jx__list *list, const struct jx_schema *schema, size_t i)
{
    return (char *)list->items + i * schema->size;
}

/* ---- records, and records by key ---- */

static void records_decode(const struct jx_decode *d, const struct jx_schema *schema,
                           const struct jx_node *node, struct jx__list *list)
{
    list_make(d->arena, schema, node->n, list);
    for (size_t i = 0; i < node->n; i++)
        jx__record_decode(d, schema, node->items[i], list_at(list, schema, i), (struct jx_text){0});
}

static void keyed_decode(const struct jx_decode *d, const struct jx_schema *schema,
                         const struct jx_node *node, struct jx__list *list)
{
    list_make(d->arena, schema, node->n, list);
    for (size_t i = 0; i < node->n; i++) {
        struct jx_text key = {node->entries[i].key, node->entries[i].key_span};
        jx__record_decode(d, schema, node->entries[i].value, list_at(list, schema, i), key);
    }
}

/* ---- columns ---- */

static void say_unknown_column(const struct table *t, const struct jx_node *column)
{
    const struct jx_decode *d = t->decode;
    struct jx_strs keys = jx__schema_keys(d, t->schema);
    struct jx_str nearest = jx_suggest(d->diags, column->text, keys.items, keys.n);
    jx_suggested(JX_SAY(d->diags, COLUMN_UNKNOWN, column->span, jx_str_of(t->schema->name),
                        jx_shown(d->arena, column->text), nearest),
                 nearest);
}

/* Whether the column may be used; else a message. */
static bool column_check(const struct table *t, const struct jx_node *column)
{
    const struct jx_decode *d = t->decode;
    if (column->kind != JX_NODE_SCALAR) {
        JX_SAY(d->diags, WANT_SCALAR, column->span, JX_STR("列"));
        return false;
    }
    if (!jx__field_find(t->schema, column->text) &&
        !jx__declared_find(d, t->schema, column->text)) {
        say_unknown_column(t, column);
        return false;
    }
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i] && jx_str_eq(t->columns[i]->text, column->text)) {
            JX_SAY(d->diags, COLUMN_TWICE, column->span, column->text);
            return false;
        }
    return true;
}

static struct table table_make(const struct jx_decode *d, const struct jx_schema *schema,
                               const struct jx_node *header)
{
    struct table t = {.decode = d, .schema = schema};
    t.columns = JX_ARRAY(d->arena, const struct jx_node *, header->n);
    t.above = JX_ARRAY(d->arena, struct jx_node, header->n);
    t.entries = JX_ARRAY(d->arena, struct jx_node_entry, header->n);
    for (size_t i = 0; i < header->n; i++) {
        bool good = column_check(&t, header->items[i]);
        t.columns[t.n_columns++] = good ? header->items[i] : NULL;
    }
    return t;
}

static size_t column_find(const struct table *t, const char *key)
{
    size_t i = 0;
    while (i < t->n_columns && !(t->columns[i] && jx_str_is(t->columns[i]->text, key)))
        i++;
    return i;
}

/* ---- rows ---- */

static bool same_text(const struct jx_node *a, const struct jx_node *b)
{
    return !jx_node_is_null(a) && a->kind == JX_NODE_SCALAR && b->kind == JX_NODE_SCALAR &&
           jx_str_eq(a->text, b->text);
}

/* Work out the INHERIT cells of a row into t->above. In the order of the schema: once one of them names something
 * new, a blank in a later one means none (a new 一级 does not go on under the old 二级). */
static void row_inherit(const struct table *t, const struct jx_node *row)
{
    bool goes_on = true;
    for (size_t f = 0; f < t->schema->n_fields; f++) {
        if (!(t->schema->fields[f].flags & JX_FIELD_INHERIT))
            continue;
        size_t i = column_find(t, t->schema->fields[f].key);
        if (i == t->n_columns)
            continue;
        const struct jx_node *cell = i < row->n ? row->items[i] : NULL;
        if (!jx_node_is_null(cell)) {
            goes_on = goes_on && same_text(&t->above[i], cell);
            t->above[i] = *cell;
        } else if (!goes_on) {
            t->above[i] = (struct jx_node){0};
        }
    }
}

/* A copy that stays when the row is gone. */
static const struct jx_node *kept(const struct table *t, const struct jx_node *cell)
{
    struct jx_node *copy = JX_NEW(t->decode->arena, struct jx_node);
    *copy = *cell;
    return copy;
}

/* The row as a map from column to cell, so that it is decoded like any record. */
static struct jx_node row_map(const struct table *t, const struct jx_node *row)
{
    struct jx_node map = {.kind = JX_NODE_MAP, .span = row->span, .entries = t->entries};
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!t->columns[i])
            continue;
        const struct jx_field *field = jx__field_find(t->schema, t->columns[i]->text);
        const struct jx_node *cell = i < row->n ? row->items[i] : NULL;
        if (field && (field->flags & JX_FIELD_INHERIT))
            cell = &t->above[i];
        if (jx_node_is_null(cell))
            continue;
        if (field && field->type == JX_F_NODE)
            cell = kept(t, cell);
        map.entries[map.n++] = (struct jx_node_entry){t->columns[i]->text, cell->span,
                                                      (struct jx_node *)(uintptr_t)cell};
    }
    return map;
}

static void row_check_size(const struct table *t, const struct jx_node *row)
{
    const struct jx_decode *d = t->decode;
    if (row->n == t->n_columns)
        return;
    struct jx_str n_cells = jx_str_printf(d->arena, "%zu", row->n);
    struct jx_str n_columns = jx_str_printf(d->arena, "%zu", t->n_columns);
    if (row->n > t->n_columns)
        JX_SAY(d->diags, ROW_LONG, row->items[t->n_columns]->span, n_cells, n_columns);
    else
        JX_SAY(d->diags, ROW_SHORT, row->span, n_cells, n_columns);
}

static void row_decode(const struct table *t, const struct jx_node *row, struct jx__list *list)
{
    row_check_size(t, row);
    row_inherit(t, row);
    struct jx_node map = row_map(t, row);
    jx__record_decode(t->decode, t->schema, &map, list_at(list, t->schema, list->n++),
                      (struct jx_text){0});
}

static void rows_decode(const struct table *t, const struct jx_node *rows, struct jx__list *list)
{
    list_make(t->decode->arena, t->schema, rows->n, list);
    list->n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->items[i]->kind == JX_NODE_LIST)
            row_decode(t, rows->items[i], list);
        else
            JX_SAY(t->decode->diags, ROW_KIND, rows->items[i]->span);
}

/* {列: […], 行: [[…], …]}; other keys are mistakes. */
static void table_decode(const struct jx_decode *d, const struct jx_field *field,
                         const struct jx_node *node, struct jx__list *list)
{
    static const struct jx_str parts[] = {{"列", 3}, {"行", 3}};
    const struct jx_node *header = jx_node_at(node, "列");
    const struct jx_node *rows = jx_node_at(node, "行");
    for (size_t i = 0; i < node->n; i++) {
        const struct jx_node_entry *entry = &node->entries[i];
        if (jx_str_is(entry->key, "列") || jx_str_is(entry->key, "行"))
            continue;
        struct jx_str nearest = jx_suggest(d->diags, entry->key, parts, 2);
        jx_suggested(JX_SAY(d->diags, KEY_UNKNOWN, entry->key_span, jx_str_of(field->key),
                            jx_shown(d->arena, entry->key), nearest),
                     nearest);
    }
    if (!header || header->kind != JX_NODE_LIST || !rows || rows->kind != JX_NODE_LIST) {
        JX_SAY(d->diags, TABLE_PART, node->span, jx_str_of(field->key));
        return;
    }
    if (!size_check(d, JX_STR("列"), header->span, header->n, JX_SCHEMA_MAX_COLUMNS) ||
        !size_check(d, jx_str_of(field->key), rows->span, rows->n, JX_SCHEMA_MAX_RECORDS))
        return;
    struct table t = table_make(d, field->record, header);
    rows_decode(&t, rows, list);
}

/* ---- CSV ---- */

/* Spreadsheets pad rows with empty cells: those behind the last column say nothing. */
static void trailing_blanks_drop(struct jx_node *row, size_t keep)
{
    while (row->n > keep && row->items[row->n - 1]->text.len == 0)
        row->n--;
}

/* Read the file to its end for its mistakes. How many rows it has; false after messages. */
static bool csv_count(uint32_t file, struct jx_diags *diags, size_t *ret_n)
{
    struct jx__csv_reader csv = jx__csv_open(file, diags);
    struct jx_arena *own = jx_arena_new(0);
    struct jx_arena_mark mark = jx_arena_mark(own);
    *ret_n = 0;
    for (; jx__csv_next(&csv, own, own) != NULL; jx_arena_reset(own, mark))
        ++*ret_n;
    jx_arena_free(own);
    return csv.good;
}

/* The n rows of a file without mistakes, one in memory at a time. name: of the file. */
static void csv_rows_decode(const struct jx_decode *d, const struct jx_schema *schema,
                            const struct jx_text *name, uint32_t file, size_t n,
                            struct jx__list *list)
{
    struct jx__csv_reader csv = jx__csv_open(file, d->diags);
    struct jx_node *row = jx__csv_next(&csv, d->arena, d->arena);
    if (row)
        trailing_blanks_drop(row, 0);
    if (!row || row->n == 0) {
        JX_SAY(d->diags, CSV_EMPTY, name->span, name->str);
        return;
    }
    if (!size_check(d, JX_STR("列"), row->span, row->n, JX_SCHEMA_MAX_COLUMNS) ||
        !size_check(d, name->str, name->span, n - 1, JX_SCHEMA_MAX_RECORDS))
        return;
    struct table t = table_make(d, schema, row);
    struct jx_arena *own = jx_arena_new(0);
    struct jx_arena_mark mark = jx_arena_mark(own);
    list_make(d->arena, schema, n - 1, list);
    list->n = 0;
    for (; (row = jx__csv_next(&csv, own, d->arena)) != NULL; jx_arena_reset(own, mark)) {
        trailing_blanks_drop(row, t.n_columns);
        row_decode(&t, row, list);
    }
    jx_arena_free(own);
}

static void csv_decode(const struct jx_decode *d, const struct jx_field *field,
                       const struct jx_node *name, struct jx__list *list)
{
    uint32_t file;
    struct jx_text text;
    size_t n;
    if (jx__text_decode(d, JX_STR("CSV"), name, &text) &&
        jx_source_read(d->arena, d->folder, text.str, text.span, JX_YAML_MAX_BYTES, d->diags,
                       &file) == JX_OK &&
        csv_count(file, d->diags, &n))
        csv_rows_decode(d, field->record, &text, file, n, list);
}

void jx__list_decode(const struct jx_decode *d, const struct jx_field *field,
                     const struct jx_node *node, void *place)
{
    struct jx__list *list = place;
    const struct jx_node *csv = jx_node_at(node, "CSV");
    if (!size_check(d, jx_str_of(field->key), node->span, node->n, JX_SCHEMA_MAX_RECORDS))
        return;
    if (node->kind == JX_NODE_LIST)
        records_decode(d, field->record, node, list);
    else if (csv && node->n == 1)
        csv_decode(d, field, csv, list);
    else if (jx_node_at(node, "列") || jx_node_at(node, "行"))
        table_decode(d, field, node, list);
    else if (node->kind == JX_NODE_MAP && field->record->key_field)
        keyed_decode(d, field->record, node, list);
    else if (node->kind != JX_NODE_MAP || node->n == 0 || !jx__say_dash_tight(d, node->entries))
        JX_SAY(d->diags, WANT_LIST, node->span, jx_str_of(field->key));
}
