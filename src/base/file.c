#define _XOPEN_SOURCE 700 /* realpath() */

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define TEMPORARY_TRIES 1000
#define TEMPORARY_BYTES 64

/* ---- the system's calls ---- */

/* The path with a NUL; false, with errno, when it is too long or holds a NUL itself. */
static bool c_path(struct jx_str path, char out[PATH_BYTES])
{
    if (path.len >= PATH_BYTES) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (path.len && memchr(path.ptr, '\0', path.len)) {
        errno = EINVAL;
        return false;
    }
    if (path.len)
        memcpy(out, path.ptr, path.len);
    out[path.len] = '\0';
    return true;
}

/* close() that keeps the errno of what went wrong before it. */
static void close_quietly(int fd)
{
    int kept = errno;
    if (fd >= 0)
        close(fd);
    errno = kept;
}

static enum jx_status status_of_errno(void)
{
    return errno == ENOENT || errno == ENOTDIR ? JX_E_INPUT : JX_E_IO;
}

/* ---- reading ---- */

/* Open a regular file; -1 and errno otherwise. O_NONBLOCK: a pipe of that name must not hang us. */
static int open_regular(struct jx_str path, struct stat *ret_stat)
{
    char name[PATH_BYTES];
    if (!c_path(path, name))
        return -1;
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return -1;
    if (fstat(fd, ret_stat) == 0) {
        if (S_ISREG(ret_stat->st_mode))
            return fd;
        errno = S_ISDIR(ret_stat->st_mode) ? EISDIR : EINVAL;
    }
    close_quietly(fd);
    return -1;
}

/* Read up to size bytes; how many there were, or -1. */
static ssize_t read_all(int fd, char *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t n = read(fd, bytes + done, size - done);
        if (n == 0)
            break;
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0)
            done += (size_t)n;
    }
    return (ssize_t)done;
}

enum jx_status jx_file_read(struct jx_arena *arena, struct jx_str path, size_t limit_bytes,
                            struct jx_str *ret_bytes)
{
    struct stat info;
    int fd = open_regular(path, &info);
    if (fd < 0)
        return status_of_errno();
    enum jx_status status = JX_E_LIMIT;
    if ((uintmax_t)info.st_size > limit_bytes)
        goto out;
    char *bytes = jx_arena_alloc(arena, (size_t)info.st_size + 1);
    ssize_t n = read_all(fd, bytes, (size_t)info.st_size);
    status = n < 0 ? JX_E_IO : JX_OK;
    if (n >= 0)
        *ret_bytes = (struct jx_str){bytes, (size_t)n};
out:
    close_quietly(fd);
    return status;
}

enum jx_status jx_file_map(struct jx_str path, struct jx_str *ret_bytes)
{
    struct stat info;
    int fd = open_regular(path, &info);
    if (fd < 0)
        return status_of_errno();
    struct jx_str bytes = JX_STR("");
    if (info.st_size > 0) {
        void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        bytes = (struct jx_str){map == MAP_FAILED ? NULL : map, (size_t)info.st_size};
    }
    close_quietly(fd);
    if (!bytes.ptr)
        return JX_E_IO;
    *ret_bytes = bytes;
    return JX_OK;
}

void jx_file_unmap(struct jx_str bytes)
{
    if (bytes.len > 0)
        (void)munmap((void *)(uintptr_t)bytes.ptr, bytes.len);
}

/* ---- folders ---- */

static bool has_mode(struct jx_str path, mode_t type)
{
    char name[PATH_BYTES];
    struct stat info;
    return c_path(path, name) && stat(name, &info) == 0 && (info.st_mode & S_IFMT) == type;
}

bool jx_file_exists(struct jx_str path)
{
    return has_mode(path, S_IFREG);
}

bool jx_folder_exists(struct jx_str path)
{
    return has_mode(path, S_IFDIR);
}

static int by_bytes(const void *a, const void *b)
{
    return jx_str_cmp(*(const struct jx_str *)a, *(const struct jx_str *)b);
}

enum jx_status jx_folder_list(struct jx_arena *arena, struct jx_str path, struct jx_strs *ret_names)
{
    char name[PATH_BYTES];
    if (!c_path(path, name))
        return JX_E_IO;
    DIR *folder = opendir(name);
    if (!folder)
        return status_of_errno();
    struct jx_strs names = {0};
    const struct dirent *entry;
    while ((errno = 0, entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            JX_PUSH(arena, &names, jx_str_copy(arena, jx_str_of(entry->d_name)));
    bool complete = errno == 0;
    int kept = errno;
    closedir(folder);
    errno = kept;
    if (!complete)
        return JX_E_IO;
    if (names.n)
        qsort(names.items, names.n, sizeof *names.items, by_bytes);
    *ret_names = names;
    return JX_OK;
}

/* One folder, unless it is there. */
static bool make_folder(const char *path)
{
    struct stat info;
    if (mkdir(path, 0777) == 0)
        return true;
    int kept = errno;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    errno = kept == EEXIST ? ENOTDIR : kept;
    return false;
}

/* A folder and the folders above it. path is changed while this runs. */
static bool make_folders(char *path)
{
    for (char *p = path + 1; *path && *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        bool made = make_folder(path);
        *p = '/';
        if (!made)
            return false;
    }
    return make_folder(path);
}

enum jx_status jx_folder_make(struct jx_str path)
{
    char name[PATH_BYTES];
    return c_path(path, name) && make_folders(name) ? JX_OK : JX_E_IO;
}

/* Everything in an open folder; closes it. */
static bool empty_folder(int fd)
{
    DIR *folder = fdopendir(fd);
    const struct dirent *entry;
    bool good = folder != NULL;
    if (!good)
        close_quietly(fd);
    while (good && (errno = 0, entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, entry->d_name, 0) == 0)
            continue;
        int inner = openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        good = inner >= 0 && empty_folder(inner) && unlinkat(fd, entry->d_name, AT_REMOVEDIR) == 0;
    }
    good = good && errno == 0;
    int kept = errno;
    if (folder != NULL)
        closedir(folder);
    errno = kept;
    return good;
}

enum jx_status jx_folder_remove(struct jx_str path)
{
    char name[PATH_BYTES];
    if (!c_path(path, name))
        return JX_E_IO;
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? JX_OK : JX_E_IO;
    return empty_folder(fd) && rmdir(name) == 0 ? JX_OK : JX_E_IO;
}

/* What the folder lists reaches the disk, where the file system can do that. */
static void sync_folder(struct jx_str path)
{
    char name[PATH_BYTES];
    int fd = c_path(path, name) ? open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0)
        (void)fsync(fd);
    close_quietly(fd);
}

enum jx_status jx_folder_rename(struct jx_str from, struct jx_str to)
{
    char old_name[PATH_BYTES], new_name[PATH_BYTES];
    struct stat info;
    if (!c_path(from, old_name) || !c_path(to, new_name))
        return JX_E_IO;
    if (lstat(new_name, &info) == 0) {
        errno = EEXIST;
        return JX_E_IO;
    }
    sync_folder(from);
    if (rename(old_name, new_name) != 0)
        return JX_E_IO;
    sync_folder(jx_path_folder(to));
    return JX_OK;
}

enum jx_status jx_folder_lock(struct jx_str path, int *ret_lock)
{
    char name[PATH_BYTES];
    int fd = c_path(path, name) ? open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0)
        return JX_E_IO;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        bool held = errno == EWOULDBLOCK;
        close_quietly(fd);
        return held ? JX_E_INPUT : JX_E_IO;
    }
    *ret_lock = fd;
    return JX_OK;
}

void jx_folder_unlock(int lock)
{
    close_quietly(lock);
}

/* ---- writing ---- */

static bool write_all(int fd, struct jx_str bytes)
{
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            done += (size_t)n;
    }
    return true;
}

/* Is the open file still the one of that name, and nobody else's? A file system without locks keeps new files apart by O_EXCL. */
static bool is_ours(int folder, const char *name, int fd, bool fresh)
{
    struct stat here, named;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return fresh && errno != EWOULDBLOCK;
    return fstat(fd, &here) == 0 && fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           here.st_dev == named.st_dev && here.st_ino == named.st_ino;
}

/* What a killed run has left: nobody has it locked. */
static void remove_stale(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && is_ours(folder, name, fd, false))
        (void)unlinkat(folder, name, 0);
    close_quietly(fd);
}

/* Make a hidden file in the folder and lock it; -1 and errno when that fails. O_EXCL and the lock keep two processes apart;
 * the mode is 0644 less the umask, as open() does it. Files of one process begin at different numbers. */
static int open_temporary(int folder, size_t number, char name[TEMPORARY_BYTES])
{
    for (size_t i = number; i < number + TEMPORARY_TRIES; i++) {
        (void)snprintf(name, TEMPORARY_BYTES, ".jixiao-%zu.tmp", i);
        remove_stale(folder, name);
        int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (fd < 0 && errno != EEXIST)
            return -1;
        if (fd >= 0 && is_ours(folder, name, fd, true))
            return fd;
        close_quietly(fd);
    }
    errno = EEXIST;
    return -1;
}

/* The folder of a file, made where it is missing; -1 and errno when that fails. */
static int open_folder(struct jx_str path)
{
    char name[PATH_BYTES];
    if (!c_path(path, name))
        return -1;
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 || errno != ENOENT)
        return fd;
    return make_folders(name) ? open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
}

struct writing {
    const struct jx_new_file *files;
    size_t n;
    struct jx_str failed; /* path of one that could not be written */
};

static bool write_from(struct writing *writing, size_t i);

/* The i-th file under `name` in an open folder, and those after it. It gets its name when they have theirs: every write comes before
 * every rename. That the folder itself reached the disk is tried; not every file system can. */
static bool replace(struct writing *writing, size_t i, int folder)
{
    char name[PATH_BYTES], temporary[TEMPORARY_BYTES];
    if (!c_path(jx_path_base(writing->files[i].path), name))
        return false;
    int fd = open_temporary(folder, i, temporary);
    if (fd < 0)
        return false;
    bool good = write_all(fd, writing->files[i].bytes) && fsync(fd) == 0 &&
                write_from(writing, i + 1) && renameat(folder, temporary, folder, name) == 0;
    int kept = errno;
    if (good)
        (void)fsync(folder);
    else
        unlinkat(folder, temporary, 0);
    errno = kept;
    close_quietly(fd);
    return good;
}

static bool write_from(struct writing *writing, size_t i)
{
    if (i == writing->n)
        return true;
    const struct jx_str path = writing->files[i].path;
    int folder = open_folder(jx_path_folder(path));
    bool good = folder >= 0 && replace(writing, i, folder);
    close_quietly(folder);
    if (!good && writing->failed.ptr == NULL)
        writing->failed = path;
    return good;
}

enum jx_status jx_files_write(const struct jx_new_file *files, size_t n, struct jx_str *ret_failed)
{
    struct writing writing = {files, n, JX_NO_STR};
    bool written = write_from(&writing, 0);
    *ret_failed = writing.failed;
    return written ? JX_OK : JX_E_IO;
}

enum jx_status jx_file_write(struct jx_str path, struct jx_str bytes)
{
    const struct jx_new_file file = {path, bytes};
    struct jx_str failed;
    return jx_files_write(&file, 1, &failed);
}

/* ---- paths ---- */

/* Without slashes at the end, but "/" stays. */
static struct jx_str without_end_slashes(struct jx_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return path;
}

/* Where the last component begins; 0 when there is but one. */
static size_t base_start(struct jx_str path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return start;
}

struct jx_str jx_path_join(struct jx_arena *arena, struct jx_str folder, struct jx_str name)
{
    if (jx_str_empty(folder) || jx_str_starts(name, JX_STR("/")))
        return jx_str_copy(arena, name);
    const char *slash = jx_str_ends(folder, JX_STR("/")) ? "" : "/";
    return jx_str_printf(arena, "%.*s%s%.*s", JX_FMT(folder), slash, JX_FMT(name));
}

struct jx_str jx_path_base(struct jx_str path)
{
    path = without_end_slashes(path);
    if (jx_str_is(path, "/"))
        return path;
    return jx_str_sub(path, base_start(path), SIZE_MAX);
}

struct jx_str jx_path_folder(struct jx_str path)
{
    path = without_end_slashes(path);
    size_t start = base_start(path);
    return start ? without_end_slashes(jx_str_sub(path, 0, start)) : JX_STR(".");
}

bool jx_path_is_inside(struct jx_str name)
{
    if (jx_str_empty(name) || name.ptr[0] == '/' || memchr(name.ptr, '\\', name.len) ||
        memchr(name.ptr, '\0', name.len))
        return false;
    size_t start = 0;
    while (start <= name.len) {
        size_t slash = jx_str_find(name, JX_STR("/"), start);
        size_t end = slash == SIZE_MAX ? name.len : slash;
        if (jx_str_is(jx_str_sub(name, start, end - start), ".."))
            return false;
        start = end + 1;
    }
    return true;
}

bool jx_path_resolves_inside(struct jx_str folder, struct jx_str path)
{
    char name[PATH_BYTES];
    char *outer = c_path(folder, name) ? realpath(name, NULL) : NULL;
    char *inner = outer != NULL && c_path(path, name) ? realpath(name, NULL) : NULL;
    size_t len = outer == NULL ? 0 : strlen(outer);
    bool inside = inner != NULL && strncmp(inner, outer, len) == 0 &&
                  (inner[len] == '/' || inner[len] == '\0' || len == 1); /* 1: the root */
    free(outer);
    free(inner);
    return inside;
}
