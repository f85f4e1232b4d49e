/* A PDF file is signed: what comes out begins with it, and verifies wherever the file itself is sound. */
#include "fuzz.h"

#include "../support/sign_key.h"
#include "sign/verify.h"

/* One red dot. */
static const char picture[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9c"
    "c\xf8\xcf\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef\0\0\0\0IEND\xae"
    "B`\x82";

static const struct jx_key *the_key(void)
{
    static struct jx_key *key;

    if (key == NULL)
        key = sign_key_make("P-256");
    return key;
}

/* The names of unsigned places. */
static struct jx_strs places_of(struct jx_arena *arena, struct jx_str bytes, struct jx_diags *diags)
{
    struct jx_pdf *pdf = NULL;
    struct jx_pdf_pages pages = {0};
    struct jx_pdf_fields fields = {0};
    struct jx_strs places = {0};

    if (jx_pdf_open(arena, bytes, diags, &pdf) != JX_OK)
        return places;
    jx_pdf_pages(jx_pdf_newest(pdf), &pages);
    jx_pdf_fields(jx_pdf_newest(pdf), &pages, &fields);
    for (size_t i = 0; i < fields.n; i++)
        if (jx_str_is(fields.items[i].type, "Sig") && fields.items[i].value == NULL)
            JX_PUSH(arena, &places, fields.items[i].name);
    return places;
}

/* The first unsigned place, else one of its own on the first page; the file's length says with what looks. */
static struct jx_sign_request request_of(struct jx_arena *arena, struct jx_str bytes,
                                         struct jx_diags *diags)
{
    struct jx_sign_request request = {.pdf_time = JX_STR(SIGN_KEY_PDF_TIME),
                                      .reason = JX_STR("同意"),
                                      .certify = bytes.len % 5 == 0 ? 2 : 0};
    const struct jx_strs places = places_of(arena, bytes, diags);

    if (bytes.len % 2 == 0) {
        request.look.picture = (struct jx_str){picture, sizeof picture - 1};
        request.look.picture_mpt = bytes.len % 3 == 0 ? 120000 : 0;
    }
    if (places.n > 0) {
        request.place = places.items[bytes.len % places.n];
        return request;
    }
    request.place = JX_STR("新设");
    request.page = 1;
    request.x_mpt = request.y_mpt = 20000;
    request.width_mpt = request.height_mpt = 100000;
    return request;
}

static bool is_sound(struct jx_arena *arena, struct jx_str bytes, size_t *ret_n)
{
    struct jx_sources sources = {.arena = arena};
    const struct jx_verify_options options = {0};
    struct jx_verification result;
    struct jx_diags diags;

    jx_diags_init(&diags, arena, &sources);
    if (jx_verify(arena, bytes, &options, &diags, &result) != JX_OK)
        return false;
    *ret_n = result.n;
    return result.n > 0 ? result.good
                        : diags.n_errors == 1 && diags.items[0].code == JX_D_SIGN_NONE;
}

/* Whether the signature over the whole file is good by itself. */
static bool newest_good(struct jx_arena *arena, struct jx_str bytes, bool all)
{
    struct jx_sources sources = {.arena = arena};
    const struct jx_verify_options options = {0};
    struct jx_verification result;
    struct jx_diags diags;
    bool good = false;

    jx_diags_init(&diags, arena, &sources);
    if (jx_verify(arena, bytes, &options, &diags, &result) != JX_OK)
        return false;
    for (size_t i = 0; i < result.n; i++)
        good = good || (result.items[i].covers == bytes.len && result.items[i].good);
    return good && (result.good || !all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena = jx_arena_new(FUZZ_ARENA_BYTES);
    struct jx_sources sources = {.arena = arena};
    const struct jx_str bytes = fuzz_text(data, size);
    struct jx_sign_request request;
    struct jx_str out = JX_NO_STR;
    struct jx_signer signer;
    struct jx_diags diags;
    size_t n = 0;

    jx_diags_init(&diags, arena, &sources);
    request = request_of(arena, bytes, &diags);
    if (jx_signer_of_key(arena, the_key(), NULL, &diags, &signer) != JX_OK)
        abort();
    if (jx_sign_pdf(arena, bytes, &request, &signer, &diags, &out) == JX_OK) {
        if (!jx_str_starts(out, bytes))
            abort();
        if (is_sound(arena, bytes, &n) && !newest_good(arena, out, n == 0))
            abort();
    }
    jx_arena_free(arena);
    return 0;
}
