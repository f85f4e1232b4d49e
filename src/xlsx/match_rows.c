/* match_rows.c - where headings, columns and rows of a table stand on a sheet.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match_internal.h"

#define MAX_CANDIDATES 1000 /* rows of one name; more cannot be told apart by a person either */

/* ---- rows ---- */

/* A row of the table on its way to one of the sheet. */
struct line {
    size_t row;
    const struct jx_cell *key;
    struct jx_str text;      /* of key */
    struct jx_str signature; /* the labels up to it */
    struct line *same;       /* the next one with this signature */
    bool first, done;
};

struct lines {
    struct line *items;
    size_t n;
};

struct places JX_VEC(struct jx__side_entry);

/* Rows of the sheet between the heading of a row and the next heading. */
static void section_of(const struct jx__moved *m, size_t row, uint32_t *ret_from, uint32_t *ret_to)
{
    const size_t head = m->head_of[row];

    *ret_from = head == SIZE_MAX ? 0 : m->rows[head] + 1;
    *ret_to = head == SIZE_MAX ? m->first_head : m->section_to[head];
}

/* The labels of a row up to its name; at: row of the sheet, or JX__NOWHERE for the table's own. */
static struct jx_str signature_of(const struct jx__moved *m, const struct line *line, uint32_t at)
{
    struct jx_buf buf = {.arena = m->arena};
    const struct jx_cell *before = NULL;

    for (size_t c = 0; c <= line->key->col; c++) {
        const struct jx_cell *cell = jx__line_cell(m->lines, line->row, c);
        const uint32_t col = jx__moved_column(m, line->row, cell->col);
        if (cell == before || !jx__is_label(m->lines, cell) || col == JX__NOWHERE)
            continue;
        jx_buf_add(&buf, at == JX__NOWHERE ? jx__line_text(m->lines, line->row, c)
                                           : jx__side_text(m->side, at, col));
        jx_buf_addc(&buf, '\x1f');
        before = cell;
    }
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

/* Places in the section that have the row's name, in its column where that is known. */
static struct places places_of(const struct jx__moved *m, const struct line *line, bool *taken)
{
    struct places places = {0};
    const uint32_t col = jx__moved_column(m, line->row, line->key->col);
    uint32_t from, to;

    section_of(m, line->row, &from, &to);
    for (size_t e = jx__side_find(m->side, line->text); e != SIZE_MAX && places.n < MAX_CANDIDATES;
         e = m->side->entries.items[e].next) {
        const struct jx__side_entry *entry = &m->side->entries.items[e];
        if (entry->row >= from && entry->row < to && !taken[entry->row] &&
            (col == JX__NOWHERE || entry->col == col))
            JX_PUSH(m->arena, &places, *entry);
    }
    return places;
}

static void settle(struct jx__moved *m, struct line *line, const struct jx__side_entry *place,
                   bool *taken)
{
    m->rows[line->row] = place->row;
    m->key_col[line->row] = place->col;
    taken[place->row] = true;
    line->done = true;
}

static struct lines lines_of(struct jx__moved *m)
{
    const struct jx_table *table = m->lines->table;
    struct lines lines = {.items = JX_ARRAY(m->arena, struct line, table->n_rows)};
    struct jx_index names = {0};
    size_t *last_of = JX_ARRAY(m->arena, size_t, table->n_rows);

    for (size_t r = 0; r < table->n_rows; r++) {
        struct line *line = &lines.items[lines.n];
        const size_t head = m->head_of[r];
        if (!m->lines->wanted[r] || m->lines->heads[r] ||
            (head != SIZE_MAX && m->rows[head] == JX__NOWHERE))
            continue;
        *line = (struct line){.row = r, .key = jx__line_key(m->lines, r), .first = true};
        if (line->key == NULL)
            continue;
        line->text = m->lines->texts[line->key - table->cells];
        line->signature = jx_str_printf(m->arena, "%zu\x1f%.*s", head,
                                        JX_FMT(signature_of(m, line, JX__NOWHERE)));
        last_of[lines.n] = lines.n;
        if (!jx_index_add(m->arena, &names, line->signature, lines.n)) {
            const size_t first = jx_index_find(&names, line->signature);
            lines.items[last_of[first]].same = line;
            last_of[first] = lines.n;
            line->first = false;
        }
        lines.n++;
    }
    return lines;
}

/* Keep the places where all labels of the line are. */
static void keep_equal(const struct jx__moved *m, const struct line *line, struct places *places)
{
    const struct jx_str own = signature_of(m, line, JX__NOWHERE);
    size_t n = 0;

    for (size_t i = 0; i < places->n; i++)
        if (jx_str_eq(own, signature_of(m, line, places->items[i].row)))
            places->items[n++] = places->items[i];
    places->n = n;
}

/* The row that the identities of a row name; JX__NOWHERE when they do not agree. */
static uint32_t row_by_id(const struct jx__moved *m, size_t row)
{
    uint32_t found = JX__NOWHERE;

    for (size_t c = 0; c < m->lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(m->lines, row, c);
        const struct jx__identity *id =
            cell->row == row && cell->col == c && !jx_str_empty(jx_cell_more(cell)->id)
                ? jx__identity_at(m->arena, m->ids, jx_cell_more(cell)->id, m->sheet->name)
                : NULL;
        if (id == NULL || id->twice)
            continue;
        if (id->row == JX__NOWHERE || (found != JX__NOWHERE && found != id->row))
            return JX__NOWHERE;
        found = id->row;
    }
    return found;
}

/* Whether the identities of all rows that are known point at them. */
static bool ids_are_fresh(const struct jx__moved *m, const struct lines *lines)
{
    size_t n = 0;

    for (size_t i = 0; i < lines->n; i++) {
        const struct line *line = &lines->items[i];
        const uint32_t row = line->done ? row_by_id(m, line->row) : JX__NOWHERE;
        if (row != JX__NOWHERE && row != m->rows[line->row])
            return false;
        n += row != JX__NOWHERE;
    }
    return n > 0;
}

/* Rows that look the same in every label, as many as there are places: by their identities, else in order. */
static void settle_same(struct jx__moved *m, struct line *first, const struct places *places,
                        bool *taken, bool fresh)
{
    size_t n_by_id = 0, at = 0;

    for (const struct line *line = first; line != NULL; line = line->same)
        for (size_t i = 0; fresh && i < places->n; i++)
            n_by_id += places->items[i].row == row_by_id(m, line->row);
    for (struct line *line = first; line != NULL; line = line->same, at++) {
        size_t i = at;
        if (n_by_id == places->n)
            for (i = 0; places->items[i].row != row_by_id(m, line->row);)
                i++;
        settle(m, line, &places->items[i], taken);
    }
}

static size_t count_same(const struct line *line)
{
    size_t n = 0;

    for (; line != NULL; line = line->same)
        n++;
    return n;
}

/* Rows whose labels are all there as they were. */
static void settle_exact(struct jx__moved *m, const struct lines *lines, bool *taken, bool several,
                         bool fresh)
{
    for (size_t i = 0; i < lines->n; i++) {
        struct line *line = &lines->items[i];
        const size_t n = line->first ? count_same(line) : 0;
        if (n == 0 || (n > 1) != several)
            continue;
        struct places places = places_of(m, line, taken);
        keep_equal(m, line, &places);
        if (places.n == n && n == 1)
            settle(m, line, &places.items[0], taken);
        else if (places.n == n)
            settle_same(m, line, &places, taken, fresh);
    }
}

/* Keep the places where each label of the line is as it was, or blank: merged cells that were parted leave blanks. */
static void keep_fitting(const struct jx__moved *m, const struct line *line, struct places *places)
{
    size_t n = 0;

    for (size_t i = 0; i < places->n; i++) {
        bool fits = true;
        for (size_t c = 0; fits && c < line->key->col; c++) {
            const uint32_t col = jx__moved_column(m, line->row, c);
            const struct jx_str own = jx__line_text(m->lines, line->row, c);
            if (col == JX__NOWHERE ||
                !jx__is_label(m->lines, jx__line_cell(m->lines, line->row, c)))
                continue;
            const struct jx_str there = jx__side_text(m->side, places->items[i].row, col);
            fits = there.len == 0 || jx_str_eq(there, own);
        }
        if (fits)
            places->items[n++] = places->items[i];
    }
    places->n = n;
}

/* Whether what stands fast in a row of the sheet (权重, 目标值) is what the line has there, and there is any. */
static bool rest_agrees(const struct jx__moved *m, const struct line *line, uint32_t row)
{
    size_t n = 0;

    for (size_t c = 0; c < m->lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(m->lines, line->row, c);
        const uint32_t col = jx__moved_column(m, line->row, c);
        const bool label = c < line->key->col && jx__is_label(m->lines, cell);
        if (cell->col != c || cell->rows != 1 || cell == line->key || label || cell->input ||
            jx_cell_formula(cell) != NULL || col == JX__NOWHERE)
            continue;
        if (!jx_str_eq(jx__match_fold(m->arena, jx_match_content(m->arena, cell)),
                       jx__side_text(m->side, row, col)))
            return false;
        n++;
    }
    return n > 0;
}

/* How far names alone can be believed. */
struct trust {
    bool fitting; /* no label speaks against them */
    bool fresh;   /* identities can be believed */
    bool lone;    /* one line is left: names cannot have changed places */
};

/* Whether a row of the sheet that has a line's name, but not all its labels, is the line. */
static bool is_proved(const struct jx__moved *m, const struct line *line, uint32_t row,
                      const struct trust *trust)
{
    const uint32_t by_id = trust->fresh ? row_by_id(m, line->row) : JX__NOWHERE;

    if (by_id != JX__NOWHERE)
        return by_id == row;
    return trust->fitting || trust->lone || rest_agrees(m, line, row);
}

/* Rows whose name is left in one place only, and that no other row claims. fitting: where no other label speaks against it. */
static void settle_by_name(struct jx__moved *m, const struct lines *lines, bool *taken,
                           bool fitting)
{
    uint32_t *claims = JX_ARRAY(m->arena, uint32_t, m->side->n_rows);
    struct places *found = JX_ARRAY(m->arena, struct places, lines->n);
    struct trust trust = {.fitting = fitting, .fresh = ids_are_fresh(m, lines)};
    size_t n_left = 0;

    for (size_t i = 0; i < lines->n; i++) {
        if (lines->items[i].done)
            continue;
        n_left++;
        found[i] = places_of(m, &lines->items[i], taken);
        if (fitting)
            keep_fitting(m, &lines->items[i], &found[i]);
        for (size_t k = 0; k < found[i].n; k++)
            claims[found[i].items[k].row]++;
    }
    trust.lone = n_left == 1;
    for (size_t i = 0; i < lines->n; i++)
        if (!lines->items[i].done && found[i].n == 1 && claims[found[i].items[0].row] == 1 &&
            is_proved(m, &lines->items[i], found[i].items[0].row, &trust))
            settle(m, &lines->items[i], &found[i].items[0], taken);
}

static bool has_input(const struct jx__moved *m, size_t row)
{
    for (size_t c = 0; c < m->lines->table->n_cols; c++)
        if (jx__line_cell(m->lines, row, c)->row == row && jx__line_cell(m->lines, row, c)->input)
            return true;
    return false;
}

/* Where the record of a row is written, else where its label is. */
static struct jx_span span_of(const struct jx__moved *m, const struct line *line)
{
    for (size_t c = 0; c < m->lines->table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(m->lines, line->row, c);
        if (cell->row == line->row && cell->item != NULL && cell->item->span.file != 0)
            return cell->item->span;
    }
    return jx_cell_span(line->key);
}

/* Say which rows were not found. */
static bool check_lost(const struct jx__moved *m, const struct lines *lines, bool *taken)
{
    bool good = true;

    for (size_t i = 0; i < lines->n; i++) {
        const struct line *line = &lines->items[i];
        if (line->done || !has_input(m, line->row))
            continue;
        const struct jx_str text = jx__moved_shown(m, line->text);
        if (places_of(m, line, taken).n > 0)
            JX_SAY(m->diags, BOOK_ROW_UNSURE, span_of(m, line), m->sheet->name, text);
        else
            JX_SAY(m->diags, BOOK_ROW_LOST, span_of(m, line), m->sheet->name, text);
        good = false;
    }
    return good;
}

/* ---- all of it ---- */

bool jx__moved_find(struct jx__moved *m)
{
    const size_t n_rows = m->lines->table->n_rows;
    bool *taken = JX_ARRAY(m->arena, bool, (size_t)m->side->n_rows + 1);
    bool good;

    m->rows = JX_ARRAY(m->arena, uint32_t, n_rows);
    m->key_col = JX_ARRAY(m->arena, uint32_t, n_rows);
    m->head_of = JX_ARRAY(m->arena, size_t, n_rows);
    m->section_to = JX_ARRAY(m->arena, uint32_t, n_rows);
    m->columns = JX_ARRAY(m->arena, uint32_t *, n_rows);
    for (size_t r = 0; r < n_rows; r++)
        m->rows[r] = m->key_col[r] = JX__NOWHERE;
    good = jx__heads_find(m);
    jx__sections_find(m);
    good = jx__columns_find(m) && good;
    for (size_t r = 0; r < n_rows; r++)
        if (m->lines->heads[r] && m->rows[r] != JX__NOWHERE)
            taken[m->rows[r]] = true;
    const struct lines lines = lines_of(m);
    settle_exact(m, &lines, taken, false, false);
    settle_exact(m, &lines, taken, true, ids_are_fresh(m, &lines));
    settle_by_name(m, &lines, taken, true);
    settle_by_name(m, &lines, taken, false);
    good = check_lost(m, &lines, taken) && good;
    jx__moved_literal(m, taken);
    return jx__moved_extra(m, taken) && good;
}
