/* words.h - every Chinese word this room puts into a workbook: names of fonts as Windows has them, of the fonts they
 * are measured with, of sizes, and the footer.
 *
 * Layer:   xlsx.
 */
#ifndef JX_XLSX_WORDS_H
#define JX_XLSX_WORDS_H

#define JX_W_SONG "宋体"
#define JX_W_HEI "黑体"

#define JX_W_KAI "楷体"

/* &P and &N are the spreadsheet's page number and page count. */
#define JX_W_FOOTER "&C第 &P 页　共 &N 页"

/* Excel keeps these two names for itself. */
#define JX_W_HISTORY_EN "History"
#define JX_W_HISTORY_ZH "历史记录"

/* What may be filled in, and what is said of anything else. {0}, {1}: numbers, or names of columns. */
#define JX_W_CHECK_TITLE "请填写"
#define JX_W_CHECK_WRONG "填写有误"
#define JX_W_CHECK_NUM "请填数字。"
#define JX_W_CHECK_LOW "请填不小于 {0} 的数。"
#define JX_W_CHECK_HIGH "请填不大于 {0} 的数。"
#define JX_W_CHECK_BOTH "请填 {0} 至 {1} 之间的数。"
#define JX_W_CHECK_PERCENT "请填百分比，如 95%。"
#define JX_W_CHECK_DATE "请填日期，如 2025-3-20。"
#define JX_W_CHECK_CHOICE "请从列表中选一项。"
#define JX_W_CHECK_COLUMN "本行的“{0}”"

/* Between the number of a table and its caption. */
#define JX_W_LABEL_GAP "　"

/* Sizes by name, in 1/1000 pt. As Chinese office programs name them; 三号 is 16 pt there. */
#define JX_XLSX_SIZES(X)                                                                           \
    X("初号", 42000)                                                                               \
    X("小初", 36000)                                                                               \
    X("一号", 26000)                                                                               \
    X("小一", 24000)                                                                               \
    X("二号", 22000)                                                                               \
    X("小二", 18000)                                                                               \
    X("三号", 16000)                                                                               \
    X("小三", 15000)                                                                               \
    X("四号", 14000)                                                                               \
    X("小四", 12000)                                                                               \
    X("五号", 10500)                                                                               \
    X("小五", 9000)                                                                                \
    X("六号", 7500)                                                                                \
    X("小六", 6500)                                                                                \
    X("七号", 5500)                                                                                \
    X("八号", 5000)

#endif
