/* structure.c - page tree, outlines, page labels. */
#include "pdf/internal.h"

/* Kids of a page tree node; two levels then hold 819,100 pages within the 8191 elements of an array. */
#define PAGES_PER_NODE 100

/* Entries of a leaf of the page label tree: two array elements each. */
#define LABELS_PER_LEAF 4000

/* ---- page tree ---- */

static unsigned page_write(struct jx__pdf *pdf, size_t index, unsigned parent)
{
    const struct jx_page *page = &pdf->pages->items[index];
    struct jx_buf buf = {.arena = pdf->arena};
    unsigned contents =
        jx__stream_add(pdf->objects, JX_STR(""), jx__content_make(pdf, page), JX__DEFLATE);
    struct jx_str annotations = jx__annotations_write(pdf, index);
    jx_buf_printf(&buf, "/Type/Page\n/Parent %u 0 R\n/MediaBox[0 0 ", parent);
    jx__put_milli(&buf, page->width_mpt);
    jx_buf_addc(&buf, ' ');
    jx__put_milli(&buf, page->height_mpt);
    jx_buf_printf(&buf, "]\n/Resources %u 0 R\n/Contents %u 0 R\n", pdf->resources, contents);
    if (page->landscape)
        jx_buf_adds(&buf, "/Rotate 90\n");
    if (annotations.len > 0)
        jx_buf_printf(&buf, "/Annots[%.*s]\n", JX_FMT(annotations));
    jx__object_fill(pdf->objects, pdf->page_ids[index], jx_buf_str(&buf));
    return pdf->page_ids[index];
}

/* The pages [from, to) as kids of parent, "5 0 R 8 0 R …". */
static struct jx_str kids_write(struct jx__pdf *pdf, size_t from, size_t to, unsigned parent)
{
    struct jx_buf buf = {.arena = pdf->arena};
    for (size_t i = from; i < to; i++)
        jx_buf_printf(&buf, "%u 0 R\n", page_write(pdf, i, parent));
    return jx_buf_str(&buf);
}

static unsigned node_write(struct jx__pdf *pdf, size_t from, size_t to)
{
    unsigned id = jx__object_new(pdf->objects);
    struct jx_str kids = kids_write(pdf, from, to, id);
    jx__object_fill(pdf->objects, id,
                    jx_str_printf(pdf->arena,
                                  "/Type/Pages\n/Parent %u 0 R\n/Count %zu\n/Kids[%.*s]\n",
                                  pdf->page_tree, to - from, JX_FMT(kids)));
    return id;
}

void jx__page_tree_write(struct jx__pdf *pdf)
{
    size_t n = pdf->pages->n;
    struct jx_str kids;
    if (n <= PAGES_PER_NODE) {
        kids = kids_write(pdf, 0, n, pdf->page_tree);
    } else {
        struct jx_buf buf = {.arena = pdf->arena};
        for (size_t from = 0; from < n; from += PAGES_PER_NODE) {
            size_t to = n - from < PAGES_PER_NODE ? n : from + PAGES_PER_NODE;
            jx_buf_printf(&buf, "%u 0 R\n", node_write(pdf, from, to));
        }
        kids = jx_buf_str(&buf);
    }
    jx__object_fill(
        pdf->objects, pdf->page_tree,
        jx_str_printf(pdf->arena, "/Type/Pages\n/Count %zu\n/Kids[%.*s]\n", n, JX_FMT(kids)));
}

/* ---- outlines ---- */

/* An outline entry and its neighbours; indexes count from 1, 0 is the root (as parent) or none. */
struct node {
    unsigned id;
    size_t parent, previous, next, first, last;
    size_t n_children;
};

/* Link the entries by their levels: the parent is the nearest entry before that has a lower level. nodes: shape
 * [n_outlines + 1], nodes[0] is the root. */
static void nodes_link(const struct jx_pages *pages, struct node *nodes)
{
    for (size_t i = 1; i <= pages->n_outlines; i++) {
        size_t parent = i - 1;
        while (parent != 0 && pages->outlines[parent - 1].level >= pages->outlines[i - 1].level)
            parent = nodes[parent].parent;
        struct node *above = &nodes[parent];
        nodes[i].parent = parent;
        nodes[i].previous = above->last;
        if (above->last != 0)
            nodes[above->last].next = i;
        else
            above->first = i;
        above->last = i;
        above->n_children++;
    }
}

static void put_link(struct jx_buf *buf, const char *key, const struct node *nodes, size_t to)
{
    if (to != 0)
        jx_buf_printf(buf, "/%s %u 0 R\n", key, nodes[to].id);
}

/* Entries of the top level stand open, deeper ones closed: their count is negative (ISO 32000-1 table 153). */
static void outline_write(struct jx__pdf *pdf, const struct node *nodes, size_t i)
{
    const struct jx_outline *outline = &pdf->pages->outlines[i - 1];
    const struct node *node = &nodes[i];
    const struct jx__anchor *anchor = jx__anchor_find(pdf, outline->anchor);
    struct jx_buf buf = {.arena = pdf->arena};
    jx_buf_adds(&buf, "/Title");
    jx__put_text(&buf, outline->title);
    jx_buf_printf(&buf, "\n/Parent %u 0 R\n", nodes[node->parent].id);
    put_link(&buf, "Prev", nodes, node->previous);
    put_link(&buf, "Next", nodes, node->next);
    put_link(&buf, "First", nodes, node->first);
    put_link(&buf, "Last", nodes, node->last);
    if (node->n_children > 0)
        jx_buf_printf(&buf, "/Count %s%zu\n", node->parent == 0 ? "" : "-", node->n_children);
    if (anchor) {
        jx_buf_adds(&buf, "/Dest");
        jx__put_destination(pdf, &buf, anchor);
        jx_buf_addc(&buf, '\n');
    } else if (!jx_str_empty(outline->anchor)) {
        JX_SAY(pdf->diags, LINK_NOWHERE, JX_NO_SPAN, outline->anchor);
    }
    jx__object_fill(pdf->objects, node->id, jx_buf_str(&buf));
}

unsigned jx__outlines_write(struct jx__pdf *pdf)
{
    size_t n = pdf->pages->n_outlines;
    if (n == 0)
        return 0;
    struct node *nodes = JX_ARRAY(pdf->arena, struct node, n + 1);
    struct jx_buf buf = {.arena = pdf->arena};
    for (size_t i = 0; i <= n; i++)
        nodes[i].id = jx__object_new(pdf->objects);
    nodes_link(pdf->pages, nodes);
    size_t n_visible = nodes[0].n_children;
    for (size_t i = 1; i <= n; i++) {
        outline_write(pdf, nodes, i);
        if (nodes[i].parent == 0)
            n_visible += nodes[i].n_children;
    }
    jx_buf_printf(&buf, "/Type/Outlines\n/Count %zu\n", n_visible);
    put_link(&buf, "First", nodes, nodes[0].first);
    put_link(&buf, "Last", nodes, nodes[0].last);
    jx__object_fill(pdf->objects, nodes[0].id, jx_buf_str(&buf));
    return nodes[0].id;
}

/* ---- page labels ---- */

static bool label_continues(const struct jx_page *before, const struct jx_page *page)
{
    if (before->label != page->label)
        return false;
    return page->label == JX_LABEL_NONE || page->number == before->number + 1;
}

static void put_label(struct jx_buf *buf, size_t index, const struct jx_page *page)
{
    unsigned start = page->number > 0 ? page->number : 1;
    if (page->label == JX_LABEL_NONE)
        jx_buf_printf(buf, "%zu<</P()>>\n", index);
    else
        jx_buf_printf(buf, "%zu<</S/%s/St %u>>\n", index, page->label == JX_LABEL_ROMAN ? "r" : "D",
                      start);
}

/* The entries from *from on, at most a leaf's worth; *from moves past the pages covered. Returns "/Nums[…]". */
static struct jx_str label_leaf(struct jx__pdf *pdf, size_t *from)
{
    const struct jx_page *pages = pdf->pages->items;
    struct jx_buf buf = {.arena = pdf->arena};
    size_t n = 0, i = *from;
    jx_buf_adds(&buf, "/Nums[");
    for (; i < pdf->pages->n; i++) {
        if (i > 0 && label_continues(&pages[i - 1], &pages[i]))
            continue;
        if (n++ == LABELS_PER_LEAF)
            break;
        put_label(&buf, i, &pages[i]);
    }
    jx_buf_adds(&buf, "]\n");
    *from = i;
    return jx_buf_str(&buf);
}

struct jx_str jx__page_labels(struct jx__pdf *pdf)
{
    size_t n = pdf->pages->n, at = 0;
    if (n == 0)
        return JX_STR("");
    struct jx_str leaf = label_leaf(pdf, &at);
    if (at == n)
        return leaf;
    struct jx_buf kids = {.arena = pdf->arena};
    jx_buf_adds(&kids, "/Kids[");
    for (size_t from = 0;; from = at, leaf = label_leaf(pdf, &at)) {
        struct jx_str body =
            jx_str_printf(pdf->arena, "/Limits[%zu %zu]\n%.*s", from, at - 1, JX_FMT(leaf));
        jx_buf_printf(&kids, "%u 0 R\n", jx__object_add(pdf->objects, body));
        if (at == n)
            break;
    }
    jx_buf_adds(&kids, "]\n");
    return jx_buf_str(&kids);
}
