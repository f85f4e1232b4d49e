/* formula.c - names in formula cells: [列], [行名], [行名.列], [区段名.列]; and the exact results. */
#include "document/tabledef.h"

#include "input/suggest.h"
#include "score/target.h"

#define MAX_CHAIN 200

struct refs JX_VEC(struct jx_cell_ref); /* a name with several ranges stands in it several times */
struct values JX_VEC(struct jx_expr_value);

struct lookup {
    struct jx__grid *grid;
    const struct refs *refs;
};

static void compute(struct jx__grid *grid, size_t index);

/* ---- names to places ---- */

/* A written column by name; SIZE_MAX for none. */
static size_t column_named(const struct jx__grid *grid, struct jx_str name)
{
    for (size_t i = 0; i < grid->def->n_columns; i++)
        if (jx_str_eq(grid->def->columns[i].name.str, name))
            return i;
    return SIZE_MAX;
}

/* The places of a written column, as seen from a cell, in the rows of ref: its own item's where it has one, else those of all
 * items, side by side in one range where nothing stands between them. */
static void push_columns(const struct jx__grid *grid, const struct jx_cell *cell, size_t written,
                         struct jx_cell_ref ref, struct refs *refs)
{
    const size_t index = grid->def->columns[written].group;
    const struct jx__grid_column *item = jx__grid_item_of(grid, cell);
    const bool alone = index == SIZE_MAX || (item != NULL && item->def->group == index);
    const struct jx__grid_group *group = alone ? NULL : &grid->groups[index];
    ref.col0 = ref.col1 = jx__grid_column_for(grid, cell, written);
    if (group != NULL && group->n == 1)
        ref.col1 = ref.col0 + group->n_items - 1;
    JX_PUSH(grid->b->arena, refs, ref);
    for (size_t i = 1; group != NULL && group->n > 1 && i < group->n_items; i++) {
        ref.col0 = ref.col1 = ref.col0 + group->n;
        JX_PUSH(grid->b->arena, refs, ref);
    }
}

/* A written column (SIZE_MAX: the one that ref has) of regions: a range for each that has rows; an empty range where none has. */
static void push_ranges(const struct jx__grid *grid, const struct jx_cell *cell, size_t written,
                        const struct jx__numbers *regions, struct jx_cell_ref ref,
                        struct refs *refs)
{
    for (size_t i = 0; i < regions->n; i++) {
        const struct jx__region *region = &grid->regions.items[regions->items[i]];
        if (region->row1 == region->row0)
            continue;
        ref.row0 = region->row0;
        ref.row1 = region->row1 - 1;
        if (written == SIZE_MAX)
            JX_PUSH(grid->b->arena, refs, ref);
        else
            push_columns(grid, cell, written, ref, refs);
    }
    if (refs->n > 0 && jx_str_eq(refs->items[refs->n - 1].name, ref.name))
        return;
    ref.row1 = SIZE_MAX; /* an empty range */
    JX_PUSH(grid->b->arena, refs, ref);
}

static bool has_band(const struct jx__band *bands, size_t n, struct jx_str name)
{
    for (size_t i = 0; i < n; i++)
        if (jx_str_eq(bands[i].name.str, name) || has_band(bands[i].bands, bands[i].n_bands, name))
            return true;
    return false;
}

/* [区段名.列]: into *ret_col the column, into *ret_regions the regions; a band that the data left out has none. False when the
 * definition has no such band or column. */
static bool find_dotted(const struct jx__grid *grid, struct jx_str name, size_t row,
                        size_t *ret_col, struct jx__numbers *ret_regions)
{
    size_t dot = jx_str_find(name, JX_STR("."), 0);
    if (dot == SIZE_MAX)
        return false;
    struct jx_str band = jx_str_sub(name, 0, dot);
    *ret_col = column_named(grid, jx_str_sub(name, dot + 1, SIZE_MAX));
    *ret_regions = jx__regions_near(grid, band, row);
    return *ret_col != SIZE_MAX &&
           (ret_regions->n > 0 || has_band(grid->def->bands, grid->def->n_bands, band));
}

/* What a name means for a cell, into refs: [列] and [行名] one place, [区段名.列] all that are equally near. False when
 * nothing has it, or (*ret_many) several rows have it and none is nearer. */
static bool resolve(const struct jx__grid *grid, const struct jx_cell *cell, struct jx_str name,
                    struct refs *refs, bool *ret_many)
{
    struct jx_cell_ref ref = {.name = name,
                              .row0 = cell->row,
                              .row1 = cell->row + cell->rows - 1,
                              .col0 = cell->col,
                              .col1 = cell->col};
    size_t written = column_named(grid, name);
    *ret_many = false;
    if (written != SIZE_MAX) {
        push_columns(grid, cell, written, ref, refs);
        return true;
    }
    struct jx__numbers regions = jx__regions_near(grid, name, cell->row);
    *ret_many = regions.n > 1;
    if (*ret_many || (regions.n == 0 && !find_dotted(grid, name, cell->row, &written, &regions)))
        return false;
    push_ranges(grid, cell, written, &regions, ref, refs);
    return true;
}

/* ---- the names of an expression ---- */

static void say_unknown_name(struct jx__grid *grid, const struct jx_expr *expr, bool many)
{
    struct jx_arena *arena = grid->b->arena;
    struct jx_strs names = {0};
    grid->failed = true;
    if (many) {
        JX_SAY(grid->b->diags, TABLE_NAME_AMBIGUOUS, expr->span, expr->text);
        return;
    }
    for (size_t i = 0; i < grid->def->n_columns; i++)
        if (grid->def->columns[i].name.str.ptr != NULL)
            JX_PUSH(arena, &names, grid->def->columns[i].name.str);
    for (size_t i = 0; i < grid->regions.n && names.n < JX_SUGGEST_MAX; i++) {
        struct jx_str region = grid->regions.items[i].name;
        if (region.ptr == NULL)
            continue;
        JX_PUSH(arena, &names, region);
        for (size_t k = 0; k < grid->def->n_columns; k++)
            JX_PUSH(arena, &names,
                    jx_str_printf(arena, "%.*s.%.*s", JX_FMT(region),
                                  JX_FMT(grid->def->columns[k].name.str)));
    }
    struct jx_str near = jx_suggest(grid->b->diags, expr->text, names.items, names.n);
    jx_suggested(JX_SAY(grid->b->diags, TABLE_NAME_UNKNOWN, expr->span, expr->text, near), near);
}

/* Resolve all names below expr. quiet: no messages. False when one cannot be resolved. */
static bool resolve_all(struct jx__grid *grid, const struct jx_cell *cell,
                        const struct jx_expr *expr, bool quiet, struct refs *refs)
{
    bool good = true;
    if (expr->kind == JX_X_NAME) {
        bool many;
        for (size_t i = 0; i < refs->n; i++)
            if (jx_str_eq(refs->items[i].name, expr->text))
                return true;
        if (resolve(grid, cell, expr->text, refs, &many))
            return true;
        if (!quiet)
            say_unknown_name(grid, expr, many);
        return false;
    }
    for (size_t i = 0; i < expr->n_args; i++)
        good = resolve_all(grid, cell, expr->args[i], quiet, refs) && good;
    return good;
}

/* ---- values ---- */

static struct jx_expr_value value_of(struct jx__grid *grid, size_t index)
{
    compute(grid, index);
    const struct jx_cell *cell = &grid->cells.items[index];
    if (cell->num != NULL)
        return (struct jx_expr_value){.kind = JX_XV_NUM, .num = *cell->num};
    struct jx_str text = jx__inlines_text(grid->b->arena, &cell->text);
    if (grid->states.items[index].is_blank || jx_str_trim(text).len == 0)
        return (struct jx_expr_value){.kind = JX_XV_BLANK};
    return (struct jx_expr_value){.kind = JX_XV_TEXT, .text = text};
}

/* The place of a range as a name. */
static struct jx_str place_key(struct jx_arena *arena, const struct jx_cell_ref *ref)
{
    return jx_str_printf(arena, "%zu %zu %zu %zu", ref->row0, ref->row1, ref->col0, ref->col1);
}

/* Whether a position is the first of its cell inside a range. */
static bool is_first(const struct jx__grid *grid, const struct jx_cell_ref *ref, size_t row,
                     size_t col)
{
    const struct jx_cell *cell = &grid->cells.items[grid->at[row * grid->n_cols + col]];
    return (cell->row == row || row == ref->row0) && (cell->col == col || col == ref->col0);
}

static void push_value(struct jx__grid *grid, size_t row, size_t col, struct values *values)
{
    struct jx_expr_value value = value_of(grid, grid->at[row * grid->n_cols + col]);
    if (value.kind == JX_XV_TEXT)
        value = (struct jx_expr_value){.kind = JX_XV_BLANK};
    JX_PUSH(grid->own, values, value);
}

/* Several rows of a column, or of columns side by side; words in it count as blank, as in a spreadsheet's sums. Each merged
 * cell counts once. */
static struct jx_expr_value range_of(struct jx__grid *grid, const struct jx_cell_ref *ref)
{
    struct values values = {0};
    const bool is_kept = ref->row0 != ref->row1; /* a row's own is short */
    const struct jx_str key = is_kept ? place_key(grid->own, ref) : JX_NO_STR;
    const size_t known = is_kept ? jx_index_find(&grid->range_places, key) : SIZE_MAX;
    if (known != SIZE_MAX)
        return grid->ranges.items[known];
    for (size_t row = ref->row0; ref->row1 != SIZE_MAX && row <= ref->row1; row++)
        for (size_t col = ref->col0; col <= ref->col1; col++)
            if (is_first(grid, ref, row, col))
                push_value(grid, row, col, &values);
    const struct jx_expr_value range = {.kind = JX_XV_LIST, .items = values.items, .n = values.n};
    if (is_kept && jx_index_add(grid->own, &grid->range_places, key, grid->ranges.n))
        JX_PUSH(grid->own, &grid->ranges, range);
    return range;
}

/* A single place: one row, or rows that one merged cell covers. */
static bool is_single(const struct jx__grid *grid, const struct jx_cell_ref *ref)
{
    if (ref->row1 == SIZE_MAX)
        return false;
    return grid->at[ref->row0 * grid->n_cols + ref->col0] ==
           grid->at[ref->row1 * grid->n_cols + ref->col1];
}

static struct jx_expr_value value_at(struct jx__grid *grid, const struct jx_cell_ref *ref)
{
    return value_of(grid, grid->at[ref->row0 * grid->n_cols + ref->col0]);
}

/* The values of several ranges, one after the other. */
static struct jx_expr_value ranges_of(struct jx__grid *grid, const struct jx_cell_ref *refs,
                                      size_t n)
{
    struct values all = {0};
    for (size_t i = 0; i < n; i++) {
        const struct jx_expr_value range = range_of(grid, &refs[i]);
        for (size_t k = 0; k < range.n; k++)
            JX_PUSH(grid->own, &all, range.items[k]);
    }
    return (struct jx_expr_value){.kind = JX_XV_LIST, .items = all.items, .n = all.n};
}

static struct jx_expr_value look_up(void *context, struct jx_str name)
{
    struct lookup *lookup = context;
    const struct refs *refs = lookup->refs;
    size_t from = 0, to;
    while (from < refs->n && !jx_str_eq(refs->items[from].name, name))
        from++;
    for (to = from; to < refs->n && jx_str_eq(refs->items[to].name, name);)
        to++;
    if (from == to)
        return (struct jx_expr_value){.kind = JX_XV_ERROR};
    if (to - from > 1)
        return ranges_of(lookup->grid, &refs->items[from], to - from);
    const struct jx_cell_ref *ref = &refs->items[from];
    return is_single(lookup->grid, ref) ? value_at(lookup->grid, ref) : range_of(lookup->grid, ref);
}

/* ---- computing ---- */

/* Whether a result is what the cell prints, at the digits that it prints. */
static bool prints_same(struct jx_arena *arena, const struct jx_cell *cell,
                        const struct jx_expr_value *result)
{
    if (result->kind != JX_XV_NUM || cell->num == NULL)
        return false;
    int digits = cell->format->digits;
    if (digits < 0)
        return jx_num_cmp(result->num, *cell->num) == 0;
    digits += cell->format->percent ? 2 : 0;
    struct jx_num a = jx_num_round(arena, result->num, digits, JX_ROUND_HALF_UP);
    struct jx_num b = jx_num_round(arena, *cell->num, digits, JX_ROUND_HALF_UP);
    return jx_num_cmp(a, b) == 0;
}

/* Places for spreadsheets: a merged cell's value stands at its top left. An empty range points at the formula's row. */
static void settle_refs(const struct jx__grid *grid, struct refs *refs)
{
    for (size_t i = 0; i < refs->n; i++) {
        struct jx_cell_ref *ref = &refs->items[i];
        if (!is_single(grid, ref))
            continue;
        const struct jx_cell *cell =
            &grid->cells.items[grid->at[ref->row0 * grid->n_cols + ref->col0]];
        ref->row0 = ref->row1 = cell->row;
        ref->col0 = ref->col1 = cell->col;
    }
}

static bool has_empty_range(const struct refs *refs)
{
    for (size_t i = 0; i < refs->n; i++)
        if (refs->items[i].row1 == SIZE_MAX)
            return true;
    return false;
}

/* Nothing to refer to: the value alone. */
static void keep_formula(struct jx__grid *grid, struct jx_cell *cell, const struct jx_expr *expr,
                         struct refs *refs)
{
    if (has_empty_range(refs))
        return;
    settle_refs(grid, refs);
    struct jx_cell_more *more = jx_cell_more_make(grid->b->arena, cell);
    more->formula = expr;
    more->refs = refs->items;
    more->n_refs = refs->n;
}

/* The cell of a single place when it shows a number with its unit (格式 指标值), else NULL. */
static const struct jx_cell *measured_at(struct jx__grid *grid, const struct jx_cell_ref *ref)
{
    if (!is_single(grid, ref))
        return NULL;
    const size_t index = grid->at[ref->row0 * grid->n_cols + ref->col0];
    const struct jx__cell_def *def = grid->states.items[index].def;
    const struct jx_cell *cell = &grid->cells.items[index];
    const bool measured = def != NULL && def->format.kind == JX__F_TARGET && cell->num != NULL;
    return measured && cell->format != NULL ? cell : NULL;
}

/* 11.98亿元 against 118900万元: the digits alone would give nonsense. False after a message. */
static bool check_units(struct jx__grid *grid, const struct jx__grid_cell *cell,
                        const struct refs *refs)
{
    struct jx_arena *arena = grid->b->arena;
    const struct jx_cell *first = NULL;
    for (size_t i = 0; i < refs->n; i++) {
        const struct jx_cell *other = measured_at(grid, &refs->items[i]);
        if (first == NULL)
            first = other;
        if (other == NULL || !jx_units_clash(arena, first->format->suffix, other->format->suffix))
            continue;
        JX_SAY(grid->b->diags, TABLE_UNITS, cell->def->formula.span,
               jx__inlines_text(arena, &first->text), jx__inlines_text(arena, &other->text));
        return false;
    }
    return true;
}

static void evaluate(struct jx__grid *grid, size_t index)
{
    const struct jx__grid_cell cell = jx__grid_cell(grid, index);
    const struct jx__cell_state *state = cell.state;
    struct jx_arena *arena = grid->b->arena;
    struct jx_diags unheard, *diags = grid->b->diags;
    struct refs *refs = JX_NEW(arena, struct refs);
    if (!resolve_all(grid, cell.cell, state->expr, state->from_data, refs))
        return;
    if (state->from_data) {
        jx_diags_init(&unheard, arena, diags->sources);
        diags = &unheard;
    }
    struct lookup lookup = {grid, refs};
    struct jx_expr_value result = jx_expr_eval(arena, state->expr, look_up, &lookup, diags);
    if (result.kind == JX_XV_NUM && !state->from_data && !check_units(grid, &cell, refs)) {
        result.kind = JX_XV_BLANK;
        if (!state->stated)
            jx__cell_take_result(&cell, &result);
        return;
    }
    if (result.kind == JX_XV_ERROR || result.kind == JX_XV_LIST) {
        if (!state->from_data && result.kind == JX_XV_LIST)
            JX_SAY(diags, TABLE_RESULT, cell.def->formula.span);
        grid->failed = grid->failed || !state->from_data;
        return;
    }
    if (!state->stated)
        jx__cell_take_result(&cell, &result);
    else if (!prints_same(arena, cell.cell, &result))
        return;
    else
        cell.cell->num =
            jx_num_make(arena, result.num); /* a spreadsheet that computes anew has it too */
    keep_formula(grid, cell.cell, state->expr, refs);
}

static void compute(struct jx__grid *grid, size_t index)
{
    struct jx__cell_state *state = &grid->states.items[index];
    if (state->progress == JX__DONE || grid->cells.items[index].rows == 0)
        return;
    if (state->progress == JX__RUNNING || grid->depth >= MAX_CHAIN) {
        JX_SAY(grid->b->diags, TABLE_CYCLE, state->def->formula.span,
               jx_str_printf(grid->b->arena, "%d", MAX_CHAIN));
        grid->failed = true;
        return;
    }
    state->progress = JX__RUNNING;
    grid->depth++;
    evaluate(grid, index);
    grid->depth--;
    state->progress = JX__DONE;
}

void jx__grid_compute(struct jx__grid *grid)
{
    for (size_t i = 0; i < grid->cells.n && !grid->failed; i++)
        compute(grid, i);
}

const struct jx_cell *jx__grid_cell_at(const struct jx__grid *grid, size_t row, size_t col)
{
    return &grid->cells.items[grid->at[row * grid->n_cols + col]];
}

void jx__grid_evaluate(struct jx__grid *grid, struct jx_cell *cell, const struct jx_expr *expr)
{
    struct refs *refs = JX_NEW(grid->b->arena, struct refs);
    if (!resolve_all(grid, cell, expr, false, refs))
        return;
    struct lookup lookup = {grid, refs};
    struct jx_expr_value result =
        jx_expr_eval(grid->b->arena, expr, look_up, &lookup, grid->b->diags);
    if (result.kind == JX_XV_LIST)
        JX_SAY(grid->b->diags, TABLE_RESULT, expr->span);
    grid->failed = grid->failed || result.kind == JX_XV_LIST || result.kind == JX_XV_ERROR;
    cell->num = result.kind == JX_XV_NUM ? jx_num_make(grid->b->arena, result.num) : NULL;
    keep_formula(grid, cell, expr, refs);
}
