/* yaml.h - YAML files as trees of nodes that know their places.
 *
 * Layer:   input. The only user of libyaml. Nodes carry text only; types come from the schema (schema.h).
 * Memory:  nodes live in the arena.
 */
#ifndef JX_INPUT_YAML_H
#define JX_INPUT_YAML_H

#include "base/diag.h"
#include "base/value.h"

/* Limits against hostile input; each has a message of its own. */
#define JX_YAML_MAX_BYTES ((size_t)16 << 20)
#define JX_YAML_MAX_DEPTH 64
#define JX_YAML_MAX_NODES ((size_t)2000000) /* aliases count as often as they are expanded */
#define JX_YAML_MAX_ANCHORS 256

enum jx_node_kind { JX_NODE_SCALAR, JX_NODE_LIST, JX_NODE_MAP };
enum jx_node_style { JX_NODE_PLAIN, JX_NODE_QUOTED, JX_NODE_BLOCK };

struct jx_node_entry {
    struct jx_str key;
    struct jx_span key_span;
    struct jx_node *value;
};

struct jx_node {
    enum jx_node_kind kind;
    enum jx_node_style style; /* of scalars */
    struct jx_span span;
    struct jx_str text;            /* SCALAR */
    struct jx_node **items;        /* LIST, shape [n] */
    struct jx_node_entry *entries; /* MAP, shape [n], in file order */
    size_t n;
};

/* Parse one document.
 *
 * file    id in diags->sources; its text is read.
 * Errors: JX_E_INPUT after messages: no UTF-8 (line and column computed), syntax (leading with libyaml's
 *         context mark), duplicate keys, more than one document, keys that are no scalars, tags, limits; and hints for YAML's
 *         own traps: a plain value beginning with > or >= or * or & or % or @ or `, with {{ or [ ; ASCII quotes at the
 *         start of a longer text; a full-width colon in place of ": "; tabs as indentation.
 * ret_root is written whenever the file could be read to its end: on JX_OK, and on JX_E_INPUT when the tree stands in
 * spite of the messages (a repeated key …), so that the schema can report its mistakes in the same run. NULL there for
 * an empty file. Set it to NULL before. */
JX_NODISCARD enum jx_status jx_yaml_parse(struct jx_arena *arena, uint32_t file,
                                          struct jx_diags *diags, struct jx_node **ret_root);

/* The same for YAML text inside another file (front matter, component bodies): spans are shifted so that they
 * point at the place in `file` where the text begins. */
JX_NODISCARD enum jx_status jx_yaml_parse_at(struct jx_arena *arena, struct jx_str text,
                                             struct jx_span start, struct jx_diags *diags,
                                             struct jx_node **ret_root);

/* Plain "", "~" or "null"; NULL counts too. */
bool jx_node_is_null(const struct jx_node *node);

/* The value of a key of a map, or NULL. */
const struct jx_node *jx_node_at(const struct jx_node *map, const char *key);

/* The tree as free data: plain scalars that jx_num_parse() reads become numbers (keeping their text), 是/否
 * booleans, everything else text. */
struct jx_value *jx_node_value(struct jx_arena *arena, const struct jx_node *node);

#endif
