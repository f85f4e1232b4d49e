/* expr.h - arithmetic expressions over named data, exact: the rule 公式 and the formula cells of tables.
 *
 * Layer:   score.
 * Memory:  trees and values live in the arena.
 *
 * Grammar:  + - × ÷ * / and unary minus, comparison = ≠ < <= ≤ > >= ≥, parentheses (half or full width), decimal
 * numbers, percent literals (95%), names ([名称] or, where it is unambiguous, bare Han/Latin identifiers with dots),
 * text literals in “” or "", and functions: 合计(a, …) 平均(a, …) 最小(a, …) 最大(a, …) 四舍五入(x, n) 截断(x, n)
 * 如果(c, a, b) 比率(a, b) (a÷b; blank when b is blank or 0) 取值(a, 缺省).
 */
#ifndef JX_SCORE_EXPR_H
#define JX_SCORE_EXPR_H

#include "base/diag.h"
#include "base/number.h"

/* Deepest tree; a chain 1+2+3+… is as deep as it has signs. */
#define JX_EXPR_MAX_DEPTH 100

enum jx_expr_kind {
    JX_X_NUM,
    JX_X_TEXT,
    JX_X_NAME, /* text: the dotted name */
    JX_X_NEG,
    JX_X_ADD,
    JX_X_SUB,
    JX_X_MUL,
    JX_X_DIV,
    JX_X_EQ,
    JX_X_NE,
    JX_X_LT,
    JX_X_LE,
    JX_X_GT,
    JX_X_GE,
    JX_X_CALL, /* function, args */
};

enum jx_expr_function {
    JX_XF_SUM,
    JX_XF_MEAN,
    JX_XF_MIN,
    JX_XF_MAX,
    JX_XF_ROUND,
    JX_XF_TRUNC,
    JX_XF_IF,
    JX_XF_RATIO,
    JX_XF_OR_ELSE,
};

struct jx_expr {
    enum jx_expr_kind kind;
    struct jx_span span; /* in the file the text came from */
    struct jx_num num;
    bool percent; /* a NUM written with % (num is the ratio) */
    struct jx_str text;
    enum jx_expr_function function;
    struct jx_expr **args; /* shape [n_args]; operands too */
    size_t n_args;
    unsigned height; /* 1 for a leaf; at most JX_EXPR_MAX_DEPTH, so walkers may recurse */
};

/* What a name or an expression may be. */
struct jx_expr_value {
    enum { JX_XV_BLANK, JX_XV_NUM, JX_XV_TEXT, JX_XV_LIST, JX_XV_ERROR } kind;
    struct jx_num num; /* truth values are 1 and 0 */
    struct jx_str text;
    const struct jx_expr_value *items; /* LIST (a whole column), shape [n] */
    size_t n;
};

/* Looks a name up; ERROR for an unknown one. */
typedef struct jx_expr_value (*jx_expr_lookup)(void *context, struct jx_str name);

/* Parse. start: where the text stands in its file (columns of errors are computed from it).
 * Errors: JX_E_INPUT after a message (E310 to E317). Depth is limited to JX_EXPR_MAX_DEPTH. */
JX_NODISCARD enum jx_status jx_expr_parse(struct jx_arena *arena, struct jx_str text,
                                          struct jx_span start, struct jx_diags *diags,
                                          struct jx_expr **ret_expr);

/* Evaluate exactly. Blank counts as 0 in sums and as nothing in means, min, max; arithmetic and 合计 over only blank
 * operands are blank. 如果 evaluates only the branch it takes. Unknown names, dividing by 0, text where a number must be: a message at the place and ERROR. */
struct jx_expr_value jx_expr_eval(struct jx_arena *arena, const struct jx_expr *expr,
                                  jx_expr_lookup lookup, void *context, struct jx_diags *diags);

#endif
