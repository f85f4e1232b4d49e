/* edit.h - changes of a YAML or CSV file in place: only the bytes of a value change; comments, order, quoting and line ends elsewhere
 * stay as they are.
 *
 * Layer:   input.
 * Memory:  everything lives in the arena; nodes and sources are borrowed.
 */
#ifndef JX_INPUT_EDIT_H
#define JX_INPUT_EDIT_H

#include "input/yaml.h"

/* A key and its value in a record that is put in. */
struct jx_edit_pair {
    struct jx_str key, value;
};

/* A record that is put in, and its key. */
struct jx_edit_record {
    struct jx_str key;
    const struct jx_edit_pair *pairs; /* shape [n_pairs] */
    size_t n_pairs;
};

struct jx_edit {
    size_t from, to;                  /* bytes of the old text that are replaced */
    struct jx_str text;               /* by this */
    const struct jx_node *node;       /* the scalar that is set, or the map that is put into */
    struct jx_str value;              /* set, put: the scalar */
    struct jx_str key;                /* put; absent for set */
    const struct jx_edit_pair *pairs; /* put of a record, shape [n_pairs]; else NULL */
    size_t n_pairs;
    const struct jx_edit_record
        *records; /* put of a map of records, shape [n_records]; else NULL */
    size_t n_records;
};

/* Changes of one file. Start with {arena, sources, file, root}. */
struct jx_edits {
    struct jx_arena *arena;
    const struct jx_sources *sources;
    uint32_t file;              /* a name that ends in .csv: CSV, else YAML */
    const struct jx_node *root; /* of YAML */
    struct jx_edit *items;      /* shape [n] */
    size_t n;
    size_t cap;
};

/* The rows of a CSV file, the names of its columns first: lists of scalars that can be set. False when it is no sound CSV. */
bool jx_edits_csv(struct jx_arena *arena, struct jx_sources *sources, uint32_t file,
                  const struct jx_node **ret_rows);

/* Give a scalar another text; absent: none (~, in CSV nothing). It is written plain where YAML would read it back as that text, otherwise in the quotes the old one had,
 * else in double ones; a CSV cell is quoted where RFC 4180 wants it.
 * False when it cannot be done in place: a list or map, a node that an alias repeats, or one with an anchor or tag. */
bool jx_edit_set(struct jx_edits *edits, const struct jx_node *node, struct jx_str value);

/* Put a new key into a map: behind its last one, in a line of its own (block) or before the bracket (flow). A map that is still
 * blank (a key without a value) becomes { key: value }, and takes more keys after that.
 * False as above, and when the key is there. */
bool jx_edit_put(struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                 struct jx_str value);

/* The same with a record { key: value, … } as the value. */
bool jx_edit_put_record(struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                        const struct jx_edit_pair *pairs, size_t n_pairs);

/* Give a block map the key with a map of records, each in a line of its own: ID: { key: value, … }. The key may be there
 * without a value. False as above, and when the map is in brackets. */
bool jx_edit_put_records(struct jx_edits *edits, const struct jx_node *map, struct jx_str key,
                         const struct jx_edit_record *records, size_t n_records);

/* The whole new text.
 * False (ret_text untouched) when two changes overlap, or the new text does not read back as the old one with exactly these
 * changes: then nothing may be written. */
bool jx_edits_apply(const struct jx_edits *edits, struct jx_str *ret_text);

#endif
