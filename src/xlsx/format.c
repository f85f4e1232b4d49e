/* format.c - looks and number formats: from the table's words to the library's format objects.
 *
 * Layer:   xlsx.
 * Memory:  format objects belong to the library's workbook.
 */
#include "xlsx/internal.h"

#include "xlsx/words.h"

/* Size of a cell's text when the table names none: 五号. */
#define DEFAULT_SIZE_MPT 10500

/* Excel accepts this many digits after the point in a number format. */
#define MAX_DIGITS 30

/* "General" shows at most 11 characters, then it rounds; and it rounds decimals to a column that is too narrow, which one of this
 * many characters never is. */
#define GENERAL_CHARS 11
#define GENERAL_DECIMAL_CHARS 7

/* Font families of the OOXML style sheet: 1 roman, 2 swiss, 3 modern; Chinese Excel gives its fonts 3. */
#define FONT_FAMILY 3

/* ---- sizes ---- */

/* 12pt, 10.5pt; 0 for anything else and what no cell can be set in. */
static int32_t points(struct jx_str text)
{
    int32_t mpt = 0;
    int32_t unit = 1000;
    bool fraction = false;
    if (!jx_str_ends(text, JX_STR("pt")) || text.len < 3 || text.len > 8)
        return 0;
    for (size_t i = 0; i < text.len - 2; i++) {
        char c = text.ptr[i];
        if (c == '.' && !fraction && i)
            fraction = true;
        else if (c < '0' || c > '9')
            return 0;
        else if (fraction)
            mpt += (unit /= 10) * (c - '0');
        else
            mpt = mpt * 10 + 1000 * (c - '0');
        if (mpt > 100000)
            return 0;
    }
    return mpt >= 1000 ? mpt : 0;
}

int32_t jx__xlsx_size(struct jx_str name)
{
    static const struct {
        const char *name;
        int32_t mpt;
    } sizes[] = {
#define SIZE(word, value) {word, value},
        JX_XLSX_SIZES(SIZE)
#undef SIZE
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (jx_str_is(name, sizes[i].name))
            return sizes[i].mpt;
    int32_t mpt = points(name);
    return mpt ? mpt : DEFAULT_SIZE_MPT;
}

/* ---- number formats ---- */

/* Text as it must stand in a number format: quoted, with its own quotes escaped outside. */
static void add_literal(struct jx_buf *buf, struct jx_str text)
{
    bool open = false;
    for (size_t i = 0; i < text.len; i++) {
        bool quote = text.ptr[i] == '"';
        if (open == quote)
            jx_buf_addc(buf, '"');
        open = !quote;
        if (quote)
            jx_buf_addc(buf, '\\');
        jx_buf_addc(buf, text.ptr[i]);
    }
    if (open)
        jx_buf_addc(buf, '"');
}

/* Without line ends and tabs too, which a number format cannot show. */
static struct jx_str literal_of(struct jx_arena *arena, struct jx_str text)
{
    struct jx_str clean = jx__xlsx_clean(arena, text);
    clean = jx_str_replace(arena, clean, JX_STR("\n"), JX_STR(""));
    return jx_str_replace(arena, clean, JX_STR("\t"), JX_STR(""));
}

static int digits_after_point(struct jx_str text)
{
    size_t point = jx_str_find(text, JX_STR("."), 0);
    return point == SIZE_MAX ? 0 : (int)(text.len - point - 1);
}

/* 0, 0.00, 0.00%, General */
static struct jx_str number_part(struct jx_arena *arena, const struct jx_num_format *format,
                                 struct jx_num num)
{
    int digits = format->digits;
    if (digits < 0) {
        int most = format->percent ? 8 : 10;
        struct jx_num shown =
            format->percent ? jx_num_mul(arena, num, jx_num_int(arena, 100)) : num;
        struct jx_str text = jx_num_text(arena, shown, most);
        digits = digits_after_point(text);
        if (!format->percent && text.len <= (digits ? GENERAL_DECIMAL_CHARS : GENERAL_CHARS))
            return JX_STR("General");
    }
    struct jx_buf buf = {.arena = arena};
    jx_buf_addc(&buf, '0');
    if (digits > 0)
        jx_buf_addc(&buf, '.');
    for (int i = 0; i < digits && i < MAX_DIGITS; i++)
        jx_buf_addc(&buf, '0');
    if (format->percent)
        jx_buf_addc(&buf, '%');
    return jx_buf_str(&buf);
}

struct jx_str jx__xlsx_num_format(struct jx_arena *arena, const struct jx_num_format *format,
                                  struct jx_num num)
{
    struct jx_str number = number_part(arena, format, num);
    if (jx_str_empty(format->prefix) && jx_str_empty(format->suffix))
        return jx_str_is(number, "General") ? JX_STR("") : number;
    struct jx_str prefix = literal_of(arena, format->prefix);
    struct jx_str suffix = literal_of(arena, format->suffix);
    if (!prefix.len && !suffix.len)
        return jx_str_is(number, "General") ? JX_STR("") : number;
    struct jx_buf buf = {.arena = arena};
    add_literal(&buf, prefix);
    jx_buf_add(&buf, number);
    add_literal(&buf, suffix);
    if (prefix.len) { /* or Excel would put the minus sign before the prefix: -≥5 */
        jx_buf_addc(&buf, ';');
        add_literal(&buf, prefix);
        jx_buf_addc(&buf, '-');
        jx_buf_add(&buf, number);
        add_literal(&buf, suffix);
    }
    return buf.len < LXW_FORMAT_FIELD_LEN ? jx_buf_str(&buf) : JX_NO_STR;
}

/* Significant digits of a plain decimal. */
static size_t significant(struct jx_str text)
{
    size_t n = 0;
    size_t zeros = 0; /* at the end, so far */
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c < '0' || c > '9' || (c == '0' && !n))
            continue;
        n++;
        zeros = c == '0' ? zeros + 1 : 0;
    }
    return n - zeros;
}

bool jx__xlsx_num_fits(struct jx_arena *arena, struct jx_num num)
{
    /* Far under the largest binary number, and more digits than any table shows. */
    struct jx_str text = jx_num_text(arena, num, 40);
    if (text.len > 300)
        return false;
    return significant(text) <= 15 ||
           jx_num_cmp(jx_num_round(arena, num, 40, JX_ROUND_HALF_UP), num) != 0;
}

/* ---- days ---- */

bool jx__xlsx_is_day(struct jx_date date)
{
    struct jx_date first = {1900, 3, 1};
    return date.day > 0 && date.year <= 9999 && jx_date_cmp(date, first) >= 0;
}

double jx__xlsx_day(struct jx_date date)
{
    struct jx_date zero = {1899, 12, 30};
    return (double)(jx_date_days(date) - jx_date_days(zero));
}

/* ---- looks ---- */

static bool same_look(const struct jx__xlsx_look *a, const struct jx__xlsx_look *b)
{
    return a->hei == b->hei && a->kai == b->kai && a->underline == b->underline &&
           a->bold == b->bold && a->border == b->border && a->open == b->open &&
           a->unlocked == b->unlocked && a->shrink == b->shrink && a->halign == b->halign &&
           a->valign == b->valign && a->size_mpt == b->size_mpt &&
           jx_str_cmp(a->num_format, b->num_format) == 0;
}

static uint8_t library_halign(enum jx_halign halign)
{
    static const uint8_t aligns[] = {
        [JX_HA_LEFT] = LXW_ALIGN_LEFT,
        [JX_HA_CENTER] = LXW_ALIGN_CENTER,
        [JX_HA_RIGHT] = LXW_ALIGN_RIGHT,
        [JX_HA_DECIMAL] = LXW_ALIGN_RIGHT,
    };
    return aligns[halign];
}

static void set_up(lxw_format *format, const struct jx__xlsx_look *look)
{
    format_set_font_name(format, look->kai ? JX_W_KAI : look->hei ? JX_W_HEI : JX_W_SONG);
    format_set_font_family(format, FONT_FAMILY);
    format_set_font_size(format, look->size_mpt / 1000.0);
    if (look->bold)
        format_set_bold(format);
    if (look->underline)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    if (look->border)
        format_set_border(format, LXW_BORDER_THIN);
    if (look->open & JX__XLSX_OPEN_ABOVE)
        format_set_top(format, LXW_BORDER_NONE);
    if (look->open & JX__XLSX_OPEN_BELOW)
        format_set_bottom(format, LXW_BORDER_NONE);
    if (look->unlocked)
        format_set_unlocked(format);
    format_set_align(format, library_halign(look->halign));
    format_set_align(format, look->valign == JX_VA_TOP ? LXW_ALIGN_VERTICAL_TOP
                                                       : LXW_ALIGN_VERTICAL_CENTER);
    if (look->shrink)
        format_set_shrink(format);
    else
        format_set_text_wrap(format);
    if (look->num_format.len)
        format_set_num_format(format, look->num_format.ptr);
}

/* Is the number format new to the workbook? */
static bool is_new_num_format(const struct jx__xlsx_writer *writer, struct jx_str num_format)
{
    for (size_t i = 0; i < writer->looks.n; i++)
        if (jx_str_cmp(writer->looks.items[i].look.num_format, num_format) == 0)
            return false;
    return true;
}

bool jx__xlsx_has_room_for(const struct jx__xlsx_writer *writer, struct jx_str num_format)
{
    return !num_format.len || writer->n_num_formats < JX__XLSX_MAX_NUM_FORMATS ||
           !is_new_num_format(writer, num_format);
}

lxw_format *jx__xlsx_format(struct jx__xlsx_writer *writer, const struct jx__xlsx_look *look)
{
    for (size_t i = 0; i < writer->looks.n; i++)
        if (same_look(&writer->looks.items[i].look, look))
            return writer->looks.items[i].format;
    lxw_format *format = workbook_add_format(writer->workbook);
    if (!format)
        jx_arena_exhausted();
    if (look->num_format.len && is_new_num_format(writer, look->num_format))
        writer->n_num_formats++;
    set_up(format, look);
    JX_PUSH(writer->arena, &writer->looks, (struct jx__xlsx_cached){*look, format});
    writer->looks.items[writer->looks.n - 1].look.num_format =
        jx_str_copy(writer->arena, look->num_format);
    return format;
}

void jx__xlsx_default_font(lxw_workbook *workbook)
{
    lxw_format *format = STAILQ_FIRST(workbook->formats);
    format_set_font_name(format, JX_W_SONG);
    format_set_font_family(format, FONT_FAMILY);
}
