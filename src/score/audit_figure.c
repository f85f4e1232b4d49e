/* audit_figure.c - finds numbers with units in running text.
 *
 * Layer:   score.
 */
#include "score/audit_internal.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || cp == '_';
}

uint32_t jx__cp_at(struct jx_str text, size_t at)
{
    return at < text.len ? jx_utf8_next(text, &at) : 0;
}

uint32_t jx__cp_before(struct jx_str text, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start < 4) {
        start--;
        if (((unsigned char)text.ptr[start] & 0xC0) != 0x80)
            return jx__cp_at(text, start);
    }
    return 0;
}

/* ---- units ---- */

struct unit {
    const char *word;
    enum jx__family family;
    int64_t scale, per;     /* base units = number × scale ÷ per */
    const char *not_before; /* words that make it another word: 分钟, 个月; parted by blanks */
};

/* Longer words stand before those they begin with. */
static const struct unit units[] = {
    {"万亿元", JX__Q_MONEY, 1000000000000, 1, ""},
    {"亿元", JX__Q_MONEY, 100000000, 1, ""},
    {"百万元", JX__Q_MONEY, 1000000, 1, ""},
    {"万元", JX__Q_MONEY, 10000, 1, ""},
    {"千元", JX__Q_MONEY, 1000, 1, ""},
    {"元", JX__Q_MONEY, 1, 1, "月 旦 素"},
    {"%", JX__Q_RATIO, 1, 100, ""},
    {"％", JX__Q_RATIO, 1, 100, ""},
    {"‰", JX__Q_RATIO, 1, 1000, ""},
    {"个百分点", JX__Q_RATIO, 1, 100, ""},
    {"倍", JX__Q_RATIO, 1, 1, ""},
    {"分钟", JX__Q_TIME, 60, 1, ""},
    {"个小时", JX__Q_TIME, 3600, 1, ""},
    {"小时", JX__Q_TIME, 3600, 1, ""},
    {"秒", JX__Q_TIME, 1, 1, ""},
    {"TB", JX__Q_STORAGE, 1024, 1, ""},
    {"GB", JX__Q_STORAGE, 1, 1, ""},
    {"PB", JX__Q_STORAGE, 1048576, 1, ""},
    {"T", JX__Q_STORAGE, 1024, 1, ""},
    {"G", JX__Q_STORAGE, 1, 1, ""},
    {"公里", JX__Q_LENGTH, 1000, 1, ""},
    {"千米", JX__Q_LENGTH, 1000, 1, ""},
    {"平方米", JX__Q_COUNT, 1, 1, ""},
    {"立方米", JX__Q_COUNT, 1, 1, ""},
    {"米", JX__Q_LENGTH, 1, 1, ""},
    {"分", JX__Q_POINTS, 1, 1,
     "别 公司 类 析 布 配 工 期 支 组 解 散 局 店 级 段 为 成 之 项 部 批 区 档 中心"},
    {"人次", JX__Q_COUNT, 1, 1, ""},
    {"人", JX__Q_COUNT, 1, 1, "民 员 力 均 大"},
    {"个", JX__Q_COUNT, 1, 1, "月 人 性 小时"},
    {"项", JX__Q_COUNT, 1, 1, ""},
    {"台", JX__Q_COUNT, 1, 1, "账 风"},
    {"次", JX__Q_COUNT, 1, 1, "性 日 年 月 要"},
    {"家", JX__Q_COUNT, 1, 1, "庭"},
    {"套", JX__Q_COUNT, 1, 1, ""},
    {"条", JX__Q_COUNT, 1, 1, "件 例"},
    {"件", JX__Q_COUNT, 1, 1, ""},
    {"户", JX__Q_COUNT, 1, 1, "籍"},
    {"名", JX__Q_COUNT, 1, 1, "称 单"},
    {"处", JX__Q_COUNT, 1, 1, "理 室"},
    {"类", JX__Q_COUNT, 1, 1, ""},
    {"份", JX__Q_COUNT, 1, 1, ""},
    {"座", JX__Q_COUNT, 1, 1, "谈"},
    {"辆", JX__Q_COUNT, 1, 1, ""},
    {"亩", JX__Q_COUNT, 1, 1, ""},
    {"吨", JX__Q_COUNT, 1, 1, ""},
    {"起", JX__Q_COUNT, 1, 1, "始 到 至 点 步 草"},
    {"核", JX__Q_COUNT, 1, 1, "查 心 算 实 对"},
    {"批", JX__Q_COUNT, 1, 1, "复 准 示"},
    {"篇", JX__Q_COUNT, 1, 1, ""},
    {"场", JX__Q_COUNT, 1, 1, "地 所"},
    {"支", JX__Q_COUNT, 1, 1, "出 付 持 撑 部"},
    {"株", JX__Q_COUNT, 1, 1, ""},
    {"字", JX__Q_COUNT, 1, 1, "第 号"},
};

static bool word_follows(struct jx_str rest, const char *words)
{
    struct jx_str list = jx_str_of(words);
    for (size_t from = 0; from < list.len;) {
        size_t end = jx_str_find(list, JX_STR(" "), from);
        end = end == SIZE_MAX ? list.len : end;
        if (jx_str_starts(rest, jx_str_sub(list, from, end - from)))
            return true;
        from = end + 1;
    }
    return false;
}

/* Whether a word of letters ends where it should: TB is no T. */
static bool ends_word(struct jx_str word, struct jx_str rest)
{
    return !is_letter((unsigned char)word.ptr[0]) || !is_letter(jx__cp_at(rest, word.len));
}

static const struct unit *unit_at(struct jx_str rest)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (rest.len == 0 || units[i].word[0] != rest.ptr[0])
            continue;
        struct jx_str word = jx_str_of(units[i].word);
        if (jx_str_starts(rest, word) && ends_word(word, rest) &&
            !word_follows(jx_str_sub(rest, word.len, SIZE_MAX), units[i].not_before))
            return &units[i];
    }
    return NULL;
}

/* 万 or 亿 before a unit (8万人次), or by itself (11.7万). */
static int64_t take_power(struct jx_str *rest)
{
    if (jx__notation_take(rest, "万"))
        return 10000;
    return jx__notation_take(rest, "亿") ? 100000000 : 1;
}

bool jx__family_of(struct jx_arena *arena, struct jx_str unit, enum jx__family *ret_family,
                   struct jx_num *ret_scale)
{
    int64_t power = 1;
    const struct unit *found = unit_at(unit);
    if (!found) {
        power = take_power(&unit);
        found = unit_at(unit);
    }
    if (!found || strlen(found->word) != unit.len)
        return false;
    *ret_family = found->family;
    *ret_scale =
        jx_num_div(arena, jx_num_int(arena, found->scale * power), jx_num_int(arena, found->per));
    return true;
}

/* ---- numbers ---- */

/* Bytes of the number at `from`: digits, commas between digits, one point. */
static size_t number_end(struct jx_str text, size_t from)
{
    bool point = false;
    size_t at = from;
    while (at < text.len) {
        char c = text.ptr[at];
        bool joins =
            (c == ',' || (c == '.' && !point)) && at + 1 < text.len && is_digit(text.ptr[at + 1]);
        if (!is_digit(c) && !joins)
            break;
        point = point || c == '.';
        at++;
    }
    return at;
}

/* Without its commas: 2114,449.27 is read all the same. */
static bool read_number(struct jx_arena *arena, struct jx_str written, struct jx__figure *figure)
{
    struct jx_str plain = jx_str_replace(arena, written, JX_STR(","), JX_STR(""));
    if (!jx_num_parse(arena, plain, &figure->raw))
        return false;
    struct jx_num as_written;
    figure->misgrouped = !jx_num_parse(arena, written, &as_written);
    figure->digits = figure->raw.digits > 0 ? figure->raw.digits : 0;
    return true;
}

static bool blank_at(struct jx_str text, size_t at)
{
    return at < text.len && text.ptr[at] == ' ';
}

/* Words after a number that make it rough: 8万余人次, 30多家. */
static bool take_more(struct jx_str *rest)
{
    return jx__notation_take(rest, "余") || jx__notation_take(rest, "多");
}

/* Words before a number that make it rough. */
static bool roughly_before(struct jx_str text, size_t from)
{
    static const char *const words[] = {"约", "近",   "超过", "超",   "不足",
                                        "逾", "突破", "大约", "接近", "将近"};
    struct jx_str before = jx_str_sub(text, 0, from);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jx_str_ends(before, jx_str_of(words[i])))
            return true;
    return false;
}

static bool roughly_after(struct jx_str rest)
{
    return jx_str_starts(rest, JX_STR("左右")) || jx_str_starts(rest, JX_STR("以上")) ||
           jx_str_starts(rest, JX_STR("以内")) || jx_str_starts(rest, JX_STR("多"));
}

/* Unit and what belongs to it, after the number; false when the number has none. */
static bool read_unit(struct jx_arena *arena, struct jx_str text, struct jx__figure *figure)
{
    size_t at = figure->digits_to;
    while (blank_at(text, at))
        at++;
    struct jx_str rest = jx_str_sub(text, at, SIZE_MAX);
    figure->rough = take_more(&rest);
    const struct unit *unit = unit_at(rest);
    int64_t power = 1;
    if (!unit) {
        power = take_power(&rest);
        figure->rough = take_more(&rest) || figure->rough;
        unit = unit_at(rest);
    }
    if (!unit && power == 1)
        return false;
    size_t len = unit ? strlen(unit->word) : 0;
    figure->to = (size_t)(rest.ptr - text.ptr) + len;
    figure->unit = jx_str_trim(jx_str_sub(text, figure->digits_to, figure->to - figure->digits_to));
    figure->family = unit ? unit->family : JX__Q_MONEY; /* 11.7万 is money in these reports */
    figure->scale = jx_num_div(arena, jx_num_int(arena, (unit ? unit->scale : 1) * power),
                               jx_num_int(arena, unit ? unit->per : 1));
    figure->rough = figure->rough || roughly_before(text, figure->from) ||
                    roughly_after(jx_str_sub(text, figure->to, SIZE_MAX));
    return true;
}

/* Whether the number at `from` belongs to a name or an ordinal: IPv6, 第3次, 7×24小时. */
static bool is_named(struct jx_str text, size_t from, size_t to)
{
    uint32_t before = jx__cp_before(text, from);
    bool times = before == 0xD7 || before == '*'; /* × */
    if (times && jx_str_starts(jx_str_sub(text, to, SIZE_MAX), JX_STR("小时")))
        return true;
    return is_letter(before) || before == 0x7B2C || before == '.' || before == ','; /* 第 */
}

/* ---- walking ---- */

static const char *const open_marks[] = {"《", "〔", "["};
static const char *const close_marks[] = {"》", "〕", "]"};

/* The end of the title or 文号 that opens at `at`; `at` when none does or it does not close. */
static size_t skip_title(struct jx_str text, size_t at)
{
    for (size_t i = 0; i < sizeof open_marks / sizeof *open_marks; i++) {
        struct jx_str rest = jx_str_sub(text, at, SIZE_MAX);
        if (!jx_str_starts(rest, jx_str_of(open_marks[i])))
            continue;
        size_t end = jx_str_find(text, jx_str_of(close_marks[i]), at);
        return end == SIZE_MAX ? at : end + strlen(close_marks[i]);
    }
    return at;
}

/* 4G, 5G are networks. */
static bool is_generation(const struct jx__figure *figure)
{
    return jx_str_is(figure->unit, "G") && figure->digits_to - figure->from == 1;
}

/* The figure whose number begins at `at`. */
static bool read_at(struct jx_arena *arena, struct jx_str text, size_t at,
                    struct jx__figure *figure)
{
    size_t end = number_end(text, at);
    *figure = (struct jx__figure){.from = at, .digits_to = end, .to = end};
    return !is_named(text, at, end) && read_number(arena, jx_str_sub(text, at, end - at), figure) &&
           read_unit(arena, text, figure) && !is_generation(figure);
}

bool jx__figure_next(struct jx_arena *arena, struct jx_str text, size_t *pos,
                     struct jx__figure *ret_figure)
{
    while (*pos < text.len) {
        size_t skipped = skip_title(text, *pos);
        if (skipped > *pos) {
            *pos = skipped;
            continue;
        }
        if (!is_digit(text.ptr[*pos])) {
            jx_utf8_next(text, pos);
            continue;
        }
        bool found = read_at(arena, text, *pos, ret_figure);
        *pos = found ? ret_figure->to : number_end(text, *pos);
        if (found)
            return true;
    }
    return false;
}
