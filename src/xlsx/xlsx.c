/* xlsx.c - makes the workbook: checks, properties, sheets, bytes.
 *
 * Layer:   xlsx.
 * Memory:  bytes in the arena; the library's workbook is freed before returning.
 *
 * The library of this version writes to a named file only. It gets a private folder under TMPDIR, which is read back
 * and removed at once; what the user sees is written by base/file.h.
 */
#include "xlsx/internal.h"

#include "base/file.h"
#include "xlsx/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Largest workbook that is read back. */
#define MAX_BYTES ((size_t)1 << 30)

/* Longest document property; Excel's limit. */
#define MAX_PROPERTY_UNITS 255

/* ---- properties ---- */

/* The document's date at 00:00 UTC, 2000-01-01 without one: never the clock. */
static time_t created_at(struct jx_date date)
{
    if (date.year < 1900 || date.year > 9999)
        date = (struct jx_date){2000, 1, 1};
    date.month = date.month ? date.month : 1;
    date.day = date.day ? date.day : 1;
    return (time_t)(jx_date_days(date) * 86400);
}

/* The library keeps a copy; it only forgot to say const. */
static char *property(struct jx_arena *arena, struct jx_str text)
{
    if (jx_str_empty(text))
        return NULL;
    return (char *)jx__xlsx_cut(arena, jx__xlsx_clean(arena, text), MAX_PROPERTY_UNITS).ptr;
}

static void set_properties(struct jx__xlsx_writer *writer, const struct jx_document *document)
{
    lxw_doc_properties properties = {.title = property(writer->arena, document->title),
                                     .subject = property(writer->arena, document->subject),
                                     .author = property(writer->arena, document->author),
                                     .keywords = property(writer->arena, document->keywords),
                                     .created = created_at(document->date)};
    jx__xlsx_keep(writer, workbook_set_properties(writer->workbook, &properties));
}

/* ---- the private folder ---- */

struct temp {
    struct jx_str folder;
    struct jx_str path; /* of the workbook in it */
};

static enum jx_status temp_new(struct jx_arena *arena, struct jx_diags *diags,
                               struct temp *ret_temp)
{
    const char *base = getenv("TMPDIR");
    struct jx_str folder = jx_str_printf(arena, "%s/jixiao-XXXXXX", base && *base ? base : "/tmp");
    char *name = (char *)folder.ptr; /* a copy of our own */
    if (!mkdtemp(name)) {
        JX_SAY(diags, FILE_UNWRITABLE, JX_NO_SPAN, folder,
               jx_str_copy(arena, jx_str_of(strerror(errno))));
        return JX_E_IO;
    }
    *ret_temp = (struct temp){folder, jx_path_join(arena, folder, JX_STR("workbook.xlsx"))};
    return JX_OK;
}

static void temp_remove(const struct temp *temp)
{
    (void)unlink(temp->path.ptr); /* it may not be there */
    (void)rmdir(temp->folder.ptr);
}

/* ---- the workbook ---- */

static unsigned role_or_any(const struct jx_font_book *fonts, const char *name)
{
    unsigned role = jx_font_book_role(fonts, jx_str_of(name));
    return role == JX_NO_ROLE ? 0 : role;
}

static enum jx_status library_failed(struct jx__xlsx_writer *writer)
{
    if (writer->error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        jx_arena_exhausted();
    JX_SAY(writer->diags, XLSX_LIBRARY, JX_NO_SPAN, jx_str_of(lxw_strerror(writer->error)));
    bool disk =
        writer->error >= LXW_ERROR_CREATING_XLSX_FILE && writer->error <= LXW_ERROR_ZIP_CLOSE;
    return disk ? JX_E_IO : JX_E_LIBRARY;
}

/* Make and close the workbook at the temp's path. */
static enum jx_status make(struct jx__xlsx_writer *writer, const struct jx_document *document,
                           const struct jx_workbook *workbook, const struct temp *temp)
{
    lxw_workbook_options options = {.tmpdir = (char *)temp->folder.ptr};
    writer->workbook = workbook_new_opt(temp->path.ptr, &options);
    if (!writer->workbook)
        jx_arena_exhausted();
    jx__xlsx_default_font(writer->workbook);
    set_properties(writer, document);
    for (size_t i = 0; i < workbook->n_sheets && !writer->refused; i++)
        jx__xlsx_sheet(writer, &workbook->sheets[i]);
    jx__xlsx_id_sheet(writer);
    if (writer->refused || writer->error != LXW_NO_ERROR)
        lxw_workbook_free(writer->workbook);
    else
        jx__xlsx_keep(writer, workbook_close(writer->workbook));
    if (writer->refused)
        return JX_E_INPUT;
    return writer->error == LXW_NO_ERROR ? JX_OK : library_failed(writer);
}

static enum jx_status read_back(struct jx__xlsx_writer *writer, const struct temp *temp,
                                struct jx_str *ret_bytes)
{
    if (jx_file_read(writer->arena, temp->path, MAX_BYTES, ret_bytes) == JX_OK)
        return JX_OK;
    JX_SAY(writer->diags, FILE_UNREADABLE, JX_NO_SPAN, temp->path,
           jx_str_copy(writer->arena, jx_str_of(strerror(errno))));
    return JX_E_IO;
}

enum jx_status jx_xlsx_write(struct jx_arena *arena, const struct jx_document *document,
                             const struct jx_workbook *workbook, struct jx_font_book *book,
                             struct jx_diags *diags, struct jx_str *ret_bytes)
{
    if (!jx__xlsx_names_check(workbook, arena, diags))
        return JX_E_INPUT;
    struct temp temp = {0};
    enum jx_status status = temp_new(arena, diags, &temp);
    if (status != JX_OK)
        return status;
    struct jx__xlsx_writer writer = {.arena = arena,
                                     .scratch = jx_arena_new(0),
                                     .fonts = book,
                                     .diags = diags,
                                     .song_role = role_or_any(book, JX_W_SONG),
                                     .hei_role = role_or_any(book, JX_W_HEI)};
    writer.about =
        jx__xlsx_cut(arena, jx__xlsx_clean(arena, document->about), JX__XLSX_MAX_CELL_UNITS);
    writer.author =
        jx__xlsx_cut(arena, jx__xlsx_clean(arena, document->author), MAX_PROPERTY_UNITS);
    status = make(&writer, document, workbook, &temp);
    if (status == JX_OK && !jx__xlsx_mend_fonts(arena, temp.path, writer.rich)) {
        writer.error = LXW_ERROR_CREATING_XLSX_FILE;
        status = library_failed(&writer);
    }
    if (status == JX_OK)
        status = read_back(&writer, &temp, ret_bytes);
    temp_remove(&temp);
    jx_arena_free(writer.scratch);
    return status;
}
