/* rules.c - the table of rules. A new rule is one line here and one file rule_<name>.c.
 *
 * Layer:   score.
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

static const struct {
    const char *name;
    jx__rule rule;
} rules[] = {
    {JX_W_RULE_RATIO, jx__rule_ratio},
    {JX_W_RULE_GIVEN, jx__rule_given},
};

#define N_RULES (sizeof rules / sizeof *rules)

struct jx_str jx__rule_name(const struct jx_indicator *leaf)
{
    struct jx_str written = jx_str_trim(leaf->rule.str);
    if (!jx_str_empty(written))
        return written;
    bool stated = leaf->finding && leaf->finding->score.set;
    return stated ? JX_STR(JX_W_RULE_GIVEN) : JX_STR(JX_W_RULE_RATIO);
}

bool jx__rule_apply(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct jx_str name = jx__rule_name(c->leaf);
    struct jx_str names[N_RULES];
    for (size_t i = 0; i < N_RULES; i++) {
        names[i] = jx_str_of(rules[i].name);
        if (jx_str_eq(names[i], name))
            return rules[i].rule(c, outcome);
    }
    struct jx_str nearest = jx_suggest(c->diags, name, names, N_RULES);
    jx_suggested(JX_SAY(c->diags, RULE_UNKNOWN, c->leaf->rule.span, jx_shown(c->arena, name), nearest),
                 nearest);
    return false;
}
