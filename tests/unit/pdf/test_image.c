/* Images: PNG of every kind, JPEG headers, and files that are not what they say. */
#include "file.h"

#include "pdf/internal.h"

JX_SUITE(image)

static void put_u32(struct jx_buf *buf, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        jx_buf_addc(buf, (char)(value >> shift & 0xff));
}

static void put_chunk(struct jx_buf *buf, const char *name, struct jx_str data)
{
    put_u32(buf, (uint32_t)data.len);
    size_t from = buf->len;
    jx_buf_adds(buf, name);
    jx_buf_add(buf, data);
    put_u32(buf, libdeflate_crc32(0, buf->ptr + from, buf->len - from));
}

struct picture {
    uint32_t width, height;
    char depth, colour, interlace;
    struct jx_str rows; /* filter bytes and samples */
    struct jx_str palette, transparent;
};

static struct jx_str png_make(const struct picture *p)
{
    struct jx_buf buf = {.arena = test_arena}, head = {.arena = test_arena};
    char packed[4096];
    put_u32(&head, p->width);
    put_u32(&head, p->height);
    jx_buf_addc(&head, p->depth);
    jx_buf_addc(&head, p->colour);
    jx_buf_add(&head, JX_STR("\0\0"));
    jx_buf_addc(&head, p->interlace);
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t len = libdeflate_zlib_compress(c, p->rows.ptr, p->rows.len, packed, sizeof packed);
    libdeflate_free_compressor(c);
    jx_buf_add(&buf, JX_STR("\x89PNG\r\n\x1a\n"));
    put_chunk(&buf, "IHDR", jx_buf_str(&head));
    if (p->palette.ptr)
        put_chunk(&buf, "PLTE", p->palette);
    if (p->transparent.ptr)
        put_chunk(&buf, "tRNS", p->transparent);
    put_chunk(&buf, "IDAT", (struct jx_str){packed, len});
    put_chunk(&buf, "IEND", JX_STR(""));
    return jx_buf_str(&buf);
}

/* The samples as hexadecimal digits; "broken" when it cannot be read. */
static struct jx_str decoded(const struct picture *p)
{
    struct jx__pixels pixels;
    struct jx_buf buf = {.arena = test_arena};
    if (!jx__png_decode(test_arena, png_make(p), false, &pixels))
        return JX_STR("broken");
    for (size_t i = 0; i < (size_t)pixels.width * pixels.height * pixels.channels; i++)
        jx_buf_printf(&buf, "%02x", pixels.samples[i]);
    return jx_buf_str(&buf);
}

/* Width, height, depth, colour, interlace, rows; then palette and transparency, if any. */
#define DECODED(w, h, d, c, i, ...)                                                                \
    decoded(&(struct picture){                                                                     \
        .width = w, .height = h, .depth = d, .colour = c, .interlace = i, .rows = __VA_ARGS__})

Test(image, depths_and_colours)
{
    JX_EQ_STR(DECODED(4, 1, 1, 0, 0, JX_STR("\0\xa0")), "ff00ff00");
    JX_EQ_STR(DECODED(3, 1, 2, 0, 0, JX_STR("\0\x1b")), "0055aa");
    JX_EQ_STR(DECODED(2, 1, 16, 0, 0, JX_STR("\0\x80\x80\xff\xff")), "80ff");
    JX_EQ_STR(DECODED(1, 2, 8, 2, 0, JX_STR("\0\1\2\3\0\4\5\6")), "010203040506");
    JX_EQ_STR(DECODED(2, 1, 4, 3, 0, JX_STR("\0\x01"), JX_STR("\1\2\3\4\5\6")), "010203040506");
}

Test(image, transparency_lies_on_white)
{
    JX_EQ_STR(DECODED(2, 1, 8, 6, 0, JX_STR("\0\xff\0\0\x80\0\0\0\0")), "ff7f7fffffff");
    JX_EQ_STR(DECODED(2, 1, 8, 4, 0, JX_STR("\0\x10\xff\x10\x00")), "10ff");
    JX_EQ_STR(DECODED(2, 1, 8, 0, 0, JX_STR("\0\x10\x20"), JX_NO_STR, JX_STR("\0\x20")), "10ff");
    JX_EQ_STR(DECODED(2, 1, 8, 3, 0, JX_STR("\0\0\1"), JX_STR("\1\2\3\4\5\6"), JX_STR("\0")),
              "ffffff040506");
}

Test(image, filters_are_undone)
{
    JX_EQ_STR(DECODED(3, 1, 8, 0, 0, JX_STR("\1\1\1\1")), "010203");
    JX_EQ_STR(DECODED(2, 2, 8, 0, 0, JX_STR("\0\5\6\2\1\1")), "05060607");
    JX_EQ_STR(DECODED(2, 2, 8, 0, 0, JX_STR("\0\4\6\3\1\1")), "04060305");
    JX_EQ_STR(DECODED(2, 2, 8, 0, 0, JX_STR("\0\4\6\4\1\1")), "04060507");
}

Test(image, interlaced_rows_find_their_places)
{
    /* 3 × 2: pass 1 has (0,0), pass 4 (2,0), pass 6 (1,0), pass 7 the second row. */
    JX_EQ_STR(DECODED(3, 2, 8, 0, 1, JX_STR("\0\1\0\3\0\2\0\4\5\6")), "010203040506");
}

Test(image, broken_pngs_are_refused)
{
    JX_EQ_STR(DECODED(2, 1, 8, 0, 0, JX_STR("\0\1")), "broken");     /* too few samples */
    JX_EQ_STR(DECODED(2, 1, 8, 0, 0, JX_STR("\0\1\2\3")), "broken"); /* too many */
    JX_EQ_STR(DECODED(2, 1, 8, 0, 0, JX_STR("\5\1\2")), "broken");   /* no such filter */
    JX_EQ_STR(DECODED(2, 1, 4, 2, 0, JX_STR("\0\1\2")), "broken");   /* no such depth */
    JX_EQ_STR(DECODED(2, 1, 8, 3, 0, JX_STR("\0\1\2")), "broken");   /* no palette */
    JX_EQ_STR(DECODED(0, 1, 8, 0, 0, JX_STR("\0")), "broken");
    JX_EQ_STR(DECODED(0x7fffffff, 0x7fffffff, 8, 0, 0, JX_STR("\0")), "broken");
    JX_EQ_STR(DECODED(6000, 6000, 8, 6, 0, JX_STR("\0")), "broken"); /* a small file's huge claim */
}

Test(image, cut_or_changed_png_never_crashes)
{
    struct picture p = {2, 2, 8, 6, 0, JX_STR("\0\1\2\3\4\5\6\7\1\4\1\1\1\1\1\1\1\1"), {0}, {0}};
    struct jx_str png = png_make(&p);
    struct jx__pixels pixels;
    for (size_t len = 0; len < png.len; len++)
        cr_assert(!jx__png_decode(test_arena, jx_str_copy(test_arena, jx_str_sub(png, 0, len)),
                                  false, &pixels));
    for (size_t at = 8; at < png.len; at++) {
        char *changed = (char *)jx_str_copy(test_arena, png).ptr;
        changed[at] ^= 0x55;
        cr_assert(!jx__png_decode(test_arena, (struct jx_str){changed, png.len}, false, &pixels));
    }
}

/* A file with one image; the status and what was said. */
static enum jx_status write_image(struct fixture *f, struct jx_str image, struct jx_str *ret_file)
{
    fixture_make(f);
    struct jx_page *page = page_add(f);
    for (int i = 0; i < 2; i++)
        JX_PUSH(test_arena, &page->items,
                (struct jx_item){.kind = JX_ITEM_IMAGE,
                                 .image = jx_str_copy(test_arena, image),
                                 .width_mpt = 50000,
                                 .height_mpt = 40000});
    enum jx_status status = jx_pdf_write(test_arena, &f->pages, f->book, &f->diags, ret_file);
    fixture_done(f);
    return status;
}

/* SOI, then a frame header of 3 × 2 samples with n components. */
static struct jx_str jpeg_make(char marker, char n)
{
    struct jx_buf buf = {.arena = test_arena};
    jx_buf_add(&buf, JX_STR("\xff\xd8\xff\xe0\x00\x04xx\xff"));
    jx_buf_addc(&buf, marker);
    jx_buf_addc(&buf, 0);
    jx_buf_addc(&buf, (char)(8 + 3 * n));
    jx_buf_add(&buf, JX_STR("\x08\x00\x02\x00\x03"));
    jx_buf_addc(&buf, n);
    for (int i = 0; i < n; i++)
        jx_buf_add(&buf, JX_STR("\x01\x11\x00"));
    jx_buf_add(&buf, JX_STR("\xff\xda\x00\x02\xff\xd9"));
    return jx_buf_str(&buf);
}

Test(image, jpeg_is_kept_and_written_once)
{
    struct fixture f;
    struct jx_str file = JX_NO_STR, jpeg = jpeg_make('\xc2', 3);
    cr_assert_eq(write_image(&f, jpeg, &file), JX_OK);
    cr_assert_eq(count(file, "/Filter/DCTDecode"), 1);
    cr_assert(has(file, "/Width 3\n/Height 2\n"));
    cr_assert(has(file, "/ColorSpace/DeviceRGB"));
    cr_assert_neq(jx_str_find(file, jpeg, 0), SIZE_MAX);
    cr_assert_eq(count(streams_unpack(file), "q 50 0 0 40 0 801.89 cm /I1 Do Q\n"), 2);
}

Test(image, what_a_jpeg_may_not_be)
{
    struct fixture f;
    struct jx_str file = JX_NO_STR;
    cr_assert_eq(write_image(&f, jpeg_make('\xc0', 4), &file), JX_E_INPUT);
    cr_assert_eq(f.diags.items[0].code, JX_D_IMAGE_CMYK);
    cr_assert_eq(write_image(&f, jpeg_make('\xc3', 3), &file), JX_E_INPUT); /* lossless */
    cr_assert_eq(f.diags.items[0].code, JX_D_IMAGE_BROKEN);
    struct jx_str jpeg = jpeg_make('\xc0', 3);
    for (size_t len = 3; len < jpeg.len; len++)
        cr_assert_eq(write_image(&f, jx_str_sub(jpeg, 0, len), &file), JX_E_INPUT);
}

/* A JPEG of 3 × 2 whose EXIF states an orientation. */
static struct jx_str turned_jpeg(char orientation)
{
    struct jx_buf buf = {.arena = test_arena};
    jx_buf_add(&buf, JX_STR("\xff\xd8\xff\xe1\0\x22"
                            "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0"));
    jx_buf_addc(&buf, orientation);
    jx_buf_add(&buf, JX_STR("\0\0\0\0\0\0\0"));
    jx_buf_add(&buf, jx_str_sub(jpeg_make('\xc0', 3), 2, SIZE_MAX));
    return jx_buf_str(&buf);
}

/* Where a corner of the stored picture (column 0 or 1 from the left, row 0 or 1 from the top) is seen; worked out from the table
 * of EXIF 2.3, 4.6.4 A: "the 0th row is the visual … side, the 0th column the visual … side". */
Test(image, exif_says_which_side_is_up)
{
    static const char *const expected[] = {
        "50 0 0 40 0 801.89",  "-50 0 0 40 50 801.89",  "-50 0 0 -40 50 841.89",
        "50 0 0 -40 0 841.89", "0 -40 -50 0 50 841.89", "0 -40 50 0 0 841.89",
        "0 40 50 0 0 801.89",  "0 40 -50 0 50 801.89",
    };
    for (int i = 0; i < 8; i++) {
        struct fixture f;
        struct jx_str file = JX_NO_STR;
        cr_assert_eq(write_image(&f, turned_jpeg((char)(i + 1)), &file), JX_OK);
        struct jx_str drawn = jx_str_printf(test_arena, "q %s cm /I1 Do Q\n", expected[i]);
        cr_assert_eq(count(streams_unpack(file), drawn.ptr), 2, "%d", i + 1);
        cr_assert(has(file, "/Width 3\n/Height 2\n"));
    }
}

JX_SUITE(stencil)

Test(stencil, hides_what_is_transparent_and_spreads_what_is_half_transparent)
{
    uint8_t samples[16 * 4] = {0}, alpha[16 * 4];
    struct jx__pixels pixels = {16, 4, 1, samples, alpha};
    struct jx_str bits;
    for (size_t i = 0; i < sizeof alpha; i++)
        alpha[i] = i % 16 < 4 ? 0 : i % 16 < 8 ? 255 : 128;
    bits = jx__stencil_make(test_arena, &pixels);
    cr_assert_eq(bits.len, 8);
    for (size_t y = 0; y < 4; y++) {
        const unsigned left = (unsigned char)bits.ptr[2 * y],
                       right = (unsigned char)bits.ptr[2 * y + 1];
        cr_expect_eq(left, 0xf0, "%zu: %02x", y, left);
        cr_expect(right == 0x55 || right == 0xaa, "%zu: %02x", y, right);
    }
}

Test(stencil, hides_the_paper_of_a_picture_without_transparency)
{
    uint8_t samples[8] = {255, 0, 199, 200, 255, 30, 255, 255}, alpha[8];
    struct jx__pixels pixels = {8, 1, 1, samples, alpha};
    memset(alpha, 255, sizeof alpha);
    cr_assert_eq((unsigned char)jx__stencil_make(test_arena, &pixels).ptr[0], 0x9b);
}
