/* outputs.h - the finished files of a run, in memory.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_OUTPUTS_H
#define JX_CLI_OUTPUTS_H

#include "cli/run.h"

/* A finished file. */
struct jx_output {
    struct jx_str name, bytes;
    bool
        kept; /* the file that is there begins with these bytes and goes on with signatures: it stays as it is */
};

struct jx_outputs JX_VEC(struct jx_output);

/* Make the PDF and the workbooks of a run that went as far as its pages (fonts, for only "xlsx").
 * only: pdf, xlsx or absent for both. Errors: those of jx_pdf_write() and jx_xlsx_write(), after messages. */
JX_NODISCARD enum jx_status jx_outputs_make(struct jx_run *run, struct jx_str only,
                                            struct jx_outputs *ret_outputs);

#endif
