/* same.c - whether two values mean the same, each in its view. Pairs of objects are compared once, from a list instead of by
 * recursion; a circle of references is the same when nothing in it differs. */
#include "base/index.h"
#include "sign/verify_internal.h"

struct pair {
    const struct jx_pdf_value *a;
    const struct jx_pdf_value *b;
};

struct compare {
    struct jx_pdf_view one;
    struct jx_pdf_view other;
    struct jx_arena *scratch;
    struct jx_index known; /* pairs of object places already taken up */
    struct pairs JX_VEC(struct pair) todo;
};

/* Links upwards, which lead from anything to everything. */
static bool upwards(struct jx_str key)
{
    return jx_str_is(key, "Parent") || jx_str_is(key, "P");
}

/* Whether a pair of references has to be followed: not when it was. */
static bool new_pair(struct compare *compare, const struct jx_pdf_value *a,
                     const struct jx_pdf_value *b)
{
    const struct jx_str key =
        jx_str_printf(compare->scratch, "%u %u", (unsigned)a->number, (unsigned)b->number);

    return jx_index_add(compare->scratch, &compare->known, key, 0);
}

static void later(struct compare *compare, const struct jx_pdf_value *a,
                  const struct jx_pdf_value *b)
{
    JX_PUSH(compare->scratch, &compare->todo, (struct pair){a, b});
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
                  const struct jx_pdf_value *b)
{
    static const struct jx_pdf_value none = {.kind = JX_PDF_NULL};
    const struct jx_index in_a = index_of(compare, a), in_b = index_of(compare, b);

    for (size_t i = 0; i < a->n; i++) {
        const size_t at = key_find(b, &in_b, a->keys[i]);

        if (!upwards(a->keys[i]))
            later(compare, &a->items[i], at != SIZE_MAX ? &b->items[at] : &none);
    }
    for (size_t i = 0; i < b->n; i++)
        if (!upwards(b->keys[i]) && key_find(a, &in_a, b->keys[i]) == SIZE_MAX)
            later(compare, &none, &b->items[i]);
    return a->kind != JX_PDF_STREAM || jx_str_eq(a->text, b->text);
}

static bool values(struct compare *compare, const struct jx_pdf_value *a,
                   const struct jx_pdf_value *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case JX_PDF_ARRAY:
        for (size_t i = 0; i < a->n && a->n == b->n; i++)
            later(compare, &a->items[i], &b->items[i]);
        return a->n == b->n;
    case JX_PDF_DICT:
    case JX_PDF_STREAM:
        return dicts(compare, a, b);
    case JX_PDF_STRING:
    case JX_PDF_NAME:
        return jx_str_eq(a->text, b->text);
    default:
        return a->integer == b->integer;
    }
}

static bool is_page(const struct jx_pdf_value *value)
{
    const struct jx_pdf_value *type =
        value != NULL && value->kind == JX_PDF_DICT ? jx_pdf_entry(value, "Type") : NULL;

    return type != NULL && type->kind == JX_PDF_NAME && jx_str_is(type->text, "Page");
}

/* What a bookmark or a link leads to: pages are compared one by one elsewhere, here it counts which one it is. */
static bool same_page(const struct pair *pair)
{
    return pair->a->number == pair->b->number;
}

bool jx__same(struct jx_pdf_view one, const struct jx_pdf_value *a, struct jx_pdf_view other,
              const struct jx_pdf_value *b)
{
    struct compare compare = {.one = one, .other = other};
    bool same = true;

    if (a == NULL || b == NULL)
        return jx_pdf_resolve(one, a) == NULL && jx_pdf_resolve(other, b) == NULL;
    compare.scratch = jx_arena_new(0);
    later(&compare, a, b);
    for (size_t i = 0; same && i < compare.todo.n; i++) {
        const struct pair pair = compare.todo.items[i];
        const bool refs = pair.a->kind == JX_PDF_REF && pair.b->kind == JX_PDF_REF;
        const struct jx_pdf_value *in_one, *in_other;

        if (refs && !new_pair(&compare, pair.a, pair.b))
            continue;
        in_one = jx_pdf_resolve(one, pair.a);
        in_other = jx_pdf_resolve(other, pair.b);
        same = refs && is_page(in_one) && is_page(in_other) ? same_page(&pair)
                                                            : values(&compare, in_one, in_other);
    }
    jx_arena_free(compare.scratch);
    return same && !one.pdf->reader->over;
}
