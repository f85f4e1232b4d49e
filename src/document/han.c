/* han.c - numbers in Chinese numerals, plain (一百零五) and for money (壹佰零伍元整). */
#include "document/internal.h"

#define LIMIT INT64_C(10000000000000000) /* 10^16: one 亿 of 亿 */

struct numerals {
    const char *digits[10];
    const char *places[4]; /* 1, 10, 100, 1000 */
};

static const struct numerals plain = {{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
                                      {"", "十", "百", "千"}};

static const struct numerals formal = {{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"},
                                       {"", "拾", "佰", "仟"}};

/* 1 … 9999; blanks inside become one 零. */
static void add_thousands(struct jx_buf *buf, const struct numerals *n, int value)
{
    bool started = false, gap = false;
    for (int place = 3, unit = 1000; place >= 0; place--, unit /= 10) {
        int digit = value / unit % 10;
        if (digit == 0) {
            gap = started;
            continue;
        }
        if (gap)
            jx_buf_adds(buf, n->digits[0]);
        gap = false;
        started = true;
        jx_buf_adds(buf, n->digits[digit]);
        jx_buf_adds(buf, n->places[place]);
    }
}

/* 1 … 10^16-1: what is above a unit, the unit, a 零 where the rest does not fill its places, the rest. */
static void add_number(struct jx_buf *buf, const struct numerals *n, int64_t value)
{
    int64_t unit = value >= 100000000 ? 100000000 : 10000;
    if (value < 10000) {
        add_thousands(buf, n, (int)value);
        return;
    }
    int64_t rest = value % unit;
    add_number(buf, n, value / unit);
    jx_buf_adds(buf, unit == 10000 ? "万" : "亿");
    if (rest == 0)
        return;
    if (rest < unit / 10)
        jx_buf_adds(buf, n->digits[0]);
    add_number(buf, n, rest);
}

bool jx__han_number(struct jx_arena *arena, int64_t value, struct jx_str *ret_text)
{
    struct jx_buf buf = {.arena = arena};
    if (value < 0 || value >= LIMIT)
        return false;
    if (value == 0)
        jx_buf_adds(&buf, plain.digits[0]);
    else
        add_number(&buf, &plain, value);
    *ret_text = jx_buf_str(&buf);
    /* 一十二 is said 十二 */
    if (value >= 10 && value < 20)
        *ret_text = jx_str_sub(*ret_text, 3, ret_text->len - 3);
    return true;
}

bool jx__han_money(struct jx_arena *arena, struct jx_num amount, struct jx_str *ret_text)
{
    struct jx_buf buf = {.arena = arena};
    int64_t fen;
    struct jx_num cents = jx_num_mul(arena, amount, jx_num_int(arena, 100));
    if (!jx_num_to_int(jx_num_round(arena, cents, 0, JX_ROUND_HALF_UP), &fen) ||
        fen >= LIMIT * 100 || fen <= -LIMIT * 100)
        return false;
    if (fen < 0)
        jx_buf_adds(&buf, "负");
    fen = fen < 0 ? -fen : fen;
    int jiao = (int)(fen / 10 % 10), cent = (int)(fen % 10);
    if (fen >= 100) {
        add_number(&buf, &formal, fen / 100);
        jx_buf_adds(&buf, "元");
    } else if (fen == 0) {
        jx_buf_adds(&buf, "零元");
    }
    if (jiao > 0)
        jx_buf_printf(&buf, "%s角", formal.digits[jiao]);
    else if (cent > 0 && fen >= 100)
        jx_buf_adds(&buf, formal.digits[0]);
    if (cent > 0)
        jx_buf_printf(&buf, "%s分", formal.digits[cent]);
    else
        jx_buf_adds(&buf, "整");
    *ret_text = jx_buf_str(&buf);
    return true;
}

struct jx_str jx__circled(struct jx_arena *arena, size_t n)
{
    struct jx_buf buf = {.arena = arena};
    if (n >= 1 && n <= 20)
        jx_buf_add_cp(&buf, 0x2460 + (uint32_t)n - 1);
    else if (n >= 21 && n <= 35)
        jx_buf_add_cp(&buf, 0x3251 + (uint32_t)n - 21);
    else if (n >= 36 && n <= 50)
        jx_buf_add_cp(&buf, 0x32B1 + (uint32_t)n - 36);
    else
        jx_buf_printf(&buf, "（%zu）", n);
    return jx_buf_str(&buf);
}
