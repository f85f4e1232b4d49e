/* notation.c - the wording of comparisons, numbers and units in 指标值 cells.
 *
 * Layer:   score.
 * Memory:  folded copies and numbers live in the arena; everything else borrows.
 */
#include "score/internal.h"

struct jx_str jx__notation_fold(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t pos = 0; pos < text.len;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        if (cp >= 0xFF01 && cp <= 0xFF5E)
            cp -= 0xFF01 - 0x21;
        else if (cp == 0xFF0D || cp == 0x2212) /* full-width hyphen, minus sign */
            cp = '-';
        if (!jx_cp_is_blank(cp))
            jx_buf_add_cp(&buf, cp);
    }
    return jx_buf_str(&buf);
}

bool jx__notation_take(struct jx_str *text, const char *word)
{
    struct jx_str prefix = jx_str_of(word);
    if (!jx_str_starts(*text, prefix))
        return false;
    *text = jx_str_sub(*text, prefix.len, text->len - prefix.len);
    return true;
}

bool jx__notation_drop(struct jx_str *text, const char *word)
{
    struct jx_str suffix = jx_str_of(word);
    if (!jx_str_ends(*text, suffix))
        return false;
    *text = jx_str_sub(*text, 0, text->len - suffix.len);
    return true;
}

/* Longer wordings stand before the shorter ones they begin with. */
static const struct {
    const char *word;
    enum jx_target_op op;
} op_words[] = {
    {">=", JX_OP_GE},         {"=>", JX_OP_GE},         {"≥", JX_OP_GE},
    {"≧", JX_OP_GE},          {"⩾", JX_OP_GE},          {"<=", JX_OP_LE},
    {"=<", JX_OP_LE},         {"≤", JX_OP_LE},          {"≦", JX_OP_LE},
    {"⩽", JX_OP_LE},          {">", JX_OP_GT},          {"<", JX_OP_LT},
    {"==", JX_OP_EQ},         {"=", JX_OP_EQ},          {"大于或等于", JX_OP_GE},
    {"大于等于", JX_OP_GE},   {"高于或等于", JX_OP_GE}, {"高于等于", JX_OP_GE},
    {"小于或等于", JX_OP_LE}, {"小于等于", JX_OP_LE},   {"低于或等于", JX_OP_LE},
    {"低于等于", JX_OP_LE},   {"不少于", JX_OP_GE},     {"不低于", JX_OP_GE},
    {"不小于", JX_OP_GE},     {"不短于", JX_OP_GE},     {"至少", JX_OP_GE},
    {"最少", JX_OP_GE},       {"最低", JX_OP_GE},       {"不超过", JX_OP_LE},
    {"不超出", JX_OP_LE},     {"不高于", JX_OP_LE},     {"不大于", JX_OP_LE},
    {"不多于", JX_OP_LE},     {"不长于", JX_OP_LE},     {"不迟于", JX_OP_LE},
    {"不晚于", JX_OP_LE},     {"至多", JX_OP_LE},       {"最多", JX_OP_LE},
    {"最高", JX_OP_LE},       {"大于", JX_OP_GT},       {"高于", JX_OP_GT},
    {"多于", JX_OP_GT},       {"超过", JX_OP_GT},       {"小于", JX_OP_LT},
    {"低于", JX_OP_LT},       {"少于", JX_OP_LT},       {"早于", JX_OP_LT},
    {"等于", JX_OP_EQ},
};

enum jx_target_op jx__notation_op(struct jx_str *text)
{
    for (size_t i = 0; i < sizeof op_words / sizeof *op_words; i++)
        if (jx__notation_take(text, op_words[i].word))
            return op_words[i].op;
    return JX_OP_NONE;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool jx__notation_num(struct jx_arena *arena, struct jx_str *text, struct jx_num *ret_num)
{
    size_t len = 0;
    if (text->len && (text->ptr[0] == '-' || text->ptr[0] == '+'))
        len++;
    size_t from = len;
    while (len < text->len) {
        char c = text->ptr[len];
        bool joins = (c == '.' || c == ',') && len > from && len + 1 < text->len &&
                     is_digit(text->ptr[len + 1]);
        if (!is_digit(c) && !joins)
            break;
        len++;
    }
    if (len == from || !jx_num_parse(arena, jx_str_sub(*text, 0, len), ret_num))
        return false;
    *text = jx_str_sub(*text, len, text->len - len);
    return true;
}

/* The digit a Han numeral stands for, or -1. */
static int han_digit(uint32_t cp)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}; /* 〇一…九 */
    for (int i = 0; i < 10; i++)
        if (digits[i] == cp)
            return i;
    return cp == 0x96F6 ? 0 : cp == 0x4E24 ? 2 : -1; /* 零 两 */
}

static int han_power(uint32_t cp)
{
    return cp == 0x5341 ? 10 : cp == 0x767E ? 100 : cp == 0x5343 ? 1000 : 0; /* 十 百 千 */
}

bool jx__notation_han_num(struct jx_arena *arena, struct jx_str *text, struct jx_num *ret_num)
{
    int value = 0;
    int digit = -1;
    size_t used = 0;
    int last_power = 10000;
    for (size_t pos = 0; pos < text->len; used = pos) {
        uint32_t cp = jx_utf8_next(*text, &pos);
        int power = han_power(cp);
        int next = han_digit(cp);
        if (power > 0 && power < last_power && digit != 0) {
            value += (digit < 0 ? 1 : digit) * power;
            last_power = power;
            digit = -1;
        } else if (next >= 0 && digit <= 0) {
            digit = next;
        } else {
            break;
        }
    }
    if (!used)
        return false;
    *ret_num = jx_num_int(arena, value + (digit > 0 ? digit : 0));
    *text = jx_str_sub(*text, used, text->len - used);
    return true;
}

enum jx_target_op jx__notation_nature(struct jx_arena *arena, struct jx_str text, bool *ret_words)
{
    static const struct {
        const char *word;
        enum jx_target_op op;
    } natures[] = {
        {"正向", JX_OP_GE}, {"正指标", JX_OP_GE}, {"逆向", JX_OP_LE},
        {"反向", JX_OP_LE}, {"负向", JX_OP_LE},   {"反指标", JX_OP_LE},
    };
    struct jx_str folded = jx__notation_fold(arena, text);
    *ret_words = jx_str_starts(folded, JX_STR("定性"));
    struct jx_str rest = folded;
    enum jx_target_op op = jx__notation_op(&rest);
    if (op != JX_OP_NONE)
        return rest.len ? JX_OP_NONE : op;
    for (size_t i = 0; i < sizeof natures / sizeof *natures; i++)
        if (jx__notation_take(&rest, natures[i].word))
            return natures[i].op;
    return JX_OP_NONE;
}

/* Units that convert: the family's base unit has scale 1. */
static const struct {
    const char *unit;
    int family;
    int64_t scale;
} units[] = {
    {"‰", 1, 1},
    {"%", 1, 10},
    {"百分比", 1, 10},
    {"个百分点", 1, 10},
    {"秒", 2, 1},
    {"分钟", 2, 60},
    {"小时", 2, 3600},
    {"个小时", 2, 3600},
    {"元", 3, 1},
    {"千元", 3, 1000},
    {"万元", 3, 10000},
    {"百万元", 3, 1000000},
    {"亿元", 3, 100000000},
    {"米", 4, 1},
    {"公里", 4, 1000},
    {"千米", 4, 1000},
    {"GB", 5, 1},
    {"G", 5, 1},
    {"TB", 5, 1024},
    {"T", 5, 1024},
    {"PB", 5, 1048576},
    {"天", 6, 1},
    {"日", 6, 1},
    {"周", 6, 7},
    {"月", 7, 1},
    {"个月", 7, 1},
    {"年", 7, 12},
};

static size_t unit_find(struct jx_str unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (jx_str_is(unit, units[i].unit))
            return i;
    return SIZE_MAX;
}

/* The power of ten that a unit begins with (万人次: 10000), taken off it. */
static int64_t unit_power(struct jx_str *unit)
{
    struct jx_str rest = *unit;
    int64_t power = jx__notation_take(&rest, "万")   ? 10000
                    : jx__notation_take(&rest, "亿") ? 100000000
                                                     : 1;
    if (rest.len)
        *unit = rest;
    return rest.len ? power : 1;
}

bool jx__unit_scale(struct jx_arena *arena, struct jx_str a, struct jx_str b,
                    struct jx_num *ret_scale)
{
    int64_t up = 1;
    int64_t down = 1;
    if (!jx_str_empty(a) && !jx_str_empty(b) && !jx_str_eq(a, b)) {
        size_t ia = unit_find(a);
        size_t ib = unit_find(b);
        if (ia != SIZE_MAX && ib != SIZE_MAX) {
            if (units[ia].family != units[ib].family)
                return false;
            up = units[ia].scale;
            down = units[ib].scale;
        } else {
            up = unit_power(&a);
            down = unit_power(&b);
            if (!jx_str_eq(a, b))
                return false;
        }
    }
    *ret_scale = jx_num_div(arena, jx_num_int(arena, up), jx_num_int(arena, down));
    return true;
}

bool jx_units_clash(struct jx_arena *arena, struct jx_str a, struct jx_str b)
{
    struct jx_num scale;
    return jx__unit_scale(arena, jx_str_trim(a), jx_str_trim(b), &scale) &&
           jx_num_cmp(scale, jx_num_int(arena, 1)) != 0;
}
