/* sign_key.h - for tests of signing: keys with certificates made on the spot, and a small file to sign. */
#ifndef JX_TESTS_SUPPORT_SIGN_KEY_H
#define JX_TESTS_SUPPORT_SIGN_KEY_H

#include "sign/signing.h"

#include <stdlib.h>
#include <string.h>

#define SIGN_KEY_NOW INT64_C(1804212900)
#define SIGN_KEY_PDF_TIME "D:20270305101500+08'00'"

/* A certificate of its own, valid from 2020 to 2040, that may sign. NULL on failure. */
static inline X509 *sign_key_cert(EVP_PKEY *key, const EVP_MD *md)
{
    X509 *cert = X509_new();
    X509_NAME *name = X509_NAME_new();
    bool good = cert != NULL && name != NULL && X509_set_version(cert, 2) == 1;

    good = good && ASN1_INTEGER_set(X509_get_serialNumber(cert), 4711) == 1 &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)"张三", -1,
                                      -1, 0) == 1 &&
           X509_set_subject_name(cert, name) == 1 && X509_set_issuer_name(cert, name) == 1 &&
           ASN1_TIME_set_string_X509(X509_getm_notBefore(cert), "20200101000000Z") == 1 &&
           ASN1_TIME_set_string_X509(X509_getm_notAfter(cert), "20400101000000Z") == 1 &&
           X509_set_pubkey(cert, key) == 1 && X509_sign(cert, key, md) > 0;
    X509_NAME_free(name);
    if (good)
        return cert;
    X509_free(cert);
    return NULL;
}

/* kind: RSA, SM2, or a curve of ECDSA. Aborts where OpenSSL cannot. Free by jx_key_free(). */
static inline struct jx_key *sign_key_make(const char *kind)
{
    const bool rsa = strcmp(kind, "RSA") == 0, sm2 = strcmp(kind, "SM2") == 0;
    struct jx_key *key = OPENSSL_zalloc(sizeof *key);

    if (key == NULL || (key->chain = sk_X509_new_null()) == NULL)
        abort();
    key->key = rsa   ? EVP_PKEY_Q_keygen(NULL, NULL, kind, (size_t)2048)
               : sm2 ? EVP_PKEY_Q_keygen(NULL, NULL, kind)
                     : EVP_PKEY_Q_keygen(NULL, NULL, "EC", kind);
    key->cert = key->key == NULL ? NULL : sign_key_cert(key->key, sm2 ? EVP_sm3() : EVP_sha256());
    if (key->cert == NULL)
        abort();
    return key;
}

/* A file of one page with unsigned places A, B and C. */
static inline struct jx_str sign_key_file(struct jx_arena *arena)
{
    static const char *const objects[] = {
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R 7 0 R]>>>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<>>"
        "/Annots[5 0 R 6 0 R 7 0 R]>>",
        "<</Length 26>>\nstream\n0.5 0 0 rg 9 9 90 90 re f \nendstream",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(A)/Rect[10 10 90 60]/P 3 0 R/F 4>>",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(B)/Rect[110 10 190 60]/P 3 0 R/F 4>>",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(C)/Rect[210 10 290 60]/P 3 0 R/F 4>>"};
    const size_t n = sizeof objects / sizeof *objects;
    struct jx_buf buf = {.arena = arena};
    size_t places[8], xref;

    jx_buf_adds(&buf, "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n");
    for (size_t i = 0; i < n; i++) {
        places[i] = buf.len;
        jx_buf_printf(&buf, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    xref = buf.len;
    jx_buf_printf(&buf, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
    for (size_t i = 0; i < n; i++)
        jx_buf_printf(&buf, "%010zu 00000 n \n", places[i]);
    jx_buf_printf(&buf, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n + 1,
                  xref);
    return jx_buf_str(&buf);
}

/* Signs a place invisibly; absent bytes when it cannot. */
static inline struct jx_str sign_key_sign(struct jx_arena *arena, struct jx_str bytes,
                                          const char *place, const struct jx_key *key,
                                          struct jx_diags *diags)
{
    const struct jx_sign_request request = {.place = jx_str_of(place),
                                            .pdf_time = JX_STR(SIGN_KEY_PDF_TIME)};
    struct jx_signer signer;
    struct jx_str out = JX_NO_STR;

    if (jx_signer_of_key(arena, key, NULL, diags, &signer) != JX_OK ||
        jx_sign_pdf(arena, bytes, &request, &signer, diags, &out) != JX_OK)
        return JX_NO_STR;
    return out;
}

#endif
