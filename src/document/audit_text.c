/* audit_text.c - the expanded Markdown cut into the stretches that the audit looks at, without its markup; the outline.
 *
 * Layer:   document.
 *
 * Lines are told apart the way Markdown does it (headings, list items, table rows, fences); what stands between the marks
 * goes on byte for byte, cut where the source changes.
 */
#include "document/audit_text.h"

struct pieces JX_VEC(struct jx_audit_piece);

struct cutter {
    struct jx_arena *arena;
    struct jx_str text; /* the expanded Markdown being cut */
    const struct jx_source_map *map;
    struct pieces pieces;
    size_t map_at; /* piece of the map at or before what is cut next */
    bool starts;   /* the next piece begins a paragraph */
    size_t fence;  /* length of the fence we are in; 0: in none */
    bool nested;   /* in the Markdown of a component (文: |) */
    bool comment;
    enum jx_audit_kind kind;
    uint32_t last; /* last code point of the paragraph */
};

static uint32_t last_char(struct jx_str text)
{
    uint32_t cp = 0;
    for (size_t pos = text.len > 4 ? text.len - 4 : 0; pos < text.len;)
        cp = jx_utf8_next(text, &pos);
    return cp;
}

static void put(struct cutter *c, struct jx_audit_piece piece)
{
    if (piece.text.len == 0)
        return;
    piece.starts = c->starts;
    piece.kind = c->kind;
    c->starts = false;
    c->last = last_char(piece.text);
    JX_PUSH(c->arena, &c->pieces, piece);
}

/* The bytes [from, to) of the expanded text, cut where their origin changes. */
static void put_range(struct cutter *c, size_t from, size_t to)
{
    const struct jx_source_map *map = c->map;
    while (from < to && map->n) {
        while (c->map_at > 0 && map->items[c->map_at].from > from)
            c->map_at--;
        while (c->map_at + 1 < map->n && map->items[c->map_at].to <= from)
            c->map_at++;
        const struct jx_map_piece *origin = &map->items[c->map_at];
        size_t end = origin->to < to && origin->to > from ? origin->to : to;
        struct jx_str text = jx_str_sub(c->text, from, end - from);
        if (origin->literal)
            put(c, (struct jx_audit_piece){.text = text,
                                           .literal = true,
                                           .file = origin->file,
                                           .offset = origin->offset + (from - origin->from)});
        else
            put(c,
                (struct jx_audit_piece){.text = jx__inert_undo(c->arena, text),
                                        .span = origin->value.file ? origin->value : origin->tag});
        from = end;
    }
}

/* ---- inline markup ---- */

static char byte_at(const struct cutter *c, size_t at, size_t to)
{
    return at < to ? c->text.ptr[at] : '\0';
}

/* The end of "](url)" at `at`; `at` when there is none. */
static size_t link_end(const struct cutter *c, size_t at, size_t to)
{
    if (byte_at(c, at, to) != ']' || byte_at(c, at + 1, to) != '(')
        return at;
    for (size_t end = at + 2; end < to; end++) {
        char here = c->text.ptr[end];
        if (here == ')')
            return end + 1;
        if (here == '[' ||
            here == ']') /* no address: and so no byte is looked at again and again */
            return at;
    }
    return at;
}

/* Whether the [ at `at` begins a link. */
static bool begins_link(const struct cutter *c, size_t at, size_t to)
{
    for (size_t end = at + 1; end < to && c->text.ptr[end] != '['; end++)
        if (c->text.ptr[end] == ']')
            return link_end(c, end, to) > end;
    return false;
}

/* Text between marks of emphasis, links and escapes. */
static void put_inline(struct cutter *c, size_t from, size_t to)
{
    size_t start = from;
    for (size_t at = from; at < to;) {
        char mark = c->text.ptr[at];
        size_t skip = 0;
        if (mark == '*')
            skip = 1;
        else if (mark == '\\' && at + 1 < to)
            skip = 1;
        else if (mark == '[' && begins_link(c, at, to))
            skip = 1;
        else if (mark == '!' && byte_at(c, at + 1, to) == '[' && begins_link(c, at + 1, to))
            skip = 1; /* a picture: its title is text */
        else if (mark == ']')
            skip = link_end(c, at, to) - at;
        if (skip) {
            put_range(c, start, at);
            start = at + skip;
        }
        at += mark == '\\' ? 2 : skip ? skip : 1;
    }
    if (start < to)
        put_range(c, start, to);
}

/* ---- lines ---- */

static size_t without_blanks(const struct cutter *c, size_t from, size_t to)
{
    while (to > from && c->text.ptr[to - 1] == ' ')
        to--;
    return to;
}

/* Without {#name} or {-} at the end. */
static size_t without_attributes(const struct cutter *c, size_t from, size_t to)
{
    size_t end = without_blanks(c, from, to);
    if (end == from || c->text.ptr[end - 1] != '}')
        return to;
    while (end > from && c->text.ptr[end - 1] != '{')
        end--;
    return end > from ? without_blanks(c, from, end - 1) : to;
}

/* Bytes of a list mark and the blanks after it: "- ", "12. ". */
static size_t item_mark(const struct cutter *c, size_t from, size_t to)
{
    size_t at = from;
    if (byte_at(c, at, to) == '-' || byte_at(c, at, to) == '*' || byte_at(c, at, to) == '+') {
        at++;
    } else {
        while (byte_at(c, at, to) >= '0' && byte_at(c, at, to) <= '9' && at - from < 9)
            at++;
        if (at == from || (byte_at(c, at, to) != '.' && byte_at(c, at, to) != ')'))
            return 0;
        at++;
    }
    return byte_at(c, at, to) == ' ' ? at + 1 - from : 0;
}

static bool is_rule(const struct cutter *c, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (c->text.ptr[at] != '|' && c->text.ptr[at] != '-' && c->text.ptr[at] != ':' &&
            c->text.ptr[at] != ' ')
            return false;
    return true;
}

static void put_cell(struct cutter *c, size_t from, size_t to)
{
    while (from < to && c->text.ptr[from] == ' ')
        from++;
    c->starts = true;
    put_inline(c, from, without_blanks(c, from, to));
}

/* | a | b |: each cell is a paragraph. */
static void put_row(struct cutter *c, size_t from, size_t to)
{
    size_t start = from;
    if (is_rule(c, from, to))
        return;
    for (size_t at = from; at <= to; at++) {
        if (at < to && (c->text.ptr[at] != '|' || (at > from && c->text.ptr[at - 1] == '\\')))
            continue;
        put_cell(c, start, at);
        start = at + 1;
    }
    c->starts = true;
}

static bool line_starts(const struct cutter *c, size_t from, size_t to, struct jx_str mark)
{
    return jx_str_starts(jx_str_sub(c->text, from, to - from), mark);
}

/* # heading */
static bool put_heading(struct cutter *c, size_t from, size_t to)
{
    size_t at = from;
    while (byte_at(c, at, to) == '#')
        at++;
    if (at == from || byte_at(c, at, to) != ' ')
        return false;
    c->starts = true;
    put_inline(c, at + 1, without_attributes(c, at + 1, to));
    c->starts = true;
    return true;
}

/* Sizes and ends of axes (宽: 80%, 最大: 100%) are no figures of the report. */
static bool is_measure(const struct cutter *c, size_t from, size_t to)
{
    static const char *const keys[] = {"宽:", "高:", "最小:", "最大:"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (line_starts(c, from, to, jx_str_of(keys[i])))
            return true;
    return false;
}

/* A fence is closed by one that is as long. */
static bool is_fence(struct cutter *c, size_t from, size_t to)
{
    size_t n = 0;
    while (byte_at(c, from + n, to) == '`')
        n++;
    if (n < 3 || n < c->fence)
        return false;
    c->fence = c->fence > 0 ? 0 : n;
    c->nested = false;
    c->starts = true;
    return true;
}

/* The Markdown in a component is prose: the lines after 文: | that are indented. */
static bool is_nested(struct cutter *c, size_t from, size_t to, size_t indent)
{
    static const char *const keys[] = {"文:", "内容:"};
    if (c->nested && (indent > 0 || from == to))
        return true;
    c->nested = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (line_starts(c, from, to, jx_str_of(keys[i])) &&
            jx_str_ends(jx_str_trim(jx_str_sub(c->text, from, to - from)), JX_STR("|")))
            c->nested = true;
    return false;
}

/* A line that belongs to a fence or a comment, or opens or closes one. indent: blanks before it. */
static bool is_outside(struct cutter *c, size_t from, size_t to, size_t indent)
{
    if (is_fence(c, from, to))
        return true;
    if (c->fence > 0 && !is_nested(c, from, to, indent)) {
        c->kind = JX_AUDIT_COMPONENT;
        c->starts = true;
        if (!is_measure(c, from, to))
            put_range(c, from, to);
        c->kind = JX_AUDIT_PROSE;
        c->starts = true;
        return true;
    }
    if (line_starts(c, from, to, JX_STR("<!--")))
        c->comment = true;
    if (!c->comment)
        return false;
    c->comment = jx_str_find(jx_str_sub(c->text, from, to - from), JX_STR("-->"), 0) == SIZE_MAX;
    return true;
}

static void put_line(struct cutter *c, size_t from, size_t to)
{
    size_t start = from;
    while (from < to && c->text.ptr[from] == ' ')
        from++;
    if (is_outside(c, from, to, from - start))
        return;
    if (from == to) {
        c->starts = true;
    } else if (c->text.ptr[from] == '|') {
        put_row(c, from, to);
    } else if (!put_heading(c, from, to)) {
        size_t mark = item_mark(c, from, to);
        c->starts = c->starts || mark > 0;
        uint32_t first = (unsigned char)c->text.ptr[from + mark < to ? from + mark : from];
        if (!c->starts && c->last < 0x80 && first < 0x80) /* a line end between words */
            put(c, (struct jx_audit_piece){.text = JX_STR(" "), .literal = true});
        put_inline(c, from + mark, without_attributes(c, from + mark, to));
    }
}

/* ---- outline ---- */

struct headings JX_VEC(struct jx_audit_heading);
struct objects JX_VEC(struct jx_audit_object);

static void add_links(struct jx_arena *arena, const struct jx_inlines *inlines,
                      struct jx_index *targets)
{
    for (size_t i = 0; i < inlines->n; i++) {
        const struct jx_str link = jx_inline_link(&inlines->items[i]);
        if (jx_str_starts(link, JX_STR("#")))
            (void)jx_index_add(arena, targets, jx_str_sub(link, 1, SIZE_MAX), i);
    }
}

/* The anchors that the text links to. */
static struct jx_index link_targets(const struct jx__builder *b)
{
    struct jx_index targets = {0};
    for (size_t i = 0; i < b->blocks.n; i++)
        add_links(b->arena, &b->blocks.items[i].inlines, &targets);
    return targets;
}

/* An anchor that nobody named cannot be linked to: nothing is asked of it. */
static bool is_referenced(const struct jx_index *targets, struct jx_str anchor)
{
    return jx_str_empty(anchor) || jx_index_find(targets, anchor) != SIZE_MAX;
}

/* Nothing but a heading of its level or above, or an attachment, follows. */
static bool is_empty(const struct jx__builder *b, size_t at)
{
    const struct jx_block *heading = &b->blocks.items[at];
    if (at + 1 == b->blocks.n)
        return true;
    const struct jx_block *next = &b->blocks.items[at + 1];
    return next->kind == JX_B_ATTACHMENT ||
           (next->kind == JX_B_HEADING && next->level <= heading->level);
}

static void add_outline(const struct jx__builder *b, struct jx_audit_text *text)
{
    struct headings headings = {0};
    struct objects tables = {0}, figures = {0}, attachments = {0};
    const struct jx_index targets = link_targets(b);
    for (size_t i = 0; i < b->blocks.n; i++) {
        const struct jx_block *block = &b->blocks.items[i];
        struct jx_audit_object object = {.label = block->label,
                                         .span = block->span,
                                         .referenced = is_referenced(&targets, block->anchor)};
        if (block->kind == JX_B_HEADING) {
            struct jx_audit_heading heading = {block->level,
                                               jx__inlines_text(b->arena, &block->inlines),
                                               block->span, is_empty(b, i)};
            JX_PUSH(b->arena, &headings, heading);
        } else if (block->kind == JX_B_TABLE && !jx_str_empty(block->label)) {
            object.title = jx__inlines_text(b->arena, &block->table->caption);
            JX_PUSH(b->arena, &tables, object);
        } else if (block->kind == JX_B_FIGURE && !jx_str_empty(block->label)) {
            object.title = jx__inlines_text(b->arena, &block->inlines);
            JX_PUSH(b->arena, &figures, object);
        } else if (block->kind == JX_B_ATTACHMENT && !jx_str_empty(block->label)) {
            object.title = jx__inlines_text(b->arena, &block->inlines);
            object.referenced =
                true; /* every attachment has an anchor; most are not mentioned by it */
            JX_PUSH(b->arena, &attachments, object);
        }
    }
    text->headings = headings.items, text->n_headings = headings.n;
    text->tables = tables.items, text->n_tables = tables.n;
    text->figures = figures.items, text->n_figures = figures.n;
    text->attachments = attachments.items, text->n_attachments = attachments.n;
}

static void put_lines(struct cutter *c, struct jx_str text, const struct jx_source_map *map)
{
    c->text = text;
    c->map = map;
    c->map_at = 0;
    c->starts = true;
    c->fence = 0;
    c->comment = false;
    for (size_t from = 0; from < text.len;) {
        size_t end = jx_str_find(text, JX_STR("\n"), from);
        end = end == SIZE_MAX ? text.len : end;
        put_line(c, from, end);
        from = end + 1;
    }
}

const struct jx_audit_text *jx__audit_text_make(const struct jx__builder *b)
{
    struct jx_audit_text *text = JX_NEW(b->arena, struct jx_audit_text);
    struct cutter c = {.arena = b->arena, .kind = JX_AUDIT_PROSE};
    put_lines(&c, b->expanded, b->map);
    for (size_t i = 0; i < b->cell_texts.n; i++)
        put_lines(&c, b->cell_texts.items[i].expanded, b->cell_texts.items[i].map);
    text->pieces = c.pieces.items;
    text->n_pieces = c.pieces.n;
    add_outline(b, text);
    return text;
}
