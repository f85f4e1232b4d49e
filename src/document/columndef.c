/* columndef.c - reads the columns of a table definition, those that are repeated over a list among them. */
#include "document/tabledef_read.h"

#include <stddef.h>

/* A column of a repeated group. */
struct inner_record {
    struct jx_span span;
    struct jx_text name;
    struct jx_amount width;
    struct jx_text when;
};

static const struct jx_field inner_fields[] = {
    FIELD(struct inner_record, "名", JX_F_TEXT, name, "列名，公式里用"),
    FIELD(struct inner_record, "宽", JX_F_NUM, width, "与别的列相比的宽度；不写的按文字"),
    FIELD(struct inner_record, "当", JX_F_TEXT, when, "数据中有此项才有这一列"),
};
static const struct jx_schema inner_schema = SCHEMA("一组列", struct inner_record, inner_fields);

struct jx__column_record {
    struct jx_span span;
    struct inner_record own; /* what a single column says */
    const struct jx_node *repeat, *condition;
    struct jx_amount total;
    struct {
        struct inner_record *items;
        size_t n;
    } columns;
};

static const struct jx_field column_fields[] = {
    FIELD(struct jx__column_record, "名", JX_F_TEXT, own.name, "列名，公式里用"),
    FIELD(struct jx__column_record, "宽", JX_F_NUM, own.width, "与别的列相比的宽度；不写的按文字"),
    FIELD(struct jx__column_record, "当", JX_F_TEXT, own.when, "数据中有此项才有这一列"),
    FIELD(struct jx__column_record, "重复", JX_F_NODE, repeat,
          "数据中的列表，或词的列表：每项一列或一组列"),
    FIELD(struct jx__column_record, "条件", JX_F_NODE, condition, "只要合条件的项"),
    FIELD(struct jx__column_record, "总宽", JX_F_NUM, total, "重复的各列合起来多宽"),
    {.key = "列",
     .type = JX_F_LIST,
     .offset = offsetof(struct jx__column_record, columns),
     .record = &inner_schema,
     .doc = "每项重复的一组列"},
};
const struct jx_schema jx__column_schema = SCHEMA("列", struct jx__column_record, column_fields);

/* Tenths of the number, so that 7.5 is possible. */
static uint32_t width_of(struct jx__reader *r, const struct jx_amount *width)
{
    int64_t tenths;
    if (!width->set)
        return 0;
    struct jx_num num = jx_num_mul(r->arena, width->num, jx_num_int(r->arena, 10));
    if (jx_num_to_int(num, &tenths) && tenths >= 1 && tenths <= 10000)
        return (uint32_t)tenths;
    JX_SAY(r->diags, TABLE_WIDTH, width->span, width->text);
    return 0;
}

static void push_column(struct jx__reader *r, const struct inner_record *record, size_t group)
{
    struct jx__tabledef *def = r->def;
    for (size_t i = 0; i < def->n_columns && record->name.str.ptr != NULL; i++)
        if (jx_str_eq(def->columns[i].name.str, record->name.str))
            JX_SAY(r->diags, TABLE_COLUMN_TWICE, record->name.span, record->name.str);
    def->columns[def->n_columns++] =
        (struct jx__column){record->name, width_of(r, &record->width), record->when, group};
}

void jx__repeat_read(struct jx__reader *r, const struct jx_node *node, struct jx__repeat *repeat)
{
    bool good = node->kind == JX_NODE_SCALAR || (node->kind == JX_NODE_LIST && node->n > 0);
    if (node->kind == JX_NODE_SCALAR)
        repeat->list = (struct jx_text){node->text, node->span};
    for (size_t i = 0; node->kind == JX_NODE_LIST && i < node->n; i++) {
        const struct jx_node *item = node->items[i];
        struct jx_text word = {item->text, item->span};
        good = good && item->kind == JX_NODE_SCALAR && !jx_node_is_null(item);
        JX_PUSH(r->arena, &repeat->words, word);
    }
    if (!good)
        JX_SAY(r->diags, TABLE_REPEAT, node->span);
}

/* Whether a record has only what belongs together; else it is said what does not. */
static bool check_parts(struct jx__reader *r, const struct jx__column_record *record)
{
    const struct inner_record *own = &record->own;
    const char *lone = record->columns.n > 0       ? "列"
                       : record->condition != NULL ? "条件"
                       : record->total.set         ? "总宽"
                                                   : NULL;
    if (record->repeat == NULL && lone != NULL) {
        JX_SAY(r->diags, TABLE_COLUMN_ALONE, record->span, jx_str_of(lone));
        return false;
    }
    if (record->columns.n > 0 &&
        (own->name.str.ptr != NULL || own->width.set || own->when.str.ptr != NULL)) {
        JX_SAY(r->diags, TABLE_COLUMN_PARTS, record->span);
        return false;
    }
    return true;
}

static void read_group(struct jx__reader *r, const struct jx__column_record *record)
{
    struct jx__tabledef *def = r->def;
    const bool single = record->columns.n == 0;
    struct jx__column_group group = {.span = record->span,
                                     .first = def->n_columns,
                                     .n = single ? 1 : record->columns.n,
                                     .total = width_of(r, &record->total)};
    jx__repeat_read(r, record->repeat, &group.repeat);
    jx__conditions_decode(r->arena, record->condition, r->diags, &group.conditions);
    for (size_t i = 0; i < group.n; i++)
        push_column(r, single ? &record->own : &record->columns.items[i], def->groups.n);
    JX_PUSH(r->arena, &def->groups, group);
}

void jx__columns_read(struct jx__reader *r, const struct jx__column_records *records,
                      struct jx_span span)
{
    const struct jx__column_record *items = records->items;
    size_t n = 0;
    for (size_t i = 0; i < records->n; i++)
        n += items[i].columns.n > 0 ? items[i].columns.n : 1;
    if (n == 0 || n > JX__MAX_COLUMNS) {
        JX_SAY(r->diags, TABLE_COLUMNS, span, jx_str_printf(r->arena, "%d", JX__MAX_COLUMNS));
        return;
    }
    r->def->columns = JX_ARRAY(r->arena, struct jx__column, n);
    for (size_t i = 0; i < records->n; i++)
        if (!check_parts(r, &items[i]))
            continue;
        else if (items[i].repeat != NULL)
            read_group(r, &items[i]);
        else
            push_column(r, &items[i].own, SIZE_MAX);
}
