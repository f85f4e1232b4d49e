/* timestamp.c - a time stamp over a signature, from an authority.
 *
 * Layer:  sign.
 * Source: RFC 3161; EN 319 122-1 5.3 (signature-time-stamp).
 */
#include "sign/signing.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/rand.h>
#include <openssl/ts.h>

#define TIMEOUT_SECONDS 30
#define MAX_REPLY_BYTES ((size_t)1 << 20)
#define NONCE_BYTES 8

static bool add_nonce(TS_REQ *query)
{
    unsigned char bytes[NONCE_BYTES];
    ASN1_INTEGER *nonce = ASN1_INTEGER_new();
    BIGNUM *number = NULL;
    bool good = RAND_bytes(bytes, sizeof bytes) == 1;

    bytes[0] |= 0x40; /* always the same length */
    number = BN_bin2bn(bytes, sizeof bytes, NULL);
    good = good && nonce != NULL && number != NULL && BN_to_ASN1_INTEGER(number, nonce) != NULL &&
           TS_REQ_set_nonce(query, nonce) == 1;
    BN_free(number);
    ASN1_INTEGER_free(nonce);
    return good;
}

static bool add_imprint(struct jx_arena *arena, TS_REQ *query, struct jx_str signature)
{
    const struct jx_str parts[2] = {signature, JX_STR("")};
    const struct jx_str digest = jx__hash_parts(arena, EVP_sha256(), parts);
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *algorithm = X509_ALGOR_new();
    bool good = imprint != NULL && algorithm != NULL;

    if (good)
        X509_ALGOR_set_md(algorithm, EVP_sha256());
    good = good && TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1 &&
           TS_MSG_IMPRINT_set_msg(imprint, (unsigned char *)(uintptr_t)digest.ptr,
                                  (int)digest.len) == 1 &&
           TS_REQ_set_msg_imprint(query, imprint) == 1;
    X509_ALGOR_free(algorithm);
    TS_MSG_IMPRINT_free(imprint);
    return good;
}

/* Asks for the certificate too, so that the token can be judged by itself. */
static TS_REQ *make_query(struct jx_arena *arena, struct jx_str signature)
{
    TS_REQ *query = TS_REQ_new();

    if (query != NULL && TS_REQ_set_version(query, 1) == 1 &&
        add_imprint(arena, query, signature) && add_nonce(query) &&
        TS_REQ_set_cert_req(query, 1) == 1)
        return query;
    TS_REQ_free(query);
    return NULL;
}

/* Everything that a memory or network BIO holds; it is freed. */
static struct jx_str drain(struct jx_arena *arena, BIO *bio)
{
    struct jx_buf buf = {.arena = arena};
    char bytes[4096];
    int n;

    while (buf.len < MAX_REPLY_BYTES && (n = BIO_read(bio, bytes, sizeof bytes)) > 0)
        jx_buf_add(&buf, (struct jx_str){bytes, (size_t)n});
    BIO_free_all(bio);
    return jx_buf_str(&buf);
}

/* POST to host:port. NULL proxies: those of the environment. */
static enum jx_status ask_http(struct jx_arena *arena, struct jx_str url, struct jx_str query,
                               struct jx_diags *diags, struct jx_str *ret_reply)
{
    char *host = NULL, *port = NULL, *path = NULL;
    int ssl = 0;
    BIO *body = BIO_new_mem_buf(query.ptr, (int)query.len), *reply = NULL;

    if (OSSL_HTTP_parse_url(jx_str_copy(arena, url).ptr, &ssl, NULL, &host, &port, NULL, &path,
                            NULL, NULL) == 1 &&
        !ssl)
        reply = OSSL_HTTP_transfer(NULL, host, port, path, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0,
                                   NULL, "application/timestamp-query", body,
                                   "application/timestamp-reply", 1, MAX_REPLY_BYTES,
                                   TIMEOUT_SECONDS, 0);
    BIO_free(body);
    OPENSSL_free(host);
    OPENSSL_free(port);
    OPENSSL_free(path);
    if (reply != NULL) {
        *ret_reply = drain(arena, reply);
        return JX_OK;
    }
    JX_SAY(diags, TSA_UNREACHED, JX_NO_SPAN, url,
           ssl ? JX_STR("是 https 地址") : jx__openssl_reason(arena));
    ERR_clear_error();
    return JX_E_LIBRARY;
}

/* ---- what comes back ---- */

static struct jx_str token_der(struct jx_arena *arena, PKCS7 *token)
{
    unsigned char *der = NULL;
    const int len = i2d_PKCS7(token, &der);

    return jx__der_keep(arena, &der, len);
}

/* One signer, whose certificate is for time stamps and was valid at the time it gives. NULL: so it is; else why not. */
static const char *stamper_fault(STACK_OF(X509) * signers, const ASN1_GENERALIZEDTIME *at)
{
    X509 *cert = sk_X509_num(signers) == 1 ? sk_X509_value(signers, 0) : NULL;

    if (cert == NULL)
        return "没有签发者的证书";
    if (X509_check_purpose(cert, X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1)
        return "签发者的证书不是用来签发时间戳的";
    if (ASN1_TIME_compare(X509_get0_notBefore(cert), at) > 0 ||
        ASN1_TIME_compare(X509_get0_notAfter(cert), at) < 0)
        return "签发者的证书在时间戳的时间不在有效期内";
    return NULL;
}

/* The token's own signature, by the certificate in it; whom to trust is for those who verify the document. */
static const char *token_fault(struct jx_str token, const TS_TST_INFO *info)
{
    const unsigned char *at = (const unsigned char *)token.ptr;
    CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, (long)token.len);
    STACK_OF(X509) * signers;
    const char *fault;

    if (cms == NULL ||
        CMS_verify(cms, NULL, NULL, NULL, NULL, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1) {
        CMS_ContentInfo_free(cms);
        return "它自己的签名不成立";
    }
    signers = CMS_get0_signers(cms);
    fault = stamper_fault(signers, TS_TST_INFO_get_time(info));
    sk_X509_free(signers);
    CMS_ContentInfo_free(cms);
    return fault;
}

/* Granted, for this query (imprint, nonce), with a good signature. */
static bool answers(TS_REQ *query, TS_RESP *reply)
{
    TS_VERIFY_CTX *context = TS_REQ_to_TS_VERIFY_CTX(query, NULL);
    bool good = context != NULL;

    if (good) {
        TS_VERIFY_CTX_set_flags(context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
        good = TS_RESP_verify_response(context, reply) == 1;
    }
    TS_VERIFY_CTX_free(context);
    return good;
}

static enum jx_status take_reply(struct jx_arena *arena, TS_REQ *query, struct jx_str bytes,
                                 struct jx_diags *diags, struct jx_str *ret_token)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    TS_RESP *reply = d2i_TS_RESP(NULL, &at, (long)bytes.len);
    struct jx_str fault = JX_NO_STR;

    if (reply == NULL) {
        fault = JX_STR("不是时间戳回复");
    } else if (!answers(query, reply)) {
        fault = jx__openssl_reason(arena);
    } else {
        *ret_token = token_der(arena, TS_RESP_get_token(reply));
        fault = jx_str_of(token_fault(*ret_token, TS_RESP_get_tst_info(reply)));
    }
    if (fault.ptr != NULL)
        JX_SAY(diags, TSA_REPLY, JX_NO_SPAN, fault);
    TS_RESP_free(reply);
    ERR_clear_error();
    return fault.ptr == NULL ? JX_OK : JX_E_LIBRARY;
}

enum jx_status jx__timestamp(struct jx_arena *arena, const struct jx_tsa *tsa,
                             struct jx_str signature, struct jx_diags *diags,
                             struct jx_str *ret_token)
{
    TS_REQ *query = make_query(arena, signature);
    unsigned char *der = NULL;
    struct jx_str parts[2] = {JX_STR(""), JX_STR("")}, reply = JX_NO_STR;
    enum jx_status status;
    int len;

    if (query == NULL)
        jx_arena_exhausted();
    len = i2d_TS_REQ(query, &der);
    parts[0] = jx__der_keep(arena, &der, len);
    status = jx_str_empty(tsa->command) ? ask_http(arena, tsa->url, parts[0], diags, &reply)
                                        : jx_program_run(arena, tsa->command, parts, diags, &reply);
    if (status == JX_OK)
        status = take_reply(arena, query, reply, diags, ret_token);
    TS_REQ_free(query);
    return status;
}
