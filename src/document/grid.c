/* grid.c - lays the bands of a definition out over the data: rows, cells, spans. */
#include "document/tabledef.h"
#include "document/words.h"

#include "input/suggest.h"

#include <assert.h>

static void add_bands(struct jx__grid *grid, const struct jx__band *bands, size_t n);

struct jx__grid_cell jx__grid_cell(struct jx__grid *grid, size_t index)
{
    struct jx__cell_state *state = &grid->states.items[index];
    return (struct jx__grid_cell){grid, &grid->cells.items[index], state->def, state};
}

/* How many repeated bands are open. */
static unsigned depth(const struct jx__grid *grid)
{
    return (unsigned)(grid->frames.n - grid->n_outer);
}

/* ---- bands ---- */

static void add_row(struct jx__grid *grid, const struct jx__band *band,
                    const struct jx__row_def *def)
{
    size_t row = grid->rows.n, before = jx__region_open(grid, def->name.str);
    JX_PUSH(grid->b->arena, &grid->rows,
            (struct jx_table_row){.header = band->header,
                                  .keep_with_next = band->keep_with_next,
                                  .depth = depth(grid)});
    JX_PUSH(grid->own, &grid->row_regions, grid->region);
    jx__grid_row_place(grid, def, row);
    jx__region_close(grid, before);
}

static bool list_has(const struct jx_value *list, struct jx_str path)
{
    for (size_t i = 0; i < list->list.n; i++)
        if (jx__member(list->list.items[i], path) != NULL)
            return true;
    return false;
}

/* The component's conditions hold where the data knows the member at all. */
static bool passes(struct jx__grid *grid, const struct jx__conditions *conditions,
                   const struct jx_value *list, const struct jx_value *item)
{
    struct jx_arena *arena = grid->b->arena;
    for (size_t i = 0; i < conditions->n; i++)
        if (!jx__condition_holds(arena, &conditions->items[i], item))
            return false;
    for (size_t i = 0; grid->conditions != NULL && i < grid->conditions->n; i++) {
        const struct jx__condition *condition = &grid->conditions->items[i];
        if (jx__member(item, condition->path) == NULL && !list_has(list, condition->path))
            continue;
        grid->condition_used[i] = true;
        if (!jx__condition_holds(arena, condition, item))
            return false;
    }
    return true;
}

static void add_band_once(struct jx__grid *grid, const struct jx__band *band)
{
    for (size_t i = 0; i < band->n_rows && !grid->failed; i++)
        add_row(grid, band, &band->rows[i]);
    if (band->n_bands > 0)
        add_bands(grid, band->bands, band->n_bands);
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
    jx_suggested(JX_SAY(diags, TABLE_DATA_ABSENT, path->span, path->str, near), near);
}

/* Rows from row0 belong to one item of a repeated band, or to the table. Its own rows stay with the repeated rows inside it: a
 * heading with the first of those that follow, a subtotal with the last of those before. */
static void keep_together(struct jx__grid *grid, size_t row0)
{
    const unsigned own = depth(grid);
    for (size_t r = row0; r + 1 < grid->rows.n; r++) {
        struct jx_table_row *row = &grid->rows.items[r];
        const bool heads = row[0].depth == own && row[1].depth > own;
        const bool closes = row[0].depth > own && row[1].depth == own &&
                            (r + 2 == grid->rows.n || row[2].depth <= own);
        row->keep_with_next = row->keep_with_next || heads || closes;
    }
}

/* The band's conditions with the {{…}} in their words filled in: 条件: {目标: "{{名称}}"} inside the band of a goal. */
static struct jx__conditions conditions_of(struct jx__grid *grid, const struct jx__band *band)
{
    struct jx__conditions filled = {0};
    for (size_t i = 0; i < band->conditions.n; i++) {
        struct jx__condition condition = band->conditions.items[i];
        struct jx_strs words = {0};
        for (size_t k = 0; k < condition.words.n; k++) {
            struct jx_text word = {condition.words.items[k], condition.span};
            JX_PUSH(grid->b->arena, &words,
                    jx__table_text(grid->b, &grid->frames, &word, &grid->failed));
        }
        condition.words = words;
        JX_PUSH(grid->b->arena, &filled, condition);
    }
    return filled;
}

static void add_repeated(struct jx__grid *grid, const struct jx__band *band)
{
    struct jx_arena *arena = grid->b->arena;
    const struct jx__conditions conditions = conditions_of(grid, band);
    const struct jx_value *found;
    const struct jx_value *list = jx__repeat_list(grid, &band->repeat, &found);
    if (list == NULL) {
        if (found == NULL || found->kind != JX_V_NONE)
            say_no_list(grid, &band->repeat.list, found);
        return;
    }
    struct {
        const struct jx_value **items;
        size_t n;
        size_t cap;
    } kept = {0};
    for (size_t i = 0; i < list->list.n; i++)
        if (passes(grid, &conditions, list, list->list.items[i]))
            JX_PUSH(arena, &kept, list->list.items[i]);
    struct jx_str outer = grid->list;
    grid->list = band->repeat.list.str;
    for (size_t i = 0; i < kept.n && !grid->failed; i++) {
        JX_PUSH(arena, &grid->frames,
                (struct jx__frame){.value = kept.items[i], .index = i, .count = kept.n});
        size_t before = jx__region_open(grid, JX_NO_STR), row0 = grid->rows.n;
        add_band_once(grid, band);
        jx__region_close(grid, before);
        keep_together(grid, row0);
        grid->frames.n--;
    }
    grid->list = outer;
}

/* Merge written columns in the rows from row0 on. */
static void merge(struct jx__grid *grid, size_t row0, const size_t *written, size_t n)
{
    size_t n_columns;
    if (grid->failed || n == 0)
        return;
    const size_t *columns = jx__grid_columns_all(grid, written, n, &n_columns);
    jx__grid_merge(grid, row0, grid->rows.n, columns, n_columns);
}

static void add_band(struct jx__grid *grid, const struct jx__band *band)
{
    if (band->when.str.ptr != NULL && !jx__when_holds(grid, band->when.str))
        return;
    if (band->unless.str.ptr != NULL && jx__when_holds(grid, band->unless.str))
        return;
    size_t row0 = grid->rows.n;
    size_t before = jx__region_open(grid, band->name.str);
    if (jx__is_repeated(&band->repeat))
        add_repeated(grid, band);
    else
        add_band_once(grid, band);
    jx__region_close(grid, before);
    merge(grid, row0, band->merge, band->n_merge);
}

static void add_bands(struct jx__grid *grid, const struct jx__band *bands, size_t n)
{
    for (size_t i = 0; i < n && !grid->failed; i++)
        add_band(grid, &bands[i]);
}

/* ---- the whole ---- */

/* A span of rows that runs over the table's end. */
static void check_end(struct jx__grid *grid)
{
    for (size_t i = 0; i < grid->cells.n && !grid->failed; i++) {
        const struct jx_cell *cell = &grid->cells.items[i];
        if (cell->row + cell->rows <= grid->rows.n)
            continue;
        JX_SAY(grid->b->diags, TABLE_SPAN_LONG, grid->states.items[i].def->span);
        grid->failed = true;
    }
}

/* Names that items of repeated bands have, for 是否想写. */
static void push_item_names(struct jx__grid *grid, const struct jx__band *bands, size_t n,
                            struct jx_strs *names)
{
    for (size_t i = 0; i < n; i++) {
        const struct jx_value *list =
            bands[i].repeat.list.str.ptr == NULL
                ? NULL
                : jx__frames_find(grid->b->arena, &grid->frames, bands[i].repeat.list.str);
        const struct jx_value *first = list != NULL && list->kind == JX_V_LIST && list->list.n > 0
                                           ? list->list.items[0]
                                           : NULL;
        for (size_t k = 0; first != NULL && first->kind == JX_V_MAP && k < first->map.n; k++)
            JX_PUSH(grid->b->arena, names, first->map.items[k].key);
        push_item_names(grid, bands[i].bands, bands[i].n_bands, names);
    }
}

static void check_conditions(struct jx__grid *grid)
{
    for (size_t i = 0; grid->conditions != NULL && i < grid->conditions->n; i++) {
        const struct jx__condition *condition = &grid->conditions->items[i];
        if (grid->condition_used[i] || grid->failed)
            continue;
        struct jx_strs names = {0};
        push_item_names(grid, grid->def->bands, grid->def->n_bands, &names);
        struct jx_str near = jx_suggest(grid->b->diags, condition->path, names.items, names.n);
        jx_suggested(
            JX_SAY(grid->b->diags, TABLE_CONDITION_UNKNOWN, condition->span, condition->path, near),
            near);
        grid->failed = true;
    }
}

/* The cells that are left after merging. */
static void take_cells(struct jx__grid *grid, struct jx_table *table)
{
    table->cells = grid->cells.items;
    for (size_t i = 0; i < grid->cells.n; i++)
        if (table->cells[i].rows > 0)
            table->cells[table->n_cells++] = table->cells[i];
}

/* One note as it stands; several are numbered: 注：1.… and the others below. */
static struct jx_str note_text(struct jx__grid *grid)
{
    const struct jx_texts *notes = &grid->def->notes;
    struct jx_buf buf = {.arena = grid->b->arena};
    for (size_t i = 0; i < notes->n; i++) {
        struct jx_str text =
            jx__table_text(grid->b, &grid->frames, &notes->items[i], &grid->failed);
        if (notes->n == 1)
            return text;
        jx_buf_printf(&buf, "%s%zu.%.*s", i == 0 ? "注：" : "\n　　", i + 1, JX_FMT(text));
    }
    return jx_buf_str(&buf);
}

static struct jx_table *finish(struct jx__grid *grid, const struct jx__table_spec *spec)
{
    const struct jx__tabledef *def = grid->def;
    struct jx__builder *b = grid->b;
    struct jx_table *table = JX_NEW(b->arena, struct jx_table);
    table->span = def->span;
    table->name = def->name;
    table->heading_caption = def->form;
    table->caption = jx__inlines_plain(
        b->arena, jx__table_text(b, &grid->frames, &def->title, &grid->failed), def->title.span);
    table->unit = jx__table_text(b, &grid->frames, &def->unit, &grid->failed);
    table->note = note_text(grid);
    table->size = def->size.str;
    table->look = def->look;
    table->n_rows = grid->rows.n;
    table->n_cols = grid->n_cols;
    table->rows = grid->rows.items;
    table->widths = JX_ARRAY(b->arena, uint32_t, grid->n_cols);
    for (size_t i = 0; i < grid->n_cols; i++)
        table->widths[i] = grid->columns[i].width;
    table->portrait = def->portrait;
    if (spec->for_sheet)
        jx__table_charts(grid, spec->charts != NULL ? spec->charts : def->charts, table);
    take_cells(grid, table);
    jx__columns_drop(grid, table);
    return grid->failed ? NULL : table;
}

/* Place, merge and compute the cells. NULL after messages. */
static struct jx_table *lay_out(struct jx__grid *grid, const struct jx__table_spec *spec)
{
    add_bands(grid, grid->def->bands, grid->def->n_bands);
    keep_together(grid, 0);
    check_end(grid);
    check_conditions(grid);
    if (grid->failed)
        return NULL;
    merge(grid, 0, grid->def->merge, grid->def->n_merge);
    bool covered = jx__grid_index(grid);
    assert(
        covered); /* rows are filled exactly, and merging only joins what stands on top of each other */
    (void)covered;
    jx__grid_compute(grid);
    jx__checks_place(grid);
    return finish(grid, spec);
}

static struct jx_table *make(struct jx__builder *b, const struct jx__table_spec *spec)
{
    struct jx__grid grid = {.b = b,
                            .own = jx_arena_new(0),
                            .def = spec->def,
                            .conditions = spec->conditions,
                            .region = SIZE_MAX};
    size_t n_conditions = spec->conditions == NULL ? 0 : spec->conditions->n;
    grid.condition_used = JX_ARRAY(b->arena, bool, n_conditions);
    for (size_t i = 0; i < b->frames.n; i++)
        JX_PUSH(b->arena, &grid.frames, b->frames.items[i]);
    struct jx_value *parameters = jx_value_map(b->arena);
    jx_value_put(b->arena, parameters, JX_STR(JX_W_PARAMETERS),
                 spec->parameters != NULL ? spec->parameters : jx_value_map(b->arena));
    JX_PUSH(b->arena, &grid.frames, (struct jx__frame){.value = parameters});
    JX_PUSH(b->arena, &grid.frames, (struct jx__frame){.value = jx_value_map(b->arena)});
    grid.n_outer = grid.frames.n; /* the last one holds the item of a repeated column */
    jx__grid_columns_make(&grid);
    grid.busy = JX_ARRAY(grid.own, size_t, grid.n_cols);
    grid.formats = JX_ARRAY(grid.own, const struct jx_num_format *, grid.n_cols);
    struct jx_table *table = grid.failed ? NULL : lay_out(&grid, spec);
    jx_arena_free(grid.own);
    return table;
}

/* ---- tables that are printed and written to a workbook ---- */

static bool same_words(const struct jx_strs *a, const struct jx_strs *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = jx_str_eq(a->items[i], b->items[i]);
    return same;
}

static bool same_conditions(const struct jx__conditions *a, const struct jx__conditions *b)
{
    const size_t n = a == NULL ? 0 : a->n;
    bool same = n == (b == NULL ? 0 : b->n);
    for (size_t i = 0; same && i < n; i++)
        same = jx_str_eq(a->items[i].path, b->items[i].path) &&
               a->items[i].negated == b->items[i].negated &&
               same_words(&a->items[i].words, &b->items[i].words);
    return same;
}

static bool has_charts(const struct jx__table_spec *spec)
{
    return spec->for_sheet &&
           !jx_node_is_null(spec->charts != NULL ? spec->charts : spec->def->charts);
}

/* A table made before from the same, without charts; NULL for none. */
static const struct jx_table *made_before(const struct jx__builder *b,
                                          const struct jx__table_spec *spec)
{
    for (size_t i = 0; !has_charts(spec) && spec->parameters == NULL && i < b->made.n; i++) {
        const struct jx__made *made = &b->made.items[i];
        if (made->def == spec->def && same_conditions(made->conditions, spec->conditions))
            return &made->table;
    }
    return NULL;
}

struct jx_table *jx__table_make(struct jx__builder *b, const struct jx__table_spec *spec)
{
    const struct jx_table *before = made_before(b, spec);
    struct jx_table *table = before != NULL ? JX_NEW(b->arena, struct jx_table) : make(b, spec);
    if (before != NULL)
        *table = *before;
    else if (table != NULL && !has_charts(spec) && spec->parameters == NULL)
        JX_PUSH(b->arena, &b->made, (struct jx__made){spec->def, spec->conditions, *table});
    return table;
}
