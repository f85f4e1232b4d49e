/* numbering.c - numbers of headings, tables, figures, attachments and list items, and the anchors that references lead to.
 *
 * Source: GB/T 9704-2012 7.3.3 (一、 （一） 1. （1）); CY/T 170-2019 (表3-1); CY/T 171-2019 (图3-1).
 */
#include "document/builder.h"

#include <string.h>

static struct jx_str han(struct jx_arena *arena, unsigned n)
{
    struct jx_str text = JX_NO_STR;
    jx__han_number(arena, n, &text);
    return text;
}

const char *const jx__heading_forms[] = {"公文", "章节", "章", "数字", NULL};

enum jx__heading_form jx__heading_form_of(struct jx_str name)
{
    for (size_t i = 0; jx__heading_forms[i] != NULL; i++)
        if (jx_str_is(name, jx__heading_forms[i]))
            return (enum jx__heading_form)i;
    return JX__HEADINGS_OFFICIAL;
}

static struct jx_str official_label(struct jx_arena *arena, unsigned level, unsigned n)
{
    switch (level) {
    case 1:
        return jx_str_printf(arena, "%.*s、", JX_FMT(han(arena, n)));
    case 2:
        return jx_str_printf(arena, "（%.*s）", JX_FMT(han(arena, n)));
    case 3:
        return jx_str_printf(arena, "%u.", n);
    default:
        return jx_str_printf(arena, "（%u）", n);
    }
}

/* 1.2.1: the numbers down to the level; one that has no heading above it counts as 0. */
static struct jx_str decimal(struct jx_arena *arena, const struct jx__numbering *numbering,
                             unsigned level)
{
    struct jx_buf buf = {.arena = arena};
    for (unsigned i = 0; i < level; i++)
        jx_buf_printf(&buf, i == 0 ? "%u" : ".%u", numbering->headings[i]);
    return jx_buf_str(&buf);
}

/* What stands before the heading. After a number without a mark of its own an ideographic space parts it from the words. */
static struct jx_str heading_label(struct jx_arena *arena, const struct jx__numbering *numbering,
                                   unsigned level)
{
    const unsigned n = numbering->headings[level - 1];
    const enum jx__heading_form form = numbering->form;
    if (form == JX__HEADINGS_OFFICIAL)
        return official_label(arena, level, n);
    if (form == JX__HEADINGS_SECTIONS && level > 2)
        return official_label(arena, level - 2, n);
    if (form == JX__HEADINGS_SECTIONS && level == 2)
        return jx_str_printf(arena, "第%.*s节　", JX_FMT(han(arena, n)));
    if (form != JX__HEADINGS_DECIMAL && level == 1)
        return jx_str_printf(arena, "第%.*s章　", JX_FMT(han(arena, n)));
    return jx_str_printf(arena, "%.*s　", JX_FMT(decimal(arena, numbering, level)));
}

/* 第三部分（二）1（1） */
static struct jx_str official_reference(struct jx_arena *arena,
                                        const struct jx__numbering *numbering, unsigned level)
{
    struct jx_buf buf = {.arena = arena};
    for (unsigned i = 1; i <= level; i++) {
        unsigned n = numbering->headings[i - 1];
        if (n == 0)
            continue;
        if (i == 1)
            jx_buf_printf(&buf, "第%.*s部分", JX_FMT(han(arena, n)));
        else if (i == 3)
            jx_buf_printf(&buf, "%u", n);
        else
            jx_buf_add(&buf, official_label(arena, i, n));
    }
    return jx_buf_str(&buf);
}

/* 第一章第二节一（一） */
static struct jx_str section_reference(struct jx_arena *arena,
                                       const struct jx__numbering *numbering, unsigned level)
{
    static const char *const shapes[JX__HEADING_LEVELS] = {"第%.*s章", "第%.*s节", "%.*s",
                                                           "（%.*s）"};
    struct jx_buf buf = {.arena = arena};
    for (unsigned i = 0; i < level; i++)
        if (numbering->headings[i] > 0)
            jx_buf_printf(&buf, shapes[i], JX_FMT(han(arena, numbering->headings[i])));
    return jx_buf_str(&buf);
}

static struct jx_str reference_text(struct jx_arena *arena, const struct jx__numbering *numbering,
                                    unsigned level)
{
    const enum jx__heading_form form = numbering->form;
    if (form == JX__HEADINGS_OFFICIAL)
        return official_reference(arena, numbering, level);
    if (form == JX__HEADINGS_SECTIONS || (form == JX__HEADINGS_CHAPTERS && level == 1))
        return section_reference(arena, numbering, level);
    return jx_str_printf(arena, level == 1 ? "第%.*s章" : "第%.*s节",
                         JX_FMT(decimal(arena, numbering, level)));
}

struct jx_str jx__number_heading(struct jx_arena *arena, struct jx__numbering *numbering,
                                 unsigned level, bool numbered, struct jx_str *ret_reference)
{
    numbering->sections++;
    *ret_reference = JX_NO_STR;
    for (unsigned i = level; i < JX__HEADING_LEVELS; i++)
        numbering->headings[i] = 0;
    if (!numbered) {
        if (level == 1)
            numbering->chapter = 0;
        return JX_NO_STR;
    }
    unsigned n = ++numbering->headings[level - 1];
    if (level == 1) {
        numbering->chapter = n;
        numbering->tables = 0;
        numbering->figures = 0;
    }
    *ret_reference = reference_text(arena, numbering, level);
    return heading_label(arena, numbering, level);
}

struct jx_str jx__number_table(struct jx_arena *arena, struct jx__numbering *numbering)
{
    if (numbering->chapter == 0)
        return jx_str_printf(arena, "表%u", ++numbering->plain_tables);
    return jx_str_printf(arena, "表%u-%u", numbering->chapter, ++numbering->tables);
}

struct jx_str jx__number_figure(struct jx_arena *arena, struct jx__numbering *numbering)
{
    if (numbering->chapter == 0)
        return jx_str_printf(arena, "图%u", ++numbering->plain_figures);
    return jx_str_printf(arena, "图%u-%u", numbering->chapter, ++numbering->figures);
}

struct jx_str jx__number_attachment(struct jx_arena *arena, struct jx__numbering *numbering)
{
    return jx_str_printf(arena, "附件%u", ++numbering->attachments);
}

struct jx_str jx__number_item(struct jx_arena *arena, unsigned depth, size_t n)
{
    switch (depth) {
    case 1:
        return jx_str_printf(arena, "%zu.", n);
    case 2:
        return jx_str_printf(arena, "（%zu）", n);
    default:
        return jx__circled(arena, n);
    }
}

struct jx_str jx__anchor_add(struct jx_arena *arena, struct jx__numbering *numbering,
                             struct jx__anchor anchor, struct jx_diags *diags)
{
    if (jx_index_add(arena, &numbering->anchor_names, anchor.name, numbering->anchors.n)) {
        JX_PUSH(arena, &numbering->anchors, anchor);
        return anchor.name;
    }
    size_t first = jx_index_find(&numbering->anchor_names, anchor.name);
    JX_SAY(diags, ANCHOR_TWICE, anchor.span, anchor.name,
           jx_str_printf(arena, "%u", (unsigned)numbering->anchors.items[first].span.line1));
    return anchor.name;
}

/* Bytes of a run of digits, Arabic or Chinese, at `at`. */
static size_t digits_at(struct jx_str text, size_t at, bool chinese)
{
    static const char numerals[] = "一二三四五六七八九十百";
    size_t from = at;
    while (at < text.len) {
        size_t next = at;
        uint32_t cp = jx_utf8_next(text, &next);
        char bytes[5] = {0};
        size_t n = jx_utf8_put(cp, bytes);
        bool arabic = cp >= '0' && cp <= '9';
        if (chinese ? n != 3 || strstr(numerals, bytes) == NULL : !arabic)
            break;
        at = next;
    }
    return at - from;
}

/* Whether what stands at `at` is one of the marks (a list of characters). */
static bool mark_at(struct jx_str text, size_t at, const char *marks)
{
    if (at >= text.len)
        return false;
    char bytes[5] = {0};
    jx_utf8_put(jx_utf8_next(text, &at), bytes);
    return strstr(marks, bytes) != NULL;
}

bool jx__has_own_number(struct jx_str text)
{
    text = jx_str_trim(text);
    if (mark_at(text, 0, "（(")) {
        size_t from = text.ptr[0] == '(' ? 1 : 3;
        size_t n = digits_at(text, from, true) + digits_at(text, from, false);
        return n > 0 && mark_at(text, from + n, "）)");
    }
    size_t han_digits = digits_at(text, 0, true);
    if (han_digits > 0)
        return mark_at(text, han_digits, "、.．");
    size_t digits = digits_at(text, 0, false);
    if (digits > 0) /* 1.5倍 is no number of a heading, 1.概况 is one */
        return mark_at(text, digits, "、.．") &&
               (text.ptr[digits] != '.' || digits_at(text, digits + 1, false) == 0);
    if (mark_at(text, 0, "第")) {
        size_t n = digits_at(text, 3, true) + digits_at(text, 3, false);
        return n > 0 && mark_at(text, 3 + n, "章节");
    }
    return false;
}
