/* xref.c - from the end of the file through all cross-reference sections to its revisions and the places of its objects.
 * Source: ISO 32000-1 7.5.4 to 7.5.6, 7.5.8.4 (hybrid), annex F (linearized). */
#include "sign/internal.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SECTIONS 3000
#define MAX_ENDS 100000

/* One "startxref N %%EOF". */
struct end {
    size_t at;   /* of the word startxref */
    size_t xref; /* N */
    size_t end;  /* behind the line end after %%EOF */
};

struct ends JX_VEC(struct end);
struct sections JX_VEC(struct jx__section);

struct chain {
    struct jx_pdf *pdf;
    struct ends ends;
    struct sections sections; /* newest first */
    size_t n_entries;
};

/* ---- where revisions end ---- */

static bool end_read(struct jx_pdf *pdf, size_t at, struct end *ret_end)
{
    struct jx__lexer lexer = {.pdf = pdf, .bytes = pdf->bytes, .pos = at + strlen("startxref")};
    uint64_t xref;

    while (lexer.pos < pdf->bytes.len && strchr(" \r\n\t", pdf->bytes.ptr[lexer.pos]) != NULL &&
           pdf->bytes.ptr[lexer.pos] != '\0')
        lexer.pos++;
    if (!jx__lexer_count(&lexer, pdf->bytes.len, &xref))
        return false;
    while (lexer.pos < pdf->bytes.len && pdf->bytes.ptr[lexer.pos] != '\0' &&
           strchr(" \r\n\t", pdf->bytes.ptr[lexer.pos]) != NULL)
        lexer.pos++;
    if (!jx_str_eq(jx_str_sub(pdf->bytes, lexer.pos, 5), JX_STR("%%EOF")))
        return false;
    lexer.pos += 5;
    if (jx_str_eq(jx_str_sub(pdf->bytes, lexer.pos, 2), JX_STR("\r\n")))
        lexer.pos += 2;
    else if (lexer.pos < pdf->bytes.len &&
             (pdf->bytes.ptr[lexer.pos] == '\n' || pdf->bytes.ptr[lexer.pos] == '\r'))
        lexer.pos++;
    *ret_end = (struct end){at, (size_t)xref, lexer.pos};
    return true;
}

static bool ends_find(struct chain *chain)
{
    struct jx_pdf *pdf = chain->pdf;
    size_t at = 0;

    while ((at = jx_str_find(pdf->bytes, JX_STR("startxref"), at)) != SIZE_MAX) {
        struct end end;

        if (end_read(pdf, at, &end)) {
            if (chain->ends.n == MAX_ENDS)
                return jx__over(pdf, JX__OVER_REVISIONS);
            JX_PUSH(pdf->arena, &chain->ends, end);
        }
        at += strlen("startxref");
    }
    return chain->ends.n > 0 || jx__bad_xref(pdf, pdf->bytes.len, JX__WHY_STARTXREF);
}

/* ---- one section ---- */

/* One line of a table; generators end it in several ways. */
static bool table_entry(struct jx__lexer *lexer, struct jx__section *section, uint64_t number)
{
    struct jx__entry entry = {.number = (uint32_t)number};
    uint64_t offset, generation;

    if (!jx__lexer_count(lexer, UINT64_C(9999999999), &offset) ||
        !jx__lexer_count(lexer, 99999, &generation))
        return false;
    jx__lexer_skip(lexer);
    entry.free = jx__lexer_word(lexer, "f");
    if (!entry.free && !jx__lexer_word(lexer, "n"))
        return false;
    if (!entry.free && generation > UINT16_MAX)
        return false;
    entry.offset = (size_t)offset;
    entry.generation = (uint16_t)generation;
    JX_PUSH(lexer->pdf->arena, &section->entries, entry);
    return true;
}

static bool table_rows(struct jx__lexer *lexer, struct jx__section *section)
{
    uint64_t first, n;

    for (;;) {
        jx__lexer_skip(lexer);
        if (jx__lexer_word(lexer, "trailer"))
            return true;
        if (!jx__lexer_count(lexer, JX_PDF_MAX_OBJECTS, &first) ||
            !jx__lexer_count(lexer, JX_PDF_MAX_OBJECTS + 1u - first, &n))
            return false;
        if (section->entries.n + n > JX__MAX_ENTRIES)
            return jx__over(lexer->pdf, JX__OVER_ENTRIES);
        for (uint64_t i = 0; i < n; i++)
            if (!table_entry(lexer, section, first + i))
                return false;
    }
}

static bool table_read(struct jx_pdf *pdf, struct jx__lexer *lexer, struct jx__section *section)
{
    struct jx_pdf_value *trailer = JX_NEW(pdf->arena, struct jx_pdf_value);

    if (!table_rows(lexer, section))
        return !pdf->reader->over && jx__bad_xref(pdf, lexer->pos, JX__WHY_ENTRY);
    if (!jx__lexer_value(lexer, trailer) || trailer->kind != JX_PDF_DICT)
        return !pdf->reader->over && jx__bad_xref(pdf, lexer->pos, JX__WHY_TRAILER);
    section->trailer = trailer;
    section->to = lexer->pos;
    return true;
}

/* The entries of a hybrid file's stream stand behind those of its table. */
static bool hybrid(struct jx_pdf *pdf, struct jx__section *section)
{
    const struct jx_pdf_value *at = jx_pdf_entry(section->trailer, "XRefStm");
    struct jx__section stream = {0};

    if (at == NULL)
        return true;
    if (at->kind != JX_PDF_INT || at->integer < 0 || (uint64_t)at->integer >= section->offset)
        return jx__bad_xref(pdf, section->offset, JX__WHY_TRAILER);
    stream.offset = (size_t)at->integer;
    if (!jx__xref_stream(pdf, &stream))
        return false;
    for (size_t i = 0; i < stream.entries.n; i++)
        JX_PUSH(pdf->arena, &section->entries, stream.entries.items[i]);
    return true;
}

static bool section_read(struct jx_pdf *pdf, struct jx__section *section)
{
    struct jx__lexer lexer = {.pdf = pdf, .bytes = pdf->bytes, .pos = section->offset};

    if (section->offset >= pdf->bytes.len)
        return jx__bad_xref(pdf, section->offset, JX__WHY_SECTION);
    jx__lexer_skip(&lexer);
    if (jx__lexer_word(&lexer, "xref"))
        return table_read(pdf, &lexer, section) && hybrid(pdf, section);
    return jx__xref_stream(pdf, section);
}

/* ---- the chain ---- */

static bool known(const struct chain *chain, size_t offset)
{
    for (size_t i = 0; i < chain->sections.n; i++)
        if (chain->sections.items[i].offset == offset)
            return true;
    return false;
}

/* From the newest section along Prev. */
static bool chain_read(struct chain *chain)
{
    size_t offset = chain->ends.items[chain->ends.n - 1].xref;

    for (;;) {
        struct jx__section section = {.offset = offset};
        const struct jx_pdf_value *prev;

        if (chain->sections.n == MAX_SECTIONS)
            return jx__over(chain->pdf, JX__OVER_REVISIONS);
        if (known(chain, offset))
            return jx__bad_xref(chain->pdf, offset, JX__WHY_CHAIN);
        if (!section_read(chain->pdf, &section))
            return false;
        chain->n_entries += section.entries.n;
        if (chain->n_entries > JX__MAX_ENTRIES)
            return jx__over(chain->pdf, JX__OVER_ENTRIES);
        JX_PUSH(chain->pdf->arena, &chain->sections, section);
        prev = jx_pdf_entry(section.trailer, "Prev");
        if (prev == NULL)
            return true;
        if (prev->kind != JX_PDF_INT || prev->integer < 0)
            return jx__bad_xref(chain->pdf, offset, JX__WHY_TRAILER);
        offset = (size_t)prev->integer;
    }
}

/* ---- revisions ---- */

/* The first end that announces a section; NULL when none does. */
static const struct end *announced(const struct chain *chain, const struct jx__section *section)
{
    for (size_t i = 0; i < chain->ends.n; i++)
        if (chain->ends.items[i].xref == section->offset && chain->ends.items[i].at >= section->to)
            return &chain->ends.items[i];
    return NULL;
}

/* Ends that announce a section again, without adding one, are revisions that add nothing. */
static bool revisions_list(struct chain *chain, const struct end **owner)
{
    struct jx_pdf *pdf = chain->pdf;
    struct revisions JX_VEC(struct jx_pdf_revision) list = {0};
    const struct jx_pdf_value *trailer = NULL;

    for (size_t i = 0; i < chain->ends.n; i++) {
        const struct end *end = &chain->ends.items[i];
        struct jx_pdf_revision revision = {.end = end->end, .xref = end->xref};
        bool mine = false;

        for (size_t k = 0; k < chain->sections.n; k++) {
            const struct jx__section *section = &chain->sections.items[k];

            if (owner[k] == NULL || section->offset != end->xref || end->at < section->to)
                continue;
            mine = true;
            revision.xref_is_stream = section->is_stream;
            trailer = owner[k] == end ? section->trailer : trailer;
        }
        if (!mine)
            continue;
        revision.trailer = trailer;
        if (list.n == JX_PDF_MAX_REVISIONS)
            return jx__over(pdf, JX__OVER_REVISIONS);
        JX_PUSH(pdf->arena, &list, revision);
    }
    pdf->revisions = list.items;
    pdf->n_revisions = list.n;
    return true;
}

static size_t revision_of(const struct jx_pdf *pdf, const struct end *end)
{
    size_t i = 0;

    while (pdf->revisions[i].end != end->end)
        i++;
    return i;
}

/* Each section goes to the revision whose end announces it, or, unannounced (the second one of a linearized file), to that of
 * the section before it in the chain. Going back in the chain must go back in the file. */
static bool revisions_assign(struct chain *chain, const struct end **owner)
{
    struct jx_pdf *pdf = chain->pdf;
    size_t revision = 0;

    for (size_t k = 0; k < chain->sections.n; k++) {
        struct jx__section *section = &chain->sections.items[k];

        if (owner[k] != NULL) {
            const size_t next = revision_of(pdf, owner[k]);

            if (k > 0 && next >= revision)
                return jx__bad_xref(pdf, section->offset, JX__WHY_CHAIN);
            revision = next;
        } else if (section->offset > chain->sections.items[k - 1].offset) {
            pdf->linearized = true;
        }
        if (section->to > pdf->revisions[revision].end)
            return jx__bad_xref(pdf, section->offset, JX__WHY_CHAIN);
        for (size_t i = 0; i < section->entries.n; i++)
            section->entries.items[i].revision = (uint16_t)revision;
    }
    return true;
}

/* ---- places ---- */

static int entry_order(const void *a, const void *b)
{
    const struct jx__entry *one = a, *other = b;

    if (one->number != other->number)
        return one->number < other->number ? -1 : 1;
    if (one->revision != other->revision)
        return one->revision > other->revision ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

static void places_make(struct chain *chain)
{
    struct jx_pdf *pdf = chain->pdf;
    struct jx__entry *all = JX_ARRAY(pdf->arena, struct jx__entry, chain->n_entries);
    struct jx_pdf_place *places = JX_ARRAY(pdf->arena, struct jx_pdf_place, chain->n_entries);
    size_t n = 0, n_places = 0;

    for (size_t k = 0; k < chain->sections.n; k++)
        for (size_t i = 0; i < chain->sections.items[k].entries.n; i++) {
            all[n] = chain->sections.items[k].entries.items[i];
            all[n].order = (uint32_t)n;
            n++;
        }
    qsort(all, n, sizeof *all, entry_order);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && all[i].number == all[i - 1].number && all[i].revision == all[i - 1].revision)
            continue;
        places[n_places++] = (struct jx_pdf_place){.number = all[i].number,
                                                   .generation = all[i].generation,
                                                   .revision = all[i].revision,
                                                   .free = all[i].free,
                                                   .holder = all[i].holder,
                                                   .offset = all[i].offset};
    }
    pdf->n_numbers = n > 0 ? all[n - 1].number + 1 : 1;
    pdf->reader->places = places;
    pdf->reader->n_places = n_places;
    pdf->reader->holders = JX_ARRAY(pdf->arena, struct jx__holder *, n_places);
}

enum jx_status jx__xref_read(struct jx_pdf *pdf)
{
    struct chain chain = {.pdf = pdf};
    const struct end **owner;

    if (!ends_find(&chain) || !chain_read(&chain))
        return pdf->reader->over ? JX_E_LIMIT : JX_E_INPUT;
    owner = JX_ARRAY(pdf->arena, const struct end *, chain.sections.n);
    for (size_t k = 0; k < chain.sections.n; k++)
        owner[k] = announced(&chain, &chain.sections.items[k]);
    if (owner[0] == NULL) {
        jx__bad_xref(pdf, chain.sections.items[0].offset, JX__WHY_CHAIN);
        return JX_E_INPUT;
    }
    if (!revisions_list(&chain, owner) || !revisions_assign(&chain, owner))
        return pdf->reader->over ? JX_E_LIMIT : JX_E_INPUT;
    places_make(&chain);
    return JX_OK;
}
