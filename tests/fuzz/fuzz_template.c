/* A template with front matter, as far as its pages. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_run run;

    fuzz_open();
    fuzz_put("模板/模糊.md", fuzz_text(data, size));
    (void)!fuzz_run_to(&run, JX_STAGE_PAGES);
    fuzz_finish(&run);
    return 0;
}
