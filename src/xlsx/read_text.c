/* read_text.c - strings of a workbook: shared ones, inline ones, runs of rich text.
 *
 * Layer:   xlsx.
 * Source:  ECMA-376 part 1, 18.4 (shared strings), 22.9.2.19 (ST_Xstring: _xHHHH_).
 */
#include "xlsx/read_internal.h"

#include <string.h>

void jx__book_text_start(struct jx__book_text *text, const char *name)
{
    if (strcmp(name, "rPh") == 0)
        text->phonetic++;
    else if (strcmp(name, "t") == 0)
        text->open = text->phonetic == 0;
}

void jx__book_text_end(struct jx__book_text *text, const char *name)
{
    if (strcmp(name, "rPh") == 0 && text->phonetic > 0)
        text->phonetic--;
    else if (strcmp(name, "t") == 0)
        text->open = false;
}

void jx__book_text_add(struct jx__book_text *text, const char *bytes, size_t n)
{
    if (text->open)
        jx_buf_add(&text->buf, (struct jx_str){bytes, n});
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code of _xHHHH_ at `at`, or -1. */
static int32_t escape_at(struct jx_str text, size_t at)
{
    int32_t code = 0;

    if (at + 7 > text.len || text.ptr[at] != '_' || text.ptr[at + 1] != 'x' ||
        text.ptr[at + 6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        const int digit = hex_digit(text.ptr[at + i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code >= 0xd800 && code <= 0xdfff ? -1 : code;
}

/* A line end is \n; other control characters, which no YAML could hold, are dropped. */
static void add_character(struct jx_buf *out, uint32_t cp, bool after_cr)
{
    if (cp == '\n' && after_cr)
        return;
    if (cp == '\r')
        cp = '\n';
    if (cp == '\t' || cp == '\n' || (cp >= 0x20 && cp != 0x7f))
        jx_buf_add_cp(out, cp);
}

struct jx_str jx__book_text_take(struct jx_arena *arena, struct jx__book_text *text)
{
    const struct jx_str raw = jx_buf_str(&text->buf);
    struct jx_buf out = {.arena = arena};
    bool after_cr = false;

    for (size_t at = 0; at < raw.len;) {
        const int32_t escape = escape_at(raw, at);
        uint32_t cp = (uint32_t)escape;
        if (escape >= 0)
            at += 7;
        else
            cp = jx_utf8_next(raw, &at);
        add_character(&out, cp, after_cr);
        after_cr = cp == '\r';
    }
    text->buf.len = 0;
    return out.ptr == NULL ? JX_STR("") : jx_buf_str(&out);
}

/* ---- the part of shared strings ---- */

struct strings {
    struct jx__book_reader *reader;
    struct jx__book_text text;
};

static void on_start(void *context, const char *name, const char **atts)
{
    struct strings *strings = context;

    (void)atts;
    jx__book_text_start(&strings->text, name);
}

static void on_end(void *context, const char *name)
{
    struct strings *strings = context;
    struct jx__book_reader *reader = strings->reader;

    jx__book_text_end(&strings->text, name);
    if (strcmp(name, "si") == 0)
        JX_PUSH(reader->arena, &reader->strings, jx__book_text_take(reader->arena, &strings->text));
}

static void on_text(void *context, const char *bytes, size_t n)
{
    jx__book_text_add(&((struct strings *)context)->text, bytes, n);
}

bool jx__strings_read(struct jx__book_reader *reader, struct jx_str part)
{
    static const struct jx__xml_events events = {on_start, on_end, on_text};
    struct strings strings = {.reader = reader, .text = {.buf = {.arena = reader->arena}}};

    return jx__xml_read(reader, part, &events, &strings);
}
