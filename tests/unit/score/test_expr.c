/* Expressions: what they give, and where their mistakes are. */
#include "run.h"

#include "score/expr.h"

/* [甲]=10, [乙]=4, [空] blank, [零]=0, [列]=(1, blank, 5), 资金.市级=2428.53, [词]=持续. */
static struct jx_expr_value lookup(void *context, struct jx_str name)
{
    struct jx_arena *arena = context;
    struct jx_expr_value num = {.kind = JX_XV_NUM};
    static struct jx_expr_value column[3];
    if (jx_str_is(name, "甲"))
        num.num = jx_num_int(arena, 10);
    else if (jx_str_is(name, "乙"))
        num.num = jx_num_int(arena, 4);
    else if (jx_str_is(name, "资金.市级"))
        jx_num_parse(arena, JX_STR("2428.53"), &num.num);
    else if (jx_str_is(name, "空"))
        num.kind = JX_XV_BLANK;
    else if (jx_str_is(name, "词"))
        num = (struct jx_expr_value){.kind = JX_XV_TEXT, .text = JX_STR("持续")};
    else if (jx_str_is(name, "列")) {
        column[0] = (struct jx_expr_value){.kind = JX_XV_NUM, .num = jx_num_int(arena, 1)};
        column[1] = (struct jx_expr_value){.kind = JX_XV_BLANK};
        column[2] = (struct jx_expr_value){.kind = JX_XV_NUM, .num = jx_num_int(arena, 5)};
        num = (struct jx_expr_value){.kind = JX_XV_LIST, .items = column, .n = 3};
    } else if (!jx_str_is(name, "零"))
        num.kind = JX_XV_ERROR;
    return num;
}

/* The value as text; after a mistake "code@from-to" with columns. */
static struct jx_str result(struct jx_test *t, struct jx_str text)
{
    struct jx_span start = {.file = 0, .line1 = 3, .col1 = 1, .end_line1 = 3};
    struct jx_expr *expr = NULL;
    t->diags.n = t->diags.n_errors = 0;
    struct jx_expr_value v = {.kind = JX_XV_ERROR};
    if (jx_expr_parse(t->arena, text, start, &t->diags, &expr) == JX_OK)
        v = jx_expr_eval(t->arena, expr, lookup, t->arena, &t->diags);
    if (v.kind == JX_XV_NUM)
        return jx_num_text(t->arena, v.num, 6);
    if (v.kind == JX_XV_TEXT)
        return v.text;
    if (v.kind == JX_XV_BLANK)
        return JX_STR("blank");
    cr_assert(t->diags.n == 1, "%zu messages for %.*s", t->diags.n, JX_FMT(text));
    const struct jx_diag *diag = &t->diags.items[0];
    return jx_str_printf(t->arena, "%s@%u-%u", jx_diag_code_text(diag->code), diag->span.col1,
                         diag->span.end_col1);
}

struct sum {
    const char *text;
    const char *expected;
};

static void check(const struct sum *sums, size_t n)
{
    struct jx_test t;
    jx_test_init(&t);
    for (size_t i = 0; i < n; i++)
        JX_ASSERT_STR(result(&t, jx_str_of(sums[i].text)), sums[i].expected, sums[i].text);
    jx_test_done(&t);
}

#define CHECK(...)                                                                                 \
    check((const struct sum[]){__VA_ARGS__},                                                       \
          sizeof((const struct sum[]){__VA_ARGS__}) / sizeof(struct sum))

Test(expr, precedence_and_signs)
{
    CHECK({"1+2×3", "7"}, {"(1+2)*3", "9"}, {"（1＋2）×3", "9"}, {"10-4-3", "3"}, {"10÷4", "2.5"},
          {"24/4/3", "2"}, {"-2*-3", "6"}, {"--2", "2"}, {"2--2", "4"}, {"+5", "5"},
          {"95%", "0.95"}, {"95％×10", "9.5"}, {"99.81%×13", "12.9753"}, {"1÷3×3", "1"},
          {"[甲]÷[乙]", "2.5"}, {"甲*乙", "40"}, {"资金.市级", "2428.53"}, {"[ 甲 ]", "10"});
}

Test(expr, comparison_and_text)
{
    CHECK({"1=1", "1"}, {"1≠1", "0"}, {"1<>2", "1"}, {"2>=2", "1"}, {"2≤1", "0"}, {"1+1>1", "1"},
          {"[词]=\"持续\"", "1"}, {"[词]≠“持续”", "0"}, {"[空]=\"\"", "1"}, {"[空]=0", "1"},
          {"“甲”", "甲"});
}

Test(expr, functions)
{
    CHECK({"合计(1, 2, [列])", "9"}, {"平均([列])", "3"}, {"最小([列], 0.5)", "0.5"},
          {"最大([列])", "5"}, {"四舍五入(12.9753, 2)", "12.98"}, {"截断(12.9753, 2)", "12.97"},
          {"四舍五入(-0.5, 0)", "-1"}, {"四舍五入(1250, -2)", "1300"}, {"如果(1>2, 3, 4)", "4"},
          {"如果([空], 3, 4)", "4"}, {"比率(1, 4)", "0.25"}, {"比率(1, 0)", "blank"},
          {"比率([空], 4)", "0"}, {"取值([空], 7)", "7"}, {"取值([甲], 7)", "10"},
          {"四舍五入(最小(1, 比率(8, 10))*[甲]，2)", "8"});
}

Test(expr, blanks)
{
    CHECK({"[空]", "blank"}, {"[空]+1", "1"}, {"1-[空]", "1"}, {"[空]+[空]", "blank"},
          {"[空]*5", "0"}, {"[空]÷5", "0"}, {"-[空]", "blank"}, {"合计([空], [空])", "blank"},
          {"平均([空], 4)", "4"}, {"最小([空], 4)", "4"}, {"四舍五入([空], 2)", "blank"});
}

/* A branch not taken is not computed. */
Test(expr, conditions_guard)
{
    CHECK({"如果([零]=0, 0, 1÷[零])", "0"});
}

Test(expr, mistakes_have_places)
{
    CHECK({"", "E313@1-1"}, {"1+", "E313@3-3"}, {"1 2", "E314@3-4"}, {"(1+2", "E313@5-5"},
          {"甲+)", "E314@3-4"}, {"1.2.3", "E310@1-6"}, {"[甲", "E311@1-2"}, {"“甲", "E311@1-2"},
          {"甲#乙", "E312@2-3"}, {"合记(1)", "E316@1-3"}, {"比率(1)", "E317@1-6"},
          {"如果(1,2,3,4)", "E317@1-12"}, {"合计()", "E317@1-5"}, {"合计(1,)", "E314@6-7"},
          {"甲+丙×2", "E318@3-4"}, {"1÷[零]", "E390@3-6"}, {"1÷（2-2）", "E319@4-7"},
          {"[词]+1", "E320@1-4"}, {"[列]+1", "E320@1-4"}, {"四舍五入(1, 99)", "E321@9-11"},
          {"四舍五入(1, 0.5)", "E321@9-12"}, {"[]", "E314@1-3"}, {"1=1=1", "E314@4-5"},
          {"[词]>“a”", "E320@1-4"});
}

Test(expr, suggests_the_function_meant)
{
    struct jx_test t;
    jx_test_init(&t);
    result(&t, JX_STR("四舍五人(1, 2)"));
    JX_ASSERT_STR(t.diags.items[0].hint, "是否想写“四舍五入”？", "hint");
    jx_test_done(&t);
}

static struct jx_str repeated(struct jx_test *t, const char *before, const char *middle,
                              const char *after, int n)
{
    struct jx_buf buf = {.arena = t->arena};
    for (int i = 0; i < n; i++)
        jx_buf_adds(&buf, before);
    jx_buf_adds(&buf, middle);
    for (int i = 0; i < n; i++)
        jx_buf_adds(&buf, after);
    return jx_buf_str(&buf);
}

/* Squares of squares: a length that doubles each time ends with a message, not with the memory. */
static struct jx_expr_value last_result(void *context, struct jx_str name)
{
    (void)name;
    return (struct jx_expr_value){.kind = JX_XV_NUM, .num = *(const struct jx_num *)context};
}

Test(expr, a_result_without_end_is_refused)
{
    static const char *const texts[] = {"[上]×[上]", "1÷([上]×[上])", "合计([上]×[上], 1)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct jx_test t;
        struct jx_expr *expr;
        struct jx_expr_value value = {.kind = JX_XV_NUM};
        jx_test_init(&t);
        struct jx_num number =
            jx_num_div(t.arena, jx_num_int(t.arena, 999983), jx_num_int(t.arena, 7));
        cr_assert(jx_expr_parse(t.arena, jx_str_of(texts[i]), JX_NO_SPAN, &t.diags, &expr) ==
                  JX_OK);
        for (int k = 0; k < 60 && value.kind == JX_XV_NUM; k++) {
            value = jx_expr_eval(t.arena, expr, last_result, &number, &t.diags);
            number = value.num;
        }
        cr_assert_eq(value.kind, JX_XV_ERROR);
        JX_ASSERT_STR(jx_test_codes(&t), "E386", texts[i]);
        jx_test_done(&t);
    }
}

Test(expr, depth_is_limited)
{
    struct jx_test t;
    jx_test_init(&t);
    JX_ASSERT_STR(result(&t, repeated(&t, "(", "1", ")", 90)), "1", "90 parentheses");
    JX_ASSERT_STR(result(&t, repeated(&t, "1+", "1", "", 90)), "91", "90 signs");
    static const char *const shapes[][3] = {
        {"(", "1", ")"}, {"1+", "1", ""}, {"-", "1", ""}, {"合计(", "1", ")"}, {"1×(1+", "1", ")"}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct jx_str text = repeated(&t, shapes[i][0], shapes[i][1], shapes[i][2], 50000);
        struct jx_expr *expr = NULL;
        t.diags.n = 0;
        cr_assert(jx_expr_parse(t.arena, text, JX_NO_SPAN, &t.diags, &expr) == JX_E_INPUT);
        JX_ASSERT_STR(jx_test_codes(&t), "E315", shapes[i][0]);
    }
    jx_test_done(&t);
}
