/* Golden cases of the audit: a project folder, and what is said of it.
 *
 * tests/golden/<case>/expected.audit: the messages, then how many figures the text has and how many nothing supports. JX_GOLDEN_UPDATE=1 rewrites the expectations; read them before you commit.
 * The text is that of 正文.md as it stands, line for line, without templates; what stands in {{ }} counts as put in. */
#include "golden.h"
#include "run.h"

#include "base/file.h"
#include "model/load.h"
#include "score/audit.h"

#define GOLDEN JX_TEST_ROOT "/tests/golden"

struct pieces JX_VEC(struct jx_audit_piece);

static struct jx_text scheme_name(struct jx_test *t, struct jx_str folder)
{
    struct jx_node *root = NULL;
    struct jx_str bytes;
    struct jx_sources sources = {.arena = t->arena};
    struct jx_diags diags;
    jx_diags_init(&diags, t->arena, &sources);
    struct jx_str path = jx_path_join(t->arena, folder, JX_STR("项目.yaml"));
    cr_assert(jx_file_read(t->arena, path, SIZE_MAX, &bytes) == JX_OK, "%.*s", JX_FMT(path));
    uint32_t file = jx_sources_add(&sources, JX_STR("项目.yaml"), bytes);
    cr_assert(jx_yaml_parse(t->arena, file, &diags, &root) == JX_OK, "%.*s", JX_FMT(path));
    return (struct jx_text){jx_node_at(root, "方案")->text, JX_NO_SPAN};
}

/* A line of a slot, cut at its tags. */
static void cut_line(struct jx_test *t, const struct jx_slot *slot, size_t from, size_t to,
                     struct pieces *pieces)
{
    bool starts = true;
    while (from < to) {
        struct jx_str rest = jx_str_sub(slot->text, from, to - from);
        bool tag = jx_str_starts(rest, JX_STR("{{"));
        size_t end = jx_str_find(rest, tag ? JX_STR("}}") : JX_STR("{{"), 0);
        end = end == SIZE_MAX ? to : from + end + (tag ? 2 : 0);
        struct jx_audit_piece piece = {.text = tag ? JX_STR("9")
                                                   : jx_str_sub(slot->text, from, end - from),
                                       .literal = !tag,
                                       .starts = starts,
                                       .file = slot->file,
                                       .offset = slot->offset + from,
                                       .span = slot->span};
        JX_PUSH(t->arena, pieces, piece);
        starts = false;
        from = end;
    }
}

static struct jx_audit_text text_of(struct jx_test *t, const struct jx_project *project)
{
    struct pieces pieces = {0};
    for (size_t i = 0; i < project->slots.n; i++) {
        const struct jx_slot *slot = &project->slots.items[i];
        for (size_t from = 0; from < slot->text.len;) {
            size_t end = jx_str_find(slot->text, JX_STR("\n"), from);
            end = end == SIZE_MAX ? slot->text.len : end;
            cut_line(t, slot, from, end, &pieces);
            from = end + 1;
        }
    }
    return (struct jx_audit_text){.pieces = pieces.items, .n_pieces = pieces.n};
}

static struct jx_str printed(struct jx_test *t, struct jx_str folder, struct jx_audit_count *count)
{
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    struct jx_scheme *scheme = NULL;
    struct jx_project *project = NULL;
    const struct jx_score *score = NULL;
    cr_assert(jx_scheme_load(t->arena, scheme_name(t, folder), folder, &library, 1, &t->diags,
                             &scheme) == JX_OK);
    struct jx_load how = {folder, scheme->declared.items, scheme->declared.n, &library,
                          1,      scheme->unscored};
    enum jx_status status = jx_project_load_with(t->arena, &how, &t->diags, &project);
    cr_assert(status == JX_OK, "%.*s\n%.*s", JX_FMT(folder),
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    status = jx_score_project(t->arena, project, scheme, &t->diags, &score);
    cr_assert(score != NULL);
    const struct jx_audit *audit = jx_audit_project(t->arena, project, score, &t->diags);
    struct jx_audit_text text = text_of(t, project);
    jx_audit_text(audit, &text, &t->diags, count);
    jx_audit_acknowledge(project, &t->diags);
    jx_audit_acknowledge_end(project, &t->diags);
    jx_diags_sort(&t->diags);
    struct jx_str list = jx_diags_print(t->arena, &t->diags, false);
    return jx_str_printf(
        t->arena, "%.*s----\n正文中的数 %zu 个，没有依据 %zu 个；未确认的错误 %zu 个\n",
        JX_FMT(list), count->figures, count->unsupported, jx_audit_open_errors(&t->diags));
}

static void run_case(struct jx_str folder, struct jx_str path)
{
    struct jx_test t;
    struct jx_audit_count count = {0};
    jx_test_init(&t);
    struct jx_str got = printed(&t, folder, &count);
    jx_golden_compare(t.arena, path, got);
    jx_test_done(&t);
}

Test(golden_audit, every_case_says_what_is_expected)
{
    struct jx_test t;
    struct jx_strs names = {0};
    size_t n_cases = 0;
    jx_test_init(&t);
    cr_assert(jx_folder_list(t.arena, JX_STR(GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str folder = jx_path_join(t.arena, JX_STR(GOLDEN), names.items[i]);
        struct jx_str path = jx_path_join(t.arena, folder, JX_STR("expected.audit"));
        if (!jx_file_exists(path))
            continue;
        run_case(folder, path);
        n_cases++;
    }
    cr_assert(n_cases >= 5);
    jx_test_done(&t);
}

/* Whether a message is said by this room's audit: 0xx. */
static bool is_ours(const char *code)
{
    return code[1] == '0';
}

Test(golden_audit, every_code_of_the_audit_has_a_case)
{
    struct jx_test t;
    struct jx_strs names = {0};
    jx_test_init(&t);
    struct jx_buf all = {.arena = t.arena};
    cr_assert(jx_folder_list(t.arena, JX_STR(GOLDEN), &names) == JX_OK);
    for (size_t i = 0; i < names.n; i++) {
        struct jx_str text = JX_STR("");
        struct jx_str path =
            jx_str_printf(t.arena, GOLDEN "/%.*s/expected.audit", JX_FMT(names.items[i]));
        if (jx_file_exists(path) && jx_file_read(t.arena, path, SIZE_MAX, &text) == JX_OK)
            jx_buf_add(&all, text);
    }
    for (int code = 0; code < JX_D_COUNT; code++) {
        const char *text = jx_diag_code_text((enum jx_diag_code)code);
        struct jx_str shown = jx_str_printf(t.arena, "[%s]:", text);
        bool of_outline = code == JX_D_HEADING_EMPTY || code == JX_D_HEADING_SKIPS ||
                          code == JX_D_HEADING_TWICE ||
                          code == JX_D_OBJECT_UNREFERENCED; /* test_audit.c */
        if (is_ours(text) && !of_outline)
            cr_expect(jx_str_find(jx_buf_str(&all), shown, 0) != SIZE_MAX,
                      "no golden case shows %s", text);
    }
    jx_test_done(&t);
}
