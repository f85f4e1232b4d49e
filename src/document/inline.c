/* inline.c - inline Markdown to runs of text: emphasis, links, breaks; inert characters given back. */
#include "document/builder.h"

#include <cmark-gfm.h>

#include <string.h>

struct run {
    struct jx__builder *b;
    struct jx_inlines inlines;
    struct jx_buf text; /* of the run being made */
    unsigned strong, emph;
    struct jx_str link;
    struct jx_span span;
    uint32_t last; /* last code point written, 0 at the start and after a forced break */
    bool soft;     /* a soft break waits for what follows */
};

/* Wide characters need no blank at a line's end. */
static bool is_wide(uint32_t cp)
{
    return cp != 0 && jx_cp_cells(cp) == 2;
}

/* Chinese quotes, dashes and dots count as wide, which Unicode leaves open. */
static bool is_chinese(uint32_t cp)
{
    return is_wide(cp) || (cp >= 0x2014 && cp <= 0x2026) || cp == 0xB7;
}

static void put(struct run *run, uint32_t cp)
{
    if (run->soft && run->last != 0 && cp != ' ' && run->last != ' ' && !is_chinese(run->last) &&
        !is_chinese(cp))
        jx_buf_addc(&run->text, ' ');
    run->soft = false;
    jx_buf_add_cp(&run->text, cp);
    run->last = cp;
}

static unsigned flags_of(const struct run *run)
{
    return (run->strong > 0 ? (unsigned)JX_I_STRONG : 0) |
           (run->emph > 0 ? (unsigned)JX_I_EMPH : 0);
}

static const struct jx_inline_place *place_of(const struct run *run)
{
    return jx_inline_place_make(run->b->arena, run->span, run->link);
}

static void flush(struct run *run)
{
    if (run->text.len == 0)
        return;
    JX_PUSH(run->b->arena, &run->inlines,
            (struct jx_inline){.kind = JX_I_TEXT,
                               .flags = flags_of(run),
                               .text = jx_buf_str(&run->text),
                               .place = place_of(run)});
    run->text = (struct jx_buf){.arena = run->b->arena};
}

static void force_break(struct run *run)
{
    flush(run);
    JX_PUSH(run->b->arena, &run->inlines,
            (struct jx_inline){.kind = JX_I_BREAK, .flags = flags_of(run), .place = place_of(run)});
    run->last = 0;
    run->soft = false;
}

static void put_literal(struct run *run, struct jx_str literal)
{
    for (size_t at = 0; at < literal.len;) {
        uint32_t cp = jx_utf8_next(literal, &at);
        if (cp == JX__SOFT_BREAK_CP)
            run->soft = true;
        else if (cp == JX__HARD_BREAK_CP)
            force_break(run);
        else if (cp != JX__JOINER_CP)
            put(run, jx__inert_char(cp));
    }
}

/* The first unescaped ** in [from, to) of b->joined.text; false when there is none. */
static bool find_stars(const struct jx__builder *b, size_t from, size_t to,
                       struct jx_span *ret_span)
{
    struct jx_str text = b->joined.text;
    for (size_t at = from; at + 1 < to && at + 1 < text.len; at++) {
        if (text.ptr[at] == '\\') {
            at++;
        } else if (text.ptr[at] == '*' && text.ptr[at + 1] == '*') {
            *ret_span = jx__builder_span(b, at, at + 2);
            return true;
        }
    }
    return false;
}

/* Bytes of b->joined.text that an inline node covers. cmark counts columns of the second and later lines of a paragraph
 * as if each began where the first does; the blanks at their start are its own to skip. */
static void inline_range(const struct jx__builder *b, cmark_node *node, size_t *ret_from,
                         size_t *ret_to)
{
    cmark_node *block = cmark_node_parent(node);
    while (block != NULL &&
           (cmark_node_get_type(block) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
        block = cmark_node_parent(block);
    int line1 = cmark_node_get_start_line(node);
    int shift = 0;
    if (block != NULL && line1 > cmark_node_get_start_line(block)) {
        size_t start = jx__builder_offset(b, line1, 1), at = start;
        while (at < b->joined.text.len &&
               (b->joined.text.ptr[at] == ' ' || b->joined.text.ptr[at] == '\t'))
            at++;
        shift = (int)(at - start) - (cmark_node_get_start_column(block) - 1);
    }
    *ret_from = jx__builder_offset(b, line1, cmark_node_get_start_column(node) + shift);
    *ret_to = jx__builder_offset(b, cmark_node_get_end_line(node),
                                 cmark_node_get_end_column(node) + 1 + shift);
}

struct jx_span jx__inline_span(const struct jx__builder *b, struct cmark_node *node)
{
    size_t from, to;
    inline_range(b, node, &from, &to);
    return jx__builder_span(b, from, to);
}

static void enter_text(struct run *run, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    size_t from, to;
    struct jx_span stars;
    inline_range(run->b, node, &from, &to);
    flush(run);
    run->span = jx__builder_span(run->b, from, to);
    if (literal == NULL)
        return;
    if (strstr(literal, "**") != NULL && find_stars(run->b, from, to, &stars))
        JX_SAY(run->b->diags, STARS_LEFT, stars);
    put_literal(run, jx_str_copy(run->b->arena, jx_str_of(literal)));
}

/* What Markdown can say and a document cannot; its text is kept. */
static void enter_unsupported(struct run *run, cmark_node *node, const char *what)
{
    enter_text(run, node);
    JX_SAY(run->b->diags, MARKDOWN_UNSUPPORTED, run->span, jx_str_of(what));
}

static void link_begin(struct run *run, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    flush(run);
    run->link = jx__inert_undo(run->b->arena, jx_str_of(url != NULL ? url : ""));
    if (cmark_node_first_child(node) != NULL)
        return;
    size_t from, to;
    inline_range(run->b, node, &from, &to);
    JX_PUSH(run->b->arena, &run->inlines,
            (struct jx_inline){.kind = JX_I_TEXT,
                               .flags = flags_of(run),
                               .text = JX_STR(""), /* the label, when anchors are known */
                               .place = jx_inline_place_make(
                                   run->b->arena, jx__builder_span(run->b, from, to), run->link)});
    run->last = 0x8868; /* a label begins and ends like 表 */
}

static void enter(struct run *run, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        enter_text(run, node);
        break;
    case CMARK_NODE_SOFTBREAK:
        run->soft = true;
        break;
    case CMARK_NODE_LINEBREAK:
        force_break(run);
        break;
    case CMARK_NODE_CODE:
        enter_unsupported(run, node, "代码");
        break;
    case CMARK_NODE_HTML_INLINE:
        enter_unsupported(run, node, " HTML");
        break;
    case CMARK_NODE_STRONG:
        flush(run);
        run->strong++;
        break;
    case CMARK_NODE_EMPH:
        flush(run);
        run->emph++;
        break;
    case CMARK_NODE_LINK:
        link_begin(run, node);
        break;
    case CMARK_NODE_IMAGE:
        JX_SAY(run->b->diags, IMAGE_INLINE, jx__inline_span(run->b, node));
        break;
    default:
        break;
    }
}

static void leave(struct run *run, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_STRONG && type != CMARK_NODE_EMPH && type != CMARK_NODE_LINK)
        return;
    flush(run);
    if (type == CMARK_NODE_STRONG)
        run->strong--;
    else if (type == CMARK_NODE_EMPH)
        run->emph--;
    else
        run->link = JX_NO_STR;
}

struct jx_inlines jx__inlines_of(struct jx__builder *b, struct cmark_node *parent)
{
    struct run run = {.b = b, .text = {.arena = b->arena}};
    cmark_iter *iter = cmark_iter_new(parent);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == parent)
            continue;
        if (event == CMARK_EVENT_ENTER)
            enter(&run, node);
        else
            leave(&run, node);
    }
    flush(&run);
    cmark_iter_free(iter);
    return run.inlines;
}

struct jx_inlines jx__inlines_at(struct jx_arena *arena, struct jx_str text,
                                 const struct jx_inline_place *place)
{
    struct jx_inlines inlines = {0};
    if (text.len > 0 && jx_str_find(text, JX_STR("\n"), 0) == SIZE_MAX) { /* most cells of tables */
        inlines.items = JX_NEW(arena, struct jx_inline);
        inlines.items[0] = (struct jx_inline){.kind = JX_I_TEXT, .text = text, .place = place};
        inlines.n = inlines.cap = 1;
        return inlines;
    }
    for (size_t at = 0; at < text.len;) {
        size_t end = jx_str_find(text, JX_STR("\n"), at);
        size_t stop = end == SIZE_MAX ? text.len : end;
        if (stop > at)
            JX_PUSH(arena, &inlines,
                    (struct jx_inline){.kind = JX_I_TEXT,
                                       .text = jx_str_sub(text, at, stop - at),
                                       .place = place});
        if (end != SIZE_MAX && end + 1 < text.len)
            JX_PUSH(arena, &inlines, (struct jx_inline){.kind = JX_I_BREAK, .place = place});
        at = stop + 1;
    }
    return inlines;
}

struct jx_inlines jx__inlines_plain(struct jx_arena *arena, struct jx_str text, struct jx_span span)
{
    return jx__inlines_at(arena, text, jx_inline_place_make(arena, span, JX_NO_STR));
}

struct jx_str jx__inlines_text(struct jx_arena *arena, const struct jx_inlines *inlines)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t i = 0; i < inlines->n; i++) {
        if (inlines->items[i].kind != JX_I_BREAK)
            jx_buf_add(&buf, inlines->items[i].text);
        else
            jx_buf_addc(&buf, '\n');
    }
    return jx_buf_str(&buf);
}

/* The words between { and } at the end of a text. */
static bool read_attributes(struct jx_arena *arena, struct jx_str words,
                            struct jx__attributes *attributes)
{
    struct jx__attributes found = {0};
    words = jx_str_trim(words);
    if (words.len == 0)
        return false;
    while (words.len > 0) {
        size_t gap = jx_str_find(words, JX_STR(" "), 0);
        struct jx_str word = jx_str_sub(words, 0, gap);
        words = gap == SIZE_MAX ? JX_STR("") : jx_str_trim(jx_str_sub(words, gap, words.len - gap));
        if (jx_str_is(word, "-"))
            found.unnumbered = true;
        else if (word.len > 1 && word.ptr[0] == '#')
            found.anchor = jx__inert_undo(arena, jx_str_sub(word, 1, word.len - 1));
        else
            return false;
    }
    *attributes = found;
    return true;
}

struct jx__attributes jx__attributes_take(struct jx__builder *b, struct cmark_node *parent)
{
    struct jx__attributes attributes = {0};
    cmark_node *last = cmark_node_last_child(parent);
    if (last == NULL || cmark_node_get_type(last) != CMARK_NODE_TEXT)
        return attributes;
    struct jx_str text = jx_str_trim(jx_str_of(cmark_node_get_literal(last)));
    if (!jx_str_ends(text, JX_STR("}")))
        return attributes;
    size_t open = text.len;
    while (open > 0 && text.ptr[open - 1] != '{')
        open--;
    if (open == 0 ||
        !read_attributes(b->arena, jx_str_sub(text, open, text.len - open - 1), &attributes))
        return attributes;
    struct jx_str kept = jx_str_trim(jx_str_sub(text, 0, open - 1));
    cmark_node_set_literal(last, jx_str_copy(b->arena, kept).ptr);
    return attributes;
}
