/* match_internal.h - what the files of the matcher share.
 *
 * Layer:  xlsx, private.
 */
#ifndef JX_XLSX_MATCH_INTERNAL_H
#define JX_XLSX_MATCH_INTERNAL_H

#include "base/index.h"
#include "xlsx/match.h"

#define JX__NOWHERE UINT32_MAX

/* ---- match_side.c: a sheet of the book, made searchable ---- */

struct jx__side_entry {
    uint32_t row, col;
    size_t next; /* index of the next cell with this text, or SIZE_MAX */
};

struct jx__side {
    struct jx_arena *arena;
    const struct jx_book_sheet *sheet;
    uint32_t n_rows;       /* one past the last row that holds something */
    struct jx_index texts; /* folded text -> its first entry */
    struct {
        struct jx__side_entry *items; /* in row-major order */
        size_t n;
        size_t cap;
    } entries;
    size_t *
        merge_from; /* per row: where its merges begin, shape [n_rows + 1]; made by jx__side_merges() */
    const struct jx_book_range **merges; /* of each row, by their first column */
};

/* Text as labels are compared: without blanks, full-width signs as half-width ones. */
struct jx_str jx__match_fold(struct jx_arena *arena, struct jx_str text);

struct jx__side *jx__side_make(struct jx_arena *arena, const struct jx_book_sheet *sheet);

/* First entry of a folded text, SIZE_MAX for none. */
size_t jx__side_find(const struct jx__side *side, struct jx_str folded);

/* Make merges searchable. False when there are more than any sheet of ours could have. */
bool jx__side_merges(struct jx__side *side);

/* The merged range over a place, or NULL. */
const struct jx_book_range *jx__side_range(const struct jx__side *side, uint32_t row, uint32_t col);

/* The folded text at a place, of the range that covers it; empty when blank. */
struct jx_str jx__side_text(const struct jx__side *side, uint32_t row, uint32_t col);

/* ---- match_table.c: a table of the document ---- */

struct jx__lines_of {
    const struct jx_table *table;
    struct jx_arena *arena;
    uint32_t *at;         /* index of the cell that covers a place, shape [n_rows * n_cols] */
    struct jx_str *texts; /* folded, of each cell */
    bool *heads;          /* rows of headings, shape [n_rows] */
    bool *wanted;         /* rows in which a cell with a value begins */
};

struct jx__lines_of *jx__lines_make(struct jx_arena *arena, const struct jx_table *table);

const struct jx_cell *jx__line_cell(const struct jx__lines_of *lines, size_t row, size_t col);
struct jx_str jx__line_text(const struct jx__lines_of *lines, size_t row, size_t col);

/* Whether a cell is text that names its row: no input, no formula, no number. */
bool jx__is_label(const struct jx__lines_of *lines, const struct jx_cell *cell);

/* The cell that names a row: that of its record's 名称 or 编号, else the leftmost label. NULL for none. */
const struct jx_cell *jx__line_key(const struct jx__lines_of *lines, size_t row);

/* How much of a table a sheet seems to have: headings and names of rows that are there, in percent; 0 when less than half of
 * the headings are. */
unsigned jx__likeness(const struct jx__lines_of *lines, const struct jx__side *side);

/* ---- match_rows.c ---- */

/* Where the parts of a table have gone. */
struct jx__moved {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx_sheet *sheet;
    const struct jx__lines_of *lines;
    const struct jx__side *side;
    uint32_t *rows;       /* of each table row, or JX__NOWHERE, shape [n_rows] */
    size_t *head_of;      /* the heading row above each row, or SIZE_MAX */
    uint32_t *section_to; /* of each heading row: the row of the sheet where its rows end */
    uint32_t first_head;  /* row of the sheet */
    uint32_t **columns; /* of each heading row: columns in the book, shape [n_rows][n_cols]; NULL */
    uint32_t *key_col;  /* of each matched row: where its name stands */
    const struct jx__identities *ids;
};

/* The hidden sheet. */
struct jx__identity {
    uint32_t row, col; /* JX__NOWHERE: no address */
    struct jx_str base;
    bool twice;
};

struct jx__identities {
    struct jx_index names; /* id, a separator, the sheet's name when it was written */
    struct {
        struct jx__identity *items;
        size_t n;
        size_t cap;
    } items;
};

const struct jx__identity *jx__identity_at(struct jx_arena *arena, const struct jx__identities *ids,
                                           struct jx_str id, struct jx_str sheet);

/* ---- match_heads.c ---- */

/* A text for messages, cut when it is long. */
struct jx_str jx__moved_shown(const struct jx__moved *moved, struct jx_str text);

/* Rows of headings; then where their sections end; then their columns. False after messages. */
bool jx__heads_find(struct jx__moved *moved);
void jx__sections_find(struct jx__moved *moved);
bool jx__columns_find(struct jx__moved *moved);

/* Column of the book for a column of a row; JX__NOWHERE when it is not known. */
uint32_t jx__moved_column(const struct jx__moved *moved, size_t row, size_t col);

/* ---- match_extra.c ---- */

/* Mark the rows of literal texts, which may stand anywhere, as taken. */
void jx__moved_literal(const struct jx__moved *moved, bool *taken);

/* Whether no row that is not taken stands among ours, or below them with as much as a record. False after messages. */
bool jx__moved_extra(const struct jx__moved *moved, const bool *taken);

/* ---- match_rows.c ---- */

/* Find headings, columns and rows. False after messages; what was found stands either way. */
bool jx__moved_find(struct jx__moved *moved);

/* The place of a cell of the table: false when its row or column is not known. */
bool jx__moved_place(const struct jx__moved *moved, const struct jx_cell *cell, uint32_t *ret_row,
                     uint32_t *ret_col);

#endif
