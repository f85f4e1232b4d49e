/* filter_list.c - filters for lists: counting, adding up, selecting, joining. */
#include "document/internal.h"

#include <string.h>

static bool want_list(const struct jx__filter_at *at, const struct jx_value *value)
{
    if (value->kind == JX_V_LIST)
        return true;
    JX_SAY(at->diags, FILTER_LIST, at->span, jx_value_str(at->arena, value));
    return false;
}

static struct jx_value *count(const struct jx__filter_at *at, const struct jx_value *value,
                              struct jx_str arg)
{
    (void)arg;
    if (!want_list(at, value))
        return NULL;
    return jx_value_num(at->arena, jx_num_int(at->arena, (int64_t)value->list.n), JX_NO_STR);
}

static struct jx_value *sum(const struct jx__filter_at *at, const struct jx_value *value,
                            struct jx_str arg)
{
    struct jx_num total = {0}, num;
    if (!want_list(at, value))
        return NULL;
    for (size_t i = 0; i < value->list.n; i++) {
        const struct jx_value *member = jx__member(value->list.items[i], arg);
        struct jx_str text = member == NULL ? JX_NO_STR : jx_value_str(at->arena, member);
        if (jx_str_trim(text).len == 0)
            continue;
        if (!jx__value_num(at->arena, member, &num)) {
            JX_SAY(at->diags, FILTER_NUMBER, at->span, text);
            return NULL;
        }
        total = jx_num_add(at->arena, total, num);
    }
    return jx_value_num(at->arena, total, JX_NO_STR);
}

static struct jx_value *members(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    if (!want_list(at, value))
        return NULL;
    struct jx_value *list = jx_value_list(at->arena);
    for (size_t i = 0; i < value->list.n; i++) {
        const struct jx_value *member = jx__member(value->list.items[i], arg);
        if (member != NULL && jx_value_truth(member))
            jx_value_push(at->arena, list, (struct jx_value *)member);
    }
    return list;
}

static struct jx_value *join(const struct jx__filter_at *at, const struct jx_value *value,
                             struct jx_str arg)
{
    struct jx_strs parts = {0};
    if (!want_list(at, value))
        return NULL;
    for (size_t i = 0; i < value->list.n; i++)
        JX_PUSH(at->arena, &parts, jx_value_str(at->arena, value->list.items[i]));
    struct jx_str between = arg.len > 0 ? arg : JX_STR("、");
    return jx_value_text(at->arena, jx_str_join(at->arena, parts.items, parts.n, between));
}

/* ---- 其中: a condition on a member ---- */

enum test { TEST_IS, TEST_IS_NOT, TEST_GREATER, TEST_AT_LEAST, TEST_LESS, TEST_AT_MOST };

static const struct {
    const char *sign;
    enum test test;
} signs[] = {
    {"≠", TEST_IS_NOT},    {"!=", TEST_IS_NOT}, {"≥", TEST_AT_LEAST},
    {">=", TEST_AT_LEAST}, {"≤", TEST_AT_MOST}, {"<=", TEST_AT_MOST},
    {"=", TEST_IS},        {">", TEST_GREATER}, {"<", TEST_LESS},
};

struct condition {
    struct jx_str path;
    enum test test;
    struct jx_strs words;
    struct jx_num num;
};

static void split_words(struct jx_arena *arena, struct jx_str text, struct jx_strs *words)
{
    text = jx_str_replace(arena, text, JX_STR("，"), JX_STR(","));
    size_t from = 0;
    while (from <= text.len) {
        size_t comma = jx_str_find(text, JX_STR(","), from);
        size_t end = comma == SIZE_MAX ? text.len : comma;
        JX_PUSH(arena, words, jx_str_trim(jx_str_sub(text, from, end - from)));
        if (comma == SIZE_MAX)
            break;
        from = comma + 1;
    }
}

/* The sign that stands first (and, of two at one place, the longer). */
static bool find_sign(struct jx_str arg, size_t *ret_at, size_t *ret_which)
{
    *ret_at = SIZE_MAX;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t at = jx_str_find(arg, jx_str_of(signs[i].sign), 0);
        if (at < *ret_at) {
            *ret_at = at;
            *ret_which = i;
        }
    }
    return *ret_at != SIZE_MAX;
}

static bool parse_condition(const struct jx__filter_at *at, struct jx_str arg,
                            struct condition *condition)
{
    size_t sign_at, which = 0;
    if (!find_sign(arg, &sign_at, &which)) {
        JX_SAY(at->diags, FILTER_CONDITION, at->span, arg);
        return false;
    }
    size_t after = sign_at + strlen(signs[which].sign);
    struct jx_str right = jx_str_trim(jx_str_sub(arg, after, arg.len - after));
    *condition = (struct condition){.path = jx_str_trim(jx_str_sub(arg, 0, sign_at)),
                                    .test = signs[which].test};
    if (condition->test == TEST_IS || condition->test == TEST_IS_NOT) {
        split_words(at->arena, right, &condition->words);
        return true;
    }
    struct jx_value text = {.kind = JX_V_TEXT, .text = right};
    const struct jx_value *other = jx__frames_find(at->arena, at->frames, right);
    if (jx__value_num(at->arena, other != NULL ? other : &text, &condition->num))
        return true;
    JX_SAY(at->diags, FILTER_NUMBER, at->span, right);
    return false;
}

static bool passes(const struct jx__filter_at *at, const struct condition *condition,
                   const struct jx_value *item)
{
    if (condition->test == TEST_IS || condition->test == TEST_IS_NOT)
        return jx__member_is(at->arena, item, condition->path, condition->words.items,
                             condition->words.n) == (condition->test == TEST_IS);
    struct jx_num num;
    const struct jx_value *member = jx__member(item, condition->path);
    if (member == NULL || !jx__value_num(at->arena, member, &num))
        return false;
    int order = jx_num_cmp(num, condition->num);
    switch (condition->test) {
    case TEST_GREATER:
        return order > 0;
    case TEST_AT_LEAST:
        return order >= 0;
    case TEST_LESS:
        return order < 0;
    default:
        return order <= 0;
    }
}

static struct jx_value *select_items(const struct jx__filter_at *at, const struct jx_value *value,
                                     struct jx_str arg)
{
    struct condition condition;
    if (!want_list(at, value) || !parse_condition(at, arg, &condition))
        return NULL;
    struct jx_value *list = jx_value_list(at->arena);
    for (size_t i = 0; i < value->list.n; i++)
        if (passes(at, &condition, value->list.items[i]))
            jx_value_push(at->arena, list, value->list.items[i]);
    return list;
}

static const struct jx__filter filters[] = {
    {"个数", count}, {"合计", sum}, {"其中", select_items}, {"各项", members}, {"连接", join},
};

const struct jx__filter *jx__filters_list(size_t *ret_n)
{
    *ret_n = sizeof filters / sizeof *filters;
    return filters;
}
