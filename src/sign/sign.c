/* sign.c - signs a file: what is appended, in which order, and the hole that the signature fills.
 *
 * Layer:  sign.
 * Source: ISO 32000-1 12.7.4.5, 12.8.1 (ByteRange, Contents), 12.8.2.2 (DocMDP); EN 319 142-1 5.3, 6.3.
 */
#include "sign/signing.h"

#include <string.h>

#define RANGE_DIGITS 10
/* "0 " and three numbers with blanks. */
#define RANGE_BYTES (2 + 3 * (RANGE_DIGITS + 1))

#define FLAG_PRINT 4
/* Invisible, Hidden, NoView, which ISO 19005-1 6.5.3 forbids; NoZoom and NoRotate, by which a seal would lose size and direction. */
#define FLAGS_OFF (1 | 2 | 32 | 8 | 16)

/* ---- the signature dictionary ---- */

/* The object that the field's Lock is written in. */
static uint32_t lock_holder(const struct jx__signing *s)
{
    const struct jx_pdf_value *written = jx_pdf_entry(s->field->dict, "Lock");

    return written->kind == JX_PDF_REF ? written->number : s->field->number;
}

/* What the field itself demands of its signature (12.7.4.5, table 233), else all fields. */
static void put_lock(struct jx__signing *s, const struct jx_pdf_value *lock)
{
    static const char *const type[] = {"Type", NULL};
    struct jx_buf *out = &s->update.out;

    jx_buf_printf(out, "<</Type/SigRef/TransformMethod/FieldMDP/Data %u 0 R/TransformParams",
                  (unsigned)s->catalog_number);
    if (lock != NULL)
        jx__put_entries(out, jx__source_of(s->view, lock_holder(s)), lock, type);
    else
        jx_buf_adds(out, "<</Action/All");
    jx_buf_adds(out, "/Type/TransformParams/V/1.2>>>>");
}

/* Source: 12.8.1 table 253, 12.8.2.2 (DocMDP), 12.8.2.4 (FieldMDP). */
static void put_references(struct jx__signing *s)
{
    const struct jx_pdf_value *lock =
        s->field == NULL ? NULL : jx_pdf_at_kind(s->view, s->field->dict, "Lock", JX_PDF_DICT);
    struct jx_buf *out = &s->update.out;

    if (s->request->certify == 0 && !s->request->lock && lock == NULL)
        return;
    jx_buf_adds(out, "/Reference[");
    if (s->request->certify > 0)
        jx_buf_printf(out,
                      "<</Type/SigRef/TransformMethod/DocMDP"
                      "/TransformParams<</Type/TransformParams/P %u/V/1.2>>>>",
                      s->request->certify);
    if (s->request->lock || lock != NULL)
        put_lock(s, s->request->lock ? NULL : lock);
    jx_buf_adds(out, "]\n");
}

static void put_text(struct jx_buf *out, const char *key, struct jx_str text)
{
    if (jx_str_empty(text))
        return;
    jx_buf_adds(out, key);
    jx__put_utf16_text(out, text);
    jx_buf_addc(out, '\n');
}

static void put_signature(struct jx__signing *s)
{
    struct jx_buf *out = &s->update.out;

    s->value = jx__update_object(&s->update, 0);
    jx_buf_adds(out, "<</Type/Sig\n/Filter/Adobe.PPKLite\n/SubFilter/ETSI.CAdES.detached\n"
                     "/ByteRange[");
    s->range_at = out->len;
    for (size_t i = 0; i < RANGE_BYTES; i++)
        jx_buf_addc(out, ' ');
    jx_buf_adds(out, "]\n/Contents");
    s->hole_from = out->len;
    jx_buf_addc(out, '<');
    for (size_t i = 0; i < s->signer->max_bytes; i++)
        jx_buf_adds(out, "00");
    jx_buf_addc(out, '>');
    s->hole_to = out->len;
    jx_buf_printf(out, "\n/M(%.*s)\n", JX_FMT(s->request->pdf_time));
    put_text(out, "/Name", s->signer->name);
    put_text(out, "/Reason", s->request->reason);
    put_text(out, "/Location", s->request->location);
    put_references(s);
    jx_buf_adds(out, ">>");
    jx__update_object_end(&s->update);
}

/* ---- field and widget ---- */

static int64_t flags_of(struct jx_pdf_view view, const struct jx_pdf_value *widget)
{
    const struct jx_pdf_value *flags = jx_pdf_at_kind(view, widget, "F", JX_PDF_INT);
    const int64_t kept = flags != NULL && flags->integer >= 0 ? flags->integer : 0;

    return (kept & 0xffff & ~(int64_t)FLAGS_OFF) | FLAG_PRINT;
}

static void put_look(struct jx__signing *s, const struct jx_pdf_value *widget)
{
    struct jx_buf *out = &s->update.out;

    jx_buf_printf(out, "/F %d\n/Rect[", (int)flags_of(s->view, widget));
    for (int i = 0; i < 4; i++) {
        jx__put_number(out, s->shown.box_mpt[i]);
        jx_buf_addc(out, i < 3 ? ' ' : ']');
    }
    jx_buf_printf(out, "\n/AP<</N %u 0 R>>\n", s->shown.form.number);
}

static void put_value(struct jx__signing *s)
{
    jx_buf_printf(&s->update.out, "/V %u 0 R\n", (unsigned)s->value);
}

static void put_old_field(struct jx__signing *s)
{
    static const char *const both[] = {"V", "F", "Rect", "AP", "AS", "MK", NULL};
    static const char *const field_only[] = {"V", NULL};
    const bool merged = s->widget == NULL || s->widget->number == s->field->number;
    const bool looks = s->widget != NULL && merged;

    jx__update_object(&s->update, s->field->number);
    jx__put_entries(&s->update.out, jx__source_of(s->view, s->field->number), s->field->dict,
                    looks ? both : field_only);
    put_value(s);
    if (looks)
        put_look(s, s->field->dict);
    jx_buf_adds(&s->update.out, ">>");
    jx__update_object_end(&s->update);
    if (merged)
        return;
    jx__update_object(&s->update, s->widget->number);
    jx__put_entries(&s->update.out, jx__source_of(s->view, s->widget->number), s->widget->dict,
                    both + 1);
    put_look(s, s->widget->dict);
    jx_buf_adds(&s->update.out, ">>");
    jx__update_object_end(&s->update);
}

static void put_new_field(struct jx__signing *s)
{
    struct jx_buf *out = &s->update.out;

    s->new_field = jx__update_object(&s->update, 0);
    jx_buf_adds(out, "<</Type/Annot\n/Subtype/Widget\n/FT/Sig\n/T");
    jx__put_utf16_text(out, s->request->place);
    jx_buf_printf(out, "\n/P %u 0 R\n", (unsigned)s->new_page->number);
    put_value(s);
    put_look(s, NULL);
    jx_buf_adds(out, ">>");
    jx__update_object_end(&s->update);
}

/* The items of an array that stands in `holder` (an object's dictionary) under `key`, and one more. */
static void put_list(struct jx__signing *s, const struct jx_pdf_value *holder,
                     uint32_t holder_number, const char *key)
{
    const struct jx_pdf_value *written = jx_pdf_entry(holder, key);
    const struct jx_pdf_value *list = jx_pdf_at_kind(s->view, holder, key, JX_PDF_ARRAY);
    const uint32_t number =
        written != NULL && written->kind == JX_PDF_REF ? written->number : holder_number;
    const struct jx_str source = jx__source_of(s->view, number);

    jx_buf_printf(&s->update.out, "/%s[", key);
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        jx__put_value(&s->update.out, source, &list->items[i]);
        jx_buf_addc(&s->update.out, '\n');
    }
    jx_buf_printf(&s->update.out, "%u 0 R]\n", (unsigned)s->new_field);
}

static void put_page(struct jx__signing *s)
{
    static const char *const without[] = {"Annots", NULL};
    const struct jx_pdf_page *page = s->new_page;

    jx__update_object(&s->update, page->number);
    jx__put_entries(&s->update.out, jx__source_of(s->view, page->number), page->dict, without);
    put_list(s, page->dict, page->number, "Annots");
    jx_buf_adds(&s->update.out, ">>");
    jx__update_object_end(&s->update);
}

/* ---- form and catalogue ---- */

/* The form's dictionary: both bits of SigFlags (there are signatures; append only), and the new field. */
static void put_form(struct jx__signing *s, uint32_t number)
{
    static const char *const flags[] = {"SigFlags", NULL};
    static const char *const flags_and_fields[] = {"SigFlags", "Fields", NULL};

    jx__put_entries(&s->update.out, jx__source_of(s->view, number), s->form,
                    s->new_field > 0 ? flags_and_fields : flags);
    jx_buf_adds(&s->update.out, "/SigFlags 3\n");
    if (s->new_field > 0)
        put_list(s, s->form, number, "Fields");
    jx_buf_adds(&s->update.out, ">>");
}

static void put_permissions(struct jx__signing *s)
{
    static const char *const without[] = {"DocMDP", NULL};
    const struct jx_pdf_value *written = jx_pdf_entry(s->catalog, "Perms");
    const uint32_t number =
        written != NULL && written->kind == JX_PDF_REF ? written->number : s->catalog_number;

    jx_buf_adds(&s->update.out, "/Perms");
    jx__put_entries(&s->update.out, jx__source_of(s->view, number),
                    jx_pdf_at_kind(s->view, s->catalog, "Perms", JX_PDF_DICT), without);
    jx_buf_printf(&s->update.out, "/DocMDP %u 0 R>>\n", (unsigned)s->value);
}

static void put_catalog(struct jx__signing *s, bool form_inside)
{
    const char *without[3] = {NULL, NULL, NULL};
    size_t n = 0;

    if (s->request->certify > 0)
        without[n++] = "Perms";
    if (form_inside)
        without[n++] = "AcroForm";
    jx__update_object(&s->update, s->catalog_number);
    jx__put_entries(&s->update.out, jx__source_of(s->view, s->catalog_number), s->catalog, without);
    if (s->request->certify > 0)
        put_permissions(s);
    if (form_inside) {
        jx_buf_adds(&s->update.out, "/AcroForm");
        put_form(s, s->catalog_number);
        jx_buf_addc(&s->update.out, '\n');
    }
    jx_buf_adds(&s->update.out, ">>");
    jx__update_object_end(&s->update);
}

static void put_form_and_catalog(struct jx__signing *s)
{
    const struct jx_pdf_value *written = jx_pdf_entry(s->catalog, "AcroForm");
    const struct jx_pdf_value *flags = jx_pdf_at_kind(s->view, s->form, "SigFlags", JX_PDF_INT);
    const bool changes = s->new_field > 0 || flags == NULL || (flags->integer & 3) != 3;
    const bool apart = s->form != NULL && written != NULL && written->kind == JX_PDF_REF;

    if (changes && apart) {
        jx__update_object(&s->update, written->number);
        put_form(s, written->number);
        jx__update_object_end(&s->update);
    }
    if ((changes && !apart) || s->request->certify > 0)
        put_catalog(s, changes && !apart);
}

/* ---- the whole ---- */

static enum jx_status open(struct jx__signing *s, struct jx_str bytes)
{
    const enum jx_status status = jx_pdf_open(s->arena, bytes, s->diags, &s->pdf);

    if (status != JX_OK)
        return status;
    s->view = jx_pdf_newest(s->pdf);
    s->catalog = jx_pdf_catalog(s->view, &s->catalog_number);
    s->form = jx_pdf_at_kind(s->view, s->catalog, "AcroForm", JX_PDF_DICT);
    jx_pdf_pages(s->view, &s->pages);
    jx_pdf_fields(s->view, &s->pages, &s->fields);
    return s->pdf->damaged || s->catalog == NULL ? JX_E_INPUT : JX_OK;
}

static enum jx_status append(struct jx__signing *s)
{
    enum jx_status status;

    jx__update_begin(s->arena, s->pdf, &s->update);
    put_signature(s);
    if (s->widget != NULL || s->new_page != NULL) {
        status = jx__appearance(s->arena, &s->request->look, &s->place, s->update.next, s->diags,
                                &s->shown);
        if (status != JX_OK)
            return status;
        jx__update_form(&s->update, &s->shown.form);
    } else if (!jx_str_empty(s->request->look.picture)) {
        JX_SAY(s->diags, SEAL_UNSEEN, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    if (s->field != NULL) {
        put_old_field(s);
    } else {
        put_new_field(s);
        put_page(s);
    }
    put_form_and_catalog(s);
    jx__update_end(&s->update);
    return s->pdf->damaged ? JX_E_INPUT : JX_OK;
}

static void fill_range(struct jx__signing *s)
{
    const struct jx_str range = jx_str_printf(s->arena, "0 %zu %zu %zu", s->hole_from, s->hole_to,
                                              s->update.out.len - s->hole_to);

    memcpy(s->update.out.ptr + s->range_at, range.ptr, range.len);
}

static void fill_hole(struct jx__signing *s, struct jx_str cms)
{
    struct jx_buf hex = {.arena = s->arena};

    jx__put_hex(&hex, cms);
    memcpy(s->update.out.ptr + s->hole_from + 1, hex.ptr + 1, hex.len - 2);
}

static enum jx_status sign(struct jx__signing *s)
{
    struct jx_str parts[2], cms = JX_NO_STR;
    enum jx_status status;

    fill_range(s);
    parts[0] = (struct jx_str){s->update.out.ptr, s->hole_from};
    parts[1] = (struct jx_str){s->update.out.ptr + s->hole_to, s->update.out.len - s->hole_to};
    status = s->signer->sign(s->signer, s->arena, parts, s->diags, &cms);
    if (status != JX_OK)
        return status;
    if (cms.len > s->signer->max_bytes) {
        JX_SAY(s->diags, SIGN_HOLE, JX_NO_SPAN, jx_str_printf(s->arena, "%zu", cms.len),
               jx_str_printf(s->arena, "%zu", s->signer->max_bytes));
        return JX_E_INPUT;
    }
    fill_hole(s, cms);
    return JX_OK;
}

enum jx_status jx_sign_pdf(struct jx_arena *arena, struct jx_str bytes,
                           const struct jx_sign_request *request, const struct jx_signer *signer,
                           struct jx_diags *diags, struct jx_str *ret_bytes)
{
    struct jx__signing s = {.arena = arena, .request = request, .signer = signer, .diags = diags};
    enum jx_status status = open(&s, bytes);

    if (status == JX_OK)
        status = jx__place_find(&s);
    if (status == JX_OK)
        status = append(&s);
    if (status == JX_OK)
        status = sign(&s);
    if (status == JX_OK)
        *ret_bytes = jx_buf_str(&s.update.out);
    return status;
}
