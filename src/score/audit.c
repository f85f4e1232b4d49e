/* audit.c - the run of the audit: what is shared, paragraphs out of pieces, every check in its turn.
 *
 * Layer:   score.
 * Memory:  the arena of the run; a paragraph's own memory is given back when it has been looked at.
 */
#include "score/audit_internal.h"

/* Of names with stretches of text, in one document. */
#define MAX_COMPARISONS 20000

/* ---- paragraphs ---- */

/* The piece that holds a byte. */
static size_t piece_at(const struct jx__paragraph *p, size_t at)
{
    size_t low = 0;
    for (size_t high = p->n_pieces; low + 1 < high;) {
        size_t middle = low + (high - low) / 2;
        if (p->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool jx__paragraph_typed(const struct jx__paragraph *p, size_t from, size_t to)
{
    if (!p->pieces)
        return true;
    for (size_t i = piece_at(p, from); i < p->n_pieces && p->starts[i] < to; i++)
        if (!p->pieces[i].literal && p->pieces[i].text.len)
            return false;
    return true;
}

/* The place of a part of a data value: found again in its line, since YAML may have quoted or folded it. */
static struct jx_span part_of_value(const struct jx__paragraph *p, size_t from, size_t to)
{
    struct jx_span span = p->whole;
    struct jx_str line = jx_sources_line(p->diags->sources, span.file, span.line1);
    struct jx_str part = jx_str_sub(p->text, from, to - from);
    size_t start = 0;
    for (uint32_t col = 1; col < span.col1 && start < line.len; col++)
        jx_utf8_next(line, &start);
    size_t found = line.ptr && part.len ? jx_str_find(line, part, start) : SIZE_MAX;
    if (found == SIZE_MAX || span.file == 0)
        return span;
    span.col1 += (uint32_t)jx_utf8_count(jx_str_sub(line, start, found - start));
    span.end_line1 = span.line1;
    span.end_col1 = span.col1 + (uint32_t)jx_utf8_count(part);
    return span;
}

struct jx_span jx__paragraph_span(const struct jx__paragraph *p, size_t from, size_t to)
{
    if (p->diags->n >= JX_DIAGS_MAX)
        return JX_NO_SPAN; /* the message is only counted: finding its place would take time for nothing */
    if (!p->pieces)
        return part_of_value(p, from, to);
    size_t i = piece_at(p, from);
    const struct jx_audit_piece *piece = &p->pieces[i];
    if (!piece->literal || piece->file == 0)
        return piece->span;
    size_t start = piece->offset + (from - p->starts[i]);
    size_t len = piece->text.len - (from - p->starts[i]);
    return jx_sources_span(p->diags->sources, piece->file, start,
                           start + (to - from < len ? to - from : len));
}

static void check_paragraph(const struct jx__paragraph *p, const struct jx_audit_text *text,
                            struct jx_audit_count *count, unsigned *order)
{
    jx__check_figures(p, count);
    jx__check_dates(p);
    if (p->pieces[0].kind != JX_AUDIT_PROSE)
        return;
    jx__check_style(p);
    jx__check_order(p, order);
    jx__check_names(p);
    jx__check_references(p, text);
}

void jx_audit_text(const struct jx_audit *audit, const struct jx_audit_text *text,
                   struct jx_diags *diags, struct jx_audit_count *ret_count)
{
    struct jx_audit_count count = {0};
    unsigned order = 0;
    size_t comparisons = MAX_COMPARISONS;
    for (size_t from = 0, to; from < text->n_pieces; from = to) {
        struct jx_buf buf = {.arena = audit->arena};
        for (to = from + 1; to < text->n_pieces && !text->pieces[to].starts;)
            to++;
        size_t *starts = JX_ARRAY(audit->arena, size_t, to - from);
        for (size_t i = from; i < to; i++) {
            starts[i - from] = buf.len;
            jx_buf_add(&buf, text->pieces[i].text);
        }
        struct jx__paragraph p = {.audit = audit,
                                  .diags = diags,
                                  .text = jx_buf_str(&buf),
                                  .pieces = &text->pieces[from],
                                  .starts = starts,
                                  .n_pieces = to - from,
                                  .points = true,
                                  .comparisons = &comparisons};
        check_paragraph(&p, text, &count, &order);
    }
    jx__check_outline(audit, text, diags);
    if (ret_count)
        *ret_count = count;
}

/* ---- texts of the data ---- */

static void check_text(const struct jx_audit *audit, const struct jx_text *text, bool narrative,
                       struct jx_diags *diags)
{
    struct jx_audit_count count = {0};
    struct jx__paragraph p = {
        .audit = audit, .diags = diags, .text = text->str, .whole = text->span};
    if (jx_str_empty(text->str))
        return;
    jx__check_style(&p);
    if (!narrative)
        return;
    jx__check_figures(&p, &count);
    jx__check_dates(&p);
}

/* Every text under a value, narrative or not. */
static void check_value(const struct jx_audit *audit, const struct jx_value *value,
                        struct jx_diags *diags)
{
    for (size_t i = 0; value && value->kind == JX_V_MAP && i < value->map.n; i++)
        check_value(audit, value->map.items[i].value, diags);
    for (size_t i = 0; value && value->kind == JX_V_LIST && i < value->list.n; i++)
        check_value(audit, value->list.items[i], diags);
    if (value && value->kind == JX_V_TEXT && value->span.file)
        check_text(audit, &(struct jx_text){value->text, value->span}, false, diags);
}

static void check_findings(const struct jx_audit *audit, struct jx_diags *diags)
{
    const struct jx_project *project = audit->project;
    for (size_t i = 0; i < project->findings.n; i++) {
        const struct jx_finding *finding = &project->findings.items[i];
        check_text(audit, &finding->reason, true, diags);
        check_text(audit, &finding->improvement, true, diags);
        check_text(audit, &finding->remark, true, diags);
        check_text(audit, &finding->evidence, false, diags);
    }
    for (size_t i = 0; i < project->problems.n; i++) {
        const struct jx_problem *problem = &project->problems.items[i];
        check_text(audit, &problem->title, true, diags);
        check_text(audit, &problem->text, true, diags);
        check_text(audit, &problem->cause, true, diags);
        check_text(audit, &problem->evidence, false, diags);
    }
    for (size_t i = 0; i < project->advice.n; i++) {
        check_text(audit, &project->advice.items[i].title, true, diags);
        check_text(audit, &project->advice.items[i].text, true, diags);
    }
}

/* Every text of the data. */
static void check_texts(const struct jx_audit *audit, struct jx_diags *diags)
{
    static const char *const keys[] = {"项目名称", "主管部门", "实施单位", "委托单位",
                                       "评价机构", "报告编号", "绩效目标", "子项目",
                                       "合同",     "事实",     "补充"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        check_value(audit, jx_value_at(audit->data, jx_str_of(keys[i])), diags);
    for (size_t i = 0; i < audit->project->indicators.n; i++) {
        const struct jx_indicator *indicator = &audit->project->indicators.items[i];
        struct jx__paragraph p = {.audit = audit,
                                  .diags = diags,
                                  .text = indicator->meaning.str,
                                  .whole = indicator->meaning.span};
        check_text(audit, &indicator->name, false, diags);
        check_text(audit, &indicator->meaning, false, diags);
        jx__check_bands(&p);
    }
    check_findings(audit, diags);
}

/* ---- the run ---- */

static int last_year(struct jx_arena *arena, const struct jx_project *project)
{
    int64_t year = 0;
    struct jx_num num;
    if (project->report_date.date.year)
        return project->report_date.date.year;
    if (project->year.str.ptr && jx_num_parse(arena, jx_str_trim(project->year.str), &num))
        jx_num_to_int(num, &year);
    return year > 0 && year < 10000 ? (int)year : 0;
}

const struct jx_audit *jx_audit_project(struct jx_arena *arena, const struct jx_project *project,
                                        const struct jx_score *score, struct jx_diags *diags)
{
    struct jx_audit *audit = JX_NEW(arena, struct jx_audit);
    struct jx_value *data = jx_project_value(arena, project);
    if (score)
        jx_score_put_values(arena, score, data);
    *audit = (struct jx_audit){.arena = arena,
                               .project = project,
                               .score = score,
                               .data = data,
                               .known = jx__known_make(arena, project, score, data),
                               .last_year = last_year(arena, project)};
    jx__audit_funds(audit, diags);
    jx__audit_contracts(audit, diags);
    jx__audit_facts(audit, diags);
    jx__audit_relations(audit, diags);
    jx__audit_scores(audit, diags);
    jx__audit_problems(audit, diags);
    check_texts(audit, diags);
    return audit;
}
