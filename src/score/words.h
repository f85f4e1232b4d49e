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

/* Slots of messages. */
#define JX_W_A_TEXT "文字“%.*s”"
#define JX_W_A_LIST "一列数"
#define JX_W_AT_LEAST "至少 %zu"

#endif
