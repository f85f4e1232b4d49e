/* check.c - is a CMS that another program made what PAdES wants?
 *
 * Layer:  sign.
 * Source: EN 319 142-1 6.3; RFC 5652 5.4, 5.6; RFC 5035 5.
 */
#include "sign/signing.h"

#include <string.h>

#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/ess.h>

struct check {
    struct jx_arena *arena;
    CMS_ContentInfo *cms;
    CMS_SignerInfo *info;
    STACK_OF(X509) * certs;
    X509 *cert; /* the signer's, one of certs */
    X509_ALGOR *digest_alg;
};

static const char *open_info(struct check *check)
{
    STACK_OF(CMS_SignerInfo) * infos;

    if (OBJ_obj2nid(CMS_get0_type(check->cms)) != NID_pkcs7_signed)
        return "不是 SignedData";
    if (CMS_is_detached(check->cms) != 1)
        return "把文件内容也包了进去（要分离的签名）";
    infos = CMS_get0_SignerInfos(check->cms);
    if (sk_CMS_SignerInfo_num(infos) != 1)
        return "签名人不是一个";
    check->info = sk_CMS_SignerInfo_value(infos, 0);
    check->certs = CMS_get1_certs(check->cms);
    for (int i = 0; check->certs != NULL && i < sk_X509_num(check->certs); i++)
        if (CMS_SignerInfo_cert_cmp(check->info, sk_X509_value(check->certs, i)) == 0)
            check->cert = sk_X509_value(check->certs, i);
    if (check->cert == NULL)
        return "没有带签名人的证书";
    CMS_SignerInfo_set1_signer_cert(check->info, check->cert);
    CMS_SignerInfo_get0_algs(check->info, NULL, NULL, &check->digest_alg, NULL);
    return NULL;
}

/* The hash over the file, as the attribute messageDigest has it. */
static const char *compare_digest(struct check *check, const struct jx_str parts[2])
{
    const EVP_MD *md = EVP_get_digestbyobj(check->digest_alg->algorithm);
    const ASN1_OCTET_STRING *stored = CMS_signed_get0_data_by_OBJ(
        check->info, OBJ_nid2obj(NID_pkcs9_messageDigest), -3, V_ASN1_OCTET_STRING);
    struct jx_str digest;

    if (md == NULL || EVP_MD_get_size(md) < 32)
        return "散列算法太弱或不认识";
    if (stored == NULL)
        return "没有 messageDigest 属性";
    digest = jx__hash_parts(check->arena, md, parts);
    if (!jx_str_eq(digest, (struct jx_str){(const char *)ASN1_STRING_get0_data(stored),
                                           (size_t)ASN1_STRING_length(stored)}))
        return "签的不是这份文件";
    return NULL;
}

static const char *compare_cert(struct check *check)
{
    ESS_SIGNING_CERT_V2 *named;
    STACK_OF(X509) *chain = sk_X509_new_null();
    const ASN1_STRING *value = CMS_signed_get0_data_by_OBJ(
        check->info, OBJ_nid2obj(NID_id_smime_aa_signingCertificateV2), -3, V_ASN1_SEQUENCE);
    const unsigned char *at = value == NULL ? NULL : ASN1_STRING_get0_data(value);
    bool same;

    named = at == NULL ? NULL : d2i_ESS_SIGNING_CERT_V2(NULL, &at, ASN1_STRING_length(value));
    same = named != NULL && chain != NULL && sk_X509_push(chain, check->cert) > 0 &&
           OSSL_ESS_check_signing_certs(NULL, named, chain, 1) > 0;
    sk_X509_free(chain);
    ESS_SIGNING_CERT_V2_free(named);
    return value == NULL ? "没有 signing-certificate-v2 属性"
           : !same       ? "signing-certificate-v2 属性说的是另一个证书"
                         : NULL;
}

/* SignedAttributes as they were signed: a SET OF in DER. */
static struct jx_str signed_bytes(const struct check *check)
{
    const int n = CMS_signed_get_attr_count(check->info);
    struct jx_str *parts = JX_ARRAY(check->arena, struct jx_str, (size_t)n);

    for (int i = 0; i < n; i++) {
        unsigned char *der = NULL;
        const int len = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(check->info, i), &der);

        parts[i] = jx__der_keep(check->arena, &der, len);
    }
    return jx__der_set_of(check->arena, JX__DER_SET, parts, (size_t)n);
}

/* OpenSSL 3.0 verifies no CMS with SM2 itself. */
static bool is_signed_by_sm2(const struct check *check, EVP_PKEY *key)
{
    char id[] = JX__SM2_ID;
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID, id, sizeof id - 1),
        OSSL_PARAM_construct_end()};
    const struct jx_str bytes = signed_bytes(check);
    const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(check->info);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const bool good = context != NULL &&
                      EVP_DigestVerifyInit_ex(context, NULL, "SM3", NULL, NULL, key, params) == 1 &&
                      EVP_DigestVerify(context, ASN1_STRING_get0_data(signature),
                                       (size_t)ASN1_STRING_length(signature),
                                       (const unsigned char *)bytes.ptr, bytes.len) == 1;

    EVP_MD_CTX_free(context);
    return good;
}

static const char *verify(struct check *check)
{
    EVP_PKEY *key = X509_get0_pubkey(check->cert);
    const bool good = key != NULL && EVP_PKEY_is_a(key, "SM2")
                          ? is_signed_by_sm2(check, key)
                          : key != NULL && CMS_SignerInfo_verify(check->info) == 1;

    return good ? NULL : "签名与证书不符";
}

bool jx__cms_is_good(struct jx_arena *arena, struct jx_str cms, const struct jx_str parts[2],
                     struct jx_diags *diags)
{
    const unsigned char *at = (const unsigned char *)cms.ptr;
    struct check check = {.arena = arena, .cms = d2i_CMS_ContentInfo(NULL, &at, (long)cms.len)};
    const char *fault = check.cms == NULL ? "不是 DER 写的 CMS" : open_info(&check);

    if (fault == NULL && at != (const unsigned char *)cms.ptr + cms.len)
        fault = "CMS 后面还有多余的内容";
    if (fault == NULL)
        fault = compare_digest(&check, parts);
    if (fault == NULL)
        fault = compare_cert(&check);
    if (fault == NULL)
        fault = verify(&check);
    if (fault != NULL)
        JX_SAY(diags, CMS_BAD, JX_NO_SPAN, jx_str_of(fault));
    else if (CMS_signed_get_attr_by_NID(check.info, NID_pkcs9_signingTime, -1) >= 0)
        JX_SAY(diags, CMS_SIGNING_TIME, JX_NO_SPAN);
    sk_X509_pop_free(check.certs, X509_free);
    CMS_ContentInfo_free(check.cms);
    ERR_clear_error();
    return fault == NULL;
}
