/* scheme.h - what differs from place to place, as data (templates/schemes/NAME.yaml).
 *
 * Layer:   score.
 */
#ifndef JX_SCORE_SCHEME_H
#define JX_SCORE_SCHEME_H

#include "input/schema.h"

struct jx_grade {
    struct jx_span span;
    struct jx_text name;  /* 等级: 优 */
    struct jx_amount from; /* 下限, inclusive; bands are half-open, highest first */
};

struct jx_scheme {
    struct jx_span span;
    struct jx_text name;     /* 名称 */
    struct jx_text base;     /* 沿用: name of the scheme that gives what is not written here */
    struct jx_text source;   /* 来源: the document it comes from */
    struct jx_amount full;   /* 满分, 100 */
    struct jx_amount digits; /* 小数位: of a score */
    struct jx_text rounding; /* 舍入: 四舍五入, 四舍六入五成双, 截断 */
    struct jx_amount rate_digits; /* 比率小数位: of printed rates, in percent */
    struct jx_text less_rule; /* 逆向公式: 线性, 比值, 评判 */
    struct {
        struct jx_grade *items;
        size_t n;
    } grades; /* 等级 */
    struct {
        struct jx_declared *items;
        size_t n;
    } declared; /* 字段: {所属, 名称, 类型, 选项}; those of the base come first */

    /* made by jx_scheme_load() from the above, with defaults */
    struct jx_num full_mark;
    int score_digits;
    int percent_digits;
    enum jx_round round;
};

extern const struct jx_schema jx_scheme_schema;

/* Read a scheme by name: project folder 模板/方案/NAME.yaml first, then each library's schemes/NAME.yaml. A scheme
 * with 沿用 takes from its base what it does not write itself; 等级 is taken or replaced as a whole, 字段 are added.
 * Where neither writes it: 满分 100, 小数位 2, 比率小数位 2, 四舍五入, 线性, no grades.
 *
 * libraries   shape [n_libraries], folders.
 * ret_scheme  written whenever the file could be decoded, also with JX_E_INPUT.
 * Errors:     JX_E_INPUT after messages: those of yaml.h and schema.h; no such scheme (E370), 沿用 in a circle
 *             (E371), values out of range (E372, E373), grades not falling or not reaching 0 (E374, E375). */
JX_NODISCARD enum jx_status jx_scheme_load(struct jx_arena *arena, struct jx_text name,
                                           struct jx_str project_folder,
                                           const struct jx_str *libraries, size_t n_libraries,
                                           struct jx_diags *diags, struct jx_scheme **ret_scheme);

#endif
