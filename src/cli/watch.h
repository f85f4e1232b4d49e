/* watch.h - builds again whenever something is saved.
 *
 * Layer:   cli.
 */
#ifndef JX_CLI_WATCH_H
#define JX_CLI_WATCH_H

#include "cli/run.h"

/* Build a folder, print messages, and leave the run to the caller, who ends it with jx_run_done(). Returns the exit status. */
typedef int (*jx_watch_build)(struct jx_run *ret_run, struct jx_str folder, const void *context);

/* Build, then again after each change of a file that the last build read (or, when it failed, may have lacked), until the user presses Ctrl-C. Prints the scores that
 * changed from one build to the next. Returns JX_EXIT_OK. */
int jx_watch(struct jx_str folder, jx_watch_build build, const void *context);

#endif
