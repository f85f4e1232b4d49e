/* watch.c - jixiao build --watch: makes the documents again whenever a file that they were made from is saved.
 *
 * Layer:  cli.
 *
 * Files are looked at every few milliseconds, not waited for: editors that save by renaming, files that are deleted and come
 * back, and folders on any file system then need no cases of their own. A half-written file gives messages and no documents; the next
 * save puts that right.
 */
#include "cli/watch.h"

#include "base/file.h"
#include "revision/compare.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define POLL_NANOSECONDS 10000000L /* 10 ms */

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* What tells that a file was saved. All zero: it is not there. */
struct stamp {
    struct jx_str path;
    struct timespec modified;
    off_t size;
    ino_t inode;
};

struct stamps JX_VEC(struct stamp);

static struct stamp stamp_of(struct jx_str path)
{
    struct stamp stamp = {.path = path};
    struct stat info;

    if (stat(path.ptr, &info) == 0) {
        stamp.modified = info.st_mtim;
        stamp.size = S_ISDIR(info.st_mode) ? 0 : info.st_size;
        stamp.inode = info.st_ino;
    }
    return stamp;
}

static bool same(const struct stamp *a, const struct stamp *b)
{
    return a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec &&
           a->size == b->size && a->inode == b->inode;
}

static const char *const names[] = {"项目.yaml", "评价.yaml", "正文.md", "更正.yaml", "模板"};
#define N_NAMES (sizeof names / sizeof *names)

/* The files of a run, and those of the project that may come to be. */
static struct stamps stamps_of(struct jx_arena *arena, struct jx_str folder,
                               const struct jx_reads *reads)
{
    struct stamps stamps = {0};

    for (size_t i = 0; i < N_NAMES; i++)
        JX_PUSH(arena, &stamps, stamp_of(jx_path_join(arena, folder, jx_str_of(names[i]))));
    for (size_t i = 0; i < reads->n; i++)
        JX_PUSH(arena, &stamps, stamp_of(jx_str_copy(arena, reads->items[i].path)));
    return stamps;
}

static bool changed(const struct stamps *stamps)
{
    for (size_t i = 0; i < stamps->n; i++) {
        const struct stamp now = stamp_of(stamps->items[i].path);

        if (!same(&now, &stamps->items[i]))
            return true;
    }
    return false;
}

static void wait_for_change(const struct stamps *stamps)
{
    const struct timespec pause = {0, POLL_NANOSECONDS};

    while (!stopped && !changed(stamps))
        (void)nanosleep(&pause, NULL);
}

/* ---- what a build shows ---- */

/* The scores of a build that others are compared with; copied, for its run ends. */
struct memory {
    struct jx_arena *arena;
    struct jx_snapshot *snapshot;
};

static void remember(struct memory *memory, const struct jx_snapshot *snapshot)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_snapshot *copy = JX_NEW(arena, struct jx_snapshot);

    for (size_t i = 0; i < snapshot->values.n; i++) {
        struct jx_snapshot_value value = {.class = snapshot->values.items[i].class};

        value.path = jx_str_copy(arena, snapshot->values.items[i].path);
        value.label = jx_str_copy(arena, snapshot->values.items[i].label);
        value.text = jx_str_copy(arena, snapshot->values.items[i].text);
        JX_PUSH(arena, &copy->values, value);
    }
    jx_arena_free(memory->arena);
    *memory = (struct memory){arena, copy};
}

static void show_scores(struct memory *memory, const struct jx_run *run)
{
    struct jx_changes changes;

    if (memory->snapshot == NULL)
        return;
    changes = jx_changes_make(run->arena, memory->snapshot, run->snapshot);
    for (size_t i = 0; i < changes.n; i++) {
        const struct jx_snapshot_value *value = jx_change_value(&changes.items[i]);

        if (value->class == JX_C_RESULT && !jx_str_starts(value->path, JX_STR("得分率")) &&
            !jx_str_starts(value->path, JX_STR("完成率")))
            printf("%.*s %.*s→%.*s\n", JX_FMT(value->label),
                   JX_FMT(jx_change_side(run->arena, &changes.items[i], false, SIZE_MAX)),
                   JX_FMT(jx_change_side(run->arena, &changes.items[i], true, SIZE_MAX)));
    }
}

/* What was saved while the build ran counts: the stamps from before it, where there are any. */
static void take_earlier(struct stamps *after, const struct stamps *before)
{
    for (size_t i = 0; i < after->n; i++)
        for (size_t k = 0; k < before->n; k++)
            if (jx_str_eq(after->items[i].path, before->items[k].path))
                after->items[i] = before->items[k];
}

/* The first stamps are those that every round has. */
static struct jx_reads reads_of(struct jx_arena *arena, const struct stamps *stamps)
{
    struct jx_reads reads = {0};

    for (size_t i = N_NAMES; i < stamps->n; i++)
        JX_PUSH(arena, &reads, (struct jx_read){stamps->items[i].path, JX_NO_STR});
    return reads;
}

int jx_watch(struct jx_str folder, jx_watch_build build, const void *context)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESTART};
    struct memory memory = {0};
    struct jx_arena *kept = NULL; /* of the last round */
    struct jx_reads last = {0};   /* files of the last build */

    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    while (!stopped) {
        struct jx_arena *arena = jx_arena_new(0);
        const struct stamps before = stamps_of(arena, folder, &last);
        struct stamps after;
        struct jx_run run;

        build(&run, folder, context);
        after = stamps_of(arena, folder, &run.sources.reads);
        take_earlier(&after, &before);
        if (jx_run_snapshot(&run) != NULL) {
            show_scores(&memory, &run);
            remember(&memory, run.snapshot);
        }
        (void)fflush(stdout);
        jx_run_done(&run);
        last = reads_of(arena, &after);
        jx_arena_free(kept);
        kept = arena;
        wait_for_change(&after);
    }
    jx_arena_free(kept);
    jx_arena_free(memory.arena);
    return JX_EXIT_OK;
}
