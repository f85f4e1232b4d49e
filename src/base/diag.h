/* diag.h - what is told to the person: messages with code, severity and place, in Chinese.
 *
 * Layer:   base.
 * Memory:  the list and its texts live in the arena given to jx_diags_init().
 *
 * Each message is one line of diag_codes.def: name, code, severity, text with {0} {1} … slots, hint (or "").
 */
#ifndef JX_BASE_DIAG_H
#define JX_BASE_DIAG_H

#include "base/str.h"

/* A place in a source file. Lines and columns count from 1, columns in code points; file 0: no place.
 * Lines end with \n, \r\n or \r; a byte order mark at the start of a file is no character. */
struct jx_span {
    uint32_t file;
    uint32_t line1;
    uint32_t col1;
    uint32_t end_line1;
    uint32_t end_col1; /* one past the last character */
};

#define JX_NO_SPAN ((struct jx_span){0})

/* A byte of a file (behind a byte order mark) and its place, so that places need no walk from the top. */
struct jx_milestone {
    size_t pos;
    uint32_t line1;
    uint32_t col1;
};

/* The files of a run, so that a message can show its line. */
struct jx_source {
    struct jx_str name; /* as shown to the user, e.g. 评价.yaml */
    struct jx_str text;
    struct jx_milestone *milestones; /* ascending, the first at byte 0, shape [n_milestones] */
    size_t n_milestones;
};

/* A file of the disk that the run has read, whatever it holds. */
struct jx_read {
    struct jx_str path; /* as it was opened */
    struct jx_str
        bytes; /* all of it, as it was then; absent for fonts, which only their books read */
};

struct jx_reads JX_VEC(struct jx_read);

struct jx_sources {
    struct jx_arena *arena;
    struct jx_source *items; /* shape [n]; file id k is items[k - 1] */
    size_t n;
    size_t cap;
    struct jx_reads reads;            /* each path once, in the order of the first reading */
    const struct jx_source *overlays; /* texts that are read in place of the folder's files of these
                                       * names, shape [n_overlays] */
    size_t n_overlays;
};

/* Register a file; returns its id (from 1). name and text are borrowed for the life of the arena. */
uint32_t jx_sources_add(struct jx_sources *sources, struct jx_str name, struct jx_str text);

/* Remember that a file was read, so that an issued version can keep it. Both strings are borrowed. */
void jx_sources_note(struct jx_sources *sources, struct jx_str path, struct jx_str bytes);

/* The span of the bytes [from, to) of a registered file. O(log size) per call. */
struct jx_span jx_sources_span(const struct jx_sources *sources, uint32_t file, size_t from,
                               size_t to);

/* The text of line line1 (without its end), absent when there is no such line. */
struct jx_str jx_sources_line(const struct jx_sources *sources, uint32_t file, uint32_t line1);

enum jx_severity {
    JX_ERROR,   /* 错误: stops a build */
    JX_WARNING, /* 警告: stops with --strict */
    JX_HINT,    /* 提示 */
};

enum jx_diag_code {
#define JX_DIAG_CODE(name, code, severity, text, hint) JX_D_##name,
#include "base/diag_codes.def"
#undef JX_DIAG_CODE
    JX_D_COUNT
};

struct jx_diag {
    enum jx_diag_code code;
    enum jx_severity severity;
    struct jx_span span;
    struct jx_str text;         /* slots filled in */
    struct jx_str hint;         /* may be empty; a "是否想写" hint is put here too */
    struct jx_str acknowledged; /* reason, when the input acknowledges the finding; else absent */
};

struct jx_diags {
    struct jx_arena *arena;
    struct jx_sources *sources;
    struct jx_diag *items; /* shape [n] */
    size_t n;
    size_t cap;
    size_t n_errors;
    size_t n_dropped; /* beyond JX_DIAGS_MAX */
};

/* More messages than this are counted, not kept; but an error takes the place of the last warning or hint. */
#define JX_DIAGS_MAX 1000

void jx_diags_init(struct jx_diags *diags, struct jx_arena *arena, struct jx_sources *sources);

/* Add a message. args: shape [n_args], fills {0}, {1} …  Returns the message so that a caller may set
 * its hint, or a dummy when the list is full. Use through JX_SAY. */
struct jx_diag *jx_diag_add(struct jx_diags *diags, enum jx_diag_code code, struct jx_span span,
                            const struct jx_str *args, size_t n_args);

/* JX_SAY(diags, KEY_UNKNOWN, span, key, where) - every argument after the span is a struct jx_str; there
 * may be none. An absent string closes the list, so that it is never empty (which C17 would refuse). */
#define JX_SAY(diags, ...) JX_SAY_CLOSED((diags), __VA_ARGS__, JX_NO_STR)
#define JX_SAY_CLOSED(diags, name, span, ...)                                                      \
    jx_diag_add(diags, JX_D_##name, (span), (const struct jx_str[]){__VA_ARGS__},                  \
                sizeof((const struct jx_str[]){__VA_ARGS__}) / sizeof(struct jx_str) - 1)

const char *jx_diag_code_text(enum jx_diag_code code); /* "E101" */

/* Sort by file, line, column; equal places keep their order; exact repeats are dropped. */
void jx_diags_sort(struct jx_diags *diags);

/* Put open errors (not acknowledged) behind all others, where a terminal shows them last. Order is kept otherwise. */
void jx_diags_errors_last(struct jx_diags *diags);

/* The printed form:
 *   评价.yaml:41:11: 错误[E204]: 权重“十”不是数字
 *      41 |   B3: { 权重: 十 }
 *         |               ^^
 *   提示: …
 * The caret line pads by display width (a Han character takes two cells, a tab one); a line of more than
 * 100 cells is cut around the caret. Each line of a hint has its own 提示; an acknowledged finding ends
 * with "确认: reason". Without a file only the message is printed. colour: ANSI colours. */
struct jx_str jx_diags_print(struct jx_arena *arena, const struct jx_diags *diags, bool colour);

/* A JSON list of {"代码","级别","文件","行","列","信息","提示"}, and "确认" when acknowledged; no place: null. */
struct jx_str jx_diags_json(struct jx_arena *arena, const struct jx_diags *diags);

/* The same list as a value of a larger JSON text. */
struct jx_json;
void jx_diags_put(struct jx_json *json, const struct jx_diags *diags);

#endif
