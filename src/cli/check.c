/* check.c - jixiao check.
 *
 * Layer:  cli.
 */
#include "cli/run.h"

#include <stdio.h>

static void report_counts(const struct jx_run *run)
{
    const size_t errors = jx_run_open(run, JX_ERROR);
    const size_t warnings = jx_run_open(run, JX_WARNING);
    const size_t hints = jx_run_open(run, JX_HINT);
    size_t acknowledged = 0;

    for (size_t i = 0; i < run->diags.n; i++)
        acknowledged += run->diags.items[i].acknowledged.ptr != NULL;
    if (run->diags.n == 0) {
        fprintf(stderr, "%.*s：没有发现问题\n", JX_FMT(run->folder));
        return;
    }
    fprintf(stderr, "%.*s：%zu 个错误，%zu 个警告，%zu 条提示", JX_FMT(run->folder), errors,
            warnings, hints);
    if (acknowledged > 0)
        fprintf(stderr, "；已确认 %zu 条", acknowledged);
    fputs("\n", stderr);
}

static int check_one(struct jx_str folder, const struct jx_run_options *options, bool strict,
                     bool json)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, JX_STAGE_PAGES);
    if (json) {
        struct jx_str text;

        jx_diags_sort(&run.diags);
        text = jx_diags_json(run.arena, &run.diags);
        fwrite(text.ptr, 1, text.len, stdout);
    } else {
        jx_run_report(&run);
    }
    exit_status = jx_run_exit(&run, status, strict);
    if (!json)
        report_counts(&run);
    jx_run_done(&run);
    return exit_status;
}

int jx_command_check(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    bool json = false, strict = false;
    const struct jx_option rows[] = {{"--json", JX_OPT_FLAG, &json},
                                     {"--strict", JX_OPT_FLAG, &strict},
                                     JX_RUN_OPTION_ROWS(&options),
                                     {NULL, JX_OPT_FLAG, NULL}};
    struct jx_strs folders = {0};
    int worst = JX_EXIT_OK;

    if (jx_options_parse(arena, argc, argv, rows, &folders) != JX_OK) {
        worst = JX_EXIT_USAGE;
    } else if (folders.n == 0 || (json && folders.n > 1)) {
        fputs(json ? "--json 一次检查一个目录\n" : "缺少项目目录\n", stderr);
        worst = JX_EXIT_USAGE;
    }
    for (size_t i = 0; worst != JX_EXIT_USAGE && i < folders.n; i++) {
        const int status = check_one(folders.items[i], &options, strict, json);

        worst = status > worst ? status : worst;
    }
    jx_arena_free(arena);
    return worst;
}
