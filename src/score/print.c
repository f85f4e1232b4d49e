/* print.c - the scored tree as text for people and as JSON for programs.
 *
 * Layer:   score.
 */
#include "base/json.h"
#include "score/internal.h"
#include "score/words.h"

/* ---- columns ---- */

enum column {
    C_ID,
    C_NAME,
    C_WEIGHT,
    C_SCORE,
    C_RATE,
    C_TARGET,
    C_ACTUAL,
    C_COMPLETION,
    N_COLUMNS
};

static const struct {
    const char *title;
    bool right; /* numbers stand to the right */
} columns[N_COLUMNS] = {
    [C_ID] = {JX_W_ID, false},        [C_NAME] = {JX_W_NAME, false},
    [C_WEIGHT] = {JX_W_WEIGHT, true}, [C_SCORE] = {JX_W_SCORE, true},
    [C_RATE] = {JX_W_RATE, true},     [C_TARGET] = {JX_W_TARGET, true},
    [C_ACTUAL] = {JX_W_ACTUAL, true}, [C_COMPLETION] = {JX_W_COMPLETION, true},
};

/* On one line: control characters and runs of blanks become one blank. */
static struct jx_str one_line(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};
    bool gap = false;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        if (cp < 0x20 || cp == 0x7F || jx_cp_is_blank(cp)) {
            gap = buf.len > 0;
            continue;
        }
        if (gap)
            jx_buf_addc(&buf, ' ');
        gap = false;
        jx_buf_add_cp(&buf, cp);
    }
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

static struct jx_str score_of(struct jx_arena *arena, const struct jx_score *score,
                              const struct jx_score_node *node)
{
    if (node->excluded)
        return JX_STR(JX_W_EXCLUDED);
    return node->has_score ? jx__score_text(arena, score->scheme, node->score) : JX_STR("");
}

static struct jx_str cell(struct jx_arena *arena, const struct jx_score *score,
                          const struct jx_score_node *node, enum column column)
{
    switch (column) {
    case C_ID:
        return one_line(arena, node->id);
    case C_NAME:
        return jx_str_printf(arena, "%*s%.*s", (int)(node->level - 1) * 2, "",
                             JX_FMT(one_line(arena, node->name)));
    case C_WEIGHT:
        return jx__points_text(arena, node->weight);
    case C_SCORE:
        return score_of(arena, score, node);
    case C_RATE:
        return node->rate;
    case C_TARGET:
        return one_line(arena, node->leaf ? node->leaf->target.str : JX_NO_STR);
    case C_ACTUAL:
        return one_line(arena, node->actual);
    default:
        return one_line(arena, node->completion);
    }
}

/* Columns of points have nothing to show where none are given. */
static bool is_shown(const struct jx_score *score, size_t column)
{
    bool points = column == C_WEIGHT || column == C_SCORE || column == C_RATE;
    return !points || !score->scheme->unscored;
}

static void pad(struct jx_buf *buf, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        jx_buf_addc(buf, ' ');
}

/* One row; blanks at its end are left out. */
static void add_row(struct jx_buf *buf, const struct jx_score *score, const struct jx_str *cells,
                    const size_t *widths)
{
    size_t owed = 0;
    for (size_t c = 0; c < N_COLUMNS; c++) {
        if (!is_shown(score, c))
            continue;
        size_t gap = widths[c] - jx_str_cells(cells[c]);
        owed += columns[c].right ? gap : 0;
        if (cells[c].len) {
            pad(buf, owed);
            jx_buf_add(buf, cells[c]);
            owed = 0;
        }
        owed += columns[c].right ? 0 : gap;
        owed += 2;
    }
    jx_buf_addc(buf, '\n');
}

static void add_deduction(struct jx_buf *buf, const struct jx_score_deduction *d, const char *what)
{
    struct jx_arena *arena = buf->arena;
    jx_buf_printf(buf, JX_W_DEDUCTION_LINE, what, JX_FMT(one_line(arena, d->deduction->id.str)),
                  JX_FMT(one_line(arena, d->deduction->name.str)),
                  JX_FMT(jx__points_text(arena, d->points)),
                  JX_FMT(jx__points_text(arena, d->deduction->cap.num)));
}

/* What stands between the tree and the total. */
static void add_steps(struct jx_buf *buf, const struct jx_score *score)
{
    struct jx_arena *arena = buf->arena;
    if (score->rescaling.ptr)
        jx_buf_printf(buf, JX_W_RESCALED_LINE, JX_FMT(score->rescaling));
    if (score->n_deductions + score->n_bonuses)
        jx_buf_printf(buf, JX_W_SUBTOTAL_LINE, JX_FMT(jx__points_text(arena, score->subtotal)),
                      JX_FMT(score->full_text));
    for (size_t i = 0; i < score->n_deductions; i++)
        add_deduction(buf, &score->deductions[i], JX_W_LOST);
    for (size_t i = 0; i < score->n_bonuses; i++)
        add_deduction(buf, &score->bonuses[i], JX_W_ADDED);
    for (size_t i = 0; i < score->n_vetoes; i++)
        jx_buf_printf(buf, JX_W_VETO_LINE, JX_FMT(one_line(arena, score->vetoes[i].text)));
}

struct jx_str jx_score_print(struct jx_arena *arena, const struct jx_score *score, bool explain)
{
    struct jx_buf buf = {.arena = arena};
    size_t widths[N_COLUMNS];
    struct jx_str titles[N_COLUMNS];
    struct jx_str *cells = JX_ARRAY(arena, struct jx_str, score->n_nodes * N_COLUMNS);
    for (size_t c = 0; c < N_COLUMNS; c++) {
        titles[c] = jx_str_of(columns[c].title);
        widths[c] = jx_str_cells(titles[c]);
        for (size_t i = 0; i < score->n_nodes; i++) {
            cells[i * N_COLUMNS + c] = cell(arena, score, &score->nodes[i], (enum column)c);
            size_t width = jx_str_cells(cells[i * N_COLUMNS + c]);
            widths[c] = width > widths[c] ? width : widths[c];
        }
    }
    add_row(&buf, score, titles, widths);
    for (size_t i = 0; i < score->n_nodes; i++) {
        add_row(&buf, score, &cells[i * N_COLUMNS], widths);
        if (explain && !jx_str_empty(score->nodes[i].explanation))
            jx_buf_printf(&buf, "%*s%.*s\n", (int)(widths[C_ID] + 2 + score->nodes[i].level * 2),
                          "", JX_FMT(one_line(arena, score->nodes[i].explanation)));
    }
    if (score->scheme->unscored) {
        jx_buf_printf(&buf, JX_W_UNSCORED_LINE, JX_FMT(score->scheme->name.str));
        return jx_buf_str(&buf);
    }
    add_steps(&buf, score);
    jx_buf_printf(&buf, JX_W_TOTAL_LINE, JX_FMT(score->total_text), JX_FMT(score->full_text),
                  JX_FMT(score->rate));
    if (score->grade.len)
        jx_buf_printf(&buf, JX_W_GRADE_LINE, JX_FMT(score->grade));
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}

/* ---- JSON ---- */

static struct jx_str or_empty(struct jx_str text)
{
    return text.ptr ? text : JX_STR("");
}

static void json_node(struct jx_arena *arena, struct jx_json *json, const struct jx_score *score,
                      const struct jx_score_node *node)
{
    jx_json_open(json, '{');
    jx_json_member(json, JX_W_ID, or_empty(node->id));
    jx_json_member(json, JX_W_NAME, or_empty(node->name));
    jx_json_key(json, JX_STR(JX_W_LEVEL));
    jx_json_int(json, node->level);
    jx_json_member(json, JX_W_WEIGHT, jx__points_text(arena, node->weight));
    jx_json_member(json, JX_W_SCORE,
                   node->has_score ? jx__score_text(arena, score->scheme, node->score)
                                   : JX_STR(""));
    jx_json_member(json, JX_W_RATE, or_empty(node->rate));
    jx_json_member(json, JX_W_TARGET, or_empty(node->leaf ? node->leaf->target.str : JX_NO_STR));
    jx_json_member(json, JX_W_ACTUAL, or_empty(node->actual));
    jx_json_member(json, JX_W_COMPLETION, or_empty(node->completion));
    if (node->excluded && node->leaf)
        jx_json_member(json, JX_W_EXCLUDED, or_empty(node->leaf->finding->why.str));
    jx_json_close(json, '}');
}

/* key: 扣分 or 加分. */
static void json_deductions(struct jx_arena *arena, struct jx_json *json,
                            const struct jx_score_deduction *items, size_t n, const char *key)
{
    jx_json_open(json, '[');
    for (size_t i = 0; i < n; i++) {
        const struct jx_score_deduction *d = &items[i];
        jx_json_open(json, '{');
        jx_json_member(json, JX_W_ID, or_empty(d->deduction->id.str));
        jx_json_member(json, JX_W_NAME, or_empty(d->deduction->name.str));
        jx_json_member(json, JX_W_CAP, jx__points_text(arena, d->deduction->cap.num));
        jx_json_member(json, key, jx__points_text(arena, d->points));
        jx_json_close(json, '}');
    }
    jx_json_close(json, ']');
}

static void json_vetoes(struct jx_json *json, const struct jx_score *score)
{
    jx_json_key(json, JX_STR(JX_W_VETOES));
    jx_json_open(json, '[');
    for (size_t i = 0; i < score->n_vetoes; i++) {
        jx_json_open(json, '{');
        jx_json_member(json, JX_W_NAME, score->vetoes[i].name);
        jx_json_member(json, JX_W_GRADE_MOST, score->vetoes[i].grade);
        jx_json_member(json, JX_W_WHY, or_empty(score->vetoes[i].why));
        jx_json_close(json, '}');
    }
    jx_json_close(json, ']');
}

struct jx_str jx_score_json(struct jx_arena *arena, const struct jx_score *score)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_json json = {.buf = &buf};
    jx_json_open(&json, '{');
    jx_json_member(&json, JX_W_TOTAL, score->total_text);
    jx_json_member(&json, JX_W_GRADE, score->grade);
    jx_json_member(&json, JX_W_FULL, score->full_text);
    if (score->rescaling.ptr)
        jx_json_member(&json, JX_W_RESCALING, score->rescaling);
    if (score->n_deductions + score->n_bonuses)
        jx_json_member(&json, JX_W_SUBTOTAL, jx__points_text(arena, score->subtotal));
    if (score->n_deductions)
        jx_json_member(&json, JX_W_LOST, jx__points_text(arena, score->deducted));
    if (score->n_bonuses)
        jx_json_member(&json, JX_W_ADDED, jx__points_text(arena, score->added));
    jx_json_key(&json, JX_STR(JX_W_INDICATORS));
    jx_json_open(&json, '[');
    for (size_t i = 0; i < score->n_nodes; i++)
        json_node(arena, &json, score, &score->nodes[i]);
    jx_json_close(&json, ']');
    if (score->n_deductions) {
        jx_json_key(&json, JX_STR(JX_W_DEDUCTIONS));
        json_deductions(arena, &json, score->deductions, score->n_deductions, JX_W_LOST);
    }
    if (score->n_bonuses) {
        jx_json_key(&json, JX_STR(JX_W_BONUSES));
        json_deductions(arena, &json, score->bonuses, score->n_bonuses, JX_W_ADDED);
    }
    if (score->n_vetoes)
        json_vetoes(&json, score);
    jx_json_close(&json, '}');
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}
