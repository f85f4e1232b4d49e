/* audit_name.c - names of the project and of units that drift: almost the same, but not quite.
 *
 * Layer:   score.
 *
 * A drifted name begins and ends like the real one and differs by one or two characters in between (忻州市政府信息化建设经费
 * and 忻州市政府信息建设经费). Shortened names begin or end otherwise and are no drift.
 */
#include "score/audit_internal.h"

#define MIN_CHARS 6
#define MAX_CHARS 60
#define HEAD_CHARS 3
#define TAIL_CHARS 2

struct name {
    struct jx_str text;
    size_t chars;
    size_t head_len; /* bytes of its first HEAD_CHARS */
    struct jx_str tail;
};

static bool make_name(struct jx_str text, struct name *name)
{
    size_t chars = jx_utf8_count(text), at = 0, pos = 0;
    *name = (struct name){.text = text, .chars = chars};
    for (; pos < text.len; at++) {
        if (at == HEAD_CHARS)
            name->head_len = pos;
        if (at == chars - TAIL_CHARS)
            name->tail = jx_str_sub(text, pos, SIZE_MAX);
        jx_utf8_next(text, &pos);
    }
    return chars >= MIN_CHARS && chars <= MAX_CHARS;
}

/* The nearest end at which the text from `from` reads like the name; 0 for none. */
static size_t drift_end(const struct name *name, struct jx_str text, size_t from,
                        size_t *comparisons)
{
    size_t limit = name->chars >= 12 ? 2 : 1;
    size_t pos = from;
    for (size_t n = 1; n <= name->chars + limit && pos < text.len; n++) {
        jx_utf8_next(text, &pos);
        if (n + limit < name->chars)
            continue;
        struct jx_str window = jx_str_sub(text, from, pos - from);
        if (!jx_str_ends(window, name->tail) || *comparisons == 0)
            continue;
        --*comparisons;
        if (jx_str_distance(window, name->text) <= limit)
            return pos;
    }
    return 0;
}

static void check_name(const struct jx__paragraph *p, struct jx_str text)
{
    struct name name;
    if (jx_str_empty(text) || !make_name(text, &name))
        return;
    struct jx_str head = jx_str_sub(text, 0, name.head_len);
    for (size_t at = jx_str_find(p->text, head, 0); at != SIZE_MAX;) {
        size_t end = jx_str_starts(jx_str_sub(p->text, at, SIZE_MAX), text)
                         ? 0
                         : drift_end(&name, p->text, at, p->comparisons);
        if (end && jx__paragraph_typed(p, at, end))
            JX_SAY(p->diags, NAME_DRIFTS, jx__paragraph_span(p, at, end),
                   jx_str_sub(p->text, at, end - at), text);
        at = jx_str_find(p->text, head, end ? end : at + head.len);
    }
}

void jx__check_names(const struct jx__paragraph *p)
{
    const struct jx_project *project = p->audit->project;
    check_name(p, project->name.str);
    check_name(p, project->department.str);
    check_name(p, project->unit.str);
    check_name(p, project->commissioner.str);
    check_name(p, project->agency.str);
}
