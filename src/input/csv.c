/* CSV files as rows of scalar nodes. */
#include "input/internal.h"

static char peek(const struct jx__csv_reader *r)
{
    return r->pos < r->text.len ? r->text.ptr[r->pos] : '\n';
}

static bool at_line_end(const struct jx__csv_reader *r)
{
    return peek(r) == '\n' || peek(r) == '\r';
}

/* Step over one character, keeping count of the place. */
static void step(struct jx__csv_reader *r)
{
    if (jx_utf8_next(r->text, &r->pos) == '\n') {
        r->here.line1++;
        r->here.col1 = 1;
    } else {
        r->here.col1++;
    }
}

static void line_end_pass(struct jx__csv_reader *r)
{
    if (peek(r) == '\r')
        step(r);
    if (r->pos < r->text.len)
        step(r);
}

static struct jx_node *cell_make(struct jx__csv_reader *r, struct jx_span from,
                                 enum jx_node_style style, struct jx_str text)
{
    struct jx_node *cell = JX_NEW(r->arena, struct jx_node);
    cell->style = style;
    cell->text = text;
    cell->span = from;
    cell->span.end_line1 = r->here.line1;
    cell->span.end_col1 = r->here.col1;
    return cell;
}

/* The inside of "…", bytes [from, to): as it stands, unless "" is to be one quote. */
static struct jx_str unquoted(const struct jx__csv_reader *r, size_t from, size_t to)
{
    struct jx_str inside = jx_str_sub(r->text, from, to - from);
    if (jx_str_find(inside, JX_STR("\""), 0) == SIZE_MAX)
        return inside;
    return jx_str_replace(r->texts, inside, JX_STR("\"\""), JX_STR("\""));
}

/* "…" with "" for a quote inside; line ends may stand in it. */
static struct jx_node *quoted_cell(struct jx__csv_reader *r)
{
    struct jx_span from = r->here;
    size_t start = r->pos + 1;
    step(r);
    while (r->pos < r->text.len) {
        char c = peek(r);
        step(r);
        if (c != '"')
            continue;
        if (peek(r) != '"')
            return cell_make(r, from, JX_NODE_QUOTED, unquoted(r, start, r->pos - 1));
        step(r);
    }
    from.end_line1 = from.line1;
    from.end_col1 = from.col1 + 1;
    JX_SAY(r->diags, CSV_QUOTE_OPEN, from);
    r->good = false;
    return cell_make(r, from, JX_NODE_QUOTED, unquoted(r, start, r->text.len));
}

static struct jx_node *plain_cell(struct jx__csv_reader *r)
{
    struct jx_span from = r->here;
    size_t start = r->pos;
    while (!at_line_end(r) && peek(r) != ',')
        step(r);
    return cell_make(r, from, JX_NODE_PLAIN,
                     jx_str_trim(jx_str_sub(r->text, start, r->pos - start)));
}

static struct jx_node *cell_read(struct jx__csv_reader *r)
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
static struct jx_node *row_read(struct jx__csv_reader *r)
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

struct jx__csv_reader jx__csv_open(uint32_t file, struct jx_diags *diags)
{
    return (struct jx__csv_reader){.diags = diags,
                                   .text = diags->sources->items[file - 1].text,
                                   .here = {file, 1, 1, 1, 1},
                                   .good = true};
}

struct jx_node *jx__csv_next(struct jx__csv_reader *r, struct jx_arena *arena,
                             struct jx_arena *texts)
{
    r->arena = arena;
    r->texts = texts;
    while (r->pos < r->text.len) {
        struct jx_node *row = row_read(r);
        r->n_cells += row->n;
        if (r->n_cells > JX_YAML_MAX_NODES) {
            JX_SAY(r->diags, YAML_TOO_MANY, row->span,
                   jx_str_printf(arena, "%zu", (size_t)JX_YAML_MAX_NODES));
            r->good = false;
            return NULL;
        }
        if (!row_is_blank(row))
            return row;
    }
    return NULL;
}

bool jx__csv_parse(struct jx_arena *arena, uint32_t file, struct jx_diags *diags,
                   struct jx__csv *ret_csv)
{
    struct jx__csv_reader r = jx__csv_open(file, diags);
    struct jx_node *row;
    while ((row = jx__csv_next(&r, arena, arena)) != NULL)
        JX_PUSH(arena, ret_csv, row);
    return r.good;
}
