/* fault.c - loaded before the C library (LD_PRELOAD): the n-th call that changes a disk fails, or the program is killed there.
 *
 *   JX_FAULT_AT    n, from 1
 *   JX_FAULT_DO    kill: SIGKILL before the call; a write has then written half. Or the number of an errno: the call fails, and so does
 *                  each later one of its kind where JX_FAULT_ALWAYS is set (a full disk stays full). A write writes half first.
 *   JX_FAULT_LOG   a file that gets one line for each such call: its number and name.
 *
 * Calls that only take away (unlink, rmdir) fail too when they are the n-th, but not later: a full disk lets files go.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long calls;

static long number_of(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

static void note(const char *name)
{
    const char *path = getenv("JX_FAULT_LOG");
    char line[64];
    int len = snprintf(line, sizeof line, "%ld %s\n", calls, name);
    int fd =
        path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
    if (fd < 0)
        return;
    (void)syscall(SYS_write, fd, line, (size_t)len);
    (void)syscall(SYS_close, fd);
}

static bool kills(void)
{
    const char *what = getenv("JX_FAULT_DO");
    return what && strcmp(what, "kill") == 0;
}

/* Counts a call. True when it is to fail; errno says why. */
static bool is_due(const char *name, bool takes_away)
{
    long at = number_of("JX_FAULT_AT");
    calls++;
    note(name);
    bool now = calls == at || (at > 0 && calls > at && !takes_away && getenv("JX_FAULT_ALWAYS"));
    if (now)
        errno = (int)number_of("JX_FAULT_DO");
    return now;
}

static bool fails(const char *name, bool takes_away)
{
    bool now = is_due(name, takes_away);
    if (now && kills())
        raise(SIGKILL);
    return now;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    if (fd > STDERR_FILENO && is_due("write", false)) {
        int error = errno;
        (void)syscall(SYS_write, fd, bytes, size / 2);
        if (kills())
            raise(SIGKILL);
        errno = error;
        return -1;
    }
    return (ssize_t)syscall(SYS_write, fd, bytes, size);
}

int fsync(int fd)
{
    (void)fd;
    return fails("fsync", false) ? -1 : 0; /* the test ends before the power does */
}

int rename(const char *from, const char *to)
{
    return fails("rename", false) ? -1
                                  : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return fails("renameat", false)
               ? -1
               : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
}

int mkdir(const char *path, mode_t mode)
{
    return fails("mkdir", false) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int unlinkat(int folder, const char *name, int flags)
{
    return fails("unlinkat", true) ? -1 : (int)syscall(SYS_unlinkat, folder, name, flags);
}

int rmdir(const char *path)
{
    return fails("rmdir", true) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int flock(int fd, int how)
{
    return fails("flock", true) ? -1 : (int)syscall(SYS_flock, fd, how);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list rest;
    mode_t mode = 0;
    va_start(rest, flags);
    if (flags & O_CREAT)
        mode = va_arg(rest, mode_t);
    va_end(rest);
    if ((flags & O_CREAT) && fails("openat", false))
        return -1;
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}
