/* verify.c - jixiao verify.
 *
 * Layer:  cli.
 */
#include "sign/verify.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "revision/record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MAX_PEM_BYTES ((size_t)16 << 20)

struct job {
    struct jx_arena *arena;
    struct jx_sources sources;
    struct jx_diags diags;
    struct jx_verify_options options;
    struct jx_str project; /* whose issued versions are looked through; absent: none */
    bool json;
};

static enum jx_status read_file(struct job *job, struct jx_str path, size_t limit,
                                struct jx_str *ret_bytes)
{
    const enum jx_status status = jx_file_read(job->arena, path, limit, ret_bytes);

    if (status == JX_E_INPUT)
        JX_SAY(&job->diags, FILE_MISSING, JX_NO_SPAN, path);
    else if (status == JX_E_LIMIT)
        JX_SAY(&job->diags, FILE_TOO_LARGE, JX_NO_SPAN, path,
               jx_str_printf(job->arena, "%zu MB", limit >> 20));
    else if (status != JX_OK)
        JX_SAY(&job->diags, FILE_UNREADABLE, JX_NO_SPAN, path, jx_str_of(strerror(errno)));
    return status;
}

static void print(struct jx_str text)
{
    fwrite(text.ptr, 1, text.len, stdout);
}

/* Which output of an issued version the file was before anybody signed it. */
static struct jx_str version_find(struct job *job, struct jx_str sha256)
{
    for (unsigned n = jx_version_last(job->arena, job->project); n > 0; n--) {
        struct jx_record *record;

        if (jx_record_read(job->arena, job->project, n, &job->diags, &record) != JX_OK)
            continue;
        for (size_t i = 0; i < record->outputs.n; i++)
            if (jx_str_eq(record->outputs.items[i].sha256.str, sha256))
                return jx_str_printf(job->arena, "第 %u 版（%.*s）的 %.*s，签名前一字未改", n,
                                     JX_FMT(record->stage.str),
                                     JX_FMT(record->outputs.items[i].name.str));
    }
    return JX_NO_STR;
}

static void version_check(struct job *job, struct jx_verification *result)
{
    result->version = version_find(job, result->unsigned_sha256);
    if (result->version.ptr == NULL) {
        JX_SAY(&job->diags, SIGN_VERSION, JX_NO_SPAN, job->project);
        result->good = false;
    }
}

static int verify_file(struct job *job, struct jx_str path, const struct jx_strs *roots)
{
    struct jx_verification result = {0};
    struct jx_str bytes, pem;
    enum jx_status status = read_file(job, path, JX_PDF_MAX_BYTES, &bytes);

    for (size_t i = 0; i < roots->n && status == JX_OK; i++) {
        status = read_file(job, roots->items[i], MAX_PEM_BYTES, &pem);
        JX_PUSH(job->arena, &job->options.ca_pem, pem);
    }
    if (status == JX_OK)
        status = jx_verify(job->arena, bytes, &job->options, &job->diags, &result);
    if (status == JX_OK && job->project.ptr != NULL)
        version_check(job, &result);
    if (job->json) {
        print(jx_verify_json(job->arena, path, &result, &job->diags));
    } else {
        const struct jx_str said = jx_diags_print(job->arena, &job->diags, false);

        fwrite(said.ptr, 1, said.len, stderr);
        if (status == JX_OK)
            print(jx_verify_text(job->arena, path, &result));
    }
    if (status == JX_E_IO)
        return JX_EXIT_SYSTEM;
    return status == JX_OK && result.good ? JX_EXIT_OK : JX_EXIT_INPUT;
}

int jx_command_verify(int argc, char **argv)
{
    struct job job = {.arena = jx_arena_new(0)};
    struct jx_strs roots = {0}, operands = {0};
    const struct jx_option rows[] = {{"--json", JX_OPT_FLAG, &job.json},
                                     {"--ca", JX_OPT_TEXTS, &roots},
                                     {"--project", JX_OPT_TEXT, &job.project},
                                     {"--system-ca", JX_OPT_FLAG, &job.options.system_ca},
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    job.sources.arena = job.arena;
    jx_diags_init(&job.diags, job.arena, &job.sources);
    if (jx_options_parse(job.arena, argc, argv, rows, &operands) == JX_OK) {
        if (operands.n == 1)
            status = verify_file(&job, operands.items[0], &roots);
        else
            fputs("一次查验一个 PDF 文件\n", stderr);
    }
    jx_arena_free(job.arena);
    return status;
}
