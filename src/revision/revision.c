/* revision.c - which version this is, what it is compared with, and whether all changes have their reasons.
 *
 * Layer:  revision.
 */
#include "revision/revision.h"
#include "revision/internal.h"
#include "revision/words.h"

#include "base/file.h"
#include "input/suggest.h"

#define SHOWN 40 /* characters of a value in messages */

struct maker {
    struct jx_arena *arena;
    const struct jx_revision_input *input;
    struct jx_diags *diags;
    struct jx_revision *revision;
};

/* ---- what to compare with ---- */

static enum jx_status read_version(const struct maker *m, unsigned number,
                                   const struct jx_record **ret_record,
                                   const struct jx_snapshot **ret_snapshot)
{
    const struct jx_str name =
        jx_str_printf(m->arena, JX_W_VERSIONS "/%03u/" JX_W_SNAPSHOT_FILE, number);
    struct jx_record *record = NULL;
    struct jx_snapshot *snapshot = NULL;
    enum jx_status status = jx_record_read(m->arena, m->input->folder, number, m->diags, &record);

    if (status == JX_OK)
        status = jx_snapshot_read(m->arena, m->input->folder, name, m->diags, &snapshot);
    *ret_record = record;
    *ret_snapshot = snapshot;
    return status;
}

static void compare(const struct maker *m)
{
    if (m->revision->before != NULL)
        m->revision->changes = jx_changes_make(m->arena, m->revision->before, m->input->snapshot);
}

/* The version before the last one: what the last one was compared with when it was issued. */
static enum jx_status step_back(const struct maker *m)
{
    struct jx_revision *revision = m->revision;
    enum jx_status status = JX_OK;

    revision->issued = true;
    revision->number = revision->last->number;
    revision->stage = revision->last->stage.str;
    revision->base = NULL;
    revision->before = NULL;
    revision->changes = (struct jx_changes){0};
    if (revision->number > 1)
        status = read_version(m, revision->number - 1, &revision->base, &revision->before);
    compare(m);
    return status;
}

static enum jx_status find_base(const struct maker *m)
{
    struct jx_revision *revision = m->revision;
    const unsigned given = m->input->number;
    const unsigned last = given > 0 ? given - 1 : jx_version_last(m->arena, m->input->folder);
    enum jx_status status;

    revision->number = last + 1;
    revision->stage = given > 0 ? m->input->stage : JX_NO_STR;
    if (last == 0)
        return JX_OK;
    status = read_version(m, last, &revision->last, &revision->before);
    revision->base = revision->last;
    if (status != JX_OK)
        return status;
    compare(m);
    if (given > 0)
        return JX_OK;
    revision->stage = JX_STR(JX_W_UNISSUED);
    return revision->changes.n == 0 && !m->input->drafted ? step_back(m) : JX_OK;
}

/* ---- reasons ---- */

static bool same_text(const struct jx_text *a, const struct jx_text *b)
{
    return jx_str_eq(a->str.ptr ? a->str : JX_STR(""), b->str.ptr ? b->str : JX_STR(""));
}

/* Notes that stood in the base already explained its changes, not these. */
static void mark_old(const struct jx_notes *before, struct jx_notes *notes)
{
    for (size_t i = 0; i < notes->notes.n; i++)
        for (size_t k = 0; k < before->notes.n; k++) {
            struct jx_note *note = &notes->notes.items[i];
            const struct jx_note *was = &before->notes.items[k];

            if (same_text(&note->path, &was->path) && same_text(&note->after, &was->after) &&
                same_text(&note->reason, &was->reason))
                note->old = true;
        }
}

static enum jx_status read_notes(const struct maker *m)
{
    struct jx_revision *revision = m->revision;
    struct jx_notes *before = NULL;
    enum jx_status status = jx_notes_read(m->arena, m->input->folder, JX_STR(JX_W_NOTES_FILE),
                                          m->diags, &revision->notes);

    if (status != JX_OK || revision->base == NULL)
        return status;
    status = jx_notes_read(m->arena, m->input->folder,
                           jx_str_printf(m->arena,
                                         JX_W_VERSIONS "/%03u/" JX_W_INPUTS "/" JX_W_NOTES_FILE,
                                         revision->base->number),
                           m->diags, &before);
    mark_old(before, revision->notes);
    return status;
}

static struct jx_str plain(struct jx_arena *arena, struct jx_str text)
{
    return jx_str_replace(arena, jx_str_trim(text), JX_STR(" "), JX_STR(""));
}

/* Is the value what the note says it became? Long ones are cut where they are written for people, and not compared. */
static bool is_meant(const struct maker *m, const struct jx_note *note,
                     const struct jx_change *change)
{
    const struct jx_str said = plain(m->arena, note->after.str);
    const struct jx_str text = change->after->text;
    const struct jx_str shown = jx_change_side(m->arena, change, true, SIZE_MAX);

    return jx_utf8_count(text) > SHOWN || jx_str_eq(said, plain(m->arena, text)) ||
           jx_str_eq(said, plain(m->arena, shown));
}

static bool explains(const struct maker *m, const struct jx_note *note,
                     const struct jx_change *change)
{
    if (note->old || note->reason.str.len == 0 ||
        !jx_path_covers(m->arena, note->path.str, jx_change_value(change)->path))
        return false;
    if (note->after.str.len == 0 || change->after == NULL)
        return true;
    return is_meant(m, note, change);
}

struct jx_note *jx__note_open(struct jx_arena *arena, const struct jx_notes *notes,
                              const struct jx_change *change)
{
    for (size_t i = 0; i < notes->notes.n; i++) {
        struct jx_note *note = &notes->notes.items[i];

        if (!note->old && note->reason.str.len == 0 &&
            jx_path_covers(arena, note->path.str, jx_change_value(change)->path))
            return note;
    }
    return NULL;
}

/* The note with the longest path that explains it. */
static struct jx_note *note_for(const struct maker *m, const struct jx_change *change)
{
    struct jx_notes *notes = m->revision->notes;
    struct jx_note *best = NULL;

    for (size_t i = 0; i < notes->notes.n; i++) {
        struct jx_note *note = &notes->notes.items[i];

        if (explains(m, note, change) && (best == NULL || note->path.str.len > best->path.str.len))
            best = note;
    }
    return best;
}

static void say_without_reason(const struct maker *m, const struct jx_change *change)
{
    const struct jx_snapshot_value *value = jx_change_value(change);
    const struct jx_span span = change->after != NULL ? change->after->span : JX_NO_SPAN;
    const struct jx_str args[] = {value->path, jx_change_side(m->arena, change, false, SHOWN),
                                  jx_change_side(m->arena, change, true, SHOWN),
                                  jx_version_name(m->arena, m->revision->base->number)};

    jx_diag_add(m->diags, m->input->number > 0 ? JX_D_ISSUE_NO_REASON : JX_D_CHANGE_NO_REASON, span,
                args, sizeof args / sizeof *args);
}

static void match_changes(const struct maker *m)
{
    struct jx_changes *changes = &m->revision->changes;

    for (size_t i = 0; i < changes->n; i++) {
        struct jx_change *change = &changes->items[i];
        struct jx_note *note;

        if (jx_change_value(change)->class != JX_C_INPUT)
            continue;
        change->note = note = note_for(m, change);
        if (note != NULL)
            note->used = true;
        else if ((note = jx__note_open(m->arena, m->revision->notes, change)) != NULL)
            note->wanted = true;
        else
            say_without_reason(m, change);
    }
}

static struct jx_strs changed_paths(const struct maker *m)
{
    struct jx_strs paths = {0};

    for (size_t i = 0; i < m->revision->changes.n; i++)
        if (jx_change_value(&m->revision->changes.items[i])->class == JX_C_INPUT)
            JX_PUSH(m->arena, &paths, jx_change_value(&m->revision->changes.items[i])->path);
    return paths;
}

/* The note is for another value than the one that is there now. False: it names no changed value. */
static bool say_other_value(const struct maker *m, const struct jx_note *note)
{
    const struct jx_changes *changes = &m->revision->changes;

    for (size_t i = 0; i < changes->n; i++) {
        const struct jx_change *change = &changes->items[i];

        if (change->after == NULL || note->after.str.len == 0 ||
            jx_change_value(change)->class != JX_C_INPUT ||
            !jx_path_covers(m->arena, note->path.str, jx_change_value(change)->path))
            continue;
        JX_SAY(m->diags, NOTE_AFTER, note->path.span, note->path.str, note->after.str,
               jx_change_side(m->arena, change, true, SHOWN));
        return true;
    }
    return false;
}

static void say_unused(const struct maker *m, const struct jx_strs *paths)
{
    const struct jx_notes *notes = m->revision->notes;

    for (size_t i = 0; i < notes->notes.n; i++) {
        const struct jx_note *note = &notes->notes.items[i];
        struct jx_str near;

        if (note->used || note->old)
            continue;
        if (note->reason.str.len > 0 && say_other_value(m, note))
            continue;
        near = jx_suggest(m->diags, note->path.str, paths->items, paths->n);
        if (note->wanted && m->input->number > 0)
            JX_SAY(m->diags, ISSUE_BLANK, note->path.span, note->path.str);
        else if (note->reason.str.len == 0)
            JX_SAY(m->diags, NOTE_BLANK, note->path.span, note->path.str);
        else
            jx_suggested(JX_SAY(m->diags, NOTE_UNUSED, note->path.span, note->path.str, near),
                         near);
    }
}

static void check_opinions(const struct maker *m, const struct jx_strs *paths)
{
    const struct jx_notes *notes = m->revision->notes;

    for (size_t i = 0; i < notes->opinions.n; i++)
        for (size_t k = 0; k < notes->opinions.items[i].changes.n; k++) {
            const struct jx_text *path = &notes->opinions.items[i].changes.items[k];
            bool found = false;

            for (size_t p = 0; p < paths->n; p++)
                found = found || jx_path_covers(m->arena, path->str, paths->items[p]);
            for (size_t p = 0; p < notes->notes.n; p++)
                found =
                    found || (notes->notes.items[p].old &&
                              jx_path_covers(m->arena, path->str, notes->notes.items[p].path.str));
            if (!found)
                JX_SAY(m->diags, OPINION_CHANGE, path->span, path->str);
        }
}

enum jx_status jx_revision_make(struct jx_arena *arena, const struct jx_revision_input *input,
                                struct jx_diags *diags, struct jx_revision **ret_revision)
{
    const struct maker m = {arena, input, diags, JX_NEW(arena, struct jx_revision)};
    const size_t n_errors = diags->n_errors;
    enum jx_status status = find_base(&m);
    struct jx_strs paths;

    if (status == JX_OK)
        status = read_notes(&m);
    if (status != JX_OK)
        return status;
    match_changes(&m);
    paths = changed_paths(&m);
    if (m.revision->base != NULL)
        say_unused(&m, &paths);
    check_opinions(&m, &paths);
    *ret_revision = m.revision;
    return diags->n_errors > n_errors ? JX_E_INPUT : JX_OK;
}
