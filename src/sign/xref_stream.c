/* xref_stream.c - cross-reference streams. Source: ISO 32000-1 7.5.8. */
#include "sign/internal.h"

struct widths {
    size_t of[3];
    size_t sum;
};

static bool widths_read(const struct jx_pdf_value *stream, struct widths *ret_widths)
{
    const struct jx_pdf_value *w = jx_pdf_entry(stream, "W");

    *ret_widths = (struct widths){0};
    if (w == NULL || w->kind != JX_PDF_ARRAY || w->n != 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (w->items[i].kind != JX_PDF_INT || w->items[i].integer < 0 || w->items[i].integer > 8)
            return false;
        ret_widths->of[i] = (size_t)w->items[i].integer;
        ret_widths->sum += ret_widths->of[i];
    }
    return ret_widths->sum > 0;
}

/* A field of so many bytes, high one first. */
static uint64_t take(const unsigned char **at, size_t width, uint64_t otherwise)
{
    uint64_t value = 0;

    if (width == 0)
        return otherwise;
    for (; width > 0; width--)
        value = value << 8 | *(*at)++;
    return value;
}

static bool entry(struct jx_pdf *pdf, struct jx__section *section, const struct widths *widths,
                  const unsigned char *at, uint64_t number)
{
    const uint64_t type = take(&at, widths->of[0], 1);
    const uint64_t second = take(&at, widths->of[1], 0);
    const uint64_t third = take(&at, widths->of[2], 0);
    struct jx__entry made = {.number = (uint32_t)number, .offset = (size_t)second};

    if (type == 0)
        made.free = true;
    else if (type == 1 && third <= UINT16_MAX && second < pdf->bytes.len)
        made.generation = (uint16_t)third;
    else if (type == 2 && second > 0 && second <= JX_PDF_MAX_OBJECTS && third <= UINT32_MAX)
        made = (struct jx__entry){
            .number = (uint32_t)number, .holder = (uint32_t)second, .offset = (size_t)third};
    else
        return type > 2; /* reserved: as if absent */
    JX_PUSH(pdf->arena, &section->entries, made);
    return true;
}

/* So many entries from a number on. */
static bool run(struct jx_pdf *pdf, struct jx__section *section, const struct widths *widths,
                struct jx_str *data, const int64_t range[2])
{
    if (range[0] < 0 || range[1] < 0 || range[0] + range[1] > (int64_t)JX_PDF_MAX_OBJECTS + 1 ||
        (uint64_t)range[1] > data->len / widths->sum)
        return false;
    if (section->entries.n + (uint64_t)range[1] > JX__MAX_ENTRIES)
        return jx__over(pdf, JX__OVER_ENTRIES);
    for (int64_t i = 0; i < range[1]; i++) {
        if (!entry(pdf, section, widths, (const unsigned char *)data->ptr,
                   (uint64_t)(range[0] + i)))
            return false;
        *data = jx_str_sub(*data, widths->sum, data->len);
    }
    return true;
}

static bool entries(struct jx_pdf *pdf, struct jx__section *section, struct jx_str data)
{
    const struct jx_pdf_value *index = jx_pdf_entry(section->trailer, "Index");
    const struct jx_pdf_value *size = jx_pdf_entry(section->trailer, "Size");
    struct widths widths;

    if (!widths_read(section->trailer, &widths))
        return false;
    if (index == NULL)
        return size != NULL && size->kind == JX_PDF_INT &&
               run(pdf, section, &widths, &data, (int64_t[2]){0, size->integer});
    if (index->kind != JX_PDF_ARRAY || index->n % 2 != 0)
        return false;
    for (size_t i = 0; i < index->n; i += 2)
        if (index->items[i].kind != JX_PDF_INT || index->items[i + 1].kind != JX_PDF_INT ||
            !run(pdf, section, &widths, &data,
                 (int64_t[2]){index->items[i].integer, index->items[i + 1].integer}))
            return false;
    return true;
}

bool jx__xref_stream(struct jx_pdf *pdf, struct jx__section *section)
{
    struct jx__object_at at = {
        .offset = section->offset, .end = pdf->bytes.len, .any_number = true};
    const struct jx_pdf_view view = {pdf, 0};
    const char *why;
    struct jx_pdf_value *stream = jx__object_read(pdf, &at, &section->to, &why);
    struct jx_str data;

    if (stream == NULL || stream->kind != JX_PDF_STREAM ||
        !jx_pdf_is_name(jx_pdf_entry(stream, "Type"), "XRef"))
        return jx__bad_xref(pdf, section->offset, JX__WHY_SECTION);
    section->is_stream = true;
    section->trailer = stream;
    if (jx__stream_decode(view, stream, &data, &why) != JX_OK)
        return jx__bad_xref(pdf, section->offset, why);
    if (!entries(pdf, section, data))
        return pdf->reader->over ? false : jx__bad_xref(pdf, section->offset, JX__WHY_ENTRY);
    return true;
}
