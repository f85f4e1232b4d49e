/* signing.c - one signature: its options checked, the key and the picture read, the file signed in memory.
 *
 * Layer:  cli.
 */
#include "cli/signing.h"

#include "base/date.h"
#include "base/load.h"
#include "cli/moment.h"

#include <stdio.h>
#include <sys/resource.h>

#define MAX_PICTURE_BYTES ((size_t)64 << 20)
#define EXTERNAL_HOLE_KB 24

/* A signing on its way. */
struct work {
    const struct jx_signing *signing;
    struct jx_run *run; /* for its arena, messages and fonts */
    struct jx_moment moment;
    struct jx_sign_request request;
    struct jx_key *key;
    struct jx_signer signer;
};

/* ---- lengths ---- */

/* "42" or "42.5" millimetres as 1/1000 pt; at most two decimals and a metre. */
static bool parse_mm(struct jx_str text, int32_t *ret_mpt)
{
    int64_t hundredths = 0;
    int decimals = -1;

    text = jx_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];

        if (c == '.' && decimals < 0 && i > 0) {
            decimals = 0;
        } else if (c >= '0' && c <= '9' && decimals < 2 && hundredths < 100000) {
            hundredths = hundredths * 10 + (c - '0');
            decimals += decimals >= 0;
        } else {
            return false;
        }
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
        hundredths *= 10;
    *ret_mpt = (int32_t)(hundredths * 3600 / 127);
    return text.len > 0 && hundredths <= 100000;
}

/* left,top,width,height */
static bool parse_rect(struct jx_str text, struct jx_sign_request *request)
{
    int32_t *const into[4] = {&request->x_mpt, &request->y_mpt, &request->width_mpt,
                              &request->height_mpt};
    size_t from = 0;

    for (int i = 0; i < 4; i++) {
        size_t comma = jx_str_find(text, JX_STR(","), from);

        if ((comma == SIZE_MAX) != (i == 3))
            return false;
        comma = comma == SIZE_MAX ? text.len : comma;
        if (!parse_mm(jx_str_sub(text, from, comma - from), into[i]))
            return false;
        from = comma + 1;
    }
    return request->width_mpt > 0 && request->height_mpt > 0;
}

/* ---- usage ---- */

static const char *fault_of_key(const struct jx_signing *a)
{
    const bool pem = !jx_str_empty(a->key.key) || !jx_str_empty(a->key.cert);
    int fd;

    if (!jx_str_empty(a->key.p12) + pem + !jx_str_empty(a->external) != 1)
        return "要写明用哪个密钥：--p12，或 --key 和 --cert，或 --external，三者之一";
    if (pem && (jx_str_empty(a->key.key) || jx_str_empty(a->key.cert)))
        return "--key 和 --cert 要一起用";
    if (!jx_str_empty(a->pass.fd) && !jx_passphrase_fd(a->pass.fd, &fd))
        return "--pass-fd 要一个打开的文件的编号";
    if (!jx_str_empty(a->external) && !(jx_str_empty(a->tsa.url) && jx_str_empty(a->tsa.command)))
        return "--external 的时间戳由外部程序自己加";
    return NULL;
}

/* The texts that are numbers, read into what is thrown away. */
static const char *fault_of_numbers(const struct jx_signing *a)
{
    struct jx_sign_request request;
    struct jx_moment moment;
    int32_t mpt;

    if (!jx_str_empty(a->mm) && (!parse_mm(a->mm, &mpt) || mpt == 0))
        return "--mm 后面写图章的宽，单位毫米，例如 42";
    if (a->page > 0 && !parse_rect(a->rect, &request))
        return "--rect 后面写 左,上,宽,高，单位毫米，从页面左上角量起";
    if (!jx_moment_read(a->date, &moment))
        return "--date 后面写日期，或日期和时间，例如 2024-03-05T10:15:00";
    return NULL;
}

const char *jx_signing_fault(const struct jx_signing *a)
{
    if (a->certify > 3)
        return "--certify 后面写 1、2 或 3";
    if ((a->page > 0) != !jx_str_empty(a->rect))
        return "--page 和 --rect 要一起用";
    if (a->invisible && !jx_str_empty(a->seal))
        return "--invisible 和 --seal 只能用一个";
    if (!jx_str_empty(a->mm) && jx_str_empty(a->seal))
        return "--mm 是 --seal 图章的宽";
    return fault_of_numbers(a) != NULL ? fault_of_numbers(a) : fault_of_key(a);
}

enum jx_status jx_signing_check(const struct jx_signing *signing)
{
    const char *fault = jx_signing_fault(signing);

    if (fault == NULL)
        return JX_OK;
    fprintf(stderr, "%s；jixiao --help 列出用法\n", fault);
    return JX_E_USAGE;
}

/* ---- who signs ---- */

static enum jx_status make_signer(struct work *work)
{
    const struct jx_signing *a = work->signing;
    struct jx_pass_source pass = a->pass;
    const struct jx_passphrase passphrase = {jx_passphrase_ask, &pass};
    const bool stamped = !jx_str_empty(a->tsa.url) || !jx_str_empty(a->tsa.command);
    enum jx_status status;

    pass.diags = &work->run->diags;
    pass.place = a->place;
    if (!jx_str_empty(a->external)) {
        const size_t kb = a->hole_kb > 0 ? a->hole_kb : EXTERNAL_HOLE_KB;

        work->signer = jx_signer_of_program(work->run->arena, a->external, kb << 10);
        return JX_OK;
    }
    status = jx_key_load(work->run->arena, &a->key, &passphrase, &work->run->diags, &work->key);
    if (status == JX_OK &&
        !jx_key_check(work->run->arena, work->key, work->moment.seconds, &work->run->diags))
        status = JX_E_INPUT;
    if (status == JX_OK)
        status = jx_signer_of_key(work->run->arena, work->key, stamped ? &a->tsa : NULL,
                                  &work->run->diags, &work->signer);
    if (status == JX_OK && a->hole_kb > 0)
        work->signer.max_bytes = (size_t)a->hole_kb << 10;
    return status;
}

/* ---- what is shown ---- */

/* Without a seal: who and when, in the report's fonts. */
static enum jx_status make_lines(struct work *work)
{
    struct jx_strs lines = {0};

    if (!jx_str_empty(work->signer.name))
        JX_PUSH(work->run->arena, &lines, work->signer.name);
    JX_PUSH(work->run->arena, &lines, jx_date_text(work->run->arena, work->moment.date));
    work->request.look.lines = lines.items;
    work->request.look.n_lines = lines.n;
    if (work->run->book == NULL && jx_run_book(work->run) != JX_OK)
        return JX_E_INPUT;
    work->request.look.book = work->run->book;
    return JX_OK;
}

static enum jx_status make_look(struct work *work)
{
    const struct jx_signing *a = work->signing;

    if (!jx_str_empty(a->name))
        work->signer.name = a->name;
    if (a->invisible)
        return JX_OK;
    if (jx_str_empty(a->seal))
        return make_lines(work);
    return jx_file_load(work->run->arena, a->seal, MAX_PICTURE_BYTES, &work->run->diags,
                        &work->request.look.picture);
}

/* ---- the whole ---- */

/* What jx_signing_check() found readable. */
static void make_request(struct work *work)
{
    const struct jx_signing *a = work->signing;

    work->request = (struct jx_sign_request){.place = a->place,
                                             .reason = a->reason,
                                             .location = a->location,
                                             .certify = a->certify,
                                             .lock = a->lock,
                                             .page = a->page};
    if (!jx_str_empty(a->mm))
        (void)parse_mm(a->mm, &work->request.look.picture_mpt);
    if (a->page > 0)
        (void)parse_rect(a->rect, &work->request);
    (void)jx_moment_read(a->date, &work->moment);
    work->request.pdf_time = jx_moment_pdf(work->run->arena, &work->moment);
}

enum jx_status jx_signing_apply(struct jx_run *run, const struct jx_signing *signing,
                                struct jx_str bytes, struct jx_str *ret_bytes)
{
    const struct rlimit no_core = {0, 0};
    struct work work = {.signing = signing, .run = run};
    enum jx_status status;

    (void)setrlimit(RLIMIT_CORE, &no_core); /* a crash must not write the key to the disk */
    make_request(&work);
    status = make_signer(&work);
    if (status == JX_OK)
        status = make_look(&work);
    if (status == JX_OK)
        status =
            jx_sign_pdf(run->arena, bytes, &work.request, &work.signer, &run->diags, ret_bytes);
    jx_key_free(work.key);
    return status;
}
