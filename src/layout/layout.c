/* layout.c - the order of work: body first, then what stands before it (the contents need all page numbers), then all in order.
 *
 * Layer:   layout.
 */
#include "layout/internal.h"

#include "base/index.h"

/* Blocks that share a kind of page: one cover, one contents, one abstract, or a run of body blocks. */
struct segment {
    size_t from, to;         /* blocks [from, to) */
    enum jx_block_kind kind; /* COVER, TOC, ABSTRACT, else body */
    bool roman;              /* numbered i, ii …: contents, and what stands before the body */
    struct jx_pages *pages;
};

struct segments JX_VEC(struct segment);

static bool is_body(const struct jx_block *block)
{
    return block->kind != JX_B_COVER && block->kind != JX_B_TOC && !block->front;
}

/* Does a block go on where the one before it stands? */
static bool continues(const struct jx_block *before, const struct jx_block *block)
{
    if (block->front)
        return before->front && block->kind != JX_B_ABSTRACT;
    return is_body(before) && is_body(block);
}

static struct segments split(const struct jx__setter *setter)
{
    const struct jx_blocks *blocks = &setter->document->blocks;
    struct segments segments = {0};
    bool body = false;

    for (size_t i = 0; i < blocks->n; i++) {
        const struct jx_block *block = &blocks->items[i];

        body = body || is_body(block);
        if (i > 0 && continues(block - 1, block))
            segments.items[segments.n - 1].to = i + 1;
        else
            JX_PUSH(setter->arena, &segments,
                    (struct segment){.from = i,
                                     .to = i + 1,
                                     .kind = block->kind,
                                     .roman = block->kind == JX_B_TOC || (block->front && !body)});
    }
    return segments;
}

static struct jx_pages *set_cover(const struct jx__setter *setter, const struct segment *segment)
{
    struct jx__pager pager = jx__pager_new(setter, JX_LABEL_NONE);

    jx__pager_page(&pager);
    jx__draw_cover(&pager, setter->document->blocks.items[segment->from].cover);
    jx__pager_finish(&pager);
    return pager.pages;
}

static bool starts_page(const struct jx_block *block)
{
    return block->kind == JX_B_ATTACHMENT || (block->kind == JX_B_PAGE_BREAK && !block->turn);
}

/* A page is turned when something comes to stand on it, so that turning there and back leaves no page. */
static struct jx_pages *set_body(const struct jx__setter *setter, const struct segment *segment,
                                 unsigned *next_number)
{
    struct jx__pager pager = jx__pager_new(setter, setter->document->unnumbered ? JX_LABEL_NONE
                                                   : segment->roman             ? JX_LABEL_ROMAN
                                                                                : JX_LABEL_ARABIC);
    struct jx__boxes boxes = {0};
    bool landscape = false, wanted = false;

    pager.next_number = *next_number;
    for (size_t i = segment->from; i < segment->to; i++) {
        const struct jx_block *block = &setter->document->blocks.items[i];

        if (block->kind == JX_B_PAGE_BREAK || block->kind == JX_B_ATTACHMENT)
            wanted = block->landscape;
        if (block->kind == JX_B_PAGE_BREAK && block->turn)
            continue;
        if (starts_page(block) || wanted != landscape) {
            landscape = wanted;
            JX_PUSH(setter->arena, &boxes,
                    (struct jx__box){.kind = JX__BREAK, .landscape = landscape});
        }
        jx__add_block(setter, &boxes, block, landscape);
    }
    jx__fill(&pager, &boxes);
    *next_number = pager.next_number;
    return pager.pages;
}

/* A page number and its kind in one number. */
static size_t number_of(const struct jx_page *page)
{
    return (size_t)page->number * 2 + (page->label == JX_LABEL_ROMAN);
}

static void number_anchors(const struct jx__setter *setter, const struct jx_page *page,
                           struct jx_index *numbers)
{
    for (size_t i = 0; i < page->items.n; i++) {
        const struct jx_item *item = &page->items.items[i];

        if (item->kind == JX_ITEM_MARK && item->mark == JX_MARK_ANCHOR)
            (void)jx_index_add(setter->arena, numbers, item->name, number_of(page));
    }
}

/* The printed numbers of the pages that anchors stand on. */
static struct jx_index page_numbers(const struct jx__setter *setter,
                                    const struct segments *segments)
{
    struct jx_index numbers = {0};

    for (size_t s = 0; s < segments->n; s++) {
        const struct jx_pages *pages = segments->items[s].pages;

        for (size_t p = 0; pages != NULL && p < pages->n; p++)
            number_anchors(setter, &pages->items[p], &numbers);
    }
    return numbers;
}

static struct jx_str number_text(const struct jx__setter *setter, const struct jx_index *numbers,
                                 struct jx_str anchor)
{
    const size_t number = jx_index_find(numbers, anchor);

    if (number == SIZE_MAX)
        return JX_STR("");
    return jx__number_text(setter->arena, number % 2 ? JX_LABEL_ROMAN : JX_LABEL_ARABIC,
                           (unsigned)(number / 2));
}

static struct jx_str plain_text(struct jx_arena *arena, const struct jx_block *block)
{
    struct jx_buf buf = {.arena = arena};

    const struct jx_inlines *inlines =
        block->kind == JX_B_TABLE ? &block->table->caption : &block->inlines;

    jx_buf_add(&buf, block->label);
    if (block->kind == JX_B_ATTACHMENT && block->label.len > 0 && inlines->n > 0)
        jx_buf_adds(&buf, "　");
    for (size_t i = 0; i < inlines->n; i++)
        jx_buf_add(&buf, inlines->items[i].text);
    return jx_buf_str(&buf);
}

static bool is_listed(const struct jx_block *block, unsigned levels)
{
    return (block->kind == JX_B_HEADING && block->level <= levels) ||
           block->kind == JX_B_ATTACHMENT || block->kind == JX_B_ABSTRACT;
}

static unsigned listed_level(const struct jx_block *block)
{
    return block->kind == JX_B_HEADING ? block->level : 1;
}

static struct jx_pages *set_toc(const struct jx__setter *setter, const struct jx_index *numbers,
                                const struct segment *segment, unsigned *next_number)
{
    const struct jx_blocks *blocks = &setter->document->blocks;
    const struct jx_block *toc = &blocks->items[segment->from];
    struct jx__toc_entry *entries = JX_ARRAY(setter->arena, struct jx__toc_entry, blocks->n);
    struct jx__pager pager = jx__pager_new(setter, JX_LABEL_ROMAN);
    struct jx__boxes boxes = {0};
    size_t n = 0;

    for (size_t i = 0; i < blocks->n; i++) {
        const struct jx_block *block = &blocks->items[i];

        if (is_listed(block, toc->toc_levels))
            entries[n++] = (struct jx__toc_entry){
                .level = listed_level(block),
                .text = plain_text(setter->arena, block),
                .anchor = block->anchor,
                .number = number_text(setter, numbers, block->anchor),
            };
    }
    pager.next_number = *next_number;
    jx__add_toc(setter, &boxes, toc, entries, n);
    jx__fill(&pager, &boxes);
    *next_number = pager.next_number;
    return pager.pages;
}

/* A form has no heading, but a title. */
static bool is_titled_form(const struct jx_block *block)
{
    return block->kind == JX_B_TABLE && block->table->heading_caption &&
           block->table->caption.n > 0;
}

/* Headings, attachments, abstracts, and the titles of forms below the heading they stand under. */
static void add_outlines(const struct jx__setter *setter, struct jx_pages *pages)
{
    const struct jx_blocks *blocks = &setter->document->blocks;

    unsigned level = 0;

    pages->outlines = JX_ARRAY(setter->arena, struct jx_outline, blocks->n);
    for (size_t i = 0; i < blocks->n; i++) {
        const struct jx_block *block = &blocks->items[i];
        const bool listed = is_listed(block, 3);

        if (jx_str_empty(block->anchor) || (!listed && !is_titled_form(block)))
            continue;
        level = listed ? listed_level(block) : level;
        pages->outlines[pages->n_outlines++] = (struct jx_outline){
            .title = plain_text(setter->arena, block),
            .level = listed ? level : level + 1,
            .anchor = block->anchor,
        };
    }
}

static struct jx_pages *join(const struct jx__setter *setter, const struct segments *segments)
{
    const struct jx_document *document = setter->document;
    struct jx_pages *all = JX_NEW(setter->arena, struct jx_pages);

    for (size_t s = 0; s < segments->n; s++)
        for (size_t p = 0; p < segments->items[s].pages->n; p++)
            JX_PUSH(setter->arena, all, segments->items[s].pages->items[p]);
    all->info = (struct jx_pages_info){
        .title = document->title,
        .author = document->author,
        .subject = document->subject,
        .keywords = document->keywords,
        .identifier = document->code.wanted ? document->code.text : JX_NO_STR,
        .date = document->date,
    };
    add_outlines(setter, all);
    return all;
}

/* Rounds in which printed page numbers settle, and the pages before the body: the contents print the number of an abstract behind them, which follows from
 * how many pages they take. */
#define MAX_ROUNDS 3

/* Contents and abstracts before the body. Returns the number after their last page. */
static unsigned set_front(const struct jx__setter *setter, struct segments *segments)
{
    const struct jx_index numbers = page_numbers(setter, segments);
    unsigned next_number = 1;

    for (size_t s = 0; s < segments->n; s++) {
        struct segment *segment = &segments->items[s];

        if (segment->kind == JX_B_TOC)
            segment->pages = set_toc(setter, &numbers, segment, &next_number);
        else if (segment->roman)
            segment->pages = set_body(setter, segment, &next_number);
    }
    return next_number;
}

/* Only an abstract's own number can change between rounds. */
static bool has_abstract(const struct segments *segments)
{
    for (size_t s = 0; s < segments->n; s++)
        if (segments->items[s].roman && segments->items[s].kind != JX_B_TOC)
            return true;
    return false;
}

static struct segments set_all(const struct jx__setter *setter)
{
    struct segments segments = split(setter);
    unsigned next_number = 1, n_front = 0;

    for (size_t s = 0; s < segments.n; s++) {
        struct segment *segment = &segments.items[s];

        if (segment->kind == JX_B_COVER)
            segment->pages = set_cover(setter, segment);
        else if (!segment->roman)
            segment->pages = set_body(setter, segment, &next_number);
    }
    for (int round = 0; round < MAX_ROUNDS; round++) {
        const unsigned before = n_front;

        n_front = set_front(setter, &segments);
        if (!has_abstract(&segments) || (round > 0 && n_front == before))
            break;
    }
    return segments;
}

/* Give every printed page number (JX_I_PAGE) that of its anchor's page. False when all had it. */
static bool number_refs(const struct jx__setter *setter, const struct segments *segments)
{
    const struct jx_page_refs *refs = &setter->document->page_refs;
    const struct jx_index numbers = page_numbers(setter, segments);
    bool changed = false;

    for (size_t i = 0; i < refs->n; i++) {
        const struct jx_str anchor =
            jx_str_sub(jx_inline_link(refs->items[i]), 1, SIZE_MAX); /* behind # */
        const struct jx_str number = number_text(setter, &numbers, anchor);

        changed = changed || !jx_str_eq(number, refs->items[i]->text);
        refs->items[i]->text = number;
    }
    return changed;
}

void jx_layout_make(struct jx_arena *arena, const struct jx_document *document,
                    const struct jx_style *style, struct jx_font_book *book, struct jx_diags *diags,
                    struct jx_pages **ret_pages)
{
    const struct jx__setter setter = {arena, document, style, book, diags};
    struct segments segments = set_all(&setter);

    for (int round = 1; document->page_refs.n > 0 && round < MAX_ROUNDS; round++) {
        if (!number_refs(&setter, &segments))
            break;
        segments = set_all(&setter);
    }
    *ret_pages = join(&setter, &segments);
}
