/* Texts word by word, passages in pairs. */
#include "run.h"

#include "revision/text_diff.h"

static struct jx_str pieces_told(struct jx_test *t, struct jx_pieces pieces)
{
    static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < pieces.n; i++)
        jx_buf_printf(&buf, "%s%.*s%s", open[pieces.items[i].kind], JX_FMT(pieces.items[i].text),
                      close[pieces.items[i].kind]);
    return jx_buf_str(&buf);
}

static struct jx_str told(struct jx_test *t, const char *before, const char *after)
{
    return pieces_told(t, jx_text_diff(t->arena, jx_str_of(before), jx_str_of(after)));
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

/* "word index text" of each pair, in order. */
static struct jx_str pairs_told(struct jx_test *t, const struct jx_passage_pairs *pairs)
{
    struct jx_buf buf = {.arena = t->arena};
    for (size_t i = 0; i < pairs->n; i++) {
        const struct jx_passage_pair *pair = &pairs->items[i];
        const struct jx_passage *said = pair->after != NULL ? pair->after : pair->before;
        jx_buf_printf(&buf, "%s%s@%zu %.*s", i ? "；" : "", jx_pair_word(pair), pair->at,
                      JX_FMT(said->text));
    }
    return jx_buf_str(&buf);
}

Test(text_diff, what_stands_elsewhere_is_moved)
{
    struct jx_test t;
    jx_test_init(&t);
    const char *const old_texts[] = {"甲段说开头", "乙段说经过", "丙段说结果", "丁段要删", NULL};
    const char *const new_texts[] = {"乙段说经过", "丙段说结果", "甲段说开头", "戊节另起一事",
                                     NULL};
    const struct jx_passages before = passages(&t, old_texts), after = passages(&t, new_texts);
    const struct jx_passage_pairs pairs = jx_passages_diff(t.arena, &before, &after);
    JX_ASSERT_STR(pairs_told(&t, &pairs), "移动@2 甲段说开头；增加@3 戊节另起一事；删去@4 丁段要删",
                  "pairs");
    jx_test_done(&t);
}

Test(text_diff, rows_cell_by_cell)
{
    struct jx_test t;
    jx_test_init(&t);
    const struct {
        const char *before, *after, *expected;
    } cases[] = {
        {"甲｜10｜｜5", "甲｜5｜｜10", "甲｜[-10-]{+5+}｜｜[-5-]{+10+}"},
        {"10｜5｜甲", "5｜10｜甲", "[-10-]{+5+}｜[-5-]{+10+}｜甲"},
        {"｜甲", "乙｜甲", "{+乙+}｜甲"},
        {"A1｜万元", "A10｜元", "[-A1-]{+A10+}｜[-万-]元"},
        {"甲｜乙", "甲｜新｜乙", "甲｜{+新｜+}乙"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct jx_passage before = {.text = jx_str_of(cases[i].before)};
        const struct jx_passage after = {.text = jx_str_of(cases[i].after)};
        const struct jx_passage_pair pair = {.before = &before, .after = &after};
        JX_ASSERT_STR(pieces_told(&t, jx_pair_pieces(t.arena, &pair)), cases[i].expected,
                      cases[i].before);
    }
    jx_test_done(&t);
}

/* Too many for the best way: rows put in and changed in a long table are still found, the others left alone. */
Test(text_diff, long_tables)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_passages before = {0}, after = {0};
    for (size_t i = 0; i < 5000; i++) {
        const struct jx_passage row = {
            .kind = JX_STR("表格"),
            .text = jx_str_printf(t.arena, "%zu｜第%zu号｜%zu", i, i * 7 % 5000, i % 97)};
        const struct jx_passage changed = {
            .kind = row.kind, .text = jx_str_printf(t.arena, "%.*s加", JX_FMT(row.text))};
        JX_PUSH(t.arena, &before, row);
        if (i == 2)
            JX_PUSH(t.arena, &after,
                    (struct jx_passage){.kind = row.kind, .text = JX_STR("新｜行")});
        JX_PUSH(t.arena, &after, i == 4990 ? changed : row);
    }
    const struct jx_passage_pairs pairs = jx_passages_diff(t.arena, &before, &after);
    JX_ASSERT_STR(pairs_told(&t, &pairs), "增加@2 新｜行；修改@4991 4990｜第4930号｜43加", "pairs");
    jx_test_done(&t);
}
