/* Broken input never crashes the loader: every prefix of a sample, random bytes changed in it, and inputs made to exhaust.
 * The sanitizers are the judges; what is said is only printed. */
#include "run.h"

#include "model/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SAMPLE JX_TEST_ROOT "/samples/xinzhou-2021"

static char folder[] = "/tmp/jx-hostile-XXXXXX";
static const char *const names[] = {"项目.yaml", "评价.yaml", "正文.md"};

static void path_of(char path[128], const char *name)
{
    cr_assert(snprintf(path, 128, "%s/%s", folder, name) < 128);
}

static void put(const char *name, struct jx_str bytes)
{
    char path[128];
    path_of(path, name);
    FILE *file = fopen(path, "wb");
    cr_assert(file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
}

static struct jx_str sample(struct jx_arena *arena, const char *name)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_str path = jx_str_printf(arena, SAMPLE "/%s", name);
    FILE *file = fopen(path.ptr, "rb");
    for (int c; file && (c = getc(file)) != EOF;)
        jx_buf_addc(&buf, (char)c);
    cr_assert(file && fclose(file) == 0);
    return jx_buf_str(&buf);
}

static void open_folder(void)
{
    cr_assert(mkdtemp(folder));
}

static void close_folder(void)
{
    char path[128];
    for (size_t i = 0; i < 3; i++) {
        path_of(path, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

TestSuite(hostile, .init = open_folder, .fini = close_folder);

/* Load the folder, print everything, and look at the project as templates do. */
static enum jx_status load(void)
{
    struct jx_test t;
    struct jx_project *project = NULL;
    jx_test_init(&t);
    enum jx_status status =
        jx_project_load(t.arena, jx_str_of(folder), NULL, 0, &t.diags, &project);
    jx_diags_sort(&t.diags);
    (void)jx_diags_print(t.arena, &t.diags, false);
    if (project)
        (void)jx_project_value(t.arena, project);
    cr_assert(status == JX_OK || t.diags.n_errors > 0);
    jx_test_done(&t);
    return status;
}

static void load_prefixes(struct jx_arena *arena, const char *name)
{
    struct jx_str whole = sample(arena, name);
    for (size_t n = 0; n <= whole.len; n++) {
        put(name, jx_str_sub(whole, 0, n));
        (void)load();
    }
}

Test(hostile, every_prefix_is_survived)
{
    struct jx_arena *arena = jx_arena_new(0);
    put("项目.yaml", sample(arena, "项目.yaml"));
    load_prefixes(arena, "评价.yaml");
    load_prefixes(arena, "项目.yaml");
    cr_assert(load() == JX_OK, "the whole sample is good");
    jx_arena_free(arena);
}

/* Source: Marsaglia, xorshift. A fixed start, so that a failure can be repeated. */
static uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void mutate(char *bytes, size_t n, uint32_t *state)
{
    static const char marks[] = "[]{}:,-#&*!|>'\"%@`\n\t ~?0";
    uint32_t n_changes = 1 + random_next(state) % 4;
    for (uint32_t i = 0; i < n_changes; i++) {
        uint32_t dice = random_next(state);
        char byte = dice % 3 ? marks[(dice >> 8) % (sizeof marks - 1)] : (char)(dice >> 8);
        bytes[random_next(state) % n] = byte;
    }
}

Test(hostile, two_thousand_mutations_are_survived)
{
    struct jx_arena *arena = jx_arena_new(0);
    uint32_t state = 20231031;
    for (int i = 0; i < 2000; i++) {
        const char *name = names[i % 2];
        struct jx_str whole = sample(arena, name);
        mutate((char *)(uintptr_t)whole.ptr, whole.len, &state);
        put("项目.yaml", sample(arena, "项目.yaml"));
        put("评价.yaml", sample(arena, "评价.yaml"));
        put(name, whole);
        (void)load();
    }
    jx_arena_free(arena);
}

/* head, then `part` n times, then tail, as 项目.yaml; must be done within a few seconds. */
static void flood(const char *head, const char *part, size_t n, const char *tail)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_buf buf = {.arena = arena};
    clock_t start = clock();
    jx_buf_adds(&buf, head);
    for (size_t i = 0; i < n; i++)
        jx_buf_printf(&buf, "%s", part);
    jx_buf_adds(&buf, tail);
    put("项目.yaml", jx_buf_str(&buf));
    (void)load();
    double seconds = (double)(clock() - start) / (double)CLOCKS_PER_SEC;
    cr_expect(seconds < 20, "%.30s… × %zu took %.1f s", part, n, seconds);
    jx_arena_free(arena);
}

Test(hostile, floods_end_in_time)
{
    flood("补充: ", "[", 100000, "");
    flood("补充: ", "{a: ", 100000, "");
    flood("", "- ", 100000, "");
    flood("", "? ", 100000, "");
    flood("补充: ", "{{", 100000, "");
    flood("", "\"甲\"乙\n", 50000, "");
    flood("", "不认识: 1\n", 50000, "");
    flood("指标: [", "{编号: 1}, ", 3000, "]");
    flood("资金:\n  单位: 元\n  列: [行, ", "甲, ", 20000, "]\n  行: [[全年预算]]\n");
    flood("补充: \"", "\\x41", 100000, "\"");
    flood("补充: >\n", "  甲\n", 100000, "");
    flood("", "#", 1000000, "");
}
