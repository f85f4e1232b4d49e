/* same.c - whether two values mean the same, each in its view. Pairs of objects are compared once, from a list instead of by
 * recursion; a circle of references is the same when nothing in it differs. */
#include "base/index.h"
#include "sign/verify_internal.h"

struct pair {
    const struct jx_pdf_value *a;
    const struct jx_pdf_value *b;
    bool
        drawn; /* below resources or an appearance: there every name is the maker's, and nothing is compared elsewhere */
};

struct compare {
    struct jx_pdf_view one;
    struct jx_pdf_view other;
    struct jx_arena *scratch;
    struct jx_index known; /* pairs of object places already taken up */
    struct pairs JX_VEC(struct pair) todo;
};

static bool is_drawn(struct jx_str key)
{
    return jx_str_is(key, "Resources") || jx_str_is(key, "AP") || jx_str_is(key, "DR");
}

/* Whether a pair of references has to be followed: not when it was. */
static bool new_pair(struct compare *compare, const struct pair *pair)
{
    const struct jx_str key = jx_str_printf(compare->scratch, "%u %u %d", (unsigned)pair->a->number,
                                            (unsigned)pair->b->number, (int)pair->drawn);

    return jx_index_add(compare->scratch, &compare->known, key, 0);
}

static void later(struct compare *compare, const struct jx_pdf_value *a,
                  const struct jx_pdf_value *b, bool drawn)
{
    JX_PUSH(compare->scratch, &compare->todo, (struct pair){a, b, drawn});
}

/* Where keys stand; an index is worth its making for large dictionaries only. */
static size_t key_find(const struct jx_pdf_value *dict, const struct jx_index *index,
                       struct jx_str key)
{
    if (index->n > 0)
        return jx_index_find(index, key);
    for (size_t i = 0; i < dict->n; i++)
        if (jx_str_eq(dict->keys[i], key))
            return i;
    return SIZE_MAX;
}

static struct jx_index index_of(struct compare *compare, const struct jx_pdf_value *dict)
{
    struct jx_index index = {0};

    for (size_t i = 0; dict->n > 16 && i < dict->n; i++)
        jx_index_add(compare->scratch, &index, dict->keys[i], i);
    return index;
}

static bool dicts(struct compare *compare, const struct jx_pdf_value *a,
                  const struct jx_pdf_value *b, bool drawn)
{
    static const struct jx_pdf_value none = {.kind = JX_PDF_NULL};
    const struct jx_index in_a = index_of(compare, a), in_b = index_of(compare, b);

    for (size_t i = 0; i < a->n; i++) {
        const size_t at = key_find(b, &in_b, a->keys[i]);

        later(compare, &a->items[i], at != SIZE_MAX ? &b->items[at] : &none,
              drawn || is_drawn(a->keys[i]));
    }
    for (size_t i = 0; i < b->n; i++)
        if (key_find(a, &in_a, b->keys[i]) == SIZE_MAX)
            later(compare, &none, &b->items[i], drawn);
    return a->kind != JX_PDF_STREAM || jx_str_eq(a->text, b->text);
}

/* A whole number, once written with a point: writers differ there. */
static bool same_whole(const struct jx_pdf_value *a, const struct jx_pdf_value *b)
{
    const struct jx_pdf_value *whole = a->kind == JX_PDF_INT ? a : b;
    const struct jx_pdf_value *real = a->kind == JX_PDF_INT ? b : a;

    return whole->kind == JX_PDF_INT && real->kind == JX_PDF_REAL && real->text.len == 0 &&
           whole->integer == real->integer / 1000;
}

static bool values(struct compare *compare, const struct jx_pdf_value *a,
                   const struct jx_pdf_value *b, bool drawn)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->kind != b->kind)
        return same_whole(a, b);
    switch (a->kind) {
    case JX_PDF_ARRAY:
        for (size_t i = 0; i < a->n && a->n == b->n; i++)
            later(compare, &a->items[i], &b->items[i], drawn);
        return a->n == b->n;
    case JX_PDF_DICT:
    case JX_PDF_STREAM:
        return dicts(compare, a, b, drawn);
    case JX_PDF_REAL:
        return a->integer == b->integer && a->minus == b->minus && jx_str_eq(a->text, b->text);
    case JX_PDF_STRING:
    case JX_PDF_NAME:
        return jx_str_eq(a->text, b->text);
    default:
        return a->integer == b->integer;
    }
}

/* Pages, fields and the catalogue are compared one by one; what leads to one of them only says which one it is. */
static bool is_elsewhere(const struct jx_pdf_value *value)
{
    const struct jx_pdf_value *type;

    if (value == NULL || value->kind != JX_PDF_DICT)
        return false;
    type = jx_pdf_entry(value, "Type");
    return jx_pdf_is_name(type, "Page") || jx_pdf_is_name(type, "Pages") ||
           jx_pdf_is_name(type, "Catalog") ||
           jx_pdf_is_name(jx_pdf_entry(value, "Subtype"), "Widget");
}

static bool same_pair(struct compare *compare, const struct pair *pair, bool first)
{
    const bool refs = pair->a->kind == JX_PDF_REF && pair->b->kind == JX_PDF_REF;
    const struct jx_pdf_value *a, *b;

    if (refs && !new_pair(compare, pair))
        return true;
    a = jx_pdf_resolve(compare->one, pair->a);
    b = jx_pdf_resolve(compare->other, pair->b);
    if (refs && !first && !pair->drawn && is_elsewhere(a) && is_elsewhere(b))
        return pair->a->number == pair->b->number;
    return values(compare, a, b, pair->drawn);
}

static bool same(struct jx_pdf_view one, const struct jx_pdf_value *a, struct jx_pdf_view other,
                 const struct jx_pdf_value *b, bool drawn)
{
    struct compare compare = {.one = one, .other = other};
    bool all = true;

    if (a == NULL || b == NULL)
        return jx_pdf_resolve(one, a) == NULL && jx_pdf_resolve(other, b) == NULL;
    compare.scratch = jx_arena_new(0);
    later(&compare, a, b, drawn);
    for (size_t i = 0; all && i < compare.todo.n; i++) {
        const struct pair pair = compare.todo.items[i]; /* the list may move */

        all = same_pair(&compare, &pair, i == 0);
    }
    jx_arena_free(compare.scratch);
    return all && !one.pdf->reader->over;
}

bool jx__same(struct jx_pdf_view one, const struct jx_pdf_value *a, struct jx_pdf_view other,
              const struct jx_pdf_value *b)
{
    return same(one, a, other, b, false);
}

bool jx__same_drawn(struct jx_pdf_view one, const struct jx_pdf_value *a, struct jx_pdf_view other,
                    const struct jx_pdf_value *b)
{
    return same(one, a, other, b, true);
}
