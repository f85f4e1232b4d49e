/* passages.c - the document as plain passages, each with the headings above it: what versions are compared by. */
#include "document/template.h"

#define MAX_LEVELS 4

struct walker {
    struct jx_arena *arena;
    struct jx_snapshot *snapshot;
    struct jx_str chapters[MAX_LEVELS + 1]; /* by level; 0: the attachment or abstract */
};

static struct jx_str plain(struct jx_arena *arena, const struct jx_inlines *inlines)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < inlines->n; i++)
        if (inlines->items[i].kind == JX_I_PAGE)
            jx_buf_adds(&buf, "…"); /* not known before layout */
        else if (inlines->items[i].kind == JX_I_TEXT)
            jx_buf_add(&buf, inlines->items[i].text);
        else
            jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}

static struct jx_str chapter(struct walker *w)
{
    struct jx_buf buf = {.arena = w->arena};

    for (size_t i = 0; i <= MAX_LEVELS; i++)
        if (w->chapters[i].len > 0)
            jx_buf_printf(&buf, "%s%.*s", buf.len > 0 ? " " : "", JX_FMT(w->chapters[i]));
    return jx_buf_str(&buf);
}

static void push(struct walker *w, const char *kind, struct jx_str text)
{
    if (text.len > 0)
        JX_PUSH(w->arena, &w->snapshot->passages,
                (struct jx_passage){jx_str_of(kind), chapter(w), text});
}

static struct jx_str labelled(struct walker *w, struct jx_str label, struct jx_str text)
{
    return label.len == 0 ? text
                          : jx_str_printf(w->arena, "%.*s %.*s", JX_FMT(label), JX_FMT(text));
}

/* A heading ends all chapters of its level and below. */
static void enter(struct walker *w, unsigned level, struct jx_str text)
{
    for (size_t i = level; i <= MAX_LEVELS; i++)
        w->chapters[i] = JX_STR("");
    if (level <= MAX_LEVELS)
        w->chapters[level] = text;
}

static void push_table(struct walker *w, const struct jx_table *table)
{
    push(w, "表题", labelled(w, table->label, plain(w->arena, &table->caption)));
    for (size_t i = 0; i < table->n_cells;) {
        const size_t row = table->cells[i].row;
        struct jx_buf buf = {.arena = w->arena};

        for (; i < table->n_cells && table->cells[i].row == row; i++)
            jx_buf_printf(&buf, "%s%.*s", buf.len > 0 ? "｜" : "",
                          JX_FMT(plain(w->arena, &table->cells[i].text)));
        push(w, "表格", jx_buf_str(&buf));
    }
}

static void push_block(struct walker *w, const struct jx_block *block)
{
    const struct jx_str text = labelled(w, block->label, plain(w->arena, &block->inlines));

    switch (block->kind) {
    case JX_B_HEADING:
        enter(w, block->level, text);
        push(w, "标题", text);
        break;
    case JX_B_ATTACHMENT:
    case JX_B_ABSTRACT:
        enter(w, 0, text);
        push(w, "标题", text);
        break;
    case JX_B_TITLE:
        push(w, "标题", text);
        break;
    case JX_B_PARAGRAPH:
    case JX_B_ITEM:
        push(w, "正文", text);
        break;
    case JX_B_FIGURE:
        push(w, "图题", text);
        break;
    case JX_B_TABLE:
        push_table(w, block->table);
        break;
    default:
        break;
    }
}

void jx_document_passages(struct jx_arena *arena, const struct jx_document *document,
                          struct jx_snapshot *snapshot)
{
    struct walker w = {.arena = arena, .snapshot = snapshot};

    for (size_t i = 0; i < document->blocks.n; i++)
        push_block(&w, &document->blocks.items[i]);
}
