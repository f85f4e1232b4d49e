/* drift.h - the files of a run against those of an issued version.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_DRIFT_H
#define JX_CLI_DRIFT_H

#include "cli/run.h"

/* What of files, fonts and program is not as recorded, as a Chinese list ("改动了 库1/自评报告.md，…"); empty for nothing.
 * run: went as far as its pages. */
struct jx_str jx_drift(const struct jx_run *run, const struct jx_record *record);

#endif
