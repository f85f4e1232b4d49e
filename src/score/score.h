/* score.h - turns a project into points: the indicator tree, its roll-up, its grade. Pure: reads no file.
 *
 * Layer:   score.
 * Memory:  results live in the arena passed in.
 * Numbers: jx_num only.
 */
#ifndef JX_SCORE_SCORE_H
#define JX_SCORE_SCORE_H

#include "model/project.h"
#include "score/scheme.h"

#define JX_NO_NODE ((size_t)-1)

/* A node of the tree. Groups have leaf == NULL. */
struct jx_score_node {
    struct jx_str id;   /* 编号, may be empty for groups */
    struct jx_str name; /* 名称 */
    unsigned level;     /* 级次, 1 for 一级 */
    size_t parent;      /* index, or JX_NO_NODE */
    size_t end;         /* one past its last descendant, in pre-order */
    const struct jx_indicator *leaf;
    const struct jx_group *group; /* what 分组 says of an inner node, or NULL */
    struct jx_str rule;           /* leaf: the rule in force, 比例, 给分 … */
    struct jx_num weight;         /* of a group: the sum of its leaves' */
    struct jx_num applicable;     /* the part of weight that is not 不适用 */
    bool excluded; /* 不适用: the leaf, or every leaf of the group; then there is no score */
    bool listed;   /* 权重 0: the leaf, or every leaf of the group: no score either */
    struct jx_str actual; /* leaf: 业绩值 as written, or as its rule computed it; else absent */
    struct jx_num actual_num; /* the exact ratio; valid when actual_derived */
    bool actual_derived;
    struct jx_num score;    /* what is printed: the stated one where there is one */
    struct jx_num computed; /* by the rule; valid when has_computed */
    bool has_score;
    bool has_computed;
    struct jx_str rate;       /* 得分率 as printed: "90.00%" */
    struct jx_num rate_num;   /* the exact ratio */
    struct jx_str completion; /* 完成率 as printed, stated one first; empty when there is none */
    struct jx_num completion_num; /* exact ratio; valid when has_completion_num */
    bool has_completion_num;
    struct jx_str
        formula; /* leaf: expr.h text over [权重] [目标值] [业绩值] that gives the computed score; else absent */
    struct jx_str completion_formula; /* likewise for 完成率 */
    struct jx_str explanation;        /* leaf: one Chinese line: rule, numbers, arithmetic */
};

/* A 逆向指标 with the points it costs, or a 加分指标 with those it brings. */
struct jx_score_deduction {
    const struct jx_deduction *deduction;
    struct jx_num points; /* 0 … cap */
};

/* A 一票否决 that applies. */
struct jx_score_veto {
    struct jx_str name;
    struct jx_str grade; /* 最高等级 */
    struct jx_str why;   /* may be empty */
    struct jx_str text;  /* all of it in one line */
};

struct jx_score {
    const struct jx_project *project;
    const struct jx_scheme *scheme;
    struct jx_score_node *nodes; /* pre-order, shape [n_nodes] */
    size_t n_nodes;
    struct jx_num subtotal; /* before deductions, after rescaling */
    struct jx_num deducted; /* by 逆向指标 */
    struct jx_num added;    /* by 加分指标, before 最高总分 */
    struct jx_str rescaling; /* 72÷80×100＝90 when 不适用 indicators were left out, else absent */
    struct jx_score_deduction *deductions; /* shape [n_deductions], in the project's order */
    size_t n_deductions;
    struct jx_score_deduction *bonuses; /* shape [n_bonuses], likewise */
    size_t n_bonuses;
    struct jx_score_veto *vetoes; /* those that apply, shape [n_vetoes] */
    size_t n_vetoes;
    size_t
        n_open; /* leaves of an open project without results; then total_text, rate and grade are empty */
    struct jx_num total;
    struct jx_num full;
    struct jx_str total_text; /* 总分 as printed, "89.5" */
    struct jx_str full_text;
    struct jx_str rate; /* 总分÷满分 as printed */
    struct jx_str grade;
};

/* Score every indicator, roll up, grade. In an open project, a leaf whose finding says nothing and whose rule has nothing to compute from
 * has no score, nor have its groups. With a scheme that gives no points (计分: 否) the tree has only targets, actual values,
 * completion rates and the weights that are written; texts of totals are empty; what would count elsewhere is told of (W387).
 *
 * Units:    points (分), exact. Rounding: as the scheme says, once per leaf, or once at the total; sums are exact; a rescaled
 *           subtotal is rounded once more, for it is a quotient.
 * Errors:   JX_E_INPUT after messages (weights that do not sum, unknown rule, a rule whose numbers are missing, score outside
 *           0 … weight, …). ret_score is then still written as far as it could be made.
 * Source:   财预〔2020〕10号; DOMAIN sections 1 and 2. */
JX_NODISCARD enum jx_status jx_score_project(struct jx_arena *arena,
                                             const struct jx_project *project,
                                             const struct jx_scheme *scheme, struct jx_diags *diags,
                                             const struct jx_score **ret_score);

/* {"总分","等级","满分","指标":[{"编号","名称","级次","权重","得分","得分率","目标值","业绩值","完成率"} …]}: every node of
 * the tree in pre-order; all values but 级次 are text as printed, "" where there is none. Only where they occur: 小计, 扣分 and
 * "逆向指标":[{"编号","名称","上限","扣分"} …]; 加分 and "加分指标" alike; 折算; "一票否决":[{"名称","最高等级","理由"} …]; 不适用 (the
 * reason) of a node. */
struct jx_str jx_score_json(struct jx_arena *arena, const struct jx_score *score);

/* The tree as text for people, columns aligned by display width. explain adds each leaf's line. */
struct jx_str jx_score_print(struct jx_arena *arena, const struct jx_score *score, bool explain);

/* Members that templates see beside the project's: 计分 (是 or 否), 总分 满分 等级 总得分率 (not where 计分 is 否), and
 * 指标:   the leaves in order, each {编号 一级 二级 三级 名称 级次 权重 目标值 业绩值 完成率 得分 得分率 扣分 偏差原因 改进措施
 *         偏差说明 评分说明 规则 计分公式 完成率公式 解释 依据 计量单位 指标性质 数据来源 … extra fields};
 * 一级指标: the level-1 nodes, each {编号 名称 级次 权重 得分 得分率 扣分 二级指标: [its children] 指标: [its leaves]};
 *         deeper ones alike, with 三级指标, 四级指标;
 * 小计 扣分合计 逆向指标 (each {编号 名称 上限 扣分 说明 偏差原因 评分说明 …}), 加分合计 加分指标 (alike, 加分), 折算 and 一票否决 (each
 *         {名称 最高等级 理由 文字})
 *         where they occur; leaves that are 不适用 have 不适用: 是 and no 得分;
 * 节点:   every node (jx_value_at() finds one by 编号 or 名称): {{节点.决策.得分}}.
 * Numbers are numbers; 得分率 and 完成率 carry the printed text; 目标值 and 业绩值 are numbers (with their text as written)
 * where the cell of a spreadsheet would be one, else text. 评分说明 is the finding's own, else the rule's explanation. */
void jx_score_put_values(struct jx_arena *arena, const struct jx_score *score,
                         struct jx_value *data);

#endif
