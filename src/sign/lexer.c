/* lexer.c - bytes to one value: numbers, strings, names, arrays, dictionaries, references. */
#include "base/index.h"
#include "sign/internal.h"

#include <string.h>

bool jx__lexer_fault(struct jx__lexer *lexer, const char *why)
{
    if (lexer->why == NULL) {
        lexer->why = why;
        lexer->fault = lexer->pos;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool at_end(const struct jx__lexer *lexer)
{
    return lexer->pos >= lexer->bytes.len;
}

/* The byte here; a blank at the end. */
static char here(const struct jx__lexer *lexer)
{
    return at_end(lexer) ? ' ' : lexer->bytes.ptr[lexer->pos];
}

void jx__lexer_skip(struct jx__lexer *lexer)
{
    while (!at_end(lexer)) {
        const char c = here(lexer);

        if (c == '%')
            while (!at_end(lexer) && here(lexer) != '\n' && here(lexer) != '\r')
                lexer->pos++;
        else if (is_blank(c))
            lexer->pos++;
        else
            return;
    }
}

static bool ends_here(const struct jx__lexer *lexer)
{
    return at_end(lexer) || is_blank(here(lexer)) || is_delimiter(here(lexer));
}

bool jx__lexer_word(struct jx__lexer *lexer, const char *word)
{
    const size_t from = lexer->pos, n = strlen(word);

    if (lexer->bytes.len - lexer->pos < n || memcmp(lexer->bytes.ptr + lexer->pos, word, n) != 0)
        return false;
    lexer->pos += n;
    if (ends_here(lexer))
        return true;
    lexer->pos = from;
    return false;
}

bool jx__lexer_count(struct jx__lexer *lexer, uint64_t max, uint64_t *ret_count)
{
    uint64_t count = 0;
    size_t from;

    jx__lexer_skip(lexer);
    from = lexer->pos;
    while (is_digit(here(lexer))) {
        count = count * 10 + (uint64_t)(here(lexer) - '0');
        lexer->pos++;
        if (count > max)
            return false;
    }
    *ret_count = count;
    return lexer->pos > from && ends_here(lexer);
}

/* ---- numbers and references ---- */

/* Digits into *sum; at most 15 count. */
static bool digits(struct jx__lexer *lexer, int64_t *sum, unsigned *n)
{
    for (; is_digit(here(lexer)); lexer->pos++) {
        if (*sum > INT64_C(100000000000000))
            return jx__lexer_fault(lexer, JX__WHY_NUMBER);
        *sum = *sum * 10 + (here(lexer) - '0');
        ++*n;
    }
    return true;
}

/* What stands behind the point, to three places. */
static void fraction(struct jx__lexer *lexer, int64_t *milli, unsigned *n)
{
    int64_t unit = 100;

    for (; is_digit(here(lexer)); lexer->pos++, unit /= 10) {
        *milli += (here(lexer) - '0') * unit;
        ++*n;
    }
}

static bool number(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    const bool minus = here(lexer) == '-';
    size_t behind;
    unsigned n = 0;

    value->minus = minus;
    if (minus || here(lexer) == '+')
        lexer->pos++;
    value->kind = JX_PDF_INT;
    if (!digits(lexer, &value->integer, &n))
        return false;
    if (here(lexer) == '.') {
        lexer->pos++;
        value->kind = JX_PDF_REAL;
        value->integer *= 1000;
        behind = lexer->pos;
        fraction(lexer, &value->integer, &n);
        value->text = jx_str_sub(lexer->bytes, behind, lexer->pos - behind);
        while (value->text.len > 0 && value->text.ptr[value->text.len - 1] == '0')
            value->text.len--;
    }
    if (n == 0 || !ends_here(lexer))
        return jx__lexer_fault(lexer, JX__WHY_NUMBER);
    if (minus)
        value->integer = -value->integer;
    return true;
}

/* After an integer: "G R" makes it a reference; otherwise nothing moves. */
static void reference(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    const size_t from = lexer->pos;
    uint64_t generation;

    if (value->integer < 0 || value->integer > JX_PDF_MAX_OBJECTS || at_end(lexer) ||
        !is_blank(here(lexer)))
        return;
    if (jx__lexer_count(lexer, UINT16_MAX, &generation)) {
        jx__lexer_skip(lexer);
        if (jx__lexer_word(lexer, "R")) {
            value->kind = JX_PDF_REF;
            value->number = (uint32_t)value->integer;
            value->generation = (uint16_t)generation;
            value->integer = 0;
            return;
        }
    }
    lexer->pos = from;
}

/* ---- strings and names ---- */

/* One escape behind a backslash. */
static void escape(struct jx__lexer *lexer, struct jx_buf *buf)
{
    static const char names[] = "nrtbf", bytes[] = "\n\r\t\b\f";
    const char c = here(lexer);
    const char *name = c == '\0' ? NULL : strchr(names, c);
    unsigned octal = 0, n = 0;

    for (; n < 3 && here(lexer) >= '0' && here(lexer) <= '7'; n++, lexer->pos++)
        octal = octal * 8 + (unsigned)(here(lexer) - '0');
    if (n > 0) {
        jx_buf_addc(buf, (char)(octal & 255));
        return;
    }
    lexer->pos++;
    if (name != NULL) {
        jx_buf_addc(buf, bytes[name - names]);
    } else if (c == '\r') {
        if (here(lexer) == '\n')
            lexer->pos++;
    } else if (c != '\n') {
        jx_buf_addc(buf, c);
    }
}

/* A string with escapes or carriage returns, from its first inner byte on. */
static bool string_copy(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    struct jx_buf buf = {.arena = lexer->pdf->arena};
    unsigned open = 1;

    while (!at_end(lexer)) {
        const char c = lexer->bytes.ptr[lexer->pos++];

        if (c == '\\') {
            escape(lexer, &buf);
            continue;
        }
        open += c == '(';
        open -= c == ')';
        if (open == 0) {
            value->text = buf.len > 0 ? jx_buf_str(&buf) : JX_STR("");
            return true;
        }
        if (c == '\r' && here(lexer) == '\n')
            lexer->pos++;
        jx_buf_addc(&buf, c == '\r' ? '\n' : c);
    }
    return jx__lexer_fault(lexer, JX__WHY_STRING);
}

static bool string(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    const size_t from = ++lexer->pos;
    unsigned open = 1;

    value->kind = JX_PDF_STRING;
    for (; !at_end(lexer); lexer->pos++) {
        const char c = here(lexer);

        if (c == '\\' || c == '\r') {
            lexer->pos = from;
            return string_copy(lexer, value);
        }
        open += c == '(';
        open -= c == ')';
        if (open == 0) {
            value->text = (struct jx_str){lexer->bytes.ptr + from, lexer->pos++ - from};
            return true;
        }
    }
    return jx__lexer_fault(lexer, JX__WHY_STRING);
}

static bool hex_string(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    struct jx_buf buf = {.arena = lexer->pdf->arena};
    int high = -1;

    value->kind = JX_PDF_STRING;
    value->hex = true;
    for (lexer->pos++; !at_end(lexer) && here(lexer) != '>'; lexer->pos++) {
        const int digit = hex_digit(here(lexer));

        if (digit < 0 && !is_blank(here(lexer)))
            return jx__lexer_fault(lexer, JX__WHY_STRING);
        if (digit >= 0 && high >= 0)
            jx_buf_addc(&buf, (char)(high * 16 + digit));
        if (digit >= 0)
            high = high >= 0 ? -1 : digit;
    }
    if (at_end(lexer))
        return jx__lexer_fault(lexer, JX__WHY_STRING);
    lexer->pos++;
    if (high >= 0)
        jx_buf_addc(&buf, (char)(high * 16));
    value->text = buf.len > 0 ? jx_buf_str(&buf) : JX_STR("");
    return true;
}

static bool name_copy(struct jx__lexer *lexer, size_t from, struct jx_str *ret_name)
{
    struct jx_buf buf = {.arena = lexer->pdf->arena};

    for (size_t i = from; i < lexer->pos; i++) {
        int high, low;

        if (lexer->bytes.ptr[i] != '#') {
            jx_buf_addc(&buf, lexer->bytes.ptr[i]);
            continue;
        }
        high = i + 2 < lexer->pos ? hex_digit(lexer->bytes.ptr[i + 1]) : -1;
        low = i + 2 < lexer->pos ? hex_digit(lexer->bytes.ptr[i + 2]) : -1;
        if (high < 0 || low < 0)
            return jx__lexer_fault(lexer, JX__WHY_NAME);
        jx_buf_addc(&buf, (char)(high * 16 + low));
        i += 2;
    }
    *ret_name = jx_buf_str(&buf);
    return true;
}

static bool name(struct jx__lexer *lexer, struct jx_str *ret_name)
{
    const size_t from = ++lexer->pos;

    while (!ends_here(lexer))
        lexer->pos++;
    *ret_name = (struct jx_str){lexer->bytes.ptr + from, lexer->pos - from};
    if (ret_name->len > 0 && memchr(ret_name->ptr, '#', ret_name->len) != NULL)
        return name_copy(lexer, from, ret_name);
    return true;
}

/* ---- arrays and dictionaries ---- */

struct values JX_VEC(struct jx_pdf_value);

static bool array(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    struct values items = {0};

    value->kind = JX_PDF_ARRAY;
    lexer->pos++;
    for (;;) {
        struct jx_pdf_value item;

        jx__lexer_skip(lexer);
        if (here(lexer) == ']') {
            lexer->pos++;
            value->items = items.items;
            value->n = items.n;
            return true;
        }
        if (!jx__lexer_value(lexer, &item))
            return false;
        JX_PUSH(lexer->pdf->arena, &items, item);
    }
}

/* Small dictionaries are compared key by key, large ones through an index. */
static bool key_is_new(struct jx_arena *arena, struct jx_index *index, const struct jx_strs *keys,
                       struct jx_str key)
{
    if (keys->n < 16) {
        for (size_t i = 0; i < keys->n; i++)
            if (jx_str_eq(keys->items[i], key))
                return false;
        return true;
    }
    if (index->n == 0)
        for (size_t i = 0; i < keys->n; i++)
            jx_index_add(arena, index, keys->items[i], i);
    return jx_index_add(arena, index, key, keys->n);
}

static bool dict(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    struct jx_arena *arena = lexer->pdf->arena;
    struct jx_index index = {0};
    struct values items = {0};
    struct jx_strs keys = {0};

    value->kind = JX_PDF_DICT;
    lexer->pos += 2;
    for (;;) {
        struct jx_pdf_value item;
        struct jx_str key;

        jx__lexer_skip(lexer);
        if (lexer->bytes.len - lexer->pos >= 2 &&
            memcmp(&lexer->bytes.ptr[lexer->pos], ">>", 2) == 0)
            break;
        if (here(lexer) != '/')
            return jx__lexer_fault(lexer, JX__WHY_KEY);
        if (!name(lexer, &key) || !jx__lexer_value(lexer, &item))
            return false;
        if (keys.n >= JX__MAX_KEYS)
            return jx__lexer_fault(lexer, JX__WHY_DICT);
        if (!key_is_new(arena, &index, &keys, key)) {
            value->twice = true;
            continue;
        }
        JX_PUSH(arena, &keys, key);
        JX_PUSH(arena, &items, item);
    }
    lexer->pos += 2;
    value->keys = keys.items;
    value->items = items.items;
    value->n = items.n;
    return true;
}

static bool keyword(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    const bool yes = jx__lexer_word(lexer, "true");

    if (yes || jx__lexer_word(lexer, "false")) {
        value->kind = JX_PDF_BOOL;
        value->integer = yes;
        return true;
    }
    value->kind = JX_PDF_NULL;
    return jx__lexer_word(lexer, "null") ||
           jx__lexer_fault(lexer, at_end(lexer) ? JX__WHY_END : JX__WHY_TOKEN);
}

static bool any(struct jx__lexer *lexer, struct jx_pdf_value *value)
{
    const char c = here(lexer);
    const bool twofold = lexer->pos + 1 < lexer->bytes.len && lexer->bytes.ptr[lexer->pos + 1] == c;

    if (at_end(lexer))
        return jx__lexer_fault(lexer, JX__WHY_END);
    if (c == '<')
        return twofold ? dict(lexer, value) : hex_string(lexer, value);
    if (c == '(')
        return string(lexer, value);
    if (c == '[')
        return array(lexer, value);
    if (c == '/') {
        value->kind = JX_PDF_NAME;
        return name(lexer, &value->text);
    }
    if (!is_digit(c) && c != '-' && c != '+' && c != '.')
        return keyword(lexer, value);
    if (!number(lexer, value))
        return false;
    if (value->kind == JX_PDF_INT)
        reference(lexer, value);
    return true;
}

bool jx__lexer_value(struct jx__lexer *lexer, struct jx_pdf_value *ret_value)
{
    bool good;

    *ret_value = (struct jx_pdf_value){.in_stream = lexer->in_stream};
    jx__lexer_skip(lexer);
    ret_value->from = lexer->pos;
    if (lexer->depth >= JX_PDF_MAX_DEPTH)
        return jx__lexer_fault(lexer, JX__WHY_DEPTH);
    if (++lexer->pdf->reader->n_values > JX__MAX_VALUES) {
        jx__over(lexer->pdf, JX__OVER_VALUES);
        return jx__lexer_fault(lexer, JX__WHY_END);
    }
    lexer->depth++;
    good = any(lexer, ret_value);
    lexer->depth--;
    ret_value->to = lexer->pos;
    return good;
}
