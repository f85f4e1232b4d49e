/* check.c - what may be filled into input cells: data validation with its messages.
 *
 * Layer:   xlsx.
 * Memory:  strings live in the writer's arena; the library keeps copies.
 */
#include "xlsx/internal.h"

#include "xlsx/words.h"

/* Excel's limits. */
#define MAX_MESSAGE_UNITS 255
#define MAX_LIST_UNITS 255

/* Rows of one column with the same check. */
struct run {
    const struct jx_cell *first, *last; /* NULL: none */
};

struct job {
    struct jx__xlsx_writer *writer;
    lxw_worksheet *sheet;
    const struct jx__xlsx_plan *plan;
};

/* ---- equal checks ---- */

static bool same_end(const struct jx_check_end *a, size_t row_a, const struct jx_check_end *b,
                     size_t row_b)
{
    if (a->set != b->set || (a->name.ptr == NULL) != (b->name.ptr == NULL))
        return false;
    if (!a->set)
        return true;
    if (a->name.ptr == NULL)
        return jx_num_cmp(a->num, b->num) == 0;
    return a->col == b->col && a->row - row_a == b->row - row_b;
}

/* Can the cell go on with the run? Places in its formulas count from the first cell. */
static bool goes_on(const struct run *run, const struct jx_cell *cell)
{
    const struct jx_cell *last = run->last;
    if (last == NULL || last->rows != 1 || cell->rows != 1 || cell->row != last->row + 1)
        return false;
    const struct jx_check *a = jx_cell_more(run->first)->check;
    const struct jx_check *b = jx_cell_more(cell)->check;
    return a->kind == b->kind && a->choices == b->choices && a->prompt.ptr == b->prompt.ptr &&
           same_end(&a->low, run->first->row, &b->low, cell->row) &&
           same_end(&a->high, run->first->row, &b->high, cell->row);
}

/* ---- messages ---- */

static struct jx_str number_text(const struct job *job, const struct jx_check *check,
                                 const struct jx_check_end *end)
{
    struct jx_arena *arena = job->writer->arena;
    if (end->name.ptr != NULL)
        return jx_str_replace(arena, JX_STR(JX_W_CHECK_COLUMN), JX_STR("{0}"), end->name);
    if (check->kind != JX_CHECK_PERCENT)
        return jx_num_text(arena, end->num, 10);
    struct jx_str text =
        jx_num_text(arena, jx_num_mul(arena, end->num, jx_num_int(arena, 100)), 10);
    return jx_str_printf(arena, "%.*s%%", JX_FMT(text));
}

static const char *message_of(const struct jx_check *check)
{
    if (check->kind == JX_CHECK_DATE)
        return JX_W_CHECK_DATE;
    if (check->kind == JX_CHECK_CHOICE)
        return JX_W_CHECK_CHOICE;
    if (check->low.set && check->high.set)
        return JX_W_CHECK_BOTH;
    if (check->low.set || check->high.set)
        return check->low.set ? JX_W_CHECK_LOW : JX_W_CHECK_HIGH;
    return check->kind == JX_CHECK_PERCENT ? JX_W_CHECK_PERCENT : JX_W_CHECK_NUM;
}

static struct jx_str said(const struct job *job, const struct jx_check *check)
{
    struct jx_arena *arena = job->writer->arena;
    struct jx_str text = jx_str_of(message_of(check));
    const struct jx_check_end *first = check->low.set ? &check->low : &check->high;
    if (first->set)
        text = jx_str_replace(arena, text, JX_STR("{0}"), number_text(job, check, first));
    if (check->low.set && check->high.set)
        text = jx_str_replace(arena, text, JX_STR("{1}"), number_text(job, check, &check->high));
    return text;
}

static char *cut(const struct job *job, struct jx_str text)
{
    struct jx_arena *arena = job->writer->arena;
    return (char *)jx__xlsx_cut(arena, jx__xlsx_clean(arena, text), MAX_MESSAGE_UNITS).ptr;
}

/* ---- the library's record ---- */

/* "=0", "=D5" */
static char *end_formula(const struct job *job, const struct jx_check_end *end)
{
    struct jx_arena *arena = job->writer->arena;
    struct jx_str text = end->name.ptr != NULL
                             ? jx__xlsx_a1(arena, end->row + job->plan->grid_row, end->col)
                             : jx_num_text(arena, end->num, 10);
    return (char *)jx_str_printf(arena, "=%.*s", JX_FMT(text)).ptr;
}

static void set_ends(const struct job *job, const struct jx_cell *cell,
                     lxw_data_validation *validation)
{
    const struct jx_check *check = jx_cell_more(cell)->check;
    validation->validate = LXW_VALIDATION_TYPE_DECIMAL_FORMULA;
    if (check->low.set && check->high.set) {
        validation->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        validation->minimum_formula = end_formula(job, &check->low);
        validation->maximum_formula = end_formula(job, &check->high);
    } else if (check->low.set || check->high.set) {
        validation->criteria = check->low.set ? LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO
                                              : LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO;
        validation->value_formula = end_formula(job, check->low.set ? &check->low : &check->high);
    } else {
        struct jx_str place =
            jx__xlsx_a1(job->writer->arena, cell->row + job->plan->grid_row, cell->col);
        validation->validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
        validation->value_formula =
            (char *)jx_str_printf(job->writer->arena, "=ISNUMBER(%.*s)", JX_FMT(place)).ptr;
    }
}

/* Any date from 1900-01-01. */
static void set_date(lxw_data_validation *validation)
{
    validation->validate = LXW_VALIDATION_TYPE_DATE_NUMBER;
    validation->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
    validation->value_number = 1;
}

/* A list; nothing is checked when Excel cannot write the words as one (their commas, their length). */
static void set_choices(const struct job *job, const struct jx_check *check,
                        lxw_data_validation *validation)
{
    char **list = JX_ARRAY(job->writer->arena, char *, check->n_choices + 1);
    size_t units = check->n_choices - 1;
    bool fits = true;
    for (size_t i = 0; i < check->n_choices; i++) {
        struct jx_str word = jx__xlsx_clean(job->writer->arena, check->choices[i]);
        units += jx__xlsx_utf16_len(word);
        fits = fits && word.len && jx_str_find(word, JX_STR(","), 0) == SIZE_MAX;
        list[i] = (char *)word.ptr;
    }
    if (!fits || units > MAX_LIST_UNITS)
        return;
    validation->validate = LXW_VALIDATION_TYPE_LIST;
    validation->value_list = list;
}

static void write_run(const struct job *job, const struct run *run)
{
    const struct jx_cell *cell = run->first;
    if (cell == NULL)
        return;
    const struct jx_check *check = jx_cell_more(cell)->check;
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_ANY,
                                      .input_title = (char *)JX_W_CHECK_TITLE};
    if (check->kind == JX_CHECK_CHOICE)
        set_choices(job, check, &validation);
    else if (check->kind == JX_CHECK_DATE)
        set_date(&validation);
    else if (check->kind != JX_CHECK_ANY)
        set_ends(job, cell, &validation);
    struct jx_str rule = said(job, check);
    validation.input_message = cut(job, check->prompt.len ? check->prompt : rule);
    if (validation.validate != LXW_VALIDATION_TYPE_ANY) {
        validation.error_title = (char *)JX_W_CHECK_WRONG;
        validation.error_message = cut(job, rule);
    }
    size_t row0 = cell->row + job->plan->grid_row;
    size_t row1 = run->last->row + run->last->rows - 1 + job->plan->grid_row;
    jx__xlsx_keep(job->writer,
                  worksheet_data_validation_range(
                      job->sheet, (lxw_row_t)row0, (lxw_col_t)cell->col, (lxw_row_t)row1,
                      (lxw_col_t)(cell->col + cell->cols - 1), &validation));
}

void jx__xlsx_checks(struct jx__xlsx_writer *writer, lxw_worksheet *sheet,
                     const struct jx__xlsx_plan *plan)
{
    const struct jx_table *table = plan->table;
    struct job job = {writer, sheet, plan};
    struct run *runs = JX_ARRAY(writer->arena, struct run, table->n_cols);
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        struct run *run = &runs[cell->col];
        if (!cell->input || jx_cell_more(cell)->check == NULL)
            continue;
        if (!goes_on(run, cell)) {
            write_run(&job, run);
            run->first = cell;
        }
        run->last = cell;
    }
    for (size_t i = 0; i < table->n_cols; i++)
        write_run(&job, &runs[i]);
}
