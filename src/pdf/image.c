/* image.c - images as XObjects: JPEG as it is, PNG decoded and compressed again. */
#include "pdf/internal.h"

#include "base/hash.h"
#include "base/picture.h"

#include <string.h>

/* A picture this light is paper, where a scan has no transparency. */
#define PAPER 200

/* Of 16 neighbours so many are drawn as alpha has sixteenths, spread evenly (ordered dither, Bayer's 4 x 4): there are no half
 * transparent pixels in PDF/A-1. */
static bool is_drawn(unsigned alpha, size_t x, size_t y)
{
    static const uint8_t order[4][4] = {
        {0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    return alpha > order[y % 4][x % 4] * 16u + 7;
}

static bool is_opaque(const struct jx__pixels *pixels)
{
    const size_t n = (size_t)pixels->width * pixels->height;
    size_t i = 0;
    while (i < n && pixels->alpha[i] == 255)
        i++;
    return i == n;
}

static bool is_paper(const struct jx__pixels *pixels, size_t i)
{
    for (unsigned k = 0; k < pixels->channels; k++)
        if (pixels->samples[i * pixels->channels + k] < PAPER)
            return false;
    return true;
}

struct jx_str jx__stencil_make(struct jx_arena *arena, const struct jx__pixels *pixels)
{
    const size_t row = ((size_t)pixels->width + 7) / 8;
    const bool opaque = is_opaque(pixels);
    char *bits = jx_arena_alloc(arena, row * pixels->height);
    for (size_t y = 0; y < pixels->height; y++)
        for (size_t x = 0; x < pixels->width; x++) {
            const size_t i = y * pixels->width + x;
            if (opaque ? !is_paper(pixels, i) : is_drawn(pixels->alpha[i], x, y))
                continue;
            char *byte = &bits[y * row + x / 8];
            *byte = (char)((unsigned char)*byte | 0x80u >> x % 8);
        }
    return (struct jx_str){bits, row * pixels->height};
}

/* "/Mask N 0 R", or nothing for pixels without alpha. */
static const char *mask_write(struct jx__pdf *pdf, const struct jx__pixels *pixels,
                              struct jx_arena *scratch)
{
    if (!pixels->alpha)
        return "";
    struct jx_str entries = jx_str_printf(pdf->arena,
                                          "/Type/XObject\n/Subtype/Image\n/ImageMask true\n"
                                          "/Width %u\n/Height %u\n/BitsPerComponent 1\n",
                                          (unsigned)pixels->width, (unsigned)pixels->height);
    unsigned mask =
        jx__stream_add(pdf->objects, entries, jx__stencil_make(scratch, pixels), JX__DEFLATE);
    return jx_str_printf(pdf->arena, "/Mask %u 0 R\n", mask).ptr;
}

static unsigned xobject_write(struct jx__pdf *pdf, const struct jx__pixels *size, const char *more,
                              struct jx_str data, enum jx__filter filter)
{
    struct jx_str entries =
        jx_str_printf(pdf->arena,
                      "/Type/XObject\n/Subtype/Image\n/Width %u\n/Height %u\n/BitsPerComponent 8\n"
                      "/ColorSpace/%s\n%s",
                      (unsigned)size->width, (unsigned)size->height,
                      size->channels == 1 ? "DeviceGray" : "DeviceRGB", more);
    return jx__stream_add(pdf->objects, entries, data, filter);
}

/* Returns the object, or 0 when the picture is broken behind its headers. */
static unsigned png_write(struct jx__pdf *pdf, struct jx_str bytes)
{
    struct jx_arena *scratch = jx_arena_new(0); /* a large picture need not outlive its stream */
    struct jx__pixels pixels = {0};
    unsigned object = 0;
    if (jx__png_decode(scratch, bytes, pdf->see_through, &pixels)) {
        size_t len = (size_t)pixels.width * pixels.height * pixels.channels;
        struct jx_str data = {(char *)pixels.samples, len};
        object = xobject_write(pdf, &pixels, mask_write(pdf, &pixels, scratch), data, JX__DEFLATE);
    }
    jx_arena_free(scratch);
    return object;
}

static unsigned jpeg_write(struct jx__pdf *pdf, struct jx_str bytes,
                           const struct jx_picture *picture)
{
    const struct jx__pixels size = {picture->width, picture->height, picture->channels, NULL, NULL};
    return xobject_write(pdf, &size, "/Filter/DCTDecode\n", bytes, JX__PLAIN);
}

static void say_fault(struct jx__pdf *pdf, enum jx_picture_fault fault, struct jx_span span)
{
    if (fault == JX_PICTURE_UNKNOWN)
        JX_SAY(pdf->diags, IMAGE_UNKNOWN, span);
    else if (fault == JX_PICTURE_CMYK)
        JX_SAY(pdf->diags, IMAGE_CMYK, span);
    else
        JX_SAY(pdf->diags, IMAGE_BROKEN, span);
}

/* Fill in image->object, which stays 0 after a message. */
static void image_write(struct jx__pdf *pdf, struct jx__image *image, struct jx_span span)
{
    struct jx_picture picture = {.orientation = 1};
    enum jx_picture_fault fault = jx_picture_read(image->bytes, &picture);
    if (fault == JX_PICTURE_GOOD)
        image->object = picture.kind == JX_PICTURE_PNG ? png_write(pdf, image->bytes)
                                                       : jpeg_write(pdf, image->bytes, &picture);
    image->orientation = picture.orientation;
    if (image->object == 0)
        say_fault(pdf, fault, span);
}

/* Index of an image with these bytes: the same memory first, which is cheap to see; then the same content. */
static size_t image_find(const struct jx__pdf *pdf, const struct jx__image *image, bool by_digest)
{
    for (size_t i = 0; i < pdf->images.n; i++) {
        const struct jx__image *known = &pdf->images.items[i];
        if (by_digest
                ? memcmp(known->digest, image->digest, sizeof image->digest) == 0
                : known->bytes.ptr == image->bytes.ptr && known->bytes.len == image->bytes.len)
            return i;
    }
    return SIZE_MAX;
}

size_t jx__image_use(struct jx__pdf *pdf, struct jx_str bytes, struct jx_span span)
{
    struct jx__image image = {.bytes = bytes};
    size_t index = image_find(pdf, &image, false);
    if (index == SIZE_MAX) {
        jx_sha256(bytes, image.digest);
        index = image_find(pdf, &image, true);
    }
    if (index == SIZE_MAX) {
        image_write(pdf, &image, span);
        JX_PUSH(pdf->arena, &pdf->images, image);
        index = pdf->images.n - 1;
    }
    return pdf->images.items[index].object != 0 ? index : SIZE_MAX;
}
