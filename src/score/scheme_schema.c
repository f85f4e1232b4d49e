/* scheme_schema.c - the tables that map the Chinese keys of a scheme to struct jx_scheme.
 *
 * Layer:   score.
 */
#include "model/declared.h"
#include "score/internal.h"
#include "score/words.h"

#include <stddef.h>

#define N(fields) (sizeof(fields) / sizeof *(fields))
#define TEXT(type, member, key, doc)                                                               \
    {                                                                                              \
        key, JX_F_TEXT, 0, offsetof(type, member), NULL, NULL, doc                                 \
    }
#define NAME(type, member, key, doc)                                                               \
    {                                                                                              \
        key, JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(type, member), NULL, NULL, doc                 \
    }
#define NUM(type, member, key, doc)                                                                \
    {                                                                                              \
        key, JX_F_NUM, 0, offsetof(type, member), NULL, NULL, doc                                  \
    }
#define PERCENT(type, member, key, doc)                                                            \
    {                                                                                              \
        key, JX_F_PERCENT, 0, offsetof(type, member), NULL, NULL, doc                              \
    }
#define CHOICE(type, member, key, choices, doc)                                                    \
    {                                                                                              \
        key, JX_F_CHOICE, 0, offsetof(type, member), NULL, choices, doc                            \
    }
#define LIST(type, member, key, record, doc)                                                       \
    {                                                                                              \
        key, JX_F_LIST, 0, offsetof(type, member), record, NULL, doc                               \
    }

/* ---- shared with the parameters of rules ---- */

#define T struct jx_band
static const struct jx_field band_fields[] = {
    NAME(T, range, "区间", "如 ≥90%、[80%,90%)、其他"),
    NAME(T, worth, "得分", "几分，或权重的百分之几"),
};
#undef T

const struct jx_schema jx__band_schema = {
    "档",
    sizeof(struct jx_band),
    band_fields,
    N(band_fields),
    offsetof(struct jx_band, span),
    JX_NO_OFFSET,
    "区间",
    "得分",
};

#define T struct jx_rating
static const struct jx_field rating_fields[] = {
    NAME(T, name, "评定", "如 达成、部分达成、未达成"),
    {"下限", JX_F_PERCENT, JX_FIELD_REQUIRED, offsetof(T, from), NULL, NULL,
     "这一档最低得权重的百分之几（含）；上限是上一档的下限"},
    PERCENT(T, value, "取值", "没有给分时得权重的百分之几；不写则必须给分"),
};
#undef T

const struct jx_schema jx__rating_schema = {
    "定性",
    sizeof(struct jx_rating),
    rating_fields,
    N(rating_fields),
    offsetof(struct jx_rating, span),
    JX_NO_OFFSET,
    "评定",
    "下限",
};

#define T struct jx_answer_weight
static const struct jx_field answer_fields[] = {
    NAME(T, answer, "答案", "如 非常满意"),
    {"权重", JX_F_PERCENT, JX_FIELD_REQUIRED, offsetof(T, weight), NULL, NULL,
     "这个答案算百分之几"},
};
#undef T

const struct jx_schema jx__answer_schema = {
    "问卷",
    sizeof(struct jx_answer_weight),
    answer_fields,
    N(answer_fields),
    offsetof(struct jx_answer_weight, span),
    JX_NO_OFFSET,
    "答案",
    "权重",
};

const char *const jx__less_rules[] = {JX_W_LINEAR, JX_W_INVERSE, JX_W_JUDGED, NULL};
const char *const jx__expert_means[] = {JX_W_PLAIN_MEAN, JX_W_TRIMMED_MEAN, NULL};

/* ---- parts of a scheme ---- */

static const char *const zeros[] = {JX_W_ZERO_NONE, JX_W_ZERO_FULL, JX_W_ZERO_ERROR, NULL};
static const char *const overs[] = {JX_W_OVER_TELL, JX_W_OVER_ALLOW, NULL};

#define T struct jx_budget_rule
static const struct jx_field budget_fields[] = {
    TEXT(T, formula, "公式", "资金表的两个阶段：全年执行÷全年预算 或 实际支出÷实际到位"),
    NUM(T, points, "分值", "预算执行率占几分"),
    NUM(T, digits, "小数位", "执行率先按百分数保留几位小数再计分；不写则不先舍入"),
    LIST(T, bands, "分档", &jx__band_schema, "各档执行率的得分；不写则按比例"),
    CHOICE(T, zero, "预算为零", zeros, "分母为 0 时；不写为错误"),
    CHOICE(T, over, "超过100%", overs, "不写为提示；得分总不超过分值"),
    PERCENT(T, reason, "低于须说明", "执行率低于多少要写偏差原因"),
};
#undef T
static const struct jx_schema budget_schema = {
    "预算执行率",  sizeof(struct jx_budget_rule),
    budget_fields, N(budget_fields),
    JX_NO_OFFSET,  JX_NO_OFFSET,
    NULL,          NULL,
};

static const char *const actions[] = {JX_W_SURPLUS_WHY, JX_W_SURPLUS_LESS, NULL};

#define T struct jx_surplus_rule
static const struct jx_field surplus_fields[] = {
    {"界限", JX_F_PERCENT, JX_FIELD_REQUIRED, offsetof(T, limit), NULL, NULL,
     "业绩值达到目标值的百分之几，算超额较多"},
    NUM(T, zero, "零目标界限", "目标值为 0 时，业绩值达到多少算超额较多"),
    CHOICE(T, action, "处理", actions, "不写为说明理由"),
    PERCENT(T, step, "每超", "调减：比界限每超目标值的百分之几"),
    PERCENT(T, off, "扣", "调减：扣权重的百分之几；不写则由评价人员给分"),
    PERCENT(T, most, "最多", "调减：最多扣权重的百分之几"),
};
#undef T
static const struct jx_schema surplus_schema = {
    "超额完成",     sizeof(struct jx_surplus_rule),
    surplus_fields, N(surplus_fields),
    JX_NO_OFFSET,   JX_NO_OFFSET,
    NULL,           NULL,
};

#define T struct jx_veto
static const struct jx_field veto_fields[] = {
    NAME(T, name, "名称", "如 虚报冒领财政资金"),
    TEXT(T, condition, "条件",
         "算式，如 节点.过程.得分率 < 60%；不写则由评价人员在 评价.yaml 中写明"),
    NAME(T, grade, "最高等级", "发生时最高评什么等级"),
};
#undef T
static const struct jx_schema veto_schema = {
    "一票否决",
    sizeof(struct jx_veto),
    veto_fields,
    N(veto_fields),
    offsetof(struct jx_veto, span),
    JX_NO_OFFSET,
    NULL,
    NULL,
};

#define T struct jx_grade
static const struct jx_field grade_fields[] = {
    NAME(T, name, "等级", "等级的名称：优"),
    {"下限", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, from), NULL, NULL,
     "百分制的最低分（含）；由高到低排列，最低一档写 0"},
};
#undef T
static const struct jx_schema grade_schema = {
    "等级",
    sizeof(struct jx_grade),
    grade_fields,
    N(grade_fields),
    offsetof(struct jx_grade, span),
    JX_NO_OFFSET,
    NULL,
    NULL,
};

/* ---- the scheme ---- */

static const char *const roundings[] = {JX_W_HALF_UP, JX_W_HALF_EVEN, JX_W_DOWN, NULL};
static const char *const rounded_at[] = {JX_W_AT_LEAVES, JX_W_AT_TOTAL, NULL};
static const char *const excluded[] = {JX_W_RESCALE, JX_W_LEAVE_OUT, NULL};

#define T struct jx_scheme
static const struct jx_field fields[] = {
    NAME(T, name, "名称", "方案的名称"),
    TEXT(T, base, "沿用", "这里没有写的，取自哪个方案"),
    TEXT(T, source, "来源", "出自哪个文件"),
    {"计分", JX_F_BOOL, 0, offsetof(T, scored), NULL, NULL, "否：不给分，指标只列出来；不写为是"},
    NUM(T, full, "满分", "各一级指标权重之和；不写为 100"),
    NUM(T, most, "最高总分", "加分以后总分至多几分；不写不限"),
    NUM(T, digits, "小数位", "计算得分保留几位小数；不写为 2"),
    CHOICE(T, rounding, "舍入", roundings, "不写为四舍五入"),
    CHOICE(T, round_at, "舍入于", rounded_at, "每个指标各自舍入，或只舍入总分；不写为指标"),
    NUM(T, rate_digits, "比率小数位", "得分率、完成率按百分数印出时的小数位；不写为 2"),
    CHOICE(T, less_rule, "逆向公式", jx__less_rules, "业绩值超出“≤”目标值时的算法；不写为线性"),
    CHOICE(T, excluded, "不适用", excluded,
           "不适用的指标退出后，其余折算成满分，或满分相应减少；不写为折算"),
    {"预算执行率", JX_F_RECORD, 0, offsetof(T, budget), &budget_schema, NULL, "规则“执行率”的算法"},
    LIST(T, ratings, "定性", &jx__rating_schema, "定性指标各档的比例，由高到低"),
    LIST(T, answers, "问卷", &jx__answer_schema, "问卷各答案的权重"),
    CHOICE(T, experts, "专家", jx__expert_means, "几位专家的分怎样合成；不写为均值"),
    {"超额完成", JX_F_RECORD, 0, offsetof(T, surplus), &surplus_schema, NULL,
     "业绩值远高于目标值时"},
    LIST(T, vetoes, "一票否决", &veto_schema, "限制等级的事项"),
    LIST(T, grades, "等级", &grade_schema, "各档等级；不写则不定等级"),
    LIST(T, declared, "字段", &jx_declared_schema, "本方案增加的字段"),
};
#undef T
const struct jx_schema jx_scheme_schema = {
    "方案",
    sizeof(struct jx_scheme),
    fields,
    N(fields),
    offsetof(struct jx_scheme, span),
    JX_NO_OFFSET,
    NULL,
    NULL,
};
