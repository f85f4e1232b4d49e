/* diff.c - jixiao diff: what changed between two versions or folders.
 *
 * Layer:  cli.
 */
#include "base/file.h"
#include "cli/run.h"
#include "revision/words.h"

#include <stdio.h>

/* The entries of 更正.yaml that are still to be filled in: into the file when there is none, else to stdout. */
static int put_skeleton(struct jx_run *run)
{
    const struct jx_str file = jx_path_join(run->arena, run->folder, JX_STR(JX_W_NOTES_FILE));
    struct jx_str text = jx_revision_skeleton(run->arena, run->revision);

    if (text.len == 0) {
        fputs("没有缺少原因的改动\n", stderr);
        return JX_EXIT_OK;
    }
    if (jx_file_exists(file)) {
        fputs("更正.yaml 已经有了，没有改动；把下面的条目加到它的“更正:”下面\n", stderr);
        fwrite(text.ptr, 1, text.len, stdout);
        return JX_EXIT_OK;
    }
    text = jx_str_printf(run->arena, "格式: 1\n\n更正:\n%.*s", JX_FMT(text));
    if (jx_file_write(file, text) != JX_OK) {
        fprintf(stderr, "无法写入 %.*s\n", JX_FMT(file));
        return JX_EXIT_SYSTEM;
    }
    printf("%.*s\n", JX_FMT(file));
    return JX_EXIT_OK;
}

static int skeleton(struct jx_str folder, const struct jx_run_options *options)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, JX_STAGE_DOCUMENT);
    if (run.revision != NULL) {
        exit_status = put_skeleton(&run);
    } else {
        jx_run_report(&run);
        exit_status = jx_run_exit(&run, status, false);
    }
    (void)fflush(stdout);
    jx_run_done(&run);
    return exit_status;
}

int jx_command_diff(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    bool want_skeleton = false;
    struct jx_str folder;
    const struct jx_option rows[] = {{"--skeleton", JX_OPT_FLAG, &want_skeleton},
                                     JX_RUN_OPTION_ROWS(&options),
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_run_operand(arena, argc, argv, rows, &folder) == JX_OK)
        status = skeleton(folder, &options);
    jx_arena_free(arena);
    return status;
}
