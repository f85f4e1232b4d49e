/* png.c - PNG to 8-bit grey or RGB without transparency, which is all that PDF/A-1 can show.
 *
 * Every length and value comes from a file that a user was sent: all are checked before use.
 * Source: PNG (ISO/IEC 15948:2003).
 */
#include "pdf/internal.h"

#include "base/picture.h"

#include <libdeflate.h>
#include <string.h>

/* Deflate cannot pack tighter than this, so a small file cannot claim a huge picture. */
#define MAX_RATIO 1032

enum colour { GREY = 0, RGB = 2, INDEXED = 3, GREY_ALPHA = 4, RGB_ALPHA = 6 };

struct png {
    uint32_t width, height;
    unsigned depth, colour;
    bool interlaced;
    unsigned channels;         /* as stored */
    struct jx_str palette;     /* RGB triples */
    struct jx_str transparent; /* tRNS */
    struct jx_buf packed;      /* IDAT, joined */
};

/* The seven passes of an interlaced picture; a plain one has the eighth line only. */
static const struct pass {
    unsigned x, y, dx, dy;
} passes[8] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
               {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}, {0, 0, 1, 1}};

static uint32_t u32_at(struct jx_str s, size_t at)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++)
        value = value << 8 | (unsigned char)s.ptr[at + i];
    return value;
}

static bool is_depth_allowed(const struct png *png)
{
    unsigned d = png->depth;
    bool small = d == 1 || d == 2 || d == 4;
    switch (png->colour) {
    case GREY:
        return small || d == 8 || d == 16;
    case INDEXED:
        return small || d == 8;
    case RGB:
    case GREY_ALPHA:
    case RGB_ALPHA:
        return d == 8 || d == 16;
    default:
        return false;
    }
}

static bool header_read(struct png *png, struct jx_str data)
{
    static const unsigned channels[] = {1, 0, 3, 1, 2, 0, 4};
    if (data.len != 13)
        return false;
    png->width = u32_at(data, 0);
    png->height = u32_at(data, 4);
    png->depth = (unsigned char)data.ptr[8];
    png->colour = (unsigned char)data.ptr[9];
    png->interlaced = data.ptr[12] == 1;
    if (data.ptr[10] != 0 || data.ptr[11] != 0 || (unsigned char)data.ptr[12] > 1 ||
        !is_depth_allowed(png))
        return false;
    png->channels = channels[png->colour];
    return png->width > 0 && png->height > 0 &&
           png->width <= JX_PICTURE_MAX_PNG_PIXELS / png->height;
}

/* One chunk; false when the picture cannot be right. */
static bool chunk_read(struct png *png, struct jx_str name, struct jx_str data)
{
    bool first = png->width == 0;
    if (first != jx_str_is(name, "IHDR"))
        return false;
    if (first)
        return header_read(png, data);
    if (jx_str_is(name, "PLTE"))
        png->palette = data;
    else if (jx_str_is(name, "tRNS"))
        png->transparent = data;
    else if (jx_str_is(name, "IDAT"))
        jx_buf_add(&png->packed, data);
    return true;
}

static bool chunks_read(struct png *png, struct jx_str bytes)
{
    for (size_t at = 8; at + 12 <= bytes.len;) {
        uint32_t len = u32_at(bytes, at);
        if (len > bytes.len - at - 12)
            return false;
        struct jx_str name = jx_str_sub(bytes, at + 4, 4);
        uint32_t crc = libdeflate_crc32(0, bytes.ptr + at + 4, 4 + (size_t)len);
        if (crc != u32_at(bytes, at + 8 + len))
            return false;
        if (jx_str_is(name, "IEND"))
            return png->packed.len > 0 && (png->colour != INDEXED || png->palette.len >= 3);
        if (!chunk_read(png, name, jx_str_sub(bytes, at + 8, len)))
            return false;
        at += 12 + (size_t)len;
    }
    return false;
}

/* Pixels of a pass in one direction. */
static uint32_t pass_size(uint32_t whole, unsigned start, unsigned step)
{
    return whole > start ? (whole - start + step - 1) / step : 0;
}

static size_t row_bytes(const struct png *png, uint32_t width)
{
    return ((size_t)width * png->channels * png->depth + 7) / 8;
}

static size_t pass_bytes(const struct png *png, const struct pass *pass)
{
    uint32_t width = pass_size(png->width, pass->x, pass->dx);
    uint32_t height = pass_size(png->height, pass->y, pass->dy);
    return width == 0 ? 0 : (1 + row_bytes(png, width)) * height;
}

static int paeth(int a, int b, int c)
{
    int p = a + b - c;
    int pa = p > a ? p - a : a - p;
    int pb = p > b ? p - b : b - p;
    int pc = p > c ? p - c : c - p;
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/* Undo the filter of a row in place. above: the row before, or NULL. unit: bytes of a pixel, at least 1. */
static bool unfilter(unsigned filter, uint8_t *row, const uint8_t *above, size_t n, size_t unit)
{
    if (filter > 4)
        return false;
    for (size_t i = 0; i < n; i++) {
        int a = i >= unit ? row[i - unit] : 0;
        int b = above ? above[i] : 0;
        int c = above && i >= unit ? above[i - unit] : 0;
        int add = filter == 1   ? a
                  : filter == 2 ? b
                  : filter == 3 ? (a + b) / 2
                  : filter == 4 ? paeth(a, b, c)
                                : 0;
        row[i] = (uint8_t)(row[i] + add);
    }
    return true;
}

/* The k-th sample of a row, in its own depth. */
static unsigned sample(const struct png *png, const uint8_t *row, size_t k)
{
    if (png->depth == 16)
        return (unsigned)row[2 * k] << 8 | row[2 * k + 1];
    size_t bit = k * png->depth;
    unsigned shift = (unsigned)(8 - png->depth - bit % 8);
    return (unsigned)row[bit / 8] >> shift & ((1u << png->depth) - 1);
}

static unsigned to_8_bit(const struct png *png, unsigned value)
{
    unsigned top = (1u << png->depth) - 1;
    return (value * 255 + top / 2) / top;
}

static unsigned tail_u16(struct jx_str s, size_t k)
{
    return (unsigned)(unsigned char)s.ptr[2 * k] << 8 | (unsigned char)s.ptr[2 * k + 1];
}

/* Is the pixel the one colour that tRNS makes transparent? */
static bool is_keyed(const struct png *png, const unsigned *raw, unsigned n)
{
    if (png->transparent.len < 2 * (size_t)n)
        return false;
    for (unsigned k = 0; k < n; k++)
        if (tail_u16(png->transparent, k) != raw[k])
            return false;
    return true;
}

/* A pixel's colour in 8 bits and its alpha. Result: alpha; out of range palette entries are black. */
static unsigned pixel_read(const struct png *png, const uint8_t *row, uint32_t x, uint8_t out[3])
{
    unsigned raw[4] = {0};
    unsigned n_colours = png->colour & 2 && png->colour != INDEXED ? 3 : 1;
    for (unsigned k = 0; k < png->channels; k++)
        raw[k] = sample(png, row, (size_t)x * png->channels + k);
    if (png->colour == INDEXED) {
        struct jx_str rgb = jx_str_sub(png->palette, 3 * (size_t)raw[0], 3);
        memset(out, 0, 3);
        if (rgb.len == 3)
            memcpy(out, rgb.ptr, 3);
        return raw[0] < png->transparent.len ? (unsigned char)png->transparent.ptr[raw[0]] : 255;
    }
    for (unsigned k = 0; k < n_colours; k++)
        out[k] = (uint8_t)to_8_bit(png, raw[k]);
    if (png->colour & 4)
        return to_8_bit(png, raw[n_colours]);
    return is_keyed(png, raw, n_colours) ? 0 : 255;
}

static void row_place(const struct png *png, const struct pass *pass, const uint8_t *row,
                      uint32_t y, struct jx__pixels *pixels)
{
    uint32_t width = pass_size(png->width, pass->x, pass->dx);
    for (uint32_t x = 0; x < width; x++) {
        uint8_t colour[3];
        unsigned alpha = pixel_read(png, row, x, colour);
        size_t at = (size_t)(pass->y + y * pass->dy) * png->width + pass->x + x * pass->dx;
        if (pixels->alpha) {
            pixels->alpha[at] = (uint8_t)alpha;
            alpha = 255; /* the colour stays as it is */
        }
        for (unsigned k = 0; k < pixels->channels; k++) {
            unsigned value = colour[k] * alpha + 255 * (255 - alpha);
            pixels->samples[at * pixels->channels + k] = (uint8_t)((value + 127) / 255);
        }
    }
}

static bool pass_place(const struct png *png, const struct pass *pass, uint8_t *data,
                       struct jx__pixels *pixels)
{
    size_t n = row_bytes(png, pass_size(png->width, pass->x, pass->dx));
    size_t unit = png->channels * png->depth < 8 ? 1 : png->channels * png->depth / 8;
    uint32_t height = n == 0 ? 0 : pass_size(png->height, pass->y, pass->dy);
    const uint8_t *above = NULL;
    for (uint32_t y = 0; y < height; y++) {
        uint8_t *row = data + 1;
        if (!unfilter(data[0], row, above, n, unit))
            return false;
        row_place(png, pass, row, y, pixels);
        above = row;
        data += 1 + n;
    }
    return true;
}

/* IDAT, unpacked: exactly len bytes, or NULL. */
static uint8_t *unpack(struct jx_arena *arena, const struct png *png, size_t len)
{
    if (len / MAX_RATIO > png->packed.len)
        return NULL;
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (!d)
        jx_arena_exhausted();
    uint8_t *data = jx_arena_alloc(arena, len);
    enum libdeflate_result result =
        libdeflate_zlib_decompress(d, png->packed.ptr, png->packed.len, data, len, NULL);
    libdeflate_free_decompressor(d);
    return result == LIBDEFLATE_SUCCESS ? data : NULL;
}

bool jx__png_decode(struct jx_arena *arena, struct jx_str bytes, bool with_alpha,
                    struct jx__pixels *ret_pixels)
{
    struct png png = {.packed = {.arena = arena}};
    if (!chunks_read(&png, bytes))
        return false;
    const struct pass *first = png.interlaced ? &passes[0] : &passes[7];
    const struct pass *end = png.interlaced ? &passes[7] : &passes[8];
    size_t len = 0;
    for (const struct pass *pass = first; pass < end; pass++)
        len += pass_bytes(&png, pass);
    uint8_t *data = unpack(arena, &png, len);
    if (!data)
        return false;
    struct jx__pixels pixels = {png.width, png.height,
                                png.colour == GREY || png.colour == GREY_ALPHA ? 1 : 3, NULL, NULL};
    pixels.samples = jx_arena_alloc(arena, (size_t)png.width * png.height * pixels.channels);
    if (with_alpha)
        pixels.alpha = jx_arena_alloc(arena, (size_t)png.width * png.height);
    for (const struct pass *pass = first; pass < end; pass++) {
        if (!pass_place(&png, pass, data, &pixels))
            return false;
        data += pass_bytes(&png, pass);
    }
    *ret_pixels = pixels;
    return true;
}
