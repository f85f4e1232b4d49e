/* form.h - a self-evaluation form made by hand (附件1 of the Xinzhou report), for the tests of the room. */
#ifndef JX_TEST_XLSX_FORM_H
#define JX_TEST_XLSX_FORM_H

#include "document/block.h"

#include <string.h>

struct form {
    struct jx_arena *arena;
    struct jx_sources sources;
    struct jx_diags diags;
    struct jx_table *table;
    size_t cap;
};

static inline struct jx_num form_num(struct form *form, const char *text)
{
    struct jx_num num = {0};
    (void)jx_num_parse(form->arena, jx_str_of(text), &num);
    return num;
}

static inline struct jx_inlines form_text(struct form *form, const char *text)
{
    struct jx_inlines inlines = {0};
    if (*text)
        JX_PUSH(form->arena, &inlines,
                (struct jx_inline){.kind = JX_I_TEXT, .text = jx_str_of(text)});
    return inlines;
}

static inline void form_init(struct form *form, struct jx_arena *arena, size_t n_rows,
                             size_t n_cols)
{
    memset(form, 0, sizeof *form);
    form->arena = arena;
    form->sources.arena = form->arena;
    jx_diags_init(&form->diags, form->arena, &form->sources);
    form->table = JX_NEW(form->arena, struct jx_table);
    form->table->n_rows = n_rows;
    form->table->n_cols = n_cols;
    form->table->widths = JX_ARRAY(form->arena, uint32_t, n_cols);
    form->table->rows = JX_ARRAY(form->arena, struct jx_table_row, n_rows);
    form->cap = n_rows * n_cols;
    form->table->cells = JX_ARRAY(form->arena, struct jx_cell, form->cap);
}

/* The next cell, in row-major order. */
static inline struct jx_cell *form_cell(struct form *form, size_t row, size_t col, const char *text)
{
    struct jx_cell *cell = &form->table->cells[form->table->n_cells++];
    *cell = (struct jx_cell){.row = (uint32_t)row,
                             .col = (uint32_t)col,
                             .rows = 1,
                             .cols = 1,
                             .halign = JX_HA_CENTER,
                             .valign = JX_VA_MIDDLE,
                             .text = form_text(form, text)};
    return cell;
}

static inline void form_format(struct form *form, struct jx_cell *cell, struct jx_num_format format)
{
    struct jx_num_format *own = JX_NEW(form->arena, struct jx_num_format);
    *own = format;
    cell->format = own;
}

static inline struct jx_cell *form_number(struct form *form, size_t row, size_t col,
                                          const char *text, const char *num,
                                          struct jx_num_format format)
{
    struct jx_cell *cell = form_cell(form, row, col, text);
    cell->num = jx_num_make(form->arena, form_num(form, num));
    form_format(form, cell, format);
    return cell;
}

/* Its names are given one by one through form_ref(), at most 8. */
static inline void form_formula(struct form *form, struct jx_cell *cell, const char *text)
{
    struct jx_expr *expr = NULL;
    struct jx_cell_more *more = jx_cell_more_make(form->arena, cell);
    if (jx_expr_parse(form->arena, jx_str_of(text), JX_NO_SPAN, &form->diags, &expr) == JX_OK)
        more->formula = expr;
    more->refs = JX_ARRAY(form->arena, struct jx_cell_ref, 8);
}

static inline void form_ref(struct jx_cell *cell, const char *name, size_t row0, size_t col0,
                            size_t row1, size_t col1)
{
    ((struct jx_cell_ref *)cell->more->refs)[cell->more->n_refs++] =
        (struct jx_cell_ref){jx_str_of(name), row0, col0, row1, col1};
}

static inline void form_header(struct form *form)
{
    static const char *const names[] = {"一级指标", "二级指标", "三级指标",
                                        "权重",     "目标值",   "业绩值",
                                        "完成率",   "得分",     "偏差原因分析及改进措施"};
    form->table->rows[0].header = true;
    for (size_t i = 0; i < 9; i++)
        form_cell(form, 0, i, names[i])->header = true;
}

struct form_line {
    const char *first;
    size_t rows;
    const char *second, *name, *weight, *target, *actual, *rate, *score, *reason;
};

/* ≥90%, 90.00% */
static inline const char *form_percent(struct form *form, const char *prefix, const char *ratio,
                                       int digits)
{
    struct jx_num shown =
        jx_num_mul(form->arena, form_num(form, ratio), jx_num_int(form->arena, 100));
    struct jx_str text = jx_num_fixed(form->arena, shown, digits, JX_ROUND_HALF_UP);
    return jx_str_printf(form->arena, "%s%.*s%%", prefix, JX_FMT(text)).ptr;
}

static inline void form_line(struct form *form, size_t row, const struct form_line *line)
{
    if (line->first) {
        struct jx_cell *first = form_cell(form, row, 0, line->first);
        first->rows = (uint32_t)line->rows;
    }
    form_cell(form, row, 1, line->second);
    form_cell(form, row, 2, line->name)->halign = JX_HA_LEFT;
    form_number(form, row, 3, line->weight, line->weight, (struct jx_num_format){.digits = -1});
    if (line->target)
        form_number(form, row, 4, form_percent(form, "≥", line->target, 0), line->target,
                    (struct jx_num_format){.percent = true, .prefix = JX_STR("≥")});
    else
        form_cell(form, row, 4, "持续");
    struct jx_cell *actual =
        form_number(form, row, 5, form_percent(form, "", line->actual, 2), line->actual,
                    (struct jx_num_format){.digits = 2, .percent = true});
    actual->input = true;
    struct jx_cell *rate = form_cell(form, row, 6, line->rate);
    form_format(form, rate, (struct jx_num_format){.digits = 2, .percent = true});
    if (line->target) {
        rate->num = jx_num_make(
            form->arena, jx_num_div(form->arena, *actual->num, form_num(form, line->target)));
        form_formula(form, rate, "比率(业绩值, 目标值)");
        form_ref(rate, "业绩值", row, 5, row, 5);
        form_ref(rate, "目标值", row, 4, row, 4);
    }
    struct jx_cell *score =
        form_number(form, row, 7, line->score, line->score, (struct jx_num_format){.digits = -1});
    score->input = true;
    jx_cell_more_make(form->arena, score)->id = jx_str_printf(form->arena, "B%zu/得分", row);
    score->more->comment = JX_STR("比例：完成率 100.00% × 权重 10，保留一位小数，得 10 分。");
    form_cell(form, row, 8, line->reason)->halign = JX_HA_LEFT;
}

static inline void form_total(struct form *form, size_t row)
{
    struct jx_cell *label = form_cell(form, row, 0, "合计");
    label->cols = 3;
    label->strong = true;
    struct jx_cell *weight =
        form_number(form, row, 3, "100", "100", (struct jx_num_format){.digits = -1});
    form_formula(form, weight, "合计(权重)");
    form_ref(weight, "权重", 1, 3, row - 1, 3);
    form_cell(form, row, 4, "")->cols = 3;
    struct jx_cell *score =
        form_number(form, row, 7, "89.5", "89.5", (struct jx_num_format){.digits = 1});
    score->strong = true;
    form_formula(form, score, "合计(得分)");
    form_ref(score, "得分", 1, 7, row - 1, 7);
    form_cell(form, row, 8, "");
}

static inline void form_make(struct form *form, struct jx_arena *arena)
{
    static const struct form_line lines[] = {
        {"预算执行指标", 1, "预算执行指标", "预算执行率", "10", "1", "0", "0.00%", "0", ""},
        {"产出指标", 4, "数量指标", "1.各级各部门业务上云数2.信息资源融合部门数", "10", "0.9",
         "0.9", "100.00%", "10", ""},
        {NULL, 0, "质量指标", "1.建成统一的基础设施资源池2.建立全市信息资源共享体系", "10", "0.91",
         "0.91", "100.00%", "10", ""},
        {NULL, 0, "时效指标", "保障全市各类信息系统安全、稳定、可靠地运行", "10", NULL, "0.95",
         "95%", "9.5",
         "原因：时效指标目标值为持续，缺乏数据支持；改进措施：不断完善指标体系，制定合理的时效指标"},
        {NULL, 0, "成本指标", "项目建设总费用按合同支付", "10", "1", "1", "100.00%", "10", ""},
        {"效益指标", 4, "经济效益", "节省开支率", "10", "0.5", "0.5", "100.00%", "10", ""},
        {NULL, 0, "社会效益", "提高办事效率", "10", "0.7", "0.7", "100.00%", "10", ""},
        {NULL, 0, "生态效益", "减少出行，提高空气质量率", "10", "0.5", "0.5", "100.00%", "10", ""},
        {NULL, 0, "可持续影响指标", "项目持续发挥作用", "10", "0.9", "0.9", "100.00%", "10", ""},
        {"满意度指标", 1, "服务对象满意度指标", "业务使用部门以及群众满意度", "10", "0.8", "0.8",
         "100.00%", "10", ""},
    };
    static const uint32_t widths[] = {10, 12, 28, 6, 9, 9, 9, 8, 30};
    size_t n = sizeof lines / sizeof *lines;
    form_init(form, arena, n + 2, 9);
    memcpy(form->table->widths, widths, sizeof widths);
    form->table->heading_caption = true;
    form->table->caption = form_text(form, "附件1.项目支出绩效自评表");
    form->table->unit = JX_STR("单位：万元");
    form->table->note = JX_STR("注：得分四舍五入保留一位小数。");
    form_header(form);
    for (size_t i = 0; i < n; i++)
        form_line(form, i + 1, &lines[i]);
    form_total(form, n + 1);
}

#endif
