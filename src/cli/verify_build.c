/* verify_build.c - jixiao verify-build: makes an issued version again from its frozen inputs and compares.
 *
 * Layer:  cli.
 */
#include "base/file.h"
#include "base/hash.h"
#include "cli/outputs.h"
#include "cli/program.h"
#include "revision/record.h"
#include "revision/words.h"

#include <stdio.h>

struct verifier {
    struct jx_arena *arena;
    struct jx_str version; /* folder */
    const struct jx_record *record;
    size_t n_different;
};

static void say(struct verifier *v, const char *what, struct jx_str name)
{
    printf("%s：%.*s\n", what, JX_FMT(name));
    v->n_different++;
}

/* Are the frozen files still those that were frozen? */
static void check_files(struct verifier *v, const char *folder, const struct jx_sealed_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct jx_str name =
            jx_str_printf(v->arena, "%s/%.*s", folder, JX_FMT(list->items[i].name.str));
        struct jx_str bytes;

        if (!jx_path_is_inside(name) ||
            jx_file_read(v->arena, jx_path_join(v->arena, v->version, name), SIZE_MAX, &bytes) !=
                JX_OK)
            say(v, "存档的文件不见了", name);
        else if (!jx_str_eq(jx_sha256_hex(v->arena, bytes), list->items[i].sha256.str))
            say(v, "存档的文件在出具后被改动", name);
    }
}

static void compare_outputs(struct verifier *v, const struct jx_outputs *outputs)
{
    const struct jx_sealed_list *list = &v->record->outputs;

    for (size_t i = 0; i < outputs->n; i++) {
        const struct jx_output *output = &outputs->items[i];
        const struct jx_str was = jx_record_bare(v->record, output->name);
        const bool is_bare = jx_sealed_find(&v->record->bare, output->name) != NULL;

        if (was.ptr == NULL)
            say(v, "出具时没有这个文件", output->name);
        else if (!jx_str_eq(jx_sha256_hex(v->arena, output->bytes), was))
            say(v, "重新生成的与出具的不同", output->name);
        else
            printf("一致%s：%.*s\n", is_bare ? "（签名之前）" : "", JX_FMT(output->name));
    }
    for (size_t i = 0; i < list->n; i++) {
        bool made = false;

        for (size_t k = 0; k < outputs->n; k++)
            made = made || jx_str_eq(outputs->items[k].name, list->items[i].name.str);
        if (!made)
            say(v, "没有重新生成", list->items[i].name.str);
    }
}

/* What may be the cause of a difference. */
static void explain(const struct verifier *v, const struct jx_run *run)
{
    const struct jx_strs program = jx_program_drift(v->arena, v->record);
    size_t n = program.n;

    for (size_t i = 0; i < program.n; i++)
        printf("原因：不是同一个%.*s\n", JX_FMT(program.items[i]));
    for (size_t i = 0; run->book != NULL && i < jx_font_book_n_fonts(run->book); i++) {
        const struct jx_font *font = jx_font_book_at(run->book, i);
        const struct jx_str name = jx_font_file_name(font);
        const struct jx_sealed *sealed = jx_sealed_find(&v->record->fonts, name);

        if (sealed != NULL &&
            jx_str_eq(jx_sha256_hex(v->arena, jx_font_bytes(font)), sealed->sha256.str))
            continue;
        printf(sealed == NULL ? "原因：出具时没有用字体 %.*s\n"
                              : "原因：字体 %.*s 与出具时的不是同一个文件\n",
               JX_FMT(name));
        n++;
    }
    if (n == 0)
        puts("程序、库和字体都与出具时相同");
}

static int rebuild(struct verifier *v, const struct jx_run_options *options)
{
    struct jx_outputs outputs = {0};
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init_frozen(&run, v->version, v->record, options);
    status = jx_run_to(&run, JX_STAGE_PAGES);
    if (status == JX_OK)
        status = jx_outputs_make(&run, JX_NO_STR, &outputs);
    exit_status = jx_run_exit(&run, status, false);
    if (exit_status == JX_EXIT_OK) {
        compare_outputs(v, &outputs);
    } else {
        jx_run_report(&run);
        puts("存档的资料不能再生成文书");
    }
    if (v->n_different > 0 || exit_status != JX_EXIT_OK)
        explain(v, &run);
    jx_run_done(&run);
    return exit_status == JX_EXIT_OK && v->n_different > 0 ? JX_EXIT_INPUT : exit_status;
}

static int verify(struct jx_arena *arena, struct jx_str folder, unsigned number,
                  const struct jx_run_options *options)
{
    struct jx_sources sources = {.arena = arena};
    struct verifier v = {.arena = arena, .version = jx_version_folder(arena, folder, number)};
    struct jx_record *record = NULL;
    struct jx_diags diags;
    int exit_status;

    jx_diags_init(&diags, arena, &sources);
    if (jx_record_read(arena, folder, number, &diags, &record) != JX_OK) {
        const struct jx_str text = jx_diags_print(arena, &diags, false);

        fwrite(text.ptr, 1, text.len, stderr);
        return JX_EXIT_INPUT;
    }
    v.record = record;
    printf("版本 %03u %.*s\n", number, JX_FMT(record->stage.str));
    check_files(&v, JX_W_INPUTS, &record->inputs);
    check_files(&v, JX_W_OUTPUTS, &record->outputs);
    exit_status = rebuild(&v, options);
    puts(exit_status == JX_EXIT_OK ? "一致" : "不一致");
    (void)fflush(stdout);
    return exit_status;
}

int jx_command_verify_build(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    const struct jx_option rows[] = {JX_RUN_OPTION_ROWS(&options), {NULL, JX_OPT_FLAG, NULL}};
    struct jx_strs operands = {0};
    unsigned number = 0;
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) != JX_OK) {
        jx_arena_free(arena);
        return status;
    }
    if (operands.n == 1)
        number = jx_version_last(arena, operands.items[0]);
    else if (operands.n == 2)
        number = jx_version_number(operands.items[1]);
    if (operands.n != 1 && operands.n != 2)
        fputs("写 jixiao verify-build 目录 [版本号]\n", stderr);
    else if (number == 0)
        fprintf(stderr, operands.n == 1 ? "%.*s 没有出具过\n" : "%.*s：版本号写 1、2 这样的数\n",
                JX_FMT(operands.items[0]));
    else
        status = verify(arena, operands.items[0], number, &options);
    jx_arena_free(arena);
    return status;
}
