/* arena.h - the one memory manager: everything made from one report lives and dies together.
 *
 * Layer:   base.
 * Memory:  no free() between; jx_arena_free() drops everything. Allocation never returns NULL: when the
 *          arena's limit or the machine's memory is exhausted, the process's exhaustion handler runs
 *          (jx_arena_on_exhausted) and does not return. So callers need no check, and writes being
 *          atomic (file.h), nothing is left half-written. Under AddressSanitizer unused bytes are
 *          poisoned and every block has a red zone of 16 bytes.
 */
#ifndef JX_BASE_ARENA_H
#define JX_BASE_ARENA_H

#include "base/status.h"

#include <stddef.h>

struct jx_arena;

/* A position to go back to, for scratch work. */
struct jx_arena_mark {
    void *block;
    size_t used;
    size_t total;
};

/* A new arena that hands out at most limit_bytes (0: no limit of its own). */
struct jx_arena *jx_arena_new(size_t limit_bytes);

/* Drop the arena and all that was made in it. Accepts NULL. */
void jx_arena_free(struct jx_arena *arena);

/* size_bytes of zeroed memory, aligned for any type. Never NULL, also for size 0. */
JX_NEVER_NULL void *jx_arena_alloc(struct jx_arena *arena, size_t size_bytes);

/* n elements of size_bytes each, zeroed; an overflow of the product counts as exhaustion. */
JX_NEVER_NULL void *jx_arena_array(struct jx_arena *arena, size_t n, size_t size_bytes);

struct jx_arena_mark jx_arena_mark(struct jx_arena *arena);

/* Give back everything allocated after the mark. */
void jx_arena_reset(struct jx_arena *arena, struct jx_arena_mark mark);

/* Bytes handed out so far. */
size_t jx_arena_used(const struct jx_arena *arena);

/* Install the process's handler for exhausted memory. It must not return (it prints its message and
 * ends the process with exit status 3). The default writes a line to stderr and calls _exit(3). */
void jx_arena_on_exhausted(void (*handler)(void));

/* Memory is exhausted: run the handler. For libraries whose own allocation failed. */
_Noreturn void jx_arena_exhausted(void);

#define JX_NEW(arena, type) ((type *)jx_arena_alloc((arena), sizeof(type)))
#define JX_ARRAY(arena, type, n) ((type *)jx_arena_array((arena), (n), sizeof(type)))

/* A growing array: struct jx_things JX_VEC(struct jx_thing);  then JX_PUSH(arena, &things, thing).
 * items has shape [n]. Growth copies or moves, so pointers to items do not survive a push; what is behind items[n - 1] is not
 * zeroed. Large arrays (1 MiB) have memory of their own, which grows in place. */
#define JX_VEC(type)                                                                               \
    {                                                                                              \
        type *items;                                                                               \
        size_t n;                                                                                  \
        size_t cap;                                                                                \
    }

/* Make room for one more item of size_bytes; used through JX_PUSH. */
JX_NEVER_NULL void *jx_vec_grow(struct jx_arena *arena, void *items, size_t n, size_t *cap,
                                size_t size_bytes);

#define JX_PUSH(arena, vec, ...)                                                                   \
    do {                                                                                           \
        if ((vec)->n == (vec)->cap)                                                                \
            (vec)->items =                                                                         \
                jx_vec_grow((arena), (vec)->items, (vec)->n, &(vec)->cap, sizeof *(vec)->items);   \
        (vec)->items[(vec)->n++] = (__VA_ARGS__);                                                  \
    } while (0)

#endif
