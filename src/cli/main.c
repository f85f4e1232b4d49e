/* main.c - dispatches to the commands.
 *
 * Layer:  cli.
 */
#include "base/str.h"
#include "cli/cli.h"
#include "cli/program.h"

#include <stdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define LARGE_BYTES (256 << 10)

static void print_help(FILE *out)
{
    fputs("jixiao（绩效）：由项目资料生成绩效评价报告（PDF）和附表（XLSX）\n\n用法：\n", out);
    for (const struct jx_command *command = jx_commands; command->name != NULL; command++)
        fprintf(out, "  jixiao %s\n      %s\n", command->usage, command->what);
    fputs(
        "\n各命令都有的选项：\n"
        "  --lib 目录      模板库（可多次；也可用环境变量 JIXIAO_LIB，以冒号分隔）\n"
        "  --fonts 目录    字体目录（也可用环境变量 JIXIAO_FONTS）\n"
        "  --fonts 角色=文件  这个角色先用这个字体文件（可多次；集合里的第二个字体写作 文件.ttc#1）\n"
        "\n退出码：0 完成；1 资料有错误；2 用法不对；3 系统出错（磁盘、权限）\n",
        out);
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 2; i < argc; i++)
        if (jx_str_is(jx_str_of(argv[i]), "--help") || jx_str_is(jx_str_of(argv[i]), "-h"))
            return true;
    return false;
}

static int run_command(const struct jx_command *command, int argc, char **argv)
{
    if (!asks_help(argc, argv))
        return command->run(argc - 1, argv + 1);
    printf("jixiao %s\n  %s\n", command->usage, command->what);
    return JX_EXIT_OK;
}

static int unknown_command(const char *name)
{
    struct jx_str names[64];
    struct jx_str near;
    size_t n = 0;

    for (const struct jx_command *command = jx_commands; command->name != NULL; command++)
        names[n++] = jx_str_of(command->name);
    near = jx_str_nearest(jx_str_of(name), names, n);
    if (near.ptr != NULL)
        fprintf(stderr, "没有命令“%s”，是否想写 %s？\n", name, near.ptr);
    else
        fprintf(stderr, "没有命令“%s”；jixiao --help 列出所有命令\n", name);
    return JX_EXIT_USAGE;
}

/* Enough to say of two programs whether they make the same files. */
static int print_version(void)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct jx_strs libraries = jx_program_libraries(arena);

    printf("%.*s\n源码 %s\n", JX_FMT(jx_program_name()), jx_program_sources);
    for (size_t i = 0; i < libraries.n; i++)
        printf("%.*s\n", JX_FMT(libraries.items[i]));
    jx_arena_free(arena);
    return JX_EXIT_OK;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return JX_EXIT_USAGE;
    }
    if (jx_str_is(jx_str_of(argv[1]), "--help") || jx_str_is(jx_str_of(argv[1]), "-h") ||
        jx_str_is(jx_str_of(argv[1]), "help")) {
        print_help(stdout);
        return JX_EXIT_OK;
    }
    if (jx_str_is(jx_str_of(argv[1]), "--version")) {
        return print_version();
    }
    for (const struct jx_command *command = jx_commands; command->name != NULL; command++)
        if (jx_str_is(jx_str_of(argv[1]), command->name))
            return run_command(command, argc, argv);
    return unknown_command(argv[1]);
}

/* Large blocks, of arenas and of libraries, go back to the system when they are freed. The C library would keep larger and larger
 * ones in its heap, where holes are left between them. */
static void keep_memory_small(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
#endif
}

/* What did not reach standard output (a full disk, a closed pipe) is no success. */
int main(int argc, char **argv)
{
    int status;

    keep_memory_small();
    status = dispatch(argc, argv);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs("标准输出没有写完\n", stderr);
    return status == JX_EXIT_OK ? JX_EXIT_SYSTEM : status;
}
