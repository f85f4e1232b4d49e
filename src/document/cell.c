/* cell.c - what stands in a cell of a grid: a text, paragraphs, a value, ticks, or the formula still to be computed. */
#include "document/place.h"
#include "document/tabledef.h"
#include "document/words.h"

#include <string.h>

/* ret_map: where its pieces come from; NULL when nobody wants to know. */
static struct jx_str expand(struct jx__builder *b, struct jx__frames *frames,
                            const struct jx_text *text, bool *failed, struct jx_source_map *ret_map)
{
    if (text->str.ptr == NULL || jx_str_find(text->str, JX_STR("{{"), 0) == SIZE_MAX)
        return text->str;
    struct jx_template_text source = {.text = text->str, .place = text->span};
    struct jx_mustache_options options = {.strict = true};
    struct jx_str rendered = JX_STR("");
    if (jx__mustache_render_in(b->arena, &source, frames, &options, b->diags, &rendered, ret_map) !=
        JX_OK)
        *failed = true;
    return rendered;
}

struct jx_str jx__table_text(struct jx__builder *b, struct jx__frames *frames,
                             const struct jx_text *text, bool *failed)
{
    return expand(b, frames, text, failed, NULL);
}

static void fill_text(struct jx__grid *grid, const struct jx__grid_cell *cell)
{
    struct jx_arena *arena = grid->b->arena;
    const bool wanted = jx__wants_places(grid->b);
    struct jx_source_map map = {0};
    const struct jx_str text =
        expand(grid->b, &grid->frames, &cell->def->text, &grid->failed, wanted ? &map : NULL);

    cell->cell->text = jx__inlines_at(arena, text, &cell->def->place);
    if (map.n > 0)
        jx_cell_more_make(arena, cell->cell)->values = jx__map_values(arena, &map, 0, SIZE_MAX);
}

static void fill_prose(struct jx__grid *grid, const struct jx__grid_cell *cell)
{
    struct jx__builder *b = grid->b;

    cell->cell->text = jx__cell_prose(b, &grid->frames, &cell->def->prose, &grid->failed);
    if (jx__wants_places(b))
        jx_cell_more_make(b->arena, cell->cell)->values =
            jx__map_values(b->arena, b->cell_texts.items[b->cell_texts.n - 1].map, 0, SIZE_MAX);
}

/* A repeated item that is a text: the name of a source of funds. */
static struct jx_str item_text(const struct jx__grid *grid)
{
    if (grid->frames.n == grid->n_outer)
        return JX_STR("");
    const struct jx_value *item = grid->frames.items[grid->frames.n - 1].value;
    return item->kind == JX_V_TEXT ? item->text : JX_STR("");
}

/* The repeated column whose item the cell shows; NULL for none. */
static const struct jx__grid_column *column_of(const struct jx__grid_cell *cell)
{
    return cell->def->across ? NULL : jx__grid_item_of(cell->grid, cell->cell);
}

/* What an item of a repeated column is called: its own text, else its name or number. */
static struct jx_str column_text(const struct jx__grid *grid, const struct jx__grid_column *column)
{
    const struct jx_value *item = column == NULL ? NULL : column->own;
    if (item != NULL && item->kind == JX_V_MAP) {
        const struct jx_value *name = jx_value_at(item, JX_STR(JX_W_NAME));
        item = name != NULL ? name : jx_value_at(item, JX_STR(JX_W_ID));
    }
    return item == NULL || item->kind == JX_V_LIST ? JX_STR("")
                                                   : jx_value_str(grid->b->arena, item);
}

/* The path with [列] as the name of the cell's column, [列项] as the item of the column, and [项] as the repeated text. */
static struct jx_str path_of(const struct jx__grid_cell *cell)
{
    const struct jx__grid *grid = cell->grid;
    struct jx_str path = cell->def->path.str;
    struct jx_str column = grid->columns[cell->cell->col].def->name.str;
    if (jx_str_find(path, JX_STR("["), 0) == SIZE_MAX)
        return path;
    path = jx_str_replace(grid->b->arena, path, JX_STR("[列]"),
                          column.ptr == NULL ? JX_STR("") : column);
    path = jx_str_replace(grid->b->arena, path, JX_STR("[" JX__COLUMN_ITEM "]"),
                          column_text(grid, column_of(cell)));
    return jx_str_replace(grid->b->arena, path, JX_STR("[项]"), item_text(grid));
}

/* Where a cell's path is looked up. In a repeated row a plain name is the item's own: an item without 单位 must not show
 * the project's. A dotted path may lead anywhere. */
static struct jx__frames frames_of(const struct jx__grid *grid, struct jx_str path)
{
    struct jx__frames frames = grid->frames;
    bool plain = jx_str_find(path, JX_STR("."), 0) == SIZE_MAX;
    if (plain && frames.n > grid->n_outer) {
        frames.items += grid->n_outer;
        frames.n -= grid->n_outer;
    }
    return frames;
}

static const struct jx_value *find_value(const struct jx__grid *grid, struct jx_str path)
{
    struct jx__frames frames = frames_of(grid, path);
    return jx__frames_find(grid->b->arena, &frames, path);
}

/* The value of a cell by its path (may be absent); NULL for none. */
static const struct jx_value *value_of(const struct jx__grid_cell *cell, struct jx_str path)
{
    const struct jx__grid *grid = cell->grid;
    if (path.ptr == NULL)
        return NULL;
    struct jx__frames frames = frames_of(grid, path);
    jx__path_note(grid->b, cell->def, &frames, path);
    return jx__frames_find(grid->b->arena, &frames, path);
}

/* The item that a path leads into: of the row's innermost 重复, or the column's where the row has none, when the path leads into it; else NULL. */
static const struct jx_value *item_of(const struct jx__grid *grid, struct jx_str path)
{
    const struct jx_value *item = grid->frames.items[grid->frames.n - 1].value;
    size_t dot = jx_str_find(path, JX_STR("."), 0);
    if (grid->frames.n == grid->n_outer)
        return NULL;
    if (dot != SIZE_MAX && jx_value_at(item, jx_str_sub(path, 0, dot)) == NULL)
        return NULL;
    return item;
}

/* "B3/得分": the item's number (else its name) and the member, or the path from the root. */
static struct jx_str identity(struct jx_arena *arena, const struct jx_cell *cell)
{
    if (cell->item == NULL)
        return cell->source->path;
    const struct jx_value *id = jx_value_at(cell->item, JX_STR(JX_W_ID));
    if (id == NULL)
        id = jx_value_at(cell->item, JX_STR(JX_W_NAME));
    if (id == NULL)
        return JX_STR("");
    return jx_str_printf(arena, "%.*s/%.*s", JX_FMT(jx_value_str(arena, id)),
                         JX_FMT(cell->source->path));
}

/* Where the value comes from: most cells of a definition have that in common. */
static void set_source(const struct jx__grid_cell *cell, struct jx_str path)
{
    const struct jx__cell_def *def = cell->def;
    cell->cell->source = &def->source;
    if (path.ptr == NULL)
        return;
    cell->cell->item = item_of(cell->grid, path);
    const struct jx__grid_column *column = column_of(cell);
    if (column != NULL && jx_str_starts(path, JX_STR(JX__COLUMN_ITEM "."))) {
        path = jx_str_sub(path, strlen(JX__COLUMN_ITEM "."), SIZE_MAX);
        cell->cell->item = column->own;
    }
    if (jx_str_eq(path, def->source.path))
        return;
    struct jx_cell_source *own = JX_NEW(cell->grid->b->arena, struct jx_cell_source);
    *own = def->source;
    own->path = path;
    cell->cell->source = own;
}

/* The formula that a member of the data holds; NULL when there is none that can be read. */
static const struct jx_expr *formula_from_data(struct jx__grid *grid, struct jx_str member)
{
    struct jx_diags unheard; /* the data's formula is an offer: without it the value stands */
    struct jx_expr *expr = NULL;
    const struct jx_value *value = find_value(grid, member);
    if (value == NULL || value->kind != JX_V_TEXT || value->text.len == 0)
        return NULL;
    jx_diags_init(&unheard, grid->b->arena, grid->b->diags->sources);
    if (jx_expr_parse(grid->b->arena, value->text, value->span, &unheard, &expr) != JX_OK)
        return NULL;
    return expr;
}

/* The words stay with the cell, so that what is ticked in a workbook can be read. */
static bool ticks_text(struct jx__grid *grid, const struct jx__grid_cell *cell,
                       const struct jx_value *value, struct jx_str *ret_text)
{
    const struct jx__ticks *ticks = cell->def->ticks;
    const struct jx__tick_options options =
        jx__ticks_options(grid->b, ticks, grid->list, cell->def->path.str);
    struct jx_cell_source *own = JX_NEW(grid->b->arena, struct jx_cell_source);
    *own = *jx_cell_source(cell->cell);
    own->ticks = options.items;
    own->n_ticks = options.n;
    cell->cell->source = own;
    return jx__ticks_text(grid->b, ticks, &options, value, ret_text);
}

static void fill_ticks(struct jx__grid *grid, const struct jx__grid_cell *cell,
                       const struct jx_value *value)
{
    struct jx_arena *arena = grid->b->arena;
    const struct jx__ticks *ticks = cell->def->ticks;
    struct jx_str text = JX_STR("");
    if (ticks->form == JX__TICK_COLUMN && column_of(cell) == NULL) {
        JX_SAY(grid->b->diags, TICK_COLUMN, ticks->span);
        grid->failed = true;
    } else if (ticks->form == JX__TICK_COLUMN)
        text = jx__tick_mark(arena, ticks, value, column_text(grid, column_of(cell)));
    else if (!ticks_text(grid, cell, value, &text))
        grid->failed = true;
    cell->cell->text = jx__inlines_at(arena, text, &cell->def->place);
}

static void fill(struct jx__grid *grid, const struct jx__grid_cell *cell)
{
    const struct jx__cell_def *def = cell->def;
    struct jx__cell_state *state = cell->state;
    const struct jx_str path = def->path.str.ptr == NULL ? JX_NO_STR : path_of(cell);
    state->progress = JX__DONE;
    set_source(cell, path);
    if (def->text.str.ptr != NULL) {
        fill_text(grid, cell);
        return;
    }
    if (def->prose.str.ptr != NULL) {
        fill_prose(grid, cell);
        return;
    }
    const struct jx_value *value = value_of(cell, path);
    if (def->ticks != NULL) {
        fill_ticks(grid, cell, value);
        return;
    }
    jx__cell_take_value(cell, value);
    if (value != NULL && value->span.file != 0)
        cell->cell->span = &value->span;
    if (def->formula.str.ptr == NULL)
        return;
    state->from_data = def->expr == NULL;
    state->expr = state->from_data ? formula_from_data(grid, def->formula.str) : def->expr;
    state->stated = !state->is_blank;
    state->progress = state->expr == NULL ? JX__DONE : JX__NEW;
}

static void finish(const struct jx__grid *grid, const struct jx__grid_cell *cell_)
{
    const struct jx__cell_def *def = cell_->def;
    struct jx_arena *arena = grid->b->arena;
    struct jx_cell *cell = cell_->cell;
    cell->halign = (uint8_t)def->looks.halign;
    cell->valign = (uint8_t)def->looks.valign;
    cell->header = def->looks.header;
    cell->strong = def->looks.strong;
    cell->input = def->input;
    if (cell_->state->expr != NULL && def->blank.str.ptr != NULL)
        jx_cell_more_make(arena, cell)->blank = def->blank.str;
    /* totals and the like too: what they were tells whether somebody has typed over them */
    if (def->path.str.ptr != NULL && (def->input || cell->item == NULL))
        jx_cell_more_make(arena, cell)->id = identity(arena, cell);
    if (def->comment.str.ptr == NULL)
        return;
    const struct jx_value *comment = find_value(grid, def->comment.str);
    if (comment != NULL)
        jx_cell_more_make(arena, cell)->comment = jx_value_str(arena, comment);
}

/* In a repeated column, the column's item stands under 列项; outside repeated rows it is also what the cell is about, as the item
 * of a repeated row is. */
void jx__cell_fill(struct jx__grid *grid, const struct jx__grid_cell *cell)
{
    const struct jx__grid_column *column = column_of(cell);
    if (column == NULL) {
        fill(grid, cell);
        finish(grid, cell);
        return;
    }
    cell->state->progress = JX__DONE;
    if (column->own == NULL)
        return; /* the list is empty: the column is taken out in the end */
    const struct jx__grid_group *group = &grid->groups[column->def->group];
    const struct jx__frames before = grid->frames;
    const struct jx_str list = grid->list;
    struct jx__frame *slot = &grid->frames.items[grid->n_outer - 1];
    const struct jx__frame empty = *slot;
    *slot = (struct jx__frame){.value = column->frame};
    if (before.n == grid->n_outer) {
        JX_PUSH(grid->b->arena, &grid->frames,
                (struct jx__frame){
                    .value = column->own, .index = column->item, .count = group->n_items});
        grid->list = group->list;
    }
    fill(grid, cell);
    finish(grid, cell);
    grid->frames.n = before.n;
    grid->frames.items[grid->n_outer - 1] = empty;
    grid->list = list;
}
