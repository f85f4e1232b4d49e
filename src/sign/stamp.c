/* stamp.c - time-stamp tokens. Source: RFC 3161 2.4.2. */
#include "sign/verify_internal.h"

static const struct jx_str oid_tst_info = JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x04");

struct tst {
    struct jx_str digest_oid;
    struct jx_str imprint;
    struct jx_str moment;
};

static bool tst_read(struct jx_str rest, struct tst *ret_tst)
{
    struct jx__tlv tlv, imprint;
    struct jx_str inner, algorithm;

    if (!jx__der_take(&rest, 0x30, &tlv))
        return false;
    rest = tlv.body;
    if (!jx__der_take(&rest, 0x02, &tlv) || !jx__der_take(&rest, 0x06, &tlv) ||
        !jx__der_take(&rest, 0x30, &imprint))
        return false;
    inner = imprint.body;
    if (!jx__der_take(&inner, 0x30, &tlv))
        return false;
    algorithm = tlv.body;
    if (!jx__der_take(&algorithm, 0x06, &tlv))
        return false;
    ret_tst->digest_oid = tlv.body;
    if (!jx__der_take(&inner, 0x04, &tlv))
        return false;
    ret_tst->imprint = tlv.body;
    if (!jx__der_take(&rest, 0x02, &tlv) || !jx__der_take(&rest, 0x18, &tlv))
        return false;
    ret_tst->moment = tlv.body;
    return true;
}

static bool imprint_matches(const struct tst *tst, const struct jx_str parts[2])
{
    uint8_t digest[64];
    size_t n;

    return jx__digest(tst->digest_oid, parts, digest, &n) &&
           jx_str_eq(tst->imprint, (struct jx_str){(const char *)digest, n});
}

/* The token's own signature. Its first error is why it is no good. */
static bool token_good(const struct jx__trust *trust, const struct jx__cms *cms, int64_t seconds,
                       struct jx_signature *signature)
{
    struct jx_signature token = {.is_time_stamp = true};
    const struct jx_str parts[2] = {cms->content, JX_STR("")};

    jx_diags_init(&token.notes, signature->notes.arena, signature->notes.sources);
    jx__cms_check(cms, parts, &token);
    jx__trust_check(trust, cms, seconds, &token);
    signature->stamper = token.signer.name;
    for (size_t i = 0; i < token.notes.n; i++)
        if (token.notes.items[i].severity == JX_ERROR) {
            JX__NOTE(signature, SIGN_STAMP, token.notes.items[i].text);
            return false;
        }
    return true;
}

static const char *token_check(const struct jx__cms *cms, const struct jx_str parts[2],
                               struct jx_arena *arena, int64_t *ret_seconds,
                               struct jx_str *ret_text)
{
    struct tst tst;

    if (!jx_str_eq(cms->content_type, oid_tst_info) || cms->content.ptr == NULL ||
        !tst_read(cms->content, &tst) || !jx__moment_read(arena, tst.moment, ret_seconds, ret_text))
        return JX__STAMP_DATA;
    return imprint_matches(&tst, parts) ? NULL : JX__STAMP_IMPRINT;
}

bool jx__stamp_check(const struct jx__trust *trust, struct jx_str token,
                     const struct jx_str parts[2], struct jx_signature *signature,
                     int64_t *ret_seconds)
{
    struct jx_arena *arena = signature->notes.arena;
    struct jx__cms cms;
    struct jx_str rest, text;
    const char *why = JX__STAMP_DATA;
    bool good = false;

    if (jx__cms_read(arena, token, &cms, &rest))
        why = token_check(&cms, parts, arena, ret_seconds, &text);
    if (why != NULL)
        JX__NOTE(signature, SIGN_STAMP, jx_str_of(why));
    else
        good = token_good(trust, &cms, *ret_seconds, signature);
    if (good)
        signature->stamped = text;
    jx__cms_done(&cms);
    return good;
}
