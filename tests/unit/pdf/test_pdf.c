/* Whole files: that their bytes hang together. What readers make of them is tested end to end. */
#include "file.h"

JX_SUITE(pdf)

/* Every entry of the xref table points at its object. */
static void assert_xref_sane(struct jx_str file)
{
    size_t start = jx_str_find(file, JX_STR("startxref\n"), 0);
    cr_assert_neq(start, SIZE_MAX);
    size_t xref = number_at(file, start + 10);
    cr_assert(jx_str_starts(jx_str_sub(file, xref, file.len), JX_STR("xref\n0 ")));
    size_t n = number_at(file, xref + 7);
    size_t row = jx_str_find(file, JX_STR("\n"), xref + 5) + 1;
    cr_assert_gt(n, 1);
    for (size_t i = 1; i < n; i++) {
        size_t offset = number_at(file, row + 20 * i);
        struct jx_str head = jx_str_printf(test_arena, "%zu 0 obj\n", i);
        cr_assert(jx_str_starts(jx_str_sub(file, offset, file.len), head), "object %zu", i);
    }
}

Test(pdf, xref_points_at_the_objects)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    text_add(&f, page, "仿宋", "项目支出绩效自评表");
    mark_add(page, JX_MARK_SIGN, "主评人");
    struct jx_str file = file_make(&f);
    cr_assert(jx_str_starts(file, JX_STR("%PDF-1.4\n%\xe7")));
    cr_assert(jx_str_ends(file, JX_STR("%%EOF\n")));
    assert_xref_sane(file);
    fixture_done(&f);
}

Test(pdf, same_pages_give_same_bytes)
{
    struct jx_str files[2];
    for (int i = 0; i < 2; i++) {
        struct fixture f;
        fixture_make(&f);
        text_add(&f, page_add(&f), "宋体", "资金 2428.53 万元，执行率 97.6%。");
        files[i] = file_make(&f);
        fixture_done(&f);
    }
    cr_assert(jx_str_eq(files[0], files[1]));
}

Test(pdf, identifier_follows_the_content)
{
    struct jx_str ids[2];
    for (int i = 0; i < 2; i++) {
        struct fixture f;
        fixture_make(&f);
        text_add(&f, page_add(&f), "宋体", i == 0 ? "壹" : "贰");
        struct jx_str file = file_make(&f);
        ids[i] = jx_str_sub(file, jx_str_find(file, JX_STR("/ID[<"), 0), 38);
        cr_assert_eq(ids[i].len, 38);
        fixture_done(&f);
    }
    cr_assert(!jx_str_eq(ids[0], ids[1]));
}

Test(pdf, page_without_items_and_file_without_fonts)
{
    struct fixture f;
    fixture_make(&f);
    page_add(&f);
    struct jx_str file = file_make(&f);
    assert_xref_sane(file);
    cr_assert(has(file, "/Count 1\n"));
    cr_assert(has(file, "/MediaBox[0 0 595.276 841.89]"));
    cr_assert(!has(file, "/FontDescriptor"));
    fixture_done(&f);
}

Test(pdf, many_pages_make_a_tree)
{
    struct fixture f;
    fixture_make(&f);
    for (int i = 0; i < 250; i++)
        page_add(&f);
    struct jx_str file = file_make(&f);
    assert_xref_sane(file);
    cr_assert_eq(count(file, "/Type/Pages\n"), 4);
    cr_assert_eq(count(file, "/Type/Page\n"), 250);
    cr_assert(has(file, "/Type/Pages\n/Count 250\n"));
    cr_assert(has(file, "/Count 50\n"));
    fixture_done(&f);
}

Test(pdf, metadata_stands_twice_and_agrees)
{
    struct fixture f;
    fixture_make(&f);
    f.pages.info.title = JX_STR("甲<乙>&\x01丙");
    f.pages.info.author = JX_STR("  ");
    f.pages.info.date = (struct jx_date){2022, 4, 0};
    page_add(&f);
    struct jx_str file = file_make(&f);
    cr_assert(has(file, "/Title<FEFF7532003C4E59003E00264E19>"));
    cr_assert(has(file, "x-default\">甲&lt;乙&gt;&amp;丙</rdf:li>"));
    cr_assert(has(file, "/CreationDate(D:20220401000000+08'00')"));
    cr_assert(has(file, "<xmp:CreateDate>2022-04-01T00:00:00+08:00<"));
    cr_assert(has(file, "<pdfaid:part>1</pdfaid:part>"));
    cr_assert(!has(file, "/Author"));
    cr_assert(!has(file, "dc:creator"));
    fixture_done(&f);
}

Test(pdf, no_date_is_no_date)
{
    struct fixture f;
    fixture_make(&f);
    f.pages.info.date = (struct jx_date){0};
    page_add(&f);
    struct jx_str file = file_make(&f);
    cr_assert(!has(file, "CreationDate"));
    cr_assert(!has(file, "xmp:CreateDate"));
    fixture_done(&f);
}

Test(pdf, fonts_are_embedded_by_kind)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    text_add(&f, page, "仿宋", "绩");
    text_add(&f, page, "宋体", "绩");
    text_add(&f, page, "仿宋", "效");
    struct jx_str file = file_make(&f);
    cr_assert_eq(count(file, "/Subtype/Type0\n"), 2);
    cr_assert_eq(count(file, "/Subtype/CIDFontType0C\n"), 1);
    cr_assert_eq(count(file, "/FontFile2 "), 1);
    cr_assert_eq(count(file, "/CIDSet "), 2);
    cr_assert_eq(count(file, "/CIDToGIDMap/Identity"), 1);
    cr_assert_eq(count(file, "/Encoding/Identity-H"), 2);
    cr_assert(file.len < 40000, "%zu bytes: not subset?", file.len);
    fixture_done(&f);
}

/* 支 set once as itself and once as the radical that shares its glyph. */
static void two_texts_of_one_glyph(const char *role)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    text_add(&f, page, role, "支出");
    struct jx_glyph_run *run = text_add(&f, page, role, "支出");
    run->glyphs[0].text = JX_STR("⽀");
    struct jx_str file = file_make(&f);
    struct jx_str streams = streams_unpack(file);
    cr_assert(has(streams, "<652F>\n"));
    cr_assert(has(streams, "<2F40>\n"));
    cr_assert(has(streams, "begincidchar"));
    cr_assert(has(file, "/CMapName/Jixiao-H"));
    cr_assert(!has(file, "Encoding/Identity-H"));
    fixture_done(&f);
}

Test(pdf, two_texts_of_one_glyph_in_cff)
{
    two_texts_of_one_glyph("仿宋");
}

Test(pdf, two_texts_of_one_glyph_in_truetype)
{
    two_texts_of_one_glyph("宋体");
}

Test(pdf, text_beyond_the_bmp_and_of_several_characters)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_glyph_run *run = text_add(&f, page_add(&f), "宋体", "吉利");
    run->glyphs[0].text = JX_STR("𠮷");
    run->glyphs[1].text = JX_STR("fi");
    struct jx_str streams = streams_unpack(file_make(&f));
    cr_assert(has(streams, "<D842DFB7>\n"));
    cr_assert(has(streams, "<00660069>\n"));
    fixture_done(&f);
}

Test(pdf, landscape_page_turns_its_items)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    page->landscape = true;
    mark_add(page, JX_MARK_LINK, "https://example.org/")->turned = true;
    JX_PUSH(test_arena, &page->items,
            (struct jx_item){.kind = JX_ITEM_RECT,
                             .turned = true,
                             .x_mpt = 10000,
                             .y_mpt = 20000,
                             .width_mpt = 30000,
                             .height_mpt = 500});
    JX_PUSH(test_arena, &page->items,
            (struct jx_item){.kind = JX_ITEM_RECT, .width_mpt = 1000, .height_mpt = 1000});
    struct jx_str file = file_make(&f);
    struct jx_str streams = streams_unpack(file);
    cr_assert(has(file, "/Rotate 90\n"));
    cr_assert(has(file, "/Rect[200 100 230 150]"));
    cr_assert(has(streams, "q 0 1 -1 0 595.276 0 cm\n10 574.776 30 .5 re f\nQ\n"
                           "0 840.89 1 1 re f\n"));
    fixture_done(&f);
}

Test(pdf, links_lead_to_anchors_and_addresses)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    mark_add(page, JX_MARK_ANCHOR, "表1");
    mark_add(page, JX_MARK_LINK, "#表1");
    mark_add(page, JX_MARK_LINK, "#没有");
    mark_add(page, JX_MARK_LINK, "https://example.org/绩(1)");
    struct jx_str file = file_make(&f);
    cr_assert(has(file, "/XYZ 100 641.89 null]"));
    cr_assert(has(file, "/URI(https://example.org/%E7%BB%A9\\(1\\))"));
    cr_assert_eq(count(file, "/Subtype/Link"), 2);
    cr_assert_eq(count(file, "/F 4\n"), 2);
    cr_assert_eq(f.diags.n, 1);
    cr_assert_eq(f.diags.items[0].code, JX_D_LINK_NOWHERE);
    fixture_done(&f);
}

Test(pdf, an_anchor_used_twice_is_its_first_place)
{
    struct fixture f;
    fixture_make(&f);
    mark_add(page_add(&f), JX_MARK_LINK, "#甲");
    mark_add(page_add(&f), JX_MARK_ANCHOR, "甲")->y_mpt = 10000;
    mark_add(page_add(&f), JX_MARK_ANCHOR, "甲")->y_mpt = 20000;
    struct jx_str file = file_make(&f);
    cr_assert(has(file, "/XYZ 100 831.89 null]"));
    cr_assert(!has(file, "/XYZ 100 821.89 null]"));
    fixture_done(&f);
}

Test(pdf, outlines_nest_by_level)
{
    struct fixture f;
    fixture_make(&f);
    mark_add(page_add(&f), JX_MARK_ANCHOR, "a");
    struct jx_outline outlines[] = {
        {JX_STR("一"), 1, JX_STR("a")},
        {JX_STR("跳级"), 3, JX_STR("a")},
        {JX_STR("（一）"), 2, JX_STR("a")},
        {JX_STR("二"), 1, JX_STR("")},
    };
    f.pages.outlines = outlines;
    f.pages.n_outlines = 4;
    struct jx_str file = file_make(&f);
    /* Two at the top, the first open with two below it. */
    cr_assert(has(file, "/Type/Outlines\n/Count 4\n"));
    cr_assert(has(file, "/Count 2\n/Dest["));
    cr_assert(has(file, "/Title<FEFF4E00>"));
    cr_assert(has(file, "/PageMode/UseOutlines"));
    cr_assert_eq(count(file, "/Dest["), 3);
    cr_assert_eq(count(file, "/Prev "), 2);
    cr_assert_eq(f.diags.n, 0);
    fixture_done(&f);
}

Test(pdf, page_labels_start_anew_where_numbering_does)
{
    static const struct {
        enum jx_page_label label;
        unsigned number;
    } labels[] = {{JX_LABEL_NONE, 0},   {JX_LABEL_NONE, 0},   {JX_LABEL_ROMAN, 1},
                  {JX_LABEL_ROMAN, 2},  {JX_LABEL_ARABIC, 1}, {JX_LABEL_ARABIC, 2},
                  {JX_LABEL_ARABIC, 7}, {JX_LABEL_ARABIC, 8}};
    struct fixture f;
    fixture_make(&f);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct jx_page *page = page_add(&f);
        page->label = labels[i].label;
        page->number = labels[i].number;
    }
    cr_assert(has(file_make(&f), "/PageLabels<</Nums[0<</P()>>\n2<</S/r/St 1>>\n"
                                 "4<</S/D/St 1>>\n6<</S/D/St 7>>\n]\n>>"));
    fixture_done(&f);
}

Test(pdf, page_labels_beyond_one_leaf)
{
    struct fixture f;
    fixture_make(&f);
    for (unsigned i = 0; i < 4100; i++)
        page_add(&f)->number = 1;
    struct jx_str file = file_make(&f);
    cr_assert_eq(count(file, "/Limits["), 2);
    cr_assert(has(file, "/Limits[0 3999]\n"));
    cr_assert(has(file, "/Limits[4000 4099]\n"));
    cr_assert(has(file, "/Nums[4000<</S/D/St 1>>\n"));
    fixture_done(&f);
}

Test(pdf, signature_places_become_fields)
{
    struct fixture f;
    fixture_make(&f);
    mark_add(page_add(&f), JX_MARK_SIGN, "主评人.签名");
    mark_add(page_add(&f), JX_MARK_SIGN, "主评人.签名");
    struct jx_str file = file_make(&f);
    cr_assert_eq(count(file, "/FT/Sig\n"), 2);
    cr_assert(has(file, "/T<FEFF4E3B8BC44EBAFF0E7B7E540D>")); /* no full stop in a field's name */
    cr_assert(has(file, "/T<FEFF4E3B8BC44EBAFF0E7B7E540D002800320029>"));
    cr_assert_eq(count(file, "/AcroForm<</Fields["), 1);
    cr_assert_eq(count(file, "/AP<</N "), 2);
    cr_assert(has(file, "/Rect[100 611.89 150 641.89]"));
    fixture_done(&f);
}

Test(pdf, unreadable_image_stops_the_file)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_page *page = page_add(&f);
    for (int i = 0; i < 2; i++)
        JX_PUSH(test_arena, &page->items,
                (struct jx_item){.kind = JX_ITEM_IMAGE, .image = JX_STR("GIF89a")});
    struct jx_str file = JX_NO_STR;
    cr_assert_eq(jx_pdf_write(test_arena, &f.pages, f.book, &f.diags, &file), JX_E_INPUT);
    cr_assert_null(file.ptr);
    cr_assert_eq(f.diags.n_errors, 1);
    cr_assert_eq(f.diags.items[0].code, JX_D_IMAGE_UNKNOWN);
    fixture_done(&f);
}

/* libharu's arrays end at 32,767 elements and its dictionaries at 4,095 entries; none of them is used. */
Test(pdf, forty_thousand_pages_with_links_and_bookmarks)
{
    struct fixture f;
    fixture_make(&f);
    enum { N = 40000 };
    struct jx_outline *outlines = JX_ARRAY(test_arena, struct jx_outline, N);
    for (size_t i = 0; i < N; i++) {
        struct jx_page *page = page_add(&f);
        struct jx_str name = jx_str_printf(test_arena, "#a%zu", i);
        mark_add(page, JX_MARK_ANCHOR, name.ptr + 1);
        mark_add(page, JX_MARK_LINK, name.ptr);
        outlines[i] = (struct jx_outline){
            .title = name, .anchor = jx_str_sub(name, 1, name.len), .level = 1 + (unsigned)(i % 3)};
    }
    f.pages.outlines = outlines;
    f.pages.n_outlines = N;
    struct jx_str file = file_make(&f);
    cr_assert_eq(f.diags.n, 0);
    cr_assert_eq(count(file, "/Type/Page\n"), N);
    cr_assert_eq(count(file, "/Subtype/Link\n"), N);
    cr_assert_eq(count(file, "/Title<"), N + 1);
    fixture_done(&f);
}

static size_t errors_of(enum jx_mark_kind kind, size_t n_pages, size_t n_marks)
{
    struct fixture f;
    fixture_make(&f);
    struct jx_str bytes;
    for (size_t i = 0; i < n_pages; i++) {
        struct jx_page *page = page_add(&f);
        for (size_t k = 0; k < n_marks; k++)
            mark_add(page, kind, "a:b");
    }
    enum jx_status status = jx_pdf_write(test_arena, &f.pages, f.book, &f.diags, &bytes);
    cr_assert_eq(status == JX_OK, f.diags.n_errors == 0);
    size_t n = f.diags.n_errors;
    fixture_done(&f);
    return n;
}

Test(pdf, more_than_an_array_holds_is_an_error)
{
    cr_assert_eq(errors_of(JX_MARK_LINK, 1, 8191), 0);
    cr_assert_eq(errors_of(JX_MARK_LINK, 1, 8200), 1);
    cr_assert_eq(errors_of(JX_MARK_SIGN, 2, 4095), 0);
    cr_assert_eq(errors_of(JX_MARK_SIGN, 2, 4096), 1);
}
