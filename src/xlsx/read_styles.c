/* read_styles.c - which cell styles show percents and dates.
 *
 * Layer:   xlsx.
 * Source:  ECMA-376 part 1, 18.8.30 (numFmt: built-in numbers and format codes).
 */
#include "xlsx/read_internal.h"

#include <string.h>

#define MAX_FORMATS 4096

struct styles {
    struct jx__book_reader *reader;
    struct {
        struct format {
            uint32_t id;
            enum jx__book_show show;
        } * items;
        size_t n;
        size_t cap;
    } formats;
    bool in_cells; /* inside <cellXfs> */
};

/* Built-in formats; 27 to 36 and 50 to 58 are dates in Chinese, Japanese and Korean. */
static enum jx__book_show built_in(uint32_t id)
{
    if (id == 9 || id == 10)
        return JX__SHOW_PERCENT;
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
        (id >= 50 && id <= 58))
        return JX__SHOW_DATE;
    return JX__SHOW_NUMBER;
}

/* Past what is quoted, escaped or bracketed at `at`; *at is on the next character to look at. False at the end. */
static bool skip_literal(const char *code, size_t *at)
{
    for (;;) {
        const char c = code[*at];
        const char *end = NULL;
        if (c == '\0')
            return false;
        if (c == '"')
            end = strchr(code + *at + 1, '"');
        else if (c == '[')
            end = strchr(code + *at + 1, ']');
        else if (c == '\\' || c == '_' || c == '*')
            end = code[*at + 1] != '\0' ? code + *at + 1 : NULL;
        else
            return true;
        if (end == NULL)
            return false;
        *at = (size_t)(end - code) + 1;
    }
}

/* The first section decides. General holds an e, digits and points are no dates. */
static enum jx__book_show by_code(const char *code)
{
    bool date = false;

    if (strncmp(code, "General", 7) == 0)
        return JX__SHOW_NUMBER;
    for (size_t at = 0; skip_literal(code, &at) && code[at] != ';'; at++) {
        if (code[at] == '%')
            return JX__SHOW_PERCENT;
        date = date || strchr("yYdD", code[at]) != NULL;
    }
    return date ? JX__SHOW_DATE : JX__SHOW_NUMBER;
}

static void add_format(struct styles *styles, const char **atts)
{
    const char *id = jx__xml_attribute(atts, "numFmtId");
    const char *code = jx__xml_attribute(atts, "formatCode");

    if (id == NULL || code == NULL)
        return;
    if (styles->formats.n == MAX_FORMATS) {
        jx__book_fail(styles->reader, JX__BOOK_OVER, "数字格式多于 %d 种", MAX_FORMATS);
        return;
    }
    JX_PUSH(styles->reader->arena, &styles->formats,
            (struct format){jx__xml_count(id, 0), by_code(code)});
}

static void add_style(struct styles *styles, const char **atts)
{
    const char *text = jx__xml_attribute(atts, "numFmtId");
    const uint32_t id = jx__xml_count(text, 0);
    enum jx__book_show show = built_in(id);

    if (styles->reader->styles.n == JX_BOOK_MAX_STYLES) {
        jx__book_fail(styles->reader, JX__BOOK_OVER, "单元格样式多于 %d 种", JX_BOOK_MAX_STYLES);
        return;
    }
    for (size_t i = 0; i < styles->formats.n; i++)
        if (styles->formats.items[i].id == id)
            show = styles->formats.items[i].show;
    JX_PUSH(styles->reader->arena, &styles->reader->styles, show);
}

static void on_start(void *context, const char *name, const char **atts)
{
    struct styles *styles = context;

    if (strcmp(name, "cellXfs") == 0)
        styles->in_cells = true;
    else if (strcmp(name, "numFmt") == 0)
        add_format(styles, atts);
    else if (styles->in_cells && strcmp(name, "xf") == 0)
        add_style(styles, atts);
}

static void on_end(void *context, const char *name)
{
    if (strcmp(name, "cellXfs") == 0)
        ((struct styles *)context)->in_cells = false;
}

bool jx__styles_read(struct jx__book_reader *reader, struct jx_str part)
{
    static const struct jx__xml_events events = {on_start, on_end, NULL};
    struct styles styles = {.reader = reader};

    return jx__xml_read(reader, part, &events, &styles);
}
