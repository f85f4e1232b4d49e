/* match_rows.c - where headings, columns and rows of a table stand on a sheet.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match_internal.h"

#define MAX_CANDIDATES 1000 /* rows of one name; more cannot be told apart by a person either */

static struct jx_str shown(const struct jx__moved *m, struct jx_str text)
{
    return jx_str_sub(text, 0, text.len < 120 ? text.len : 120).len == text.len
               ? text
               : jx_str_printf(m->arena, "%.*s…", JX_FMT(jx_str_sub(text, 0, 99)));
}

/* ---- headings ---- */

struct head_texts JX_VEC(struct jx_str);

/* The texts of the cells that begin in a row, each once. */
static struct head_texts texts_of(const struct jx__moved *m, size_t row)
{
    const struct jx_table *table = m->lines->table;
    struct head_texts texts = {0};

    for (size_t c = 0; c < table->n_cols; c++) {
        const struct jx_cell *cell = jx__line_cell(m->lines, row, c);
        const struct jx_str text = jx__line_text(m->lines, row, c);
        bool is_new = cell->row == row && cell->col == c && text.len > 0;
        for (size_t i = 0; is_new && i < texts.n; i++)
            is_new = !jx_str_eq(texts.items[i], text);
        if (is_new)
            JX_PUSH(m->arena, &texts, text);
    }
    return texts;
}

static bool row_is_taken(const struct jx__moved *m, uint32_t row)
{
    for (size_t r = 0; r < m->lines->table->n_rows; r++)
        if (m->lines->heads[r] && m->rows[r] == row)
            return true;
    return false;
}

/* The first row of the sheet that has most of the texts, at least half of them. hits: zeroed, shape [side->n_rows]. */
static uint32_t head_find(const struct jx__moved *m, const struct head_texts *texts, uint32_t *hits)
{
    const struct jx__side *side = m->side;
    uint32_t best = JX__NOWHERE, most = 0;

    for (size_t i = 0; i < texts->n; i++) {
        uint32_t last = JX__NOWHERE;
        for (size_t e = jx__side_find(side, texts->items[i]); e != SIZE_MAX;
             e = side->entries.items[e].next) {
            const uint32_t row = side->entries.items[e].row;
            hits[row] += row != last;
            last = row;
        }
    }
    for (uint32_t r = 0; r < side->n_rows; r++) {
        if (hits[r] > most && hits[r] * 2 >= texts->n && !row_is_taken(m, r)) {
            best = r;
            most = hits[r];
        }
        hits[r] = 0;
    }
    return best;
}

static bool heads_find(struct jx__moved *m)
{
    const struct jx_table *table = m->lines->table;
    uint32_t *hits = JX_ARRAY(m->arena, uint32_t, m->side->n_rows);
    bool good = true;

    for (size_t r = 0; r < table->n_rows; r++) {
        if (!m->lines->heads[r])
            continue;
        const struct head_texts texts = texts_of(m, r);
        m->rows[r] = head_find(m, &texts, hits);
        if (m->rows[r] != JX__NOWHERE)
            continue;
        JX_SAY(m->diags, BOOK_HEAD, JX_NO_SPAN, m->sheet->name,
               shown(m, jx_str_join(m->arena, texts.items, texts.n, JX_STR("、"))));
        good = false;
    }
    return good;
}

/* ---- columns ---- */

/* Which one of equal texts in its row a cell is (from 0), and how many there are. */
static size_t rank_of(const struct jx__moved *m, const struct jx_cell *cell, size_t *ret_n)
{
    const struct jx_str text = m->lines->texts[cell - m->lines->table->cells];
    size_t rank = 0;

    *ret_n = 0;
    for (size_t c = 0; c < m->lines->table->n_cols; c++) {
        const struct jx_cell *other = jx__line_cell(m->lines, cell->row, c);
        if (other->row != cell->row || other->col != c ||
            !jx_str_eq(jx__line_text(m->lines, cell->row, c), text))
            continue;
        rank += c < cell->col;
        ++*ret_n;
    }
    return rank;
}

/* Where the heading of a column stands; JX__NOWHERE when it is not there or one of several. */
static uint32_t column_find(const struct jx__moved *m, size_t head, size_t col)
{
    const struct jx_cell *cell = jx__line_cell(m->lines, head, col);
    const struct jx_str text = jx__line_text(m->lines, head, col);
    uint32_t found = JX__NOWHERE;
    size_t n, seen = 0;

    if (text.len == 0 || !m->lines->heads[cell->row] || m->rows[cell->row] == JX__NOWHERE)
        return JX__NOWHERE;
    const size_t rank = rank_of(m, cell, &n);
    for (size_t e = jx__side_find(m->side, text); e != SIZE_MAX;
         e = m->side->entries.items[e].next) {
        if (m->side->entries.items[e].row != m->rows[cell->row])
            continue;
        if (seen++ == rank)
            found = m->side->entries.items[e].col;
    }
    return seen == n ? found + (uint32_t)(col - cell->col) : JX__NOWHERE;
}

static bool wants_column(const struct jx__moved *m, size_t head, size_t col)
{
    const struct jx_table *table = m->lines->table;

    for (size_t r = head + 1; r < table->n_rows; r++)
        if (m->head_of[r] == head && jx__line_cell(m->lines, r, col)->input &&
            jx__line_cell(m->lines, r, col)->col == col)
            return true;
    return false;
}

/* The first heading of the sheet at or below a row of it. */
static uint32_t section_end(const struct jx__moved *m, uint32_t from)
{
    uint32_t to = m->side->n_rows;

    for (size_t r = 0; r < m->lines->table->n_rows; r++)
        if (m->lines->heads[r] && m->rows[r] >= from && m->rows[r] < to)
            to = m->rows[r];
    return to;
}

static void sections_find(struct jx__moved *m)
{
    const struct jx_table *table = m->lines->table;
    size_t head = SIZE_MAX;

    m->first_head = section_end(m, 0);
    for (size_t r = 0; r < table->n_rows; r++) {
        if (m->lines->heads[r]) {
            head = r;
            m->section_to[r] = m->rows[r] == JX__NOWHERE ? 0 : section_end(m, m->rows[r] + 1);
        }
        m->head_of[r] = head == r ? SIZE_MAX : head;
    }
}

static bool columns_find(struct jx__moved *m)
{
    const struct jx_table *table = m->lines->table;
    bool good = true;

    for (size_t r = 0; r < table->n_rows; r++) {
        if (!m->lines->heads[r] || m->rows[r] == JX__NOWHERE)
            continue;
        m->columns[r] = JX_ARRAY(m->arena, uint32_t, table->n_cols);
        for (size_t c = 0; c < table->n_cols; c++) {
            m->columns[r][c] = column_find(m, r, c);
            if (m->columns[r][c] != JX__NOWHERE || !wants_column(m, r, c))
                continue;
            JX_SAY(m->diags, BOOK_COLUMN, JX_NO_SPAN, m->sheet->name,
                   shown(m, jx__line_text(m->lines, r, c)));
            good = false;
        }
    }
    return good;
}

/* Column of the book for a column of a row; JX__NOWHERE when it is not known. */
static uint32_t column_of(const struct jx__moved *m, size_t row, size_t col)
{
    const size_t head = m->head_of[row];

    if (head != SIZE_MAX && m->columns[head] != NULL)
        return m->columns[head][col];
    if (head != SIZE_MAX || m->key_col[row] == JX__NOWHERE)
        return JX__NOWHERE;
    const struct jx_cell *key = jx__line_key(m->lines, row); /* above all headings */
    return (uint32_t)(m->key_col[row] + col - key->col);
}

bool jx__moved_place(const struct jx__moved *m, const struct jx_cell *cell, uint32_t *ret_row,
                     uint32_t *ret_col)
{
    *ret_row = m->rows[cell->row];
    *ret_col = *ret_row == JX__NOWHERE ? JX__NOWHERE : column_of(m, cell->row, cell->col);
    return *ret_row != JX__NOWHERE && *ret_col != JX__NOWHERE;
}

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
        const uint32_t col = column_of(m, line->row, cell->col);
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
    const uint32_t col = column_of(m, line->row, line->key->col);
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
            const uint32_t col = column_of(m, line->row, c);
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
        const uint32_t col = column_of(m, line->row, c);
        const bool label = c < line->key->col && jx__is_label(m->lines, cell);
        if (cell->col != c || cell->rows != 1 || cell == line->key || label || cell->input ||
            cell->formula != NULL || col == JX__NOWHERE)
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
    return line->key->span;
}

/* Say which rows were not found. */
static bool check_lost(const struct jx__moved *m, const struct lines *lines, bool *taken)
{
    bool good = true;

    for (size_t i = 0; i < lines->n; i++) {
        const struct line *line = &lines->items[i];
        if (line->done || !has_input(m, line->row))
            continue;
        const struct jx_str text = shown(m, line->text);
        if (places_of(m, line, taken).n > 0)
            JX_SAY(m->diags, BOOK_ROW_UNSURE, span_of(m, line), m->sheet->name, text);
        else
            JX_SAY(m->diags, BOOK_ROW_LOST, span_of(m, line), m->sheet->name, text);
        good = false;
    }
    return good;
}

/* ---- rows that are not ours ---- */

/* One past the last column that a heading has. */
static uint32_t columns_end(const struct jx__moved *m)
{
    const struct jx_table *table = m->lines->table;
    uint32_t end = 0;

    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; m->columns[r] != NULL && c < table->n_cols; c++)
            if (m->columns[r][c] != JX__NOWHERE && m->columns[r][c] >= end)
                end = m->columns[r][c] + 1;
    return end;
}

/* Cells of a row, left of a column, that hold something; the first text of them. */
static size_t count_held(const struct jx__moved *m, uint32_t row, uint32_t end,
                         struct jx_str *ret_text)
{
    size_t n = 0;

    *ret_text = JX_STR("");
    for (uint32_t c = 0; c < end; c++) {
        const struct jx_book_cell *cell = jx_book_cell_at(m->side->sheet, row, c);
        if (cell == NULL)
            continue;
        if (n++ == 0 && cell->text.ptr != NULL)
            *ret_text = cell->text;
    }
    return n;
}

/* A row among ours, or one below them that holds as much as a record does. */
static bool check_extra(const struct jx__moved *m, const bool *taken)
{
    const uint32_t end = columns_end(m);
    uint32_t from = JX__NOWHERE, to = 0;
    bool good = true;

    for (size_t r = 0; r < m->lines->table->n_rows; r++) {
        const size_t head = m->head_of[r];
        if (m->lines->heads[r] || m->rows[r] == JX__NOWHERE || head == SIZE_MAX)
            continue;
        from = m->rows[head] < from ? m->rows[head] + 1 : from;
        to = m->rows[r] > to ? m->rows[r] : to;
    }
    for (uint32_t r = from; from != JX__NOWHERE && r < m->side->n_rows; r++) {
        struct jx_str text;
        const size_t n = taken[r] ? 0 : count_held(m, r, end, &text);
        if (n < (r < to ? 1 : 3))
            continue;
        JX_SAY(m->diags, BOOK_ROW_EXTRA, JX_NO_SPAN, m->sheet->name,
               jx_str_printf(m->arena, "%u", r + 1), shown(m, text));
        good = false;
    }
    return good;
}

/* Literal rows, whose texts may stand anywhere, count as ours too. */
static void take_literal(const struct jx__moved *m, bool *taken)
{
    const struct jx_table *table = m->lines->table;

    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        if (m->lines->wanted[cell->row] && !m->lines->heads[cell->row])
            continue;
        for (size_t e = jx__side_find(m->side, m->lines->texts[i]); e != SIZE_MAX;
             e = m->side->entries.items[e].next)
            taken[m->side->entries.items[e].row] = true;
    }
}

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
    good = heads_find(m);
    sections_find(m);
    good = columns_find(m) && good;
    for (size_t r = 0; r < n_rows; r++)
        if (m->lines->heads[r] && m->rows[r] != JX__NOWHERE)
            taken[m->rows[r]] = true;
    const struct lines lines = lines_of(m);
    settle_exact(m, &lines, taken, false, false);
    settle_exact(m, &lines, taken, true, ids_are_fresh(m, &lines));
    settle_by_name(m, &lines, taken, true);
    settle_by_name(m, &lines, taken, false);
    good = check_lost(m, &lines, taken) && good;
    take_literal(m, taken);
    return check_extra(m, taken) && good;
}
