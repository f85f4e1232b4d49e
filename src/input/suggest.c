#include "input/suggest.h"

#define SHOWN_CHARS 40

struct jx_str jx_suggest(const struct jx_diags *diags, struct jx_str word,
                         const struct jx_str *candidates, size_t n)
{
    if (diags->n >= JX_DIAGS_MAX || jx_str_empty(word))
        return JX_NO_STR;
    return jx_str_nearest(word, candidates, n < JX_SUGGEST_MAX ? n : JX_SUGGEST_MAX);
}

void jx_suggested(struct jx_diag *diag, struct jx_str nearest)
{
    if (!nearest.ptr)
        diag->hint = JX_NO_STR;
}

struct jx_str jx_shown(struct jx_arena *arena, struct jx_str text)
{
    size_t pos = 0;
    for (size_t n = 0; n < SHOWN_CHARS && pos < text.len; n++)
        jx_utf8_next(text, &pos);
    if (pos >= text.len)
        return text;
    return jx_str_printf(arena, "%.*s…", (int)pos, text.ptr);
}
