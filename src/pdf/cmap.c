/* cmap.c - the two CMaps of a font: codes to text, and, when they differ, codes to CIDs. */
#include "pdf/internal.h"

#include <stdlib.h>

/* Longest entry of a block (Adobe Technical Note 5014, 6.). */
#define BLOCK 100

/* A cluster of more UTF-16 units than this is cut: PDF readers take at most 512 bytes. */
#define MAX_UNITS 255

static void open_cmap(struct jx_buf *buf, const char *ordering, struct jx_str name, int type)
{
    jx_buf_printf(buf,
                  "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo 3 dict dup begin\n/Registry (Adobe) def\n/Ordering (%s) def\n"
                  "/Supplement 0 def\nend def\n/CMapName /%.*s def\n",
                  ordering, JX_FMT(name));
    if (type == 1)
        jx_buf_adds(buf, "/CMapVersion 1 def\n/WMode 0 def\n");
    jx_buf_printf(buf,
                  "/CMapType %d def\n"
                  "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
                  type);
}

static void close_cmap(struct jx_buf *buf)
{
    jx_buf_adds(buf, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* Begin, continue or end the blocks of a list of n entries, before entry i (i == n: the end). */
static void block_step(struct jx_buf *buf, const char *what, size_t i, size_t n)
{
    if (i > 0 && (i % BLOCK == 0 || i == n))
        jx_buf_printf(buf, "end%s\n", what);
    if (i < n && i % BLOCK == 0)
        jx_buf_printf(buf, "%zu begin%s\n", n - i < BLOCK ? n - i : (size_t)BLOCK, what);
}

static void put_code(struct jx_buf *buf, uint32_t code)
{
    jx_buf_addc(buf, '<');
    jx__put_hex4(buf, code);
    jx_buf_adds(buf, "> ");
}

static void put_destination(struct jx_buf *buf, struct jx_str text)
{
    size_t units = 0;
    jx_buf_addc(buf, '<');
    for (size_t pos = 0; pos < text.len && units < MAX_UNITS - 1;) {
        uint32_t cp = jx_utf8_next(text, &pos);
        jx__put_utf16(buf, cp);
        units += cp < 0x10000 ? 1 : 2;
    }
    jx_buf_adds(buf, ">\n");
}

static int code_order(const void *a, const void *b)
{
    const struct jx__code *const *x = a, *const *y = b;
    return ((*x)->code > (*y)->code) - ((*x)->code < (*y)->code);
}

/* The codes that have a text, in order. Result: their number; shape of ret [n]. */
static size_t codes_sort(struct jx_arena *arena, const struct jx__codes *codes,
                         const struct jx__code ***ret)
{
    const struct jx__code **sorted = JX_ARRAY(arena, const struct jx__code *, codes->n);
    size_t n = 0;
    for (size_t i = 0; i < codes->n; i++)
        if (codes->items[i].text.len > 0)
            sorted[n++] = &codes->items[i];
    if (n > 0)
        qsort(sorted, n, sizeof *sorted, code_order);
    *ret = sorted;
    return n;
}

/* Where the range of codes that follow one another ends; only the last byte may vary in it (Technical Note 5411, 1.4.3). */
static size_t range_end(const struct jx__code *const *codes, size_t n, size_t from)
{
    size_t end = from + 1;
    while (end < n && codes[end]->code == codes[end - 1]->code + 1 && codes[end]->code % 256 != 0)
        end++;
    return end;
}

/* Ranges with a list of texts: codes stand close together, so this takes half of what single entries would. */
struct jx_str jx__cmap_unicode(struct jx_arena *arena, const struct jx__codes *codes)
{
    struct jx_buf buf = {.arena = arena};
    const struct jx__code **sorted;
    size_t n = codes_sort(arena, codes, &sorted);
    size_t n_ranges = 0, range = 0;
    for (size_t i = 0; i < n; i = range_end(sorted, n, i))
        n_ranges++;
    open_cmap(&buf, "UCS", JX_STR("Adobe-Identity-UCS"), 2);
    for (size_t i = 0, end; i < n; i = end) {
        end = range_end(sorted, n, i);
        block_step(&buf, "bfrange", range++, n_ranges);
        put_code(&buf, sorted[i]->code);
        put_code(&buf, sorted[end - 1]->code);
        jx_buf_addc(&buf, '[');
        for (size_t k = i; k < end; k++)
            put_destination(&buf, sorted[k]->text);
        jx_buf_adds(&buf, "]\n");
    }
    block_step(&buf, "bfrange", n_ranges, n_ranges);
    close_cmap(&buf);
    return jx_buf_str(&buf);
}

struct jx_str jx__cmap_encoding(struct jx_arena *arena, const struct jx__codes *codes,
                                struct jx_str name)
{
    struct jx_buf buf = {.arena = arena};
    open_cmap(&buf, "Identity", name, 1);
    for (size_t i = 0; i < codes->n; i++) {
        block_step(&buf, "cidchar", i, codes->n);
        put_code(&buf, codes->items[i].code);
        jx_buf_printf(&buf, "%u\n", (unsigned)codes->items[i].cid);
    }
    block_step(&buf, "cidchar", codes->n, codes->n);
    close_cmap(&buf);
    return jx_buf_str(&buf);
}
