/* rule_points.c - 要点: a checklist; each point has its share of the weight and is met, met in part, or not.
 *
 * Layer:   score.
 *
 * Source: 评价要点 of 财预〔2020〕10号; "要素①缺失得 0 分，① 40 %、其余各 20 %" (DOMAIN 2.3) is 必备 and 分值. A point that does not
 *         concern the project (不涉及: "如涉及项目调整 …") leaves the denominator, as 不适用 indicators do.
 */
#include "input/suggest.h"
#include "score/internal.h"
#include "score/words.h"

/* ---- parameters ---- */

struct point {
    struct jx_span span;
    struct jx_text text;  /* 内容 */
    struct jx_text worth; /* 分值 */
    struct jx_flag key;   /* 必备 */
};

struct params {
    struct jx_text type;
    struct {
        struct point *items;
        size_t n;
    } points;
    struct jx_amount partly;
};

static const struct jx_field point_fields[] = {
    {"内容", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(struct point, text), NULL, NULL,
     "这一点问什么"},
    {"分值", JX_F_TEXT, 0, offsetof(struct point, worth), NULL, NULL,
     "几分，或权重的百分之几；都不写则平分"},
    {"必备", JX_F_BOOL, 0, offsetof(struct point, key), NULL, NULL,
     "是：没有做到则整个指标得 0 分"},
};
static const struct jx_schema point_schema = {
    "要点", sizeof(struct point), point_fields, 3, offsetof(struct point, span), JX_NO_OFFSET, NULL,
    "内容",
};

static const struct jx_field fields[] = {
    JX__PARAM_TYPE(struct params),
    {"要点", JX_F_LIST, 0, offsetof(struct params, points), &point_schema, NULL,
     "各要点；不写则是指标的评价要点"},
    {"部分", JX_F_PERCENT, 0, offsetof(struct params, partly), NULL, NULL,
     "部分做到得这一点的百分之几；不写为 50%"},
};
static const struct jx_schema params_schema = {
    "规则", sizeof(struct params), fields, 3, JX_NO_OFFSET, JX_NO_OFFSET, NULL, "类型",
};

/* ---- the checklist ---- */

enum verdict { V_NONE, V_YES, V_NO, V_PARTLY, V_APART };

struct item {
    struct jx_str text;
    struct jx_num worth; /* points */
    bool key;
    const struct jx_point_finding *finding;
    enum verdict verdict;
    struct jx_num points; /* what it brings */
};

struct list {
    struct item *items; /* shape [n] */
    size_t n;
    struct jx_amount partly;
};

/* Points of each item: as written, else equal shares. */
static bool worths_read(const struct jx__case *c, const struct params *params, struct list *list)
{
    struct jx_num sum = {0};
    bool written = false;
    bool good = true;
    for (size_t i = 0; i < params->points.n; i++)
        written = written || params->points.items[i].worth.str.ptr;
    for (size_t i = 0; i < list->n; i++) {
        struct item *item = &list->items[i];
        if (!written)
            item->worth = jx_num_div(c->arena, c->weight, jx_num_int(c->arena, (int64_t)list->n));
        else if (!params->points.items[i].worth.str.ptr)
            continue; /* the sum tells */
        else
            good = jx__worth_read(c, &params->points.items[i].worth, &item->worth) && good;
        sum = jx_num_add(c->arena, sum, item->worth);
    }
    if (good && jx_num_cmp(sum, c->weight) != 0) {
        JX_SAY(c->diags, POINT_SHARES, c->leaf->rule.span, c->label, jx__points_text(c->arena, sum),
               jx__points_text(c->arena, c->weight));
        return false;
    }
    return good;
}

static bool list_make(const struct jx__case *c, const struct params *params, struct list *list)
{
    bool own = params->points.n > 0;
    list->n = own ? params->points.n : c->leaf->points.n;
    list->items = JX_ARRAY(c->arena, struct item, list->n);
    list->partly = params->partly;
    for (size_t i = 0; i < list->n; i++) {
        list->items[i].text = own ? params->points.items[i].text.str : c->leaf->points.items[i].str;
        list->items[i].key = own && params->points.items[i].key.truth;
    }
    if (!list->n) {
        JX_SAY(c->diags, POINTS_NONE, c->leaf->rule.span, c->label);
        return false;
    }
    return worths_read(c, params, list);
}

/* ---- what was found ---- */

/* 1 for "1", ① or 第1点; 0 when it is no number. */
static size_t ordinal(struct jx_str text)
{
    size_t pos = 0;
    size_t value = 0;
    struct jx_str rest = jx_str_trim(text);
    jx__notation_take(&rest, "第");
    jx__notation_drop(&rest, "点");
    if (!rest.len)
        return 0;
    uint32_t cp = jx_utf8_next(rest, &pos);
    if (cp >= 0x2460 && cp <= 0x2473 && pos == rest.len) /* ① to ⑳ */
        return cp - 0x2460 + 1;
    for (pos = 0; pos < rest.len; pos++) {
        if (rest.ptr[pos] < '0' || rest.ptr[pos] > '9' || value > 1000)
            return 0;
        value = value * 10 + (size_t)(rest.ptr[pos] - '0');
    }
    return value;
}

/* The item a finding is about: by its key, else by its place in the list. */
static struct item *item_of(const struct list *list, const struct jx_point_finding *finding,
                            size_t place)
{
    struct jx_str id = finding->id.str;
    size_t number = id.ptr ? ordinal(id) : place + 1;
    for (size_t i = 0; !number && i < list->n; i++)
        if (jx_str_eq(jx_str_trim(id), jx_str_trim(list->items[i].text)))
            number = i + 1;
    return number > 0 && number <= list->n ? &list->items[number - 1] : NULL;
}

static enum verdict verdict_of(struct jx_str text)
{
    static const struct {
        const char *word;
        enum verdict verdict;
    } words[] = {
        {JX_W_YES, V_YES}, {JX_W_NO, V_NO}, {JX_W_PARTLY, V_PARTLY}, {JX_W_NOT_CONCERNED, V_APART}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jx_str_is(text, words[i].word))
            return words[i].verdict;
    return V_NONE;
}

/* 得分 of the point itself makes it 部分. */
static bool judge(const struct jx__case *c, const struct jx_point_finding *finding,
                  struct item *item)
{
    struct jx_str text = jx_str_trim(finding->verdict.str);
    item->finding = finding;
    item->verdict = text.ptr ? verdict_of(text) : finding->score.set ? V_PARTLY : V_NONE;
    if (item->verdict == V_NONE) {
        JX_SAY(c->diags, POINT_VERDICT, text.ptr ? finding->verdict.span : finding->span,
               jx_shown(c->arena, text.ptr ? text : JX_STR("")));
        return false;
    }
    const struct jx_amount *score = &finding->score;
    if (score->set && (jx_num_sign(score->num) < 0 || jx_num_cmp(score->num, item->worth) > 0)) {
        JX_SAY(c->diags, WORTH_BAD, score->span, c->label, score->text,
               jx__points_text(c->arena, item->worth));
        return false;
    }
    return true;
}

static bool findings_read(const struct jx__case *c, struct list *list)
{
    bool good = true;
    for (size_t i = 0; i < c->finding->points.n; i++) {
        const struct jx_point_finding *finding = &c->finding->points.items[i];
        struct item *item = item_of(list, finding, i);
        if (!item || item->finding) {
            JX_SAY(c->diags, POINT_UNKNOWN, finding->id.str.ptr ? finding->id.span : finding->span,
                   c->label,
                   finding->id.str.ptr ? jx_shown(c->arena, finding->id.str)
                                       : jx_str_printf(c->arena, "%zu", i + 1));
            good = false;
            continue;
        }
        good = judge(c, finding, item) && good;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].finding)
            continue;
        JX_SAY(c->diags, POINT_MISSING, c->finding->span, c->label,
               jx_str_printf(c->arena, "%zu", i + 1), jx_shown(c->arena, list->items[i].text));
        good = false;
    }
    return good;
}

/* ---- points ---- */

static void points_fill(const struct jx__case *c, const struct list *list)
{
    struct jx_num half = jx_num_div(c->arena, jx_num_int(c->arena, 1), jx_num_int(c->arena, 2));
    struct jx_num share = list->partly.set ? list->partly.num : half;
    for (size_t i = 0; i < list->n; i++) {
        struct item *item = &list->items[i];
        if (item->verdict == V_YES)
            item->points = item->worth;
        else if (item->verdict == V_PARTLY && item->finding->score.set)
            item->points = item->finding->score.num;
        else if (item->verdict == V_PARTLY)
            item->points = jx_num_mul(c->arena, item->worth, share);
    }
}

static struct jx_str arithmetic(const struct jx__case *c, const struct list *list,
                                struct jx_num concerned, struct jx_num sum)
{
    struct jx_buf buf = {.arena = c->arena};
    jx_buf_printf(&buf, JX_W_POINTS_LIST, list->n);
    for (size_t i = 0; i < list->n; i++) {
        const struct item *item = &list->items[i];
        struct jx_str points = item->verdict == V_APART
                                   ? JX_STR("")
                                   : jx_str_printf(c->arena, JX_W_POINTS_WORTH,
                                                   JX_FMT(jx_num_text(c->arena, item->points, 4)));
        const char *word = item->verdict == V_YES      ? JX_W_YES
                           : item->verdict == V_NO     ? JX_W_NO
                           : item->verdict == V_PARTLY ? JX_W_PARTLY
                                                       : JX_W_NOT_CONCERNED;
        jx_buf_printf(&buf, JX_W_POINTS_ITEM, i ? JX_W_AND : "", i + 1, word, JX_FMT(points));
    }
    if (jx_num_cmp(concerned, c->weight) != 0)
        jx_buf_printf(&buf, JX_W_POINTS_SHARE, JX_FMT(jx_num_text(c->arena, sum, 4)),
                      JX_FMT(jx_num_text(c->arena, concerned, 4)),
                      JX_FMT(jx__points_text(c->arena, c->weight)));
    else
        jx_buf_adds(&buf, JX_W_POINTS_SUM);
    return jx_buf_str(&buf);
}

static bool score(const struct jx__case *c, const struct list *list, struct jx__outcome *outcome)
{
    struct jx_num sum = {0};
    struct jx_num concerned = {0};
    points_fill(c, list);
    for (size_t i = 0; i < list->n; i++) {
        const struct item *item = &list->items[i];
        if (item->key && item->verdict == V_NO) {
            jx__outcome_say(c, outcome, (struct jx_num){0},
                            jx_str_printf(c->arena, JX_W_POINTS_KEY, JX_FMT(c->lead), i + 1,
                                          JX_FMT(item->text)));
            return true;
        }
        if (item->verdict == V_APART)
            continue;
        sum = jx_num_add(c->arena, sum, item->points);
        concerned = jx_num_add(c->arena, concerned, item->worth);
    }
    if (jx_num_sign(concerned) == 0) {
        JX_SAY(c->diags, POINT_SHARES, c->finding->span, c->label, JX_STR("0"),
               jx__points_text(c->arena, c->weight));
        return false;
    }
    struct jx_num share = jx_num_div(c->arena, sum, concerned);
    jx__outcome_points(c, outcome, arithmetic(c, list, concerned, sum),
                       jx_num_mul(c->arena, share, c->weight));
    return true;
}

bool jx__rule_points(const struct jx__case *c, struct jx__outcome *outcome)
{
    struct params params = {0};
    struct list list = {0};
    if (!jx__rule_params(c, &params_schema, &params) || !list_make(c, &params, &list))
        return false;
    if (c->finding && c->finding->points.n)
        return findings_read(c, &list) && score(c, &list, outcome);
    if (!c->stated) {
        JX_SAY(c->diags, POINTS_OPEN, c->finding ? c->finding->span : c->leaf->span, c->label,
               jx_str_printf(c->arena, "%zu", list.n), c->leaf->id.str);
        return false;
    }
    outcome->explanation = jx__case_explain_stated(c);
    return true;
}
