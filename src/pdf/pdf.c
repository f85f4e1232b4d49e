/* pdf.c - the order in which a file is made: codes of all glyphs, fonts, pages, structure, metadata, bytes. */
#include "pdf/internal.h"

#include <assert.h>

struct jx__font *jx__font_of(struct jx__pdf *pdf, const struct jx_font *font)
{
    size_t id = jx_font_id(font);
    if (id >= pdf->n_book_fonts || pdf->font_index[id] == 0)
        return NULL;
    return &pdf->fonts[pdf->font_index[id] - 1];
}

static struct jx__font *font_use(struct jx__pdf *pdf, const struct jx_font *font)
{
    struct jx__font *found = jx__font_of(pdf, font);
    if (found)
        return found;
    size_t id = jx_font_id(font);
    assert(id < pdf->n_book_fonts);
    pdf->fonts[pdf->n_fonts] = (struct jx__font){
        .font = font,
        .object = jx__object_new(pdf->objects),
    };
    pdf->font_index[id] = ++pdf->n_fonts;
    return &pdf->fonts[pdf->n_fonts - 1];
}

static void run_collect(struct jx__pdf *pdf, const struct jx_glyph_run *run)
{
    struct jx__glyph_walk walk = {.run = run};
    const struct jx_glyph *glyph;
    struct jx_str text;
    if (run->n == 0 || run->size_mpt <= 0)
        return;
    struct jx__font *font = font_use(pdf, run->font);
    while (jx__glyph_walk_next(&walk, &glyph, &text))
        jx__codes_add(pdf->arena, &font->codes, glyph->id, text);
}

static void glyphs_collect(struct jx__pdf *pdf)
{
    for (size_t p = 0; p < pdf->pages->n; p++) {
        const struct jx_items *items = &pdf->pages->items[p].items;
        for (size_t i = 0; i < items->n; i++)
            if (items->items[i].kind == JX_ITEM_GLYPHS)
                run_collect(pdf, items->items[i].run);
    }
}

/* Fonts first: a page's codes are known once the fonts are subset. */
static enum jx_status fonts_write(struct jx__pdf *pdf)
{
    enum jx_status worst = JX_OK;
    glyphs_collect(pdf);
    for (size_t i = 0; i < pdf->n_fonts; i++) {
        enum jx_status status = jx__font_write(pdf, &pdf->fonts[i]);
        if (status != JX_OK)
            worst = status;
    }
    return worst;
}

static void resources_write(struct jx__pdf *pdf)
{
    struct jx_buf buf = {.arena = pdf->arena};
    jx_buf_adds(&buf, "/Font<<");
    for (size_t i = 0; i < pdf->n_fonts; i++)
        jx_buf_printf(&buf, "/F%zu %u 0 R\n", i + 1, pdf->fonts[i].object);
    jx_buf_adds(&buf, ">>\n/XObject<<");
    for (size_t i = 0; i < pdf->images.n; i++)
        if (pdf->images.items[i].object != 0)
            jx_buf_printf(&buf, "/I%zu %u 0 R\n", i + 1, pdf->images.items[i].object);
    jx_buf_adds(&buf, ">>\n");
    jx__object_fill(pdf->objects, pdf->resources, jx_buf_str(&buf));
}

static void put_form(struct jx__pdf *pdf, struct jx_buf *buf)
{
    if (pdf->fields.n == 0)
        return;
    jx_buf_adds(buf, "/AcroForm<</Fields[");
    for (size_t i = 0; i < pdf->fields.n; i++)
        jx_buf_printf(buf, "%u 0 R\n", pdf->fields.items[i]);
    jx_buf_adds(buf, "]>>\n");
}

static unsigned catalog_write(struct jx__pdf *pdf)
{
    struct jx_buf buf = {.arena = pdf->arena};
    unsigned outlines = jx__outlines_write(pdf);
    struct jx_str labels = jx__page_labels(pdf);
    jx_buf_printf(&buf, "/Type/Catalog\n/Pages %u 0 R\n/Metadata %u 0 R\n/OutputIntents[%u 0 R]\n",
                  pdf->page_tree, jx__xmp_write(pdf), jx__output_intent_write(pdf));
    jx_buf_adds(&buf, "/Lang(zh-CN)\n/ViewerPreferences<</DisplayDocTitle true>>\n");
    if (outlines != 0)
        jx_buf_printf(&buf, "/Outlines %u 0 R\n/PageMode/UseOutlines\n", outlines);
    if (labels.len > 0)
        jx_buf_printf(&buf, "/PageLabels<<%.*s>>\n", JX_FMT(labels));
    put_form(pdf, &buf);
    return jx__object_add(pdf->objects, jx_buf_str(&buf));
}

static enum jx_status write_all(struct jx__pdf *pdf, struct jx_str *ret_bytes)
{
    size_t n_errors = pdf->diags->n_errors;
    pdf->page_tree = jx__object_new(pdf->objects);
    pdf->resources = jx__object_new(pdf->objects);
    for (size_t i = 0; i < pdf->pages->n; i++)
        pdf->page_ids[i] = jx__object_new(pdf->objects);
    jx__anchors_collect(pdf);
    enum jx_status status = fonts_write(pdf);
    if (status != JX_OK)
        return status;
    jx__page_tree_write(pdf);
    resources_write(pdf);
    if (pdf->fields.n > JX__MAX_ARRAY || pdf->images.n > JX__MAX_DICT)
        JX_SAY(pdf->diags, PDF_TOO_MANY, JX_NO_SPAN);
    unsigned catalog = catalog_write(pdf);
    unsigned info = jx__info_write(pdf);
    if (pdf->diags->n_errors > n_errors)
        return JX_E_INPUT;
    return jx__objects_write(pdf->objects, catalog, info, ret_bytes);
}

enum jx_status jx_pdf_write(struct jx_arena *arena, const struct jx_pages *pages,
                            const struct jx_font_book *book, struct jx_diags *diags,
                            struct jx_str *ret_bytes)
{
    size_t n_fonts = jx_font_book_n_fonts(book);
    struct jx__pdf pdf = {
        .arena = arena,
        .pages = pages,
        .diags = diags,
        .objects = jx__objects_new(arena, 0),
        .page_ids = JX_ARRAY(arena, unsigned, pages->n),
        .fonts = JX_ARRAY(arena, struct jx__font, n_fonts),
        .font_index = JX_ARRAY(arena, size_t, n_fonts),
        .n_book_fonts = n_fonts,
    };
    enum jx_status status = write_all(&pdf, ret_bytes);
    jx__objects_free(pdf.objects);
    return status;
}

/* Turned back by as many quarters as the page is turned, and moved to where it was. Source: ISO 32000-1 8.3.3, 12.5.5. */
static void put_matrix(struct jx_buf *buf, const struct jx_page *page, unsigned quarters)
{
    static const char *const turns[] = {"1 0 0 1 ", "0 1 -1 0 ", "-1 0 0 -1 ", "0 -1 1 0 "};
    const int32_t width = page->width_mpt, height = page->height_mpt;

    if (quarters == 0)
        return;
    jx_buf_printf(buf, "/Matrix[%s", turns[quarters]);
    jx__put_milli(buf, quarters == 1 ? height : quarters == 2 ? width : 0);
    jx_buf_addc(buf, ' ');
    jx__put_milli(buf, quarters == 2 ? height : quarters == 3 ? width : 0);
    jx_buf_adds(buf, "]\n");
}

static enum jx_status form_write(struct jx__pdf *pdf, unsigned quarters,
                                 struct jx_pdf_form *ret_form)
{
    const struct jx_page *page = pdf->pages->items;
    struct jx_buf buf = {.arena = pdf->arena};
    size_t n_errors = pdf->diags->n_errors;
    pdf->resources = jx__object_new(pdf->objects);
    enum jx_status status = fonts_write(pdf);
    if (status != JX_OK)
        return status;
    struct jx_str content = jx__content_make(pdf, page);
    resources_write(pdf);
    jx_buf_printf(&buf, "/Type/XObject\n/Subtype/Form\n/Resources %u 0 R\n/BBox[0 0 ",
                  pdf->resources);
    jx__put_milli(&buf, page->width_mpt);
    jx_buf_addc(&buf, ' ');
    jx__put_milli(&buf, page->height_mpt);
    jx_buf_adds(&buf, "]\n");
    put_matrix(&buf, page, quarters);
    ret_form->number = jx__stream_add(pdf->objects, jx_buf_str(&buf), content, JX__DEFLATE);
    if (pdf->diags->n_errors > n_errors)
        return JX_E_INPUT;
    return jx__objects_loose(pdf->objects, ret_form);
}

enum jx_status jx_pdf_form_write(struct jx_arena *arena, const struct jx_page *page,
                                 const struct jx_font_book *book, struct jx_pdf_form_use use,
                                 struct jx_diags *diags, struct jx_pdf_form *ret_form)
{
    size_t n_fonts = book ? jx_font_book_n_fonts(book) : 0;
    struct jx_page copy = *page;
    struct jx_pages pages = {.items = &copy, .n = 1, .cap = 1};
    struct jx__pdf pdf = {
        .arena = arena,
        .pages = &pages,
        .diags = diags,
        .objects = jx__objects_new(arena, use.first),
        .fonts = JX_ARRAY(arena, struct jx__font, n_fonts),
        .font_index = JX_ARRAY(arena, size_t, n_fonts),
        .n_book_fonts = n_fonts,
        .see_through = true,
    };
    enum jx_status status = form_write(&pdf, use.quarters, ret_form);
    jx__objects_free(pdf.objects);
    return status;
}
