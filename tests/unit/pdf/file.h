/* file.h - for the tests of the pdf room: pages made by hand, and a look into the file that comes out.
 *
 * Memory:  everything in test_arena; the font book lives as long as the test's process.
 */
#ifndef JX_TESTS_PDF_FILE_H
#define JX_TESTS_PDF_FILE_H

#include "test.h"

#include "pdf/pdf.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* What a test works on: start with fixture_make(). */
struct fixture {
    struct jx_sources sources;
    struct jx_diags diags;
    struct jx_font_book *book;
    struct jx_pages pages;
};

static inline void fixture_make(struct fixture *f)
{
    *f = (struct fixture){.sources.arena = test_arena};
    jx_diags_init(&f->diags, test_arena, &f->sources);
    f->pages.info.date = (struct jx_date){2023, 10, 31};
    f->pages.info.title = JX_STR("绩效自评报告");
    cr_assert_eq(jx_font_book_new(test_arena, JX_STR(JX_TEST_ROOT "/fonts"), &f->diags, &f->book),
                 JX_OK);
}

static inline void fixture_done(struct fixture *f)
{
    jx_font_book_free(f->book);
}

static inline struct jx_page *page_add(struct fixture *f)
{
    JX_PUSH(test_arena, &f->pages,
            (struct jx_page){.width_mpt = JX_A4_WIDTH_MPT,
                             .height_mpt = JX_A4_HEIGHT_MPT,
                             .label = JX_LABEL_ARABIC,
                             .number = (unsigned)f->pages.n + 1});
    return &f->pages.items[f->pages.n - 1];
}

/* Text set by the text room, one item a run, lines 20 pt apart from y 100 pt on. Returns the first run. */
static inline struct jx_glyph_run *text_add(struct fixture *f, struct jx_page *page,
                                            const char *role, const char *text)
{
    struct jx_text_run run = {.text = jx_str_of(text),
                              .style = {.role = jx_font_book_role(f->book, jx_str_of(role)),
                                        .latin_role = JX_NO_ROLE,
                                        .size_mpt = 16000}};
    struct jx_par_options options = {.width_mpt = 440000};
    struct jx_paragraph *par = jx_paragraph_set(test_arena, f->book, &run, 1, &options, &f->diags);
    for (size_t i = 0; i < par->n; i++)
        for (size_t k = 0; k < par->lines[i].n; k++) {
            struct jx_glyph_run *r = &par->lines[i].runs[k];
            JX_PUSH(test_arena, &page->items,
                    (struct jx_item){.kind = JX_ITEM_GLYPHS,
                                     .x_mpt = 70000 + r->x_mpt,
                                     .y_mpt = 100000 + (int32_t)i * 20000,
                                     .run = r});
        }
    return &par->lines[0].runs[0];
}

static inline struct jx_item *mark_add(struct jx_page *page, enum jx_mark_kind mark,
                                       const char *name)
{
    JX_PUSH(test_arena, &page->items,
            (struct jx_item){.kind = JX_ITEM_MARK,
                             .mark = mark,
                             .name = jx_str_of(name),
                             .x_mpt = 100000,
                             .y_mpt = 200000,
                             .width_mpt = 50000,
                             .height_mpt = 30000});
    return &page->items.items[page->items.n - 1];
}

/* Write the pages; fails the test when that does not work. */
static inline struct jx_str file_make(struct fixture *f)
{
    struct jx_str bytes = JX_NO_STR;
    cr_assert_eq(jx_pdf_write(test_arena, &f->pages, f->book, &f->diags, &bytes), JX_OK);
    return bytes;
}

static inline bool has(struct jx_str bytes, const char *what)
{
    return jx_str_find(bytes, jx_str_of(what), 0) != SIZE_MAX;
}

static inline size_t count(struct jx_str bytes, const char *what)
{
    size_t n = 0;
    struct jx_str needle = jx_str_of(what);
    for (size_t at = 0; (at = jx_str_find(bytes, needle, at)) != SIZE_MAX; at += needle.len)
        n++;
    return n;
}

/* The decimal number at a place. */
static inline size_t number_at(struct jx_str bytes, size_t at)
{
    size_t value = 0;
    while (at < bytes.len && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9')
        value = value * 10 + (size_t)(bytes.ptr[at++] - '0');
    return value;
}

/* All deflated streams of the file, unpacked, one after the other. */
static inline struct jx_str streams_unpack(struct jx_str bytes)
{
    struct jx_buf all = {.arena = test_arena};
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    struct jx_str mark = JX_STR("/FlateDecode");
    for (size_t at = 0; (at = jx_str_find(bytes, mark, at)) != SIZE_MAX; at++) {
        size_t from = jx_str_find(bytes, JX_STR("stream\r\n"), at) + 8;
        size_t to = jx_str_find(bytes, JX_STR("\nendstream"), from), len = 0;
        size_t cap = (size_t)1 << 24;
        char *out = malloc(cap);
        cr_assert_eq(libdeflate_zlib_decompress(d, bytes.ptr + from, to - from, out, cap, &len),
                     LIBDEFLATE_SUCCESS);
        jx_buf_add(&all, (struct jx_str){out, len});
        free(out);
    }
    libdeflate_free_decompressor(d);
    return jx_buf_str(&all);
}

#endif
