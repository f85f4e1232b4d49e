#include "input/source.h"

#include "base/load.h"

/* The place of one character of text, `from` bytes after start. */
static struct jx_span place_of(struct jx_str text, size_t from, struct jx_span start)
{
    struct jx_span span = {start.file, start.line1, start.col1, 0, 0};
    for (size_t pos = 0; pos < from;) {
        if (jx_utf8_next(text, &pos) == '\n') {
            span.line1++;
            span.col1 = 1;
        } else {
            span.col1++;
        }
    }
    span.end_line1 = span.line1;
    span.end_col1 = span.col1 + 1;
    return span;
}

static bool is_control(uint32_t cp, bool line_feed_follows)
{
    if (cp == '\r')
        return !line_feed_follows;
    return (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0xFEFF || cp == 0xFFFE || cp == 0xFFFF;
}

/* First control character, or text.len. The text is valid UTF-8. */
static size_t find_control(struct jx_str text, uint32_t *ret_cp)
{
    for (size_t pos = 0; pos < text.len;) {
        size_t at = pos;
        *ret_cp = jx_utf8_next(text, &pos);
        if (is_control(*ret_cp, pos < text.len && text.ptr[pos] == '\n'))
            return at;
    }
    return text.len;
}

bool jx_text_check(struct jx_arena *arena, struct jx_str text, struct jx_span start,
                   struct jx_diags *diags)
{
    size_t bad = jx_utf8_check(text);
    if (bad < text.len && text.ptr[bad] != '\0') {
        JX_SAY(diags, TEXT_UTF8, place_of(text, bad, start), jx_str_printf(arena, "%zu", bad + 1),
               jx_str_printf(arena, "%02X", (unsigned)(unsigned char)text.ptr[bad]));
        return false;
    }
    uint32_t cp = 0;
    size_t control = find_control(jx_str_sub(text, 0, bad), &cp);
    if (control == text.len)
        return true;
    if (control == bad)
        cp = 0;
    JX_SAY(diags, TEXT_CONTROL, place_of(text, control, start),
           jx_str_printf(arena, "%04X", (unsigned)cp));
    return false;
}

/* What jx_file_read() answered, as a message. */
static enum jx_status say_unread(enum jx_status status, struct jx_str name, struct jx_span mention,
                                 size_t limit_bytes, struct jx_diags *diags)
{
    if (status == JX_E_INPUT &&
        mention.file == 0) /* no other file names it: the place is its own beginning */
        mention = (struct jx_span){jx_sources_add(diags->sources, name, JX_STR("")), 1, 1, 1, 1};
    return jx_file_say(status, name, mention, limit_bytes, diags);
}

/* Like jx_file_read(), but a text laid over the file comes first. */
static enum jx_status read_text(struct jx_arena *arena, const struct jx_sources *sources,
                                struct jx_str path, struct jx_str name, size_t limit_bytes,
                                struct jx_str *ret_text)
{
    for (size_t i = 0; i < sources->n_overlays; i++)
        if (jx_str_eq(sources->overlays[i].name, name)) {
            *ret_text = sources->overlays[i].text;
            return JX_OK;
        }
    return jx_file_read(arena, path, limit_bytes, ret_text);
}

enum jx_status jx_source_read(struct jx_arena *arena, struct jx_str folder, struct jx_str name,
                              struct jx_span mention, size_t limit_bytes, struct jx_diags *diags,
                              uint32_t *ret_file)
{
    if (!jx_path_is_inside(name)) {
        JX_SAY(diags, FILE_OUTSIDE, mention, name);
        return JX_E_INPUT;
    }
    struct jx_str text = JX_NO_STR;
    struct jx_str path = jx_path_join(arena, folder, name);
    enum jx_status status = read_text(arena, diags->sources, path, name, limit_bytes, &text);
    if (status != JX_OK)
        return say_unread(status, name, mention, limit_bytes, diags);
    jx_sources_note(diags->sources, path, text);
    if (jx_str_starts(text, JX_STR("\xEF\xBB\xBF")))
        text = jx_str_sub(text, 3, SIZE_MAX);
    uint32_t file = jx_sources_add(diags->sources, name, text);
    if (!jx_text_check(arena, text, (struct jx_span){file, 1, 1, 1, 1}, diags))
        return JX_E_INPUT;
    *ret_file = file;
    return JX_OK;
}
