/* 项目.yaml, 评价.yaml and 正文.md, parted by lines of "%%%%", read and scored. */
#include "fuzz.h"

static struct jx_str part(struct jx_str *rest)
{
    const struct jx_str line = JX_STR("\n%%%%\n");
    const size_t at = jx_str_find(*rest, line, 0);
    struct jx_str first = *rest;

    *rest = JX_STR("");
    if (at == SIZE_MAX)
        return first;
    *rest = jx_str_sub(first, at + line.len, SIZE_MAX);
    return jx_str_sub(first, 0, at + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_str rest = fuzz_text(data, size);
    struct jx_run run;

    fuzz_open();
    fuzz_put("项目.yaml", part(&rest));
    fuzz_put("评价.yaml", part(&rest));
    fuzz_put("正文.md", rest);
    if (fuzz_run_to(&run, JX_STAGE_SCORE) == JX_OK) {
        (void)jx_score_print(run.arena, run.score, true);
        (void)jx_score_json(run.arena, run.score);
    }
    fuzz_finish(&run);
    return 0;
}
