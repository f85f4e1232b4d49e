/* builder.h - the document tree while it is being made: from expanded Markdown to numbered blocks.
 *
 * Layer:   document.
 * Memory:  everything lives in the arena of the run.
 */
#ifndef JX_DOCUMENT_BUILDER_H
#define JX_DOCUMENT_BUILDER_H

#include "base/index.h"
#include "document/inert.h"
#include "document/internal.h"

struct cmark_node;

/* ---- joiner.c: emphasis beside Chinese punctuation ---- */

/* Markdown text with word joiners put inside stars that CommonMark would take for literal. */
struct jx__joined {
    struct jx_str text;
    size_t *at; /* byte offsets of the joiners in text, ascending, shape [n] */
    size_t n;
    size_t *lines; /* byte offsets at which lines begin, shape [n_lines] */
    size_t n_lines;
};

/* Source: CommonMark 6.2 (flanking); see joiner.c. */
struct jx__joined jx__join_stars(struct jx_arena *arena, struct jx_str markdown);

/* Offset in the text before joining. */
size_t jx__joined_origin(const struct jx__joined *joined, size_t at);

/* ---- library.c: files of templates ---- */

enum jx__library_kind { JX__LIB_TEMPLATE, JX__LIB_PARTIAL, JX__LIB_TABLE };

/* Find a file by name: in the project's 模板/, then in each library, and register it.
 *
 * mention  where the name is written.
 * Errors:  JX_E_INPUT after a message (not there, with 是否想写; a name that is no plain name), JX_E_IO. */
JX_NODISCARD enum jx_status jx__library_read(struct jx_arena *arena,
                                             const struct jx_template_input *input,
                                             enum jx__library_kind kind, struct jx_text name,
                                             struct jx_diags *diags, uint32_t *ret_file);

/* ---- numbering.c ---- */

struct jx__anchor {
    struct jx_str name; /* 表:资金, 图:得分率, 附件:自评表, 节:资金 */
    struct jx_str label; /* what a reference prints: 表1-1, 图3-1, 附件1, 第一部分, 第1.2节 */
    struct jx_span span;
};

/* How headings are numbered: the front matter's 标题编号. */
enum jx__heading_form {
    JX__HEADINGS_OFFICIAL, /* 公文: 一、 （一） 1. （1） */
    JX__HEADINGS_SECTIONS, /* 章节: 第一章 第一节 一、 （一） */
    JX__HEADINGS_CHAPTERS, /* 章: 第一章 1.1 1.1.1 1.1.1.1 */
    JX__HEADINGS_DECIMAL,  /* 数字: 1 1.1 1.1.1 1.1.1.1 */
};

struct jx__numbering {
    enum jx__heading_form form;
    unsigned headings[4];  /* running numbers of the levels */
    unsigned chapter;      /* number of the level-1 heading we are under; 0: none */
    unsigned tables;       /* in this chapter */
    unsigned plain_tables; /* outside numbered chapters */
    unsigned figures, plain_figures;
    unsigned attachments;
    unsigned sections; /* all headings, for anchors nobody names */
    struct {
        struct jx__anchor *items;
        size_t n;
        size_t cap;
    } anchors;
    struct jx_index anchor_names; /* which of them has a name */
};

#define JX__HEADING_LEVELS 4

/* The form that 标题编号 names; 公文 when it names none. */
enum jx__heading_form jx__heading_form_of(struct jx_str name);
extern const char *const jx__heading_forms[]; /* their names, NULL at the end */

/* Number the next heading. numbered false: it stands outside the numbering. ret_reference: what a reference prints. */
struct jx_str jx__number_heading(struct jx_arena *arena, struct jx__numbering *numbering,
                                 unsigned level, bool numbered, struct jx_str *ret_reference);

/* 表3-1 or 表1. */
struct jx_str jx__number_table(struct jx_arena *arena, struct jx__numbering *numbering);

/* 图3-1 or 图1. */
struct jx_str jx__number_figure(struct jx_arena *arena, struct jx__numbering *numbering);

/* 附件1 */
struct jx_str jx__number_attachment(struct jx_arena *arena, struct jx__numbering *numbering);

/* Label of item n (from 1) of an ordered list at a depth from 1: 1. （1） ①. */
struct jx_str jx__number_item(struct jx_arena *arena, unsigned depth, size_t n);

/* Make an anchor known; a name used twice is an error at the second place. Returns the name. */
struct jx_str jx__anchor_add(struct jx_arena *arena, struct jx__numbering *numbering,
                             struct jx__anchor anchor, struct jx_diags *diags);

/* Whether a heading's text carries a number of its own (一、 （一） 1. 1、 第一章 …). */
bool jx__has_own_number(struct jx_str text);

/* ---- the builder ---- */

struct jx__tabledef;
struct jx__conditions;

/* A picture file that has been read and checked. */
struct jx__picture {
    struct jx_str bytes;
    uint32_t width_px, height_px; /* as it is looked at */
    uint32_t dpi_milli;
};

/* Markdown that has been expanded for a cell. */
struct jx__cell_text {
    struct jx_str expanded;
    const struct jx_source_map *map;
};

/* A table as made from its definition; those that print it may say its caption and note otherwise, the cells are shared. */
struct jx__made {
    const struct jx__tabledef *def;
    const struct jx__conditions *conditions; /* may be NULL */
    struct jx_table table;
};

struct jx__builder {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx_template_input
        *input; /* NULL in tests of Markdown alone: then no tables by definition */
    const struct jx_value *data;
    struct jx__frames frames;           /* the data, for texts of tables */
    struct jx_mustache_options options; /* how the template's text is expanded; of cells too */
    struct jx_str expanded;
    const struct jx_source_map *map;
    struct jx__joined joined;
    struct jx__numbering numbering;
    struct jx_blocks blocks;
    const struct jx__nested
        *nested; /* where the text stands that is being read; NULL: the document itself */
    const struct jx__body *body; /* of the component that is being built */
    unsigned depth;              /* of lists and quotes */
    unsigned raised;             /* levels by which headings stand higher than written */
    bool landscape;              /* direction of the pages that are being filled */
    bool failed;
    struct {
        struct jx__cell_text *items; /* of cells made so far, for the audit */
        size_t n;
        size_t cap;
    } cell_texts;
    struct {
        const struct jx__tabledef **items; /* definitions read so far */
        size_t n;
        size_t cap;
    } tabledefs;
    struct {
        struct jx__made *items; /* tables made so far, of those without parameters and charts */
        size_t n;
        size_t cap;
    } made;
    struct {
        struct jx__picture *items; /* pictures read so far */
        size_t n;
        size_t cap;
    } pictures;
    struct jx_index picture_names;
};

/* A Markdown text that stands in the YAML of a component: where its lines stand in the text around it. */
struct jx__nested {
    struct jx__joined joined;        /* the text around it */
    const struct jx__nested *nested; /* where that one stands */
    size_t *starts;                  /* offsets at which its own lines begin, shape [n_lines] */
    size_t *at;                      /* the same places in joined.text, shape [n_lines] */
    size_t n_lines;
};

/* Read the Markdown in b->joined and push its blocks. */
void jx__markdown_read(struct jx__builder *b);

/* Turn the expanded Markdown of b into b->blocks. Errors: JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx__markdown_build(struct jx__builder *b);

/* Place of the bytes [from, to) of b->joined.text in the sources. */
struct jx_span jx__builder_span(const struct jx__builder *b, size_t from, size_t to);

/* Byte offset in b->joined.text of a line and a byte column, both from 1; clamped. */
size_t jx__builder_offset(const struct jx__builder *b, int line1, int col1);

/* Place of a Markdown node. */
struct jx_span jx__node_span(const struct jx__builder *b, struct cmark_node *node);
/* Where the values of the input that a node prints were written. */
struct jx_spans jx__node_values(const struct jx__builder *b, struct cmark_node *node);
/* Are places of values in the document wanted at all? Most documents have no corrections. */
bool jx__wants_places(const struct jx__builder *b);

/* Place of an inline Markdown node. */
struct jx_span jx__inline_span(const struct jx__builder *b, struct cmark_node *node);

/* The inline children of a node. */
struct jx_inlines jx__inlines_of(struct jx__builder *b, struct cmark_node *parent);

/* Inlines of plain text ('\n' forces a break). */
struct jx_inlines jx__inlines_plain(struct jx_arena *arena, struct jx_str text,
                                    struct jx_span span);

/* The same, of a place that lives as long as they do. */
struct jx_inlines jx__inlines_at(struct jx_arena *arena, struct jx_str text,
                                 const struct jx_inline_place *place);

/* The text of inlines, for messages and keys. */
struct jx_str jx__inlines_text(struct jx_arena *arena, const struct jx_inlines *inlines);

/* {-} and {#name} at the end of a heading or caption, taken off the node's text. */
struct jx__attributes {
    bool unnumbered;
    struct jx_str anchor; /* absent for none */
};
struct jx__attributes jx__attributes_take(struct jx__builder *b, struct cmark_node *parent);

/* A Markdown table; caption may be NULL (no caption, no number). */
void jx__markdown_table(struct jx__builder *b, struct cmark_node *node, struct cmark_node *caption);

/* A fenced block: info string names a component, body is YAML. */
void jx__component(struct jx__builder *b, struct cmark_node *node);

/* Put the lines of 附件说明 where it stands, now that all attachments are known. */
void jx__attachment_notes_fill(struct jx__builder *b);

/* Resolve links to anchors in all blocks; unknown targets are errors. */
void jx__references_resolve(struct jx__builder *b);

/* The same in one table that is no block: a sheet's. */
void jx__references_resolve_table(struct jx__builder *b, const struct jx_table *table);

#endif
