/* fonts.c - jixiao fonts: which characters came from which font.
 *
 * Layer:  cli.
 */
#include "base/json.h"
#include "cli/run.h"

#include <stdio.h>
#include <stdlib.h>

struct used_font {
    const struct jx_font *font;
    struct code_points JX_VEC(uint32_t) chars; /* sorted, once each, after collect() */
};

struct used_fonts JX_VEC(struct used_font);

static struct used_font *at(struct jx_arena *arena, struct used_fonts *fonts,
                            const struct jx_font *font)
{
    for (size_t i = 0; i < fonts->n; i++)
        if (fonts->items[i].font == font)
            return &fonts->items[i];
    JX_PUSH(arena, fonts, (struct used_font){.font = font});
    return &fonts->items[fonts->n - 1];
}

static void add_run(struct jx_arena *arena, struct used_fonts *fonts,
                    const struct jx_glyph_run *run)
{
    struct used_font *used = at(arena, fonts, run->font);

    for (size_t g = 0; g < run->n; g++)
        for (size_t pos = 0; pos < run->glyphs[g].text.len;)
            JX_PUSH(arena, &used->chars, jx_utf8_next(run->glyphs[g].text, &pos));
}

static int by_value(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void sort_once(struct used_font *used)
{
    size_t n = 0;

    if (used->chars.n > 1)
        qsort(used->chars.items, used->chars.n, sizeof(uint32_t), by_value);
    for (size_t i = 0; i < used->chars.n; i++)
        if (n == 0 || used->chars.items[n - 1] != used->chars.items[i])
            used->chars.items[n++] = used->chars.items[i];
    used->chars.n = n;
}

static struct used_fonts collect(const struct jx_run *run)
{
    struct used_fonts fonts = {0};

    for (size_t p = 0; p < run->pages->n; p++)
        for (size_t i = 0; i < run->pages->items[p].items.n; i++) {
            const struct jx_item *item = &run->pages->items[p].items.items[i];

            if (item->kind == JX_ITEM_GLYPHS)
                add_run(run->arena, &fonts, item->run);
        }
    for (size_t i = 0; i < fonts.n; i++)
        sort_once(&fonts.items[i]);
    return fonts;
}

static struct jx_str chars_text(struct jx_arena *arena, const struct used_font *used)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < used->chars.n; i++)
        jx_buf_add_cp(&buf, used->chars.items[i]);
    return jx_buf_str(&buf);
}

static struct jx_str as_json(struct jx_arena *arena, const struct used_fonts *fonts)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_json json = {.buf = &buf};

    jx_json_open(&json, '[');
    for (size_t i = 0; i < fonts->n; i++) {
        jx_json_open(&json, '{');
        jx_json_member(&json, "文件", jx_font_file_name(fonts->items[i].font));
        jx_json_member(&json, "名称", jx_font_ps_name(fonts->items[i].font));
        jx_json_key(&json, JX_STR("字数"));
        jx_json_int(&json, (int64_t)fonts->items[i].chars.n);
        jx_json_member(&json, "字符", chars_text(arena, &fonts->items[i]));
        jx_json_close(&json, '}');
    }
    jx_json_close(&json, ']');
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}

static struct jx_str as_text(struct jx_arena *arena, const struct used_fonts *fonts)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < fonts->n; i++)
        jx_buf_printf(&buf, "%.*s（%.*s）：%zu 个字符\n  %.*s\n",
                      JX_FMT(jx_font_file_name(fonts->items[i].font)),
                      JX_FMT(jx_font_ps_name(fonts->items[i].font)), fonts->items[i].chars.n,
                      JX_FMT(chars_text(arena, &fonts->items[i])));
    return jx_buf_str(&buf);
}

static int run_fonts(struct jx_str folder, const struct jx_run_options *options, bool json)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, JX_STAGE_PAGES);
    jx_run_report(&run);
    exit_status = jx_run_exit(&run, status, false);
    if (exit_status == JX_EXIT_OK) {
        const struct used_fonts fonts = collect(&run);
        const struct jx_str text = json ? as_json(run.arena, &fonts) : as_text(run.arena, &fonts);

        fwrite(text.ptr, 1, text.len, stdout);
    }
    jx_run_done(&run);
    return exit_status;
}

int jx_command_fonts(int argc, char **argv)
{
    struct jx_arena *arena = jx_arena_new(0);
    struct jx_run_options options = {0};
    bool json = false;
    const struct jx_option rows[] = {
        {"--json", JX_OPT_FLAG, &json}, JX_RUN_OPTION_ROWS(&options), {NULL, JX_OPT_FLAG, NULL}};
    struct jx_str folder;
    int status = JX_EXIT_USAGE;

    if (jx_run_operand(arena, argc, argv, rows, &folder) == JX_OK)
        status = run_fonts(folder, &options, json);
    jx_arena_free(arena);
    return status;
}
