/* standing.c - looks at an issued version: its record, its frozen files, the versions after it.
 *
 * Layer:  cli.
 */
#include "cli/standing.h"

#include "base/file.h"
#include "base/hash.h"
#include "revision/snapshot.h"
#include "revision/words.h"
#include "sign/reader.h"

#define LABEL_CELLS 10

struct look {
    struct jx_arena *arena;
    struct jx_str folder; /* of the project */
    unsigned number;
    struct jx_diags *diags;
    struct jx_standing *standing;
};

/* ---- frozen files ---- */

/* Absent when it cannot be read. */
static struct jx_str frozen(const struct look *look, const char *folder, struct jx_str name)
{
    const struct jx_str version = jx_version_folder(look->arena, look->folder, look->number);
    const struct jx_str below = jx_str_printf(look->arena, "%s/%.*s", folder, JX_FMT(name));
    struct jx_str bytes;

    if (!jx_path_is_inside(below) ||
        jx_file_read(look->arena, jx_path_join(look->arena, version, below), SIZE_MAX, &bytes) !=
            JX_OK)
        return JX_NO_STR;
    return bytes;
}

static bool has_hash(const struct look *look, struct jx_str bytes, struct jx_str sha256)
{
    return bytes.ptr != NULL && jx_str_eq(jx_sha256_hex(look->arena, bytes), sha256);
}

/* Was it only signed since: is its oldest revision what the record says? */
static bool is_signed_later(const struct look *look, struct jx_str name, struct jx_str bytes)
{
    struct jx_diags quiet;
    struct jx_pdf *pdf = NULL;

    jx_diags_init(&quiet, look->arena, look->diags->sources);
    return bytes.ptr != NULL && jx_pdf_is_signed(bytes) &&
           jx_pdf_open(look->arena, bytes, &quiet, &pdf) == JX_OK &&
           has_hash(look, jx_pdf_unsigned(pdf), jx_record_bare(look->standing->record, name));
}

static void check_inputs(const struct look *look)
{
    const struct jx_sealed_list *list = &look->standing->record->inputs;

    for (size_t i = 0; i < list->n; i++)
        if (!has_hash(look, frozen(look, JX_W_INPUTS, list->items[i].name.str),
                      list->items[i].sha256.str))
            JX_PUSH(look->arena, &look->standing->inputs, list->items[i].name.str);
}

static void check_outputs(const struct look *look)
{
    const struct jx_sealed_list *list = &look->standing->record->outputs;

    for (size_t i = 0; i < list->n; i++) {
        const struct jx_str name = list->items[i].name.str;
        const struct jx_str bytes = frozen(look, JX_W_OUTPUTS, name);

        if (has_hash(look, bytes, list->items[i].sha256.str))
            continue;
        if (is_signed_later(look, name, bytes))
            look->standing->n_signed_later++;
        else
            JX_PUSH(look->arena, &look->standing->outputs, name);
    }
}

static struct jx_str joined(struct jx_arena *arena, const struct jx_strs *names)
{
    return jx_str_join(arena, names->items, names->n, JX_STR("、"));
}

static void say_changed(const struct look *look)
{
    const struct jx_standing *standing = look->standing;
    const struct jx_str number = jx_str_printf(look->arena, "%u", look->number);

    if (standing->inputs.n > 0)
        JX_SAY(look->diags, CODE_INPUT, JX_NO_SPAN, number, joined(look->arena, &standing->inputs));
    if (standing->outputs.n > 0)
        JX_SAY(look->diags, CODE_OUTPUT, JX_NO_SPAN, number,
               joined(look->arena, &standing->outputs));
}

/* ---- the record ---- */

static struct jx_str text_of(const struct jx_snapshot *snapshot, const char *path)
{
    const struct jx_snapshot_value *value = jx_snapshot_find(snapshot, jx_str_of(path));

    return value == NULL ? JX_NO_STR : value->text;
}

/* Which report it is: of the snapshot, for the record does not say. */
static void name_it(const struct look *look)
{
    const struct jx_str file =
        jx_str_printf(look->arena, JX_W_VERSIONS "/%03u/" JX_W_SNAPSHOT_FILE, look->number);
    struct jx_snapshot *snapshot = NULL;

    if (jx_snapshot_read(look->arena, look->folder, file, look->diags, &snapshot) != JX_OK)
        return;
    look->standing->name = text_of(snapshot, "项目名称");
    look->standing->number = text_of(snapshot, "报告编号");
}

/* A record whose code is not that of its own list was changed after it was written. */
static void check_code(const struct look *look)
{
    struct jx_standing *standing = look->standing;
    const struct jx_record *record = standing->record;

    standing->code = jx_code_make(look->arena, look->number, record->stage.str, &record->inputs);
    if (record->code.str.ptr != NULL && !jx_str_eq(record->code.str, standing->code.text))
        JX_PUSH(look->arena, &standing->inputs, JX_STR(JX_W_RECORD_FILE));
}

enum jx_status jx_standing_make(struct jx_arena *arena, struct jx_str folder, unsigned number,
                                struct jx_diags *diags, struct jx_standing *ret_standing)
{
    const struct look look = {arena, folder, number, diags, ret_standing};
    const unsigned last = jx_version_last(arena, folder);
    struct jx_record *record = NULL, *latest = NULL;
    enum jx_status status;

    *ret_standing = (struct jx_standing){0};
    if (number == 0 || number > last) {
        JX_SAY(diags, CODE_VERSION, JX_NO_SPAN, folder, jx_str_printf(arena, "%u", number),
               jx_str_printf(arena, "%u", last));
        return JX_E_INPUT;
    }
    status = jx_record_read(arena, folder, number, diags, &record);
    if (status == JX_OK)
        status = jx_record_read(arena, folder, last, diags, &latest);
    if (status != JX_OK)
        return status;
    ret_standing->record = record;
    ret_standing->latest = number == last ? record : latest;
    check_code(&look);
    check_inputs(&look);
    check_outputs(&look);
    name_it(&look);
    say_changed(&look);
    ret_standing->good = ret_standing->inputs.n == 0 && ret_standing->outputs.n == 0;
    return JX_OK;
}

enum jx_status jx_standing_of_code(struct jx_arena *arena, struct jx_str folder, struct jx_str text,
                                   struct jx_diags *diags, struct jx_standing *ret_standing)
{
    struct jx_str code;
    unsigned number;
    enum jx_status status;

    switch (jx_code_find(arena, text, &code, &number)) {
    case JX_CODE_NONE:
        JX_SAY(diags, CODE_NONE, JX_NO_SPAN, text);
        return JX_E_INPUT;
    case JX_CODE_LENGTH:
        JX_SAY(diags, CODE_LENGTH, JX_NO_SPAN, code);
        return JX_E_INPUT;
    case JX_CODE_MISTYPED:
        JX_SAY(diags, CODE_MISTYPED, JX_NO_SPAN, code);
        return JX_E_INPUT;
    case JX_CODE_GOOD:
        break;
    }
    status = jx_standing_make(arena, folder, number, diags, ret_standing);
    if (status != JX_OK || jx_str_eq(code, ret_standing->code.text))
        return status;
    JX_SAY(diags, CODE_OTHER, JX_NO_SPAN, folder, jx_str_printf(arena, "%u", number),
           ret_standing->code.text);
    return JX_E_INPUT;
}

/* ---- the report ---- */

static struct jx_str version_text(struct jx_arena *arena, const struct jx_record *record)
{
    return jx_str_printf(arena, "第 %u 版（%.*s%s%.*s）", record->number, JX_FMT(record->stage.str),
                         jx_str_empty(record->date.str) ? "" : "，", JX_FMT(record->date.str));
}

/* Columns as in the report of the signatures. */
static void row(struct jx_buf *buf, const char *label, struct jx_str text)
{
    if (jx_str_empty(text))
        return;
    jx_buf_printf(buf, "  %s", label);
    for (size_t i = jx_str_cells(jx_str_of(label)); i < LABEL_CELLS; i++)
        jx_buf_addc(buf, ' ');
    jx_buf_add(buf, text);
    jx_buf_addc(buf, '\n');
}

static struct jx_str score_text(struct jx_arena *arena, const struct jx_record *record)
{
    if (jx_str_empty(record->total.str))
        return JX_NO_STR;
    return jx_str_printf(arena, "%.*s%s%.*s", JX_FMT(record->total.str),
                         jx_str_empty(record->grade.str) ? "" : "，等级 ",
                         JX_FMT(record->grade.str));
}

static struct jx_str files_text(struct jx_arena *arena, size_t n, const struct jx_strs *changed,
                                const char *as_was)
{
    if (changed->n > 0)
        return jx_str_printf(arena, "不见了或被改动：%.*s", JX_FMT(joined(arena, changed)));
    return jx_str_printf(arena, "存档的 %zu 个文件%s", n, as_was);
}

static struct jx_str latest_text(struct jx_arena *arena, const struct jx_standing *standing)
{
    if (standing->latest == standing->record)
        return JX_STR("是最后出具的一版");
    return jx_str_printf(arena, "已由%.*s取代%s%.*s", JX_FMT(version_text(arena, standing->latest)),
                         jx_str_empty(standing->latest->total.str) ? "" : "，总分 ",
                         JX_FMT(score_text(arena, standing->latest)));
}

struct jx_str jx_standing_text(struct jx_arena *arena, const struct jx_standing *standing)
{
    const struct jx_record *record = standing->record;
    struct jx_buf buf = {.arena = arena};

    row(&buf, "项目", standing->name);
    row(&buf, "编号", standing->number);
    row(&buf, "版本", version_text(arena, record));
    row(&buf, "总分", score_text(arena, record));
    row(&buf, "查验码", standing->code.text);
    row(&buf, "资料", files_text(arena, record->inputs.n, &standing->inputs, "与查验码相符"));
    row(&buf, "文书",
        files_text(arena, record->outputs.n, &standing->outputs,
                   standing->n_signed_later > 0 ? "与出具时相同，后来加了签名" : "与出具时相同"));
    row(&buf, "现状", latest_text(arena, standing));
    return jx_buf_str(&buf);
}

static void put(struct jx_arena *arena, struct jx_value *map, const char *key, struct jx_str text)
{
    if (!jx_str_empty(text))
        jx_value_put(arena, map, jx_str_of(key), jx_value_text(arena, text));
}

static void put_number(struct jx_arena *arena, struct jx_value *map, const char *key,
                       unsigned number)
{
    jx_value_put(arena, map, jx_str_of(key),
                 jx_value_num(arena, jx_num_int(arena, (int64_t)number), JX_NO_STR));
}

static void put_names(struct jx_arena *arena, struct jx_value *map, const char *key,
                      const struct jx_strs *names)
{
    struct jx_value *list = jx_value_list(arena);

    for (size_t i = 0; i < names->n; i++)
        jx_value_push(arena, list, jx_value_text(arena, names->items[i]));
    jx_value_put(arena, map, jx_str_of(key), list);
}

struct jx_value *jx_standing_value(struct jx_arena *arena, const struct jx_standing *standing)
{
    const struct jx_record *record = standing->record;
    struct jx_value *map = jx_value_map(arena);

    put(arena, map, "查验码", standing->code.text);
    put(arena, map, "资料摘要", standing->code.digest);
    put_number(arena, map, "版本", record->number);
    put(arena, map, "稿次", record->stage.str);
    put(arena, map, "日期", record->date.str);
    put(arena, map, "项目名称", standing->name);
    put(arena, map, "报告编号", standing->number);
    put(arena, map, JX_W_TOTAL, record->total.str);
    put(arena, map, JX_W_GRADE, record->grade.str);
    put_names(arena, map, "改动的资料", &standing->inputs);
    put_names(arena, map, "改动的文书", &standing->outputs);
    put_number(arena, map, "最后一版", standing->latest->number);
    jx_value_put(arena, map, JX_STR("已取代"), jx_value_bool(arena, standing->latest != record));
    return map;
}
