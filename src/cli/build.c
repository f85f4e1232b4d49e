/* build.c - jixiao build: documents of one or many projects.
 *
 * Layer:  cli.
 *
 * All outputs of a project are made in memory first and written only when none has an error, so an earlier output
 * stays as it was. Many projects are made by --jobs processes; a process that dies takes only its own project with it.
 */
#include "base/file.h"
#include "base/hash.h"
#include "cli/drift.h"
#include "cli/outputs.h"
#include "cli/watch.h"
#include "sign/reader.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct build_options {
    struct jx_run_options run;
    struct jx_str out;  /* -o */
    struct jx_str only; /* pdf, xlsx or absent */
    unsigned jobs;
    bool strict;
    bool watch;
    bool blank; /* forms to be filled in: workbooks of a project that is not evaluated yet */
    bool many;  /* several folders: outputs go to OUT/NAME/ */
};

/* The folder's own name, without slashes behind it. */
static struct jx_str folder_name(struct jx_str folder)
{
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    return jx_path_base(folder);
}

static struct jx_str out_folder(struct jx_arena *arena, struct jx_str folder,
                                const struct build_options *options)
{
    if (options->out.ptr == NULL)
        return jx_path_join(arena, folder, JX_STR("输出"));
    if (!options->many)
        return options->out;
    return jx_path_join(arena, options->out, folder_name(folder));
}

/* A signed file is never written over. One that is this very document, signed, is what was wanted. */
static enum jx_status spare_signed(struct jx_run *run, struct jx_str folder,
                                   struct jx_outputs *outputs)
{
    enum jx_status status = JX_OK;

    for (size_t i = 0; i < outputs->n; i++) {
        struct jx_output *output = &outputs->items[i];
        const struct jx_str path = jx_path_join(run->arena, folder, output->name);
        struct jx_str there;

        if (jx_file_map(path, &there) != JX_OK)
            continue;
        if (jx_pdf_is_signed(there)) {
            output->kept = jx_str_starts(there, output->bytes);
            if (!output->kept) {
                JX_SAY(&run->diags, BUILD_SIGNED, JX_NO_SPAN, path);
                status = JX_E_INPUT;
            }
        }
        jx_file_unmap(there);
    }
    return status;
}

static enum jx_status write_outputs(struct jx_run *run, struct jx_str folder,
                                    struct jx_outputs *outputs)
{
    struct jx_new_file *files = JX_ARRAY(run->arena, struct jx_new_file, outputs->n);
    const enum jx_status status = spare_signed(run, folder, outputs);
    struct jx_str failed;
    size_t n = 0;

    if (status != JX_OK)
        return status;
    for (size_t i = 0; i < outputs->n; i++) {
        if (outputs->items[i].kept)
            continue;
        files[n].path = jx_path_join(run->arena, folder, outputs->items[i].name);
        files[n++].bytes = outputs->items[i].bytes;
    }
    if (jx_files_write(files, n, &failed) == JX_OK)
        return JX_OK;
    JX_SAY(&run->diags, FILE_UNWRITABLE, JX_NO_SPAN, failed, jx_str_of(strerror(errno)));
    return JX_E_IO;
}

/* Are these the files that the last version was issued with? */
static bool as_issued(const struct jx_run *run, const struct jx_outputs *outputs)
{
    for (size_t i = 0; i < outputs->n; i++)
        if (!jx_str_eq(jx_record_bare(run->revision->last, outputs->items[i].name),
                       jx_sha256_hex(run->arena, outputs->items[i].bytes)))
            return false;
    return true;
}

static enum jx_status make(struct jx_run *run, const struct build_options *options,
                           struct jx_outputs *outputs)
{
    const enum jx_stage to = jx_str_is(options->only, "xlsx") ? JX_STAGE_FONTS : JX_STAGE_PAGES;
    const enum jx_status status = jx_run_to(run, to);

    return status == JX_OK ? jx_outputs_make(run, options->only, outputs) : status;
}

/* The same values made other files than the issued ones: they must not look issued. */
static enum jx_status make_draft(struct jx_run *run, const struct build_options *options,
                                 struct jx_outputs *outputs)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct jx_str folder = run->folder;
    const struct jx_str number = jx_version_name(arena, run->revision->last->number);
    const struct jx_str why = jx_str_copy(arena, jx_drift(run, run->revision->last));
    enum jx_status status;

    jx_run_done(run);
    *outputs = (struct jx_outputs){0};
    jx_run_init(run, folder, &options->run);
    run->forms = options->blank;
    run->drafted = true;
    status = make(run, options, outputs);
    JX_SAY(&run->diags, BUILD_DIFFERS, JX_NO_SPAN, jx_str_copy(run->arena, number),
           jx_str_copy(run->arena, why));
    jx_arena_free(arena);
    return status;
}

static void list_outputs(struct jx_run *run, struct jx_str folder, const struct jx_outputs *outputs)
{
    for (size_t i = 0; i < outputs->n; i++) {
        const struct jx_str path = jx_path_join(run->arena, folder, outputs->items[i].name);

        printf("%.*s\n", JX_FMT(path));
        if (outputs->items[i].kept)
            fprintf(stderr, "%.*s：已签名，内容没有变，未改动\n", JX_FMT(path));
    }
}

/* Build one project. The run is left for the caller to look at and to end. */
static int build_run(struct jx_run *run, struct jx_str folder, const struct build_options *options)
{
    struct jx_outputs outputs = {0};
    struct jx_str out;
    enum jx_status status;
    int exit_status;

    jx_run_init(run, folder, &options->run);
    run->forms = options->blank;
    status = make(run, options, &outputs);
    if (status == JX_OK && run->revision->issued && !as_issued(run, &outputs))
        status = make_draft(run, options, &outputs);
    out = out_folder(run->arena, folder, options);
    if (jx_run_exit(run, status, options->strict) == JX_EXIT_OK)
        status = write_outputs(run, out, &outputs);
    if (options->many && run->diags.n > 0)
        fprintf(stderr, "%.*s：\n", JX_FMT(folder));
    jx_run_report(run);
    exit_status = jx_run_exit(run, status, options->strict);
    if (exit_status == JX_EXIT_OK)
        list_outputs(run, out, &outputs);
    else
        fprintf(stderr, "%.*s：%zu 个错误，%zu 个警告；未生成，原有文件未改动\n", JX_FMT(folder),
                jx_run_open(run, JX_ERROR), jx_run_open(run, JX_WARNING));
    (void)fflush(stdout);
    return exit_status;
}

static int build_one(struct jx_str folder, const struct build_options *options)
{
    struct jx_run run;
    const int exit_status = build_run(&run, folder, options);

    jx_run_done(&run);
    return exit_status;
}

static int build_watched(struct jx_run *ret_run, struct jx_str folder, const void *context)
{
    return build_run(ret_run, folder, context);
}

/* ---- many projects ---- */

struct pool {
    unsigned running;
    unsigned limit;
    int worst;
    size_t done, total;
};

static void wait_one(struct pool *pool)
{
    int status;

    if (wait(&status) < 0)
        return;
    pool->running--;
    pool->done++;
    status = WIFEXITED(status) ? WEXITSTATUS(status) : JX_EXIT_SYSTEM;
    pool->worst = status > pool->worst ? status : pool->worst;
    if (isatty(STDERR_FILENO) == 1)
        fprintf(stderr, "\r%zu/%zu", pool->done, pool->total);
}

static void start(struct pool *pool, struct jx_str folder, const struct build_options *options)
{
    pid_t child;

    while (pool->running >= pool->limit)
        wait_one(pool);
    (void)fflush(NULL);
    child = fork();
    if (child == 0)
        _exit(build_one(folder, options));
    if (child > 0)
        pool->running++;
    else
        pool->worst = JX_EXIT_SYSTEM;
}

static int build_many(const struct jx_strs *folders, const struct build_options *options)
{
    struct pool pool = {.limit = options->jobs, .total = folders->n};

    for (size_t i = 0; i < folders->n; i++)
        start(&pool, folders->items[i], options);
    while (pool.running > 0)
        wait_one(&pool);
    if (isatty(STDERR_FILENO) == 1)
        fputc('\n', stderr);
    return pool.worst;
}

/* Two folders of one name would write over each other. */
static bool names_differ(const struct jx_strs *folders)
{
    for (size_t i = 1; i < folders->n; i++)
        for (size_t k = 0; k < i; k++)
            if (jx_str_eq(folder_name(folders->items[i]), folder_name(folders->items[k]))) {
                fprintf(stderr, "“%.*s”和“%.*s”同名，-o 下会写到一处；请分开生成\n",
                        JX_FMT(folders->items[k]), JX_FMT(folders->items[i]));
                return false;
            }
    return true;
}

static bool usable(const struct build_options *options, const struct jx_strs *folders)
{
    if (folders->n == 0) {
        fputs("缺少项目目录；jixiao --help 列出用法\n", stderr);
        return false;
    }
    if (options->only.ptr != NULL && !jx_str_is(options->only, "pdf") &&
        !jx_str_is(options->only, "xlsx")) {
        fputs("--only 后面写 pdf 或 xlsx\n", stderr);
        return false;
    }
    if (options->blank && (jx_str_is(options->only, "pdf") || options->watch)) {
        fputs("--blank 只写待填的附表，不与 --only pdf、--watch 同用\n", stderr);
        return false;
    }
    if (options->watch && folders->n > 1) {
        fputs("--watch 一次看一个目录\n", stderr);
        return false;
    }
    return options->out.ptr == NULL || names_differ(folders);
}

int jx_command_build(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct build_options options = {.jobs = 1};
    const struct jx_option rows[] = {
        {"-o", JX_OPT_TEXT, &options.out},        {"--only", JX_OPT_TEXT, &options.only},
        {"--jobs", JX_OPT_COUNT, &options.jobs},  {"--watch", JX_OPT_FLAG, &options.watch},
        {"--blank", JX_OPT_FLAG, &options.blank}, {"--strict", JX_OPT_FLAG, &options.strict},
        JX_RUN_OPTION_ROWS(&options.run),         {NULL, JX_OPT_FLAG, NULL}};
    struct jx_strs folders = {0};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &folders) == JX_OK &&
        usable(&options, &folders)) {
        options.run.open = options.blank;
        options.only = options.blank ? JX_STR("xlsx") : options.only;
        options.many = folders.n > 1;
        status = options.watch  ? jx_watch(folders.items[0], build_watched, &options)
                 : options.many ? build_many(&folders, &options)
                                : build_one(folders.items[0], &options);
    }
    jx_arena_free(arena);
    return status;
}
