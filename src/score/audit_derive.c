/* audit_derive.c - what follows from the numbers of the data: totals, totals by group, differences, ratios, shares, counts.
 *
 * Layer:   score.
 * Memory:  the arena of the run.
 *
 * Only numbers that belong together are combined: cells of one row, cells of one column, stages of one source, amounts of
 * the whole project. Everything with everything would support any figure.
 */
#include "score/audit_internal.h"

#include "score/audit_words.h"

#include <stdlib.h>

/* Lists longer than this get totals and counts, no combinations within rows. */
#define MAX_ROWS_COMBINED 500
#define MAX_COLUMNS 64

static bool is_full(const struct jx__known *known)
{
    return known->n_followed >= JX__MAX_FOLLOWED;
}

static void add_pair(struct jx__known *known, struct jx_num a, struct jx_num b)
{
    struct jx_arena *arena = known->arena;
    if (is_full(known))
        return;
    jx__derived_add(known, JX__Q_MONEY, jx_num_add(arena, a, b));
    jx__derived_add(known, JX__Q_MONEY, jx_num_sub(arena, a, b));
    jx__derived_add(known, JX__Q_MONEY, jx_num_sub(arena, b, a));
}

static void add_remote(struct jx__known *known, struct jx_num num)
{
    known->n_followed++;
    JX_PUSH(known->arena, &known->remote, (struct jx__known_value){.num = num});
}

static void add_ratio(struct jx__known *known, struct jx_num a, struct jx_num b)
{
    struct jx_arena *arena = known->arena;
    if (jx_num_sign(b) == 0 || is_full(known))
        return;
    struct jx_num ratio = jx_num_div(arena, a, b);
    struct jx_num one = jx_num_int(arena, 1);
    jx__derived_add(known, JX__Q_RATIO, ratio);
    add_remote(known, jx_num_sub(arena, one, ratio)); /* 节约率, 降幅 */
    add_remote(known, jx_num_sub(arena, ratio, one)); /* 增幅 */
}

/* ---- lists of records ---- */

/* One column of a list: its cells as quantities. */
struct column {
    struct jx_str key;
    enum jx__family family;
    struct jx_num *nums; /* shape [n]; 0 where a cell is blank */
    bool *set;           /* shape [n] */
    size_t n_set;
    bool money;
};

struct columns {
    struct column items[MAX_COLUMNS];
    size_t n;
};

static const struct jx_value *cell(const struct jx_value *list, size_t row, struct jx_str key)
{
    const struct jx_value *item = list->list.items[row];
    return item->kind == JX_V_MAP ? jx_value_at(item, key) : NULL;
}

static bool read_column(struct jx__known *known, const struct jx_value *list, struct jx_str key,
                        struct column *column)
{
    size_t n = list->list.n;
    *column = (struct column){.key = key,
                              .nums = JX_ARRAY(known->arena, struct jx_num, n),
                              .set = JX_ARRAY(known->arena, bool, n)};
    for (size_t i = 0; i < n; i++) {
        const struct jx_value *value = cell(list, i, key);
        enum jx__family family;
        if (!value || !jx__value_quantity(known, value, key, JX_NO_STR, &family, &column->nums[i]))
            continue;
        if (column->n_set && family != column->family)
            return false;
        column->family = family;
        column->set[i] = true;
        column->n_set++;
    }
    column->money = column->family == JX__Q_MONEY;
    return column->n_set > 0 && column->family != JX__Q_RATIO;
}

/* Rows that belong together: all of a list, or those with the same text in some column. */
struct rows {
    const size_t *items; /* shape [n] */
    size_t n;
    struct jx_str name;
};

static struct jx_num column_total(struct jx_arena *arena, const struct column *column,
                                  const struct rows *rows, size_t *ret_n)
{
    struct jx_num total = {0};
    *ret_n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (!column->set[rows->items[i]])
            continue;
        total = jx_num_add(arena, total, column->nums[rows->items[i]]);
        ++*ret_n;
    }
    return total;
}

static void add_shares(struct jx__known *known, const struct column *column,
                       const struct rows *rows, struct jx_num total)
{
    for (size_t i = 0; rows->n <= MAX_ROWS_COMBINED && i < rows->n; i++)
        if (column->set[rows->items[i]])
            add_ratio(known, column->nums[rows->items[i]], total);
}

/* Totals of the columns over some rows, and what two totals give. */
static void add_totals(struct jx__known *known, const struct columns *columns,
                       const struct rows *rows, struct jx__known_set *headlines)
{
    struct jx_num totals[MAX_COLUMNS];
    size_t counts[MAX_COLUMNS];
    struct jx_str owner = jx_str_printf(known->arena, JX_W_A_TOTAL_OF, JX_FMT(rows->name));
    for (size_t c = 0; c < columns->n; c++) {
        const struct column *column = &columns->items[c];
        totals[c] = column_total(known->arena, column, rows, &counts[c]);
        struct jx__known_value value = {totals[c], owner, column->key};
        if (counts[c] == 0)
            continue;
        jx__known_add(known, column->family, value);
        add_shares(known, column, rows, totals[c]);
        if (column->money)
            JX_PUSH(known->arena, headlines, value);
    }
    for (size_t c = 0; c < columns->n; c++)
        for (size_t d = 0; d < columns->n; d++) {
            if (c == d || counts[c] == 0 || counts[d] == 0 ||
                columns->items[c].family != columns->items[d].family)
                continue;
            add_ratio(known, totals[c], totals[d]);
            if (columns->items[c].money)
                add_pair(known, totals[c], totals[d]);
        }
}

/* Pairs of cells within each row. */
static void combine_row(struct jx__known *known, const struct columns *columns, size_t row)
{
    for (size_t c = 0; c < columns->n; c++)
        for (size_t d = 0; d < columns->n; d++) {
            const struct column *a = &columns->items[c], *b = &columns->items[d];
            if (c == d || a->family != b->family || !a->set[row] || !b->set[row])
                continue;
            add_ratio(known, a->nums[row], b->nums[row]);
            if (a->money && c < d)
                add_pair(known, a->nums[row], b->nums[row]);
        }
}

/* ---- rows by the text of a column ---- */

struct labelled {
    struct jx_str label;
    size_t row;
};

static int by_label(const void *a, const void *b)
{
    const struct labelled *x = a, *y = b;
    int order = jx_str_cmp(x->label, y->label);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* The rows of a list in the order of a column's texts; SIZE_MAX for rows without one. */
static struct labelled *sorted_by(struct jx_arena *arena, const struct jx_value *list,
                                  struct jx_str key, size_t *ret_n)
{
    struct labelled *rows = JX_ARRAY(arena, struct labelled, list->list.n);
    size_t n = 0;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct jx_value *value = cell(list, i, key);
        if (value && value->kind == JX_V_TEXT && !jx_str_empty(value->text))
            rows[n++] = (struct labelled){value->text, i};
    }
    qsort(rows, n, sizeof *rows, by_label);
    *ret_n = n;
    return rows;
}

static void add_count(struct jx__known *known, size_t n, struct jx_str owner, struct jx_str key)
{
    struct jx_num num = jx_num_int(known->arena, (int64_t)n);
    jx__known_add(known, JX__Q_COUNT, (struct jx__known_value){num, owner, key});
}

static void add_groups(struct jx__known *known, const struct jx_value *list,
                       const struct columns *columns, struct jx_str key,
                       struct jx__known_set *headlines)
{
    size_t n, n_groups = 0;
    struct labelled *sorted = sorted_by(known->arena, list, key, &n);
    size_t *rows = JX_ARRAY(known->arena, size_t, n);
    for (size_t i = 0; i < n; i++)
        rows[i] = sorted[i].row;
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && jx_str_eq(sorted[to].label, sorted[from].label);)
            to++;
        n_groups++;
        if (to - from < 2)
            continue; /* a row by itself is known */
        struct rows group = {rows + from, to - from, sorted[from].label};
        add_count(known, group.n, group.name, key);
        add_totals(known, columns, &group, headlines);
    }
    if (n)
        add_count(known, n_groups, JX_NO_STR, key);
}

/* ---- a list ---- */

/* The keys of the first records, in order. */
static size_t keys_of(const struct jx_value *list, struct jx_str *keys)
{
    size_t n = 0;
    for (size_t row = 0; row < list->list.n && row < MAX_COLUMNS; row++) {
        const struct jx_value *map = list->list.items[row];
        for (size_t i = 0; map->kind == JX_V_MAP && i < map->map.n && n < MAX_COLUMNS; i++) {
            size_t k = 0;
            while (k < n && !jx_str_eq(keys[k], map->map.items[i].key))
                k++;
            if (k == n)
                keys[n++] = map->map.items[i].key;
        }
    }
    return n;
}

void jx__derive_list(struct jx__known *known, const struct jx_value *list, struct jx_str name,
                     struct jx__known_set *headlines)
{
    struct jx_str keys[MAX_COLUMNS];
    struct columns columns = {.n = 0};
    size_t n_keys = keys_of(list, keys), n = list->list.n;
    size_t *all = JX_ARRAY(known->arena, size_t, n);
    if (n < 2)
        return;
    for (size_t i = 0; i < n; i++)
        all[i] = i;
    for (size_t i = 0; i < n_keys; i++)
        if (read_column(known, list, keys[i], &columns.items[columns.n]))
            columns.n++;
    add_totals(known, &columns, &(struct rows){all, n, name}, headlines);
    for (size_t row = 0; n <= MAX_ROWS_COMBINED && row < n; row++)
        combine_row(known, &columns, row);
    for (size_t i = 0; i < n_keys; i++)
        add_groups(known, list, &columns, keys[i], headlines);
}

/* ---- 资金 ---- */

static struct jx_num in_yuan(struct jx__known *known, struct jx_num num)
{
    enum jx__family family;
    struct jx_num scale;
    if (!jx__family_of(known->arena, known->money_unit, &family, &scale))
        return num;
    return jx_num_mul(known->arena, num, scale);
}

static void derive_two(struct jx__known *known, const struct jx_amount *a,
                       const struct jx_amount *b)
{
    if (!a->set || !b->set)
        return;
    struct jx_num x = in_yuan(known, a->num), y = in_yuan(known, b->num);
    add_pair(known, x, y);
    add_ratio(known, x, y);
    add_ratio(known, y, x);
}

/* Stages and sources are few (FUNDS_TOO_LARGE), so every two of a line are taken. */
void jx__derive_funds(struct jx__known *known, const struct jx_funds *funds,
                      struct jx__known_set *headlines)
{
    for (size_t s = 0; s < funds->n_stages; s++)
        for (size_t i = 0; i < funds->n_sources; i++) {
            const struct jx_amount *amount = &funds->stages[s].amounts[i];
            struct jx__known_value value = {in_yuan(known, amount->num), funds->sources[i].str,
                                            funds->stages[s].name.str};
            if (!amount->set)
                continue;
            jx__known_add(known, JX__Q_MONEY, value);
            if (amount == jx_funds_at(funds, funds->stages[s].name.str, JX_NO_STR))
                JX_PUSH(known->arena, headlines, value);
            for (size_t k = i + 1; k < funds->n_sources; k++)
                derive_two(known, amount, &funds->stages[s].amounts[k]);
            for (size_t t = s + 1; t < funds->n_stages; t++)
                derive_two(known, amount, &funds->stages[t].amounts[i]);
        }
}

/* ---- amounts of the whole project ---- */

static void add_remote_ratio(struct jx__known *known, struct jx_num a, struct jx_num b)
{
    if (jx_num_sign(b) != 0)
        add_remote(known, jx_num_div(known->arena, a, b));
}

void jx__derive_headlines(struct jx__known *known, const struct jx__known_set *headlines)
{
    size_t n = headlines->n < JX__MAX_HEADLINES ? headlines->n : JX__MAX_HEADLINES;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            add_pair(known, headlines->items[i].num, headlines->items[k].num);
            add_remote_ratio(known, headlines->items[i].num, headlines->items[k].num);
            add_remote_ratio(known, headlines->items[k].num, headlines->items[i].num);
        }
}

/* ---- the tree ---- */

void jx__derive_scores(struct jx__known *known, const struct jx_score *score)
{
    size_t by_level[JX_MAX_LEVELS + 1] = {0}, n_leaves = 0, n_full = 0;
    for (size_t i = 0; i < score->n_nodes; i++) {
        const struct jx_score_node *node = &score->nodes[i];
        size_t n_below = 0;
        by_level[node->level <= JX_MAX_LEVELS ? node->level : JX_MAX_LEVELS]++;
        n_leaves += node->leaf != NULL;
        n_full += node->leaf && node->has_score && jx_num_cmp(node->score, node->weight) == 0;
        if (jx_num_sign(score->full) > 0)
            add_ratio(known, node->weight, score->full);
        for (size_t k = i + 1; k < node->end; k++)
            n_below += score->nodes[k].parent == i;
        if (node->end > i + 1) {
            add_count(known, n_below, node->name, JX_NO_STR);
            add_count(known, node->end - i - 1, node->name, JX_NO_STR);
        }
    }
    for (size_t level = 1; level <= JX_MAX_LEVELS; level++)
        add_count(known, by_level[level], JX_NO_STR, JX_NO_STR);
    add_count(known, n_leaves, JX_NO_STR, JX_NO_STR);
    if (score->scheme->unscored)
        return;
    add_count(known, n_full, JX_NO_STR, JX_NO_STR);
    add_count(known, n_leaves - n_full, JX_NO_STR, JX_NO_STR);
    jx__known_add(known, JX__Q_POINTS, (struct jx__known_value){.num = score->total});
    jx__known_add(known, JX__Q_POINTS, (struct jx__known_value){.num = score->full});
    jx__known_add(known, JX__Q_POINTS, (struct jx__known_value){.num = score->subtotal});
    jx__known_add(known, JX__Q_POINTS, (struct jx__known_value){.num = score->deducted});
    jx__known_add(known, JX__Q_POINTS, (struct jx__known_value){.num = score->added});
    if (jx_num_sign(score->full) > 0)
        add_ratio(known, score->total, score->full);
}
