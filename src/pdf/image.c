/* image.c - images as XObjects: JPEG as it is, PNG decoded and compressed again. */
#include "pdf/internal.h"

#include "base/hash.h"

#include <string.h>

enum image_fault { FAULT_NONE, FAULT_UNKNOWN, FAULT_BROKEN, FAULT_CMYK };

static unsigned byte_at(struct jx_str s, size_t at)
{
    return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static unsigned u16_at(struct jx_str s, size_t at)
{
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static unsigned xobject_write(struct jx__pdf *pdf, const struct jx__pixels *size,
                              const char *filter, struct jx_str data)
{
    struct jx_str entries =
        jx_str_printf(pdf->arena,
                      "/Type/XObject\n/Subtype/Image\n/Width %u\n/Height %u\n/BitsPerComponent 8\n"
                      "/ColorSpace/%s\n%s",
                      (unsigned)size->width, (unsigned)size->height,
                      size->channels == 1 ? "DeviceGray" : "DeviceRGB", filter);
    return jx__stream_add(pdf->objects, entries, data, filter[0] ? JX__PLAIN : JX__DEFLATE);
}

/* Baseline, extended and progressive Huffman frames, which DCTDecode knows. */
static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xc2;
}

/* Markers that no segment follows. */
static bool is_lone(unsigned marker)
{
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/* Size and colours from a frame header whose marker stands at `at`; the file must have an end. */
static enum image_fault frame_read(struct jx_str bytes, size_t at, unsigned len,
                                   struct jx__pixels *ret)
{
    ret->height = u16_at(bytes, at + 5);
    ret->width = u16_at(bytes, at + 7);
    ret->channels = byte_at(bytes, at + 9);
    if (ret->channels == 4)
        return FAULT_CMYK;
    bool known = byte_at(bytes, at + 4) == 8 && (ret->channels == 1 || ret->channels == 3);
    bool whole = ret->width > 0 && ret->height > 0 && len >= 8 + 3 * ret->channels &&
                 jx_str_find(bytes, JX_STR("\xff\xd9"), at) != SIZE_MAX;
    return known && whole ? FAULT_NONE : FAULT_BROKEN;
}

/* Find the frame header. Source: ITU-T T.81, B.1 and B.2. */
static enum image_fault jpeg_read(struct jx_str bytes, struct jx__pixels *ret)
{
    size_t at = 2;
    while (at + 4 <= bytes.len && byte_at(bytes, at) == 0xff) {
        unsigned marker = byte_at(bytes, at + 1);
        if (marker == 0xff) { /* fill byte */
            at++;
            continue;
        }
        if (is_lone(marker)) {
            at += 2;
            continue;
        }
        unsigned len = u16_at(bytes, at + 2);
        if (len < 2 || marker == 0xd9 || marker == 0xda || at + 2 + len > bytes.len)
            return FAULT_BROKEN;
        if (is_frame(marker))
            return frame_read(bytes, at, len, ret);
        at += 2 + len;
    }
    return FAULT_BROKEN;
}

static enum image_fault png_write(struct jx__pdf *pdf, struct jx_str bytes, unsigned *ret_object)
{
    struct jx_arena *scratch = jx_arena_new(0); /* a large picture need not outlive its stream */
    struct jx__pixels pixels = {0};
    bool ok = jx__png_decode(scratch, bytes, &pixels);
    if (ok) {
        size_t len = (size_t)pixels.width * pixels.height * pixels.channels;
        struct jx_str data = {(char *)pixels.samples, len};
        *ret_object = xobject_write(pdf, &pixels, "", data);
    }
    jx_arena_free(scratch);
    return ok ? FAULT_NONE : FAULT_BROKEN;
}

static enum image_fault jpeg_write(struct jx__pdf *pdf, struct jx_str bytes, unsigned *ret_object)
{
    struct jx__pixels size = {0};
    enum image_fault fault = jpeg_read(bytes, &size);
    if (fault == FAULT_NONE)
        *ret_object = xobject_write(pdf, &size, "/Filter/DCTDecode\n", bytes);
    return fault;
}

/* Returns the object, or 0 after a message. */
static unsigned image_write(struct jx__pdf *pdf, struct jx_str bytes, struct jx_span span)
{
    enum image_fault fault = FAULT_UNKNOWN;
    unsigned object = 0;
    if (jx_str_starts(bytes, JX_STR("\x89PNG\r\n\x1a\n")))
        fault = png_write(pdf, bytes, &object);
    else if (jx_str_starts(bytes, JX_STR("\xff\xd8\xff")))
        fault = jpeg_write(pdf, bytes, &object);
    if (fault == FAULT_UNKNOWN)
        JX_SAY(pdf->diags, IMAGE_UNKNOWN, span);
    else if (fault == FAULT_BROKEN)
        JX_SAY(pdf->diags, IMAGE_BROKEN, span);
    else if (fault == FAULT_CMYK)
        JX_SAY(pdf->diags, IMAGE_CMYK, span);
    return object;
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
        image.object = image_write(pdf, bytes, span);
        JX_PUSH(pdf->arena, &pdf->images, image);
        index = pdf->images.n - 1;
    }
    return pdf->images.items[index].object != 0 ? index : SIZE_MAX;
}
