/* icc.c - a minimal sRGB profile, computed: header, primaries adapted to D50, one sampled tone curve. */
#include "pdf/internal.h"

#define HEADER_BYTES 128
#define N_TAGS 9
#define CURVE_SAMPLES 256

/* Fixed point with 31 fractional bits: 1.0 is ONE. */
#define ONE ((uint64_t)1 << 31)

static uint64_t mul(uint64_t a, uint64_t b)
{
    return a * b >> 31;
}

/* The fifth root of x, by bisection. */
static uint64_t fifth_root(uint64_t x)
{
    uint64_t root = 0;
    for (uint64_t bit = ONE; bit != 0; bit >>= 1) {
        uint64_t r = root + bit;
        if (r <= ONE && mul(mul(mul(r, r), mul(r, r)), r) <= x)
            root = r;
    }
    return root;
}

/* The sRGB curve at i/255, as 0 to 65535. Source: IEC 61966-2-1, 5.2: v/12.92 up to 0.04045, above it b to the power of
 * 12/5 with b = (v + 0.055)/1.055; that is b² times the fifth root of b². */
static unsigned curve_at(unsigned i)
{
    uint64_t v = i * ONE / (CURVE_SAMPLES - 1);
    uint64_t linear;
    if (v * 100000 <= 4045 * ONE) {
        linear = v * 100 / 1292;
    } else {
        uint64_t base = (v * 1000 + 55 * ONE) / 1055;
        uint64_t square = mul(base, base);
        linear = mul(square, fifth_root(square));
    }
    return (unsigned)((linear * 65535 + ONE / 2) >> 31);
}

static void put_u16(struct jx_buf *buf, unsigned value)
{
    jx_buf_addc(buf, (char)(value >> 8 & 0xff));
    jx_buf_addc(buf, (char)(value & 0xff));
}

static void put_u32(struct jx_buf *buf, uint32_t value)
{
    put_u16(buf, value >> 16);
    put_u16(buf, value & 0xffff);
}

static void put_zeros(struct jx_buf *buf, size_t n)
{
    while (n-- > 0)
        jx_buf_addc(buf, 0);
}

static void put_xyz(struct jx_buf *buf, const uint32_t xyz[3])
{
    jx_buf_adds(buf, "XYZ ");
    put_u32(buf, 0);
    for (int i = 0; i < 3; i++)
        put_u32(buf, xyz[i]);
}

/* textDescriptionType (ICC.1:1998-09 6.5.17): ASCII, then empty Unicode and Macintosh names. */
static void put_description(struct jx_buf *buf)
{
    static const char name[] = "sRGB IEC61966-2.1";
    jx_buf_adds(buf, "desc");
    put_u32(buf, 0);
    put_u32(buf, sizeof name);
    jx_buf_add(buf, (struct jx_str){name, sizeof name});
    put_zeros(buf, 4 + 4 + 2 + 1 + 67);
}

static void put_copyright(struct jx_buf *buf)
{
    static const char text[] = "Public domain";
    jx_buf_adds(buf, "text");
    put_u32(buf, 0);
    jx_buf_add(buf, (struct jx_str){text, sizeof text});
}

static void put_curve(struct jx_buf *buf)
{
    jx_buf_adds(buf, "curv");
    put_u32(buf, 0);
    put_u32(buf, CURVE_SAMPLES);
    for (unsigned i = 0; i < CURVE_SAMPLES; i++)
        put_u16(buf, curve_at(i));
}

/* XYZ as s15Fixed16: sRGB's primaries adapted to D50 by Bradford, and D50 itself. */
static const uint32_t d50[3] = {0xf6d6, 0x10000, 0xd32d};
static const uint32_t red[3] = {0x6fa2, 0x38f5, 0x0390};
static const uint32_t green[3] = {0x6299, 0xb785, 0x18da};
static const uint32_t blue[3] = {0x24a0, 0x0f84, 0xb6cf};

static void put_header(struct jx_buf *buf, size_t size)
{
    put_u32(buf, (uint32_t)size);
    put_u32(buf, 0);
    put_u32(buf, 0x02100000); /* version 2.1 */
    jx_buf_adds(buf, "mntrRGB XYZ ");
    static const unsigned made[6] = {2000, 1, 1, 0, 0, 0}; /* a date must stand here */
    for (int i = 0; i < 6; i++)
        put_u16(buf, made[i]);
    jx_buf_adds(buf, "acsp");
    put_zeros(buf, 28);
    for (int i = 0; i < 3; i++)
        put_u32(buf, d50[i]);
    put_zeros(buf, HEADER_BYTES - 80);
}

/* Start of a tag's data, on a multiple of four. */
static size_t tag_start(struct jx_buf *data)
{
    while (data->len % 4 != 0)
        jx_buf_addc(data, 0);
    return data->len;
}

struct jx_str jx__icc_srgb(struct jx_arena *arena)
{
    static const char names[N_TAGS][5] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ",
                                          "bXYZ", "rTRC", "gTRC", "bTRC"};
    struct jx_buf data = {.arena = arena};
    struct jx_buf out = {.arena = arena};
    size_t starts[N_TAGS], lengths[N_TAGS];
    for (int i = 0; i < N_TAGS; i++) {
        static const uint32_t *const xyz[] = {d50, red, green, blue};
        starts[i] = tag_start(&data);
        if (i == 0)
            put_description(&data);
        else if (i == 1)
            put_copyright(&data);
        else if (i < 6)
            put_xyz(&data, xyz[i - 2]);
        else if (i == 6)
            put_curve(&data);
        else
            starts[i] = starts[6]; /* one curve for all three */
        lengths[i] = i > 6 ? lengths[6] : data.len - starts[i];
    }
    size_t base = HEADER_BYTES + 4 + N_TAGS * 12;
    tag_start(&data);
    put_header(&out, base + data.len);
    put_u32(&out, N_TAGS);
    for (int i = 0; i < N_TAGS; i++) {
        jx_buf_adds(&out, names[i]);
        put_u32(&out, (uint32_t)(base + starts[i]));
        put_u32(&out, (uint32_t)lengths[i]);
    }
    jx_buf_add(&out, jx_buf_str(&data));
    return jx_buf_str(&out);
}
