/* tree.c - the indicator tree out of the flat list.
 *
 * Layer:   score.
 * Memory:  the arena of the result; the hash table lies there too.
 *
 * A group is (parent, name): equal names under different parents are different groups. Groups keep the order in which
 * they first appear, also when the list comes back to one.
 */
#include "score/internal.h"

#include <stdlib.h>

/* A node while the tree grows; index 0 is the root above level 1. */
struct twig {
    struct jx_str name;
    const struct jx_indicator *leaf;
    size_t parent;
    size_t first; /* child, 0 for none */
    size_t last;
    size_t next; /* sibling */
};

struct grower {
    struct twig *twigs; /* shape [n] */
    size_t n;
    size_t *slots; /* hash table of groups: index of a twig, 0 for free; shape [mask + 1] */
    size_t mask;
};

static size_t hash(size_t parent, struct jx_str name)
{
    uint64_t h = 14695981039346656037u ^ parent;
    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.ptr[i]) * 1099511628211u;
    return (size_t)(h ^ (h >> 29));
}

static size_t add_twig(struct grower *g, size_t parent, struct jx_str name,
                       const struct jx_indicator *leaf)
{
    size_t at = g->n++;
    g->twigs[at] = (struct twig){.name = name, .leaf = leaf, .parent = parent};
    struct twig *above = &g->twigs[parent];
    if (above->last)
        g->twigs[above->last].next = at;
    else
        above->first = at;
    above->last = at;
    return at;
}

static size_t group_of(struct grower *g, size_t parent, struct jx_str name)
{
    size_t slot = hash(parent, name) & g->mask;
    for (; g->slots[slot]; slot = (slot + 1) & g->mask) {
        const struct twig *twig = &g->twigs[g->slots[slot]];
        if (twig->parent == parent && jx_str_eq(twig->name, name))
            return g->slots[slot];
    }
    return g->slots[slot] = add_twig(g, parent, name, NULL);
}

static void grow(struct grower *g, const struct jx_project *project)
{
    for (size_t i = 0; i < project->indicators.n; i++) {
        const struct jx_indicator *leaf = &project->indicators.items[i];
        size_t parent = 0;
        for (size_t k = 0; k < JX_MAX_LEVELS - 1; k++)
            if (!jx_str_empty(leaf->levels[k].str))
                parent = group_of(g, parent, leaf->levels[k].str);
        add_twig(g, parent, leaf->name.str, leaf);
    }
}

/* Write the children of a twig in pre-order; at most JX_MAX_LEVELS deep. */
static void emit(const struct grower *g, size_t twig, size_t parent, unsigned level,
                 struct jx_score_node *nodes, size_t *n)
{
    for (size_t child = g->twigs[twig].first; child; child = g->twigs[child].next) {
        size_t at = (*n)++;
        struct jx_score_node *node = &nodes[at];
        const struct jx_indicator *leaf = g->twigs[child].leaf;
        node->name = g->twigs[child].name;
        node->level = level;
        node->parent = parent;
        node->leaf = leaf;
        node->id = leaf ? leaf->id.str : JX_NO_STR;
        if (leaf)
            node->weight = leaf->weight.num;
        emit(g, child, at, level + 1, nodes, n);
        node->end = *n;
    }
}

/* ---- 分组 ---- */

struct name_entry {
    struct jx_str name;
    size_t node;
};

static int by_name(const void *a, const void *b)
{
    const struct name_entry *x = a;
    const struct name_entry *y = b;
    int order = jx_str_cmp(x->name, y->name);
    return order ? order : (x->node > y->node) - (x->node < y->node);
}

/* The node of a name, or JX_NO_NODE when it has none or several. */
static size_t find_name(const struct name_entry *entries, size_t n, struct jx_str name)
{
    size_t low = 0;
    for (size_t high = n; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (jx_str_cmp(entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < n && jx_str_eq(entries[low].name, name);
    bool twice = low + 1 < n && jx_str_eq(entries[low + 1].name, name);
    return found && !twice ? entries[low].node : JX_NO_NODE;
}

/* Join 分组 with its nodes: by full path, else by a name that only one node has. What fits none has been reported
 * by the model. */
static void join_groups(struct jx_arena *arena, const struct jx_project *project,
                        struct jx_score_node *nodes, size_t n)
{
    struct jx_str *full = JX_ARRAY(arena, struct jx_str, n);
    struct name_entry *paths = JX_ARRAY(arena, struct name_entry, n);
    struct name_entry *names = JX_ARRAY(arena, struct name_entry, n);
    size_t n_inner = 0;
    for (size_t i = 0; i < n; i++) {
        if (nodes[i].leaf)
            continue;
        full[i] = nodes[i].parent == JX_NO_NODE
                      ? nodes[i].name
                      : jx_str_printf(arena, "%.*s/%.*s", JX_FMT(full[nodes[i].parent]),
                                      JX_FMT(nodes[i].name));
        paths[n_inner] = (struct name_entry){full[i], i};
        names[n_inner++] = (struct name_entry){nodes[i].name, i};
    }
    qsort(paths, n_inner, sizeof *paths, by_name);
    qsort(names, n_inner, sizeof *names, by_name);
    for (size_t i = 0; i < project->groups.n; i++) {
        const struct jx_group *group = &project->groups.items[i];
        size_t at = find_name(paths, n_inner, group->path.str);
        if (at == JX_NO_NODE)
            at = find_name(names, n_inner, group->path.str);
        if (at == JX_NO_NODE)
            continue;
        nodes[at].group = group;
        nodes[at].id = group->id.str;
    }
}

struct jx_score_node *jx__tree_make(struct jx_arena *arena, const struct jx_project *project,
                                    size_t *ret_n)
{
    size_t most = project->indicators.n * JX_MAX_LEVELS + 1;
    struct grower g = {.n = 1, .mask = 15};
    while (g.mask < most * 2)
        g.mask = g.mask * 2 + 1;
    g.twigs = JX_ARRAY(arena, struct twig, most);
    g.slots = JX_ARRAY(arena, size_t, g.mask + 1);
    grow(&g, project);
    struct jx_score_node *nodes = JX_ARRAY(arena, struct jx_score_node, g.n);
    size_t n = 0;
    emit(&g, 0, JX_NO_NODE, 1, nodes, &n);
    join_groups(arena, project, nodes, n);
    *ret_n = n;
    return nodes;
}
