/* project.h - one project, as read from its folder: what is evaluated and what was found. Plain data.
 *
 * Layer:   model.
 * Memory:  everything lives in the arena of the run. Every value keeps the span it was written at.
 *
 * The tables that map Chinese keys to these fields are in project_schema.c; load.c reads the folder.
 */
#ifndef JX_MODEL_PROJECT_H
#define JX_MODEL_PROJECT_H

#include "input/schema.h"

/* ---- 项目.yaml ---- */

/* 资金: a matrix of amounts, stages by sources. In the file either axis may hold the stages: the axis on which
 * 年初预算, 全年预算, 实际到位 or 全年执行 stands is the axis of stages. */
struct jx_fund_line {
    struct jx_text name;
    struct jx_amount *amounts; /* shape [n_sources]; computed for sum columns where not stated */
};

struct jx_fund_sum {
    struct jx_text name;   /* a source that is a sum, e.g. 小计 */
    struct jx_texts parts; /* names of its sources */
};

struct jx_funds {
    struct jx_span span;
    struct jx_text unit;           /* 单位: 万元 or 元 */
    const struct jx_node *columns; /* 列, as written */
    const struct jx_node *rows;    /* 行, as written */
    struct {
        struct jx_fund_sum *items;
        size_t n;
    } sums; /* 合计: {小计: [中央级, …], 年度总金额: [小计, …]} in order */

    /* made by jx_project_load() from the above */
    struct jx_text *sources; /* shape [n_sources]: columns as written, then the sums */
    size_t n_sources;
    struct jx_fund_line *stages; /* shape [n_stages] */
    size_t n_stages;
};

/* 绩效目标 */
struct jx_goal {
    struct jx_span span;
    struct jx_text level1; /* 一级: 产出 */
    struct jx_text level2; /* 二级: 产出数量 */
    struct jx_text text;   /* 内容 */
};

struct jx_goals {
    struct jx_texts term; /* 实施期 */
    struct jx_texts year; /* 年度 */
    struct {
        struct jx_goal *items;
        size_t n;
    } details; /* 明细 */
};

/* 子项目: what the money is spent on. */
struct jx_subproject {
    struct jx_span span;
    struct jx_text id;        /* 编号 */
    struct jx_text group;     /* 类别 */
    struct jx_text name;      /* 名称 */
    struct jx_text owner;     /* 负责处室 */
    struct jx_text content;   /* 内容 */
    struct jx_text done;      /* 完成情况 */
    struct jx_amount budget;  /* 预算 */
    struct jx_amount arrived; /* 到位 */
    struct jx_amount spent;   /* 支出 */
    struct jx_amount left;    /* 结转: what is left at the end, carried over or not */
    struct jx_text since;     /* 起始 */
    struct jx_text remark;    /* 备注 */
    struct jx_value *extra;
};

/* 合同 */
struct jx_contract {
    struct jx_span span;
    struct jx_text id;       /* 编号 */
    struct jx_text name;     /* 名称 */
    struct jx_text supplier; /* 供应商 */
    struct jx_amount budget; /* 预算金额 */
    struct jx_amount price;  /* 合同金额 */
    struct jx_amount paid;   /* 支付金额 */
    struct jx_amount share;  /* 支付比例 (PERCENT) */
    struct jx_text remark;   /* 备注 */
    struct jx_value *extra;
};

/* 事实: a figure that no table holds, with its source. */
struct jx_fact {
    struct jx_span span;
    struct jx_text name;   /* 名称 */
    struct jx_text value;  /* 值, as it is to be printed */
    struct jx_text unit;   /* 单位 */
    struct jx_text source; /* 来源 */
};

/* 签章: who signs, in order. */
struct jx_signatory {
    struct jx_span span;
    struct jx_text role;  /* 角色: 主评人 */
    struct jx_text name;  /* 姓名; may be left for the pen */
    struct jx_text title; /* 职务 or qualification */
    struct jx_text unit;  /* 单位 */
    struct jx_flag seal;  /* 盖章: 是 for a unit's seal instead of a signature */
    struct jx_flag lock;  /* 锁定: 是: once it is signed, no other place may be */
};

/* 分组: optional facts about inner nodes of the indicator tree; key is the name or 一级/二级 path. */
struct jx_group {
    struct jx_span span;
    struct jx_text path;     /* 名称 (the key) */
    struct jx_text id;       /* 编号 */
    struct jx_amount weight; /* 权重, checked against the sum of the children */
    struct jx_value *extra;
};

/* 逆向指标, 加分指标: points taken from or added to the subtotal; how many is found in 评价.yaml under its 编号. */
struct jx_deduction {
    struct jx_span span;
    struct jx_text id;      /* 编号 */
    struct jx_text name;    /* 名称 */
    struct jx_amount cap;   /* 上限: most points taken or added, positive */
    struct jx_text meaning; /* 说明: what for */
    struct jx_value *extra;
    const struct jx_finding *finding; /* NULL when 评价.yaml has none */
};

#define JX_MAX_LEVELS 4

/* A last-level indicator, in the form's order, joined with its finding of 评价.yaml. */
struct jx_indicator {
    struct jx_span span;
    struct jx_text id; /* 编号 */
    struct jx_text levels[JX_MAX_LEVELS -
                          1]; /* 一级 二级 三级: names of its groups, absent beyond its depth */
    struct jx_text name;      /* 名称 */
    struct jx_amount weight; /* 权重 (分) */
    struct jx_text target;   /* 目标值, as written */
    struct jx_text unit;     /* 计量单位 */
    struct jx_text nature;   /* 指标性质 */
    struct jx_text meaning;  /* 解释 */
    struct jx_text source;   /* 数据来源 */
    struct jx_texts points; /* 评价要点: what the rule 要点 asks, when it lists none itself */
    struct jx_text from; /* 取自: 编号 in the catalogue that gives what the row leaves blank */
    struct jx_text rule; /* 规则: 比例, 给分, … */
    const struct jx_node *rule_node; /* 规则 as written, with its parameters */
    struct jx_value *extra;
    const struct jx_finding *finding; /* NULL when 评价.yaml has none */
};

/* ---- 评价.yaml ---- */

/* What the rules of score/ ask of an evaluator beside a value or a score. */
struct jx_point_finding {
    struct jx_span span;
    struct jx_text id; /* 要点 (the key): its number 1, ① or its text; absent in a plain list */
    struct jx_text verdict; /* 评定: 是, 否, 部分, 不涉及 */
    struct jx_amount score; /* 得分 of a point that is met in part */
    struct jx_text note;    /* 说明 */
};

struct jx_expert_score {
    struct jx_span span;
    struct jx_text expert;  /* 专家 (the key); absent in a plain list */
    struct jx_amount score; /* 得分 */
};

struct jx_answer {
    struct jx_span span;
    struct jx_text answer;  /* 答案 (the key): 非常满意 */
    struct jx_amount count; /* 份数 */
};

struct jx_finding {
    struct jx_span span;
    struct jx_text id;          /* the key: 编号 of the indicator */
    struct jx_text actual;      /* 业绩值, as written */
    struct jx_amount score;     /* 得分, stated */
    struct jx_text completion;  /* 完成率, stated, as written */
    struct jx_text reason;      /* 偏差原因 */
    struct jx_text improvement; /* 改进措施 */
    struct jx_text remark;      /* 评分说明 */
    struct jx_text evidence;    /* 依据 */
    struct jx_text rating;      /* 评定: 达成, 部分达成 … (rules 定性, 达标) */
    struct jx_flag excluded;    /* 不适用: the indicator leaves the denominator */
    struct jx_text why;         /* 理由 of 不适用 */
    struct jx_amount
        deducted; /* 扣分: of a 逆向指标; of an indicator, points off beside its rule */
    struct jx_amount added; /* 加分: of a 加分指标 */
    struct {
        struct jx_point_finding *items;
        size_t n;
    } points; /* 要点 */
    struct {
        struct jx_expert_score *items;
        size_t n;
    } experts; /* 专家评分 */
    struct {
        struct jx_answer *items;
        size_t n;
    } answers; /* 问卷 */
    struct jx_value *extra;
};

/* 一票否决 as found: an event that limits the grade. */
struct jx_veto_finding {
    struct jx_span span;
    struct jx_text name;  /* 名称: one of the scheme's, or any when 最高等级 is given */
    struct jx_text grade; /* 最高等级 */
    struct jx_text why;   /* 理由 */
};

/* 问题 and 建议 */
struct jx_problem {
    struct jx_span span;
    struct jx_text id;          /* 编号 */
    struct jx_text title;       /* 标题 */
    struct jx_text text;        /* 内容 */
    struct jx_text cause;       /* 原因 */
    struct jx_text evidence;    /* 依据 */
    struct jx_texts indicators; /* 指标: 编号 of the indicators it touches */
    struct jx_value *extra;
};

struct jx_advice {
    struct jx_span span;
    struct jx_text id;        /* 编号 */
    struct jx_text title;     /* 标题 */
    struct jx_text text;      /* 内容 */
    struct jx_texts problems; /* 问题: 编号 of the problems it answers */
    struct jx_value *extra;
};

/* 填报: totals as filed, checked against the computed ones. */
struct jx_stated {
    struct jx_amount total; /* 总分 */
    struct jx_text grade;   /* 等级 */
};

/* 核对: a relation that must hold between numbers of the data. */
struct jx_relation {
    struct jx_span span;
    struct jx_text name;     /* 名称 */
    struct jx_text formula;  /* 算式 (score/expr.h) */
    struct jx_text expected; /* 应为: a number or an expression */
};

/* 确认: a finding of the audit that somebody has looked at. */
struct jx_acknowledgement {
    struct jx_span span;
    struct jx_text code; /* 代码: W380 */
    struct jx_text
        object; /* 对象: a text that its message or its line holds; absent: every one with the code */
    struct jx_text reason; /* 理由 */
};

/* ---- 正文.md ---- */

/* One slot of prose: what stands under a heading "# 名称". */
struct jx_slot {
    struct jx_str name;
    struct jx_span heading;
    struct jx_span span; /* of the text, so that errors in it can be placed */
    struct jx_str text;  /* Markdown with Mustache tags, unexpanded */
    size_t offset;       /* bytes from the start of the file */
    uint32_t file;
};

struct jx_project {
    const struct jx_declared *declared; /* 字段 it was read with, shape [n_declared] */
    size_t n_declared;
    const struct jx_value *values; /* what jx_project_value() copies; NULL: made anew each time */
    struct jx_span span;
    struct jx_amount format;     /* 格式: 1 */
    struct jx_text document;     /* 文书: name of the template */
    struct jx_text scheme;       /* 方案 */
    struct jx_text style;        /* 样式: name of a style sheet, instead of the template's */
    struct jx_text name;         /* 项目名称 */
    struct jx_text year;         /* 年度 */
    struct jx_text department;   /* 主管部门 */
    struct jx_text unit;         /* 实施单位 */
    struct jx_text commissioner; /* 委托单位 */
    struct jx_text agency;       /* 评价机构 */
    struct jx_text report_no;    /* 报告编号 */
    struct jx_day report_date;   /* 报告日期 */
    struct jx_text catalogue;    /* 框架: the catalogue that 取自 of indicators points into */
    struct jx_funds funds;       /* 资金 */
    struct jx_goals goals;       /* 绩效目标 */
    struct {
        struct jx_subproject *items;
        size_t n;
    } subprojects; /* 子项目 */
    struct {
        struct jx_contract *items;
        size_t n;
    } contracts; /* 合同 */
    struct {
        struct jx_fact *items;
        size_t n;
    } facts; /* 事实 */
    struct {
        struct jx_signatory *items;
        size_t n;
    } signatories; /* 签章 */
    struct {
        struct jx_group *items;
        size_t n;
    } groups; /* 分组 */
    struct {
        struct jx_indicator *items;
        size_t n;
    } indicators; /* 指标 */
    struct {
        struct jx_deduction *items;
        size_t n;
    } deductions; /* 逆向指标 */
    struct {
        struct jx_deduction *items;
        size_t n;
    } bonuses; /* 加分指标 */
    struct {
        struct jx_relation *items;
        size_t n;
    } relations; /* 核对 */
    struct {
        struct jx_acknowledgement *items;
        size_t n;
    } acknowledgements;     /* 确认 */
    struct jx_value *extra; /* 补充: free data */

    /* from 评价.yaml */
    struct {
        struct jx_finding *items;
        size_t n;
    } findings; /* 指标 */
    struct {
        struct jx_problem *items;
        size_t n;
    } problems; /* 问题 */
    struct {
        struct jx_advice *items;
        size_t n;
    } advice; /* 建议 */
    struct {
        struct jx_veto_finding *items;
        size_t n;
    } vetoes;                        /* 一票否决 */
    struct jx_stated stated;         /* 填报 */
    struct jx_value *findings_extra; /* 补充 of 评价.yaml */

    bool
        open; /* set after reading: not all is evaluated yet, an indicator without results is no error */

    /* from 正文.md */
    struct {
        struct jx_slot *items;
        size_t n;
        size_t cap;
    } slots;
};

extern const struct jx_schema jx_project_schema; /* root of 项目.yaml */
extern const struct jx_schema
    jx_findings_schema; /* root of 评价.yaml, fills the same struct jx_project */

/* The fund amount of a stage and source, or NULL. A stage is found by its other names too: 实际支出 and 预算执行 for 全年执行,
 * 调整后预算 for 全年预算, 资金到位 for 实际到位. NULL source: the last sum column, else the only column, else NULL. */
const struct jx_amount *jx_funds_at(const struct jx_funds *funds, struct jx_str stage,
                                    struct jx_str source);

/* The project as data for templates: jx_schema_value() of both files, with 资金 as
 * {单位, 列: [names], 各列执行率: [全年执行÷全年预算 of each], 行: [{名称, <source>: amount …, 各列: [amounts]} …],
 * <stage>: the same row …}, and 问题, 建议, 补充 as they are.
 * 子项目 by their 类别, in the order in which the 类别 first appear, are 子项目分组: [{名称, 序号, 子项目: [its items], and 预算, 到位, 支出
 * where 资金 has a source of that name} …]; each item has its 序号, which runs through the groups. 子项目合计: {预算, 到位, 支出} are
 * the whole amounts of 资金. 预算 is that of 全年预算, 年初预算 and 实际到位 which is nearest to the sum of the items.
 * The map is the caller's to add to; the members are shared by all callers and stay as they are. */
struct jx_value *jx_project_value(struct jx_arena *arena, const struct jx_project *project);

#endif
