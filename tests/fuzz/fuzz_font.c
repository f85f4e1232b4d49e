/* A font file: opened, measured, text set in it, subset and embedded. */
#include "fuzz.h"

#include "pdf/pdf.h"
#include "text/paragraph.h"

static const char text[] = "绩效“自评”，（2023）98.5%——Wi-Fi e\xCC\x81\xF0\xA0\xAE\xB7";

/* The text on one page, in regular and in strokes. */
static void set(struct jx_arena *arena, struct jx_font_book *book, struct jx_diags *diags,
                struct jx_page *page)
{
    const struct jx_par_options options = {.width_mpt = 120000};
    struct jx_text_run runs[2] = {{.text = jx_str_of(text), .style = {.size_mpt = 15750}}};
    const struct jx_paragraph *paragraph;

    runs[1] = runs[0];
    runs[1].style.bold = true;
    paragraph = jx_paragraph_set(arena, book, runs, 2, &options, diags);
    for (size_t i = 0; i < paragraph->n; i++)
        for (size_t k = 0; k < paragraph->lines[i].n; k++)
            JX_PUSH(arena, &page->items,
                    (struct jx_item){.kind = JX_ITEM_GLYPHS,
                                     .x_mpt = paragraph->lines[i].runs[k].x_mpt,
                                     .y_mpt = (int32_t)i * 20000,
                                     .run = &paragraph->lines[i].runs[k]});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena = jx_arena_new(FUZZ_ARENA_BYTES);
    struct jx_sources sources = {.arena = arena};
    struct jx_diags diags;
    struct jx_font_book *book;
    struct jx_pages pages = {0};
    struct jx_str bytes;

    fuzz_open();
    fuzz_put("roles.yaml", JX_STR("角色: {仿宋: [模糊.ttf]}\n"));
    fuzz_put("模糊.ttf", fuzz_text(data, size));
    jx_diags_init(&diags, arena, &sources);
    if (jx_font_book_new(arena, jx_str_of(fuzz_folder), &diags, &book) == JX_OK) {
        JX_PUSH(arena, &pages,
                (struct jx_page){.width_mpt = JX_A4_WIDTH_MPT, .height_mpt = JX_A4_HEIGHT_MPT});
        set(arena, book, &diags, &pages.items[0]);
        (void)!jx_pdf_write(arena, &pages, book, &diags, &bytes);
        jx_font_book_free(book);
    }
    (void)jx_diags_print(arena, &diags, false);
    jx_arena_free(arena);
    return 0;
}
