/* table_chart.c - 图表 of a table: a native chart of the workbook, over the table's own cells.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 *
 * The words are those of the component 图表; 区段 takes the place of 数据: each row of the band is a point, or, with 随,
 * each run of rows that the column has merged, over which a formula then sums.
 */
#include "document/figure.h"
#include "document/tabledef.h"

#include "input/suggest.h"

#include <stddef.h>

#define MAX_POINTS 1000 /* more bars than any page shows */
#define MAX_SERIES 6

struct chart_record {
    struct jx_span span;
    struct jx_text kind, band, label, follow, title, unit, sheet, format, low, high;
    const struct jx_node *values;
    struct jx_flag value_labels;
};

static const char *const kind_words[] = {"条形", "柱形", "折线", "雷达", NULL};
static const enum jx_figure_kind kinds[] = {JX_FIGURE_BARS, JX_FIGURE_COLUMNS, JX_FIGURE_LINES,
                                            JX_FIGURE_RADAR};

#define FIELD(key_, kind_, member_, flags_, doc_)                                                  \
    {                                                                                              \
        .key = key_, .type = kind_, .flags = flags_,                                               \
        .offset = offsetof(struct chart_record, member_), .doc = doc_                              \
    }

static const struct jx_field chart_fields[] = {
    {.key = "类型",
     .type = JX_F_CHOICE,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct chart_record, kind),
     .choices = kind_words,
     .doc = "条形 柱形 折线 雷达"},
    FIELD("区段", JX_F_TEXT, band, JX_FIELD_REQUIRED, "区段或行的名，每行一个类别"),
    FIELD("名", JX_F_TEXT, label, JX_FIELD_REQUIRED, "作类别名的列"),
    FIELD("值", JX_F_NODE, values, JX_FIELD_REQUIRED, "要画的列或公式，一个或几个"),
    FIELD("随", JX_F_TEXT, follow, 0, "列名：这一列合并在一起的几行成一个类别"),
    FIELD("标题", JX_F_TEXT, title, 0, "图题"),
    FIELD("单位", JX_F_TEXT, unit, 0, "数轴旁的单位"),
    FIELD("工作表", JX_F_TEXT, sheet, 0, "图表自成一张工作表时的名称"),
    FIELD("格式", JX_F_TEXT, format, 0, "原样 数 百分比 金额"),
    FIELD("最小", JX_F_TEXT, low, 0, "数轴的起点"),
    FIELD("最大", JX_F_TEXT, high, 0, "数轴的终点"),
    FIELD("标数", JX_F_BOOL, value_labels, 0, "否：不印数值"),
};
static const struct jx_schema chart_schema = {
    .name = "图表",
    .size = sizeof(struct chart_record),
    .fields = chart_fields,
    .n_fields = sizeof chart_fields / sizeof *chart_fields,
    .span_offset = offsetof(struct chart_record, span),
    .extra_offset = JX_NO_OFFSET,
};

struct series_record {
    struct jx_text name, value;
};

static const struct jx_field series_fields[] = {
    {.key = "名", .type = JX_F_TEXT, .offset = offsetof(struct series_record, name), .doc = "图例"},
    {.key = "值",
     .type = JX_F_TEXT,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct series_record, value),
     .doc = "列名或公式"},
};
static const struct jx_schema series_schema = {
    .name = "值",
    .size = sizeof(struct series_record),
    .fields = series_fields,
    .n_fields = sizeof series_fields / sizeof *series_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

struct series {
    struct jx_str name;
    const struct jx_expr *expr;
};

/* Rows that are one point. */
struct point {
    size_t row, rows;
};

/* One chart being made. */
struct maker {
    struct jx__grid *grid;
    struct jx_arena *arena;
    struct chart_record record;
    const struct jx_span *span; /* of the chart */
    size_t label, follow;       /* columns; follow SIZE_MAX: each row a point */
    struct JX_VEC(struct series) series;
    struct JX_VEC(struct point) points;
};

/* ---- as written ---- */

static bool read_value(struct maker *m, const struct jx_node *node)
{
    struct series_record record = {0};
    struct jx_expr *expr = NULL;
    struct jx_decode decode = {.arena = m->arena, .diags = m->grid->b->diags};
    if (node->kind == JX_NODE_SCALAR)
        record.value = (struct jx_text){node->text, node->span};
    else if (jx_schema_decode(&decode, &series_schema, node, &record) != JX_OK)
        return false;
    if (jx_expr_parse(m->arena, record.value.str, record.value.span, decode.diags, &expr) != JX_OK)
        return false;
    if (record.name.str.ptr == NULL && expr->kind == JX_X_NAME)
        record.name.str = expr->text;
    JX_PUSH(m->arena, &m->series, (struct series){record.name.str, expr});
    return true;
}

static bool read_values(struct maker *m)
{
    const struct jx_node *node = m->record.values;
    bool good = true;
    if (node->kind != JX_NODE_LIST)
        return read_value(m, node);
    for (size_t i = 0; i < node->n && i < MAX_SERIES; i++)
        good = read_value(m, node->items[i]) && good;
    if (node->n <= MAX_SERIES)
        return good;
    JX_SAY(m->grid->b->diags, CHART_MANY, node->span, m->record.kind.str, JX_STR("系列"),
           jx_str_printf(m->arena, "%zu", node->n), jx_str_printf(m->arena, "%d", MAX_SERIES));
    return false;
}

static bool read_columns(struct maker *m)
{
    struct jx_diags *diags = m->grid->b->diags;
    m->label = jx__column_named(m->arena, diags, m->grid->def, &m->record.label);
    m->follow = SIZE_MAX;
    if (m->record.follow.str.ptr != NULL)
        m->follow = jx__column_named(m->arena, diags, m->grid->def, &m->record.follow);
    if (m->label == SIZE_MAX || (m->follow == SIZE_MAX && m->record.follow.str.ptr != NULL))
        return false;
    m->label = jx__grid_column_at(m->grid, m->label);
    if (m->follow != SIZE_MAX)
        m->follow = jx__grid_column_at(m->grid, m->follow);
    return true;
}

/* ---- rows ---- */

/* Names of the rows and bands of the definition; true when one is `name`. */
static bool has_band(struct jx_arena *arena, const struct jx__band *bands, size_t n,
                     struct jx_str name, struct jx_strs *names)
{
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        if (bands[i].name.str.ptr != NULL)
            JX_PUSH(arena, names, bands[i].name.str);
        for (size_t k = 0; k < bands[i].n_rows; k++)
            if (bands[i].rows[k].name.str.ptr != NULL)
                JX_PUSH(arena, names, bands[i].rows[k].name.str);
        found = has_band(arena, bands[i].bands, bands[i].n_bands, name, names) || found;
    }
    for (size_t i = 0; i < names->n; i++)
        found = found || jx_str_eq(names->items[i], name);
    return found;
}

static bool check_band(struct maker *m)
{
    const struct jx__tabledef *def = m->grid->def;
    struct jx_diags *diags = m->grid->b->diags;
    struct jx_text band = m->record.band;
    struct jx_strs names = {0};
    if (has_band(m->arena, def->bands, def->n_bands, band.str, &names))
        return true;
    struct jx_str near = jx_suggest(diags, band.str, names.items, names.n);
    jx_suggested(JX_SAY(diags, TABLE_BAND_UNKNOWN, band.span, band.str, near), near);
    return false;
}

static void push_points(struct maker *m, const struct jx__region *region)
{
    for (size_t row = region->row0; row < region->row1 && m->points.n < MAX_POINTS;) {
        struct point point = {row, 1};
        if (m->follow != SIZE_MAX) {
            const struct jx_cell *cell = jx__grid_cell_at(m->grid, row, m->follow);
            size_t end = cell->row + cell->rows;
            point.rows = (end < region->row1 ? end : region->row1) - row;
        }
        JX_PUSH(m->arena, &m->points, point);
        row += point.rows;
    }
}

static void find_points(struct maker *m)
{
    const struct jx__grid *grid = m->grid;
    for (size_t i = 0; i < grid->regions.n; i++)
        if (jx_str_eq(grid->regions.items[i].name, m->record.band.str))
            push_points(m, &grid->regions.items[i]);
}

/* ---- points ---- */

static struct jx_cell label_of(struct maker *m, const struct point *point)
{
    const struct jx_cell *cell = jx__grid_cell_at(m->grid, point->row, m->label);
    struct jx_cell_ref *ref = JX_NEW(m->arena, struct jx_cell_ref);
    *ref = (struct jx_cell_ref){
        .row0 = cell->row, .row1 = cell->row, .col0 = cell->col, .col1 = cell->col};
    struct jx_cell label = {.rows = 1, .cols = 1, .text = cell->text, .span = cell->span};
    struct jx_cell_more *more = jx_cell_more_make(m->arena, &label);
    more->refs = ref;
    more->n_refs = 1;
    return label;
}

static struct jx_cell value_of(struct maker *m, const struct point *point,
                               const struct jx_expr *expr)
{
    struct jx_cell cell = {.row = (uint32_t)point->row,
                           .rows = (uint32_t)point->rows,
                           .col = (uint32_t)m->label,
                           .cols = 1,
                           .span = m->span};
    jx__grid_evaluate(m->grid, &cell, expr);
    return cell;
}

static void fill(struct maker *m, struct jx_table_chart *chart)
{
    size_t n = m->points.n;
    chart->labels = JX_ARRAY(m->arena, struct jx_cell, n);
    chart->names = JX_ARRAY(m->arena, struct jx_str, m->series.n);
    chart->values = JX_ARRAY(m->arena, struct jx_cell, n * m->series.n);
    chart->n_points = n;
    for (size_t i = 0; i < n; i++)
        chart->labels[i] = label_of(m, &m->points.items[i]);
    for (size_t s = 0; s < m->series.n && !m->grid->failed; s++) {
        struct jx_cell *values = &chart->values[chart->n_series * n];
        bool any = false;
        for (size_t i = 0; i < n && !m->grid->failed; i++) {
            values[i] = value_of(m, &m->points.items[i], m->series.items[s].expr);
            any = any || values[i].num != NULL;
        }
        if (any)
            chart->names[chart->n_series++] = m->series.items[s].name;
    }
}

/* ---- the axis ---- */

static bool take_end(struct maker *m, const struct jx_text *text, struct jx_num *ret_end,
                     bool *ret_has)
{
    if (jx_str_empty(jx_str_trim(text->str)))
        return true;
    *ret_has = jx__value_num(m->arena, jx_value_text(m->arena, text->str), ret_end);
    if (!*ret_has)
        JX_SAY(m->grid->b->diags, CHART_AXIS, text->span, text->str);
    return *ret_has;
}

static bool take_format(struct maker *m, struct jx_table_chart *chart)
{
    struct jx__format format = {JX__F_PLAIN, -1};
    struct jx_text text = m->record.format;
    bool known = text.str.ptr == NULL || jx__format_parse(m->arena, text.str, &format);
    if (!known || format.kind == JX__F_TARGET || format.kind == JX__F_DATE) {
        JX_SAY(m->grid->b->diags, CHART_FORMAT, text.span, text.str);
        return false;
    }
    chart->format = (struct jx_num_format){.digits = format.digits,
                                           .percent = format.kind == JX__F_PERCENT,
                                           .prefix = JX_STR(""),
                                           .suffix = JX_STR("")};
    return true;
}

static bool take_looks(struct maker *m, struct jx_table_chart *chart)
{
    const struct chart_record *record = &m->record;
    struct jx__builder *b = m->grid->b;
    bool failed = false;
    for (size_t i = 0; kind_words[i] != NULL; i++)
        if (jx_str_is(record->kind.str, kind_words[i]))
            chart->kind = kinds[i];
    chart->span = record->span;
    m->span = &chart->span;
    chart->title = jx__table_text(b, &m->grid->frames, &record->title, &failed);
    chart->unit = jx__table_text(b, &m->grid->frames, &record->unit, &failed);
    chart->sheet = jx__table_text(b, &m->grid->frames, &record->sheet, &failed);
    chart->value_labels = !record->value_labels.set || record->value_labels.truth;
    bool good = take_format(m, chart);
    good = take_end(m, &record->low, &chart->low, &chart->has_low) && good;
    good = take_end(m, &record->high, &chart->high, &chart->has_high) && good;
    if (good && chart->has_low && chart->has_high && jx_num_cmp(chart->low, chart->high) >= 0) {
        JX_SAY(b->diags, CHART_AXIS, record->low.span, record->low.str);
        good = false;
    }
    return good && !failed;
}

/* ---- the whole ---- */

/* False after messages. */
static bool make_chart(struct jx__grid *grid, const struct jx_node *node,
                       struct jx_table_chart *chart)
{
    struct maker m = {.grid = grid, .arena = grid->b->arena};
    struct jx_decode decode = {.arena = m.arena, .diags = grid->b->diags};
    if (jx_schema_decode(&decode, &chart_schema, node, &m.record) != JX_OK)
        return false;
    bool good = read_columns(&m);
    good = read_values(&m) && good;
    good = check_band(&m) && good;
    good = take_looks(&m, chart) && good;
    if (!good)
        return false;
    find_points(&m);
    fill(&m, chart);
    return !grid->failed;
}

void jx__table_charts(struct jx__grid *grid, const struct jx_node *node, struct jx_table *table)
{
    if (jx_node_is_null(node))
        return;
    bool list = node->kind == JX_NODE_LIST;
    size_t n = list ? node->n : 1;
    struct jx_table_chart *charts = JX_ARRAY(grid->b->arena, struct jx_table_chart, n);
    table->charts = charts;
    for (size_t i = 0; i < n; i++) {
        struct jx_table_chart *chart = &charts[table->n_charts];
        *chart = (struct jx_table_chart){0};
        if (!make_chart(grid, list ? node->items[i] : node, chart))
            grid->failed = true;
        else
            table->n_charts += chart->n_series > 0;
    }
}
