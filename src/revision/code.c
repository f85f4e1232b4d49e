/* code.c - makes codes of versions and reads them back.
 *
 * Layer:  revision.
 */
#include "revision/code.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#define N_DIGITS 20 /* of the digest */
#define N_CHECK 2
#define N_GROUP 4
#define MODULUS 1021u /* the largest prime below 32² */
#define MAX_NUMBER 99999u
#define MAX_CODE 40 /* characters without hyphens: more are no code */

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* ---- making ---- */

static int by_name(const void *a, const void *b)
{
    const struct jx_sealed *x = a, *y = b;

    return jx_str_cmp(x->name.str, y->name.str);
}

static struct jx_str canonical(struct jx_arena *arena, unsigned number, struct jx_str stage,
                               const struct jx_sealed_list *inputs)
{
    struct jx_sealed *sorted = JX_ARRAY(arena, struct jx_sealed, inputs->n);
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < inputs->n; i++)
        sorted[i] = inputs->items[i];
    if (inputs->n > 0)
        qsort(sorted, inputs->n, sizeof *sorted, by_name);
    jx_buf_printf(&buf, "jixiao 查验码 1\n版本 %u\n稿次 %.*s\n", number, JX_FMT(stage));
    for (size_t i = 0; i < inputs->n; i++)
        jx_buf_printf(&buf, "%.*s  %.*s\n", JX_FMT(sorted[i].sha256.str),
                      JX_FMT(sorted[i].name.str));
    return jx_buf_str(&buf);
}

/* What the version and the digits leave when a further one is put behind them. */
static unsigned fold(unsigned remainder, unsigned digit)
{
    return (remainder * 32 + digit) % MODULUS;
}

static struct jx_str print(struct jx_arena *arena, unsigned number,
                           const unsigned values[N_DIGITS + N_CHECK])
{
    struct jx_buf buf = {.arena = arena};

    jx_buf_printf(&buf, "V%u", number);
    for (size_t i = 0; i < N_DIGITS + N_CHECK; i++) {
        if (i % N_GROUP == 0)
            jx_buf_addc(&buf, '-');
        jx_buf_addc(&buf, digits[values[i]]);
    }
    return jx_buf_str(&buf);
}

struct jx_code jx_code_make(struct jx_arena *arena, unsigned number, struct jx_str stage,
                            const struct jx_sealed_list *inputs)
{
    const struct jx_str text = canonical(arena, number, stage, inputs);
    unsigned values[N_DIGITS + N_CHECK], remainder = number % MODULUS;
    uint8_t digest[32];

    jx_sha256(text, digest);
    for (size_t i = 0; i < N_DIGITS; i++) {
        const size_t bit = i * 5;
        const unsigned pair = (unsigned)digest[bit / 8] << 8 | digest[bit / 8 + 1];

        values[i] = pair >> (11 - bit % 8) & 31;
        remainder = fold(remainder, values[i]);
    }
    remainder = (MODULUS + 1 - fold(fold(remainder, 0), 0)) % MODULUS;
    values[N_DIGITS] = remainder / 32;
    values[N_DIGITS + 1] = remainder % 32;
    return (struct jx_code){jx_sha256_hex(arena, text), print(arena, number, values)};
}

/* ---- reading ---- */

/* A capital letter or digit for what people and keyboards make of it; a blank for what parts groups; 0 for anything else. */
static char plain(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        cp -= 0xFEE0;
    if (cp >= 'a' && cp <= 'z')
        cp -= 'a' - 'A';
    if ((cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z'))
        return (char)cp;
    if (cp == ' ' || cp == '-' || cp == 0x3000 || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        return ' ';
    return 0;
}

/* The value of a digit, with I and L for 1, O for 0, U for V; 32 for none. */
static unsigned value_of(char c)
{
    const char *at;

    c = c == 'I' || c == 'L' ? '1' : c == 'O' ? '0' : c == 'U' ? 'V' : c;
    at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? 32 : (unsigned)(at - digits);
}

/* Letters and digits from the V at `from` on, groups put together. Returns their number; MAX_CODE when there are more. */
static size_t gather(struct jx_str text, size_t from, char code[MAX_CODE])
{
    size_t n = 0;

    while (from < text.len && n < MAX_CODE) {
        const char c = plain(jx_utf8_next(text, &from));

        if (c == 0)
            break;
        if (c != ' ')
            code[n++] = c;
    }
    return n;
}

/* n: characters of the code with its V. The version is what the digits of fixed number leave. */
static enum jx_code_fault take(struct jx_arena *arena, const char *code, size_t n,
                               struct jx_str *ret_text, unsigned *ret_number)
{
    unsigned values[N_DIGITS + N_CHECK], number = 0, remainder;
    const size_t n_values = N_DIGITS + N_CHECK;

    if (n < 2 + n_values || n >= MAX_CODE)
        return JX_CODE_LENGTH;
    for (size_t i = 1; i < n - n_values; i++) {
        const unsigned digit = value_of(code[i]);

        if (digit > 9 || number * 10 + digit > MAX_NUMBER)
            return JX_CODE_LENGTH;
        number = number * 10 + digit;
    }
    remainder = number % MODULUS;
    for (size_t i = 0; i < n_values; i++) {
        values[i] = value_of(code[n - n_values + i]);
        remainder = fold(remainder, values[i]);
    }
    *ret_text = print(arena, number, values);
    *ret_number = remainder == 1 ? number : 0;
    return remainder == 1 && number > 0 ? JX_CODE_GOOD : JX_CODE_MISTYPED;
}

/* Words in a text may begin with a V, too, and so may the groups of a code: only what is followed by a digit counts. Of several
 * faults that of the right length is told, or else the longest. */
enum jx_code_fault jx_code_find(struct jx_arena *arena, struct jx_str text, struct jx_str *ret_text,
                                unsigned *ret_number)
{
    enum jx_code_fault worst = JX_CODE_NONE;
    char before = 0;
    size_t longest = 0;

    *ret_text = JX_NO_STR;
    *ret_number = 0;
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        const char c = plain(jx_utf8_next(text, &at));
        char code[MAX_CODE];
        struct jx_str found = JX_NO_STR;
        unsigned number = 0;
        size_t n = 0;

        if (c == 'V' && (before == 0 || before == ' '))
            n = gather(text, from, code);
        before = c;
        if (n < 2 || value_of(code[1]) > 9)
            continue;
        const enum jx_code_fault fault = take(arena, code, n, &found, &number);
        if (fault == JX_CODE_LENGTH && (worst == JX_CODE_MISTYPED || n <= longest))
            continue;
        if (fault == JX_CODE_LENGTH)
            found = jx_str_copy(arena, (struct jx_str){code, longest = n});
        worst = fault;
        *ret_text = found;
        *ret_number = number;
        if (fault == JX_CODE_GOOD)
            break;
    }
    return worst;
}
