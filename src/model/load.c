#include "model/load.h"

#include "base/file.h"
#include "input/source.h"
#include "input/suggest.h"
#include "model/declared.h"
#include "model/internal.h"

struct loader {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_decode decode;
    struct jx__shelves shelves;
    struct jx_project *project;
    size_t n_errors; /* there were before */
    bool unscored;
    bool io_failed;
};

/* ---- files ---- */

/* The id of a file of the folder; false after a message. */
static bool file_read(struct loader *l, struct jx_str name, uint32_t *ret_file)
{
    enum jx_status status = jx_source_read(l->arena, l->decode.folder, name, JX_NO_SPAN,
                                           JX_YAML_MAX_BYTES, l->diags, ret_file);
    l->io_failed = l->io_failed || status == JX_E_IO;
    return status == JX_OK;
}

static bool file_exists(const struct loader *l, struct jx_str name)
{
    const struct jx_sources *sources = l->diags->sources;

    for (size_t i = 0; i < sources->n_overlays; i++)
        if (jx_str_eq(sources->overlays[i].name, name))
            return true;
    return jx_file_exists(jx_path_join(l->arena, l->decode.folder, name));
}

static void format_check(struct loader *l)
{
    const struct jx_amount *format = &l->project->format;
    if (format->set && jx_num_cmp(format->num, jx_num_int(l->arena, 1)) != 0)
        JX_SAY(l->diags, FORMAT_UNKNOWN, format->span, jx_shown(l->arena, format->text));
}

/* Read a YAML file into the project; false when nothing could be decoded. */
static bool yaml_load(struct loader *l, struct jx_str name, const struct jx_schema *schema)
{
    uint32_t file;
    struct jx_node *root = NULL;
    if (!file_read(l, name, &file))
        return false;
    enum jx_status status = jx_yaml_parse(l->arena, file, l->diags, &root);
    if (status == JX_OK && !root)
        JX_SAY(l->diags, FILE_EMPTY, ((struct jx_span){file, 1, 1, 1, 1}), name);
    if (!root)
        return false;
    status = jx_schema_decode(&l->decode, schema, root, l->project);
    format_check(l);
    return status == JX_OK || status == JX_E_INPUT;
}

static void slots_load(struct loader *l, struct jx_str name)
{
    uint32_t file;
    if (file_read(l, name, &file))
        jx__slots_read(l->arena, file, l->project, l->diags);
}

/* ---- what follows from the fields ---- */

/* 规则: 比例, or {类型: 分档, …}. */
static void rule_read(struct loader *l, struct jx_indicator *indicator)
{
    const struct jx_node *node = indicator->rule_node;
    if (!node)
        return;
    if (node->kind == JX_NODE_MAP)
        node = jx_node_at(node, "类型");
    if (!node || node->kind != JX_NODE_SCALAR || jx_node_is_null(node))
        JX_SAY(l->diags, RULE_KIND, indicator->rule_node->span,
               jx_shown(l->arena, indicator->id.str));
    else
        indicator->rule = (struct jx_text){node->text, node->span};
}

/* Levels are filled from the first on; "" in a row means none where ~ would mean "as above". */
static void levels_check(struct loader *l, struct jx_indicator *indicator)
{
    static const char *const keys[] = {"一级", "二级", "三级"};
    for (size_t i = 0; i < JX_MAX_LEVELS - 1; i++) {
        struct jx_text *level = &indicator->levels[i];
        if (jx_str_empty(level->str))
            *level = (struct jx_text){0};
        else if (i > 0 && !indicator->levels[i - 1].str.ptr)
            JX_SAY(l->diags, LEVEL_GAP, level->span, jx_shown(l->arena, indicator->id.str),
                   jx_str_of(keys[i]), jx_str_of(keys[i - 1]));
    }
}

/* 编号 or 名称 in quotes, as the schema's own messages name a record. */
static struct jx_str identity(struct loader *l, const struct jx_indicator *indicator)
{
    const struct jx_text *text = indicator->id.str.ptr ? &indicator->id : &indicator->name;
    if (!text->str.ptr)
        return JX_STR("指标");
    return jx_str_printf(l->arena, "指标“%.*s”", JX_FMT(jx_shown(l->arena, text->str)));
}

/* 名称 and 权重 may come from a catalogue; then they must have come. */
static void required_check(struct loader *l, const struct jx_indicator *indicator)
{
    if (!indicator->name.str.ptr)
        JX_SAY(l->diags, KEY_MISSING, indicator->span, identity(l, indicator), JX_STR("名称"));
    if (!indicator->weight.span.line1 && !l->unscored)
        JX_SAY(l->diags, KEY_MISSING, indicator->span, identity(l, indicator), JX_STR("权重"));
}

static void indicators_complete(struct loader *l)
{
    struct jx_project *p = l->project;
    jx__catalogue_take(&l->shelves, p);
    for (size_t i = 0; i < p->indicators.n; i++) {
        required_check(l, &p->indicators.items[i]);
        rule_read(l, &p->indicators.items[i]);
        levels_check(l, &p->indicators.items[i]);
    }
}

static void extra_check(struct loader *l, struct jx_value **extra)
{
    if (!*extra || (*extra)->kind == JX_V_MAP)
        return;
    JX_SAY(l->diags, WANT_MAP, (*extra)->span, JX_STR("补充"));
    *extra = NULL;
}

static void project_complete(struct loader *l)
{
    indicators_complete(l);
    if (!l->unscored && l->project->indicators.n == 0 && l->diags->n_errors == l->n_errors)
        JX_SAY(l->diags, INDICATORS_NONE, l->project->span);
    jx__funds_build(l->arena, l->project, l->diags);
    jx__references_check(l->arena, l->project, l->diags);
}

enum jx_status jx_project_load_with(struct jx_arena *arena, const struct jx_load *how,
                                    struct jx_diags *diags, struct jx_project **ret_project)
{
    struct loader l = {
        .arena = arena,
        .diags = diags,
        .n_errors = diags->n_errors,
        .unscored = how->unscored,
        .decode = {arena, diags, how->folder, how->declared, how->n_declared},
        .project = JX_NEW(arena, struct jx_project),
    };
    l.shelves = (struct jx__shelves){&l.decode, how->libraries, how->n_libraries};
    bool fields_good = jx_declared_check(arena, how->declared, how->n_declared, diags) == JX_OK;
    bool has_project = yaml_load(&l, JX_STR("项目.yaml"), &jx_project_schema);
    if (file_exists(&l, JX_STR("评价.yaml")))
        (void)yaml_load(&l, JX_STR("评价.yaml"), &jx_findings_schema);
    if (file_exists(&l, JX_STR("正文.md")))
        slots_load(&l, JX_STR("正文.md"));
    extra_check(&l, &l.project->extra);
    extra_check(&l, &l.project->findings_extra);
    l.project->declared = how->declared;
    l.project->n_declared = how->n_declared;
    if (has_project) {
        project_complete(&l);
        *ret_project = l.project;
    }
    if (l.io_failed)
        return JX_E_IO;
    if (diags->n_errors > l.n_errors || !fields_good)
        return JX_E_INPUT;
    if (has_project)
        l.project->values = jx_project_value(arena, l.project);
    return JX_OK;
}

enum jx_status jx_project_load(struct jx_arena *arena, struct jx_str folder,
                               const struct jx_declared *declared, size_t n_declared,
                               struct jx_diags *diags, struct jx_project **ret_project)
{
    const struct jx_load how = {.folder = folder, .declared = declared, .n_declared = n_declared};
    return jx_project_load_with(arena, &how, diags, ret_project);
}
