/* target.c - reads 指标值 and 业绩值 as they are written in the field.
 *
 * Layer:   score.
 * Memory:  numbers and the folded text live in the arena.
 *
 * The text is folded (half-width, no blanks) and tried as: null marker, date, rank, number or range; the first
 * reading that uses up the whole text wins, all else is words.
 */
#include "score/target.h"

#include "score/internal.h"

/* A unit longer than this is a sentence. */
#define MAX_UNIT_CHARS 12

static bool is_null_marker(struct jx_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        if (cp != '-' && cp != '/' && cp != '*' && cp != '~' && cp != 0x2014 && cp != 0x2013 &&
            cp != 0x2500 && cp != 0x2015)
            return false;
    }
    return true;
}

static bool has_digit(struct jx_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return true;
    return false;
}

/* Without notes in parentheses at the end: 90%(含), 5次(每季度1次). */
static struct jx_str without_note(struct jx_str text)
{
    if (!text.len || text.ptr[text.len - 1] != ')')
        return text;
    for (size_t i = text.len - 1; i > 0; i--)
        if (text.ptr[i] == '(')
            return jx_str_sub(text, 0, i);
    return text;
}

static bool drop_any(struct jx_str *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jx__notation_drop(text, words[i]))
            return true;
    return false;
}

/* Comparison behind the number: 90%以上, 2小时以内. */
static enum jx_target_op suffix_op(struct jx_str *text)
{
    static const char *const least[] = {"(含)以上", "及以上", "(含以上)", "以上"};
    static const char *const most[] = {"(含)以下", "(含)以内", "及以下", "及以内",
                                       "以下",     "以内",     "之内",   "内"};
    if (drop_any(text, least, sizeof least / sizeof *least))
        return JX_OP_GE;
    if (drop_any(text, most, sizeof most / sizeof *most))
        return JX_OP_LE;
    return JX_OP_NONE;
}

/* Words that may stand before a number without changing it: 全年完成2次, 已完成100%. */
static void skip_fillers(struct jx_str *text)
{
    static const char *const words[] = {"全年",   "每年",   "年均", "年度", "累计", "总计", "共计",
                                        "控制在", "保持在", "已",   "完成", "实现", "达到", "达",
                                        "到",     "为",     "于",   "在",   ":"};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            more = jx__notation_take(text, words[i]) || more;
    }
}

/* A name in front of a comparison sign, 成本节约率≥0: the text from the sign on. */
static struct jx_str from_sign(struct jx_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        struct jx_str rest = jx_str_sub(text, i, text.len - i);
        char c = text.ptr[i];
        bool sign = c == '>' || c == '<' || c == '=' || jx_str_starts(rest, JX_STR("≥")) ||
                    jx_str_starts(rest, JX_STR("≤"));
        if (sign)
            return has_digit(jx_str_sub(text, 0, i)) ? text : rest;
    }
    return text;
}

/* What follows the number must look like a unit. */
static bool is_unit(struct jx_str text)
{
    static const char *const breaks[] = {",", ";", "。", "、", "(",  ")", "<", ">", "=",
                                         "≥", "≤", "%",  "且", "或", "“", "”", ":"};
    if (has_digit(text) || jx_utf8_count(text) > MAX_UNIT_CHARS)
        return false;
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if (jx_str_find(text, jx_str_of(breaks[i]), 0) != SIZE_MAX)
            return false;
    return true;
}

/* A number and its percent sign, if there is one. */
static bool take_quantity(struct jx_arena *arena, struct jx_str *text, struct jx_num *num,
                          bool *percent)
{
    bool han_percent = jx__notation_take(text, "百分之");
    if (!jx__notation_num(arena, text, num) &&
        !(han_percent && jx__notation_han_num(arena, text, num)))
        return false;
    *percent = han_percent || jx__notation_take(text, "%") || jx__notation_take(text, "百分比");
    return true;
}

static bool take_dash(struct jx_str *text)
{
    static const char *const dashes[] = {"——", "—", "–", "-", "~", "至", "到"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (jx__notation_take(text, dashes[i]))
            return true;
    return false;
}

/* The high end of a range; the low end (target->num) has been read. */
static bool read_range(struct jx_arena *arena, struct jx_str rest, struct jx_target *target)
{
    struct jx_str low_unit = rest;
    size_t n = 0;
    while (rest.len && !take_dash(&rest)) {
        jx_utf8_next(low_unit, &n);
        rest = jx_str_sub(low_unit, n, low_unit.len - n);
    }
    low_unit = jx_str_sub(low_unit, 0, n);
    bool percent = false;
    if (!rest.len || !take_quantity(arena, &rest, &target->high, &percent))
        return false;
    if ((low_unit.len && !jx_str_eq(low_unit, rest)) || !is_unit(rest) ||
        jx_num_cmp(target->num, target->high) > 0 || (target->percent && !percent))
        return false;
    target->kind = JX_TARGET_RANGE;
    target->percent = percent;
    target->unit = percent ? JX_STR("%") : rest;
    return true;
}

/* Words after a quantity that add nothing: 100%完成. */
static void drop_done(struct jx_str *text)
{
    static const char *const words[] = {"完成", "达标", "左右"};
    drop_any(text, words, sizeof words / sizeof *words);
}

static bool read_number(struct jx_arena *arena, struct jx_str text, struct jx_target *target)
{
    struct jx_str rest = text;
    skip_fillers(&rest);
    struct jx_str signed_part = from_sign(rest);
    enum jx_target_op op = jx__notation_op(&signed_part);
    if (op != JX_OP_NONE)
        rest = signed_part;
    skip_fillers(&rest);
    drop_done(&rest);
    enum jx_target_op after = suffix_op(&rest);
    rest = without_note(rest);
    if (after == JX_OP_NONE)
        after = suffix_op(&rest);
    drop_done(&rest);
    if (op == JX_OP_NONE)
        op = after;
    struct jx_str start = rest;
    if (!take_quantity(arena, &rest, &target->num, &target->percent)) {
        rest = start;
        /* 三次 alone may begin a sentence (一次性验收); after 不少于 it is a number. */
        if (op == JX_OP_NONE || !jx__notation_han_num(arena, &rest, &target->num))
            return false;
    }
    target->op = op;
    if (op == JX_OP_NONE && read_range(arena, rest, target))
        return true;
    if (!is_unit(rest))
        return false;
    target->kind = JX_TARGET_NUM;
    target->unit = target->percent && !rest.len ? JX_STR("%") : rest;
    return true;
}

/* 全国前五名, 前10名以内, 第3名. */
static bool read_rank(struct jx_arena *arena, struct jx_str text, struct jx_target *target)
{
    struct jx_str end = text;
    jx__notation_drop(&end, "以内");
    jx__notation_drop(&end, "以上");
    if (!jx__notation_drop(&end, "名") && !jx__notation_drop(&end, "位") &&
        !jx__notation_drop(&end, "强"))
        return false;
    for (size_t i = end.len; i-- > 0;) {
        struct jx_str rest = jx_str_sub(end, i, end.len - i);
        if (!jx__notation_take(&rest, "前") && !jx__notation_take(&rest, "第"))
            continue;
        if (!jx__notation_num(arena, &rest, &target->num) &&
            !jx__notation_han_num(arena, &rest, &target->num))
            return false;
        target->kind = JX_TARGET_RANK;
        target->op = JX_OP_LE;
        return rest.len == 0 && jx_num_is_int(target->num) && jx_num_sign(target->num) > 0;
    }
    return false;
}

/* 2020年11月底, 2020年11月底前完成, 不晚于2023-10-31. */
static bool read_date(struct jx_str text, struct jx_target *target)
{
    static const char *const ends[] = {"之前", "以前", "前"};
    struct jx_str rest = text;
    jx__notation_op(&rest);
    skip_fillers(&rest);
    drop_done(&rest);
    drop_any(&rest, ends, sizeof ends / sizeof *ends);
    if (!jx_date_parse(rest, &target->date))
        return false;
    target->kind = JX_TARGET_DATE;
    target->op = JX_OP_LE;
    return true;
}

struct jx_target jx_target_parse(struct jx_arena *arena, struct jx_str text)
{
    struct jx_str trimmed = jx_str_trim(text);
    struct jx_str folded = jx__notation_fold(arena, trimmed);
    const struct jx_target blank = {.text = trimmed};
    struct jx_target target = blank;
    if (is_null_marker(folded))
        return target;
    if (read_date(folded, &target))
        return target;
    target = blank;
    if (read_rank(arena, folded, &target))
        return target;
    target = blank;
    if (read_number(arena, folded, &target))
        return target;
    target = blank;
    target.kind = JX_TARGET_WORDS;
    return target;
}
