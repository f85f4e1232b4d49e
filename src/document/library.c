/* library.c - finds templates, partials and table definitions by name. */
#include "document/builder.h"

#include "base/file.h"
#include "input/source.h"
#include "input/suggest.h"

#include <string.h>

#define MAX_TEMPLATE_BYTES ((size_t)4 << 20)

/* Where files of a kind lie: below the project's folder and below a library's. */
static const struct {
    const char *project, *library, *ending;
    enum jx_diag_code missing;
} shelves[] = {
    [JX__LIB_TEMPLATE] = {"模板", "", ".md", JX_D_TEMPLATE_MISSING},
    [JX__LIB_PARTIAL] = {"模板/片段", "partials", ".md", JX_D_PARTIAL_UNKNOWN},
    [JX__LIB_TABLE] = {"模板/表", "tables", ".yaml", JX_D_TABLEDEF_MISSING},
};

static struct jx_str relative(struct jx_arena *arena, const char *shelf, struct jx_str name,
                              const char *ending)
{
    return jx_str_printf(arena, "%s%s%.*s%s", shelf, *shelf ? "/" : "", JX_FMT(name), ending);
}

/* Names on a shelf, without their ending. */
static void list_names(struct jx_arena *arena, struct jx_str folder, const char *shelf,
                       const char *ending, struct jx_strs *names)
{
    struct jx_strs entries = {0};
    struct jx_str path = *shelf ? jx_path_join(arena, folder, jx_str_of(shelf)) : folder;
    if (!jx_folder_exists(path) || jx_folder_list(arena, path, &entries) != JX_OK)
        return;
    for (size_t i = 0; i < entries.n; i++)
        if (jx_str_ends(entries.items[i], jx_str_of(ending)) &&
            !jx_str_is(entries.items[i], "README.md"))
            JX_PUSH(arena, names,
                    jx_str_sub(entries.items[i], 0, entries.items[i].len - strlen(ending)));
}

static void say_missing(struct jx_arena *arena, const struct jx_template_input *input,
                        enum jx__library_kind kind, struct jx_text name, struct jx_diags *diags)
{
    struct jx_strs names = {0};
    list_names(arena, input->folder, shelves[kind].project, shelves[kind].ending, &names);
    for (size_t i = 0; i < input->n_libraries; i++)
        list_names(arena, input->libraries[i], shelves[kind].library, shelves[kind].ending, &names);
    struct jx_str near = jx_suggest(diags, name.str, names.items, names.n);
    struct jx_str args[] = {name.str, near};
    jx_suggested(jx_diag_add(diags, shelves[kind].missing, name.span, args, 2), near);
}

enum jx_status jx__library_read(struct jx_arena *arena, const struct jx_template_input *input,
                                enum jx__library_kind kind, struct jx_text name,
                                struct jx_diags *diags, uint32_t *ret_file)
{
    bool plain = jx_path_is_inside(name.str) && memchr(name.str.ptr, '/', name.str.len) == NULL;
    if (!plain) {
        say_missing(arena, input, kind, name, diags);
        return JX_E_INPUT;
    }
    const char *ending = shelves[kind].ending;
    struct jx_str file = relative(arena, shelves[kind].project, name.str, ending);
    if (jx_file_exists(jx_path_join(arena, input->folder, file)))
        return jx_source_read(arena, input->folder, file, name.span, MAX_TEMPLATE_BYTES, diags,
                              ret_file);
    file = relative(arena, shelves[kind].library, name.str, ending);
    for (size_t i = 0; i < input->n_libraries; i++)
        if (jx_file_exists(jx_path_join(arena, input->libraries[i], file)))
            return jx_source_read(arena, input->libraries[i], file, name.span, MAX_TEMPLATE_BYTES,
                                  diags, ret_file);
    say_missing(arena, input, kind, name, diags);
    return JX_E_INPUT;
}
