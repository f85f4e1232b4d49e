/* rule_given.c - 给分: the evaluator's score, with its reason where points are lost.
 *
 * Layer:   score.
 */
#include "score/internal.h"

bool jx__rule_given(const struct jx__case *c, struct jx__outcome *outcome)
{
    if (!c->stated) {
        JX_SAY(c->diags, SCORE_WANTED, c->finding ? c->finding->span : c->leaf->span, c->label,
               c->leaf->id.str);
        return false;
    }
    bool argued = !jx_str_empty(jx_str_trim(c->finding->reason.str)) ||
                  !jx_str_empty(jx_str_trim(c->finding->remark.str));
    struct jx_num lost = jx_num_sub(c->arena, c->weight, c->stated_score);
    if (jx_num_sign(lost) > 0 && !argued)
        JX_SAY(c->diags, REASON_MISSING, c->finding->score.span, c->label,
               jx__points_text(c->arena, lost));
    outcome->explanation = jx__case_explain_stated(c);
    return true;
}
