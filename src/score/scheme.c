/* scheme.c - reads templates/schemes/NAME.yaml, follows 沿用, checks what a table of keys cannot.
 *
 * Layer:   score.
 * Memory:  the arena of the run.
 */
#include "score/scheme.h"

#include "base/file.h"
#include "input/source.h"
#include "input/suggest.h"
#include "score/words.h"

#include <stddef.h>

#define MAX_BYTES ((size_t)1 << 20)
#define MAX_BASES 8
#define MAX_DIGITS 6

/* ---- keys ---- */

static const char *const roundings[] = {JX_W_HALF_UP, JX_W_HALF_EVEN, JX_W_DOWN, NULL};
static const char *const less_rules[] = {JX_W_LINEAR, JX_W_INVERSE, JX_W_JUDGED, NULL};
static const char *const records[] = {"指标", "评价", "子项目", "合同", "问题", "建议", "分组", NULL};
static const char *const types[] = {"文本", "数", "百分比", "日期", "是否", "选项", NULL};

#define G struct jx_grade
static const struct jx_field grade_fields[] = {
    {"等级", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(G, name), NULL, NULL, "等级的名称：优"},
    {"下限", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(G, from), NULL, NULL,
     "百分制的最低分（含）；由高到低排列，最低一档写 0"},
};
static const struct jx_schema grade_schema = {
    "等级", sizeof(G), grade_fields, 2, offsetof(G, span), JX_NO_OFFSET, NULL, NULL,
};

#define D struct jx_declared
static const struct jx_field declared_fields[] = {
    {"所属", JX_F_CHOICE, JX_FIELD_REQUIRED, offsetof(D, record), NULL, records, "加在哪一种记录上"},
    {"名称", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(D, key), NULL, NULL, "字段的名称"},
    {"类型", JX_F_CHOICE, 0, offsetof(D, type), NULL, types, "不写为文本"},
    {"选项", JX_F_TEXTS, 0, offsetof(D, choices), NULL, NULL, "类型为选项时可选的各值"},
};
static const struct jx_schema declared_schema = {
    "字段", sizeof(D), declared_fields, 4, JX_NO_OFFSET, JX_NO_OFFSET, NULL, NULL,
};

#define S struct jx_scheme
static const struct jx_field fields[] = {
    {"名称", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(S, name), NULL, NULL, "方案的名称"},
    {"沿用", JX_F_TEXT, 0, offsetof(S, base), NULL, NULL, "这里没有写的，取自哪个方案"},
    {"来源", JX_F_TEXT, 0, offsetof(S, source), NULL, NULL, "出自哪个文件"},
    {"满分", JX_F_NUM, 0, offsetof(S, full), NULL, NULL, "各一级指标权重之和；不写为 100"},
    {"小数位", JX_F_NUM, 0, offsetof(S, digits), NULL, NULL, "计算得分保留几位小数；不写为 2"},
    {"舍入", JX_F_CHOICE, 0, offsetof(S, rounding), NULL, roundings, "不写为四舍五入"},
    {"比率小数位", JX_F_NUM, 0, offsetof(S, rate_digits), NULL, NULL,
     "得分率、完成率按百分数印出时的小数位；不写为 2"},
    {"逆向公式", JX_F_CHOICE, 0, offsetof(S, less_rule), NULL, less_rules,
     "业绩值超出“≤”目标值时的算法；不写为线性"},
    {"等级", JX_F_LIST, 0, offsetof(S, grades), &grade_schema, NULL, "各档等级；不写则不定等级"},
    {"字段", JX_F_LIST, 0, offsetof(S, declared), &declared_schema, NULL, "本方案增加的字段"},
};
const struct jx_schema jx_scheme_schema = {
    "方案", sizeof(S), fields, sizeof fields / sizeof *fields, offsetof(S, span), JX_NO_OFFSET,
    NULL,   NULL,
};

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
        struct jx_str path = jx_str_printf(s->arena, "%.*s/%.*s.yaml", JX_FMT(place->folder),
                                           JX_FMT(name.str));
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

static void inherit(struct jx_arena *arena, struct jx_scheme *own, const struct jx_scheme *base)
{
    inherit_text(&own->source, &base->source);
    inherit_text(&own->rounding, &base->rounding);
    inherit_text(&own->less_rule, &base->less_rule);
    inherit_amount(&own->full, &base->full);
    inherit_amount(&own->digits, &base->digits);
    inherit_amount(&own->rate_digits, &base->rate_digits);
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
    if (amount->set && (!jx_num_to_int(amount->num, &digits) || digits < 0 || digits > MAX_DIGITS)) {
        JX_SAY(s->diags, SCHEME_DIGITS, amount->span, jx_str_of(key),
               jx_str_printf(s->arena, "%d", MAX_DIGITS));
        *ret_digits = 2;
        return false;
    }
    *ret_digits = (int)digits;
    return true;
}

static bool check_grades(const struct search *s, const struct jx_scheme *scheme)
{
    bool good = true;
    const struct jx_grade *grades = scheme->grades.items;
    size_t n = scheme->grades.n;
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

static bool finish(const struct search *s, struct jx_scheme *scheme)
{
    bool good = check_digits(s, &scheme->digits, "小数位", &scheme->score_digits);
    good = check_digits(s, &scheme->rate_digits, "比率小数位", &scheme->percent_digits) && good;
    good = check_grades(s, scheme) && good;
    scheme->full_mark = scheme->full.set ? scheme->full.num : jx_num_int(s->arena, 100);
    if (jx_num_sign(scheme->full_mark) <= 0) {
        JX_SAY(s->diags, SCHEME_FULL, scheme->full.span);
        scheme->full_mark = jx_num_int(s->arena, 100);
        good = false;
    }
    if (!scheme->less_rule.str.ptr)
        scheme->less_rule.str = JX_STR(JX_W_LINEAR);
    struct jx_str rounding = scheme->rounding.str;
    scheme->round = jx_str_is(rounding, JX_W_DOWN)        ? JX_ROUND_DOWN
                    : jx_str_is(rounding, JX_W_HALF_EVEN) ? JX_ROUND_HALF_EVEN
                                                          : JX_ROUND_HALF_UP;
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
