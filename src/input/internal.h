/* internal.h - what the files of input/ share among themselves.
 *
 * Layer:  input, private.
 */
#ifndef JX_INPUT_INTERNAL_H
#define JX_INPUT_INTERNAL_H

#include "input/schema.h"

/* ---- YAML ---- */

/* Where libyaml says that something is wrong. Places are 0-based. */
struct jx__yaml_fault {
    const char *problem; /* libyaml's words; NULL when it gave none */
    const char *context; /* likewise */
    size_t problem_line;
    size_t problem_column;
    size_t context_line;
    size_t context_column;
};

/* Turn a fault into messages: every trap found in the lines of the text (yaml_trap.c), and the fault itself
 * where no trap explains it. start: place of text[0]. */
void jx__yaml_explain(struct jx_arena *arena, struct jx_str text, struct jx_span start,
                      const struct jx__yaml_fault *fault, struct jx_diags *diags);

/* Look through YAML text that libyaml refused for values that YAML reads differently from what they look like.
 * Adds a message each; returns whether one stands on a line from `first` to `last` (0-based). */
bool jx__yaml_traps(struct jx_arena *arena, struct jx_str text, struct jx_span start, size_t first,
                    size_t last, struct jx_diags *diags);

/* How a value would have to be quoted to be text: in "", or in '' when it contains a ". Cut when long. */
struct jx_str jx__yaml_quoted(struct jx_arena *arena, struct jx_str value);

/* ---- CSV ---- */

/* A CSV file on its way. Source: RFC 4180, with LF line ends too and blank lines left out. */
struct jx__csv_reader {
    struct jx_arena *arena, *texts;
    struct jx_diags *diags;
    struct jx_str text;
    size_t pos;
    struct jx_span here; /* line1, col1 of pos */
    size_t n_cells;
    bool good; /* false after messages */
};

struct jx__csv_reader jx__csv_open(uint32_t file, struct jx_diags *diags);

/* The next row: a list of scalar nodes (QUOTED or PLAIN) with their places; NULL at the end, and when there are too many.
 * texts: for those of the cells' texts that do not stand in the file as they are; may be the same arena. */
struct jx_node *jx__csv_next(struct jx__csv_reader *r, struct jx_arena *arena,
                             struct jx_arena *texts);

/* All rows of a CSV file. */
struct jx__csv JX_VEC(struct jx_node *);

/* Returns false after messages. */
bool jx__csv_parse(struct jx_arena *arena, uint32_t file, struct jx_diags *diags,
                   struct jx__csv *ret_csv);

/* ---- schema ---- */

/* Decode one record. key: its key when it stands in a map of records, else absent. */
void jx__record_decode(const struct jx_decode *decode, const struct jx_schema *schema,
                       const struct jx_node *node, void *record, struct jx_text key);

/* Fields of type LIST and KEYED: records, rows, CSV. place: struct { T *items; size_t n; } */
void jx__list_decode(const struct jx_decode *decode, const struct jx_field *field,
                     const struct jx_node *node, void *place);

/* Layout of every list field. */
struct jx__list {
    void *items;
    size_t n;
};

/* The scalar types, each into its struct of schema.h. key: named in messages. They return false after a message. */
bool jx__text_decode(const struct jx_decode *decode, struct jx_str key, const struct jx_node *node,
                     struct jx_text *ret_text);
bool jx__num_decode(const struct jx_decode *decode, struct jx_str key, const struct jx_node *node,
                    struct jx_amount *ret_amount);
bool jx__percent_decode(const struct jx_decode *decode, struct jx_str key,
                        const struct jx_node *node, struct jx_amount *ret_amount);
bool jx__day_decode(const struct jx_decode *decode, struct jx_str key, const struct jx_node *node,
                    struct jx_day *ret_day);
bool jx__flag_decode(const struct jx_decode *decode, struct jx_str key, const struct jx_node *node,
                     struct jx_flag *ret_flag);
bool jx__choice_decode(const struct jx_decode *decode, struct jx_str key,
                       const struct jx_node *node, const struct jx_strs *choices,
                       struct jx_text *ret_text);

/* An extra field that a scheme or table declares: into *extra, a map made when first needed. */
void jx__declared_decode(const struct jx_decode *decode, const struct jx_declared *declared,
                         const struct jx_node *node, struct jx_value **extra);

const struct jx_field *jx__field_find(const struct jx_schema *schema, struct jx_str key);
const struct jx_declared *jx__declared_find(const struct jx_decode *decode,
                                            const struct jx_schema *schema, struct jx_str key);
/* Say that a key is "-编号": an item of a list without a blank behind its dash. False when it is none. */
bool jx__say_dash_tight(const struct jx_decode *decode, const struct jx_node_entry *entry);

/* All keys that a record may have, extra ones too, for 是否想写. */
struct jx_strs jx__schema_keys(const struct jx_decode *decode, const struct jx_schema *schema);

/* ---- edit.c, edit_check.c ---- */

struct jx_edits;
struct jx_edit;

bool jx__edits_csv(const struct jx_edits *edits); /* whether the file is CSV, not YAML */

/* The byte where a node begins. */
size_t jx__edit_start(const struct jx_edits *edits, const struct jx_node *node);

/* The nth change of a node, from 0; NULL when there are fewer. */
const struct jx_edit *jx__edit_of(const struct jx_edits *edits, const struct jx_node *node,
                                  size_t nth);

/* Whether a new text of the file is what the changes were to make, and nothing else. */
bool jx__edits_read_back(const struct jx_edits *edits, struct jx_str text);

#endif
