/* Golden cases of the audit: a project folder, and what is said of it.
 *
 * tests/golden/<case>/expected.audit: the messages, then how many figures the text has and how many nothing supports. JX_GOLDEN_UPDATE=1 rewrites the expectations; read them before you commit.
 * The text is that of 正文.md as it stands, line for line, without templates; what stands in {{ }} counts as put in. */
#include "golden.h"
#include "score_folder.h"

#include "score/audit.h"

static const struct jx_golden cases = {{NULL}, "expected.audit"};

struct pieces JX_VEC(struct jx_audit_piece);

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

static struct jx_str printed(struct jx_test *t, struct jx_str folder)
{
    const struct jx_str library = JX_STR(JX_TEST_ROOT "/templates");
    struct jx_scheme *scheme = NULL;
    struct jx_project *project = NULL;
    const struct jx_score *score = NULL;
    struct jx_audit_count count = {0};
    cr_assert(jx_scheme_load(t->arena, jx_test_named(t, folder, "方案"), folder, &library, 1,
                             &t->diags, &scheme) == JX_OK);
    struct jx_load how = {folder, scheme->declared.items, scheme->declared.n, &library,
                          1,      scheme->unscored};
    enum jx_status status = jx_project_load_with(t->arena, &how, &t->diags, &project);
    cr_assert(status == JX_OK, "%.*s\n%.*s", JX_FMT(folder),
              JX_FMT(jx_diags_print(t->arena, &t->diags, false)));
    status = jx_score_project(t->arena, project, scheme, &t->diags, &score);
    cr_assert(score != NULL);
    const struct jx_audit *audit = jx_audit_project(t->arena, project, score, &t->diags);
    struct jx_audit_text text = text_of(t, project);
    jx_audit_text(audit, &text, &t->diags, &count);
    jx_audit_acknowledge(project, &t->diags);
    jx_audit_acknowledge_end(project, &t->diags);
    jx_diags_sort(&t->diags);
    struct jx_str list = jx_diags_print(t->arena, &t->diags, false);
    return jx_str_printf(
        t->arena, "%.*s----\n正文中的数 %zu 个，没有依据 %zu 个；未确认的错误 %zu 个\n",
        JX_FMT(list), count.figures, count.unsupported, jx_audit_open_errors(&t->diags));
}

Test(golden_audit, every_case_says_what_is_expected)
{
    jx_golden_run(&cases, printed, 5);
}

/* Whether a message is said by this room's audit: 0xx. */
static bool is_ours(const char *code)
{
    return code[1] == '0';
}

Test(golden_audit, every_code_of_the_audit_has_a_case)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str all = jx_golden_all(t.arena, &cases);
    for (int code = 0; code < JX_D_COUNT; code++) {
        const char *text = jx_diag_code_text((enum jx_diag_code)code);
        bool of_outline = code == JX_D_HEADING_EMPTY || code == JX_D_HEADING_SKIPS ||
                          code == JX_D_HEADING_TWICE ||
                          code == JX_D_OBJECT_UNREFERENCED; /* test_audit.c */
        if (is_ours(text) && !of_outline)
            jx_golden_shows(t.arena, all, (enum jx_diag_code)code);
    }
    jx_test_done(&t);
}
