/* Any text in any measure: nothing of it may be lost, no line may be missing. The first bytes choose how it is set. */
#include "fuzz.h"

#include "text/paragraph.h"

static struct jx_font_book *book;

static void close_book(void)
{
    jx_font_book_free(book);
}

/* Bytes that are no UTF-8 become question marks: what reaches the text room was checked. */
static struct jx_str sound(struct jx_arena *arena, struct jx_str bytes)
{
    struct jx_buf out = {.arena = arena};

    while (bytes.len > 0) {
        const size_t bad = jx_utf8_check(bytes);

        jx_buf_add(&out, jx_str_sub(bytes, 0, bad));
        if (bad >= bytes.len)
            break;
        jx_buf_adds(&out, "?");
        bytes = jx_str_sub(bytes, bad + 1, SIZE_MAX);
    }
    return jx_buf_str(&out);
}

static struct jx_par_options options_from(const uint8_t choice[8])
{
    return (struct jx_par_options){
        .width_mpt = (choice[0] - 16) * 3000,
        .first_indent_mpt = (choice[1] - 64) * 1000,
        .left_mpt = choice[2] * 500,
        .right_mpt = choice[2] * 250,
        .align = (enum jx_align)(choice[3] & 3),
        .strict_grid = (choice[3] & 4) != 0,
        .grid_cell_mpt = (choice[1] - 4) * 500,
        .no_squeeze = (choice[3] & 8) != 0,
        .title = (choice[3] & 16) != 0,
        .may_break_anywhere = (choice[3] & 32) != 0,
    };
}

static void set(struct jx_arena *arena, struct jx_diags *diags, const uint8_t choice[8],
                struct jx_str text)
{
    const struct jx_par_options options = options_from(choice);
    const size_t half = jx_str_find(text, JX_STR("|"), 0);
    struct jx_text_run runs[2] = {{.text = jx_str_sub(text, 0, half)},
                                  {.text = jx_str_sub(text, half, SIZE_MAX)}};
    struct jx_paragraph *paragraph;

    for (size_t i = 0; i < 2; i++)
        runs[i].style = (struct jx_char_style){
            .role = choice[4 + i] % (unsigned)jx_font_book_n_roles(book),
            .latin_role = choice[4 + i] & 64 ? JX_NO_ROLE : 0,
            .size_mpt = 1 + choice[6 + i] * 200,
            .bold = (choice[4 + i] & 128) != 0,
        };
    paragraph = jx_paragraph_set(arena, book, runs, 2, &options, diags);
    if (paragraph->n == 0)
        abort();
    (void)jx_text_measure(arena, book, runs, 2, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena;
    struct jx_sources sources = {0};
    struct jx_diags diags;

    if (size < 8)
        return -1;
    arena = jx_arena_new(FUZZ_ARENA_BYTES);
    sources.arena = arena;
    jx_diags_init(&diags, arena, &sources);
    if (book == NULL) {
        jx_arena_on_exhausted(abort);
        /* The book outlives the runs. */
        if (jx_font_book_new(jx_arena_new(0), JX_STR(JX_TEST_ROOT "/fonts"), &diags, &book) !=
                JX_OK ||
            atexit(close_book) != 0)
            abort();
    }
    set(arena, &diags, data, sound(arena, fuzz_text(data + 8, size - 8)));
    jx_arena_free(arena);
    return 0;
}
