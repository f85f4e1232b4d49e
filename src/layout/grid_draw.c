/* grid_draw.c - draws the part of a table that stands on one page.
 *
 * Layer:   layout.
 *
 * A cell whose rows are cut by the page's end is drawn on each page: a short label whole again, a long text line by line where the page
 * before stopped.
 */
#include "layout/internal.h"

#include <string.h>

struct drawing {
    struct jx__pager *pager;
    struct jx__grid *grid;
    struct jx__fragment part;
    bool repeats;         /* it is header rows, drawn again */
    int32_t x_mpt, y_mpt; /* top left of its first row */
    int32_t *row_y_mpt;   /* top of each of its rows from y_mpt, shape [row1 - row0 + 2] */
    uint8_t *level;   /* is there a line above the row in the column? shape [rows + 1][n_cols] */
    uint8_t *upright; /* is there a line left of the column in the row? shape [n_cols + 1][rows] */
};

/* Slices [*from, *to] of a row that stand on this page. */
static void row_slices(const struct drawing *d, size_t row, size_t *from, size_t *to)
{
    *from = row == d->part.row0 ? d->part.slice0 : 0;
    *to = row == d->part.row1 ? d->part.slice1 : d->grid->rows[row].n_slices - 1;
}

static size_t n_rows(const struct drawing *d)
{
    return d->part.row1 - d->part.row0 + 1;
}

/* The grid's own memory for one page after the other. */
static void find_room(struct drawing *d)
{
    struct jx__grid *grid = d->grid;
    const size_t rows = n_rows(d), cols = grid->table->n_cols;
    const size_t n_level = (rows + 1) * cols, n_upright = rows * (cols + 1);

    if (rows > grid->room_rows) {
        grid->room_rows = rows + rows / 2;
        grid->room_y_mpt = JX_ARRAY(grid->setter->arena, int32_t, grid->room_rows + 1);
        grid->room_edges =
            JX_ARRAY(grid->setter->arena, uint8_t, 2 * (grid->room_rows + 1) * (cols + 1));
    }
    d->row_y_mpt = grid->room_y_mpt;
    d->level = grid->room_edges;
    d->upright = grid->room_edges + n_level;
    memset(d->level, 0, n_level + n_upright);
}

/* A row that a page cuts is closed with padding, and opened again with it. */
static int32_t cut_mpt(const struct drawing *d, bool cut)
{
    return cut ? d->grid->look->pad_y_mpt : 0;
}

static void place_rows(struct drawing *d)
{
    const size_t n = n_rows(d);
    const bool cut_below = d->part.slice1 + 1 < d->grid->rows[d->part.row1].n_slices;
    int32_t y = 0;

    for (size_t i = 0; i < n; i++) {
        size_t from, to;

        d->row_y_mpt[i] = y;
        row_slices(d, d->part.row0 + i, &from, &to);
        y += cut_mpt(d, from > 0);
        for (size_t s = from; s <= to; s++)
            y += jx__slice_mpt(&d->grid->rows[d->part.row0 + i], s);
    }
    d->row_y_mpt[n] = y + cut_mpt(d, cut_below);
}

static bool ends_here(const struct drawing *d, const struct jx_cell *cell)
{
    const size_t last_row = cell->row + cell->rows - 1;

    return last_row < d->part.row1 ||
           (last_row == d->part.row1 && d->part.slice1 + 1 == d->grid->rows[last_row].n_slices);
}

/* What stands beside several rows, or first in a row that is cut. */
static bool is_label(const struct jx_cell *cell)
{
    return cell->rows > 1 || cell->col == 0;
}

/* The lines of a cell that are drawn now: [*from, *to). */
static void visible_lines(const struct drawing *d, struct jx__cell *set, int32_t room_mpt,
                          size_t *from, size_t *to)
{
    const size_t n = set->paragraph->n;
    const size_t fit = room_mpt > 0 ? (size_t)(room_mpt / set->pitch_mpt) : 0;

    if (is_label(set->cell) && set->n_shown == 0 && n <= fit) {
        *from = 0; /* whole on every page */
        *to = n;
        return;
    }
    *from = set->n_shown;
    *to = n - *from < fit ? n : *from + fit;
    if (ends_here(d, set->cell))
        *to = n; /* nothing is left behind */
    set->n_shown = *to;
}

static void draw_text(struct drawing *d, struct jx__cell *set, const int32_t box_mpt[4])
{
    const int32_t pad = d->grid->look->pad_y_mpt;
    size_t from, to;
    int32_t y;

    if (set->paragraph == NULL)
        return;
    visible_lines(d, set, box_mpt[3] - 2 * pad + set->pitch_mpt / 8, &from, &to);
    y = box_mpt[1] + pad;
    if (from == 0 && to == set->paragraph->n) {
        const int32_t free = box_mpt[3] - 2 * pad - (int32_t)to * set->pitch_mpt;

        y += set->cell->valign == JX_VA_MIDDLE ? free / 2 : 0;
    }
    y += (set->pitch_mpt - set->size_mpt) / 2;
    for (size_t i = from; i < to; i++) {
        jx__put_line(d->pager, &set->paragraph->lines[i],
                     box_mpt[0] + d->grid->look->pad_x_mpt + set->shift_mpt,
                     y + jx__baseline(set->size_mpt), jx_cell_span(set->cell));
        y += set->pitch_mpt;
    }
}

/* How far a cell that began in the header rows, or above them, reaches up beside those drawn again. */
static int32_t beside_head(const struct drawing *d, const struct jx_cell *cell)
{
    const struct jx__row *row = &d->grid->rows[d->part.row0];

    if (!d->part.continued || cell->row >= row->head1)
        return 0;
    return jx__rows_mpt(d->grid, cell->row > row->head0 ? cell->row : row->head0, row->head1);
}

/* Does a cell of the part end below it? */
static bool reaches_out(const struct drawing *d, const struct jx_cell *cell)
{
    return cell->row + cell->rows > d->part.row1 + 1;
}

/* Note the four lines of a cell that stands in rows [first, end) of the page; of one that goes on beside header rows drawn
 * again, there is none between the two parts. */
static void mark_edges(struct drawing *d, const struct jx_cell *cell, size_t first, size_t end)
{
    const size_t rows = n_rows(d), cols = d->grid->table->n_cols;
    const bool from_head = first == 0 && beside_head(d, cell) > 0;
    const bool out_of_head = d->repeats && reaches_out(d, cell);

    for (size_t c = cell->col; c < cell->col + cell->cols; c++) {
        if (!from_head)
            d->level[first * cols + c] = 1;
        if (!out_of_head)
            d->level[end * cols + c] = 1;
    }
    for (size_t r = first; r < end; r++)
        d->upright[cell->col * rows + r] = d->upright[(cell->col + cell->cols) * rows + r] = 1;
}

/* The end of the stretch of lines that begins at i; i itself where there is none. */
static size_t stretch_end(const uint8_t *edges, size_t i, size_t n)
{
    while (i < n && edges[i])
        i++;
    return i;
}

/* Each line is drawn once and as long as it goes. */
static void draw_edges(struct drawing *d)
{
    const size_t rows = n_rows(d), cols = d->grid->table->n_cols;
    const int32_t rule = d->grid->look->rule_mpt, *x = d->grid->x_mpt, *y = d->row_y_mpt;

    for (size_t r = 0; r <= rows; r++)
        for (size_t c = 0, end; c < cols; c = end + 1) {
            end = stretch_end(&d->level[r * cols], c, cols);
            if (end > c)
                jx__put_rect(d->pager, d->x_mpt + x[c] - rule / 2, d->y_mpt + y[r] - rule / 2,
                             x[end] - x[c] + rule, rule);
        }
    for (size_t c = 0; c <= cols; c++)
        for (size_t r = 0, end; r < rows; r = end + 1) {
            end = stretch_end(&d->upright[c * rows], r, rows);
            if (end > r)
                jx__put_rect(d->pager, d->x_mpt + x[c] - rule / 2, d->y_mpt + y[r] - rule / 2, rule,
                             y[end] - y[r] + rule);
        }
}

/* CY/T 170-2019: columns under a common head stand below a short line. */
static void draw_short_line(struct drawing *d, const struct jx_cell *cell, const int32_t box_mpt[4])
{
    const int32_t rule = d->grid->look->rule_mpt;

    if (cell->header && cell->row > 0)
        jx__put_rect(d->pager, box_mpt[0], box_mpt[1] - rule / 2, box_mpt[2], rule);
}

static void draw_cell(struct drawing *d, struct jx__cell *set)
{
    const struct jx_cell *cell = set->cell;
    const int32_t above = beside_head(d, cell);
    const size_t first = cell->row > d->part.row0 ? cell->row : d->part.row0;
    const size_t end = cell->row + cell->rows;
    const size_t last = end - 1 < d->part.row1 ? end - 1 : d->part.row1;
    const int32_t top = d->row_y_mpt[first - d->part.row0] - above;
    const int32_t left = d->grid->x_mpt[cell->col];
    const int32_t box[4] = {
        d->x_mpt + left,
        d->y_mpt + top,
        d->grid->x_mpt[cell->col + cell->cols] - left,
        d->row_y_mpt[last - d->part.row0 + 1] - top,
    };

    if (d->grid->look->lines == JX_LINES_THREE)
        draw_short_line(d, cell, box);
    else
        mark_edges(d, cell, first - d->part.row0, last - d->part.row0 + 1);
    if (cell->row >= d->part.row0 && set->n_shown == 0)
        jx__put_anchor(d->pager, jx_cell_more(cell)->anchor, box[0], box[1]);
    if (!d->repeats || !reaches_out(d, cell)) /* else its text comes with the rows below */
        draw_text(d, set, box);
}

static bool on_page(const struct drawing *d, const struct jx_cell *cell)
{
    return cell->row <= d->part.row1 && cell->row + cell->rows > d->part.row0;
}

static void draw_level(struct drawing *d, int32_t y_mpt, int32_t rule_mpt)
{
    jx__put_rect(d->pager, d->x_mpt, d->y_mpt + y_mpt - rule_mpt / 2,
                 d->grid->x_mpt[d->grid->table->n_cols], rule_mpt);
}

/* 顶线 and 底线 are strong, 栏目线 is below the head. What a page cuts is closed, and opened again below the repeated head;
 * without a head on the next page there is only the line that opens it. */
static void draw_three_lines(struct drawing *d, int32_t height_mpt)
{
    const struct jx_table_look *look = d->grid->look;
    const struct jx__row *rows = d->grid->rows;
    const size_t row0 = d->part.row0, row1 = d->part.row1;

    if (!d->part.continued || rows[row0].head0 == rows[row0].head1)
        draw_level(d, 0, look->strong_rule_mpt);
    for (size_t r = row0; r <= row1; r++) {
        if (rows[r].header && r > row0 && !rows[r - 1].header)
            draw_level(d, d->row_y_mpt[r - row0], look->rule_mpt);
        if (rows[r].header && (r == row1 || !rows[r + 1].header))
            draw_level(d, d->row_y_mpt[r + 1 - row0], look->rule_mpt);
    }
    if (!rows[row1].header)
        draw_level(d, height_mpt, look->strong_rule_mpt);
}

static void draw_part(struct drawing *d)
{
    const struct jx_table *table = d->grid->table;
    int32_t height;

    find_room(d);
    place_rows(d);
    height = d->row_y_mpt[d->part.row1 - d->part.row0 + 1];
    for (size_t i = d->grid->first_cell; i < table->n_cells; i++) {
        if (table->cells[i].row > d->part.row1)
            break;
        if (on_page(d, &table->cells[i]))
            draw_cell(d, &d->grid->cells[i]);
    }
    if (d->grid->look->lines == JX_LINES_THREE)
        draw_three_lines(d, height);
    else
        draw_edges(d);
}

/* Cells that end above the next page's rows need not be looked at again. */
static void drop_done(struct drawing *d)
{
    const struct jx_table *table = d->grid->table;
    size_t i = d->grid->first_cell;

    while (i < table->n_cells && table->cells[i].row + table->cells[i].rows <= d->part.row0)
        i++;
    d->grid->first_cell = i;
}

/* The line above a table that goes on: 续表3-1, moved to the left where the unit would stand on it. */
static void draw_continued(struct drawing *d)
{
    const struct jx__grid *grid = d->grid;
    const struct jx_style *style = d->pager->setter->style;
    const int32_t size = style->looks[JX_LOOK_CAPTION].face.size_mpt;
    const int32_t y = d->y_mpt + jx__baseline(size);
    int32_t shift = 0;

    if (grid->unit != NULL) {
        const struct jx_line *unit = &grid->unit->lines[0];

        jx__put_line(d->pager, unit, d->x_mpt, y, JX_NO_SPAN);
        if (grid->continued != NULL) {
            const struct jx_line *label = &grid->continued->lines[0];
            const int32_t over = label->x_mpt + label->width_mpt + size - unit->x_mpt;

            shift = over > label->x_mpt ? label->x_mpt : over > 0 ? over : 0;
        }
    }
    if (grid->continued != NULL)
        jx__put_line(d->pager, &grid->continued->lines[0], d->x_mpt - shift, y, JX_NO_SPAN);
}

/* The first cell whose top is at `row` or below. */
static size_t first_cell_from(const struct jx_table *table, size_t row)
{
    size_t low = 0, high = table->n_cells;

    while (low < high) {
        const size_t middle = (low + high) / 2;

        if (table->cells[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int32_t draw_repeated(struct drawing *d)
{
    struct jx__grid *grid = d->grid;
    const struct jx__row *row = &grid->rows[d->part.row0];
    const struct jx_table *table = grid->table;
    struct drawing head = *d;
    int32_t y = d->y_mpt;

    draw_continued(d);
    y += grid->continued_mpt;
    if (row->head0 == row->head1)
        return y;
    head.y_mpt = y;
    head.repeats = true;
    head.part = (struct jx__fragment){row->head0, 0, row->head1 - 1, 0, false};
    grid->first_cell = first_cell_from(table, row->head0);
    for (size_t i = grid->first_cell; i < table->n_cells && table->cells[i].row < row->head1; i++)
        if (table->cells[i].row + table->cells[i].rows <= row->head1)
            grid->cells[i].n_shown = 0;
    draw_part(&head);
    return y + jx__rows_mpt(grid, row->head0, row->head1);
}

void jx__grid_draw(struct jx__pager *pager, struct jx__grid *grid, const struct jx__fragment *part,
                   int32_t y_mpt)
{
    const size_t first_cell = grid->first_cell;
    struct drawing d = {
        .pager = pager, .grid = grid, .part = *part, .x_mpt = pager->x_mpt, .y_mpt = y_mpt};

    if (part->continued) {
        d.y_mpt = draw_repeated(&d);
        grid->first_cell = first_cell;
    }
    drop_done(&d);
    draw_part(&d);
}
