/* data.c - everything that templates of a project see. */
#include "document/internal.h"
#include "document/words.h"

/* 正文: {slot: 是}, so that a template can ask whether a slot is there. */
static struct jx_value *prose_value(struct jx_arena *arena, const struct jx_project *project)
{
    struct jx_value *prose = jx_value_map(arena);
    for (size_t i = 0; i < project->slots.n; i++)
        jx_value_put(arena, prose, project->slots.items[i].name, jx_value_bool(arena, true));
    return prose;
}

/* What stands under 补充 is seen by its own name too, where that name is free. */
static void lift_extras(struct jx_arena *arena, struct jx_value *data)
{
    const struct jx_value *extra = jx_value_at(data, JX_STR(JX_W_EXTRA));
    for (size_t i = 0; extra != NULL && i < extra->map.n; i++)
        if (jx_value_at(data, extra->map.items[i].key) == NULL)
            jx_value_put(arena, data, extra->map.items[i].key, extra->map.items[i].value);
}

struct jx_value *jx_document_data(struct jx_arena *arena, const struct jx_project *project,
                                  const struct jx_score *score)
{
    struct jx_value *data = jx_project_value(arena, project);
    if (score != NULL)
        jx_score_put_values(arena, score, data);
    jx_value_put(arena, data, JX_STR(JX_W_PROSE), prose_value(arena, project));
    lift_extras(arena, data);
    return data;
}
