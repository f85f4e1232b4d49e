#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* gcc says it with a macro, clang with a feature. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER
#endif

#if defined(ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#define RED_ZONE 16
#define POISON(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define UNPOISON(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
#else
#define RED_ZONE 0
#define POISON(ptr, size) ((void)(ptr), (void)(size))
#define UNPOISON(ptr, size) ((void)(ptr), (void)(size))
#endif

#define ALIGNMENT 8 /* no type here wants more */
#define FIRST_BLOCK ((size_t)64 << 10)
#define LARGEST_STEP ((size_t)8 << 20)
#define FIRST_ITEMS 8
#define OWN_BLOCK                                                                                  \
    ((size_t)1 << 20) /* growing arrays from this size on have a block to themselves */

/* One piece of the machine's memory; its bytes follow the header. */
struct block {
    struct block *previous;
    size_t used;
    size_t cap;
    size_t touched; /* bytes behind these are zero: nobody has had them yet */
};

_Static_assert(sizeof(struct block) % ALIGNMENT == 0, "bytes after the header must stay aligned");

struct jx_arena {
    struct block *top;   /* NULL until something is asked for */
    struct block *spare; /* given back by a reset, for the next one; or NULL */
    size_t total;        /* handed out, rounded up, without red zones */
    size_t limit;
};

static void report_and_exit(void)
{
    static const char message[] = "jixiao: 内存不足\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(3);
}

static void (*exhausted_handler)(void) = report_and_exit;

void jx_arena_on_exhausted(void (*handler)(void))
{
    exhausted_handler = handler ? handler : report_and_exit;
}

_Noreturn void jx_arena_exhausted(void)
{
    exhausted_handler();
    _exit(3);
}

static char *block_bytes(struct block *block)
{
    return (char *)(block + 1);
}

struct jx_arena *jx_arena_new(size_t limit_bytes)
{
    struct jx_arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        jx_arena_exhausted();
    arena->limit = limit_bytes ? limit_bytes : SIZE_MAX;
    return arena;
}

static void drop(struct block *block)
{
    UNPOISON(block_bytes(block), block->cap);
    free(block);
}

static void touch(struct block *block)
{
    if (block->touched < block->used)
        block->touched = block->used;
}

/* Scratch work that begins on an empty arena goes on in the same block. */
static void give_back_top(struct jx_arena *arena)
{
    struct block *block = arena->top;
    arena->top = block->previous;
    if (arena->spare || block->cap >= OWN_BLOCK) {
        drop(block);
        return;
    }
    touch(block);
    block->used = 0;
    POISON(block_bytes(block), block->cap);
    arena->spare = block;
}

void jx_arena_free(struct jx_arena *arena)
{
    if (!arena)
        return;
    while (arena->top) {
        struct block *block = arena->top;
        arena->top = block->previous;
        drop(block);
    }
    if (arena->spare)
        drop(arena->spare);
    free(arena);
}

/* Size of the next block: twice the last one, and enough for what is asked. */
static size_t next_cap(const struct jx_arena *arena, size_t wanted)
{
    size_t cap = arena->top ? arena->top->cap * 2 : FIRST_BLOCK;
    if (cap > LARGEST_STEP)
        cap = LARGEST_STEP;
    return cap < wanted ? wanted : cap;
}

static void push_block(struct jx_arena *arena, size_t cap)
{
    if (arena->spare && arena->spare->cap >= cap) {
        arena->spare->previous = arena->top;
        arena->top = arena->spare;
        arena->spare = NULL;
        return;
    }
    /* cleared by the system page by page, when they are first used */
    struct block *block = calloc(1, sizeof *block + cap);
    if (!block)
        jx_arena_exhausted();
    *block = (struct block){.previous = arena->top, .cap = cap};
    POISON(block_bytes(block), cap);
    arena->top = block;
}

/* The size rounded up to the alignment; never 0. */
static size_t rounded(size_t size_bytes)
{
    if (size_bytes > SIZE_MAX / 2)
        jx_arena_exhausted();
    if (size_bytes == 0)
        return ALIGNMENT;
    return (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* Room in the top block, which has it. */
static char *take(struct jx_arena *arena, size_t size_bytes)
{
    size_t size = rounded(size_bytes);
    char *bytes = block_bytes(arena->top) + arena->top->used;
    arena->top->used += size + RED_ZONE;
    arena->total += size;
    UNPOISON(bytes, size_bytes);
    return bytes;
}

static void check_limit(const struct jx_arena *arena, size_t size)
{
    if (size > arena->limit - arena->total)
        jx_arena_exhausted();
}

void *jx_arena_alloc(struct jx_arena *arena, size_t size_bytes)
{
    size_t wanted = rounded(size_bytes) + RED_ZONE;
    check_limit(arena, wanted - RED_ZONE);
    if (!arena->top || arena->top->cap - arena->top->used < wanted)
        push_block(arena, next_cap(arena, wanted));
    bool clean = arena->top->used >= arena->top->touched;
    char *bytes = take(arena, size_bytes);
    return clean ? bytes : memset(bytes, 0, size_bytes);
}

void *jx_arena_array(struct jx_arena *arena, size_t n, size_t size_bytes)
{
    if (size_bytes && n > SIZE_MAX / size_bytes)
        jx_arena_exhausted();
    return jx_arena_alloc(arena, n * size_bytes);
}

struct jx_arena_mark jx_arena_mark(struct jx_arena *arena)
{
    return (struct jx_arena_mark){
        .block = arena->top,
        .used = arena->top ? arena->top->used : 0,
        .total = arena->total,
    };
}

void jx_arena_reset(struct jx_arena *arena, struct jx_arena_mark mark)
{
    while (arena->top != mark.block)
        give_back_top(arena);
    arena->total = mark.total;
    if (!arena->top)
        return;
    touch(arena->top);
    arena->top->used = mark.used;
    POISON(block_bytes(arena->top) + mark.used, arena->top->cap - mark.used);
}

size_t jx_arena_used(const struct jx_arena *arena)
{
    return arena->total;
}

/* The link to the block that holds these bytes and nothing else; NULL when there is none. */
static struct block **link_to(struct jx_arena *arena, const void *bytes, size_t size)
{
    struct block **link = &arena->top;
    while (*link && block_bytes(*link) != bytes)
        link = &(*link)->previous;
    return *link && (*link)->used == size ? link : NULL;
}

/* A large array has a block to itself, which the system can make longer without a copy; what is behind the array's items is
 * not touched. */
static void *grow_large(struct jx_arena *arena, void *items, size_t was_bytes, size_t size_bytes)
{
    size_t size = rounded(size_bytes);
    struct block **link = RED_ZONE ? NULL : link_to(arena, items, rounded(was_bytes));
    if (!link) {
        check_limit(arena, size);
        push_block(arena, size + RED_ZONE);
        char *bytes = take(arena, size_bytes);
        return was_bytes ? memcpy(bytes, items, was_bytes) : bytes;
    }
    check_limit(arena, size - rounded(was_bytes));
    struct block *block = realloc(*link, sizeof *block + size);
    if (!block)
        jx_arena_exhausted();
    arena->total += size - rounded(was_bytes);
    block->used = block->cap = size;
    *link = block;
    return block_bytes(block);
}

void *jx_vec_grow(struct jx_arena *arena, void *items, size_t n, size_t *cap, size_t size_bytes)
{
    if (*cap > SIZE_MAX / 4 / size_bytes)
        jx_arena_exhausted();
    size_t more = *cap ? *cap * 2 : FIRST_ITEMS;
    size_t was = *cap * size_bytes;
    *cap = more;
    if (more * size_bytes >= OWN_BLOCK)
        return grow_large(arena, items, was, more * size_bytes);
    void *grown = jx_arena_array(arena, more, size_bytes);
    if (n)
        memcpy(grown, items, n * size_bytes);
    return grown;
}
