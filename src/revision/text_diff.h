/* text_diff.h - what differs between two texts, and between two lists of passages.
 *
 * Layer:   revision.
 */
#ifndef JX_REVISION_TEXT_DIFF_H
#define JX_REVISION_TEXT_DIFF_H

#include "revision/snapshot.h"

enum jx_piece_kind { JX_PIECE_SAME, JX_PIECE_OLD, JX_PIECE_NEW };

struct jx_piece {
    enum jx_piece_kind kind;
    struct jx_str text;
};

struct jx_pieces {
    struct jx_piece *items; /* in reading order, OLD before NEW; shape [n] */
    size_t n;
    size_t cap;
};

/* By words: a Han character or mark is one, a run of digits with their point and %, and of Latin letters, is
 * one. Texts too long to
 * compare word by word (a product of lengths over 4 million) differ as a whole between what they begin and end with alike. */
struct jx_pieces jx_text_diff(struct jx_arena *arena, struct jx_str before, struct jx_str after);

/* Passages that are not the same; one side is NULL where a passage was added or removed. */
struct jx_passage_pair {
    const struct jx_passage *before, *after;
    size_t
        at; /* of the later list: where `after` stands, or before which the removed passage stood; its n: behind the last */
    bool moved; /* both sides are the same, at another place */
};

struct jx_passage_pairs {
    struct jx_passage_pair *items; /* in the order of the later list, shape [n] */
    size_t n;
    size_t cap;
};

/* A removed passage and one added at its place are a pair when they are of one kind and have a third of their words in common; a removed
 * passage that stands again elsewhere is moved. */
struct jx_passage_pairs jx_passages_diff(struct jx_arena *arena, const struct jx_passages *before,
                                         const struct jx_passages *after);

/* 增加, 删去, 移动 or 修改. */
const char *jx_pair_word(const struct jx_passage_pair *pair);

/* What differs in a pair. Rows of as many cells are compared cell by cell. The texts are slices of those of the passages. */
struct jx_pieces jx_pair_pieces(struct jx_arena *arena, const struct jx_passage_pair *pair);

#endif
