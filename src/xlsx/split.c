/* split.c - rows higher than Excel allows, as several rows of the sheet.
 *
 * Excel's rows end at 409.5 pt; an opinion of some pages needs more. Its text is cut between paragraphs, so that no page cuts a line
 * in two; what stands beside it is merged over these rows, as is a text that cannot be cut.
 *
 * Layer:   xlsx.
 * Memory:  the new table lives in the writer's arena; texts are those of the old one.
 */
#include "xlsx/internal.h"

#include "document/figure.h"

/* Of a text that cannot be cut: a third of Excel's highest row, low enough for printed pages to be filled. */
#define PART_PX 182

/* The texts of a cell that is cut, from above. */
struct cutting {
    size_t cell; /* of the table */
    struct jx_inlines *texts;
    size_t n;
};

struct splitter {
    struct jx__xlsx_writer *writer;
    const struct jx__xlsx_plan *plan;
    size_t *parts; /* how many sheet rows each row needs, shape [n_rows] */
    struct cuttings JX_VEC(struct cutting) cuttings;
};

/* ---- cutting texts ---- */

/* Is it only text for the report, that nothing reads back? */
static bool may_be_cut(const struct jx_cell *cell)
{
    return !cell->input && cell->num == NULL && jx_cell_formula(cell) == NULL &&
           jx_cell_source(cell)->path.ptr == NULL;
}

static int32_t height_of(const struct splitter *s, const struct jx_cell *cell,
                         struct jx_inlines text)
{
    struct jx_cell part = *cell;
    part.text = text;
    return jx__xlsx_cell_px(s->writer, s->plan, &part);
}

static size_t break_after(const struct jx_inlines *text, size_t at)
{
    while (at < text->n && text->items[at].kind != JX_I_BREAK)
        at++;
    return at;
}

static struct jx_inlines range_of(const struct jx_inlines *text, size_t from, size_t to)
{
    return (struct jx_inlines){.items = text->items + from, .n = to - from};
}

/* A paragraph a part, a heading with the one after it. False when one is too high for a row. */
static bool cut(const struct splitter *s, const struct jx_cell *cell, struct cutting *cutting)
{
    const struct jx_inlines *text = &cell->text;
    cutting->texts = JX_ARRAY(s->writer->arena, struct jx_inlines, text->n + 1);
    cutting->n = 0;
    for (size_t from = 0, to = 0; from <= text->n; from = to + 1) {
        to = break_after(text, from);
        struct jx_inlines first = range_of(text, from, to);
        if (jx__xlsx_all_strong(&first) && to < text->n)
            to = break_after(text, to + 1);
        if (height_of(s, cell, range_of(text, from, to)) > JX__XLSX_MAX_ROW_PX)
            return false;
        cutting->texts[cutting->n++] = range_of(text, from, to);
    }
    return cutting->n > 1;
}

/* ---- rows ---- */

static void note_cell(struct splitter *s, size_t at)
{
    const struct jx_table *table = s->plan->table;
    const struct jx_cell *cell = &table->cells[at];
    size_t most = jx__xlsx_text_count(&cell->text); /* lines, of one character each */
    if (cell->rows != 1 || jx__xlsx_lines_px(most, s->plan->size_mpt) <= JX__XLSX_MAX_ROW_PX)
        return;
    int32_t px = jx__xlsx_cell_px(s->writer, s->plan, cell);
    if (px <= JX__XLSX_MAX_ROW_PX)
        return;
    struct cutting cutting = {.cell = at};
    size_t need = ((size_t)px + PART_PX - 1) / PART_PX;
    if (may_be_cut(cell) && cut(s, cell, &cutting)) {
        JX_PUSH(s->writer->arena, &s->cuttings, cutting);
        need = cutting.n;
    }
    if (s->parts == NULL) {
        s->parts = JX_ARRAY(s->writer->arena, size_t, table->n_rows);
        for (size_t r = 0; r < table->n_rows; r++)
            s->parts[r] = 1;
    }
    s->parts[cell->row] = need > s->parts[cell->row] ? need : s->parts[cell->row];
}

/* The sheet row at which each row begins, shape [n_rows + 1]. */
static size_t *starts_of(struct jx_arena *arena, const size_t *parts, size_t n)
{
    size_t *starts = JX_ARRAY(arena, size_t, n + 1);
    for (size_t r = 0; r < n; r++)
        starts[r + 1] = starts[r] + parts[r];
    return starts;
}

static const struct jx_check *split_check(struct jx_arena *arena, const struct jx_check *check,
                                          const size_t *starts)
{
    if (check == NULL)
        return NULL;
    struct jx_check *moved = JX_NEW(arena, struct jx_check);
    *moved = *check;
    moved->low.row = starts[check->low.row];
    moved->high.row = starts[check->high.row];
    return moved;
}

static struct jx_cell_more *split_more(struct jx_arena *arena, const struct jx_cell_more *more,
                                       const size_t *starts)
{
    struct jx_cell_more *moved = JX_NEW(arena, struct jx_cell_more);
    struct jx_cell_ref *refs = JX_ARRAY(arena, struct jx_cell_ref, more->n_refs);
    *moved = *more;
    moved->check = split_check(arena, more->check, starts);
    for (size_t i = 0; i < more->n_refs; i++) {
        refs[i] = more->refs[i];
        refs[i].row0 = starts[more->refs[i].row0];
        refs[i].row1 = starts[more->refs[i].row1];
    }
    moved->refs = refs;
    return moved;
}

static struct jx_cell split_cell(struct jx_arena *arena, const struct jx_cell *cell,
                                 const size_t *starts)
{
    struct jx_cell moved = *cell;
    moved.row = (uint32_t)starts[cell->row];
    moved.rows = (uint32_t)starts[cell->row + cell->rows] - moved.row;
    if (cell->more != NULL)
        moved.more = split_more(arena, cell->more, starts);
    return moved;
}

static struct jx_cell *split_cells(struct jx_arena *arena, const struct jx_cell *cells, size_t n,
                                   const size_t *starts)
{
    struct jx_cell *split = JX_ARRAY(arena, struct jx_cell, n);
    for (size_t i = 0; i < n; i++)
        split[i] = split_cell(arena, &cells[i], starts);
    return split;
}

static const struct jx_table_chart *split_charts(struct jx_arena *arena,
                                                 const struct jx_table *table, const size_t *starts)
{
    struct jx_table_chart *charts = JX_ARRAY(arena, struct jx_table_chart, table->n_charts);
    for (size_t i = 0; i < table->n_charts; i++) {
        struct jx_table_chart *chart = &charts[i];
        *chart = table->charts[i];
        chart->labels = split_cells(arena, chart->labels, chart->n_points, starts);
        chart->values =
            split_cells(arena, chart->values, chart->n_points * chart->n_series, starts);
    }
    return charts;
}

/* ---- the new table ---- */

struct output {
    struct jx_cell *cells;
    unsigned char *open; /* which of their edges have no rule */
    size_t n;
};

static void put(struct output *out, struct jx_cell cell, unsigned char open)
{
    out->open[out->n] = open;
    out->cells[out->n++] = cell;
}

static const struct cutting *cutting_of(const struct splitter *s, size_t cell, size_t *at)
{
    while (*at < s->cuttings.n && s->cuttings.items[*at].cell < cell)
        (*at)++;
    return *at < s->cuttings.n && s->cuttings.items[*at].cell == cell ? &s->cuttings.items[*at]
                                                                      : NULL;
}

/* Part k of a cell that is cut; the last takes the rows that are left. */
static void put_part(struct output *out, const struct cutting *cutting, struct jx_cell cell,
                     size_t k)
{
    bool last = k + 1 == cutting->n;
    size_t rows = cell.rows;
    cell.text = cutting->texts[k];
    cell.row += (uint32_t)k;
    cell.rows = last ? (uint32_t)(rows - k) : 1;
    cell.valign = JX_VA_TOP;
    if (k > 0)
        cell.more = NULL;
    put(out, cell,
        (unsigned char)((k > 0 ? JX__XLSX_OPEN_ABOVE : 0) | (last ? 0 : JX__XLSX_OPEN_BELOW)));
}

/* The cells [from, to) that begin in one row: all of them with their first part, then the other parts row by row. */
static void put_row(const struct splitter *s, struct output *out, size_t from, size_t to,
                    const size_t *starts)
{
    const struct jx_table *table = s->plan->table;
    const size_t parts = s->parts[table->cells[from].row];
    for (size_t k = 0; k < parts; k++)
        for (size_t i = from, at = 0; i < to; i++) {
            const struct cutting *cutting = cutting_of(s, i, &at);
            struct jx_cell cell = split_cell(s->writer->arena, &table->cells[i], starts);
            if (cutting != NULL && k < cutting->n)
                put_part(out, cutting, cell, k);
            else if (cutting == NULL && k == 0) {
                cell.valign = parts > 1 && cell.rows == parts ? JX_VA_TOP : cell.valign;
                put(out, cell, 0);
            }
        }
}

static void put_cells(const struct splitter *s, struct jx_table *split, const size_t *starts,
                      const unsigned char **ret_open)
{
    const struct jx_table *table = s->plan->table;
    size_t n = table->n_cells;
    for (size_t i = 0; i < s->cuttings.n; i++)
        n += s->cuttings.items[i].n - 1;
    struct output out = {.cells = JX_ARRAY(s->writer->arena, struct jx_cell, n),
                         .open = JX_ARRAY(s->writer->arena, unsigned char, n)};
    for (size_t from = 0, to = 0; from < table->n_cells; from = to) {
        for (to = from + 1; to < table->n_cells && table->cells[to].row == table->cells[from].row;)
            to++;
        put_row(s, &out, from, to, starts);
    }
    split->cells = out.cells;
    split->n_cells = out.n;
    *ret_open = out.open;
}

const struct jx_table *jx__xlsx_split(struct jx__xlsx_writer *writer,
                                      const struct jx__xlsx_plan *plan,
                                      const unsigned char **ret_open)
{
    const struct jx_table *table = plan->table;
    struct splitter s = {.writer = writer, .plan = plan};
    for (size_t i = 0; i < table->n_cells; i++)
        note_cell(&s, i);
    if (s.parts == NULL)
        return table;
    const size_t *starts = starts_of(writer->arena, s.parts, table->n_rows);
    struct jx_table *split = JX_NEW(writer->arena, struct jx_table);
    *split = *table;
    split->n_rows = starts[table->n_rows];
    split->rows = JX_ARRAY(writer->arena, struct jx_table_row, split->n_rows);
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t i = starts[r]; i < starts[r + 1]; i++)
            split->rows[i] = table->rows[r];
    put_cells(&s, split, starts, ret_open);
    split->charts = split_charts(writer->arena, table, starts);
    return split;
}
