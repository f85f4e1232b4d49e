/* edit_check.c - whether a changed text reads back as the old tree with exactly the changes asked for. */
#include "input/edit.h"

#include "input/internal.h"

/* text: absent for a blank */
static bool is_scalar(const struct jx_node *node, struct jx_str text)
{
    if (text.ptr == NULL)
        return jx_node_is_null(node);
    return node != NULL && node->kind == JX_NODE_SCALAR && jx_str_eq(node->text, text);
}

static bool is_record(const struct jx_node *node, const struct jx_edit_pair *pairs, size_t n)
{
    if (node->kind != JX_NODE_MAP || node->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!jx_str_eq(node->entries[i].key, pairs[i].key) ||
            !is_scalar(node->entries[i].value, pairs[i].value))
            return false;
    return true;
}

static bool is_records(const struct jx_node *node, const struct jx_edit *edit)
{
    if (node->kind != JX_NODE_MAP || node->n != edit->n_records)
        return false;
    for (size_t i = 0; i < node->n; i++)
        if (!jx_str_eq(node->entries[i].key, edit->records[i].key) ||
            !is_record(node->entries[i].value, edit->records[i].pairs, edit->records[i].n_pairs))
            return false;
    return true;
}

/* Whether entry is what a put was to make. */
static bool is_put(const struct jx_edit *edit, const struct jx_node_entry *entry)
{
    if (!jx_str_eq(entry->key, edit->key))
        return false;
    if (edit->records != NULL)
        return is_records(entry->value, edit);
    if (edit->pairs != NULL)
        return is_record(entry->value, edit->pairs, edit->n_pairs);
    return is_scalar(entry->value, edit->value);
}

static bool same_tree(const struct jx_edits *edits, const struct jx_node *old,
                      const struct jx_node *new);

static bool same_map(const struct jx_edits *edits, const struct jx_node *old,
                     const struct jx_node *new)
{
    const size_t n_old = old->kind == JX_NODE_MAP ? old->n : 0;
    size_t at = 0;

    if (new->kind != JX_NODE_MAP || new->n < n_old)
        return false;
    for (; at < n_old; at++)
        if (!jx_str_eq(old->entries[at].key, new->entries[at].key) ||
            !same_tree(edits, old->entries[at].value, new->entries[at].value))
            return false;
    for (const struct jx_edit *edit; (edit = jx__edit_of(edits, old, at - n_old)) != NULL; at++)
        if (at >= new->n || !is_put(edit, &new->entries[at]))
            return false;
    return at == new->n;
}

static bool same_tree(const struct jx_edits *edits, const struct jx_node *old,
                      const struct jx_node *new)
{
    const struct jx_edit *edit = jx__edit_of(edits, old, 0);

    if (edit != NULL && edit->records != NULL && edit->key.ptr == NULL)
        return is_records(new, edit);
    if (old->kind == JX_NODE_MAP || (edit != NULL && edit->key.ptr != NULL))
        return same_map(edits, old, new);
    if (old->kind == JX_NODE_SCALAR)
        return is_scalar(new, edit != NULL ? edit->value : old->text);
    if (new->kind != JX_NODE_LIST || new->n != old->n)
        return false;
    for (size_t i = 0; i < old->n; i++)
        if (!same_tree(edits, old->items[i], new->items[i]))
            return false;
    return true;
}

static bool same_csv_row(const struct jx_edits *edits, const struct jx_node *old,
                         const struct jx_node *new)
{
    if (old->n != new->n)
        return false;
    for (size_t c = 0; c < old->n; c++) {
        struct jx_str expected = old->items[c]->text;
        for (size_t i = 0; i < edits->n; i++)
            if (edits->items[i].from == jx__edit_start(edits, old->items[c]))
                expected = edits->items[i].value;
        if (!is_scalar(new->items[c], expected))
            return false;
    }
    return true;
}

static bool same_csv(const struct jx_edits *edits, uint32_t old_file, uint32_t new_file,
                     struct jx_diags *diags)
{
    struct jx__csv old = {0}, new = {0};

    if (!jx__csv_parse(edits->arena, old_file, diags, &old) ||
        !jx__csv_parse(edits->arena, new_file, diags, &new) || old.n != new.n)
        return false;
    for (size_t r = 0; r < old.n; r++)
        if (!same_csv_row(edits, old.items[r], new.items[r]))
            return false;
    return true;
}

bool jx__edits_read_back(const struct jx_edits *edits, struct jx_str text)
{
    const struct jx_source *source = &edits->sources->items[edits->file - 1];
    struct jx_sources sources = {.arena = edits->arena};
    struct jx_diags diags;
    struct jx_node *root = NULL;
    uint32_t old_file, new_file;

    jx_diags_init(&diags, edits->arena, &sources);
    old_file = jx_sources_add(&sources, source->name, source->text);
    new_file = jx_sources_add(&sources, source->name, text);
    if (jx__edits_csv(edits))
        return same_csv(edits, old_file, new_file, &diags);
    return jx_yaml_parse(edits->arena, new_file, &diags, &root) == JX_OK && root != NULL &&
           same_tree(edits, edits->root, root);
}
