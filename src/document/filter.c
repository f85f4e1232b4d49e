/* filter.c - {{x|filter 参数|…}}: finds the filters and runs the chain. */
#include "document/internal.h"

/* The one filter that answers for a name that is not there. */
static const char or_else_name[] = "缺省";

static struct jx_value *or_else(const struct jx__filter_at *at, const struct jx_value *value,
                                struct jx_str arg)
{
    if (value != NULL && value->kind != JX_V_NONE &&
        !(value->kind == JX_V_TEXT && value->text.len == 0))
        return (struct jx_value *)value;
    return jx_value_text(at->arena, arg);
}

static const struct jx__filter or_else_filter = {or_else_name, or_else};

struct group {
    const struct jx__filter *items;
    size_t n;
};

#define N_GROUPS 4

static void list_groups(struct group groups[N_GROUPS])
{
    groups[0] = (struct group){&or_else_filter, 1};
    groups[1].items = jx__filters_number(&groups[1].n);
    groups[2].items = jx__filters_text(&groups[2].n);
    groups[3].items = jx__filters_list(&groups[3].n);
}

static const struct jx__filter *find_filter(struct jx_str name)
{
    struct group groups[N_GROUPS];
    list_groups(groups);
    for (size_t g = 0; g < N_GROUPS; g++)
        for (size_t i = 0; i < groups[g].n; i++)
            if (jx_str_is(name, groups[g].items[i].name))
                return &groups[g].items[i];
    return NULL;
}

static void say_unknown(const struct jx__filter_at *at, struct jx_str name)
{
    struct jx_strs names = {0};
    struct group groups[N_GROUPS];
    list_groups(groups);
    for (size_t g = 0; g < N_GROUPS; g++)
        for (size_t i = 0; i < groups[g].n; i++)
            JX_PUSH(at->arena, &names, jx_str_of(groups[g].items[i].name));
    struct jx_str near = jx_str_nearest(name, names.items, names.n);
    struct jx_diag *diag = JX_SAY(at->diags, FILTER_UNKNOWN, at->span, name, near);
    if (near.ptr == NULL)
        diag->hint = JX_NO_STR;
}

enum jx_status jx__filters_apply(const struct jx__filter_at *at, const struct jx_value *value,
                                 const struct jx__filter_call *calls, size_t n_calls,
                                 const struct jx_value **ret_value)
{
    for (size_t i = 0; i < n_calls; i++) {
        const struct jx__filter *filter = find_filter(calls[i].name);
        if (filter == NULL) {
            say_unknown(at, calls[i].name);
            return JX_E_INPUT;
        }
        if (value == NULL && filter->apply != or_else)
            continue;
        struct jx_value *next = filter->apply(at, value, calls[i].arg);
        if (next == NULL)
            return JX_E_INPUT;
        if (value != NULL && next->span.file == 0 && next != value)
            next->span = value->span;
        value = next;
    }
    *ret_value = value;
    return JX_OK;
}

bool jx__value_num(struct jx_arena *arena, const struct jx_value *value, struct jx_num *ret_num)
{
    if (value->kind == JX_V_NUM) {
        *ret_num = value->num;
        return true;
    }
    if (value->kind != JX_V_TEXT)
        return false;
    struct jx_str text = jx_str_trim(value->text);
    bool percent = jx_str_ends(text, JX_STR("%")) || jx_str_ends(text, JX_STR("％"));
    if (percent)
        text = jx_str_sub(text, 0, text.len - (jx_str_ends(text, JX_STR("%")) ? 1 : 3));
    if (!jx_num_parse(arena, text, ret_num))
        return false;
    if (percent)
        *ret_num = jx_num_div(arena, *ret_num, jx_num_int(arena, 100));
    return true;
}

const struct jx_value *jx__member(const struct jx_value *item, struct jx_str path)
{
    return jx_str_is(path, ".") ? item : jx_value_find(item, path);
}

bool jx__member_is(struct jx_arena *arena, const struct jx_value *item, struct jx_str path,
                   const struct jx_str *words, size_t n_words)
{
    const struct jx_value *member = jx__member(item, path);
    if (member == NULL)
        return false;
    struct jx_str text = jx_value_str(arena, member);
    for (size_t i = 0; i < n_words; i++)
        if (jx_str_eq(text, words[i]))
            return true;
    return false;
}
