/* celldef.c - reads the rows and cells of a table definition. */
#include "document/tabledef_read.h"

#include <stddef.h>

static const char *const tick_words[] = {"前置", "括号", "分行", NULL};

/* ---- records as written ---- */

struct row_record {
    struct jx_span span;
    struct jx_text name;
    const struct jx_node *cells;
};

static const struct jx_field row_fields[] = {
    FIELD(struct row_record, "名", JX_F_TEXT, name, "公式里用的行名"),
    {.key = "单元",
     .type = JX_F_NODE,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct row_record, cells),
     .doc = "这一行的单元"},
};
static const struct jx_schema row_schema = SCHEMA("行", struct row_record, row_fields);

struct cell_record {
    struct jx_span span;
    struct jx_text text, prose, path, formula, format, prefix, suffix, blank, comment, follow;
    struct jx_amount cols, rows, copies;
    struct jx_text halign, valign, tick_form;
    struct jx_flag strong, input, across;
    const struct jx_node *ticks, *check;
    struct jx_text prompt;
    struct jx_texts marks;
};

static const struct jx_field cell_fields[] = {
    FIELD(struct cell_record, "文", JX_F_TEXT, text, "文字，可用 {{…}}"),
    FIELD(struct cell_record, "段落", JX_F_TEXT, prose,
          "Markdown 的段落，可用 {{…}} 和 {{> 正文.…}}"),
    FIELD(struct cell_record, "值", JX_F_TEXT, path, "数据中的一项"),
    FIELD(struct cell_record, "勾选", JX_F_NODE, ticks,
          "列出各选项，选中值的那一项：是，或选项的列表"),
    FIELD(struct cell_record, "记号", JX_F_TEXTS, marks, "[选中, 未选]，不写为 ☑ 和 □"),
    {.key = "勾选样式",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct cell_record, tick_form),
     .choices = tick_words,
     .doc = "前置：☑ 甲　□ 乙；括号：甲（√）；乙（□）。；分行：一行一个"},
    FIELD(struct cell_record, "公式", JX_F_TEXT, formula, "算式，或数据中存算式的那一项"),
    FIELD(struct cell_record, "格式", JX_F_TEXT, format, "原样 数 百分比 金额 指标值 日期 负数"),
    FIELD(struct cell_record, "前缀", JX_F_TEXT, prefix, "加在前面的字"),
    FIELD(struct cell_record, "后缀", JX_F_TEXT, suffix, "加在后面的字"),
    FIELD(struct cell_record, "空", JX_F_TEXT, blank, "没有值时印的字"),
    FIELD(struct cell_record, "批注", JX_F_TEXT, comment, "数据中的一项，作工作簿里的批注"),
    FIELD(struct cell_record, "随", JX_F_TEXT, follow, "随这一列合并"),
    FIELD(struct cell_record, "跨列", JX_F_NUM, cols, "占几列"),
    FIELD(struct cell_record, "跨项", JX_F_BOOL, across, "是：在重复的列里，各项合起来只一个"),
    FIELD(struct cell_record, "跨行", JX_F_NUM, rows, "占几行"),
    FIELD(struct cell_record, "重复", JX_F_NUM, copies, "同样的单元连写几个"),
    {.key = "对齐",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct cell_record, halign),
     .choices = jx__halign_words,
     .doc = "左 中 右 小数点"},
    {.key = "垂直",
     .type = JX_F_CHOICE,
     .offset = offsetof(struct cell_record, valign),
     .choices = jx__valign_words,
     .doc = "上 中"},
    FIELD(struct cell_record, "加粗", JX_F_BOOL, strong, "是否加粗"),
    FIELD(struct cell_record, "可填", JX_F_BOOL, input, "是：工作簿里可以改"),
    FIELD(struct cell_record, "校验", JX_F_NODE, check,
          "可填什么：数、≥0、0 至 [权重]、百分比、日期，或词的列表"),
    FIELD(struct cell_record, "提示", JX_F_TEXT, prompt, "选中这一格时显示的话"),
};
static const struct jx_schema cell_schema = SCHEMA("单元", struct cell_record, cell_fields);

/* A count from 1 to max; 1 when not given, after a message when wrong. */
static size_t count_of(struct jx__reader *r, const struct jx_amount *amount, size_t max)
{
    int64_t n;
    if (!amount->set)
        return 1;
    if (jx_num_to_int(amount->num, &n) && n >= 1 && n <= (int64_t)max)
        return (size_t)n;
    JX_SAY(r->diags, TABLE_COUNT, amount->span, amount->text, jx_str_printf(r->arena, "%zu", max));
    return 1;
}

/* ---- reading ---- */

static void read_ticks(struct jx__reader *r, const struct cell_record *record,
                       struct jx__cell_def *cell)
{
    struct jx_decode decode = {.arena = r->arena, .diags = r->diags};
    size_t form = jx__word_index(record->tick_form.str, tick_words, JX__TICK_ROW);
    if (record->ticks == NULL)
        return;
    if (record->path.str.ptr == NULL || record->formula.str.ptr != NULL)
        JX_SAY(r->diags, TICK_VALUE, record->ticks->span);
    else
        cell->ticks =
            jx__ticks_decode(&decode, record->ticks, &record->marks, (enum jx__tick_form)form);
}

/* A formula that is only a word names a member of the data that holds the formula. */
static bool is_member_name(struct jx_arena *arena, struct jx_str formula)
{
    static const char *const signs[] = {"[", "(", "（", "+", "-", "*", "/", "×",
                                        "÷", "<", ">",  "=", "≤", "≥", "≠"};
    struct jx_num num;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (jx_str_find(formula, jx_str_of(signs[i]), 0) != SIZE_MAX)
            return false;
    return !jx_num_parse(arena, formula, &num);
}

static void read_formula(struct jx__reader *r, struct jx__cell_def *cell)
{
    struct jx_expr *expr = NULL;
    if (cell->formula.str.ptr == NULL || is_member_name(r->arena, cell->formula.str))
        return;
    if (jx_expr_parse(r->arena, cell->formula.str, cell->formula.span, r->diags, &expr) == JX_OK)
        cell->expr = expr;
}

static void read_cell(struct jx__reader *r, const struct jx_node *node,
                      const struct jx__looks *looks, struct jx__cell_def *cell)
{
    *cell = (struct jx__cell_def){.span = node->span,
                                  .place = {.span = node->span},
                                  .looks = *looks,
                                  .cols = 1,
                                  .rows = 1,
                                  .copies = 1,
                                  .follow = SIZE_MAX,
                                  .format = {JX__F_PLAIN, -1}};
    if (node->kind == JX_NODE_SCALAR) {
        cell->text = (struct jx_text){jx_node_is_null(node) ? JX_STR("") : node->text, node->span};
        return;
    }
    struct cell_record record = {0};
    jx__record_read(r, &cell_schema, node, &record);
    cell->text = record.text;
    cell->prose = record.prose;
    cell->path = record.path;
    if (record.path.str.ptr != NULL)
        cell->use = JX_NEW(r->arena, struct jx__path_use);
    cell->formula = record.formula;
    cell->prefix = record.prefix;
    cell->suffix = record.suffix;
    cell->blank = record.blank;
    cell->comment = record.comment;
    cell->input = record.input.truth;
    cell->across = record.across.truth;
    cell->check = jx__check_decode(r->arena, r->diags, r->def, record.check, record.prompt.str);
    cell->cols = count_of(r, &record.cols, JX__MAX_COLUMNS);
    cell->rows = count_of(r, &record.rows, 1000);
    cell->copies = count_of(r, &record.copies, JX__MAX_COLUMNS);
    cell->looks = jx__looks_read(looks, &record.halign, &record.valign, &record.strong);
    if (record.format.str.ptr != NULL &&
        !jx__format_parse(r->arena, record.format.str, &cell->format))
        JX_SAY(r->diags, TABLE_FORMAT, record.format.span, record.format.str);
    if (record.follow.str.ptr != NULL)
        cell->follow = jx__column_named(r->arena, r->diags, r->def, &record.follow);
    if ((record.text.str.ptr != NULL) + (record.prose.str.ptr != NULL) +
            (record.path.str.ptr != NULL || record.formula.str.ptr != NULL) >
        1)
        JX_SAY(r->diags, TABLE_CELL_PARTS, node->span);
    read_ticks(r, &record, cell);
    read_formula(r, cell);
    cell->source = (struct jx_cell_source){.path = cell->path.str,
                                           .prefix = cell->prefix.str,
                                           .suffix = cell->suffix.str,
                                           .measured = cell->format.kind == JX__F_TARGET,
                                           .negated = cell->format.kind == JX__F_MINUS,
                                           .ticked = cell->ticks != NULL};
}

void jx__cells_read(struct jx__reader *r, const struct jx_node *node, const struct jx__looks *looks,
                    struct jx__row_def *row)
{
    row->span = node->span;
    if (node->kind != JX_NODE_LIST) {
        JX_SAY(r->diags, TABLE_ROW, node->span);
        return;
    }
    row->cells = JX_ARRAY(r->arena, struct jx__cell_def, node->n);
    for (size_t i = 0; i < node->n; i++)
        read_cell(r, node->items[i], looks, &row->cells[row->n_cells++]);
}

void jx__row_read(struct jx__reader *r, const struct jx_node *node, const struct jx__looks *looks,
                  struct jx__row_def *row)
{
    struct row_record record = {0};
    if (node->kind != JX_NODE_MAP) {
        jx__cells_read(r, node, looks, row);
        return;
    }
    jx__record_read(r, &row_schema, node, &record);
    if (record.cells != NULL)
        jx__cells_read(r, record.cells, looks, row);
    row->name = record.name;
}
