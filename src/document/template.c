/* template.c - the whole way: find the template, expand it with the project's data, build the tree, make the workbooks. */
#include "document/template.h"
#include "document/audit_text.h"
#include "document/front.h"
#include "document/words.h"

struct maker {
    struct jx__builder builder;
    bool *slot_used; /* shape [project->slots.n] */
};

/* ---- partials ---- */

static bool find_slot(struct maker *m, struct jx_str name, struct jx_span tag,
                      struct jx_template_text *ret_partial)
{
    const struct jx_project *project = m->builder.input->project;
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
    JX_SAY(m->builder.diags, PROSE_MISSING, tag, name);
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
    return true;
}

static void warn_unused(const struct maker *m)
{
    const struct jx_project *project = m->builder.input->project;
    for (size_t i = 0; i < project->slots.n; i++)
        if (!m->slot_used[i])
            JX_SAY(m->builder.diags, PROSE_UNUSED, project->slots.items[i].span,
                   project->slots.items[i].name, project->document.str);
}

/* ---- the document ---- */

static enum jx_status expand(struct maker *m, const struct jx_template_text *body,
                             struct jx_source_map *map)
{
    struct jx__builder *b = &m->builder;
    struct jx_mustache_options options = {
        .partial = find_partial, .partial_context = m, .escape = jx__inert_add, .strict = true};
    return jx__mustache_render_in(b->arena, body, &b->frames, &options, b->diags, &b->expanded,
                                  map);
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
    status = expand(m, &body, &map);
    if (status == JX_OK) {
        warn_unused(m);
        b->map = &map;
        status = jx__markdown_build(b);
        document->blocks = b->blocks;
        document->audit = jx__audit_text_make(b);
    }
    good = jx__workbooks_make(b, &front, document) && good;
    return status == JX_OK && !good ? JX_E_INPUT : status;
}

enum jx_status jx_document_make(struct jx_arena *arena, const struct jx_template_input *input,
                                struct jx_diags *diags, struct jx_document **ret_document)
{
    struct jx_document *document = JX_NEW(arena, struct jx_document);
    struct maker m = {.builder = {.arena = arena, .diags = diags, .input = input},
                      .slot_used = JX_ARRAY(arena, bool, input->project->slots.n)};
    size_t n_errors = diags->n_errors;
    m.builder.data = jx_document_data(arena, input->project, input->score);
    JX_PUSH(arena, &m.builder.frames, (struct jx__frame){.value = m.builder.data});
    enum jx_status status = make(&m, document);
    if (status == JX_OK && diags->n_errors > n_errors)
        status = JX_E_INPUT;
    if (status == JX_OK)
        *ret_document = document;
    return status;
}
