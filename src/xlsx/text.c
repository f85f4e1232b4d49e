/* text.c - text as a workbook may hold it, and the rules for sheet names.
 *
 * Layer:   xlsx.
 * Memory:  strings live in the arena.
 */
#include "xlsx/internal.h"

#include "xlsx/words.h"

#include "document/figure.h"

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Does _xHHHH_ stand at pos? */
static bool is_escape(struct jx_str s, size_t pos)
{
    if (s.len - pos < 7 || s.ptr[pos] != '_' || s.ptr[pos + 1] != 'x' || s.ptr[pos + 6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!is_hex(s.ptr[pos + i]))
            return false;
    return true;
}

static bool is_storable(uint32_t cp)
{
    return cp >= 0x20 ? cp != 0x7F && cp != 0xFFFE && cp != 0xFFFF : cp == '\n' || cp == '\t';
}

struct jx_str jx__xlsx_clean(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t pos = 0; pos < text.len;) {
        if (is_escape(text, pos))
            jx_buf_adds(&buf, "_x005F");
        uint32_t cp = jx_utf8_next(text, &pos);
        if (is_storable(cp))
            jx_buf_add_cp(&buf, cp);
    }
    return jx_buf_str(&buf);
}

struct jx_str jx__xlsx_inlines(struct jx_arena *arena, const struct jx_inlines *inlines)
{
    struct jx_buf buf = {.arena = arena};
    for (size_t i = 0; i < inlines->n; i++) {
        if (inlines->items[i].kind == JX_I_BREAK)
            jx_buf_addc(&buf, '\n');
        else
            jx_buf_add(&buf, inlines->items[i].text);
    }
    return jx__xlsx_clean(arena, jx_buf_str(&buf));
}

size_t jx__xlsx_text_count(const struct jx_inlines *inlines)
{
    size_t n = 0;
    for (size_t i = 0; i < inlines->n; i++)
        n += inlines->items[i].kind != JX_I_BREAK ? jx_utf8_count(inlines->items[i].text) : 1;
    return n;
}

bool jx__xlsx_all_strong(const struct jx_inlines *inlines)
{
    bool any = false;
    for (size_t i = 0; i < inlines->n; i++) {
        const struct jx_inline *item = &inlines->items[i];
        if (item->kind == JX_I_BREAK || jx_str_empty(item->text))
            continue;
        if (!(item->flags & JX_I_STRONG))
            return false;
        any = true;
    }
    return any;
}

size_t jx__xlsx_utf16_len(struct jx_str text)
{
    size_t n = 0;
    for (size_t pos = 0; pos < text.len;)
        n += jx_utf8_next(text, &pos) > 0xFFFF ? 2 : 1;
    return n;
}

struct jx_str jx__xlsx_cut(struct jx_arena *arena, struct jx_str text, size_t max_units)
{
    size_t n = 0;
    size_t end = 0;
    for (size_t pos = 0; pos < text.len; end = pos) {
        n += jx_utf8_next(text, &pos) > 0xFFFF ? 2 : 1;
        if (n > max_units)
            break;
    }
    return jx_str_copy(arena, jx_str_sub(text, 0, end));
}

/* ---- sheet names ---- */

/* Lower case where Excel ignores case: Latin, Greek, Cyrillic, full-width Latin. */
static uint32_t fold(uint32_t cp)
{
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) ||
        (cp >= 0x391 && cp <= 0x3A9) || (cp >= 0x410 && cp <= 0x42F) ||
        (cp >= 0xFF21 && cp <= 0xFF3A))
        return cp + 0x20;
    return cp >= 0x400 && cp <= 0x40F ? cp + 0x50 : cp;
}

static bool same_name(struct jx_str a, struct jx_str b)
{
    size_t i = 0;
    size_t k = 0;
    while (i < a.len && k < b.len)
        if (fold(jx_utf8_next(a, &i)) != fold(jx_utf8_next(b, &k)))
            return false;
    return i == a.len && k == b.len;
}

/* The first character Excel refuses in a name, 0 for none. */
static uint32_t refused_char(struct jx_str name)
{
    for (size_t pos = 0; pos < name.len;) {
        uint32_t cp = jx_utf8_next(name, &pos);
        if (!is_storable(cp) || cp < 0x20 ||
            (cp < 0x80 && jx_str_find(JX_STR("[]:*?/\\"), (struct jx_str){(char[]){(char)cp}, 1},
                                      0) != SIZE_MAX))
            return cp;
    }
    return 0;
}

static struct jx_str show_char(struct jx_arena *arena, uint32_t cp)
{
    return cp < 0x20 || cp > 0x7E ? jx_str_printf(arena, "U+%04X", (unsigned)cp)
                                  : jx_str_printf(arena, "%c", (int)cp);
}

static bool name_is_good(struct jx_str name, struct jx_span span, struct jx_arena *arena,
                         struct jx_diags *diags)
{
    if (jx_str_empty(jx_str_trim(name))) {
        JX_SAY(diags, SHEET_NAME_BLANK, span);
        return false;
    }
    size_t units = jx__xlsx_utf16_len(name);
    if (units > JX__XLSX_MAX_NAME_UNITS) {
        JX_SAY(diags, SHEET_NAME_LONG, span, name, jx_str_printf(arena, "%zu", units));
        return false;
    }
    uint32_t bad = refused_char(name);
    if (bad) {
        JX_SAY(diags, SHEET_NAME_CHAR, span, name, show_char(arena, bad));
        return false;
    }
    if (name.ptr[0] == '\'' || name.ptr[name.len - 1] == '\'') {
        JX_SAY(diags, SHEET_NAME_QUOTE, span, name);
        return false;
    }
    if (same_name(name, JX_STR(JX__XLSX_ID_SHEET)) || same_name(name, JX_STR(JX_W_HISTORY_EN)) ||
        same_name(name, JX_STR(JX_W_HISTORY_ZH))) {
        JX_SAY(diags, SHEET_NAME_TAKEN, span, name);
        return false;
    }
    return true;
}

struct sheet_name {
    struct jx_str name;
    struct jx_span span;
};

struct sheet_names JX_VEC(struct sheet_name);

/* Of tables, and of charts that have a sheet of their own. */
static struct sheet_names names_of(const struct jx_workbook *workbook, struct jx_arena *arena)
{
    struct sheet_names names = {0};
    for (size_t i = 0; i < workbook->n_sheets; i++) {
        const struct jx_table *table = workbook->sheets[i].table;
        JX_PUSH(arena, &names, (struct sheet_name){workbook->sheets[i].name, table->span});
        for (size_t k = 0; k < table->n_charts; k++)
            if (!jx_str_empty(table->charts[k].sheet))
                JX_PUSH(arena, &names,
                        (struct sheet_name){table->charts[k].sheet, table->charts[k].span});
    }
    return names;
}

bool jx__xlsx_names_check(const struct jx_workbook *workbook, struct jx_arena *arena,
                          struct jx_diags *diags)
{
    struct sheet_names names = names_of(workbook, arena);
    bool good = true;
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str name = names.items[i].name;
        good = name_is_good(name, names.items[i].span, arena, diags) && good;
        for (size_t k = 0; k < i; k++)
            if (!jx_str_empty(name) && same_name(name, names.items[k].name)) {
                JX_SAY(diags, SHEET_NAME_TWICE, names.items[i].span, name);
                good = false;
                break;
            }
    }
    return good;
}

struct jx_str jx__xlsx_quote_name(struct jx_arena *arena, struct jx_str name)
{
    struct jx_str inside = jx_str_replace(arena, name, JX_STR("'"), JX_STR("''"));
    return jx_str_printf(arena, "'%.*s'", JX_FMT(inside));
}
