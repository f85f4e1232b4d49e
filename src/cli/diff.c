/* diff.c - jixiao diff: what changed between two versions or folders.
 *
 * Layer:  cli.
 */
#include "base/file.h"
#include "base/json.h"
#include "cli/run.h"
#include "revision/text_diff.h"
#include "revision/words.h"

#include <stdio.h>

/* The entries of 更正.yaml that are still to be filled in: into the file when there is none, else to stdout. */
static int put_skeleton(struct jx_run *run)
{
    const struct jx_str file = jx_path_join(run->arena, run->folder, JX_STR(JX_W_NOTES_FILE));
    struct jx_str text = jx_revision_skeleton(run->arena, run->revision);

    if (text.len == 0) {
        fputs("没有缺少原因的改动\n", stderr);
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

/* A folder as it is now, or one of its issued versions (DIR@1). */
struct side {
    struct jx_run run; /* of a folder; of a version only arena and messages are used */
    struct jx_str name;
    const struct jx_snapshot *snapshot;
};

/* Read DIR@N or DIR; last: DIR alone stands for its last version. Fills in everything but on failure, after messages. */
static int open_side(struct side *side, struct jx_str text, bool last,
                     const struct jx_run_options *options)
{
    const size_t at = jx_str_find(text, JX_STR("@"), 0);
    unsigned number = at == SIZE_MAX || jx_folder_exists(text)
                          ? 0
                          : jx_version_number(jx_str_sub(text, at + 1, SIZE_MAX));
    const struct jx_str folder = number > 0 ? jx_str_sub(text, 0, at) : text;
    struct jx_snapshot *snapshot = NULL;
    enum jx_status status;

    jx_run_init(&side->run, folder, options);
    if (last)
        number = jx_version_last(side->run.arena, folder);
    side->name =
        number == 0 ? folder : jx_str_printf(side->run.arena, "%.*s@%u", JX_FMT(folder), number);
    if (last && number == 0) {
        fprintf(stderr, "%.*s 没有出具过，写两个要比较的文件夹\n", JX_FMT(folder));
        return JX_EXIT_INPUT;
    }
    if (number > 0) {
        status = jx_snapshot_read(
            side->run.arena, folder,
            jx_str_printf(side->run.arena, JX_W_VERSIONS "/%03u/" JX_W_SNAPSHOT_FILE, number),
            &side->run.diags, &snapshot);
        side->snapshot = snapshot;
    } else {
        status = jx_run_to(&side->run, JX_STAGE_DOCUMENT);
        side->snapshot = side->run.snapshot;
    }
    if (status == JX_OK)
        return JX_EXIT_OK;
    jx_diags_sort(&side->run.diags);
    jx_run_report(&side->run);
    return jx_run_exit(&side->run, status, false);
}

/* What is compared. */
struct comparison {
    struct jx_arena *arena;
    const struct side *before, *after;
    struct jx_changes changes;
    struct jx_passage_pairs pairs;
};

#define SHOWN 60 /* characters of a value */

static const struct {
    enum jx_value_class class;
    const char *title;
} parts[] = {{JX_C_INPUT, "资料"}, {JX_C_RECORD, "记载"}, {JX_C_RESULT, "结果"}};

static struct jx_str arrow(const struct comparison *c, const struct jx_change *change)
{
    return jx_str_printf(c->arena, "%.*s→%.*s",
                         JX_FMT(jx_change_side(c->arena, change, false, SHOWN)),
                         JX_FMT(jx_change_side(c->arena, change, true, SHOWN)));
}

static struct jx_change_chain chain_of(const struct comparison *c, const struct jx_change *change)
{
    return jx_change_chain(c->arena, &c->changes, c->after->snapshot, change);
}

/* ---- as text ---- */

static void print_change(const struct comparison *c, const struct jx_change *change)
{
    const struct jx_snapshot_value *value = jx_change_value(change);
    const struct jx_change_chain chain =
        value->class == JX_C_INPUT ? chain_of(c, change) : (struct jx_change_chain){0};

    printf("  %.*s：%.*s", JX_FMT(value->label), JX_FMT(arrow(c, change)));
    if (value->place.len > 0)
        printf("（%.*s）", JX_FMT(value->place));
    for (size_t i = 0; i < chain.n; i++)
        printf("%s%.*s %.*s", i == 0 ? "\n    影响：" : " ⇒ ",
               JX_FMT(jx_change_value(chain.items[i])->label), JX_FMT(arrow(c, chain.items[i])));
    putchar('\n');
}

static void print_pair(const struct comparison *c, const struct jx_passage_pair *pair)
{
    const struct jx_passage *passage = pair->after != NULL ? pair->after : pair->before;
    struct jx_pieces pieces;

    printf("  %.*s［%.*s］", JX_FMT(passage->chapter), JX_FMT(passage->kind));
    if (pair->before == NULL || pair->after == NULL) {
        printf("%s：%.*s\n", pair->before == NULL ? "增加" : "删去", JX_FMT(passage->text));
        return;
    }
    pieces = jx_text_diff(c->arena, pair->before->text, pair->after->text);
    for (size_t i = 0; i < pieces.n; i++) {
        static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};

        printf("%s%.*s%s", open[pieces.items[i].kind], JX_FMT(pieces.items[i].text),
               close[pieces.items[i].kind]);
    }
    putchar('\n');
}

static void print_text(const struct comparison *c)
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
    if (c->pairs.n > 0)
        printf("文字改动 %zu 段\n", c->pairs.n);
    for (size_t i = 0; i < c->pairs.n; i++)
        print_pair(c, &c->pairs.items[i]);
}

/* ---- as JSON ---- */

static void json_change(const struct comparison *c, struct jx_json *json,
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

static void json_pair(const struct comparison *c, struct jx_json *json,
                      const struct jx_passage_pair *pair)
{
    const struct jx_passage *passage = pair->after != NULL ? pair->after : pair->before;
    const struct jx_pieces pieces =
        jx_text_diff(c->arena, pair->before != NULL ? pair->before->text : JX_STR(""),
                     pair->after != NULL ? pair->after->text : JX_STR(""));
    static const char *const kinds[] = {"同", "删", "增"};

    jx_json_open(json, '{');
    jx_json_member(json, "类", passage->kind);
    jx_json_member(json, "章节", passage->chapter);
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

static void print_json(const struct comparison *c)
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

static int diff_sides(struct side sides[2], bool json)
{
    struct comparison c = {.arena = sides[0].run.arena, .before = &sides[0], .after = &sides[1]};

    c.changes = jx_changes_make(c.arena, sides[0].snapshot, sides[1].snapshot);
    c.pairs = jx_passages_diff(c.arena, &sides[0].snapshot->passages, &sides[1].snapshot->passages);
    if (json)
        print_json(&c);
    else
        print_text(&c);
    (void)fflush(stdout);
    return jx_changes_matter(&c.changes) ? JX_EXIT_INPUT : JX_EXIT_OK;
}

static int diff(const struct jx_strs *operands, const struct jx_run_options *options, bool json)
{
    const struct jx_str second = operands->items[operands->n - 1];
    struct side sides[2] = {0};
    int status = open_side(&sides[0], operands->items[0], operands->n == 1, options);

    if (status == JX_EXIT_OK) {
        status = open_side(&sides[1], second, false, options);
        if (status == JX_EXIT_OK)
            status = diff_sides(sides, json);
        jx_run_done(&sides[1].run);
    }
    jx_run_done(&sides[0].run);
    return status;
}

int jx_command_diff(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    bool want_skeleton = false, json = false;
    struct jx_strs operands = {0};
    const struct jx_option rows[] = {{"--skeleton", JX_OPT_FLAG, &want_skeleton},
                                     {"--json", JX_OPT_FLAG, &json},
                                     JX_RUN_OPTION_ROWS(&options),
                                     {NULL, JX_OPT_FLAG, NULL}};
    int status = JX_EXIT_USAGE;

    if (jx_options_parse(arena, argc, argv, rows, &operands) == JX_OK) {
        if (operands.n == 0 || operands.n > (want_skeleton ? 1 : 2))
            fputs("写 jixiao diff 甲 [乙]，各是一个目录或 目录@版本号；--skeleton 只要一个目录\n",
                  stderr);
        else
            status = want_skeleton ? skeleton(operands.items[0], &options)
                                   : diff(&operands, &options, json);
    }
    jx_arena_free(arena);
    return status;
}
