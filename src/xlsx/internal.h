/* internal.h - what the files of the room share: the workbook being made, its looks, its measures.
 *
 * Layer:   xlsx.
 * Memory:  everything lives in the writer's arena, except the lxw_workbook, which jx_xlsx_write() frees.
 */
#ifndef JX_XLSX_INTERNAL_H
#define JX_XLSX_INTERNAL_H

#include "xlsx/xlsx.h"

#include <xlsxwriter.h>

/* What Excel can hold. Source: "Excel specifications and limits", Microsoft. */
enum {
    JX__XLSX_MAX_ROWS = 1048576 - 8, /* of a grid: title, unit and note stand on the same sheet */
    JX__XLSX_MAX_COLS = 16384,
    JX__XLSX_MAX_CELL_UNITS = 32767,  /* UTF-16 units of a cell's text */
    JX__XLSX_MAX_NAME_UNITS = 31,     /* of a sheet's name */
    JX__XLSX_MAX_FORMULA = 8000,      /* bytes; Excel's limit is 8192 characters */
    JX__XLSX_MAX_NESTING = 60,        /* parentheses; Excel's limit is 64 levels of functions */
    JX__XLSX_MAX_LITERAL_UNITS = 255, /* of a text inside a formula */
    JX__XLSX_MAX_NUM_FORMATS = 200,   /* custom ones a workbook; Excel's limit is 200 to 250 */
    JX__XLSX_MAX_ROW_PX = 546,        /* 409.5 pt */
    JX__XLSX_MAX_COL_PX = 2040,       /* 255 characters */
};

/* Edges of a cell without a rule: it goes on in the row above or below. */
enum { JX__XLSX_OPEN_ABOVE = 1, JX__XLSX_OPEN_BELOW = 2 };

/* How a cell looks: the key of the format cache. */
struct jx__xlsx_look {
    bool hei; /* 黑体 instead of 宋体 */
    bool kai; /* 楷体 */
    bool underline;
    bool bold;
    bool border;        /* thin, on all sides */
    unsigned char open; /* but for these: JX__XLSX_OPEN_… */
    bool unlocked;      /* may be filled in when the user protects the sheet */
    bool
        shrink; /* to fit, for numbers: they cannot wrap, and too wide ones would be shown as #### */
    enum jx_halign halign;
    enum jx_valign valign;
    int32_t size_mpt;
    struct jx_str num_format; /* empty: General */
};

struct jx__xlsx_cached {
    struct jx__xlsx_look look;
    lxw_format *format;
};

/* One workbook being written. */
struct jx__xlsx_writer {
    struct jx_arena *arena;
    struct jx_arena *scratch; /* for text measuring, reset after each cell */
    struct jx_font_book *fonts;
    struct jx_diags *diags;
    lxw_workbook *workbook;
    lxw_error error;              /* the library's first one */
    bool refused;                 /* an error has been told about the input */
    unsigned song_role, hei_role; /* roles of the font book to measure with */
    struct jx__xlsx_cached_looks JX_VEC(struct jx__xlsx_cached) looks;
    size_t n_num_formats;
    struct jx__xlsx_ids JX_VEC(struct jx__xlsx_id) ids;
    struct jx_str author, about;
    bool rich; /* some cell has runs with looks of their own */
};

/* A cell that a returned workbook is read back by. */
struct jx__xlsx_id {
    const struct jx_cell *cell;
    size_t sheet_row; /* 0-based, on its sheet */
    struct jx_str sheet_name;
};

/* Where the parts of a table stand on its sheet, rows 0-based; SIZE_MAX: not there. */
struct jx__xlsx_plan {
    const struct jx_table *table;
    struct jx_str sheet_name;
    struct jx_str title, unit, note; /* ready for the library */
    size_t title_row, unit_row, note_row;
    size_t grid_row;  /* of the grid's row 0 */
    size_t n_rows;    /* of the sheet */
    size_t end_row;   /* after the last one in use, charts included */
    int32_t size_mpt; /* of the grid's text */
    int32_t title_size_mpt;
    const unsigned char
        *open;       /* JX__XLSX_OPEN_… of each cell, shape [table->n_cells]; NULL: none */
    int32_t *col_px; /* shape [table->n_cols] */
    int32_t *row_px; /* shape [n_rows], title, unit and note included */
};

/* Remember the library's first error. */
void jx__xlsx_keep(struct jx__xlsx_writer *writer, lxw_error error);

/* ---- text.c ---- */

/* Text as a cell or property can hold it: no control characters but tab and line feed, no U+FFFE and U+FFFF, and
 * _x0041_ (which would be read as an escaped character) escaped. Ends with a NUL. Source: ECMA-376 Part 1 22.9.2.19. */
struct jx_str jx__xlsx_clean(struct jx_arena *arena, struct jx_str text);

/* The texts joined, a forced break as '\n'; cleaned. */
struct jx_str jx__xlsx_inlines(struct jx_arena *arena, const struct jx_inlines *inlines);

/* Characters of the texts joined, forced breaks included. */
size_t jx__xlsx_text_count(const struct jx_inlines *inlines);

/* Are all pieces of text bold (and is there any)? */
bool jx__xlsx_all_strong(const struct jx_inlines *inlines);

/* Length in UTF-16 units, which is how Excel counts. */
size_t jx__xlsx_utf16_len(struct jx_str text);

/* At most so many UTF-16 units of text, never half a character. */
struct jx_str jx__xlsx_cut(struct jx_arena *arena, struct jx_str text, size_t max_units);

/* Check the names of all sheets before the library sees them: not blank, at most 31 UTF-16 units, none of []:*?/\ and
 * no control characters, no ' at an end, not 历史记录, no two equal when case is ignored, not the hidden sheet's.
 * False after messages (E801 to E806). */
bool jx__xlsx_names_check(const struct jx_workbook *workbook, struct jx_arena *arena,
                          struct jx_diags *diags);

/* 'name', with its apostrophes doubled, as formulas write it. */
struct jx_str jx__xlsx_quote_name(struct jx_arena *arena, struct jx_str name);

/* Name of the hidden sheet with the cells' identities. */
#define JX__XLSX_ID_SHEET "_jixiao"

/* ---- format.c ---- */

/* Make 宋体 11 the workbook's default font: column widths count in its digits (see size.c). */
void jx__xlsx_default_font(lxw_workbook *workbook);

/* The format of a look; one object a distinct look. Never NULL. */
lxw_format *jx__xlsx_format(struct jx__xlsx_writer *writer, const struct jx__xlsx_look *look);

/* May the workbook take this number format, or has it JX__XLSX_MAX_NUM_FORMATS others already? */
bool jx__xlsx_has_room_for(const struct jx__xlsx_writer *writer, struct jx_str num_format);

/* Excel's number format: ≥18项 has "≥"0"项", 95.00% has 0.00%. num: the value, for formats without given digits.
 * Empty for General. An absent string when Excel cannot say it (too long). */
struct jx_str jx__xlsx_num_format(struct jx_arena *arena, const struct jx_num_format *format,
                                  struct jx_num num);

/* Can a spreadsheet hold the number so that it reads back equal? Decimals of up to 15 significant digits can, and
 * fractions without a finite decimal expansion, which no decimal equals, are given as the nearest binary number.
 * The library prints 16 digits (99.98999999999999 for 99.99): of a decimal of at most 15 that is the same binary
 * number, so a reader that takes 15 digits of it has the decimal again. */
bool jx__xlsx_num_fits(struct jx_arena *arena, struct jx_num num);

/* Excel's number format of a day: 2024年6月30日. */
#define JX__XLSX_DAY_FORMAT "yyyy\"年\"m\"月\"d\"日\""

/* Can a spreadsheet hold the date as a number? From 1900-03-01 on: before, Excel and others count differently. */
bool jx__xlsx_is_day(struct jx_date date);

/* The number of a day: days since 1899-12-30. */
double jx__xlsx_day(struct jx_date date);

/* Size by its name or as 12pt; the size of 五号 when it is neither. */
int32_t jx__xlsx_size(struct jx_str name);

/* ---- formula.c ---- */

/* A cell's formula in English Excel functions, "=ROUND(F5*0.1,1)"; absent when Excel cannot say it: a name that is no
 * cell of the table, or too long, or too deep. ret_reason then names the part (absent: too long or too deep).
 * first_row: 0-based row on the sheet of the grid's row 0. Blank operands behave as jx_expr_eval() has them. */
struct jx_str jx__xlsx_formula(struct jx_arena *arena, const struct jx_table *table,
                               const struct jx_cell *cell, size_t first_row,
                               struct jx_str *ret_reason);

/* ---- place.c ---- */

/* "F5"; row and column 0-based. */
struct jx_str jx__xlsx_a1(struct jx_arena *arena, size_t row, size_t col);

/* The cell of a table that covers (row, col), or NULL. */
const struct jx_cell *jx__xlsx_cell_at(const struct jx_table *table, size_t row, size_t col);

/* Does a cell hold a number that stays when others are recomputed; does a range of several hold any number now? */
bool jx__xlsx_holds_number(const struct jx_table *table, const struct jx_cell_ref *ref);

/* ---- size.c ---- */

/* Fill plan->col_px. */
void jx__xlsx_measure_columns(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan);

/* Height of so many lines, with room above and below. */
int32_t jx__xlsx_lines_px(size_t lines, int32_t size_mpt);

/* Height of a cell's text in the columns measured. */
int32_t jx__xlsx_cell_px(struct jx__xlsx_writer *writer, const struct jx__xlsx_plan *plan,
                         const struct jx_cell *cell);

/* Fill plan->row_px, and plan->col_px unless it is filled. A row that would be higher than Excel allows gives a warning (W808). */
void jx__xlsx_measure(struct jx__xlsx_writer *writer, struct jx__xlsx_plan *plan);

/* The plan's table with the rows that would be too high cut into several: long texts between paragraphs, other cells merged over them,
 * all references moved along. The table itself when there are none. The columns have been measured.
 * ret_open: the new table's plan->open; untouched when it is the same. */
const struct jx_table *jx__xlsx_split(struct jx__xlsx_writer *writer,
                                      const struct jx__xlsx_plan *plan,
                                      const unsigned char **ret_open);

/* What the library must be told so that a column is px wide where the default font is 宋体 11. */
int32_t jx__xlsx_library_px(int32_t px);

/* Lines that text takes in a box of the given width, in 宋体 (or 黑体) of the given size. */
size_t jx__xlsx_lines(struct jx__xlsx_writer *writer, struct jx_str text, bool hei,
                      int32_t size_mpt, int32_t width_px);

/* ---- check.c ---- */

/* Say for each input cell with a check what may be filled in; equal checks below each other are one. */
void jx__xlsx_checks(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                     const struct jx__xlsx_plan *plan);

/* ---- chart.c ---- */

/* Insert the table's charts, each in one row of its own below the table, or on a sheet of its own. What they show stands in hidden
 * columns right of the table, as formulas over its cells. Raises plan->end_row to the last row in use. */
void jx__xlsx_charts(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                     struct jx__xlsx_plan *plan);

/* ---- pack.c ---- */

/* Give every font in the package at `path` its character set, and charts their East Asian fonts. The same bytes on any day.
 * path ends with a NUL. rich: shared strings name fonts too. False when libzip cannot read or write. */
bool jx__xlsx_mend_fonts(struct jx_arena *arena, struct jx_str path, bool rich);

/* ---- sheet.c ---- */

/* A worksheet of this name; NULL after an error of the library. */
lxw_worksheet *jx__xlsx_new_sheet(struct jx__xlsx_writer *writer, struct jx_str name);

/* A4, so and so, one page wide, the page's number below. */
void jx__xlsx_set_page(struct jx__xlsx_writer *writer, lxw_worksheet *sheet, bool portrait);

/* Write one sheet. Its name has been checked. */
void jx__xlsx_sheet(struct jx__xlsx_writer *writer, const struct jx_sheet *sheet);

/* Write the hidden sheet of identities, when any cell has one. */
void jx__xlsx_id_sheet(struct jx__xlsx_writer *writer);

#endif
