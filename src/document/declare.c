/* declare.c - 字段 of the template and of the table definitions it names, read ahead of the project.
 *
 * Layer:   document.
 *
 * They decide which keys 项目.yaml and 评价.yaml may have, so they must be known before those are read. Nothing is expanded
 * yet: definitions are found by the lines "定义: NAME" of the template, its partials and 正文.md, and by 工作簿 of the front
 * matter. What is missing is left to the making of the document; a file that cannot be read as YAML
 * is told of here, because its 字段 are lost.
 */
#include "document/front.h"
#include "document/words.h"

#include "base/index.h"
#include "input/source.h"
#include "model/declared.h"

#define MAX_PROSE_BYTES ((size_t)4 << 20)

struct scout {
    struct jx_arena *arena;
    const struct jx_template_input *input;
    struct jx_diags *diags;
    struct jx_diags quiet; /* for files that may be missing */
    struct jx_declareds *all;
    struct jx_index tables, partials; /* looked at already */
    unsigned depth;                   /* of partials */
    enum jx_status status;
};

static void note(struct scout *s, enum jx_status status)
{
    s->status = s->status == JX_OK ? status : s->status;
}

static bool read_text(struct scout *s, enum jx__library_kind kind, struct jx_str name,
                      uint32_t *ret_file)
{
    struct jx_text wanted = {name, JX_NO_SPAN};
    return jx__library_read(s->arena, s->input, kind, wanted, &s->quiet, ret_file) == JX_OK;
}

static void scan_table(struct scout *s, struct jx_str name)
{
    uint32_t file = 0;
    struct jx_node *root = NULL;
    if (name.len == 0 || jx_str_find(name, JX_STR("{{"), 0) != SIZE_MAX ||
        !jx_index_add(s->arena, &s->tables, name, 0) || !read_text(s, JX__LIB_TABLE, name, &file))
        return;
    if (jx_yaml_parse(s->arena, file, &s->quiet, &root) != JX_OK)
        note(s, jx_yaml_parse(s->arena, file, s->diags, &root));
    note(s, jx_declared_read(s->arena, root, s->diags, s->all));
}

/* ---- texts ---- */

#define MAX_PARTIAL_DEPTH 32

/* The value of a YAML line "key: value  # comment", without quotes; absent when the line is none. */
static struct jx_str value_of(struct jx_str line, struct jx_str key)
{
    line = jx_str_trim(line);
    if (!jx_str_starts(line, key))
        return JX_NO_STR;
    struct jx_str value = jx_str_sub(line, key.len, SIZE_MAX);
    value = jx_str_trim(jx_str_sub(value, 0, jx_str_find(value, JX_STR(" #"), 0)));
    bool quoted = value.len > 1 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
                  value.ptr[value.len - 1] == value.ptr[0];
    return quoted ? jx_str_sub(value, 1, value.len - 2) : value;
}

static void scan_text(struct scout *s, struct jx_str text);

static void scan_partials(struct scout *s, struct jx_str line)
{
    struct jx_str open = JX_STR("{{>"), close = JX_STR("}}");
    for (size_t at = jx_str_find(line, open, 0); at != SIZE_MAX;
         at = jx_str_find(line, open, at + open.len)) {
        size_t from = at + open.len, to = jx_str_find(line, close, from);
        uint32_t file = 0;
        if (to == SIZE_MAX)
            return;
        struct jx_str name = jx_str_trim(jx_str_sub(line, from, to - from));
        if (jx_str_starts(name, JX_STR(JX_W_PROSE_PREFIX)) || s->depth >= MAX_PARTIAL_DEPTH ||
            !jx_index_add(s->arena, &s->partials, name, 0) ||
            !read_text(s, JX__LIB_PARTIAL, name, &file))
            continue;
        s->depth++;
        scan_text(s, s->diags->sources->items[file - 1].text);
        s->depth--;
    }
}

static void scan_text(struct scout *s, struct jx_str text)
{
    for (size_t from = 0; from < text.len;) {
        size_t end = jx_str_find(text, JX_STR("\n"), from);
        end = end == SIZE_MAX ? text.len : end;
        struct jx_str line = jx_str_sub(text, from, end - from);
        scan_table(s, value_of(line, JX_STR("定义:")));
        scan_partials(s, line);
        from = end + 1;
    }
}

static void scan_prose(struct scout *s)
{
    uint32_t file = 0;
    if (jx_source_read(s->arena, s->input->folder, JX_STR(JX_W_PROSE_FILE), JX_NO_SPAN,
                       MAX_PROSE_BYTES, &s->quiet, &file) == JX_OK)
        scan_text(s, s->diags->sources->items[file - 1].text);
}

/* ---- front matter ---- */

/* 表: names, or maps with 定义. */
static void scan_sheets(struct scout *s, const struct jx_node *sheets)
{
    for (size_t i = 0; sheets != NULL && sheets->kind == JX_NODE_LIST && i < sheets->n; i++) {
        const struct jx_node *sheet = sheets->items[i];
        if (sheet->kind == JX_NODE_MAP)
            sheet = jx_node_at(sheet, "定义");
        if (sheet != NULL && sheet->kind == JX_NODE_SCALAR)
            scan_table(s, sheet->text);
    }
}

static void scan_front(struct scout *s, const struct jx_node *front)
{
    const struct jx_node *workbooks =
        front == NULL || front->kind != JX_NODE_MAP ? NULL : jx_node_at(front, "工作簿");
    note(s, jx_declared_read(s->arena, front, s->diags, s->all));
    for (size_t i = 0; workbooks != NULL && workbooks->kind == JX_NODE_LIST && i < workbooks->n;
         i++)
        if (workbooks->items[i]->kind == JX_NODE_MAP)
            scan_sheets(s, jx_node_at(workbooks->items[i], "表"));
}

enum jx_status jx_document_declared(struct jx_arena *arena, const struct jx_template_input *input,
                                    struct jx_str name, struct jx_diags *diags,
                                    struct jx_declareds *all)
{
    struct scout s = {.arena = arena, .input = input, .diags = diags, .all = all};
    struct jx_node *front = NULL;
    struct jx_template_text body = {0};
    uint32_t file = 0;
    jx_diags_init(&s.quiet, arena, diags->sources);
    if (!read_text(&s, JX__LIB_TEMPLATE, name, &file))
        return JX_OK;
    struct jx__builder quiet = {.arena = arena, .diags = &s.quiet};
    struct jx__builder loud = {.arena = arena, .diags = diags};
    if (jx__front_parse(&quiet, file, name, &front, &body) != JX_OK)
        note(&s, jx__front_parse(&loud, file, name, &front, &body));
    scan_front(&s, front);
    scan_text(&s, body.text);
    scan_prose(&s);
    return s.status;
}
