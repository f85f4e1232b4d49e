/* match_heads.c - where headings and columns of a table stand on a sheet.
 *
 * Layer:   xlsx.
 */
#include "xlsx/match_internal.h"

struct jx_str jx__moved_shown(const struct jx__moved *m, struct jx_str text)
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

bool jx__heads_find(struct jx__moved *m)
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
               jx__moved_shown(m, jx_str_join(m->arena, texts.items, texts.n, JX_STR("、"))));
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

void jx__sections_find(struct jx__moved *m)
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

bool jx__columns_find(struct jx__moved *m)
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
                   jx__moved_shown(m, jx__line_text(m->lines, r, c)));
            good = false;
        }
    }
    return good;
}

/* Column of the book for a column of a row; JX__NOWHERE when it is not known. */
uint32_t jx__moved_column(const struct jx__moved *m, size_t row, size_t col)
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
    *ret_col = *ret_row == JX__NOWHERE ? JX__NOWHERE : jx__moved_column(m, cell->row, cell->col);
    return *ret_row != JX__NOWHERE && *ret_col != JX__NOWHERE;
}
