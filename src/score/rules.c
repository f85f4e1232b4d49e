/* rules.c - the table of rules. A new rule is one line here and one file rule_<name>.c.
 *
 * Layer:   score.
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

static const struct entry {
    const char *name;
    jx__rule rule;
    bool (*derive)(struct jx__case *c); /* NULL: the actual value is only written */
} rules[] = {
    {JX_W_RULE_RATIO, jx__rule_ratio, NULL},
    {JX_W_RULE_MET, jx__rule_met, NULL},
    {JX_W_RULE_STEPS, jx__rule_steps, NULL},
    {JX_W_RULE_DEDUCT, jx__rule_deduct, NULL},
    {JX_W_RULE_POINTS, jx__rule_points, NULL},
    {JX_W_RULE_RATING, jx__rule_rating, NULL},
    {JX_W_RULE_EXPERTS, jx__rule_experts, NULL},
    {JX_W_RULE_SURVEY, jx__rule_survey, jx__derive_survey},
    {JX_W_RULE_GIVEN, jx__rule_given, NULL},
    {JX_W_RULE_FORMULA, jx__rule_formula, NULL},
    {JX_W_RULE_BUDGET, jx__rule_budget, jx__derive_budget},
    {JX_W_RULE_BUDGET_LONG, jx__rule_budget, jx__derive_budget},
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

static const struct entry *find(struct jx_str name)
{
    for (size_t i = 0; i < N_RULES; i++)
        if (jx_str_is(name, rules[i].name))
            return &rules[i];
    return NULL;
}

bool jx__rule_derive(struct jx__case *c)
{
    const struct entry *entry = find(c->rule);
    return !entry || !entry->derive || entry->derive(c);
}

bool jx__rule_params(const struct jx__case *c, const struct jx_schema *schema, void *params)
{
    const struct jx_decode how = {.arena = c->arena, .diags = c->diags, .folder = JX_STR(".")};
    if (!c->leaf->rule_node || c->leaf->rule_node->kind != JX_NODE_MAP)
        return true;
    return jx_schema_decode(&how, schema, c->leaf->rule_node, params) == JX_OK;
}

bool jx__rule_apply(const struct jx__case *c, struct jx__outcome *outcome)
{
    const struct entry *entry = find(c->rule);
    if (entry)
        return entry->rule(c, outcome);
    struct jx_str names[N_RULES];
    for (size_t i = 0; i < N_RULES; i++)
        names[i] = jx_str_of(rules[i].name);
    struct jx_str nearest = jx_suggest(c->diags, c->rule, names, N_RULES);
    jx_suggested(
        JX_SAY(c->diags, RULE_UNKNOWN, c->leaf->rule.span, jx_shown(c->arena, c->rule), nearest),
        nearest);
    return false;
}
