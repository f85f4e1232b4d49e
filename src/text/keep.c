/* keep.c - what belongs together though UAX #14 would part it: numbers and units, 〔2023〕11号, 第3条, 表3-1, （一）.
 *
 * Layer:   text.
 * Source:  GB/T 15834-2011 5.1 (marks with what they belong to) and 4.13 (～ — between numbers); GB/T 15835-2011 (numbers and
 *          their units); GB/T 9704-2012 7.2.5 (〔2023〕11号), 7.3.3 (一、 （一） 1. （1）), 7.3.4 (附件1); CLREQ 3.1.3; UAX #14 LB25 (signs
 *          before numbers). The list of units is ours, add to it freely.
 */
#include "text/internal.h"

#include <uchar.h>

/* What follows a number. Longest first is not needed: the longest match wins. */
static const char16_t *const units[] = {
    u"元",     u"万元",     u"亿元",     u"千元", u"百元",   u"万亿元",   u"美元",     u"万美元",
    u"亿美元", u"角",       u"万",       u"亿",   u"千",     u"百",       u"余",       u"余万",
    u"多",     u"多万",     u"分",       u"分之", u"个",     u"万个",     u"个月",     u"个百分点",
    u"百分点", u"个工作日", u"工作日",   u"个点", u"项",     u"万项",     u"件",       u"万件",
    u"台",     u"套",       u"台套",     u"台件", u"次",     u"万次",     u"人次",     u"万人次",
    u"人",     u"万人",     u"名",       u"万名", u"户",     u"万户",     u"家",       u"所",
    u"座",     u"处",       u"条",       u"款",   u"章",     u"节",       u"页",       u"份",
    u"册",     u"本",       u"部",       u"篇",   u"张",     u"块",       u"片",       u"根",
    u"支",     u"只",       u"头",       u"株",   u"棵",     u"辆",       u"艘",       u"架",
    u"间",     u"栋",       u"幢",       u"层",   u"级",     u"类",       u"种",       u"批",
    u"期",     u"届",       u"号",       u"位",   u"组",     u"队",       u"班",       u"门",
    u"课时",   u"学时",     u"场",       u"场次", u"场馆",   u"起",       u"宗",       u"笔",
    u"单",     u"岁",       u"倍",       u"成",   u"折",     u"度",       u"步",       u"轮",
    u"档",     u"口",       u"眼",       u"盏",   u"对",     u"双",       u"年",       u"年度",
    u"年底",   u"年末",     u"年初",     u"月",   u"月份",   u"月底",     u"月末",     u"月初",
    u"日",     u"天",       u"周",       u"周年", u"季度",   u"时",       u"小时",     u"分钟",
    u"秒",     u"点",       u"米",       u"千米", u"公里",   u"厘米",     u"毫米",     u"里",
    u"亩",     u"万亩",     u"公顷",     u"平方", u"平方米", u"万平方米", u"平方公里", u"平方千米",
    u"立方",   u"立方米",   u"万立方米", u"吨",   u"万吨",   u"千克",     u"公斤",     u"克",
    u"毫克",   u"斤",       u"升",       u"毫升", u"千瓦",   u"千瓦时",   u"万千瓦",   u"兆瓦",
    u"度电",   u"瓦",       u"伏",       u"安",   u"卷",     u"包",       u"箱",       u"袋",
    u"瓶",     u"盒",       u"床",       u"例",   u"科",     u"幅",       u"枚",       u"颗",
    u"元整",   u"行",       u"列",       u"字",   u"以上",   u"以下",     u"以内",     u"左右",
};

static bool at(const struct jx__text *text, size_t i, uint32_t cp)
{
    return i < text->n_chars && text->chars[i].cp == cp;
}

static bool is_one_of(const struct jx__text *text, size_t i, const char16_t *set)
{
    for (; i < text->n_chars && *set; set++)
        if (*set == text->chars[i].cp)
            return true;
    return false;
}

static bool digit_at(const struct jx__text *text, size_t i)
{
    return i < text->n_chars && jx__is_digit(text->chars[i].cp);
}

static bool numeral_at(const struct jx__text *text, size_t i)
{
    return digit_at(text, i) || (i < text->n_chars && jx__is_chinese_digit(text->chars[i].cp));
}

static void lower(struct jx__text *text, size_t i, enum jx__break to)
{
    if (i < text->n_chars && text->chars[i].brk > to)
        text->chars[i].brk = (uint8_t)to;
}

static void keep(struct jx__text *text, size_t i)
{
    lower(text, i, JX__BREAK_KEPT);
}

/* Rather not here, but sooner than a line with gaps like blanks. */
static void prefer_not(struct jx__text *text, size_t i)
{
    lower(text, i, JX__BREAK_SOFT);
}

/* How many characters at i are a unit, 0 for none. */
static size_t unit_at(const struct jx__text *text, size_t i)
{
    size_t longest = 0;
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        size_t n = 0;
        while (units[k][n] && at(text, i + n, units[k][n]))
            n++;
        if (!units[k][n] && n > longest)
            longest = n;
    }
    return longest;
}

/* Past one blank, when it stands there. */
static size_t over_blank(const struct jx__text *text, size_t i)
{
    return at(text, i, ' ') ? i + 1 : i;
}

/* Whether a line may end before k, inside what follows a number that ends before i; its unit begins at first. 5个|百分点 and 5%|以内
 * leave the number with the word it counts. */
static bool may_part(const struct jx__text *text, size_t i, size_t first, size_t k)
{
    if (k == first + 1 && at(text, first, 0x4E2A)) /* 个 */
        return is_one_of(text, k, u"百工");
    return k == first && i == first && i > 0 && is_one_of(text, i - 1, u"%％‰") &&
           is_one_of(text, k, u"以左");
}

/* GB/T 15835-2011; CLREQ 3.1.3: 3个, 2428.53 万元, 98.5%以上, 100余家: i is the first character after a number. */
static void keep_unit(struct jx__text *text, size_t i)
{
    size_t first = over_blank(text, i);
    for (int part = 0; part < 2; part++) {
        size_t n = unit_at(text, first);
        if (n == 0)
            return;
        for (size_t k = i; k < first + n; k++)
            lower(text, k, may_part(text, i, first, k) ? JX__BREAK_RARE : JX__BREAK_KEPT);
        /* 余 and 多 have a unit of their own after them. */
        if (!is_one_of(text, first + n - 1, u"余多万亿千百"))
            return;
        i = first = first + n;
    }
}

/* GB/T 15835-2011: 第3条, 第三季度, 第 12 页: i is 第. */
static void keep_ordinal(struct jx__text *text, size_t i)
{
    size_t k = over_blank(text, i + 1);
    if (!numeral_at(text, k))
        return;
    size_t end = k;
    while (numeral_at(text, end) && end - k < 8)
        end++;
    size_t unit = over_blank(text, end);
    size_t n = unit_at(text, unit);
    for (size_t c = i + 1; c < (n ? unit + n : end); c++)
        keep(text, c);
}

/* CY/T 170-2019, GB/T 9704-2012 7.3.4: 表3-1, 图 2, 附件1: i is the last Han before the number. */
static void keep_label(struct jx__text *text, size_t i)
{
    size_t k = over_blank(text, i + 1);
    if (!digit_at(text, k))
        return;
    keep(text, i + 1);
    keep(text, k);
    if (i > 0 && at(text, i - 1, 0x9644)) /* 附 */
        prefer_not(text, i);
}

/* GB/T 9704-2012 7.2.5: 〔2023〕11号 and (2022)第3号: i is a closing bracket after a digit. */
static void keep_year_bracket(struct jx__text *text, size_t i)
{
    size_t start = i;
    while (start > 0 && i - start < 5 && digit_at(text, start - 1))
        start--;
    if (start == i || start == 0 || !is_one_of(text, start - 1, u"〔（([［"))
        return;
    if (digit_at(text, i + 1) || at(text, i + 1, 0x7B2C)) /* 第 */
        keep(text, i + 1);
}

/* GB/T 9704-2012 7.3.3: （一）, (1) at the head of a paragraph or sentence stay with what they number: i is the opening bracket. */
static void keep_item_number(struct jx__text *text, size_t i)
{
    size_t k = i + 1;
    while (numeral_at(text, k) && k - i <= 4)
        k++;
    if (k == i + 1 || !is_one_of(text, k, u"）)"))
        return;
    for (size_t c = i + 1; c < k; c++)
        keep(text, c);
    bool heads = i == 0 || text->chars[i - 1].class == JX__NEWLINE ||
                 text->chars[i - 1].class == JX__BLANK || is_one_of(text, i - 1, u"。；：，、");
    if (heads)
        prefer_not(text, k + 1);
}

/* GB/T 9704-2012 7.3.3: 一、 1. （1） ① — at the very start of a paragraph never stand alone on a line: i is its first character. */
static void keep_first_label(struct jx__text *text, size_t i)
{
    size_t end = jx__label_end(text, i);
    for (size_t c = i + 1; end > i && c <= end; c++)
        lower(text, c, JX__BREAK_INSIDE);
}

/* GB/T 15834-2011 4.13, UAX #14 LB25: ≥90%, 63%～68%, 2020—2023年: i is a sign before a number. */
static void keep_sign(struct jx__text *text, size_t i)
{
    if (!digit_at(text, i + 1))
        return;
    bool range = is_one_of(text, i, u"～~—–至");
    if (!range || (i > 0 && (digit_at(text, i - 1) || is_one_of(text, i - 1, u"%％"))))
        keep(text, i + 1);
}

/* GB/T 9704, ISO 9001: capitals stay with the number after their blank. end: past a narrow word that begins at i. */
static void keep_standard(struct jx__text *text, size_t i, size_t end)
{
    for (size_t k = i; k < end; k++) {
        uint32_t cp = text->chars[k].cp;
        if (!(cp >= 'A' && cp <= 'Z') && cp != '/')
            return;
    }
    if (at(text, end, ' ') && digit_at(text, end + 1))
        prefer_not(text, end + 1);
}

/* Codes such as GB/T, Wi-Fi, JX-2023-011 stay whole up to 20 characters (readers take a hyphen at a line's end for one of
 * hyphenation and drop it); longer ones (addresses of web pages) break where
 * UAX #14 lets them. i is the first character of a narrow word. Returns its end. */
static size_t keep_code(struct jx__text *text, size_t i)
{
    size_t end = i;
    bool digits = false;
    bool sign = false;
    while (end < text->n_chars && text->chars[end].class == JX__LATIN) {
        digits = digits || digit_at(text, end);
        sign = sign || at(text, end, '/') || at(text, end, '-');
        end++;
    }
    for (size_t k = i + 1; (digits || sign) && end - i <= 20 && k < end; k++)
        keep(text, k);
    if (end - i <= 20 && at(text, end - 1, '/'))
        keep(text, end);
    if (end - i <= 8)
        keep_standard(text, i, end);
    return end;
}

/* A mark of choice stands with the words that it ticks: ☑ 新增. */
static void keep_tick(struct jx__text *text, size_t i)
{
    if (!at(text, i + 1, ' '))
        return;
    keep(text, i + 1);
    keep(text, i + 2);
}

static bool is_number_end(const struct jx__text *text, size_t i)
{
    return digit_at(text, i) || is_one_of(text, i, u"%％‰");
}

static void keep_at(struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    if (i == 0 || c[-1].class == JX__NEWLINE)
        keep_first_label(text, i);
    if (i > 0 && digit_at(text, i - 1) && digit_at(text, i)) /* full-width digits */
        keep(text, i);
    else if (i > 0 && is_number_end(text, i - 1))
        keep_unit(text, i);
    if (c->cp == 0x7B2C) /* 第 */
        keep_ordinal(text, i);
    else if (c->class == JX__HAN && digit_at(text, over_blank(text, i + 1)) &&
             is_one_of(text, i, u"表图件式录例注"))
        keep_label(text, i);
    if (is_one_of(text, i, u"〕）)]］"))
        keep_year_bracket(text, i);
    else if (is_one_of(text, i, u"（("))
        keep_item_number(text, i);
    if (is_one_of(text, i, u"☑□☐☒√○●■"))
        keep_tick(text, i);
    if (digit_at(text, i + 1) && is_one_of(text, i, u"≥≤＞＜><＝=≈±+－～~—–至"))
        keep_sign(text, i);
}

void jx__text_keep(struct jx__text *text)
{
    size_t word_end = 0;
    for (size_t i = 0; i < text->n_chars; i++) {
        if (i >= word_end && text->chars[i].class == JX__LATIN)
            word_end = keep_code(text, i);
        keep_at(text, i);
    }
}
