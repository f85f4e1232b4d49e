/* key.c - reads a private key and its certificates; what speaks against signing with them.
 *
 * Layer:  sign.
 * Memory: OpenSSL's objects, freed by jx_key_free(); bytes of files and passphrases are wiped.
 * Source: RFC 7292 (PKCS#12), RFC 5280 4.2.1.3 and 4.2.1.12 (purposes of a certificate).
 */
#include "base/load.h"
#include "sign/signing.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

#define MAX_KEY_FILE_BYTES ((size_t)1 << 20)
#define MIN_RSA_BITS 2048
#define MIN_EC_BITS 256
#define CHINA_SECONDS (8 * 3600)

struct jx_str jx__openssl_reason(struct jx_arena *arena)
{
    const unsigned long error = ERR_peek_error();
    const char *reason = ERR_reason_error_string(error);
    struct jx_str text;

    if (reason != NULL)
        text = jx_str_copy(arena, jx_str_of(reason));
    else
        text = jx_str_printf(arena, "OpenSSL %08lx", error);
    ERR_clear_error();
    return text;
}

/* ---- files ---- */

struct loader {
    struct jx_arena *arena;
    const struct jx_passphrase *passphrase;
    struct jx_diags *diags;
    struct jx_key *key;
    bool asked;   /* for a passphrase */
    bool refused; /* there was none */
    bool told;    /* and why, by the one that was asked */
};

static enum jx_status read_file(struct loader *loader, struct jx_str path, struct jx_str *ret_bytes)
{
    return jx_file_load(loader->arena, path, MAX_KEY_FILE_BYTES, loader->diags, ret_bytes);
}

static void wipe_file(struct jx_str bytes)
{
    OPENSSL_cleanse((void *)(uintptr_t)bytes.ptr, bytes.len);
}

/* pem_password_cb of OpenSSL. */
static int answer(char *buffer, int size, int writing, void *data)
{
    struct loader *loader = data;
    char secret[JX_PASSPHRASE_MAX];
    int len = -1;

    (void)writing;
    const size_t before = loader->diags->n_errors;
    loader->asked = true;
    if (loader->passphrase != NULL && loader->passphrase->ask != NULL)
        len = loader->passphrase->ask(loader->passphrase->data, secret);
    loader->refused = len < 0;
    loader->told = loader->diags->n_errors > before;
    if (len > size)
        len = -1;
    if (len > 0)
        memcpy(buffer, secret, (size_t)len);
    OPENSSL_cleanse(secret, sizeof secret);
    return len;
}

/* After a key could not be read: why. */
static enum jx_status say_unread(struct loader *loader, struct jx_str path, const char *what)
{
    if (loader->refused && !loader->told)
        JX_SAY(loader->diags, KEY_PASS_NONE, JX_NO_SPAN, path);
    else if (loader->asked && !loader->refused)
        JX_SAY(loader->diags, KEY_PASS_WRONG, JX_NO_SPAN, path);
    else if (!loader->asked)
        JX_SAY(loader->diags, KEY_FILE, JX_NO_SPAN, path, jx_str_of(what));
    ERR_clear_error();
    return JX_E_INPUT;
}

/* ---- PEM and DER ---- */

static EVP_PKEY *decode_key(struct loader *loader, struct jx_str bytes)
{
    BIO *bio = BIO_new_mem_buf(bytes.ptr, (int)bytes.len);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, answer, loader);

    if (key == NULL && !loader->asked && BIO_reset(bio) == 1)
        key = d2i_PrivateKey_bio(bio, NULL);
    if (key == NULL && !loader->asked && BIO_reset(bio) == 1)
        key = d2i_PKCS8PrivateKey_bio(bio, NULL, answer, loader);
    BIO_free(bio);
    return key;
}

static enum jx_status load_key(struct loader *loader, struct jx_str path)
{
    struct jx_str bytes = JX_NO_STR;
    const enum jx_status status = read_file(loader, path, &bytes);

    if (status != JX_OK)
        return status;
    loader->key->key = decode_key(loader, bytes);
    wipe_file(bytes);
    if (loader->key->key == NULL)
        return say_unread(loader, path, "私钥（PEM 或 DER）");
    ERR_clear_error();
    return JX_OK;
}

/* The first certificate of --cert is the signer's, all others belong to the chain. */
static void keep_cert(struct jx_key *key, X509 *cert)
{
    if (key->cert == NULL)
        key->cert = cert;
    else if (sk_X509_push(key->chain, cert) == 0)
        jx_arena_exhausted();
}

static enum jx_status load_certs(struct loader *loader, struct jx_str path)
{
    struct jx_str bytes = JX_NO_STR;
    const enum jx_status status = read_file(loader, path, &bytes);
    size_t n = 0;
    X509 *cert;
    BIO *bio;

    if (status != JX_OK)
        return status;
    bio = BIO_new_mem_buf(bytes.ptr, (int)bytes.len);
    for (; (cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL; n++)
        keep_cert(loader->key, cert);
    if (n == 0 && BIO_reset(bio) == 1 && (cert = d2i_X509_bio(bio, NULL)) != NULL) {
        keep_cert(loader->key, cert);
        n = 1;
    }
    BIO_free(bio);
    wipe_file(bytes); /* a file of both may have been given */
    ERR_clear_error();
    if (n > 0)
        return JX_OK;
    JX_SAY(loader->diags, KEY_FILE, JX_NO_SPAN, path, JX_STR("证书（PEM 或 DER）"));
    return JX_E_INPUT;
}

/* ---- PKCS#12 ---- */

/* The passphrase by which the file's checksum comes out right: none, or the one that is asked for. Length, or -1. */
static int find_passphrase(struct loader *loader, PKCS12 *p12, char *secret)
{
    int len;

    secret[0] = '\0';
    if (PKCS12_mac_present(p12) && PKCS12_verify_mac(p12, "", 0))
        return 0;
    len = answer(secret, JX_PASSPHRASE_MAX, 0, loader);
    if (len < 0)
        return -1;
    secret[len] = '\0';
    if (PKCS12_mac_present(p12) && !PKCS12_verify_mac(p12, secret, len))
        return -1;
    return len;
}

/* Many authorities still hand out files in RC2, which only OpenSSL's old provider reads. */
static bool parse_p12(struct jx_key *key, PKCS12 *p12, const char *secret,
                      STACK_OF(X509) * *ret_chain)
{
    OSSL_PROVIDER *old;
    bool done = PKCS12_parse(p12, secret, &key->key, &key->cert, ret_chain) == 1;

    if (done)
        return true;
    old = OSSL_PROVIDER_try_load(NULL, "legacy", 1);
    done = old != NULL && PKCS12_parse(p12, secret, &key->key, &key->cert, ret_chain) == 1;
    if (old != NULL)
        OSSL_PROVIDER_unload(old);
    return done;
}

static enum jx_status open_p12(struct loader *loader, struct jx_str path, PKCS12 *p12)
{
    char secret[JX_PASSPHRASE_MAX + 1];
    STACK_OF(X509) *chain = NULL;
    enum jx_status status = JX_OK;

    if (find_passphrase(loader, p12, secret) < 0)
        status = say_unread(loader, path, "");
    else if (!parse_p12(loader->key, p12, secret, &chain))
        status = say_unread(loader, path, " PKCS#12 ");
    OPENSSL_cleanse(secret, sizeof secret);
    while (chain != NULL && sk_X509_num(chain) > 0)
        keep_cert(loader->key, sk_X509_shift(chain));
    sk_X509_free(chain);
    if (status == JX_OK && (loader->key->key == NULL || loader->key->cert == NULL)) {
        JX_SAY(loader->diags, KEY_NO_CERT, JX_NO_SPAN, path);
        status = JX_E_INPUT;
    }
    return status;
}

static enum jx_status load_p12(struct loader *loader, struct jx_str path)
{
    struct jx_str bytes = JX_NO_STR;
    enum jx_status status = read_file(loader, path, &bytes);
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    PKCS12 *p12;

    if (status != JX_OK)
        return status;
    p12 = d2i_PKCS12(NULL, &at, (long)bytes.len);
    wipe_file(bytes);
    if (p12 == NULL)
        return say_unread(loader, path, " PKCS#12（.p12、.pfx）");
    status = open_p12(loader, path, p12);
    PKCS12_free(p12);
    ERR_clear_error();
    return status;
}

/* ---- a key ---- */

static enum jx_status load(struct loader *loader, const struct jx_key_files *files)
{
    enum jx_status status;

    if (!jx_str_empty(files->p12)) {
        status = load_p12(loader, files->p12);
    } else {
        status = load_key(loader, files->key);
        if (status == JX_OK)
            status = load_certs(loader, files->cert);
    }
    if (status == JX_OK && !jx_str_empty(files->chain))
        status = load_certs(loader, files->chain);
    if (status == JX_OK && X509_check_private_key(loader->key->cert, loader->key->key) != 1) {
        JX_SAY(loader->diags, KEY_MISMATCH, JX_NO_SPAN,
               jx__subject_name(loader->arena, loader->key->cert));
        ERR_clear_error();
        status = JX_E_INPUT;
    }
    return status;
}

enum jx_status jx_key_load(struct jx_arena *arena, const struct jx_key_files *files,
                           const struct jx_passphrase *passphrase, struct jx_diags *diags,
                           struct jx_key **ret_key)
{
    struct jx_key *key = OPENSSL_zalloc(sizeof *key);
    struct loader loader = {.arena = arena, .passphrase = passphrase, .diags = diags, .key = key};
    enum jx_status status;

    if (key == NULL || (key->chain = sk_X509_new_null()) == NULL)
        jx_arena_exhausted();
    status = load(&loader, files);
    if (status == JX_OK)
        *ret_key = key;
    else
        jx_key_free(key);
    return status;
}

void jx_key_free(struct jx_key *key)
{
    if (key == NULL)
        return;
    EVP_PKEY_free(key->key); /* wipes the numbers of the key */
    X509_free(key->cert);
    sk_X509_pop_free(key->chain, X509_free);
    OPENSSL_free(key);
}

/* ---- what speaks against it ---- */

static struct jx_str name_entry(struct jx_arena *arena, X509_NAME *name, int nid)
{
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    unsigned char *utf8 = NULL;
    int len;

    if (at < 0)
        return JX_NO_STR;
    len = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    return len < 0 ? JX_NO_STR : jx__der_keep(arena, &utf8, len);
}

struct jx_str jx__subject_name(struct jx_arena *arena, const X509 *cert)
{
    X509_NAME *name = X509_get_subject_name(cert);
    struct jx_str text = name_entry(arena, name, NID_commonName);

    if (jx_str_empty(text))
        text = name_entry(arena, name, NID_organizationName);
    if (jx_str_empty(text))
        text = JX_STR("（证书没有写名称）");
    return text;
}

/* China's time, to the minute. */
static struct jx_str time_text(struct jx_arena *arena, const ASN1_TIME *time)
{
    struct tm t = {0};

    if (ASN1_TIME_to_tm(time, &t) != 1 || OPENSSL_gmtime_adj(&t, 0, CHINA_SECONDS) != 1)
        return JX_STR("?");
    return jx_str_printf(arena, "%04d-%02d-%02d %02d:%02d", t.tm_year + 1900, t.tm_mon + 1,
                         t.tm_mday, t.tm_hour, t.tm_min);
}

static bool is_in_time(struct jx_arena *arena, const X509 *cert, int64_t seconds,
                       struct jx_diags *diags)
{
    const ASN1_TIME *from = X509_get0_notBefore(cert), *to = X509_get0_notAfter(cert);
    time_t at = (time_t)seconds;

    if (X509_cmp_time(from, &at) > 0)
        JX_SAY(diags, CERT_EARLY, JX_NO_SPAN, jx__subject_name(arena, cert),
               time_text(arena, from));
    else if (X509_cmp_time(to, &at) < 0)
        JX_SAY(diags, CERT_EXPIRED, JX_NO_SPAN, jx__subject_name(arena, cert),
               time_text(arena, to));
    else
        return true;
    return false;
}

/* Purposes that have nothing to do with documents; a certificate that has only these must not sign one. */
static bool is_foreign_purpose(int nid)
{
    return nid == NID_server_auth || nid == NID_code_sign || nid == NID_time_stamp ||
           nid == NID_OCSP_sign;
}

static bool has_purpose(X509 *cert)
{
    EXTENDED_KEY_USAGE *purposes;
    bool good = false;

    /* KU_… bits; all of them where the certificate does not say. */
    if ((X509_get_key_usage(cert) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        return false;
    purposes = X509_get_ext_d2i(cert, NID_ext_key_usage, NULL, NULL);
    if (purposes == NULL)
        return true;
    for (int i = 0; i < sk_ASN1_OBJECT_num(purposes); i++)
        good = good || !is_foreign_purpose(OBJ_obj2nid(sk_ASN1_OBJECT_value(purposes, i)));
    EXTENDED_KEY_USAGE_free(purposes);
    return good;
}

static bool is_strong(const EVP_PKEY *key, struct jx_arena *arena, struct jx_diags *diags)
{
    const int bits = EVP_PKEY_get_bits(key);
    const bool rsa = EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS");
    const bool ec = EVP_PKEY_is_a(key, "EC") || EVP_PKEY_is_a(key, "SM2");

    if (!rsa && !ec) {
        JX_SAY(diags, KEY_KIND, JX_NO_SPAN, jx_str_of(EVP_PKEY_get0_type_name(key)));
        return false;
    }
    if (bits >= (rsa ? MIN_RSA_BITS : MIN_EC_BITS))
        return true;
    JX_SAY(diags, KEY_WEAK, JX_NO_SPAN, jx_str_of(EVP_PKEY_get0_type_name(key)),
           jx_str_printf(arena, "%d", bits));
    return false;
}

bool jx_key_check(struct jx_arena *arena, const struct jx_key *key, int64_t seconds,
                  struct jx_diags *diags)
{
    bool good = is_in_time(arena, key->cert, seconds, diags);

    if (!has_purpose(key->cert)) {
        JX_SAY(diags, CERT_PURPOSE, JX_NO_SPAN, jx__subject_name(arena, key->cert));
        good = false;
    }
    return is_strong(key->key, arena, diags) && good;
}
