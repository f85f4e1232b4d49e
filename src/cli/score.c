/* score.c - jixiao score.
 *
 * Layer:  cli.
 */
#include "score/score.h"
#include "cli/run.h"

#include <stdio.h>

static int run_score(struct jx_str folder, const struct jx_run_options *options, bool json,
                     bool explain)
{
    struct jx_run run;
    enum jx_status status;
    struct jx_str text;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, JX_STAGE_SCORE);
    jx_run_report(&run);
    exit_status = jx_run_exit(&run, status, false);
    if (exit_status == JX_EXIT_OK) {
        text = json ? jx_score_json(run.arena, run.score)
                    : jx_score_print(run.arena, run.score, explain);
        fwrite(text.ptr, 1, text.len, stdout);
        if (!jx_str_ends(text, JX_STR("\n")))
            putchar('\n');
    }
    jx_run_done(&run);
    return exit_status;
}

int jx_command_score(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    bool json = false, explain = false;
    const struct jx_option rows[] = {{"--json", JX_OPT_FLAG, &json},
                                     {"--explain", JX_OPT_FLAG, &explain},
                                     JX_RUN_OPTION_ROWS(&options),
                                     {NULL, JX_OPT_FLAG, NULL}};
    struct jx_str folder;
    int status = JX_EXIT_USAGE;

    if (jx_run_operand(arena, argc, argv, rows, &folder) == JX_OK)
        status = run_score(folder, &options, json, explain);
    jx_arena_free(arena);
    return status;
}
