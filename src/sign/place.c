/* place.c - finds the field that a signature goes into.
 *
 * Layer:  sign.
 * Source: ISO 32000-1 12.7.4.5 (signature fields), 12.8.2.2 (DocMDP).
 */
#include "sign/signing.h"

#define MAX_PAGE_UNITS 1000000 /* more is said as so many */

static bool is_signature(const struct jx_pdf_field *field)
{
    return jx_str_is(field->type, "Sig");
}

static bool has_places(const struct jx__signing *s)
{
    for (size_t i = 0; i < s->fields.n; i++)
        if (is_signature(&s->fields.items[i]))
            return true;
    return false;
}

/* The names of those without a signature. */
static struct jx_strs unsigned_names(const struct jx__signing *s)
{
    struct jx_strs list = {0};

    for (size_t i = 0; i < s->fields.n; i++)
        if (is_signature(&s->fields.items[i]) && s->fields.items[i].value == NULL)
            JX_PUSH(s->arena, &list, s->fields.items[i].name);
    return list;
}

static enum jx_status say_which(struct jx__signing *s, struct jx_diag *said)
{
    const struct jx_strs left = unsigned_names(s);

    if (left.n > 0)
        said->hint = jx_str_printf(s->arena, "未签的签章处：%.*s",
                                   JX_FMT(jx_str_join(s->arena, left.items, left.n, JX_STR("、"))));
    return JX_E_INPUT;
}

/* A name may be written with the full stop that the field had to do without. */
static const struct jx_pdf_field *find(const struct jx__signing *s, struct jx_str name)
{
    const struct jx_pdf_field *field = jx_pdf_field_find(&s->fields, name);

    if (field == NULL)
        field = jx_pdf_field_find(&s->fields,
                                  jx_str_replace(s->arena, name, JX_STR("."), JX_STR("．")));
    return field != NULL && is_signature(field) ? field : NULL;
}

/* The field asked for, or the only one that is left. */
static enum jx_status choose(struct jx__signing *s)
{
    const struct jx_str name = s->request->place;
    const struct jx_strs left = unsigned_names(s);

    if (!jx_str_empty(name))
        s->field = find(s, name);
    else if (left.n == 1)
        s->field = find(s, left.items[0]);
    if (s->field == NULL && !has_places(s))
        return say_which(s, JX_SAY(s->diags, SIGN_NO_PLACES, JX_NO_SPAN));
    if (s->field == NULL && !jx_str_empty(name))
        return say_which(s, JX_SAY(s->diags, SIGN_NO_PLACE, JX_NO_SPAN, name));
    if (s->field == NULL)
        return say_which(s, JX_SAY(s->diags, SIGN_WHICH, JX_NO_SPAN));
    if (s->field->value != NULL)
        return say_which(s, JX_SAY(s->diags, SIGN_TAKEN, JX_NO_SPAN, s->field->name));
    if (s->field->number == 0 || s->field->n_widgets > 1 ||
        (s->field->n_widgets == 1 && s->field->widgets[0].number == 0)) {
        JX_SAY(s->diags, SIGN_FIELD, JX_NO_SPAN, s->field->name);
        return JX_E_INPUT;
    }
    if (s->field->n_widgets == 1)
        s->widget = &s->field->widgets[0];
    return JX_OK;
}

static void stand_on(struct jx__signing *s, const struct jx_pdf_page *page)
{
    s->place.quarters = page == NULL ? 0 : page->quarters;
    s->place.unit_milli = page == NULL ? 1000 : page->unit_milli;
}

/* The widget's Rect; nothing for a field without one. */
static void measure(struct jx__signing *s)
{
    const struct jx_pdf_page *page =
        s->widget != NULL && s->widget->page != SIZE_MAX ? &s->pages.items[s->widget->page] : NULL;
    const struct jx_pdf_value *rect =
        s->widget == NULL ? NULL : jx_pdf_at_kind(s->view, s->widget->dict, "Rect", JX_PDF_ARRAY);
    int64_t *box = s->place.box_mpt;

    stand_on(s, page);
    if (rect == NULL || rect->n != 4)
        return;
    for (size_t i = 0; i < 4; i++)
        if (!jx_pdf_milli(jx_pdf_resolve(s->view, &rect->items[i]), &box[i]))
            box[i] = 0;
    for (int i = 0; i < 2; i++)
        if (box[i] > box[i + 2]) {
            const int64_t swapped = box[i];

            box[i] = box[i + 2];
            box[i + 2] = swapped;
        }
}

/* From the top left as a reader measures on paper to the page's own coordinates. */
static void set_box(struct jx__signing *s, const struct jx_pdf_page *page)
{
    const struct jx_sign_request *r = s->request;
    const bool upright = page->quarters % 2 == 0;
    const int64_t along[2] = {upright ? r->x_mpt : r->y_mpt, upright ? r->y_mpt : r->x_mpt};
    const int64_t size[2] = {upright ? r->width_mpt : r->height_mpt,
                             upright ? r->height_mpt : r->width_mpt};
    /* Whether the distance counts from the box's right (0) and from its top (1). */
    const bool from_far[2] = {page->quarters >= 2, page->quarters == 0 || page->quarters == 3};
    int64_t *box = s->place.box_mpt;

    for (int i = 0; i < 2; i++) {
        const int64_t from = along[i] * 1000 / page->unit_milli;
        const int64_t length = size[i] * 1000 / page->unit_milli;

        box[i] = from_far[i] ? page->box_mpt[i + 2] - from - length : page->box_mpt[i] + from;
        box[i + 2] = box[i] + length;
    }
}

static bool is_within(const int64_t inner[4], const int64_t outer[4])
{
    return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] &&
           inner[3] <= outer[3];
}

/* A length of the page in millimetres on paper, cut. */
static struct jx_str paper_mm(struct jx__signing *s, const struct jx_pdf_page *page, unsigned axis)
{
    const int64_t units = (page->box_mpt[axis + 2] - page->box_mpt[axis]) / 1000;
    const int64_t pt = units > MAX_PAGE_UNITS ? MAX_PAGE_UNITS : units;

    return jx_str_printf(s->arena, "%lld", (long long)(pt * page->unit_milli * 127 / 360 / 1000));
}

static enum jx_status say_beyond(struct jx__signing *s, const struct jx_pdf_page *page)
{
    const unsigned across = page->quarters % 2;

    JX_SAY(s->diags, SIGN_BEYOND, JX_NO_SPAN, jx_str_printf(s->arena, "%u", s->request->page),
           paper_mm(s, page, across), paper_mm(s, page, 1 - across));
    return JX_E_INPUT;
}

/* A place of one's own. */
static enum jx_status make_new(struct jx__signing *s)
{
    const struct jx_sign_request *r = s->request;
    const struct jx_pdf_page *page;

    if (jx_str_empty(r->place) || jx_str_find(r->place, JX_STR("."), 0) != SIZE_MAX ||
        jx_pdf_field_find(&s->fields, r->place) != NULL) {
        JX_SAY(s->diags, SIGN_NAME, JX_NO_SPAN, r->place);
        return JX_E_INPUT;
    }
    if (r->page > s->pages.n) {
        JX_SAY(s->diags, SIGN_PAGE, JX_NO_SPAN, jx_str_printf(s->arena, "%u", r->page),
               jx_str_printf(s->arena, "%zu", s->pages.n));
        return JX_E_INPUT;
    }
    page = &s->pages.items[r->page - 1];
    s->new_page = page;
    stand_on(s, page);
    set_box(s, page);
    return is_within(s->place.box_mpt, page->box_mpt) ? JX_OK : say_beyond(s, page);
}

/* P of the certification; 0: none. Source: ISO 32000-1 12.8.2.2, table 254. */
static int64_t certified(struct jx_pdf_view view, const struct jx_pdf_value *catalog)
{
    const struct jx_pdf_value *perms = jx_pdf_at_kind(view, catalog, "Perms", JX_PDF_DICT);
    const struct jx_pdf_value *signature = jx_pdf_at_kind(view, perms, "DocMDP", JX_PDF_DICT);
    const struct jx_pdf_value *list = jx_pdf_at_kind(view, signature, "Reference", JX_PDF_ARRAY);

    if (signature == NULL)
        return 0;
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        const struct jx_pdf_value *params =
            jx_pdf_at(view, jx_pdf_resolve(view, &list->items[i]), "TransformParams");
        const struct jx_pdf_value *p = jx_pdf_at_kind(view, params, "P", JX_PDF_INT);

        if (p != NULL)
            return p->integer;
    }
    return 2;
}

enum jx_status jx__place_find(struct jx__signing *s)
{
    bool any_signed = false;
    const int64_t p = certified(s->view, s->catalog);
    enum jx_status status;

    for (size_t i = 0; i < s->fields.n; i++)
        any_signed =
            any_signed || (is_signature(&s->fields.items[i]) && s->fields.items[i].value != NULL);
    if (p == 1 || (p == 2 && s->request->page > 0)) {
        JX_SAY(s->diags, SIGN_FORBIDDEN, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    if (s->request->certify > 0 && any_signed) {
        JX_SAY(s->diags, SIGN_NOT_FIRST, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    s->place.fixed = any_signed;
    status = s->request->page > 0 ? make_new(s) : choose(s);
    if (status == JX_OK && s->field != NULL)
        measure(s);
    return status;
}
