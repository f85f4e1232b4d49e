/* import.c - jixiao import: a workbook that came back, compared with the project and written into its files.
 *
 * Layer:  cli.
 */
#include "import/import.h"

#include "base/json.h"
#include "base/load.h"
#include "cli/run.h"
#include "xlsx/read.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BOM "\xEF\xBB\xBF"
#define MAX_BACKUPS 1000

struct import_options {
    struct jx_run_options run;
    bool apply, json;
    bool any; /* take a workbook of another project or year, too */
};

/* One import on its way. */
struct import_run {
    struct jx_run before, after; /* the project as it is; as it would be, when after_ran */
    bool after_ran;
    struct jx_diags diags; /* about the workbook; those of the project are check's business */
    struct jx_str file;
    struct jx_import *import;
    struct jx_strs written, backups;
};

/* ---- the two runs ---- */

static enum jx_status read_book(struct import_run *r, struct jx_book **ret_book)
{
    struct jx_arena *arena = r->before.arena;
    struct jx_str bytes;
    const enum jx_status status =
        jx_file_load(arena, r->file, JX_BOOK_MAX_BYTES, &r->diags, &bytes);

    if (status != JX_OK)
        return status;
    return jx_xlsx_read(arena, bytes, jx_path_base(r->file), &r->diags, ret_book);
}

static enum jx_status make_import(struct import_run *r, const struct import_options *options)
{
    struct jx_run *run = &r->before;
    const struct jx_import_input input = {run->project,        run->score,      run->document,
                                          run->declared.items, run->declared.n, options->any};
    struct jx_book *book = NULL;
    enum jx_status status = read_book(r, &book);

    if (status == JX_OK)
        status =
            jx_import_make(run->arena, &input, book, jx_path_base(r->file), &r->diags, &r->import);
    return status;
}

/* Which indicators still have neither value nor score. */
static void say_open(struct import_run *r)
{
    const struct jx_score *score = r->after.score;
    struct jx_strs names = {0};

    if (score->n_open == 0)
        return;
    for (size_t i = 0; i < score->n_nodes; i++) {
        const struct jx_score_node *node = &score->nodes[i];
        if (node->leaf != NULL && !node->has_score && !node->excluded)
            JX_PUSH(r->before.arena, &names, node->id.len > 0 ? node->id : node->name);
    }
    JX_SAY(&r->diags, IMPORT_OPEN, JX_NO_SPAN, jx_str_printf(r->before.arena, "%zu", score->n_open),
           jx_str_join(r->before.arena, names.items, names.n, JX_STR("、")));
}

/* Take the project with the changed texts laid over its files through the same stages: what the changes break is found by the
 * program's own checks. */
static enum jx_status try_changes(struct import_run *r, const struct import_options *options)
{
    const struct jx_import *import = r->import;
    struct jx_arena *arena = r->before.arena;
    struct jx_source *overlays = JX_ARRAY(arena, struct jx_source, import->files.n);
    enum jx_status status;

    if (import->files.n == 0) {
        jx_import_recheck(arena, import, r->before.document, r->before.document, &r->diags);
        return JX_OK;
    }
    for (size_t i = 0; i < import->files.n; i++)
        overlays[i] = (struct jx_source){.name = import->files.items[i].name,
                                         .text = import->files.items[i].new};
    jx_run_init(&r->after, r->before.folder, &options->run);
    r->after_ran = true;
    r->after.open = r->before.score->n_open > 0; /* it need not be finished at once */
    r->after.forms = r->before.forms || r->after.open;
    r->after.sources.overlays = overlays;
    r->after.sources.n_overlays = import->files.n;
    status = jx_run_to(&r->after, JX_STAGE_DOCUMENT);
    if (status == JX_OK && jx_run_open(&r->after, JX_ERROR) == 0) {
        jx_import_recheck(arena, import, r->before.document, r->after.document, &r->diags);
        say_open(r);
        return JX_OK;
    }
    JX_SAY(&r->diags, IMPORT_AFTER, JX_NO_SPAN,
           jx_str_printf(arena, "%zu", jx_run_open(&r->after, JX_ERROR)));
    return status == JX_OK ? JX_E_INPUT : status;
}

/* ---- writing ---- */

static struct jx_str path_of(const struct import_run *r, struct jx_str name)
{
    return jx_path_join(r->before.arena, r->before.folder, name);
}

/* 评价.yaml.bak, or the first free one of 评价.yaml.bak2 … */
static struct jx_str backup_name(const struct import_run *r, struct jx_str name)
{
    struct jx_arena *arena = r->before.arena;
    struct jx_str backup = jx_str_printf(arena, "%.*s.bak", JX_FMT(name));

    for (int i = 2; i < MAX_BACKUPS && access(path_of(r, backup).ptr, F_OK) == 0; i++)
        backup = jx_str_printf(arena, "%.*s.bak%d", JX_FMT(name), i);
    return backup;
}

static bool put_file(struct import_run *r, struct jx_str name, struct jx_str bytes)
{
    const struct jx_str path = path_of(r, name);

    if (jx_file_write(path, bytes) == JX_OK)
        return true;
    JX_SAY(&r->diags, FILE_UNWRITABLE, JX_NO_SPAN, path,
           jx_str_copy(r->before.arena, jx_str_of(strerror(errno))));
    return false;
}

/* Whether a file is as it was read: with these bytes, or not there. */
static bool is_as_read(struct import_run *r, const struct jx_import_file *file,
                       struct jx_str *ret_bytes)
{
    const struct jx_str path = path_of(r, file->name);

    *ret_bytes = JX_NO_STR;
    if (file->old.ptr == NULL)
        return access(path.ptr, F_OK) != 0;
    if (jx_file_read(r->before.arena, path, JX_YAML_MAX_BYTES, ret_bytes) != JX_OK)
        return false;
    const size_t mark = jx_str_starts(*ret_bytes, JX_STR(BOM)) ? 3 : 0;
    return jx_str_eq(jx_str_sub(*ret_bytes, mark, SIZE_MAX), file->old);
}

/* The bytes of each file now, which must be those that were read; absent for new ones. shape [files.n] */
static bool bytes_now(struct import_run *r, struct jx_str *bytes)
{
    const struct jx_import *import = r->import;

    for (size_t i = 0; i < import->files.n; i++) {
        const struct jx_import_file *file = &import->files.items[i];
        if (is_as_read(r, file, &bytes[i]))
            continue;
        JX_SAY(&r->diags, IMPORT_CHANGED, JX_NO_SPAN, file->name);
        return false;
    }
    return true;
}

static void take_back(struct import_run *r, struct jx_str name, struct jx_str old)
{
    if (old.ptr != NULL)
        (void)put_file(r, name, old);
    else
        (void)unlink(path_of(r, name).ptr);
}

/* First every backup, then the files; when one cannot be written, those before it get their bytes back. */
static enum jx_status apply(struct import_run *r)
{
    const struct jx_import *import = r->import;
    struct jx_arena *arena = r->before.arena;
    struct jx_str *old = JX_ARRAY(arena, struct jx_str, import->files.n);

    if (!bytes_now(r, old))
        return JX_E_INPUT;
    for (size_t i = 0; i < import->files.n; i++) {
        const struct jx_str backup = backup_name(r, import->files.items[i].name);
        if (old[i].ptr != NULL && !put_file(r, backup, old[i]))
            return JX_E_IO;
        JX_PUSH(arena, &r->backups, old[i].ptr != NULL ? backup : JX_STR(""));
    }
    for (size_t i = 0; i < import->files.n; i++) {
        const struct jx_import_file *file = &import->files.items[i];
        const bool marked = jx_str_starts(old[i], JX_STR(BOM));
        const struct jx_str bytes =
            jx_str_printf(arena, "%s%.*s", marked ? BOM : "", JX_FMT(file->new));
        if (!put_file(r, file->name, bytes)) {
            for (size_t k = 0; k < i; k++)
                take_back(r, import->files.items[k].name, old[k]);
            r->written.n = 0;
            return JX_E_IO;
        }
        JX_PUSH(arena, &r->written, file->name);
    }
    return JX_OK;
}

/* ---- telling ---- */

/* What the changes break; warnings are check's business. */
static struct jx_diags *errors_after(struct import_run *r)
{
    struct jx_diags *errors = JX_NEW(r->before.arena, struct jx_diags);

    jx_diags_init(errors, r->before.arena, &r->after.sources);
    jx_diags_sort(&r->after.diags);
    for (size_t i = 0; i < r->after.diags.n; i++)
        if (r->after.diags.items[i].severity == JX_ERROR)
            JX_PUSH(r->before.arena, errors, r->after.diags.items[i]);
    return errors;
}

static struct jx_str one_line(struct jx_arena *arena, struct jx_str text)
{
    return text.len ? jx_str_replace(arena, text, JX_STR("\n"), JX_STR("⏎")) : JX_STR("（空）");
}

static void print_change(const struct import_run *r, const struct jx_import_change *change)
{
    struct jx_arena *arena = r->before.arena;
    const struct jx_str old = one_line(arena, change->old), new = one_line(arena, change->new);
    const struct jx_source *source = &r->before.sources.items[change->span.file - 1];

    printf("%.*s!%.*s　%.*s：%.*s → %.*s（%.*s:%u:%u）\n", JX_FMT(change->sheet),
           JX_FMT(change->place), JX_FMT(change->label), JX_FMT(old), JX_FMT(new),
           JX_FMT(source->name), change->span.line1, change->span.col1);
}

/* What a build will show, when the changes are sound. */
static void print_total(const struct import_run *r)
{
    const struct jx_score *old = r->before.score, *new = r->after.score;

    if (!r->after_ran || new == NULL || jx_str_empty(new->total_text))
        return;
    if (jx_str_empty(old->total_text)) {
        printf("总分 %.*s，等级 %.*s\n", JX_FMT(new->total_text), JX_FMT(new->grade));
        return;
    }
    if (jx_str_eq(old->total_text, new->total_text) && jx_str_eq(old->grade, new->grade))
        printf("总分 %.*s，等级 %.*s，没有变\n", JX_FMT(new->total_text), JX_FMT(new->grade));
    else
        printf("总分 %.*s → %.*s，等级 %.*s → %.*s\n", JX_FMT(old->total_text),
               JX_FMT(new->total_text), JX_FMT(old->grade), JX_FMT(new->grade));
}

static void print_text(const struct import_run *r, enum jx_status status, bool applied)
{
    const size_t n = r->import == NULL ? 0 : r->import->changes.n;

    for (size_t i = 0; i < n; i++)
        print_change(r, &r->import->changes.items[i]);
    if (status != JX_OK) {
        printf("%zu 处改动，%zu 个错误：没有写入\n", n, r->diags.n_errors);
        return;
    }
    print_total(r);
    if (n == 0)
        puts("没有改动");
    else if (!applied)
        printf("%zu 处改动；加 --apply 写入\n", n);
    for (size_t i = 0; i < r->written.n; i++)
        if (r->backups.items[i].len == 0)
            printf("已新建 %.*s\n", JX_FMT(r->written.items[i]));
        else
            printf("已写入 %.*s，原来的在 %.*s\n", JX_FMT(r->written.items[i]),
                   JX_FMT(r->backups.items[i]));
}

static void json_change(const struct import_run *r, struct jx_json *json,
                        const struct jx_import_change *change)
{
    jx_json_open(json, '{');
    jx_json_member(json, "工作表", change->sheet);
    jx_json_member(json, "单元格", change->place);
    jx_json_member(json, "对象", change->label);
    jx_json_member(json, "原值", change->old);
    jx_json_member(json, "新值", change->new);
    jx_json_member(json, "文件", r->before.sources.items[change->span.file - 1].name);
    jx_json_key(json, JX_STR("行"));
    jx_json_int(json, change->span.line1);
    jx_json_key(json, JX_STR("列"));
    jx_json_int(json, change->span.col1);
    jx_json_close(json, '}');
}

static void json_names(struct jx_json *json, const char *key, const struct jx_strs *names)
{
    jx_json_key(json, jx_str_of(key));
    jx_json_open(json, '[');
    for (size_t i = 0; i < names->n; i++)
        jx_json_text(json, names->items[i]);
    jx_json_close(json, ']');
}

static void json_result(struct jx_json *json, const char *key, const struct jx_score *score)
{
    jx_json_key(json, jx_str_of(key));
    jx_json_open(json, '{');
    jx_json_member(json, "总分", score == NULL ? JX_NO_STR : score->total_text);
    jx_json_member(json, "等级", score == NULL ? JX_NO_STR : score->grade);
    jx_json_close(json, '}');
}

static void print_json(struct import_run *r)
{
    struct jx_buf buf = {.arena = r->before.arena};
    struct jx_json json = {.buf = &buf};

    jx_json_open(&json, '{');
    jx_json_key(&json, JX_STR("改动"));
    jx_json_open(&json, '[');
    for (size_t i = 0; r->import != NULL && i < r->import->changes.n; i++)
        json_change(r, &json, &r->import->changes.items[i]);
    jx_json_close(&json, ']');
    jx_json_key(&json, JX_STR("信息"));
    jx_diags_put(&json, &r->diags);
    if (r->after_ran) {
        json_result(&json, "原", r->before.score);
        json_result(&json, "新", r->after.score);
        jx_json_key(&json, JX_STR("改后的错误"));
        jx_diags_put(&json, errors_after(r));
    }
    json_names(&json, "写入", &r->written);
    json_names(&json, "备份", &r->backups);
    jx_json_close(&json, '}');
    jx_buf_addc(&buf, '\n');
    fwrite(buf.ptr, 1, buf.len, stdout);
}

static void print_messages(struct import_run *r, bool failed)
{
    struct jx_str text;

    if (failed && r->after_ran) {
        text = jx_diags_print(r->before.arena, errors_after(r), isatty(STDERR_FILENO) == 1);
        fwrite(text.ptr, 1, text.len, stderr);
    }
    text = jx_diags_print(r->before.arena, &r->diags, isatty(STDERR_FILENO) == 1);
    fwrite(text.ptr, 1, text.len, stderr);
}

/* ---- the command ---- */

static enum jx_status import_into(struct import_run *r, const struct import_options *options)
{
    enum jx_status status = make_import(r, options);

    if (status == JX_OK)
        status = try_changes(r, options);
    if (status == JX_OK && options->apply)
        status = apply(r);
    if (options->json)
        print_json(r);
    else
        print_text(r, status, options->apply);
    (void)fflush(stdout);
    if (!options->json)
        print_messages(r, status != JX_OK);
    return status;
}

/* The project as it is; the workbook may hold what it still lacks. forms: without the report's text. */
static int run_before(struct import_run *r, struct jx_str folder,
                      const struct import_options *options, bool forms, enum jx_status *ret_status)
{
    jx_run_init(&r->before, folder, &options->run);
    r->before.open = true;
    r->before.forms = forms;
    *ret_status = jx_run_to(&r->before, JX_STAGE_DOCUMENT);
    return jx_run_exit(&r->before, *ret_status, false);
}

static int import_one(struct jx_str folder, struct jx_str file,
                      const struct import_options *options)
{
    struct import_run r = {.file = file};
    enum jx_status status;
    int exit_status;

    exit_status = run_before(&r, folder, options, false, &status);
    if (exit_status == JX_EXIT_INPUT) { /* the report's text may be what is wrong */
        jx_run_done(&r.before);
        exit_status = run_before(&r, folder, options, true, &status);
    }
    jx_diags_init(&r.diags, r.before.arena, &r.before.sources);
    if (exit_status == JX_EXIT_OK) {
        status = import_into(&r, options);
        exit_status = status == JX_OK                                ? JX_EXIT_OK
                      : status == JX_E_INPUT || status == JX_E_LIMIT ? JX_EXIT_INPUT
                                                                     : JX_EXIT_SYSTEM;
    } else {
        jx_run_report(&r.before);
        fputs("项目本身有错误，改正后再读工作簿\n", stderr);
    }
    if (r.after_ran)
        jx_run_done(&r.after);
    jx_run_done(&r.before);
    return exit_status;
}

int jx_command_import(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct import_options options = {0};
    const struct jx_option rows[] = {{"--apply", JX_OPT_FLAG, &options.apply},
                                     {"--json", JX_OPT_FLAG, &options.json},
                                     {"--any", JX_OPT_FLAG, &options.any},
                                     JX_RUN_OPTION_ROWS(&options.run),
                                     {NULL, JX_OPT_FLAG, NULL}};
    struct jx_strs operands = {0};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) == JX_OK) {
        if (operands.n == 2)
            status = import_one(operands.items[0], operands.items[1], &options);
        else
            fputs("写 jixiao import 目录 文件.xlsx；jixiao --help 列出用法\n", stderr);
    }
    jx_arena_free(arena);
    return status;
}
