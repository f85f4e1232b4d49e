/* fonts.c - jixiao fonts: which characters came from which font, role by role.
 *
 * Layer:  cli.
 */
#include "base/json.h"
#include "cli/run.h"

#include <stdio.h>
#include <stdlib.h>

/* A font as far as one role uses it. */
struct used_font {
    const struct jx_font *font;
    unsigned role;
    bool is_first; /* of the role's chain; the others step in for what it has not */
    struct code_points JX_VEC(uint32_t) chars; /* sorted, once each, after collect() */
};

struct used_fonts JX_VEC(struct used_font);

static struct used_font *at(const struct jx_run *run, struct used_fonts *fonts,
                            const struct jx_glyph_run *glyphs)
{
    for (size_t i = 0; i < fonts->n; i++)
        if (fonts->items[i].font == glyphs->font && fonts->items[i].role == glyphs->role)
            return &fonts->items[i];
    JX_PUSH(run->arena, fonts,
            (struct used_font){.font = glyphs->font,
                               .role = glyphs->role,
                               .is_first =
                                   glyphs->font == jx_font_book_chain(run->book, glyphs->role, 0)});
    return &fonts->items[fonts->n - 1];
}

static void add_chars(const struct jx_run *run, struct used_font *used, struct jx_str text)
{
    for (size_t pos = 0; pos < text.len;)
        JX_PUSH(run->arena, &used->chars, jx_utf8_next(text, &pos));
}

static void add_run(const struct jx_run *run, struct used_fonts *fonts,
                    const struct jx_glyph_run *glyphs)
{
    struct used_font *used = at(run, fonts, glyphs);

    /* Glyph 0 is the box of a character that no font has: a message names it (W510). */
    for (size_t g = 0; g < glyphs->n; g++)
        if (glyphs->glyphs[g].id != 0)
            add_chars(run, used, glyphs->glyphs[g].text);
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

/* Roles as in roles.yaml; in each, the fonts in the order of its chain, others after them. */
static size_t place_in_chain(const struct jx_run *run, const struct used_font *used)
{
    size_t k = 0;

    while (k < JX_MAX_CHAIN && jx_font_book_chain(run->book, used->role, k) != used->font)
        k++;
    return used->role * (JX_MAX_CHAIN + 1) + k;
}

static void order(const struct jx_run *run, struct used_fonts *fonts)
{
    for (size_t i = 1; i < fonts->n; i++)
        for (size_t k = i; k > 0 && place_in_chain(run, &fonts->items[k]) <
                                        place_in_chain(run, &fonts->items[k - 1]);
             k--) {
            const struct used_font moved = fonts->items[k];

            fonts->items[k] = fonts->items[k - 1];
            fonts->items[k - 1] = moved;
        }
}

static struct used_fonts collect(const struct jx_run *run)
{
    struct used_fonts fonts = {0};

    for (size_t p = 0; p < run->pages->n; p++)
        for (size_t i = 0; i < run->pages->items[p].items.n; i++) {
            const struct jx_item *item = &run->pages->items[p].items.items[i];

            if (item->kind == JX_ITEM_GLYPHS)
                add_run(run, &fonts, item->run);
        }
    for (size_t i = 0; i < fonts.n; i++)
        sort_once(&fonts.items[i]);
    order(run, &fonts);
    return fonts;
}

static struct jx_str chars_text(struct jx_arena *arena, const struct used_font *used)
{
    struct jx_buf buf = {.arena = arena};

    for (size_t i = 0; i < used->chars.n; i++)
        jx_buf_add_cp(&buf, used->chars.items[i]);
    return jx_buf_str(&buf);
}

static struct jx_str as_json(const struct jx_run *run, const struct used_fonts *fonts)
{
    struct jx_buf buf = {.arena = run->arena};
    struct jx_json json = {.buf = &buf};

    jx_json_open(&json, '[');
    for (size_t i = 0; i < fonts->n; i++) {
        const struct used_font *used = &fonts->items[i];

        jx_json_open(&json, '{');
        jx_json_member(&json, "角色", jx_font_book_role_name(run->book, used->role));
        jx_json_member(&json, "文件", jx_font_file_name(used->font));
        jx_json_key(&json, JX_STR("序号"));
        jx_json_int(&json, (int64_t)jx_font_face_index(used->font));
        jx_json_member(&json, "名称", jx_font_ps_name(used->font));
        jx_json_key(&json, JX_STR("后备"));
        jx_json_bool(&json, !used->is_first);
        jx_json_key(&json, JX_STR("字数"));
        jx_json_int(&json, (int64_t)used->chars.n);
        jx_json_member(&json, "字符", chars_text(run->arena, used));
        jx_json_close(&json, '}');
    }
    jx_json_close(&json, ']');
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}

/* Of the first font the number is enough; what a fallback gave is listed. */
static struct jx_str as_text(const struct jx_run *run, const struct used_fonts *fonts)
{
    struct jx_buf buf = {.arena = run->arena};

    for (size_t i = 0; i < fonts->n; i++) {
        const struct used_font *used = &fonts->items[i];

        if (i == 0 || used[-1].role != used->role)
            jx_buf_printf(&buf, "%.*s\n", JX_FMT(jx_font_book_role_name(run->book, used->role)));
        jx_buf_printf(&buf, "  %s%.*s", used->is_first ? "" : "后备 ",
                      JX_FMT(jx_font_file_name(used->font)));
        if (jx_font_face_index(used->font) > 0)
            jx_buf_printf(&buf, "#%u", jx_font_face_index(used->font));
        jx_buf_printf(&buf, "（%.*s）：%zu 个字符%s%.*s\n", JX_FMT(jx_font_ps_name(used->font)),
                      used->chars.n, used->is_first ? "" : "：",
                      JX_FMT(used->is_first ? JX_STR("") : chars_text(run->arena, used)));
    }
    return jx_buf_str(&buf);
}

static int run_fonts(struct jx_str folder, const struct jx_run_options *options, bool json)
{
    struct jx_run run;
    enum jx_status status;
    int exit_status;

    jx_run_init(&run, folder, options);
    status = jx_run_to(&run, JX_STAGE_PAGES);
    if (run.book != NULL)
        (void)jx_font_book_verify(run.book, &run.diags);
    jx_run_report(&run);
    exit_status = jx_run_exit(&run, status, false);
    if (exit_status == JX_EXIT_OK) {
        const struct used_fonts fonts = collect(&run);
        const struct jx_str text = json ? as_json(&run, &fonts) : as_text(&run, &fonts);

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
