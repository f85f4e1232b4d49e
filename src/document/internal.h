/* internal.h - what the files of this room share with each other.
 *
 * Layer:   document.
 * Memory:  everything lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_INTERNAL_H
#define JX_DOCUMENT_INTERNAL_H

#include "document/block.h"
#include "document/mustache.h"
#include "document/template.h"

/* ---- tag.c: a template as a tree of tags ---- */

#define JX__MAX_SECTION_DEPTH 64
#define JX__MAX_FILTERS 16 /* of a tag */

struct jx__filter_call {
    struct jx_str name;
    struct jx_str arg; /* the rest, trimmed; may be empty */
};

enum jx__tag_kind {
    JX__T_TEXT,     /* literal bytes [from, to) */
    JX__T_VALUE,    /* {{x}} */
    JX__T_RAW,      /* {{{x}}} {{&x}} */
    JX__T_SECTION,  /* {{#x}} */
    JX__T_INVERTED, /* {{^x}} */
    JX__T_PARTIAL,  /* {{>x}} */
};

struct jx__tags JX_VEC(struct jx__tag);

struct jx__tag {
    enum jx__tag_kind kind;
    size_t from, to; /* bytes of the text; of the whole tag where it is one */
    struct jx_str name;
    struct jx__filter_call *filters; /* shape [n_filters] */
    size_t n_filters;
    struct jx_str indent;     /* PARTIAL alone on its line: the blanks before it */
    struct jx__tags children; /* SECTION, INVERTED */
};

/* A parsed text. With an indentation (of a partial) text is a copy with the indentation before each line. */
struct jx__parsed {
    struct jx_template_text source;
    struct jx_str text;
    size_t indent_len;
    size_t *
        lines; /* offsets in text at which lines begin, shape [n_lines]; only when indent_len > 0 */
    size_t n_lines;
    struct jx__tags tags;
};

/* Parse. Errors: JX_E_INPUT after messages: unclosed tag or section, wrong closing name, empty name, bad delimiters. */
JX_NODISCARD enum jx_status jx__tags_parse(struct jx_arena *arena,
                                           const struct jx_template_text *source,
                                           struct jx_str indent, struct jx_diags *diags,
                                           struct jx__parsed **ret_parsed);

/* Offset in the file of a byte of parsed->text. */
size_t jx__parsed_offset(const struct jx__parsed *parsed, size_t at);

/* Place of the bytes [from, to) of parsed->text. */
struct jx_span jx__parsed_span(const struct jx__parsed *parsed, const struct jx_sources *sources,
                               size_t from, size_t to);

/* ---- source_map.c ---- */

/* The piece that holds the byte, or the nearest; 0 for an empty map or none (NULL). */
size_t jx__map_at(const struct jx_source_map *map, size_t at);

/* ---- context.c: what names mean ---- */

/* One data value that names are looked up in. */
struct jx__frame {
    const struct jx_value *value;
    size_t index,
        count; /* in a repeated section: which item (from 0) of how many; else count is 0 */
};

struct jx__frames JX_VEC(struct jx__frame); /* innermost last */

/* The value of a dotted name, "." and @-names included; NULL when there is none. */
const struct jx_value *jx__frames_find(struct jx_arena *arena, const struct jx__frames *frames,
                                       struct jx_str name);

/* The visible name nearest to one that was not found, as it would be written ("资金.市级"); absent for none, and once diags
 * is full. */
struct jx_str jx__frames_nearest(struct jx_arena *arena, const struct jx__frames *frames,
                                 const struct jx_diags *diags, struct jx_str name);

/* ---- filename.c ---- */

/* May a file be called so, on any system? A plain name (no folder) with this ending, of at most 240 bytes. */
bool jx__is_file_name(struct jx_str name, struct jx_str ending);

/* ---- filter.c: {{x|filter}} ---- */

/* Where a filter is applied. */
struct jx__filter_at {
    struct jx_arena *arena;
    const struct jx__frames *frames;
    struct jx_diags *diags;
    struct jx_span span;
};

/* Apply a chain of filters. value may be NULL (unknown name). ret_value: NULL when the name is unknown and no filter
 * of the chain makes up for it. Errors: JX_E_INPUT after a message: unknown filter, wrong value or parameter. */
JX_NODISCARD enum jx_status jx__filters_apply(const struct jx__filter_at *at,
                                              const struct jx_value *value,
                                              const struct jx__filter_call *calls, size_t n_calls,
                                              const struct jx_value **ret_value);

/* A number from a value: NUM, or TEXT that jx_num_parse() reads or that is a percentage. */
bool jx__value_num(struct jx_arena *arena, const struct jx_value *value, struct jx_num *ret_num);

/* The member of an item of a list, by a dotted path; NULL when it has none. */
const struct jx_value *jx__member(const struct jx_value *item, struct jx_str path);

/* Whether an item passes a condition: a member (as text) equal to one of the words, shape [n_words]. */
bool jx__member_is(struct jx_arena *arena, const struct jx_value *item, struct jx_str path,
                   const struct jx_str *words, size_t n_words);

/* One filter: its function gets the value (never NULL) and the parameter, and returns the new value, or NULL after it
 * has said what is wrong. */
typedef struct jx_value *(*jx__filter_fn)(const struct jx__filter_at *at,
                                          const struct jx_value *value, struct jx_str arg);

struct jx__filter {
    const char *name;
    jx__filter_fn apply;
};

/* The filters of each file, shape [*ret_n]. */
const struct jx__filter *jx__filters_number(size_t *ret_n);
const struct jx__filter *jx__filters_text(size_t *ret_n);
const struct jx__filter *jx__filters_list(size_t *ret_n);

/* Digits after the point for a percentage that is not told how many: up to this many, as few as possible. */
#define JX__PERCENT_DIGITS 2

/* A ratio as a percentage without its sign; digits < 0: as many as it has, at most JX__PERCENT_DIGITS. */
struct jx_str jx__ratio_text(struct jx_arena *arena, struct jx_num ratio, int digits);

/* ---- han.c: numbers in Chinese ---- */

/* 零 一 … 十 十二 一百零五 一万二千: an integer from 0 below 10^16; false outside. */
bool jx__han_number(struct jx_arena *arena, int64_t value, struct jx_str *ret_text);

/* 人民币大写 of an amount in 元, rounded half up to 分: 壹佰贰拾叁元肆角整. False from 10^16 on.
 * Source: 票据法实施 正确填写票据和结算凭证的基本规定 (零 and 整). */
bool jx__han_money(struct jx_arena *arena, struct jx_num amount, struct jx_str *ret_text);

/* ①…㊿, and beyond "（51）". */
struct jx_str jx__circled(struct jx_arena *arena, size_t n);

/* ---- render.c ---- */

/* Render with a stack of data (a table row inside its project). frames is borrowed and left as it was. */
JX_NODISCARD enum jx_status jx__mustache_render_in(struct jx_arena *arena,
                                                   const struct jx_template_text *source,
                                                   struct jx__frames *frames,
                                                   const struct jx_mustache_options *options,
                                                   struct jx_diags *diags, struct jx_str *ret_text,
                                                   struct jx_source_map *ret_map);

#endif
