/* words.h - the Chinese words of version folders and 更正.yaml.
 *
 * Layer:  revision.
 */
#ifndef JX_REVISION_WORDS_H
#define JX_REVISION_WORDS_H

#define JX_W_VERSIONS "版本"
#define JX_W_NOTES_FILE "更正.yaml"
#define JX_W_RECORD_FILE "记录.yaml"
#define JX_W_SNAPSHOT_FILE "快照.json"
#define JX_W_INPUTS "输入"
#define JX_W_OUTPUTS "输出"
#define JX_W_LIBRARY "库" /* 输入/库1, 库2 … */
#define JX_W_UNISSUED "未出具"

#define JX_W_SCORE "得分"
#define JX_W_TOTAL "总分"
#define JX_W_GRADE "等级"

#endif
