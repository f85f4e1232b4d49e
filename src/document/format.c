/* format.c - values and results of formulas as the text, number and number format of a cell. */
#include "document/tabledef.h"

#include "score/target.h"

#define PLAIN_DIGITS 6 /* a formula without 格式 prints at most this many */

static const struct {
    const char *name;
    enum jx__format_kind kind;
    bool takes_digits;
    int digits;
} formats[] = {
    {"原样", JX__F_PLAIN, false, -1},    {"数", JX__F_FIXED, true, -1},
    {"百分比", JX__F_PERCENT, true, -1}, {"金额", JX__F_MONEY, false, 2},
    {"指标值", JX__F_TARGET, false, -1}, {"日期", JX__F_DATE, false, -1},
    {"负数", JX__F_MINUS, true, -1},
};

bool jx__format_parse(struct jx_arena *arena, struct jx_str text, struct jx__format *ret_format)
{
    text = jx_str_trim(text);
    size_t gap = jx_str_find(text, JX_STR(" "), 0);
    struct jx_str name = jx_str_sub(text, 0, gap);
    struct jx_num num;
    int64_t digits = -1;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!jx_str_is(name, formats[i].name))
            continue;
        *ret_format = (struct jx__format){formats[i].kind, formats[i].digits};
        if (gap == SIZE_MAX)
            return true;
        struct jx_str rest = jx_str_trim(jx_str_sub(text, gap, text.len - gap));
        if (!formats[i].takes_digits || !jx_num_parse(arena, rest, &num) ||
            !jx_num_to_int(num, &digits) || digits < 0 || digits > 20)
            return false;
        ret_format->digits = (int)digits;
        return true;
    }
    return false;
}

static struct jx_str or_empty(struct jx_str s)
{
    return s.ptr == NULL ? JX_STR("") : s;
}

static void set_text(const struct jx__grid_cell *cell, struct jx_str text)
{
    struct jx_arena *arena = cell->grid->b->arena;
    const struct jx__cell_def *def = cell->def;
    cell->state->is_blank = jx_str_trim(text).len == 0;
    if (cell->state->is_blank)
        text = or_empty(def->blank.str);
    else if (def->prefix.str.ptr != NULL || def->suffix.str.ptr != NULL)
        text = jx_str_printf(arena, "%.*s%.*s%.*s", JX_FMT(def->prefix.str), JX_FMT(text),
                             JX_FMT(def->suffix.str));
    cell->cell->text = jx__inlines_at(arena, text, &def->place);
}

static bool same_format(const struct jx_num_format *a, const struct jx_num_format *b)
{
    return a != NULL && a->digits == b->digits && a->percent == b->percent &&
           jx_str_eq(a->prefix, b->prefix) && jx_str_eq(a->suffix, b->suffix);
}

/* The cell's number (NULL: none yet) and its format, which most cells of a column share. */
static void take_num(const struct jx__grid_cell *cell, const struct jx_num *num,
                     const struct jx_num_format *format)
{
    const struct jx_num_format **last = &cell->grid->formats[cell->cell->col];
    if (!same_format(*last, format)) {
        struct jx_num_format *own = JX_NEW(cell->grid->b->arena, struct jx_num_format);
        *own = *format;
        *last = own;
    }
    cell->cell->num = num;
    cell->cell->format = *last;
}

static void set_number(const struct jx__grid_cell *cell, const struct jx_num *num, int digits,
                       bool percent)
{
    const struct jx_num_format format = {.digits = digits,
                                         .percent = percent,
                                         .prefix = or_empty(cell->def->prefix.str),
                                         .suffix = or_empty(cell->def->suffix.str)};
    take_num(cell, num, &format);
}

/* Digits after the point of a printed decimal. */
static int digits_in(struct jx_str text)
{
    size_t point = jx_str_find(text, JX_STR("."), 0);
    return point == SIZE_MAX ? 0 : (int)(text.len - point - 1);
}

/* Digits that a spreadsheet shows. In a cell to fill in, as many as the number has (-1) where that is what is printed, so that
 * another number is shown whole. */
static int digits_to_show(struct jx_arena *arena, const struct jx__grid_cell *cell,
                          struct jx_str printed, bool percent)
{
    struct jx_num num;
    if (cell->def->input && !percent && jx_num_parse(arena, printed, &num) &&
        jx_str_eq(jx_num_text(arena, num, PLAIN_DIGITS), printed))
        return -1;
    return digits_in(printed);
}

static int percent_digits(const struct jx__format *format, struct jx_arena *arena,
                          struct jx_num ratio)
{
    return format->digits >= 0 ? format->digits : digits_in(jx__ratio_text(arena, ratio, -1));
}

/* A number printed by an explicit format. */
static void take_number(const struct jx__grid_cell *cell, const struct jx_num *num)
{
    struct jx_arena *arena = cell->grid->b->arena;
    const struct jx__format *format = &cell->def->format;
    if (format->kind == JX__F_PERCENT) {
        struct jx_str text = jx__ratio_text(arena, *num, format->digits);
        set_text(cell, jx_str_printf(arena, "%.*s%%", JX_FMT(text)));
        set_number(cell, num, percent_digits(format, arena, *num), true);
    } else if (format->digits >= 0) {
        set_text(cell, jx_num_fixed(arena, *num, format->digits, JX_ROUND_HALF_UP));
        set_number(cell, num, format->digits, false);
    } else {
        set_text(cell, jx_num_text(arena, *num, PLAIN_DIGITS));
        set_number(cell, num, -1, false);
    }
}

/* A whole date, printed as dates are and without anything around it, is one for spreadsheets too. */
static void set_day(const struct jx__grid_cell *cell, struct jx_str text)
{
    struct jx_arena *arena = cell->grid->b->arena;
    struct jx_date date;
    if (cell->def->prefix.str.len == 0 && cell->def->suffix.str.len == 0 &&
        jx_date_parse(text, &date) && date.day > 0 && jx_str_eq(text, jx_date_text(arena, date)))
        jx_cell_more_make(arena, cell->cell)->date = date;
}

/* How a result will be shown that is not there yet. */
static void set_blank_format(const struct jx__grid_cell *cell)
{
    const struct jx__format *format = &cell->def->format;
    bool percent = format->kind == JX__F_PERCENT;
    int digits = percent && format->digits < 0 ? 2 : format->digits;
    set_number(cell, NULL, digits, percent);
}

/* ---- 指标值 ---- */

static bool is_digit_char(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
}

/* "≥18项" in three: what stands before the digits, how many digits after the point, what stands behind. */
static bool split_target(struct jx_str text, struct jx_num_format *format)
{
    size_t from = 0;
    while (from < text.len && !(text.ptr[from] >= '0' && text.ptr[from] <= '9'))
        from++;
    size_t to = from;
    while (to < text.len && is_digit_char(text.ptr[to]))
        to++;
    if (from == to)
        return false;
    if (from > 0 && (text.ptr[from - 1] == '-' || text.ptr[from - 1] == '+'))
        from--;
    struct jx_str number = jx_str_sub(text, from, to - from);
    if (jx_str_find(number, JX_STR(","), 0) != SIZE_MAX)
        return false;
    format->prefix = jx_str_sub(text, 0, from);
    format->suffix = jx_str_sub(text, to, text.len - to);
    format->digits = digits_in(number);
    return true;
}

static void take_target(const struct jx__grid_cell *cell, struct jx_str text)
{
    struct jx_arena *arena = cell->grid->b->arena;
    struct jx_num_format format = {0};
    struct jx_target target = jx_target_parse(arena, text);
    text = jx_str_trim(text);
    set_text(cell, text);
    set_day(cell, text);
    if (target.kind != JX_TARGET_NUM || !split_target(text, &format))
        return;
    struct jx_num num = target.num;
    if (target.percent) {
        struct jx_str sign = jx_str_starts(format.suffix, JX_STR("%")) ? JX_STR("%") : JX_STR("％");
        if (!jx_str_starts(format.suffix, sign))
            return;
        num = jx_num_div(arena, num, jx_num_int(arena, 100));
        format.suffix = jx_str_sub(format.suffix, sign.len, format.suffix.len - sign.len);
        format.percent = true;
    }
    struct jx_str printed = jx_num_fixed(arena, target.num, format.digits, JX_ROUND_HALF_UP);
    format.digits = digits_to_show(arena, cell, printed, format.percent);
    take_num(cell, jx_num_make(arena, num), &format);
}

/* ---- values ---- */

/* A number that comes with its printed text: 95.00% */
static void take_printed(const struct jx__grid_cell *cell, const struct jx_value *value)
{
    struct jx_arena *arena = cell->grid->b->arena;
    struct jx_str text = jx_str_trim(jx_value_str(arena, value));
    bool percent = jx_str_ends(text, JX_STR("%"));
    struct jx_str number = percent ? jx_str_sub(text, 0, text.len - 1) : text;
    struct jx_num printed;
    set_text(cell, text);
    if (jx_num_parse(arena, number, &printed))
        set_number(cell, &value->num, digits_to_show(arena, cell, number, percent), percent);
}

static void take_date(const struct jx__grid_cell *cell, struct jx_str text)
{
    struct jx_arena *arena = cell->grid->b->arena;
    struct jx_date date;
    if (jx_date_parse(jx_str_trim(text), &date))
        text = jx_date_text(arena, date);
    set_text(cell, text);
    set_day(cell, text);
}

/* Several words in one cell. */
static struct jx_str list_text(struct jx_arena *arena, const struct jx_value *list)
{
    struct jx_strs words = {0};
    for (size_t i = 0; i < list->list.n; i++)
        JX_PUSH(arena, &words, jx_value_str(arena, list->list.items[i]));
    return jx_str_join(arena, words.items, words.n, JX_STR("、"));
}

void jx__cell_take_value(const struct jx__grid_cell *cell, const struct jx_value *value)
{
    struct jx_arena *arena = cell->grid->b->arena;
    struct jx_num num;
    struct jx_str text = value == NULL              ? JX_STR("")
                         : value->kind == JX_V_LIST ? list_text(arena, value)
                                                    : jx_value_str(arena, value);
    enum jx__format_kind kind = cell->def->format.kind;
    if (value == NULL || jx_str_trim(text).len == 0)
        set_text(cell, JX_STR(""));
    else if (kind == JX__F_TARGET)
        take_target(cell, text);
    else if (kind == JX__F_DATE)
        take_date(cell, text);
    else if (kind == JX__F_PLAIN && value->kind == JX_V_NUM)
        take_printed(cell, value);
    else if (kind == JX__F_MINUS && jx__value_num(arena, value, &num))
        take_number(cell, jx_num_make(arena, jx_num_neg(arena, num)));
    else if (kind != JX__F_PLAIN && value->kind == JX_V_NUM)
        take_number(cell, &value->num);
    else if (kind != JX__F_PLAIN && jx__value_num(arena, value, &num))
        take_number(cell, jx_num_make(arena, num));
    else
        set_text(cell, text);
}

void jx__cell_take_result(const struct jx__grid_cell *cell, const struct jx_expr_value *result)
{
    switch (result->kind) {
    case JX_XV_NUM:
        take_number(cell, jx_num_make(cell->grid->b->arena, result->num));
        break;
    case JX_XV_TEXT:
        set_text(cell, result->text);
        break;
    default:
        set_text(cell, JX_STR(""));
        set_blank_format(cell);
        break;
    }
}
