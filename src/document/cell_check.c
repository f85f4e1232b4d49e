/* cell_check.c - 校验 and 提示: what may be filled into a cell of the workbook.
 *
 * Layer:   document.
 * Memory:  lives in the arena of the run.
 */
#include "document/tabledef.h"

#include <string.h>

struct reader {
    struct jx_arena *arena;
    struct jx_diags *diags;
    const struct jx__tabledef *def;
    struct jx_check *check;
};

/* ---- as written ---- */

/* 100, 100%, [权重]. False for anything else; a column that the table does not have is told about. */
static bool read_end(struct reader *r, struct jx_text text, struct jx_check_end *end)
{
    text.str = jx_str_trim(text.str);
    end->set = true;
    if (jx_str_starts(text.str, JX_STR("[")) && jx_str_ends(text.str, JX_STR("]"))) {
        text.str = jx_str_sub(text.str, 1, text.str.len - 2);
        end->name = text.str;
        end->col = jx__column_named(r->arena, r->diags, r->def, &text);
        end->set = end->col != SIZE_MAX;
        return true;
    }
    if (jx_str_ends(text.str, JX_STR("%")))
        r->check->kind = JX_CHECK_PERCENT;
    return jx__value_num(r->arena, jx_value_text(r->arena, text.str), &end->num);
}

/* ≥0, ≤[权重] */
static bool read_one_end(struct reader *r, struct jx_text text, const char *sign,
                         struct jx_check_end *end)
{
    if (!jx_str_starts(text.str, jx_str_of(sign)))
        return false;
    text.str = jx_str_sub(text.str, strlen(sign), SIZE_MAX);
    return read_end(r, text, end);
}

/* 0 至 [权重] */
static bool read_both_ends(struct reader *r, struct jx_text text)
{
    size_t at = jx_str_find(text.str, JX_STR("至"), 0);
    struct jx_text low = text, high = text;
    if (at == SIZE_MAX)
        return false;
    low.str = jx_str_sub(text.str, 0, at);
    high.str = jx_str_sub(text.str, at + strlen("至"), SIZE_MAX);
    return read_end(r, low, &r->check->low) && read_end(r, high, &r->check->high);
}

static bool read_scalar(struct reader *r, struct jx_text text)
{
    struct jx_check *check = r->check;
    text.str = jx_str_trim(text.str);
    check->kind = JX_CHECK_NUM;
    if (jx_str_is(text.str, "数"))
        return true;
    if (jx_str_is(text.str, "百分比"))
        check->kind = JX_CHECK_PERCENT;
    else if (jx_str_is(text.str, "日期"))
        check->kind = JX_CHECK_DATE;
    else
        return read_one_end(r, text, "≥", &check->low) ||
               read_one_end(r, text, "≤", &check->high) || read_both_ends(r, text);
    return true;
}

static bool read_choices(struct reader *r, const struct jx_node *node)
{
    struct jx_check *check = r->check;
    check->kind = JX_CHECK_CHOICE;
    check->choices = JX_ARRAY(r->arena, struct jx_str, node->n);
    for (size_t i = 0; i < node->n; i++) {
        if (node->items[i]->kind != JX_NODE_SCALAR || jx_node_is_null(node->items[i]))
            return false;
        check->choices[check->n_choices++] = node->items[i]->text;
    }
    return check->n_choices > 0;
}

const struct jx_check *jx__check_decode(struct jx_arena *arena, struct jx_diags *diags,
                                        const struct jx__tabledef *def, const struct jx_node *node,
                                        struct jx_str prompt)
{
    bool nothing = jx_node_is_null(node);
    if (nothing && jx_str_empty(prompt))
        return NULL;
    struct jx_check *check = JX_NEW(arena, struct jx_check);
    struct reader r = {arena, diags, def, check};
    check->prompt = prompt;
    bool good = nothing;
    if (!nothing && node->kind == JX_NODE_SCALAR)
        good = read_scalar(&r, (struct jx_text){node->text, node->span});
    else if (!nothing && node->kind == JX_NODE_LIST)
        good = read_choices(&r, node);
    if (good)
        return check;
    JX_SAY(diags, TABLE_CHECK, node->span, node->kind == JX_NODE_SCALAR ? node->text : JX_STR("…"));
    return NULL;
}

/* ---- in a grid ---- */

/* An end in another column is the cell there; what is no number is no end. */
static void place_end(const struct jx__grid *grid, const struct jx_cell *checked,
                      struct jx_check_end *end)
{
    if (!end->set || end->name.ptr == NULL)
        return;
    const struct jx_cell *cell =
        jx__grid_cell_at(grid, checked->row, jx__grid_column_for(grid, checked, end->col));
    end->set = cell->num != NULL;
    end->row = cell->row;
    end->col = cell->col;
}

void jx__checks_place(struct jx__grid *grid)
{
    for (size_t i = 0; i < grid->cells.n; i++) {
        const struct jx_check *def = grid->states.items[i].def->check;
        struct jx_cell *cell = &grid->cells.items[i];
        if (def == NULL || cell->rows == 0)
            continue;
        struct jx_check *check = JX_NEW(grid->b->arena, struct jx_check);
        *check = *def;
        place_end(grid, cell, &check->low);
        place_end(grid, cell, &check->high);
        jx_cell_more_make(grid->b->arena, cell)->check = check;
    }
}
