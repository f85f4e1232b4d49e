/* audit_bands.c - bands of points written in words: 满意度≥95%得3分；85%≤满意度≤95%得2分. Two bands must not share a value.
 *
 * Layer:   score.
 */
#include "score/audit_internal.h"

struct band {
    struct jx_str text; /* as written */
    struct jx_num low, high;
    bool has_low, has_high;
    bool low_open, high_open;
};

#define MAX_BANDS 32

/* A clause up to 得 or a mark that ends it. */
static size_t clause_end(struct jx_str text, size_t from)
{
    static const char *const ends[] = {"得", "；", ";", "，", ",", "。", "、", "计", "："};
    size_t end = text.len;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = jx_str_find(text, jx_str_of(ends[i]), from);
        end = at < end ? at : end;
    }
    return end;
}

/* A number with its percent sign at the front of *rest; the sign must be there or not throughout a list, which is the
 * writer's affair. */
static bool take_bound(struct jx_arena *arena, struct jx_str *rest, struct jx_num *num)
{
    if (!jx__notation_num(arena, rest, num))
        return false;
    jx__notation_take(rest, "%");
    return true;
}

static size_t find_op(struct jx_str text)
{
    static const char *const signs[] = {"≥", "≤", ">", "<"};
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t at = jx_str_find(text, jx_str_of(signs[i]), 0);
        first = at < first ? at : first;
    }
    return first;
}

static void set_low(struct band *band, struct jx_num num, bool open)
{
    band->low = num;
    band->has_low = true;
    band->low_open = open;
}

static void set_high(struct band *band, struct jx_num num, bool open)
{
    band->high = num;
    band->has_high = true;
    band->high_open = open;
}

/* 85%≤name≤95%, name≥95%, name<60%. */
static bool read_band(struct jx_arena *arena, struct jx_str clause, struct band *band)
{
    struct jx_str rest = jx__notation_fold(arena, clause);
    struct jx_num num;
    *band = (struct band){.text = jx_str_trim(clause)};
    if (take_bound(arena, &rest, &num)) {
        enum jx_target_op op = jx__notation_op(&rest);
        if (op != JX_OP_LE && op != JX_OP_LT)
            return false;
        set_low(band, num, op == JX_OP_LT);
    }
    size_t at = find_op(rest);
    if (at == SIZE_MAX)
        return false;
    rest = jx_str_sub(rest, at, SIZE_MAX);
    enum jx_target_op op = jx__notation_op(&rest);
    if (!take_bound(arena, &rest, &num) || rest.len)
        return false;
    if (op == JX_OP_GE || op == JX_OP_GT)
        set_low(band, num, op == JX_OP_GT);
    else
        set_high(band, num, op == JX_OP_LT);
    return true;
}

/* Whether a lies wholly above b, or shares just its end with it: the shared end then. */
static bool share_end(const struct band *a, const struct band *b)
{
    return a->has_low && b->has_high && !a->low_open && !b->high_open &&
           jx_num_cmp(a->low, b->high) == 0;
}

static void compare(const struct jx__paragraph *p, const struct band *a, const struct band *b)
{
    const struct band *upper = share_end(a, b) ? a : share_end(b, a) ? b : NULL;
    if (!upper)
        return;
    size_t at = jx_str_find(p->text, b->text, 0);
    struct jx_span span = at == SIZE_MAX ? p->whole : jx__paragraph_span(p, at, at + b->text.len);
    struct jx_str shared = jx_num_written(p->audit->arena, upper->low);
    if (jx_str_find(upper->text, JX_STR("%"), 0) != SIZE_MAX)
        shared = jx_str_printf(p->audit->arena, "%.*s%%", JX_FMT(shared));
    JX_SAY(p->diags, BANDS_OVERLAP, span, a->text, b->text, shared);
}

void jx__check_bands(const struct jx__paragraph *p)
{
    struct band bands[MAX_BANDS];
    size_t n = 0;
    for (size_t from = 0; from < p->text.len && n < MAX_BANDS;) {
        size_t end = clause_end(p->text, from);
        if (read_band(p->audit->arena, jx_str_sub(p->text, from, end - from), &bands[n])) {
            for (size_t i = 0; i < n; i++)
                compare(p, &bands[i], &bands[n]);
            n++;
        }
        from = end;
        if (from < p->text.len)
            jx_utf8_next(p->text, &from);
    }
}
