/* diff_list.c - 修改说明: the leading pages of a marked copy, which list the changes.
 *
 * Layer:  cli.
 *
 * Old words are struck through, new ones underlined. Marks are put on text of the document by its place in memory (layout/markup.h),
 * so each cell is one text, gathered first and cut into marked stretches when it no longer moves.
 */
#include "cli/diff.h"

#include "revision/words.h"

#define SHOWN 60      /* characters of a value */
#define AROUND 12     /* characters beside a change */
#define MAX_ADDED 120 /* characters of an added text: it stands whole in the report */
#define MAX_ROWS 8    /* of rows added or removed together */

struct list {
    const struct jx_diff *diff;
    struct jx_arena *arena;
    struct jx_markups *markups;
    struct jx_document document;
};

/* ---- the text of a cell ---- */

struct stretch {
    enum jx_markup_kind kind;
    size_t from, to;
};

struct writer {
    struct jx_buf buf;
    struct {
        struct stretch *items;
        size_t n, cap;
    } stretches;
};

static void write_marked(struct writer *w, enum jx_markup_kind kind, struct jx_str text)
{
    const size_t from = w->buf.len;

    jx_buf_add(&w->buf, text);
    if (text.len > 0)
        JX_PUSH(w->buf.arena, &w->stretches, (struct stretch){kind, from, w->buf.len});
}

/* The byte behind character n of a text. */
static size_t after_chars(struct jx_str text, size_t n)
{
    size_t at = 0;

    for (; n > 0 && at < text.len; n--)
        (void)jx_utf8_next(text, &at);
    return at;
}

/* What is the same before and behind a change; only its ends are shown. */
static void write_same(struct writer *w, struct jx_str text, bool first, bool last)
{
    const size_t n = jx_utf8_count(text);
    const size_t head = first ? 0 : AROUND, tail = last ? 0 : AROUND;

    if (n <= head + tail + 1) {
        jx_buf_add(&w->buf, text);
        return;
    }
    jx_buf_add(&w->buf, jx_str_sub(text, 0, after_chars(text, head)));
    jx_buf_adds(&w->buf, "…");
    jx_buf_add(&w->buf, jx_str_sub(text, after_chars(text, n - tail), SIZE_MAX));
}

/* replaces: stands behind what was there before. */
static void write_added(struct writer *w, struct jx_str text, bool replaces)
{
    const size_t n = jx_utf8_count(text);

    jx_buf_adds(&w->buf, replaces ? " " : "");
    write_marked(w, JX_MARKUP_UNDER, jx_str_sub(text, 0, after_chars(text, MAX_ADDED)));
    if (n > MAX_ADDED)
        jx_buf_printf(&w->buf, "…（共%zu字）", n);
}

static void write_pieces(struct writer *w, const struct jx_pieces *pieces)
{
    for (size_t i = 0; i < pieces->n; i++) {
        const struct jx_str text = pieces->items[i].text;

        if (pieces->items[i].kind == JX_PIECE_SAME)
            write_same(w, text, i == 0, i + 1 == pieces->n);
        else if (pieces->items[i].kind == JX_PIECE_OLD)
            write_marked(w, JX_MARKUP_THROUGH, text);
        else
            write_added(w, text, i > 0 && pieces->items[i - 1].kind == JX_PIECE_OLD);
    }
}

/* A moved passage is told by its beginning. */
static void write_moved(struct writer *w, const struct jx_passage_pair *pair)
{
    const struct jx_str text = pair->after->text;
    const size_t end = after_chars(text, 2 * AROUND);

    jx_buf_printf(&w->buf, "移动：%.*s%s", JX_FMT(jx_str_sub(text, 0, end)),
                  end < text.len ? "…" : "");
    if (!jx_str_eq(pair->before->chapter, pair->after->chapter))
        jx_buf_printf(&w->buf, "（原在 %.*s）", JX_FMT(pair->before->chapter));
}

static void write_entry(struct writer *w, const struct jx_diff_entry *entry)
{
    const struct jx_passage_pair *first = &entry->pairs[0];

    if (first->moved) {
        write_moved(w, first);
        return;
    }
    if (entry->n > 1)
        jx_buf_printf(&w->buf, "%s%zu行\n", jx_pair_word(first), entry->n);
    else if (first->before == NULL || first->after == NULL)
        jx_buf_printf(&w->buf, "%s：", jx_pair_word(first));
    for (size_t i = 0; i < entry->n && i < MAX_ROWS; i++) {
        const struct jx_pieces pieces = jx_pair_pieces(w->buf.arena, &entry->pairs[i]);

        if (i > 0)
            jx_buf_addc(&w->buf, '\n');
        write_pieces(w, &pieces);
    }
    if (entry->n > MAX_ROWS)
        jx_buf_adds(&w->buf, "\n……");
}

/* ---- blocks ---- */

static struct jx_inlines one_text(const struct list *list, struct jx_str text)
{
    struct jx_inlines inlines = {0};

    JX_PUSH(list->arena, &inlines, (struct jx_inline){.text = text, .flags = JX_I_OWN});
    return inlines;
}

static void add_text(struct list *list, enum jx_block_kind kind, struct jx_str text)
{
    JX_PUSH(list->arena, &list->document.blocks,
            (struct jx_block){.kind = kind, .level = 1, .inlines = one_text(list, text)});
}

static struct jx_table *new_table(struct list *list, const uint32_t *widths, size_t n_cols)
{
    struct jx_table *table = JX_NEW(list->arena, struct jx_table);

    table->n_cols = n_cols;
    table->widths = JX_ARRAY(list->arena, uint32_t, n_cols);
    for (size_t i = 0; i < n_cols; i++)
        table->widths[i] = widths[i];
    if (jx_style_size(list->diff->after->run.style, JX_STR("五号")) > 0)
        table->size = JX_STR("五号");
    JX_PUSH(list->arena, &list->document.blocks,
            (struct jx_block){.kind = JX_B_TABLE, .table = table});
    return table;
}

/* Rows known in advance, so that cells stay where they are. */
static void set_rows(struct list *list, struct jx_table *table, size_t n_rows)
{
    table->n_rows = n_rows;
    table->rows = JX_ARRAY(list->arena, struct jx_table_row, n_rows);
    table->rows[0].header = true;
    table->cells = JX_ARRAY(list->arena, struct jx_cell, n_rows * table->n_cols);
    table->n_cells = n_rows * table->n_cols;
    for (size_t i = 0; i < table->n_cells; i++)
        table->cells[i] = (struct jx_cell){.row = (uint32_t)(i / table->n_cols),
                                           .col = (uint32_t)(i % table->n_cols),
                                           .rows = 1,
                                           .cols = 1,
                                           .header = i < table->n_cols,
                                           .halign = i < table->n_cols ? JX_HA_CENTER : JX_HA_LEFT,
                                           .valign = JX_VA_MIDDLE};
}

static struct jx_cell *cell_at(const struct jx_table *table, size_t row, size_t col)
{
    return &table->cells[row * table->n_cols + col];
}

static void put_text(const struct list *list, struct jx_cell *cell, struct jx_str text)
{
    cell->text = one_text(list, text);
}

static void put_written(const struct list *list, struct jx_cell *cell, struct writer *w)
{
    const struct jx_str text = jx_buf_str(&w->buf);

    for (size_t from = 0; from <= text.len;) {
        const size_t found = jx_str_find(text, JX_STR("\n"), from);
        const size_t end = found == SIZE_MAX ? text.len : found;

        if (from > 0)
            JX_PUSH(list->arena, &cell->text, (struct jx_inline){.kind = JX_I_BREAK});
        if (end > from)
            JX_PUSH(
                list->arena, &cell->text,
                (struct jx_inline){.text = jx_str_sub(text, from, end - from), .flags = JX_I_OWN});
        from = end + 1;
    }
    for (size_t i = 0; i < w->stretches.n; i++) {
        const struct stretch *s = &w->stretches.items[i];

        JX_PUSH(list->arena, list->markups,
                (struct jx_markup){s->kind, jx_str_sub(text, s->from, s->to - s->from), 0});
    }
}

static void put_header(const struct list *list, struct jx_table *table, const char *const *names)
{
    for (size_t i = 0; i < table->n_cols; i++)
        put_text(list, cell_at(table, 0, i), jx_str_of(names[i]));
}

/* ---- values ---- */

/* The changes of the input that the marked copy lists: passages of 正文.md are shown with the text. */
static bool is_listed(const struct jx_change *change)
{
    const struct jx_snapshot_value *value = jx_change_value(change);

    return value->class == JX_C_INPUT && !jx_str_starts(value->path, JX_STR("正文."));
}

static size_t n_listed(const struct jx_diff *diff)
{
    size_t n = 0;

    for (size_t i = 0; i < diff->changes.n; i++)
        n += is_listed(&diff->changes.items[i]);
    return n;
}

static bool same_change(const struct jx_change *a, const struct jx_change *b)
{
    const bool before = (a->before == NULL) == (b->before == NULL),
               after = (a->after == NULL) == (b->after == NULL);

    return before && after && (a->before == NULL || jx_str_eq(a->before->text, b->before->text)) &&
           (a->after == NULL || jx_str_eq(a->after->text, b->after->text));
}

/* As 更正.yaml says it, where the later side's own comparison is about the same change. */
static struct jx_str reason_of(const struct jx_diff *diff, const struct jx_change *change)
{
    const struct jx_revision *revision = diff->after->run.revision;
    const struct jx_change *own =
        revision == NULL ? NULL
                         : jx_changes_find(&revision->changes, jx_change_value(change)->path);

    if (own == NULL || own->note == NULL || !same_change(own, change))
        return JX_STR("");
    return own->note->reason.str;
}

static void put_side(const struct list *list, struct jx_cell *cell, const struct jx_change *change,
                     bool after)
{
    const bool is = (after ? change->after : change->before) != NULL;
    struct writer w = {.buf = {.arena = list->arena}};

    if (is)
        write_marked(&w, after ? JX_MARKUP_UNDER : JX_MARKUP_THROUGH,
                     jx_change_side(list->arena, change, after, SHOWN));
    else
        jx_buf_adds(&w.buf, "（无）");
    put_written(list, cell, &w);
}

static void add_values(struct list *list)
{
    static const uint32_t widths[] = {26, 19, 19, 22, 14};
    static const char *const names[] = {"资料", "原为", "现为", "影响", "原因"};
    const struct jx_diff *diff = list->diff;
    struct jx_table *table = new_table(list, widths, 5);
    size_t row = 1;

    set_rows(list, table, n_listed(diff) + 1);
    put_header(list, table, names);
    for (size_t i = 0; i < diff->changes.n; i++) {
        const struct jx_change *change = &diff->changes.items[i];

        if (!is_listed(change))
            continue;
        put_text(list, cell_at(table, row, 0), jx_change_value(change)->label);
        put_side(list, cell_at(table, row, 1), change, false);
        put_side(list, cell_at(table, row, 2), change, true);
        put_text(list, cell_at(table, row, 3), jx_diff_effect(diff, change));
        put_text(list, cell_at(table, row++, 4), reason_of(diff, change));
    }
}

/* ---- passages ---- */

static struct jx_str where(struct jx_arena *arena, const struct jx_passage_pair *pair)
{
    const struct jx_passage *passage = pair->after != NULL ? pair->after : pair->before;

    return jx_str_printf(arena, "%.*s［%.*s］", JX_FMT(passage->chapter), JX_FMT(passage->kind));
}

static void put_page(const struct list *list, struct jx_cell *cell,
                     const struct jx_diff_entry *entry, size_t number)
{
    if (entry->page.ptr == NULL) {
        put_text(list, cell, JX_STR("—"));
        return;
    }
    put_text(list, cell, entry->page);
    cell->text.items[0].place = jx_inline_place_make(
        list->arena, JX_NO_SPAN, jx_str_printf(list->arena, "#" JX_MARKUP_ANCHOR, number));
}

static void add_entries(struct list *list, const struct jx_diff_entries *entries)
{
    static const uint32_t widths[] = {8, 8, 26, 58};
    static const char *const names[] = {"序号", "页", "位置", "改动"};
    struct jx_table *table = new_table(list, widths, 4);

    set_rows(list, table, entries->n + 1);
    put_header(list, table, names);
    for (size_t i = 0; i < entries->n; i++) {
        const struct jx_diff_entry *entry = &entries->items[i];
        struct jx_cell *cells = cell_at(table, i + 1, 0);
        struct writer w = {.buf = {.arena = list->arena}};

        cells[0].halign = cells[1].halign = JX_HA_CENTER;
        jx_cell_more_make(list->arena, &cells[0])->anchor =
            jx_str_printf(list->arena, JX_MARKUP_ENTRY, i + 1);
        put_text(list, &cells[0], jx_str_printf(list->arena, "%zu", i + 1));
        put_page(list, &cells[1], entry, i + 1);
        put_text(list, &cells[2], where(list->arena, &entry->pairs[0]));
        write_entry(&w, entry);
        put_written(list, &cells[3], &w);
    }
}

/* ---- all ---- */

static void add_results(struct list *list)
{
    static const char *const results[] = {JX_W_TOTAL, JX_W_GRADE};
    struct jx_buf buf = {.arena = list->arena};

    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        const struct jx_change *change =
            jx_changes_find(&list->diff->changes, jx_str_of(results[i]));

        if (change != NULL)
            jx_buf_printf(&buf, "%s%s由%.*s改为%.*s", buf.len > 0 ? "，" : "", results[i],
                          JX_FMT(jx_change_side(list->arena, change, false, SHOWN)),
                          JX_FMT(jx_change_side(list->arena, change, true, SHOWN)));
    }
    if (buf.len == 0)
        jx_buf_adds(&buf, "总分和等级没有变");
    jx_buf_adds(&buf, "。");
    add_text(list, JX_B_PARAGRAPH, jx_buf_str(&buf));
}

static void add_preface(struct list *list)
{
    add_text(list, JX_B_TITLE, JX_STR(JX_DIFF_LIST));
    list->document.blocks.items[0].anchor = JX_STR(JX_DIFF_LIST);
    add_text(
        list, JX_B_PARAGRAPH,
        jx_str_printf(
            list->arena,
            "本件是审阅用的标记稿，不是正式文书。以下各页照%.*s原样印出，标出与%.*s的差别："
            "字下的横线是增加或改过的文字，三角指着删去文字的地方，页边竖线旁的数字是下表的序号。"
            "下表中划去的是原来的文字，横线上的是现在的文字。",
            JX_FMT(list->diff->after->title), JX_FMT(list->diff->before->title)));
    add_results(list);
}

struct jx_pages *jx_diff_list(const struct jx_diff *diff, const struct jx_diff_entries *entries,
                              struct jx_markups *markups)
{
    struct jx_run *run = &diff->after->run;
    struct list list = {diff, diff->arena, markups, {.unnumbered = true}};
    struct jx_pages *pages;

    add_preface(&list);
    if (n_listed(diff) > 0) {
        add_text(&list, JX_B_PARAGRAPH,
                 jx_str_printf(list.arena, "资料改动%zu处：", n_listed(diff)));
        add_values(&list);
    }
    if (entries->n > 0) {
        add_text(&list, JX_B_PARAGRAPH, jx_str_printf(list.arena, "文字改动%zu处：", entries->n));
        add_entries(&list, entries);
    } else {
        add_text(&list, JX_B_PARAGRAPH, JX_STR("文字没有差别。"));
    }
    jx_layout_make(list.arena, &list.document, run->style, run->book, &run->diags, &pages);
    return pages;
}
