/* signing.h - what the files that make signatures share.
 *
 * Layer:   sign. Not for other rooms.
 */
#ifndef JX_SIGN_SIGNING_H
#define JX_SIGN_SIGNING_H

#include "sign/reader.h"
#include "sign/sign.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

/* ---- der.c: ASN.1 as bytes (X.690 DER) ---- */

enum jx__der_tag {
    JX__DER_INTEGER = 0x02,
    JX__DER_OCTETS = 0x04,
    JX__DER_SEQUENCE = 0x30,
    JX__DER_SET = 0x31,
    JX__DER_CONTEXT = 0xa0, /* + number, constructed */
};

/* Tag, length, and the parts one after the other. */
struct jx_str jx__der(struct jx_arena *arena, unsigned tag, const struct jx_str *parts, size_t n);

/* The same with a SET OF's order: parts sorted by their bytes (in place). X.690 11.6. */
struct jx_str jx__der_set_of(struct jx_arena *arena, unsigned tag, struct jx_str *parts, size_t n);

/* JX__DER(arena, tag, a, b, …): every argument after the tag is a struct jx_str. */
#define JX__DER(arena, tag, ...)                                                                   \
    jx__der((arena), (tag), (const struct jx_str[]){__VA_ARGS__},                                  \
            sizeof((const struct jx_str[]){__VA_ARGS__}) / sizeof(struct jx_str))

/* "OBJECT IDENTIFIER" of dotted digits, e.g. "1.2.840.113549.1.7.2". */
struct jx_str jx__der_oid(struct jx_arena *arena, const char *dotted);

/* Whose SM2 signature it is, where nothing else is agreed: GM/T 0009-2012 10. */
#define JX__SM2_ID "1234567812345678"

/* ---- key.c ---- */

struct jx_key {
    EVP_PKEY *key;
    X509 *cert;
    STACK_OF(X509) * chain; /* without cert; never NULL */
};

/* The first error that OpenSSL has recorded, in its words; the record is emptied. */
struct jx_str jx__openssl_reason(struct jx_arena *arena);

/* Common name of a subject, else its organisation, else the whole on one line. */
struct jx_str jx__subject_name(struct jx_arena *arena, const X509 *cert);

/* DER of an OpenSSL object, as written to *der by an i2d function (len: its result); frees *der. */
struct jx_str jx__der_keep(struct jx_arena *arena, unsigned char **der, int len);

/* The hash over both parts. */
struct jx_str jx__hash_parts(struct jx_arena *arena, const EVP_MD *md,
                             const struct jx_str parts[2]);

/* ---- timestamp.c ---- */

/* A time stamp token (DER of a ContentInfo) over a signature's value. Errors: JX_E_LIBRARY, JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx__timestamp(struct jx_arena *arena, const struct jx_tsa *tsa,
                                          struct jx_str signature, struct jx_diags *diags,
                                          struct jx_str *ret_token);

/* ---- check.c ---- */

/* Is this a detached CMS over the parts as PAdES wants it? Says what is wrong. */
bool jx__cms_is_good(struct jx_arena *arena, struct jx_str cms, const struct jx_str parts[2],
                     struct jx_diags *diags);

/* ---- appearance.c ---- */

/* Where a signature is to be shown. */
struct jx__sign_place {
    int64_t box_mpt[4]; /* Rect in 1/1000 unit: left, bottom, right, top; all the same: nowhere */
    bool fixed;         /* may not grow: signatures made before would call that a change */
    unsigned quarters;  /* its page is looked at turned so often by 90 degrees clockwise */
    int64_t unit_milli; /* the unit of the box is unit_milli / 1000 pt of paper */
};

struct jx__shown {
    int64_t box_mpt[4]; /* that of the place, or larger about its middle where the seal is */
    struct jx_pdf_form form;
};

/* The form for a place, objects numbered from first. Errors: JX_E_INPUT after a message. */
JX_NODISCARD enum jx_status jx__appearance(struct jx_arena *arena, const struct jx_sign_look *look,
                                           const struct jx__sign_place *place, unsigned first,
                                           struct jx_diags *diags, struct jx__shown *ret_shown);

/* ---- update.c: an update behind a file ---- */

/* Objects to append. Begin with jx__update_begin(), end with jx__update_end(). */
struct jx__added {
    uint32_t number;
    uint16_t generation;
    size_t offset;
};

struct jx__update {
    struct jx_pdf *pdf;
    struct jx_buf out; /* the file, and what is added */
    uint32_t next;     /* the next free object number */
    struct jx__added_list JX_VEC(struct jx__added) added;
};

void jx__update_begin(struct jx_arena *arena, struct jx_pdf *pdf, struct jx__update *update);

/* Begin an object: "N G obj\n"; the caller adds its value to update->out and ends it. number 0: a new one. Returns its number. */
uint32_t jx__update_object(struct jx__update *update, uint32_t number);
void jx__update_object_end(struct jx__update *update);

/* Take over the objects of a form whose numbers begin at update->next. */
void jx__update_form(struct jx__update *update, const struct jx_pdf_form *form);

/* Cross-reference section (in the file's own form) and trailer. Source: ISO 32000-1 7.5.4, 7.5.6, 7.5.8. */
void jx__update_end(struct jx__update *update);

/* ---- place.c, sign.c ---- */

/* One signature being made. */
struct jx__signing {
    struct jx_arena *arena;
    const struct jx_sign_request *request;
    const struct jx_signer *signer;
    struct jx_diags *diags;
    struct jx_pdf *pdf;
    struct jx_pdf_view view;
    const struct jx_pdf_value *catalog;
    uint32_t catalog_number;
    const struct jx_pdf_value *form; /* AcroForm; NULL: none yet */
    struct jx_pdf_pages pages;
    struct jx_pdf_fields fields;
    const struct jx_pdf_field *field;   /* NULL: a new one */
    const struct jx_pdf_widget *widget; /* NULL: the field has none */
    const struct jx_pdf_page *new_page; /* of a new field, else NULL */
    uint32_t new_field;                 /* its number, 0: none */
    struct jx__sign_place place;
    struct jx__shown shown;
    struct jx__update update;
    uint32_t value;                      /* number of the signature dictionary */
    size_t range_at, hole_from, hole_to; /* in update.out; the hole with its < and > */
};

/* Find field and place, and see whether a signature is allowed. Errors: JX_E_INPUT (E870 to E878). */
JX_NODISCARD enum jx_status jx__place_find(struct jx__signing *s);

/* ---- rewrite.c: values of the file, written again ---- */

/* The bytes in which an object's values count (the file's, or those of its object stream). */
struct jx_str jx__source_of(struct jx_pdf_view view, uint32_t number);

/* "<<" and the entries of a dictionary as they stand in source, but for those named in `without` (ended by NULL); the
 * caller adds its own and ">>". */
void jx__put_entries(struct jx_buf *buf, struct jx_str source, const struct jx_pdf_value *dict,
                     const char *const *without);

void jx__put_value(struct jx_buf *buf, struct jx_str source, const struct jx_pdf_value *value);

/* A text string as <FEFF…>; one of bytes as <…>; 1/1000 as a number. */
void jx__put_utf16_text(struct jx_buf *buf, struct jx_str text);
void jx__put_hex(struct jx_buf *buf, struct jx_str bytes);
void jx__put_number(struct jx_buf *buf, int64_t milli);

#endif
