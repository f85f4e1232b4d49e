/* Expressions, parsed and computed over a few names of every kind. */
#include "fuzz.h"

#include "score/expr.h"

static struct jx_expr_value lookup(void *context, struct jx_str name)
{
    struct jx_arena *arena = context;
    struct jx_expr_value *items;

    if (jx_str_is(name, "数"))
        return (struct jx_expr_value){.kind = JX_XV_NUM, .num = jx_num_int(arena, 7)};
    if (jx_str_is(name, "文"))
        return (struct jx_expr_value){.kind = JX_XV_TEXT, .text = JX_STR("甲")};
    if (jx_str_is(name, "空"))
        return (struct jx_expr_value){.kind = JX_XV_BLANK};
    if (!jx_str_is(name, "列"))
        return (struct jx_expr_value){.kind = JX_XV_ERROR};
    items = JX_ARRAY(arena, struct jx_expr_value, 3);
    items[0] = (struct jx_expr_value){.kind = JX_XV_NUM, .num = jx_num_int(arena, -3)};
    items[1] = (struct jx_expr_value){.kind = JX_XV_BLANK};
    items[2] = (struct jx_expr_value){.kind = JX_XV_NUM, .num = jx_num_int(arena, 10)};
    return (struct jx_expr_value){.kind = JX_XV_LIST, .items = items, .n = 3};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena *arena = jx_arena_new(FUZZ_ARENA_BYTES);
    struct jx_sources sources = {.arena = arena};
    struct jx_diags diags;
    struct jx_expr *expr;
    const struct jx_str text = fuzz_text(data, size);
    const struct jx_span start = {1, 1, 1, 1, 1};

    jx_arena_on_exhausted(abort);
    jx_diags_init(&diags, arena, &sources);
    (void)jx_sources_add(&sources, JX_STR("公式"), text);
    /* Texts reach the parser from YAML, which lets nothing but UTF-8 through. */
    if (jx_utf8_check(text) == text.len &&
        jx_expr_parse(arena, text, start, &diags, &expr) == JX_OK)
        (void)jx_expr_eval(arena, expr, lookup, arena, &diags);
    (void)jx_diags_print(arena, &diags, true);
    jx_arena_free(arena);
    return 0;
}
