/* template.c - the whole way: find the template, expand it with the project's data, build the tree, make the workbooks. */
#include "document/template.h"
#include "document/audit_text.h"
#include "document/front.h"
#include "document/place.h"
#include "document/words.h"

#include "base/file.h"
#include "input/suggest.h"

#include <string.h>

struct maker {
    struct jx__builder builder;
    bool *slot_used;            /* shape [project->slots.n] */
    struct jx_strs slots_asked; /* names of slots that the texts of the template mention */
    bool expanded;              /* the body could be, so that slots nobody used are known */
};

/* ---- slots ---- */

/* Remember the slots that a text of the template mentions, in whatever tag. */
static void note_slots(struct maker *m, struct jx_str text)
{
    struct jx_str prefix = JX_STR(JX_W_PROSE_PREFIX);
    for (size_t at = jx_str_find(text, prefix, 0); at != SIZE_MAX;
         at = jx_str_find(text, prefix, at)) {
        size_t from = at += prefix.len;
        while (at < text.len && strchr("}| \t\r\n", text.ptr[at]) == NULL)
            at++;
        JX_PUSH(m->builder.arena, &m->slots_asked, jx_str_sub(text, from, at - from));
    }
}

static void say_no_slot(struct maker *m, struct jx_str name, struct jx_span tag)
{
    struct jx_arena *arena = m->builder.arena;
    struct jx_diags *diags = m->builder.diags;
    const struct jx_project *project = m->builder.input->project;
    struct jx_strs names = {0};
    for (size_t i = 0; i < project->slots.n; i++)
        JX_PUSH(arena, &names, project->slots.items[i].name);
    struct jx_str near = jx_suggest(diags, name, names.items, names.n);
    if (!jx_file_exists(jx_path_join(arena, m->builder.input->folder, JX_STR(JX_W_PROSE_FILE))))
        JX_SAY(diags, PROSE_FILE, tag, name);
    else if (near.ptr != NULL)
        JX_SAY(diags, PROSE_RENAMED, tag, name, near);
    else
        JX_SAY(diags, PROSE_MISSING, tag, name);
}

/* ---- partials ---- */

static bool find_slot(struct maker *m, struct jx_str name, struct jx_span tag,
                      struct jx_template_text *ret_partial)
{
    const struct jx_project *project = m->builder.input->project;
    JX_PUSH(m->builder.arena, &m->slots_asked, name);
    for (size_t i = 0; i < project->slots.n; i++) {
        const struct jx_slot *slot = &project->slots.items[i];
        if (!jx_str_eq(slot->name, name))
            continue;
        m->slot_used[i] = true;
        /* a line end of its own, so that what follows in the template begins a line */
        struct jx_str text = jx_str_printf(m->builder.arena, "%.*s\n", JX_FMT(slot->text));
        *ret_partial = (struct jx_template_text){text, slot->file, slot->offset, JX_NO_SPAN};
        return true;
    }
    say_no_slot(m, name, tag);
    return false;
}

static bool find_partial(void *context, struct jx_str name, struct jx_span tag,
                         struct jx_template_text *ret_partial)
{
    struct maker *m = context;
    struct jx_str prefix = JX_STR(JX_W_PROSE_PREFIX);
    uint32_t file = 0;
    if (jx_str_starts(name, prefix))
        return find_slot(m, jx_str_sub(name, prefix.len, name.len - prefix.len), tag, ret_partial);
    struct jx_text wanted = {name, tag};
    if (jx__library_read(m->builder.arena, m->builder.input, JX__LIB_PARTIAL, wanted,
                         m->builder.diags, &file) != JX_OK)
        return false;
    *ret_partial = (struct jx_template_text){
        .text = m->builder.diags->sources->items[file - 1].text, .file = file};
    note_slots(m, ret_partial->text);
    return true;
}

static void warn_unused(const struct maker *m)
{
    const struct jx_project *project = m->builder.input->project;
    struct jx_diags *diags = m->builder.diags;
    for (size_t i = 0; i < project->slots.n; i++) {
        const struct jx_slot *slot = &project->slots.items[i];
        if (m->slot_used[i])
            continue;
        struct jx_str near = jx_suggest(diags, slot->name, m->slots_asked.items, m->slots_asked.n);
        jx_suggested(
            JX_SAY(diags, PROSE_UNUSED, slot->heading, slot->name, project->document.str, near),
            near);
    }
}

/* Texts of the input with a tag in them: nothing expands it. */
static void warn_tags(struct jx_diags *diags, const struct jx_value *value)
{
    if (value->kind == JX_V_TEXT && value->span.file != 0 &&
        jx_str_find(value->text, JX_STR("{{"), 0) != SIZE_MAX)
        JX_SAY(diags, VALUE_TAG, value->span);
    for (size_t i = 0; value->kind == JX_V_LIST && i < value->list.n; i++)
        warn_tags(diags, value->list.items[i]);
    for (size_t i = 0; value->kind == JX_V_MAP && i < value->map.n; i++)
        warn_tags(diags, value->map.items[i].value);
}

/* ---- the document ---- */

static enum jx_status expand(struct maker *m, const struct jx_template_text *body,
                             struct jx_source_map *map)
{
    struct jx__builder *b = &m->builder;
    return jx__mustache_render_in(b->arena, body, &b->frames, &b->options, b->diags, &b->expanded,
                                  map);
}

static bool wants_code(const struct jx_blocks *blocks)
{
    for (size_t i = 0; i < blocks->n; i++)
        if (blocks->items[i].kind == JX_B_CODE ||
            (blocks->items[i].kind == JX_B_COVER && blocks->items[i].cover->code))
            return true;
    return false;
}

/* The blocks of the report. */
static enum jx_status make_blocks(struct maker *m, const struct jx_template_text *body,
                                  struct jx_source_map *map, struct jx_document *document)
{
    struct jx__builder *b = &m->builder;
    enum jx_status status = expand(m, body, map);
    m->expanded = status == JX_OK;
    if (status != JX_OK)
        return status;
    b->map = map;
    status = jx__markdown_build(b);
    document->blocks = b->blocks;
    document->code.wanted = wants_code(&b->blocks);
    document->audit = jx__audit_text_make(b);
    return status;
}

static enum jx_status make(struct maker *m, struct jx_document *document)
{
    struct jx__builder *b = &m->builder;
    struct jx_template_text body = {0};
    struct jx__front front = {0};
    struct jx_source_map map = {0};
    uint32_t file = 0;
    struct jx_text name = b->input->project->document;
    enum jx_status status =
        jx__library_read(b->arena, b->input, JX__LIB_TEMPLATE, name, b->diags, &file);
    if (status != JX_OK)
        return status;
    status = jx__front_read(b, file, name.str, &front, &body);
    bool good = jx__front_apply(b, &front, document) && status == JX_OK;
    if (status != JX_OK && body.file == 0)
        return status;
    note_slots(m, body.text);
    if (!b->input->forms)
        status = make_blocks(m, &body, &map, document);
    good = jx__workbooks_make(b, &front, document) && good;
    jx__places_fill(b->arena, document, b->input->places, b->input->n_places);
    if (m->expanded)
        warn_unused(m);
    return status == JX_OK && !good ? JX_E_INPUT : status;
}

static struct jx_str about(struct jx_arena *arena, const struct jx_project *project)
{
    const struct jx_str name = jx_str_trim(project->name.str),
                        year = jx_str_trim(project->year.str);

    return year.len == 0 ? name : jx_str_printf(arena, "%.*s（%.*s）", JX_FMT(name), JX_FMT(year));
}

enum jx_status jx_document_make(struct jx_arena *arena, const struct jx_template_input *input,
                                struct jx_diags *diags, struct jx_document **ret_document)
{
    struct jx_document *document = JX_NEW(arena, struct jx_document);
    struct maker m = {.builder = {.arena = arena, .diags = diags, .input = input},
                      .slot_used = JX_ARRAY(arena, bool, input->project->slots.n)};
    size_t n_errors = diags->n_errors;
    m.builder.options = (struct jx_mustache_options){
        .partial = find_partial, .partial_context = &m, .escape = jx__inert_add, .strict = true};
    struct jx_value *data = jx_document_data(arena, input->project, input->score);
    for (size_t i = 0; input->more != NULL && i < input->more->map.n; i++)
        jx_value_put(arena, data, input->more->map.items[i].key, input->more->map.items[i].value);
    m.builder.data = data;
    document->about = about(arena, input->project);
    JX_PUSH(arena, &m.builder.frames, (struct jx__frame){.value = m.builder.data});
    enum jx_status status = make(&m, document);
    warn_tags(diags, jx_project_value(arena, input->project));
    jx__paths_check(&m.builder);
    if (status == JX_OK && diags->n_errors > n_errors)
        status = JX_E_INPUT;
    if (status == JX_OK)
        *ret_document = document;
    return status;
}
