/* chart.c - 图表: numbers checked and made into a chart; layout draws it. */
#include "document/figure_make.h"
#include "document/tabledef.h"

#include <stddef.h>

#define FIELD(key_, kind_, member_, doc_)                                                          \
    {                                                                                              \
        .key = key_, .type = kind_, .offset = offsetof(struct jx__chart_record, member_),          \
        .doc = doc_                                                                                \
    }

#define MAX_DIGITS 10
#define DEFAULT_DIGITS 2 /* of numbers that have no end */
#define MIN_RADAR 3

/* ---- as written ---- */

static const char *const kind_words[] = {"条形", "柱形", "折线", "雷达", NULL};

/* By the order of kind_words: what can be drawn and still be read. */
static const struct kind {
    enum jx_figure_kind kind;
    size_t max_categories, max_series;
} kinds[] = {
    {JX_FIGURE_BARS, 200, 4},
    {JX_FIGURE_COLUMNS, 30, JX__MAX_SERIES},
    {JX_FIGURE_LINES, 60, JX__MAX_SERIES},
    {JX_FIGURE_RADAR, 12, 3},
};

static const struct jx_field series_fields[] = {
    {.key = "名",
     .type = JX_F_TEXT,
     .offset = offsetof(struct jx__series_record, name),
     .doc = "图例"},
    {.key = "值",
     .type = JX_F_ANY,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct jx__series_record, values),
     .doc = "每个类别一个数，没有的写 ~"},
};
static const struct jx_schema series_schema = {
    .name = "系列",
    .size = sizeof(struct jx__series_record),
    .fields = series_fields,
    .n_fields = sizeof series_fields / sizeof *series_fields,
    .span_offset = offsetof(struct jx__series_record, span),
    .extra_offset = JX_NO_OFFSET,
};

static const struct jx_field chart_fields[] = {
    {.key = "类型",
     .type = JX_F_CHOICE,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct jx__chart_record, kind),
     .choices = kind_words,
     .doc = "条形 柱形 折线 雷达"},
    FIELD("数据", JX_F_TEXT, list, "数据中的列表，每项一个类别"),
    FIELD("名", JX_F_TEXT, label, "各项中作类别名的一项，不写为 名称"),
    FIELD("值", JX_F_NODE, members, "各项中要画的一项或几项"),
    FIELD("条件", JX_F_NODE, condition, "只要合条件的项"),
    FIELD("类别", JX_F_TEXTS, categories, "直接写出的类别"),
    {.key = "系列",
     .type = JX_F_LIST,
     .offset = offsetof(struct jx__chart_record, series),
     .record = &series_schema,
     .doc = "直接写出的数：名和值"},
    FIELD("标题", JX_F_TEXT, title, "图题"),
    FIELD("编号", JX_F_BOOL, numbered, "是否印图号"),
    FIELD("引用", JX_F_TEXT, anchor, "引用名"),
    FIELD("单位", JX_F_TEXT, unit, "右上角的单位"),
    FIELD("格式", JX_F_TEXT, format, "原样 数 百分比 金额"),
    FIELD("最小", JX_F_TEXT, low, "数轴的起点"),
    FIELD("最大", JX_F_TEXT, high, "数轴的终点"),
    FIELD("宽", JX_F_TEXT, width, "如 120mm 或 80%"),
    FIELD("高", JX_F_TEXT, height, "如 70mm"),
    FIELD("标数", JX_F_BOOL, value_labels, "否：不印数值"),
};
const struct jx_schema jx__chart_schema = {
    .name = "图表",
    .size = sizeof(struct jx__chart_record),
    .fields = chart_fields,
    .n_fields = sizeof chart_fields / sizeof *chart_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

/* ---- numbers ---- */

/* A value as a number. Of the data, a text is left out with a warning; written into the template, it is an error. */
static bool take_value(struct jx__builder *b, const struct jx__chart_series *series,
                       struct jx_str category, const struct jx_value *value, struct jx_num *ret)
{
    if (value == NULL || value->kind == JX_V_NONE)
        return false;
    bool compound = value->kind == JX_V_LIST || value->kind == JX_V_MAP;
    struct jx_str text = compound ? JX_STR("…") : jx_str_trim(jx_value_str(b->arena, value));
    if (text.len == 0)
        return false;
    if (!compound && jx__value_num(b->arena, value, ret))
        return true;
    if (series->what.ptr != NULL) {
        JX_SAY(b->diags, CHART_TEXT, series->span, category, series->what, text);
    } else {
        JX_SAY(b->diags, CHART_VALUE, value->span, text);
        b->failed = true;
    }
    return false;
}

static struct jx_figure_series take_series(struct jx__builder *b, const struct jx__chart_data *data,
                                           const struct jx__chart_series *source)
{
    size_t n = data->categories.n;
    struct jx_figure_series series = {.name = source->name,
                                      .values = JX_ARRAY(b->arena, struct jx_num, n),
                                      .present = JX_ARRAY(b->arena, bool, n)};
    for (size_t i = 0; i < n; i++)
        series.present[i] =
            take_value(b, source, data->categories.items[i], source->values[i], &series.values[i]);
    return series;
}

static bool has_category(const struct jx_figure *figure, size_t category)
{
    for (size_t s = 0; s < figure->n_series; s++)
        if (figure->series[s].present[category])
            return true;
    return false;
}

/* Take out the categories without a single number. */
static void drop_categories(struct jx_figure *figure)
{
    size_t kept = 0;
    for (size_t i = 0; i < figure->n_categories; i++) {
        if (!has_category(figure, i))
            continue;
        figure->categories[kept] = figure->categories[i];
        for (size_t s = 0; s < figure->n_series; s++) {
            figure->series[s].values[kept] = figure->series[s].values[i];
            figure->series[s].present[kept] = figure->series[s].present[i];
        }
        kept++;
    }
    figure->n_categories = kept;
}

static bool has_number(const struct jx_figure_series *series, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (series->present[i])
            return true;
    return false;
}

/* Series and categories, those without a number left out. */
static void take_numbers(struct jx__builder *b, const struct jx__chart_data *data,
                         struct jx_figure *figure)
{
    figure->categories = data->categories.items;
    figure->n_categories = data->categories.n;
    figure->series = JX_ARRAY(b->arena, struct jx_figure_series, data->series.n);
    for (size_t i = 0; i < data->series.n; i++) {
        struct jx_figure_series series = take_series(b, data, &data->series.items[i]);
        if (has_number(&series, figure->n_categories))
            figure->series[figure->n_series++] = series;
    }
    drop_categories(figure);
}

/* ---- format ---- */

/* Digits after the point and the percent sign of a value as it is written; digits -1 when they never end. */
static struct jx_num_format written_format(struct jx__builder *b, const struct jx_value *value)
{
    struct jx_str text = jx_str_trim(jx_value_str(b->arena, value));
    struct jx_num_format format = {.percent = jx_str_ends(text, JX_STR("%")) ||
                                              jx_str_ends(text, JX_STR("％"))};
    size_t point = jx_str_find(text, JX_STR("."), 0);
    while (point != SIZE_MAX && point + 1 < text.len && text.ptr[point + 1] >= '0' &&
           text.ptr[point + 1] <= '9')
        point++, format.digits++;
    return format;
}

/* Where 格式 is not written: percentages when all values are, as many digits as the longest. */
static struct jx_num_format common_format(struct jx__builder *b, const struct jx__chart_data *data)
{
    struct jx_num_format common = {.percent = true};
    struct jx_num num;
    for (size_t s = 0; s < data->series.n; s++)
        for (size_t i = 0; i < data->categories.n; i++) {
            const struct jx_value *value = data->series.items[s].values[i];
            if (value == NULL || !jx__value_num(b->arena, value, &num))
                continue;
            struct jx_num_format format = written_format(b, value);
            common.percent = common.percent && format.percent;
            if (format.digits > common.digits)
                common.digits = format.digits;
        }
    if (common.digits > MAX_DIGITS)
        common.digits = DEFAULT_DIGITS;
    return common;
}

static bool take_format(struct jx__builder *b, const struct jx__chart_record *record,
                        const struct jx__chart_data *data, struct jx_figure *figure)
{
    struct jx__format format;
    figure->format = common_format(b, data);
    if (record->format.str.ptr != NULL) {
        bool known = jx__format_parse(b->arena, record->format.str, &format) &&
                     format.kind != JX__F_TARGET && format.kind != JX__F_DATE;
        if (!known) {
            JX_SAY(b->diags, CHART_FORMAT, record->format.span, record->format.str);
            return false;
        }
        if (format.kind != JX__F_PLAIN)
            figure->format.percent = format.kind == JX__F_PERCENT;
        if (format.digits >= 0)
            figure->format.digits = format.digits;
    }
    figure->format.prefix = JX_STR("");
    figure->format.suffix = JX_STR("");
    return true;
}

/* ---- axis ---- */

static bool take_end(struct jx__builder *b, const struct jx_text *text, struct jx_num *ret_end,
                     bool *ret_has)
{
    if (jx_str_empty(jx_str_trim(text->str)))
        return true;
    *ret_has = jx__value_num(b->arena, jx_value_text(b->arena, text->str), ret_end);
    if (!*ret_has)
        JX_SAY(b->diags, CHART_AXIS, text->span, text->str);
    return *ret_has;
}

/* Every value is on the axis. */
static bool check_values(struct jx__builder *b, const struct jx_figure *figure)
{
    for (size_t s = 0; s < figure->n_series; s++)
        for (size_t i = 0; i < figure->n_categories; i++) {
            struct jx_num value = figure->series[s].values[i];
            struct jx_str text;
            if (!figure->series[s].present[i])
                continue;
            bool outside = (figure->has_low && jx_num_cmp(value, figure->low) < 0) ||
                           (figure->has_high && jx_num_cmp(value, figure->high) > 0);
            bool negative = figure->kind == JX_FIGURE_RADAR && jx_num_sign(value) < 0;
            text = outside || negative ? jx_num_text(b->arena, value, MAX_DIGITS) : JX_NO_STR;
            if (negative)
                JX_SAY(b->diags, CHART_NEGATIVE, figure->span, figure->categories[i], text);
            else if (outside)
                JX_SAY(b->diags, CHART_OUTSIDE, figure->span, figure->categories[i], text);
            if (outside || negative)
                return false;
        }
    return true;
}

static bool take_axis(struct jx__builder *b, const struct jx__chart_record *record,
                      struct jx_figure *figure)
{
    bool good = take_end(b, &record->low, &figure->low, &figure->has_low);
    good = take_end(b, &record->high, &figure->high, &figure->has_high) && good;
    if (good && figure->has_low && figure->has_high && jx_num_cmp(figure->low, figure->high) >= 0) {
        JX_SAY(b->diags, CHART_AXIS, record->low.span, record->low.str);
        return false;
    }
    return good && check_values(b, figure);
}

/* ---- the whole ---- */

static const struct kind *kind_of(struct jx_str word)
{
    size_t i = 0;
    while (kind_words[i] != NULL && !jx_str_is(word, kind_words[i]))
        i++;
    return &kinds[kind_words[i] == NULL ? 0 : i];
}

static bool say_many(struct jx__builder *b, const struct jx__chart_record *record,
                     struct jx_str what, size_t n, size_t max)
{
    if (n <= max)
        return false;
    JX_SAY(b->diags, CHART_MANY, record->kind.span, record->kind.str, what,
           jx_str_printf(b->arena, "%zu", n), jx_str_printf(b->arena, "%zu", max));
    return true;
}

/* The kind that can be drawn; false after a message when none can. */
static bool take_kind(struct jx__builder *b, const struct jx__chart_record *record,
                      struct jx_figure *figure)
{
    const struct kind *kind = kind_of(record->kind.str);
    if (figure->n_categories == 0) {
        JX_SAY(b->diags, CHART_EMPTY, figure->span);
        return false;
    }
    if (say_many(b, record, JX_STR("类别"), figure->n_categories, kind->max_categories) ||
        say_many(b, record, JX_STR("系列"), figure->n_series, kind->max_series))
        return false;
    figure->kind = kind->kind;
    if (kind->kind == JX_FIGURE_RADAR && figure->n_categories < MIN_RADAR) {
        JX_SAY(b->diags, CHART_RADAR, record->kind.span,
               jx_str_printf(b->arena, "%zu", figure->n_categories));
        figure->kind = JX_FIGURE_BARS;
    }
    return true;
}

static bool take_size(struct jx__builder *b, const struct jx__chart_record *record,
                      struct jx_figure *figure)
{
    bool good = jx__figure_length(b, &record->width, &figure->width_mpt, &figure->width_permille);
    return jx__figure_length(b, &record->height, &figure->height_mpt, NULL) && good;
}

void jx__chart_component(struct jx__builder *b, const void *record_, struct jx_span span)
{
    const struct jx__chart_record *record = record_;
    struct jx_figure *figure = JX_NEW(b->arena, struct jx_figure);
    struct jx__chart_data data = {0};
    bool failed = b->failed;
    *figure =
        (struct jx_figure){.span = span,
                           .unit = record->unit.str,
                           .value_labels = !record->value_labels.set || record->value_labels.truth};
    bool good = jx__chart_data_read(b, record, span, &data);
    good = take_size(b, record, figure) && good;
    b->failed = false;
    if (good)
        take_numbers(b, &data, figure);
    good = good && !b->failed && take_kind(b, record, figure) &&
           take_format(b, record, &data, figure) && take_axis(b, record, figure);
    b->failed = failed || !good;
    struct jx__figure_place place = {
        .span = span,
        .caption = jx__inlines_plain(b->arena, record->title.str, record->title.span),
        .numbered = record->numbered,
        .anchor = record->anchor,
    };
    if (good)
        jx__figure_push(b, figure, &place);
}
