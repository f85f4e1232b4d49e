/* turn_component.c - 横排, 竖排: pages turned, and turned back. */
#include "document/component.h"

#include <stddef.h>

struct turn {
    struct jx_text text;
};

static const struct jx_field landscape_fields[] = {
    {.key = "内容",
     .type = JX_F_TEXT,
     .offset = offsetof(struct turn, text),
     .doc = "横放的页上的文字和部件；不写则到 竖排 为止"},
};
const struct jx_schema jx__landscape_schema = {
    .name = "横排",
    .size = sizeof(struct turn),
    .fields = landscape_fields,
    .n_fields = 1,
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

const struct jx_schema jx__portrait_schema = {
    .name = "竖排",
    .size = sizeof(struct turn),
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

void jx__push_turn(struct jx__builder *b, bool landscape, struct jx_span span)
{
    if (b->landscape == landscape)
        return;
    b->landscape = landscape;
    JX_PUSH(b->arena, &b->blocks,
            (struct jx_block){
                .kind = JX_B_PAGE_BREAK, .span = span, .landscape = landscape, .turn = true});
}

void jx__landscape_component(struct jx__builder *b, const void *record, struct jx_span span)
{
    const struct turn *turn = record;
    const bool before = b->landscape;
    jx__push_turn(b, true, span);
    if (turn->text.str.ptr == NULL)
        return;
    jx__component_markdown(b, "内容");
    jx__push_turn(b, before, span);
}

void jx__portrait_component(struct jx__builder *b, const void *record, struct jx_span span)
{
    (void)record;
    jx__push_turn(b, false, span);
}
