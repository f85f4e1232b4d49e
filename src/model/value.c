/* The project as templates see it. */
#include "base/index.h"
#include "model/internal.h"

struct jx_value *jx__amount_value(struct jx_arena *arena, const struct jx_amount *amount)
{
    struct jx_value *value =
        amount->set ? jx_value_num(arena, amount->num, amount->text) : jx_value_none(arena);
    value->span = amount->span;
    return value;
}

struct jx_value *jx__text_value(struct jx_arena *arena, const struct jx_text *text)
{
    struct jx_value *value = jx_value_text(arena, text->str);
    value->span = text->span;
    return value;
}

/* {名称: 全年执行, 市级: 2428.53, …, 各列: [amounts in the order of 列]}; blank cells are there as none, so that their
 * names are known. */
static struct jx_value *stage_value(struct jx_arena *arena, const struct jx_funds *funds,
                                    const struct jx_fund_line *stage)
{
    struct jx_value *row = jx_value_map(arena);
    jx_value_put(arena, row, JX_STR("名称"), jx__text_value(arena, &stage->name));
    struct jx_value *cells = jx_value_list(arena);
    for (size_t i = 0; i < funds->n_sources; i++)
        jx_value_push(arena, cells, jx__amount_value(arena, &stage->amounts[i]));
    jx_value_put(arena, row, JX_STR("各列"), cells);
    for (size_t i = 0; i < funds->n_sources; i++)
        jx_value_put(arena, row, funds->sources[i].str, cells->list.items[i]);
    return row;
}

/* The amount of a source in the first of the stages (NULL at the end) that is there; NULL for none. */
static const struct jx_amount *amount_of(const struct jx_funds *funds, const char *const *stages,
                                         struct jx_str source)
{
    const struct jx_amount *amount = NULL;
    for (; *stages && !amount; stages++)
        amount = jx_funds_at(funds, jx_str_of(*stages), source);
    return amount;
}

/* Spent÷budget of a source, none where one of both is missing or the budget is 0. */
static struct jx_value *rate_value(struct jx_arena *arena, const struct jx_funds *funds, size_t i)
{
    static const char *const spending[] = {"全年执行", "实际支出", "预算执行", NULL};
    static const char *const budgets[] = {"全年预算", "调整后预算", NULL};
    const struct jx_amount *spent = amount_of(funds, spending, funds->sources[i].str);
    const struct jx_amount *budget = amount_of(funds, budgets, funds->sources[i].str);
    bool known = spent && spent->set && budget && budget->set && jx_num_sign(budget->num) != 0;
    return known ? jx_value_num(arena, jx_num_div(arena, spent->num, budget->num), JX_NO_STR)
                 : jx_value_none(arena);
}

static struct jx_value *funds_value(struct jx_arena *arena, const struct jx_funds *funds)
{
    struct jx_value *map = jx_value_map(arena);
    struct jx_value *columns = jx_value_list(arena);
    struct jx_value *rows = jx_value_list(arena);
    struct jx_value *rates = jx_value_list(arena);
    map->span = funds->span;
    if (funds->unit.str.ptr)
        jx_value_put(arena, map, JX_STR("单位"), jx__text_value(arena, &funds->unit));
    for (size_t i = 0; i < funds->n_sources; i++) {
        jx_value_push(arena, columns, jx__text_value(arena, &funds->sources[i]));
        jx_value_push(arena, rates, rate_value(arena, funds, i));
    }
    jx_value_put(arena, map, JX_STR("列"), columns);
    jx_value_put(arena, map, JX_STR("各列执行率"), rates);
    jx_value_put(arena, map, JX_STR("行"), rows);
    for (size_t s = 0; s < funds->n_stages; s++) {
        struct jx_value *row = stage_value(arena, funds, &funds->stages[s]);
        jx_value_push(arena, rows, row);
        jx_value_put(arena, map, funds->stages[s].name.str, row);
    }
    return map;
}

/* What was found of an indicator joins what was planned. */
static void finding_join(struct jx_arena *arena, const struct jx_indicator *indicator,
                         struct jx_value *map)
{
    if (indicator->rule.str.ptr)
        jx_value_put(arena, map, JX_STR("规则"), jx__text_value(arena, &indicator->rule));
    if (!indicator->finding)
        return;
    const struct jx_value *found = jx_schema_value(arena, &jx__finding_schema, indicator->finding);
    for (size_t i = 0; i < found->map.n; i++)
        jx_value_put(arena, map, found->map.items[i].key, found->map.items[i].value);
}

static void indicators_join(struct jx_arena *arena, const struct jx_project *project,
                            const struct jx_value *data)
{
    const struct jx_value *list = jx_value_at(data, JX_STR("指标"));
    for (size_t i = 0; list && i < project->indicators.n; i++)
        finding_join(arena, &project->indicators.items[i], list->list.items[i]);
}

/* The advice as it stands in a problem's list: what it does not say must not be looked for in the problem around it. */
static struct jx_value *advice_value(struct jx_arena *arena, const struct jx_value *advice)
{
    struct jx_value *map = jx_value_map(arena);
    jx_value_put(arena, map, JX_STR("内容"), jx_value_text(arena, JX_STR("")));
    for (size_t i = 0; i < advice->map.n; i++)
        jx_value_put(arena, map, advice->map.items[i].key, advice->map.items[i].value);
    return map;
}

/* 对应建议 of each problem: the advice that aims at it. */
static void advice_join(struct jx_arena *arena, const struct jx_project *project,
                        const struct jx_value *data)
{
    const struct jx_value *problems = jx_value_at(data, JX_STR("问题"));
    const struct jx_value *advice = jx_value_at(data, JX_STR("建议"));
    struct jx_value **lists = JX_ARRAY(arena, struct jx_value *, project->problems.n);
    struct jx_index ids = {0};
    for (size_t i = 0; problems != NULL && i < project->problems.n; i++) {
        lists[i] = jx_value_list(arena);
        jx_value_put(arena, problems->list.items[i], JX_STR("对应建议"), lists[i]);
        if (project->problems.items[i].id.str.ptr != NULL)
            (void)jx_index_add(arena, &ids, project->problems.items[i].id.str, i);
    }
    for (size_t i = 0; advice != NULL && i < project->advice.n; i++) {
        const struct jx_texts *aims = &project->advice.items[i].problems;
        for (size_t k = 0; k < aims->n; k++) {
            size_t at = jx_index_find(&ids, aims->items[k].str);
            if (at != SIZE_MAX)
                jx_value_push(arena, lists[at], advice_value(arena, advice->list.items[i]));
        }
    }
}

/* 补充 of both files as one map; loading has refused names that stand in both. */
static struct jx_value *extras_join(struct jx_arena *arena, struct jx_value *ours,
                                    struct jx_value *theirs)
{
    if (!ours || !theirs)
        return ours ? ours : theirs;
    struct jx_value *all = jx_value_map(arena);
    all->span = ours->span;
    for (size_t i = 0; i < ours->map.n; i++)
        JX_PUSH(arena, &all->map, ours->map.items[i]);
    for (size_t i = 0; i < theirs->map.n; i++)
        JX_PUSH(arena, &all->map, theirs->map.items[i]);
    return all;
}

static struct jx_value *make(struct jx_arena *arena, const struct jx_project *project)
{
    struct jx_value *data = jx_schema_value(arena, &jx_project_schema, project);
    const struct jx_value *found = jx_schema_value(arena, &jx_findings_schema, project);
    for (size_t i = 0; i < found->map.n; i++)
        if (!jx_str_is(found->map.items[i].key, "指标"))
            jx_value_put(arena, data, found->map.items[i].key, found->map.items[i].value);
    if (project->funds.span.file)
        jx_value_put(arena, data, JX_STR("资金"), funds_value(arena, &project->funds));
    indicators_join(arena, project, data);
    advice_join(arena, project, data);
    jx__subprojects_group(arena, project, data);
    struct jx_value *extra = extras_join(arena, project->extra, project->findings_extra);
    if (extra)
        jx_value_put(arena, data, JX_STR("补充"), extra);
    return data;
}

struct jx_value *jx_project_value(struct jx_arena *arena, const struct jx_project *project)
{
    struct jx_value *data;
    if (!project->values)
        return make(arena, project);
    data = jx_value_map(arena);
    data->span = project->values->span;
    for (size_t i = 0; i < project->values->map.n; i++)
        JX_PUSH(arena, &data->map, project->values->map.items[i]);
    return data;
}
