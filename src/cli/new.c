/* new.c - jixiao new: the files of a new project, to be filled in.
 *
 * Layer:  cli.
 *
 * What is copied stands in the libraries, starters/<文书>/; the first library that has the document's folder gives it.
 */
#include "base/load.h"
#include "cli/run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define STARTERS "starters"

/* ---- what there is ---- */

/* Where the starter of a document is: in the first library that has one. */
struct starter {
    struct jx_str document;
    struct jx_str folder;
};

struct starters JX_VEC(struct starter);

static const struct starter *find(const struct starters *all, struct jx_str document)
{
    for (size_t i = 0; i < all->n; i++)
        if (jx_str_eq(all->items[i].document, document))
            return &all->items[i];
    return NULL;
}

static struct starters starters_of(struct jx_run *run)
{
    struct starters all = {0};

    for (size_t i = 0; i < run->libraries.n; i++) {
        const struct jx_str folder =
            jx_path_join(run->arena, run->libraries.items[i], JX_STR(STARTERS));
        struct jx_strs names = {0};

        if (!jx_folder_exists(folder) || jx_folder_list(run->arena, folder, &names) != JX_OK)
            continue;
        for (size_t k = 0; k < names.n; k++) {
            const struct jx_str one = jx_path_join(run->arena, folder, names.items[k]);

            if (find(&all, names.items[k]) == NULL && jx_folder_exists(one))
                JX_PUSH(run->arena, &all, ((struct starter){names.items[k], one}));
        }
    }
    return all;
}

static struct jx_str list_of(struct jx_arena *arena, const struct starters *all)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < all->n; i++) {
        jx_buf_adds(&buf, i > 0 ? "、" : "有：");
        jx_buf_add(&buf, all->items[i].document);
    }
    return jx_buf_str(&buf);
}

/* ---- copying ---- */

/* A project that is there is never written over, not even one file of it. */
static enum jx_status refuse_existing(struct jx_run *run, const struct jx_strs *names)
{
    for (size_t i = 0; i < names->n; i++) {
        const struct jx_str path = jx_path_join(run->arena, run->folder, names->items[i]);

        if (jx_file_exists(path)) {
            JX_SAY(&run->diags, NEW_EXISTS, JX_NO_SPAN, run->folder, names->items[i]);
            return JX_E_INPUT;
        }
    }
    return JX_OK;
}

static enum jx_status copy(struct jx_run *run, struct jx_str from, struct jx_str name)
{
    const struct jx_str to = jx_path_join(run->arena, run->folder, name);
    struct jx_str bytes;
    const enum jx_status status = jx_file_load(run->arena, jx_path_join(run->arena, from, name),
                                               JX_YAML_MAX_BYTES, &run->diags, &bytes);

    if (status != JX_OK)
        return status;
    if (jx_file_write(to, bytes) != JX_OK) {
        JX_SAY(&run->diags, NEW_UNWRITABLE, JX_NO_SPAN, to, jx_str_of(strerror(errno)));
        return JX_E_IO;
    }
    printf("%.*s\n", JX_FMT(to));
    return JX_OK;
}

static enum jx_status make(struct jx_run *run, struct jx_str document)
{
    const struct starters all = starters_of(run);
    const struct starter *starter = find(&all, document);
    struct jx_strs names = {0};
    enum jx_status status;

    if (starter == NULL) {
        JX_SAY(&run->diags, NEW_UNKNOWN, JX_NO_SPAN, document)->hint = list_of(run->arena, &all);
        return JX_E_INPUT;
    }
    status = jx_folder_list(run->arena, starter->folder, &names);
    if (status == JX_OK)
        status = refuse_existing(run, &names);
    for (size_t i = 0; status == JX_OK && i < names.n; i++)
        status = copy(run, starter->folder, names.items[i]);
    return status;
}

int jx_command_new(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    const struct jx_option rows[] = {JX_RUN_OPTION_ROWS(&options), {NULL, JX_OPT_FLAG, NULL}};
    struct jx_strs operands = {0};
    int exit_status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) == JX_OK) {
        if (operands.n == 1 || operands.n == 2) {
            struct jx_run run;
            enum jx_status status;

            jx_run_init(&run, operands.items[0], &options);
            status = make(&run, operands.n == 2 ? operands.items[1] : JX_STR("自评报告"));
            jx_run_report(&run);
            exit_status = jx_run_exit(&run, status, false);
            if (exit_status == JX_EXIT_OK)
                printf("填好 ××× 和空着的值；还缺什么，用 jixiao check %.*s 查\n",
                       JX_FMT(operands.items[0]));
            jx_run_done(&run);
        } else {
            fputs("jixiao new 要一个新目录，后面可以写文书的名称\n", stderr);
        }
    }
    jx_arena_free(arena);
    return exit_status;
}
