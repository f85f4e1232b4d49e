/* change_form.c - what was changed in annotations and fields. */
#include "base/index.h"
#include "sign/change_internal.h"

/* ---- transforms ---- */

static const struct jx_pdf_value *transform(struct jx_pdf_view view,
                                            const struct jx_pdf_value *dict, const char *method)
{
    const struct jx_pdf_value *list = jx_pdf_at_kind(view, dict, "Reference", JX_PDF_ARRAY);

    for (size_t i = 0; list != NULL && i < list->n; i++) {
        const struct jx_pdf_value *item = jx_pdf_resolve(view, &list->items[i]);

        if (jx_pdf_is_name(jx_pdf_at(view, item, "TransformMethod"), method))
            return item;
    }
    return NULL;
}

/* 2 unless it says otherwise. Source: ISO 32000-1 table 254. */
unsigned jx__certification(struct jx_pdf_view view, const struct jx_pdf_value *dict)
{
    const struct jx_pdf_value *item = transform(view, dict, "DocMDP");
    const struct jx_pdf_value *p =
        jx_pdf_at_kind(view, jx_pdf_at(view, item, "TransformParams"), "P", JX_PDF_INT);

    if (item == NULL)
        return 0;
    return p != NULL && p->integer >= 1 && p->integer <= 3 ? (unsigned)p->integer : 2;
}

struct jx__lock jx__lock_of(struct jx_pdf_view view, const struct jx_pdf_value *dict)
{
    const struct jx_pdf_value *parameters =
        jx_pdf_at(view, transform(view, dict, "FieldMDP"), "TransformParams");
    const struct jx_pdf_value *action = jx_pdf_at(view, parameters, "Action");
    struct jx__lock lock = {.fields = jx_pdf_at_kind(view, parameters, "Fields", JX_PDF_ARRAY)};

    lock.kind = jx_pdf_is_name(action, "All")       ? JX__LOCK_ALL
                : jx_pdf_is_name(action, "Include") ? JX__LOCK_THESE
                : jx_pdf_is_name(action, "Exclude") ? JX__LOCK_OTHERS
                                                    : JX__LOCK_NONE;
    return lock;
}

/* A field's name also stands for the fields below it. */
static bool covers(struct jx_str above, struct jx_str name)
{
    return jx_str_eq(above, name) ||
           (jx_str_starts(name, above) && above.len > 0 && name.ptr[above.len] == '.');
}

static bool locked(struct jx__change *change, struct jx_str name)
{
    const struct jx_pdf_value *fields = change->lock.fields;
    bool named = false;

    for (size_t i = 0; !named && fields != NULL && i < fields->n; i++)
        named = covers(
            jx_pdf_text(change->then.pdf->arena, jx_pdf_resolve(change->then, &fields->items[i])),
            name);
    return change->lock.kind == JX__LOCK_ALL || (change->lock.kind == JX__LOCK_THESE && named) ||
           (change->lock.kind == JX__LOCK_OTHERS && !named);
}

/* ---- annotations ---- */

static struct jx_str key_of(struct jx_arena *arena, const struct jx_pdf_value *item, size_t i)
{
    if (item->kind == JX_PDF_REF)
        return jx_str_printf(arena, "%u", (unsigned)item->number);
    return jx_str_printf(arena, "-%zu", i);
}

static struct jx_index annotations_index(struct jx_arena *arena, const struct jx_pdf_value *annots)
{
    struct jx_index index = {0};

    for (size_t i = 0; annots != NULL && i < annots->n; i++)
        jx_index_add(arena, &index, key_of(arena, &annots->items[i], i), i);
    return index;
}

static bool is_field_widget(const struct jx_pdf_fields *fields, const struct jx_pdf_value *item)
{
    for (size_t i = 0; item->kind == JX_PDF_REF && i < fields->n; i++)
        for (size_t k = 0; k < fields->items[i].n_widgets; k++)
            if (fields->items[i].widgets[k].number == item->number)
                return true;
    return false;
}

static void annotation_note(struct jx__change *change, const char *format, size_t page,
                            const struct jx_pdf_value *dict)
{
    const struct jx_pdf_value *kind = jx_pdf_entry(dict, "Subtype");
    const struct jx_str name =
        kind != NULL && kind->kind == JX_PDF_NAME ? kind->text : JX_STR(JX__KEY_OTHER);
    struct jx_arena *arena = change->then.pdf->arena;
    struct jx_str text = jx_str_of(format);

    text = jx_str_replace(arena, text, JX_STR("%zu"), jx_str_printf(arena, "%zu", page + 1));
    text = jx_str_replace(arena, text, JX_STR("%.*s"), name);
    jx__change_note(change,
                    jx_pdf_is_name(kind, "Widget") ? JX__CHANGE_OTHER : JX__CHANGE_ANNOTATED, text);
}

static bool is_widget(const struct jx_pdf_fields *fields, const struct jx_pdf_value *item,
                      const struct jx_pdf_value *dict)
{
    return jx_pdf_is_name(jx_pdf_entry(dict, "Subtype"), "Widget") && is_field_widget(fields, item);
}

static void annotations_now(struct jx__change *change, const struct jx_pdf_value *then,
                            const struct jx_pdf_value *now, size_t page)
{
    struct jx_arena *arena = change->then.pdf->arena;
    const struct jx_index index = annotations_index(arena, then);

    for (size_t i = 0; now != NULL && i < now->n; i++) {
        const struct jx_pdf_value *item = &now->items[i];
        const struct jx_pdf_value *dict = jx_pdf_resolve(change->now, item);
        const size_t at = jx_index_find(&index, key_of(arena, item, i));
        const bool widget = is_widget(&change->fields_now, item, dict);

        if (dict == NULL)
            continue;
        if (at ==
            SIZE_MAX) { /* a new field is compared as such; an old one was not shown on this page */
            if (!widget || is_field_widget(&change->fields_then, item))
                annotation_note(change, JX__CHANGE_ANNOTATION_ADDED, page, dict);
        } else if (!widget && !jx__same(change->then, &then->items[at], change->now, item)) {
            annotation_note(change, JX__CHANGE_ANNOTATION, page, dict);
        }
    }
}

/* What stands later lies above, and may cover it. */
static void annotations_order(struct jx__change *change, const struct jx_pdf_value *then,
                              const struct jx_pdf_value *now, size_t page)
{
    struct jx_arena *arena = change->then.pdf->arena;
    const struct jx_index index = annotations_index(arena, then);
    size_t last = 0;

    for (size_t i = 0; now != NULL && i < now->n; i++) {
        const size_t at = jx_index_find(&index, key_of(arena, &now->items[i], i));

        if (at == SIZE_MAX)
            continue;
        if (at < last) {
            jx__change_note(change, JX__CHANGE_OTHER,
                            jx_str_printf(arena, JX__CHANGE_ANNOTATION_MOVED, page + 1));
            return;
        }
        last = at;
    }
}

void jx__change_annotations(struct jx__change *change, const struct jx_pdf_page *then,
                            const struct jx_pdf_page *now, size_t page)
{
    struct jx_arena *arena = change->then.pdf->arena;
    const struct jx_pdf_value *old =
        jx_pdf_at_kind(change->then, then->dict, "Annots", JX_PDF_ARRAY);
    const struct jx_pdf_value *new = jx_pdf_at_kind(change->now, now->dict, "Annots", JX_PDF_ARRAY);
    const struct jx_index index = annotations_index(arena, new);

    annotations_now(change, old, new, page);
    annotations_order(change, old, new, page);
    for (size_t i = 0; old != NULL && i < old->n; i++)
        if (jx_index_find(&index, key_of(arena, &old->items[i], i)) == SIZE_MAX)
            annotation_note(change, JX__CHANGE_ANNOTATION_REMOVED, page,
                            jx_pdf_resolve(change->then, &old->items[i]));
}

/* ---- fields ---- */

static struct jx_str name_text(struct jx__change *change, const char *format,
                               const struct jx_pdf_field *field)
{
    return jx_str_replace(change->then.pdf->arena, jx_str_of(format), JX_STR("%.*s"), field->name);
}

static struct jx_str place_text(struct jx__change *change, const struct jx_pdf_field *field)
{
    const size_t page = field->n_widgets > 0 ? field->widgets[0].page : SIZE_MAX;

    return page == SIZE_MAX ? JX_STR("")
                            : jx_str_printf(change->then.pdf->arena, JX__CHANGE_ON_PAGE, page + 1);
}

/* Document time stamps change nothing that is seen; signatures not where the field was locked. */
static void signed_note(struct jx__change *change, const struct jx_pdf_field *field)
{
    const bool stamp =
        jx_pdf_is_name(jx_pdf_at(change->now, field->value, "SubFilter"), "ETSI.RFC3161");
    const struct jx_str text =
        jx_str_replace(change->then.pdf->arena,
                       name_text(change, stamp ? JX__CHANGE_STAMPED : JX__CHANGE_SIGNED, field),
                       JX_STR("%s"), place_text(change, field));

    jx__change_note(change,
                    stamp                         ? JX__CHANGE_HARMLESS
                    : locked(change, field->name) ? JX__CHANGE_OTHER
                                                  : JX__CHANGE_FORM,
                    text);
}

static bool is_signed(const struct jx_pdf_field *field)
{
    return jx_str_is(field->type, "Sig") && field->value != NULL &&
           field->value->kind == JX_PDF_DICT;
}

/* A new place may be signed, but what it shows may cover what was signed before. */
static void place_added(struct jx__change *change, const struct jx_pdf_field *field)
{
    const bool seen = jx__is_visible(change->now, field);

    if (is_signed(field)) {
        signed_note(change, field);
        if (seen && (change->permission == 1 || change->permission == 2))
            jx__change_note(change, JX__CHANGE_OTHER,
                            name_text(change, JX__CHANGE_PLACE_SEEN, field));
        else if (seen)
            JX__NOTE(change->signature, CHANGE_COVER, field->name);
    } else {
        jx__change_note(
            change, seen || field->value != NULL ? JX__CHANGE_OTHER : JX__CHANGE_FORM,
            name_text(change, seen ? JX__CHANGE_PLACE_SEEN : JX__CHANGE_PLACE_ADDED, field));
    }
}

static void field_added(struct jx__change *change, const struct jx_pdf_field *field)
{
    if (jx_str_is(field->type, "Sig"))
        place_added(change, field);
    else
        jx__change_note(change, JX__CHANGE_OTHER, name_text(change, JX__CHANGE_FIELD_ADDED, field));
}

static struct jx_str value_text(struct jx_arena *arena, const struct jx_pdf_value *value)
{
    if (value != NULL && value->kind == JX_PDF_NAME)
        return value->text;
    return jx_pdf_text(arena, value);
}

/* A new value: a signature, or something filled in. */
static void value_note(struct jx__change *change, const struct jx_pdf_field *then,
                       const struct jx_pdf_field *now)
{
    struct jx_arena *arena = change->then.pdf->arena;

    if (is_signed(now) && then->value == NULL)
        signed_note(change, now);
    else if (jx_str_is(now->type, "Sig"))
        jx__change_note(change, JX__CHANGE_OTHER, name_text(change, JX__CHANGE_RESIGNED, now));
    else
        jx__change_note(change, locked(change, now->name) ? JX__CHANGE_OTHER : JX__CHANGE_FORM,
                        jx_str_printf(arena, JX__CHANGE_FIELD_FILLED, JX_FMT(now->name),
                                      JX_FMT(value_text(arena, then->value)),
                                      JX_FMT(value_text(arena, now->value))));
}

/* Place and kind never change; the rest not either, but for the looks of what got a value. */
static void looks_compare(struct jx__change *change, const struct jx_pdf_field *then,
                          const struct jx_pdf_field *now, bool got_value)
{
    static const char *const when_signed[] = {"V",    "AP",   "AS", "M",  "P",      "Parent",
                                              "Kids", "F",    "MK", "DA", "Ff",     "Lock",
                                              "SV",   "Type", "DR", "BS", "Border", NULL};
    static const char *const otherwise[] = {"V", "AP", "AS", "M", "P", "Parent", "Kids", NULL};
    static const char *const only_looks[] = {"AP", "AS", NULL};
    const bool sign = got_value && jx_str_is(now->type, "Sig");
    const char *const *left_out = sign ? when_signed : otherwise;
    bool same = then->n_widgets == now->n_widgets && jx_str_eq(then->type, now->type) &&
                jx__change_key(change, then->dict, now->dict, left_out).ptr == NULL;
    bool looks = true;

    for (size_t i = 0; same && i < now->n_widgets; i++) {
        const struct jx_pdf_value *old = then->widgets[i].dict, *new = now->widgets[i].dict;

        same = jx__change_key(change, old, new, left_out).ptr == NULL &&
               (then->widgets[i].page == now->widgets[i].page || then->widgets[i].page == SIZE_MAX);
        for (size_t k = 0; only_looks[k] != NULL; k++)
            looks = looks && jx__same_drawn(change->then, jx_pdf_entry(old, only_looks[k]),
                                            change->now, jx_pdf_entry(new, only_looks[k]));
    }
    if (!same)
        jx__change_note(change, JX__CHANGE_OTHER, name_text(change, JX__CHANGE_FIELD, now));
    else if (!looks && !got_value)
        jx__change_note(change, JX__CHANGE_OTHER, name_text(change, JX__CHANGE_APPEARANCE, now));
}

static struct jx_index fields_index(struct jx_arena *arena, const struct jx_pdf_fields *fields)
{
    struct jx_index index = {0};

    for (size_t i = 0; i < fields->n; i++)
        jx_index_add(arena, &index, fields->items[i].name, i);
    return index;
}

void jx__change_fields(struct jx__change *change)
{
    struct jx_arena *arena = change->then.pdf->arena;
    const struct jx_index then = fields_index(arena, &change->fields_then);
    const struct jx_index now = fields_index(arena, &change->fields_now);

    for (size_t i = 0; i < change->fields_then.n; i++)
        if (jx_index_find(&now, change->fields_then.items[i].name) == SIZE_MAX)
            jx__change_note(
                change, JX__CHANGE_OTHER,
                name_text(change, JX__CHANGE_FIELD_REMOVED, &change->fields_then.items[i]));
    for (size_t i = 0; i < change->fields_now.n; i++) {
        const struct jx_pdf_field *field = &change->fields_now.items[i], *old;
        const size_t at = jx_index_find(&then, field->name);
        bool same;

        if (at == SIZE_MAX || jx_index_find(&now, field->name) != i) {
            field_added(change, field);
            continue;
        }
        old = &change->fields_then.items[at];
        if (field->loose && !old->loose)
            jx__change_note(change, JX__CHANGE_OTHER,
                            name_text(change, JX__CHANGE_FIELD_REMOVED, field));
        same = jx__same(change->then, old->value, change->now, field->value);
        if (!same)
            value_note(change, old, field);
        looks_compare(change, old, field, !same);
    }
}
