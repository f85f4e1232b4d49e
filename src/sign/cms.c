/* cms.c - SignedData taken apart. Source: RFC 5652 section 5; GB/T 35275 has the same shape under other names. */
#include "sign/verify_internal.h"

#include <openssl/x509v3.h>

#define MAX_CERTIFICATES 64

static const struct jx_str signed_data = JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02");
static const struct jx_str signed_data_gm = JX__OID("\x2A\x81\x1C\xCF\x55\x06\x01\x04\x02\x02");

/* EncapsulatedContentInfo. */
static bool content(struct jx_arena *arena, struct jx_str rest, struct jx__cms *cms)
{
    struct jx__tlv tlv;

    if (!jx__der_take(&rest, 0x06, &tlv))
        return false;
    cms->content_type = tlv.body;
    if (rest.len == 0)
        return true;
    if (!jx__der_take(&rest, 0xA0, &tlv))
        return false;
    rest = tlv.body;
    return jx__der_next(&rest, &tlv) && jx__der_octets(arena, &tlv, &cms->content);
}

/* CertificateSet; what is no X.509 certificate is passed over. */
static bool certificates(struct jx_arena *arena, struct jx_str rest, struct jx__cms *cms)
{
    struct jx__tlv tlv;

    cms->certificates = JX_ARRAY(arena, X509 *, MAX_CERTIFICATES);
    while (rest.len > 0 && cms->n_certificates < MAX_CERTIFICATES) {
        const unsigned char *at;
        X509 *certificate;

        if (!jx__der_next(&rest, &tlv))
            return false;
        at = (const unsigned char *)tlv.all.ptr;
        certificate = tlv.tag == 0x30 ? d2i_X509(NULL, &at, (long)tlv.all.len) : NULL;
        if (certificate != NULL)
            cms->certificates[cms->n_certificates++] = certificate;
    }
    return true;
}

static bool named(X509 *certificate, struct jx_str issuer_and_serial)
{
    struct jx__tlv issuer, serial;
    const unsigned char *at;
    X509_NAME *name;
    ASN1_INTEGER *number;
    bool same;

    if (!jx__der_take(&issuer_and_serial, 0x30, &issuer) ||
        !jx__der_take(&issuer_and_serial, 0x02, &serial))
        return false;
    at = (const unsigned char *)issuer.all.ptr;
    name = d2i_X509_NAME(NULL, &at, (long)issuer.all.len);
    at = (const unsigned char *)serial.all.ptr;
    number = d2i_ASN1_INTEGER(NULL, &at, (long)serial.all.len);
    same = name != NULL && number != NULL &&
           X509_NAME_cmp(name, X509_get_issuer_name(certificate)) == 0 &&
           ASN1_INTEGER_cmp(number, X509_get0_serialNumber(certificate)) == 0;
    X509_NAME_free(name);
    ASN1_INTEGER_free(number);
    return same;
}

static bool keyed(X509 *certificate, struct jx_str key_id)
{
    const ASN1_OCTET_STRING *own = X509_get0_subject_key_id(certificate);

    return own != NULL &&
           jx_str_eq(key_id, (struct jx_str){(const char *)ASN1_STRING_get0_data(own),
                                             (size_t)ASN1_STRING_length(own)});
}

/* SignerIdentifier. */
static bool signer(struct jx_str *rest, struct jx__cms *cms)
{
    struct jx__tlv tlv;

    if (!jx__der_next(rest, &tlv) || (tlv.tag != 0x30 && tlv.tag != 0x80))
        return false;
    for (size_t i = 0; i < cms->n_certificates && cms->signer == NULL; i++)
        if (tlv.tag == 0x30 ? named(cms->certificates[i], tlv.body)
                            : keyed(cms->certificates[i], tlv.body))
            cms->signer = cms->certificates[i];
    return true;
}

static bool algorithm(struct jx_str *rest, struct jx_str *ret_oid, struct jx_str *ret_parameters)
{
    struct jx__tlv tlv, oid, parameters;
    struct jx_str inner;

    if (!jx__der_take(rest, 0x30, &tlv))
        return false;
    inner = tlv.body;
    if (!jx__der_take(&inner, 0x06, &oid))
        return false;
    *ret_oid = oid.body;
    *ret_parameters = jx__der_next(&inner, &parameters) ? parameters.all : JX_NO_STR;
    return true;
}

/* The attributes as they were signed: a SET of definite length. */
static struct jx_str as_set(struct jx_arena *arena, const struct jx__tlv *tlv)
{
    struct jx_buf buf = {.arena = arena};
    const size_t n = tlv->body.len;

    jx_buf_addc(&buf, 0x31);
    if (n >= 0x80) {
        const unsigned bytes = n < 0x100 ? 1 : n < 0x10000 ? 2 : n < 0x1000000 ? 3 : 4;

        jx_buf_addc(&buf, (char)(0x80 | bytes));
        for (unsigned i = bytes; i-- > 0;)
            jx_buf_addc(&buf, (char)(n >> (8 * i) & 0xFF));
    } else {
        jx_buf_addc(&buf, (char)n);
    }
    jx_buf_add(&buf, tlv->body);
    return jx_buf_str(&buf);
}

static bool signer_info(struct jx_arena *arena, struct jx_str rest, struct jx__cms *cms)
{
    struct jx_str ignored;
    struct jx__tlv tlv;

    if (!jx__der_take(&rest, 0x02, &tlv) || !signer(&rest, cms) ||
        !algorithm(&rest, &cms->digest_oid, &ignored))
        return false;
    if (jx__der_take(&rest, 0xA0, &tlv))
        cms->attributes = as_set(arena, &tlv);
    if (!algorithm(&rest, &cms->scheme_oid, &cms->scheme_parameters) ||
        !jx__der_next(&rest, &tlv) || !jx__der_octets(arena, &tlv, &cms->signature))
        return false;
    if (jx__der_take(&rest, 0xA1, &tlv))
        cms->others = tlv.body;
    return rest.len == 0;
}

static bool signed_data_read(struct jx_arena *arena, struct jx_str rest, struct jx__cms *cms)
{
    struct jx__tlv tlv, info;
    struct jx_str inner;

    if (!jx__der_take(&rest, 0x02, &tlv) || !jx__der_take(&rest, 0x31, &tlv) ||
        !jx__der_take(&rest, 0x30, &tlv) || !content(arena, tlv.body, cms))
        return false;
    if (jx__der_take(&rest, 0xA0, &tlv) && !certificates(arena, tlv.body, cms))
        return false;
    jx__der_take(&rest, 0xA1, &tlv);
    if (!jx__der_take(&rest, 0x31, &tlv) || rest.len > 0)
        return false;
    inner = tlv.body;
    return jx__der_take(&inner, 0x30, &info) && inner.len == 0 &&
           signer_info(arena, info.body, cms);
}

bool jx__cms_read(struct jx_arena *arena, struct jx_str bytes, struct jx__cms *ret_cms,
                  struct jx_str *ret_rest)
{
    struct jx__tlv tlv, type, wrapped;
    struct jx_str inner;

    *ret_cms = (struct jx__cms){0};
    if (!jx__der_take(&bytes, 0x30, &tlv))
        return false;
    *ret_rest = bytes;
    inner = tlv.body;
    if (!jx__der_take(&inner, 0x06, &type) ||
        (!jx_str_eq(type.body, signed_data) && !jx_str_eq(type.body, signed_data_gm)) ||
        !jx__der_take(&inner, 0xA0, &wrapped))
        return false;
    inner = wrapped.body;
    return jx__der_take(&inner, 0x30, &tlv) && signed_data_read(arena, tlv.body, ret_cms);
}

void jx__cms_done(struct jx__cms *cms)
{
    for (size_t i = 0; i < cms->n_certificates; i++)
        X509_free(cms->certificates[i]);
    cms->n_certificates = 0;
    cms->signer = NULL;
}

bool jx__cms_attribute(struct jx_str set, struct jx_str oid, struct jx__tlv *ret_value)
{
    struct jx__tlv attribute, type, values;

    while (jx__der_take(&set, 0x30, &attribute)) {
        struct jx_str inner = attribute.body;

        if (!jx__der_take(&inner, 0x06, &type) || !jx__der_take(&inner, 0x31, &values))
            return false;
        inner = values.body;
        if (jx_str_eq(type.body, oid))
            return jx__der_next(&inner, ret_value);
    }
    return false;
}
