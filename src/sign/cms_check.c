/* cms_check.c - whether a signature fits what it signs. One way for RSA, RSA-PSS, ECDSA, EdDSA and SM2: EVP_DigestVerify.
 * Source: RFC 5652 5.4, RFC 4056 (PSS), RFC 5035 (certificate's digest), GM/T 0009 (identity of SM2). */
#include "sign/verify_internal.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

#define SECURITY_BITS_LEAST 112 /* RSA 2048, curves of 224 bits */

static const struct jx_str oid_message_digest = JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04");
static const struct jx_str oid_content_type = JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03");
static const struct jx_str oid_signing_certificate =
    JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0C");
static const struct jx_str oid_signing_certificate_2 =
    JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x2F");
static const struct jx_str oid_sha1 = JX__OID("\x2B\x0E\x03\x02\x1A");
static const struct jx_str oid_sha256 = JX__OID("\x60\x86\x48\x01\x65\x03\x04\x02\x01");
static const char sm2_identity[] = "1234567812345678";

/* ---- algorithms ---- */

static ASN1_OBJECT *object_of(struct jx_str oid)
{
    unsigned char der[2 + 127];
    const unsigned char *at = der;

    if (oid.len == 0 || oid.len > 127)
        return NULL;
    der[0] = 0x06;
    der[1] = (unsigned char)oid.len;
    memcpy(der + 2, oid.ptr, oid.len);
    return d2i_ASN1_OBJECT(NULL, &at, (long)oid.len + 2);
}

static int nid_of(struct jx_str oid)
{
    ASN1_OBJECT *object = object_of(oid);
    const int nid = object != NULL ? OBJ_obj2nid(object) : NID_undef;

    ASN1_OBJECT_free(object);
    return nid;
}

static const struct {
    int nid;
    const char *name;
} digest_names[] = {{NID_sha256, "SHA-256"},
                    {NID_sha384, "SHA-384"},
                    {NID_sha512, "SHA-512"},
                    {NID_sha224, "SHA-224"},
                    {NID_sm3, "SM3"},
                    {NID_sha1, "SHA-1"},
                    {NID_md5, "MD5"},
                    {NID_sha3_256, "SHA3-256"},
                    {NID_sha3_384, "SHA3-384"},
                    {NID_sha3_512, "SHA3-512"},
                    {NID_ripemd160, "RIPEMD-160"}};

#define N_DIGESTS (sizeof digest_names / sizeof *digest_names)

struct jx_str jx__oid_name(struct jx_arena *arena, struct jx_str oid)
{
    ASN1_OBJECT *object = object_of(oid);
    char dotted[128] = "?";
    const int nid = nid_of(oid);

    for (size_t i = 0; i < N_DIGESTS; i++)
        if (digest_names[i].nid == nid) {
            ASN1_OBJECT_free(object);
            return jx_str_of(digest_names[i].name);
        }
    if (object != NULL)
        OBJ_obj2txt(dotted, sizeof dotted, object, 1);
    ASN1_OBJECT_free(object);
    return jx_str_copy(arena, jx_str_of(dotted));
}

/* Only digests of the list; NULL else. */
static const EVP_MD *digest_of(int nid)
{
    for (size_t i = 0; i < N_DIGESTS; i++)
        if (digest_names[i].nid == nid)
            return EVP_get_digestbynid(nid);
    return NULL;
}

bool jx__digest(struct jx_str oid, const struct jx_str parts[2], uint8_t ret_digest[64],
                size_t *ret_len)
{
    const EVP_MD *kind = digest_of(nid_of(oid));
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned n = 0;
    bool good;

    if (context == NULL)
        jx_arena_exhausted();
    good = kind != NULL && EVP_DigestInit_ex(context, kind, NULL) == 1;
    for (size_t i = 0; good && i < 2; i++)
        good = EVP_DigestUpdate(context, parts[i].ptr, parts[i].len) == 1;
    good = good && EVP_DigestFinal_ex(context, ret_digest, &n) == 1;
    EVP_MD_CTX_free(context);
    *ret_len = n;
    return good;
}

/* ---- the signature value ---- */

static bool pss_setup(EVP_PKEY_CTX *context, struct jx_str parameters, const EVP_MD **ret_digest)
{
    const unsigned char *at = (const unsigned char *)parameters.ptr;
    RSA_PSS_PARAMS *pss = d2i_RSA_PSS_PARAMS(NULL, &at, (long)parameters.len);
    const EVP_MD *digest = EVP_sha1(), *mask = EVP_sha1();
    long salt = 20;
    bool good = pss != NULL;

    if (good && pss->hashAlgorithm != NULL)
        digest = digest_of(OBJ_obj2nid(pss->hashAlgorithm->algorithm));
    if (good && pss->maskGenAlgorithm != NULL) {
        const ASN1_TYPE *inner = pss->maskGenAlgorithm->parameter;
        X509_ALGOR *hash = inner != NULL && inner->type == V_ASN1_SEQUENCE
                               ? ASN1_item_unpack(inner->value.sequence, ASN1_ITEM_rptr(X509_ALGOR))
                               : NULL;

        mask = hash != NULL ? digest_of(OBJ_obj2nid(hash->algorithm)) : NULL;
        X509_ALGOR_free(hash);
    }
    if (good && pss->saltLength != NULL)
        salt = ASN1_INTEGER_get(pss->saltLength);
    RSA_PSS_PARAMS_free(pss);
    *ret_digest = digest;
    if (context == NULL)
        return good && digest != NULL;
    return good && digest != NULL && mask != NULL && salt >= 0 && salt <= 1024 &&
           EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, (int)salt) == 1;
}

/* Which digest the scheme uses; NULL for schemes with their own (EdDSA). */
static bool scheme_digest(const struct jx__cms *cms, const EVP_MD **ret_digest)
{
    const int scheme = nid_of(cms->scheme_oid);
    int digest = NID_undef, key = NID_undef;

    *ret_digest = NULL;
    if (scheme == NID_ED25519 || scheme == NID_ED448)
        return true;
    if (scheme == NID_rsassaPss)
        return pss_setup(NULL, cms->scheme_parameters, ret_digest);
    if (OBJ_find_sigid_algs(scheme, &digest, &key) != 1 || digest == NID_undef)
        digest = nid_of(cms->digest_oid);
    *ret_digest = digest_of(digest);
    return *ret_digest != NULL;
}

static bool value_fits(const struct jx__cms *cms, EVP_PKEY *key, const EVP_MD *digest,
                       struct jx_str data)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key_context = NULL;
    bool good;

    if (context == NULL)
        jx_arena_exhausted();
    good = EVP_DigestVerifyInit(context, &key_context, digest, NULL, key) == 1;
    if (good && nid_of(cms->scheme_oid) == NID_rsassaPss)
        good = pss_setup(key_context, cms->scheme_parameters, &digest);
    if (good && EVP_PKEY_is_a(key, "SM2"))
        good = EVP_PKEY_CTX_set1_id(key_context, sm2_identity, sizeof sm2_identity - 1) == 1;
    good = good &&
           EVP_DigestVerify(context, (const unsigned char *)cms->signature.ptr, cms->signature.len,
                            (const unsigned char *)data.ptr, data.len) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

static void scheme_name(const struct jx__cms *cms, EVP_PKEY *key, struct jx_signature *signature)
{
    const bool pss = nid_of(cms->scheme_oid) == NID_rsassaPss;

    signature->scheme = EVP_PKEY_is_a(key, "SM2")    ? JX_STR("SM2")
                        : EVP_PKEY_is_a(key, "EC")   ? JX_STR("ECDSA")
                        : !EVP_PKEY_is_a(key, "RSA") ? jx_str_of(EVP_PKEY_get0_type_name(key))
                        : pss                        ? JX_STR("RSA-PSS")
                                                     : JX_STR("RSA");
}

/* ---- signed attributes ---- */

static bool digest_matches(struct jx_str oid, struct jx_str bytes, struct jx_str digest)
{
    const struct jx_str parts[2] = {bytes, JX_STR("")};
    uint8_t own[64];
    size_t n;

    return jx__digest(oid, parts, own, &n) &&
           jx_str_eq(digest, (struct jx_str){(const char *)own, n});
}

/* The first ESSCertID(v2) against the signer's certificate. False: it is there and does not match. */
static bool certificate_matches(struct jx_str value, struct jx_str otherwise, X509 *certificate)
{
    struct jx__tlv tlv, algorithm, hash;
    struct jx_str rest = value, oid = otherwise;
    unsigned char *der = NULL;
    int n;
    bool same;

    if (!jx__der_take(&rest, 0x30, &tlv) || (rest = tlv.body, !jx__der_take(&rest, 0x30, &tlv)))
        return false;
    rest = tlv.body;
    if (jx__der_take(&rest, 0x30, &algorithm)) {
        struct jx_str inner = algorithm.body;

        if (!jx__der_take(&inner, 0x06, &tlv))
            return false;
        oid = tlv.body;
    }
    if (!jx__der_take(&rest, 0x04, &hash) || (n = i2d_X509(certificate, &der)) < 0)
        return false;
    same = digest_matches(oid, (struct jx_str){(const char *)der, (size_t)n}, hash.body);
    OPENSSL_free(der);
    return same;
}

static void certificate_check(const struct jx__cms *cms, struct jx_str set,
                              struct jx_signature *signature)
{
    struct jx__tlv value, list;
    struct jx_str oid = oid_sha256, inner;

    if (!jx__cms_attribute(set, oid_signing_certificate_2, &value)) {
        oid = oid_sha1;
        if (!jx__cms_attribute(set, oid_signing_certificate, &value)) {
            JX__NOTE(signature, SIGN_UNSURE);
            return;
        }
    }
    inner = value.body;
    if (!jx__der_take(&inner, 0x30, &list) || !certificate_matches(list.all, oid, cms->signer))
        JX__NOTE(signature, SIGN_CERTIFICATE, JX_STR(JX__CERTIFICATE_OTHER));
}

/* contentType and messageDigest. Source: RFC 5652 11.1, 11.2. */
static bool attributes_check(const struct jx__cms *cms, struct jx_str set,
                             const struct jx_str parts[2], struct jx_signature *signature)
{
    struct jx__tlv type, digest;
    uint8_t own[64];
    size_t n;

    if (!jx__cms_attribute(set, oid_content_type, &type) ||
        !jx_str_eq(type.body, cms->content_type) ||
        !jx__cms_attribute(set, oid_message_digest, &digest) || digest.tag != 0x04) {
        JX__NOTE(signature, SIGN_DATA, JX_STR(JX__DATA_ATTRIBUTES));
        return false;
    }
    if (!jx__digest(cms->digest_oid, parts, own, &n)) {
        JX__NOTE(signature, SIGN_ALGORITHM, signature->digest);
        return false;
    }
    if (!jx_str_eq(digest.body, (struct jx_str){(const char *)own, n})) {
        JX__NOTE(signature, SIGN_DIGEST);
        return false;
    }
    return true;
}

/* ---- all of it ---- */

static bool is_weak(int digest)
{
    return digest == NID_sha1 || digest == NID_md5 || digest == NID_ripemd160;
}

/* The digest over the content, and that of the scheme over the attributes; scheme: may be NULL. */
static void strength_check(const struct jx__cms *cms, EVP_PKEY *key, const EVP_MD *scheme,
                           struct jx_signature *signature)
{
    if (is_weak(nid_of(cms->digest_oid)))
        JX__NOTE(signature, SIGN_WEAK, signature->digest);
    else if (scheme != NULL && is_weak(EVP_MD_get_type(scheme)))
        JX__NOTE(signature, SIGN_WEAK, jx__oid_name(signature->notes.arena, cms->scheme_oid));
    if (EVP_PKEY_get_security_bits(key) < SECURITY_BITS_LEAST)
        JX__NOTE(signature, SIGN_WEAK, signature->signer.key);
}

static void key_check(const struct jx__cms *cms, EVP_PKEY *key, const struct jx_str parts[2],
                      struct jx_signature *signature)
{
    struct jx_arena *arena = signature->notes.arena;
    struct jx_str rest = cms->attributes, data;
    const EVP_MD *digest;
    struct jx__tlv set;

    scheme_name(cms, key, signature);
    if (!scheme_digest(cms, &digest)) {
        JX__NOTE(signature, SIGN_ALGORITHM, jx__oid_name(arena, cms->scheme_oid));
        return;
    }
    strength_check(cms, key, digest, signature);
    if (cms->attributes.ptr == NULL) { /* then the content itself is signed */
        const struct jx_str whole[2] = {parts[0], parts[1]};

        data = jx_str_join(arena, whole, 2, JX_STR(""));
        JX__NOTE(signature, SIGN_UNSURE);
    } else {
        if (!jx__der_take(&rest, 0x31, &set) || !attributes_check(cms, set.body, parts, signature))
            return;
        certificate_check(cms, set.body, signature);
        data = cms->attributes;
    }
    if (!value_fits(cms, key, digest, data)) {
        if (cms->attributes.ptr == NULL)
            JX__NOTE(signature, SIGN_DIGEST);
        else
            JX__NOTE(signature, SIGN_VALUE);
    }
}

void jx__cms_check(const struct jx__cms *cms, const struct jx_str parts[2],
                   struct jx_signature *signature)
{
    struct jx_arena *arena = signature->notes.arena;
    EVP_PKEY *key;

    signature->digest = jx__oid_name(arena, cms->digest_oid);
    if (cms->signer == NULL) {
        JX__NOTE(signature, SIGN_CERTIFICATE, JX_STR(JX__CERTIFICATE_MISSING));
        return;
    }
    jx__certificate_text(arena, cms->signer, &signature->signer);
    key = X509_get0_pubkey(cms->signer);
    if (key == NULL)
        JX__NOTE(signature, SIGN_CERTIFICATE, JX_STR(JX__CERTIFICATE_KEY));
    else
        key_check(cms, key, parts, signature);
}
