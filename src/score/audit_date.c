/* audit_date.c - dates in the text: days that do not exist, ranges that run backwards, dates after the report.
 *
 * Layer:   score.
 */
#include "score/audit_internal.h"

struct found_date {
    size_t from, to;
    int year, month, day; /* 0: not given */
    bool possible;
};

/* An integer of at most four digits; false when there is none. */
static bool take_int(struct jx_str text, size_t *at, int *ret_value)
{
    size_t from = *at;
    int value = 0;
    while (*at < text.len && *at - from < 4 && text.ptr[*at] >= '0' && text.ptr[*at] <= '9')
        value = value * 10 + (text.ptr[(*at)++] - '0');
    *ret_value = value;
    return *at > from && (*at == text.len || text.ptr[*at] < '0' || text.ptr[*at] > '9');
}

static bool take_word(struct jx_str text, size_t *at, const char *word)
{
    struct jx_str rest = jx_str_sub(text, *at, SIZE_MAX);
    if (!jx__notation_take(&rest, word))
        return false;
    *at = (size_t)(rest.ptr - text.ptr);
    return true;
}

/* 2023年, 2023年10月, 2023年10月31日 at `at`. */
static bool read_date(struct jx_arena *arena, struct jx_str text, size_t at,
                      struct found_date *date)
{
    size_t pos = at;
    struct jx_date read;
    int month, day;
    *date = (struct found_date){.from = at};
    if (!take_int(text, &pos, &date->year) || pos - at != 4 || !take_word(text, &pos, "年"))
        return false;
    date->to = pos;
    if (take_int(text, &pos, &month) && take_word(text, &pos, "月")) {
        date->month = month;
        date->to = pos;
        if (take_int(text, &pos, &day) && take_word(text, &pos, "日")) {
            date->day = day;
            date->to = pos;
        }
    }
    struct jx_str written = jx_str_copy(arena, jx_str_sub(text, at, date->to - at));
    date->possible = jx_date_parse(written, &read);
    return true;
}

/* The next date at or after *pos. */
static bool next_date(const struct jx__paragraph *p, size_t *pos, struct found_date *date)
{
    while (*pos < p->text.len) {
        size_t at = *pos;
        char c = p->text.ptr[at];
        uint32_t before = jx__cp_before(p->text, at);
        bool begins = c >= '1' && c <= '2' && !(before >= '0' && before <= '9');
        if (begins && read_date(p->audit->arena, p->text, at, date)) {
            *pos = date->to;
            return true;
        }
        jx_utf8_next(p->text, pos);
    }
    return false;
}

static struct jx_date as_date(const struct found_date *date)
{
    return (struct jx_date){date->year, date->month, date->day};
}

/* Two dates with a dash or 至 between them. */
static bool is_range(struct jx_str between)
{
    static const char *const dashes[] = {"-", "—", "——", "~", "～", "至", "到", "–", "－"};
    between = jx_str_trim(between);
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (jx_str_is(between, dashes[i]))
            return true;
    return false;
}

static void check_range(const struct jx__paragraph *p, const struct found_date *a,
                        const struct found_date *b)
{
    if (!is_range(jx_str_sub(p->text, a->to, b->from - a->to)) ||
        jx_date_cmp(as_date(a), as_date(b)) <= 0 || !jx__paragraph_typed(p, a->from, b->to))
        return;
    JX_SAY(p->diags, DATE_BACKWARDS, jx__paragraph_span(p, a->from, b->to),
           jx_str_sub(p->text, a->from, b->to - a->from));
}

/* What is told as done cannot lie after the report; plans, goals and contract periods may: only 截至 is held to it. */
static void check_future(const struct jx__paragraph *p, const struct found_date *date)
{
    struct jx_date report = p->audit->project->report_date.date;
    struct jx_str before = jx_str_sub(p->text, 0, date->from);
    bool told = jx_str_ends(before, JX_STR("截至")) || jx_str_ends(before, JX_STR("截止")) ||
                jx_str_ends(before, JX_STR("截止到"));
    if (!told || !report.year || jx_date_cmp(as_date(date), report) <= 0 || date->month == 0)
        return;
    JX_SAY(p->diags, DATE_FUTURE, jx__paragraph_span(p, date->from, date->to),
           jx_str_sub(p->text, date->from, date->to - date->from),
           jx_date_text(p->audit->arena, report));
}

/* 〔2024〕 in a report of 2023. */
static void check_numbers(const struct jx__paragraph *p)
{
    for (size_t at = jx_str_find(p->text, JX_STR("〔"), 0); at != SIZE_MAX;
         at = jx_str_find(p->text, JX_STR("〔"), at + 3)) {
        size_t pos = at + 3;
        int year;
        if (!take_int(p->text, &pos, &year) || pos - at != 7 || !take_word(p->text, &pos, "〕") ||
            !p->audit->project->report_date.date.year ||
            year <= p->audit->project->report_date.date.year || !jx__paragraph_typed(p, at, pos))
            continue;
        JX_SAY(p->diags, DATE_FUTURE, jx__paragraph_span(p, at, pos),
               jx_str_sub(p->text, at, pos - at),
               jx_date_text(p->audit->arena, p->audit->project->report_date.date));
    }
}

void jx__check_dates(const struct jx__paragraph *p)
{
    struct found_date date, last = {0};
    for (size_t pos = 0; next_date(p, &pos, &date);) {
        bool typed = jx__paragraph_typed(p, date.from, date.to);
        if (!date.possible && typed)
            JX_SAY(p->diags, DATE_IMPOSSIBLE, jx__paragraph_span(p, date.from, date.to),
                   jx_str_sub(p->text, date.from, date.to - date.from));
        if (date.possible && typed)
            check_future(p, &date);
        if (last.to && last.possible && date.possible)
            check_range(p, &last, &date);
        last = date;
    }
    check_numbers(p);
}
