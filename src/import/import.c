/* import.c - every cell that differs, what becomes of it, and the new texts of the files.
 *
 * Layer:   import.
 */
#include "import/import.h"

#include "import/internal.h"

/* The member that is printed from two others. */
#define DEVIATION "偏差说明"

#define MAX_NAME_CHARS 24

/* ---- names of cells ---- */

static struct jx_str member(struct jx_arena *arena, const struct jx_value *item, const char *key)
{
    const struct jx_value *value = item == NULL ? NULL : jx_value_at(item, jx_str_of(key));

    return value == NULL ? JX_STR("") : jx_str_trim(jx_value_str(arena, value));
}

/* B1 养护里程 业绩值, or the path; of a cell with a formula only, its place says enough. */
static struct jx_str label_of(struct jx_arena *arena, const struct jx_cell *cell)
{
    const struct jx_str path = jx_cell_source(cell)->path;
    const struct jx_str parts[] = {member(arena, cell->item, "编号"),
                                   member(arena, cell->item, "名称"), path.ptr ? path : JX_STR("")};
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < 3; i++) {
        const bool is_long = jx_utf8_count(parts[i]) > MAX_NAME_CHARS && i == 1;
        jx_buf_adds(&buf, buf.len && parts[i].len ? " " : "");
        for (size_t pos = 0, n = 0; pos < parts[i].len && (!is_long || n < MAX_NAME_CHARS); n++)
            jx_buf_add_cp(&buf, jx_utf8_next(parts[i], &pos));
        jx_buf_adds(&buf, is_long ? "…" : "");
    }
    return buf.len ? jx_buf_str(&buf) : JX_STR("");
}

static struct jx_str called(struct jx_arena *arena, const struct jx_match *match,
                            struct jx_str label)
{
    const struct jx_str place = jx_match_place(arena, match->row, match->col);

    if (label.len == 0)
        return jx_str_printf(arena, "%.*s!%.*s ", JX_FMT(match->sheet_name), JX_FMT(place));
    return jx_str_printf(arena, "%.*s!%.*s（%.*s）", JX_FMT(match->sheet_name), JX_FMT(place),
                         JX_FMT(label));
}

/* ---- taking values ---- */

static bool same_spot(const struct jx__spot *a, const struct jx__spot *b)
{
    return a->kind == b->kind && a->node == b->node && jx_str_eq(a->key, b->key) &&
           jx_str_eq(a->id, b->id);
}

static struct jx_str shown(struct jx__importer *importer, const struct jx_cell *cell)
{
    struct jx_cell text = *cell;

    text.num = NULL;
    return jx__tidy(importer->arena, jx_match_content(importer->arena, &text));
}

/* Whether the project's value has been changed since the workbook was written. What is not written but computed may have
 * followed others. */
static bool is_changed_here(struct jx__importer *importer, const struct jx__entry *entry)
{
    const struct jx_match *match = entry->match;

    return entry->spot.old.len > 0 && match->base.ptr != NULL &&
           !jx_str_eq(match->base, jx_match_content(importer->arena, match->cell));
}

/* Keep an entry whose text differs from the file's. False after a message: the same value is given otherwise elsewhere. */
static bool keep(struct jx__importer *importer, const struct jx__entry *entry)
{
    struct jx__entry *kept = JX_NEW(importer->arena, struct jx__entry);
    const struct jx_str new = entry->text.ptr ? entry->text : JX_STR("");

    if (jx_str_eq(new, entry->spot.old))
        return true;
    if (is_changed_here(importer, entry)) {
        JX_SAY(importer->diags, IMPORT_BOTH, entry->spot.span, entry->called, entry->match->base,
               jx__found_text(importer->arena, entry->match->found),
               shown(importer, entry->match->cell));
        return false;
    }
    for (size_t i = 0; i < importer->entries.n; i++) {
        const struct jx__entry *other = importer->entries.items[i];
        if (!same_spot(&other->spot, &entry->spot))
            continue;
        if (jx_str_eq(other->text, entry->text))
            return true;
        JX_SAY(importer->diags, IMPORT_DISAGREE, entry->spot.span, entry->called, new,
               other->called, other->text);
        return false;
    }
    *kept = *entry;
    JX_PUSH(importer->arena, &importer->entries, kept);
    return true;
}

static bool say_nowhere(struct jx__importer *importer, const struct jx__entry *entry)
{
    JX_SAY(importer->diags, IMPORT_NOWHERE, entry->spot.span, entry->called,
           jx__found_text(importer->arena, entry->match->found), entry->spot.why);
    return false;
}

static bool say_computed(struct jx__importer *importer, const struct jx__entry *entry)
{
    JX_SAY(importer->diags, IMPORT_COMPUTED, entry->spot.span, entry->called,
           jx__found_text(importer->arena, entry->match->found),
           shown(importer, entry->match->cell));
    return true;
}

/* One of the two members that 偏差说明 is made from. */
static bool take_part(struct jx__importer *importer, const struct jx__entry *entry, const char *key,
                      struct jx_str text, struct jx_str before)
{
    struct jx__entry part = *entry;

    if (jx_str_eq(text, before))
        return true;
    part.spot = jx__spot_find(importer, entry->match->cell, jx_str_of(key));
    if (part.spot.kind <= JX__SPOT_COMPUTED)
        return say_nowhere(importer, &part);
    part.text = text.len ? text : JX_NO_STR;
    part.label = jx_str_replace(importer->arena, entry->label, JX_STR(DEVIATION), jx_str_of(key));
    return keep(importer, &part);
}

/* Both ways of writing it are the same: with 原因： and without. */
static bool same_deviation(struct jx__importer *importer, const struct jx_match *match)
{
    const struct jx__deviation old = jx__deviation_read(shown(importer, match->cell));
    const struct jx__deviation now =
        jx__deviation_read(jx__found_text(importer->arena, match->found));

    return jx_str_eq(old.reason, now.reason) && jx_str_eq(old.improvement, now.improvement);
}

static bool take_deviation(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx__deviation before = jx__deviation_read(shown(importer, entry->match->cell));
    struct jx__deviation now;

    if (!jx__value_read(importer, entry))
        return false;
    now = jx__deviation_read(entry->text.ptr ? entry->text : JX_STR(""));
    if (!now.labelled && now.reason.len > 0 && before.improvement.len > 0) {
        JX_SAY(importer->diags, IMPORT_DEVIATION, entry->spot.span, entry->called);
        return false;
    }
    return take_part(importer, entry, "偏差原因", now.reason, before.reason) &&
           take_part(importer, entry, "改进措施", now.improvement, before.improvement);
}

/* An input cell that the user has changed. */
static bool take_input(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx_match *match = entry->match;
    const bool is_deviation = jx_str_ends(jx_cell_source(match->cell)->path, JX_STR(DEVIATION));

    if (is_deviation && same_deviation(importer, match))
        return true;
    if (jx__same_as_base(importer->arena, match)) {
        if (entry->spot.old.len > 0) /* else it is computed, and has followed others */
            JX_SAY(importer->diags, IMPORT_STALE, entry->spot.span, entry->called, match->base,
                   shown(importer, match->cell));
        return true;
    }
    if (is_deviation)
        return take_deviation(importer, entry);
    if (entry->spot.kind == JX__SPOT_COMPUTED)
        return say_computed(importer, entry);
    if (entry->spot.kind == JX__SPOT_NONE)
        return say_nowhere(importer, entry);
    if (jx_cell_source(match->cell)->ticked && jx_cell_source(match->cell)->n_ticks == 0) {
        entry->spot.why = JX_STR("按列勾选的格读不回来，请直接改文件");
        return say_nowhere(importer, entry);
    }
    return jx__value_read(importer, entry) && keep(importer, entry);
}

/* What has been typed over a cell that is not to be filled in is told of and left. */
static bool take_other(struct jx__importer *importer, struct jx__entry *entry)
{
    const struct jx_str found = jx__found_text(importer->arena, entry->match->found);

    if (found.len == 0 && entry->match->base.ptr == NULL)
        return true; /* written when there was no value yet, or emptied: nothing that could be lost */
    if (jx__same_as_base(importer->arena, entry->match))
        return true; /* it follows other values, which the project has changed */
    if (jx_cell_formula(entry->match->cell) != NULL || entry->spot.kind <= JX__SPOT_COMPUTED)
        return say_computed(importer, entry);
    JX_SAY(importer->diags, IMPORT_LOCKED, entry->spot.span, entry->called,
           jx__found_text(importer->arena, entry->match->found),
           shown(importer, entry->match->cell));
    return true;
}

static bool take(struct jx__importer *importer, const struct jx_match *match)
{
    const struct jx_book_cell *found = match->found;
    const struct jx_cell *cell = match->cell;
    struct jx__entry entry = {.match = match};
    const bool computes = found != NULL && found->formula && jx_cell_formula(cell) != NULL;

    if (computes && found->kind != JX_BOOK_ERROR) {
        JX_PUSH(importer->arena, &importer->import->formulas, *match);
        return true;
    }
    if (jx__same_value(importer->arena, match) ||
        (!cell->input && found != NULL && found->kind == JX_BOOK_UNCOMPUTED))
        return true;
    entry.label = label_of(importer->arena, cell);
    entry.called = called(importer->arena, match, entry.label);
    entry.spot = jx__spot_find(importer, cell, JX_NO_STR);
    if (found != NULL && found->kind == JX_BOOK_ERROR)
        return jx__value_read(importer, &entry);
    return cell->input ? take_input(importer, &entry) : take_other(importer, &entry);
}

/* ---- writing into the files ---- */

/* All members of a record that is to be put in, with this entry's first; NULL when an earlier entry has put it in. */
static const struct jx_edit_pair *pairs_of(struct jx__importer *importer, size_t first,
                                           size_t *ret_n)
{
    const struct jx__spot *spot = &importer->entries.items[first]->spot;
    struct jx_edit_pair *pairs =
        JX_ARRAY(importer->arena, struct jx_edit_pair, importer->entries.n);

    *ret_n = 0;
    for (size_t i = 0; i < importer->entries.n; i++) {
        const struct jx__entry *other = importer->entries.items[i];
        if (other->spot.kind != spot->kind || other->spot.node != spot->node ||
            !jx_str_eq(other->spot.id, spot->id))
            continue;
        if (i < first)
            return NULL;
        pairs[(*ret_n)++] = (struct jx_edit_pair){other->spot.key, other->text};
    }
    return pairs;
}

/* All records of a list that is not there yet, in the order of their first entries; none when an earlier entry has put them in. */
static bool write_first(struct jx__importer *importer, size_t first)
{
    const struct jx__spot *spot = &importer->entries.items[first]->spot;
    struct jx_edit_record *records =
        JX_ARRAY(importer->arena, struct jx_edit_record, importer->entries.n);
    size_t n = 0;

    for (size_t i = 0; i < importer->entries.n; i++) {
        const struct jx__spot *other = &importer->entries.items[i]->spot;
        if (other->kind != JX__SPOT_FIRST || other->node != spot->node ||
            !jx_str_eq(other->list, spot->list))
            continue;
        if (i < first)
            return true;
        records[n].key = other->id;
        records[n].pairs = pairs_of(importer, i, &records[n].n_pairs);
        n += records[n].pairs != NULL;
    }
    return jx_edit_put_records(&spot->file->edits, spot->node, spot->list, records, n);
}

static bool write_entry(struct jx__importer *importer, size_t i)
{
    const struct jx__entry *entry = importer->entries.items[i];
    const struct jx__spot *spot = &entry->spot;
    struct jx_edits *edits = &spot->file->edits;
    const struct jx_edit_pair *pairs;
    size_t n;

    switch (spot->kind) {
    case JX__SPOT_SET:
        if (spot->schema != NULL)
            return jx__inherit_write(importer, entry);
        return jx_edit_set(edits, spot->node, entry->text);
    case JX__SPOT_PUT:
        return jx_edit_put(edits, spot->node, spot->key, entry->text);
    case JX__SPOT_FIRST:
        return write_first(importer, i);
    default:
        pairs = pairs_of(importer, i, &n);
        return pairs == NULL || jx_edit_put_record(edits, spot->node, spot->id, pairs, n);
    }
}

static bool write_all(struct jx__importer *importer)
{
    struct jx_import *import = importer->import;
    bool good = true;

    for (size_t i = 0; i < importer->entries.n; i++) {
        struct jx__entry *entry = importer->entries.items[i];
        if (write_entry(importer, i))
            continue;
        entry->spot.why =
            JX_STR("那里用了引用（&、*）、写成了列表，或空着是“同上一行”，请直接改文件");
        good = say_nowhere(importer, entry);
    }
    for (size_t i = 0; good && i < importer->files.n; i++) {
        struct jx__file *file = importer->files.items[i];
        const struct jx_str old = importer->diags->sources->items[file->edits.file - 1].text;
        struct jx_import_file changed = {.name = file->name, .old = file->is_new ? JX_NO_STR : old};
        if (file->edits.n == 0)
            continue;
        if (!jx_edits_apply(&file->edits, &changed.new)) {
            JX_SAY(importer->diags, IMPORT_UNWRITABLE, JX_NO_SPAN, file->name);
            return false;
        }
        JX_PUSH(importer->arena, &import->files, changed);
    }
    return good;
}

static void list_changes(struct jx__importer *importer)
{
    for (size_t i = 0; i < importer->entries.n; i++) {
        const struct jx__entry *entry = importer->entries.items[i];
        const bool above = entry->spot.schema != NULL && entry->spot.old.len == 0;
        const struct jx_import_change change = {
            .sheet = entry->match->sheet_name,
            .place = jx_match_place(importer->arena, entry->match->row, entry->match->col),
            .label = entry->label,
            .old = above ? shown(importer, entry->match->cell) : entry->spot.old,
            .new = entry->text.ptr ? entry->text : JX_STR(""),
            .span = entry->spot.span};
        JX_PUSH(importer->arena, &importer->import->changes, change);
    }
}

/* A workbook of another project may fit in all its names: last year's, another county's. False after a message. */
static bool check_about(const struct jx_import_input *input, const struct jx_book *book,
                        struct jx_diags *diags)
{
    const struct jx_str about = jx_match_about(book);

    if (input->any || about.ptr == NULL || jx_str_eq(about, input->document->about))
        return true;
    JX_SAY(diags, BOOK_OTHER, JX_NO_SPAN, about, input->document->about);
    return false;
}

enum jx_status jx_import_make(struct jx_arena *arena, const struct jx_import_input *input,
                              const struct jx_book *book, struct jx_str name,
                              struct jx_diags *diags, struct jx_import **ret_import)
{
    struct jx__importer importer = {.arena = arena,
                                    .diags = diags,
                                    .input = input,
                                    .data = jx_document_data(arena, input->project, input->score),
                                    .import = JX_NEW(arena, struct jx_import)};
    struct jx_matches matches = {0};
    bool good;

    *ret_import = importer.import;
    if (!check_about(input, book, diags))
        return JX_E_INPUT;
    good = jx_xlsx_match(arena, input->document, book, name, diags, &matches) == JX_OK;

    if (!jx_match_has_ids(book))
        JX_SAY(diags, BOOK_NO_IDS, JX_NO_SPAN, JX_STR("_jixiao"));
    for (size_t i = 0; i < matches.n; i++)
        good = take(&importer, &matches.items[i]) && good;
    list_changes(&importer);
    return good && write_all(&importer) ? JX_OK : JX_E_INPUT;
}

/* ---- formulas ---- */

/* The cell of the same place in the document made anew; NULL when its table is another one. */
static const struct jx_cell *cell_now(const struct jx_document *before,
                                      const struct jx_document *after, const struct jx_match *match)
{
    for (size_t w = 0; w < before->n_workbooks && w < after->n_workbooks; w++) {
        const struct jx_workbook *one = &before->workbooks[w], *two = &after->workbooks[w];
        for (size_t s = 0; s < one->n_sheets && s < two->n_sheets; s++) {
            const struct jx_table *old = one->sheets[s].table, *new = two->sheets[s].table;
            if (&one->sheets[s] == match->sheet && old->n_rows == new->n_rows &&
                old->n_cols == new->n_cols && old->n_cells == new->n_cells)
                return &new->cells[match->cell - old->cells];
        }
    }
    return NULL;
}

void jx_import_recheck(struct jx_arena *arena, const struct jx_import *import,
                       const struct jx_document *before, const struct jx_document *after,
                       struct jx_diags *diags)
{
    for (size_t i = 0; i < import->formulas.n; i++) {
        const struct jx_match *match = &import->formulas.items[i];
        const struct jx_cell *cell = cell_now(before, after, match);
        struct jx_match now = *match;
        if (cell == NULL || match->found->kind == JX_BOOK_UNCOMPUTED)
            continue;
        now.cell = cell;
        if (jx__same_value(arena, match) || jx__same_value(arena, &now) ||
            jx__same_as_base(arena, match))
            continue;
        struct jx_cell text = *cell;
        text.num = NULL;
        JX_SAY(diags, IMPORT_FORMULA, JX_NO_SPAN, called(arena, match, label_of(arena, cell)),
               jx__found_text(arena, match->found),
               jx__tidy(arena, jx_match_content(arena, &text)));
    }
}
