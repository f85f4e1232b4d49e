/* 正文.md: prose in slots. A slot begins at a heading "# 名称" and ends before the next one. */
#include "model/internal.h"

#include "input/suggest.h"

/* A line of the file, without its end. */
struct line {
    size_t from;
    struct jx_str text;
    size_t next; /* where the next line begins */
};

static struct line line_at(struct jx_str text, size_t from)
{
    size_t end = jx_str_find(text, JX_STR("\n"), from);
    struct line line = {.from = from, .next = end == SIZE_MAX ? text.len : end + 1};
    line.text = jx_str_sub(text, from, (end == SIZE_MAX ? text.len : end) - from);
    if (jx_str_ends(line.text, JX_STR("\r")))
        line.text.len--;
    return line;
}

/* Blanks before the text of a line; at four, Markdown takes it as code. */
static size_t indent_of(struct jx_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == ' ')
        n++;
    return n;
}

/* Run length of ` or ~ when the line can open or close a fence, else 0. */
static size_t fence_of(struct jx_str line, char *ret_mark)
{
    size_t from = indent_of(line);
    if (from > 3 || from == line.len || (line.ptr[from] != '`' && line.ptr[from] != '~'))
        return 0;
    size_t n = 0;
    while (from + n < line.len && line.ptr[from + n] == line.ptr[from])
        n++;
    *ret_mark = line.ptr[from];
    return n >= 3 ? n : 0;
}

/* The fence that the text is in. */
struct fence {
    char mark;
    size_t n; /* 0: none */
};

/* Source: CommonMark 4.5: closed by at least as many of the same mark and nothing behind them. */
static void fence_follow(struct fence *fence, struct jx_str line)
{
    char mark = 0;
    size_t n = fence_of(line, &mark);
    if (n == 0)
        return;
    struct jx_str rest = jx_str_trim(jx_str_sub(line, indent_of(line) + n, SIZE_MAX));
    bool info_has_tick = mark == '`' && jx_str_find(rest, JX_STR("`"), 0) != SIZE_MAX;
    if (fence->n == 0 && !info_has_tick)
        *fence = (struct fence){mark, n};
    else if (fence->n && mark == fence->mark && n >= fence->n && rest.len == 0)
        fence->n = 0;
}

/* Whether the line is "# 名称"; the name without closing marks. */
static bool heading_read(struct jx_str line, struct jx_str *ret_name)
{
    size_t from = indent_of(line);
    bool is_one = from <= 3 && from < line.len && line.ptr[from] == '#' &&
                  (from + 1 == line.len || line.ptr[from + 1] == ' ' || line.ptr[from + 1] == '\t');
    if (!is_one)
        return false;
    struct jx_str name = jx_str_trim(jx_str_sub(line, from + 1, SIZE_MAX));
    size_t end = name.len;
    while (end > 0 && name.ptr[end - 1] == '#')
        end--;
    if (end == 0 || name.ptr[end - 1] == ' ' || name.ptr[end - 1] == '\t')
        name.len = end;
    *ret_name = jx_str_trim(name);
    return true;
}

#define MAX_HEADING_CHARS 30

/* Whether a line is "#名称" that was meant as a heading: a short name, neither "#1机组…" nor a sentence. The name is what
 * follows the mark. */
static bool heading_meant(struct jx_str line, struct jx_str *ret_name)
{
    static const char *const signs[] = {"。", "；", "，", "："};
    size_t from = indent_of(line);
    if (from > 3 || from + 1 >= line.len || line.ptr[from] != '#')
        return false;
    struct jx_str name = jx_str_trim(jx_str_sub(line, from + 1, SIZE_MAX));
    bool is_name = name.len > 0 && name.ptr[0] != '#' && (name.ptr[0] < '0' || name.ptr[0] > '9') &&
                   jx_utf8_count(name) <= MAX_HEADING_CHARS;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        is_name = is_name && jx_str_find(name, jx_str_of(signs[i]), 0) == SIZE_MAX;
    *ret_name = name;
    return is_name;
}

/* ---- places: counted along, because jx_sources_span() starts from the top each time ---- */

struct cursor {
    struct jx_str text;
    size_t pos;
    struct jx_span here;
};

static void cursor_move(struct cursor *c, size_t to)
{
    while (c->pos < to)
        if (jx_utf8_next(c->text, &c->pos) == '\n') {
            c->here.line1++;
            c->here.col1 = 1;
        } else {
            c->here.col1++;
        }
}

static struct jx_span cursor_span(struct cursor *c, size_t from, size_t to)
{
    cursor_move(c, from);
    struct jx_span span = c->here;
    cursor_move(c, to);
    span.end_line1 = c->here.line1;
    span.end_col1 = c->here.col1;
    return span;
}

/* ---- splitting ---- */

struct splitter {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_project *project;
    struct cursor cursor;
    struct jx__index names;
    struct jx_text name; /* of the open slot */
    size_t from;         /* where its text begins */
    bool is_open;
};

/* An HTML comment at the top may say what the file is. */
static bool is_comment(struct jx_str text)
{
    return jx_str_starts(text, JX_STR("<!--")) && jx_str_ends(text, JX_STR("-->"));
}

/* Byte where a trimmed text begins, with the blanks before it on its line: Markdown reads them. */
static size_t text_from(const struct splitter *s, struct jx_str text)
{
    size_t from = (size_t)(text.ptr - s->cursor.text.ptr);
    while (from > s->from && s->cursor.text.ptr[from - 1] == ' ')
        from--;
    return from;
}

/* End the open slot (or the text before the first one) at byte `to`. */
static void slot_close(struct splitter *s, size_t to)
{
    struct jx_str text = jx_str_trim(jx_str_sub(s->cursor.text, s->from, to - s->from));
    size_t from = text.len ? text_from(s, text) : s->from;
    size_t end = text.len ? (size_t)(text.ptr + text.len - s->cursor.text.ptr) : from;
    if (!s->is_open) {
        if (text.len && !is_comment(text))
            JX_SAY(s->diags, SLOT_BEFORE, cursor_span(&s->cursor, from, end));
        return;
    }
    if (text.len == 0) {
        JX_SAY(s->diags, SLOT_EMPTY, s->name.span, jx_shown(s->arena, s->name.str));
        return;
    }
    struct jx_slot slot = {
        .name = s->name.str,
        .heading = s->name.span,
        .span = cursor_span(&s->cursor, from, end),
        .text = jx_str_sub(s->cursor.text, from, end - from),
        .offset = from,
        .file = s->cursor.here.file,
    };
    JX_PUSH(s->arena, &s->project->slots, slot);
}

static void slot_open(struct splitter *s, const struct line *line, struct jx_str name)
{
    struct jx_span span = cursor_span(&s->cursor, line->from, line->from + line->text.len);
    s->name = (struct jx_text){name, span};
    s->from = line->next;
    s->is_open = true;
    if (name.len == 0)
        JX_SAY(s->diags, SLOT_NAME, span);
    jx__index_add(s->arena, &s->names, s->name, s->names.n);
}

void jx__slots_read(struct jx_arena *arena, uint32_t file, struct jx_project *project,
                    struct jx_diags *diags)
{
    struct jx_str text = diags->sources->items[file - 1].text;
    struct splitter s = {
        .arena = arena,
        .diags = diags,
        .project = project,
        .cursor = {text, 0, {file, 1, 1, 1, 1}},
    };
    struct fence fence = {0};
    for (size_t pos = 0; pos < text.len;) {
        struct line line = line_at(text, pos);
        struct jx_str name;
        bool is_heading = fence.n == 0 && heading_read(line.text, &name);
        bool is_tight = fence.n == 0 && !is_heading && heading_meant(line.text, &name);
        if (is_heading || is_tight) {
            slot_close(&s, line.from);
            slot_open(&s, &line, name);
        } else {
            fence_follow(&fence, line.text);
        }
        if (is_tight)
            JX_SAY(diags, SLOT_TIGHT, s.name.span, jx_shown(arena, name));
        pos = line.next;
    }
    slot_close(&s, text.len);
    jx__index_close(&s.names);
    jx__index_check_twice(arena, &s.names, JX_D_SLOT_TWICE, diags);
}
