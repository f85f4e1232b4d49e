/* value.h - data without a fixed shape: what templates read. Made from the model, the scores and free fields.
 *
 * Layer:   base.
 * Memory:  values live in the arena they were made in.
 */
#ifndef JX_BASE_VALUE_H
#define JX_BASE_VALUE_H

#include "base/diag.h"
#include "base/number.h"

enum jx_value_kind { JX_V_NONE, JX_V_BOOL, JX_V_NUM, JX_V_TEXT, JX_V_LIST, JX_V_MAP };

struct jx_value;
struct jx_pair_index;

struct jx_pair {
    struct jx_str key;
    struct jx_value *value;
};

struct jx_value {
    enum jx_value_kind kind;
    struct jx_span span; /* where it was written; no file for computed values */
    struct jx_str
        text; /* TEXT; for NUM the text as written or as the report prints it, may be absent */
    union {   /* what the kind says; a long table has a value for each of its cells */
        bool truth;
        struct jx_num num;
        struct jx_values {
            struct jx_value **items;
            size_t n;
            size_t cap;
        } list;
        struct jx_pairs {
            struct jx_pair *items; /* in insertion order */
            size_t n;
            size_t cap;
            struct jx_pair_index *index; /* of large maps; value.c's own */
        } map;
    };
};

struct jx_value *jx_value_none(struct jx_arena *arena);
struct jx_value *jx_value_bool(struct jx_arena *arena, bool truth);
struct jx_value *jx_value_num(struct jx_arena *arena, struct jx_num num, struct jx_str text);
struct jx_value *jx_value_text(struct jx_arena *arena, struct jx_str text);
struct jx_value *jx_value_list(struct jx_arena *arena);
struct jx_value *jx_value_map(struct jx_arena *arena);

void jx_value_push(struct jx_arena *arena, struct jx_value *list, struct jx_value *item);
/* Set or replace a key. */
void jx_value_put(struct jx_arena *arena, struct jx_value *map, struct jx_str key,
                  struct jx_value *value);

/* A member by one name segment, or NULL: of a map by key; of a list by 1-based number, else the item (a
 * map) whose 编号 equals the name, else the one whose 名称 does. */
const struct jx_value *jx_value_at(const struct jx_value *value, struct jx_str segment);

/* By a dotted path, "资金.全年执行.市级". NULL when any part is missing. */
const struct jx_value *jx_value_find(const struct jx_value *value, struct jx_str path);

/* Mustache's truth: none, false, empty text, empty list are false; everything else is true (0 too). */
bool jx_value_truth(const struct jx_value *value);

/* As text: numbers as written (jx_num_written) unless they carry a text; 是/否; "" for none. */
struct jx_str jx_value_str(struct jx_arena *arena, const struct jx_value *value);

#endif
