/* Texts word by word, passages in pairs. */
#include "run.h"

#include "revision/text_diff.h"

static struct jx_str told(struct jx_test *t, const char *before, const char *after)
{
    const struct jx_pieces pieces = jx_text_diff(t->arena, jx_str_of(before), jx_str_of(after));
    static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < pieces.n; i++)
        jx_buf_printf(&buf, "%s%.*s%s", open[pieces.items[i].kind], JX_FMT(pieces.items[i].text),
                      close[pieces.items[i].kind]);
    return jx_buf_str(&buf);
}

Test(text_diff, by_words)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct {
        const char *before, *after, *expected;
    } cases[] = {
        {"得分89.5分，良好", "得分99.5分，优", "得分[-89.5-]{+99.5+}分，[-良好-]{+优+}"},
        {"甲乙丙", "甲乙丙", "甲乙丙"},
        {"", "新", "{+新+}"},
        {"旧", "", "[-旧-]"},
        {"完成率为95.00%", "完成率95%", "完成率[-为95.00%-]{+95%+}"},
        {"server A", "servers A", "[-server-]{+servers+} A"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        JX_ASSERT_STR(told(&t, cases[i].before, cases[i].after), cases[i].expected,
                      cases[i].before);
    jx_test_done(&t);
}

static struct jx_passages passages(struct jx_test *t, const char *const *texts)
{
    struct jx_passages made = {0};
    for (; *texts != NULL; texts++)
        JX_PUSH(t->arena, &made,
                (struct jx_passage){
                    .kind = JX_STR("正文"), .chapter = JX_STR(""), .text = jx_str_of(*texts)});
    return made;
}

Test(text_diff, passages_in_pairs)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *const old_texts[] = {"开头", "项目完成了九成任务", "要删的一段话", "结尾", NULL};
    const char *const new_texts[] = {"开头", "项目完成了十成任务", "结尾", "添了附注", NULL};
    const struct jx_passages before = passages(&t, old_texts), after = passages(&t, new_texts);
    const struct jx_passage_pairs pairs = jx_passages_diff(t.arena, &before, &after);
    cr_assert_eq(pairs.n, 3);
    cr_expect(pairs.items[0].before == &before.items[1] && pairs.items[0].after == &after.items[1]);
    cr_expect(pairs.items[1].before == &before.items[2] && pairs.items[1].after == NULL);
    cr_expect(pairs.items[2].before == NULL && pairs.items[2].after == &after.items[3]);
    jx_test_done(&t);
}
