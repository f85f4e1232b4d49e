/* drift.c - the files of a run against those of an issued version.
 *
 * Layer:  cli.
 */
#include "cli/drift.h"

#include "base/hash.h"
#include "cli/inputs.h"
#include "cli/program.h"
#include "revision/words.h"

#define MAX_NAMES 5

struct drift {
    const struct jx_run *run;
    struct jx_buf buf;
    size_t n;
};

static void add(struct drift *drift, const char *what, struct jx_str name)
{
    if (drift->n++ < MAX_NAMES)
        jx_buf_printf(&drift->buf, "%s%s%.*s", drift->buf.len > 0 ? "，" : "", what, JX_FMT(name));
}

/* Versions that a run compares with are no part of what it says. */
static bool is_version(struct jx_str name)
{
    return jx_str_starts(name, JX_STR(JX_W_VERSIONS "/"));
}

static void compare_read(struct drift *drift, const struct jx_read *read,
                         const struct jx_sealed_list *list)
{
    struct jx_arena *arena = drift->run->arena;
    const struct jx_str name = jx_frozen_name(drift->run, read->path);
    const struct jx_sealed *sealed;

    if (name.ptr == NULL || is_version(name) || read->bytes.ptr == NULL)
        return;
    sealed = jx_sealed_find(list, name);
    if (sealed == NULL)
        add(drift, "新用到 ", name);
    else if (!jx_str_eq(sealed->sha256.str, jx_sha256_hex(arena, read->bytes)))
        add(drift, "改动了 ", name);
}

static void compare_absent(struct drift *drift, const struct jx_sealed *sealed)
{
    const struct jx_reads *reads = &drift->run->sources.reads;

    if (is_version(sealed->name.str))
        return;
    for (size_t i = 0; i < reads->n; i++)
        if (jx_str_eq(jx_frozen_name(drift->run, reads->items[i].path), sealed->name.str))
            return;
    add(drift, "不再用 ", sealed->name.str);
}

static void compare_fonts(struct drift *drift, const struct jx_record *record)
{
    struct jx_font_book *book = drift->run->book;

    for (size_t i = 0; book != NULL && i < jx_font_book_n_fonts(book); i++) {
        const struct jx_font *font = jx_font_book_at(book, i);
        const struct jx_sealed *sealed = jx_sealed_find(&record->fonts, jx_font_file_name(font));

        if (sealed == NULL ||
            !jx_str_eq(sealed->sha256.str, jx_sha256_hex(drift->run->arena, jx_font_bytes(font))))
            add(drift, "字体 ", jx_font_file_name(font));
    }
}

struct jx_str jx_drift(const struct jx_run *run, const struct jx_record *record)
{
    struct drift drift = {.run = run, .buf = {.arena = run->arena}};
    const struct jx_strs program = jx_program_drift(run->arena, record);

    for (size_t i = 0; i < run->sources.reads.n; i++)
        compare_read(&drift, &run->sources.reads.items[i], &record->inputs);
    for (size_t i = 0; i < record->inputs.n; i++)
        compare_absent(&drift, &record->inputs.items[i]);
    for (size_t i = 0; i < program.n; i++)
        add(&drift, "", program.items[i]);
    compare_fonts(&drift, record);
    if (drift.n > MAX_NAMES)
        jx_buf_printf(&drift.buf, "，共 %zu 处", drift.n);
    return jx_buf_str(&drift.buf);
}
