/* internal.h - what the files of import/ share.
 *
 * Layer:  import, private.
 */
#ifndef JX_IMPORT_INTERNAL_H
#define JX_IMPORT_INTERNAL_H

#include "import/import.h"
#include "input/edit.h"
#include "model/project.h"

/* ---- spot.c: where a value stands in the files ---- */

struct jx__file {
    struct jx_str name;
    const struct jx_node *root; /* of YAML; of CSV its rows */
    bool csv;
    bool is_new; /* not on the disk yet */
    struct jx_edits edits;
};

/* What is imported, and the files it goes to. */
struct jx__importer {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx_import_input *input;
    const struct jx_value *data; /* jx_document_data() */
    struct {
        struct jx__file **items; /* read so far */
        size_t n;
        size_t cap;
    } files;
    struct {
        struct jx__entry **items;
        size_t n;
        size_t cap;
    } entries;
    struct jx_import *import;
};

enum jx__spot_kind {
    JX__SPOT_NONE,     /* nowhere: why */
    JX__SPOT_COMPUTED, /* nowhere: the program computes it */
    JX__SPOT_SET,      /* node is its scalar */
    JX__SPOT_PUT,      /* key of the map node */
    JX__SPOT_RECORD,   /* key of a record that is to be put into the map node as id */
    JX__SPOT_FIRST,    /* the same in a map that is to be put into the map node as list */
};

struct jx__spot {
    enum jx__spot_kind kind;
    struct jx__file *file;
    const struct jx_node *node;
    struct jx_str key, id, list;
    struct jx_str why;
    struct jx_span span;
    struct jx_str old; /* as written; empty: none */
    enum jx_field_type type;
    struct jx_strs choices;         /* of CHOICE */
    const struct jx_schema *schema; /* of its record, where ~ may stand for "as above"; else NULL */
    const struct jx_node *columns;  /* of a row: their names, and all rows; else NULL */
    const struct jx_node *rows;
    size_t row;
    const struct jx_indicator *indicator; /* whose value it is, or NULL */
};

/* Where the value of a cell stands. member: instead of the last name of the path (偏差原因 for 偏差说明), or absent. */
struct jx__spot jx__spot_find(struct jx__importer *importer, const struct jx_cell *cell,
                              struct jx_str member);

/* ---- record.c: records and their members ---- */

/* By name; NULL also when the project has none. */
struct jx__file *jx__file_named(struct jx__importer *importer, struct jx_str name);

/* A file that the project does not have yet, with a text to begin with. */
struct jx__file *jx__file_new(struct jx__importer *importer, struct jx_str name,
                              struct jx_str text);

/* The member of the record that begins at a place; a scalar at that place when key is absent. */
struct jx__spot jx__record_spot(struct jx__importer *importer, struct jx_span place,
                                struct jx_str key);

/* The member of a map, or the key that is to be put into it. */
struct jx__spot jx__map_spot(struct jx__file *file, const struct jx_node *map, struct jx_str key);

struct jx__spot jx__no_spot(struct jx_str why);

/* ---- inherit.c: as above ---- */

/* Write an entry whose column has ~ for "as above", so that no other row of its list changes its meaning. The rows [row, last]
 * get the value, last being where the cell's merged rows end. False when it cannot be done. */
bool jx__inherit_write(struct jx__importer *importer, const struct jx__entry *entry);

/* ---- value.c: what a cell of the workbook says ---- */

/* A value on its way: the cell, its name in messages, where it belongs. */
struct jx__entry {
    const struct jx_match *match;
    struct jx_str label;  /* B1 养护里程 业绩值 */
    struct jx_str called; /* 附件1!F7（B1 养护里程 业绩值） */
    struct jx__spot spot;
    struct jx_str text; /* new, as the file is to have it; absent: none */
};

/* Whether a cell of the workbook holds what the table's cell does. */
bool jx__same_value(struct jx_arena *arena, const struct jx_match *match);

/* Whether it holds what it did when the workbook was written; false when that is not known. */
bool jx__same_as_base(struct jx_arena *arena, const struct jx_match *match);

/* The text that the file is to have into entry->text. False after a message. */
bool jx__value_read(struct jx__importer *importer, struct jx__entry *entry);

/* Lines without blanks at their ends, and no blank lines around. */
struct jx_str jx__tidy(struct jx_arena *arena, struct jx_str text);

/* What a cell of the workbook shows, for messages. */
struct jx_str jx__found_text(struct jx_arena *arena, const struct jx_book_cell *cell);

/* ---- tick.c: 勾选 ---- */

/* The word that a text ticks into entry->text (of 多选 several), absent for none. False after a message. */
bool jx__tick_read(struct jx__importer *importer, struct jx__entry *entry);

/* ---- deviation.c: 偏差说明 ---- */

struct jx__deviation {
    struct jx_str reason, improvement; /* empty: none */
    bool labelled;                     /* at least one of them was named */
};

/* Take 原因：…；改进措施：… apart. */
struct jx__deviation jx__deviation_read(struct jx_str text);

#endif
