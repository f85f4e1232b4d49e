/* inflate.c - streams decoded: FlateDecode and its predictors, within the reader's budget. */
#include "sign/internal.h"

#include <libdeflate.h>
#include <string.h>

#define SMALL ((size_t)64 << 10)
#define MAX_FILTERS 8

static bool fault(const char **ret_why, const char *why)
{
    *ret_why = why;
    return false;
}

/* One try with so much room; JX_E_LIMIT: it wants more. */
static enum jx_status attempt(struct jx_arena *arena, struct jx_str data, size_t room,
                              struct jx_str *ret_bytes)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    char *out = jx_arena_alloc(arena, room);
    enum libdeflate_result result;
    size_t used, n = 0;

    if (decompressor == NULL)
        jx_arena_exhausted();
    result = libdeflate_zlib_decompress_ex(decompressor, data.ptr, data.len, out, room, &used, &n);
    libdeflate_free_decompressor(decompressor);
    *ret_bytes = (struct jx_str){out, n};
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
        return JX_E_LIMIT;
    return result == LIBDEFLATE_SUCCESS ? JX_OK : JX_E_INPUT;
}

/* zlib data as long as the budget allows. */
static enum jx_status inflate_all(struct jx_pdf *pdf, struct jx_str data, struct jx_str *ret_bytes,
                                  const char **ret_why)
{
    size_t room = data.len < SMALL / 4 ? SMALL : data.len * 4;

    for (;;) {
        const size_t left = JX_PDF_MAX_INFLATED - pdf->reader->n_inflated;
        const bool last = room >= left;
        const struct jx_arena_mark mark = jx_arena_mark(pdf->arena);
        const enum jx_status status = attempt(pdf->arena, data, last ? left : room, ret_bytes);

        if (status == JX_OK) {
            pdf->reader->n_inflated += ret_bytes->len;
            return JX_OK;
        }
        jx_arena_reset(pdf->arena, mark);
        *ret_why = JX__WHY_INFLATE;
        if (status != JX_E_LIMIT) {
            pdf->reader->n_inflated +=
                last ? left : room; /* work that many broken streams must not repeat */
            return JX_E_INPUT;
        }
        if (last) {
            jx__over(pdf, JX__OVER_INFLATED);
            return JX_E_LIMIT;
        }
        room *= 4;
    }
}

/* ---- predictors: ISO 32000-1 7.4.4.4, PNG's as in its specification, clause 9 ---- */

struct predictor {
    int64_t kind; /* 1 none, 2 TIFF, 10 and up PNG */
    size_t pixel; /* bytes, at least 1 */
    size_t row;   /* bytes */
};

static unsigned char paeth(int left, int up, int corner)
{
    const int guess = left + up - corner;
    const int to_left = guess > left ? guess - left : left - guess;
    const int to_up = guess > up ? guess - up : up - guess;
    const int to_corner = guess > corner ? guess - corner : corner - guess;

    if (to_left <= to_up && to_left <= to_corner)
        return (unsigned char)left;
    return (unsigned char)(to_up <= to_corner ? up : corner);
}

/* One row in place; above: the row before it, or NULL. */
static bool png_row(const struct predictor *predictor, unsigned filter, unsigned char *row,
                    const unsigned char *above)
{
    for (size_t i = 0; i < predictor->row; i++) {
        const int left = i >= predictor->pixel ? row[i - predictor->pixel] : 0;
        const int up = above != NULL ? above[i] : 0;
        const int corner = above != NULL && i >= predictor->pixel ? above[i - predictor->pixel] : 0;
        const int add[] = {0, left, up, (left + up) / 2, paeth(left, up, corner)};

        if (filter > 4)
            return false;
        row[i] = (unsigned char)(row[i] + add[filter]);
    }
    return true;
}

/* The last row may be short. */
static bool png(struct jx_arena *arena, const struct predictor *predictor, struct jx_str *bytes)
{
    const size_t n = (bytes->len + predictor->row) / (predictor->row + 1);
    unsigned char *out = jx_arena_array(arena, n, predictor->row);
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        const size_t from = i * (predictor->row + 1);
        const size_t left = bytes->len - from - 1;
        const size_t take = left < predictor->row ? left : predictor->row;
        unsigned char *row = out + i * predictor->row;

        memcpy(row, bytes->ptr + from + 1, take);
        if (!png_row(predictor, (unsigned char)bytes->ptr[from], row,
                     i > 0 ? row - predictor->row : NULL))
            return false;
        len += take;
    }
    *bytes = (struct jx_str){(const char *)out, len};
    return true;
}

static int64_t parameter(struct jx_pdf_view view, const struct jx_pdf_value *parameters,
                         const char *key, int64_t otherwise)
{
    const struct jx_pdf_value *value = jx_pdf_at_kind(view, parameters, key, JX_PDF_INT);

    return value != NULL ? value->integer : otherwise;
}

static bool unpredict(struct jx_pdf_view view, const struct jx_pdf_value *parameters,
                      struct jx_str *bytes, const char **ret_why)
{
    const int64_t colors = parameter(view, parameters, "Colors", 1);
    const int64_t bits = parameter(view, parameters, "BitsPerComponent", 8);
    const int64_t columns = parameter(view, parameters, "Columns", 1);
    struct predictor predictor = {.kind = parameter(view, parameters, "Predictor", 1)};

    if (predictor.kind == 1 || bytes->len == 0)
        return true;
    if (predictor.kind < 10 || predictor.kind > 15 || colors < 1 || colors > 32 || bits < 1 ||
        bits > 16 || columns < 1 || columns > 1000000)
        return fault(ret_why, JX__WHY_FILTER);
    predictor.pixel = (size_t)(colors * bits + 7) / 8;
    predictor.row = (size_t)(colors * bits * columns + 7) / 8;
    if (predictor.row > bytes->len)
        predictor.row = bytes->len;
    if (!png(view.pdf->arena, &predictor, bytes))
        return fault(ret_why, JX__WHY_INFLATE);
    return true;
}

/* ---- filters ---- */

/* The k-th of what is one value or an array of them; NULL when there is none. */
static const struct jx_pdf_value *kth(struct jx_pdf_view view, const struct jx_pdf_value *value,
                                      size_t k)
{
    if (value == NULL || value->kind != JX_PDF_ARRAY)
        return k == 0 ? value : NULL;
    return k < value->n ? jx_pdf_resolve(view, &value->items[k]) : NULL;
}

static enum jx_status undo(struct jx_pdf_view view, const struct jx_pdf_value *filter,
                           const struct jx_pdf_value *parameters, struct jx_str *bytes,
                           const char **ret_why)
{
    enum jx_status status;

    if (!jx_pdf_is_name(filter, "FlateDecode") && !jx_pdf_is_name(filter, "Fl")) {
        *ret_why = JX__WHY_FILTER;
        return JX_E_INPUT;
    }
    status = inflate_all(view.pdf, *bytes, bytes, ret_why);
    if (status == JX_OK && parameters != NULL && !unpredict(view, parameters, bytes, ret_why))
        status = JX_E_INPUT;
    return status;
}

enum jx_status jx__stream_decode(struct jx_pdf_view view, const struct jx_pdf_value *stream,
                                 struct jx_str *ret_bytes, const char **ret_why)
{
    const struct jx_pdf_value *filter = jx_pdf_at(view, stream, "Filter");
    const struct jx_pdf_value *parameters = jx_pdf_at(view, stream, "DecodeParms");
    const bool list = filter != NULL && filter->kind == JX_PDF_ARRAY;
    const size_t n = filter == NULL ? 0 : list ? filter->n : 1;
    enum jx_status status = JX_OK;

    *ret_bytes = stream->text;
    *ret_why = JX__WHY_FILTER;
    if (n > MAX_FILTERS)
        return JX_E_INPUT;
    for (size_t k = 0; k < n && status == JX_OK; k++)
        status = undo(view, kth(view, filter, k), kth(view, parameters, k), ret_bytes, ret_why);
    return status;
}
