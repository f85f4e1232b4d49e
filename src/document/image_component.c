/* image_component.c - 图片, and Markdown pictures on lines of their own. */
#include "document/figure_make.h"

#include <cmark-gfm.h>

#include <stddef.h>

#define MAX_PARTS 4

/* ---- 图片 ---- */

struct part_record {
    struct jx_text file, title;
};

struct image_record {
    struct jx_text file;
    struct {
        struct part_record *items;
        size_t n;
    } parts;
    struct jx_text title, anchor, width;
    struct jx_flag numbered;
};

static const struct jx_field part_fields[] = {
    {.key = "文件",
     .type = JX_F_TEXT,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct part_record, file),
     .doc = "项目文件夹里的 PNG 或 JPEG"},
    {.key = "标题",
     .type = JX_F_TEXT,
     .offset = offsetof(struct part_record, title),
     .doc = "分图题"},
};
static const struct jx_schema part_schema = {
    .name = "并排的图片",
    .size = sizeof(struct part_record),
    .fields = part_fields,
    .n_fields = sizeof part_fields / sizeof *part_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
    .scalar_field = "文件",
};

#define FIELD(key_, kind_, member_, doc_)                                                          \
    {                                                                                              \
        .key = key_, .type = kind_, .offset = offsetof(struct image_record, member_), .doc = doc_  \
    }

static const struct jx_field image_fields[] = {
    FIELD("文件", JX_F_TEXT, file, "项目文件夹里的 PNG 或 JPEG"),
    {.key = "并排",
     .type = JX_F_LIST,
     .offset = offsetof(struct image_record, parts),
     .record = &part_schema,
     .doc = "并排的几幅：文件和标题"},
    FIELD("标题", JX_F_TEXT, title, "图题"),
    FIELD("编号", JX_F_BOOL, numbered, "是否印图号"),
    FIELD("引用", JX_F_TEXT, anchor, "引用名"),
    FIELD("宽", JX_F_TEXT, width, "如 120mm 或 80%；不写则照图片自己的大小"),
};
const struct jx_schema jx__image_schema = {
    .name = "图片",
    .size = sizeof(struct image_record),
    .fields = image_fields,
    .n_fields = sizeof image_fields / sizeof *image_fields,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

static bool any_title(const struct image_record *record)
{
    for (size_t i = 0; i < record->parts.n; i++)
        if (!jx_str_empty(record->parts.items[i].title.str))
            return true;
    return false;
}

/* Source: GB/T 1.1-2020 9.9: parts of a figure are told apart by a) b) c). */
static bool take_part(struct jx__builder *b, const struct image_record *record, size_t i,
                      struct jx_figure *part)
{
    const struct part_record *source = &record->parts.items[i];
    *part = (struct jx_figure){.kind = JX_FIGURE_IMAGE, .span = source->file.span};
    if (any_title(record)) {
        bool blank = jx_str_empty(source->title.str);
        struct jx_str text = jx_str_printf(b->arena, "%c)%s%.*s", (char)('a' + i),
                                           blank ? "" : "　", JX_FMT(source->title.str));
        part->caption = jx__inlines_plain(b->arena, text, source->title.span);
    }
    return jx__picture_take(b, source->file, part);
}

static bool take_parts(struct jx__builder *b, const struct image_record *record,
                       struct jx_figure *figure)
{
    size_t n = record->parts.n;
    bool good = true;
    if (n < 2 || n > MAX_PARTS) {
        JX_SAY(b->diags, IMAGE_ROW, figure->span, jx_str_printf(b->arena, "%zu", n),
               jx_str_printf(b->arena, "%d", MAX_PARTS));
        return false;
    }
    struct jx_figure *parts = JX_ARRAY(b->arena, struct jx_figure, n);
    figure->kind = JX_FIGURE_ROW;
    figure->parts = parts;
    figure->n_parts = n;
    for (size_t i = 0; i < n; i++)
        good = take_part(b, record, i, &parts[i]) && good;
    return good;
}

void jx__image_component(struct jx__builder *b, const void *record_, struct jx_span span)
{
    const struct image_record *record = record_;
    struct jx_figure *figure = JX_NEW(b->arena, struct jx_figure);
    *figure = (struct jx_figure){.kind = JX_FIGURE_IMAGE, .span = span};
    bool one = !jx_str_empty(record->file.str);
    bool good = jx__figure_length(b, &record->width, &figure->width_mpt, &figure->width_permille);
    if (one == (record->parts.n > 0)) {
        JX_SAY(b->diags, IMAGE_SOURCE, span);
        good = false;
    } else if (one) {
        figure->span = record->file.span;
        good = jx__picture_take(b, record->file, figure) && good;
    } else {
        good = take_parts(b, record, figure) && good;
    }
    struct jx__figure_place place = {
        .span = span,
        .caption = jx__inlines_plain(b->arena, record->title.str, record->title.span),
        .numbered = record->numbered,
        .anchor = record->anchor,
    };
    if (good)
        jx__figure_push(b, figure, &place);
    else
        b->failed = true;
}

/* ---- ![题](文件){#名 宽=120mm} ---- */

/* What stands behind a picture, up to the line's end. */
static struct jx_str behind(cmark_node *image)
{
    cmark_node *next = cmark_node_next(image);
    if (next == NULL || cmark_node_get_type(next) != CMARK_NODE_TEXT)
        return JX_STR("");
    return jx_str_trim(jx_str_of(cmark_node_get_literal(next)));
}

static bool is_braced(struct jx_str text)
{
    return text.len >= 2 && text.ptr[0] == '{' && text.ptr[text.len - 1] == '}' &&
           jx_str_find(text, JX_STR("}"), 0) == text.len - 1;
}

/* The picture of the next line, or NULL. */
static cmark_node *next_image(cmark_node *image)
{
    cmark_node *next = cmark_node_next(image);
    if (next != NULL && cmark_node_get_type(next) == CMARK_NODE_TEXT)
        next = cmark_node_next(next);
    return next == NULL ? NULL : cmark_node_next(next);
}

static bool is_line_end(cmark_node *node)
{
    return node == NULL || cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ||
           cmark_node_get_type(node) == CMARK_NODE_LINEBREAK;
}

static bool is_all_images(cmark_node *paragraph)
{
    cmark_node *image = cmark_node_first_child(paragraph);
    if (image == NULL)
        return false;
    for (; image != NULL; image = next_image(image)) {
        if (cmark_node_get_type(image) != CMARK_NODE_IMAGE)
            return false;
        cmark_node *next = cmark_node_next(image);
        if (is_braced(behind(image)))
            next = cmark_node_next(next);
        if (!is_line_end(next))
            return false;
    }
    return true;
}

/* One word of {#名 宽=120mm -}. */
static bool take_word(struct jx__builder *b, struct jx_str word, struct jx_span span,
                      struct jx__figure_place *place, struct jx_figure *figure)
{
    struct jx_str width = JX_STR("宽=");
    if (jx_str_is(word, "-")) {
        place->numbered = (struct jx_flag){.set = true, .span = span};
    } else if (word.len > 1 && word.ptr[0] == '#') {
        place->anchor = (struct jx_text){jx_str_sub(word, 1, SIZE_MAX), span};
    } else if (jx_str_starts(word, width) && word.len > width.len) {
        struct jx_text text = {jx_str_sub(word, width.len, SIZE_MAX), span};
        return jx__figure_length(b, &text, &figure->width_mpt, &figure->width_permille);
    } else {
        JX_SAY(b->diags, IMAGE_ATTRIBUTE, span, word);
        return false;
    }
    return true;
}

static bool take_words(struct jx__builder *b, struct jx_str words, struct jx_span span,
                       struct jx__figure_place *place, struct jx_figure *figure)
{
    bool good = true;
    words = jx__inert_undo(b->arena, words);
    while ((words = jx_str_trim(words)).len > 0) {
        size_t gap = jx_str_find(words, JX_STR(" "), 0);
        struct jx_str word = jx_str_sub(words, 0, gap);
        good = take_word(b, word, span, place, figure) && good;
        words = jx_str_sub(words, word.len, SIZE_MAX);
    }
    return good;
}

static void build_image(struct jx__builder *b, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    struct jx_figure *figure = JX_NEW(b->arena, struct jx_figure);
    struct jx_span span = jx__inline_span(b, node);
    struct jx_text file = {jx__inert_undo(b->arena, jx_str_of(url != NULL ? url : "")), span};
    struct jx__figure_place place = {.span = span, .caption = jx__inlines_of(b, node)};
    struct jx_str words = behind(node);
    bool good = true;
    *figure = (struct jx_figure){.kind = JX_FIGURE_IMAGE, .span = span};
    if (words.len > 0)
        good = take_words(b, jx_str_sub(words, 1, words.len - 2),
                          jx__inline_span(b, cmark_node_next(node)), &place, figure);
    if (jx__picture_take(b, file, figure) && good)
        jx__figure_push(b, figure, &place);
    else
        b->failed = true;
}

bool jx__markdown_images(struct jx__builder *b, struct cmark_node *paragraph)
{
    if (!is_all_images(paragraph))
        return false;
    for (cmark_node *image = cmark_node_first_child(paragraph); image != NULL;
         image = next_image(image))
        build_image(b, image);
    return true;
}
