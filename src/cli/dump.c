/* dump.c - jixiao dump: any stage as text.
 *
 * Layer:  cli.
 */
#include "cli/run.h"
#include "trace/trace.h"

#include <stdio.h>

struct stage {
    const char *name;
    enum jx_stage to;
    struct jx_str (*print)(struct jx_run *run);
};

/* What templates see. Where values are printed is not known without a document. */
static struct jx_str print_data(struct jx_run *run)
{
    struct jx_value *data = jx_document_data(run->arena, run->project, run->score);
    struct jx_str text;

    if (jx_run_revision(run) == JX_OK) {
        const struct jx_value *more = jx_revision_value(run->arena, run->revision);

        for (size_t i = 0; i < more->map.n; i++)
            jx_value_put(run->arena, data, more->map.items[i].key, more->map.items[i].value);
    }
    text = jx_trace_value(run->arena, data);
    return jx_str_replace(run->arena, text, JX_STR(JX_PLACE_MARK), JX_STR("·"));
}

static struct jx_str print_score(struct jx_run *run)
{
    return jx_score_print(run->arena, run->score, true);
}

static struct jx_str print_document(struct jx_run *run)
{
    return jx_trace_document(run->arena, run->document);
}

static struct jx_str print_pages(struct jx_run *run)
{
    return jx_trace_pages(run->arena, run->pages);
}

static const struct stage stages[] = {
    {"data", JX_STAGE_SCORE, print_data},
    {"score", JX_STAGE_SCORE, print_score},
    {"document", JX_STAGE_DOCUMENT, print_document},
    {"pages", JX_STAGE_PAGES, print_pages},
};

static const struct stage *find_stage(struct jx_str name)
{
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
        if (jx_str_is(name, stages[i].name))
            return &stages[i];
    return NULL;
}

static int dump(struct jx_str folder, const struct jx_run_options *options,
                const struct stage *stage)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, stage->to);
    jx_run_report(&run);
    exit_status = jx_run_exit(&run, status, false);
    if (exit_status == JX_EXIT_OK) {
        const struct jx_str text = stage->print(&run);

        fwrite(text.ptr, 1, text.len, stdout);
    }
    jx_run_done(&run);
    return exit_status;
}

int jx_command_dump(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    struct jx_str name = JX_NO_STR, folder;
    const struct jx_option rows[] = {
        {"--stage", JX_OPT_TEXT, &name}, JX_RUN_OPTION_ROWS(&options), {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_run_operand(arena, argc, argv, rows, &folder) == JX_OK) {
        const struct stage *stage = find_stage(name);

        if (stage != NULL)
            status = dump(folder, &options, stage);
        else
            fputs("--stage 要写 data、score、document 或 pages\n", stderr);
    }
    jx_arena_free(arena);
    return status;
}
