/* audit_outline.c - headings, tables, figures and attachments as a whole; references typed by hand.
 *
 * Layer:   score.
 * Source:  DOMAIN 5.5 X1; CY/T 170-2019, CY/T 171-2019 (a table, a figure is mentioned in the text).
 */
#include "score/audit_internal.h"

/* ---- references ---- */

static bool is_digit(struct jx_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* 表3-1, 图1, 附件2 at `at`: its end, or `at`. */
static size_t label_end(struct jx_str text, size_t at, struct jx_str word)
{
    size_t pos = at + word.len;
    if (!jx_str_starts(jx_str_sub(text, at, SIZE_MAX), word) || !is_digit(text, pos))
        return at;
    while (is_digit(text, pos))
        pos++;
    if (pos + 1 < text.len && text.ptr[pos] == '-' && is_digit(text, pos + 1))
        for (pos++; is_digit(text, pos);)
            pos++;
    return pos;
}

static bool has_label(const struct jx_audit_object *objects, size_t n, struct jx_str label)
{
    for (size_t i = 0; i < n; i++)
        if (jx_str_eq(objects[i].label, label))
            return true;
    return false;
}

/* A 表 or 图 that ends another word (报表1, 示意图1) or a 附件 of another document in 《》 is no reference. */
static bool begins_reference(struct jx_str text, size_t at)
{
    static const char *const other[] = {"报", "代", "外", "仪", "手", "附", "地", "意", "蓝"};
    struct jx_str before = jx_str_sub(text, 0, at);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (jx_str_ends(before, jx_str_of(other[i])))
            return false;
    return true;
}

static void check_labels(const struct jx__paragraph *p, struct jx_str word,
                         const struct jx_audit_object *objects, size_t n)
{
    for (size_t at = jx_str_find(p->text, word, 0); at != SIZE_MAX;) {
        size_t end = label_end(p->text, at, word);
        struct jx_str label = jx_str_sub(p->text, at, end - at);
        if (end > at && begins_reference(p->text, at) && jx__paragraph_typed(p, at, end) &&
            !has_label(objects, n, label))
            JX_SAY(p->diags, REFERENCE_NOWHERE, jx__paragraph_span(p, at, end), label);
        at = jx_str_find(p->text, word, end > at ? end : at + word.len);
    }
}

void jx__check_references(const struct jx__paragraph *p, const struct jx_audit_text *text)
{
    check_labels(p, JX_STR("表"), text->tables, text->n_tables);
    check_labels(p, JX_STR("附件"), text->attachments, text->n_attachments);
    check_labels(p, JX_STR("图"), text->figures, text->n_figures);
}

/* ---- objects that nobody mentions ---- */

/* Bytes of the words before a label's number. */
static size_t word_length(struct jx_str label)
{
    size_t n = 0;
    while (n < label.len && !is_digit(label, n))
        n++;
    return n;
}

static bool is_mentioned(const struct jx_audit_text *text, struct jx_str label)
{
    for (size_t i = 0; i < text->n_pieces; i++)
        for (size_t at = jx_str_find(text->pieces[i].text, label, 0); at != SIZE_MAX;
             at = jx_str_find(text->pieces[i].text, label, at + label.len))
            if (label_end(text->pieces[i].text, at, jx_str_sub(label, 0, word_length(label))) ==
                at + label.len)
                return true;
    return false;
}

static void check_mentioned(const struct jx_audit_text *text, const struct jx_audit_object *objects,
                            size_t n, struct jx_diags *diags)
{
    for (size_t i = 0; i < n; i++)
        if (!objects[i].referenced && !is_mentioned(text, objects[i].label))
            JX_SAY(diags, OBJECT_UNREFERENCED, objects[i].span, objects[i].label, objects[i].title);
}

/* ---- headings ---- */

#define MAX_COMPARED_HEADINGS 500

/* The same words twice under one heading. */
static void check_repeated(const struct jx_audit_text *text, size_t i, struct jx_diags *diags)
{
    const struct jx_audit_heading *heading = &text->headings[i];
    for (size_t k = i; k-- > 0 && i - k < MAX_COMPARED_HEADINGS;) {
        if (text->headings[k].level < heading->level)
            return;
        if (text->headings[k].level == heading->level &&
            jx_str_eq(text->headings[k].text, heading->text)) {
            JX_SAY(diags, HEADING_TWICE, heading->span, heading->text);
            return;
        }
    }
}

void jx__check_outline(const struct jx_audit *audit, const struct jx_audit_text *text,
                       struct jx_diags *diags)
{
    unsigned level = 0;
    for (size_t i = 0; i < text->n_headings; i++) {
        const struct jx_audit_heading *heading = &text->headings[i];
        if (heading->empty)
            JX_SAY(diags, HEADING_EMPTY, heading->span, heading->text);
        if (level && heading->level > level + 1)
            JX_SAY(diags, HEADING_SKIPS, heading->span, heading->text,
                   jx_str_printf(audit->arena, "%u", heading->level),
                   jx_str_printf(audit->arena, "%u", level));
        check_repeated(text, i, diags);
        level = heading->level;
    }
    check_mentioned(text, text->tables, text->n_tables, diags);
    check_mentioned(text, text->figures, text->n_figures, diags);
    check_mentioned(text, text->attachments, text->n_attachments, diags);
}
