/* internal.h - shared inside score/ only.
 *
 * Layer:   score.
 * Memory:  everything lives in the arena passed in.
 */
#ifndef JX_SCORE_INTERNAL_H
#define JX_SCORE_INTERNAL_H

#include "score/expr.h"
#include "score/score.h"
#include "score/target.h"

#include <stddef.h>

/* ---- tree.c ---- */

/* The tree of a project's indicators: shape [*ret_n], pre-order, with ids, names, levels, parents, ends, leaves, groups
 * and weights of leaves; nothing else is filled in. O(n). */
struct jx_score_node *jx__tree_make(struct jx_arena *arena, const struct jx_project *project,
                                    size_t *ret_n);

/* ---- data.c: what formulas may name ---- */

struct jx__data {
    struct jx_arena *arena;
    const struct jx_project *project; /* NULL: no data but the leaf's */
    const struct jx_indicator *
        *by_id; /* sorted by 编号, shape [project->indicators.n]; NULL until asked for */
    struct jx_value *values; /* jx_project_value(); NULL until asked for */
    struct jx_value *scores; /* jx_score_put_values(), for conditions of the scheme; else NULL */
};

/* The value of a name: 资金.阶段[.来源] (without source, or with 合计: the whole), 指标.编号.业绩值 or .目标值 as a number
 * (95% is 0.95), members of scores, then any path of the project's data (a fact by its name: its 值). ERROR when there is none. */
struct jx_expr_value jx__data_find(struct jx__data *data, struct jx_str name);

/* Data that is not there yet would count as 0 in a formula, and make a wrong score without a word: the first name that is blank
 * and that arithmetic or a comparison (but one with a text, 业绩值=“”) works on, in what is evaluated; 取值(…) and the aggregates
 * may have blanks. NULL when there is none. The formula has been evaluated without a message. */
const struct jx_expr *jx__data_blank(struct jx_arena *arena, const struct jx_expr *expr,
                                     jx_expr_lookup lookup, void *context, struct jx_diags *diags);

/* A text as a formula's value: a number with or without unit, a percentage as its ratio; blank; else text. */
struct jx_expr_value jx__data_text(struct jx_arena *arena, struct jx_str text);

/* ---- cases: one leaf with all that a rule may look at ---- */

struct jx__case {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx_scheme *scheme;
    struct jx__data *data;
    const struct jx_indicator *leaf;
    const struct jx_finding *finding; /* NULL when there is none */
    struct jx_str label;              /* how messages call the leaf */
    struct jx_num weight;
    bool stated; /* a score is given: then a rule that cannot compute says nothing */
    struct jx_num stated_score;
    struct jx_target target; /* 指标性质 and 计量单位 applied */
    struct jx_target actual;
    bool comparable; /* target and actual are numbers (or a range and a number) of like unit */
    bool mixed;      /* … of which one has a percent sign and the other none */
    struct jx_num reached; /* comparable: the actual value in the target's unit */
    struct jx_str rule;    /* name of the rule in force */
    struct jx_str
        lead; /* how explanations begin: 比例： and how the actual value was found, if it was computed */
    bool derived; /* the actual value is computed (执行率, 问卷), not written */
    bool failed;  /* … or could not be; a message has been given */
};

struct jx__outcome {
    bool computed;
    struct jx_num score;       /* rounded as the scheme says */
    struct jx_str formula;     /* see jx_score_node, for the computed score */
    struct jx_str explanation; /* never absent */
};

/* Read target and actual of a leaf, or compute the actual where its rule does; warns of mixed percent signs (W354). */
struct jx__case jx__case_make(struct jx__data *data, struct jx_diags *diags,
                              const struct jx_scheme *scheme, const struct jx_indicator *leaf);

/* Take a computed ratio as the actual value, or, when one is written, compare with it (W365). source names what it was
 * computed from in that message; lead replaces c->lead. */
void jx__case_derive(struct jx__case *c, struct jx_num ratio, const char *source,
                     struct jx_str lead);

/* Put another target in the place of the leaf's. */
void jx__case_limit(struct jx__case *c, struct jx_str target);

/* The place of the actual value, else of the finding, else of the indicator. */
struct jx_span jx__case_actual_span(const struct jx__case *c);

/* The deviation from full marks in words; shared by all rules when the score is the stated one. */
struct jx_str jx__case_explain_stated(const struct jx__case *c);

/* 完成率 of the leaf into node: the stated one first (W361 when it does not follow), else actual ÷ target. */
void jx__completion_fill(const struct jx__case *c, struct jx_score_node *node);

/* A formula over [权重] [目标值] [业绩值] if cells that show the texts as written hold numbers and it then gives
 * exactly `expected`, else absent. "{A}" stands for the actual value on the target's scale. */
struct jx_str jx__formula_proved(const struct jx__case *c, const char *pattern,
                                 struct jx_num expected);

/* ---- outcome.c: results and their sentences ---- */

/* Exactly these points, rounded as the scheme says: "比例：95%÷100%×10＝9.5分"; arithmetic is what stands before ＝. */
void jx__outcome_points(const struct jx__case *c, struct jx__outcome *outcome,
                        struct jx_str arithmetic, struct jx_num exact);

/* All points, or none, because the actual value meets the target or does not. */
void jx__outcome_met(const struct jx__case *c, struct jx__outcome *outcome, bool met);

/* Points with a sentence of their own. */
void jx__outcome_say(const struct jx__case *c, struct jx__outcome *outcome, struct jx_num points,
                     struct jx_str explanation);

/* The formula for a spreadsheet with the scheme's rounding around `points`, see jx__formula_proved(); absent when the
 * rounding cannot be said in one. */
struct jx_str jx__outcome_formula(const struct jx__case *c, struct jx_str points,
                                  struct jx_num score);

/* A number as explanations write it, with the target's unit: 95%, 18项. */
struct jx_str jx__quantity_text(const struct jx__case *c, struct jx_num num);

/* Lower the points of a far too high actual value, or ask for the reason, as the scheme says under 超额完成. Returns false
 * after a message. */
bool jx__surplus_apply(const struct jx__case *c, struct jx__outcome *outcome);

/* ---- interval.c, steps.c: 档 ---- */

struct jx__interval {
    bool others; /* 其他: what no other line holds */
    bool has_low;
    bool has_high;
    bool low_open;
    bool high_open;
    struct jx_num low;
    struct jx_num high;
    struct jx_str unit; /* "%" for percentages */
};

/* ≥90%, <60%, [80%,90%), 80%(含)-90%, 85%≤满意度≤95%, 90%以上, 100%, 其他. A dash or ~ without (含) holds both ends. */
bool jx__interval_parse(struct jx_arena *arena, struct jx_str text,
                        struct jx__interval *ret_interval);

bool jx__interval_holds(const struct jx__interval *interval, struct jx_num num);

/* Points by steps into outcome. Returns false after a message. */
bool jx__steps_apply(const struct jx__case *c, const struct jx_bands *bands,
                     struct jx__outcome *outcome);

/* "8", "8分" or "80%" (of the weight) as points; false after a message unless they lie in 0 … weight. */
bool jx__worth_read(const struct jx__case *c, const struct jx_text *text,
                    struct jx_num *ret_points);

/* ---- scheme_schema.c, scheme.c: what parameters of rules share with schemes ---- */

extern const struct jx_schema jx__band_schema;
extern const struct jx_schema jx__rating_schema;
extern const struct jx_schema jx__answer_schema;
extern const char *const jx__less_rules[];
extern const char *const jx__expert_means[];

/* Whether the bands fall and end at 0 or above; else a message. */
bool jx__ratings_check(struct jx_diags *diags, const struct jx_ratings *ratings);

/* The number of a grade, highest first, or n. */
size_t jx__grade_find(const struct jx_scheme *scheme, struct jx_str name);

/* ---- rules ---- */

/* A rule. Returns false after a message. */
typedef bool (*jx__rule)(const struct jx__case *c, struct jx__outcome *outcome);

bool jx__rule_ratio(const struct jx__case *c, struct jx__outcome *outcome);   /* 比例 */
bool jx__rule_met(const struct jx__case *c, struct jx__outcome *outcome);     /* 达标 */
bool jx__rule_steps(const struct jx__case *c, struct jx__outcome *outcome);   /* 分档 */
bool jx__rule_deduct(const struct jx__case *c, struct jx__outcome *outcome);  /* 扣分 */
bool jx__rule_points(const struct jx__case *c, struct jx__outcome *outcome);  /* 要点 */
bool jx__rule_rating(const struct jx__case *c, struct jx__outcome *outcome);  /* 定性 */
bool jx__rule_experts(const struct jx__case *c, struct jx__outcome *outcome); /* 专家 */
bool jx__rule_survey(const struct jx__case *c, struct jx__outcome *outcome);  /* 问卷 */
bool jx__rule_given(const struct jx__case *c, struct jx__outcome *outcome);   /* 给分 */
bool jx__rule_formula(const struct jx__case *c, struct jx__outcome *outcome); /* 公式 */
bool jx__rule_budget(const struct jx__case *c, struct jx__outcome *outcome);  /* 执行率 */

/* Compute the actual value of the case, for rules that do. Returns false after a message. */
bool jx__derive_budget(struct jx__case *c); /* 执行率 */
bool jx__derive_survey(struct jx__case *c); /* 问卷 */

/* Whether any answer of the survey has a count; a survey of blanks is still to be filled in. */
bool jx__survey_is_counted(const struct jx_finding *finding);

/* Points by the case's actual value against its target, as 比例 does; parameters may be NULL. */
bool jx__ratio_apply(const struct jx__case *c, struct jx_str less_rule,
                     struct jx__outcome *outcome);

/* Say that target and actual cannot be compared, unless a score is stated: then true. */
bool jx__ratio_refuse(const struct jx__case *c);

/* Decode the parameters of the leaf's rule; zeroed ones when it has none. Returns false after messages. */
bool jx__rule_params(const struct jx__case *c, const struct jx_schema *schema, void *params);

/* A field that says the rule's name: the first of every parameter table. */
#define JX__PARAM_TYPE(T)                                                                          \
    {                                                                                              \
        "类型", JX_F_TEXT, 0, offsetof(T, type), NULL, NULL, "规则的名称"                     \
    }

/* Name of the rule in force: the written one, else 给分 when a score is stated, else 比例. */
struct jx_str jx__rule_name(const struct jx_indicator *leaf);

/* Find the rule in force and apply it. Returns false after a message. */
bool jx__rule_apply(const struct jx__case *c, struct jx__outcome *outcome);

/* Compute the actual value where the rule in force does so. Returns false after a message. */
bool jx__rule_derive(struct jx__case *c);

/* ---- total.c ---- */

/* Sums, rescaling, 逆向指标, total and grade out of the scored tree. Returns false after messages. */
bool jx__total_make(struct jx__data *data, struct jx_diags *diags, struct jx_score *score);

/* Compare total and grade with what was filed (W363, W364). */
void jx__total_compare(const struct jx_score *score, struct jx_diags *diags);

/* ---- printing ---- */

/* A score as printed: as it is, or rounded when only the total is. */
struct jx_str jx__score_text(struct jx_arena *arena, const struct jx_scheme *scheme,
                             struct jx_num points);

/* A percentage without needless digits: 86.2%, with at most `digits` after the point. */
struct jx_str jx__share_text(struct jx_arena *arena, struct jx_num ratio, int digits);

/* A score or weight as printed: the shortest decimal. */
struct jx_str jx__points_text(struct jx_arena *arena, struct jx_num points);

/* A ratio as printed: "90.00%". */
struct jx_str jx__percent_text(struct jx_arena *arena, const struct jx_scheme *scheme,
                               struct jx_num ratio);

/* ---- notation.c: the wording of numbers ---- */

/* A copy with full-width ASCII made half-width and all blanks removed: the form that notation is read in. */
struct jx_str jx__notation_fold(struct jx_arena *arena, struct jx_str text);

/* Take a word from the front of *text: true and moved past it when it stands there. */
bool jx__notation_take(struct jx_str *text, const char *word);

/* Take a word from the end of *text. */
bool jx__notation_drop(struct jx_str *text, const char *word);

/* Take a comparison from the front (≥ >= 不少于 大于等于 至少 …); JX_OP_NONE when there is none. */
enum jx_target_op jx__notation_op(struct jx_str *text);

/* Take a decimal from the front (sign, digits, thousands commas, point). */
bool jx__notation_num(struct jx_arena *arena, struct jx_str *text, struct jx_num *ret_num);

/* Take a Chinese numeral from the front: 五, 十二, 一百零五, 两千; up to 9999. */
bool jx__notation_han_num(struct jx_arena *arena, struct jx_str *text, struct jx_num *ret_num);

/* The comparison that a 指标性质 cell states (≥, 正向, 逆向 …). ret_words: it says 定性. */
enum jx_target_op jx__notation_nature(struct jx_arena *arena, struct jx_str text, bool *ret_words);

/* How many of b's unit one of a's unit is (万元 in 元: 10000). False when the two cannot be compared; an
 * empty unit goes with every other. */
bool jx__unit_scale(struct jx_arena *arena, struct jx_str a, struct jx_str b,
                    struct jx_num *ret_scale);

/* ---- votes.c: experts and surveys as data ---- */

/* 专家评分 {甲: 8, …} and 问卷 {满意: 70, …} of an indicator; empty maps where its finding (may be NULL) has none. */
void jx__votes_put(struct jx_arena *arena, const struct jx_finding *finding, struct jx_value *map);

/* 评分专家 and 问卷答案: all names that occur in the list of indicators; left out where there are none. */
void jx__votes_put_names(struct jx_arena *arena, const struct jx_value *indicators,
                         struct jx_value *data);

#endif
