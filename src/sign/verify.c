/* verify.c - finds the signatures of all revisions and has each of them judged. */
#include "base/hash.h"
#include "sign/change_internal.h"

#include <stdlib.h>

#define MAX_SIGNATURES 1000

static const struct jx_str oid_time_stamp_token =
    JX__OID("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0E");

struct job {
    struct jx_pdf *pdf;
    const struct jx__trust *trust;
    struct jx_pdf_pages pages;
    struct jx_pdf_fields fields; /* of the newest revision */
    struct signatures JX_VEC(struct jx_signature) found;
};

static bool has_error(const struct jx_diags *diags)
{
    return diags->n_errors > 0;
}

/* ---- what the dictionary says ---- */

static struct jx_str name_at(struct jx_pdf_view view, const struct jx_pdf_value *dict,
                             const char *key)
{
    const struct jx_pdf_value *value = jx_pdf_at_kind(view, dict, key, JX_PDF_NAME);

    return value != NULL ? value->text : JX_STR("");
}

bool jx__is_visible(struct jx_pdf_view view, const struct jx_pdf_field *field)
{
    for (size_t i = 0; i < field->n_widgets; i++) {
        const struct jx_pdf_value *rect =
            jx_pdf_at_kind(view, field->widgets[i].dict, "Rect", JX_PDF_ARRAY);
        int64_t at[4];
        bool good = rect != NULL && rect->n == 4;

        for (size_t k = 0; good && k < 4; k++)
            good = jx_pdf_milli(jx_pdf_resolve(view, &rect->items[k]), &at[k]);
        if (good && at[0] != at[2] && at[1] != at[3])
            return true;
    }
    return false;
}

static void describe(struct jx_pdf_view view, const struct jx_pdf_field *field,
                     struct jx_signature *signature)
{
    struct jx_arena *arena = view.pdf->arena;
    int64_t seconds;

    signature->field = field->name;
    signature->page = field->n_widgets > 0 ? field->widgets[0].page : SIZE_MAX;
    signature->visible = jx__is_visible(view, field);
    signature->revision = SIZE_MAX;
    signature->sub_filter = name_at(view, field->value, "SubFilter");
    signature->is_time_stamp = jx_str_is(signature->sub_filter, "ETSI.RFC3161");
    signature->reason = jx_pdf_text(arena, jx_pdf_at(view, field->value, "Reason"));
    signature->location = jx_pdf_text(arena, jx_pdf_at(view, field->value, "Location"));
    signature->certification = jx__certification(view, field->value);
    if (!jx__moment_read(arena, jx_pdf_text(arena, jx_pdf_at(view, field->value, "M")), &seconds,
                         &signature->claimed))
        signature->claimed = JX_STR("");
}

/* ---- the signature's data ---- */

/* A document time stamp: its token lies over the file itself. */
static void judge_stamp(const struct job *job, struct jx_str token, const struct jx_str parts[2],
                        struct jx_signature *signature)
{
    int64_t seconds;
    struct jx__cms cms;
    struct jx_str rest;

    jx__stamp_check(job->trust, token, parts, signature, &seconds);
    if (jx__cms_read(signature->notes.arena, token, &cms, &rest) && cms.signer != NULL) {
        jx__certificate_text(signature->notes.arena, cms.signer, &signature->signer);
        signature->digest = jx__oid_name(signature->notes.arena, cms.digest_oid);
    }
    jx__cms_done(&cms);
}

/* A time-stamp token over the signature's value; its time counts when it is good. */
static int64_t moment(const struct job *job, const struct jx__cms *cms,
                      struct jx_signature *signature)
{
    const struct jx_str parts[2] = {cms->signature, JX_STR("")};
    struct jx__tlv token;
    struct jx_str text;
    int64_t seconds;

    if (jx__cms_attribute(cms->others, oid_time_stamp_token, &token) &&
        jx__stamp_check(job->trust, token.all, parts, signature, &seconds))
        return seconds;
    return jx__moment_read(signature->notes.arena, signature->claimed, &seconds, &text) ? seconds
                                                                                        : -1;
}

static bool padding_only(struct jx_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] != '\0')
            return false;
    return true;
}

static void judge_data(const struct job *job, struct jx_str contents, const struct jx_str parts[2],
                       int64_t claimed, struct jx_signature *signature)
{
    struct jx__cms cms;
    struct jx_str rest;
    int64_t seconds;

    if (!jx__cms_read(signature->notes.arena, contents, &cms, &rest)) {
        JX__NOTE(signature, SIGN_DATA, JX_STR(JX__DATA_CMS));
    } else if (!padding_only(rest)) {
        JX__NOTE(signature, SIGN_RANGE, JX_STR(JX__RANGE_AFTER));
    } else if (cms.content.ptr != NULL) {
        JX__NOTE(signature, SIGN_DATA, JX_STR(JX__DATA_CONTENT));
    } else {
        jx__cms_check(&cms, parts, signature);
        seconds = moment(job, &cms, signature);
        jx__trust_check(job->trust, &cms, signature->stamped.len > 0 ? seconds : claimed,
                        signature);
    }
    jx__cms_done(&cms);
}

static bool known_format(struct jx_str sub_filter)
{
    return jx_str_is(sub_filter, "adbe.pkcs7.detached") ||
           jx_str_is(sub_filter, "ETSI.CAdES.detached") || jx_str_is(sub_filter, "ETSI.RFC3161");
}

static const char *dict_fault(const struct jx_pdf_field *field,
                              const struct jx_signature *signature)
{
    const struct jx_pdf_value *contents = jx_pdf_entry(field->value, "Contents");

    if (contents == NULL || contents->kind != JX_PDF_STRING)
        return JX__SIGN_NO_CONTENTS;
    if (field->value->twice)
        return JX__SIGN_TWICE;
    if (field->value->in_stream)
        return JX__SIGN_IN_STREAM;
    return known_format(signature->sub_filter) ? NULL : JX__SIGN_SUB_FILTER;
}

static void judge(struct job *job, const struct jx_pdf_field *field, struct jx_signature *signature)
{
    const struct jx_pdf_view view = jx_pdf_newest(job->pdf);
    struct jx_arena *arena = job->pdf->arena;
    const char *fault = dict_fault(field, signature);
    struct jx_str parts[2], contents, text;
    int64_t claimed = -1;

    if (fault != NULL) {
        JX__NOTE(signature, SIGN_DICT, jx_str_of(fault));
        return;
    }
    if (field->loose)
        JX__NOTE(signature, SIGN_LOOSE);
    if (!jx__range_check(job->pdf, field->value, signature, parts, &contents))
        return;
    if (!jx__moment_read(arena, jx_pdf_text(arena, jx_pdf_at(view, field->value, "M")), &claimed,
                         &text))
        claimed = -1;
    if (signature->is_time_stamp)
        judge_stamp(job, contents, parts, signature);
    else
        judge_data(job, contents, parts, claimed, signature);
    jx__changes_note(job->pdf, field, signature);
}

/* ---- all signatures ---- */

static bool is_signed(const struct jx_pdf_field *field)
{
    return jx_str_is(field->type, "Sig") && field->value != NULL &&
           field->value->kind == JX_PDF_DICT;
}

static struct jx_signature *signature_new(struct job *job, struct jx_pdf_view view,
                                          const struct jx_pdf_field *field)
{
    struct jx_signature signature = {.page = SIZE_MAX};

    jx_diags_init(&signature.notes, job->pdf->arena, job->pdf->diags->sources);
    describe(view, field, &signature);
    JX_PUSH(job->pdf->arena, &job->found, signature);
    return &job->found.items[job->found.n - 1];
}

static bool listed(const struct job *job, struct jx_str name)
{
    for (size_t i = 0; i < job->found.n; i++)
        if (jx_str_eq(job->found.items[i].field, name))
            return true;
    return false;
}

/* A signature of an earlier revision whose field is no longer signed, or signed by something else. */
static void removed_note(struct job *job, struct jx_pdf_view view, const struct jx_pdf_field *field)
{
    const struct jx_pdf_field *now = jx_pdf_field_find(&job->fields, field->name);

    if ((now != NULL && now->value == field->value) || job->found.n >= MAX_SIGNATURES)
        return;
    if (now != NULL && is_signed(now) &&
        jx__same(view, field->value, jx_pdf_newest(job->pdf), now->value))
        return;
    if (!listed(job, field->name))
        signature_new(job, view, field);
    for (size_t i = 0; i < job->found.n; i++)
        if (jx_str_eq(job->found.items[i].field, field->name) &&
            !has_error(&job->found.items[i].notes))
            JX__NOTE(&job->found.items[i], SIGN_REMOVED, field->name);
}

static void removed_find(struct job *job)
{
    for (size_t i = 0; i + 1 < job->pdf->n_revisions; i++) {
        const struct jx_pdf_view view = {job->pdf, i};
        struct jx_pdf_pages pages;
        struct jx_pdf_fields fields;

        jx_pdf_pages(view, &pages);
        jx_pdf_fields(view, &pages, &fields);
        for (size_t k = 0; k < fields.n; k++)
            if (is_signed(&fields.items[k]))
                removed_note(job, view, &fields.items[k]);
    }
}

static void shared_ranges(struct job *job)
{
    for (size_t i = 0; i < job->found.n; i++)
        for (size_t k = 0; k < i; k++)
            if (job->found.items[i].covers != 0 &&
                job->found.items[i].covers == job->found.items[k].covers)
                JX__NOTE(&job->found.items[i], SIGN_RANGE, JX_STR(JX__RANGE_SHARED));
}

static int by_cover(const void *a, const void *b)
{
    const struct jx_signature *one = a, *other = b;
    const size_t left = one->covers == 0 ? SIZE_MAX : one->covers;
    const size_t right = other->covers == 0 ? SIZE_MAX : other->covers;

    return left != right ? (left < right ? -1 : 1) : jx_str_cmp(one->field, other->field);
}

static void find_all(struct job *job)
{
    const struct jx_pdf_view view = jx_pdf_newest(job->pdf);

    jx_pdf_pages(view, &job->pages);
    jx_pdf_fields(view, &job->pages, &job->fields);
    for (size_t i = 0; i < job->fields.n && job->found.n < MAX_SIGNATURES; i++)
        if (is_signed(&job->fields.items[i]))
            judge(job, &job->fields.items[i], signature_new(job, view, &job->fields.items[i]));
    removed_find(job);
    if (job->found.n > 0)
        qsort(job->found.items, job->found.n, sizeof *job->found.items, by_cover);
    shared_ranges(job);
}

/* ---- the file ---- */

static void tail_check(struct jx_pdf *pdf)
{
    const struct jx_str tail = jx_str_sub(pdf->bytes, pdf->bytes.len - pdf->tail, pdf->tail);

    if (jx_str_trim(tail).len > 0)
        JX_SAY(pdf->diags, SIGN_TAIL, JX_NO_SPAN,
               jx_str_printf(pdf->arena, "%zu", jx_str_trim(tail).len));
}

enum jx_status jx_verify(struct jx_arena *arena, struct jx_str bytes,
                         const struct jx_verify_options *options, struct jx_diags *diags,
                         struct jx_verification *ret_result)
{
    struct job job = {0};
    enum jx_status status = jx_pdf_open(arena, bytes, diags, &job.pdf);
    struct jx__trust *trust;

    *ret_result = (struct jx_verification){0};
    if (status != JX_OK)
        return status;
    trust = jx__trust_new(arena, options, diags);
    job.trust = trust;
    find_all(&job);
    jx__trust_free(trust);
    tail_check(job.pdf);
    if (job.found.n == 0)
        JX_SAY(diags, SIGN_NONE, JX_NO_SPAN);
    ret_result->items = job.found.items;
    ret_result->n = job.found.n;
    ret_result->n_revisions = job.pdf->n_revisions;
    ret_result->good = job.found.n > 0 && !has_error(diags) && !job.pdf->damaged;
    for (size_t i = 0; i < job.found.n; i++) {
        job.found.items[i].good = !has_error(&job.found.items[i].notes);
        ret_result->good = ret_result->good && job.found.items[i].good;
    }
    ret_result->unsigned_sha256 =
        jx_sha256_hex(arena, jx_str_sub(bytes, 0, job.pdf->revisions[0].end));
    return JX_OK;
}
