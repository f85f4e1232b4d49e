/* target.h - 指标值 as written in the field: ≥18项, ≤2小时, 100%, 2020年11月底, 全国前五名, 12-15个, 持续.
 *
 * Layer:   score.
 */
#ifndef JX_SCORE_TARGET_H
#define JX_SCORE_TARGET_H

#include "base/date.h"
#include "base/number.h"

enum jx_target_op { JX_OP_NONE, JX_OP_EQ, JX_OP_GE, JX_OP_GT, JX_OP_LE, JX_OP_LT };

enum jx_target_kind {
    JX_TARGET_NONE,  /* empty or a null marker: — —— * / */
    JX_TARGET_NUM,   /* an operator (or none), a number, a unit */
    JX_TARGET_RANGE, /* 12-15个, 63%~68% */
    JX_TARGET_DATE,  /* a deadline */
    JX_TARGET_RANK,  /* 全国前五名: at most that rank */
    JX_TARGET_WORDS, /* qualitative */
};

struct jx_target {
    enum jx_target_kind kind;
    enum jx_target_op op;
    struct jx_num
        num; /* NUM: the number before % is applied (95 for 95%); RANGE: low end; RANK: the rank */
    struct jx_num high; /* RANGE */
    bool percent;       /* NUM, RANGE: written with % */
    struct jx_date date;
    struct jx_str unit; /* 项, 小时, 次/天, % … */
    struct jx_str text; /* trimmed original */
};

/* Full-width forms are understood; anything unknown is WORDS. Never fails.
 * Source: notation in published forms (DOMAIN notes): ≥ ≤ = > < ＞ 以上 以下 不低于 不少于 不超过 不高于 至少. */
struct jx_target jx_target_parse(struct jx_arena *arena, struct jx_str text);

/* Whether two units measure the same thing in different sizes (万元 and 亿元, 人 and 万人): numbers written in them cannot be
 * reckoned with as they stand. Units that have nothing to do with each other (元 and 人) do not clash. */
bool jx_units_clash(struct jx_arena *arena, struct jx_str a, struct jx_str b);

#endif
