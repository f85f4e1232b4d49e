/* The font book: roles, fallback, messages; and which font a character is set in. */
#include "setting.h"

#include "base/file.h"

#include <stdlib.h>
#include <unistd.h>

SETTING_SUITE(font)

static struct jx_str font_of(const struct jx_paragraph *p, size_t run)
{
    return jx_font_file_name(p->lines[0].runs[run].font);
}

static size_t count_code(const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < test_diags.n; i++)
        n += jx_str_is(jx_str_of(jx_diag_code_text(test_diags.items[i].code)), code);
    return n;
}

Test(font, roles_are_known_by_name)
{
    unsigned role = jx_font_book_role(test_book, JX_STR("仿宋"));
    cr_assert(role < jx_font_book_n_roles(test_book));
    JX_EQ_STR(jx_font_book_role_name(test_book, role), "仿宋");
    cr_assert_eq(jx_font_book_role(test_book, JX_STR("无")), JX_NO_ROLE);
    JX_EQ_STR(jx_font_file_name(jx_font_book_chain(test_book, role, 0)), "FandolFang-Regular.otf");
    cr_assert_null(jx_font_book_chain(test_book, role, JX_MAX_CHAIN));
    cr_assert_eq(jx_font_book_n_fonts(test_book), 0);
}

Test(font, facts)
{
    bool missing;
    unsigned role = jx_font_book_role(test_book, JX_STR("仿宋"));
    struct jx_font *font = jx_font_for_char(test_book, role, 0x9879, &missing);
    cr_assert(!missing);
    cr_assert_eq(jx_font_id(font), 0);
    cr_assert_eq(jx_font_book_at(test_book, 0), font);
    JX_EQ_STR(jx_font_ps_name(font), "FandolFang-Regular");
    cr_assert(jx_font_is_cff(font));
    cr_assert(jx_font_may_embed(font));
    cr_assert_eq(jx_font_metrics(font)->units_per_em, 1000);
    cr_assert(jx_font_metrics(font)->ascent_units > 500);
    cr_assert(jx_font_metrics(font)->descent_units < 0);
    cr_assert(jx_font_bytes(font).len > 1000000);
}

Test(font, falls_back_character_by_character)
{
    struct jx_paragraph *p = set_body("恒昇致远");
    JX_EQ_STR(line_text(&p->lines[0]), "恒昇致远");
    cr_assert_eq(p->lines[0].n, 3);
    JX_EQ_STR(font_of(p, 0), "FandolFang-Regular.otf");
    JX_EQ_STR(font_of(p, 1), "NotoSerifSC-Regular.ttf");
    JX_EQ_STR(font_of(p, 2), "FandolFang-Regular.otf");
    cr_assert_eq(test_diags.n, 0);
}

Test(font, a_character_nobody_has_is_named_once_and_kept)
{
    /* U+2FFFD is no character; no font will ever have it. */
    struct jx_paragraph *p = set_body("甲\xF0\xAF\xBF\xBD乙\xF0\xAF\xBF\xBD");
    set_body("甲\xF0\xAF\xBF\xBD");
    cr_assert_eq(count_code("W510"), 1);
    JX_EQ_STR(line_text(&p->lines[0]), "甲\xF0\xAF\xBF\xBD乙\xF0\xAF\xBF\xBD");
    cr_assert_eq(p->lines[0].runs[0].glyphs[1].id, 0);
    cr_assert(jx_str_find(test_diags.items[0].text, JX_STR("U+2FFFD"), 0) != SIZE_MAX);
}

Test(font, a_missing_character_gets_the_first_place_known)
{
    struct jx_text_run run = {.text = JX_STR("甲\xF0\xAF\xBF\xBD"), .style = body_style()};
    struct jx_par_options o = {.width_mpt = BODY_WIDTH};
    for (uint32_t line = 0; line < 3; line++) {
        run.span = (struct jx_span){line, line, line, line, line};
        jx_paragraph_set(test_arena, test_book, &run, 1, &o, line == 0 ? NULL : &test_diags);
    }
    cr_assert_eq(count_code("W510"), 1);
    cr_assert_eq(test_diags.items[0].span.line1, 1);
    run.text = JX_STR("\xF0\xAF\xBF\xBC");
    for (uint32_t line = 0; line < 3; line++) {
        run.span = (struct jx_span){line, line, line, line, line};
        jx_paragraph_set(test_arena, test_book, &run, 1, &o, &test_diags);
    }
    cr_assert_eq(count_code("W510"), 2);
    cr_assert_eq(test_diags.items[1].span.line1, 1);
}

/* FandolFang has no U+0323; the mark is drawn from a font that has it, and one that nobody has is named. */
Test(font, a_mark_that_the_letters_font_lacks_comes_from_another)
{
    struct jx_paragraph *p = set_body("项\xCC\xA3目");
    for (size_t r = 0; r < p->lines[0].n; r++)
        for (size_t k = 0; k < p->lines[0].runs[r].n; k++)
            cr_assert_neq(p->lines[0].runs[r].glyphs[k].id, 0);
    JX_EQ_STR(line_text(&p->lines[0]), "项\xCC\xA3目");
    cr_assert_eq(test_diags.n, 0);
    set_body("a\xF0\x9D\x85\xA5"); /* U+1D165, a combining stem */
    cr_assert_eq(count_code("W510"), 1);
}

Test(font, rare_characters_come_from_the_last_font)
{
    struct jx_paragraph *p = set_body("\xF0\xA0\xAE\xB7\xF0\xAC\xAD\x8E");
    JX_EQ_STR(font_of(p, 0), "NotoSerifCJK-Rare.otf");
    JX_EQ_STR(font_of(p, 1), "NotoSerifSC-Regular.ttf");
    cr_assert_eq(p->lines[0].runs[0].role, jx_font_book_role(test_book, JX_STR("仿宋")));
}

Test(font, quotes_follow_the_writing_around_them)
{
    static const struct {
        const char *text;
        const char *font; /* of the quote */
        const char *quote;
    } cases[] = {
        {"他说“好”。", "FandolFang-Regular.otf", "“"},
        {"“PDF”格式", "FandolFang-Regular.otf", "“"},
        {"使用 “PDF” 文件", "FandolFang-Regular.otf", "”"},
        {"项目 the “new” one", "LiberationSerif-Regular.ttf", "“"},
        {"项目 don’t", "LiberationSerif-Regular.ttf", "’"},
        {"买买提·吐尔逊", "FandolFang-Regular.otf", "·"},
        {"一——二", "FandolFang-Regular.otf", "——"},
        {"A——B", "FandolFang-Regular.otf", "——"},
        {"“”", "FandolFang-Regular.otf", "“"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_paragraph *p = set_body(cases[i].text);
        bool found = false;
        for (size_t r = 0; r < p->lines[0].n; r++) {
            for (size_t k = 0; k < p->lines[0].runs[r].n; k++) {
                struct jx_str text = p->lines[0].runs[r].glyphs[k].text;
                if (text.len == 0 || !jx_str_starts(jx_str_of(cases[i].quote), text))
                    continue;
                found = true;
                cr_assert(jx_str_is(font_of(p, r), cases[i].font), "%s: %.*s", cases[i].text,
                          JX_FMT(font_of(p, r)));
            }
        }
        cr_assert(found, "%s", cases[i].text);
    }
}

/* Noto Serif's own em dash is 0.89 em with blanks at its sides; the pair must still be a line of two em. */
Test(font, dashes_join_in_every_font)
{
    struct jx_text_run run = {.text = JX_STR("一——二"), .style = body_style()};
    run.style.role = jx_font_book_role(test_book, JX_STR("宋体"));
    struct jx_par_options o = {.width_mpt = BODY_WIDTH};
    struct jx_paragraph *p = jx_paragraph_set(test_arena, test_book, &run, 1, &o, &test_diags);
    cr_assert_eq(p->lines[0].width_mpt, 4 * BODY_SIZE);
    JX_EQ_STR(line_text(&p->lines[0]), "一——二");
}

Test(font, marks_above_letters_join_them)
{
    struct jx_paragraph *p = set_body("e\xCC\x81t\xC3\xA9 项\xEF\xB8\x80目\xE2\x80\x8B的");
    JX_EQ_STR(line_text(&p->lines[0]), "e\xCC\x81t\xC3\xA9 项\xEF\xB8\x80目\xE2\x80\x8B的");
    cr_assert_eq(test_diags.n, 0);
}

Test(font, bold_is_a_stroke_unless_the_face_is_bold)
{
    struct jx_text_run run = {.text = JX_STR("项目"), .style = body_style()};
    struct jx_par_options o = {.width_mpt = BODY_WIDTH};
    run.style.bold = true;
    struct jx_paragraph *p = jx_paragraph_set(test_arena, test_book, &run, 1, &o, &test_diags);
    cr_assert(p->lines[0].runs[0].stroke_bold);
    run.style.role = jx_font_book_role(test_book, JX_STR("小标宋"));
    p = jx_paragraph_set(test_arena, test_book, &run, 1, &o, &test_diags);
    cr_assert(!p->lines[0].runs[0].stroke_bold);
}

Test(font, runs_part_where_the_look_changes)
{
    struct jx_text_run runs[3] = {
        {.text = JX_STR("见"), .style = body_style()},
        {.text = JX_STR("附件"), .style = body_style(), .link = JX_STR("#a")},
        {.text = JX_STR("1"), .style = body_style()}};
    runs[1].style.underline = true;
    runs[2].style.rise_mpt = 5000;
    struct jx_par_options o = {.width_mpt = BODY_WIDTH};
    struct jx_paragraph *p = jx_paragraph_set(test_arena, test_book, runs, 3, &o, &test_diags);
    cr_assert_eq(p->lines[0].n, 3);
    JX_EQ_STR(p->lines[0].runs[1].link, "#a");
    cr_assert(p->lines[0].runs[1].underline && !p->lines[0].runs[0].underline);
    cr_assert_eq(p->lines[0].runs[2].rise_mpt, 5000);
    /* No gap before a raised figure. */
    cr_assert_eq(p->lines[0].runs[2].x_mpt, 3 * BODY_SIZE);
}

Test(font, override_puts_a_file_first)
{
    struct jx_str kai = JX_STR(JX_TEST_ROOT "/fonts/FandolKai-Regular.otf");
    set_body("项");
    cr_assert_eq(jx_font_book_override(test_book, JX_STR("仿宋"), kai, JX_NO_SPAN, &test_diags),
                 JX_OK);
    JX_EQ_STR(font_of(set_body("项"), 0), "FandolKai-Regular.otf");
    cr_assert_eq(jx_font_book_override(test_book, JX_STR("仿送"), kai, JX_NO_SPAN, &test_diags),
                 JX_E_INPUT);
    cr_assert_eq(count_code("E507"), 1);
    cr_assert(jx_str_find(test_diags.items[0].hint, JX_STR("仿宋"), 0) != SIZE_MAX);
    cr_assert_eq(jx_font_book_override(test_book, JX_STR("仿宋"), JX_STR("/nowhere.ttf"),
                                       JX_NO_SPAN, &test_diags),
                 JX_E_INPUT);
    cr_assert_eq(jx_font_book_override(test_book, JX_STR("仿宋"),
                                       JX_STR(JX_TEST_ROOT "/fonts/roles.yaml"), JX_NO_SPAN,
                                       &test_diags),
                 JX_E_INPUT);
    cr_assert_eq(count_code("E504"), 1);
    cr_assert_eq(count_code("E505"), 1);
}

Test(font, registered_hashes_hold)
{
    cr_assert(jx_font_book_verify(test_book, &test_diags));
    cr_assert_eq(test_diags.n, 0);
}

/* A folder with this roles.yaml; the code of the first message of opening it, "" when it opens. */
static const char *code_of_roles(const char *roles)
{
    char folder[] = "/tmp/jx-roles-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    struct jx_str path = jx_path_join(test_arena, jx_str_of(folder), JX_STR("roles.yaml"));
    struct jx_font_book *book;
    cr_assert_eq(jx_file_write(path, jx_str_of(roles)), JX_OK);
    test_diags.n = 0;
    enum jx_status status = jx_font_book_new(test_arena, jx_str_of(folder), &test_diags, &book);
    if (status == JX_OK)
        jx_font_book_free(book);
    unlink(path.ptr);
    rmdir(folder);
    cr_assert((status == JX_OK) == (test_diags.n == 0));
    return status == JX_OK ? "" : jx_diag_code_text(test_diags.items[0].code);
}

Test(font, broken_roles_are_named)
{
    cr_assert_str_eq(code_of_roles(""), "E501");
    cr_assert_str_eq(code_of_roles("角色: {}\n"), "E501");
    cr_assert_str_eq(code_of_roles("角色: [a]\n"), "E501");
    cr_assert_str_eq(code_of_roles("角色: {仿宋: []}\n"), "E503");
    cr_assert_str_eq(code_of_roles("角色: {仿宋: [[a]]}\n"), "E502");
    cr_assert_str_eq(code_of_roles("角色: {仿宋: [无.ttf]}\n"), "E504");
    cr_assert_str_eq(code_of_roles("角色: {仿宋: [roles.yaml]}\n"), "E505");
    cr_assert_str_eq(
        code_of_roles("角色: {仿宋: '" JX_TEST_ROOT "/fonts/FandolKai-Regular.otf#1'}\n"), "E505");
    cr_assert_str_eq(
        code_of_roles("角色: {仿宋: '" JX_TEST_ROOT "/fonts/FandolKai-Regular.otf#0'}\n"), "");
}

/* What fuzzing found, and the fonts it began with: any text can be set in them, and no glyph is one that they do not have. */
Test(font, fonts_that_lie_about_their_glyphs)
{
    struct jx_str folder = JX_STR(JX_TEST_ROOT "/tests/fuzz/corpus/fuzz_font");
    struct jx_strs names;
    cr_assert_eq(jx_folder_list(test_arena, folder, &names), JX_OK);
    cr_assert(names.n >= 6);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str path = jx_path_join(test_arena, folder, names.items[i]);
        if (jx_font_book_override(test_book, JX_STR("仿宋"), path, JX_NO_SPAN, &test_diags) !=
            JX_OK)
            continue;
        const struct jx_font *first = jx_font_book_chain(test_book, 0, 0);
        struct jx_paragraph *p =
            set_body("绩效“自评”，（2023）98.5%——Wi-Fi e\xCC\x81\xF0\xA0\xAE\xB7");
        for (size_t r = 0; r < p->lines[0].n; r++)
            for (size_t k = 0; k < p->lines[0].runs[r].n; k++)
                cr_assert(p->lines[0].runs[r].font != first ||
                          p->lines[0].runs[r].glyphs[k].id < 65536);
    }
}
