/* read.c - a workbook's package: which part is what, the sheets in the order of their tabs.
 *
 * Layer:   xlsx.
 */
#include "xlsx/read_internal.h"

#include "base/file.h"

#include <stdarg.h>
#include <string.h>

bool jx__book_fail(struct jx__book_reader *reader, enum jx__book_fault fault, const char *reason,
                   ...)
{
    struct jx_buf buf = {.arena = reader->arena};
    va_list args;

    if (reader->fault != JX__BOOK_FINE)
        return false;
    reader->fault = fault;
    va_start(args, reason);
    jx_buf_vprintf(&buf, reason, args);
    va_end(args);
    reader->reason = jx_buf_str(&buf);
    return false;
}

/* ---- relationships ---- */

struct relation {
    struct jx_str id, type, target; /* type: the last component of its URI */
};

struct relations {
    struct jx__book_reader *reader;
    struct jx_str folder; /* of the part they belong to */
    struct {
        struct relation *items;
        size_t n;
        size_t cap;
    } list;
};

/* A target beside the part it belongs to: "worksheets/sheet1.xml", "../x.xml", "/xl/x.xml". */
static struct jx_str resolve(struct jx_arena *arena, struct jx_str folder, struct jx_str target)
{
    target = jx_str_replace(arena, target, JX_STR("\\"), JX_STR("/"));
    if (jx_str_starts(target, JX_STR("/")))
        return target;
    while (jx_str_starts(target, JX_STR("../")) || jx_str_starts(target, JX_STR("./"))) {
        const bool up = target.ptr[1] == '.';
        target = jx_str_sub(target, up ? 3 : 2, target.len);
        if (up)
            folder = jx_str_find(folder, JX_STR("/"), 0) == SIZE_MAX ? JX_STR("")
                                                                     : jx_path_folder(folder);
    }
    return folder.len == 0 ? target
                           : jx_str_printf(arena, "%.*s/%.*s", JX_FMT(folder), JX_FMT(target));
}

static void on_relation(void *context, const char *name, const char **atts)
{
    struct relations *relations = context;
    struct jx_arena *arena = relations->reader->arena;
    const char *id = jx__xml_attribute(atts, "Id"), *type = jx__xml_attribute(atts, "Type");
    const char *target = jx__xml_attribute(atts, "Target");
    const char *kind = type == NULL ? NULL : strrchr(type, '/');

    if (strcmp(name, "Relationship") != 0 || id == NULL || kind == NULL || target == NULL ||
        relations->list.n == JX_BOOK_MAX_PARTS)
        return;
    JX_PUSH(arena, &relations->list,
            (struct relation){
                jx_str_copy(arena, jx_str_of(id)), jx_str_copy(arena, jx_str_of(kind + 1)),
                resolve(arena, relations->folder, jx_str_copy(arena, jx_str_of(target)))});
}

static void on_nothing(void *context, const char *name)
{
    (void)context;
    (void)name;
}

/* The relationships of a part (empty: of the package). */
static bool read_relations(struct jx__book_reader *reader, struct jx_str part,
                           struct relations *relations)
{
    static const struct jx__xml_events events = {on_relation, on_nothing, NULL};
    const bool inside = jx_str_find(part, JX_STR("/"), 0) != SIZE_MAX;
    struct jx_str name;

    *relations =
        (struct relations){.reader = reader, .folder = inside ? jx_path_folder(part) : JX_STR("")};
    name = jx_str_printf(reader->arena, "%.*s%s_rels/%.*s.rels", JX_FMT(relations->folder),
                         inside ? "/" : "", JX_FMT(inside ? jx_path_base(part) : part));
    return jx__xml_read(reader, name, &events, relations);
}

/* The target of the first relationship of a type, or of an id; absent for none. */
static struct jx_str target_of(const struct relations *relations, const char *type,
                               struct jx_str id)
{
    for (size_t i = 0; i < relations->list.n; i++) {
        const struct relation *relation = &relations->list.items[i];
        if (jx_str_is(relation->type, type) && (id.ptr == NULL || jx_str_eq(relation->id, id)))
            return relation->target;
    }
    return JX_NO_STR;
}

/* ---- the workbook part ---- */

struct workbook {
    struct jx__book_reader *reader;
    struct {
        struct listed {
            struct jx_str name, relation;
            bool hidden;
        } * items;
        size_t n;
        size_t cap;
    } sheets;
};

static void on_workbook(void *context, const char *name, const char **atts)
{
    struct workbook *workbook = context;
    struct jx_arena *arena = workbook->reader->arena;
    const char *state = jx__xml_attribute(atts, "state");

    if (strcmp(name, "workbookPr") == 0)
        workbook->reader->epoch_1904 = jx__xml_truth(jx__xml_attribute(atts, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return;
    if (workbook->sheets.n == JX_BOOK_MAX_SHEETS) {
        jx__book_fail(workbook->reader, JX__BOOK_OVER, "工作表多于 %d 张", JX_BOOK_MAX_SHEETS);
        return;
    }
    JX_PUSH(arena, &workbook->sheets,
            (struct listed){jx_str_copy(arena, jx_str_of(jx__xml_attribute(atts, "name"))),
                            jx_str_copy(arena, jx_str_of(jx__xml_attribute(atts, "id"))),
                            state != NULL && strcmp(state, "visible") != 0});
}

static bool read_tables(struct jx__book_reader *reader, const struct relations *relations)
{
    const struct jx_str strings = target_of(relations, "sharedStrings", JX_NO_STR);
    const struct jx_str styles = target_of(relations, "styles", JX_NO_STR);

    return (strings.ptr == NULL || jx__strings_read(reader, strings)) &&
           (styles.ptr == NULL || jx__styles_read(reader, styles));
}

/* Sheets of charts and macros are passed over. */
static bool read_sheets(const struct workbook *workbook, const struct relations *relations,
                        struct jx_book *book)
{
    struct jx__book_reader *reader = workbook->reader;

    book->sheets = JX_ARRAY(reader->arena, struct jx_book_sheet, workbook->sheets.n);
    for (size_t i = 0; i < workbook->sheets.n; i++) {
        const struct listed *listed = &workbook->sheets.items[i];
        const struct jx_str part = listed->relation.ptr == NULL
                                       ? JX_NO_STR
                                       : target_of(relations, "worksheet", listed->relation);
        struct jx_book_sheet *sheet = &book->sheets[book->n_sheets];

        if (part.ptr == NULL)
            continue;
        *sheet = (struct jx_book_sheet){.name = listed->name, .hidden = listed->hidden};
        if (!jx__sheet_read(reader, part, sheet))
            return false;
        book->n_sheets++;
    }
    return book->n_sheets > 0 || jx__book_fail(reader, JX__BOOK_BROKEN, "没有工作表");
}

static bool read_book(struct jx__book_reader *reader, struct jx_book *book)
{
    static const struct jx__xml_events events = {on_workbook, on_nothing, NULL};
    struct workbook workbook = {.reader = reader};
    struct relations relations;
    struct jx_str part;

    if (!read_relations(reader, JX_STR(""), &relations))
        return false;
    part = target_of(&relations, "officeDocument", JX_NO_STR);
    if (part.ptr == NULL)
        return jx__book_fail(reader, JX__BOOK_BROKEN, "压缩包里不是工作簿");
    while (jx_str_starts(part, JX_STR("/")))
        part = jx_str_sub(part, 1, part.len);
    return read_relations(reader, part, &relations) &&
           jx__xml_read(reader, part, &events, &workbook) && read_tables(reader, &relations) &&
           read_sheets(&workbook, &relations, book);
}

/* ---- the file ---- */

#define SNIFFED_BYTES 4096

static const char ole_signature[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/* A name as directories of OLE containers have it: UTF-16, low bytes first. Source: [MS-CFB] 2.6.4, [MS-OFFCRYPTO] 2.3.4.4. */
static bool has_stream(struct jx_arena *arena, struct jx_str bytes, const char *name)
{
    struct jx_buf wide = {.arena = arena};

    for (const char *c = name; *c != '\0'; c++) {
        jx_buf_addc(&wide, *c);
        jx_buf_addc(&wide, '\0');
    }
    return jx_str_find(bytes, jx_buf_str(&wide), 0) != SIZE_MAX;
}

/* Whether a file is text, in whatever encoding of bytes: it begins without control characters. */
static bool is_text(struct jx_str bytes)
{
    const struct jx_str start = jx_str_sub(bytes, 0, SNIFFED_BYTES);

    for (size_t i = 0; i < start.len; i++)
        if ((unsigned char)start.ptr[i] < '\t')
            return false;
    return start.len > 0;
}

/* What no .xlsx is, by its first bytes. */
static enum jx_status refuse_kind(struct jx_arena *arena, struct jx_str bytes, struct jx_str name,
                                  struct jx_diags *diags)
{
    const bool ole = jx_str_starts(bytes, (struct jx_str){ole_signature, sizeof ole_signature - 1});

    if (ole && has_stream(arena, bytes, "EncryptedPackage"))
        JX_SAY(diags, BOOK_CIPHER, JX_NO_SPAN, name);
    else if (ole && has_stream(arena, bytes, "Workbook"))
        JX_SAY(diags, BOOK_FORMAT, JX_NO_SPAN, name, JX_STR("旧格式（.xls、.et）的工作簿"));
    else if (ole)
        JX_SAY(diags, BOOK_LOCKED, JX_NO_SPAN, name);
    else if (jx_str_starts(bytes, JX_STR("%PDF-")))
        JX_SAY(diags, BOOK_FORMAT, JX_NO_SPAN, name, JX_STR("PDF"));
    else if (is_text(bytes))
        JX_SAY(diags, BOOK_FORMAT, JX_NO_SPAN, name, JX_STR("文本（.csv 之类）"));
    else
        JX_SAY(diags, BOOK_KIND, JX_NO_SPAN, name);
    return JX_E_INPUT;
}

/* What a package is that has no workbook of XML in it. */
static bool refuse_package(struct jx__book_reader *reader)
{
    static const struct {
        const char *part, *what;
    } kinds[] = {{"mimetype", "OpenDocument 文件（.ods 之类）"},
                 {"xl/workbook.bin", "二进制工作簿（.xlsb）"},
                 {"word/document.xml", "Word 文档（.docx）"},
                 {"ppt/presentation.xml", "演示文稿（.pptx）"}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (jx__package_has(reader->package, jx_str_of(kinds[i].part)))
            return jx__book_fail(reader, JX__BOOK_FORMAT, "%s", kinds[i].what);
    return true;
}

static enum jx_status refuse(struct jx__book_reader *reader, struct jx_str name,
                             struct jx_diags *diags)
{
    switch (reader->fault) {
    case JX__BOOK_OVER:
        JX_SAY(diags, BOOK_OVER, JX_NO_SPAN, name, reader->reason);
        break;
    case JX__BOOK_LOCKED:
        JX_SAY(diags, BOOK_CIPHER, JX_NO_SPAN, name);
        break;
    case JX__BOOK_FORMAT:
        JX_SAY(diags, BOOK_FORMAT, JX_NO_SPAN, name, reader->reason);
        break;
    default:
        JX_SAY(diags, BOOK_BROKEN, JX_NO_SPAN, name, reader->reason);
        break;
    }
    return JX_E_INPUT;
}

enum jx_status jx_xlsx_read(struct jx_arena *arena, struct jx_str bytes, struct jx_str name,
                            struct jx_diags *diags, struct jx_book **ret_book)
{
    struct jx__book_reader reader = {.arena = arena};
    struct jx_book *book = JX_NEW(arena, struct jx_book);
    bool whole;

    if (!jx_str_starts(bytes, JX_STR("PK")))
        return refuse_kind(arena, bytes, name, diags);
    if (bytes.len > JX_BOOK_MAX_BYTES)
        jx__book_fail(&reader, JX__BOOK_OVER, "文件大于 %zu MB", JX_BOOK_MAX_BYTES >> 20);
    whole = reader.fault == JX__BOOK_FINE && jx__package_open(&reader, bytes) &&
            refuse_package(&reader) && read_book(&reader, book);
    jx__package_close(reader.package);
    if (!whole)
        return refuse(&reader, name, diags);
    *ret_book = book;
    return JX_OK;
}
