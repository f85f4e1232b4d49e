/* words.h - every Chinese word of this room that is no diagnostic: keywords of the notation, keys of the data handed
 * to templates, phrases of explanations.
 *
 * Layer:   score.
 */
#ifndef JX_SCORE_WORDS_H
#define JX_SCORE_WORDS_H

/* Functions of expressions (expr.h). */
#define JX_W_SUM "合计"
#define JX_W_MEAN "平均"
#define JX_W_MIN "最小"
#define JX_W_MAX "最大"
#define JX_W_ROUND "四舍五入"
#define JX_W_TRUNC "截断"
#define JX_W_IF "如果"
#define JX_W_RATIO "比率"
#define JX_W_OR_ELSE "取值"

/* Values of a scheme's 舍入 and 逆向公式. */
#define JX_W_HALF_UP "四舍五入"
#define JX_W_HALF_EVEN "四舍六入五成双"
#define JX_W_DOWN "截断"
#define JX_W_LINEAR "线性"
#define JX_W_INVERSE "比值"
#define JX_W_JUDGED "评判"

/* Names of rules. */
#define JX_W_RULE_RATIO "比例"
#define JX_W_RULE_GIVEN "给分"

/* Names that formulas of scores use. */
#define JX_W_WEIGHT "权重"
#define JX_W_TARGET "目标值"
#define JX_W_ACTUAL "业绩值"

/* Explanations; %.*s are texts made by the rule. */
#define JX_W_EQUALS "＝"
#define JX_W_ABOUT "≈"
#define JX_W_RATIO_MET "比例：业绩值%.*s达到目标值%.*s，得满分%.*s分"
#define JX_W_RATIO_MISSED "比例：业绩值%.*s未达到目标值%.*s，得0分"
#define JX_W_RATIO_MORE "%.*s÷%.*s×%.*s"
#define JX_W_RATIO_LINEAR "%.*s×（1－（%.*s－%.*s）÷%.*s）"
#define JX_W_RATIO_EXACT "比例：%.*s＝%.*s分"
#define JX_W_RATIO_ROUNDED "比例：%.*s%s%.*s，%s为%.*s分"
#define JX_W_GIVEN_FULL "给分：得满分%.*s分"
#define JX_W_GIVEN_LESS "给分：得%.*s分，满分%.*s分，扣%.*s分"
#define JX_W_GIVEN_WHY "给分：得%.*s分，满分%.*s分，扣%.*s分，原因：%.*s"
#define JX_W_STATED_INSTEAD "%.*s；填报得分%.*s分，以填报为准"

/* Slots and hints of messages. */
#define JX_W_SCHEME_PLACES "方案文件放在 模板/方案/ 或模板库的 schemes/ 下"
#define JX_W_A_TEXT "文字“%.*s”"
#define JX_W_A_LIST "一列数"
#define JX_W_AT_LEAST "至少 %zu"

/* Keys of the data for templates and of JSON; titles of the printed columns. */
#define JX_W_ID "编号"
#define JX_W_NAME "名称"
#define JX_W_LEVEL "级次"
#define JX_W_LEVEL1 "一级"
#define JX_W_LEVEL2 "二级"
#define JX_W_LEVEL3 "三级"
#define JX_W_SCORE "得分"
#define JX_W_RATE "得分率"
#define JX_W_LOST "扣分"
#define JX_W_COMPLETION "完成率"
#define JX_W_UNIT "计量单位"
#define JX_W_NATURE "指标性质"
#define JX_W_MEANING "解释"
#define JX_W_SOURCE "数据来源"
#define JX_W_REASON "偏差原因"
#define JX_W_IMPROVEMENT "改进措施"
#define JX_W_DEVIATION "偏差说明"
#define JX_W_EVIDENCE "依据"
#define JX_W_REMARK "评分说明"
#define JX_W_RULE "规则"
#define JX_W_FORMULA "计分公式"
#define JX_W_COMPLETION_FORMULA "完成率公式"
#define JX_W_TOTAL "总分"
#define JX_W_FULL "满分"
#define JX_W_GRADE "等级"
#define JX_W_TOTAL_RATE "总得分率"
#define JX_W_INDICATORS "指标"
#define JX_W_NODES "节点"
#define JX_W_NODES1 "一级指标"
#define JX_W_NODES2 "二级指标"
#define JX_W_NODES3 "三级指标"
#define JX_W_NODES4 "四级指标"

/* 偏差说明 and the last line of the printed tree. */
#define JX_W_DEVIATION_REASON "原因：%.*s"
#define JX_W_DEVIATION_AND "；"
#define JX_W_DEVIATION_STEPS "改进措施：%.*s"
#define JX_W_TOTAL_LINE "总分 %.*s／%.*s  得分率 %.*s"
#define JX_W_GRADE_LINE "  等级 %.*s"

#endif
