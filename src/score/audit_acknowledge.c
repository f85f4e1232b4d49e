/* audit_acknowledge.c - 确认: findings that somebody has looked at and lets stand.
 *
 * Layer:   score.
 */
#include "score/audit.h"

/* Mistakes of reading leave nothing that could be printed: 0xx and 3xx to 8xx can be acknowledged, 1xx, 2xx and 9xx cannot;
 * nor can the messages about 确认 itself. */
static bool may_be(enum jx_diag_code code)
{
    const char *text = jx_diag_code_text(code);
    return text[1] != '1' && text[1] != '2' && text[1] != '9' && code != JX_D_ACKNOWLEDGED_CODE &&
           code != JX_D_ACKNOWLEDGED_NOTHING;
}

static bool is_word_char(const char *p)
{
    return (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z');
}

/* Whether a text holds a word; B1 is not in B10. */
static bool holds(struct jx_str text, struct jx_str word)
{
    for (size_t at = jx_str_find(text, word, 0); text.ptr && at != SIZE_MAX;
         at = jx_str_find(text, word, at + 1)) {
        size_t end = at + word.len;
        bool joined =
            (at > 0 && is_word_char(text.ptr + at) && is_word_char(text.ptr + at - 1)) ||
            (end < text.len && is_word_char(text.ptr + end - 1) && is_word_char(text.ptr + end));
        if (!joined)
            return true;
    }
    return false;
}

/* The code, and the object in the message or in the line it points at. */
static bool fits(const struct jx_acknowledgement *a, const struct jx_diag *diag,
                 const struct jx_sources *sources)
{
    struct jx_str object = jx_str_trim(a->object.str);
    if (!jx_str_is(jx_str_trim(a->code.str), jx_diag_code_text(diag->code)) || !may_be(diag->code))
        return false;
    if (jx_str_empty(object) || holds(diag->text, object))
        return true;
    return diag->span.file &&
           holds(jx_sources_line(sources, diag->span.file, diag->span.line1), object);
}

void jx_audit_acknowledge(const struct jx_project *project, struct jx_diags *diags)
{
    for (size_t i = 0; i < project->acknowledgements.n; i++) {
        const struct jx_acknowledgement *a = &project->acknowledgements.items[i];
        for (size_t k = 0; k < diags->n; k++)
            if (!diags->items[k].acknowledged.ptr && fits(a, &diags->items[k], diags->sources))
                diags->items[k].acknowledged = a->reason.str;
    }
}

static bool is_known(struct jx_str code)
{
    for (int i = 0; i < JX_D_COUNT; i++)
        if (jx_str_is(code, jx_diag_code_text((enum jx_diag_code)i)))
            return may_be((enum jx_diag_code)i);
    return false;
}

void jx_audit_acknowledge_end(const struct jx_project *project, struct jx_diags *diags)
{
    size_t n = diags->n;
    for (size_t i = 0; i < project->acknowledgements.n; i++) {
        const struct jx_acknowledgement *a = &project->acknowledgements.items[i];
        bool found = false;
        if (!is_known(jx_str_trim(a->code.str))) {
            JX_SAY(diags, ACKNOWLEDGED_CODE, a->code.span, a->code.str);
            continue;
        }
        for (size_t k = 0; k < n && !found; k++)
            found = diags->items[k].acknowledged.ptr && fits(a, &diags->items[k], diags->sources);
        if (!found && !diags->n_dropped)
            JX_SAY(diags, ACKNOWLEDGED_NOTHING, a->span, a->code.str);
    }
}

size_t jx_audit_open_errors(const struct jx_diags *diags)
{
    size_t n = diags->n_errors;
    for (size_t i = 0; i < diags->n; i++)
        n -= diags->items[i].severity == JX_ERROR && diags->items[i].acknowledged.ptr != NULL;
    return n;
}
