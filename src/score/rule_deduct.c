/* rule_deduct.c - 扣分: so many points off for every so many units beyond a limit, down to 0.
 *
 * Layer:   score.
 * Numbers: exact until the one rounding of the score.
 *
 * Source: "预算调整率≤10%，得满分，每高于1个百分点扣0.1分，扣完为止" (Zhongshan 2020) and its like. What a part of a unit costs is
 *         not said there: a share of it, unless 不足一个单位 says otherwise.
 */
#include "score/internal.h"
#include "score/words.h"

struct params {
    struct jx_text type;
    struct jx_text limit; /* 限值 */
    struct jx_text per;   /* 每 */
    struct jx_text off;   /* 扣 */
    struct jx_text most;  /* 上限 */
    struct jx_text part;  /* 不足一个单位 */
};

static const char *const parts[] = {JX_W_PART_SHARE, JX_W_PART_DOWN, JX_W_PART_UP, NULL};
static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"限值", JX_F_TEXT, 0, offsetof(struct params, limit), NULL, NULL, "如 ≤10%；不写则是目标值"},
    {"每", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(struct params, per), NULL, NULL,
     "比限值差多少为一个单位，如 1%、1次、1天"},
    {"扣", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(struct params, off), NULL, NULL,
     "每个单位扣几分，或权重的百分之几"},
    {"上限", JX_F_TEXT, 0, offsetof(struct params, most), NULL, NULL, "最多扣几分；不写则扣完为止"},
    {"不足一个单位", JX_F_CHOICE, 0, offsetof(struct params, part), NULL, parts, "不写为按比例"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 6, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* ---- how far beyond the limit ---- */

/* Days since 0000-03-01 of the proleptic Gregorian calendar; a missing part is the last of its period. */
static int64_t day_number(struct jx_date date)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = date.month ? date.month : 12;
    bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
    int day = date.day ? date.day : lengths[month - 1] + (month == 2 && leap);
    int64_t year = date.year - (month <= 2);
    int64_t shifted = (month + 9) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (shifted * 153 + 2) / 5 + day - 1;
}

/* Beyond a limit of numbers, 0 or more. */
static struct jx_num beyond_number(const struct jx__case *c)
{
    const struct jx_target *t = &c->target;
    bool most = t->op == JX_OP_LE || t->op == JX_OP_LT ||
                ((t->op == JX_OP_NONE || t->op == JX_OP_EQ) && jx_num_sign(t->num) == 0);
    struct jx_num over = jx_num_sub(c->arena, c->reached, t->num);
    if (t->kind == JX_TARGET_RANGE && jx_num_cmp(c->reached, t->high) > 0)
        return jx_num_sub(c->arena, c->reached, t->high);
    if (!most || t->kind == JX_TARGET_RANGE)
        over = jx_num_neg(c->arena, over);
    return jx_num_max(over, (struct jx_num){0});
}

static bool beyond(const struct jx__case *c, struct jx_num *ret_over)
{
    bool dates = c->target.kind == JX_TARGET_DATE && c->actual.kind == JX_TARGET_DATE;
    if (c->comparable)
        *ret_over = beyond_number(c);
    else if (dates && jx_date_cmp(c->actual.date, c->target.date) > 0)
        *ret_over = jx_num_int(c->arena, day_number(c->actual.date) - day_number(c->target.date));
    else
        *ret_over = (struct jx_num){0};
    return c->comparable || dates;
}

/* 每 in the limit's unit; days for dates. */
static bool per_read(const struct jx__case *c, const struct jx_text *text, struct jx_num *ret_per)
{
    struct jx_num scale;
    struct jx_target per = jx_target_parse(c->arena, text->str);
    struct jx_str unit = per.percent ? JX_STR("%") : per.unit;
    struct jx_str wanted = c->target.kind == JX_TARGET_DATE ? JX_STR("天")
                           : c->target.percent || c->mixed  ? JX_STR("%")
                                                            : c->target.unit;
    if (per.kind != JX_TARGET_NUM || jx_num_sign(per.num) <= 0 ||
        !jx__unit_scale(c->arena, unit, wanted, &scale)) {
        JX_SAY(c->diags, DEDUCT_STEP, text->span, c->label, text->str, c->target.text);
        return false;
    }
    *ret_per = jx_num_mul(c->arena, per.num, scale);
    return true;
}

/* ---- points ---- */

/* Units begun, ended or in part. */
static struct jx_num count(const struct jx__case *c, struct jx_num units, struct jx_str part)
{
    struct jx_num whole = jx_num_round(c->arena, units, 0, JX_ROUND_DOWN);
    if (!part.ptr || jx_str_is(part, JX_W_PART_SHARE))
        return units;
    bool more = jx_str_is(part, JX_W_PART_UP) && jx_num_cmp(whole, units) < 0;
    return more ? jx_num_add(c->arena, whole, jx_num_int(c->arena, 1)) : whole;
}

static struct jx_str over_text(const struct jx__case *c, struct jx_num over)
{
    if (c->target.kind != JX_TARGET_DATE)
        return jx__quantity_text(c, over);
    return jx_str_printf(c->arena, JX_W_DEDUCT_DAYS, JX_FMT(jx_num_text(c->arena, over, 0)));
}

static struct jx_str arithmetic(const struct jx__case *c, const struct params *params,
                                struct jx_num over, struct jx_num off, bool capped)
{
    struct jx_buf buf = {.arena = c->arena};
    struct jx_str off_text = jx__points_text(c->arena, off);
    struct jx_num each;
    (void)jx__worth_read(c, &params->off, &each);
    jx_buf_printf(&buf, JX_W_DEDUCT_OVER, JX_FMT(c->actual.text), JX_FMT(c->target.text),
                  JX_FMT(over_text(c, over)), JX_FMT(params->per.str),
                  JX_FMT(jx__points_text(c->arena, each)), JX_FMT(off_text));
    if (capped)
        jx_buf_adds(&buf, JX_W_DEDUCT_CAPPED);
    jx_buf_printf(&buf, JX_W_DEDUCT_LEFT, JX_FMT(jx__points_text(c->arena, c->weight)),
                  JX_FMT(off_text));
    return jx_buf_str(&buf);
}

static bool score(const struct jx__case *c, const struct params *params, struct jx_num over,
                  struct jx__outcome *outcome)
{
    struct jx_num per, each;
    struct jx_num most = c->weight;
    if (!per_read(c, &params->per, &per) || !jx__worth_read(c, &params->off, &each) ||
        (params->most.str.ptr && !jx__worth_read(c, &params->most, &most)))
        return false;
    if (jx_num_sign(over) == 0) {
        jx__outcome_say(c, outcome, c->weight,
                        jx_str_printf(c->arena, JX_W_DEDUCT_NONE, JX_FMT(c->lead),
                                      JX_FMT(c->actual.text), JX_FMT(c->target.text),
                                      JX_FMT(jx__points_text(c->arena, c->weight))));
        return true;
    }
    struct jx_num units = count(c, jx_num_div(c->arena, over, per), params->part.str);
    struct jx_num off = jx_num_mul(c->arena, units, each);
    bool capped = jx_num_cmp(off, most) > 0;
    off = jx_num_min(off, most);
    jx__outcome_points(c, outcome, arithmetic(c, params, over, off, capped),
                       jx_num_sub(c->arena, c->weight, off));
    return true;
}

bool jx__rule_deduct(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    struct jx_num over;
    if (!jx__rule_params(c, &params_schema, &params))
        return false;
    if (!params.per.str.ptr || !params.off.str.ptr) {
        JX_SAY(c->diags, PARAM_MISSING, c->leaf->rule.span, c->label, c->rule,
               params.per.str.ptr ? JX_STR("扣") : JX_STR("每"));
        return false;
    }
    struct jx__case limited = *c;
    if (params.limit.str.ptr)
        jx__case_limit(&limited, params.limit.str);
    if (beyond(&limited, &over))
        return score(&limited, &params, over, outcome);
    outcome->explanation = jx__case_explain_stated(c);
    return jx__ratio_refuse(&limited);
}
