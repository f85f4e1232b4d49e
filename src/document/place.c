/* place.c - where the document prints a value: places as words and page numbers, put where the data says so.
 *
 * Layer:  document.
 *
 * A value is known by the place it was written at (its span): blocks keep the spans of the values put into their text, cells the
 * span of theirs. The texts of places are wanted before there is a document, by templates; so the data carries marks
 * (JX_PLACE_MARK) that are replaced here at the end.
 */
#include "document/place.h"

#include "revision/revision.h"

#define MAX_PLACES 6 /* named; further ones are counted */

struct filler {
    struct jx_arena *arena;
    struct jx_document *document;
    const struct jx_span *spans; /* shape [n_spans] */
    size_t n_spans;
    struct jx_inlines *texts; /* of each span, once asked for; shape [n_spans] */
    bool *made;
    size_t n_anchors;
};

static bool same_place(struct jx_span a, struct jx_span b)
{
    return a.file == b.file && a.line1 == b.line1 && a.col1 == b.col1;
}

/* ---- what blocks print ---- */

struct jx_spans jx__map_values(struct jx_arena *arena, const struct jx_source_map *map, size_t from,
                               size_t to)
{
    struct jx_spans spans = {0};

    for (size_t i = jx__map_at(map, from); map != NULL && i < map->n && map->items[i].from < to;
         i++)
        if (!map->items[i].literal && map->items[i].value.file != 0 && map->items[i].to > from)
            JX_PUSH(arena, &spans, map->items[i].value);
    return spans;
}

bool jx__wants_places(const struct jx__builder *b)
{
    return b->input != NULL && b->input->n_places > 0;
}

static bool is_among(const struct jx_span *spans, size_t n, struct jx_span span)
{
    for (size_t i = 0; i < n; i++)
        if (same_place(spans[i], span))
            return true;
    return false;
}

/* Was it written in the paragraph of prose that the span is? Such spans begin their lines, which values of YAML files do not. */
static bool is_in_prose(struct jx_span at, struct jx_span span)
{
    return span.col1 == 1 && at.file == span.file && at.line1 >= span.line1 &&
           at.line1 <= span.end_line1;
}

static bool prints(const struct jx_block *block, struct jx_span span)
{
    return is_among(block->values, block->n_values, span) || is_in_prose(block->span, span);
}

static bool cell_prints(const struct jx_cell *cell, struct jx_span span)
{
    const struct jx_spans *values = &jx_cell_more(cell)->values;

    if (same_place(jx_cell_span(cell), span) || is_among(values->items, values->n, span))
        return true;
    for (size_t i = 0; i < cell->text.n; i++)
        if (is_in_prose(jx_inline_span(&cell->text.items[i]), span))
            return true;
    return false;
}

static struct jx_cell *cell_of(const struct jx_table *table, struct jx_span span)
{
    for (size_t i = 0; i < table->n_cells; i++)
        if (cell_prints(&table->cells[i], span))
            return &table->cells[i];
    return NULL;
}

/* ---- a place in words ---- */

/* The label without its own mark: 一、 → 第一部分 for the first level, （一） as it is. */
static struct jx_str heading_words(struct jx_arena *arena, const struct jx_block *block)
{
    const struct jx_str comma = JX_STR("、");

    if (block->label.len == 0)
        return jx_str_printf(arena, "“%.*s”", JX_FMT(jx__inlines_text(arena, &block->inlines)));
    if (block->level == 1 && jx_str_ends(block->label, comma))
        return jx_str_printf(arena, "第%.*s部分",
                             JX_FMT(jx_str_sub(block->label, 0, block->label.len - comma.len)));
    return block->label;
}

/* The headings above block `at`, the attachment or abstract it belongs to. */
static struct jx_str chapter_words(const struct filler *f, size_t at)
{
    const struct jx_blocks *blocks = &f->document->blocks;
    struct jx_str words = JX_STR("");
    unsigned level = JX__HEADING_LEVELS + 1;

    for (size_t i = at + 1; i-- > 0 && level > 1;) {
        const struct jx_block *block = &blocks->items[i];

        if (block->kind == JX_B_ATTACHMENT || block->kind == JX_B_ABSTRACT) {
            const struct jx_str own =
                block->label.len > 0 ? block->label : jx__inlines_text(f->arena, &block->inlines);

            return jx_str_printf(f->arena, "%.*s%.*s", JX_FMT(own), JX_FMT(words));
        }
        if (block->kind != JX_B_HEADING || block->level >= level)
            continue;
        level = block->level;
        words = jx_str_printf(f->arena, "%.*s%.*s", JX_FMT(heading_words(f->arena, block)),
                              JX_FMT(words));
    }
    return words;
}

static struct jx_str place_words(const struct filler *f, size_t at)
{
    const struct jx_block *block = &f->document->blocks.items[at];
    const struct jx_str chapter = chapter_words(f, at);
    const struct jx_str label = block->kind == JX_B_TABLE ? block->table->label : JX_STR("");

    return jx_str_printf(f->arena, "%.*s%.*s第", JX_FMT(chapter), JX_FMT(label));
}

/* ---- the text of a span's places ---- */

static void add_text(const struct filler *f, struct jx_inlines *inlines, struct jx_str text)
{
    if (text.len > 0)
        JX_PUSH(f->arena, inlines, (struct jx_inline){.kind = JX_I_TEXT, .text = text});
}

static struct jx_str new_anchor(struct filler *f, struct jx_str *anchor)
{
    if (anchor->len == 0)
        *anchor = jx_str_printf(f->arena, "处-%zu", ++f->n_anchors);
    return *anchor;
}

static void add_place(struct filler *f, struct jx_inlines *inlines, size_t at,
                      struct jx_str *anchor)
{
    const struct jx_str link = jx_str_printf(f->arena, "#%.*s", JX_FMT(new_anchor(f, anchor)));

    if (inlines->n > 0)
        add_text(f, inlines, JX_STR("；"));
    add_text(f, inlines, place_words(f, at));
    JX_PUSH(f->arena, inlines,
            (struct jx_inline){.kind = JX_I_PAGE,
                               .text = JX_STR("1"),
                               .place = jx_inline_place_make(f->arena, JX_NO_SPAN, link)});
    add_text(f, inlines, JX_STR("页"));
}

static struct jx_inlines make_text(struct filler *f, struct jx_span span)
{
    struct jx_inlines inlines = {0};
    size_t n = 0;

    for (size_t i = 0; span.file != 0 && i < f->document->blocks.n; i++) {
        struct jx_block *block = &f->document->blocks.items[i];
        struct jx_cell *cell = block->kind == JX_B_TABLE ? cell_of(block->table, span) : NULL;

        if (cell == NULL && !prints(block, span))
            continue;
        if (n++ < MAX_PLACES)
            add_place(f, &inlines, i,
                      cell != NULL ? &jx_cell_more_make(f->arena, cell)->anchor : &block->anchor);
    }
    if (n > MAX_PLACES)
        add_text(f, &inlines, jx_str_printf(f->arena, "等%zu处", n));
    if (n == 0)
        add_text(f, &inlines, JX_STR("—"));
    return inlines;
}

/* ---- putting them in ---- */

/* The number behind a mark at `at`; SIZE_MAX when none stands there. */
static size_t mark_at(struct jx_str text, size_t at, size_t *ret_end)
{
    const struct jx_str mark = JX_STR(JX_PLACE_MARK);
    size_t number = 0, pos = at + mark.len;

    for (; pos < text.len && text.ptr[pos] >= '0' && text.ptr[pos] <= '9' && number < 1000000;
         pos++)
        number = number * 10 + (size_t)(text.ptr[pos] - '0');
    if (!jx_str_starts(jx_str_sub(text, pos, SIZE_MAX), mark))
        return SIZE_MAX;
    *ret_end = pos + mark.len;
    return number;
}

static const struct jx_inlines *text_of(struct filler *f, size_t number)
{
    if (!f->made[number])
        f->texts[number] = make_text(f, f->spans[number]);
    f->made[number] = true;
    return &f->texts[number];
}

/* One run of text, with its marks replaced. */
static void replace(struct filler *f, const struct jx_inline *run, struct jx_inlines *out)
{
    size_t from = 0, end = 0;

    for (size_t at = jx_str_find(run->text, JX_STR(JX_PLACE_MARK), 0); at != SIZE_MAX;
         at = jx_str_find(run->text, JX_STR(JX_PLACE_MARK), from)) {
        const size_t number = mark_at(run->text, at, &end);
        struct jx_inline part = *run;

        if (number >= f->n_spans)
            break;
        part.text = jx_str_sub(run->text, from, at - from);
        if (part.text.len > 0)
            JX_PUSH(f->arena, out, part);
        for (size_t i = 0; i < text_of(f, number)->n; i++)
            JX_PUSH(f->arena, out, text_of(f, number)->items[i]);
        from = end;
    }
    if (from < run->text.len) {
        struct jx_inline rest = *run;

        rest.text = jx_str_sub(run->text, from, SIZE_MAX);
        JX_PUSH(f->arena, out, rest);
    }
}

static void fill(struct filler *f, struct jx_inlines *inlines)
{
    struct jx_inlines filled = {0};
    bool any = false;

    for (size_t i = 0; i < inlines->n; i++)
        any = any || jx_str_find(inlines->items[i].text, JX_STR(JX_PLACE_MARK), 0) != SIZE_MAX;
    if (!any)
        return;
    for (size_t i = 0; i < inlines->n; i++)
        replace(f, &inlines->items[i], &filled);
    *inlines = filled;
    for (size_t i = 0; i < filled.n; i++)
        if (filled.items[i].kind == JX_I_PAGE)
            JX_PUSH(f->arena, &f->document->page_refs, &filled.items[i]);
}

static void fill_table(struct filler *f, const struct jx_table *table)
{
    for (size_t i = 0; i < table->n_cells; i++)
        fill(f, &table->cells[i].text);
}

void jx__places_fill(struct jx_arena *arena, struct jx_document *document,
                     const struct jx_span *spans, size_t n_spans)
{
    struct filler f = {.arena = arena,
                       .document = document,
                       .spans = spans,
                       .n_spans = n_spans,
                       .texts = JX_ARRAY(arena, struct jx_inlines, n_spans),
                       .made = JX_ARRAY(arena, bool, n_spans)};

    for (size_t i = 0; n_spans > 0 && i < document->blocks.n; i++) {
        fill(&f, &document->blocks.items[i].inlines);
        if (document->blocks.items[i].kind == JX_B_TABLE)
            fill_table(&f, document->blocks.items[i].table);
    }
    for (size_t i = 0; n_spans > 0 && i < document->n_workbooks; i++)
        for (size_t k = 0; k < document->workbooks[i].n_sheets; k++)
            fill_table(&f, document->workbooks[i].sheets[k].table);
}
