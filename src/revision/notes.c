/* notes.c - reads 更正.yaml.
 *
 * Layer:  revision.
 */
#include "revision/notes.h"

#include "base/file.h"
#include "input/source.h"

#include <stddef.h>

#define N(fields) (sizeof(fields) / sizeof *(fields))
#define TEXT(type, member, key, doc)                                                               \
    {                                                                                              \
        key, JX_F_TEXT, 0, offsetof(type, member), NULL, NULL, doc                                 \
    }

#define T struct jx_note
static const struct jx_field note_fields[] = {
    {"路径", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, path), NULL, NULL,
     "改了哪个值，如 指标.A1.业绩值；写到 指标.A1 就管这个指标的每个值"},
    TEXT(T, before, "更正前", "出具的版本里的值"),
    TEXT(T, after, "更正后", "现在的值"),
    TEXT(T, reason, "原因", "为什么改"),
    TEXT(T, basis, "依据", "凭什么改，如 决算报表"),
    {"日期", JX_F_DATE, 0, offsetof(T, day), NULL, NULL, "哪一天提出的"},
    TEXT(T, by, "提出方", "谁提出的"),
};
#undef T

static const struct jx_schema note_schema = {
    "更正",
    sizeof(struct jx_note),
    note_fields,
    N(note_fields),
    offsetof(struct jx_note, span),
    JX_NO_OFFSET,
    "路径",
    "原因",
};

static const char *const adoptions[] = {"采纳", "部分采纳", "不采纳", "解释说明", NULL};

#define T struct jx_opinion
static const struct jx_field opinion_fields[] = {
    TEXT(T, id, "编号", "如 Y1"),
    {"提出单位", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, from), NULL, NULL, "单位或专家"},
    TEXT(T, place, "位置", "意见说的是哪一处，如 第三部分"),
    {"意见内容", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, text), NULL, NULL, NULL},
    {"采纳情况", JX_F_CHOICE, JX_FIELD_REQUIRED, offsetof(T, adopted), NULL, adoptions, NULL},
    TEXT(T, why, "理由", "不采纳的要写"),
    {"更正", JX_F_TEXTS, 0, offsetof(T, changes), NULL, NULL, "由此改了哪些值，写更正的路径"},
};
#undef T

static const struct jx_schema opinion_schema = {
    "意见",
    sizeof(struct jx_opinion),
    opinion_fields,
    N(opinion_fields),
    offsetof(struct jx_opinion, span),
    JX_NO_OFFSET,
    NULL,
    NULL,
};

#define T struct jx_notes
static const struct jx_field notes_fields[] = {
    {"格式", JX_F_NUM, 0, offsetof(T, format), NULL, NULL, "文件格式的版本：1"},
    {"更正", JX_F_KEYED, 0, offsetof(T, notes), &note_schema, NULL, "按路径写更正的原因"},
    {"意见", JX_F_LIST, 0, offsetof(T, opinions), &opinion_schema, NULL, "各方意见和采纳情况"},
};
#undef T

const struct jx_schema jx_notes_schema = {
    "更正记录",   sizeof(struct jx_notes),
    notes_fields, N(notes_fields),
    JX_NO_OFFSET, JX_NO_OFFSET,
    NULL,         NULL,
};

enum jx_status jx_notes_read(struct jx_arena *arena, struct jx_str folder, struct jx_str name,
                             struct jx_diags *diags, struct jx_notes **ret_notes)
{
    const struct jx_decode decode = {.arena = arena, .diags = diags, .folder = folder};
    struct jx_notes *notes = JX_NEW(arena, struct jx_notes);
    struct jx_node *root = NULL;
    uint32_t file = 0;
    enum jx_status status;

    *ret_notes = notes;
    if (!jx_file_exists(jx_path_join(arena, folder, name)))
        return JX_OK;
    status = jx_source_read(arena, folder, name, JX_NO_SPAN, JX_YAML_MAX_BYTES, diags, &file);
    if (status == JX_OK)
        status = jx_yaml_parse(arena, file, diags, &root);
    if (status != JX_OK || root == NULL)
        return status;
    return jx_schema_decode(&decode, &jx_notes_schema, root, notes);
}

/* ---- paths as people write them ---- */

/* One spelling: no blanks, "." between parts, full-width marks narrow. */
static struct jx_str plain_path(struct jx_arena *arena, struct jx_str path)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t at = 0; at < path.len;) {
        const uint32_t cp = jx_utf8_next(path, &at);
        const bool part = cp == '/' || cp == 0xFF0F || cp == 0xFF0E || cp == 0x3002 || cp == '>' ||
                          cp == 0xFF1E || cp == ':' || cp == 0xFF1A;

        if (cp >= 0xFF10 && cp <= 0xFF5A && !part)
            jx_buf_add_cp(&buf, cp - 0xFEE0);
        else if (part)
            jx_buf_addc(&buf, '.');
        else if (!jx_cp_is_blank(cp))
            jx_buf_add_cp(&buf, cp);
    }
    return jx_buf_str(&buf);
}

static struct jx_str without_file(struct jx_str path)
{
    static const char *const files[] = {"项目.yaml.", "评价.yaml.", "正文.md."};

    for (size_t i = 0; i < N(files); i++)
        if (jx_str_starts(path, jx_str_of(files[i])))
            return jx_str_sub(path, jx_str_of(files[i]).len, SIZE_MAX);
    return path;
}

static bool covers_one(struct jx_arena *arena, struct jx_str written, struct jx_str path)
{
    const struct jx_str want = without_file(plain_path(arena, written));
    const struct jx_str have = plain_path(arena, path);

    return want.len > 0 && jx_str_starts(have, want) &&
           (have.len == want.len || have.ptr[want.len] == '.');
}

bool jx_path_covers(struct jx_arena *arena, struct jx_str written, struct jx_str path)
{
    const struct jx_str between = JX_STR("、");

    for (size_t at = 0; at <= written.len;) {
        const size_t comma = jx_str_find(written, between, at);
        const size_t end = comma == SIZE_MAX ? written.len : comma;

        if (covers_one(arena, jx_str_sub(written, at, end - at), path))
            return true;
        at = end + between.len;
    }
    return false;
}
