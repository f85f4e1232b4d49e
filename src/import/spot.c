/* spot.c - from what a cell shows to the place in the files where that stands.
 *
 * Layer:   import.
 */
#include "import/internal.h"

#define PLAN_FILE "项目.yaml"
#define FINDINGS_FILE "评价.yaml"
#define FINDINGS_BEGIN "格式: 1\n"
#define FINDINGS_LIST "指标"

static struct jx__spot computed(void)
{
    return (struct jx__spot){.kind = JX__SPOT_COMPUTED};
}

static struct jx_str cut(struct jx_str path, struct jx_str *ret_rest)
{
    const size_t dot = jx_str_find(path, JX_STR("."), 0);

    *ret_rest = dot == SIZE_MAX ? JX_NO_STR : jx_str_sub(path, dot + 1, SIZE_MAX);
    return jx_str_sub(path, 0, dot);
}

static struct jx_str last_of(struct jx_str path, struct jx_str *ret_before)
{
    size_t from = path.len;

    while (from > 0 && path.ptr[from - 1] != '.')
        from--;
    *ret_before = from == 0 ? JX_NO_STR : jx_str_sub(path, 0, from - 1);
    return jx_str_sub(path, from, SIZE_MAX);
}

/* ---- types ---- */

static const struct jx_field *field_of(const struct jx_schema *schema, struct jx_str key)
{
    for (size_t i = 0; schema != NULL && i < schema->n_fields; i++)
        if (jx_str_is(key, schema->fields[i].key))
            return &schema->fields[i];
    return NULL;
}

static const struct jx_schema *record_of(const struct jx_schema *root, const char *key)
{
    return field_of(root, jx_str_of(key))->record;
}

static const struct jx_declared *declared_of(const struct jx__importer *importer,
                                             const struct jx_schema *schema, struct jx_str key)
{
    const struct jx_import_input *input = importer->input;

    for (size_t i = 0; schema != NULL && i < input->n_declared; i++)
        if (jx_str_is(input->declared[i].record.str, schema->name) &&
            jx_str_eq(input->declared[i].key.str, key))
            return &input->declared[i];
    return NULL;
}

static enum jx_field_type declared_type(struct jx_str type)
{
    static const struct {
        const char *name;
        enum jx_field_type type;
    } types[] = {{"数", JX_F_NUM},    {"百分比", JX_F_PERCENT}, {"日期", JX_F_DATE},
                 {"是否", JX_F_BOOL}, {"选项", JX_F_CHOICE},    {"多选", JX_F_TEXTS}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (jx_str_is(type, types[i].name))
            return types[i].type;
    return JX_F_TEXT;
}

/* Give the spot the type of its member. */
static struct jx__spot typed(struct jx__importer *importer, struct jx__spot spot,
                             const struct jx_schema *schema, struct jx_str key)
{
    const struct jx_field *field = field_of(schema, key);
    const struct jx_declared *declared = declared_of(importer, schema, key);

    spot.type = schema == NULL ? JX_F_ANY : JX_F_TEXT;
    if (declared != NULL) {
        spot.type = declared_type(declared->type.str);
        for (size_t i = 0; i < declared->choices.n; i++)
            JX_PUSH(importer->arena, &spot.choices, declared->choices.items[i].str);
    }
    if (field == NULL)
        return spot;
    spot.type = field->type;
    for (const char *const *choice = field->choices; choice != NULL && *choice; choice++)
        JX_PUSH(importer->arena, &spot.choices, jx_str_of(*choice));
    if ((field->flags & JX_FIELD_INHERIT) && spot.kind == JX__SPOT_SET && spot.rows != NULL)
        spot.schema = schema;
    if (field->type >= JX_F_TEXTS && field->type != JX_F_ANY)
        return jx__no_spot(JX_STR("它是一组值，请直接改文件"));
    return spot;
}

/* ---- 资金 ---- */

static const struct jx_node *name_in(const struct jx_node *list, struct jx_str name, size_t *ret_at)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct jx_node *item = list->items[i];
        if (item->kind == JX_NODE_LIST)
            item = item->n ? item->items[0] : NULL;
        if (item != NULL && jx_str_eq(item->text, name)) {
            *ret_at = i;
            return list->items[i];
        }
    }
    return NULL;
}

static bool is_sum(const struct jx_funds *funds, struct jx_str name)
{
    for (size_t i = 0; i < funds->sums.n; i++)
        if (jx_str_eq(funds->sums.items[i].name.str, name))
            return true;
    return false;
}

/* rest: 阶段.来源 */
static struct jx__spot funds_spot(struct jx__importer *importer, struct jx_str rest)
{
    const struct jx_funds *funds = &importer->input->project->funds;
    struct jx_str source;
    const struct jx_str stage = cut(rest, &source);
    size_t col, at;
    struct jx__spot spot;

    if (funds->span.file == 0)
        return jx__no_spot(JX_STR(PLAN_FILE " 里没有“资金”"));
    const struct jx_node *row = name_in(funds->rows, stage, &at);
    const struct jx_node *column = name_in(funds->columns, source, &col);
    if (row == NULL && column == NULL) { /* sources may stand in the rows */
        row = name_in(funds->rows, source, &at);
        column = name_in(funds->columns, stage, &col);
    }
    if (column == NULL && is_sum(funds, source))
        return computed();
    if (row == NULL || column == NULL || col == 0)
        return jx__no_spot(jx_str_printf(importer->arena,
                                         "“资金”里没有“%.*s”，请先在 " PLAN_FILE " 里加上",
                                         JX_FMT(row == NULL ? stage : source)));
    if (col >= row->n)
        return jx__no_spot(JX_STR("“资金”这一行写的值不够数，请先补上 ~"));
    spot = jx__record_spot(importer, row->items[col]->span, JX_NO_STR);
    spot.type = JX_F_NUM;
    return spot;
}

/* ---- 指标, 逆向指标 ---- */

/* The member of a finding that is not written yet, or only as "B3:". */
static struct jx__spot new_finding(struct jx__importer *importer, struct jx_str id,
                                   struct jx_str key)
{
    struct jx__file *file = jx__file_named(importer, JX_STR(FINDINGS_FILE));

    if (file == NULL)
        file = jx__file_new(importer, JX_STR(FINDINGS_FILE), JX_STR(FINDINGS_BEGIN));
    if (file == NULL)
        return jx__no_spot(JX_STR(FINDINGS_FILE " 读不懂"));
    const struct jx_node *list = jx_node_at(file->root, FINDINGS_LIST);
    if (list == NULL || jx_node_is_null(list))
        return (struct jx__spot){.kind = JX__SPOT_FIRST,
                                 .file = file,
                                 .node = file->root,
                                 .list = JX_STR(FINDINGS_LIST),
                                 .id = id,
                                 .key = key,
                                 .old = JX_STR(""),
                                 .span = list == NULL ? file->root->span : list->span};
    for (size_t i = 0; list->kind == JX_NODE_MAP && i < list->n; i++)
        if (jx_str_eq(list->entries[i].key, id))
            return jx_node_is_null(list->entries[i].value)
                       ? jx__map_spot(file, list->entries[i].value, key)
                       : jx__record_spot(importer, list->entries[i].value->span, key);
    if (list->kind != JX_NODE_MAP || jx_node_at(list, "列") || jx_node_at(list, "CSV"))
        return jx__no_spot(jx_str_printf(
            importer->arena, FINDINGS_FILE " 的“指标”里没有 %.*s，请先加上", JX_FMT(id)));
    return (struct jx__spot){.kind = JX__SPOT_RECORD,
                             .file = file,
                             .node = list,
                             .id = id,
                             .key = key,
                             .old = JX_STR(""),
                             .span = list->span};
}

static struct jx__spot finding_spot(struct jx__importer *importer, const struct jx_finding *finding,
                                    struct jx_str id, struct jx_str key)
{
    const struct jx_schema *schema = record_of(&jx_findings_schema, "指标");
    struct jx__spot spot = finding != NULL && finding->span.file != 0
                               ? jx__record_spot(importer, finding->span, key)
                               : new_finding(importer, id, key);

    return typed(importer, spot, schema, key);
}

static bool is_finding_member(const struct jx__importer *importer, struct jx_str key)
{
    const struct jx_schema *schema = record_of(&jx_findings_schema, "指标");

    return !jx_str_is(key, "编号") &&
           (field_of(schema, key) != NULL || declared_of(importer, schema, key) != NULL);
}

static bool is_member(const struct jx__importer *importer, const struct jx_schema *schema,
                      struct jx_str key)
{
    return field_of(schema, key) != NULL || declared_of(importer, schema, key) != NULL;
}

static struct jx__spot indicator_spot(struct jx__importer *importer,
                                      const struct jx_indicator *indicator, struct jx_str key)
{
    const struct jx_schema *schema = record_of(&jx_project_schema, "指标");
    struct jx__spot spot;

    if (jx_str_is(key, "扣分")) /* in tables: what the score lacks */
        return computed();
    if (is_finding_member(importer, key))
        spot = finding_spot(importer, indicator->finding, indicator->id.str, key);
    else if (is_member(importer, schema, key))
        spot = typed(importer, jx__record_spot(importer, indicator->span, key), schema, key);
    else
        return computed();
    if (jx_str_is(key, "得分") && indicator->finding != NULL && indicator->finding->excluded.truth)
        return jx__no_spot(JX_STR("这一项写着“不适用”，要评分的先去掉它"));
    spot.indicator = indicator;
    return spot;
}

/* list: 逆向指标 or 加分指标. */
static struct jx__spot deduction_spot(struct jx__importer *importer, const char *list,
                                      const struct jx_deduction *deduction, struct jx_str key)
{
    const struct jx_schema *schema = record_of(&jx_project_schema, list);

    if (is_finding_member(importer, key))
        return finding_spot(importer, deduction->finding, deduction->id.str, key);
    if (is_member(importer, schema, key))
        return typed(importer, jx__record_spot(importer, deduction->span, key), schema, key);
    return computed();
}

/* ---- records of lists ---- */

static bool same_place(struct jx_span a, struct jx_span b)
{
    return a.file == b.file && a.line1 == b.line1 && a.col1 == b.col1;
}

struct list {
    const void *items;
    size_t n;
};

/* The schema of the record that stands at a place; NULL for free data. */
static const struct jx_schema *schema_at(const struct jx_schema *schema, const void *record,
                                         struct jx_span place)
{
    for (size_t f = 0; f < schema->n_fields; f++) {
        const struct jx_field *field = &schema->fields[f];
        const void *at = (const char *)record + field->offset;
        const struct jx_schema *found = NULL;
        if (field->type == JX_F_RECORD)
            found = schema_at(field->record, at, place);
        const struct list *list = field->type == JX_F_LIST || field->type == JX_F_KEYED ? at : NULL;
        if (list != NULL && field->record->span_offset == JX_NO_OFFSET)
            continue;
        for (size_t i = 0; list != NULL && i < list->n && found == NULL; i++) {
            const char *item = (const char *)list->items + i * field->record->size;
            const void *span = item + field->record->span_offset;
            if (same_place(*(const struct jx_span *)span, place))
                found = field->record;
        }
        if (found != NULL)
            return found;
    }
    return NULL;
}

static struct jx__spot item_spot(struct jx__importer *importer, struct jx_span place,
                                 struct jx_str key)
{
    const struct jx_project *project = importer->input->project;
    const struct jx_schema *schema;

    if (place.file == 0)
        return computed();
    for (size_t i = 0; i < project->indicators.n; i++)
        if (same_place(project->indicators.items[i].span, place))
            return indicator_spot(importer, &project->indicators.items[i], key);
    for (size_t i = 0; i < project->deductions.n; i++)
        if (same_place(project->deductions.items[i].span, place))
            return deduction_spot(importer, "逆向指标", &project->deductions.items[i], key);
    for (size_t i = 0; i < project->bonuses.n; i++)
        if (same_place(project->bonuses.items[i].span, place))
            return deduction_spot(importer, "加分指标", &project->bonuses.items[i], key);
    schema = schema_at(&jx_project_schema, project, place);
    if (schema == NULL)
        schema = schema_at(&jx_findings_schema, project, place);
    if (schema != NULL && !is_member(importer, schema, key))
        return computed();
    return typed(importer, jx__record_spot(importer, place, key), schema, key);
}

/* ---- paths from the root ---- */

static const struct jx_indicator *indicator_named(const struct jx_project *project,
                                                  struct jx_str name)
{
    for (size_t i = 0; i < project->indicators.n; i++)
        if (jx_str_eq(project->indicators.items[i].id.str, name))
            return &project->indicators.items[i];
    for (size_t i = 0; i < project->indicators.n; i++)
        if (jx_str_eq(project->indicators.items[i].name.str, name))
            return &project->indicators.items[i];
    return NULL;
}

/* The type of 报告日期, 填报.总分 … */
static struct jx__spot typed_by_path(struct jx__importer *importer, struct jx__spot spot,
                                     struct jx_str path)
{
    const struct jx_schema *roots[] = {&jx_project_schema, &jx_findings_schema};
    struct jx_str rest;

    for (size_t i = 0; i < 2; i++) {
        const struct jx_field *field = field_of(roots[i], cut(path, &rest));
        if (field != NULL && rest.ptr == NULL)
            return typed(importer, spot, roots[i], path);
        if (field != NULL && field->type == JX_F_RECORD)
            return typed(importer, spot, field->record, rest);
    }
    return typed(importer, spot, NULL, path);
}

/* A value that is not written: its key goes into the map above it, or 补充 with it into the file of the findings or the plan. */
static struct jx__spot absent_spot(struct jx__importer *importer, struct jx_str path)
{
    struct jx_str before;
    const struct jx_str key = last_of(path, &before);
    const struct jx_value *above = before.ptr ? jx_value_find(importer->data, before) : NULL;
    const bool is_plan = before.ptr == NULL && field_of(&jx_project_schema, key) != NULL;
    struct jx__file *file = jx__file_named(importer, JX_STR(FINDINGS_FILE));

    if (above != NULL && above->kind == JX_V_MAP && above->span.file != 0)
        return jx__record_spot(importer, above->span, key);
    if (file == NULL || is_plan)
        file = jx__file_named(importer, JX_STR(PLAN_FILE));
    if (file == NULL || (before.ptr != NULL && !jx_str_is(before, "补充")))
        return jx__no_spot(JX_STR("资料里没有它的上一级，请直接写进文件"));
    if (is_plan)
        return jx__map_spot(file, file->root, key);
    above = jx_value_find(importer->data, JX_STR("补充"));
    if (above != NULL && above->span.file != 0)
        return jx__record_spot(importer, above->span, key);
    return (struct jx__spot){.kind = JX__SPOT_RECORD,
                             .file = file,
                             .node = file->root,
                             .id = JX_STR("补充"),
                             .key = key,
                             .old = JX_STR(""),
                             .span = file->root->span};
}

static struct jx__spot path_spot(struct jx__importer *importer, struct jx_str path)
{
    const struct jx_value *value = jx_value_find(importer->data, path);
    struct jx_str rest, after;
    const struct jx_str first = cut(path, &rest);
    const struct jx_str second = rest.ptr == NULL ? JX_NO_STR : cut(rest, &after);
    const struct jx_indicator *indicator = NULL;

    if (jx_str_is(first, "资金") && rest.ptr != NULL && after.ptr != NULL)
        return funds_spot(importer, rest);
    if (jx_str_is(first, "指标") && rest.ptr != NULL && after.ptr != NULL)
        indicator = indicator_named(importer->input->project, second);
    if (indicator != NULL)
        return indicator_spot(importer, indicator, after);
    if (value == NULL)
        return typed_by_path(importer, absent_spot(importer, path), path);
    if (value->span.file == 0)
        return computed();
    return typed_by_path(importer, jx__record_spot(importer, value->span, JX_NO_STR), path);
}

struct jx__spot jx__spot_find(struct jx__importer *importer, const struct jx_cell *cell,
                              struct jx_str member)
{
    struct jx_str before;
    const struct jx_str path = jx_cell_source(cell)->path;
    const struct jx_value *item = cell->item;
    struct jx_str key = last_of(path, &before);

    if (member.ptr != NULL)
        key = member;
    if (path.ptr == NULL)
        return computed();
    if (item == NULL)
        return path_spot(importer, member.ptr == NULL || before.ptr == NULL
                                       ? (member.ptr ? member : path)
                                       : jx_str_printf(importer->arena, "%.*s.%.*s", JX_FMT(before),
                                                       JX_FMT(member)));
    const struct jx_value *value = jx_value_find(item, path);
    if (before.ptr != NULL)
        item = jx_value_find(item, before);
    if (item != NULL && item->span.file == 0 && value != NULL && value->span.file != 0)
        return typed(importer, jx__record_spot(importer, value->span, JX_NO_STR), NULL, key);
    return item == NULL ? jx__no_spot(JX_STR("资料里没有它的上一级，请直接写进文件"))
                        : item_spot(importer, item->span, key);
}
