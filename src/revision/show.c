/* show.c - a comparison for templates and for people.
 *
 * Layer:  revision.
 */
#include "revision/internal.h"
#include "revision/revision.h"
#include "revision/words.h"

#define SHOWN 60      /* characters of a value in tables and lists */
#define MAX_LINES 200 /* of a list for people */

static void put_text(struct jx_arena *arena, struct jx_value *map, const char *key,
                     struct jx_str text)
{
    jx_value_put(arena, map, jx_str_of(key),
                 jx_value_text(arena, text.ptr != NULL ? text : JX_STR("")));
}

static void put_number(struct jx_arena *arena, struct jx_value *map, const char *key, size_t n)
{
    jx_value_put(arena, map, jx_str_of(key),
                 jx_value_num(arena, jx_num_int(arena, (int64_t)n), JX_NO_STR));
}

/* ---- for templates ---- */

/* Filled in by the document room, which knows where the value of change i is printed. */
static struct jx_str place_mark(struct jx_arena *arena, size_t i)
{
    return jx_str_printf(arena, JX_PLACE_MARK "%zu" JX_PLACE_MARK, i);
}

static struct jx_value *correction(struct jx_arena *arena, const struct jx_revision *revision,
                                   const struct jx_change *change)
{
    struct jx_value *map = jx_value_map(arena);
    const struct jx_note *note = change->note;
    const struct jx_note none = {0};

    if (note == NULL)
        note = &none;
    put_text(arena, map, "路径", jx_change_value(change)->path);
    put_text(arena, map, "名称", jx_change_value(change)->label);
    put_text(arena, map, "更正前", jx_change_side(arena, change, false, SHOWN));
    put_text(arena, map, "更正后", jx_change_side(arena, change, true, SHOWN));
    put_text(arena, map, "原因", note->reason.str);
    put_text(arena, map, "依据", note->basis.str);
    put_text(arena, map, "日期",
             note->day.date.year ? jx_date_text(arena, note->day.date) : JX_STR(""));
    put_text(arena, map, "提出方", note->by.str);
    put_text(arena, map, "影响", jx_change_effect(arena, revision, change));
    return map;
}

static struct jx_value *corrections(struct jx_arena *arena, const struct jx_revision *revision)
{
    struct jx_value *list = jx_value_list(arena);

    for (size_t i = 0; i < revision->changes.n; i++) {
        const struct jx_change *change = &revision->changes.items[i];
        struct jx_value *map;

        if (jx_change_value(change)->class != JX_C_INPUT)
            continue;
        map = correction(arena, revision, change);
        put_number(arena, map, "序号", list->list.n + 1);
        put_text(arena, map, "位置", place_mark(arena, i));
        jx_value_push(arena, list, map);
    }
    return list;
}

/* Where and what an opinion changed. */
static void put_changed(struct jx_arena *arena, const struct jx_revision *revision,
                        const struct jx_opinion *opinion, struct jx_value *map)
{
    struct jx_buf where = {.arena = arena}, what = {.arena = arena};

    for (size_t i = 0; i < revision->changes.n; i++) {
        const struct jx_change *change = &revision->changes.items[i];
        bool named = false;

        for (size_t k = 0; k < opinion->changes.n; k++)
            named = named || jx_path_covers(arena, opinion->changes.items[k].str,
                                            jx_change_value(change)->path);
        if (!named || jx_change_value(change)->class != JX_C_INPUT)
            continue;
        jx_buf_printf(&where, "%s%.*s", where.len > 0 ? "；" : "", JX_FMT(place_mark(arena, i)));
        jx_buf_printf(&what, "%s%.*s：%.*s→%.*s", what.len > 0 ? "；" : "",
                      JX_FMT(jx_change_value(change)->label),
                      JX_FMT(jx_change_side(arena, change, false, SHOWN)),
                      JX_FMT(jx_change_side(arena, change, true, SHOWN)));
    }
    put_text(arena, map, "修改位置", jx_buf_str(&where));
    put_text(arena, map, "修改内容", jx_buf_str(&what));
}

static struct jx_value *opinions(struct jx_arena *arena, const struct jx_revision *revision)
{
    struct jx_value *list = jx_value_list(arena);

    for (size_t i = 0; i < revision->notes->opinions.n; i++) {
        const struct jx_opinion *opinion = &revision->notes->opinions.items[i];
        struct jx_value *map = jx_value_map(arena);

        put_number(arena, map, "序号", i + 1);
        put_text(arena, map, "编号", opinion->id.str);
        put_text(arena, map, "提出单位", opinion->from.str);
        put_text(arena, map, "位置", opinion->place.str);
        put_text(arena, map, "意见内容", opinion->text.str);
        put_text(arena, map, "采纳情况", opinion->adopted.str);
        put_text(arena, map, "理由", opinion->why.str);
        put_changed(arena, revision, opinion, map);
        jx_value_push(arena, list, map);
    }
    return list;
}

struct jx_value *jx_revision_value(struct jx_arena *arena, const struct jx_revision *revision)
{
    struct jx_value *all = jx_value_map(arena), *version = jx_value_map(arena);

    put_number(arena, version, "号", revision->number);
    put_text(arena, version, "稿次", revision->stage);
    if (revision->base != NULL) {
        struct jx_value *base = jx_value_map(arena);

        put_number(arena, base, "号", revision->base->number);
        put_text(arena, base, "稿次", revision->base->stage.str);
        put_text(arena, base, "日期", revision->base->date.str);
        jx_value_put(arena, version, JX_STR("上一版"), base);
    } else {
        jx_value_put(arena, version, JX_STR("上一版"), jx_value_none(arena));
    }
    jx_value_put(arena, all, JX_STR(JX_W_VERSIONS), version);
    jx_value_put(arena, all, JX_STR("更正"), corrections(arena, revision));
    jx_value_put(arena, all, JX_STR("意见"), opinions(arena, revision));
    return all;
}

/* ---- for people ---- */

/* Rates follow from the points beside them. */
static bool is_listed(const struct jx_change *change, enum jx_value_class class)
{
    const struct jx_snapshot_value *value = jx_change_value(change);

    return value->class == class && !jx_str_starts(value->path, JX_STR("得分率.")) &&
           !jx_str_starts(value->path, JX_STR("完成率."));
}

static void print_change(struct jx_buf *buf, const struct jx_change *change)
{
    jx_buf_printf(buf, "  %.*s：%.*s→%.*s", JX_FMT(jx_change_value(change)->label),
                  JX_FMT(jx_change_side(buf->arena, change, false, SHOWN)),
                  JX_FMT(jx_change_side(buf->arena, change, true, SHOWN)));
    if (change->note != NULL)
        jx_buf_printf(buf, "（%.*s）", JX_FMT(change->note->reason.str));
    jx_buf_addc(buf, '\n');
}

struct jx_str jx_revision_print(struct jx_arena *arena, const struct jx_revision *revision)
{
    static const struct {
        enum jx_value_class class;
        const char *title;
    } parts[] = {{JX_C_INPUT, "资料"}, {JX_C_RECORD, "记载"}, {JX_C_RESULT, "结果"}};
    struct jx_buf buf = {.arena = arena};

    if (revision->base == NULL || revision->changes.n == 0)
        return JX_STR("");
    jx_buf_printf(&buf, "与版本 %03u（%.*s）相比：\n", revision->base->number,
                  JX_FMT(revision->base->stage.str));
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        size_t count = 0, n = 0;

        for (size_t i = 0; i < revision->changes.n; i++)
            count += is_listed(&revision->changes.items[i], parts[p].class);
        if (count > 0)
            jx_buf_printf(&buf, "%s改动 %zu 处\n", parts[p].title, count);
        for (size_t i = 0; i < revision->changes.n && n < MAX_LINES; i++)
            if (is_listed(&revision->changes.items[i], parts[p].class)) {
                print_change(&buf, &revision->changes.items[i]);
                n++;
            }
        if (count > n)
            jx_buf_printf(&buf, "  …… 另有 %zu 处\n", count - n);
    }
    return jx_buf_str(&buf);
}

/* ---- 更正.yaml to be filled in ---- */

static bool is_plain(struct jx_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];

        if ((unsigned char)c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
            !(c >= 'A' && c <= 'Z') && c != '.')
            return false;
    }
    return text.len > 0 && (unsigned char)text.ptr[0] >= 0x80;
}

/* A YAML scalar that reads back as the text. */
static void put_scalar(struct jx_buf *buf, struct jx_str text)
{
    if (is_plain(text)) {
        jx_buf_add(buf, text);
        return;
    }
    jx_buf_addc(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            jx_buf_adds(buf, "\\n");
        else if (text.ptr[i] == '"' || text.ptr[i] == '\\')
            jx_buf_printf(buf, "\\%c", text.ptr[i]);
        else
            jx_buf_addc(buf, text.ptr[i]);
    }
    jx_buf_addc(buf, '"');
}

struct jx_str jx_revision_skeleton(struct jx_arena *arena, const struct jx_revision *revision)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < revision->changes.n; i++) {
        const struct jx_change *change = &revision->changes.items[i];

        if (jx_change_value(change)->class != JX_C_INPUT || change->note != NULL ||
            jx__note_open(arena, revision->notes, change) != NULL)
            continue;
        jx_buf_adds(&buf, "  ");
        put_scalar(&buf, jx_change_value(change)->path);
        jx_buf_adds(&buf, ":\n    更正前: ");
        put_scalar(&buf, jx_change_side(arena, change, false, SHOWN));
        jx_buf_adds(&buf, "\n    更正后: ");
        put_scalar(&buf, jx_change_side(arena, change, true, SHOWN));
        jx_buf_adds(&buf, "\n    原因:\n    依据:\n    日期:\n    提出方:\n");
    }
    return jx_buf_str(&buf);
}
