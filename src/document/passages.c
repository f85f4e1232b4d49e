/* passages.c - the document as plain passages, each with the headings above it: what versions are compared by.
 *
 * Layer:  document.
 *
 * One walk over a passage's parts serves both ways: it gathers their text, or finds the parts that given bytes came from.
 */
#include "document/passages.h"

#include "base/hash.h"

#define MAX_LEVELS 4
#define HASH_SHOWN 12 /* digits that tell one picture from another */

/* ---- the parts of one passage ---- */

struct weave {
    struct jx_buf buf;
    size_t from, to;        /* bytes asked for */
    struct jx_strs *slices; /* NULL: only the text is gathered */
};

static void add_words(struct weave *w, const char *words)
{
    jx_buf_adds(&w->buf, words);
}

/* A text of the document. */
static void add_text(struct weave *w, struct jx_str text)
{
    const size_t start = w->buf.len, end = start + text.len;
    const size_t from = w->from > start ? w->from : start, to = w->to < end ? w->to : end;

    jx_buf_add(&w->buf, text);
    if (w->slices != NULL && from < to)
        JX_PUSH(w->buf.arena, w->slices, jx_str_sub(text, from - start, to - from));
}

static void add_inline(struct weave *w, struct jx_inline *run)
{
    if (run->kind == JX_I_PAGE) {
        add_words(w, "…"); /* not known before layout */
    } else if (run->kind == JX_I_BREAK) {
        add_words(w, "\n");
    } else {
        if (w->slices != NULL && !(run->flags & JX_I_OWN)) {
            run->text = jx_str_copy(w->buf.arena, run->text);
            run->flags |= JX_I_OWN;
        }
        add_text(w, run->text);
    }
}

static void add_inlines(struct weave *w, const struct jx_inlines *inlines)
{
    for (size_t i = 0; i < inlines->n; i++)
        add_inline(w, &inlines->items[i]);
}

/* The first cell that begins in a row or below. */
static size_t first_cell(const struct jx_table *table, size_t row)
{
    size_t low = 0, high = table->n_cells;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (table->cells[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_row(struct weave *w, const struct jx_table *table, size_t row)
{
    const size_t first = first_cell(table, row);

    for (size_t i = first; i < table->n_cells && table->cells[i].row == row; i++) {
        add_words(w, i > first ? JX_CELLS_APART : "");
        add_inlines(w, &table->cells[i].text);
    }
}

static void add_image(struct weave *w, const struct jx_figure *figure)
{
    const struct jx_str hash = jx_sha256_hex(w->buf.arena, figure->image);

    jx_buf_printf(&w->buf, "%u×%u像素 %.*s", figure->width_px, figure->height_px,
                  JX_FMT(jx_str_sub(hash, 0, HASH_SHOWN)));
    if (w->slices != NULL)
        JX_PUSH(w->buf.arena, w->slices, figure->image);
}

static void add_series(struct weave *w, const struct jx_figure *figure,
                       const struct jx_figure_series *series)
{
    add_words(w, w->buf.len > 0 ? JX_CELLS_APART : "");
    jx_buf_add(&w->buf, series->name);
    for (size_t i = 0; i < figure->n_categories; i++)
        if (series->present[i])
            jx_buf_printf(&w->buf, "%s%.*s %.*s", w->buf.len > 0 ? " " : "",
                          JX_FMT(figure->categories[i]),
                          JX_FMT(jx_num_text(w->buf.arena, series->values[i], 6)));
}

static void add_figure(struct weave *w, const struct jx_figure *figure)
{
    if (figure->kind == JX_FIGURE_IMAGE)
        add_image(w, figure);
    for (size_t i = 0; i < figure->n_parts; i++) {
        add_words(w, i > 0 ? JX_CELLS_APART : "");
        add_image(w, &figure->parts[i]);
    }
    for (size_t i = 0; i < figure->n_series; i++)
        add_series(w, figure, &figure->series[i]);
}

/* Part `part` of a cover: its number, its date, the lines of its title, its fields. False: there are no more. */
static bool add_cover(struct weave *w, const struct jx_cover *cover, size_t part)
{
    if (part == 0) {
        add_text(w, cover->number);
    } else if (part == 1) {
        add_text(w, cover->date);
    } else if (part - 2 < cover->n_title) {
        add_text(w, cover->title[part - 2]);
    } else if (part - 2 - cover->n_title < cover->n_fields) {
        const struct jx_cover_field *field = &cover->fields[part - 2 - cover->n_title];

        jx_buf_printf(&w->buf, "%.*s：", JX_FMT(field->label));
        add_text(w, field->text);
    } else {
        return false;
    }
    return true;
}

/* Part `part` of the places for signatures: the sentence above, the date, each place. False: there are no more. */
static bool add_signatures(struct weave *w, const struct jx_signatures *signatures, size_t part)
{
    if (part == 0) {
        add_text(w, signatures->note);
    } else if (part == 1) {
        add_text(w, signatures->date);
    } else if (part - 2 < signatures->n_places) {
        const struct jx_sign_place *place = &signatures->places[part - 2];

        jx_buf_printf(&w->buf, "%.*s：", JX_FMT(place->role));
        add_text(w, place->name);
        add_text(w, place->title);
        add_text(w, place->unit);
    } else {
        return false;
    }
    return true;
}

/* The text of part `part` of a block. False: it has none with that number. */
static bool add_part(struct weave *w, const struct jx_block *block, size_t part)
{
    switch (block->kind) {
    case JX_B_COVER:
        return add_cover(w, block->cover, part);
    case JX_B_SIGNATURES:
        return add_signatures(w, block->signatures, part);
    case JX_B_TABLE:
        if (part == 0)
            add_inlines(w, &block->table->caption);
        else if (part <= block->table->n_rows)
            add_row(w, block->table, part - 1);
        else if (part == block->table->n_rows + 1)
            add_text(w, block->table->note);
        return part <= block->table->n_rows + 1;
    case JX_B_FIGURE:
        if (part == 0)
            add_inlines(w, &block->inlines);
        else if (part == 1)
            add_figure(w, block->figure);
        return part <= 1;
    case JX_B_TITLE:
    case JX_B_HEADING:
    case JX_B_ATTACHMENT:
    case JX_B_ABSTRACT:
    case JX_B_PARAGRAPH:
    case JX_B_ITEM:
        if (part == 0)
            add_inlines(w, &block->inlines);
        return part == 0;
    default:
        return false;
    }
}

struct jx_strs jx_passage_text(struct jx_arena *arena, const struct jx_document *document,
                               const struct jx_passage *passage, size_t from, size_t to)
{
    struct jx_strs slices = {0};
    struct weave w = {.buf = {.arena = arena}, .from = from, .to = to, .slices = &slices};

    (void)add_part(&w, &document->blocks.items[passage->block], passage->part);
    return slices;
}

/* ---- all passages ---- */

struct walker {
    struct jx_arena *arena;
    struct jx_snapshot *snapshot;
    struct jx_str chapters[MAX_LEVELS + 1]; /* by level; 0: the attachment or abstract */
    bool front;                             /* in an abstract */
};

static struct jx_str chapter(struct walker *w)
{
    struct jx_buf buf = {.arena = w->arena};

    for (size_t i = 0; i <= MAX_LEVELS; i++)
        if (w->chapters[i].len > 0)
            jx_buf_printf(&buf, "%s%.*s", buf.len > 0 ? " " : "", JX_FMT(w->chapters[i]));
    return jx_buf_str(&buf);
}

/* All chapters of a level and below end. */
static void leave(struct walker *w, unsigned level)
{
    for (size_t i = level; i <= MAX_LEVELS; i++)
        w->chapters[i] = JX_STR("");
}

static void enter(struct walker *w, const struct jx_block *block)
{
    const unsigned level = block->kind == JX_B_HEADING ? block->level : 0;
    struct weave text = {.buf = {.arena = w->arena}};

    jx_buf_add(&text.buf, block->label);
    if (jx_str_starts(block->label, JX_STR("附件")))
        add_words(&text, " ");
    add_inlines(&text, &block->inlines);
    leave(w, level);
    if (level <= MAX_LEVELS)
        w->chapters[level] = jx_buf_str(&text.buf);
}

static const char *kind_of(const struct jx_block *block, size_t part)
{
    switch (block->kind) {
    case JX_B_COVER:
        return "封面";
    case JX_B_SIGNATURES:
        return "签章";
    case JX_B_TABLE:
        return part == 0 ? "表题" : part <= block->table->n_rows ? "表格" : "表注";
    case JX_B_FIGURE:
        return part == 0 ? "图题" : "图";
    case JX_B_PARAGRAPH:
    case JX_B_ITEM:
        return "正文";
    default:
        return "标题";
    }
}

static void push_block(struct walker *w, const struct jx_block *block, size_t at)
{
    if (w->front && !block->front)
        leave(w, 0);
    w->front = block->front;
    if (block->kind == JX_B_HEADING || block->kind == JX_B_ATTACHMENT ||
        block->kind == JX_B_ABSTRACT)
        enter(w, block);
    for (size_t part = 0;; part++) {
        struct weave text = {.buf = {.arena = w->arena}};

        if (!add_part(&text, block, part))
            break;
        if (text.buf.len > 0)
            JX_PUSH(w->arena, &w->snapshot->passages,
                    (struct jx_passage){.kind = jx_str_of(kind_of(block, part)),
                                        .chapter = chapter(w),
                                        .text = jx_buf_str(&text.buf),
                                        .block = at,
                                        .part = part});
    }
}

void jx_document_passages(struct jx_arena *arena, const struct jx_document *document,
                          struct jx_snapshot *snapshot)
{
    struct walker w = {.arena = arena, .snapshot = snapshot};

    for (size_t i = 0; i < document->blocks.n; i++)
        push_block(&w, &document->blocks.items[i], i);
}
