/* A PDF file: read, all its objects and trees, and judged as if it were signed. */
#include "fuzz.h"

#include "sign/verify.h"

static void read_all(struct jx_pdf *pdf)
{
    const struct jx_pdf_view view = jx_pdf_newest(pdf);
    struct jx_pdf_pages pages;
    struct jx_pdf_fields fields;
    struct jx_str bytes;

    jx_pdf_pages(view, &pages);
    jx_pdf_fields(view, &pages, &fields);
    for (uint32_t number = 1; number < pdf->n_numbers && number < 1000; number++) {
        const struct jx_pdf_value *value = jx_pdf_object(view, number);

        if (value != NULL && value->kind == JX_PDF_STREAM &&
            jx_pdf_decode(view, value, &bytes) != JX_OK)
            continue;
        jx_pdf_text(pdf->arena, value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena = jx_arena_new(FUZZ_ARENA_BYTES);
    struct jx_sources sources = {.arena = arena};
    const struct jx_verify_options options = {0};
    struct jx_verification result;
    struct jx_diags diags;
    struct jx_pdf *pdf;

    jx_diags_init(&diags, arena, &sources);
    if (jx_pdf_open(arena, fuzz_text(data, size), &diags, &pdf) == JX_OK)
        read_all(pdf);
    if (jx_verify(arena, fuzz_text(data, size), &options, &diags, &result) == JX_OK)
        jx_verify_text(arena, JX_STR("a.pdf"), &result);
    jx_arena_free(arena);
    return 0;
}
