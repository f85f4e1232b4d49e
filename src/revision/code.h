/* code.h - 查验码: a short code that stands for a version, made from what it was made from.
 *
 * Layer:   revision.
 * Memory:  in the arena given.
 *
 * V2-7K3M-9QXF-2HTB-WC5R-1NDE-8N: the version; 100 bits of the digest of its inputs, as 20 digits to the base of 32 (0-9 and A-Z
 * without I, L, O, U, which are taken for 1, 1, 0 and V by people); two digits that make the whole ≡ 1 mod 1021, so that
 * one wrong character, or two that changed places, are always found.
 *
 * The code is printed in the outputs, so it depends on inputs, number and stage only, never on the outputs. The digest is the SHA-256
 * of these lines, each ended by LF: "jixiao 查验码 1", "版本 N", "稿次 …", then for every input, ordered by the bytes of its
 * name, its SHA-256, two blanks and its name (as sha256sum prints them, from the folder 输入).
 */
#ifndef JX_REVISION_CODE_H
#define JX_REVISION_CODE_H

#include "revision/record.h"

struct jx_code {
    struct jx_str digest; /* 64 hexadecimal digits */
    struct jx_str text;   /* the code */
};

/* The code of version `number` of this stage, made from these inputs (in any order; names below 输入/). */
struct jx_code jx_code_make(struct jx_arena *arena, unsigned number, struct jx_str stage,
                            const struct jx_sealed_list *inputs);

enum jx_code_fault {
    JX_CODE_GOOD,
    JX_CODE_NONE,     /* nothing in the text looks like a code */
    JX_CODE_LENGTH,   /* too few or too many characters */
    JX_CODE_MISTYPED, /* the check digits do not fit */
};

/* Find the code in a text: typed (small letters, blanks or no hyphens, full-width forms), or all that a scanned QR code holds.
 * ret_text: the code as printed; with a fault what comes nearest, absent for JX_CODE_NONE. ret_number: the version; 0 with a fault. */
enum jx_code_fault jx_code_find(struct jx_arena *arena, struct jx_str text, struct jx_str *ret_text,
                                unsigned *ret_number);

#endif
