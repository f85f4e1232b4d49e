/* Names that must be unique, and names that point at other records. */
#include "model/internal.h"

#include "input/suggest.h"

struct checker {
    struct jx_arena *arena;
    struct jx_arena *own; /* of what only the check needs */
    struct jx_diags *diags;
    struct jx_project *project;
    struct jx__index ids;        /* of indicators, then of 逆向指标, 加分指标, groups */
    struct jx__index problems;   /* 编号 */
    struct jx__index paths;      /* of the groups that the indicators name: 一级/二级 */
    struct jx__index last_names; /* of those paths */
};

static void close_unique(struct checker *c, struct jx__index *index, enum jx_diag_code code)
{
    jx__index_close(index);
    jx__index_check_twice(c->arena, index, code, c->diags);
}

/* ---- unique names ---- */

static void ids_check(struct checker *c)
{
    const struct jx_project *p = c->project;
    for (size_t i = 0; i < p->indicators.n; i++)
        jx__index_add(c->own, &c->ids, p->indicators.items[i].id, i);
    for (size_t i = 0; i < p->deductions.n; i++)
        jx__index_add(c->own, &c->ids, p->deductions.items[i].id, p->indicators.n + i);
    for (size_t i = 0; i < p->bonuses.n; i++)
        jx__index_add(c->own, &c->ids, p->bonuses.items[i].id,
                      p->indicators.n + p->deductions.n + i);
    for (size_t i = 0; i < p->groups.n; i++)
        jx__index_add(c->own, &c->ids, p->groups.items[i].id,
                      p->indicators.n + p->deductions.n + p->bonuses.n + i);
    close_unique(c, &c->ids, JX_D_ID_TWICE);
    for (size_t i = 0; i < p->problems.n; i++)
        jx__index_add(c->own, &c->problems, p->problems.items[i].id, i);
    close_unique(c, &c->problems, JX_D_ID_TWICE);
}

static void other_names_check(struct checker *c)
{
    const struct jx_project *p = c->project;
    struct jx__index subprojects = {0};
    struct jx__index contracts = {0};
    struct jx__index facts = {0};
    struct jx__index advice = {0};
    struct jx__index groups = {0};
    for (size_t i = 0; i < p->subprojects.n; i++)
        jx__index_add(c->own, &subprojects, p->subprojects.items[i].id, i);
    for (size_t i = 0; i < p->contracts.n; i++)
        jx__index_add(c->own, &contracts, p->contracts.items[i].id, i);
    for (size_t i = 0; i < p->facts.n; i++)
        jx__index_add(c->own, &facts, p->facts.items[i].name, i);
    for (size_t i = 0; i < p->advice.n; i++)
        jx__index_add(c->own, &advice, p->advice.items[i].id, i);
    for (size_t i = 0; i < p->groups.n; i++)
        jx__index_add(c->own, &groups, p->groups.items[i].path, i);
    close_unique(c, &subprojects, JX_D_ID_TWICE);
    close_unique(c, &contracts, JX_D_ID_TWICE);
    close_unique(c, &facts, JX_D_NAME_TWICE);
    close_unique(c, &advice, JX_D_ID_TWICE);
    close_unique(c, &groups, JX_D_NAME_TWICE);
}

/* ---- findings ---- */

/* Hand the finding to what its 编号 names. Returns false when that is a group. */
static bool finding_join(struct jx_project *p, size_t item, struct jx_finding *finding)
{
    const size_t n_scored = p->indicators.n + p->deductions.n;
    if (item < p->indicators.n)
        p->indicators.items[item].finding = finding;
    else if (item < n_scored)
        p->deductions.items[item - p->indicators.n].finding = finding;
    else if (item < n_scored + p->bonuses.n)
        p->bonuses.items[item - n_scored].finding = finding;
    else
        return false;
    return true;
}

static void findings_join(struct checker *c)
{
    struct jx_project *p = c->project;
    struct jx__index seen = {0};
    for (size_t i = 0; i < p->findings.n; i++) {
        struct jx_finding *finding = &p->findings.items[i];
        jx__index_add(c->own, &seen, finding->id, i);
        const struct jx__index_entry *entry = jx__index_find(&c->ids, finding->id.str);
        bool joined = entry && finding_join(p, entry->item, finding);
        if (!joined && finding->id.str.ptr && p->indicators.n)
            jx__index_say_unknown(c->arena, &c->ids, JX_D_FINDING_UNKNOWN, finding->id, c->diags);
    }
    close_unique(c, &seen, JX_D_ID_TWICE);
}

/* ---- problems and advice ---- */

static void texts_refer(struct checker *c, const struct jx_texts *texts,
                        const struct jx__index *index, enum jx_diag_code code)
{
    for (size_t i = 0; i < texts->n; i++)
        if (!jx__index_find(index, texts->items[i].str))
            jx__index_say_unknown(c->arena, index, code, texts->items[i], c->diags);
}

static void problems_refer(struct checker *c)
{
    const struct jx_project *p = c->project;
    for (size_t i = 0; i < p->problems.n && p->indicators.n; i++)
        texts_refer(c, &p->problems.items[i].indicators, &c->ids, JX_D_INDICATOR_UNKNOWN);
    for (size_t i = 0; i < p->advice.n; i++)
        texts_refer(c, &p->advice.items[i].problems, &c->problems, JX_D_PROBLEM_UNKNOWN);
}

/* ---- groups ---- */

/* Every path that an indicator stands under, and its last name. */
static void paths_collect(struct checker *c, const struct jx_indicator *indicator)
{
    struct jx_str path = JX_NO_STR;
    for (size_t level = 0; level < JX_MAX_LEVELS - 1; level++) {
        struct jx_text name = indicator->levels[level];
        if (!name.str.ptr)
            return;
        if (level)
            path = jx_str_printf(c->arena, "%.*s/%.*s", JX_FMT(path), JX_FMT(name.str));
        else
            path = name.str;
        jx__index_add(c->own, &c->paths, (struct jx_text){path, name.span}, c->paths.n);
    }
}

static struct jx_str last_name(struct jx_str path)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/')
        from--;
    return jx_str_sub(path, from, SIZE_MAX);
}

static void groups_collect(struct checker *c)
{
    const struct jx_project *p = c->project;
    for (size_t i = 0; i < p->indicators.n; i++)
        paths_collect(c, &p->indicators.items[i]);
    jx__index_close(&c->paths);
    jx__index_unique(&c->paths);
    for (size_t i = 0; i < c->paths.n; i++) {
        struct jx_text path = c->paths.entries[i].name;
        path.str = last_name(path.str);
        jx__index_add(c->own, &c->last_names, path, i);
    }
    jx__index_close(&c->last_names);
}

/* A group is named by its full path, or by its own name where that is the only one. */
static void group_refer(struct checker *c, const struct jx_group *group)
{
    struct jx_str name = group->path.str;
    if (!name.ptr || jx__index_find(&c->paths, name))
        return;
    const struct jx__index_entry *entry = jx__index_find(&c->last_names, name);
    if (!entry) {
        jx__index_say_unknown(c->arena, &c->last_names, JX_D_GROUP_UNKNOWN, group->path, c->diags);
        return;
    }
    const struct jx__index_entry *end = c->last_names.entries + c->last_names.n;
    if (entry + 1 < end && jx_str_eq(entry[1].name.str, name))
        JX_SAY(c->diags, GROUP_AMBIGUOUS, group->path.span, name,
               c->paths.entries[entry->item].name.str);
}

static void groups_refer(struct checker *c)
{
    groups_collect(c);
    for (size_t i = 0; i < c->project->groups.n && c->project->indicators.n; i++)
        group_refer(c, &c->project->groups.items[i]);
}

/* ---- 补充 of both files ---- */

static void extras_check(struct checker *c)
{
    const struct jx_value *ours = c->project->extra;
    const struct jx_value *theirs = c->project->findings_extra;
    struct jx__index names = {0};
    for (size_t i = 0; ours && i < ours->map.n; i++)
        jx__index_add(c->own, &names,
                      (struct jx_text){ours->map.items[i].key, ours->map.items[i].value->span}, i);
    jx__index_close(&names);
    for (size_t i = 0; theirs && i < theirs->map.n; i++) {
        const struct jx_pair *pair = &theirs->map.items[i];
        const struct jx__index_entry *first = jx__index_find(&names, pair->key);
        if (first)
            JX_SAY(c->diags, EXTRA_TWICE, pair->value->span, jx_shown(c->arena, pair->key),
                   jx_str_printf(c->arena, "%u", (unsigned)first->name.span.line1));
    }
}

void jx__references_check(struct jx_arena *arena, struct jx_project *project,
                          struct jx_diags *diags)
{
    struct checker c = {.arena = arena, .own = jx_arena_new(0), .diags = diags, .project = project};
    ids_check(&c);
    other_names_check(&c);
    findings_join(&c);
    problems_refer(&c);
    groups_refer(&c);
    extras_check(&c);
    jx_arena_free(c.own);
}
