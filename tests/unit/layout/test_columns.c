/* Widths of columns, with the shipping fonts. */
#include "layout_setter.h"

#include <string.h>

JX_SUITE(columns)

/* A header row and rows of texts, '|' between columns; widths of all columns automatic. */
static struct jx_table *table_of(const char *const *rows, size_t n_rows, size_t n_cols)
{
    struct jx_table *table = JX_NEW(test_arena, struct jx_table);

    table->n_rows = n_rows;
    table->n_cols = n_cols;
    table->rows = JX_ARRAY(test_arena, struct jx_table_row, n_rows);
    table->widths = JX_ARRAY(test_arena, uint32_t, n_cols);
    table->cells = JX_ARRAY(test_arena, struct jx_cell, n_rows * n_cols);
    for (size_t r = 0; r < n_rows; r++) {
        const struct jx_str row = jx_str_of(rows[r]);
        size_t from = 0;

        for (size_t c = 0; c < n_cols; c++) {
            struct jx_cell *cell = &table->cells[table->n_cells++];
            size_t to = jx_str_find(row, JX_STR("|"), from);

            to = to == SIZE_MAX ? row.len : to;
            *cell = (struct jx_cell){
                .row = (uint32_t)r, .col = (uint32_t)c, .rows = 1, .cols = 1, .header = r == 0};
            JX_PUSH(test_arena, &cell->text,
                    (struct jx_inline){.text = jx_str_sub(row, from, to - from)});
            from = to + 1;
        }
    }
    return table;
}

static struct jx__grid *grid_of(const struct jx_table *table)
{
    static struct jx__setter setter;

    setter = open_setter();
    return jx__grid_make(&setter, table, style->width_mpt);
}

static int32_t width(const struct jx__grid *grid, size_t column)
{
    return grid->x_mpt[column + 1] - grid->x_mpt[column];
}

static size_t lines(const struct jx__grid *grid, size_t row, size_t column)
{
    return grid->cells[row * grid->table->n_cols + column].paragraph->n;
}

/* No line of any cell is wider than its column. */
static void check_inside(const struct jx__grid *grid)
{
    for (size_t i = 0; i < grid->table->n_cells; i++) {
        const struct jx__cell *set = &grid->cells[i];
        const int32_t room = width(grid, set->cell->col) - 2 * grid->look->pad_x_mpt;

        for (size_t k = 0; set->paragraph != NULL && k < set->paragraph->n; k++) {
            const struct jx_line *line = &set->paragraph->lines[k];

            cr_assert_geq(line->x_mpt + set->shift_mpt, 0);
            cr_assert_leq(line->x_mpt + set->shift_mpt + line->width_mpt, room,
                          "cell %zu, line %zu", i, k);
        }
    }
    cr_assert_eq(grid->x_mpt[grid->table->n_cols], style->width_mpt);
}

#define LONG                                                                                                                                                                                     \
    "项目按水源和地形分片实施，先主管、后支管，减少了重复开挖；主要工程和设备全部公开招标，合同金额比预算节约，受益村推选代表参与" \
    "质量监督和验收，问题当场整改，验收合格后方可支付工程款"

Test(columns, short_numbers_stay_whole_and_long_text_gets_the_room)
{
    static const char *const rows[] = {
        "序号|单位|金额|完成率|说明",
        "1|某某县水利局|12345678.90|100.00%|" LONG,
        "2|某某县财政局|−345.60|98.35%|" LONG LONG,
    };
    const struct jx__grid *grid = grid_of(table_of(rows, 3, 5));

    check_inside(grid);
    for (size_t r = 0; r < 3; r++) {
        cr_expect_eq(lines(grid, r, 0), 1);
        cr_expect_eq(lines(grid, r, 2), 1, "row %zu", r);
        cr_expect_eq(lines(grid, r, 3), 1, "row %zu", r);
    }
    for (size_t c = 0; c < 4; c++)
        cr_expect_lt(2 * width(grid, c), width(grid, 4), "column %zu", c);
    cr_expect_eq(diags.n, 0);
    jx_font_book_free(book);
}

Test(columns, stated_ratios_are_kept_where_words_fit)
{
    static const char *const rows[] = {"甲|乙|丙", "一|二|三"};
    struct jx_table *table = table_of(rows, 2, 3);
    const struct jx__grid *grid;

    memcpy(table->widths, (const uint32_t[]){10, 30, 60}, 3 * sizeof(uint32_t));
    grid = grid_of(table);
    cr_expect_eq(width(grid, 0), style->width_mpt / 10);
    cr_expect_leq(width(grid, 2) - style->width_mpt * 6 / 10, 1);
    jx_font_book_free(book);
}

/* A stated column too narrow for its amounts takes what it lacks from the others. */
Test(columns, an_amount_is_not_broken_by_a_stated_width)
{
    static const char *const rows[] = {"名称|金额", "道路养护工程|43918960.46"};
    struct jx_table *table = table_of(rows, 2, 2);
    const struct jx__grid *grid;

    memcpy(table->widths, (const uint32_t[]){95, 5}, 2 * sizeof(uint32_t));
    grid = grid_of(table);
    cr_expect_eq(lines(grid, 1, 1), 1);
    check_inside(grid);
    jx_font_book_free(book);
}

Test(columns, stated_and_automatic_columns_in_one_table)
{
    static const char *const rows[] = {"序号|名称|金额|说明", "1|道路养护工程|12.50|" LONG};
    struct jx_table *table = table_of(rows, 2, 4);
    const struct jx__grid *grid;

    memcpy(table->widths, (const uint32_t[]){0, 20, 0, 40}, 4 * sizeof(uint32_t));
    grid = grid_of(table);
    check_inside(grid);
    cr_expect_eq(lines(grid, 0, 0), 1);
    cr_expect_eq(lines(grid, 1, 2), 1);
    cr_expect_lt(width(grid, 0), 40000);
    cr_expect_leq(abs(width(grid, 3) - 2 * width(grid, 1)), 3, "the stated ones keep their ratio");
    jx_font_book_free(book);
}

/* 完成率 is never 完成/率, and a long header has no single character on its last line. */
Test(columns, headers_break_well)
{
    static const char *const rows[] = {"完成率|偏差原因分析及改进措施|说明|指标得分",
                                       "1|" LONG "|" LONG LONG LONG "|5"};
    const struct jx__grid *grid = grid_of(table_of(rows, 2, 4));

    check_inside(grid);
    cr_expect_eq(lines(grid, 0, 0), 1);
    cr_expect_leq(lines(grid, 0, 1), 2);
    cr_expect_leq(lines(grid, 0, 3), 2);
    jx_font_book_free(book);
}

/* A word of 200 characters is broken; the other columns are as they would be, and nothing is set smaller. */
Test(columns, an_unbreakable_word_is_broken_at_its_column)
{
    struct jx_buf row = {.arena = test_arena};
    const char *rows[2] = {"编号|网址|金额", NULL};
    const struct jx__grid *grid;

    jx_buf_adds(&row, "H1|");
    for (size_t i = 0; i < 200; i++)
        jx_buf_addc(&row, (char)('a' + i % 26));
    jx_buf_adds(&row, "|12345.67");
    rows[1] = jx_buf_str(&row).ptr;
    grid = grid_of(table_of(rows, 2, 3));
    check_inside(grid);
    cr_expect_gt(lines(grid, 1, 1), 2);
    cr_expect_eq(lines(grid, 1, 2), 1);
    cr_expect_eq(diags.n, 0);
    jx_font_book_free(book);
}

/* A table of n columns, each of an amount. */
static const struct jx__grid *wide_grid(size_t n)
{
    struct jx_buf head = {.arena = test_arena}, row = {.arena = test_arena};
    const char *rows[2];

    for (size_t c = 0; c < n; c++) {
        jx_buf_adds(&head, c > 0 ? "|金额" : "金额");
        jx_buf_adds(&row, c > 0 ? "|123.45" : "123.45");
    }
    rows[0] = jx_buf_str(&head).ptr;
    rows[1] = jx_buf_str(&row).ptr;
    return grid_of(table_of(rows, 2, n));
}

Test(columns, too_many_columns_are_set_smaller_with_a_warning)
{
    const struct jx__grid *grid = wide_grid(18);

    check_inside(grid);
    cr_expect_eq(lines(grid, 1, 7), 1);
    cr_assert_eq(diags.n, 1);
    cr_expect_eq(diags.items[0].code, JX_D_TABLE_TOO_WIDE);
    cr_expect_lt(grid->look->cell.face.size_mpt, 10500);
    cr_expect_geq(grid->look->cell.face.size_mpt, 5000);
    jx_font_book_free(book);
}

/* As many as a definition may have: text is still inside, though numbers break. */
Test(columns, sixty_columns)
{
    const struct jx__grid *grid = wide_grid(60);

    check_inside(grid);
    cr_assert_eq(diags.n, 1);
    jx_font_book_free(book);
}

Test(columns, a_cell_over_columns_has_room)
{
    static const char *const rows[] = {"甲|乙|丙", "一|二|三"};
    struct jx_table *table = table_of(rows, 2, 3);
    const struct jx__grid *grid;

    table->cells[0].text.items[0].text = JX_STR("440199202201010012345");
    table->cells[0].cols = 2;
    table->cells[1] = table->cells[2];
    memmove(&table->cells[2], &table->cells[3], 3 * sizeof table->cells[0]);
    table->n_cells = 5;
    grid = grid_of(table);
    cr_expect_eq(grid->cells[0].paragraph->n, 1);
    jx_font_book_free(book);
}

Test(columns, nothing_at_all)
{
    static const char *const rows[] = {"|", "|"};
    struct jx_table *table = table_of(rows, 2, 2);
    const struct jx__grid *grid = grid_of(table);

    check_inside(grid);
    cr_expect_eq(width(grid, 0), style->width_mpt / 2);
    jx_font_book_free(book);
}

/* 12.5 over 3.25 needs the room of 12.25, though neither number is so long. */
Test(columns, points_below_each_other_have_room)
{
    static const char *const rows[] = {"金|说明", "12345.5|" LONG LONG, "3.12345|" LONG};
    struct jx_table *table = table_of(rows, 3, 2);
    const struct jx__grid *grid;

    table->cells[2].halign = table->cells[4].halign = JX_HA_DECIMAL;
    grid = grid_of(table);
    check_inside(grid);
    cr_expect_eq(grid->cells[2].shift_mpt, 0);
    cr_expect_geq(grid->cells[4].shift_mpt, 4 * 4500, "four digits to the right");
    jx_font_book_free(book);
}
