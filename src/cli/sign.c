/* sign.c - jixiao sign.
 *
 * Layer:  cli.
 */
#include "cli/signing.h"

#include "base/load.h"
#include "sign/reader.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct arguments {
    struct jx_run_options run;
    struct jx_signing signing;
    struct jx_str out;
    struct jx_strs files;
};

static enum jx_status write_file(struct jx_run *run, struct jx_str path, struct jx_str bytes)
{
    if (jx_file_write(path, bytes) != JX_OK) {
        JX_SAY(&run->diags, FILE_UNWRITABLE, JX_NO_SPAN, path, jx_str_of(strerror(errno)));
        return JX_E_IO;
    }
    printf("%.*s\n", JX_FMT(path));
    return JX_OK;
}

static enum jx_status sign(struct jx_run *run, const struct arguments *a)
{
    const struct jx_str path = a->files.items[0];
    struct jx_str bytes = JX_NO_STR, signed_bytes = JX_NO_STR;
    enum jx_status status = jx_file_load(run->arena, path, JX_PDF_MAX_BYTES, &run->diags, &bytes);

    if (status == JX_OK)
        status = jx_signing_apply(run, &a->signing, bytes, &signed_bytes);
    if (status != JX_OK)
        return status;
    return write_file(run, jx_str_empty(a->out) ? path : a->out, signed_bytes);
}

static int run_sign(const struct arguments *arguments)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, JX_STR("."), &arguments->run);
    status = sign(&run, arguments);
    jx_run_report(&run);
    exit_status = jx_run_exit(&run, status, false);
    if (status != JX_OK)
        fprintf(stderr, "%.*s：没有签上，文件未改动\n", JX_FMT(arguments->files.items[0]));
    jx_run_done(&run);
    return exit_status;
}

int jx_command_sign(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct arguments a = {0};
    const struct jx_option rows[] = {JX_SIGNING_OPTION_ROWS(&a.signing),
                                     {"-o", JX_OPT_TEXT, &a.out},
                                     JX_RUN_OPTION_ROWS(&a.run),
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &a.files) != JX_OK)
        status = JX_EXIT_USAGE;
    else if (a.files.n != 1)
        fputs("jixiao sign 一次签一个 PDF 文件；jixiao --help 列出用法\n", stderr);
    else if (jx_signing_check(&a.signing) == JX_OK)
        status = run_sign(&a);
    jx_arena_free(arena);
    return status;
}
