#include "base/diag.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

/* ---- sources ---- */

/* The text of a file without its byte order mark, which is no character of line 1. */
static struct jx_str source_text(const struct jx_sources *sources, uint32_t file,
                                 size_t *ret_skipped)
{
    *ret_skipped = 0;
    if (!sources || file == 0 || file > sources->n)
        return JX_NO_STR;
    struct jx_str text = sources->items[file - 1].text;
    if (jx_str_starts(text, JX_STR("\xEF\xBB\xBF")))
        *ret_skipped = 3;
    return jx_str_sub(text, *ret_skipped, SIZE_MAX);
}

/* Bytes of the line end at pos: \n, \r\n or \r; 0 when there is none. */
static size_t line_end_at(struct jx_str text, size_t pos)
{
    if (pos >= text.len)
        return 0;
    if (text.ptr[pos] == '\n')
        return 1;
    if (text.ptr[pos] != '\r')
        return 0;
    return pos + 1 < text.len && text.ptr[pos + 1] == '\n' ? 2 : 1;
}

/* Move on by one character, or one line end. */
static void step(struct jx_milestone *at, struct jx_str text)
{
    size_t end = line_end_at(text, at->pos);
    if (end) {
        at->pos += end;
        at->line1++;
        at->col1 = 1;
    } else {
        jx_utf8_next(text, &at->pos);
        at->col1++;
    }
}

/* Move on to the byte `to`, or to the end of the text. */
static void advance(struct jx_milestone *at, struct jx_str text, size_t to)
{
    while (at->pos < to && at->pos < text.len)
        step(at, text);
}

/* Bytes from one milestone to the next, or a few more. */
#define MILE 1024

uint32_t jx_sources_add(struct jx_sources *sources, struct jx_str name, struct jx_str text)
{
    struct {
        struct jx_milestone *items;
        size_t n;
        size_t cap;
    } milestones = {0};
    struct jx_milestone at = {.line1 = 1, .col1 = 1};
    size_t skipped;
    JX_PUSH(sources->arena, sources, (struct jx_source){.name = name, .text = text});
    struct jx_str counted = source_text(sources, (uint32_t)sources->n, &skipped);
    JX_PUSH(sources->arena, &milestones, at);
    while (at.pos + MILE < counted.len) {
        advance(&at, counted, at.pos + MILE);
        JX_PUSH(sources->arena, &milestones, at);
    }
    sources->items[sources->n - 1].milestones = milestones.items;
    sources->items[sources->n - 1].n_milestones = milestones.n;
    return (uint32_t)sources->n;
}

void jx_sources_note(struct jx_sources *sources, struct jx_str path, struct jx_str bytes)
{
    for (size_t i = 0; i < sources->reads.n; i++)
        if (jx_str_eq(sources->reads.items[i].path, path))
            return;
    JX_PUSH(sources->arena, &sources->reads, (struct jx_read){path, bytes});
}

/* The last milestone at or before a byte. */
static struct jx_milestone milestone_before(const struct jx_source *source, size_t pos)
{
    size_t low = 0, high = source->n_milestones;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (source->milestones[middle].pos <= pos)
            low = middle;
        else
            high = middle;
    }
    return source->milestones[low];
}

struct jx_span jx_sources_span(const struct jx_sources *sources, uint32_t file, size_t from,
                               size_t to)
{
    size_t skipped;
    struct jx_str text = source_text(sources, file, &skipped);
    if (!text.ptr)
        return JX_NO_SPAN;
    from = from > skipped ? from - skipped : 0;
    to = to > skipped ? to - skipped : 0;
    struct jx_milestone at = milestone_before(&sources->items[file - 1], from);
    struct jx_span span = {.file = file};
    advance(&at, text, from);
    span.line1 = at.line1;
    span.col1 = at.col1;
    if (to > at.pos + MILE)
        at = milestone_before(&sources->items[file - 1], to);
    advance(&at, text, to);
    span.end_line1 = at.line1;
    span.end_col1 = at.col1;
    return span;
}

/* The last milestone before a line begins. */
static struct jx_milestone milestone_above(const struct jx_source *source, uint32_t line1)
{
    size_t low = 0, high = source->n_milestones;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (source->milestones[middle].line1 < line1)
            low = middle;
        else
            high = middle;
    }
    return source->milestones[low];
}

struct jx_str jx_sources_line(const struct jx_sources *sources, uint32_t file, uint32_t line1)
{
    size_t skipped;
    struct jx_str text = source_text(sources, file, &skipped);
    if (!text.ptr)
        return JX_NO_STR;
    struct jx_milestone at = milestone_above(&sources->items[file - 1], line1);
    while (at.line1 < line1 && at.pos < text.len)
        step(&at, text);
    if (at.line1 != line1 || at.pos == text.len)
        return JX_NO_STR; /* what follows the last line's end is no line */
    size_t end = at.pos;
    while (end < text.len && !line_end_at(text, end))
        end++;
    return jx_str_sub(text, at.pos, end - at.pos);
}

/* ---- the catalogue ---- */

static const struct catalogue_entry {
    const char *code;
    enum jx_severity severity;
    const char *text;
    const char *hint;
} catalogue[] = {
#define JX_DIAG_CODE(name, code, severity, text, hint) {code, severity, text, hint},
#include "base/diag_codes.def"
#undef JX_DIAG_CODE
};

static const struct severity_words {
    const char *name;
    const char *colour;
} severities[] = {
    [JX_ERROR] = {"错误", "\033[1;31m"},
    [JX_WARNING] = {"警告", "\033[1;33m"},
    [JX_HINT] = {"提示", "\033[1;36m"},
};

const char *jx_diag_code_text(enum jx_diag_code code)
{
    return catalogue[code].code;
}

/* The argument of a slot "{0}" … "{9}" that stands at p; NULL when none does. */
static const struct jx_str *slot_at(const char *p, const struct jx_str *args, size_t n_args)
{
    if (p[0] != '{' || p[1] < '0' || p[1] > '9' || p[2] != '}')
        return NULL;
    size_t i = (size_t)(p[1] - '0');
    return i < n_args ? &args[i] : NULL;
}

static struct jx_str fill_slots(struct jx_arena *arena, const char *text, const struct jx_str *args,
                                size_t n_args)
{
    struct jx_buf buf = {.arena = arena};
    for (const char *p = text; *p;) {
        const struct jx_str *arg = slot_at(p, args, n_args);
        if (arg)
            jx_buf_add(&buf, *arg);
        else
            jx_buf_addc(&buf, *p);
        p += arg ? 3 : 1;
    }
    return jx_buf_str(&buf);
}

/* ---- the list ---- */

void jx_diags_init(struct jx_diags *diags, struct jx_arena *arena, struct jx_sources *sources)
{
    *diags = (struct jx_diags){.arena = arena, .sources = sources};
}

/* What callers may write on when the list is full. */
static struct jx_diag *dummy_diag(void)
{
    static _Thread_local struct jx_diag dummy;
    dummy = (struct jx_diag){0};
    return &dummy;
}

/* Where a message goes when the list is full: an error over the last that is none; otherwise nowhere. */
static struct jx_diag *place_in_full(struct jx_diags *diags, enum jx_severity severity)
{
    diags->n_dropped++;
    for (size_t i = diags->n; severity == JX_ERROR && i > 0; i--)
        if (diags->items[i - 1].severity != JX_ERROR)
            return &diags->items[i - 1];
    return dummy_diag();
}

struct jx_diag *jx_diag_add(struct jx_diags *diags, enum jx_diag_code code, struct jx_span span,
                            const struct jx_str *args, size_t n_args)
{
    const struct catalogue_entry *entry = &catalogue[code];
    struct jx_diag diag = {
        .code = code,
        .severity = entry->severity,
        .span = span,
        .text = fill_slots(diags->arena, entry->text, args, n_args),
        .hint = fill_slots(diags->arena, entry->hint, args, n_args),
    };
    diags->n_errors += entry->severity == JX_ERROR;
    if (diags->n == JX_DIAGS_MAX) {
        struct jx_diag *place = place_in_full(diags, entry->severity);
        *place = diag;
        return place;
    }
    JX_PUSH(diags->arena, diags, diag);
    return &diags->items[diags->n - 1];
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const struct jx_diag *a, const struct jx_diag *b)
{
    int order = compare_numbers(a->span.file, b->span.file);
    if (order == 0)
        order = compare_numbers(a->span.line1, b->span.line1);
    return order ? order : compare_numbers(a->span.col1, b->span.col1);
}

/* For qsort over pointers into one array, whose addresses hold the order of arrival. */
static int by_place(const void *left, const void *right)
{
    const struct jx_diag *a = *(const struct jx_diag *const *)left;
    const struct jx_diag *b = *(const struct jx_diag *const *)right;
    int order = compare_places(a, b);
    return order ? order : (a > b) - (a < b);
}

static bool is_repeat(const struct jx_diag *a, const struct jx_diag *b)
{
    return a->code == b->code && compare_places(a, b) == 0 &&
           a->span.end_line1 == b->span.end_line1 && a->span.end_col1 == b->span.end_col1 &&
           jx_str_eq(a->text, b->text) && jx_str_cmp(a->hint, b->hint) == 0;
}

/* Is diag a repeat of one of the n sorted ones before it? */
static bool stands_already(const struct jx_diag *sorted, size_t n, const struct jx_diag *diag)
{
    for (size_t i = n; i > 0 && compare_places(&sorted[i - 1], diag) == 0; i--)
        if (is_repeat(&sorted[i - 1], diag))
            return true;
    return false;
}

void jx_diags_sort(struct jx_diags *diags)
{
    if (diags->n < 2)
        return;
    const struct jx_diag **order = JX_ARRAY(diags->arena, const struct jx_diag *, diags->n);
    struct jx_diag *sorted = JX_ARRAY(diags->arena, struct jx_diag, diags->cap);
    for (size_t i = 0; i < diags->n; i++)
        order[i] = &diags->items[i];
    qsort(order, diags->n, sizeof *order, by_place);
    size_t n = 0;
    for (size_t i = 0; i < diags->n; i++) {
        if (stands_already(sorted, n, order[i]))
            diags->n_errors -= order[i]->severity == JX_ERROR;
        else
            sorted[n++] = *order[i];
    }
    diags->items = sorted;
    diags->n = n;
}

void jx_diags_errors_last(struct jx_diags *diags)
{
    struct jx_diag *order = JX_ARRAY(diags->arena, struct jx_diag, diags->cap);
    size_t n = 0;
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < diags->n; i++) {
            const struct jx_diag *diag = &diags->items[i];
            const bool is_open = diag->severity == JX_ERROR && diag->acknowledged.ptr == NULL;
            if (is_open == (last == 1))
                order[n++] = *diag;
        }
    diags->items = order;
}

/* ---- the line and its caret ---- */

#define LINE_CELLS 100   /* longer lines are cut */
#define CELLS_BEFORE 40  /* of a cut line, kept before the caret */
#define CHARS_AROUND 400 /* looked at before and after the caret, however long the line is */

/* A line made fit to print: tabs as blanks, no control characters. */
static struct jx_str printable(struct jx_arena *arena, struct jx_str line)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t pos = 0; pos < line.len;) {
        uint32_t cp = jx_utf8_next(line, &pos);
        bool is_control = cp < 0x20 || (cp >= 0x7F && cp <= 0x9F);
        if (cp == '\t' || cp == '\n')
            cp = ' ';
        else if (is_control)
            cp = 0xFFFD;
        jx_buf_add_cp(&buf, cp);
    }
    return jx_buf_str(&buf);
}

/* Byte of column col1; the line's end when there are not so many. */
static size_t byte_of_column(struct jx_str line, uint32_t col1)
{
    size_t pos = 0;
    for (uint32_t col = 1; col < col1 && pos < line.len; col++)
        jx_utf8_next(line, &pos);
    return pos;
}

/* First byte at or after `cells` cells from the line's start. */
static size_t byte_of_cell(struct jx_str line, size_t cells)
{
    size_t pos = 0;
    size_t n = 0;
    while (n < cells && pos < line.len)
        n += jx_cp_cells(jx_utf8_next(line, &pos));
    return pos;
}

/* The end of the text from byte `from` on that is at most `cells` wide. */
static size_t byte_that_fits(struct jx_str line, size_t from, size_t cells)
{
    size_t pos = from;
    size_t n = 0;
    while (pos < line.len) {
        size_t next = pos;
        n += jx_cp_cells(jx_utf8_next(line, &next));
        if (n > cells)
            break;
        pos = next;
    }
    return pos;
}

/* What is shown of a line: the bytes [from, to), of which [mark, mark_end) are marked. */
struct excerpt {
    struct jx_str line;
    bool goes_before, goes_after; /* the line in the file has more on these sides */
    size_t from;
    size_t to;
    size_t mark;
    size_t mark_end;
};

static size_t cells_between(struct jx_str line, size_t from, size_t to)
{
    return jx_str_cells(jx_str_sub(line, from, to - from));
}

/* Cut the line around the mark so that, with a … at each cut end, it fits. */
static void cut(struct excerpt *e)
{
    size_t all = jx_str_cells(e->line);
    size_t before = cells_between(e->line, 0, e->mark);
    e->to = e->line.len;
    if (!e->goes_before && !e->goes_after && all <= LINE_CELLS)
        return;
    size_t start = before > CELLS_BEFORE ? before - CELLS_BEFORE : 0;
    if (start + (LINE_CELLS - 1) > all)
        start = all > LINE_CELLS - 1 ? all - (LINE_CELLS - 1) : 0;
    if (before < LINE_CELLS - CELLS_BEFORE)
        start = 0;
    e->from = byte_of_cell(e->line, start);
    size_t room = e->goes_before || e->from > 0 ? LINE_CELLS - 1 : LINE_CELLS;
    if (cells_between(e->line, e->from, e->line.len) > room - (e->goes_after ? 1 : 0))
        e->to = byte_that_fits(e->line, e->from, room - 1);
    if (e->mark_end > e->to)
        e->mark_end = e->to;
}

/* The byte up to n characters before `at`. */
static size_t step_back(struct jx_str line, size_t at, size_t n)
{
    for (; n > 0 && at > 0; n--) {
        at--;
        while (at > 0 && ((unsigned char)line.ptr[at] & 0xC0) == 0x80)
            at--;
    }
    return at;
}

/* mark: the byte of the line at which the span begins. */
static struct excerpt excerpt_of(struct jx_arena *arena, struct jx_str line, size_t mark,
                                 struct jx_span span)
{
    size_t from = step_back(line, mark, CHARS_AROUND);
    size_t to = mark + byte_of_column(jx_str_sub(line, mark, SIZE_MAX), CHARS_AROUND + 1);
    struct excerpt e = {.line = printable(arena, jx_str_sub(line, from, to - from)),
                        .goes_before = from > 0,
                        .goes_after = to < line.len};
    uint32_t col1 = (uint32_t)jx_utf8_count(jx_str_sub(line, from, mark - from)) + 1;
    e.mark = byte_of_column(e.line, col1);
    e.mark_end = e.line.len;
    if (span.end_line1 <= span.line1) {
        uint32_t cols = span.end_col1 > span.col1 ? span.end_col1 - span.col1 : 0;
        struct jx_str marked = jx_str_sub(e.line, e.mark, SIZE_MAX);
        e.mark_end = e.mark + byte_of_column(marked, cols < UINT32_MAX ? cols + 1 : cols);
    }
    cut(&e);
    return e;
}

static void add_times(struct jx_buf *buf, char c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        jx_buf_addc(buf, c);
}

/* ---- printing ---- */

struct printer {
    struct jx_buf buf;
    const struct jx_sources *sources;
    bool colour;
    struct jx_str
        line; /* the line shown last, and how far its columns were counted: a line may have many messages */
    struct jx_span at;
    size_t pos;
};

static void add_coloured(struct printer *p, const char *colour, const char *text)
{
    jx_buf_adds(&p->buf, p->colour ? colour : "");
    jx_buf_adds(&p->buf, text);
    jx_buf_adds(&p->buf, p->colour ? "\033[0m" : "");
}

static void print_place(struct printer *p, struct jx_span span)
{
    if (!p->sources || span.file == 0 || span.file > p->sources->n)
        return;
    struct jx_str name = printable(p->buf.arena, p->sources->items[span.file - 1].name);
    jx_buf_add(&p->buf, name);
    if (span.line1)
        jx_buf_printf(&p->buf, ":%u:%u", (unsigned)span.line1, (unsigned)span.col1);
    jx_buf_adds(&p->buf, ": ");
}

static void print_headline(struct printer *p, const struct jx_diag *diag)
{
    const struct severity_words *words = &severities[diag->severity];
    print_place(p, diag->span);
    add_coloured(p, words->colour, words->name);
    jx_buf_printf(&p->buf, "[%s]: ", jx_diag_code_text(diag->code));
    jx_buf_add(&p->buf, printable(p->buf.arena, diag->text));
    jx_buf_addc(&p->buf, '\n');
}

static bool cut_before(const struct excerpt *e)
{
    return e->goes_before || e->from > 0;
}

static bool cut_after(const struct excerpt *e)
{
    return e->goes_after || e->to < e->line.len;
}

static void print_caret(struct printer *p, const struct excerpt *e, size_t gutter,
                        const char *colour)
{
    size_t carets = cells_between(e->line, e->mark, e->mark_end);
    add_times(&p->buf, ' ', gutter);
    jx_buf_adds(&p->buf, " | ");
    add_times(&p->buf, ' ', cut_before(e) + cells_between(e->line, e->from, e->mark));
    jx_buf_adds(&p->buf, p->colour ? colour : "");
    add_times(&p->buf, '^', carets ? carets : 1);
    jx_buf_adds(&p->buf, p->colour ? "\033[0m\n" : "\n");
}

/* Make p->line the line of a place, and p->pos the byte of its column. */
static void find_place(struct printer *p, struct jx_span span)
{
    if (p->at.file != span.file || p->at.line1 != span.line1) {
        p->line = jx_sources_line(p->sources, span.file, span.line1);
        p->at.col1 = 0;
    }
    if (p->at.col1 == 0 || p->at.col1 > span.col1) {
        p->at = (struct jx_span){.file = span.file, .line1 = span.line1, .col1 = 1};
        p->pos = 0;
    }
    for (; p->at.col1 < span.col1 && p->pos < p->line.len; p->at.col1++)
        jx_utf8_next(p->line, &p->pos);
}

/* The line with the caret under it, when the file has such a line. */
static void print_excerpt(struct printer *p, const struct jx_diag *diag)
{
    find_place(p, diag->span);
    if (!p->line.ptr)
        return;
    struct excerpt e = excerpt_of(p->buf.arena, p->line, p->pos, diag->span);
    struct jx_str number = jx_str_printf(p->buf.arena, "%5u", (unsigned)diag->span.line1);
    jx_buf_printf(&p->buf, "%s | %s", number.ptr, cut_before(&e) ? "…" : "");
    jx_buf_add(&p->buf, jx_str_sub(e.line, e.from, e.to - e.from));
    jx_buf_adds(&p->buf, cut_after(&e) ? "…\n" : "\n");
    print_caret(p, &e, number.len, severities[diag->severity].colour);
}

/* "提示: …", one for each line of the text. */
static void print_notes(struct printer *p, const char *label, struct jx_str text)
{
    size_t from = 0;
    while (from < text.len) {
        size_t end = jx_str_find(text, JX_STR("\n"), from);
        struct jx_str line = jx_str_sub(text, from, end == SIZE_MAX ? end : end - from);
        add_coloured(p, severities[JX_HINT].colour, label);
        jx_buf_adds(&p->buf, ": ");
        jx_buf_add(&p->buf, printable(p->buf.arena, line));
        jx_buf_addc(&p->buf, '\n');
        from += line.len + 1;
    }
}

struct jx_str jx_diags_print(struct jx_arena *arena, const struct jx_diags *diags, bool colour)
{
    struct printer p = {.buf.arena = arena, .sources = diags->sources, .colour = colour};
    for (size_t i = 0; i < diags->n; i++) {
        print_headline(&p, &diags->items[i]);
        print_excerpt(&p, &diags->items[i]);
        print_notes(&p, "提示", diags->items[i].hint);
        print_notes(&p, "确认", diags->items[i].acknowledged);
    }
    return jx_buf_str(&p.buf);
}

/* ---- JSON ---- */

static void json_place(struct jx_json *json, const struct jx_sources *sources, struct jx_span span)
{
    bool has_file = sources && span.file > 0 && span.file <= sources->n;
    jx_json_member(json, "文件", has_file ? sources->items[span.file - 1].name : JX_NO_STR);
    jx_json_key(json, JX_STR("行"));
    if (has_file && span.line1)
        jx_json_int(json, span.line1);
    else
        jx_json_text(json, JX_NO_STR);
    jx_json_key(json, JX_STR("列"));
    if (has_file && span.line1)
        jx_json_int(json, span.col1);
    else
        jx_json_text(json, JX_NO_STR);
}

static void json_diag(struct jx_json *json, const struct jx_sources *sources,
                      const struct jx_diag *diag)
{
    jx_json_open(json, '{');
    jx_json_member(json, "代码", jx_str_of(jx_diag_code_text(diag->code)));
    jx_json_member(json, "级别", jx_str_of(severities[diag->severity].name));
    json_place(json, sources, diag->span);
    jx_json_member(json, "信息", diag->text);
    jx_json_member(json, "提示", jx_str_empty(diag->hint) ? JX_STR("") : diag->hint);
    if (diag->acknowledged.ptr)
        jx_json_member(json, "确认", diag->acknowledged);
    jx_json_close(json, '}');
}

void jx_diags_put(struct jx_json *json, const struct jx_diags *diags)
{
    jx_json_open(json, '[');
    for (size_t i = 0; i < diags->n; i++)
        json_diag(json, diags->sources, &diags->items[i]);
    jx_json_close(json, ']');
}

struct jx_str jx_diags_json(struct jx_arena *arena, const struct jx_diags *diags)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_json json = {.buf = &buf};
    jx_diags_put(&json, diags);
    return jx_buf_str(&buf);
}
