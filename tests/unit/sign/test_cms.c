/* SignedData taken apart: what is read, what is refused, and whose signature it is taken for. */
#include "sign_key.h"
#include "test.h"

#include "sign/verify_internal.h"

static struct jx_diags diags;
static struct jx_sources sources;

JX_SUITE(cms)

static const struct jx_str *parts_of(void)
{
    static struct jx_str parts[2];

    parts[0] = JX_STR("content");
    parts[1] = JX_STR("");
    return parts;
}

/* DER of a CMS over the content. */
static struct jx_str made_by(const struct jx_key *key)
{
    struct jx_signer signer;
    struct jx_str cms = JX_NO_STR;

    sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_signer_of_key(test_arena, key, NULL, &diags, &signer), JX_OK);
    cr_assert_eq(signer.sign(&signer, test_arena, parts_of(), &diags, &cms), JX_OK);
    cr_assert_leq(cms.len, signer.max_bytes);
    return cms;
}

/* The names of the codes of all notes. */
static struct jx_str judged(struct jx_str bytes)
{
    struct jx_signature signature = {0};
    struct jx_buf said = {.arena = test_arena};
    struct jx_str rest;
    struct jx__cms cms;

    jx_diags_init(&signature.notes, test_arena, &sources);
    if (!jx__cms_read(test_arena, bytes, &cms, &rest))
        jx_buf_adds(&said, "unreadable");
    else
        jx__cms_check(&cms, parts_of(), &signature);
    jx__cms_done(&cms);
    for (size_t i = 0; i < signature.notes.n; i++)
        jx_buf_printf(&said, " %s", jx_diag_code_text(signature.notes.items[i].code));
    return said.len > 0 ? jx_str_trim(jx_buf_str(&said)) : JX_STR("good");
}

static struct jx_str put_in(struct jx_str bytes, struct jx_str old, struct jx_str other)
{
    const size_t at = jx_str_find(bytes, old, 0);
    struct jx_buf buf = {.arena = test_arena};

    cr_assert_neq(at, SIZE_MAX);
    jx_buf_add(&buf, jx_str_sub(bytes, 0, at));
    jx_buf_add(&buf, other);
    jx_buf_add(&buf, jx_str_sub(bytes, at + old.len, bytes.len));
    return jx_buf_str(&buf);
}

/* ---- elements ---- */

static struct jx_str taken(const char *bytes, size_t len)
{
    struct jx_str rest = {bytes, len};
    struct jx__tlv tlv;

    return jx__der_next(&rest, &tlv) ? tlv.body : JX_STR("refused");
}

#define TAKEN(text) taken(text, sizeof(text) - 1)

Test(cms, lengths_are_read_in_all_forms_but_never_beyond_the_end)
{
    JX_EQ_STR(TAKEN("\x04\x01x"), "x");
    JX_EQ_STR(TAKEN("\x04\x81\x01x"), "x");
    JX_EQ_STR(TAKEN("\x04\x84\0\0\0\1x"), "x");
    JX_EQ_STR(TAKEN("\x04\x02x"), "refused");
    JX_EQ_STR(TAKEN("\x04\x85\0\0\0\0\1x"), "refused");
    JX_EQ_STR(TAKEN("\x04\x84\xff\xff\xff\xffx"), "refused");
    JX_EQ_STR(TAKEN("\x04\x82\1"), "refused");
    JX_EQ_STR(TAKEN("\x04"), "refused");
    JX_EQ_STR(TAKEN("\x1f\x22\x01x"), "refused");
}

Test(cms, indefinite_lengths_end_at_two_zeros)
{
    JX_EQ_STR(TAKEN("\x30\x80\x04\x01x\0\0"), "\x04\x01x");
    cr_expect_eq(TAKEN("\x30\x80\x30\x80\0\0\x04\x01x\0\0").len, 7);
    JX_EQ_STR(TAKEN("\x30\x80\x04\x01x\0"), "refused");
    JX_EQ_STR(TAKEN("\x04\x80\x04\x01x\0\0"), "refused");
}

Test(cms, nesting_has_a_limit)
{
    struct jx_buf buf = {.arena = test_arena};

    for (int i = 0; i < 1000; i++)
        jx_buf_adds(&buf, "\x30\x80");
    for (int i = 0; i < 1000; i++)
        jx_buf_add(&buf, (struct jx_str){"\0\0", 2});
    JX_EQ_STR(taken(buf.ptr, buf.len), "refused");
}

/* ---- signatures ---- */

Test(cms, of_every_kind_of_key_is_read_back)
{
    static const char *const kinds[] = {"RSA", "P-256", "P-384", "P-521", "SM2"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct jx_key *key = sign_key_make(kinds[i]);

        cr_expect(jx_str_is(judged(made_by(key)), "good"), "%s", kinds[i]);
        jx_key_free(key);
    }
}

/* X.690 11.6, RFC 5652 5.4: what is signed is the DER of a SET, its members in order of their bytes. */
Test(cms, signed_attributes_stand_in_order_and_without_signing_time)
{
    struct jx_key *key = sign_key_make("P-256");
    struct jx_str bytes = made_by(key), set, rest, last = JX_STR("");
    struct jx__cms cms;
    struct jx__tlv tlv;
    size_t n = 0;

    cr_assert(jx__cms_read(test_arena, bytes, &cms, &rest));
    set = cms.attributes;
    cr_assert(jx__der_take(&set, 0x31, &tlv) && set.len == 0 && rest.len == 0);
    for (set = tlv.body; jx__der_take(&set, 0x30, &tlv); n++) {
        cr_expect_lt(jx_str_cmp(last, tlv.all), 0);
        cr_expect_eq(jx_str_find(tlv.all, JX_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05"), 0),
                     SIZE_MAX);
        last = tlv.all;
    }
    cr_expect_eq(n, 3);
    jx__cms_done(&cms);
    jx_key_free(key);
}

static struct jx_str der_of(X509 *cert)
{
    unsigned char *der = NULL;
    const int n = i2d_X509(cert, &der);

    return jx__der_keep(test_arena, &der, n);
}

/* The same name and number, so it is taken for the signer's. Lengths of ECDSA's numbers vary. */
Test(cms, with_another_certificate_is_refused)
{
    struct jx_key *key = sign_key_make("P-256"), *other = sign_key_make("P-256");
    const struct jx_str bytes = made_by(key), own = der_of(key->cert);
    struct jx_str foreign = der_of(other->cert);

    while (foreign.len != own.len) {
        jx_key_free(other);
        other = sign_key_make("P-256");
        foreign = der_of(other->cert);
    }
    JX_EQ_STR(judged(put_in(bytes, own, foreign)), "E766 E764");
    jx_key_free(key);
    jx_key_free(other);
}

Test(cms, spoilt_in_its_parts_is_told_as_what_it_is)
{
    struct jx_key *key = sign_key_make("RSA");
    const struct jx_str bytes = made_by(key);
    const struct jx_str message_digest = JX_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04");

    JX_EQ_STR(judged(put_in(bytes, message_digest, JX_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x7f"))),
              "E765");
    JX_EQ_STR(judged(put_in(bytes, JX_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"),
                            JX_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"))),
              "unreadable");
    for (size_t cut = 0; cut < bytes.len; cut += 7)
        JX_EQ_STR(judged(jx_str_sub(bytes, 0, cut)), "unreadable");
    JX_EQ_STR(judged(bytes), "good");
    jx_key_free(key);
}
