/* The tables that map the Chinese keys of 项目.yaml and 评价.yaml to the structs of project.h. */
#include "model/internal.h"

#define N(fields) (sizeof(fields) / sizeof *(fields))
#define NO JX_NO_OFFSET

/* A plain field of the record `type`. */
#define TEXT(type, member, key, doc)                                                               \
    {                                                                                              \
        key, JX_F_TEXT, 0, offsetof(type, member), NULL, NULL, doc                                 \
    }
#define TEXTS(type, member, key, doc)                                                              \
    {                                                                                              \
        key, JX_F_TEXTS, 0, offsetof(type, member), NULL, NULL, doc                                \
    }
#define NUM(type, member, key, doc)                                                                \
    {                                                                                              \
        key, JX_F_NUM, 0, offsetof(type, member), NULL, NULL, doc                                  \
    }
#define NAME(type, member, key, doc)                                                               \
    {                                                                                              \
        key, JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(type, member), NULL, NULL, doc                 \
    }
#define LEVEL(type, member, key, doc)                                                              \
    {                                                                                              \
        key, JX_F_TEXT, JX_FIELD_INHERIT, offsetof(type, member), NULL, NULL, doc                  \
    }

/* ---- 资金 ---- */

#define T struct jx_fund_sum
static const struct jx_field fund_sum_fields[] = {
    NAME(T, name, "名称", "合计的名称，如 小计"),
    TEXTS(T, parts, "组成", "由哪些资金来源组成"),
};
#undef T

static const struct jx_schema fund_sum_schema = {
    "合计", sizeof(struct jx_fund_sum), fund_sum_fields, N(fund_sum_fields), NO, NO, "名称", "组成",
};

static const char *const fund_units[] = {"万元", "元", NULL};

#define T struct jx_funds
static const struct jx_field funds_fields[] = {
    {"单位", JX_F_CHOICE, JX_FIELD_REQUIRED, offsetof(T, unit), NULL, fund_units, "金额单位"},
    {"列", JX_F_NODE, 0, offsetof(T, columns), NULL, NULL, "列名，第一个是行名那一列"},
    {"行", JX_F_NODE, 0, offsetof(T, rows), NULL, NULL, "每行：行名和各列的金额，没有的写 ~"},
    {"合计", JX_F_KEYED, 0, offsetof(T, sums), &fund_sum_schema, NULL, "由其他列相加得出的列"},
};
#undef T

static const struct jx_schema funds_schema = {
    "资金",
    sizeof(struct jx_funds),
    funds_fields,
    N(funds_fields),
    offsetof(struct jx_funds, span),
    NO,
    NULL,
    NULL,
};

/* ---- 绩效目标 ---- */

#define T struct jx_goal
static const struct jx_field goal_fields[] = {
    LEVEL(T, level1, "一级", "如 产出"),
    LEVEL(T, level2, "二级", "如 产出数量"),
    NAME(T, text, "内容", "目标的内容"),
};
#undef T

static const struct jx_schema goal_schema = {
    "目标明细",
    sizeof(struct jx_goal),
    goal_fields,
    N(goal_fields),
    offsetof(struct jx_goal, span),
    NO,
    NULL,
    NULL,
};

#define T struct jx_goals
static const struct jx_field goals_fields[] = {
    TEXTS(T, term, "实施期", "项目实施期的目标"),
    TEXTS(T, year, "年度", "年度目标"),
    {"明细", JX_F_LIST, 0, offsetof(T, details), &goal_schema, NULL, "分级的目标"},
};
#undef T

static const struct jx_schema goals_schema = {
    "绩效目标", sizeof(struct jx_goals), goals_fields, N(goals_fields), NO, NO, NULL, NULL,
};

/* ---- 子项目, 合同, 事实 ---- */

#define T struct jx_subproject
static const struct jx_field subproject_fields[] = {
    TEXT(T, id, "编号", "子项目的编号"),    LEVEL(T, group, "类别", "支出领域；空着同上一行"),
    NAME(T, name, "名称", "子项目的名称"),  TEXT(T, owner, "负责处室", NULL),
    TEXT(T, content, "内容", "计划做什么"), TEXT(T, done, "完成情况", NULL),
    NUM(T, budget, "预算", "预算金额"),     NUM(T, arrived, "到位", "实际到位金额"),
    NUM(T, spent, "支出", "实际支出金额"),  NUM(T, left, "结转", "结转或结余的金额"),
    TEXT(T, since, "起始", "从哪一年开始"), TEXT(T, remark, "备注", NULL),
};
#undef T

static const struct jx_schema subproject_schema = {
    "子项目",
    sizeof(struct jx_subproject),
    subproject_fields,
    N(subproject_fields),
    offsetof(struct jx_subproject, span),
    offsetof(struct jx_subproject, extra),
    NULL,
    NULL,
};

#define T struct jx_contract
static const struct jx_field contract_fields[] = {
    TEXT(T, id, "编号", "合同的编号"),
    NAME(T, name, "名称", "合同或采购项目的名称"),
    TEXT(T, supplier, "供应商", NULL),
    NUM(T, budget, "预算金额", NULL),
    NUM(T, price, "合同金额", "中标或合同金额"),
    NUM(T, paid, "支付金额", "已支付的金额"),
    {"支付比例", JX_F_PERCENT, 0, offsetof(T, share), NULL, NULL, "支付金额占合同金额，如 80%"},
    TEXT(T, remark, "备注", NULL),
};
#undef T

static const struct jx_schema contract_schema = {
    "合同",
    sizeof(struct jx_contract),
    contract_fields,
    N(contract_fields),
    offsetof(struct jx_contract, span),
    offsetof(struct jx_contract, extra),
    NULL,
    NULL,
};

#define T struct jx_fact
static const struct jx_field fact_fields[] = {
    NAME(T, name, "名称", "这个数的名称"),
    NAME(T, value, "值", "照此印出"),
    TEXT(T, unit, "单位", NULL),
    TEXT(T, source, "来源", "出自哪份资料"),
};
#undef T

static const struct jx_schema fact_schema = {
    "事实",
    sizeof(struct jx_fact),
    fact_fields,
    N(fact_fields),
    offsetof(struct jx_fact, span),
    NO,
    "名称",
    NULL,
};

/* ---- 签章 ---- */

#define T struct jx_signatory
static const struct jx_field signatory_fields[] = {
    NAME(T, role, "角色", "如 主评人、复核人"),
    TEXT(T, name, "姓名", "可空着手签"),
    TEXT(T, title, "职务", "职务或资格"),
    TEXT(T, unit, "单位", NULL),
    {"盖章", JX_F_BOOL, 0, offsetof(T, seal), NULL, NULL, "是：盖单位公章而不是签名"},
    {"锁定", JX_F_BOOL, 0, offsetof(T, lock), NULL, NULL, "是：这一处签了以后，别处不许再签"},
};
#undef T

static const struct jx_schema signatory_schema = {
    "签章",
    sizeof(struct jx_signatory),
    signatory_fields,
    N(signatory_fields),
    offsetof(struct jx_signatory, span),
    NO,
    NULL,
    NULL,
};

/* ---- 分组, 指标 ---- */

#define T struct jx_group
static const struct jx_field group_fields[] = {
    TEXT(T, path, "名称", "组的名称；重名时写全路径，如 产出指标/数量指标"),
    TEXT(T, id, "编号", NULL),
    NUM(T, weight, "权重", "用来核对下级权重之和"),
};
#undef T

static const struct jx_schema group_schema = {
    "分组",
    sizeof(struct jx_group),
    group_fields,
    N(group_fields),
    offsetof(struct jx_group, span),
    offsetof(struct jx_group, extra),
    "名称",
    NULL,
};

#define T struct jx_indicator
static const struct jx_field indicator_fields[] = {
    NAME(T, id, "编号", "评价.yaml 用它指向指标"),
    LEVEL(T, levels[0], "一级", "一级指标；空着同上一行"),
    LEVEL(T, levels[1], "二级", "二级指标；空着同上一行"),
    LEVEL(T, levels[2], "三级", "三级指标；空着同上一行"),
    TEXT(T, name, "名称", "末级指标的名称；取自框架的可以不写"),
    NUM(T, weight, "权重", "分值；取自框架而框架写了的可以不写"),
    TEXT(T, target, "目标值", "如 ≥90%、持续"),
    TEXT(T, unit, "计量单位", NULL),
    TEXT(T, nature, "指标性质", NULL),
    TEXT(T, meaning, "解释", NULL),
    TEXT(T, source, "数据来源", NULL),
    TEXTS(T, points, "评价要点", "规则“要点”逐项评定的各点"),
    TEXT(T, from, "取自", "框架中的编号；这一行空着的各项取自它"),
    {"规则", JX_F_NODE, 0, offsetof(T, rule_node), NULL, NULL,
     "计分规则的名称，或带“类型”和参数的表"},
};
#undef T

const struct jx_schema jx__indicator_schema = {
    "指标",
    sizeof(struct jx_indicator),
    indicator_fields,
    N(indicator_fields),
    offsetof(struct jx_indicator, span),
    offsetof(struct jx_indicator, extra),
    NULL,
    NULL,
};

/* ---- 逆向指标, 加分指标 ---- */

#define T struct jx_deduction
static const struct jx_field deduction_fields[] = {
    NAME(T, id, "编号", "评价.yaml 用它指向这一项"),
    NAME(T, name, "名称", "如 自评工作质量"),
    {"上限", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, cap), NULL, NULL, "最多扣几分，写正数"},
    TEXT(T, meaning, "说明", "扣分的标准"),
};
#undef T

static const struct jx_schema deduction_schema = {
    "逆向指标",
    sizeof(struct jx_deduction),
    deduction_fields,
    N(deduction_fields),
    offsetof(struct jx_deduction, span),
    offsetof(struct jx_deduction, extra),
    "编号",
    NULL,
};

#define T struct jx_deduction
static const struct jx_field bonus_fields[] = {
    NAME(T, id, "编号", "评价.yaml 用它指向这一项"),
    NAME(T, name, "名称", "如 机制创新"),
    {"上限", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, cap), NULL, NULL, "最多加几分"},
    TEXT(T, meaning, "说明", "加分的标准"),
};
#undef T

static const struct jx_schema bonus_schema = {
    "加分指标",
    sizeof(struct jx_deduction),
    bonus_fields,
    N(bonus_fields),
    offsetof(struct jx_deduction, span),
    offsetof(struct jx_deduction, extra),
    "编号",
    NULL,
};

/* ---- 核对, 确认 ---- */

#define T struct jx_relation
static const struct jx_field relation_fields[] = {
    NAME(T, name, "名称", "核对什么"),
    NAME(T, formula, "算式", "如 资金.实际到位.市级 − 事实.已付.值"),
    NAME(T, expected, "应为", "一个数，或另一个算式"),
};
#undef T

static const struct jx_schema relation_schema = {
    "核对",
    sizeof(struct jx_relation),
    relation_fields,
    N(relation_fields),
    offsetof(struct jx_relation, span),
    NO,
    NULL,
    NULL,
};

#define T struct jx_acknowledgement
static const struct jx_field acknowledgement_fields[] = {
    NAME(T, code, "代码", "检查结果的代码，如 W380"),
    TEXT(T, object, "对象", "检查结果的信息或所在行里有的文字，如指标编号；不写则这个代码的都算"),
    NAME(T, reason, "理由", "为什么照旧"),
};
#undef T

static const struct jx_schema acknowledgement_schema = {
    "确认",
    sizeof(struct jx_acknowledgement),
    acknowledgement_fields,
    N(acknowledgement_fields),
    offsetof(struct jx_acknowledgement, span),
    NO,
    NULL,
    NULL,
};

/* ---- 项目.yaml ---- */

#define T struct jx_project
static const struct jx_field project_fields[] = {
    {"格式", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, format), NULL, NULL, "文件格式的版本：1"},
    NAME(T, document, "文书", "用哪个模板，如 自评报告"),
    NAME(T, scheme, "方案", "评分方案，如 财预2020-10号"),
    TEXT(T, style, "样式", "版面样式；不写则用模板的"),
    NAME(T, name, "项目名称", NULL),
    TEXT(T, year, "年度", NULL),
    TEXT(T, department, "主管部门", NULL),
    TEXT(T, unit, "实施单位", NULL),
    TEXT(T, commissioner, "委托单位", NULL),
    TEXT(T, agency, "评价机构", NULL),
    TEXT(T, report_no, "报告编号", NULL),
    {"报告日期", JX_F_DATE, 0, offsetof(T, report_date), NULL, NULL, "如 2023-10-31"},
    TEXT(T, catalogue, "框架", "指标框架的名称，如 财预2020-10号；指标用“取自”引用它的编号"),
    {"资金", JX_F_RECORD, 0, offsetof(T, funds), &funds_schema, NULL, "资金表：阶段 × 来源"},
    {"绩效目标", JX_F_RECORD, 0, offsetof(T, goals), &goals_schema, NULL, NULL},
    {"子项目", JX_F_LIST, 0, offsetof(T, subprojects), &subproject_schema, NULL, "钱花在哪些事上"},
    {"合同", JX_F_LIST, 0, offsetof(T, contracts), &contract_schema, NULL, NULL},
    {"事实", JX_F_LIST, 0, offsetof(T, facts), &fact_schema, NULL, "别处没有的数，连同来源"},
    {"签章", JX_F_LIST, 0, offsetof(T, signatories), &signatory_schema, NULL, "谁签字、谁盖章"},
    {"分组", JX_F_KEYED, 0, offsetof(T, groups), &group_schema, NULL, "上级指标的编号和权重"},
    {"指标", JX_F_LIST, 0, offsetof(T, indicators), &jx__indicator_schema, NULL,
     "末级指标，按表中顺序"},
    {"逆向指标", JX_F_LIST, 0, offsetof(T, deductions), &deduction_schema, NULL,
     "从小计中扣分的各项"},
    {"加分指标", JX_F_LIST, 0, offsetof(T, bonuses), &bonus_schema, NULL, "在小计上加分的各项"},
    {"核对", JX_F_LIST, 0, offsetof(T, relations), &relation_schema, NULL,
     "应当相等的数，由程序核对"},
    {"确认", JX_F_LIST, 0, offsetof(T, acknowledgements), &acknowledgement_schema, NULL,
     "已看过、照旧的检查结果"},
    {"补充", JX_F_ANY, 0, offsetof(T, extra), NULL, NULL, "程序不认得、模板要用的内容"},
};
#undef T

const struct jx_schema jx_project_schema = {
    "项目",
    sizeof(struct jx_project),
    project_fields,
    N(project_fields),
    offsetof(struct jx_project, span),
    NO,
    NULL,
    NULL,
};

/* ---- 评价.yaml ---- */

#define T struct jx_point_finding
static const struct jx_field point_fields[] = {
    TEXT(T, id, "要点", "第几点，或要点的文字；按顺序写的可以省略"),
    TEXT(T, verdict, "评定", "是、否、部分、不涉及"),
    NUM(T, score, "得分", "部分符合时给几分"),
    TEXT(T, note, "说明", NULL),
};
#undef T

static const struct jx_schema point_schema = {
    "要点",
    sizeof(struct jx_point_finding),
    point_fields,
    N(point_fields),
    offsetof(struct jx_point_finding, span),
    NO,
    "要点",
    "评定",
};

#define T struct jx_expert_score
static const struct jx_field expert_fields[] = {
    TEXT(T, expert, "专家", "姓名或代号"),
    {"得分", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, score), NULL, NULL, "这位专家给的分"},
};
#undef T

static const struct jx_schema expert_schema = {
    "专家评分",
    sizeof(struct jx_expert_score),
    expert_fields,
    N(expert_fields),
    offsetof(struct jx_expert_score, span),
    NO,
    "专家",
    "得分",
};

#define T struct jx_answer
static const struct jx_field answer_fields[] = {
    NAME(T, answer, "答案", "如 非常满意"),
    {"份数", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, count), NULL, NULL, "选这个答案的份数"},
};
#undef T

static const struct jx_schema answer_schema = {
    "问卷",
    sizeof(struct jx_answer),
    answer_fields,
    N(answer_fields),
    offsetof(struct jx_answer, span),
    NO,
    "答案",
    "份数",
};

#define T struct jx_finding
static const struct jx_field finding_fields[] = {
    TEXT(T, id, "编号", "指标的编号"),
    TEXT(T, actual, "业绩值", "实际完成值"),
    NUM(T, score, "得分", "直接给分，或填报的得分"),
    TEXT(T, completion, "完成率", "填报的完成率"),
    TEXT(T, reason, "偏差原因", NULL),
    TEXT(T, improvement, "改进措施", NULL),
    TEXT(T, remark, "评分说明", NULL),
    TEXT(T, evidence, "依据", NULL),
    TEXT(T, rating, "评定", "定性指标的档次，如 部分达成"),
    {"不适用", JX_F_BOOL, 0, offsetof(T, excluded), NULL, NULL, "是：不评分，其余指标折算成满分"},
    TEXT(T, why, "理由", "为什么不适用"),
    NUM(T, deducted, "扣分", "逆向指标扣几分；其他指标在规则之外另扣几分"),
    NUM(T, added, "加分", "加分指标加几分"),
    {"要点", JX_F_KEYED, 0, offsetof(T, points), &point_schema, NULL, "各评价要点的评定"},
    {"专家评分", JX_F_KEYED, 0, offsetof(T, experts), &expert_schema, NULL, "各位专家给的分"},
    {"问卷", JX_F_KEYED, 0, offsetof(T, answers), &answer_schema, NULL, "各答案的份数"},
};
#undef T

const struct jx_schema jx__finding_schema = {
    "评价",
    sizeof(struct jx_finding),
    finding_fields,
    N(finding_fields),
    offsetof(struct jx_finding, span),
    offsetof(struct jx_finding, extra),
    "编号",
    NULL,
};

#define T struct jx_problem
static const struct jx_field problem_fields[] = {
    TEXT(T, id, "编号", "建议用它指向问题"),
    NAME(T, title, "标题", NULL),
    TEXT(T, text, "内容", NULL),
    TEXT(T, cause, "原因", NULL),
    TEXT(T, evidence, "依据", NULL),
    TEXTS(T, indicators, "指标", "涉及哪些指标：编号"),
};
#undef T

static const struct jx_schema problem_schema = {
    "问题",
    sizeof(struct jx_problem),
    problem_fields,
    N(problem_fields),
    offsetof(struct jx_problem, span),
    offsetof(struct jx_problem, extra),
    NULL,
    NULL,
};

#define T struct jx_advice
static const struct jx_field advice_fields[] = {
    TEXT(T, id, "编号", NULL),
    NAME(T, title, "标题", NULL),
    TEXT(T, text, "内容", NULL),
    TEXTS(T, problems, "问题", "针对哪些问题：编号"),
};
#undef T

static const struct jx_schema advice_schema = {
    "建议",
    sizeof(struct jx_advice),
    advice_fields,
    N(advice_fields),
    offsetof(struct jx_advice, span),
    offsetof(struct jx_advice, extra),
    NULL,
    NULL,
};

#define T struct jx_veto_finding
static const struct jx_field veto_fields[] = {
    NAME(T, name, "名称", "发生了哪一项，与方案中的名称一致"),
    TEXT(T, grade, "最高等级", "方案没有写这一项时，最高能评什么等级"),
    TEXT(T, why, "理由", NULL),
};
#undef T

static const struct jx_schema veto_schema = {
    "一票否决",
    sizeof(struct jx_veto_finding),
    veto_fields,
    N(veto_fields),
    offsetof(struct jx_veto_finding, span),
    NO,
    NULL,
    NULL,
};

#define T struct jx_stated
static const struct jx_field stated_fields[] = {
    NUM(T, total, "总分", "填报的总分，用来核对"),
    TEXT(T, grade, "等级", "填报的等级，用来核对"),
};
#undef T

static const struct jx_schema stated_schema = {
    "填报", sizeof(struct jx_stated), stated_fields, N(stated_fields), NO, NO, NULL, NULL,
};

#define T struct jx_project
static const struct jx_field findings_fields[] = {
    {"格式", JX_F_NUM, 0, offsetof(T, format), NULL, NULL, "文件格式的版本：1"},
    {"指标", JX_F_KEYED, 0, offsetof(T, findings), &jx__finding_schema, NULL,
     "按指标编号写业绩值和得分"},
    {"问题", JX_F_LIST, 0, offsetof(T, problems), &problem_schema, NULL, NULL},
    {"建议", JX_F_LIST, 0, offsetof(T, advice), &advice_schema, NULL, NULL},
    {"一票否决", JX_F_LIST, 0, offsetof(T, vetoes), &veto_schema, NULL, "发生了的一票否决事项"},
    {"填报", JX_F_RECORD, 0, offsetof(T, stated), &stated_schema, NULL, "填报的总分和等级"},
    {"补充", JX_F_ANY, 0, offsetof(T, findings_extra), NULL, NULL, "程序不认得、模板要用的内容"},
};
#undef T

const struct jx_schema jx_findings_schema = {
    "评价结果", sizeof(struct jx_project), findings_fields, N(findings_fields), NO, NO, NULL, NULL,
};
