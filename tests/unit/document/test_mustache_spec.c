/* Each case of the required modules of the Mustache specification, by the name it has there, in words of our own. */
#include "mustache_case.h"

#define CASE(what_, data_, source_, expected_)                                                     \
    {                                                                                              \
        .what = what_, .data = data_, .source = source_, .expected = expected_                     \
    }
#define WITH(what_, data_, source_, expected_, ...)                                                \
    {                                                                                              \
        .what = what_, .data = data_, .source = source_, .expected = expected_, .partials = {      \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }

Test(mustache_spec, comments)
{
    static const struct mustache_case cases[] = {
        CASE("Inline", "{}", "甲{{! 删 }}乙", "甲乙"),
        CASE("Multiline", "{}", "甲{{!\n 删\n 删\n}}乙\n", "甲乙\n"),
        CASE("Standalone", "{}", "甲\n{{! 删 }}\n乙\n", "甲\n乙\n"),
        CASE("Indented Standalone", "{}", "甲\n    {{! 删 }}\n乙\n", "甲\n乙\n"),
        CASE("Standalone Line Endings", "{}", "甲\r\n{{! 删 }}\r\n乙", "甲\r\n乙"),
        CASE("Standalone Without Previous Line", "{}", "   {{! 删 }}\n乙", "乙"),
        CASE("Standalone Without Newline", "{}", "甲\n   {{! 删 }}", "甲\n"),
        CASE("Multiline Standalone", "{}", "甲\n{{!\n删\n}}\n乙\n", "甲\n乙\n"),
        CASE("Indented Multiline Standalone", "{}", "甲\n  {{!\n  删\n  }}\n乙\n", "甲\n乙\n"),
        CASE("Indented Inline", "{}", "  甲 {{! 删 }}\n", "  甲 \n"),
        CASE("Surrounding Whitespace", "{}", "甲 {{! 删 }} 乙", "甲  乙"),
        CASE("Variable Name Collision", "{'! 名': x, '!名': x, 名: x}", "值：{{! 名 }}", "值："),
    };
    RUN(cases);
}

Test(mustache_spec, delimiters)
{
    static const struct mustache_case cases[] = {
        CASE("Pair Behavior", "{名: 值}", "{{=<% %>=}}[<%名%>{{名}}]", "[值{{名}}]"),
        CASE("Special Characters", "{名: 值}", "甲{{=[ ]=}}[名]", "甲值"),
        CASE("Sections", "{组: 是, 数: 9}",
             "{{#组}}\n{{数}} |数|\n{{/组}}\n{{= | | =}}\n|#组|\n{{数}} |数|\n|/组|\n",
             "9 |数|\n{{数}} 9\n"),
        CASE("Inverted Sections", "{组: 否, 数: 9}",
             "{{^组}}\n{{数}} |数|\n{{/组}}\n{{= | | =}}\n|^组|\n{{数}} |数|\n|/组|\n",
             "9 |数|\n{{数}} 9\n"),
        WITH("Partial Inheritance", "{值: 有}", "({{>段}})\n{{= | | =}}\n(|>段|)\n",
             "(.有.)\n(.有.)\n", {"段", ".{{值}}."}),
        WITH("Post-Partial Behavior", "{值: 有}", "({{>段}})\n(.{{值}}.|值|)\n",
             "(.有. .有.)\n(.有.|值|)\n", {"段", ".{{值}}. {{= | | =}}.|值|."}),
        CASE("Surrounding Whitespace", "{}", "甲 {{=@ @=}} 乙", "甲  乙"),
        CASE("Outlying Whitespace (Inline)", "{}", " 甲 {{=@ @=}}\n", " 甲 \n"),
        CASE("Standalone Tag", "{}", "甲\n{{=@ @=}}\n乙\n", "甲\n乙\n"),
        CASE("Indented Standalone Tag", "{}", "甲\n  {{=@ @=}}\n乙\n", "甲\n乙\n"),
        CASE("Standalone Line Endings", "{}", "甲\r\n{{=@ @=}}\r\n乙", "甲\r\n乙"),
        CASE("Standalone Without Previous Line", "{}", "  {{=@ @=}}\n乙", "乙"),
        CASE("Standalone Without Newline", "{}", "甲\n  {{=@ @=}}", "甲\n"),
        CASE("Pair with Padding", "{}", "甲{{= @   @ =}}乙", "甲乙"),
    };
    RUN(cases);
}

Test(mustache_spec, interpolation)
{
    static const struct mustache_case cases[] = {
        CASE("No Interpolation", "{}", "没有标签 {。}\n", "没有标签 {。}\n"),
        CASE("Basic Interpolation", "{名: 道路}", "养护{{名}}！", "养护道路！"),
        CASE("No Re-interpolation", "{名: '{{县}}', 县: 甲}", "{{名}}：{{县}}", "{{县}}：甲"),
        CASE("HTML Escaping", "{符: '& \" < >'}", "{{符}}", "&amp; &quot; &lt; &gt;"),
        CASE("Triple Mustache", "{符: '& \" < >'}", "{{{符}}}", "& \" < >"),
        CASE("Ampersand", "{符: '& \" < >'}", "{{&符}}", "& \" < >"),
        CASE("Basic Integer Interpolation", "{分: 85}", "{{分}}分", "85分"),
        CASE("Triple Mustache Integer Interpolation", "{分: 85}", "{{{分}}}分", "85分"),
        CASE("Ampersand Integer Interpolation", "{分: 85}", "{{&分}}分", "85分"),
        CASE("Basic Decimal Interpolation", "{分: 9.21}", "{{分}}分", "9.21分"),
        CASE("Triple Mustache Decimal Interpolation", "{分: 9.21}", "{{{分}}}分", "9.21分"),
        CASE("Ampersand Decimal Interpolation", "{分: 9.21}", "{{&分}}分", "9.21分"),
        CASE("Basic Null Interpolation", "{分: ~}", "({{分}})", "()"),
        CASE("Triple Mustache Null Interpolation", "{分: ~}", "({{{分}}})", "()"),
        CASE("Ampersand Null Interpolation", "{分: ~}", "({{&分}})", "()"),
        CASE("Basic Context Miss Interpolation", "{}", "({{分}})", "()"),
        CASE("Triple Mustache Context Miss Interpolation", "{}", "({{{分}}})", "()"),
        CASE("Ampersand Context Miss Interpolation", "{}", "({{&分}})", "()"),
        CASE("Dotted Names - Basic Interpolation", "{甲: {乙: 丙}}",
             "{{甲.乙}}{{#甲}}{{乙}}{{/甲}}", "丙丙"),
        CASE("Dotted Names - Triple Mustache Interpolation", "{甲: {乙: '<'}}", "{{{甲.乙}}}", "<"),
        CASE("Dotted Names - Ampersand Interpolation", "{甲: {乙: '<'}}", "{{&甲.乙}}", "<"),
        CASE("Dotted Names - Arbitrary Depth", "{a: {b: {c: {d: {e: 深}}}}}", "{{a.b.c.d.e}}",
             "深"),
        CASE("Dotted Names - Broken Chains", "{甲: {}}", "({{甲.乙.丙}})", "()"),
        CASE("Dotted Names - Broken Chain Resolution", "{甲: {乙: {}}, 丙: {名: 错}}",
             "({{甲.乙.丙.名}})", "()"),
        CASE("Dotted Names - Initial Resolution", "{甲: {乙: {丙: 对}}, 乙: {丙: 错}}",
             "{{#甲}}{{乙.丙}}{{/甲}}", "对"),
        CASE("Dotted Names - Context Precedence", "{甲: {乙: {}}, 乙: {丙: 错}}",
             "({{#甲}}{{乙.丙}}{{/甲}})", "()"),
        CASE("Dotted Names are never single keys", "{'甲.乙': 错}", "({{甲.乙}})", "()"),
        CASE("Dotted Names - No Masking", "{'甲.乙': 错, 甲: {乙: 对}}", "{{甲.乙}}", "对"),
        CASE("Implicit Iterators - Basic Interpolation", "县", "一{{.}}", "一县"),
        CASE("Implicit Iterators - HTML Escaping", "'& <'", "{{.}}", "&amp; &lt;"),
        CASE("Implicit Iterators - Triple Mustache", "'& <'", "{{{.}}}", "& <"),
        CASE("Implicit Iterators - Ampersand", "'& <'", "{{&.}}", "& <"),
        CASE("Implicit Iterators - Basic Integer Interpolation", "85", "{{.}}分", "85分"),
        CASE("Interpolation - Surrounding Whitespace", "{名: 值}", "| {{名}} |", "| 值 |"),
        CASE("Triple Mustache - Surrounding Whitespace", "{名: 值}", "| {{{名}}} |", "| 值 |"),
        CASE("Ampersand - Surrounding Whitespace", "{名: 值}", "| {{&名}} |", "| 值 |"),
        CASE("Interpolation - Standalone", "{名: 值}", "  {{名}}\n", "  值\n"),
        CASE("Triple Mustache - Standalone", "{名: 值}", "  {{{名}}}\n", "  值\n"),
        CASE("Ampersand - Standalone", "{名: 值}", "  {{&名}}\n", "  值\n"),
        CASE("Interpolation With Padding", "{名: 值}", "|{{ 名 }}|", "|值|"),
        CASE("Triple Mustache With Padding", "{名: 值}", "|{{{ 名 }}}|", "|值|"),
        CASE("Ampersand With Padding", "{名: 值}", "|{{& 名 }}|", "|值|"),
    };
    RUN(cases);
}

Test(mustache_spec, inverted)
{
    static const struct mustache_case cases[] = {
        CASE("Falsey", "{有: 否}", "({{^有}}印{{/有}})", "(印)"),
        CASE("Truthy", "{有: 是}", "({{^有}}印{{/有}})", "()"),
        CASE("Null is falsey", "{有: ~}", "({{^有}}印{{/有}})", "(印)"),
        CASE("Context", "{有: {名: 值}}", "({{^有}}印{{/有}})", "()"),
        CASE("List", "{有: [{n: 1}, {n: 2}]}", "({{^有}}印{{/有}})", "()"),
        CASE("Empty List", "{有: []}", "({{^有}}印{{/有}})", "(印)"),
        CASE("Doubled", "{有: 否, 二: 中}", "{{^有}}\n一\n{{/有}}\n{{二}}\n{{^有}}\n三\n{{/有}}\n",
             "一\n中\n三\n"),
        CASE("Nested (Falsey)", "{有: 否}", "一{{^有}}二{{^有}}三{{/有}}四{{/有}}五", "一二三四五"),
        CASE("Nested (Truthy)", "{有: 是}", "一{{^有}}二{{^有}}三{{/有}}四{{/有}}五", "一五"),
        CASE("Context Misses", "{}", "({{^无}}印{{/无}})", "(印)"),
        CASE("Dotted Names - Truthy", "{甲: {乙: {丙: 是}}}", "({{^甲.乙.丙}}印{{/甲.乙.丙}})",
             "()"),
        CASE("Dotted Names - Falsey", "{甲: {乙: {丙: 否}}}", "({{^甲.乙.丙}}印{{/甲.乙.丙}})",
             "(印)"),
        CASE("Dotted Names - Broken Chains", "{甲: {}}", "({{^甲.乙.丙}}印{{/甲.乙.丙}})", "(印)"),
        CASE("Surrounding Whitespace", "{有: 否}", " | {{^有}}\t|\t{{/有}} | \n", " | \t|\t | \n"),
        CASE("Internal Whitespace", "{有: 否}", " | {{^有}} {{! 删 }}\n {{/有}} | \n",
             " |  \n  | \n"),
        CASE("Indented Inline Sections", "{有: 否}", " {{^有}}一{{/有}}\n {{^有}}二{{/有}}\n",
             " 一\n 二\n"),
        CASE("Standalone Lines", "{有: 否}", "一\n{{^有}}\n二\n{{/有}}\n三\n", "一\n二\n三\n"),
        CASE("Standalone Indented Lines", "{有: 否}", "一\n  {{^有}}\n二\n  {{/有}}\n三\n",
             "一\n二\n三\n"),
        CASE("Standalone Line Endings", "{有: 否}", "一\r\n{{^有}}\r\n{{/有}}\r\n三", "一\r\n三"),
        CASE("Standalone Without Previous Line", "{有: 否}", "  {{^有}}\n一{{/有}}\n二", "一\n二"),
        CASE("Standalone Without Newline", "{有: 否}", "一{{^有}}\n二\n  {{/有}}", "一\n二\n"),
        CASE("Padding", "{有: 否}", "|{{^ 有 }}印{{/ 有 }}|", "|印|"),
    };
    RUN(cases);
}

Test(mustache_spec, partials)
{
    static const struct mustache_case cases[] = {
        WITH("Basic Behavior", "{}", "({{>段}})", "(片段)", {"段", "片段"}),
        CASE("Failed Lookup", "{}", "({{>段}})", "()"),
        WITH("Context", "{名: 值}", "({{>段}})", "(*值*)", {"段", "*{{名}}*"}),
        WITH("Recursion", "{名: 一, 下: [{名: 二, 下: []}]}", "{{>段}}", "一<二<>>",
             {"段", "{{名}}<{{#下}}{{>段}}{{/下}}>"}),
        WITH("Nested", "{甲: 一, 乙: 二}", "{{>外}}", "*一 二！*", {"外", "*{{甲}} {{>内}}*"},
             {"内", "{{乙}}！"}),
        WITH("Surrounding Whitespace", "{}", "| {{>段}} |", "| \t|\t |", {"段", "\t|\t"}),
        WITH("Inline Indentation", "{名: 值}", "  {{名}}  {{> 段}}\n", "  值  >\n>\n",
             {"段", ">\n>"}),
        WITH("Standalone Line Endings", "{}", "一\r\n{{>段}}\r\n三", "一\r\n二三", {"段", "二"}),
        WITH("Standalone Without Previous Line", "{}", "  {{>段}}\n二", "  一\n  二二",
             {"段", "一\n二"}),
        WITH("Standalone Without Newline", "{}", "一\n  {{>段}}", "一\n  二\n  三",
             {"段", "二\n三"}),
        WITH("Standalone Indentation", "{多: \"<\\n->\"}", "头\n {{>段}}\n尾\n",
             "头\n |\n <\n->\n |\n尾\n", {"段", "|\n{{{多}}}\n|\n"}),
        WITH("Padding Whitespace", "{有: 是}", "|{{> 段 }}|", "|[]|", {"段", "[]"}),
    };
    RUN(cases);
}

Test(mustache_spec, sections)
{
    static const struct mustache_case cases[] = {
        CASE("Truthy", "{有: 是}", "({{#有}}印{{/有}})", "(印)"),
        CASE("Falsey", "{有: 否}", "({{#有}}印{{/有}})", "()"),
        CASE("Null is falsey", "{有: ~}", "({{#有}}印{{/有}})", "()"),
        CASE("Context", "{项: {名: 路}}", "{{#项}}修{{名}}{{/项}}", "修路"),
        CASE("Parent contexts", "{甲: 一, 乙: 二, 项: {甲: 三, 丙: {乙: 四}}}",
             "{{#项}}{{甲}}{{乙}}{{丙.乙}}{{/项}}", "三二四"),
        CASE("Variable test", "{名: 路}", "{{#名}}{{.}}有{{/名}}", "路有"),
        CASE("List Contexts", "{省: [{名: 晋, 市: [{县: [甲, 乙]}]}]}",
             "{{#省}}{{#市}}{{名}}:{{#县}}{{名}}{{.}}.{{/县}}{{/市}}{{/省}}", "晋:晋甲.晋乙."),
        CASE("Deeply Nested Contexts", "{a: {一: 1}, b: {二: 2}, c: {三: 3, d: {四: 4}}}",
             "{{#a}}{{一}}{{#b}}{{一}}{{二}}{{#c}}{{一}}{{二}}{{三}}{{#d}}{{一}}{{三}}{{四}}{{/d}}"
             "{{/c}}{{二}}{{/b}}{{一}}{{/a}}",
             "11212313421"),
        CASE("List", "{项: [{n: 1}, {n: 2}, {n: 3}]}", "{{#项}}{{n}}{{/项}}", "123"),
        CASE("Empty List", "{项: []}", "({{#项}}印{{/项}})", "()"),
        CASE("Doubled", "{有: 是, 二: 中}", "{{#有}}\n一\n{{/有}}\n{{二}}\n{{#有}}\n三\n{{/有}}\n",
             "一\n中\n三\n"),
        CASE("Nested (Truthy)", "{有: 是}", "一{{#有}}二{{#有}}三{{/有}}四{{/有}}五", "一二三四五"),
        CASE("Nested (Falsey)", "{有: 否}", "一{{#有}}二{{#有}}三{{/有}}四{{/有}}五", "一五"),
        CASE("Context Misses", "{}", "({{#无}}印{{/无}})", "()"),
        CASE("Implicit Iterator - String", "{项: [甲, 乙]}", "{{#项}}({{.}}){{/项}}", "(甲)(乙)"),
        CASE("Implicit Iterator - Integer", "{项: [1, 2]}", "{{#项}}({{.}}){{/项}}", "(1)(2)"),
        CASE("Implicit Iterator - Decimal", "{项: [1.1, 2.2]}", "{{#项}}({{.}}){{/项}}",
             "(1.1)(2.2)"),
        CASE("Implicit Iterator - Array", "{项: [[1, 2], [甲]]}",
             "{{#项}}({{#.}}{{.}}{{/.}}){{/项}}", "(12)(甲)"),
        CASE("Implicit Iterator - HTML Escaping", "{项: ['&', '<']}", "{{#项}}({{.}}){{/项}}",
             "(&amp;)(&lt;)"),
        CASE("Implicit Iterator - Triple mustache", "{项: ['&']}", "{{#项}}({{{.}}}){{/项}}",
             "(&)"),
        CASE("Implicit Iterator - Ampersand", "{项: ['&']}", "{{#项}}({{&.}}){{/项}}", "(&)"),
        CASE("Implicit Iterator - Root-level", "[{n: 1}, {n: 2}]", "{{#.}}({{n}}){{/.}}", "(1)(2)"),
        CASE("Dotted Names - Truthy", "{甲: {乙: {丙: 是}}}", "({{#甲.乙.丙}}印{{/甲.乙.丙}})",
             "(印)"),
        CASE("Dotted Names - Falsey", "{甲: {乙: {丙: 否}}}", "({{#甲.乙.丙}}印{{/甲.乙.丙}})",
             "()"),
        CASE("Dotted Names - Broken Chains", "{甲: {}}", "({{#甲.乙.丙}}印{{/甲.乙.丙}})", "()"),
        CASE("Surrounding Whitespace", "{有: 是}", " | {{#有}}\t|\t{{/有}} | \n", " | \t|\t | \n"),
        CASE("Internal Whitespace", "{有: 是}", " | {{#有}} {{! 删 }}\n {{/有}} | \n",
             " |  \n  | \n"),
        CASE("Indented Inline Sections", "{有: 是}", " {{#有}}一{{/有}}\n {{#有}}二{{/有}}\n",
             " 一\n 二\n"),
        CASE("Standalone Lines", "{有: 是}", "一\n{{#有}}\n二\n{{/有}}\n三\n", "一\n二\n三\n"),
        CASE("Indented Standalone Lines", "{有: 是}", "一\n  {{#有}}\n二\n  {{/有}}\n三\n",
             "一\n二\n三\n"),
        CASE("Standalone Line Endings", "{有: 是}", "一\r\n{{#有}}\r\n{{/有}}\r\n三", "一\r\n三"),
        CASE("Standalone Without Previous Line", "{有: 是}", "  {{#有}}\n一{{/有}}\n二", "一\n二"),
        CASE("Standalone Without Newline", "{有: 是}", "一{{#有}}\n二\n  {{/有}}", "一\n二\n"),
        CASE("Padding", "{有: 是}", "|{{# 有 }}印{{/ 有 }}|", "|印|"),
    };
    RUN(cases);
}
