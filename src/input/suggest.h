/* suggest.h - 是否想写: the hint that names what was probably meant.
 *
 * Layer:   input.
 *
 * A message with such a hint ends its catalogue line with a hint like "是否想写“{2}”？" and is said so:
 *     struct jx_str nearest = jx_suggest(diags, key, known, n_known);
 *     jx_suggested(JX_SAY(diags, KEY_UNKNOWN, span, where, key, nearest), nearest);
 */
#ifndef JX_INPUT_SUGGEST_H
#define JX_INPUT_SUGGEST_H

#include "base/diag.h"

/* Candidates beyond these are not looked at. */
#define JX_SUGGEST_MAX 1000

/* The candidate that word was probably meant to be, or an absent string. Bounded work: nothing is looked for once
 * diags is full, and only the first JX_SUGGEST_MAX candidates (shape [n]) are tried. */
struct jx_str jx_suggest(const struct jx_diags *diags, struct jx_str word,
                         const struct jx_str *candidates, size_t n);

/* Take the hint away again when there is no candidate to name. */
void jx_suggested(struct jx_diag *diag, struct jx_str nearest);

/* A text as messages quote it: cut after 40 characters. */
struct jx_str jx_shown(struct jx_arena *arena, struct jx_str text);

#endif
