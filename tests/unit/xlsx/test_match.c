/* Rows, columns and sheets of a returned workbook, found or refused. The table has the columns 一级, 名称, 得分 (to be filled in). */
#include "run.h"

#include "xlsx/match.h"

#include <string.h>

static struct jx_test t;

static void setup(void)
{
    jx_test_init(&t);
}

static void teardown(void)
{
    jx_test_done(&t);
}

TestSuite(match, .init = setup, .fini = teardown);

/* ---- tables and books from text: a row a line, cells with | between; 9 is a number, = a formula's text ---- */

static struct jx_str cell_text(const char **at)
{
    const size_t len = strcspn(*at, "|\n");
    const struct jx_str text = {*at, len};

    *at += len + ((*at)[len] == '|');
    return text;
}

static void add_cell(struct jx_table *table, struct jx_value *item, size_t col, struct jx_str text)
{
    const size_t row = table->n_rows;
    struct jx_cell *cell = &table->cells[table->n_cells++];
    const struct jx_inline part = {.kind = JX_I_TEXT, .text = text};
    static const struct jx_cell_source score = {.path = {"得分", 6}};

    *cell = (struct jx_cell){.row = (uint32_t)row, .col = (uint32_t)col, .rows = 1, .cols = 1};
    JX_PUSH(t.arena, &cell->text, part);
    if (row == 0)
        return;
    cell->source = &score;
    cell->item = item;
    if (col == 1)
        jx_value_put(t.arena, item, JX_STR("名称"), jx_value_text(t.arena, text));
    cell->input = col == 2;
    if (cell->input) {
        struct jx_num num;
        cell->num = jx_num_parse(t.arena, text, &num) ? jx_num_make(t.arena, num) : NULL;
        jx_cell_more_make(t.arena, cell)->id = jx_str_printf(t.arena, "%zu/得分", row);
    }
}

static struct jx_document *document_of(const char *text)
{
    struct jx_table *table = JX_NEW(t.arena, struct jx_table);
    struct jx_document *document = JX_NEW(t.arena, struct jx_document);

    table->n_cols = 3;
    table->cells = JX_ARRAY(t.arena, struct jx_cell, 100);
    table->rows = JX_ARRAY(t.arena, struct jx_table_row, 30);
    for (const char *at = text; *at; table->n_rows++, at += *at == '\n') {
        struct jx_value *item = jx_value_map(t.arena);

        table->rows[table->n_rows].header = table->n_rows == 0;
        for (size_t c = 0; c < 3; c++)
            add_cell(table, item, c, cell_text(&at));
    }
    document->workbooks = JX_NEW(t.arena, struct jx_workbook);
    document->n_workbooks = 1;
    document->workbooks->sheets = JX_NEW(t.arena, struct jx_sheet);
    document->workbooks->n_sheets = 1;
    document->workbooks->sheets[0] = (struct jx_sheet){.name = JX_STR("表"), .table = table};
    return document;
}

static void add_sheet(struct jx_book *book, const char *name, const char *text)
{
    struct jx_book_sheet *sheet = &book->sheets[book->n_sheets++];
    uint32_t row = 0;

    *sheet = (struct jx_book_sheet){.name = jx_str_of(name),
                                    .cells = JX_ARRAY(t.arena, struct jx_book_cell, 100)};
    for (const char *at = text; *at; row++, at += *at == '\n')
        for (uint32_t col = 0; *at && *at != '\n'; col++) {
            struct jx_book_cell cell = {
                .row = (uint32_t)row, .col = (uint32_t)col, .text = cell_text(&at)};
            if (jx_num_parse(t.arena, cell.text, &cell.num))
                cell.kind = JX_BOOK_NUM;
            if (cell.text.len > 0)
                sheet->cells[sheet->n_cells++] = cell;
        }
}

static struct jx_book *book_of(const char *name, const char *text)
{
    struct jx_book *book = JX_NEW(t.arena, struct jx_book);

    book->sheets = JX_ARRAY(t.arena, struct jx_book_sheet, 4);
    add_sheet(book, name, text);
    return book;
}

/* The scores in the order of the table, "9 8 -"; or the codes of the messages. */
static struct jx_str matched(const struct jx_document *document, const struct jx_book *book)
{
    struct jx_buf buf = {.arena = t.arena};
    struct jx_matches matches = {0};

    t.diags.n = t.diags.n_errors = 0;
    if (jx_xlsx_match(t.arena, document, book, JX_STR("表.xlsx"), &t.diags, &matches) != JX_OK)
        return jx_test_codes(&t);
    for (size_t i = 0; i < matches.n; i++)
        if (matches.items[i].cell->input)
            jx_buf_printf(&buf, "%s%s", buf.len ? " " : "",
                          matches.items[i].found
                              ? jx_str_copy(t.arena, matches.items[i].found->text).ptr
                              : "-");
    return jx_buf_str(&buf);
}

#define TABLE "一级|名称|得分\n产出|甲|9\n产出|乙|8\n效益|甲|7\n"

Test(match, rows_and_columns)
{
    static const struct {
        const char *book, *expected;
    } cases[] = {
        {TABLE, "9 8 7"},
        {"标题\n\n一级|名称|得分\n产出|甲|9\n\n产出|乙|8\n效益|甲|7\n说明：略\n", "9 8 7"},
        {"一级|名称|得分\n效益|甲|1\n产出|乙|2\n产出|甲|3\n", "3 2 1"},
        {"得分|一级|名称\n9|产出|甲\n8|产出|乙\n|效益|甲\n", "9 8 -"},
        {"一 级|名称|得 分\n产出| 甲 |9\n产出|乙|8\n效益|甲|7\n", "9 8 7"},
        {"一级|名称|得分\n投入|乙|8\n产出|甲|9\n效益|甲|7\n", "9 8 7"}, /* 乙 is there once */
        {"一级|名称|得分\n产出|甲|9\n效益|甲|7\n", "E846"},
        {"一级|名称|得分\n产出|甲|9\n产出|乙|8\n投入|甲|7\n", "9 8 7"}, /* the only 甲 left */
        {"一级|名称|得分\n效益|乙|9\n投入|甲|8\n产出|丙|7\n",
         "E847 E847 E847"}, /* names changed places */
        {"一级|名称|得分\n投入|甲|9\n产出|乙|8\n投入|甲|7\n", "E847 E847 E848 E848"},
        {"一级|名称|得分\n产出|甲|9\n产出|甲|9\n产出|乙|8\n效益|甲|7\n", "E847 E848 E848"},
        {"一级|名称|得分\n产出|甲|9\n产出|丙|9\n产出|乙|8\n效益|甲|7\n", "E848"},
        {"一级|名称|得分\n产出|新|9\n产出|甲|9\n产出|乙|8\n效益|甲|7\n", "E848"},
        {"一级|名称|得分\n产出|甲|9\n产出|乙|8\n效益|甲|7\n效益|新|1\n", "E848"},
        {"一级|名称|得分\n产出|甲|9\n产出|丁|8\n效益|甲|7\n", "E846 E848"},
        {"一级|名称|评分\n产出|甲|9\n产出|乙|8\n效益|甲|7\n", "E845"},
        {"一级|名称|得分|得分\n产出|甲|9\n产出|乙|8\n效益|甲|7\n", "E845"},
        {"姓名|电话\n", "E840"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        JX_ASSERT_STR(matched(document_of(TABLE), book_of("表", cases[i].book)), cases[i].expected,
                      cases[i].book);
}

#define TWINS "一级|名称|得分\n产出|甲|9\n产出|甲|8\n效益|乙|7\n"

/* Rows that no label tells apart: the identities do, when they are right about the others; else the order does. */
Test(match, twins)
{
    static const struct {
        const char *ids, *expected;
    } cases[] = {
        {"_jixiao|2\n1/得分|$C$3|表\n2/得分|$C$2|表\n3/得分|$C$4|表\n", "8 9 7"},
        {"_jixiao|2\n1/得分|$C$3|表\n2/得分|$C$2|表\n3/得分|$C$5|表\n", "9 8 7"},
        {"_jixiao|2\n1/得分||表\n2/得分||表\n3/得分||表\n", "9 8 7"},
        {"_jixiao|2\n1/得分|#REF!|表\n2/得分|$C$2|表\n3/得分|$C$4|表\n", "9 8 7"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_book *book = book_of("表", TWINS);

        add_sheet(book, "_jixiao", cases[i].ids);
        JX_ASSERT_STR(matched(document_of(TWINS), book), cases[i].expected, cases[i].ids);
    }
}

Test(match, sheets)
{
    struct jx_book *book = book_of("改名", TABLE);

    JX_ASSERT_STR(matched(document_of(TABLE), book), "9 8 7", "renamed");
    JX_ASSERT_STR(jx_test_codes(&t), "H843", "renamed");
    add_sheet(book, "又一张", TABLE);
    JX_ASSERT_STR(matched(document_of(TABLE), book), "E842", "two alike");
    add_sheet(book, "表", TABLE);
    JX_ASSERT_STR(matched(document_of(TABLE), book), "9 8 7", "the one of that name");
}

Test(match, merged_cells)
{
    struct jx_book *book = book_of("表", "一级|名称|得分\n产出|甲|9\n|乙|8\n效益|甲|7\n");
    struct jx_book_range ranges[] = {{1, 0, 2, 0}, {1, 2, 2, 2}};

    book->sheets[0].merges = ranges;
    book->sheets[0].n_merges = 1;
    JX_ASSERT_STR(matched(document_of(TABLE), book), "9 8 7", "一级 merged");
    book->sheets[0].n_merges = 2;
    JX_ASSERT_STR(matched(document_of(TABLE), book), "E849 E849", "得分 merged");
}
