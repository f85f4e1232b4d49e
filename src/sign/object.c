/* object.c - an object by number and revision, from its place in the file or in an object stream. */
#include "sign/internal.h"

#include <string.h>

#define MAX_REFERENCES 32

/* ---- messages ---- */

bool jx__over(struct jx_pdf *pdf, const char *what)
{
    if (!pdf->reader->over)
        JX_SAY(pdf->diags, PDF_OVER, JX_NO_SPAN, jx_str_of(what));
    pdf->reader->over = true;
    pdf->damaged = true;
    return false;
}

bool jx__bad_xref(struct jx_pdf *pdf, size_t at, const char *why)
{
    JX_SAY(pdf->diags, PDF_XREF, JX_NO_SPAN, jx_str_printf(pdf->arena, "%zu", at), jx_str_of(why));
    pdf->damaged = true;
    return false;
}

static bool bad_object(struct jx_pdf *pdf, uint32_t number, const char *why)
{
    JX_SAY(pdf->diags, PDF_OBJECT, JX_NO_SPAN, jx_str_printf(pdf->arena, "%u", (unsigned)number),
           jx_str_of(why));
    pdf->damaged = true;
    return false;
}

bool jx__bad_tree(struct jx_pdf *pdf, const char *tree, const char *why)
{
    JX_SAY(pdf->diags, PDF_TREE, JX_NO_SPAN, jx_str_of(tree), jx_str_of(why));
    pdf->damaged = true;
    return false;
}

/* ---- an object in the file ---- */

static bool header(struct jx__lexer *lexer, struct jx__object_at *at)
{
    uint64_t number, generation;

    if (!jx__lexer_count(lexer, JX_PDF_MAX_OBJECTS, &number) ||
        !jx__lexer_count(lexer, UINT16_MAX, &generation))
        return jx__lexer_fault(lexer, JX__WHY_HEADER);
    jx__lexer_skip(lexer);
    if (!jx__lexer_word(lexer, "obj"))
        return jx__lexer_fault(lexer, JX__WHY_HEADER);
    if (!at->any_number && (number != at->number || generation != at->generation))
        return jx__lexer_fault(lexer, JX__WHY_HEADER);
    at->number = (uint32_t)number;
    at->generation = (uint16_t)generation;
    return true;
}

/* The raw bytes of a stream whose keyword has just been read. Source: ISO 32000-1 7.3.8.1. */
static bool stream_bytes(struct jx__lexer *lexer, const struct jx__object_at *at,
                         struct jx_pdf_value *value)
{
    const struct jx_pdf_view view = {lexer->pdf, at->revision};
    const struct jx_pdf_value *length;
    size_t left;

    if (lexer->bytes.len - lexer->pos >= 2 && memcmp(&lexer->bytes.ptr[lexer->pos], "\r\n", 2) == 0)
        lexer->pos += 2;
    else if (lexer->pos < lexer->bytes.len && lexer->bytes.ptr[lexer->pos] == '\n')
        lexer->pos++;
    else
        return jx__lexer_fault(lexer, JX__WHY_STREAM);
    length = at->any_number ? jx_pdf_entry(value, "Length") : jx_pdf_at(view, value, "Length");
    left = lexer->bytes.len - lexer->pos;
    if (length == NULL || length->kind != JX_PDF_INT || length->integer < 0 ||
        (uint64_t)length->integer > left)
        return jx__lexer_fault(lexer, JX__WHY_STREAM);
    value->text = (struct jx_str){lexer->bytes.ptr + lexer->pos, (size_t)length->integer};
    value->kind = JX_PDF_STREAM;
    lexer->pos += (size_t)length->integer;
    lexer->pdf->reader->n_parsed -= value->text.len; /* not looked at */
    jx__lexer_skip(lexer);
    return jx__lexer_word(lexer, "endstream") || jx__lexer_fault(lexer, JX__WHY_STREAM);
}

static bool body(struct jx__lexer *lexer, const struct jx__object_at *at,
                 struct jx_pdf_value *value)
{
    if (!jx__lexer_value(lexer, value))
        return false;
    jx__lexer_skip(lexer);
    if (value->kind == JX_PDF_DICT && jx__lexer_word(lexer, "stream") &&
        !stream_bytes(lexer, at, value))
        return false;
    jx__lexer_skip(lexer);
    return jx__lexer_word(lexer, "endobj") || jx__lexer_fault(lexer, JX__WHY_ENDOBJ);
}

struct jx_pdf_value *jx__object_read(struct jx_pdf *pdf, struct jx__object_at *at, size_t *ret_to,
                                     const char **ret_why)
{
    struct jx__lexer lexer = {
        .pdf = pdf, .bytes = jx_str_sub(pdf->bytes, 0, at->end), .pos = at->offset};
    struct jx_pdf_value *value = JX_NEW(pdf->arena, struct jx_pdf_value);
    struct jx_pdf_reader *reader = pdf->reader;
    bool good;

    *ret_why = JX__WHY_HEADER;
    if (at->offset >= lexer.bytes.len)
        return NULL;
    good = header(&lexer, at) && body(&lexer, at, value);
    reader->n_parsed += lexer.pos - at->offset;
    if (reader->n_parsed > 4 * pdf->bytes.len + JX_PDF_MAX_INFLATED / 16) {
        jx__over(pdf, JX__OVER_OVERLAP);
        good = jx__lexer_fault(&lexer, JX__OVER_OVERLAP);
    }
    *ret_to = lexer.pos;
    *ret_why = lexer.why;
    return good ? value : NULL;
}

/* ---- an object in an object stream: ISO 32000-1 7.5.7 ---- */

static bool holder_table(struct jx_pdf *pdf, struct jx__holder *holder, size_t first)
{
    struct jx__lexer lexer = {.pdf = pdf, .bytes = jx_str_sub(holder->bytes, 0, first)};
    uint32_t *numbers = JX_ARRAY(pdf->arena, uint32_t, holder->n);
    size_t *offsets = JX_ARRAY(pdf->arena, size_t, holder->n);

    for (size_t i = 0; i < holder->n; i++) {
        uint64_t number, offset;

        if (!jx__lexer_count(&lexer, JX_PDF_MAX_OBJECTS, &number) ||
            !jx__lexer_count(&lexer, holder->bytes.len, &offset) ||
            first + offset > holder->bytes.len)
            return false;
        numbers[i] = (uint32_t)number;
        offsets[i] = first + (size_t)offset;
    }
    holder->numbers = numbers;
    holder->offsets = offsets;
    return true;
}

static struct jx__holder *holder_read(struct jx_pdf_view view, const struct jx_pdf_value *stream)
{
    struct jx__holder *holder = JX_NEW(view.pdf->arena, struct jx__holder);
    const struct jx_pdf_value *n = jx_pdf_at_kind(view, stream, "N", JX_PDF_INT);
    const struct jx_pdf_value *first = jx_pdf_at_kind(view, stream, "First", JX_PDF_INT);
    const char *why;

    if (!jx_pdf_is_name(jx_pdf_at(view, stream, "Type"), "ObjStm") || n == NULL || first == NULL ||
        jx__stream_decode(view, stream, &holder->bytes, &why) != JX_OK)
        return holder;
    if (n->integer < 0 || (uint64_t)n->integer > holder->bytes.len / 2 || first->integer < 0 ||
        (uint64_t)first->integer > holder->bytes.len)
        return holder;
    holder->n = (size_t)n->integer;
    if (!holder_table(view.pdf, holder, (size_t)first->integer))
        holder->n = 0;
    return holder;
}

/* The object stream that holds something; NULL when it is none. */
static const struct jx__holder *holder_of(struct jx_pdf_view view, uint32_t number)
{
    struct jx_pdf_place *place = jx_pdf_place(view, number);
    struct jx__holder **known;
    const struct jx_pdf_value *stream;

    if (place == NULL || place->holder != 0)
        return NULL;
    known = &view.pdf->reader->holders[place - view.pdf->reader->places];
    if (*known == NULL) {
        stream = jx_pdf_object(view, number);
        if (stream == NULL || stream->kind != JX_PDF_STREAM)
            return NULL;
        *known = holder_read((struct jx_pdf_view){view.pdf, place->revision}, stream);
    }
    return *known;
}

static struct jx_pdf_value *held_object(struct jx_pdf *pdf, const struct jx_pdf_place *place)
{
    const struct jx_pdf_view view = {pdf, place->revision};
    const struct jx__holder *holder = holder_of(view, place->holder);
    struct jx_pdf_value *value = JX_NEW(pdf->arena, struct jx_pdf_value);
    struct jx__lexer lexer = {.pdf = pdf, .in_stream = true};

    if (holder == NULL || place->offset >= holder->n ||
        holder->numbers[place->offset] != place->number)
        return NULL;
    lexer.bytes = holder->bytes;
    lexer.pos = holder->offsets[place->offset];
    if (!jx__lexer_value(&lexer, value))
        return NULL;
    pdf->reader->n_parsed += value->to - value->from;
    if (pdf->reader->n_parsed > 4 * pdf->bytes.len + 2 * JX_PDF_MAX_INFLATED) {
        jx__over(pdf, JX__OVER_OVERLAP);
        return NULL;
    }
    return value;
}

/* ---- by number ---- */

struct jx_pdf_place *jx_pdf_place(struct jx_pdf_view view, uint32_t number)
{
    const struct jx_pdf_reader *reader = view.pdf->reader;
    size_t low = 0, high = reader->n_places;

    /* The first place of this number that is not younger than the view. */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct jx_pdf_place *place = &reader->places[middle];

        if (place->number < number || (place->number == number && place->revision > view.revision))
            low = middle + 1;
        else
            high = middle;
    }
    if (number == 0 || low == reader->n_places || reader->places[low].number != number ||
        reader->places[low].free)
        return NULL;
    return &reader->places[low];
}

static struct jx_pdf_value *place_read(struct jx_pdf *pdf, const struct jx_pdf_place *place)
{
    struct jx__object_at at = {.offset = place->offset,
                               .end = pdf->revisions[place->revision].end,
                               .revision = place->revision,
                               .number = place->number,
                               .generation = place->generation};
    const char *why = JX__WHY_OBJSTM;
    struct jx_pdf_value *value;
    size_t to;

    if (pdf->reader->nested >= JX__MAX_NESTED_READS) {
        bad_object(pdf, place->number, JX__WHY_LOOP);
        return NULL;
    }
    pdf->reader->nested++;
    if (place->holder != 0) {
        value = held_object(pdf, place);
    } else if (place->offset >= at.end) {
        value = NULL;
        why = JX__WHY_FORWARD;
    } else {
        value = jx__object_read(pdf, &at, &to, &why);
    }
    pdf->reader->nested--;
    if (value == NULL && !pdf->reader->over)
        bad_object(pdf, place->number, why);
    return value;
}

const struct jx_pdf_value *jx_pdf_object(struct jx_pdf_view view, uint32_t number)
{
    struct jx_pdf_place *place = jx_pdf_place(view, number);

    if (place == NULL || view.pdf->reader->over)
        return NULL;
    if (!place->seen) {
        place->seen = true; /* a circle finds nothing here */
        place->value = place_read(view.pdf, place);
    }
    return place->value != NULL && place->value->kind != JX_PDF_NULL ? place->value : NULL;
}

const struct jx_pdf_value *jx_pdf_resolve(struct jx_pdf_view view, const struct jx_pdf_value *value)
{
    for (unsigned i = 0; value != NULL && value->kind == JX_PDF_REF; i++) {
        const struct jx_pdf_place *place = jx_pdf_place(view, value->number);

        if (++view.pdf->reader->n_steps > JX_PDF_MAX_STEPS) {
            jx__over(view.pdf, JX__OVER_STEPS);
            return NULL;
        }
        if (i >= MAX_REFERENCES) {
            bad_object(view.pdf, value->number, JX__WHY_LOOP);
            return NULL;
        }
        if (place == NULL || place->generation != value->generation)
            return NULL;
        value = jx_pdf_object(view, value->number);
    }
    return value != NULL && value->kind != JX_PDF_NULL ? value : NULL;
}
