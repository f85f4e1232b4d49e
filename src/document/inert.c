/* inert.c - values in a form that Markdown and YAML cannot misread. */
#include "document/inert.h"

#include <string.h>

static const char marks[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
#define FIRST_INERT 0xFDD0u

/* Does a character stand for another one here? Values have none of their own. */
static bool is_inert(uint32_t cp)
{
    return (cp >= FIRST_INERT && cp < FIRST_INERT + sizeof marks - 1) || cp == JX__SOFT_BREAK_CP ||
           cp == JX__HARD_BREAK_CP;
}

void jx__inert_add(struct jx_buf *out, struct jx_str value)
{
    size_t at = 0;
    while (at < value.len) {
        size_t from = at;
        uint32_t cp = jx_utf8_next(value, &at);
        const char *mark = cp != 0 && cp < 0x80 ? strchr(marks, (int)cp) : NULL;
        if (cp == JX__PARAGRAPH_BREAK_CP)
            jx_buf_adds(out, "\n\n");
        else if (mark != NULL)
            jx_buf_add_cp(out, FIRST_INERT + (uint32_t)(mark - marks));
        else if (cp == '\n')
            jx_buf_add_cp(out, JX__SOFT_BREAK_CP);
        else if (cp == JX__HARD_BREAK_CP)
            jx_buf_add_cp(out, cp);
        else if (cp != '\r' && !is_inert(cp))
            jx_buf_add(out, jx_str_sub(value, from, at - from));
    }
}

uint32_t jx__inert_char(uint32_t cp)
{
    if (cp >= FIRST_INERT && cp < FIRST_INERT + sizeof marks - 1)
        return (uint32_t)marks[cp - FIRST_INERT];
    return cp;
}

struct jx_str jx__inert_undo(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};
    size_t at = 0;
    while (at < text.len) {
        uint32_t cp = jx_utf8_next(text, &at);
        if (cp == JX__SOFT_BREAK_CP || cp == JX__HARD_BREAK_CP)
            jx_buf_addc(&buf, '\n');
        else if (cp != JX__JOINER_CP)
            jx_buf_add_cp(&buf, jx__inert_char(cp));
    }
    return jx_buf_str(&buf);
}
