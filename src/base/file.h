/* file.h - the outside world: reading with limits, atomic writing, folders.
 *
 * Layer:   base.
 */
#ifndef JX_BASE_FILE_H
#define JX_BASE_FILE_H

#include "base/str.h"

/* Read a whole regular file of at most limit_bytes into the arena (NUL-terminated).
 * Errors: JX_E_INPUT not there, JX_E_IO not readable or no regular file, JX_E_LIMIT larger. */
JX_NODISCARD enum jx_status jx_file_read(struct jx_arena *arena, struct jx_str path,
                                         size_t limit_bytes, struct jx_str *ret_bytes);

/* Map a file read-only (fonts), until jx_file_unmap(). Same errors as jx_file_read. */
JX_NODISCARD enum jx_status jx_file_map(struct jx_str path, struct jx_str *ret_bytes);
void jx_file_unmap(struct jx_str bytes);

/* Write a file so that path holds either its old content or the new one, never half of one: a hidden
 * temporary file in the same folder, fsync, rename. Missing parent folders are made. What a killed process has left is
 * removed by the next one that writes into the folder.
 * Errors: JX_E_IO; errno tells why, path is as before, no temporary file is left. */
JX_NODISCARD enum jx_status jx_file_write(struct jx_str path, struct jx_str bytes);

struct jx_new_file {
    struct jx_str path, bytes;
};

/* Write files that belong together (a few: two descriptors each): all are on the disk before the first gets its name, so a full disk
 * leaves all as they were.
 * Errors: JX_E_IO; errno tells why, ret_failed is the path of one that could not be written. */
JX_NODISCARD enum jx_status jx_files_write(const struct jx_new_file *files, size_t n,
                                           struct jx_str *ret_failed);

bool jx_file_exists(struct jx_str path); /* a regular file */
bool jx_folder_exists(struct jx_str path);

/* Names (not paths) of the entries of a folder, sorted by bytes, without . and .. and hidden ones. */
JX_NODISCARD enum jx_status jx_folder_list(struct jx_arena *arena, struct jx_str path,
                                           struct jx_strs *ret_names);

/* Make a folder and those above it that are missing. Errors: JX_E_IO; errno tells why. */
JX_NODISCARD enum jx_status jx_folder_make(struct jx_str path);

/* Remove a folder with all that is in it (links themselves, not what they lead to). None there: JX_OK. */
enum jx_status jx_folder_remove(struct jx_str path);

/* Give a folder another name in one step, on the disk when this returns. Errors: JX_E_IO, also (EEXIST) when there is something of
 * the new name. */
JX_NODISCARD enum jx_status jx_folder_rename(struct jx_str from, struct jx_str to);

/* Lock a folder against other processes that do so; the lock ends with jx_folder_unlock() or with the process, however that ends.
 * Errors: JX_E_INPUT another process has it; JX_E_IO. */
JX_NODISCARD enum jx_status jx_folder_lock(struct jx_str path, int *ret_lock);
void jx_folder_unlock(int lock);

/* folder/name; name as it is when it is absolute. */
struct jx_str jx_path_join(struct jx_arena *arena, struct jx_str folder, struct jx_str name);
struct jx_str jx_path_base(struct jx_str path);   /* last component */
struct jx_str jx_path_folder(struct jx_str path); /* without it; "." when there is none */

/* True for a relative name that stays inside its folder: not empty, not absolute, no "..", no NUL,
 * no backslash. Every file name that comes from input is checked with this. */
bool jx_path_is_inside(struct jx_str name);

/* Whether an existing path, with all symbolic links followed, lies inside the folder (or is it). */
bool jx_path_resolves_inside(struct jx_str folder, struct jx_str path);

#endif
