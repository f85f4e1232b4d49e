/* tabledef.h - definitions of tables (templates/tables/NAME.yaml) and the grids made from them.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 *
 * A definition is a list of bands; a band is literal rows, or rows repeated over a list of the data, or bands again.
 * tabledef.c, columndef.c and celldef.c read it, repeat_columns.c lays out its columns, grid.c and grid_row.c place cells, cell.c fills
 * them, merge.c merges, formula.c computes, format.c prints values.
 */
#ifndef JX_DOCUMENT_TABLEDEF_H
#define JX_DOCUMENT_TABLEDEF_H

#include "document/builder.h"
#include "document/component.h"

#define JX__MAX_COLUMNS 60
#define JX__MAX_BAND_DEPTH 6
#define JX__MAX_CELLS 500000

enum jx__format_kind {
    JX__F_PLAIN,   /* 原样 */
    JX__F_FIXED,   /* 数 N */
    JX__F_PERCENT, /* 百分比 N */
    JX__F_MONEY,   /* 金额 */
    JX__F_TARGET,  /* 指标值 */
    JX__F_DATE,    /* 日期 */
    JX__F_MINUS,   /* 负数 N: a deduction, stated as 3, printed as -3 */
};

struct jx__format {
    enum jx__format_kind kind;
    int digits; /* -1: as many as the number has */
};

/* Looks that a band hands down to its cells. */
struct jx__looks {
    enum jx_halign halign;
    enum jx_valign valign;
    bool strong, header;
};

/* Whether a 值 has led anywhere, over all tables of the run. */
struct jx__path_use {
    bool asked, found;
    struct jx_str near; /* what may have been meant; may be absent */
};

/* How a ticked word is marked, and the others. */
struct jx__tick_marks {
    struct jx_str on, off;
};

struct jx__tick_options JX_VEC(struct jx_tick);

enum jx__tick_form {
    JX__TICK_ROW,      /* 前置: ☑ 保留　□ 取消 */
    JX__TICK_BRACKETS, /* 括号: 保留（√）；取消（□）。 */
    JX__TICK_LINES,    /* 分行: one a line */
    JX__TICK_COLUMN,   /* 列项: only the mark, for the item of the repeated column */
};

/* 勾选. */
struct jx__ticks {
    struct jx_span span;
    struct jx__tick_options options; /* empty: those that 字段 declares for the member */
    struct jx__tick_marks marks;
    enum jx__tick_form form;
};

struct jx__cell_def {
    struct jx_span span;
    struct jx_inline_place place;  /* the same, of its texts */
    struct jx_text text;           /* 文 */
    struct jx_text prose;          /* 段落: Markdown */
    struct jx_text path;           /* 值 */
    struct jx__path_use *use;      /* of path; NULL without one */
    const struct jx__ticks *ticks; /* 勾选 of path; NULL for none */
    struct jx_cell_source source;  /* of cells without [列] and [项] in their path */
    struct jx_text formula;        /* 公式 */
    const struct jx_expr *expr;    /* 公式 parsed; NULL when it names a member of the data */
    struct jx__format format;
    struct jx_text prefix, suffix, blank, comment;
    size_t cols, rows, copies;
    bool across; /* 跨项: once over all columns of a repeated group */
    struct jx__looks looks;
    bool input;
    const struct jx_check *check; /* 校验 and 提示, ends as columns; NULL for none */
    size_t follow; /* 随: column whose merging this cell follows; SIZE_MAX for none */
};

struct jx__row_def {
    struct jx_text name;
    struct jx_span span;
    struct jx__cell_def *cells; /* shape [n_cells] */
    size_t n_cells;
};

/* A member of an item and the words it may be. */
struct jx__condition {
    struct jx_str path;
    struct jx_span span;
    bool negated; /* {不是: …} */
    struct jx_strs words;
};

struct jx__conditions JX_VEC(struct jx__condition);

/* 重复: a list of the data, or words. */
struct jx__repeat {
    struct jx_text list; /* absent: words, or no 重复 at all */
    struct JX_VEC(struct jx_text) words;
};

struct jx__band {
    struct jx_span span;
    struct jx_text name;
    bool header, keep_with_next;
    struct jx_text when;      /* 当 */
    struct jx_text unless;    /* 除非 */
    struct jx__repeat repeat; /* 重复 */
    struct jx__conditions conditions;
    size_t *merge; /* columns, shape [n_merge] */
    size_t n_merge;
    struct jx__row_def *rows; /* shape [n_rows] */
    size_t n_rows;
    struct jx__band *bands; /* shape [n_bands] */
    size_t n_bands;
};

struct jx__column {
    struct jx_text name;
    uint32_t width;      /* ratio; 0: automatic */
    struct jx_text when; /* 当: left out when the data has nothing of it */
    size_t group;        /* index of the repeated group it belongs to; SIZE_MAX for none */
};

/* Columns [first, first + n) as written, which stand once for each item of a list. */
struct jx__column_group {
    struct jx_span span;
    struct jx__repeat repeat;
    struct jx__conditions conditions;
    uint32_t total; /* 总宽; 0: each column has its own width */
    size_t first, n;
};

struct jx__tabledef {
    struct jx_str name;
    struct jx_span span;
    struct jx_text title, unit, size, look;
    struct jx_texts notes;        /* 注: one, or several that are numbered */
    bool form;                    /* 表题样式: 表单 */
    bool portrait;                /* 横排: 否 */
    const struct jx_node *charts; /* 图表 of the workbook's sheet; may be NULL */
    struct jx__column *columns;   /* shape [n_columns] */
    size_t n_columns;
    struct JX_VEC(struct jx__column_group) groups;
    size_t *merge; /* 合并相同 of the whole table, shape [n_merge] */
    size_t n_merge;
    struct jx__band *bands; /* shape [n_bands] */
    size_t n_bands;
};

/* Decode a definition. Errors: JX_E_INPUT after messages with places in it. */
JX_NODISCARD enum jx_status jx__tabledef_decode(struct jx_arena *arena, struct jx_str name,
                                                const struct jx_node *root, struct jx_diags *diags,
                                                struct jx__tabledef **ret_def);

/* Find and decode, once a run. NULL after messages. */
const struct jx__tabledef *jx__tabledef_load(struct jx__builder *b, struct jx_text name);

/* 条件: {member: word or [words], member: {不是: word or [words]}}. False after a message. */
bool jx__conditions_decode(struct jx_arena *arena, const struct jx_node *node,
                           struct jx_diags *diags, struct jx__conditions *ret_conditions);

/* Whether an item of a list passes. */
bool jx__condition_holds(struct jx_arena *arena, const struct jx__condition *condition,
                         const struct jx_value *item);

/* 原样, 数 2, 百分比 2, 金额, 指标值, 日期, 负数. False for anything else. */
bool jx__format_parse(struct jx_arena *arena, struct jx_str text, struct jx__format *ret_format);

/* ---- grids ---- */

/* What of a cell is known only while the table is made. */
struct jx__cell_state {
    const struct jx__cell_def *def;
    const struct jx_expr *expr; /* its formula; NULL for none */
    bool from_data; /* the formula came with the data: when it cannot be used here, it is dropped */
    bool stated;    /* it prints a value; the formula is kept only if it gives the same */
    bool is_blank;  /* prints its blank text */
    enum { JX__NEW, JX__RUNNING, JX__DONE } progress;
};

/* A cell on its way into the table, with what is known of it; good until the next one is placed. */
struct jx__grid_cell {
    struct jx__grid *grid;
    struct jx_cell *cell; /* rows == 0: merged away */
    const struct jx__cell_def *def;
    struct jx__cell_state *state;
};

/* A column of a grid: a written one, or one that an item of a list has made. */
struct jx__grid_column {
    const struct jx__column *def;
    size_t written;               /* its index in the definition */
    size_t item;                  /* which item of its group, from 0 */
    const struct jx_value *own;   /* the item; NULL: no group, or the list has none */
    const struct jx_value *frame; /* {列项: own}; NULL without own */
    uint32_t width;
};

/* Where the columns of a repeated group have come to stand: [first, first + n * n_items); without items, as one item that is
 * taken out in the end. */
struct jx__grid_group {
    size_t first, n, n_items;
    struct jx_str list; /* name of the list, for 勾选 */
};

/* Where a row or a band has come to stand: rows [row0, row1). */
struct jx__region {
    struct jx_str name;
    size_t row0, row1;
    size_t parent; /* index of the region it is inside, or SIZE_MAX */
    size_t depth;  /* how many regions that is, itself included */
    size_t end;    /* regions [its own index, end) are it and those inside it */
};

struct jx__numbers JX_VEC(size_t);

/* The regions of a name at one depth, ascending. */
struct jx__namesakes {
    size_t depth;
    struct jx__numbers regions;
    size_t other; /* index of those of another depth, or SIZE_MAX */
};

struct jx__grid {
    struct jx__builder *b;
    struct jx_arena *own; /* what only the making needs, dropped when the table is made */
    const struct jx__tabledef *def;
    const struct jx__conditions *conditions; /* of the component */
    bool *condition_used;                    /* shape [conditions->n] */
    struct jx__frames frames;
    size_t n_outer;     /* frames that are not items of repeated bands */
    struct jx_str list; /* name of the list whose item is the innermost frame; absent outside */
    struct jx__grid_column *columns; /* shape [n_cols] */
    struct jx__grid_group *groups;   /* of the definition's groups */
    size_t n_cols;
    struct {
        struct jx_table_row *items;
        size_t n;
        size_t cap;
    } rows;
    struct {
        struct jx_cell *items; /* become the table's */
        size_t n;
        size_t cap;
    } cells;
    struct {
        struct jx__cell_state *items; /* shape [cells.n] */
        size_t n;
        size_t cap;
    } states;
    const struct jx_num_format **formats; /* the last one of each column, shape [n_cols] */
    struct {
        struct jx__region *items;
        size_t n;
        size_t cap;
    } regions;
    struct {
        struct jx__namesakes *items;
        size_t n;
        size_t cap;
    } namesakes;
    struct jx_index region_names;   /* the first namesakes of each name */
    struct jx__numbers row_regions; /* of each row its own region, shape [rows.n] */
    size_t region;                  /* the innermost open one, or SIZE_MAX */
    size_t *busy; /* per column: the row at which it is free again, shape [n_cols] */
    uint32_t *
        at; /* per position: index of its cell, shape [rows.n * n_cols]; made by jx__grid_index() */
    struct {
        struct jx_expr_value *items; /* values of ranges computed so far */
        size_t n;
        size_t cap;
    } ranges;
    struct jx_index range_places; /* of ranges, by the bytes of their places */
    unsigned depth;               /* of formulas that compute formulas */
    bool failed;
};

/* What a table is made from. */
struct jx__table_spec {
    const struct jx__tabledef *def;
    const struct jx__conditions *conditions; /* may be NULL; lives as long as the builder */
    struct jx_value *parameters;             /* may be NULL */
    bool for_sheet;                          /* with the charts of the workbook */
    const struct jx_node *charts; /* 图表 of the sheet, in place of the definition's; may be NULL */
};

/* A text of a definition with its {{…}} filled in; absent stays absent. Sets *failed after a message. */
struct jx_str jx__table_text(struct jx__builder *b, struct jx__frames *frames,
                             const struct jx_text *text, bool *failed);

/* Text, number, looks and identity of a cell that has its place; a formula is left to jx__grid_compute(). Sets
 * grid->failed after a message. */
void jx__cell_fill(struct jx__grid *grid, const struct jx__grid_cell *cell);

/* Cell `index` of the grid. */
struct jx__grid_cell jx__grid_cell(struct jx__grid *grid, size_t index);

/* The paragraphs, headings and items of a Markdown text with {{…}} and {{> …}} filled in: each a line of the cell, two
 * characters in; headings are strong and numbered anew, the first level of a slot as 一、. Sets *failed after a message. */
struct jx_inlines jx__cell_prose(struct jx__builder *b, struct jx__frames *frames,
                                 const struct jx_text *text, bool *failed);

/* 勾选: 是, or a list of words or {值, 文, 记号}; marks: 记号 [选中, 未选] for all. NULL after a message. */
const struct jx__ticks *jx__ticks_decode(const struct jx_decode *decode, const struct jx_node *node,
                                         const struct jx_texts *marks, enum jx__tick_form form);

/* The words that may be ticked; none after a message. list, member: where the value stands, for words that 字段 declares. */
struct jx__tick_options jx__ticks_options(struct jx__builder *b, const struct jx__ticks *ticks,
                                          struct jx_str list, struct jx_str member);

/* All of the words, those that the value is (NULL: none; a list: several) ticked. False after a message: there are none, or the
 * value is none of them. */
bool jx__ticks_text(struct jx__builder *b, const struct jx__ticks *ticks,
                    const struct jx__tick_options *options, const struct jx_value *value,
                    struct jx_str *ret_text);

/* The mark of one word: JX__TICK_COLUMN. */
struct jx_str jx__tick_mark(struct jx_arena *arena, const struct jx__ticks *ticks,
                            const struct jx_value *value, struct jx_str word);

/* Note that 值 of a definition's cell was looked up in frames. */
void jx__path_note(struct jx__builder *b, const struct jx__cell_def *def,
                   const struct jx__frames *frames, struct jx_str path);

/* Whether some record of the input may have the key (the first name of the path): then it was left out, not misspelt. */
bool jx__path_is_known(struct jx_str path);

/* Warn of each 值 that no row of any table had, and that no input could have. */
void jx__paths_check(struct jx__builder *b);

/* ---- region.c ---- */

/* Open the region of a row or band (name: may be absent) at the next row; returns what jx__region_close() wants. */
size_t jx__region_open(struct jx__grid *grid, struct jx_str name);
void jx__region_close(struct jx__grid *grid, size_t before);

/* The regions of that name nearest to a row, ascending: those in the innermost region around it that holds any (the same item of a
 * repeated band wins over other items, and over what stands outside), of these the ones with the fewest steps below it; from
 * outside the items all of them are equally near. O(log of how many there are) and what is found. */
struct jx__numbers jx__regions_near(const struct jx__grid *grid, struct jx_str name, size_t row);

/* ---- repeat_columns.c: columns as written and as they stand ---- */

/* The names under which frames hold a column's item. */
#define JX__COLUMN_ITEM "列项"

/* Place the cells of a definition's row (grid_row.c). Sets grid->failed after a message: they do not fit, or do not fill the row. */
void jx__grid_row_place(struct jx__grid *grid, const struct jx__row_def *def, size_t row);

/* Lay the definition's columns out over the data: grid->columns, groups, n_cols. Sets grid->failed after a message. */
void jx__grid_columns_make(struct jx__grid *grid);

/* Where a written column stands (col = n_columns: behind the last): the first of them when it is repeated. */
size_t jx__grid_column_at(const struct jx__grid *grid, size_t written);

/* The same for a cell: of its own item when it stands in one. */
size_t jx__grid_column_for(const struct jx__grid *grid, const struct jx_cell *cell, size_t written);

/* The column whose item a cell belongs to; NULL when it stands in no repeated column, or over several items. */
const struct jx__grid_column *jx__grid_item_of(const struct jx__grid *grid,
                                               const struct jx_cell *cell);

/* How many columns stand for the written ones [written, written + n). A part of a group counts as written. */
size_t jx__grid_columns_over(const struct jx__grid *grid, size_t written, size_t n);

/* The written columns of a list, each as often as it stands; shape [*ret_n]. */
size_t *jx__grid_columns_all(const struct jx__grid *grid, const size_t *written, size_t n,
                             size_t *ret_n);

/* Whether there is a 重复. */
bool jx__is_repeated(const struct jx__repeat *repeat);

/* The items of a 重复: a list, or NULL. *ret_found: what stands under its name where that is no list; NULL for nothing.
 * Sets grid->failed after a message. */
const struct jx_value *jx__repeat_list(struct jx__grid *grid, const struct jx__repeat *repeat,
                                       const struct jx_value **ret_found);

/* Make the table; from the same definition and conditions its cells are made once, for the page and for the sheet. NULL after
 * messages. */
struct jx_table *jx__table_make(struct jx__builder *b, const struct jx__table_spec *spec);

/* Merge equal neighbours of the columns in rows [row0, row1): each column only within runs of the ones before it. */
void jx__grid_merge(struct jx__grid *grid, size_t row0, size_t row1, const size_t *columns,
                    size_t n_columns);

/* Fill grid->at; false when a position is covered twice or not at all (which merging must not cause). */
bool jx__grid_index(struct jx__grid *grid);

/* Take the columns with a 当 that the data does not have out of a finished table. */
void jx__columns_drop(struct jx__grid *grid, struct jx_table *table);

/* Whether 当 holds: the path leads to something that is not empty; or, 子项目.到位, some item of the list has the member. */
bool jx__when_holds(const struct jx__grid *grid, struct jx_str path);

/* 校验 (may be NULL) and 提示 (may be absent) of a cell; NULL for neither, or after a message. */
const struct jx_check *jx__check_decode(struct jx_arena *arena, struct jx_diags *diags,
                                        const struct jx__tabledef *def, const struct jx_node *node,
                                        struct jx_str prompt);

/* Give the computed cells of a grid their checks, the ends as places; an end that holds no number is no end. */
void jx__checks_place(struct jx__grid *grid);

/* Make the charts of a computed grid: node is one record or a list of them. What has no number to draw is left out. */
void jx__table_charts(struct jx__grid *grid, const struct jx_node *node, struct jx_table *table);

/* Compute an expression as if it stood in the cell (row, rows), and give the cell its number, formula and places. Sets
 * grid->failed after a message. */
void jx__grid_evaluate(struct jx__grid *grid, struct jx_cell *cell, const struct jx_expr *expr);

/* The cell at a position of a computed grid; never NULL. */
const struct jx_cell *jx__grid_cell_at(const struct jx__grid *grid, size_t row, size_t col);

/* Index of a column by name; SIZE_MAX after a message. */
size_t jx__column_named(struct jx_arena *arena, struct jx_diags *diags,
                        const struct jx__tabledef *def, const struct jx_text *name);

/* Compute every formula. */
void jx__grid_compute(struct jx__grid *grid);

/* Text and number of a cell from a value of the data (NULL: none). */
void jx__cell_take_value(const struct jx__grid_cell *cell, const struct jx_value *value);

/* Text and number of a cell from the result of its formula. */
void jx__cell_take_result(const struct jx__grid_cell *cell, const struct jx_expr_value *result);

#endif
