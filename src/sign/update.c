/* update.c - objects appended to a file, with their cross-reference section.
 *
 * Layer:  sign.
 * Source: ISO 32000-1 7.5.4 (table), 7.5.6 (updates), 7.5.8 (stream); ISO 19005-1 6.1.3, 6.1.4 (trailer, exact line ends).
 */
#include "base/hash.h"
#include "sign/signing.h"

#include <stdlib.h>

/* At once what most updates need: a large file is not held twice while its copy grows. */
#define ROOM_BYTES ((size_t)256 << 10)

void jx__update_begin(struct jx_arena *arena, struct jx_pdf *pdf, struct jx__update *update)
{
    const size_t room = pdf->bytes.len + pdf->bytes.len / 8 + ROOM_BYTES;

    *update = (struct jx__update){
        .pdf = pdf,
        .out = {.arena = arena, .ptr = jx_arena_alloc(arena, room), .cap = room},
        .next = pdf->n_numbers};
    jx_buf_add(&update->out, pdf->bytes);
    if (pdf->bytes.ptr[pdf->bytes.len - 1] != '\n')
        jx_buf_addc(&update->out, '\n');
}

static void add(struct jx__update *update, uint32_t number, uint16_t generation)
{
    const struct jx__added added = {number, generation, update->out.len};

    JX_PUSH(update->out.arena, &update->added, added);
}

uint32_t jx__update_object(struct jx__update *update, uint32_t number)
{
    const struct jx_pdf_place *place = NULL;
    uint16_t generation = 0;

    if (number == 0)
        number = update->next++;
    else
        place = jx_pdf_place(jx_pdf_newest(update->pdf), number);
    if (place != NULL && place->holder == 0)
        generation = place->generation;
    add(update, number, generation);
    jx_buf_printf(&update->out, "%u %u obj\n", (unsigned)number, (unsigned)generation);
    return number;
}

void jx__update_object_end(struct jx__update *update)
{
    jx_buf_adds(&update->out, "\nendobj\n");
}

void jx__update_form(struct jx__update *update, const struct jx_pdf_form *form)
{
    const size_t base = update->out.len;

    for (size_t i = 0; i < form->n; i++) {
        const struct jx__added added = {update->next++, 0, base + form->offsets[i]};

        JX_PUSH(update->out.arena, &update->added, added);
    }
    jx_buf_add(&update->out, form->bytes);
}

/* ---- cross-reference section ---- */

static int by_number(const void *a, const void *b)
{
    const struct jx__added *x = a, *y = b;

    return x->number < y->number ? -1 : x->number > y->number;
}

/* How many entries from i on have consecutive numbers. */
static size_t stretch(const struct jx__update *update, size_t i)
{
    size_t n = 1;

    while (i + n < update->added.n &&
           update->added.items[i + n].number == update->added.items[i].number + n)
        n++;
    return n;
}

static const struct jx_pdf_revision *last_revision(const struct jx_pdf *pdf)
{
    return &pdf->revisions[pdf->n_revisions - 1];
}

/* The file's identifier stays, that of the version is new (ISO 32000-1 14.4). */
static void put_id(struct jx__update *update)
{
    const struct jx_pdf_view view = jx_pdf_newest(update->pdf);
    const struct jx_pdf_value *id =
        jx_pdf_at_kind(view, last_revision(update->pdf)->trailer, "ID", JX_PDF_ARRAY);
    const struct jx_pdf_value *first =
        id != NULL && id->n > 0 ? jx_pdf_resolve(view, &id->items[0]) : NULL;
    uint8_t digest[32];
    const struct jx_str now = {(const char *)digest, 16};

    jx_sha256(jx_buf_str(&update->out), digest);
    jx_buf_adds(&update->out, "/ID[");
    jx__put_hex(&update->out, first != NULL && first->kind == JX_PDF_STRING ? first->text : now);
    jx__put_hex(&update->out, now);
    jx_buf_adds(&update->out, "]\n");
}

/* What a trailer, or the dictionary of a cross-reference stream, says besides its own. */
static void put_trailer(struct jx__update *update)
{
    const struct jx_pdf_revision *last = last_revision(update->pdf);
    static const char *const kept[] = {"Root", "Info"};

    jx_buf_printf(&update->out, "/Size %u\n/Prev %zu\n", (unsigned)update->next, last->xref);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        const struct jx_pdf_value *value = jx_pdf_entry(last->trailer, kept[i]);

        if (value != NULL && value->kind == JX_PDF_REF)
            jx_buf_printf(&update->out, "/%s %u %u R\n", kept[i], (unsigned)value->number,
                          (unsigned)value->generation);
    }
    put_id(update);
}

static void put_table(struct jx__update *update)
{
    struct jx_buf *out = &update->out;
    const size_t at = out->len;

    jx_buf_adds(out, "xref\n");
    for (size_t i = 0; i < update->added.n;) {
        const size_t n = stretch(update, i);

        jx_buf_printf(out, "%u %zu\n", (unsigned)update->added.items[i].number, n);
        for (const size_t end = i + n; i < end; i++)
            jx_buf_printf(out, "%010zu %05u n\r\n", update->added.items[i].offset,
                          (unsigned)update->added.items[i].generation);
    }
    jx_buf_adds(out, "trailer\n<<");
    put_trailer(update);
    jx_buf_printf(out, ">>\nstartxref\n%zu\n%%%%EOF\n", at);
}

/* Entries of 1, 4 and 2 bytes: type 1, offset, generation. */
static struct jx_str stream_entries(struct jx__update *update)
{
    struct jx_buf buf = {.arena = update->out.arena};

    for (size_t i = 0; i < update->added.n; i++) {
        const struct jx__added *added = &update->added.items[i];

        jx_buf_addc(&buf, 1);
        for (int shift = 24; shift >= 0; shift -= 8)
            jx_buf_addc(&buf, (char)(added->offset >> shift & 0xff));
        jx_buf_addc(&buf, (char)(added->generation >> 8));
        jx_buf_addc(&buf, (char)(added->generation & 0xff));
    }
    return jx_buf_str(&buf);
}

static void put_stream(struct jx__update *update)
{
    struct jx_buf *out = &update->out;
    const size_t at = out->len;
    struct jx_str entries;

    jx__update_object(update, 0);
    qsort(update->added.items, update->added.n, sizeof *update->added.items, by_number);
    entries = stream_entries(update);
    jx_buf_adds(out, "<</Type/XRef\n/W[1 4 2]\n/Index[");
    for (size_t i = 0; i < update->added.n; i += stretch(update, i))
        jx_buf_printf(out, "%s%u %zu", i == 0 ? "" : " ", (unsigned)update->added.items[i].number,
                      stretch(update, i));
    jx_buf_printf(out, "]\n/Length %zu\n", entries.len);
    put_trailer(update);
    jx_buf_adds(out, ">>\nstream\n");
    jx_buf_add(out, entries);
    jx_buf_adds(out, "\nendstream");
    jx__update_object_end(update);
    jx_buf_printf(out, "startxref\n%zu\n%%%%EOF\n", at);
}

void jx__update_end(struct jx__update *update)
{
    if (last_revision(update->pdf)->xref_is_stream) {
        put_stream(update);
        return;
    }
    qsort(update->added.items, update->added.n, sizeof *update->added.items, by_number);
    put_table(update);
}
