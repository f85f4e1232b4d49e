/* formula.c - a cell's expression as an Excel formula.
 *
 * Layer:   xlsx.
 * Memory:  strings live in the arena.
 *
 * The two languages differ in blanks: here a sum of blanks is blank and a missing operand counts as 0, in Excel a blank
 * is 0 and the text "" is an error. So each node is translated once into a piece: the formula of its number, what tells
 * that it is blank, and both are joined where a blank would be seen. Each piece is limited in length, so the work is too.
 */
#include "xlsx/internal.h"

/* How tightly a piece's outermost operator binds. */
enum level { L_COMPARE, L_SUM, L_PRODUCT, L_SIGN, L_TIGHT };

#define MAX_RANGES 200 /* Excel takes 255 arguments */

/* When is it blank? Never (neither is set), when none of the cells `refs` holds a number and `test` holds. */
struct blank {
    struct jx_str refs; /* "F5,G5" */
    struct jx_str test;
};

/* A translated node. */
struct piece {
    struct jx_str core; /* the number when it is not blank; of a TEXT the quoted text */
    enum level level;
    struct blank blank;
    bool guard;    /* core fails or misleads when blank: as a number it is IF(blank,0,core) */
    bool is_text;  /* core is a text; no number */
    bool is_range; /* core is a range of cells */
    bool is_ref;   /* core is a cell as it stands */
    bool
        is_void; /* cells of a band that has no rows, or a function of nothing else: always blank */
    struct jx_str condition; /* of a comparison: core without N() */
    struct jx_str value; /* with texts and blanks as they stand, when it is not made from core */
};

struct job {
    struct jx_arena *arena;
    const struct jx_table *table;
    const struct jx_cell *cell;
    size_t first_row;
    struct jx_str nothing; /* quoted: what a blank result shows */
    bool failed;
    struct jx_str reason;
};

static struct piece translate(struct job *job, const struct jx_expr *expr);

/* ---- small helpers ---- */

static void fail(struct job *job, struct jx_str reason)
{
    if (!job->failed)
        job->reason = reason;
    job->failed = true;
}

/* A string that is short enough to go on with; else the job fails and the text is dropped. */
static struct jx_str limited(struct job *job, struct jx_str text)
{
    if (text.len <= JX__XLSX_MAX_FORMULA)
        return text;
    fail(job, JX_NO_STR);
    return JX_STR("0");
}

static struct jx_str call1(struct job *job, const char *name, struct jx_str a)
{
    return limited(job, jx_str_printf(job->arena, "%s(%.*s)", name, JX_FMT(a)));
}

static struct jx_str call2(struct job *job, const char *name, struct jx_str a, struct jx_str b)
{
    return limited(job, jx_str_printf(job->arena, "%s(%.*s,%.*s)", name, JX_FMT(a), JX_FMT(b)));
}

static struct jx_str if_else(struct job *job, struct jx_str c, struct jx_str a, struct jx_str b)
{
    return limited(
        job, jx_str_printf(job->arena, "IF(%.*s,%.*s,%.*s)", JX_FMT(c), JX_FMT(a), JX_FMT(b)));
}

static struct piece tight(struct jx_str core)
{
    return (struct piece){.core = core, .level = L_TIGHT};
}

static struct jx_str quote(struct job *job, struct jx_str text)
{
    struct jx_str clean = jx__xlsx_clean(job->arena, text);
    if (jx__xlsx_utf16_len(clean) > JX__XLSX_MAX_LITERAL_UNITS)
        fail(job, JX_NO_STR);
    struct jx_str doubled = jx_str_replace(job->arena, clean, JX_STR("\""), JX_STR("\"\""));
    return jx_str_printf(job->arena, "\"%.*s\"", JX_FMT(doubled));
}

/* ---- blanks ---- */

static bool can_be_blank(struct blank blank)
{
    return blank.refs.len || blank.test.len;
}

/* The condition that is true when it is blank. */
static struct jx_str blank_test(struct job *job, struct blank blank)
{
    if (!blank.refs.len)
        return blank.test.len ? blank.test : JX_STR("FALSE");
    struct jx_str count = jx_str_printf(job->arena, "COUNT(%.*s)=0", JX_FMT(blank.refs));
    return blank.test.len ? call2(job, "AND", count, blank.test) : count;
}

/* Blank only when both are. */
static struct blank both_blank(struct job *job, struct blank a, struct blank b)
{
    struct blank both = {0};
    if (!can_be_blank(a) || !can_be_blank(b))
        return both;
    both.refs = !a.refs.len ? b.refs : a.refs;
    if (a.refs.len && b.refs.len)
        both.refs =
            limited(job, jx_str_printf(job->arena, "%.*s,%.*s", JX_FMT(a.refs), JX_FMT(b.refs)));
    both.test = !a.test.len ? b.test : a.test;
    if (a.test.len && b.test.len)
        both.test = call2(job, "AND", a.test, b.test);
    return both;
}

/* ---- what a piece is where a number, a value or a condition is wanted ---- */

/* As a number, a blank being 0, to stand beside an operator of the given level. */
static struct jx_str number_at(struct job *job, const struct piece *piece, enum level level)
{
    if (piece->is_text || piece->is_range)
        fail(job, piece->core);
    if (piece->is_ref && can_be_blank(piece->blank))
        return call1(job, "SUM", piece->core); /* Gnumeric has no N() of an empty cell */
    if (piece->guard && can_be_blank(piece->blank))
        return if_else(job, blank_test(job, piece->blank), JX_STR("0"), piece->core);
    if (piece->level >= level)
        return piece->core;
    return jx_str_printf(job->arena, "(%.*s)", JX_FMT(piece->core));
}

static struct jx_str number_of(struct job *job, const struct piece *piece)
{
    return number_at(job, piece, L_COMPARE);
}

/* As it would be seen, with `nothing` (a quoted text) for a blank. */
static struct jx_str value_of(struct job *job, const struct piece *piece, struct jx_str nothing)
{
    if (piece->value.len)
        return piece->value;
    if (piece->is_range)
        fail(job, piece->core);
    if (!can_be_blank(piece->blank))
        return piece->core;
    return if_else(job, blank_test(job, piece->blank), nothing, piece->core);
}

static struct jx_str empty_text(void)
{
    return JX_STR("\"\"");
}

/* ---- leaves ---- */

static struct piece from_number(struct job *job, const struct jx_expr *expr)
{
    struct jx_num num = expr->num;
    if (expr->percent)
        num = jx_num_mul(job->arena, num, jx_num_int(job->arena, 100));
    struct jx_str text = jx_num_text(job->arena, num, 20);
    return tight(expr->percent ? jx_str_printf(job->arena, "%.*s%%", JX_FMT(text)) : text);
}

static struct piece from_text(struct job *job, const struct jx_expr *expr)
{
    struct piece piece = tight(quote(job, expr->text));
    piece.is_text = true;
    return piece;
}

static const struct jx_cell_ref *find_ref(const struct jx_cell *cell, struct jx_str name)
{
    const struct jx_cell_more *more = jx_cell_more(cell);
    for (size_t i = 0; i < more->n_refs; i++)
        if (jx_str_cmp(more->refs[i].name, name) == 0)
            return &more->refs[i];
    return NULL;
}

static bool is_text_cell(const struct jx_cell *cell)
{
    return cell && cell->num == NULL && jx_cell_formula(cell) == NULL && cell->text.n > 0;
}

/* One cell: its number, or its text for comparisons. */
static struct piece from_cell(struct job *job, const struct jx_cell_ref *ref, bool has_number)
{
    const struct jx_cell *cell = jx__xlsx_cell_at(job->table, ref->row0, ref->col0);
    size_t row = cell ? cell->row : ref->row0; /* a merged cell's value stands in its corner */
    size_t col = cell ? cell->col : ref->col0;
    struct piece piece = tight(jx__xlsx_a1(job->arena, row + job->first_row, col));
    piece.is_ref = true;
    if (has_number)
        return piece;
    struct jx_str is_empty = jx_str_printf(job->arena, "%.*s=\"\"", JX_FMT(piece.core));
    if (is_text_cell(cell))
        piece.blank.test = is_empty;
    else
        piece.blank.refs = piece.core;
    piece.value = if_else(job, is_empty, job->nothing, piece.core);
    return piece;
}

static bool is_inside(const struct job *job, const struct jx_cell_ref *ref)
{
    return ref->row0 <= ref->row1 && ref->col0 <= ref->col1 && ref->row1 < job->table->n_rows &&
           ref->col1 < job->table->n_cols;
}

static bool is_date(const struct job *job, const struct jx_cell_ref *ref)
{
    const struct jx_cell *cell = jx__xlsx_cell_at(job->table, ref->row0, ref->col0);
    return cell && jx__xlsx_is_day(jx_cell_more(cell)->date);
}

/* A1:A3, or a single cell, as it stands in an aggregate. */
static struct jx_str range_text(struct job *job, const struct jx_cell_ref *ref)
{
    struct jx_str first = jx__xlsx_a1(job->arena, ref->row0 + job->first_row, ref->col0);
    struct jx_str last = jx__xlsx_a1(job->arena, ref->row1 + job->first_row, ref->col1);
    if (jx_str_eq(first, last))
        return first;
    return jx_str_printf(job->arena, "%.*s:%.*s", JX_FMT(first), JX_FMT(last));
}

static struct piece void_piece(void)
{
    struct piece piece = tight(JX_STR("0"));
    piece.blank.test = JX_STR("TRUE");
    piece.is_void = true;
    return piece;
}

/* A name with several ranges: all of them, joined as arguments. */
static struct piece from_name(struct job *job, const struct jx_expr *expr)
{
    const struct jx_cell_ref *ref = find_ref(job->cell, expr->text);
    if (ref && ref->row1 == SIZE_MAX)
        return void_piece();
    const struct jx_cell_more *more = jx_cell_more(job->cell);
    const struct jx_cell_ref *end = more->refs + more->n_refs;
    struct jx_buf text = {.arena = job->arena};
    size_t n = 0;
    bool has_number = false, many = ref && ref + 1 < end && jx_str_eq(ref[1].name, expr->text);
    if (ref && !many && is_date(job, ref)) { /* a text for the report, a number for spreadsheets */
        fail(job, expr->text);
        return tight(JX_STR("0"));
    }
    if (ref && !many && is_inside(job, ref) && ref->row0 == ref->row1 && ref->col0 == ref->col1)
        return from_cell(job, ref, jx__xlsx_holds_number(job->table, ref));
    for (; ref && ref < end && jx_str_eq(ref->name, expr->text); ref++) {
        if (!is_inside(job, ref) || ++n > MAX_RANGES)
            break;
        jx_buf_printf(&text, text.len ? ",%.*s" : "%.*s", JX_FMT(range_text(job, ref)));
        has_number = has_number || jx__xlsx_holds_number(job->table, ref);
    }
    if (!text.len || (ref < end && jx_str_eq(ref->name, expr->text))) {
        fail(job, expr->text);
        return tight(JX_STR("0"));
    }
    struct piece piece = tight(limited(job, jx_buf_str(&text)));
    piece.is_range = true;
    if (!has_number)
        piece.blank.refs = piece.core;
    return piece;
}

/* ---- operators ---- */

static struct piece from_negative(struct job *job, const struct jx_expr *expr)
{
    struct piece a = translate(job, expr->args[0]);
    struct jx_str operand = number_at(job, &a, L_TIGHT);
    return (struct piece){.core = limited(job, jx_str_printf(job->arena, "-%.*s", JX_FMT(operand))),
                          .level = L_SIGN,
                          .blank = a.blank};
}

static struct piece from_arithmetic(struct job *job, const struct jx_expr *expr)
{
    static const struct {
        char sign;
        enum level level;
        enum level right; /* a - (b - c) keeps its parentheses */
    } operators[] = {
        [JX_X_ADD] = {'+', L_SUM, L_PRODUCT},
        [JX_X_SUB] = {'-', L_SUM, L_PRODUCT},
        [JX_X_MUL] = {'*', L_PRODUCT, L_TIGHT},
        [JX_X_DIV] = {'/', L_PRODUCT, L_TIGHT},
    };
    struct piece a = translate(job, expr->args[0]);
    struct piece b = translate(job, expr->args[1]);
    if (b.is_void && !a.is_range && operators[expr->kind].level == L_SUM)
        return a;
    struct jx_str left = number_at(job, &a, operators[expr->kind].level);
    struct jx_str right = number_at(job, &b, operators[expr->kind].right);
    struct jx_str core = jx_str_printf(job->arena, "%.*s%c%.*s", JX_FMT(left),
                                       operators[expr->kind].sign, JX_FMT(right));
    return (struct piece){.core = limited(job, core),
                          .level = operators[expr->kind].level,
                          .blank = both_blank(job, a.blank, b.blank),
                          .guard = expr->kind == JX_X_DIV};
}

/* Is it compared as a text? */
static bool is_textual(const struct job *job, const struct jx_expr *expr)
{
    if (expr->kind == JX_X_TEXT)
        return true;
    const struct jx_cell_ref *ref =
        expr->kind == JX_X_NAME ? find_ref(job->cell, expr->text) : NULL;
    return ref && is_text_cell(jx__xlsx_cell_at(job->table, ref->row0, ref->col0));
}

static struct piece from_comparison(struct job *job, const struct jx_expr *expr)
{
    static const char *const signs[] = {
        [JX_X_EQ] = "=",  [JX_X_NE] = "<>", [JX_X_LT] = "<",
        [JX_X_LE] = "<=", [JX_X_GT] = ">",  [JX_X_GE] = ">=",
    };
    struct piece a = translate(job, expr->args[0]);
    struct piece b = translate(job, expr->args[1]);
    bool equality = expr->kind == JX_X_EQ || expr->kind == JX_X_NE;
    struct piece piece = {.level = L_TIGHT};
    if (equality && (is_textual(job, expr->args[0]) || is_textual(job, expr->args[1]))) {
        /* Excel's = ignores case */
        struct jx_str left = a.is_ref ? a.core : value_of(job, &a, empty_text());
        struct jx_str right = b.is_ref ? b.core : value_of(job, &b, empty_text());
        piece.condition = call2(job, "EXACT", left, right);
        if (expr->kind == JX_X_NE)
            piece.condition = call1(job, "NOT", piece.condition);
    } else {
        struct jx_str left = number_at(job, &a, L_SUM);
        struct jx_str right = number_at(job, &b, L_SUM);
        piece.condition = limited(job, jx_str_printf(job->arena, "%.*s%s%.*s", JX_FMT(left),
                                                     signs[expr->kind], JX_FMT(right)));
    }
    piece.core = call1(job, "N", piece.condition);
    return piece;
}

/* ---- functions ---- */

/* An argument that is a cell or a range: aggregates skip its blanks by themselves. */
static bool is_plain(const struct piece *piece)
{
    return piece->is_ref || piece->is_range;
}

static void add_arg(struct job *job, struct jx_buf *buf, struct jx_str arg)
{
    if (buf->len)
        jx_buf_addc(buf, ',');
    jx_buf_add(buf, arg);
    if (buf->len > JX__XLSX_MAX_FORMULA)
        fail(job, JX_NO_STR);
}

/* An argument that may be blank counts for nothing: 0 in a sum, out of reach in the least and the most. */
static struct jx_str aggregate_arg(struct job *job, enum jx_expr_function function,
                                   const struct piece *piece)
{
    if (is_plain(piece))
        return piece->core;
    if (!can_be_blank(piece->blank) || (function != JX_XF_MIN && function != JX_XF_MAX))
        return number_of(job, piece);
    return if_else(job, blank_test(job, piece->blank),
                   function == JX_XF_MIN ? JX_STR("9E+307") : JX_STR("-9E+307"), piece->core);
}

/* Excel's AVERAGE cannot leave out an argument that is blank by computation; then it is the sum by the count. */
static struct jx_str mean_core(struct job *job, const struct piece *pieces, size_t n,
                               struct jx_str args)
{
    struct jx_buf count = {.arena = job->arena};
    struct jx_buf refs = {.arena = job->arena};
    bool computed_blank = false;
    for (size_t i = 0; i < n; i++) {
        if (is_plain(&pieces[i])) {
            add_arg(job, &refs, pieces[i].core);
            continue;
        }
        bool can = can_be_blank(pieces[i].blank);
        computed_blank = computed_blank || can;
        add_arg(job, &count,
                can ? if_else(job, blank_test(job, pieces[i].blank), JX_STR("0"), JX_STR("1"))
                    : JX_STR("1"));
    }
    if (!computed_blank)
        return call1(job, "AVERAGE", args);
    if (refs.len)
        add_arg(job, &count, call1(job, "COUNT", jx_buf_str(&refs)));
    return limited(job, jx_str_printf(job->arena, "SUM(%.*s)/SUM(%.*s)", JX_FMT(args),
                                      JX_FMT(jx_buf_str(&count))));
}

static struct piece from_aggregate(struct job *job, const struct jx_expr *expr)
{
    static const char *const names[] = {
        [JX_XF_SUM] = "SUM", [JX_XF_MIN] = "MIN", [JX_XF_MAX] = "MAX"};
    struct jx_buf args = {.arena = job->arena};
    struct piece *pieces = JX_ARRAY(job->arena, struct piece, expr->n_args);
    struct blank blank = {0};
    size_t n = 0;
    for (size_t i = 0; i < expr->n_args && !job->failed; i++) {
        pieces[n] = translate(job, expr->args[i]);
        if (pieces[n].is_void)
            continue;
        blank = n ? both_blank(job, blank, pieces[n].blank) : pieces[n].blank;
        add_arg(job, &args, aggregate_arg(job, expr->function, &pieces[n]));
        n++;
    }
    if (n > 255)
        fail(job, JX_NO_STR);
    if (job->failed)
        return tight(JX_STR("0"));
    if (n == 0)
        return void_piece();
    bool mean = expr->function == JX_XF_MEAN;
    struct piece piece = tight(mean ? mean_core(job, pieces, n, jx_buf_str(&args))
                                    : call1(job, names[expr->function], jx_buf_str(&args)));
    piece.level = mean ? L_PRODUCT : L_TIGHT;
    piece.blank = blank;
    piece.guard = expr->function != JX_XF_SUM;
    return piece;
}

static struct piece from_rounding(struct job *job, const struct jx_expr *expr)
{
    struct piece a = translate(job, expr->args[0]);
    struct piece digits = translate(job, expr->args[1]);
    struct piece piece = tight(call2(job, expr->function == JX_XF_ROUND ? "ROUND" : "TRUNC",
                                     number_of(job, &a), number_of(job, &digits)));
    piece.blank = a.blank;
    return piece;
}

static struct piece from_ratio(struct job *job, const struct jx_expr *expr)
{
    struct piece a = translate(job, expr->args[0]);
    struct piece b = translate(job, expr->args[1]);
    struct jx_str above = number_at(job, &a, L_PRODUCT);
    struct jx_str below = number_at(job, &b, L_TIGHT);
    struct jx_str core = jx_str_printf(job->arena, "%.*s/%.*s", JX_FMT(above), JX_FMT(below));
    struct jx_str test = jx_str_printf(job->arena, "%.*s=0", JX_FMT(below));
    return (struct piece){.core = limited(job, core),
                          .level = L_PRODUCT,
                          .blank = {.test = limited(job, test)},
                          .guard = true};
}

/* The condition of an IF. */
static struct jx_str condition_of(struct job *job, const struct piece *piece)
{
    if (piece->condition.len)
        return piece->condition;
    return jx_str_printf(job->arena, "%.*s<>0", JX_FMT(number_at(job, piece, L_SUM)));
}

/* c ? a : b, where either may be blank or a text. */
static struct piece choice(struct job *job, struct jx_str c, const struct piece *a,
                           const struct piece *b)
{
    struct piece piece = {.level = L_TIGHT};
    piece.value = if_else(job, c, value_of(job, a, job->nothing), value_of(job, b, job->nothing));
    piece.is_text = a->is_text || b->is_text;
    piece.core =
        piece.is_text ? piece.value : if_else(job, c, number_of(job, a), number_of(job, b));
    if (can_be_blank(a->blank) || can_be_blank(b->blank))
        piece.blank.test = if_else(job, c, blank_test(job, a->blank), blank_test(job, b->blank));
    else if (!piece.is_text)
        piece.value = JX_NO_STR;
    return piece;
}

static struct piece from_if(struct job *job, const struct jx_expr *expr)
{
    struct piece c = translate(job, expr->args[0]);
    struct piece a = translate(job, expr->args[1]);
    struct piece b = translate(job, expr->args[2]);
    return choice(job, condition_of(job, &c), &a, &b);
}

static struct piece from_or_else(struct job *job, const struct jx_expr *expr)
{
    struct piece a = translate(job, expr->args[0]);
    if (!can_be_blank(a.blank))
        return a;
    struct piece b = translate(job, expr->args[1]);
    struct jx_str test = blank_test(job, a.blank);
    struct piece known = a; /* where a stands in the choice, it is not blank */
    known.blank = (struct blank){0};
    known.value = JX_NO_STR;
    struct piece piece = choice(job, test, &b, &known);
    piece.blank = both_blank(job, a.blank, b.blank);
    return piece;
}

static struct piece from_call(struct job *job, const struct jx_expr *expr)
{
    static struct piece (*const handlers[])(struct job *, const struct jx_expr *) = {
        [JX_XF_SUM] = from_aggregate, [JX_XF_MEAN] = from_aggregate, [JX_XF_MIN] = from_aggregate,
        [JX_XF_MAX] = from_aggregate, [JX_XF_ROUND] = from_rounding, [JX_XF_TRUNC] = from_rounding,
        [JX_XF_IF] = from_if,         [JX_XF_RATIO] = from_ratio,    [JX_XF_OR_ELSE] = from_or_else,
    };
    return handlers[expr->function](job, expr);
}

static struct piece translate(struct job *job, const struct jx_expr *expr)
{
    static struct piece (*const handlers[])(struct job *, const struct jx_expr *) = {
        [JX_X_NUM] = from_number,     [JX_X_TEXT] = from_text,      [JX_X_NAME] = from_name,
        [JX_X_NEG] = from_negative,   [JX_X_ADD] = from_arithmetic, [JX_X_SUB] = from_arithmetic,
        [JX_X_MUL] = from_arithmetic, [JX_X_DIV] = from_arithmetic, [JX_X_EQ] = from_comparison,
        [JX_X_NE] = from_comparison,  [JX_X_LT] = from_comparison,  [JX_X_LE] = from_comparison,
        [JX_X_GT] = from_comparison,  [JX_X_GE] = from_comparison,  [JX_X_CALL] = from_call,
    };
    if (job->failed)
        return tight(JX_STR("0"));
    return handlers[expr->kind](job, expr);
}

/* Deepest nesting of parentheses outside texts. */
static size_t nesting(struct jx_str formula)
{
    size_t depth = 0;
    size_t deepest = 0;
    bool inside = false;
    for (size_t i = 0; i < formula.len; i++) {
        char c = formula.ptr[i];
        inside = inside != (c == '"');
        if (inside)
            continue;
        depth += c == '(';
        deepest = depth > deepest ? depth : deepest;
        depth -= c == ')';
    }
    return deepest;
}

static bool uses_text(const struct job *job, const struct jx_expr *expr)
{
    bool uses = is_textual(job, expr);
    for (size_t i = 0; i < expr->n_args && !uses; i++)
        uses = uses_text(job, expr->args[i]);
    return uses;
}

/* What the cell shows when the formula is blank: its 空; else what it shows now, if a blank is what it shows now. */
static struct jx_str nothing_text(struct job *job)
{
    if (jx_cell_more(job->cell)->blank.len)
        return quote(job, jx_cell_more(job->cell)->blank);
    if (job->cell->num != NULL || uses_text(job, jx_cell_formula(job->cell)))
        return empty_text();
    return quote(job, jx__xlsx_inlines(job->arena, &job->cell->text));
}

struct jx_str jx__xlsx_formula(struct jx_arena *arena, const struct jx_table *table,
                               const struct jx_cell *cell, size_t first_row,
                               struct jx_str *ret_reason)
{
    struct job job = {.arena = arena, .table = table, .cell = cell, .first_row = first_row};
    job.nothing = nothing_text(&job);
    struct piece piece = translate(&job, jx_cell_formula(cell));
    struct jx_str body = {0};
    if (piece.is_void)
        fail(&job, JX_NO_STR);
    if (!job.failed)
        body = value_of(&job, &piece, job.nothing);
    if (!job.failed && (body.len > JX__XLSX_MAX_FORMULA || nesting(body) > JX__XLSX_MAX_NESTING))
        fail(&job, JX_NO_STR);
    *ret_reason = job.reason;
    return job.failed ? JX_NO_STR : jx_str_printf(arena, "=%.*s", JX_FMT(body));
}
