/* signed_data.c - a signer with a key: SignedData put together around one signature operation.
 *
 * OpenSSL's own CMS is not used to sign: it always adds signingTime, which PAdES forbids (EN 319 142-1 6.3), and in version 3.0
 * it cannot sign with an SM2 key at all.
 *
 * Layer:  sign.
 * Source: RFC 5652 5 (SignedData), RFC 5035 4 (signingCertificateV2), RFC 5754 (SHA-2), RFC 8017 A.2.3 (PSS), RFC 5480;
 *         GM/T 0006, GM/T 0010 (SM2 with SM3: only the identifiers differ here).
 */
#include "sign/signing.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#define MAX_STAMP_BYTES 12288

#define OID_DATA "1.2.840.113549.1.7.1"
#define OID_SIGNED_DATA "1.2.840.113549.1.7.2"
#define OID_CONTENT_TYPE "1.2.840.113549.1.9.3"
#define OID_MESSAGE_DIGEST "1.2.840.113549.1.9.4"
#define OID_SIGNING_CERTIFICATE_V2 "1.2.840.113549.1.9.16.2.47"
#define OID_TIME_STAMP_TOKEN "1.2.840.113549.1.9.16.2.14"
#define OID_MGF1 "1.2.840.113549.1.1.8"
#define OID_PSS "1.2.840.113549.1.1.10"

/* What goes with each hash. */
struct scheme {
    const char *name;
    const char *oid;
    const char *rsa;   /* hash with RSA PKCS#1 v1.5 */
    const char *ecdsa; /* hash with ECDSA, or with SM2 */
};

static const struct scheme schemes[] = {
    {"SHA256", "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"},
    {"SHA384", "2.16.840.1.101.3.4.2.2", "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3"},
    {"SHA512", "2.16.840.1.101.3.4.2.3", "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4"},
    {"SM3", "1.2.156.10197.1.401", NULL, "1.2.156.10197.1.501"},
};

/* All that does not depend on the document. */
struct key_signer {
    EVP_PKEY *key;
    const EVP_MD *md; /* OpenSSL's, for the life of the process */
    const struct scheme *scheme;
    struct jx_str digest_alg, signature_alg; /* AlgorithmIdentifier */
    struct jx_str who;                       /* IssuerAndSerialNumber */
    struct jx_str certs;                     /* [0], all of them */
    struct jx_str cert_attribute;            /* signingCertificateV2 */
    const struct jx_tsa *tsa;
};

/* ---- algorithms ---- */

/* A hash that a PSS key demands, else one as strong as the key. */
static const struct scheme *choose_scheme(EVP_PKEY *key)
{
    const int bits = EVP_PKEY_get_bits(key);
    char demanded[64];

    if (EVP_PKEY_is_a(key, "SM2"))
        return &schemes[3];
    if (EVP_PKEY_is_a(key, "EC"))
        return &schemes[bits > 512 ? 2 : bits > 256 ? 1 : 0];
    if (EVP_PKEY_get_default_digest_name(key, demanded, sizeof demanded) != 2)
        return &schemes[0];
    for (size_t i = 0; i < 3; i++) {
        EVP_MD *md = EVP_MD_fetch(NULL, schemes[i].name, NULL);
        const bool same = md != NULL && EVP_MD_is_a(md, demanded);

        EVP_MD_free(md);
        if (same)
            return &schemes[i];
    }
    return NULL;
}

static struct jx_str algorithm(struct jx_arena *arena, const char *oid, struct jx_str parameters)
{
    return JX__DER(arena, JX__DER_SEQUENCE, jx__der_oid(arena, oid), parameters);
}

static const struct jx_str der_null = {"\x05\x00", 2};

/* RSASSA-PSS-params: the hash, MGF1 with it, a salt as long as it. */
static struct jx_str pss_parameters(struct jx_arena *arena, const struct jx_str hash, char salt)
{
    const struct jx_str mgf = JX__DER(arena, JX__DER_SEQUENCE, jx__der_oid(arena, OID_MGF1), hash);
    const struct jx_str len = {&salt, 1};

    return JX__DER(arena, JX__DER_SEQUENCE, JX__DER(arena, JX__DER_CONTEXT, hash),
                   JX__DER(arena, JX__DER_CONTEXT + 1, mgf),
                   JX__DER(arena, JX__DER_CONTEXT + 2, JX__DER(arena, JX__DER_INTEGER, len)));
}

static struct jx_str signature_algorithm(struct jx_arena *arena, const struct key_signer *signer)
{
    if (EVP_PKEY_is_a(signer->key, "RSA"))
        return algorithm(arena, signer->scheme->rsa, der_null);
    if (EVP_PKEY_is_a(signer->key, "RSA-PSS"))
        return algorithm(arena, OID_PSS,
                         pss_parameters(arena, algorithm(arena, signer->scheme->oid, der_null),
                                        (char)EVP_MD_get_size(signer->md)));
    return algorithm(arena, signer->scheme->ecdsa, JX_STR(""));
}

/* ---- certificates ---- */

static struct jx_str cert_der(struct jx_arena *arena, const X509 *cert)
{
    unsigned char *der = NULL;
    const int len = i2d_X509(cert, &der);

    return jx__der_keep(arena, &der, len);
}

static struct jx_str all_certs(struct jx_arena *arena, const struct jx_key *key)
{
    const int n = sk_X509_num(key->chain);
    struct jx_str *ders = JX_ARRAY(arena, struct jx_str, (size_t)n + 1);
    size_t n_ders = 0;

    ders[n_ders++] = cert_der(arena, key->cert);
    for (int i = 0; i < n; i++) {
        const struct jx_str der = cert_der(arena, sk_X509_value(key->chain, i));
        bool known = false;

        for (size_t k = 0; k < n_ders; k++)
            known = known || jx_str_eq(ders[k], der);
        if (!known)
            ders[n_ders++] = der;
    }
    return jx__der_set_of(arena, JX__DER_CONTEXT, ders, n_ders);
}

static struct jx_str attribute(struct jx_arena *arena, const char *oid, struct jx_str value)
{
    return JX__DER(arena, JX__DER_SEQUENCE, jx__der_oid(arena, oid),
                   JX__DER(arena, JX__DER_SET, value));
}

static struct jx_str name_der(struct jx_arena *arena, const X509 *cert)
{
    unsigned char *der = NULL;
    const int len = i2d_X509_NAME(X509_get_issuer_name(cert), &der);

    return jx__der_keep(arena, &der, len);
}

static struct jx_str serial_der(struct jx_arena *arena, const X509 *cert)
{
    unsigned char *der = NULL;
    const int len = i2d_ASN1_INTEGER(X509_get0_serialNumber(cert), &der);

    return jx__der_keep(arena, &der, len);
}

/* ESSCertIDv2 of the signer's certificate; SHA-256 is the default and so not named (RFC 5035 4). */
static struct jx_str cert_attribute(struct jx_arena *arena, const struct key_signer *signer,
                                    const X509 *cert)
{
    const struct jx_str parts[2] = {cert_der(arena, cert), JX_STR("")};
    const struct jx_str hash =
        JX__DER(arena, JX__DER_OCTETS, jx__hash_parts(arena, signer->md, parts));
    const struct jx_str issuer = JX__DER(
        arena, JX__DER_SEQUENCE, JX__DER(arena, JX__DER_CONTEXT + 4, name_der(arena, cert)));
    const struct jx_str id = JX__DER(
        arena, JX__DER_SEQUENCE, signer->scheme == &schemes[0] ? JX_STR("") : signer->digest_alg,
        hash, JX__DER(arena, JX__DER_SEQUENCE, issuer, serial_der(arena, cert)));

    return attribute(arena, OID_SIGNING_CERTIFICATE_V2,
                     JX__DER(arena, JX__DER_SEQUENCE, JX__DER(arena, JX__DER_SEQUENCE, id)));
}

/* ---- signing ---- */

struct jx_str jx__hash_parts(struct jx_arena *arena, const EVP_MD *md, const struct jx_str parts[2])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    if (context == NULL || EVP_DigestInit_ex(context, md, NULL) != 1 ||
        EVP_DigestUpdate(context, parts[0].ptr, parts[0].len) != 1 ||
        EVP_DigestUpdate(context, parts[1].ptr, parts[1].len) != 1 ||
        EVP_DigestFinal_ex(context, digest, &len) != 1)
        jx_arena_exhausted(); /* hashing has no other way to fail */
    EVP_MD_CTX_free(context);
    return jx_str_copy(arena, (struct jx_str){(const char *)digest, len});
}

/* The contents of SignedAttributes, sorted: to be hashed as SET, to be stored as [0]. */
static struct jx_str signed_attributes(struct jx_arena *arena, const struct key_signer *signer,
                                       struct jx_str digest, unsigned tag)
{
    struct jx_str attributes[] = {
        attribute(arena, OID_CONTENT_TYPE, jx__der_oid(arena, OID_DATA)),
        attribute(arena, OID_MESSAGE_DIGEST, JX__DER(arena, JX__DER_OCTETS, digest)),
        signer->cert_attribute,
    };

    return jx__der_set_of(arena, tag, attributes, sizeof attributes / sizeof attributes[0]);
}

static bool start(EVP_MD_CTX *context, const struct key_signer *signer, bool verify)
{
    EVP_PKEY_CTX *options = NULL;
    char id[] = JX__SM2_ID;
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID, id, sizeof id - 1),
        OSSL_PARAM_construct_end()};
    const OSSL_PARAM *given = EVP_PKEY_is_a(signer->key, "SM2") ? params : NULL;
    const int done = verify ? EVP_DigestVerifyInit_ex(context, &options, signer->scheme->name, NULL,
                                                      NULL, signer->key, given)
                            : EVP_DigestSignInit_ex(context, &options, signer->scheme->name, NULL,
                                                    NULL, signer->key, given);

    if (done != 1)
        return false;
    return !EVP_PKEY_is_a(signer->key, "RSA-PSS") ||
           EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1;
}

/* The signature is verified at once: a fault in the machine must not reach a document. */
static bool sign_bytes(struct jx_arena *arena, const struct key_signer *signer, struct jx_str bytes,
                       struct jx_str *ret_signature)
{
    const unsigned char *data = (const unsigned char *)bytes.ptr;
    size_t len = (size_t)EVP_PKEY_get_size(signer->key);
    unsigned char *signature = jx_arena_alloc(arena, len);
    EVP_MD_CTX *make = EVP_MD_CTX_new(), *check = EVP_MD_CTX_new();
    const bool good = make != NULL && check != NULL && start(make, signer, false) &&
                      EVP_DigestSign(make, signature, &len, data, bytes.len) == 1 &&
                      start(check, signer, true) &&
                      EVP_DigestVerify(check, signature, len, data, bytes.len) == 1;

    EVP_MD_CTX_free(make);
    EVP_MD_CTX_free(check);
    *ret_signature = (struct jx_str){(const char *)signature, len};
    return good;
}

static const struct jx_str version_1 = {"\x02\x01\x01", 3};

/* unsigned_attributes: absent for none. */
static struct jx_str assemble(struct jx_arena *arena, const struct key_signer *signer,
                              struct jx_str attributes, struct jx_str signature,
                              struct jx_str token)
{
    const struct jx_str stamp =
        token.ptr == NULL
            ? JX_STR("")
            : JX__DER(arena, JX__DER_CONTEXT + 1, attribute(arena, OID_TIME_STAMP_TOKEN, token));
    const struct jx_str info =
        JX__DER(arena, JX__DER_SEQUENCE, version_1, signer->who, signer->digest_alg, attributes,
                signer->signature_alg, JX__DER(arena, JX__DER_OCTETS, signature), stamp);
    const struct jx_str data =
        JX__DER(arena, JX__DER_SEQUENCE, version_1, JX__DER(arena, JX__DER_SET, signer->digest_alg),
                JX__DER(arena, JX__DER_SEQUENCE, jx__der_oid(arena, OID_DATA)), signer->certs,
                JX__DER(arena, JX__DER_SET, info));

    return JX__DER(arena, JX__DER_SEQUENCE, jx__der_oid(arena, OID_SIGNED_DATA),
                   JX__DER(arena, JX__DER_CONTEXT, data));
}

static enum jx_status sign(const struct jx_signer *public_signer, struct jx_arena *arena,
                           const struct jx_str parts[2], struct jx_diags *diags,
                           struct jx_str *ret_cms)
{
    const struct key_signer *signer = public_signer->data;
    const struct jx_str digest = jx__hash_parts(arena, signer->md, parts);
    struct jx_str signature, token = JX_NO_STR;
    enum jx_status status = JX_OK;

    if (!sign_bytes(arena, signer, signed_attributes(arena, signer, digest, JX__DER_SET),
                    &signature)) {
        JX_SAY(diags, KEY_FAILED, JX_NO_SPAN, jx__openssl_reason(arena));
        return JX_E_LIBRARY;
    }
    if (signer->tsa != NULL)
        status = jx__timestamp(arena, signer->tsa, signature, diags, &token);
    if (status == JX_OK)
        *ret_cms =
            assemble(arena, signer, signed_attributes(arena, signer, digest, JX__DER_CONTEXT),
                     signature, token);
    return status;
}

/* The length with a signature as long as this key can make one. */
static size_t bound(struct jx_arena *arena, const struct key_signer *signer)
{
    const size_t n_digest = (size_t)EVP_MD_get_size(signer->md);
    const struct jx_str digest = {jx_arena_alloc(arena, n_digest), n_digest};
    const size_t n_signature = (size_t)EVP_PKEY_get_size(signer->key);
    const struct jx_str signature = {jx_arena_alloc(arena, n_signature), n_signature};
    const struct jx_str attributes = signed_attributes(arena, signer, digest, JX__DER_CONTEXT);

    return assemble(arena, signer, attributes, signature, JX_NO_STR).len +
           (signer->tsa != NULL ? MAX_STAMP_BYTES : 0);
}

enum jx_status jx_signer_of_key(struct jx_arena *arena, const struct jx_key *key,
                                const struct jx_tsa *tsa, struct jx_diags *diags,
                                struct jx_signer *ret_signer)
{
    struct key_signer *signer = JX_NEW(arena, struct key_signer);

    signer->key = key->key;
    signer->scheme = choose_scheme(key->key);
    signer->md = signer->scheme == NULL ? NULL : EVP_get_digestbyname(signer->scheme->name);
    if (signer->md == NULL) {
        JX_SAY(diags, KEY_KIND, JX_NO_SPAN, jx_str_of(EVP_PKEY_get0_type_name(key->key)));
        return JX_E_INPUT;
    }
    signer->tsa = tsa;
    signer->digest_alg = algorithm(arena, signer->scheme->oid, JX_STR("")); /* RFC 5754 2 */
    signer->signature_alg = signature_algorithm(arena, signer);
    signer->who =
        JX__DER(arena, JX__DER_SEQUENCE, name_der(arena, key->cert), serial_der(arena, key->cert));
    signer->certs = all_certs(arena, key);
    signer->cert_attribute = cert_attribute(arena, signer, key->cert);
    *ret_signer =
        (struct jx_signer){jx__subject_name(arena, key->cert), bound(arena, signer), sign, signer};
    return JX_OK;
}
