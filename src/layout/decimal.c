/* decimal.c - numbers of a column with their points below each other.
 *
 * Layer:   layout.
 * Source:  CY/T 170-2019 7.4.
 */
#include "layout/internal.h"

static bool is_digit(const struct jx_glyph *glyph)
{
    return glyph->text.len == 1 && glyph->text.ptr[0] >= '0' && glyph->text.ptr[0] <= '9';
}

/* Does the number go on after its first digits with this? */
static bool is_inside(const struct jx_glyph *glyph)
{
    return is_digit(glyph) || jx_str_empty(glyph->text) || jx_str_is(glyph->text, ",");
}

/* Width of what stands before the point of the line's first number: −1,234 of −1,234.50, 98 of 98%, ≥18 of ≥18项. False: no number. */
static bool whole_part(const struct jx_line *line, int32_t *ret_mpt)
{
    bool found = false;

    for (size_t r = 0; r < line->n; r++)
        for (size_t g = 0; g < line->runs[r].n; g++) {
            const struct jx_glyph_run *run = &line->runs[r];

            *ret_mpt = run->x_mpt + run->glyphs[g].x_mpt - line->x_mpt;
            if (found && !is_inside(&run->glyphs[g]))
                return true;
            found = found || is_digit(&run->glyphs[g]);
        }
    *ret_mpt = line->width_mpt;
    return found;
}

static bool is_one_line(const struct jx__cell *set, size_t column)
{
    return set->cell->halign == JX_HA_DECIMAL && set->cell->col == column && set->cell->cols == 1 &&
           set->paragraph != NULL && set->paragraph->n == 1;
}

static int32_t within(int32_t shift_mpt, int32_t free_mpt)
{
    if (shift_mpt > free_mpt)
        shift_mpt = free_mpt;
    return shift_mpt > 0 ? shift_mpt : 0;
}

void jx__align_decimals(struct jx__grid *grid, size_t column)
{
    const int32_t width = grid->x_mpt[column + 1] - grid->x_mpt[column] - 2 * grid->look->pad_x_mpt;
    int32_t whole = 0, rest = 0, part;

    for (size_t i = 0; i < grid->table->n_cells; i++) {
        const struct jx__cell *set = &grid->cells[i];

        if (is_one_line(set, column) && whole_part(&set->paragraph->lines[0], &part)) {
            const int32_t tail = set->paragraph->lines[0].width_mpt - part;

            whole = part > whole ? part : whole;
            rest = tail > rest ? tail : rest;
        }
    }
    for (size_t i = 0; i < grid->table->n_cells; i++) {
        struct jx__cell *set = &grid->cells[i];

        if (is_one_line(set, column)) {
            const int32_t room = width - set->paragraph->lines[0].width_mpt;

            set->shift_mpt = whole_part(&set->paragraph->lines[0], &part)
                                 ? within((width - whole - rest) / 2 + whole - part, room)
                                 : within(room / 2, room);
        }
    }
}
