/* json.h - writing JSON (RFC 8259) into a buffer; text stays UTF-8, two-space indent.
 *
 * Layer:   base.
 */
#ifndef JX_BASE_JSON_H
#define JX_BASE_JSON_H

#include "base/value.h"

/* A writer; start with {.buf = b}. Commas and indentation are its business. */
struct jx_json {
    struct jx_buf *buf;
    unsigned depth;
    bool has_item; /* something stands before at this depth */
    bool after_key;
};

void jx_json_open(struct jx_json *json, char bracket);  /* '{' or '[' */
void jx_json_close(struct jx_json *json, char bracket); /* '}' or ']' */
void jx_json_key(struct jx_json *json, struct jx_str key);
void jx_json_text(struct jx_json *json, struct jx_str text); /* absent gives null */
void jx_json_int(struct jx_json *json, int64_t value);
void jx_json_bool(struct jx_json *json, bool value);
/* {"key": "text"} member in one call. */
void jx_json_member(struct jx_json *json, const char *key, struct jx_str text);
/* A whole value; numbers are written as decimal strings. */
void jx_json_value(struct jx_json *json, const struct jx_value *value);

#endif
