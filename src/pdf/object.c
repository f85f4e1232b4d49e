/* object.c - indirect objects, compressed streams and the finished file.
 *
 * libharu numbers the objects, keeps their offsets, and writes xref, trailer and streams. Dictionaries are handed to it
 * as text through their write_fn, because its own numbers are floats and its strings know no UTF-16.
 */
#include "pdf/internal.h"

#include "base/hash.h"

#include <assert.h>
#include <hpdf.h>
#include <hpdf_objects.h>
#include <libdeflate.h>

/* Level 9 of libdeflate compresses like zlib's 9 in half the time of its 6; 10 to 12 give one part in a hundred more and make
 * the whole build take half as long again. */
#define COMPRESSION_LEVEL 9

struct jx__objects {
    struct jx_arena *arena;
    HPDF_Error_Rec error; /* sticky: the first error makes libharu skip the rest */
    HPDF_MMgr memory;
    HPDF_Xref xref;
    struct libdeflate_compressor *compressor;
    struct jx_buf out;
    unsigned catalog, info;
    unsigned first; /* number of the first object of the list; 0 for a whole file */
};

struct jx__objects *jx__objects_new(struct jx_arena *arena, unsigned first)
{
    struct jx__objects *objects = JX_NEW(arena, struct jx__objects);
    objects->arena = arena;
    objects->out.arena = arena;
    objects->first = first;
    HPDF_Error_Init(&objects->error, NULL);
    /* No pool (size 0): libharu's hands out blocks that are not aligned. */
    objects->memory = HPDF_MMgr_New(&objects->error, 0, NULL, NULL);
    if (objects->memory)
        objects->xref = HPDF_Xref_New(objects->memory, first);
    objects->compressor = libdeflate_alloc_compressor(COMPRESSION_LEVEL);
    if (!objects->xref || !objects->compressor)
        jx_arena_exhausted();
    return objects;
}

void jx__objects_free(struct jx__objects *objects)
{
    if (!objects)
        return;
    libdeflate_free_compressor(objects->compressor);
    HPDF_Xref_Free(objects->xref);
    HPDF_MMgr_Free(objects->memory);
}

/* HPDF_Dict_OnWriteFunc: the dictionary's entries, kept in its attr. */
static HPDF_STATUS body_write(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct jx_str *body = dict->attr;
    assert(body);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->ptr, (HPDF_UINT)body->len);
}

static void body_set(struct jx__objects *objects, HPDF_Dict dict, struct jx_str body)
{
    struct jx_str *kept = JX_NEW(objects->arena, struct jx_str);
    *kept = body;
    dict->attr = kept;
    dict->write_fn = body_write;
}

static unsigned id_of(HPDF_Dict dict)
{
    return dict->header.obj_id & 0x00ffffffu;
}

unsigned jx__object_new(struct jx__objects *objects)
{
    HPDF_Dict dict = HPDF_Dict_New(objects->memory);
    if (!dict)
        jx_arena_exhausted();
    if (HPDF_Xref_Add(objects->xref, dict) != HPDF_OK)
        return 0; /* the error is kept; jx__objects_write() reports it */
    return id_of(dict);
}

void jx__object_fill(struct jx__objects *objects, unsigned id, struct jx_str body)
{
    if (id == 0)
        return;
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(objects->xref, id - objects->first);
    if (entry)
        body_set(objects, entry->obj, body);
}

unsigned jx__object_add(struct jx__objects *objects, struct jx_str body)
{
    unsigned id = jx__object_new(objects);
    jx__object_fill(objects, id, body);
    return id;
}

static struct jx_str deflate(struct jx__objects *objects, struct jx_str data)
{
    size_t bound = libdeflate_zlib_compress_bound(objects->compressor, data.len);
    char *out = jx_arena_alloc(objects->arena, bound);
    size_t len = libdeflate_zlib_compress(objects->compressor, data.ptr, data.len, out, bound);
    assert(len > 0);
    return (struct jx_str){out, len};
}

unsigned jx__stream_add(struct jx__objects *objects, struct jx_str entries, struct jx_str data,
                        enum jx__filter filter)
{
    HPDF_Dict dict = HPDF_DictStream_New(objects->memory, objects->xref);
    if (!dict)
        return 0;
    if (filter == JX__DEFLATE) {
        struct jx_arena_mark mark = jx_arena_mark(objects->arena);
        struct jx_str packed = deflate(objects, data);
        HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)packed.ptr, (HPDF_UINT)packed.len);
        jx_arena_reset(objects->arena, mark);
    } else {
        HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)data.ptr, (HPDF_UINT)data.len);
    }
    struct jx_buf body = {.arena = objects->arena};
    jx_buf_add(&body, entries);
    /* libharu takes /Filter out of streams it does not compress itself, so it stands in the body. */
    if (filter == JX__DEFLATE)
        jx_buf_adds(&body, "/Filter/FlateDecode\n");
    body_set(objects, dict, jx_buf_str(&body));
    return id_of(dict);
}

/* HPDF_Stream_Write_Func: the finished file grows in a buffer. */
static HPDF_STATUS out_write(HPDF_Stream stream, const HPDF_BYTE *ptr, HPDF_UINT size)
{
    jx_buf_add(stream->attr, (struct jx_str){(const char *)ptr, size});
    return HPDF_OK;
}

/* HPDF_Dict_OnWriteFunc of the trailer; everything else of the file is written by now. */
static HPDF_STATUS trailer_write(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct jx__objects *objects = dict->attr;
    struct jx_buf buf = {.arena = objects->arena};
    struct jx_str hex = jx_sha256_hex(objects->arena, jx_buf_str(&objects->out));
    struct jx_str id = jx_str_sub(hex, 0, 32);
    jx_buf_printf(&buf, "/Root %u 0 R\n/Info %u 0 R\n/ID[<%.*s><%.*s>]\n", objects->catalog,
                  objects->info, JX_FMT(id), JX_FMT(id));
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)buf.ptr, (HPDF_UINT)buf.len);
}

enum jx_status jx__objects_write(struct jx__objects *objects, unsigned catalog, unsigned info,
                                 struct jx_str *ret_bytes)
{
    HPDF_Stream stream = HPDF_CallbackWriter_New(objects->memory, out_write, &objects->out);
    if (!stream)
        return JX_E_LIBRARY;
    objects->catalog = catalog;
    objects->info = info;
    objects->xref->trailer->attr = objects;
    objects->xref->trailer->write_fn = trailer_write;
    /* The comment's bytes above 127 mark the file as binary (ISO 19005-1 6.1.2). */
    HPDF_Stream_WriteStr(stream, "%PDF-1.4\n%\xe7\xbb\xa9\xe6\x95\x88\n");
    HPDF_Xref_WriteToStream(objects->xref, stream, NULL);
    HPDF_Stream_Free(stream);
    if (objects->error.error_no != HPDF_OK)
        return JX_E_LIBRARY;
    *ret_bytes = jx_buf_str(&objects->out);
    return JX_OK;
}

enum jx_status jx__objects_loose(struct jx__objects *objects, struct jx_pdf_form *ret_form)
{
    HPDF_Stream stream = HPDF_CallbackWriter_New(objects->memory, out_write, &objects->out);
    if (!stream)
        return JX_E_LIBRARY;
    HPDF_Xref_WriteToStream(objects->xref, stream, NULL);
    HPDF_Stream_Free(stream);
    if (objects->error.error_no != HPDF_OK)
        return JX_E_LIBRARY;
    ret_form->n = objects->xref->entries->count;
    ret_form->offsets = JX_ARRAY(objects->arena, size_t, ret_form->n);
    for (size_t i = 0; i < ret_form->n; i++)
        ret_form->offsets[i] = HPDF_Xref_GetEntry(objects->xref, (HPDF_UINT)i)->byte_offset;
    ret_form->bytes = jx_str_sub(jx_buf_str(&objects->out), 0, objects->xref->addr);
    return JX_OK;
}
