/* The scalar types of fields: text, numbers, percentages, dates, 是/否, choices. */
#include "input/internal.h"
#include "input/suggest.h"

#include <string.h>

/* The node as a scalar, else a message. */
static bool want_scalar(const struct jx_decode *d, struct jx_str key, const struct jx_node *node)
{
    if (node->kind == JX_NODE_SCALAR)
        return true;
    JX_SAY(d->diags, WANT_SCALAR, node->span, jx_shown(d->arena, key));
    return false;
}

static bool say_bad(const struct jx_decode *d, enum jx_diag_code code, struct jx_str key,
                    const struct jx_node *node)
{
    struct jx_str args[] = {key, jx_shown(d->arena, node->text)};
    jx_diag_add(d->diags, code, node->span, args, 2);
    return false;
}

bool jx__text_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                     struct jx_text *ret_text)
{
    if (!want_scalar(d, key, node))
        return false;
    *ret_text = (struct jx_text){node->text, node->span};
    return true;
}

bool jx__num_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                    struct jx_amount *ret_amount)
{
    struct jx_num num;
    ret_amount->span = node->span; /* also of what is no number: it is not missing */
    if (!want_scalar(d, key, node))
        return false;
    if (!jx_num_parse(d->arena, jx_str_trim(node->text), &num))
        return say_bad(d, JX_D_NUMBER_BAD, key, node);
    *ret_amount = (struct jx_amount){num, node->text, node->span, true};
    return true;
}

/* The number before a percent sign, half or full width; the whole text when there is none. */
static struct jx_str percent_number(struct jx_str text, bool *ret_has_sign)
{
    static const char *const signs[] = {"%", "％"};
    text = jx_str_trim(text);
    *ret_has_sign = false;
    for (size_t i = 0; i < 2; i++) {
        struct jx_str sign = jx_str_of(signs[i]);
        if (jx_str_ends(text, sign)) {
            *ret_has_sign = true;
            return jx_str_trim(jx_str_sub(text, 0, text.len - sign.len));
        }
    }
    return text;
}

bool jx__percent_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                        struct jx_amount *ret_amount)
{
    struct jx_num num;
    bool has_sign;
    if (!want_scalar(d, key, node))
        return false;
    if (!jx_num_parse(d->arena, percent_number(node->text, &has_sign), &num))
        return say_bad(d, JX_D_PERCENT_BAD, key, node);
    if (has_sign)
        num = jx_num_div(d->arena, num, jx_num_int(d->arena, 100));
    *ret_amount = (struct jx_amount){num, node->text, node->span, true};
    return true;
}

bool jx__day_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                    struct jx_day *ret_day)
{
    struct jx_date date;
    if (!want_scalar(d, key, node))
        return false;
    if (!jx_date_parse(jx_str_trim(node->text), &date))
        return say_bad(d, JX_D_DATE_BAD, key, node);
    *ret_day = (struct jx_day){date, node->span};
    return true;
}

bool jx__flag_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                     struct jx_flag *ret_flag)
{
    if (!want_scalar(d, key, node))
        return false;
    struct jx_str text = jx_str_trim(node->text);
    if (!jx_str_is(text, "是") && !jx_str_is(text, "否"))
        return say_bad(d, JX_D_BOOL_BAD, key, node);
    *ret_flag = (struct jx_flag){true, jx_str_is(text, "是"), node->span};
    return true;
}

bool jx__choice_decode(const struct jx_decode *d, struct jx_str key, const struct jx_node *node,
                       const struct jx_strs *choices, struct jx_text *ret_text)
{
    if (!jx__text_decode(d, key, node, ret_text))
        return false;
    for (size_t i = 0; i < choices->n; i++)
        if (jx_str_eq(choices->items[i], node->text))
            return true;
    struct jx_str all = jx_str_join(d->arena, choices->items, choices->n, JX_STR("、"));
    struct jx_str nearest = jx_suggest(d->diags, node->text, choices->items, choices->n);
    jx_suggested(
        JX_SAY(d->diags, CHOICE_BAD, node->span, key, jx_shown(d->arena, node->text), all, nearest),
        nearest);
    return false;
}

/* ---- fields that a scheme or table declares ---- */

static struct jx_value *amount_value(struct jx_arena *arena, const struct jx_amount *amount)
{
    return jx_value_num(arena, amount->num, amount->text);
}

static struct jx_value *declared_choice(const struct jx_decode *d, const struct jx_declared *field,
                                        const struct jx_node *node)
{
    struct jx_strs choices = {0};
    struct jx_text text;
    for (size_t i = 0; i < field->choices.n; i++)
        JX_PUSH(d->arena, &choices, field->choices.items[i].str);
    bool good = jx__choice_decode(d, field->key.str, node, &choices, &text);
    return good ? jx_value_text(d->arena, node->text) : NULL;
}

static bool push_choice(const struct jx_decode *d, const struct jx_declared *field,
                        const struct jx_node *node, struct jx_value *list)
{
    struct jx_value *choice = declared_choice(d, field, node);
    if (choice == NULL)
        return false;
    choice->span = node->span;
    jx_value_push(d->arena, list, choice);
    return true;
}

/* Several of the choices: a list, or one text with 、 between them (of a CSV). */
static struct jx_value *declared_choices(const struct jx_decode *d, const struct jx_declared *field,
                                         const struct jx_node *node)
{
    struct jx_value *list = jx_value_list(d->arena);
    bool good = node->kind != JX_NODE_MAP || want_scalar(d, field->key.str, node);
    for (size_t i = 0; node->kind == JX_NODE_LIST && i < node->n; i++)
        good = push_choice(d, field, node->items[i], list) && good;
    for (size_t from = 0; node->kind == JX_NODE_SCALAR && from <= node->text.len;) {
        size_t to = jx_str_find(node->text, JX_STR("、"), from);
        struct jx_node part = *node;
        to = to == SIZE_MAX ? node->text.len : to;
        part.text = jx_str_trim(jx_str_sub(node->text, from, to - from));
        good = push_choice(d, field, &part, list) && good;
        from = to == node->text.len ? SIZE_MAX : to + strlen("、");
    }
    return good ? list : NULL;
}

/* The value by the declared type; NULL after a message. Types that nobody knows count as 文本: the owner of the
 * declaration has checked them. */
static struct jx_value *declared_value(const struct jx_decode *d, const struct jx_declared *field,
                                       const struct jx_node *node)
{
    struct jx_amount amount;
    struct jx_day day;
    struct jx_flag flag;
    struct jx_str key = field->key.str;
    struct jx_str type = field->type.str;
    if (jx_str_is(type, "数"))
        return jx__num_decode(d, key, node, &amount) ? amount_value(d->arena, &amount) : NULL;
    if (jx_str_is(type, "百分比"))
        return jx__percent_decode(d, key, node, &amount) ? amount_value(d->arena, &amount) : NULL;
    if (jx_str_is(type, "日期"))
        return jx__day_decode(d, key, node, &day) ? jx_value_text(d->arena, node->text) : NULL;
    if (jx_str_is(type, "是否"))
        return jx__flag_decode(d, key, node, &flag) ? jx_value_bool(d->arena, flag.truth) : NULL;
    if (jx_str_is(type, "选项"))
        return declared_choice(d, field, node);
    if (jx_str_is(type, "多选"))
        return declared_choices(d, field, node);
    return want_scalar(d, key, node) ? jx_value_text(d->arena, node->text) : NULL;
}

void jx__declared_decode(const struct jx_decode *d, const struct jx_declared *field,
                         const struct jx_node *node, struct jx_value **extra)
{
    if (jx_node_is_null(node))
        return;
    struct jx_value *value = declared_value(d, field, node);
    if (!value)
        return;
    value->span = node->span;
    if (!*extra)
        *extra = jx_value_map(d->arena);
    jx_value_put(d->arena, *extra, field->key.str, value);
}
