/* 资金: the matrix as written, turned so that its rows are the stages, with the sums that are not stated. */
#include "model/internal.h"

#include "input/suggest.h"

/* The names that tell which axis holds the stages. */
static const char *const stage_names[] = {"年初预算", "全年预算", "实际到位", "全年执行"};

/* The matrix as written: names of both axes and the cells between them. */
struct matrix {
    struct jx_text *columns; /* shape [n_columns] */
    size_t n_columns;
    struct jx_text *rows; /* shape [n_rows] */
    size_t n_rows;
    struct jx_amount *cells; /* shape [n_rows × n_columns] */
};

struct builder {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_funds *funds;
    const struct jx_project *project;
    bool good;
};

/* ---- reading ---- */

static const struct jx_node *list_part(struct builder *b, const struct jx_node *node,
                                       struct jx_str key)
{
    if (node && node->kind == JX_NODE_LIST && node->n > 0)
        return node;
    JX_SAY(b->diags, FUNDS_PART, node ? node->span : b->funds->span, key);
    b->good = false;
    return NULL;
}

/* A name of the row or column axis, which must be new among the n before it. */
static bool name_read(struct builder *b, const struct jx_node *node, const struct jx_text *before,
                      size_t n, struct jx_text *ret_name)
{
    if (node->kind != JX_NODE_SCALAR || jx_node_is_null(node)) {
        JX_SAY(b->diags, FUNDS_NAME, node->span);
        return b->good = false;
    }
    *ret_name = (struct jx_text){node->text, node->span};
    for (size_t i = 0; i < n; i++)
        if (jx_str_eq(before[i].str, node->text)) {
            JX_SAY(b->diags, FUNDS_TWICE, node->span, jx_shown(b->arena, node->text));
            return b->good = false;
        }
    return true;
}

static void cell_read(struct builder *b, const struct jx_node *node, struct jx_str column,
                      struct jx_amount *ret_amount)
{
    if (jx_node_is_null(node))
        return;
    if (node->kind != JX_NODE_SCALAR)
        JX_SAY(b->diags, WANT_SCALAR, node->span, column);
    else if (!jx_num_parse(b->arena, jx_str_trim(node->text), &ret_amount->num))
        JX_SAY(b->diags, NUMBER_BAD, node->span, column, jx_shown(b->arena, node->text));
    else
        *ret_amount = (struct jx_amount){ret_amount->num, node->text, node->span, true};
}

static void row_read(struct builder *b, const struct jx_node *row, struct matrix *m)
{
    if (row->kind != JX_NODE_LIST || row->n == 0) {
        JX_SAY(b->diags, ROW_KIND, row->span);
        b->good = false;
        return;
    }
    struct jx_str n_cells = jx_str_printf(b->arena, "%zu", row->n);
    struct jx_str n_columns = jx_str_printf(b->arena, "%zu", m->n_columns + 1);
    if (row->n > m->n_columns + 1)
        JX_SAY(b->diags, ROW_LONG, row->items[m->n_columns + 1]->span, n_cells, n_columns);
    else if (row->n < m->n_columns + 1)
        JX_SAY(b->diags, ROW_SHORT, row->span, n_cells, n_columns);
    if (!name_read(b, row->items[0], m->rows, m->n_rows, &m->rows[m->n_rows]))
        return;
    struct jx_amount *cells = m->cells + m->n_rows++ * m->n_columns;
    for (size_t i = 0; i < m->n_columns && i + 1 < row->n; i++)
        cell_read(b, row->items[i + 1], m->columns[i].str, &cells[i]);
}

/* The largest matrix that is read: far above any form, small enough for the searches below. */
#define MAX_NAMES 200

static void say_too_large(struct builder *b)
{
    JX_SAY(b->diags, FUNDS_TOO_LARGE, b->funds->span, jx_str_printf(b->arena, "%d", MAX_NAMES));
    b->good = false;
}

static struct matrix matrix_read(struct builder *b)
{
    struct matrix m = {0};
    const struct jx_node *columns = list_part(b, b->funds->columns, JX_STR("列"));
    const struct jx_node *rows = list_part(b, b->funds->rows, JX_STR("行"));
    if (!columns || !rows)
        return m;
    if (columns->n > MAX_NAMES || rows->n > MAX_NAMES) {
        say_too_large(b);
        return m;
    }
    m.columns = JX_ARRAY(b->arena, struct jx_text, columns->n);
    for (size_t i = 1; i < columns->n; i++)
        if (name_read(b, columns->items[i], m.columns, m.n_columns, &m.columns[m.n_columns]))
            m.n_columns++;
    if (!b->good)
        return m; /* cells could not be told apart */
    m.rows = JX_ARRAY(b->arena, struct jx_text, rows->n);
    m.cells = JX_ARRAY(b->arena, struct jx_amount, rows->n * m.n_columns);
    for (size_t i = 0; i < rows->n; i++)
        row_read(b, rows->items[i], &m);
    return m;
}

/* ---- stages ---- */

/* Forms of some places have names of their own for a stage; they are as good as the national ones. */
static struct jx_str stage_canonical(struct jx_str name)
{
    static const struct {
        const char *other, *stage;
    } others[] = {{"实际支出", "全年执行"},
                  {"预算执行", "全年执行"},
                  {"调整后预算", "全年预算"},
                  {"资金到位", "实际到位"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (jx_str_is(name, others[i].other))
            return jx_str_of(others[i].stage);
    return name;
}

static bool is_stage(struct jx_str name)
{
    name = stage_canonical(name);
    for (size_t k = 0; k < sizeof stage_names / sizeof *stage_names; k++)
        if (jx_str_is(name, stage_names[k]))
            return true;
    return false;
}

/* Whether a form has declared the stage: 字段 of 资金. */
static bool is_declared(const struct builder *b, struct jx_str name)
{
    for (size_t i = 0; i < b->project->n_declared; i++)
        if (jx_str_is(b->project->declared[i].record.str, JX__FUNDS_RECORD) &&
            jx_str_eq(b->project->declared[i].key.str, name))
            return true;
    return false;
}

static bool has_stage(const struct builder *b, const struct jx_text *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_stage(names[i].str) || is_declared(b, names[i].str))
            return true;
    return false;
}

static size_t find_name(const struct jx_text *names, size_t n, struct jx_str name)
{
    size_t i = 0;
    while (i < n && !jx_str_eq(names[i].str, name))
        i++;
    return i;
}

/* What forms call a stage, by the first word that the name has; absent when it has none. */
static struct jx_str stage_meant(struct jx_str name)
{
    static const struct {
        const char *word, *stage;
    } words[] = {
        {"执行", "全年执行"}, {"支出", "全年执行"}, {"支付", "全年执行"}, {"使用", "全年执行"},
        {"到位", "实际到位"}, {"下达", "实际到位"}, {"拨付", "实际到位"}, {"年初", "年初预算"},
        {"调整", "全年预算"}, {"全年", "全年预算"}, {"预算", "全年预算"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jx_str_find(name, jx_str_of(words[i].word), 0) != SIZE_MAX)
            return jx_str_of(words[i].stage);
    return JX_NO_STR;
}

/* What some places call a stage; the rule 执行率 knows it, too. */
static bool is_alias(struct jx_str name)
{
    return jx_str_is(name, "调整后预算") || jx_str_is(name, "实际支出") ||
           jx_str_is(name, "预算执行");
}

/* Other stages may be written, and templates may print them; but one that takes the place of a known one is a slip, unless a
 * form wants it. */
static void stages_check(struct builder *b, const struct jx_text *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_stage(names[i].str) || is_alias(names[i].str) || is_declared(b, names[i].str))
            continue;
        struct jx_str meant = stage_meant(names[i].str);
        if (meant.ptr && find_name(names, n, meant) < n)
            continue;
        jx_suggested(
            JX_SAY(b->diags, FUNDS_STAGE, names[i].span, jx_shown(b->arena, names[i].str), meant),
            meant);
    }
}

/* ---- turning ---- */

/* sources: those written, then the sums that are not written as one. */
static void sources_make(struct builder *b, const struct jx_text *written, size_t n)
{
    struct jx_funds *f = b->funds;
    f->sources = JX_ARRAY(b->arena, struct jx_text, n + f->sums.n);
    for (; f->n_sources < n; f->n_sources++)
        f->sources[f->n_sources] = written[f->n_sources];
    for (size_t i = 0; i < f->sums.n; i++)
        if (find_name(f->sources, f->n_sources, f->sums.items[i].name.str) == f->n_sources)
            f->sources[f->n_sources++] = f->sums.items[i].name;
}

static void stages_make(struct builder *b, const struct matrix *m, bool stages_are_rows)
{
    struct jx_funds *f = b->funds;
    const struct jx_text *stages = stages_are_rows ? m->rows : m->columns;
    size_t n_written = stages_are_rows ? m->n_columns : m->n_rows;
    f->n_stages = stages_are_rows ? m->n_rows : m->n_columns;
    sources_make(b, stages_are_rows ? m->columns : m->rows, n_written);
    f->stages = JX_ARRAY(b->arena, struct jx_fund_line, f->n_stages);
    for (size_t s = 0; s < f->n_stages; s++) {
        f->stages[s].name = stages[s];
        f->stages[s].amounts = JX_ARRAY(b->arena, struct jx_amount, f->n_sources);
        for (size_t i = 0; i < n_written; i++)
            f->stages[s].amounts[i] =
                m->cells[stages_are_rows ? s * m->n_columns + i : i * m->n_columns + s];
    }
}

/* ---- sums ---- */

/* Add one source to the sum in every stage where it is set and the sum is not stated. */
static void sum_add(struct builder *b, size_t sum, size_t part, const bool *stated)
{
    for (size_t s = 0; s < b->funds->n_stages; s++) {
        struct jx_amount *amounts = b->funds->stages[s].amounts;
        if (stated[s] || !amounts[part].set)
            continue;
        amounts[sum].num = jx_num_add(b->arena, amounts[sum].num, amounts[part].num);
        amounts[sum].set = true;
        amounts[sum].span = b->funds->sources[sum].span;
    }
}

/* Whether a source is the name of a sum that stands after the first `n_done` sums. */
static bool is_later_sum(const struct jx_funds *f, size_t n_done, struct jx_str name)
{
    for (size_t i = n_done; i < f->sums.n; i++)
        if (jx_str_eq(f->sums.items[i].name.str, name))
            return true;
    return false;
}

static void say_unknown_part(struct builder *b, const struct jx_fund_sum *sum,
                             const struct jx_text *part)
{
    struct jx_strs names = {0};
    for (size_t i = 0; i < b->funds->n_sources; i++)
        if (!jx_str_eq(b->funds->sources[i].str, part->str))
            JX_PUSH(b->arena, &names, b->funds->sources[i].str);
    struct jx_str nearest = jx_suggest(b->diags, part->str, names.items, names.n);
    jx_suggested(JX_SAY(b->diags, FUNDS_SUM_PART, part->span, sum->name.str,
                        jx_shown(b->arena, part->str), nearest),
                 nearest);
}

static bool part_is_repeated(struct builder *b, const struct jx_texts *parts, size_t i)
{
    if (find_name(parts->items, i, parts->items[i].str) == i)
        return false;
    JX_SAY(b->diags, FUNDS_TWICE, parts->items[i].span, jx_shown(b->arena, parts->items[i].str));
    return true;
}

/* Source: the forms write e.g. 小计＝中央级＋省级＋市级＋县区级; blank cells are left out, a sum of only blanks is blank. */
static void sum_make(struct builder *b, size_t k)
{
    struct jx_funds *f = b->funds;
    const struct jx_fund_sum *sum = &f->sums.items[k];
    size_t target = find_name(f->sources, f->n_sources, sum->name.str);
    bool *stated = JX_ARRAY(b->arena, bool, f->n_stages);
    for (size_t s = 0; s < f->n_stages; s++)
        stated[s] = f->stages[s].amounts[target].set;
    if (sum->parts.n == 0)
        JX_SAY(b->diags, FUNDS_SUM_EMPTY, sum->name.span, sum->name.str);
    for (size_t i = 0; i < sum->parts.n; i++) {
        if (part_is_repeated(b, &sum->parts, i))
            continue;
        size_t part = find_name(f->sources, f->n_sources, sum->parts.items[i].str);
        if (part == f->n_sources || is_later_sum(f, k, sum->parts.items[i].str))
            say_unknown_part(b, sum, &sum->parts.items[i]);
        else
            sum_add(b, target, part, stated);
    }
}

static bool sums_keep_limit(struct builder *b)
{
    bool too_large = b->funds->sums.n > MAX_NAMES;
    for (size_t k = 0; k < b->funds->sums.n && !too_large; k++)
        too_large = b->funds->sums.items[k].parts.n > MAX_NAMES;
    if (too_large)
        say_too_large(b);
    return !too_large;
}

void jx__funds_build(struct jx_arena *arena, struct jx_project *project, struct jx_diags *diags)
{
    struct jx_funds *funds = &project->funds;
    struct builder b = {arena, diags, funds, project, true};
    if (funds->span.file == 0)
        return; /* no 资金 */
    struct matrix m = matrix_read(&b);
    if (!b.good)
        return;
    bool in_rows = has_stage(&b, m.rows, m.n_rows);
    bool in_columns = has_stage(&b, m.columns, m.n_columns);
    if (in_rows == in_columns) {
        JX_SAY(diags, FUNDS_AXIS, funds->span);
        return;
    }
    if (!sums_keep_limit(&b))
        return;
    stages_make(&b, &m, in_rows);
    stages_check(&b, in_rows ? m.rows : m.columns, in_rows ? m.n_rows : m.n_columns);
    for (size_t k = 0; k < funds->sums.n; k++)
        sum_make(&b, k);
}

/* ---- asking ---- */

/* The source that stands for the whole: the last sum, else the only source. */
static size_t whole_source(const struct jx_funds *f)
{
    if (f->sums.n)
        return find_name(f->sources, f->n_sources, f->sums.items[f->sums.n - 1].name.str);
    return f->n_sources == 1 ? 0 : f->n_sources;
}

const struct jx_amount *jx_funds_at(const struct jx_funds *funds, struct jx_str stage,
                                    struct jx_str source)
{
    size_t i =
        source.ptr ? find_name(funds->sources, funds->n_sources, source) : whole_source(funds);
    if (i >= funds->n_sources)
        return NULL;
    for (size_t s = 0; s < funds->n_stages; s++)
        if (jx_str_eq(funds->stages[s].name.str, stage))
            return &funds->stages[s].amounts[i];
    for (size_t s = 0; s < funds->n_stages; s++)
        if (jx_str_eq(stage_canonical(funds->stages[s].name.str), stage_canonical(stage)))
            return &funds->stages[s].amounts[i];
    return NULL;
}
