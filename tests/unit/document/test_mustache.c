/* Templates: what the specification asks is in test_mustache_spec.c; here is how cases combine, what is added to it, and mistakes. */
#include "mustache_case.h"

Test(mustache, interpolation)
{
    static const struct mustache_case cases[] = {
        {.what = "no tags", .data = "{}", .source = "忻州 {x} }}\n", .expected = "忻州 {x} }}\n"},
        {.what = "a value", .data = "{名: 乙}", .source = "甲{{名}}丙", .expected = "甲乙丙"},
        {.what = "not expanded again",
         .data = "{a: '{{b}}', b: 1}",
         .source = "{{a}}",
         .expected = "{{b}}"},
        {.what = "escaped",
         .data = "{a: '& \" < >'}",
         .source = "{{a}}",
         .expected = "&amp; &quot; &lt; &gt;"},
        {.what = "triple", .data = "{a: '& < >'}", .source = "{{{a}}}", .expected = "& < >"},
        {.what = "ampersand", .data = "{a: '& < >'}", .source = "{{&a}}", .expected = "& < >"},
        {.what = "number as written", .data = "{a: 1.210}", .source = "{{a}}", .expected = "1.210"},
        {.what = "null is empty", .data = "{a: ~}", .source = "[{{a}}]", .expected = "[]"},
        {.what = "missing is empty",
         .data = "{}",
         .source = "[{{a}}{{{b}}}{{&c}}]",
         .expected = "[]"},
        {.what = "dotted", .data = "{a: {b: {c: x}}}", .source = "{{a.b.c}}", .expected = "x"},
        {.what = "dotted, chain broken",
         .data = "{a: {}, c: {name: no}}",
         .source = "[{{a.c.name}}]",
         .expected = "[]"},
        {.what = "dotted: first part decides",
         .data = "{a: {b: {}}, b: {c: no}}",
         .source = "[{{#a}}{{b.c}}{{/a}}]",
         .expected = "[]"},
        {.what = "implicit iterator", .data = "85", .source = "{{.}} 分", .expected = "85 分"},
        {.what = "blanks around stay",
         .data = "{a: x}",
         .source = "| {{a}} |\n",
         .expected = "| x |\n"},
        {.what = "alone on a line, line stays",
         .data = "{a: x}",
         .source = "  {{a}}\n",
         .expected = "  x\n"},
        {.what = "blanks inside",
         .data = "{a: x}",
         .source = "|{{ a }}|{{{ a }}}|{{& a }}|",
         .expected = "|x|x|x|"},
    };
    RUN(cases);
}

Test(mustache, sections)
{
    static const struct mustache_case cases[] = {
        {.what = "true", .data = "{a: 是}", .source = "{{#a}}x{{/a}}", .expected = "x"},
        {.what = "false", .data = "{a: 否}", .source = "[{{#a}}x{{/a}}]", .expected = "[]"},
        {.what = "null", .data = "{a: ~}", .source = "[{{#a}}x{{/a}}]", .expected = "[]"},
        {.what = "missing", .data = "{}", .source = "[{{#a}}x{{/a}}]", .expected = "[]"},
        {.what = "zero is true",
         .data = "{a: 0}",
         .source = "[{{#a}}{{.}}{{/a}}]",
         .expected = "[0]"},
        {.what = "map becomes context",
         .data = "{a: {n: Joe}}",
         .source = "{{#a}}Hi {{n}}{{/a}}",
         .expected = "Hi Joe"},
        {.what = "outer names visible",
         .data = "{a: {b: {c: 3}, n: 2}, m: 1}",
         .source = "{{#a}}{{#b}}{{m}}{{n}}{{c}}{{/b}}{{/a}}",
         .expected = "123"},
        {.what = "list",
         .data = "{l: [{i: 1}, {i: 2}, {i: 3}]}",
         .source = "{{#l}}{{i}}{{/l}}",
         .expected = "123"},
        {.what = "empty list", .data = "{l: []}", .source = "[{{#l}}x{{/l}}]", .expected = "[]"},
        {.what = "iterator over texts",
         .data = "{l: [a, b]}",
         .source = "{{#l}}({{.}}){{/l}}",
         .expected = "(a)(b)"},
        {.what = "iterator escapes",
         .data = "{l: ['<']}",
         .source = "{{#l}}{{.}}{{{.}}}{{/l}}",
         .expected = "&lt;<"},
        {.what = "list of lists",
         .data = "{l: [[1, 2], [a]]}",
         .source = "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}",
         .expected = "(12)(a)"},
        {.what = "same name nested",
         .data = "{a: 是}",
         .source = "{{#a}}1{{#a}}2{{/a}}3{{/a}}",
         .expected = "123"},
        {.what = "dotted names",
         .data = "{a: {b: {c: 是}}}",
         .source = "{{#a.b.c}}x{{/a.b.c}}",
         .expected = "x"},
        {.what = "standalone lines vanish",
         .data = "{a: 是}",
         .source = "| 1\n{{#a}}\n| 2\n{{/a}}\n| 3\n",
         .expected = "| 1\n| 2\n| 3\n"},
        {.what = "indented standalone lines",
         .data = "{a: 是}",
         .source = "| 1\n  {{#a}}\t\n| 2\n\t{{/a}}\n| 3\n",
         .expected = "| 1\n| 2\n| 3\n"},
        {.what = "CRLF standalone",
         .data = "{a: 是}",
         .source = "|\r\n{{#a}}\r\n{{/a}}\r\n|",
         .expected = "|\r\n|"},
        {.what = "standalone without line before",
         .data = "{a: 是}",
         .source = "  {{#a}}\n#{{/a}}\n/",
         .expected = "#\n/"},
        {.what = "standalone without line after",
         .data = "{a: 是}",
         .source = "#{{#a}}\n/\n  {{/a}}",
         .expected = "#\n/\n"},
        {.what = "two on a line are not alone",
         .data = "{a: 是}",
         .source = " {{#a}}Y{{/a}}\n {{#a}}G{{/a}}\n",
         .expected = " Y\n G\n"},
    };
    RUN(cases);
}

Test(mustache, inverted_sections)
{
    static const struct mustache_case cases[] = {
        {.what = "false", .data = "{a: 否}", .source = "{{^a}}x{{/a}}", .expected = "x"},
        {.what = "true", .data = "{a: 是}", .source = "[{{^a}}x{{/a}}]", .expected = "[]"},
        {.what = "null", .data = "{a: ~}", .source = "{{^a}}x{{/a}}", .expected = "x"},
        {.what = "missing", .data = "{}", .source = "{{^a.b}}x{{/a.b}}", .expected = "x"},
        {.what = "map", .data = "{a: {b: 1}}", .source = "[{{^a}}x{{/a}}]", .expected = "[]"},
        {.what = "list", .data = "{a: [1]}", .source = "[{{^a}}x{{/a}}]", .expected = "[]"},
        {.what = "empty list", .data = "{a: []}", .source = "{{^a}}x{{/a}}", .expected = "x"},
        {.what = "both arms",
         .data = "{a: 否, t: s}",
         .source = "{{^a}}\n* 1\n{{/a}}\n* {{t}}\n{{^a}}\n* 3\n{{/a}}\n",
         .expected = "* 1\n* s\n* 3\n"},
        {.what = "nested",
         .data = "{a: 否}",
         .source = "|{{^a}}A{{^a}}B{{/a}}C{{/a}}|",
         .expected = "|ABC|"},
    };
    RUN(cases);
}

Test(mustache, comments)
{
    static const struct mustache_case cases[] = {
        {.what = "inline", .data = "{}", .source = "12{{! 注释 }}34", .expected = "1234"},
        {.what = "several lines",
         .data = "{}",
         .source = "12{{!\n 一\n 二\n}}34\n",
         .expected = "1234\n"},
        {.what = "standalone",
         .data = "{}",
         .source = "甲\n  {{! x }}\n乙\n",
         .expected = "甲\n乙\n"},
        {.what = "standalone over lines",
         .data = "{}",
         .source = "甲\n{{!\nx\n}}\n乙\n",
         .expected = "甲\n乙\n"},
        {.what = "indented, not alone",
         .data = "{}",
         .source = "  12 {{! 34 }}\n",
         .expected = "  12 \n"},
    };
    RUN(cases);
}

Test(mustache, delimiters)
{
    static const struct mustache_case cases[] = {
        {.what = "pair", .data = "{t: x}", .source = "{{=<% %>=}}(<%t%>)", .expected = "(x)"},
        {.what = "special characters",
         .data = "{t: x}",
         .source = "({{=[ ]=}}[t])",
         .expected = "(x)"},
        {.what = "sections keep them",
         .data = "{s: 是, d: v}",
         .source = "[\n{{#s}}\n{{d}} |d|\n{{/s}}\n{{= | | =}}\n|#s|\n{{d}} |d|\n|/s|\n]\n",
         .expected = "[\nv |d|\n{{d}} v\n]\n"},
        {.what = "partials do not inherit",
         .data = "{v: y}",
         .source = "[ {{>p}} ]\n{{= | | =}}\n[ |>p| ]\n",
         .expected = "[ .y. ]\n[ .y. ]\n",
         .partials = {{"p", ".{{v}}."}}},
        {.what = "partials do not leak",
         .data = "{v: y}",
         .source = "[ {{>p}} ]\n[ .{{v}}. ]\n",
         .expected = "[ .y. .y. ]\n[ .y. ]\n",
         .partials = {{"p", ".{{v}}. {{= | | =}}.|v|."}}},
        {.what = "standalone", .data = "{}", .source = "甲\n  {{=@ @=}}\n乙", .expected = "甲\n乙"},
        {.what = "blanks inside", .data = "{}", .source = "|{{= @   @ =}}|", .expected = "||"},
    };
    RUN(cases);
}

Test(mustache, partials)
{
    static const struct mustache_case cases[] = {
        {.what = "basic",
         .data = "{}",
         .source = "“{{>t}}”",
         .expected = "“片段”",
         .partials = {{"t", "片段"}}},
        {.what = "unknown is empty", .data = "{}", .source = "[{{>t}}]", .expected = "[]"},
        {.what = "sees the context",
         .data = "{a: x}",
         .source = "{{>p}}",
         .expected = "*x*",
         .partials = {{"p", "*{{a}}*"}}},
        {.what = "recursive",
         .data = "{c: X, n: [{c: Y, n: []}]}",
         .source = "{{>p}}",
         .expected = "X<Y<>>",
         .partials = {{"p", "{{c}}<{{#n}}{{>p}}{{/n}}>"}}},
        {.what = "blanks around stay",
         .data = "{}",
         .source = "| {{>p}} |",
         .expected = "| \t|\t |",
         .partials = {{"p", "\t|\t"}}},
        {.what = "not alone: no indentation",
         .data = "{d: '|'}",
         .source = "  {{d}}  {{> p}}\n",
         .expected = "  |  >\n>\n",
         .partials = {{"p", ">\n>"}}},
        {.what = "alone: each line indented, values not",
         .data = "{c: \"<\\n->\"}",
         .source = "\\\n {{>p}}\n/\n",
         .expected = "\\\n |\n <\n->\n |\n/\n",
         .partials = {{"p", "|\n{{{c}}}\n|\n"}}},
        {.what = "CRLF",
         .data = "{}",
         .source = "|\r\n{{>p}}\r\n|",
         .expected = "|\r\n>|",
         .partials = {{"p", ">"}}},
        {.what = "nested indentation",
         .data = "{}",
         .source = "  {{>p}}\n",
         .expected = "  甲\n    乙\n",
         .partials = {{"p", "甲\n  {{>q}}\n"}, {"q", "乙\n"}}},
        {.what = "sections in it",
         .data = "{l: [1, 2]}",
         .source = "  {{>p}}\n",
         .expected = "  1\n  2\n",
         .partials = {{"p", "{{#l}}\n{{.}}\n{{/l}}\n"}}},
    };
    RUN(cases);
}

Test(mustache, repeated_sections_know_where_they_are)
{
    static const struct mustache_case cases[] = {
        {.what = "number, first, last",
         .data = "{l: [甲, 乙, 丙]}",
         .source = "{{#l}}{{@序号}}{{.}}{{^@末}}、{{/@末}}{{/l}}",
         .expected = "1甲、2乙、3丙"},
        {.what = "inside another section",
         .data = "{l: [{x: 是}, {x: 是}]}",
         .source = "{{#l}}{{#x}}{{@序号}}{{/x}}{{/l}}",
         .expected = "12"},
        {.what = "by number and name",
         .data = "{l: [{编号: B1, 得分: 9}, {名称: 时效, 得分: 8}]}",
         .source = "{{l.B1.得分}}{{l.时效.得分}}{{l.2.得分}}",
         .expected = "988"},
    };
    RUN(cases);
}

/* ---- strict ---- */

static struct jx_str errors_of(struct jx_test *t, const char *source, const char *data)
{
    struct jx_str text;
    struct jx_template_text template = jx_test_template(t, source);
    struct jx_mustache_options options = {.strict = true};
    enum jx_status status = jx_mustache_render(t->arena, &template, jx_test_data(t, data), &options,
                                               &t->diags, &text, NULL);
    cr_expect(status != JX_OK, "%s", source);
    return jx_diags_print(t->arena, &t->diags, false);
}

Test(mustache, strict_mode_names_the_place_and_what_was_meant)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str said = errors_of(&t, "总分{{总份}}。", "{总分: 1}");
    cr_assert(jx_str_starts(said, JX_STR("模板.md:1:3: 错误[E408]: 数据中没有“总份”")), "%.*s",
              JX_FMT(said));
    cr_assert(jx_str_find(said, JX_STR("是否想写“总分”"), 0) != SIZE_MAX, "%.*s", JX_FMT(said));
    said = errors_of(&t, "{{资金.全年执行.市及}}", "{资金: {全年执行: {市级: 1}}}");
    cr_assert(jx_str_find(said, JX_STR("是否想写“资金.全年执行.市级”"), 0) != SIZE_MAX, "%.*s",
              JX_FMT(said));
    jx_test_done(&t);
}

Test(mustache, every_broken_tag_is_reported)
{
    static const struct {
        const char *source, *codes;
    } cases[] = {
        {"{{a", "E401"},        {"{{}} {{#}}x{{/}}", "E402 E402"},
        {"{{=a=}}", "E403"},    {"{{#a}}x", "E404"},
        {"x{{/a}}", "E405"},    {"{{#a}}{{/b}}{{^c}}{{/d}}", "E406 E406"},
        {"{{>p}}", "E411"},     {"{{x}}{{y}}", "E409 E409"},
        {"{{n|没有}}", "E414"}, {"{{l}}{{m}}", "E410 E410"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_test t;
        jx_test_init(&t);
        errors_of(&t, cases[i].source, "{n: 1, l: [1], m: {q: 1}}");
        JX_ASSERT_STR(jx_test_codes(&t), cases[i].codes, cases[i].source);
        jx_test_done(&t);
    }
}

static bool find_itself(void *context, struct jx_str name, struct jx_span tag,
                        struct jx_template_text *ret_partial)
{
    (void)name;
    (void)tag;
    *ret_partial = *(const struct jx_template_text *)context;
    return true;
}

Test(mustache, hostile_templates_end)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str text;
    struct jx_template_text self = jx_test_template(&t, "{{>p}}{{>p}}");
    struct jx_mustache_options options = {
        .strict = true, .partial = find_itself, .partial_context = &self};
    cr_expect(jx_mustache_render(t.arena, &self, jx_value_map(t.arena), &options, &t.diags, &text,
                                 NULL) == JX_E_LIMIT);
    JX_ASSERT_STR(jx_test_codes(&t), "E412", "a partial in itself");
    struct jx_buf deep = {.arena = t.arena};
    for (int i = 0; i < 5000; i++)
        jx_buf_adds(&deep, "{{#a}}");
    struct jx_template_text sections = jx_test_template(&t, jx_buf_str(&deep).ptr);
    cr_expect(jx_mustache_render(t.arena, &sections, jx_value_map(t.arena), &options, &t.diags,
                                 &text, NULL) == JX_E_INPUT);
    jx_test_done(&t);
}

Test(mustache, output_leads_back_to_its_source)
{
    struct jx_test t;
    jx_test_init(&t);
    struct jx_str text;
    struct jx_source_map map;
    struct jx_template_text source =
        jx_test_template(&t, "第一行\n{{#a}}\n得分{{b}}分\n{{/a}}\n末行");
    struct jx_mustache_options options = {.strict = true};
    cr_assert(jx_mustache_render(t.arena, &source, jx_test_data(&t, "{a: 是, b: 89.5}"), &options,
                                 &t.diags, &text, &map) == JX_OK);
    JX_ASSERT_STR(text, "第一行\n得分89.5分\n末行", "text");
    size_t at = jx_str_find(text, JX_STR("得分"), 0);
    struct jx_span span = jx_source_map_span(&map, &t.sources, at, at + 6);
    cr_expect(span.line1 == 3 && span.col1 == 1 && span.end_col1 == 3, "%u:%u-%u", span.line1,
              span.col1, span.end_col1);
    at = jx_str_find(text, JX_STR("89.5"), 0);
    span = jx_source_map_span(&map, &t.sources, at, at + 4);
    cr_expect(span.line1 == 1 && span.col1 == 11, "the value's own place: %u:%u", span.line1,
              span.col1);
    at = jx_str_find(text, JX_STR("末行"), 0);
    span = jx_source_map_span(&map, &t.sources, at, at + 6);
    cr_expect(span.line1 == 5 && span.col1 == 1, "%u:%u", span.line1, span.col1);
    jx_test_done(&t);
}
