/* trust.c - certificates: what they say, and whether a chain leads to a trusted root. Source: RFC 5280 section 6, by OpenSSL. */
#include "sign/verify_internal.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

#define SM2_IDENTITY "1234567812345678"

struct jx__trust {
    X509_STORE *store; /* NULL: nothing is trusted, chains are not judged */
};

/* ---- what a certificate says ---- */

static struct jx_str name_part(struct jx_arena *arena, X509_NAME *name, int nid)
{
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    unsigned char *utf8 = NULL;
    struct jx_str text = JX_STR("");
    int n;

    if (at < 0)
        return text;
    n = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (n > 0)
        text = jx_str_copy(arena, (struct jx_str){(const char *)utf8, (size_t)n});
    OPENSSL_free(utf8);
    return text;
}

static struct jx_str name_text(struct jx_arena *arena, X509_NAME *name)
{
    struct jx_str text = name_part(arena, name, NID_commonName);
    BIO *out;
    char *bytes;
    long n;

    if (text.len > 0)
        return text;
    out = BIO_new(BIO_s_mem());
    if (out == NULL ||
        X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
        n = 0;
    else
        n = BIO_get_mem_data(out, &bytes);
    text = n > 0 ? jx_str_copy(arena, (struct jx_str){bytes, (size_t)n}) : JX_STR("?");
    BIO_free(out);
    return text;
}

static struct jx_str time_text(struct jx_arena *arena, const ASN1_TIME *time)
{
    struct tm tm;

    if (ASN1_TIME_to_tm(time, &tm) != 1)
        return JX_STR("?");
    return jx_str_printf(arena, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static struct jx_str serial_text(struct jx_arena *arena, X509 *certificate)
{
    const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate);
    struct jx_buf buf = {.arena = arena};

    for (int i = 0; i < ASN1_STRING_length(serial) && i < 64; i++)
        jx_buf_printf(&buf, "%02X", ASN1_STRING_get0_data(serial)[i]);
    return buf.len > 0 ? jx_buf_str(&buf) : JX_STR("00");
}

static struct jx_str key_text(struct jx_arena *arena, EVP_PKEY *key)
{
    const char *kind;

    if (key == NULL)
        return JX_STR("?");
    kind = EVP_PKEY_get0_type_name(key);
    return jx_str_printf(arena, JX__KEY_BITS, kind != NULL ? kind : "?", EVP_PKEY_get_bits(key));
}

void jx__certificate_text(struct jx_arena *arena, X509 *certificate,
                          struct jx_certificate_text *ret_text)
{
    X509_NAME *subject = X509_get_subject_name(certificate);

    *ret_text = (struct jx_certificate_text){
        .name = name_text(arena, subject),
        .organisation = name_part(arena, subject, NID_organizationName),
        .issuer = name_text(arena, X509_get_issuer_name(certificate)),
        .serial = serial_text(arena, certificate),
        .from = time_text(arena, X509_get0_notBefore(certificate)),
        .to = time_text(arena, X509_get0_notAfter(certificate)),
        .key = key_text(arena, X509_get0_pubkey(certificate))};
}

/* ---- roots ---- */

/* The signature on an SM2 certificate is made with an identity: GM/T 0009 and RFC 8998 fix the same one. */
static void identify(X509 *certificate)
{
    ASN1_OCTET_STRING *identity;

    if (X509_get_signature_nid(certificate) != NID_SM2_with_SM3)
        return;
    identity = ASN1_OCTET_STRING_new();
    if (identity == NULL || ASN1_OCTET_STRING_set(identity, (const unsigned char *)SM2_IDENTITY,
                                                  (int)strlen(SM2_IDENTITY)) != 1)
        jx_arena_exhausted();
    X509_set0_distinguishing_id(certificate, identity);
}

static size_t roots_add(X509_STORE *store, struct jx_str pem)
{
    BIO *in = BIO_new_mem_buf(pem.ptr, (int)pem.len);
    X509 *certificate;
    size_t n = 0;

    while (in != NULL && (certificate = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL) {
        identify(certificate);
        n += X509_STORE_add_cert(store, certificate) == 1;
        X509_free(certificate);
    }
    BIO_free(in);
    return n;
}

struct jx__trust *jx__trust_new(struct jx_arena *arena, const struct jx_verify_options *options,
                                struct jx_diags *diags)
{
    struct jx__trust *trust = JX_NEW(arena, struct jx__trust);

    if (options->ca_pem.n == 0 && !options->system_ca)
        return trust;
    trust->store = X509_STORE_new();
    if (trust->store == NULL)
        jx_arena_exhausted();
    if (options->system_ca)
        X509_STORE_set_default_paths(trust->store);
    for (size_t i = 0; i < options->ca_pem.n; i++)
        if (roots_add(trust->store, options->ca_pem.items[i]) == 0)
            JX_SAY(diags, SIGN_ROOTS, JX_NO_SPAN, JX_STR("--ca"));
    return trust;
}

void jx__trust_free(struct jx__trust *trust)
{
    X509_STORE_free(trust->store);
}

/* ---- a chain ---- */

static int chain_error(const struct jx__trust *trust, const struct jx__cms *cms, int64_t seconds)
{
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *others = sk_X509_new_null();
    int error = X509_V_ERR_UNSPECIFIED;

    if (context == NULL || others == NULL)
        jx_arena_exhausted();
    for (size_t i = 0; i < cms->n_certificates; i++) {
        identify(cms->certificates[i]);
        sk_X509_push(others, cms->certificates[i]);
    }
    if (X509_STORE_CTX_init(context, trust->store, cms->signer, others) == 1) {
        if (seconds >= 0)
            X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context), (time_t)seconds);
        else
            X509_STORE_CTX_set_flags(context, X509_V_FLAG_NO_CHECK_TIME);
        error = X509_verify_cert(context) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context);
    }
    sk_X509_free(others);
    X509_STORE_CTX_free(context);
    return error;
}

static const char *chain_words(int error)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return JX__CHAIN_ISSUER;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return JX__CHAIN_ROOT;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return JX__CHAIN_PERIOD;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
        return JX__CHAIN_CA;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        return JX__CHAIN_SIGNATURE;
    default:
        return X509_verify_cert_error_string(error);
    }
}

/* keyUsage, when it is there, must have digitalSignature or nonRepudiation; a time stamper must be one. */
static void use_check(X509 *certificate, struct jx_signature *signature)
{
    const uint32_t use = X509_get_key_usage(certificate);
    const uint32_t extended = X509_get_extended_key_usage(certificate);

    if (use != UINT32_MAX && (use & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        JX__NOTE(signature, SIGN_USE, JX_STR(JX__USE_SIGN));
    if (signature->is_time_stamp && (extended == UINT32_MAX || (extended & XKU_TIMESTAMP) == 0))
        JX__NOTE(signature, SIGN_USE, JX_STR(JX__USE_STAMP));
}

static bool within(X509 *certificate, int64_t seconds)
{
    time_t at = (time_t)seconds;

    return X509_cmp_time(X509_get0_notBefore(certificate), &at) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate), &at) > 0;
}

void jx__trust_check(const struct jx__trust *trust, const struct jx__cms *cms, int64_t seconds,
                     struct jx_signature *signature)
{
    int error;

    if (cms->signer == NULL)
        return;
    use_check(cms->signer, signature);
    if (seconds > 0 && !within(cms->signer, seconds))
        JX__NOTE(signature, SIGN_PERIOD,
                 signature->stamped.len > 0 ? JX_STR(JX__PERIOD_STAMPED)
                                            : JX_STR(JX__PERIOD_SIGNED));
    if (trust->store == NULL)
        return;
    error = chain_error(trust, cms, seconds);
    signature->chain = error == X509_V_OK ? JX_CHAIN_GOOD : JX_CHAIN_BAD;
    if (error != X509_V_OK)
        JX__NOTE(signature, SIGN_CHAIN, jx_str_of(chain_words(error)));
}
