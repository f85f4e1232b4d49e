/* match.c - sheets of a returned workbook and the tables of the document; the cells of both.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match.h"

#include "xlsx/internal.h"
#include "xlsx/match_internal.h"

/* A sheet with so much of a table, in percent, is taken for a copy of it. */
#define COPY_LIKENESS 70

struct matcher {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx_book *book;
    struct jx__side **sides; /* shape [book->n_sheets]; NULL: the hidden sheet */
    struct jx__identities *ids;
    struct jx_matches *matches;
};

struct jx_str jx_match_place(struct jx_arena *arena, uint32_t row, uint32_t col)
{
    return jx__xlsx_a1(arena, row, col);
}

/* ---- the hidden sheet ---- */

static struct jx_str text_at(const struct jx_book_sheet *sheet, uint32_t row, uint32_t col)
{
    const struct jx_book_cell *cell = jx_book_cell_at(sheet, row, col);
    return cell == NULL || cell->text.ptr == NULL ? JX_STR("") : cell->text;
}

static struct jx_str id_name(struct jx_arena *arena, struct jx_str id, struct jx_str sheet)
{
    return jx_str_printf(arena, "%.*s\x1f%.*s", JX_FMT(id), JX_FMT(sheet));
}

static const struct jx_book_sheet *id_sheet(const struct jx_book *book)
{
    const struct jx_book_sheet *sheet = NULL;

    for (size_t i = 0; i < book->n_sheets; i++)
        if (jx_str_is(book->sheets[i].name, JX__XLSX_ID_SHEET))
            sheet = &book->sheets[i];
    return sheet;
}

bool jx_match_has_ids(const struct jx_book *book)
{
    return id_sheet(book) != NULL;
}

struct jx_str jx_match_about(const struct jx_book *book)
{
    const struct jx_book_sheet *sheet = id_sheet(book);
    const struct jx_str about = sheet == NULL ? JX_STR("") : text_at(sheet, 0, 2);

    return about.len ? about : JX_NO_STR;
}

static struct jx__identities *read_identities(struct jx_arena *arena, const struct jx_book *book)
{
    struct jx__identities *ids = JX_NEW(arena, struct jx__identities);
    const struct jx_book_sheet *sheet = id_sheet(book);

    for (size_t i = 0; sheet != NULL && i < sheet->n_cells; i++) {
        const struct jx_book_cell *cell = &sheet->cells[i];
        if (cell->col != 0 || cell->row == 0 || cell->text.ptr == NULL)
            continue;
        const struct jx_str name = id_name(arena, cell->text, text_at(sheet, cell->row, 2));
        const struct jx_book_cell *base = jx_book_cell_at(sheet, cell->row, 3);
        struct jx__identity id = {.row = JX__NOWHERE, .col = JX__NOWHERE};
        if (!jx_book_place(text_at(sheet, cell->row, 1), &id.row, &id.col))
            id.row = id.col = JX__NOWHERE;
        /* its mark keeps an empty text apart from a missing one */
        if (base != NULL && jx_str_starts(base->text, JX_STR("=")))
            id.base = jx_str_sub(base->text, 1, SIZE_MAX);
        if (jx_index_add(arena, &ids->names, name, ids->items.n))
            JX_PUSH(arena, &ids->items, id);
        else
            ids->items.items[jx_index_find(&ids->names, name)].twice = true;
    }
    return ids;
}

const struct jx__identity *jx__identity_at(struct jx_arena *arena, const struct jx__identities *ids,
                                           struct jx_str id, struct jx_str sheet)
{
    const size_t at = jx_index_find(&ids->names, id_name(arena, id, sheet));
    return at == SIZE_MAX ? NULL : &ids->items.items[at];
}

/* ---- cells ---- */

/* The row of the table at each row of the sheet. */
static uint32_t *back_of(const struct jx__moved *m)
{
    uint32_t *back = JX_ARRAY(m->arena, uint32_t, m->side->n_rows);

    for (uint32_t r = 0; r < m->side->n_rows; r++)
        back[r] = JX__NOWHERE;
    for (size_t r = 0; r < m->lines->table->n_rows; r++)
        if (m->rows[r] != JX__NOWHERE)
            back[m->rows[r]] = (uint32_t)r;
    return back;
}

/* Whether a merged range reaches over rows or columns of other cells. */
static bool reaches_out(const struct jx__moved *m, const struct jx_cell *cell,
                        const struct jx_book_range *range, const uint32_t *back)
{
    const size_t head = m->head_of[cell->row];

    for (uint32_t r = range->row0; r <= range->row1 && r < m->side->n_rows; r++)
        if (back[r] != JX__NOWHERE && (back[r] < cell->row || back[r] >= cell->row + cell->rows))
            return true;
    for (size_t c = 0; head != SIZE_MAX && c < m->lines->table->n_cols; c++) {
        const uint32_t col = m->columns[head] == NULL ? JX__NOWHERE : m->columns[head][c];
        if (col != JX__NOWHERE && col >= range->col0 && col <= range->col1 &&
            (c < cell->col || c >= cell->col + cell->cols))
            return true;
    }
    return false;
}

static void say_merged(const struct jx__moved *m, const struct jx_cell *cell, uint32_t row,
                       uint32_t col)
{
    JX_SAY(m->diags, BOOK_MERGED, jx_cell_span(cell), m->sheet->name,
           jx__xlsx_a1(m->arena, row, col));
}

/* False after a message. */
static bool match_cell(struct matcher *matcher, const struct jx__moved *m,
                       const struct jx_cell *cell, const uint32_t *back)
{
    struct jx_match match = {.sheet = m->sheet, .cell = cell, .sheet_name = m->side->sheet->name};
    const struct jx__identity *id = NULL;

    if (!jx__moved_place(m, cell, &match.row, &match.col))
        return true; /* told of already, when it matters */
    const struct jx_book_range *range = jx__side_range(m->side, match.row, match.col);
    if (range != NULL && reaches_out(m, cell, range, back)) {
        if (cell->input)
            say_merged(m, cell, match.row, match.col);
        return !cell->input;
    }
    if (range != NULL) {
        match.row = range->row0;
        match.col = range->col0;
    }
    match.found = jx_book_cell_at(m->side->sheet, match.row, match.col);
    if (!jx_str_empty(jx_cell_more(cell)->id))
        id = jx__identity_at(m->arena, m->ids, jx_cell_more(cell)->id, m->sheet->name);
    if (id != NULL && !id->twice)
        match.base = id->base;
    JX_PUSH(matcher->arena, matcher->matches, match);
    return true;
}

static bool match_sheet(struct matcher *matcher, const struct jx_sheet *sheet,
                        const struct jx__lines_of *lines, struct jx__side *side)
{
    struct jx__moved m = {.arena = matcher->arena,
                          .diags = matcher->diags,
                          .sheet = sheet,
                          .lines = lines,
                          .side = side,
                          .ids = matcher->ids};
    bool good;

    if (!jx_str_eq(sheet->name, side->sheet->name))
        JX_SAY(matcher->diags, BOOK_SHEET_NAME, JX_NO_SPAN, sheet->name, side->sheet->name);
    if (!jx__side_merges(side)) {
        JX_SAY(matcher->diags, BOOK_OVER, JX_NO_SPAN, side->sheet->name,
               JX_STR("合并的单元格太多"));
        return false;
    }
    good = jx__moved_find(&m);
    const uint32_t *back = back_of(&m);
    for (size_t i = 0; i < sheet->table->n_cells; i++) {
        const struct jx_cell *cell = &sheet->table->cells[i];
        if (jx_cell_source(cell)->path.ptr != NULL || jx_cell_formula(cell) != NULL)
            good = match_cell(matcher, &m, cell, back) && good;
    }
    return good;
}

/* ---- sheets ---- */

/* How the tables of one workbook fit the sheets of the book. */
struct fit {
    const struct jx_workbook *workbook;
    struct jx__lines_of **lines; /* shape [n_sheets] */
    size_t *sheets;              /* of the book, or SIZE_MAX, shape [n_sheets] */
    bool *unsure;                /* several sheets are equally like */
    size_t n_found;
};

static bool is_taken(const struct fit *fit, size_t sheet)
{
    for (size_t i = 0; i < fit->workbook->n_sheets; i++)
        if (fit->sheets[i] == sheet)
            return true;
    return false;
}

static void fit_by_name(const struct matcher *matcher, struct fit *fit, size_t i)
{
    for (size_t s = 0; s < matcher->book->n_sheets; s++)
        if (matcher->sides[s] != NULL &&
            jx_str_eq(matcher->book->sheets[s].name, fit->workbook->sheets[i].name) &&
            jx__likeness(fit->lines[i], matcher->sides[s]) > 0)
            fit->sheets[i] = s;
}

static void fit_by_likeness(const struct matcher *matcher, struct fit *fit, size_t i)
{
    unsigned most = 0;
    size_t best = SIZE_MAX;

    for (size_t s = 0; s < matcher->book->n_sheets; s++) {
        const unsigned like = matcher->sides[s] == NULL || is_taken(fit, s)
                                  ? 0
                                  : jx__likeness(fit->lines[i], matcher->sides[s]);
        if (like == 0 || like < most)
            continue;
        fit->unsure[i] = like == most;
        best = s;
        most = like;
    }
    fit->sheets[i] = fit->unsure[i] ? SIZE_MAX : best;
}

static struct fit fit_make(const struct matcher *matcher, const struct jx_workbook *workbook)
{
    const size_t n = workbook->n_sheets;
    struct fit fit = {.workbook = workbook,
                      .lines = JX_ARRAY(matcher->arena, struct jx__lines_of *, n),
                      .sheets = JX_ARRAY(matcher->arena, size_t, n),
                      .unsure = JX_ARRAY(matcher->arena, bool, n)};

    for (size_t i = 0; i < n; i++) {
        fit.lines[i] = jx__lines_make(matcher->arena, workbook->sheets[i].table);
        fit.sheets[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < n; i++)
        fit_by_name(matcher, &fit, i);
    for (size_t i = 0; i < n; i++)
        if (fit.sheets[i] == SIZE_MAX)
            fit_by_likeness(matcher, &fit, i);
    for (size_t i = 0; i < n; i++)
        fit.n_found += fit.sheets[i] != SIZE_MAX || fit.unsure[i];
    return fit;
}

static bool has_inputs(const struct jx_table *table)
{
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].input)
            return true;
    return false;
}

static bool match_fit(struct matcher *matcher, const struct fit *fit)
{
    bool good = true;

    for (size_t i = 0; i < fit->workbook->n_sheets; i++) {
        const struct jx_sheet *sheet = &fit->workbook->sheets[i];
        if (fit->sheets[i] != SIZE_MAX) {
            good =
                match_sheet(matcher, sheet, fit->lines[i], matcher->sides[fit->sheets[i]]) && good;
        } else if (has_inputs(sheet->table)) {
            if (fit->unsure[i])
                JX_SAY(matcher->diags, BOOK_SHEET_UNSURE, JX_NO_SPAN, sheet->name);
            else
                JX_SAY(matcher->diags, BOOK_SHEET_LOST, JX_NO_SPAN, sheet->name);
            good = false;
        }
    }
    return good;
}

/* Sheets that are like a table which another sheet was read for: what was filled into them would be lost. */
static void say_copies(struct matcher *matcher, const struct fit *fit)
{
    for (size_t s = 0; s < matcher->book->n_sheets; s++) {
        size_t like = SIZE_MAX;
        if (matcher->sides[s] == NULL || is_taken(fit, s))
            continue;
        for (size_t i = 0; like == SIZE_MAX && i < fit->workbook->n_sheets; i++)
            if (fit->sheets[i] != SIZE_MAX && has_inputs(fit->workbook->sheets[i].table) &&
                jx__likeness(fit->lines[i], matcher->sides[s]) >= COPY_LIKENESS)
                like = i;
        if (like != SIZE_MAX)
            JX_SAY(matcher->diags, BOOK_SHEET_COPY, JX_NO_SPAN, matcher->book->sheets[s].name,
                   fit->workbook->sheets[like].name, matcher->book->sheets[fit->sheets[like]].name);
    }
}

enum jx_status jx_xlsx_match(struct jx_arena *arena, const struct jx_document *document,
                             const struct jx_book *book, struct jx_str name, struct jx_diags *diags,
                             struct jx_matches *ret_matches)
{
    struct matcher matcher = {.arena = arena,
                              .diags = diags,
                              .book = book,
                              .sides = JX_ARRAY(arena, struct jx__side *, book->n_sheets),
                              .ids = read_identities(arena, book),
                              .matches = ret_matches};
    struct fit best = {0};

    for (size_t i = 0; i < book->n_sheets; i++)
        if (!jx_str_is(book->sheets[i].name, JX__XLSX_ID_SHEET))
            matcher.sides[i] = jx__side_make(arena, &book->sheets[i]);
    for (size_t i = 0; i < document->n_workbooks; i++) {
        const struct fit fit = fit_make(&matcher, &document->workbooks[i]);
        if (fit.n_found > best.n_found)
            best = fit;
    }
    if (best.n_found == 0) {
        JX_SAY(diags, BOOK_FOREIGN, JX_NO_SPAN, name);
        return JX_E_INPUT;
    }
    say_copies(&matcher, &best);
    return match_fit(&matcher, &best) ? JX_OK : JX_E_INPUT;
}
