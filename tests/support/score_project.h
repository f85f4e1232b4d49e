/* score_project.h - projects made by hand for tests of score/: no files. */
#ifndef JX_TESTS_SUPPORT_SCORE_PROJECT_H
#define JX_TESTS_SUPPORT_SCORE_PROJECT_H

#include "run.h"

#include "score/score.h"

/* Tables of cases leave out what is not given. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* One leaf; NULL: not given. */
struct jx_test_leaf {
    const char *id;
    const char *levels[3];
    const char *name;
    const char *weight;
    const char *target;
    const char *rule;
    const char *actual;
    const char *score;
    const char *completion;
    const char *unit;
    const char *nature;
    const char *reason;
    const char *improvement;
};

static inline struct jx_text jx_test_text(const char *text)
{
    return (struct jx_text){jx_str_of(text), JX_NO_SPAN};
}

static inline struct jx_amount jx_test_amount(struct jx_arena *arena, const char *text)
{
    struct jx_amount amount = {0};
    if (!text)
        return amount;
    amount.text = jx_str_of(text);
    amount.set = jx_num_parse(arena, amount.text, &amount.num);
    cr_assert(amount.set, "“%s” is no number", text);
    return amount;
}

static inline struct jx_project *jx_test_project(struct jx_arena *arena,
                                                 const struct jx_test_leaf *leaves, size_t n)
{
    struct jx_project *project = JX_NEW(arena, struct jx_project);
    project->indicators.items = JX_ARRAY(arena, struct jx_indicator, n);
    project->findings.items = JX_ARRAY(arena, struct jx_finding, n);
    project->indicators.n = project->findings.n = n;
    for (size_t i = 0; i < n; i++) {
        const struct jx_test_leaf *leaf = &leaves[i];
        struct jx_indicator *indicator = &project->indicators.items[i];
        struct jx_finding *finding = &project->findings.items[i];
        indicator->id = finding->id = jx_test_text(leaf->id);
        for (size_t k = 0; k < 3; k++)
            indicator->levels[k] = jx_test_text(leaf->levels[k]);
        indicator->name = jx_test_text(leaf->name ? leaf->name : "指标");
        indicator->weight = jx_test_amount(arena, leaf->weight);
        indicator->target = jx_test_text(leaf->target);
        indicator->rule = jx_test_text(leaf->rule);
        indicator->unit = jx_test_text(leaf->unit);
        indicator->nature = jx_test_text(leaf->nature);
        finding->actual = jx_test_text(leaf->actual);
        finding->score = jx_test_amount(arena, leaf->score);
        finding->completion = jx_test_text(leaf->completion);
        finding->reason = jx_test_text(leaf->reason);
        finding->improvement = jx_test_text(leaf->improvement);
        indicator->finding = finding;
    }
    return project;
}

/* The national scheme without its file: full mark 100, two digits, half up, linear. */
static inline struct jx_scheme *jx_test_scheme(struct jx_arena *arena)
{
    static const struct {
        const char *name;
        const char *from;
    } grades[] = {{"优", "90"}, {"良", "80"}, {"中", "60"}, {"差", "0"}};
    struct jx_scheme *scheme = JX_NEW(arena, struct jx_scheme);
    scheme->name = jx_test_text("国家");
    scheme->less_rule = jx_test_text("线性");
    scheme->full_mark = jx_num_int(arena, 100);
    scheme->score_digits = scheme->percent_digits = 2;
    scheme->round = JX_ROUND_HALF_UP;
    scheme->grades.items = JX_ARRAY(arena, struct jx_grade, 4);
    scheme->grades.n = 4;
    for (size_t i = 0; i < 4; i++)
        scheme->grades.items[i] = (struct jx_grade){.name = jx_test_text(grades[i].name),
                                                    .from = jx_test_amount(arena, grades[i].from)};
    return scheme;
}

#endif
