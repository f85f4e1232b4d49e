/* picture_file.c - finds, reads and checks the files of pictures. */
#include "document/figure_make.h"

#include "base/load.h"
#include "base/picture.h"
#include "input/suggest.h"

#define MAX_FILE_BYTES ((size_t)20 << 20)
#define OWN_FOLDER "模板"

/* ---- finding ---- */

static bool is_picture_name(struct jx_str name)
{
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".PNG", ".JPG", ".JPEG"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (jx_str_ends(name, jx_str_of(endings[i])))
            return true;
    return false;
}

/* The pictures in a folder of the project. */
static void list_pictures(struct jx__builder *b, struct jx_str folder, struct jx_strs *names)
{
    struct jx_strs entries = {0};
    bool top = jx_str_is(folder, ".");
    struct jx_str path = top ? b->input->folder : jx_path_join(b->arena, b->input->folder, folder);
    if (!jx_folder_exists(path) || !jx_path_resolves_inside(b->input->folder, path) ||
        jx_folder_list(b->arena, path, &entries) != JX_OK)
        return;
    for (size_t i = 0; i < entries.n; i++)
        if (is_picture_name(entries.items[i]))
            JX_PUSH(b->arena, names,
                    top ? entries.items[i] : jx_path_join(b->arena, folder, entries.items[i]));
}

static void say_missing(struct jx__builder *b, struct jx_text name)
{
    struct jx_strs names = {0};
    if (b->input != NULL && b->diags->n < JX_DIAGS_MAX)
        list_pictures(b, jx_path_folder(name.str), &names);
    struct jx_str near = jx_suggest(b->diags, name.str, names.items, names.n);
    jx_suggested(JX_SAY(b->diags, IMAGE_MISSING, name.span, name.str, near), near);
}

/* The file in the project or in a library. False after a message. */
static bool find_file(struct jx__builder *b, struct jx_text name, struct jx_str *ret_path)
{
    const struct jx_template_input *input = b->input;
    struct jx_str own = jx_path_join(b->arena, JX_STR(OWN_FOLDER), name.str);
    struct jx_str in_project[] = {name.str, own};
    for (size_t i = 0; input != NULL && i < 2; i++) {
        *ret_path = jx_path_join(b->arena, input->folder, in_project[i]);
        if (!jx_file_exists(*ret_path))
            continue;
        if (jx_path_resolves_inside(input->folder, *ret_path))
            return true;
        JX_SAY(b->diags, FILE_OUTSIDE, name.span, name.str);
        return false;
    }
    for (size_t i = 0; input != NULL && i < input->n_libraries; i++) {
        *ret_path = jx_path_join(b->arena, input->libraries[i], name.str);
        if (jx_file_exists(*ret_path))
            return true;
    }
    say_missing(b, name);
    return false;
}

/* ---- reading ---- */

static bool read_file(struct jx__builder *b, struct jx_text name, struct jx_str path,
                      struct jx_str *ret_bytes)
{
    enum jx_status status = jx_file_read(b->arena, path, MAX_FILE_BYTES, ret_bytes);
    if (status == JX_OK)
        jx_sources_note(b->diags->sources, path, *ret_bytes);
    else
        (void)jx_file_say(status, name.str, name.span, MAX_FILE_BYTES, b->diags);
    return status == JX_OK;
}

static void say_fault(struct jx__builder *b, enum jx_picture_fault fault, struct jx_text name,
                      const struct jx_picture *picture)
{
    switch (fault) {
    case JX_PICTURE_UNKNOWN:
        JX_SAY(b->diags, IMAGE_UNKNOWN, name.span);
        break;
    case JX_PICTURE_CMYK:
        JX_SAY(b->diags, IMAGE_CMYK, name.span);
        break;
    case JX_PICTURE_LARGE:
        JX_SAY(
            b->diags, IMAGE_PIXELS, name.span, name.str,
            jx_str_printf(b->arena, "%u×%u", (unsigned)picture->width, (unsigned)picture->height));
        break;
    default:
        JX_SAY(b->diags, IMAGE_BROKEN, name.span);
        break;
    }
}

static bool read_picture(struct jx__builder *b, struct jx_text name, struct jx__picture *picture)
{
    struct jx_str path = JX_NO_STR;
    struct jx_picture head = {0};
    if (!jx_path_is_inside(name.str)) {
        JX_SAY(b->diags, FILE_OUTSIDE, name.span, name.str);
        return false;
    }
    if (!find_file(b, name, &path) || !read_file(b, name, path, &picture->bytes))
        return false;
    enum jx_picture_fault fault = jx_picture_read(picture->bytes, &head);
    if (fault != JX_PICTURE_GOOD) {
        say_fault(b, fault, name, &head);
        return false;
    }
    bool turned = jx_picture_is_turned(&head);
    picture->width_px = turned ? head.height : head.width;
    picture->height_px = turned ? head.width : head.height;
    picture->dpi_milli = head.dpi_milli;
    return true;
}

bool jx__picture_take(struct jx__builder *b, struct jx_text name, struct jx_figure *figure)
{
    struct jx__picture picture = {0};
    size_t known = jx_index_find(&b->picture_names, name.str);
    if (known == SIZE_MAX) {
        if (!read_picture(b, name, &picture))
            return false;
        (void)jx_index_add(b->arena, &b->picture_names, name.str, b->pictures.n);
        JX_PUSH(b->arena, &b->pictures, picture);
    } else {
        picture = b->pictures.items[known];
    }
    figure->image = picture.bytes;
    figure->width_px = picture.width_px;
    figure->height_px = picture.height_px;
    figure->dpi_milli = picture.dpi_milli;
    return true;
}
