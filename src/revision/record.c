/* record.c - writes and reads 记录.yaml; lists issued versions.
 *
 * Layer:  revision.
 */
#include "revision/record.h"
#include "revision/words.h"

#include "base/file.h"
#include "input/source.h"

#include <stddef.h>

#define MAX_BYTES ((size_t)4 << 20)
#define MAX_NUMBER 99999
#define N(fields) (sizeof(fields) / sizeof *(fields))

const char *const jx_stages[] = {"初稿", "征求意见稿", "送审稿", "报批稿", "定稿", NULL};

#define T struct jx_sealed
static const struct jx_field sealed_fields[] = {
    {"文件", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, name), NULL, NULL, NULL},
    {"SHA-256", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, sha256), NULL, NULL, NULL},
};
#undef T

static const struct jx_schema sealed_schema = {
    "文件",        sizeof(struct jx_sealed),
    sealed_fields, N(sealed_fields),
    JX_NO_OFFSET,  JX_NO_OFFSET,
    "文件",        "SHA-256",
};

#define T struct jx_record
static const struct jx_field record_fields[] = {
    {"格式", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, format), NULL, NULL, NULL},
    {"版本", JX_F_NUM, JX_FIELD_REQUIRED, offsetof(T, number_given), NULL, NULL, NULL},
    {"稿次", JX_F_TEXT, JX_FIELD_REQUIRED, offsetof(T, stage), NULL, NULL, NULL},
    {"日期", JX_F_TEXT, 0, offsetof(T, date), NULL, NULL, NULL},
    {"程序", JX_F_TEXT, 0, offsetof(T, program), NULL, NULL, NULL},
    {"源码", JX_F_TEXT, 0, offsetof(T, sources), NULL, NULL, NULL},
    {"库", JX_F_TEXTS, 0, offsetof(T, libraries), NULL, NULL, NULL},
    {"总分", JX_F_TEXT, 0, offsetof(T, total), NULL, NULL, NULL},
    {"等级", JX_F_TEXT, 0, offsetof(T, grade), NULL, NULL, NULL},
    {"资料摘要", JX_F_TEXT, 0, offsetof(T, digest), NULL, NULL, NULL},
    {"查验码", JX_F_TEXT, 0, offsetof(T, code), NULL, NULL, NULL},
    {"输入", JX_F_KEYED, 0, offsetof(T, inputs), &sealed_schema, NULL, NULL},
    {"输出", JX_F_KEYED, 0, offsetof(T, outputs), &sealed_schema, NULL, NULL},
    {"签名前", JX_F_KEYED, 0, offsetof(T, bare), &sealed_schema, NULL, NULL},
    {"字体", JX_F_KEYED, 0, offsetof(T, fonts), &sealed_schema, NULL, NULL},
};
#undef T

static const struct jx_schema record_schema = {
    "记录",        sizeof(struct jx_record),
    record_fields, N(record_fields),
    JX_NO_OFFSET,  JX_NO_OFFSET,
    NULL,          NULL,
};

/* ---- names and numbers ---- */

struct jx_str jx_version_name(struct jx_arena *arena, unsigned number)
{
    return jx_str_printf(arena, "%03u", number);
}

struct jx_str jx_version_folder(struct jx_arena *arena, struct jx_str folder, unsigned number)
{
    return jx_path_join(arena, folder, jx_str_printf(arena, JX_W_VERSIONS "/%03u", number));
}

unsigned jx_version_number(struct jx_str name)
{
    unsigned number = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9' || number > MAX_NUMBER)
            return 0;
        number = number * 10 + (unsigned)(name.ptr[i] - '0');
    }
    return number;
}

unsigned jx_version_last(struct jx_arena *arena, struct jx_str folder)
{
    const struct jx_str versions = jx_path_join(arena, folder, JX_STR(JX_W_VERSIONS));
    struct jx_strs names = {0};
    unsigned last = 0;

    if (!jx_folder_exists(versions) || jx_folder_list(arena, versions, &names) != JX_OK)
        return 0;
    for (size_t i = 0; i < names.n; i++) {
        const unsigned number = jx_version_number(names.items[i]);
        const struct jx_str record =
            jx_path_join(arena, jx_version_folder(arena, folder, number), JX_STR(JX_W_RECORD_FILE));

        if (number > last && jx_file_exists(record))
            last = number;
    }
    return last;
}

const struct jx_sealed *jx_sealed_find(const struct jx_sealed_list *list, struct jx_str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (jx_str_eq(list->items[i].name.str, name))
            return &list->items[i];
    return NULL;
}

struct jx_str jx_record_bare(const struct jx_record *record, struct jx_str name)
{
    const struct jx_sealed *sealed = jx_sealed_find(&record->bare, name);

    if (sealed == NULL)
        sealed = jx_sealed_find(&record->outputs, name);
    return sealed == NULL ? JX_NO_STR : sealed->sha256.str;
}

/* ---- writing ---- */

/* A double-quoted YAML scalar. */
static void put_quoted(struct jx_buf *buf, struct jx_str text)
{
    jx_buf_addc(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];

        if (c == '"' || c == '\\')
            jx_buf_printf(buf, "\\%c", c);
        else if (c < 0x20)
            jx_buf_printf(buf, "\\x%02x", c);
        else
            jx_buf_addc(buf, (char)c);
    }
    jx_buf_addc(buf, '"');
}

static void put_member(struct jx_buf *buf, const char *key, struct jx_str text)
{
    if (text.len == 0)
        return;
    jx_buf_printf(buf, "%s: ", key);
    put_quoted(buf, text);
    jx_buf_addc(buf, '\n');
}

static void put_list(struct jx_buf *buf, const char *key, const struct jx_sealed_list *list)
{
    jx_buf_printf(buf, list->n == 0 ? "%s: {}\n" : "%s:\n", key);
    for (size_t i = 0; i < list->n; i++) {
        jx_buf_adds(buf, "  ");
        put_quoted(buf, list->items[i].name.str);
        jx_buf_printf(buf, ": %.*s\n", JX_FMT(list->items[i].sha256.str));
    }
}

static void put_texts(struct jx_buf *buf, const char *key, const struct jx_texts *texts)
{
    jx_buf_printf(buf, "%s: [", key);
    for (size_t i = 0; i < texts->n; i++) {
        jx_buf_adds(buf, i > 0 ? ", " : "");
        put_quoted(buf, texts->items[i].str);
    }
    jx_buf_adds(buf, "]\n");
}

struct jx_str jx_record_print(struct jx_arena *arena, const struct jx_record *record)
{
    struct jx_buf buf = {.arena = arena};

    jx_buf_printf(
        &buf, "# 出具时由 jixiao 写成，请勿改动；jixiao verify-build 用它核对\n格式: 1\n版本: %u\n",
        record->number);
    put_member(&buf, "稿次", record->stage.str);
    put_member(&buf, "日期", record->date.str);
    put_member(&buf, "程序", record->program.str);
    put_member(&buf, "源码", record->sources.str);
    put_texts(&buf, "库", &record->libraries);
    put_member(&buf, JX_W_TOTAL, record->total.str);
    put_member(&buf, JX_W_GRADE, record->grade.str);
    put_member(&buf, "资料摘要", record->digest.str);
    put_member(&buf, "查验码", record->code.str);
    jx_buf_adds(&buf, "\n# 文件: SHA-256\n");
    put_list(&buf, "输入", &record->inputs);
    put_list(&buf, "输出", &record->outputs);
    if (record->bare.n > 0)
        put_list(&buf, "签名前", &record->bare);
    put_list(&buf, "字体", &record->fonts);
    return jx_buf_str(&buf);
}

/* ---- reading ---- */

enum jx_status jx_record_read(struct jx_arena *arena, struct jx_str folder, unsigned number,
                              struct jx_diags *diags, struct jx_record **ret_record)
{
    const struct jx_decode decode = {.arena = arena, .diags = diags, .folder = folder};
    const struct jx_str name =
        jx_str_printf(arena, JX_W_VERSIONS "/%03u/" JX_W_RECORD_FILE, number);
    struct jx_record *record = JX_NEW(arena, struct jx_record);
    struct jx_node *root = NULL;
    uint32_t file = 0;
    enum jx_status status =
        jx_source_read(arena, folder, name, JX_NO_SPAN, MAX_BYTES, diags, &file);

    if (status == JX_OK)
        status = jx_yaml_parse(arena, file, diags, &root);
    if (status == JX_OK)
        status =
            root == NULL ? JX_E_INPUT : jx_schema_decode(&decode, &record_schema, root, record);
    if (status != JX_OK)
        return status;
    record->number = number;
    *ret_record = record;
    return JX_OK;
}
