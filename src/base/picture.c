#include "base/picture.h"

/* Resolutions outside are mistakes of the program that wrote the file. */
#define MIN_DPI_MILLI 20000
#define MAX_DPI_MILLI 10000000

static unsigned byte_at(struct jx_str s, size_t at)
{
    return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static uint32_t u16_at(struct jx_str s, size_t at)
{
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static uint32_t u32_at(struct jx_str s, size_t at)
{
    return u16_at(s, at) << 16 | u16_at(s, at + 2);
}

static uint32_t believable(uint64_t dpi_milli)
{
    return dpi_milli >= MIN_DPI_MILLI && dpi_milli <= MAX_DPI_MILLI ? (uint32_t)dpi_milli : 0;
}

/* Dots an inch from dots a metre (hundredths a centimetre). */
static uint32_t dpi_of_metre(uint32_t dots)
{
    return believable((uint64_t)dots * 254 / 10);
}

/* ---- EXIF ---- */

enum { TAG_ORIENTATION = 0x112, TAG_X_RESOLUTION = 0x11a, TAG_UNIT = 0x128, MAX_ENTRIES = 512 };

/* A TIFF block in either byte order. */
struct tiff {
    struct jx_str bytes;
    bool little;
};

static uint32_t tiff_u16(const struct tiff *tiff, size_t at)
{
    uint32_t big = u16_at(tiff->bytes, at);
    return tiff->little ? (big >> 8 | (big & 0xff) << 8) : big;
}

static uint32_t tiff_u32(const struct tiff *tiff, size_t at)
{
    uint32_t first = tiff_u16(tiff, at), second = tiff_u16(tiff, at + 2);
    return tiff->little ? second << 16 | first : first << 16 | second;
}

/* A resolution (a fraction) in dots for each unit: 2 inch, 3 centimetre. */
static uint32_t tiff_dpi(const struct tiff *tiff, size_t at, uint32_t unit)
{
    uint64_t dots = tiff_u32(tiff, at), parts = tiff_u32(tiff, at + 4);
    if (parts == 0 || at >= tiff->bytes.len)
        return 0;
    return believable(unit == 3 ? dots * 2540 / parts : dots * 1000 / parts);
}

/* Orientation and resolution from the first directory. What JFIF said about the resolution stays. */
static void exif_read(struct jx_str bytes, struct jx_picture *picture)
{
    struct tiff tiff = {bytes, jx_str_starts(bytes, JX_STR("II"))};
    if ((!tiff.little && !jx_str_starts(bytes, JX_STR("MM"))) || tiff_u16(&tiff, 2) != 42)
        return;
    size_t at = tiff_u32(&tiff, 4), resolution_at = SIZE_MAX;
    uint32_t unit = 2, n = tiff_u16(&tiff, at);
    for (uint32_t i = 0; i < n && i < MAX_ENTRIES; i++) {
        size_t entry = at + 2 + 12 * (size_t)i;
        uint32_t tag = tiff_u16(&tiff, entry), value = tiff_u16(&tiff, entry + 8);
        if (tag == TAG_ORIENTATION && value >= 1 && value <= 8)
            picture->orientation = value;
        else if (tag == TAG_UNIT)
            unit = value;
        else if (tag == TAG_X_RESOLUTION)
            resolution_at = tiff_u32(&tiff, entry + 8);
    }
    if (picture->dpi_milli == 0 && resolution_at < bytes.len)
        picture->dpi_milli = tiff_dpi(&tiff, resolution_at, unit);
}

/* ---- PNG ---- */

/* CRC-32 as PNG has it, half a byte at a time. */
static uint32_t crc32_of(struct jx_str s)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
        0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < s.len; i++) {
        crc ^= (unsigned char)s.ptr[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}

static enum jx_picture_fault png_header(struct jx_str data, struct jx_picture *picture)
{
    if (data.len != 13)
        return JX_PICTURE_BROKEN;
    picture->width = u32_at(data, 0);
    picture->height = u32_at(data, 4);
    if (picture->width == 0 || picture->height == 0)
        return JX_PICTURE_BROKEN;
    return picture->width > JX_PICTURE_MAX_PNG_PIXELS / picture->height ? JX_PICTURE_LARGE
                                                                        : JX_PICTURE_GOOD;
}

static enum jx_picture_fault png_read(struct jx_str bytes, struct jx_picture *picture)
{
    for (size_t at = 8; at + 12 <= bytes.len;) {
        size_t len = u32_at(bytes, at);
        struct jx_str name = jx_str_sub(bytes, at + 4, 4);
        if (len > bytes.len - at - 12 ||
            crc32_of(jx_str_sub(bytes, at + 4, 4 + len)) != u32_at(bytes, at + 8 + len) ||
            (at == 8) != jx_str_is(name, "IHDR"))
            return JX_PICTURE_BROKEN;
        struct jx_str data = jx_str_sub(bytes, at + 8, len);
        enum jx_picture_fault fault = at == 8 ? png_header(data, picture) : JX_PICTURE_GOOD;
        if (fault != JX_PICTURE_GOOD)
            return fault;
        if (jx_str_is(name, "pHYs") && byte_at(data, 8) == 1)
            picture->dpi_milli = dpi_of_metre(u32_at(data, 0));
        else if (jx_str_is(name, "eXIf"))
            exif_read(data, picture);
        else if (jx_str_is(name, "IEND"))
            return JX_PICTURE_GOOD;
        at += 12 + len;
    }
    return JX_PICTURE_BROKEN;
}

/* ---- JPEG ---- */

enum { SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP0 = 0xe0, APP1 = 0xe1 };

/* Baseline, extended and progressive Huffman frames, which DCTDecode knows. */
static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xc2;
}

/* Markers that no segment follows. */
static bool is_lone(unsigned marker)
{
    return marker == 0x01 || (marker >= 0xd0 && marker <= SOI);
}

/* A frame header; the file must have an end. */
static enum jx_picture_fault frame_read(struct jx_str bytes, size_t at, struct jx_str segment,
                                        struct jx_picture *picture)
{
    picture->height = u16_at(segment, 1);
    picture->width = u16_at(segment, 3);
    picture->channels = byte_at(segment, 5);
    if (picture->channels == 4)
        return JX_PICTURE_CMYK;
    bool known = byte_at(segment, 0) == 8 && (picture->channels == 1 || picture->channels == 3);
    if (!known || picture->width == 0 || picture->height == 0 ||
        segment.len < 6 + 3 * (size_t)picture->channels ||
        jx_str_find(bytes, JX_STR("\xff\xd9"), at) == SIZE_MAX)
        return JX_PICTURE_BROKEN;
    return picture->width > JX_PICTURE_MAX_JPEG_PIXELS / picture->height ? JX_PICTURE_LARGE
                                                                         : JX_PICTURE_GOOD;
}

/* JFIF's resolution (unit 1 inch, 2 centimetre), EXIF. */
static void application_read(unsigned marker, struct jx_str segment, struct jx_picture *picture)
{
    if (marker == APP0 && jx_str_starts(segment, JX_STR("JFIF\0"))) {
        uint32_t unit = byte_at(segment, 7), dots = u16_at(segment, 8);
        if (unit == 1)
            picture->dpi_milli = believable((uint64_t)dots * 1000);
        else if (unit == 2)
            picture->dpi_milli = dpi_of_metre(dots * 100);
    } else if (marker == APP1 && jx_str_starts(segment, JX_STR("Exif\0\0"))) {
        exif_read(jx_str_sub(segment, 6, SIZE_MAX), picture);
    }
}

static enum jx_picture_fault jpeg_read(struct jx_str bytes, struct jx_picture *picture)
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
        size_t len = u16_at(bytes, at + 2);
        if (len < 2 || marker == EOI || marker == SOS || len > bytes.len - at - 2)
            return JX_PICTURE_BROKEN;
        struct jx_str segment = jx_str_sub(bytes, at + 4, len - 2);
        if (is_frame(marker))
            return frame_read(bytes, at, segment, picture);
        application_read(marker, segment, picture);
        at += 2 + len;
    }
    return JX_PICTURE_BROKEN;
}

enum jx_picture_fault jx_picture_read(struct jx_str bytes, struct jx_picture *ret_picture)
{
    struct jx_picture picture = {.orientation = 1};
    enum jx_picture_fault fault = JX_PICTURE_UNKNOWN;
    if (jx_str_starts(bytes, JX_STR("\x89PNG\r\n\x1a\n"))) {
        fault = png_read(bytes, &picture);
    } else if (jx_str_starts(bytes, JX_STR("\xff\xd8\xff"))) {
        picture.kind = JX_PICTURE_JPEG;
        fault = jpeg_read(bytes, &picture);
    }
    if (fault == JX_PICTURE_GOOD || fault == JX_PICTURE_LARGE)
        *ret_picture = picture;
    return fault;
}

bool jx_picture_is_turned(const struct jx_picture *picture)
{
    return picture->orientation >= 5;
}
