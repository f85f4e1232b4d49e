/* audit_known.c - the numbers of the data, sorted, so that a figure of the text finds its support.
 *
 * Layer:   score.
 * Memory:  the arena of the run.
 *
 * Values of the data are walked once with the keys they stand under; texts are read for the figures in them. Narrative (问题,
 * 建议, reasons, explanations) is what is checked, so it supports nothing; the evidence of a problem does.
 */
#include "score/audit_internal.h"

#include "score/audit_words.h"
#include "score/words.h"

#include <stdlib.h>

/* What a digit stands for when a figure is rounded: half of its last place below, a whole one above (so that a value cut
 * off instead of rounded is no alarm; the sums that such cuts break are found elsewhere). */

void jx__known_add(struct jx__known *known, enum jx__family family, struct jx__known_value value)
{
    JX_PUSH(known->arena, &known->base[family], value);
}

void jx__derived_add(struct jx__known *known, enum jx__family family, struct jx_num num)
{
    known->n_followed++;
    JX_PUSH(known->arena, &known->derived[family], (struct jx__known_value){.num = num});
}

/* ---- what a value measures ---- */

static bool any_of(struct jx_str key, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jx_str_find(key, jx_str_of(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool is_one_of(struct jx_str key, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jx_str_is(key, words[i]))
            return true;
    return false;
}

#define ANY_OF(key, words) any_of(key, words, sizeof words / sizeof *words)
#define IS_ONE_OF(key, words) is_one_of(key, words, sizeof words / sizeof *words)

/* Numbers that count or name records: no quantities. */
static bool is_label(struct jx_str key)
{
    static const char *const labels[] = {"编号", "级次", "格式", "年度",
                                         "序号", "行次", "起始", "报告编号"};
    return IS_ONE_OF(key, labels);
}

static bool is_points(struct jx_str key)
{
    static const char *const points[] = {"权重", "得分", "扣分", "总分",
                                         "满分", "分值", "小计", "上限"};
    return IS_ONE_OF(key, points);
}

static bool is_money(struct jx_str key)
{
    static const char *const money[] = {"金额", "预算", "支出", "资金", "费",  "到位",
                                        "结余", "结转", "执行", "下拨", "拨款"};
    return ANY_OF(key, money);
}

static bool ends_percent(struct jx_str text)
{
    return jx_str_ends(text, JX_STR("%")) || jx_str_ends(text, JX_STR("％"));
}

bool jx__value_quantity(struct jx__known *known, const struct jx_value *value, struct jx_str key,
                        struct jx_str unit, enum jx__family *ret_family, struct jx_num *ret_num)
{
    struct jx_num scale;
    *ret_num = value->kind == JX_V_NUM ? value->num : (struct jx_num){0};
    *ret_family = JX__Q_ANY;
    if (value->kind == JX_V_TEXT && !jx_num_parse(known->arena, jx_str_trim(value->text), ret_num))
        return false;
    if ((value->kind != JX_V_NUM && value->kind != JX_V_TEXT) || is_label(key))
        return false;
    if (value->kind == JX_V_NUM && (ends_percent(value->text) || jx_str_ends(key, JX_STR("率")))) {
        *ret_family = JX__Q_RATIO; /* the number is the ratio already */
        return true;
    }
    if (is_points(key)) {
        *ret_family = JX__Q_POINTS;
        return true;
    }
    if (jx_str_empty(unit) && is_money(key))
        unit = known->money_unit;
    if (!jx_str_empty(unit) && jx__family_of(known->arena, unit, ret_family, &scale))
        *ret_num = jx_num_mul(known->arena, *ret_num, scale);
    return true;
}

/* ---- walking the data ---- */

struct walk {
    struct jx__known *known;
    struct jx__known_set headlines;
};

struct at {
    struct jx_str owner, key, unit;
    bool in_node; /* whose children are nodes too and come by themselves */
};

static void walk_value(struct walk *w, const struct jx_value *value, struct at at);

static void add_figures(struct walk *w, const struct jx_value *value, struct at at)
{
    struct jx__figure figure;
    struct jx_arena *arena = w->known->arena;
    for (size_t pos = 0; jx__figure_next(arena, value->text, &pos, &figure);) {
        struct jx_num num = jx_num_mul(arena, figure.raw, figure.scale);
        jx__known_add(w->known, figure.family, (struct jx__known_value){num, at.owner, at.key});
    }
}

/* Narrative keys: what is checked does not prove itself. */
static bool is_narrative(struct jx_str key)
{
    static const char *const keys[] = {"偏差原因", "改进措施", "偏差说明", "评分说明",
                                       "理由",     "算式",     "计分公式", "完成率公式"};
    return IS_ONE_OF(key, keys);
}

static const char *const child_lists[] = {JX_W_NODES1, JX_W_NODES2, JX_W_NODES3, JX_W_NODES4,
                                          JX_W_INDICATORS};

static struct jx_str text_at(const struct jx_value *map, const char *key)
{
    const struct jx_value *value = jx_value_at(map, jx_str_of(key));
    return value && value->kind == JX_V_TEXT ? value->text : JX_NO_STR;
}

/* A record says its unit and its name for what stands in it. */
static struct at at_record(const struct jx_value *map, struct at at)
{
    struct jx_str name = text_at(map, JX_W_NAME);
    struct jx_str unit = text_at(map, JX_W_A_UNIT);
    at.owner = name.ptr ? name : at.owner;
    at.unit = !jx_str_empty(unit) ? unit : at.unit;
    return at;
}

static void walk_map(struct walk *w, const struct jx_value *map, struct at at)
{
    at = at_record(map, at);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct jx_pair *pair = &map->map.items[i];
        bool children = at.in_node && IS_ONE_OF(pair->key, child_lists);
        at.key = pair->key;
        if (!children && !is_narrative(pair->key))
            walk_value(w, pair->value, at);
    }
}

static void walk_list(struct walk *w, const struct jx_value *list, struct at at)
{
    struct jx_arena *arena = w->known->arena;
    jx__known_add(
        w->known, JX__Q_COUNT,
        (struct jx__known_value){jx_num_int(arena, (int64_t)list->list.n), at.owner, at.key});
    at.in_node = at.in_node || jx_str_is(at.key, JX_W_A_NODES);
    for (size_t i = 0; i < list->list.n; i++)
        walk_value(w, list->list.items[i], at);
    if (!at.in_node)
        jx__derive_list(w->known, list, at.key, &w->headlines);
}

static void walk_value(struct walk *w, const struct jx_value *value, struct at at)
{
    enum jx__family family;
    struct jx_num num;
    if (value->kind == JX_V_MAP) {
        walk_map(w, value, at);
    } else if (value->kind == JX_V_LIST) {
        walk_list(w, value, at);
    } else if (jx__value_quantity(w->known, value, at.key, at.unit, &family, &num)) {
        struct jx__known_value item = {num, at.owner, at.key};
        jx__known_add(w->known, family, item);
        if (family == JX__Q_MONEY && jx_str_is(at.key, JX_W_A_VALUE))
            JX_PUSH(w->known->arena, &w->headlines, item);
    } else if (value->kind == JX_V_TEXT) {
        add_figures(w, value, at);
    }
}

/* Problems: their evidence only, and how many they are. */
static void walk_evidence(struct walk *w, const struct jx_value *list)
{
    struct jx_arena *arena = w->known->arena;
    jx__known_add(w->known, JX__Q_COUNT,
                  (struct jx__known_value){.num = jx_num_int(arena, (int64_t)list->list.n)});
    for (size_t i = 0; i < list->list.n; i++) {
        const struct jx_value *evidence = jx_value_at(list->list.items[i], JX_STR(JX_W_EVIDENCE));
        if (evidence)
            walk_value(w, evidence, (struct at){.key = JX_STR(JX_W_EVIDENCE)});
    }
}

static void walk_project(struct walk *w, const struct jx_value *data)
{
    /* 资金 has its own way; the tree is walked once, as 节点. */
    static const char *const elsewhere[] = {"资金", "一级指标", "二级指标",  "三级指标", "四级指标",
                                            "正文", "文书",     "方案",      "确认",     "核对",
                                            "签章", "填报",     "子项目合计"};
    bool has_nodes = jx_value_at(data, JX_STR(JX_W_A_NODES)) != NULL;
    for (size_t i = 0; i < data->map.n; i++) {
        const struct jx_pair *pair = &data->map.items[i];
        bool is_list = pair->value->kind == JX_V_LIST;
        if (IS_ONE_OF(pair->key, elsewhere) || (has_nodes && jx_str_is(pair->key, JX_W_INDICATORS)))
            continue;
        if (is_list &&
            (jx_str_is(pair->key, JX_W_A_PROBLEMS) || jx_str_is(pair->key, JX_W_A_ADVICE)))
            walk_evidence(w, pair->value);
        else
            walk_value(w, pair->value, (struct at){.key = pair->key});
    }
}

/* ---- making ---- */

static int by_num(const void *a, const void *b)
{
    const struct jx__known_value *x = a;
    const struct jx__known_value *y = b;
    return jx_num_cmp(x->num, y->num);
}

static void close_set(struct jx__known_set *set)
{
    if (set->n)
        qsort(set->items, set->n, sizeof *set->items, by_num);
}

const struct jx__known *jx__known_make(struct jx_arena *arena, const struct jx_project *project,
                                       const struct jx_score *score, const struct jx_value *data)
{
    struct jx__known *known = JX_NEW(arena, struct jx__known);
    struct walk w = {.known = known};
    known->arena = arena;
    known->money_unit = project->funds.unit.str;
    walk_project(&w, data);
    jx__derive_funds(known, &project->funds, &w.headlines);
    jx__derive_headlines(known, &w.headlines);
    if (score)
        jx__derive_scores(known, score);
    for (size_t i = 0; i < JX__Q_FAMILIES; i++) {
        close_set(&known->base[i]);
        close_set(&known->derived[i]);
    }
    close_set(&known->remote);
    return known;
}

/* ---- asking ---- */

/* The first value that is not below a number. */
static size_t lower_bound(const struct jx__known_set *set, struct jx_num num)
{
    size_t low = 0;
    for (size_t high = set->n; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (jx_num_cmp(set->items[middle].num, num) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A value in [from, to), or [from, to] when they are equal. */
static bool has_between(const struct jx__known_set *set, struct jx_num from, struct jx_num to)
{
    size_t at = lower_bound(set, from);
    if (at == set->n)
        return false;
    int order = jx_num_cmp(set->items[at].num, to);
    return order < 0 || (order == 0 && jx_num_cmp(from, to) == 0);
}

static struct jx_num power_of_ten(struct jx_arena *arena, int exponent)
{
    struct jx_num ten = jx_num_int(arena, 10);
    struct jx_num power = jx_num_int(arena, 1);
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent); i++)
        power = jx_num_mul(arena, power, ten);
    return exponent < 0 ? jx_num_div(arena, jx_num_int(arena, 1), power) : power;
}

/* Places after the point of the last digit that is not 0: 1200 has -2. */
static int last_place(struct jx_arena *arena, const struct jx__figure *figure)
{
    int place = figure->digits;
    while (place > -12 && jx_num_sign(figure->raw) != 0 &&
           jx_num_cmp(jx_num_round(arena, figure->raw, place - 1, JX_ROUND_DOWN), figure->raw) == 0)
        place--;
    return place;
}

struct range {
    struct jx_num from, to;
};

/* The values that a figure may stand for, in its own unit. */
static struct range range_of(struct jx_arena *arena, const struct jx__figure *figure)
{
    struct jx_num place = power_of_ten(arena, -figure->digits);
    struct jx_num half = jx_num_div(arena, place, jx_num_int(arena, 2));
    struct range range = {jx_num_sub(arena, figure->raw, half),
                          jx_num_add(arena, figure->raw, place)};
    if (figure->rough) {
        struct jx_num last = power_of_ten(arena, -last_place(arena, figure));
        range.from = jx_num_sub(arena, figure->raw, last);
        range.to = jx_num_add(arena, figure->raw, last);
    }
    return range;
}

static struct range scaled(struct jx_arena *arena, struct range range, struct jx_num scale)
{
    return (struct range){jx_num_mul(arena, range.from, scale), jx_num_mul(arena, range.to, scale)};
}

/* Digits of a figure that are not leading or trailing zeros. */
static int significant(struct jx_arena *arena, const struct jx__figure *figure)
{
    int n = 0;
    int place = last_place(arena, figure);
    struct jx_num rest = jx_num_mul(arena, figure->raw, power_of_ten(arena, place));
    for (; jx_num_sign(rest) > 0 && n < 20; n++)
        rest =
            jx_num_round(arena, jx_num_div(arena, rest, jx_num_int(arena, 10)), 0, JX_ROUND_DOWN);
    return n;
}

/* A sum or difference proves a short number only when it hits exactly: there are many sums. */
static bool derived_supports(const struct jx__known *known, const struct jx__figure *figure,
                             struct range range)
{
    struct jx_arena *arena = known->arena;
    const struct jx__known_set *set = &known->derived[figure->family];
    struct jx_num exact = jx_num_mul(arena, figure->raw, figure->scale);
    bool loose = figure->family == JX__Q_RATIO || figure->rough || significant(arena, figure) >= 5;
    if (figure->family == JX__Q_RATIO && figure->digits > 0 &&
        has_between(&known->remote, range.from, range.to))
        return true;
    return loose ? has_between(set, range.from, range.to) : has_between(set, exact, exact);
}

bool jx__known_supports(const struct jx__known *known, const struct jx__figure *figure)
{
    struct range raw = range_of(known->arena, figure);
    struct range range = scaled(known->arena, raw, figure->scale);
    return jx_num_sign(figure->raw) == 0 ||
           has_between(&known->base[figure->family], range.from, range.to) ||
           has_between(&known->base[JX__Q_ANY], raw.from, raw.to) ||
           derived_supports(known, figure, range);
}

/* ---- the nearest ---- */

struct jx_str jx__known_text(struct jx_arena *arena, const struct jx__known_value *value,
                             const struct jx__figure *figure)
{
    struct jx_num num = jx_num_div(arena, value->num, figure->scale);
    struct jx_str text = jx_num_text(arena, num, figure->digits > 2 ? figure->digits : 2);
    return jx_str_printf(arena, "%.*s%.*s", JX_FMT(text), JX_FMT(figure->unit));
}

/* The value that digits written in the figure's unit stand for, or NULL. */
static const struct jx__known_value *exactly(const struct jx__known *known,
                                             const struct jx__figure *figure, struct jx_str digits)
{
    const struct jx__known_set *set = &known->base[figure->family];
    struct jx_num num;
    if (!jx_num_parse(known->arena, digits, &num))
        return NULL;
    num = jx_num_mul(known->arena, num, figure->scale);
    size_t at = lower_bound(set, num);
    return at < set->n && jx_num_cmp(set->items[at].num, num) == 0 ? &set->items[at] : NULL;
}

static void swap(char *a, char *b)
{
    char c = *a;
    *a = *b;
    *b = c;
}

/* A value whose digits are the figure's with two neighbours swapped, or with one digit another. */
static const struct jx__known_value *nearest_by_digits(const struct jx__known *known,
                                                       const struct jx__figure *figure)
{
    const struct jx__known_value *found = NULL;
    struct jx_str written =
        jx_num_fixed(known->arena, figure->raw, figure->digits, JX_ROUND_HALF_UP);
    char *digits = JX_ARRAY(known->arena, char, written.len);
    struct jx_str changed = {digits, written.len};
    for (size_t i = 0; i < written.len; i++)
        digits[i] = written.ptr[i];
    for (size_t i = 0; !found && written.len >= 3 && i + 1 < written.len; i++) {
        swap(&digits[i], &digits[i + 1]);
        found = exactly(known, figure, changed);
        swap(&digits[i], &digits[i + 1]);
    }
    for (size_t i = 0; !found && written.len >= 3 && i < written.len; i++)
        for (char c = '0'; !found && written.ptr[i] != '.' && c <= '9'; c++) {
            digits[i] = c;
            found = exactly(known, figure, changed);
            digits[i] = written.ptr[i];
        }
    return found;
}

static struct jx_num distance(struct jx_arena *arena, struct jx_num a, struct jx_num b)
{
    struct jx_num difference = jx_num_sub(arena, a, b);
    return jx_num_sign(difference) < 0 ? jx_num_neg(arena, difference) : difference;
}

const struct jx__known_value *jx__known_nearest(const struct jx__known *known,
                                                const struct jx__figure *figure)
{
    const struct jx__known_set *set = &known->base[figure->family];
    struct jx_arena *arena = known->arena;
    const struct jx__known_value *best = nearest_by_digits(known, figure);
    if (best)
        return best;
    struct jx_num num = jx_num_mul(arena, figure->raw, figure->scale);
    struct jx_num limit = jx_num_div(arena, num, jx_num_int(arena, 10));
    size_t at = lower_bound(set, num);
    for (size_t i = at > 0 ? at - 1 : 0; i < set->n && i <= at; i++) {
        struct jx_num gap = distance(arena, set->items[i].num, num);
        if (jx_num_cmp(gap, limit) > 0)
            continue;
        best = &set->items[i];
        limit = gap;
    }
    return best;
}
