/* inherit.c - a value changed in a column where ~ stands for "as above".
 *
 * Layer:   import.
 *
 * The rows below would follow the change, and a new 一级 ends the 二级 above it. So the whole list is gone through as the reader does
 * it (input/list.c), before and after: a cell that would come to mean something else gets its value written out.
 */
#include "import/internal.h"

#define MAX_FIELDS 16

struct walk {
    struct jx__importer *importer;
    const struct jx__spot *spot; /* of the first entry of the list */
    struct {
        struct jx_str key;
        size_t col;
        struct jx_str before, after; /* what it means in the row above; absent: nothing */
    } fields[MAX_FIELDS];
    size_t n_fields;
    const struct jx__entry **entries; /* those of the list, shape [n_entries] */
    bool **covers;                    /* of each: its rows */
    size_t n_entries;
};

static bool same(struct jx_str a, struct jx_str b)
{
    return (a.ptr == NULL) == (b.ptr == NULL) && jx_str_eq(a, b);
}

/* ---- what is changed ---- */

static void find_fields(struct walk *w)
{
    const struct jx_schema *schema = w->spot->schema;

    for (size_t f = 0; f < schema->n_fields && w->n_fields < MAX_FIELDS; f++)
        for (size_t c = 0; c < w->spot->columns->n; c++)
            if ((schema->fields[f].flags & JX_FIELD_INHERIT) &&
                jx_str_is(w->spot->columns->items[c]->text, schema->fields[f].key)) {
                w->fields[w->n_fields].key = jx_str_of(schema->fields[f].key);
                w->fields[w->n_fields++].col = c;
                break;
            }
}

static void cover(const struct walk *w, bool *covers, struct jx_span place)
{
    const struct jx_node *rows = w->spot->rows;

    for (size_t r = 0; r < rows->n; r++)
        covers[r] = covers[r] || (rows->items[r]->span.line1 == place.line1 &&
                                  rows->items[r]->span.col1 == place.col1);
}

/* The row of an entry, and those of the records that its merged cell stands for. */
static bool *rows_of(const struct walk *w, const struct jx__entry *entry)
{
    const struct jx_cell *own = entry->match->cell;
    const struct jx_table *table = entry->match->sheet->table;
    bool *covers = JX_ARRAY(w->importer->arena, bool, w->spot->rows->n);

    covers[entry->spot.row] = true;
    for (size_t i = 0; own->rows > 1 && i < table->n_cells; i++) {
        const struct jx_cell *cell = &table->cells[i];
        if (cell->row > own->row && cell->row < own->row + own->rows && cell->item != NULL)
            cover(w, covers, cell->item->span);
    }
    return covers;
}

static void find_entries(struct walk *w)
{
    struct jx_arena *arena = w->importer->arena;
    const size_t n = w->importer->entries.n;

    w->entries = JX_ARRAY(arena, const struct jx__entry *, n);
    w->covers = JX_ARRAY(arena, bool *, n);
    for (size_t i = 0; i < n; i++) {
        const struct jx__entry *entry = w->importer->entries.items[i];
        if (entry->spot.schema == NULL || entry->spot.rows != w->spot->rows)
            continue;
        w->entries[w->n_entries] = entry;
        w->covers[w->n_entries++] = rows_of(w, entry);
    }
}

/* What the workbook wants in a cell; NULL: nothing new. */
static const struct jx__entry *wanted(const struct walk *w, size_t row, size_t f)
{
    for (size_t i = 0; i < w->n_entries; i++)
        if (w->covers[i][row] && jx_str_eq(w->entries[i]->spot.key, w->fields[f].key))
            return w->entries[i];
    return NULL;
}

/* ---- going through the rows ---- */

/* Whether the levels above a cell in its row are as in the row above. */
struct going_on {
    bool before, after;
};

static bool walk_cell(struct walk *w, size_t row, size_t f, struct going_on *on)
{
    const struct jx_node *cells = w->spot->rows->items[row];
    const struct jx_node *node =
        w->fields[f].col < cells->n ? cells->items[w->fields[f].col] : NULL;
    const struct jx_str held = node == NULL || jx_node_is_null(node) ? JX_NO_STR : node->text;
    const struct jx__entry *entry = wanted(w, row, f);
    struct jx_str before = held.ptr || !on->before ? held : w->fields[f].before;
    const struct jx_str meant = entry != NULL ? entry->text : before;
    struct jx_str written = held;

    if (entry != NULL && (held.ptr != NULL || !on->after || !same(w->fields[f].after, meant)))
        written = meant;
    on->before = on->before && (held.ptr == NULL || same(held, w->fields[f].before));
    w->fields[f].before = before;
    if (written.ptr == NULL && !same(on->after ? w->fields[f].after : JX_NO_STR, meant))
        written = meant;
    if (written.ptr == NULL && on->after && w->fields[f].after.ptr != NULL && meant.ptr == NULL)
        return false; /* nothing cannot be written below something */
    on->after = on->after && (written.ptr == NULL || same(written, w->fields[f].after));
    w->fields[f].after = meant;
    return same(written, held) ||
           (node != NULL && jx_edit_set(&w->spot->file->edits, node, written));
}

bool jx__inherit_write(struct jx__importer *importer, const struct jx__entry *entry)
{
    struct walk w = {.importer = importer, .spot = &entry->spot};
    bool good = true;

    find_fields(&w);
    find_entries(&w);
    if (w.entries[0] != entry)
        return true; /* written with the first one of its list */
    for (size_t r = entry->spot.file->csv ? 1 : 0; r < entry->spot.rows->n; r++) {
        struct going_on on = {true, true};
        for (size_t f = 0; f < w.n_fields; f++)
            good = walk_cell(&w, r, f, &on) && good;
    }
    return good;
}
