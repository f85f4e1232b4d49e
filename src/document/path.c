/* path.c - 值 of table cells that lead nowhere, which would only show as empty cells. */
#include "document/tabledef.h"

#include "input/suggest.h"

#define MAX_SCHEMA_DEPTH 8

static struct jx_str first_of(struct jx_str path)
{
    size_t dot = jx_str_find(path, JX_STR("."), 0);
    return dot == SIZE_MAX ? path : jx_str_sub(path, 0, dot);
}

/* A dotted path counts as found when its first name is: 资金.全年执行.省级 is right in a project without that source. */
void jx__path_note(struct jx__builder *b, const struct jx__cell_def *def,
                   const struct jx__frames *frames, struct jx_str path)
{
    struct jx__path_use *use = def->use;
    struct jx_str first = first_of(path);
    if (use == NULL || use->found)
        return;
    if (jx_str_is(path, "."))
        first = path;
    use->found = jx__frames_find(b->arena, frames, first) != NULL;
    if (!use->found && !use->asked)
        use->near = jx__frames_nearest(b->arena, frames, b->diags, first);
    use->asked = true;
}

static bool is_key(const struct jx_schema *schema, struct jx_str key, unsigned depth)
{
    for (size_t i = 0; i < schema->n_fields && depth < MAX_SCHEMA_DEPTH; i++) {
        const struct jx_field *field = &schema->fields[i];
        if (jx_str_is(key, field->key) ||
            (field->record != NULL && is_key(field->record, key, depth + 1)))
            return true;
    }
    return false;
}

bool jx__path_is_known(struct jx_str path)
{
    struct jx_str first = first_of(path);
    return is_key(&jx_project_schema, first, 0) || is_key(&jx_findings_schema, first, 0);
}

static bool is_declared(const struct jx__builder *b, struct jx_str path)
{
    const struct jx_project *project = b->input->project;
    for (size_t i = 0; i < project->n_declared; i++)
        if (jx_str_eq(project->declared[i].key.str, first_of(path)))
            return true;
    return false;
}

static void check_cell(struct jx__builder *b, const struct jx__cell_def *cell)
{
    const struct jx__path_use *use = cell->use;
    if (use == NULL || !use->asked || use->found)
        return;
    if (jx__path_is_known(cell->path.str) || is_declared(b, cell->path.str))
        return;
    jx_suggested(JX_SAY(b->diags, TABLE_PATH_ABSENT, cell->path.span, cell->path.str, use->near),
                 use->near);
}

static void check_bands(struct jx__builder *b, const struct jx__band *bands, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t r = 0; r < bands[i].n_rows; r++)
            for (size_t c = 0; c < bands[i].rows[r].n_cells; c++)
                check_cell(b, &bands[i].rows[r].cells[c]);
        check_bands(b, bands[i].bands, bands[i].n_bands);
    }
}

void jx__paths_check(struct jx__builder *b)
{
    for (size_t i = 0; i < b->tabledefs.n; i++)
        if (b->tabledefs.items[i] != NULL)
            check_bands(b, b->tabledefs.items[i]->bands, b->tabledefs.items[i]->n_bands);
}
