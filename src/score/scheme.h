/* scheme.h - what differs from place to place, as data (templates/schemes/NAME.yaml).
 *
 * Layer:   score.
 */
#ifndef JX_SCORE_SCHEME_H
#define JX_SCORE_SCHEME_H

#include "input/schema.h"

struct jx_grade {
    struct jx_span span;
    struct jx_text name;   /* 等级: 优 */
    struct jx_amount from; /* 下限, inclusive; bands are half-open, highest first */
};

/* One line of 档: an interval and what it is worth. */
struct jx_band {
    struct jx_span span;
    struct jx_text range; /* 区间: ≥90%, [80%,90%), 其他 */
    struct jx_text worth; /* 得分: points (8), or a share of the weight (80%) */
};

struct jx_bands {
    struct jx_band *items; /* shape [n] */
    size_t n;
};

/* One line of 定性; highest first. A rating's band goes from its 下限 up to that of the line above, or 100 %. */
struct jx_rating {
    struct jx_span span;
    struct jx_text name;   /* 评定: 部分达成 */
    struct jx_amount from; /* 下限: share of the weight, inclusive */
    struct jx_amount
        value; /* 取值: share given where the evaluator gives no score; else that is an error */
};

struct jx_ratings {
    struct jx_rating *items; /* shape [n] */
    size_t n;
};

/* One line of 问卷: what an answer counts. */
struct jx_answer_weight {
    struct jx_span span;
    struct jx_text answer;   /* 答案 */
    struct jx_amount weight; /* 权重: a share, 80% */
};

struct jx_answer_weights {
    struct jx_answer_weight *items; /* shape [n] */
    size_t n;
};

/* 预算执行率 */
struct jx_budget_rule {
    struct jx_text
        formula; /* 公式: two stages of the funds table, 全年执行÷全年预算 or 实际支出÷实际到位 */
    struct jx_amount points; /* 分值: of the form; the indicator's weight is compared with it */
    struct jx_amount
        digits; /* 小数位: of the rate in percent, when it is rounded before it is scored */
    struct jx_bands bands;   /* 分档; none: points × rate */
    struct jx_text zero;     /* 预算为零: 按0%, 按100% (only 0÷0), 错误 */
    struct jx_text over;     /* 超过100%: 提示, 允许 */
    struct jx_amount reason; /* 低于须说明: below this rate a reason is asked for */
};

/* 超额完成: actual values far above their target. */
struct jx_surplus_rule {
    struct jx_amount limit; /* 界限: actual ÷ target from which it counts, 130% */
    struct jx_amount zero;  /* 零目标界限: the same for target 0, an actual value */
    struct jx_text action;  /* 处理: 说明理由, 调减 */
    struct jx_amount step;  /* 每超: so much of the target beyond the limit … */
    struct jx_amount
        off; /* 扣: … costs this share of the weight; without it the evaluator decides */
    struct jx_amount most; /* 最多: share of the weight */
};

/* One line of 一票否决. */
struct jx_veto {
    struct jx_span span;
    struct jx_text name; /* 名称 */
    struct jx_text
        condition; /* 条件: expr.h over scores and data; without it it is found by the evaluator (评价.yaml) */
    struct jx_text grade; /* 最高等级 */
};

struct jx_scheme {
    struct jx_span span;
    struct jx_text name;   /* 名称 */
    struct jx_text base;   /* 沿用: name of the scheme that gives what is not written here */
    struct jx_text source; /* 来源: the document it comes from */
    struct jx_flag scored; /* 计分: 否 for documents without points */
    struct jx_amount full; /* 满分, 100 */
    struct jx_amount
        most; /* 最高总分: what 加分指标 cannot lift the total above; not set: no limit */
    struct jx_amount digits;          /* 小数位: of a score */
    struct jx_text rounding;          /* 舍入: 四舍五入, 四舍六入五成双, 截断 */
    struct jx_amount rate_digits;     /* 比率小数位: of printed rates, in percent */
    struct jx_text less_rule;         /* 逆向公式: 线性, 比值, 评判 */
    struct jx_text round_at;          /* 舍入于: 指标, 总分 */
    struct jx_text excluded;          /* 不适用: 折算, 剔除 */
    struct jx_budget_rule budget;     /* 预算执行率 */
    struct jx_ratings ratings;        /* 定性 */
    struct jx_answer_weights answers; /* 问卷 */
    struct jx_text experts;           /* 专家: 均值, 去高低均值 */
    struct jx_surplus_rule surplus;   /* 超额完成 */
    struct {
        struct jx_veto *items;
        size_t n;
    } vetoes; /* 一票否决 */
    struct {
        struct jx_grade *items;
        size_t n;
    } grades; /* 等级 */
    struct {
        struct jx_declared *items;
        size_t n;
    } declared; /* 字段: {所属, 名称, 类型, 选项}; those of the base come first */

    /* made by jx_scheme_load() from the above, with defaults */
    bool unscored; /* no points, no total, no grade: indicators are only listed */
    struct jx_num full_mark;
    int score_digits;
    int percent_digits;
    enum jx_round round;
    bool round_total; /* leaves stay exact, the total is rounded */
};

extern const struct jx_schema jx_scheme_schema;

/* Read a scheme by name: project folder 模板/方案/NAME.yaml first, then each library's schemes/NAME.yaml. A scheme
 * with 沿用 takes from its base what it does not write itself; lists (等级, 定性, 问卷, 一票否决, 分档) are taken or
 * replaced as a whole, 字段 are added.
 * Where neither writes it: 满分 100, 小数位 2, 比率小数位 2, 四舍五入, 线性, no grades.
 *
 * libraries   shape [n_libraries], folders.
 * ret_scheme  written whenever the file could be decoded, also with JX_E_INPUT.
 * Errors:     JX_E_INPUT after messages: those of yaml.h and schema.h; no such scheme (E370), 沿用 in a circle
 *             (E371), values out of range (E372, E373), grades not falling or not reaching 0 (E374, E375), bands of
 *             ratings likewise (E383), a veto that names no grade (E381). */
JX_NODISCARD enum jx_status jx_scheme_load(struct jx_arena *arena, struct jx_text name,
                                           struct jx_str project_folder,
                                           const struct jx_str *libraries, size_t n_libraries,
                                           struct jx_diags *diags, struct jx_scheme **ret_scheme);

#endif
