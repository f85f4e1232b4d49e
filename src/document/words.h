/* words.h - Chinese words of this room that are no diagnostics: names in the data, keywords of table definitions.
 *
 * Layer:   document.
 */
#ifndef JX_DOCUMENT_WORDS_H
#define JX_DOCUMENT_WORDS_H

/* Names inside repeated sections. */
#define JX_W_LOOP_INDEX "@序号"
#define JX_W_LOOP_FIRST "@首"
#define JX_W_LOOP_LAST "@末"

/* Members of data. */
#define JX_W_ID "编号"
#define JX_W_NAME "名称"
#define JX_W_PROSE "正文"
#define JX_W_PROSE_PREFIX "正文."
#define JX_W_PROSE_FILE "正文.md"
#define JX_W_PARAMETERS "参数"
#define JX_W_EXTRA "补充"

#endif
