/* filter_text.c - filters for dates, choices and texts. */
#include "document/inert.h"
#include "document/internal.h"

static bool want_date(const struct jx__filter_at *at, const struct jx_value *value,
                      struct jx_date *ret_date)
{
    struct jx_str text = jx_value_str(at->arena, value);
    if (jx_date_parse(jx_str_trim(text), ret_date))
        return true;
    JX_SAY(at->diags, FILTER_DATE, at->span, text);
    return false;
}

static bool is_empty(const struct jx__filter_at *at, const struct jx_value *value)
{
    return jx_str_trim(jx_value_str(at->arena, value)).len == 0;
}

/* A day in one of the ways of writing it; empty values stay empty. */
static struct jx_value *written_date(const struct jx__filter_at *at, const struct jx_value *value,
                                     struct jx_str (*write)(struct jx_arena *, struct jx_date))
{
    struct jx_date day;
    if (is_empty(at, value))
        return (struct jx_value *)value;
    if (!want_date(at, value, &day))
        return NULL;
    return jx_value_text(at->arena, write(at->arena, day));
}

static struct jx_value *date(const struct jx__filter_at *at, const struct jx_value *value,
                             struct jx_str arg)
{
    (void)arg;
    return written_date(at, value, jx_date_text);
}

static struct jx_str month_text(struct jx_arena *arena, struct jx_date day)
{
    day.day = 0;
    return jx_date_text(arena, day);
}

static struct jx_value *month(const struct jx__filter_at *at, const struct jx_value *value,
                              struct jx_str arg)
{
    (void)arg;
    return written_date(at, value, month_text);
}

static struct jx_value *han_date(const struct jx__filter_at *at, const struct jx_value *value,
                                 struct jx_str arg)
{
    (void)arg;
    return written_date(at, value, jx_date_han);
}

/* With a full stop at its end, unless it is empty or ends in a mark already. */
static struct jx_value *sentence(const struct jx__filter_at *at, const struct jx_value *value,
                                 struct jx_str arg)
{
    static const char *const ends[] = {"。", "；", "！", "？", "：", "…", ".", ";", "!", "?"};
    struct jx_str text = jx_str_trim(jx_value_str(at->arena, value));
    (void)arg;
    if (text.len == 0)
        return (struct jx_value *)value;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (jx_str_ends(text, jx_str_of(ends[i])))
            return jx_value_text(at->arena, text);
    return jx_value_text(at->arena, jx_str_printf(at->arena, "%.*s。", JX_FMT(text)));
}

/* Whether the value's text is one of the words of a list with commas (、 , ，). */
static bool is_one_of(struct jx_str text, struct jx_str words)
{
    size_t from = 0, at = 0;
    while (at <= words.len) {
        size_t before = at;
        uint32_t cp = at < words.len ? jx_utf8_next(words, &at) : 0;
        if (cp == 0 || cp == ',' || cp == 0xFF0C || cp == 0x3001) {
            if (jx_str_eq(jx_str_trim(jx_str_sub(words, from, before - from)), text))
                return true;
            from = at;
        }
        if (cp == 0)
            break;
    }
    return false;
}

static struct jx_value *is(const struct jx__filter_at *at, const struct jx_value *value,
                           struct jx_str arg)
{
    return jx_value_bool(at->arena, is_one_of(jx_value_str(at->arena, value), arg));
}

static struct jx_value *is_not(const struct jx__filter_at *at, const struct jx_value *value,
                               struct jx_str arg)
{
    return jx_value_bool(at->arena, !is_one_of(jx_value_str(at->arena, value), arg));
}

static struct jx_value *tick(const struct jx__filter_at *at, const struct jx_value *value,
                             struct jx_str arg)
{
    bool on = arg.len > 0 ? is_one_of(jx_value_str(at->arena, value), arg) : jx_value_truth(value);
    return jx_value_text(at->arena, on ? JX_STR("☑") : JX_STR("□"));
}

static struct jx_value *replace_ends(const struct jx__filter_at *at, const struct jx_value *value,
                                     struct jx_str by)
{
    struct jx_str text = jx_str_trim(jx_value_str(at->arena, value));
    text = jx_str_replace(at->arena, text, JX_STR("\r\n"), JX_STR("\n"));
    return jx_value_text(at->arena, jx_str_replace(at->arena, text, JX_STR("\n"), by));
}

static struct jx_value *lines(const struct jx__filter_at *at, const struct jx_value *value,
                              struct jx_str arg)
{
    (void)arg;
    return replace_ends(at, value, JX_STR(JX__HARD_BREAK));
}

static struct jx_value *paragraphs(const struct jx__filter_at *at, const struct jx_value *value,
                                   struct jx_str arg)
{
    (void)arg;
    return replace_ends(at, value, JX_STR(JX__PARAGRAPH_BREAK));
}

static const struct jx__filter filters[] = {
    {"日期", date}, {"年月", month}, {"汉字日期", han_date}, {"是", is},         {"不是", is_not},
    {"勾选", tick}, {"分行", lines}, {"分段", paragraphs},   {"成句", sentence},
};

const struct jx__filter *jx__filters_text(size_t *ret_n)
{
    *ret_n = sizeof filters / sizeof *filters;
    return filters;
}
