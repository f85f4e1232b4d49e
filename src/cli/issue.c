/* issue.c - jixiao issue: freezes a version with all that it was made from.
 *
 * Layer:  cli.
 */
#include "base/file.h"
#include "base/hash.h"
#include "cli/drift.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/program.h"
#include "cli/signing.h"
#include "revision/code.h"
#include "revision/freeze.h"
#include "revision/record.h"
#include "revision/words.h"

#include <stdio.h>

struct issue {
    struct jx_run run;
    struct jx_outputs outputs;
    struct jx_record record;
    struct jx_frozen_list files;
    struct jx_signings signings; /* in order; none: the report is not signed */
};

struct issue_options {
    struct jx_run_options run;
    struct jx_str sign;        /* --sign: a file that lists who signs */
    struct jx_signing signing; /* the only one, or what all of the list share */
};

/* ---- what is frozen ---- */

static void seal(struct jx_arena *arena, struct jx_sealed_list *list, struct jx_str name,
                 struct jx_str bytes)
{
    JX_PUSH(arena, list,
            (struct jx_sealed){{name, JX_NO_SPAN}, {jx_sha256_hex(arena, bytes), JX_NO_SPAN}});
}

static void freeze(struct issue *issue, const char *folder, struct jx_sealed_list *list,
                   struct jx_str name, struct jx_str bytes)
{
    struct jx_arena *arena = issue->run.arena;
    const struct jx_frozen file = {jx_str_printf(arena, "%s/%.*s", folder, JX_FMT(name)), bytes};

    seal(arena, list, name, bytes);
    JX_PUSH(arena, &issue->files, file);
}

static enum jx_status freeze_inputs(struct issue *issue)
{
    struct jx_frozen_list files = {0};
    const enum jx_status status = jx_inputs_read(&issue->run, &files);

    for (size_t i = 0; i < files.n; i++)
        freeze(issue, JX_W_INPUTS, &issue->record.inputs, files.items[i].name,
               files.items[i].bytes);
    return status;
}

/* The code that was printed, before the hashes of all inputs were kept, must be theirs. */
static enum jx_status freeze_code(struct issue *issue)
{
    struct jx_run *run = &issue->run;
    const struct jx_check_code *printed = &run->document->code;
    const struct jx_code code =
        jx_code_make(run->arena, run->number, run->revision->stage, &issue->record.inputs);

    issue->record.digest.str = code.digest;
    issue->record.code.str = code.text;
    if (!printed->wanted || jx_str_eq(printed->text, code.text))
        return JX_OK;
    JX_SAY(&run->diags, ISSUE_MOVED, JX_NO_SPAN);
    return JX_E_INPUT;
}

/* Everybody signs the report in turn, in memory: nothing is on the disk yet when one of them cannot. */
static enum jx_status sign_report(struct issue *issue)
{
    struct jx_run *run = &issue->run;
    struct jx_output *report = &issue->outputs.items[0];
    const struct jx_frozen_list bare = {.items = &(struct jx_frozen){report->name, report->bytes},
                                        .n = 1};
    enum jx_status status = JX_OK;

    if (issue->signings.n == 0)
        return JX_OK;
    jx_files_seal(run->arena, &bare, &issue->record.bare);
    for (size_t i = 0; i < issue->signings.n && status == JX_OK; i++)
        status = jx_signing_apply(run, &issue->signings.items[i], report->bytes, &report->bytes);
    return status;
}

static void freeze_outputs(struct issue *issue)
{
    for (size_t i = 0; i < issue->outputs.n; i++)
        freeze(issue, JX_W_OUTPUTS, &issue->record.outputs, issue->outputs.items[i].name,
               issue->outputs.items[i].bytes);
}

static void seal_fonts(struct issue *issue)
{
    const struct jx_run *run = &issue->run;

    for (size_t i = 0; i < jx_font_book_n_fonts(run->book); i++) {
        const struct jx_font *font = jx_font_book_at(run->book, i);
        const struct jx_str name = jx_font_file_name(font);

        if (jx_sealed_find(&issue->record.fonts, name) == NULL)
            seal(run->arena, &issue->record.fonts, name, jx_font_bytes(font));
    }
}

/* A version that would be the same as the last one, stage included, is none. */
static bool is_new(struct issue *issue)
{
    struct jx_run *run = &issue->run;
    const struct jx_record *last = run->revision->last;

    if (last == NULL || !jx_str_eq(last->stage.str, run->stage) || run->revision->changes.n > 0 ||
        jx_drift(run, last).len > 0)
        return true;
    JX_SAY(&run->diags, ISSUE_SAME, JX_NO_SPAN, jx_version_name(run->arena, last->number),
           last->stage.str);
    return false;
}

static enum jx_status freeze_all(struct issue *issue)
{
    struct jx_run *run = &issue->run;
    struct jx_record *record = &issue->record;
    enum jx_status status = freeze_inputs(issue);

    if (status != JX_OK)
        return status;
    if (!is_new(issue))
        return JX_E_INPUT;
    status = freeze_code(issue);
    if (status == JX_OK)
        status = sign_report(issue);
    if (status != JX_OK)
        return status;
    freeze_outputs(issue);
    seal_fonts(issue);
    record->number = run->number;
    record->stage.str = run->revision->stage;
    record->date.str = jx_date_iso(run->arena, run->project->report_date.date);
    jx_program_seal(run->arena, record);
    record->total.str = run->score->total_text;
    record->grade.str = run->score->grade;
    JX_PUSH(run->arena, &issue->files,
            (struct jx_frozen){JX_STR(JX_W_SNAPSHOT_FILE),
                               jx_snapshot_json(run->arena, jx_run_snapshot(run))});
    JX_PUSH(run->arena, &issue->files,
            (struct jx_frozen){JX_STR(JX_W_RECORD_FILE), jx_record_print(run->arena, record)});
    return jx_version_freeze(run->arena, run->folder, run->number, &issue->files, &run->diags);
}

/* ---- the command ---- */

static bool is_key_given(const struct jx_signing *signing)
{
    return !jx_str_empty(signing->key.p12) || !jx_str_empty(signing->key.key) ||
           !jx_str_empty(signing->key.cert) || !jx_str_empty(signing->external);
}

static enum jx_status list_signers(struct issue *issue, const struct issue_options *options)
{
    if (!jx_str_empty(options->sign))
        return jx_signings_read(&issue->run, options->sign, &options->signing, &issue->signings);
    if (is_key_given(&options->signing))
        JX_PUSH(issue->run.arena, &issue->signings, options->signing);
    return JX_OK;
}

static int issue_locked(struct jx_str folder, struct issue_options *options)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct issue issue = {0};
    enum jx_status status;
    int exit_status;

    options->run.number = jx_version_last(arena, folder) + 1;
    jx_run_init(&issue.run, folder, &options->run);
    status = list_signers(&issue, options);
    if (status == JX_OK)
        status = jx_run_to(&issue.run, JX_STAGE_PAGES);
    if (status == JX_OK)
        status = jx_outputs_make(&issue.run, JX_NO_STR, &issue.outputs);
    if (status == JX_OK)
        (void)jx_font_book_verify(issue.run.book, &issue.run.diags);
    if (jx_run_exit(&issue.run, status, false) == JX_EXIT_OK)
        status = freeze_all(&issue);
    jx_run_report(&issue.run);
    exit_status = jx_run_exit(&issue.run, status, false);
    if (exit_status == JX_EXIT_OK)
        printf("%.*s\n", JX_FMT(jx_version_folder(arena, folder, options->run.number)));
    else
        fprintf(stderr, "%.*s：没有出具\n", JX_FMT(folder));
    (void)fflush(stdout);
    jx_run_done(&issue.run);
    jx_arena_free(arena);
    return exit_status;
}

static int issue_folder(struct jx_str folder, struct issue_options *options)
{
    int lock = -1;
    const enum jx_status locked = jx_folder_lock(folder, &lock);
    int exit_status;

    if (locked == JX_E_INPUT) {
        fprintf(stderr, "%.*s：另一个 jixiao 正在出具，没有出具\n", JX_FMT(folder));
        return JX_EXIT_SYSTEM;
    }
    exit_status = issue_locked(folder, options);
    jx_folder_unlock(lock);
    return exit_status;
}

static bool known_stage(struct jx_str stage)
{
    for (size_t i = 0; jx_stages[i] != NULL; i++)
        if (jx_str_is(stage, jx_stages[i]))
            return true;
    fputs("--stage 后面写 初稿、征求意见稿、送审稿、报批稿 或 定稿\n", stderr);
    return false;
}

/* Several signers stand in the list; for one the options do. What only makes sense with a key must not be given without. */
static bool signing_fits(const struct issue_options *options)
{
    const struct jx_signing *signing = &options->signing;
    const bool one = is_key_given(signing) || !jx_str_empty(signing->place) ||
                     !jx_str_empty(signing->seal) || !jx_str_empty(signing->pass.file);

    if (!jx_str_empty(options->sign) && one) {
        fputs("--sign 的文件里写了谁签、用哪个密钥；不再写 --place、--p12 等\n", stderr);
        return false;
    }
    return !one || jx_signing_check(signing) == JX_OK;
}

int jx_command_issue(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct issue_options options = {.run = {.stage = JX_STR("定稿")}};
    struct jx_str folder;
    const struct jx_option rows[] = {{"--stage", JX_OPT_TEXT, &options.run.stage},
                                     {"--sign", JX_OPT_TEXT, &options.sign},
                                     JX_SIGNING_OPTION_ROWS(&options.signing),
                                     JX_RUN_OPTION_ROWS(&options.run),
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_run_operand(arena, argc, argv, rows, &folder) == JX_OK &&
        known_stage(options.run.stage) && signing_fits(&options))
        status = issue_folder(folder, &options);
    jx_arena_free(arena);
    return status;
}
