/* mustache.h - Mustache templates over jx_value data, with a map from output to source.
 *
 * Layer:   document.
 * Source:  the Mustache specification, required modules (interpolation, sections, inverted, partials, comments, delimiters).
 *          Additions: {{x|filter}} and {{x|filter 参数}} formats; names resolve through lists by 编号 or 名称;
 *          {{@序号}} {{@首}} {{@末}} in repeated sections.
 */
#ifndef JX_DOCUMENT_MUSTACHE_H
#define JX_DOCUMENT_MUSTACHE_H

#include "base/value.h"

/* A template text and where it stands. */
struct jx_template_text {
    struct jx_str text;
    uint32_t file; /* in diags->sources; the text is the file's bytes [offset, offset + len) */
    size_t offset;
    struct jx_span
        place; /* for file 0: the text is no stretch of a file (a YAML value); all of it stands here */
};

/* Finds a partial that the tag at the place names; false when there is none (it may say so itself, better). */
typedef bool (*jx_partial_lookup)(void *context, struct jx_str name, struct jx_span tag,
                                  struct jx_template_text *ret_partial);

/* Appends a value, escaped; out holds the output made so far. */
typedef void (*jx_escape)(struct jx_buf *out, struct jx_str value);

/* One stretch of output [from, to) and its origin. */
struct jx_map_piece {
    size_t from, to;
    bool literal;  /* text of the template: byte k of it is byte k of the source; else a value */
    uint32_t file; /* literal: file and byte offset */
    size_t offset;
    struct jx_span tag;   /* value: place of the tag in the template */
    struct jx_span value; /* value: place where it was written, may be none */
};

struct jx_source_map JX_VEC(struct jx_map_piece); /* by from, without gaps */

struct jx_mustache_options {
    jx_partial_lookup partial; /* may be NULL */
    void *partial_context;
    jx_escape escape; /* NULL: none */
    bool
        strict; /* a name that does not exist is an error (templates); false: empty (the specification) */
};

/* Render. Errors: JX_E_INPUT after messages with places in the templates: unclosed tag or section, wrong closing name,
 * unknown partial (strict), unknown name with 是否想写 (strict), unknown filter, a filter's wrong value, partials nested deeper
 * than 32, sections deeper than 64; JX_E_LIMIT after a message: output over 64 MiB, more than 20 million steps. */
JX_NODISCARD enum jx_status jx_mustache_render(struct jx_arena *arena,
                                               const struct jx_template_text *source,
                                               const struct jx_value *data,
                                               const struct jx_mustache_options *options,
                                               struct jx_diags *diags, struct jx_str *ret_text,
                                               struct jx_source_map *ret_map);

/* The place in the source of the output bytes [from, to). */
struct jx_span jx_source_map_span(const struct jx_source_map *map, const struct jx_sources *sources,
                                  size_t from, size_t to);

#endif
