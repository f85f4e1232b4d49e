/* mustache_case.h - a template, its data and what it gives, with an escape of the HTML kind plugged in. */
#ifndef JX_TESTS_MUSTACHE_CASE_H
#define JX_TESTS_MUSTACHE_CASE_H

#include "document_data.h"

#include <string.h>

struct partial {
    const char *name, *text;
};

struct mustache_case {
    const char *what, *data, *source, *expected;
    struct partial partials[2];
};

static bool find_partial(void *context, struct jx_str name, struct jx_span tag,
                         struct jx_template_text *ret_partial)
{
    const struct partial *partials = context;
    (void)tag;
    for (size_t i = 0; i < 2 && partials[i].name != NULL; i++)
        if (jx_str_is(name, partials[i].name)) {
            *ret_partial = (struct jx_template_text){.text = jx_str_of(partials[i].text)};
            return true;
        }
    return false;
}

static void escape_html(struct jx_buf *out, struct jx_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '&')
            jx_buf_adds(out, "&amp;");
        else if (c == '<')
            jx_buf_adds(out, "&lt;");
        else if (c == '>')
            jx_buf_adds(out, "&gt;");
        else if (c == '"')
            jx_buf_adds(out, "&quot;");
        else
            jx_buf_addc(out, c);
    }
}

static void run_cases(const struct mustache_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct jx_test t;
        jx_test_init(&t);
        struct jx_str text = JX_STR("(失败)");
        struct jx_template_text source = jx_test_template(&t, cases[i].source);
        struct jx_mustache_options options = {.partial = find_partial,
                                              .partial_context = (void *)cases[i].partials,
                                              .escape = escape_html};
        enum jx_status status = jx_mustache_render(
            t.arena, &source, jx_test_data(&t, cases[i].data), &options, &t.diags, &text, NULL);
        cr_assert(status == JX_OK, "%s: %.*s", cases[i].what,
                  JX_FMT(jx_diags_print(t.arena, &t.diags, false)));
        JX_ASSERT_STR(text, cases[i].expected, cases[i].what);
        jx_test_done(&t);
    }
}

#define RUN(cases) run_cases(cases, sizeof(cases) / sizeof *(cases))

#endif
