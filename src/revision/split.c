/* split.c - prose is compared paragraph by paragraph: each that was changed is a change with its own reason.
 *
 * Layer:  revision.
 */
#include "revision/internal.h"
#include "revision/text_diff.h"

#define SLOT "正文."

static bool is_fence(struct jx_str line)
{
    const struct jx_str text = jx_str_trim(line);

    return jx_str_starts(text, JX_STR("```")) || jx_str_starts(text, JX_STR("~~~"));
}

/* Prose as paragraphs. */
struct prose {
    const struct jx_snapshot_value *slot;
    struct jx_passages paragraphs; /* part: which, from 0 */
    struct {
        struct lines {
            uint32_t first, last; /* counted from the slot's first */
        } * items;
        size_t n, cap;
    } lines; /* of each paragraph */
};

/* Without the line ends inside Chinese text, which mean nothing. */
static struct jx_str joined(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < text.len; i++) {
        const bool inside = text.ptr[i] == '\n' && i > 0 && i + 1 < text.len &&
                            (unsigned char)text.ptr[i - 1] >= 0x80 &&
                            (unsigned char)text.ptr[i + 1] >= 0x80;

        if (!inside)
            jx_buf_addc(&buf, text.ptr[i]);
    }
    return jx_buf_str(&buf);
}

static void add_paragraph(struct jx_arena *arena, struct prose *prose, struct jx_str text,
                          struct lines lines)
{
    const struct jx_passage paragraph = {.kind = JX_STR("段"),
                                         .text = joined(arena, jx_str_trim(text)),
                                         .part = prose->paragraphs.n};

    JX_PUSH(arena, &prose->paragraphs, paragraph);
    JX_PUSH(arena, &prose->lines, lines);
}

/* Paragraphs of Markdown stand between blank lines; fenced blocks stay whole. */
static struct prose prose_of(struct jx_arena *arena, const struct jx_snapshot_value *slot)
{
    const struct jx_str text = slot->text;
    struct prose prose = {.slot = slot};
    struct lines lines = {0};
    size_t from = 0;
    bool inside = false, fenced = false;

    for (size_t at = 0; at <= text.len; lines.last++) {
        const size_t found = jx_str_find(text, JX_STR("\n"), at);
        const size_t end = found == SIZE_MAX ? text.len : found;
        const struct jx_str line = jx_str_sub(text, at, end - at);
        const bool blank = !fenced && jx_str_trim(line).len == 0;

        fenced = is_fence(line) ? !fenced : fenced;
        if (!blank && !inside) {
            inside = true;
            from = at;
            lines.first = lines.last;
        }
        if (inside && (blank || end == text.len)) {
            inside = false;
            add_paragraph(arena, &prose, jx_str_sub(text, from, (blank ? at : end) - from),
                          (struct lines){lines.first, lines.last - (blank ? 1 : 0)});
        }
        at = end + 1;
    }
    return prose;
}

/* One side of a changed paragraph. */
static const struct jx_snapshot_value *side_of(struct jx_arena *arena, const struct prose *prose,
                                               const struct jx_passage *paragraph,
                                               struct jx_str name)
{
    const struct jx_snapshot_value *slot = prose->slot;
    const struct lines lines = prose->lines.items[paragraph->part];
    struct jx_snapshot_value *value = JX_NEW(arena, struct jx_snapshot_value);

    *value = *slot;
    value->path = jx_str_printf(arena, "%.*s.%.*s", JX_FMT(slot->path), JX_FMT(name));
    value->label = jx_str_printf(arena, "%.*s %.*s", JX_FMT(slot->label), JX_FMT(name));
    value->text = paragraph->text;
    if (slot->span.file == 0)
        return value;
    value->span.line1 = slot->span.line1 + lines.first;
    value->span.end_line1 = slot->span.line1 + lines.last;
    value->span.end_col1 = UINT32_MAX; /* the whole line */
    value->place =
        jx_str_printf(arena, "%.*s:%u",
                      JX_FMT(jx_str_sub(slot->place, 0, jx_str_find(slot->place, JX_STR(":"), 0))),
                      value->span.line1);
    return value;
}

/* A moved paragraph reads the same on both sides: the sides say where. */
static struct jx_passage placed(struct jx_arena *arena, const struct jx_passage *paragraph,
                                const char *words)
{
    struct jx_passage said = *paragraph;

    said.text =
        jx_str_printf(arena, "（%s第%zu段）%.*s", words, paragraph->part + 1, JX_FMT(said.text));
    return said;
}

/* A paragraph is called by its number on the later side, else by that on the earlier one. */
static struct jx_change change_of(struct jx_arena *arena, const struct prose sides[2],
                                  const struct jx_passage_pair *pair)
{
    const struct jx_passage *called = pair->after != NULL ? pair->after : pair->before;
    const struct jx_str name =
        jx_str_printf(arena, pair->after != NULL ? "第%zu段" : "原第%zu段", called->part + 1);
    struct jx_passage said;
    struct jx_change change = {0};

    if (pair->before != NULL) {
        said = pair->moved ? placed(arena, pair->before, "原") : *pair->before;
        change.before = side_of(arena, &sides[0], &said, name);
    }
    if (pair->after != NULL) {
        said = pair->moved ? placed(arena, pair->after, "现") : *pair->after;
        change.after = side_of(arena, &sides[1], &said, name);
    }
    return change;
}

static void split(struct jx_arena *arena, const struct jx_change *slot, struct jx_changes *done)
{
    const struct prose sides[2] = {prose_of(arena, slot->before), prose_of(arena, slot->after)};
    const struct jx_passage_pairs pairs =
        jx_passages_diff(arena, &sides[0].paragraphs, &sides[1].paragraphs);

    for (size_t i = 0; i < pairs.n; i++)
        JX_PUSH(arena, done, change_of(arena, sides, &pairs.items[i]));
}

void jx__changes_split(struct jx_arena *arena, struct jx_changes *changes)
{
    struct jx_changes done = {0};

    for (size_t i = 0; i < changes->n; i++) {
        const struct jx_change *change = &changes->items[i];

        if (change->before != NULL && change->after != NULL &&
            jx_str_starts(change->after->path, JX_STR(SLOT)))
            split(arena, change, &done);
        else
            JX_PUSH(arena, &done, *change);
    }
    *changes = done;
}

/* ---- for people ---- */

/* The byte behind a mark of prose that begins at `at`, and what stands for it; `at` for none. Marks: {{x}}, **, the empty link [](#x),
 * and {#x} behind a heading or caption. */
static size_t mark_end(struct jx_str text, size_t at, struct jx_str *ret_word)
{
    static const struct {
        const char *open, *close, *word;
    } marks[] = {
        {"{{{", "}}}", "…"}, {"{{", "}}", "…"}, {"**", "", ""}, {"[](", ")", "…"}, {"{#", "}", ""}};
    const struct jx_str rest = jx_str_sub(text, at, SIZE_MAX);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const struct jx_str open = jx_str_of(marks[i].open), close = jx_str_of(marks[i].close);
        const size_t end =
            jx_str_starts(rest, open) ? jx_str_find(rest, close, open.len) : SIZE_MAX;

        if (end == SIZE_MAX)
            continue;
        *ret_word = jx_str_of(marks[i].word);
        return at + end + close.len;
    }
    return at;
}

static struct jx_str without_marks(struct jx_arena *arena, struct jx_str text)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t at = 0; at < text.len;) {
        struct jx_str word = JX_STR("");
        const size_t end = mark_end(text, at, &word);

        if (end > at) {
            jx_buf_add(&buf, word);
            at = end;
        } else {
            jx_buf_addc(&buf, text.ptr[at++]);
        }
    }
    return jx_buf_str(&buf);
}

struct jx_str jx__shown_text(struct jx_arena *arena, const struct jx_snapshot_value *value,
                             const struct jx_snapshot_value *other)
{
    struct jx_str text;

    if (!jx_str_starts(value->path, JX_STR(SLOT)))
        return value->text;
    text = without_marks(arena, value->text);
    if (other != NULL && jx_str_eq(text, without_marks(arena, other->text)))
        return value->text;
    return text;
}
