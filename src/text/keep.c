/* keep.c - what belongs together though UAX #14 would part it: numbers and units, 〔2023〕11号, 第3条, 表3-1, （一）.
 *
 * Layer:   text.
 * Source:  GB/T 15835-2011, CLREQ 3.1.3; the list of units is ours, add to it freely.
 */
#include "text/internal.h"

/* What follows a number. Longest first is not needed: the longest match wins. */
static const char *const units[] = {
    "元",     "万元",   "亿元",   "千元",   "百元",   "万亿元", "美元",   "万美元", "亿美元", "角",
    "万",     "亿",     "千",     "百",     "余",     "余万",   "多",     "多万",   "分",     "分之",
    "个",     "万个",   "个月",   "个百分点", "百分点", "个工作日", "工作日", "个点",   "项",     "万项",
    "件",     "万件",   "台",     "套",     "台套",   "台件",   "次",     "万次",   "人次",   "万人次",
    "人",     "万人",   "名",     "万名",   "户",     "万户",   "家",     "所",     "座",     "处",
    "条",     "款",     "章",     "节",     "页",     "份",     "册",     "本",     "部",     "篇",
    "张",     "块",     "片",     "根",     "支",     "只",     "头",     "株",     "棵",     "辆",
    "艘",     "架",     "间",     "栋",     "幢",     "层",     "级",     "类",     "种",     "批",
    "期",     "届",     "号",     "位",     "组",     "队",     "班",     "门",     "课时",   "学时",
    "场",     "场次",   "场馆",   "起",     "宗",     "笔",     "单",     "岁",     "倍",     "成",
    "折",     "度",     "步",     "轮",     "档",     "口",     "眼",     "盏",     "对",     "双",
    "年",     "年度",   "年底",   "年末",   "年初",   "月",     "月份",   "月底",   "月末",   "月初",
    "日",     "天",     "周",     "周年",   "季度",   "时",     "小时",   "分钟",   "秒",     "点",
    "米",     "千米",   "公里",   "厘米",   "毫米",   "里",     "亩",     "万亩",   "公顷",   "平方",
    "平方米", "万平方米", "平方公里", "平方千米", "立方", "立方米", "万立方米", "吨", "万吨",   "千克",
    "公斤",   "克",     "毫克",   "斤",     "升",     "毫升",   "千瓦",   "千瓦时", "万千瓦", "兆瓦",
    "度电",   "瓦",     "伏",     "安",     "卷",     "包",     "箱",     "袋",     "瓶",     "盒",
    "床",     "例",     "科",     "幅",     "枚",     "颗",     "元整",   "行",     "列",     "字",
    "以上",   "以下",   "以内",   "左右",
};

static bool at(const struct jx__text *text, size_t i, uint32_t cp)
{
    return i < text->n_chars && text->chars[i].cp == cp;
}

static bool is_one_of(const struct jx__text *text, size_t i, const char *set)
{
    struct jx_str signs = jx_str_of(set);
    for (size_t pos = 0; i < text->n_chars && pos < signs.len;)
        if (jx_utf8_next(signs, &pos) == text->chars[i].cp)
            return true;
    return false;
}

static bool digit_at(const struct jx__text *text, size_t i)
{
    return i < text->n_chars && jx__is_digit(text->chars[i].cp);
}

static bool numeral_at(const struct jx__text *text, size_t i)
{
    return digit_at(text, i) ||
           (i < text->n_chars && jx__is_chinese_digit(text->chars[i].cp));
}

static void keep(struct jx__text *text, size_t i)
{
    if (i < text->n_chars && text->chars[i].brk > JX__BREAK_KEPT)
        text->chars[i].brk = JX__BREAK_KEPT;
}

/* How many characters at i are a unit, 0 for none. */
static size_t unit_at(const struct jx__text *text, size_t i)
{
    size_t longest = 0;
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        struct jx_str unit = jx_str_of(units[k]);
        size_t n = 0;
        size_t pos = 0;
        while (pos < unit.len && at(text, i + n, jx_utf8_next(unit, &pos)))
            n++;
        bool whole = pos == unit.len && jx_utf8_count(unit) == n;
        longest = whole && n > longest ? n : longest;
    }
    return longest;
}

/* Past one blank, when it stands there. */
static size_t over_blank(const struct jx__text *text, size_t i)
{
    return at(text, i, ' ') ? i + 1 : i;
}

/* 3个, 2428.53 万元, 98.5%以上, 100余家: i is the first character after a number. */
static void keep_unit(struct jx__text *text, size_t i)
{
    size_t first = over_blank(text, i);
    for (int part = 0; part < 2; part++) {
        size_t n = unit_at(text, first);
        if (n == 0)
            return;
        for (size_t k = i; k < first + n; k++)
            keep(text, k);
        /* 余 and 多 have a unit of their own after them. */
        if (!is_one_of(text, first + n - 1, "余多万亿千百"))
            return;
        i = first = first + n;
    }
}

/* 第3条, 第三季度, 第（2）项: i is 第. */
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

/* 表3-1, 图 2, 附件1: i is the last Han before the number. */
static void keep_label(struct jx__text *text, size_t i)
{
    size_t k = over_blank(text, i + 1);
    if (!digit_at(text, k))
        return;
    keep(text, i + 1);
    keep(text, k);
    if (i > 0 && at(text, i - 1, 0x9644)) /* 附 */
        keep(text, i);
}

/* 〔2023〕11号 and (2022)第3号: i is a closing bracket after a digit. */
static void keep_year_bracket(struct jx__text *text, size_t i)
{
    size_t start = i;
    while (start > 0 && i - start < 5 && digit_at(text, start - 1))
        start--;
    if (start == i || start == 0 || !is_one_of(text, start - 1, "〔（([［"))
        return;
    if (digit_at(text, i + 1) || at(text, i + 1, 0x7B2C)) /* 第 */
        keep(text, i + 1);
}

/* （一）, (1) at the head of a paragraph or sentence stay with what they number: i is the opening bracket. */
static void keep_item_number(struct jx__text *text, size_t i)
{
    size_t k = i + 1;
    while (numeral_at(text, k) && k - i <= 4)
        k++;
    if (k == i + 1 || !is_one_of(text, k, "）)"))
        return;
    for (size_t c = i + 1; c < k; c++)
        keep(text, c);
    bool heads = i == 0 || text->chars[i - 1].class == JX__NEWLINE ||
                 text->chars[i - 1].class == JX__BLANK || is_one_of(text, i - 1, "。；：，、");
    if (heads)
        keep(text, k + 1);
}

/* 一、 or 1. at the very start of a paragraph: i is its first character. */
static void keep_heading_number(struct jx__text *text, size_t i)
{
    size_t k = i;
    while (numeral_at(text, k) && k - i < 4)
        k++;
    if (k == i || !is_one_of(text, k, "、.．"))
        return;
    for (size_t c = i + 1; c <= k + 1; c++)
        keep(text, c);
}

/* ≥90%, 63%～68%, 2020—2023年: i is a sign before a number. */
static void keep_sign(struct jx__text *text, size_t i)
{
    if (!digit_at(text, i + 1))
        return;
    bool range = is_one_of(text, i, "～~—–至");
    if (!range || (i > 0 && (digit_at(text, i - 1) || is_one_of(text, i - 1, "%％"))))
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
        keep(text, end + 1);
}

/* Codes such as GB/T, JX-2023-011 stay whole up to 20 characters; longer ones (addresses of web pages) break where
 * UAX #14 lets them. i is the first character of a narrow word. Returns its end. */
static size_t keep_code(struct jx__text *text, size_t i)
{
    size_t end = i;
    bool digits = false;
    bool slash = false;
    while (end < text->n_chars && text->chars[end].class == JX__LATIN) {
        digits = digits || digit_at(text, end);
        slash = slash || at(text, end, '/');
        end++;
    }
    for (size_t k = i + 1; (digits || slash) && end - i <= 20 && k < end; k++)
        keep(text, k);
    if (end - i <= 20 && at(text, end - 1, '/'))
        keep(text, end);
    if (end - i <= 8)
        keep_standard(text, i, end);
    return end;
}

static void keep_at(struct jx__text *text, size_t i)
{
    const struct jx__char *c = &text->chars[i];
    if (i == 0 || c[-1].class == JX__NEWLINE)
        keep_heading_number(text, i);
    if (c->cp == 0x7B2C) /* 第 */
        keep_ordinal(text, i);
    else if (is_one_of(text, i, "表图件式录例注"))
        keep_label(text, i);
    else if (is_one_of(text, i, "〕）)]］"))
        keep_year_bracket(text, i);
    else if (is_one_of(text, i, "（("))
        keep_item_number(text, i);
    if (is_one_of(text, i, "≥≤＞＜><＝=≈±+－～~—–至"))
        keep_sign(text, i);
    if (i > 0 && (digit_at(text, i - 1) || is_one_of(text, i - 1, "%％‰")))
        keep_unit(text, i);
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
