/* chart.c - native charts: bars, columns, lines, radar over live cells, to be read in black and white.
 *
 * Layer:   xlsx.
 * Memory:  strings live in the writer's arena; charts belong to the library's workbook.
 *
 * A chart needs its labels and values side by side, and merged cells leave holes: so each chart has a block of formulas in hidden
 * columns right of the table. A chart stands in one row, which no page break cuts.
 */
#include "xlsx/internal.h"

#include "xlsx/words.h"

#include "document/figure.h"

#define FONT_SIZE 9
#define TITLE_SIZE 12

/* Between the table and what the hidden columns hold. */
#define GAP_COLS 1

/* Rows above a chart and around it. */
#define GAP_PX 12
#define INSET_PX 4

/* A bar, the space between groups, and what title, axis and legend take. */
#define BAR_PX 16
#define GROUP_GAP_PX 10
#define FRAME_PX 110
#define UPRIGHT_PX 340
#define MAX_LABELS 16 /* side by side on a page */

/* A sheet that holds only a chart: columns of equal width, which together fill the page. */
#define SHEET_COLS 10
#define SHEET_COL_PX 100
#define PORTRAIT_SHEET_COL_PX 67

/* The library's own size of a chart, which scales count from. */
#define LIBRARY_WIDTH_PX 480.0
#define LIBRARY_HEIGHT_PX 288.0

struct block {
    const struct jx_table_chart *data;
    struct jx_str quoted; /* the sheet's name, for references */
    size_t row,
        col; /* of its top left: names of series in the first row, labels in the first column */
};

/* ---- the hidden block ---- */

static void write_label(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                        const struct jx__xlsx_plan *plan, const struct jx_cell *label, size_t row,
                        size_t col)
{
    struct jx_str text = jx__xlsx_cut(writer->arena, jx__xlsx_inlines(writer->arena, &label->text),
                                      JX__XLSX_MAX_LITERAL_UNITS);
    lxw_row_t at = (lxw_row_t)row;
    lxw_col_t at_col = (lxw_col_t)col;
    if (!jx_cell_more(label)->n_refs) {
        jx__xlsx_keep(writer, worksheet_write_string(sheet, at, at_col, text.ptr, NULL));
        return;
    }
    struct jx_str place = jx__xlsx_a1(writer->arena, label->more->refs[0].row0 + plan->grid_row,
                                      label->more->refs[0].col0);
    struct jx_str formula =
        jx_str_printf(writer->arena, "=LEFT(%.*s,%d)", JX_FMT(place), JX__XLSX_MAX_LITERAL_UNITS);
    jx__xlsx_keep(writer,
                  worksheet_write_formula_str(sheet, at, at_col, formula.ptr, NULL, text.ptr));
}

static void write_value(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                        const struct jx__xlsx_plan *plan, const struct jx_cell *value, size_t row,
                        size_t col)
{
    struct jx_str reason = {0};
    struct jx_str formula = {0};
    if (value->num == NULL)
        return;
    if (jx_cell_formula(value) != NULL)
        formula = jx__xlsx_formula(writer->arena, plan->table, value, plan->grid_row, &reason);
    double num = jx_num_to_spreadsheet(*value->num);
    if (formula.ptr)
        jx__xlsx_keep(writer, worksheet_write_formula_num(sheet, (lxw_row_t)row, (lxw_col_t)col,
                                                          formula.ptr, NULL, num));
    else
        jx__xlsx_keep(writer,
                      worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)col, num, NULL));
}

static void write_block(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                        const struct jx__xlsx_plan *plan, const struct block *block)
{
    const struct jx_table_chart *data = block->data;
    for (size_t i = 0; i < data->n_points; i++)
        write_label(writer, sheet, plan, &data->labels[i], block->row + 1 + i, block->col);
    for (size_t s = 0; s < data->n_series; s++) {
        struct jx_str name =
            jx__xlsx_cut(writer->arena, jx__xlsx_clean(writer->arena, data->names[s]),
                         JX__XLSX_MAX_LITERAL_UNITS);
        if (name.len)
            jx__xlsx_keep(writer,
                          worksheet_write_string(sheet, (lxw_row_t)block->row,
                                                 (lxw_col_t)(block->col + 1 + s), name.ptr, NULL));
        for (size_t i = 0; i < data->n_points; i++)
            write_value(writer, sheet, plan, &data->values[s * data->n_points + i],
                        block->row + 1 + i, block->col + 1 + s);
    }
    lxw_row_col_options hidden = {.hidden = 1};
    jx__xlsx_keep(writer, worksheet_set_column_opt(sheet, (lxw_col_t)block->col,
                                                   (lxw_col_t)(block->col + data->n_series),
                                                   LXW_DEF_COL_WIDTH, NULL, &hidden));
}

/* ='表'!$L$3:$L$9, of the points of a column of the block */
static const char *range_of(struct jx_arena *arena, const struct block *block, size_t col)
{
    struct jx_str letters = jx__xlsx_a1(arena, 0, block->col + col);
    letters.len--; /* without the 1 */
    return jx_str_printf(arena, "=%.*s!$%.*s$%zu:$%.*s$%zu", JX_FMT(block->quoted), JX_FMT(letters),
                         block->row + 2, JX_FMT(letters), block->row + 1 + block->data->n_points)
        .ptr;
}

static const char *name_of(struct jx_arena *arena, const struct block *block, size_t series)
{
    struct jx_str letters = jx__xlsx_a1(arena, 0, block->col + 1 + series);
    letters.len--;
    return jx_str_printf(arena, "=%.*s!$%.*s$%zu", JX_FMT(block->quoted), JX_FMT(letters),
                         block->row + 1)
        .ptr;
}

/* ---- looks ---- */

static lxw_chart_font font_of(double size, bool bold)
{
    return (lxw_chart_font){
        .name = (char *)JX_W_SONG, .size = size, .bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE};
}

/* Series told apart without colours: by their hatching. */
static void fill_series(lxw_chart_series *series, size_t s)
{
    static const uint8_t patterns[] = {
        LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL, LXW_CHART_PATTERN_PERCENT_25,
        LXW_CHART_PATTERN_DARK_HORIZONTAL, LXW_CHART_PATTERN_SMALL_GRID,
        LXW_CHART_PATTERN_WIDE_DOWNWARD_DIAGONAL};
    lxw_chart_line line = {.color = LXW_COLOR_BLACK, .width = 0.75F};
    chart_series_set_line(series, &line);
    if (s == 0) {
        lxw_chart_fill fill = {.color = 0x7F7F7F};
        chart_series_set_fill(series, &fill);
        return;
    }
    lxw_chart_pattern pattern = {.fg_color = LXW_COLOR_BLACK,
                                 .bg_color = LXW_COLOR_WHITE,
                                 .type = patterns[(s - 1) % sizeof patterns]};
    chart_series_set_pattern(series, &pattern);
}

/* By dashes and markers. */
static void draw_series(lxw_chart_series *series, size_t s)
{
    static const uint8_t dashes[] = {LXW_CHART_LINE_DASH_SOLID,     LXW_CHART_LINE_DASH_DASH,
                                     LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_LINE_DASH_DASH_DOT,
                                     LXW_CHART_LINE_DASH_LONG_DASH, LXW_CHART_LINE_DASH_SQUARE_DOT};
    static const uint8_t markers[] = {LXW_CHART_MARKER_CIRCLE,   LXW_CHART_MARKER_SQUARE,
                                      LXW_CHART_MARKER_TRIANGLE, LXW_CHART_MARKER_DIAMOND,
                                      LXW_CHART_MARKER_X,        LXW_CHART_MARKER_PLUS};
    lxw_chart_line line = {
        .color = LXW_COLOR_BLACK, .width = 1.5F, .dash_type = dashes[s % sizeof dashes]};
    lxw_chart_line edge = {.color = LXW_COLOR_BLACK, .width = 0.75F};
    lxw_chart_fill fill = {.color = s ? LXW_COLOR_WHITE : LXW_COLOR_BLACK};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, markers[s % sizeof markers]);
    chart_series_set_marker_size(series, 6);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_marker_fill(series, &fill);
}

/* Numbers at upright bars and points, which stand side by side, only where there is room for them. */
static bool has_labels(const struct jx_table_chart *data)
{
    return data->value_labels &&
           (data->kind == JX_FIGURE_BARS || data->n_points * data->n_series <= MAX_LABELS);
}

static void label_series(struct jx__xlsx_writer *writer, lxw_chart_series *series,
                         const struct jx_table_chart *data)
{
    lxw_chart_font font = font_of(FONT_SIZE, false);
    if (!has_labels(data))
        return;
    struct jx_str format =
        jx__xlsx_num_format(writer->arena, &data->format, jx_num_int(writer->arena, 0));
    chart_series_set_labels(series);
    chart_series_set_labels_font(series, &font);
    if (format.len)
        chart_series_set_labels_num_format(series, format.ptr);
}

static bool is_filled(const struct jx_table_chart *data)
{
    return data->kind == JX_FIGURE_BARS || data->kind == JX_FIGURE_COLUMNS;
}

static void add_series(struct jx__xlsx_writer *writer, lxw_chart *chart, const struct block *block)
{
    const char *labels = range_of(writer->arena, block, 0);
    for (size_t s = 0; s < block->data->n_series; s++) {
        lxw_chart_series *series =
            chart_add_series(chart, labels, range_of(writer->arena, block, s + 1));
        if (!series)
            jx_arena_exhausted();
        if (!jx_str_empty(block->data->names[s]))
            chart_series_set_name(series, name_of(writer->arena, block, s));
        if (is_filled(block->data))
            fill_series(series, s);
        else
            draw_series(series, s);
        label_series(writer, series, block->data);
    }
}

/* The ends of the axis. Above a stated end there is room for the number of a bar that reaches it: a tenth, without a mark. */
static void set_ends(struct jx__xlsx_writer *writer, lxw_chart_axis *axis,
                     const struct jx_table_chart *data)
{
    struct jx_arena *arena = writer->arena;
    struct jx_num high = data->high;
    if (data->has_low)
        chart_axis_set_min(axis, jx_num_to_spreadsheet(data->low));
    if (!data->has_high)
        return;
    if (data->has_low && is_filled(data) && has_labels(data)) {
        struct jx_num range = jx_num_sub(arena, data->high, data->low);
        struct jx_num tenth = jx_num_div(arena, range, jx_num_int(arena, 10));
        high = jx_num_add(arena, high, tenth);
        chart_axis_set_major_unit(
            axis, jx_num_to_spreadsheet(jx_num_mul(arena, tenth, jx_num_int(arena, 2))));
    }
    chart_axis_set_max(axis, jx_num_to_spreadsheet(high));
}

static void set_axes(struct jx__xlsx_writer *writer, lxw_chart *chart,
                     const struct jx_table_chart *data)
{
    bool bars = data->kind == JX_FIGURE_BARS; /* whose categories stand on the upright axis */
    lxw_chart_axis *categories = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *values = bars ? chart->x_axis : chart->y_axis;
    lxw_chart_font font = font_of(FONT_SIZE, false);
    lxw_chart_line grid = {.color = 0xBFBFBF, .width = 0.5F};
    chart_axis_set_num_font(categories, &font);
    chart_axis_set_num_font(values, &font);
    chart_axis_major_gridlines_set_line(values, &grid);
    if (bars) { /* the first on top, the numbers below all the same */
        chart_axis_set_reverse(categories);
        chart_axis_set_crossing_max(categories);
    }
    if (data->format.percent)
        chart_axis_set_num_format(values, "0%");
    set_ends(writer, values, data);
    if (!data->unit.len)
        return;
    chart_axis_set_name(values, jx__xlsx_clean(writer->arena, data->unit).ptr);
    chart_axis_set_name_font(values, &font);
}

static void set_title(struct jx__xlsx_writer *writer, lxw_chart *chart,
                      const struct jx_table_chart *data)
{
    lxw_chart_font title = font_of(TITLE_SIZE, true);
    lxw_chart_font font = font_of(FONT_SIZE, false);
    struct jx_str text = jx__xlsx_cut(writer->arena, jx__xlsx_clean(writer->arena, data->title),
                                      JX__XLSX_MAX_LITERAL_UNITS);
    if (text.len)
        chart_title_set_name(chart, text.ptr);
    else
        chart_title_off(chart);
    chart_title_set_name_font(chart, &title);
    chart_legend_set_font(chart, &font);
    chart_legend_set_position(chart,
                              data->n_series > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
}

static lxw_chart *make_chart(struct jx__xlsx_writer *writer, const struct block *block)
{
    static const uint8_t types[] = {[JX_FIGURE_BARS] = LXW_CHART_BAR,
                                    [JX_FIGURE_COLUMNS] = LXW_CHART_COLUMN,
                                    [JX_FIGURE_LINES] = LXW_CHART_LINE,
                                    [JX_FIGURE_RADAR] = LXW_CHART_RADAR_WITH_MARKERS};
    lxw_chart *chart = workbook_add_chart(writer->workbook, types[block->data->kind]);
    if (!chart)
        jx_arena_exhausted();
    add_series(writer, chart, block);
    set_axes(writer, chart, block->data);
    set_title(writer, chart, block->data);
    chart_show_hidden_data(chart);
    if (is_filled(block->data))
        chart_set_series_gap(chart, 60);
    return chart;
}

/* ---- where it stands ---- */

static int32_t height_of(const struct jx_table_chart *data)
{
    if (data->kind != JX_FIGURE_BARS)
        return UPRIGHT_PX;
    size_t points = data->n_points < 100 ? data->n_points : 100;
    int32_t px = (int32_t)(points * (data->n_series * BAR_PX + GROUP_GAP_PX)) + FRAME_PX;
    return px < JX__XLSX_MAX_ROW_PX ? px : JX__XLSX_MAX_ROW_PX;
}

static void insert(struct jx__xlsx_writer *writer, lxw_worksheet *sheet, lxw_chart *chart,
                   size_t row, const int32_t size_px[2])
{
    lxw_chart_options options = {.x_offset = INSET_PX,
                                 .y_offset = INSET_PX,
                                 .x_scale = (size_px[0] - 2 * INSET_PX) / LIBRARY_WIDTH_PX,
                                 .y_scale = (size_px[1] - 2 * INSET_PX) / LIBRARY_HEIGHT_PX,
                                 .object_position = LXW_OBJECT_MOVE_AND_SIZE};
    jx__xlsx_keep(writer,
                  worksheet_set_row_pixels(sheet, (lxw_row_t)row, (uint32_t)size_px[1], NULL));
    jx__xlsx_keep(writer, worksheet_insert_chart_opt(sheet, (lxw_row_t)row, 0, chart, &options));
}

/* In a row below what is there, as wide as the table. The library counts columns in its own px. */
static void put_below(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                      struct jx__xlsx_plan *plan, const struct block *block)
{
    int32_t width = 0;
    for (size_t i = 0; i < plan->table->n_cols; i++)
        width += jx__xlsx_library_px(plan->col_px[i]);
    jx__xlsx_keep(writer, worksheet_set_row_pixels(sheet, (lxw_row_t)plan->end_row, GAP_PX, NULL));
    insert(writer, sheet, make_chart(writer, block), plan->end_row + 1,
           (int32_t[]){width, height_of(block->data)});
    plan->end_row += 2;
}

static void put_on_own_sheet(struct jx__xlsx_writer *writer, const struct block *block,
                             bool portrait)
{
    lxw_worksheet *sheet = jx__xlsx_new_sheet(writer, block->data->sheet);
    if (!sheet)
        return;
    int32_t px = jx__xlsx_library_px(portrait ? PORTRAIT_SHEET_COL_PX : SHEET_COL_PX);
    jx__xlsx_set_page(writer, sheet, portrait);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    jx__xlsx_keep(writer,
                  worksheet_set_column_pixels(sheet, 0, SHEET_COLS - 1, (uint32_t)px, NULL));
    insert(writer, sheet, make_chart(writer, block), 0,
           (int32_t[]){px * SHEET_COLS, height_of(block->data)});
    jx__xlsx_keep(writer, worksheet_print_area(sheet, 0, 0, 0, SHEET_COLS - 1));
}

void jx__xlsx_charts(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                     struct jx__xlsx_plan *plan)
{
    size_t col = plan->table->n_cols + GAP_COLS;
    for (size_t i = 0; i < plan->table->n_charts; i++) {
        struct block block = {.data = &plan->table->charts[i],
                              .quoted = jx__xlsx_quote_name(writer->arena, plan->sheet_name),
                              .row = plan->grid_row,
                              .col = col};
        if (col + block.data->n_series >= JX__XLSX_MAX_COLS)
            return;
        write_block(writer, sheet, plan, &block);
        if (jx_str_empty(block.data->sheet))
            put_below(writer, sheet, plan, &block);
        else
            put_on_own_sheet(writer, &block, plan->table->portrait);
        col += block.data->n_series + 1;
    }
}
