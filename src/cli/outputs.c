/* outputs.c - pages become a PDF, tables become workbooks.
 *
 * Layer:  cli.
 */
#include "cli/outputs.h"

#include "pdf/pdf.h"
#include "xlsx/xlsx.h"

enum jx_status jx_outputs_make(struct jx_run *run, struct jx_str only,
                               struct jx_outputs *ret_outputs)
{
    const bool xlsx = !jx_str_is(only, "pdf");
    enum jx_status status = JX_OK;
    struct jx_output output = {0};

    if (!jx_str_is(only, "xlsx")) {
        output.name = run->document->file_name;
        status = jx_pdf_write(run->arena, run->pages, run->book, &run->diags, &output.bytes);
        if (status == JX_OK)
            JX_PUSH(run->arena, ret_outputs, output);
    }
    for (size_t i = 0; xlsx && status == JX_OK && i < run->document->n_workbooks; i++) {
        const struct jx_workbook *workbook = &run->document->workbooks[i];

        output.name = workbook->file_name;
        status = jx_xlsx_write(run->arena, run->document, workbook, run->book, &run->diags,
                               &output.bytes);
        if (status == JX_OK)
            JX_PUSH(run->arena, ret_outputs, output);
    }
    return status;
}
