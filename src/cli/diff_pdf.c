/* diff_pdf.c - jixiao diff --pdf: the later report with what changed marked, behind a list of the changes.
 *
 * Layer:  cli.
 *
 * The report's pages are those it has by itself: marks are added to finished pages, so no line and no page ends elsewhere.
 */
#include "cli/diff.h"

#include "base/file.h"
#include "pdf/pdf.h"

#include <stdio.h>

/* How far a place for a removed passage is looked for. */
#define MAX_STEPS 50

struct marker {
    const struct jx_diff *diff;
    struct jx_arena *arena;
    struct jx_markups markups;
    size_t number; /* of the entry at hand */
};

/* ---- marks ---- */

static struct jx_strs slices(const struct marker *m, const struct jx_passage *passage, size_t from,
                             size_t to)
{
    return jx_passage_text(m->arena, m->diff->after->run.document, passage, from, to);
}

static void mark(struct marker *m, enum jx_markup_kind kind, struct jx_str text)
{
    JX_PUSH(m->arena, &m->markups, (struct jx_markup){kind, text, m->number});
}

static void mark_all(struct marker *m, enum jx_markup_kind kind, const struct jx_passage *passage,
                     size_t from, size_t to)
{
    const struct jx_strs found = slices(m, passage, from, to);

    for (size_t i = 0; i < found.n; i++)
        mark(m, kind, found.items[i]);
}

/* A sign before byte `at` of a passage, or behind the text in front of it. False: nothing of the passage is printed there. */
static bool mark_gap(struct marker *m, const struct jx_passage *passage, size_t at)
{
    struct jx_strs found = slices(m, passage, 0, at);

    if (found.n > 0) {
        mark(m, JX_MARKUP_AFTER, found.items[found.n - 1]);
        return true;
    }
    found = slices(m, passage, at, SIZE_MAX);
    if (found.n > 0)
        mark(m, JX_MARKUP_BEFORE, found.items[0]);
    return found.n > 0;
}

/* Where a removed passage stood: before the next one that is printed, or behind the last. */
static void mark_removed(struct marker *m, size_t at)
{
    const struct jx_passages *all = &m->diff->after->snapshot->passages;

    for (size_t i = at; i < all->n && i < at + MAX_STEPS; i++)
        if (mark_gap(m, &all->items[i], 0))
            return;
    for (size_t i = at; i > 0 && i + MAX_STEPS > at; i--)
        if (mark_gap(m, &all->items[i - 1], SIZE_MAX))
            return;
}

static void mark_pieces(struct marker *m, const struct jx_passage_pair *pair)
{
    const struct jx_pieces pieces = jx_pair_pieces(m->arena, pair);
    size_t at = 0;

    for (size_t i = 0; i < pieces.n; i++) {
        const struct jx_piece *piece = &pieces.items[i];
        const bool replaced = (i + 1 < pieces.n && pieces.items[i + 1].kind == JX_PIECE_NEW) ||
                              (i > 0 && pieces.items[i - 1].kind == JX_PIECE_NEW);

        if (piece->kind == JX_PIECE_OLD) {
            if (!replaced)
                (void)mark_gap(m, pair->after, at);
            continue;
        }
        if (piece->kind == JX_PIECE_NEW)
            mark_all(m, JX_MARKUP_UNDER, pair->after, at, at + piece->text.len);
        at += piece->text.len;
    }
}

/* The picture itself; of a drawing its caption. */
static void mark_figure(struct marker *m, const struct jx_passage *figure)
{
    const struct jx_passage caption = {.block = figure->block, .part = 0};
    const size_t before = m->markups.n;

    mark_all(m, JX_MARKUP_BESIDE, figure, 0, SIZE_MAX);
    if (m->markups.n == before)
        mark_all(m, JX_MARKUP_BESIDE, &caption, 0, SIZE_MAX);
}

static void mark_pair(struct marker *m, const struct jx_passage_pair *pair)
{
    if (pair->after == NULL)
        mark_removed(m, pair->at);
    else if (jx_str_is(pair->after->kind, "图"))
        mark_figure(m, pair->after);
    else if (pair->moved)
        mark_all(m, JX_MARKUP_BESIDE, pair->after, 0, SIZE_MAX);
    else
        mark_pieces(m, pair);
}

static void mark_entries(struct marker *m, const struct jx_diff_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++) {
        m->number = i + 1;
        for (size_t k = 0; k < entries->items[i].n; k++)
            mark_pair(m, &entries->items[i].pairs[k]);
    }
}

/* ---- pages ---- */

static void put_marks(const struct marker *m, struct jx_pages *pages,
                      const struct jx_markups *markups, bool counted, size_t *ret_first)
{
    struct jx_run *run = &m->diff->after->run;
    const struct jx_markup_input input = {
        .style = run->style,
        .book = run->book,
        .diags = &run->diags,
        .markups = markups,
        .head = jx_str_printf(m->arena, "修改标记稿　与%.*s比较　不作正式文书",
                              JX_FMT(m->diff->before->title)),
        .counted = counted,
    };

    jx_pages_mark_up(m->arena, pages, &input, ret_first);
}

/* A marked copy is not signed. */
static void drop_signature_places(struct jx_page *page)
{
    size_t n = 0;

    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];

        if (item->kind != JX_ITEM_MARK || item->mark != JX_MARK_SIGN)
            page->items.items[n++] = *item;
    }
    page->items.n = n;
}

static void name_pages(const struct marker *m, struct jx_diff_entries *entries)
{
    const struct jx_pages *pages = m->diff->after->run.pages;
    size_t *first = JX_ARRAY(m->arena, size_t, entries->n + 1);

    for (size_t i = 0; i <= entries->n; i++)
        first[i] = SIZE_MAX;
    put_marks(m, m->diff->after->run.pages, &m->markups, false, first);
    for (size_t i = 0; i < entries->n; i++)
        if (first[i + 1] != SIZE_MAX)
            entries->items[i].page = jx_page_name(m->arena, &pages->items[first[i + 1]]);
}

static void add_outlines(const struct marker *m, const struct jx_diff_entries *entries,
                         const struct jx_pages *report, struct jx_pages *all)
{
    all->outlines = JX_ARRAY(m->arena, struct jx_outline, entries->n + 1 + report->n_outlines);
    all->outlines[all->n_outlines++] =
        (struct jx_outline){JX_STR(JX_DIFF_LIST), 1, JX_STR(JX_DIFF_LIST)};
    for (size_t i = 0; i < entries->n; i++) {
        const struct jx_diff_entry *entry = &entries->items[i];
        const struct jx_passage_pair *pair = &entry->pairs[0];
        const struct jx_passage *passage = pair->after != NULL ? pair->after : pair->before;

        if (entry->page.ptr != NULL)
            all->outlines[all->n_outlines++] = (struct jx_outline){
                jx_str_printf(m->arena, "%zu　%s %.*s", i + 1, jx_pair_word(pair),
                              JX_FMT(passage->chapter.len > 0 ? passage->chapter : passage->kind)),
                2, jx_str_printf(m->arena, JX_MARKUP_ANCHOR, i + 1)};
    }
    for (size_t i = 0; i < report->n_outlines; i++)
        all->outlines[all->n_outlines++] = report->outlines[i];
}

static struct jx_pages *join(const struct marker *m, const struct jx_diff_entries *entries,
                             const struct jx_pages *list)
{
    const struct jx_pages *report = m->diff->after->run.pages;
    struct jx_pages *all = JX_NEW(m->arena, struct jx_pages);

    for (size_t i = 0; i < list->n; i++)
        JX_PUSH(m->arena, all, list->items[i]);
    for (size_t i = 0; i < report->n; i++) {
        drop_signature_places(&report->items[i]);
        JX_PUSH(m->arena, all, report->items[i]);
    }
    all->info = report->info;
    all->info.title = jx_str_printf(m->arena, "%.*s（修改标记稿）", JX_FMT(report->info.title));
    add_outlines(m, entries, report, all);
    return all;
}

static enum jx_status make(struct marker *m, struct jx_str *ret_bytes)
{
    struct jx_run *run = &m->diff->after->run;
    struct jx_diff_entries entries = m->diff->entries;
    struct jx_markups on_list = {0};
    struct jx_pages *list;
    enum jx_status status;

    mark_entries(m, &entries);
    status = jx_run_pages(run);
    if (status != JX_OK)
        return status;
    name_pages(m, &entries);
    list = jx_diff_list(m->diff, &entries, &on_list);
    put_marks(m, list, &on_list, true, NULL);
    return jx_pdf_write(m->arena, join(m, &entries, list), run->book, &run->diags, ret_bytes);
}

int jx_diff_pdf(const struct jx_diff *diff, struct jx_str path)
{
    struct marker m = {.diff = diff, .arena = diff->arena};
    struct jx_str bytes;
    const enum jx_status status = make(&m, &bytes);

    if (status != JX_OK) {
        jx_run_report(&diff->after->run);
        return jx_run_exit(&diff->after->run, status, false);
    }
    if (jx_file_write(path, bytes) == JX_OK)
        return JX_EXIT_OK;
    fprintf(stderr, "无法写入 %.*s\n", JX_FMT(path));
    return JX_EXIT_SYSTEM;
}
