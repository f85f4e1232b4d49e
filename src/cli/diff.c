/* diff.c - jixiao diff: what changed between two versions or folders.
 *
 * Layer:  cli.
 */
#include "cli/diff.h"

#include "base/file.h"
#include "base/json.h"
#include "revision/words.h"

#include <stdio.h>

/* The entries of 更正.yaml that are still to be filled in: into the file when there is none, else to stdout. */
static int put_skeleton(struct jx_run *run)
{
    const struct jx_str file = jx_path_join(run->arena, run->folder, JX_STR(JX_W_NOTES_FILE));
    struct jx_str text = jx_revision_skeleton(run->arena, run->revision);

    if (text.len == 0) {
        fputs("每个改动都有条目；原因空着的，jixiao check 会列出\n", stderr);
        return JX_EXIT_OK;
    }
    if (jx_file_exists(file)) {
        fputs("更正.yaml 已经有了，没有改动；把下面的条目加到它的“更正:”下面\n", stderr);
        fwrite(text.ptr, 1, text.len, stdout);
        return JX_EXIT_OK;
    }
    text = jx_str_printf(run->arena, "格式: 1\n\n更正:\n%.*s", JX_FMT(text));
    if (jx_file_write(file, text) != JX_OK) {
        fprintf(stderr, "无法写入 %.*s\n", JX_FMT(file));
        return JX_EXIT_SYSTEM;
    }
    printf("%.*s\n", JX_FMT(file));
    return JX_EXIT_OK;
}

static int skeleton(struct jx_str folder, const struct jx_run_options *options)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, JX_STAGE_DOCUMENT);
    if (run.revision != NULL) {
        exit_status = put_skeleton(&run);
    } else {
        jx_run_report(&run);
        exit_status = jx_run_exit(&run, status, false);
    }
    (void)fflush(stdout);
    jx_run_done(&run);
    return exit_status;
}

/* ---- two sides ---- */

/* DIR@N is version N of DIR, unless there is a folder of that name. Returns N; 0 for a folder. */
static unsigned version_in(struct jx_str text, struct jx_str *ret_folder)
{
    const size_t at = jx_str_find(text, JX_STR("@"), 0);
    const unsigned number = at == SIZE_MAX || jx_folder_exists(text)
                                ? 0
                                : jx_version_number(jx_str_sub(text, at + 1, SIZE_MAX));

    *ret_folder = number > 0 ? jx_str_sub(text, 0, at) : text;
    return number;
}

static struct jx_str version_title(struct jx_arena *arena, const struct jx_record *record)
{
    return jx_str_printf(arena, "第%u版（%.*s%s%.*s）", record->number, JX_FMT(record->stage.str),
                         record->date.str.len > 0 ? "，" : "", JX_FMT(record->date.str));
}

/* How sides are opened. */
struct opener {
    struct jx_arena *arena; /* of what outlives a run */
    const struct jx_run_options *options;
    bool whole; /* the document is wanted, not only what it says */
};

/* What a version says: its 快照.json, or, where its document is wanted, its frozen inputs once more. */
static enum jx_status open_version(const struct opener *o, struct jx_diff_side *side,
                                   struct jx_str folder, unsigned number)
{
    struct jx_run *run = &side->run;
    const struct jx_str version = jx_version_folder(o->arena, folder, number);
    struct jx_snapshot *snapshot = NULL;
    struct jx_record *record = NULL;
    enum jx_status status = jx_record_read(o->arena, folder, number, &run->diags, &record);

    if (status != JX_OK)
        return status;
    side->title = version_title(o->arena, record);
    if (!o->whole) {
        status = jx_snapshot_read(run->arena, version, JX_STR(JX_W_SNAPSHOT_FILE), &run->diags,
                                  &snapshot);
        side->snapshot = snapshot;
        return status;
    }
    jx_run_done(run); /* gives way to one in the frozen inputs */
    jx_run_init_frozen(run, version, record, o->options);
    status = jx_run_to(run, JX_STAGE_DOCUMENT);
    side->snapshot = jx_run_snapshot(run);
    return status;
}

static enum jx_status open_folder(struct jx_diff_side *side, struct jx_str folder)
{
    const enum jx_status status = jx_run_to(&side->run, JX_STAGE_DOCUMENT);
    const struct jx_str base = jx_path_base(folder);

    side->snapshot = jx_run_snapshot(&side->run);
    side->title = base.len > 0 && base.ptr[0] != '.'
                      ? jx_str_printf(side->run.arena, "“%.*s”", JX_FMT(base))
                      : JX_STR("现在的资料");
    return status;
}

/* Open DIR@N or DIR; last: DIR alone stands for its last version. Fills in everything but on failure, after messages. */
static int open_side(const struct opener *o, struct jx_diff_side *side, struct jx_str text,
                     bool last)
{
    struct jx_str folder;
    unsigned number = version_in(text, &folder);
    enum jx_status status;

    jx_run_init(&side->run, folder, o->options);
    if (last && number == 0)
        number = jx_version_last(o->arena, folder);
    side->name = number == 0 ? folder : jx_str_printf(o->arena, "%.*s@%u", JX_FMT(folder), number);
    if (last && number == 0) {
        fprintf(stderr, "%.*s 没有出具过，写两个要比较的文件夹\n", JX_FMT(folder));
        return JX_EXIT_INPUT;
    }
    status = number > 0 ? open_version(o, side, folder, number) : open_folder(side, folder);
    if (status == JX_OK)
        return JX_EXIT_OK;
    jx_diags_sort(&side->run.diags);
    jx_run_report(&side->run);
    return jx_run_exit(&side->run, status, false);
}

#define SHOWN 60   /* characters of a value */
#define MAX_ROWS 8 /* shown, of rows added or removed together */

static const struct {
    enum jx_value_class class;
    const char *title;
} parts[] = {{JX_C_INPUT, "资料"}, {JX_C_RECORD, "记载"}, {JX_C_RESULT, "结果"}};

/* 89.5→99.5; long texts cut to what differs. */
static struct jx_str arrow_of(const struct jx_diff *diff, const struct jx_change *change)
{
    return jx_str_printf(diff->arena, "%.*s→%.*s",
                         JX_FMT(jx_change_side(diff->arena, change, false, SHOWN)),
                         JX_FMT(jx_change_side(diff->arena, change, true, SHOWN)));
}

static struct jx_change_chain chain_of(const struct jx_diff *diff, const struct jx_change *change)
{
    return jx_change_chain(diff->arena, &diff->changes, diff->after->snapshot, change);
}

struct jx_str jx_diff_effect(const struct jx_diff *diff, const struct jx_change *change)
{
    struct jx_change_chain chain = {0};
    struct jx_buf buf = {.arena = diff->arena};

    if (jx_change_value(change)->class == JX_C_INPUT)
        chain = chain_of(diff, change);
    for (size_t i = 0; i < chain.n; i++)
        jx_buf_printf(&buf, "%s%.*s %.*s", i == 0 ? "" : " ⇒ ",
                      JX_FMT(jx_change_value(chain.items[i])->label),
                      JX_FMT(arrow_of(diff, chain.items[i])));
    return jx_buf_str(&buf);
}

/* ---- entries ---- */

static bool is_row(const struct jx_passage *passage)
{
    return passage != NULL && jx_str_is(passage->kind, "表格");
}

/* Rows added to, or removed from, one place of a table are one change. */
static bool goes_with(const struct jx_passage_pair *first, const struct jx_passage_pair *last,
                      const struct jx_passage_pair *pair)
{
    if (first->moved || pair->moved)
        return false;
    if (first->before == NULL && pair->before == NULL)
        return is_row(first->after) && is_row(pair->after) &&
               first->after->block == pair->after->block && pair->at == last->at + 1;
    return first->after == NULL && pair->after == NULL && is_row(first->before) &&
           is_row(pair->before) && first->at == pair->at &&
           jx_str_eq(first->before->chapter, pair->before->chapter);
}

static struct jx_diff_entries entries_of(const struct jx_diff *diff)
{
    struct jx_diff_entries entries = {0};

    for (size_t i = 0; i < diff->pairs.n; i++) {
        const struct jx_passage_pair *pair = &diff->pairs.items[i];
        struct jx_diff_entry *last = entries.n > 0 ? &entries.items[entries.n - 1] : NULL;

        if (last != NULL && goes_with(last->pairs, pair - 1, pair))
            last->n++;
        else
            JX_PUSH(diff->arena, &entries, (struct jx_diff_entry){.pairs = pair, .n = 1});
    }
    return entries;
}

/* ---- as text ---- */

static void print_change(const struct jx_diff *c, const struct jx_change *change)
{
    const struct jx_snapshot_value *value = jx_change_value(change);
    const struct jx_str effect = jx_diff_effect(c, change);

    printf("  %.*s：%.*s", JX_FMT(value->label), JX_FMT(arrow_of(c, change)));
    if (value->place.len > 0)
        printf("（%.*s）", JX_FMT(value->place));
    if (effect.len > 0)
        printf("\n    影响：%.*s", JX_FMT(effect));
    putchar('\n');
}

/* Rows added or removed together: the first few. */
static void print_rows(const struct jx_diff_entry *entry)
{
    printf("%s%zu行\n", jx_pair_word(entry->pairs), entry->n);
    for (size_t i = 0; i < entry->n && i < MAX_ROWS; i++) {
        const struct jx_passage_pair *pair = &entry->pairs[i];

        printf("    %.*s\n", JX_FMT((pair->after != NULL ? pair->after : pair->before)->text));
    }
    if (entry->n > MAX_ROWS)
        puts("    ……");
}

static void print_entry(const struct jx_diff *c, const struct jx_diff_entry *entry)
{
    const struct jx_passage_pair *pair = entry->pairs;
    const struct jx_passage *passage = pair->after != NULL ? pair->after : pair->before;
    struct jx_pieces pieces;

    printf("  %.*s［%.*s］", JX_FMT(passage->chapter), JX_FMT(passage->kind));
    if (entry->n > 1) {
        print_rows(entry);
        return;
    }
    if (pair->before == NULL || pair->after == NULL || pair->moved) {
        printf("%s：%.*s\n", jx_pair_word(pair), JX_FMT(passage->text));
        return;
    }
    pieces = jx_pair_pieces(c->arena, pair);
    for (size_t i = 0; i < pieces.n; i++) {
        static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};

        printf("%s%.*s%s", open[pieces.items[i].kind], JX_FMT(pieces.items[i].text),
               close[pieces.items[i].kind]);
    }
    putchar('\n');
}

static void print_text(const struct jx_diff *c)
{
    printf("%.*s → %.*s\n", JX_FMT(c->before->name), JX_FMT(c->after->name));
    if (c->changes.n == 0 && c->pairs.n == 0)
        puts("没有差别");
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        const size_t n = jx_changes_count(&c->changes, parts[p].class);

        if (n > 0)
            printf("%s改动 %zu 处\n", parts[p].title, n);
        for (size_t i = 0; i < c->changes.n; i++)
            if (jx_change_value(&c->changes.items[i])->class == parts[p].class)
                print_change(c, &c->changes.items[i]);
    }
    if (c->entries.n > 0)
        printf("文字改动 %zu 处\n", c->entries.n);
    for (size_t i = 0; i < c->entries.n; i++)
        print_entry(c, &c->entries.items[i]);
}

/* ---- as JSON ---- */

static void json_change(const struct jx_diff *c, struct jx_json *json,
                        const struct jx_change *change)
{
    const struct jx_snapshot_value *value = jx_change_value(change);
    const struct jx_change_chain chain = chain_of(c, change);

    jx_json_open(json, '{');
    jx_json_member(json, "类", jx_str_of(parts[value->class].title));
    jx_json_member(json, "路径", value->path);
    jx_json_member(json, "名称", value->label);
    jx_json_member(json, "更正前", change->before == NULL ? JX_NO_STR : change->before->text);
    jx_json_member(json, "更正后", change->after == NULL ? JX_NO_STR : change->after->text);
    jx_json_member(json, "位置", value->place.len > 0 ? value->place : JX_NO_STR);
    if (value->class == JX_C_INPUT) {
        jx_json_key(json, JX_STR("影响"));
        jx_json_open(json, '[');
        for (size_t i = 0; i < chain.n; i++)
            jx_json_text(json, jx_change_value(chain.items[i])->path);
        jx_json_close(json, ']');
    }
    jx_json_close(json, '}');
}

static void json_pair(const struct jx_diff *c, struct jx_json *json,
                      const struct jx_passage_pair *pair)
{
    const struct jx_passage *passage = pair->after != NULL ? pair->after : pair->before;
    const struct jx_pieces pieces = jx_pair_pieces(c->arena, pair);
    static const char *const kinds[] = {"同", "删", "增"};

    jx_json_open(json, '{');
    jx_json_member(json, "类", passage->kind);
    jx_json_member(json, "章节", passage->chapter);
    jx_json_member(json, "改动", jx_str_of(jx_pair_word(pair)));
    jx_json_key(json, JX_STR("差异"));
    jx_json_open(json, '[');
    for (size_t i = 0; i < pieces.n; i++) {
        jx_json_open(json, '{');
        jx_json_member(json, kinds[pieces.items[i].kind], pieces.items[i].text);
        jx_json_close(json, '}');
    }
    jx_json_close(json, ']');
    jx_json_close(json, '}');
}

static void print_json(const struct jx_diff *c)
{
    struct jx_buf buf = {.arena = c->arena};
    struct jx_json json = {.buf = &buf};

    jx_json_open(&json, '{');
    jx_json_key(&json, JX_STR("值"));
    jx_json_open(&json, '[');
    for (size_t i = 0; i < c->changes.n; i++)
        json_change(c, &json, &c->changes.items[i]);
    jx_json_close(&json, ']');
    jx_json_key(&json, JX_STR("文字"));
    jx_json_open(&json, '[');
    for (size_t i = 0; i < c->pairs.n; i++)
        json_pair(c, &json, &c->pairs.items[i]);
    jx_json_close(&json, ']');
    jx_json_close(&json, '}');
    jx_buf_addc(&buf, '\n');
    fwrite(buf.ptr, 1, buf.len, stdout);
}

/* ---- the command ---- */

struct wanted {
    bool skeleton, json;
    struct jx_str pdf; /* absent: none */
};

static int diff_sides(const struct opener *o, struct jx_diff_side sides[2],
                      const struct wanted *wanted)
{
    struct jx_diff c = {.arena = o->arena, .before = &sides[0], .after = &sides[1]};
    int status = JX_EXIT_OK;

    c.changes = jx_changes_make(c.arena, sides[0].snapshot, sides[1].snapshot);
    c.pairs = jx_passages_diff(c.arena, &sides[0].snapshot->passages, &sides[1].snapshot->passages);
    c.entries = entries_of(&c);
    if (wanted->pdf.ptr != NULL)
        status = jx_diff_pdf(&c, wanted->pdf);
    if (status != JX_EXIT_OK)
        return status;
    if (wanted->json)
        print_json(&c);
    else if (wanted->pdf.ptr == NULL)
        print_text(&c);
    else
        printf("%.*s\n", JX_FMT(wanted->pdf));
    (void)fflush(stdout);
    return jx_changes_matter(&c.changes) ? JX_EXIT_INPUT : JX_EXIT_OK;
}

static int diff(struct opener *o, const struct jx_strs *operands, const struct wanted *wanted)
{
    struct jx_diff_side sides[2] = {0};
    int status = open_side(o, &sides[0], operands->items[0], operands->n == 1);

    if (status == JX_EXIT_OK) {
        o->whole = wanted->pdf.ptr != NULL;
        status = open_side(o, &sides[1], operands->items[operands->n - 1], false);
        if (status == JX_EXIT_OK)
            status = diff_sides(o, sides, wanted);
        jx_run_done(&sides[1].run);
    }
    jx_run_done(&sides[0].run);
    return status;
}

int jx_command_diff(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    struct opener opener = {.arena = arena, .options = &options};
    struct wanted wanted = {0};
    struct jx_strs operands = {0};
    const struct jx_option rows[] = {{"--skeleton", JX_OPT_FLAG, &wanted.skeleton},
                                     {"--json", JX_OPT_FLAG, &wanted.json},
                                     {"--pdf", JX_OPT_TEXT, &wanted.pdf},
                                     JX_RUN_OPTION_ROWS(&options),
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) == JX_OK) {
        if (operands.n == 0 || operands.n > (wanted.skeleton ? 1 : 2) ||
            (wanted.skeleton && wanted.pdf.ptr != NULL))
            fputs("写 jixiao diff 甲 [乙]，各是一个目录或 目录@版本号；--skeleton 只要一个目录\n",
                  stderr);
        else
            status = wanted.skeleton ? skeleton(operands.items[0], &options)
                                     : diff(&opener, &operands, &wanted);
    }
    jx_arena_free(arena);
    return status;
}
