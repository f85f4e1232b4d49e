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

#define POLL_NANOSECONDS 4000000L /* 4 ms */

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

#define TEMPLATES "模板"

static const char *const names[] = {"项目.yaml", "评价.yaml", "正文.md",
                                    "更正.yaml", "版本",      TEMPLATES};
#define N_NAMES (sizeof names / sizeof *names)

/* What a round was made from. */
struct round {
    struct jx_arena *arena;
    struct jx_strs files; /* that it read */
    bool failed;
};

static void add_entries(struct jx_arena *arena, struct stamps *stamps, struct jx_str folder)
{
    struct jx_strs entries = {0};

    if (jx_folder_list(arena, folder, &entries) != JX_OK)
        return;
    for (size_t i = 0; i < entries.n; i++)
        JX_PUSH(arena, stamps, stamp_of(jx_path_join(arena, folder, entries.items[i])));
}

/* The files of a round, and those of the project that may come to be: a folder shows when something is put into it. What a failed round
 * lacked may come anywhere; one that did not fail may have put documents there itself. */
static struct stamps stamps_of(struct jx_arena *arena, struct jx_str folder,
                               const struct round *round)
{
    struct stamps stamps = {0};

    for (size_t i = 0; i < N_NAMES; i++)
        JX_PUSH(arena, &stamps, stamp_of(jx_path_join(arena, folder, jx_str_of(names[i]))));
    add_entries(arena, &stamps, jx_path_join(arena, folder, JX_STR(TEMPLATES)));
    for (size_t i = 0; i < round->files.n; i++)
        JX_PUSH(arena, &stamps, stamp_of(jx_str_copy(arena, round->files.items[i])));
    if (round->failed) {
        JX_PUSH(arena, &stamps, stamp_of(jx_str_copy(arena, folder)));
        add_entries(arena, &stamps, folder);
    }
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

static void show_scores(const struct memory *memory, struct jx_run *run)
{
    struct jx_changes changes;

    if (memory->snapshot == NULL)
        return;
    changes = jx_changes_make(run->arena, memory->snapshot, jx_run_snapshot(run));
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

static struct round round_of(const struct jx_run *run, bool failed)
{
    struct round round = {.arena = jx_arena_new(0), .failed = failed};

    for (size_t i = 0; i < run->sources.reads.n; i++)
        JX_PUSH(round.arena, &round.files,
                jx_str_copy(round.arena, run->sources.reads.items[i].path));
    return round;
}

/* One build, and the wait for the next. */
static void watch_round(struct jx_str folder, jx_watch_build build, const void *context,
                        struct round *round, struct memory *memory)
{
    struct jx_arena *arena = jx_arena_new(0);
    const struct stamps before = stamps_of(arena, folder, round);
    struct stamps after;
    struct jx_run run;
    const bool failed = build(&run, folder, context) != JX_EXIT_OK;

    jx_arena_free(round->arena);
    *round = round_of(&run, failed);
    after = stamps_of(arena, folder, round);
    take_earlier(&after, &before);
    if (!failed) {
        show_scores(memory, &run);
        remember(memory, jx_run_snapshot(&run));
    }
    (void)fflush(stdout);
    jx_run_done(&run);
    wait_for_change(&after);
    jx_arena_free(arena);
}

int jx_watch(struct jx_str folder, jx_watch_build build, const void *context)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESTART};
    struct memory memory = {0};
    struct round round = {0};

    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    while (!stopped)
        watch_round(folder, build, context, &round, &memory);
    jx_arena_free(round.arena);
    jx_arena_free(memory.arena);
    return JX_EXIT_OK;
}
