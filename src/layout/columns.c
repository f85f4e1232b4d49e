/* columns.c - the widths of a table's columns.
 *
 * Layer:   layout.
 *
 * Stated ratios are kept where the words and numbers of each column fit. A column without a ratio gets a width between what it can bear
 * and what it would like. Long words are broken before numbers are; when the columns are too many even for that, the whole table is
 * set smaller.
 */
#include "layout/internal.h"

#include "base/str.h"

/* Pieces up to so many em are whole at any price: amounts, dates, codes. */
#define WHOLE_EM 6

/* Texts up to so many em stay on one line in an automatic column, if all columns can have that. */
#define SHORT_EM 4

/* Below this nobody can read the print. */
#define SMALLEST_MPT 5000

/* What a column needs; more than any text is long. All with the padding. */
struct extent {
    int64_t hard_mpt; /* the widest unbreakable piece; nothing in an empty column */
    int64_t nice_mpt; /* short texts whole, headers in two lines */
    int64_t max_mpt;  /* the widest line */
};

struct solver {
    struct jx__grid *grid;
    struct extent *extents; /* shape [n_cols] */
    int64_t *widths;        /* shape [n_cols], the result */
    size_t n_cols;
    int64_t width_mpt; /* of the table */
};

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static bool is_automatic(const struct jx__grid *grid, size_t column)
{
    return grid->table->widths == NULL || grid->table->widths[column] == 0;
}

static size_t n_automatic(const struct jx__grid *grid)
{
    size_t n = 0;

    for (size_t c = 0; c < grid->table->n_cols; c++)
        n += is_automatic(grid, c);
    return n;
}

/* ---- what the columns need ---- */

/* Digits and the signs in numbers are at most 0.6 em wide, whatever the font. */
static int64_t widest_mpt(uint32_t cp, int32_t size_mpt)
{
    return (cp >= '0' && cp <= '9') || cp == '.' || cp == ',' || cp == '-'
               ? (int64_t)size_mpt * 6 / 10
               : size_mpt;
}

/* Surely no unbreakable piece of the text is wider than this: the longest stretch that is not Han, and beside Han a unit of
 * four characters with its mark. Found without shaping. */
static int64_t piece_bound(const struct jx_cell *cell, int32_t size_mpt)
{
    int64_t stretch = 0, widest = 0, beside = 0;

    for (size_t i = 0; i < cell->text.n; i++) {
        const struct jx_str text = cell->text.items[i].text;

        for (size_t at = 0; at < text.len;) {
            const uint32_t cp = jx_utf8_next(text, &at);
            const bool han = cp >= 0x4E00 && cp <= 0x9FFF;

            stretch = han ? 0 : stretch + widest_mpt(cp, size_mpt);
            beside = han ? 5 * (int64_t)size_mpt : beside;
            widest = larger(widest, stretch);
        }
    }
    return widest + beside;
}

/* Half the characters of a header must fit on a line, and three stay together: not 完成/率. */
static int64_t header_mpt(const struct jx_text_extent *need, int64_t em_mpt)
{
    const int64_t half = (need->max_mpt / 2 + em_mpt - 1) / em_mpt * em_mpt;

    return need->max_mpt <= 3 * em_mpt ? need->max_mpt : larger(half, 2 * em_mpt);
}

static struct extent cell_extent(struct jx__grid *grid, const struct jx_cell *cell)
{
    const struct jx__setter *setter = grid->setter;
    const int64_t pad = 2 * (int64_t)grid->look->pad_x_mpt;
    const struct jx_text_run *runs;
    const size_t n = jx__cell_runs(grid, cell, &runs);
    const int64_t em = n > 0 ? runs[0].style.size_mpt : 0;
    struct jx_text_extent need;
    int64_t nice;

    if (n == 0)
        return (struct extent){pad, pad, pad};
    need = jx_text_measure(setter->arena, setter->book, runs, n, setter->diags);
    nice = smaller(need.max_mpt, SHORT_EM * em);
    if (cell->header)
        nice = larger(nice, header_mpt(&need, em));
    return (struct extent){
        .hard_mpt = larger(need.min_mpt, cell->header ? header_mpt(&need, em) : em) + pad,
        .nice_mpt = larger(need.min_mpt, nice) + pad,
        .max_mpt = larger(need.max_mpt, em) + pad,
    };
}

static void widen(struct extent *column, const struct extent *need)
{
    column->hard_mpt = larger(column->hard_mpt, need->hard_mpt);
    column->nice_mpt = larger(column->nice_mpt, need->nice_mpt);
    column->max_mpt = larger(column->max_mpt, need->max_mpt);
}

/* Spread what a cell over several columns lacks evenly over them. */
static void spread(const struct solver *s, const struct jx_cell *cell, const struct extent *need)
{
    int64_t hard = need->hard_mpt, nice = need->nice_mpt;

    for (size_t c = cell->col; c < cell->col + cell->cols; c++) {
        hard -= s->extents[c].hard_mpt;
        nice -= s->extents[c].nice_mpt;
    }
    for (size_t i = 0; i < cell->cols; i++) {
        struct extent *column = &s->extents[cell->col + i];
        const int64_t rest = (int64_t)(cell->cols - i);
        const int64_t more_hard = larger(hard, 0) / rest, more_nice = larger(nice, 0) / rest;

        column->hard_mpt += more_hard;
        column->nice_mpt = larger(column->nice_mpt + more_nice, column->hard_mpt);
        column->max_mpt = larger(column->max_mpt, column->nice_mpt);
        hard -= more_hard;
        nice -= more_nice;
    }
}

/* A cell whose text surely fits its stated column need not be measured. */
static bool surely_fits(const struct solver *s, const struct jx_cell *cell)
{
    const struct jx__grid *grid = s->grid;
    const int64_t pad = 2 * (int64_t)grid->look->pad_x_mpt;
    int64_t room = -pad;

    for (size_t c = cell->col; c < cell->col + cell->cols; c++) {
        if (is_automatic(grid, c))
            return false;
        room += s->widths[c];
    }
    return !cell->header && piece_bound(cell, jx__cell_look(grid, cell).face.size_mpt) <= room;
}

/* The characters of a number before its point, or of anything else. */
static size_t whole_len(struct jx_str text)
{
    const size_t point = jx_str_find(text, JX_STR("."), 0);

    return point == SIZE_MAX ? text.len : point;
}

/* Numbers on their points need the room of the longest part before the point and the longest behind it. */
static void measure_decimals(struct solver *s, size_t column)
{
    const struct jx_table *table = s->grid->table;
    struct jx_arena *arena = s->grid->setter->arena;
    struct jx_cell joined = {.cols = 1, .rows = 1, .col = (uint32_t)column};
    struct jx_str whole = JX_STR(""), rest = JX_STR("");
    struct extent need;

    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];

        if (cell->col == column && cell->cols == 1 && cell->halign == JX_HA_DECIMAL &&
            cell->text.n == 1) {
            const struct jx_str text = cell->text.items[0].text;
            const size_t at = whole_len(text);

            whole = at > whole.len ? jx_str_sub(text, 0, at) : whole;
            rest = text.len - at > rest.len ? jx_str_sub(text, at, text.len - at) : rest;
        }
    }
    if (rest.len == 0)
        return;
    JX_PUSH(
        arena, &joined.text,
        (struct jx_inline){.text = jx_str_printf(arena, "%.*s%.*s", JX_FMT(whole), JX_FMT(rest))});
    need = cell_extent(s->grid, &joined);
    widen(&s->extents[column], &need);
}

static void measure_columns(struct solver *s)
{
    const struct jx_table *table = s->grid->table;
    const int64_t pad = 2 * (int64_t)s->grid->look->pad_x_mpt;

    for (size_t c = 0; c < s->n_cols; c++)
        s->extents[c] = (struct extent){pad, pad, pad};
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        struct extent need;

        if (cell->cols > 1 || surely_fits(s, cell))
            continue;
        need = cell_extent(s->grid, cell);
        widen(&s->extents[cell->col], &need);
    }
    for (size_t c = 0; c < s->n_cols; c++)
        if (is_automatic(s->grid, c))
            measure_decimals(s, c);
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].cols > 1 && !surely_fits(s, &table->cells[i])) {
            const struct extent need = cell_extent(s->grid, &table->cells[i]);

            spread(s, &table->cells[i], &need);
        }
}

/* ---- when the words are wider than the page ---- */

static int64_t hard_sum(const struct solver *s, int64_t limit_mpt)
{
    int64_t sum = 0;

    for (size_t c = 0; c < s->n_cols; c++)
        sum += smaller(s->extents[c].hard_mpt, limit_mpt);
    return sum;
}

static void scale_face(struct jx_look *look, int64_t size_mpt, int64_t of_mpt)
{
    look->face.size_mpt = (int32_t)larger(look->face.size_mpt * size_mpt / of_mpt, 1);
    look->pitch_mpt = (int32_t)larger(look->pitch_mpt * size_mpt / of_mpt, 1);
}

static void scale(struct jx_table_look *look, int64_t size_mpt, int64_t of_mpt)
{
    scale_face(&look->head, size_mpt, of_mpt);
    scale_face(&look->cell, size_mpt, of_mpt);
    look->pad_x_mpt = (int32_t)(look->pad_x_mpt * size_mpt / of_mpt);
    look->pad_y_mpt = (int32_t)(look->pad_y_mpt * size_mpt / of_mpt);
}

/* Set the whole table smaller, so that each column has room for pieces of WHOLE_EM; at least for one character. */
static void shrink(struct solver *s, int64_t em_mpt, int64_t need_mpt)
{
    struct jx__grid *grid = s->grid;
    struct jx_arena *arena = grid->setter->arena;
    const int64_t column = s->width_mpt / (int64_t)s->n_cols;
    const int64_t least = larger(smaller(SMALLEST_MPT, column * 4 / 5), 1);
    const int64_t size = smaller(larger(em_mpt * s->width_mpt / need_mpt, least), em_mpt);

    JX_SAY(grid->setter->diags, TABLE_TOO_WIDE, grid->table->span,
           jx_str_printf(arena, "%zu", s->n_cols),
           jx_str_printf(arena, "%d.%d", (int)(size / 1000), (int)(size % 1000 / 100)));
    scale(grid->look, size, em_mpt);
    if (2 * (int64_t)grid->look->pad_x_mpt + size > column)
        grid->look->pad_x_mpt = (int32_t)larger((column - size) / 2, 0);
    measure_columns(s);
}

/* Cut the needs down to what the table's width allows: the longest words first. */
static void limit_needs(struct solver *s)
{
    const int64_t em = s->grid->look->cell.face.size_mpt;
    const int64_t whole = WHOLE_EM * em + 2 * (int64_t)s->grid->look->pad_x_mpt;
    int64_t low = 0, high = s->width_mpt;

    if (hard_sum(s, whole) > s->width_mpt)
        shrink(s, em, hard_sum(s, whole));
    while (low < high) {
        const int64_t middle = (low + high + 1) / 2;

        if (hard_sum(s, middle) <= s->width_mpt)
            low = middle;
        else
            high = middle - 1;
    }
    for (size_t c = 0; c < s->n_cols; c++) {
        struct extent *column = &s->extents[c];

        column->hard_mpt = smaller(column->hard_mpt, low);
        column->nice_mpt = larger(column->nice_mpt, column->hard_mpt);
    }
}

/* ---- sharing ---- */

static int64_t root_of(int64_t x)
{
    int64_t root = 0;

    for (int64_t bit = (int64_t)1 << 31; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= x)
            root += bit;
    return root;
}

/* Share more_mpt among the automatic columns that have not what they would like. A column of ten times the text gets about three
 * times as much: its lines are counted in tens, the others' in ones. */
static void fill_up(const struct solver *s, int64_t more_mpt)
{
    for (size_t round = 0; round <= s->n_cols && more_mpt > 0; round++) {
        int64_t roots = 0, given = 0, want = 0;

        for (size_t c = 0; c < s->n_cols; c++)
            if (is_automatic(s->grid, c)) {
                want += s->extents[c].max_mpt - s->widths[c];
                roots += root_of(s->extents[c].max_mpt - s->widths[c]);
            }
        if (roots == 0)
            return;
        for (size_t c = 0; c < s->n_cols; c++) {
            const int64_t wish = s->extents[c].max_mpt - s->widths[c];
            const int64_t part = is_automatic(s->grid, c) ? more_mpt * root_of(wish) / roots : 0;

            s->widths[c] += smaller(part, larger(wish, 0));
            given += smaller(part, larger(wish, 0));
        }
        more_mpt = smaller(more_mpt, want) - given;
        if (given == 0)
            return;
    }
}

enum need { HARD, NICE, MAX };

static int64_t need_of(const struct extent *extent, enum need need)
{
    return need == HARD ? extent->hard_mpt : need == NICE ? extent->nice_mpt : extent->max_mpt;
}

static int64_t automatic_sum(const struct solver *s, enum need need)
{
    int64_t sum = 0;

    for (size_t c = 0; c < s->n_cols; c++)
        sum += is_automatic(s->grid, c) ? need_of(&s->extents[c], need) : 0;
    return sum;
}

/* The automatic columns share room_mpt. */
static void automatic_widths(const struct solver *s, int64_t room_mpt)
{
    const enum need floor = automatic_sum(s, NICE) <= room_mpt ? NICE : HARD;

    for (size_t c = 0; c < s->n_cols; c++)
        if (is_automatic(s->grid, c))
            s->widths[c] = need_of(&s->extents[c], floor);
    fill_up(s, room_mpt - automatic_sum(s, floor));
}

/* The stated columns share room_mpt by their ratios. */
static void stated_widths(const struct solver *s, int64_t room_mpt)
{
    const uint32_t *ratios = s->grid->table->widths;
    int64_t sum = 0;

    for (size_t c = 0; c < s->n_cols; c++)
        sum += ratios != NULL ? ratios[c] : 0;
    for (size_t c = 0; sum > 0 && c < s->n_cols; c++)
        if (ratios[c] > 0)
            s->widths[c] = room_mpt * ratios[c] / sum;
}

/* Columns narrower than their words take what they lack from the others, in proportion to what these can spare. */
static void raise_floors(const struct solver *s)
{
    int64_t lack = 0, spare = 0;

    for (size_t c = 0; c < s->n_cols; c++) {
        lack += larger(s->extents[c].hard_mpt - s->widths[c], 0);
        spare += larger(s->widths[c] - s->extents[c].hard_mpt, 0);
    }
    for (size_t c = 0; lack > 0 && c < s->n_cols; c++) {
        const int64_t over = s->widths[c] - s->extents[c].hard_mpt;

        if (over <= 0)
            s->widths[c] = s->extents[c].hard_mpt;
        else if (spare > 0)
            s->widths[c] -= over * smaller(lack, spare) / spare;
    }
}

/* Column edges in proportion to the widths, rounded so that they end at the table's width. */
static void set_edges(const struct solver *s)
{
    int64_t sum = 0, before = 0;

    for (size_t c = 0; c < s->n_cols; c++)
        sum += s->widths[c];
    for (size_t c = 0; c < s->n_cols; c++) {
        before += s->widths[c];
        s->grid->x_mpt[c + 1] =
            (int32_t)(sum > 0 ? before * s->width_mpt / sum
                              : s->width_mpt * (int64_t)(c + 1) / (int64_t)s->n_cols);
    }
}

void jx__columns_set(struct jx__grid *grid, int32_t width_mpt)
{
    struct jx_arena *arena = grid->setter->arena;
    const size_t n = grid->table->n_cols, automatic = n_automatic(grid);
    struct solver s = {
        .grid = grid,
        .extents = JX_ARRAY(arena, struct extent, n),
        .widths = JX_ARRAY(arena, int64_t, n),
        .n_cols = n,
        .width_mpt = width_mpt,
    };
    int64_t room = width_mpt;

    grid->x_mpt = JX_ARRAY(arena, int32_t, n + 1);
    if (automatic == 0)
        stated_widths(&s, width_mpt);
    measure_columns(&s);
    limit_needs(&s);
    if (automatic > 0 && automatic < n) /* at most an even share, unless their words need more */
        room = larger(smaller(automatic_sum(&s, MAX), room * (int64_t)automatic / (int64_t)n),
                      automatic_sum(&s, HARD));
    if (automatic > 0) {
        automatic_widths(&s, room);
        stated_widths(&s, width_mpt - room);
    }
    raise_floors(&s);
    set_edges(&s);
}
