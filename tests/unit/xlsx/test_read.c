/* Workbooks that came back: as LibreOffice and openpyxl save them, as odd writers might, and broken ones. */
#include "run.h"

#include "base/file.h"
#include "xlsx/read.h"

#include <string.h>
#include <zip.h>

static struct jx_test t;

static void setup(void)
{
    jx_test_init(&t);
}

static void teardown(void)
{
    jx_test_done(&t);
}

TestSuite(read, .init = setup, .fini = teardown);

/* ---- printing ---- */

static void print_cell(struct jx_buf *buf, const struct jx_book_cell *cell)
{
    static const char *const kinds[] = {"text", "num", "date", "bool", "error", "uncomputed"};

    jx_buf_printf(buf, "%c%u %s%s%s %.*s\n", (char)('A' + (int)cell->col), cell->row + 1,
                  kinds[cell->kind], cell->formula ? " formula" : "",
                  cell->percent ? " percent" : "", JX_FMT(cell->text));
}

static struct jx_str printed(const struct jx_book *book)
{
    struct jx_buf buf = {.arena = t.arena};

    for (size_t s = 0; s < book->n_sheets; s++) {
        const struct jx_book_sheet *sheet = &book->sheets[s];
        jx_buf_printf(&buf, "[%.*s]%s\n", JX_FMT(sheet->name), sheet->hidden ? " hidden" : "");
        for (size_t i = 0; i < sheet->n_cells; i++)
            print_cell(&buf, &sheet->cells[i]);
        for (size_t i = 0; i < sheet->n_merges; i++)
            jx_buf_printf(&buf, "merge %u,%u-%u,%u\n", sheet->merges[i].row0, sheet->merges[i].col0,
                          sheet->merges[i].row1, sheet->merges[i].col1);
    }
    return buf.ptr ? jx_buf_str(&buf) : JX_STR("");
}

static struct jx_str read_bytes(struct jx_str bytes)
{
    struct jx_book *book = NULL;
    const enum jx_status status =
        jx_xlsx_read(t.arena, bytes, JX_STR("附件1.xlsx"), &t.diags, &book);

    return status == JX_OK ? printed(book) : jx_test_codes(&t);
}

static struct jx_str file_bytes(const char *name)
{
    struct jx_str bytes = JX_NO_STR;
    const struct jx_str path =
        jx_str_printf(t.arena, JX_TEST_ROOT "/tests/unit/xlsx/books/%s", name);

    cr_assert_eq(jx_file_read(t.arena, path, 1 << 20, &bytes), JX_OK);
    return bytes;
}

/* ---- packages made here ---- */

struct part {
    const char *name, *text;
    size_t len; /* 0: up to the NUL */
};

static struct jx_str source_bytes(zip_source_t *source)
{
    struct jx_buf buf = {.arena = t.arena};
    char chunk[4096];
    zip_int64_t n;

    cr_assert_eq(zip_source_open(source), 0);
    while ((n = zip_source_read(source, chunk, sizeof chunk)) > 0)
        jx_buf_add(&buf, (struct jx_str){chunk, (size_t)n});
    zip_source_close(source);
    return jx_buf_str(&buf);
}

static struct jx_str package(const struct part *parts, size_t n)
{
    zip_error_t error;
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    struct jx_str bytes;

    cr_assert_not_null(zip);
    zip_source_keep(target);
    for (size_t i = 0; i < n; i++) {
        const size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        zip_source_t *data = zip_source_buffer(zip, parts[i].text, len, 0);
        cr_assert_geq(zip_file_add(zip, parts[i].name, data, ZIP_FL_ENC_UTF_8), 0);
    }
    cr_assert_eq(zip_close(zip), 0);
    bytes = source_bytes(target);
    zip_source_free(target);
    return bytes;
}

#define RELS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define ROOT_RELS                                                                                  \
    {                                                                                              \
        "_rels/.rels",                                                                             \
            RELS "<Relationship Id='a' Type='" STRICT                                              \
                 "officeDocument' Target='/xl/workbook.xml'/></Relationships>",                    \
            0                                                                                      \
    }
#define BOOK_RELS                                                                                  \
    {                                                                                              \
        "xl/_rels/workbook.xml.rels",                                                              \
            RELS "<Relationship Id='s' Type='" STRICT "worksheet' Target='sheet.xml'/>"            \
                 "<Relationship Id='t' Type='" STRICT "sharedStrings' Target='../strings.xml'/>"   \
                 "</Relationships>",                                                               \
            0                                                                                      \
    }
#define BOOK(attributes)                                                                           \
    {                                                                                              \
        "xl/workbook.xml",                                                                         \
            "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "                 \
            "xmlns:r='" STRICT "'><x:workbookPr " attributes "/><x:sheets>"                        \
            "<x:sheet name='表' sheetId='1' r:id='s'/></x:sheets></x:workbook>",                   \
            0                                                                                      \
    }
#define SHEET(rows)                                                                                \
    {                                                                                              \
        "xl/sheet.xml", "<worksheet><sheetData>" rows "</sheetData></worksheet>", 0                \
    }
#define STRINGS(items)                                                                             \
    {                                                                                              \
        "strings.xml", "<sst>" items "</sst>", 0                                                   \
    }

/* A workbook of one sheet with these rows and shared strings. */
#define WORKBOOK(rows, items)                                                                      \
    read_bytes(package(                                                                            \
        (const struct part[]){ROOT_RELS, BOOK_RELS, BOOK(""), SHEET(rows), STRINGS(items)}, 5))

/* ---- what other programs write ---- */

Test(read, openpyxl)
{
    JX_ASSERT_STR(
        read_bytes(file_bytes("openpyxl.xlsx")),
        "[附件1]\nA1 text 项目支出绩效自评表\nA2 text 指标\nB2 text 业绩值\nC2 text 得分\n"
        "D2 text 说明\nA3 text 上云数\nB3 num percent 0.95\nC3 num 9.5\n"
        "D3 text 第一行\n第二行\nA4 text 完成日期\nB4 date 2021-12-31\n"
        "C4 uncomputed formula \nD4 bool 是\n"
        "A5 num 0.3\nB5 uncomputed formula \nC5 num -2428.53\nD5 text   前后有空  \nmerge 0,0-0,3\n"
        "[_隐藏] hidden\nB2 text id\n",
        "openpyxl");
}

Test(read, libreoffice_with_cached_values)
{
    JX_ASSERT_STR(
        read_bytes(file_bytes("libreoffice.xlsx")),
        "[附件1]\nA1 text 项目支出绩效自评表\nA2 text 指标\nB2 text 业绩值\nC2 text 得分\n"
        "D2 text 说明\nA3 text 上云数\nB3 num percent 0.95\nC3 num 9.5\n"
        "D3 text 第一行\n第二行\nA4 text 完成日期\nB4 date 2021-12-31\n"
        "C4 num formula 10\nD4 bool formula 是\nA5 num 0.3\nB5 error formula #DIV/0!\n"
        "C5 num -2428.53\nD5 text   前后有空  \nmerge 0,0-0,3\n[_隐藏] hidden\nB2 text id\n",
        "LibreOffice");
}

/* ---- what others may write ---- */

Test(read, cells_without_places_follow_each_other)
{
    JX_ASSERT_STR(WORKBOOK("<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
                           "<row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row>"
                           "<row><c><v>5</v></c></row>",
                           ""),
                  "[表]\nA1 num 1\nC1 num 2\nC5 num 3\nD5 num 4\nA6 num 5\n", "places");
}

Test(read, rich_text_without_phonetic_runs)
{
    JX_ASSERT_STR(
        WORKBOOK("<row r='1'><c r='A1' t='s'><v>0</v></c>"
                 "<c r='B1' t='inlineStr'><is><r><t>内</t></r><r><t>联</t></r></is></c>"
                 "<c r='C1' t='str'><f>A1</f><v>甲_x000D__x000A_乙_x005F_x_xZZZZ_</v></c></row>",
                 "<si><r><rPr/><t>重</t></r><rPh sb='0' eb='1'><t>chong</t></rPh><r><t>庆"
                 "</t></r></si>"),
        "[表]\nA1 text 重庆\nB1 text 内联\nC1 text formula 甲\n乙_x_xZZZZ_\n", "rich text");
}

Test(read, cells_out_of_order_are_put_in_order)
{
    JX_ASSERT_STR(WORKBOOK("<row r='2'><c r='B2'><v>1</v></c><c r='A2'><v>2</v></c></row>"
                           "<row r='1'><c r='A1'><v>3</v></c></row>",
                           ""),
                  "[表]\nA1 num 3\nA2 num 2\nB2 num 1\n", "order");
    JX_ASSERT_STR(WORKBOOK("<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>", ""),
                  "E822", "one place twice");
}

Test(read, numbers_are_rounded_to_15_digits)
{
    /* 0.1+0.2, 0.95, 2428.53 as binary numbers print; carries; exponents; what is no number of ours */
    JX_ASSERT_STR(
        WORKBOOK("<row r='1'><c><v>0.30000000000000004</v></c><c><v>0.94999999999999996</v></c>"
                 "<c><v>2428.5300000000002</v></c><c><v>9.9999999999999996E-1</v></c></row>"
                 "<row r='2'><c><v>1.25E-3</v></c><c><v>-3E+2</v></c><c><v>00.50</v></c>"
                 "<c><v>1E99</v></c></row><row r='3'><c><v>NaN</v></c><c><v>0</v></c></row>",
                 ""),
        "[表]\nA1 num 0.3\nB1 num 0.95\nC1 num 2428.53\nD1 num 1\n"
        "A2 num 0.00125\nB2 num -300\nC2 num 0.5\nD2 text 1E99\nA3 text NaN\nB3 num 0\n",
        "numbers");
}

static const struct part styled[] = {
    ROOT_RELS,
    {"xl/_rels/workbook.xml.rels",
     RELS "<Relationship Id='s' Type='x/worksheet' Target='.\\sheet.xml'/>"
          "<Relationship Id='y' Type='x/styles' Target='/XL/Styles.xml'/></Relationships>",
     0},
    BOOK("date1904='true'"),
    {"xl\\styles.xml",
     "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='&quot;%d&quot;0\\d'/>"
     "<numFmt numFmtId='201' formatCode='[$-804]yyyy&quot;年&quot;'/></numFmts>"
     "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
     "<xf numFmtId='200'/><xf numFmtId='201'/><xf numFmtId='10'/></cellXfs></styleSheet>",
     0},
    SHEET("<row r='1'><c s='1'><v>1</v></c><c s='2'><v>0</v></c><c s='3'><v>.5</v></c>"
          "<c t='d'><v>2021-12-31T00:00:00</v></c></row>"),
};

Test(read, formats_and_the_epoch_of_1904)
{
    JX_ASSERT_STR(read_bytes(package(styled, 5)),
                  "[表]\nA1 num 1\nB1 date 1904-01-01\nC1 num percent 0.5\nD1 date 2021-12-31\n",
                  "styles");
}

/* Day 1 is 1900-01-01, 60 does not exist, 61 is 1900-03-01, 44561 is 2021-12-31. */
Test(read, dates_of_the_epoch_of_1900)
{
    struct part parts[5];

    memcpy(parts, styled, sizeof parts);
    parts[2] = (struct part)BOOK("");
    parts[4] = (struct part)SHEET("<row r='1'><c s='2'><v>1</v></c><c s='2'><v>60</v></c>"
                                  "<c s='2'><v>61</v></c><c s='2'><v>44561.75</v></c></row>");
    JX_ASSERT_STR(read_bytes(package(parts, 5)),
                  "[表]\nA1 date 1900-01-01\nB1 num 60\nC1 date 1900-03-01\nD1 date 2021-12-31\n",
                  "1900");
}

Test(read, utf16)
{
    static const char sheet[] = "\xff\xfe<\0w\0>\0<\0r\0o\0w\0>\0<\0c\0>\0<\0v\0>\0"
                                "7\0<\0/\0v\0>\0<\0/\0c\0>\0<\0/\0r\0o\0w\0>\0<\0/\0w\0>\0";
    const struct part parts[] = {
        ROOT_RELS, BOOK_RELS, BOOK(""), STRINGS(""), {"xl/sheet.xml", sheet, sizeof sheet - 1}};

    JX_ASSERT_STR(read_bytes(package(parts, 5)), "[表]\nA1 num 7\n", "UTF-16");
}

/* ---- what is refused ---- */

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Test(read, other_files)
{
    const struct {
        struct jx_str bytes;
        const char *code;
    } cases[] = {
        {JX_STR(""), "E820"},
        {JX_STR("\xff\xfe\x01"), "E820"},
        {JX_STR("编号,名称\n"), "E824"},
        {JX_STR("%PDF-1.4\n\xff"), "E824"},
        {JX_STR(OLE "?"), "E821"},
        {JX_STR(OLE "\xffW\0o\0r\0k\0b\0o\0o\0k\0\0"), "E824"},
        {JX_STR(OLE "\xff"
                    "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0\0"),
         "E825"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        t.diags.n = t.diags.n_errors = 0;
        JX_ASSERT_STR(read_bytes(cases[i].bytes), cases[i].code, cases[i].code);
    }
}

/* Packages of other programs, by the part that gives them away. */
Test(read, other_packages)
{
    static const char *const names[] = {"mimetype", "xl/workbook.bin", "word/document.xml",
                                        "ppt/presentation.xml"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct part parts[] = {{names[i], "x", 1}};
        t.diags.n = t.diags.n_errors = 0;
        JX_ASSERT_STR(read_bytes(package(parts, 1)), "E824", names[i]);
    }
}

Test(read, truncated_everywhere)
{
    const struct jx_str whole = file_bytes("openpyxl.xlsx");

    for (size_t len = 2; len < whole.len; len += 101) {
        struct jx_book *book = NULL;
        cr_assert_eq(jx_xlsx_read(t.arena, jx_str_sub(whole, 0, len), JX_STR("x"), &t.diags, &book),
                     JX_E_INPUT, "cut at %zu", len);
    }
}

Test(read, altered_bytes_are_found_or_harmless)
{
    const struct jx_str whole = file_bytes("libreoffice.xlsx");
    char *copy = JX_ARRAY(t.arena, char, whole.len);

    for (size_t at = 0; at < whole.len; at += 7) {
        struct jx_book *book = NULL;
        memcpy(copy, whole.ptr, whole.len);
        copy[at] = (char)(copy[at] ^ 0x55);
        if (jx_xlsx_read(t.arena, (struct jx_str){copy, whole.len}, JX_STR("x"), &t.diags, &book) ==
            JX_OK)
            cr_assert_gt(book->n_sheets, 0);
    }
}

Test(read, entities_are_not_expanded)
{
    const struct part parts[] = {
        ROOT_RELS,
        BOOK_RELS,
        BOOK(""),
        STRINGS(""),
        {"xl/sheet.xml",
         "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData>"
         "</worksheet>",
         0}};

    JX_ASSERT_STR(read_bytes(package(parts, 5)), "E822", "DOCTYPE");
}

Test(read, a_part_twice)
{
    const struct part parts[] = {ROOT_RELS,   BOOK_RELS, BOOK(""),
                                 STRINGS(""), SHEET(""), {"XL\\SHEET.XML", "<a/>", 0}};

    JX_ASSERT_STR(read_bytes(package(parts, 6)), "E822", "a name twice");
}

Test(read, parts_missing)
{
    const struct part parts[] = {ROOT_RELS, BOOK_RELS, BOOK(""), SHEET("")};

    JX_ASSERT_STR(read_bytes(package(parts, 0 + 1)), "E822", "no workbook");
    JX_ASSERT_STR(read_bytes(package(parts, 3)), "E822 E822", "no strings");
    JX_ASSERT_STR(read_bytes(package(parts + 1, 3)), "E822 E822 E822", "no relations");
}

Test(read, places_beyond_the_sheet)
{
    JX_ASSERT_STR(WORKBOOK("<row r='1048577'/>", ""), "E822", "row");
    JX_ASSERT_STR(WORKBOOK("<row r='1'><c r='XFE1'/></row>", ""), "E822 E822", "column");
    JX_ASSERT_STR(WORKBOOK("<row r='1'><c r='A99999999999999999999'/></row>", ""), "E822 E822 E822",
                  "digits");
    JX_ASSERT_STR(WORKBOOK("<row r='1'><c t='s'><v>7</v></c></row>", "<si/>"),
                  "E822 E822 E822 E822", "string");
}

/* 100 MB of blanks pack into 100 KB. */
Test(read, a_bomb)
{
    const size_t len = JX_BOOK_MAX_INFLATED + 1;
    char *blanks = JX_ARRAY(t.arena, char, len);
    const struct part parts[] = {
        ROOT_RELS, BOOK_RELS, BOOK(""), STRINGS(""), {"xl/sheet.xml", blanks, len}};

    memset(blanks, ' ', len);
    memcpy(blanks, "<a>", 3);
    JX_ASSERT_STR(read_bytes(package(parts, 5)), "E823", "bomb");
}

Test(read, depth)
{
    struct jx_buf buf = {.arena = t.arena};
    struct part parts[] = {ROOT_RELS, BOOK_RELS, BOOK(""), STRINGS(""), {"xl/sheet.xml", NULL, 0}};

    for (int i = 0; i < 100; i++)
        jx_buf_adds(&buf, "<a>");
    parts[4].text = jx_buf_str(&buf).ptr;
    JX_ASSERT_STR(read_bytes(package(parts, 5)), "E822", "deep");
}

Test(read, finding_cells)
{
    struct jx_book *book = NULL;
    uint32_t row, col;

    cr_assert_eq(jx_xlsx_read(t.arena, file_bytes("openpyxl.xlsx"), JX_STR("x"), &t.diags, &book),
                 JX_OK);
    cr_assert_null(jx_book_cell_at(&book->sheets[0], 0, 1));
    JX_ASSERT_STR(jx_book_cell_at(&book->sheets[0], 4, 2)->text, "-2428.53", "C5");
    cr_assert(jx_book_place(JX_STR("$AB$12"), &row, &col) && row == 11 && col == 27);
    cr_assert_not(jx_book_place(JX_STR("A1x"), &row, &col));
    cr_assert_not(jx_book_place(JX_STR("12"), &row, &col));
}
