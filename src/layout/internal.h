/* internal.h - shared inside layout: boxes stacked on pages.
 *
 * Layer:   layout.
 *
 * Blocks become a list of boxes, one below the other: lines, spaces, table rows (or slices of tall rows), drawn things.
 * The list is cut into pages (fill.c) where no box says `keep`, and each box then puts its items on the page.
 */
#ifndef JX_LAYOUT_INTERNAL_H
#define JX_LAYOUT_INTERNAL_H

#include "layout/layout.h"

#include "base/index.h"

/* Everything that setting needs and nothing that changes while setting. */
struct jx__setter {
    struct jx_arena *arena;
    const struct jx_document *document;
    const struct jx_style *style;
    struct jx_font_book *book;
    struct jx_diags *diags;
};

enum jx__box_kind {
    JX__LINE,  /* line */
    JX__SPACE, /* vanishes at the top of a page */
    JX__ROW,   /* row `row` of grid, slice `slice` of its slices */
    JX__DRAWN, /* draw() */
    JX__BREAK, /* a new page begins, of the given direction */
};

struct jx__pager;
struct jx__grid;

struct jx__box {
    enum jx__box_kind kind;
    int32_t height_mpt;  /* what must fit on the page */
    int32_t advance_mpt; /* to the top of the next box of the page */
    int32_t
        snap_mpt; /* its top is moved down to a multiple of this from the page's top; 0: it is not */
    int32_t lead_mpt; /* and by so much when it begins a page, into which it would rise otherwise */
    bool keep;        /* no page ends after this box */
    bool landscape;   /* BREAK */
    const struct jx_line *line;
    int32_t baseline_mpt; /* LINE: below the box's top */
    struct jx__grid *grid;
    size_t row, slice;
    /* Put a drawn box's items on the page; (x, y) is its top left. */
    void (*draw)(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt, int32_t y_mpt);
    const void *data;     /* for draw */
    struct jx_str anchor; /* set on the page at the box's top; empty for none */
    struct jx_span span;
};

struct jx__boxes JX_VEC(struct jx__box);

/* Puts items on pages. x and y of the functions below are in the frame's system: the sheet's, or the turned one. */
struct jx__pager {
    const struct jx__setter *setter;
    struct jx_pages *pages; /* grows */
    struct jx_page *page;   /* the current one; NULL before the first */
    struct jx_items items;  /* of the current page; room that all pages use in turn */
    bool landscape;         /* direction of the pages to come */
    enum jx_page_label label;
    unsigned next_number;
    int32_t x_mpt, y_mpt, width_mpt,
        height_mpt; /* the frame: the text area of the current direction */
};

/* ---- pager.c ---- */

struct jx__pager jx__pager_new(const struct jx__setter *setter, enum jx_page_label label);
void jx__pager_turn(struct jx__pager *pager, bool landscape);
/* 12 or xii. */
struct jx_str jx__number_text(struct jx_arena *arena, enum jx_page_label label, unsigned number);
/* Begin a page. */
void jx__pager_page(struct jx__pager *pager);
/* End it: its number comes last in reading order. Its items are final, and no wider than they are many. */
void jx__pager_finish(struct jx__pager *pager);
void jx__put_line(struct jx__pager *pager, const struct jx_line *line, int32_t x_mpt,
                  int32_t baseline_mpt, struct jx_span span);
void jx__put_rect(struct jx__pager *pager, int32_t x_mpt, int32_t y_mpt, int32_t width_mpt,
                  int32_t height_mpt);
void jx__put_anchor(struct jx__pager *pager, struct jx_str name, int32_t x_mpt, int32_t y_mpt);
/* A link or signature place over an area. */
void jx__put_mark(struct jx__pager *pager, enum jx_mark_kind mark, struct jx_str name,
                  const int32_t area_mpt[4]);
/* Round dots on a line from x to x + width. */
void jx__put_leader(struct jx__pager *pager, int32_t x_mpt, int32_t y_mpt, int32_t width_mpt);

/* A path in the frame's system. It must live as long as the pages. */
void jx__put_path(struct jx__pager *pager, const struct jx_path *path, struct jx_span span);
/* A PNG or JPEG in an area. */
void jx__put_image(struct jx__pager *pager, struct jx_str image, const int32_t area_mpt[4],
                   struct jx_span span);
/* Items made for another page, moved by (x, y); paths are copied. */
void jx__put_items(struct jx__pager *pager, const struct jx_items *items, int32_t x_mpt,
                   int32_t y_mpt);

/* ---- fill.c ---- */

/* Cut boxes into pages and draw them. */
void jx__fill(struct jx__pager *pager, const struct jx__boxes *boxes);

/* ---- lines.c: text to boxes ---- */

/* One inline in a look. */
struct jx_text_run jx__run(const struct jx__setter *setter, const struct jx_look *look,
                           const struct jx_inline *in);
/* Inlines in a look as runs of text. ret_runs: shape [returned count]. label: put before, in the look's face. */
size_t jx__runs(const struct jx__setter *setter, const struct jx_look *look, struct jx_str label,
                const struct jx_inlines *inlines, struct jx_text_run **ret_runs);
/* Plain text in a look, set to lines of width_mpt. */
struct jx_paragraph *jx__set_text(const struct jx__setter *setter, const struct jx_look *look,
                                  struct jx_str text, int32_t width_mpt);
/* A short text on one line from the left, its marks full width: a label with its colon. */
struct jx_paragraph *jx__set_label(const struct jx__setter *setter, const struct jx_look *look,
                                   struct jx_str text);
struct jx_paragraph *jx__set_runs(const struct jx__setter *setter, const struct jx_look *look,
                                  const struct jx_text_run *runs, size_t n_runs, int32_t width_mpt);
/* Make a title's face smaller, by at most 8 %, where that lets each of its lines stay one line. */
void jx__fit(const struct jx__setter *setter, struct jx_look *look, struct jx_text_run *runs,
             size_t n_runs, int32_t width_mpt);
/* The baseline of a line whose em box of size_mpt begins at the box's top. */
int32_t jx__baseline(int32_t size_mpt);

struct jx__line_options {
    const struct jx_look *look;
    bool keep_next; /* the last line stays with what follows */
    struct jx_str anchor;
    struct jx_span span;
};
/* Append a paragraph's lines, with space before and after; orphans and widows are kept away. */
void jx__add_lines(const struct jx__setter *setter, struct jx__boxes *boxes,
                   const struct jx_paragraph *paragraph, const struct jx__line_options *options);
void jx__add_space(const struct jx__setter *setter, struct jx__boxes *boxes, int32_t mpt,
                   bool keep);

/* ---- blocks.c ---- */

void jx__add_block(const struct jx__setter *setter, struct jx__boxes *boxes,
                   const struct jx_block *block, bool landscape);
/* Width of the text area in a direction. */
int32_t jx__measure_mpt(const struct jx_style *style, bool landscape);

/* ---- cover.c, sign.c, toc.c ---- */

void jx__draw_cover(struct jx__pager *pager, const struct jx_cover *block);
void jx__add_signatures(const struct jx__setter *setter, struct jx__boxes *boxes,
                        const struct jx_signatures *signatures, int32_t width_mpt);

/* ---- code.c: 查验码 ---- */

/* The QR code at the left, its words beside it; an empty frame of that size while the document is not issued. */
void jx__add_code(const struct jx__setter *setter, struct jx__boxes *boxes,
                  const struct jx_block *block, int32_t width_mpt);
/* On a cover: above the text area, at its right edge, the words left of it. Returns how far it reaches down into the text
 * area, where the margin above has no room for it: else 0. */
int32_t jx__draw_cover_code(struct jx__pager *pager);

/* One line of the contents. */
struct jx__toc_entry {
    unsigned level;
    struct jx_str text, anchor, number;
};
void jx__add_toc(const struct jx__setter *setter, struct jx__boxes *boxes,
                 const struct jx_block *block, const struct jx__toc_entry *entries,
                 size_t n_entries);

/* ---- figure.c ---- */

/* A figure with its caption, on one page; a chart of bars that is longer goes on under 续图 captions. */
void jx__add_figure(const struct jx__setter *setter, struct jx__boxes *boxes,
                    const struct jx_block *block, bool landscape);

/* ---- table.c, columns.c, grid.c, decimal.c, keep.c, grid_draw.c ---- */

void jx__add_table(const struct jx__setter *setter, struct jx__boxes *boxes,
                   const struct jx_block *block, int32_t width_mpt);

struct jx__text_runs JX_VEC(struct jx_text_run);

/* Texts of a column that were set already: equal cells share their lines. */
struct jx__known_cells {
    struct jx_index texts; /* to places in paragraphs */
    struct jx__paragraphs JX_VEC(const struct jx_paragraph *) paragraphs;
};

/* A cell set to lines. */
struct jx__cell {
    const struct jx_cell *cell;
    const struct jx_paragraph *paragraph;
    int32_t pitch_mpt, size_mpt;
    int32_t shift_mpt; /* to the right, for decimal alignment */
    size_t n_shown;    /* lines drawn so far, of a cell whose rows are spread over pages */
};

/* A row: slices are the places where it may be cut. */
struct jx__row {
    int64_t height_mpt; /* of all slices: a cell may hold more text than a sheet of 2 km */
    size_t n_slices;
    int32_t
        slice_mpt; /* height of an inner slice; the first and last carry the padding and the rest */
    int32_t first_mpt, last_mpt; /* heights of the first and last slice when n_slices > 1 */
    bool header, keep;
    size_t head0,
        head1; /* header rows [head0, head1) stand again above it on a page that begins with it */
};

struct jx__grid {
    const struct jx_table *table;
    const struct jx__setter *setter;
    struct jx_table_look *look;           /* the style's, at the table's own size */
    struct jx__text_runs runs;            /* of the cell at hand */
    enum jx_halign *aligns;               /* usual in each column, shape [n_cols] */
    struct jx__known_cells *known;        /* of each column, shape [n_cols] */
    size_t room_rows;                     /* of a page, that there is room for below */
    int32_t *room_y_mpt;                  /* while drawing: tops of rows */
    uint8_t *room_edges;                  /* while drawing: which lines there are */
    int32_t *x_mpt;                       /* column edges, shape [n_cols + 1] */
    struct jx__cell *cells;               /* shape [table->n_cells] */
    struct jx__row *rows;                 /* shape [table->n_rows] */
    size_t first_cell;                    /* cells before it end above the rows still to draw */
    const struct jx_paragraph *continued; /* 续表 line, NULL when the table has no label */
    const struct jx_paragraph *unit; /* 单位：万元, again at the right; NULL without one */
    int32_t continued_mpt;           /* height of both with space */
};

/* How a cell is set. */
struct jx_look jx__cell_look(const struct jx__grid *grid, const struct jx_cell *cell);

/* A cell's text in its look. ret_runs: shape [returned count], until the next call. */
size_t jx__cell_runs(struct jx__grid *grid, const struct jx_cell *cell,
                     const struct jx_text_run **ret_runs);

/* Column edges (x_mpt) of a table that is width_mpt wide: stated ratios, and automatic columns by their texts. No column is narrower
 * than its longest number or word, where the width allows it; the words over six em are broken first; columns too
 * many even so make the whole table's look smaller, with a warning (W608). Text is always inside its column.
 * The same table gives the same widths. Rounding: the edges add up exactly. */
void jx__columns_set(struct jx__grid *grid, int32_t width_mpt);

/* Shift the one-line cells of a column that are to be aligned on the point: numbers with their points (or ends, before % and units)
 * below each other, the widest centred; what is no number (—) is centred. Never out of the column. */
void jx__align_decimals(struct jx__grid *grid, size_t column);

/* Set keep of each row: headers, group headings and rows before subtotals (keep_with_next), the rows that close the table with the last
 * one before, the first two and the last two rows. page_mpt: height of the text area. */
void jx__grid_keep(struct jx__grid *grid, int32_t page_mpt);

/* Boxes from first are a table with its caption: keep its rows together when it is low (a third of page_mpt). */
void jx__keep_small(struct jx__boxes *boxes, size_t first, int32_t page_mpt);

struct jx__grid *jx__grid_make(const struct jx__setter *setter, const struct jx_table *table,
                               int32_t width_mpt);

/* Height of slice `slice` of a row. */
int32_t jx__slice_mpt(const struct jx__row *row, size_t slice);

/* A stretch of a grid that stands on one page: slices from (row0, slice0) up to and with (row1, slice1). */
struct jx__fragment {
    size_t row0, slice0, row1, slice1;
    bool continued; /* header rows are drawn again above */
};

/* What a page that begins inside the grid needs above slice `slice` of `row`, its first one: 续表 line, header rows, padding of a cut row. */
int32_t jx__grid_repeat_mpt(const struct jx__grid *grid, size_t row, size_t slice);

/* Height of whole rows [row0, row1). */
int32_t jx__rows_mpt(const struct jx__grid *grid, size_t row0, size_t row1);

void jx__grid_draw(struct jx__pager *pager, struct jx__grid *grid, const struct jx__fragment *part,
                   int32_t y_mpt);

#endif
