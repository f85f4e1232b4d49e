/* form.c - the fields of a form with their widgets and the pages these stand on. */
#include "sign/internal.h"

#include <stdlib.h>

#define MAX_FIELDS 100000

/* Object numbers of annotations with their page, sorted by number. */
struct stand {
    uint32_t number;
    size_t page;
};

struct stands JX_VEC(struct stand);

/* What a field has from those above it. */
struct above {
    struct jx_str name;
    const struct jx_pdf_value *type;
    const struct jx_pdf_value *value;
    const struct jx_pdf_value *flags;
    uint32_t value_number;
};

struct walk {
    struct jx_pdf_view view;
    struct jx_pdf_fields *fields;
    struct stands stands;
    unsigned char *seen;
    size_t n_visited;
    unsigned depth;
    bool loose;
};

static int stand_order(const void *a, const void *b)
{
    const struct stand *one = a, *other = b;

    if (one->number != other->number)
        return one->number < other->number ? -1 : 1;
    return one->page < other->page ? -1 : one->page > other->page;
}

static void stands_collect(struct walk *walk, const struct jx_pdf_pages *pages)
{
    for (size_t i = 0; i < pages->n; i++) {
        const struct jx_pdf_value *annots =
            jx_pdf_at_kind(walk->view, pages->items[i].dict, "Annots", JX_PDF_ARRAY);

        for (size_t k = 0; annots != NULL && k < annots->n; k++)
            if (annots->items[k].kind == JX_PDF_REF)
                JX_PUSH(walk->view.pdf->arena, &walk->stands,
                        (struct stand){annots->items[k].number, i});
    }
    if (walk->stands.n > 0)
        qsort(walk->stands.items, walk->stands.n, sizeof *walk->stands.items, stand_order);
}

static size_t page_of(const struct walk *walk, uint32_t number)
{
    size_t low = 0, high = walk->stands.n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (walk->stands.items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return number != 0 && low < walk->stands.n && walk->stands.items[low].number == number
               ? walk->stands.items[low].page
               : SIZE_MAX;
}

static struct above inherit(struct walk *walk, const struct jx_pdf_value *dict,
                            const struct above *from)
{
    struct jx_arena *arena = walk->view.pdf->arena;
    const struct jx_pdf_value *part = jx_pdf_at(walk->view, dict, "T");
    const struct jx_pdf_value *type = jx_pdf_at(walk->view, dict, "FT");
    const struct jx_pdf_value *value = jx_pdf_entry(dict, "V");
    const struct jx_pdf_value *flags = jx_pdf_at(walk->view, dict, "Ff");
    struct above have = *from;

    if (part != NULL && jx_str_empty(have.name))
        have.name = jx_pdf_text(arena, part);
    else if (part != NULL)
        have.name =
            jx_str_printf(arena, "%.*s.%.*s", JX_FMT(have.name), JX_FMT(jx_pdf_text(arena, part)));
    have.type = type != NULL ? type : have.type;
    have.flags = flags != NULL ? flags : have.flags;
    if (value != NULL) {
        have.value = jx_pdf_resolve(walk->view, value);
        have.value_number = value->kind == JX_PDF_REF ? value->number : 0;
    }
    return have;
}

/* Kids with a partial name are fields; those without are the widgets of this field. */
static bool has_fields(struct walk *walk, const struct jx_pdf_value *kids)
{
    for (size_t i = 0; kids != NULL && i < kids->n; i++)
        if (jx_pdf_at(walk->view, &kids->items[i], "T") != NULL)
            return true;
    return false;
}

static struct jx_pdf_widget widget(const struct walk *walk, const struct jx_pdf_value *reference)
{
    const uint32_t number = reference->kind == JX_PDF_REF ? reference->number : 0;

    return (struct jx_pdf_widget){number, jx_pdf_resolve(walk->view, reference),
                                  page_of(walk, number)};
}

static void field_add(struct walk *walk, const struct jx_pdf_value *reference,
                      const struct jx_pdf_value *kids, const struct above *have)
{
    struct widgets JX_VEC(struct jx_pdf_widget) widgets = {0};
    struct jx_arena *arena = walk->view.pdf->arena;
    struct jx_pdf_field field = {.name = have->name,
                                 .type = JX_STR(""),
                                 .number = reference->kind == JX_PDF_REF ? reference->number : 0,
                                 .dict = jx_pdf_resolve(walk->view, reference),
                                 .value = have->value,
                                 .value_number = have->value_number,
                                 .flags = have->flags,
                                 .loose = walk->loose};

    if (have->type != NULL && have->type->kind == JX_PDF_NAME)
        field.type = have->type->text;
    for (size_t i = 0; kids != NULL && i < kids->n; i++) {
        const struct jx_pdf_widget made = widget(walk, &kids->items[i]);

        if (made.dict != NULL)
            JX_PUSH(arena, &widgets, made);
    }
    if (kids == NULL && jx_pdf_entry(field.dict, "Rect") != NULL)
        JX_PUSH(arena, &widgets, widget(walk, reference));
    field.widgets = widgets.items;
    field.n_widgets = widgets.n;
    JX_PUSH(arena, walk->fields, field);
}

/* Written-in-place fields have no number to remember; the depth and the count bound them. */
static bool first_visit(struct walk *walk, const struct jx_pdf_value *reference)
{
    unsigned char *byte, bit;
    bool first = true;

    if (reference->kind == JX_PDF_REF) {
        byte = &walk->seen[reference->number / 8];
        bit = (unsigned char)(1u << reference->number % 8);
        first = (*byte & bit) == 0;
        *byte |= bit;
    }
    return first && walk->depth < JX_PDF_MAX_DEPTH && ++walk->n_visited <= MAX_FIELDS;
}

static void node(struct walk *walk, const struct jx_pdf_value *reference, const struct above *from)
{
    const struct jx_pdf_value *dict = jx_pdf_resolve(walk->view, reference), *kids;
    struct above have;

    if (dict == NULL || dict->kind != JX_PDF_DICT) {
        jx__bad_tree(walk->view.pdf, JX__TREE_FIELDS, JX__WHY_KIND);
        return;
    }
    if (!first_visit(walk, reference)) {
        jx__bad_tree(walk->view.pdf, JX__TREE_FIELDS, JX__WHY_CIRCLE);
        return;
    }
    have = inherit(walk, dict, from);
    kids = jx_pdf_at_kind(walk->view, dict, "Kids", JX_PDF_ARRAY);
    if (!has_fields(walk, kids)) {
        field_add(walk, reference, kids, &have);
        return;
    }
    walk->depth++;
    for (size_t i = 0; i < kids->n; i++)
        node(walk, &kids->items[i], &have);
    walk->depth--;
}

static bool seen(const struct walk *walk, uint32_t number)
{
    return (walk->seen[number / 8] >> number % 8 & 1) != 0;
}

/* Some writers forget to list the field; readers show it all the same. */
static void loose_collect(struct walk *walk)
{
    const struct above nothing = {.name = JX_STR("")};

    walk->loose = true;
    for (size_t i = 0; i < walk->stands.n; i++) {
        const struct jx_pdf_value reference = {.kind = JX_PDF_REF,
                                               .number = walk->stands.items[i].number};
        const struct jx_pdf_value *dict = jx_pdf_object(walk->view, reference.number);

        if (dict != NULL && !seen(walk, reference.number) && jx_pdf_entry(dict, "FT") != NULL &&
            jx_pdf_entry(dict, "T") != NULL && jx_pdf_entry(dict, "Parent") == NULL &&
            jx_pdf_is_name(jx_pdf_entry(dict, "Subtype"), "Widget"))
            node(walk, &reference, &nothing);
    }
}

void jx_pdf_fields(struct jx_pdf_view view, const struct jx_pdf_pages *pages,
                   struct jx_pdf_fields *ret_fields)
{
    const struct jx_pdf_value *form =
        jx_pdf_at_kind(view, jx_pdf_catalog(view, NULL), "AcroForm", JX_PDF_DICT);
    const struct jx_pdf_value *list = jx_pdf_at_kind(view, form, "Fields", JX_PDF_ARRAY);
    const struct above nothing = {.name = JX_STR("")};
    struct walk walk = {.view = view, .fields = ret_fields};

    *ret_fields = (struct jx_pdf_fields){0};
    walk.seen = jx__seen_clear(view.pdf);
    stands_collect(&walk, pages);
    for (size_t i = 0; list != NULL && i < list->n; i++)
        node(&walk, &list->items[i], &nothing);
    loose_collect(&walk);
}

const struct jx_pdf_field *jx_pdf_field_find(const struct jx_pdf_fields *fields, struct jx_str name)
{
    for (size_t i = 0; i < fields->n; i++)
        if (jx_str_eq(fields->items[i].name, name))
            return &fields->items[i];
    return NULL;
}
