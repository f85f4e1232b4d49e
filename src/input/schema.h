/* schema.h - declarative tables that check YAML nodes and decode them into plain structs.
 *
 * Layer:   input. Knows no model: the tables stand beside the structs they fill (model/, score/scheme, layout/style …).
 * Memory:  decoded records live in the arena.
 *
 * One table serves five uses: checking, decoding, showing a record to templates (jx_schema_value), the JSON
 * Schema for editors, and the reference of keys in the documentation.
 */
#ifndef JX_INPUT_SCHEMA_H
#define JX_INPUT_SCHEMA_H

#include "base/date.h"
#include "base/value.h"
#include "input/yaml.h"

/* Limits against hostile input: records of one list, columns of one table. */
#define JX_SCHEMA_MAX_RECORDS 100000
#define JX_SCHEMA_MAX_COLUMNS 256

/* A text with its place; str.ptr is NULL when the key was not given. */
struct jx_text {
    struct jx_str str;
    struct jx_span span;
};

/* A number with its place and its text as written. */
struct jx_amount {
    struct jx_num num;
    struct jx_str text;
    struct jx_span span;
    bool set;
};

struct jx_day {
    struct jx_date date; /* year 0 when not given */
    struct jx_span span;
};

/* A truth value: 是/否. */
struct jx_flag {
    bool set;
    bool truth;
    struct jx_span span;
};

enum jx_field_type {
    JX_F_TEXT,    /* struct jx_text; any scalar, as written */
    JX_F_NUM,     /* struct jx_amount; jx_num_parse */
    JX_F_PERCENT, /* struct jx_amount; "95%" or "0.95": num is the ratio, text as written */
    JX_F_DATE,    /* struct jx_day */
    JX_F_BOOL,    /* struct jx_flag; 是/否 */
    JX_F_CHOICE,  /* struct jx_text; one of choices */
    JX_F_TEXTS,   /* struct jx_texts; a list of scalars, or one scalar */
    JX_F_RECORD,  /* the record's struct, inline */
    JX_F_LIST, /* struct { T *items; size_t n; }; of records: a list of maps, or 列/行, or CSV (below) */
    JX_F_KEYED, /* same struct as LIST; a map from key to record, the key goes to record->key_field */
    JX_F_ANY,   /* struct jx_value *; free data (jx_node_value) */
    JX_F_NODE, /* const struct jx_node *; decoded later by its owner */
};

struct jx_texts {
    struct jx_text *items; /* shape [n] */
    size_t n;
};

enum {
    JX_FIELD_REQUIRED = 1,
    JX_FIELD_INHERIT = 2, /* in rows of 列/行 and CSV, blank or ~ means: as in the row above */
};

struct jx_field {
    const char *key; /* Chinese */
    enum jx_field_type type;
    unsigned flags;
    size_t offset;                  /* offsetof() in the record */
    const struct jx_schema *record; /* RECORD, LIST, KEYED */
    const char *const *choices;     /* CHOICE, NULL-terminated */
    const char *doc;                /* one Chinese line for editors */
};

#define JX_NO_OFFSET ((size_t)-1)

struct jx_schema {
    const char *name; /* as 字段: names it, e.g. 指标 */
    size_t size;      /* of the struct */
    const struct jx_field *fields;
    size_t n_fields;
    size_t span_offset;  /* of a struct jx_span for the whole record, or JX_NO_OFFSET */
    size_t extra_offset; /* of a struct jx_value * map for declared extra fields, or JX_NO_OFFSET */
    const char *key_field; /* KEYED: the field that takes the key; else NULL */
    const char *
        scalar_field; /* a scalar in place of the map goes here (规则: 比例), a list too when the field is TEXTS;
                               * else NULL */
};

/* A field that a scheme or table definition declares under 字段:. */
struct jx_declared {
    struct jx_text record; /* name of a schema, e.g. 指标 */
    struct jx_text key;
    struct jx_text type; /* 文本 数 百分比 日期 是否 选项 多选 */
    struct jx_texts choices;
};

struct jx_declareds JX_VEC(struct jx_declared);

/* What decoding needs beside the node. */
struct jx_decode {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_str folder; /* for CSV files named in the input; they must lie inside it */
    const struct jx_declared *declared; /* shape [n_declared] */
    size_t n_declared;
};

/* Decode a map node into a zeroed record. Every mistake is reported (unknown key with 是否想写, missing
 * required key at the record's place, wrong type, wrong choice …) and decoding goes on.
 *
 * Lists of records may be written as
 *   - records:   [{名称: …, 权重: …}, …]
 *   - by key:    {B1: {权重: …}, …}   (records with a key_field only; LIST and KEYED alike)
 *   - rows:      {列: [编号, 名称], 行: [[B1, …], …]}   (~ or blank: none, or as above with JX_FIELD_INHERIT)
 *   - CSV:       {CSV: 指标.csv}   (UTF-8, RFC 4180, first line the keys)
 * JX_FIELD_INHERIT cells work in the order of the schema's fields: where one of them names something new, a blank in a
 * later one is none; '' is an empty text and never "as above".
 *
 * Returns JX_OK, or JX_E_INPUT when it added an error. record is filled as far as possible either way. */
JX_NODISCARD enum jx_status jx_schema_decode(const struct jx_decode *decode,
                                             const struct jx_schema *schema,
                                             const struct jx_node *node, void *record);

/* The record as data for templates: a map by the Chinese keys; fields not given are left out; numbers keep
 * their text as written; extra fields are members like the rest. NODE fields are left out. */
struct jx_value *jx_schema_value(struct jx_arena *arena, const struct jx_schema *schema,
                                 const void *record);

/* JSON Schema (draft 2020-12) of a file whose root is this record. declared: the fields that are added to its records; NULL
 * where that is not known: then their records may have any others. */
struct jx_str jx_schema_json(struct jx_arena *arena, const struct jx_schema *schema,
                             const struct jx_declareds *declared);

#endif
