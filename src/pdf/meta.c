/* meta.c - document information, twice (Info and XMP, which must agree), and the output intent.
 *
 * Source: ISO 19005-1 6.2.2, 6.7; XMP Specification (Adobe, 2004) as PDF/A-1 cites it.
 */
#include "pdf/internal.h"

#define PRODUCER "jixiao"

/* The facts as both places print them; absent when there is nothing to say. */
struct facts {
    struct jx_str title, author, subject, keywords;
    struct jx_str identifier; /* XMP only: Info has no such entry */
    struct jx_str pdf_date;   /* D:20231031000000+08'00' */
    struct jx_str xmp_date;   /* 2023-10-31T00:00:00+08:00 */
};

static struct jx_str clean(struct jx__pdf *pdf, struct jx_str text)
{
    struct jx_str cleaned = jx_str_trim(jx__clean_text(pdf->arena, text));
    return cleaned.len > 0 ? cleaned : JX_NO_STR;
}

/* Midnight of the report's date in China; a missing month or day is the first. */
static void facts_date(struct jx__pdf *pdf, struct facts *facts)
{
    struct jx_date d = pdf->pages->info.date;
    if (d.year <= 0 || d.year > 9999)
        return;
    int month = d.month > 0 ? d.month : 1;
    int day = d.day > 0 ? d.day : 1;
    facts->pdf_date = jx_str_printf(pdf->arena, "D:%04d%02d%02d000000+08'00'", d.year, month, day);
    facts->xmp_date =
        jx_str_printf(pdf->arena, "%04d-%02d-%02dT00:00:00+08:00", d.year, month, day);
}

static struct facts facts_of(struct jx__pdf *pdf)
{
    const struct jx_pages_info *info = &pdf->pages->info;
    struct facts facts = {
        .title = clean(pdf, info->title),
        .author = clean(pdf, info->author),
        .subject = clean(pdf, info->subject),
        .keywords = clean(pdf, info->keywords),
        .identifier = clean(pdf, info->identifier),
    };
    facts_date(pdf, &facts);
    return facts;
}

static void put_entry(struct jx_buf *buf, const char *key, struct jx_str text)
{
    if (!text.ptr)
        return;
    jx_buf_adds(buf, key);
    jx__put_text(buf, text);
    jx_buf_addc(buf, '\n');
}

unsigned jx__info_write(struct jx__pdf *pdf)
{
    struct facts facts = facts_of(pdf);
    struct jx_buf buf = {.arena = pdf->arena};
    put_entry(&buf, "/Title", facts.title);
    put_entry(&buf, "/Author", facts.author);
    put_entry(&buf, "/Subject", facts.subject);
    put_entry(&buf, "/Keywords", facts.keywords);
    jx_buf_adds(&buf, "/Creator(" PRODUCER ")\n/Producer(" PRODUCER ")\n");
    if (facts.pdf_date.ptr)
        jx_buf_printf(&buf, "/CreationDate(%.*s)\n/ModDate(%.*s)\n", JX_FMT(facts.pdf_date),
                      JX_FMT(facts.pdf_date));
    return jx__object_add(pdf->objects, jx_buf_str(&buf));
}

static void put_xml(struct jx_buf *buf, struct jx_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&')
            jx_buf_adds(buf, "&amp;");
        else if (c == '<')
            jx_buf_adds(buf, "&lt;");
        else if (c == '>')
            jx_buf_adds(buf, "&gt;");
        else
            jx_buf_addc(buf, c);
    }
}

/* open, text, close, when there is a text. */
static void put_property(struct jx_buf *buf, const char *open, struct jx_str text,
                         const char *close)
{
    if (!text.ptr)
        return;
    jx_buf_adds(buf, open);
    put_xml(buf, text);
    jx_buf_adds(buf, close);
}

static void put_description(struct jx_buf *buf, const struct facts *facts)
{
    put_property(buf, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", facts->title,
                 "</rdf:li></rdf:Alt></dc:title>\n");
    put_property(buf, "<dc:creator><rdf:Seq><rdf:li>", facts->author,
                 "</rdf:li></rdf:Seq></dc:creator>\n");
    put_property(buf, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", facts->subject,
                 "</rdf:li></rdf:Alt></dc:description>\n");
    put_property(buf, "<dc:identifier>", facts->identifier, "</dc:identifier>\n");
    put_property(buf, "<pdf:Keywords>", facts->keywords, "</pdf:Keywords>\n");
    put_property(buf, "<xmp:CreateDate>", facts->xmp_date, "</xmp:CreateDate>\n");
    put_property(buf, "<xmp:ModifyDate>", facts->xmp_date, "</xmp:ModifyDate>\n");
    put_property(buf, "<xmp:MetadataDate>", facts->xmp_date, "</xmp:MetadataDate>\n");
}

unsigned jx__xmp_write(struct jx__pdf *pdf)
{
    struct facts facts = facts_of(pdf);
    struct jx_buf buf = {.arena = pdf->arena};
    jx_buf_adds(&buf, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "<rdf:Description rdf:about=\"\"\n"
                      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
                      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                      "<pdfaid:part>1</pdfaid:part>\n"
                      "<pdfaid:conformance>B</pdfaid:conformance>\n"
                      "<xmp:CreatorTool>" PRODUCER "</xmp:CreatorTool>\n"
                      "<pdf:Producer>" PRODUCER "</pdf:Producer>\n"
                      "<dc:format>application/pdf</dc:format>\n");
    put_description(&buf, &facts);
    jx_buf_adds(&buf, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    /* PDF/A wants it readable without a PDF parser: no filter (6.7.2). */
    return jx__stream_add(pdf->objects, JX_STR("/Type/Metadata\n/Subtype/XML\n"), jx_buf_str(&buf),
                          JX__PLAIN);
}

unsigned jx__output_intent_write(struct jx__pdf *pdf)
{
    unsigned profile =
        jx__stream_add(pdf->objects, JX_STR("/N 3\n"), jx__icc_srgb(pdf->arena), JX__DEFLATE);
    return jx__object_add(pdf->objects,
                          jx_str_printf(pdf->arena,
                                        "/Type/OutputIntent\n/S/GTS_PDFA1\n"
                                        "/OutputConditionIdentifier(sRGB IEC61966-2.1)\n"
                                        "/Info(sRGB IEC61966-2.1)\n/DestOutputProfile %u 0 R\n",
                                        profile));
}
