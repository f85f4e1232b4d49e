#include "test.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

JX_SUITE(arena)

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

Test(arena, memory_is_zeroed_and_aligned)
{
    for (size_t size = 0; size < 100; size++) {
        unsigned char *bytes = jx_arena_alloc(test_arena, size);
        cr_assert_not_null(bytes);
        cr_assert_eq((uintptr_t)bytes % 8, 0);
        for (size_t i = 0; i < size; i++)
            cr_assert_eq(bytes[i], 0);
        memset(bytes, 0xAA, size);
    }
}

Test(arena, memory_is_zeroed_again_after_a_reset)
{
    struct jx_arena_mark mark = jx_arena_mark(test_arena);
    memset(jx_arena_alloc(test_arena, 1000), 0xAA, 1000);
    jx_arena_reset(test_arena, mark);
    const char *bytes = jx_arena_alloc(test_arena, 1000);
    for (size_t i = 0; i < 1000; i++)
        cr_assert_eq(bytes[i], 0);
}

/* Chunks that a reset gives back are used again: their old bytes must not show, also where the new piece is longer. */
Test(arena, memory_is_zeroed_again_in_a_chunk_that_was_given_back)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_arena_mark empty = jx_arena_mark(arena);
    for (size_t round = 1; round <= 20; round++) {
        for (size_t i = 0; i < 30; i++) {
            unsigned char *bytes = jx_arena_alloc(arena, round * 700);
            for (size_t k = 0; k < round * 700; k++)
                cr_assert_eq(bytes[k], 0, "round %zu, piece %zu, byte %zu", round, i, k);
            memset(bytes, 0xAA, round * 700);
        }
        jx_arena_reset(arena, empty);
        cr_assert_eq(jx_arena_used(arena), 0);
    }
    jx_arena_free(arena);
}

Test(arena, blocks_larger_than_a_chunk_are_given)
{
    size_t size = (size_t)20 << 20;
    char *bytes = jx_arena_alloc(test_arena, size);
    bytes[size - 1] = 1;
    char *small = jx_arena_alloc(test_arena, 8);
    small[7] = 1;
    cr_assert_eq(bytes[size - 1], 1);
}

Test(arena, reset_goes_back_over_chunks)
{
    char *first = jx_arena_alloc(test_arena, 16);
    struct jx_arena_mark mark = jx_arena_mark(test_arena);
    size_t used = jx_arena_used(test_arena);
    for (int i = 0; i < 100; i++)
        jx_arena_alloc(test_arena, 10000);
    first[0] = 'x';
    jx_arena_reset(test_arena, mark);
    cr_assert_eq(jx_arena_used(test_arena), used);
    cr_assert_eq(first[0], 'x');
}

Test(arena, reset_to_an_empty_arena)
{
    struct jx_arena *scratch = jx_arena_new(0);
    struct jx_arena_mark mark = jx_arena_mark(scratch);
    jx_arena_alloc(scratch, 100);
    jx_arena_reset(scratch, mark);
    cr_assert_eq(jx_arena_used(scratch), 0);
    jx_arena_alloc(scratch, 100);
    jx_arena_free(scratch);
}

Test(arena, free_accepts_null)
{
    jx_arena_free(NULL);
}

/* ---- exhaustion ---- */

static jmp_buf exhausted;

static void jump(void)
{
    longjmp(exhausted, 1);
}

Test(arena, limit_is_handed_out_to_the_last_byte)
{
    struct jx_arena *small = jx_arena_new(1024);
    jx_arena_on_exhausted(jump);
    if (setjmp(exhausted))
        cr_assert_fail("1024 bytes fit into 1024 bytes");
    jx_arena_alloc(small, 1000);
    jx_arena_alloc(small, 16);
    jx_arena_free(small);
}

Test(arena, above_the_limit_the_handler_runs)
{
    struct jx_arena *small = jx_arena_new(1024);
    jx_arena_on_exhausted(jump);
    if (setjmp(exhausted) == 0) {
        jx_arena_alloc(small, 1025);
        cr_assert_fail("1025 bytes were given out of 1024");
    }
    jx_arena_free(small);
}

Test(arena, a_product_that_overflows_is_exhaustion)
{
    jx_arena_on_exhausted(jump);
    if (setjmp(exhausted) == 0) {
        jx_arena_array(test_arena, SIZE_MAX / 2, 3);
        cr_assert_fail("an overflow went unnoticed");
    }
}

Test(arena, without_a_handler_the_process_ends_with_status_3, .exit_code = 3)
{
    struct jx_arena *small = jx_arena_new(16);
    jx_arena_alloc(small, 17);
}

/* ---- growing arrays ---- */

Test(arena, push_keeps_order_and_values)
{
    struct ints JX_VEC(int);
    struct ints ints = {0};
    for (int i = 0; i < 1000; i++)
        JX_PUSH(test_arena, &ints, i * i);
    cr_assert_eq(ints.n, 1000);
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(ints.items[i], i * i);
}

/* Two large arrays that grow in turns, with small things between them. */
Test(arena, large_arrays_grow_beside_each_other)
{
    struct longs JX_VEC(uint64_t);
    struct longs odd = {0}, even = {0};
    uint64_t *between = NULL;
    for (uint64_t i = 0; i < 1000000; i++) {
        JX_PUSH(test_arena, &odd, 2 * i + 1);
        JX_PUSH(test_arena, &even, 2 * i);
        if (i % 1000 == 0) {
            uint64_t *small = JX_NEW(test_arena, uint64_t);
            cr_assert(*small == 0 && (between == NULL || *between == i - 1000));
            *small = i;
            between = small;
        }
    }
    for (uint64_t i = 0; i < 1000000; i++)
        cr_assert(odd.items[i] == 2 * i + 1 && even.items[i] == 2 * i);
}

Test(arena, an_array_that_grows_large_keeps_to_the_limit, .exit_code = 3)
{
    struct longs JX_VEC(uint64_t);
    struct jx_arena *small = jx_arena_new((size_t)8 << 20);
    struct longs longs = {0};
    for (uint64_t i = 0; i < 1000000;
         i++) /* 16 MiB in the end, 8 when half of that is not enough */
        JX_PUSH(small, &longs, i);
}

Test(arena, an_array_that_grew_is_given_back)
{
    struct longs JX_VEC(uint64_t);
    jx_arena_alloc(test_arena, 100);
    const size_t used = jx_arena_used(test_arena);
    for (int round = 0; round < 3; round++) {
        const struct jx_arena_mark mark = jx_arena_mark(test_arena);
        struct longs longs = {0};
        for (uint64_t i = 0; i < 500000; i++)
            JX_PUSH(test_arena, &longs, i);
        jx_arena_reset(test_arena, mark);
        cr_assert_eq(jx_arena_used(test_arena), used);
    }
}

#if defined(__SANITIZE_ADDRESS__)
Test(arena, bytes_beside_a_block_are_poisoned)
{
    char *bytes = jx_arena_alloc(test_arena, 13);
    jx_arena_alloc(test_arena, 13);
    cr_assert_not(__asan_address_is_poisoned(bytes + 12));
    for (int i = 13; i < 32; i++)
        cr_assert(__asan_address_is_poisoned(bytes + i));
}

Test(arena, bytes_given_back_are_poisoned)
{
    jx_arena_alloc(test_arena, 16);
    struct jx_arena_mark mark = jx_arena_mark(test_arena);
    char *bytes = jx_arena_alloc(test_arena, 100);
    jx_arena_reset(test_arena, mark);
    cr_assert(__asan_address_is_poisoned(bytes));
}
#endif
