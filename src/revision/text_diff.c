/* text_diff.c - longest common subsequences of words and of passages.
 *
 * Layer:  revision.
 */
#include "revision/text_diff.h"

#include <string.h>

#define MAX_PRODUCT ((size_t)4000000)
#define NEAR 200      /* passages, where all with all would take too long */
#define NEAR_ALIKE 30 /* and where they are compared word by word */

/* Two sequences that are compared item by item. */
struct pair {
    const struct jx_str *a, *b; /* shape [n_a], [n_b] */
    size_t n_a, n_b;
    bool passages; /* worth matching even where there are too many for the best way */
};

/* Items [head, n_a - tail) and [head, n_b - tail): each with the next equal one, if that is near. */
static void match_near(const struct pair *p, size_t head, size_t tail, bool *keep_a, bool *keep_b)
{
    size_t from = head;

    for (size_t i = head; i < p->n_a - tail; i++)
        for (size_t k = from; k < p->n_b - tail && k < from + NEAR; k++)
            if (jx_str_eq(p->a[i], p->b[k])) {
                keep_a[i] = keep_b[k] = true;
                from = k + 1;
                break;
            }
}

/* keep_a[i], keep_b[k]: whether the item belongs to the common subsequence. Both start out false. */
static void common(struct jx_arena *arena, const struct pair *p, bool *keep_a, bool *keep_b)
{
    size_t head = 0, tail = 0;

    while (head < p->n_a && head < p->n_b && jx_str_eq(p->a[head], p->b[head]))
        keep_a[head] = true, keep_b[head] = true, head++;
    while (tail < p->n_a - head && tail < p->n_b - head &&
           jx_str_eq(p->a[p->n_a - 1 - tail], p->b[p->n_b - 1 - tail]))
        tail++, keep_a[p->n_a - tail] = true, keep_b[p->n_b - tail] = true;

    const size_t n = p->n_a - head - tail, m = p->n_b - head - tail;
    struct jx_arena_mark mark;
    uint32_t *length;

    if (n == 0 || m == 0 || n > MAX_PRODUCT / m) {
        if (p->passages)
            match_near(p, head, tail, keep_a, keep_b);
        return;
    }
    mark = jx_arena_mark(arena);
    length = JX_ARRAY(arena, uint32_t, (n + 1) * (m + 1));
    for (size_t i = n; i-- > 0;)
        for (size_t k = m; k-- > 0;) {
            const uint32_t down = length[(i + 1) * (m + 1) + k],
                           right = length[i * (m + 1) + k + 1];

            length[i * (m + 1) + k] = jx_str_eq(p->a[head + i], p->b[head + k])
                                          ? length[(i + 1) * (m + 1) + k + 1] + 1
                                      : down > right ? down
                                                     : right;
        }
    for (size_t i = 0, k = 0; i < n && k < m;) {
        if (jx_str_eq(p->a[head + i], p->b[head + k]))
            keep_a[head + i++] = true, keep_b[head + k++] = true;
        else if (length[(i + 1) * (m + 1) + k] >= length[i * (m + 1) + k + 1])
            i++;
        else
            k++;
    }
    jx_arena_reset(arena, mark);
}

/* ---- words ---- */

static bool is_number_part(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || cp == '.' || cp == ',' || cp == '%';
}

/* Of numbers (1,200.50, 98.5%), Latin words, and both (A1, 10kV). */
static bool is_word_part(uint32_t cp)
{
    return is_number_part(cp) || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

static struct jx_strs words_of(struct jx_arena *arena, struct jx_str text)
{
    struct jx_strs words = {0};

    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        const uint32_t cp = jx_utf8_next(text, &at);

        for (size_t next = at; at < text.len; at = next) {
            const uint32_t more = jx_utf8_next(text, &next);

            if (!is_word_part(cp) || !is_word_part(more))
                break;
        }
        JX_PUSH(arena, &words, jx_str_sub(text, from, at - from));
    }
    return words;
}

static void add(struct jx_arena *arena, struct jx_pieces *pieces, enum jx_piece_kind kind,
                struct jx_str word)
{
    struct jx_piece *last = pieces->n > 0 ? &pieces->items[pieces->n - 1] : NULL;

    if (last != NULL && last->kind == kind && last->text.ptr + last->text.len == word.ptr)
        last->text.len += word.len;
    else
        JX_PUSH(arena, pieces, (struct jx_piece){kind, word});
}

/* A kept word alone between two changes reads worse than one change. */
static void drop_islands(const struct jx_strs *words, bool *keep, const struct jx_strs *others,
                         bool *other_keep)
{
    size_t k = 0;

    for (size_t i = 0; i < words->n; i++) {
        if (!keep[i])
            continue;
        while (k < others->n && !other_keep[k])
            k++;
        if (i > 0 && i + 1 < words->n && !keep[i - 1] && !keep[i + 1] && k > 0 &&
            k + 1 < others->n && !other_keep[k - 1] && !other_keep[k + 1])
            keep[i] = other_keep[k] = false;
        k++;
    }
}

struct jx_pieces jx_text_diff(struct jx_arena *arena, struct jx_str before, struct jx_str after)
{
    const struct jx_strs a = words_of(arena, before), b = words_of(arena, after);
    const struct pair pair = {a.items, b.items, a.n, b.n, false};
    bool *keep_a = JX_ARRAY(arena, bool, a.n), *keep_b = JX_ARRAY(arena, bool, b.n);
    struct jx_pieces pieces = {0};

    common(arena, &pair, keep_a, keep_b);
    drop_islands(&a, keep_a, &b, keep_b);
    for (size_t i = 0, k = 0; i < a.n || k < b.n;) {
        for (; i < a.n && !keep_a[i]; i++)
            add(arena, &pieces, JX_PIECE_OLD, a.items[i]);
        for (; k < b.n && !keep_b[k]; k++)
            add(arena, &pieces, JX_PIECE_NEW, b.items[k]);
        for (; i < a.n && k < b.n && keep_a[i] && keep_b[k]; i++, k++)
            add(arena, &pieces, JX_PIECE_SAME, b.items[k]);
    }
    return pieces;
}

/* ---- passages ---- */

static bool are_alike(struct jx_arena *arena, const struct jx_passage *a,
                      const struct jx_passage *b)
{
    const struct jx_pieces pieces = jx_text_diff(arena, a->text, b->text);
    const size_t longer = a->text.len > b->text.len ? a->text.len : b->text.len;
    size_t same = 0;

    for (size_t i = 0; i < pieces.n; i++)
        if (pieces.items[i].kind == JX_PIECE_SAME)
            same += pieces.items[i].text.len;
    return jx_str_eq(a->kind, b->kind) && same * 3 >= longer;
}

/* A run of removed passages [i, i_end) against one of added ones [k, k_end). */
static void pair_gap(struct jx_arena *arena, const struct jx_passages *before, const size_t old[2],
                     const struct jx_passages *after, const size_t new[2],
                     struct jx_passage_pairs *pairs)
{
    size_t i = old[0];

    for (size_t k = new[0]; k < new[1]; k++) {
        size_t partner = i;

        const size_t end = old[1] - i > NEAR_ALIKE ? i + NEAR_ALIKE : old[1];

        while (partner < end && !are_alike(arena, &before->items[partner], &after->items[k]))
            partner++;
        if (partner == end) {
            JX_PUSH(arena, pairs, (struct jx_passage_pair){.after = &after->items[k], .at = k});
            continue;
        }
        for (; i < partner; i++)
            JX_PUSH(arena, pairs, (struct jx_passage_pair){.before = &before->items[i], .at = k});
        JX_PUSH(arena, pairs,
                (struct jx_passage_pair){&before->items[i++], &after->items[k], k, false});
    }
    for (; i < old[1]; i++)
        JX_PUSH(arena, pairs, (struct jx_passage_pair){.before = &before->items[i], .at = new[1]});
}

/* ---- moved passages ---- */

static bool same_passage(const struct jx_passage *a, const struct jx_passage *b)
{
    return jx_str_eq(a->kind, b->kind) && jx_str_eq(a->text, b->text);
}

/* The removed passage that reads like the added one, or NULL. */
static struct jx_passage_pair *removed_twin(struct jx_passage_pairs *pairs,
                                            const struct jx_passage *added)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (pairs->items[i].after == NULL && pairs->items[i].before != NULL &&
            same_passage(pairs->items[i].before, added))
            return &pairs->items[i];
    return NULL;
}

static void join_moved(struct jx_passage_pairs *pairs)
{
    size_t n = 0;

    for (size_t i = 0; i < pairs->n; i++) {
        struct jx_passage_pair *pair = &pairs->items[i], *twin;

        if (pair->before != NULL || pair->after == NULL)
            continue;
        twin = removed_twin(pairs, pair->after);
        if (twin == NULL)
            continue;
        pair->before = twin->before;
        pair->moved = true;
        twin->before = NULL;
    }
    for (size_t i = 0; i < pairs->n; i++)
        if (pairs->items[i].before != NULL || pairs->items[i].after != NULL)
            pairs->items[n++] = pairs->items[i];
    pairs->n = n;
}

static struct jx_str *texts_of(struct jx_arena *arena, const struct jx_passages *passages)
{
    struct jx_str *texts = JX_ARRAY(arena, struct jx_str, passages->n);

    for (size_t i = 0; i < passages->n; i++)
        texts[i] = passages->items[i].text;
    return texts;
}

struct jx_passage_pairs jx_passages_diff(struct jx_arena *arena, const struct jx_passages *before,
                                         const struct jx_passages *after)
{
    const struct pair pair = {texts_of(arena, before), texts_of(arena, after), before->n, after->n,
                              true};
    bool *keep_a = JX_ARRAY(arena, bool, before->n), *keep_b = JX_ARRAY(arena, bool, after->n);
    struct jx_passage_pairs pairs = {0};

    common(arena, &pair, keep_a, keep_b);
    for (size_t i = 0, k = 0; i < before->n || k < after->n;) {
        size_t old[2] = {i, i}, new[2] = {k, k};

        while (old[1] < before->n && !keep_a[old[1]])
            old[1]++;
        while (new[1] < after->n && !keep_b[new[1]])
            new[1]++;
        pair_gap(arena, before, old, after, new, &pairs);
        i = old[1] + 1;
        k = new[1] + 1;
    }
    join_moved(&pairs);
    return pairs;
}

/* ---- inside a pair ---- */

const char *jx_pair_word(const struct jx_passage_pair *pair)
{
    if (pair->moved)
        return "移动";
    return pair->before == NULL ? "增加" : pair->after == NULL ? "删去" : "修改";
}

static size_t n_cells(struct jx_str row)
{
    size_t n = 1;

    for (size_t at = jx_str_find(row, JX_STR(JX_CELLS_APART), 0); at != SIZE_MAX;
         at = jx_str_find(row, JX_STR(JX_CELLS_APART), at + 1))
        n++;
    return n;
}

/* The text up to and with the next border of cells. */
static struct jx_str next_cell(struct jx_str *rest)
{
    const struct jx_str apart = JX_STR(JX_CELLS_APART);
    const size_t border = jx_str_find(*rest, apart, 0);
    const struct jx_str cell =
        jx_str_sub(*rest, 0, border == SIZE_MAX ? SIZE_MAX : border + apart.len);

    *rest = jx_str_sub(*rest, cell.len, SIZE_MAX);
    return cell;
}

static struct jx_pieces row_pieces(struct jx_arena *arena, struct jx_str before,
                                   struct jx_str after)
{
    struct jx_pieces all = {0};

    for (size_t n = n_cells(after); n > 0; n--) {
        const struct jx_pieces cell = jx_text_diff(arena, next_cell(&before), next_cell(&after));

        for (size_t i = 0; i < cell.n; i++)
            add(arena, &all, cell.items[i].kind, cell.items[i].text);
    }
    return all;
}

struct jx_pieces jx_pair_pieces(struct jx_arena *arena, const struct jx_passage_pair *pair)
{
    const struct jx_str before = pair->before != NULL ? pair->before->text : JX_STR("");
    const struct jx_str after = pair->after != NULL ? pair->after->text : JX_STR("");

    if (pair->before != NULL && pair->after != NULL && n_cells(before) == n_cells(after))
        return row_pieces(arena, before, after);
    return jx_text_diff(arena, before, after);
}
