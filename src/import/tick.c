/* tick.c - which word of a 勾选 a person has ticked.
 *
 * Layer:   import.
 *
 * People tick in many ways: ☑ instead of □, √ beside the box, 是 behind the word, the other words deleted. A mark belongs to the
 * word that is nearer; one in the middle goes to the side on which the marks of the text stand. What is not certain is refused.
 */
#include "import/internal.h"

#include <string.h>

#define NO_WORD SIZE_MAX

struct reader {
    const struct jx_tick *ticks;
    size_t n;
    struct jx_str text;
    bool *seen, *on, *off; /* of each word */
    bool leads, ends;      /* a mark stands before the first word, behind the last */
    bool unclear;
};

/* What lies between two words. */
struct gap {
    size_t from, to;    /* bytes */
    size_t left, right; /* the words, or NO_WORD */
};

static bool stands_at(struct jx_str text, size_t at, struct jx_str piece)
{
    return piece.len > 0 && jx_str_starts(jx_str_sub(text, at, SIZE_MAX), piece);
}

/* ---- marks ---- */

static size_t listed_at(const struct reader *r, size_t at, const char *const *marks)
{
    for (; *marks != NULL; marks++)
        if (stands_at(r->text, at, jx_str_of(*marks)))
            return strlen(*marks);
    return 0;
}

/* The length of the mark at a place, 0 for none. Those of the table come first. */
static size_t mark_at(const struct reader *r, size_t at, bool *ret_on)
{
    static const char *const on[] = {"☑", "✅",  "✓", "✔", "√", "■", "●",
                                     "◆", "是", "V", "v", "Y", "y", NULL};
    static const char *const off[] = {"□", "☐", "○", "◯", "〇", "否", NULL};
    size_t len;

    for (size_t i = 0; i < r->n; i++) {
        *ret_on = stands_at(r->text, at, r->ticks[i].on);
        if (*ret_on)
            return r->ticks[i].on.len;
        if (stands_at(r->text, at, r->ticks[i].off))
            return r->ticks[i].off.len;
    }
    len = listed_at(r, at, on);
    *ret_on = len > 0;
    return len > 0 ? len : listed_at(r, at, off);
}

/* How wide the separators between two places are; a line end counts four, marks nothing. Anything else is unclear. */
static size_t distance(struct reader *r, size_t from, size_t to)
{
    static const char *const separators[] = {"(",  ")",  "[",  "]",  ":",  ";",  ",",  ".",
                                             "/",  "|",  "（", "）", "【", "】", "［", "］",
                                             "：", "；", "，", "、", "。", "／", NULL};
    size_t width = 0;
    bool on;

    for (size_t at = from; at < to;) {
        const size_t mark = mark_at(r, at, &on);
        const size_t separator = mark > 0 ? 0 : listed_at(r, at, separators);
        size_t pos = at;
        const uint32_t cp = jx_utf8_next(r->text, &pos);
        at = mark > 0 ? at + mark : pos;
        if (mark > 0 || cp == 0xFE0F) /* which makes a mark a picture */
            continue;
        r->unclear = r->unclear || (separator == 0 && !jx_cp_is_blank(cp));
        width += cp == '\n' ? 4 : jx_cp_cells(cp);
    }
    return width;
}

/* The word that a mark at [at, end) in a gap belongs to, or NO_WORD. */
static size_t owner_of(struct reader *r, const struct gap *gap, size_t at, size_t end)
{
    const size_t before = distance(r, gap->from, at), behind = distance(r, end, gap->to);

    if (gap->left == NO_WORD || gap->right == NO_WORD)
        return gap->left == NO_WORD ? gap->right : gap->left;
    if (before != behind)
        return before < behind ? gap->left : gap->right;
    if (r->leads != r->ends)
        return r->leads ? gap->right : gap->left;
    return NO_WORD;
}

static void read_gap(struct reader *r, const struct gap *gap)
{
    bool on = false;

    (void)distance(r, gap->from, gap->to);
    for (size_t at = gap->from; at < gap->to;) {
        const size_t mark = mark_at(r, at, &on);
        if (mark == 0) {
            (void)jx_utf8_next(r->text, &at);
            continue;
        }
        const size_t owner = owner_of(r, gap, at, at + mark);
        if (owner == NO_WORD)
            r->unclear = true;
        else
            (on ? r->on : r->off)[owner] = true;
        at += mark;
    }
}

static bool has_mark(const struct reader *r, const struct gap *gap)
{
    bool on;

    for (size_t at = gap->from; at < gap->to; (void)jx_utf8_next(r->text, &at))
        if (mark_at(r, at, &on) > 0)
            return true;
    return false;
}

/* ---- words ---- */

/* The longest word at a place, or NO_WORD. */
static size_t word_at(const struct reader *r, size_t at)
{
    size_t best = NO_WORD;

    for (size_t i = 0; i < r->n; i++)
        if (stands_at(r->text, at, r->ticks[i].text) &&
            (best == NO_WORD || r->ticks[i].text.len > r->ticks[best].text.len))
            best = i;
    return best;
}

/* The gaps of the text, one more than words. shape [text.len + 1] is enough */
static size_t find_gaps(struct reader *r, struct gap *gaps)
{
    size_t n = 0;

    gaps[0] = (struct gap){.left = NO_WORD};
    for (size_t at = 0; at < r->text.len;) {
        const size_t word = word_at(r, at);
        if (word == NO_WORD) {
            (void)jx_utf8_next(r->text, &at);
            continue;
        }
        r->unclear = r->unclear || r->seen[word];
        r->seen[word] = true;
        gaps[n].to = at;
        gaps[n++].right = word;
        at += r->ticks[word].text.len;
        gaps[n] = (struct gap){.from = at, .left = word};
    }
    gaps[n].to = r->text.len;
    gaps[n].right = NO_WORD;
    return n + 1;
}

static void read_text(struct jx_arena *arena, struct reader *r)
{
    struct gap *gaps = JX_ARRAY(arena, struct gap, r->text.len + 1);
    const size_t n = find_gaps(r, gaps);

    if (n == 1) {
        r->unclear = true;
        return;
    }
    r->leads = has_mark(r, &gaps[0]);
    r->ends = has_mark(r, &gaps[n - 1]);
    for (size_t i = 0; i < n; i++)
        read_gap(r, &gaps[i]);
}

/* ---- the whole ---- */

/* The number of the word that is the whole text, or NO_WORD. */
static size_t lone_word(const struct reader *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (jx_str_eq(r->text, r->ticks[i].text) || jx_str_eq(r->text, r->ticks[i].word))
            return i;
    return NO_WORD;
}

static bool say_unclear(struct jx__importer *importer, const struct jx__entry *entry,
                        const struct reader *r)
{
    const struct jx_tick *first = &r->ticks[0];

    JX_SAY(importer->diags, IMPORT_TICK, entry->spot.span, entry->called, r->text,
           jx_str_printf(importer->arena, "%.*s %.*s", JX_FMT(first->on), JX_FMT(first->text)));
    return false;
}

/* 多选: written with 、 between. */
static bool take_several(struct jx__importer *importer, struct jx__entry *entry,
                         const struct reader *r)
{
    struct jx_strs words = {0};

    for (size_t i = 0; i < r->n; i++)
        if (r->on[i])
            JX_PUSH(importer->arena, &words, r->ticks[i].word);
    entry->text = jx_str_join(importer->arena, words.items, words.n, JX_STR("、"));
    return true;
}

static bool say_several(struct jx__importer *importer, const struct jx__entry *entry,
                        const struct reader *r)
{
    struct jx_strs words = {0};

    for (size_t i = 0; i < r->n; i++)
        if (r->on[i])
            JX_PUSH(importer->arena, &words, r->ticks[i].text);
    JX_SAY(importer->diags, IMPORT_TICKS, entry->spot.span, entry->called,
           jx_str_join(importer->arena, words.items, words.n, JX_STR("、")));
    return false;
}

bool jx__tick_read(struct jx__importer *importer, struct jx__entry *entry)
{
    struct jx_arena *arena = importer->arena;
    const struct jx_cell_source *source = jx_cell_source(entry->match->cell);
    struct reader r = {.ticks = source->ticks,
                       .n = source->n_ticks,
                       .text = jx__found_text(arena, entry->match->found),
                       .seen = JX_ARRAY(arena, bool, source->n_ticks),
                       .on = JX_ARRAY(arena, bool, source->n_ticks),
                       .off = JX_ARRAY(arena, bool, source->n_ticks)};
    size_t n_on = 0, n_off = 0, chosen = lone_word(&r);

    if (chosen != NO_WORD) {
        entry->text = r.ticks[chosen].word;
        return true;
    }
    read_text(arena, &r);
    for (size_t i = 0; i < r.n; i++) {
        n_on += r.on[i];
        n_off += r.off[i] || (r.seen[i] && jx_str_trim(r.ticks[i].off).len == 0);
        chosen = r.on[i] ? i : chosen;
    }
    if (r.unclear || (n_on == 0 && n_off < r.n))
        return say_unclear(importer, entry, &r);
    if (n_on > 1)
        return entry->spot.type == JX_F_TEXTS ? take_several(importer, entry, &r)
                                              : say_several(importer, entry, &r);
    entry->text = chosen == NO_WORD ? JX_NO_STR : r.ticks[chosen].word;
    return true;
}
