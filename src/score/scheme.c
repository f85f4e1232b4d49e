/* scheme.c - reads templates/schemes/NAME.yaml, follows 沿用, checks what a table of keys cannot.
 *
 * Layer:   score.
 * Memory:  the arena of the run.
 */
#include "score/scheme.h"

#include "base/file.h"
#include "input/source.h"
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

#define MAX_BYTES ((size_t)1 << 20)
#define MAX_BASES 8
#define MAX_DIGITS 6

/* ---- finding and decoding one file ---- */

/* Where schemes lie: below the project folder, then below each library. */
struct place {
    struct jx_str root;
    struct jx_str folder; /* relative to root */
};

struct search {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct place *places; /* shape [n] */
    size_t n;
};

static void say_missing(const struct search *s, struct jx_text name)
{
    struct jx_strs known = {0};
    for (size_t i = 0; i < s->n; i++) {
        struct jx_strs files = {0};
        struct jx_str folder = jx_path_join(s->arena, s->places[i].root, s->places[i].folder);
        if (!jx_folder_exists(folder) || jx_folder_list(s->arena, folder, &files) != JX_OK)
            continue;
        for (size_t k = 0; k < files.n; k++)
            if (jx_str_ends(files.items[k], JX_STR(".yaml")))
                JX_PUSH(s->arena, &known, jx_str_sub(files.items[k], 0, files.items[k].len - 5));
    }
    struct jx_str nearest = jx_suggest(s->diags, name.str, known.items, known.n);
    struct jx_diag *diag =
        JX_SAY(s->diags, SCHEME_MISSING, name.span, jx_shown(s->arena, name.str), nearest);
    if (!nearest.ptr)
        diag->hint = JX_STR(JX_W_SCHEME_PLACES);
}

/* The file id of a scheme. */
static enum jx_status find(const struct search *s, struct jx_text name, uint32_t *ret_file)
{
    bool plain = jx_path_is_inside(name.str) && jx_str_find(name.str, JX_STR("/"), 0) == SIZE_MAX;
    for (size_t i = 0; plain && i < s->n; i++) {
        const struct place *place = &s->places[i];
        struct jx_str path =
            jx_str_printf(s->arena, "%.*s/%.*s.yaml", JX_FMT(place->folder), JX_FMT(name.str));
        if (jx_file_exists(jx_path_join(s->arena, place->root, path)))
            return jx_source_read(s->arena, place->root, path, name.span, MAX_BYTES, s->diags,
                                  ret_file);
    }
    say_missing(s, name);
    return JX_E_INPUT;
}

static enum jx_status decode(const struct search *s, uint32_t file, struct jx_scheme *scheme)
{
    struct jx_node *root = NULL;
    const struct jx_decode how = {.arena = s->arena, .diags = s->diags, .folder = JX_STR(".")};
    enum jx_status parsed = jx_yaml_parse(s->arena, file, s->diags, &root);
    if (!root)
        return parsed == JX_OK ? JX_E_INPUT : parsed;
    enum jx_status status = jx_schema_decode(&how, &jx_scheme_schema, root, scheme);
    return parsed == JX_OK ? status : parsed;
}

/* ---- 沿用 ---- */

static void inherit_amount(struct jx_amount *own, const struct jx_amount *base)
{
    if (!own->set)
        *own = *base;
}

static void inherit_text(struct jx_text *own, const struct jx_text *base)
{
    if (!own->str.ptr)
        *own = *base;
}

static void inherit_declared(struct jx_arena *arena, struct jx_scheme *own,
                             const struct jx_scheme *base)
{
    size_t n = base->declared.n + own->declared.n;
    struct jx_declared *all = JX_ARRAY(arena, struct jx_declared, n);
    for (size_t i = 0; i < n; i++)
        all[i] = i < base->declared.n ? base->declared.items[i]
                                      : own->declared.items[i - base->declared.n];
    own->declared.items = all;
    own->declared.n = n;
}

static void inherit_budget(struct jx_budget_rule *own, const struct jx_budget_rule *base)
{
    inherit_text(&own->formula, &base->formula);
    inherit_text(&own->zero, &base->zero);
    inherit_text(&own->over, &base->over);
    inherit_amount(&own->points, &base->points);
    inherit_amount(&own->reason, &base->reason);
    inherit_amount(&own->digits, &base->digits);
    if (!own->bands.n)
        own->bands = base->bands;
}

static void inherit(struct jx_arena *arena, struct jx_scheme *own, const struct jx_scheme *base)
{
    inherit_text(&own->source, &base->source);
    inherit_text(&own->rounding, &base->rounding);
    inherit_text(&own->less_rule, &base->less_rule);
    inherit_text(&own->round_at, &base->round_at);
    inherit_text(&own->excluded, &base->excluded);
    inherit_text(&own->experts, &base->experts);
    if (!own->scored.set)
        own->scored = base->scored;
    inherit_amount(&own->full, &base->full);
    inherit_amount(&own->most, &base->most);
    inherit_amount(&own->digits, &base->digits);
    inherit_amount(&own->rate_digits, &base->rate_digits);
    inherit_budget(&own->budget, &base->budget);
    if (!own->surplus.limit.set)
        own->surplus = base->surplus;
    if (!own->ratings.n)
        own->ratings = base->ratings;
    if (!own->answers.n)
        own->answers = base->answers;
    if (!own->vetoes.n)
        own->vetoes = base->vetoes;
    if (!own->grades.n)
        own->grades = base->grades;
    inherit_declared(arena, own, base);
}

static enum jx_status load(const struct search *s, struct jx_text name, unsigned depth,
                           struct jx_scheme **ret_scheme)
{
    uint32_t file = 0;
    if (depth > MAX_BASES) {
        JX_SAY(s->diags, SCHEME_LOOP, name.span, name.str,
               jx_str_printf(s->arena, "%d", MAX_BASES));
        return JX_E_INPUT;
    }
    enum jx_status status = find(s, name, &file);
    if (status != JX_OK)
        return status;
    struct jx_scheme *scheme = JX_NEW(s->arena, struct jx_scheme);
    status = decode(s, file, scheme);
    struct jx_scheme *base = NULL;
    if (scheme->base.str.ptr) {
        enum jx_status of_base = load(s, scheme->base, depth + 1, &base);
        status = status == JX_OK ? of_base : status;
    }
    if (base)
        inherit(s->arena, scheme, base);
    *ret_scheme = scheme;
    return status;
}

/* ---- checking ---- */

static bool check_digits(const struct search *s, const struct jx_amount *amount, const char *key,
                         int *ret_digits)
{
    int64_t digits = 2;
    if (amount->set &&
        (!jx_num_to_int(amount->num, &digits) || digits < 0 || digits > MAX_DIGITS)) {
        JX_SAY(s->diags, SCHEME_DIGITS, amount->span, jx_str_of(key),
               jx_str_printf(s->arena, "%d", MAX_DIGITS));
        *ret_digits = 2;
        return false;
    }
    *ret_digits = (int)digits;
    return true;
}

/* Bounds are on a scale of 100, whatever the full mark is: 950 of 1000 would be reached by nobody. */
static bool check_grades(const struct search *s, const struct jx_scheme *scheme)
{
    bool good = true;
    const struct jx_grade *grades = scheme->grades.items;
    size_t n = scheme->grades.n;
    if (n && jx_num_cmp(grades[0].from.num, jx_num_int(s->arena, 100)) > 0) {
        JX_SAY(s->diags, SCHEME_GRADE_HIGH, grades[0].from.span, grades[0].name.str,
               grades[0].from.text);
        good = false;
    }
    for (size_t i = 1; i < n; i++)
        if (jx_num_cmp(grades[i].from.num, grades[i - 1].from.num) >= 0) {
            JX_SAY(s->diags, SCHEME_GRADES, grades[i].from.span, grades[i].name.str,
                   grades[i].from.text, grades[i - 1].from.text);
            good = false;
        }
    if (n && jx_num_sign(grades[n - 1].from.num) > 0) {
        JX_SAY(s->diags, SCHEME_GRADE_GAP, grades[n - 1].from.span, grades[n - 1].name.str,
               grades[n - 1].from.text);
        good = false;
    }
    return good;
}

bool jx__ratings_check(struct jx_diags *diags, const struct jx_ratings *ratings)
{
    bool good = true;
    for (size_t i = 0; i < ratings->n; i++) {
        const struct jx_rating *rating = &ratings->items[i];
        bool falls = i == 0 || jx_num_cmp(rating->from.num, rating[-1].from.num) < 0;
        if (falls && jx_num_sign(rating->from.num) >= 0)
            continue;
        JX_SAY(diags, SCHEME_BANDS, rating->from.span, rating->name.str, rating->from.text);
        good = false;
    }
    return good;
}

size_t jx__grade_find(const struct jx_scheme *scheme, struct jx_str name)
{
    size_t i = 0;
    while (i < scheme->grades.n && !jx_str_eq(scheme->grades.items[i].name.str, name))
        i++;
    return i;
}

static bool check_vetoes(const struct search *s, const struct jx_scheme *scheme)
{
    bool good = true;
    for (size_t i = 0; i < scheme->vetoes.n; i++) {
        struct jx_text grade = scheme->vetoes.items[i].grade;
        if (!grade.str.ptr || jx__grade_find(scheme, grade.str) < scheme->grades.n)
            continue;
        JX_SAY(s->diags, VETO_GRADE, grade.span, jx_shown(s->arena, grade.str));
        good = false;
    }
    return good;
}

/* Values that depend on a text key, with their defaults. */
static void settle_words(struct jx_scheme *scheme)
{
    struct jx_str rounding = scheme->rounding.str;
    if (!scheme->less_rule.str.ptr)
        scheme->less_rule.str = JX_STR(JX_W_LINEAR);
    if (!scheme->budget.formula.str.ptr)
        scheme->budget.formula.str = JX_STR(JX_W_BUDGET_FORMULA);
    scheme->round = jx_str_is(rounding, JX_W_DOWN)        ? JX_ROUND_DOWN
                    : jx_str_is(rounding, JX_W_HALF_EVEN) ? JX_ROUND_HALF_EVEN
                                                          : JX_ROUND_HALF_UP;
    scheme->round_total = jx_str_is(scheme->round_at.str, JX_W_AT_TOTAL);
}

static bool finish(const struct search *s, struct jx_scheme *scheme)
{
    int budget_digits = 0;
    bool good = check_digits(s, &scheme->digits, "小数位", &scheme->score_digits);
    good = check_digits(s, &scheme->rate_digits, "比率小数位", &scheme->percent_digits) && good;
    good = check_digits(s, &scheme->budget.digits, "小数位", &budget_digits) && good;
    good = check_grades(s, scheme) && good;
    good = jx__ratings_check(s->diags, &scheme->ratings) && good;
    good = check_vetoes(s, scheme) && good;
    scheme->full_mark = scheme->full.set ? scheme->full.num : jx_num_int(s->arena, 100);
    if (jx_num_sign(scheme->full_mark) <= 0) {
        JX_SAY(s->diags, SCHEME_FULL, scheme->full.span);
        scheme->full_mark = jx_num_int(s->arena, 100);
        good = false;
    }
    if (scheme->most.set && jx_num_cmp(scheme->most.num, scheme->full_mark) < 0) {
        JX_SAY(s->diags, SCHEME_MOST, scheme->most.span, scheme->most.text,
               jx__points_text(s->arena, scheme->full_mark));
        good = false;
    }
    scheme->unscored = scheme->scored.set && !scheme->scored.truth;
    settle_words(scheme);
    return good;
}

enum jx_status jx_scheme_load(struct jx_arena *arena, struct jx_text name,
                              struct jx_str project_folder, const struct jx_str *libraries,
                              size_t n_libraries, struct jx_diags *diags,
                              struct jx_scheme **ret_scheme)
{
    struct search s = {.arena = arena, .diags = diags, .n = n_libraries + 1};
    s.places = JX_ARRAY(arena, struct place, s.n);
    s.places[0] = (struct place){project_folder, JX_STR("模板/方案")};
    for (size_t i = 0; i < n_libraries; i++)
        s.places[i + 1] = (struct place){libraries[i], JX_STR("schemes")};
    struct jx_scheme *scheme = NULL;
    enum jx_status status = load(&s, name, 0, &scheme);
    if (!scheme)
        return status;
    bool good = finish(&s, scheme);
    *ret_scheme = scheme;
    return status == JX_OK && !good ? JX_E_INPUT : status;
}
