/* change_internal.h - the comparison of two revisions, shared by change.c and change_form.c. */
#ifndef JX_SIGN_CHANGE_INTERNAL_H
#define JX_SIGN_CHANGE_INTERNAL_H

#include "sign/verify_internal.h"

enum jx__change_kind {
    JX__CHANGE_HARMLESS,  /* always allowed: time stamps, data for validation, properties */
    JX__CHANGE_FORM,      /* signing and filling in: not when certified with P = 1 */
    JX__CHANGE_ANNOTATED, /* annotations: only when certified with P = 3 */
    JX__CHANGE_OTHER,     /* never allowed */
};

/* Fields that a signature locks (FieldMDP). Source: ISO 32000-1 12.8.2.4. */
struct jx__lock {
    enum { JX__LOCK_NONE, JX__LOCK_ALL, JX__LOCK_THESE, JX__LOCK_OTHERS } kind;
    const struct jx_pdf_value *fields; /* names, an ARRAY; may be NULL */
};

struct jx__change {
    struct jx_pdf_view then;
    struct jx_pdf_view now;
    struct jx_pdf_pages pages_then, pages_now;
    struct jx_pdf_fields fields_then, fields_now;
    struct jx_signature *signature;
    unsigned permission; /* DocMDP, 0: none */
    struct jx__lock lock;
    size_t n_notes;
};

/* A change into the signature's notes, as error or as hint. */
void jx__change_note(struct jx__change *change, enum jx__change_kind kind, struct jx_str what);

/* The first key whose value is not the same; absent: none. left_out: keys that do not count, ends with NULL. */
struct jx_str jx__change_key(struct jx__change *change, const struct jx_pdf_value *then,
                             const struct jx_pdf_value *now, const char *const *left_out);

/* Annotations of a page that are no fields. page: index. */
void jx__change_annotations(struct jx__change *change, const struct jx_pdf_page *then,
                            const struct jx_pdf_page *now, size_t page);

/* Fields with their values and looks. */
void jx__change_fields(struct jx__change *change);

/* DocMDP of a signature's dictionary; 0: none. */
unsigned jx__certification(struct jx_pdf_view view, const struct jx_pdf_value *dict);

/* FieldMDP of a signature's dictionary. */
struct jx__lock jx__lock_of(struct jx_pdf_view view, const struct jx_pdf_value *dict);

#endif
