/* A table definition, as far as pages and sheet. */
#include "fuzz.h"

#include "xlsx/xlsx.h"

static const char template[] = "---\n"
                               "模板: 模糊\n"
                               "工作簿:\n"
                               "  - {文件名: 附件1.xlsx, 表: [模糊]}\n"
                               "---\n"
                               "```表格\n"
                               "定义: 模糊\n"
                               "参数: {题头: 产出}\n"
                               "```\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_run run;
    struct jx_str bytes;

    fuzz_open();
    fuzz_put("模板/模糊.md", jx_str_of(template));
    fuzz_put("模板/表/模糊.yaml", fuzz_text(data, size));
    if (fuzz_run_to(&run, JX_STAGE_PAGES) == JX_OK && run.document->n_workbooks > 0)
        (void)!jx_xlsx_write(run.arena, run.document, &run.document->workbooks[0], run.book,
                             &run.diags, &bytes);
    fuzz_finish(&run);
    return 0;
}
