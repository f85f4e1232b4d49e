/* votes.c - scores of the experts and answers of surveys as data: one column an expert, one an answer.
 *
 * Layer:   score.
 * Memory:  values live in the arena.
 */
#include "score/internal.h"
#include "score/words.h"

#include "base/index.h"

/* What was given under a name; without one, under its number. */
static void put_given(struct jx_arena *arena, struct jx_value *map, struct jx_str name,
                      const struct jx_amount *given)
{
    struct jx_value *value = jx_value_num(arena, given->num, given->text);
    value->span = given->span;
    if (name.ptr == NULL)
        name = jx_str_printf(arena, "%zu", map->map.n + 1);
    jx_value_put(arena, map, name, value);
}

void jx__votes_put(struct jx_arena *arena, const struct jx_finding *finding, struct jx_value *map)
{
    struct jx_value *experts = jx_value_map(arena), *answers = jx_value_map(arena);
    for (size_t i = 0; finding != NULL && i < finding->experts.n; i++)
        put_given(arena, experts, finding->experts.items[i].expert.str,
                  &finding->experts.items[i].score);
    for (size_t i = 0; finding != NULL && i < finding->answers.n; i++)
        put_given(arena, answers, finding->answers.items[i].answer.str,
                  &finding->answers.items[i].count);
    jx_value_put(arena, map, JX_STR(JX_W_EXPERTS_OF), experts);
    jx_value_put(arena, map, JX_STR(JX_W_ANSWERS_OF), answers);
}

/* The keys that a member has in any of the indicators, each once, in the order in which they come. */
static struct jx_value *names_of(struct jx_arena *arena, const struct jx_value *indicators,
                                 const char *member)
{
    struct jx_index seen = {0};
    struct jx_value *names = jx_value_list(arena);
    for (size_t i = 0; i < indicators->list.n; i++) {
        const struct jx_value *map = jx_value_at(indicators->list.items[i], jx_str_of(member));
        for (size_t k = 0; map != NULL && k < map->map.n; k++)
            if (jx_index_add(arena, &seen, map->map.items[k].key, k))
                jx_value_push(arena, names, jx_value_text(arena, map->map.items[k].key));
    }
    return names;
}

void jx__votes_put_names(struct jx_arena *arena, const struct jx_value *indicators,
                         struct jx_value *data)
{
    struct jx_value *experts = names_of(arena, indicators, JX_W_EXPERTS_OF);
    struct jx_value *answers = names_of(arena, indicators, JX_W_ANSWERS_OF);
    if (experts->list.n > 0)
        jx_value_put(arena, data, JX_STR(JX_W_EXPERTS_ALL), experts);
    if (answers->list.n > 0)
        jx_value_put(arena, data, JX_STR(JX_W_ANSWERS_ALL), answers);
}
