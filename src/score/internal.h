/* internal.h - shared inside score/ only.
 *
 * Layer:   score.
 * Memory:  everything lives in the arena passed in.
 */
#ifndef JX_SCORE_INTERNAL_H
#define JX_SCORE_INTERNAL_H

#include "score/score.h"
#include "score/target.h"

/* ---- notation.c: the wording of numbers ---- */

/* A copy with full-width ASCII made half-width and all blanks removed: the form that notation is read in. */
struct jx_str jx__notation_fold(struct jx_arena *arena, struct jx_str text);

/* Take a word from the front of *text: true and moved past it when it stands there. */
bool jx__notation_take(struct jx_str *text, const char *word);

/* Take a word from the end of *text. */
bool jx__notation_drop(struct jx_str *text, const char *word);

/* Take a comparison from the front (≥ >= 不少于 大于等于 至少 …); JX_OP_NONE when there is none. */
enum jx_target_op jx__notation_op(struct jx_str *text);

/* Take a decimal from the front (sign, digits, thousands commas, point). */
bool jx__notation_num(struct jx_arena *arena, struct jx_str *text, struct jx_num *ret_num);

/* Take a Chinese numeral from the front: 五, 十二, 一百零五, 两千; up to 9999. */
bool jx__notation_han_num(struct jx_arena *arena, struct jx_str *text, struct jx_num *ret_num);

/* The comparison that a 指标性质 cell states (≥, 正向, 逆向 …). ret_words: it says 定性. */
enum jx_target_op jx__notation_nature(struct jx_arena *arena, struct jx_str text, bool *ret_words);

/* How many of b's unit one of a's unit is (万元 in 元: 10000). False when the two cannot be compared; an
 * empty unit goes with every other. */
bool jx__unit_scale(struct jx_arena *arena, struct jx_str a, struct jx_str b, struct jx_num *ret_scale);

#endif
