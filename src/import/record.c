/* record.c - records of the project's files, found by their places, and their members.
 *
 * Layer:   import.
 */
#include "import/internal.h"

#define MAX_TRAIL (JX_YAML_MAX_DEPTH + 1)

/* The nodes from the root down to one. */
struct trail {
    const struct jx_node *nodes[MAX_TRAIL];
    size_t n;
};

struct jx__spot jx__no_spot(struct jx_str why)
{
    return (struct jx__spot){.kind = JX__SPOT_NONE, .why = why};
}

/* ---- files ---- */

static struct jx__file *file_open(struct jx__importer *importer, uint32_t id)
{
    struct jx_sources *sources = importer->diags->sources;
    struct jx__file *file = JX_NEW(importer->arena, struct jx__file);
    struct jx_diags unheard; /* the project has been read without errors */
    struct jx_node *root = NULL;

    file->name = sources->items[id - 1].name;
    file->csv = jx_str_ends(file->name, JX_STR(".csv"));
    file->edits = (struct jx_edits){.arena = importer->arena, .sources = sources, .file = id};
    jx_diags_init(&unheard, importer->arena, sources);
    if (file->csv) {
        if (!jx_edits_csv(importer->arena, sources, id, &file->root))
            return NULL;
        return file;
    }
    if (!jx_str_ends(file->name, JX_STR(".yaml")) ||
        jx_yaml_parse(importer->arena, id, &unheard, &root) != JX_OK)
        return NULL;
    file->root = file->edits.root = root;
    return file;
}

/* A file of the project by its id in the sources; NULL when it cannot be read as what it is. */
static struct jx__file *file_at(struct jx__importer *importer, uint32_t id)
{
    for (size_t i = 0; i < importer->files.n; i++)
        if (importer->files.items[i]->edits.file == id)
            return importer->files.items[i];
    if (id == 0 || id > importer->diags->sources->n)
        return NULL;
    struct jx__file *file = file_open(importer, id);
    if (file != NULL && file->root != NULL)
        JX_PUSH(importer->arena, &importer->files, file);
    return file != NULL && file->root != NULL ? file : NULL;
}

struct jx__file *jx__file_named(struct jx__importer *importer, struct jx_str name)
{
    const struct jx_sources *sources = importer->diags->sources;

    for (size_t i = 0; i < sources->n; i++)
        if (jx_str_eq(sources->items[i].name, name))
            return file_at(importer, (uint32_t)i + 1);
    return NULL;
}

struct jx__file *jx__file_new(struct jx__importer *importer, struct jx_str name, struct jx_str text)
{
    struct jx__file *file = file_at(importer, jx_sources_add(importer->diags->sources, name, text));

    if (file != NULL)
        file->is_new = true;
    return file;
}

/* ---- nodes by their places ---- */

/* The outermost node that begins at a place; scalars only when they are asked for. */
static bool descend(const struct jx_node *node, struct jx_span place, bool scalar,
                    struct trail *trail)
{
    if (trail->n == MAX_TRAIL)
        return false;
    trail->nodes[trail->n++] = node;
    if (node->span.line1 == place.line1 && node->span.col1 == place.col1 &&
        node->span.file == place.file && (node->kind == JX_NODE_SCALAR) == scalar)
        return true;
    for (size_t i = 0; node->kind != JX_NODE_SCALAR && i < node->n; i++)
        if (descend(node->kind == JX_NODE_MAP ? node->entries[i].value : node->items[i], place,
                    scalar, trail))
            return true;
    trail->n--;
    return false;
}

/* ---- members ---- */

static struct jx__spot set_spot(struct jx__file *file, const struct jx_node *node)
{
    struct jx__spot spot = {.kind = JX__SPOT_SET, .file = file, .node = node, .span = node->span};

    if (node->kind != JX_NODE_SCALAR)
        return jx__no_spot(JX_STR("那里写成了列表或表"));
    spot.old = jx_node_is_null(node) ? JX_STR("") : node->text;
    return spot;
}

struct jx__spot jx__map_spot(struct jx__file *file, const struct jx_node *map, struct jx_str key)
{
    for (size_t i = 0; map->kind == JX_NODE_MAP && i < map->n; i++)
        if (jx_str_eq(map->entries[i].key, key))
            return set_spot(file, map->entries[i].value);
    return (struct jx__spot){.kind = JX__SPOT_PUT,
                             .file = file,
                             .node = map,
                             .key = key,
                             .old = JX_STR(""),
                             .span = map->span};
}

/* A row under columns. */
static struct jx__spot row_spot(struct jx__importer *importer, struct jx__file *file,
                                const struct jx_node *rows, const struct jx_node *columns,
                                const struct jx_node *row, struct jx_str key)
{
    for (size_t i = 0; columns != NULL && columns->kind == JX_NODE_LIST && i < columns->n; i++) {
        if (!jx_str_eq(columns->items[i]->text, key))
            continue;
        if (i < row->n) {
            struct jx__spot spot = set_spot(file, row->items[i]);
            spot.key = key;
            spot.rows = rows;
            spot.columns = columns;
            while (rows->items[spot.row] != row)
                spot.row++;
            return spot;
        }
        return jx__no_spot(JX_STR("这一行写的值不够数，请先补上 ~"));
    }
    return jx__no_spot(jx_str_printf(importer->arena, "%.*s 里这张表没有“%.*s”这一列，请先加上",
                                     JX_FMT(file->name), JX_FMT(key)));
}

struct jx__spot jx__record_spot(struct jx__importer *importer, struct jx_span place,
                                struct jx_str key)
{
    struct jx__file *file = file_at(importer, place.file);
    struct trail trail = {0};

    if (file == NULL)
        return jx__no_spot(JX_STR("它不在项目的文件里"));
    if (!descend(file->root, place, key.ptr == NULL, &trail))
        return jx__no_spot(JX_STR("它在文件里的位置认不出来"));
    const struct jx_node *node = trail.nodes[trail.n - 1];
    if (key.ptr == NULL)
        return set_spot(file, node);
    if (node->kind == JX_NODE_MAP)
        return jx__map_spot(file, node, key);
    if (file->csv)
        return row_spot(importer, file, file->root, file->root->items[0], node, key);
    if (trail.n < 3)
        return jx__no_spot(JX_STR("它在文件里的位置认不出来"));
    return row_spot(importer, file, trail.nodes[trail.n - 2],
                    jx_node_at(trail.nodes[trail.n - 3], "列"), node, key);
}
