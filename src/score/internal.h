/* internal.h - shared inside score/ only.
 *
 * Layer:   score.
 * Memory:  everything lives in the arena passed in.
 */
#ifndef JX_SCORE_INTERNAL_H
#define JX_SCORE_INTERNAL_H

#include "score/score.h"
#include "score/target.h"

/* ---- tree.c ---- */

/* The tree of a project's indicators: shape [*ret_n], pre-order, with ids, names, levels, parents, ends, leaves, groups
 * and weights of leaves; nothing else is filled in. O(n). */
struct jx_score_node *jx__tree_make(struct jx_arena *arena, const struct jx_project *project,
                                    size_t *ret_n);

/* ---- cases: one leaf with all that a rule may look at ---- */

struct jx__case {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx_scheme *scheme;
    const struct jx_indicator *leaf;
    const struct jx_finding *finding; /* NULL when there is none */
    struct jx_str label;              /* how messages call the leaf */
    struct jx_num weight;
    bool stated; /* a score is given: then a rule that cannot compute says nothing */
    struct jx_num stated_score;
    struct jx_target target; /* 指标性质 and 计量单位 applied */
    struct jx_target actual;
    bool comparable;     /* target and actual are numbers (or a range and a number) of like unit */
    bool mixed;          /* … of which one has a percent sign and the other none */
    struct jx_num reached; /* comparable: the actual value in the target's unit */
};

struct jx__outcome {
    bool computed;
    struct jx_num score;       /* rounded as the scheme says */
    struct jx_str formula;     /* see jx_score_node, for the computed score */
    struct jx_str explanation; /* never absent */
};

/* Read target and actual of a leaf; warns of mixed percent signs (W354). finding may be NULL. */
struct jx__case jx__case_make(struct jx_arena *arena, struct jx_diags *diags,
                              const struct jx_scheme *scheme, const struct jx_indicator *leaf);

/* The place of the actual value, else of the finding, else of the indicator. */
struct jx_span jx__case_actual_span(const struct jx__case *c);

/* The deviation from full marks in words; shared by all rules when the score is the stated one. */
struct jx_str jx__case_explain_stated(const struct jx__case *c);

/* 完成率 of the leaf into node: the stated one first (W361 when it does not follow), else actual ÷ target. */
void jx__completion_fill(const struct jx__case *c, struct jx_score_node *node);

/* A formula over [权重] [目标值] [业绩值] if cells that show the texts as written hold numbers and it then gives
 * exactly `expected`, else absent. "{A}" stands for the actual value on the target's scale. */
struct jx_str jx__formula_proved(const struct jx__case *c, const char *pattern, struct jx_num expected);

/* ---- rules ---- */

/* A rule. Returns false after a message. */
typedef bool (*jx__rule)(const struct jx__case *c, struct jx__outcome *outcome);

bool jx__rule_ratio(const struct jx__case *c, struct jx__outcome *outcome); /* 比例 */
bool jx__rule_given(const struct jx__case *c, struct jx__outcome *outcome); /* 给分 */

/* Name of the rule in force: the written one, else 给分 when a score is stated, else 比例. */
struct jx_str jx__rule_name(const struct jx_indicator *leaf);

/* Find the rule in force and apply it. Returns false after a message. */
bool jx__rule_apply(const struct jx__case *c, struct jx__outcome *outcome);

/* ---- printing ---- */

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
bool jx__unit_scale(struct jx_arena *arena, struct jx_str a, struct jx_str b, struct jx_num *ret_scale);

#endif
