/* font.c - the book: roles as fallback chains, the font of a character.
 *
 * Layer:   text.
 * Memory:  everything in the book's arena; faces, ICU's iterator and HarfBuzz's buffer are dropped by
 *          jx_font_book_free.
 */
#include "text/internal.h"

#include "base/file.h"
#include "base/hash.h"
#include "input/source.h"
#include "input/yaml.h"

#include <unicode/ubrk.h>

/* What a role remembers of a character: 0 not looked up yet, 1 + index in its chain, or one of these. */
#define ELSEWHERE 0xfe /* only in another role's chain */
#define NOWHERE 0xff

static void close_all(struct jx_font_book *book)
{
    for (size_t i = 0; i < book->faces.n; i++)
        jx__face_close(book->faces.items[i]);
    ubrk_close(book->breaker);
    ubrk_close(book->words);
    hb_buffer_destroy(book->buffer);
    jx_arena_free(book->scratch);
}

void jx_font_book_free(struct jx_font_book *book)
{
    if (book)
        close_all(book);
}

/* The face of a file, opened once however many roles name it. NULL after a message. */
static struct jx_font *book_face(struct jx_font_book *book, struct jx_str folder,
                                 struct jx_str name, struct jx_span span, struct jx_diags *diags)
{
    unsigned index;
    struct jx_str path = jx_path_join(book->arena, folder, jx__face_split(name, &index));
    for (size_t i = 0; i < book->faces.n; i++) {
        struct jx_font *font = book->faces.items[i];
        if (jx_str_eq(font->path, path) && font->face_index == index)
            return font;
    }
    bool exists = false;
    struct jx_font *font = jx__face_open(book->arena, path, index, &exists);
    if (font)
        JX_PUSH(book->arena, &book->faces, font);
    else if (exists)
        JX_SAY(diags, FONT_FILE_BAD, span, name);
    else
        JX_SAY(diags, FONT_FILE_MISSING, span, name);
    return font;
}

static bool load_chain(struct jx_font_book *book, struct jx_str folder,
                       const struct jx_node_entry *entry, struct jx_diags *diags)
{
    const struct jx_node *list = entry->value;
    struct jx_node *const *items = list->kind == JX_NODE_LIST ? list->items : &entry->value;
    size_t n = list->kind == JX_NODE_LIST ? list->n : !jx_node_is_null(list);
    if (n == 0 || n > JX_MAX_CHAIN) {
        JX_SAY(diags, FONT_CHAIN_LENGTH, entry->key_span, entry->key,
               jx_str_printf(diags->arena, "%d", JX_MAX_CHAIN));
        return false;
    }
    struct jx__role *role = &book->roles[book->n_roles++];
    role->name = jx_str_copy(book->arena, entry->key);
    for (size_t i = 0; i < n; i++) {
        if (items[i]->kind != JX_NODE_SCALAR || jx_str_empty(items[i]->text)) {
            JX_SAY(diags, FONT_ROLES_BAD, items[i]->span, entry->key);
            return false;
        }
        struct jx_str name = jx_str_copy(book->arena, items[i]->text);
        struct jx_font *font = book_face(book, folder, name, items[i]->span, diags);
        if (font)
            role->chain[role->n++] = font;
    }
    return role->n == n;
}

static bool load_roles(struct jx_font_book *book, struct jx_str folder, const struct jx_node *roles,
                       struct jx_diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < roles->n; i++)
        good = load_chain(book, folder, &roles->entries[i], diags) && good;
    return good;
}

static void load_hashes(struct jx_font_book *book, const struct jx_node *hashes)
{
    for (size_t i = 0; i < book->faces.n; i++) {
        for (size_t k = 0; hashes && hashes->kind == JX_NODE_MAP && k < hashes->n; k++) {
            const struct jx_node_entry *entry = &hashes->entries[k];
            if (jx_str_eq(entry->key, book->faces.items[i]->file_name))
                book->faces.items[i]->sha256 = jx_str_copy(book->arena, entry->value->text);
        }
    }
}

static enum jx_status load_book(struct jx_font_book *book, struct jx_str folder,
                                struct jx_diags *diags)
{
    uint32_t file;
    struct jx_node *root;
    enum jx_status status = jx_source_read(diags->arena, folder, JX_STR("roles.yaml"), JX_NO_SPAN,
                                           JX_YAML_MAX_BYTES, diags, &file);
    if (status == JX_OK)
        status = jx_yaml_parse(diags->arena, file, diags, &root);
    if (status != JX_OK)
        return status;
    const struct jx_node *roles = jx_node_at(root, "角色");
    struct jx_span place = root ? root->span : (struct jx_span){file, 1, 1, 1, 2};
    if (!roles || roles->kind != JX_NODE_MAP || roles->n == 0 || roles->n > JX_MAX_ROLES) {
        JX_SAY(diags, FONT_ROLES_NONE, place, jx_str_printf(diags->arena, "%d", JX_MAX_ROLES));
        return JX_E_INPUT;
    }
    if (!load_roles(book, folder, roles, diags))
        return JX_E_INPUT;
    load_hashes(book, jx_node_at(root, "校验"));
    return JX_OK;
}

enum jx_status jx_font_book_new(struct jx_arena *arena, struct jx_str folder,
                                struct jx_diags *diags, struct jx_font_book **ret_book)
{
    struct jx_font_book *book = JX_NEW(arena, struct jx_font_book);
    book->arena = arena;
    book->scratch = jx_arena_new(0);
    book->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(book->buffer))
        jx_arena_exhausted();
    enum jx_status status = load_book(book, folder, diags);
    if (status != JX_OK) {
        close_all(book);
        return status;
    }
    *ret_book = book;
    return JX_OK;
}

/* ---- overriding ---- */

static void say_unknown_role(const struct jx_font_book *book, struct jx_str role,
                             struct jx_span span, struct jx_diags *diags)
{
    struct jx_str names[JX_MAX_ROLES];
    for (size_t i = 0; i < book->n_roles; i++)
        names[i] = book->roles[i].name;
    struct jx_str all = jx_str_join(diags->arena, names, book->n_roles, JX_STR("、"));
    struct jx_str nearest = jx_str_nearest(role, names, book->n_roles);
    struct jx_diag *diag = JX_SAY(diags, FONT_ROLE_UNKNOWN, span, role, all, nearest);
    if (!nearest.ptr)
        diag->hint = JX_STR("");
}

enum jx_status jx_font_book_override(struct jx_font_book *book, struct jx_str role,
                                     struct jx_str path, struct jx_span span,
                                     struct jx_diags *diags)
{
    unsigned index = jx_font_book_role(book, role);
    if (index == JX_NO_ROLE) {
        say_unknown_role(book, role, span, diags);
        return JX_E_INPUT;
    }
    struct jx_font *font =
        book_face(book, JX_STR("."), jx_str_copy(book->arena, path), span, diags);
    if (!font)
        return JX_E_INPUT;
    struct jx__role *item = &book->roles[index];
    size_t keep = item->n < JX_MAX_CHAIN ? item->n : JX_MAX_CHAIN - 1;
    for (size_t i = keep; i > 0; i--)
        item->chain[i] = item->chain[i - 1];
    item->chain[0] = font;
    item->n = keep + 1;
    /* What any role knows about characters may be out of date now. */
    for (size_t i = 0; i < book->n_roles; i++)
        for (size_t page = 0; page < JX__PAGES; page++)
            book->roles[i].pages[page] = NULL;
    return JX_OK;
}

bool jx_font_book_verify(const struct jx_font_book *book, struct jx_diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < book->faces.n; i++) {
        const struct jx_font *font = book->faces.items[i];
        if (!font->sha256.ptr)
            continue;
        struct jx_str actual = jx_sha256_hex(diags->arena, font->bytes);
        if (jx_str_eq(actual, font->sha256))
            continue;
        JX_SAY(diags, FONT_HASH, JX_NO_SPAN, font->file_name, font->sha256, actual);
        good = false;
    }
    return good;
}

/* ---- looking up ---- */

unsigned jx_font_book_role(const struct jx_font_book *book, struct jx_str name)
{
    for (size_t i = 0; i < book->n_roles; i++)
        if (jx_str_eq(book->roles[i].name, name))
            return (unsigned)i;
    return JX_NO_ROLE;
}

struct jx_str jx_font_book_role_name(const struct jx_font_book *book, unsigned role)
{
    return role < book->n_roles ? book->roles[role].name : JX_NO_STR;
}

size_t jx_font_book_n_roles(const struct jx_font_book *book)
{
    return book->n_roles;
}

const struct jx_font *jx_font_book_chain(const struct jx_font_book *book, unsigned role, size_t k)
{
    return role < book->n_roles && k < book->roles[role].n ? book->roles[role].chain[k] : NULL;
}

size_t jx_font_book_n_fonts(const struct jx_font_book *book)
{
    return book->used.n;
}

struct jx_font *jx_font_book_at(const struct jx_font_book *book, size_t id)
{
    return id < book->used.n ? book->used.items[id] : NULL;
}

struct jx_font *jx__font_use(struct jx_font_book *book, struct jx_font *font)
{
    if (font->id == SIZE_MAX) {
        font->id = book->used.n;
        JX_PUSH(book->arena, &book->used, font);
    }
    return font;
}

static struct jx_font *search_chain(const struct jx__role *role, uint32_t cp, size_t *ret_index)
{
    for (size_t i = 0; i < role->n; i++) {
        if (jx__face_glyph(role->chain[i], cp)->glyph != 0) {
            *ret_index = i;
            return role->chain[i];
        }
    }
    return NULL;
}

static struct jx_font *search_elsewhere(const struct jx_font_book *book, uint32_t cp)
{
    size_t index;
    for (size_t i = 0; i < book->n_roles; i++) {
        struct jx_font *font = search_chain(&book->roles[i], cp, &index);
        if (font)
            return font;
    }
    return NULL;
}

/* Where the role's chain has cp, from its table. */
static uint8_t role_entry(struct jx_font_book *book, unsigned role, uint32_t cp)
{
    struct jx__role *item = &book->roles[role];
    uint8_t **page = &item->pages[(cp >> 8) % JX__PAGES];
    if (!*page)
        *page = JX_ARRAY(book->arena, uint8_t, 256);
    uint8_t *entry = &(*page)[cp & 0xff];
    size_t index;
    if (*entry)
        return *entry;
    if (search_chain(item, cp, &index))
        *entry = (uint8_t)(index + 1);
    else
        *entry = search_elsewhere(book, cp) ? ELSEWHERE : NOWHERE;
    return *entry;
}

struct jx_font *jx__chain_font(struct jx_font_book *book, unsigned role, uint32_t cp)
{
    uint8_t entry = role_entry(book, role, cp);
    return entry < ELSEWHERE ? book->roles[role].chain[entry - 1] : NULL;
}

struct jx_font *jx_font_for_char(struct jx_font_book *book, unsigned role, uint32_t cp,
                                 bool *ret_missing)
{
    if (role >= book->n_roles)
        role = 0;
    uint8_t entry = role_entry(book, role, cp);
    *ret_missing = entry == NOWHERE;
    if (entry == NOWHERE)
        return jx__font_use(book, book->roles[role].chain[0]);
    if (entry == ELSEWHERE)
        return jx__font_use(book, search_elsewhere(book, cp));
    return jx__font_use(book, book->roles[role].chain[entry - 1]);
}
