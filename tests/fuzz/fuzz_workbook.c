/* Workbooks that came back. The input is a package as it stands (it begins with P), or else the XML of one sheet. */
#include "fuzz.h"

#include "xlsx/read_internal.h"

#include <string.h>
#include <zip.h>

static void add(zip_t *zip, const char *name, struct jx_str text)
{
    zip_file_add(zip, name, zip_source_buffer(zip, text.ptr, text.len, 0), ZIP_FL_ENC_UTF_8);
}

/* A package around a sheet, stored. */
static struct jx_str wrapped(struct jx_arena *arena, struct jx_str sheet)
{
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
    struct jx_buf buf = {.arena = arena};
    char chunk[4096];
    zip_int64_t n;

    zip_source_keep(target);
    add(zip, "_rels/.rels",
        JX_STR("<a><Relationship Id='a' Type='/officeDocument' Target='b.xml'/></a>"));
    add(zip, "_rels/b.xml.rels",
        JX_STR("<a><Relationship Id='a' Type='/worksheet' Target='s.xml'/></a>"));
    add(zip, "b.xml", JX_STR("<a><sheet name='a' id='a'/></a>"));
    add(zip, "s.xml", sheet);
    zip_close(zip);
    zip_source_open(target);
    while ((n = zip_source_read(target, chunk, sizeof chunk)) > 0)
        jx_buf_add(&buf, (struct jx_str){chunk, (size_t)n});
    zip_source_close(target);
    zip_source_free(target);
    return jx_buf_str(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena;
    struct jx_sources sources;
    struct jx_diags diags;
    struct jx_book *book = NULL;
    struct jx_str bytes;

    if (size < 2)
        return -1;
    arena = jx_arena_new(FUZZ_ARENA_BYTES);
    jx_arena_on_exhausted(abort);
    sources = (struct jx_sources){.arena = arena};
    jx_diags_init(&diags, arena, &sources);
    bytes = fuzz_text(data, size);
    if (data[0] != 'P')
        bytes = wrapped(arena, bytes);
    if (jx_xlsx_read(arena, bytes, JX_STR("x"), &diags, &book) == JX_OK) {
        for (size_t s = 0; s < book->n_sheets; s++)
            for (size_t i = 1; i < book->sheets[s].n_cells; i++) {
                const struct jx_book_cell *a = &book->sheets[s].cells[i - 1], *b = a + 1;
                if (a->row > b->row || (a->row == b->row && a->col >= b->col))
                    abort();
            }
    } else if (diags.n == 0) {
        abort();
    }
    jx_arena_free(arena);
    return 0;
}
