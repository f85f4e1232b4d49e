/* Catalogues of indicators (指标框架): rows of 指标 with 取自 take from one what they leave blank. */
#include "model/internal.h"

#include "base/file.h"
#include "input/source.h"
#include "input/suggest.h"

/* Below the project's folder, and below each library. */
#define OWN_SHELF "模板/框架"
#define LIBRARY_SHELF "catalogues"
#define ENDING ".yaml"

struct catalogue {
    struct jx_text name;   /* 名称 */
    struct jx_text source; /* 来源 */
    struct {
        struct jx_indicator *items;
        size_t n;
    } indicators; /* 指标 */
};

#define T struct catalogue
static const struct jx_field fields[] = {
    {"名称", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, name), NULL, NULL, "框架的名称"},
    {"来源", JX_F_TEXT, 0, offsetof(T, source), NULL, NULL, "出自哪个文件"},
    {"指标", JX_F_LIST, JX_FIELD_REQUIRED, offsetof(T, indicators), &jx__indicator_schema, NULL,
     "可以取用的指标"},
};
#undef T

static const struct jx_schema schema = {
    "框架", sizeof(struct catalogue), fields, 3, JX_NO_OFFSET, JX_NO_OFFSET, NULL, NULL,
};

/* ---- finding and reading the file ---- */

static struct jx_str shelf_path(struct jx_arena *arena, const char *shelf, struct jx_str name)
{
    return jx_str_printf(arena, "%s/%.*s" ENDING, shelf, JX_FMT(name));
}

static void names_list(struct jx_arena *arena, struct jx_str root, const char *shelf,
                       struct jx_strs *names)
{
    struct jx_strs files = {0};
    struct jx_str folder = jx_path_join(arena, root, jx_str_of(shelf));
    if (!jx_folder_exists(folder) || jx_folder_list(arena, folder, &files) != JX_OK)
        return;
    for (size_t i = 0; i < files.n; i++)
        if (jx_str_ends(files.items[i], JX_STR(ENDING)))
            JX_PUSH(arena, names,
                    jx_str_sub(files.items[i], 0, files.items[i].len - sizeof ENDING + 1));
}

static void say_missing(const struct jx__shelves *shelves, struct jx_text name)
{
    struct jx_strs names = {0};
    const struct jx_decode *d = shelves->decode;
    names_list(d->arena, d->folder, OWN_SHELF, &names);
    for (size_t i = 0; i < shelves->n_libraries; i++)
        names_list(d->arena, shelves->libraries[i], LIBRARY_SHELF, &names);
    struct jx_str nearest = jx_suggest(d->diags, name.str, names.items, names.n);
    jx_suggested(
        JX_SAY(d->diags, CATALOGUE_MISSING, name.span, jx_shown(d->arena, name.str), nearest),
        nearest);
}

/* The file id; false after a message. */
static bool file_find(const struct jx__shelves *shelves, struct jx_text name, uint32_t *ret_file)
{
    const struct jx_decode *d = shelves->decode;
    bool plain = jx_path_is_inside(name.str) && jx_str_find(name.str, JX_STR("/"), 0) == SIZE_MAX;
    for (size_t i = 0; plain && i <= shelves->n_libraries; i++) {
        struct jx_str root = i ? shelves->libraries[i - 1] : d->folder;
        struct jx_str path = shelf_path(d->arena, i ? LIBRARY_SHELF : OWN_SHELF, name.str);
        if (jx_file_exists(jx_path_join(d->arena, root, path)))
            return jx_source_read(d->arena, root, path, name.span, JX_YAML_MAX_BYTES, d->diags,
                                  ret_file) == JX_OK;
    }
    say_missing(shelves, name);
    return false;
}

static bool catalogue_read(const struct jx__shelves *shelves, struct jx_text name,
                           struct catalogue *catalogue)
{
    uint32_t file = 0;
    struct jx_node *root = NULL;
    const struct jx_decode *d = shelves->decode;
    if (!file_find(shelves, name, &file) ||
        jx_yaml_parse(d->arena, file, d->diags, &root) != JX_OK || !root)
        return false;
    return jx_schema_decode(d, &schema, root, catalogue) == JX_OK;
}

/* ---- taking ---- */

static void text_take(struct jx_text *own, const struct jx_text *from)
{
    if (!own->str.ptr)
        *own = *from;
}

/* Blank fields only. Levels are taken as a whole, and only when the row names none: they are one path. */
static void indicator_take(struct jx_indicator *own, const struct jx_indicator *from)
{
    if (!own->levels[0].str.ptr)
        for (size_t i = 0; i < JX_MAX_LEVELS - 1; i++)
            own->levels[i] = from->levels[i];
    text_take(&own->name, &from->name);
    text_take(&own->target, &from->target);
    text_take(&own->unit, &from->unit);
    text_take(&own->nature, &from->nature);
    text_take(&own->meaning, &from->meaning);
    text_take(&own->source, &from->source);
    if (!own->weight.set)
        own->weight = from->weight;
    if (!own->points.n)
        own->points = from->points;
    if (!own->rule_node)
        own->rule_node = from->rule_node;
}

void jx__catalogue_take(const struct jx__shelves *shelves, struct jx_project *project)
{
    struct catalogue catalogue = {0};
    struct jx__index ids = {0};
    const struct jx_decode *d = shelves->decode;
    bool read =
        project->catalogue.str.ptr && catalogue_read(shelves, project->catalogue, &catalogue);
    for (size_t i = 0; i < catalogue.indicators.n; i++)
        jx__index_add(d->arena, &ids, catalogue.indicators.items[i].id, i);
    jx__index_close(&ids);
    if (read)
        jx__index_check_twice(d->arena, &ids, JX_D_ID_TWICE, d->diags);
    for (size_t i = 0; i < project->indicators.n; i++) {
        struct jx_indicator *own = &project->indicators.items[i];
        if (!own->from.str.ptr)
            continue;
        const struct jx__index_entry *entry = jx__index_find(&ids, own->from.str);
        if (entry)
            indicator_take(own, &catalogue.indicators.items[entry->item]);
        else if (!project->catalogue.str.ptr)
            JX_SAY(d->diags, CATALOGUE_NONE, own->from.span, jx_shown(d->arena, own->from.str));
        else if (read)
            jx__index_say_unknown(d->arena, &ids, JX_D_CATALOGUE_ID, own->from, d->diags);
    }
}
