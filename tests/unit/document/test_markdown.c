/* Markdown to blocks: emphasis beside Chinese punctuation, line ends, numbering, references, components. */
#include "document_data.h"

#include "document/builder.h"

#include <string.h>

static const char *const kind_names[] = {
    [JX_B_TITLE] = "标题",      [JX_B_HEADING] = "节",      [JX_B_PARAGRAPH] = "段",
    [JX_B_ITEM] = "项",         [JX_B_TABLE] = "表",        [JX_B_COVER] = "封面",
    [JX_B_TOC] = "目录",        [JX_B_ATTACHMENT] = "附件", [JX_B_SIGNATURES] = "签章",
    [JX_B_PAGE_BREAK] = "换页", [JX_B_SPACE] = "空行",      [JX_B_FIGURE] = "图",
    [JX_B_CODE] = "查验码",     [JX_B_ABSTRACT] = "摘要",   [JX_B_ATTACHMENT_LINE] = "附件说明",
};

/* <b>bold</b> as *bold*, emphasis as _emphasis_, a link as text@target, a forced break as /. */
static void print_inlines(struct jx_buf *out, const struct jx_inlines *inlines)
{
    for (size_t i = 0; i < inlines->n; i++) {
        const struct jx_inline *part = &inlines->items[i];
        const char *mark = part->flags & JX_I_STRONG ? "*" : part->flags & JX_I_EMPH ? "_" : "";
        if (part->kind == JX_I_BREAK) {
            jx_buf_adds(out, "/");
            continue;
        }
        jx_buf_printf(out, "%s%.*s%s", mark, JX_FMT(part->text), mark);
        if (jx_inline_link(part).ptr != NULL)
            jx_buf_printf(out, "@%.*s", JX_FMT(jx_inline_link(part)));
    }
}

static void print_block(struct jx_buf *out, const struct jx_block *block)
{
    jx_buf_adds(out, kind_names[block->kind]);
    if (block->level > 0)
        jx_buf_printf(out, "%u", block->level);
    if (block->label.len > 0)
        jx_buf_printf(out, " %.*s", JX_FMT(block->label));
    jx_buf_adds(out, ":");
    print_inlines(out, &block->inlines);
    if (block->landscape)
        jx_buf_adds(out, "横");
    if (block->turn)
        jx_buf_adds(out, "转");
    if (block->front)
        jx_buf_adds(out, "前");
    for (size_t i = 0; block->table != NULL && i < block->table->n_cells; i++) {
        jx_buf_adds(out, i > 0 && block->table->cells[i].col == 0 ? "；" : "|");
        print_inlines(out, &block->table->cells[i].text);
    }
    jx_buf_adds(out, "\n");
}

static enum jx_status build(struct jx_test *t, const char *source, const char *yaml,
                            struct jx_str *ret_text)
{
    struct jx_source_map map = {0};
    struct jx__builder b = {.arena = t->arena, .diags = &t->diags, .map = &map};
    struct jx_template_text template = jx_test_template(t, source);
    struct jx_mustache_options options = {.escape = jx__inert_add};
    struct jx_buf out = {.arena = t->arena};
    cr_assert(jx_mustache_render(t->arena, &template, jx_test_data(t, yaml), &options, &t->diags,
                                 &b.expanded, &map) == JX_OK);
    enum jx_status status = jx__markdown_build(&b);
    for (size_t i = 0; i < b.blocks.n; i++)
        print_block(&out, &b.blocks.items[i]);
    *ret_text = jx_buf_str(&out);
    return status;
}

struct markdown_case {
    const char *source, *expected, *data;
};

static void run_cases(const struct markdown_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct jx_test t;
        struct jx_str text;
        jx_test_init(&t);
        const char *data = cases[i].data != NULL ? cases[i].data : "{}";
        cr_expect(build(&t, cases[i].source, data, &text) == JX_OK);
        cr_expect(t.diags.n == 0, "%s: %.*s", cases[i].source,
                  JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        JX_ASSERT_STR(text, cases[i].expected, cases[i].source);
        cr_expect(jx_str_find(text, JX_STR("\xE2\x81\xA0"), 0) == SIZE_MAX, "a joiner is left");
        jx_test_done(&t);
    }
}

#define RUN(cases) run_cases(cases, sizeof(cases) / sizeof *(cases))

Test(markdown, emphasis_works_beside_chinese_punctuation)
{
    static const struct markdown_case cases[] = {
        {"**一是依据充分。**项目", "段:*一是依据充分。*项目\n", NULL},
        {"项目**“可管、可控”**的", "段:项目*“可管、可控”*的\n", NULL},
        {"甲**（一）**乙**（二）**丙", "段:甲*（一）*乙*（二）*丙\n", NULL},
        {"项目**(一期)**已完成", "段:项目*(一期)*已完成\n", NULL},
        {"共*《办法》*一份", "段:共_《办法》_一份\n", NULL},
        {"**甲**，乙", "段:*甲*，乙\n", NULL},
        {"**甲。**\n乙", "段:*甲。*乙\n", NULL},
        {"2*(3)*4", "段:2*(3)*4\n", NULL},
        {"a * b", "段:a * b\n", NULL},
        {"\\*\\*甲。", "段:**甲。\n", NULL},
    };
    RUN(cases);
}

Test(markdown, line_ends_between_chinese_are_nothing)
{
    static const struct markdown_case cases[] = {
        {"项目\n完成", "段:项目完成\n", NULL},
        {"完成。\n“新”", "段:完成。“新”\n", NULL},
        {"共\n16个", "段:共16个\n", NULL},
        {"cloud\nservice", "段:cloud service\n", NULL},
        {"**甲**\n*乙*", "段:*甲*_乙_\n", NULL},
        {"甲\\\n乙", "段:甲/乙\n", NULL},
        {"{{x}}", "段:甲乙 end of\n", "x: \"甲\\n乙 end\\nof\""},
        {"{{x|分行}}", "段:甲/乙\n", "x: \"甲\\n乙\""},
        {"{{x|分段}}\n\n末", "段:甲\n段:乙\n段:末\n", "x: \"甲\\n乙\""},
    };
    RUN(cases);
}

Test(markdown, values_stay_literal)
{
    static const struct markdown_case cases[] = {
        {"{{x}}", "段:**甲** _乙_ [丙](#丁) `戊`\n", "x: '**甲** _乙_ [丙](#丁) `戊`'"},
        {"{{x}}", "段:# 不是标题\n", "x: '# 不是标题'"},
        {"{{x}}", "段:1. 不是列表\n", "x: '1. 不是列表'"},
        {"{{x}}", "段:- 也不是> 也不是\n", "x: \"- 也不是\\n> 也不是\""},
        {"{{x}}", "段:<b>&amp;\\\n", "x: '<b>&amp;\\'"},
        {"| {{x}} | 乙 |\n|---|---|\n| {{x}} | 1 |", "表:|a|b|乙；a|b|1\n", "x: 'a|b'"},
        {"# {{x}}", "节1 一、:标题 {-}\n", "x: '标题 {-}'"},
        {"**{{x}}**项目", "段:*甲。*项目\n", "x: 甲。"},
        {"```标题\n文: {{x}}\n```", "标题:甲: \"乙\" # 丙\n", "x: '甲: \"乙\" # 丙'"},
        {"```标题\n文: \"前{{x}}\"\n```", "标题:前a\"b\\\n", "x: 'a\"b\\'"},
        {"```标题\n文: [{{x}}, {{y}}]\n```", "标题:a, b]/~\n", "{x: 'a, b]', y: '~'}"},
        {"```标题\n文: {{x}}\n```", "标题:甲/乙: 丙\n", "x: \"甲\\n乙: 丙\""},
    };
    RUN(cases);
}

Test(markdown, headings_number_themselves)
{
    static const struct markdown_case cases[] = {
        {"# 甲\n## 乙\n### 丙\n#### 丁\n### 戊\n## 己\n### 庚\n# 辛\n## 壬",
         "节1 一、:甲\n节2 （一）:乙\n节3 1.:丙\n节4 （1）:丁\n节3 2.:戊\n节2 （二）:己\n节3 1.:庚\n"
         "节1 二、:辛\n节2 （一）:壬\n",
         NULL},
        {"# 摘要 {-}\n# 甲\n## 注 {-}\n## 乙", "节1:摘要\n节1 一、:甲\n节2:注\n节2 （一）:乙\n",
         NULL},
        {"甲\n===", "节1 一、:甲\n", NULL},
    };
    RUN(cases);
}

Test(markdown, lists_carry_labels)
{
    static const struct markdown_case cases[] = {
        {"1. 甲\n2. 乙\n   1. 丙\n      1. 丁\n\n   续\n- 戊\n",
         "项1 1.:甲\n项1 2.:乙\n项2 （1）:丙\n项3 ①:丁\n项1:续\n项1 —:戊\n", NULL},
        {"3. 甲\n4. 乙", "项1 3.:甲\n项1 4.:乙\n", NULL},
    };
    RUN(cases);
}

Test(markdown, references_print_labels)
{
    static const struct markdown_case cases[] = {
        {"# 甲 {#甲}\n## 乙 {#乙}\n见[](#节:甲)、[](#节:乙)、[上文](#节:甲)。",
         "节1 一、:甲\n节2 （一）:乙\n段:见第一部分@#节:甲、第一部分（一）@#节:乙、上文@#节:甲。\n",
         NULL},
        {"见[](#表:丙)\n\n# 甲\n\n表：标题 {#丙}\n\n|a|\n|-|\n\n表：二\n\n|b|\n|-|",
         "段:见表1-1@#表:丙\n节1 一、:甲\n表 表1-1:|a\n表 表1-2:|b\n", NULL},
        {"表：无章\n\n|a|\n|-|\n\n```附件\n标题: 己\n引用: 庚\n横排: 是\n```\n\n[](#附件:庚)",
         "表 表1:|a\n附件 附件1:己横\n段:附件1@#附件:庚\n", NULL},
    };
    RUN(cases);
}

/* GB/T 9704-2012 7.3.4: a single one has no number; unnumbered attachments are none of the list. */
Test(markdown, attachments_are_listed_where_the_note_stands)
{
    static const struct markdown_case cases[] = {
        {"甲\n\n```附件说明\n```\n", "段:甲\n", NULL},
        {"```附件说明\n```\n\n```附件\n标题: 甲\n引用: a\n```\n\n```附件\n标题: 乙\n编号: 否\n```\n",
         "附件说明1 附件：:甲@#附件:a\n附件 附件1:甲\n附件:乙\n", NULL},
        {"```附件说明\n```\n\n```附件\n标题: 甲\n引用: a\n```\n\n```附件\n标题: 乙\n引用: b\n```\n",
         "附件说明1 附件：1. :甲@#附件:a\n附件说明2 2. :乙@#附件:b\n附件 附件1:甲\n附件 附件2:乙\n",
         NULL},
    };
    RUN(cases);
}

Test(markdown, mistakes_are_said_at_their_place)
{
    static const struct {
        const char *source, *said;
    } cases[] = {
        {"甲\n  乙 **丙\n", "模板.md:2:5: 警告[W440]"},
        {"- 甲\n  乙**", "模板.md:2:4: 警告[W440]"},
        {"{{x}}甲**", "模板.md:1:7: 警告[W440]"},
        {"甲 <b>乙", "模板.md:1:3: 警告[W441]"},
        {"##### 深", "模板.md:1:1: 错误[E442]"},
        {"# 一、甲", "模板.md:1:1: 警告[W443]"},
        {"## （二）甲", "模板.md:1:1: 警告[W443]"},
        {"# 甲 {#a}\n# 乙 {#a}", "模板.md:2:1: 错误[E445]"},
        {"甲[](#表:无)", "模板.md:1:2: 错误[E446]"},
        {"表：甲\n\n乙", "模板.md:1:1: 警告[W448]"},
        {"```表哥\n```", "模板.md:1:1: 错误[E450]: 没有部件“表哥”"},
        {"- 甲\n\n  ```封面\n  标题: 甲\n  坏: 1\n  ```", "模板.md:5:3: 错误[E130]"},
        {"{{#y}}\n{{/y}}\n```目录\n级: 9\n```", "模板.md:4:4: 错误[E452]"},
        {"```封面\n标题: \"甲\n```", "模板.md:2:5: 错误[E104]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        struct jx_str text;
        jx_test_init(&t);
        enum jx_status status = build(&t, cases[i].source, "x: '**'", &text);
        struct jx_str said = jx_diags_print(t.arena, &t.diags, false);
        cr_expect(status == (t.diags.n_errors > 0 ? JX_E_INPUT : JX_OK), "%s", cases[i].source);
        cr_expect(jx_str_starts(said, jx_str_of(cases[i].said)), "%s\n%.*s", cases[i].source,
                  JX_FMT(said));
        jx_test_done(&t);
    }
}

Test(markdown, abstracts_hold_markdown)
{
    static const struct markdown_case cases[] = {
        {.source = "```摘要\n文: |\n  甲**乙。**丙\n\n  - {{值}}\n关键词: [子, 丑]\n```\n正文",
         .data = "{值: '**不粗** # [a](b)'}",
         .expected = "摘要:摘　要前\n段:甲*乙。*丙前\n项1 —:**不粗** # [a](b)前\n"
                     "段:*关键词：*子；丑前\n段:正文\n"},
        {.source = "```摘要\n标题: 内容提要\n要点:\n  - [总分, 89.02]\n  - [等级, 良]\n"
                   "  - [空, ]\n  - {名: 预算, 值: 1800万元}\n```",
         .expected = "摘要:内容提要前\n表:前|总分|89.02|等级|良；预算|1800万元\n"},
        {.source = "```摘要\n要点: [[一个, 值]]\n文: 一段\n```",
         .expected = "摘要:摘　要前\n段:一段前\n表:前|一个|值\n"},
    };
    RUN(cases);
}

Test(markdown, pages_are_turned_and_turned_back)
{
    static const struct markdown_case cases[] = {
        {.source = "甲\n\n```横排\n```\n乙\n\n```竖排\n```\n丙",
         .expected = "段:甲\n换页:横转\n段:乙\n换页:转\n段:丙\n"},
        {.source = "```横排\n内容: |\n  乙\n```\n丙",
         .expected = "换页:横转\n段:乙\n换页:转\n段:丙\n"},
        {.source = "```横排\n```\n```横排\n内容: 甲\n```\n乙\n```竖排\n```\n```竖排\n```",
         .expected = "换页:横转\n段:甲\n段:乙\n换页:转\n"},
        {.source = "````横排\n内容: |\n  甲\n\n  ```空行\n  行: 2\n  ```\n````",
         .expected = "换页:横转\n段:甲\n空行2:\n换页:转\n"},
        {.source = "```换页\n横排: 是\n```\n甲\n```竖排\n```",
         .expected = "换页:横\n段:甲\n换页:转\n"},
    };
    RUN(cases);
}

Test(markdown, headings_are_numbered_in_the_form_that_is_named)
{
    static const struct {
        const char *form, *labels, *reference;
    } cases[] = {
        {"", "一、|（一）|1.|（1）|2.|（二）|二、|", "第一部分（一）2"},
        {"公文", "一、|（一）|1.|（1）|2.|（二）|二、|", "第一部分（一）2"},
        {"章节", "第一章　|第一节　|一、|（一）|二、|第二节　|第二章　|", "第一章第一节二"},
        {"章", "第一章　|1.1　|1.1.1　|1.1.1.1　|1.1.2　|1.2　|第二章　|", "第1.1.2节"},
        {"数字", "1　|1.1　|1.1.1　|1.1.1.1　|1.1.2　|1.2　|2　|", "第1.1.2节"},
    };
    static const unsigned levels[] = {1, 2, 3, 4, 3, 2, 1};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx__numbering numbering = {.form = jx__heading_form_of(jx_str_of(cases[i].form))};
        struct jx_buf labels = {.arena = t.arena};
        struct jx_str reference = JX_NO_STR, fifth = JX_NO_STR;
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
            jx_buf_add(&labels,
                       jx__number_heading(t.arena, &numbering, levels[k], true, &reference));
            jx_buf_adds(&labels, "|");
            fifth = k == 4 ? reference : fifth;
        }
        cr_expect_str_eq(jx_buf_str(&labels).ptr, cases[i].labels, "%s", cases[i].form);
        cr_expect_str_eq(fifth.ptr, cases[i].reference, "%s", cases[i].form);
        jx_test_done(&t);
    }
}

Test(markdown, own_numbers_of_headings_are_seen)
{
    static const char *const numbered[] = {"一、甲", "十二、甲", "（一）甲",  "(3)甲",
                                           "1.甲",   "2、甲",    "第一章 甲", "第3节 甲"};
    static const char *const plain[] = {"一期工程", "2022年情况", "1.5倍",
                                        "（甲）",   "第一批系统", "甲一、乙"};
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
        cr_expect(jx__has_own_number(jx_str_of(numbered[i])), "%s", numbered[i]);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        cr_expect(!jx__has_own_number(jx_str_of(plain[i])), "%s", plain[i]);
}

/* Every byte sequence of a small alphabet of marks goes through without a crash. */
Test(markdown, survives_any_mixture_of_marks)
{
    static const char *const parts[] = {"*",   "**", "`",   "```",  "\n",   "甲",  "。",
                                        "“",   "[",  "](#", ")",    "|",    "-",   "# ",
                                        "1. ", "  ", "{-}", "{#a}", "表：", "<b>", "\\"};
    uint32_t seed = 12345;
    for (int round = 0; round < 400; round++) {
        struct jx_test t;
        struct jx_str text;
        jx_test_init(&t);
        struct jx_buf source = {.arena = t.arena};
        for (int i = 0; i < 40; i++) {
            seed = seed * 1103515245u + 12345u;
            jx_buf_adds(&source, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
        }
        enum jx_status status = build(&t, jx_buf_str(&source).ptr, "{}", &text);
        cr_expect(status == JX_OK || t.diags.n_errors > 0);
        cr_expect(jx_utf8_check(text) == text.len);
        jx_test_done(&t);
    }
}

/* One letter a column of the first table: l c r d(ecimal). */
static struct jx_str column_aligns(struct jx_test *t, const char *source)
{
    struct jx_source_map map = {0};
    struct jx__builder b = {.arena = t->arena, .diags = &t->diags, .map = &map};
    struct jx_template_text template = jx_test_template(t, source);
    struct jx_mustache_options options = {.escape = jx__inert_add};
    struct jx_buf out = {.arena = t->arena};
    cr_assert(jx_mustache_render(t->arena, &template, jx_test_data(t, "a: 1"), &options, &t->diags,
                                 &b.expanded, &map) == JX_OK);
    cr_assert(jx__markdown_build(&b) == JX_OK && b.blocks.n > 0);
    const struct jx_table *table = b.blocks.items[0].table;
    for (size_t i = 0; i < table->n_cells; i++)
        if (table->cells[i].row == 1)
            jx_buf_addc(&out, "lcrd"[table->cells[i].halign]);
    return jx_buf_str(&out);
}

/* What |---| leaves open follows from the texts of the column. */
Test(markdown, columns_without_alignment_get_what_suits_them)
{
    static const struct {
        const char *source, *aligns;
    } cases[] = {
        {"|甲|乙|丙|\n|:--|--:|:-:|\n|1|1|1|", "lrc"},
        {"|甲|\n|---|\n|1,234.50|\n|−3|\n|—|\n|98.5%|\n||", "d"},
        {"|甲|\n|---|\n|某某县水利局|\n|财政局|", "c"},
        {"|甲|\n|---|\n|某某县农村饮水安全工程|\n|财政局|", "l"},
        {"|甲|\n|---|\n|3项|\n|12|", "c"},
        {"|甲|\n|---|\n|—|", "c"},
        {"|甲|\n|---|\n|≥18|", "d"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        JX_ASSERT_STR(column_aligns(&t, cases[i].source), cases[i].aligns, cases[i].source);
        jx_test_done(&t);
    }
}
