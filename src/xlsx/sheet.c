/* sheet.c - one table as one sheet: title, unit, grid, note, page set-up; and the hidden sheet of identities.
 *
 * Layer:   xlsx.
 * Memory:  plans and strings live in the writer's arena.
 */
#include "xlsx/internal.h"

#include "xlsx/match.h"
#include "xlsx/words.h"

/* Titles: a form's is 小二, a caption's 小四. */
#define FORM_TITLE_MPT 18000
#define CAPTION_MPT 12000

/* Margins in inches: 15 mm left and right (size.c counts on it), room for the footer below. */
#define MARGIN_X_INCH 0.59
#define MARGIN_TOP_INCH 0.6
#define MARGIN_BOTTOM_INCH 0.75

#define PAPER_A4 9

/* Header rows higher than this together are not frozen: nothing would be left to scroll. */
#define MAX_FROZEN_PX 320

#define COMMENT_WIDTH_PX 260
#define COMMENT_LINE_PX 18
#define COMMENT_MAX_LINES 30 /* then it is made twice as wide */
#define COMMENT_SIZE_MPT 9000

/* Version of what the hidden sheet holds. */
#define ID_FORMAT "2"

void jx__xlsx_keep(struct jx__xlsx_writer *writer, lxw_error error)
{
    if (writer->error == LXW_NO_ERROR)
        writer->error = error;
}

/* ---- plan ---- */

static struct jx_str title_of(struct jx_arena *arena, const struct jx_table *table)
{
    struct jx_str caption = jx__xlsx_inlines(arena, &table->caption);
    struct jx_str label = jx__xlsx_clean(arena, table->label);
    if (!label.len || table->heading_caption)
        return caption;
    return caption.len
               ? jx_str_printf(arena, "%.*s" JX_W_LABEL_GAP "%.*s", JX_FMT(label), JX_FMT(caption))
               : label;
}

static struct jx__xlsx_plan plan_of(struct jx__xlsx_writer *writer, const struct jx_table *table,
                                    struct jx_str sheet_name)
{
    struct jx__xlsx_plan plan = {.table = table,
                                 .sheet_name = sheet_name,
                                 .title = title_of(writer->arena, table),
                                 .unit = jx__xlsx_clean(writer->arena, table->unit),
                                 .note = jx__xlsx_clean(writer->arena, table->note),
                                 .size_mpt = jx__xlsx_size(table->size),
                                 .title_size_mpt =
                                     table->heading_caption ? FORM_TITLE_MPT : CAPTION_MPT};
    size_t row = 0;
    plan.title_row = plan.title.len ? row++ : SIZE_MAX;
    plan.unit_row = plan.unit.len ? row++ : SIZE_MAX;
    plan.grid_row = row;
    row += table->n_rows;
    plan.note_row = plan.note.len ? row++ : SIZE_MAX;
    plan.n_rows = plan.end_row = row;
    return plan;
}

/* ---- cells ---- */

/* Give a range one look; several cells are merged. The top left one is then written over. */
static void cover(struct jx__xlsx_writer *writer, lxw_worksheet *sheet, const size_t at[4],
                  lxw_format *format)
{
    lxw_row_t row0 = (lxw_row_t)at[0];
    lxw_col_t col0 = (lxw_col_t)at[1];
    lxw_row_t row1 = (lxw_row_t)at[2];
    lxw_col_t col1 = (lxw_col_t)at[3];
    if (row0 == row1 && col0 == col1)
        jx__xlsx_keep(writer, worksheet_write_blank(sheet, row0, col0, format));
    else
        jx__xlsx_keep(writer, worksheet_merge_range(sheet, row0, col0, row1, col1, "", format));
}

/* Refuse a text that no cell can hold, at the place (row, col) of the sheet. */
static bool is_too_long(struct jx__xlsx_writer *writer, const struct jx__xlsx_plan *plan,
                        struct jx_span span, const size_t at[2], struct jx_str text)
{
    if (jx__xlsx_utf16_len(text) <= JX__XLSX_MAX_CELL_UNITS)
        return false;
    JX_SAY(writer->diags, SHEET_TEXT_LONG, span, plan->sheet_name,
           jx__xlsx_a1(writer->arena, at[0], at[1]));
    writer->refused = true;
    return true;
}

/* A row over all columns outside the grid. */
static void write_extra_row(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                            const struct jx__xlsx_plan *plan, size_t row, struct jx_str text,
                            const struct jx__xlsx_look *look)
{
    if (row == SIZE_MAX)
        return;
    if (is_too_long(writer, plan, plan->table->span, (size_t[]){row, 0}, text))
        return;
    lxw_format *format = jx__xlsx_format(writer, look);
    cover(writer, sheet, (size_t[]){row, 0, row, plan->table->n_cols - 1}, format);
    jx__xlsx_keep(writer, worksheet_write_string(sheet, (lxw_row_t)row, 0, text.ptr, format));
}

static struct jx__xlsx_look look_of(const struct jx__xlsx_plan *plan, const struct jx_cell *cell)
{
    return (struct jx__xlsx_look){.hei = cell->header,
                                  .bold = !cell->header &&
                                          (cell->strong || jx__xlsx_all_strong(&cell->text)),
                                  .border = true,
                                  .open = plan->open ? plan->open[cell - plan->table->cells] : 0,
                                  .unlocked = cell->input,
                                  .halign = cell->halign,
                                  .valign = cell->valign,
                                  .size_mpt = plan->size_mpt};
}

static bool write_formula(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                          const struct jx__xlsx_plan *plan, const struct jx_cell *cell,
                          lxw_format *format)
{
    struct jx_str reason = {0};
    struct jx_str formula =
        jx__xlsx_formula(writer->scratch, plan->table, cell, plan->grid_row, &reason);
    lxw_row_t row = (lxw_row_t)(cell->row + plan->grid_row);
    lxw_col_t col = (lxw_col_t)cell->col;
    struct jx_str place = formula.ptr ? JX_NO_STR : jx__xlsx_a1(writer->arena, row, col);
    if (!formula.ptr && reason.ptr)
        JX_SAY(writer->diags, SHEET_FORMULA_NAME, jx_cell_span(cell), plan->sheet_name, place,
               reason);
    else if (!formula.ptr)
        JX_SAY(writer->diags, SHEET_FORMULA_LONG, jx_cell_span(cell), plan->sheet_name, place);
    if (!formula.ptr)
        return false;
    if (cell->num != NULL)
        jx__xlsx_keep(writer, worksheet_write_formula_num(sheet, row, col, formula.ptr, format,
                                                          jx_num_to_spreadsheet(*cell->num)));
    else
        jx__xlsx_keep(writer, worksheet_write_formula_str(
                                  sheet, row, col, formula.ptr, format,
                                  jx__xlsx_inlines(writer->scratch, &cell->text).ptr));
    return true;
}

/* ---- rich text ---- */

static bool is_mixed(const struct jx_inlines *inlines)
{
    unsigned flags = 0;
    bool any = false;
    for (size_t i = 0; i < inlines->n; i++) {
        const struct jx_inline *item = &inlines->items[i];
        if (item->kind != JX_I_TEXT || jx_str_empty(item->text))
            continue;
        if (any && item->flags != flags)
            return true;
        flags = item->flags;
        any = true;
    }
    return false;
}

/* The look of a run: the cell's, and what the run has of its own. */
static lxw_format *run_format(struct jx__xlsx_writer *writer, const struct jx__xlsx_look *cell,
                              unsigned flags)
{
    struct jx__xlsx_look look = {.hei = cell->hei,
                                 .bold = cell->bold || (flags & JX_I_STRONG),
                                 .kai = flags & JX_I_EMPH,
                                 .underline = flags & JX_I_UNDERLINE,
                                 .size_mpt = cell->size_mpt};
    return jx__xlsx_format(writer, &look);
}

/* Runs of equal looks; a break belongs to the run before it. shape [n + 1], ends with NULL */
static lxw_rich_string_tuple **runs_of(struct jx__xlsx_writer *writer,
                                       const struct jx_inlines *inlines,
                                       const struct jx__xlsx_look *look)
{
    struct jx_arena *arena = writer->scratch;
    lxw_rich_string_tuple **runs = JX_ARRAY(arena, lxw_rich_string_tuple *, inlines->n + 1);
    size_t n = 0;
    for (size_t i = 0, to = 0; i < inlines->n; i = to) {
        const unsigned flags = inlines->items[i].flags;
        for (to = i + 1; to < inlines->n && (inlines->items[to].kind == JX_I_BREAK ||
                                             inlines->items[to].flags == flags);)
            to++;
        struct jx_inlines run = {.items = &inlines->items[i], .n = to - i};
        struct jx_str text = jx__xlsx_inlines(arena, &run);
        if (!text.len)
            continue;
        runs[n] = JX_NEW(arena, lxw_rich_string_tuple);
        runs[n]->format = run_format(writer, look, flags);
        runs[n++]->string = (char *)text.ptr;
    }
    return runs;
}

static void write_text(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                       const struct jx_cell *cell, const struct jx__xlsx_look *look, size_t row,
                       struct jx_str text)
{
    lxw_format *format = jx__xlsx_format(writer, look);
    lxw_row_t at = (lxw_row_t)row;
    lxw_col_t col = (lxw_col_t)cell->col;
    if (!is_mixed(&cell->text)) {
        jx__xlsx_keep(writer, worksheet_write_string(sheet, at, col, text.ptr, format));
        return;
    }
    writer->rich = true;
    jx__xlsx_keep(writer, worksheet_write_rich_string(sheet, at, col,
                                                      runs_of(writer, &cell->text, look), format));
}

/* ---- cells, each ---- */

/* Can the cell hold its number as a number? Gives the number format; else a message, and the text is written. */
static bool takes_number(struct jx__xlsx_writer *writer, const struct jx__xlsx_plan *plan,
                         const struct jx_cell *cell, struct jx_str *ret_format)
{
    if (cell->num == NULL && jx_cell_formula(cell) == NULL)
        return false;
    const struct jx_num num = cell->num != NULL ? *cell->num : (struct jx_num){0};
    struct jx_str format = jx__xlsx_num_format(writer->scratch, jx_cell_format(cell), num);
    if (format.ptr && jx__xlsx_num_fits(writer->scratch, num) &&
        jx__xlsx_has_room_for(writer, format)) {
        *ret_format = format;
        return true;
    }
    JX_SAY(writer->diags, SHEET_NUMBER_TEXT, jx_cell_span(cell), plan->sheet_name,
           jx__xlsx_a1(writer->arena, cell->row + plan->grid_row, cell->col));
    return false;
}

static void write_comment(struct jx__xlsx_writer *writer, lxw_worksheet *sheet, size_t row,
                          const struct jx_cell *cell)
{
    if (jx_str_empty(jx_cell_more(cell)->comment))
        return;
    struct jx_str text = jx__xlsx_clean(writer->scratch, jx_cell_more(cell)->comment);
    text = jx__xlsx_cut(writer->scratch, text, JX__XLSX_MAX_CELL_UNITS);
    if (!text.len)
        return;
    size_t lines = jx__xlsx_lines(writer, text, false, COMMENT_SIZE_MPT, COMMENT_WIDTH_PX);
    uint16_t width = COMMENT_WIDTH_PX;
    if (lines > COMMENT_MAX_LINES) {
        width = 2 * COMMENT_WIDTH_PX;
        lines = jx__xlsx_lines(writer, text, false, COMMENT_SIZE_MPT, width);
    }
    lines = lines < COMMENT_MAX_LINES ? lines : COMMENT_MAX_LINES;
    size_t height = (lines + 1) * COMMENT_LINE_PX;
    lxw_comment_options options = {.visible = LXW_COMMENT_DISPLAY_HIDDEN,
                                   .author = (char *)writer->author.ptr,
                                   .width = width,
                                   .height = (uint16_t)height,
                                   .font_name = (char *)JX_W_SONG,
                                   .font_size = COMMENT_SIZE_MPT / 1000.0,
                                   .font_family = 3};
    jx__xlsx_keep(writer, worksheet_write_comment_opt(sheet, (lxw_row_t)row, (lxw_col_t)cell->col,
                                                      text.ptr, &options));
}

/* The library copies what it is given. */
static void write_cell(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                       const struct jx__xlsx_plan *plan, const struct jx_cell *cell)
{
    size_t row = cell->row + plan->grid_row;
    struct jx__xlsx_look look = look_of(plan, cell);
    bool number = takes_number(writer, plan, cell, &look.num_format);
    bool day = !number && jx__xlsx_is_day(jx_cell_more(cell)->date);
    if (day)
        look.num_format = JX_STR(JX__XLSX_DAY_FORMAT);
    look.shrink = (number && cell->num != NULL) || day;
    struct jx_str text = jx__xlsx_inlines(writer->scratch, &cell->text);
    if (is_too_long(writer, plan, jx_cell_span(cell), (size_t[]){row, cell->col}, text))
        return;
    lxw_format *format = jx__xlsx_format(writer, &look);
    cover(writer, sheet,
          (size_t[]){row, cell->col, row + cell->rows - 1, cell->col + cell->cols - 1}, format);
    lxw_row_t at_row = (lxw_row_t)row;
    lxw_col_t at_col = (lxw_col_t)cell->col;
    if (jx_cell_formula(cell) != NULL && number && write_formula(writer, sheet, plan, cell, format))
        ;
    else if (cell->num != NULL && number)
        jx__xlsx_keep(writer, worksheet_write_number(sheet, at_row, at_col,
                                                     jx_num_to_spreadsheet(*cell->num), format));
    else if (day)
        jx__xlsx_keep(writer,
                      worksheet_write_number(sheet, at_row, at_col,
                                             jx__xlsx_day(jx_cell_more(cell)->date), format));
    else if (text.len)
        write_text(writer, sheet, cell, &look, row, text);
    write_comment(writer, sheet, row, cell);
    if (!jx_str_empty(jx_cell_more(cell)->id))
        JX_PUSH(writer->arena, &writer->ids, (struct jx__xlsx_id){cell, row, plan->sheet_name});
}

static void write_cells(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                        const struct jx__xlsx_plan *plan)
{
    const struct jx_arena_mark mark = jx_arena_mark(writer->scratch);
    for (size_t i = 0; i < plan->table->n_cells; i++) {
        write_cell(writer, sheet, plan, &plan->table->cells[i]);
        jx_arena_reset(writer->scratch, mark);
    }
}

/* ---- the sheet around them ---- */

static void set_sizes(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                      const struct jx__xlsx_plan *plan)
{
    for (size_t i = 0; i < plan->table->n_cols; i++) {
        lxw_col_t col = (lxw_col_t)i;
        uint32_t px = (uint32_t)jx__xlsx_library_px(plan->col_px[i]);
        jx__xlsx_keep(writer, worksheet_set_column_pixels(sheet, col, col, px, NULL));
    }
    for (size_t i = 0; i < plan->n_rows; i++)
        jx__xlsx_keep(
            writer, worksheet_set_row_pixels(sheet, (lxw_row_t)i, (uint32_t)plan->row_px[i], NULL));
}

/* The first run of header rows, grid rows [*ret_from, *ret_to); empty when there is none. */
static void header_run(const struct jx_table *table, size_t *ret_from, size_t *ret_to)
{
    size_t from = 0;
    while (from < table->n_rows && !table->rows[from].header)
        from++;
    size_t to = from;
    while (to < table->n_rows && table->rows[to].header)
        to++;
    *ret_from = from;
    *ret_to = to;
}

/* Repeat the header on each printed page; a header at the top also stays in view, if it leaves room. */
static void set_header(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                       const struct jx__xlsx_plan *plan)
{
    size_t from = 0;
    size_t to = 0;
    header_run(plan->table, &from, &to);
    if (from == to || to == plan->table->n_rows)
        return;
    size_t first =
        from ? plan->grid_row + from : 0; /* with the title, when it stands right above */
    size_t end = plan->grid_row + to;
    int32_t px = 0;
    for (size_t i = first; i < end && px <= 10 * MAX_FROZEN_PX; i++)
        px += plan->row_px[i];
    if (px > MAX_FROZEN_PX)
        return;
    jx__xlsx_keep(writer, worksheet_repeat_rows(sheet, (lxw_row_t)first, (lxw_row_t)(end - 1)));
    if (first == 0)
        worksheet_freeze_panes(sheet, (lxw_row_t)end, 0);
}

void jx__xlsx_set_page(struct jx__xlsx_writer *writer, lxw_worksheet *sheet, bool portrait)
{
    if (portrait)
        worksheet_set_portrait(sheet);
    else
        worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_set_margins(sheet, MARGIN_X_INCH, MARGIN_X_INCH, MARGIN_TOP_INCH, MARGIN_BOTTOM_INCH);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_center_horizontally(sheet);
    jx__xlsx_keep(writer, worksheet_set_footer(sheet, JX_W_FOOTER));
}

/* When there are cells to fill in, all others are locked; without a password, so that whoever must can unlock them. */
static void protect(lxw_worksheet *sheet, const struct jx_table *table)
{
    lxw_protection options = {.format_cells = 1, .format_columns = 1, .format_rows = 1};
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].input) {
            worksheet_protect(sheet, NULL, &options);
            return;
        }
}

static void set_print(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                      const struct jx__xlsx_plan *plan)
{
    lxw_col_t last_col = (lxw_col_t)(plan->table->n_cols - 1);
    jx__xlsx_set_page(writer, sheet, plan->table->portrait);
    jx__xlsx_keep(writer,
                  worksheet_print_area(sheet, 0, 0, (lxw_row_t)(plan->end_row - 1), last_col));
    /* targets such as 100% are texts on purpose: no green corners */
    struct jx_str last = jx__xlsx_a1(writer->arena, plan->n_rows - 1, last_col);
    struct jx_str range = jx_str_printf(writer->arena, "A1:%.*s", JX_FMT(last));
    jx__xlsx_keep(writer,
                  worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range.ptr));
}

/* A sheet with this name. The library forgets to quote names such as 2021 or A1 in print areas, which Excel then
 * repairs away; so the quoted form is set here. */
lxw_worksheet *jx__xlsx_new_sheet(struct jx__xlsx_writer *writer, struct jx_str name)
{
    struct jx_str ended = jx_str_copy(writer->arena, name);
    lxw_worksheet *sheet = workbook_add_worksheet(writer->workbook, ended.ptr);
    if (!sheet) {
        jx__xlsx_keep(writer, LXW_ERROR_PARAMETER_VALIDATION);
        return NULL;
    }
    char *quoted = lxw_strdup(jx__xlsx_quote_name(writer->arena, name).ptr);
    if (!quoted)
        jx_arena_exhausted();
    free(sheet->quoted_name);
    sheet->quoted_name = quoted;
    return sheet;
}

/* The plan of a table whose rows Excel can hold. */
static struct jx__xlsx_plan split_plan(struct jx__xlsx_writer *writer, const struct jx_sheet *sheet)
{
    struct jx__xlsx_plan plan = plan_of(writer, sheet->table, sheet->name);
    jx__xlsx_measure_columns(writer, &plan);
    const unsigned char *open = NULL;
    const struct jx_table *table = jx__xlsx_split(writer, &plan, &open);
    if (table != sheet->table) {
        int32_t *col_px = plan.col_px;
        plan = plan_of(writer, table, sheet->name);
        plan.col_px = col_px;
        plan.open = open;
    }
    return plan;
}

static bool fits_excel(struct jx__xlsx_writer *writer, const struct jx_sheet *sheet,
                       const struct jx_table *table)
{
    if (table->n_rows <= JX__XLSX_MAX_ROWS && table->n_cols <= JX__XLSX_MAX_COLS)
        return true;
    JX_SAY(writer->diags, SHEET_TOO_LARGE, table->span, sheet->name,
           jx_str_printf(writer->arena, "%zu", table->n_rows),
           jx_str_printf(writer->arena, "%zu", table->n_cols));
    writer->refused = true;
    return false;
}

void jx__xlsx_sheet(struct jx__xlsx_writer *writer, const struct jx_sheet *sheet)
{
    if (!fits_excel(writer, sheet, sheet->table))
        return;
    lxw_worksheet *worksheet = jx__xlsx_new_sheet(writer, sheet->name);
    if (!worksheet || !sheet->table->n_cols || !sheet->table->n_rows)
        return;
    struct jx__xlsx_plan plan = split_plan(writer, sheet);
    const struct jx_table *table = plan.table;
    if (!fits_excel(writer, sheet, table))
        return;
    jx__xlsx_measure(writer, &plan);
    struct jx__xlsx_look title = {.bold = true,
                                  .halign = JX_HA_CENTER,
                                  .valign = JX_VA_MIDDLE,
                                  .size_mpt = plan.title_size_mpt};
    struct jx__xlsx_look unit = {
        .halign = JX_HA_RIGHT, .valign = JX_VA_MIDDLE, .size_mpt = plan.size_mpt};
    struct jx__xlsx_look note = {
        .halign = JX_HA_LEFT, .valign = JX_VA_TOP, .size_mpt = plan.size_mpt};
    write_extra_row(writer, worksheet, &plan, plan.title_row, plan.title, &title);
    write_extra_row(writer, worksheet, &plan, plan.unit_row, plan.unit, &unit);
    write_cells(writer, worksheet, &plan);
    write_extra_row(writer, worksheet, &plan, plan.note_row, plan.note, &note);
    set_sizes(writer, worksheet, &plan);
    set_header(writer, worksheet, &plan);
    jx__xlsx_checks(writer, worksheet, &plan);
    jx__xlsx_charts(writer, worksheet, &plan);
    set_print(writer, worksheet, &plan);
    protect(worksheet, table);
}

/* ---- identities ---- */

/* What the cell holds now, behind a mark, so that an empty text is there too. Texts too long for both keep none. */
static struct jx_str held_text(struct jx__xlsx_writer *writer, const struct jx__xlsx_id *id)
{
    struct jx_str text =
        jx_str_printf(writer->arena, "=%.*s", JX_FMT(jx_match_content(writer->arena, id->cell)));
    text = jx__xlsx_clean(writer->arena, text);
    return jx__xlsx_utf16_len(text) <= JX__XLSX_MAX_CELL_UNITS ? text : JX_STR("");
}

/* Column A the id, column B a formula whose value is the cell's address ($H$4), column C the sheet's name, column D what the
 * cell holds, behind a "=": the references in the formula move along when rows are inserted, so the value tells where the cell is when the workbook comes back. */
static void write_id(struct jx__xlsx_writer *writer, lxw_worksheet *sheet, size_t row,
                     const struct jx__xlsx_id *id)
{
    struct jx_str text =
        jx__xlsx_cut(writer->arena, jx__xlsx_clean(writer->arena, jx_cell_more(id->cell)->id),
                     JX__XLSX_MAX_CELL_UNITS);
    struct jx_str name = jx__xlsx_quote_name(writer->arena, id->sheet_name);
    struct jx_str place = jx__xlsx_a1(writer->arena, id->sheet_row, id->cell->col);
    struct jx_str formula =
        jx_str_printf(writer->arena, "=ADDRESS(ROW(%.*s!%.*s),COLUMN(%.*s!%.*s))", JX_FMT(name),
                      JX_FMT(place), JX_FMT(name), JX_FMT(place));
    size_t letters = 0;
    while (letters < place.len && place.ptr[letters] >= 'A')
        letters++;
    struct jx_str address = jx_str_printf(writer->arena, "$%.*s$%.*s", (int)letters, place.ptr,
                                          (int)(place.len - letters), place.ptr + letters);
    lxw_row_t at = (lxw_row_t)row;
    jx__xlsx_keep(writer, worksheet_write_string(sheet, at, 0, text.ptr, NULL));
    jx__xlsx_keep(writer,
                  worksheet_write_formula_str(sheet, at, 1, formula.ptr, NULL, address.ptr));
    jx__xlsx_keep(writer, worksheet_write_string(
                              sheet, at, 2, jx_str_copy(writer->arena, id->sheet_name).ptr, NULL));
    jx__xlsx_keep(writer, worksheet_write_string(sheet, at, 3, held_text(writer, id).ptr, NULL));
}

void jx__xlsx_id_sheet(struct jx__xlsx_writer *writer)
{
    if (!writer->ids.n)
        return;
    lxw_worksheet *sheet = jx__xlsx_new_sheet(writer, JX_STR(JX__XLSX_ID_SHEET));
    if (!sheet)
        return;
    worksheet_hide(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    jx__xlsx_keep(writer, worksheet_write_string(sheet, 0, 0, JX__XLSX_ID_SHEET, NULL));
    jx__xlsx_keep(writer, worksheet_write_string(sheet, 0, 1, ID_FORMAT, NULL));
    jx__xlsx_keep(writer, worksheet_write_string(sheet, 0, 2, writer->about.ptr, NULL));
    size_t most = LXW_ROW_MAX - 1;
    for (size_t i = 0; i < writer->ids.n && i < most; i++)
        write_id(writer, sheet, i + 1, &writer->ids.items[i]);
}
