/* cli.h - the commands of the program. main.c only dispatches.
 *
 * Layer:  cli. The only room that prints, reads the environment and chooses exit statuses.
 *
 * Exit status: 0 done, 1 the input has errors, 2 wrong usage, 3 the system failed. Data on stdout, messages on stderr.
 */
#ifndef JX_CLI_CLI_H
#define JX_CLI_CLI_H

#include "base/status.h"

enum jx_exit { JX_EXIT_OK = 0, JX_EXIT_INPUT = 1, JX_EXIT_USAGE = 2, JX_EXIT_SYSTEM = 3 };

/* A command: argv[0] is its name, the rest its arguments. Returns the exit status. */
typedef int (*jx_command_run)(int argc, char **argv);

struct jx_command {
    const char *name;
    jx_command_run run;
    const char *usage; /* Chinese, without "jixiao " */
    const char *what;  /* one Chinese line */
};

int jx_command_new(int argc, char **argv);
int jx_command_build(int argc, char **argv);
int jx_command_check(int argc, char **argv);
int jx_command_score(int argc, char **argv);
int jx_command_dump(int argc, char **argv);
int jx_command_fonts(int argc, char **argv);
int jx_command_diff(int argc, char **argv);
int jx_command_issue(int argc, char **argv);
int jx_command_verify_build(int argc, char **argv);
int jx_command_import(int argc, char **argv);
int jx_command_schema(int argc, char **argv);
int jx_command_verify(int argc, char **argv);
int jx_command_sign(int argc, char **argv);

/* All commands, ended by one without a name. */
extern const struct jx_command jx_commands[];

#endif
