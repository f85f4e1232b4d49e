/* verify.c - jixiao verify.
 *
 * Layer:  cli.
 */
#include "sign/verify.h"
#include "base/hash.h"
#include "base/load.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/standing.h"

#include <stdio.h>

#define MAX_PEM_BYTES ((size_t)16 << 20)

struct job {
    struct jx_arena *arena;
    struct jx_sources sources;
    struct jx_diags diags;
    struct jx_verify_options options;
    struct jx_str project;       /* whose issued versions are looked through; absent: none */
    struct jx_standing standing; /* of the version found there */
    bool json;
};

static void print(struct jx_str text)
{
    fwrite(text.ptr, 1, text.len, stdout);
}

/* ---- which issued version ---- */

/* The version and output whose bytes, or bytes before any signature, have this hash. */
static const struct jx_sealed *version_find(struct job *job, struct jx_str sha256, bool bare,
                                            const struct jx_record **ret_record)
{
    for (unsigned n = jx_version_last(job->arena, job->project); n > 0; n--) {
        struct jx_record *record;

        if (jx_record_read(job->arena, job->project, n, &job->diags, &record) != JX_OK)
            continue;
        *ret_record = record;
        for (size_t i = 0; i < record->outputs.n; i++) {
            const struct jx_sealed *output = &record->outputs.items[i];

            if (jx_str_eq(bare ? jx_record_bare(record, output->name.str) : output->sha256.str,
                          sha256))
                return output;
        }
    }
    return NULL;
}

/* No version has this file: the code on it tells which one it pretends to be. */
static void say_foreign(struct job *job, struct jx_str bytes)
{
    struct jx_standing standing;
    struct jx_diags quiet;
    struct jx_pdf *pdf = NULL;
    struct jx_str code = JX_NO_STR;

    jx_diags_init(&quiet, job->arena, &job->sources);
    if (jx_pdf_open(job->arena, bytes, &quiet, &pdf) == JX_OK)
        code = jx_pdf_identifier(pdf);
    if (code.ptr == NULL)
        JX_SAY(&job->diags, SIGN_VERSION, JX_NO_SPAN, job->project);
    else if (jx_standing_of_code(job->arena, job->project, code, &job->diags, &standing) == JX_OK)
        JX_SAY(&job->diags, CODE_FILE, JX_NO_SPAN, code,
               jx_str_printf(job->arena, "%u", standing.record->number));
}

/* Look the file up in the issued versions. False after messages: it is none of theirs, or theirs are not as they were. */
static bool version_check(struct job *job, struct jx_str bytes, struct jx_verification *result)
{
    const bool is_signed = result->n > 0;
    const struct jx_record *record = NULL;
    const struct jx_sealed *output =
        version_find(job, is_signed ? result->unsigned_sha256 : jx_sha256_hex(job->arena, bytes),
                     is_signed, &record);

    if (output == NULL) {
        say_foreign(job, bytes);
        return false;
    }
    result->version = jx_str_printf(job->arena, "第 %u 版（%.*s）的 %.*s，%s", record->number,
                                    JX_FMT(record->stage.str), JX_FMT(output->name.str),
                                    is_signed ? "签名前一字未改" : "一字未改");
    if (jx_standing_make(job->arena, job->project, record->number, &job->diags, &job->standing) !=
        JX_OK)
        return false;
    result->standing = jx_standing_value(job->arena, &job->standing);
    return job->standing.good;
}

/* ---- a file ---- */

/* A file of an issued version need not be signed: a workbook never is. */
static enum jx_status judge(struct job *job, struct jx_str bytes, struct jx_verification *result)
{
    bool is_version;
    enum jx_status status = JX_OK;

    if (job->project.ptr == NULL || jx_pdf_is_signed(bytes))
        status = jx_verify(job->arena, bytes, &job->options, &job->diags, result);
    else
        result->good = true;
    if (status != JX_OK || job->project.ptr == NULL)
        return status;
    is_version = version_check(job, bytes, result);
    result->good = result->good && is_version;
    return JX_OK;
}

static void report(struct job *job, struct jx_str path, enum jx_status status,
                   const struct jx_verification *result)
{
    const struct jx_str said = jx_diags_print(job->arena, &job->diags, false);

    if (job->json) {
        print(jx_verify_json(job->arena, path, result, &job->diags));
        return;
    }
    fwrite(said.ptr, 1, said.len, stderr);
    if (status != JX_OK)
        return;
    print(jx_verify_text(job->arena, path, result));
    if (job->standing.record != NULL)
        print(jx_standing_text(job->arena, &job->standing));
}

static int verify_file(struct job *job, struct jx_str path, const struct jx_strs *roots)
{
    struct jx_verification result = {0};
    struct jx_str bytes, pem;
    enum jx_status status = jx_file_load(job->arena, path, JX_PDF_MAX_BYTES, &job->diags, &bytes);

    for (size_t i = 0; i < roots->n && status == JX_OK; i++) {
        status = jx_file_load(job->arena, roots->items[i], MAX_PEM_BYTES, &job->diags, &pem);
        JX_PUSH(job->arena, &job->options.ca_pem, pem);
    }
    if (status == JX_OK)
        status = judge(job, bytes, &result);
    report(job, path, status, &result);
    if (status == JX_E_IO)
        return JX_EXIT_SYSTEM;
    return status == JX_OK && result.good ? JX_EXIT_OK : JX_EXIT_INPUT;
}

/* ---- a code ---- */

static void report_code(struct job *job, enum jx_status status)
{
    const struct jx_str said = jx_diags_print(job->arena, &job->diags, false);
    const bool good = status == JX_OK && job->standing.good;
    const struct jx_verification result = {
        .good = good,
        .standing = status == JX_OK ? jx_standing_value(job->arena, &job->standing) : NULL};

    if (job->json) {
        print(jx_verify_json(job->arena, JX_NO_STR, &result, &job->diags));
        return;
    }
    fwrite(said.ptr, 1, said.len, stderr);
    if (status != JX_OK)
        return;
    puts(good ? "查验码相符" : "查验码相符，但存档的版本被改动过，不可采信");
    print(jx_standing_text(job->arena, &job->standing));
}

static int verify_code(struct job *job, struct jx_str text)
{
    const enum jx_status status =
        jx_standing_of_code(job->arena, job->project, text, &job->diags, &job->standing);

    report_code(job, status);
    return status == JX_OK && job->standing.good ? JX_EXIT_OK : JX_EXIT_INPUT;
}

/* ---- the command ---- */

static int run_verify(struct job *job, struct jx_str code, const struct jx_strs *files,
                      const struct jx_strs *roots)
{
    if (code.ptr != NULL && (files->n > 0 || job->project.ptr == NULL)) {
        fputs("--code 和 --project 一起用，不再写文件\n", stderr);
        return JX_EXIT_USAGE;
    }
    if (code.ptr != NULL)
        return verify_code(job, code);
    if (files->n == 1)
        return verify_file(job, files->items[0], roots);
    fputs("一次查验一个 PDF 文件\n", stderr);
    return JX_EXIT_USAGE;
}

int jx_command_verify(int argc, char **argv)
{
    struct job job = {.arena = jx_arena_new(0)};
    struct jx_strs roots = {0}, operands = {0};
    struct jx_str code = JX_NO_STR;
    const struct jx_option rows[] = {{"--json", JX_OPT_FLAG, &job.json},
                                     {"--ca", JX_OPT_TEXTS, &roots},
                                     {"--project", JX_OPT_TEXT, &job.project},
                                     {"--code", JX_OPT_TEXT, &code},
                                     {"--system-ca", JX_OPT_FLAG, &job.options.system_ca},
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    job.sources.arena = job.arena;
    jx_diags_init(&job.diags, job.arena, &job.sources);
    if (jx_options_parse(job.arena, argc, argv, rows, &operands) == JX_OK)
        status = run_verify(&job, code, &operands, &roots);
    jx_arena_free(job.arena);
    return status;
}
