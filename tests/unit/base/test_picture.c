/* Headers of pictures: sizes, resolutions, which side is up; and files that are not what they say. */
#include "test.h"

#include "base/picture.h"

JX_SUITE(picture)

static void put(struct jx_buf *buf, unsigned n_bytes, uint32_t value)
{
    while (n_bytes-- > 0)
        jx_buf_addc(buf, (char)(value >> 8 * n_bytes & 0xff));
}

/* CRC-32, a bit at a time. */
static uint32_t crc32_of(const char *bytes, size_t len)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
    return ~crc;
}

static void put_chunk(struct jx_buf *buf, const char *name, struct jx_str data)
{
    put(buf, 4, (uint32_t)data.len);
    size_t from = buf->len;
    jx_buf_adds(buf, name);
    jx_buf_add(buf, data);
    put(buf, 4, crc32_of(buf->ptr + from, buf->len - from));
}

/* A PNG of the size, with one more chunk; there is no picture in it. */
static struct jx_str png_make(uint32_t width, uint32_t height, const char *name, struct jx_str data)
{
    struct jx_buf buf = {.arena = test_arena}, head = {.arena = test_arena};
    put(&head, 4, width);
    put(&head, 4, height);
    jx_buf_add(&head, JX_STR("\x08\0\0\0\0"));
    jx_buf_add(&buf, JX_STR("\x89PNG\r\n\x1a\n"));
    put_chunk(&buf, "IHDR", jx_buf_str(&head));
    put_chunk(&buf, name, data);
    put_chunk(&buf, "IEND", JX_STR(""));
    return jx_buf_str(&buf);
}

/* A JPEG of 40 × 30 with the segments (marker, length, data) before its frame. */
static struct jx_str jpeg_make(struct jx_str segments)
{
    struct jx_buf buf = {.arena = test_arena};
    jx_buf_add(&buf, JX_STR("\xff\xd8"));
    jx_buf_add(&buf, segments);
    jx_buf_add(&buf, JX_STR("\xff\xc0\0\x0b\x08\0\x1e\0\x28\1\1\x11\0"));
    jx_buf_add(&buf, JX_STR("\xff\xda\0\2\xff\xd9"));
    return jx_buf_str(&buf);
}

/* "kind width×height orientation dpi_milli", or the number of the fault. */
static struct jx_str read(struct jx_str bytes)
{
    struct jx_picture p = {0};
    enum jx_picture_fault fault = jx_picture_read(bytes, &p);
    if (fault != JX_PICTURE_GOOD)
        return jx_str_printf(test_arena, "fault %d", (int)fault);
    return jx_str_printf(test_arena, "%s %u×%u %u %u", p.kind == JX_PICTURE_PNG ? "PNG" : "JPEG",
                         (unsigned)p.width, (unsigned)p.height, p.orientation,
                         (unsigned)p.dpi_milli);
}

/* Orientation 6, and a resolution of 300 (for an inch when unit is 2, for a centimetre when it is 3), in both byte orders. */
#define TIFF_BIG(unit)                                                                             \
    "MM\0*\0\0\0\x08\0\3"                                                                          \
    "\1\x12\0\3\0\0\0\1\0\6\0\0"                                                                   \
    "\1\x1a\0\5\0\0\0\1\0\0\0\x32"                                                                 \
    "\1\x28\0\3\0\0\0\1\0" unit "\0\0"                                                             \
    "\0\0\0\0"                                                                                     \
    "\0\0\1\x2c\0\0\0\1"
#define TIFF_LITTLE                                                                                \
    "II*\0\x08\0\0\0\1\0"                                                                          \
    "\x12\1\3\0\1\0\0\0\x08\0\0\0"                                                                 \
    "\0\0\0\0"

Test(picture, png)
{
    struct jx_str resolution = JX_STR("\0\0\x2e\x23\0\0\x2e\x23\1");
    JX_EQ_STR(read(png_make(4, 3, "tEXt", JX_STR("x"))), "PNG 4×3 1 0");
    JX_EQ_STR(read(png_make(4, 3, "pHYs", resolution)), "PNG 4×3 1 299999");
    JX_EQ_STR(read(png_make(4, 3, "pHYs", JX_STR("\0\0\0\1\0\0\0\1\0"))),
              "PNG 4×3 1 0"); /* a ratio */
    JX_EQ_STR(read(png_make(4, 3, "eXIf", JX_STR(TIFF_LITTLE))), "PNG 4×3 8 0");
}

Test(picture, jpeg)
{
    JX_EQ_STR(read(jpeg_make(JX_STR(""))), "JPEG 40×30 1 0");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xe0\0\x10JFIF\0\1\2\1\0\x96\0\x96\0\0"))),
              "JPEG 40×30 1 150000");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xe0\0\x10JFIF\0\1\2\2\0\x64\0\x64\0\0"))),
              "JPEG 40×30 1 254000");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xe0\0\x10JFIF\0\1\2\0\0\1\0\1\0\0"))), "JPEG 40×30 1 0");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xe1\0\x42"
                                    "Exif\0\0" TIFF_BIG("\2")))),
              "JPEG 40×30 6 300000");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xe1\0\x42"
                                    "Exif\0\0" TIFF_BIG("\3")))),
              "JPEG 40×30 6 762000");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xe1\0\x22"
                                    "Exif\0\0" TIFF_LITTLE))),
              "JPEG 40×30 8 0");
}

Test(picture, what_stands_on_its_side)
{
    for (unsigned orientation = 1; orientation <= 8; orientation++)
        cr_assert_eq(jx_picture_is_turned(&(struct jx_picture){.orientation = orientation}),
                     orientation > 4);
}

Test(picture, faults)
{
    JX_EQ_STR(read(JX_STR("")), "fault 1");
    JX_EQ_STR(read(JX_STR("GIF89a")), "fault 1");
    JX_EQ_STR(read(png_make(0, 3, "tEXt", JX_STR(""))), "fault 2");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xc3\0\x0b\x08\0\x1e\0\x28\1\1\x11\0"))),
              "JPEG 40×30 1 0");
    JX_EQ_STR(read(jpeg_make(JX_STR("\xff\xc0\0\x14\x08\0\x1e\0\x28\4\1\1\1\1\1\1\1\1\1\1\1\1"))),
              "fault 3");
    JX_EQ_STR(read(png_make(10000, 10000, "tEXt", JX_STR(""))), "fault 4");
}

Test(picture, cut_files_are_refused)
{
    struct jx_str files[] = {png_make(4, 3, "eXIf", JX_STR(TIFF_LITTLE)),
                             jpeg_make(JX_STR("\xff\xe1\0\x42"
                                              "Exif\0\0" TIFF_BIG("\2")))};
    for (size_t i = 0; i < 2; i++)
        for (size_t len = 0; len < files[i].len; len++) {
            struct jx_picture p;
            struct jx_str cut = jx_str_copy(test_arena, jx_str_sub(files[i], 0, len));
            cr_assert_neq(jx_picture_read(cut, &p), JX_PICTURE_GOOD, "%zu bytes of %zu", len, i);
        }
}

Test(picture, every_changed_byte_of_a_png_is_seen)
{
    struct jx_str png = png_make(4, 3, "eXIf", JX_STR(TIFF_LITTLE));
    for (size_t at = 0; at < png.len; at++) {
        struct jx_picture p;
        char *changed = (char *)jx_str_copy(test_arena, png).ptr;
        changed[at] ^= 0x21;
        cr_assert_neq(jx_picture_read((struct jx_str){changed, png.len}, &p), JX_PICTURE_GOOD);
    }
}

Test(picture, hostile_exif_is_harmless)
{
    struct jx_str jpeg = jpeg_make(JX_STR("\xff\xe1\0\x42"
                                          "Exif\0\0" TIFF_BIG("\2")));
    for (size_t at = 12; at < 68; at++)
        for (int value = 0; value < 256; value += 51) {
            struct jx_picture p = {0};
            char *changed = (char *)jx_str_copy(test_arena, jpeg).ptr;
            changed[at] = (char)value;
            cr_assert_eq(jx_picture_read((struct jx_str){changed, jpeg.len}, &p), JX_PICTURE_GOOD);
            cr_assert(p.orientation >= 1 && p.orientation <= 8 && p.width == 40);
        }
}
