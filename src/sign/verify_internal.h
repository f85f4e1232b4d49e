/* verify_internal.h - what the files of verification share. */
#ifndef JX_SIGN_VERIFY_INTERNAL_H
#define JX_SIGN_VERIFY_INTERNAL_H

#include "sign/internal.h"
#include "sign/verify.h"
#include "sign/verify_words.h"

#include <openssl/x509.h>

/* ---- der_read.c: BER and DER, read only ---- */

/* The bytes of an object identifier, as a constant. */
#define JX__OID(bytes)                                                                             \
    {                                                                                              \
        "" bytes, sizeof(bytes) - 1                                                                \
    }

struct jx__tlv {
    unsigned char tag;
    struct jx_str all;  /* with tag and length */
    struct jx_str body; /* without; of an indefinite length, without the end mark */
};

/* The next element of *rest, which moves behind it. False: broken or at the end. */
bool jx__der_next(struct jx_str *rest, struct jx__tlv *ret_tlv);

/* The same, when it has this tag; otherwise *rest stays. */
bool jx__der_take(struct jx_str *rest, unsigned char tag, struct jx__tlv *ret_tlv);

/* The bytes of an OCTET STRING, also one in pieces. */
bool jx__der_octets(struct jx_arena *arena, const struct jx__tlv *tlv, struct jx_str *ret_bytes);

/* ---- moment.c ---- */

/* Seconds since 1970 of D:20250320140500+08'00' or 20250320060500Z; *ret_text: 2025-03-20 14:05:00 +08:00. False: broken. */
bool jx__moment_read(struct jx_arena *arena, struct jx_str text, int64_t *ret_seconds,
                     struct jx_str *ret_text);

/* ---- cms.c: SignedData with one signer ---- */

struct jx__cms {
    struct jx_str content_type; /* OID bytes */
    struct jx_str content;      /* absent: detached */
    X509 **certificates;        /* shape [n_certificates] */
    size_t n_certificates;
    X509 *signer; /* one of them; NULL: not there */
    struct jx_str digest_oid;
    struct jx_str scheme_oid;
    struct jx_str scheme_parameters; /* DER; may be absent */
    struct jx_str signature;
    struct jx_str attributes; /* signed ones, as the SET that was signed; absent: none */
    struct jx_str others;     /* unsigned ones, the SET's body */
};

/* Read from the start of the bytes; *ret_rest: what stands behind it. jx__cms_done() even after a failure. */
bool jx__cms_read(struct jx_arena *arena, struct jx_str bytes, struct jx__cms *ret_cms,
                  struct jx_str *ret_rest);
void jx__cms_done(struct jx__cms *cms);

/* The first value of an attribute in a SET's body; false: not there. */
bool jx__cms_attribute(struct jx_str set, struct jx_str oid, struct jx__tlv *ret_value);

/* ---- cms_check.c ---- */

/* The digest of up to two pieces by the algorithm of an OID. False: unknown algorithm. */
bool jx__digest(struct jx_str oid, const struct jx_str parts[2], uint8_t ret_digest[64],
                size_t *ret_len);

/* Name of an algorithm for people: SHA-256; dotted numbers when unknown. */
struct jx_str jx__oid_name(struct jx_arena *arena, struct jx_str oid);

/* Whether signature and attributes fit parts (what was signed); what is wrong goes into notes, names into *signature. */
void jx__cms_check(const struct jx__cms *cms, const struct jx_str parts[2],
                   struct jx_signature *signature);

/* ---- trust.c ---- */

struct jx__trust; /* the roots */

struct jx__trust *jx__trust_new(struct jx_arena *arena, const struct jx_verify_options *options,
                                struct jx_diags *diags);
void jx__trust_free(struct jx__trust *trust);

/* Chain and use of the signer's certificate at a time (seconds; negative: unknown). */
void jx__trust_check(const struct jx__trust *trust, const struct jx__cms *cms, int64_t seconds,
                     struct jx_signature *signature);

void jx__certificate_text(struct jx_arena *arena, X509 *certificate,
                          struct jx_certificate_text *ret_text);

/* ---- stamp.c ---- */

/* A time-stamp token over parts. True: good, and the time in *ret_seconds, texts in *signature. */
bool jx__stamp_check(const struct jx__trust *trust, struct jx_str token,
                     const struct jx_str parts[2], struct jx_signature *signature,
                     int64_t *ret_seconds);

/* ---- range.c ---- */

/* ByteRange against file and Contents. True: parts are what was signed; sets covers and revision. */
bool jx__range_check(struct jx_pdf *pdf, const struct jx_pdf_value *dict,
                     struct jx_signature *signature, struct jx_str ret_parts[2],
                     struct jx_str *ret_contents);

/* ---- same.c ---- */

/* Whether two values mean the same in two views. References are followed, but those to pages, widgets and the catalogue, which are
 * compared one by one, only have to lead to the same object. */
bool jx__same(struct jx_pdf_view one, const struct jx_pdf_value *a, struct jx_pdf_view other,
              const struct jx_pdf_value *b);

/* The same for resources and appearances, where all references are followed. */
bool jx__same_drawn(struct jx_pdf_view one, const struct jx_pdf_value *a, struct jx_pdf_view other,
                    const struct jx_pdf_value *b);

/* ---- change.c ---- */

/* What was changed after a signature's revision, into its notes. */
void jx__changes_note(struct jx_pdf *pdf, const struct jx_pdf_field *field,
                      struct jx_signature *signature);

/* ---- verify.c ---- */

/* Whether a field shows something: one of its widgets has an area. */
bool jx__is_visible(struct jx_pdf_view view, const struct jx_pdf_field *field);

/* Add to notes: JX__NOTE(signature, SIGN_RANGE, text …); the place is none. */
#define JX__NOTE(signature, ...) JX__NOTE_CLOSED(signature, __VA_ARGS__, JX_NO_STR)
#define JX__NOTE_CLOSED(signature, name, ...)                                                      \
    jx_diag_add(&(signature)->notes, JX_D_##name, JX_NO_SPAN,                                      \
                (const struct jx_str[]){__VA_ARGS__},                                              \
                sizeof((const struct jx_str[]){__VA_ARGS__}) / sizeof(struct jx_str) - 1)

#endif
