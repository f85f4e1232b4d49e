/* sign.c - jixiao sign.
 *
 * Layer:  cli.
 */
#include "sign/sign.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/moment.h"
#include "cli/passphrase.h"
#include "cli/run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define MAX_PDF_BYTES ((size_t)512 << 20)
#define MAX_PICTURE_BYTES ((size_t)64 << 20)
#define EXTERNAL_HOLE_KB 24

struct arguments {
    struct jx_run_options run;
    struct jx_str place, out, date, reason, location, name;
    struct jx_key_files key;
    struct jx_pass_source pass;
    struct jx_tsa tsa;
    struct jx_str external;
    struct jx_str seal, mm, rect;
    bool invisible;
    unsigned certify, hole_kb, page;
    struct jx_strs files;
};

/* A signing on its way. */
struct work {
    const struct arguments *arguments;
    struct jx_run run; /* for its arena, messages and fonts */
    struct jx_str file;
    struct jx_moment moment;
    struct jx_sign_request request;
    struct jx_key *key;
    struct jx_signer signer;
};

/* ---- usage ---- */

static enum jx_status wrong(const char *why)
{
    fprintf(stderr, "%s；jixiao --help 列出用法\n", why);
    return JX_E_USAGE;
}

static enum jx_status check_key(const struct arguments *a)
{
    const bool pem = !jx_str_empty(a->key.key) || !jx_str_empty(a->key.cert);
    int fd;

    if (!jx_str_empty(a->key.p12) + pem + !jx_str_empty(a->external) != 1)
        return wrong("要写明用哪个密钥：--p12，或 --key 和 --cert，或 --external，三者之一");
    if (pem && (jx_str_empty(a->key.key) || jx_str_empty(a->key.cert)))
        return wrong("--key 和 --cert 要一起用");
    if (!jx_str_empty(a->pass.fd) && !jx_passphrase_fd(a->pass.fd, &fd))
        return wrong("--pass-fd 要一个打开的文件的编号");
    if (!jx_str_empty(a->external) && !(jx_str_empty(a->tsa.url) && jx_str_empty(a->tsa.command)))
        return wrong("--external 的时间戳由外部程序自己加");
    return JX_OK;
}

static enum jx_status check_usage(const struct arguments *a)
{
    if (a->files.n != 1)
        return wrong("jixiao sign 一次签一个 PDF 文件");
    if (a->certify > 3)
        return wrong("--certify 后面写 1、2 或 3");
    if ((a->page > 0) != !jx_str_empty(a->rect))
        return wrong("--page 和 --rect 要一起用");
    if (a->invisible && !jx_str_empty(a->seal))
        return wrong("--invisible 和 --seal 只能用一个");
    if (!jx_str_empty(a->mm) && jx_str_empty(a->seal))
        return wrong("--mm 是 --seal 图章的宽");
    return check_key(a);
}

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

/* ---- files ---- */

static enum jx_status read_file(struct work *work, struct jx_str path, size_t limit,
                                struct jx_str *ret_bytes)
{
    struct jx_diags *diags = &work->run.diags;
    const enum jx_status status = jx_file_read(work->run.arena, path, limit, ret_bytes);

    if (status == JX_E_INPUT)
        JX_SAY(diags, FILE_MISSING, JX_NO_SPAN, path);
    else if (status == JX_E_LIMIT)
        JX_SAY(diags, FILE_TOO_LARGE, JX_NO_SPAN, path,
               jx_str_printf(work->run.arena, "%zu MB", limit >> 20));
    else if (status != JX_OK)
        JX_SAY(diags, FILE_UNREADABLE, JX_NO_SPAN, path, jx_str_of(strerror(errno)));
    return status == JX_E_LIMIT ? JX_E_INPUT : status;
}

static enum jx_status write_file(struct work *work, struct jx_str bytes)
{
    const struct jx_str path =
        jx_str_empty(work->arguments->out) ? work->file : work->arguments->out;

    if (jx_file_write(path, bytes) != JX_OK) {
        JX_SAY(&work->run.diags, FILE_UNWRITABLE, JX_NO_SPAN, path, jx_str_of(strerror(errno)));
        return JX_E_IO;
    }
    printf("%.*s\n", JX_FMT(path));
    return JX_OK;
}

/* ---- who signs ---- */

static enum jx_status make_signer(struct work *work)
{
    const struct arguments *a = work->arguments;
    struct jx_pass_source pass = a->pass;
    const struct jx_passphrase passphrase = {jx_passphrase_ask, &pass};
    const bool stamped = !jx_str_empty(a->tsa.url) || !jx_str_empty(a->tsa.command);
    enum jx_status status;

    pass.diags = &work->run.diags;
    if (!jx_str_empty(a->external)) {
        const size_t kb = a->hole_kb > 0 ? a->hole_kb : EXTERNAL_HOLE_KB;

        work->signer = jx_signer_of_program(work->run.arena, a->external, kb << 10);
        return JX_OK;
    }
    status = jx_key_load(work->run.arena, &a->key, &passphrase, &work->run.diags, &work->key);
    if (status == JX_OK &&
        !jx_key_check(work->run.arena, work->key, work->moment.seconds, &work->run.diags))
        status = JX_E_INPUT;
    if (status == JX_OK)
        status = jx_signer_of_key(work->run.arena, work->key, stamped ? &a->tsa : NULL,
                                  &work->run.diags, &work->signer);
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
        JX_PUSH(work->run.arena, &lines, work->signer.name);
    JX_PUSH(work->run.arena, &lines, jx_date_text(work->run.arena, work->moment.date));
    work->request.look.lines = lines.items;
    work->request.look.n_lines = lines.n;
    if (jx_run_book(&work->run) != JX_OK)
        return JX_E_INPUT;
    work->request.look.book = work->run.book;
    return JX_OK;
}

static enum jx_status make_look(struct work *work)
{
    const struct arguments *a = work->arguments;

    if (!jx_str_empty(a->name))
        work->signer.name = a->name;
    if (a->invisible)
        return JX_OK;
    if (jx_str_empty(a->seal))
        return make_lines(work);
    return read_file(work, a->seal, MAX_PICTURE_BYTES, &work->request.look.picture);
}

/* ---- the command ---- */

static enum jx_status make_request(struct work *work)
{
    const struct arguments *a = work->arguments;

    work->request = (struct jx_sign_request){.place = a->place,
                                             .reason = a->reason,
                                             .location = a->location,
                                             .certify = a->certify,
                                             .page = a->page};
    if (!jx_str_empty(a->mm) &&
        (!parse_mm(a->mm, &work->request.look.picture_mpt) || work->request.look.picture_mpt == 0))
        return wrong("--mm 后面写图章的宽，单位毫米，例如 42");
    if (a->page > 0 && !parse_rect(a->rect, &work->request))
        return wrong("--rect 后面写 左,上,宽,高，单位毫米，从页面左上角量起");
    if (!jx_moment_read(a->date, &work->moment))
        return wrong("--date 后面写日期，或日期和时间，例如 2024-03-05T10:15:00");
    work->request.pdf_time = jx_moment_pdf(work->run.arena, &work->moment);
    return JX_OK;
}

static enum jx_status sign(struct work *work)
{
    struct jx_str bytes = JX_NO_STR, signed_bytes = JX_NO_STR;
    enum jx_status status = read_file(work, work->file, MAX_PDF_BYTES, &bytes);

    if (status == JX_OK)
        status = make_signer(work);
    if (status == JX_OK)
        status = make_look(work);
    if (status == JX_OK)
        status = jx_sign_pdf(work->run.arena, bytes, &work->request, &work->signer,
                             &work->run.diags, &signed_bytes);
    return status == JX_OK ? write_file(work, signed_bytes) : status;
}

static int run_sign(const struct arguments *arguments)
{
    const struct rlimit no_core = {0, 0};
    struct work work = {.arguments = arguments, .file = arguments->files.items[0]};
    enum jx_status status;
    int exit_status = JX_EXIT_USAGE;

    (void)setrlimit(RLIMIT_CORE, &no_core); /* a crash must not write the key to the disk */
    jx_run_init(&work.run, JX_STR("."), &arguments->run);
    status = make_request(&work);
    if (status == JX_OK) {
        status = sign(&work);
        jx_run_report(&work.run);
        exit_status = jx_run_exit(&work.run, status, false);
    }
    if (status != JX_OK && status != JX_E_USAGE)
        fprintf(stderr, "%.*s：没有签名，文件未改动\n", JX_FMT(work.file));
    jx_key_free(work.key);
    jx_run_done(&work.run);
    return exit_status;
}

int jx_command_sign(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct arguments a = {0};
    const struct jx_option rows[] = {{"--place", JX_OPT_TEXT, &a.place},
                                     {"--p12", JX_OPT_TEXT, &a.key.p12},
                                     {"--key", JX_OPT_TEXT, &a.key.key},
                                     {"--cert", JX_OPT_TEXT, &a.key.cert},
                                     {"--chain", JX_OPT_TEXT, &a.key.chain},
                                     {"--pass-file", JX_OPT_TEXT, &a.pass.file},
                                     {"--pass-fd", JX_OPT_TEXT, &a.pass.fd},
                                     {"--external", JX_OPT_TEXT, &a.external},
                                     {"--hole", JX_OPT_COUNT, &a.hole_kb},
                                     {"--tsa", JX_OPT_TEXT, &a.tsa.url},
                                     {"--tsa-cmd", JX_OPT_TEXT, &a.tsa.command},
                                     {"--date", JX_OPT_TEXT, &a.date},
                                     {"--seal", JX_OPT_TEXT, &a.seal},
                                     {"--mm", JX_OPT_TEXT, &a.mm},
                                     {"--invisible", JX_OPT_FLAG, &a.invisible},
                                     {"--name", JX_OPT_TEXT, &a.name},
                                     {"--reason", JX_OPT_TEXT, &a.reason},
                                     {"--location", JX_OPT_TEXT, &a.location},
                                     {"--certify", JX_OPT_COUNT, &a.certify},
                                     {"--page", JX_OPT_COUNT, &a.page},
                                     {"--rect", JX_OPT_TEXT, &a.rect},
                                     {"-o", JX_OPT_TEXT, &a.out},
                                     JX_RUN_OPTION_ROWS(&a.run),
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &a.files) == JX_OK && check_usage(&a) == JX_OK)
        status = run_sign(&a);
    jx_arena_free(arena);
    return status;
}
