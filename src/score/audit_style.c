/* audit_style.c - language: pairs of marks, width of punctuation, characters that only look right, what was left unfinished,
 * words that stand twice, 一是 … 二是 in order.
 *
 * Layer:   score.
 * Source:  GB/T 15834-2011 (marks), GB/T 9704-2012 7.2.5 (〔〕), DOMAIN 5.5 L1, L2, X3.
 */
#include "score/audit_internal.h"

static struct jx_str part(const struct jx__paragraph *p, size_t from, size_t to)
{
    return jx_str_sub(p->text, from, to - from);
}

/* ---- pairs ---- */

static const struct {
    uint32_t open, close;
} pairs[] = {
    {0xFF08, 0xFF09}, /* （） */
    {0x300A, 0x300B}, /* 《》 */
    {0x3008, 0x3009}, /* 〈〉 */
    {0x201C, 0x201D}, /* “” */
    {0x2018, 0x2019}, /* ‘’ */
    {0x3014, 0x3015}, /* 〔〕 */
    {0x3010, 0x3011}, /* 【】 */
    {'(', ')'},       {'[', ']'},
};

#define N_PAIRS (sizeof pairs / sizeof *pairs)
#define MAX_OPEN 64

struct open_mark {
    uint32_t close;
    size_t from, to;
};

struct pairing {
    const struct jx__paragraph *p;
    struct open_mark open[MAX_OPEN];
    size_t n;
};

static void say_unpaired(const struct jx__paragraph *p, size_t from, size_t to)
{
    if (jx__paragraph_typed(p, from, to))
        JX_SAY(p->diags, MARK_UNPAIRED, jx__paragraph_span(p, from, to), part(p, from, to));
}

/* A closing mark closes the nearest of its kind; what was opened in between stays open. 1） and （1） in lists: a closing
 * parenthesis right after a number that begins the paragraph is a label. */
static void close_mark(struct pairing *pairing, uint32_t cp, size_t from, size_t to)
{
    size_t i = pairing->n;
    while (i > 0 && pairing->open[i - 1].close != cp)
        i--;
    bool label = (cp == 0xFF09 || cp == ')') && from > 0 && from <= 3 && pairing->n == 0;
    if (i == 0) {
        if (!label && cp != 0x2019) /* ’ is an apostrophe too */
            say_unpaired(pairing->p, from, to);
        return;
    }
    for (size_t k = i; k < pairing->n; k++)
        say_unpaired(pairing->p, pairing->open[k].from, pairing->open[k].to);
    pairing->n = i - 1;
}

static void check_pairs(const struct jx__paragraph *p)
{
    struct pairing pairing = {.p = p};
    for (size_t pos = 0; pos < p->text.len;) {
        size_t from = pos;
        uint32_t cp = jx_utf8_next(p->text, &pos);
        for (size_t i = 0; i < N_PAIRS; i++) {
            if (cp == pairs[i].open && pairing.n < MAX_OPEN)
                pairing.open[pairing.n++] = (struct open_mark){pairs[i].close, from, pos};
            else if (cp == pairs[i].close)
                close_mark(&pairing, cp, from, pos);
        }
    }
    for (size_t i = 0; i < pairing.n; i++)
        say_unpaired(p, pairing.open[i].from, pairing.open[i].to);
}

/* ---- punctuation ---- */

static const struct {
    char half;
    const char *full;
} widths[] = {{',', "，"}, {';', "；"}, {':', "："}, {'!', "！"}, {'?', "？"}, {'(', "（"}};

/* 2023年第1期:… is wrong, 10:30 is not: the mark stands after a Han character. 2,428.53 is no case. */
static void check_width(const struct jx__paragraph *p, uint32_t before, size_t from, size_t to)
{
    if (!jx_cp_is_han(before))
        return;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (p->text.ptr[from] == widths[i].half && jx__paragraph_typed(p, from, to))
            JX_SAY(p->diags, MARK_HALF_WIDTH, jx__paragraph_span(p, from, to), part(p, from, to),
                   jx_str_of(widths[i].full));
}

/* 绩效评价[2023]第011号 */
static void check_year_brackets(const struct jx__paragraph *p, uint32_t before, size_t from)
{
    struct jx_str rest = jx_str_sub(p->text, from, 6);
    bool year = rest.len == 6 && rest.ptr[0] == '[' && rest.ptr[5] == ']';
    for (size_t i = 1; year && i < 5; i++)
        year = rest.ptr[i] >= '0' && rest.ptr[i] <= '9';
    if (year && jx_cp_is_han(before) && jx__paragraph_typed(p, from, from + 6))
        JX_SAY(p->diags, YEAR_BRACKETS, jx__paragraph_span(p, from, from + 6), rest);
}

/* ---- characters ---- */

/* Radicals, compatibility ideographs, private use, characters without width: they come out of PDF files and old programs. */
static bool is_odd(uint32_t cp)
{
    bool unified = cp == 0xFA0E || cp == 0xFA0F || cp == 0xFA11 || cp == 0xFA13 || cp == 0xFA14 ||
                   cp == 0xFA1F || cp == 0xFA21 || cp == 0xFA23 || cp == 0xFA24 ||
                   (cp >= 0xFA27 && cp <= 0xFA29);
    return (cp >= 0x2E80 && cp <= 0x2FD5) || (cp >= 0xF900 && cp <= 0xFAFF && !unified) ||
           (cp >= 0x2F800 && cp <= 0x2FA1F) || (cp >= 0xE000 && cp <= 0xF8FF) ||
           (cp >= 0x200B && cp <= 0x200F) || cp == 0xAD || cp == 0xFFFD || cp == 0xFFFC;
}

static bool is_wide_alnum(uint32_t cp)
{
    return (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
           (cp >= 0xFF41 && cp <= 0xFF5A);
}

static void check_character(const struct jx__paragraph *p, uint32_t cp, size_t from, size_t to)
{
    if ((!is_odd(cp) && !is_wide_alnum(cp)) || !jx__paragraph_typed(p, from, to))
        return;
    struct jx_span span = jx__paragraph_span(p, from, to);
    if (is_wide_alnum(cp))
        JX_SAY(p->diags, DIGIT_WIDE, span, part(p, from, to));
    else
        JX_SAY(p->diags, CHARACTER_ODD, span, part(p, from, to),
               jx_str_printf(p->audit->arena, "%04X", (unsigned)cp));
}

/* ---- what was left ---- */

/* Bytes of a run of one character at `from`. */
static size_t run_length(struct jx_str text, size_t from, uint32_t cp, size_t *ret_n)
{
    size_t pos = from;
    *ret_n = 0;
    while (pos < text.len) {
        size_t next = pos;
        if (jx_utf8_next(text, &next) != cp)
            break;
        pos = next;
        ++*ret_n;
    }
    return pos - from;
}

static bool is_latin(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
}

/* XX, XXX, ___, ×××, ？？, ＸＸ: a run that stands for something to be filled in. */
static size_t check_unfinished(const struct jx__paragraph *p, uint32_t cp, size_t from)
{
    static const struct {
        uint32_t cp;
        size_t least;
    } marks[] = {{'X', 2},    {'x', 2}, {'_', 2},    {0xD7, 2},
                 {0xFF38, 2}, {'?', 2}, {0xFF1F, 2}, {'*', 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n, len;
        if (cp != marks[i].cp)
            continue;
        len = run_length(p->text, from, cp, &n);
        bool in_word = is_latin(cp) && (is_latin(jx__cp_before(p->text, from)) ||
                                        is_latin(jx__cp_at(p->text, from + len)));
        if (n >= marks[i].least && !in_word && jx__paragraph_typed(p, from, from + len))
            JX_SAY(p->diags, TEXT_UNFINISHED, jx__paragraph_span(p, from, from + len),
                   part(p, from, from + len));
        return len;
    }
    return 0;
}

static void check_words_left(const struct jx__paragraph *p)
{
    static const char *const unfinished[] = {"待补充", "待定稿",   "待核实",
                                             "TODO",   "此处填写", "（略）"};
    static const char *const markup[] = {"[bookmark:", "_Toc",   "<p>",  "</p>",
                                         "<br",        "&nbsp;", "<span"};
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++) {
        struct jx_str word = jx_str_of(unfinished[i]);
        size_t at = jx_str_find(p->text, word, 0);
        if (at != SIZE_MAX && jx__paragraph_typed(p, at, at + word.len))
            JX_SAY(p->diags, TEXT_UNFINISHED, jx__paragraph_span(p, at, at + word.len), word);
    }
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++) {
        struct jx_str word = jx_str_of(markup[i]);
        size_t at = jx_str_find(p->text, word, 0);
        if (at != SIZE_MAX && jx__paragraph_typed(p, at, at + word.len))
            JX_SAY(p->diags, MARKUP_LEFT, jx__paragraph_span(p, at, at + word.len), word);
    }
}

/* ---- words twice ---- */

/* Two to four Han characters that stand twice in a row (项目项目), and particles (的的). 一个一个 and 逐步逐步 are meant. */
static size_t check_twice(const struct jx__paragraph *p, size_t from)
{
    static const char *const particles[] = {"的的", "了了", "在在", "和和", "与与", "对对", "为为"};
    size_t to = from;
    for (size_t n = 1; n <= 4; n++) {
        if (!jx_cp_is_han(jx__cp_at(p->text, to)))
            return 0;
        jx_utf8_next(p->text, &to);
        struct jx_str word = part(p, from, to);
        struct jx_str both = jx_str_sub(p->text, from, 2 * word.len);
        bool meant = n == 1;
        for (size_t i = 0; n == 1 && i < sizeof particles / sizeof *particles; i++)
            meant = meant && !jx_str_is(both, particles[i]);
        meant = meant || jx_str_starts(word, JX_STR("一")) || jx_str_starts(word, JX_STR("逐"));
        if (meant || both.len != 2 * word.len ||
            !jx_str_starts(jx_str_sub(both, word.len, SIZE_MAX), word))
            continue;
        if (jx__cp_at(word, 0) == jx__cp_before(word, word.len) && n == 2)
            continue; /* 人人人人 is a row of one character */
        if (jx__paragraph_typed(p, from, from + both.len))
            JX_SAY(p->diags, WORD_TWICE, jx__paragraph_span(p, from, from + both.len), both);
        return both.len;
    }
    return 0;
}

void jx__check_style(const struct jx__paragraph *p)
{
    uint32_t before = 0;
    check_pairs(p);
    check_words_left(p);
    for (size_t pos = 0; pos < p->text.len;) {
        size_t from = pos;
        uint32_t cp = jx_utf8_next(p->text, &pos);
        size_t skipped = check_unfinished(p, cp, from);
        check_width(p, before, from, pos);
        if (cp == '[')
            check_year_brackets(p, before, from);
        check_character(p, cp, from, pos);
        if (!skipped)
            skipped = check_twice(p, from);
        pos = skipped ? from + skipped : pos;
        before = skipped ? jx__cp_before(p->text, pos) : cp;
    }
}

/* ---- 一是 … 二是 … ---- */

static const char *const han_digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};

/* The number of an 一是 that begins a clause at `at`; 0 when none does. */
static unsigned ordinal_at(struct jx_str text, size_t at)
{
    uint32_t before = jx__cp_before(text, at);
    if (jx_cp_is_han(before)) /* 统一是 */
        return 0;
    for (unsigned i = 0; i < sizeof han_digits / sizeof *han_digits; i++) {
        struct jx_str rest = jx_str_sub(text, at, SIZE_MAX);
        if (jx__notation_take(&rest, han_digits[i]) && jx__notation_take(&rest, "是"))
            return i + 1;
    }
    return 0;
}

void jx__check_order(const struct jx__paragraph *p, unsigned *last)
{
    for (size_t pos = 0; pos < p->text.len;) {
        size_t from = pos;
        unsigned n = ordinal_at(p->text, from);
        jx_utf8_next(p->text, &pos);
        if (n == 0)
            continue;
        if (n > 1 && n != *last + 1 && jx__paragraph_typed(p, from, pos + 3))
            JX_SAY(p->diags, ORDER_SKIPS, jx__paragraph_span(p, from, pos + 3),
                   part(p, from, pos + 3),
                   jx_str_printf(p->audit->arena, "%s是", han_digits[n - 2]));
        *last = n;
    }
}
