/* size.c - column widths and row heights, which spreadsheet programs do not find by themselves for merged wrapped cells.
 *
 * Layer:   xlsx.
 * Memory:  results in the writer's arena; measuring in its scratch arena.
 * Units:   px of 1/96 inch (0.75 pt) as spreadsheet programs count; text in 1/1000 pt.
 *
 * A column's width in the file is in digits of the workbook's default font. Ours is 宋体 11, whose digits are 8 px wide
 * (0.5 em of 14.67 px, hinted); the library counts in Calibri's 7 px and writes px / 7. What is asked of it is
 * therefore 7/8 of the px that are meant. Source: ECMA-376 Part 1, 18.3.1.13 (col), width.
 */
#include "xlsx/internal.h"

#include "xlsx/words.h"

#include "text/paragraph.h"

/* 297 mm of A4 landscape, 210 mm of portrait, less two margins of 15 mm. */
#define PAGE_PX 1009
#define PORTRAIT_PX 680

#define MPT_PER_PX 750

/* What a program keeps free left and right of a cell's text, gridline included. */
#define PAD_X_PX 8

/* Above and below, both together. */
#define PAD_Y_PX 8

/* Programs measure with their own fonts and rounding: lines are broken for a width this much (%) narrower. */
#define NARROWER_PERCENT 4

/* And this much more where the text is all Latin letters and digits: 宋体 has them half an em wide, the fonts that stand in for
 * it elsewhere up to 0.64. */
#define LATIN_NARROWER_PERCENT 16

/* From line to line, in % of the size. 宋体 takes 123, the Noto fonts that stand in for it elsewhere up to 145. */
#define PITCH_PERCENT 145

/* A column of this width the library takes for one that was not set, and readers then give it the width they like. */
#define LIBRARY_DEFAULT_PX 64

/* Columns narrower than this hold nothing. */
#define MIN_COL_PX 18

int32_t jx__xlsx_library_px(int32_t px)
{
    int32_t library = (px * 7 + 4) / 8;
    return library == LIBRARY_DEFAULT_PX ? library - 1 : library;
}

static int32_t page_px(const struct jx_table *table)
{
    return table->portrait ? PORTRAIT_PX : PAGE_PX;
}

static int32_t clamp(int64_t value, int32_t least, int32_t most)
{
    return value < least ? least : value > most ? most : (int32_t)value;
}

/* ---- text ---- */

static unsigned role_of(const struct jx__xlsx_writer *writer, bool hei)
{
    return hei ? writer->hei_role : writer->song_role;
}

static struct jx_text_run run_of(const struct jx__xlsx_writer *writer, struct jx_str text, bool hei,
                                 int32_t size_mpt)
{
    return (struct jx_text_run){
        .text = text,
        .style = {.role = role_of(writer, hei), .latin_role = JX_NO_ROLE, .size_mpt = size_mpt}};
}

/* Does it surely stand on one line, without shaping: a full em for each character? */
static bool is_short(struct jx_str text, int32_t size_mpt, int32_t width_mpt)
{
    size_t n = jx_utf8_count(text);
    return jx_str_find(text, JX_STR("\n"), 0) == SIZE_MAX && n < 1000 &&
           (int64_t)n * size_mpt <= width_mpt;
}

/* The width to break lines for. */
static int32_t measure_for(struct jx_str text, int32_t size_mpt, int32_t width_px)
{
    int64_t latin = 0;
    int64_t wide = 0;
    for (size_t pos = 0; pos < text.len;)
        if (jx_utf8_next(text, &pos) < 0x2E80)
            latin++;
        else
            wide += 2;
    int64_t width_mpt = (int64_t)(width_px - PAD_X_PX) * MPT_PER_PX;
    int64_t narrower = NARROWER_PERCENT;
    if (latin > 0)
        narrower += LATIN_NARROWER_PERCENT * latin / (latin + wide);
    width_mpt = width_mpt * (100 - narrower) / 100;
    return width_mpt > size_mpt ? (int32_t)width_mpt : size_mpt;
}

/* Lines of text without line ends. */
static size_t lines_of_one(struct jx__xlsx_writer *writer, struct jx_str text, bool hei,
                           int32_t size_mpt, int32_t width_mpt)
{
    if (is_short(text, size_mpt, width_mpt))
        return 1;
    struct jx_arena_mark mark = jx_arena_mark(writer->scratch);
    struct jx_diags
        quiet; /* missing glyphs are told when the PDF is set; here Windows has its own fonts */
    jx_diags_init(&quiet, writer->scratch, writer->diags->sources);
    struct jx_text_run run = run_of(writer, text, hei, size_mpt);
    struct jx_par_options options = {.width_mpt = width_mpt,
                                     .align = JX_ALIGN_LEFT,
                                     .no_squeeze = true,
                                     .may_break_anywhere = true};
    size_t n = jx_paragraph_set(writer->scratch, writer->fonts, &run, 1, &options, &quiet)->n;
    jx_arena_reset(writer->scratch, mark);
    return n ? n : 1;
}

size_t jx__xlsx_lines(struct jx__xlsx_writer *writer, struct jx_str text, bool hei,
                      int32_t size_mpt, int32_t width_px)
{
    size_t n = 0;
    for (size_t from = 0; from <= text.len;) {
        size_t to = jx_str_find(text, JX_STR("\n"), from);
        if (to == SIZE_MAX)
            to = text.len;
        struct jx_str line = jx_str_sub(text, from, to - from);
        n += lines_of_one(writer, line, hei, size_mpt, measure_for(line, size_mpt, width_px));
        from = to + 1;
    }
    return n;
}

int32_t jx__xlsx_lines_px(size_t lines, int32_t size_mpt)
{
    if (lines > 100000)
        lines = 100000;
    int64_t mpt = (int64_t)lines * size_mpt * PITCH_PERCENT / 100;
    return (int32_t)((mpt + MPT_PER_PX - 1) / MPT_PER_PX) + PAD_Y_PX;
}

/* ---- columns ---- */

/* Shares of room_px by the ratios; columns without one keep the width they have. */
static void columns_by_ratio(const struct jx_table *table, uint64_t sum, int64_t room_px,
                             int32_t *col_px)
{
    const uint64_t room = room_px > 0 ? (uint64_t)room_px : 0;
    uint64_t before = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        uint64_t after = before + table->widths[i];
        uint64_t left = before * room / sum;
        uint64_t right = after * room / sum;
        if (table->widths[i] > 0)
            col_px[i] = clamp((int64_t)(right - left), MIN_COL_PX, JX__XLSX_MAX_COL_PX);
        before = after;
    }
}

static int64_t text_px(int64_t mpt)
{
    return (mpt * (100 + NARROWER_PERCENT) / 100 + MPT_PER_PX - 1) / MPT_PER_PX + PAD_X_PX;
}

/* Cells that cannot wrap: too narrow, they would be set smaller. */
static bool is_one_line(const struct jx_cell *cell)
{
    return cell->num != NULL || jx__xlsx_is_day(jx_cell_more(cell)->date);
}

/* Width of a number in 宋体, without shaping: half an em for digits and the like, an em for others. */
static int64_t number_px(const struct jx_cell *cell, int32_t size_mpt)
{
    int64_t halves = 0;
    for (size_t i = 0; i < cell->text.n; i++)
        for (size_t pos = 0; pos < cell->text.items[i].text.len;)
            halves += jx_utf8_next(cell->text.items[i].text, &pos) < 0x80 ? 1 : 2;
    return text_px(halves * size_mpt / 2);
}

/* The least widths of the columns that have numbers; text only: 0. */
static int32_t *number_widths(struct jx__xlsx_writer *writer, const struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    int32_t *least = JX_ARRAY(writer->arena, int32_t, table->n_cols);
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        if (cell->cols > 1 || !is_one_line(cell))
            continue;
        int64_t px = number_px(cell, plan->size_mpt);
        least[cell->col] = clamp(px, least[cell->col], JX__XLSX_MAX_COL_PX);
    }
    return least;
}

/* Widen the columns whose numbers would not fit; the others give in the proportion of what they have to spare. Nothing is done when
 * there is too little to spare. */
static void make_room(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan)
{
    const int32_t *least = number_widths(writer, plan);
    int64_t lack = 0, spare = 0;
    for (size_t i = 0; i < plan->table->n_cols; i++) {
        int64_t more = plan->col_px[i] - (least[i] > 0 ? least[i] : plan->col_px[i] / 2);
        lack += more < 0 ? -more : 0;
        spare += more > 0 ? more : 0;
    }
    if (lack == 0 || lack > spare)
        return;
    int64_t before = 0, given = 0;
    for (size_t i = 0; i < plan->table->n_cols; i++) {
        int64_t more = plan->col_px[i] - (least[i] > 0 ? least[i] : plan->col_px[i] / 2);
        if (more < 0) {
            plan->col_px[i] = least[i];
            continue;
        }
        before += more;
        int64_t part = before * lack / spare - given;
        given += part;
        plan->col_px[i] -= (int32_t)part;
    }
}

struct need {
    int64_t min, max; /* px */
};

static struct need need_of(struct jx__xlsx_writer *writer, const struct jx_cell *cell,
                           int32_t size_mpt)
{
    struct jx_arena_mark mark = jx_arena_mark(writer->scratch);
    struct jx_diags quiet;
    jx_diags_init(&quiet, writer->scratch, writer->diags->sources);
    struct jx_str text = jx__xlsx_inlines(writer->scratch, &cell->text);
    struct jx_text_run run = run_of(writer, text, cell->header, size_mpt);
    struct jx_text_extent extent = jx_text_measure(writer->scratch, writer->fonts, &run, 1, &quiet);
    jx_arena_reset(writer->scratch, mark);
    if (is_one_line(cell))
        extent.min_mpt = extent.max_mpt;
    return (struct need){text_px(extent.min_mpt), text_px(extent.max_mpt)};
}

/* Give the columns [from, from + n) together at least what a cell over them needs, each an equal part of what lacks. */
static void widen(struct need *needs, size_t from, size_t n, struct need want)
{
    struct need have = {0, 0};
    for (size_t i = from; i < from + n; i++) {
        have.min += needs[i].min;
        have.max += needs[i].max;
    }
    int64_t count = (int64_t)n;
    int64_t min = want.min > have.min ? (want.min - have.min + count - 1) / count : 0;
    int64_t max = want.max > have.max ? (want.max - have.max + count - 1) / count : 0;
    for (size_t i = from; i < from + n; i++) {
        needs[i].min += min;
        needs[i].max += max;
    }
}

/* Each column between the width of its longest piece and that of its longest line, the page shared out. */
static void columns_by_text(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    const int32_t page = page_px(table);
    struct need *needs = JX_ARRAY(writer->arena, struct need, table->n_cols);
    for (int pass = 0; pass < 2; pass++) /* single columns first, then what spans several */
        for (size_t i = 0; i < table->n_cells; i++)
            if ((table->cells[i].cols > 1) == (pass == 1))
                widen(needs, table->cells[i].col, table->cells[i].cols,
                      need_of(writer, &table->cells[i], plan->size_mpt));
    struct need sum = {0, 0};
    for (size_t i = 0; i < table->n_cols; i++) {
        needs[i].min = clamp(needs[i].min, MIN_COL_PX, JX__XLSX_MAX_COL_PX);
        needs[i].max = clamp(needs[i].max, (int32_t)needs[i].min, JX__XLSX_MAX_COL_PX);
        sum.min += needs[i].min;
        sum.max += needs[i].max;
    }
    for (size_t i = 0; i < table->n_cols; i++) {
        int64_t px = needs[i].min;
        if (sum.max <= page)
            px = needs[i].max * page / sum.max;
        else if (sum.min < page)
            px += (needs[i].max - needs[i].min) * (page - sum.min) / (sum.max - sum.min);
        plan->col_px[i] = clamp(px, MIN_COL_PX, JX__XLSX_MAX_COL_PX);
    }
}

void jx__xlsx_measure_columns(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    uint64_t sum = 0;
    size_t n_automatic = 0;
    int64_t room = page_px(table);
    for (size_t i = 0; i < table->n_cols; i++) {
        sum += table->widths ? table->widths[i] : 0;
        n_automatic += !table->widths || table->widths[i] == 0;
    }
    plan->col_px = JX_ARRAY(writer->arena, int32_t, table->n_cols);
    if (n_automatic > 0)
        columns_by_text(writer, plan);
    for (size_t i = 0; sum && i < table->n_cols; i++)
        room -= table->widths[i] == 0 ? plan->col_px[i] : 0;
    if (sum)
        columns_by_ratio(table, sum, room, plan->col_px);
    if (n_automatic == 0)
        make_room(writer, plan);
}

/* ---- rows ---- */

static int32_t span_px(const int32_t *px, size_t from, size_t n)
{
    int64_t sum = 0;
    for (size_t i = from; i < from + n; i++)
        sum += px[i];
    return clamp(sum, 1, 1000000);
}

int32_t jx__xlsx_cell_px(struct jx__xlsx_writer *writer, const struct jx__xlsx_plan *plan,
                         const struct jx_cell *cell)
{
    if (is_one_line(cell) || cell->text.n == 0)
        return jx__xlsx_lines_px(1, plan->size_mpt);
    struct jx_arena_mark mark = jx_arena_mark(writer->scratch);
    struct jx_str text = jx__xlsx_inlines(writer->scratch, &cell->text);
    size_t lines = jx__xlsx_lines(writer, text, cell->header, plan->size_mpt,
                                  span_px(plan->col_px, cell->col, cell->cols));
    jx_arena_reset(writer->scratch, mark);
    return jx__xlsx_lines_px(lines, plan->size_mpt);
}

/* Raise rows [from, from + n) equally until they are `want` high together; false when Excel's limit is in the way. */
static bool raise(int32_t *row_px, size_t from, size_t n, int64_t want)
{
    int64_t lack = want;
    for (size_t i = from; i < from + n; i++)
        lack -= row_px[i];
    for (size_t i = from; i < from + n && lack > 0; i++) {
        int64_t left = (int64_t)(from + n - i); /* rows that can still take some */
        int64_t part = (lack + left - 1) / left;
        int64_t room = JX__XLSX_MAX_ROW_PX - row_px[i];
        part = part < room ? part : room;
        row_px[i] += (int32_t)part;
        lack -= part;
    }
    for (size_t i = from + n; i-- > from && lack > 0;) { /* what later rows could not take */
        int64_t room = JX__XLSX_MAX_ROW_PX - row_px[i];
        int64_t part = lack < room ? lack : room;
        row_px[i] += (int32_t)part;
        lack -= part;
    }
    return lack <= 0;
}

static void measure_grid_rows(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    int32_t *row_px = plan->row_px + plan->grid_row;
    for (size_t i = 0; i < table->n_rows; i++)
        row_px[i] = jx__xlsx_lines_px(1, plan->size_mpt);
    for (int pass = 0; pass < 2; pass++) /* single rows first, then what spans several */
        for (size_t i = 0; i < table->n_cells; i++) {
            const struct jx_cell *cell = &table->cells[i];
            if ((cell->rows > 1) != (pass == 1))
                continue;
            if (!raise(row_px, cell->row, cell->rows, jx__xlsx_cell_px(writer, plan, cell)))
                JX_SAY(writer->diags, SHEET_ROW_HIGH, jx_cell_span(cell), plan->sheet_name,
                       jx__xlsx_a1(writer->arena, cell->row + plan->grid_row, cell->col));
        }
}

/* A row of its own outside the grid, over all columns. */
static void measure_extra_row(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan,
                              size_t row, struct jx_str text, int32_t size_mpt)
{
    if (row == SIZE_MAX)
        return;
    int32_t width = span_px(plan->col_px, 0, plan->table->n_cols);
    int32_t want =
        jx__xlsx_lines_px(jx__xlsx_lines(writer, text, false, size_mpt, width), size_mpt);
    if (want > JX__XLSX_MAX_ROW_PX)
        JX_SAY(writer->diags, SHEET_ROW_HIGH, plan->table->span, plan->sheet_name,
               jx__xlsx_a1(writer->arena, row, 0));
    plan->row_px[row] = clamp(want, 1, JX__XLSX_MAX_ROW_PX);
}

void jx__xlsx_measure(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan)
{
    if (plan->col_px == NULL)
        jx__xlsx_measure_columns(writer, plan);
    plan->row_px = JX_ARRAY(writer->arena, int32_t, plan->n_rows);
    measure_extra_row(writer, plan, plan->title_row, plan->title, plan->title_size_mpt);
    measure_extra_row(writer, plan, plan->unit_row, plan->unit, plan->size_mpt);
    measure_extra_row(writer, plan, plan->note_row, plan->note, plan->size_mpt);
    measure_grid_rows(writer, plan);
}
