/* run.c - takes one project through the rooms.
 *
 * Layer:  cli.
 */
#include "cli/run.h"

#include "base/file.h"
#include "cli/inputs.h"
#include "input/source.h"
#include "model/load.h"
#include "revision/code.h"
#include "revision/words.h"
#include "score/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_LIBRARIES 64 /* of a frozen version */
/* A report needs a few MB; a table of tens of thousands of rows some hundred. */
#define ARENA_LIMIT_BYTES ((size_t)4 << 30)

/* ---- where templates and fonts are ---- */

/* share/jixiao beside the installed program, else the source tree the program was built from. */
static struct jx_str share_folder(struct jx_arena *arena)
{
    char exe[4096];
    const ssize_t len = readlink("/proc/self/exe", exe, sizeof exe - 1);

    if (len > 0) {
        const struct jx_str bin = jx_path_folder((struct jx_str){exe, (size_t)len});
        const struct jx_str share = jx_str_printf(arena, "%.*s/../share/jixiao", JX_FMT(bin));

        if (jx_folder_exists(share))
            return share;
    }
    if (jx_folder_exists(JX_STR(JX_SOURCE_DIR "/templates")))
        return JX_STR(JX_SOURCE_DIR);
    return JX_STR(JX_INSTALL_DIR);
}

static void add_environment(struct jx_arena *arena, struct jx_strs *libraries)
{
    const struct jx_str list = jx_str_of(getenv("JIXIAO_LIB"));

    for (size_t from = 0; list.ptr != NULL && from < list.len;) {
        size_t end = jx_str_find(list, JX_STR(":"), from);

        end = end == SIZE_MAX ? list.len : end;
        if (end > from)
            JX_PUSH(arena, libraries, jx_str_copy(arena, jx_str_sub(list, from, end - from)));
        from = end + 1;
    }
}

/* A value of --fonts: a folder, or a font file for a role. */
static void take_fonts(struct jx_run *run, struct jx_str value)
{
    if (jx_str_find(value, JX_STR("="), 0) == SIZE_MAX || jx_folder_exists(value))
        run->fonts = value;
    else
        JX_PUSH(run->arena, &run->user_fonts, value);
}

void jx_run_init(struct jx_run *run, struct jx_str folder, const struct jx_run_options *options)
{
    struct jx_str share;

    memset(run, 0, sizeof *run);
    run->arena = jx_arena_new(ARENA_LIMIT_BYTES);
    run->sources.arena = run->arena;
    jx_diags_init(&run->diags, run->arena, &run->sources);
    run->folder = folder;
    share = share_folder(run->arena);
    for (size_t i = 0; i < options->libraries.n; i++)
        JX_PUSH(run->arena, &run->libraries, options->libraries.items[i]);
    run->open = options->open;
    run->number = options->number;
    run->stage = options->stage;
    if (!options->frozen) {
        add_environment(run->arena, &run->libraries);
        JX_PUSH(run->arena, &run->libraries,
                jx_str_printf(run->arena, "%.*s/templates", JX_FMT(share)));
    }
    for (size_t i = 0; i < options->fonts.n; i++)
        take_fonts(run, options->fonts.items[i]);
    if (run->fonts.ptr == NULL)
        run->fonts = jx_str_of(getenv("JIXIAO_FONTS"));
    if (run->fonts.ptr == NULL)
        run->fonts = jx_str_printf(run->arena, "%.*s/fonts", JX_FMT(share));
}

void jx_run_init_frozen(struct jx_run *run, struct jx_str folder, const struct jx_record *record,
                        const struct jx_run_options *options)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct jx_str inputs = jx_path_join(arena, folder, JX_STR(JX_W_INPUTS));
    struct jx_run_options frozen = {.fonts = options->fonts,
                                    .frozen = true,
                                    .number = record->number,
                                    .stage = record->stage.str};

    for (size_t i = 1; i <= MAX_LIBRARIES; i++) {
        const struct jx_str library =
            jx_str_printf(arena, "%.*s/" JX_W_LIBRARY "%zu", JX_FMT(inputs), i);

        if (jx_folder_exists(library))
            JX_PUSH(arena, &frozen.libraries, library);
    }
    jx_run_init(run, inputs, &frozen);
    run->folder = jx_str_copy(run->arena, inputs);
    for (size_t i = 0; i < run->libraries.n; i++)
        run->libraries.items[i] = jx_str_copy(run->arena, run->libraries.items[i]);
    jx_arena_free(arena);
}

void jx_run_done(struct jx_run *run)
{
    jx_font_book_free(run->book);
    jx_arena_free(run->audit_arena);
    jx_arena_free(run->arena);
}

/* ---- stages ---- */

static struct jx_text scalar_of(const struct jx_node *map, const char *key)
{
    const struct jx_node *node = jx_node_at(map, key);

    if (node == NULL || node->kind != JX_NODE_SCALAR)
        return (struct jx_text){0};
    return (struct jx_text){node->text, node->span};
}

/* 方案 and 文书 of 项目.yaml, read ahead because the 字段 of what they name decide which keys the file may have. Mistakes are
 * reported by the real reading. */
static void peek(struct jx_run *run, struct jx_text *scheme, struct jx_text *document)
{
    struct jx_diags quiet;
    struct jx_node *root = NULL;
    uint32_t file;

    jx_diags_init(&quiet, run->arena, &run->sources);
    if (jx_source_read(run->arena, run->folder, JX_STR("项目.yaml"), JX_NO_SPAN, JX_YAML_MAX_BYTES,
                       &quiet, &file) != JX_OK)
        return;
    if (jx_yaml_parse(run->arena, file, &quiet, &root) != JX_OK && root == NULL)
        return;
    *scheme = scalar_of(root, "方案");
    *document = scalar_of(root, "文书");
}

enum jx_status jx_run_declared(struct jx_run *run)
{
    const struct jx_template_input input = {
        .folder = run->folder, .libraries = run->libraries.items, .n_libraries = run->libraries.n};
    struct jx_text scheme = {0}, document = {0};
    enum jx_status status = JX_OK, declared = JX_OK;

    if (!jx_folder_exists(run->folder)) {
        JX_SAY(&run->diags, FOLDER_MISSING, JX_NO_SPAN, run->folder);
        return JX_E_INPUT;
    }
    peek(run, &scheme, &document);
    if (scheme.str.len > 0)
        status = jx_scheme_load(run->arena, scheme, run->folder, run->libraries.items,
                                run->libraries.n, &run->diags, &run->scheme);
    for (size_t i = 0; run->scheme != NULL && i < run->scheme->declared.n; i++)
        JX_PUSH(run->arena, &run->declared, run->scheme->declared.items[i]);
    if (document.str.len > 0)
        declared =
            jx_document_declared(run->arena, &input, document.str, &run->diags, &run->declared);
    return status != JX_OK ? status : declared;
}

static enum jx_status load(struct jx_run *run)
{
    const enum jx_status ahead = jx_run_declared(run);
    enum jx_status status;
    struct jx_load how;

    if (!jx_folder_exists(run->folder))
        return ahead;
    how = (struct jx_load){run->folder,      run->declared.items,
                           run->declared.n,  run->libraries.items,
                           run->libraries.n, run->scheme != NULL && run->scheme->unscored};
    status = jx_project_load_with(run->arena, &how, &run->diags, &run->project);
    if (run->project != NULL)
        run->project->open = run->open;
    return status != JX_OK ? status : ahead;
}

/* A stage whose every error is acknowledged has not failed; one that failed without an error has. */
static enum jx_status settle(struct jx_run *run, enum jx_status status)
{
    jx_audit_acknowledge(run->project, &run->diags);
    if (status == JX_E_INPUT && run->diags.n_errors > 0 && jx_audit_open_errors(&run->diags) == 0)
        return JX_OK;
    return status;
}

/* Scoring goes on over a project with mistakes, so that all are reported; its status is the worse of both. */
static enum jx_status score(struct jx_run *run, enum jx_status loaded)
{
    enum jx_status status;

    if (run->project == NULL || run->scheme == NULL || loaded != JX_OK)
        return loaded != JX_OK ? loaded : JX_E_INPUT;
    status = jx_score_project(run->arena, run->project, run->scheme, &run->diags, &run->score);
    if (run->score == NULL)
        return status;
    return settle(run, status);
}

/* Errors of the audit stop a build like any other, but not the stages after: those find more mistakes. */
static void audit_data(struct jx_run *run)
{
    run->audit_arena = jx_arena_new(0);
    run->audit = jx_audit_project(run->audit_arena, run->project, run->score, &run->diags);
}

const struct jx_snapshot *jx_run_snapshot(struct jx_run *run)
{
    if (run->snapshot != NULL || run->score == NULL)
        return run->snapshot;
    run->snapshot = jx_snapshot_make(run->arena, run->project, run->score, &run->sources);
    if (run->document != NULL)
        jx_document_passages(run->arena, run->document, run->snapshot);
    return run->snapshot;
}

static void audit_text(struct jx_run *run)
{
    if (run->document->audit != NULL)
        jx_audit_text(run->audit, run->document->audit, &run->diags, NULL);
    run->audit = NULL;
    jx_arena_free(run->audit_arena);
    run->audit_arena = NULL;
}

enum jx_status jx_run_revision(struct jx_run *run)
{
    const bool any = run->number > 0 || jx_version_last(run->arena, run->folder) > 0;
    const struct jx_revision_input input = {.folder = run->folder,
                                            .snapshot = any ? jx_run_snapshot(run) : NULL,
                                            .number = run->number,
                                            .stage = run->stage,
                                            .drafted = run->drafted};
    const enum jx_status status = jx_revision_make(run->arena, &input, &run->diags, &run->revision);

    return status == JX_E_INPUT ? settle(run, status) : status;
}

/* Where the changed values stand now; none for removed ones. */
static struct jx_span *changed_places(const struct jx_run *run)
{
    const struct jx_changes *changes = &run->revision->changes;
    struct jx_span *places = JX_ARRAY(run->arena, struct jx_span, changes->n);

    for (size_t i = 0; i < changes->n; i++)
        if (changes->items[i].after != NULL)
            places[i] = changes->items[i].after->span;
    return places;
}

static enum jx_status make_document(struct jx_run *run)
{
    const struct jx_template_input input = {
        .project = run->project,
        .score = run->score,
        .folder = run->folder,
        .libraries = run->libraries.items,
        .n_libraries = run->libraries.n,
        .stage = run->revision->stage,
        .places = changed_places(run),
        .n_places = run->revision->changes.n,
        .more = jx_revision_value(run->arena, run->revision),
        .forms = run->forms || run->score->n_open > 0,
    };
    const enum jx_status status = jx_document_make(run->arena, &input, &run->diags, &run->document);

    if (status == JX_OK && run->snapshot != NULL)
        jx_document_passages(run->arena, run->document, run->snapshot);
    return status;
}

/* The later one of two files for a role stands before the earlier, so the command line comes after the style. */
static enum jx_status use_fonts(struct jx_run *run)
{
    enum jx_status worst = JX_OK;

    for (size_t i = 0; i < run->user_fonts.n; i++) {
        const struct jx_str value = run->user_fonts.items[i];
        const size_t equals = jx_str_find(value, JX_STR("="), 0);
        const enum jx_status status =
            jx_font_book_override(run->book, jx_str_sub(value, 0, equals),
                                  jx_str_sub(value, equals + 1, SIZE_MAX), JX_NO_SPAN, &run->diags);

        if (status != JX_OK)
            worst = status;
    }
    return worst;
}

static enum jx_status make_fonts(struct jx_run *run)
{
    enum jx_status status = jx_font_book_new(run->arena, run->fonts, &run->diags, &run->book);

    if (status != JX_OK)
        return status;
    status = jx_style_load(run->arena, run->document->style, run->folder, run->libraries.items,
                           run->libraries.n, run->book, &run->diags, &run->style);
    return status == JX_OK ? use_fonts(run) : status;
}

enum jx_status jx_run_book(struct jx_run *run)
{
    const enum jx_status status = jx_font_book_new(run->arena, run->fonts, &run->diags, &run->book);

    return status == JX_OK ? use_fonts(run) : status;
}

/* What 查验码 says: of the version that is being made, or of the issued one that this is; nothing in a draft. */
static enum jx_status print_code(struct jx_run *run)
{
    struct jx_check_code *print = &run->document->code;
    const struct jx_revision *revision = run->revision;
    struct jx_frozen_list files = {0};
    struct jx_sealed_list sealed = {0};
    const struct jx_sealed_list *inputs = revision->issued ? &revision->last->inputs : &sealed;
    enum jx_status status = JX_OK;

    if (!print->wanted || (run->number == 0 && !revision->issued))
        return JX_OK;
    if (!revision->issued)
        status = jx_inputs_read(run, &files);
    jx_files_seal(run->arena, &files, &sealed);
    print->text = jx_code_make(run->arena, revision->number, revision->stage, inputs).text;
    print->edition =
        jx_str_printf(run->arena, "第%u版（%.*s）", revision->number, JX_FMT(revision->stage));
    return status;
}

/* Workbooks need no pages, unless they print page numbers. */
static bool needs_pages(const struct jx_run *run, enum jx_stage to)
{
    return to >= JX_STAGE_PAGES || (to >= JX_STAGE_FONTS && run->document->page_refs.n > 0);
}

/* From the document on; coded: with its 查验码. */
static enum jx_status finish(struct jx_run *run, enum jx_stage to, bool coded,
                             enum jx_status status)
{
    if (to >= JX_STAGE_FONTS && status == JX_OK)
        status = make_fonts(run);
    if (to >= JX_STAGE_FONTS && status == JX_OK && coded)
        status = print_code(run);
    if (status == JX_OK && needs_pages(run, to))
        jx_layout_make(run->arena, run->document, run->style, run->book, &run->diags, &run->pages);
    if (run->project != NULL) {
        jx_audit_acknowledge(run->project, &run->diags);
        if (to >= JX_STAGE_PAGES)
            jx_audit_acknowledge_end(run->project, &run->diags);
    }
    return status;
}

enum jx_status jx_run_to(struct jx_run *run, enum jx_stage to)
{
    enum jx_status status = load(run);

    if (to >= JX_STAGE_SCORE)
        status = score(run, status);
    if (to >= JX_STAGE_DOCUMENT && run->score != NULL)
        audit_data(run);
    if (to >= JX_STAGE_DOCUMENT && status == JX_OK)
        status = jx_run_revision(run);
    if (to >= JX_STAGE_DOCUMENT && status == JX_OK)
        status = make_document(run);
    if (to >= JX_STAGE_DOCUMENT && status == JX_OK)
        audit_text(run);
    return finish(run, to, true, status);
}

enum jx_status jx_run_pages(struct jx_run *run)
{
    return finish(run, JX_STAGE_PAGES, false, JX_OK);
}

/* ---- reporting ---- */

size_t jx_run_open(const struct jx_run *run, enum jx_severity severity)
{
    size_t n = 0;

    if (severity == JX_ERROR)
        return jx_audit_open_errors(&run->diags);
    for (size_t i = 0; i < run->diags.n; i++)
        n += run->diags.items[i].severity == severity &&
             run->diags.items[i].acknowledged.ptr == NULL;
    return n;
}

void jx_run_report(struct jx_run *run)
{
    struct jx_str text;

    jx_diags_sort(&run->diags);
    jx_diags_errors_last(&run->diags);
    text = jx_diags_print(run->arena, &run->diags, isatty(STDERR_FILENO) == 1);
    fwrite(text.ptr, 1, text.len, stderr);
    if (run->diags.n_dropped > 0)
        fprintf(stderr, "还有 %zu 条没有列出\n", run->diags.n_dropped);
    if (run->revision != NULL && !run->revision->issued) {
        text = jx_revision_print(run->arena, run->revision);
        fwrite(text.ptr, 1, text.len, stderr);
    }
}

int jx_run_exit(const struct jx_run *run, enum jx_status status, bool strict)
{
    if (status == JX_E_IO || status == JX_E_LIBRARY || status == JX_E_INTERNAL)
        return JX_EXIT_SYSTEM;
    if (status != JX_OK || jx_run_open(run, JX_ERROR) > 0)
        return JX_EXIT_INPUT;
    if (strict && jx_run_open(run, JX_WARNING) > 0)
        return JX_EXIT_INPUT;
    return JX_EXIT_OK;
}

enum jx_status jx_run_operand(struct jx_arena *arena, int argc, char **argv,
                              const struct jx_option *options, struct jx_str *ret_folder)
{
    struct jx_strs operands = {0};
    const enum jx_status status = jx_options_parse(arena, argc, argv, options, &operands);

    if (status != JX_OK)
        return status;
    if (operands.n != 1) {
        fprintf(stderr, "jixiao %s 要一个项目目录；jixiao --help 列出用法\n", argv[0]);
        return JX_E_USAGE;
    }
    *ret_folder = operands.items[0];
    return JX_OK;
}
