/* CSV files as rows of scalar nodes. */
#include "input/internal.h"

struct reader {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_str text;
    size_t pos;
    struct jx_span here; /* line1, col1 of pos */
    bool good;
};

static char peek(const struct reader *r)
{
    return r->pos < r->text.len ? r->text.ptr[r->pos] : '\n';
}

static bool at_line_end(const struct reader *r)
{
    return peek(r) == '\n' || peek(r) == '\r';
}

/* Step over one character, keeping count of the place. */
static void step(struct reader *r)
{
    if (jx_utf8_next(r->text, &r->pos) == '\n') {
        r->here.line1++;
        r->here.col1 = 1;
    } else {
        r->here.col1++;
    }
}

static void line_end_pass(struct reader *r)
{
    if (peek(r) == '\r')
        step(r);
    if (r->pos < r->text.len)
        step(r);
}

static struct jx_node *cell_make(struct reader *r, struct jx_span from, enum jx_node_style style,
                                 struct jx_str text)
{
    struct jx_node *cell = JX_NEW(r->arena, struct jx_node);
    cell->style = style;
    cell->text = text;
    cell->span = from;
    cell->span.end_line1 = r->here.line1;
    cell->span.end_col1 = r->here.col1;
    return cell;
}

/* "…" with "" for a quote inside; line ends may stand in it. */
static struct jx_node *quoted_cell(struct reader *r)
{
    struct jx_span from = r->here;
    struct jx_buf buf = {.arena = r->arena};
    step(r);
    while (r->pos < r->text.len) {
        size_t before = r->pos;
        if (peek(r) != '"') {
            step(r);
            jx_buf_add(&buf, jx_str_sub(r->text, before, r->pos - before));
            continue;
        }
        step(r);
        if (peek(r) != '"')
            return cell_make(r, from, JX_NODE_QUOTED, jx_buf_str(&buf));
        step(r);
        jx_buf_addc(&buf, '"');
    }
    from.end_line1 = from.line1;
    from.end_col1 = from.col1 + 1;
    JX_SAY(r->diags, CSV_QUOTE_OPEN, from);
    r->good = false;
    return cell_make(r, from, JX_NODE_QUOTED, jx_buf_str(&buf));
}

static struct jx_node *plain_cell(struct reader *r)
{
    struct jx_span from = r->here;
    size_t start = r->pos;
    while (!at_line_end(r) && peek(r) != ',')
        step(r);
    struct jx_str text = jx_str_trim(jx_str_sub(r->text, start, r->pos - start));
    return cell_make(r, from, JX_NODE_PLAIN, jx_str_copy(r->arena, text));
}

static struct jx_node *cell_read(struct reader *r)
{
    if (peek(r) != '"')
        return plain_cell(r);
    struct jx_node *cell = quoted_cell(r);
    if (r->pos < r->text.len && !at_line_end(r) && peek(r) != ',') {
        JX_SAY(r->diags, CSV_QUOTE_TEXT, cell->span);
        r->good = false;
        (void)plain_cell(r);
    }
    return cell;
}

/* One record, up to its line end. */
static struct jx_node *row_read(struct reader *r)
{
    struct JX_VEC(struct jx_node *) cells = {0};
    struct jx_node *row = JX_NEW(r->arena, struct jx_node);
    row->kind = JX_NODE_LIST;
    row->span = r->here;
    for (;;) {
        JX_PUSH(r->arena, &cells, cell_read(r));
        if (r->pos >= r->text.len || peek(r) != ',')
            break;
        step(r);
    }
    row->items = cells.items;
    row->n = cells.n;
    row->span.end_line1 = r->here.line1;
    row->span.end_col1 = r->here.col1;
    line_end_pass(r);
    return row;
}

static bool row_is_blank(const struct jx_node *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->items[i]->text.len || row->items[i]->style == JX_NODE_QUOTED)
            return false;
    return true;
}

bool jx__csv_parse(struct jx_arena *arena, uint32_t file, struct jx_diags *diags,
                   struct jx__csv *ret_csv)
{
    struct reader r = {
        .arena = arena,
        .diags = diags,
        .text = diags->sources->items[file - 1].text,
        .here = {file, 1, 1, 1, 1},
        .good = true,
    };
    size_t n_cells = 0;
    while (r.pos < r.text.len) {
        struct jx_node *row = row_read(&r);
        n_cells += row->n;
        if (n_cells > JX_YAML_MAX_NODES) {
            JX_SAY(diags, YAML_TOO_MANY, row->span,
                   jx_str_printf(arena, "%zu", (size_t)JX_YAML_MAX_NODES));
            return false;
        }
        if (!row_is_blank(row))
            JX_PUSH(arena, ret_csv, row);
    }
    return r.good;
}
