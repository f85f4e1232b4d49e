/* 指标值 notation. Where each wording was found stands beside it: S1-S4 the four published reports (S4 青岛, S2 忻州,
 * S1 朔州), K2 廊坊 2019, K3 池州 2022, K11 四川, K15 an audit tool's null markers; "form": common in forms. */
#include "run.h"

#include "score/target.h"

static const char *kind_name(enum jx_target_kind kind)
{
    static const char *const names[] = {"none", "num", "range", "date", "rank", "words"};
    return names[kind];
}

static const char *op_name(enum jx_target_op op)
{
    static const char *const names[] = {"", "=", ">=", ">", "<=", "<"};
    return names[op];
}

/* "num >= 18 项", "num 95% %", "range 12~15 个", "date <= 2020-11-30", "rank <= 5". */
static struct jx_str describe(struct jx_arena *arena, struct jx_target t)
{
    struct jx_buf buf = {.arena = arena};
    jx_buf_adds(&buf, kind_name(t.kind));
    if (t.op != JX_OP_NONE)
        jx_buf_printf(&buf, " %s", op_name(t.op));
    if (t.kind == JX_TARGET_NUM || t.kind == JX_TARGET_RANGE || t.kind == JX_TARGET_RANK)
        jx_buf_printf(&buf, " %.*s", JX_FMT(jx_num_text(arena, t.num, 9)));
    if (t.kind == JX_TARGET_RANGE)
        jx_buf_printf(&buf, "~%.*s", JX_FMT(jx_num_text(arena, t.high, 9)));
    if (t.percent)
        jx_buf_adds(&buf, "%");
    if (t.kind == JX_TARGET_DATE)
        jx_buf_printf(&buf, " %.*s", JX_FMT(jx_date_iso(arena, t.date)));
    if (!jx_str_empty(t.unit) && !jx_str_is(t.unit, "%"))
        jx_buf_printf(&buf, " %.*s", JX_FMT(t.unit));
    return jx_buf_str(&buf);
}

struct reading {
    const char *text;
    const char *expected;
};

static void check(const struct reading *readings, size_t n)
{
    struct jx_test t;
    jx_test_init(&t);
    for (size_t i = 0; i < n; i++) {
        struct jx_target target = jx_target_parse(t.arena, jx_str_of(readings[i].text));
        JX_ASSERT_STR(describe(t.arena, target), readings[i].expected, readings[i].text);
    }
    jx_test_done(&t);
}

#define CHECK(...)                                                                                 \
    check((const struct reading[]){__VA_ARGS__},                                                   \
          sizeof((const struct reading[]){__VA_ARGS__}) / sizeof(struct reading))

Test(target, signs_and_units)
{
    CHECK({" ≥18项 ", "num >= 18 项"},    /* S4 */
          {"≥1200台", "num >= 1200 台"},  /* S4 */
          {" ≥600T ", "num >= 600 T"},    /* S4 */
          {" ≥99.9% ", "num >= 99.9%"},   /* S4 */
          {"≥2次/天", "num >= 2 次/天"},  /* S4 */
          {" ≤2小时 ", "num <= 2 小时"},  /* S4 */
          {"100%", "num 100%"},           /* S4, S2 */
          {"90", "num 90"},               /* S2 */
          {"0.00%", "num 0%"},            /* S2 */
          {"≤10次", "num <= 10 次"},      /* K11 */
          {"=100%", "num = 100%"},        /* K11 */
          {"≥100百分比", "num >= 100%"},  /* K3 */
          {"成本节约率 ≥ 0", "num >= 0"}, /* S1 */
          {"≥90％", "num >= 90%"},        /* full-width signs, S4 */
          {"＞１，２００．５台", "num > 1200.5 台"}, {">=3", "num >= 3"}, {"=<3", "num <= 3"},
          {"＜ 3 小时", "num < 3 小时"}, {"≥-5%", "num >= -5%"}, {"−5%", "num -5%"},
          {"≤2‰", "num <= 2 ‰"}, {"2,428.53万元", "num 2428.53 万元"});
}

Test(target, words_of_comparison)
{
    CHECK({"不少于18项", "num >= 18 项"}, {"不低于90%", "num >= 90%"},
          {"不超过2小时", "num <= 2 小时"}, {"不高于5%", "num <= 5%"}, {"至少3次", "num >= 3 次"},
          {"大于等于95%", "num >= 95%"}, {"高于95%", "num > 95%"}, {"小于5%", "num < 5%"},
          {"90%以上", "num >= 90%"}, {"90%及以上", "num >= 90%"}, {"90%（含）以上", "num >= 90%"},
          {"2小时以内", "num <= 2 小时"}, {"5%以下", "num <= 5%"}, {"30分钟内", "num <= 30 分钟"},
          {"在2小时内完成", "num <= 2 小时"}, {"控制在50万元以内", "num <= 50 万元"},
          {"至少全年完成2次宣传", "num >= 2 次宣传"}, /* K3 */
          {"已完成100%", "num 100%"},                 /* K3, an actual value */
          {"达到95%", "num 95%"}, {"100%完成", "num 100%"}, {"不少于三次", "num >= 3 次"},
          {"百分之九十五以上", "num >= 95%"}, {"0起", "num 0 起"},
          {"≥5次（每季度1次以上）", "num >= 5 次"});
}

Test(target, ranges)
{
    CHECK({"12-15个", "range 12~15 个"}, {"63%~68%", "range 63~68%"}, {"63～68％", "range 63~68%"},
          {"12个至15个", "range 12~15 个"}, {"3—5天", "range 3~5 天"},
          {"1-12月", "range 1~12 月"}, /* K3 */
          {"15-12个", "words"}, {"63%-68个", "words"});
}

Test(target, dates_are_deadlines)
{
    CHECK({"2020年11月底", "date <= 2020-11-30"}, /* S4 */
          {"2024年2月底前", "date <= 2024-02-29"}, {"2021年12月31日前完成", "date <= 2021-12-31"},
          {"不晚于2021-06-30", "date <= 2021-06-30"}, {"于2021年10月前完成", "date <= 2021-10"},
          {"2021年2月30日", "words"});
}

Test(target, ranks)
{
    CHECK({"全国前五名", "rank <= 5"}, /* S4 */
          {"前10名", "rank <= 10"}, {"全省前十二位", "rank <= 12"}, {"前百强", "rank <= 100"},
          {"第三名", "rank <= 3"}, {"前一百零五名", "rank <= 105"}, {"前5名以内", "rank <= 5"},
          {"前几名", "words"}, {"前0名", "words"});
}

Test(target, null_markers)
{
    CHECK({"", "none"}, {"  ", "none"}, {"——", "none"} /* S4 */, {"—", "none"}, {"*", "none"},
          {"/", "none"} /* K15 */, {"-", "none"}, {"／", "none"});
}

Test(target, words_stay_words)
{
    CHECK({"持续", "words"},         /* S2 */
          {"符合相关规定", "words"}, /* K3 */
          {"效果明显", "words"},     /* K3 */
          {"一次性验收通过", "words"}, {"有效提升", "words"}, {"18项，其中新建3项", "words"},
          {"0<x<5", "words"}, {"≥90%且≤95%", "words"}, {"≥", "words"}, {"约90%", "words"},
          {"90%%", "words"}, {"第一批3项", "words"});
}

Test(target, keeps_the_text_as_written)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_target target = jx_target_parse(t.arena, JX_STR(" ≥ 18 项　"));
    JX_ASSERT_STR(target.text, "≥ 18 项", "text");
    jx_test_done(&t);
}

/* Whatever stands in a cell, the reader ends and gives some reading. */
Test(target, survives_any_bytes)
{
    static const char *const bits[] = {"≥",  "前",   "名",     "9",  "%",  "-",  "~",
                                       "（", "）",   "百分之", "十", "月", "年", ".",
                                       ",",  "以上", "\xFF",   " ",  "在", "内"};
    struct jx_test t;
    jx_test_init(&t);
    unsigned state = 7;
    for (int round = 0; round < 3000; round++) {
        struct jx_buf buf = {.arena = t.arena};
        for (int i = 0; i < round % 9; i++) {
            state = state * 1103515245u + 12345u;
            jx_buf_adds(&buf, bits[(state >> 16) % (sizeof bits / sizeof *bits)]);
        }
        struct jx_target target = jx_target_parse(t.arena, jx_buf_str(&buf));
        cr_assert(target.kind <= JX_TARGET_WORDS);
    }
    jx_test_done(&t);
}
