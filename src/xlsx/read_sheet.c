/* read_sheet.c - the cells and merged ranges of one worksheet.
 *
 * Layer:   xlsx.
 * Source:  ECMA-376 part 1, 18.3.1 (c, f, is, mergeCell, row, v), 18.18.11 (types of cells).
 */
#include "xlsx/read_internal.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROWS 1048576u
#define MAX_COLS 16384u
#define MAX_MERGES 100000

struct cells JX_VEC(struct jx_book_cell);
struct ranges JX_VEC(struct jx_book_range);

/* What <v> holds. */
enum cell_type {
    TYPE_NUM,
    TYPE_SHARED,
    TYPE_FORMULA_TEXT,
    TYPE_INLINE,
    TYPE_BOOL,
    TYPE_ERROR,
    TYPE_DATE
};

struct sheet {
    struct jx__book_reader *reader;
    struct cells cells;
    struct ranges merges;
    uint32_t next_row, next_col; /* of elements that do not say where they are */
    bool sorted;
    /* the cell being read */
    struct jx_book_cell cell;
    enum cell_type type;
    enum jx__book_show show;
    bool in_value, in_inline;
    struct jx_buf value;
    struct jx__book_text text;
};

static bool place_at(struct jx_str text, size_t *at, uint32_t *ret_row, uint32_t *ret_col)
{
    uint32_t row = 0, col = 0;
    const size_t from = *at;

    if (*at < text.len && text.ptr[*at] == '$')
        ++*at;
    for (; *at < text.len && col <= MAX_COLS; ++*at) {
        const char c = text.ptr[*at];
        if (c >= 'A' && c <= 'Z')
            col = col * 26 + (uint32_t)(c - 'A' + 1);
        else if (c >= 'a' && c <= 'z')
            col = col * 26 + (uint32_t)(c - 'a' + 1);
        else
            break;
    }
    if (*at > from && *at < text.len && text.ptr[*at] == '$')
        ++*at;
    for (; *at < text.len && row <= MAX_ROWS && text.ptr[*at] >= '0' && text.ptr[*at] <= '9'; ++*at)
        row = row * 10 + (uint32_t)(text.ptr[*at] - '0');
    *ret_row = row - 1;
    *ret_col = col - 1;
    return row >= 1 && row <= MAX_ROWS && col >= 1 && col <= MAX_COLS;
}

bool jx_book_place(struct jx_str text, uint32_t *ret_row, uint32_t *ret_col)
{
    size_t at = 0;
    return place_at(text, &at, ret_row, ret_col) && at == text.len;
}

static void start_row(struct sheet *sheet, const char **atts)
{
    const char *number = jx__xml_attribute(atts, "r");
    const uint32_t row = number == NULL ? sheet->next_row + 1 : jx__xml_count(number, 0);

    if (row < 1 || row > MAX_ROWS) {
        jx__book_fail(sheet->reader, JX__BOOK_BROKEN, "行号“%s”不对", number ? number : "");
        return;
    }
    sheet->next_row = row; /* of the row after this one */
    sheet->next_col = 0;
}

static enum cell_type type_of(const char *name)
{
    static const char *const names[] = {"n", "s", "str", "inlineStr", "b", "e", "d"};

    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (enum cell_type)i;
    return TYPE_NUM;
}

static void start_cell(struct sheet *sheet, const char **atts)
{
    const char *place = jx__xml_attribute(atts, "r");
    const char *type = jx__xml_attribute(atts, "t");
    const char *style = jx__xml_attribute(atts, "s");
    const uint32_t at = jx__xml_count(style, 0);

    sheet->cell = (struct jx_book_cell){.row = sheet->next_row ? sheet->next_row - 1 : 0,
                                        .col = sheet->next_col};
    if ((place != NULL && !jx_book_place(jx_str_of(place), &sheet->cell.row, &sheet->cell.col)) ||
        sheet->cell.col >= MAX_COLS)
        jx__book_fail(sheet->reader, JX__BOOK_BROKEN, "单元格“%s”的位置不对", place ? place : "");
    sheet->next_col = sheet->cell.col + 1;
    sheet->type = type_of(type);
    sheet->show = at < sheet->reader->styles.n ? sheet->reader->styles.items[at] : JX__SHOW_NUMBER;
    sheet->value.len = 0;
    sheet->text.buf.len = 0;
    sheet->text.phonetic = 0;
}

static bool take_shared(struct sheet *sheet, struct jx_str value)
{
    int64_t at;
    struct jx_num num;

    if (!jx_num_parse(sheet->reader->arena, value, &num) || !jx_num_to_int(num, &at) || at < 0 ||
        (size_t)at >= sheet->reader->strings.n)
        return jx__book_fail(sheet->reader, JX__BOOK_BROKEN, "有单元格指到不存在的文字");
    sheet->cell.kind = JX_BOOK_TEXT;
    sheet->cell.text = sheet->reader->strings.items[at];
    return true;
}

static bool take_date(struct sheet *sheet, struct jx_date date)
{
    sheet->cell.kind = JX_BOOK_DATE;
    sheet->cell.date = date;
    sheet->cell.text = jx_date_iso(sheet->reader->arena, date);
    return true;
}

/* A number that is too great or too small to be one of ours stays text, so that a check refuses it with its place. */
static bool take_number(struct sheet *sheet, struct jx_str value)
{
    struct jx_arena *arena = sheet->reader->arena;
    const struct jx_str text = jx__book_number(arena, value);
    struct jx_date date;

    sheet->cell.kind = JX_BOOK_TEXT;
    sheet->cell.text = jx_str_copy(arena, value);
    if (text.ptr == NULL || !jx_num_parse(arena, text, &sheet->cell.num))
        return true;
    if (sheet->show == JX__SHOW_DATE &&
        jx__book_date(sheet->cell.num, sheet->reader->epoch_1904, &date))
        return take_date(sheet, date);
    sheet->cell.kind = JX_BOOK_NUM;
    sheet->cell.text = text;
    sheet->cell.percent = sheet->show == JX__SHOW_PERCENT;
    return true;
}

static bool take_text(struct sheet *sheet, struct jx_str value)
{
    struct jx__book_text text = {.buf = {.arena = sheet->reader->arena}, .open = true};

    jx__book_text_add(&text, value.ptr, value.len);
    sheet->cell.kind = JX_BOOK_TEXT;
    sheet->cell.text = jx__book_text_take(sheet->reader->arena, &text);
    return true;
}

static bool take_word(struct sheet *sheet, enum jx_book_kind kind, struct jx_str word)
{
    sheet->cell.kind = kind;
    sheet->cell.text = jx_str_copy(sheet->reader->arena, word);
    return true;
}

/* Decide what the cell holds; false when it is blank. */
static bool take_value(struct sheet *sheet)
{
    const struct jx_str value = sheet->type == TYPE_INLINE
                                    ? jx__book_text_take(sheet->reader->arena, &sheet->text)
                                    : jx_buf_str(&sheet->value);
    struct jx_date date;

    sheet->cell.kind = sheet->type == TYPE_FORMULA_TEXT ? JX_BOOK_TEXT : JX_BOOK_UNCOMPUTED;
    if (value.len == 0)
        return sheet->cell.formula;
    switch (sheet->type) {
    case TYPE_SHARED:
        return take_shared(sheet, value) && sheet->cell.text.len > 0;
    case TYPE_INLINE:
        return take_word(sheet, JX_BOOK_TEXT, value);
    case TYPE_FORMULA_TEXT:
        return take_text(sheet, value);
    case TYPE_BOOL:
        return take_word(sheet, JX_BOOK_BOOL, jx_str_is(value, "0") ? JX_STR("否") : JX_STR("是"));
    case TYPE_ERROR:
        return take_word(sheet, JX_BOOK_ERROR, value);
    case TYPE_DATE:
        return jx_date_parse(jx_str_sub(value, 0, 10), &date) ? take_date(sheet, date)
                                                              : take_text(sheet, value);
    default:
        return take_number(sheet, value);
    }
}

static bool before(const struct jx_book_cell *a, const struct jx_book_cell *b)
{
    return a->row != b->row ? a->row < b->row : a->col < b->col;
}

static void end_cell(struct sheet *sheet)
{
    struct jx__book_reader *reader = sheet->reader;

    if (reader->fault != JX__BOOK_FINE || !take_value(sheet))
        return;
    if (reader->n_cells == JX_BOOK_MAX_CELLS) {
        jx__book_fail(reader, JX__BOOK_OVER, "有内容的单元格多于 %zu 个", JX_BOOK_MAX_CELLS);
        return;
    }
    reader->n_cells++;
    if (sheet->cells.n > 0 && !before(&sheet->cells.items[sheet->cells.n - 1], &sheet->cell))
        sheet->sorted = false;
    JX_PUSH(reader->arena, &sheet->cells, sheet->cell);
}

static void add_merge(struct sheet *sheet, const char **atts)
{
    const struct jx_str ref = jx_str_of(jx__xml_attribute(atts, "ref"));
    struct jx_book_range range;
    size_t at = 0;

    if (ref.ptr == NULL || sheet->merges.n == MAX_MERGES ||
        !place_at(ref, &at, &range.row0, &range.col0) || at >= ref.len || ref.ptr[at++] != ':' ||
        !place_at(ref, &at, &range.row1, &range.col1) || at != ref.len || range.row1 < range.row0 ||
        range.col1 < range.col0) {
        jx__book_fail(sheet->reader, JX__BOOK_BROKEN, "合并单元格“%s”的写法不对",
                      ref.ptr ? ref.ptr : "");
        return;
    }
    JX_PUSH(sheet->reader->arena, &sheet->merges, range);
}

static void on_start(void *context, const char *name, const char **atts)
{
    struct sheet *sheet = context;

    if (strcmp(name, "row") == 0)
        start_row(sheet, atts);
    else if (strcmp(name, "c") == 0)
        start_cell(sheet, atts);
    else if (strcmp(name, "v") == 0)
        sheet->in_value = true;
    else if (strcmp(name, "f") == 0)
        sheet->cell.formula = true;
    else if (strcmp(name, "is") == 0)
        sheet->in_inline = true;
    else if (strcmp(name, "mergeCell") == 0)
        add_merge(sheet, atts);
    else if (sheet->in_inline)
        jx__book_text_start(&sheet->text, name);
}

static void on_end(void *context, const char *name)
{
    struct sheet *sheet = context;

    if (strcmp(name, "c") == 0)
        end_cell(sheet);
    else if (strcmp(name, "v") == 0)
        sheet->in_value = false;
    else if (strcmp(name, "is") == 0)
        sheet->in_inline = false;
    else if (sheet->in_inline)
        jx__book_text_end(&sheet->text, name);
}

static void on_text(void *context, const char *bytes, size_t n)
{
    struct sheet *sheet = context;

    if (sheet->in_value)
        jx_buf_add(&sheet->value, (struct jx_str){bytes, n});
    else if (sheet->in_inline)
        jx__book_text_add(&sheet->text, bytes, n);
}

static int compare(const void *a, const void *b)
{
    return before(a, b) ? -1 : before(b, a) ? 1 : 0;
}

static bool put_in_order(struct sheet *sheet)
{
    struct cells *cells = &sheet->cells;

    if (sheet->sorted)
        return true;
    qsort(cells->items, cells->n, sizeof *cells->items, compare);
    for (size_t i = 1; i < cells->n; i++)
        if (!before(&cells->items[i - 1], &cells->items[i]))
            return jx__book_fail(sheet->reader, JX__BOOK_BROKEN, "第 %u 行有两个单元格在同一处",
                                 cells->items[i].row + 1);
    return true;
}

bool jx__sheet_read(struct jx__book_reader *reader, struct jx_str part, struct jx_book_sheet *ret)
{
    static const struct jx__xml_events events = {on_start, on_end, on_text};
    struct sheet sheet = {.reader = reader,
                          .sorted = true,
                          .value = {.arena = reader->arena},
                          .text = {.buf = {.arena = reader->arena}}};

    if (!jx__xml_read(reader, part, &events, &sheet) || !put_in_order(&sheet))
        return false;
    ret->cells = sheet.cells.items;
    ret->n_cells = sheet.cells.n;
    ret->merges = sheet.merges.items;
    ret->n_merges = sheet.merges.n;
    return true;
}

const struct jx_book_cell *jx_book_cell_at(const struct jx_book_sheet *sheet, uint32_t row,
                                           uint32_t col)
{
    size_t from = 0, to = sheet->n_cells;

    while (from < to) {
        const size_t mid = from + (to - from) / 2;
        const struct jx_book_cell *cell = &sheet->cells[mid];
        if (cell->row == row && cell->col == col)
            return cell;
        if (cell->row < row || (cell->row == row && cell->col < col))
            from = mid + 1;
        else
            to = mid;
    }
    return NULL;
}
