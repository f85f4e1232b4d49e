/* change.c - what was changed between the revision that a signature covers and the newest one, by meaning: everything reachable
 * from the catalogue is the same, or it is named. Objects that nothing reaches do not show, and do not count.
 * Source: ISO 32000-1 12.8.2.2 (DocMDP); without a certification, signing and filling in fields are taken as allowed. */
#include "base/index.h"
#include "sign/change_internal.h"

/* ---- notes ---- */

void jx__change_note(struct jx__change *change, enum jx__change_kind kind, struct jx_str what)
{
    const unsigned p = change->permission;
    const bool allowed = kind == JX__CHANGE_HARMLESS || (kind == JX__CHANGE_FORM && p != 1) ||
                         (kind == JX__CHANGE_ANNOTATED && p == 3);

    change->n_notes++;
    if (allowed)
        JX__NOTE(change->signature, CHANGE_ALLOWED, what);
    else
        JX__NOTE(change->signature, CHANGE_FORBIDDEN, what);
}

static struct jx_str page_text(struct jx__change *change, const char *format, size_t page)
{
    struct jx_buf buf = {.arena = change->then.pdf->arena};
    const struct jx_str all = jx_str_of(format);
    const size_t at = jx_str_find(all, JX_STR("%zu"), 0);

    jx_buf_add(&buf, jx_str_sub(all, 0, at));
    jx_buf_printf(&buf, "%zu", page + 1);
    jx_buf_add(&buf, jx_str_sub(all, at + 3, all.len));
    return jx_buf_str(&buf);
}

/* Whether a list that ends with NULL names the key. */
static bool is_in(const char *const *list, struct jx_str key)
{
    for (; *list != NULL; list++)
        if (jx_str_is(key, *list))
            return true;
    return false;
}

/* ---- dictionaries key by key ---- */

/* The first key, other than the ones left out, whose value is not the same; absent: none. */
struct jx_str jx__change_key(struct jx__change *change, const struct jx_pdf_value *then,
                             const struct jx_pdf_value *now, const char *const *left_out)
{
    struct jx_arena *arena = change->then.pdf->arena;

    for (size_t i = 0; then != NULL && i < then->n; i++)
        if (!is_in(left_out, then->keys[i]) &&
            !jx__same(change->then, &then->items[i], change->now,
                      jx_pdf_entry(now, jx_str_copy(arena, then->keys[i]).ptr)))
            return then->keys[i];
    for (size_t i = 0; now != NULL && i < now->n; i++)
        if (!is_in(left_out, now->keys[i]) &&
            jx_pdf_entry(then, jx_str_copy(arena, now->keys[i]).ptr) == NULL &&
            jx_pdf_resolve(change->now, &now->items[i]) != NULL)
            return now->keys[i];
    return JX_NO_STR;
}

/* ---- pages ---- */

static struct jx_str number_key(struct jx_arena *arena, uint32_t number)
{
    return jx_str_printf(arena, "%u", (unsigned)number);
}

static struct jx_index pages_index(struct jx_arena *arena, const struct jx_pdf_pages *pages)
{
    struct jx_index index = {0};

    for (size_t i = 0; i < pages->n; i++)
        jx_index_add(arena, &index, number_key(arena, pages->items[i].number), i);
    return index;
}

static bool box_same(struct jx__change *change, const struct jx_pdf_page *then,
                     const struct jx_pdf_page *now)
{
    return jx__same(change->then, then->media_box, change->now, now->media_box) &&
           jx__same(change->then, then->crop_box, change->now, now->crop_box) &&
           jx__same(change->then, then->rotate, change->now, now->rotate);
}

static void page_compare(struct jx__change *change, const struct jx_pdf_page *then,
                         const struct jx_pdf_page *now, size_t page)
{
    static const char *const left_out[] = {"Contents",  "Resources", "MediaBox", "CropBox",
                                           "Rotate",    "Annots",    "Parent",   "LastModified",
                                           "PieceInfo", NULL};
    struct jx_str key;

    if (!jx__same(change->then, jx_pdf_entry(then->dict, "Contents"), change->now,
                  jx_pdf_entry(now->dict, "Contents")))
        jx__change_note(change, JX__CHANGE_OTHER, page_text(change, JX__CHANGE_CONTENTS, page));
    if (!jx__same_drawn(change->then, then->resources, change->now, now->resources))
        jx__change_note(change, JX__CHANGE_OTHER, page_text(change, JX__CHANGE_RESOURCES, page));
    if (!box_same(change, then, now))
        jx__change_note(change, JX__CHANGE_OTHER, page_text(change, JX__CHANGE_BOX, page));
    key = jx__change_key(change, then->dict, now->dict, left_out);
    if (key.ptr != NULL)
        jx__change_note(
            change, JX__CHANGE_OTHER,
            jx_str_printf(change->then.pdf->arena, JX__CHANGE_PAGE_KEY, page + 1, JX_FMT(key)));
    jx__change_annotations(change, then, now, page);
}

static void pages_compare(struct jx__change *change)
{
    struct jx_arena *arena = change->then.pdf->arena;
    const struct jx_index then = pages_index(arena, &change->pages_then);
    const struct jx_index now = pages_index(arena, &change->pages_now);
    size_t last = 0;
    bool moved = false;

    for (size_t i = 0; i < change->pages_then.n; i++)
        if (jx_index_find(&now, number_key(arena, change->pages_then.items[i].number)) == SIZE_MAX)
            jx__change_note(change, JX__CHANGE_OTHER,
                            page_text(change, JX__CHANGE_PAGE_REMOVED, i));
    for (size_t i = 0; i < change->pages_now.n; i++) {
        const struct jx_pdf_page *page = &change->pages_now.items[i];
        const size_t at = jx_index_find(&then, number_key(arena, page->number));

        if (at == SIZE_MAX) {
            jx__change_note(change, JX__CHANGE_OTHER, page_text(change, JX__CHANGE_PAGE_ADDED, i));
            continue;
        }
        moved = moved || at < last;
        last = at;
        page_compare(change, &change->pages_then.items[at], page, i);
    }
    if (moved)
        jx__change_note(change, JX__CHANGE_OTHER, JX_STR(JX__CHANGE_PAGE_MOVED));
}

/* ---- the catalogue and the form as a whole ---- */

static const struct {
    const char *key;
    const char *words;
} catalog_words[] = {{"OpenAction", "打开文件时的动作"}, {"AA", "自动执行的动作"},
                     {"Names", "附件、脚本或名称表"},    {"Outlines", "书签"},
                     {"OCProperties", "图层"},           {"PageLabels", "页码编排"},
                     {"ViewerPreferences", "显示设置"},  {"StructTreeRoot", "结构标记"},
                     {"OutputIntents", "颜色说明"},      {"AcroForm", "表单的设置"}};

static const char *catalog_name(struct jx_str key)
{
    for (size_t i = 0; i < sizeof catalog_words / sizeof *catalog_words; i++)
        if (jx_str_is(key, catalog_words[i].key))
            return catalog_words[i].words;
    return JX__KEY_OTHER;
}

static void catalog_note(struct jx__change *change, const char *key)
{
    jx__change_note(
        change, JX__CHANGE_OTHER,
        jx_str_printf(change->then.pdf->arena, JX__CHANGE_CATALOG, catalog_name(jx_str_of(key))));
}

static bool entry_same(struct jx__change *change, const struct jx_pdf_value *then,
                       const struct jx_pdf_value *now, const char *key)
{
    return jx__same(change->then, jx_pdf_entry(then, key), change->now, jx_pdf_entry(now, key));
}

/* Fonts may come to DR, but not change there. */
static bool resources_grew(struct jx__change *change, const struct jx_pdf_value *then,
                           const struct jx_pdf_value *now)
{
    struct jx_arena *arena = change->then.pdf->arena;

    for (size_t i = 0; then != NULL && i < then->n; i++) {
        const struct jx_pdf_value *one = jx_pdf_resolve(change->then, &then->items[i]);
        const struct jx_pdf_value *other =
            jx_pdf_at(change->now, now, jx_str_copy(arena, then->keys[i]).ptr);

        if (one == NULL || one->kind != JX_PDF_DICT) {
            if (!jx__same_drawn(change->then, one, change->now, other))
                return false;
            continue;
        }
        for (size_t k = 0; k < one->n; k++)
            if (!jx__same_drawn(change->then, &one->items[k], change->now,
                                jx_pdf_entry(other, jx_str_copy(arena, one->keys[k]).ptr)))
                return false;
    }
    return true;
}

/* Then readers draw fields by their values instead of by the looks that were signed. */
static bool redraws(struct jx_pdf_view view, const struct jx_pdf_value *form)
{
    const struct jx_pdf_value *needs = jx_pdf_at_kind(view, form, "NeedAppearances", JX_PDF_BOOL);

    return needs != NULL && needs->integer != 0;
}

static void form_compare(struct jx__change *change, const struct jx_pdf_value *then,
                         const struct jx_pdf_value *now)
{
    static const char *const left_out[] = {"Fields", "SigFlags", "NeedAppearances",
                                           "DR",     "DA",       NULL};
    const struct jx_pdf_value *form_then = jx_pdf_at(change->then, then, "AcroForm");
    const struct jx_pdf_value *form_now = jx_pdf_at(change->now, now, "AcroForm");

    if (jx__change_key(change, form_then, form_now, left_out).ptr != NULL ||
        redraws(change->then, form_then) != redraws(change->now, form_now) ||
        !resources_grew(change, jx_pdf_at(change->then, form_then, "DR"),
                        jx_pdf_at(change->now, form_now, "DR")))
        catalog_note(change, "AcroForm");
}

static void catalog_compare(struct jx__change *change)
{
    static const char *const left_out[] = {"Pages", "AcroForm", "Metadata",   "DSS",
                                           "Perms", "Version",  "Extensions", NULL};
    const struct jx_pdf_value *then = jx_pdf_catalog(change->then, NULL);
    const struct jx_pdf_value *now = jx_pdf_catalog(change->now, NULL);
    const struct jx_pdf_value *trailer_then =
        change->then.pdf->revisions[change->then.revision].trailer;
    const struct jx_pdf_value *trailer_now =
        change->now.pdf->revisions[change->now.revision].trailer;
    const struct jx_str key = jx__change_key(change, then, now, left_out);

    if (key.ptr != NULL)
        catalog_note(change, jx_str_copy(change->then.pdf->arena, key).ptr);
    form_compare(change, then, now);
    if (!entry_same(change, then, now, "DSS"))
        jx__change_note(change, JX__CHANGE_HARMLESS, JX_STR(JX__CHANGE_VALIDATION));
    if (!entry_same(change, then, now, "Metadata") ||
        !entry_same(change, trailer_then, trailer_now, "Info"))
        jx__change_note(change, JX__CHANGE_HARMLESS, JX_STR(JX__CHANGE_PROPERTIES));
}

/* ---- all ---- */

/* What the certification of the document permits: of this signature, or of the one that Perms names. */
static unsigned permission(struct jx_pdf_view view, const struct jx_signature *signature)
{
    const struct jx_pdf_value *perms = jx_pdf_at(view, jx_pdf_catalog(view, NULL), "Perms");
    const struct jx_pdf_value *certified = jx_pdf_at(view, perms, "DocMDP");

    return signature->certification != 0 ? signature->certification
                                         : jx__certification(view, certified);
}

void jx__changes_note(struct jx_pdf *pdf, const struct jx_pdf_field *field,
                      struct jx_signature *signature)
{
    struct jx__change change = {
        .then = {pdf, signature->revision}, .now = jx_pdf_newest(pdf), .signature = signature};

    if (change.then.revision == change.now.revision)
        return;
    change.permission = permission(change.then, signature);
    change.lock = jx__lock_of(change.then, field->value);
    jx_pdf_pages(change.then, &change.pages_then);
    jx_pdf_pages(change.now, &change.pages_now);
    jx_pdf_fields(change.then, &change.pages_then, &change.fields_then);
    jx_pdf_fields(change.now, &change.pages_now, &change.fields_now);
    pages_compare(&change);
    jx__change_fields(&change);
    catalog_compare(&change);
    if (change.n_notes == 0)
        jx__change_note(&change, JX__CHANGE_HARMLESS, JX_STR(JX__CHANGE_NOTHING));
}
