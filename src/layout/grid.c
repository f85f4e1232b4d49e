/* grid.c - measures a table: column widths, cells set to lines, row heights, places where rows may be cut.
 *
 * Layer:   layout.
 */
#include "layout/internal.h"

/* Rows with more lines than this may be cut over two pages (CY/T 170 wants rows whole where that is possible). */
#define MAX_WHOLE_LINES 8

struct jx_look jx__cell_look(const struct jx__grid *grid, const struct jx_cell *cell)
{
    struct jx_look look = cell->header ? grid->look->head : grid->look->cell;

    look.face.bold = look.face.bold ||
                     (cell->strong && !cell->header); /* the look of headers is strong by itself */
    look.first_indent_mpt = look.left_mpt = look.right_mpt = 0;
    return look;
}

size_t jx__cell_runs(struct jx__grid *grid, const struct jx_cell *cell,
                     const struct jx_text_run **ret_runs)
{
    const struct jx_look look = jx__cell_look(grid, cell);

    grid->runs.n = 0;
    for (size_t i = 0; i < cell->text.n; i++)
        JX_PUSH(grid->setter->arena, &grid->runs,
                jx__run(grid->setter, &look, &cell->text.items[i]));
    *ret_runs = grid->runs.items;
    return grid->runs.n;
}

/* ---- cells ---- */

static enum jx_align cell_align(const struct jx_cell *cell)
{
    switch (cell->halign) {
    case JX_HA_CENTER:
        return JX_ALIGN_CENTER;
    case JX_HA_RIGHT:
        return JX_ALIGN_RIGHT;
    case JX_HA_LEFT:
    case JX_HA_DECIMAL:
        break;
    }
    return JX_ALIGN_LEFT;
}

/* As many different texts of a column are remembered. */
#define MAX_KNOWN 256

static const struct jx_paragraph *set_text(struct jx__grid *grid, const struct jx_cell *cell)
{
    const struct jx__setter *setter = grid->setter;
    const struct jx_par_options options = {
        .width_mpt = grid->x_mpt[cell->col + cell->cols] - grid->x_mpt[cell->col] -
                     2 * grid->look->pad_x_mpt,
        .align = cell_align(cell),
        .hang_labels = true,
        .title = cell->header, /* between words: not 完成/率 */
        .may_break_anywhere = true,
    };
    const struct jx_text_run *runs;
    const size_t n = jx__cell_runs(grid, cell, &runs);

    return n == 0 ? NULL
                  : jx_paragraph_set(setter->arena, setter->book, runs, n, &options, setter->diags);
}

/* Plain text that looks like its neighbours'. */
static bool is_plain(const struct jx__grid *grid, const struct jx_cell *cell)
{
    const struct jx_inline *text = cell->text.items;

    return cell->text.n == 1 && text->kind == JX_I_TEXT && text->flags == 0 &&
           jx_str_empty(jx_inline_link(text)) && cell->cols == 1 && !cell->header &&
           !cell->strong && cell->halign == grid->aligns[cell->col];
}

/* The lines of an equal cell of the column, else new ones. */
static const struct jx_paragraph *shared_text(struct jx__grid *grid, const struct jx_cell *cell)
{
    struct jx_arena *arena = grid->setter->arena;
    struct jx__known_cells *known = &grid->known[cell->col];
    const struct jx_paragraph *paragraph;
    struct jx_str text;
    size_t at;

    if (!is_plain(grid, cell))
        return set_text(grid, cell);
    text = cell->text.items[0].text;
    at = jx_index_find(&known->texts, text);
    if (at != SIZE_MAX)
        return known->paragraphs.items[at];
    paragraph = set_text(grid, cell);
    if (known->paragraphs.n < MAX_KNOWN) {
        (void)jx_index_add(arena, &known->texts, text, known->paragraphs.n);
        JX_PUSH(arena, &known->paragraphs, paragraph);
    }
    return paragraph;
}

static void set_cell(struct jx__grid *grid, const struct jx_cell *cell, struct jx__cell *ret_set)
{
    const struct jx_look look = jx__cell_look(grid, cell);

    ret_set->cell = cell;
    ret_set->pitch_mpt = look.pitch_mpt;
    ret_set->size_mpt = look.face.size_mpt;
    ret_set->paragraph = shared_text(grid, cell);
}

/* The alignment that most cells of a column have is taken from its last plain one. */
static void set_cells(struct jx__grid *grid)
{
    const struct jx_table *table = grid->table;
    struct jx_arena *arena = grid->setter->arena;

    grid->cells = JX_ARRAY(arena, struct jx__cell, table->n_cells);
    grid->known = JX_ARRAY(arena, struct jx__known_cells, table->n_cols);
    grid->aligns = JX_ARRAY(arena, enum jx_halign, table->n_cols);
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].cols == 1)
            grid->aligns[table->cells[i].col] = table->cells[i].halign;
    for (size_t i = 0; i < table->n_cells; i++)
        set_cell(grid, &table->cells[i], &grid->cells[i]);
}

/* ---- heights ---- */

/* Height of the lower of the two ways to hold a sheet: every page has at least this. */
static int32_t page_mpt(const struct jx__grid *grid)
{
    const struct jx_style *style = grid->setter->style;

    return style->height_mpt < style->width_mpt ? style->height_mpt : style->width_mpt;
}

static size_t n_lines(const struct jx__cell *set)
{
    return set->paragraph != NULL ? set->paragraph->n : 1;
}

static int64_t cell_height(const struct jx__grid *grid, const struct jx__cell *set)
{
    return (int64_t)n_lines(set) * set->pitch_mpt + 2 * (int64_t)grid->look->pad_y_mpt;
}

static void grow_row(struct jx__grid *grid, const struct jx__cell *set)
{
    struct jx__row *row = &grid->rows[set->cell->row];
    const int64_t need = cell_height(grid, set);

    if (need > row->height_mpt) {
        row->height_mpt = need;
        row->slice_mpt = set->pitch_mpt;
    }
}

/* A cell over several rows that needs more than they have: each gets its share of the rest. Pages end between rows, not between
 * this cell's lines, so a long text loses up to a line and the padding at each. */
static void grow_span(struct jx__grid *grid, const struct jx__cell *set)
{
    const size_t first = set->cell->row, n = set->cell->rows;
    int64_t have = 0, lack = cell_height(grid, set);

    if (n_lines(set) > MAX_WHOLE_LINES)
        lack += (lack / page_mpt(grid) + 1) * (set->pitch_mpt + 2 * grid->look->pad_y_mpt);
    for (size_t r = first; r < first + n; r++)
        have += grid->rows[r].height_mpt;
    lack -= have;
    for (size_t r = first; lack > 0 && r < first + n; r++) {
        const int64_t part = lack / (int64_t)(first + n - r);

        grid->rows[r].height_mpt += part;
        lack -= part;
    }
}

/* Low rows are one slice; tall ones one a line, the first and last taking the padding and what rows spanned add. */
static void cut_row(const struct jx__grid *grid, struct jx__row *row)
{
    const int64_t pads = 2 * (int64_t)grid->look->pad_y_mpt;
    int64_t lines, rest;

    if (row->slice_mpt <= 0) /* nothing but cells over several rows */
        row->slice_mpt = grid->look->cell.pitch_mpt;
    lines = (row->height_mpt - pads) / row->slice_mpt;
    row->n_slices = 1;
    if (row->header || lines < 2 ||
        (lines <= MAX_WHOLE_LINES && row->height_mpt <= page_mpt(grid) / 2))
        return;
    rest = row->height_mpt - lines * row->slice_mpt;
    row->n_slices = (size_t)lines;
    row->first_mpt = (int32_t)(rest / 2) + row->slice_mpt;
    row->last_mpt = (int32_t)(rest - rest / 2) + row->slice_mpt;
}

int32_t jx__slice_mpt(const struct jx__row *row, size_t slice)
{
    if (row->n_slices == 1)
        return (int32_t)row->height_mpt;
    if (slice == 0)
        return row->first_mpt;
    return slice + 1 < row->n_slices ? row->slice_mpt : row->last_mpt;
}

/* Rows [row0, row1) stand above all that follow, up to the next header. */
static void set_head(struct jx__grid *grid, size_t row0, size_t row1)
{
    for (size_t r = row1; r < grid->table->n_rows && !grid->table->rows[r].header; r++) {
        grid->rows[r].head0 = row0;
        grid->rows[r].head1 = row1;
    }
}

/* Header rows into which a cell from above reaches cannot be drawn without it. */
static void drop_tied_headers(struct jx__grid *grid)
{
    for (size_t i = 0; i < grid->table->n_cells; i++) {
        const struct jx_cell *cell = &grid->table->cells[i];

        for (size_t r = cell->row + 1; r < cell->row + cell->rows; r++)
            if (!grid->table->rows[r - 1].header && grid->rows[r].header)
                grid->rows[r].header = false;
    }
}

/* Runs of header rows stand again on pages that begin below them, unless that leaves too little room for the others. */
static void set_heads(struct jx__grid *grid)
{
    const struct jx_table *table = grid->table;

    drop_tied_headers(grid);
    for (size_t r = 0; r < table->n_rows; r++) {
        const size_t row0 = r;
        int64_t height = 0;

        while (r < table->n_rows && table->rows[r].header)
            height += grid->rows[r++].height_mpt;
        if (r > row0 && grid->rows[row0].header && height <= page_mpt(grid) / 2)
            set_head(grid, row0, r);
        else
            for (size_t i = row0; i < r; i++)
                grid->rows[i].header = false;
    }
}

static void set_heights(struct jx__grid *grid)
{
    const struct jx_table *table = grid->table;

    grid->rows = JX_ARRAY(grid->setter->arena, struct jx__row, table->n_rows);
    for (size_t r = 0; r < table->n_rows; r++) {
        grid->rows[r].header = table->rows[r].header;
        grid->rows[r].n_slices = 1;
    }
    for (size_t i = 0; i < table->n_cells; i++)
        if (grid->cells[i].cell->rows == 1)
            grow_row(grid, &grid->cells[i]);
    for (size_t i = 0; i < table->n_cells; i++)
        if (grid->cells[i].cell->rows > 1)
            grow_span(grid, &grid->cells[i]);
    set_heads(grid);
    for (size_t r = 0; r < table->n_rows; r++)
        cut_row(grid, &grid->rows[r]);
    jx__grid_keep(grid, page_mpt(grid));
}

/* 续表3-1 in the middle and the unit at the right, on one line. */
static void set_continued(struct jx__grid *grid, int32_t width_mpt)
{
    const struct jx_table *table = grid->table;
    const struct jx_look *caption = &grid->setter->style->looks[JX_LOOK_CAPTION];
    const struct jx_look *unit = &grid->setter->style->looks[JX_LOOK_TABLE_UNIT];
    struct jx_look look = *caption;

    look.align = JX_ALIGN_CENTER;
    if (!jx_str_empty(table->label)) {
        grid->continued = jx__set_text(
            grid->setter, &look, jx_str_printf(grid->setter->arena, "续%.*s", JX_FMT(table->label)),
            width_mpt);
        grid->continued_mpt = caption->pitch_mpt + caption->after_mpt;
    }
    if (!jx_str_empty(table->unit)) {
        grid->unit = jx__set_text(grid->setter, unit, table->unit, width_mpt);
        if (grid->unit->n > 1) /* a text, not a unit: once is enough */
            grid->unit = NULL;
        else if (unit->pitch_mpt > grid->continued_mpt)
            grid->continued_mpt = unit->pitch_mpt;
    }
}

int32_t jx__rows_mpt(const struct jx__grid *grid, size_t row0, size_t row1)
{
    int64_t height = 0;

    for (size_t r = row0; r < row1; r++)
        height += grid->rows[r].height_mpt;
    return (int32_t)height;
}

int32_t jx__grid_repeat_mpt(const struct jx__grid *grid, size_t row, size_t slice)
{
    return grid->continued_mpt + jx__rows_mpt(grid, grid->rows[row].head0, grid->rows[row].head1) +
           (slice > 0 ? grid->look->pad_y_mpt : 0);
}

static void resize(struct jx_look *look, int32_t size_mpt)
{
    look->pitch_mpt = (int32_t)((int64_t)look->pitch_mpt * size_mpt / look->face.size_mpt);
    look->face.size_mpt = size_mpt;
}

/* The variant that the table asks for, at its own size; the sheet's own for one that the sheet does not have. */
static struct jx_table_look *table_look(const struct jx__setter *setter,
                                        const struct jx_table *table)
{
    const struct jx_table_look *found = jx_style_table(setter->style, table->look.str);
    struct jx_table_look *look = JX_NEW(setter->arena, struct jx_table_look);
    const int32_t size = jx_style_size(setter->style, table->size);

    if (found == NULL)
        JX_SAY(setter->diags, TABLE_LOOK, table->look.span, table->look.str);
    *look = found != NULL ? *found : setter->style->tables[0];
    if (size > 0) {
        resize(&look->head, size);
        resize(&look->cell, size);
    }
    return look;
}

struct jx__grid *jx__grid_make(const struct jx__setter *setter, const struct jx_table *table,
                               int32_t width_mpt)
{
    struct jx__grid *grid = JX_NEW(setter->arena, struct jx__grid);

    grid->table = table;
    grid->setter = setter;
    grid->look = table_look(setter, table);
    jx__columns_set(grid, width_mpt);
    set_cells(grid);
    for (size_t c = 0; c < table->n_cols; c++)
        jx__align_decimals(grid, c);
    set_heights(grid);
    set_continued(grid, width_mpt);
    return grid;
}
