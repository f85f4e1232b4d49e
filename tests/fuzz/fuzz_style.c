/* A style sheet, as far as the PDF of a document with one of everything. */
#include "fuzz.h"

#include "pdf/pdf.h"

static const char template[] =
    "---\n模板: 模糊\n样式: 模糊\n---\n"
    "```封面\n标识: [恒昇致远, HENGSHENG]\n标题: [桥梁检测费, 绩效评价报告]\n编号: 〔2024〕1号\n"
    "稿次: 征求意见稿\n项: [[主管部门, 交通局], [评价机构, 恒昇致远]]\n日期: 2024年3月\n```\n"
    "```目录\n级: 3\n```\n"
    "```标题\n文: 桥梁检测费绩效评价报告\n```\n"
    "# 概况\n{{> 正文.概况}}\n## 数量\n检测十八座，详见[](#表:乙)。\n### 质量\n- 甲\n- 乙\n\n"
    "表：任务 {#乙}\n\n| 甲 | 乙 |\n|---|---:|\n| 桥梁 | 12.5 |\n\n"
    "```表格\n定义: 附件1\n编号: 是\n```\n"
    "```签章\n位置: [{角色: 主评人, 姓名: 张某某}, {角色: 评价机构, 单位: 恒昇致远, 盖章: 是}]\n"
    "日期: 2024-03-01\n```\n"
    "```附件\n标题: 自评表\n横排: 是\n```\n"
    "```表格\n定义: 附件1\n```\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_run run;
    struct jx_str bytes;

    fuzz_open();
    fuzz_put("模板/模糊.md", jx_str_of(template));
    fuzz_put("模板/样式/模糊.yaml", fuzz_text(data, size));
    if (fuzz_run_to(&run, JX_STAGE_PAGES) == JX_OK)
        (void)!jx_pdf_write(run.arena, run.pages, run.book, &run.diags, &bytes);
    fuzz_finish(&run);
    return 0;
}
