/* tabledef_read.h - what the readers of table definitions share: tabledef.c (table, bands), columndef.c (columns) and
 * celldef.c (rows, cells).
 *
 * Layer:   document.
 */
#ifndef JX_DOCUMENT_TABLEDEF_READ_H
#define JX_DOCUMENT_TABLEDEF_READ_H

#include "document/tabledef.h"

#define FIELD(type_, key_, kind_, member_, doc_)                                                   \
    {                                                                                              \
        .key = key_, .type = kind_, .offset = offsetof(type_, member_), .doc = doc_                \
    }
#define SCHEMA(name_, type_, fields_)                                                              \
    {                                                                                              \
        .name = name_, .size = sizeof(type_), .fields = fields_,                                   \
        .n_fields = sizeof(fields_) / sizeof *(fields_), .span_offset = offsetof(type_, span),     \
        .extra_offset = JX_NO_OFFSET                                                               \
    }

struct jx__reader {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx__tabledef *def;
    unsigned depth; /* of bands */
};

/* Columns as written (columndef.c). */
struct jx__column_records {
    struct jx__column_record *items;
    size_t n;
};

extern const struct jx_schema jx__column_schema;

/* Take the columns into r->def; mistakes are said. span: of the table. */
void jx__columns_read(struct jx__reader *r, const struct jx__column_records *records,
                      struct jx_span span);

/* 重复: a name of the data, or words that may have {{…}} (columndef.c). */
void jx__repeat_read(struct jx__reader *r, const struct jx_node *node, struct jx__repeat *repeat);

extern const char *const jx__halign_words[]; /* in the order of enum jx_halign, NULL-terminated */
extern const char *const jx__valign_words[];

/* Decode as far as possible; mistakes count in r->diags, and reading goes on to find more of them. */
void jx__record_read(struct jx__reader *r, const struct jx_schema *schema,
                     const struct jx_node *node, void *record);

/* Which of the NULL-terminated words it is; fallback for none. */
size_t jx__word_index(struct jx_str word, const char *const *words, size_t fallback);

/* Looks as an outer one hands them down, and as 对齐 垂直 加粗 change them. */
struct jx__looks jx__looks_read(const struct jx__looks *outer, const struct jx_text *halign,
                                const struct jx_text *valign, const struct jx_flag *strong);

/* A row that is a list of cells. */
void jx__cells_read(struct jx__reader *r, const struct jx_node *node, const struct jx__looks *looks,
                    struct jx__row_def *row);

/* A row: [cells] or {名, 单元: [cells]}. */
void jx__row_read(struct jx__reader *r, const struct jx_node *node, const struct jx__looks *looks,
                  struct jx__row_def *row);

#endif
