/* value.c - from what stands in a cell of the workbook to what the file is to have.
 *
 * Layer:   import.
 */
#include "import/internal.h"

#include "score/target.h"

/* A ratio this many times the one before was meant as a percentage: 95 for 95%. */
#define FAR_ABOVE 10

#define FIRST_YEAR 1990
#define LAST_YEAR 2100

/* ---- texts ---- */

/* Word has line ends of its own, and they are pasted along. */
static struct jx_str with_line_ends(struct jx_arena *arena, struct jx_str text)
{
    static const char *const ends[] = {"\v", "\u2028", "\u2029", "\xC2\x85"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (jx_str_find(text, jx_str_of(ends[i]), 0) != SIZE_MAX)
            text = jx_str_replace(arena, text, jx_str_of(ends[i]), JX_STR("\n"));
    return text;
}

struct jx_str jx__tidy(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};

    text = jx_str_trim(with_line_ends(arena, text));
    for (size_t from = 0; from < text.len;) {
        const size_t end = jx_str_find(text, JX_STR("\n"), from);
        struct jx_str line = jx_str_sub(text, from, end == SIZE_MAX ? end : end - from);
        while (line.len > 0 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t' ||
                                line.ptr[line.len - 1] == '\r'))
            line.len--;
        jx_buf_add(&buf, line);
        if (end == SIZE_MAX)
            break;
        jx_buf_addc(&buf, '\n');
        from = end + 1;
    }
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

struct jx_str jx__found_text(struct jx_arena *arena, const struct jx_book_cell *cell)
{
    if (cell == NULL || cell->kind == JX_BOOK_UNCOMPUTED)
        return JX_STR("");
    if (cell->kind == JX_BOOK_NUM && cell->percent)
        return jx_str_printf(
            arena, "%.*s%%",
            JX_FMT(jx_num_text(arena, jx_num_mul(arena, cell->num, jx_num_int(arena, 100)), 15)));
    if (cell->kind == JX_BOOK_DATE)
        return jx_date_text(arena, cell->date);
    return jx__tidy(arena, cell->text);
}

/* A number, or a percentage as its ratio. */
static bool quantity(struct jx_arena *arena, struct jx_str text, struct jx_num *ret_num)
{
    bool percent = false;

    text = jx_str_trim(text);
    if (jx_str_ends(text, JX_STR("%")) || jx_str_ends(text, JX_STR("％"))) {
        percent = true;
        text.len -= jx_str_ends(text, JX_STR("%")) ? 1 : JX_STR("％").len;
    }
    text = jx_str_replace(arena, jx_str_trim(text), JX_STR("，"), JX_STR(","));
    if (!jx_num_parse(arena, text, ret_num))
        return false;
    if (percent)
        *ret_num = jx_num_div(arena, *ret_num, jx_num_int(arena, 100));
    return true;
}

/* 16 17, or 16 and 17 on two lines: read without its blanks it would be 1617. */
static bool is_torn(struct jx_str text)
{
    for (size_t at = 1, digit = SIZE_MAX; at <= text.len; at++) {
        const char c = text.ptr[at - 1];
        if (c >= '0' && c <= '9') {
            if (digit != SIZE_MAX && digit + 1 < at)
                return true;
            digit = at;
        } else if (c != ' ' && c != '\n' && c != '\t') {
            digit = SIZE_MAX;
        }
    }
    return false;
}

static bool has_wide(struct jx_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        const uint32_t cp = jx_utf8_next(text, &pos);
        if ((cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
            (cp >= 0xFF41 && cp <= 0xFF5A))
            return true;
    }
    return false;
}

/* ---- comparing ---- */

/* Equal at the digits that a spreadsheet keeps. */
static bool close(struct jx_arena *arena, struct jx_num a, struct jx_num b)
{
    struct jx_num gap = jx_num_sub(arena, a, b);
    struct jx_num size = jx_num_sign(a) < 0 ? jx_num_neg(arena, a) : a;

    if (jx_num_sign(gap) < 0)
        gap = jx_num_neg(arena, gap);
    return jx_num_cmp(jx_num_mul(arena, gap, jx_num_int(arena, 100000000000000)), size) <= 0;
}

static bool same_text(struct jx_arena *arena, struct jx_str a, struct jx_str b)
{
    return jx_str_eq(jx__tidy(arena, a), jx__tidy(arena, b));
}

/* The cell as it is printed. */
static struct jx_str printed(struct jx_arena *arena, const struct jx_cell *cell)
{
    struct jx_cell text = *cell;

    text.num = NULL;
    return jx_match_content(arena, &text);
}

static bool same_date(const struct jx_book_cell *found, struct jx_str text)
{
    struct jx_date date;

    return jx_date_parse(jx_str_trim(text), &date) && date.year == found->date.year &&
           date.month == found->date.month && date.day == found->date.day;
}

bool jx__same_value(struct jx_arena *arena, const struct jx_match *match)
{
    const struct jx_book_cell *found = match->found;
    const struct jx_str text = printed(arena, match->cell);
    struct jx_num num;

    if (found == NULL)
        return jx_str_trim(text).len == 0;
    switch (found->kind) {
    case JX_BOOK_NUM:
        if (match->cell->num != NULL)
            return close(arena, *match->cell->num, found->num);
        return quantity(arena, text, &num) && close(arena, num, found->num);
    case JX_BOOK_DATE:
        return same_date(found, text);
    case JX_BOOK_UNCOMPUTED:
    case JX_BOOK_ERROR:
        return false;
    default:
        return same_text(arena, found->text, text);
    }
}

bool jx__same_as_base(struct jx_arena *arena, const struct jx_match *match)
{
    const struct jx_book_cell *found = match->found;
    struct jx_num num;

    if (match->base.ptr == NULL)
        return false;
    if (found == NULL)
        return jx_str_trim(match->base).len == 0;
    if (found->kind == JX_BOOK_NUM)
        return quantity(arena, match->base, &num) && close(arena, num, found->num);
    if (found->kind == JX_BOOK_DATE)
        return same_date(found, match->base);
    return found->kind == JX_BOOK_TEXT && same_text(arena, found->text, match->base);
}

/* ---- refusals ---- */

static bool say_number(struct jx__importer *importer, const struct jx__entry *entry)
{
    JX_SAY(importer->diags, IMPORT_NUMBER, entry->spot.span, entry->called,
           jx__found_text(importer->arena, entry->match->found));
    return false;
}

static bool say_percent(struct jx__importer *importer, const struct jx__entry *entry,
                        struct jx_num meant)
{
    const struct jx_str text = jx_num_text(importer->arena, meant, 15);

    JX_SAY(importer->diags, IMPORT_PERCENT, entry->spot.span, entry->called,
           jx__found_text(importer->arena, entry->match->found),
           jx_str_printf(importer->arena, "%.*s%%", JX_FMT(text)));
    return false;
}

static bool say_date(struct jx__importer *importer, const struct jx__entry *entry,
                     struct jx_str text)
{
    JX_SAY(importer->diags, IMPORT_DATE, entry->spot.span, entry->called, text);
    return false;
}

/* ---- numbers ---- */

static struct jx_str percent_text(struct jx_arena *arena, struct jx_num ratio)
{
    const struct jx_num num = jx_num_mul(arena, ratio, jx_num_int(arena, 100));

    return jx_str_printf(arena, "%.*s%%", JX_FMT(jx_num_text(arena, num, 15)));
}

/* 得分 must stay within the weight; nothing here is negative. */
static bool check_range(struct jx__importer *importer, const struct jx__entry *entry,
                        struct jx_num num)
{
    const struct jx_indicator *indicator = entry->spot.indicator;
    const struct jx_str path = jx_cell_source(entry->match->cell)->path;
    struct jx_arena *arena = importer->arena;

    if (indicator != NULL && jx_str_ends(path, JX_STR("得分")) && indicator->weight.set &&
        (jx_num_sign(num) < 0 || jx_num_cmp(num, indicator->weight.num) > 0)) {
        JX_SAY(importer->diags, IMPORT_RANGE, entry->spot.span, entry->called,
               jx_num_text(arena, num, 15), jx_num_text(arena, indicator->weight.num, 15));
        return false;
    }
    if (jx_num_sign(num) >= 0)
        return true;
    JX_SAY(importer->diags, IMPORT_NEGATIVE, entry->spot.span, entry->called,
           jx_num_text(arena, num, 15));
    return false;
}

/* A member that must be a number. */
static bool read_number(struct jx__importer *importer, struct jx__entry *entry, struct jx_num num)
{
    if (jx_cell_source(entry->match->cell)->negated)
        num = jx_num_neg(importer->arena, num);
    if (!check_range(importer, entry, num))
        return false;
    entry->text = jx_num_text(importer->arena, num, 15);
    return true;
}

/* What the number before was, as a ratio: of the cell, else the target of its indicator. */
static bool ratio_before(struct jx_arena *arena, const struct jx__entry *entry,
                         struct jx_num *ret_ratio)
{
    const struct jx_indicator *indicator = entry->spot.indicator;
    const struct jx_cell *cell = entry->match->cell;
    struct jx_target target;

    if (cell->num != NULL) {
        *ret_ratio = *cell->num;
        return jx_cell_format(cell)->percent;
    }
    if (indicator == NULL || !jx_str_ends(jx_cell_source(cell)->path, JX_STR("业绩值")))
        return false;
    target = jx_target_parse(arena, indicator->target.str);
    *ret_ratio = jx_num_div(arena, target.num, jx_num_int(arena, 100));
    return target.kind == JX_TARGET_NUM && target.percent;
}

/* A number where a ratio was. is_percent: it is shown as one. */
static bool read_ratio(struct jx__importer *importer, struct jx__entry *entry, struct jx_num num,
                       bool is_percent, struct jx_num before)
{
    struct jx_arena *arena = importer->arena;
    const struct jx_num_format *format = jx_cell_format(entry->match->cell);
    const struct jx_num far = jx_num_mul(arena, before, jx_num_int(arena, FAR_ABOVE));
    const bool whole = jx_num_cmp(num, jx_num_int(arena, 1)) > 0;
    struct jx_str text;

    if (jx_num_sign(num) < 0 && jx_num_sign(before) >= 0)
        return check_range(importer, entry, num);
    if (whole &&
        (!is_percent || (jx_num_cmp(num, jx_num_int(arena, 2)) > 0 && jx_num_cmp(num, far) > 0)))
        return say_percent(importer, entry, num);
    text = percent_text(arena, num);
    entry->text = !jx_cell_source(entry->match->cell)->measured || entry->match->cell->num == NULL
                      ? text
                      : jx_str_printf(arena, "%.*s%.*s%.*s", JX_FMT(format->prefix), JX_FMT(text),
                                      JX_FMT(format->suffix));
    return true;
}

/* 120 where nothing was yet and the target is ≥126公里: 120公里. */
static struct jx_str with_target_unit(struct jx_arena *arena, const struct jx_indicator *indicator,
                                      struct jx_str text)
{
    struct jx_target target;

    if (indicator == NULL || indicator->unit.str.len > 0)
        return text;
    target = jx_target_parse(arena, indicator->target.str);
    return target.kind == JX_TARGET_NUM && !target.percent && target.unit.len > 0
               ? jx_str_printf(arena, "%.*s%.*s", JX_FMT(text), JX_FMT(target.unit))
               : text;
}

/* A number where any text may stand: 20 where ≥18项 was is ≥20项. */
static bool read_measure(struct jx__importer *importer, struct jx__entry *entry, struct jx_num num,
                         bool is_percent)
{
    struct jx_arena *arena = importer->arena;
    const struct jx_cell *cell = entry->match->cell;
    struct jx_num before;

    if (ratio_before(arena, entry, &before))
        return read_ratio(importer, entry, num, is_percent, before);
    entry->text = is_percent ? percent_text(arena, num) : jx_num_text(arena, num, 15);
    if (cell->num == NULL && !is_percent &&
        jx_str_ends(jx_cell_source(cell)->path, JX_STR("业绩值")))
        entry->text = with_target_unit(arena, entry->spot.indicator, entry->text);
    if (cell->num != NULL && jx_cell_source(cell)->measured && !is_percent)
        entry->text = jx_str_printf(arena, "%.*s%.*s%.*s", JX_FMT(jx_cell_format(cell)->prefix),
                                    JX_FMT(entry->text), JX_FMT(jx_cell_format(cell)->suffix));
    return true;
}

/* A percentage of the schema; is_percent: written or shown as one. */
static bool from_quantity(struct jx__importer *importer, struct jx__entry *entry, struct jx_num num,
                          bool is_percent)
{
    struct jx_num before = {0};

    (void)ratio_before(importer->arena, entry, &before);
    return read_ratio(importer, entry, num, is_percent, before);
}

/* ≥20 or 20项 where ≥18项 was: what is missing stays as it was. False after a message. */
static bool complete_measure(struct jx__importer *importer, struct jx__entry *entry,
                             struct jx_str text)
{
    const struct jx_cell *cell = entry->match->cell;
    const struct jx_num_format *format = jx_cell_format(cell);
    const struct jx_target now = jx_target_parse(importer->arena, text);

    if (now.kind != JX_TARGET_NUM)
        return true;
    if (is_torn(text))
        return say_number(importer, entry);
    if (cell->num == NULL || format->percent)
        return true;
    if (now.unit.len == 0 && !now.percent && !jx_str_empty(format->suffix))
        text = jx_str_printf(importer->arena, "%.*s%.*s", JX_FMT(text), JX_FMT(format->suffix));
    if (now.op == JX_OP_NONE && !jx_str_empty(format->prefix))
        text = jx_str_printf(importer->arena, "%.*s%.*s", JX_FMT(format->prefix), JX_FMT(text));
    entry->text = text;
    return true;
}

static bool from_number(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx_book_cell *found = entry->match->found;

    switch (entry->spot.type) {
    case JX_F_NUM:
        if (found->percent)
            return say_number(importer, entry);
        return read_number(importer, entry, found->num);
    case JX_F_PERCENT:
        return from_quantity(importer, entry, found->num, found->percent);
    case JX_F_DATE:
        return say_date(importer, entry, found->text);
    default:
        return read_measure(importer, entry, found->num, found->percent);
    }
}

/* ---- dates ---- */

static bool from_date(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx_date date = entry->match->found->date;
    const struct jx_str text = jx_date_text(importer->arena, date);

    if (entry->spot.type == JX_F_NUM || entry->spot.type == JX_F_PERCENT)
        return say_number(importer, entry);
    if (date.year < FIRST_YEAR || date.year > LAST_YEAR)
        return say_date(importer, entry, text);
    entry->text = entry->spot.type == JX_F_DATE ? jx_date_iso(importer->arena, date) : text;
    return true;
}

/* Whether a text that stands where a date was can be one. */
static bool check_date(struct jx__importer *importer, const struct jx__entry *entry,
                       struct jx_str text)
{
    struct jx_date date;
    const struct jx_target before =
        jx_target_parse(importer->arena, printed(importer->arena, entry->match->cell));
    const struct jx_target now = jx_target_parse(importer->arena, text);
    bool dated = jx_str_find(text, JX_STR("年"), 0) != SIZE_MAX ||
                 jx_str_find(text, JX_STR("月"), 0) != SIZE_MAX;

    if (entry->spot.type == JX_F_DATE)
        return jx_date_parse(text, &date) || say_date(importer, entry, text);
    if (before.kind != JX_TARGET_DATE || now.kind == JX_TARGET_DATE)
        return true;
    for (size_t i = 1; i < text.len; i++)
        dated = dated || (text.ptr[i - 1] >= '0' && text.ptr[i - 1] <= '9' &&
                          (text.ptr[i] == '-' || text.ptr[i] == '/' || text.ptr[i] == '.'));
    return !dated || say_date(importer, entry, text);
}

/* ---- texts ---- */

static bool check_choice(struct jx__importer *importer, const struct jx__entry *entry,
                         struct jx_str text)
{
    struct jx_strs choices = entry->spot.choices;
    static const struct jx_str yes_no[] = {{"是", sizeof "是" - 1}, {"否", sizeof "否" - 1}};

    if (entry->spot.type == JX_F_BOOL)
        choices = (struct jx_strs){.items = (struct jx_str *)(uintptr_t)yes_no, .n = 2};
    for (size_t i = 0; i < choices.n; i++)
        if (jx_str_eq(choices.items[i], text))
            return true;
    JX_SAY(importer->diags, IMPORT_CHOICE, entry->spot.span, entry->called, text,
           jx_str_join(importer->arena, choices.items, choices.n, JX_STR("、")));
    return false;
}

/* 多选: each word between 、 */
static bool check_choices(struct jx__importer *importer, const struct jx__entry *entry,
                          struct jx_str text)
{
    for (size_t from = 0; from <= text.len;) {
        size_t end = jx_str_find(text, JX_STR("、"), from);
        end = end == SIZE_MAX ? text.len : end;
        if (!check_choice(importer, entry, jx_str_trim(jx_str_sub(text, from, end - from))))
            return false;
        from = end + JX_STR("、").len;
    }
    return true;
}

/* Without 前缀 and 后缀 of the table. */
static struct jx_str bared(const struct jx_cell_source *source, struct jx_str text)
{
    if (!jx_str_empty(source->prefix) && jx_str_starts(text, source->prefix))
        text = jx_str_sub(text, source->prefix.len, SIZE_MAX);
    if (!jx_str_empty(source->suffix) && jx_str_ends(text, source->suffix))
        text.len -= source->suffix.len;
    return jx_str_trim(text);
}

static bool from_text(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx_str text = bared(jx_cell_source(entry->match->cell),
                                     jx__tidy(importer->arena, entry->match->found->text));
    const bool is_percent = jx_str_ends(text, JX_STR("%")) || jx_str_ends(text, JX_STR("％"));
    struct jx_num num;
    const bool is_num = quantity(importer->arena, text, &num);

    entry->text = text;
    switch (entry->spot.type) {
    case JX_F_NUM:
        if (!is_num || is_percent)
            return say_number(importer, entry);
        return read_number(importer, entry, num);
    case JX_F_PERCENT:
        return is_num ? from_quantity(importer, entry, num, is_percent)
                      : say_number(importer, entry);
    case JX_F_BOOL:
    case JX_F_CHOICE:
        return check_choice(importer, entry, text);
    case JX_F_TEXTS:
        return check_choices(importer, entry, text);
    default:
        break;
    }
    if (has_wide(text))
        JX_SAY(importer->diags, IMPORT_WIDE, entry->spot.span, entry->called, text);
    if (is_num && jx_cell_source(entry->match->cell)->measured)
        return read_measure(importer, entry, num, is_percent);
    if (jx_cell_source(entry->match->cell)->measured && !complete_measure(importer, entry, text))
        return false;
    return check_date(importer, entry, text);
}

bool jx__value_read(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx_book_cell *found = entry->match->found;

    entry->text = JX_NO_STR;
    if (found == NULL || (found->kind == JX_BOOK_TEXT && jx_str_trim(found->text).len == 0))
        return true;
    switch (found->kind) {
    case JX_BOOK_ERROR:
        JX_SAY(importer->diags, IMPORT_ERROR, entry->spot.span, entry->called, found->text);
        return false;
    case JX_BOOK_UNCOMPUTED:
        JX_SAY(importer->diags, IMPORT_UNCOMPUTED, entry->spot.span, entry->called);
        return false;
    case JX_BOOK_NUM:
        return from_number(importer, entry);
    case JX_BOOK_DATE:
        return from_date(importer, entry);
    default:
        return jx_cell_source(entry->match->cell)->n_ticks > 0 ? jx__tick_read(importer, entry)
                                                               : from_text(importer, entry);
    }
}
