/* program.c - the program and its libraries, against those that a version was issued with.
 *
 * Layer:  cli.
 */
#include "cli/program.h"

#include "cli/cli.h"
#include "document/template.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "text/font.h"
#include "xlsx/xlsx.h"

#define SHOWN 12 /* digits of a digest in messages */

struct jx_str jx_program_name(void)
{
    return JX_STR("jixiao " JX_VERSION);
}

struct jx_strs jx_program_libraries(struct jx_arena *arena)
{
    struct jx_strs libraries = {0};

    jx_document_libraries(arena, &libraries);
    jx_text_libraries(arena, &libraries);
    jx_layout_libraries(arena, &libraries);
    jx_pdf_libraries(arena, &libraries);
    jx_xlsx_libraries(arena, &libraries);
    return libraries;
}

void jx_program_seal(struct jx_arena *arena, struct jx_record *record)
{
    const struct jx_strs libraries = jx_program_libraries(arena);

    record->program.str = jx_program_name();
    record->sources.str = jx_str_of(jx_program_sources);
    record->libraries.items = JX_ARRAY(arena, struct jx_text, libraries.n);
    record->libraries.n = libraries.n;
    for (size_t i = 0; i < libraries.n; i++)
        record->libraries.items[i].str = libraries.items[i];
}

/* "jixiao 0.1.0 源码 0123456789ab"; a record of an early program has no digest. */
static struct jx_str described(struct jx_arena *arena, struct jx_str program, struct jx_str sources)
{
    if (sources.len == 0)
        return program;
    return jx_str_printf(arena, "%.*s 源码 %.*s", JX_FMT(program),
                         JX_FMT(jx_str_sub(sources, 0, SHOWN)));
}

static void compare_program(struct jx_arena *arena, const struct jx_record *record,
                            struct jx_strs *drift)
{
    const struct jx_str name = jx_program_name(), sources = jx_str_of(jx_program_sources);

    if (jx_str_eq(record->program.str, name) && jx_str_eq(record->sources.str, sources))
        return;
    JX_PUSH(arena, drift,
            jx_str_printf(arena, "程序（出具时 %.*s，现在 %.*s）",
                          JX_FMT(described(arena, record->program.str, record->sources.str)),
                          JX_FMT(described(arena, name, sources))));
}

/* The length of the name in "HarfBuzz 6.0.0", the space included. */
static size_t name_len(struct jx_str library)
{
    size_t len = library.len;

    while (len > 0 && library.ptr[len - 1] != ' ')
        len--;
    return len;
}

static void compare_library(struct jx_arena *arena, const struct jx_record *record,
                            struct jx_str library, struct jx_strs *drift)
{
    const struct jx_str name = jx_str_sub(library, 0, name_len(library));

    for (size_t i = 0; i < record->libraries.n; i++) {
        const struct jx_str was = record->libraries.items[i].str;

        if (!jx_str_starts(was, name) || name_len(was) != name.len || jx_str_eq(was, library))
            continue;
        JX_PUSH(arena, drift,
                jx_str_printf(arena, "库（出具时 %.*s，现在 %.*s）", JX_FMT(was), JX_FMT(library)));
    }
}

struct jx_strs jx_program_drift(struct jx_arena *arena, const struct jx_record *record)
{
    const struct jx_strs libraries = jx_program_libraries(arena);
    struct jx_strs drift = {0};

    compare_program(arena, record, &drift);
    for (size_t i = 0; i < libraries.n; i++)
        compare_library(arena, record, libraries.items[i], &drift);
    return drift;
}
