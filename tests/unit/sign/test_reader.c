/* The reader of PDF files: values as written, revisions, and what it refuses. */
#include "test.h"

#include "sign/reader.h"

static struct jx_diags diags;
static struct jx_sources sources;

JX_SUITE(reader)

/* Appends objects with a classic table; objects: "N 0 obj … endobj\n" each, their numbers in order from first. */
static void append(struct jx_buf *buf, unsigned first, const char *const *objects, size_t prev)
{
    size_t places[8], n = 0, xref;

    for (; objects[n] != NULL; n++) {
        places[n] = buf->len;
        jx_buf_printf(buf, "%u 0 obj\n%s\nendobj\n", first + (unsigned)n, objects[n]);
    }
    xref = buf->len;
    jx_buf_printf(buf, "xref\n%u %zu\n", first, n);
    for (size_t i = 0; i < n; i++)
        jx_buf_printf(buf, "%010zu 00000 n \n", places[i]);
    jx_buf_adds(buf, "trailer\n<</Root 1 0 R/Size 9");
    if (prev != 0)
        jx_buf_printf(buf, "/Prev %zu", prev);
    jx_buf_printf(buf, ">>\nstartxref\n%zu\n%%%%EOF\n", xref);
}

static struct jx_pdf *opened(struct jx_str bytes, enum jx_status expected)
{
    struct jx_pdf *pdf = NULL;

    sources = (struct jx_sources){.arena = test_arena};
    jx_diags_init(&diags, test_arena, &sources);
    cr_assert_eq(jx_pdf_open(test_arena, bytes, &diags, &pdf), expected);
    return pdf;
}

/* A file with a catalogue, an empty page tree and one more object, number 3. */
static struct jx_buf file(const char *object)
{
    struct jx_buf buf = {.arena = test_arena};
    const char *objects[] = {"<</Pages 2 0 R>>", "<</Kids[]/Count 0>>", object, NULL};

    jx_buf_adds(&buf, "%PDF-1.4\n");
    append(&buf, 1, objects, 0);
    return buf;
}

static const struct jx_pdf_value *object(const char *text)
{
    const struct jx_buf buf = file(text);

    return jx_pdf_object(jx_pdf_newest(opened(jx_buf_str(&buf), JX_OK)), 3);
}

Test(reader, strings_have_their_escapes_resolved)
{
    JX_EQ_STR(object("(a\\(b\\051(c)\\\n\\101\\7)")->text, "a(b)(c)A\a");
    JX_EQ_STR(object("<41 4>")->text, "A@");
    JX_EQ_STR(object("()")->text, "");
}

Test(reader, names_have_their_numbers_resolved)
{
    JX_EQ_STR(object("/A#20b")->text, "A b");
    JX_EQ_STR(object("/#41")->text, "A");
}

Test(reader, numbers_are_exact)
{
    int64_t milli = 0;

    cr_assert_eq(object("-17")->integer, -17);
    cr_assert(jx_pdf_milli(object("-.5"), &milli) && milli == -500);
    cr_assert(jx_pdf_milli(object("12.34567"), &milli) && milli == 12345);
    cr_assert_null(object("1e5"));
    cr_assert_null(object("99999999999999999999"));
}

Test(reader, text_strings_become_utf8)
{
    JX_EQ_STR(jx_pdf_text(test_arena, object("<FEFF7EE96548D840DC0B>")), "绩效\xF0\xA0\x80\x8B");
    JX_EQ_STR(jx_pdf_text(test_arena, object("(\\200\\344)")), "•ä");
    JX_EQ_STR(jx_pdf_text(test_arena, object("<EFBBBFE7BBA9>")), "绩");
}

Test(reader, a_key_written_twice_is_seen)
{
    const struct jx_pdf_value *dict = object("<</A 1/B 2/A 3>>");

    cr_assert(dict->twice && dict->n == 2);
    cr_assert_eq(jx_pdf_entry(dict, "A")->integer, 1);
}

Test(reader, bytes_of_a_value_are_known)
{
    const struct jx_buf buf = file("<</Contents <00FF>>>");
    struct jx_pdf *pdf = opened(jx_buf_str(&buf), JX_OK);
    const struct jx_pdf_value *contents =
        jx_pdf_entry(jx_pdf_object(jx_pdf_newest(pdf), 3), "Contents");

    JX_EQ_STR(jx_str_copy(test_arena,
                          jx_str_sub(pdf->bytes, contents->from, contents->to - contents->from)),
              "<00FF>");
    cr_assert(contents->hex && !contents->in_stream);
}

Test(reader, each_revision_has_its_own_objects)
{
    struct jx_buf buf = file("(old)");
    const size_t prev = jx_str_find(jx_buf_str(&buf), JX_STR("xref\n1"), 0), end = buf.len;
    const char *objects[] = {"(new)", NULL};
    struct jx_pdf *pdf;

    append(&buf, 3, objects, prev);
    pdf = opened(jx_buf_str(&buf), JX_OK);
    cr_assert_eq(pdf->n_revisions, 2);
    cr_assert(pdf->revisions[0].end == end && pdf->revisions[1].end == buf.len && pdf->tail == 0);
    JX_EQ_STR(jx_pdf_object((struct jx_pdf_view){pdf, 0}, 3)->text, "old");
    JX_EQ_STR(jx_pdf_object((struct jx_pdf_view){pdf, 1}, 3)->text, "new");
    cr_assert_eq(jx_pdf_place((struct jx_pdf_view){pdf, 0}, 2),
                 jx_pdf_place((struct jx_pdf_view){pdf, 1}, 2));
}

Test(reader, what_is_broken_is_said_once_and_absent)
{
    static const char *const broken[] = {
        "(no end", "<</A>>", "[1 2", "<</Length 99>>\nstream\nx\nendstream",
        "3 0 R 1", "/A#4",   "<4G>", "truth"};

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const struct jx_buf buf = file(broken[i]);
        struct jx_pdf *pdf = opened(jx_buf_str(&buf), JX_OK);

        cr_assert_null(jx_pdf_object(jx_pdf_newest(pdf), 3), "%s", broken[i]);
        cr_assert_null(jx_pdf_object(jx_pdf_newest(pdf), 3), "%s", broken[i]);
        cr_assert(pdf->damaged && diags.n == 1 && diags.items[0].code == JX_D_PDF_OBJECT, "%s",
                  broken[i]);
    }
}

Test(reader, nesting_ends_at_its_limit)
{
    struct jx_buf deep = {.arena = test_arena};

    for (unsigned i = 0; i < 100000; i++)
        jx_buf_addc(&deep, '[');
    cr_assert_null(object(jx_buf_str(&deep).ptr));
}

Test(reader, references_in_a_circle_end)
{
    const struct jx_buf buf = file("3 0 R");
    const struct jx_pdf_value reference = {.kind = JX_PDF_REF, .number = 3};

    cr_assert_null(jx_pdf_resolve(jx_pdf_newest(opened(jx_buf_str(&buf), JX_OK)), &reference));
}

Test(reader, files_without_a_table_or_with_a_password_are_refused)
{
    struct jx_buf buf = file("null");
    const struct jx_str bytes = jx_buf_str(&buf);

    opened(JX_STR("PK\x03\x04"), JX_E_INPUT);
    cr_assert_eq(diags.items[0].code, JX_D_PDF_KIND);
    opened(jx_str_sub(bytes, 0, bytes.len - 20), JX_E_INPUT);
    cr_assert_eq(diags.items[0].code, JX_D_PDF_XREF);
    opened(jx_str_replace(test_arena, bytes, JX_STR("/Size 9"), JX_STR("/Encrypt 3 0 R")),
           JX_E_INPUT);
    cr_assert_eq(diags.items[0].code, JX_D_PDF_ENCRYPTED);
}
