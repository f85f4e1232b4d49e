/* audit_support.c - figures of the text against the data; 总分 and 等级 as the text names them.
 *
 * Layer:   score.
 */
#include "score/audit_internal.h"

#include "score/audit_words.h"

#include <string.h>

/* Where a value stands, for a message: 次年下拨, 合同H2的支付金额. */
static struct jx_str place_of(struct jx_arena *arena, const struct jx__known_value *value)
{
    if (jx_str_empty(value->owner) || jx_str_is(value->key, JX_W_A_VALUE))
        return jx_str_empty(value->owner) ? value->key : value->owner;
    if (jx_str_empty(value->key) || jx_str_eq(value->key, value->owner))
        return value->owner;
    return jx_str_printf(arena, JX_W_A_OF, JX_FMT(value->owner), JX_FMT(value->key));
}

static void say_unsupported(const struct jx__paragraph *p, const struct jx__figure *figure)
{
    struct jx_arena *arena = p->audit->arena;
    bool full = p->diags->n >= JX_DIAGS_MAX; /* it is only counted then */
    const struct jx__known_value *nearest =
        full ? NULL : jx__known_nearest(p->audit->known, figure);
    struct jx_str written = jx_str_sub(p->text, figure->from, figure->to - figure->from);
    struct jx_span span = full ? JX_NO_SPAN : jx__paragraph_span(p, figure->from, figure->to);
    if (!nearest) {
        JX_SAY(p->diags, FIGURE_UNSUPPORTED, span, written)->hint = JX_STR(JX_W_A_DECLARE);
        return;
    }
    JX_SAY(p->diags, FIGURE_UNSUPPORTED, span, written, jx__known_text(arena, nearest, figure),
           place_of(arena, nearest));
}

/* ---- 总分 ---- */

static bool ends_with_any(struct jx_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jx_str_ends(text, jx_str_of(words[i])))
            return true;
    return false;
}

/* Whether what stands before a figure in 分 names the total as the result: 总得分为, 评分结果为. */
static bool names_total(struct jx_str before)
{
    static const char *const links[] = {"为", "是", "：", ":", "得", "共", "了", " "};
    static const char *const totals[] = {"总得分",   "综合得分", "最终得分",     "评价得分",
                                         "自评得分", "评分结果", "综合评价得分", "评价总分",
                                         "自评总分", "得分合计"};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
            more = jx__notation_drop(&before, links[i]) || more;
    }
    return ends_with_any(before, totals, sizeof totals / sizeof *totals);
}

static bool check_total(const struct jx__paragraph *p, const struct jx__figure *figure)
{
    const struct jx_score *score = p->audit->score;
    if (figure->family != JX__Q_POINTS || !score || score->scheme->unscored ||
        !names_total(jx_str_sub(p->text, 0, figure->from)))
        return true;
    struct jx_num shown =
        jx_num_round(p->audit->arena, score->total, figure->digits, JX_ROUND_HALF_UP);
    if (jx_num_cmp(shown, figure->raw) == 0)
        return true;
    JX_SAY(p->diags, TOTAL_NAMED, jx__paragraph_span(p, figure->from, figure->to),
           jx_str_sub(p->text, figure->from, figure->to - figure->from), score->total_text);
    return false;
}

/* ---- 等级 ---- */

/* The grade of the scheme that is named at `at`, quoted; absent for none. */
static struct jx_str grade_at(const struct jx_score *score, struct jx_str text, size_t *at)
{
    struct jx_str rest = jx_str_sub(text, *at, SIZE_MAX);
    struct jx_str found = JX_NO_STR;
    if (!jx__notation_take(&rest, "“") && !jx__notation_take(&rest, "\""))
        return found;
    for (size_t i = 0; i < score->scheme->grades.n; i++) {
        struct jx_str name = score->scheme->grades.items[i].name.str;
        if (jx_str_starts(rest, name) && name.len > found.len)
            found = name;
    }
    struct jx_str after = jx_str_sub(rest, found.len, SIZE_MAX);
    if (!jx_str_starts(after, JX_STR("”")) && !jx_str_starts(after, JX_STR("\"")))
        return JX_NO_STR;
    *at = (size_t)(rest.ptr - text.ptr);
    return found;
}

/* 评级为“良”, 等级为“中”: the grade in quotes within a few words. */
static void check_grades(const struct jx__paragraph *p)
{
    static const char *const words[] = {"等级", "评级", "属于"};
    const struct jx_score *score = p->audit->score;
    for (size_t w = 0; score && w < sizeof words / sizeof *words; w++) {
        struct jx_str word = jx_str_of(words[w]);
        for (size_t at = jx_str_find(p->text, word, 0); at != SIZE_MAX;
             at = jx_str_find(p->text, word, at + word.len)) {
            size_t quote = at + word.len;
            for (int i = 0; i < 3 && jx__cp_at(p->text, quote) != 0x201C; i++)
                jx_utf8_next(p->text, &quote);
            struct jx_str grade = grade_at(score, p->text, &quote);
            if (grade.ptr && !jx_str_eq(grade, score->grade) &&
                jx__paragraph_typed(p, quote, quote + grade.len))
                JX_SAY(p->diags, GRADE_NAMED, jx__paragraph_span(p, quote, quote + grade.len),
                       grade, score->grade);
        }
    }
}

/* ---- figures ---- */

void jx__check_figures(const struct jx__paragraph *p, struct jx_audit_count *count)
{
    struct jx__figure figure;
    for (size_t pos = 0; jx__figure_next(p->audit->arena, p->text, &pos, &figure);) {
        if (!jx__paragraph_typed(p, figure.from, figure.digits_to))
            continue;
        if (figure.misgrouped)
            JX_SAY(p->diags, NUMBER_GROUPS, jx__paragraph_span(p, figure.from, figure.digits_to),
                   jx_str_sub(p->text, figure.from, figure.digits_to - figure.from));
        if (figure.family == JX__Q_POINTS && !p->points)
            continue;
        count->figures++;
        if (!check_total(p, &figure) || jx__known_supports(p->audit->known, &figure))
            continue;
        count->unsupported++;
        say_unsupported(p, &figure);
    }
    check_grades(p);
}
