/* Pictures: their headers, and PNG unpacked. The input is a list of chunks, or (first byte odd) a file as it stands.
 *
 * A chunk is a letter for its type, two bytes of length, the data; sums are added and IDAT is packed, which chance would never do.
 */
#include "fuzz.h"

#include "base/picture.h"
#include "pdf/internal.h"

#include <libdeflate.h>

static void put_u32(struct jx_buf *out, uint32_t value)
{
    const char bytes[4] = {(char)(value >> 24), (char)(value >> 16), (char)(value >> 8),
                           (char)value};

    jx_buf_add(out, (struct jx_str){bytes, 4});
}

static struct jx_str packed(struct jx_arena *arena, struct jx_str raw)
{
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(1);
    const size_t most = libdeflate_zlib_compress_bound(packer, raw.len);
    char *bytes = JX_ARRAY(arena, char, most);
    const size_t len = libdeflate_zlib_compress(packer, raw.ptr, raw.len, bytes, most);

    libdeflate_free_compressor(packer);
    return (struct jx_str){bytes, len};
}

static void put_chunk(struct jx_buf *out, struct jx_str name, struct jx_str data)
{
    struct jx_buf summed = {.arena = out->arena};

    if (jx_str_is(name, "IDAT"))
        data = packed(out->arena, data);
    jx_buf_add(&summed, name);
    jx_buf_add(&summed, data);
    put_u32(out, (uint32_t)data.len);
    jx_buf_add(out, jx_buf_str(&summed));
    put_u32(out, libdeflate_crc32(0, summed.ptr, summed.len));
}

static struct jx_str built(struct jx_arena *arena, struct jx_str input)
{
    static const struct jx_str names[] = {{"IHDR", 4}, {"IDAT", 4}, {"PLTE", 4}, {"tRNS", 4},
                                          {"IEND", 4}, {"pHYs", 4}, {"eXIf", 4}, {"QQQQ", 4}};
    struct jx_buf out = {.arena = arena};

    jx_buf_add(&out, (struct jx_str){"\x89PNG\r\n\x1a\n", 8});
    while (input.len >= 3) {
        const size_t len = (size_t)(uint8_t)input.ptr[1] << 8 | (uint8_t)input.ptr[2];

        put_chunk(&out, names[input.ptr[0] & 7], jx_str_sub(input, 3, len));
        input = jx_str_sub(input, 3 + len, SIZE_MAX);
    }
    put_chunk(&out, names[4], JX_STR(""));
    return jx_buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena;
    struct jx__pixels pixels;
    struct jx_picture picture;
    struct jx_str bytes;

    if (size < 1)
        return -1;
    arena = jx_arena_new(FUZZ_ARENA_BYTES);
    jx_arena_on_exhausted(abort);
    bytes = fuzz_text(data + 1, size - 1);
    if (!(data[0] & 1))
        bytes = built(arena, bytes);
    if (jx_picture_read(bytes, &picture) == JX_PICTURE_GOOD &&
        (picture.orientation < 1 || picture.orientation > 8 || picture.width == 0))
        abort();
    if (jx__png_decode(arena, bytes, size % 2 == 1, &pixels)) {
        const size_t n = (size_t)pixels.width * pixels.height * pixels.channels;
        uint64_t sum = 0;

        for (size_t i = 0; i < n; i++)
            sum += pixels.samples[i];
        if (sum > 255 * (uint64_t)n)
            abort();
    }
    jx_arena_free(arena);
    return 0;
}
