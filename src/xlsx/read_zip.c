/* read_zip.c - the parts of a package, through libzip.
 *
 * Layer:   xlsx.
 */
#include "xlsx/read_internal.h"

#include <string.h>
#include <zip.h>

#define CHUNK 65536

struct jx__package {
    zip_t *zip;
    struct jx_index names; /* normalized name to index in the archive */
    struct jx_arena *arena;
    size_t inflated;
};

static struct jx_str normalized(struct jx_arena *arena, struct jx_str name)
{
    char *copy;
    while (name.len && (name.ptr[0] == '/' || name.ptr[0] == '\\'))
        name = jx_str_sub(name, 1, name.len);
    copy = JX_ARRAY(arena, char, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        copy[i] = (char)(c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return (struct jx_str){copy, name.len};
}

static bool add_part(struct jx__book_reader *reader, zip_uint64_t at)
{
    struct jx__package *package = reader->package;
    zip_stat_t stat;
    struct jx_str name;

    if (zip_stat_index(package->zip, at, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_NAME))
        return jx__book_fail(reader, JX__BOOK_BROKEN, "压缩包的目录读不出");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return jx__book_fail(reader, JX__BOOK_LOCKED, "设了密码");
    name = normalized(reader->arena, jx_str_of(stat.name));
    if (!jx_index_add(reader->arena, &package->names, name, at))
        return jx__book_fail(reader, JX__BOOK_BROKEN, "“%.*s”有两份", JX_FMT(name));
    return true;
}

static bool open_archive(struct jx__book_reader *reader, struct jx_str bytes)
{
    zip_error_t error;
    zip_source_t *source;

    zip_error_init(&error);
    source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    if (source != NULL) {
        reader->package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (reader->package->zip == NULL)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    return reader->package->zip != NULL;
}

bool jx__package_open(struct jx__book_reader *reader, struct jx_str bytes)
{
    zip_int64_t n;

    reader->package = JX_NEW(reader->arena, struct jx__package);
    reader->package->arena = reader->arena;
    if (!open_archive(reader, bytes))
        return jx__book_fail(reader, JX__BOOK_BROKEN, "压缩包打不开，文件不完整");
    n = zip_get_num_entries(reader->package->zip, 0);
    if (n > JX_BOOK_MAX_PARTS)
        return jx__book_fail(reader, JX__BOOK_OVER, "压缩包里有 %lld 个文件，至多 %d 个",
                             (long long)n, JX_BOOK_MAX_PARTS);
    for (zip_int64_t i = 0; i < n; i++)
        if (!add_part(reader, (zip_uint64_t)i))
            return false;
    return true;
}

void jx__package_close(struct jx__package *package)
{
    if (package != NULL && package->zip != NULL)
        zip_discard(package->zip);
}

bool jx__package_has(const struct jx__package *package, struct jx_str name)
{
    return jx_index_find(&package->names, normalized(package->arena, name)) != SIZE_MAX;
}

static bool read_file(struct jx__book_reader *reader, struct jx_str name, zip_file_t *file,
                      bool (*take)(void *, const char *, size_t, bool), void *context)
{
    char chunk[CHUNK];
    zip_int64_t n;

    do {
        n = zip_fread(file, chunk, sizeof chunk);
        if (n < 0)
            return jx__book_fail(reader, JX__BOOK_BROKEN, "“%.*s”解压出错", JX_FMT(name));
        reader->package->inflated += (size_t)n;
        if (reader->package->inflated > JX_BOOK_MAX_INFLATED)
            return jx__book_fail(reader, JX__BOOK_OVER, "解压后超过 %zu MB",
                                 JX_BOOK_MAX_INFLATED >> 20);
        if (!take(context, chunk, (size_t)n, n == 0))
            return false;
    } while (n > 0);
    return true;
}

bool jx__package_read(struct jx__book_reader *reader, struct jx_str name,
                      bool (*take)(void *context, const char *bytes, size_t n, bool last),
                      void *context)
{
    const size_t at = jx_index_find(&reader->package->names, normalized(reader->arena, name));
    zip_file_t *file;
    bool whole;

    if (at == SIZE_MAX)
        return jx__book_fail(reader, JX__BOOK_BROKEN, "缺少“%.*s”", JX_FMT(name));
    file = zip_fopen_index(reader->package->zip, at, 0);
    if (file == NULL)
        return jx__book_fail(reader, JX__BOOK_BROKEN, "“%.*s”打不开", JX_FMT(name));
    whole = read_file(reader, name, file, take, context);
    if (zip_fclose(file) != 0 && whole)
        return jx__book_fail(reader, JX__BOOK_BROKEN, "“%.*s”解压出错", JX_FMT(name));
    return whole;
}
