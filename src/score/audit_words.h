/* audit_words.h - the Chinese words of the audit that are no diagnostic: keys of the data, names by which a value is known,
 * words that slots of messages are filled with.
 *
 * Layer:   score.
 */
#ifndef JX_SCORE_AUDIT_WORDS_H
#define JX_SCORE_AUDIT_WORDS_H

/* Keys of the data. */
#define JX_W_A_FUNDS "资金"
#define JX_W_A_FACTS "事实"
#define JX_W_A_VALUE "值"
#define JX_W_A_UNIT "单位"
#define JX_W_A_REMARK "备注"
#define JX_W_A_NODES "节点"
#define JX_W_A_PROBLEMS "问题"
#define JX_W_A_ADVICE "建议"

/* Stages of 资金. */
#define JX_W_A_INITIAL "年初预算"
#define JX_W_A_BUDGET "全年预算"
#define JX_W_A_ARRIVED "实际到位"
#define JX_W_A_SPENT "全年执行"

/* How values came about, for messages. */
#define JX_W_A_TOTAL_OF "%.*s合计"
#define JX_W_A_OF "%.*s的%.*s"
#define JX_W_A_OF_S "%.*s的%s"
#define JX_W_A_CONTRACT "合同“%.*s”的%s"
#define JX_W_A_SUBPROJECT "子项目“%.*s”的%s"
#define JX_W_A_FUND "资金表“%.*s”的“%.*s”"
#define JX_W_A_FACT "事实“%.*s”"
#define JX_W_A_CHECK "核对“%.*s”"
#define JX_W_A_PRICE "合同金额"
#define JX_W_A_PAID "支付金额"
#define JX_W_A_PLAN "预算金额"
#define JX_W_A_BUDGET_KEY "预算"
#define JX_W_A_SPENT_KEY "支出"
#define JX_W_A_SHARE_HOW "合同金额 %.*s × 支付比例 %.*s "
#define JX_W_A_PARTS_HOW "%.*s之和"
#define JX_W_A_GROUP_HOW "子项目中“%.*s”%zu 项的%s之和"
#define JX_W_A_ALL_HOW "%zu 个子项目的%s之和"
#define JX_W_A_ADJUST_HOW "“%.*s”与“%.*s”之和"
#define JX_W_A_ADJUSTED "年初预算经“%.*s”调整后的"
#define JX_W_A_RATE_HOW "的%s÷%s"
#define JX_W_A_LESS_HOW "%s－%s"
#define JX_W_A_PERCENT "%.*s%%"
#define JX_W_A_YEAR_OF_REPORT "报告日期"
#define JX_W_A_YEAR_OF_PROJECT "项目年度"
#define JX_W_A_DECLARE "用 {{…}} 引用数据，或在 事实 中登记这个数和来源"

#endif
