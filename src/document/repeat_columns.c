/* repeat_columns.c - columns of a table that stand once for each item of a list.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 *
 * A definition is written as if each repeated column were there once: 跨列, 合并相同, 校验 and formulas count and name the written
 * columns. Here they are laid out over the data, and what is written is led to where it stands.
 */
#include "document/tabledef.h"

#include "input/suggest.h"

/* Items of a list. */
struct items JX_VEC(const struct jx_value *);

/* ---- the items ---- */

static const struct jx_value *words_of(struct jx__grid *grid, const struct jx__repeat *repeat)
{
    struct jx_value *list = jx_value_list(grid->b->arena);
    for (size_t i = 0; i < repeat->words.n; i++) {
        struct jx_str word =
            jx__table_text(grid->b, &grid->frames, &repeat->words.items[i], &grid->failed);
        jx_value_push(grid->b->arena, list, jx_value_text(grid->b->arena, word));
    }
    return list;
}

bool jx__is_repeated(const struct jx__repeat *repeat)
{
    return repeat->list.str.ptr != NULL || repeat->words.n > 0;
}

const struct jx_value *jx__repeat_list(struct jx__grid *grid, const struct jx__repeat *repeat,
                                       const struct jx_value **ret_found)
{
    *ret_found = NULL;
    if (repeat->list.str.ptr == NULL)
        return words_of(grid, repeat);
    *ret_found = jx__frames_find(grid->b->arena, &grid->frames, repeat->list.str);
    return *ret_found != NULL && (*ret_found)->kind == JX_V_LIST ? *ret_found : NULL;
}

static void say_no_list(struct jx__grid *grid, const struct jx_text *path,
                        const struct jx_value *value)
{
    struct jx_diags *diags = grid->b->diags;
    if (value != NULL) {
        JX_SAY(diags, TABLE_DATA_KIND, path->span, path->str);
        grid->failed = true;
        return;
    }
    struct jx_str near = jx__frames_nearest(grid->b->arena, &grid->frames, diags, path->str);
    jx_suggested(JX_SAY(diags, TABLE_COLUMNS_ABSENT, path->span, path->str, near), near);
}

static bool passes(const struct jx__grid *grid, const struct jx__conditions *conditions,
                   const struct jx_value *item)
{
    for (size_t i = 0; i < conditions->n; i++)
        if (!jx__condition_holds(grid->b->arena, &conditions->items[i], item))
            return false;
    return true;
}

static struct items items_of(struct jx__grid *grid, const struct jx__column_group *group)
{
    struct items kept = {0};
    const struct jx_value *found;
    const struct jx_value *list = jx__repeat_list(grid, &group->repeat, &found);
    if (list == NULL && (found == NULL || found->kind != JX_V_NONE))
        say_no_list(grid, &group->repeat.list, found);
    for (size_t i = 0; list != NULL && i < list->list.n; i++)
        if (passes(grid, &group->conditions, list->list.items[i]))
            JX_PUSH(grid->b->arena, &kept, list->list.items[i]);
    return kept;
}

/* ---- the columns ---- */

/* The width of a group's column: its own, or its share of 总宽. */
static uint32_t width_of(const struct jx__grid *grid, const struct jx__column_group *group,
                         size_t written, size_t n_items)
{
    const struct jx__column *columns = grid->def->columns;
    uint64_t sum = 0;
    if (group->total == 0)
        return columns[written].width;
    for (size_t i = 0; i < group->n; i++)
        sum += columns[group->first + i].width;
    const uint64_t own = sum == 0 ? 1 : columns[written].width;
    sum = (sum == 0 ? group->n : sum) * (n_items == 0 ? 1 : n_items);
    const uint64_t width = group->total * own / sum;
    return width > 0 ? (uint32_t)width : 1;
}

static void push_column(struct jx__grid *grid, size_t written, struct jx__grid_column column)
{
    column.def = &grid->def->columns[written];
    column.written = written;
    if (column.own != NULL) {
        struct jx_value *frame = jx_value_map(grid->b->arena);
        jx_value_put(grid->b->arena, frame, JX_STR(JX__COLUMN_ITEM), (struct jx_value *)column.own);
        column.frame = frame;
    }
    grid->columns[grid->n_cols++] = column;
}

/* False after a message: too many. */
static bool has_room(struct jx__grid *grid, const struct jx__column_group *group, size_t n_items)
{
    struct jx_arena *arena = grid->b->arena;
    size_t behind = grid->def->n_columns - group->first - group->n;
    if (n_items <= JX__MAX_COLUMNS && grid->n_cols + group->n * n_items + behind <= JX__MAX_COLUMNS)
        return true;
    JX_SAY(grid->b->diags, TABLE_COLUMNS_MANY, group->span, jx_str_printf(arena, "%zu", n_items),
           jx_str_printf(arena, "%zu", grid->n_cols + group->n * n_items + behind),
           jx_str_printf(arena, "%d", JX__MAX_COLUMNS));
    grid->failed = true;
    return false;
}

static void push_group(struct jx__grid *grid, size_t index)
{
    const struct jx__column_group *group = &grid->def->groups.items[index];
    const struct items items = items_of(grid, group);
    if (!has_room(grid, group, items.n))
        return;
    grid->groups[index] = (struct jx__grid_group){.first = grid->n_cols,
                                                  .n = group->n,
                                                  .n_items = items.n > 0 ? items.n : 1,
                                                  .list = group->repeat.list.str};
    for (size_t i = 0; i < grid->groups[index].n_items; i++)
        for (size_t k = 0; k < group->n; k++)
            push_column(grid, group->first + k,
                        (struct jx__grid_column){
                            .item = i,
                            .own = items.n > 0 ? items.items[i] : NULL,
                            .width = width_of(grid, group, group->first + k, items.n)});
}

void jx__grid_columns_make(struct jx__grid *grid)
{
    const struct jx__tabledef *def = grid->def;
    grid->columns = JX_ARRAY(grid->b->arena, struct jx__grid_column, JX__MAX_COLUMNS);
    grid->groups = JX_ARRAY(grid->b->arena, struct jx__grid_group, def->groups.n);
    for (size_t i = 0; i < def->n_columns && !grid->failed;) {
        const size_t group = def->columns[i].group;
        if (group == SIZE_MAX)
            push_column(grid, i, (struct jx__grid_column){.width = def->columns[i].width});
        else
            push_group(grid, group);
        i += group == SIZE_MAX ? 1 : def->groups.items[group].n;
    }
}

/* ---- from written columns to those that stand ---- */

size_t jx__grid_column_at(const struct jx__grid *grid, size_t written)
{
    for (size_t i = 0; i < grid->n_cols; i++)
        if (grid->columns[i].written == written)
            return i;
    return grid->n_cols;
}

const struct jx__grid_column *jx__grid_item_of(const struct jx__grid *grid,
                                               const struct jx_cell *cell)
{
    const struct jx__grid_column *first = &grid->columns[cell->col];
    const struct jx__grid_column *last = &grid->columns[cell->col + cell->cols - 1];
    bool same = first->def->group == last->def->group && first->item == last->item;
    return same && first->def->group != SIZE_MAX ? first : NULL;
}

size_t jx__grid_column_for(const struct jx__grid *grid, const struct jx_cell *cell, size_t written)
{
    const struct jx__grid_column *item = jx__grid_item_of(grid, cell);
    const size_t group = grid->def->columns[written].group;
    size_t col = jx__grid_column_at(grid, written);
    if (item != NULL && item->def->group == group)
        col += item->item * grid->groups[group].n;
    return col;
}

size_t jx__grid_columns_over(const struct jx__grid *grid, size_t written, size_t n)
{
    size_t from = jx__grid_column_at(grid, written);
    size_t to = jx__grid_column_at(grid, written + n);
    return to - from;
}

size_t *jx__grid_columns_all(const struct jx__grid *grid, const size_t *written, size_t n,
                             size_t *ret_n)
{
    size_t *all = JX_ARRAY(grid->b->arena, size_t, grid->n_cols);
    *ret_n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < grid->n_cols && *ret_n < grid->n_cols; c++)
            if (grid->columns[c].written == written[i])
                all[(*ret_n)++] = c;
    return all;
}
